//! The generators are worth something: what they draw is accepted, varied, and reaches every branch often enough.

use crate::support;
use clausula::calendar::Instant;
use clausula::decision::{Calculation, Decision, FindingCode};
use clausula::evaluate::{Detail, evaluate};
use clausula::facts::{Event, Facts};
use clausula::law::Law;
use clausula::policy::Policy;
use clausula::policy::forms::Form;
use clausula::policy::load::load;
use clausula::testing::policies::{mutated_policy_texts, policy_texts};
use clausula::testing::properties::{engine_holds, policy_file};
use clausula::testing::{Edges, Settings, minimal, reading, request_from, requests_about, tapes};
use clausula::vocabulary::Question;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::BTreeMap;

fn runner(seed: u8) -> TestRunner {
    TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]))
}

fn texts(strategy: impl Strategy<Value = String>, count: u32) -> impl Iterator<Item = String> {
    let mut runner = runner(7);
    (0..count).map(move |_| strategy.new_tree(&mut runner).expect("a text can be drawn").current())
}

fn has_several_tiers(policy: &Policy) -> bool {
    policy.clauses.iter().any(|clause| matches!(&clause.form, Form::Tiers(tiers) if tiers.rows.len() > 1))
}

#[test]
fn random_policies_load_and_have_several_tiers() {
    let count = support::cases("CLAUSULA_POLICY_CASES", 300, 5_000);
    let (mut loaded, mut tiered, mut faults) = (0, 0, Vec::new());
    for text in texts(policy_texts(), count) {
        match load("drawn.toml", text.as_bytes()) {
            Ok(policy) => {
                loaded += 1;
                tiered += u32::from(has_several_tiers(&policy.policy));
            }
            Err(report) => faults.push(report.to_string()),
        }
    }
    let first = faults.first().cloned().unwrap_or_default();
    assert!(loaded * 100 >= count * 80, "only {loaded} of {count} policies load; the first fault is\n{first}");
    assert!(tiered * 100 >= loaded * 90, "only {tiered} of {loaded} policies have several tiers");
    eprintln!("{loaded} of {count} load, {tiered} have several tiers\n{first}");
}

#[test]
fn mutated_policies_load_or_say_why_not() {
    let count = support::cases("CLAUSULA_POLICY_CASES", 300, 5_000);
    let mut loaded = 0;
    for text in texts(mutated_policy_texts(), count) {
        match load("mutated.toml", text.as_bytes()) {
            Ok(_) => loaded += 1,
            Err(report) => assert!(report.errors().count() > 0, "refused without a fault:\n{text}"),
        }
    }
    // Both kinds are needed: faults that the loader sees, and policies that say something odd.
    assert!(loaded * 10 >= count && loaded * 10 <= count * 9, "{loaded} of {count} mutated policies load");
    eprintln!("{loaded} of {count} mutated policies load");
}

/// How often something came up among requests.
#[derive(Default)]
struct Hits(BTreeMap<String, u32>);

impl Hits {
    fn note(&mut self, branch: impl Into<String>, hit: bool) {
        *self.0.entry(branch.into()).or_default() += u32::from(hit);
    }

    /// Fails for what came up in less than one of two hundred: a row of a few hours behind office hours of half an hour is
    /// hard to meet.
    fn assert_frequent(&self, of: u32, policy: &Policy) {
        let rare: Vec<_> = self.0.iter().filter(|(_, hits)| **hits * 200 < of).collect();
        assert!(rare.is_empty(), "hit in less than 0.5% of {of} requests: {rare:?}\n{}", policy.source);
    }
}

/// Draws requests on one question and notes what each comes to.
fn hits(policy: &Policy, question: Question, note: impl Fn(&mut Hits, &Facts, &Decision)) {
    let count = support::cases("CLAUSULA_HIT_CASES", 1_500, 20_000);
    let strategy = requests_about(policy, question, Settings::DEFAULT);
    let (mut runner, mut hits) = (runner(5), Hits::default());
    for _ in 0..count {
        let facts = strategy.new_tree(&mut runner).expect("a request can be drawn").current();
        if let Ok(decision) = evaluate(policy, Law::built_in(), &facts, Detail::Full) {
            note(&mut hits, &facts, &decision);
        }
    }
    assert!(!hits.0.is_empty(), "{question} of {} has no branches", policy.id);
    hits.assert_frequent(count, policy);
}

/// Every row of every table of tiers, of the five policies and of random ones.
#[test]
fn every_tier_is_hit() {
    let drawn = texts(policy_texts(), 12).filter_map(|text| Some(load("drawn.toml", text.as_bytes()).ok()?.policy));
    for policy in support::policies().into_iter().chain(drawn) {
        for question in
            [Question::Cancellation, Question::Rescheduling, Question::Substitution, Question::BookingChange]
        {
            let tables = policy.clauses_on(question).filter(|(_, clause)| matches!(clause.form, Form::Tiers(_)));
            if tables.count() > 0 {
                hits(&policy, question, |hits, facts, decision| note_rows(&policy, hits, facts, decision));
            }
        }
    }
}

fn note_rows(policy: &Policy, hits: &mut Hits, facts: &Facts, decision: &Decision) {
    let Some(act) = decision.effective_at.or(facts.event().act()) else { return };
    for (place, tiers) in reading::tables(policy, facts, Some(act)) {
        let rows = reading::holding(policy, tiers, facts, act).unwrap_or_default();
        for row in 0..tiers.rows.len() {
            hits.note(format!("{} row {row} of clause {place}", policy.id), rows.contains(&row));
        }
        hits.note(format!("{} anchor day of clause {place}", policy.id), on_start_day(policy, facts, act));
    }
}

