//! The words that terms, requests and decisions share. Each has one name, in `snake_case`, used in policy files;
//! the contract writes the same name in capitals behind the prefix of its enum.

/// Declares an enum whose variants each have a name, in one table.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[doc = $doc:literal])+ $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[doc = $doc])+ $variant,)+ }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];
            /// Every name, in the same order.
            pub const NAMES: &'static [&'static str] = &[$($word,)+];

            /// The name used in policy files.
            pub const fn name(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }

            /// What it means, in a sentence: its documentation.
            #[allow(dead_code, reason = "every word can tell; not every place asks")]
            pub fn means(self) -> &'static str {
                match self { $($name::$variant => concat!($($doc,)+).trim(),)+ }
            }

            /// The value with a name.
            pub fn parse(name: &str) -> Option<$name> {
                match name { $($word => Some($name::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
    ($(#[$meta:meta])* $name:ident, or declared as $declared:ty { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* $variant,)+
            /// What the policy declares itself.
            Declared($declared),
        }

        impl $name {
            /// Every value that is built in, in the order of declaration.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];
            /// Every name that is built in, in the same order.
            pub const NAMES: &'static [&'static str] = &[$($word,)+];

            /// The name used in policy files; `None` for what the policy declares.
            pub const fn built_in_name(self) -> Option<&'static str> {
                match self { $($name::$variant => Some($word),)+ $name::Declared(_) => None }
            }

            /// The value with a name: one that is built in, or else what a policy may declare by that name.
            pub fn parse(name: &str) -> Option<$name> {
                match name { $($word => Some($name::$variant),)+ _ => <$declared>::parse(name).map($name::Declared) }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    $($name::$variant => f.write_str($word),)+
                    $name::Declared(declared) => std::fmt::Display::fmt(declared, f),
                }
            }
        }
    };
}
pub(crate) use words;

mod bilingual;

pub use bilingual::Bilingual;
pub(crate) use bilingual::both;

words! {
    /// What a request asks. The names are those of the contract's events.
    Question {
        /// The customer cancels.
        Cancellation = "cancellation",
        /// The customer does not come.
        NoShow = "no_show",
        /// A consumer withdraws from the contract.
        Withdrawal = "withdrawal",
        /// The customer asks for another date.
        Rescheduling = "rescheduling",
        /// The customer sends somebody else.
        Substitution = "substitution",
        /// The customer asks to change the booking.
        BookingChange = "booking_change",
        /// The provider cancels.
        ProviderCancellation = "provider_cancellation",
        /// The provider changes what was agreed.
        ProviderChange = "provider_change",
        /// Which invoices are in default, and what that costs.
        PaymentReview = "payment_review",
        /// The agreed instalments.
        PaymentPlan = "payment_plan",
        /// What a payment pays off.
        PaymentAllocation = "payment_allocation",
        /// Either party ends the agreement.
        Termination = "termination",
        /// The provider raises the price.
        PriceIncrease = "price_increase",
        /// The provider changes the terms.
        TermsChange = "terms_change",
        /// The customer complains.
        Complaint = "complaint",
        /// The customer claims damages.
        DamageClaim = "damage_claim",
        /// The customer breaches a prohibition.
        Breach = "breach",
        /// Performance is prevented by force majeure.
        ForceMajeure = "force_majeure",
        /// An offer and its acceptance.
        Offer = "offer",
        /// A personal data breach.
        DataBreach = "data_breach",
    }
}

impl Question {
    /// Whether it asks if something may be done: of anything else nobody says that it is permitted (V6).
    pub(crate) const fn asks_permission(self) -> bool {
        match self {
            Question::Cancellation
            | Question::Withdrawal
            | Question::Rescheduling
            | Question::Substitution
            | Question::BookingChange
            | Question::ProviderCancellation
            | Question::ProviderChange
            | Question::Termination
            | Question::PriceIncrease
            | Question::TermsChange
            | Question::ForceMajeure => true,
            Question::NoShow
            | Question::PaymentReview
            | Question::PaymentPlan
            | Question::PaymentAllocation
            | Question::Complaint
            | Question::DamageClaim
            | Question::Breach
            | Question::Offer
            | Question::DataBreach => false,
        }
    }

    /// Whether what was bought is not supplied, through no wish of the customer: the provider calls it off, or force majeure.
    pub(crate) const fn is_called_off(self) -> bool {
        matches!(self, Question::ProviderCancellation | Question::ForceMajeure)
    }
}

