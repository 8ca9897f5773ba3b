//! How soon the service is ready, how much memory it takes, and a million requests on one stream.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs, process};

use tokio_stream::StreamExt;

use crate::requests::wire::evaluate_result::Outcome;
use crate::requests::wire::evaluator_service_client::EvaluatorServiceClient;
use crate::requests::{request, wire};
use crate::server::Server;

const STARTS: usize = 20;
const VERSIONS: u32 = 1_000;
const REQUESTS: usize = 1_000_000;

/// Every so many requests, one is broken.
const BROKEN: usize = 100;

/// A policy with a date, of which versions are made.
const POLICY: &str = include_str!("../../../policies/klantgenerator/2020-12-17.toml");

pub fn footprint(binary: &str) {
    start_and_rest(binary);
    many_versions(binary);
    for size in [1, 100] {
        a_million(binary, size);
    }
}

fn serve(binary: &str, policies: Option<&std::path::Path>) -> Server {
    let mut command = Command::new(binary);
    if let Some(directory) = policies {
        command.arg("--policies").arg(directory);
    }
    Server::start(command.args(["serve", "--listen", "127.0.0.1:0"]))
}

fn start_and_rest(binary: &str) {
    let mut took = Vec::new();
    let mut resident = 0;
    for _ in 0..STARTS {
        let began = Instant::now();
        let server = serve(binary, None);
        until_ready(&server);
        took.push(began.elapsed());
        resident = resident.max(server.memory("VmRSS"));
    }
    took.sort_unstable();
    let [least, median, most] = [0, STARTS / 2, STARTS - 1].map(|i| took[i].as_secs_f64() * 1e3);
    println!("start to ready: {least:.1} ms at best, {median:.1} ms in the middle, {most:.1} ms at worst of {STARTS}");
    println!("idle with the built-in policies: {:.1} MiB", mib(resident));
}

fn many_versions(binary: &str) {
    let directory = env::temp_dir().join(format!("clausula-versions-{}", process::id()));
    fs::create_dir_all(&directory).expect("a directory");
    for i in 0..VERSIONS {
        let date = format!("{}-{:02}-{:02}", 1980 + i / 336, i / 28 % 12 + 1, i % 28 + 1);
        fs::write(directory.join(format!("{date}.toml")), POLICY.replace("2020-12-17", &date)).expect("a file");
    }
    let began = Instant::now();
    let server = serve(binary, Some(&directory));
    until_ready(&server);
    let ready = began.elapsed().as_secs_f64() * 1e3;
    std::thread::sleep(Duration::from_millis(500));
    println!(
        "{VERSIONS} versions: ready in {ready:.0} ms, idle with {:.1} MiB, at most {:.1} MiB",
        mib(server.memory("VmRSS")),
        mib(server.memory("VmHWM"))
    );
    drop(server);
    fs::remove_dir_all(&directory).expect("it is removed");
}

/// Asks whether the service is ready until it is.
fn until_ready(server: &Server) {
    loop {
        let mut answer = String::new();
        let asked = TcpStream::connect(&server.address).and_then(|mut stream| {
            stream.write_all(b"GET /readyz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
            stream.read_to_string(&mut answer)
        });
        if asked.is_ok() && answer.starts_with("HTTP/1.1 200") {
            return;
        }
        std::thread::sleep(Duration::from_micros(200));
    }
}

/// A million requests in messages of `size`: every answer in its place, and errors for the broken ones alone.
fn a_million(binary: &str, size: usize) {
    let server = serve(binary, None);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let before = server.memory("VmHWM");
    let began = Instant::now();
    let errors = runtime.block_on(all_answered(&server, size));
    let rate = REQUESTS as f64 / began.elapsed().as_secs_f64();
    assert_eq!(errors, REQUESTS / BROKEN);
    println!(
        "{REQUESTS} requests in messages of {size}: {REQUESTS} answers in order, {errors} errors in their places; at most \
         {:.1} MiB ({:.1} before), {:.0} thousand requests a second",
        mib(server.memory("VmHWM")),
        mib(before),
        rate / 1e3
    );
}

async fn all_answered(server: &Server, size: usize) -> usize {
    let mut client = EvaluatorServiceClient::connect(format!("http://{}", server.address)).await.expect("a connection");
    let sound = request(wire::Detail::Amounts);
    let numbered = move |number: usize| {
        let mut request = wire::EvaluateRequest { request_id: number.to_string(), ..sound.clone() };
        match number % (2 * BROKEN) {
            0 => request.policy_id = "nobody".to_owned(),
            BROKEN => request.agreement = None,
            _ => {}
        }
        request
    };
    let message =
        move |first: usize| wire::EvaluateStreamRequest { requests: (first..first + size).map(&numbered).collect() };
    let sent = tokio_stream::iter((0..REQUESTS).step_by(size).map(message));
    let mut answers = client.evaluate_stream(sent).await.expect("a stream").into_inner();
    let (mut next, mut errors) = (0, 0);
    while let Some(answer) = answers.next().await {
        for result in answer.expect("an answer").results {
            assert_eq!(result.request_id, next.to_string(), "answers are in order");
            let failed = match result.outcome.expect("one of both") {
                Outcome::Decision(_) => false,
                Outcome::Error(_) => true,
            };
            assert_eq!(failed, next % BROKEN == 0, "request {next}");
            errors += usize::from(failed);
            next += 1;
        }
    }
    assert_eq!(next, REQUESTS);
    errors
}

fn mib(kib: u64) -> f64 {
    kib as f64 / 1024.0
}
