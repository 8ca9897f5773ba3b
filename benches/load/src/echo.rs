//! What the transport alone costs: a service that does nothing, with the settings of `clausula serve` and its runtime.

use std::time::Duration;

use tokio::net::TcpListener;
use tokio_stream::{Stream, StreamExt};
use tonic::transport::Server;
use tonic::transport::server::TcpIncoming;
use tonic::{Request, Response, Status, Streaming};

mod generated {
    tonic::include_proto!("clausula.echo");
}

use generated::Payload;
use generated::echo_server::{Echo, EchoServer};

/// Answers every message with the same one.
struct Same(Payload);

#[tonic::async_trait]
impl Echo for Same {
    async fn unary(&self, _: Request<Payload>) -> Result<Response<Payload>, Status> {
        Ok(Response::new(self.0.clone()))
    }

    type StreamStream = std::pin::Pin<Box<dyn Stream<Item = Result<Payload, Status>> + Send>>;

    async fn stream(&self, request: Request<Streaming<Payload>>) -> Result<Response<Self::StreamStream>, Status> {
        let answer = self.0.clone();
        Ok(Response::new(Box::pin(request.into_inner().map(move |message| message.map(|_| answer.clone())))))
    }
}

/// Serves until the process is ended. `bytes` is the length of an answer as a whole.
pub fn serve(bytes: usize) {
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
            .add_service(EchoServer::new(Same(payload(bytes))))
            .serve_with_incoming(TcpIncoming::from(listener).with_nodelay(Some(true)).with_keepalive(seconds(60)))
            .await
            .expect("it serves");
    });
}

/// The message that is so many bytes long.
pub fn payload(bytes: usize) -> Payload {
    let fits = |content: &usize| prost::Message::encoded_len(&Payload { bytes: vec![0; *content] }) <= bytes;
    let content = (bytes.saturating_sub(8)..bytes).rev().find(fits).unwrap_or(0);
    Payload { bytes: vec![b'x'; content] }
}
