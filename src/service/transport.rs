//! Connections, served over HTTP/2 and HTTP/1.1, whichever their client speaks.
//!
//! The transport of `tonic` serves both too, but not with a limit for the headers of HTTP/1.1: it would hold 400 KiB of
//! them for every connection. Its timeout layer is not missed either, since it answers `CANCELLED`.

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::sync::{Semaphore, mpsc};
use tokio::time::{sleep, timeout};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;
use tonic::body::Body;
use tonic::codegen::http;
use tonic::transport::server::{Connected, TcpConnectInfo};

use super::accept::Connection;
use super::config::ServiceConfig;
use super::cork::cork;
use super::layers::Layer;
use super::observe::Method;
use super::readers::{AnswerBody, ConnectionReader, Readers};
use super::seats::Seat;
use super::stop::Signals;
use super::unread;

/// The least that HTTP/1.1 can be held to.
const LEAST_HTTP1_BUFFER: usize = 8 * 1024;

/// What is kept of an answer for the transport to send, at most.
const SEND_BUFFER: usize = 64 * 1024;

/// How long a connection that must leave has to hear of it.
const FAREWELL: Duration = Duration::from_millis(100);

/// Serves connections until they are told to drain and the last of them is closed.
pub(super) async fn serve(
    mut connections: ReceiverStream<io::Result<Connection>>,
    service: impl Layer,
    config: &ServiceConfig,
    signals: &Signals,
) {
    let builder = builder(config);
    let readers = Readers::new(config.unread_bytes);
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
        let (seat, reader) = (io.seat(), readers.clone().join());
        let service = OnConnection {
            inner: service.clone(),
            info: io.connect_info(),
            seat: seat.clone(),
            reader: reader.clone(),
            turns: Arc::new(Semaphore::new(config.calls_per_connection)),
        };
        let (builder, draining, open) = (builder.clone(), signals.draining(), open.clone());
        let (core, age, reader_timeout) = (io.core(), config.connection_age, config.reader_timeout);
        core.spawn(async move {
            let (io, outlet) = cork(io);
            let connection = builder.serve_connection(TokioIo::new(io), service);
            let stalled = reader.stalled(reader_timeout);
            tokio::pin!(connection, stalled);
            // Whatever ends a connection concerns its client alone.
            let leave = tokio::select! {
                () = poll_fn(|cx| outlet.poll_work(cx, connection.as_mut())) => return,
                () = stalled.as_mut() => return,
                () = seat.leave() => true,
                () = sleep(age) => false,
                () = draining => false,
            };
            connection.as_mut().graceful_shutdown();
            let farewell = poll_fn(|cx| outlet.poll_work(cx, connection.as_mut()));
            if leave {
                let _ = timeout(FAREWELL, farewell).await;
            } else {
                tokio::select! {
                    () = farewell => {}
                    () = stalled => {}
                    () = seat.leave() => {}
                }
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
        // It refuses what reaches this.
        .max_header_list_size(config.header_bytes.saturating_add(1))
        .max_send_buf_size(SEND_BUFFER)
        .keep_alive_interval(config.http2_keepalive_interval)
        .keep_alive_timeout(config.http2_keepalive_timeout);
    let buffer = usize::try_from(config.header_bytes).unwrap_or(LEAST_HTTP1_BUFFER).max(LEAST_HTTP1_BUFFER);
    builder.http1().timer(TokioTimer::new()).header_read_timeout(config.http.http1_idle).max_buf_size(buffer);
    builder
}

/// The service as one connection has it: with whose connection it is, and so many calls at once.
struct OnConnection<S> {
    inner: S,
    info: TcpConnectInfo,
    seat: Arc<Seat>,
    reader: Arc<ConnectionReader>,
    turns: Arc<Semaphore>,
}

impl<S: Layer> hyper::service::Service<http::Request<Incoming>> for OnConnection<S> {
    type Response = http::Response<AnswerBody>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<http::Response<AnswerBody>, Infallible>> + Send>>;

    fn call(&self, request: http::Request<Incoming>) -> Self::Future {
        let (mut request, rest) = if request.version() < http::Version::HTTP_2 {
            let (parts, body) = request.into_parts();
            let (body, rest) = unread::lend(body);
            (http::Request::from_parts(parts, body), Some(rest))
        } else {
            // A stream of HTTP/2 ends by itself.
            (request.map(Body::new), None)
        };
        request.extensions_mut().insert(self.info.clone());
        let (mut inner, turns) = (self.inner.clone(), self.turns.clone());
        let (method, reader) = (Method::of(request.uri().path()), self.reader.clone());
        // A stream would keep its turn from others; what it holds of its answers is bounded by itself.
        let answers_once = method.asks_once();
        // Whoever only watches does nothing, and leaves when others have no place.
        let call = (!method.watches()).then(|| self.seat.call());
        Box::pin(async move {
            // The semaphore is never closed.
            let turn = turns.acquire_owned().await.ok();
            let mut response = inner.call(request).await?;
            if let Some(rest) = rest {
                rest.settle(&mut response).await;
            }
            Ok(response.map(|body| AnswerBody::new(body, reader, call, turn.filter(|_| answers_once))))
        })
    }
}
