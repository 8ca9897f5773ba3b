//! The values of the counts that are built in, on both sides of what conditions ask of them.

use super::super::parts;
use super::super::settings::Setting;
use crate::facts::LIMITS;
use crate::policy::Policy;
use crate::policy::building_blocks::Condition;
use crate::policy::counts::BuiltInCount;
use crate::policy::declared::{Ask, DeclaredTest};
use crate::vocabulary::{CustomerType, ProductType, Question};

/// The values of a count in which cases differ.
pub(super) fn values(
    policies: &[&Policy],
    question: Question,
    member: (ProductType, CustomerType),
    count: BuiltInCount,
) -> Vec<Setting> {
    let near = |count| near(policies, question, member, count);
    match count {
        BuiltInCount::Participants | BuiltInCount::Cancelled => {
            // Of as many people one, as many as conditions name and all no longer come, or it is not stated.
            let (all, fewer) = (near(BuiltInCount::Participants), near(BuiltInCount::Cancelled));
            let most = (count == BuiltInCount::Cancelled).then_some(LIMITS.count);
            let all = all.into_iter().chain(fewer.iter().copied()).chain(most).filter(|all| *all > 0);
            let of = |all: u32| {
                let named = fewer.iter().copied().filter(move |named| (1..=all).contains(named)).map(Some);
                let stated = [None, Some(1), Some(all)].into_iter().chain(named);
                stated.map(move |cancelled| Setting::People(all, cancelled)).collect::<Vec<_>>()
            };
            std::iter::once(Setting::People(1, None)).chain(all.flat_map(of)).collect()
        }
        BuiltInCount::Sessions => near(count).into_iter().map(Setting::Sessions).collect(),
        BuiltInCount::Services => near(count).into_iter().map(Setting::Services).collect(),
        BuiltInCount::Months => std::iter::once(12).chain(near(count)).map(Setting::Term).collect(),
        BuiltInCount::Delivered | BuiltInCount::Agreed => {
            let (delivered, agreed) = (near(BuiltInCount::Delivered), near(BuiltInCount::Agreed));
            let twice = delivered.iter().flat_map(|units| [*units, units.saturating_mul(2)]);
            let totals: Vec<u32> = twice.chain(agreed).collect();
            let pairs = totals.iter().flat_map(|total| {
                let within = delivered.iter().copied().chain([0, *total]).filter(|units| units <= total);
                within.map(|units| Setting::Delivered(units, *total)).collect::<Vec<_>>()
            });
            std::iter::once(Setting::Delivered(0, 0)).chain(pairs).collect()
        }
    }
}

/// The least of a count, and every number on both sides of a bound that a condition names.
fn near(
    policies: &[&Policy],
    question: Question,
    member: (ProductType, CustomerType),
    count: BuiltInCount,
) -> Vec<u32> {
    let (least, most) = count.range();
    let named = policies.iter().flat_map(|policy| parts::named(policy, question, member));
    let bounds = named.filter_map(|condition| {
        let Condition::Declared(DeclaredTest { fact, ask: Ask::AtLeast(bound) }) = condition else { return None };
        (BuiltInCount::with_id(fact) == Some(count)).then_some(bound)
    });
    let mut numbers: Vec<u32> = bounds.flat_map(|bound| [bound.saturating_sub(1), bound]).chain([least]).collect();
    numbers.retain(|number| (least..=most).contains(number));
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
