//! `clausula explain`: what a rule or a code means, what it rests on, what to do, and an example that runs.

mod entries;
mod examples;

use super::Session;
use super::args::{Locale, TextOrJson};
use super::exit::{Exit, Failure};
use super::table::wrap;
use crate::money;
use crate::policy::Summary;
use crate::policy::load::suggest::{closest, one_of};
use crate::vocabulary::both;
use entries::{ExplainEntry, Kind};

const EXAMPLES: &str = "\
Examples:
  clausula explain                                      every rule and code, by kind
  clausula explain WD-FUNCTION                          a rule of the compliance check
  clausula explain price-ceiling --locale nl            a finding of decisions, in Dutch
  clausula explain L2                                   a rule of mandatory law that decisions apply
  clausula explain tier-gap                             a fault that the loader reports
  clausula explain TERM-FEE --example > shop.toml       a policy that the rule reports, for `clausula verify shop.toml`
  clausula explain no-unit-count --example | clausula evaluate --format text";

/// What `clausula explain` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The rule or the code, as in TERM-FEE or may-be-annulled; without one all are listed
    #[arg(value_name = "RULE|CODE")]
    code: Option<String>,

    /// Print the example alone: a policy of a rule, a request of a finding or an assumption
    #[arg(long, requires = "code")]
    example: bool,

    /// With --example: print the policy under which the request is decided, where it is none of the built-in ones
    #[arg(long, requires = "example")]
    policy: bool,

    /// For a person or for a program
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,

    /// The language of texts
    #[arg(long, value_enum, default_value = "en")]
    pub(super) locale: Locale,
}

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let locale = args.locale.into();
    let entries = entries::all(locale);
    let Some(code) = &args.code else {
        match args.format {
            TextOrJson::Text => session.streams.print_text(&listed(&entries, locale, session.streams.width()))?,
            TextOrJson::Json => session.streams.print_json(&entries::json(&entries))?,
        }
        return Ok(Exit::Fine);
    };
    // A rule and a finding may have one name, in capitals and in small letters.
    let like = |same: fn(&str, &str) -> bool| -> Vec<ExplainEntry> {
        entries.iter().filter(|entry| same(&entry.code, code)).cloned().collect()
    };
    let exact = like(|known, code| known == code);
    let found = if exact.is_empty() { like(|known, code| known.eq_ignore_ascii_case(code)) } else { exact };
    if found.is_empty() {
        return Err(Failure::Input(unknown(code, &entries)));
    }
    if args.example {
        let example = |entry: &ExplainEntry| match args.policy {
            true => examples::policy_of(&entry.code),
            false => examples::of(entry.kind, &entry.code),
        };
        return match found.iter().find_map(example) {
            Some(example) => session.streams.print(&example).map(|()| Exit::Fine),
            None => Err(Failure::Input(both!("there is no example of `{code}`", "er is geen voorbeeld van `{code}`"))),
        };
    }
    match args.format {
        TextOrJson::Text => {
            let width = session.streams.width();
            let parts: Vec<String> = found.iter().map(|entry| text(entry, locale, width)).collect();
            session.streams.print_text(&parts.join("\n"))?;
        }
        TextOrJson::Json => session.streams.print_json(&entries::json(&found))?,
    }
    Ok(Exit::Fine)
}

/// Every code on a line, by kind.
fn listed(entries: &[ExplainEntry], locale: money::Locale, width: usize) -> String {
    let mut out = String::new();
    for kind in Kind::ALL {
        out.push_str(&format!("{}\n", kind.heading(locale)));
        let own = || entries.iter().filter(|entry| entry.kind == *kind);
        let column = own().map(|entry| entry.code.chars().count()).max().unwrap_or(0);
        for ExplainEntry { code, meaning, .. } in own() {
            let mut lines = wrap(meaning, width.saturating_sub(column + 4).max(20)).into_iter();
            out.push_str(&format!("  {code:column$}  {}\n", lines.next().unwrap_or_default()));
            lines.for_each(|line| out.push_str(&format!("  {:column$}  {line}\n", "")));
        }
        out.push('\n');
    }
    out
}

/// All that is known of one.
fn text(entry: &ExplainEntry, locale: money::Locale, width: usize) -> String {
    let ExplainEntry { kind, code, severity, meaning, provisions, remedy } = entry;
    let severity = severity.map_or_else(String::new, |severity| format!(", {severity}"));
    let mut out = format!("{code}: {}{severity}\n", kind.called(locale));
    let mut part = |name: &str, text: &str| {
        if !text.is_empty() {
            out.push_str(&format!("\n{name}\n"));
            wrap(text, width.saturating_sub(2)).iter().for_each(|line| out.push_str(&format!("  {line}\n")));
        }
    };
    part(locale.pick("Meaning", "Betekenis"), meaning);
    part(locale.pick("Provision", "Grondslag"), &provisions.join("; "));
    part(locale.pick("What to do", "Wat te doen"), remedy);
    if let Some(example) = examples::in_short(*kind, code) {
        out.push_str(&format!("\n{}\n", locale.pick("Example", "Voorbeeld")));
        example.lines().for_each(|line| out.push_str(&format!("  {line}\n")));
    }
    out
}

/// The codes that come nearest.
fn unknown(code: &str, entries: &[ExplainEntry]) -> Summary {
    let mut left: Vec<&str> = entries.iter().map(|entry| entry.code.as_str()).collect();
    left.dedup();
    let mut near: Vec<&str> = Vec::new();
    while near.len() < 3 {
        let Some(name) = closest(code, left.iter().copied()) else { break };
        left.retain(|other| *other != name);
        near.push(name);
    }
    if near.is_empty() {
        // What shares a word with it.
        let words = code.to_lowercase();
        let shares = |name: &&&str| {
            let name = name.to_lowercase();
            words.split(['-', '_', ' ']).any(|word| word.len() > 2 && name.split('-').any(|part| part == word))
        };
        near = left.iter().filter(shares).copied().take(5).collect();
    }
    let any = one_of(&near);
    let meant = match near.is_empty() {
        true => both!("", ""),
        false => both!(": did you mean {any}?", ": bedoelt u {any}?"; any),
    };
    both!(
        "there is no rule or code `{code}`{meant}; `clausula explain` lists all",
        "er is geen regel of code `{code}`{meant}; `clausula explain` noemt ze alle"; meant
    )
}
