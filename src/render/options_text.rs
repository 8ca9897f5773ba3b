//! What the customer can do at one moment, for a person to read in a terminal.

use super::layout::{Page, Side, Table, capital};
use super::{dates, words};
use crate::calendar::Instant;
use crate::decision::{Decision, FindingCode};
use crate::evaluate::{CustomerOption, EvaluateError, source_id};
use crate::facts::{Agreement, FieldNames, Violation};
use crate::law::Law;
use crate::money::{Cents, Locale};
use crate::policy::Policy;

/// What the customer can do at one moment, the best first: a table of what each thing costs and gives back, and a line for what
/// lacks a fact, which is named as `names` says. Plain text, at most `width` columns wide.
pub fn options_text(
    policy: &Policy,
    agreement: &Agreement,
    at: Instant,
    options: &[CustomerOption],
    locale: Locale,
    names: FieldNames,
    width: usize,
) -> String {
    let word = |en: &'static str, nl: &'static str| locale.pick(en, nl).to_owned();
    let mut page = Page::of(width);
    let moment = dates::moment(&policy.zone, at, locale).with_weekday(locale);
    let title = locale.pick("what the customer can do on", "wat de klant kan doen op");
    page.paragraph("", &format!("{}: {title} {moment}", policy.name));
    let (price, paid) =
        (policy.currency.written(agreement.price, locale), policy.currency.written(agreement.paid(), locale));
    let basis = words::price_basis(policy.prices, locale);
    page.paragraph("", &format!("{} {price} {basis}, {} {paid}.", word("Price", "Prijs"), word("paid", "betaald")));
    page.line("");
    let mut table = Table::new(&[Side::Left, Side::Left, Side::Right, Side::Right, Side::Left]);
    table.row([
        word("Option", "Mogelijkheid"),
        word("Answer", "Antwoord"),
        word("Charge", "Kosten"),
        word("Refund", "Terug"),
        word("Rests on", "Berust op"),
    ]);
    for option in options {
        let Ok(decision) = &option.answer else { continue };
        let money = |amount: Option<Cents>| {
            amount.map_or_else(|| "–".to_owned(), |amount| policy.currency.written(amount, locale))
        };
        let charged = decision.verdict.allows();
        table.row([
            capital(words::option(option.question, locale)),
            words::outcome(decision.verdict, decision.leaves_out(), locale).to_owned(),
            money(charged.then(|| decision.charged())),
            money(decision.settlement.map(|settlement| settlement.refund)),
            rests_on(policy, decision),
        ]);
    }
    table.lines(page.width).iter().for_each(|line| page.line(line));
    for option in options {
        let what = capital(words::option(option.question, locale));
        match &option.answer {
            Ok(decision) => {
                for left_out in decision.findings.iter().filter(|finding| finding.code == FindingCode::NotEncoded) {
                    page.line("");
                    page.paragraph(
                        "",
                        &format!("{what}: {}", super::finding(policy, Law::built_in(), left_out, locale)),
                    );
                }
            }
            Err(EvaluateError::Facts(violations)) => {
                let said = |violation: &Violation| {
                    let problem = violation.problem.text(locale, names);
                    format!("`{}` {problem}", names.path(&violation.field))
                };
                let said: Vec<String> = violations.iter().map(said).collect();
                page.line("");
                page.paragraph("", &format!("{what}: {}: {}.", word("no answer", "geen antwoord"), said.join("; ")));
            }
        }
    }
    page.finish()
}

/// The clauses of the charges and deadlines, and of the reasoning where there are none.
fn rests_on(policy: &Policy, decision: &Decision) -> String {
    let charges = decision.charges.iter().flat_map(|charge| &charge.sources);
    let deadlines = decision.deadlines.iter().flat_map(|deadline| &deadline.sources);
    let mut sources: Vec<_> = charges.chain(deadlines).copied().collect();
    if sources.is_empty() {
        sources = decision.explanation.iter().map(|step| step.source).collect();
    }
    let mut ids: Vec<&str> = Vec::new();
    for source in sources {
        let id = source_id(policy, source);
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.join(", ")
}
