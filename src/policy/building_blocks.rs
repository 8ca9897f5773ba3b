//! What clause forms are made of: anchors in time, conditions, bounds, charges and deadlines.

pub use super::amount::{Amount, Base, Counted, Counter, Share, StatedAmount};
pub use super::bounds::{Bound, DayCondition, DayKind, Edge, Mark, Since, TierBounds};
use super::declared::DeclaredTest;
use crate::calendar::{Date, Holidays, TimeOfDay};
pub use crate::calendar::{Period, Unit};
use crate::facts::FactId;
use crate::law::LossFact;
use crate::vocabulary::{ChargeKind, DeadlineKind, words};

/// A place in a policy file, by byte offsets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

words! {
    /// An instant that a clause counts from. The names are those of the contract's fields.
    Anchor, or declared as FactId {
        /// The conclusion of the contract.
        ConcludedAt = "concluded_at",
        /// The start of the performance.
        StartsAt = "starts_at",
        /// The end of the performance.
        EndsAt = "ends_at",
        /// The start of the session; without it, of the performance.
        SessionStartsAt = "session_starts_at",
        /// The act that the question is about: the notice, the declaration, the request.
        Act = "act",
        /// When the ground of a complaint or a breach was discovered.
        DiscoveredAt = "discovered_at",
        /// When the ground of a complaint arose.
        ArisenAt = "arisen_at",
        /// When delivery took place.
        DeliveredAt = "delivered_at",
        /// When the complaint was filed.
        FiledAt = "filed_at",
        /// The date of the invoice that a complaint is about.
        InvoicedAt = "invoiced_at",
        /// When the offer was made.
        MadeAt = "made_at",
        /// When the offer was accepted.
        AcceptedAt = "accepted_at",
        /// The moment as of which to look.
        AsOf = "as_of",
        /// When the provider knew of a change.
        KnownAt = "known_at",
        /// When the customer was told of a change.
        NotifiedAt = "notified_at",
        /// When the customer rejected a change.
        RejectedAt = "rejected_at",
        /// When it was announced.
        AnnouncedAt = "announced_at",
        /// When it takes effect.
        EffectiveAt = "effective_at",
    }
}

words! {
    /// A fact that is so or not: the whole vocabulary of conditions.
    Condition, or declared as DeclaredTest {
        /// Instalments were agreed.
        PaysInInstalments = "pays_in_instalments",
        /// Performance began no later than the act.
        Begun = "begun",
        /// The performance was to start no later than the act.
        Started = "started",
        /// Everything was performed.
        FullyPerformed = "fully_performed",
        /// The customer asked expressly that performance start.
        ExpressRequest = "express_request_to_start",
        /// The customer acknowledged that the right to withdraw is lost.
        Acknowledged = "acknowledged_loss_of_right",
        /// Made to the customer's specification.
        MadeToOrder = "made_to_order",
        /// Another date is offered.
        AlternativeDateOffered = "alternative_date_offered",
        /// The substitute meets the requirements.
        SubstituteQualifies = "substitute_qualifies",
        /// Another date was offered instead.
        ReplacementOffered = "replacement_offered",
        /// The customer can come then.
        CanAttendReplacement = "customer_can_attend_replacement",
        /// The provider ends the agreement.
        ByProvider = "by_provider",
        /// The customer ends the agreement.
        ByCustomer = "by_customer",
        /// For cause.
        ForCause = "for_cause",
        /// For non-payment.
        NonPayment = "non_payment",
        /// The provider ends the agreement for cause.
        ProviderForCause = "provider_for_cause",
        /// The cause is the customer's.
        CauseCustomer = "cause_customer",
        /// The cause is the provider's.
        CauseProvider = "cause_provider",
        /// The cause is nobody's.
        CauseNeither = "cause_neither",
        /// The increase is an indexation.
        Indexation = "indexation",
        /// The law obliges the provider.
        LegalObligation = "legal_obligation",
        /// The change touches an essential point.
        Essential = "essential",
        /// Only the place changes.
        LocationOnly = "location_only",
        /// The defect was visible on delivery.
        VisibleOnDelivery = "visible_on_delivery",
        /// The complaint is about how the agreement was concluded.
        AboutConclusion = "about_conclusion",
        /// The complaint is about an invoice.
        AboutInvoice = "about_invoice",
        /// The offer was accepted.
        Accepted = "accepted",
        /// The provider is insured.
        Insured = "insured",
        /// The insurer pays more than nothing.
        InsurancePays = "insurance_pays",
        /// The agreement is of a kind that runs on.
        Subscription = "subscription",
        /// Intellectual property was infringed.
        IntellectualProperty = "intellectual_property",
        /// Moral rights were infringed.
        MoralRights = "moral_rights",
        /// Confidentiality was breached.
        Confidentiality = "confidentiality",
        /// Staff was hired.
        NonSolicitation = "non_solicitation",
    }
}

