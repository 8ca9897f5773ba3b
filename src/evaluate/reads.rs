//! Which facts an answer rests on: those that were read for one, and those that the clauses and mandatory law can read for
//! any. The second is told from the policy alone, and holds whatever the facts are.

use super::context::Context;
use super::{Asked, Detail, answer, better_right};
use crate::decision::Decision;
use crate::facts::table::{
    Fact, FactSet, Need, acts, agreement, complaint, damage_claim, force_majeure, of_question, payment_allocation,
    payment_review, price_increase, provider_cancellation, provider_change, terms_change, withdrawal,
};
use crate::facts::{FactId, Facts};
use crate::law::{Jurisdiction, Law, LawRule, Leaving, WithdrawalLaw, WithdrawalOf};
use crate::policy::building_blocks::{Anchor, ChargeRule, Condition, Conditions, DeadlineRule};
use crate::policy::forms::{
    AllocationStep, Form, LiabilityForm, LimitAmount, Notice, NoticeEnd, NoticePeriod, Outcome, PaymentDefault,
    RightToCancel, Suspension, Tiers, WithdrawalRight,
};
use crate::policy::load::possible;
use crate::policy::people;
use crate::policy::{Clause, Doubtful, Policy};
use crate::vocabulary::{Basis, CustomerType, DeadlineKind, ProductType, Question, Verdict};

/// The facts that deciding a question reads, all of its reasoning included.
pub fn reads(policy: &Policy, law: &Law, facts: &Facts) -> FactSet {
    let asked = Asked::of(policy, law, facts);
    let mut ctx = Context::new(asked, facts.event(), Detail::Full);
    let mut decision = Decision::of(Verdict::Unregulated);
    answer(&mut ctx, &mut decision);
    better_right::note_open_withdrawal(&mut ctx, asked, &mut decision);
    ctx.note_doubts(&decision);
    ctx.facts.read()
}

/// The facts that can be read for a question about a product and a customer, and those that every request on it states.
pub fn may_read(
    policy: &Policy,
    question: Question,
    (product, customer): (ProductType, CustomerType),
    basis: Basis,
) -> FactSet {
    let mut reader = ReadsCollector::new(policy, question, (product, customer), basis);
    let required = of_question(question).filter(|fact| matches!(fact.need, Need::Required) && !fact.is_of_entry());
    required.chain(acts(question).iter().copied()).for_each(|fact| reader.read(fact));
    reader.question();
    reader.found
}

/// The facts that clauses can read to decide a question about a product and a customer: without what mandatory law reads, and
/// what only tells the customer of a better right or of an assumption.
pub(crate) fn clauses_read(policy: &Policy, question: Question, member: (ProductType, CustomerType)) -> FactSet {
    let mut reader = ReadsCollector::new(policy, question, member, Basis::TermsOnly);
    reader.only_decides = true;
    reader.question();
    reader.found
}

struct ReadsCollector<'p> {
    policy: &'p Policy,
    /// The law that the policy names.
    law: &'p Jurisdiction,
    question: Question,
    product: ProductType,
    customer: CustomerType,
    basis: Basis,
    found: FactSet,
    /// Whether what changes no answer is left aside.
    only_decides: bool,
    /// The clauses that another stands for, so that none is read twice.
    borrowed: Vec<u16>,
}

