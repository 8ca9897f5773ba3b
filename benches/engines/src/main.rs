//! Clausula in process, beside engines that a user would otherwise pick, and a floor written by hand.
//!
//! All answer the same question on the same inputs in the same run, on one thread: what cancelling costs, what is paid
//! back, what remains to be paid. Before anything is timed, every answer is held against the floor's, on random inputs
//! and on edges. Then rounds are interleaved, so that a machine that is slow for a while is slow for all, and the
//! fastest round of each counts. Only ratios mean anything.
//!
//! `cargo run --release --manifest-path benches/engines/Cargo.toml`

mod contestants;
mod edges;
#[path = "../../floor/mod.rs"]
mod floor;

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};

use clausula::evaluate::Detail;
use clausula::policy::Policy;
use clausula::policy::store::PolicySet;
use contestants::{Amounts, Contestant, Inputs, cel, clausula, floor_of_tiers, rego, zen};

fn main() {
    let rounds = env::args().nth(1).map_or(15, |rounds| rounds.parse().expect("a number of rounds"));
    let policies = PolicySet::built_in().expect("the built-in policies load");
    let tiers = PolicySet::from_files([("tiers.toml", rules("tiers.toml"))]).expect("it loads");
    let [multidonnas, tiers] = [(&policies, "multidonnas"), (&tiers, "tiers")]
        .map(|(set, id)| set.versions(id).next().expect("it has a version").as_ref());
    let (random, edges) = (floor::inputs(), edges::edges());

    compare(
        "MultiDonnas: tiers by civil days in Amsterdam, office hours, working days and movable holidays",
        [&random, &edges],
        rounds,
        |inputs| everyone_on_multidonnas(inputs, multidonnas),
    );
    compare("The tiers alone, by civil days in Amsterdam", [&random, &edges], rounds, |inputs| {
        everyone_on_tiers(inputs, tiers)
    });
}

fn everyone_on_multidonnas<'a>(inputs: &'a Inputs, policy: &'a Policy) -> Vec<Contestant<'a>> {
    vec![
        contestants::floor(inputs),
        clausula("clausula, DETAIL_AMOUNTS", inputs, policy, Detail::Amounts),
        clausula("clausula, DETAIL_FULL", inputs, policy, Detail::Full),
        zen(inputs, &rules("full.json")),
        rego(inputs, &rules("full.rego")),
        cel("cel 0.15", inputs, &rules("full.cel")),
    ]
}

fn everyone_on_tiers<'a>(inputs: &'a Inputs, policy: &'a Policy) -> Vec<Contestant<'a>> {
    vec![
        floor_of_tiers(inputs),
        clausula("clausula, DETAIL_AMOUNTS", inputs, policy, Detail::Amounts),
        clausula("clausula, DETAIL_FULL", inputs, policy, Detail::Full),
        zen(inputs, &rules("tiers.json")),
        rego(inputs, &rules("tiers.rego")),
        cel("cel 0.15", inputs, &rules("tiers.cel")),
        cel("cel 0.15, days of 24 hours", inputs, &rules("tiers-24-hours.cel")),
    ]
}

/// A file of `rules/`.
fn rules(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What is measured of a contestant.
struct Row {
    name: &'static str,
    /// Right answers: of the random inputs, of the edges.
    right: [usize; 2],
    times: Vec<Duration>,
}

impl Row {
    fn best(&self) -> Duration {
        self.times.iter().min().copied().unwrap_or_default()
    }
}

fn compare<'a>(
    title: &str,
    [random, edges]: [&'a Inputs; 2],
    rounds: usize,
    everyone: impl Fn(&'a Inputs) -> Vec<Contestant<'a>>,
) {
    let mut timed = everyone(random);
    let mut on_edges = everyone(edges);
    let right = |contestant: &mut Contestant<'_>, truth: &[Amounts]| {
        truth.iter().enumerate().filter(|(i, amounts)| (contestant.decide)(*i) == **amounts).count()
    };
    let [truth, truth_on_edges] = [answers(&mut timed[0], random), answers(&mut on_edges[0], edges)];
    let pairs = timed.iter_mut().zip(&mut on_edges);
    let row = |(a, b): (&mut Contestant<'a>, &mut Contestant<'a>)| Row {
        name: a.name,
        right: [right(a, &truth), right(b, &truth_on_edges)],
        times: Vec::new(),
    };
    let mut rows: Vec<Row> = pairs.map(row).collect();
    drop(on_edges);
    for _ in 0..rounds {
        for (contestant, row) in timed.iter_mut().zip(&mut rows) {
            let began = Instant::now();
            for i in 0..random.len() {
                black_box((contestant.decide)(black_box(i)));
            }
            row.times.push(began.elapsed());
        }
    }
    print(title, &rows, [random.len(), edges.len()]);
}

fn answers(contestant: &mut Contestant<'_>, inputs: &Inputs) -> Vec<Amounts> {
    (0..inputs.len()).map(|i| (contestant.decide)(i)).collect()
}

fn print(title: &str, rows: &[Row], [random, edges]: [usize; 2]) {
    let (floor, amounts, full) = (&rows[0], &rows[1], &rows[2]);
    println!("\n{title}\n");
    println!(
        "| | right of {random} | right of {edges} edges | times the floor | times DETAIL_AMOUNTS | times DETAIL_FULL |"
    );
    println!("|---|--:|--:|--:|--:|--:|");
    for row in rows {
        let [a, b] = row.right;
        let [x, y, z] = [floor, amounts, full].map(|other| ratio(row, other));
        println!("| {} | {a} | {b} | {x} | {y} | {z} |", row.name);
    }
}

/// How much longer one takes than another: by the best rounds, and in brackets the least and the most of a round.
fn ratio(row: &Row, other: &Row) -> String {
    if std::ptr::eq(row, other) {
        return "1".to_owned();
    }
    let over = |a: Duration, b: Duration| a.as_secs_f64() / b.as_secs_f64();
    let each = || row.times.iter().zip(&other.times).map(|(a, b)| over(*a, *b));
    let (least, most) = (each().fold(f64::INFINITY, f64::min), each().fold(0.0, f64::max));
    format!("{:.2} ({least:.2}–{most:.2})", over(row.best(), other.best()))
}
