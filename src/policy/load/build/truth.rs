//! Which conditions can hold together.

use crate::policy::building_blocks::Condition;
use crate::policy::building_blocks::Condition as C;

/// Facts of which exactly one is so.
const EXACTLY_ONE: [&[C]; 3] = [
    &[C::ByProvider, C::ByCustomer],
    &[C::CauseCustomer, C::CauseProvider, C::CauseNeither],
    &[C::IntellectualProperty, C::MoralRights, C::Confidentiality, C::NonSolicitation],
];

/// Conditions of which it is known whether they hold.
pub(super) type Known = Vec<(Condition, bool)>;

/// Whether some facts are so that exactly these conditions hold and do not hold.
pub(crate) fn possible(known: &[(Condition, bool)]) -> bool {
    let is = |condition: C, so: bool| known.contains(&(condition, so));
    if known.iter().any(|(condition, so)| is(*condition, !so)) {
        return false;
    }
    let one_each = EXACTLY_ONE.iter().all(|group| {
        let holding = group.iter().filter(|condition| is(**condition, true)).count();
        holding == 1 || (holding == 0 && !group.iter().all(|condition| is(*condition, false)))
    });
    let by_provider = is(C::ByProvider, true) || is(C::ByCustomer, false);
    let not_by_provider = is(C::ByProvider, false) || is(C::ByCustomer, true);
    let for_cause = if is(C::ProviderForCause, true) {
        !not_by_provider && !is(C::ForCause, false)
    } else {
        !(is(C::ProviderForCause, false) && by_provider && is(C::ForCause, true))
    };
    let no_cause = is(C::ForCause, false) || (is(C::ProviderForCause, false) && by_provider);
    let unpaid = !(is(C::NonPayment, true) && no_cause);
    one_each && for_cause && unpaid && !(is(C::InsurancePays, true) && is(C::Insured, false))
}

/// Every way in which some conditions can hold or not, given others that are known.
pub(super) fn assignments(names: &[Condition], known: &Known) -> Vec<Known> {
    let mut all = vec![known.clone()];
    for name in names.iter().filter(|name| !known.iter().any(|(condition, _)| condition == *name)) {
        all = all.into_iter().flat_map(|known| [true, false].map(|so| with(&known, *name, so))).collect();
    }
    all.retain(|known| possible(known));
    all
}

fn with(known: &Known, condition: Condition, so: bool) -> Known {
    let mut longer = known.clone();
    longer.push((condition, so));
    longer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_one_of_a_kind() {
        assert!(possible(&[]));
        assert!(possible(&[(C::ByProvider, true), (C::ByCustomer, false)]));
        assert!(!possible(&[(C::ByProvider, true), (C::ByCustomer, true)]));
        assert!(!possible(&[(C::ByProvider, false), (C::ByCustomer, false)]));
        assert!(!possible(&[(C::Begun, true), (C::Begun, false)]));
        let causes = [C::CauseCustomer, C::CauseProvider, C::CauseNeither];
        assert_eq!(assignments(&causes, &vec![]).len(), 3);
        assert_eq!(assignments(&causes[..2], &vec![]).len(), 3);
        assert_eq!(assignments(&causes, &vec![(C::CauseNeither, true)]).len(), 1);
    }

    #[test]
    fn the_provider_for_cause() {
        let parts = [C::ProviderForCause, C::ByProvider, C::ForCause];
        assert_eq!(assignments(&parts, &vec![]).len(), 4);
        assert_eq!(assignments(&[C::ProviderForCause, C::ByCustomer, C::ForCause], &vec![]).len(), 4);
        assert_eq!(assignments(&[C::InsurancePays, C::Insured], &vec![]).len(), 3);
    }
}
