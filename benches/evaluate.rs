//! One cancellation, beside a floor written by hand that answers the same question: the four tiers of MultiDonnas by civil
//! days in Amsterdam, its office hours and the holidays behind them, the same rounding, the same settlement, with
//! `rust_decimal` and `chrono-tz`, inputs already parsed, no other clause, no law, nothing cited, no explanation. Both
//! are first held against each other on every input. Only the ratios mean anything: machines differ, and one machine
//! differs from minute to minute.
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

/// The program's allocator. The floor asks for no memory.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

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
