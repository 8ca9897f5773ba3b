//! Witnesses as requests, in the JSON of the contract: ready to paste into `clausula evaluate` or a case file.

use super::value::Value;
use crate::analyse::obligation::Witness;
use crate::facts::table::{Fact, FactDef, FactKind, FactValue, each};
use crate::facts::{Agreement, DeclaredValue, Event, FACTS, FieldNames};
use crate::money::{Cents, Currency};
use crate::policy::Policy;
use crate::vocabulary::Basis;

/// A witness as a request to evaluate, on one line of JSON.
pub fn request_json(witness: &Witness, policy: &Policy) -> String {
    request(witness, policy).compact()
}

/// A witness as a request to evaluate, which states what it states.
pub(super) fn request(witness: &Witness, policy: &Policy) -> Value {
    let Witness { agreement, event, basis } = witness;
    let mut request = Value::object([
        ("policyId", Some(Value::text(&policy.id))),
        ("policyVersion", Some(Value::text(&policy.version))),
        ("basis", (*basis == Basis::TermsOnly).then(|| Value::text("BASIS_TERMS_ONLY"))),
    ]);
    // A message that is not there, and a list of nothing, say no more than one that is not written.
    let absent = |fact: Fact, said: FactValue<'_>| {
        matches!(fact.kind, FactKind::Group | FactKind::List { .. }) && Some(said) == fact.plain()
    };
    put_facts(&mut request, agreement, event, policy.currency, |fact, said| !absent(fact, said));
    request
}

/// A request that states those facts of an agreement and an event that are picked, and names no policy.
#[cfg(feature = "service")]
pub(crate) fn stated_json(
    agreement: &Agreement,
    event: &Event,
    currency: Currency,
    picked: impl Fn(Fact, FactValue<'_>) -> bool,
) -> String {
    let mut request = Value::object([]);
    put_facts(&mut request, agreement, event, currency, picked);
    request.compact()
}

fn put_facts(
    request: &mut Value,
    agreement: &Agreement,
    event: &Event,
    currency: Currency,
    picked: impl Fn(Fact, FactValue<'_>) -> bool,
) {
    request.put("agreement", 0, Value::object([]));
    request.put(event.question().name(), 0, Value::object([]));
    each(agreement, event, |fact, entry| {
        if let Some(said) = fact.get(agreement, event, entry).filter(|said| picked(fact, *said)) {
            request.put(fact.path, entry, value(fact, said, currency));
        }
    });
    if !agreement.declared.is_empty() {
        let stated = agreement.declared.iter().map(|(id, value)| {
            let kind = FieldNames::Json.path(value.kind().name()).into_owned();
            let said = Value::Object(vec![(kind.into(), declared(value, currency))]);
            (id.to_string().into(), said)
        });
        request.put(FACTS, 0, Value::Object(stated.collect()));
    }
}

/// What a declared fact says, with amounts in a currency.
fn declared(said: DeclaredValue, currency: Currency) -> Value {
    match said {
        DeclaredValue::YesNo(so) => Value::Bool(so),
        DeclaredValue::Amount(amount) => money(amount, currency),
        DeclaredValue::Count(count) => Value::Number(count as usize),
        DeclaredValue::Date(date) => Value::text(date.to_string()),
        DeclaredValue::Instant(at) => Value::text(at.to_string()),
        DeclaredValue::Choice(word) => Value::text(word.to_string()),
    }
}

fn money(amount: Cents, currency: Currency) -> Value {
    Value::object([
        ("currencyCode", Some(Value::text(currency.code()))),
        ("minorUnits", Some(Value::text(amount.get().to_string()))),
    ])
}

/// What a fact says, with amounts in a currency.
fn value(fact: &FactDef, said: FactValue<'_>, currency: Currency) -> Value {
    match (fact.kind, said) {
        (FactKind::Group, _) => Value::object([]),
        (FactKind::List { .. }, FactValue::Count(length)) => Value::list((0..length).map(|_| Value::object([]))),
        (FactKind::Choice(choice), FactValue::Word(word)) => Value::text(choice.contract_name(word)),
        (_, FactValue::YesNo(so)) => Value::Bool(so),
        (_, FactValue::Amount(amount)) => money(amount, currency),
        (_, FactValue::Count(count)) => Value::Number(count as usize),
        (_, FactValue::Date(date)) => Value::text(date.to_string()),
        (_, FactValue::Dates(dates)) => Value::list(dates.iter().map(|date| Value::text(date.to_string()))),
        (_, FactValue::Instant(at)) => Value::text(at.to_string()),
        (_, FactValue::Word(text)) | (_, FactValue::Text(text)) => Value::text(text),
    }
}
