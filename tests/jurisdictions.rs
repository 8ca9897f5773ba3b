//! The law that a policy names: what each one adds to the same terms, what it leaves alone, and what is said of the rest.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // what tests share may fail them

use clausula::analyse::report::{VerificationReport, verify};
use clausula::calendar::{Date, Instant};
use clausula::decision::{Assumption, Decision, FindingCode, Source};
use clausula::evaluate::{Detail, EvaluateError, evaluate};
use clausula::facts::{
    Agreement, DamageClaim, Event, Facts, FieldNames, Invoice, MissingFigure, PaymentReview, PriceIncrease, Problem,
    Termination,
};
use clausula::law::{JurisdictionId, Law, LawRule};
use clausula::money::{Cents, Locale};
use clausula::policy::Policy;
use clausula::policy::load::load;
use clausula::render;
use clausula::vocabulary::{
    Basis, BreachKind, CustomerType, DamageKind, DeadlineKind, Party, ProductType, Question, Verdict,
};

const LAWS: [JurisdictionId; 3] = [JurisdictionId::Nl, JurisdictionId::Eu, JurisdictionId::None];

fn text(law: JurisdictionId, clause: &str) -> String {
    format!(
        "policy = \"test\"\nversion = \"1\"\nname = \"Test\"\ncurrency = \"EUR\"\nprices = \"including_vat\"\n\
         zone = \"Europe/Amsterdam\"\nholidays = \"NL\"\nlaw = \"{law}\"\n[[clause]]\nid = \"one\"\narticle = \"1\"\n\
         summary = {{ nl = \"x\", en = \"x\" }}\n{clause}\n"
    )
}

fn policy(law: JurisdictionId, clause: &str) -> Policy {
    load("test.toml", text(law, clause).as_bytes()).unwrap_or_else(|report| panic!("{report}")).policy
}

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// A consumer's agreement of € 1,000.00, concluded on Friday 20 March 2026 at a distance.
fn agreement(product: ProductType) -> Agreement {
    let mut agreement =
        Agreement::new(CustomerType::Consumer, product, Cents::new(100_000), at("2026-03-20T09:00:00Z"));
    agreement.starts_at = Some(at("2026-09-01T08:00:00Z"));
    agreement.term_months = 12;
    agreement
}

fn try_decide(policy: &Policy, product: ProductType, event: Event, basis: Basis) -> Result<Decision, EvaluateError> {
    let facts = Facts::new(agreement(product), event, basis).unwrap_or_else(|error| panic!("{error}"));
    evaluate(policy, Law::built_in(), &facts, Detail::Full)
}

/// What the same clause decides under Dutch law, the European core, and none.
fn under_each(clause: &str, product: ProductType, event: &Event) -> [Decision; 3] {
    LAWS.map(|law| {
        let decision = try_decide(&policy(law, clause), product, event.clone(), Basis::TermsAndLaw).unwrap();
        let told = decision.assumptions.contains(&Assumption::LawNotChecked);
        assert_eq!(told, law != JurisdictionId::Nl, "{law}: {:?}", decision.assumptions);
        decision
    })
}

fn rests_on_law(decision: &Decision) -> bool {
    let of_charges = decision.charges.iter().flat_map(|charge| &charge.sources);
    let of_deadlines = decision.deadlines.iter().flat_map(|deadline| &deadline.sources);
    let of_steps = decision.explanation.iter().map(|step| &step.source);
    of_charges.chain(of_deadlines).chain(of_steps).any(|source| matches!(source, Source::Law(_)))
}

const OFFER: &str = "question = \"offer\"\noutcome = { verdict = \"discretionary\" }";

