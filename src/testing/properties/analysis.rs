//! The exact analysis against the evaluator: what is proved, no request breaks; what is refuted, its witness breaks; where
//! two versions are said to differ, they do, and elsewhere they do not.

use super::{Checked, PROPERTIES, alike, brief, decided, ensure, violated};
use crate::analyse::compare::{Comparison, Region};
use crate::analyse::prove::replay;
use crate::analyse::{Obligation, ProofOutcome, Witness};
use crate::decision::Decision;
use crate::facts::Facts;
use crate::law::Law;
use crate::policy::Policy;

/// No request breaks an invariant that is proved for its question, product and customer: neither by the property of that
/// name, nor by the replay of the analysis itself.
pub fn proved_holds(obligations: &[Obligation], policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    // At other prices than a product is sold for nothing is proved.
    if !policy.facts.is_sold_for(facts.agreement()) {
        return Ok(());
    }
    for obligation in obligations.iter().filter(|obligation| is_about(obligation, facts)) {
        if !matches!(obligation.outcome, ProofOutcome::Proved { .. }) {
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
            ProofOutcome::Proved { cases } => *cases > 0,
            ProofOutcome::Refuted { witness: Some(witness), .. } => {
                replay(policy, law, obligation.invariant, witness).is_some()
            }
            ProofOutcome::Refuted { witness: None, .. } | ProofOutcome::Undecided { .. } => true,
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

/// Where two versions are said to differ, the evaluator decides so on the witness, for every product and customer named.
pub fn differences_are_real(comparison: &Comparison, old: &Policy, new: &Policy, law: &Law) -> Checked {
    const NAME: &str = "compare";
    for region in &comparison.regions {
        for &member in &region.members {
            let witness = region.witness_for(member);
            let Ok(facts) = Facts::new(witness.agreement, witness.event, witness.basis) else {
                return violated(NAME, format!("the witness of {region:?} contradicts itself"));
            };
            let (before, after) = (decided(old, law, &facts), decided(new, law, &facts));
            let (Some(before), Some(after)) = (before, after) else {
                return violated(NAME, format!("the witness of {region:?} has no answer"));
            };
            let stated = (region.old.verdict, region.new.verdict) == (before.verdict, after.verdict);
            let differ = answer(&before) != answer(&after);
            ensure(stated && differ, NAME, || format!("{} and {}", brief(&before), brief(&after)))?;
        }
    }
    Ok(())
}

/// What is decided, without the reasons: for one and the same act, so that deadlines counted from it count too.
fn answer(decision: &Decision) -> Decision {
    let mut answer = Decision {
        explanation: Vec::new(),
        nearest_boundary: None,
        assumptions: Vec::new(),
        findings: Vec::new(),
        ..decision.clone()
    };
    answer.charges.iter_mut().for_each(|charge| charge.sources.clear());
    answer.liability.iter_mut().for_each(|liability| liability.sources.clear());
    for deadline in &mut answer.deadlines {
        deadline.sources.clear();
        deadline.moves_with_act = false;
    }
    answer
}

/// Where two versions are not said to differ, and nothing is said not to be compared, they decide alike.
pub fn no_difference_is_missed(
    comparison: &Comparison,
    old: &Policy,
    new: &Policy,
    law: &Law,
    facts: &Facts,
) -> Checked {
    if !comparison.not_compared.is_empty() || comparison.regions.iter().any(|region| speaks_of(region, facts)) {
        return Ok(());
    }
    match (decided(old, law, facts), decided(new, law, facts)) {
        (Some(before), Some(after)) => {
            ensure(alike(&before, &after), "compare", || format!("{} becomes {}", brief(&before), brief(&after)))
        }
        // A version may read a fact that is missing here.
        _ => Ok(()),
    }
}

fn speaks_of(region: &Region, facts: &Facts) -> bool {
    let member = (facts.agreement().product, facts.agreement().customer);
    region.question == facts.question() && region.members.contains(&member)
}
