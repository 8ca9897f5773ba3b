//! Arrears worked by hand: what the text says about interest, collection costs and a settlement that replaces invoices.

use clausula::calendar::{Date, Instant};
use clausula::decision::{Arrears, Assumption, Calculation, Decision};
use clausula::evaluate::{Detail, EvaluateError, evaluate};
use clausula::facts::{Agreement, Event, Facts, Invoice, PaymentReview, Problem};
use clausula::law::Law;
use clausula::money::Cents;
use clausula::policy::Policy;
use clausula::policy::load::load;
use clausula::vocabulary::{Basis, CustomerType, ProductType};

fn policy(default: &str) -> Policy {
    let text = format!(
        "policy = \"test\"\nversion = \"1\"\nname = \"Test\"\ncurrency = \"EUR\"\nprices = \"including_vat\"\n\
         zone = \"Europe/Amsterdam\"\nholidays = \"NL\"\nlaw = \"NL\"\n[[clause]]\nid = \"default\"\narticle = \"1\"\nquestion = \"payment_review\"\n\
         summary = {{ nl = \"x\", en = \"x\" }}\n[clause.payment_default]\n{default}"
    );
    load("test.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}")).policy
}

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn agreement(customer: CustomerType, concluded_at: &str) -> Agreement {
    Agreement::new(customer, ProductType::Coaching, Cents::new(125_000), at(concluded_at))
}

/// An invoice of € 1,000.00 that is in default from a day.
fn in_default(from: &str) -> Invoice {
    let due_on = day(from).plus_days(-1);
    Invoice {
        id: "1".to_owned(),
        issued_on: due_on.unwrap(),
        due_on,
        open: Cents::new(100_000),
        is_deposit: Some(false),
        reminder_received_on: None,
        collection_notice_received_on: None,
        collection_notice_defective: None,
        open_at_notice_end: None,
        collection_steps_on: Vec::new(),
    }
}

fn review(as_of: &str, invoice: Invoice) -> PaymentReview {
    PaymentReview {
        as_of: at(as_of),
        actual_collection_costs: Some(Cents::ZERO),
        collection_costs_vat_percent: Some(0),
        invoices: vec![invoice],
    }
}

fn try_decide(policy: &Policy, agreement: Agreement, review: PaymentReview) -> Result<Decision, EvaluateError> {
    let facts = Facts::new(agreement, Event::PaymentReview(review), Basis::TermsAndLaw).unwrap();
    evaluate(policy, Law::built_in(), &facts, Detail::Full)
}

fn decide(policy: &Policy, agreement: Agreement, review: PaymentReview) -> Decision {
    try_decide(policy, agreement, review).unwrap_or_else(|error| panic!("{error}"))
}

fn arrears(decision: &Decision) -> &Arrears {
    decision.arrears.as_ref().unwrap()
}

#[test]
fn a_monthly_rate_is_compared_with_the_statutory_one_unless_the_terms_stand_alone() {
    // 0.1% a month of € 1,000.00 is € 1.00; 7% a year over the 31 days from 15 January 2024 is € 5.95.
    let (either, alone) = ("monthly_interest = 0.1", "monthly_interest = 0.1\nstatutory_if_higher = false");
    for (terms, cents) in [("", 595), (either, 595), (alone, 100)] {
        let consumer = agreement(CustomerType::Consumer, "2023-12-01T10:00:00Z");
        let decision = decide(&policy(terms), consumer, review("2024-02-14T12:00:00Z", in_default("2024-01-15")));
        assert_eq!(arrears(&decision).interest, Cents::new(cents), "{terms}");
    }
    // Alone, it reads no table: neither its first day nor the day of the contract matters.
    let early = agreement(CustomerType::Business, "2005-12-01T10:00:00Z");
    let terms = format!("trade_rate_for_business = true\n{alone}");
    let decision = decide(&policy(&terms), early, review("2006-02-14T12:00:00Z", in_default("2006-01-15")));
    assert_eq!((arrears(&decision).interest, decision.assumptions.as_slice()), (Cents::new(100), [].as_slice()));
}

