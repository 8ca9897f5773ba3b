//! Payment: default, interest and collection costs; what a payment pays off.

use super::context::Context;
use crate::calendar::Date;
use crate::decision::{
    Allocation, AllocationPart, AllocationTarget, Arrears, Assumption, Calculation, Debt, Decision, InvoiceArrears,
    Source,
};
use crate::facts::table::{Fact, FactValue, agreement, payment_allocation, payment_review};
use crate::facts::{MissingFigure, Problem};
use crate::law::{self, Accrual, InterestError, InterestTable, LawRule, RateTable};
use crate::money::{Cents, Percent};
use crate::policy::Doubtful;
use crate::policy::building_blocks::Anchor;
use crate::policy::forms::{AllocationStep, Form, InterestRule, PaymentDefault, Suspension};
use crate::vocabulary::{Question, Verdict};

impl<'a> Context<'a> {
    // Default.

    pub(super) fn payment_review(&mut self) -> Decision {
        for (place, clause) in self.applying(Question::PaymentReview) {
            if let Form::PaymentDefault(form) = &clause.form {
                return self.review(form, Source::Clause(place));
            }
        }
        Decision::of(Verdict::Unregulated)
    }

    fn review(&mut self, form: &'a PaymentDefault, source: Source) -> Decision {
        self.rely_on(source);
        let as_of = self.act_date();
        let invoices = self.facts.entries(&payment_review::INVOICES);
        let mut by_invoice = Vec::with_capacity(invoices.len());
        let mut steps = Cents::ZERO;
        for (place, invoice) in (0u32..).zip(invoices) {
            let due_on = self.due_on(form, invoice);
            let from = self.default_from(form, invoice, due_on).filter(|_| self.open(invoice) > Cents::ZERO);
            // Read through the horizon: the answer changes on the day on which an invoice falls into default.
            let default_from = from.filter(|&day| !self.act_date_before(day));
            if let Some(from) = default_from {
                self.explain(source, || Calculation::Default { invoice: place, due_on, from });
            }
            let days = default_from.map_or(0, |from| days_through(from, as_of));
            let (invoice_id, interest) = (self.invoice_id(&payment_review::INVOICE_ID, invoice), Cents::ZERO);
            let mut state = InvoiceArrears { invoice_id, due_on, default_from, days, interest, pay_by: None };
            if self.open(invoice) > Cents::ZERO {
                let reminded = self.reminded(form, place, due_on, source);
                state.pay_by = reminded.pay_by;
                steps = steps.plus(default_from.map_or(Cents::ZERO, |_| reminded.costs));
            }
            by_invoice.push(state);
        }
        let mut decision = Decision::of(Verdict::Permitted);
        let cancelled =
            form.counts_as_cancelled.and_then(|place| self.day_of_cancellation(&by_invoice).map(|day| (place, day)));
        let mut arrears = match cancelled {
            Some((place, day)) => {
                self.cancel_on(place, day, source, &mut decision);
                let owed = decision.settlement.map_or(Cents::ZERO, |settlement| settlement.outstanding);
                self.arrears_of_settlement(form, (day, owed), &by_invoice, source)
            }
            None => self.arrears_of_invoices(form, (&mut by_invoice, steps), source),
        };
        arrears.by_invoice = by_invoice;
        let in_default = arrears.by_invoice.iter().any(|invoice| invoice.default_from.is_some());
        decision.access_may_be_suspended = self.may_suspend(form.suspension, in_default);
        let parts = [arrears.principal, arrears.interest, arrears.collection_costs];
        if parts.map(|amount| i128::from(amount.get())).iter().sum::<i128>() > i128::from(i64::MAX) {
            self.too_large("payment_review.invoices");
        }
        arrears.total = parts.into_iter().fold(Cents::ZERO, Cents::plus);
        self.consequences(form, &arrears, source, &mut decision);
        decision.arrears = Some(Box::new(arrears));
        decision
    }

