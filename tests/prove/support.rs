//! Small policies from text, and questions about what was found.

use clausula::analyse::prove::{prove, replay};
use clausula::analyse::{Invariant, Obligation, ProofOutcome, Witness};
use clausula::law::Law;
use clausula::policy::Policy;
use clausula::policy::load::load;

/// A policy of some clauses; panics with the faults when it does not load.
pub(crate) fn policy(clauses: &str) -> Policy {
    let head = "policy = \"test\"\nversion = \"1\"\nname = \"Test\"\ncurrency = \"EUR\"\n\
                prices = \"including_vat\"\nzone = \"Europe/Amsterdam\"\nholidays = \"NL\"\nlaw = \"NL\"\n";
    match load("test.toml", format!("{head}{clauses}").as_bytes()) {
        Ok(loaded) => loaded.policy,
        Err(report) => panic!("{}", report.errors().map(|fault| format!("{fault}\n")).collect::<String>()),
    }
}

/// A clause: its head, and its form in TOML.
pub(crate) fn clause(id: &str, question: &str, form: &str) -> String {
    clause_with(id, question, "", form)
}

/// A clause with further keys.
pub(crate) fn clause_with(id: &str, question: &str, keys: &str, form: &str) -> String {
    format!(
        "[[clause]]\nid = \"{id}\"\narticle = \"1\"\nquestion = \"{question}\"\n{keys}\n\
         summary = {{ nl = \"x\", en = \"x\" }}\n{form}\n"
    )
}

/// Rows of a table on cancelling: bounds and charges.
pub(crate) fn tiers(rows: &[(&str, &str)]) -> String {
    let row = |(bounds, charges): &(&str, &str)| format!("[[clause.tiers.tier]]\n{bounds}\ncharges = [{charges}]\n");
    let rows: String = rows.iter().map(row).collect();
    clause("cancel", "cancellation", &format!("[clause.tiers]\nbefore = \"starts_at\"\nsettles = true\n{rows}"))
}

/// A percentage of the price as a fee.
pub(crate) fn percent(percent: &str) -> String {
    format!("{{ kind = \"cancellation_fee\", percent = {percent}, of = \"price\" }}")
}

/// A fixed fee.
pub(crate) fn fixed(amount: &str) -> String {
    format!("{{ kind = \"administration_fee\", amount = \"{amount}\" }}")
}

pub(crate) fn proved(policy: &Policy) -> Vec<Obligation> {
    prove(policy, Law::built_in())
}

/// The witnesses against an invariant, each replayed.
pub(crate) fn refutations(policy: &Policy, invariant: Invariant) -> Vec<(Obligation, Witness)> {
    let refuted = proved(policy).into_iter().filter(|o| o.invariant == invariant);
    refuted
        .filter_map(|o| {
            let ProofOutcome::Refuted { witness: Some(witness), .. } = &o.outcome else { return None };
            let witness = (**witness).clone();
            assert!(replay(policy, Law::built_in(), invariant, &witness).is_some(), "the witness replays");
            Some((o, witness))
        })
        .collect()
}

/// The text that a span covers, from its first line on.
pub(crate) fn text_at<'p>(policy: &'p Policy, obligation: &Obligation) -> &'p str {
    let span = obligation.span.expect("a place in the file");
    &policy.source[span.start..]
}

/// Whether an invariant is proved wherever it is about anything.
pub(crate) fn is_proved(policy: &Policy, invariant: Invariant) -> bool {
    let about: Vec<_> = proved(policy).into_iter().filter(|o| o.invariant == invariant).collect();
    assert!(!about.is_empty(), "nothing was to be proved");
    about.iter().all(|o| matches!(o.outcome, ProofOutcome::Proved { cases } if cases > 0))
}
