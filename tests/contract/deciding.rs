//! Which facts decided: named where they separate the clause that answers from others, or keep all of them silent.

use super::requests::*;
use super::round_trip::parsed;
use clausula::contract::{FieldNames, answer, wire};
use clausula::law::Law;
use clausula::policy::store::PolicySet;
use serde_json::{Value, json};

fn decided(request: &Value, locale: &str) -> wire::Decision {
    let policies = PolicySet::built_in().unwrap();
    let request = parsed(&with(request.clone(), &[("/locale", json!(locale))]));
    answer(&policies, Law::built_in(), &request, FieldNames::Json).unwrap().decision.unwrap()
}

/// A question to a provider about a product.
fn asked(policy: &str, product: &str, event: &str, fields: Value) -> Value {
    let product = format!("PRODUCT_TYPE_{product}");
    with(request(event, fields), &[("/policyId", json!(policy)), ("/agreement/productType", json!(product))])
}

/// Whether a decision says a sentence, in English or in Dutch, under a clause.
fn says(request: &Value, clause: &str, en: &str, nl: &str) -> bool {
    let said = [("en", en), ("nl", nl)].map(|(locale, sentence)| {
        let steps = decided(request, locale).explanation;
        steps.iter().filter(|step| step.clause_id == clause && step.calculation == sentence).count()
    });
    assert!(said[0] == said[1] && said[0] < 2, "{en}: {said:?}");
    said[0] == 1
}

const AT: &str = "2026-05-01T10:00:00Z";

#[test]
fn who_the_customer_is_where_another_clause_is_about_others() {
    let cancelled = |customer: &str| {
        let asked = asked("heartschool", "EVENT", "cancellation", json!({"receivedAt": AT}));
        with(asked, &[("/agreement/customerType", json!(customer))])
    };
    let (consumer, business) = (cancelled("CUSTOMER_TYPE_CONSUMER"), cancelled("CUSTOMER_TYPE_BUSINESS"));
    assert!(says(&consumer, "cancel-consumer", "the customer is a consumer", "de klant is een consument"));
    assert!(says(&business, "cancel-business", "the customer is a business", "de klant is een bedrijf"));
    // Every clause on cancelling is about this product: it separates nothing.
    let product = "it is about a training or event on a date";
    assert!(!says(&consumer, "cancel-consumer", product, "het gaat om een training of evenement op datum"));
}

#[test]
fn what_was_agreed_where_another_clause_is_about_something_else() {
    let cancelled = asked("klantgenerator", "EVENT", "cancellation", json!({"receivedAt": AT}));
    let said = ("it is about a training or event on a date", "het gaat om een training of evenement op datum");
    assert!(says(&cancelled, "cancel-training", said.0, said.1));
}

#[test]
fn a_condition_by_which_the_clause_applies_and_one_that_keeps_another_from_it() {
    let end = |for_cause: bool| {
        let end = json!({"noticeAt": AT, "by": "PARTY_PROVIDER", "forCause": for_cause});
        asked("klantgenerator", "SUBSCRIPTION", "termination", end)
    };
    let cause = ("the provider ends the agreement for cause", "de aanbieder beëindigt de overeenkomst op een grond");
    let none = ("it does not end for cause", "er is geen grond voor beëindiging");
    assert!(says(&end(true), "end-for-cause", cause.0, cause.1));
    assert!(says(&end(false), "provider-termination", none.0, none.1));
    assert!(!says(&end(true), "provider-termination", none.0, none.1));
}

#[test]
fn what_alone_keeps_a_row_from_applying() {
    let substitute = |qualifies: bool| {
        let substitute = json!({"requestedAt": AT, "substituteQualifies": qualifies});
        asked("multidonnas", "EVENT", "substitution", substitute)
    };
    let not = ("the substitute does not meet the requirements", "de vervanger voldoet niet aan de eisen");
    assert!(says(&substitute(false), "substitute", not.0, not.1));
    assert!(!says(&substitute(true), "substitute", not.0, not.1));
}

#[test]
fn what_keeps_all_clauses_silent_is_told_of_the_silence() {
    let plan = asked("heartschool", "PROGRAMME", "paymentPlan", json!({}));
    assert!(says(&plan, "R4", "no instalments were agreed", "er zijn geen termijnen afgesproken"));
    // No clause seems to regulate what none does.
    assert!(decided(&plan, "en").explanation.iter().all(|step| step.clause_id == "R4"));
    let things = asked("heartschool", "GOODS", "cancellation", json!({"receivedAt": AT}));
    assert!(says(&things, "R4", "it is about goods", "het gaat om zaken (spullen)"));
}