    /// What is owed on invoices in default, each with its own interest, and what the steps against late payment cost.
    fn arrears_of_invoices(
        &mut self,
        form: &PaymentDefault,
        (by_invoice, steps): (&mut [InvoiceArrears], Cents),
        source: Source,
    ) -> Arrears {
        let as_of = self.act_date();
        let asks_scale = form.collection_costs || (!form.steps.is_empty() && self.caps_steps());
        let (mut principal, mut interest) = (Cents::ZERO, Cents::ZERO);
        // Over what costs are claimed by the scale, and over what the law allows them.
        let (mut bearing, mut allowed) = (Cents::ZERO, Cents::ZERO);
        for ((place, invoice), state) in (0u32..).zip(0..).zip(by_invoice) {
            let Some(default_from) = state.default_from else { continue };
            let open = self.open(invoice);
            principal = principal.plus(open);
            let claimed = self.claimed_from(form, place, (state.due_on, default_from), source);
            let due = if form.claims.back_to_due_date { self.after_due(state.due_on) } else { default_from };
            if asks_scale && self.bears_costs(invoice, due, true) {
                let unpaid = self.open_at_notice_end(place, open);
                allowed = allowed.plus(unpaid);
                bearing = bearing.plus(claimed.map_or(Cents::ZERO, |_| unpaid));
            }
            state.days = 0;
            if let Some(from) = claimed.filter(|_| form.interest.claimed) {
                state.days = days_through(from, as_of);
                state.interest = self.interest(form.interest, (Debt::Invoice(place), place), open, from, source);
                interest = interest.plus(state.interest);
            }
        }
        let by_scale = self.collection_costs(form, bearing, source);
        let most = Some(by_scale).filter(|_| form.collection_costs && bearing == allowed);
        let collection_costs =
            self.within_law(steps, by_scale, |ctx| most.unwrap_or_else(|| ctx.statutory_costs(allowed)));
        Arrears { principal, interest, collection_costs, ..Arrears::default() }
    }

    /// What is owed once the agreement counts as cancelled: what the settlement leaves outstanding since that day. A
    /// notice on any invoice in default asks for it, when it came no earlier than that day.
    fn arrears_of_settlement(
        &mut self,
        form: &PaymentDefault,
        (day, principal): (Date, Cents),
        by_invoice: &[InvoiceArrears],
        source: Source,
    ) -> Arrears {
        if principal == Cents::ZERO {
            return Arrears::default();
        }
        let mut bearing = Cents::ZERO;
        let mut first = 0;
        for ((place, invoice), state) in (0u32..).zip(0..).zip(by_invoice) {
            let Some(from) = state.default_from else { continue };
            if form.collection_costs && self.bears_costs(invoice, from.max(day), false) {
                bearing = principal;
            }
            if from == day && !self.facts.so_of_entry(&payment_review::IS_DEPOSIT, invoice) {
                first = place;
            }
        }
        if form.collection_costs && bearing == Cents::ZERO {
            // Why none of them asks for costs.
            for (invoice, state) in (0..).zip(by_invoice) {
                if let Some(from) = state.default_from {
                    self.bears_costs(invoice, from.max(day), true);
                }
            }
        }
        let interest = self.interest(form.interest, (Debt::Settlement, first), principal, day, source);
        let collection_costs = self.collection_costs(form, bearing, source);
        Arrears { principal, interest, collection_costs, ..Arrears::default() }
    }

    /// A stated due date prevails over the terms' period; where neither says, the fact is missing.
    fn due_on(&mut self, form: &PaymentDefault, invoice: usize) -> Date {
        if let Some(stated) = self.facts.date_of_entry(&payment_review::DUE_ON, invoice) {
            return stated;
        }
        let issued_on = self.issued_on(invoice);
        let deposit = form.deposit_within.filter(|_| self.facts.so_of_entry(&payment_review::IS_DEPOSIT, invoice));
        if let Some(within) = form.due_at_once_within {
            let start = self.required(Anchor::StartsAt);
            let start = self.date_of(start);
            let earliest = within.before(start, self.policy.holidays);
            if issued_on < start && issued_on > self.on(earliest) {
                let eve = start.plus_days(-1);
                return self.on(eve).max(issued_on);
            }
        }
        let due = self.due_day(issued_on, deposit.or(form.pay_within), form.due_by);
        due.unwrap_or_else(|| {
            self.missing(&payment_review::DUE_ON.path_at(invoice));
            issued_on
        })
    }

