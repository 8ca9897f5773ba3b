//! Decisions that rest on a clause which a court may annul: each says so, with what is at stake, and computes by the terms.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what tests share may fail them

use clausula::analyse::rules::{Rule, Severity};
use clausula::calendar::{Date, Instant};
use clausula::decision::{Annulment, Decision, FindingCode};
use clausula::evaluate::{Detail, evaluate, quote};
use clausula::facts::{
    Agreement, Complaint, DamageClaim, Event, Facts, Invoice, Payment, PaymentReview, PriceIncrease,
    ProviderCancellation, ProviderChange, Termination,
};
use clausula::law::{JurisdictionId, Law};
use clausula::money::{Cents, Locale};
use clausula::policy::Policy;
use clausula::policy::store::PolicySet;
use clausula::render;
use clausula::vocabulary::{Basis, BreachKind, Cause, CustomerType, DamageKind, Party, ProductType, Verdict};

/// A policy of one clause, loaded with others as a service loads them.
fn under(law: JurisdictionId, clause: &str) -> Policy {
    let text = format!(
        "policy = \"test\"\nversion = \"1\"\nname = \"Test\"\ncurrency = \"EUR\"\nprices = \"including_vat\"\n\
         zone = \"Europe/Amsterdam\"\nholidays = \"NL\"\nlaw = \"{law}\"\n[[clause]]\nid = \"one\"\narticle = \"1\"\n\
         summary = {{ nl = \"x\", en = \"x\" }}\n{clause}\n"
    );
    let set = PolicySet::from_files([("test.toml", text)]).unwrap_or_else(|report| panic!("{report}"));
    set.iter().next().unwrap().as_ref().clone()
}

fn policy(clause: &str) -> Policy {
    under(JurisdictionId::Nl, clause)
}

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// An agreement of € 1,000.00, paid, with 3 of 10 units delivered and € 50.00 of costs made.
fn agreement(product: ProductType, customer: CustomerType) -> Agreement {
    let mut agreement = Agreement::new(customer, product, Cents::new(100_000), at("2026-01-05T09:00:00Z"));
    agreement.starts_at = Some(at("2026-03-02T08:00:00Z"));
    agreement.ends_at = Some(at("2027-03-01T08:00:00Z"));
    agreement.term_months = 12;
    agreement.payments = vec![Payment { paid_at: at("2026-01-06T09:00:00Z"), amount: Cents::new(100_000) }];
    (agreement.performance.delivered_units, agreement.performance.total_units) = (Some(3), Some(10));
    agreement.performance.costs_incurred = Some(Cents::new(5_000));
    agreement
}

fn decide(policy: &Policy, agreement: Agreement, event: Event, basis: Basis) -> Decision {
    let facts = Facts::new(agreement, event, basis).unwrap_or_else(|error| panic!("{error}"));
    evaluate(policy, Law::built_in(), &facts, Detail::Full).unwrap_or_else(|error| panic!("{error}"))
}

/// Rule, by the terms, without the clause: of each clause that may be annulled.
fn doubts(decision: &Decision) -> Vec<(&'static str, Option<i64>, Option<i64>)> {
    let annulments = decision.findings.iter().filter_map(|finding| {
        assert_eq!(finding.code == FindingCode::MayBeAnnulled, finding.annulment.is_some());
        finding.annulment
    });
    let amount = |amount: Option<Cents>| amount.map(Cents::get);
    annulments.map(|Annulment { rule, by_terms, without, .. }| (rule, amount(by_terms), amount(without))).collect()
}

/// What a consumer is told, and that neither a business nor whoever asks for the terms alone is told anything.
fn told(policy: &Policy, product: ProductType, event: Event) -> Vec<(&'static str, Option<i64>, Option<i64>)> {
    let decided = |customer, basis| doubts(&decide(policy, agreement(product, customer), event.clone(), basis));
    assert_eq!(decided(CustomerType::Business, Basis::TermsAndLaw), []);
    assert_eq!(decided(CustomerType::Consumer, Basis::TermsOnly), []);
    decided(CustomerType::Consumer, Basis::TermsAndLaw)
}

fn cancelled() -> Event {
    Event::Cancellation { received_at: at("2026-06-01T09:00:00Z"), cancelled_count: None }
}

