//! Answers as messages: decisions, batches and quotes.

use super::round_trip::{eur, events, parsed};
use clausula::contract::{
    FieldNames, answer, batch, check_batch, letter, parse_message, parse_quote, quote, wire, write,
};
use clausula::law::Law;
use clausula::policy::store::PolicySet;
use prost::Message;
use serde_json::{Value, json};

/// A business's training at klantgenerator, whose fee depends on the days before the start.
fn training(event: &str, fields: Value) -> Value {
    let mut request = json!({
        "requestId": "t1",
        "policyId": "klantgenerator",
        "agreement": {
            "customerType": "CUSTOMER_TYPE_BUSINESS", "productType": "PRODUCT_TYPE_EVENT", "price": eur(100_000),
            "concludedAt": "2026-01-10T12:00:00Z", "startsAt": "2026-06-01T07:00:00Z",
            "payments": [{"paidAt": "2026-01-11T09:00:00Z", "amount": eur(100_000)}]
        }
    });
    request[event] = fields;
    request
}

#[test]
fn a_decision_in_full() {
    let policies = PolicySet::built_in().unwrap();
    let message = parsed(&training("cancellation", json!({"receivedAt": "2026-05-20T10:00:00Z"})));
    let response = answer(&policies, Law::built_in(), &message, FieldNames::Json).unwrap();
    assert_eq!(response.request_id, "t1");
    let decision = response.decision.as_ref().unwrap();
    let policy = decision.policy.as_ref().unwrap();
    assert_eq!((policy.policy_id.as_str(), policy.version.as_str()), ("klantgenerator", "2020-12-17"));
    assert_eq!(decision.engine_version, env!("CARGO_PKG_VERSION"));
    assert!(!decision.explanation.is_empty() && decision.effective_at.is_some());
    assert!(decision.explanation.iter().all(|step| !step.clause_id.is_empty() && step.source != 0));
    assert!(decision.charges.iter().all(|charge| !charge.clause_ids.is_empty() && charge.kind != 0));
    let settlement = decision.settlement.as_ref().unwrap();
    let cents = |money: &Option<wire::Money>| money.as_ref().unwrap().minor_units;
    assert_eq!(
        cents(&settlement.paid) + cents(&settlement.outstanding),
        cents(&settlement.charged) + cents(&settlement.refund)
    );
    let mut json = Vec::new();
    write(&response, &mut json).unwrap();
    assert_eq!(parse_message::<wire::EvaluateResponse>(&json).unwrap(), response);
    assert_eq!(wire::EvaluateResponse::decode(&*response.encode_to_vec()).unwrap(), response);
}

#[test]
fn a_decision_as_a_letter() {
    let (policies, law) = (PolicySet::built_in().unwrap(), Law::built_in());
    let written = |request| {
        letter(&policies, law, &wire::WriteLetterRequest { request }, FieldNames::Json).map(|letter| letter.response)
    };
    let mut request = parsed(&training("cancellation", json!({"receivedAt": "2026-05-20T10:00:00Z"})));
    // A letter says why, however much of the decision is asked for.
    request.detail = wire::Detail::Amounts.into();
    for (locale, salutation) in [("en", "Dear customer,"), ("nl", "Beste klant,")] {
        request.locale = locale.to_owned();
        let letter = written(Some(request.clone())).unwrap();
        assert_eq!(letter.request_id, "t1");
        assert!(letter.text.starts_with(&format!("{}\n\n{salutation}\n", letter.subject)), "{}", letter.text);
        let article = if locale == "en" { "- Article " } else { "- Artikel " };
        assert!(letter.html.contains(salutation) && letter.text.contains(article), "{}", letter.text);
        assert_eq!(letter.calendar.is_empty(), !letter.calendar.contains("BEGIN:VEVENT"));
    }
    // What is wrong with the question stands where the question stands.
    let paths = |request| {
        let rejection = written(request).unwrap_err();
        rejection.violations().iter().map(|violation| violation.field.clone()).collect::<Vec<_>>()
    };
    assert_eq!(paths(None), ["request"]);
    request.agreement.as_mut().unwrap().price = None;
    assert_eq!(paths(Some(request)), ["request.agreement.price"]);
}

#[test]
fn an_invoice_may_be_called_costs() {
    let invoices = json!([
        {"invoiceId": "costs", "dueOn": "2026-02-01", "openAmount": eur(300)},
        {"invoiceId": "interest", "dueOn": "2026-03-01", "openAmount": eur(400)}
    ]);
    let fields = json!({"amount": eur(705), "openCosts": eur(100), "openInterest": eur(200), "invoices": invoices});
    let message = parsed(&training("paymentAllocation", fields));
    let policies = PolicySet::built_in().unwrap();
    let decision = answer(&policies, Law::built_in(), &message, FieldNames::Json).unwrap().decision.unwrap();
    let (costs, interest, invoice) =
        (wire::AllocationKind::Costs, wire::AllocationKind::Interest, wire::AllocationKind::Invoice);
    let parts = decision.allocations.iter();
    let parts: Vec<_> =
        parts.map(|a| (a.kind(), &*a.to, &*a.invoice_id, a.amount.as_ref().unwrap().minor_units)).collect();
    assert_eq!(
        parts,
        [
            (costs, "costs", "", 100),
            (interest, "interest", "", 200),
            (invoice, "costs", "costs", 300),
            (invoice, "interest", "interest", 105),
        ]
    );
}