#[test]
fn statutory_if_higher_says_nothing_without_a_monthly_rate() {
    let text = policy("statutory_if_higher = true").source;
    let warnings = load("test.toml", text.as_bytes()).unwrap().warnings;
    assert_eq!(warnings.len(), 1);
    assert!(warnings[0].to_string().contains("`statutory_if_higher` has no effect"), "{}", warnings[0]);
}

#[test]
fn trade_interest_by_the_day_of_the_contract() {
    let trade = policy("trade_rate_for_business = true");
    let review = || review("2026-03-01T12:00:00Z", in_default("2026-02-01"));
    for (concluded_at, known) in
        [("2013-03-15T22:59:59Z", false), ("2013-03-15T23:00:00Z", true), ("2013-03-16T12:00:00Z", true)]
    {
        let decided = try_decide(&trade, agreement(CustomerType::Business, concluded_at), review());
        match decided {
            Ok(decision) => assert!(known && arrears(&decision).interest == Cents::new(806), "{decision:?}"),
            Err(EvaluateError::Facts(violations)) => {
                assert!(!known, "{concluded_at}");
                let problem = Problem::BeforeTradeInterest { first: day("2013-03-16") };
                assert_eq!(violations.len(), 1);
                assert_eq!((violations[0].field.as_str(), violations[0].problem), ("agreement.concluded_at", problem));
            }
        }
        // The consumer table holds for contracts of every day.
        let consumer = decide(&trade, agreement(CustomerType::Consumer, concluded_at), review());
        assert_eq!(arrears(&consumer).interest, Cents::new(318));
        // And where the terms ask no trade interest, nothing turns on it.
        let business = decide(&policy(""), agreement(CustomerType::Business, concluded_at), review());
        assert_eq!(arrears(&business).interest, Cents::new(318));
    }
}

#[test]
fn a_rate_known_second_hand_is_an_assumption_with_a_code() {
    let consumer = || agreement(CustomerType::Consumer, "2023-12-01T10:00:00Z");
    let second_hand = |decision: &Decision| {
        let since = |assumption: &Assumption| match assumption {
            Assumption::RateSecondHand { since } => Some((*since, assumption.code(), assumption.field())),
            _ => None,
        };
        decision.assumptions.iter().find_map(since)
    };
    for (as_of, since) in [("2024-12-31T12:00:00Z", None), ("2025-01-01T12:00:00Z", Some("2025-01-01"))] {
        let decision = decide(&policy(""), consumer(), review(as_of, in_default("2024-06-01")));
        assert_eq!(second_hand(&decision), since.map(|since| (day(since), "rate-second-hand", None)), "{as_of}");
    }
    // A contractual rate above it takes its place, and nothing is assumed.
    let monthly =
        decide(&policy("monthly_interest = 1"), consumer(), review("2025-05-01T12:00:00Z", in_default("2025-03-01")));
    assert_eq!(second_hand(&monthly), None);
}

#[test]
fn value_added_tax_comes_on_top_of_the_scale_and_is_rounded_once() {
    let costs = |percent, actual, open| {
        let mut asked = review("2026-03-01T12:00:00Z", in_default("2026-02-01"));
        asked.collection_costs_vat_percent = Some(percent);
        asked.actual_collection_costs = Some(Cents::new(actual));
        asked.invoices[0].open = Cents::new(open);
        let business = agreement(CustomerType::Business, "2025-12-01T10:00:00Z");
        let decision = decide(&policy("actual_costs_from_business = true"), business, asked);
        arrears(&decision).collection_costs.get()
    };
    // 15% of € 1,000.00, then 21% of € 150.00.
    assert_eq!([costs(0, 0, 100_000), costs(21, 0, 100_000), costs(100, 0, 100_000)], [15_000, 18_150, 30_000]);
    // On the least and the most that is due, too.
    assert_eq!([costs(21, 0, 1), costs(21, 0, 500_000_000)], [4_840, 819_775]);
    // 1% of € 40.50 is 40.5 cents.
    assert_eq!([costs(1, 0, 27_000), costs(1, 0, 26_993)], [4_091, 4_089]);
    // Costs really made are compared with the two together.
    assert_eq!([costs(21, 18_149, 100_000), costs(21, 18_151, 100_000)], [18_150, 18_151]);
    // Without anything that bears costs there is no tax on them.
    assert_eq!(costs(21, 0, 0), 0);
}

