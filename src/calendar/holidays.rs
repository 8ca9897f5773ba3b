//! The generally recognised holidays of the Netherlands.
//!
//! Algemene termijnenwet art. 3, computed for any year of the calendar (rule T6): no table of years to run out of.

use super::{Date, Weekday};

/// A generally recognised holiday (Algemene termijnenwet art. 3), or Good Friday, which that article treats as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holiday {
    /// 1 January.
    NewYearsDay,
    /// The Friday before Easter.
    GoodFriday,
    /// The day after Easter.
    EasterMonday,
    /// Since 2014: 27 April, or 26 April when the 27th is a Sunday.
    KingsDay,
    /// Up to and including 2013: 30 April, or 29 April when the 30th is a Sunday.
    QueensDay,
    /// 5 May.
    LiberationDay,
    /// The 39th day after Easter, a Thursday.
    AscensionDay,
    /// The 50th day after Easter.
    WhitMonday,
    /// 25 December.
    ChristmasDay,
    /// 26 December.
    SecondChristmasDay,
}

impl Holiday {
    /// The English name.
    pub fn name(self) -> &'static str {
        match self {
            Holiday::NewYearsDay => "New Year's Day",
            Holiday::GoodFriday => "Good Friday",
            Holiday::EasterMonday => "Easter Monday",
            Holiday::KingsDay => "King's Day",
            Holiday::QueensDay => "Queen's Day",
            Holiday::LiberationDay => "Liberation Day",
            Holiday::AscensionDay => "Ascension Day",
            Holiday::WhitMonday => "Whit Monday",
            Holiday::ChristmasDay => "Christmas Day",
            Holiday::SecondChristmasDay => "Second Day of Christmas",
        }
    }

    /// The Dutch name.
    pub fn dutch_name(self) -> &'static str {
        match self {
            Holiday::NewYearsDay => "Nieuwjaarsdag",
            Holiday::GoodFriday => "Goede Vrijdag",
            Holiday::EasterMonday => "tweede paasdag",
            Holiday::KingsDay => "Koningsdag",
            Holiday::QueensDay => "Koninginnedag",
            Holiday::LiberationDay => "Bevrijdingsdag",
            Holiday::AscensionDay => "Hemelvaartsdag",
            Holiday::WhitMonday => "tweede pinksterdag",
            Holiday::ChristmasDay => "eerste kerstdag",
            Holiday::SecondChristmasDay => "tweede kerstdag",
        }
    }
}

/// The holiday that falls on a date.
///
/// When two fall together, as Liberation Day and Ascension Day in 2016, the one with a fixed date is named.
pub fn holiday(date: Date) -> Option<Holiday> {
    let (year, month, day) = date.ymd();
    match (month, day) {
        (1, 1) => Some(Holiday::NewYearsDay),
        (5, 5) => Some(Holiday::LiberationDay),
        (12, 25) => Some(Holiday::ChristmasDay),
        (12, 26) => Some(Holiday::SecondChristmasDay),
        (4, 26..=30) if is_royal_day(date, year, day) => {
            Some(if year >= FIRST_KINGS_DAY { Holiday::KingsDay } else { Holiday::QueensDay })
        }
        // Good Friday falls on 20 March at the earliest, Whit Monday on 14 June at the latest.
        (3..=6, _) => easter_holiday(date, year),
        _ => None,
    }
}

/// The English name of the holiday that falls on a date.
pub fn holiday_name(date: Date) -> Option<&'static str> {
    holiday(date).map(Holiday::name)
}

/// Easter Sunday of a year of the Gregorian calendar; `None` outside the years 1 to 9999.
pub fn easter(year: i32) -> Option<Date> {
    if !(1..=9999).contains(&year) {
        return None;
    }
    // The computus as Jean Meeus gives it in Astronomical Algorithms, chapter 8 (published in Nature, 1876). The names
    // are those of the church calendar; the golden number and the century's corrections place the Paschal full moon.
    let golden = year % 19;
    let century = year / 100;
    let moon_correction = (century + 8) / 25;
    let sun_correction = (century - moon_correction + 1) / 3;
    let epact = (19 * golden + century - century / 4 - sun_correction + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - epact - year % 4) % 7;
    let late_moon = (golden + 11 * epact + 22 * to_sunday) / 451;
    let from_march = epact + to_sunday - 7 * late_moon + 114;
    Date::new(year, (from_march / 31).unsigned_abs(), (from_march % 31 + 1).unsigned_abs())
}

/// The year in which King's Day took the place of Queen's Day.
const FIRST_KINGS_DAY: i32 = 2014;

/// King's or Queen's Day: its own date unless a Sunday, and the Saturday before when it is.
fn is_royal_day(date: Date, year: i32, day: u32) -> bool {
    let own = if year >= FIRST_KINGS_DAY { 27 } else { 30 };
    (day == own && date.weekday() != Weekday::Sunday) || (day + 1 == own && date.weekday() == Weekday::Saturday)
}

