//! The time that a call has: the caller's `grpc-timeout`, or the service's own limit where that is shorter.
//!
//! The transport answers `CANCELLED` when the time runs out and ignores a timeout that it cannot read.

use std::convert::Infallible;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, timeout_at};
use tonic::codegen::{Service, http};

use super::super::config::ServiceConfig;
use super::{Layer, Request, Response, ResponseFuture, refusal};
use crate::contract::Cause;

/// When the caller's time runs out: given to the methods with the request, for what goes on after an answer begins.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Budget(pub(in super::super) Instant);

/// Refuses timeouts that are none, and answers `DEADLINE_EXCEEDED` when the time runs out.
#[derive(Clone, Debug)]
pub(super) struct Deadlines<S> {
    inner: S,
    longest: Duration,
    longest_analysis: Duration,
}

impl<S> Deadlines<S> {
    pub(super) fn new(inner: S, config: &ServiceConfig) -> Deadlines<S> {
        Deadlines { inner, longest: config.call_timeout, longest_analysis: config.analysis_timeout }
    }

    /// How long a call of a method may take.
    fn longest(&self, path: &str) -> Duration {
        match path.rsplit('/').next() {
            Some("VerifyPolicy" | "ComparePolicies" | "RunCases") => self.longest_analysis,
            _ => self.longest,
        }
    }
}

impl<S: Layer> Service<Request> for Deadlines<S> {
    type Response = Response;
    type Error = Infallible;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request) -> ResponseFuture {
        // Taken here and not when the answer is first polled: the transport counts from here too, and must not be first.
        let now = Instant::now();
        let mut deadline = now + self.longest(request.uri().path());
        match requested(request.headers()) {
            Err(Malformed) => return Box::pin(async { Ok(refusal(Cause::MalformedTimeout)) }),
            Ok(None) => {}
            Ok(Some(timeout)) => {
                if let Some(end) = now.checked_add(timeout) {
                    request.extensions_mut().insert(Budget(end));
                    deadline = deadline.min(end);
                }
            }
        }
        let call = self.inner.call(request);
        Box::pin(async move {
            // A call that is too late already is not begun, however quick it would be.
            if Instant::now() >= deadline {
                return Ok(refusal(Cause::DeadlineExceeded));
            }
            timeout_at(deadline, call).await.unwrap_or_else(|_| Ok(refusal(Cause::DeadlineExceeded)))
        })
    }
}

/// A `grpc-timeout` that cannot be read.
#[derive(Debug, PartialEq, Eq)]
struct Malformed;

/// The timeout that the caller asks for: one to eight digits and a unit.
fn requested(headers: &http::HeaderMap) -> Result<Option<Duration>, Malformed> {
    let Some(value) = headers.get("grpc-timeout") else { return Ok(None) };
    let (unit, digits) = value.as_bytes().split_last().ok_or(Malformed)?;
    if digits.is_empty() || digits.len() > 8 || !digits.iter().all(u8::is_ascii_digit) {
        return Err(Malformed);
    }
    let count = digits.iter().fold(0, |count, digit| count * 10 + u64::from(digit - b'0'));
    let timeout = match unit {
        b'H' => Duration::from_secs(count * 3_600),
        b'M' => Duration::from_secs(count * 60),
        b'S' => Duration::from_secs(count),
        b'm' => Duration::from_millis(count),
        b'u' => Duration::from_micros(count),
        b'n' => Duration::from_nanos(count),
        _ => return Err(Malformed),
    };
    Ok(Some(timeout))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_to_eight_digits_and_a_unit() {
        let read = |text: &str| {
            let mut headers = http::HeaderMap::new();
            headers.insert("grpc-timeout", text.parse().unwrap());
            requested(&headers)
        };
        assert_eq!(requested(&http::HeaderMap::new()), Ok(None));
        for (text, nanos) in [
            ("0n", 0),
            ("1n", 1),
            ("99999999n", 99_999_999),
            ("7u", 7_000),
            ("7m", 7_000_000),
            ("00000007S", 7_000_000_000),
            ("7M", 420_000_000_000),
            ("99999999H", 359_999_996_400_000_000_000_u128),
        ] {
            assert_eq!(read(text).map(|timeout| timeout.map(|t| t.as_nanos())), Ok(Some(nanos)), "{text}");
        }
        for text in ["", "n", "7", "7s", "7x", "-7S", "+7S", " 7S", "7 S", "7.5S", "123456789S", "0x7S"] {
            assert_eq!(read(text), Err(Malformed), "{text}");
        }
    }
}
