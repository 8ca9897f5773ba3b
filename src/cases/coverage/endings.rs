//! Ending the agreement for force majeure; what the provider changes.

use super::walk::{Near, Seen, Walk};
use crate::calendar::{Date, Period};
use crate::facts::{Event, PriceIncrease};
use crate::money::Cents;
use crate::policy::Clause;
use crate::policy::building_blocks::Span;
use crate::policy::forms::{Announcement, ChangeResponse, ForceMajeure, PriceBand, PriceChange};
use crate::vocabulary::{Bilingual, DeadlineKind, Verdict, both};

impl<'a> Walk<'a> {
    // Force majeure.

    pub(super) fn force_majeure(&mut self, span: Span, force: &'a ForceMajeure, clause: &'a Clause) {
        let place = |seen: &mut Seen<'a>| -> Option<Near> {
            let deadline = seen.deadline(DeadlineKind::TerminationAllowedFrom)?;
            Near::day(seen.acted_on()?, deadline.last_day)
        };
        let what = both!(
            "the first day on which the agreement may be ended",
            "de eerste dag waarop de overeenkomst mag eindigen"
        );
        match force.after {
            Some(_) => self.edge(span, &what, &place),
            // No question is asked before force majeure begins.
            None => self.beginning(span, &what, &place),
        }
        if force.permanent_only {
            let temporary = |seen: &mut Seen<'a>| {
                seen.applies() && matches!(seen.event(), Event::ForceMajeure { permanent: None | Some(false), .. })
            };
            self.point(
                span,
                || both!("force majeure that is not permanent", "overmacht die niet blijvend is"),
                &temporary,
            );
        }
        let allowed = |seen: &mut Seen<'a>| seen.applies() && seen.decision.verdict == Verdict::Permitted;
        self.outcome(span, &both!("", ""), &force.outcome, clause, &allowed);
    }

    // The price.

    pub(super) fn price_change(&mut self, span: Span, change: &'a PriceChange) {
        if let Some(period) = change.not_before {
            let place = |seen: &mut Seen<'a>| {
                Near::day(effective_on(seen)?, period.after(seen.concluded_on(), seen.policy.holidays)?)
                    .filter(|_| seen.applies())
            };
            self.edge(span, &both!("{period} after the conclusion", "`{period}` na het sluiten"), &place);
        }
        if let Some(period) = change.not_within {
            self.previous(span, period);
        }
        if let Some(band) = change.as_of_right {
            self.band(span, change, band);
        }
        if let Some(ahead) = change.announced_ahead {
            let place = |seen: &mut Seen<'a>| {
                let beyond = seen.applies() && !too_soon(seen, change) && !as_of_right(seen, change);
                Near::day(seen.acted_on()?, ahead.latest_before(effective_on(seen)?, seen.policy.holidays)?)
                    .filter(|_| beyond)
            };
            self.edge(
                span,
                &both!("the last day that is {ahead} ahead", "de laatste dag die `{ahead}` vooruit is"),
                &place,
            );
        }
    }

    /// A period after the previous increase.
    fn previous(&mut self, span: Span, period: Period) {
        let place = move |seen: &mut Seen<'a>| {
            Near::day(effective_on(seen)?, period.after(previous_on(seen)?, seen.policy.holidays)?)
                .filter(|_| seen.applies())
        };
        self.edge(span, &both!("{period} after the previous increase", "`{period}` na de vorige verhoging"), &place);
        let none = |seen: &mut Seen<'a>| seen.applies() && previous_on(seen).is_none();
        self.point(span, || both!("no previous increase", "geen eerdere verhoging"), &none);
    }

    fn band(&mut self, span: Span, change: &'a PriceChange, band: PriceBand) {
        let place = move |seen: &mut Seen<'a>| -> Option<Near> {
            let increase = price_increase(seen).filter(|_| seen.applies() && !too_soon(seen, change))?;
            let (of, by) = increase_of(seen, band, increase);
            let covers = |cents: i64| band.up_to.covers(Cents::new(cents), of);
            match (covers(by.get()), covers(by.get().saturating_add(1)), covers(by.get().saturating_add(2))) {
                (true, true, false) => Some(Near::Before),
                (true, false, _) => Some(Near::At),
                (false, ..) if covers(by.get().saturating_sub(1)) => Some(Near::After),
                _ => None,
            }
        };
        self.edge(span, &both!("{}%", "{}%", band.up_to), &place);
        let differs = |seen: &mut Seen<'a>| {
            let current = price_increase(seen).and_then(|increase| increase.current_price);
            seen.applies() && current.is_some_and(|current| current != seen.facts.agreement().price)
        };
        let measure = if band.of_original {
            Bilingual::new("agreed", "afgesproken")
        } else {
            Bilingual::new("current", "huidige")
        };
        self.point(
            span,
            || {
                both!(
                    "measured by the {measure} price where the two differ",
                    "gemeten aan de {measure} prijs waar de twee verschillen"; measure
                )
            },
            &differs,
        );
        if let Some(period) = band.once_in {
            self.previous(span, period);
        }
    }

    // The terms and the performance.

    pub(super) fn announcement(&mut self, span: Span, announcement: Announcement) {
        if let Some(ahead) = announcement.ahead {
            let place = |seen: &mut Seen<'a>| {
                let effective = terms_effective_on(seen).filter(|_| seen.applies())?;
                Near::day(seen.acted_on()?, ahead.latest_before(effective, seen.policy.holidays)?)
            };
            self.edge(
                span,
                &both!("the last day that is {ahead} ahead", "de laatste dag die `{ahead}` vooruit is"),
                &place,
            );
        }
        if announcement.reject_when_performance_changes {
            let changes = |seen: &mut Seen<'a>, wanted: bool| {
                let performance = matches!(seen.event(), Event::TermsChange { performance_changes: Some(true), .. });
                seen.applies() && seen.decision.verdict == Verdict::Permitted && performance == wanted
            };
            self.point(span, || both!("performance changes", "de prestatie verandert"), &|seen| changes(seen, true));
            self.point(span, || both!("performance does not change", "de prestatie verandert niet"), &|seen| {
                changes(seen, false)
            });
        }
        if announcement.accepted_after.is_some() {
            let given = |seen: &mut Seen<'a>| seen.deadline(DeadlineKind::TermsAcceptance).is_some();
            self.point(
                span,
                || {
                    both!(
                        "the last day before the terms count as accepted is given",
                        "de laatste dag voor de voorwaarden als aanvaard gelden, wordt gegeven"
                    )
                },
                &given,
            );
        }
    }

    pub(super) fn change_response(&mut self, span: Span, response: &'a ChangeResponse, clause: &'a Clause) {
        let change = |seen: &mut Seen<'a>, essential: bool, disadvantage: bool| match seen.event() {
            Event::ProviderChange(e) => {
                let said = (e.essential == Some(true), e.more_than_minor_disadvantage == Some(true));
                seen.applies() && said == (essential, disadvantage)
            }
            _ => false,
        };
        self.point(
            span,
            || both!("an essential change may be rejected", "een wezenlijke wijziging mag worden geweigerd"),
            &|seen| change(seen, true, false),
        );
        self.point(
            span,
            || both!("a change that hurts may be rejected", "een wijziging die schaadt, mag worden geweigerd"),
            &|seen| change(seen, false, true),
        );
        self.point(span, || both!("any other change may not", "een andere wijziging niet"), &|seen| {
            change(seen, false, false)
        });
        let rejected = |seen: &mut Seen<'a>, may_reject: bool| match seen.event() {
            Event::ProviderChange(e) => {
                seen.applies() && e.rejected_at.is_some() && seen.decision.customer_may_reject == may_reject
            }
            _ => false,
        };
        self.point(span, || both!("a rejection without a right to it", "een weigering zonder recht daarop"), &|seen| {
            rejected(seen, false)
        });
        for rule in [&response.notice, &response.alternative, &response.response] {
            self.deadline(rule, clause, &|seen| seen.applies());
        }
        self.deadline(&response.termination, clause, &|seen| seen.applies());
        let late = |seen: &mut Seen<'a>| rejected(seen, true) && seen.decision.verdict == Verdict::Refused;
        self.point(
            span,
            || {
                both!(
                    "no termination after a rejection that is too late",
                    "geen opzegging na een weigering die te laat is"
                )
            },
            &late,
        );
    }
}

