//! What every question shares while it is answered: the facts, the act, and what is collected on the way.

use super::horizon::Horizon;
use super::office_hours::Counted;
use super::{Asked, Detail, EvaluateError};
use crate::calendar::{Date, Instant};
use crate::decision::{Assumption, Calculation, Finding, FindingCode, Source, Step};
use crate::facts::{Agreement, Event, Problem, Violation};
use crate::law::Law;
use crate::money::Cents;
use crate::policy::building_blocks::{Anchor, Condition, Conditions};
use crate::policy::forms::Form;
use crate::policy::{Clause, Policy};
use crate::vocabulary::{Basis, BreachKind, Cause, Party, ProductType, Question};
use smallvec::SmallVec;

pub(super) struct Context<'a> {
    pub(super) policy: &'a Policy,
    pub(super) law: &'a Law,
    pub(super) agreement: &'a Agreement,
    pub(super) event: &'a Event,
    pub(super) basis: Basis,
    /// The only clause on the question to read, to see what it says alone.
    pub(super) only: Option<u16>,
    /// The instant that the act counts as.
    pub(super) act: Option<Instant>,
    act_date: Option<Date>,
    detail: Detail,
    /// Until when the comparisons made so far come out the same.
    pub(super) horizon: Horizon,
    missing: Vec<Violation>,
    pub(super) steps: Vec<Step>,
    pub(super) assumptions: Vec<Assumption>,
    pub(super) findings: Vec<Finding>,
}

/// The clauses that apply to a question: seldom more than a handful.
pub(super) type Clauses<'a> = SmallVec<[(u16, &'a Clause); 4]>;

