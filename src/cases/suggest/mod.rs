//! Cases that a person should look at: for what no case reaches, and for changes that no case notices. Each is a complete
//! request with the answer of this program, and is marked `unchecked`, so that it does not pass before somebody has worked
//! out the answer from the text.

#[cfg(test)]
mod tests;
mod written;

use super::coverage::{self, Coverage};
use super::mutate::{Fate, Mutated};
use super::run::RunReport;
use crate::analyse::{Witness, requests};
use crate::decision::Decision;
use crate::evaluate::{Detail, evaluate};
use crate::facts::table::{FactKind, FactValue, of_question};
use crate::facts::{Agreement, Event, Facts};
use crate::law::Law;
use crate::money::{Cents, Locale};
use crate::policy::load::LineIndex;
use crate::policy::{Policy, Summary};
use crate::vocabulary::{Question, both};
use std::collections::HashSet;
use std::fmt::Write;
use written::{Writer, key_of, quoted};

/// How many requests of the proofs are tried on one question at most.
const MOST_REQUESTS: usize = 2_000;
/// How many requests are tried for one policy at most.
const MOST_TRIED: usize = 60_000;

/// Suggested cases for one version of a policy.
pub struct Suggestions<'p> {
    /// The policy.
    pub policy: &'p Policy,
    cases: Vec<Suggestion>,
    /// What no request was found for, each with its line.
    pub without: Vec<(usize, Summary)>,
}

/// One case.
struct Suggestion {
    /// What it is for.
    name: Summary,
    articles: Vec<String>,
    facts: Facts,
    decision: Decision,
}

/// Suggests cases for the points that no case reaches, and for the changes that no case notices.
pub fn suggest<'p>(
    coverage: &Coverage<'p>,
    mutated: Option<&Mutated<'_>>,
    reports: &[RunReport<'_>],
    law: &Law,
) -> Suggestions<'p> {
    let policy = coverage.policy;
    let mut search = Search::new(coverage, law);
    for facts in seeds(policy, reports) {
        search.look_around(facts);
    }
    for question in search.questions() {
        for Witness { agreement, event, basis } in requests(policy, law, question, MOST_REQUESTS) {
            if let Ok(facts) = Facts::new(agreement, event, basis) {
                search.look_around(&facts);
            }
        }
    }
    let Search { mut cases, missed, .. } = search;
    let lines = LineIndex::new(&policy.source);
    let line = |point: &coverage::Point| lines.position(point.span.start).0;
    let points = missed.iter().filter_map(|id| coverage.points.get(*id));
    let mut without: Vec<(usize, Summary)> = points.map(|point| (line(point), point.what.clone())).collect();
    for change in mutated.into_iter().flat_map(|mutated| &mutated.changes) {
        let Fate::Unnoticed { region, .. } = &change.fate else { continue };
        let new = match change.new.as_str() {
            "" => both!("left out", "weggelaten"),
            new => both!("{new}", "{new}"),
        };
        let what = both!("{} -> {new}", "{} -> {new}", change.old; new);
        let found = region.as_ref().and_then(|region| {
            let Witness { agreement, event, basis } = region.witness.clone();
            let facts = Facts::new(agreement, event, basis).ok()?;
            let decision = evaluate(policy, law, &facts, Detail::Full).ok()?;
            Some((facts, decision))
        });
        let Some((facts, decision)) = found else {
            without.push((change.line, what));
            continue;
        };
        let clause = change.clause.as_ref().and_then(|id| policy.clauses.iter().find(|clause| clause.id == *id));
        let articles = clause.map(|clause| clause.articles.clone()).unwrap_or_default();
        if !cases.iter().any(|case| case.facts == facts) {
            cases.push(Suggestion {
                name: both!("line {}: {what}", "regel {}: {what}", change.line; what),
                articles,
                facts,
                decision,
            });
        }
    }
    Suggestions { policy, cases, without }
}

