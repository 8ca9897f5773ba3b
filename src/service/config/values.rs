//! The values of settings, from text and back. Errors say what to write.

use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::time::Duration;

use tracing_subscriber::filter::{LevelFilter, Targets};

use super::super::observe::LogFormat;
use crate::decision_log::OnFull;

/// The longest that any time may be: a day.
const MOST_SECONDS: f64 = 86_400.0;

/// A number in a range.
pub(super) fn count<N: TryFrom<u64>>(text: &str, range: RangeInclusive<u64>) -> Result<N, String> {
    let number = text.replace('_', "").parse().ok().filter(|number| range.contains(number));
    let number = number.and_then(|number| N::try_from(number).ok());
    number.ok_or_else(|| format!("write a whole number from {} to {}", range.start(), range.end()))
}

/// A time in seconds.
pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().filter(|seconds| (0.0..=MOST_SECONDS).contains(seconds));
    let duration = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    duration.ok_or_else(|| format!("write a number of seconds up to {MOST_SECONDS}, as in 2 or 0.5"))
}

/// Yes or no.
pub(super) fn switch(text: &str) -> Result<bool, String> {
    match text {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err("write true or false".to_owned()),
    }
}

/// Yes or no; an empty text leaves it open.
pub(super) fn chosen(text: &str) -> Result<Option<bool>, String> {
    if text.is_empty() { Ok(None) } else { switch(text).map(Some) }
}

/// A text.
pub(super) fn text(text: &str) -> Result<String, String> {
    if text.is_empty() { Err("write something".to_owned()) } else { Ok(text.to_owned()) }
}

/// The name of a file or directory; an empty one is none, so that a flag can take back what a file says.
pub(super) fn path(text: &str) -> Result<Option<PathBuf>, String> {
    Ok((!text.is_empty()).then(|| text.into()))
}

/// An address and a port; an empty text is none.
pub(super) fn address(text: &str) -> Result<Option<SocketAddr>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| "write an IP address and a port, as in 127.0.0.1:9090".to_owned())
}

/// A text; an empty one is none.
pub(super) fn optional(text: &str) -> Result<Option<String>, String> {
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// Levels of the log.
pub(super) fn levels(text: &str) -> Result<String, String> {
    // A word alone would be a target, and everything of it: a level that is spelt wrong would log nothing.
    let is_level = |part: &str| part.contains('=') || part.trim().parse::<LevelFilter>().is_ok();
    let sound = !text.is_empty() && text.split(',').all(is_level) && text.parse::<Targets>().is_ok();
    let wrong = "write off, error, warn, info, debug or trace, or levels by target, as in warn,clausula::calls=info";
    if sound { Ok(text.to_owned()) } else { Err(wrong.to_owned()) }
}

/// How log lines look.
pub(super) fn format(text: &str) -> Result<LogFormat, String> {
    match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err("write text or json".to_owned()),
    }
}

/// What happens to decisions that cannot be logged.
pub(super) fn on_full(text: &str) -> Result<OnFull, String> {
    let found = OnFull::ALL.into_iter().find(|reaction| reaction.name() == text);
    found.ok_or_else(|| "write refuse, block or drop".to_owned())
}

/// Texts with commas between.
pub(super) fn list(text: &str) -> Result<Vec<String>, String> {
    Ok(text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect())
}

/// Writes a value as the file would; empty for none.
pub(super) trait Show {
    fn show(&self) -> String;
}

impl Show for u32 {
    fn show(&self) -> String {
        self.to_string()
    }
}

impl Show for u64 {
    fn show(&self) -> String {
        self.to_string()
    }
}

impl Show for OnFull {
    fn show(&self) -> String {
        self.name().to_owned().show()
    }
}

impl Show for usize {
    fn show(&self) -> String {
        self.to_string()
    }
}

impl Show for bool {
    fn show(&self) -> String {
        self.to_string()
    }
}

impl Show for Duration {
    fn show(&self) -> String {
        self.as_secs_f64().to_string()
    }
}

impl Show for String {
    fn show(&self) -> String {
        toml::Value::from(self.as_str()).to_string()
    }
}

impl Show for LogFormat {
    fn show(&self) -> String {
        let text = match self {
            LogFormat::Text => "text",
            LogFormat::Json => "json",
        };
        text.to_owned().show()
    }
}

impl Show for Option<String> {
    fn show(&self) -> String {
        self.as_ref().map(Show::show).unwrap_or_default()
    }
}

impl Show for Option<bool> {
    fn show(&self) -> String {
        self.as_ref().map(Show::show).unwrap_or_default()
    }
}

impl Show for Option<PathBuf> {
    fn show(&self) -> String {
        self.as_ref().map(|path| path.display().to_string().show()).unwrap_or_default()
    }
}

impl Show for Option<SocketAddr> {
    fn show(&self) -> String {
        self.map(|address| address.to_string().show()).unwrap_or_default()
    }
}

impl Show for Vec<String> {
    fn show(&self) -> String {
        toml::Value::from(self.clone()).to_string()
    }
}
