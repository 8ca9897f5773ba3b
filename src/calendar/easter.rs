//! The date of Easter, computed for any year: no table of years to run out of.

use super::Date;

/// Easter Sunday of a year of the Gregorian calendar; `None` outside the years 1 to 9999.
pub(super) fn easter(year: i32) -> Option<Date> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Weekday;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
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
}
