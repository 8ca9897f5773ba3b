//! The changes of policies, as text for a person and as JSON.

use std::fmt::Write;

use super::super::report::quote;
use super::{Change, Fate, Mutated, Mutation};
use crate::analyse::compare::{Answer, Region};
use crate::money::Currency;
use crate::policy::Policy;

/// The changes that no case notices, each with the place, both texts and a request that tells; those that make no
/// difference; and a closing line for each policy.
pub fn text(mutation: &Mutation<'_>) -> String {
    let mut out = String::new();
    for mutated in &mutation.policies {
        for change in &mutated.changes {
            if let Fate::Unnoticed { region, not_compared } = &change.fate {
                unnoticed(&mut out, mutated.policy, change);
                match (region, not_compared.first()) {
                    (Some(region), _) => {
                        line_of(
                            &mut out,
                            format_args!("  a case that tells: {}", told(region, mutated.policy.currency)),
                        );
                    }
                    (None, Some(why)) => {
                        line_of(&mut out, format_args!("  no request is known that tells: {}", why.en))
                    }
                    (None, None) => line_of(&mut out, format_args!("  it changes since when the version is in force")),
                }
            }
        }
        for change in mutated.changes.iter().filter(|change| change.fate == Fate::Same) {
            let place = place(mutated.policy, change);
            line_of(&mut out, format_args!("{place}: no difference: `{}` {}", change.old, instead(change)));
        }
        summary(&mut out, mutated);
    }
    for stale in &mutation.stale {
        let new = stale.new.as_ref().map_or_else(String::new, |new| format!(" as `{new}`"));
        line_of(
            &mut out,
            format_args!("{}:{}: explains no unnoticed change: `{}`{new}", stale.file, stale.line, stale.old),
        );
    }
    out
}

fn line_of(out: &mut String, line: std::fmt::Arguments<'_>) {
    let _ = writeln!(out, "{line}");
}

fn place(policy: &Policy, change: &Change) -> String {
    format!("{}:{}", policy.file, change.line)
}

fn instead(change: &Change) -> String {
    if change.new.is_empty() { "left out".to_owned() } else { format!("as `{}`", change.new) }
}

fn unnoticed(out: &mut String, policy: &Policy, change: &Change) {
    let clause = change.clause.as_ref().map_or_else(String::new, |id| format!(" in `{id}`"));
    line_of(out, format_args!("{}: no case notices{clause}:", place(policy, change)));
    line_of(out, format_args!("  - {}", change.old));
    let new = if change.new.is_empty() { "(left out)" } else { &change.new };
    line_of(out, format_args!("  + {new}"));
}

/// A region in one line.
fn told(region: &Region, currency: Currency) -> String {
    let (product, customer) = match region.members.first() {
        Some((product, customer)) => (product.name(), customer.name()),
        None => ("", ""),
    };
    let mut parts = vec![format!("{} of {product} by {customer}", region.question)];
    let texts = [region.window.words.en.as_str(), region.conditions.en.as_str()];
    parts.extend(texts.into_iter().filter(|text| !text.is_empty()).map(str::to_owned));
    let (old, new) = (answer(&region.old, currency), answer(&region.new, currency));
    format!("{}: {old}; changed: {new}", parts.join(", "))
}

fn answer(answer: &Answer, currency: Currency) -> String {
    let mut parts = vec![answer.verdict.name().to_owned()];
    let amounts = [
        ("charged", answer.charged),
        ("refund", answer.refund),
        ("credit", answer.credit),
        ("compensated", answer.compensated),
        ("recoverable", answer.recoverable),
        ("in default", answer.arrears),
    ];
    for (name, amount) in amounts {
        parts.extend(amount.map(|amount| format!("{name} {}", currency.plain(amount))));
    }
    parts.extend(answer.deadlines.iter().map(|(kind, day)| format!("{kind} {day}")));
    parts.join(", ")
}

fn summary(out: &mut String, mutated: &Mutated<'_>) {
    let count = |of: fn(&Fate) -> bool| mutated.count(of);
    let (policy, all) = (mutated.policy, mutated.changes.len());
    let noticed = count(|fate| *fate == Fate::Noticed);
    let refused = count(|fate| *fate == Fate::Refused);
    let same = count(|fate| *fate == Fate::Same);
    let explained = count(|fate| matches!(fate, Fate::Explained { .. }));
    let unnoticed = count(|fate| matches!(fate, Fate::Unnoticed { .. }));
    line_of(
        out,
        format_args!(
            "{} {}: {all} changes: {noticed} noticed, {refused} refused by the loader, {same} without a difference, \
             {explained} explained, {unnoticed} unnoticed",
            policy.id, policy.version
        ),
    );
    if mutated.left_out > 0 {
        line_of(out, format_args!("{} {}: {} more were not tried", policy.id, policy.version, mutated.left_out));
    }
}

/// One JSON object: `settled` and `noticeable` changes, the `policies` with all changes and what became of each, and the
/// `stale` explanations.
pub fn json(mutation: &Mutation<'_>) -> String {
    let share = mutation.share();
    let policies: Vec<String> = mutation.policies.iter().map(json_policy).collect();
    let stale = mutation.stale.iter().map(|stale| {
        format!(
            "{{\"file\":{},\"line\":{},\"old\":{},\"new\":{}}}",
            quote(&stale.file),
            stale.line,
            quote(&stale.old),
            stale.new.as_ref().map_or_else(|| "null".to_owned(), |new| quote(new))
        )
    });
    let stale: Vec<String> = stale.collect();
    format!(
        "{{\"settled\":{},\"noticeable\":{},\"policies\":[{}],\"stale\":[{}]}}\n",
        share.reached,
        share.points,
        policies.join(","),
        stale.join(",")
    )
}

fn json_policy(mutated: &Mutated<'_>) -> String {
    let Policy { id, version, file, .. } = mutated.policy;
    let changes = mutated.changes.iter().map(|change| {
        let (fate, why) = match &change.fate {
            Fate::Refused => ("refused", None),
            Fate::Noticed => ("noticed", None),
            Fate::Same => ("same", None),
            Fate::Explained { reason } => ("explained", Some(reason.clone())),
            Fate::Unnoticed { region: Some(region), .. } => ("unnoticed", Some(told(region, mutated.policy.currency))),
            Fate::Unnoticed { region: None, not_compared } => {
                ("unnoticed", not_compared.first().map(|why| why.en.clone()))
            }
        };
        let clause = change.clause.as_ref().map_or_else(|| "null".to_owned(), |id| quote(id));
        let why = why.map_or_else(String::new, |why| format!(",\"why\":{}", quote(&why)));
        format!(
            "{{\"line\":{},\"clause\":{clause},\"old\":{},\"new\":{},\"fate\":\"{fate}\"{why}}}",
            change.line,
            quote(&change.old),
            quote(&change.new)
        )
    });
    let changes: Vec<String> = changes.collect();
    format!(
        "{{\"policy\":{},\"version\":{},\"file\":{},\"left_out\":{},\"changes\":[{}]}}",
        quote(id),
        quote(version),
        quote(file),
        mutated.left_out,
        changes.join(",")
    )
}
