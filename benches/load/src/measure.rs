//! Interleaved rounds, and their ratios.

use std::time::Duration;

use crate::client::{Call, Streaming, calls, streams};
use crate::requests::{echoed, echoed_stream, several, unary, wire};
use crate::server::Server;

/// How long a round of calls lasts.
pub const ROUND: Duration = Duration::from_millis(1_500);

/// Connections, and calls in flight on each.
const SHAPES: [(usize, usize); 3] = [(1, 1), (4, 8), (4, 32)];

/// Streams, one on each connection, and messages in flight on each; and streams that nothing but the transport holds back.
const STREAMS: [(usize, usize); 4] = [(1, 8), (4, 8), (4, 64), (4, MESSAGES)];

/// How many messages a round of streams sends on each.
const MESSAGES: usize = 20_000;

/// How many requests are in one message of a batched stream.
const BATCH: usize = 100;

/// What is compared with: an echo with the same messages, and one of bytes. On streams, with single messages.
const DECIDED: &str = "the same messages";
const BYTES: &str = "bytes";

/// Who is compared.
pub struct Pair<'a> {
    pub clausula: &'a Server,
    pub echo: &'a Server,
    pub request: &'a wire::EvaluateRequest,
}

/// A round: what was done in a second, the 99th percentile of the time of a call, processor time for each.
#[derive(Clone, Copy)]
pub struct Round {
    rate: f64,
    p50: f64,
    p99: f64,
    cpu: f64,
}

pub async fn measure(pair: &Pair<'_>, rounds: usize) {
    println!("| | to | rate | p50 | p99 | processor time of the server |");
    println!("|---|---|--:|--:|--:|--:|");
    for shape in SHAPES {
        let (mut decided, mut bytes) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            let ours = call(pair.clausula, &unary(pair.request), shape).await;
            decided.push((ours, call(pair.echo, &unary(pair.request), shape).await));
            bytes.push((ours, call(pair.echo, &echoed(pair.request), shape).await));
        }
        let name = format!("calls, {} × {} in flight", shape.0, shape.1);
        row(&name, DECIDED, &decided);
        row(&name, BYTES, &bytes);
    }
    for (connections, window) in STREAMS {
        let (mut to_decided, mut to_bytes) = ((Vec::new(), Vec::new()), (Vec::new(), Vec::new()));
        let mut packed = Vec::new();
        let one = Streaming { connections, window, messages: MESSAGES };
        let many = Streaming { connections, window: window.div_ceil(BATCH).max(4), messages: 4 * MESSAGES / BATCH };
        for _ in 0..rounds {
            let decided = stream(pair.echo, &several(pair.request, 1), one, 1).await;
            let bytes = stream(pair.echo, &echoed_stream(pair.request), one, 1).await;
            let single = stream(pair.clausula, &several(pair.request, 1), one, 1).await;
            let batched = stream(pair.clausula, &several(pair.request, BATCH), many, BATCH).await;
            packed.push((stream(pair.echo, &several(pair.request, BATCH), many, BATCH).await, decided));
            for (to, echo) in [(&mut to_decided, decided), (&mut to_bytes, bytes)] {
                to.0.push((single, echo));
                to.1.push((batched, echo));
            }
        }
        let held = if window < MESSAGES { format!("{window} in flight") } else { "unbounded".to_owned() };
        let name = format!("streams, {connections} × {held}");
        row(&name, DECIDED, &to_decided.0);
        row(&name, BYTES, &to_bytes.0);
        let name = format!("the same, {BATCH} in a message");
        row(&name, DECIDED, &to_decided.1);
        row(&name, BYTES, &to_bytes.1);
        row(&format!("the echo itself, {BATCH} in a message"), DECIDED, &packed);
    }
}

pub async fn call(server: &Server, call: &Call, shape: (usize, usize)) -> Round {
    let before = server.cpu();
    let mut took = calls(&server.address, call, shape, ROUND).await;
    let cpu = server.cpu() - before;
    took.sort_unstable();
    let count = took.len();
    let part = |percent: usize| took.get(count * percent / 100).map_or(0.0, Duration::as_secs_f64);
    let rate = count as f64 / ROUND.as_secs_f64();
    Round { rate, p50: part(50), p99: part(99), cpu: cpu.as_secs_f64() / count as f64 }
}

pub async fn stream(server: &Server, call: &Call, how: Streaming, size: usize) -> Round {
    let before = server.cpu();
    let took = streams(&server.address, call, how).await;
    let cpu = server.cpu() - before;
    let count = (how.connections * how.messages * size) as f64;
    Round { rate: count / took.as_secs_f64(), p50: 0.0, p99: 0.0, cpu: cpu.as_secs_f64() / count }
}

/// Ours to the echo's, round by round.
pub fn row(name: &str, to: &str, rounds: &[(Round, Round)]) {
    let cell = |of: fn(&Round) -> f64| {
        let mut ratios: Vec<f64> = rounds.iter().map(|(ours, echo)| of(ours) / of(echo)).collect();
        ratios.sort_by(f64::total_cmp);
        match (ratios.first(), ratios.get(ratios.len() / 2), ratios.last()) {
            (Some(least), Some(middle), Some(most)) if middle.is_finite() => {
                format!("{middle:.2} ({least:.2}–{most:.2})")
            }
            _ => "–".to_owned(),
        }
    };
    let (rate, p50) = (cell(|round| round.rate), cell(|round| round.p50));
    let (p99, cpu) = (cell(|round| round.p99), cell(|round| round.cpu));
    println!("| {name} | {to} | {rate} | {p50} | {p99} | {cpu} |");
    if std::env::var_os("ABSOLUTE").is_some() {
        let least = |of: fn(&(Round, Round)) -> f64| rounds.iter().map(of).fold(f64::INFINITY, f64::min) * 1e6;
        let most = |of: fn(&(Round, Round)) -> f64| rounds.iter().map(of).fold(0.0, f64::max);
        let rates = [most(|(ours, _)| ours.rate), most(|(_, echo)| echo.rate)];
        let cpu = [least(|(ours, _)| ours.cpu), least(|(_, echo)| echo.cpu)];
        eprintln!("  {rates:.0?} a second, {cpu:.2?} µs of processor time, ours and the echo's");
    }
}
