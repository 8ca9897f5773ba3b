//! The words of the contract as people read them: for each enum value of a decision its text, in both languages.

use serde_json::{Map, Value, json};

use crate::evaluate::CUSTOMER_QUESTIONS;
use crate::facts::table::{FactKind, agreement, of_event};
use crate::money::Locale;
use crate::render::{not_encoded, of_revoking, sentence, word, words};
use crate::vocabulary::{ChargeKind, DeadlineKind, DecidedBy, PriceBasis, Question, Verdict};

/// The words of all languages.
pub(super) fn all() -> Value {
    json!({ "en": of(Locale::En), "nl": of(Locale::Nl) })
}

fn of(locale: Locale) -> Value {
    let verdicts = named(Verdict::ALL, "VERDICT", Verdict::name, |verdict| words::verdict(verdict, locale).into());
    let revoking = |of: fn(Verdict, Locale) -> &'static str| {
        named(Verdict::ALL, "VERDICT", Verdict::name, |verdict| of(verdict, locale).into())
    };
    let questions = named(Question::ALL, "QUESTION", Question::name, |question| {
        let answers =
            named(Verdict::ALL, "VERDICT", Verdict::name, |verdict| sentence(question, verdict, None, locale).into());
        let mut own =
            named(Verdict::ALL, "VERDICT", Verdict::name, |verdict| word(question, verdict, false, locale).into());
        own.retain(|name, word| verdicts.get(name) != Some(&*word));
        json!({
            "event": camel(question.name()),
            "about": words::cost_of(question, locale),
            "option": words::option(question, locale),
            "customers": CUSTOMER_QUESTIONS.contains(&question),
            "answers": answers,
            "verdicts": own,
        })
    });
    json!({
        "questions": questions,
        "verdicts": verdicts,
        // An offer about which the question is until when it can be taken back.
        "revoking": {
            "answers": revoking(of_revoking),
            "verdicts": revoking(|verdict, locale| word(Question::Offer, verdict, true, locale)),
        },
        "charges": named(ChargeKind::ALL, "CHARGE_KIND", ChargeKind::name, |kind| words::charge(kind, locale).into()),
        "deadlines":
            named(DeadlineKind::ALL, "DEADLINE_KIND", DeadlineKind::name, |kind| words::deadline(kind, locale).into()),
        "priceBases":
            named(PriceBasis::ALL, "PRICE_BASIS", PriceBasis::name, |basis| words::price_basis(basis, locale).into()),
        "choices": choices(locale),
        "byBoth": sentence(Question::Substitution, Verdict::Discretionary, Some(DecidedBy::Both), locale),
        "notEncoded":
            json!({ "word": words::outcome(Verdict::Unregulated, true, locale), "answer": not_encoded(locale) }),
        "noAdvice": words::no_advice(locale),
    })
}

/// The words of all facts that are a choice.
fn choices(locale: Locale) -> Map<String, Value> {
    let facts = agreement::ROWS.iter().chain(Question::ALL.iter().flat_map(|question| of_event(*question)));
    let choices = facts.filter_map(|fact| match fact.kind {
        FactKind::Choice(choice) => Some(choice),
        _ => None,
    });
    let words = choices.flat_map(|choice| choice.words.iter().map(|(word, text)| (choice.contract_name(word), text)));
    words.map(|(name, text)| (name, text.get(locale).into())).collect()
}

/// Something for each word, by the name that the word has in the contract.
fn named<W: Copy>(
    all: &[W],
    prefix: &str,
    name: impl Fn(W) -> &'static str,
    of: impl Fn(W) -> Value,
) -> Map<String, Value> {
    all.iter().map(|word| (format!("{prefix}_{}", name(*word).to_uppercase()), of(*word))).collect()
}

/// The name of a field in JSON.
fn camel(name: &str) -> String {
    let mut parts = name.split('_');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let mut letters = part.chars();
        text + &letters.next().map(|letter| letter.to_ascii_uppercase().to_string()).unwrap_or_default()
            + letters.as_str()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{JsonMessage, wire};

    #[test]
    fn names_are_those_of_the_contract() {
        for language in ["en", "nl"] {
            let words = &all()[language];
            let names = |key: &str| words[key].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
            assert!(names("questions").iter().all(|name| wire::Question::from_str_name(name).is_some()));
            assert!(names("verdicts").iter().all(|name| wire::Verdict::from_str_name(name).is_some()));
            assert!(names("charges").iter().all(|name| wire::ChargeKind::from_str_name(name).is_some()));
            assert!(names("deadlines").iter().all(|name| wire::DeadlineKind::from_str_name(name).is_some()));
            assert!(names("priceBases").iter().all(|name| wire::PriceBasis::from_str_name(name).is_some()));
            for question in words["questions"].as_object().unwrap().values() {
                assert!(wire::EvaluateRequest::has_field(question["event"].as_str().unwrap()), "{question}");
            }
        }
    }
}
