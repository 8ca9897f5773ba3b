//! The sums of charges in both languages.

use super::euro;
use super::sentences::check;
use crate::decision::{Calculation as C, Combination, Counts, Decision, HowOften, Operand};
use crate::money::{Cents, Percent};
use crate::policy::building_blocks::{Base, Share, StatedAmount};
use crate::vocabulary::{ChargeKind, Verdict};
use smallvec::smallvec;

fn of(base: Base, euros: i64) -> Operand {
    Operand { amount: euro(euros), base: Some(base) }
}

fn beyond(count: u32) -> HowOften {
    HowOften { count, beyond: 10 }
}

fn once() -> Counts {
    Counts::new()
}

#[test]
fn amounts_and_percentages() {
    let kind = ChargeKind::CancellationFee;
    let percent = Percent::whole(75);
    let admin = ChargeKind::AdministrationFee;
    let salary = Base::Stated(StatedAmount::MonthlySalary);
    check(
        &Decision::of(Verdict::Permitted),
        &[
            (
                C::Percent { kind, percent, of: of(Base::Price, 1250), counts: once(), result: Cents::new(93_750) },
                "75% of € 1,250.00 = € 937.50",
                "75% van € 1.250,00 = € 937,50",
            ),
            (
                C::Percent { kind, percent, of: of(Base::Paid, 100), counts: smallvec![2.into()], result: euro(150) },
                "2 × 75% of € 100.00 paid = € 150.00",
                "2 × 75% van € 100,00 aan betalingen = € 150,00",
            ),
            (
                C::Percent {
                    kind,
                    percent,
                    of: Operand { amount: euro(80), base: None },
                    counts: once(),
                    result: euro(60),
                },
                "75% of € 80.00 = € 60.00",
                "75% van € 80,00 = € 60,00",
            ),
            (
                C::Fixed { kind: admin, amount: euro(100), counts: smallvec![1.into()], result: euro(100) },
                "administration costs: € 100.00",
                "administratiekosten: € 100,00",
            ),
            (
                C::Fixed { kind: admin, amount: euro(100), counts: smallvec![3.into(), 2.into()], result: euro(600) },
                "administration costs: 3 × 2 × € 100.00 = € 600.00",
                "administratiekosten: 3 × 2 × € 100,00 = € 600,00",
            ),
            (
                C::Fixed { kind: admin, amount: euro(100), counts: smallvec![beyond(13)], result: euro(300) },
                "administration costs: (13 − 10) × € 100.00 = € 300.00",
                "administratiekosten: (13 − 10) × € 100,00 = € 300,00",
            ),
            (
                C::Fixed { kind: admin, amount: euro(100), counts: smallvec![beyond(10)], result: euro(0) },
                "administration costs: 0 × € 100.00 = € 0.00",
                "administratiekosten: 0 × € 100,00 = € 0,00",
            ),
            (
                C::Stated { kind, amount: StatedAmount::ChangeCostsInOffer, result: euro(35) },
                "change costs as the offer states them: € 35.00",
                "wijzigingskosten volgens het aanbod: € 35,00",
            ),
            (
                C::Stated { kind, amount: StatedAmount::MonthlySalary, result: euro(3000) },
                "a month's salary: € 3,000.00",
                "een maandsalaris: € 3.000,00",
            ),
            (
                C::Times {
                    kind: ChargeKind::Indemnity,
                    of: of(salary, 3000),
                    factor: 10,
                    counts: smallvec![2.into()],
                    result: euro(60_000),
                },
                "2 × 10 × € 3,000.00 monthly salary = € 60,000.00",
                "2 × 10 × € 3.000,00 maandsalaris = € 60.000,00",
            ),
        ],
    );
}

