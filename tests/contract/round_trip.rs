//! What is sound survives: every field of every event from JSON to messages, bytes and back, and into the facts.

use super::requests::terms;
use clausula::calendar::{Date, Instant};
use clausula::contract::{decode, parse_request, wire, write};
use clausula::evaluate::Detail;
use clausula::facts::{self, Event, Facts};
use clausula::money::{Cents, Locale};
use clausula::vocabulary::{Basis, CustomerType, ProductType, Question};
use prost::Message;
use serde_json::{Value, json};

pub(crate) fn eur(cents: i64) -> Value {
    json!({"currencyCode": "EUR", "minorUnits": cents.to_string()})
}

/// An instant that no other field has.
fn at(day: u32) -> Value {
    json!(format!("2026-{:02}-{:02}T10:00:00Z", 1 + day / 28, 1 + day % 28))
}

/// A request with every field of an agreement.
fn request(event: &str, fields: Value) -> Value {
    let mut request = json!({
        "requestId": "r1",
        "policyId": "heartschool",
        "policyVersion": "undated",
        "locale": "nl",
        "detail": "DETAIL_AMOUNTS",
        "basis": "BASIS_TERMS_ONLY",
        "agreement": agreement(),
        "strict": true,
        "policyDigest": "sha256:0",
    });
    request[event] = fields;
    request
}

fn agreement() -> Value {
    json!({
        "customerType": "CUSTOMER_TYPE_BUSINESS",
        "productType": "PRODUCT_TYPE_COACHING",
        "productId": "weekly",
        "price": eur(101),
        "concludedAt": at(0),
        "startsAt": at(1),
        "endsAt": at(2),
        "termMonths": 12,
        "serviceCount": 2,
        "sessionCount": 3,
        "participants": 4,
        "payments": [{"paidAt": at(3), "amount": eur(102)}, {"paidAt": at(4), "amount": eur(103)}],
        "performance": {
            "startedAt": at(5), "fullyPerformed": true, "deliveredUnits": 5, "totalUnits": 5, "costsIncurred": eur(104)
        },
        "withdrawalFacts": {
            "informationGivenAt": at(6), "informationWithheld": true, "expressRequestToStart": true,
            "acknowledgedLossOfRight": true, "goodsReceivedAt": at(7), "madeToOrder": true, "concludedOnPremises": true,
            "withdrawalFunctionMissing": true
        },
        "changeCostsInOffer": eur(105),
        "paysInInstalments": true,
        "insurance": {"payout": eur(106), "deductible": eur(107)}
    })
}

/// Every event with every field, in the order of the questions.
pub(crate) fn events() -> Vec<(&'static str, Value)> {
    vec![
        ("cancellation", json!({"receivedAt": at(20), "cancelledCount": 3})),
        ("noShow", json!({"sessionStartsAt": at(20)})),
        ("withdrawal", json!({"declaredAt": at(20), "receivedAt": at(21), "goodsDevaluation": eur(1)})),
        ("rescheduling", json!({"requestedAt": at(20), "alternativeDateOffered": true, "sessionStartsAt": at(21)})),
        ("substitution", json!({"requestedAt": at(20), "substituteQualifies": true})),
        ("bookingChange", json!({"requestedAt": at(20), "cancelledCount": 4})),
        (
            "providerCancellation",
            json!({"announcedAt": at(20), "cause": "CAUSE_NEITHER", "replacementOffered": true,
                   "customerCanAttendReplacement": true}),
        ),
        (
            "providerChange",
            json!({"knownAt": at(20), "notifiedAt": at(21), "rejectedAt": at(22), "essential": true,
                   "moreThanMinorDisadvantage": true, "locationOnly": true}),
        ),
        (
            "paymentReview",
            json!({"asOf": at(20), "actualCollectionCosts": eur(1), "collectionCostsVatPercent": 21, "invoices": [{
                "invoiceId": "i1", "issuedOn": "2026-01-05", "dueOn": "2026-01-06", "openAmount": eur(2),
                "isDeposit": true, "reminderReceivedOn": "2026-01-07", "collectionNoticeReceivedOn": "2026-01-08",
                "collectionNoticeDefective": true, "openAtNoticeEnd": eur(3),
                "collectionStepsOn": ["2026-01-09", "2026-01-10"]}]}),
        ),
        ("paymentPlan", json!({})),
        (
            "paymentAllocation",
            json!({"amount": eur(1), "openCosts": eur(2), "openInterest": eur(3),
                   "invoices": [{"invoiceId": "i1", "dueOn": "2026-01-06", "openAmount": eur(4)}]}),
        ),
        ("termination", json!({"noticeAt": at(20), "by": "PARTY_PROVIDER", "forCause": true, "nonPayment": true})),
        (
            "priceIncrease",
            json!({"announcedAt": at(20), "effectiveAt": at(21), "newPrice": eur(3), "currentPrice": eur(2),
                   "previousIncreaseAt": at(19), "indexation": true, "legalObligation": true}),
        ),
        ("termsChange", json!({"announcedAt": at(20), "effectiveAt": at(21), "performanceChanges": true})),
        (
            "complaint",
            json!({"discoveredAt": at(20), "arisenAt": at(19), "deliveredAt": at(18), "filedAt": at(21),
                   "visibleOnDelivery": true, "aboutConclusion": true, "invoicedAt": at(17)}),
        ),
        (
            "damageClaim",
            json!({"occurredAt": at(20), "reportedAt": at(21), "damage": eur(1), "kind": "DAMAGE_KIND_INDIRECT",
                   "intentOrRecklessness": true, "awardedThisYear": eur(2)}),
        ),
        (
            "breach",
            json!({"kind": "BREACH_KIND_NON_SOLICITATION", "count": 3, "monthlySalary": eur(1), "occurredAt": at(20)}),
        ),
        ("forceMajeure", json!({"beganAt": at(20), "asOf": at(21), "permanent": true})),
        ("offer", json!({"madeAt": at(0), "acceptedAt": at(21), "asOf": at(22)})),
        ("dataBreach", json!({"discoveredAt": at(20)})),
    ]
}

