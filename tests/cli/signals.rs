//! The program under signals, with calls in flight; and where the system gives it little.

use super::serve::{Serving, line, serve_by};
use super::support::{SHOP, clausula, scratch};
use clausula::contract::{parse_request, wire};
use h2::client::{ResponseFuture, SendRequest};
use prost::Message;
use prost::bytes::Bytes;
use std::fs;
use std::future::Future;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{ChildStderr, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::codegen::http;
use tonic::transport::Channel;
use tonic::{Code, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;
use wire::evaluator_service_client::EvaluatorServiceClient;

/// Nothing takes longer than this.
const PATIENCE: Duration = Duration::from_secs(60);

async fn within<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, work).await.expect("took too long")
}

/// Waits until something is so.
fn until(what: &str, mut so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !so() {
        assert!(begun.elapsed() < PATIENCE, "{what}");
        sleep(Duration::from_millis(2));
    }
}

/// The program that serves, with its address and its log.
fn serving(args: &[&str]) -> (Serving, String, BufReader<ChildStderr>) {
    started(clausula().args(["serve", "--listen", "127.0.0.1:0"]).args(args))
}

fn started(command: &mut Command) -> (Serving, String, BufReader<ChildStderr>) {
    let (serving, mut stdout, stderr) = serve_by(command);
    let told = line(&mut stdout);
    let address = told.rsplit(' ').next().unwrap().trim_end().to_owned();
    (serving, address, stderr)
}

/// The status of a page, and its text.
fn page(address: &str, path: &str) -> std::io::Result<(u16, String)> {
    let mut tcp = TcpStream::connect(address)?;
    write!(tcp, "GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")?;
    let mut reply = String::new();
    tcp.read_to_string(&mut reply)?;
    let status = reply.split(' ').nth(1).and_then(|code| code.parse().ok());
    let text = reply.rsplit("\r\n\r\n").next().unwrap_or_default();
    status.map(|status| (status, text.to_owned())).ok_or_else(|| std::io::ErrorKind::InvalidData.into())
}

fn request(policy: &str) -> wire::EvaluateRequest {
    let json = r#"{
        "agreement": {
            "customerType": "CUSTOMER_TYPE_BUSINESS", "productType": "PRODUCT_TYPE_EVENT",
            "price": {"currencyCode": "EUR", "minorUnits": "100000"},
            "concludedAt": "2026-01-10T12:00:00Z", "startsAt": "2026-06-01T07:00:00Z"
        },
        "cancellation": {"receivedAt": "2026-05-20T10:00:00Z"}
    }"#;
    wire::EvaluateRequest { policy_id: policy.to_owned(), ..parse_request(json.as_bytes()).unwrap() }
}

async fn channel(address: &str) -> Channel {
    within(Channel::from_shared(format!("http://{address}")).unwrap().connect()).await.unwrap()
}

async fn evaluator(address: &str) -> EvaluatorServiceClient<Channel> {
    EvaluatorServiceClient::new(channel(address).await)
}

/// A call that is accepted and whose request is still to come.
async fn begun(sender: &mut SendRequest<Bytes>) -> (ResponseFuture, h2::SendStream<Bytes>) {
    let call = http::Request::post("http://localhost/clausula.v1.EvaluatorService/Evaluate")
        .header("content-type", "application/grpc")
        .header("te", "trailers");
    *sender = within(sender.clone().ready()).await.unwrap();
    sender.send_request(call.body(()).unwrap(), false).unwrap()
}

async fn bare(address: &str) -> SendRequest<Bytes> {
    let tcp = tokio::net::TcpStream::connect(address).await.unwrap();
    let (sender, connection) = h2::client::handshake(tcp).await.unwrap();
    tokio::spawn(connection);
    sender
}

/// The status that a call ends with.
async fn status(answer: ResponseFuture) -> Code {
    let (head, mut body) = within(answer).await.unwrap().into_parts();
    if let Some(status) = Status::from_header_map(&head.headers) {
        return status.code();
    }
    while let Some(data) = within(body.data()).await {
        body.flow_control().release_capacity(data.unwrap().len()).unwrap();
    }
    Status::from_header_map(&within(body.trailers()).await.unwrap().unwrap()).unwrap().code()
}

