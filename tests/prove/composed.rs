//! Composed amounts: planted kinks that are found, and random terms on counts and stated amounts against brute force.

use super::support::*;
use clausula::analyse::{Invariant, ProofOutcome};
use clausula::calendar::Instant;
use clausula::evaluate::{Detail, evaluate};
use clausula::facts::{Agreement, Event, Facts};
use clausula::law::Law;
use clausula::money::Cents;
use clausula::policy::Policy;
use clausula::vocabulary::{Basis, CustomerType, ProductType};
use proptest::prelude::*;

const EARLY: &str = "at_least = \"30 days\"";
const LATE: &str = "less_than = \"30 days\"";

fn fee(amount: &str) -> String {
    format!("{{ kind = \"cancellation_fee\", {amount} }}")
}

fn two(early: &str, late: &str) -> Policy {
    policy(&tiers(&[(EARLY, &fee(early)), (LATE, &fee(late))]))
}

#[test]
fn a_minimum_that_exceeds_a_small_price() {
    let table = two(
        "percent = 30, of = \"price\", minimum = { amount = \"5.00\" }",
        "percent = 60, of = \"price\", minimum = { amount = \"5.00\" }",
    );
    let found = refutations(&table, Invariant::FeeWithinPriceAsWritten);
    let ProofOutcome::Refuted { because, .. } = &found[0].0.outcome else { panic!() };
    assert!(because.en.contains("up to a price of € 4.99"), "{}", because.en);
    assert!(is_proved(&table, Invariant::MonotoneTiers) && is_proved(&table, Invariant::MonotoneInPrice));
    assert!(is_proved(&table, Invariant::FeeWithinPriceAsCharged));
}

#[test]
fn a_maximum_at_the_price_keeps_within_it() {
    let table = two(
        "sum = [{ percent = 50, of = \"price\" }, { share = \"delivered\", of = \"price\" }], \
         maximum = { percent = 100, of = \"price\" }",
        "percent = 100, of = \"price\"",
    );
    assert!(is_proved(&table, Invariant::FeeWithinPriceAsWritten));
    assert!(is_proved(&table, Invariant::MonotoneTiers));
}

#[test]
fn a_fee_that_falls_only_between_two_kinks() {
    // 10% is above 5% with a minimum of 5.00 from a price of 50.00 on; below it the minimum is more.
    let table = two("percent = 10, of = \"price\"", "percent = 5, of = \"price\", minimum = { amount = \"5.00\" }");
    let found = refutations(&table, Invariant::MonotoneTiers);
    // At 50.05 a tenth is 5.01 (5.005 rounded up), the first amount above the minimum.
    assert_eq!(found[0].1.agreement.price.get(), 5_005);
}

#[test]
fn what_comes_back_is_rounded_and_the_rest_never_falls() {
    let refund = |percent: u8| format!("settles = true\nrefund = {{ percent = {percent}, of = \"price\" }}");
    let row = |bounds: &str, percent| format!("[[clause.tiers.tier]]\n{bounds}\n{}\n", refund(percent));
    let table = format!("[clause.tiers]\nbefore = \"starts_at\"\n{}{}", row(EARLY, 100), row(LATE, 50));
    let table = policy(&clause("cancel", "cancellation", &table));
    for invariant in [
        Invariant::MonotoneInPrice,
        Invariant::MonotoneTiers,
        Invariant::FeeWithinPriceAsWritten,
        Invariant::Conservation,
    ] {
        assert!(is_proved(&table, invariant), "{invariant}");
    }
}

#[test]
fn roundings_that_make_a_rest_fall_are_seen() {
    // All but two halves: nothing at an even price, and nothing left of a cent at an odd one; with a tenth of a percent
    // more left, the rest falls by a cent where both halves are rounded up.
    let half = "{ percent = 49.9, of = \"price\" }";
    let table =
        two(&format!("all_but = {{ sum = [{half}, {half}] }}, of = \"price\""), "percent = 100, of = \"price\"");
    let found = refutations(&table, Invariant::MonotoneInPrice);
    let price = found[0].1.agreement.price.get();
    let rest = |price: i64| price - 2 * ((price * 499 + 500) / 1_000);
    assert_eq!(Some(price), (1..2_000).find(|price| rest(price + 1).max(0) < rest(*price).max(0)));
}

