//! What a careless author would write instead of a value, by the kind of the value: one more or one less, another unit,
//! another word.

use rust_decimal::Decimal;
use toml::de::DeValue;

use crate::calendar::{Date, Holidays, Period, TimeOfDay, Unit, YearDay};
use crate::money::{Cents, Currency, Percent};
use crate::policy::load::shape::Kind;

/// Of as many words as this each other one is a change of its own; of more the next one that loads.
const FEW_WORDS: usize = 4;

/// How many of many words are tried until one loads.
const MOST_TRIED: usize = 12;

/// What stands between a period and the time at which it ends.
const AT: &str = " at ";

/// Instead of a value: one change, as TOML writes it. Of several the first that the loader takes is tried.
pub(super) type Instead = Vec<String>;

/// What could stand instead of a value of a kind, each a change of its own.
pub(super) fn instead(kind: Kind, value: &DeValue<'_>, currency: Currency) -> Vec<Instead> {
    match (kind, value) {
        (Kind::Bool | Kind::OfFact, DeValue::Boolean(so)) => one((!so).to_string()),
        (Kind::Integer(..) | Kind::OfFact, DeValue::Integer(count)) => {
            let count = i64::from_str_radix(count.as_str(), count.radix()).ok();
            [1, -1].into_iter().filter_map(|by| count?.checked_add(by)).flat_map(|n| one(n.to_string())).collect()
        }
        (Kind::Percent, DeValue::Integer(number)) => percents(number.as_str()),
        (Kind::Percent, DeValue::Float(number)) => percents(number.as_str()),
        (Kind::Amount | Kind::SignedAmount | Kind::MostAmount | Kind::OfFact, DeValue::String(text)) => {
            let amount = currency.parse(text);
            let near = [1, -1].into_iter().filter_map(|by| amount?.get().checked_add(by)).filter(|cents| *cents >= 0);
            near.flat_map(|cents| text_of(&currency.plain(Cents::new(cents)))).collect()
        }
        (Kind::Period(units), DeValue::String(text)) => periods(text, units, ""),
        (Kind::Ending(units), DeValue::String(text)) => match text.split_once(AT) {
            None => periods(text, units, ""),
            Some((period, time)) => {
                let mut all = periods(period, units, &format!("{AT}{time}"));
                all.extend(times(time).into_iter().flat_map(|time| text_of(&format!("{period}{AT}{time}"))));
                all.extend(text_of(period));
                all
            }
        },
        (Kind::Date, DeValue::Datetime(written)) => {
            let date = Date::parse(&written.to_string());
            [1, -1].into_iter().filter_map(|by| date?.plus_days(by)).flat_map(|day| one(day.to_string())).collect()
        }
        (Kind::TimeOfDay, DeValue::String(text)) => times(text).into_iter().flat_map(|time| text_of(&time)).collect(),
        (Kind::YearDay, DeValue::String(text)) => year_days(text),
        (Kind::Zone, DeValue::String(text)) if text != "UTC" => text_of("UTC"),
        (Kind::Holidays, DeValue::String(text)) => {
            vec![Holidays::all().map(Holidays::code).filter(|code| code != text).map(quoted).collect()]
        }
        (Kind::Word(_, words) | Kind::Named(_, words), DeValue::String(text)) => others(text, words),
        (Kind::WordOr(word, _), DeValue::String(_)) => instead(*word, value, currency),
        (Kind::OrFalse(_), DeValue::Boolean(_)) => Vec::new(),
        (Kind::OrFalse(inner), _) => instead(*inner, value, currency),
        // Names and prose decide nothing; another currency is refused at once.
        _ => Vec::new(),
    }
}

fn one(text: String) -> Vec<Instead> {
    vec![vec![text]]
}

