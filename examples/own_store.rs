//! Policies from a store of one's own, such as a database: texts by name, one set for all of them.
//!
//! `cargo run --example own_store`

use clausula::Terms;
use std::error::Error;

/// What the store holds: names for messages, and texts.
fn texts() -> Vec<(String, String)> {
    let text = |version: &str, from: &str, percent: u32| {
        format!(
            r#"policy = "shop"
version = "{version}"
name = "Shop"
effective_from = {from}
currency = "EUR"
prices = "including_vat"
zone = "Europe/Amsterdam"
holidays = "NL"
law = "NL"

[[clause]]
id = "cancel"
article = "1"
question = "cancellation"
summary = {{ nl = "Annuleren kost {percent}%.", en = "Cancelling costs {percent}%." }}
[clause.outcome]
settles = true
charges = [{{ kind = "cancellation_fee", percent = {percent}, of = "price" }}]
"#
        )
    };
    vec![("shop 1".to_owned(), text("1", "2025-01-01", 20)), ("shop 2".to_owned(), text("2", "2026-01-01", 25))]
}

fn main() -> Result<(), Box<dyn Error>> {
    // All faults of all files come at once; a set is replaced as a whole or not at all.
    let terms = Terms::from_texts(texts())?;
    for policy in terms.policies().versions("shop") {
        println!("{} {} {}", policy.id, policy.version, policy.digest);
    }
    Ok(())
}
