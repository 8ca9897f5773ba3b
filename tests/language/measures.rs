//! Conditions on the price and on the delivered part: from the file to the answer, the proof and the comparison.

use clausula::analyse::compare::compare;
use clausula::analyse::prove::prove;
use clausula::analyse::{Invariant, Obligation, ProofOutcome};
use clausula::calendar::Instant;
use clausula::decision::Decision;
use clausula::evaluate::{Detail, evaluate, reads};
use clausula::facts::table::agreement::{DELIVERED_UNITS, FULLY_PERFORMED, PRICE, TOTAL_UNITS};
use clausula::facts::{Agreement, Event, Facts};
use clausula::law::Law;
use clausula::money::{Cents, Locale};
use clausula::policy::Policy;
use clausula::policy::load::load;
use clausula::render::{WIDTH, decision_text};
use clausula::vocabulary::{Basis, CustomerType, ProductType, Question, Verdict};

const POLICY: &str = include_str!("../policies/measures.toml");

fn loaded(text: &str) -> Policy {
    load("measures/1.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}")).policy
}

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

fn agreement(price: i64) -> Agreement {
    let concluded_at = at("2026-01-05T09:00:00Z");
    let mut agreement = Agreement::new(CustomerType::Business, ProductType::Coaching, Cents::new(price), concluded_at);
    agreement.starts_at = Some(at("2026-06-01T09:00:00Z"));
    agreement
}

fn decide(policy: &Policy, agreement: Agreement, question: Question) -> Decision {
    let event = Event::plain(question, at("2026-03-02T09:00:00Z"));
    evaluate(policy, Law::built_in(), &Facts::new(agreement, event, Basis::TermsOnly).unwrap(), Detail::Full).unwrap()
}

#[test]
fn the_price_decides_to_the_cent() {
    let policy = loaded(POLICY);
    let charged = |price| decide(&policy, agreement(price), Question::Cancellation).charged().get();
    assert_eq!([49_999, 50_000, 50_001].map(charged), [5_000, 5_000, 10_000]);
    assert_eq!([99_999, 100_000, 100_001].map(charged), [20_000, 21_500, 21_500]);
    let verdict = |price| decide(&policy, agreement(price), Question::Rescheduling).verdict;
    let (free, silent) = (Verdict::Permitted, Verdict::Unregulated);
    assert_eq!([19_999, 20_000, 29_999, 30_000].map(verdict), [silent, free, free, silent]);
}

/// What ending costs at € 100.00 when so many units of so many are delivered.
fn ended(policy: &Policy, delivered: Option<u32>, total: Option<u32>, all: Option<bool>) -> i64 {
    let mut agreement = agreement(10_000);
    (agreement.performance.delivered_units, agreement.performance.total_units) = (delivered, total);
    agreement.performance.fully_performed = all;
    decide(policy, agreement, Question::Termination).charged().get()
}

#[test]
fn the_delivered_part_is_compared_without_rounding() {
    let policy = loaded(POLICY);
    let of = |delivered, total| ended(&policy, Some(delivered), Some(total), None);
    assert_eq!([of(1, 3), of(1, 2), of(2, 3), of(3, 3), of(0, 3)], [3_333, 10_000, 10_000, 10_000, 0]);
    assert_eq!([of(499_999_999, 1_000_000_000), of(500_000_000, 1_000_000_000)], [5_000, 10_000]);
    // Without a count nothing is delivered, or all of it where everything was performed.
    assert_eq!(ended(&policy, None, None, None), 0);
    assert_eq!(ended(&policy, None, None, Some(true)), 10_000);
    // A third is more than 33.3333% and less than 33.3334%.
    for (bound, charged) in [("33.3333", 10_000), ("33.3334", 3_333)] {
        let text = POLICY.replace("less_than = 50", &format!("less_than = {bound}"));
        let text = text.replace("at_least = 50 }", &format!("at_least = {bound} }}"));
        assert_eq!(ended(&loaded(&text), Some(1), Some(3), None), charged, "{bound}");
    }
    // Exactly half lies on either side as the text says.
    let text = POLICY.replace("less_than = 50", "at_most = 50").replace("at_least = 50 }", "more_than = 50 }");
    let policy = loaded(&text);
    assert_eq!(ended(&policy, Some(1), Some(2), None), 5_000);
    assert_eq!(ended(&policy, Some(500_000_001), Some(1_000_000_000), None), 10_000);
}

