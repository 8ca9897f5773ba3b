//! Policies that several tests begin alike.

/// A policy under no law with a table on cancelling, of which what is given is the rest.
pub(crate) fn cancelling(id: &str, table: &str) -> String {
    format!(
        r#"
policy = "{id}"
version = "1"
name = "{id}"
currency = "EUR"
prices = "including_vat"
zone = "Europe/Amsterdam"
holidays = "NL"
law = "none"

[[clause]]
id = "cancel"
article = "1"
question = "cancellation"
summary = {{ en = "Cancelling." }}

[clause.tiers]
{table}"#
    )
}
