//! The words of the domain and the enum values of the contract: the same names, mapped both ways.

use super::wire;
use crate::vocabulary;

/// A word of the domain that is an enum value on the wire.
pub(super) trait Word: Copy + 'static {
    /// The names of the enum values that can be asked for, in the order of the contract.
    const NAMES: &'static [&'static str];

    /// The number of the enum value.
    fn to_wire(self) -> i32;

    /// The word of a number.
    fn from_wire(number: i32) -> FromWire<Self>;
}

/// What a number on the wire stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FromWire<W> {
    /// A word.
    Known(W),
    /// The zero that means "not stated".
    Unspecified,
    /// Nothing that this version knows.
    Unknown,
}

/// Both enums written out value by value, so that a new one on either side fails to compile until it is mapped.
macro_rules! same_words {
    ($($domain:path => $wire:path { $($variant:ident = $name:literal,)+ })+) => {$(
        impl Word for $domain {
            const NAMES: &'static [&'static str] = &[$($name,)+];

            fn to_wire(self) -> i32 {
                use $domain as Domain;
                use $wire as Wire;
                match self { $(Domain::$variant => Wire::$variant as i32,)+ }
            }

            fn from_wire(number: i32) -> FromWire<$domain> {
                use $domain as Domain;
                use $wire as Wire;
                match Wire::try_from(number) {
                    $(Ok(Wire::$variant) => FromWire::Known(Domain::$variant),)+
                    Ok(Wire::Unspecified) => FromWire::Unspecified,
                    Err(_) => FromWire::Unknown,
                }
            }
        }
    )+};
}

