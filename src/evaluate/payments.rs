//! Payment: default, interest and collection costs; instalments; what a payment pays off.

use super::context::Context;
use crate::calendar::Date;
use crate::decision::{
    Allocation, AllocationPart, AllocationTarget, Arrears, Assumption, Calculation, Decision, Instalment,
    InvoiceArrears, Source,
};
use crate::facts::{Invoice, PaymentAllocation, PaymentReview, Problem};
use crate::law::{self, Accrual, InterestError, LawRule, RateTable};
use crate::money::Cents;
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
        let (mut principal, mut bearing, mut interest) = (Cents::ZERO, Cents::ZERO, Cents::ZERO);
        let mut cancelled: Option<Date> = None;
        for (place, invoice) in (0u32..).zip(&event.invoices) {
            let due_on = self.due_on(form, place, invoice);
            let from = self.default_from(form, invoice, due_on).filter(|_| invoice.open > Cents::ZERO);
            // Read through the horizon: the answer changes on the day on which an invoice falls into default.
            let default_from = from.filter(|&day| !self.act_date_before(day));
            let accrual = match default_from {
                Some(from) => {
                    self.explain(source, || Calculation::Default { invoice: place, due_on, from });
                    principal = principal.plus(invoice.open);
                    if self.bears_costs(invoice, from, as_of) {
                        bearing = bearing.plus(invoice.open);
                    }
                    if !invoice.is_deposit {
                        cancelled = Some(cancelled.map_or(from, |day| day.min(from)));
                    }
                    Some(self.interest(form.interest, place, invoice, from, as_of, source))
                }
                None => None,
            };
            let (days, cents) = accrual.map_or((0, Cents::ZERO), |a| (a.days, Cents::new(a.cents)));
            interest = interest.plus(cents);
            by_invoice.push(InvoiceArrears {
                invoice_id: invoice.id.clone(),
                due_on,
                default_from,
                days,
                interest: cents,
            });
        }
        let collection_costs = self.collection_costs(form, bearing, event.actual_collection_costs, source);
        let mut decision = Decision::of(Verdict::Permitted);
        decision.access_may_be_suspended = self.may_suspend(form.suspension, event, principal);
        let exact = [principal, collection_costs].into_iter().chain(by_invoice.iter().map(|i| i.interest));
        if exact.map(|amount| i128::from(amount.get())).sum::<i128>() > i128::from(i64::MAX) {
            self.too_large("payment_review.invoices");
        }
        let total = principal.plus(interest).plus(collection_costs);
        decision.arrears = Some(Box::new(Arrears { principal, interest, collection_costs, total, by_invoice }));
        if let (Some(place), Some(day)) = (form.counts_as_cancelled, cancelled) {
            self.cancel_on(place, day, source, &mut decision);
        }
        decision
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

    fn interest(
        &mut self,
        rule: InterestRule,
        place: u32,
        invoice: &Invoice,
        from: Date,
        as_of: Date,
        source: Source,
    ) -> Accrual {
        let trade = rule.trade_rate_for_business && !self.agreement.is_consumer();
        let table = self.law.interest(if trade { RateTable::Trade } else { RateTable::Consumer });
        let yearly = rule.monthly.and_then(|m| law::Rate::from_hundredths(m.units() * 12 / 100));
        let accrued = match yearly {
            Some(rate) => law::contractual_interest(table, rate, true, invoice.open.get(), from, as_of),
            None => law::statutory_interest(table, invoice.open.get(), from, as_of),
        };
        match accrued {
            Ok(accrual) => {
                if accrual.after_review {
                    self.assume(Assumption::RatesMayBeOutdated { next_review: table.next_review() });
                }
                for period in accrual.periods.iter().filter(|_| self.explains()).cloned().collect::<Vec<_>>() {
                    self.explain(source, || Calculation::Interest { invoice: place, period });
                }
                let (days, result) = (accrual.days, Cents::new(accrual.cents));
                self.explain(source, || Calculation::InterestTotal { invoice: place, days, result });
                accrual
            }
            Err(error) => {
                let problem = match error {
                    InterestError::BeforeTable { first_day } => Problem::BeforeInterestTable { from, first_day },
                    InterestError::NegativePrincipal | InterestError::TooLarge => Problem::LargeInterest,
                };
                self.violation(&format!("payment_review.invoices[{place}]"), problem);
                Accrual { days: 0, cents: 0, periods: Vec::new(), after_review: false }
            }
        }
    }

    // Collection costs (L6).

    /// Whether an invoice may bear collection costs: a consumer's only after a notice that gives fourteen days, received
    /// no earlier than the first day of default, and from fifteen days after its receipt.
    fn bears_costs(&mut self, invoice: &Invoice, default_from: Date, as_of: Date) -> bool {
        if !self.agreement.is_consumer() {
            return true;
        }
        let Some(received) = invoice.collection_notice_received_on.filter(|&day| day >= default_from) else {
            return false;
        };
        let from = received.plus_days(15);
        as_of >= self.on(from)
    }

    fn collection_costs(&mut self, form: &PaymentDefault, bearing: Cents, actual: Cents, source: Source) -> Cents {
        if bearing == Cents::ZERO {
            return Cents::ZERO;
        }
        let scale = Cents::new(self.law.collection_costs().costs(bearing.get()));
        let rule = Source::Law(LawRule::L6);
        if self.explains() {
            for step in self.law.collection_costs().steps(bearing.get()).bands {
                self.explain(rule, || Calculation::CostsBand(step));
            }
        }
        self.explain(rule, || Calculation::CostsTotal { principal: bearing, result: scale });
        if form.actual_costs_from_business && !self.agreement.is_consumer() && actual > scale {
            self.explain(source, || Calculation::ActualCosts { scale, actual, result: actual });
            return actual;
        }
        scale
    }

    // What default does.

    fn may_suspend(&mut self, suspension: Suspension, event: &PaymentReview, in_default: Cents) -> bool {
        match suspension {
            Suspension::Never => false,
            Suspension::OnDefault => in_default > Cents::ZERO,
            Suspension::UnpaidAtStart => {
                let open: Cents = event.invoices.iter().map(|i| i.open).sum();
                let start = self.required(Anchor::StartsAt);
                let start = self.date_of(start);
                open > Cents::ZERO && !self.act_date_before(start)
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
