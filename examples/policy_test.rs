//! A test of a policy file in one's own build: it loads, its invariants are proved, nothing critical is found.
//!
//! `cargo run --example policy_test`

use clausula::analyse::rules::Severity;
use clausula::{Date, Locale, Terms};
use std::error::Error;

const FILE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/policies/multidonnas/undated.toml"));

fn main() -> Result<(), Box<dyn Error>> {
    let terms = Terms::from_texts([("multidonnas.toml", FILE)])?;
    // Acceptances lapse on a day, so that the day is stated.
    let verification = terms.verify(Date::new(2026, 11, 29).ok_or("not a day")?);

    let counts = verification.counts();
    println!("{} of {} obligations are proved", counts.proved, counts.obligations);
    for report in &verification.reports {
        for finding in report.findings.iter().filter(|finding| finding.is_denied(Severity::High)) {
            println!("{}:{}: {}", report.file, finding.place.line, finding.message.get(Locale::En));
        }
    }
    if verification.denied(Severity::Critical) {
        return Err("the policy has critical findings".into());
    }
    Ok(())
}
