//! Clients that do not read: what they are answered does not pile up, and they do not stay for ever.

use crate::http1::get;
use crate::support::{Service, call, frame, quick, request, status_of, within};
use clausula::contract::wire;
use clausula::service::ServiceConfig;
use h2::client::SendRequest;
use prost::bytes::Bytes;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tonic::Code;

type Connection = JoinHandle<Result<(), h2::Error>>;

/// A connection whose client takes so many bytes of each answer before it says that it read them.
async fn small(service: &Service, window: u32) -> (SendRequest<Bytes>, Connection) {
    let tcp = TcpStream::connect(service.address).await.unwrap();
    let mut builder = h2::client::Builder::new();
    builder.initial_window_size(window);
    let (sender, connection) = builder.handshake(tcp).await.unwrap();
    (within(sender.ready()).await.unwrap(), tokio::spawn(connection))
}

fn batch() -> Bytes {
    frame(&wire::EvaluateBatchRequest { requests: vec![request("a"); 100] })
}

async fn decisions(service: &Service) -> u64 {
    let text = get(service.address, "/metrics").await.text().to_owned();
    let lines = text.lines().filter(|line| line.starts_with("clausula_decisions_total{"));
    lines.map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap()).sum()
}

/// Sends as much as the service takes.
async fn pour(body: &mut h2::SendStream<Bytes>, message: &Bytes, times: usize) -> usize {
    for sent in 0..times {
        let mut rest = message.clone();
        while !rest.is_empty() {
            body.reserve_capacity(rest.len());
            let more = std::future::poll_fn(|cx| body.poll_capacity(cx));
            let Ok(Some(Ok(room))) = tokio::time::timeout(Duration::from_secs(1), more).await else { return sent };
            body.send_data(rest.split_to(room.min(rest.len())), false).unwrap();
        }
    }
    times
}

#[tokio::test]
async fn a_stream_whose_answers_nobody_reads_is_held() {
    const MESSAGES: usize = 400;
    let service = Service::with(ServiceConfig { stream_buffer: 2, ..quick() }).await;
    let (mut sender, _connection) = small(&service, 1_024).await;
    let (answer, mut body) = sender.send_request(call("EvaluateStream", &[]), false).unwrap();
    let answer = within(answer).await.unwrap();
    let sent = pour(&mut body, &batch(), MESSAGES).await;
    // What is answered waits in the buffer, on its way there, and in the transport; the rest is not even taken.
    assert!(sent < MESSAGES, "everything was taken");
    let decided = decisions(&service).await;
    assert!((100..=500).contains(&decided), "{decided}");
    // Others are served as before; whoever reads at last gets everything.
    within(service.evaluator().await.evaluate(request("b"))).await.unwrap();
    let mut answers = answer.into_body();
    let mut read = 0;
    while read < 200_000 {
        let data = within(answers.data()).await.unwrap().unwrap();
        answers.flow_control().release_capacity(data.len()).unwrap();
        read += data.len();
    }
    assert!(decisions(&service).await > decided);
}

/// What is answered at once takes memory until it is read: so many on a connection, and no more are worked on.
#[tokio::test]
async fn answers_that_nobody_reads_leave_no_room_for_more_on_their_connection() {
    let service = Service::with(ServiceConfig { calls_per_connection: 2, ..quick() }).await;
    let (mut sender, _connection) = small(&service, 1_024).await;
    let mut unread = Vec::new();
    for _ in 0..3 {
        sender = within(sender.ready()).await.unwrap();
        let (answer, mut body) = sender.send_request(call("EvaluateBatch", &[]), false).unwrap();
        body.send_data(batch(), true).unwrap();
        unread.push(answer);
    }
    within(async { while decisions(&service).await < 200 {} }).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(decisions(&service).await, 200);
    // Others are answered, and so is the third when the first is read.
    within(service.evaluator().await.evaluate(request("a"))).await.unwrap();
    assert_eq!(status_of(unread.remove(0)).await.code(), Code::Ok);
    within(async { while decisions(&service).await < 301 {} }).await;
}

