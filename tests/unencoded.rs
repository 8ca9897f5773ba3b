//! Articles that a policy leaves out: decisions on their questions say so, and never change for it. Of each of the five texts
//! every article is restated by a clause or left out with a reason.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what tests share may fail them

mod support;

use clausula::analyse::compare::compare;
use clausula::calendar::Instant;
use clausula::decision::{Decision, FindingCode};
use clausula::evaluate::{Detail, Moment, evaluate, options, quote};
use clausula::facts::{Agreement, Event, Facts, FieldNames, Payment};
use clausula::law::Law;
use clausula::money::{Cents, Locale};
use clausula::policy::Policy;
use clausula::policy::load::load;
use clausula::render;
use clausula::vocabulary::{Basis, CustomerType, ProductType, Question, Verdict};
use std::collections::BTreeSet;

/// A policy with one clause, on the cancellation of events, and two articles left out on cancellation and one on nothing.
const TEXT: &str = r#"
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
article = "4"
question = "cancellation"
products = ["event"]
summary = { nl = "Annuleren kost de helft.", en = "Cancelling costs half." }
[clause.outcome]
settles = true
charges = [{ kind = "cancellation_fee", percent = 50, of = "price" }]

[[unencoded]]
article = ["5.1", "5.2"]
question = ["cancellation", "no_show"]
why = { nl = "Bij ziekte beslist de directie.", en = "On illness the management decides." }

[[unencoded]]
article = "6"
question = "cancellation"
why = { nl = "Een cadeaubon heeft eigen regels.", en = "A gift voucher has rules of its own." }

[[unencoded]]
article = "7"
why = { nl = "Wat woorden betekenen.", en = "What words mean." }
"#;

fn policy() -> Policy {
    load("test.toml", TEXT.as_bytes()).unwrap_or_else(|report| panic!("{report}")).policy
}

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

fn agreement(product: ProductType, customer: CustomerType) -> Agreement {
    let mut agreement = Agreement::new(customer, product, Cents::new(100_000), at("2026-01-05T09:00:00Z"));
    agreement.starts_at = Some(at("2026-06-01T08:00:00Z"));
    agreement.payments = vec![Payment { paid_at: at("2026-01-06T09:00:00Z"), amount: Cents::new(100_000) }];
    agreement
}

fn cancellation() -> Event {
    Event::Cancellation { received_at: at("2026-05-01T09:00:00Z"), cancelled_count: None }
}

fn decide(policy: &Policy, agreement: Agreement, event: Event, basis: Basis) -> (Facts, Decision) {
    let facts = Facts::new(agreement, event, basis).unwrap();
    let decision = evaluate(policy, Law::built_in(), &facts, Detail::Full).unwrap();
    (facts, decision)
}

/// The articles that a decision says are left out.
fn told(policy: &Policy, decision: &Decision) -> Vec<String> {
    let places = decision.findings.iter().filter_map(|finding| {
        assert_eq!(finding.code == FindingCode::NotEncoded, finding.left_out.is_some());
        finding.left_out
    });
    places.map(|place| policy.unencoded[usize::from(place)].articles.join(", ")).collect()
}

#[test]
fn every_decision_on_the_question_says_so_whoever_asks_and_on_whatever_basis() {
    let policy = policy();
    for &customer in CustomerType::ALL {
        for &product in ProductType::ALL {
            for &basis in Basis::ALL {
                let (_, decision) = decide(&policy, agreement(product, customer), cancellation(), basis);
                assert_eq!(told(&policy, &decision), ["5.1, 5.2", "6"], "{customer} {product} {basis}");
                let event = Event::NoShow { session_starts_at: None };
                let (_, decision) = decide(&policy, agreement(product, customer), event, basis);
                assert_eq!(told(&policy, &decision), ["5.1, 5.2"], "{customer} {product} {basis}");
                let event = Event::BookingChange { requested_at: at("2026-05-01T09:00:00Z"), cancelled_count: None };
                let (_, decision) = decide(&policy, agreement(product, customer), event, basis);
                assert!(!decision.leaves_out(), "{customer} {product} {basis}");
            }
        }
    }
}

#[test]
fn it_changes_nothing_else() {
    let (policy, event) = (policy(), agreement(ProductType::Event, CustomerType::Business));
    let mut silent = policy.clone();
    silent.unencoded.clear();
    let (_, mut said) = decide(&policy, event.clone(), cancellation(), Basis::TermsAndLaw);
    let (_, unsaid) = decide(&silent, event, cancellation(), Basis::TermsAndLaw);
    assert_eq!(said.charged(), Cents::new(50_000));
    said.findings.retain(|finding| finding.code != FindingCode::NotEncoded);
    assert_eq!(said, unsaid);
}

