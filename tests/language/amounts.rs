//! What terms of amounts come to, worked by hand: at, just before and just after the places where another one decides.

use clausula::calendar::Instant;
use clausula::decision::{Charge, Decision, FindingCode};
use clausula::evaluate::{Detail, evaluate};
use clausula::facts::{Agreement, Event, Facts, Payment};
use clausula::law::Law;
use clausula::money::Cents;
use clausula::policy::Policy;
use clausula::policy::load::load;
use clausula::vocabulary::{Basis, CreditOf, CustomerType, ProductType};

/// A policy with one clause on cancelling and on changing a booking.
fn policy(form: &str) -> Policy {
    let text = format!(
        "policy = 'test'\nversion = '1'\nname = 'Test'\ncurrency = 'EUR'\nprices = 'including_vat'\n\
         zone = 'Europe/Amsterdam'\nholidays = 'NL'\nlaw = 'none'\n[[clause]]\nid = 'c'\narticle = '1'\n\
         question = ['cancellation', 'booking_change']\nsummary = {{ nl = 'x', en = 'x' }}\n{form}\n"
    );
    load("test.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}")).policy
}

/// One outcome, which settles.
fn outcome(keys: &str) -> Policy {
    policy(&format!("[clause.outcome]\nsettles = true\n{keys}"))
}

/// One charge, without a ceiling that would hide what it comes to.
fn charge(keys: &str) -> Policy {
    outcome(&format!("charges = [{{ kind = 'cancellation_fee', beside_price = true, {keys} }}]"))
}

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

/// An agreement at a price, all paid.
fn agreed(price: i64) -> Agreement {
    let concluded_at = at("2026-01-31T09:00:00Z");
    let mut agreement = Agreement::new(CustomerType::Consumer, ProductType::Event, Cents::new(price), concluded_at);
    agreement.starts_at = Some(at("2026-06-15T08:00:00Z"));
    agreement.payments = vec![Payment { paid_at: concluded_at, amount: Cents::new(price) }];
    agreement
}

fn decide(policy: &Policy, agreement: Agreement, cancelled_count: Option<u32>) -> Decision {
    let event = Event::Cancellation { received_at: at("2026-05-01T10:00:00Z"), cancelled_count };
    let facts = Facts::new(agreement, event, Basis::TermsAndLaw).unwrap_or_else(|error| panic!("{error}"));
    evaluate(policy, Law::built_in(), &facts, Detail::Full).unwrap_or_else(|error| panic!("{error}"))
}

fn charged(policy: &Policy, agreement: Agreement) -> i64 {
    decide(policy, agreement, None).charged().get()
}

/// What is charged at a price.
fn at_price(policy: &Policy, price: i64) -> i64 {
    charged(policy, agreed(price))
}

fn amounts(decision: &Decision) -> Vec<(i64, i64)> {
    let of = |charge: &Charge| (charge.amount.get(), charge.as_written.get());
    decision.charges.iter().map(of).collect()
}

#[test]
fn a_minimum_and_a_maximum_decide_beyond_their_edges() {
    let bounded = charge("percent = 10, of = 'price', minimum = { amount = '5.00' }, maximum = { amount = '8.00' }");
    // Half a cent rounds up: 10% of 50.05 is the first amount above the minimum, of 79.95 the first at the maximum.
    let cases = [(0, 500), (5_000, 500), (5_004, 500), (5_005, 501), (7_994, 799), (7_995, 800), (8_005, 800)];
    for (price, expected) in cases {
        assert_eq!(at_price(&bounded, price), expected, "{price}");
    }
    // Where they contradict each other, the maximum wins.
    let reversed =
        charge("amount = '1.00', minimum = { percent = 50, of = 'price' }, maximum = { percent = 10, of = 'price' }");
    assert_eq!([100, 900, 1_000, 1_010].map(|price| at_price(&reversed, price)), [10, 90, 100, 101]);
}

