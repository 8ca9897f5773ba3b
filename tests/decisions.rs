//! Decisions worked by hand or looked through, where drawn requests and the cases of the five policies seldom come.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what tests share may fail them

mod support;

use clausula::calendar::{Date, Instant};
use clausula::decision::{Assumption, Calculation, Decision, FindingCode, Source};
use clausula::evaluate::{Detail, EvaluateError, evaluate, quote};
use clausula::facts::{
    Agreement, Complaint, DamageClaim, Event, Facts, Insurance, Invoice, OpenInvoice, Payment, PaymentAllocation,
    PaymentReview, PriceIncrease, ProviderCancellation, ProviderChange, Termination,
};
use clausula::law::Law;
use clausula::money::{Cents, Locale};
use clausula::policy::Policy;
use clausula::policy::load::load;
use clausula::render::{WIDTH, decision_text};
use clausula::vocabulary::{
    Basis, BreachKind, Cause, ChargeKind, CustomerType, DamageKind, DeadlineKind, Party, ProductType, Question, Verdict,
};

/// The policy with each form of clause once.
const GOOD: &str = include_str!("policies/good.toml");

fn policy(text: &str) -> Policy {
    load("test.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}")).policy
}

/// A policy of some clauses.
fn clauses(clauses: &str) -> Policy {
    policy(&format!(
        "policy = \"test\"\nversion = \"1\"\nname = \"Test\"\ncurrency = \"EUR\"\nprices = \"including_vat\"\n\
         zone = \"Europe/Amsterdam\"\nholidays = \"NL\"\nlaw = \"NL\"\n{clauses}"
    ))
}

/// A clause: its id, its question and its form in TOML.
fn clause(id: &str, question: &str, form: &str) -> String {
    format!(
        "[[clause]]\nid = \"{id}\"\narticle = \"1\"\nquestion = \"{question}\"\n\
         summary = {{ nl = \"x\", en = \"x\" }}\n{form}\n"
    )
}

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn cents(amount: i64) -> Cents {
    Cents::new(amount)
}

/// A consumer's agreement of € 1,250.00, paid, from 15 to 16 June 2026.
fn agreement(product: ProductType) -> Agreement {
    let mut agreement = Agreement::new(CustomerType::Consumer, product, cents(125_000), at("2026-03-02T09:00:00Z"));
    agreement.starts_at = Some(at("2026-06-15T08:00:00Z"));
    agreement.ends_at = Some(at("2026-06-16T15:00:00Z"));
    agreement.payments = vec![Payment { paid_at: at("2026-03-03T09:00:00Z"), amount: cents(125_000) }];
    agreement
}

fn try_decide(policy: &Policy, agreement: Agreement, event: Event) -> Result<Decision, EvaluateError> {
    let facts = Facts::new(agreement, event, Basis::TermsAndLaw).unwrap_or_else(|error| panic!("{error}"));
    evaluate(policy, Law::built_in(), &facts, Detail::Full)
}

fn decide(policy: &Policy, agreement: Agreement, event: Event) -> Decision {
    try_decide(policy, agreement, event).unwrap_or_else(|error| panic!("{error}"))
}

fn cancelled(received_at: &str) -> Event {
    Event::Cancellation { received_at: at(received_at), cancelled_count: None }
}

fn codes(decision: &Decision) -> Vec<FindingCode> {
    decision.findings.iter().map(|finding| finding.code).collect()
}

