//! Outcomes, tables of tiers, office hours and charges.

use super::walk::{Near, Seen, Test, Walk};
use crate::calendar::{self, Weekday};
use crate::decision::FindingCode;
use crate::evaluate::Taken;
use crate::facts::Event;
use crate::money::{Cents, Percent};
use crate::policy::Clause;
use crate::policy::building_blocks::{AmountRule, Base, Bound, ChargeRule, Counter, Span, StatedAmount, TierBounds};
use crate::policy::forms::{OfficeHours, Outcome, SameAs, Tier, Tiers};
use crate::vocabulary::{ChargeKind, CustomerType, ProductType};

/// The bounds, each with what is said of it.
fn named(bounds: &TierBounds) -> impl Iterator<Item = (&'static str, Bound)> {
    let words = |inclusive: &'static str, exclusive: &'static str, bound: Option<Bound>| {
        bound.map(|bound| (if bound.inclusive { inclusive } else { exclusive }, bound))
    };
    words("at least", "more than", bounds.lower).into_iter().chain(words("at most", "less than", bounds.upper))
}

impl<'a> Walk<'a> {
    /// The charges and the deadlines of an outcome that holds where `base` does.
    pub(super) fn outcome(
        &mut self,
        span: Span,
        label: &str,
        outcome: &'a Outcome,
        clause: &'a Clause,
        base: Test<'_, 'a>,
    ) {
        self.charges(span, label, &outcome.charges, base);
        self.deadlines(&outcome.deadlines, clause, base);
    }

