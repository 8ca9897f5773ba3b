//! Coverage of small policies, worked out by hand.

use super::*;
use crate::cases;
use crate::policy::load::load;

const HEAD: &str = r#"policy = "shop"
version = "1"
name = "Shop"
currency = "EUR"
prices = "including_vat"
zone = "Europe/Amsterdam"
holidays = "NL"
law = "NL"
"#;

const TIERS: &str = r#"[[clause]]
id = "cancel"
article = "1"
question = "cancellation"
customers = ["consumer"]
summary = { nl = "Gratis tot twee dagen vooraf.", en = "Free until two days before." }
[clause.tiers]
before = "starts_at"
settles = true
[[clause.tiers.tier]]
at_least = "2 days"
[[clause.tiers.tier]]
less_than = "2 days"
charges = [{ kind = "cancellation_fee", percent = 50, of = "price" }]
"#;

fn policy(clauses: &str) -> Policy {
    load("shop/1.toml", format!("{HEAD}{clauses}").as_bytes()).unwrap_or_else(|report| panic!("{report}")).policy
}

/// The coverage of a policy by cancellations received at some moments.
fn cancelled<'p>(policy: &'p Policy, rows: &str) -> Coverage<'p> {
    let text = format!(
        r#"
policy = "shop"
[defaults]
customer = "consumer"
product = "event"
price = "10.01"
concluded_at = 2026-01-01
starts_at = 2026-06-10T10:00
[[case]]
name = "cancelling"
article = "1"
question = "cancellation"
row = [{rows}]
"#
    );
    let file = cases::load("shop.cases.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}"));
    let reports = [cases::run(&file, policy, Law::built_in())];
    measure(&reports, Law::built_in()).pop().unwrap()
}

fn missed(coverage: &Coverage<'_>) -> Vec<String> {
    coverage.missed().map(|point| point.what.en.clone()).collect()
}

#[test]
fn the_points_of_a_table_of_two_rows() {
    let what: Vec<String> = points(&policy(TIERS)).into_iter().map(|point| point.what.en).collect();
    assert_eq!(
        what,
        [
            "applies to `cancellation`",
            "does not apply to a business",
            "row 1: is taken",
            "just before `at least 2 days` of row 1 before `starts_at`",
            "at `at least 2 days` of row 1 before `starts_at`",
            "just after `at least 2 days` of row 1 before `starts_at`",
            "row 2: is taken",
            "just before `less than 2 days` of row 2 before `starts_at`",
            "at `less than 2 days` of row 2 before `starts_at`",
            "just after `less than 2 days` of row 2 before `starts_at`",
            "row 2: `cancellation_fee` is charged",
            "row 2: `cancellation_fee` is rounded to a cent",
        ]
    );
}

