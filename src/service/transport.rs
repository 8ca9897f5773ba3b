//! Connections, served over HTTP/2 and HTTP/1.1, whichever their client speaks.
//!
//! The transport of `tonic` serves both too, but not with a limit for the headers of HTTP/1.1: it would hold 400 KiB of
//! them for every connection. Its timeout layer is not missed either, since it answers `CANCELLED`.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;

use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{Semaphore, mpsc};
use tokio::time::sleep;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;
use tonic::body::Body;
use tonic::codegen::http;
use tonic::transport::server::Connected;

use super::config::ServiceConfig;
use super::layers::{Layer, Response};
use super::stop::Signals;

/// The least that HTTP/1.1 can be held to.
const LEAST_HTTP1_BUFFER: usize = 8 * 1024;

/// Serves connections until they are told to drain and the last of them is closed.
pub(super) async fn serve<IO, S>(
    mut connections: ReceiverStream<io::Result<IO>>,
    service: S,
    config: &ServiceConfig,
    signals: &Signals,
) where
    IO: AsyncRead + AsyncWrite + Connected + Unpin + Send + 'static,
    S: Layer,
{
    let builder = builder(config);
    // Held by each connection, and nothing is ever sent: it is closed when the last one is.
    let (open, mut closed) = mpsc::channel::<Infallible>(1);
    let draining = signals.draining();
    tokio::pin!(draining);
    loop {
        let io = tokio::select! {
            () = &mut draining => break,
            next = connections.next() => match next {
                Some(Ok(io)) => io,
                Some(Err(_)) => continue,
                None => break,
            },
        };
        let service = OnConnection {
            inner: service.clone(),
            info: io.connect_info(),
            turns: Arc::new(Semaphore::new(config.calls_per_connection)),
        };
        let (builder, draining, open) = (builder.clone(), signals.draining(), open.clone());
        let old = sleep(config.connection_age);
        tokio::spawn(async move {
            let connection = builder.serve_connection(TokioIo::new(io), service);
            tokio::pin!(connection);
            let ask = tokio::select! {
                _ = connection.as_mut() => false,
                () = old => true,
                () = draining => true,
            };
            if ask {
                connection.as_mut().graceful_shutdown();
                // Whatever ends a connection concerns its client alone.
                let _ = connection.await;
            }
            drop(open);
        });
    }
    drop(connections);
    drop(open);
    closed.recv().await;
}

/// Both protocols with their limits.
fn builder(config: &ServiceConfig) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(config.streams_per_connection)
        .max_local_error_reset_streams(config.local_error_resets)
        .max_pending_accept_reset_streams(config.pending_accept_resets)
        .max_header_list_size(config.header_bytes)
        .keep_alive_interval(config.http2_keepalive_interval)
        .keep_alive_timeout(config.http2_keepalive_timeout);
    let buffer = usize::try_from(config.header_bytes).unwrap_or(LEAST_HTTP1_BUFFER).max(LEAST_HTTP1_BUFFER);
    builder.http1().timer(TokioTimer::new()).header_read_timeout(config.http.http1_idle).max_buf_size(buffer);
    builder
}

/// The service as one connection has it: with whose connection it is, and so many calls at once.
struct OnConnection<S, I> {
    inner: S,
    info: I,
    turns: Arc<Semaphore>,
}

impl<S: Layer, I: Clone + Send + Sync + 'static> hyper::service::Service<http::Request<Incoming>>
    for OnConnection<S, I>
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn call(&self, request: http::Request<Incoming>) -> Self::Future {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(self.info.clone());
        let (mut inner, turns) = (self.inner.clone(), self.turns.clone());
        Box::pin(async move {
            // The semaphore is never closed.
            let _turn = turns.acquire_owned().await;
            inner.call(request).await
        })
    }
}
