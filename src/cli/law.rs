//! `clausula law`: the statutory figures and rules, and since when they hold.

use super::Session;
use super::args::{Locale, TextOrJson};
use super::exit::{Exit, Failure};
use super::table::{table, wrap};
use crate::calendar::Date;
use crate::law::{
    Jurisdiction, JurisdictionId, Law, LawEntry, LawEntryValue, Leaving, LossFact, ProductsLaw, RateTable, Status,
    WithdrawalOf,
};
use crate::money::{self, Cents, Currency};
use crate::render;
use crate::vocabulary::Bilingual;
use serde_json::{Map, Value, json};
use std::fmt::Write;

const EXAMPLES: &str = "\
Examples:
  clausula law                   the figures and rules of each jurisdiction, for a person
  clausula law NL                of one
  clausula law --locale nl       the same in Dutch
  clausula law --format json     for a program";

/// What `clausula law` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The jurisdiction, as policies name it [default: all]
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(JurisdictionId::NAMES))]
    jurisdiction: Option<String>,

    /// For a person or for a program
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,

    /// The language of texts; JSON has both
    #[arg(long, value_enum, default_value = "en")]
    pub(super) locale: Locale,
}

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let only = args.jurisdiction.as_deref().and_then(JurisdictionId::parse);
    let wanted = |law: &&Jurisdiction| only.is_none_or(|only| law.id == only);
    let laws: Vec<&Jurisdiction> = Law::built_in().jurisdictions().iter().filter(wanted).collect();
    match args.format {
        TextOrJson::Text => {
            let text = text(&laws, args.locale.into(), session.streams.width());
            session.streams.print(&text)?;
        }
        TextOrJson::Json => {
            let laws: Vec<Value> = laws.iter().map(|law| law_json(law)).collect();
            session.streams.print_json(&json!({ "laws": laws }))?;
        }
    }
    Ok(Exit::Fine)
}

/// Each law under its name, its entries in sections, each with its provision once.
fn text(laws: &[&Jurisdiction], locale: money::Locale, width: usize) -> String {
    let mut text = String::new();
    for law in laws {
        let name = format!("{}: {} ({})", law.id, law.name.get(locale), law.digest);
        for line in wrap(&name, width) {
            let _ = writeln!(text, "{line}");
        }
        for line in law.not_checked.iter().flat_map(|said| wrap(said.get(locale), width)) {
            let _ = writeln!(text, "{line}");
        }
        text.push('\n');
        sections(&mut text, &law.entries(), locale, width);
    }
    let note = locale.pick(
        "A reading of public texts for software, not legal advice.",
        "Een lezing van openbare teksten voor software, geen juridisch advies.",
    );
    text + &wrap(note, width).join("\n")
}