words! {
    /// Who the customer is.
    CustomerType {
        /// A natural person acting outside trade or profession.
        Consumer = "consumer",
        /// Anybody else.
        Business = "business",
    }
}

words! {
    /// What was agreed.
    ProductType {
        /// A downloadable or directly accessible online product.
        DigitalContent = "digital_content",
        /// An online course or track with a term.
        Programme = "programme",
        /// One-to-one sessions.
        Coaching = "coaching",
        /// A scheduled training, masterclass or live day.
        Event = "event",
        /// An agreement that runs on.
        Subscription = "subscription",
        /// Other services.
        Assignment = "assignment",
        /// Things.
        Goods = "goods",
        /// A stay: a room, a house, a pitch, for a period that was agreed.
        Accommodation = "accommodation",
        /// The use of a vehicle, or of what serves leisure, for a period that was agreed.
        Rental = "rental",
        /// A journey whose parts are sold together.
        TravelPackage = "travel_package",
        /// A place at something that serves leisure, on a date or in a period that was agreed.
        Leisure = "leisure",
        /// An appointment for care.
        CareAppointment = "care_appointment",
        /// The carriage of people.
        Transport = "transport",
        /// Belonging to a club, a school or a gym: it runs on.
        Membership = "membership",
    }
}

impl ProductType {
    /// Whether this is neither goods nor digital content, and so a service to the law on withdrawing (L3, L5). Whether a consumer
    /// may leave it is for the law to say ([`crate::law::Jurisdiction::leaving`]).
    pub const fn is_service(self) -> bool {
        !matches!(self, ProductType::Goods | ProductType::DigitalContent)
    }

    /// Whether a consumer who cancels it owes no more than what is reasonable. Digital content is delivered at once.
    pub(crate) const fn has_reasonable_fee(self) -> bool {
        !matches!(self, ProductType::DigitalContent)
    }
}

words! {
    /// The answer in a word.
    Verdict {
        /// It is allowed.
        Permitted = "permitted",
        /// It is not allowed, or comes too late.
        Refused = "refused",
        /// It depends on the other party's consent (R3).
        Discretionary = "discretionary",
        /// The terms do not address it for this product or customer (R4).
        Unregulated = "unregulated",
    }
}

impl Verdict {
    /// Whether it may happen, be it with consent.
    pub(crate) const fn allows(self) -> bool {
        matches!(self, Verdict::Permitted | Verdict::Discretionary)
    }
}

words! {
    /// Who decides where an answer is discretionary (V6).
    DecidedBy {
        /// The provider alone.
        Provider = "provider",
        /// Both parties: it needs consent.
        Both = "both",
    }
}

words! {
    /// What becomes a credit instead of money.
    CreditOf {
        /// What the charges leave of the payments, which does not come back.
        Rest = "rest",
        /// What is charged, which counts towards something later.
        Charges = "charges",
    }
}

words! {
    /// What a charge is for.
    ChargeKind {
        /// A percentage fee for cancelling.
        CancellationFee = "cancellation_fee",
        /// Administration costs.
        AdministrationFee = "administration_fee",
        /// The price that stays due.
        RetainedPrice = "retained_price",
        /// A fee for another date.
        ReschedulingFee = "rescheduling_fee",
        /// A session that counts as given.
        SessionForfeited = "session_forfeited",
        /// The price of what was delivered.
        ProRata = "pro_rata",
        /// Costs made for the performance.
        CostsIncurred = "costs_incurred",
        /// Costs of a change, as the offer states them.
        ChangeCosts = "change_costs",
        /// Loss of value of returned goods.
        Devaluation = "devaluation",
        /// A contractual penalty.
        Penalty = "penalty",
        /// A compensation.
        Indemnity = "indemnity",
        /// What the provider owes the customer.
        Compensation = "compensation",
        /// What the provider owes the customer as a credit for later.
        ServiceCredit = "service_credit",
    }
}

impl ChargeKind {
    /// Whether the provider owes it to the customer, instead of the other way round.
    pub const fn owed_by_provider(self) -> bool {
        matches!(self, ChargeKind::Compensation | ChargeKind::ServiceCredit)
    }
}