    /// The first day of default: the day after the due date, or after the grace that a reminder gives.
    fn default_from(&mut self, form: &PaymentDefault, invoice: usize, due_on: Date) -> Option<Date> {
        let after_due = self.after_due(due_on);
        let Some(grace) = form.after_reminder else { return Some(after_due) };
        let reminded = self.facts.date_of_entry(&payment_review::REMINDER_RECEIVED_ON, invoice)?;
        let last = grace.after(reminded, self.policy.holidays).and_then(|day| day.plus_days(1));
        Some(self.on(last).max(after_due))
    }

    /// The interest on a debt since the first day of its default; a fault of it is one of the invoice at a place.
    fn interest(
        &mut self,
        rule: InterestRule,
        (debt, place): (Debt, u32),
        principal: Cents,
        from: Date,
        source: Source,
    ) -> Cents {
        let as_of = self.act_date();
        let trade = rule.trade_rate_for_business && !self.facts.is_consumer();
        let which = if trade { RateTable::Trade } else { RateTable::Consumer };
        let table = match (rule.by_contract, self.law.interest(which)) {
            (Some(_), _) if !rule.statutory_if_higher => None,
            (_, Some(table)) if self.table_holds(table) => Some(table),
            (_, Some(_)) => return Cents::ZERO,
            (_, None) => {
                self.lacking(if trade { MissingFigure::TradeInterest } else { MissingFigure::ConsumerInterest });
                return Cents::ZERO;
            }
        };
        if rule.by_contract.is_some() && self.is_doubtful(source, Doubtful::Interest) {
            let statutory = self.law.interest(RateTable::Consumer);
            let instead = statutory.and_then(|table| law::statutory_interest(table, principal.get(), from, as_of).ok());
            if let (Some(table), Some(instead)) = (statutory, &instead) {
                self.assume_rates(table, instead);
            }
            let sum = |so_far: Cents| Some(so_far.plus(Cents::new(instead.as_ref()?.cents)));
            self.statutory_interest = self.statutory_interest.and_then(sum);
        }
        let accrued = match (rule.by_contract, table) {
            (Some(rate), _) => law::contract_interest(rate, table, principal.get(), from, as_of),
            (None, Some(table)) => law::statutory_interest(table, principal.get(), from, as_of),
            (None, None) => return Cents::ZERO,
        };
        match accrued {
            Ok(accrual) => {
                if let Some(table) = table {
                    self.assume_rates(table, &accrual);
                }
                let (days, result) = (accrual.days, Cents::new(accrual.cents));
                if self.explains() {
                    for period in accrual.periods {
                        self.explain(source, || Calculation::Interest { debt, period });
                    }
                }
                self.explain(source, || Calculation::InterestTotal { debt, days, result });
                result
            }
            Err(error) => {
                let problem = match error {
                    InterestError::BeforeTable { first_day } => Problem::BeforeInterestTable { from, first_day },
                    InterestError::NegativePrincipal | InterestError::TooLarge => Problem::LargeInterest,
                };
                self.violation(&format!("payment_review.invoices[{place}]"), problem);
                Cents::ZERO
            }
        }
    }

    /// Whether a table of interest holds for this contract: one of trade interest only from the day of a law on, whatever
    /// the day of default.
    fn table_holds(&mut self, table: &InterestTable) -> bool {
        let concluded = self.date_of(self.facts.concluded_at());
        match table.contracts_from().filter(|&first| concluded < first) {
            Some(first) => {
                self.violation(agreement::CONCLUDED_AT.path, Problem::BeforeTradeInterest { first });
                false
            }
            None => true,
        }
    }

    /// Reports that the terms refer to a figure that the policy's law does not hold.
    fn lacking(&mut self, figure: MissingFigure) {
        self.violation("payment_review.invoices", Problem::NotInLaw { law: self.law.id.name(), figure });
    }

    fn assume_rates(&mut self, table: &InterestTable, accrual: &Accrual) {
        if accrual.after_review {
            self.assume(Assumption::RatesMayBeOutdated { next_review: table.next_review() });
        }
        if let Some(since) = accrual.second_hand_from {
            self.assume(Assumption::RateSecondHand { since });
        }
    }

    // Collection costs (L6).

