//! Malformed events, and events that contradict the agreement or themselves.

use super::requests::*;
use clausula::contract::{decode, parse_request};
use serde_json::json;

#[test]
fn a_notice_before_conclusion() {
    let early = "2026-01-10T11:59:59Z";
    for (key, field) in [("cancellation", "receivedAt"), ("withdrawal", "declaredAt"), ("rescheduling", "requestedAt")]
    {
        let path =
            format!("{key}.{}", if field == "receivedAt" { "received_at".into() } else { field.replace("At", "_at") });
        check(request(key, json!({ field: early })), &[(&path, BEFORE_CONCLUSION)]);
    }
    check(request("substitution", json!({"requestedAt": early})), &[("substitution.requested_at", BEFORE_CONCLUSION)]);
    check(
        request("bookingChange", json!({"requestedAt": early})),
        &[("booking_change.requested_at", BEFORE_CONCLUSION)],
    );
    check(
        request("termination", json!({"noticeAt": early, "by": "PARTY_CUSTOMER"})),
        &[("termination.notice_at", BEFORE_CONCLUSION)],
    );
}

#[test]
fn every_event_names_what_it_misses() {
    let missing = "is missing";
    let party = "is missing; give one of `PARTY_CUSTOMER`, `PARTY_PROVIDER`";
    let cause = "is missing; give one of `CAUSE_PROVIDER`, `CAUSE_CUSTOMER`, `CAUSE_NEITHER`";
    let damage = "is missing; give one of `DAMAGE_KIND_DIRECT`, `DAMAGE_KIND_INDIRECT`, \
                  `DAMAGE_KIND_LOSS_OF_ENJOYMENT`, `DAMAGE_KIND_DEATH_OR_INJURY`";
    let breach = "is missing; give one of `BREACH_KIND_INTELLECTUAL_PROPERTY`, `BREACH_KIND_MORAL_RIGHTS`, \
                  `BREACH_KIND_CONFIDENTIALITY`, `BREACH_KIND_NON_SOLICITATION`";
    let empty = "is empty; give at least one";
    let rows: &[(&str, &[(&str, &str)])] = &[
        ("cancellation", &[("cancellation.received_at", missing)]),
        ("withdrawal", &[("withdrawal.declared_at", missing)]),
        ("rescheduling", &[("rescheduling.requested_at", missing)]),
        ("substitution", &[("substitution.requested_at", missing)]),
        ("bookingChange", &[("booking_change.requested_at", missing)]),
        (
            "providerCancellation",
            &[("provider_cancellation.announced_at", missing), ("provider_cancellation.cause", cause)],
        ),
        ("providerChange", &[("provider_change.known_at", missing)]),
        ("paymentReview", &[("payment_review.as_of", missing), ("payment_review.invoices", empty)]),
        ("paymentAllocation", &[("payment_allocation.amount", missing), ("payment_allocation.invoices", empty)]),
        ("termination", &[("termination.notice_at", missing), ("termination.by", party)]),
        (
            "priceIncrease",
            &[
                ("price_increase.announced_at", missing),
                ("price_increase.effective_at", missing),
                ("price_increase.new_price", missing),
            ],
        ),
        ("termsChange", &[("terms_change.announced_at", missing), ("terms_change.effective_at", missing)]),
        (
            "damageClaim",
            &[
                ("damage_claim.occurred_at", missing),
                ("damage_claim.reported_at", missing),
                ("damage_claim.damage", missing),
                ("damage_claim.kind", damage),
            ],
        ),
        ("breach", &[("breach.kind", breach)]),
        ("forceMajeure", &[("force_majeure.began_at", missing), ("force_majeure.as_of", missing)]),
        ("offer", &[("offer.made_at", missing)]),
        ("dataBreach", &[("data_breach.discovered_at", missing)]),
    ];
    for (event, expected) in rows {
        check(request(event, json!({})), expected);
    }
}

