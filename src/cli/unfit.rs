//! What is wrong with a value on the command line, in both languages: clap passes it on as an error of English.

use crate::policy::Summary;
use std::fmt;

/// Why a value does not fit.
#[derive(Debug)]
pub(crate) struct Unfit(pub(crate) Summary);

/// In English.
impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.en)
    }
}

impl std::error::Error for Unfit {}

/// Reads a value as clap wants it read.
pub(crate) fn fit<T>(read: impl Fn(&str) -> Result<T, Summary> + Clone) -> impl Fn(&str) -> Result<T, Unfit> + Clone {
    move |text| read(text).map_err(Unfit)
}
