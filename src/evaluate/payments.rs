//! Payment: default, interest and collection costs; instalments; what a payment pays off.

use super::context::Context;
use crate::calendar::Date;
use crate::decision::{
    Allocation, AllocationPart, AllocationTarget, Arrears, Assumption, Calculation, Debt, Decision, Instalment,
    InvoiceArrears, Source,
};
use crate::facts::{Invoice, PaymentAllocation, PaymentReview, Problem};
use crate::law::{self, Accrual, InterestError, InterestTable, LawRule, RateTable};
use crate::money::{Cents, Percent};
use crate::policy::building_blocks::Anchor;
use crate::policy::forms::{AllocationStep, Form, InterestRule, PaymentDefault, Suspension};
use crate::vocabulary::{Question, Verdict};

impl<'a> Context<'a> {
    // Default.

    pub(super) fn payment_review(&mut self, event: &PaymentReview) -> Decision {
        for (place, clause) in self.applying(Question::PaymentReview) {
            if let Form::PaymentDefault(form) = &clause.form {
                return self.review(form, event, Source::Clause(place));
            }
        }
        Decision::of(Verdict::Unregulated)
    }

    fn review(&mut self, form: &'a PaymentDefault, event: &PaymentReview, source: Source) -> Decision {
        let as_of = self.act_date();
        let mut by_invoice = Vec::with_capacity(event.invoices.len());
        for (place, invoice) in (0u32..).zip(&event.invoices) {
            let due_on = self.due_on(form, place, invoice);
            let from = self.default_from(form, invoice, due_on).filter(|_| invoice.open > Cents::ZERO);
            // Read through the horizon: the answer changes on the day on which an invoice falls into default.
            let default_from = from.filter(|&day| !self.act_date_before(day));
            if let Some(from) = default_from {
                self.explain(source, || Calculation::Default { invoice: place, due_on, from });
            }
            let days = default_from.map_or(0, |from| u32::try_from(from.days_until(as_of) + 1).unwrap_or(0));
            let (invoice_id, interest) = (invoice.id.clone(), Cents::ZERO);
            by_invoice.push(InvoiceArrears { invoice_id, due_on, default_from, days, interest });
        }
        let mut decision = Decision::of(Verdict::Permitted);
        let cancelled = form.counts_as_cancelled.zip(day_of_cancellation(event, &by_invoice));
        let mut arrears = match cancelled {
            Some((place, day)) => {
                self.cancel_on(place, day, source, &mut decision);
                let owed = decision.settlement.map_or(Cents::ZERO, |settlement| settlement.outstanding);
                self.arrears_of_settlement(form, event, (day, owed), &by_invoice, source)
            }
            None => self.arrears_of_invoices(form, event, &mut by_invoice, source),
        };
        arrears.by_invoice = by_invoice;
        let in_default = arrears.by_invoice.iter().any(|invoice| invoice.default_from.is_some());
        decision.access_may_be_suspended = self.may_suspend(form.suspension, event, in_default);
        let parts = [arrears.principal, arrears.interest, arrears.collection_costs];
        if parts.map(|amount| i128::from(amount.get())).iter().sum::<i128>() > i128::from(i64::MAX) {
            self.too_large("payment_review.invoices");
        }
        arrears.total = parts.into_iter().fold(Cents::ZERO, Cents::plus);
        decision.arrears = Some(Box::new(arrears));
        decision
    }

    /// What is owed on invoices in default, each with its own interest.
    fn arrears_of_invoices(
        &mut self,
        form: &PaymentDefault,
        event: &PaymentReview,
        by_invoice: &mut [InvoiceArrears],
        source: Source,
    ) -> Arrears {
        let (mut principal, mut bearing, mut interest) = (Cents::ZERO, Cents::ZERO, Cents::ZERO);
        for ((place, invoice), state) in (0u32..).zip(&event.invoices).zip(by_invoice) {
            let Some(from) = state.default_from else { continue };
            principal = principal.plus(invoice.open);
            if self.bears_costs(invoice, from) {
                bearing = bearing.plus(invoice.open);
            }
            state.interest = self.interest(form.interest, (Debt::Invoice(place), place), invoice.open, from, source);
            interest = interest.plus(state.interest);
        }
        let collection_costs = self.collection_costs(form, bearing, event, source);
        Arrears { principal, interest, collection_costs, ..Arrears::default() }
    }

