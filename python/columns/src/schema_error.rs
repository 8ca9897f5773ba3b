//! Why columns cannot be answered.

use std::fmt;

use arrow_schema::DataType;

/// Why columns cannot be answered: each names the column, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemaError {
    /// A column that every row needs is not there.
    Missing {
        /// Its name.
        column: String,
        /// The type that it must have.
        wanted: &'static str,
    },
    /// A column has another type than its fact.
    Type {
        /// Its name.
        column: String,
        /// The type that it must have.
        wanted: &'static str,
        /// The type that it has.
        got: DataType,
    },
    /// A column is no fact.
    Unknown {
        /// Its name.
        column: String,
        /// A column that is close to it.
        meant: Option<String>,
    },
    /// A column is there twice, or would be in the answers.
    Twice {
        /// Its name.
        column: String,
    },
    /// A column that is to be kept is not there.
    NothingToKeep {
        /// Its name.
        column: String,
    },
    /// There is no such column of answers.
    NoSuchAnswer {
        /// Its name.
        column: String,
        /// A column that is close to it.
        meant: Option<String>,
    },
    /// Columns of several questions are there, or of none, and none says which is asked.
    WhichQuestion {
        /// The questions of which there are columns.
        found: Vec<&'static str>,
    },
    /// There are more columns of declared facts than a request may state.
    TooManyDeclared {
        /// How many there may be.
        most: usize,
    },
}

impl fmt::Display for SchemaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hint = |f: &mut fmt::Formatter<'_>, meant: &Option<String>, or: &str| match meant {
            Some(name) => write!(f, "; did you mean `{name}`?"),
            None => f.write_str(or),
        };
        match self {
            SchemaError::Missing { column, wanted } => write!(f, "column `{column}` is missing; give it as {wanted}"),
            SchemaError::Type { column, wanted, got } => {
                write!(f, "column `{column}` has the type {got}; give it as {wanted}")
            }
            SchemaError::Unknown { column, meant } => {
                write!(f, "column `{column}` is not a fact")?;
                hint(f, meant, "; leave it out, or say that it is to be kept")
            }
            SchemaError::Twice { column } => write!(f, "column `{column}` is there twice"),
            SchemaError::NothingToKeep { column } => write!(f, "column `{column}` is to be kept, and is not there"),
            SchemaError::NoSuchAnswer { column, meant } => {
                write!(f, "there is no column `{column}` of answers")?;
                hint(f, meant, "")
            }
            SchemaError::WhichQuestion { found } if found.is_empty() => {
                f.write_str("no column says what is asked: give one such as `cancellation.received_at`, or `question`")
            }
            SchemaError::WhichQuestion { found } => {
                write!(
                    f,
                    "columns of several questions are there ({}); say in `question` which is asked",
                    found.join(", ")
                )
            }
            SchemaError::TooManyDeclared { most } => write!(f, "there are more than {most} columns of declared facts"),
        }
    }
}

impl std::error::Error for SchemaError {}