impl<'a> Context<'a> {
    pub(super) fn new(asked: Asked<'a>, event: &'a Event, detail: Detail) -> Context<'a> {
        Context {
            policy: asked.policy,
            law: asked.law,
            agreement: asked.agreement,
            event,
            basis: asked.basis,
            only: None,
            act: event.act(),
            act_date: None,
            detail,
            horizon: Horizon::default(),
            missing: Vec::new(),
            // Most explanations are short; one allocation serves them.
            steps: if detail == Detail::Full { Vec::with_capacity(8) } else { Vec::new() },
            assumptions: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// Whether mandatory law applies at all.
    pub(super) fn law_applies(&self) -> bool {
        self.basis == Basis::TermsAndLaw
    }

    /// Whether L1 to L5 apply: a consumer's contract concluded at a distance.
    pub(super) fn distance_law_applies(&self) -> bool {
        self.law_applies() && self.agreement.is_consumer() && !self.agreement.withdrawal.concluded_on_premises
    }

    // What is collected.

    /// Whether the reasoning is wanted.
    pub(super) fn explains(&self) -> bool {
        self.detail == Detail::Full
    }

    pub(super) fn explain(&mut self, source: Source, calculation: impl FnOnce() -> Calculation) {
        if self.explains() {
            self.steps.push(Step { source, calculation: calculation() });
        }
    }

    pub(super) fn assume(&mut self, assumption: Assumption) {
        if !self.assumptions.contains(&assumption) {
            self.assumptions.push(assumption);
        }
    }

    pub(super) fn find(&mut self, code: FindingCode, sources: &[Source]) {
        match self.findings.iter_mut().find(|f| f.code == code) {
            Some(finding) => finding
                .sources
                .extend(sources.iter().filter(|s| !finding.sources.contains(s)).copied().collect::<Vec<_>>()),
            None => self.findings.push(Finding { code, sources: sources.into() }),
        }
    }

    /// Reports that a clause reads a fact that was not given, and goes on with a stand-in so that all are reported.
    pub(super) fn missing(&mut self, field: &str) {
        self.violation(field, Problem::MissingForClause);
    }

    /// Reports what is wrong with a fact, once.
    pub(super) fn violation(&mut self, field: &str, problem: Problem) {
        let violation = Violation { field: field.to_owned(), problem };
        if !self.missing.contains(&violation) {
            self.missing.push(violation);
        }
    }

    /// Reports that a fact leads to an amount beyond the 64 bits in which the contract writes amounts.
    pub(super) fn too_large(&mut self, field: &str) {
        self.violation(field, Problem::LeadsToLargeAmount);
    }

    /// Whether anything was reported so far.
    pub(super) fn is_at_fault(&self) -> bool {
        !self.missing.is_empty()
    }

    pub(super) fn finish(&mut self) -> Result<(), EvaluateError> {
        if self.missing.is_empty() { Ok(()) } else { Err(EvaluateError::Facts(std::mem::take(&mut self.missing))) }
    }

    // Time.

    /// The act counts as given at an instant, which falls on a civil date.
    pub(super) fn deem(&mut self, effective: Instant, date: Date, counted: Counted) {
        self.horizon.counted = Some(counted);
        self.act = Some(effective);
        self.act_date = Some(date);
    }

    /// The instant that a customer's notice counts as: of questions where callers look for it, and wherever office hours moved
    /// it.
    pub(super) fn counts_as_given_at(&self) -> Option<Instant> {
        let looked_for =
            matches!(self.event, Event::Cancellation { .. } | Event::Withdrawal { .. } | Event::Rescheduling { .. });
        self.act.filter(|act| looked_for || self.event.act() != Some(*act))
    }

    /// Reads something as if the act had been at another instant, without binding the step to it.
    pub(super) fn as_if_at<T>(&mut self, at: Instant, read: impl FnOnce(&mut Self) -> T) -> T {
        let (act, act_date) = (self.act.replace(at), self.act_date.take());
        let horizon = self.horizon;
        let result = read(self);
        (self.act, self.act_date) = (act, act_date);
        self.horizon = horizon;
        result
    }

    /// The civil date of the act (T1).
    pub(super) fn act_date(&mut self) -> Date {
        if let Some(date) = self.act_date {
            return date;
        }
        let date = self.date_of(self.act.unwrap_or(self.agreement.concluded_at));
        self.act_date = Some(date);
        date
    }

    pub(super) fn date_of(&self, at: Instant) -> Date {
        self.policy.zone.date_of(at)
    }

    /// The first instant of a civil day.
    pub(super) fn start_of(&mut self, date: Date) -> Instant {
        self.policy.zone.start_of(date).unwrap_or_else(|| self.out_of_calendar())
    }

    /// A date that arithmetic produced, or a report that it lies outside the calendar.
    pub(super) fn on(&mut self, date: Option<Date>) -> Date {
        match date {
            Some(date) => date,
            None => {
                self.out_of_calendar();
                self.date_of(self.agreement.concluded_at)
            }
        }
    }

    /// An instant that arithmetic produced, or a report that it lies outside the calendar.
    pub(super) fn at(&mut self, at: Option<Instant>) -> Instant {
        at.unwrap_or_else(|| self.out_of_calendar())
    }

    #[cold]
    fn out_of_calendar(&mut self) -> Instant {
        self.violation("agreement", Problem::OutOfCalendar);
        self.agreement.concluded_at
    }

    /// Whether the act lies before an instant.
    pub(super) fn act_before(&mut self, bound: Instant) -> bool {
        let before = self.act.is_some_and(|act| act < bound);
        if before {
            self.horizon.note(bound);
        }
        before
    }

    /// Whether the civil date of the act lies before a day.
    pub(super) fn act_date_before(&mut self, day: Date) -> bool {
        let before = self.act_date() < day;
        if before {
            self.horizon.note_day(day);
        }
        before
    }

    /// Bounds the step to the civil date of the act.
    pub(super) fn act_date_before_next_day(&mut self, date: Date) {
        if let Some(next) = date.plus_days(1) {
            self.horizon.note_day(next);
        }
    }

    /// The instant of an anchor; `None` where it is not known.
    pub(super) fn anchor(&self, anchor: Anchor) -> Option<Instant> {
        let a = self.agreement;
        match (anchor, self.event) {
            (Anchor::ConcludedAt, _) => Some(a.concluded_at),
            (Anchor::StartsAt, _) => a.starts_at,
            (Anchor::EndsAt, _) => a.ends_at,
            (
                Anchor::SessionStartsAt,
                Event::NoShow { session_starts_at } | Event::Rescheduling { session_starts_at, .. },
            ) => session_starts_at.or(a.starts_at),
            (Anchor::SessionStartsAt, _) => a.starts_at,
            (Anchor::Act, _) => self.act,
            (Anchor::DiscoveredAt, Event::Complaint(e)) => e.discovered_at,
            (Anchor::DiscoveredAt, Event::DataBreach { discovered_at }) => Some(*discovered_at),
            (Anchor::ArisenAt, Event::Complaint(e)) => e.arisen_at,
            (Anchor::DeliveredAt, Event::Complaint(e)) => e.delivered_at,
            (Anchor::FiledAt, Event::Complaint(e)) => e.filed_at,
            (Anchor::MadeAt, Event::Offer { made_at, .. }) => Some(*made_at),
            (Anchor::AcceptedAt, Event::Offer { accepted_at, .. }) => *accepted_at,
            (Anchor::AsOf, Event::Offer { as_of, .. }) => *as_of,
            (Anchor::AsOf, Event::ForceMajeure { as_of, .. }) => Some(*as_of),
            (Anchor::KnownAt, Event::ProviderChange(e)) => Some(e.known_at),
            (Anchor::NotifiedAt, Event::ProviderChange(e)) => e.notified_at,
            (Anchor::RejectedAt, Event::ProviderChange(e)) => e.rejected_at,
            (Anchor::AnnouncedAt, Event::TermsChange { announced_at, .. }) => Some(*announced_at),
            (Anchor::AnnouncedAt, Event::PriceIncrease(e)) => Some(e.announced_at),
            (Anchor::AnnouncedAt, Event::ProviderCancellation(e)) => Some(e.announced_at),
            (Anchor::EffectiveAt, Event::TermsChange { effective_at, .. }) => Some(*effective_at),
            (Anchor::EffectiveAt, Event::PriceIncrease(e)) => Some(e.effective_at),
            _ => None,
        }
    }

    /// The instant of an anchor that a clause cannot do without.
    pub(super) fn required(&mut self, anchor: Anchor) -> Instant {
        match self.anchor(anchor) {
            Some(at) => at,
            None => {
                self.missing(&self.field_of(anchor));
                self.agreement.concluded_at
            }
        }
    }

    /// The field path of an anchor.
    pub(super) fn field_of(&self, anchor: Anchor) -> String {
        match anchor {
            Anchor::ConcludedAt | Anchor::StartsAt | Anchor::EndsAt => format!("agreement.{anchor}"),
            Anchor::SessionStartsAt => "agreement.starts_at".to_owned(),
            _ => format!("{}.{anchor}", self.event.question()),
        }
    }

    /// The field path of the act.
    pub(super) fn act_field(&self) -> String {
        let question = self.event.question();
        let field = match self.event {
            Event::Breach { .. } => "occurred_at",
            Event::NoShow { .. } => "session_starts_at",
            _ => "as_of",
        };
        format!("{question}.{field}")
    }

    // Conditions and clauses.

    /// Whether a fact is so.
    pub(super) fn holds(&mut self, condition: Condition) -> bool {
        let a = self.agreement;
        let w = &a.withdrawal;
        match (condition, self.event) {
            (Condition::PaysInInstalments, _) => a.pays_in_instalments,
            (Condition::Begun, _) => self.begun(),
            (Condition::Started, _) => {
                let starts = self.required(Anchor::StartsAt);
                !self.act_before(starts)
            }
            (Condition::FullyPerformed, _) => a.performance.fully_performed,
            (Condition::ExpressRequest, _) => w.express_request_to_start,
            (Condition::Acknowledged, _) => w.acknowledged_loss_of_right,
            (Condition::MadeToOrder, _) => w.made_to_order,
            (Condition::AlternativeDateOffered, Event::Rescheduling { alternative_date_offered, .. }) => {
                *alternative_date_offered
            }
            (Condition::SubstituteQualifies, Event::Substitution { substitute_qualifies, .. }) => *substitute_qualifies,
            (Condition::ReplacementOffered, Event::ProviderCancellation(e)) => e.replacement_offered,
            (Condition::CanAttendReplacement, Event::ProviderCancellation(e)) => e.customer_can_attend_replacement,
            (Condition::CauseCustomer, Event::ProviderCancellation(e)) => e.cause == Cause::Customer,
            (Condition::CauseProvider, Event::ProviderCancellation(e)) => e.cause == Cause::Provider,
            (Condition::CauseNeither, Event::ProviderCancellation(e)) => e.cause == Cause::Neither,
            (Condition::ByProvider, Event::Termination(e)) => e.by == Party::Provider,
            (Condition::ByCustomer, Event::Termination(e)) => e.by == Party::Customer,
            (Condition::ForCause, Event::Termination(e)) => e.for_cause,
            (Condition::NonPayment, Event::Termination(e)) => e.non_payment,
            (Condition::ProviderForCause, Event::Termination(e)) => e.for_cause && e.by == Party::Provider,
            (Condition::Indexation, Event::PriceIncrease(e)) => e.indexation,
            (Condition::LegalObligation, Event::PriceIncrease(e)) => e.legal_obligation,
            (Condition::Essential, Event::ProviderChange(e)) => e.essential,
            (Condition::LocationOnly, Event::ProviderChange(e)) => e.location_only,
            (Condition::VisibleOnDelivery, Event::Complaint(e)) => e.visible_on_delivery,
            (Condition::AboutConclusion, Event::Complaint(e)) => e.about_conclusion,
            (Condition::Accepted, Event::Offer { accepted_at, .. }) => accepted_at.is_some(),
            (Condition::Insured, _) => a.insurance.is_some(),
            (Condition::InsurancePays, _) => a.insurance.is_some_and(|i| i.payout > Cents::ZERO),
            (Condition::Subscription, _) => a.product == ProductType::Subscription,
            (Condition::IntellectualProperty, Event::Breach { kind, .. }) => *kind == BreachKind::IntellectualProperty,
            (Condition::MoralRights, Event::Breach { kind, .. }) => *kind == BreachKind::MoralRights,
            (Condition::Confidentiality, Event::Breach { kind, .. }) => *kind == BreachKind::Confidentiality,
            (Condition::NonSolicitation, Event::Breach { kind, .. }) => *kind == BreachKind::NonSolicitation,
            _ => false,
        }
    }

    /// Whether performance began no later than the act; without a date, units delivered or full performance say so.
    pub(super) fn begun(&mut self) -> bool {
        let p = &self.agreement.performance;
        match p.started_at {
            Some(started) => !self.act_before(started),
            None if p.delivered_units > 0 || p.fully_performed => {
                self.assume(Assumption::BegunByDelivery);
                true
            }
            None => false,
        }
    }

    pub(super) fn all_hold(&mut self, conditions: &Conditions) -> bool {
        conditions.is_empty() || self.each_holds(conditions)
    }

    fn each_holds(&mut self, conditions: &Conditions) -> bool {
        conditions.when.iter().all(|&c| self.holds(c)) && !conditions.unless.iter().any(|&c| self.holds(c))
    }

    pub(super) fn applies(&mut self, clause: &Clause) -> bool {
        clause.customers.contains(self.agreement.customer)
            && clause.products.contains(self.agreement.product)
            && self.all_hold(&clause.conditions)
    }

    /// The clauses on a question that apply, without those that another applying clause displaces.
    pub(super) fn applying(&mut self, question: Question) -> Clauses<'a> {
        let policy = self.policy;
        let (mut clauses, mut overriding) = (Clauses::new(), false);
        for (place, clause) in policy.clauses_on(question) {
            if self.applies(clause) {
                overriding |= !clause.overrides.is_empty();
                clauses.push((place, clause));
            }
        }
        if overriding {
            let displaced: Vec<u16> = clauses.iter().flat_map(|(_, c)| c.overrides.iter().copied()).collect();
            clauses.retain(|(place, _)| !displaced.contains(place));
        }
        if let Some(only) = self.only {
            // With what comes on top of it, and what says when a notice counts.
            let beside =
                |clause: &Clause| clause.on_top_of.contains(&only) || matches!(clause.form, Form::OfficeHours(_));
            clauses.retain(|(place, clause)| *place == only || beside(clause));
        }
        clauses
    }
}