fn notice(by: Party) -> Event {
    Event::Termination(Termination {
        notice_at: at("2026-06-01T09:00:00Z"),
        by,
        for_cause: Some(false),
        non_payment: Some(false),
    })
}

fn fee(percent: &str) -> Policy {
    policy(&format!(
        "question = \"cancellation\"\noutcome = {{ verdict = \"permitted\", settles = true, charges = [{{ kind = \
         \"cancellation_fee\", percent = {percent}, of = \"price\" }}] }}"
    ))
}

#[test]
fn a_fee_beyond_the_delivered_share_and_the_costs() {
    // 30% and € 50.00 are € 350.00.
    let coaching = |percent| told(&fee(percent), ProductType::Coaching, cancelled());
    assert_eq!(coaching("35"), []);
    assert_eq!(coaching("35.001"), [("TERM-FEE", Some(35_001), Some(35_000))]);
    assert_eq!(coaching("100"), [("TERM-FEE", Some(100_000), Some(35_000))]);
    assert_eq!(told(&fee("100"), ProductType::Goods, cancelled()), []);
}

/// Another date where the terms take that for leaving, and settle, is paid for as leaving is; one that only costs a fee is not.
#[test]
fn another_date_that_counts_as_leaving() {
    let clause = |percent: &str, settles: bool| {
        policy(&format!(
            "question = [\"cancellation\", \"rescheduling\"]\noutcome = {{ verdict = \"permitted\", settles = {settles}, charges = \
             [{{ kind = \"cancellation_fee\", percent = {percent}, of = \"price\" }}] }}"
        ))
    };
    let moved = || Event::Rescheduling {
        requested_at: at("2026-06-01T09:00:00Z"),
        alternative_date_offered: Some(false),
        session_starts_at: None,
    };
    let of = |percent, settles| told(&clause(percent, settles), ProductType::Coaching, moved());
    assert_eq!(of("35", true), []);
    assert_eq!(of("35.001", true), [("TERM-FEE", Some(35_001), Some(35_000))]);
    assert_eq!(of("35.001", false), []);
    let reducible = |percent, customer| {
        let decision =
            decide(&clause(percent, true), agreement(ProductType::Coaching, customer), moved(), Basis::TermsAndLaw);
        decision.findings.iter().any(|finding| finding.code == FindingCode::FeeMayBeReduced)
    };
    assert!(reducible("35.001", CustomerType::Consumer));
    assert!(!reducible("35", CustomerType::Consumer) && !reducible("35.001", CustomerType::Business));
}

#[test]
fn the_terms_are_computed_and_both_are_said() {
    let policy = fee("100");
    let of = agreement(ProductType::Coaching, CustomerType::Consumer);
    let decision = decide(&policy, of.clone(), cancelled(), Basis::TermsAndLaw);
    assert_eq!(decision.charged().get(), 100_000);
    let finding = decision.findings.iter().find(|finding| finding.code == FindingCode::MayBeAnnulled).unwrap();
    assert_eq!(
        render::finding(&policy, Law::built_in(), finding, Locale::En),
        "A court may annul what art. 1 (one) says (TERM-FEE: BW 7:408, 7:411, 7:413, 6:237 i; \
         compare ECLI:NL:HR:2017:2775 on a course left early and ECLI:NL:RBROT:2025:6409 on a course); the answer is that \
         of the terms. By the terms € 1,000.00 is charged; the law would leave € 350.00, the delivered share and the costs. \
         Some courts leave nothing in the clause's place."
    );
    let dutch = render::finding(&policy, Law::built_in(), finding, Locale::Nl);
    assert!(dutch.contains("Sommige rechters laten niets over") && dutch.contains("€ 350,00"), "{dutch}");
    // A quote says it once, without the amounts of each window.
    let quoted = quote(&policy, Law::built_in(), &of, &cancelled(), Basis::TermsAndLaw).unwrap();
    let told: Vec<_> = quoted.findings.iter().filter_map(|finding| finding.annulment).collect();
    assert_eq!(told.iter().map(|a| (a.rule, a.by_terms, a.without)).collect::<Vec<_>>(), [("TERM-FEE", None, None)]);
}

