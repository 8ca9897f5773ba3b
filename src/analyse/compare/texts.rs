//! What two versions say otherwise without deciding otherwise: articles, summaries, notes on conflicts, why articles are left
//! out, names; and from when until when each is in force.

use super::super::prove::words::both;
use crate::calendar::Date;
use crate::policy::building_blocks::Bound;
use crate::policy::{Clause, ClauseAssumption, Conflict, ConflictKind, Policy, Summary};

/// A text that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextChange {
    /// What it is of, as in `summary of cancel`.
    pub what: Summary,
    /// What the old version says.
    pub old: Summary,
    /// What the new version says.
    pub new: Summary,
}

/// The texts that differ, those of the policies first, then clause by clause in the order of the new version.
pub(super) fn of(old: &Policy, new: &Policy) -> Vec<TextChange> {
    let mut changes = Changes(Vec::new());
    changes.add(both("the name", "de naam"), &plain(&old.name), &plain(&new.name));
    let from = both("the first day in force", "de eerste dag waarop zij geldt");
    changes.add(from, &day(old.effective_from), &day(new.effective_from));
    let until = both("the first day no longer in force", "de eerste dag waarop zij niet meer geldt");
    changes.add(until, &day(old.effective_until), &day(new.effective_until));
    changes.left_out(old, new);
    for fact in new.facts.iter() {
        if let Some(before) = old.facts.get(fact.id) {
            let id = fact.id;
            changes.add(both(format!("question for `{id}`"), format!("vraag naar `{id}`")), &before.ask, &fact.ask);
        }
    }
    for clause in &new.clauses {
        match old.clauses.iter().find(|before| before.id == clause.id) {
            Some(before) => changes.of_clause(before, clause),
            None => changes.clause(&clause.id, &none(), &clause.summary),
        }
    }
    for clause in old.clauses.iter().filter(|clause| !new.clauses.iter().any(|after| after.id == clause.id)) {
        changes.clause(&clause.id, &clause.summary, &none());
    }
    changes.0
}

struct Changes(Vec<TextChange>);

impl Changes {
    fn add(&mut self, what: Summary, old: &Summary, new: &Summary) {
        if old != new {
            self.0.push(TextChange { what, old: old.clone(), new: new.clone() });
        }
    }

    /// A clause that only one version has.
    fn clause(&mut self, id: &str, old: &Summary, new: &Summary) {
        self.add(both(format!("clause `{id}`"), format!("bepaling `{id}`")), old, new);
    }

    /// Which articles are left out, and why.
    fn left_out(&mut self, old: &Policy, new: &Policy) {
        let why = |policy: &Policy, articles: &[String]| -> Summary {
            let known = policy.unencoded.iter().find(|left_out| left_out.articles == articles);
            known.map_or_else(none, |left_out| left_out.why.clone())
        };
        let of_either = new.unencoded.iter().chain(&old.unencoded);
        let articles = of_either.map(|left_out| left_out.articles.as_slice());
        let mut known: Vec<&[String]> = Vec::new();
        for of in articles {
            if known.contains(&of) {
                continue;
            }
            known.push(of);
            let list = of.join(", ");
            let what = both(format!("why {list} is left out"), format!("waarom {list} is weggelaten"));
            self.add(what, &why(old, of), &why(new, of));
        }
    }

    fn of_clause(&mut self, old: &Clause, new: &Clause) {
        let id = &new.id;
        let articles = |clause: &Clause| plain(&clause.articles.join(", "));
        self.add(both(format!("article of `{id}`"), format!("artikel van `{id}`")), &articles(old), &articles(new));
        self.add(both(format!("summary of `{id}`"), format!("samenvatting van `{id}`")), &old.summary, &new.summary);
        let what = both(format!("conflicts of `{id}`"), format!("tegenstrijdigheden van `{id}`"));
        self.add(what, &conflicts(old), &conflicts(new));
        let what = both(format!("assumptions of `{id}`"), format!("aannamen van `{id}`"));
        self.add(what, &assumptions(old), &assumptions(new));
    }
}

/// What contradicts what, of which articles, and for which notices and damage.
fn conflicts(clause: &Clause) -> Summary {
    let about = |conflict: &Conflict, dutch: bool| {
        let bound = |bound: &Bound| if dutch { bound.dutch() } else { bound.to_string() };
        let lower = conflict.bounds.lower.map(|of| format!("{} {}", if of.inclusive { "≥" } else { ">" }, bound(&of)));
        let upper = conflict.bounds.upper.map(|of| format!("{} {}", if of.inclusive { "≤" } else { "<" }, bound(&of)));
        let damage = conflict.damage.iter().map(|kind| kind.name().to_owned());
        let parts = conflict.articles.iter().cloned().chain(lower).chain(upper).chain(damage);
        let kind = match conflict.kind {
            ConflictKind::Clause => "clause",
            ConflictKind::Cap => "cap",
        };
        std::iter::once(kind.to_owned()).chain(parts).collect::<Vec<_>>().join(", ")
    };
    let told = |conflict: &Conflict| {
        let Summary { nl, en } = &conflict.note;
        both(format!("{en} ({})", about(conflict, false)), format!("{nl} ({})", about(conflict, true)))
    };
    joined(clause.conflicts.iter().map(told))
}

/// What is taken to be so, and of which damage.
fn assumptions(clause: &Clause) -> Summary {
    let told = |assumption: &ClauseAssumption| {
        let parts: Vec<&str> = assumption.damage.iter().map(|kind| kind.name()).collect();
        let behind = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
        let Summary { nl, en } = &assumption.note;
        both(format!("{en}{behind}"), format!("{nl}{behind}"))
    };
    joined(clause.assumptions.iter().map(told))
}

fn joined(texts: impl Iterator<Item = Summary>) -> Summary {
    let (en, nl): (Vec<String>, Vec<String>) = texts.map(|Summary { nl, en }| (en, nl)).unzip();
    if en.is_empty() { none() } else { both(en.join("; "), nl.join("; ")) }
}

fn none() -> Summary {
    both("none", "geen")
}

fn plain(text: &str) -> Summary {
    both(text, text)
}

fn day(day: Option<Date>) -> Summary {
    day.map_or_else(none, |day| plain(&day.to_string()))
}