fn easter_holiday(date: Date, year: i32) -> Option<Holiday> {
    // They fall on these days of the week alone, which spares most days the computus.
    if !matches!(date.weekday(), Weekday::Monday | Weekday::Thursday | Weekday::Friday) {
        return None;
    }
    match easter(year)?.days_until(date) {
        -2 => Some(Holiday::GoodFriday),
        1 => Some(Holiday::EasterMonday),
        39 => Some(Holiday::AscensionDay),
        50 => Some(Holiday::WhitMonday),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn holidays_of(year: i32) -> Vec<(String, Holiday)> {
        let first = Date::new(year, 1, 1).unwrap();
        let days = (0..366).filter_map(|n| first.plus_days(n)).filter(|day| day.year() == year);
        days.filter_map(|day| Some((day.to_string().split_off(5), holiday(day)?))).collect()
    }

    /// The table of the Algemene termijnenwet, art. 3, for four years, written out.
    #[test]
    fn the_holidays_of_four_years() {
        use Holiday::*;
        for (year, moving) in [
            (2024, ["03-29", "04-01", "04-27", "05-09", "05-20"]),
            (2025, ["04-18", "04-21", "04-26", "05-29", "06-09"]),
            (2026, ["04-03", "04-06", "04-27", "05-14", "05-25"]),
            (2027, ["03-26", "03-29", "04-27", "05-06", "05-17"]),
        ] {
            let [friday, monday, king, ascension, whit] = moving;
            let expected = [
                ("01-01", NewYearsDay),
                (friday, GoodFriday),
                (monday, EasterMonday),
                (king, KingsDay),
                ("05-05", LiberationDay),
                (ascension, AscensionDay),
                (whit, WhitMonday),
                ("12-25", ChristmasDay),
                ("12-26", SecondChristmasDay),
            ];
            let expected: Vec<_> = expected.map(|(day, holiday)| (day.to_owned(), holiday)).into();
            assert_eq!(holidays_of(year), expected);
        }
    }

    #[test]
    fn queens_day_up_to_2013() {
        for (day, name) in [
            ("2013-04-30", Some("Queen's Day")),
            ("2013-04-27", None),
            ("2006-04-29", Some("Queen's Day")),
            ("2006-04-30", None),
            ("2014-04-26", Some("King's Day")),
            ("2014-04-27", None),
            ("2014-04-30", None),
            ("2031-04-26", Some("King's Day")),
            ("2031-04-27", None),
            ("2026-04-26", None),
        ] {
            assert_eq!(holiday_name(date(day)), name, "{day}");
        }
    }

    #[test]
    fn two_holidays_on_one_day() {
        assert_eq!(holiday(date("2016-05-05")), Some(Holiday::LiberationDay));
        assert_eq!(holiday(date("2008-05-01")), Some(Holiday::AscensionDay));
        assert_eq!(holiday(date("2008-04-30")), Some(Holiday::QueensDay));
    }

    #[test]
    fn known_easters() {
        for text in [
            "1818-03-22",
            "1943-04-25",
            "1954-04-18",
            "1981-04-19",
            "2000-04-23",
            "2008-03-23",
            "2016-03-27",
            "2019-04-21",
            "2038-04-25",
            "2049-04-18",
            "2076-04-19",
            "2100-03-28",
            "2285-03-22",
        ] {
            let day = date(text);
            assert_eq!(easter(day.year()), Some(day));
        }
        assert_eq!(easter(0), None);
        assert_eq!(easter(10_000), None);
    }

    #[test]
    fn easter_is_a_sunday_between_22_march_and_25_april() {
        for year in 1..=9999 {
            let day = easter(year).unwrap();
            assert_eq!(day.weekday(), Weekday::Sunday);
            assert!(Date::new(year, 3, 22).unwrap() <= day && day <= Date::new(year, 4, 25).unwrap());
        }
    }

    #[test]
    fn names() {
        for (day, english, dutch) in [
            ("2026-01-01", "New Year's Day", "Nieuwjaarsdag"),
            ("2026-04-03", "Good Friday", "Goede Vrijdag"),
            ("2026-04-06", "Easter Monday", "tweede paasdag"),
            ("2026-04-27", "King's Day", "Koningsdag"),
            ("2012-04-30", "Queen's Day", "Koninginnedag"),
            ("2026-05-05", "Liberation Day", "Bevrijdingsdag"),
            ("2026-05-14", "Ascension Day", "Hemelvaartsdag"),
            ("2026-05-25", "Whit Monday", "tweede pinksterdag"),
            ("2026-12-25", "Christmas Day", "eerste kerstdag"),
            ("2026-12-26", "Second Day of Christmas", "tweede kerstdag"),
        ] {
            let named = holiday(date(day)).map(|holiday| (holiday.name(), holiday.dutch_name()));
            assert_eq!((named, holiday_name(date(day))), (Some((english, dutch)), Some(english)), "{day}");
        }
    }
}
