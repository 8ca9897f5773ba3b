//! Answers that wait for their reader. What a client does not read is held by backpressure, a piece at a time. A connection
//! on which nothing is read for long, although something waits, is closed: it would hold its answers for ever. And so are
//! those with the most unread, when all connections together have too much.

use std::cmp::Reverse;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_util::FutureExt;
use http_body::{Body as _, Frame, SizeHint};
use http_body_util::BodyExt;
use tokio::sync::{Notify, OwnedSemaphorePermit};
use tokio::time::sleep;
use tonic::Status;
use tonic::body::Body;

use super::seats::OpenCall;

/// The transport takes whole pieces, however little of them may be sent: no more than this is out of sight.
const PIECE: usize = 32 * 1024;

/// Answers below this are not counted: of them a connection never holds much.
const SMALL: usize = 4 * 1024;

/// How often a reader is looked at in the time that it has.
const LOOKS: u32 = 8;

/// The readers of all connections, and how much they may leave unread together.
#[derive(Debug)]
pub(super) struct Readers {
    most: usize,
    unread: AtomicUsize,
    all: Mutex<Vec<Weak<ConnectionReader>>>,
}

impl Readers {
    /// Readers that may leave so many bytes unread.
    pub(super) fn new(most: usize) -> Arc<Readers> {
        Arc::new(Readers { most, unread: AtomicUsize::new(0), all: Mutex::default() })
    }

    /// The reader of a new connection.
    pub(super) fn join(self: Arc<Readers>) -> Arc<ConnectionReader> {
        let reader = Arc::new(ConnectionReader {
            waiting: AtomicUsize::new(0),
            taken: AtomicU64::new(0),
            unread: AtomicUsize::new(0),
            leave: Notify::new(),
            all: self.clone(),
        });
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|reader| reader.strong_count() > 0);
        all.push(Arc::downgrade(&reader));
        reader
    }

    /// Those who leave the most unread have to go, until what is left fits.
    fn relieve(&self) {
        let mut excess = self.unread.load(Ordering::Relaxed).saturating_sub(self.most);
        if excess == 0 {
            return;
        }
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let readers = all.iter().filter_map(Weak::upgrade);
        let mut readers: Vec<_> = readers.map(|reader| (reader.unread.load(Ordering::Relaxed), reader)).collect();
        readers.sort_by_key(|(unread, _)| Reverse(*unread));
        for (unread, reader) in readers {
            if excess == 0 {
                break;
            }
            reader.leave.notify_one();
            excess = excess.saturating_sub(unread);
        }
    }
}

/// The reader of a connection.
#[derive(Debug)]
pub(super) struct ConnectionReader {
    /// The answers of which a piece was handed over, and no more was asked for since.
    waiting: AtomicUsize,
    /// How often more was asked for.
    taken: AtomicU64,
    /// The bytes of answers that are in memory.
    unread: AtomicUsize,
    /// It leaves too much unread.
    leave: Notify,
    all: Arc<Readers>,
}

impl ConnectionReader {
    /// Done when the connection is to be closed for its reader: something waited for so long, give or take a look, and
    /// nothing was read; or all readers together leave too much unread, and this one the most.
    pub(super) async fn stalled(&self, longest: Duration) {
        tokio::select! {
            () = self.silent(longest) => {}
            () = self.leave.notified() => {}
        }
    }

    async fn silent(&self, longest: Duration) {
        let mut quiet = 0;
        loop {
            let (waiting, taken) = (self.waiting.load(Ordering::Relaxed), self.taken.load(Ordering::Relaxed));
            sleep(longest / LOOKS).await;
            let none = taken == self.taken.load(Ordering::Relaxed);
            quiet = if none && waiting > 0 && self.waiting.load(Ordering::Relaxed) > 0 { quiet + 1 } else { 0 };
            if quiet == LOOKS {
                return;
            }
        }
    }

    /// The same bytes, counted for as long as any part of them is in memory: also where the transport has them.
    fn counted(self: &Arc<ConnectionReader>, bytes: Bytes) -> Bytes {
        if bytes.len() < SMALL {
            return bytes;
        }
        self.unread.fetch_add(bytes.len(), Ordering::Relaxed);
        self.all.unread.fetch_add(bytes.len(), Ordering::Relaxed);
        let counted = Bytes::from_owner(Counted { bytes, reader: self.clone() });
        self.all.relieve();
        counted
    }
}