    /// Whether an invoice may bear collection costs: a consumer's only some days after the receipt of a notice, no earlier than
    /// the first day of default. `told`: the explanation says why it does not.
    fn bears_costs(&mut self, invoice: usize, default_from: Date, told: bool) -> bool {
        if !self.facts.is_consumer() {
            return true;
        }
        let received = self.facts.date_of_entry(&payment_review::COLLECTION_NOTICE_RECEIVED_ON, invoice);
        let number = u32::try_from(invoice).unwrap_or(u32::MAX);
        let refuse = |ctx: &mut Self, why: Calculation| {
            if told {
                ctx.explain(Source::Law(LawRule::L6), || why);
            }
            false
        };
        let Some(received) = received.filter(|&day| day >= default_from) else {
            return refuse(self, Calculation::NoNotice { invoice: number, since: default_from });
        };
        let Some(scale) = self.law.collection_costs() else { return true };
        let from = scale.notice().costs_from.after(received, self.policy.holidays);
        let from = self.on(from);
        if self.act_date_before(from) {
            return refuse(self, Calculation::NoticeRuns { invoice: number, from });
        }
        if self.facts.so_of_entry(&payment_review::NOTICE_DEFECTIVE, invoice) {
            return refuse(self, Calculation::NoticeDefective { invoice: number });
        }
        true
    }

    /// What of an invoice bears costs: of a consumer, what was open when the fourteen days of the notice ended, and otherwise
    /// what is open.
    fn open_at_notice_end(&mut self, invoice: u32, open: Cents) -> Cents {
        if !self.facts.is_consumer() {
            return open;
        }
        let stated = match self.facts.of_entry(&payment_review::OPEN_AT_NOTICE_END, invoice as usize) {
            Some(FactValue::Amount(stated)) => stated,
            _ => return open,
        };
        self.explain(Source::Law(LawRule::L6), || Calculation::OpenAtNoticeEnd { invoice, open: stated });
        stated
    }

    /// The statutory costs over what bears them, where the terms claim them; of a business, the costs really made where the
    /// terms say so and they are higher.
    fn collection_costs(&mut self, form: &PaymentDefault, bearing: Cents, source: Source) -> Cents {
        if bearing == Cents::ZERO || !form.collection_costs {
            return Cents::ZERO;
        }
        let scale = self.statutory_costs(bearing);
        if form.actual_costs_from_business && !self.facts.is_consumer() {
            let actual = self.facts.amount(&payment_review::ACTUAL_COLLECTION_COSTS);
            if actual > scale {
                self.explain(source, || Calculation::ActualCosts { scale, actual, result: actual });
                return actual;
            }
        }
        scale
    }

    /// The costs by the scale of the law, with the value added tax of a creditor who cannot deduct it.
    fn statutory_costs(&mut self, bearing: Cents) -> Cents {
        if bearing == Cents::ZERO {
            return Cents::ZERO;
        }
        let Some(statutory) = self.law.collection_costs() else {
            self.lacking(MissingFigure::CollectionCosts);
            return Cents::ZERO;
        };
        let costs = Cents::new(statutory.costs(bearing.get()));
        let rule = Source::Law(LawRule::L6);
        if self.explains() {
            for step in statutory.steps(bearing.get()).bands {
                self.explain(rule, || Calculation::CostsBand(step));
            }
        }
        self.explain(rule, || Calculation::CostsTotal { principal: bearing, result: costs });
        self.with_vat(costs, self.facts.count(&payment_review::COLLECTION_COSTS_VAT_PERCENT))
    }

    fn with_vat(&mut self, costs: Cents, percent: u32) -> Cents {
        let percent = Percent::whole(u8::try_from(percent).unwrap_or(u8::MAX));
        let vat = percent.of(costs);
        if vat == Cents::ZERO {
            return costs;
        }
        let result = costs.plus(vat);
        self.explain(Source::Law(LawRule::L6), || Calculation::CostsVat { costs, percent, vat, result });
        result
    }

    // What default does.

    fn may_suspend(&mut self, suspension: Suspension, in_default: bool) -> bool {
        match suspension {
            Suspension::Never => false,
            Suspension::OnDefault => in_default,
            Suspension::UnpaidAtStart => {
                let start = self.required(Anchor::StartsAt);
                let start = self.date_of(start);
                let unpaid = |invoice| self.open(invoice) > Cents::ZERO && self.issued_on(invoice) < start;
                let unpaid = self.facts.entries(&payment_review::INVOICES).any(unpaid);
                unpaid && !self.act_date_before(start)
            }
        }
    }