#[test]
fn invoices_by_their_place() {
    let sound = json!({"invoiceId": "a", "issuedOn": "2026-01-01", "openAmount": eur(1)});
    let invoices = json!([
        sound,
        {"issuedOn": "2026-02-30", "dueOn": "1989-12-31", "openAmount": eur(-1), "reminderReceivedOn": "1-2-2026"},
        {"invoiceId": "c", "collectionNoticeReceivedOn": "2200-01-01", "collectionStepsOn": ["2026-02-02", "", "2026-02-29"]}
    ]);
    let not_a_date = |text: &str| format!("`{text}` is not a date that exists; write YYYY-MM-DD");
    check(
        request("paymentReview", json!({"asOf": "2026-05-01T00:00:00Z", "invoices": invoices})),
        &[
            ("payment_review.invoices[1].issued_on", &not_a_date("2026-02-30")),
            ("payment_review.invoices[1].due_on", OUTSIDE),
            ("payment_review.invoices[1].open_amount", NEGATIVE),
            ("payment_review.invoices[1].reminder_received_on", &not_a_date("1-2-2026")),
            ("payment_review.invoices[2].collection_steps_on", "is missing"),
            ("payment_review.invoices[2].collection_steps_on", &not_a_date("2026-02-29")),
            ("payment_review.invoices[2].issued_on", "is missing"),
            ("payment_review.invoices[2].open_amount", "is missing"),
            ("payment_review.invoices[2].collection_notice_received_on", OUTSIDE),
            ("payment_review.invoices[1].invoice_id", "is missing"),
        ],
    );
    let vat = |percent: i32| {
        let review = json!({"asOf": "2026-05-01T00:00:00Z", "invoices": [sound], "collectionCostsVatPercent": percent});
        request("paymentReview", review)
    };
    check(vat(-1), &[("payment_review.collection_costs_vat_percent", "is negative; give 0 or more")]);
    check(vat(101), &[("payment_review.collection_costs_vat_percent", "is above 100, the largest count")]);
    check(
        request("paymentAllocation", json!({"amount": eur(1), "openCosts": eur(-1), "invoices": [{"invoiceId": "a"}]})),
        &[
            ("payment_allocation.open_costs", NEGATIVE),
            ("payment_allocation.invoices[0].due_on", "is missing"),
            ("payment_allocation.invoices[0].open_amount", "is missing"),
        ],
    );
}

#[test]
fn contradictions_of_events() {
    let (early, late) = ("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z");
    check(
        request("providerChange", json!({"knownAt": late, "notifiedAt": early})),
        &[("provider_change.notified_at", "lies before `provider_change.known_at`")],
    );
    check(
        request("providerChange", json!({"knownAt": early, "rejectedAt": late})),
        &[("provider_change.rejected_at", "is given without `provider_change.notified_at`")],
    );
    check(
        request("providerChange", json!({"knownAt": early, "notifiedAt": late, "rejectedAt": early})),
        &[("provider_change.rejected_at", "lies before `provider_change.notified_at`")],
    );
    check(
        request("termsChange", json!({"announcedAt": late, "effectiveAt": early})),
        &[("terms_change.effective_at", "lies before `terms_change.announced_at`")],
    );
    check(
        request("complaint", json!({"discoveredAt": late, "filedAt": early})),
        &[("complaint.filed_at", "lies before `complaint.discovered_at`")],
    );
    check(
        request("offer", json!({"madeAt": "2026-01-10T12:00:00Z", "acceptedAt": "2026-01-10T11:59:59.999999999Z"})),
        &[("offer.accepted_at", "lies before `offer.made_at`")],
    );
    check(
        request("offer", json!({"madeAt": "2026-01-10T12:00:00.000000001Z"})),
        &[("offer.made_at", "lies after `agreement.concluded_at`")],
    );
    check(
        request("offer", json!({"madeAt": "2026-01-10T12:00:00Z", "asOf": "2026-01-10T11:59:59.999999999Z"})),
        &[("offer.as_of", "lies before `offer.made_at`")],
    );
    check(
        request("forceMajeure", json!({"beganAt": "2026-04-01T00:00:00Z", "asOf": "2026-03-31T23:59:59.999999999Z"})),
        &[("force_majeure.as_of", "lies before `force_majeure.began_at`")],
    );
    check(
        request("termination", json!({"noticeAt": late, "by": "PARTY_PROVIDER", "nonPayment": true})),
        &[("termination.non_payment", "is given without `termination.for_cause`")],
    );
    check(
        request(
            "damageClaim",
            json!({"occurredAt": late, "reportedAt": early, "damage": eur(1), "kind": "DAMAGE_KIND_DIRECT"}),
        ),
        &[("damage_claim.reported_at", "lies before `damage_claim.occurred_at`")],
    );
    check(
        request("priceIncrease", json!({"announcedAt": late, "effectiveAt": early, "newPrice": eur(125_000)})),
        &[
            ("price_increase.effective_at", "lies before `price_increase.announced_at`"),
            ("price_increase.new_price", "is not above the current price"),
        ],
    );
}