fn price_increase<'a>(seen: &Seen<'a>) -> Option<&'a PriceIncrease> {
    match seen.event() {
        Event::PriceIncrease(increase) => Some(increase),
        _ => None,
    }
}

fn effective_on(seen: &Seen<'_>) -> Option<Date> {
    price_increase(seen).map(|increase| seen.date(increase.effective_at))
}

fn previous_on(seen: &Seen<'_>) -> Option<Date> {
    price_increase(seen)?.previous_increase_at.map(|at| seen.date(at))
}

fn terms_effective_on(seen: &Seen<'_>) -> Option<Date> {
    match seen.event() {
        Event::TermsChange { effective_at, .. } => Some(seen.date(*effective_at)),
        _ => None,
    }
}

/// Whether an increase comes before the first day on which there may be one.
fn too_soon(seen: &Seen<'_>, change: &PriceChange) -> bool {
    let before = |period: Option<Period>, from: Option<Date>| {
        let first = period.zip(from).and_then(|(period, from)| period.after(from, seen.policy.holidays));
        first.zip(effective_on(seen)).is_some_and(|(first, effective)| effective < first)
    };
    before(change.not_before, Some(seen.concluded_on())) || before(change.not_within, previous_on(seen))
}

/// The price that an increase is measured by, and the increase.
fn increase_of(seen: &Seen<'_>, band: PriceBand, increase: &PriceIncrease) -> (Cents, Cents) {
    let agreed = seen.facts.agreement().price;
    let of = if band.of_original { agreed } else { increase.current_price.unwrap_or(agreed) };
    (of, increase.new_price.minus(of))
}

fn as_of_right(seen: &Seen<'_>, change: &PriceChange) -> bool {
    let (Some(band), Some(increase)) = (change.as_of_right, price_increase(seen)) else { return true };
    let (of, by) = increase_of(seen, band, increase);
    let first = band.once_in.zip(previous_on(seen)).and_then(|(period, from)| period.after(from, seen.policy.holidays));
    let in_turn = first.zip(effective_on(seen)).is_none_or(|(first, effective)| effective >= first);
    band.up_to.covers(by, of) && in_turn
}