#[test]
fn withdrawing_where_the_terms_are_silent() {
    let withdrawn = |at_text: &str| Event::Withdrawal {
        declared_at: at(at_text),
        received_at: None,
        goods_devaluation: Some(Cents::ZERO),
    };
    // Friday 3 April is Good Friday, and Easter Monday the 6th: the last day is Tuesday 7 April.
    for (declared, in_time) in [("2026-04-07T21:59:59Z", true), ("2026-04-07T22:00:00Z", false)] {
        let [dutch, european, none] = under_each(OFFER, ProductType::Coaching, &withdrawn(declared));
        for decision in [&dutch, &european] {
            let expected = if in_time { Verdict::Permitted } else { Verdict::Refused };
            assert_eq!(decision.verdict, expected);
            let last_day = decision.deadlines.iter().find(|d| d.kind == DeadlineKind::Withdrawal).unwrap();
            assert_eq!(
                (last_day.last_day, last_day.sources.as_slice()),
                (day("2026-04-07"), [Source::Law(LawRule::L1)].as_slice())
            );
        }
        assert_eq!((none.verdict, none.deadlines.len()), (Verdict::Unregulated, 0));
    }
}

#[test]
fn each_law_is_cited_with_its_own_provisions() {
    let event = Event::Withdrawal {
        declared_at: at("2026-03-25T09:00:00Z"),
        received_at: None,
        goods_devaluation: Some(Cents::ZERO),
    };
    for (law, provision) in [
        (JurisdictionId::Nl, "BW 6:230o; Regulation (EEC, Euratom) 1182/71 art. 3(4)"),
        (JurisdictionId::Eu, "Directive 2011/83/EU art. 9; Regulation (EEC, Euratom) 1182/71 art. 3(4)"),
    ] {
        let policy = policy(law, OFFER);
        let decision = try_decide(&policy, ProductType::Coaching, event.clone(), Basis::TermsAndLaw).unwrap();
        let steps = render::steps(&policy, Law::built_in(), &decision, Locale::En);
        assert!(steps.iter().any(|step| step.article == provision), "{steps:?}");
    }
}

#[test]
fn what_was_not_checked_is_said_in_words_and_only_where_law_was_asked_for() {
    let cancelled = Event::Cancellation { received_at: at("2026-06-01T09:00:00Z"), cancelled_count: None };
    let clause = "question = \"cancellation\"\noutcome = { verdict = \"permitted\" }";
    for (law, said) in [(JurisdictionId::Eu, "European core"), (JurisdictionId::None, "No law was checked")] {
        let policy = policy(law, clause);
        let of = |basis| try_decide(&policy, ProductType::Event, cancelled.clone(), basis).unwrap();
        let decision = of(Basis::TermsAndLaw);
        let text = render::decision_text(
            &policy,
            Law::built_in(),
            Question::Cancellation,
            &decision,
            Locale::En,
            render::WIDTH,
        );
        assert!(text.contains(said) && text.contains(&format!("Law: {law}, sha256:")), "{text}");
        assert_eq!((Assumption::LawNotChecked.code(), Assumption::LawNotChecked.field()), ("law-not-checked", None));
        assert!(of(Basis::TermsOnly).assumptions.is_empty());
    }
}

#[test]
fn a_long_notice_stays_where_no_law_shortens_it() {
    let clause =
        "question = \"termination\"\n[clause.notice]\nends = \"after_notice\"\nperiod = [{ period = \"2 months\" }]";
    let event = Event::Termination(Termination {
        notice_at: at("2026-06-10T09:00:00Z"),
        by: Party::Customer,
        for_cause: Some(false),
        non_payment: Some(false),
    });
    let ends = under_each(clause, ProductType::Subscription, &event).map(|d| d.deadlines[0].last_day);
    assert_eq!(ends, ["2026-07-10", "2026-08-10", "2026-08-10"].map(day));
}

#[test]
fn an_early_increase_is_refused_by_dutch_law_alone() {
    let clause = "question = \"price_increase\"\n[clause.price_change]";
    for (effective_at, refused) in [("2026-06-19T12:00:00Z", true), ("2026-06-20T12:00:00Z", false)] {
        let event = Event::PriceIncrease(PriceIncrease {
            announced_at: at("2026-04-01T09:00:00Z"),
            effective_at: at(effective_at),
            new_price: Cents::new(110_000),
            current_price: None,
            previous_increase_at: None,
            indexation: Some(false),
            legal_obligation: Some(false),
        });
        let verdicts = under_each(clause, ProductType::Subscription, &event).map(|d| d.verdict);
        let dutch = if refused { Verdict::Refused } else { Verdict::Permitted };
        assert_eq!(verdicts, [dutch, Verdict::Permitted, Verdict::Permitted], "{effective_at}");
    }
}