/// The facts of the cases that were decided under a policy, each once.
fn seeds<'r>(policy: &Policy, reports: &'r [RunReport<'_>]) -> Vec<&'r Facts> {
    let outcomes = reports.iter().flat_map(|report| &report.outcomes);
    let own = outcomes.filter(|outcome| outcome.policy.is_some_and(|other| other.digest == policy.digest));
    own.filter_map(|outcome| outcome.facts.as_ref()).collect()
}

/// The search for requests that reach points.
struct Search<'s, 'p> {
    coverage: &'s Coverage<'p>,
    law: &'s Law,
    missed: HashSet<usize>,
    tried: usize,
    cases: Vec<Suggestion>,
}

impl<'s, 'p> Search<'s, 'p> {
    fn new(coverage: &'s Coverage<'p>, law: &'s Law) -> Search<'s, 'p> {
        let hits = coverage.hits.iter().enumerate();
        let missed = hits.filter(|(_, count)| **count == 0).map(|(id, _)| id).collect();
        Search { coverage, law, missed, tried: 0, cases: Vec::new() }
    }

    /// The questions of the clauses that have points which nothing reaches.
    fn questions(&self) -> Vec<Question> {
        let wanted = |question: &Question| {
            self.missed.iter().any(|id| {
                let clause = self.coverage.points.get(*id).and_then(|point| self.coverage.policy.clause(point.clause));
                clause.is_some_and(|clause| clause.questions.contains(question))
            })
        };
        Question::ALL.iter().copied().filter(wanted).collect()
    }

    /// A request, and every request that says one thing differently.
    fn look_around(&mut self, facts: &Facts) {
        if !self.questions().contains(&facts.question()) {
            return;
        }
        self.look_at(facts.clone());
        for (agreement, event) in neighbours(facts) {
            if self.missed.is_empty() || self.tried > MOST_TRIED {
                return;
            }
            if let Ok(facts) = Facts::new(agreement, event, facts.basis()) {
                self.look_at(facts);
            }
        }
    }

    fn look_at(&mut self, facts: Facts) {
        self.tried += 1;
        let policy = self.coverage.policy;
        let Ok(decision) = evaluate(policy, self.law, &facts, Detail::Full) else { return };
        let hit = coverage::hit(policy, self.law, &facts, &decision);
        let new: Vec<usize> = hit.into_iter().filter(|id| self.missed.remove(id)).collect();
        let Some(first) = new.first().and_then(|id| self.coverage.points.get(*id)) else { return };
        let clause = policy.clause(first.clause);
        let (line, _) = LineIndex::new(&policy.source).position(first.span.start);
        let more = match new.len() {
            0 | 1 => both!("", ""),
            many => both!(", and {} more", ", en nog {}", many - 1),
        };
        let what = &first.what;
        let articles = clause.map(|clause| clause.articles.clone()).unwrap_or_default();
        self.cases.push(Suggestion {
            name: both!("line {line}: {what}{more}", "regel {line}: {what}{more}"; what, more),
            articles,
            facts,
            decision,
        });
    }
}

/// The requests that say one thing differently: a second or a day earlier or later, a cent or one more or less, another
/// word, the opposite, or nothing.
fn neighbours(facts: &Facts) -> Vec<(Agreement, Event)> {
    const DAY: i64 = 86_400;
    let (agreement, event) = (facts.agreement(), facts.event());
    let mut found = Vec::new();
    for fact in of_question(facts.question()) {
        let said = fact.get(agreement, event, 0);
        let others: Vec<Option<FactValue<'static>>> = match (fact.kind, said) {
            (FactKind::YesNo, Some(FactValue::YesNo(so))) => vec![Some(FactValue::YesNo(!so))],
            (FactKind::YesNo, None) => vec![Some(FactValue::YesNo(true))],
            (FactKind::Count { .. }, None) => [1, 2].map(|count| Some(FactValue::Count(count))).to_vec(),
            (FactKind::Amount, Some(FactValue::Amount(amount))) => {
                let near = [1, -1, 10_000].into_iter().filter_map(|cents| amount.get().checked_add(cents));
                let near = near.chain([0, 100_000]).filter(|cents| *cents >= 0);
                near.map(|cents| Some(FactValue::Amount(Cents::new(cents)))).chain([None]).collect()
            }
            (FactKind::Count { .. }, Some(FactValue::Count(count))) => {
                let near = [count.checked_add(1), count.checked_sub(1), Some(2)];
                near.into_iter().flatten().map(|count| Some(FactValue::Count(count))).collect()
            }
            (FactKind::Date, Some(FactValue::Date(date))) => {
                let near = [1, -1].into_iter().filter_map(|days| date.plus_days(days));
                near.map(|date| Some(FactValue::Date(date))).chain([None]).collect()
            }
            (FactKind::Instant, Some(FactValue::Instant(at))) => {
                let near = [1, -1, DAY, -DAY, 30 * DAY, -30 * DAY].into_iter().filter_map(|secs| at.plus_secs(secs));
                near.map(|at| Some(FactValue::Instant(at))).chain([None]).collect()
            }
            (FactKind::Instant, None) => event.act().map(|at| Some(FactValue::Instant(at))).into_iter().collect(),
            (FactKind::Amount, None) => vec![Some(FactValue::Amount(Cents::new(10_000)))],
            (FactKind::Choice(choice), _) => choice.words.iter().map(|(word, _)| Some(FactValue::Word(word))).collect(),
            _ => Vec::new(),
        };
        // What stands in a table is stated wherever the table is.
        let can_be_silent = key_of(fact).0.is_none();
        let others = others.into_iter().filter(|other| *other != said && (can_be_silent || other.is_some()));
        for other in others {
            let (mut agreement, mut event) = (agreement.clone(), event.clone());
            fact.set(&mut agreement, &mut event, 0, other);
            found.push((agreement, event));
        }
    }
    found
}

