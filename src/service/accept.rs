//! Accepting connections: so many at once, and none that stays silent.
//!
//! The transport accepts without limit and waits for ever for the first bytes of a connection, even while it stops.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpListener;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::{Sleep, sleep, timeout};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::server::{Connected, TcpConnectInfo, TcpIncoming};

use super::config::ServiceConfig;
use super::stop::Signals;
use super::tls::Tls;

/// How long to wait after a failed accept: descriptors may have run out, and trying at once would spin.
const PAUSE_AFTER_ERROR: Duration = Duration::from_millis(20);

/// The bytes with which a client greets as HTTP/2.
const GREETING_BYTES: usize = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".len();

/// The connections, as they come.
pub(super) fn connections(
    listener: TcpListener,
    tls: Option<Arc<Tls>>,
    config: &ServiceConfig,
    signals: &Signals,
) -> ReceiverStream<io::Result<Connection>> {
    let incoming = TcpIncoming::from(listener).with_nodelay(Some(true)).with_keepalive(Some(config.tcp_keepalive));
    let slots = Arc::new(Semaphore::new(config.connections));
    let (sender, receiver) = mpsc::channel(1);
    let timeouts = (config.greeting_timeout, config.tls_handshake_timeout);
    tokio::spawn(accept(incoming, tls, slots, sender, timeouts, signals.clone()));
    ReceiverStream::new(receiver)
}

/// Accepts until draining begins or nobody takes the connections. The socket closes then.
async fn accept(
    mut incoming: TcpIncoming,
    tls: Option<Arc<Tls>>,
    slots: Arc<Semaphore>,
    sender: mpsc::Sender<io::Result<Connection>>,
    (greeting_timeout, handshake_timeout): (Duration, Duration),
    signals: Signals,
) {
    let next = async {
        while let Ok(slot) = slots.clone().acquire_owned().await {
            let stream = match incoming.next().await {
                Some(Ok(stream)) => stream,
                Some(Err(_)) => {
                    sleep(PAUSE_AFTER_ERROR).await;
                    continue;
                }
                None => break,
            };
            let info = stream.connect_info();
            if let Some(tls) = &tls {
                // Handshakes take their time: others do not wait for them. The place is taken already.
                let handshake = timeout(handshake_timeout, tls.acceptor().accept(stream));
                let (sender, signals) = (sender.clone(), signals.clone());
                tokio::spawn(async move {
                    let stream = tokio::select! {
                        done = handshake => done,
                        () = signals.draining() => return,
                    };
                    // One that fails or takes too long is closed.
                    let Ok(Ok(stream)) = stream else { return };
                    let connection = Connection::new(Box::new(stream), info, slot, greeting_timeout, &signals);
                    let _ = sender.send(Ok(connection)).await;
                });
                continue;
            }
            let connection = Connection::new(Box::new(stream), info, slot, greeting_timeout, &signals);
            if sender.send(Ok(connection)).await.is_err() {
                break;
            }
        }
    };
    tokio::select! {
        () = next => {}
        () = sender.closed() => {}
        () = signals.draining() => {}
    }
}

type Event = Pin<Box<dyn Future<Output = ()> + Send>>;

/// What is read and written: TCP as it is, or TLS over it.
trait Bytes: AsyncRead + AsyncWrite + Unpin + Send {}

impl<B: AsyncRead + AsyncWrite + Unpin + Send> Bytes for B {}

/// A connection that must greet in time, gives its place free when it closes, and can be cut.
pub(super) struct Connection {
    stream: Box<dyn Bytes>,
    info: TcpConnectInfo,
    greeting: Option<Greeting>,
    cut: Event,
    _slot: OwnedSemaphorePermit,
}

/// A greeting that has not come yet.
struct Greeting {
    missing: usize,
    timeout: Pin<Box<Sleep>>,
    draining: Event,
}

impl Connection {
    fn new(
        stream: Box<dyn Bytes>,
        info: TcpConnectInfo,
        slot: OwnedSemaphorePermit,
        timeout: Duration,
        signals: &Signals,
    ) -> Connection {
        let greeting = Greeting {
            missing: GREETING_BYTES,
            timeout: Box::pin(sleep(timeout)),
            draining: Box::pin(signals.draining()),
        };
        Connection { stream, info, greeting: Some(greeting), cut: Box::pin(signals.cut()), _slot: slot }
    }

    /// Whether the connection may go on.
    fn check(&mut self, cx: &mut Context<'_>) -> io::Result<()> {
        // A future must not be polled after it is done: the connection ends with the first error.
        if self.cut.as_mut().poll(cx).is_ready() {
            self.cut = Box::pin(std::future::ready(()));
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        let Some(greeting) = &mut self.greeting else { return Ok(()) };
        if greeting.timeout.as_mut().poll(cx).is_ready() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        if greeting.draining.as_mut().poll(cx).is_ready() {
            greeting.draining = Box::pin(std::future::ready(()));
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        Ok(())
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.check(cx)?;
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buffer))?;
        let read = buffer.filled().len().saturating_sub(before);
        if let Some(greeting) = &mut self.greeting {
            greeting.missing = greeting.missing.saturating_sub(read);
            if greeting.missing == 0 {
                self.greeting = None;
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

impl Connected for Connection {
    type ConnectInfo = TcpConnectInfo;

    fn connect_info(&self) -> TcpConnectInfo {
        self.info.clone()
    }
}
