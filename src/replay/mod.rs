//! Logged decisions decided again: as they were, under the policies and the law that they record, and as other terms would
//! have decided them.
//!
//! [`Shelf`] finds policies by digest, [`reproduce`] decides one record again and compares every byte, and [`Change`] adds up
//! what new terms would have changed. Customers are taken to do the same under other terms.
//!
//! | file | what it holds |
//! |---|---|
//! | `shelf` | [`Shelf`]: the policies of a log by digest |
//! | `reproduce` | [`reproduce`]: the same decision, byte for byte, or why not |
//! | `change` | [`Change`]: what new terms would have decided, added up |
//! | `report` | what both come to, as data |

mod change;
mod report;
mod reproduce;
mod shelf;

pub use change::{Change, Under};
pub use report::{ChangeReport, Effect, Quantiles, RegionCount, Side, Sums, Telling};
pub use reproduce::{Recorded, Reproduced, reproduce};
pub use shelf::Shelf;