#[test]
fn charges_that_the_price_cuts() {
    let clause = |amount: &str| {
        policy(&format!(
            "question = \"cancellation\"\noutcome = {{ verdict = \"permitted\", settles = true, charges = [{{ kind = \
             \"administration_fee\", amount = \"{amount}\" }}] }}"
        ))
    };
    assert_eq!(told(&clause("1000.00"), ProductType::Goods, cancelled()), []);
    assert_eq!(told(&clause("1000.01"), ProductType::Goods, cancelled()), [("FEE-GT-PRICE", Some(100_001), None)]);
    let coaching = told(&clause("1000.01"), ProductType::Coaching, cancelled());
    assert!(coaching.contains(&("FEE-GT-PRICE", Some(100_001), Some(35_000))), "{coaching:?}");
}

#[test]
fn a_penalty() {
    let clause = policy(
        "question = \"breach\"\noutcome = { verdict = \"permitted\", charges = [{ kind = \"penalty\", amount = \
         \"500.00\" }] }",
    );
    let breach =
        Event::Breach { kind: BreachKind::Confidentiality, count: Some(2), monthly_salary: None, occurred_at: None };
    assert_eq!(told(&clause, ProductType::Programme, breach), [("PENALTY", Some(50_000), None)]);
}

fn review(as_of: &str, noticed: Option<&str>) -> Event {
    Event::PaymentReview(PaymentReview {
        as_of: at(as_of),
        actual_collection_costs: Some(Cents::ZERO),
        collection_costs_vat_percent: Some(0),
        invoices: vec![Invoice {
            id: "1".to_owned(),
            issued_on: day("2026-01-05"),
            due_on: Some(day("2026-01-31")),
            open: Cents::new(100_000),
            is_deposit: Some(false),
            reminder_received_on: None,
            collection_notice_received_on: noticed.map(day),
            collection_notice_defective: None,
            open_at_notice_end: None,
            collection_steps_on: Vec::new(),
        }],
    })
}

#[test]
fn interest_above_the_statutory_rate_of_its_own_days() {
    let clause = |monthly: &str| {
        policy(&format!(
            "question = \"payment_review\"\n[clause.payment_default]\nmonthly_interest = {monthly}\n\
             statutory_if_higher = false\ncollection_costs = \"none\""
        ))
    };
    // Three months of 2% against 89 days of 4% a year on € 1,000.00: 89 / 365 of € 40.00.
    let late = |monthly| told(&clause(monthly), ProductType::Coaching, review("2026-04-30T10:00:00Z", None));
    assert_eq!(late("2"), [("INT-CONTRACT", Some(6_000), Some(975))]);
    // 0.325% a month is € 9.75, the statutory sum; 0.326% is three cents more.
    assert_eq!(late("0.325"), []);
    assert_eq!(late("0.326"), [("INT-CONTRACT", Some(978), Some(975))]);
    // Nothing is owed on the last day to pay.
    assert_eq!(told(&clause("2"), ProductType::Coaching, review("2026-01-31T10:00:00Z", None)), []);
}

#[test]
fn collection_costs_of_a_clause_that_gives_less_than_fourteen_days() {
    let clause = |days: u32| {
        policy(&format!(
            "question = \"payment_review\"\n[clause.payment_default]\ninterest = \"none\"\ncollection_notice = \
             \"{days} days\""
        ))
    };
    let claimed = |days, as_of| told(&clause(days), ProductType::Coaching, review(as_of, Some("2026-02-02")));
    assert_eq!(claimed(13, "2026-02-17T10:00:00Z"), [("BIK-14D", Some(15_000), Some(15_000))]);
    // By law nothing is due before the 15th day after the receipt, and nothing rests on the clause.
    assert_eq!(claimed(13, "2026-02-16T10:00:00Z"), []);
    assert_eq!(claimed(14, "2026-02-17T10:00:00Z"), []);
}

