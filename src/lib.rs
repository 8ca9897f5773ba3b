//! Clausula turns general terms and conditions into data and answers, exactly and with reasons, what they mean for one
//! customer at one moment: may I cancel, what does it cost, what do I get back, by when, under which article, and what
//! does mandatory law say?
//!
//! # Layout
//! Imports run downward only, but for one: a set of policies asks [`analyse::rules`] once, when it is loaded, which of its
//! clauses a court may annul.
//!
//! | module | knows |
//! |---|---|
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
#[cfg(feature = "testing")]
pub mod testing;
pub mod vocabulary;

/// The example of the README is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
