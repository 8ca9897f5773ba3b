//! What products are sold for: from the file to the decision, the checks and the proofs.

use clausula::analyse::prove::prove;
use clausula::analyse::report;
use clausula::analyse::rules::{Rule, check};
use clausula::analyse::{Invariant, Obligation, ProofOutcome};
use clausula::calendar::{Date, Instant};
use clausula::decision::{Decision, FindingCode};
use clausula::evaluate::{Detail, evaluate};
use clausula::facts::{Agreement, Event, Facts};
use clausula::law::Law;
use clausula::money::{Cents, Locale};
use clausula::policy::Policy;
use clausula::policy::load::load;
use clausula::render;
use clausula::vocabulary::{Basis, CustomerType, ProductType, Question};

/// A fee of € 50 for one kind of event that is sold for some prices, or for two.
fn file(prices: &str) -> String {
    format!(
        "policy = \"sold\"\nversion = \"1\"\nname = \"Sold\"\ncurrency = \"EUR\"\nprices = \"including_vat\"\n\
         zone = \"Europe/Amsterdam\"\nholidays = \"NL\"\nlaw = \"NL\"\n[[product]]\nid = \"weekend\"\nkind = \"event\"\n\
         name = {{ nl = \"Een weekend\", en = \"A weekend\" }}\n{prices}\n[[clause]]\nid = \"cancel\"\narticle = \"1\"\n\
         question = \"cancellation\"\nproducts = [\"weekend\"]\nsummary = {{ nl = \"a\", en = \"a\" }}\n[clause.outcome]\n\
         settles = true\ncharges = [{{ kind = \"cancellation_fee\", percent = 10, of = \"price\", minimum = {{ amount = \"50.00\" }} }}]\n"
    )
}

fn loaded(text: &str) -> Policy {
    load("sold/1.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}")).policy
}

fn faults(prices: &str) -> Vec<String> {
    match load("sold/1.toml", file(prices).as_bytes()) {
        Ok(_) => Vec::new(),
        Err(report) => report.errors().map(|fault| format!("{}: {}", fault.code, fault.message.en)).collect(),
    }
}

fn within_price(policy: &Policy) -> Obligation {
    let about = |found: &Obligation| {
        (found.invariant, found.question, found.product, found.customer)
            == (
                Invariant::FeeWithinPriceAsWritten,
                Some(Question::Cancellation),
                Some(ProductType::Event),
                Some(CustomerType::Consumer),
            )
    };
    prove(policy, Law::built_in()).into_iter().find(about).unwrap()
}

/// What refutes that the fee stays within the price: the price of the witness, and the words.
fn refuted(prices: &str) -> Option<(i64, String)> {
    match within_price(&loaded(&file(prices))).outcome {
        ProofOutcome::Proved { .. } => None,
        ProofOutcome::Refuted { witness, because } => Some((witness.unwrap().agreement.price.get(), because.en)),
        ProofOutcome::Undecided { reason } => panic!("{}", reason.en),
    }
}

#[test]
fn a_fee_is_within_the_price_of_what_is_sold_from_there_on() {
    let (price, because) = refuted("").unwrap();
    assert!(price < 5_000 && because.contains("so up to a price of € 49.99 at least"), "{price}: {because}");
    // Just below, at and just above the fee.
    let (price, because) = refuted("price_at_least = \"49.99\"").unwrap();
    assert!(price == 4_999 && because.contains("€ 49.99"), "{price}: {because}");
    assert_eq!(refuted("price_at_least = \"50.00\""), None);
    assert_eq!(refuted("price_at_least = \"50.01\""), None);
    assert_eq!(refuted("price_at_least = \"100.00\"\nprice_at_most = \"500.00\""), None);
    // Whatever it is sold for it is too much.
    let (price, because) = refuted("price_at_least = \"10.00\"\nprice_at_most = \"49.99\"").unwrap();
    assert_eq!(price, 1_000);
    assert!(because.contains("so at every price from € 10.00 to € 49.99"), "{because}");
}

#[test]
fn a_proof_says_at_which_prices() {
    let told = |prices: &str, locale| {
        let files = [("sold/1.toml".to_owned(), file(prices))];
        let as_of = Date::new(2026, 6, 1).unwrap();
        report::json(&report::verify_files(&files, Law::built_in(), as_of, |_| ()), locale)
    };
    let both = "price_at_least = \"100.00\"\nprice_at_most = \"500.00\"";
    let (en, nl) = (told(both, Locale::En), told(both, Locale::Nl));
    assert!(en.contains("cases that decide it, at prices from € 100.00 to € 500.00\""), "{en}");
    assert!(nl.contains("gevallen die het beslissen, bij prijzen van € 100,00 tot en met € 500,00\""), "{nl}");
    assert!(told("price_at_least = \"100.00\"", Locale::En).contains("decide it, at prices from € 100.00 on\""));
    assert!(told("price_at_most = \"99.00\"", Locale::Nl).contains("beslissen, bij prijzen tot en met € 99,00\""));
    assert!(!told("", Locale::En).contains("at prices"));
}