impl DeadlineKind {
    /// Whether the customer must act by it. Of two deadlines of a kind the later applies where it binds the customer, the
    /// earlier where it binds the provider (V4).
    pub const fn binds_customer(self) -> bool {
        !matches!(
            self,
            DeadlineKind::Refund
                | DeadlineKind::ComplaintResponse
                | DeadlineKind::TerminationAllowedFrom
                | DeadlineKind::ProviderNotice
                | DeadlineKind::AlternativeOffer
                | DeadlineKind::ProviderTermination
                | DeadlineKind::OfferRevocation
                | DeadlineKind::DataBreachNotice
                | DeadlineKind::Delivery
        )
    }
}

words! {
    /// What a deadline is for.
    DeadlineKind {
        /// The last day to withdraw.
        Withdrawal = "withdrawal",
        /// The refund is due.
        Refund = "refund",
        /// The last day to name a substitute as of right.
        Substitution = "substitution",
        /// The last day to ask for a change.
        ChangeRequest = "change_request",
        /// The last day on which cancelling is free.
        FreeCancellation = "free_cancellation",
        /// The last moment at which another date is free.
        FreeRescheduling = "free_rescheduling",
        /// The last moment at which another date is possible with consent.
        ReschedulingByConsent = "rescheduling_by_consent",
        /// The last moment to complain.
        Complaint = "complaint",
        /// The provider's answer to a complaint is due.
        ComplaintResponse = "complaint_response",
        /// The last day to report damage.
        DamageReport = "damage_report",
        /// The last day to give notice.
        Notice = "notice",
        /// The agreement ends.
        ContractEnd = "contract_end",
        /// The first day on which the agreement may be ended.
        TerminationAllowedFrom = "termination_allowed_from",
        /// The provider's notice of a change is due.
        ProviderNotice = "provider_notice",
        /// The provider's alternative offer is due.
        AlternativeOffer = "alternative_offer",
        /// The customer's answer to a change is due.
        CustomerResponse = "customer_response",
        /// The last day on which the provider may end the agreement after a rejection.
        ProviderTermination = "provider_termination",
        /// The offer lapses.
        OfferExpires = "offer_expires",
        /// The last moment at which the provider may revoke an offer.
        OfferRevocation = "offer_revocation",
        /// Changed terms count as accepted after it.
        TermsAcceptance = "terms_acceptance",
        /// Claims lapse.
        Limitation = "limitation",
        /// The customer must be told of a data breach.
        DataBreachNotice = "data_breach_notice",
        /// The goods must be back.
        GoodsReturn = "goods_return",
        /// What is owed must be paid. Not given where a decision leaves nothing to pay.
        Payment = "payment",
        /// The performance, or a part of it, must be delivered.
        Delivery = "delivery",
    }
}

words! {
    /// To whom a cancellation by the provider is attributable.
    Cause {
        /// The provider.
        Provider = "provider",
        /// The customer.
        Customer = "customer",
        /// Neither.
        Neither = "neither",
    }
}

words! {
    /// Who ends the agreement.
    Party {
        /// The customer.
        Customer = "customer",
        /// The provider.
        Provider = "provider",
    }
}

words! {
    /// Kinds of damage.
    DamageKind {
        /// Direct damage.
        Direct = "direct",
        /// Indirect or consequential damage.
        Indirect = "indirect",
        /// Loss of enjoyment, mental and physical complaints included.
        LossOfEnjoyment = "loss_of_enjoyment",
        /// Death or injury.
        DeathOrInjury = "death_or_injury",
    }
}

words! {
    /// Kinds of breach by the customer.
    BreachKind {
        /// Infringement of intellectual property.
        IntellectualProperty = "intellectual_property",
        /// Infringement of moral rights.
        MoralRights = "moral_rights",
        /// Breach of confidentiality.
        Confidentiality = "confidentiality",
        /// Hiring staff.
        NonSolicitation = "non_solicitation",
    }
}

words! {
    /// On what a decision rests.
    Basis {
        /// The terms, and mandatory law where they fall short: the default.
        TermsAndLaw = "terms_and_law",
        /// The terms alone, for comparison.
        TermsOnly = "terms_only",
    }
}

words! {
    /// Whether prices include value-added tax (M4).
    PriceBasis {
        /// Excluding VAT.
        ExcludingVat = "excluding_vat",
        /// Including VAT.
        IncludingVat = "including_vat",
    }
}
