//! HTTP beside gRPC, on the same port: JSON by the Connect protocol, gRPC-Web and CORS for browsers, and pages.
//!
//! | file | what it does |
//! |---|---|
//! | `config` | [`HttpConfig`] |
//! | `front` | which protocol a request speaks, and who answers it |
//! | `connect` | unary calls of the Connect protocol, translated to gRPC and back |
//! | `streaming` | streaming calls of the Connect protocol |
//! | `methods` | the methods that can be called so, with their JSON |
//! | `fault` | statuses as errors of the Connect protocol |
//! | `console` | the console: a page for people, with what it needs beside the methods |
//! | `cors` | which pages of other origins may call |
//! | `pages` | `/healthz`, `/readyz`, `/metrics`, `/openapi.json` |
//! | `openapi` | the contract as OpenAPI 3.1, from its descriptors |
//!
//! What is translated passes the same stack as gRPC: deadlines, limits and whatever else concerns all calls hold for
//! JSON and for browsers too, without a second implementation.

mod config;
mod connect;
mod console;
mod cors;
mod fault;
mod front;
mod methods;
mod openapi;
mod pages;
mod streaming;

pub use config::HttpConfig;
pub(super) use front::front;
#[cfg(test)]
pub(super) use methods::METHODS;
pub(super) use pages::{Pages, PagesOnly};