#[test]
fn amounts_alone_have_no_explanation() {
    let policies = PolicySet::built_in().unwrap();
    let mut message = parsed(&training("cancellation", json!({"receivedAt": "2026-05-20T10:00:00Z"})));
    let full = answer(&policies, Law::built_in(), &message, FieldNames::Json).unwrap().decision.unwrap();
    message.detail = wire::Detail::Amounts as i32;
    let amounts = answer(&policies, Law::built_in(), &message, FieldNames::Json).unwrap().decision.unwrap();
    let stripped = wire::Decision { explanation: Vec::new(), nearest_boundary: None, ..full };
    assert_eq!(amounts, stripped);
}

#[test]
fn only_notices_that_can_be_moved_have_an_effective_instant() {
    let policies = PolicySet::built_in().unwrap();
    for (name, fields) in events() {
        let Ok(response) = answer(&policies, Law::built_in(), &parsed(&training(name, fields)), FieldNames::Json)
        else {
            continue;
        };
        let has = response.decision.unwrap().effective_at.is_some();
        assert!(!has || matches!(name, "cancellation" | "withdrawal" | "rescheduling"), "{name}");
    }
}

#[test]
fn a_batch_answers_each_item_in_order_and_a_bad_one_alone_fails() {
    let policies = PolicySet::built_in().unwrap();
    let good = parsed(&training("cancellation", json!({"receivedAt": "2026-05-20T10:00:00Z"})));
    let bad = wire::EvaluateRequest { request_id: "bad".into(), policy_id: "nobody".into(), ..good.clone() };
    let results = batch(&policies, Law::built_in(), &[good.clone(), bad, good.clone()], FieldNames::Json).unwrap();
    let ids: Vec<_> = results.iter().map(|r| r.request_id.as_str()).collect();
    assert_eq!(ids, ["t1", "bad", "t1"]);
    let single = answer(&policies, Law::built_in(), &good, FieldNames::Json).unwrap().decision;
    let decided = |result: &wire::EvaluateResult| match result.outcome.clone().unwrap() {
        wire::evaluate_result::Outcome::Decision(decision) => Ok(decision),
        wire::evaluate_result::Outcome::Error(error) => Err((error.code, error.reason)),
    };
    assert_eq!(decided(&results[0]).ok(), single);
    assert_eq!(decided(&results[1]), Err(("NOT_FOUND".into(), "POLICY_NOT_FOUND".into())));
    assert_eq!(decided(&results[2]).ok(), single);
}

#[test]
fn a_batch_has_one_to_a_thousand_requests() {
    let refused = |count| check_batch(count).map_err(|rejection| rejection.violations()[0].to_string());
    assert_eq!(refused(0), Err("`requests`: is empty; give at least one".into()));
    assert_eq!((refused(1), refused(999), refused(1_000)), (Ok(()), Ok(()), Ok(())));
    assert_eq!(refused(1_001), Err("`requests`: has 1001 entries; at most 1000 are allowed".into()));
}

#[test]
fn a_quote_covers_time_once_and_agrees_with_evaluate() {
    let policies = PolicySet::built_in().unwrap();
    let base = training("cancellation", json!({}));
    let ask = |until: Option<&str>| {
        let mut request = json!({"requestId": "q", "policyId": "klantgenerator", "agreement": base["agreement"]});
        if let Some(until) = until {
            request["until"] = json!(until);
        }
        quote(
            &policies,
            Law::built_in(),
            &parse_quote(&serde_json::to_vec(&request).unwrap()).unwrap(),
            FieldNames::Json,
        )
        .unwrap()
    };
    let quoted = ask(None);
    assert!(quoted.windows.len() > 1, "{quoted:?}");
    assert_eq!(quoted.windows[0].from_date, "2026-01-10");
    for pair in quoted.windows.windows(2) {
        assert_eq!(pair[0].until, pair[1].from);
    }
    assert_eq!(quoted.windows.last().unwrap().until, None);
    for window in &quoted.windows {
        let mut message = parsed(&base);
        let notice = wire::Cancellation { received_at: window.from, cancelled_count: 0 };
        message.event = Some(wire::evaluate_request::Event::Cancellation(notice));
        let decision = answer(&policies, Law::built_in(), &message, FieldNames::Json).unwrap().decision.unwrap();
        assert_eq!((decision.verdict, &decision.charges), (window.verdict, &window.charges));
        assert_eq!(decision.settlement.map(|s| s.refund), Some(window.refund.clone()));
        assert!(!window.clause_ids.is_empty());
    }
    let short = ask(Some("2026-01-10T12:00:01Z"));
    assert_eq!(short.windows[..], quoted.windows[..1]);
}
