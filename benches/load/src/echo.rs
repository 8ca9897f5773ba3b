//! What gRPC alone costs: services that decide nothing, with the settings of `clausula serve` and its runtime.
//!
//! One has Clausula's own contract: it reads what it is asked and writes a decision that it was given, as any service with
//! these messages has to. The other passes bytes without meaning, of the same lengths.

use std::pin::Pin;
use std::time::Duration;

use prost::Message;
use tokio::net::TcpListener;
use tokio_stream::{Stream, StreamExt};
use tonic::transport::Server;
use tonic::transport::server::TcpIncoming;
use tonic::{Request, Response, Status, Streaming};

use crate::requests::wire;
use wire::evaluate_result::Outcome;
use wire::evaluator_service_server::{EvaluatorService, EvaluatorServiceServer};

mod generated {
    tonic::include_proto!("clausula.echo");
}

use generated::Payload;
use generated::echo_server::{Echo, EchoServer};

type Answers<T> = Pin<Box<dyn Stream<Item = Result<T, Status>> + Send>>;

/// Answers every question with the same decision.
struct Decided(wire::Decision);

impl Decided {
    fn results(&self, requests: Vec<wire::EvaluateRequest>) -> Vec<wire::EvaluateResult> {
        let result = |request: wire::EvaluateRequest| {
            let outcome = Some(Outcome::Decision(self.0.clone()));
            wire::EvaluateResult { request_id: request.request_id, outcome }
        };
        requests.into_iter().map(result).collect()
    }
}

#[tonic::async_trait]
impl EvaluatorService for Decided {
    async fn evaluate(
        &self,
        request: Request<wire::EvaluateRequest>,
    ) -> Result<Response<wire::EvaluateResponse>, Status> {
        let request_id = request.into_inner().request_id;
        Ok(Response::new(wire::EvaluateResponse { request_id, decision: Some(self.0.clone()) }))
    }

    async fn evaluate_batch(
        &self,
        request: Request<wire::EvaluateBatchRequest>,
    ) -> Result<Response<wire::EvaluateBatchResponse>, Status> {
        let results = self.results(request.into_inner().requests);
        Ok(Response::new(wire::EvaluateBatchResponse { results }))
    }

    type EvaluateStreamStream = Answers<wire::EvaluateStreamResponse>;

    async fn evaluate_stream(
        &self,
        request: Request<Streaming<wire::EvaluateStreamRequest>>,
    ) -> Result<Response<Self::EvaluateStreamStream>, Status> {
        let decided = Decided(self.0.clone());
        let answer = move |message: Result<wire::EvaluateStreamRequest, Status>| {
            message.map(|message| wire::EvaluateStreamResponse { results: decided.results(message.requests) })
        };
        Ok(Response::new(Box::pin(request.into_inner().map(answer))))
    }

    async fn quote_cancellation(
        &self,
        _: Request<wire::QuoteCancellationRequest>,
    ) -> Result<Response<wire::QuoteCancellationResponse>, Status> {
        Err(Status::unimplemented("an echo"))
    }

    async fn compare_options(
        &self,
        _: Request<wire::CompareOptionsRequest>,
    ) -> Result<Response<wire::CompareOptionsResponse>, Status> {
        Err(Status::unimplemented("an echo"))
    }

    async fn write_letter(
        &self,
        _: Request<wire::WriteLetterRequest>,
    ) -> Result<Response<wire::WriteLetterResponse>, Status> {
        Err(Status::unimplemented("an echo"))
    }
}

/// Answers every message with the same one.
struct Same(Payload);

#[tonic::async_trait]
impl Echo for Same {
    async fn unary(&self, _: Request<Payload>) -> Result<Response<Payload>, Status> {
        Ok(Response::new(self.0.clone()))
    }

    type StreamStream = Answers<Payload>;

    async fn stream(&self, request: Request<Streaming<Payload>>) -> Result<Response<Self::StreamStream>, Status> {
        let answer = self.0.clone();
        Ok(Response::new(Box::pin(request.into_inner().map(move |message| message.map(|_| answer.clone())))))
    }
}

/// Serves until the process is ended. `answer` is an `EvaluateResponse`: its decision, or bytes of its length, is what is
/// answered.
pub fn serve(answer: &[u8]) {
    let decision = wire::EvaluateResponse::decode(answer).expect("an answer").decision.expect("a decision");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        println!("serving echoes on {}", listener.local_addr().expect("an address"));
        let seconds = |count| Some(Duration::from_secs(count));
        Server::builder()
            .max_concurrent_streams(100)
            .concurrency_limit_per_connection(32)
            .http2_max_header_list_size(8 * 1024)
            .http2_keepalive_interval(seconds(30))
            .http2_keepalive_timeout(seconds(10))
            .max_connection_age(Duration::from_secs(30 * 60))
            .add_service(EvaluatorServiceServer::new(Decided(decision)))
            .add_service(EchoServer::new(Same(payload(answer.len()))))
            .serve_with_incoming(TcpIncoming::from(listener).with_nodelay(Some(true)).with_keepalive(seconds(60)))
            .await
            .expect("it serves");
    });
}

/// The message that is so many bytes long.
pub fn payload(bytes: usize) -> Payload {
    let fits = |content: &usize| Payload { bytes: vec![0; *content] }.encoded_len() <= bytes;
    let content = (bytes.saturating_sub(8)..bytes).rev().find(fits).unwrap_or(0);
    Payload { bytes: vec![b'x'; content] }
}