/// One request for each question, or some, on the policy that says a little of everything.
fn requests() -> Vec<(&'static str, Agreement, Event)> {
    let event = || agreement(ProductType::Event);
    let notice = |notice_at: &str| {
        Event::Termination(Termination {
            notice_at: at(notice_at),
            by: Party::Customer,
            for_cause: Some(false),
            non_payment: Some(false),
        })
    };
    let change = |essential| {
        Event::ProviderChange(ProviderChange {
            known_at: at("2026-06-05T10:00:00Z"),
            notified_at: Some(at("2026-06-07T09:30:00Z")),
            rejected_at: Some(at("2026-06-09T10:00:00Z")),
            essential: Some(essential),
            more_than_minor_disadvantage: Some(true),
            location_only: Some(false),
        })
    };
    let claim = |kind, intent| {
        Event::DamageClaim(DamageClaim {
            occurred_at: at("2026-06-15T10:00:00Z"),
            reported_at: at("2026-07-01T10:00:00Z"),
            damage: cents(150_000),
            kind,
            intent_or_recklessness: Some(intent),
            awarded_this_year: Some(cents(20_000)),
        })
    };
    let increase = |new_price, previous: Option<&str>| {
        Event::PriceIncrease(PriceIncrease {
            announced_at: at("2026-08-01T10:00:00Z"),
            effective_at: at("2026-09-15T10:00:00Z"),
            new_price: cents(new_price),
            current_price: None,
            previous_increase_at: previous.map(at),
            indexation: Some(false),
            legal_obligation: Some(false),
        })
    };
    let invoice = |id: &str, issued: &str, open, noticed: Option<&str>| Invoice {
        id: id.to_owned(),
        issued_on: day(issued),
        due_on: None,
        open: cents(open),
        is_deposit: Some(false),
        reminder_received_on: None,
        collection_notice_received_on: noticed.map(day),
        collection_notice_defective: None,
        open_at_notice_end: None,
        collection_steps_on: Vec::new(),
    };
    let mut begun = agreement(ProductType::Coaching);
    begun.performance.started_at = Some(at("2026-03-05T09:00:00Z"));
    (begun.performance.delivered_units, begun.performance.total_units) = (Some(2), Some(8));
    begun.withdrawal.express_request_to_start = Some(true);
    begun.withdrawal.information_given_at = Some(at("2026-03-02T09:00:00Z"));
    let mut goods = agreement(ProductType::Goods);
    goods.withdrawal.goods_received_at = Some(at("2026-03-10T09:00:00Z"));
    let mut downloaded = agreement(ProductType::DigitalContent);
    downloaded.performance.started_at = Some(at("2026-03-02T09:05:00Z"));
    (downloaded.withdrawal.express_request_to_start, downloaded.withdrawal.acknowledged_loss_of_right) =
        (Some(true), Some(true));
    let mut uninformed = agreement(ProductType::Coaching);
    uninformed.withdrawal.information_withheld = Some(true);
    let withdrawn = |declared_at: &str| Event::Withdrawal {
        declared_at: at(declared_at),
        received_at: None,
        goods_devaluation: Some(cents(0)),
    };
    let mut monthly = agreement(ProductType::Subscription);
    (monthly.term_months, monthly.ends_at) = (12, None);
    let mut business = monthly.clone();
    business.customer = CustomerType::Business;
    let mut unpaid = event();
    unpaid.payments.clear();
    let mut sessions = agreement(ProductType::Coaching);
    sessions.session_count = Some(6);
    let mut instalments = agreement(ProductType::Programme);
    instalments.pays_in_instalments = Some(true);
    let reviewed = |as_of: &str, noticed| {
        let (one, two) =
            (invoice("2026-17", "2026-03-02", 100_000, noticed), invoice("2026-18", "2026-06-20", 25_000, None));
        Event::PaymentReview(PaymentReview {
            as_of: at(as_of),
            actual_collection_costs: Some(cents(0)),
            collection_costs_vat_percent: Some(0),
            invoices: vec![one, two],
        })
    };
    let open = |id: &str, due: &str, open| OpenInvoice { id: id.to_owned(), due_on: day(due), open: cents(open) };
    let allocation = PaymentAllocation {
        amount: cents(50_000),
        open_costs: Some(cents(4_000)),
        open_interest: Some(cents(1_250)),
        invoices: vec![open("b", "2026-05-01", 30_000), open("a", "2026-04-01", 30_000)],
    };
    let rescheduled = |requested_at: &str, alternative| Event::Rescheduling {
        requested_at: at(requested_at),
        alternative_date_offered: Some(alternative),
        session_starts_at: None,
    };
    let lapsed = |as_of: &str, permanent| Event::ForceMajeure {
        began_at: at("2026-06-01T10:00:00Z"),
        as_of: at(as_of),
        permanent: Some(permanent),
    };
    let breach = |kind| Event::Breach { kind, count: Some(2), monthly_salary: Some(cents(350_000)), occurred_at: None };
    let offer = |as_of: &str| Event::Offer {
        made_at: at("2026-03-01T10:00:00Z"),
        accepted_at: Some(at("2026-03-06T10:00:00Z")),
        as_of: Some(at(as_of)),
    };
    let complaint = |filed: &str| {
        Event::Complaint(Complaint {
            delivered_at: Some(at("2026-06-16T15:00:00Z")),
            filed_at: Some(at(filed)),
            ..Complaint::default()
        })
    };
    let provider = |cause| {
        Event::ProviderCancellation(ProviderCancellation {
            announced_at: at("2026-06-01T10:00:00Z"),
            cause,
            replacement_offered: Some(false),
            customer_can_attend_replacement: Some(false),
        })
    };
    let terms = Event::TermsChange {
        announced_at: at("2026-08-01T10:00:00Z"),
        effective_at: at("2026-08-20T10:00:00Z"),
        performance_changes: Some(true),
    };
    vec![
        ("cancelled early", event(), cancelled("2026-04-20T10:00:00Z")),
        ("cancelled after office hours", event(), cancelled("2026-05-29T15:45:00Z")),
        ("cancelled late", event(), cancelled("2026-06-10T10:00:00Z")),
        ("cancelled, not paid", unpaid.clone(), cancelled("2026-06-10T10:00:00Z")),
        ("rescheduled", event(), rescheduled("2026-06-10T10:00:00Z", false)),
        ("rescheduled to a date that was offered", event(), rescheduled("2026-06-10T10:00:00Z", true)),
        ("did not come", sessions.clone(), Event::NoShow { session_starts_at: Some(at("2026-06-15T08:00:00Z")) }),
        ("withdrawn from a service begun", begun, withdrawn("2026-03-10T09:00:00Z")),
        ("withdrawn too late", agreement(ProductType::Coaching), withdrawn("2026-04-10T09:00:00Z")),
        ("withdrawn, never informed", uninformed, withdrawn("2026-12-10T09:00:00Z")),
        (
            "withdrawn from goods",
            goods,
            Event::Withdrawal {
                declared_at: at("2026-03-20T09:00:00Z"),
                received_at: None,
                goods_devaluation: Some(cents(5_000)),
            },
        ),
        ("withdrawn after a download", downloaded, withdrawn("2026-03-03T09:00:00Z")),
        ("notice of a consumer", monthly.clone(), notice("2026-06-10T10:00:00Z")),
        ("notice of a business", business.clone(), notice("2027-06-10T10:00:00Z")),
        ("notice of a business in the third year", business, notice("2028-06-10T10:00:00Z")),
        ("an increase", monthly.clone(), increase(135_000, None)),
        ("too much of an increase", monthly.clone(), increase(150_000, Some("2026-03-15T10:00:00Z"))),
        ("in default", unpaid.clone(), reviewed("2026-07-01T10:00:00Z", None)),
        ("in default after a notice", unpaid, reviewed("2026-08-03T10:00:00Z", Some("2026-06-01"))),
        ("a plan", instalments, Event::PaymentPlan),
        ("a payment", event(), Event::PaymentAllocation(allocation)),
        ("damage", event(), claim(DamageKind::Direct, false)),
        ("indirect damage", event(), claim(DamageKind::Indirect, false)),
        ("damage with intent", event(), claim(DamageKind::Indirect, true)),
        ("force majeure for a while", sessions.clone(), lapsed("2026-07-31T10:00:00Z", false)),
        ("force majeure for longer", sessions, lapsed("2026-08-01T10:00:00Z", false)),
        ("new terms", monthly, terms),
        ("a change", event(), change(true)),
        ("an offer revoked", event(), offer("2026-03-09T14:59:59Z")),
        ("an offer revoked too late", event(), offer("2026-03-09T15:00:00Z")),
        ("a complaint", event(), complaint("2026-07-16T10:00:00Z")),
        ("a complaint too late", event(), complaint("2026-07-17T10:00:00Z")),
        ("staff hired", event(), breach(BreachKind::NonSolicitation)),
        ("secrets told", event(), breach(BreachKind::Confidentiality)),
        ("cancelled by the school", event(), provider(Cause::Provider)),
        ("data leaked", event(), Event::DataBreach { discovered_at: at("2026-06-20T10:00:00Z") }),
    ]
}

/// The reasoning in words, what was assumed and found, and the nearest boundary.
#[test]
fn decisions_with_their_reasons() {
    let (good, law) = (policy(GOOD), Law::built_in());
    let texts = requests().into_iter().map(|(name, agreement, event)| {
        let (question, decision) = (event.question(), decide(&good, agreement, event));
        format!("# {name}\n{}\n", decision_text(&good, law, question, &decision, Locale::En, WIDTH))
    });
    support::kept::assert_is("decisions.txt", &texts.collect::<String>());
}