#[test]
fn what_is_asked_is_read_and_told() {
    let policy = loaded(POLICY);
    let read = |question| {
        let event = Event::plain(question, at("2026-03-02T09:00:00Z"));
        reads(&policy, Law::built_in(), &Facts::new(agreement(10_000), event, Basis::TermsOnly).unwrap())
    };
    assert!(read(Question::Cancellation).contains(&PRICE) && !read(Question::Cancellation).contains(&TOTAL_UNITS));
    let of_part = read(Question::Termination);
    assert!([&TOTAL_UNITS, &FULLY_PERFORMED].into_iter().all(|fact| of_part.contains(fact)));
    let mut begun = agreement(10_000);
    (begun.performance.delivered_units, begun.performance.total_units) = (Some(3), Some(4));
    let event = Event::plain(Question::Termination, at("2026-03-02T09:00:00Z"));
    let facts = Facts::new(begun.clone(), event, Basis::TermsOnly).unwrap();
    assert!(reads(&policy, Law::built_in(), &facts).contains(&DELIVERED_UNITS));
    let text = |agreement, question, locale| {
        let decision = decide(&policy, agreement, question);
        decision_text(&policy, Law::built_in(), question, &decision, locale, WIDTH).replace("\n", " ")
    };
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let price = words(text(agreement(60_000), Question::Cancellation, Locale::En));
    assert!(price.contains("the price is € 500.01 or more"), "{price}");
    let part = words(text(begun, Question::Termination, Locale::Nl));
    assert!(part.contains("geleverd van wat is afgesproken: 50% of meer"), "{part}");
}

/// What came of an invariant on a question.
fn outcomes(text: &str, question: Question, invariant: Invariant) -> Vec<ProofOutcome> {
    let about = |obligation: &Obligation| obligation.question == Some(question) && obligation.invariant == invariant;
    let all = prove(&loaded(text), Law::built_in());
    all.into_iter().filter(about).map(|obligation| obligation.outcome).collect()
}

fn refuted_at(outcomes: &[ProofOutcome]) -> Agreement {
    outcomes
        .iter()
        .find_map(|outcome| match outcome {
            ProofOutcome::Refuted { witness: Some(witness), .. } => Some(witness.agreement.clone()),
            _ => None,
        })
        .unwrap_or_else(|| panic!("{outcomes:?}"))
}

#[test]
fn everything_is_proved_of_what_is_so() {
    for obligation in prove(&loaded(POLICY), Law::built_in()) {
        assert!(matches!(obligation.outcome, ProofOutcome::Proved { .. }), "{obligation:?}");
    }
}

#[test]
fn a_fee_that_falls_at_a_bound_is_found_at_it() {
    let text = POLICY.replace("percent = 20, of = \"price\" },\n", "amount = \"20.00\" },\n");
    assert_ne!(text, POLICY);
    let found = outcomes(&text, Question::Cancellation, Invariant::MonotoneInPrice);
    assert_eq!(refuted_at(&found).price, Cents::new(50_000));
}

