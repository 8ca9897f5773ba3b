//! Withdrawing from a contract: the terms, and mandatory law L1 to L5 beside them.

use super::context::Context;
use crate::calendar::{Date, Period};
use crate::decision::{Assumption, Calculation, Charge, Charges, Deadline, Decision, FindingCode, Source, Sources};
use crate::facts::table::{agreement, withdrawal};
use crate::law::{LawRule, WithdrawalLaw, WithdrawalOf};
use crate::money::Cents;
use crate::policy::Clause;
use crate::policy::building_blocks::{Condition, StatedAmount};
use crate::policy::forms::{Form, LossCase, WithdrawalEffects, WithdrawalExtension, WithdrawalLoss, WithdrawalRight};
use crate::vocabulary::{ChargeKind, DeadlineKind, ProductType, Question, Verdict};
use smallvec::smallvec;

const L5: Source = Source::Law(LawRule::L5);

/// The clauses of the terms on withdrawal that apply.
#[derive(Default)]
struct WithdrawalTerms<'p> {
    right: Option<(Source, &'p WithdrawalRight)>,
    extension: Option<(Source, &'p WithdrawalExtension)>,
    losses: Vec<(Source, &'p WithdrawalLoss)>,
    effects: Vec<(Source, &'p WithdrawalEffects)>,
}

impl<'p> WithdrawalTerms<'p> {
    fn of(clauses: &[(u16, &'p Clause)]) -> WithdrawalTerms<'p> {
        let mut terms = WithdrawalTerms::default();
        for &(place, clause) in clauses {
            let source = Source::Clause(place);
            match &clause.form {
                Form::WithdrawalRight(right) => terms.right = Some((source, right)),
                Form::WithdrawalExtension(extension) => terms.extension = Some((source, extension)),
                Form::WithdrawalLoss(loss) => terms.losses.push((source, loss)),
                Form::WithdrawalEffects(effects) => terms.effects.push((source, effects)),
                Form::Outcome(_)
                | Form::Tiers(_)
                | Form::SameAs(_)
                | Form::OfficeHours(_)
                | Form::Notice(_)
                | Form::PriceChange(_)
                | Form::PaymentDefault(_)
                | Form::Instalments(_)
                | Form::Allocation(_)
                | Form::Liability(_)
                | Form::ForceMajeure(_)
                | Form::Announcement(_)
                | Form::ChangeResponse(_) => {}
            }
        }
        terms
    }
}

/// The last day to withdraw.
enum LastDay {
    /// The goods were not received: the period has not begun.
    NotBegun,
    On(Date, Sources),
}

impl<'a> Context<'a> {
    pub(super) fn withdrawal(&mut self) -> Decision {
        let clauses = self.applying(Question::Withdrawal);
        let terms = WithdrawalTerms::of(&clauses);
        let law = self.withdrawal_law();
        let by_law = law.filter(|law| !self.withdrawal_excluded(law));
        let Some(last_day) = self.last_day_to_withdraw(&terms, by_law) else {
            return match terms.right {
                // The terms speak of withdrawing, but not for this customer.
                Some((source, right)) => {
                    let customer = self.facts.customer();
                    let told = if right.customer == customer {
                        Calculation::OnPremises
                    } else {
                        Calculation::Customer(customer)
                    };
                    self.explain(source, || told);
                    self.explain(source, || Calculation::Verdict(Verdict::Refused));
                    Decision::of(Verdict::Refused)
                }
                None if law.is_some() => {
                    self.explain(Source::Law(LawRule::L3), || Calculation::WithdrawalExcluded);
                    Decision::of(Verdict::Refused)
                }
                None => Decision::of(Verdict::Unregulated),
            };
        };
        let mut decision = Decision::of(Verdict::Permitted);
        if let LastDay::On(day, sources) = last_day {
            let deadline = self.day_deadline(DeadlineKind::Withdrawal, day, sources);
            if let Some(act) = self.act
                && !self.in_time(act, &deadline)
            {
                decision.verdict = Verdict::Refused;
            }
            decision.deadlines.push(deadline);
        }
        if self.right_is_lost(&terms, by_law) {
            decision.verdict = Verdict::Refused;
        }
        if decision.verdict == Verdict::Permitted {
            self.withdrawal_effects(&terms, by_law, &mut decision);
        }
        decision
    }

    // The period: the later of the terms' last day and the law's.

    fn last_day_to_withdraw(&mut self, terms: &WithdrawalTerms<'_>, by_law: Option<&WithdrawalLaw>) -> Option<LastDay> {
        let of_terms = terms.right.and_then(|(source, right)| self.last_day_of_terms(source, right, terms.extension));
        let of_law = by_law.map(|law| self.last_day_of_law(law));
        match (of_terms, of_law) {
            (Some(LastDay::On(terms_day, mut sources)), Some(LastDay::On(law_day, law))) => {
                let later = terms_day.max(law_day);
                if law_day > terms_day {
                    self.find(FindingCode::LawOverridesTerms, &law);
                    sources = law;
                }
                Some(LastDay::On(later, sources))
            }
            (Some(LastDay::NotBegun), _) | (_, Some(LastDay::NotBegun)) => {
                self.assume(Assumption::GoodsNotReceived);
                Some(LastDay::NotBegun)
            }
            (Some(day), None) | (None, Some(day)) => Some(day),
            (None, None) => None,
        }
    }

    fn last_day_of_terms(
        &mut self,
        source: Source,
        right: &WithdrawalRight,
        extension: Option<(Source, &WithdrawalExtension)>,
    ) -> Option<LastDay> {
        if right.customer != self.facts.customer()
            || (right.at_a_distance_only && self.facts.so(&agreement::ON_PREMISES))
        {
            return None;
        }
        let from_delivery = self.facts.product() == ProductType::DigitalContent && right.digital_from_delivery;
        let begins =
            if from_delivery { Some(self.digital_delivery()) } else { self.period_begins(right.goods_from_receipt) };
        let Some(begins) = begins else { return Some(LastDay::NotBegun) };
        let last_day = self.on(right.period.after(begins, self.policy.holidays));
        self.explain(source, || Calculation::Counted {
            kind: DeadlineKind::Withdrawal,
            from: begins,
            period: Some(right.period),
            last_day,
        });
        let Some((extends, extension)) = extension else { return Some(LastDay::On(last_day, smallvec![source])) };
        let extended = self.extend(begins, last_day, extension.longer, extension.from_information);
        Some(LastDay::On(extended, if extended == last_day { smallvec![source] } else { smallvec![source, extends] }))
    }

    /// L1 and L2, rolled forward to a working day.
    fn last_day_of_law(&mut self, law: &WithdrawalLaw) -> LastDay {
        let Some(begins) = self.period_begins(true) else { return LastDay::NotBegun };
        let counted = law.period.after(begins, self.policy.holidays);
        let counted = self.on(counted);
        let rolled = self.rolled(counted, law);
        // The longer period runs from the last day as it was rolled, and is rolled again.
        let extended = match self.lacking_function() {
            Some(from) => {
                self.explain(Source::Law(LawRule::L2), || Calculation::FunctionMissing { from });
                let longest = law.not_informed.after(rolled, self.policy.holidays);
                self.on(longest)
            }
            None => self.extend(begins, rolled, law.not_informed, law.informed_later),
        };
        let last_day = self.rolled(extended, law);
        let informed_late = extended != rolled;
        let rule = Source::Law(if informed_late { LawRule::L2 } else { LawRule::L1 });
        let counted = if informed_late { extended } else { counted };
        self.explain(rule, || Calculation::WithdrawalDay { from: begins, counted, last_day, informed_late });
        LastDay::On(last_day, smallvec![rule])
    }

    /// The day from which contracts must offer a function for withdrawing, where this one is from then on and did not: the
    /// consumer was not told of it, and so not informed as the law asks (L2).
    fn lacking_function(&self) -> Option<Date> {
        let from = self.function_from()?;
        (self.withdrawal_law().is_some() && self.facts.so(&agreement::FUNCTION_MISSING)).then_some(from)
    }

    /// A last day that is no working day moves to the next one, where the law says so.
    fn rolled(&mut self, day: Date, law: &WithdrawalLaw) -> Date {
        let rolled =
            if law.rolls_to_working_day { self.policy.holidays.of_law().roll_to_working_day(day) } else { Some(day) };
        self.on(rolled)
    }

    /// The day on which digital content was delivered; without it the day of the conclusion, an assumption.
    fn digital_delivery(&mut self) -> Date {
        let delivered = self.facts.when(&agreement::STARTED_AT).unwrap_or_else(|| {
            self.assume(Assumption::DeliveredAtConclusion);
            self.facts.concluded_at()
        });
        self.date_of(delivered)
    }

    /// The civil date from which the period is counted; `None` while goods are not received.
    fn period_begins(&mut self, goods_from_receipt: bool) -> Option<Date> {
        if self.facts.product() == ProductType::Goods && goods_from_receipt {
            self.facts.when(&agreement::GOODS_RECEIVED_AT).map(|at| self.date_of(at))
        } else {
            Some(self.date_of(self.facts.concluded_at()))
        }
    }

    /// The last day when information was withheld, or given late (L2, and terms that say alike).
    fn extend(&mut self, begins: Date, last_day: Date, longer: Period, from_information: Period) -> Date {
        let as_if_never = longer.after(last_day, self.policy.holidays);
        let informed = self.facts.when(&agreement::INFORMATION_GIVEN_AT);
        let extended = match informed.map(|at| self.date_of(at)) {
            None if self.facts.so(&agreement::INFORMATION_WITHHELD) => as_if_never,
            None => return last_day,
            Some(informed) if informed <= begins => return last_day,
            Some(informed) => {
                let latest = longer.after(begins, self.policy.holidays);
                if informed <= self.on(latest) {
                    from_information.after(informed, self.policy.holidays)
                } else {
                    as_if_never
                }
            }
        };
        self.on(extended)
    }

    // The loss of the right.

    fn right_is_lost(&mut self, terms: &WithdrawalTerms<'_>, by_law: Option<&WithdrawalLaw>) -> bool {
        let by_terms = terms.losses.iter().find(|(_, loss)| self.lost_by_terms(loss)).map(|(source, _)| *source);
        let lost_by_law = by_law.is_some_and(|law| self.lost_by_law(law));
        match (terms.right, by_terms, by_law) {
            (Some(_), Some(source), Some(_)) if !lost_by_law => {
                self.explain(Source::Law(LawRule::L3), || Calculation::RightLost { lost: false });
                self.find(FindingCode::LawOverridesTerms, &[source, Source::Law(LawRule::L3)]);
                false
            }
            (Some(_), Some(source), _) => {
                self.explain_loss(terms, source);
                self.explain(source, || Calculation::RightLost { lost: true });
                true
            }
            (Some(_), None, _) => false,
            (None, ..) => {
                if lost_by_law {
                    let right = by_law.map(|law| law.right(self.facts.product()));
                    if let Some(WithdrawalOf::LostWhen(facts)) = right {
                        for fact in facts {
                            let condition = Condition::from(*fact);
                            self.explain(Source::Law(LawRule::L3), || Calculation::Fact { condition, holds: true });
                        }
                    }
                    self.explain(Source::Law(LawRule::L3), || Calculation::RightLost { lost: true });
                }
                lost_by_law
            }
        }
    }

    /// The facts that together take the right away by the terms.
    fn explain_loss(&mut self, terms: &WithdrawalTerms<'_>, source: Source) {
        if !self.explains() {
            return;
        }
        let Some((_, loss)) = terms.losses.iter().find(|(of, _)| *of == source) else { return };
        let product = self.facts.product();
        let of_product = |case: &&LossCase| case.products.is_empty() || case.products.contains(&product);
        let Some(case) = loss.cases.iter().filter(of_product).find(|case| self.all_hold(&case.conditions)) else {
            return;
        };
        for &condition in &case.conditions.when {
            self.explain(source, || Calculation::Fact { condition, holds: true });
        }
    }

    fn lost_by_terms(&mut self, loss: &WithdrawalLoss) -> bool {
        loss.cases.iter().any(|case| {
            (case.products.is_empty() || case.products.contains(&self.facts.product()))
                && self.all_hold(&case.conditions)
        })
    }

    /// L3: every fact is so that together take the right away from such a product.
    fn lost_by_law(&mut self, law: &WithdrawalLaw) -> bool {
        let facts = match law.right(self.facts.product()) {
            WithdrawalOf::LostWhen(facts) => facts,
            WithdrawalOf::Excluded => return true,
        };
        !facts.is_empty() && self.all_so(facts.iter().map(|fact| (Condition::from(*fact), true)))
    }

    // What follows.

    fn withdrawal_effects(
        &mut self,
        terms: &WithdrawalTerms<'_>,
        by_law: Option<&WithdrawalLaw>,
        decision: &mut Decision,
    ) {
        for &(source, effects) in &terms.effects {
            let mut charges = Charges::new();
            self.charges(&effects.charges, source, &mut charges);
            if by_law.is_some() {
                self.strike(&mut charges, source);
            }
            decision.charges.append(&mut charges);
            let deadlines = self.deadlines(&effects.deadlines, source);
            decision.deadlines.extend(deadlines);
        }
        let whole_back = terms.effects.iter().any(|(_, e)| e.whole_amount_back);
        if by_law.is_some() && !whole_back {
            let charged = |decision: &Decision, kind| decision.charges.iter().any(|c| c.kind == kind);
            if !charged(decision, ChargeKind::ProRata) && self.proportional_payment_allowed() {
                let amount = self.delivered_share(L5);
                charge_by_law(decision, ChargeKind::ProRata, amount);
            }
            if !charged(decision, ChargeKind::Devaluation) && self.loss_of_value_allowed() {
                let amount = self.loss_of_value();
                charge_by_law(decision, ChargeKind::Devaluation, amount);
            }
        }
        if let Some(law) = by_law {
            self.refund_in_time(law.refund, &mut decision.deadlines);
        }
        self.apply_ceiling(decision);
        self.settle(decision, None);
    }

    /// What a consumer who withdraws does not owe, whatever the terms charge: all but loss of value and the proportional payment,
    /// each under the condition of L5.
    fn strike(&mut self, charges: &mut Charges, source: Source) {
        if charges.is_empty() {
            return;
        }
        let (proportional, devaluation) = (self.proportional_payment_allowed(), self.loss_of_value_allowed());
        let due =
            |kind| (kind == ChargeKind::Devaluation && devaluation) || (kind == ChargeKind::ProRata && proportional);
        for charge in charges.iter().filter(|charge| !due(charge.kind)) {
            self.explain(L5, || Calculation::NotDue { kind: charge.kind });
            self.find(FindingCode::LawOverridesTerms, &[source, L5]);
        }
        charges.retain(|charge| due(charge.kind));
    }

    /// Whether the consumer was informed of the right on or before the declaration (L5).
    fn informed_by_declaration(&mut self) -> bool {
        if self.lacking_function().is_some() {
            return false;
        }
        match (self.facts.when(&agreement::INFORMATION_GIVEN_AT), self.act) {
            (Some(given), Some(_)) => !self.act_before(given),
            _ => !self.facts.so(&agreement::INFORMATION_WITHHELD),
        }
    }

    /// L5: a service begun on express request, the consumer being informed by then.
    fn proportional_payment_allowed(&mut self) -> bool {
        if !self.facts.product().is_service() || self.facts.stated_to_be(&agreement::EXPRESS_REQUEST, false) {
            return false;
        }
        // Who asked for the start of what has not begun does not matter.
        if !self.may_have_begun() {
            return self.begun();
        }
        self.facts.so(&agreement::EXPRESS_REQUEST) && self.informed_by_declaration() && self.begun()
    }

    /// L5: the loss of value of returned goods, the consumer being informed by then.
    fn loss_of_value_allowed(&mut self) -> bool {
        self.facts.product() == ProductType::Goods && self.informed_by_declaration()
    }

    fn loss_of_value(&mut self) -> Cents {
        let (kind, amount) = (ChargeKind::Devaluation, StatedAmount::GoodsDevaluation);
        let result = self.facts.amount(&withdrawal::GOODS_DEVALUATION);
        if result > Cents::ZERO {
            self.explain(L5, || Calculation::Stated { kind, amount, result });
        }
        result
    }

    /// Notes that the answer may change with the first declaration that the provider has on a day.
    fn note_receipt_on(&mut self, day: Date) {
        let delay = self.facts.when(&withdrawal::RECEIVED_AT).zip(self.act).map(|(at, act)| at.secs() - act.secs());
        match delay {
            Some(delay) => {
                let start = self.start_of(day);
                if let Some(at) = start.plus_secs(-delay) {
                    self.horizon.note(at);
                }
            }
            None => self.horizon.note_day(day),
        }
    }

    /// L4: within a period after the day on which the provider has the declaration, where the terms say nothing or a later day.
    /// That is the day of the declaration unless stated, an assumption.
    fn refund_in_time(&mut self, within: Period, deadlines: &mut Vec<Deadline>) {
        let (kind, law) = (DeadlineKind::Refund, Source::Law(LawRule::L4));
        let stated = self.facts.when(&withdrawal::RECEIVED_AT).map(|at| self.date_of(at));
        let received = stated.unwrap_or_else(|| self.act_date());
        let latest = within.after(received, self.policy.holidays);
        let latest = self.on(latest);
        let place = deadlines.iter().position(|deadline| deadline.kind == kind);
        if let Some(of_terms) = place.and_then(|place| deadlines.get(place)) {
            if of_terms.last_day <= latest {
                return;
            }
            let sources: Sources = of_terms.sources.iter().copied().chain([law]).collect();
            self.find(FindingCode::LawOverridesTerms, &sources);
            if let Some(first_alike) = within.before(of_terms.last_day, self.policy.holidays)
                && !of_terms.moves_with_act
            {
                self.note_receipt_on(first_alike);
            }
        }
        if stated.is_none() {
            self.assume(Assumption::ReceivedWhenDeclared);
        }
        self.explain(law, || Calculation::Counted { kind, from: received, period: Some(within), last_day: latest });
        let by_law = Deadline { moves_with_act: true, ..self.day_deadline(kind, latest, smallvec![law]) };
        match place.and_then(|place| deadlines.get_mut(place)) {
            Some(of_terms) => *of_terms = by_law,
            None => deadlines.push(by_law),
        }
    }
}

/// Adds what the law makes due, unless it is nothing.
fn charge_by_law(decision: &mut Decision, kind: ChargeKind, amount: Cents) {
    if amount > Cents::ZERO {
        let sources = smallvec![L5];
        let (as_written, beside_price, discretionary) = (amount, false, false);
        decision.charges.push(Charge { kind, amount, as_written, beside_price, discretionary, sources });
    }
}