/// An invoice of € 1,000.00 of a day, without a stated due date.
fn issued(on: &str) -> Invoice {
    Invoice { issued_on: day(on), due_on: None, ..in_default("2026-02-01") }
}

fn due_on(policy: &Policy, starts_at: &str, invoice: Invoice) -> String {
    let mut agreement = agreement(CustomerType::Consumer, "2026-01-01T10:00:00Z");
    agreement.starts_at = Some(at(starts_at));
    let decision = decide(policy, agreement, review("2026-01-02T12:00:00Z", invoice));
    arrears(&decision).by_invoice[0].due_on.to_string()
}

#[test]
fn due_before_the_start_but_never_before_the_invoice() {
    let six_weeks = policy("pay_within = \"14 days\"\ndue_by = { before = \"starts_at\", period = \"6 weeks\" }");
    let alone = policy("due_by = { before = \"starts_at\", period = \"6 weeks\" }");
    // Six weeks before 13 June is 2 May; fourteen days after 18 April, too.
    for (issued_on, both, only) in [
        ("2026-04-01", "2026-04-15", "2026-05-02"),
        ("2026-04-17", "2026-05-01", "2026-05-02"),
        ("2026-04-18", "2026-05-02", "2026-05-02"),
        ("2026-04-19", "2026-05-02", "2026-05-02"),
        ("2026-05-01", "2026-05-02", "2026-05-02"),
        ("2026-05-02", "2026-05-02", "2026-05-02"),
        ("2026-05-03", "2026-05-03", "2026-05-03"),
    ] {
        let start = "2026-06-13T08:00:00Z";
        assert_eq!(due_on(&six_weeks, start, issued(issued_on)), both, "{issued_on}");
        assert_eq!(due_on(&alone, start, issued(issued_on)), only, "{issued_on}");
        let stated = Invoice { due_on: Some(day("2026-06-01")), ..issued(issued_on) };
        assert_eq!(due_on(&six_weeks, start, stated), "2026-06-01");
    }
    // The start must be known, and is asked for by its name.
    let unknown = try_decide(
        &six_weeks,
        agreement(CustomerType::Consumer, "2026-01-01T10:00:00Z"),
        review("2026-05-01T12:00:00Z", issued("2026-04-01")),
    );
    let Err(EvaluateError::Facts(violations)) = unknown else { panic!("{unknown:?}") };
    assert_eq!(violations.iter().map(|v| v.field.as_str()).collect::<Vec<_>>(), ["agreement.starts_at"]);
}

#[test]
fn a_deposit_has_its_own_period() {
    let terms = policy("pay_within = \"30 days\"\ndeposit_within = \"14 days\"");
    let deposit = Invoice { is_deposit: Some(true), ..issued("2026-04-01") };
    assert_eq!(due_on(&terms, "2026-06-13T08:00:00Z", deposit), "2026-04-15");
    assert_eq!(due_on(&terms, "2026-06-13T08:00:00Z", issued("2026-04-01")), "2026-05-01");
}

