//! A booking page shows when cancelling gets dearer: the whole staircase of one agreement, and the free withdrawal beside it.
//!
//! `cargo run --example booking_service`

use clausula::calendar::Instant;
use clausula::evaluate::quote;
use clausula::facts::{Agreement, Event, Payment};
use clausula::law::Law;
use clausula::money::{Cents, Currency, Locale};
use clausula::policy::store::PolicySet;
use clausula::vocabulary::{Basis, CustomerType, ProductType};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let policies = PolicySet::built_in()?;
    let at = |text: &str| Instant::parse_rfc3339(text).ok_or("not a moment");
    let booked = at("2026-05-01T10:00:00+02:00")?;

    let mut agreement = Agreement::new(CustomerType::Consumer, ProductType::Event, Cents::new(125_000), booked);
    agreement.starts_at = Some(at("2026-09-14T09:00:00+02:00")?);
    agreement.payments = vec![Payment { paid_at: booked, amount: agreement.price }];

    // The version in force when the contract was concluded decides, not the latest one.
    let policy = policies.select("multidonnas", None, booked)?;
    let event = Event::Cancellation { received_at: booked, cancelled_count: None };
    let quote = quote(policy, Law::built_in(), &agreement, &event, Basis::TermsAndLaw)?;

    let euro = |amount| Currency::EUR.written(amount, Locale::En);
    for window in &quote.windows {
        println!("from {}: {}", window.from, euro(window.decision.charged()));
    }
    Ok(())
}