#[test]
fn a_limit_of_liability() {
    let clause = |rule: &str| policy(&format!("question = \"damage_claim\"\n[[clause.liability.rule]]\n{rule}"));
    let claim = |intent| {
        Event::DamageClaim(DamageClaim {
            occurred_at: at("2026-06-01T10:00:00Z"),
            reported_at: at("2026-06-02T10:00:00Z"),
            damage: Cents::new(125_000),
            kind: DamageKind::Direct,
            intent_or_recklessness: Some(intent),
            awarded_this_year: Some(Cents::ZERO),
        })
    };
    let told = |rule| told(&clause(rule), ProductType::Coaching, claim(false));
    let excluded = "kinds = [\"direct\"]\nexcluded = true";
    assert_eq!(told(excluded), [("LIAB-CAP", Some(0), Some(125_000))]);
    assert_eq!(
        told("kinds = [\"direct\"]\nlimit = { lower_of = [{ of = \"price\" }] }"),
        [("LIAB-CAP", Some(100_000), Some(125_000))]
    );
    // Against intent the law sets the clause aside already (L8).
    let of = agreement(ProductType::Coaching, CustomerType::Consumer);
    assert_eq!(doubts(&decide(&clause(excluded), of, claim(true), Basis::TermsAndLaw)), []);
}

#[test]
fn periods_to_complain() {
    let clause = |kind: &str, period: &str| {
        policy(&format!(
            "question = \"complaint\"\n[clause.outcome]\nverdict = \"permitted\"\n[[clause.outcome.deadlines]]\nkind = \
             \"{kind}\"\nafter = \"discovered_at\"\nperiod = \"{period}\""
        ))
    };
    let filed = |policy: &Policy, filed_at: &str| {
        let complaint = Complaint {
            discovered_at: Some(at("2026-06-01T10:00:00Z")),
            filed_at: Some(at(filed_at)),
            ..Complaint::default()
        };
        told(policy, ProductType::Coaching, Event::Complaint(complaint))
    };
    let short = clause("complaint", "13 days");
    for filed_at in ["2026-06-02T10:00:00Z", "2026-06-30T10:00:00Z"] {
        assert_eq!(filed(&short, filed_at), [("COMPLAINT-SHORT", None, None)]);
        assert_eq!(filed(&clause("complaint", "2 months"), filed_at), []);
    }
    assert_eq!(filed(&clause("limitation", "11 months"), "2026-06-02T10:00:00Z"), [("LIMITATION-SHORT", None, None)]);
    assert_eq!(filed(&clause("limitation", "1 year"), "2026-06-02T10:00:00Z"), []);
}

#[test]
fn a_refusal_to_let_go_where_the_law_does_not_step_in() {
    let clause = policy("question = [\"cancellation\", \"termination\"]\noutcome = { verdict = \"refused\" }");
    assert_eq!(told(&clause, ProductType::Subscription, cancelled()), [("TERM-MANDATORY", None, None)]);
    assert_eq!(told(&clause, ProductType::Coaching, cancelled()), [], "permitted by L9");
    assert_eq!(told(&clause, ProductType::Subscription, notice(Party::Provider)), []);
    for product in [ProductType::Leisure, ProductType::Accommodation, ProductType::TravelPackage, ProductType::Goods] {
        assert_eq!(told(&clause, product, cancelled()), [], "{product:?} is no assignment");
    }
}

#[test]
fn a_price_that_rises_at_will() {
    let increase = |effective_at: &str, current: Option<i64>| {
        Event::PriceIncrease(PriceIncrease {
            announced_at: at("2026-03-01T10:00:00Z"),
            effective_at: at(effective_at),
            new_price: Cents::new(110_000),
            current_price: current.map(Cents::new),
            previous_increase_at: None,
            indexation: Some(false),
            legal_obligation: Some(false),
        })
    };
    let at_will = policy("question = \"price_increase\"\noutcome = { verdict = \"permitted\" }");
    let told = |policy: &Policy, event| told(policy, ProductType::Subscription, event);
    assert_eq!(
        told(&at_will, increase("2026-04-05T10:00:00Z", None)),
        [("PRICE-NOEXIT", Some(110_000), Some(100_000))]
    );
    let from = Some(105_000);
    assert_eq!(told(&at_will, increase("2026-04-05T10:00:00Z", from)), [("PRICE-NOEXIT", Some(110_000), from)]);
    // Within three months the law refuses it (L10).
    assert_eq!(told(&at_will, increase("2026-04-04T10:00:00Z", None)), []);
    let exit =
        policy("question = \"price_increase\"\noutcome = { verdict = \"permitted\", customer_may_dissolve = true }");
    assert_eq!(told(&exit, increase("2026-04-05T10:00:00Z", None)), []);
}

