//! Accepting connections: so many at once, and none that stays silent or does not speak HTTP.
//!
//! The transport accepts without limit and waits for ever for the first bytes of a connection, even while it stops.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::time::{Sleep, sleep, timeout};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::server::{Connected, TcpConnectInfo, TcpIncoming};

use super::config::ServiceConfig;
use super::cores::{Core, Cores};
use super::seats::{Seat, Seats, Taken};
use super::shares::Caller;
use super::stop::Signals;
use super::tls::Tls;

/// How long to wait after a failed accept: descriptors may have run out, and trying at once would spin.
const PAUSE_AFTER_ERROR: Duration = Duration::from_millis(20);

/// How long a client that is still sending is heard out after its connection has ended, though nothing is done with what it
/// says. Closing at once would reset the connection, and with it what the client has not read yet: the reason.
const HEARING_OUT: Duration = Duration::from_secs(2);

/// The bytes with which a client greets as HTTP/2.
const GREETING_BYTES: usize = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".len();

/// The connections, as they come.
pub(super) fn connections(
    listener: TcpListener,
    tls: Option<Arc<Tls>>,
    (seats, cores): (Arc<Seats>, Arc<Cores>),
    config: &ServiceConfig,
    signals: &Signals,
) -> ReceiverStream<io::Result<Connection>> {
    let incoming = TcpIncoming::from(listener).with_nodelay(Some(true)).with_keepalive(Some(config.tcp_keepalive));
    let (sender, receiver) = mpsc::channel(1);
    let timeouts = (config.greeting_timeout, config.tls_handshake_timeout);
    tokio::spawn(accept(incoming, tls, (seats, cores), sender, timeouts, signals.clone()));
    ReceiverStream::new(receiver)
}

