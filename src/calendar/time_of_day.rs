//! Minutes of a day.

use std::fmt;

use super::date::two_digits;

/// A time of day to the minute, from 00:00 up to and including 24:00, the end of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// 00:00, where a day begins.
    pub const START: TimeOfDay = TimeOfDay(0);
    /// 24:00, where a day ends.
    pub const END: TimeOfDay = TimeOfDay(1_440);

    /// The time `minutes` minutes after 00:00 on the clock; `None` above 1,440.
    pub fn new(minutes: u16) -> Option<TimeOfDay> {
        (minutes <= TimeOfDay::END.0).then_some(TimeOfDay(minutes))
    }

    /// Reads `HH:MM`, five characters, `24:00` included.
    pub fn parse(text: &str) -> Option<TimeOfDay> {
        let &[h1, h2, b':', m1, m2] = text.as_bytes() else { return None };
        let (hours, minutes) = (two_digits(h1, h2)?, two_digits(m1, m2)?);
        if minutes > 59 {
            return None;
        }
        TimeOfDay::new(u16::try_from(hours * 60 + minutes).ok()?)
    }

    /// Minutes since 00:00 on the clock, 0 to 1,440.
    pub fn minutes(self) -> u16 {
        self.0
    }

    /// Seconds since 00:00 on the clock, 0 to 86,400.
    pub fn seconds(self) -> i64 {
        i64::from(self.0) * 60
    }
}

/// A part of every day: from one time, before another, over midnight where that comes no later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// From this time.
    pub from: TimeOfDay,
    /// Before this time.
    pub until: TimeOfDay,
}

impl Hours {
    /// Whether they have a second of the day.
    pub fn contains(self, second: i64) -> bool {
        let (from, until) = (self.from.seconds(), self.until.seconds());
        if from < until { (from..until).contains(&second) } else { second >= from || second < until }
    }

    /// Where they begin and end, as far as that is not where a day does: on either side something else holds.
    pub fn turns(self) -> impl Iterator<Item = TimeOfDay> {
        [self.from, self.until].into_iter().filter(|time| !matches!(*time, TimeOfDay::START | TimeOfDay::END))
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes() {
        for (text, minutes) in [("00:00", 0), ("09:00", 540), ("17:31", 1_051), ("23:59", 1_439), ("24:00", 1_440)] {
            let time = TimeOfDay::parse(text).unwrap();
            assert_eq!((time.minutes(), time.to_string().as_str()), (minutes, text));
            assert_eq!(time.seconds(), i64::from(minutes) * 60);
        }
    }

    #[test]
    fn hours_go_over_midnight() {
        let time = |text| TimeOfDay::parse(text).unwrap();
        let hours = |from, until| Hours { from: time(from), until: time(until) };
        let morning = hours("00:00", "12:00");
        assert_eq!([0, 43_199, 43_200, 86_399].map(|second| morning.contains(second)), [true, true, false, false]);
        let night = hours("22:00", "06:00");
        let seconds = [0, 21_599, 21_600, 79_199, 79_200, 86_399];
        assert_eq!(seconds.map(|second| night.contains(second)), [true, true, false, false, true, true]);
        assert_eq!(morning.turns().collect::<Vec<_>>(), [time("12:00")]);
        assert_eq!(night.turns().collect::<Vec<_>>(), [time("22:00"), time("06:00")]);
    }

    #[test]
    fn refuses_other_times() {
        for text in ["", "9:00", "24:01", "25:00", "12:60", "12:00:00", "12.00", " 9:00", "-1:00"] {
            assert_eq!(TimeOfDay::parse(text), None, "{text:?}");
        }
        assert_eq!(TimeOfDay::new(1_441), None);
    }
}
