//! Why a row has no answer: the row becomes a request as the contract has it, and the contract says what is wrong with it,
//! in its own words. So the errors of a batch are those of the service, to the letter.

use clausula::calendar::{Date, Instant};
use clausula::contract::wire::EvaluateResponse;
use clausula::contract::{FieldNames, Rejection, answer, parse_request};
use clausula::facts::{FactId, ValueKind};
use clausula::money::{Currency, Locale};
use clausula::vocabulary::Question;
use serde_json::{Map, Value, json};

use crate::engine::Held;
use crate::names::in_entry;
use crate::source::{Moments, Source, Stated, at, span};

/// What a row says, as a request.
pub(crate) struct Request {
    fields: Map<String, Value>,
    /// What an amount is in that names no currency.
    currency: Currency,
}

impl Request {
    pub(crate) fn new(question: Option<Question>, currency: Option<Currency>) -> Request {
        let mut fields = Map::new();
        fields.insert("detail".to_owned(), "DETAIL_AMOUNTS".into());
        if let Some(question) = question {
            fields.insert(question.name().to_owned(), json!({}));
        }
        Request { fields, currency: currency.unwrap_or(Currency::EUR) }
    }

    /// A field of the request itself.
    pub(crate) fn field(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.fields.insert(name.to_owned(), text.into());
        }
    }

    /// A question that there is not, or none: the contract knows no event of that name.
    pub(crate) fn unknown_question(&mut self, name: Option<&str>) {
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            self.fields.insert(name.to_owned(), json!({}));
        }
    }

    /// Facts of the agreement or of the event.
    pub(crate) fn facts(&mut self, columns: &[Stated], row: usize) {
        for stated in columns {
            if let Some(value) = self.value(stated, row) {
                put(&mut self.fields, stated.fact.path, value);
            }
        }
    }

    /// A fact that the policy declares.
    pub(crate) fn declared(&mut self, id: FactId, source: &Source, row: usize) {
        let (kind, value) = match source {
            Source::YesNo(column) => (ValueKind::YesNo, at(column, row).map(Value::from)),
            Source::Amount { units, currency } => {
                let code = currency.as_ref().and_then(|currency| at(currency, row));
                (ValueKind::Amount, at(units, row).map(|units| self.money(units, code)))
            }
            Source::Count(column) => (ValueKind::Count, at(column, row).map(Value::from)),
            Source::Day(column) => (ValueKind::Date, at(column, row).map(day)),
            Source::Moment(column) => (ValueKind::Instant, moment(column, row)),
            Source::Text(column) => (ValueKind::Choice, at(column, row).map(Value::from)),
            Source::Word { .. } | Source::Days { .. } | Source::List { .. } => return,
        };
        if let Some(value) = value {
            let facts = self.fields.entry("facts").or_insert_with(|| json!({}));
            if let Value::Object(facts) = facts {
                facts.insert(id.to_string(), json!({ kind.name(): value }));
            }
        }
    }

    fn money(&self, units: i64, code: Option<&str>) -> Value {
        json!({ "currency_code": code.unwrap_or(self.currency.code()), "minor_units": units.to_string() })
    }

    fn value(&self, stated: &Stated, row: usize) -> Option<Value> {
        match &stated.source {
            Source::YesNo(column) => match (at(column, row)?, stated.fact.kind) {
                (so, clausula::facts::table::FactKind::Group) => so.then(|| json!({})),
                (so, _) => Some(so.into()),
            },
            Source::Amount { units, currency } => {
                let code = currency.as_ref().and_then(|currency| at(currency, row));
                Some(self.money(at(units, row)?, code))
            }
            Source::Count(column) => at(column, row).map(Value::from),
            Source::Day(column) => at(column, row).map(day),
            Source::Moment(column) => moment(column, row),
            Source::Word { given, .. } => at(given, row).filter(|word| !word.is_empty()).map(Value::from),
            Source::Text(column) => at(column, row).map(Value::from),
            Source::Days { list, days } => {
                Some(span(list, row)?.map(|place| at(days, place).map_or(Value::Null, day)).collect())
            }
            Source::List { list, entries } => Some(span(list, row)?.map(|place| self.entry(entries, place)).collect()),
        }
    }

    fn entry(&self, columns: &[Stated], row: usize) -> Value {
        let mut fields = Map::new();
        for stated in columns {
            if let Some(value) = self.value(stated, row) {
                put(&mut fields, in_entry(stated.fact), value);
            }
        }
        Value::Object(fields)
    }

    #[cfg(test)]
    pub(crate) fn json(&self) -> String {
        Value::Object(self.fields.clone()).to_string()
    }

    /// The facts as the contract reads them; `None`: it refuses the request.
    #[cfg(test)]
    pub(crate) fn facts_of_contract(&self) -> Option<clausula::facts::Facts> {
        let request = parse_request(self.json().as_bytes()).ok()?;
        clausula::contract::decode(&request, clausula::contract::RequestTerms::Unknown).ok().map(|query| query.facts)
    }

    /// What the contract answers.
    pub(crate) fn answer(self, held: &Held, locale: Option<&str>) -> Result<EvaluateResponse, Rejection> {
        let json = Value::Object(self.fields).to_string();
        let request = parse_request(json.as_bytes())
            .map_err(|rejection| rejection.in_locale(locale.and_then(Locale::parse).unwrap_or_default()));
        let answer = request.and_then(|request| answer(&held.policies, held.law, &request, FieldNames::Proto));
        answer.map_err(|rejection| rejection.named(FieldNames::Proto))
    }
}

/// Puts a value at a dotted path, beside what is there.
fn put(fields: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        Some((name, rest)) => {
            if let Value::Object(inner) = fields.entry(name).or_insert_with(|| json!({})) {
                put(inner, rest, value);
            }
        }
        None => {
            fields.insert(path.to_owned(), value);
        }
    }
}

/// A date as a request has it; one that there is not, as the number of days that it is.
fn day(days: i32) -> Value {
    Date::from_days(days).map_or_else(|| format!("{days} days after 1970-01-01"), |date| date.to_string()).into()
}

/// An instant as a request has it; one that there is not, as the number of seconds that it is.
fn moment(moments: &Moments, row: usize) -> Option<Value> {
    let (secs, nanos) = moments.get(row)?;
    let at = Instant::new(secs, nanos).map(|at| at.to_string());
    Some(at.unwrap_or_else(|| format!("{secs} seconds after 1970-01-01")).into())
}
