//! One cancellation, beside a floor written by hand that answers the same question: the four tiers of MultiDonnas by civil
//! days in Amsterdam, its office hours and the holidays behind them, the same rounding, the same settlement, with
//! `rust_decimal` and `chrono-tz`, inputs already parsed, no other clause, no law, nothing cited, no explanation. Both
//! are first held against each other on every input. Only the ratios mean anything: machines differ, and one machine
//! differs from minute to minute.
//!
//! `cargo bench --bench evaluate`

// A benchmark that cannot be set up should stop and say so.
#![allow(clippy::expect_used)]

use chrono::{DateTime, Datelike, Days, NaiveDate, Timelike, Utc, Weekday};
use chrono_tz::Europe::Amsterdam;
use clausula::calendar::Instant;
use clausula::evaluate::{Detail, evaluate};
use clausula::facts::{Agreement, Event, Facts, Payment};
use clausula::law::Law;
use clausula::money::Cents;
use clausula::policy::store::PolicySet;
use clausula::vocabulary::{Basis, CustomerType, ProductType};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rust_decimal::{Decimal, RoundingStrategy};
use std::hint::black_box;

/// How many different inputs each round decides.
const INPUTS: u64 = 10_000;

struct Parsed {
    price: Decimal,
    paid: Decimal,
    starts_at: DateTime<Utc>,
    received_at: DateTime<Utc>,
}

/// What a careful programmer would write for this one policy.
fn by_hand(input: &Parsed) -> (Decimal, Decimal, Decimal) {
    let start = input.starts_at.with_timezone(&Amsterdam).date_naive();
    let percent = match start.signed_duration_since(counts_on(input.received_at)).num_days() {
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

/// The same inputs for both, spread over prices and over 0 to 60 days before the start, at any hour.
fn inputs() -> Vec<(Parsed, Facts)> {
    // A fixed generator, so that every run decides the same.
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut next = |bound: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let input = |_| {
        let (price, paid) = (next(500_000) as i64, next(500_000) as i64);
        let starts_at = 1_789_372_800 + next(300 * 86_400) as i64;
        let received_at = starts_at - next(60 * 86_400) as i64;
        let at = |secs| Instant::new(secs, 0).expect("in range");
        let utc = |secs| DateTime::from_timestamp(secs, 0).expect("in range");
        let (consumer, event) = (CustomerType::Consumer, ProductType::Event);
        let mut agreement = Agreement::new(consumer, event, Cents::new(price), at(received_at - 86_400));
        agreement.starts_at = Some(at(starts_at));
        agreement.payments = vec![Payment { paid_at: at(received_at), amount: Cents::new(paid) }];
        let cancellation = Event::Cancellation { received_at: at(received_at) };
        let facts = Facts::new(agreement, cancellation, Basis::TermsAndLaw).expect("free of contradictions");
        let (price, paid) = (Decimal::new(price, 2), Decimal::new(paid, 2));
        (Parsed { price, paid, starts_at: utc(starts_at), received_at: utc(received_at) }, facts)
    };
    (0..INPUTS).map(input).collect()
}

fn cancellation(c: &mut Criterion) {
    let policies = PolicySet::built_in().expect("the built-in policies load");
    let law = Law::built_in();
    let inputs = inputs();
    let (_, first) = inputs.first().expect("there are inputs");
    let policy = policies.select("multidonnas", None, first.agreement().concluded_at).expect("it is built in");
    for (parsed, facts) in &inputs {
        let decision = evaluate(policy, law, facts, Detail::Amounts).expect("nothing is missing");
        assert_eq!(Decimal::new(decision.charged().get(), 2), by_hand(parsed).0, "{facts:?}");
    }
    let mut group = c.benchmark_group("cancellation");
    group.throughput(Throughput::Elements(INPUTS));
    group.bench_function("floor", |b| {
        b.iter(|| {
            inputs.iter().for_each(|(parsed, _)| {
                black_box(by_hand(black_box(parsed)));
            })
        });
    });
    for (name, detail) in [("amounts", Detail::Amounts), ("full", Detail::Full)] {
        group.bench_function(name, |b| {
            b.iter(|| {
                inputs.iter().for_each(|(_, facts)| drop(black_box(evaluate(policy, law, black_box(facts), detail))))
            });
        });
    }
    group.finish();
}

criterion_group!(benches, cancellation);
criterion_main!(benches);
