//! A service on a port of its own, requests for it, and a bare HTTP/2 client for what a polite one never does.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use clausula::contract::{parse_request, wire};
use clausula::policy::store::PolicySet;
use clausula::service::{Live, ServiceConfig, Snapshot, Stopped, run, snapshot};
use h2::client::SendRequest;
use prost::Message;
use prost::bytes::Bytes;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tonic::Status;
use tonic::codegen::http;
use tonic::transport::Channel;
use tonic_types::{ErrorDetails, StatusExt};
use wire::evaluator_service_client::EvaluatorServiceClient;

/// No step of a test takes longer than this. A verification takes half a minute in a debug build, and other tests run beside it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(240);

/// A service that runs.
pub(crate) struct Service {
    pub(crate) address: SocketAddr,
    pub(crate) policies: Snapshot,
    stop: Option<oneshot::Sender<()>>,
    running: JoinHandle<Stopped>,
}

/// Limits that do not make a test wait and that one caller may take as a whole, and one thread: what a client was answered is counted when it asks for figures.
pub(crate) fn quick() -> ServiceConfig {
    ServiceConfig {
        shutdown_notice: Duration::from_millis(1),
        threads: 1,
        caller_share: 100,
        ..ServiceConfig::default()
    }
}

impl Service {
    pub(crate) async fn start() -> Service {
        Service::with(quick()).await
    }

    pub(crate) async fn with(config: ServiceConfig) -> Service {
        Service::live(config, snapshot(PolicySet::built_in().unwrap()).into()).await
    }

    /// With certificates or tokens.
    pub(crate) async fn live(config: ServiceConfig, live: Live) -> Service {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let policies = live.policies.clone();
        let (stop, stopped) = oneshot::channel::<()>();
        let shutdown = async move {
            let _ = stopped.await;
        };
        let running = tokio::spawn(async move { run(listener, shutdown, config, live).await.unwrap() });
        Service { address, policies, stop: Some(stop), running }
    }

    pub(crate) async fn channel(&self) -> Channel {
        let endpoint = Channel::from_shared(format!("http://{}", self.address)).unwrap();
        within(endpoint.connect()).await.unwrap()
    }

    pub(crate) async fn evaluator(&self) -> EvaluatorServiceClient<Channel> {
        EvaluatorServiceClient::new(self.channel().await)
    }

    /// A bare HTTP/2 connection.
    pub(crate) async fn bare(&self) -> SendRequest<Bytes> {
        let tcp = TcpStream::connect(self.address).await.unwrap();
        let (sender, connection) = h2::client::handshake(tcp).await.unwrap();
        tokio::spawn(connection);
        within(sender.ready()).await.unwrap()
    }

    /// Asks for the stop.
    pub(crate) fn begin_stop(&mut self) {
        let _ = self.stop.take().unwrap().send(());
    }

    /// Waits for the end.
    pub(crate) async fn stopped(self) -> Stopped {
        within(self.running).await.unwrap()
    }
}

/// The outcome of something that must not take long.
pub(crate) async fn within<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, work).await.unwrap_or_else(|_| panic!("took too long"))
}

/// A sound request.
pub(crate) fn request(id: &str) -> wire::EvaluateRequest {
    let json = r#"{
        "policyId": "klantgenerator",
        "agreement": {
            "customerType": "CUSTOMER_TYPE_BUSINESS", "productType": "PRODUCT_TYPE_EVENT",
            "price": {"currencyCode": "EUR", "minorUnits": "100000"},
            "concludedAt": "2026-01-10T12:00:00Z", "startsAt": "2026-06-01T07:00:00Z",
            "payments": [{"paidAt": "2026-01-11T09:00:00Z", "amount": {"currencyCode": "EUR", "minorUnits": "100000"}}]
        },
        "cancellation": {"receivedAt": "2026-05-20T10:00:00Z"}
    }"#;
    wire::EvaluateRequest { request_id: id.to_owned(), ..parse_request(json.as_bytes()).unwrap() }
}

/// A request for a policy that is not there.
pub(crate) fn bad(id: &str) -> wire::EvaluateRequest {
    wire::EvaluateRequest { policy_id: "nobody".to_owned(), ..request(id) }
}

/// The code and the reason of an error.
#[track_caller]
pub(crate) fn reason(status: &Status) -> (tonic::Code, String) {
    let details: ErrorDetails = status.get_error_details();
    let info = details.error_info().unwrap_or_else(|| panic!("no error info: {status:?}"));
    assert_eq!(info.domain, "clausula");
    (status.code(), info.reason.clone())
}

/// A message in the frame of gRPC.
pub(crate) fn frame(message: &impl Message) -> Bytes {
    let body = message.encode_to_vec();
    let mut frame = vec![0];
    frame.extend(u32::try_from(body.len()).unwrap().to_be_bytes());
    frame.extend(body);
    frame.into()
}

/// The headers of a call, with more if need be.
pub(crate) fn call(method: &str, more: &[(&'static str, &str)]) -> http::Request<()> {
    let mut request = http::Request::post(format!("http://localhost/clausula.v1.EvaluatorService/{method}"))
        .header("content-type", "application/grpc")
        .header("te", "trailers");
    for (name, value) in more {
        request = request.header(*name, *value);
    }
    request.body(()).unwrap()
}

/// Begins a call that is worked on and cannot end: its request is long, and of it only so much comes that it has its turn.
/// The rest of it comes back.
pub(crate) fn hold(sender: &mut SendRequest<Bytes>) -> (h2::client::ResponseFuture, h2::SendStream<Bytes>, Bytes) {
    hold_with(sender, &[])
}

/// The same, with more headers.
pub(crate) fn hold_with(
    sender: &mut SendRequest<Bytes>,
    more: &[(&'static str, &str)],
) -> (h2::client::ResponseFuture, h2::SendStream<Bytes>, Bytes) {
    let (answer, mut body) = sender.send_request(call("EvaluateBatch", more), false).unwrap();
    let mut long = request("long");
    long.request_id = "x".repeat(20_000);
    let mut message = frame(&wire::EvaluateBatchRequest { requests: vec![long] });
    let rest = message.split_off(17_000);
    body.send_data(message, false).unwrap();
    (answer, body, rest)
}

/// Waits until the service has met the calls of a connection so far: they are met in order.
pub(crate) async fn under_way(mut sender: SendRequest<Bytes>) {
    let (answer, mut body) = sender.send_request(call("Evaluate", &[]), false).unwrap();
    body.send_data(frame(&request("a")), true).unwrap();
    assert_eq!(status_of(answer).await.code(), tonic::Code::Ok);
}

/// The status that an answer of the bare client ends with.
pub(crate) async fn status_of(
    answer: impl Future<Output = Result<http::Response<h2::RecvStream>, h2::Error>>,
) -> Status {
    let (head, mut body) = within(answer).await.unwrap().into_parts();
    if head.headers.contains_key("grpc-status") {
        return Status::from_header_map(&head.headers).unwrap();
    }
    while let Some(data) = within(body.data()).await {
        let length = data.unwrap().len();
        body.flow_control().release_capacity(length).unwrap();
    }
    Status::from_header_map(&within(body.trailers()).await.unwrap().unwrap()).unwrap()
}

/// An empty directory of the test's own.
pub(crate) fn scratch(name: &str) -> std::path::PathBuf {
    let directory = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("service").join(name);
    let _ = std::fs::remove_dir_all(&directory);
    std::fs::create_dir_all(&directory).unwrap();
    directory
}
