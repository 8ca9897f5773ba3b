//! How a run ends.

use std::fmt;
use std::path::Path;
use std::process::ExitCode;

use clausula_columns::{EngineError, SchemaError};
use parquet::errors::ParquetError;

/// How a run ends that is not stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Every row has an answer.
    Fine,
    /// Some rows have an error instead.
    FallsShort,
}

impl From<Ended> for ExitCode {
    fn from(ended: Ended) -> ExitCode {
        match ended {
            Ended::Fine => ExitCode::SUCCESS,
            Ended::FallsShort => ExitCode::FAILURE,
        }
    }
}

/// Why a run stops, as a person reads it.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(text: impl Into<String>) -> Failure {
        Failure(text.into())
    }

    pub(crate) fn reading(path: &Path, error: &dyn fmt::Display) -> Failure {
        Failure(format!("cannot read `{}`: {error}", path.display()))
    }

    pub(crate) fn writing(path: &Path, error: &dyn fmt::Display) -> Failure {
        Failure(format!("cannot write `{}`: {error}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Failure {
        Failure(error.to_string())
    }
}

impl From<SchemaError> for Failure {
    fn from(error: SchemaError) -> Failure {
        Failure(error.to_string())
    }
}

/// What Parquet says, without the name of its own crate.
pub(crate) fn plain(error: &ParquetError) -> String {
    let text = error.to_string();
    text.strip_prefix("Parquet error: ").unwrap_or(&text).to_owned()
}