#[test]
fn leaving_a_service_is_a_right_of_dutch_law() {
    let clause = "question = \"cancellation\"\noutcome = { verdict = \"refused\" }";
    let event = Event::Cancellation { received_at: at("2026-06-01T09:00:00Z"), cancelled_count: None };
    let [dutch, european, none] = under_each(clause, ProductType::Coaching, &event);
    assert_eq!(
        [dutch.verdict, european.verdict, none.verdict],
        [Verdict::Permitted, Verdict::Refused, Verdict::Refused]
    );
    assert!(rests_on_law(&dutch) && !rests_on_law(&european) && !rests_on_law(&none));
    // Nor do the others know that a fee may be reduced, or point to another question.
    let fee = "question = \"cancellation\"\noutcome = { settles = true, charges = [{ kind = \"cancellation_fee\", percent = 50, of = \"price\" }] }";
    let found = under_each(fee, ProductType::Coaching, &event)
        .map(|d| d.findings.iter().any(|f| f.code == FindingCode::FeeMayBeReduced));
    assert_eq!(found, [true, false, false]);
    let found = under_each(clause, ProductType::Subscription, &event)
        .map(|d| d.findings.iter().any(|f| f.code == FindingCode::SeeTermination));
    assert_eq!(found, [true, false, false]);
}

#[test]
fn intent_and_penalties() {
    let excluded = "question = \"damage_claim\"\n[clause.liability]\nrule = [{ excluded = true }]";
    let claim = Event::DamageClaim(DamageClaim {
        occurred_at: at("2026-06-01T09:00:00Z"),
        reported_at: at("2026-06-02T09:00:00Z"),
        damage: Cents::new(5_000),
        kind: DamageKind::Direct,
        intent_or_recklessness: Some(true),
        awarded_this_year: Some(Cents::ZERO),
    });
    let excluded = under_each(excluded, ProductType::Coaching, &claim).map(|d| d.liability.unwrap().excluded);
    assert_eq!(excluded, [false, true, true]);
    let penalty = "question = \"breach\"\noutcome = { charges = [{ kind = \"penalty\", amount = \"100.00\" }] }";
    let breach =
        Event::Breach { kind: BreachKind::Confidentiality, count: Some(1), monthly_salary: None, occurred_at: None };
    let moderated = under_each(penalty, ProductType::Coaching, &breach)
        .map(|d| d.findings.iter().any(|finding| finding.code == FindingCode::PenaltyMayBeModerated));
    assert_eq!(moderated, [true, false, false]);
}

fn review() -> Event {
    Event::PaymentReview(PaymentReview {
        as_of: at("2026-07-15T10:00:00Z"),
        actual_collection_costs: Some(Cents::ZERO),
        collection_costs_vat_percent: Some(0),
        invoices: vec![Invoice {
            collection_steps_on: Vec::new(),
            id: "1".to_owned(),
            issued_on: day("2026-06-01"),
            due_on: Some(day("2026-06-14")),
            open: Cents::new(100_000),
            is_deposit: Some(false),
            reminder_received_on: None,
            collection_notice_received_on: Some(day("2026-06-15")),
            collection_notice_defective: None,
            open_at_notice_end: None,
        }],
    })
}

