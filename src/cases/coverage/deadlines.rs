//! Deadlines: given or not, how they are counted, and acts just in time and just too late.

use super::walk::{Near, Seen, Test, Walk};
use crate::calendar::{Date, Holidays, Instant, Period, Weekday};
use crate::facts::Event;
use crate::policy::building_blocks::{Anchor, Condition, DeadlineRule, Moves, Shorter};
use crate::policy::forms::Form;
use crate::policy::{Clause, ProductSet, Summary};
use crate::vocabulary::{Bilingual, DeadlineKind, ProductType, Question, both};

impl<'a> Walk<'a> {
    /// The points of some deadlines that are given where `base` holds.
    pub(super) fn deadlines(&mut self, rules: &'a [DeadlineRule], clause: &'a Clause, base: Test<'_, 'a>) {
        rules.iter().for_each(|rule| self.deadline(rule, clause, base));
    }

    /// The points of one deadline.
    pub(super) fn deadline(&mut self, rule: &'a DeadlineRule, clause: &'a Clause, base: Test<'_, 'a>) {
        let (span, label) = (rule.span, both!("deadline `{}`", "termijn `{}`", rule.kind));
        let of_product = |seen: &mut Seen<'a>| rule.products.contains(seen.facts.agreement().product);
        let governed = |seen: &mut Seen<'a>| base(seen) && of_product(seen) && seen.probe.all_hold(&rule.conditions);
        let given = |seen: &mut Seen<'a>| governed(seen) && seen.deadline(rule.kind).is_some();
        self.point(span, || both!("{label} is given", "{label} wordt gegeven"; label), &given);
        let rest = |seen: &mut Seen<'a>| base(seen) && of_product(seen);
        self.conditions(
            span,
            &both!("{label} is not given", "{label} wordt niet gegeven"; label),
            &rule.conditions,
            &rest,
        );
        if ProductType::ALL.iter().any(|product| !rule.products.contains(*product)) {
            let other = |seen: &mut Seen<'a>| base(seen) && !of_product(seen);
            self.point(span, || both!("{label} is not given for other products", "{label} wordt niet gegeven bij andere producten"; label), &other);
        }
        if rule.kind == DeadlineKind::Payment && !clause.questions.contains(&Question::PaymentPlan) {
            let nothing = |seen: &mut Seen<'a>| governed(seen) && seen.deadline(rule.kind).is_none();
            self.point(span, || both!("{label} is not given where nothing is owed", "{label} wordt niet gegeven als er niets te betalen is"; label), &nothing);
        }
        self.anchors(rule, &label, clause, &governed);
        self.counting(rule, &label, &given);
        if self.decides(rule, clause) {
            let place = |seen: &mut Seen<'a>| -> Option<Near> {
                let deadline = seen.deadline(rule.kind).filter(|_| given(seen))?;
                seen.near_end(deadline, act_on(seen.event(), rule.kind)?)
            };
            self.edge(span, &both!("the end of {label}", "het einde van {label}"; label), &place);
        }
    }

    fn anchors(&mut self, rule: &'a DeadlineRule, label: &Summary, clause: &Clause, governed: Test<'_, 'a>) {
        let span = rule.span;
        // An acceptance that the clause or the deadline asks for is known wherever it is counted from.
        let accepted = [&clause.conditions, &rule.conditions].iter().any(|c| c.when.contains(&Condition::Accepted));
        if let [anchor] = rule.anchors.as_slice()
            && is_optional(*anchor)
            && !(accepted && *anchor == Anchor::AcceptedAt)
        {
            let unknown = |seen: &mut Seen<'a>| seen.probe.anchor(*anchor).is_none() && governed(seen);
            self.point(span, || both!("{label} is not given without `{anchor}`", "{label} wordt niet gegeven zonder `{anchor}`"; label), &unknown);
        }
        for anchor in rule.anchors.iter().filter(|_| rule.anchors.len() > 1) {
            let counted = |seen: &mut Seen<'a>| first_known(seen, rule) == Some(*anchor) && governed(seen);
            self.point(
                span,
                || both!("{label} is counted from `{anchor}`", "{label} telt vanaf `{anchor}`"; label),
                &counted,
            );
        }
    }

    fn counting(&mut self, rule: &'a DeadlineRule, label: &Summary, given: Test<'_, 'a>) {
        let span = rule.span;
        if let Some((other, period)) = rule.or_earlier {
            let earlier = |seen: &mut Seen<'a>, wanted: bool| {
                let days = counted(seen, rule)
                    .zip(seen.date_of(other).and_then(|date| period.after(date, seen.policy.holidays)));
                days.is_some_and(|(own, other)| own != other && (other < own) == wanted) && given(seen)
            };
            self.point(span, || both!("{label}: the count from `{other}` is the earlier", "{label}: vanaf `{other}` is het eerder"; label), &|seen| {
                earlier(seen, true)
            });
            self.point(span, || both!("{label}: the count from `{other}` is the later", "{label}: vanaf `{other}` is het later"; label), &|seen| {
                earlier(seen, false)
            });
        }
        if rule.next_working_day_at.is_some() {
            let next = |seen: &mut Seen<'a>, wanted: bool| {
                let day = anchored(seen, rule).and_then(|day| day.plus_days(1));
                day.is_some_and(|day| seen.policy.holidays.is_working_day(day) == wanted) && given(seen)
            };
            self.point(
                span,
                || both!("{label}: the next day is a working day", "{label}: de volgende dag is een werkdag"; label),
                &|seen| next(seen, true),
            );
            self.point(
                span,
                || both!("{label}: the next day is no working day", "{label}: de volgende dag is geen werkdag"; label),
                &|seen| next(seen, false),
            );
        }
        if let Some(Shorter { within, .. }) = rule.shorter {
            let place = |seen: &mut Seen<'a>| -> Option<Near> {
                let near = within.before(seen.date_of(Anchor::StartsAt)?, seen.policy.holidays)?;
                Near::day(anchored(seen, rule)?, near).filter(|_| given(seen))
            };
            self.edge(span, &both!("the shorter period of {label}, {within} before `starts_at`", "de kortere duur van {label}, `{within}` voor `starts_at`"; label), &place);
        }
        if let Some(Moves { .. }) = rule.moves {
            self.moves(rule, label, given);
        }
    }

    fn moves(&mut self, rule: &'a DeadlineRule, label: &Summary, given: Test<'_, 'a>) {
        let holidays = self.policy.holidays;
        let on = |seen: &mut Seen<'a>, kind: OnDay| {
            counted(seen, rule).is_some_and(|day| kind(day, holidays)) && given(seen)
        };
        let kinds: [(Bilingual, OnDay); 4] = [
            (Bilingual::new("a Saturday", "een zaterdag"), |day, holidays| {
                day.weekday() == Weekday::Saturday && !holidays.is_holiday(day)
            }),
            (Bilingual::new("a Sunday", "een zondag"), |day, _| day.weekday() == Weekday::Sunday),
            (Bilingual::new("a holiday", "een feestdag"), |day, holidays| {
                day.weekday() != Weekday::Sunday && holidays.is_holiday(day)
            }),
            (Bilingual::new("a working day", "een werkdag"), |day, holidays| holidays.is_working_day(day)),
        ];
        for (words, kind) in kinds.into_iter().filter(|(words, _)| words.en != "a holiday" || !holidays.is_empty()) {
            self.point(
                rule.span,
                || both!("{label} is counted to {words}", "{label} eindigt op {words}"; label, words),
                &|seen| on(seen, kind),
            );
        }
    }

    /// Whether an act is held to the deadline, so that being late changes the answer.
    fn decides(&self, rule: &DeadlineRule, clause: &Clause) -> bool {
        match rule.kind {
            DeadlineKind::Complaint | DeadlineKind::OfferExpires | DeadlineKind::OfferRevocation => true,
            DeadlineKind::CustomerResponse => true,
            // A complaint is held to the deadline for complaints where there is one.
            DeadlineKind::Limitation => !self.policy.clauses_on(Question::Complaint).any(|(_, other)| {
                covers(other.products, clause.products)
                    && clause.customers.iter().all(|customer| other.customers.contains(customer))
                    && other.conditions.is_empty()
                    && gives(other, DeadlineKind::Complaint)
            }),
            _ => false,
        }
    }
}

