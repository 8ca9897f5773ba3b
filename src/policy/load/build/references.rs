//! References from clause to clause.

use super::{Builder, FaultCode, allowed};
use crate::policy::Clause;
use crate::policy::building_blocks::{ChargeRule, Conditions, DeadlineRule, Span, TierBounds};
use crate::policy::forms::{Form, Outcome, Tier};
use crate::policy::load::format::ClauseTable;
use crate::policy::load::lists::NonEmpty;
use crate::policy::load::read::{At, Slot};
use crate::policy::load::suggest::one_of;
use crate::policy::load::values::Id;
use crate::vocabulary::{Question, both};

/// How far the search for a cycle has come with a clause.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    /// Being looked at: meeting it again closes a cycle.
    Open,
    Done,
}

impl Builder<'_, '_> {
    /// The place of a clause that has one of some forms; `None` after reporting that there is none.
    pub(super) fn resolve_form(&mut self, id: &Id, span: Span, forms: &[&str]) -> Option<u16> {
        let known = self.resolve(id, span)?;
        match known.form {
            Some(form) if !forms.contains(&form) => {
                let wanted = one_of(forms);
                let message = both!(
                    "the clause `{}` has the form `{form}`, not {wanted}",
                    "de bepaling `{}` heeft de vorm `{form}`, niet {wanted}",
                    id.0; wanted
                );
                self.error(FaultCode::WrongReference, span, message);
                None
            }
            _ => Some(known.place),
        }
    }

    /// Reports references between clauses that make no sense, although each exists.
    pub(super) fn check_references(&mut self, built: &[Option<Clause>], raw: &[At<ClauseTable>]) {
        self.check_overrides(built, raw);
        for (clause, raw) in built.iter().zip(raw) {
            let Some(clause) = clause else { continue };
            for (id, place) in borrowed(clause, &raw.value) {
                self.check_borrowed(id, built.get(usize::from(place)), &clause.questions);
            }
        }
    }

    /// Reports what a borrowed outcome asks for and the question of the borrower does not know.
    fn check_borrowed(&mut self, id: &At<Id>, target: Option<&Option<Clause>>, questions: &[Question]) {
        let Some(Some(target)) = target else { return };
        for question in questions {
            let undeclared = || self.declared.unknown_to(*question, target);
            if let Some(unknown) = unknown_to(*question, target).or_else(undeclared) {
                let message = both!(
                    "the clause `{}` rests on `{unknown}`, which `{question}` does not know",
                    "de bepaling `{}` berust op `{unknown}`, en `{question}` kent dat niet",
                    id.value.0
                );
                self.error(FaultCode::WrongReference, id.span, message);
            }
        }
    }

    fn check_overrides(&mut self, built: &[Option<Clause>], raw: &[At<ClauseTable>]) {
        let targets: Vec<&[u16]> =
            built.iter().map(|clause| clause.as_ref().map_or(&[][..], |clause| &clause.overrides)).collect();
        for place in on_cycles(&targets) {
            let span = raw.get(place).and_then(|clause| clause.value.overrides.span());
            let message = both!("these clauses override each other", "deze bepalingen gaan over en weer voor elkaar");
            self.error(FaultCode::OverrideCycle, span.unwrap_or_default(), message);
        }
        for (clause, raw) in built.iter().zip(raw) {
            let (Some(clause), Slot::Given(ids)) = (clause, &raw.value.overrides) else { continue };
            for (place, id) in clause.overrides.iter().zip(&ids.value.items) {
                let Some(Some(target)) = built.get(usize::from(*place)) else { continue };
                if !target.questions.iter().any(|question| clause.questions.contains(question)) {
                    let message = both!(
                        "the clause `{}` answers other questions, so that this has no effect",
                        "de bepaling `{}` gaat over andere vragen, zodat dit niets doet",
                        target.id
                    );
                    self.faults.warning(FaultCode::KeyWithoutEffect, id.span, message, None);
                }
            }
        }
    }
}

