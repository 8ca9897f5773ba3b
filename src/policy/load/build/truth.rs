//! Which conditions can hold together.

use crate::policy::ProductSet;
use crate::policy::building_blocks::Condition;
use crate::policy::building_blocks::Condition as C;
use crate::policy::declared::{Ask, DeclaredTest};
use crate::vocabulary::ProductType;

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
    possible_of(known, ProductSet::ALL)
}

/// The same, where it is about one of some types of product.
pub(super) fn possible_of(known: &[(Condition, bool)], products: ProductSet) -> bool {
    let names_product = known.iter().any(|(condition, _)| product_of(*condition).is_some());
    if !names_product {
        return consistent(known);
    }
    products.iter().any(|product| about(known, product).is_some_and(|known| consistent(&known)))
}

/// The type of the product of the policy's own that a condition names.
fn product_of(condition: Condition) -> Option<ProductType> {
    match condition {
        C::Declared(DeclaredTest { ask: Ask::Product { of, .. }, .. }) => Some(of),
        _ => None,
    }
}

/// What is known where it is about a type of product: of another type no product holds. `None` where one does.
fn about(known: &[(Condition, bool)], product: ProductType) -> Option<Known> {
    let other = |condition: Condition| product_of(condition).is_some_and(|of| of != product);
    if known.iter().any(|(condition, so)| *so && other(*condition)) {
        return None;
    }
    Some(known.iter().filter(|(condition, _)| !other(*condition)).copied().collect())
}

fn consistent(known: &[(Condition, bool)]) -> bool {
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
    // What is fully performed is delivered in whole, which reaches every bound.
    let not_all = |(condition, so): &(C, bool)| {
        !so && matches!(condition, C::Declared(DeclaredTest { ask: Ask::Delivered(_), .. }))
    };
    let performed = !(is(C::FullyPerformed, true) && known.iter().any(not_all));
    performed
        && one_each
        && for_cause
        && unpaid
        && !(is(C::InsurancePays, true) && is(C::Insured, false))
        && choices(known)
}

/// Whether each declared choice can have one of its words, not two and not none; and each count be at least what it must be, and
/// less than what it must not.
fn choices(known: &[(Condition, bool)]) -> bool {
    let tests = known.iter().filter_map(|(condition, so)| match condition {
        C::Declared(test) => Some((*test, *so)),
        _ => None,
    });
    tests.clone().all(|(test, _)| {
        let mut of_fact: Vec<_> = tests.clone().filter(|(other, _)| other.fact == test.fact).collect();
        of_fact.sort_unstable();
        of_fact.dedup();
        match test.ask {
            Ask::So => true,
            Ask::Word { of, .. } | Ask::Product { among: of, .. } => {
                let holding = of_fact.iter().filter(|(_, so)| *so).count();
                holding == 1 || (holding == 0 && of_fact.len() < usize::from(of))
            }
            Ask::AtLeast(_) => {
                let bounds = |wanted: bool| {
                    of_fact.iter().filter_map(move |(test, so)| match test.ask {
                        Ask::AtLeast(bound) if *so == wanted => Some(bound),
                        _ => None,
                    })
                };
                bounds(true).max() < bounds(false).min().or(Some(u32::MAX))
            }
            // What reaches the highest of the bounds that it must reaches none that it must not.
            Ask::Costs(_) | Ask::Delivered(_) => {
                let highest = of_fact.iter().filter(|(_, so)| *so).map(|(test, _)| test.ask.rank()).max();
                of_fact.iter().filter(|(_, so)| !*so).all(|(test, _)| Some(test.ask.rank()) > highest)
            }
        }
    })
}

/// Every way in which some conditions can hold or not, given others that are known.
pub(super) fn assignments(names: &[Condition], known: &Known, products: ProductSet) -> Vec<Known> {
    let mut all = vec![known.clone()];
    for name in names.iter().filter(|name| !known.iter().any(|(condition, _)| condition == *name)) {
        all = all.into_iter().flat_map(|known| [true, false].map(|so| with(&known, *name, so))).collect();
    }
    all.retain(|known| possible_of(known, products));
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
    use crate::facts::FactId;

    fn assignments(names: &[Condition], known: &Known) -> Vec<Known> {
        super::assignments(names, known, ProductSet::ALL)
    }

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
    fn exactly_one_word_of_a_declared_choice() {
        let is = |word: &str| {
            let test = DeclaredTest::parse(word).unwrap();
            match test.ask {
                Ask::Word { word, .. } => C::Declared(DeclaredTest { ask: Ask::Word { word, of: 3 }, ..test }),
                _ => C::Declared(test),
            }
        };
        let [low, middle, high] = ["season:low", "season:middle", "season:high"].map(is);
        assert!(possible(&[(low, true), (middle, false)]) && possible(&[(low, false), (middle, false)]));
        assert!(!possible(&[(low, true), (high, true)]));
        assert!(!possible(&[(low, false), (middle, false), (high, false)]));
        assert_eq!(assignments(&[low, middle, high], &vec![]).len(), 3);
        let least =
            |bound| C::Declared(DeclaredTest { ask: Ask::AtLeast(bound), ..DeclaredTest::parse("visits").unwrap() });
        assert!(possible(&[(least(2), true), (least(3), false)]) && possible(&[(least(1), false)]));
        assert!(!possible(&[(least(3), true), (least(3), false)]) && !possible(&[(least(3), true), (least(2), false)]));
        // Another choice, and a switch, stand for themselves.
        assert!(possible(&[(low, true), (is("size:low"), true), (is("note"), true)]));
    }

    #[test]
    fn a_product_is_of_one_type() {
        let is = |id, of, among| {
            let ask = Ask::Product { id: FactId::parse(id).unwrap(), of, among };
            C::Declared(DeclaredTest { fact: FactId::PRODUCT, ask })
        };
        let (one, other) = (is("one", ProductType::Event, 2), is("other", ProductType::Event, 2));
        let only = is("only", ProductType::Programme, 1);
        let [events, programmes] = [ProductType::Event, ProductType::Programme].map(|of| ProductSet::of(&[of]));
        // Of an event it is one of both; of anything else it is neither.
        assert!(!possible_of(&[(one, false), (other, false)], events));
        assert!(possible_of(&[(one, false), (other, false)], programmes) && possible(&[(one, false), (other, false)]));
        assert!(possible_of(&[(one, true), (other, false)], events));
        assert!(!possible_of(&[(one, true)], programmes) && !possible_of(&[(only, false)], programmes));
        assert!(!possible(&[(one, true), (other, true)]) && !possible(&[(one, true), (only, true)]));
    }

    #[test]
    fn the_provider_for_cause() {
        let parts = [C::ProviderForCause, C::ByProvider, C::ForCause];
        assert_eq!(assignments(&parts, &vec![]).len(), 4);
        assert_eq!(assignments(&[C::ProviderForCause, C::ByCustomer, C::ForCause], &vec![]).len(), 4);
        assert_eq!(assignments(&[C::InsurancePays, C::Insured], &vec![]).len(), 3);
    }
}
