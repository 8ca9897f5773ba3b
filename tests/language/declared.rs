//! Facts that a policy declares itself, from the request to the proof: conditions on them decide, what is needed and not stated
//! is refused, what has a default is assumed, and what cannot be is a violation with its path.

use crate::sample;
use clausula::analyse::prove::prove;
use clausula::analyse::{Invariant, ProofOutcome, compare, report};
use clausula::contract::{self, FieldNames, parse_request};
use clausula::evaluate::{Detail, Moment, describe, evaluate, options, quote};
use clausula::facts::{Agreement, DeclaredValue, Event, FactId, Facts};
use clausula::law::Law;
use clausula::money::{Cents, Locale};
use clausula::policy::Policy;
use clausula::policy::load::load;
use clausula::policy::store::PolicySet;
use clausula::vocabulary::{Basis, CustomerType, ProductType, Question};
use serde_json::{Value, json};

const POLICY: &str = include_str!("../policies/declared.toml");

fn loaded(text: &str) -> Policy {
    load("declared/1.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}")).policy
}

fn set(text: &str) -> PolicySet {
    PolicySet::from_files([("declared/1.toml", text)]).unwrap_or_else(|report| panic!("{report}"))
}

/// A request on a question about an agreement of 100.00, with these declared facts.
fn request(question: &str, facts: Value) -> Value {
    let mut request = json!({"policyId": "declared", "agreement": sample::agreement(), "facts": facts});
    let (event, act) = match question {
        "cancellation" => ("cancellation", "receivedAt"),
        "rescheduling" => ("rescheduling", "requestedAt"),
        "bookingChange" => ("bookingChange", "requestedAt"),
        "noShow" => ("noShow", "sessionStartsAt"),
        "substitution" => ("substitution", "requestedAt"),
        "providerCancellation" => ("providerCancellation", "announcedAt"),
        other => panic!("{other}"),
    };
    request[event] = json!({ act: "2026-03-02T09:00:00Z" });
    request
}

/// The answer to a request, or the violations: each its field and what is wrong.
fn answer(text: &str, request: &Value) -> Result<Value, Vec<(String, String)>> {
    let parsed = parse_request(request.to_string().as_bytes()).map_err(|rejection| violations(&rejection))?;
    let response = contract::answer(&set(text), Law::built_in(), &parsed, FieldNames::Json)
        .map_err(|rejection| violations(&rejection))?;
    Ok(serde_json::to_value(response.decision.unwrap()).unwrap())
}

fn violations(rejection: &contract::Rejection) -> Vec<(String, String)> {
    rejection.violations().into_iter().map(|violation| (violation.field, violation.problem)).collect()
}

fn charged(facts: Value) -> i64 {
    charged_on("cancellation", facts)
}

fn charged_on(question: &str, facts: Value) -> i64 {
    let decision = answer(POLICY, &request(question, facts)).unwrap();
    let cents = |charge: &Value| charge["amount"]["minorUnits"].as_str().unwrap().parse::<i64>().unwrap();
    decision["charges"].as_array().map_or(0, |charges| charges.iter().map(cents).sum())
}

#[test]
fn conditions_decide() {
    for (facts, expected) in [
        (json!({"season": {"choice": "high"}}), 5_000),
        (json!({"season": {"choice": "high"}, "doctors_note": {"yesNo": false}}), 5_000),
        (json!({"season": {"choice": "high"}, "doctors_note": {"yesNo": true}}), 0),
        (json!({"season": {"choice": "middle"}}), 1_500),
        (json!({"season": {"choice": "low"}}), 1_000),
    ] {
        assert_eq!(charged(facts.clone()), expected, "{facts}");
    }
    let moved = |season: &str| {
        let request = request("rescheduling", json!({"season": {"choice": season}}));
        answer(POLICY, &request).unwrap()["verdict"].clone()
    };
    assert_eq!([moved("low"), moved("high")], ["VERDICT_PERMITTED", "VERDICT_UNREGULATED"]);
}

fn euros(cents: i64) -> Value {
    json!({"amount": {"currencyCode": "EUR", "minorUnits": cents.to_string()}})
}