impl Suggestions<'_> {
    /// How many cases there are.
    pub fn len(&self) -> usize {
        self.cases.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty()
    }

    /// The name of a file for them.
    pub fn file_name(&self) -> String {
        format!("{}-{}-suggested.cases.toml", self.policy.id, self.policy.version)
    }

    /// The case file.
    pub fn toml(&self, locale: Locale) -> String {
        let policy = self.policy;
        let writer = Writer::new(policy);
        let told = locale.pick(
            "# Suggested by `clausula test --suggest`: what this program answers. Work out each answer from the text, put the case\n\
             # right where it differs, and take `unchecked` out: until then it does not pass.\n",
            "# Voorgesteld door `clausula test --suggest`: wat dit programma antwoordt. Werk elk antwoord uit de tekst uit, verbeter\n\
             # het geval waar het verschilt, en haal `unchecked` weg: tot dan slaagt het niet.\n",
        );
        let mut out = format!(
            "{told}policy = {}\nversion = {}\ncurrency = {}\n",
            quoted(&policy.id),
            quoted(&policy.version),
            quoted(policy.currency.code())
        );
        for (number, Suggestion { name, articles, facts, decision }) in (1..).zip(&self.cases) {
            let articles: Vec<String> = articles.iter().map(|article| quoted(article)).collect();
            let articles = if articles.is_empty() {
                quoted(locale.pick("to be named", "nog te noemen"))
            } else {
                format!("[{}]", articles.join(", "))
            };
            let name = quoted(&format!("{number}, {}", name.get(locale)));
            let (facts, expect) = (writer.facts(facts), writer.expect(decision));
            let _ = write!(
                out,
                "\n[[case]]\nname = {name}\narticle = {articles}\nunchecked = true\n{facts}expect = {expect}\n"
            );
        }
        out
    }
}
