//! Cases that are answered alike. An answer rests on the facts that were read for it, and on nothing else: of two cases that
//! agree in all of them the first shows all that the second would, so that the second need not be examined.
//!
//! What is read is noted by the evaluator on each step of a walk. What the clauses can read for any answer is added, since the
//! proofs ask more than one question of a case: what each clause alone would answer, and at which prices. The first case is
//! the one with fewer facts, so that what breaks an invariant is found where it is smallest.

use super::super::breakpoints::{Apart, Case};
use crate::facts::DeclaredValue;
use crate::facts::table::{Fact, FactSet, FactValue, list_of};
use crate::policy::Policy;
use crate::vocabulary::Question;
use std::collections::HashSet;

/// The cases examined so far, by what was read for them.
pub(super) struct Alike<'c> {
    policy: &'c Policy,
    question: Question,
    by_reads: Vec<(FactSet, HashSet<Read<'c>>)>,
}

/// What was read of a case.
#[derive(PartialEq, Eq, Hash)]
struct Read<'c> {
    built_in: Vec<Option<FactValue<'c>>>,
    declared: Vec<Option<DeclaredValue>>,
    apart: Apart<'c>,
}

impl<'c> Alike<'c> {
    pub(super) fn new(policy: &'c Policy, question: Question) -> Alike<'c> {
        Alike { policy, question, by_reads: Vec::new() }
    }

    /// Whether another case that was examined agrees in all that was read for it.
    pub(super) fn has(&self, case: &'c Case) -> bool {
        self.by_reads.iter().any(|(read, known)| known.contains(&self.read(*read, case)))
    }

    /// Notes a case that was examined, and what was read for it.
    pub(super) fn examined(&mut self, case: &'c Case, read: FactSet) {
        let values = self.read(read, case);
        match self.by_reads.iter_mut().find(|(of, _)| *of == read) {
            Some((_, known)) => {
                known.insert(values);
            }
            None => self.by_reads.push((read, HashSet::from([values]))),
        }
    }

    fn read(&self, read: FactSet, case: &'c Case) -> Read<'c> {
        let mut built_in = Vec::new();
        let get = |fact: Fact, entry| fact.get(&case.agreement, &case.event, entry);
        for fact in read.iter(self.question) {
            // What is not in a group that is not there is not what is not stated.
            built_in.extend(fact.within.map(|group| get(group, 0)));
            match list_of(fact) {
                Some(list) => {
                    let Some(FactValue::Count(entries)) = get(list, 0) else { continue };
                    built_in.push(Some(FactValue::Count(entries)));
                    built_in.extend((0..entries as usize).map(|entry| get(fact, entry)));
                }
                None => built_in.push(get(fact, 0)),
            }
        }
        let ids = read.declared().filter_map(|place| self.policy.facts.at(place));
        let declared = ids.map(|fact| case.agreement.said(fact.id)).collect();
        Read { built_in, declared, apart: case.apart() }
    }
}