#[test]
fn counts_decide_where_a_minimum_for_each_meets_an_amount() {
    // Early 3.00 for each, at most 12.00; late 1.00 for each, at least 10.00: from four to eleven the late one is cheaper,
    // with one or two and with very many it is not.
    let table = two(
        "amount = \"3.00\", per = \"service\", maximum = { amount = \"12.00\" }",
        "amount = \"1.00\", per = \"service\", minimum = { amount = \"10.00\" }",
    );
    let found = refutations(&table, Invariant::MonotoneTiers);
    let services = found[0].1.agreement.service_count.unwrap();
    assert!((4..=11).contains(&services), "{services}");
}

#[test]
fn an_amount_beyond_a_number_begins_there() {
    // Early 4.00 for each beyond three, late 3.00 for each beyond two: from seven on the early one costs more.
    let table = two(
        "amount = \"4.00\", per = { of = \"service\", beyond = 3 }",
        "amount = \"3.00\", per = { of = \"service\", beyond = 2 }",
    );
    let found = refutations(&table, Invariant::MonotoneTiers);
    let services = found[0].1.agreement.service_count.unwrap();
    assert!(services >= 7, "{services}");
    // 2.00 for each beyond two and then 1.00 for each: the late one is more until both are equal, and no further.
    let table = two(
        "amount = \"1.00\", per = { of = \"service\", beyond = 4 }",
        "amount = \"2.00\", per = { of = \"service\", beyond = 4 }",
    );
    assert!(is_proved(&table, Invariant::MonotoneTiers), "{:?}", proved(&table));
    // Between the ends alone: early 5.00 for each beyond six, at most 9.00; late 1.00 for each beyond two.
    let table = two(
        "amount = \"5.00\", per = { of = \"service\", beyond = 6 }, maximum = { amount = \"9.00\" }",
        "amount = \"1.00\", per = { of = \"service\", beyond = 2 }",
    );
    let found = refutations(&table, Invariant::MonotoneTiers);
    let services = found[0].1.agreement.service_count.unwrap();
    assert!((8..=10).contains(&services), "{services}");
}

/// A row over the price, a count of services and the costs incurred.
#[derive(Clone, Debug)]
enum Row {
    Percent(u8),
    Each(u16),
    Costs,
    AtLeastEach(u8, u16),
    AtMostEach(u8, u16),
    EachBeyond(u16, u8),
    EachBeyondAtMost(u16, u8, u16),
    AndEachBeyond(u8, u16, u8),
    CostsAtLeast(u8),
    CostsAtMost(u16),
    CostsAnd(u8, u16),
    PriceLessCosts,
}

impl Row {
    fn toml(&self) -> String {
        let cents = |c: &u16| format!("amount = \"{}.{:02}\"", c / 100, c % 100);
        let beyond = |n: &u8| format!("per = {{ of = \"service\", beyond = {n} }}");
        let of_price = |p: &u8| format!("percent = {p}, of = \"price\"");
        fee(&match self {
            Row::Percent(p) => of_price(p),
            Row::Each(c) => format!("{}, per = \"service\"", cents(c)),
            Row::Costs => "stated = \"costs_incurred\"".to_owned(),
            Row::AtLeastEach(p, c) => format!("{}, minimum = {{ {}, per = \"service\" }}", of_price(p), cents(c)),
            Row::AtMostEach(p, c) => format!("{}, maximum = {{ {}, per = \"service\" }}", of_price(p), cents(c)),
            Row::EachBeyond(c, n) => format!("{}, {}", cents(c), beyond(n)),
            Row::EachBeyondAtMost(c, n, most) => {
                format!("{}, {}, maximum = {{ {} }}", cents(c), beyond(n), cents(most))
            }
            Row::AndEachBeyond(p, c, n) => format!("sum = [{{ {} }}, {{ {}, {} }}]", of_price(p), cents(c), beyond(n)),
            Row::CostsAtLeast(p) => format!("stated = \"costs_incurred\", minimum = {{ {} }}", of_price(p)),
            Row::CostsAtMost(c) => format!("stated = \"costs_incurred\", maximum = {{ {} }}", cents(c)),
            Row::CostsAnd(p, c) => format!(
                "sum = [{{ stated = \"costs_incurred\" }}, {{ {} }}], minimum = {{ {} }}",
                of_price(p),
                cents(c)
            ),
            Row::PriceLessCosts => "all_but = { stated = \"costs_incurred\" }, of = \"price\"".to_owned(),
        })
    }
}