    pub(super) fn tiers(&mut self, tiers: &'a Tiers, clause: &'a Clause) {
        for (index, row) in tiers.rows.iter().enumerate() {
            let label = format!("row {}: ", index + 1);
            let taken = |seen: &mut Seen<'a>| seen.applies() && seen.probe.taken(tiers) == Taken::Row(index);
            self.point(row.span, || format!("{label}is taken"), &taken);
            self.bounds(tiers, row, &label);
            let within = |seen: &mut Seen<'a>| {
                seen.applies() && seen.probe.within(&row.bounds, tiers.before) && seen.probe.within_since(row.since)
            };
            self.conditions(row.span, &format!("{label}is passed over"), &row.conditions, &within);
            self.outcome(row.span, &label, &row.outcome, clause, &taken);
        }
        let no_row = |seen: &mut Seen<'a>| seen.applies() && seen.probe.taken(tiers) == Taken::Otherwise;
        if let Some(otherwise) = &tiers.otherwise {
            self.point(clause.span, || "no row is taken".to_owned(), &no_row);
            self.outcome(clause.span, "no row: ", otherwise, clause, &no_row);
        }
        self.deadlines(&tiers.deadlines, clause, &|seen| seen.applies());
    }

    /// The edges of a row, where its other conditions hold.
    fn bounds(&mut self, tiers: &'a Tiers, row: &'a Tier, label: &str) {
        let label = label.trim_end_matches(": ");
        for (words, bound) in named(&row.bounds) {
            let place = move |seen: &mut Seen<'a>| -> Option<Near> {
                let holds = seen.applies() && seen.probe.all_hold(&row.conditions);
                seen.near_before(bound, tiers.before).filter(|_| holds && seen.probe.within_since(row.since))
            };
            self.edge(row.span, &format!("`{words} {bound}` of {label} before `{}`", tiers.before), &place);
        }
        let Some(since) = row.since else { return };
        for (words, bound) in named(&since.bounds) {
            let place = move |seen: &mut Seen<'a>| -> Option<Near> {
                let holds = seen.applies() && seen.probe.all_hold(&row.conditions);
                seen.near_after(bound, since.anchor).filter(|_| holds && seen.probe.within(&row.bounds, tiers.before))
            };
            self.edge(row.span, &format!("`{words} {bound}` of {label} after `{}`", since.anchor), &place);
        }
        if let Some(holds) = since.unknown_holds {
            let unknown = |seen: &mut Seen<'a>| {
                let known = seen.probe.anchor(since.anchor).is_some() && seen.probe.act().is_some();
                seen.applies() && seen.probe.all_hold(&row.conditions) && !known
            };
            let does = if holds { "applies" } else { "does not apply" };
            self.point(row.span, || format!("{label} {does} where `{}` is not known", since.anchor), &unknown);
        }
    }

    pub(super) fn same_as(&mut self, span: Span, same: &'a SameAs, clause: &'a Clause) {
        for &place in &same.clauses {
            let Some(other) = self.policy.clause(place) else { continue };
            let test = |seen: &mut Seen<'a>| seen.applies() && seen.meets(other);
            self.point(span, || format!("reads `{}`", other.id), &test);
        }
        self.deadlines(&same.deadlines, clause, &|seen| seen.applies());
    }

    pub(super) fn office_hours(&mut self, span: Span, hours: OfficeHours) {
        let clock = |seen: &Seen<'a>| seen.event().act().map(|at| seen.policy.zone.local(at));
        let at_edge = move |seen: &mut Seen<'a>, edge: i64| -> Option<Near> {
            let (date, second) = clock(seen)?;
            Near::count(second, edge).filter(|_| seen.applies() && seen.policy.holidays.is_working_day(date))
        };
        let (opens, closes) = (hours.from.seconds(), hours.until.seconds());
        self.edge(span, "the opening of a working day", &|seen| at_edge(seen, opens));
        self.edge(span, "the closing of a working day", &|seen| at_edge(seen, closes));
        let on = |seen: &mut Seen<'a>, day: Weekday| {
            seen.applies() && clock(seen).is_some_and(|(date, _)| date.weekday() == day)
        };
        self.point(span, || "on a Saturday".to_owned(), &|seen| on(seen, Weekday::Saturday));
        self.point(span, || "on a Sunday".to_owned(), &|seen| on(seen, Weekday::Sunday));
        let holiday = |seen: &mut Seen<'a>| {
            let (opens, closes) = (opens, closes);
            seen.applies()
                && clock(seen).is_some_and(|(date, second)| {
                    seen.policy.holidays.is_holiday(date)
                        && !calendar::is_weekend(date)
                        && (opens..closes).contains(&second)
                })
        };
        if !self.policy.holidays.is_empty() {
            self.point(span, || "in the hours of a holiday from Monday to Friday".to_owned(), &holiday);
        }
    }

    // Charges.

    /// The points of some charges that are due where `base` holds.
    pub(super) fn charges(&mut self, span: Span, label: &str, rules: &'a [ChargeRule], base: Test<'_, 'a>) {
        for rule in rules {
            self.charge(label, rule, base);
        }
        let (may_exceed, may_not) = against_price(rules);
        if may_exceed {
            let cut = |seen: &mut Seen<'a>, wanted: bool| {
                let found = seen.decision.findings.iter().any(|finding| finding.code == FindingCode::PriceCeiling);
                base(seen) && found == wanted && !seen.decision.charges.is_empty()
            };
            self.point(span, || format!("{label}the price cuts the charges"), &|seen| cut(seen, true));
            if may_not {
                self.point(span, || format!("{label}the charges stay within the price"), &|seen| cut(seen, false));
            }
        }
    }

    fn charge(&mut self, label: &str, rule: &'a ChargeRule, base: Test<'_, 'a>) {
        let span = rule.span;
        let label = format!("{label}`{}`", rule.kind);
        let of_product = |seen: &mut Seen<'a>| rule.products.contains(seen.facts.agreement().product);
        let due = |seen: &mut Seen<'a>| {
            let source = seen.source();
            base(seen)
                && of_product(seen)
                && seen.probe.all_hold(&rule.conditions)
                && seen.decision.charges.iter().any(|c| c.kind == rule.kind && c.sources.contains(&source))
        };
        self.point(span, || format!("{label} is charged"), &due);
        let rest = |seen: &mut Seen<'a>| base(seen) && of_product(seen);
        self.conditions(span, &format!("{label} is not charged"), &rule.conditions, &rest);
        if ProductType::ALL.iter().any(|product| !rule.products.contains(*product)) {
            let other = |seen: &mut Seen<'a>| base(seen) && !of_product(seen);
            self.point(span, || format!("{label} is not charged for other products"), &other);
        }
        if let Some(counter) = rule.per {
            let count = move |seen: &mut Seen<'a>| counted(seen, counter);
            self.point(span, || format!("{label} for one {counter}"), &|seen| due(seen) && count(seen) == 1);
            self.point(span, || format!("{label} for several of {counter}"), &|seen| due(seen) && count(seen) > 1);
        }
        if rule.kind == ChargeKind::Penalty {
            for customer in CustomerType::ALL {
                let of = |seen: &mut Seen<'a>| due(seen) && seen.facts.agreement().customer == *customer;
                self.point(span, || format!("{label} from a {customer}"), &of);
            }
        }
        self.amount(span, &label, rule, base, &due);
    }

    fn amount(&mut self, span: Span, label: &str, rule: &'a ChargeRule, base: Test<'_, 'a>, due: Test<'_, 'a>) {
        match rule.amount {
            AmountRule::Percent(percent, of) if !is_whole(percent) => {
                let rounded = move |seen: &mut Seen<'a>| due(seen) && !is_exact(percent, amount_of(seen, of));
                self.point(span, || format!("{label} is rounded to a cent"), &rounded);
            }
            AmountRule::Stated(stated) => {
                let none = move |seen: &mut Seen<'a>| base(seen) && stated_amount(seen, stated) == Cents::ZERO;
                self.point(span, || format!("{label} where `{stated}` is nothing"), &none);
            }
            AmountRule::Delivered(of) | AmountRule::AllButUndelivered(of) => self.shares(span, label, of, base, due),
            AmountRule::OneSession(_) => {
                let sessions = |seen: &mut Seen<'a>| seen.facts.agreement().session_count;
                self.point(span, || format!("{label} of a single session"), &|seen| due(seen) && sessions(seen) == 1);
                let uneven = |seen: &mut Seen<'a>| {
                    let (price, parts) = (seen.facts.agreement().price.get(), i64::from(sessions(seen)));
                    due(seen) && price.checked_rem(parts).is_some_and(|rest| rest > 0)
                };
                self.point(span, || format!("{label} of sessions that do not share the price evenly"), &uneven);
            }
            AmountRule::Percent(..) | AmountRule::Fixed(_) | AmountRule::Times(..) => {}
        }
    }

    fn shares(&mut self, span: Span, label: &str, of: Base, base: Test<'_, 'a>, due: Test<'_, 'a>) {
        let units = |seen: &mut Seen<'a>| {
            let performance = seen.facts.agreement().performance;
            (i64::from(performance.delivered_units), i64::from(performance.total_units))
        };
        self.point(span, || format!("{label} without a count of units"), &|seen| base(seen) && units(seen).1 == 0);
        let none = |seen: &mut Seen<'a>| base(seen) && units(seen).0 == 0 && units(seen).1 > 0;
        self.point(span, || format!("{label} where nothing was delivered"), &none);
        let part = |seen: &mut Seen<'a>| due(seen) && units(seen).0 > 0 && units(seen).0 < units(seen).1;
        self.point(span, || format!("{label} where a part was delivered"), &part);
        let rounded = move |seen: &mut Seen<'a>| {
            let (delivered, total) = units(seen);
            let whole = amount_of(seen, of).get();
            due(seen) && whole.checked_mul(delivered).and_then(|n| n.checked_rem(total)).is_some_and(|rest| rest > 0)
        };
        self.point(span, || format!("{label} is rounded to a cent"), &rounded);
    }
}

