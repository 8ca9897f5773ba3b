//! Answers that wait for their reader. What a client does not read is held by backpressure, a piece at a time; a
//! connection on which nothing is read for long, although something waits, is closed: it would hold its answers for ever.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::sleep;
use tonic::Status;
use tonic::body::Body;

use super::seats::OpenCall;

/// The transport takes whole pieces, however little of them may be sent: no more than this is out of sight.
const PIECE: usize = 32 * 1024;

/// How often a reader is looked at in the time that it has.
const LOOKS: u32 = 8;

/// The reader of a connection.
#[derive(Debug, Default)]
pub(super) struct Reader {
    /// The answers of which a piece was handed over, and no more was asked for since.
    waiting: AtomicUsize,
    /// How often more was asked for.
    taken: AtomicU64,
}

impl Reader {
    /// Done when something waited for so long, give or take a look, and nothing was read.
    pub(super) async fn stalled(&self, longest: Duration) {
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
}

/// The body of an answer, in pieces.
pub(super) struct Answer {
    body: Body,
    rest: Bytes,
    waits: bool,
    reader: Arc<Reader>,
    /// None where the connection is idle all the same.
    _call: Option<OpenCall>,
    /// Of an answer that is there as a whole: it takes memory until it is read.
    _turn: Option<OwnedSemaphorePermit>,
}

impl Answer {
    pub(super) fn new(
        body: Body,
        reader: Arc<Reader>,
        call: Option<OpenCall>,
        turn: Option<OwnedSemaphorePermit>,
    ) -> Answer {
        Answer { body, rest: Bytes::new(), waits: false, reader, _call: call, _turn: turn }
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

impl Drop for Answer {
    fn drop(&mut self) {
        self.taken();
    }
}

impl http_body::Body for Answer {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        self.taken();
        if !self.rest.is_empty() {
            let rest = std::mem::take(&mut self.rest);
            return Poll::Ready(Some(Ok(self.piece(rest))));
        }
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        Poll::Ready(frame.map(|frame| {
            frame.map(|frame| match frame.into_data() {
                Ok(data) => self.piece(data),
                Err(trailers) => trailers,
            })
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        if self.rest.is_empty() { self.body.size_hint() } else { SizeHint::default() }
    }
}
