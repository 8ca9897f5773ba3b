//! Whether a clause by which the agreement ends settles what was paid.

use super::Builder;
use crate::policy::Clause;
use crate::policy::forms::{Form, Outcome};
use crate::policy::load::fault::FaultCode;
use crate::vocabulary::{Question, both};

impl Builder<'_, '_> {
    /// Warns of clauses under which an agreement ends without a settlement: whoever paid would not see what comes back.
    pub(super) fn check_settlements(&mut self, clauses: &[Option<Clause>]) {
        for clause in clauses.iter().flatten().filter(|clause| clause.on_top_of.is_empty() && ends_unsettled(clause)) {
            let message = both!(
                "a clause that ends the agreement settles nothing: whoever paid is not told what comes back",
                "een bepaling die de overeenkomst beëindigt, rekent niets af: wie betaalde, hoort niet wat er terugkomt"
            );
            let help = both!(
                "write `settles = true`, also where nothing is charged",
                "schrijf `settles = true`, ook als er niets wordt gerekend"
            );
            self.faults.warning(FaultCode::EndsUnsettled, clause.span, message, Some(help));
        }
    }
}

/// Whether the agreement can end by it and nothing is settled: by a cancellation, or by a termination that charges something.
fn ends_unsettled(clause: &Clause) -> bool {
    let cancels = clause.questions.contains(&Question::Cancellation);
    let terminates = clause.questions.contains(&Question::Termination);
    let ends = |outcome: &Outcome| outcome.verdict.allows() && (cancels || terminates && !outcome.charges.is_empty());
    let unsettled = |outcome: &Outcome| ends(outcome) && !outcome.settles;
    match &clause.form {
        Form::Outcome(outcome) => unsettled(outcome),
        Form::Tiers(tiers) => tiers.rows.iter().map(|row| &row.outcome).chain(&tiers.otherwise).any(unsettled),
        _ => false,
    }
}
