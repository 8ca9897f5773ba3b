//! Outcomes, tables of tiers, office hours and charges.

use super::amounts::{Term, against_price};
use super::walk::{Near, Seen, Test, Walk, without_colon};
use crate::calendar::{Hours, Week, Weekday};
use crate::decision::FindingCode;
use crate::evaluate::Taken;
use crate::money::Cents;
use crate::policy::building_blocks::{Bound, ChargeRule, Span, TierBounds};
use crate::policy::forms::{OfficeHours, Outcome, SameAs, Tier, Tiers};
use crate::policy::people::{self, PartBounds};
use crate::policy::{Clause, Summary};
use crate::vocabulary::{Bilingual, ChargeKind, CreditOf, CustomerType, ProductType, both};

/// The bounds, each with what is said of it.
fn named(bounds: &TierBounds) -> impl Iterator<Item = (Bilingual, Bound)> {
    let words = |inclusive: Bilingual, exclusive: Bilingual, bound: Option<Bound>| {
        bound.map(|bound| (if bound.inclusive { inclusive } else { exclusive }, bound))
    };
    let lower = words(Bilingual::new("at least", "minstens"), Bilingual::new("more than", "meer dan"), bounds.lower);
    let upper = words(Bilingual::new("at most", "hoogstens"), Bilingual::new("less than", "minder dan"), bounds.upper);
    lower.into_iter().chain(upper)
}

impl<'a> Walk<'a> {
    /// The charges and the deadlines of an outcome that holds where `base` does.
    pub(super) fn outcome(
        &mut self,
        span: Span,
        label: &Summary,
        outcome: &'a Outcome,
        clause: &'a Clause,
        base: Test<'_, 'a>,
    ) {
        self.charges(span, label, &outcome.charges, outcome.at_most_the_price, base);
        if let Some(credit) = outcome.credit {
            let kept = |seen: &mut Seen<'a>| seen.decision.settlement.is_some_and(|s| s.credit.is_some());
            self.point(
                span,
                || both!("{label}something becomes a credit", "{label}iets wordt een tegoed"; label),
                &|seen| base(seen) && kept(seen),
            );
            if credit.of == CreditOf::Rest {
                self.point(
                    span,
                    || both!("{label}nothing becomes a credit", "{label}niets wordt een tegoed"; label),
                    &|seen| base(seen) && !kept(seen),
                );
            }
        }
        self.deadlines(&outcome.deadlines, clause, base);
    }

