//! Events: one draw for each question.

use super::Draw;
use super::amounts::bounded;
use crate::calendar::Instant;
use crate::facts::{
    Agreement, Complaint, DamageClaim, Event, Invoice, OpenInvoice, PaymentAllocation, PaymentReview, PriceIncrease,
    ProviderCancellation, ProviderChange, Termination,
};
use crate::money::{Cents, Percent};
use crate::policy::building_blocks::{Anchor, Condition};
use crate::policy::forms::Form;
use crate::vocabulary::{BreachKind, Cause, DamageKind, Party, Question};

impl Draw<'_, '_> {
    /// An event of a question about an agreement.
    pub(super) fn event(&mut self, question: Question, a: &Agreement) -> Event {
        let concluded = Some(a.concluded_at);
        match question {
            Question::Cancellation => {
                let cancelled_count = self.cancelled(a);
                Event::Cancellation { received_at: self.act(a, concluded), cancelled_count }
            }
            Question::NoShow => Event::NoShow { session_starts_at: self.session(a) },
            Question::Withdrawal => {
                let devaluation = if self.choices.percent(50) { Some(self.amount_near(a.price)) } else { None };
                let declared_at = self.act(a, concluded);
                let hours = self.choices.between(0, 24 * 7);
                let under_way = if self.choices.percent(40) { declared_at.plus_hours(hours) } else { None };
                let received_at = under_way.filter(|at| Event::plain(question, declared_at).act_may_be(*at));
                Event::Withdrawal { declared_at, received_at, goods_devaluation: devaluation }
            }
            Question::Rescheduling => {
                let session_starts_at = self.session(a);
                let alternative_date_offered = self.said(Condition::AlternativeDateOffered);
                let starts = if self.counts_from_session() { session_starts_at.or(a.starts_at) } else { a.starts_at };
                let requested_at = self.act_before(starts, concluded);
                Event::Rescheduling { requested_at, alternative_date_offered, session_starts_at }
            }
            Question::Substitution => {
                let substitute_qualifies = self.perhaps(75);
                Event::Substitution { requested_at: self.act(a, concluded), substitute_qualifies }
            }
            Question::BookingChange => {
                let cancelled_count = self.cancelled(a);
                Event::BookingChange { requested_at: self.act(a, concluded), cancelled_count }
            }
            Question::ProviderCancellation => self.provider_cancellation(a),
            Question::ProviderChange => self.provider_change(a),
            Question::PaymentReview => self.payment_review(a),
            Question::PaymentPlan => Event::PaymentPlan,
            Question::PaymentAllocation => self.payment_allocation(a),
            Question::Termination => self.termination(a),
            Question::PriceIncrease => self.price_increase(a),
            Question::TermsChange => {
                let effective = self.near_anything(None);
                let announced_at = self.instant(effective, None).min(effective);
                let performance_changes = self.perhaps(50);
                Event::TermsChange { announced_at, effective_at: effective, performance_changes }
            }
            Question::Complaint => self.complaint(a),
            Question::DamageClaim => self.damage_claim(a),
            Question::Breach => self.breach(),
            Question::ForceMajeure => {
                let began_at = self.near_anything(None);
                let as_of = self.instant(began_at, Some(began_at));
                Event::ForceMajeure { began_at, as_of, permanent: self.perhaps(50) }
            }
            Question::Offer => self.offer(a),
            Question::DataBreach => Event::DataBreach { discovered_at: self.near_anything(None) },
        }
    }

    /// How many of the people no longer come, where that is stated.
    fn cancelled(&mut self, a: &Agreement) -> Option<u32> {
        let all = i64::from(a.participants.unwrap_or(1));
        self.choices.percent(50).then(|| u32::try_from(self.choices.between(1, all)).unwrap_or(1))
    }

    /// The act of the customer: in a row of the tiers aimed at, near the start, or near anything else that is known.
    fn act(&mut self, a: &Agreement, earliest: Option<Instant>) -> Instant {
        self.act_before(a.starts_at, earliest)
    }

    fn act_before(&mut self, starts: Option<Instant>, earliest: Option<Instant>) -> Instant {
        match starts {
            Some(starts) if self.choices.percent(30) => self.in_a_row(starts, earliest),
            Some(starts) if self.choices.percent(50) => self.instant(starts, earliest),
            _ => self.near_anything(earliest),
        }
    }

    /// Whether the tiers aimed at count back from the session.
    fn counts_from_session(&self) -> bool {
        self.aim.is_some_and(
            |(_, clause)| matches!(&clause.form, Form::Tiers(tiers) if tiers.before == Anchor::SessionStartsAt),
        )
    }

    fn session(&mut self, a: &Agreement) -> Option<Instant> {
        let begins = a.starts_at.unwrap_or(a.concluded_at);
        self.choices.percent(40).then(|| self.instant(begins, None))
    }

