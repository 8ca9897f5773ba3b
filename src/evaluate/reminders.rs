//! What the provider may do before and beside interest: reminders and further steps against late payment, what they cost, and
//! the last day to pay that they give.

use super::context::Context;
use crate::calendar::Date;
use crate::decision::{Arrears, Calculation, Decision, FindingCode, InvoiceArrears, Source};
use crate::facts::table::payment_review;
use crate::law::LawRule;
use crate::money::Cents;
use crate::policy::forms::{PaymentDefault, RightToCancel};
use crate::policy::payment::{StepTaken, steps_taken};
use crate::vocabulary::{DeadlineKind, DecidedBy, Verdict};
use smallvec::smallvec;

/// What was done about an invoice that is not paid.
pub(super) struct Reminded {
    /// The last day to pay; `None`: at once.
    pub(super) pay_by: Option<Date>,
    /// What the steps cost.
    pub(super) costs: Cents,
}

impl Context<'_> {
    /// What was done about an invoice by the day of the review.
    pub(super) fn reminded(&mut self, form: &PaymentDefault, place: u32, due_on: Date, source: Source) -> Reminded {
        let invoice = place as usize;
        let pay_by = self.after_reminder(form, invoice, due_on);
        let mut reminded = Reminded { pay_by: Some(pay_by), costs: Cents::ZERO };
        if form.steps.is_empty() {
            return reminded;
        }
        let mut days = self.facts.dates_of_entry(&payment_review::COLLECTION_STEPS_ON, invoice).to_vec();
        days.sort_unstable();
        let open = self.open(invoice);
        // A step of a later day changes the answer on that day.
        let known = days.iter().position(|&day| self.act_date_before(day)).unwrap_or(days.len());
        days.truncate(known);
        let Some(taken) = steps_taken(&form.steps, pay_by, &days, self.policy.holidays) else {
            self.on(None);
            return reminded;
        };
        for StepTaken { number, on, after, pay_by } in taken {
            let Some(step) = number.and_then(|number| form.steps.get(usize::try_from(number).ok()?.checked_sub(1)?))
            else {
                self.explain(source, || Calculation::EarlyStep { invoice: place, on, pay_by: after });
                continue;
            };
            reminded.pay_by = pay_by;
            reminded.costs = reminded.costs.plus(step.costs.of(open));
            let (number, costs) = (number.unwrap_or_default(), step.costs);
            self.explain(source, || Calculation::CollectionStep { invoice: place, number, on, pay_by, costs, open });
        }
        reminded
    }

    /// The last day to pay, with the grace of a reminder that was received by the day of the review.
    fn after_reminder(&mut self, form: &PaymentDefault, invoice: usize, due_on: Date) -> Date {
        let Some(grace) = form.after_reminder else { return due_on };
        match self.facts.date_of_entry(&payment_review::REMINDER_RECEIVED_ON, invoice) {
            Some(received) if !self.act_date_before(received) => {
                let last = grace.after(received, self.policy.holidays);
                self.on(last).max(due_on)
            }
            _ => due_on,
        }
    }

    /// From when interest on an invoice in default runs that is claimed on the day of the review; `None`: none is claimed
    /// yet.
    pub(super) fn claimed_from(
        &mut self,
        form: &PaymentDefault,
        place: u32,
        (due_on, default_from): (Date, Date),
        source: Source,
    ) -> Option<Date> {
        let first = match form.claims.after {
            None => default_from,
            Some(period) => {
                let last = period.after(self.issued_on(place as usize), self.policy.holidays);
                let until = self.on(last);
                let first = until.plus_days(1);
                let first = self.on(first);
                if self.act_date_before(first) {
                    self.explain(source, || Calculation::NotClaimedYet { invoice: place, until });
                    return None;
                }
                first.max(default_from)
            }
        };
        Some(if form.claims.back_to_due_date { self.after_due(due_on) } else { first })
    }

    /// The first day after the due date.
    pub(super) fn after_due(&mut self, due_on: Date) -> Date {
        let next = due_on.plus_days(1);
        self.on(next)
    }

    /// Whether mandatory law bounds what steps against late payment cost the customer (L6).
    pub(super) fn caps_steps(&self) -> bool {
        self.facts.is_consumer() && self.rule_applies(LawRule::L6)
    }

    /// What collecting costs by the terms and by the scale; a consumer owes no more than the law allows (L6).
    pub(super) fn within_law(&mut self, steps: Cents, by_scale: Cents, most: impl FnOnce(&mut Self) -> Cents) -> Cents {
        let written = steps.plus(by_scale);
        if steps == Cents::ZERO || !self.caps_steps() {
            return written;
        }
        let most = most(self);
        if written <= most {
            return written;
        }
        let rule = Source::Law(LawRule::L6);
        self.find(FindingCode::LawOverridesTerms, &[rule]);
        self.explain(rule, || Calculation::CostsAboveLaw { written, most });
        most
    }

    /// The right to cancel that default gives, and the last day to pay, where the terms give them.
    pub(super) fn consequences(
        &mut self,
        form: &PaymentDefault,
        arrears: &Arrears,
        source: Source,
        decision: &mut Decision,
    ) {
        let unpaid = |(place, state): &(u32, &InvoiceArrears)| {
            let counts = match form.cancellation {
                RightToCancel::Never => false,
                RightToCancel::DepositUnpaid => self.facts.so_of_entry(&payment_review::IS_DEPOSIT, *place as usize),
                RightToCancel::OnDefault => true,
            };
            counts && state.default_from.is_some()
        };
        if let Some((place, _)) = (0u32..).zip(&arrears.by_invoice).find(unpaid) {
            decision.verdict = Verdict::Discretionary;
            decision.decided_by = Some(DecidedBy::Provider);
            decision.provider_may_cancel = true;
            self.explain(source, || Calculation::ProviderMayCancel { invoice: place });
        }
        let first = arrears.by_invoice.iter().filter_map(|state| state.pay_by).min();
        if let Some(day) = first.filter(|_| form.payment_deadline) {
            decision.deadlines.push(self.day_deadline(DeadlineKind::Payment, day, smallvec![source]));
        }
    }
}
