//! One cancellation, beside a floor written by hand that answers the same question: the four tiers of MultiDonnas by civil
//! days in Amsterdam, its office hours and the holidays behind them, the same rounding, the same settlement, with
//! `rust_decimal` and `chrono-tz`, inputs already parsed, no other clause, no law, nothing cited, no explanation. Both
//! are first held against each other on every input. Only the ratios mean anything: machines differ, and one machine
//! differs from minute to minute. So the three also take turns, and the best turn of each is compared.
//!
//! `cargo bench --bench evaluate`

// A benchmark that cannot be set up should stop and say so.
#![allow(clippy::expect_used)]

mod floor;

use clausula::evaluate::{Detail, evaluate};
use clausula::law::Law;
use clausula::policy::store::PolicySet;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use floor::{INPUTS, by_hand, inputs};
use mimalloc::MiMalloc;
use rust_decimal::Decimal;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The program's allocator. The floor asks for no memory.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// In how many turns each answers all inputs.
const TURNS: usize = 100;

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
    let floor = || {
        for (parsed, _) in &inputs {
            black_box(by_hand(black_box(parsed)));
        }
    };
    let decide = |detail| {
        for (_, facts) in &inputs {
            drop(black_box(evaluate(policy, law, black_box(facts), detail)));
        }
    };
    let mut group = c.benchmark_group("cancellation");
    group.throughput(Throughput::Elements(INPUTS));
    group.bench_function("floor", |b| b.iter(floor));
    group.bench_function("amounts", |b| b.iter(|| decide(Detail::Amounts)));
    group.bench_function("full", |b| b.iter(|| decide(Detail::Full)));
    group.finish();
    compare(&[("floor", &floor), ("amounts", &|| decide(Detail::Amounts)), ("full", &|| decide(Detail::Full))]);
}

/// Times all in turns and prints each one's best turn as so many times that of the first.
fn compare(all: &[(&str, &dyn Fn())]) {
    let mut best = vec![Duration::MAX; all.len()];
    for _ in 0..TURNS {
        for ((_, run), best) in all.iter().zip(&mut best) {
            let began = Instant::now();
            run();
            *best = began.elapsed().min(*best);
        }
    }
    let floor = best.first().map_or(f64::NAN, Duration::as_secs_f64);
    println!("best of {TURNS} turns, to the floor:");
    for ((name, _), best) in all.iter().zip(&best) {
        println!("  {name:8} {:.2}", best.as_secs_f64() / floor);
    }
}

criterion_group!(benches, cancellation);
criterion_main!(benches);
