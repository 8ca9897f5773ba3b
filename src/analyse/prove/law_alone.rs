//! What law alone decides: where no clause of a policy is read on a question, the same is proved of every such policy.

use super::super::breakpoints::parts;
use super::super::obligation::Obligation;
use crate::calendar::{Holidays, Zone};
use crate::law::JurisdictionId;
use crate::money::Currency;
use crate::policy::Policy;
use crate::policy::declared::Declarations;
use crate::vocabulary::Question;
use std::sync::{Mutex, PoisonError};

/// What law alone decides, proved once for all policies that are silent on a question and alike in the rest. It is kept for
/// one law and one run over files.
#[derive(Debug, Default)]
pub struct LawAlone(Mutex<Vec<(Silent, Proved)>>);

/// All that is read of a policy that is silent on a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Silent {
    question: Question,
    law: JurisdictionId,
    zone: Zone,
    holidays: Holidays,
    currency: Currency,
    products: Declarations,
}

/// What was proved, and in how many cases something could have been reached.
#[derive(Clone, Debug)]
pub(super) struct Proved {
    pub(super) obligations: Vec<Obligation>,
    pub(super) cases: u64,
}

impl Silent {
    /// A policy that is silent on a question, and nothing more of it than is read then.
    pub(super) fn of(policy: &Policy, question: Question) -> Option<(Silent, Policy)> {
        if !parts::clauses_read(policy, question).is_empty() {
            return None;
        }
        let bare = policy.saying_nothing();
        let Policy { law, ref zone, holidays, currency, ref facts, .. } = bare;
        let key = Silent { question, law, zone: zone.clone(), holidays, currency, products: facts.clone() };
        Some((key, bare))
    }
}

impl LawAlone {
    /// What was proved already.
    pub(super) fn get(&self, silent: &Silent) -> Option<Proved> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.iter().find(|(of, _)| of == silent).map(|(_, proved)| proved.clone())
    }

    /// Keeps what was proved to its end.
    pub(super) fn keep(&self, silent: Silent, proved: Proved) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((silent, proved));
    }
}
