//! `clausula accept`: findings that a policy is to be accepted with, written into its file with a seal.

use super::args::Locale;
use super::exit::{Exit, Failure};
use super::unfit::fit;
use super::{Session, clock, files, verify};
use crate::analyse::report::{self, Seal, VerificationReport};
use crate::calendar::Date;
use crate::law::Law;
use crate::money;
use crate::vocabulary::both;
use clap::ValueHint;
use std::path::{Path, PathBuf};
use toml_edit::{Array, DocumentMut, Item, Table, TableLike, value};

const EXAMPLES: &str = "\
Examples:
  clausula accept shop.toml --rule TERM-FEE --clause cancel --reason 'as the printed terms say' --until 2027-12-31
  clausula accept policies/          renew the seals of all acceptances, and say what changed

An acceptance holds for the findings and their clauses as they were when it was sealed: anything else reopens them.
The rest of the file stays as it is, comments too. Read what changed before you renew.";

/// What `clausula accept` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Policy files, and directories with files `*.toml`; one file when a rule is named
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,

    /// Accept the findings of this rule, as in TERM-FEE; without it, the seals of all acceptances are renewed
    #[arg(long, value_name = "RULE", requires = "reason")]
    rule: Option<String>,

    /// Only at this clause
    #[arg(long, value_name = "ID", requires = "rule")]
    clause: Option<String>,

    /// Only those with these words in their English message
    #[arg(long, value_name = "WORDS", requires = "rule")]
    about: Option<String>,

    /// Why
    #[arg(long, value_name = "TEXT", requires = "rule")]
    reason: Option<String>,

    /// The last day on which it holds, as in 2027-12-31
    #[arg(long, value_name = "DATE", requires = "rule", value_parser = fit(verify::date))]
    until: Option<Date>,

    /// The language of messages
    #[arg(long, value_enum, default_value = "en")]
    pub(super) locale: Locale,
}

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let paths = files::find(&args.paths, verify::POLICY_FILE, verify::is_policy)?;
    if args.rule.is_some() && paths.len() != 1 {
        return Err(Failure::Input(both!(
            "name one file to accept a finding in",
            "noem één bestand om een bevinding in te aanvaarden"
        )));
    }
    let Some(as_of) = clock::today() else {
        return Err(Failure::Input(both!("the clock is off by centuries", "de klok wijst een onmogelijke tijd aan")));
    };
    let mut exit = Exit::Fine;
    for path in &paths {
        if !accept_in(path, args, as_of, session)? {
            exit = Exit::FallsShort;
        }
    }
    Ok(exit)
}

/// Writes the seals of one file; whether every acceptance takes something.
fn accept_in(path: &Path, args: &Args, as_of: Date, session: &mut Session<'_>) -> Result<bool, Failure> {
    let locale = session.locale;
    let (name, bytes) = files::read(path)?;
    let not_utf8 = |_| Failure::Input(both!("{name} is not UTF-8", "{name} is geen UTF-8"));
    let text = String::from_utf8(bytes).map_err(not_utf8)?;
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
        Failure::Input(both!("{name}: {}", "{name}: dit is geen TOML: {}", error.message()))
    })?;
    if let Some(rule) = &args.rule {
        let in_line = locale.pick(
            "write the acceptances as `[[accept]]` to add one",
            "schrijf de aanvaardingen als `[[accept]]` om er een toe te voegen",
        );
        add(&mut document, rule, args).ok_or_else(|| Failure::told(format!("{name}: {in_line}")))?;
    }
    let report = report::verify(&name, document.to_string().as_bytes(), Law::built_in(), as_of);
    if report.policy.is_none() {
        let faults = report.faults.iter().map(|(fault, _)| fault.told(locale)).collect::<Vec<_>>().join("; ");
        return Err(Failure::told(format!("{name}: {faults}")));
    }
    let mut whole = true;
    for (index, seal) in report.seals().into_iter().enumerate() {
        let about = about(&report, index, locale);
        match (seal, acceptance(&mut document, index)) {
            (Some(seal), Some(table)) => {
                if let Some(said) = write(table, &seal, locale) {
                    session.streams.print(&format!("{name}: {about}: {said}"))?;
                }
            }
            _ => {
                whole = false;
                let none = locale.pick("there is no such finding", "zo'n bevinding is er niet");
                session.streams.tell(&format!("{name}: {about}: {none}"));
            }
        }
    }
    if args.rule.is_some() && !whole {
        return Ok(false);
    }
    let sealed = document.to_string();
    if sealed != text {
        session.streams.write(Some(path), &sealed)?;
    }
    Ok(whole)
}

