//! Holidays by country or region, and the working days between them (rule T6).
//!
//! A calendar is data: a table of rows, each with a rule of a small closed set. Any year can be computed; the days of most
//! years are laid out when a calendar is first asked, so that a question costs a look into a list.
//!
//! | file | what it holds |
//! |---|---|
//! | `rows` | the tables, one for each country |
//! | `rule` | what a row can say |
//! | `list` | the days of a calendar, laid out |

mod list;
mod rows;
mod rule;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::OnceLock;

use self::list::{Day, Direction, List};
use self::rule::{Row, Year, holidays_in};
use super::{Date, Week};

pub(crate) use self::rule::is_weekend;

/// The days that a policy counts with: the holidays of a country or a region, and the working days between them.
///
/// A working day is a day of the policy's week, from Monday to Friday unless it says otherwise, that is none of the holidays
/// (rule T6).
///
/// ```
/// use clausula::calendar::{Date, Holidays};
///
/// let dutch = Holidays::named("NL").unwrap();
/// // Good Friday, the weekend and Easter Monday.
/// assert_eq!(dutch.roll_to_working_day(Date::new(2026, 4, 3).unwrap()), Date::new(2026, 4, 7));
/// ```
#[derive(Clone, Copy)]
pub struct Holidays {
    calendar: &'static Calendar,
    week: Week,
}

/// What is known of one calendar.
struct Calendar {
    code: &'static str,
    place: &'static str,
    rows: &'static [Row],
    /// The name of the region in the rows.
    region: &'static str,
    list: OnceLock<List>,
}

impl Calendar {
    const fn of_country(code: &'static str, place: &'static str, rows: &'static [Row]) -> Calendar {
        Calendar { code, place, rows, region: "", list: OnceLock::new() }
    }

    const fn of_state(code: &'static str, region: &'static str, place: &'static str) -> Calendar {
        Calendar { code, place, rows: rows::GERMANY, region, list: OnceLock::new() }
    }
}

/// Every calendar, under the code that policies write: ISO 3166 where it has one, and `none` for weekends alone.
static CALENDARS: [Calendar; 22] = [
    Calendar::of_country("NL", "Netherlands", rows::NETHERLANDS),
    Calendar::of_country("BE", "Belgium", rows::BELGIUM),
    Calendar::of_state("DE-BW", "BW", "Baden-Württemberg"),
    Calendar::of_state("DE-BY", "BY", "Bavaria"),
    Calendar::of_state("DE-BE", "BE", "Berlin"),
    Calendar::of_state("DE-BB", "BB", "Brandenburg"),
    Calendar::of_state("DE-HB", "HB", "Bremen"),
    Calendar::of_state("DE-HH", "HH", "Hamburg"),
    Calendar::of_state("DE-HE", "HE", "Hesse"),
    Calendar::of_state("DE-MV", "MV", "Mecklenburg-Western Pomerania"),
    Calendar::of_state("DE-NI", "NI", "Lower Saxony"),
    Calendar::of_state("DE-NW", "NW", "North Rhine-Westphalia"),
    Calendar::of_state("DE-RP", "RP", "Rhineland-Palatinate"),
    Calendar::of_state("DE-SL", "SL", "Saarland"),
    Calendar::of_state("DE-SN", "SN", "Saxony"),
    Calendar::of_state("DE-ST", "ST", "Saxony-Anhalt"),
    Calendar::of_state("DE-SH", "SH", "Schleswig-Holstein"),
    Calendar::of_state("DE-TH", "TH", "Thuringia"),
    Calendar::of_country("AT", "Austria", rows::AUSTRIA),
    Calendar::of_country("DK", "Denmark", rows::DENMARK),
    Calendar::of_country("UK-ENG", "England and Wales", rows::ENGLAND_AND_WALES),
    Calendar::of_country("none", "no holidays, weekends alone", &[]),
];

impl Holidays {
    /// All calendars, with working days from Monday to Friday.
    pub fn all() -> impl Iterator<Item = Holidays> {
        CALENDARS.iter().map(|calendar| Holidays { calendar, week: Week::MONDAY_TO_FRIDAY })
    }

    /// The calendar with this code, such as `NL` or `DE-NW`; `None` when there is none.
    pub fn named(code: &str) -> Option<Holidays> {
        Holidays::all().find(|holidays| holidays.code() == code)
    }

    /// The same holidays, with other days of the week as working days.
    #[must_use]
    pub fn with_week(self, week: Week) -> Holidays {
        Holidays { week, ..self }
    }

    /// The same holidays, with the working days of the law: for its own periods a Saturday is none, whatever a text says.
    #[must_use]
    pub fn of_law(self) -> Holidays {
        self.with_week(Week::MONDAY_TO_FRIDAY)
    }

    /// The days of the week that are working days.
    pub fn week(self) -> Week {
        self.week
    }