/// Facts that must be so, facts that must not, and on what day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions {
    /// All of these.
    pub when: Vec<Condition>,
    /// None of these.
    pub unless: Vec<Condition>,
    /// What the day of an anchor must be.
    pub day: Option<DayCondition>,
}

impl From<LossFact> for Condition {
    fn from(fact: LossFact) -> Condition {
        match fact {
            LossFact::Begun => Condition::Begun,
            LossFact::FullyPerformed => Condition::FullyPerformed,
            LossFact::ExpressRequest => Condition::ExpressRequest,
            LossFact::Acknowledged => Condition::Acknowledged,
            LossFact::MadeToOrder => Condition::MadeToOrder,
        }
    }
}

impl Conditions {
    /// These and others; of two days that are asked for, its own.
    #[must_use]
    pub(crate) fn and(mut self, others: &Conditions) -> Conditions {
        self.when.extend(&others.when);
        self.unless.extend(&others.unless);
        self.day = self.day.or_else(|| others.day.clone());
        self
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.when.is_empty() && self.unless.is_empty() && self.day.is_none()
    }
}

/// A charge that a clause allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChargeRule {
    /// What it is for.
    pub kind: ChargeKind,
    /// How much.
    pub amount: Amount,
    /// Whether the text puts it on top of the price, which is then no ceiling of it (R5).
    pub beside_price: bool,
    /// Whether it is the most that may be charged (R3).
    pub discretionary: bool,
    /// Only when these hold.
    pub conditions: Conditions,
    /// Only for these products; empty: all.
    pub products: crate::policy::ProductSet,
    /// Where it stands in the file.
    pub span: Span,
}

impl ChargeRule {
    /// Whether the price is the ceiling of it, with others.
    pub fn is_under_ceiling(&self) -> bool {
        !self.beside_price && !self.kind.owed_by_provider()
    }
}

/// A civil day counted from an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayRule {
    /// What it is counted from.
    pub anchor: Anchor,
    /// Backwards from the anchor instead of forwards.
    pub backwards: bool,
    /// How long; `None`: the day of the anchor itself.
    pub period: Option<Period>,
}

impl DayRule {
    /// The day, counted from that of the anchor; `None` outside the calendar.
    pub fn counted(self, from: Date, holidays: Holidays) -> Option<Date> {
        match self.period {
            None => Some(from),
            Some(period) if self.backwards => period.before(from, holidays),
            Some(period) => period.after(from, holidays),
        }
    }
}

/// A deadline counted from an anchor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlineRule {
    /// What it is for.
    pub kind: DeadlineKind,
    /// What it is counted from: the first of these that is known.
    pub anchors: Vec<Anchor>,
    /// Backwards from the anchor instead of forwards.
    pub backwards: bool,
    /// How long; `None`: the day of the anchor itself, or the next working day with `next_working_day_at`.
    pub period: Option<Period>,
    /// The time on the day at which `period` ends, itself included; `None`: the whole day. Never with hours.
    pub at: Option<TimeOfDay>,
    /// The earlier of this and another count.
    pub or_earlier: Option<(Anchor, Period)>,
    /// The time on the next working day at which it ends.
    pub next_working_day_at: Option<TimeOfDay>,
    /// A shorter period when the anchor lies within another of the start.
    pub shorter: Option<Shorter>,
    /// Moves forward when the last day falls on such a day.
    pub moves: Option<Moves>,
    /// Only when these hold.
    pub conditions: Conditions,
    /// Only for these products.
    pub products: crate::policy::ProductSet,
    /// Where it stands in the file.
    pub span: Span,
}

/// A shorter period near the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shorter {
    /// When the anchor lies at most this long before the start.
    pub within: Period,
    /// The period that then applies.
    pub period: Period,
}

/// A deadline that moves to the next working day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moves {
    /// Whether a Saturday moves it; Sundays and holidays always do.
    pub saturday: bool,
    /// The time on that day.
    pub until: TimeOfDay,
}
