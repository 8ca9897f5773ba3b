//! Cases that no answer tells apart: the evaluator reads only some of the facts in which cases differ, and where those are
//! the same, so is every answer. One of such cases is examined, and each of the others counts as it does.
//!
//! That is so of questions of which nothing but answers is looked at. What the proofs read of a case themselves is held
//! against the other too: the lines of its charges, what was paid, and whether its facts contradict each other.

use super::super::breakpoints::{Case, Line, lines};
use super::examine::Subject;
use super::ledger::CaseCounts;
use super::money::is_customers_act;
use crate::calendar::Instant;
use crate::facts::table::{Fact, FactSet, FactValue, agreement, termination};
use crate::money::Cents;
use crate::vocabulary::Basis;
use std::collections::HashMap;

/// What the clauses of a case can charge.
pub(super) struct LaidOut {
    /// The clauses that apply on any step, and those that they take over.
    pub(super) places: Vec<u16>,
    pub(super) lines: Vec<Line>,
    /// Whether these are all lines.
    pub(super) complete: bool,
}

/// A case that was examined.
pub(super) struct Examined<'c> {
    pub(super) case: &'c Case,
    pub(super) laid_out: Vec<LaidOut>,
    /// The instants of the act at which it was decided.
    pub(super) acts: Vec<(Option<Instant>, Basis)>,
    /// The steps with mandatory law.
    pub(super) steps: usize,
    /// What it decided.
    pub(super) counted: CaseCounts,
}

/// The cases of one timeline that were examined.
#[derive(Default)]
pub(super) struct Alike<'c>(Vec<ReadAlike<'c>>);

/// Those in which the same facts were read, by what these say.
struct ReadAlike<'c> {
    read: FactSet,
    facts: Vec<Fact>,
    examined: HashMap<ReadValues<'c>, Vec<Examined<'c>>>,
}

/// What facts say, and whether what they are a part of is there.
type ReadValues<'c> = Vec<(Option<FactValue<'c>>, Option<FactValue<'c>>)>;

/// What the proofs read of a case themselves.
static READ_BESIDES: [Fact; 2] = [&agreement::GOODS_RECEIVED_AT, &termination::BY];

impl<'c> Alike<'c> {
    /// Remembers a case in which some facts were read.
    pub(super) fn remember(&mut self, subject: &Subject<'_>, read: FactSet, examined: Examined<'c>) {
        if !is_customers_act(subject.question) || !is_sound(&examined, examined.case) {
            return;
        }
        let place = match self.0.iter().position(|group| group.read == read) {
            Some(place) => place,
            None => {
                let besides = READ_BESIDES.iter().filter(|fact| !read.contains(fact));
                let besides = besides.filter(|fact| fact.question.is_none_or(|of| of == subject.question)).copied();
                let facts = read.iter(subject.question).chain(besides).collect();
                self.0.push(ReadAlike { read, facts, examined: HashMap::new() });
                self.0.len() - 1
            }
        };
        if let Some(group) = self.0.get_mut(place) {
            let said = said(&group.facts, examined.case);
            group.examined.entry(said).or_default().push(examined);
        }
    }

    /// A case that was examined and has the same answers as another.
    pub(super) fn find(&self, subject: &Subject<'_>, case: &'c Case) -> Option<&Examined<'c>> {
        self.0.iter().find_map(|group| {
            let examined = group.examined.get(&said(&group.facts, case))?;
            examined.iter().find(|examined| is_alike(subject, examined, case))
        })
    }
}

fn said<'c>(facts: &[Fact], case: &'c Case) -> ReadValues<'c> {
    let value = |fact: Fact| fact.get(&case.agreement, &case.event, 0);
    facts.iter().map(|fact| (value(fact), fact.within.and_then(value))).collect()
}

/// Whether two cases in which the facts that were read say the same are the same in everything else that is looked at.
fn is_alike(subject: &Subject<'_>, examined: &Examined<'_>, case: &Case) -> bool {
    let lines_of = |laid_out: &LaidOut| lines(subject.bare, &laid_out.places, case);
    case.differs_in_facts_alone(examined.case)
        && examined.laid_out.iter().all(|laid_out| {
            let (lines, complete) = lines_of(laid_out);
            lines == laid_out.lines && complete == laid_out.complete
        })
        && is_sound(examined, case)
}

/// Whether the facts of a case contradict each other at no instant at which the other was decided.
fn is_sound(examined: &Examined<'_>, case: &Case) -> bool {
    examined.acts.iter().all(|(act, basis)| case.facts(Cents::ZERO, *act, *basis).is_some())
}