#[tokio::test]
async fn a_client_that_reads_nothing_is_cut_off() {
    let config = ServiceConfig { reader_timeout: Duration::from_millis(200), ..quick() };
    let service = Service::with(config).await;
    for method in ["EvaluateBatch", "EvaluateStream"] {
        let (mut sender, connection) = small(&service, 1_024).await;
        let (answer, mut body) = sender.send_request(call(method, &[]), false).unwrap();
        body.send_data(batch(), method == "EvaluateBatch").unwrap();
        let _unread = within(answer).await.unwrap();
        let _ = within(connection).await.unwrap();
        assert!(sender.ready().await.is_err(), "{method}");
    }
    // Another who has nothing to read may be silent for as long as it likes.
    let (sender, connection) = small(&service, 1_024).await;
    let (_stream, mut answers) = crate::streams::open(&service).await;
    tokio::time::sleep(Duration::from_millis(900)).await;
    assert!(!connection.is_finished());
    let (answer, mut body) = within(sender.ready()).await.unwrap().send_request(call("Evaluate", &[]), false).unwrap();
    body.send_data(frame(&request("a")), true).unwrap();
    assert_eq!(status_of(answer).await.code(), Code::Ok);
    assert!(tokio::time::timeout(Duration::from_millis(50), answers.message()).await.is_err());
}

/// A connection on which a batch of so many is answered, and its client has room for nothing.
async fn unread(service: &Service, count: usize) -> (h2::client::ResponseFuture, Connection) {
    let (mut sender, connection) = small(service, 0).await;
    let (answer, mut body) = sender.send_request(call("EvaluateBatch", &[]), false).unwrap();
    body.send_data(frame(&wire::EvaluateBatchRequest { requests: vec![request("a"); count] }), true).unwrap();
    (answer, connection)
}

/// The bytes of the answer to a batch of so many.
async fn answered(service: &Service, count: usize) -> usize {
    let (mut sender, _connection) = small(service, 1 << 20).await;
    let (answer, mut body) = sender.send_request(call("EvaluateBatch", &[]), false).unwrap();
    body.send_data(frame(&wire::EvaluateBatchRequest { requests: vec![request("a"); count] }), true).unwrap();
    let mut answer = within(answer).await.unwrap().into_body();
    let mut bytes = 0;
    while let Some(data) = within(answer.data()).await {
        bytes += data.unwrap().len();
    }
    bytes
}

#[tokio::test]
async fn of_those_that_leave_too_much_unread_the_worst_is_cut_off() {
    let (few, many) = (20, 30);
    let service = Service::start().await;
    let both = answered(&service, few).await + answered(&service, many).await;
    for (limit, cut) in [(both - 1, true), (both, false), (both + 1, false)] {
        let service = Service::with(ServiceConfig { unread_bytes: limit, ..quick() }).await;
        let (answer, worst) = unread(&service, many).await;
        let _head = within(answer).await.unwrap();
        let (answer, other) = unread(&service, few).await;
        let _other_head = within(answer).await.unwrap();
        if cut {
            let _ = within(worst).await.unwrap();
        } else {
            tokio::time::sleep(Duration::from_millis(100)).await;
            assert!(!worst.is_finished(), "{limit} of {both}");
        }
        assert!(!other.is_finished(), "{limit} of {both}");
        within(service.evaluator().await.evaluate(request("b"))).await.unwrap();
    }
}

/// What was read or given up does not count any more, however much it was.
#[tokio::test]
async fn answers_that_are_read_make_room() {
    let one = answered(&Service::start().await, 20).await;
    let service = Service::with(ServiceConfig { unread_bytes: 2 * one, ..quick() }).await;
    let (answer, waiting) = unread(&service, 20).await;
    let _head = within(answer).await.unwrap();
    for _ in 0..5 {
        assert_eq!(answered(&service, 20).await, one);
        let (answer, gone) = unread(&service, 20).await;
        let _ = within(answer).await.unwrap();
        gone.abort();
        let _ = gone.await;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(!waiting.is_finished());
}

#[tokio::test]
async fn a_client_that_reads_slowly_gets_everything() {
    let config = ServiceConfig { reader_timeout: Duration::from_secs(2), ..quick() };
    let service = Service::with(config).await;
    let (mut sender, _connection) = small(&service, 40_000).await;
    let (answer, mut body) = sender.send_request(call("EvaluateBatch", &[]), false).unwrap();
    let requests = vec![request("a"); 400];
    body.send_data(frame(&wire::EvaluateBatchRequest { requests }), true).unwrap();
    let mut answers = within(answer).await.unwrap().into_body();
    let mut read = 0;
    while let Some(data) = within(answers.data()).await {
        let data = data.unwrap();
        read += data.len();
        tokio::time::sleep(Duration::from_millis(50)).await;
        answers.flow_control().release_capacity(data.len()).unwrap();
    }
    assert!(read > 200_000, "{read}");
    assert_eq!(within(answers.trailers()).await.unwrap().unwrap()["grpc-status"], "0");
}
