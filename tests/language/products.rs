//! The products of a policy's own: clauses on one of several products of a type, from the file to the request and the proof.

use crate::sample;
use clausula::analyse::ProofOutcome;
use clausula::analyse::compare::compare;
use clausula::analyse::prove::prove;
use clausula::calendar::Instant;
use clausula::contract::{self, FieldNames, parse_request};
use clausula::decision::Decision;
use clausula::evaluate::{Detail, Moment, describe, evaluate, options, quote};
use clausula::facts::{Agreement, Event, Facts};
use clausula::law::Law;
use clausula::money::{Cents, Locale};
use clausula::policy::Policy;
use clausula::policy::load::load;
use clausula::policy::store::PolicySet;
use clausula::render::{WIDTH, decision_text};
use clausula::vocabulary::{Basis, CustomerType, ProductType, Question, Verdict};
use serde_json::{Value, json};

const POLICY: &str = include_str!("../policies/products.toml");

fn loaded(text: &str) -> Policy {
    load("products/1.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}")).policy
}

/// What is wrong with a file: each code and message.
fn faults(text: &str) -> Vec<String> {
    match load("products/1.toml", text.as_bytes()) {
        Ok(_) => Vec::new(),
        Err(report) => report.errors().map(|fault| format!("{}: {}", fault.code, fault.message.en)).collect(),
    }
}

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

fn facts(product: ProductType, id: Option<&str>) -> Facts {
    let mut agreement = Agreement::new(CustomerType::Business, product, Cents::new(10_000), at("2026-01-05T09:00:00Z"));
    agreement.starts_at = Some(at("2026-06-01T09:00:00Z"));
    agreement.product_id = id.map(str::to_owned);
    let event = Event::Cancellation { received_at: at("2026-03-02T09:00:00Z"), cancelled_count: None };
    Facts::new(agreement, event, Basis::TermsOnly).unwrap()
}

fn decide(policy: &Policy, product: ProductType, id: Option<&str>) -> Result<Decision, String> {
    evaluate(policy, Law::built_in(), &facts(product, id), Detail::Full).map_err(|error| error.to_string())
}

fn charged(product: ProductType, id: Option<&str>) -> i64 {
    decide(&loaded(POLICY), product, id).unwrap().charged().get()
}

#[test]
fn the_product_decides_and_not_its_type() {
    use ProductType::{Coaching, Event, Goods, Programme};
    assert_eq!(charged(Event, Some("one_day")), 1_000);
    assert_eq!(charged(Event, Some("weekend")), 2_000);
    // A row for one product, the others of the clause, and another type beside them.
    assert_eq!(charged(Event, Some("retreat")), 3_000);
    assert_eq!(charged(Coaching, None), 2_000);
    // Of its type there is one: the type is enough.
    assert_eq!(charged(Programme, Some("track")), 4_000);
    assert_eq!(charged(Programme, None), 4_000);
    let other = decide(&loaded(POLICY), Goods, None).unwrap();
    assert_eq!(other.verdict, Verdict::Unregulated);
}

#[test]
fn what_is_missing_unknown_or_of_another_type_is_said() {
    use ProductType::{Event, Programme};
    let refused = |product, id| decide(&loaded(POLICY), product, id).unwrap_err();
    let missing = refused(Event, None);
    assert_eq!(missing, "`agreement.product_id`: is missing; a clause of the terms reads it");
    assert_eq!(
        refused(Event, Some("two_days")),
        "`agreement.product_id`: is not a product of the policy; there are `one_day`, `weekend`, `retreat`, …"
    );
    let other = "`agreement.product_type`: is another than that of `agreement.product_id`: `track` is `programme`";
    assert_eq!(refused(Event, Some("track")), other);
    assert!(decide(&loaded(POLICY), Programme, Some("weekend")).is_err());
    // A policy without products repeats what the request calls it.
    let text = POLICY.split("[[product]]").next().unwrap().to_owned()
        + "[[clause]]\nid = \"all\"\narticle = \"1\"\nquestion = \"cancellation\"\nsummary = { nl = \"a\", en = \"a\" }\noutcome = { verdict = \"permitted\" }\n";
    assert_eq!(decide(&loaded(&text), Event, Some("Anything at all")).unwrap().verdict, Verdict::Permitted);
}

#[test]
fn the_explanation_names_the_product_once() {
    let policy = loaded(POLICY);
    let decision = decide(&policy, ProductType::Event, Some("one_day")).unwrap();
    let text = decision_text(&policy, Law::built_in(), Question::Cancellation, &decision, Locale::En, WIDTH);
    assert_eq!(text.matches("`product_id` is `one_day`").count(), 1, "{text}");
    assert!(!text.contains("is not `"), "{text}");
}

/// A request in JSON.
fn request(agreement: Value) -> Value {
    let mut request = json!({
        "policyId": "products",
        "agreement": sample::agreement(),
        "cancellation": {"receivedAt": "2026-03-02T09:00:00Z"},
    });
    for (key, value) in agreement.as_object().unwrap() {
        request["agreement"][key] = value.clone();
    }
    request
}