fn sections(text: &mut String, entries: &[LawEntry<'_>], locale: money::Locale, width: usize) {
    let mut rest = entries;
    while let Some(first) = rest.first() {
        let section = section(first, locale);
        let length = rest.iter().take_while(|entry| self::section(entry, locale) == section).count().max(1);
        let (now, later) = rest.split_at(length.min(rest.len()));
        for line in wrap(&section, width) {
            let _ = writeln!(text, "{line}");
        }
        let rows: Vec<_> = now.iter().flat_map(|entry| rows(entry, locale)).collect();
        text.push_str(&table(&rows, width));
        text.push('\n');
        rest = later;
    }
}

fn section(entry: &LawEntry<'_>, locale: money::Locale) -> String {
    let title = match entry.value {
        LawEntryValue::Interest(table, _)
        | LawEntryValue::InterestReview(table)
        | LawEntryValue::InterestContracts(table) => match table {
            RateTable::Consumer => locale.pick("Statutory interest", "Wettelijke rente"),
            RateTable::Trade => locale.pick("Statutory interest, trade", "Wettelijke handelsrente"),
        },
        LawEntryValue::CollectionBand(_)
        | LawEntryValue::CollectionMinimum(_)
        | LawEntryValue::CollectionMaximum(_)
        | LawEntryValue::CollectionNotice(_)
        | LawEntryValue::CollectionFrom(_) => locale.pick("Collection costs", "Incassokosten"),
        LawEntryValue::Rule(_) => return locale.pick("Mandatory law", "Dwingend recht").to_owned(),
        LawEntryValue::Products(_) => {
            return locale.pick("Withdrawal by product", "Herroepen naar product").to_owned();
        }
        LawEntryValue::Function => locale.pick("Withdrawal function", "Herroepingsfunctie"),
        LawEntryValue::Ruling(_) => return locale.pick("What courts decided", "Wat rechters beslisten").to_owned(),
        LawEntryValue::Leaving(_) => {
            return locale.pick("Leaving early by product", "Voortijdig stoppen naar product").to_owned();
        }
        LawEntryValue::Provision(_) => return locale.pick("Provisions", "Bepalingen").to_owned(),
    };
    let known = match entry.value {
        // Each rate has a status of its own.
        LawEntryValue::Interest(..) | LawEntryValue::InterestReview(_) | LawEntryValue::InterestContracts(_) => {
            entry.known.source.get(locale).to_owned()
        }
        _ => known(entry, locale),
    };
    format!("{title} ({}; {known})", entry.provision)
}

/// The lines of an entry: of provisions one each, of others one.
fn rows(entry: &LawEntry<'_>, locale: money::Locale) -> Vec<Vec<String>> {
    match entry.value {
        LawEntryValue::Provision(listed) => {
            listed.cited.iter().map(|name| vec![format!("  {name}"), known(entry, locale)]).collect()
        }
        _ => vec![row(entry, locale)],
    }
}

fn row(entry: &LawEntry<'_>, locale: money::Locale) -> Vec<String> {
    let amount = |cents: i64| Currency::EUR.written(Cents::new(cents), locale);
    let since = entry.from.map(|date| date.to_string()).unwrap_or_default();
    let known = known(entry, locale);
    let said = match entry.value {
        LawEntryValue::Interest(_, row) => {
            let rate = figure(row.rate, locale);
            let said = format!("{rate} {}", locale.pick("a year", "per jaar"));
            return vec![format!("  {since}"), said, status(entry, locale).to_owned()];
        }
        LawEntryValue::InterestReview(_) => locale.pick("next review", "volgende herziening").to_owned(),
        LawEntryValue::InterestContracts(_) => {
            locale.pick("for contracts from this day on", "voor overeenkomsten vanaf deze dag").to_owned()
        }
        LawEntryValue::CollectionBand(band) => {
            let percent = figure(band.percent, locale);
            let of = locale.pick("of what lies", "van wat ligt");
            let above = format!("{percent} {of} {} {}", locale.pick("above", "boven"), amount(band.above));
            let up_to = band.up_to.map(|up_to| format!(" {} {}", locale.pick("up to", "tot en met"), amount(up_to)));
            above + &up_to.unwrap_or_default()
        }
        LawEntryValue::CollectionMinimum(cents) => format!("{} {}", locale.pick("at least", "minimaal"), amount(cents)),
        LawEntryValue::CollectionMaximum(cents) => format!("{} {}", locale.pick("at most", "maximaal"), amount(cents)),
        LawEntryValue::CollectionNotice(gives) => match locale {
            money::Locale::En => format!("from a consumer after a notice that gives {gives}"),
            money::Locale::Nl => format!("van een consument na een aanmaning met {}", render::period(gives, locale)),
        },
        LawEntryValue::CollectionFrom(after) => match locale {
            money::Locale::En => format!("and from {after} after its receipt"),
            money::Locale::Nl => format!("en vanaf {} na de ontvangst daarvan", render::period(after, locale)),
        },
        LawEntryValue::Rule(rule) => {
            let (title, summary) = (rule.title.get(locale), rule.summary.get(locale));
            let said = format!("{title} ({}; {known}): {summary}", rule.provision);
            return vec![format!("  {}", rule.id), since, said];
        }
        LawEntryValue::Products(group) => {
            let said = format!("{} ({}; {known})", right(group, locale), group.provision);
            return vec![format!("  {}", group.types.join(", ")), said];
        }
        LawEntryValue::Function => {
            let said = locale.pick(
                "an online interface offers it, for contracts from this day on",
                "een online-interface biedt die aan, voor overeenkomsten vanaf deze dag",
            );
            said.to_owned()
        }
        LawEntryValue::Ruling(ruling) => {
            let said = format!("{} ({}; {known})", ruling.held.get(locale), ruling.on.join(", "));
            return vec![format!("  {}", ruling.id), said];
        }
        LawEntryValue::Leaving(group) => {
            let (leave, why) = (leaving(group.leave, locale), group.why.get(locale));
            return vec![
                format!("  {}", group.types.join(", ")),
                format!("{leave} ({}; {known}): {why}", group.provision),
            ];
        }
        LawEntryValue::Provision(listed) => listed.cited.join("; "),
    };
    vec![format!("  {since}"), said]
}

/// Whether it was seen or is second-hand, and where.
fn known(entry: &LawEntry<'_>, locale: money::Locale) -> String {
    format!("{}: {}", status(entry, locale), entry.known.source.get(locale))
}

fn status(entry: &LawEntry<'_>, locale: money::Locale) -> &'static str {
    match entry.known.status {
        Status::Seen => locale.pick("seen", "gezien"),
        Status::SecondHand => locale.pick("second-hand", "uit de tweede hand"),
    }
}

fn leaving(leave: Leaving, locale: money::Locale) -> &'static str {
    match leave {
        Leaving::AnyTime => locale.pick("at any time", "op elk moment"),
        Leaving::ByNotice => locale.pick("by notice", "door opzegging"),
        Leaving::ByTerms => locale.pick("as the terms say", "naar de voorwaarden"),
    }
}

fn right(group: &ProductsLaw, locale: money::Locale) -> String {
    let WithdrawalOf::LostWhen(facts) = group.right else {
        return locale.pick("no right to withdraw", "geen herroepingsrecht").to_owned();
    };
    let facts: Vec<&str> = facts.iter().map(|fact| fact_text(*fact, locale)).collect();
    format!("{}: {}", locale.pick("lost when", "vervalt bij"), facts.join(", "))
}

fn fact_text(fact: LossFact, locale: money::Locale) -> &'static str {
    let (en, nl) = match fact {
        LossFact::Begun => ("begun", "begonnen levering"),
        LossFact::FullyPerformed => ("fully performed", "volledige uitvoering"),
        LossFact::ExpressRequest => ("asked for expressly", "uitdrukkelijk verzoek"),
        LossFact::Acknowledged => ("the loss acknowledged", "erkend verlies"),
        LossFact::MadeToOrder => ("made to order", "maatwerk"),
    };
    locale.pick(en, nl)
}