#[test]
fn an_explanation_names_the_facts_that_decided() {
    let told = |question: &str, facts: Value| {
        let decision = answer(POLICY, &request(question, facts)).unwrap();
        let steps = decision["explanation"].as_array().unwrap().clone();
        steps.into_iter().map(|step| step["calculation"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let high = told("cancellation", json!({"season": {"choice": "high"}}));
    assert!(high.iter().any(|text| text.contains("`season` is `high`")), "{high:?}");
    assert!(high.iter().any(|text| text.contains("`doctors_note`: no")), "{high:?}");
    let again = told("noShow", json!({"visits": {"count": 2}}));
    assert!(again.iter().any(|text| text.contains("`visits`: 2 or more")), "{again:?}");
    let first = told("noShow", json!({"visits": {"count": 1}}));
    assert!(first.iter().any(|text| text.contains("`visits`: less than 2")), "{first:?}");
}

#[test]
fn counts_bound_charges_and_multiply_them() {
    for (visits, expected) in [(0, 3_500), (1, 3_500), (2, 9_400), (3, 9_400), (20, 9_400)] {
        assert_eq!(charged_on("noShow", json!({"visits": {"count": visits}})), expected, "{visits}");
    }
    assert_eq!(charged_on("noShow", json!({})), 3_500, "none unless stated");
    // Half of the stay, and 1.50 for each guest, at least the deposit.
    for (stay, deposit, guests, expected) in [
        (4_001, 300, 2, 2_001 + 300),
        (4_001, 301, 2, 2_001 + 301),
        (4_001, 299, 2, 2_001 + 300),
        (0, 0, 50, 7_500),
        (10_000, 0, 2, 5_300),
    ] {
        let facts = json!({"stay": euros(stay), "deposit": euros(deposit), "guests": {"count": guests}});
        assert_eq!(charged_on("bookingChange", facts.clone()), expected, "{facts}");
    }
    let unless_stated = json!({"stay": euros(0), "guests": {"count": 2}});
    assert_eq!(charged_on("bookingChange", unless_stated), 2_500, "the deposit is 25.00 unless stated");
}

#[test]
fn amounts_and_counts_have_bounds() {
    let all = |stay: i64, deposit: i64, guests: i64| json!({"stay": euros(stay), "deposit": euros(deposit), "guests": {"count": guests}});
    let wrong = |facts| answer(POLICY, &request("bookingChange", facts)).err().unwrap_or_default();
    assert_eq!(wrong(all(10_000, 50_000, 50)), []);
    for (facts, field, problem) in [
        (all(10_001, 0, 2), "facts[stay]", "is above `agreement.price`"),
        (all(0, 50_001, 2), "facts[deposit]", "is above 500.00, the most that the terms allow"),
        (all(0, -1, 2), "facts[deposit]", "is negative; give an amount of 0 or more"),
        (all(0, 0, 1), "facts[guests]", "is below 2, the smallest count"),
        (all(0, 0, 51), "facts[guests]", "is above 50, the largest count"),
        (all(0, 0, -1), "facts[guests]", "is negative; give 0 or more"),
    ] {
        assert_eq!(wrong(facts.clone()), [(field.to_owned(), problem.to_owned())], "{facts}");
    }
    let dollars = json!({"stay": {"amount": {"currencyCode": "USD", "minorUnits": "1"}}, "guests": {"count": 2}});
    assert_eq!(wrong(dollars)[0].0, "facts[stay]");
}

#[test]
fn days_and_moments_are_anchors() {
    let on = |question: &str, key: &str, act: &str, facts: Value| {
        let mut request = request(question, facts);
        request[question][key] = json!(act);
        if question == "providerCancellation" {
            request[question]["cause"] = json!("CAUSE_NEITHER");
        }
        answer(POLICY, &request)
    };
    // The whole day in Amsterdam, which ends at 22:00 UTC in summer.
    let deadline = json!({"registration_deadline": {"date": "2026-09-17"}});
    for (act, charged) in [
        ("2026-09-16T22:00:00Z", 0),
        ("2026-09-17T21:59:59Z", 0),
        ("2026-09-17T22:00:00Z", 2_500),
        ("2026-09-18T22:00:00Z", 2_500),
    ] {
        let decision = on("substitution", "requestedAt", act, deadline.clone()).unwrap();
        let expected = if charged == 0 { Value::Null } else { json!(charged.to_string()) };
        assert_eq!(decision["charges"][0]["amount"]["minorUnits"], expected, "{act}");
    }
    let missing = on("substitution", "requestedAt", "2026-09-17T00:00:00Z", json!({})).unwrap_err();
    assert_eq!(missing, [("facts[registration_deadline]".into(), "is missing; a clause of the terms reads it".into())]);
    // An instant to the second.
    let delivery = json!({"delivery_at": {"instant": "2026-03-29T12:00:00+02:00"}});
    for (act, verdict) in [
        ("2026-03-28T09:59:59Z", "VERDICT_PERMITTED"),
        ("2026-03-28T10:00:00Z", "VERDICT_PERMITTED"),
        ("2026-03-28T10:00:01Z", "VERDICT_REFUSED"),
    ] {
        let decision = on("providerCancellation", "announcedAt", act, delivery.clone()).unwrap();
        assert_eq!(decision["verdict"], verdict, "{act}");
    }
    for (value, problem) in [
        (json!({"date": "2026-02-30"}), "`2026-02-30` is not a date"),
        (json!({"date": "1989-12-31"}), "lies outside 1990–2199"),
        (json!({"instant": "2026-09-17T00:00:00Z"}), "is of another kind; give a date as `date`"),
    ] {
        let wrong = on("substitution", "requestedAt", "2026-09-17T00:00:00Z", json!({"registration_deadline": value}));
        let wrong = wrong.unwrap_err();
        assert!(
            wrong.iter().any(|(field, found)| field == "facts[registration_deadline]" && found.contains(problem)),
            "{wrong:?}"
        );
    }
}

#[test]
fn what_is_not_stated_is_needed_or_assumed() {
    let missing = answer(POLICY, &request("cancellation", json!({}))).unwrap_err();
    assert_eq!(missing, [("facts[season]".into(), "is missing; a clause of the terms reads it".into())]);
    let assumed = answer(POLICY, &request("cancellation", json!({"season": {"choice": "low"}}))).unwrap();
    let details = assumed["assumptionDetails"].as_array().unwrap();
    let detail = details.iter().find(|detail| detail["code"] == "declared-default").unwrap();
    assert_eq!(detail["field"], "facts[doctors_note]");
    let said = "Is there a doctor's note? As nothing else was stated: no.";
    assert_eq!(detail["message"], said);
    // What is stated is not assumed.
    let stated = json!({"season": {"choice": "low"}, "doctors_note": {"yesNo": false}});
    let stated = answer(POLICY, &request("cancellation", stated)).unwrap();
    assert!(!stated.to_string().contains("declared-default"));
    // Who wants no defaults gets none.
    let mut strict = request("cancellation", json!({"season": {"choice": "low"}}));
    strict["strict"] = json!(true);
    let refused = answer(POLICY, &strict).unwrap_err();
    assert_eq!(refused.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["facts[doctors_note]"]);
}

#[test]
fn what_cannot_be_is_a_violation() {
    for (facts, field, problem) in [
        (
            json!({"seson": {"choice": "low"}}),
            "facts[seson]",
            "is not a fact that the policy declares; did you mean `season`?",
        ),
        (json!({"Season": {"choice": "low"}}), "facts[Season]", "is not a fact that the policy declares"),
        (
            json!({"season": {"choice": "hihg"}}),
            "facts[season]",
            "is not one of the words of the choice; did you mean `high`?",
        ),
        (json!({"season": {"choice": "No such"}}), "facts[season]", "is not one of the words of the choice"),
        (json!({"season": {"yesNo": true}}), "facts[season]", "is of another kind; give a choice as `choice`"),
        (json!({"season": {}}), "facts[season]", "is missing"),
        (json!({"season": "low"}), "facts[season]", "is a text; give an object with fields, `{…}`"),
    ] {
        let mut wrong = answer(POLICY, &request("cancellation", facts.clone())).unwrap_err();
        wrong.retain(|(path, _)| path == field);
        assert_eq!(wrong, [(field.to_owned(), problem.to_owned())], "{facts}");
    }
    let twice = r#"{"facts": {"season": {"choice": "low"}, "season": {"choice": "low"}}}"#;
    let rejection = parse_request(twice.as_bytes()).unwrap_err();
    assert!(violations(&rejection).iter().any(|(field, _)| field == "facts[season]"), "{rejection}");
    let many = (0..65).map(|number| (format!("f{number}"), json!({"yesNo": true}))).collect::<serde_json::Map<_, _>>();
    let rejected = answer(POLICY, &request("cancellation", Value::Object(many))).unwrap_err();
    assert_eq!(rejected, [("facts".into(), "has 65 entries; at most 64 are allowed".into())]);
}

#[test]
fn every_value_is_proved_and_witnesses_state_them() {
    let policy = loaded(POLICY);
    for obligation in prove(&policy, Law::built_in()) {
        assert!(!matches!(obligation.outcome, ProofOutcome::Undecided { .. }), "{obligation:?}");
    }
    // Half of a part of the price, whatever the part, is within the price; more than the part may not be.
    let alone = POLICY.replace(
        "{ kind = \"administration_fee\", amount = \"1.50\", per = \"guests\", minimum = { stated = \"deposit\" } },",
        "",
    );
    let within = |text: &str| {
        let obligations = prove(&loaded(text), Law::built_in());
        let on = obligations.into_iter().filter(|o| {
            o.question == Some(Question::BookingChange) && o.invariant == Invariant::FeeWithinPriceAsWritten
        });
        on.map(|obligation| obligation.outcome).collect::<Vec<_>>()
    };
    assert!(within(&alone).iter().all(|outcome| matches!(outcome, ProofOutcome::Proved { .. })));
    let beyond = alone.replace("percent = 50, of = \"stay\"", "times = 2, of = \"stay\"");
    assert!(
        within(&beyond).iter().all(|outcome| matches!(outcome, ProofOutcome::Refuted { .. })),
        "twice the stay is more"
    );
    // A charge beyond the price, in the high season without a note alone.
    let high =
        POLICY.replace("percent = 50, of", "times = 2, of").replace("amount = \"5.00\"", "percent = 1, of = \"price\"");
    let policy = loaded(&high);
    let obligations = prove(&policy, Law::built_in());
    let found = obligations.iter().find_map(|obligation| match &obligation.outcome {
        ProofOutcome::Refuted { witness, .. } if obligation.invariant == Invariant::FeeWithinPriceAsWritten => {
            witness.clone()
        }
        _ => None,
    });
    let text = report::request_json(&found.unwrap(), &policy);
    let written: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(written["facts"], json!({"season": {"choice": "high"}}));
    // The request replays.
    assert!(answer(&high, &written).unwrap().to_string().contains("price-ceiling"));
}

#[test]
fn a_question_tells_what_it_reads() {
    let policy = loaded(POLICY);
    let described = |question| {
        let described = describe(&policy, question, None, None, Basis::TermsAndLaw);
        contract::description(&policy, &described, Locale::En).facts
    };
    let of = |question| -> Vec<String> {
        described(question).into_iter().map(|fact| fact.path).filter(|path| path.starts_with("facts")).collect()
    };
    assert_eq!(of(Question::Cancellation), ["facts[doctors_note]", "facts[season]"]);
    assert_eq!(of(Question::Rescheduling), ["facts[season]"]);
    assert_eq!(of(Question::NoShow), ["facts[visits]"]);
    assert_eq!(of(Question::BookingChange), ["facts[stay]", "facts[deposit]", "facts[guests]"]);
    assert_eq!(of(Question::Offer), [] as [&str; 0]);
    let season = described(Question::Cancellation).into_iter().find(|fact| fact.path == "facts[season]").unwrap();
    assert_eq!(season.json_path, "facts[season]");
    assert_eq!(season.choices.iter().map(|choice| choice.name.as_str()).collect::<Vec<_>>(), ["low", "middle", "high"]);
}

#[test]
fn versions_are_compared_by_what_either_declares() {
    let (old, new) =
        (loaded(POLICY), loaded(&POLICY.replace("percent = 50, of = \"price\"", "percent = 60, of = \"price\"")));
    let compared = compare::compare(&old, &new, Law::built_in());
    assert!(!compared.regions.is_empty() && compared.not_compared.is_empty(), "{:?}", compared.not_compared);
    assert!(compared.regions.iter().all(|region| region.conditions.en.contains("`season` is `high`")), "{compared:?}");
    // One version without a fact of the other.
    let without = POLICY
        .replace("\n[[fact]]\nid = \"doctors_note\"", "\n[[fact]]\nid = \"note\"")
        .replace("\"doctors_note\"", "\"note\"");
    let compared = compare::compare(&old, &loaded(&without), Law::built_in());
    assert!(!compared.regions.is_empty(), "{:?}", compared.not_compared);
}

#[test]
fn facts_serve_quotes_and_options() {
    let policy = loaded(POLICY);
    let at = |text: &str| clausula::calendar::Instant::parse_rfc3339(text).unwrap();
    let concluded = at("2026-01-05T09:00:00Z");
    let mut agreement = Agreement::new(CustomerType::Business, ProductType::Event, Cents::new(10_000), concluded);
    let season = FactId::parse("season").unwrap();
    agreement.declared.set(season, Some(DeclaredValue::Choice(FactId::parse("high").unwrap())));
    let event = Event::Cancellation { received_at: at("2026-03-02T09:00:00Z"), cancelled_count: None };
    let facts = Facts::new(agreement.clone(), event, Basis::TermsOnly).unwrap();
    let decision = evaluate(&policy, Law::built_in(), &facts, Detail::Full).unwrap();
    assert_eq!(decision.charged(), Cents::new(5_000));
    let quote = quote(&policy, Law::built_in(), &agreement, facts.event(), Basis::TermsOnly).unwrap();
    assert_eq!(quote.windows.len(), 1);
    let moment = Moment::default();
    let options =
        options(&policy, Law::built_in(), &agreement, concluded, &moment, Basis::TermsOnly, Detail::Amounts).unwrap();
    // Only naming somebody else needs a day that is not stated here.
    let refused = options.iter().filter(|option| option.answer.is_err());
    assert_eq!(refused.map(|option| option.question).collect::<Vec<_>>(), [Question::Substitution]);
}