/// What an acceptance is about: its rule and its clause.
fn about(report: &VerificationReport, index: usize, locale: money::Locale) -> String {
    let Some(policy) = &report.policy else { return String::new() };
    let Some(stated) = policy.acceptances.get(index) else { return String::new() };
    let at = locale.pick("at", "bij");
    let clause = stated.clause.and_then(|place| policy.clause(place)).map(|clause| format!(" {at} `{}`", clause.id));
    format!("{}{}", stated.rule, clause.unwrap_or_default())
}

/// Adds an acceptance at the end; `None` where the file lists acceptances in line.
fn add(document: &mut DocumentMut, rule: &str, args: &Args) -> Option<()> {
    let list = document.entry("accept").or_insert(Item::ArrayOfTables(toml_edit::ArrayOfTables::new()));
    let mut table = Table::new();
    table.insert("rule", value(rule));
    let texts = [("clause", &args.clause), ("about", &args.about), ("reason", &args.reason)];
    for (key, text) in texts {
        if let Some(text) = text {
            table.insert(key, value(text.as_str()));
        }
    }
    if let Some(until) = args.until {
        table.insert("until", until.to_string().parse().map_or(Item::None, value::<toml_edit::Datetime>));
    }
    list.as_array_of_tables_mut()?.push(table);
    Some(())
}

/// The table of an acceptance.
fn acceptance(document: &mut DocumentMut, index: usize) -> Option<&mut dyn TableLike> {
    match document.get_mut("accept")? {
        Item::ArrayOfTables(tables) => tables.get_mut(index).map(|table| table as &mut dyn TableLike),
        Item::Value(list) => {
            let table = list.as_array_mut()?.get_mut(index)?.as_inline_table_mut()?;
            Some(table as &mut dyn TableLike)
        }
        _ => None,
    }
}

/// Writes a seal; what changed by it.
fn write(table: &mut dyn TableLike, seal: &Seal, locale: money::Locale) -> Option<String> {
    let known = |key: &str, table: &dyn TableLike| table.get(key).and_then(Item::as_str).map(str::to_owned);
    let list = |table: &dyn TableLike| -> Vec<String> {
        let figures = table.get("figures").and_then(Item::as_array);
        figures.into_iter().flatten().filter_map(|figure| figure.as_str().map(str::to_owned)).collect()
    };
    let (before, figures) = (known("seal", table), list(table));
    if before.as_ref() == Some(&seal.digest) && figures == seal.figures {
        return None;
    }
    if seal.figures.is_empty() {
        table.remove("figures");
    } else {
        table.insert("figures", value(seal.figures.iter().collect::<Array>()));
    }
    table.insert("seal", value(seal.digest.as_str()));
    let now = seal.figures.join("; ");
    let was = figures.join("; ");
    let (en, nl) = match before {
        None if now.is_empty() => ("sealed".to_owned(), "verzegeld".to_owned()),
        None => (format!("sealed for {now}"), format!("verzegeld voor {now}")),
        Some(_) if figures == seal.figures => (
            "renewed, after a change of its clauses".to_owned(),
            "vernieuwd, na een wijziging van de bepalingen".to_owned(),
        ),
        Some(_) => (format!("renewed: it was {was}, and is {now}"), format!("vernieuwd: het was {was}, en is {now}")),
    };
    Some(match locale {
        money::Locale::En => en,
        money::Locale::Nl => nl,
    })
}