#[test]
fn what_is_missing_is_said_of_every_fact() {
    let text = clause("cancel", "cancellation", "[clause.tiers]\nbefore = \"starts_at\"\n[[clause.tiers.tier]]\n");
    let mut unknown = agreement(ProductType::Event);
    unknown.starts_at = None;
    unknown.ends_at = None;
    let error = try_decide(&clauses(&text), unknown, cancelled("2026-04-20T10:00:00Z")).unwrap_err();
    assert_eq!(error.to_string(), "`agreement.starts_at`: is missing; a clause of the terms reads it");
}

#[test]
fn of_tiers_that_charge_alike_the_first_is_taken() {
    let form = "[clause.tiers]\nbefore = \"starts_at\"\n\
                [[clause.tiers.tier]]\nat_least = \"14 days\"\n\
                charges = [{ kind = \"cancellation_fee\", percent = 10, of = \"price\" }]\n\
                [[clause.tiers.tier]]\nat_least = \"10 days\"\n\
                charges = [{ kind = \"administration_fee\", amount = \"125.00\" }]\n\
                [[clause.tiers.tier]]\nless_than = \"10 days\"\n";
    let table = clauses(&clause("cancel", "cancellation", form));
    let decision = decide(&table, agreement(ProductType::Event), cancelled("2026-04-20T10:00:00Z"));
    assert_eq!(decision.charges.iter().map(|c| c.kind.name()).collect::<Vec<_>>(), ["cancellation_fee"]);
    assert!(codes(&decision).contains(&FindingCode::TierOverlap));
    // A cent dearer, and the second is the cheaper.
    let mut dearer = agreement(ProductType::Event);
    dearer.price = cents(125_010);
    let decision = decide(&table, dearer, cancelled("2026-04-20T10:00:00Z"));
    assert_eq!(decision.charges.iter().map(|c| c.kind.name()).collect::<Vec<_>>(), ["administration_fee"]);
}

#[test]
fn charges_that_together_exceed_64_bits_are_an_error() {
    let charge = |kind: &str| {
        format!("{{ kind = \"{kind}\", times = 10, of = \"monthly_salary\", per = \"breach\", beside_price = true }}")
    };
    let form = format!("[clause.outcome]\ncharges = [{}, {}]", charge("indemnity"), charge("penalty"));
    let terms = clauses(&clause("breach", "breach", &form));
    let decided = |count| {
        let event = Event::Breach {
            kind: BreachKind::Confidentiality,
            count: Some(count),
            monthly_salary: Some(Cents::MAX),
            occurred_at: None,
        };
        let mut business = agreement(ProductType::Assignment);
        business.customer = CustomerType::Business;
        try_decide(&terms, business, event)
    };
    // Twice 10 × 4,611 trillion still fits 64 bits; twice 10 × 4,612 does not.
    assert_eq!(decided(4_611).unwrap().charged(), Cents::MAX.times(92_220));
    let EvaluateError::Facts(violations) = decided(4_612).unwrap_err();
    assert_eq!(violations.iter().map(|v| v.field.as_str()).collect::<Vec<_>>(), ["agreement"]);
    // The largest number of 64 bits, 42,128,471,623 × 218,934,409, is itself within them.
    let form = "[clause.outcome]\ncharges = [{ kind = \"penalty\", times = 1, of = \"monthly_salary\", per = \"breach\", beside_price = true }]";
    let kind = BreachKind::Confidentiality;
    let event = Event::Breach {
        kind,
        count: Some(218_934_409),
        monthly_salary: Some(cents(42_128_471_623)),
        occurred_at: None,
    };
    let decision = decide(&clauses(&clause("breach", "breach", form)), agreement(ProductType::Assignment), event);
    assert_eq!(decision.charged(), cents(i64::MAX));
}

#[test]
fn a_provider_that_is_not_insured_is_assumed_where_the_limit_reads_it() {
    let form = "[clause.liability]\n[[clause.liability.rule]]\nlimit = { higher_of = [{ of = \"price\" }, { of = \"payout\" }] }";
    let terms = clauses(&clause("liability", "damage_claim", form));
    let claim = Event::DamageClaim(DamageClaim {
        occurred_at: at("2026-06-15T10:00:00Z"),
        reported_at: at("2026-07-01T10:00:00Z"),
        damage: cents(1_000_000),
        kind: DamageKind::Direct,
        intent_or_recklessness: Some(false),
        awarded_this_year: Some(cents(0)),
    });
    let decision = decide(&terms, agreement(ProductType::Event), claim.clone());
    assert_eq!(decision.assumptions, [Assumption::NotInsured]);
    assert_eq!(decision.liability.as_ref().and_then(|l| l.limit), Some(cents(125_000)));
    let mut insured = agreement(ProductType::Event);
    insured.insurance = Some(Insurance { payout: Some(cents(500_000)), deductible: Some(cents(100_000)) });
    let decision = decide(&terms, insured, claim);
    assert_eq!(decision.assumptions, []);
    assert_eq!(decision.liability.as_ref().and_then(|l| l.limit), Some(cents(500_000)));
}

/// L7 shortens a period of notice that is longer than a month, in whatever unit it is written, and no other.
#[test]
fn the_law_shortens_what_is_longer_than_a_month() {
    let shortened = |period: &str| {
        let form = format!("[clause.notice]\nends = \"after_notice\"\n[[clause.notice.period]]\nperiod = \"{period}\"");
        let terms = clauses(&clause("notice", "termination", &form));
        let event = Event::Termination(Termination {
            notice_at: at("2026-05-04T10:00:00Z"),
            by: Party::Customer,
            for_cause: Some(false),
            non_payment: Some(false),
        });
        let decision = decide(&terms, agreement(ProductType::Subscription), event);
        let end = decision.deadlines.iter().find(|d| d.kind == DeadlineKind::ContractEnd).unwrap();
        (end.last_day.to_string(), codes(&decision).contains(&FindingCode::LawOverridesTerms))
    };
    for (period, end, by_law) in [
        ("31 days", "2026-06-04", false),
        ("32 days", "2026-06-04", true),
        ("4 weeks", "2026-06-01", false),
        ("5 weeks", "2026-06-04", true),
        ("1 month", "2026-06-04", false),
        ("2 months", "2026-06-04", true),
        ("1 year", "2026-06-04", true),
    ] {
        assert_eq!(shortened(period), (end.to_owned(), by_law), "{period}");
    }
}

