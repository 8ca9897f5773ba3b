use super::*;
use std::task::{Context, Poll};
use tonic::{Code, Status};

/// A service that panics where its path says so.
#[derive(Clone)]
struct Panics;

impl Service<Request> for Panics {
    type Response = Response;
    type Error = Infallible;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> ResponseFuture {
        assert_ne!(request.uri().path(), "/at-once", "a panic on purpose");
        Box::pin(async move {
            tokio::task::yield_now().await;
            assert_ne!(request.uri().path(), "/later", "a panic on purpose");
            Ok(Status::ok("fine").into_http())
        })
    }
}

async fn code(service: &mut impl Layer, path: &str) -> Code {
    let request = http::Request::builder().uri(path).body(Body::empty()).unwrap();
    let response = service.call(request).await.unwrap();
    Status::from_header_map(response.headers()).unwrap().code()
}

#[tokio::test]
async fn a_panic_fails_the_call_and_nothing_else() {
    let config = ServiceConfig { calls: 1, waiting_calls: 0, ..ServiceConfig::default() };
    let limited = Limit::new(CatchPanic::new(Panics), &config);
    let mut service = Deadlines::new(limited, &config);
    for _ in 0..3 {
        assert_eq!(code(&mut service, "/at-once").await, Code::Internal);
        assert_eq!(code(&mut service, "/later").await, Code::Internal);
        // Its turn was given back.
        assert_eq!(code(&mut service, "/fine").await, Code::Ok);
    }
}