    /// The code, as given to [`Holidays::named`].
    pub fn code(self) -> &'static str {
        self.calendar.code
    }

    /// The English name of the country or region.
    pub fn place(self) -> &'static str {
        self.calendar.place
    }

    /// Whether it has no holidays at all, so that all days of the week are working days that it has.
    pub fn is_empty(self) -> bool {
        self.calendar.rows.is_empty()
    }

    /// The English names of the holidays, through the year and each once, those of the past and those of one year
    /// included.
    pub fn names(self) -> Vec<&'static str> {
        let kept = self.calendar.rows.iter().filter(|row| row.is_kept_in(self.calendar.region));
        let mut names = Vec::new();
        for row in kept {
            if !names.contains(&row.name) {
                names.push(row.name);
            }
        }
        names
    }

    /// Whether a date is a holiday, on whatever day of the week.
    pub fn is_holiday(self, date: Date) -> bool {
        self.list().day(date).map_or_else(|| self.computes_holiday(date), |day| day.is_holiday())
    }

    /// Whether a date is a working day: a day of the week that it has, and no holiday (rule T6).
    pub fn is_working_day(self, date: Date) -> bool {
        self.week.has_date(date) && !self.is_holiday(date)
    }

    /// The first working day strictly after a date; `None` when none is left in the supported range.
    pub fn next_working_day(self, date: Date) -> Option<Date> {
        self.nth_working_day(date, 1, Direction::After)
    }

    /// The last working day strictly before a date; `None` when none is left in the supported range.
    pub fn previous_working_day(self, date: Date) -> Option<Date> {
        self.nth_working_day(date, 1, Direction::Before)
    }

    /// The date itself when it is a working day, else the first working day after it; `None` when none is left in the
    /// supported range.
    pub fn roll_to_working_day(self, date: Date) -> Option<Date> {
        if self.is_working_day(date) { Some(date) } else { self.next_working_day(date) }
    }

    /// The `count`th working day after a date, which does not count itself; the date for 0. `None` outside the supported
    /// range.
    ///
    /// "Within 5 working days" of a Thursday without holidays near it ends with the next Thursday (rule T5).
    pub fn working_days_after(self, date: Date, count: u32) -> Option<Date> {
        self.nth_working_day(date, count, Direction::After)
    }

    /// The `count`th working day before a date, counted back from the day before it; the date for 0. `None` outside the
    /// supported range.
    ///
    /// "Until 10 working days before" is up to and including this day, a weekend before it too; "within 10 working days
    /// before" begins with it (rule T7).
    ///
    /// ```
    /// use clausula::calendar::{Date, Holidays};
    ///
    /// let start = Date::new(2026, 5, 21).unwrap();
    /// // 20, 19, 18, 15, 13, 12, 11, 8, 7 and 6 May: Ascension Day is on the 14th.
    /// let tenth = Holidays::named("NL").unwrap().working_days_before(start, 10);
    /// assert_eq!(tenth, Date::new(2026, 5, 6));
    /// ```
    pub fn working_days_before(self, date: Date, count: u32) -> Option<Date> {
        self.nth_working_day(date, count, Direction::Before)
    }

    fn list(self) -> &'static List {
        self.calendar.list.get_or_init(|| List::of(self.calendar.rows, self.calendar.region))
    }

    fn computes_holiday(self, date: Date) -> bool {
        self.holidays_of(date.year()).iter().any(|(day, _)| *day == date)
    }

    fn holidays_of(self, year: i32) -> Year {
        holidays_in(self.calendar.rows, self.calendar.region, year)
    }

    /// The `count`th working day after a date, or before it; `None` outside the supported range.
    ///
    /// Listed days are looked up: where they lie is listed for weeks from Monday to Friday, holidays for all. Outside the
    /// list the holidays of a year are computed once, not for each of its days.
    fn nth_working_day(self, date: Date, count: u32, direction: Direction) -> Option<Date> {
        let (step, list) = (direction.days(), self.list());
        // How far the nearest one is, each listed day says itself.
        let plain = self.week == Week::MONDAY_TO_FRIDAY;
        if plain
            && count > 1
            && let Some(day) = list.nth_working_day(date, count, direction)
        {
            return Some(day);
        }
        let (mut day, mut left) = (date, count);
        let (mut year, mut holidays) = (None, Year::new());
        while left > 0 {
            if plain && let Some(days) = list.day(day).and_then(|listed| listed.to_working_day(direction)) {
                day = day.plus_days(step * days)?;
                left -= 1;
                continue;
            }
            day = day.plus_days(step)?;
            if !self.week.has_date(day) {
                continue;
            }
            let is_holiday = list.day(day).map(Day::is_holiday).unwrap_or_else(|| {
                if year != Some(day.year()) {
                    (year, holidays) = (Some(day.year()), self.holidays_of(day.year()));
                }
                holidays.iter().any(|(holiday, _)| *holiday == day)
            });
            left -= u32::from(!is_holiday);
        }
        Some(day)
    }
}

/// They are equal when their codes are, and their working days.
impl PartialEq for Holidays {
    fn eq(&self, other: &Holidays) -> bool {
        (self.code(), self.week) == (other.code(), other.week)
    }
}

impl Eq for Holidays {}

impl fmt::Debug for Holidays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Holidays").field(&self.code()).field(&self.week).finish()
    }
}

impl fmt::Display for Holidays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