#[test]
fn figures_that_a_law_does_not_hold_are_named_and_never_borrowed() {
    let clause = "question = \"payment_review\"\n[clause.payment_default]";
    for law in [JurisdictionId::Eu, JurisdictionId::None] {
        let missing = |clause: &str| {
            let decided = try_decide(&policy(law, clause), ProductType::Coaching, review(), Basis::TermsAndLaw);
            let EvaluateError::Facts(violations) = decided.unwrap_err();
            violations.into_iter().map(|violation| violation.problem).collect::<Vec<_>>()
        };
        let not_in = |figure| Problem::NotInLaw { law: law.name(), figure };
        let both = [not_in(MissingFigure::ConsumerInterest), not_in(MissingFigure::CollectionCosts)];
        assert_eq!(missing(clause), both);
        let monthly = format!("{clause}\nmonthly_interest = 1");
        assert_eq!(missing(&monthly), both);
        let alone = format!("{monthly}\nstatutory_if_higher = false");
        assert_eq!(missing(&alone), [not_in(MissingFigure::CollectionCosts)]);
        let said = not_in(MissingFigure::CollectionCosts).text(Locale::En, FieldNames::Proto);
        assert_eq!(
            said,
            format!("is in default, and the law `{law}` of the policy holds no scale of collection costs")
        );
    }
    let business = "question = \"payment_review\"\ncustomers = [\"business\"]\n[clause.payment_default]\ntrade_rate_for_business = true";
    let mut agreement = agreement(ProductType::Coaching);
    agreement.customer = CustomerType::Business;
    let facts = Facts::new(agreement, review(), Basis::TermsAndLaw).unwrap();
    let decided = evaluate(&policy(JurisdictionId::Eu, business), Law::built_in(), &facts, Detail::Full);
    let EvaluateError::Facts(violations) = decided.unwrap_err();
    let figure = MissingFigure::TradeInterest;
    assert!(violations.iter().any(|v| v.problem == Problem::NotInLaw { law: "EU", figure }), "{violations:?}");
    // Terms that stand alone are computed under any law: a month and a day of 1%.
    let alone = "question = \"payment_review\"\n[clause.payment_default]\nmonthly_interest = 1\nstatutory_if_higher = false\ncollection_costs = \"none\"";
    for decision in under_each(alone, ProductType::Coaching, &review()) {
        let arrears = decision.arrears.as_ref().unwrap();
        assert_eq!((arrears.interest.get(), arrears.collection_costs.get()), (1_032, 0));
        assert!(!rests_on_law(&decision));
    }
}

#[test]
fn what_steps_cost_is_bounded_by_the_law_that_has_a_scale_and_needs_none_elsewhere() {
    let clause = "question = \"payment_review\"\n[clause.payment_default]\ninterest = \"none\"\ncollection_costs = \"none\"\n\
                  [[clause.payment_default.step]]\namount = \"150.01\"";
    let mut stepped = review();
    let Event::PaymentReview(event) = &mut stepped else { panic!("a review") };
    event.invoices[0].collection_steps_on = vec![day("2026-06-15")];
    let costs = |event: &Event| {
        under_each(clause, ProductType::Coaching, event).map(|d| {
            let capped = d.findings.iter().any(|finding| finding.code == FindingCode::LawOverridesTerms);
            (d.arrears.unwrap().collection_costs.get(), capped)
        })
    };
    // 15% of € 1,000.00 by the scale, once a notice has given its time; nothing before.
    assert_eq!(costs(&stepped), [(15_000, true), (15_001, false), (15_001, false)]);
    let Event::PaymentReview(event) = &mut stepped else { panic!("a review") };
    event.invoices[0].collection_notice_received_on = None;
    assert_eq!(costs(&stepped), [(0, true), (15_001, false), (15_001, false)]);
}

#[test]
fn authors_are_warned_of_figures_that_are_lacking() {
    let warned = |law, clause: &str| {
        let loaded = load("test.toml", text(law, clause).as_bytes()).unwrap();
        loaded.warnings.iter().map(|fault| fault.message.en.clone()).collect::<Vec<_>>()
    };
    let clause = "question = \"payment_review\"\n[clause.payment_default]";
    assert_eq!(warned(JurisdictionId::Nl, clause).len(), 0);
    assert_eq!(
        warned(JurisdictionId::Eu, clause),
        [
            "the law `EU` holds no statutory interest: the clause is refused where it needs one",
            "the law `EU` holds no scale of collection costs: the clause is refused where it needs one"
        ]
    );
    let alone = format!("{clause}\nmonthly_interest = 1\nstatutory_if_higher = false\ncollection_costs = \"none\"");
    assert_eq!(warned(JurisdictionId::None, &alone).len(), 0);
}