#[test]
fn a_performance_that_changes_without_a_way_out() {
    let change = Event::ProviderChange(ProviderChange {
        known_at: at("2026-02-01T10:00:00Z"),
        notified_at: None,
        rejected_at: None,
        essential: Some(true),
        more_than_minor_disadvantage: Some(true),
        location_only: Some(false),
    });
    let clause =
        |more: &str| policy(&format!("question = \"provider_change\"\noutcome = {{ verdict = \"permitted\"{more} }}"));
    assert_eq!(told(&clause(""), ProductType::Event, change.clone()), [("CHANGE-NOEXIT", None, None)]);
    assert_eq!(told(&clause(", customer_may_reject = true"), ProductType::Event, change), []);
}

#[test]
fn a_provider_who_gets_out_on_easier_terms() {
    let clause = policy(
        "question = \"termination\"\nwhen = [\"by_provider\"]\n[clause.notice]\nends = \"after_notice\"\nperiod = [{ \
         period = \"1 month\" }]",
    );
    let of = agreement(ProductType::Subscription, CustomerType::Consumer);
    let told = |by| doubts(&decide(&clause, of.clone(), notice(by), Basis::TermsAndLaw));
    assert_eq!((told(Party::Provider), told(Party::Customer)), (vec![("SELF-RELEASE", None, None)], vec![]));
}

/// The findings of the five are all accepted: that silences the report, not the law.
#[test]
fn what_an_author_accepts_may_be_annulled_all_the_same() {
    let set = PolicySet::built_in().unwrap();
    let select = |id: &str| set.select(id, None, at("2026-06-01T09:00:00Z")).unwrap();
    let rules = |id: &str| -> Vec<String> {
        let policy = select(id);
        let id = |clause: u16| policy.clause(clause).unwrap().id.clone();
        policy.doubts.iter().map(|doubt| format!("{} {}", doubt.rule, id(doubt.clause))).collect()
    };
    assert_eq!(
        rules("multidonnas"),
        [
            "TERM-ACCELERATE default",
            "BIK-14D default",
            "TERM-FEE cancel",
            "DEEMED-LATER office-hours",
            "LIAB-CAP liability"
        ]
    );
    let policy = select("multidonnas");
    let mut of = agreement(ProductType::Event, CustomerType::Consumer);
    (of.starts_at, of.ends_at) = (Some(at("2026-07-20T08:00:00Z")), Some(at("2026-07-21T15:00:00Z")));
    of.performance = Default::default();
    let told = |received_at: &str| {
        let event = Event::Cancellation { received_at: at(received_at), cancelled_count: None };
        doubts(&decide(policy, of.clone(), event, Basis::TermsAndLaw)).iter().map(|told| told.0).collect::<Vec<_>>()
    };
    // At noon on a working day, and at night: 15:00Z is 17:00 and 21:00Z is 23:00 in Amsterdam.
    assert_eq!(told("2026-06-30T10:00:00Z"), ["TERM-FEE"]);
    assert_eq!(told("2026-06-30T15:30:59Z"), ["TERM-FEE"]);
    assert_eq!(told("2026-06-30T15:31:00Z"), ["TERM-FEE", "DEEMED-LATER"]);
}

#[test]
fn the_law_that_a_policy_names_says_what_is_annulled() {
    let penalty = "question = \"breach\"\noutcome = { verdict = \"permitted\", charges = [{ kind = \"penalty\", amount = \
                   \"500.00\" }] }";
    let rules = |law, clause: &str| under(law, clause).doubts.iter().map(|doubt| doubt.rule).collect::<Vec<_>>();
    assert_eq!(rules(JurisdictionId::Eu, penalty), ["PENALTY"]);
    assert_eq!(rules(JurisdictionId::None, penalty), [""; 0]);
    let complaint = "question = \"complaint\"\n[clause.outcome]\nverdict = \"permitted\"\n[[clause.outcome.deadlines]]\n\
                     kind = \"complaint\"\nafter = \"discovered_at\"\nperiod = \"14 days\"";
    assert_eq!(rules(JurisdictionId::Nl, complaint), ["COMPLAINT-SHORT"]);
    assert_eq!(rules(JurisdictionId::Eu, complaint), [""; 0]);
}