#[test]
fn a_period_counted_from_the_announcement_of_an_increase() {
    let form = "[clause.outcome]\ndeadlines = [{ kind = \"customer_response\", after = \"announced_at\", period = \"30 days\" }]";
    let terms = clauses(&clause("increase", "price_increase", form));
    let event = Event::PriceIncrease(PriceIncrease {
        announced_at: at("2026-08-01T10:00:00Z"),
        effective_at: at("2026-09-15T10:00:00Z"),
        new_price: cents(150_000),
        current_price: None,
        previous_increase_at: None,
        indexation: Some(false),
        legal_obligation: Some(false),
    });
    let decision = decide(&terms, agreement(ProductType::Subscription), event);
    assert_eq!(decision.deadlines.iter().map(|d| d.last_day.to_string()).collect::<Vec<_>>(), ["2026-08-31"]);
}

#[test]
fn a_quote_covers_all_time_once_and_tells_each_thing_once() {
    let good = policy(GOOD);
    let agreement = agreement(ProductType::Event);
    let event = cancelled("2026-04-20T10:00:00Z");
    let quote = quote(&good, Law::built_in(), &agreement, &event, Basis::TermsAndLaw).unwrap();
    assert_eq!(quote.windows.first().map(|w| w.from), Some(agreement.concluded_at));
    assert_eq!(quote.windows.last().map(|w| w.until), Some(None));
    for pair in quote.windows.windows(2) {
        let [one, two] = pair else { panic!("windows come in pairs") };
        assert_eq!(one.until, Some(two.from));
        assert_eq!(quote.window_at(two.from), Some(two));
        assert_eq!(quote.window_at(two.from.prev()), Some(one));
        let charged = |w: &clausula::evaluate::QuoteWindow| (w.decision.verdict, w.decision.charges.clone());
        assert_ne!(charged(one), charged(two), "neighbours are told apart");
    }
    assert_eq!(quote.window_at(agreement.concluded_at.prev()), None);
    assert_eq!(quote.windows.len(), 3, "{:?}", quote.windows.iter().map(|w| w.from).collect::<Vec<_>>());
    assert!(!quote.findings.is_empty());
    for (place, finding) in quote.findings.iter().enumerate() {
        assert!(!quote.findings.iter().skip(place + 1).any(|other| other == finding), "{finding:?}");
    }
    for window in &quote.windows {
        assert!(window.decision.findings.iter().all(|finding| quote.findings.contains(finding)));
        assert!(window.decision.assumptions.iter().all(|assumption| quote.assumptions.contains(assumption)));
    }
    assert_eq!(quote.windows.first().map(|w| w.decision.verdict), Some(Verdict::Permitted));
}

#[test]
fn why_there_is_no_quote() {
    use clausula::evaluate::QuoteError;
    let quoted = |agreement: &Agreement, event: &Event| {
        quote(&policy(GOOD), Law::built_in(), agreement, event, Basis::TermsAndLaw).unwrap_err()
    };
    let event = agreement(ProductType::Event);
    let plan = quoted(&event, &Event::PaymentPlan);
    assert_eq!(
        (plan.to_string().as_str(), &plan),
        ("the answer does not depend on when it is asked", &QuoteError::NoAct)
    );
    let mut unknown = event.clone();
    (unknown.starts_at, unknown.ends_at) = (None, None);
    let missing = quoted(&unknown, &cancelled("2026-04-20T10:00:00Z"));
    assert!(matches!(missing, QuoteError::Evaluate(_)));
    assert_eq!(missing.to_string(), "`agreement.starts_at`: is missing; a clause of the terms reads it");
    let mut negative = event;
    negative.price = cents(-1);
    let refused = quoted(&negative, &cancelled("2026-04-20T10:00:00Z"));
    assert!(
        matches!(refused, QuoteError::Facts(_)) && refused.to_string().starts_with("`agreement.price"),
        "{refused}"
    );
    assert_eq!(QuoteError::TooManyWindows.to_string(), "the staircase has more than 10000 steps");
}

/// An agreement of which each date is another.
fn dated() -> Agreement {
    let mut dated = agreement(ProductType::Event);
    dated.starts_at = Some(at("2026-07-03T08:00:00Z"));
    dated.ends_at = Some(at("2026-07-14T08:00:00Z"));
    dated
}

fn dated_complaint(visible_on_delivery: bool, about_conclusion: bool) -> Event {
    Event::Complaint(Complaint {
        discovered_at: Some(at("2026-05-05T10:00:00Z")),
        arisen_at: Some(at("2026-05-03T10:00:00Z")),
        delivered_at: Some(at("2026-05-02T10:00:00Z")),
        filed_at: Some(at("2026-05-08T10:00:00Z")),
        visible_on_delivery: Some(visible_on_delivery),
        about_conclusion: Some(about_conclusion),
        invoiced_at: about_conclusion.then(|| at("2026-05-01T10:00:00Z")),
    })
}

fn dated_offer(accepted: bool) -> Event {
    let accepted_at = accepted.then(|| at("2026-03-06T10:00:00Z"));
    Event::Offer { made_at: at("2026-03-01T10:00:00Z"), accepted_at, as_of: Some(at("2026-03-09T10:00:00Z")) }
}

fn dated_change(location_only: bool) -> Event {
    Event::ProviderChange(ProviderChange {
        known_at: at("2026-06-05T10:00:00Z"),
        notified_at: Some(at("2026-06-07T10:00:00Z")),
        rejected_at: Some(at("2026-06-09T10:00:00Z")),
        essential: Some(false),
        more_than_minor_disadvantage: Some(false),
        location_only: Some(location_only),
    })
}

fn dated_increase(indexation: bool, legal_obligation: bool) -> Event {
    Event::PriceIncrease(PriceIncrease {
        announced_at: at("2026-08-01T10:00:00Z"),
        effective_at: at("2026-09-15T10:00:00Z"),
        new_price: cents(150_000),
        current_price: None,
        previous_increase_at: None,
        indexation: Some(indexation),
        legal_obligation: Some(legal_obligation),
    })
}

fn cancelled_by_provider(cause: Cause, replacement_offered: bool, customer_can_attend_replacement: bool) -> Event {
    let announced_at = at("2026-06-01T10:00:00Z");
    let customer_can_attend_replacement = customer_can_attend_replacement && replacement_offered;
    Event::ProviderCancellation(ProviderCancellation {
        announced_at,
        cause,
        replacement_offered: Some(replacement_offered),
        customer_can_attend_replacement: Some(customer_can_attend_replacement),
    })
}

