//! What a connection writes while it is at work goes out in one go when it has nothing more to do. HTTP/2 alone writes each
//! answer by itself and the status behind it once more: two calls of the operating system, and two times that the
//! client wakes up.

use std::future::Future;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// How much is held, at most: a dozen answers.
const MOST: usize = 16 * 1024;

/// What is not worth a copy goes out by itself.
const LARGE: usize = 8 * 1024;

/// The room that is made for the first bytes: that of most answers.
const ROOM: usize = 2 * 1024;

/// A stream that holds what is written to it, and what lets it go.
pub(super) fn cork<S>(stream: S) -> (Corked<S>, Outlet<S>) {
    let held = Arc::new(Mutex::new(Held { stream, bytes: Vec::new(), sent: 0, flush: false }));
    (Corked(held.clone()), Outlet(held))
}

/// A stream that holds what is written to it until its [`Outlet`] is polled.
#[derive(Debug)]
pub(super) struct Corked<S>(Arc<Mutex<Held<S>>>);

/// Lets go what a stream holds.
#[derive(Debug)]
pub(super) struct Outlet<S>(Arc<Mutex<Held<S>>>);

#[derive(Debug)]
struct Held<S> {
    stream: S,
    bytes: Vec<u8>,
    /// How many of the bytes are written.
    sent: usize,
    /// What was written is to be sent on.
    flush: bool,
}

/// Nobody panics while holding it, and bytes in order are all that it is.
fn lock<S>(held: &Mutex<Held<S>>) -> MutexGuard<'_, Held<S>> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<S: AsyncWrite + Unpin> Held<S> {
    /// Writes what is held, and leaves no memory behind: there may be very many connections that are idle.
    fn poll_write_out(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while let Some(rest) = self.bytes.get(self.sent..).filter(|rest| !rest.is_empty()) {
            match ready!(Pin::new(&mut self.stream).poll_write(cx, rest))? {
                0 => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                count => self.sent += count,
            }
        }
        (self.bytes, self.sent) = (Vec::new(), 0);
        Poll::Ready(Ok(()))
    }

    /// Room for so many bytes more; not before what is held is written where there is none.
    fn poll_room(&mut self, cx: &mut Context<'_>, more: usize) -> Poll<io::Result<()>> {
        if self.bytes.len() + more > MOST {
            return self.poll_write_out(cx);
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Corked<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.poll_write_vectored(cx, &[IoSlice::new(bytes)])
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let mut held = lock(&self.0);
        let length = slices.iter().map(|slice| slice.len()).sum();
        if length >= LARGE {
            ready!(held.poll_write_out(cx))?;
            return Pin::new(&mut held.stream).poll_write_vectored(cx, slices);
        }
        ready!(held.poll_room(cx, length))?;
        if held.bytes.is_empty() {
            held.bytes.reserve(length.max(ROOM));
        }
        for slice in slices {
            held.bytes.extend_from_slice(slice);
        }
        Poll::Ready(Ok(length))
    }

    /// Leaves it to the outlet.
    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        lock(&self.0).flush = true;
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut held = lock(&self.0);
        ready!(held.poll_write_out(cx))?;
        Pin::new(&mut held.stream).poll_shutdown(cx)
    }

    fn is_write_vectored(&self) -> bool {
        true
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Corked<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut lock(&self.0).stream).poll_read(cx, buffer)
    }
}

impl<S: AsyncWrite + Unpin> Outlet<S> {
    fn poll(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut held = lock(&self.0);
        ready!(held.poll_write_out(cx))?;
        if held.flush {
            ready!(Pin::new(&mut held.stream).poll_flush(cx))?;
            held.flush = false;
        }
        Poll::Ready(Ok(()))
    }

