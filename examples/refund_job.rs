//! A nightly job decides many cancellations with one policy set: errors stay with their line and stop nothing.
//!
//! `cargo run --example refund_job`

use clausula::{Agreement, Cents, Currency, CustomerType, Detail, Event, Instant, Locale, Payment, ProductType, Terms};
use std::error::Error;

/// A line of the job's input: the price in cents, and when it was booked, starts and was cancelled.
const LINES: [(i64, &str, &str, &str); 3] = [
    (40_000, "2026-05-01T10:00:00Z", "2026-09-14T07:00:00Z", "2026-07-31T15:00:00Z"),
    (40_000, "2026-05-01T10:00:00Z", "2026-09-14T07:00:00Z", "2026-09-13T15:00:00Z"),
    // Cancelled before it was booked: refused, with the reason.
    (40_000, "2026-05-01T10:00:00Z", "2026-09-14T07:00:00Z", "2026-04-30T15:00:00Z"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let terms = Terms::built_in()?;
    let mut refunds = Cents::ZERO;
    for (number, line) in LINES.iter().enumerate() {
        match refund(&terms, line) {
            Ok(refund) => {
                refunds = refunds.plus(refund);
                println!("line {}: {} back", number + 1, Currency::EUR.written(refund, Locale::En));
            }
            Err(error) => println!("line {}: {error}", number + 1),
        }
    }
    println!("together {}", Currency::EUR.written(refunds, Locale::En));
    Ok(())
}

fn refund(terms: &Terms, line: &(i64, &str, &str, &str)) -> Result<Cents, Box<dyn Error>> {
    let (price, booked, starts, cancelled) = *line;
    let at = |text: &str| Instant::parse_rfc3339(text).ok_or("not a moment");
    let booked = at(booked)?;
    let mut agreement = Agreement::new(CustomerType::Consumer, ProductType::Coaching, Cents::new(price), booked);
    agreement.starts_at = Some(at(starts)?);
    agreement.payments = vec![Payment { paid_at: booked, amount: agreement.price }];
    let event = Event::Cancellation { received_at: at(cancelled)?, cancelled_count: None };
    // Amounts alone: a job needs no explanation, and is faster without one.
    let booking = terms.bind("onvergetelijk-onderwijs", agreement)?.with_detail(Detail::Amounts);
    let decision = booking.decide(&event)?;
    let settlement = decision.settlement.ok_or("the terms do not settle this")?;
    Ok(settlement.refund)
}