fn ended(by: Party, for_cause: bool, non_payment: bool) -> Event {
    Event::Termination(Termination {
        notice_at: at("2026-05-04T10:00:00Z"),
        by,
        for_cause: Some(for_cause),
        non_payment: Some(non_payment),
    })
}

fn rescheduled(alternative_date_offered: bool, session: Option<&str>) -> Event {
    let requested_at = at("2026-05-04T10:00:00Z");
    let alternative_date_offered = Some(alternative_date_offered);
    Event::Rescheduling { requested_at, alternative_date_offered, session_starts_at: session.map(at) }
}

fn breached(kind: BreachKind) -> Event {
    Event::Breach { kind, count: Some(1), monthly_salary: None, occurred_at: None }
}

#[test]
fn deadlines_count_from_every_moment_that_a_clause_can_name() {
    let no_show = |session: Option<&str>| Event::NoShow { session_starts_at: session.map(at) };
    let session = Some("2026-07-07T10:00:00Z");
    for (anchor, event, last_day) in [
        ("concluded_at", cancelled("2026-05-04T10:00:00Z"), "2026-03-03"),
        ("starts_at", cancelled("2026-05-04T10:00:00Z"), "2026-07-04"),
        ("ends_at", cancelled("2026-05-04T10:00:00Z"), "2026-07-15"),
        ("act", cancelled("2026-05-04T10:00:00Z"), "2026-05-05"),
        ("act", rescheduled(false, None), "2026-05-05"),
        ("session_starts_at", rescheduled(false, session), "2026-07-08"),
        ("session_starts_at", rescheduled(false, None), "2026-07-04"),
        ("session_starts_at", no_show(session), "2026-07-08"),
        ("session_starts_at", no_show(None), "2026-07-04"),
        ("discovered_at", dated_complaint(false, false), "2026-05-06"),
        ("arisen_at", dated_complaint(false, false), "2026-05-04"),
        ("delivered_at", dated_complaint(false, false), "2026-05-03"),
        ("filed_at", dated_complaint(false, false), "2026-05-09"),
        ("discovered_at", Event::DataBreach { discovered_at: at("2026-06-20T10:00:00Z") }, "2026-06-21"),
        ("made_at", dated_offer(true), "2026-03-02"),
        ("accepted_at", dated_offer(true), "2026-03-07"),
        ("as_of", dated_offer(true), "2026-03-10"),
        ("known_at", dated_change(false), "2026-06-06"),
        ("notified_at", dated_change(false), "2026-06-08"),
        ("rejected_at", dated_change(false), "2026-06-10"),
        ("announced_at", cancelled_by_provider(Cause::Provider, false, false), "2026-06-02"),
        ("announced_at", dated_increase(false, false), "2026-08-02"),
        ("effective_at", dated_increase(false, false), "2026-09-16"),
    ] {
        let question = event.question().name();
        let form = format!(
            "[clause.outcome]\ndeadlines = [{{ kind = \"refund\", after = \"{anchor}\", period = \"1 day\" }}]"
        );
        let decision = decide(&clauses(&clause("one", question, &form)), dated(), event);
        let days: Vec<String> = decision.deadlines.iter().map(|deadline| deadline.last_day.to_string()).collect();
        assert_eq!(days, [last_day], "{question} {anchor}");
    }
}

/// A clause that holds when something is so, on a request in which it is and on one in which it is not.
#[test]
fn every_condition_holds_of_what_it_names_and_of_nothing_else() {
    use BreachKind::{Confidentiality, IntellectualProperty, MoralRights, NonSolicitation};
    let plain = || cancelled("2026-05-04T10:00:00Z");
    for (condition, so, not_so) in [
        ("alternative_date_offered", rescheduled(true, None), rescheduled(false, None)),
        (
            "replacement_offered",
            cancelled_by_provider(Cause::Provider, true, false),
            cancelled_by_provider(Cause::Provider, false, false),
        ),
        (
            "customer_can_attend_replacement",
            cancelled_by_provider(Cause::Provider, true, true),
            cancelled_by_provider(Cause::Provider, true, false),
        ),
        (
            "cause_customer",
            cancelled_by_provider(Cause::Customer, false, false),
            cancelled_by_provider(Cause::Neither, false, false),
        ),
        (
            "cause_provider",
            cancelled_by_provider(Cause::Provider, false, false),
            cancelled_by_provider(Cause::Customer, false, false),
        ),
        (
            "cause_neither",
            cancelled_by_provider(Cause::Neither, false, false),
            cancelled_by_provider(Cause::Provider, false, false),
        ),
        ("by_provider", ended(Party::Provider, false, false), ended(Party::Customer, false, false)),
        ("by_customer", ended(Party::Customer, false, false), ended(Party::Provider, false, false)),
        ("for_cause", ended(Party::Customer, true, false), ended(Party::Customer, false, false)),
        ("non_payment", ended(Party::Provider, true, true), ended(Party::Provider, true, false)),
        ("provider_for_cause", ended(Party::Provider, true, false), ended(Party::Customer, true, false)),
        ("provider_for_cause", ended(Party::Provider, true, true), ended(Party::Provider, false, false)),
        ("indexation", dated_increase(true, false), dated_increase(false, true)),
        ("legal_obligation", dated_increase(false, true), dated_increase(true, false)),
        ("location_only", dated_change(true), dated_change(false)),
        ("visible_on_delivery", dated_complaint(true, false), dated_complaint(false, true)),
        ("about_conclusion", dated_complaint(false, true), dated_complaint(true, false)),
        ("about_invoice", dated_complaint(false, true), dated_complaint(true, false)),
        ("accepted", dated_offer(true), dated_offer(false)),
        ("intellectual_property", breached(IntellectualProperty), breached(MoralRights)),
        ("moral_rights", breached(MoralRights), breached(Confidentiality)),
        ("confidentiality", breached(Confidentiality), breached(NonSolicitation)),
        ("non_solicitation", breached(NonSolicitation), breached(IntellectualProperty)),
        (
            "substitute_qualifies",
            Event::Substitution { requested_at: at("2026-05-04T10:00:00Z"), substitute_qualifies: Some(true) },
            Event::Substitution { requested_at: at("2026-05-04T10:00:00Z"), substitute_qualifies: Some(false) },
        ),
    ] {
        assert_tells_apart(condition, (dated(), so), (dated(), not_so));
    }
    let with = |change: fn(&mut Agreement)| {
        let mut changed = dated();
        change(&mut changed);
        (changed, plain())
    };
    let insured = |payout| {
        let mut insured = dated();
        insured.insurance = Some(Insurance { payout: Some(cents(payout)), deductible: Some(cents(0)) });
        (insured, plain())
    };
    let bare = || (dated(), plain());
    assert_tells_apart("pays_in_instalments", with(|a| a.pays_in_instalments = Some(true)), bare());
    assert_tells_apart("fully_performed", with(|a| a.performance.fully_performed = Some(true)), bare());
    assert_tells_apart(
        "express_request_to_start",
        with(|a| a.withdrawal.express_request_to_start = Some(true)),
        bare(),
    );
    assert_tells_apart(
        "acknowledged_loss_of_right",
        with(|a| a.withdrawal.acknowledged_loss_of_right = Some(true)),
        bare(),
    );
    assert_tells_apart("made_to_order", with(|a| a.withdrawal.made_to_order = Some(true)), bare());
    assert_tells_apart("subscription", with(|a| a.product = ProductType::Subscription), bare());
    assert_tells_apart("insured", insured(0), bare());
    assert_tells_apart("insurance_pays", insured(1), insured(0));
    let begun = |text: &str| {
        let mut begun = dated();
        begun.performance.started_at = Some(at(text));
        (begun, plain())
    };
    assert_tells_apart("begun", begun("2026-05-04T10:00:00Z"), begun("2026-05-04T10:00:01Z"));
    let delivered = with(|a| (a.performance.delivered_units, a.performance.total_units) = (Some(1), Some(4)));
    assert_tells_apart("begun", delivered, bare());
}

