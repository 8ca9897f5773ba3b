//! The stack that every call passes, outermost first: what is seen of it, who calls, its deadline, its turn, and a net for
//! panics. Whatever later concerns all calls is one more layer here.

mod callers;
mod deadline;
mod gather;
mod limit;
mod panic;

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use tonic::body::Body;
use tonic::codegen::{Service, http};
use tonic::service::Routes;

use super::auth::Tokens;
use super::config::ServiceConfig;
use super::observe::{Calls, Observer};
use super::status::status;
use crate::contract::{Cause, Rejection};
use crate::money::Locale;
use callers::Callers;
use deadline::Deadlines;
use limit::Limit;
use panic::CatchPanic;

pub(super) use deadline::Budget;

pub(super) type Request = http::Request<Body>;
pub(super) type Response = http::Response<Body>;
pub(super) type ResponseFuture = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

/// A service of the stack: always ready, since what waits does so in the call.
pub(super) trait Layer:
    Service<Request, Response = Response, Error = Infallible, Future: Send + 'static> + Clone + Send + 'static
{
}

impl<S> Layer for S where
    S: Service<Request, Response = Response, Error = Infallible, Future: Send + 'static> + Clone + Send + 'static
{
}

/// The services behind the whole stack.
pub(super) fn stack(
    routes: Routes,
    config: &ServiceConfig,
    tokens: Option<Arc<Tokens>>,
    observer: Observer,
) -> impl Layer<Future = ResponseFuture> {
    let caught = CatchPanic::new(routes);
    let limited = Limit::new(caught, config);
    Calls::new(Callers::new(Deadlines::new(limited, config), tokens), observer)
}

/// The answer to a call that a layer refuses.
fn refusal(cause: Cause) -> Response {
    status(&Rejection::new(cause, Locale::default())).into_http()
}

#[cfg(test)]
mod tests;
