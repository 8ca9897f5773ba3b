//! Which columns there can be: derived from the facts table.

use clausula::facts::table::{self, Fact, FactKind, FactValue};
use clausula::vocabulary::{Basis, Question};

use crate::row::is_required;
use crate::source::Shape;

/// What follows the name of an amount: the number of its smallest units.
pub(crate) const UNITS: &str = ".minor_units";
/// What follows the name of an amount: its currency.
pub(crate) const CURRENCY: &str = ".currency_code";
/// What stands before the name of a fact that the policy declares.
pub(crate) const DECLARED: &str = "facts.";

/// The columns of the request itself.
pub(crate) const POLICY_ID: &str = "policy_id";
pub(crate) const POLICY_VERSION: &str = "policy_version";
pub(crate) const POLICY_DIGEST: &str = "policy_digest";
pub(crate) const BASIS: &str = "basis";
pub(crate) const LOCALE: &str = "locale";
pub(crate) const REQUEST_ID: &str = "request_id";
pub(crate) const QUESTION: &str = "question";

/// The columns of the request, and what each is.
pub(crate) const OF_REQUEST: [(&str, Shape); 7] = [
    (POLICY_ID, Shape::Text),
    (POLICY_VERSION, Shape::Text),
    (POLICY_DIGEST, Shape::Text),
    (BASIS, Shape::Text),
    (LOCALE, Shape::Text),
    (REQUEST_ID, Shape::Text),
    (QUESTION, Shape::Text),
];

/// A column that a batch of facts may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name; of the fields of a list's entries, behind the list and `[]`.
    pub name: String,
    /// The type that it must have, in words.
    pub wanted: &'static str,
    /// Whether each row needs it.
    pub required: bool,
    /// The question whose event it is of; `None`: of every question.
    pub question: Option<Question>,
}

/// Every column of a request but those of facts that policies declare.
pub fn columns() -> Vec<Column> {
    let of_request = OF_REQUEST.iter().map(|(name, shape)| Column {
        name: (*name).to_owned(),
        wanted: shape.wanted(),
        required: false,
        question: None,
    });
    let of_facts = table::all().flat_map(|fact| {
        let column = |suffix: &str, shape: Shape, required| Column {
            name: format!("{}{suffix}", fact.path),
            wanted: shape.wanted(),
            required,
            question: fact.question,
        };
        let required = is_required(fact);
        let shape = Shape::of(fact.kind);
        match fact.kind {
            FactKind::Amount => vec![column(UNITS, shape, required), column(CURRENCY, Shape::Text, false)],
            _ => vec![column("", shape, required)],
        }
    });
    of_request.chain(of_facts).collect()
}

/// What follows the name of a fact in the name of its column.
pub(crate) fn suffix(kind: FactKind) -> &'static str {
    if matches!(kind, FactKind::Amount) { UNITS } else { "" }
}

/// The name of a fact of a list's entries within an entry.
pub(crate) fn in_entry(fact: Fact) -> &'static str {
    fact.path.split_once("[].").map_or(fact.path, |(_, name)| name)
}

/// The message within which a fact is, where that may be left out.
pub(crate) fn group_of(fact: Fact) -> Option<Fact> {
    let is_of = |group: &Fact| fact.path.strip_prefix(group.path).is_some_and(|rest| rest.starts_with('.'));
    table::all().find(|group| matches!(group.kind, FactKind::Group) && is_of(group))
}

/// The words of a text column: what the contract calls each, and what it is in the engine.
pub(crate) type Words = Vec<(String, FactValue<'static>)>;

/// The words of a fact.
pub(crate) fn words(kind: FactKind) -> Words {
    match kind {
        FactKind::Choice(choice) => {
            choice.words.iter().map(|(word, _)| (choice.contract_name(word), FactValue::Word(word))).collect()
        }
        _ => Vec::new(),
    }
}

/// The basis that the contract names so.
pub(crate) fn basis(name: &str) -> Option<Basis> {
    Basis::ALL.iter().copied().find(|basis| name == format!("BASIS_{}", basis.name().to_ascii_uppercase()))
}

/// The name that is closest to another, if it is close.
pub(crate) fn closest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let distance = |other: &str| strsim::damerau_levenshtein(name, other);
    let most = (name.len() / 3).clamp(1, 4);
    names.map(|other| (distance(other), other)).filter(|(far, _)| *far <= most).min().map(|(_, name)| name.to_owned())
}
