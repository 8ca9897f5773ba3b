//! The exact analysis against the evaluator: what is proved, no request breaks; what is refuted, its witness breaks.

use super::{Checked, PROPERTIES, ensure};
use crate::analyse::prove::replay;
use crate::analyse::{Obligation, Outcome, Witness};
use crate::facts::Facts;
use crate::law::Law;
use crate::policy::Policy;

/// No request breaks an invariant that is proved for its question, product and customer: neither by the property of that
/// name, nor by the replay of the analysis itself.
pub fn proved_holds(obligations: &[Obligation], policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    for obligation in obligations.iter().filter(|obligation| is_about(obligation, facts)) {
        if !matches!(obligation.outcome, Outcome::Proved { .. }) {
            continue;
        }
        let (agreement, event) = (facts.agreement().clone(), facts.event().clone());
        let request = Witness { agreement, event, basis: facts.basis() };
        let broken = replay(policy, law, obligation.invariant, &request);
        ensure(broken.is_none(), obligation.invariant.name(), || format!("proved, but {broken:?}"))?;
        for property in PROPERTIES.iter().filter(|property| property.invariant == Some(obligation.invariant)) {
            (property.check)(policy, law, facts)?;
        }
    }
    Ok(())
}

/// Every witness breaks the invariant that it refutes, and a proof rests on at least one case.
pub fn refuted_replays(obligations: &[Obligation], policy: &Policy, law: &Law) -> Checked {
    for obligation in obligations {
        let right = match &obligation.outcome {
            Outcome::Proved { cases } => *cases > 0,
            Outcome::Refuted { witness: Some(witness), .. } => {
                replay(policy, law, obligation.invariant, witness).is_some()
            }
            Outcome::Refuted { witness: None, .. } | Outcome::Undecided { .. } => true,
        };
        ensure(right, obligation.invariant.name(), || format!("{obligation:?}"))?;
    }
    Ok(())
}

fn is_about(obligation: &Obligation, facts: &Facts) -> bool {
    obligation.question.is_none_or(|question| question == facts.question())
        && obligation.product.is_none_or(|product| product == facts.agreement().product)
        && obligation.customer.is_none_or(|customer| customer == facts.agreement().customer)
}