    /// What is owed once the agreement counts as cancelled: what the settlement leaves outstanding since that day. A
    /// notice on any invoice in default asks for it, when it came no earlier than that day.
    fn arrears_of_settlement(
        &mut self,
        form: &PaymentDefault,
        event: &PaymentReview,
        (day, principal): (Date, Cents),
        by_invoice: &[InvoiceArrears],
        source: Source,
    ) -> Arrears {
        if principal == Cents::ZERO {
            return Arrears::default();
        }
        let mut bearing = Cents::ZERO;
        let mut first = 0;
        for ((place, invoice), state) in (0u32..).zip(&event.invoices).zip(by_invoice) {
            let Some(from) = state.default_from else { continue };
            if self.bears_costs(invoice, from.max(day)) {
                bearing = principal;
            }
            if from == day && !invoice.is_deposit {
                first = place;
            }
        }
        let interest = self.interest(form.interest, (Debt::Settlement, first), principal, day, source);
        let collection_costs = self.collection_costs(form, bearing, event, source);
        Arrears { principal, interest, collection_costs, ..Arrears::default() }
    }

    /// A stated due date prevails over the terms' period; where neither says, the fact is missing.
    fn due_on(&mut self, form: &PaymentDefault, place: u32, invoice: &Invoice) -> Date {
        if let Some(stated) = invoice.due_on {
            return stated;
        }
        let Some(period) = form.pay_within else {
            self.missing(&format!("payment_review.invoices[{place}].due_on"));
            return invoice.issued_on;
        };
        if let Some(within) = form.due_at_once_within {
            let start = self.required(Anchor::StartsAt);
            let start = self.date_of(start);
            let earliest = within.before(start);
            if invoice.issued_on < start && invoice.issued_on > self.on(earliest) {
                let eve = start.plus_days(-1);
                return self.on(eve).max(invoice.issued_on);
            }
        }
        let due = period.after(invoice.issued_on);
        self.on(due)
    }

