//! A moment on the command line: an instant, or a date and perhaps a time as people write them, on a policy's clock.

use crate::calendar::{Date, Instant, TimeOfDay, Zone, moment_from_written};
use crate::policy::Summary;
use crate::vocabulary::both;

/// When something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// Then, whatever the zone.
    At(Instant),
    /// On the clock of a zone; a date alone is noon on it.
    Clock(Date, TimeOfDay),
}

impl When {
    /// Noon, within office hours and far from both ends of the day.
    const NOON: u16 = 12 * 60;

    /// Reads a moment.
    ///
    /// # Errors
    /// How to write one.
    pub(crate) fn read(text: &str) -> Result<When, Summary> {
        let at = || Instant::parse_rfc3339(text).map(When::At);
        let clock = || {
            let (date, time) = moment_from_written(text)?;
            Some(When::Clock(date, time.or(TimeOfDay::new(When::NOON))?))
        };
        let how = || {
            both!(
                "write it as in 2026-08-15, \"15 August 2026 17:31\" or 2026-08-15T12:00:00Z",
                "schrijf het als 2026-08-15, \"15 augustus 2026 17:31\" of 2026-08-15T12:00:00Z"
            )
        };
        at().or_else(clock).ok_or_else(how)
    }

    /// The instant.
    ///
    /// # Errors
    /// When the calendar does not reach so far.
    pub(crate) fn on_clock(self, zone: &Zone) -> Result<Instant, Summary> {
        match self {
            When::At(at) => Ok(at),
            When::Clock(date, time) => zone
                .at(date, time)
                .ok_or_else(|| both!("{date} lies outside the calendar", "{date} ligt buiten de kalender")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_on_the_clock_of_the_policy() {
        let zone = Zone::named("Europe/Amsterdam").unwrap();
        for (text, at) in [
            ("2026-08-15", "2026-08-15T10:00:00Z"),
            ("15 augustus 2026 17:31", "2026-08-15T15:31:00Z"),
            ("15-8-2026 00:00", "2026-08-14T22:00:00Z"),
            ("2026-12-15", "2026-12-15T11:00:00Z"),
            ("2026-08-15T12:00:00Z", "2026-08-15T12:00:00Z"),
        ] {
            let read = When::read(text).unwrap().on_clock(&zone).unwrap();
            assert_eq!(Some(read), Instant::parse_rfc3339(at), "{text}");
        }
        assert!(When::read("yesterday").unwrap_err().en.contains("2026-08-15"));
        assert!(When::read("2026-02-30").is_err());
    }
}
