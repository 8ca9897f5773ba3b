//! A booking page shows when cancelling gets dearer: the whole staircase of one agreement.
//!
//! `cargo run --example booking_service`

use clausula::{Agreement, Cents, Currency, CustomerType, Event, Instant, Locale, Payment, ProductType, Terms};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let terms = Terms::built_in()?;
    let at = |text: &str| Instant::parse_rfc3339(text).ok_or("not a moment");
    let booked = at("2026-05-01T10:00:00+02:00")?;

    let mut agreement = Agreement::new(CustomerType::Consumer, ProductType::Event, Cents::new(125_000), booked);
    agreement.starts_at = Some(at("2026-09-14T09:00:00+02:00")?);
    agreement.payments = vec![Payment { paid_at: booked, amount: agreement.price }];

    // The version in force when the contract was concluded decides, not the latest one.
    let booking = terms.bind("multidonnas", agreement)?;
    let quote = booking.quote(&Event::Cancellation { received_at: booked, cancelled_count: None })?;

    let euro = |amount| Currency::EUR.written(amount, Locale::En);
    for window in &quote.windows {
        println!("from {}: {}", window.from, euro(window.decision.charged()));
    }
    for window in &quote.open_withdrawals {
        let until = window.until.map_or("for ever".to_owned(), |until| format!("until {until}"));
        println!("withdrawing {until}: {}", euro(window.withdrawal.charged));
    }
    Ok(())
}
