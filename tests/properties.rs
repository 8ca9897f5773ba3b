//! Every named property over random requests on the five policies.

#![allow(clippy::expect_used, clippy::panic)] // what tests share may fail them

mod support;

use clausula::law::Law;
use clausula::testing::sample;

/// What is so of the five texts themselves, and not for the evaluator to mend.
///
/// The three charge what the facts state (costs of a change, costs incurred), or costs beside the whole price; the ceiling
/// cuts them (R5), and the compliance check finds them.
const ACCEPTED: [(&str, &str); 3] = [
    ("multidonnas", "fee-within-price-as-written"),
    ("onvergetelijk-onderwijs", "fee-within-price-as-written"),
    ("heartschool", "fee-within-price-as-written"),
];

#[test]
fn properties_hold_of_the_five_policies() {
    let cases = support::cases("CLAUSULA_PROPERTY_CASES", 500, 5_000);
    let mut wrong = Vec::new();
    for policy in support::policies() {
        let report = sample(&policy, Law::built_in(), cases.into(), 1);
        for failure in report.failures {
            if !ACCEPTED.contains(&(policy.id.as_str(), failure.property)) {
                let request = support::requests::request(&policy, &failure.request);
                wrong.push(format!("{} ({} times): {}\n  {request}", policy.id, failure.count, failure.violation));
            }
        }
        let unreached: Vec<&str> = report
            .unreached
            .iter()
            .filter_map(|place| policy.clause(*place))
            .map(|clause| clause.id.as_str())
            .collect();
        eprintln!("{}: {} answered of {}, unreached {unreached:?}", policy.id, report.answered, report.requests);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
