//! The report of a replay, for a person and for a pull request.

use super::Report;
use crate::cli::table::table;
use crate::money::{Cents, Currency, Locale};
use crate::replay::{ChangeReport, Effect, Side, Sums, Telling};
use std::fmt::Write;

/// For a person.
pub(super) fn text(report: &Report, locale: Locale, width: usize) -> String {
    let mut text = format!("{}\n", reproduced(report, locale));
    for not in &report.first_not_reproduced {
        let _ = writeln!(text, "  {} {}: {}", locale.pick("record", "regel"), not.seq, not.because);
    }
    let Some(change) = &report.change else { return text };
    let _ = write!(text, "\n{}\n\n{}", summary(change, locale), table(&rows(change, locale), width));
    let regions: Vec<Vec<String>> = change
        .regions
        .iter()
        .map(|region| {
            let count = count(region.decisions, region.alike, locale);
            vec![format!("  {}", region.question), count, region.region.clone()]
        })
        .collect();
    if !regions.is_empty() {
        let title = locale.pick("Regions that are proven to differ", "Gebieden die bewezen verschillen");
        let _ = write!(text, "\n{title}\n{}", table(&regions, width));
    }
    for telling in &change.telling {
        let _ = writeln!(text, "\n{}", title(telling, locale));
        for side in [&telling.old, &telling.new] {
            let _ = writeln!(text, "  {}: {}", side.version, answer(side, &telling.currency, locale));
            for reason in &side.reasons {
                let _ = writeln!(text, "    {reason}");
            }
        }
    }
    if !change.not_compared.is_empty() {
        let _ = writeln!(text, "\n{}", locale.pick("Not compared", "Niet vergeleken"));
        for sentence in &change.not_compared {
            let _ = writeln!(text, "  - {sentence}");
        }
    }
    let _ = writeln!(text, "\n{}", caveat(locale));
    text
}

/// For a pull request.
pub(super) fn markdown(report: &Report, locale: Locale) -> String {
    let mut text = format!("### {}\n\n{}\n", locale.pick("Replay", "Herhaling"), reproduced(report, locale));
    for not in &report.first_not_reproduced {
        let _ = writeln!(text, "- {} {}: {}", locale.pick("record", "regel"), not.seq, cell(&not.because));
    }
    let Some(change) = &report.change else { return text };
    let _ = writeln!(text, "\n{}\n", summary(change, locale));
    markdown_table(&mut text, &rows(change, locale));
    if !change.regions.is_empty() {
        let head = locale.pick(
            "question|decisions|region that is proven to differ",
            "vraag|beslissingen|gebied dat bewezen verschilt",
        );
        let mut rows = vec![head.split('|').map(str::to_owned).collect::<Vec<_>>()];
        rows.extend(change.regions.iter().map(|region| {
            let count = count(region.decisions, region.alike, locale);
            vec![format!("`{}`", region.question), count, region.region.clone()]
        }));
        text.push('\n');
        markdown_table(&mut text, &rows);
    }
    if !change.telling.is_empty() {
        let title = locale.pick("The most telling decisions", "De sprekendste beslissingen");
        let _ = write!(text, "\n<details><summary>{title}</summary>\n");
        for telling in &change.telling {
            let _ = writeln!(text, "\n**{}**\n", cell(&self::title(telling, locale)));
            for side in [&telling.old, &telling.new] {
                let _ = writeln!(text, "- {}: {}", cell(&side.version), answer(side, &telling.currency, locale));
                for reason in &side.reasons {
                    let _ = writeln!(text, "  - {}", cell(reason));
                }
            }
        }
        text.push_str("\n</details>\n");
    }
    if !change.not_compared.is_empty() {
        let _ = writeln!(text, "\n**{}**\n", locale.pick("Not compared", "Niet vergeleken"));
        for sentence in &change.not_compared {
            let _ = writeln!(text, "- {}", cell(sentence));
        }
    }
    let _ = writeln!(text, "\n{}", caveat(locale));
    text
}

fn markdown_table(text: &mut String, rows: &[Vec<String>]) {
    for (place, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row.iter().map(|text| cell(text)).collect();
        let _ = writeln!(text, "| {} |", cells.join(" | "));
        if place == 0 {
            let _ = writeln!(text, "|{}", "---|".repeat(row.len()));
        }
    }
}

/// A text that cannot end the cell of a table or begin markup.
fn cell(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;").replace('\n', " ")
}

fn reproduced(report: &Report, locale: Locale) -> String {
    let Report { decisions, reproduced, .. } = report;
    match locale {
        Locale::En => format!("{reproduced} of {decisions} decisions come out the same, byte for byte."),
        Locale::Nl => format!("{reproduced} van {decisions} beslissingen komen hetzelfde uit, byte voor byte."),
    }
}