/// Accepts until draining begins or nobody takes the connections. The socket closes then.
async fn accept(
    mut incoming: TcpIncoming,
    tls: Option<Arc<Tls>>,
    (seats, cores): (Arc<Seats>, Arc<Cores>),
    sender: mpsc::Sender<io::Result<Connection>>,
    (greeting_timeout, handshake_timeout): (Duration, Duration),
    signals: Signals,
) {
    let next = async {
        let mut failing = false;
        loop {
            let stream = match incoming.next().await {
                Some(Ok(stream)) => stream,
                Some(Err(error)) => {
                    // Told once, however often it happens until one is accepted again.
                    if !std::mem::replace(&mut failing, true) {
                        tracing::warn!(target: "clausula::service", %error, "connections cannot be accepted");
                    }
                    seats.ask_idle();
                    sleep(PAUSE_AFTER_ERROR).await;
                    continue;
                }
                None => break,
            };
            failing = false;
            let info = stream.connect_info();
            let caller = Caller::at(info.remote_addr().map(|peer| peer.ip()));
            if !seats.admits(&caller) {
                continue;
            }
            let place = seats.take(caller).await;
            let core = cores.least();
            // One that was reset meanwhile is closed.
            let Ok(stream) = core.adopt(stream) else { continue };
            if let Some(tls) = &tls {
                // Handshakes take their time: others do not wait for them. The place is taken already.
                let handshake = timeout(handshake_timeout, tls.acceptor().accept(stream).into_fallible());
                let (sender, signals, seat) = (sender.clone(), signals.clone(), place.seat());
                let of_core = core.clone();
                core.spawn(async move {
                    let connection =
                        |stream| Connection::new(stream, info, (place, of_core), greeting_timeout, &signals);
                    let ready = async {
                        match handshake.await {
                            Ok(Ok(stream)) => Some(connection(Box::new(stream))),
                            // Its client learns from the last message why it failed.
                            Ok(Err((error, stream))) => {
                                tracing::info!(target: "clausula::service", %error, "a handshake failed");
                                let _ = connection(Box::new(stream)).shutdown().await;
                                None
                            }
                            // One that takes too long is closed.
                            Err(_) => {
                                tracing::info!(target: "clausula::service", error = "it took too long", "a handshake failed");
                                None
                            }
                        }
                    };
                    let ready = tokio::select! {
                        done = ready => done,
                        () = seat.leave() => return,
                        () = signals.draining() => return,
                    };
                    if let Some(connection) = ready {
                        let _ = sender.send(Ok(connection)).await;
                    }
                });
                continue;
            }
            let connection = Connection::new(Box::new(stream), info, (place, core), greeting_timeout, &signals);
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

/// The verbs of HTTP/1.1, and that with which HTTP/2 begins, each with the space after it.
const VERBS: [&[u8]; 10] =
    [b"PRI ", b"POST ", b"GET ", b"HEAD ", b"OPTIONS ", b"PUT ", b"PATCH ", b"DELETE ", b"TRACE ", b"CONNECT "];

/// The length of the longest of them.
const MOST_VERB: usize = b"OPTIONS ".len();

/// Whether bytes may be the first of HTTP. Others are not worth an answer, which their sender would not understand.
fn may_be_http(first: &[u8]) -> bool {
    VERBS.iter().any(|verb| first.starts_with(verb) || verb.starts_with(first))
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
    /// From when nothing more is written: how long what still comes is read.
    ending: Option<Pin<Box<Sleep>>>,
    cut: Event,
    place: Taken,
    core: Core,
}

/// A greeting that has not come yet.
struct Greeting {
    missing: usize,
    /// The first bytes, of which the verb is one.
    first: Vec<u8>,
    timeout: Pin<Box<Sleep>>,
    draining: Event,
}

impl Connection {
    fn new(
        stream: Box<dyn Bytes>,
        info: TcpConnectInfo,
        (place, core): (Taken, Core),
        timeout: Duration,
        signals: &Signals,
    ) -> Connection {
        let here = core.enter();
        let greeting = Greeting {
            missing: GREETING_BYTES,
            first: Vec::with_capacity(MOST_VERB),
            timeout: Box::pin(sleep(timeout)),
            draining: Box::pin(signals.draining()),
        };
        drop(here);
        let cut = Box::pin(signals.cut());
        Connection { stream, info, greeting: Some(greeting), ending: None, cut, place, core }
    }

    /// The thread that serves the connection.
    pub(super) fn core(&self) -> Core {
        self.core.clone()
    }

    /// What is known of the connection while it is open.
    pub(super) fn seat(&self) -> Arc<Seat> {
        self.place.seat()
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

    /// Reads until the client closes its side too, or time is up.
    fn hear_out(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let over = self.ending.as_mut().is_none_or(|time| time.as_mut().poll(cx).is_ready());
        if over || self.cut.as_mut().poll(cx).is_ready() {
            // Neither may be polled again.
            self.ending = Some(Box::pin(sleep(Duration::ZERO)));
            self.cut = Box::pin(std::future::ready(()));
            return Poll::Ready(());
        }
        let mut unheard = [0; 4096];
        loop {
            let mut buffer = ReadBuf::new(&mut unheard);
            match ready!(Pin::new(&mut self.stream).poll_read(cx, &mut buffer)) {
                Ok(()) if !buffer.filled().is_empty() => {}
                Ok(()) | Err(_) => return Poll::Ready(()),
            }
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.check(cx)?;
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buffer))?;
        let read = buffer.filled().get(before..).unwrap_or_default();
        if let Some(greeting) = &mut self.greeting {
            greeting.first.extend(read.iter().take(MOST_VERB.saturating_sub(greeting.first.len())));
            if !may_be_http(&greeting.first) {
                // What is left unread would reset the connection instead of closing it.
                let mut rest = [0; GREETING_BYTES];
                let _ = Pin::new(&mut self.stream).poll_read(cx, &mut ReadBuf::new(&mut rest));
                return Poll::Ready(Err(io::ErrorKind::InvalidData.into()));
            }
            greeting.missing = greeting.missing.saturating_sub(read.len());
            if greeting.missing == 0 {
                self.greeting = None;
                self.place.seat().greeted();
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
        if self.ending.is_none() {
            ready!(Pin::new(&mut self.stream).poll_shutdown(cx))?;
            self.ending = Some(Box::pin(sleep(HEARING_OUT)));
        }
        self.hear_out(cx).map(Ok)
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
