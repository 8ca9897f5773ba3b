//! How a holiday recurs: the closed set of rules that the tables are written in.

use smallvec::SmallVec;

use super::super::{Date, Weekday, easter};

/// A holiday: a row of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// The English name.
    pub(super) name: &'static str,
    falls: Falls,
    /// The first and the last year in which it is kept.
    years: (i32, i32),
    /// Years in between in which it is not kept on its day.
    not_in: &'static [i32],
    weekend: Weekend,
    /// The regions that keep it; empty: all of the country.
    pub(super) regions: &'static [&'static str],
}

/// The day on which a holiday falls.
#[derive(Clone, Copy, Debug)]
enum Falls {
    /// The same month and day every year.
    Fixed(u32, u32),
    /// So many days after Easter Sunday.
    AfterEaster(i64),
    /// The first such weekday on or after a month and day.
    WeekdayFrom(Weekday, u32, u32),
}

/// What becomes of a holiday on a weekend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weekend {
    /// It stays where it is.
    Stays,
    /// A Sunday gives way to the Saturday before it.
    SundayToSaturday,
    /// The next day from Monday to Friday that is no holiday is one in its place.
    Substitute,
}

/// The holidays of one year.
pub(super) type Year = SmallVec<[(Date, &'static Row); 24]>;

impl Row {
    /// A holiday on the same date every year.
    pub(super) const fn fixed(name: &'static str, month: u32, day: u32) -> Row {
        Row::falling(name, Falls::Fixed(month, day))
    }

    /// A holiday so many days after Easter Sunday, or before it where negative.
    pub(super) const fn after_easter(name: &'static str, days: i64) -> Row {
        Row::falling(name, Falls::AfterEaster(days))
    }

    /// A holiday on the first such weekday on or after a date: the last of a month of 31 days is the first from the 25th.
    pub(super) const fn weekday_from(name: &'static str, weekday: Weekday, month: u32, day: u32) -> Row {
        Row::falling(name, Falls::WeekdayFrom(weekday, month, day))
    }

    /// A holiday on one day of one year.
    pub(super) const fn once(name: &'static str, year: i32, month: u32, day: u32) -> Row {
        Row { years: (year, year), ..Row::fixed(name, month, day) }
    }

    const fn falling(name: &'static str, falls: Falls) -> Row {
        Row { name, falls, years: (i32::MIN, i32::MAX), not_in: &[], weekend: Weekend::Stays, regions: &[] }
    }

    /// Not before this year.
    pub(super) const fn since(self, year: i32) -> Row {
        Row { years: (year, self.years.1), ..self }
    }

    /// Not after this year.
    pub(super) const fn until(self, year: i32) -> Row {
        Row { years: (self.years.0, year), ..self }
    }

    /// Not in these years.
    pub(super) const fn not_in(self, years: &'static [i32]) -> Row {
        Row { not_in: years, ..self }
    }

    /// Only in these regions.
    pub(super) const fn only_in(self, regions: &'static [&'static str]) -> Row {
        Row { regions, ..self }
    }

    /// On the Saturday before, when it would be a Sunday.
    pub(super) const fn sunday_to_saturday(self) -> Row {
        Row { weekend: Weekend::SundayToSaturday, ..self }
    }

    /// With a substitute day, when it falls on a weekend.
    pub(super) const fn with_substitute(self) -> Row {
        Row { weekend: Weekend::Substitute, ..self }
    }

    /// Whether a region keeps it.
    pub(super) fn is_kept_in(&self, region: &str) -> bool {
        self.regions.is_empty() || self.regions.contains(&region)
    }

    /// Its day in a year; `None` where there is none.
    fn day_in(&self, year: i32) -> Option<Date> {
        if !(self.years.0..=self.years.1).contains(&year) || self.not_in.contains(&year) {
            return None;
        }
        let day = match self.falls {
            Falls::Fixed(month, day) => Date::new(year, month, day)?,
            Falls::AfterEaster(days) => easter(year)?.plus_days(days)?,
            Falls::WeekdayFrom(weekday, month, day) => {
                let from = Date::new(year, month, day)?;
                let week = (0..7).filter_map(|days| from.plus_days(days));
                week.into_iter().find(|day| day.weekday() == weekday)?
            }
        };
        let moves = self.weekend == Weekend::SundayToSaturday && day.weekday() == Weekday::Sunday;
        day.plus_days(if moves { -1 } else { 0 })
    }
}

/// The holidays that a region keeps in a year, substitute days included. Of two on one day both are there.
pub(super) fn holidays_in(rows: &'static [Row], region: &str, year: i32) -> Year {
    let kept = rows.iter().filter(|row| row.is_kept_in(region));
    let mut holidays: Year = kept.filter_map(|row| Some((row.day_in(year)?, row))).collect();
    // An earlier holiday takes the earlier substitute, and a substitute is a holiday to those after it.
    holidays.sort_by_key(|(day, _)| *day);
    for place in 0..holidays.len() {
        let Some(&(day, row)) = holidays.get(place) else { break };
        if row.weekend == Weekend::Substitute && is_weekend(day) {
            let taken = |day: &Date| is_weekend(*day) || holidays.iter().any(|(other, _)| other == day);
            let substitute = (1..).map_while(|days| day.plus_days(days)).find(|day| !taken(day));
            holidays.extend(substitute.map(|day| (day, row)));
        }
    }
    holidays
}

/// Whether a date is a Saturday or a Sunday.
pub(crate) fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(row: Row, year: i32) -> Vec<String> {
        let rows = Box::leak(Box::new([row]));
        holidays_in(rows, "", year).iter().map(|(day, _)| day.to_string()).collect()
    }

    #[test]
    fn each_kind_of_rule() {
        assert_eq!(days(Row::fixed("", 5, 5), 2026), ["2026-05-05"]);
        assert_eq!(days(Row::fixed("", 2, 29), 2028), ["2028-02-29"]);
        assert!(days(Row::fixed("", 2, 29), 2026).is_empty());
        assert_eq!(days(Row::after_easter("", -2), 2026), ["2026-04-03"]);
        assert_eq!(days(Row::after_easter("", 60), 2026), ["2026-06-04"]);
        // The first Monday of May: on its first day, and on its seventh.
        assert_eq!(days(Row::weekday_from("", Weekday::Monday, 5, 1), 2028), ["2028-05-01"]);
        assert_eq!(days(Row::weekday_from("", Weekday::Monday, 5, 1), 2029), ["2029-05-07"]);
        // The last one: on the 25th, and on the 31st.
        assert_eq!(days(Row::weekday_from("", Weekday::Monday, 5, 25), 2026), ["2026-05-25"]);
        assert_eq!(days(Row::weekday_from("", Weekday::Monday, 5, 25), 2027), ["2027-05-31"]);
    }

    #[test]
    fn years_bound_it() {
        let kept = |row: Row, years: [i32; 3]| years.map(|year| days(row, year).len());
        assert_eq!(kept(Row::fixed("", 5, 5).since(2000), [1999, 2000, 2001]), [0, 1, 1]);
        assert_eq!(kept(Row::fixed("", 5, 5).until(2000), [1999, 2000, 2001]), [1, 1, 0]);
        assert_eq!(kept(Row::fixed("", 5, 5).not_in(&[2000]), [1999, 2000, 2001]), [1, 0, 1]);
        assert_eq!(kept(Row::once("", 2000, 5, 5), [1999, 2000, 2001]), [0, 1, 0]);
    }

    #[test]
    fn a_sunday_gives_way_to_saturday_and_nothing_else_does() {
        let row = Row::fixed("", 4, 27).sunday_to_saturday();
        let found = [2024, 2025, 2026].map(|year| days(row, year).concat());
        assert_eq!(found, ["2024-04-27", "2025-04-26", "2026-04-27"]);
    }

    #[test]
    fn substitutes_of_neighbours_do_not_fall_together() {
        static CHRISTMAS: [Row; 2] =
            [Row::fixed("25", 12, 25).with_substitute(), Row::fixed("26", 12, 26).with_substitute()];
        for (year, substitutes) in [
            (2020, vec![("2020-12-28", "26")]),                       // a Friday and a Saturday
            (2021, vec![("2021-12-27", "25"), ("2021-12-28", "26")]), // a Saturday and a Sunday
            (2022, vec![("2022-12-27", "25")]),                       // a Sunday and a Monday
            (2023, vec![]),
        ] {
            let all = holidays_in(&CHRISTMAS, "", year);
            let found: Vec<_> = all.iter().skip(2).map(|(day, row)| (day.to_string(), row.name)).collect();
            let found: Vec<_> = found.iter().map(|(day, name)| (day.as_str(), *name)).collect();
            assert_eq!(found, substitutes, "{year}");
        }
    }
}