#[test]
fn claims_after_a_period_run_from_then_or_from_the_due_date() {
    // 4% of € 1,000.00: 10.96 cents a day. Due on 15 April; day 60 after 1 April is 31 May.
    let interest = |terms: &str, as_of: &str| {
        let business = agreement(CustomerType::Business, "2026-01-01T10:00:00Z");
        let decision = decide(
            &policy(&format!("pay_within = \"14 days\"\n{terms}")),
            business,
            review(as_of, issued("2026-04-01")),
        );
        let arrears = arrears(&decision);
        (arrears.by_invoice[0].days, arrears.interest.get(), arrears.collection_costs.get())
    };
    let (later, back) = ("claimed_after = \"60 days\"", "claimed_after = \"60 days\"\nback_to_due_date = true");
    for terms in [later, back] {
        assert_eq!(interest(terms, "2026-05-31T12:00:00Z"), (0, 0, 0));
    }
    assert_eq!(interest(later, "2026-06-01T12:00:00Z"), (1, 11, 15_000));
    assert_eq!(interest(back, "2026-06-01T12:00:00Z"), (47, 515, 15_000));
    // Without a period, back to the due date is the first day of default; after a reminder it is earlier.
    assert_eq!(interest("back_to_due_date = true", "2026-04-16T12:00:00Z"), (1, 11, 15_000));
    let none = "interest = \"none\"\ncollection_costs = \"none\"";
    assert_eq!(interest(none, "2026-06-01T12:00:00Z"), (0, 0, 0));
}

#[test]
fn any_invoice_in_default_lets_the_provider_cancel_where_the_terms_say_so() {
    let cancels = |terms: &str, invoice: Invoice| {
        let consumer = agreement(CustomerType::Consumer, "2026-01-01T10:00:00Z");
        decide(&policy(terms), consumer, review("2026-02-10T12:00:00Z", invoice)).provider_may_cancel
    };
    let deposit = || Invoice { is_deposit: Some(true), ..in_default("2026-02-10") };
    let later = || in_default("2026-02-11");
    for (terms, other, deposits) in [
        ("", false, false),
        ("provider_may_cancel = \"deposit_unpaid\"", false, true),
        ("provider_may_cancel = \"on_default\"", true, true),
    ] {
        assert_eq!(cancels(terms, in_default("2026-02-10")), other, "{terms}");
        assert_eq!(cancels(terms, deposit()), deposits, "{terms}");
        assert!(!cancels(terms, later()), "{terms}");
    }
}

#[test]
fn steps_of_several_invoices_cost_each_and_those_not_in_default_nothing() {
    let terms = policy(
        "collection_costs = \"none\"\n[[clause.payment_default.step]]\ngrace = \"7 days\"\namount = \"10.00\"\n\
         [[clause.payment_default.step]]\npercent = 10",
    );
    let with_steps = |id: &str, from: &str, steps: &[&str]| Invoice {
        id: id.to_owned(),
        collection_steps_on: steps.iter().map(|text| day(text)).collect(),
        ..in_default(from)
    };
    let mut asked = review("2026-03-01T12:00:00Z", with_steps("1", "2026-02-01", &["2026-02-02", "2026-02-10"]));
    asked.invoices.push(with_steps("2", "2026-02-01", &["2026-02-03"]));
    asked.invoices.push(with_steps("3", "2026-03-02", &["2026-02-03"]));
    let decision = decide(&terms, agreement(CustomerType::Business, "2025-12-01T10:00:00Z"), asked);
    let arrears = arrears(&decision);
    // € 10.00 and 10% of € 1,000.00, and € 10.00.
    assert_eq!(arrears.collection_costs, Cents::new(12_000));
    let pay_by = arrears.by_invoice.iter().map(|state| state.pay_by.map(|day| day.to_string())).collect::<Vec<_>>();
    assert_eq!(pay_by, [None, Some("2026-02-10".to_owned()), Some("2026-03-01".to_owned())]);
}

/// An invoice of € 400.00 that is left of € 1,000.00, with a notice received on 1 March 2026.
fn noticed() -> Invoice {
    Invoice {
        open: Cents::new(40_000),
        collection_notice_received_on: Some(day("2026-03-01")),
        ..in_default("2026-02-01")
    }
}

