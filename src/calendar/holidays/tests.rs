use super::super::Weekday;
use super::*;
use std::collections::BTreeSet;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn calendar(code: &str) -> Holidays {
    Holidays::named(code).unwrap()
}

/// The holidays of a year, as months and days with their names.
fn named_in(code: &str, year: i32) -> Vec<(String, &'static str)> {
    let calendar = calendar(code).calendar;
    let mut days = holidays_in(calendar.rows, calendar.region, year);
    days.sort_by_key(|(day, _)| *day);
    days.iter().map(|(day, row)| (day.to_string().split_off(5), row.name)).collect()
}

/// The table of the Algemene termijnenwet, art. 3, for four years, written out.
#[test]
fn the_dutch_holidays_of_four_years() {
    for (year, moving) in [
        (2024, ["03-29", "04-01", "04-27", "05-09", "05-20"]),
        (2025, ["04-18", "04-21", "04-26", "05-29", "06-09"]),
        (2026, ["04-03", "04-06", "04-27", "05-14", "05-25"]),
        (2027, ["03-26", "03-29", "04-27", "05-06", "05-17"]),
    ] {
        let [friday, monday, king, ascension, whit] = moving;
        let expected = [
            ("01-01", "New Year's Day"),
            (friday, "Good Friday"),
            (monday, "Easter Monday"),
            (king, "King's Day"),
            ("05-05", "Liberation Day"),
            (ascension, "Ascension Day"),
            (whit, "Whit Monday"),
            ("12-25", "Christmas Day"),
            ("12-26", "Second Day of Christmas"),
        ];
        assert_eq!(named_in("NL", year), expected.map(|(day, name)| (day.to_owned(), name)));
    }
}

/// First and last days of what changed: each rule at, just before and just after its bound.
#[test]
fn what_changed_and_when() {
    for (code, is, is_not) in [
        // Queen's Day up to 2013, on the 29th when the 30th is a Sunday; then King's Day.
        ("NL", "2013-04-30", "2013-04-27"),
        ("NL", "2006-04-29", "2006-04-30"),
        ("NL", "2014-04-26", "2014-04-27"),
        ("NL", "2015-04-27", "2014-04-30"),
        ("NL", "2031-04-26", "2031-04-27"),
        ("NL", "2026-04-27", "2026-04-26"),
        ("NL", "2026-05-05", "2026-05-04"),
        // Great Prayer Day up to 2023; Constitution Day never.
        ("DK", "2023-05-05", "2024-04-26"),
        ("DK", "2026-04-02", "2026-06-05"),
        ("BE", "2026-07-21", "2026-04-03"),
        ("AT", "2026-12-08", "2026-04-03"),
        ("AT", "2026-06-04", "2026-12-24"),
        ("DE-BE", "2019-03-08", "2018-03-08"),
        ("DE-MV", "2023-03-08", "2022-03-08"),
        ("DE-BE", "2020-05-08", "2021-05-08"),
        ("DE-BE", "2025-05-08", "2026-05-08"),
        ("DE-TH", "2019-09-20", "2018-09-20"),
        ("DE-HH", "2018-10-31", "2016-10-31"),
        ("DE-HH", "2017-10-31", "2015-10-31"),
        ("DE-HE", "2017-10-31", "2018-10-31"),
        ("DE-SN", "2016-10-31", "2016-11-01"),
        ("DE-SN", "1995-11-22", "1995-11-15"),
        ("DE-NW", "1994-11-16", "1995-11-22"),
        ("DE-SL", "2026-08-15", "2026-08-14"),
        ("DE-BY", "2026-01-06", "2026-08-15"),
        ("UK-ENG", "1995-05-08", "1995-05-01"),
        ("UK-ENG", "1999-12-31", "1998-12-31"),
        ("UK-ENG", "2002-06-03", "2002-05-27"),
        ("UK-ENG", "2002-06-04", "2002-06-05"),
        ("UK-ENG", "2011-04-29", "2012-04-30"),
        ("UK-ENG", "2012-06-04", "2012-05-28"),
        ("UK-ENG", "2012-06-05", "2012-06-06"),
        ("UK-ENG", "2020-05-08", "2020-05-04"),
        ("UK-ENG", "2022-06-02", "2022-05-30"),
        ("UK-ENG", "2022-06-03", "2022-06-06"),
        ("UK-ENG", "2022-09-19", "2023-09-19"),
        ("UK-ENG", "2023-05-08", "2024-05-08"),
        ("UK-ENG", "2023-05-01", "2024-05-01"),
        // Substitute days.
        ("UK-ENG", "2026-12-28", "2026-12-29"),
        ("UK-ENG", "2022-01-03", "2022-01-04"),
        ("UK-ENG", "2023-01-02", "2023-01-03"),
        ("none", "2026-01-01", "2026-01-01"),
    ] {
        let expected = if code == "none" { (false, false) } else { (true, false) };
        let holidays = calendar(code);
        let found = (holidays.is_holiday(date(is)), holidays.is_holiday(date(is_not)));
        assert_eq!(found, expected, "{code}: {is} and {is_not}");
    }
}

