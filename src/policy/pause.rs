//! What makes an agreement last longer: each month of a pause adds a month to its terms.

use crate::calendar::{Date, Holidays, Period, Unit};
use crate::facts::FactId;

/// By how much the terms of an agreement are longer for each of some declared count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lengthening {
    /// How much longer, for each.
    pub period: Period,
    /// The count.
    pub per: FactId,
}

/// How much longer an agreement lasts in all: months first, then days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Longer {
    months: i64,
    days: i64,
}

impl Lengthening {
    /// The longest that it may come to, in days: a hundred years.
    pub const MOST_DAYS: i64 = 36_600;

    /// For so many.
    pub fn times(self, count: u32) -> Longer {
        let count = i64::from(count) * i64::from(self.period.count);
        match self.period.unit {
            Unit::Months => Longer { months: count, days: 0 },
            Unit::Years => Longer { months: count * 12, days: 0 },
            Unit::Weeks => Longer { months: 0, days: count * 7 },
            // The loader takes no other unit.
            Unit::Days | Unit::Minutes | Unit::Hours | Unit::WorkingDays => Longer { months: 0, days: count },
        }
    }
}

impl Longer {
    /// A day so much later; `None` outside the supported range.
    pub fn after(self, day: Date) -> Option<Date> {
        day.plus_months(self.months)?.plus_days(self.days)
    }

    /// The first day after a term that begins on a day and is so much longer: months are added at once (T4). `None` outside
    /// the supported range.
    pub fn anniversary(self, begins: Date, term: Period, holidays: Holidays) -> Option<Date> {
        match term.unit {
            Unit::Months => self.months(begins, i64::from(term.count)),
            Unit::Years => self.months(begins, i64::from(term.count) * 12),
            _ => Period { including_day: false, ..term }.after(self.after(begins)?, holidays),
        }
    }

    /// The last day of such a term: the day on which it begins is its first (T5).
    pub fn last_day(self, begins: Date, term: Period, holidays: Holidays) -> Option<Date> {
        match term.unit {
            Unit::Months | Unit::Years => self.anniversary(begins, term, holidays)?.plus_days(-1),
            _ => Period { including_day: true, ..term }.after(self.after(begins)?, holidays),
        }
    }

    /// The first day after a term of months that begins on a day.
    pub fn months(self, begins: Date, months: i64) -> Option<Date> {
        begins.plus_months(self.months.checked_add(months)?)?.plus_days(self.days)
    }

    /// As a person says it: a period of months or of days; `None` for nothing.
    pub fn period(self) -> Option<Period> {
        let count = |count: i64| u32::try_from(count).ok().filter(|count| *count > 0);
        count(self.months)
            .map(|months| Period::new(months, Unit::Months))
            .or_else(|| count(self.days).map(|days| Period::new(days, Unit::Days)))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)] // Test helpers may fail the test.
mod tests {
    use super::*;

    #[test]
    fn months_are_added_at_once_and_days_after_them() {
        let (per, date) = (FactId::parse("paused").unwrap(), |text| Date::parse(text).unwrap());
        let by = |period: &str, count| Lengthening { period: Period::parse(period).unwrap(), per }.times(count);
        let dutch = Holidays::named("NL").unwrap();
        for (period, count, begins, term, ends) in [
            ("1 month", 0, "2026-01-31", "1 month", "2026-02-28"),
            ("1 month", 1, "2026-01-31", "1 month", "2026-03-31"),
            ("1 month", 2, "2026-01-31", "1 year", "2027-03-31"),
            ("2 weeks", 1, "2026-01-31", "1 month", "2026-03-14"),
            ("1 month", 1, "2026-01-31", "10 days", "2026-03-10"),
            ("1 year", 1, "2026-01-31", "1 month", "2027-02-28"),
        ] {
            let found = by(period, count).anniversary(date(begins), Period::parse(term).unwrap(), dutch);
            assert_eq!(found, Some(date(ends)), "{count} times {period} and {term} from {begins}");
        }
        let last = |term| by("1 month", 2).last_day(date("2026-03-10"), Period::parse(term).unwrap(), dutch);
        assert_eq!([last("1 year"), last("10 days")], ["2027-05-09", "2026-05-19"].map(|day| Some(date(day))));
        assert_eq!(by("1 month", 1).after(date("2026-12-31")), Some(date("2027-01-31")));
        assert_eq!(by("2 weeks", 3).period(), Period::parse("42 days").ok());
        assert_eq!(by("2 weeks", 0).period(), None);
    }
}