impl<'p> ReadsCollector<'p> {
    fn new(
        policy: &'p Policy,
        question: Question,
        (product, customer): (ProductType, CustomerType),
        basis: Basis,
    ) -> ReadsCollector<'p> {
        let law = Law::built_in().of(policy.law);
        ReadsCollector {
            policy,
            law,
            question,
            product,
            customer,
            basis,
            found: FactSet::default(),
            only_decides: false,
            borrowed: Vec::new(),
        }
    }

    fn read(&mut self, fact: Fact) {
        if fact.question.is_none() || fact.question == Some(self.question) {
            self.found.insert(fact);
        }
    }

    fn all(&mut self, facts: &[Fact]) {
        facts.iter().for_each(|fact| self.read(fact));
    }

    /// Whether a rule of mandatory law protects the customer.
    fn protected(&self, by: LawRule) -> bool {
        self.has(by) && self.customer == CustomerType::Consumer
    }

    /// Whether mandatory law has a rule.
    fn has(&self, rule: LawRule) -> bool {
        self.basis == Basis::TermsAndLaw && self.law.rule(rule).is_some()
    }

    /// Whether mandatory law asks for a function for withdrawing, of contracts from some day on.
    fn asks_for_function(&self) -> bool {
        let law = self.law.withdrawal().filter(|_| self.basis == Basis::TermsAndLaw);
        law.is_some_and(|law| law.function.is_some())
    }

    fn addresses(&self, clause: &Clause) -> bool {
        clause.customers.contains(self.customer) && clause.products.contains(self.product)
    }

    fn question(&mut self) {
        let policy = self.policy;
        let clauses: Vec<&Clause> = policy
            .clauses_on(self.question)
            .map(|(_, clause)| clause)
            .filter(|clause| self.addresses(clause))
            .collect();
        clauses.iter().for_each(|clause| self.clause(clause));
        if (self.question.is_called_off() || self.product.is_service()) && self.doubts(Doubtful::KeptPrice) {
            self.fee();
            if self.question == Question::ProviderCancellation {
                self.settlement();
                self.all(&[&provider_cancellation::CAUSE, &provider_cancellation::REPLACEMENT_OFFERED]);
            }
        }
        if self.question == Question::Rescheduling && self.doubts(Doubtful::NoShow) {
            self.all(&[&agreement::PRICE, &agreement::SESSION_COUNT]);
        }
        match self.question {
            Question::Withdrawal => self.withdrawal(&clauses),
            Question::Cancellation | Question::Termination => self.leaving(&clauses),
            Question::Rescheduling => self.moving(&clauses),
            Question::PriceIncrease if self.protected(LawRule::L10) && !clauses.is_empty() => {
                self.read(&price_increase::LEGAL_OBLIGATION);
                if self.doubts(Doubtful::Price) {
                    self.all(&[&price_increase::CURRENT_PRICE, &agreement::PRICE]);
                }
            }
            Question::ProviderChange if gives(policy, &clauses, DeadlineKind::ProviderNotice) => {
                self.read(&provider_change::NOTIFIED_AT);
            }
            Question::TermsChange if self.doubts(Doubtful::Performance) => {
                self.read(&terms_change::PERFORMANCE_CHANGES)
            }
            Question::Complaint => self.read(&complaint::FILED_AT),
            Question::NoShow
            | Question::Substitution
            | Question::BookingChange
            | Question::ProviderCancellation
            | Question::ProviderChange
            | Question::PaymentReview
            | Question::PaymentPlan
            | Question::PaymentAllocation
            | Question::PriceIncrease
            | Question::TermsChange
            | Question::DamageClaim
            | Question::Breach
            | Question::ForceMajeure
            | Question::Offer
            | Question::DataBreach => {}
        }
        let leaves = matches!(
            self.question,
            Question::Cancellation | Question::NoShow | Question::Rescheduling | Question::Termination
        );
        if leaves && self.customer == CustomerType::Consumer && !self.only_decides {
            self.open_withdrawal();
        }
    }

    /// A consumer who leaves is told whether withdrawing is still open (V1).
    fn open_withdrawal(&mut self) {
        if self.question == Question::NoShow {
            self.anchor(Anchor::SessionStartsAt);
        }
        self.all(&[&agreement::INFORMATION_WITHHELD, &agreement::INFORMATION_GIVEN_AT]);
        if self.asks_for_function() {
            self.read(&agreement::FUNCTION_MISSING);
        }
        let mut withdrawing =
            ReadsCollector::new(self.policy, Question::Withdrawal, (self.product, self.customer), self.basis);
        withdrawing.question();
        self.found.extend(withdrawing.found.of_agreement());
    }

    /// What the law gives a consumer who leaves a service, and when a fee may be reduced (L9).
    fn leaving(&mut self, clauses: &[&'p Clause]) {
        if !self.protected(LawRule::L9) || !self.product.has_reasonable_fee() {
            return;
        }
        let by_customer = |clause: &&&Clause| {
            let Conditions { when, unless, day: _ } = &clause.conditions;
            let so = when.iter().map(|c| (*c, true)).chain(unless.iter().map(|c| (*c, false)));
            possible(&so.chain([(Condition::ByCustomer, true)]).collect::<Vec<_>>())
        };
        let outcomes = || clauses.iter().filter(by_customer).flat_map(|clause| outcomes(self.policy, &clause.form));
        let refuses = outcomes().any(|outcome| outcome.verdict == Verdict::Refused);
        let charges = outcomes().any(|outcome| !outcome.charges.is_empty());
        let leaves = match self.law.leaving(self.product) {
            Leaving::AnyTime => true,
            Leaving::ByNotice => self.question == Question::Termination,
            Leaving::ByTerms => false,
        };
        if charges || (refuses && leaves) {
            self.reasonable_fee(charges);
        }
        if refuses && leaves {
            self.settlement();
        }
    }

    /// When a fee may be reduced of a consumer whose other date the terms take for leaving, and settle.
    fn moving(&mut self, clauses: &[&'p Clause]) {
        let mut outcomes = clauses.iter().flat_map(|clause| outcomes(self.policy, &clause.form));
        let pays = outcomes.any(|outcome| outcome.settles && !outcome.charges.is_empty());
        if pays && self.protected(LawRule::L9) && self.product.has_reasonable_fee() {
            self.reasonable_fee(true);
        }
    }

    /// What is reasonable to pay for leaving: for goods that are charged for, the costs.
    fn reasonable_fee(&mut self, charges: bool) {
        if charges && self.product == ProductType::Goods {
            self.read(&agreement::COSTS_INCURRED);
        } else {
            self.fee();
        }
    }

    /// Whether a court may annul a clause of the policy, so that a consumer is told what would remain.
    fn doubts(&self, about: Doubtful) -> bool {
        let told = self.customer == CustomerType::Consumer && self.basis == Basis::TermsAndLaw && !self.only_decides;
        let on = |clause: &Clause| clause.questions.contains(&self.question) && self.addresses(clause);
        let doubts = &self.policy.doubts;
        told && doubts.iter().any(|doubt| doubt.about == about && self.policy.clause(doubt.clause).is_some_and(on))
    }

    /// What the law leaves a provider whose service ends: the delivered share and the costs.
    fn fee(&mut self) {
        self.all(&[
            &agreement::TOTAL_UNITS,
            &agreement::FULLY_PERFORMED,
            &agreement::DELIVERED_UNITS,
            &agreement::COSTS_INCURRED,
        ]);
    }

    fn settlement(&mut self) {
        self.all(&[&agreement::PRICE, &agreement::PAYMENTS, &agreement::PAYMENT_AMOUNT]);
    }

    // Clauses.

    fn clause(&mut self, clause: &'p Clause) {
        self.conditions(&clause.conditions);
        self.form(&clause.form);
        if !clause.conflicts.is_empty() && may_conflict(&clause.form) && !self.only_decides {
            self.read(&agreement::STARTS_AT);
        }
        if !self.only_decides {
            clause.assumptions.iter().for_each(|assumption| self.conditions(&assumption.conditions));
        }
    }

    fn form(&mut self, form: &'p Form) {
        match form {
            Form::Outcome(outcome) => self.outcome(outcome),
            Form::Tiers(tiers) => self.tiers(tiers),
            Form::SameAs(same) => {
                same.clauses.iter().for_each(|place| self.borrow(*place));
                self.deadlines(&same.deadlines);
            }
            Form::WithdrawalRight(right) => self.withdrawal_right(right),
            Form::WithdrawalExtension(_) => {
                self.all(&[&agreement::INFORMATION_GIVEN_AT, &agreement::INFORMATION_WITHHELD]);
            }
            Form::WithdrawalLoss(loss) => {
                let product = self.product;
                let cases =
                    loss.cases.iter().filter(|case| case.products.is_empty() || case.products.contains(&product));
                cases.for_each(|case| self.conditions(&case.conditions));
            }
            Form::WithdrawalEffects(effects) => {
                self.charges(&effects.charges);
                self.deadlines(&effects.deadlines);
            }
            Form::Notice(notice) => self.notice(notice),
            Form::PriceChange(form) => {
                let band = form.as_of_right;
                if form.not_within.is_some() || band.is_some_and(|band| band.once_in.is_some()) {
                    self.read(&price_increase::PREVIOUS_INCREASE_AT);
                }
                if band.is_some_and(|band| !band.of_original) {
                    self.read(&price_increase::CURRENT_PRICE);
                }
            }
            Form::PaymentDefault(form) => self.payment_default(form),
            Form::Allocation(form) => {
                for step in &form.order {
                    match step {
                        AllocationStep::Costs => self.read(&payment_allocation::OPEN_COSTS),
                        AllocationStep::Interest => self.read(&payment_allocation::OPEN_INTEREST),
                        AllocationStep::Principal => self.all(&[
                            &payment_allocation::INVOICE_ID,
                            &payment_allocation::DUE_ON,
                            &payment_allocation::OPEN_AMOUNT,
                        ]),
                    }
                }
            }
            Form::Liability(form) => self.liability(form),
            Form::ForceMajeure(form) => {
                if form.permanent_only {
                    self.read(&force_majeure::PERMANENT);
                }
                self.outcome(&form.outcome);
            }
            Form::Announcement(form) => {
                if form.reject_when_performance_changes {
                    self.read(&terms_change::PERFORMANCE_CHANGES);
                }
            }
            Form::ChangeResponse(form) => {
                self.all(&[&provider_change::ESSENTIAL, &provider_change::DISADVANTAGE]);
                for rule in [&form.notice, &form.alternative, &form.response, &form.termination] {
                    self.deadline(rule);
                }
            }
            Form::Instalments(form) => {
                for part in &form.parts {
                    self.anchor(part.invoiced.anchor);
                    part.due_by.iter().for_each(|day| self.anchor(day.anchor));
                }
            }
            Form::OfficeHours(_) => {}
        }
    }

    /// A clause that another stands for.
    fn borrow(&mut self, place: u16) {
        let policy = self.policy;
        if let Some(clause) = policy.clause(place)
            && self.addresses(clause)
            && !self.borrowed.contains(&place)
        {
            self.borrowed.push(place);
            self.clause(clause);
        }
    }

    fn outcome(&mut self, outcome: &Outcome) {
        self.charges(&outcome.charges);
        self.deadlines(&outcome.deadlines);
        if outcome.settles {
            self.settlement();
        }
        if let Some((anchor, _)) = outcome.credit.and_then(|credit| credit.valid) {
            self.anchor(anchor);
        }
    }

    fn tiers(&mut self, tiers: &Tiers) {
        self.anchor(tiers.before);
        for row in &tiers.rows {
            if let Some(since) = row.since {
                self.anchor(since.anchor);
            }
            if row.cancelled.is_some() {
                people::facts(self.question).for_each(|fact| self.read(fact));
            }
            self.conditions(&row.conditions);
            self.outcome(&row.outcome);
        }
        tiers.otherwise.iter().for_each(|outcome| self.outcome(outcome));
        self.deadlines(&tiers.deadlines);
    }

    fn notice(&mut self, notice: &Notice) {
        let customer = self.customer;
        let mut rows = notice.periods.iter().filter(|row| row.customer.is_none_or(|of| of == customer));
        let counts = |row: &NoticePeriod| row.in_first.is_some() || row.minimum_term.is_some();
        if notice.ends == NoticeEnd::EndOfTerm || rows.clone().any(counts) {
            self.anchor(notice.counted_from);
        }
        if notice.ends != NoticeEnd::AfterNotice || rows.clone().any(counts) {
            notice.longer_by.iter().for_each(|longer| self.declared(longer.per));
        }
        match notice.ends {
            NoticeEnd::AgreedEnd => self.read(&agreement::ENDS_AT),
            NoticeEnd::EndOfTerm => self.read(&agreement::TERM_MONTHS),
            NoticeEnd::AfterNotice if rows.any(|row| row.term_at_most.is_some()) => self.read(&agreement::TERM_MONTHS),
            NoticeEnd::AfterNotice => {}
        }
    }

    fn payment_default(&mut self, form: &PaymentDefault) {
        self.all(&[
            &payment_review::INVOICE_ID,
            &payment_review::DUE_ON,
            &payment_review::ISSUED_ON,
            &payment_review::OPEN_AMOUNT,
        ]);
        if !form.steps.is_empty() {
            self.read(&payment_review::COLLECTION_STEPS_ON);
        }
        if form.deposit_within.is_some() || form.cancellation == RightToCancel::DepositUnpaid {
            self.read(&payment_review::IS_DEPOSIT);
        }
        if let Some(rule) = form.due_by {
            self.anchor(rule.anchor);
        }
        if form.after_reminder.is_some() {
            self.read(&payment_review::REMINDER_RECEIVED_ON);
        }
        // What steps cost a consumer is held against the scale of the law.
        let asks_scale = form.collection_costs || (!form.steps.is_empty() && self.protected(LawRule::L6));
        if asks_scale {
            self.read(&payment_review::COLLECTION_COSTS_VAT_PERCENT);
        }
        match self.customer {
            CustomerType::Consumer if asks_scale => {
                self.all(&[
                    &payment_review::COLLECTION_NOTICE_RECEIVED_ON,
                    &payment_review::NOTICE_DEFECTIVE,
                    &payment_review::OPEN_AT_NOTICE_END,
                ]);
            }
            CustomerType::Business if form.actual_costs_from_business => {
                self.read(&payment_review::ACTUAL_COLLECTION_COSTS);
            }
            CustomerType::Consumer | CustomerType::Business => {}
        }
        if form.due_at_once_within.is_some() || form.suspension == Suspension::UnpaidAtStart {
            self.read(&agreement::STARTS_AT);
        }
        if let Some(clause) = form.counts_as_cancelled.and_then(|place| self.policy.clause(place)) {
            self.read(&payment_review::IS_DEPOSIT);
            if let Form::Tiers(tiers) = &clause.form {
                self.tiers(tiers);
            }
            self.settlement();
        }
    }

    fn liability(&mut self, form: &LiabilityForm) {
        if self.has(LawRule::L8) {
            self.read(&damage_claim::INTENT);
        }
        let customer = self.customer;
        for rule in form.rules.iter().filter(|rule| rule.customers.contains(&customer)) {
            self.conditions(&rule.conditions);
            if rule.lifted_by_intent {
                self.read(&damage_claim::INTENT);
            }
            for amount in rule.limit.iter().flat_map(|limit| &limit.amounts) {
                match amount {
                    LimitAmount::Price(_) | LimitAmount::Fixed(_) => {}
                    LimitAmount::Paid(_) => self.all(&[&agreement::PAYMENTS, &agreement::PAYMENT_AMOUNT]),
                    LimitAmount::PaidWithin(_) | LimitAmount::LastPayment => {
                        self.all(&[&agreement::PAYMENTS, &agreement::PAYMENT_AMOUNT, &agreement::PAYMENT_PAID_AT])
                    }
                    LimitAmount::Payout => self.all(&[&agreement::INSURANCE, &agreement::PAYOUT]),
                    LimitAmount::PayoutAndDeductible => {
                        self.all(&[&agreement::INSURANCE, &agreement::PAYOUT, &agreement::DEDUCTIBLE]);
                    }
                    LimitAmount::FixedLessAwarded(_) => self.read(&damage_claim::AWARDED_THIS_YEAR),
                }
            }
        }
    }

    // Withdrawing.

    fn withdrawal_right(&mut self, right: &WithdrawalRight) {
        if right.customer != self.customer {
            return;
        }
        if right.at_a_distance_only {
            self.read(&agreement::ON_PREMISES);
        }
        if self.product == ProductType::DigitalContent && right.digital_from_delivery {
            self.read(&agreement::STARTED_AT);
        }
        if self.product == ProductType::Goods && right.goods_from_receipt {
            self.read(&agreement::GOODS_RECEIVED_AT);
        }
    }

    fn withdrawal(&mut self, clauses: &[&'p Clause]) {
        let by_terms = clauses.iter().any(|clause| matches!(clause.form, Form::WithdrawalRight(_)));
        let effects = || {
            clauses.iter().filter_map(|clause| {
                let Form::WithdrawalEffects(effects) = &clause.form else { return None };
                Some((clause, effects))
            })
        };
        // Terms that give the whole amount back, whatever the case, leave nothing for the law to charge.
        let by_law = !effects().any(|(clause, effects)| effects.whole_amount_back && clause.conditions.is_empty());
        let charges = effects().any(|(_, effects)| !effects.charges.is_empty());
        let excluded = |law: &WithdrawalLaw| law.right(self.product) == WithdrawalOf::Excluded;
        let has_right = self.protected(LawRule::L1) && !self.law.withdrawal().is_some_and(excluded);
        if self.protected(LawRule::L1) {
            self.read(&withdrawal::RECEIVED_AT);
            self.read(&agreement::ON_PREMISES);
        }
        if has_right || (self.protected(LawRule::L1) && by_terms) {
            self.all(&[&agreement::INFORMATION_GIVEN_AT, &agreement::INFORMATION_WITHHELD]);
            if self.asks_for_function() {
                self.read(&agreement::FUNCTION_MISSING);
            }
            let product = self.product;
            if product == ProductType::Goods {
                self.all(&[&agreement::GOODS_RECEIVED_AT, &agreement::MADE_TO_ORDER]);
                if by_law {
                    self.read(&withdrawal::GOODS_DEVALUATION);
                }
            } else {
                self.all(&[&agreement::EXPRESS_REQUEST, &agreement::ACKNOWLEDGED, &agreement::FULLY_PERFORMED]);
                if !product.is_service() || by_law || charges {
                    self.all(&[&agreement::STARTED_AT, &agreement::DELIVERED_UNITS]);
                }
                if product.is_service() && by_law {
                    self.read(&agreement::TOTAL_UNITS);
                }
            }
        }
        if has_right || by_terms {
            self.settlement();
        }
    }

    // What clauses are made of.

    fn conditions(&mut self, conditions: &Conditions) {
        for condition in conditions.when.iter().chain(&conditions.unless) {
            if let Condition::Declared(test) = condition {
                if !test.concerns(self.product) || test.is_of_type_alone() {
                    continue;
                }
                if condition.facts().is_empty() {
                    self.declared(test.fact);
                }
            }
            if *condition == Condition::Begun && self.only_decides {
                // What stands in for the date of the beginning says no more than the date.
                self.read(&agreement::STARTED_AT);
            } else {
                self.all(&condition.facts());
            }
        }
        if let Some(day) = &conditions.day {
            self.anchor(day.of);
        }
    }

    /// A fact that the policy declares.
    fn declared(&mut self, id: FactId) {
        if let Some((place, _)) = self.policy.facts.find(id) {
            self.found.insert_declared(place);
        }
    }

    fn anchor(&mut self, anchor: Anchor) {
        if let Anchor::Declared(id) = anchor {
            self.declared(id);
        }
        if let Some(fact) = anchor.fact(self.question) {
            self.read(fact);
        }
        if anchor == Anchor::SessionStartsAt {
            self.read(&agreement::STARTS_AT);
        }
    }

    fn charges(&mut self, rules: &[ChargeRule]) {
        let product = self.product;
        for rule in rules.iter().filter(|rule| rule.products.contains(product)) {
            self.conditions(&rule.conditions);
            rule.amount.facts(self.question).for_each(|fact| self.read(fact));
            rule.amount.declared().for_each(|id| self.declared(id));
        }
    }

    fn deadlines(&mut self, rules: &[DeadlineRule]) {
        rules.iter().for_each(|rule| self.deadline(rule));
    }

    fn deadline(&mut self, rule: &DeadlineRule) {
        if !rule.products.contains(self.product) {
            return;
        }
        self.conditions(&rule.conditions);
        rule.anchors.iter().for_each(|anchor| self.anchor(*anchor));
        if let Some((other, _)) = rule.or_earlier {
            self.anchor(other);
        }
        if rule.shorter.is_some() {
            self.read(&agreement::STARTS_AT);
        }
    }
}

/// Whether contradictions of the text are looked for in clauses of a form.
fn may_conflict(form: &Form) -> bool {
    matches!(form, Form::Outcome(_) | Form::Tiers(_) | Form::SameAs(_) | Form::Notice(_))
}

/// Every outcome that a form can have, or those that it stands for.
fn outcomes<'p>(policy: &'p Policy, form: &'p Form) -> Vec<&'p Outcome> {
    let Form::SameAs(same) = form else { return form.outcomes() };
    let clauses = same.clauses.iter().filter_map(|place| policy.clause(*place));
    clauses.flat_map(|clause| outcomes(policy, &clause.form)).collect()
}

/// Whether some clauses can give a deadline of a kind.
fn gives(policy: &Policy, clauses: &[&Clause], kind: DeadlineKind) -> bool {
    let by_rule = |form: &Form| form.deadlines().iter().any(|rule| rule.kind == kind);
    let by_outcome = |form| {
        outcomes(policy, form).iter().any(|outcome: &&Outcome| outcome.deadlines.iter().any(|rule| rule.kind == kind))
    };
    clauses.iter().any(|clause| by_rule(&clause.form) || by_outcome(&clause.form))
}