#[test]
fn shares() {
    let (kind, delivered) = (ChargeKind::ProRata, 2);
    let (price, paid) = (of(Base::Price, 900), of(Base::Paid, 400));
    let undelivered = 9;
    check(
        &Decision::of(Verdict::Permitted),
        &[
            (
                C::Delivered { kind, of: price, delivered, total: 12, result: euro(150) },
                "2 of 12 delivered: 2/12 × € 900.00 = € 150.00",
                "2 van 12 geleverd: 2/12 × € 900,00 = € 150,00",
            ),
            (
                C::Delivered { kind, of: price, delivered, total: 0, result: euro(0) },
                "no count of units, so that nothing counts as delivered: € 0.00",
                "geen aantal eenheden, zodat niets als geleverd telt: € 0,00",
            ),
            (
                C::Undelivered { kind, of: price, undelivered, total: 12, result: euro(675) },
                "9 of 12 undelivered: 9/12 × € 900.00 = € 675.00",
                "9 van 12 niet geleverd: 9/12 × € 900,00 = € 675,00",
            ),
            (
                C::Undelivered { kind, of: price, undelivered: 0, total: 0, result: euro(900) },
                "no count of units, so that all of € 900.00 is undelivered",
                "geen aantal eenheden, zodat € 900,00 geheel ongeleverd is",
            ),
            (
                C::AllButUndelivered { kind, of: paid, undelivered, total: 12, result: euro(100) },
                "9 of 12 undelivered: € 400.00 paid − 9/12 × € 400.00 = € 100.00",
                "9 van 12 niet geleverd: € 400,00 aan betalingen − 9/12 × € 400,00 = € 100,00",
            ),
            (
                C::AllButUndelivered { kind, of: paid, undelivered: 0, total: 0, result: euro(0) },
                "no count of units, so that all of € 400.00 paid is undelivered: € 0.00",
                "geen aantal eenheden, zodat € 400,00 aan betalingen geheel ongeleverd is: € 0,00",
            ),
            (
                C::Remaining { kind, of: price, remaining: 15, all: 20, result: euro(675) },
                "15 of 20 still coming: 15/20 × € 900.00 = € 675.00",
                "nog 15 van 20 personen: 15/20 × € 900,00 = € 675,00",
            ),
            (
                C::FallsAway { kind, of: price, remaining: 15, all: 20, result: euro(225) },
                "5 of 20 no longer coming: € 900.00 − 15/20 × € 900.00 = € 225.00",
                "5 van 20 personen minder: € 900,00 − 15/20 × € 900,00 = € 225,00",
            ),
            (C::People { cancelled: 5, all: 20 }, "5 of 20 people no longer coming", "5 van 20 personen minder"),
            (
                C::OnePart { kind, share: Share::OneSession, of: price, parts: 6, result: euro(150) },
                "one of 6 sessions: € 900.00 / 6 = € 150.00",
                "een van 6 sessies: € 900,00 / 6 = € 150,00",
            ),
            (
                C::OnePart { kind, share: Share::OneMonth, of: price, parts: 12, result: euro(75) },
                "one of 12 months: € 900.00 / 12 = € 75.00",
                "een van 12 maanden: € 900,00 / 12 = € 75,00",
            ),
            (
                C::OnePart { kind, share: Share::OneUnit, of: price, parts: 9, result: euro(100) },
                "one of 9 units: € 900.00 / 9 = € 100.00",
                "een van 9 eenheden: € 900,00 / 9 = € 100,00",
            ),
        ],
    );
}

#[test]
fn terms_taken_together() {
    let kind = ChargeKind::CancellationFee;
    let parts = |euros: &[i64]| euros.iter().map(|amount| euro(*amount)).collect();
    check(
        &Decision::of(Verdict::Permitted),
        &[
            (
                C::Combined { kind, how: Combination::Sum, parts: parts(&[40, 25, 100]), result: euro(165) },
                "€ 40.00 + € 25.00 + € 100.00 = € 165.00",
                "€ 40,00 + € 25,00 + € 100,00 = € 165,00",
            ),
            (
                C::Combined { kind, how: Combination::Greatest, parts: parts(&[14, 15]), result: euro(15) },
                "the highest of € 14.00 and € 15.00 is € 15.00",
                "het hoogste van € 14,00 en € 15,00 is € 15,00",
            ),
            (
                C::Combined { kind, how: Combination::Least, parts: parts(&[14, 15, 13]), result: euro(13) },
                "the lowest of € 14.00, € 15.00 and € 13.00 is € 13.00",
                "het laagste van € 14,00, € 15,00 en € 13,00 is € 13,00",
            ),
            (
                C::Multiplied { kind, of: euro(15), counts: smallvec![2.into()], result: euro(30) },
                "2 × € 15.00 = € 30.00",
                "2 × € 15,00 = € 30,00",
            ),
            (
                C::Rest { kind, of: of(Base::Price, 333), less: euro(167), result: euro(166) },
                "€ 333.00 − € 167.00 = € 166.00",
                "€ 333,00 − € 167,00 = € 166,00",
            ),
            (
                C::Rest { kind, of: of(Base::Paid, 10), less: euro(50), result: euro(0) },
                "nothing is left of € 10.00 paid after € 50.00: € 0.00",
                "van € 10,00 aan betalingen blijft na € 50,00 niets over: € 0,00",
            ),
        ],
    );
}