/// HR:2016:2704: fourteen full days from the day after receipt; what is not paid by then bears the costs, also what is paid later.
#[test]
fn costs_are_counted_over_what_was_open_when_the_notice_ended() {
    let terms = policy("");
    let costs = |invoice: Invoice, as_of: &str| {
        let consumer = agreement(CustomerType::Consumer, "2025-12-01T10:00:00Z");
        let decision = decide(&terms, consumer, review(as_of, invoice));
        let arrears = arrears(&decision);
        assert_eq!(arrears.principal, Cents::new(40_000));
        arrears.collection_costs.get()
    };
    // The last of the fourteen days is 15 March; the costs are due from the 16th.
    let (last, first) = ("2026-03-15T22:59:59Z", "2026-03-15T23:00:00Z");
    let stated = |open: i64| Invoice { open_at_notice_end: Some(Cents::new(open)), ..noticed() };
    assert_eq!([costs(noticed(), last), costs(noticed(), first)], [0, 6_000]);
    assert_eq!([costs(stated(100_000), last), costs(stated(100_000), first)], [0, 15_000]);
    // The least that it can be is what is open now, which is what it is unless stated.
    assert_eq!(costs(stated(40_000), first), 6_000);
    assert_eq!(costs(stated(40_001), first), 6_000);
    assert_eq!(costs(stated(40_004), first), 6_001);
    let agreement = agreement(CustomerType::Consumer, "2025-12-01T10:00:00Z");
    let less = Event::PaymentReview(review(first, stated(39_999)));
    let error = Facts::new(agreement, less, Basis::TermsAndLaw).unwrap_err();
    let problem = Problem::Above { other: "payment_review.invoices[].open_at_notice_end" };
    assert_eq!(
        error.0.iter().map(|v| (v.field.as_str(), v.problem)).collect::<Vec<_>>(),
        [("payment_review.invoices[0].open_amount", problem)]
    );
}

/// A business needs no notice: its costs are counted over what is open.
#[test]
fn a_business_bears_costs_over_what_is_open() {
    let invoice =
        Invoice { open_at_notice_end: Some(Cents::new(100_000)), collection_notice_defective: Some(true), ..noticed() };
    let business = agreement(CustomerType::Business, "2025-12-01T10:00:00Z");
    let decision = decide(&policy(""), business, review("2026-04-01T10:00:00Z", invoice));
    assert_eq!(arrears(&decision).collection_costs, Cents::new(6_000));
}

/// HR:2016:2704: a notice that is not as the law asks gives no right to costs, whatever the day.
#[test]
fn a_defective_notice_gives_no_costs() {
    let terms = policy("");
    let decided = |defective: Option<bool>| {
        let invoice = Invoice { collection_notice_defective: defective, ..noticed() };
        let consumer = agreement(CustomerType::Consumer, "2025-12-01T10:00:00Z");
        decide(&terms, consumer, review("2026-06-01T10:00:00Z", invoice))
    };
    let field = |decision: &Decision| {
        let fields = decision.assumptions.iter().filter_map(Assumption::field);
        fields.filter(|field| field.ends_with("defective")).map(|field| field.into_owned()).collect::<Vec<_>>()
    };
    for (defective, costs, assumed) in [
        (None, 6_000, vec!["payment_review.invoices[0].collection_notice_defective"]),
        (Some(false), 6_000, vec![]),
        (Some(true), 0, vec![]),
    ] {
        let decision = decided(defective);
        assert_eq!(arrears(&decision).collection_costs, Cents::new(costs), "{defective:?}");
        assert_eq!(field(&decision), assumed, "{defective:?}");
        let told = decision
            .explanation
            .iter()
            .any(|step| matches!(step.calculation, Calculation::NoticeDefective { invoice: 0 }));
        assert_eq!(told, costs == 0, "{defective:?}");
    }
    // Without a notice nothing can be wrong with it.
    let without = Invoice { collection_notice_defective: Some(true), ..in_default("2026-02-01") };
    let agreement = agreement(CustomerType::Consumer, "2025-12-01T10:00:00Z");
    let event = Event::PaymentReview(review("2026-06-01T10:00:00Z", without));
    assert!(Facts::new(agreement, event, Basis::TermsAndLaw).is_err());
}
