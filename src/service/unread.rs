//! What a call leaves unread of its request. Over HTTP/1.1 the next request comes after it on the same connection: it is
//! read, or else the client is told that the connection ends, since it would send its next request in vain.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use tokio::sync::oneshot;
use tokio::time::timeout;
use tonic::body::Body;
use tonic::codegen::http::{HeaderValue, Response, header};

/// How much is read of what nobody needs, and for how long.
const MOST_BYTES: usize = 16 * 1024;
const MOST_TIME: Duration = Duration::from_millis(500);

/// Reads what nobody needs, if it is little and comes soon. Tells whether that was all.
pub(super) async fn skip<B>(body: B) -> bool
where
    B: http_body::Body<Error: Into<Box<dyn std::error::Error + Send + Sync>>>,
{
    matches!(timeout(MOST_TIME, Limited::new(body, MOST_BYTES).collect()).await, Ok(Ok(_)))
}

/// A body to hand on, and where what is left of it can be had afterwards.
pub(super) fn lend(body: Incoming) -> (Body, Rest) {
    let (back, rest) = oneshot::channel();
    (Body::new(Lent { body: Some(body), back: Some(back) }), Rest(rest))
}

/// What may be left of a body that was lent.
pub(super) struct Rest(oneshot::Receiver<Incoming>);

impl Rest {
    /// Reads it, or says in the answer that the connection ends.
    pub(super) async fn settle<T>(mut self, answer: &mut Response<T>) {
        // A body that is still in use, or was read to its end, leaves nothing.
        let Ok(rest) = self.0.try_recv() else { return };
        if !skip(rest).await {
            answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
    }
}

/// A body that goes back if it is dropped before its end.
struct Lent {
    /// None from its end on.
    body: Option<Incoming>,
    back: Option<oneshot::Sender<Incoming>>,
}

impl http_body::Body for Lent {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        let frame = ready!(Pin::new(body).poll_frame(cx));
        if !matches!(frame, Some(Ok(_))) {
            self.body = None;
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(http_body::Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map_or_else(|| SizeHint::with_exact(0), http_body::Body::size_hint)
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let rest = self.body.take().filter(|body| !http_body::Body::is_end_stream(body));
        if let (Some(body), Some(back)) = (rest, self.back.take()) {
            // It closes the connection if nobody waits for it.
            let _ = back.send(body);
        }
    }
}
