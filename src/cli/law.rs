//! `clausula law`: the statutory figures and rules, and since when they hold.

use super::Session;
use super::args::{Locale, TextOrJson};
use super::exit::{Exit, Failure};
use super::table::{WIDTH, table, wrap};
use crate::calendar::Date;
use crate::law::{Bilingual, Entry, EntryValue, Law, RateTable, Status};
use crate::money::{self, Cents, euros};
use serde_json::{Map, Value, json};
use std::fmt::Write;

const EXAMPLES: &str = "\
Examples:
  clausula law                   the figures and rules, for a person
  clausula law --locale nl       the same in Dutch
  clausula law --format json     for a program";

/// What `clausula law` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// For a person or for a program
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,

    /// The language of texts; JSON has both
    #[arg(long, value_enum, default_value = "en")]
    locale: Locale,
}

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let entries = Law::built_in().entries();
    match args.format {
        TextOrJson::Text => session.streams.print(&text(&entries, args.locale.into()))?,
        TextOrJson::Json => {
            let entries: Vec<Value> = entries.iter().map(entry_json).collect();
            session.streams.print_json(&json!({ "entries": entries }))?;
        }
    }
    Ok(Exit::Fine)
}

/// The entries in sections, each with its provision once.
fn text(entries: &[Entry<'_>], locale: money::Locale) -> String {
    let mut text = String::new();
    let mut rest = entries;
    while let Some(first) = rest.first() {
        let section = section(first, locale);
        let length = rest.iter().take_while(|entry| self::section(entry, locale) == section).count().max(1);
        let (now, later) = rest.split_at(length.min(rest.len()));
        let _ = writeln!(text, "{section}");
        text.push_str(&table(&now.iter().map(|entry| row(entry, locale)).collect::<Vec<_>>()));
        text.push('\n');
        rest = later;
    }
    let note = locale.pick(
        "A reading of public texts for software, not legal advice.",
        "Een lezing van openbare teksten voor software, geen juridisch advies.",
    );
    text + &wrap(note, WIDTH).join("\n")
}

fn section(entry: &Entry<'_>, locale: money::Locale) -> String {
    let title = match entry.value {
        EntryValue::Interest(table, _) | EntryValue::InterestReview(table) => match table {
            RateTable::Consumer => locale.pick("Statutory interest", "Wettelijke rente"),
            RateTable::Trade => locale.pick("Statutory interest, trade", "Wettelijke handelsrente"),
        },
        EntryValue::CollectionBand(_) | EntryValue::CollectionMinimum(_) | EntryValue::CollectionMaximum(_) => {
            locale.pick("Collection costs", "Incassokosten")
        }
        EntryValue::Rule(_) => return locale.pick("Mandatory law", "Dwingend recht").to_owned(),
    };
    format!("{title} ({})", entry.provision)
}

fn row(entry: &Entry<'_>, locale: money::Locale) -> Vec<String> {
    let amount = |cents: i64| euros(Cents::new(cents), locale);
    let since = entry.from.map(|date| date.to_string()).unwrap_or_default();
    let said = match entry.value {
        EntryValue::Interest(_, row) => {
            let year = locale.pick("a year", "per jaar");
            let note = match row.status {
                Some(Status::SecondHand) => locale.pick(" (quoted from the source)", " (aangehaald uit de bron)"),
                Some(Status::Seen) | None => "",
            };
            format!("{} {year}{note}", row.rate)
        }
        EntryValue::InterestReview(_) => locale.pick("next review", "volgende herziening").to_owned(),
        EntryValue::CollectionBand(band) => {
            let of = locale.pick("of what lies", "van wat ligt");
            let above = format!("{} {of} {} {}", band.percent, locale.pick("above", "boven"), amount(band.above));
            let up_to = band.up_to.map(|up_to| format!(" {} {}", locale.pick("up to", "tot en met"), amount(up_to)));
            above + &up_to.unwrap_or_default()
        }
        EntryValue::CollectionMinimum(cents) => format!("{} {}", locale.pick("at least", "minimaal"), amount(cents)),
        EntryValue::CollectionMaximum(cents) => format!("{} {}", locale.pick("at most", "maximaal"), amount(cents)),
        EntryValue::Rule(rule) => {
            let summary = bilingual(&rule.summary, locale);
            let title = bilingual(&rule.title, locale);
            return vec![format!("  {}", rule.id), since, format!("{title} ({}): {summary}", rule.provision)];
        }
    };
    vec![format!("  {since}"), said]
}

fn bilingual(text: &Bilingual, locale: money::Locale) -> &str {
    locale.pick(&text.en, &text.nl)
}

/// One entry: its kind, its provision, since when it holds, and what it says. Amounts are cents, as strings, as in the
/// contract.
fn entry_json(entry: &Entry<'_>) -> Value {
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    let kind = match entry.value {
        EntryValue::Interest(..) => "interest",
        EntryValue::InterestReview(_) => "interest_review",
        EntryValue::CollectionBand(_) => "collection_band",
        EntryValue::CollectionMinimum(_) => "collection_minimum",
        EntryValue::CollectionMaximum(_) => "collection_maximum",
        EntryValue::Rule(_) => "rule",
    };
    put("kind", kind.into());
    put("provision", entry.provision.into());
    if let Some(from) = entry.from {
        put("from", date(from));
    }
    match entry.value {
        EntryValue::Interest(table, row) => {
            put("table", table_name(table).into());
            put("percent", percent(row.rate));
            if let Some(status) = row.status {
                put("status", status_name(status).into());
            }
            if let Some(unchanged) = row.unchanged_at {
                put("unchangedAt", date(unchanged));
            }
        }
        EntryValue::InterestReview(table) => {
            put("table", table_name(table).into());
        }
        EntryValue::CollectionBand(band) => {
            put("above", cents(band.above));
            if let Some(up_to) = band.up_to {
                put("upTo", cents(up_to));
            }
            put("percent", percent(band.percent));
        }
        EntryValue::CollectionMinimum(amount) | EntryValue::CollectionMaximum(amount) => {
            put("amount", cents(amount));
        }
        EntryValue::Rule(rule) => {
            put("id", rule.id.id().into());
            put("title", json!({ "en": rule.title.en, "nl": rule.title.nl }));
            put("summary", json!({ "en": rule.summary.en, "nl": rule.summary.nl }));
        }
    }
    Value::Object(object)
}

fn date(date: Date) -> Value {
    date.to_string().into()
}

fn percent(rate: crate::law::Rate) -> Value {
    rate.to_string().trim_end_matches('%').into()
}

fn cents(amount: i64) -> Value {
    json!({ "currencyCode": "EUR", "minorUnits": amount.to_string() })
}

fn table_name(table: RateTable) -> &'static str {
    match table {
        RateTable::Consumer => "consumer",
        RateTable::Trade => "trade",
    }
}

fn status_name(status: Status) -> &'static str {
    match status {
        Status::Seen => "seen",
        Status::SecondHand => "second-hand",
    }
}