fn assert_tells_apart(condition: &str, so: (Agreement, Event), not_so: (Agreement, Event)) {
    let question = so.1.question().name();
    let clause = |keys: &str| {
        clause("one", question, "[clause.outcome]\nverdict = \"refused\"")
            .replace("article", &format!("{keys}\narticle"))
    };
    let (when, unless) = (clause(&format!("when = [\"{condition}\"]")), clause(&format!("unless = [\"{condition}\"]")));
    for (text, mut so, mut not_so) in [(when, so.clone(), not_so.clone()), (unless, not_so, so)] {
        // A consumer may leave a service whatever the terms say (L9).
        (so.0.customer, not_so.0.customer) = (CustomerType::Business, CustomerType::Business);
        let terms = clauses(&text);
        assert_eq!(decide(&terms, so.0, so.1).verdict, Verdict::Refused, "{text}");
        assert_eq!(decide(&terms, not_so.0, not_so.1).verdict, Verdict::Unregulated, "{text}");
    }
}

/// A policy that gives a consumer fourteen days to withdraw, with these effects.
fn withdrawing(effects: &str) -> Policy {
    let right = "[clause.withdrawal_right]\nperiod = \"14 days\"\ncustomer = \"consumer\"";
    let effects = format!("[clause.withdrawal_effects]\n{effects}");
    clauses(&(clause("right", "withdrawal", right) + &clause("effects", "withdrawal", &effects)))
}

/// One of four sessions was given, on request or not, when the consumer withdraws on 9 March 2026.
fn withdrawn(on_request: bool) -> (Agreement, Event) {
    let mut begun = agreement(ProductType::Coaching);
    begun.performance.started_at = Some(at("2026-03-04T09:00:00Z"));
    (begun.performance.delivered_units, begun.performance.total_units) = (Some(1), Some(4));
    begun.withdrawal.express_request_to_start = Some(on_request);
    (
        begun,
        Event::Withdrawal {
            declared_at: at("2026-03-09T09:00:00Z"),
            received_at: None,
            goods_devaluation: Some(Cents::ZERO),
        },
    )
}

/// The charges by kind, and the rules of law that are cited.
fn charged_and_cited(decision: &Decision) -> (Vec<(ChargeKind, Cents)>, Vec<String>) {
    let cited = decision.explanation.iter().filter_map(|step| match step.source {
        Source::Law(rule) => Some(rule.to_string()),
        _ => None,
    });
    (decision.charges.iter().map(|charge| (charge.kind, charge.amount)).collect(), cited.collect())
}

/// BW 6:230r and 6:230s: who withdraws owes the delivered share of a service at most, whatever the terms keep back.
#[test]
fn what_the_terms_keep_back_on_withdrawal_is_not_due() {
    let retained = "charges = [{ kind = \"retained_price\", percent = 40, of = \"price\" }]";
    let share = (ChargeKind::ProRata, cents(31_250));
    for (on_request, charged) in [(true, vec![share]), (false, vec![])] {
        let (agreement, event) = withdrawn(on_request);
        let decision = decide(&withdrawing(retained), agreement, event);
        let (charges, cited) = charged_and_cited(&decision);
        assert_eq!(charges, charged);
        assert_eq!(codes(&decision), [FindingCode::LawOverridesTerms]);
        assert!(cited.contains(&"L5".to_owned()), "{cited:?}");
    }
    let (mut business, event) = withdrawn(true);
    business.customer = CustomerType::Business;
    let for_business = withdrawing(retained);
    assert_eq!(decide(&for_business, business, event).verdict, Verdict::Refused);
}

/// L5: a proportional payment that the terms ask is held to the condition of the law, visibly.
#[test]
fn a_proportional_payment_without_an_express_request_is_not_due() {
    let policy = withdrawing("charges = [{ kind = \"pro_rata\", share = \"delivered\", of = \"price\" }]");
    let (agreement, event) = withdrawn(false);
    let decision = decide(&policy, agreement, event);
    assert_eq!(charged_and_cited(&decision).0, []);
    assert_eq!(codes(&decision), [FindingCode::LawOverridesTerms]);
    let text = decision_text(&policy, Law::built_in(), Question::Withdrawal, &decision, Locale::En, WIDTH);
    assert!(text.contains("not due, whatever the terms say"), "{text}");
    let (agreement, event) = withdrawn(true);
    let decision = decide(&policy, agreement, event);
    assert_eq!(charged_and_cited(&decision).0, [(ChargeKind::ProRata, cents(31_250))]);
    assert_eq!(codes(&decision), []);
}