same_words! {
    vocabulary::CustomerType => wire::CustomerType {
        Consumer = "CUSTOMER_TYPE_CONSUMER",
        Business = "CUSTOMER_TYPE_BUSINESS",
    }
    vocabulary::ProductType => wire::ProductType {
        DigitalContent = "PRODUCT_TYPE_DIGITAL_CONTENT",
        Programme = "PRODUCT_TYPE_PROGRAMME",
        Coaching = "PRODUCT_TYPE_COACHING",
        Event = "PRODUCT_TYPE_EVENT",
        Subscription = "PRODUCT_TYPE_SUBSCRIPTION",
        Assignment = "PRODUCT_TYPE_ASSIGNMENT",
        Goods = "PRODUCT_TYPE_GOODS",
        Accommodation = "PRODUCT_TYPE_ACCOMMODATION",
        Rental = "PRODUCT_TYPE_RENTAL",
        TravelPackage = "PRODUCT_TYPE_TRAVEL_PACKAGE",
        Leisure = "PRODUCT_TYPE_LEISURE",
        CareAppointment = "PRODUCT_TYPE_CARE_APPOINTMENT",
        Transport = "PRODUCT_TYPE_TRANSPORT",
        Membership = "PRODUCT_TYPE_MEMBERSHIP",
    }
    crate::evaluate::Detail => wire::Detail {
        Full = "DETAIL_FULL",
        Amounts = "DETAIL_AMOUNTS",
    }
    vocabulary::Basis => wire::Basis {
        TermsAndLaw = "BASIS_TERMS_AND_LAW",
        TermsOnly = "BASIS_TERMS_ONLY",
    }
    vocabulary::Cause => wire::Cause {
        Provider = "CAUSE_PROVIDER",
        Customer = "CAUSE_CUSTOMER",
        Neither = "CAUSE_NEITHER",
    }
    vocabulary::Party => wire::Party {
        Customer = "PARTY_CUSTOMER",
        Provider = "PARTY_PROVIDER",
    }
    vocabulary::DamageKind => wire::DamageKind {
        Direct = "DAMAGE_KIND_DIRECT",
        Indirect = "DAMAGE_KIND_INDIRECT",
        LossOfEnjoyment = "DAMAGE_KIND_LOSS_OF_ENJOYMENT",
        DeathOrInjury = "DAMAGE_KIND_DEATH_OR_INJURY",
    }
    vocabulary::BreachKind => wire::BreachKind {
        IntellectualProperty = "BREACH_KIND_INTELLECTUAL_PROPERTY",
        MoralRights = "BREACH_KIND_MORAL_RIGHTS",
        Confidentiality = "BREACH_KIND_CONFIDENTIALITY",
        NonSolicitation = "BREACH_KIND_NON_SOLICITATION",
    }
    vocabulary::Question => wire::Question {
        Cancellation = "QUESTION_CANCELLATION",
        NoShow = "QUESTION_NO_SHOW",
        Withdrawal = "QUESTION_WITHDRAWAL",
        Rescheduling = "QUESTION_RESCHEDULING",
        Substitution = "QUESTION_SUBSTITUTION",
        BookingChange = "QUESTION_BOOKING_CHANGE",
        ProviderCancellation = "QUESTION_PROVIDER_CANCELLATION",
        ProviderChange = "QUESTION_PROVIDER_CHANGE",
        PaymentReview = "QUESTION_PAYMENT_REVIEW",
        PaymentPlan = "QUESTION_PAYMENT_PLAN",
        PaymentAllocation = "QUESTION_PAYMENT_ALLOCATION",
        Termination = "QUESTION_TERMINATION",
        PriceIncrease = "QUESTION_PRICE_INCREASE",
        TermsChange = "QUESTION_TERMS_CHANGE",
        Complaint = "QUESTION_COMPLAINT",
        DamageClaim = "QUESTION_DAMAGE_CLAIM",
        Breach = "QUESTION_BREACH",
        ForceMajeure = "QUESTION_FORCE_MAJEURE",
        Offer = "QUESTION_OFFER",
        DataBreach = "QUESTION_DATA_BREACH",
    }
    vocabulary::Verdict => wire::Verdict {
        Permitted = "VERDICT_PERMITTED",
        Refused = "VERDICT_REFUSED",
        Discretionary = "VERDICT_DISCRETIONARY",
        Unregulated = "VERDICT_UNREGULATED",
    }
    vocabulary::ChargeKind => wire::ChargeKind {
        CancellationFee = "CHARGE_KIND_CANCELLATION_FEE",
        AdministrationFee = "CHARGE_KIND_ADMINISTRATION_FEE",
        RetainedPrice = "CHARGE_KIND_RETAINED_PRICE",
        ReschedulingFee = "CHARGE_KIND_RESCHEDULING_FEE",
        SessionForfeited = "CHARGE_KIND_SESSION_FORFEITED",
        ProRata = "CHARGE_KIND_PRO_RATA",
        CostsIncurred = "CHARGE_KIND_COSTS_INCURRED",
        ChangeCosts = "CHARGE_KIND_CHANGE_COSTS",
        Devaluation = "CHARGE_KIND_DEVALUATION",
        Penalty = "CHARGE_KIND_PENALTY",
        Indemnity = "CHARGE_KIND_INDEMNITY",
        Compensation = "CHARGE_KIND_COMPENSATION",
        ServiceCredit = "CHARGE_KIND_SERVICE_CREDIT",
    }
    vocabulary::DeadlineKind => wire::DeadlineKind {
        Withdrawal = "DEADLINE_KIND_WITHDRAWAL",
        Refund = "DEADLINE_KIND_REFUND",
        Substitution = "DEADLINE_KIND_SUBSTITUTION",
        ChangeRequest = "DEADLINE_KIND_CHANGE_REQUEST",
        FreeCancellation = "DEADLINE_KIND_FREE_CANCELLATION",
        FreeRescheduling = "DEADLINE_KIND_FREE_RESCHEDULING",
        ReschedulingByConsent = "DEADLINE_KIND_RESCHEDULING_BY_CONSENT",
        Complaint = "DEADLINE_KIND_COMPLAINT",
        ComplaintResponse = "DEADLINE_KIND_COMPLAINT_RESPONSE",
        DamageReport = "DEADLINE_KIND_DAMAGE_REPORT",
        Notice = "DEADLINE_KIND_NOTICE",
        ContractEnd = "DEADLINE_KIND_CONTRACT_END",
        TerminationAllowedFrom = "DEADLINE_KIND_TERMINATION_ALLOWED_FROM",
        ProviderNotice = "DEADLINE_KIND_PROVIDER_NOTICE",
        AlternativeOffer = "DEADLINE_KIND_ALTERNATIVE_OFFER",
        CustomerResponse = "DEADLINE_KIND_CUSTOMER_RESPONSE",
        ProviderTermination = "DEADLINE_KIND_PROVIDER_TERMINATION",
        OfferExpires = "DEADLINE_KIND_OFFER_EXPIRES",
        OfferRevocation = "DEADLINE_KIND_OFFER_REVOCATION",
        TermsAcceptance = "DEADLINE_KIND_TERMS_ACCEPTANCE",
        Limitation = "DEADLINE_KIND_LIMITATION",
        DataBreachNotice = "DEADLINE_KIND_DATA_BREACH_NOTICE",
        GoodsReturn = "DEADLINE_KIND_GOODS_RETURN",
        Payment = "DEADLINE_KIND_PAYMENT",
        Delivery = "DEADLINE_KIND_DELIVERY",
    }
    vocabulary::CreditOf => wire::CreditOf {
        Rest = "CREDIT_OF_REST",
        Charges = "CREDIT_OF_CHARGES",
    }
    vocabulary::DecidedBy => wire::DecidedBy {
        Provider = "DECIDED_BY_PROVIDER",
        Both = "DECIDED_BY_BOTH",
    }
    vocabulary::PriceBasis => wire::PriceBasis {
        ExcludingVat = "PRICE_BASIS_EXCLUDING_VAT",
        IncludingVat = "PRICE_BASIS_INCLUDING_VAT",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::Detail;
    use crate::vocabulary::*;

    /// Every value survives the way there and back, and every name is the contract's.
    fn both_ways<W: Word + PartialEq + std::fmt::Debug>(all: &[W], name_of: impl Fn(i32) -> Option<&'static str>) {
        assert_eq!(all.len(), W::NAMES.len());
        for (word, name) in all.iter().zip(W::NAMES) {
            assert_eq!(W::from_wire(word.to_wire()), FromWire::Known(*word));
            assert_eq!(name_of(word.to_wire()), Some(*name));
        }
        assert_eq!(W::from_wire(0), FromWire::Unspecified);
        for unknown in [-1, all.len() as i32 + 1, i32::MAX, i32::MIN] {
            assert_eq!(W::from_wire(unknown), FromWire::Unknown);
        }
    }

    macro_rules! check {
        ($($word:ident),+) => {$(
            both_ways($word::ALL, |n| wire::$word::try_from(n).ok().map(|w| w.as_str_name()));
            let prefix: String = stringify!($word)
                .char_indices()
                .flat_map(|(i, c)| (i > 0 && c.is_uppercase()).then_some('_').into_iter().chain([c.to_ascii_uppercase()]))
                .collect();
            for (word, name) in $word::ALL.iter().zip($word::NAMES) {
                assert_eq!(<$word as Word>::NAMES[*word as usize], format!("{prefix}_{}", name.to_ascii_uppercase()));
            }
        )+};
    }

    #[test]
    fn every_enum_value_maps_both_ways_under_the_same_name() {
        check!(CustomerType, ProductType, Basis, Cause, Party, DamageKind, BreachKind);
        check!(Question, Verdict, ChargeKind, CreditOf, DeadlineKind, DecidedBy, PriceBasis);
        let name = |n| wire::Detail::try_from(n).ok().map(|d| d.as_str_name());
        both_ways(&[Detail::Full, Detail::Amounts], name);
    }
}
