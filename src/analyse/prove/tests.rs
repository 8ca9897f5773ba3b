//! The evaluator never breaks these invariants, so that no policy can show that they are looked at: here its decisions
//! are tampered with, and each is seen.

use super::replay::Request;
use super::*;
use crate::analyse::Witness;
use crate::calendar::{Date, Instant};
use crate::decision::{Credit, Decision, Liability, Settlement};
use crate::facts::{Agreement, DamageClaim, Event, Invoice, Payment, PaymentReview, Termination};
use crate::money::Cents;
use crate::policy::load::load;
use crate::vocabulary::{Basis, CreditOf, CustomerType, DamageKind, DeadlineKind, Party, ProductType, Verdict};

const POLICY: &str = r#"
policy = "test"
version = "1"
name = "Test"
currency = "EUR"
prices = "including_vat"
zone = "Europe/Amsterdam"
holidays = "NL"
law = "NL"
[[clause]]
id = "cancel"
article = "1"
question = "cancellation"
summary = { nl = "x", en = "x" }
[clause.outcome]
settles = true
charges = [{ kind = "cancellation_fee", percent = 50, of = "price" }]
[[clause]]
id = "default"
article = "2"
question = "payment_review"
summary = { nl = "x", en = "x" }
[clause.payment_default]
pay_within = "14 days"
suspension = "never"
[[clause]]
id = "liability"
article = "3"
question = "damage_claim"
summary = { nl = "x", en = "x" }
[clause.liability]
[[clause.liability.rule]]
limit = { lower_of = [{ of = "price" }] }
[[clause]]
id = "end"
article = "4"
question = "termination"
summary = { nl = "x", en = "x" }
[clause.notice]
ends = "after_notice"
[[clause.notice.period]]
period = "1 month"
"#;

fn at(day: u32) -> Instant {
    Instant::parse_rfc3339(&format!("2026-01-{day:02}T11:00:00Z")).unwrap()
}

fn date(day: u32) -> Date {
    Date::new(2026, 1, day).unwrap()
}

fn cents(cents: i64) -> Cents {
    Cents::new(cents)
}

