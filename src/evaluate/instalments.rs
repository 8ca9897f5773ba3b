//! Payment in instalments, and when what is invoiced is due.

use super::context::Context;
use crate::calendar::{Date, Period};
use crate::decision::{Calculation, Decision, Instalment, Source};
use crate::policy::building_blocks::DayRule;
use crate::policy::forms::Form;
use crate::policy::payment::Instalments;
use crate::vocabulary::{Question, Verdict};

impl Context<'_> {
    /// The instalments beside what the outcomes of other clauses say.
    pub(super) fn payment_plan(&mut self, decision: &mut Decision) {
        self.outcome_question(Question::PaymentPlan, decision);
        if decision.verdict == Verdict::Refused {
            return;
        }
        for (place, clause) in self.applying(Question::PaymentPlan) {
            if let Form::Instalments(form) = &clause.form {
                decision.instalments = self.instalments(form, Source::Clause(place));
            }
        }
    }

    fn instalments(&mut self, form: &Instalments, source: Source) -> Vec<Instalment> {
        let concluded = self.date_of(self.facts.concluded_at());
        let amounts = form.amounts(self.facts.price());
        let mut instalments = Vec::with_capacity(amounts.len());
        for ((number, part), amount) in (1u32..).zip(&form.parts).zip(amounts) {
            let invoice_on = self.day(part.invoiced).max(concluded);
            let due_on = self.due_day(invoice_on, part.due_within, part.due_by);
            let instalment = Instalment { number, amount, invoice_on, at_the_latest: part.at_the_latest, due_on };
            self.explain(source, || Calculation::Instalment(instalment));
            instalments.push(instalment);
        }
        instalments
    }

    /// When something is due that is invoiced on a day: within a period of it and by another day, whichever is earlier,
    /// but never before it is invoiced.
    pub(super) fn due_day(&mut self, invoiced: Date, within: Option<Period>, by: Option<DayRule>) -> Option<Date> {
        let within = within.map(|period| self.on(period.after(invoiced, self.policy.holidays)));
        let by = by.map(|by| self.day(by));
        let earlier = within.into_iter().chain(by).min()?;
        Some(earlier.max(invoiced))
    }
}