    /// Polls the work of the connection, and then lets go what it wrote. Done when the work is, or when nothing can be
    /// written any more.
    pub(super) fn poll_work(&self, cx: &mut Context<'_>, work: Pin<&mut impl Future>) -> Poll<()> {
        let done = work.poll(cx).map(drop);
        match self.poll(cx) {
            Poll::Ready(Err(_)) => Poll::Ready(()),
            Poll::Ready(Ok(())) | Poll::Pending => done,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::{pending, poll_fn};
    use std::pin::pin;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    /// Counts what it is asked to write.
    #[derive(Debug, Default)]
    struct Counting(Vec<Vec<u8>>);

    impl AsyncWrite for Counting {
        fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
            self.0.push(bytes.to_vec());
            Poll::Ready(Ok(bytes.len()))
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    fn written(outlet: &Outlet<Counting>) -> Vec<usize> {
        lock(&outlet.0).stream.0.iter().map(Vec::len).collect()
    }

    #[tokio::test]
    async fn small_writes_go_out_as_one_when_the_work_is_done() {
        let (mut corked, outlet) = cork(Counting::default());
        for _ in 0..3 {
            corked.write_all(b"answer").await.unwrap();
            corked.flush().await.unwrap();
        }
        assert_eq!(written(&outlet), Vec::<usize>::new());
        poll_fn(|cx| outlet.poll(cx)).await.unwrap();
        assert_eq!(written(&outlet), [18]);
        poll_fn(|cx| outlet.poll(cx)).await.unwrap();
        assert_eq!(written(&outlet), [18], "once");
    }

    #[tokio::test]
    async fn no_more_is_held_than_may_be_and_large_writes_are_not_copied() {
        let (mut corked, outlet) = cork(Counting::default());
        corked.write_all(&[1; LARGE - 1]).await.unwrap();
        corked.write_all(&[2; LARGE - 1]).await.unwrap();
        corked.write_all(&[3; 2]).await.unwrap();
        assert_eq!(written(&outlet), Vec::<usize>::new(), "exactly what may be held");
        corked.write_all(&[4; 1]).await.unwrap();
        assert_eq!(written(&outlet), [MOST]);
        corked.write_all(&[5; LARGE]).await.unwrap();
        assert_eq!(written(&outlet), [MOST, 1, LARGE], "in order");
        assert_eq!(lock(&outlet.0).bytes.capacity(), 0, "no memory is left behind");
    }

    #[tokio::test]
    async fn nothing_is_lost_or_out_of_order_when_the_client_reads_slowly() {
        let (near, mut far) = duplex(100);
        let (mut corked, outlet) = cork(near);
        let sizes = [1, 99, 100, 101, 5_000, LARGE - 1, LARGE, 3, MOST, MOST + 1, 40_000, 7];
        let bytes: Vec<u8> = (0..sizes.iter().sum()).map(|place: usize| (place % 251) as u8).collect();
        let sent = bytes.clone();
        let work = async move {
            let mut rest = &sent[..];
            for size in sizes {
                let (part, behind) = rest.split_at(size);
                corked.write_all(part).await.unwrap();
                rest = behind;
            }
            corked.shutdown().await.unwrap();
        };
        let mut work = pin!(work);
        let mut read = Vec::new();
        tokio::join!(poll_fn(|cx| outlet.poll_work(cx, work.as_mut())), async {
            far.read_to_end(&mut read).await.unwrap();
        });
        assert_eq!(read, bytes);
    }

    #[tokio::test]
    async fn a_connection_that_cannot_be_written_to_is_over() {
        let (near, far) = duplex(100);
        let (mut corked, outlet) = cork(near);
        corked.write_all(b"answer").await.unwrap();
        drop(far);
        let mut work = pin!(pending::<()>());
        poll_fn(|cx| outlet.poll_work(cx, work.as_mut())).await;
    }

    #[tokio::test]
    async fn what_was_written_last_goes_out_though_the_work_ends_with_it() {
        let (near, mut far) = duplex(100);
        let (mut corked, outlet) = cork(near);
        let mut work = pin!(async move { corked.write_all(b"farewell").await.unwrap() });
        poll_fn(|cx| outlet.poll_work(cx, work.as_mut())).await;
        let mut read = [0; 8];
        far.read_exact(&mut read).await.unwrap();
        assert_eq!(&read, b"farewell");
    }
}