    fn provider_cancellation(&mut self, a: &Agreement) -> Event {
        let announced_at = self.act(a, None);
        let cause = match self.choices.pick_or(Cause::ALL, Cause::Provider) {
            _ if self.flag(Condition::CauseCustomer) => Cause::Customer,
            cause => cause,
        };
        let replacement_offered = self.said(Condition::ReplacementOffered);
        let customer_can_attend_replacement = self.said(Condition::CanAttendReplacement);
        Event::ProviderCancellation(ProviderCancellation {
            announced_at,
            cause,
            replacement_offered,
            customer_can_attend_replacement,
        })
    }

    fn provider_change(&mut self, a: &Agreement) -> Event {
        let known_at = self.act(a, None);
        let notified_at = self.choices.percent(80).then(|| self.instant(known_at, Some(known_at)));
        let rejected_at = match notified_at {
            Some(notified) if self.choices.percent(60) => Some(self.instant(notified, Some(notified))),
            _ => None,
        };
        Event::ProviderChange(ProviderChange {
            known_at,
            notified_at,
            rejected_at,
            essential: self.perhaps(50),
            more_than_minor_disadvantage: self.perhaps(40),
            location_only: self.said(Condition::LocationOnly),
        })
    }

    fn payment_review(&mut self, a: &Agreement) -> Event {
        let count = self.choices.below(u64::from(self.settings.entries)) + 1;
        let mut invoices = Vec::new();
        for number in 1..=count {
            let id = format!("invoice-{number}");
            invoices.push(self.invoice(id, a));
        }
        let as_of = self.near_anything(None);
        let actual_collection_costs = if self.choices.percent(50) { Some(self.amount_near(a.price)) } else { None };
        let collection_costs_vat_percent =
            if self.choices.percent(20) { Some(self.choices.pick_or(&[0, 1, 9, 21, 100], 21)) } else { None };
        Event::PaymentReview(PaymentReview { as_of, actual_collection_costs, collection_costs_vat_percent, invoices })
    }

    fn invoice(&mut self, id: String, a: &Agreement) -> Invoice {
        let near = self.act(a, None);
        let issued_on = self.date_within_limits(near);
        let due_on = self.choices.percent(80).then(|| self.date_near(issued_on));
        let due = due_on.unwrap_or(issued_on);
        let reminder_received_on = self.choices.percent(70).then(|| self.date_near(due));
        let noticed = reminder_received_on.unwrap_or(due);
        let collection_notice_received_on = self.choices.percent(70).then(|| self.date_near(noticed));
        let open = self.amount_near(a.price);
        let noticed = collection_notice_received_on.is_some();
        let collection_notice_defective = if noticed { self.perhaps(20) } else { None };
        let paid_since = noticed && self.choices.percent(20);
        let open_at_notice_end = if paid_since { Some(self.amount_near(a.price).max(open)) } else { None };
        let is_deposit = self.perhaps(20);
        let mut collection_steps_on = Vec::new();
        let mut last = due;
        for _ in 0..self.choices.below(5) {
            last = self.date_near(last);
            collection_steps_on.push(last);
        }
        Invoice {
            id,
            issued_on,
            due_on,
            open,
            is_deposit,
            reminder_received_on,
            collection_notice_received_on,
            collection_notice_defective,
            open_at_notice_end,
            collection_steps_on,
        }
    }

    fn payment_allocation(&mut self, a: &Agreement) -> Event {
        let count = self.choices.below(u64::from(self.settings.entries)) + 1;
        let mut invoices = Vec::new();
        for number in 1..=count {
            let near = self.near_anything(None);
            // Equal due dates keep the order of the request.
            let repeated = invoices.last().map(|last: &OpenInvoice| last.due_on).filter(|_| self.choices.percent(30));
            let due_on = repeated.unwrap_or_else(|| self.date_within_limits(near));
            invoices.push(OpenInvoice { id: format!("invoice-{number}"), due_on, open: self.amount_near(a.price) });
        }
        let (open_costs, open_interest) = (self.amount_near(Cents::new(4_000)), self.amount_near(Cents::new(1_234)));
        let open = invoices.iter().map(|i| i.open).sum::<Cents>().plus(open_costs).plus(open_interest);
        let amount = bounded(i128::from(self.amount_near(open).get()));
        Event::PaymentAllocation(PaymentAllocation {
            amount,
            open_costs: Some(open_costs),
            open_interest: Some(open_interest),
            invoices,
        })
    }

    fn termination(&mut self, a: &Agreement) -> Event {
        let provider = self.flag(Condition::ByProvider) || self.flag(Condition::ProviderForCause);
        let by = if provider { Party::Provider } else { Party::Customer };
        let for_cause = self.flag(Condition::ForCause) || self.flag(Condition::ProviderForCause);
        let non_payment = for_cause && self.flag(Condition::NonPayment);
        let (for_cause, non_payment) = (self.stated(for_cause), self.stated(non_payment));
        Event::Termination(Termination { notice_at: self.act(a, Some(a.concluded_at)), by, for_cause, non_payment })
    }