#[test]
fn working_days() {
    let dutch = calendar("NL");
    assert!(dutch.is_working_day(date("2026-11-20")));
    assert!(!dutch.is_working_day(date("2026-11-21")));
    assert!(!dutch.is_working_day(date("2026-05-05")));
    assert!(calendar("none").is_working_day(date("2026-05-05")));
    assert!(!calendar("none").is_working_day(date("2026-11-22")));
    assert_eq!(dutch.next_working_day(date("2026-11-19")), Some(date("2026-11-20")));
    assert_eq!(dutch.next_working_day(date("2026-11-20")), Some(date("2026-11-23")));
    assert_eq!(dutch.next_working_day(date("2026-04-02")), Some(date("2026-04-07")));
    assert_eq!(dutch.previous_working_day(date("2026-04-07")), Some(date("2026-04-02")));
    assert_eq!(dutch.roll_to_working_day(Date::MAX), Some(Date::MAX)); // a Friday
    assert_eq!(dutch.next_working_day(Date::MAX), None);
    assert_eq!(dutch.previous_working_day(Date::MIN), None); // a Monday, and a holiday
}

/// The withdrawal periods of rule L1, fourteen days after the contract was concluded.
#[test]
fn a_last_day_rolls_to_the_next_working_day() {
    for (code, concluded, last) in [
        ("NL", "2026-03-20", "2026-04-07"),
        ("NL", "2026-04-13", "2026-04-28"),
        ("NL", "2026-11-07", "2026-11-23"),
        ("NL", "2026-12-11", "2026-12-28"),
        ("NL", "2026-05-01", "2026-05-15"),
        // King's Day and Boxing Day are days like others in Belgium; Good Friday is in Austria too.
        ("BE", "2026-04-13", "2026-04-27"),
        ("AT", "2026-03-20", "2026-04-03"),
        ("UK-ENG", "2026-12-11", "2026-12-29"),
        ("none", "2026-03-20", "2026-04-03"),
        ("none", "2026-11-07", "2026-11-23"),
    ] {
        let day = date(concluded).plus_days(14).unwrap();
        assert_eq!(calendar(code).roll_to_working_day(day), Some(date(last)), "{code} {concluded}");
    }
}

#[test]
fn working_days_are_counted_from_the_day_beside() {
    for (code, day, count, before) in [
        ("NL", "2026-05-21", 0, "2026-05-21"),
        ("NL", "2026-05-21", 3, "2026-05-18"),
        ("NL", "2026-05-21", 4, "2026-05-15"),
        ("NL", "2026-05-21", 5, "2026-05-13"), // Ascension Day lies between
        ("NL", "2026-05-21", 10, "2026-05-06"),
        ("NL", "2026-11-02", 1, "2026-10-30"),
        ("NL", "2026-04-07", 1, "2026-04-02"),
        ("NL", "2026-11-01", 1, "2026-10-30"), // counted back from a Sunday
        ("UK-ENG", "2026-06-03", 5, "2026-05-27"),
        ("UK-ENG", "2026-06-03", 6, "2026-05-26"),
        ("UK-ENG", "2026-06-03", 7, "2026-05-22"),
        ("UK-ENG", "2026-06-03", 20, "2026-05-05"),
        ("UK-ENG", "2027-01-05", 5, "2026-12-24"),
        ("none", "2026-05-21", 10, "2026-05-07"),
    ] {
        assert_eq!(calendar(code).working_days_before(date(day), count), Some(date(before)), "{code} {day} {count}");
    }
    for (code, day, count, after) in [
        ("NL", "2026-05-06", 10, "2026-05-21"),
        ("NL", "2026-05-07", 10, "2026-05-22"),
        ("NL", "2026-10-31", 1, "2026-11-02"),
        ("NL", "2026-10-30", 0, "2026-10-30"),
        ("NL", "2026-10-31", 0, "2026-10-31"),
        ("DK", "2026-04-01", 1, "2026-04-07"), // Maundy Thursday to Easter Monday
    ] {
        assert_eq!(calendar(code).working_days_after(date(day), count), Some(date(after)), "{code} {day} {count}");
    }
    assert_eq!(calendar("NL").working_days_after(Date::MAX, 1), None);
    assert_eq!(calendar("NL").working_days_before(Date::MIN, 1), None);
}

/// Within the years of the list and on both sides of it, in every calendar.
#[test]
fn the_list_holds_what_is_computed() {
    for holidays in Holidays::all() {
        let calendar = holidays.calendar;
        let computed: BTreeSet<Date> = (1948..=2241)
            .flat_map(|year| holidays_in(calendar.rows, calendar.region, year))
            .map(|(day, _)| day)
            .collect();
        let is_working_day = |day: &Date| !is_weekend(*day) && !computed.contains(day);
        let days = date("1949-01-01").days()..=date("2240-12-31").days();
        for day in days.filter_map(Date::from_days) {
            let nearest = |step: i64| (1..).filter_map(|n| day.plus_days(n * step)).find(is_working_day);
            assert_eq!(holidays.is_holiday(day), computed.contains(&day), "{holidays} {day}");
            assert_eq!(holidays.next_working_day(day), nearest(1), "{holidays} {day}");
            assert_eq!(holidays.previous_working_day(day), nearest(-1), "{holidays} {day}");
        }
    }
}