fn summary(change: &ChangeReport, locale: Locale) -> String {
    let ChangeReport { decisions, changed, unannounced, undecided, other_policies, other_currency, options, .. } =
        change;
    let mut text = match locale {
        Locale::En => format!(
            "Under the new terms {changed} of {decisions} would have been decided otherwise, {unannounced} of them in a way \
             that the comparison does not tell of."
        ),
        Locale::Nl => format!(
            "Onder de nieuwe voorwaarden waren {changed} van {decisions} anders beslist, {unannounced} daarvan op een manier \
             die de vergelijking niet noemt."
        ),
    };
    let mut add = |count: u64, en: &str, nl: &str| {
        if count > 0 {
            let _ = write!(text, " {count} {}.", locale.pick(en, nl));
        }
    };
    add(*undecided, "would have had no decision: a fact is missing", "hadden geen beslissing: een feit ontbreekt");
    add(
        *other_policies,
        "are of policies that the new terms do not have",
        "vallen onder voorwaarden die er niet bij zijn",
    );
    add(
        *options,
        "say what customers could do, of which at most one thing came about: they are not added up",
        "zeggen wat klanten konden doen, waarvan hooguit één ding gebeurde: ze zijn niet opgeteld",
    );
    add(*other_currency, "are in another currency", "zijn in een andere munt");
    if let Some(because) = &change.undecided_because {
        let _ = write!(text, " ({because})");
    }
    text
}

fn caveat(locale: Locale) -> &'static str {
    locale.pick(
        "Customers are taken to do the same under other terms.",
        "Aangenomen is dat klanten onder andere voorwaarden hetzelfde doen.",
    )
}

/// How many decisions lie in a region.
fn count(within: u64, alike: u64, locale: Locale) -> String {
    match alike {
        0 => within.to_string(),
        alike => format!("{within} + {alike} {}", locale.pick("alike", "soortgelijk")),
    }
}

/// A row for each question, under a head.
fn rows(change: &ChangeReport, locale: Locale) -> Vec<Vec<String>> {
    let head = locale.pick(
        "question|decisions|changed|charged|refunded|credit|from the provider|owed|difference in charges: least, 10%, half, 90%, most",
        "vraag|beslissingen|anders|kosten|terug|tegoed|van de aanbieder|verschuldigd|verschil in kosten: minst, 10%, helft, 90%, meest",
    );
    let mut rows = vec![head.split('|').map(str::to_owned).collect::<Vec<_>>()];
    for sums in &change.sums {
        let Sums { question, currency, decisions, changed, charged, refund, credit, compensated, owed, difference } =
            sums;
        let effect = |effect: &Effect| match effect.difference() {
            0 => money(effect.old, currency, locale),
            by => {
                let [old, new] = [effect.old, effect.new].map(|cents| money(cents, currency, locale));
                format!("{old} → {new} ({})", signed(by, currency, locale))
            }
        };
        let quantiles = difference.map(|d| [d.least, d.tenth, d.median, d.ninetieth, d.most]);
        let quantiles = quantiles.map(|all| all.map(|cents| signed(cents, currency, locale)).join(", "));
        rows.push(vec![
            (*question).to_owned(),
            decisions.to_string(),
            changed.to_string(),
            effect(charged),
            effect(refund),
            effect(credit),
            effect(compensated),
            effect(owed),
            quantiles.unwrap_or_default(),
        ]);
    }
    rows
}

/// An amount in its currency.
fn money(cents: i64, currency: &str, locale: Locale) -> String {
    // Policies have no other currencies than those that are known.
    Currency::of(currency).unwrap_or(Currency::EUR).written(Cents::new(cents), locale)
}

fn signed(cents: i64, currency: &str, locale: Locale) -> String {
    let amount = money(cents.saturating_abs(), currency, locale);
    match cents {
        0 => amount,
        1.. => format!("+{amount}"),
        _ => format!("−{amount}"),
    }
}

fn title(telling: &Telling, locale: Locale) -> String {
    let Telling { seq, request_id, question, currency, announced, old, new } = telling;
    let id = if request_id.is_empty() { String::new() } else { format!(" ({request_id})") };
    let by = new.charged.unwrap_or_default().saturating_sub(old.charged.unwrap_or_default());
    let by = signed(by, currency, locale);
    let not = if *announced {
        ""
    } else {
        locale.pick(", not told of by the comparison", ", niet genoemd door de vergelijking")
    };
    format!("{} {seq}{id}, {question}: {by}{not}", locale.pick("record", "regel"))
}

fn answer(side: &Side, currency: &str, locale: Locale) -> String {
    let mut parts = vec![side.verdict.to_owned()];
    let mut amount = |cents: Option<i64>, en: &str, nl: &str| {
        parts.extend(cents.map(|cents| format!("{} {}", money(cents, currency, locale), locale.pick(en, nl))));
    };
    amount(side.charged, "charged", "kosten");
    amount(side.refund, "back", "terug");
    amount(side.credit, "credit", "tegoed");
    amount(side.compensated, "from the provider", "van de aanbieder");
    amount(side.owed, "owed", "verschuldigd");
    parts.join(", ")
}