    fn price_increase(&mut self, a: &Agreement) -> Event {
        let effective_at = self.near_anything(None);
        let announced_at = self.instant(effective_at, None).min(effective_at);
        let previous_increase_at = self.choices.percent(50).then(|| self.instant(effective_at, None));
        let current_price = self.choices.percent(50).then(|| self.amount_near(a.price));
        // The new price must be above the current one, which must leave room for it.
        let room = Cents::MAX.minus(Cents::new(1));
        let current_price = current_price.map(|price| price.min(room)).or((a.price > room).then_some(room));
        let current = current_price.unwrap_or(a.price);
        let percentages = &self.edges.all().percentages;
        let percent = self.choices.pick_or(percentages, Percent::whole(10));
        let measured = if self.choices.percent(30) { a.price } else { current };
        let increased = i128::from(measured.get()) + i128::from(percent.of(measured).get());
        let new_price = match self.choices.below(3) {
            0 => bounded(increased + i128::from(self.choices.between(-1, 1))),
            1 => bounded(i128::from(current.get()) + 1),
            _ => self.amount_near(current),
        };
        Event::PriceIncrease(PriceIncrease {
            announced_at,
            effective_at,
            new_price: new_price.max(current.plus(Cents::new(1))),
            current_price,
            previous_increase_at,
            indexation: self.said(Condition::Indexation),
            legal_obligation: self.said(Condition::LegalObligation),
        })
    }

    fn complaint(&mut self, a: &Agreement) -> Event {
        let arisen = self.act(a, None);
        let arisen_at = self.given().then_some(arisen);
        let delivered_at = self.given().then(|| self.instant(arisen, None));
        let discovered = self.instant(arisen, None);
        let discovered_at = self.given().then_some(discovered);
        let filed_at = self.choices.percent(75).then(|| {
            let near = self.choices.pick_or(&[discovered, arisen], discovered);
            let near = if self.choices.percent(30) { delivered_at.unwrap_or(near) } else { near };
            self.instant(near, Some(discovered))
        });
        let invoiced_at = self.given().then(|| self.instant(arisen, None));
        Event::Complaint(Complaint {
            invoiced_at,
            discovered_at,
            arisen_at,
            delivered_at,
            filed_at,
            visible_on_delivery: self.said(Condition::VisibleOnDelivery),
            about_conclusion: self.said(Condition::AboutConclusion),
        })
    }

    fn damage_claim(&mut self, a: &Agreement) -> Event {
        let occurred_at = self.near_anything(None);
        let reported_at = self.instant(occurred_at, Some(occurred_at));
        let paid = a.paid().min(Cents::MAX);
        let near = self.choices.pick_or(&[a.price, paid, paid.times(3).min(Cents::MAX)], a.price);
        Event::DamageClaim(DamageClaim {
            occurred_at,
            reported_at,
            damage: self.amount_near(near),
            kind: self.choices.pick_or(DamageKind::ALL, DamageKind::Direct),
            intent_or_recklessness: self.perhaps(25),
            awarded_this_year: self.choices.percent(50).then(|| self.amount_near(Cents::new(100_000))),
        })
    }

    fn breach(&mut self) -> Event {
        let conditions = [
            (Condition::IntellectualProperty, BreachKind::IntellectualProperty),
            (Condition::MoralRights, BreachKind::MoralRights),
            (Condition::Confidentiality, BreachKind::Confidentiality),
            (Condition::NonSolicitation, BreachKind::NonSolicitation),
        ];
        let wanted = conditions.iter().find(|(condition, _)| self.wants(*condition)).map(|(_, kind)| *kind);
        let any = self.choices.pick_or(BreachKind::ALL, BreachKind::IntellectualProperty);
        let count =
            if self.choices.percent(3) { self.choices.between(1, 1_000_000_000) } else { self.choices.between(1, 9) };
        let monthly_salary = self.given().then(|| self.price());
        let occurred_at = self.given().then(|| self.near_anything(None));
        let count = u32::try_from(count).ok();
        Event::Breach { kind: wanted.unwrap_or(any), count, monthly_salary, occurred_at }
    }

    /// Whether the clause at hand wants a fact to be so.
    fn wants(&mut self, condition: Condition) -> bool {
        self.aim.is_some_and(|(_, clause)| clause.conditions.when.contains(&condition)) && self.choices.percent(80)
    }

    fn offer(&mut self, a: &Agreement) -> Event {
        let made_at = self.near_anything(None).min(a.concluded_at);
        let accepted_at = self.choices.percent(75).then(|| self.instant(made_at, Some(made_at)));
        let near = accepted_at.unwrap_or(made_at);
        let as_of = self.choices.percent(75).then(|| self.instant(near, Some(made_at)));
        Event::Offer { made_at, accepted_at, as_of }
    }
}