fn on_start_day(policy: &Policy, facts: &Facts, act: Instant) -> bool {
    facts.agreement().starts_at.is_some_and(|starts| policy.zone.date_of(starts) == policy.zone.date_of(act))
}

/// Percentages that are exact, that round up and down, and that fall on half a cent; the price as the ceiling, reached and
/// not.
#[test]
fn every_rounding_and_the_ceiling_are_hit() {
    for policy in
        support::policies().iter().filter(|policy| ["multidonnas", "onvergetelijk-onderwijs"].contains(&&*policy.id))
    {
        let multidonnas = policy.id == "multidonnas";
        hits(policy, Question::Cancellation, |hits, _, decision| {
            let parts = decision.explanation.iter().filter_map(|step| match step.calculation {
                Calculation::Percent { percent, of, .. } => {
                    Some(i128::from(of.amount.get()) * i128::from(percent.units()) % 1_000_000)
                }
                _ => None,
            });
            for part in parts {
                hits.note("exact", part == 0);
                hits.note("half a cent", part == 500_000);
                // Only quarters and halves occur at Onvergetelijk Onderwijs; tenths at MultiDonnas.
                hits.note("up", part >= 500_000);
                hits.note("down", 0 < part && part < 500_000);
            }
            let cut = decision.findings.iter().any(|finding| finding.code == FindingCode::PriceCeiling);
            hits.note("under the ceiling", !cut);
            if !multidonnas {
                hits.note("cut by the ceiling", cut);
            }
        });
    }
}

/// Damage below, at and above the limit; excluded and unlimited liability.
#[test]
fn every_cap_is_hit() {
    for policy in support::policies() {
        hits(&policy, Question::DamageClaim, |hits, facts, decision| {
            let (Some(liability), Event::DamageClaim(claim)) = (&decision.liability, facts.event()) else { return };
            hits.note("unlimited", liability.unlimited);
            if policy.id != "multidonnas" {
                hits.note("excluded", liability.excluded);
            }
            if policy.id != "emperra" {
                let limit = liability.limit.filter(|_| !liability.excluded);
                hits.note("below the limit", limit.is_some_and(|limit| claim.damage < limit));
                hits.note("at the limit", limit.is_some_and(|limit| claim.damage == limit));
                hits.note("above the limit", limit.is_some_and(|limit| claim.damage > limit));
            }
        });
    }
}

/// What is drawn is never a contradiction, however short or odd the tape; drawing fails where it is.
#[test]
fn any_tape_draws_a_request() {
    let policies = support::policies();
    let tapes = (0u8..=255).map(|byte| vec![byte; 600]).chain((0..64).map(|length| vec![0xa5; length]));
    for tape in tapes {
        for policy in &policies {
            let edges = Edges::of(policy);
            let facts = request_from(policy, &edges, Settings::DEFAULT, &tape);
            assert!(Facts::new(facts.agreement().clone(), facts.event().clone(), facts.basis()).is_ok());
        }
    }
}

/// Only the question matters: everything else is taken away, and no fact is left that could be.
#[test]
fn a_minimal_request_keeps_what_matters_and_nothing_else() {
    let mut runner = runner(21);
    for policy in support::policies() {
        for question in Question::ALL {
            let strategy = requests_about(&policy, *question, Settings::DEFAULT);
            let facts = strategy.new_tree(&mut runner).expect("a request can be drawn").current();
            let smallest = minimal(facts.clone(), |facts| facts.question() == *question);
            let agreement = smallest.agreement();
            assert_eq!(smallest.question(), *question);
            assert_eq!((agreement.price.get(), agreement.payments.len()), (0, 0), "{smallest:?}");
            assert_eq!(agreement.insurance, None);
            match smallest.event() {
                Event::PaymentReview(review) => assert!(review.invoices.len() <= 1, "{review:?}"),
                Event::Withdrawal { goods_devaluation, .. } => assert_eq!(*goods_devaluation, None),
                Event::DamageClaim(claim) => assert!(claim.damage.get() <= 1, "{claim:?}"),
                Event::Breach { count, .. } => assert_eq!(*count, None),
                _ => {}
            }
            // What fails only at a price of 250.00 and more keeps that price, to the cent.
            let dear = |facts: &Facts| facts.question() == *question && facts.agreement().price.get() >= 25_000;
            if dear(&facts) {
                assert_eq!(minimal(facts, dear).agreement().price.get(), 25_000);
            }
        }
    }
}

/// The properties that the fuzz targets call, on what is drawn here and on what is cut off anywhere.
#[test]
fn any_policy_file_loads_or_says_where_it_is_wrong() {
    let good = include_str!("../policies/good.toml");
    for (end, _) in good.match_indices('\n') {
        policy_file(good.get(..end).unwrap_or_default().as_bytes()).unwrap_or_else(|violation| panic!("{violation}"));
    }
    policy_file(&[0xff, 0xfe, b'=']).unwrap_or_else(|violation| panic!("{violation}"));
    let mut runner = runner(22);
    let texts = (policy_texts(), mutated_policy_texts(), tapes(256));
    for _ in 0..30 {
        let (sound, mutated, tape) = texts.new_tree(&mut runner).expect("texts can be drawn").current();
        for text in [sound, mutated] {
            policy_file(text.as_bytes()).unwrap_or_else(|violation| panic!("{violation}\n{text}"));
            engine_holds(&text, &[&tape, &[]]).unwrap_or_else(|violation| panic!("{violation}\n{text}"));
        }
    }
}
