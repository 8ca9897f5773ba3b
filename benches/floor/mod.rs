//! The floor: MultiDonnas' cancellation as a careful programmer would write it by hand for this one policy, and the inputs
//! that it is asked about. Shared by the benchmarks.

use chrono::{DateTime, Datelike, Days, NaiveDate, Timelike, Utc, Weekday};
use chrono_tz::Europe::Amsterdam;
use clausula::calendar::Instant;
use clausula::facts::{Agreement, Event, Facts, Payment};
use clausula::money::Cents;
use clausula::vocabulary::{Basis, CustomerType, ProductType};
use rust_decimal::{Decimal, RoundingStrategy};

/// How many different inputs each round decides.
pub(crate) const INPUTS: u64 = 10_000;

/// What the floor is given: parsed already.
#[derive(Debug)]
pub(crate) struct Parsed {
    pub(crate) price: Decimal,
    pub(crate) paid: Decimal,
    pub(crate) starts_at: DateTime<Utc>,
    pub(crate) received_at: DateTime<Utc>,
}

/// The fee, what is paid back, what remains to be paid.
pub(crate) fn by_hand(input: &Parsed) -> (Decimal, Decimal, Decimal) {
    settle(input, counts_on(input.received_at))
}

/// The tiers, from the day on which the notice counts as given.
pub(crate) fn settle(input: &Parsed, given: NaiveDate) -> (Decimal, Decimal, Decimal) {
    let start = input.starts_at.with_timezone(&Amsterdam).date_naive();
    let percent = match start.signed_duration_since(given).num_days() {
        43.. => 50,
        29..=42 => 75,
        1..=28 => 90,
        _ => 100,
    };
    let fee =
        (input.price * Decimal::new(percent, 2)).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let refund = (input.paid - fee).max(Decimal::ZERO);
    let outstanding = (fee - input.paid).max(Decimal::ZERO);
    (fee, refund, outstanding)
}

/// The day on which a notice counts as given.
fn counts_on(received_at: DateTime<Utc>) -> NaiveDate {
    let local = received_at.with_timezone(&Amsterdam);
    let (day, minute) = (local.date_naive(), local.hour() * 60 + local.minute());
    let office_day = !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    if office_day && (9 * 60..=17 * 60 + 30).contains(&minute) || minute < 9 * 60 && is_working_day(day) {
        return day;
    }
    let mut day = day + Days::new(1);
    while !is_working_day(day) {
        day = day + Days::new(1);
    }
    day
}

/// Monday to Friday without the holidays of the years since 2014.
fn is_working_day(day: NaiveDate) -> bool {
    if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
        return false;
    }
    match (day.month(), day.day()) {
        // King's Day moves to a Saturday, which is no working day anyway.
        (1, 1) | (4, 27) | (5, 5) | (12, 25 | 26) => false,
        (3..=6, _) => !matches!(day.signed_duration_since(easter(day.year())).num_days(), -2 | 1 | 39 | 50),
        _ => true,
    }
}

/// Gauss's rule, as it holds from 1900 to 2099.
fn easter(year: i32) -> NaiveDate {
    let d = (19 * (year % 19) + 24) % 30;
    let e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + 5) % 7;
    let mut march = 22 + d + e;
    if march == 57 || (march == 56 && e == 6 && year % 19 > 10) {
        march -= 7;
    }
    NaiveDate::from_ymd_opt(year, 3, 1).expect("in range") + Days::new(u64::from(march.unsigned_abs()) - 1)
}

/// One input for both, from amounts in cents and instants in seconds.
pub(crate) fn input(price: i64, paid: i64, starts_at: i64, received_at: i64) -> (Parsed, Facts) {
    let at = |secs| Instant::new(secs, 0).expect("in range");
    let utc = |secs| DateTime::from_timestamp(secs, 0).expect("in range");
    let (consumer, event) = (CustomerType::Consumer, ProductType::Event);
    let mut agreement = Agreement::new(consumer, event, Cents::new(price), at(received_at - 86_400));
    agreement.starts_at = Some(at(starts_at));
    agreement.payments = vec![Payment { paid_at: at(received_at), amount: Cents::new(paid) }];
    let cancellation = Event::Cancellation { received_at: at(received_at), cancelled_count: None };
    let facts = Facts::new(agreement, cancellation, Basis::TermsAndLaw).expect("free of contradictions");
    let (price, paid) = (Decimal::new(price, 2), Decimal::new(paid, 2));
    (Parsed { price, paid, starts_at: utc(starts_at), received_at: utc(received_at) }, facts)
}

/// Inputs spread over prices and over 0 to 60 days before the start, at any hour.
pub(crate) fn inputs() -> Vec<(Parsed, Facts)> {
    // A fixed generator, so that every run decides the same.
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut next = |bound: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let any = |_| {
        let (price, paid) = (next(500_000) as i64, next(500_000) as i64);
        let starts_at = 1_789_372_800 + next(300 * 86_400) as i64;
        input(price, paid, starts_at, starts_at - next(60 * 86_400) as i64)
    };
    (0..INPUTS).map(any).collect()
}