    /// The agreement counts as cancelled on a day: the tiers on it, without office hours, set off against what was paid.
    fn cancel_on(&mut self, place: u16, day: Date, source: Source, decision: &mut Decision) {
        let policy = self.policy;
        let Some(clause) = policy.clause(place) else { return };
        let Form::Tiers(tiers) = &clause.form else { return };
        let cancelled_at = self.start_of(day);
        // The day of default does not move with the day asked about, so no bound of the tiers is one of the answer.
        let chosen = self.as_if_at(cancelled_at, |ctx| ctx.choose(tiers, Source::Clause(place), &mut decision.charges));
        let credit = chosen.and_then(|outcome| outcome.credit);
        decision.charges.iter_mut().for_each(|c| c.sources.insert(0, source));
        self.apply_ceiling(decision);
        self.settle(decision, credit.map(|credit| (credit, Source::Clause(place))));
    }

    /// The earliest first day of default among the invoices that are not a deposit.
    fn day_of_cancellation(&self, by_invoice: &[InvoiceArrears]) -> Option<Date> {
        let deposit = |invoice: usize| self.facts.so_of_entry(&payment_review::IS_DEPOSIT, invoice);
        let in_default = (0..).zip(by_invoice).filter_map(|(invoice, state)| Some((invoice, state.default_from?)));
        in_default.filter(|(invoice, _)| !deposit(*invoice)).map(|(_, from)| from).min()
    }

    // What an invoice says.

    pub(super) fn open(&self, invoice: usize) -> Cents {
        self.facts.amount_of_entry(&payment_review::OPEN_AMOUNT, invoice)
    }

    pub(super) fn issued_on(&self, invoice: usize) -> Date {
        self.facts.date_of_entry(&payment_review::ISSUED_ON, invoice).unwrap_or(Date::MIN)
    }

    fn invoice_id(&self, fact: Fact, invoice: usize) -> String {
        match self.facts.of_entry(fact, invoice) {
            Some(FactValue::Text(id)) => id.to_owned(),
            _ => String::new(),
        }
    }

    // Allocation.

    pub(super) fn payment_allocation(&mut self) -> Decision {
        for (place, clause) in self.applying(Question::PaymentAllocation) {
            if let Form::Allocation(form) = &clause.form {
                return self.allocate(&form.order, Source::Clause(place));
            }
        }
        Decision::of(Verdict::Unregulated)
    }

    fn allocate(&mut self, order: &[AllocationStep], source: Source) -> Decision {
        let mut left = self.facts.amount(&payment_allocation::AMOUNT);
        let mut parts = Vec::new();
        let mut pay = |to: AllocationTarget, open: Cents| {
            let amount = left.min(open);
            left = left.minus(amount);
            if amount > Cents::ZERO {
                parts.push(AllocationPart { to, amount });
            }
        };
        for step in order {
            match step {
                AllocationStep::Costs => {
                    pay(AllocationTarget::Costs, self.facts.amount(&payment_allocation::OPEN_COSTS));
                }
                AllocationStep::Interest => {
                    pay(AllocationTarget::Interest, self.facts.amount(&payment_allocation::OPEN_INTEREST));
                }
                AllocationStep::Principal => {
                    let mut invoices: Vec<usize> = self.facts.entries(&payment_allocation::INVOICES).collect();
                    invoices.sort_by_key(|invoice| self.facts.date_of_entry(&payment_allocation::DUE_ON, *invoice));
                    for invoice in invoices {
                        let id = self.invoice_id(&payment_allocation::INVOICE_ID, invoice);
                        let open = self.facts.amount_of_entry(&payment_allocation::OPEN_AMOUNT, invoice);
                        pay(AllocationTarget::Invoice(id), open);
                    }
                }
            }
        }
        for (place, part) in parts.iter().enumerate() {
            self.explain(source, || Calculation::Allocated { place, amount: part.amount });
        }
        let mut decision = Decision::of(Verdict::Permitted);
        decision.allocation = Some(Box::new(Allocation { parts, unallocated: left }));
        decision
    }
}

/// How many days there are from one through another, both counted.
fn days_through(from: Date, through: Date) -> u32 {
    u32::try_from(from.days_until(through) + 1).unwrap_or(0)
}
