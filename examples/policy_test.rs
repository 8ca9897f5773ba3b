//! A test of a policy file in one's own build: it loads, its invariants are proved, nothing critical is found.
//!
//! `cargo run --example policy_test`

use clausula::analyse::prove::prove;
use clausula::analyse::rules::{Severity, check};
use clausula::analyse::{Outcome, rules};
use clausula::calendar::Date;
use clausula::law::Law;
use clausula::policy::load::load;
use std::error::Error;

const FILE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/policies/multidonnas/undated.toml"));

fn main() -> Result<(), Box<dyn Error>> {
    let policy = load("multidonnas.toml", FILE.as_bytes())?.policy;
    let law = Law::built_in();

    let obligations = prove(&policy, law);
    let proved = obligations.iter().filter(|one| matches!(one.outcome, Outcome::Proved { .. })).count();
    println!("{proved} of {} obligations are proved", obligations.len());

    // Acceptances lapse on a day, so that the day is stated.
    let as_of = Date::new(2026, 11, 29).ok_or("not a day")?;
    let findings: Vec<rules::ComplianceFinding> = check(&policy, law, as_of);
    for finding in findings.iter().filter(|finding| finding.severity().at_least(Severity::High)) {
        println!("{}: {}", finding.rule, finding.message.en);
    }
    Ok(())
}