/// The clauses whose outcome or tiers a clause takes over, as they are named and where they stand.
fn borrowed<'r>(clause: &Clause, raw: &'r ClauseTable) -> Vec<(&'r At<Id>, u16)> {
    match &clause.form {
        Form::SameAs(form) => {
            let ids = raw.same_as.get().and_then(|same| same.clauses.get());
            ids.into_iter().flat_map(|NonEmpty(ids)| ids.items.iter().zip(form.clauses.iter().copied())).collect()
        }
        Form::PaymentDefault(form) => {
            let id = raw.payment_default.get().map(|raw| &raw.counts_as_cancelled);
            match (id, form.counts_as_cancelled) {
                (Some(Slot::Given(id)), Some(place)) => vec![(id, place)],
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

/// The places that close a cycle, without recursion: a chain may be as long as the file.
fn on_cycles(targets: &[&[u16]]) -> Vec<usize> {
    let mut marks = vec![Mark::New; targets.len()];
    let mut closing = Vec::new();
    for start in 0..targets.len() {
        let mut path = vec![(start, 0)];
        while let Some((place, next)) = path.pop() {
            let Some(mark) = marks.get_mut(place) else { continue };
            if next == 0 {
                match mark {
                    Mark::New => *mark = Mark::Open,
                    Mark::Open | Mark::Done => continue,
                }
            }
            match targets.get(place).and_then(|targets| targets.get(next)).map(|target| usize::from(*target)) {
                None => *mark = Mark::Done,
                Some(target) => {
                    path.push((place, next + 1));
                    if marks.get(target) == Some(&Mark::Open) {
                        closing.push(place);
                    } else {
                        path.push((target, 0));
                    }
                }
            }
        }
    }
    closing
}

/// The first thing that an outcome or a table of tiers rests on and a question does not know.
fn unknown_to(question: Question, target: &Clause) -> Option<String> {
    match &target.form {
        Form::Outcome(outcome) => unknown_in_outcome(question, outcome),
        Form::Tiers(tiers) => {
            let before = (!allowed::knows_anchor(question, tiers.before)).then(|| tiers.before.to_string());
            let timed = |key: &str, bounded: &dyn Fn(&Tier) -> bool| {
                (!allowed::is_in_time(question) && tiers.rows.iter().any(bounded)).then(|| key.to_owned())
            };
            let before = before
                .or_else(|| timed("before", &|row| row.bounds != TierBounds::default()))
                .or_else(|| timed("since", &|row| row.since.is_some()));
            let rows = tiers.rows.iter().find_map(|row| {
                let since =
                    row.since.map(|since| since.anchor).filter(|anchor| !allowed::knows_anchor(question, *anchor));
                let cancelled =
                    row.cancelled.filter(|_| !allowed::knows_cancelled(question)).map(|_| "cancelled".to_owned());
                since
                    .map(|anchor| anchor.to_string())
                    .or(cancelled)
                    .or_else(|| unknown_condition(question, &row.conditions))
                    .or_else(|| unknown_in_outcome(question, &row.outcome))
            });
            let rest = || tiers.otherwise.as_ref().and_then(|outcome| unknown_in_outcome(question, outcome));
            before.or(rows).or_else(rest).or_else(|| unknown_in_deadlines(question, &tiers.deadlines))
        }
        _ => None,
    }
}

fn unknown_in_outcome(question: Question, outcome: &Outcome) -> Option<String> {
    let charges = outcome.charges.iter().find_map(|charge| unknown_in_charge(question, charge));
    let credit = outcome.credit.and_then(|credit| credit.valid).map(|(anchor, _)| anchor);
    let credit = credit.filter(|anchor| !allowed::knows_anchor(question, *anchor)).map(|anchor| anchor.to_string());
    charges.or(credit).or_else(|| unknown_in_deadlines(question, &outcome.deadlines))
}

fn unknown_in_charge(question: Question, charge: &ChargeRule) -> Option<String> {
    let mut bases = charge.amount.bases();
    let base = bases.find(|base| !allowed::knows_base(question, *base)).map(|base| base.to_string());
    let mut counters = charge.amount.counters();
    let counter =
        counters.find(|counter| !allowed::knows_counter(question, *counter)).map(|counter| counter.to_string());
    let mut shares = charge.amount.shares();
    let share = shares.find(|share| !allowed::knows_share(question, *share)).map(|share| share.to_string());
    base.or(counter).or(share).or_else(|| unknown_condition(question, &charge.conditions))
}

fn unknown_in_deadlines(question: Question, deadlines: &[DeadlineRule]) -> Option<String> {
    deadlines.iter().find_map(|deadline| {
        let anchors = deadline.anchors.iter().copied().chain(deadline.or_earlier.map(|(anchor, _)| anchor));
        let anchor = anchors.into_iter().find(|anchor| !allowed::knows_anchor(question, *anchor));
        anchor.map(|anchor| anchor.to_string()).or_else(|| unknown_condition(question, &deadline.conditions))
    })
}

fn unknown_condition(question: Question, conditions: &Conditions) -> Option<String> {
    let mut all = conditions.when.iter().chain(&conditions.unless);
    let unknown = all.find(|condition| !allowed::knows_condition(question, **condition));
    let day = conditions.day.as_ref().filter(|day| !allowed::knows_anchor(question, day.of));
    unknown.map(|condition| condition.to_string()).or(day.map(|day| day.of.to_string()))
}
