//! The table is whole, and each row reads and sets one fact and no other.

use super::*;
use crate::calendar::{Date, Instant};
use crate::facts::Facts;
use crate::vocabulary::{Basis, BreachKind, Cause, CustomerType, DamageKind, Party, ProductType};

fn day(day: u32) -> Date {
    Date::new(2026, 3, day).unwrap()
}

fn at(hour: i64) -> Instant {
    Instant::new(1_780_000_000, 0).unwrap().plus_hours(hour).unwrap()
}

/// An agreement and an event of which everything is known, each list with two entries.
fn whole(question: Question) -> (Agreement, Event) {
    let mut agreement = Agreement::new(CustomerType::Consumer, ProductType::Event, Cents::new(1), at(0));
    let mut event = Event::plain(question, at(0));
    for fact in of_question(question) {
        for entry in 0..2 {
            let value = other_value(fact, None);
            fact.set(&mut agreement, &mut event, entry, Some(value));
        }
    }
    (agreement, event)
}

/// A value that a fact can have, another than that one.
fn other_value(fact: Fact, known: Option<FactValue<'_>>) -> FactValue<'static> {
    let values = match fact.kind {
        FactKind::YesNo | FactKind::Group => [FactValue::YesNo(true), FactValue::YesNo(false)],
        FactKind::Amount => [FactValue::Amount(Cents::new(7)), FactValue::Amount(Cents::new(8))],
        FactKind::Count { .. } => [FactValue::Count(3), FactValue::Count(4)],
        FactKind::List { .. } => [FactValue::Count(2), FactValue::Count(1)],
        FactKind::Date => [FactValue::Date(day(5)), FactValue::Date(day(6))],
        FactKind::Dates { .. } => [FactValue::Dates(&[Date::MIN]), FactValue::Dates(&[])],
        FactKind::Instant => [FactValue::Instant(at(9)), FactValue::Instant(at(10))],
        FactKind::Text { .. } => [FactValue::Text("a"), FactValue::Text("b")],
        FactKind::Choice(choice) => [0, 1].map(|place| FactValue::Word(choice.words[place].0)),
    };
    values.into_iter().find(|value| Some(*value) != known).unwrap()
}

fn said(agreement: &Agreement, event: &Event) -> Vec<(String, String)> {
    let mut said = Vec::new();
    each(agreement, event, |fact, entry| {
        said.push((fact.path_at(entry), format!("{:?}", fact.get(agreement, event, entry))));
    });
    said
}

#[test]
fn a_row_reads_what_it_sets_and_sets_nothing_else() {
    for &question in Question::ALL {
        let (agreement, event) = whole(question);
        let before = said(&agreement, &event);
        assert!(before.iter().all(|(path, value)| value != "None" && !path.contains("[]")), "{before:?}");
        for fact in of_question(question) {
            let value = other_value(fact, fact.get(&agreement, &event, 1));
            let entry = usize::from(fact.is_of_entry());
            let value = if entry == 0 { other_value(fact, fact.get(&agreement, &event, 0)) } else { value };
            let (mut changed, mut happened) = (agreement.clone(), event.clone());
            fact.set(&mut changed, &mut happened, entry, Some(value));
            assert_eq!(fact.get(&changed, &happened, entry), Some(value), "{}", fact.path);
            let own = fact.path_at(entry);
            let part_of_it =
                |path: &String| path.starts_with(&format!("{own}.")) || path.starts_with(&format!("{own}["));
            let after = said(&changed, &happened);
            for (path, value) in &before {
                let same = after.iter().any(|(other, said)| other == path && said == value);
                assert_eq!(same, *path != own && (!part_of_it(path) || same), "{own} changed {path}");
            }
        }
    }
}

#[test]
fn what_is_not_stated_is_plain() {
    for &question in Question::ALL {
        let (mut agreement, mut event) = whole(question);
        for fact in of_question(question).filter(|fact| !fact.is_of_entry()) {
            fact.set(&mut agreement, &mut event, 0, None);
            let known = fact.get(&agreement, &event, 0);
            let said = fact.said(&agreement, &event, 0);
            match fact.need {
                Need::Required if matches!(fact.kind, FactKind::List { .. }) => {
                    assert_eq!(known, Some(FactValue::Count(0)))
                }
                Need::Required => assert!(known.is_some(), "{}", fact.path),
                // Without insurance nothing is known of it.
                _ if fact.path.starts_with("agreement.insurance.") => assert_eq!(known, None),
                _ => assert_eq!(said, fact.plain(), "{}", fact.path),
            }
        }
    }
}

#[test]
fn rows_are_told_apart_and_asked_in_both_languages() {
    let facts: Vec<Fact> = all().collect();
    for (place, fact) in facts.iter().enumerate() {
        assert!(!facts[..place].iter().any(|other| other == fact || other.path == fact.path), "{}", fact.path);
        let owner = fact.question.map_or("agreement", Question::name);
        assert!(fact.path.starts_with(&format!("{owner}.")), "{}", fact.path);
        assert!(
            fact.ask.en.ends_with('?') && fact.ask.nl.ends_with('?') && fact.ask.en != fact.ask.nl,
            "{}",
            fact.path
        );
    }
    assert!(facts.len() > 100);
}

#[test]
fn sets_have_room_for_the_facts_of_a_question() {
    assert!(agreement::ROWS.len() <= 64);
    for &question in Question::ALL {
        assert!(of_event(question).len() <= 64, "{question}");
        let all: FactSet = of_question(question).collect();
        assert!(of_question(question).all(|fact| all.contains(fact)));
        assert!(all.iter(question).eq(of_question(question)));
        assert!(all.without(all).is_empty() && all.without(FactSet::default()) == all);
    }
}

/// The act of an event is the first of its acts that is known.
#[test]
fn the_acts_of_a_question_are_those_of_its_event() {
    for &question in Question::ALL {
        let (mut agreement, mut event) = whole(question);
        for (place, fact) in acts(question).iter().enumerate() {
            let day = at(1_000 + place as i64);
            fact.set(&mut agreement, &mut event, 0, Some(FactValue::Instant(day)));
            let first = if place == 0 { day } else { at(1_000) };
            assert_eq!(event.act(), Some(first), "{question}");
        }
        for fact in acts(question) {
            fact.set(&mut agreement, &mut event, 0, None);
        }
        assert_eq!(event.act().is_some(), acts(question).iter().any(|fact| matches!(fact.need, Need::Required)));
    }
}

#[test]
fn choices_have_the_words_of_the_vocabulary() {
    for fact in all() {
        let FactKind::Choice(choice) = fact.kind else { continue };
        let words: Vec<&str> = choice.words.iter().map(|(word, _)| *word).collect();
        let names = match choice.prefix {
            "CUSTOMER_TYPE" => CustomerType::NAMES,
            "PRODUCT_TYPE" => ProductType::NAMES,
            "CAUSE" => Cause::NAMES,
            "PARTY" => Party::NAMES,
            "DAMAGE_KIND" => DamageKind::NAMES,
            "BREACH_KIND" => BreachKind::NAMES,
            other => panic!("{other}"),
        };
        assert_eq!(words, names, "{}", fact.path);
    }
}

/// What the contract calls contradictory, and nothing else.
#[test]
fn contradictions_are_those_of_the_contract() {
    let mut rules = Vec::new();
    for fact in all() {
        for rule in fact.rules {
            let said = match *rule {
                Rule::NotBefore(other) => format!("{} not before {}", fact.path, other.path),
                Rule::NotBeforeWhere(other, which, word) => {
                    format!("{} not before {} where {} is {word}", fact.path, other.path, which.path)
                }
                Rule::NotAfter(other) => format!("{} not after {}", fact.path, other.path),
                Rule::OnlyWhereAll(part, whole) => {
                    format!("{} only where {} is all of {}", fact.path, part.path, whole.path)
                }
                Rule::Unique => format!("{} unique", fact.path),
                Rule::OnlyWith(other) => format!("{} only with {}", fact.path, other.path),
                Rule::AtMost(other) => format!("{} at most {}", fact.path, other.path),
                Rule::Above(others) => {
                    format!(
                        "{} above {}",
                        fact.path,
                        others.iter().map(|other| other.path).collect::<Vec<_>>().join(" or ")
                    )
                }
            };
            rules.push(said);
        }
    }
    assert_eq!(
        rules,
        [
            "agreement.starts_at not before agreement.concluded_at",
            "agreement.ends_at not before agreement.starts_at",
            "agreement.performance.fully_performed only where agreement.performance.delivered_units is all of \
             agreement.performance.total_units",
            "agreement.performance.delivered_units at most agreement.performance.total_units",
            "cancellation.received_at not before agreement.concluded_at",
            "cancellation.cancelled_count at most agreement.participants",
            "withdrawal.declared_at not before agreement.concluded_at",
            "withdrawal.received_at not before withdrawal.declared_at",
            "rescheduling.requested_at not before agreement.concluded_at",
            "substitution.requested_at not before agreement.concluded_at",
            "booking_change.requested_at not before agreement.concluded_at",
            "booking_change.cancelled_count at most agreement.participants",
            "provider_change.notified_at not before provider_change.known_at",
            "provider_change.rejected_at not before provider_change.notified_at",
            "provider_change.rejected_at only with provider_change.notified_at",
            "payment_review.invoices[].invoice_id unique",
            "payment_review.invoices[].open_amount at most payment_review.invoices[].open_at_notice_end",
            "payment_review.invoices[].collection_notice_defective only with payment_review.invoices[].collection_notice_received_on",
            "payment_review.invoices[].open_at_notice_end only with payment_review.invoices[].collection_notice_received_on",
            "payment_allocation.invoices[].invoice_id unique",
            "termination.notice_at not before agreement.concluded_at where termination.by is customer",
            "termination.non_payment only with termination.for_cause",
            "price_increase.effective_at not before price_increase.announced_at",
            "price_increase.new_price above price_increase.current_price or agreement.price",
            "terms_change.effective_at not before terms_change.announced_at",
            "complaint.filed_at not before complaint.discovered_at",
            "damage_claim.reported_at not before damage_claim.occurred_at",
            "force_majeure.as_of not before force_majeure.began_at",
            "offer.made_at not after agreement.concluded_at",
            "offer.accepted_at not before offer.made_at",
            "offer.as_of not before offer.made_at",
        ]
    );
}

/// Each rule refuses the value just beyond it, and takes the one at it.
#[test]
fn a_value_at_a_rule_is_sound_and_one_beyond_it_is_not() {
    let mut tried = 0;
    for (fact, rule) in all().flat_map(|fact| fact.rules.iter().map(move |rule| (fact, rule))) {
        let question = fact.question.unwrap_or(Question::PaymentPlan);
        let other = match *rule {
            Rule::NotBefore(other) | Rule::NotBeforeWhere(other, ..) | Rule::AtMost(other) => other,
            Rule::Above(others) => others[0],
            Rule::NotAfter(other) => other,
            // Not about one value beside another: each has a test of its own.
            Rule::OnlyWith(_) | Rule::OnlyWhereAll(..) | Rule::Unique => continue,
        };
        let (edge, beyond, other_value) = match rule {
            Rule::AtMost(_) if matches!(fact.kind, FactKind::Amount) => {
                let amount = |cents| FactValue::Amount(Cents::new(cents));
                (amount(5), amount(6), amount(5))
            }
            Rule::AtMost(_) => (FactValue::Count(5), FactValue::Count(6), FactValue::Count(5)),
            Rule::Above(_) => {
                let amount = |cents| FactValue::Amount(Cents::new(cents));
                (amount(101), amount(100), amount(100))
            }
            Rule::NotAfter(_) => {
                let instant = FactValue::Instant;
                (instant(at(40)), instant(at(40).next()), instant(at(40)))
            }
            _ => {
                let instant = FactValue::Instant;
                (instant(at(40)), instant(at(40).prev()), instant(at(40)))
            }
        };
        let refused = |value| {
            let mut agreement = Agreement::new(CustomerType::Consumer, ProductType::Event, Cents::new(1), at(0));
            let mut event = Event::plain(question, at(50));
            // What the other means nothing without, and the entry that both are of.
            let lists = of_question(question).filter(|list| matches!(list.kind, FactKind::List { .. }));
            for list in lists.filter(|list| fact.path.starts_with(&format!("{}[]", list.path))) {
                list.set(&mut agreement, &mut event, 0, Some(FactValue::Count(1)));
            }
            for rule in other.rules {
                if let Rule::OnlyWith(needed) = rule {
                    needed.set(&mut agreement, &mut event, 0, Some(FactValue::Date(Date::new(2026, 3, 2).unwrap())));
                }
            }
            other.set(&mut agreement, &mut event, 0, Some(other_value));
            fact.set(&mut agreement, &mut event, 0, Some(value));
            let refused = Facts::new(agreement, event, Basis::TermsAndLaw).err();
            refused.is_some_and(|error| error.0.iter().any(|violation| violation.field == fact.path_at(0)))
        };
        assert!(!refused(edge), "{} {rule:?}", fact.path);
        assert!(refused(beyond), "{} {rule:?}", fact.path);
        tried += 1;
    }
    assert_eq!(tried, 24);
}

#[test]
fn what_is_so_unless_stated_is_a_sentence_that_both_parties_can_read() {
    for fact in all() {
        let has_default = matches!(fact.need, Need::Optional(_) | Need::Default(_));
        for (text, others) in [
            (fact.assumed.en, ["provider", "customer", "consumer"]),
            (fact.assumed.nl, ["aanbieder", "klant", "consument"]),
        ] {
            assert_eq!(
                text.ends_with('.') && text.starts_with(char::is_uppercase),
                has_default,
                "{}: {text}",
                fact.path
            );
            // A letter goes from the one to the other.
            assert!(others.iter().all(|word| !text.contains(word)), "{}: {text}", fact.path);
        }
    }
}
