//! What operators see: figures, log lines, traces.

use crate::http1::{EVALUATE, get, json, post, send};
use crate::support::{Service, bad, call, frame, hold, quick, request, scratch, status_of, within};
use clausula::contract::wire;
use clausula::policy::store::PolicySet;
use clausula::service::{Live, LogConfig, LogFormat, LogGuard, ServiceConfig, keep, reload, snapshot, start_log};
use serde_json::Value;
use sha2::Digest;
use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;
use tokio_stream::StreamExt;
use tonic::Code;

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

/// The figure of a series, 0 where it is not there.
async fn figure(address: SocketAddr, series: &str) -> f64 {
    let text = get(address, "/metrics").await.text().to_owned();
    let mut lines = text.lines().filter_map(|line| line.strip_prefix(series)?.strip_prefix(' ')?.parse().ok());
    lines.next().unwrap_or_default()
}

#[tokio::test]
async fn figures_count_exactly_what_was_called() {
    let service = Service::start().await;
    let mut client = service.evaluator().await;
    for _ in 0..3 {
        within(client.evaluate(request("a"))).await.unwrap();
    }
    assert_eq!(within(client.evaluate(bad("a"))).await.unwrap_err().code(), Code::NotFound);
    assert_eq!(post(&service, EVALUATE, &json("a")).await.status, 200);
    assert_eq!(post(&service, EVALUATE, "{").await.status, 400);
    let batch = wire::EvaluateBatchRequest { requests: vec![request("a"), bad("b"), request("c")] };
    within(client.evaluate_batch(batch)).await.unwrap();
    let message = wire::EvaluateStreamRequest { requests: vec![request("a"), request("b")] };
    let mut answers = within(client.evaluate_stream(tokio_stream::iter([message]))).await.unwrap().into_inner();
    while within(answers.next()).await.is_some() {}

    let reply = get(service.address, "/metrics").await;
    assert_eq!(reply.header("content-type"), Some("application/openmetrics-text; version=1.0.0; charset=utf-8"));
    let mut lines: Vec<_> = reply.text().lines().filter(|line| !line.starts_with('#')).collect();
    lines.retain(|line| {
        ["requests", "decisions", "in_flight", "_count", "policies", "reloads", "shed"]
            .iter()
            .any(|name| line.contains(name))
    });
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            r#"clausula_decisions_total{policy="klantgenerator",version="2020-12-17",verdict="PERMITTED"} 8"#,
            "clausula_in_flight 0",
            "clausula_policies_loaded 5",
            r#"clausula_reloads_total{result="failed"} 0"#,
            r#"clausula_reloads_total{result="ok"} 0"#,
            r#"clausula_request_duration_seconds_count{method="Evaluate"} 6"#,
            r#"clausula_request_duration_seconds_count{method="EvaluateBatch"} 1"#,
            r#"clausula_request_duration_seconds_count{method="EvaluateStream"} 1"#,
            r#"clausula_requests_total{method="Evaluate",code="INVALID_ARGUMENT"} 1"#,
            r#"clausula_requests_total{method="Evaluate",code="NOT_FOUND"} 1"#,
            r#"clausula_requests_total{method="Evaluate",code="OK"} 4"#,
            r#"clausula_requests_total{method="EvaluateBatch",code="OK"} 1"#,
            r#"clausula_requests_total{method="EvaluateStream",code="OK"} 1"#,
            r#"clausula_shed_total{reason="caller_share"} 0"#,
            r#"clausula_shed_total{reason="connection_share"} 0"#,
            r#"clausula_shed_total{reason="overloaded"} 0"#,
            r#"clausula_shed_total{reason="shutting_down"} 0"#,
        ]
    );
    assert!(reply.text().ends_with("# EOF\n"));
    assert!(figure(service.address, "process_resident_memory_bytes").await > 1_000_000.0);
}