/// Asks something of a request whose decision was tampered with.
fn tampered<T>(event: Event, tamper: impl FnOnce(&mut Decision), ask: impl FnOnce(&Request<'_>) -> T) -> T {
    let policy = load("test.toml", POLICY.as_bytes()).unwrap().policy;
    let mut agreement = Agreement::new(CustomerType::Consumer, ProductType::Event, cents(10_000), at(1));
    agreement.payments = vec![Payment { paid_at: at(1), amount: cents(10_000) }];
    let witness = Witness { agreement, event, basis: Basis::TermsAndLaw };
    let mut request = Request::new(&policy, Law::built_in(), &witness).unwrap();
    tamper(&mut request.decision);
    ask(&request)
}

fn cancellation() -> Event {
    Event::Cancellation { received_at: at(5), cancelled_count: None }
}

fn review() -> Event {
    let invoice = Invoice {
        id: "1".to_owned(),
        issued_on: date(1),
        due_on: Some(date(5)),
        open: cents(100_000),
        is_deposit: Some(false),
        reminder_received_on: None,
        collection_notice_received_on: Some(date(6)),
        collection_notice_defective: None,
        open_at_notice_end: None,
        collection_steps_on: Vec::new(),
    };
    Event::PaymentReview(PaymentReview {
        as_of: at(28),
        actual_collection_costs: Some(Cents::ZERO),
        collection_costs_vat_percent: Some(0),
        invoices: vec![invoice],
    })
}

fn claim() -> Event {
    Event::DamageClaim(DamageClaim {
        occurred_at: at(3),
        reported_at: at(4),
        damage: cents(50_000),
        kind: DamageKind::Direct,
        intent_or_recklessness: Some(false),
        awarded_this_year: Some(Cents::ZERO),
    })
}

fn notice() -> Event {
    Event::Termination(Termination {
        notice_at: at(5),
        by: Party::Customer,
        for_cause: Some(false),
        non_payment: Some(false),
    })
}

fn settlement(change: impl FnOnce(&mut Settlement)) -> impl FnOnce(&mut Decision) {
    |decision| change(decision.settlement.as_mut().unwrap())
}

#[test]
fn nothing_is_seen_where_nothing_is_wrong() {
    assert!(tampered(cancellation(), |_| {}, |r| money::not_conserved(r).is_none()));
    assert!(tampered(cancellation(), |_| {}, |r| money::refund_above_paid(r).is_none()));
    assert!(tampered(cancellation(), |_| {}, |r| deadlines::uncited(r).is_none()));
    assert!(tampered(cancellation(), |_| {}, |r| money::changed_by_splitting(r).is_none()));
    assert!(tampered(review(), |_| {}, |r| arrears::above_scale(r).is_none()));
    assert!(tampered(review(), |_| {}, |r| arrears::falling_interest(r).is_none()));
    assert!(tampered(claim(), |_| {}, |r| liability::cap_exceeded(r).is_none()));
    assert!(tampered(notice(), |_| {}, |r| deadlines::early(r).is_none()));
}

#[test]
fn ledger_lines_that_do_not_balance() {
    let lines: [fn(&mut Settlement); 6] = [
        |s| s.refund = s.refund.plus(cents(1)),
        |s| s.outstanding = cents(1),
        |s| s.charged = s.charged.plus(cents(1)),
        |s| s.paid = s.paid.minus(cents(1)),
        |s| s.price = cents(1),
        // Both sides grow alike: only one of them may be above zero.
        |s| (s.refund, s.outstanding) = (s.refund.plus(cents(5)), s.outstanding.plus(cents(5))),
    ];
    for line in lines {
        assert!(tampered(cancellation(), settlement(line), |r| money::not_conserved(r).is_some()));
    }
    let fewer = |decision: &mut Decision| decision.charges.clear();
    assert!(tampered(cancellation(), fewer, |r| money::not_conserved(r).is_some()));
}

#[test]
fn a_credit_that_is_not_what_the_charges_leave() {
    let credit = |amount, of| Some(Credit { amount: cents(amount), of, expires_on: None, moves_with_act: false });
    // Of 100.00 paid, half is charged and half is left.
    let rest = |amount| settlement(move |s| (s.refund, s.credit) = (Cents::ZERO, credit(amount, CreditOf::Rest)));
    let conserved = |tamper| tampered(cancellation(), tamper, |r| money::not_conserved(r).is_none());
    assert!(conserved(Box::new(rest(5_000)) as Box<dyn FnOnce(&mut Decision)>));
    for amount in [4_999, 5_001] {
        assert!(!conserved(Box::new(rest(amount))));
    }
    // Both money and a credit would come back.
    assert!(!conserved(Box::new(settlement(move |s| s.credit = credit(1, CreditOf::Rest)))));
    for (amount, is_within) in [(5_000, true), (5_001, false)] {
        let charges = settlement(move |s| s.credit = credit(amount, CreditOf::Charges));
        assert_eq!(conserved(Box::new(charges)), is_within);
    }
}

#[test]
fn more_back_than_was_paid() {
    let all = settlement(|s| s.refund = cents(10_000));
    assert!(tampered(cancellation(), all, |r| money::refund_above_paid(r).is_none()));
    let more = settlement(|s| s.refund = cents(10_001));
    assert!(tampered(cancellation(), more, |r| money::refund_above_paid(r).is_some()));
}

#[test]
fn charges_above_the_price_though_it_is_the_ceiling() {
    let at_price = |d: &mut Decision| d.charges[0].amount = cents(10_000);
    assert!(tampered(cancellation(), at_price, |r| money::above_price(r, false).is_none()));
    let above = |d: &mut Decision| d.charges[0].amount = cents(10_001);
    assert!(tampered(cancellation(), above, |r| money::above_price(r, false).is_some()));
    assert!(tampered(cancellation(), above, |r| money::above_price(r, true).is_none()), "as written it is not");
}

#[test]
fn another_answer_to_a_split_payment() {
    let other = |d: &mut Decision| d.verdict = Verdict::Discretionary;
    assert!(tampered(cancellation(), other, |r| money::changed_by_splitting(r).is_some()));
}

#[test]
fn what_cites_nothing() {
    assert!(tampered(cancellation(), |d| d.charges[0].sources.clear(), |r| deadlines::uncited(r).is_some()));
    let unknown = |d: &mut Decision| d.charges[0].sources = smallvec::smallvec![crate::decision::Source::Clause(99)];
    assert!(tampered(cancellation(), unknown, |r| deadlines::uncited(r).is_some()));
    assert!(tampered(notice(), |d| d.deadlines[0].sources.clear(), |r| deadlines::uncited(r).is_some()));
    let limit = |d: &mut Decision| d.liability.as_mut().unwrap().sources.clear();
    assert!(tampered(claim(), limit, |r| deadlines::uncited(r).is_some()));
}

#[test]
fn a_deadline_before_its_event() {
    let on_the_day = |d: &mut Decision| d.deadlines[0].last_day = date(5);
    assert!(tampered(notice(), on_the_day, |r| deadlines::early(r).is_none()));
    assert!(tampered(notice(), |d| d.deadlines[0].last_day = date(4), |r| deadlines::early(r).is_some()));
    assert!(tampered(notice(), |d| d.deadlines[0].expires_at = Some(at(5).prev()), |r| deadlines::early(r).is_some()));
    assert!(tampered(cancellation(), |d| d.effective_at = Some(at(5).prev()), |r| deadlines::early(r).is_some()));
}

#[test]
fn interest_that_falls_or_comes_too_soon() {
    let none = |d: &mut Decision| d.arrears.as_mut().unwrap().interest = Cents::ZERO;
    assert!(tampered(review(), none, |r| arrears::falling_interest(r).is_some()));
    let early = |d: &mut Decision| d.arrears.as_mut().unwrap().by_invoice[0].default_from = None;
    assert!(tampered(review(), early, |r| arrears::falling_interest(r).is_some()));
}

#[test]
fn collection_costs_above_the_scale() {
    // 15% of 1,000.00.
    let costs = |amount| move |d: &mut Decision| d.arrears.as_mut().unwrap().collection_costs = cents(amount);
    assert!(tampered(review(), costs(15_000), |r| arrears::above_scale(r).is_none()));
    assert!(tampered(review(), costs(15_001), |r| arrears::above_scale(r).is_some()));
    // Fourteen days after the notice a consumer owes none.
    let Event::PaymentReview(mut early) = review() else { panic!("a review") };
    early.as_of = at(20);
    assert!(tampered(Event::PaymentReview(early), costs(1), |r| arrears::above_scale(r).is_some()));
}

#[test]
fn more_than_can_be_recovered() {
    let tamper = |change: fn(&mut Liability)| move |d: &mut Decision| change(d.liability.as_mut().unwrap());
    let changes: [fn(&mut Liability); 3] =
        [|l| l.recoverable = cents(50_001), |l| l.recoverable = cents(10_001), |l| l.excluded = true];
    for change in changes {
        assert!(tampered(claim(), tamper(change), |r| liability::cap_exceeded(r).is_some()));
    }
}

#[test]
fn law_that_leaves_the_customer_worse_off() {
    let better = |terms: &mut Decision, law: &mut Decision, kind, by_terms, by_law| {
        let deadline = |day| crate::decision::Deadline {
            kind,
            last_day: date(day),
            expires_at: None,
            inclusive: false,
            moves_with_act: false,
            sources: smallvec::smallvec![],
        };
        (terms.deadlines, law.deadlines) = (vec![deadline(by_terms)], vec![deadline(by_law)]);
    };
    let worse = |change: &dyn Fn(&mut Decision, &mut Decision)| {
        let (mut terms, mut law) = (Decision::of(Verdict::Permitted), Decision::of(Verdict::Permitted));
        change(&mut terms, &mut law);
        super::law::is_worse(&notice(), &terms, &law)
    };
    assert!(!worse(&|_, _| {}));
    assert!(worse(&|_, law| law.verdict = Verdict::Refused));
    assert!(!worse(&|terms, _| terms.verdict = Verdict::Refused));
    assert!(worse(&|terms, law| better(terms, law, DeadlineKind::Withdrawal, 10, 9)));
    assert!(!worse(&|terms, law| better(terms, law, DeadlineKind::Withdrawal, 10, 10)));
    assert!(worse(&|terms, law| better(terms, law, DeadlineKind::ContractEnd, 9, 10)));
    assert!(!worse(&|terms, law| better(terms, law, DeadlineKind::ContractEnd, 10, 10)));
    let liability = |recoverable| {
        Some(Box::new(Liability {
            excluded: false,
            unlimited: false,
            limit: None,
            recoverable: cents(recoverable),
            sources: smallvec::smallvec![],
        }))
    };
    assert!(worse(&|terms, law| (terms.liability, law.liability) = (liability(2), liability(1))));
    assert!(!worse(&|terms, law| (terms.liability, law.liability) = (liability(1), liability(2))));
}