#[test]
fn a_fee_above_the_price_is_looked_for_where_it_can_be() {
    let fee = |bound: &str| {
        let text = POLICY.replace("percent = 20, of = \"price\" },\n", "amount = \"700.00\" },\n");
        text.replace("at_most = \"500.00\"", &format!("at_most = \"{bound}\""))
            .replace("more_than = \"500.00\"", &format!("more_than = \"{bound}\""))
    };
    let of = |bound| outcomes(&fee(bound), Question::Cancellation, Invariant::FeeWithinPriceAsWritten);
    // € 700.00 is above every price up to € 699.99, and of no price from € 700.00 on.
    assert!(of("699.99").iter().all(|outcome| matches!(outcome, ProofOutcome::Proved { .. })), "{:?}", of("699.99"));
    assert_eq!(refuted_at(&of("699.98")).price, Cents::new(69_999));
}

#[test]
fn a_fee_that_only_a_delivered_part_shows_is_found() {
    let text = POLICY.replace(
        "percent = 100, of = \"price\"",
        "percent = 100, of = \"price\" }, { kind = \"penalty\", amount = \"1.00\"",
    );
    let found = outcomes(&text, Question::Termination, Invariant::FeeWithinPriceAsWritten);
    let performance = refuted_at(&found).performance;
    let half = |delivered: u32, total: u32| u64::from(delivered) * 2 >= u64::from(total);
    let reached = performance.fully_performed == Some(true)
        || performance.total_units.is_some_and(|total| half(performance.delivered_units.unwrap_or(0), total));
    assert!(reached, "{performance:?}");
}

#[test]
fn comparisons_find_a_bound_that_moved() {
    let (old, new) = (loaded(POLICY), loaded(&POLICY.replace("\"500.00\"", "\"500.01\"")));
    let compared = compare(&old, &new, Law::built_in());
    let of_price: Vec<_> = compared.regions.iter().filter(|region| region.question == Question::Cancellation).collect();
    assert!(!of_price.is_empty());
    for region in of_price {
        assert_eq!(
            (region.price_from, region.price_until),
            (Cents::new(50_001), Some(Cents::new(50_002))),
            "{region:?}"
        );
    }
}

/// What is wrong with a file: each code and message.
fn faults(from: &str, to: &str) -> Vec<String> {
    assert!(POLICY.contains(from), "{from}");
    match load("measures/1.toml", POLICY.replacen(from, to, 1).as_bytes()) {
        Ok(_) => Vec::new(),
        Err(report) => report.errors().map(|fault| format!("{}: {}", fault.code, fault.message.en)).collect(),
    }
}

#[test]
fn faults_are_told() {
    let missing = "missing-key: one of `at_least`, `more_than`, `at_most` or `less_than` is missing";
    assert_eq!(faults("price = { at_least = \"1000.00\" }", "price = {}"), [missing]);
    assert_eq!(faults("delivered = { less_than = 50 }", "delivered = {}")[0], missing);
    let idle = "out-of-range: no price lies on the other side of this bound, so that it decides nothing";
    assert_eq!(faults("price = { at_least = \"1000.00\" }", "price = { at_least = \"0.00\" }"), [idle]);
    let idle = "out-of-range: no part lies on the other side of this bound, so that it decides nothing";
    for bound in ["more_than = 100", "at_least = 0", "at_most = 100"] {
        let told = faults("delivered = { at_least = 50 }", &format!("delivered = {{ {bound} }}"));
        assert!(told.iter().any(|fault| fault == idle), "{bound}: {told:?}");
    }
    let never = "price = { at_least = \"300.00\", less_than = \"300.00\" }";
    let never = faults("price = { at_least = \"200.00\", less_than = \"300.00\" }", never);
    assert_eq!(never, ["contradiction: these conditions can never hold together"]);
    // A cent that no row covers, and a part that none does.
    assert!(faults("more_than = \"500.00\"", "more_than = \"500.01\"")[0].starts_with("tier-gap"));
    assert!(faults("at_least = 50", "more_than = 50")[0].starts_with("tier-gap"));
    let own = "[[fact]]\nid = \"delivered\"\nkind = \"yes_no\"\nask = { nl = \"x\", en = \"x\" }\n\n[[clause]]";
    assert!(faults("[[clause]]", own)[0].contains("is a word that is built in"));
}
