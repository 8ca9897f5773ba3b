//! Decisions over Arrow columns: a batch of facts in, a batch of answers out, a row for each row. What is wrong with a row is
//! told in its columns of errors, never by an error of the whole.
//!
//! # Columns of facts
//! A column has the name of the fact, as the facts table of the engine has it:
//!
//! | fact | column | type |
//! |---|---|---|
//! | yes or no | `agreement.pays_in_instalments` | boolean |
//! | amount | `agreement.price.minor_units`, and `agreement.price.currency_code` where it is stated | whole number, in cents; text |
//! | count | `agreement.term_months` | whole number; 0 is not stated |
//! | date | `payment_review.invoices[].due_on`, in the entries | date |
//! | instant | `agreement.concluded_at` | timestamp with a time zone |
//! | word | `agreement.customer_type` | text: the contract's name, as in `CUSTOMER_TYPE_CONSUMER` |
//! | list | `agreement.payments` | list of a struct, whose fields are named in the same way: `paid_at`, `amount.minor_units` |
//! | declared by the policy | `facts.NAME`, `facts.NAME.minor_units` for an amount | by its kind |
//!
//! Of the request itself: `policy_id`, `policy_version`, `policy_digest`, `basis`, `locale`, `request_id`, and `question`, which is
//! needed only where columns of several questions are there. A null is a fact that is not stated. An amount without a
//! currency is in that of the policy. A row that names a product of the policy's own, `agreement.product_id`, needs no
//! `agreement.product_type`. A column that is none of these is refused, unless it is to be kept as it is.
//!
//! # Columns of answers
//! See [`Output`]. Amounts are in cents; instants are to the microsecond, in UTC.
//!
//! ```
//! use clausula_columns::{Engine, Options};
//! let engine = Engine::built_in()?;
//! let plan = engine.plan(&facts().schema(), &Options::default())?;
//! let answers = plan.evaluate(&facts())?;
//! assert_eq!(answers.num_rows(), 1);
//! # use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
//! # use std::sync::Arc;
//! # fn facts() -> RecordBatch {
//! #     let at = |text: &str| {
//! #         let at = clausula::calendar::Instant::parse_rfc3339(text).map_or(0, |at| at.secs() * 1_000_000);
//! #         Arc::new(TimestampMicrosecondArray::from(vec![at]).with_timezone("UTC")) as ArrayRef
//! #     };
//! #     let text = |text: &str| Arc::new(StringArray::from(vec![text])) as ArrayRef;
//! #     RecordBatch::try_from_iter([
//! #         ("policy_id", text("multidonnas")),
//! #         ("agreement.customer_type", text("CUSTOMER_TYPE_CONSUMER")),
//! #         ("agreement.product_type", text("PRODUCT_TYPE_EVENT")),
//! #         ("agreement.price.minor_units", Arc::new(Int64Array::from(vec![125_000])) as ArrayRef),
//! #         ("agreement.concluded_at", at("2026-06-01T10:00:00Z")),
//! #         ("agreement.starts_at", at("2026-09-14T08:00:00Z")),
//! #         ("cancellation.received_at", at("2026-07-31T15:31:00Z")),
//! #     ]).unwrap_or_else(|_| RecordBatch::new_empty(Arc::new(arrow_schema::Schema::empty())))
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answers;
mod engine;
mod names;
mod plan;
mod reason;
mod row;
mod schema_error;
mod source;
#[cfg(test)]
mod tests;

pub use answers::Output;
pub use engine::{Engine, EngineError};
pub use names::{Column, columns};
pub use plan::{Options, Plan};
pub use schema_error::SchemaError;