/// L4: a later refund of the terms is brought forward, an earlier one stands.
#[test]
fn the_refund_after_a_withdrawal_is_due_within_fourteen_days() {
    let refund = |after: &str, period: &str| {
        let policy =
            withdrawing(&format!("deadlines = [{{ kind = \"refund\", after = \"{after}\", period = \"{period}\" }}]"));
        let (agreement, event) = withdrawn(false);
        let decision = decide(&policy, agreement, event);
        let deadlines = decision.deadlines.iter().filter(|deadline| deadline.kind == DeadlineKind::Refund);
        let days: Vec<Date> = deadlines.map(|deadline| deadline.last_day).collect();
        (
            days,
            codes(&decision).contains(&FindingCode::LawOverridesTerms),
            decision.nearest_boundary.map(|next| next.at),
        )
    };
    let (last, first_too_late) = (day("2026-03-23"), Some(at("2026-03-16T23:00:00Z")));
    assert_eq!(refund("act", "13 days"), (vec![day("2026-03-22")], false, first_too_late));
    assert_eq!(refund("act", "14 days"), (vec![last], false, first_too_late));
    assert_eq!(refund("act", "15 days"), (vec![last], true, first_too_late));
    // Counted from the conclusion on 2 March: from 12 March on the terms are as early as the law.
    assert_eq!(refund("concluded_at", "24 days"), (vec![last], true, Some(at("2026-03-11T23:00:00Z"))));
    assert_eq!(refund("concluded_at", "21 days"), (vec![last], false, first_too_late));
}

#[test]
fn what_an_outcome_allows_the_customer() {
    for (allows, expected) in [("true", true), ("false", false)] {
        let form = format!("[clause.outcome]\ncustomer_may_reject = {allows}\ncustomer_may_dissolve = {allows}");
        let decision = decide(&clauses(&clause("change", "provider_change", &form)), dated(), dated_change(false));
        assert_eq!((decision.customer_may_reject, decision.customer_may_dissolve), (expected, expected));
    }
}

/// In a table of both, the distance is told in days where a row is bounded by days, and in hours where it is by hours.
#[test]
fn the_distance_is_told_in_the_unit_that_decides() {
    let rows = "[[clause.tiers.tier]]\nat_least = \"14 days\"\n[[clause.tiers.tier]]\nless_than = \"14 days\"\n\
                at_least = \"48 hours\"\n[[clause.tiers.tier]]\nless_than = \"48 hours\"\n";
    let table = clauses(&clause("cancel", "cancellation", &format!("[clause.tiers]\nbefore = \"starts_at\"\n{rows}")));
    for (received_at, expected) in [
        ("2026-05-04T10:00:00Z", "15 June 2026 is 42 days after 4 May 2026"),
        ("2026-06-12T08:00:00Z", "72 hours before"),
        ("2026-06-14T08:00:00Z", "24 hours before"),
    ] {
        let decision = decide(&table, agreement(ProductType::Event), cancelled(received_at));
        let text = decision_text(&table, Law::built_in(), Question::Cancellation, &decision, Locale::En, WIDTH);
        assert!(text.contains(expected), "{text}");
    }
}

/// Of rows that overlap, only the sum of the one that is taken is explained.
#[test]
fn a_row_that_is_not_the_cheapest_leaves_no_sum_behind() {
    let row = |percent: u32| {
        let charge = format!("{{ kind = \"cancellation_fee\", percent = {percent}, of = \"price\" }}");
        format!("[[clause.tiers.tier]]\nat_least = \"0 days\"\ncharges = [{charge}]\n")
    };
    for (first, second) in [(20, 10), (10, 20)] {
        let rest = "[[clause.tiers.tier]]\nless_than = \"0 days\"\n";
        let form = format!("[clause.tiers]\nbefore = \"starts_at\"\n{}{}{rest}", row(first), row(second));
        let decision =
            decide(&clauses(&clause("cancel", "cancellation", &form)), dated(), cancelled("2026-05-04T10:00:00Z"));
        let sums: Vec<Cents> = decision
            .explanation
            .iter()
            .filter_map(|step| match step.calculation {
                Calculation::Percent { result, .. } => Some(result),
                _ => None,
            })
            .collect();
        assert_eq!(sums, [cents(12_500)], "{first} {second}");
    }
}

/// What displaces another clause may be displaced itself.
#[test]
fn a_clause_that_overrides_is_overridden() {
    let outcome = |id: &str, keys: &str, verdict: &str| {
        clause(id, "cancellation", &format!("[clause.outcome]\nverdict = \"{verdict}\""))
            .replace("article", &format!("{keys}\narticle"))
    };
    let text = outcome("first", "overrides = [\"second\"]", "refused")
        + &outcome("second", "overrides = [\"third\"]", "permitted")
        + &outcome("third", "products = [\"goods\"]", "discretionary");
    let business = Agreement { customer: CustomerType::Business, ..dated() };
    let decision = decide(&clauses(&text), business, cancelled("2026-05-04T10:00:00Z"));
    assert_eq!(decision.verdict, Verdict::Refused);
}

/// V4: of two clauses the one that charges less answers, whichever comes first, and cites itself alone; what both say, both are
/// cited for.
#[test]
fn of_two_clauses_the_cheaper_answers_alone() {
    let fee = |id: &str, percent: u32| {
        let charge = format!("{{ kind = \"cancellation_fee\", percent = {percent}, of = \"price\" }}");
        clause(id, "cancellation", &format!("[clause.outcome]\ncharges = [{charge}]"))
    };
    for (first, second, charged, conflict) in [(10, 20, 12_500, true), (20, 10, 12_500, true), (20, 20, 25_000, false)]
    {
        let terms = clauses(&(fee("one", first) + &fee("two", second)));
        let decision = decide(&terms, dated(), cancelled("2026-05-04T10:00:00Z"));
        assert_eq!(
            decision.charges.iter().map(|c| (c.amount, c.as_written)).collect::<Vec<_>>(),
            [(cents(charged), cents(charged))]
        );
        assert_eq!(codes(&decision).contains(&FindingCode::ClauseConflict), conflict, "{first} {second}");
        assert_eq!(decision.charges.first().map(|c| c.sources.len()), Some(if conflict { 1 } else { 2 }));
    }
}

/// V4: zero is an answer. A clause that charges nothing is read beside one that charges, and applies.
#[test]
fn a_free_clause_answers_beside_a_paid_one() {
    let free = clause("free", "cancellation", "[clause.outcome]\nsettles = true");
    let paid = clause(
        "paid",
        "cancellation",
        "[clause.outcome]\nsettles = true\ncharges = [{ kind = \"retained_price\", percent = 50, of = \"price\" }]",
    );
    for text in [free.clone() + &paid, paid.clone() + &free] {
        let decision = decide(&clauses(&text), dated(), cancelled("2026-05-04T10:00:00Z"));
        assert_eq!(decision.verdict, Verdict::Permitted);
        assert_eq!(decision.charged(), cents(0), "{text}");
        assert!(codes(&decision).contains(&FindingCode::ClauseConflict), "{text}");
    }
}