/// Each day is held against its weekday and the holidays that are computed; within the list and on both sides of it.
#[test]
fn other_weeks_have_other_working_days() {
    let days = [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
    let six = Week::of(&[&days[..], &[Weekday::Saturday]].concat()).unwrap();
    let weeks = [six, Week::of(&Weekday::ALL).unwrap(), Week::of(&days[3..4]).unwrap(), Week::MONDAY_TO_FRIDAY];
    for (week, code) in weeks.into_iter().flat_map(|week| ["NL", "none"].map(|code| (week, code))) {
        let holidays = calendar(code).with_week(week);
        let works = |day: &Date| {
            week.days().any(|of| of == day.weekday())
                && !holidays.holidays_of(day.year()).iter().any(|(on, _)| on == day)
        };
        for from in ["1949-11-30", "2026-03-20", "2026-12-12", "2239-12-01"] {
            let walked = |step: i64| (1..).filter_map(move |n| date(from).plus_days(n * step)).filter(works).take(40);
            for (count, (after, before)) in (1..).zip(walked(1).zip(walked(-1))) {
                assert_eq!(holidays.working_days_after(date(from), count), Some(after), "{code} {week} {from} {count}");
                assert_eq!(
                    holidays.working_days_before(date(from), count),
                    Some(before),
                    "{code} {week} {from} {count}"
                );
                assert!(holidays.is_working_day(after), "{code} {week} {after}");
            }
        }
    }
    // Christmas Day 2026 is a Friday and the day after it a holiday too: the Saturday a week later is a working day.
    let dutch = calendar("NL").with_week(six);
    assert_eq!(dutch.next_working_day(date("2026-12-24")), Some(date("2026-12-28")));
    assert_eq!(dutch.next_working_day(date("2027-01-01")), Some(date("2027-01-02")));
    assert_eq!(dutch.of_law().next_working_day(date("2027-01-01")), Some(date("2027-01-04")));
    assert_ne!(dutch, calendar("NL"));
    assert_eq!(
        (six.to_string().as_str(), six.dutch().split(", ").last()),
        ("monday, tuesday, wednesday, thursday, friday, saturday", Some("zaterdag"))
    );
}

/// Within the list, over both of its edges and outside it, one working day at a time.
#[test]
fn many_working_days_are_as_many_steps() {
    for code in ["NL", "UK-ENG", "none"] {
        let holidays = calendar(code);
        for from in ["1930-03-01", "1949-12-30", "1950-01-02", "2026-11-21", "2239-12-24", "2240-02-10"] {
            let (mut after, mut before) = (Some(date(from)), Some(date(from)));
            for count in 1..=700 {
                after = after.and_then(|day| holidays.next_working_day(day));
                before = before.and_then(|day| holidays.previous_working_day(day));
                assert_eq!(holidays.working_days_after(date(from), count), after, "{code} {from} {count}");
                assert_eq!(holidays.working_days_before(date(from), count), before, "{code} {from} {count}");
            }
        }
    }
}

#[test]
fn codes_name_calendars() {
    let codes: Vec<&str> = Holidays::all().map(Holidays::code).collect();
    assert_eq!(codes.len(), 22);
    for code in codes {
        let holidays = calendar(code);
        assert_eq!((holidays.code(), holidays.to_string().as_str()), (code, code));
        assert_eq!(format!("{holidays:?}"), format!("Holidays({code:?}, {:?})", Week::MONDAY_TO_FRIDAY));
    }
    for unknown in ["", "nl", "DE", "GB", "NL ", "None"] {
        assert!(Holidays::named(unknown).is_none(), "{unknown:?}");
    }
    assert_eq!(calendar("DE-NW").place(), "North Rhine-Westphalia");
    assert_ne!(calendar("DE-BE"), calendar("BE"));
    assert_eq!(calendar("NL"), calendar("NL"));
}

#[test]
fn names_are_those_of_the_region_each_once() {
    let hessian = calendar("DE-HE").names();
    assert!(hessian.contains(&"Corpus Christi") && !hessian.contains(&"Epiphany"));
    assert_eq!(calendar("DE-BE").names().iter().filter(|name| **name == "International Women's Day").count(), 1);
    assert!(calendar("none").names().is_empty());
}

/// Every state of the table is a calendar, so that a row cannot name one that does not exist.
#[test]
fn rows_name_regions_that_are_calendars() {
    let regions: Vec<&str> = CALENDARS.iter().map(|calendar| calendar.region).collect();
    let all = CALENDARS.iter().flat_map(|calendar| calendar.rows);
    assert!(all.flat_map(|row| row.regions).all(|region| regions.contains(region)));
    for calendar in CALENDARS.iter().filter(|calendar| !calendar.region.is_empty()) {
        assert_eq!(calendar.code, format!("DE-{}", calendar.region));
    }
}