    pub(super) fn tiers(&mut self, tiers: &'a Tiers, clause: &'a Clause) {
        for (index, row) in tiers.rows.iter().enumerate() {
            let label = both!("row {}: ", "rij {}: ", index + 1);
            let taken = |seen: &mut Seen<'a>| seen.applies() && seen.probe.taken(tiers) == Taken::Row(index);
            self.point(row.span, || both!("{label}is taken", "{label}wordt genomen"; label), &taken);
            self.bounds(tiers, row, &label);
            let within = |seen: &mut Seen<'a>| {
                seen.applies() && seen.probe.within(&row.bounds, tiers.before) && seen.probe.within_since(row.since)
            };
            self.conditions(
                row.span,
                &both!("{label}is passed over", "{label}wordt overgeslagen"; label),
                &row.conditions,
                &within,
            );
            self.part_of_people(tiers, row, &label);
            self.people = row.cancelled.unwrap_or_default();
            self.outcome(row.span, &label, &row.outcome, clause, &taken);
            self.people = PartBounds::default();
        }
        let no_row = |seen: &mut Seen<'a>| seen.applies() && seen.probe.taken(tiers) == Taken::Otherwise;
        if let Some(otherwise) = &tiers.otherwise {
            self.point(clause.span, || both!("no row is taken", "geen rij wordt genomen"), &no_row);
            self.outcome(clause.span, &both!("no row: ", "geen rij: "), otherwise, clause, &no_row);
        }
        self.deadlines(&tiers.deadlines, clause, &|seen| seen.applies());
    }

    /// The edges of a row, where its other conditions hold.
    fn bounds(&mut self, tiers: &'a Tiers, row: &'a Tier, label: &Summary) {
        let label = without_colon(label);
        for (words, bound) in named(&row.bounds) {
            let place = move |seen: &mut Seen<'a>| -> Option<Near> {
                let holds = seen.applies() && seen.probe.all_hold(&row.conditions);
                seen.near_before(bound, tiers.before).filter(|_| holds && seen.probe.within_since(row.since))
            };
            self.edge(row.span, &both!("`{words} {bound}` of {label} before `{}`", "{words} `{bound}` van {label} voor `{}`", tiers.before; words, label), &place);
        }
        let Some(since) = row.since else { return };
        for (words, bound) in named(&since.bounds) {
            let place = move |seen: &mut Seen<'a>| -> Option<Near> {
                let holds = seen.applies() && seen.probe.all_hold(&row.conditions);
                seen.near_after(bound, since.anchor).filter(|_| holds && seen.probe.within(&row.bounds, tiers.before))
            };
            self.edge(row.span, &both!("`{words} {bound}` of {label} after `{}`", "{words} `{bound}` van {label} na `{}`", since.anchor; words, label), &place);
        }
        if let Some(holds) = since.unknown_holds {
            let unknown = |seen: &mut Seen<'a>| {
                let known = seen.probe.anchor(since.anchor).is_some() && seen.probe.act().is_some();
                seen.applies() && seen.probe.all_hold(&row.conditions) && !known
            };
            let does = match holds {
                true => Bilingual::new("applies", "geldt"),
                false => Bilingual::new("does not apply", "geldt niet"),
            };
            self.point(row.span, || both!("{label} {does} where `{}` is not known", "{label} {does} als `{}` niet bekend is", since.anchor; label, does), &unknown);
        }
    }

    /// The last number of people within what a row asks, and the first beyond it.
    fn part_of_people(&mut self, tiers: &'a Tiers, row: &'a Tier, label: &Summary) {
        let Some(bounds) = row.cancelled else { return };
        let near = move |seen: &mut Seen<'a>, wanted: bool| {
            let (cancelled, all) = people::cancelled(seen.facts.agreement(), seen.event());
            let holds = |count: u32| bounds.hold(count, all);
            let other = |count: Option<u32>| count.is_some_and(|count| count <= all && holds(count) != wanted);
            let otherwise = seen.applies()
                && seen.probe.within(&row.bounds, tiers.before)
                && seen.probe.within_since(row.since)
                && seen.probe.all_hold(&row.conditions);
            otherwise
                && holds(cancelled) == wanted
                && (other(cancelled.checked_sub(1)) || other(cancelled.checked_add(1)))
        };
        self.point(row.span, || both!("{label}the last number of people who cancel", "{label}het laatste aantal mensen dat annuleert"; label), &|seen| near(seen, true));
        self.point(row.span, || both!("{label}the first number of people too few or too many", "{label}het eerste aantal mensen te weinig of te veel"; label), &|seen| {
            near(seen, false)
        });
    }

    pub(super) fn same_as(&mut self, span: Span, same: &'a SameAs, clause: &'a Clause) {
        for &place in &same.clauses {
            let Some(other) = self.policy.clause(place) else { continue };
            let test = |seen: &mut Seen<'a>| seen.applies() && seen.meets(other);
            self.point(span, || both!("reads `{}`", "leest `{}`", other.id), &test);
        }
        self.deadlines(&same.deadlines, clause, &|seen| seen.applies());
    }

    pub(super) fn office_hours(&mut self, span: Span, hours: OfficeHours) {
        let clock = |seen: &Seen<'a>| seen.event().act().map(|at| seen.policy.zone.local(at));
        let mut known: Vec<Hours> = Vec::new();
        for of_day in hours.week.into_iter().flatten() {
            if known.contains(&of_day) {
                continue;
            }
            known.push(of_day);
            let at_edge = move |seen: &mut Seen<'a>, edge: i64| -> Option<Near> {
                let (date, second) = clock(seen)?;
                let counts = hours.opening(date, seen.policy.holidays) == Some(of_day);
                Near::count(second, edge).filter(|_| seen.applies() && counts)
            };
            let (opens, closes) = (of_day.from.seconds(), of_day.until.seconds());
            let on = match hours.names_days {
                false => both!("a working day", "een werkdag"),
                true => {
                    let days = hours.days_with(of_day).map(|day| format!("{day:?}")).collect::<Vec<_>>().join(", ");
                    both!("{}", "{}", days)
                }
            };
            self.edge(span, &both!("the opening of {on}", "het begin van {on}"; on), &|seen| at_edge(seen, opens));
            self.edge(span, &both!("the closing of {on}", "het einde van {on}"; on), &|seen| at_edge(seen, closes));
        }
        let on = |seen: &mut Seen<'a>, day: Weekday| {
            seen.applies() && clock(seen).is_some_and(|(date, _)| date.weekday() == day)
        };
        let [.., saturday, sunday] = hours.week;
        if saturday.is_none() {
            self.point(span, || both!("on a Saturday", "op een zaterdag"), &|seen| on(seen, Weekday::Saturday));
        }
        if sunday.is_none() {
            self.point(span, || both!("on a Sunday", "op een zondag"), &|seen| on(seen, Weekday::Sunday));
        }
        let holiday = |seen: &mut Seen<'a>| {
            seen.applies()
                && clock(seen).is_some_and(|(date, second)| {
                    let of_day = hours.but_for_holidays(date);
                    seen.policy.holidays.is_holiday(date) && of_day.is_some_and(|of_day| of_day.contains(second))
                })
        };
        if !self.policy.holidays.is_empty() {
            let label = if hours.names_days || self.policy.holidays.week() != Week::MONDAY_TO_FRIDAY {
                Bilingual::new("in the hours of a holiday", "in de uren van een feestdag")
            } else {
                Bilingual::new(
                    "in the hours of a holiday from Monday to Friday",
                    "in de uren van een feestdag van maandag tot en met vrijdag",
                )
            };
            self.point(span, || label.into(), &holiday);
        }
        for closed in hours.closed.into_iter().flatten() {
            let within =
                |seen: &mut Seen<'a>| seen.applies() && clock(seen).is_some_and(|(date, _)| closed.contains(date));
            self.point(
                span,
                || both!("closed from {} until {}", "gesloten van {} tot {}", closed.from(), closed.until()),
                &within,
            );
        }
    }

    // Charges.

    /// The points of some charges that are due where `base` holds.
    /// `capped`: their text says that they are at most the price.
    pub(super) fn charges(
        &mut self,
        span: Span,
        label: &Summary,
        rules: &'a [ChargeRule],
        capped: bool,
        base: Test<'_, 'a>,
    ) {
        for rule in rules {
            self.charge(label, rule, base);
        }
        let (may_exceed, may_not) = against_price(rules, &self.policy.facts);
        if may_exceed {
            let cut = |seen: &mut Seen<'a>, wanted: bool| {
                let by_rule = seen.decision.findings.iter().any(|finding| finding.code == FindingCode::PriceCeiling);
                let found = if capped { written(seen, rules) > seen.facts.agreement().price } else { by_rule };
                base(seen) && found == wanted && !seen.decision.charges.is_empty()
            };
            self.point(
                span,
                || both!("{label}the price cuts the charges", "{label}de prijs begrenst de bedragen"; label),
                &|seen| cut(seen, true),
            );
            if may_not {
                self.point(span, || both!("{label}the charges stay within the price", "{label}de bedragen blijven binnen de prijs"; label), &|seen| cut(seen, false));
            }
        }
    }

    fn charge(&mut self, label: &Summary, rule: &'a ChargeRule, base: Test<'_, 'a>) {
        let span = rule.span;
        let label = both!("{label}`{}`", "{label}`{}`", rule.kind; label);
        let of_product = |seen: &mut Seen<'a>| rule.products.contains(seen.facts.agreement().product);
        let due = |seen: &mut Seen<'a>| {
            let source = seen.source();
            base(seen)
                && of_product(seen)
                && seen.probe.all_hold(&rule.conditions)
                && seen.decision.charges_both_ways().any(|c| c.kind == rule.kind && c.sources.contains(&source))
        };
        self.point(span, || both!("{label} is charged", "{label} wordt gerekend"; label), &due);
        let rest = |seen: &mut Seen<'a>| base(seen) && of_product(seen);
        self.conditions(
            span,
            &both!("{label} is not charged", "{label} wordt niet gerekend"; label),
            &rule.conditions,
            &rest,
        );
        if ProductType::ALL.iter().any(|product| !rule.products.contains(*product)) {
            let other = |seen: &mut Seen<'a>| base(seen) && !of_product(seen);
            self.point(span, || both!("{label} is not charged for other products", "{label} wordt niet gerekend bij andere producten"; label), &other);
        }
        if rule.kind == ChargeKind::Penalty {
            for customer in CustomerType::ALL {
                let of = |seen: &mut Seen<'a>| due(seen) && seen.facts.agreement().customer == *customer;
                self.point(span, || both!("{label} from a {customer}", "{label} van `{customer}`"; label), &of);
            }
        }
        let read = |seen: &mut Seen<'a>| base(seen) && of_product(seen) && seen.probe.all_hold(&rule.conditions);
        self.amount(rule, &Term { span, label: &label, read: &read, due: &due });
    }
}

/// What charges come to before the price cuts them.
fn written<'a>(seen: &mut Seen<'a>, rules: &'a [ChargeRule]) -> Cents {
    let product = seen.facts.agreement().product;
    let due = rules.iter().filter(|rule| rule.is_under_ceiling() && rule.products.contains(product));
    due.filter(|rule| seen.probe.all_hold(&rule.conditions))
        .map(|rule| &rule.amount)
        .collect::<Vec<_>>()
        .into_iter()
        .map(|amount| seen.probe.amount(amount))
        .sum()
}