#[test]
fn facts_at_the_same_instant_are_in_order() {
    let at = "2026-01-10T12:00:00Z";
    for (event, fields) in [
        ("offer", json!({"madeAt": at, "acceptedAt": at, "asOf": at})),
        ("offer", json!({"madeAt": "2026-01-10T11:59:59.999999999Z"})),
        ("forceMajeure", json!({"beganAt": at, "asOf": at})),
        // A claim that arose later than it was complained of is a matter for the terms.
        ("complaint", json!({"arisenAt": "2026-03-02T00:00:00Z", "filedAt": "2026-03-01T00:00:00Z"})),
    ] {
        assert!(sound(&request(event, fields)), "{event}");
    }
}

#[test]
fn all_performed_and_not_all_delivered() {
    let performed = |performance| with(cancellation(), &[("/agreement/performance", performance)]);
    let problem = "is given, and `agreement.performance.delivered_units` is below `agreement.performance.total_units`";
    for delivered in [0, 3] {
        let performance = json!({"fullyPerformed": true, "deliveredUnits": delivered, "totalUnits": 4});
        check(performed(performance), &[("agreement.performance.fully_performed", problem)]);
    }
    for performance in [
        json!({"fullyPerformed": true, "deliveredUnits": 4, "totalUnits": 4}),
        json!({"fullyPerformed": true, "deliveredUnits": 4}),
        json!({"fullyPerformed": true}),
        json!({"deliveredUnits": 3, "totalUnits": 4}),
    ] {
        assert!(sound(&performed(performance.clone())), "{performance}");
    }
    // A count that cannot be read contradicts nothing.
    check(
        performed(json!({"fullyPerformed": true, "deliveredUnits": -1, "totalUnits": 4})),
        &[("agreement.performance.delivered_units", "is negative; give 0 or more")],
    );
}

#[test]
fn an_id_that_two_invoices_have() {
    let invoice = |id: &str| json!({"invoiceId": id, "issuedOn": "2026-01-01", "openAmount": eur(1)});
    let review = |ids: &[&str]| {
        let invoices: Vec<_> = ids.iter().map(|id| invoice(id)).collect();
        request("paymentReview", json!({"asOf": "2026-05-01T00:00:00Z", "invoices": invoices}))
    };
    let first = "is the id of `payment_review.invoices[0]` too; give each invoice an id of its own";
    check(
        review(&["a", "b", "a", "c", "a"]),
        &[("payment_review.invoices[2].invoice_id", first), ("payment_review.invoices[4].invoice_id", first)],
    );
    assert!(sound(&review(&["a", "A", "a "])));
    let missing = [
        ("payment_review.invoices[0].invoice_id", "is missing"),
        ("payment_review.invoices[1].invoice_id", "is missing"),
    ];
    check(review(&["", ""]), &missing);
    let open = json!({"invoiceId": "a", "dueOn": "2026-01-06", "openAmount": eur(4)});
    check(
        request("paymentAllocation", json!({"amount": eur(1), "invoices": [open, open]})),
        &[(
            "payment_allocation.invoices[1].invoice_id",
            "is the id of `payment_allocation.invoices[0]` too; give each invoice an id of its own",
        )],
    );
}

#[test]
fn what_cannot_be_read_contradicts_nothing() {
    let late = "2026-04-01T00:00:00Z";
    check(without(cancellation(), "/agreement/concludedAt"), &[("agreement.concluded_at", "is missing")]);
    check(
        request(
            "providerChange",
            json!({"knownAt": late, "notifiedAt": "2200-01-01T00:00:00Z", "rejectedAt": "2026-03-01T00:00:00Z"}),
        ),
        &[("provider_change.notified_at", OUTSIDE)],
    );
    check(
        request(
            "priceIncrease",
            json!({"announcedAt": late, "effectiveAt": late, "newPrice": eur(5), "currentPrice": eur(-1)}),
        ),
        &[("price_increase.current_price", NEGATIVE)],
    );
    check(request("offer", json!({"acceptedAt": late})), &[("offer.made_at", "is missing")]);
    let offer = request("offer", json!({"madeAt": late}));
    check(without(offer.clone(), "/agreement/concludedAt"), &[("agreement.concluded_at", "is missing")]);
    check(without(offer, "/agreement"), &[("agreement", "is missing")]);
}

#[test]
fn payments_without_a_moment_only_where_the_question_counts_them() {
    assert!(
        decode(
            &parse_request(&serde_json::to_vec(&without(cancellation(), "/agreement/payments/0/paidAt")).unwrap())
                .unwrap(),
            terms()
        )
        .is_ok()
    );
    let at = "2026-07-01T00:00:00Z";
    let claim = json!({"occurredAt": at, "reportedAt": at, "damage": eur(1), "kind": "DAMAGE_KIND_DIRECT"});
    check(
        without(request("damageClaim", claim), "/agreement/payments/0/paidAt"),
        &[("agreement.payments[0].paid_at", "is missing")],
    );
}
