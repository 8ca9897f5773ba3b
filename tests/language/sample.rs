//! Policies and requests that several tests begin alike.

use serde_json::{Value, json};

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

/// A business's agreement of 100.00 about an event, in JSON.
pub(crate) fn agreement() -> Value {
    json!({
        "customerType": "CUSTOMER_TYPE_BUSINESS",
        "productType": "PRODUCT_TYPE_EVENT",
        "price": {"currencyCode": "EUR", "minorUnits": "10000"},
        "concludedAt": "2026-01-05T09:00:00Z",
        "startsAt": "2026-06-01T09:00:00Z",
    })
}
