//! What two versions say otherwise without deciding otherwise: articles, summaries, notes on conflicts, why articles are left
//! out, names; and from when until when each is in force.

use super::super::prove::words::both;
use crate::calendar::Date;
use crate::policy::{Clause, Policy, Summary};

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
    for left_out in &new.unencoded {
        if let Some(before) = old.unencoded.iter().find(|before| before.articles == left_out.articles) {
            let articles = left_out.articles.join(", ");
            let what = both(format!("why {articles} is left out"), format!("waarom {articles} is weggelaten"));
            changes.add(what, &before.why, &left_out.why);
        }
    }
    for clause in &new.clauses {
        if let Some(before) = old.clauses.iter().find(|before| before.id == clause.id) {
            changes.of_clause(before, clause);
        }
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

    fn of_clause(&mut self, old: &Clause, new: &Clause) {
        let id = &new.id;
        let articles = |clause: &Clause| plain(&clause.articles.join(", "));
        self.add(both(format!("article of `{id}`"), format!("artikel van `{id}`")), &articles(old), &articles(new));
        self.add(both(format!("summary of `{id}`"), format!("samenvatting van `{id}`")), &old.summary, &new.summary);
        let what = both(format!("conflicts of `{id}`"), format!("tegenstrijdigheden van `{id}`"));
        self.add(what, &conflicts(old), &conflicts(new));
    }
}

fn conflicts(clause: &Clause) -> Summary {
    let join = |text: fn(&Summary) -> &String| {
        clause.conflicts.iter().map(|conflict| text(&conflict.note).as_str()).collect::<Vec<_>>().join(" ")
    };
    both(join(|note| &note.en), join(|note| &note.nl))
}

fn plain(text: &str) -> Summary {
    both(text, text)
}

fn day(day: Option<Date>) -> Summary {
    day.map_or(both("none", "geen"), |day| plain(&day.to_string()))
}