fn text_of(text: &str) -> Vec<Instead> {
    one(quoted(text))
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// A percent more and a percent less.
fn percents(written: &str) -> Vec<Instead> {
    let number = Decimal::from_str_exact(written).ok();
    let near = [Decimal::ONE, Decimal::NEGATIVE_ONE].into_iter().filter_map(|by| number?.checked_add(by));
    near.filter(|percent| Percent::new(percent.normalize()).is_ok()).flat_map(|p| one(p.to_string())).collect()
}

/// One more, one less, the units beside it, and with or without its first day.
fn periods(text: &str, units: &[Unit], after: &str) -> Vec<Instead> {
    let Ok(period) = Period::parse(text) else { return Vec::new() };
    let counts = [period.count.checked_add(1), period.count.checked_sub(1)];
    let counts = counts.into_iter().flatten().map(|count| Period { count, ..period });
    let place = units.iter().position(|unit| *unit == period.unit);
    let beside = [place.and_then(|at| at.checked_sub(1)), place.and_then(|at| at.checked_add(1))];
    let beside = beside.into_iter().flatten().filter_map(|at| units.get(at));
    // Nothing is nothing, whatever its unit.
    let beside = beside.filter(|_| period.count > 0).map(|unit| Period { unit: *unit, ..period });
    let first_day = [Period { including_day: !period.including_day, ..period }];
    let first_day = first_day.into_iter().filter(|period| period.count > 0);
    counts.chain(beside).chain(first_day).flat_map(|other| text_of(&format!("{other}{after}"))).collect()
}

/// A minute later and a minute earlier.
fn times(text: &str) -> Vec<String> {
    let Some(time) = TimeOfDay::parse(text) else { return Vec::new() };
    let near = [time.minutes().checked_add(1), time.minutes().checked_sub(1)];
    near.into_iter().flatten().filter_map(TimeOfDay::new).map(|time| time.to_string()).collect()
}

/// A day later and a day earlier, in a year that has every day.
fn year_days(text: &str) -> Vec<Instead> {
    const LEAP_YEAR: i32 = 2028;
    let date = YearDay::parse(text).and_then(|day| day.in_year(LEAP_YEAR));
    let near = [1, -1].into_iter().filter_map(|by| date?.plus_days(by)).map(Date::ymd);
    near.flat_map(|(_, month, day)| text_of(&format!("{month:02}-{day:02}"))).collect()
}

/// The other words, those that come after it first.
fn others(text: &str, words: &[&str]) -> Vec<Instead> {
    let Some(place) = words.iter().position(|word| *word == text) else { return Vec::new() };
    let (before, after) = words.split_at(place);
    let others = after.iter().skip(1).chain(before).map(|word| quoted(word));
    if words.len() <= FEW_WORDS {
        others.map(|word| vec![word]).collect()
    } else {
        vec![others.take(MOST_TRIED).collect()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use toml::de::DeTable;

    fn of(kind: Kind, written: &str) -> Vec<Instead> {
        let text = format!("v = {written}");
        let table = DeTable::parse(&text).unwrap().into_inner();
        instead(kind, table.get("v").unwrap().get_ref(), Currency::EUR)
    }

    fn single(kind: Kind, written: &str) -> Vec<String> {
        of(kind, written).into_iter().map(|all| all.join(" | ")).collect()
    }

    #[test]
    fn values_are_missed_by_one() {
        const UNITS: &[Unit] = &[Unit::Hours, Unit::Days, Unit::Weeks];
        for (kind, written, others) in [
            (Kind::Bool, "true", vec!["false"]),
            (Kind::Integer(0, 9), "3", vec!["4", "2"]),
            (Kind::Percent, "100", vec!["99"]),
            (Kind::Percent, "12.5", vec!["13.5", "11.5"]),
            (Kind::Amount, "\"0.00\"", vec!["\"0.01\""]),
            (Kind::Amount, "\"25.00\"", vec!["\"25.01\"", "\"24.99\""]),
            (Kind::Date, "2026-03-01", vec!["2026-03-02", "2026-02-28"]),
            (Kind::TimeOfDay, "\"17:30\"", vec!["\"17:31\"", "\"17:29\""]),
            (Kind::YearDay, "\"12-31\"", vec!["\"01-01\"", "\"12-30\""]),
            (Kind::Period(UNITS), "\"0 days\"", vec!["\"1 day\""]),
            (
                Kind::Period(UNITS),
                "\"14 days\"",
                vec![
                    "\"15 days\"",
                    "\"13 days\"",
                    "\"14 hours\"",
                    "\"14 weeks\"",
                    "\"14 days including the first day\"",
                ],
            ),
            (
                Kind::Ending(UNITS),
                "\"1 week at 09:00\"",
                vec![
                    "\"2 weeks at 09:00\"",
                    "\"0 weeks at 09:00\"",
                    "\"1 day at 09:00\"",
                    "\"1 week including the first day at 09:00\"",
                    "\"1 week at 09:01\"",
                    "\"1 week at 08:59\"",
                    "\"1 week\"",
                ],
            ),
            (
                Kind::Word(crate::vocabulary::Bilingual::new("w", "w"), &["a", "b", "c"]),
                "\"b\"",
                vec!["\"c\"", "\"a\""],
            ),
            (Kind::Text, "\"prose\"", vec![]),
        ] {
            assert_eq!(single(kind, written), others, "{written}");
        }
        // Of many words one is put in its place, the first that loads.
        let many = &["a", "b", "c", "d", "e"];
        assert_eq!(
            of(Kind::Word(crate::vocabulary::Bilingual::new("w", "w"), many), "\"d\""),
            [["\"e\"", "\"a\"", "\"b\"", "\"c\""]]
        );
    }
}