/// Whether charges can come to more than the price, and whether they can stay within it.
fn against_price(rules: &[ChargeRule]) -> (bool, bool) {
    let under: Vec<&ChargeRule> = rules.iter().filter(|rule| rule.kind.under_ceiling()).collect();
    let fixed = |rule: &&ChargeRule| matches!(rule.amount, AmountRule::Fixed(_) | AmountRule::Times(..));
    let stated = |rule: &&ChargeRule| matches!(rule.amount, AmountRule::Stated(_));
    let of_price = |rule: &&ChargeRule| match rule.amount {
        AmountRule::Percent(percent, Base::Price) => Some(percent.units()),
        _ => None,
    };
    let percents: u32 = under.iter().filter_map(of_price).sum();
    let (fixed, stated) = (under.iter().any(fixed), under.iter().any(stated));
    let whole = Percent::HUNDRED.units();
    (fixed || stated || percents > whole, percents < whole || (percents == whole && !fixed))
}

pub(super) fn is_whole(percent: Percent) -> bool {
    percent.units() == 0 || percent == Percent::HUNDRED
}

/// Whether a percentage of an amount is a whole number of cents.
pub(super) fn is_exact(percent: Percent, amount: Cents) -> bool {
    (i128::from(percent.units()) * i128::from(amount.get())) % i128::from(Percent::HUNDRED.units()) == 0
}

fn amount_of(seen: &Seen<'_>, base: Base) -> Cents {
    match (base, seen.event()) {
        (Base::Price, _) => seen.facts.agreement().price,
        (Base::Paid, _) => seen.facts.agreement().paid(),
        (Base::MonthlySalary, Event::Breach { monthly_salary, .. }) => monthly_salary.unwrap_or_default(),
        (Base::MonthlySalary, _) => Cents::ZERO,
    }
}

fn stated_amount(seen: &Seen<'_>, stated: StatedAmount) -> Cents {
    match (stated, seen.event()) {
        (StatedAmount::ChangeCostsInOffer, _) => seen.facts.agreement().change_costs_in_offer.unwrap_or_default(),
        (StatedAmount::CostsIncurred, _) => seen.facts.agreement().performance.costs_incurred,
        (StatedAmount::GoodsDevaluation, Event::Withdrawal { goods_devaluation, .. }) => *goods_devaluation,
        (StatedAmount::GoodsDevaluation, _) => Cents::ZERO,
    }
}

fn counted(seen: &Seen<'_>, counter: Counter) -> u32 {
    match (counter, seen.event()) {
        (Counter::Service, _) => seen.facts.agreement().service_count,
        (Counter::Breach, Event::Breach { count, .. }) => *count,
        (Counter::Breach, _) => 1,
    }
}
