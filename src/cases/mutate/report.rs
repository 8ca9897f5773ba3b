//! The changes of policies, as text for a person and as JSON.

use std::fmt::Write;

use super::super::report::quote;
use super::{Change, Fate, Mutated, Mutation};
use crate::analyse::compare::{ComparedAnswer, Region};
use crate::money::{Currency, Locale};
use crate::policy::Policy;
use crate::vocabulary::both;

/// The changes that no case notices, each with the place, both texts and a request that tells; those that make no
/// difference; and a closing line for each policy.
pub fn text(mutation: &Mutation<'_>, locale: Locale) -> String {
    let mut out = String::new();
    for mutated in &mutation.policies {
        for change in &mutated.changes {
            if let Fate::Unnoticed { region, not_compared } = &change.fate {
                unnoticed(&mut out, mutated.policy, change, locale);
                match (region, not_compared.first()) {
                    (Some(region), _) => {
                        let lead = locale.pick("a case that tells", "een geval dat het laat zien");
                        line_of(&mut out, format_args!("  {lead}: {}", told(region, mutated.policy.currency, locale)));
                    }
                    (None, Some(why)) => {
                        let lead = locale
                            .pick("no request is known that tells", "er is geen verzoek bekend dat het laat zien");
                        line_of(&mut out, format_args!("  {lead}: {}", why.get(locale)))
                    }
                    (None, None) => {
                        let since = locale.pick(
                            "it changes since when the version is in force",
                            "het verandert sinds wanneer de versie geldt",
                        );
                        line_of(&mut out, format_args!("  {since}"))
                    }
                }
            }
        }
        for change in mutated.changes.iter().filter(|change| change.fate == Fate::Same) {
            let place = place(mutated.policy, change);
            let none = locale.pick("no difference", "geen verschil");
            line_of(&mut out, format_args!("{place}: {none}: `{}` {}", change.old, instead(change, locale)));
        }
        summary(&mut out, mutated, locale);
    }
    for stale in &mutation.stale {
        let new = stale.new.as_ref().map_or_else(String::new, |new| format!(" {} `{new}`", locale.pick("as", "als")));
        let lead = locale.pick("explains no unnoticed change", "verklaart geen onopgemerkte wijziging");
        line_of(&mut out, format_args!("{}:{}: {lead}: `{}`{new}", stale.file, stale.line, stale.old));
    }
    out
}

fn line_of(out: &mut String, line: std::fmt::Arguments<'_>) {
    let _ = writeln!(out, "{line}");
}

fn place(policy: &Policy, change: &Change) -> String {
    format!("{}:{}", policy.file, change.line)
}

fn instead(change: &Change, locale: Locale) -> String {
    match change.new.as_str() {
        "" => locale.pick("left out", "weggelaten").to_owned(),
        new => format!("{} `{new}`", locale.pick("as", "als")),
    }
}

fn unnoticed(out: &mut String, policy: &Policy, change: &Change, locale: Locale) {
    let clause = change.clause.as_ref().map_or_else(String::new, |id| format!(" in `{id}`"));
    let none = locale.pick("no case notices", "geen geval merkt");
    line_of(out, format_args!("{}: {none}{clause}:", place(policy, change)));
    line_of(out, format_args!("  - {}", change.old));
    let new = if change.new.is_empty() { locale.pick("(left out)", "(weggelaten)") } else { &change.new };
    line_of(out, format_args!("  + {new}"));
}

/// A region in one line.
fn told(region: &Region, currency: Currency, locale: Locale) -> String {
    let (product, customer) = match region.members.first() {
        Some((product, customer)) => (product.name(), customer.name()),
        None => ("", ""),
    };
    let (of, by) = (locale.pick("of", "van"), locale.pick("by", "door"));
    let mut parts = vec![format!("{} {of} {product} {by} {customer}", region.question)];
    let texts = [region.window.words.get(locale), region.conditions.get(locale)];
    parts.extend(texts.into_iter().filter(|text| !text.is_empty()).map(str::to_owned));
    let (old, new) = (answer(&region.old, currency, locale), answer(&region.new, currency, locale));
    format!("{}: {old}; {}: {new}", parts.join(", "), locale.pick("changed", "gewijzigd"))
}

fn answer(answer: &ComparedAnswer, currency: Currency, locale: Locale) -> String {
    let mut parts = vec![answer.verdict.name().to_owned()];
    let amounts = [
        (locale.pick("charged", "gerekend"), answer.charged),
        (locale.pick("refund", "terug"), answer.refund),
        (locale.pick("credit", "tegoed"), answer.credit),
        (locale.pick("compensated", "vergoed"), answer.compensated),
        (locale.pick("recoverable", "te verhalen"), answer.recoverable),
        (locale.pick("in default", "in verzuim"), answer.arrears),
    ];
    for (name, amount) in amounts {
        parts.extend(amount.map(|amount| format!("{name} {}", currency.plain(amount))));
    }
    parts.extend(answer.deadlines.iter().map(|(kind, day)| format!("{kind} {day}")));
    parts.join(", ")
}

fn summary(out: &mut String, mutated: &Mutated<'_>, locale: Locale) {
    let count = |of: fn(&Fate) -> bool| mutated.count(of);
    let (policy, all) = (mutated.policy, mutated.changes.len());
    let noticed = count(|fate| *fate == Fate::Noticed);
    let refused = count(|fate| *fate == Fate::Refused);
    let same = count(|fate| *fate == Fate::Same);
    let explained = count(|fate| matches!(fate, Fate::Explained { .. }));
    let unnoticed = count(|fate| matches!(fate, Fate::Unnoticed { .. }));
    let counts = both!(
        "{all} changes: {noticed} noticed, {refused} refused by the loader, {same} without a difference, \
         {explained} explained, {unnoticed} unnoticed",
        "{all} wijzigingen: {noticed} opgemerkt, {refused} geweigerd door de lader, {same} zonder verschil, \
         {explained} verklaard, {unnoticed} niet opgemerkt"
    );
    line_of(out, format_args!("{} {}: {}", policy.id, policy.version, counts.get(locale)));
    if mutated.left_out > 0 {
        let more = both!("{} more were not tried", "{} andere zijn niet geprobeerd", mutated.left_out);
        line_of(out, format_args!("{} {}: {}", policy.id, policy.version, more.get(locale)));
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
            Fate::Unnoticed { region: Some(region), .. } => {
                ("unnoticed", Some(told(region, mutated.policy.currency, Locale::En)))
            }
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
