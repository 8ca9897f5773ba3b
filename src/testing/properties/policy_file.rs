//! Policy files: whatever the bytes, a policy that keeps its promises or a report that says where it is wrong.

use super::{Checked, PROPERTIES, ensure};
use crate::law::Law;
use crate::policy::load::{Fault, load};
use crate::testing::{Edges, Settings, request_from};

/// Loading gives a policy, or a report with at least one error; every fault lies within the file and shows its line. The
/// text of a policy that loads loads again, to the same policy.
pub fn policy_file(bytes: &[u8]) -> Checked {
    const NAME: &str = "policy-file";
    match load("policy.toml", bytes) {
        Ok(loaded) => {
            loaded.warnings.iter().try_for_each(|fault| lies_within(fault, bytes))?;
            let again = load("policy.toml", loaded.policy.source.as_bytes()).map(|loaded| loaded.policy.clauses);
            ensure(again.as_ref() == Ok(&loaded.policy.clauses), NAME, || "loads differently again".to_owned())
        }
        Err(report) => {
            ensure(report.errors().count() > 0, NAME, || "refused without an error".to_owned())?;
            ensure(!report.to_string().is_empty(), NAME, || "a report without words".to_owned())?;
            report.faults.iter().try_for_each(|fault| lies_within(fault, bytes))
        }
    }
}

fn lies_within(fault: &Fault, bytes: &[u8]) -> Checked {
    let within =
        fault.line >= 1 && fault.column >= 1 && fault.span.start <= fault.span.end && fault.span.end <= bytes.len();
    ensure(within && !fault.message.en.is_empty() && !fault.message.nl.is_empty(), "policy-file", || {
        format!("{fault:?}")
    })
}

/// Whatever a policy file says, the evaluator keeps its promises for the requests that some tapes draw.
pub fn engine_holds(text: &str, tapes: &[&[u8]]) -> Checked {
    let Ok(loaded) = load("policy.toml", text.as_bytes()) else { return Ok(()) };
    let edges = Edges::of(&loaded.policy);
    tapes.iter().try_for_each(|tape| {
        let facts = request_from(&loaded.policy, &edges, Settings::DEFAULT, tape);
        let engine = PROPERTIES.iter().filter(|property| property.of_the_engine);
        engine.into_iter().try_for_each(|property| (property.check)(&loaded.policy, Law::built_in(), &facts))
    })
}
