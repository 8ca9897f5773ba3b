//! JSON over HTTP: the Connect protocol, its errors and its limits.

use crate::http1::{EVALUATE, Reply, get, json, post, send};
use crate::support::{Service, call, hold, quick, request, status_of, within};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use clausula::contract::{self, FieldNames, wire};
use clausula::law::Law;
use clausula::service::ServiceConfig;
use prost::Message;
use prost::bytes::Bytes;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tonic_types::pb;

fn answer(service: &Service, id: &str) -> wire::EvaluateResponse {
    contract::answer(&service.policies.load(), Law::built_in(), &request(id), FieldNames::Json).unwrap()
}

#[tokio::test]
async fn one_question_in_json() {
    let service = Service::start().await;
    let reply = post(&service, EVALUATE, &json("a")).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.json(), serde_json::to_value(answer(&service, "a")).unwrap());
    assert_eq!(reply.json()["requestId"], "a");
}

#[tokio::test]
async fn one_question_in_protobuf() {
    let service = Service::start().await;
    let body = request("a").encode_to_vec();
    let headers = "content-type: application/proto\nconnect-protocol-version: 1\nconnect-timeout-ms: 1500";
    let reply = send(service.address, &format!("POST {EVALUATE}"), headers, &body).await;
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/proto")));
    assert_eq!(wire::EvaluateResponse::decode(&*reply.body).unwrap(), answer(&service, "a"));
}

#[tokio::test]
async fn json_over_http2() {
    let service = Service::start().await;
    let mut sender = service.bare().await;
    let mut call = call("Evaluate", &[]);
    call.headers_mut().insert("content-type", "application/json; charset=utf-8".parse().unwrap());
    let (reply, mut body) = sender.send_request(call, false).unwrap();
    body.send_data(Bytes::from(json("a")), true).unwrap();
    let (head, mut body) = within(reply).await.unwrap().into_parts();
    assert_eq!((head.status.as_u16(), &head.headers["content-type"]), (200, &"application/json".parse().unwrap()));
    let mut text = Vec::new();
    while let Some(data) = within(body.data()).await {
        text.extend_from_slice(&data.unwrap());
    }
    assert_eq!(text, serde_json::to_vec(&answer(&service, "a")).unwrap());
}