/// Void (C) or presumed unfair (H), or struck by a court that is named.
#[test]
fn only_what_is_void_presumed_unfair_or_struck_annuls() {
    for law in Law::built_in().jurisdictions() {
        for rule in Rule::ALL.iter().filter(|rule| law.annuls(rule.name())) {
            let serious = rule.info().severity.at_least(Severity::High);
            assert!(serious || law.rulings_on(rule.name()).next().is_some(), "{} {rule}", law.id);
            assert!(!law.provision_of_check(rule.name()).unwrap().is_empty(), "{} {rule}", law.id);
        }
    }
}

#[test]
fn what_is_not_regulated_rests_on_nothing() {
    let of = agreement(ProductType::Goods, CustomerType::Consumer);
    let clause = policy("question = \"cancellation\"\nproducts = [\"coaching\"]\noutcome = { verdict = \"refused\" }");
    let decision = decide(&clause, of, cancelled(), Basis::TermsAndLaw);
    assert_eq!((decision.verdict, doubts(&decision)), (Verdict::Unregulated, vec![]));
}

#[test]
fn a_provider_who_ends_and_keeps_the_price() {
    let clause = |percent: u32| {
        policy(&format!(
            "question = \"termination\"\nwhen = [\"by_provider\", \"non_payment\"]\noutcome = {{ verdict = \"permitted\", \
             settles = true, charges = [{{ kind = \"retained_price\", percent = {percent}, of = \"price\" }}] }}"
        ))
    };
    let mut unpaid = notice(Party::Provider);
    if let Event::Termination(termination) = &mut unpaid {
        (termination.for_cause, termination.non_payment) = (Some(true), Some(true));
    }
    let kept = |percent, product| told(&clause(percent), product, unpaid.clone());
    assert_eq!(kept(36, ProductType::Coaching), [("TERM-ACCELERATE", Some(36_000), Some(35_000))]);
    assert_eq!(kept(35, ProductType::Coaching), []);
    assert_eq!(kept(36, ProductType::Goods), []);
}

#[test]
fn a_fee_for_not_coming() {
    let clause = policy(
        "question = \"no_show\"\noutcome = { verdict = \"permitted\", charges = [{ kind = \"administration_fee\", amount = \
         \"60.00\" }] }",
    );
    let missed = Event::NoShow { session_starts_at: Some(at("2026-06-01T09:00:00Z")) };
    assert_eq!(told(&clause, ProductType::Coaching, missed), [("NOSHOW-FEE", Some(6_000), None)]);
}

#[test]
fn a_subscription_without_access() {
    let clause = policy(
        "question = \"payment_review\"\n[clause.payment_default]\ninterest = \"none\"\ncollection_costs = \"none\"\nsuspension \
         = \"on_default\"",
    );
    let late = |product, as_of| told(&clause, product, review(as_of, None));
    assert_eq!(late(ProductType::Subscription, "2026-02-01T10:00:00Z"), [("SUSPEND-PAY", None, None)]);
    assert_eq!(late(ProductType::Subscription, "2026-01-31T10:00:00Z"), []);
    assert_eq!(late(ProductType::Coaching, "2026-02-01T10:00:00Z"), []);
}

#[test]
fn a_period_of_notice_of_a_service() {
    let clause = |period: &str| {
        policy(&format!(
            "question = \"termination\"\nwhen = [\"by_customer\"]\n[clause.notice]\nends = \"after_notice\"\nperiod = [{{ \
             period = \"{period}\" }}]"
        ))
    };
    let ended = |period, product| told(&clause(period), product, notice(Party::Customer));
    assert_eq!(ended("1 day", ProductType::Coaching), [("NOTICE-SERVICE", None, None)]);
    assert_eq!(ended("0 days", ProductType::Coaching), []);
    assert_eq!(ended("1 month", ProductType::Subscription), []);
}