#[test]
fn sums_and_the_greatest_and_the_least_of_several() {
    let terms = "[{ percent = 10, of = 'price' }, { stated = 'costs_incurred' }, { amount = '3.00' }]";
    let of = |how: &str, costs: i64| {
        let mut agreement = agreed(10_000);
        agreement.performance.costs_incurred = Some(Cents::new(costs));
        charged(&charge(&format!("{how} = {terms}")), agreement)
    };
    assert_eq!([0, 299, 300, 1_000].map(|costs| of("sum", costs)), [1_300, 1_599, 1_600, 2_300]);
    assert_eq!([0, 999, 1_000, 1_001].map(|costs| of("greatest", costs)), [1_000, 1_000, 1_000, 1_001]);
    assert_eq!([0, 299, 300, 301].map(|costs| of("least", costs)), [0, 299, 300, 300]);
}

#[test]
fn all_but_something_is_never_less_than_nothing() {
    let rest = charge("percent = 50, of = { all_but = { stated = 'costs_incurred' }, of = 'price' }");
    let of = |costs: i64| {
        let mut agreement = agreed(1_000);
        agreement.performance.costs_incurred = Some(Cents::new(costs));
        charged(&rest, agreement)
    };
    assert_eq!([0, 1, 2, 999, 1_000, 1_001].map(of), [500, 500, 499, 1, 0, 0]);
}

#[test]
fn rounding_goes_the_way_that_the_text_says() {
    let round = |way: &str| charge(&format!("percent = 50, of = 'price', rounding = '{way}'"));
    let of = |way: &str| [1, 2, 3, 101].map(|price| at_price(&round(way), price));
    assert_eq!(of("nearest"), [1, 1, 2, 51]);
    assert_eq!(of("up"), [1, 1, 2, 51]);
    assert_eq!(of("down"), [0, 1, 1, 50]);
    let third = |way: &str| at_price(&charge(&format!("percent = 33.3333, of = 'price', rounding = '{way}'")), 100);
    assert_eq!(["nearest", "up", "down"].map(third), [33, 34, 33]);
}

#[test]
fn an_amount_for_each_beyond_a_number() {
    let each = charge("amount = '7.50', per = { of = 'participants', beyond = 10 }");
    let of = |policy: &Policy, people: u32, services: u32| {
        let mut agreement = agreed(20_000);
        (agreement.participants, agreement.service_count) = (Some(people), Some(services));
        charged(policy, agreement)
    };
    assert_eq!([1, 9, 10, 11, 12, 30].map(|people| of(&each, people, 1)), [0, 0, 0, 750, 1_500, 15_000]);
    // Another count multiplies what is beyond, and a part of the price is rounded once for each.
    let for_each = charge("percent = 0.0075, of = 'price', per = ['service', { of = 'participants', beyond = 2 }]");
    assert_eq!([1, 2, 3, 4].map(|people| of(&for_each, people, 3)), [0, 0, 6, 12]);
    let capped = charge("amount = '5.00', per = { of = 'service', beyond = 1 }, maximum = { amount = '12.00' }");
    assert_eq!([1, 2, 3, 4].map(|services| of(&capped, 1, services)), [0, 500, 1_000, 1_200]);
}

#[test]
fn counts_multiply_each_other() {
    let each = charge("amount = '3.00', per = ['participants', 'service']");
    let of = |people: u32, services: u32| {
        let mut agreement = agreed(0);
        (agreement.participants, agreement.service_count) = (Some(people), Some(services));
        charged(&each, agreement)
    };
    assert_eq!([of(1, 1), of(2, 1), of(1, 2), of(2, 3)], [300, 600, 600, 1_800]);
    let minimum = charge("percent = 30, of = 'price', minimum = { amount = '5.00', per = 'participants' }");
    let of = |price: i64| {
        let mut agreement = agreed(price);
        agreement.participants = Some(3);
        charged(&minimum, agreement)
    };
    assert_eq!([4_500, 5_001, 5_002, 5_005].map(of), [1_500, 1_500, 1_501, 1_502]);
}