#[tokio::test]
async fn a_batch_has_results_and_errors_in_order() {
    let service = Service::start().await;
    let batch = format!(r#"{{"requests":[{},{}]}}"#, json("a"), json("b").replace("klantgenerator", "nobody"));
    let reply = post(&service, "/clausula.v1.EvaluatorService/EvaluateBatch", &batch).await.json();
    assert_eq!(reply["results"][0]["decision"]["verdict"], "VERDICT_PERMITTED");
    assert_eq!(reply["results"][1]["error"]["code"], "NOT_FOUND");
    assert_eq!(reply["results"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn large_messages_both_ways() {
    let service = Service::start().await;
    let requests: Vec<String> = (0..500).map(|i| json(&i.to_string())).collect();
    let batch = format!(r#"{{"requests":[{}]}}"#, requests.join(","));
    assert!(batch.len() > 128 * 1024);
    let reply = post(&service, "/clausula.v1.EvaluatorService/EvaluateBatch", &batch).await.json();
    let ids: Vec<_> = reply["results"].as_array().unwrap().iter().map(|r| r["requestId"].as_str().unwrap()).collect();
    assert_eq!(ids, (0..500).map(|i| i.to_string()).collect::<Vec<_>>());
}

#[tokio::test]
async fn an_error_has_the_shape_of_the_protocol() {
    let service = Service::start().await;
    let reply = post(&service, EVALUATE, &json("a").replace("klantgenerator", "klantgenerater")).await;
    assert_eq!(reply.fault(), (404, "not_found".to_owned(), Some("POLICY_NOT_FOUND".to_owned())));
    let error = reply.json();
    assert_eq!(error["message"], "there is no policy `klantgenerater`; did you mean `klantgenerator`?");
    let detail = &error["details"][0];
    assert_eq!(detail["type"], "google.rpc.ErrorInfo");
    let info = pb::ErrorInfo::decode(&*STANDARD_NO_PAD.decode(detail["value"].as_str().unwrap()).unwrap()).unwrap();
    assert_eq!((&*info.reason, &*info.domain), ("POLICY_NOT_FOUND", "clausula"));
    let keys: Vec<_> = error.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["code", "details", "message"]);
}

#[tokio::test]
async fn all_violations_of_a_text_at_once() {
    let service = Service::start().await;
    let text = json("a")
        .replace("CUSTOMER_TYPE_BUSINESS", "CUSTOMER_TYPE_BUSINES")
        .replace("\"policyId\"", "\"policy\"")
        .replace("2026-01-10T12:00:00Z", "yesterday");
    let reply = post(&service, EVALUATE, &text).await;
    assert_eq!(reply.fault(), (400, "invalid_argument".to_owned(), Some("INVALID_FIELDS".to_owned())));
    let violations = reply.json()["details"][1]["debug"]["fieldViolations"].clone();
    let mut fields: Vec<_> =
        violations.as_array().unwrap().iter().map(|v| v["field"].as_str().unwrap().to_owned()).collect();
    fields.sort();
    assert_eq!(fields, ["agreement.concludedAt", "agreement.customerType", "policy", "policyId"]);
}

/// A caller in JSON reads the names of JSON, in texts and in batches too; one in protobuf those of the `.proto` files.
#[tokio::test]
async fn fields_have_the_names_of_the_caller() {
    let service = Service::start().await;
    let early = json("a").replace("2026-01-10T12:00:00Z", "2126-01-10T12:00:00Z");
    let reply = post(&service, EVALUATE, &early).await.json();
    let violation = &reply["details"][1]["debug"]["fieldViolations"][0];
    let (field, other) = ("agreement.startsAt", "lies before `agreement.concludedAt`");
    assert_eq!(violation, &json!({ "field": field, "description": other }));
    assert!(reply["message"].as_str().unwrap().starts_with("`agreement.startsAt`: lies before"), "{reply}");

    let batch = format!(r#"{{"requests":[{early}]}}"#);
    let reply = post(&service, "/clausula.v1.EvaluatorService/EvaluateBatch", &batch).await.json();
    assert_eq!(reply["results"][0]["error"]["fieldViolations"][0], json!({ "field": field, "description": other }));

    // JSON may have the names of the `.proto` files too.
    let snake = r#"{"policy_id":"emperra","agreement":{"customer_type":"CUSTOMER_TYPE_CONSUMER",
        "product_type":"PRODUCT_TYPE_EVENT","price":{"currency_code":"EUR","minor_units":1},
        "concluded_at":"2126-01-10T12:00:00Z","starts_at":"2026-01-10T12:00:00Z"},
        "cancellation":{"received_at":"2126-02-01T10:00:00Z"}}"#;
    let (underscored, earlier) = ("agreement.starts_at", "lies before `agreement.concluded_at`");
    let reply = post(&service, EVALUATE, snake).await.json();
    let violation = &reply["details"][1]["debug"]["fieldViolations"][0];
    assert_eq!(violation, &json!({ "field": underscored, "description": earlier }));
    // What cannot be read is named the same way.
    let reply = post(&service, EVALUATE, &snake.replace("minor_units\":1", "minor_units\":true")).await.json();
    let violation = &reply["details"][1]["debug"]["fieldViolations"][0];
    assert_eq!(violation["field"], "agreement.price.minor_units", "{reply}");

    let source = r#"{"old":{"policyKey":{}},"new":{}}"#;
    let reply = post(&service, "/clausula.v1.PolicyService/ComparePolicies", source).await.json();
    assert_eq!(reply["message"], "`old.policyKey.policyId`: is missing");

    let message = contract::parse_request(early.as_bytes()).unwrap();
    let body = message.encode_to_vec();
    let reply =
        send(service.address, &format!("POST {EVALUATE}"), "content-type: application/proto", &body).await.json();
    let violation = &reply["details"][1]["debug"]["fieldViolations"][0];
    assert_eq!(
        violation,
        &json!({ "field": "agreement.starts_at", "description": "lies before `agreement.concluded_at`" })
    );
    let status = service.evaluator().await.evaluate(message).await.unwrap_err();
    assert!(status.message().starts_with("`agreement.starts_at`: lies before `agreement.concluded_at`"), "{status}");
}

#[tokio::test]
async fn what_is_no_json_says_where() {
    let service = Service::start().await;
    for text in ["", "{", "{\"policyId\": tru}", "\u{feff}{}", &"[".repeat(5_000)] {
        let reply = post(&service, EVALUATE, text).await;
        assert_eq!(reply.fault(), (400, "invalid_argument".to_owned(), Some("MALFORMED_JSON".to_owned())), "{text}");
    }
    let (line, kind) = (format!("POST {EVALUATE}"), "content-type: application/json");
    let reply = send(service.address, &line, kind, b"{\"a\": \"\xff\"}").await;
    assert_eq!(reply.status, 400);
}

#[tokio::test]
async fn what_the_protocol_refuses() {
    let service = Service::start().await;
    let call = async |line: &str, headers: &str| send(service.address, line, headers, b"{}").await;
    let evaluate = format!("POST {EVALUATE}");
    let json = "content-type: application/json";

    for kind in
        ["text/plain", "application/json; charset=latin1", "application/connect+json", "application/grpc-web+json"]
    {
        let reply = call(&evaluate, &format!("content-type: {kind}")).await;
        assert_eq!(
            (reply.status, reply.header("accept-post")),
            (415, Some("application/json, application/proto")),
            "{kind}"
        );
        assert_eq!(reply.fault().2.as_deref(), Some("UNSUPPORTED_CONTENT_TYPE"), "{kind}");
    }
    assert_eq!(call(&evaluate, "").await.status, 415);
    assert_eq!(call("POST /clausula.v1.EvaluatorService/EvaluateStream", json).await.status, 415);
    assert_eq!(call("POST /grpc.health.v1.Health/Check", json).await.status, 415);
    assert_eq!(call(&evaluate, "content-type: application/grpc").await.status, 505);

    let reply = call(&format!("GET {EVALUATE}"), json).await;
    assert_eq!((reply.status, reply.header("allow")), (405, Some("POST")));
    assert_eq!(reply.fault().2.as_deref(), Some("METHOD_NOT_ALLOWED"));
    let reply = call("POST /clausula.v1.EvaluatorService/Guess", json).await;
    assert_eq!(reply.fault(), (404, "unimplemented".to_owned(), Some("UNIMPLEMENTED".to_owned())));
    let reply = call(&evaluate, &format!("{json}\ncontent-encoding: gzip")).await;
    assert_eq!(reply.header("accept-encoding"), Some("identity"));
    assert_eq!(reply.fault(), (501, "unimplemented".to_owned(), Some("UNSUPPORTED_COMPRESSION".to_owned())));
    let reply = call(&evaluate, &format!("{json}\nconnect-protocol-version: 2")).await;
    assert_eq!(reply.fault(), (400, "invalid_argument".to_owned(), Some("UNSUPPORTED_PROTOCOL_VERSION".to_owned())));
}

#[tokio::test]
async fn the_time_that_the_caller_gives() {
    let service = Service::start().await;
    let timed = async |timeout: &str| {
        let headers = format!("content-type: application/json\nconnect-timeout-ms: {timeout}");
        send(service.address, &format!("POST {EVALUATE}"), &headers, json("a").as_bytes()).await
    };
    for timeout in ["2000", "9999999999"] {
        assert_eq!(timed(timeout).await.status, 200, "{timeout}");
    }
    let late = (504, "deadline_exceeded".to_owned(), Some("DEADLINE_EXCEEDED".to_owned()));
    assert_eq!(timed("0").await.fault(), late);
    for timeout in ["-1", "2s", "12345678901"] {
        let malformed = (400, "invalid_argument".to_owned(), Some("MALFORMED_TIMEOUT".to_owned()));
        assert_eq!(timed(timeout).await.fault(), malformed, "{timeout}");
    }
}

#[tokio::test]
async fn a_body_that_does_not_come() {
    let service = Service::with(ServiceConfig { call_timeout: Duration::from_millis(50), ..quick() }).await;
    let mut tcp = TcpStream::connect(service.address).await.unwrap();
    let head =
        format!("POST {EVALUATE} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{{");
    tcp.write_all(head.as_bytes()).await.unwrap();
    let mut reply = Vec::new();
    // Nothing else can follow on such a connection.
    let _ = within(tcp.read_to_end(&mut reply)).await;
    let late = (504, "deadline_exceeded".to_owned(), Some("DEADLINE_EXCEEDED".to_owned()));
    assert_eq!(Reply::read(&reply).fault(), late);
}

#[tokio::test]
async fn the_size_of_a_request_in_json() {
    let service = Service::start().await;
    let limit = ServiceConfig::default().request_bytes;
    for (bytes, status) in [(limit - 1, 200), (limit, 200), (limit + 1, 400)] {
        let mut text = json("a");
        text.push_str(&" ".repeat(bytes - text.len()));
        let reply = post(&service, EVALUATE, &text).await;
        assert_eq!(reply.status, status, "{bytes}");
        if status == 400 {
            assert_eq!(reply.fault(), (400, "out_of_range".to_owned(), Some("REQUEST_TOO_LARGE".to_owned())));
        }
    }
    let batch = format!(r#"{{"requests":[{}]}}{}"#, json("a"), " ".repeat(limit));
    assert_eq!(post(&service, "/clausula.v1.EvaluatorService/EvaluateBatch", &batch).await.status, 200);
}

#[tokio::test]
async fn json_is_shed_like_any_call() {
    let service = Service::with(ServiceConfig { calls: 1, waiting_calls: 0, ..quick() }).await;
    let mut sender = service.bare().await;
    let (first, mut body, rest) = hold(&mut sender);
    // It has begun once another on its connection is refused: they are met in order.
    let (second, _second_body, _) = hold(&mut sender);
    assert_eq!(status_of(second).await.code(), tonic::Code::ResourceExhausted);
    let reply = post(&service, EVALUATE, &json("a")).await;
    assert_eq!(reply.fault(), (429, "resource_exhausted".to_owned(), Some("OVERLOADED".to_owned())));
    // Whoever asks how the service is gets an answer.
    assert_eq!(get(service.address, "/readyz").await.status, 200);
    body.send_data(rest, true).unwrap();
    assert_eq!(status_of(first).await.code(), tonic::Code::Ok);
}

#[tokio::test]
async fn a_connection_of_http1_is_used_again_and_closed_when_idle() {
    let mut config = quick();
    config.http.http1_idle = Duration::from_millis(80);
    let service = Service::with(config).await;
    let mut tcp = TcpStream::connect(service.address).await.unwrap();
    for _ in 0..3 {
        tcp.write_all(b"GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
        let mut reply = vec![0; 1024];
        let count = within(tcp.read(&mut reply)).await.unwrap();
        assert!(reply[..count].starts_with(b"HTTP/1.1 200 OK\r\n") && reply[..count].ends_with(b"ok\n"));
    }
    assert_eq!(within(tcp.read(&mut [0; 16])).await.unwrap(), 0);
    // The same for headers that never end.
    let mut tcp = TcpStream::connect(service.address).await.unwrap();
    tcp.write_all(b"GET /healthz HTTP/1.1\r\nhost: a\r\nx: y").await.unwrap();
    let mut rest = Vec::new();
    let _ = within(tcp.read_to_end(&mut rest)).await;
    assert!(!rest.starts_with(b"HTTP/1.1 200"));
}

#[tokio::test]
async fn headers_of_http1_beyond_the_limit() {
    let service = Service::start().await;
    let reply = send(service.address, "GET /healthz", &format!("large: {}", "x".repeat(16 * 1024)), b"").await;
    assert_eq!(reply.status, 431);
    let reply = send(service.address, "GET /healthz", &format!("large: {}", "x".repeat(7 * 1024)), b"").await;
    assert_eq!(reply.status, 200);
}

#[tokio::test]
async fn pages() {
    let service = Service::start().await;
    for (path, text) in [("/healthz", "ok\n"), ("/readyz", "ready\n")] {
        let reply = get(service.address, path).await;
        assert_eq!((reply.status, reply.text()), (200, text));
        let reply = send(service.address, &format!("HEAD {path}"), "", b"").await;
        assert_eq!((reply.status, reply.text()), (200, ""));
        assert_eq!(send(service.address, &format!("POST {path}"), "", b"").await.status, 405);
    }
    for path in ["/nothing", "/healthz/", "/favicon.ico"] {
        assert_eq!(get(service.address, path).await.status, 404, "{path}");
    }
    let none = clausula::policy::store::PolicySet::from_files(std::iter::empty::<(String, Vec<u8>)>()).unwrap();
    service.policies.store(std::sync::Arc::new(none));
    let reply = get(service.address, "/readyz").await;
    assert_eq!((reply.status, reply.text()), (503, "no policies\n"));
    assert_eq!(get(service.address, "/healthz").await.status, 200);
}

#[tokio::test]
async fn not_ready_while_it_stops() {
    let config = ServiceConfig { shutdown_notice: Duration::from_secs(5), ..ServiceConfig::default() };
    let mut service = Service::with(config).await;
    assert_eq!(get(service.address, "/readyz").await.status, 200);
    service.begin_stop();
    within(async {
        while get(service.address, "/readyz").await.status == 200 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    })
    .await;
    assert_eq!(get(service.address, "/readyz").await.text(), "draining\n");
    assert_eq!(get(service.address, "/healthz").await.status, 200);
}

#[tokio::test]
async fn every_method_of_the_description_can_be_called() {
    let service = Service::start().await;
    let description = get(service.address, "/openapi.json").await.json();
    assert_eq!(description["openapi"], "3.1.0");
    let paths: Vec<&String> = description["paths"].as_object().unwrap().keys().collect();
    let methods: Vec<_> = paths.iter().filter(|path| path.starts_with("/clausula.v1.")).collect();
    assert_eq!(methods.len(), 11);
    for path in methods {
        let reply = post(&service, path, "{}").await;
        if path.ends_with("/ListPolicies") {
            assert_eq!(reply.status, 200);
            assert_eq!(reply.json()["policies"].as_array().map(Vec::len), Some(5));
        } else {
            // Fields are missing; nothing worse. What is not there yet says so.
            let (status, code, _) = reply.fault();
            assert!(matches!((status, &*code), (400, "invalid_argument") | (501, "unimplemented")), "{path}: {code}");
        }
    }
    let unknown: Value = json!({ "policyid": "heartschool" });
    let reply = post(&service, "/clausula.v1.PolicyService/GetPolicy", &unknown.to_string()).await.json();
    let violation = &reply["details"][1]["debug"]["fieldViolations"][0];
    assert_eq!(violation["field"], "policyid");
}