#[test]
fn the_check_holds_a_policy_to_the_law_that_it_names() {
    let clause =
        "question = \"termination\"\n[clause.notice]\nends = \"after_notice\"\nperiod = [{ period = \"2 months\" }]";
    let report = |law| verify("test.toml", text(law, clause).as_bytes(), Law::built_in(), day("2026-11-29"));
    let found = |report: &VerificationReport| {
        let rules = report.findings.iter().map(|finding| (finding.rule.to_string(), finding.provision));
        let mut rules: Vec<_> = rules.filter(|(rule, _)| !rule.starts_with("PROOF")).collect();
        rules.sort();
        rules
    };
    let dutch = found(&report(JurisdictionId::Nl));
    assert!(dutch.contains(&("WD-MISSING".into(), "BW 6:230o")), "{dutch:?}");
    assert!(
        dutch.iter().any(|(rule, _)| rule == "NOTICE-LONG") && dutch.iter().all(|(rule, _)| rule != "LAW-NOT-CHECKED")
    );
    let european = report(JurisdictionId::Eu);
    assert_eq!(
        found(&european),
        [
            ("LAW-NOT-CHECKED".to_owned(), ""),
            ("WD-FUNCTION".to_owned(), "Directive 2011/83/EU art. 11a"),
            ("WD-MISSING".to_owned(), "Directive 2011/83/EU art. 6(1)(h), 9")
        ]
    );
    let none = report(JurisdictionId::None);
    assert_eq!(found(&none), [("LAW-NOT-CHECKED".to_owned(), "")]);
    let said = &none.findings.iter().find(|finding| finding.rule.to_string() == "LAW-NOT-CHECKED").unwrap();
    assert_eq!(said.message.en, "no law was checked: the policy asks for none");
    assert_eq!((said.place.line, said.place.column), (8, 1));
}

