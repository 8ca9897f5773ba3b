//! The clock of the machine: read here and nowhere else.

use crate::calendar::{Date, Instant, Zone};
use std::time::{SystemTime, UNIX_EPOCH};

/// Now; `None` when the clock is off by millennia.
pub(crate) fn now() -> Option<Instant> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Instant::new(i64::try_from(since.as_secs()).ok()?, since.subsec_nanos())
}

/// The civil date now where the law is that of the Netherlands.
pub(crate) fn today() -> Option<Date> {
    Some(Zone::named("Europe/Amsterdam")?.date_of(now()?))
}
