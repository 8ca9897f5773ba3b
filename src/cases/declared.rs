//! The facts that the policy declares, as a case states them: by their ids, in the values of TOML. Of what kind each is, the
//! declaration says.

use toml::de::DeValue;

use super::values::{Euros, Moment};
use crate::calendar::Zone;
use crate::facts::{DeclaredFacts, DeclaredValue, FactId, LIMITS, Problem};
use crate::money::Cents;
use crate::policy::declared::{Declarations, DeclaredKind};
use crate::policy::load::fault::FaultCode;
use crate::policy::load::faults::Faults;
use crate::policy::load::read::{At, Read, Slot, Value, span_of, wrong_kind};
use crate::policy::load::shape::Kind;
use crate::policy::load::snippet::quoted;
use crate::vocabulary::both;

/// What a case states of declared facts.
#[derive(Clone, Debug, Default)]
pub(super) struct Declared(Vec<(FactId, Stated)>);

/// A value as it is written.
#[derive(Clone, Copy, Debug)]
enum Stated {
    YesNo(bool),
    Count(u32),
    Amount(Euros),
    Moment(Moment),
    /// A word, and the amount that it is too where the currency has no decimals.
    Word(FactId, Option<Cents>),
}

impl Slot<Declared> {
    /// These facts, and those of others that are not among them.
    pub(super) fn over(self, base: &Slot<Declared>) -> Slot<Declared> {
        match (self, base) {
            (Slot::Given(At { value: Declared(own), span }), Slot::Given(base)) => {
                let more = base.value.0.iter().filter(|(id, _)| !own.iter().any(|(known, _)| known == id)).copied();
                let all = more.collect::<Vec<_>>().into_iter().chain(own).collect();
                Slot::Given(At { value: Declared(all), span })
            }
            (Slot::Absent, base) => base.clone(),
            (own, _) => own,
        }
    }
}

impl Read for Declared {
    const KIND: Kind = Kind::Facts;

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Declared> {
        let DeValue::Table(table) = value.get_ref() else { return wrong_kind(value, Declared::KIND, faults) };
        let mut stated = Vec::new();
        for (key, value) in table.iter() {
            // Which product it is has a key of its own.
            let Some(id) = FactId::parse(key.get_ref()).filter(|id| *id != FactId::PRODUCT) else {
                let message = both!(
                    "{} is not the id of a fact",
                    "{} is niet het kenmerk van een gegeven",
                    quoted(key.get_ref())
                );
                faults.error(FaultCode::BadId, span_of(key), message, None);
                continue;
            };
            stated.extend(read(value, faults).map(|value| (id, value)));
        }
        (stated.len() == table.len()).then_some(Declared(stated))
    }
}

fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Stated> {
    match value.get_ref() {
        DeValue::Boolean(so) => Some(Stated::YesNo(*so)),
        DeValue::Integer(_) => u32::read(value, faults).map(Stated::Count),
        DeValue::Datetime(_) => Moment::read(value, faults).map(Stated::Moment),
        DeValue::String(text) => match FactId::parse(text) {
            Some(word) => Some(Stated::Word(word, faults.currency.parse(text))),
            None => Euros::read(value, faults).map(Stated::Amount),
        },
        _ => Euros::read(value, faults).map(Stated::Amount),
    }
}

/// What a case states, as the declarations take it; each with the path of a field at fault, and why.
///
/// # Errors
/// The facts whose moments do not exist, or that are of another kind.
pub(super) fn facts(
    stated: &Slot<Declared>,
    declarations: Option<&Declarations>,
    zone: &Zone,
) -> Result<DeclaredFacts, Vec<(String, String)>> {
    let Some(Declared(stated)) = stated.get() else { return Ok(DeclaredFacts::default()) };
    let mut refused = Vec::new();
    let mut facts = DeclaredFacts::default();
    for (id, stated) in stated {
        let kind = declarations.and_then(|declarations| declarations.get(*id)).map(|fact| &fact.kind);
        match value(*stated, kind, zone) {
            Ok(value) => facts.set(*id, Some(value)),
            Err(problem) => refused.push((id.path(), problem)),
        }
    }
    if refused.is_empty() { Ok(facts) } else { Err(refused) }
}

fn value(stated: Stated, kind: Option<&DeclaredKind>, zone: &Zone) -> Result<DeclaredValue, String> {
    Ok(match stated {
        Stated::YesNo(so) => DeclaredValue::YesNo(so),
        Stated::Count(count) => DeclaredValue::Count(count),
        Stated::Amount(Euros(amount)) => DeclaredValue::Amount(amount),
        Stated::Word(word, amount) => match (kind, amount) {
            (Some(DeclaredKind::Amount { .. }), Some(amount)) => DeclaredValue::Amount(amount),
            _ => DeclaredValue::Choice(word),
        },
        Stated::Moment(moment) => match (kind, moment.date()) {
            (Some(DeclaredKind::Date) | None, Some(date)) => {
                let years = LIMITS.first_year..=LIMITS.last_year;
                if !years.contains(&date.year()) {
                    return Err(Problem::OutsideYears.to_string());
                }
                DeclaredValue::Date(date)
            }
            _ => DeclaredValue::Instant(moment.resolve(zone)?),
        },
    })
}