#[tokio::test]
async fn calls_under_way_given_up_and_shed() {
    let service = Service::with(ServiceConfig { calls: 1, waiting_calls: 0, ..quick() }).await;
    let mut sender = service.bare().await;
    let (answer, body, _) = hold(&mut sender);
    // It has its turn once another on its connection is refused: they are met in order.
    let (second, _second_body, _) = hold(&mut sender);
    assert_eq!(status_of(second).await.code(), Code::ResourceExhausted);
    assert_eq!(figure(service.address, "clausula_in_flight").await, 1.0);
    let status = within(service.evaluator().await.evaluate(request("a"))).await.unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted);
    assert_eq!(figure(service.address, r#"clausula_shed_total{reason="overloaded"}"#).await, 2.0);
    drop((answer, body));
    within(async { while figure(service.address, "clausula_in_flight").await > 0.0 {} }).await;
    assert_eq!(
        figure(service.address, r#"clausula_requests_total{method="EvaluateBatch",code="CANCELLED"}"#).await,
        1.0
    );
}

#[tokio::test]
async fn names_that_callers_make_up_are_no_labels() {
    let service = Service::start().await;
    let mut sender = service.bare().await;
    for i in 0..20 {
        let (answer, _body) = sender.send_request(call(&format!("Guess{i}"), &[]), true).unwrap();
        assert_eq!(status_of(answer).await.code(), Code::Unimplemented);
    }
    let text = get(service.address, "/metrics").await;
    assert!(!text.text().contains("Guess"));
    assert_eq!(figure(service.address, r#"clausula_requests_total{method="other",code="UNIMPLEMENTED"}"#).await, 20.0);
}

#[tokio::test]
async fn figures_on_a_port_of_their_own() {
    let apart = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut config = quick();
    config.observe.metrics_listen = Some(apart);
    let service = Service::with(config).await;
    within(service.evaluator().await.evaluate(request("a"))).await.unwrap();
    assert_eq!(figure(apart, r#"clausula_requests_total{method="Evaluate",code="OK"}"#).await, 1.0);
    for path in ["/healthz", "/readyz"] {
        assert_eq!(get(apart, path).await.status, 200);
    }
    assert_eq!(get(apart, "/openapi.json").await.status, 404);
    assert_eq!(post(&service, "/metrics", "").await.status, 404);
    assert_eq!(get(service.address, "/metrics").await.status, 404);
}

#[tokio::test]
async fn readiness_on_a_port_of_its_own() {
    let apart = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut config = ServiceConfig { shutdown_notice: Duration::from_secs(60), ..quick() };
    config.observe.readiness_listen = Some(apart);
    let mut service = Service::with(config).await;
    within(async { while tokio::net::TcpStream::connect(apart).await.is_err() {} }).await;
    for path in ["/healthz", "/readyz"] {
        assert_eq!((get(apart, path).await.status, get(service.address, path).await.status), (200, 200));
    }
    for path in ["/metrics", "/openapi.json", "/"] {
        assert_eq!(get(apart, path).await.status, 404, "{path}");
    }
    assert_eq!(get(service.address, "/metrics").await.status, 200);
    // A stop is told before the door is closed.
    service.begin_stop();
    within(async { while get(apart, "/readyz").await.status != 503 {} }).await;
    assert_eq!(get(apart, "/readyz").await.text().trim(), "draining");
    assert_eq!(get(apart, "/healthz").await.status, 200);
}

#[tokio::test]
async fn what_is_in_use_is_told_by_digest() {
    let service = Service::start().await;
    let text = get(service.address, "/metrics").await.text().to_owned();
    let program = std::fs::read(std::env::current_exe().unwrap()).unwrap();
    let digest = sha2::Sha256::digest(program).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    let mut expected =
        vec![format!("clausula_build{{version=\"{}\",digest=\"sha256:{digest}\"}} 1", env!("CARGO_PKG_VERSION"))];
    let set = service.policies.load_full();
    expected.extend(set.iter().map(|policy| {
        let (id, version, digest) = (&policy.id, &policy.version, &policy.digest);
        format!("clausula_policy_in_use{{policy=\"{id}\",version=\"{version}\",digest=\"{digest}\"}} 1")
    }));
    for line in &expected {
        assert!(text.lines().any(|found| found == line), "{line}: {text}");
    }
    assert!(text.contains("clausula_law_in_use{law=\"NL\",digest=\"sha256:"), "{text}");
    // Those that are not in use any more are not told.
    let none: [(&str, &[u8]); 0] = [];
    service.policies.store(Arc::new(PolicySet::from_files(none).unwrap()));
    assert!(!get(service.address, "/metrics").await.text().contains("clausula_policy_in_use{"));
}

#[tokio::test]
async fn a_trace_is_carried_through_or_begun() {
    let service = Service::start().await;
    let header = format!("00-{TRACE}-00f067aa0ba902b7-01");
    let mut call = tonic::Request::new(request("a"));
    call.metadata_mut().insert("traceparent", header.parse().unwrap());
    let answer = within(service.evaluator().await.evaluate(call)).await.unwrap();
    assert_eq!(answer.metadata().get("traceparent").unwrap(), &header);
    // With errors too.
    let mut call = tonic::Request::new(bad("a"));
    call.metadata_mut().insert("traceparent", header.parse().unwrap());
    let status = within(service.evaluator().await.evaluate(call)).await.unwrap_err();
    assert_eq!(status.metadata().get("traceparent").unwrap(), &header);

    let line = format!("POST {EVALUATE}");
    for text in [json("a"), "{}".to_owned()] {
        let headers = format!("content-type: application/json\ntraceparent: {header}");
        let reply = send(service.address, &line, &headers, text.as_bytes()).await;
        assert_eq!(reply.header("traceparent"), Some(&*header));
    }
    let begun = post(&service, EVALUATE, &json("a")).await.header("traceparent").unwrap().to_owned();
    assert_eq!((begun.len(), begun.starts_with("00-")), (55, true), "{begun}");
    assert_ne!(post(&service, EVALUATE, &json("a")).await.header("traceparent").unwrap(), begun);
}

/// What was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The log of this process: there is one for all tests.
static LOG: LazyLock<(Log, LogGuard)> = LazyLock::new(|| {
    let log = Log::default();
    let config = LogConfig { format: LogFormat::Json, filter: "info,clausula=trace".to_owned() };
    (log.clone(), start_log(&config, log).unwrap())
});

/// From now on, all is logged.
pub(crate) fn listen() {
    LazyLock::force(&LOG);
}

/// The lines with a trace, or another text, once there are so many.
pub(crate) async fn lines(trace: &str, count: usize) -> Vec<Value> {
    within(async {
        loop {
            let text = String::from_utf8(LOG.0.0.lock().unwrap().clone()).unwrap();
            let lines: Vec<Value> =
                text.lines().filter(|l| l.contains(trace)).map(|l| serde_json::from_str(l).unwrap()).collect();
            if lines.len() >= count {
                return lines;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    })
    .await
}

#[tokio::test]
async fn a_line_for_each_call_and_no_facts_in_any() {
    LazyLock::force(&LOG);
    let service = Service::start().await;
    let trace = "4bf92f3577b34da6a3ce929d0e0e4701";
    let header = format!("00-{trace}-00f067aa0ba902b7-01");
    let line = format!("POST {EVALUATE}");
    let headers = format!("content-type: application/json\ntraceparent: {header}\nauthorization: Bearer hush-hush");
    // Facts that occur nowhere else.
    let sound = json("ticket-771").replace("100000", "77123456");
    for text in [
        sound.clone(),
        sound.replace("klantgenerator", "secret-policy"),
        sound.replace("CUSTOMER_TYPE_BUSINESS", "CUSTOMER_TYPE_SECRET"),
        sound.replace("EUR", "SECRET"),
        sound.replace("2026-05-20", "secret-day"),
        "secret {".to_owned(),
    ] {
        send(service.address, &line, &headers, text.as_bytes()).await;
    }
    let mut sender = service.bare().await;
    let (answer, mut body) = sender.send_request(call("Evaluate", &[("traceparent", &header)]), false).unwrap();
    body.send_data(frame(&bad("ticket-771")), true).unwrap();
    assert_eq!(status_of(answer).await.code(), Code::NotFound);

    let lines = lines(trace, 7).await;
    assert_eq!(lines.len(), 7);
    let first = &lines[0];
    assert_eq!((&first["method"], &first["code"], &first["level"]), (&"Evaluate".into(), &"OK".into(), &"INFO".into()));
    assert!(first["duration_us"].is_u64() && first["timestamp"].is_string() && first.get("peer").is_none());
    for (field, value) in [
        ("policy", "klantgenerator"),
        ("version", "2020-12-17"),
        ("verdict", "PERMITTED"),
        ("request_id", "ticket-771"),
    ] {
        assert_eq!(first[field], value);
    }
    assert_eq!(lines[1]["reason"], "POLICY_NOT_FOUND");
    assert_eq!(lines[5]["reason"], "MALFORMED_JSON");

    let text = String::from_utf8(LOG.0.0.lock().unwrap().clone()).unwrap();
    assert_eq!(text.lines().filter(|line| line.contains("ticket-771")).count(), 1);
    for fact in ["77123456", "ecret", "SECRET", "hush"] {
        let found: Vec<_> = text.lines().filter(|line| line.contains(fact)).collect();
        assert!(found.is_empty(), "{fact}: {found:?}");
    }
}

#[tokio::test]
async fn the_address_of_the_caller_only_when_asked_for() {
    LazyLock::force(&LOG);
    let mut config = quick();
    config.observe.log_peer = true;
    let service = Service::with(config).await;
    let trace = "4bf92f3577b34da6a3ce929d0e0e4702";
    let headers = format!("content-type: application/json\ntraceparent: 00-{trace}-00f067aa0ba902b7-01");
    send(service.address, &format!("POST {EVALUATE}"), &headers, json("a").as_bytes()).await;
    let peer = lines(trace, 1).await[0]["peer"].as_str().unwrap().to_owned();
    assert!(peer.starts_with("127.0.0.1:"), "{peer}");
}

#[cfg(not(feature = "otlp"))]
#[tokio::test]
async fn a_build_that_exports_no_traces_says_so() {
    let mut config = quick();
    config.observe.otlp_endpoint = Some("http://127.0.0.1:4317".to_owned());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let policies = snapshot(PolicySet::built_in().unwrap());
    let refused = clausula::service::run(listener, std::future::pending(), config, policies).await.unwrap_err();
    assert_eq!(refused.to_string(), "cannot export traces: this program was built without the feature `otlp`");
}

#[tokio::test]
async fn reloads_and_files_at_fault() {
    let directory = scratch("observing");
    let file = directory.join("shop.toml");
    let text = POLICY;
    std::fs::write(&file, text).unwrap();
    let live = Live::from(snapshot(PolicySet::from_dir(&directory).unwrap()));
    let service = Service::live(quick(), live.clone()).await;
    assert_eq!(get(service.address, "/readyz").await.text(), "ready\n");
    std::fs::write(&file, "faulty = 'hush'").unwrap();
    for _ in 0..2 {
        reload(&live, Some(directory.clone())).await;
    }
    let reply = get(service.address, "/readyz").await;
    assert_eq!((reply.status, reply.text()), (200, "ready, with the last good files: those on disk are at fault\n"));
    assert_eq!(figure(service.address, r#"clausula_reloads_total{result="failed"}"#).await, 2.0);
    assert_eq!(figure(service.address, "clausula_policies_loaded").await, 1.0);
    assert_eq!(figure(service.address, "clausula_files_at_fault").await, 1.0);
    std::fs::write(&file, text).unwrap();
    reload(&live, Some(directory.clone())).await;
    assert_eq!(get(service.address, "/readyz").await.text(), "ready\n");
    assert_eq!(figure(service.address, r#"clausula_reloads_total{result="ok"}"#).await, 1.0);
    assert_eq!(figure(service.address, "clausula_files_at_fault").await, 0.0);
}

const POLICY: &str = include_str!("../policies/good.toml");

#[tokio::test]
async fn a_line_for_each_reload_with_its_result_and_the_places_of_faults() {
    LazyLock::force(&LOG);
    let directory = scratch("reload-lines");
    std::fs::write(directory.join("shop.toml"), POLICY).unwrap();
    let live = Live::from(snapshot(PolicySet::from_dir(&directory).unwrap()));
    let other = POLICY.replacen("\nversion = \"", "\nversion = \"other-", 1);
    assert_ne!(other, POLICY);
    for text in [POLICY, "\npolic = 1\nfaulty =", &other, "polic = 1"] {
        std::fs::write(directory.join("shop.toml"), text).unwrap();
        reload(&live, Some(directory.clone())).await;
    }
    // A line says which directory it is about.
    let lines = lines("reload-lines", 4).await;
    let told: Vec<_> = lines.iter().map(|l| (l["level"].as_str().unwrap(), l["result"].as_str().unwrap())).collect();
    assert_eq!(told, [("INFO", "unchanged"), ("ERROR", "failed"), ("INFO", "replaced"), ("ERROR", "failed")]);
    assert!(lines.iter().all(|line| line["policies"] == 1));
    let file = directory.join("shop.toml").display().to_string();
    assert_eq!(
        (&lines[1]["places"], &lines[3]["places"]),
        (&format!("{file}:3:9").into(), &format!("{file}:1:1").into())
    );
    assert!(lines[3]["message"].as_str().unwrap().contains("shop.toml:1:1: error[unknown-key]"));
    assert!(lines[0].get("places").is_none() && lines[2].get("places").is_none());
}

/// The lines about a directory that is not watched, or is again.
async fn watch_lines(count: usize) -> Vec<Value> {
    let about = |line: &Value| line["message"].as_str().is_some_and(|message| message.starts_with("files are"));
    within(async {
        loop {
            let mut all = lines("clausula::service", 0).await;
            all.retain(about);
            if all.len() >= count {
                return all;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    })
    .await
}

/// The directory goes away, and comes back as another one.
#[tokio::test]
async fn files_that_cannot_be_watched() {
    LazyLock::force(&LOG);
    let directory = scratch("unwatched").join("policies");
    std::fs::create_dir(&directory).unwrap();
    std::fs::write(directory.join("shop.toml"), POLICY).unwrap();
    let live = Live::from(snapshot(PolicySet::from_dir(&directory).unwrap()));
    let service = Service::live(quick(), live.clone()).await;
    let keeping = tokio::spawn(keep(live.clone(), Some(directory.clone()), Some(Duration::from_millis(10)), |_| {}));
    let state = async |unwatched: bool, fault: bool| {
        within(async {
            loop {
                let state = live.reloads.state();
                if (state.unwatched.is_some(), state.fault.is_some()) == (unwatched, fault) {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        })
        .await;
    };
    assert_eq!(figure(service.address, "clausula_files_unwatched").await, 0.0);
    std::fs::remove_dir_all(&directory).unwrap();
    state(true, true).await;
    assert_eq!(figure(service.address, "clausula_files_unwatched").await, 1.0);
    let text = get(service.address, "/readyz").await.text().to_owned();
    assert_eq!(text, "ready, with the last good files: those on disk are at fault\n");
    within(service.evaluator().await.evaluate(request("a"))).await.unwrap_err();

    let failed = live.reloads.state().failed;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(live.reloads.state().failed, failed, "a fault that stays is counted once");
    std::fs::create_dir(&directory).unwrap();
    std::fs::write(directory.join("shop.toml"), POLICY).unwrap();
    state(false, false).await;
    assert_eq!(get(service.address, "/readyz").await.text(), "ready\n");
    let lines = watch_lines(2).await;
    let levels: Vec<_> = lines.iter().map(|line| line["level"].as_str().unwrap()).collect();
    assert_eq!(levels, ["ERROR", "INFO"]);
    assert!(!lines[0]["fault"].as_str().unwrap().is_empty());

    // It is watched as before.
    std::fs::write(directory.join("shop.toml"), "faulty").unwrap();
    state(false, true).await;
    keeping.abort();
}

#[tokio::test]
async fn connections_pools_and_tokens_are_told() {
    let lines = crate::security::line("webshop", "evaluate,metrics", "s");
    let (service, _, _) = crate::security::service("surroundings", &lines).await;
    let mut client = service.evaluator().await;
    let mut call = tonic::Request::new(request("a"));
    call.metadata_mut().insert("authorization", "Bearer s".parse().unwrap());
    within(client.evaluate(call)).await.unwrap();
    within(client.evaluate(request("a"))).await.unwrap_err();
    let reply = send(service.address, "GET /metrics", "authorization: Bearer s", b"").await;
    for figure in [
        // Two of them: the client's, and the one that asks.
        "clausula_connections 2",
        "clausula_certificate_expires_timestamp_seconds 0",
        r#"clausula_pool{pool="quotes",state="working"} 0"#,
        r#"clausula_pool{pool="analyses",state="waiting"} 0"#,
        r#"clausula_requests_by_token_total{token="webshop",code="OK"} 1"#,
    ] {
        assert!(reply.text().lines().any(|line| line == figure), "{figure}: {}", reply.text());
    }
}
