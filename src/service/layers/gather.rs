//! The beginning of a request, which is read before its call takes a turn: a caller whose request does not come holds up
//! nobody but itself.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body as _, Frame};
use http_body_util::BodyExt;
use tonic::Status;
use tonic::body::Body;

/// How much is read, so that the requests of most calls are there as a whole.
const ENOUGH: usize = 16 * 1024;

/// What a piece counts for at least: many small ones take memory too.
const LEAST: usize = 64;

/// Reads a request to its end, or as far as is enough.
pub(super) async fn gather(mut body: Body) -> Body {
    if body.is_end_stream() {
        return body;
    }
    let mut begun = Begun { pieces: VecDeque::new(), rest: None };
    let mut bytes = 0;
    while bytes < ENOUGH {
        let Some(piece) = body.frame().await else { return Body::new(begun) };
        bytes += piece.as_ref().ok().and_then(Frame::data_ref).map_or(0, Bytes::len).max(LEAST);
        let broken = piece.is_err();
        begun.pieces.push_back(piece);
        if broken {
            return Body::new(begun);
        }
    }
    begun.rest = Some(body);
    Body::new(begun)
}

/// A body of which the first pieces are there.
struct Begun {
    pieces: VecDeque<Result<Frame<Bytes>, Status>>,
    rest: Option<Body>,
}

impl http_body::Body for Begun {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        if let Some(piece) = self.pieces.pop_front() {
            return Poll::Ready(Some(piece));
        }
        match &mut self.rest {
            Some(rest) => Pin::new(rest).poll_frame(cx),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.pieces.is_empty() && self.rest.as_ref().is_none_or(http_body::Body::is_end_stream)
    }
}
