//! The staircase of an agreement against single evaluations: at 10,000 instants for each policy they agree, to the cent.

use clausula::calendar::Instant;
use clausula::decision::Decision;
use clausula::evaluate::{Detail, evaluate, quote};
use clausula::facts::{Agreement, Event, Facts, Payment};
use clausula::law::Law;
use clausula::money::Cents;
use clausula::policy::Policy;
use clausula::policy::store::PolicySet;
use clausula::vocabulary::{Basis, CustomerType, ProductType};

/// Numbers that look random and are the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % bound
    }

    /// One of several.
    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        *all.get(usize::try_from(self.below(i64::try_from(all.len()).unwrap())).unwrap()).unwrap()
    }

    /// An agreement concluded in 2025 or 2026 that starts within 120 days.
    fn agreement(&mut self) -> Agreement {
        let at = |secs| Instant::new(secs, 0).unwrap();
        let concluded = 1_735_689_600 + self.below(730 * 86_400);
        let (customer, product) = (self.of(CustomerType::ALL), self.of(ProductType::ALL));
        let mut agreement = Agreement::new(customer, product, Cents::new(self.below(300_000)), at(concluded));
        agreement.starts_at = Some(at(concluded + self.below(120 * 86_400)));
        agreement.change_costs_in_offer = (self.below(2) == 0).then(|| Cents::new(5_000));
        agreement.payments = vec![Payment { paid_at: at(concluded), amount: Cents::new(self.below(300_000)) }];
        agreement
    }
}

const AGREEMENTS: usize = 40;
const INSTANTS: usize = 250;

/// What must be the same: the verdict, the charges with what they rest on, and the settlement.
fn agree(policy: &Policy, agreement: &Agreement, act: fn(Instant) -> Event, dice: &mut Dice) -> usize {
    let law = Law::built_in();
    let staircase = quote(policy, law, agreement, &act(agreement.concluded_at), Basis::TermsAndLaw).unwrap();
    for _ in 0..INSTANTS {
        let until_after_start = 150 * 86_400;
        let at = agreement.concluded_at.plus_secs(dice.below(until_after_start)).unwrap();
        let facts = Facts::new(agreement.clone(), act(at), Basis::TermsAndLaw).unwrap();
        let single = evaluate(policy, law, &facts, Detail::Amounts).unwrap();
        let window = staircase.window_at(at).unwrap();
        let said = |d: &Decision| (d.verdict, d.charges.clone(), d.settlement);
        assert_eq!(said(&window.decision), said(&single), "{} at {at}: {agreement:?}", policy.id);
    }
    staircase.windows.len()
}

#[test]
fn a_staircase_says_what_each_notice_costs() {
    let (mut dice, mut windows) = (Dice(11), 0);
    for policy in PolicySet::built_in().unwrap().iter() {
        for _ in 0..AGREEMENTS {
            let agreement = dice.agreement();
            windows += agree(
                policy,
                &agreement,
                |received_at| Event::Cancellation { received_at, cancelled_count: None },
                &mut dice,
            );
        }
    }
    // Two of the five have tables of several rows.
    assert!(windows > 7 * AGREEMENTS, "nearly all staircases are flat: {windows} windows");
}

#[test]
fn a_staircase_says_what_each_other_date_costs() {
    let mut dice = Dice(12);
    let act = |requested_at| Event::Rescheduling {
        requested_at,
        session_starts_at: None,
        alternative_date_offered: Some(true),
    };
    for policy in PolicySet::built_in().unwrap().iter() {
        for _ in 0..AGREEMENTS {
            let agreement = dice.agreement();
            assert!(agree(policy, &agreement, act, &mut dice) > 0);
        }
    }
}
