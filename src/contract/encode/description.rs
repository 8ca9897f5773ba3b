//! From the description of a question to its message.

use super::super::wire;
use super::super::words::Word;
use super::policies::{policy_ref, unencoded};
use crate::evaluate::{Described, Description, default_of, need_of};
use crate::facts::FactId;
use crate::facts::table::{Fact, FactDef, FactKind, Need, Rule, agreement};
use crate::money::{Cents, Currency, Locale};
use crate::policy::Policy;
use crate::policy::declared::{DeclaredFact, DeclaredKind, MostAmount};
use crate::policy::products::{PriceRange, Product};
use crate::vocabulary::Bilingual;

/// The description of what a policy can read for a question, in a language.
pub fn description(policy: &Policy, description: &Description, locale: Locale) -> wire::DescribeQuestionResponse {
    let Description { question, addressed, .. } = description;
    let facts = description.in_order(policy).into_iter();
    wire::DescribeQuestionResponse {
        policy: Some(policy_ref(policy)),
        question: question.to_wire(),
        addressed: *addressed,
        facts: facts
            .map(|described| match described {
                Described::Known(fact) => self::fact(policy, fact, locale),
                Described::Declared(fact) => self::declared(fact, policy.currency, locale),
            })
            .collect(),
        unencoded: unencoded(policy, Some(*question), locale),
    }
}

fn fact(policy: &Policy, fact: Fact, locale: Locale) -> wire::FactDescription {
    let (least, most) = bounds(fact.kind);
    let choices = match fact.kind {
        FactKind::Choice(choice) => {
            let described = |(word, text): &(&str, Bilingual)| wire::FactChoice {
                name: choice.contract_name(word),
                text: text.get(locale).to_owned(),
                ..wire::FactChoice::default()
            };
            choice.words.iter().map(described).collect()
        }
        _ => Vec::new(),
    };
    let paths = |of: fn(&Rule) -> Option<&'static FactDef>| {
        fact.rules.iter().filter_map(of).map(|other| other.path.to_owned()).collect()
    };
    wire::FactDescription {
        path: fact.path.to_owned(),
        json_path: fact.json_path(),
        kind: kind(fact.kind).into(),
        need: need(need_of(policy, fact)).into(),
        ask: fact.ask.get(locale).to_owned(),
        default_text: default_of(policy, fact, locale),
        least,
        most,
        choices,
        not_before: paths(|rule| match rule {
            Rule::NotBefore(other) => Some(other),
            _ => None,
        }),
        not_after: paths(|rule| match rule {
            Rule::NotAfter(other) => Some(other),
            _ => None,
        }),
        at_most: paths(|rule| match rule {
            Rule::AtMost(other) => Some(other),
            _ => None,
        }),
        only_with: paths(|rule| match rule {
            Rule::OnlyWith(other) => Some(other),
            _ => None,
        }),
    }
}

/// A fact that the policy declares itself.
fn declared(fact: &DeclaredFact, currency: Currency, locale: Locale) -> wire::FactDescription {
    let (least, most) = fact.kind.of_table().map_or((0, 0), bounds);
    let (most, at_most) = match fact.kind {
        DeclaredKind::Amount { most: Some(MostAmount::Price) } => (most, vec![agreement::PRICE.path.to_owned()]),
        DeclaredKind::Amount { most: Some(MostAmount::Fixed(most, _)) } => (most.get(), Vec::new()),
        _ => (most, Vec::new()),
    };
    let kind = fact.kind.of_table().map_or(wire::FactKind::Choice, kind);
    let need = if fact.default.is_some() { wire::FactNeed::Optional } else { wire::FactNeed::WhereRead };
    let choices = match &fact.kind {
        DeclaredKind::Product(products) => products.iter().map(|own| product(own, locale)).collect(),
        kind => kind.words(locale).into_iter().map(word).collect(),
    };
    let path = fact.id.path();
    let json_path = if fact.id == FactId::PRODUCT { agreement::PRODUCT_ID.json_path() } else { path.clone() };
    wire::FactDescription {
        json_path,
        path,
        kind: kind.into(),
        need: need.into(),
        ask: fact.ask.get(locale).to_owned(),
        default_text: fact.default_text(currency, locale),
        least,
        most,
        choices,
        not_before: Vec::new(),
        not_after: Vec::new(),
        at_most,
        only_with: Vec::new(),
    }
}

fn word((word, text): (FactId, String)) -> wire::FactChoice {
    wire::FactChoice { name: word.to_string(), text, ..wire::FactChoice::default() }
}

/// A product of the policy's own: its type, and what it is sold for as far as the policy says.
fn product(own: &Product, locale: Locale) -> wire::FactChoice {
    let Product { id, of, name, prices, span: _ } = own;
    wire::FactChoice {
        product_type: of.to_wire(),
        least_price: prices.least.get(),
        most_price: if prices.most == PriceRange::ALL.most { 0 } else { prices.most.get() },
        ..word((*id, name.get(locale).to_owned()))
    }
}

fn kind(kind: FactKind) -> wire::FactKind {
    match kind {
        FactKind::YesNo => wire::FactKind::YesNo,
        FactKind::Amount => wire::FactKind::Amount,
        FactKind::Count { .. } => wire::FactKind::Count,
        FactKind::Date => wire::FactKind::Date,
        FactKind::Dates { .. } => wire::FactKind::Dates,
        FactKind::Instant => wire::FactKind::Instant,
        FactKind::Choice(_) => wire::FactKind::Choice,
        FactKind::Text { .. } => wire::FactKind::Text,
        FactKind::Group => wire::FactKind::Group,
        FactKind::List { .. } => wire::FactKind::List,
    }
}

fn need(need: Need) -> wire::FactNeed {
    match need {
        Need::Required => wire::FactNeed::Required,
        Need::WhereRead => wire::FactNeed::WhereRead,
        Need::Optional(_) | Need::Default(_) => wire::FactNeed::Optional,
    }
}

/// The least and the most that a fact may be.
fn bounds(kind: FactKind) -> (i64, i64) {
    let many = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    match kind {
        FactKind::Amount => (0, Cents::MAX.get()),
        FactKind::Count { least, most } => (least.into(), most.into()),
        FactKind::List { least, most } => (least.into(), many(most)),
        FactKind::Text { most } | FactKind::Dates { most } => (0, many(most)),
        FactKind::YesNo | FactKind::Date | FactKind::Instant | FactKind::Choice(_) | FactKind::Group => (0, 0),
    }
}