/// One law: its name, its digest, what of it is not known, and its entries.
fn law_json(law: &Jurisdiction) -> Value {
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("id", law.id.name().into());
    put("digest", law.digest.into());
    put("name", texts(law.name));
    if let Some(said) = law.not_checked {
        put("notChecked", texts(said));
    }
    put("checks", provisions(law.checks()));
    put("findings", provisions(law.findings()));
    put("entries", law.entries().iter().map(entry_json).collect());
    Value::Object(object)
}

/// Ids, each with its provision.
fn provisions(of: &[(&str, &str)]) -> Value {
    Value::Object(of.iter().map(|(id, provision)| ((*id).to_owned(), (*provision).into())).collect())
}

fn texts(text: Bilingual) -> Value {
    json!({ "en": text.en, "nl": text.nl })
}

/// One entry: its kind, its provision, since when it holds, and what it says. Amounts are cents, as strings, as in the
/// contract.
fn entry_json(entry: &LawEntry<'_>) -> Value {
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    let kind = match entry.value {
        LawEntryValue::Interest(..) => "interest",
        LawEntryValue::InterestReview(_) => "interest_review",
        LawEntryValue::InterestContracts(_) => "interest_contracts",
        LawEntryValue::CollectionBand(_) => "collection_band",
        LawEntryValue::CollectionMinimum(_) => "collection_minimum",
        LawEntryValue::CollectionMaximum(_) => "collection_maximum",
        LawEntryValue::CollectionNotice(_) => "collection_notice",
        LawEntryValue::CollectionFrom(_) => "collection_from",
        LawEntryValue::Rule(_) => "rule",
        LawEntryValue::Products(_) => "withdrawal",
        LawEntryValue::Function => "withdrawal_function",
        LawEntryValue::Ruling(_) => "ruling",
        LawEntryValue::Leaving(_) => "leaving",
        LawEntryValue::Provision(_) => "provision",
    };
    put("kind", kind.into());
    if !entry.provision.is_empty() {
        put("provision", entry.provision.into());
    }
    if let Some(from) = entry.from {
        put("from", date(from));
    }
    put("status", entry.known.status.to_string().into());
    put("source", texts(entry.known.source));
    match entry.value {
        LawEntryValue::Interest(table, row) => {
            put("table", table_name(table).into());
            put("percent", percent(row.rate));
            if let Some(unchanged) = row.unchanged_at {
                put("unchangedAt", date(unchanged));
            }
        }
        LawEntryValue::InterestReview(table) | LawEntryValue::InterestContracts(table) => {
            put("table", table_name(table).into());
        }
        LawEntryValue::CollectionBand(band) => {
            put("above", cents(band.above));
            if let Some(up_to) = band.up_to {
                put("upTo", cents(up_to));
            }
            put("percent", percent(band.percent));
        }
        LawEntryValue::CollectionMinimum(amount) | LawEntryValue::CollectionMaximum(amount) => {
            put("amount", cents(amount));
        }
        LawEntryValue::CollectionNotice(period) | LawEntryValue::CollectionFrom(period) => {
            put("period", period.to_string().into());
        }
        LawEntryValue::Rule(rule) => {
            put("id", rule.id.id().into());
            put("title", texts(rule.title));
            put("summary", texts(rule.summary));
            if let Some(period) = rule.period {
                put("period", period.to_string().into());
            }
        }
        LawEntryValue::Products(group) => {
            put("types", group.types.into());
            match group.right {
                WithdrawalOf::Excluded => put("excluded", true.into()),
                WithdrawalOf::LostWhen(facts) => put("lostWhen", facts.iter().map(|fact| fact.name()).collect()),
            };
        }
        LawEntryValue::Function => {}
        LawEntryValue::Ruling(ruling) => {
            put("id", ruling.id.into());
            put("on", ruling.on.into());
            put("held", texts(ruling.held));
        }
        LawEntryValue::Leaving(group) => {
            put("types", group.types.into());
            put("leave", group.leave.name().into());
            put("why", texts(group.why));
        }
        LawEntryValue::Provision(listed) => {
            put("cited", listed.cited.into());
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

/// A percentage, with a comma in Dutch.
fn figure(rate: crate::law::Rate, locale: money::Locale) -> String {
    match locale {
        money::Locale::En => rate.to_string(),
        money::Locale::Nl => rate.to_string().replace('.', ","),
    }
}
