//! The finitely many places at which a policy's answers can change: the cases that its conditions tell apart, the steps
//! of the staircase over the act, and the prices at which lines cross. Proofs and comparisons both walk them.
//!
//! | file | what it holds |
//! |---|---|
//! | `parts` | what a clause is made of: its charges, deadlines and conditions |
//! | `classes` | products and customers between which no clause on a question distinguishes |
//! | `timeline`, `orders` | the instants of an agreement, regular and odd; the orders in which bounds can come |
//! | `settings` | one fact that is set one way or another |
//! | `cases` | the cases of a question: every assignment of what its clauses read |
//! | `kinks` | stated amounts and counts where terms choose between them |
//! | `lines`, `prices` | charges as lines in the price; the prices around their crossings |
//! | `varied` | which facts the cases vary, so that none that is read goes unexamined |
//! | `walk` | the staircase of a case, step by step |

// A new form, fact, condition or question does not compile until each match here says what it means.
#![deny(clippy::wildcard_enum_match_arm)]

mod cases;
mod classes;
mod kinks;
mod lines;
mod orders;
pub(super) mod parts;
mod prices;
mod settings;
mod timeline;
mod varied;
mod walk;

pub(super) use cases::{Apart, Case, Paid, cases};
pub(super) use classes::{Class, classes};
pub(super) use kinks::Unclear;
pub(super) use lines::{Known, PriceLine, lines, lines_of};
pub(super) use prices::{Prices, prices};
pub(super) use settings::{Begun, Ground, Increase, Information, Insured, Setting, Stating};
pub(super) use timeline::{Timeline, Timelines, timelines};
pub(super) use varied::Varied;
pub(super) use walk::{WalkStep, walk, walk_with};
