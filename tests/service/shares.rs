//! One caller takes its share, and others find the rest.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use crate::http1::get;
use crate::reloads::quote;
use crate::security::line;
use crate::support::{Service, call, frame, hold_with, quick, reason, request, scratch, status_of, under_way, within};
use clausula::contract::wire;
use clausula::policy::store::PolicySet;
use clausula::service::{Live, ServiceConfig, Tokens, snapshot};
use tokio::io::AsyncReadExt;
use tokio::net::{TcpSocket, TcpStream};
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Request};

/// A service with the tokens `one` and `two`, half of which one caller may take; and where its figures are.
async fn halves(name: &str, config: ServiceConfig) -> (Service, SocketAddr) {
    let path = scratch(name).join("tokens");
    std::fs::write(&path, line("a", "evaluate", "one") + &line("b", "evaluate", "two")).unwrap();
    let tokens = Some(Arc::new(Tokens::load(&path).unwrap()));
    with_figures(config, Live { tokens, ..snapshot(PolicySet::built_in().unwrap()).into() }).await
}

async fn with_figures(mut config: ServiceConfig, live: Live) -> (Service, SocketAddr) {
    let apart = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    (config.caller_share, config.observe.metrics_listen) = (50, Some(apart));
    let service = Service::live(config, live).await;
    within(async { while TcpStream::connect(apart).await.is_err() {} }).await;
    (service, apart)
}

async fn shed(figures: SocketAddr, reason: &str) -> u64 {
    let text = get(figures, "/metrics").await.text().to_owned();
    let name = format!("clausula_shed_total{{reason=\"{reason}\"}} ");
    text.lines().find_map(|line| line.strip_prefix(&name)).unwrap().parse().unwrap()
}

fn with<T>(message: T, secret: &str) -> Request<T> {
    let mut request = Request::new(message);
    request.metadata_mut().insert("authorization", format!("Bearer {secret}").parse().unwrap());
    request
}

fn taken() -> (Code, String) {
    (Code::ResourceExhausted, "CALLER_SHARE".to_owned())
}

#[tokio::test]
async fn calls_of_one_token_leave_turns_for_another() {
    let (service, figures) = halves("shares-calls", ServiceConfig { calls: 4, waiting_calls: 4, ..quick() }).await;
    let mut sender = service.bare().await;
    let one = [("authorization", "Bearer one")];
    // Two work, and two wait for them although there are turns: half of all that may be open.
    let mut open: Vec<_> = (0..4).map(|_| hold_with(&mut sender, &one)).collect();
    let (fifth, _body, _) = hold_with(&mut sender, &one);
    assert_eq!(reason(&status_of(fifth).await), taken());
    assert_eq!(shed(figures, "caller_share").await, 1);
    let mut client = service.evaluator().await;
    for _ in 0..3 {
        within(client.evaluate(with(request("b"), "two"))).await.unwrap();
    }
    let status = within(client.evaluate(with(request("a"), "one"))).await.unwrap_err();
    assert_eq!(reason(&status), taken());
    // What is done leaves its part.
    for (_, body, rest) in &mut open {
        body.send_data(std::mem::take(rest), true).unwrap();
    }
    for (answer, _, _) in open {
        assert_eq!(status_of(answer).await.code(), Code::Ok);
    }
    within(client.evaluate(with(request("a"), "one"))).await.unwrap();
}

#[tokio::test]
async fn streams_of_one_token_leave_places_for_another() {
    let (service, figures) = halves("shares-streams", ServiceConfig { evaluate_streams: 4, ..quick() }).await;
    let mut client = service.evaluator().await;
    let mut open = Vec::new();
    for secret in ["one", "one", "two", "two"] {
        let (sender, messages) = tokio::sync::mpsc::channel::<wire::EvaluateStreamRequest>(1);
        let answers = within(client.evaluate_stream(with(ReceiverStream::new(messages), secret))).await.unwrap();
        open.push((sender, answers));
        if open.len() == 2 {
            let none = tokio_stream::empty::<wire::EvaluateStreamRequest>();
            let status = within(client.evaluate_stream(with(none, "one"))).await.unwrap_err();
            assert_eq!(reason(&status), taken());
        }
    }
    assert_eq!(shed(figures, "caller_share").await, 1);
}

