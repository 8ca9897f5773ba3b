//! The evaluator against the reference in `tests/reference`, which was written from the design alone and shares no code with
//! it: the same verdict, charges, settlement, deadlines, arrears, liability, flags, instalments, allocations,
//! alternatives and findings.

use crate::reference;
use crate::support;
use clausula::calendar::Date;
use clausula::evaluate::{Detail, evaluate};
use clausula::facts::{Agreement, Event, Facts, Termination};
use clausula::law::Law;
use clausula::money::Cents;
use clausula::policy::Policy;
use clausula::testing::{Settings, minimal, requests};
use clausula::vocabulary::{Basis, CustomerType, Party, ProductType};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::BTreeMap;

/// Where the evaluator and the reference differ about a request.
fn disagreement(policy: &Policy, facts: &Facts) -> Vec<String> {
    let expected = reference::decide(&support::requests::request(policy, facts));
    let got = evaluate(policy, Law::built_in(), facts, Detail::Amounts).ok();
    support::decisions::differences(facts.question(), expected, got.as_ref())
}

#[test]
fn evaluator_and_reference_agree() {
    let cases = support::cases("CLAUSULA_REFERENCE_CASES", 2_000, 50_000);
    let mut report = BTreeMap::new();
    for (policy, number) in support::policies().iter().zip(1u8..) {
        let config = Config { cases, max_shrink_iters: 20_000, ..Config::default() };
        let seed = [number; 32];
        let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
        let strategy = requests(policy, Settings::DEFAULT);
        for _ in 0..cases {
            let mut tree = strategy.new_tree(&mut runner).expect("requests can be drawn");
            let facts = tree.current();
            let key = format!("{}/{}", policy.id, facts.question());
            let entry: &mut (u32, u32, Vec<String>) = report.entry(key).or_default();
            entry.0 += 1;
            if disagreement(policy, &facts).is_empty() {
                continue;
            }
            entry.1 += 1;
            if entry.2.len() < 3 {
                let facts = shrunk(&mut tree, |facts| !disagreement(policy, facts).is_empty());
                let request = support::requests::request(policy, &facts);
                entry.2.push(format!("{}\n  {request}", disagreement(policy, &facts).join("; ")));
            }
        }
    }
    let wrong: Vec<String> = report
        .iter()
        .filter(|(_, (_, wrong, _))| *wrong > 0)
        .map(|(key, (all, wrong, examples))| format!("{key}: {wrong} of {all} differ\n{}", examples.join("\n")))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Days on which months, and periods of months, end in different ways.
const CONCLUDED: [&str; 7] =
    ["2024-02-29", "2025-01-31", "2025-03-01", "2025-03-31", "2025-04-30", "2025-12-01", "2026-02-28"];

/// Requests at boundaries that draws hardly hit: notices about the ends of short months, consumers who hear of their right
/// a year late, the last evening to withdraw, a debt at the very start.
fn rare(policy: &Policy) -> Vec<Facts> {
    let day = |date: Date, days: i64| policy.zone.start_of(date.plus_days(days).unwrap()).unwrap();
    let mut rare = Vec::new();
    let mut ask = |agreement: &Agreement, event: Event| {
        for basis in [Basis::TermsAndLaw, Basis::TermsOnly] {
            rare.extend(Facts::new(agreement.clone(), event.clone(), basis));
        }
    };
    for concluded in CONCLUDED.map(|date| Date::parse(date).unwrap()) {
        let months = |count: u32| concluded.plus_months(count.into()).unwrap();
        for customer in CustomerType::ALL {
            let agreed = |product| {
                let mut agreement = Agreement::new(*customer, product, Cents::new(12_345), day(concluded, 0));
                agreement.starts_at = Some(day(concluded, 60));
                agreement
            };
            let ended = |notice_at, by| {
                let unpaid = by == Party::Provider;
                Event::Termination(Termination { notice_at, by, for_cause: Some(unpaid), non_payment: Some(unpaid) })
            };
            for term_months in [1, 6, 7] {
                let agreement = Agreement { term_months, ..agreed(ProductType::Subscription) };
                for end in [months(term_months), months(2 * term_months)] {
                    for days in (-62..=-58).chain(-32..=-27).chain(-1..=1) {
                        ask(&agreement, ended(day(end, days), Party::Customer));
                    }
                }
            }
            for product in [ProductType::Event, ProductType::Subscription, ProductType::Goods] {
                let agreement = agreed(product);
                for secs in [-1, 0, 1] {
                    let start = day(concluded, 60).plus_secs(secs).unwrap();
                    ask(&agreement, ended(start, Party::Provider));
                }
                for (days, secs) in (12..=18).flat_map(|days| [(days, -1), (days, 0)]) {
                    let at = day(concluded, days).plus_secs(secs).unwrap();
                    let (alternative_date_offered, session_starts_at) = (Some(false), None);
                    ask(&agreement, Event::Cancellation { received_at: at, cancelled_count: None });
                    ask(
                        &agreement,
                        Event::Rescheduling { requested_at: at, alternative_date_offered, session_starts_at },
                    );
                }
                for days in -1..=1 {
                    let mut informed = agreement.clone();
                    informed.withdrawal.information_given_at = Some(day(months(12), days));
                    informed.withdrawal.goods_received_at = Some(day(concluded, 0));
                    let (declared_at, goods_devaluation) = (day(concluded, 20), Some(Cents::new(99)));
                    ask(&informed, Event::Withdrawal { declared_at, received_at: None, goods_devaluation });
                }
            }
        }
    }
    rare
}

#[test]
fn evaluator_and_reference_agree_where_draws_hardly_come() {
    let mut wrong = Vec::new();
    for policy in support::policies() {
        let requests = rare(&policy);
        assert!(requests.len() > 3_000, "only {} requests", requests.len());
        for facts in requests {
            let differences = disagreement(&policy, &facts);
            if !differences.is_empty() {
                let request = support::requests::request(&policy, &facts);
                wrong.push(format!("{}: {}\n  {request}", policy.id, differences.join("; ")));
            }
        }
    }
    wrong.truncate(20);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The smallest request that still fails.
fn shrunk(tree: &mut impl ValueTree<Value = Facts>, fails: impl Fn(&Facts) -> bool) -> Facts {
    let mut smallest = tree.current();
    let mut more = tree.simplify();
    while more {
        let value = tree.current();
        more = if fails(&value) {
            smallest = value;
            tree.simplify()
        } else {
            tree.complicate()
        };
    }
    minimal(smallest, fails)
}