#[test]
fn why_a_right_to_withdraw_is_not_there_or_lost() {
    let withdrawn = asked("emperra", "EVENT", "withdrawal", json!({"declaredAt": "2026-01-12T10:00:00Z"}));
    let business = with(withdrawn.clone(), &[("/agreement/customerType", json!("CUSTOMER_TYPE_BUSINESS"))]);
    assert!(says(&business, "withdraw", "the customer is a business", "de klant is een bedrijf"));
    let lost = [
        ("/agreement/productType", json!("PRODUCT_TYPE_DIGITAL_CONTENT")),
        ("/agreement/performance", json!({"startedAt": "2026-01-11T10:00:00Z"})),
        ("/agreement/withdrawalFacts", json!({"expressRequestToStart": true, "acknowledgedLossOfRight": true})),
    ];
    let lost = with(withdrawn, &lost);
    for (en, nl) in [
        ("performance has begun", "de uitvoering is begonnen"),
        ("the customer expressly asked to start", "de klant vroeg uitdrukkelijk om te beginnen"),
        ("the customer acknowledged the loss of the right", "de klant erkende dat het recht vervalt"),
    ] {
        assert!(says(&lost, "withdraw-lapse", en, nl), "{en}");
    }
}

/// A table whose rows, a charge of which and a clause beside which ask for facts and for days.
const ROWS: &str = r#"
policy = "rows"
version = "1"
name = "Rows"
currency = "EUR"
prices = "including_vat"
zone = "Europe/Amsterdam"
holidays = "NL"
law = "none"

[[fact]]
id = "sick"
kind = "yes_no"
ask = { nl = "Is de klant ziek?", en = "Is the customer ill?" }
default = false

[[clause]]
id = "cancel"
article = "1"
question = "cancellation"
summary = { nl = "Wie ziek is betaalt niets, wie op zondag opzegt de helft, een ander alles.", en = "Nothing when ill, half on Sundays, otherwise all." }
[clause.tiers]
settles = true
takes = "first"
[[clause.tiers.tier]]
when = ["sick"]
charges = []
[[clause.tiers.tier]]
day = { of = "act", on = ["sunday", "holiday"] }
charges = [{ kind = "cancellation_fee", percent = 50, of = "price" }]
[[clause.tiers.tier]]
charges = [
    { kind = "cancellation_fee", percent = 100, of = "price", unless = ["pays_in_instalments"] },
    { kind = "cancellation_fee", percent = 80, of = "price", when = ["pays_in_instalments"] },
]

[[clause]]
id = "move"
article = "2"
question = "rescheduling"
day = { of = "act", from = 2026-05-01, until = 2026-05-04 }
summary = { nl = "Verzetten kan begin mei.", en = "Moving is possible in the first days of May." }
outcome = { verdict = "permitted" }
"#;

/// The sentences about facts and days of a decision on the table.
fn of_rows(event: &str, received_at: &str, more: &[(&str, Value)]) -> Vec<String> {
    let policies = PolicySet::from_files([("rows/1.toml", ROWS)]).unwrap_or_else(|report| panic!("{report}"));
    let field = if event == "cancellation" { "receivedAt" } else { "requestedAt" };
    let asked = with(request(event, json!({field: received_at})), &[("/policyId", json!("rows"))]);
    let decision = answer(&policies, Law::built_in(), &parsed(&with(asked, more)), FieldNames::Json).unwrap();
    let steps = decision.decision.unwrap().explanation.into_iter().map(|step| step.calculation);
    steps.filter(|said| said.contains("sick") || said.contains("instalments") || said.contains("applies")).collect()
}

#[test]
fn the_condition_of_a_row_and_of_one_before_it_is_told() {
    let thursday = "2026-04-30T10:00:00Z";
    let ill = [("/facts", json!({"sick": {"yesNo": true}}))];
    assert_eq!(of_rows("cancellation", thursday, &ill), ["`sick`: yes"]);
    // The rows before it, each of which one condition keeps from applying; and the charge of the two that is not due.
    let day = "Thursday 30 April 2026 is no day on which this applies";
    let none = "no instalments were agreed";
    assert_eq!(of_rows("cancellation", thursday, &[]), ["`sick`: no", day, none]);
    let parts = [("/agreement/paysInInstalments", json!(true))];
    assert_eq!(of_rows("cancellation", thursday, &parts), ["`sick`: no", day, "instalments were agreed"]);
}

#[test]
fn a_day_that_decides_is_told_at_before_and_after_it() {
    // Midnight in Amsterdam, to the second: Saturday, Sunday, Monday.
    let told = |at| of_rows("cancellation", at, &[]).into_iter().find(|said| said.contains("applies")).unwrap();
    assert_eq!(told("2026-05-02T21:59:59Z"), "Saturday 2 May 2026 is no day on which this applies");
    assert_eq!(told("2026-05-02T22:00:00Z"), "Sunday 3 May 2026 is a day on which this applies");
    assert_eq!(told("2026-05-03T21:59:59Z"), "Sunday 3 May 2026 is a day on which this applies");
    assert_eq!(told("2026-05-03T22:00:00Z"), "Monday 4 May 2026 is no day on which this applies");
    assert_eq!(told("2026-05-14T10:00:00Z"), "Thursday 14 May 2026, a holiday, is a day on which this applies");
    // A clause that its day alone keeps from applying.
    let moved = |at| of_rows("rescheduling", at, &[]);
    assert_eq!(moved("2026-05-03T21:59:59Z"), ["Sunday 3 May 2026 is a day on which this applies"]);
    assert_eq!(moved("2026-05-03T22:00:00Z"), ["Monday 4 May 2026 is no day on which this applies"]);
    assert_eq!(moved("2026-04-30T10:00:00Z"), ["Thursday 30 April 2026 is no day on which this applies"]);
}