/// Waits for the end of the program, and gives its code.
fn ended(serving: &mut Serving) -> Option<i32> {
    let mut code = None;
    until("it does not end", || {
        code = serving.0.try_wait().unwrap();
        code.is_some()
    });
    code.unwrap().code()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_with_calls_and_a_stream_in_flight() {
    let (mut serving, address, _stderr) = serving(&["--notice", "1", "--drain", "50"]);
    let mut client = evaluator(&address).await;
    let (sender, receiver) = mpsc::channel(4);
    let mut answers = within(client.evaluate_stream(ReceiverStream::new(receiver))).await.unwrap().into_inner();
    let message = || wire::EvaluateStreamRequest { requests: vec![request("klantgenerator"); 3] };
    sender.send(message()).await.unwrap();
    assert_eq!(within(answers.message()).await.unwrap().unwrap().results.len(), 3);
    let (mut sender_of_calls, mut calls) = (bare(&address).await, Vec::new());
    for _ in 0..20 {
        calls.push(begun(&mut sender_of_calls).await);
    }
    let mut health = HealthClient::new(channel(&address).await);
    let mut watch = within(health.watch(HealthCheckRequest::default())).await.unwrap().into_inner();
    assert_eq!(within(watch.message()).await.unwrap().unwrap().status(), ServingStatus::Serving);
    assert_eq!(page(&address, "/readyz").unwrap(), (200, "ready\n".to_owned()));

    serving.signal("TERM");
    assert_eq!(within(watch.message()).await.unwrap().unwrap().status(), ServingStatus::NotServing);
    // Not ready, and still there for those who have not heard of it.
    assert_eq!(page(&address, "/readyz").unwrap(), (503, "draining\n".to_owned()));
    sender.send(message()).await.unwrap();
    assert_eq!(within(answers.message()).await.unwrap().unwrap().results.len(), 3);
    until("connections are still accepted", || TcpStream::connect(&address).is_err());
    // What was accepted is answered, however late its request comes.
    let body = request("klantgenerator").encode_to_vec();
    let frame = [&[0][..], &u32::try_from(body.len()).unwrap().to_be_bytes(), &body].concat();
    for (_, sending) in &mut calls {
        sending.send_data(frame.clone().into(), true).unwrap();
    }
    for (answer, _) in calls {
        assert_eq!(status(answer).await, Code::Ok);
    }
    assert_eq!(within(answers.message()).await.unwrap_err().code(), Code::Unavailable);
    drop((client, health, watch, sender_of_calls));
    assert_eq!(ended(&mut serving), Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_ends_at_its_deadline() {
    let (mut serving, address, stderr) =
        serving(&["--notice", "0", "--drain", "0.2", "--cut", "0.2", "--call-timeout", "60"]);
    let mut sender = bare(&address).await;
    let (answer, _body) = begun(&mut sender).await;
    // It is there before the stop begins.
    until("no call is under way", || page(&address, "/metrics").unwrap().1.contains("\nclausula_in_flight 1\n"));
    serving.signal("TERM");
    assert_eq!(ended(&mut serving), Some(1));
    assert!(within(answer).await.is_err());
    let told: Vec<_> = stderr.lines().map(Result::unwrap).collect();
    assert_eq!(told.last().unwrap(), "error: some calls did not finish in time and were cut");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_that_cannot_be_read_change_nothing() {
    let directory = scratch("hangups").join("policies");
    fs::create_dir(&directory).unwrap();
    let file = directory.join("shop.toml");
    fs::write(&file, SHOP).unwrap();
    let (mut serving, address, _stderr) =
        serving(&["--notice", "0", "--policies", directory.to_str().unwrap(), "--watch=false"]);
    let mut client = evaluator(&address).await;
    let before = within(client.evaluate(request("shop"))).await.unwrap().into_inner();
    let figure = |name: &str| {
        let text = page(&address, "/metrics").unwrap().1;
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ').map(str::to_owned));
        line.map_or(0, |value| value.parse::<u64>().unwrap())
    };
    let failed = r#"clausula_reloads_total{result="failed"}"#;
    let elsewhere = directory.with_extension("elsewhere");
    let faults: [&dyn Fn(); 3] = [
        &|| fs::write(&file, &SHOP[..SHOP.len() / 2]).unwrap(),
        &|| fs::rename(&directory, &elsewhere).unwrap(),
        // No directory: what nobody can read, whoever runs the test.
        &|| fs::write(&directory, "").unwrap(),
    ];
    for (count, fault) in (1..).zip(faults) {
        fault();
        serving.signal("HUP");
        until("it is not read again", || figure(failed) == count);
        assert_eq!(within(client.evaluate(request("shop"))).await.unwrap().into_inner(), before);
        let ready = page(&address, "/readyz").unwrap();
        assert_eq!(ready, (200, "ready, with the last good files: those on disk are at fault\n".to_owned()));
    }
    fs::remove_file(&directory).unwrap();
    fs::rename(&elsewhere, &directory).unwrap();
    fs::write(&file, SHOP.replace("version = \"1\"", "version = \"2\"")).unwrap();
    serving.signal("HUP");
    until("it is not read again", || figure(r#"clausula_reloads_total{result="ok"}"#) == 1);
    let after = within(client.evaluate(request("shop"))).await.unwrap().into_inner();
    assert_eq!(after.decision.unwrap().policy.unwrap().version, "2");
    drop(client);
    serving.signal("TERM");
    assert_eq!(ended(&mut serving), Some(0));
}

/// The processor time of a process until now, in ticks.
#[cfg(target_os = "linux")]
fn ticks(process: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap().split(' ').collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hardly_any_descriptors_and_a_flood_of_connections() {
    let program = env!("CARGO_BIN_EXE_clausula");
    let command = format!("ulimit -n 64 && exec {program} serve --listen 127.0.0.1:0 --notice 0");
    let (mut serving, address, stderr) = started(Command::new("sh").args(["-c", &command]));
    let mut client = evaluator(&address).await;
    let flood: Vec<_> = (0..300).map(|_| TcpStream::connect(&address).unwrap()).collect();
    let before = ticks(serving.0.id());
    for _ in 0..10 {
        within(client.evaluate(request("klantgenerator"))).await.unwrap();
        sleep(Duration::from_millis(100));
    }
    // A second in which it would take a whole processor if it tried again and again: a hundred ticks.
    let spent = ticks(serving.0.id()) - before;
    assert!(spent < 50, "{spent} ticks");
    // Those that do nothing leave for one that does.
    let mut other = evaluator(&address).await;
    within(other.evaluate(request("klantgenerator"))).await.unwrap();
    drop((flood, client, other));
    serving.signal("TERM");
    assert_eq!(ended(&mut serving), Some(0));
    let told: Vec<_> = stderr.lines().map(Result::unwrap).collect();
    let accepting = told.iter().filter(|line| line.contains("connections cannot be accepted")).count();
    assert!((1..100).contains(&accepting), "{told:?}");
}