fn answered(request: &Value) -> Result<i64, Vec<String>> {
    let set = PolicySet::from_files([("products/1.toml", POLICY)]).unwrap_or_else(|report| panic!("{report}"));
    let parsed = parse_request(request.to_string().as_bytes()).unwrap_or_else(|_| panic!("{request}"));
    match contract::answer(&set, Law::built_in(), &parsed, FieldNames::Json) {
        Ok(response) => {
            let charges = response.decision.unwrap().charges;
            Ok(charges.iter().map(|charge| charge.amount.as_ref().unwrap().minor_units).sum())
        }
        Err(rejection) => Err(rejection.violations().into_iter().map(|violation| violation.field).collect()),
    }
}

#[test]
fn requests_name_it() {
    assert_eq!(answered(&request(json!({"productId": "weekend"}))), Ok(2_000));
    assert_eq!(answered(&request(json!({}))), Err(vec!["agreement.productId".to_owned()]));
    assert_eq!(answered(&request(json!({"productId": "track"}))), Err(vec!["agreement.productType".to_owned()]));
    // It alone says of what type it is.
    let untyped = |agreement: Value| {
        let mut request = request(agreement);
        request["agreement"].as_object_mut().unwrap().remove("productType");
        request
    };
    assert_eq!(answered(&untyped(json!({"productId": "weekend"}))), Ok(2_000));
    assert_eq!(answered(&untyped(json!({"productId": "track"}))), Ok(4_000));
    assert_eq!(answered(&untyped(json!({"productId": "two_days"}))), Err(vec!["agreement.productId".to_owned()]));
    assert_eq!(answered(&untyped(json!({}))), Err(vec!["agreement.productType".to_owned()]));
    // It is stated in the agreement, not among the facts.
    let mut beside = request(json!({"productId": "weekend"}));
    beside["facts"] = json!({"product_id": {"choice": "weekend"}});
    let parsed = parse_request(beside.to_string().as_bytes());
    let set = PolicySet::from_files([("products/1.toml", POLICY)]).unwrap_or_else(|report| panic!("{report}"));
    let refused = parsed.and_then(|parsed| contract::answer(&set, Law::built_in(), &parsed, FieldNames::Json));
    let fields: Vec<String> = refused.unwrap_err().violations().into_iter().map(|violation| violation.field).collect();
    assert_eq!(fields, ["facts[product_id]"]);
}

#[test]
fn questions_quotes_and_options_know_it() {
    let policy = loaded(POLICY);
    let described = |product| describe(&policy, Question::Cancellation, Some(product), None, Basis::TermsOnly).declared;
    assert_eq!(described(ProductType::Event).len(), 1);
    assert!(described(ProductType::Programme).is_empty() && described(ProductType::Coaching).is_empty());
    let description = describe(&policy, Question::Cancellation, None, None, Basis::TermsOnly);
    let wire = contract::description(&policy, &description, Locale::En);
    let fact = wire.facts.iter().find(|fact| fact.path == "agreement.product_id").unwrap();
    assert_eq!(fact.json_path, "agreement.productId");
    assert_eq!(
        fact.choices.iter().map(|choice| choice.name.as_str()).collect::<Vec<_>>(),
        ["one_day", "weekend", "retreat", "track"]
    );
    assert_eq!(fact.choices[1].text, "A weekend");
    let (law, facts) = (Law::built_in(), facts(ProductType::Event, Some("weekend")));
    let quoted = quote(&policy, law, facts.agreement(), facts.event(), Basis::TermsOnly).unwrap();
    assert!(quoted.windows.iter().all(|window| window.decision.charged().get() == 2_000));
    let now = at("2026-03-02T09:00:00Z");
    let weighed =
        options(&policy, law, facts.agreement(), now, &Moment::default(), Basis::TermsOnly, Detail::Full).unwrap();
    assert!(
        weighed.iter().any(|option| option.answer.as_ref().is_ok_and(|decision| decision.charged().get() == 2_000))
    );
}