    /// The first day of default: the day after the due date, or after the grace that a reminder gives.
    fn default_from(&mut self, form: &PaymentDefault, invoice: &Invoice, due_on: Date) -> Option<Date> {
        let after_due = due_on.plus_days(1);
        let after_due = self.on(after_due);
        let Some(grace) = form.after_reminder else { return Some(after_due) };
        let last = grace.after(invoice.reminder_received_on?).and_then(|day| day.plus_days(1));
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
        let trade = rule.trade_rate_for_business && !self.agreement.is_consumer();
        let table = self.law.interest(if trade { RateTable::Trade } else { RateTable::Consumer });
        let floor = rule.statutory_if_higher.then_some(table);
        let reads_table = rule.monthly.is_none() || floor.is_some();
        if reads_table && !self.table_holds(table) {
            return Cents::ZERO;
        }
        let accrued = match rule.monthly {
            Some(percent) => law::monthly_interest(percent, floor, principal.get(), from, as_of),
            None => law::statutory_interest(table, principal.get(), from, as_of),
        };
        match accrued {
            Ok(accrual) => {
                self.assume_rates(table, &accrual);
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
        let concluded = self.date_of(self.agreement.concluded_at);
        match table.contracts_from().filter(|&first| concluded < first) {
            Some(first) => {
                self.violation("agreement.concluded_at", Problem::BeforeTradeInterest { first });
                false
            }
            None => true,
        }
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

    /// Whether an invoice may bear collection costs: a consumer's only after a notice that gives fourteen days, received
    /// no earlier than the first day of default, and from fifteen days after its receipt.
    fn bears_costs(&mut self, invoice: &Invoice, default_from: Date) -> bool {
        if !self.agreement.is_consumer() {
            return true;
        }
        let Some(received) = invoice.collection_notice_received_on.filter(|&day| day >= default_from) else {
            return false;
        };
        let from = received.plus_days(15);
        self.act_date() >= self.on(from)
    }

    /// The statutory costs over what bears them, with the value added tax of a creditor who cannot deduct it; of a
    /// business, the costs really made where the terms say so and they are higher.
    fn collection_costs(
        &mut self,
        form: &PaymentDefault,
        bearing: Cents,
        event: &PaymentReview,
        source: Source,
    ) -> Cents {
        if bearing == Cents::ZERO {
            return Cents::ZERO;
        }
        let costs = Cents::new(self.law.collection_costs().costs(bearing.get()));
        let rule = Source::Law(LawRule::L6);
        if self.explains() {
            for step in self.law.collection_costs().steps(bearing.get()).bands {
                self.explain(rule, || Calculation::CostsBand(step));
            }
        }
        self.explain(rule, || Calculation::CostsTotal { principal: bearing, result: costs });
        let scale = self.with_vat(costs, event.collection_costs_vat_percent);
        let actual = event.actual_collection_costs;
        if form.actual_costs_from_business && !self.agreement.is_consumer() && actual > scale {
            self.explain(source, || Calculation::ActualCosts { scale, actual, result: actual });
            return actual;
        }
        scale
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

    fn may_suspend(&mut self, suspension: Suspension, event: &PaymentReview, in_default: bool) -> bool {
        match suspension {
            Suspension::Never => false,
            Suspension::OnDefault => in_default,
            Suspension::UnpaidAtStart => {
                let start = self.required(Anchor::StartsAt);
                let start = self.date_of(start);
                let unpaid = event.invoices.iter().any(|i| i.open > Cents::ZERO && i.issued_on < start);
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
        self.as_if_at(cancelled_at, |ctx| ctx.choose(tiers, Source::Clause(place), &mut decision.charges));
        decision.charges.iter_mut().for_each(|c| c.sources.insert(0, source));
        self.apply_ceiling(&mut decision.charges);
        self.settle(decision);
    }

    // Instalments.

    pub(super) fn payment_plan(&mut self) -> Decision {
        for (place, clause) in self.applying(Question::PaymentPlan) {
            if let Form::Instalments(form) = &clause.form {
                let source = Source::Clause(place);
                let mut decision = Decision::of(Verdict::Permitted);
                let concluded = self.date_of(self.agreement.concluded_at);
                let parts = u32::try_from(form.invoiced_after.len()).unwrap_or(u32::MAX);
                for (index, period) in (0u32..).zip(&form.invoiced_after) {
                    let invoiced = period.after(concluded);
                    let invoice_on = self.on(invoiced);
                    let due = form.due_within.after(invoice_on);
                    let due_on = self.on(due);
                    let (number, amount) = (index + 1, self.agreement.price.part(index, parts));
                    self.explain(source, || Calculation::Instalment { number, amount, invoice_on, due_on });
                    decision.instalments.push(Instalment { number, amount, invoice_on, due_on });
                }
                return decision;
            }
        }
        Decision::of(Verdict::Unregulated)
    }

    // Allocation.

    pub(super) fn payment_allocation(&mut self, event: &PaymentAllocation) -> Decision {
        for (place, clause) in self.applying(Question::PaymentAllocation) {
            if let Form::Allocation(form) = &clause.form {
                return self.allocate(&form.order, event, Source::Clause(place));
            }
        }
        Decision::of(Verdict::Unregulated)
    }

    fn allocate(&mut self, order: &[AllocationStep], event: &PaymentAllocation, source: Source) -> Decision {
        let mut left = event.amount;
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
                AllocationStep::Costs => pay(AllocationTarget::Costs, event.open_costs),
                AllocationStep::Interest => pay(AllocationTarget::Interest, event.open_interest),
                AllocationStep::Principal => {
                    let mut invoices: Vec<_> = event.invoices.iter().collect();
                    invoices.sort_by_key(|i| i.due_on);
                    for invoice in invoices {
                        pay(AllocationTarget::Invoice(invoice.id.clone()), invoice.open);
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

/// The earliest first day of default among the invoices that are not a deposit.
fn day_of_cancellation(event: &PaymentReview, by_invoice: &[InvoiceArrears]) -> Option<Date> {
    let ordinary = event.invoices.iter().zip(by_invoice).filter(|(invoice, _)| !invoice.is_deposit);
    ordinary.filter_map(|(_, state)| state.default_from).min()
}