#[tokio::test]
async fn connections_of_one_address_leave_places_for_another() {
    let live = snapshot(PolicySet::built_in().unwrap()).into();
    let (service, figures) = with_figures(ServiceConfig { connections: 4, ..quick() }, live).await;
    // Both have a call under way: neither is asked to leave.
    let mut held = Vec::new();
    for _ in 0..2 {
        let mut connection = service.bare().await;
        held.push(hold_with(&mut connection, &[]));
        under_way(connection).await;
    }
    let mut third = TcpStream::connect(service.address).await.unwrap();
    let mut rest = Vec::new();
    let _ = within(third.read_to_end(&mut rest)).await;
    assert_eq!((rest.len(), shed(figures, "connection_share").await), (0, 1));
    for (answer, mut body, rest) in held {
        body.send_data(rest, true).unwrap();
        assert_eq!(status_of(answer).await.code(), Code::Ok);
    }
    let elsewhere = TcpSocket::new_v4().unwrap();
    elsewhere.bind("127.0.0.2:0".parse().unwrap()).unwrap();
    let tcp = elsewhere.connect(service.address).await.unwrap();
    let (sender, connection) = h2::client::handshake(tcp).await.unwrap();
    tokio::spawn(connection);
    let mut sender = within(sender.ready()).await.unwrap();
    let (answer, mut body) = sender.send_request(call("Evaluate", &[]), false).unwrap();
    body.send_data(frame(&request("a")), true).unwrap();
    assert_eq!(status_of(answer).await.code(), Code::Ok);
}

/// Whoever keeps the service busy with its whole share does not make others wait longer than a turn.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_asks_all_it_can_does_not_hold_up_another() {
    let config = ServiceConfig { calls: 8, waiting_calls: 32, batches: 4, ..quick() };
    let (service, figures) = halves("shares-busy", config).await;
    let mut busy = Vec::new();
    for _ in 0..4 {
        let client = service.evaluator().await;
        for _ in 0..16 {
            let mut client = client.clone();
            busy.push(tokio::spawn(async move {
                loop {
                    let batch = wire::EvaluateBatchRequest { requests: vec![request("a"); 100] };
                    let _ = client.evaluate_batch(with(batch, "one")).await;
                }
            }));
        }
    }
    within(async { while shed(figures, "caller_share").await == 0 {} }).await;
    let mut client = service.evaluator().await;
    for _ in 0..20 {
        let mut call = with(request("b"), "two");
        call.set_timeout(Duration::from_secs(2));
        within(client.evaluate(call)).await.unwrap();
    }
    busy.into_iter().for_each(|task| task.abort());
    assert_eq!(shed(figures, "overloaded").await, 0);
}

/// A staircase keeps a thread busy: one caller has its share of those, and others find the rest.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn quotes_of_one_token_leave_a_thread_for_another() {
    let (service, figures) = halves("shares-quotes", ServiceConfig { quotes: 2, ..quick() }).await;
    let mut busy = Vec::new();
    for _ in 0..2 {
        let client = service.evaluator().await;
        for _ in 0..8 {
            let mut client = client.clone();
            busy.push(tokio::spawn(async move {
                loop {
                    let _ = client.quote_cancellation(with(quote(), "one")).await;
                }
            }));
        }
    }
    let quotes = async |state: &str| -> u64 {
        let name = format!("clausula_pool{{pool=\"quotes\",state=\"{state}\"}} ");
        let text = get(figures, "/metrics").await.text().to_owned();
        text.lines().find_map(|line| line.strip_prefix(&name)).unwrap().parse().unwrap()
    };
    within(async { while quotes("waiting").await == 0 {} }).await;
    let mut most = 0;
    for _ in 0..30 {
        most = most.max(quotes("working").await);
    }
    let mut client = service.evaluator().await;
    let answer = within(client.quote_cancellation(with(quote(), "two"))).await;
    busy.into_iter().for_each(|task| task.abort());
    assert!(most <= 1 && answer.is_ok(), "half of two, not {most}: {answer:?}");
}