/// The product decides its type: it is asked for first, and where it is named the type is not asked for at all.
#[test]
fn a_description_asks_for_the_product_and_not_for_its_type() {
    let text = POLICY.replacen("id = \"weekend\"", "id = \"weekend\"\nprice_at_least = \"100.00\"", 1);
    let set = PolicySet::from_files([("products/1.toml", text)]).unwrap_or_else(|report| panic!("{report}"));
    let described = |product_id: &str| {
        let asked = contract::wire::DescribeQuestionRequest {
            policy_id: "products".to_owned(),
            question: contract::wire::Question::Cancellation.into(),
            product_id: product_id.to_owned(),
            ..Default::default()
        };
        contract::describe_question(&set, &asked)
    };
    let whole = described("").unwrap().facts;
    let at = |path: &str| whole.iter().position(|fact| fact.path == path).unwrap();
    assert_eq!(at("agreement.product_id") + 1, at("agreement.product_type"));
    let of_type = &whole[at("agreement.product_type")];
    assert_eq!(of_type.need(), contract::wire::FactNeed::Optional);
    assert_eq!(of_type.default_text, "that of the product in `agreement.product_id`");
    let own = &whole[at("agreement.product_id")].choices;
    assert_eq!(own[1].product_type(), contract::wire::ProductType::Event);
    assert_eq!((own[1].least_price, own[1].most_price), (10_000, 0));
    assert_eq!((own[3].product_type(), own[3].least_price), (contract::wire::ProductType::Programme, 0));
    for id in ["weekend", "track"] {
        let facts = described(id).unwrap().facts;
        let paths: Vec<&str> = facts.iter().take(3).map(|fact| fact.path.as_str()).collect();
        assert_eq!(paths, ["agreement.customer_type", "agreement.product_id", "agreement.price"], "{id}");
        assert!(facts.iter().all(|fact| fact.path != "agreement.product_type"), "{id}");
    }
    let refused = described("two_days").unwrap_err().violations();
    assert_eq!(refused.iter().map(|violation| violation.field.as_str()).collect::<Vec<_>>(), ["product_id"]);
    // A policy without products of its own asks for the type, as ever.
    let built_in = PolicySet::built_in().unwrap();
    let policy = built_in.iter().next().unwrap();
    let description = describe(policy, Question::Cancellation, None, None, Basis::TermsOnly);
    let facts = contract::description(policy, &description, Locale::En).facts;
    let of_type = facts.iter().find(|fact| fact.path == "agreement.product_type").unwrap();
    assert_eq!(of_type.need(), contract::wire::FactNeed::Required);
    assert!(facts.iter().all(|fact| fact.path != "agreement.product_id"));
}

#[test]
fn faults_of_products_are_told() {
    let with = |from: &str, to: &str| {
        assert!(POLICY.contains(from), "{from}");
        faults(&POLICY.replacen(from, to, 1))
    };
    assert!(faults(POLICY).is_empty());
    assert_eq!(
        with("id = \"weekend\"", "id = \"event\""),
        ["duplicate-id: `event` is a type of product; give the product another id"]
    );
    assert_eq!(
        with("id = \"weekend\"", "id = \"one_day\"")[0],
        "duplicate-id: there are two products with the id `one_day`"
    );
    assert_eq!(
        with("products = [\"one_day\"]", "products = [\"one_dya\"]"),
        ["unknown-word: unknown product `one_dya`"]
    );
    assert_eq!(
        with("when = [\"product_id:retreat\"]", "when = [\"product_id:week\"]"),
        ["unknown-word: there is no product `week`"]
    );
    // A row for a product of which the clause does not speak.
    let never = with("when = [\"product_id:retreat\"]", "when = [\"product_id:one_day\"]");
    assert!(never.iter().any(|fault| fault.starts_with("tier-empty")), "{never:?}");
    // Without the rows for the others a table is open.
    let open = with("unless = [\"product_id:retreat\"]", "when = [\"product_id:weekend\"]");
    assert!(open.iter().any(|fault| fault.starts_with("tier-gap")), "{open:?}");
    let own = "[[fact]]\nid = \"product_id\"\nkind = \"yes_no\"\nask = { nl = \"x\", en = \"x\" }\n\n[[product]]";
    assert!(with("[[product]]", own)[0].contains("is a word that is built in"));
}

#[test]
fn proofs_look_at_each_product() {
    let policy = loaded(POLICY);
    let law = Law::built_in();
    let about = |obligation: &&clausula::analyse::Obligation| obligation.question == Some(Question::Cancellation);
    for obligation in prove(&policy, law).iter().filter(about) {
        assert!(matches!(obligation.outcome, ProofOutcome::Proved { .. }), "{obligation:?}");
    }
    // What one product alone breaks is found, and the request that shows it names the product.
    let text = POLICY.replacen(
        "percent = 30, of = \"price\"",
        "percent = 60, of = \"price\" }, { kind = \"administration_fee\", percent = 60, of = \"price\"",
        1,
    );
    let witnesses: Vec<Option<String>> = prove(&loaded(&text), law)
        .into_iter()
        .filter_map(|obligation| match obligation.outcome {
            ProofOutcome::Refuted { witness: Some(witness), .. } => Some(witness.agreement.product_id),
            _ => None,
        })
        .collect();
    assert!(!witnesses.is_empty() && witnesses.iter().all(|id| id.as_deref() == Some("retreat")), "{witnesses:?}");
}

#[test]
fn comparisons_name_the_product_that_changed() {
    let text = POLICY.replacen("percent = 30", "percent = 35", 1);
    let comparison = compare(&loaded(POLICY), &loaded(&text), Law::built_in());
    assert_eq!(comparison.not_compared.len(), 0, "{:?}", comparison.not_compared);
    assert!(!comparison.regions.is_empty());
    for region in &comparison.regions {
        assert_eq!(region.witness.agreement.product_id.as_deref(), Some("retreat"), "{region:?}");
        assert!(region.conditions.en.contains("`product_id` is `retreat`"), "{region:?}");
        assert!(region.members.iter().all(|(product, _)| *product == ProductType::Event));
    }
}
