//! Clausula turns general terms and conditions into data and answers, exactly and with reasons, what they mean for one
//! customer at one moment: may I cancel, what does it cost, what do I get back, by when, under which article, and what
//! does mandatory law say?
//!
//! ```
//! use clausula::{Agreement, Cents, CustomerType, Event, Instant, Locale, Moment, ProductType, Terms};
//!
//! let terms = Terms::built_in()?; // or Terms::load("policies"), or Terms::from_texts(...)
//! let at = |text: &str| Instant::parse_rfc3339(text).ok_or("not a moment");
//!
//! // A consumer booked an event of € 1,250.00. The version of the terms that was in force on that day binds.
//! let booked = at("2026-06-01T12:00:00+02:00")?;
//! let mut agreement = Agreement::new(CustomerType::Consumer, ProductType::Event, Cents::new(125_000), booked);
//! agreement.starts_at = Some(at("2026-09-14T10:00:00+02:00")?);
//! let booking = terms.bind("multidonnas", agreement)?;
//!
//! // It is cancelled on a Friday, a minute after the office closed: on Monday, when the fee is 75%.
//! let received_at = at("2026-07-31T17:31:00+02:00")?;
//! let cancelled = Event::Cancellation { received_at, cancelled_count: None };
//! assert_eq!(booking.decide(&cancelled)?.charged(), Cents::new(93_750));
//!
//! // The reasons, in words; what else the customer can do; what it costs at any other moment.
//! assert!(booking.explain(&cancelled, Locale::En)?.contains("€ 937.50"));
//! assert_eq!(booking.options(received_at, &Moment::default())?.len(), 5);
//! assert!(booking.quote(&cancelled)?.windows.len() > 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Terms`] loads, binds and verifies; [`BoundAgreement`] decides, explains, compares and quotes. They are enough for a shop or
//! a job; `examples/` has a booking service, a refund job, a policy test and an own store.
//!
//! # Layout
//! Imports run downward only, but for one: a set of policies asks [`analyse::rules`] once, when it is loaded, which of its
//! clauses a court may annul.
//!
//! | module | knows |
//! |---|---|
//! | [`Terms`] | the short way in |
//! | `cli`, `service` | the command line; gRPC |
//! | [`replay`] | logged decisions decided again, as they were and under other terms |
//! | [`decision_log`] | every decision that was given, in order, on disk |
//! | [`contract`] | messages, and how they become facts and come from decisions |
//! | [`render`] | decisions as text, in English and Dutch |
//! | [`analyse`] | proofs, compliance rules, comparison of versions |
//! | [`cases`] | case files: what a policy must decide, and how far the cases cover it |
//! | [`evaluate`] | how clauses answer questions: a pure function of a policy and facts |
//! | [`policy`], [`law`] | checked clause data; dated statutory data |
//! | [`decision`], [`facts`], [`vocabulary`] | what is decided, what is known, and the words for both |
//! | [`calendar`], [`money`] | civil dates, periods, working days; cents, percentages, rounding |
//!
//! This is a reading of public texts for software, not legal advice.

pub mod analyse;
pub mod calendar;
pub mod cases;
#[cfg(feature = "service")]
pub mod cli;
#[cfg(feature = "service")]
mod clock;
#[cfg(feature = "contract")]
pub mod contract;
pub mod decision;
#[cfg(feature = "service")]
pub mod decision_log;
pub mod evaluate;
pub mod facts;
pub mod law;
pub mod manual;
pub mod money;
pub mod policy;
pub mod render;
#[cfg(feature = "service")]
pub mod replay;
#[cfg(feature = "service")]
pub mod service;
mod terms;
#[cfg(feature = "testing")]
pub mod testing;
pub mod vocabulary;

pub use calendar::{Date, Instant};
pub use decision::Decision;
pub use evaluate::{CustomerOption, Detail, Moment, Quote};
pub use facts::{Agreement, Event, FactsError, Payment};
pub use money::{Cents, Currency, Locale};
pub use policy::Policy;
pub use policy::store::PolicySet;
pub use terms::{BoundAgreement, Terms};
pub use vocabulary::{Basis, CustomerType, ProductType, Question, Verdict};

/// The example of the README is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