pub(crate) fn parsed(request: &Value) -> wire::EvaluateRequest {
    parse_request(&serde_json::to_vec(request).unwrap()).unwrap()
}

fn instant(day: u32) -> Instant {
    Instant::parse_rfc3339(at(day).as_str().unwrap()).unwrap()
}

#[test]
fn every_field_of_every_event_survives_json_and_bytes() {
    assert_eq!(events().len(), Question::ALL.len());
    for (name, fields) in events() {
        let request = request(name, fields);
        let message = parsed(&request);
        let mut json = Vec::new();
        write(&message, &mut json).unwrap();
        assert_eq!(serde_json::from_slice::<Value>(&json).unwrap(), request);
        assert_eq!(wire::EvaluateRequest::decode(&*message.encode_to_vec()).unwrap(), message);
    }
}

#[test]
fn the_names_of_the_proto_files_are_read_too() {
    let text = br#"{"policy_id": "x", "payment_plan": {}}"#;
    assert_eq!(
        parsed(&json!({"policyId": "x", "paymentPlan": {}})),
        parse_request(text).unwrap_or_else(|e| panic!("{e}"))
    );
}

#[test]
fn every_event_becomes_its_question_with_all_that_was_said() {
    for ((name, fields), question) in events().into_iter().zip(Question::ALL) {
        let request = request(name, fields);
        let message = parsed(&request);
        let query = decode(&message, terms()).unwrap();
        assert_eq!(query.facts.question(), *question);
        assert_eq!((query.request_id, query.policy_id, query.policy_version), ("r1", "heartschool", Some("undated")));
        assert_eq!((query.locale, query.detail), (Locale::Nl, Detail::Amounts));
        assert_eq!((query.strict, query.policy_digest), (true, Some("sha256:0")));
        assert_eq!(query.facts.basis(), Basis::TermsOnly);
        assert_eq!(query.facts.agreement(), &expected_agreement());
        let said = format!("{:?}", query.facts.event());
        assert!(!said.contains("false") && !said.contains("None"), "{said}");
    }
}

fn expected_agreement() -> facts::Agreement {
    facts::Agreement {
        product_id: Some("weekly".to_owned()),
        participants: Some(4),
        starts_at: Some(instant(1)),
        ends_at: Some(instant(2)),
        term_months: 12,
        service_count: Some(2),
        session_count: Some(3),
        payments: vec![
            facts::Payment { paid_at: instant(3), amount: Cents::new(102) },
            facts::Payment { paid_at: instant(4), amount: Cents::new(103) },
        ],
        performance: facts::Performance {
            started_at: Some(instant(5)),
            fully_performed: Some(true),
            delivered_units: Some(5),
            total_units: Some(5),
            costs_incurred: Some(Cents::new(104)),
        },
        withdrawal: facts::WithdrawalFacts {
            information_given_at: Some(instant(6)),
            information_withheld: Some(true),
            express_request_to_start: Some(true),
            acknowledged_loss_of_right: Some(true),
            goods_received_at: Some(instant(7)),
            made_to_order: Some(true),
            concluded_on_premises: Some(true),
            withdrawal_function_missing: Some(true),
        },
        change_costs_in_offer: Some(Cents::new(105)),
        pays_in_instalments: Some(true),
        insurance: Some(facts::Insurance { payout: Some(Cents::new(106)), deductible: Some(Cents::new(107)) }),
        ..facts::Agreement::new(CustomerType::Business, ProductType::Coaching, Cents::new(101), instant(0))
    }
}