#[test]
fn a_case_reaches_what_it_tries() {
    let policy = policy(TIERS);
    // Day 2: the first row, at both edges; it applies to a consumer.
    let coverage = cancelled(&policy, r#"{ received_at = 2026-06-08, expect = { charged = "0.00" } }"#);
    assert_eq!(coverage.reached(), 4);
    assert_eq!(
        missed(&coverage),
        [
            "does not apply to a business",
            "just before `at least 2 days` of row 1 before `starts_at`",
            "just after `at least 2 days` of row 1 before `starts_at`",
            "row 2: is taken",
            "just before `less than 2 days` of row 2 before `starts_at`",
            "just after `less than 2 days` of row 2 before `starts_at`",
            "row 2: `cancellation_fee` is charged",
            "row 2: `cancellation_fee` is rounded to a cent",
        ]
    );
    // Two days off the edge is not near it, but the row is taken: 5.005 is 5.01.
    let coverage = cancelled(&policy, r#"{ received_at = 2026-06-10, expect = { charged = "5.01" } }"#);
    assert_eq!(coverage.reached(), 4);
}

const ALL: &str = r#"
    { received_at = 2026-06-07, expect = { charged = "0.00" } },
    { received_at = 2026-06-08, expect = { charged = "0.00" } },
    { received_at = 2026-06-09, expect = { charged = "5.01" } },
    { received_at = 2026-06-09, customer = "business", expect = { verdict = "unregulated" } },
"#;

#[test]
fn four_cases_reach_all_and_a_wrong_one_reaches_nothing() {
    let policy = policy(TIERS);
    let coverage = cancelled(&policy, ALL);
    assert_eq!(missed(&coverage), [""; 0]);
    assert!(Share::of(&[coverage]).meets(100));
    let coverage = cancelled(&policy, &ALL.replace("5.01", "5.00"));
    assert_eq!(coverage.reached(), 7);
}

#[test]
fn an_edge_in_hours_is_a_second_wide() {
    let policy = policy(&TIERS.replace("2 days", "48 hours"));
    let near = |at: &str| {
        let coverage =
            cancelled(&policy, &format!(r#"{{ received_at = {at}, expect = {{ verdict = "permitted" }} }}"#));
        let edges = coverage
            .points
            .iter()
            .zip(&coverage.hits)
            .filter(|(point, hits)| **hits > 0 && point.what.en.contains("row 1 "));
        edges
            .map(|(point, _)| point.what.en.split('`').next().unwrap_or_default().trim().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(near("2026-06-08T09:59:58.999"), [""; 0]);
    assert_eq!(near("2026-06-08T09:59:59"), ["just before"]);
    assert_eq!(near("2026-06-08T10:00:00"), ["at"]);
    assert_eq!(near("2026-06-08T10:00:00.000000001"), ["just after"]);
    assert_eq!(near("2026-06-08T10:00:01.5"), [""; 0]);
}

#[test]
fn the_reports_name_what_is_missing_and_where() {
    let policy = policy(TIERS);
    let coverage = cancelled(&policy, ALL.split_inclusive(",\n").take(3).collect::<String>().trim());
    assert_eq!(
        text(&[coverage], crate::money::Locale::En),
        "shop 1: 11 of 12 points (91.6%)\n  cancel (1): 11 of 12\n    missed, line 9: does not apply to a business\n"
    );
    let coverage = cancelled(&policy, ALL.split_inclusive(",\n").take(3).collect::<String>().trim());
    let parsed: serde_json::Value = serde_json::from_str(&json(&[coverage])).unwrap();
    assert_eq!(parsed["policies"][0]["reached"], 11);
    assert_eq!(parsed["policies"][0]["clauses"][0]["points"][1]["hits"], 0);
    let coverage = cancelled(&policy, ALL.split_inclusive(",\n").take(3).collect::<String>().trim());
    assert_eq!(
        lcov(&[coverage], "policies/"),
        "TN:\nSF:policies/shop/1.toml\nFN:9,cancel\nFNDA:3,cancel\nFNF:1\nFNH:1\n\
         BRDA:9,0,0,3\nBRDA:9,0,1,0\nBRDA:18,0,0,2\nBRDA:18,0,1,1\nBRDA:18,0,2,1\nBRDA:18,0,3,1\n\
         BRDA:20,0,0,1\nBRDA:20,0,1,1\nBRDA:20,0,2,1\nBRDA:20,0,3,1\nBRDA:22,0,0,1\nBRDA:22,0,1,1\n\
         BRF:12\nBRH:11\nDA:9,3\nDA:18,2\nDA:20,1\nDA:22,1\nLF:4\nLH:4\nend_of_record\n"
    );
}

#[test]
fn conditions_that_cannot_fail_alone_have_no_point() {
    let policy = policy(
        r#"[[clause]]
id = "end"
article = "2"
question = "termination"
when = ["by_provider", "for_cause", "non_payment"]
summary = { nl = "Einde.", en = "The end." }
[clause.outcome]
deadlines = [{ kind = "contract_end", after = "act" }]
"#,
    );
    let what: Vec<String> = points(&policy).into_iter().map(|point| point.what.en).collect();
    // Non-payment is a cause: without one there is none.
    assert_eq!(
        what,
        [
            "applies to `termination`",
            "does not apply without `by_provider`",
            "does not apply without `non_payment`",
            "deadline `contract_end` is given",
        ]
    );
}

#[test]
fn nothing_is_not_all() {
    assert!(!Share { reached: 0, points: 0 }.meets(100));
    assert!(!Share { reached: 0, points: 0 }.meets(0));
    assert!(Share { reached: 999, points: 1_000 }.meets(99));
    assert!(!Share { reached: 999, points: 1_000 }.meets(100));
    assert_eq!(Share { reached: 1_999, points: 2_000 }.to_string(), "99.9");
    assert_eq!(Share { reached: 2, points: 2 }.to_string(), "100.0");
}

#[test]
fn both_sides_of_a_price_and_exactly_a_part() {
    let by_price = TIERS.replace("at_least = \"2 days\"", "price = { at_most = \"500.00\" }");
    let by_price = by_price.replace("less_than = \"2 days\"", "price = { more_than = \"500.00\" }");
    let prices = |policy: &Policy| -> Vec<String> {
        points(policy).into_iter().map(|point| point.what.en).filter(|what| what.contains("the price is")).collect()
    };
    assert_eq!(
        prices(&policy(&by_price)),
        [
            "row 1: is passed over: the price is 500.00",
            "row 1: is passed over: the price is 500.01",
            "row 2: is passed over: the price is 500.00",
            "row 2: is passed over: the price is 500.01",
        ]
    );
    let by_part = TIERS.replace("at_least = \"2 days\"", "delivered = { less_than = 50 }");
    let by_part = by_part.replace("less_than = \"2 days\"", "delivered = { at_least = 50 }");
    let exact =
        points(&policy(&by_part)).into_iter().filter(|point| point.what.en.contains("exactly 50% is delivered"));
    assert_eq!(exact.count(), 2);
}
