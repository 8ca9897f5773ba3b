//! The reference of the file format, in Markdown.

use std::fmt::Write as _;

use crate::calendar::Holidays;
use crate::policy::building_blocks::{Anchor, Condition};
use crate::policy::load::shape::{Field, Kind, Need, Shape};
use crate::policy::load::values::TYPE_OF_PRODUCT;
use crate::policy::load::{allowed, format};
use crate::vocabulary::Question;

/// A small policy file that loads.
pub const EXAMPLE: &str = include_str!("example.toml");

const START: &str = "\
# The policy file format

A policy file is [TOML 1.1](https://toml.io/en/v1.1.0) in UTF-8, at most 1 MiB, one file for each version of a provider's terms. Keys
that this page does not name are errors. A file with an error is not loaded; all errors are reported, each with its line
and column.

- **Amounts** are texts with the decimals of the `currency`, two for most: `\"100.00\"`.
- **Percentages** are numbers from 0 to 100 with at most four decimals: `12.5`.
- **Periods** are texts: a whole number up to 10,000 and a unit, `\"14 days\"`, `\"1 month\"`. Hours compare instants; days,
  weeks, months and years compare civil dates in the policy's zone. Working days are counted from the day beside, by the
  policy's `working_days` and `holidays`: the second working day before a Tuesday is the Friday before it. The day that a period is counted from
  does not count; where it is the first day of the period, the text says so: `\"14 days including the first day\"`.
- **Dates** are TOML dates, without quotes: `2026-01-31`. **Times** are texts: `\"09:00\"`, up to `\"24:00\"`. **Days of the
  year** are texts: `\"06-30\"`; where a month is shorter, its last day.
- **Ids** are lowercase letters, digits and single hyphens: `cancel-event`.
- A list without another limit has at most 100 items.
";

/// The reference of the file format, in Markdown: an example, each table with its keys, the words that keys take, and
/// what each question knows.
///
/// ```
/// assert!(clausula::policy::schema::format_reference().contains("## `tiers`"));
/// ```
pub fn format_reference() -> String {
    let mut text = format!("{START}\n## Example\n```toml\n{EXAMPLE}```\n");
    let shapes = format().all();
    for shape in &shapes {
        text.push_str(&table_of(shape, |_| true));
    }
    text.push_str(&words_of(&shapes));
    text.push_str(&calendars());
    text.push_str(&questions());
    text
}

/// A table of the format with the keys that are wanted, each with what it takes and means.
pub(crate) fn table_of(shape: &Shape, wanted: impl Fn(&Field) -> bool) -> String {
    let mut text = format!(
        "\n## `{}`\n{}\n\n| key | takes | needed | meaning |\n|---|---|---|---|\n",
        shape.name,
        shape.doc.trim()
    );
    for field in shape.fields.iter().filter(|field| wanted(field)) {
        let Field { name, kind, need, doc } = field;
        let _ = writeln!(text, "| `{name}` | {} | {} | {} |", takes(*kind), needed(*need, shape), doc.trim());
    }
    text
}

fn takes(kind: Kind) -> String {
    match kind {
        Kind::Text => "text".into(),
        Kind::Id => "id".into(),
        Kind::Version => "id, dots allowed".into(),
        Kind::Bool => "`true` or `false`".into(),
        Kind::Integer(least, most) => format!("whole number, {least} to {most}"),
        Kind::Percent => "percentage".into(),
        Kind::Amount | Kind::SignedAmount => "amount".into(),
        Kind::Period(units) => {
            let names: Vec<&str> = units.iter().map(|unit| unit.names().1).collect();
            format!("period in {}", names.join(", "))
        }
        Kind::Ending(units) => format!("{}, with a time or without", takes(Kind::Period(units))),
        Kind::Date => "date".into(),
        Kind::Moment => "date, or date and time".into(),
        Kind::TimeOfDay => "time".into(),
        Kind::YearDay => "day of the year".into(),
        Kind::Zone => "IANA time zone".into(),
        Kind::Holidays => format!("[calendar](#{CALENDARS})"),
        Kind::Currency => "currency".into(),
        Kind::Word(_, [only]) => format!("`\"{only}\"`"),
        Kind::Word(name, _) => format!("[{}](#{})", name.en, anchor(name.en)),
        Kind::Named(name, _) => {
            let declared = if name == TYPE_OF_PRODUCT { "product" } else { "fact" };
            format!("[{}](#{}), or the id of a [`{declared}`](#{declared})", name.en, anchor(name.en))
        }
        Kind::FactId => "id, with underscores".into(),
        Kind::OfFact => "value of the kind".into(),
        Kind::Facts => "table of facts by their ids: `{ doctors_note = true, deposit = \"300.00\" }`".into(),
        Kind::MostAmount => "`\"price\"`, or amount".into(),
        Kind::List(item) => format!("list of {}", takes(*item)),
        Kind::NonEmpty(item) => format!("list of at least one {}", takes(*item)),
        Kind::OneOrMany(item) => format!("{}, or a list of them", takes(*item)),
        Kind::OrFalse(item) => format!("{}, or `false`", takes(*item)),
        Kind::WordOr(word, table) => format!("{}, or {}", takes(*word), takes(*table)),
        Kind::Table(of) => format!("[`{0}`](#{0})", of.shape().name),
    }
}

fn needed(need: Need, shape: &Shape) -> String {
    let alternatives = || {
        let group = shape.groups().into_iter().find(|(other, _)| *other == need);
        group.map(|(_, names)| names).unwrap_or_default()
    };
    match need {
        Need::Required => "yes".into(),
        Need::Optional => "no".into(),
        Need::Default(value) => format!("no: `{value}`"),
        Need::OneOf(_) if alternatives().len() > 6 => "exactly one of its kind".into(),
        Need::OneOf(_) => format!("exactly one of {}", listed(&alternatives())),
        Need::SomeOf(_) => format!("at least one of {}", listed(&alternatives())),
        Need::AtMostOneOf(_) => format!("at most one of {}", listed(&alternatives())),
    }
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// How a heading is linked to.
fn anchor(heading: &str) -> String {
    heading.replace(' ', "-")
}

/// The words that the keys of tables take, by what they are called.
pub(crate) fn words_of(shapes: &[&Shape]) -> String {
    let mut sets: Vec<(&str, &[&str])> = Vec::new();
    for field in shapes.iter().flat_map(|shape| shape.fields) {
        if let Some((name, words)) = field.kind.words()
            && words.len() > 1
            && !sets.contains(&(name.en, words))
        {
            sets.push((name.en, words));
        }
    }
    sets.sort_unstable();
    let mut text = String::from("\n# Words\n");
    for (name, words) in sets {
        let _ = write!(text, "\n## {name}\n{}\n", listed(words));
    }
    text
}

/// The heading under which the calendars stand.
const CALENDARS: &str = "holidays";

fn calendars() -> String {
    let mut text = format!(
        "\n# {CALENDARS}\nThe calendars by which days are holidays. Working days are the other days from Monday to Friday, or of \
         `working_days`. A calendar has what a whole country or state keeps, each in the years in which it is law.\n\n\
         | `holidays` | where | holidays |\n|---|---|---|\n"
    );
    for holidays in Holidays::all() {
        let _ = writeln!(text, "| `{holidays}` | {} | {} |", holidays.place(), holidays.names().join(", "));
    }
    text
}

fn questions() -> String {
    let mut text = String::from(
        "\n# What each question knows\nThe forms that a clause on a question may have, and the conditions and anchors that \
         not every question knows. A clause on several questions takes what all of them know.\n\n\
         | question | forms | conditions | anchors |\n|---|---|---|---|\n",
    );
    let everywhere = |knows: &dyn Fn(Question) -> bool| Question::ALL.iter().all(|question| knows(*question));
    for question in Question::ALL {
        let conditions = Condition::ALL.iter().filter(|condition| {
            allowed::knows_condition(*question, **condition)
                && !everywhere(&|q| allowed::knows_condition(q, **condition))
        });
        let anchors = Anchor::ALL.iter().filter(|anchor| {
            allowed::knows_anchor(*question, **anchor) && !everywhere(&|q| allowed::knows_anchor(q, **anchor))
        });
        let conditions: Vec<String> = conditions.map(ToString::to_string).collect();
        let anchors: Vec<&str> = anchors.filter_map(|anchor| anchor.built_in_name()).collect();
        let forms = listed(allowed::forms(*question));
        let _ = writeln!(
            text,
            "| `{question}` | {forms} | {} | {} |",
            listed(&conditions.iter().map(String::as_str).collect::<Vec<_>>()),
            listed(&anchors)
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::load::{LIMITS, load};

    #[test]
    fn the_example_loads() {
        let loaded = load("example.toml", EXAMPLE.as_bytes()).unwrap_or_else(|report| panic!("{report}"));
        assert_eq!((loaded.policy.clauses.len(), loaded.warnings.len()), (2, 0));
    }

    #[test]
    fn it_tells_the_limits_that_the_loader_has() {
        let clause =
            format().all().into_iter().find_map(|shape| shape.fields.iter().find(|field| field.name == "clause"));
        let clauses = format!("{},{:03}", LIMITS.clauses / 1_000, LIMITS.clauses % 1_000);
        let said = clause.map_or("", |clause| clause.doc);
        assert!(said.contains(&format!("At most {clauses}.")), "{said}");
        assert!(format_reference().contains(&format!("has at most {} items", LIMITS.items)));
    }

    #[test]
    fn it_documents_every_key_and_word() {
        let text = format_reference();
        for shape in format().all() {
            assert!(text.contains(&format!("## `{}`\n", shape.name)));
            for field in shape.fields {
                assert!(text.contains(&format!("| `{}` | {} |", field.name, takes(field.kind))), "{}", field.name);
                assert!(field.doc.trim().ends_with('.'), "{}: {}", field.name, field.doc);
                if field.need == Need::Optional {
                    let says = ["Absent: ", "with ", "None "].iter().any(|word| field.doc.contains(word));
                    let takes_it = field.doc.contains("need it");
                    assert!(says || takes_it, "what the absence of `{}` means: {}", field.name, field.doc);
                }
                for word in field.kind.words().map_or(&[][..], |(_, words)| words) {
                    assert!(text.contains(word));
                }
            }
        }
        for question in Question::ALL {
            assert!(text.contains(&format!("\n| `{question}` |")));
        }
    }
}