#[test]
fn what_no_clause_answers_is_never_said_to_be_left_to_nobody() {
    let (policy, law) = (policy(), Law::built_in());
    let mut silent = policy.clone();
    silent.unencoded.clear();
    let business = || agreement(ProductType::Coaching, CustomerType::Business);
    let (facts, decision) = decide(&policy, business(), cancellation(), Basis::TermsAndLaw);
    let (_, unsaid) = decide(&silent, business(), cancellation(), Basis::TermsAndLaw);
    assert_eq!((decision.verdict, unsaid.verdict), (Verdict::Unregulated, Verdict::Unregulated));
    let silence =
        [["do not say anything", "say nothing", "not regulated"], ["zeggen niets", "niets over", "niet geregeld"]];
    for (locale, silence) in [Locale::En, Locale::Nl].into_iter().zip(silence) {
        let texts = |policy: &Policy, decision: &Decision| {
            let text = render::decision_text(policy, law, Question::Cancellation, decision, locale, render::WIDTH);
            let steps = render::steps(policy, law, decision, locale);
            let steps: Vec<String> = steps.into_iter().map(|step| step.summary + " " + &step.calculation).collect();
            let letter = render::letter(policy, law, &facts, decision, locale).text();
            [text, steps.join(" "), letter]
                .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
        };
        for text in texts(&policy, &decision) {
            assert!(!silence.iter().any(|silence| text.contains(silence)), "{text}");
        }
        // The words looked for are those that are said where nothing is left out.
        for text in texts(&silent, &unsaid) {
            assert!(silence.iter().any(|silence| text.contains(silence)), "{text}");
        }
    }
}

#[test]
fn the_article_and_the_reason_are_told_in_both_languages() {
    let (policy, law) = (policy(), Law::built_in());
    let (facts, decision) =
        decide(&policy, agreement(ProductType::Event, CustomerType::Consumer), cancellation(), Basis::TermsAndLaw);
    for (locale, articles, reason) in [
        (Locale::En, "Art. 5.1, 5.2 say more than is encoded", "On illness the management decides."),
        (Locale::Nl, "Art. 5.1, 5.2 zeggen meer dan is opgenomen", "Bij ziekte beslist de directie."),
    ] {
        let finding = decision.findings.iter().find(|finding| finding.code == FindingCode::NotEncoded).unwrap();
        let sentence = render::finding(&policy, law, finding, locale);
        assert!(sentence.starts_with(articles) && sentence.ends_with(reason), "{sentence}");
        let letter = render::letter(&policy, law, &facts, &decision, locale).text();
        let letter = letter.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(letter.contains(reason) && letter.contains("5.1, 5.2"), "{letter}");
    }
}

#[test]
fn staircases_and_options_say_so_too() {
    let (policy, law) = (policy(), Law::built_in());
    let agreement = agreement(ProductType::Event, CustomerType::Consumer);
    let quoted = quote(&policy, law, &agreement, &cancellation(), Basis::TermsAndLaw).unwrap();
    let joined = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = joined(render::quote_text(&policy, &quoted, &agreement, Locale::En, None, render::WIDTH));
    for reason in ["On illness the management decides.", "A gift voucher has rules of its own."] {
        assert_eq!(text.matches(reason).count(), 1, "{text}");
    }
    let now = at("2026-05-01T09:00:00Z");
    let asked = options(&policy, law, &agreement, now, &Moment::default(), Basis::TermsAndLaw, Detail::Full).unwrap();
    let text =
        joined(render::options_text(&policy, &agreement, now, &asked, Locale::En, FieldNames::Proto, render::WIDTH));
    assert_eq!(text.matches("A gift voucher has rules of its own.").count(), 1, "{text}");
}

#[test]
fn a_comparison_names_what_only_one_version_leaves_out() {
    let old = policy();
    let mut new = old.clone();
    new.unencoded.remove(1);
    let named = |old: &Policy, new: &Policy| {
        let comparison = compare(old, new, Law::built_in());
        assert!(comparison.regions.is_empty());
        comparison.not_compared.into_iter().map(|said| said.en).collect::<Vec<_>>()
    };
    assert_eq!(named(&old, &new), ["`cancellation`: article 6 is not encoded in the first version"]);
    assert_eq!(named(&new, &old), ["`cancellation`: article 6 is not encoded in the second version"]);
    assert_eq!(named(&old, &old), [""; 0]);
}

/// The articles of each of the five texts, by their numbers.
fn articles() -> Vec<(&'static str, BTreeSet<&'static str>)> {
    let text = include_str!("data/articles.txt");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(": "))
        .map(|(policy, numbers)| (policy, numbers.split(' ').collect()))
        .collect()
}

#[test]
fn every_article_of_the_five_texts_is_restated_or_left_out() {
    let (policies, articles) = (support::policies(), articles());
    assert_eq!(policies.len(), articles.len());
    for policy in &policies {
        let (_, numbers) = articles.iter().find(|(id, _)| *id == policy.id).unwrap();
        let restated = policy.clauses.iter().flat_map(|clause| {
            let conflicts = clause.conflicts.iter().flat_map(|conflict| &conflict.articles);
            clause.articles.iter().chain(conflicts)
        });
        let left_out = policy.unencoded.iter().flat_map(|left_out| &left_out.articles);
        let told: BTreeSet<&str> = restated.chain(left_out).map(String::as_str).collect();
        let (missing, unknown): (Vec<_>, Vec<_>) =
            (numbers.difference(&told).collect(), told.difference(numbers).collect());
        assert!(missing.is_empty() && unknown.is_empty(), "{}: missing {missing:?}, unknown {unknown:?}", policy.id);
    }
}

#[test]
fn what_bears_on_no_question_is_restated_by_no_clause() {
    for policy in support::policies() {
        let left_out = policy.unencoded.iter().filter(|left_out| left_out.questions.is_empty());
        for article in left_out.flat_map(|left_out| &left_out.articles) {
            let restated = policy.clauses.iter().find(|clause| clause.articles.contains(article));
            assert_eq!(restated.map(|clause| &clause.id), None, "{}: article {article}", policy.id);
        }
    }
}