/// V4: charges of two clauses add up only where one says that it comes on top of the other.
#[test]
fn a_clause_on_top_of_another_adds_its_charge() {
    let fee = |id: &str, kind: &str, amount: &str, keys: &str| {
        let form = format!("[clause.outcome]\ncharges = [{{ kind = \"{kind}\", amount = \"{amount}\" }}]");
        clause(id, "cancellation", &form).replace("article", &format!("{keys}article"))
    };
    let base = fee("base", "cancellation_fee", "100.00", "");
    let beside = base.clone() + &fee("costs", "administration_fee", "25.00", "");
    let on_top = base + &fee("costs", "administration_fee", "25.00", "on_top_of = [\"base\"]\n");
    let charged = |text: &str| decide(&clauses(text), dated(), cancelled("2026-05-04T10:00:00Z"));
    assert_eq!(charged(&beside).charged(), cents(2_500));
    assert_eq!(charged(&on_top).charged(), cents(12_500));
    assert!(!codes(&charged(&on_top)).contains(&FindingCode::ClauseConflict));
}

/// V4: of two deadlines of a kind the later applies where it binds the customer, the earlier where it binds the provider.
#[test]
fn of_two_deadlines_of_a_kind_the_better_for_the_customer_applies() {
    let due = |id: &str, kind: &str, period: &str| {
        let form =
            format!("[clause.outcome]\ndeadlines = [{{ kind = \"{kind}\", after = \"act\", period = \"{period}\" }}]");
        clause(id, "cancellation", &form)
    };
    for (kind, last_day) in [("goods_return", "2026-05-18"), ("refund", "2026-05-11")] {
        let terms = clauses(&(due("one", kind, "7 days") + &due("two", kind, "14 days")));
        let decision = decide(&terms, dated(), cancelled("2026-05-04T10:00:00Z"));
        assert_eq!(decision.deadlines.iter().map(|d| d.last_day.to_string()).collect::<Vec<_>>(), [last_day], "{kind}");
        assert!(codes(&decision).contains(&FindingCode::ClauseConflict), "{kind}");
    }
}

/// Days and hours in one table, behind office hours: a notice after closing counts on the next working day.
#[test]
fn a_quote_finds_the_first_of_bounds_in_days_and_in_hours() {
    let row = |bounds: &str, percent: u32| {
        let charge = format!("{{ kind = \"cancellation_fee\", percent = {percent}, of = \"price\" }}");
        format!("[[clause.tiers.tier]]\n{bounds}\ncharges = [{charge}]\n")
    };
    let rows = row("at_least = \"14 days\"", 10)
        + &row("less_than = \"14 days\"\nat_least = \"48 hours\"", 50)
        + &row("less_than = \"48 hours\"", 100);
    let hours = clause("hours", "cancellation", "[clause.office_hours]\nfrom = \"09:00\"\nthrough = \"17:30\"");
    let table = clause("cancel", "cancellation", &format!("[clause.tiers]\nbefore = \"starts_at\"\n{rows}"));
    let mut agreement = dated();
    agreement.starts_at = Some(at("2026-06-17T10:00:00Z"));
    let event = cancelled("2026-05-04T10:00:00Z");
    let quote = quote(&clauses(&(hours + &table)), Law::built_in(), &agreement, &event, Basis::TermsAndLaw).unwrap();
    let windows: Vec<_> = quote.windows.iter().map(|w| (w.from.to_string(), w.decision.charged().get())).collect();
    let expected = [
        ("2026-03-02T09:00:00Z", 12_500),
        ("2026-06-03T15:31:00Z", 62_500),
        ("2026-06-15T10:00:00.000000001Z", 125_000),
    ];
    assert_eq!(windows, expected.map(|(from, charged)| (from.to_owned(), charged)));
}

/// L4: the refund is due within 14 days of the day on which the provider has the declaration (BW 6:230r).
#[test]
fn the_refund_is_counted_from_receipt() {
    let refund = |clauses: &Policy, received_at: Option<&str>| {
        let mut of = agreement(ProductType::Coaching);
        of.concluded_at = at("2026-03-02T09:00:00Z");
        let event = Event::Withdrawal {
            declared_at: at("2026-03-05T10:00:00Z"),
            received_at: received_at.map(at),
            goods_devaluation: Some(Cents::ZERO),
        };
        let decision = decide(clauses, of, event);
        let deadline = decision.deadlines.iter().find(|deadline| deadline.kind == DeadlineKind::Refund).unwrap();
        let assumed = decision.assumptions.contains(&Assumption::ReceivedWhenDeclared);
        (deadline.last_day.to_string(), assumed)
    };
    let silent = clauses(&clause("notice", "offer", "outcome = { verdict = \"discretionary\" }"));
    assert_eq!(refund(&silent, None), ("2026-03-19".to_owned(), true));
    assert_eq!(refund(&silent, Some("2026-03-05T22:59:59Z")), ("2026-03-19".to_owned(), false));
    assert_eq!(refund(&silent, Some("2026-03-05T23:00:00Z")), ("2026-03-20".to_owned(), false));
    // Terms that pay back sooner stand, whenever the declaration comes.
    let sooner = clauses(&clause(
        "effects",
        "withdrawal",
        "[clause.withdrawal_effects]\ndeadlines = [{ kind = \"refund\", after = \"act\", period = \"14 days\" }]",
    ));
    assert_eq!(refund(&sooner, None), ("2026-03-19".to_owned(), false));
    assert_eq!(refund(&sooner, Some("2026-03-09T10:00:00Z")), ("2026-03-19".to_owned(), false));
}

#[test]
fn a_declaration_does_not_arrive_before_it_is_given() {
    let received = |received_at: &str| {
        let event = Event::Withdrawal {
            declared_at: at("2026-03-05T10:00:00Z"),
            received_at: Some(at(received_at)),
            goods_devaluation: Some(Cents::ZERO),
        };
        Facts::new(agreement(ProductType::Coaching), event, Basis::TermsAndLaw).is_ok()
    };
    assert!(received("2026-03-05T10:00:00Z") && !received("2026-03-05T09:59:59Z"));
}