#[test]
fn a_rule_looks_at_the_prices_that_it_is_sold_for() {
    let above = |prices: &str| {
        let policy = loaded(&file(prices));
        let found = check(&policy, Law::built_in(), Date::new(2026, 6, 1).unwrap());
        let found = found.into_iter().find(|finding| finding.rule == Rule::FeeGtPrice);
        found.map(|finding| (finding.message.en, finding.witness.unwrap().agreement.price.get()))
    };
    assert!(above("").unwrap().0.contains("at a price up to € 49.99"), "{:?}", above(""));
    assert_eq!(above("price_at_least = \"50.00\""), None);
    let (message, price) = above("price_at_least = \"20.00\"").unwrap();
    assert!(message.contains("at a price up to € 49.99") && price == 2_000, "{message} {price}");
    let (message, price) = above("price_at_least = \"20.00\"\nprice_at_most = \"30.00\"").unwrap();
    assert!(message.contains("at any price from € 20.00 to € 30.00") && price == 2_000, "{message} {price}");
}

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

fn decided(policy: &Policy, price: i64, id: Option<&str>) -> Decision {
    let concluded = at("2026-01-05T09:00:00Z");
    let mut agreement = Agreement::new(CustomerType::Business, ProductType::Event, Cents::new(price), concluded);
    agreement.product_id = id.map(str::to_owned);
    let event = Event::Cancellation { received_at: at("2026-03-02T09:00:00Z"), cancelled_count: None };
    evaluate(policy, Law::built_in(), &Facts::new(agreement, event, Basis::TermsOnly).unwrap(), Detail::Full).unwrap()
}

fn is_outside(decision: &Decision) -> bool {
    decision.findings.iter().any(|finding| finding.code == FindingCode::PriceOutsideProduct)
}

#[test]
fn a_price_outside_is_answered_with_a_finding() {
    let policy = loaded(&file("price_at_least = \"100.00\"\nprice_at_most = \"500.00\""));
    for (price, outside, charged) in [
        (9_999, true, 5_000),
        (10_000, false, 5_000),
        (50_000, false, 5_000),
        (50_001, true, 5_000),
        (60_000, true, 6_000),
    ] {
        for id in [None, Some("weekend")] {
            let decision = decided(&policy, price, id);
            assert_eq!((is_outside(&decision), decision.charged().get()), (outside, charged), "{price} {id:?}");
        }
    }
    let decision = decided(&policy, 9_999, None);
    let finding = decision.findings.iter().find(|finding| finding.code == FindingCode::PriceOutsideProduct).unwrap();
    let said = |locale| render::finding(&policy, Law::built_in(), finding, locale);
    assert!(said(Locale::En).starts_with("The product is not sold for this price"), "{}", said(Locale::En));
    assert!(said(Locale::Nl).starts_with("Voor deze prijs wordt het product niet verkocht"), "{}", said(Locale::Nl));
    // One that states nothing is sold for any price.
    assert!(!is_outside(&decided(&loaded(&file("")), 1, Some("weekend"))));
}

#[test]
fn products_of_a_type_are_looked_at_each_at_its_own_prices() {
    let more = |prices: &str| {
        let own = format!(
            "[[product]]\nid = \"week\"\nkind = \"event\"\nname = {{ nl = \"Een week\", en = \"A week\" }}\n{prices}\n[[clause]]"
        );
        let text = file("price_at_least = \"100.00\"\nprice_at_most = \"200.00\"");
        loaded(&text.replacen("[[clause]]", &own, 1).replacen("products = [\"weekend\"]\n", "", 1))
    };
    let apart = more("price_at_least = \"1000.00\"");
    assert!(matches!(within_price(&apart).outcome, ProofOutcome::Proved { .. }));
    assert_eq!(within_price(&apart).prices.least, Cents::new(10_000));
    // Between the two nothing is sold; with the type alone it may be either.
    for (price, id, outside) in [
        (20_000, None, false),
        (20_001, None, true),
        (99_999, None, true),
        (100_000, None, false),
        (20_001, Some("weekend"), true),
        (100_000, Some("weekend"), true),
        (100_000, Some("week"), false),
        (15_000, Some("week"), true),
    ] {
        assert_eq!(is_outside(&decided(&apart, price, id)), outside, "{price} {id:?}");
    }
    // The one that is sold for less than the fee is found, and named.
    match within_price(&more("price_at_most = \"20.00\"")).outcome {
        ProofOutcome::Refuted { witness: Some(witness), .. } => assert!(witness.agreement.price <= Cents::new(2_000)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn faults_of_prices_are_told() {
    let nothing = "out-of-range: no price lies on the other side of this bound, so that it decides nothing";
    assert_eq!(faults("price_at_least = \"0.00\""), [nothing]);
    assert!(faults("price_at_least = \"0.01\"").is_empty());
    assert_eq!(faults("price_at_most = \"0.00\""), [nothing]);
    assert!(faults("price_at_least = \"100.00\"\nprice_at_most = \"100.00\"").is_empty());
    assert_eq!(
        faults("price_at_least = \"100.01\"\nprice_at_most = \"100.00\""),
        ["contradiction: the most that it is sold for is less than the least"]
    );
    assert!(faults("price_at_least = 100")[0].starts_with("wrong-kind"));
}