/// Bytes that are counted as unread.
struct Counted {
    bytes: Bytes,
    reader: Arc<ConnectionReader>,
}

impl AsRef<[u8]> for Counted {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.reader.unread.fetch_sub(self.bytes.len(), Ordering::Relaxed);
        self.reader.all.unread.fetch_sub(self.bytes.len(), Ordering::Relaxed);
    }
}

/// The same, its bytes counted as unread.
fn counted(reader: &Arc<ConnectionReader>, said: Said) -> Said {
    said.map(|frame| frame.map(|frame| frame.map_data(|data| reader.counted(data))))
}

/// What a body says when it is asked for more.
type Said = Option<Result<Frame<Bytes>, Status>>;

/// The body of an answer, in pieces.
pub(super) struct AnswerBody {
    body: Body,
    /// What the body has said already; it is not asked again once it has said that it is over.
    ahead: Option<Said>,
    rest: Bytes,
    waits: bool,
    reader: Arc<ConnectionReader>,
    /// None where the connection is idle all the same.
    _call: Option<OpenCall>,
    /// Of an answer that is there as a whole: it takes memory until it is read.
    _turn: Option<OwnedSemaphorePermit>,
}

impl AnswerBody {
    /// The answer of a call. One that is there as a whole is written down, and so counted, before its client has room
    /// for it.
    pub(super) fn new(
        mut body: Body,
        reader: Arc<ConnectionReader>,
        call: Option<OpenCall>,
        turn: Option<OwnedSemaphorePermit>,
    ) -> AnswerBody {
        let ahead = turn.as_ref().and_then(|_| body.frame().now_or_never());
        let ahead = ahead.map(|said| counted(&reader, said));
        AnswerBody { body, ahead, rest: Bytes::new(), waits: false, reader, _call: call, _turn: turn }
    }

    fn poll_body(&mut self, cx: &mut Context<'_>) -> Poll<Said> {
        if let Some(ahead) = self.ahead.take() {
            return Poll::Ready(ahead);
        }
        Pin::new(&mut self.body).poll_frame(cx).map(|said| counted(&self.reader, said))
    }

    /// A piece of data, after which the rest waits.
    fn piece(&mut self, mut data: Bytes) -> Frame<Bytes> {
        self.rest = if data.len() > PIECE { data.split_off(PIECE) } else { Bytes::new() };
        self.waits = true;
        self.reader.waiting.fetch_add(1, Ordering::Relaxed);
        Frame::data(data)
    }

    fn taken(&mut self) {
        if std::mem::take(&mut self.waits) {
            self.reader.waiting.fetch_sub(1, Ordering::Relaxed);
            self.reader.taken.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Drop for AnswerBody {
    fn drop(&mut self) {
        self.taken();
    }
}

impl http_body::Body for AnswerBody {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        self.taken();
        if !self.rest.is_empty() {
            let rest = std::mem::take(&mut self.rest);
            return Poll::Ready(Some(Ok(self.piece(rest))));
        }
        let frame = ready!(self.poll_body(cx));
        Poll::Ready(frame.map(|frame| {
            frame.map(|frame| match frame.into_data() {
                Ok(data) => self.piece(data),
                Err(trailers) => trailers,
            })
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.ahead.as_ref().map_or_else(|| self.body.is_end_stream(), Option::is_none)
    }

    fn size_hint(&self) -> SizeHint {
        let ahead = self.ahead.as_ref().and_then(|said| said.as_ref()?.as_ref().ok()?.data_ref());
        let known = (ahead.map_or(0, Bytes::len) + self.rest.len()) as u64;
        let rest = self.body.size_hint();
        let mut hint = SizeHint::new();
        hint.set_lower(known.saturating_add(rest.lower()));
        if let Some(upper) = rest.upper().and_then(|upper| upper.checked_add(known)) {
            hint.set_upper(upper);
        }
        hint
    }
}