fn row() -> impl Strategy<Value = Row> {
    prop_oneof![
        (0u8..=100).prop_map(Row::Percent),
        (1u16..60).prop_map(Row::Each),
        Just(Row::Costs),
        (1u8..=90, 1u16..60).prop_map(|(p, c)| Row::AtLeastEach(p, c)),
        (1u8..=90, 1u16..60).prop_map(|(p, c)| Row::AtMostEach(p, c)),
        (1u16..60, 1u8..8).prop_map(|(c, n)| Row::EachBeyond(c, n)),
        (1u16..60, 1u8..8, 1u16..200).prop_map(|(c, n, most)| Row::EachBeyondAtMost(c, n, most)),
        (0u8..=90, 1u16..60, 1u8..8).prop_map(|(p, c, n)| Row::AndEachBeyond(p, c, n)),
        (1u8..=90).prop_map(Row::CostsAtLeast),
        (1u16..300).prop_map(Row::CostsAtMost),
        (1u8..=60, 1u16..300).prop_map(|(p, c)| Row::CostsAnd(p, c)),
        Just(Row::PriceLessCosts),
    ]
}

const START: i64 = 1_780_000_000;

/// What cancelling early and late costs, as charged and as written.
fn costs(policy: &Policy, price: i64, services: u32, incurred: i64) -> [(i64, i64); 2] {
    [40, 10].map(|days: i64| {
        let at = |days: i64| Instant::new(START - days * 86_400, 0).unwrap();
        let mut agreement = Agreement::new(CustomerType::Business, ProductType::Coaching, Cents::new(price), at(60));
        agreement.starts_at = Some(at(0));
        agreement.service_count = Some(services);
        agreement.performance.costs_incurred = Some(Cents::new(incurred));
        let event = Event::Cancellation { received_at: at(days), cancelled_count: None };
        let facts = Facts::new(agreement, event, Basis::TermsAndLaw).unwrap();
        let decision = evaluate(policy, Law::built_in(), &facts, Detail::Amounts).unwrap();
        (decision.charged().get(), decision.charges.iter().map(|c| c.as_written.get()).sum())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn what_is_proved_of_composed_amounts_no_count_and_no_amount_breaks(early in row(), late in row()) {
        let table = policy(&tiers(&[(EARLY, &early.toml()), (LATE, &late.toml())]));
        let found = proved(&table);
        let is_proved = |invariant| found.iter().filter(|o| o.invariant == invariant).all(|o| {
            matches!(o.outcome, ProofOutcome::Proved { .. })
        });
        let (tiers, price, written) = (
            is_proved(Invariant::MonotoneTiers),
            is_proved(Invariant::MonotoneInPrice),
            is_proved(Invariant::FeeWithinPriceAsWritten),
        );
        for services in 1..=9 {
            for incurred in [0, 1, 2, 5, 17, 40, 73, 100, 150, 299, 300, 301, 1_000] {
                let mut before: Option<[(i64, i64); 2]> = None;
                for cents in (0..260).chain([499, 500, 501, 1_000, 5_000]) {
                    let now = costs(&table, cents, services, incurred);
                    let place = format!("{early:?} {late:?} at {cents}, {services} services, {incurred} incurred: {now:?}");
                    prop_assert!(!tiers || (now[1].0 >= now[0].0 && now[1].1 >= now[0].1), "{}", place);
                    prop_assert!(!written || now.iter().all(|(_, written)| *written <= cents), "{}", place);
                    if let Some(before) = before {
                        let falls = before.iter().zip(&now).any(|(a, b)| b.0 < a.0 || b.1 < a.1);
                        prop_assert!(!price || !falls, "{}", place);
                    }
                    before = Some(now);
                }
            }
        }
    }
}
