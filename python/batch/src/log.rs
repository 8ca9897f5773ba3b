//! The rows of `clausula log export --flat` as Parquet.

use std::io::{BufReader, stdin};
use std::sync::Arc;

use arrow_json::ReaderBuilder;
use arrow_schema::{DataType, Field, Schema, SchemaRef, TimeUnit};

use crate::args::LogArgs;
use crate::failure::{Ended, Failure, plain};
use crate::parquet_file::Written;

/// Rows of a row group.
const ROWS: usize = 65_536;

/// The columns, in the order of the rows. A row with another column, or without one that is not null, is refused.
fn schema() -> SchemaRef {
    let text = |name: &str| Field::new(name, DataType::Utf8, false);
    let cents = |name: &str| Field::new(name, DataType::Int64, true);
    Arc::new(Schema::new(vec![
        Field::new("seq", DataType::UInt64, false),
        // By its offset: names of zones need a table of them to be read.
        Field::new("time", DataType::Timestamp(TimeUnit::Microsecond, Some("+00:00".into())), false),
        text("id"),
        Field::new("caller", DataType::Utf8, true),
        Field::new("method", DataType::Utf8, true),
        text("request_id"),
        text("policy"),
        text("version"),
        text("policy_digest"),
        text("law"),
        text("law_digest"),
        text("engine"),
        text("question"),
        text("verdict"),
        text("currency"),
        Field::new("price", DataType::Int64, false),
        Field::new("charged", DataType::Int64, false),
        cents("refund"),
        cents("outstanding"),
        cents("owed"),
    ]))
}

pub(crate) fn run(args: &LogArgs) -> Result<Ended, Failure> {
    let schema = schema();
    let read = |error: &dyn std::fmt::Display| Failure::new(format!("cannot read the rows of the log: {error}"));
    let rows = ReaderBuilder::new(Arc::clone(&schema))
        .with_batch_size(ROWS)
        .with_strict_mode(true)
        .build(BufReader::new(stdin().lock()))
        .map_err(|error| read(&error))?;
    let mut written = Written::create(&args.output, &schema)?;
    let encoder = written.encoder();
    for batch in rows {
        let batch = batch.map_err(|error| read(&error))?;
        let group = encoder.encode(&batch).map_err(|error| Failure::writing(&args.output, &plain(&error)))?;
        written.add(group)?;
    }
    written.finish()?;
    Ok(Ended::Fine)
}