/// Whether a day is of a kind, in a calendar.
type OnDay = fn(Date, Holidays) -> bool;

fn covers(wider: ProductSet, narrower: ProductSet) -> bool {
    narrower.iter().all(|product| wider.contains(product))
}

/// Whether a clause always gives a deadline.
fn gives(clause: &Clause, kind: DeadlineKind) -> bool {
    let Form::Outcome(outcome) = &clause.form else { return false };
    let always = |rule: &DeadlineRule| rule.conditions.is_empty() && covers(rule.products, clause.products);
    outcome.deadlines.iter().any(|rule| rule.kind == kind && always(rule))
}

/// The act that is held to a deadline.
fn act_on(event: &Event, kind: DeadlineKind) -> Option<Instant> {
    match event {
        Event::Complaint(complaint) => complaint.filed_at,
        Event::Offer { accepted_at, as_of, .. } if kind == DeadlineKind::OfferExpires => accepted_at.or(*as_of),
        Event::Offer { as_of, .. } => *as_of,
        Event::ProviderChange(change) => change.rejected_at,
        _ => None,
    }
}

/// Whether an anchor is an act that need not have happened.
fn is_optional(anchor: Anchor) -> bool {
    matches!(anchor, Anchor::FiledAt | Anchor::AcceptedAt | Anchor::NotifiedAt | Anchor::RejectedAt)
}

fn first_known(seen: &Seen<'_>, rule: &DeadlineRule) -> Option<Anchor> {
    rule.anchors.iter().copied().find(|anchor| seen.probe.anchor(*anchor).is_some())
}

/// The civil date from which a deadline is counted.
fn anchored(seen: &Seen<'_>, rule: &DeadlineRule) -> Option<Date> {
    first_known(seen, rule).and_then(|anchor| seen.date_of(anchor))
}

/// The last day as it is counted, before it moves or another count is the earlier.
fn counted(seen: &Seen<'_>, rule: &DeadlineRule) -> Option<Date> {
    let from = anchored(seen, rule)?;
    let shorter = rule.shorter.filter(|shorter| {
        let near = seen.date_of(Anchor::StartsAt).and_then(|start| shorter.within.before(start, seen.policy.holidays));
        near.is_some_and(|near| from >= near)
    });
    let period: Period = shorter.map(|shorter| shorter.period).or(rule.period)?;
    let holidays = seen.policy.holidays;
    if rule.backwards { period.before(from, holidays) } else { period.after(from, holidays) }
}