#[test]
fn fields_of_one_type_are_not_mixed_up() {
    let event = |name: &str| {
        let (name, fields) = events().into_iter().find(|(event, _)| *event == name).unwrap();
        decode(&parsed(&request(name, fields)), terms()).unwrap().facts.event().clone()
    };
    let review = facts::PaymentReview {
        as_of: instant(20),
        actual_collection_costs: Some(Cents::new(1)),
        collection_costs_vat_percent: Some(21),
        invoices: vec![facts::Invoice {
            id: "i1".into(),
            issued_on: Date::new(2026, 1, 5).unwrap(),
            due_on: Date::new(2026, 1, 6),
            open: Cents::new(2),
            is_deposit: Some(true),
            reminder_received_on: Date::new(2026, 1, 7),
            collection_notice_received_on: Date::new(2026, 1, 8),
            collection_notice_defective: Some(true),
            open_at_notice_end: Some(Cents::new(3)),
            collection_steps_on: vec![Date::new(2026, 1, 9).unwrap(), Date::new(2026, 1, 10).unwrap()],
        }],
    };
    assert_eq!(event("paymentReview"), Event::PaymentReview(review));
    let complaint = facts::Complaint {
        discovered_at: Some(instant(20)),
        arisen_at: Some(instant(19)),
        delivered_at: Some(instant(18)),
        filed_at: Some(instant(21)),
        visible_on_delivery: Some(true),
        about_conclusion: Some(true),
        invoiced_at: Some(instant(17)),
    };
    assert_eq!(event("complaint"), Event::Complaint(complaint));
    let Event::PaymentAllocation(allocation) = event("paymentAllocation") else { panic!() };
    let said = (allocation.amount, allocation.open_costs, allocation.open_interest);
    assert_eq!(said, (Cents::new(1), Some(Cents::new(2)), Some(Cents::new(3))));
    let Event::PriceIncrease(increase) = event("priceIncrease") else { panic!() };
    assert_eq!((increase.new_price, increase.current_price), (Cents::new(3), Some(Cents::new(2))));
    assert_eq!((increase.announced_at, increase.effective_at), (instant(20), instant(21)));
    assert_eq!(increase.previous_increase_at, Some(instant(19)));
    let Event::ProviderChange(change) = event("providerChange") else { panic!() };
    let said = (change.known_at, change.notified_at, change.rejected_at);
    assert_eq!(said, (instant(20), Some(instant(21)), Some(instant(22))));
    let Event::DamageClaim(claim) = event("damageClaim") else { panic!() };
    assert_eq!((claim.damage, claim.awarded_this_year), (Cents::new(1), Some(Cents::new(2))));
}

#[test]
fn what_is_not_said_has_its_default() {
    let message = parsed(&json!({
        "policyId": "heartschool",
        "agreement": {
            "customerType": "CUSTOMER_TYPE_CONSUMER", "productType": "PRODUCT_TYPE_EVENT",
            "price": {"currencyCode": "EUR"}, "concludedAt": at(0)
        },
        "breach": {"kind": "BREACH_KIND_CONFIDENTIALITY"}
    }));
    let query = decode(&message, terms()).unwrap();
    let agreement = facts::Agreement::new(CustomerType::Consumer, ProductType::Event, Cents::ZERO, instant(0));
    let breach = Event::Breach {
        kind: clausula::vocabulary::BreachKind::Confidentiality,
        count: None,
        monthly_salary: None,
        occurred_at: None,
    };
    assert_eq!(query.facts, Facts::new(agreement, breach, Basis::TermsAndLaw).unwrap());
    assert_eq!((query.locale, query.detail, query.policy_version), (Locale::En, Detail::Full, None));
    assert_eq!((query.strict, query.policy_digest), (false, None));
}
