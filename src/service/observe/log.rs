//! Where log lines go, and how they look.

use std::fmt;
use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};

use tracing_subscriber::filter::{ParseError, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};
use tracing_subscriber::{Layer, fmt as lines};

use super::config::{LogConfig, LogFormat};
use super::writer::LogSink;

/// Why there is no log.
#[derive(Debug)]
pub enum LogError {
    /// The filter cannot be read.
    Filter(ParseError),
    /// The operating system has no thread to give.
    Thread(io::Error),
    /// The process has a log already.
    Started(TryInitError),
}

impl fmt::Display for LogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LogError::Filter(error) => write!(f, "cannot read the filter of the log: {error}"),
            LogError::Thread(error) => write!(f, "cannot start the log: {error}"),
            LogError::Started(error) => write!(f, "cannot start the log: {error}"),
        }
    }
}

impl std::error::Error for LogError {}

/// Writes the last lines when it is dropped: keep it until the process ends.
#[must_use = "the last lines are lost without it"]
#[derive(Debug)]
pub struct LogGuard(LogSink);

impl Drop for LogGuard {
    fn drop(&mut self) {
        self.0.flush();
    }
}

/// Starts the log of the process, on standard error or wherever `place` is. A panic is logged by its place in the
/// program and by words that the program fixed, never by values.
///
/// # Errors
/// When the filter cannot be read, or there is a log already.
pub fn start_log(config: &LogConfig, place: impl Write + Send + 'static) -> Result<LogGuard, LogError> {
    let targets: Targets = config.filter.parse().map_err(LogError::Filter)?;
    let writer = LogSink::to(place).map_err(LogError::Thread)?;
    let layer = lines::layer().with_writer(writer.clone());
    let layer = match config.format {
        LogFormat::Text => layer.with_ansi(false).boxed(),
        LogFormat::Json => layer.json().flatten_event(true).with_current_span(false).with_span_list(false).boxed(),
    };
    tracing_subscriber::registry().with(layer.with_filter(targets)).try_init().map_err(LogError::Started)?;
    panic::set_hook(Box::new(log_panic));
    Ok(LogGuard(writer))
}

fn log_panic(info: &PanicHookInfo<'_>) {
    let place = info.location().map(tracing::field::display);
    let words = info.payload().downcast_ref::<&'static str>();
    tracing::error!(target: "clausula", place, words, "a panic");
}