/// What the law says of each type of product, worked out by hand: whether a consumer may withdraw, and whether a consumer may
/// leave what the terms hold to.
#[test]
fn the_law_by_type_of_product() {
    use ProductType as P;
    /// At any time, by notice, or as the terms say.
    #[derive(Clone, Copy, PartialEq)]
    enum Leaves {
        AnyTime,
        ByNotice,
        ByTerms,
    }
    let expected = [
        (P::DigitalContent, true, Leaves::ByTerms),
        (P::Programme, true, Leaves::AnyTime),
        (P::Coaching, true, Leaves::AnyTime),
        (P::Event, true, Leaves::AnyTime),
        (P::Subscription, true, Leaves::ByNotice),
        (P::Assignment, true, Leaves::AnyTime),
        (P::Goods, true, Leaves::ByTerms),
        (P::Accommodation, false, Leaves::ByTerms),
        (P::Rental, false, Leaves::ByTerms),
        (P::TravelPackage, false, Leaves::ByTerms),
        (P::Leisure, false, Leaves::ByTerms),
        (P::CareAppointment, false, Leaves::AnyTime),
        (P::Transport, false, Leaves::ByTerms),
        (P::Membership, true, Leaves::ByNotice),
    ];
    assert_eq!(expected.map(|(product, ..)| product), *ProductType::ALL);
    let refused = |question| format!("question = \"{question}\"\noutcome = {{ verdict = \"refused\" }}");
    let found = |decision: &Decision, code| decision.findings.iter().any(|finding| finding.code == code);
    for (product, withdraws, leaves) in expected {
        // Concluded on 20 March 2026: 14 days end on Good Friday, and move to Tuesday 7 April.
        let withdrawal = |declared: &str| Event::Withdrawal {
            declared_at: at(declared),
            received_at: None,
            goods_devaluation: None,
        };
        let verdicts = |declared: &str| under_each(OFFER, product, &withdrawal(declared)).map(|d| d.verdict);
        let (in_time, late) = (verdicts("2026-04-07T21:59:59Z"), verdicts("2026-04-07T22:00:00Z"));
        let right = if withdraws { Verdict::Permitted } else { Verdict::Refused };
        // Goods that were not received can still be sent back.
        let after = if product == P::Goods { right } else { Verdict::Refused };
        assert_eq!(in_time, [right, right, Verdict::Unregulated], "{product}");
        assert_eq!(late, [after, after, Verdict::Unregulated], "{product}");
        // No other answer points to a right that there is not.
        let early = Event::Cancellation { received_at: at("2026-04-07T21:59:59Z"), cancelled_count: None };
        let cancelled = under_each(&refused("cancellation"), product, &early);
        let open = cancelled.each_ref().map(|decision| found(decision, FindingCode::WithdrawalOpen));
        assert_eq!(open, [withdraws, withdraws, false], "{product}");
        // Leaving: by Dutch law alone.
        let verdict = |leaves: bool| if leaves { Verdict::Permitted } else { Verdict::Refused };
        let any_time = leaves == Leaves::AnyTime;
        assert_eq!(cancelled.each_ref().map(|d| d.verdict), [verdict(any_time), Verdict::Refused, Verdict::Refused]);
        let pointed = cancelled.each_ref().map(|decision| found(decision, FindingCode::SeeTermination));
        assert_eq!(pointed, [leaves == Leaves::ByNotice, false, false], "{product}");
        let ended = Event::Termination(Termination {
            notice_at: at("2026-10-01T09:00:00Z"),
            by: Party::Customer,
            for_cause: None,
            non_payment: None,
        });
        let ended = under_each(&refused("termination"), product, &ended).map(|decision| decision.verdict);
        assert_eq!(ended, [verdict(any_time), Verdict::Refused, Verdict::Refused], "{product}");
        // A fee beyond what is reasonable: of a service that may be left by 7:411, of any other by 6:237 i alone.
        let fee = "question = \"cancellation\"\noutcome = { settles = true, charges = [{ kind = \"cancellation_fee\", percent = 50, of = \"price\" }] }";
        let charged = under_each(fee, product, &early);
        for (code, may_be_left) in [(FindingCode::FeeMayBeReduced, true), (FindingCode::FeeMayBeUnreasonable, false)] {
            let concerned = product.is_service() || product == P::Goods;
            let expected = concerned && (leaves != Leaves::ByTerms) == may_be_left;
            let told = charged.each_ref().map(|decision| found(decision, code));
            assert_eq!(told, [expected, false, false], "{product} {code}");
        }
    }
}

/// Provisions on assignments are held against assignments alone; what holds for every fee, against every fee.
#[test]
fn checks_know_what_was_bought() {
    let rules = |product: &str, clause: &str| -> Vec<String> {
        let text = text(JurisdictionId::Nl, &format!("products = [\"{product}\"]\n{clause}"));
        let report = verify("test.toml", text.as_bytes(), Law::built_in(), day("2026-11-29"));
        report.findings.iter().map(|finding| finding.rule.to_string()).collect()
    };
    let whole = "question = \"cancellation\"\noutcome = { settles = true, charges = [{ kind = \"retained_price\", percent = 100, of = \"price\" }] }";
    let never = "question = \"cancellation\"\noutcome = { verdict = \"refused\" }";
    let above = "question = \"cancellation\"\noutcome = { settles = true, charges = [{ kind = \"cancellation_fee\", amount = \"100.00\" }] }";
    for (product, leaves, withdraws) in [
        ("event", true, true),
        ("care_appointment", true, false),
        ("membership", true, true),
        ("accommodation", false, false),
        ("rental", false, false),
        ("travel_package", false, false),
        ("leisure", false, false),
        ("transport", false, false),
    ] {
        let has = |clause: &str, rule: &str| rules(product, clause).iter().any(|found| found == rule);
        assert_eq!(has(whole, "TERM-FEE"), leaves, "{product}");
        assert_eq!(has(never, "TERM-MANDATORY"), leaves, "{product}");
        assert_eq!(has(never, "WD-MISSING"), withdraws, "{product}");
        assert!(has(above, "FEE-GT-PRICE"), "{product}");
    }
}