#[test]
fn what_comes_back_is_rounded_and_the_rest_is_charged() {
    let half = outcome("refund = { percent = 50, of = 'price' }");
    let of = |price: i64, paid: i64| {
        let mut agreement = agreed(price);
        agreement.payments = vec![Payment { paid_at: at("2026-01-31T09:00:00Z"), amount: Cents::new(paid) }];
        let decision = decide(&half, agreement, None);
        let settlement = decision.settlement.unwrap();
        (decision.charged().get(), settlement.refund.get(), settlement.outstanding.get())
    };
    assert_eq!(of(1, 1), (0, 1, 0));
    assert_eq!(of(2, 2), (1, 1, 0));
    assert_eq!(of(3, 3), (1, 2, 0));
    assert_eq!(of(33_333, 10_000), (16_666, 0, 6_666));
    let of_paid = outcome("refund = { percent = 50, of = 'paid' }");
    let mut agreement = agreed(1_000);
    agreement.payments = vec![Payment { paid_at: at("2026-01-31T09:00:00Z"), amount: Cents::new(333) }];
    let decision = decide(&of_paid, agreement, None);
    assert_eq!((decision.charged().get(), decision.settlement.unwrap().refund.get()), (166, 167));
}

#[test]
fn the_price_cuts_and_says_so_unless_the_text_says_it_itself() {
    let charges = "charges = [{ kind = 'cancellation_fee', percent = 50, of = 'price' }, \
                   { kind = 'administration_fee', amount = '10.00' }]";
    let (by_rule, by_text) = (outcome(charges), outcome(&format!("ceiling = 'price'\n{charges}")));
    let of = |policy: &Policy, price: i64| {
        let decision = decide(policy, agreed(price), None);
        (amounts(&decision), decision.findings.iter().any(|finding| finding.code == FindingCode::PriceCeiling))
    };
    // From 20.00 on half of the price leaves room for 10.00.
    for policy in [&by_rule, &by_text] {
        assert_eq!(of(policy, 2_000), (vec![(1_000, 1_000), (1_000, 1_000)], false));
        assert_eq!(of(policy, 2_001), (vec![(1_001, 1_001), (1_000, 1_000)], false));
    }
    assert_eq!(of(&by_rule, 1_998), (vec![(999, 999), (999, 1_000)], true));
    assert_eq!(of(&by_text, 1_998), (vec![(999, 999), (999, 999)], false));
    assert_eq!(of(&by_rule, 0), (vec![(0, 1_000)], true));
    assert_eq!(of(&by_text, 0), (vec![], false));
}

#[test]
fn what_comes_on_top_of_the_price_is_never_cut() {
    let on_top = outcome(
        "charges = [{ kind = 'retained_price', percent = 100, of = 'price' }, \
         { kind = 'penalty', amount = '5.00', beside_price = true }, { kind = 'administration_fee', amount = '1.00' }]",
    );
    let decision = decide(&on_top, agreed(1_000), None);
    assert_eq!(amounts(&decision), [(1_000, 1_000), (500, 500), (0, 100)]);
    assert_eq!(decision.charged().get(), 1_500);
    assert_eq!(decision.settlement.unwrap().outstanding.get(), 500);
    // No kind of charge alone lifts the ceiling.
    let penalty = outcome("charges = [{ kind = 'penalty', amount = '5.00' }]");
    assert_eq!([499, 500, 501].map(|price| at_price(&penalty, price)), [499, 500, 500]);
}

