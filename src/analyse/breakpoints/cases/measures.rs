//! The prices and the delivered parts between which conditions distinguish.

use super::super::parts;
use super::super::settings::Setting;
use crate::facts::LIMITS;
use crate::money::{Cents, Percent};
use crate::policy::Policy;
use crate::policy::building_blocks::Condition;
use crate::policy::declared::{Ask, DeclaredTest};
use crate::policy::people::PartBound;
use crate::vocabulary::{CustomerType, ProductType, Question};

/// The stretches of prices between what conditions ask, from nothing to the most.
pub(super) fn prices(policies: &[&Policy], question: Question, member: (ProductType, CustomerType)) -> Vec<Setting> {
    let named = policies.iter().flat_map(|policy| parts::named(policy, question, member));
    let bounds = named.filter_map(|condition| {
        let Condition::Declared(DeclaredTest { ask: Ask::Costs(bound), .. }) = condition else { return None };
        Some(bound)
    });
    let mut from: Vec<Cents> = bounds.filter(|bound| (Cents::ZERO..=Cents::MAX).contains(bound)).collect();
    from.push(Cents::ZERO);
    from.sort_unstable();
    from.dedup();
    let to: Vec<Cents> = from.iter().skip(1).map(|next| next.minus(Cents::new(1))).chain([Cents::MAX]).collect();
    from.into_iter().zip(to).map(|(from, to)| Setting::Prices(from, to)).collect()
}

/// Nothing, exactly the part that is asked for, as little less and more of it as any count of units comes to, half, and all.
pub(super) fn delivered(bound: PartBound) -> Vec<Setting> {
    let (part, whole) = (u64::from(bound.percent.units()), u64::from(Percent::HUNDRED.units()));
    let divisor = common(part, whole);
    let exact = (part / divisor, whole / divisor);
    let all = [Some((0, 0)), Some(exact), less(exact), more(exact), Some((0, 1)), Some((1, 2)), Some((1, 1))];
    let units = |count: u64| u32::try_from(count).ok();
    let mut settings: Vec<Setting> = Vec::new();
    for (delivered, total) in all.into_iter().flatten() {
        let Some((delivered, total)) = units(delivered).zip(units(total)) else { continue };
        let setting = Setting::Delivered(delivered, total);
        if delivered <= total && !settings.contains(&setting) {
            settings.push(setting);
        }
    }
    settings
}

fn common(a: u64, b: u64) -> u64 {
    if b == 0 { a.max(1) } else { common(b, a % b) }
}

/// The largest part below another that units can make up: of two neighbours `n / d` and `m / e`, `m d - n e` is one.
fn less((part, whole): (u64, u64)) -> Option<(u64, u64)> {
    let most = u64::from(LIMITS.count);
    // The largest total `e` with `e * part - 1` a multiple of `whole`.
    let first = (1..=whole).find(|total| (total * part) % whole == 1 % whole)?;
    let total = first + (most - first) / whole * whole;
    Some(((total * part).checked_sub(1)? / whole, total))
}

/// The smallest part above another that units can make up: as much above it as the rest of it lies below.
fn more((part, whole): (u64, u64)) -> Option<(u64, u64)> {
    let (rest, total) = less((whole.checked_sub(part)?, whole))?;
    Some((total - rest, total))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(percent: u8) -> Vec<(u32, u32)> {
        let bound = PartBound { percent: Percent::whole(percent), inclusive: true };
        let of = |setting| {
            let Setting::Delivered(delivered, total) = setting else { panic!("{setting:?}") };
            (delivered, total)
        };
        delivered(bound).into_iter().map(of).collect()
    }

    #[test]
    fn parts_lie_as_near_as_units_allow() {
        assert!(settings(50).starts_with(&[(0, 0), (1, 2), (499_999_999, 999_999_999), (500_000_000, 999_999_999)]));
        // No total up to the most comes nearer: of each, the next part below and above lies further away.
        for (part, whole) in [(1_u64, 2_u64), (1, 3), (2, 3), (3, 10), (99, 100), (123_457, 1_000_000)] {
            let ((a, b), (c, d)) = (less((part, whole)).unwrap(), more((part, whole)).unwrap());
            assert_eq!((part * b - a * whole, c * whole - part * d), (1, 1), "{part}/{whole}");
            let most = u64::from(LIMITS.count);
            assert!(b <= most && d <= most && b > most - whole && d > most - whole, "{part}/{whole}: {b} {d}");
        }
        assert_eq!((more((1, 1)), less((1, 1))), (None, Some((999_999_999, 1_000_000_000))));
        assert_eq!((less((0, 1)), more((0, 1))), (None, Some((1, 1_000_000_000))));
    }
}