/// The letter on one line, as a reader takes it.
fn letter(policy: &Policy, agreement: Agreement, event: Event, locale: Locale) -> String {
    let facts = Facts::new(agreement, event, Basis::TermsAndLaw).unwrap_or_else(|error| panic!("{error}"));
    let decision = evaluate(policy, Law::built_in(), &facts, Detail::Full).unwrap_or_else(|error| panic!("{error}"));
    let letter = render::letter(policy, Law::built_in(), &facts, &decision, locale);
    letter.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_letter_shows_both_amounts_and_what_they_change() {
    let of = || agreement(ProductType::Coaching, CustomerType::Consumer);
    let told = letter(&fee("100"), of(), cancelled(), Locale::Nl);
    for said in [
        "Dan bent u misschien minder verschuldigd. Volgens onze voorwaarden is dat € 1.000,00; volgens de wet zou het \
         € 350,00 zijn, voor wat is geleverd en voor de kosten.",
        "Sommige rechters laten van zo'n bedrag niets over.",
        "Dit staat in onze voorwaarden:",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    // At the bound nothing is said.
    let told = letter(&fee("35"), of(), cancelled(), Locale::En);
    assert!(!told.contains("A judge may set aside") && !told.contains("By our terms that is"), "{told}");
    // Of damage the customer pays nothing, so that nobody leaves nothing of it; and nobody said that the provider is liable.
    let capped = policy(
        "question = \"damage_claim\"\n[[clause.liability.rule]]\nlimit = { lower_of = [{ amount = \"250.00\" }] }",
    );
    let claim = Event::DamageClaim(DamageClaim {
        occurred_at: at("2026-06-01T09:00:00Z"),
        reported_at: at("2026-06-02T09:00:00Z"),
        damage: Cents::new(80_000),
        kind: DamageKind::Direct,
        intent_or_recklessness: None,
        awarded_this_year: None,
    });
    let told = letter(&capped, of(), claim.clone(), Locale::En);
    for said in [
        "Our terms do not exclude that we pay for it.",
        "As far as we are liable, we pay € 250.00 of the damage.",
        "Then you may get more. By our terms we pay € 250.00; without that rule, as far as we are liable, up to € 800.00.",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    assert!(!told.contains("Some judges") && !told.contains("owe less"), "{told}");
    let excluded = policy("question = \"damage_claim\"\n[[clause.liability.rule]]\nexcluded = true");
    let told = letter(&excluded, of(), claim, Locale::En);
    assert!(told.contains("Our terms exclude it."), "{told}");
}

#[test]
fn a_right_that_was_lost_is_not_offered() {
    let emperra = PolicySet::built_in().unwrap_or_else(|report| panic!("{report}"));
    let emperra = emperra.iter().find(|policy| policy.id == "emperra").unwrap();
    let mut of = agreement(ProductType::DigitalContent, CustomerType::Consumer);
    of.performance.started_at = Some(at("2026-01-06T09:00:00Z"));
    of.withdrawal.express_request_to_start = Some(true);
    of.withdrawal.acknowledged_loss_of_right = Some(true);
    let declared = |at| Event::Withdrawal { declared_at: at, received_at: None, goods_devaluation: None };
    let lost = letter(emperra, of.clone(), declared(at("2026-01-10T09:00:00Z")), Locale::Nl);
    assert!(lost.contains("Dat kan niet.") && !lost.contains("afzien van de overeenkomst."), "{lost}");
    // Without the acknowledgement the right is there until 19 January, and late after it.
    of.withdrawal.acknowledged_loss_of_right = Some(false);
    let told = |at| letter(emperra, of.clone(), declared(at), Locale::Nl);
    assert!(told(at("2026-01-19T22:59:59Z")).contains("Dat mag."));
    assert!(told(at("2026-01-19T23:00:00Z")).contains("Dat kan niet meer."));
}

#[test]
fn what_is_called_off_and_not_paid_back() {
    let clause = policy("question = \"provider_cancellation\"\noutcome = { verdict = \"permitted\" }");
    let called_off = |cause, replacement| {
        Event::ProviderCancellation(ProviderCancellation {
            announced_at: at("2026-02-01T09:00:00Z"),
            cause,
            replacement_offered: replacement,
            customer_can_attend_replacement: None,
        })
    };
    let kept = [("KEPT-UNDELIVERED", None, None)];
    for product in [ProductType::Coaching, ProductType::Goods, ProductType::Leisure] {
        assert_eq!(told(&clause, product, called_off(Cause::Provider, None)), kept, "{product}");
        assert_eq!(told(&clause, product, called_off(Cause::Neither, Some(false))), kept, "{product}");
        assert_eq!(told(&clause, product, called_off(Cause::Neither, Some(true))), [], "{product}");
        assert_eq!(told(&clause, product, called_off(Cause::Customer, None)), [], "{product}");
    }
    // € 350.00 are the delivered share and the costs: whoever paid no more lost nothing.
    let paid = |cents| {
        let mut of = agreement(ProductType::Coaching, CustomerType::Consumer);
        of.payments = vec![Payment { paid_at: at("2026-01-06T09:00:00Z"), amount: Cents::new(cents) }];
        doubts(&decide(&clause, of, called_off(Cause::Provider, None), Basis::TermsAndLaw))
    };
    assert_eq!(paid(35_000), []);
    assert_eq!(paid(35_001), kept);
    let repaid = policy("question = \"provider_cancellation\"\noutcome = { settles = true }");
    assert_eq!(told(&repaid, ProductType::Coaching, called_off(Cause::Provider, None)), []);
}

#[test]
fn moving_for_the_price_of_all_that_is_moved() {
    let clause = |anchor: &str, percent: &str| {
        policy(&format!(
            "question = \"rescheduling\"\ntiers = {{ before = \"{anchor}\", tier = [{{ charges = [{{ kind = \
             \"rescheduling_fee\", percent = {percent}, of = \"price\" }}] }}] }}"
        ))
    };
    let moved = Event::Rescheduling {
        requested_at: at("2026-02-20T09:00:00Z"),
        alternative_date_offered: None,
        session_starts_at: Some(at("2026-03-02T08:00:00Z")),
    };
    let of = |policy: &Policy| {
        let mut of = agreement(ProductType::Coaching, CustomerType::Consumer);
        of.session_count = Some(10);
        doubts(&decide(policy, of, moved.clone(), Basis::TermsAndLaw))
    };
    assert_eq!(of(&clause("session_starts_at", "9.99")), []);
    assert_eq!(of(&clause("session_starts_at", "10")), [("NOSHOW-FEE", Some(10_000), None)]);
    assert_eq!(of(&clause("starts_at", "99.99")), []);
    assert_eq!(of(&clause("starts_at", "100")), [("NOSHOW-FEE", Some(100_000), None)]);
}

#[test]
fn new_terms_that_change_what_is_performed() {
    let change = |performance_changes| Event::TermsChange {
        announced_at: at("2026-06-01T09:00:00Z"),
        effective_at: at("2026-08-01T09:00:00Z"),
        performance_changes,
    };
    let clause = |keys: &str| policy(&format!("question = \"terms_change\"\n[clause.announcement]\n{keys}"));
    let silent = clause("ahead = \"7 days\"");
    assert_eq!(told(&silent, ProductType::Coaching, change(Some(true))), [("CHANGE-NOEXIT", None, None)]);
    assert_eq!(told(&silent, ProductType::Coaching, change(None)), []);
    for out in ["reject_when_performance_changes = true", "customer_may_dissolve = true"] {
        assert_eq!(told(&clause(out), ProductType::Coaching, change(Some(true))), [], "{out}");
    }
}

#[test]
fn what_the_law_obliges_to_rests_on_no_clause() {
    let clause = policy("question = \"price_increase\"\noutcome = { verdict = \"permitted\" }");
    let dearer = |legal_obligation| {
        Event::PriceIncrease(PriceIncrease {
            announced_at: at("2026-06-01T09:00:00Z"),
            effective_at: at("2026-08-01T09:00:00Z"),
            new_price: Cents::new(110_000),
            current_price: None,
            previous_increase_at: None,
            indexation: None,
            legal_obligation,
        })
    };
    assert_ne!(told(&clause, ProductType::Coaching, dearer(None)), []);
    assert_eq!(told(&clause, ProductType::Coaching, dearer(Some(true))), []);
}