#[test]
fn a_credit_of_the_rest_stands_in_the_place_of_the_refund() {
    let rest = outcome(
        "charges = [{ kind = 'cancellation_fee', amount = '3.00' }]\n\
         credit = { of = 'rest', valid_for = '1 month', after = 'concluded_at' }",
    );
    let decision = decide(&rest, agreed(1_000), None);
    let settlement = decision.settlement.unwrap();
    let credit = settlement.credit.unwrap();
    assert_eq!((decision.charged().get(), settlement.refund.get(), credit.amount.get()), (300, 0, 700));
    // A month after 31 January is the last day of February.
    assert_eq!((credit.of, credit.expires_on.unwrap().to_string()), (CreditOf::Rest, "2026-02-28".to_owned()));
    for (price, left) in [(299, None), (300, None), (301, Some(1))] {
        let settlement = decide(&rest, agreed(price), None).settlement.unwrap();
        assert_eq!(settlement.credit.map(|credit| credit.amount.get()), left, "{price}");
    }
}

#[test]
fn a_credit_of_the_charges_changes_nothing_else() {
    let charges = outcome("charges = [{ kind = 'cancellation_fee', amount = '3.00' }]\ncredit = { of = 'charges' }");
    let settlement = decide(&charges, agreed(1_000), None).settlement.unwrap();
    let credit = settlement.credit.unwrap();
    assert_eq!((settlement.refund.get(), credit.amount.get()), (700, 300));
    assert_eq!((credit.of, credit.expires_on), (CreditOf::Charges, None));
}

#[test]
fn of_those_who_stay_and_those_who_do_not_no_cent_is_lost() {
    let share =
        |share: &str| outcome(&format!("charges = [{{ kind = 'retained_price', share = '{share}', of = 'price' }}]"));
    let (remaining, cancelled) = (share("remaining"), share("cancelled"));
    let of = |policy: &Policy, price: i64, all: u32, no_longer: Option<u32>| {
        let mut agreement = agreed(price);
        agreement.participants = Some(all);
        decide(policy, agreement, no_longer).charged().get()
    };
    // Half a cent for each of two: the one who stays has it, and nothing is left.
    assert_eq!((of(&remaining, 1, 2, Some(1)), of(&cancelled, 1, 2, Some(1))), (1, 0));
    assert_eq!((of(&remaining, 3, 2, Some(1)), of(&cancelled, 3, 2, Some(1))), (2, 1));
    // Without a count a cancellation is about all.
    assert_eq!((of(&remaining, 1_000, 3, None), of(&cancelled, 1_000, 3, None)), (0, 1_000));
    for (price, all) in [(1, 3), (100, 7), (99_999, 13)] {
        for no_longer in 1..=all {
            let parts = [&remaining, &cancelled].map(|policy| of(policy, price, all, Some(no_longer)));
            assert_eq!(parts.iter().sum::<i64>(), price, "{no_longer} of {all} at {price}");
        }
    }
}

#[test]
fn a_row_for_a_part_of_the_people_holds_to_the_person() {
    let rows = policy(
        "[clause.tiers]\nbefore = 'starts_at'\nsettles = true\n\
         [[clause.tiers.tier]]\ncancelled = { at_most = 10 }\ncharges = [{ kind = 'cancellation_fee', amount = '1.00' }]\n\
         [[clause.tiers.tier]]\ncancelled = { more_than = 10, less_than = 50 }\n\
         charges = [{ kind = 'cancellation_fee', amount = '2.00' }]\n\
         [[clause.tiers.tier]]\ncancelled = { at_least = 50 }\ncharges = [{ kind = 'cancellation_fee', amount = '3.00' }]",
    );
    let of = |all: u32, no_longer: u32| {
        let mut agreement = agreed(1_000);
        agreement.participants = Some(all);
        decide(&rows, agreement, Some(no_longer)).charged().get()
    };
    assert_eq!([1, 2, 3, 9, 10, 11, 20].map(|count| of(20, count)), [100, 100, 200, 200, 300, 300, 300]);
    assert_eq!([of(9, 1), of(10, 1), of(11, 1)], [200, 100, 100]);
    assert_eq!([of(3, 1), of(2, 1), of(1, 1)], [200, 300, 300]);
}
