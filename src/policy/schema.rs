//! The file format in the words of others: as a JSON Schema for editors, and as a reference for people. Both are written
//! from the description by which files are read.

mod json;
mod reference;

pub use reference::{EXAMPLE, format_reference};
pub(crate) use reference::{table_of, words_of};

use json::Json;

use crate::calendar::{Holidays, Period, Unit};
use crate::policy::bounds::AT;

use super::load::format;
use super::load::shape::{Field, Kind, Need, Shape};

/// The JSON Schema (draft 2020-12) of a policy file, for editors that complete and check TOML by one.
///
/// It knows the tables, keys, words and numbers; what rests on more than one key, such as gaps between tiers, only
/// [`load`](super::load::load) finds.
///
/// ```
/// let schema = clausula::policy::schema::json_schema();
/// assert!(schema.contains("https://json-schema.org/draft/2020-12/schema"));
/// ```
pub fn json_schema() -> String {
    schema_of("Clausula policy", format())
}

/// The JSON Schema of files whose outermost table is `root`.
pub(crate) fn schema_of(title: &str, root: &'static Shape) -> String {
    let mut schema =
        vec![("$schema", Json::text("https://json-schema.org/draft/2020-12/schema")), ("title", Json::text(title))];
    schema.extend(table(root));
    let inner = root.all().into_iter().skip(1);
    schema.push((
        "$defs",
        Json::Object(inner.map(|shape| (shape.name.to_owned(), Json::object(table(shape)))).collect()),
    ));
    let mut text = Json::object(schema).to_string();
    text.push('\n');
    text
}

type Members = Vec<(&'static str, Json)>;

fn table(shape: &Shape) -> Members {
    let properties = shape.fields.iter().map(|field| (field.name.to_owned(), property(field))).collect();
    let required = shape.fields.iter().filter(|field| field.need == Need::Required);
    let groups: Vec<Json> = shape.groups().into_iter().flat_map(|(need, names)| group(need, &names)).collect();
    let mut members = vec![
        ("description", Json::text(shape.doc.trim())),
        ("type", Json::text("object")),
        ("properties", Json::Object(properties)),
        ("required", Json::List(required.map(|field| Json::text(field.name)).collect())),
        ("additionalProperties", Json::Plain("false".into())),
    ];
    if !groups.is_empty() {
        members.push(("allOf", Json::List(groups)));
    }
    members
}

/// A group of keys: exactly one of them, at least one, or no two.
fn group(need: Need, names: &[&str]) -> Vec<Json> {
    let required = |names: &[&str]| {
        Json::object(vec![("required", Json::List(names.iter().map(|name| Json::text(name)).collect()))])
    };
    let word = match need {
        Need::OneOf(_) => Some("oneOf"),
        Need::SomeOf(_) => Some("anyOf"),
        Need::AtMostOneOf(_) | Need::Required | Need::Optional | Need::Default(_) => None,
    };
    if let Some(word) = word {
        return vec![Json::object(vec![(word, Json::List(names.iter().map(|name| required(&[*name])).collect()))])];
    }
    let pairs = names.iter().enumerate().flat_map(|(i, a)| names.iter().skip(i + 1).map(|b| [*a, *b]));
    pairs.map(|pair| Json::object(vec![("not", required(&pair))])).collect()
}

fn property(field: &Field) -> Json {
    let mut members = vec![("description", Json::text(field.doc.trim()))];
    members.extend(kind(field.kind));
    if let Need::Default(value) = field.need {
        members.push(("default", Json::Plain(value.into())));
    }
    Json::object(members)
}

fn kind(kind: Kind) -> Members {
    match kind {
        Kind::Text => vec![("type", Json::text("string")), ("pattern", Json::text(r"\S"))],
        Kind::Id => pattern("^[a-z0-9]+(-[a-z0-9]+)*$", Some("64")),
        Kind::Version => pattern("^[a-z0-9]+([-.][a-z0-9]+)*$", Some("64")),
        Kind::Bool => vec![("type", Json::text("boolean"))],
        Kind::Integer(least, most) => range("integer", least, most),
        Kind::Percent => range("number", 0, 100),
        Kind::Amount => pattern(r"^(0|[1-9][0-9]*)(\.[0-9]{2,4})?$", None),
        Kind::SignedAmount => {
            let text = Json::object(pattern(r"^-?(0|[1-9][0-9]*)(\.[0-9]{2,4})?$", None));
            any_of(vec![text, Json::object(vec![("type", Json::text("number"))])])
        }
        Kind::Period(units) => pattern(&format!("^{}$", period(units)), None),
        Kind::Ending(units) => pattern(&format!("^{}({AT}{TIME})?$", period(units)), None),
        Kind::Date => vec![("type", Json::text("string")), ("format", Json::text("date"))],
        Kind::Moment => vec![("type", Json::text("string"))],
        Kind::TimeOfDay => pattern(&format!("^({TIME}|24:00)$"), None),
        Kind::YearDay => pattern("^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", None),
        Kind::Zone => vec![("type", Json::text("string"))],
        Kind::Holidays => {
            vec![("enum", Json::List(Holidays::all().map(|holidays| Json::text(holidays.code())).collect()))]
        }
        Kind::Currency => pattern("^[A-Z]{3}$", None),
        Kind::Word(_, names) => vec![("enum", Json::List(names.iter().map(|name| Json::text(name)).collect()))],
        Kind::Named(name, names) => {
            let declared = Json::object(pattern(&format!("^{ID}(:{ID})?$"), None));
            any_of(vec![Json::object(self::kind(Kind::Word(name, names))), declared])
        }
        Kind::FactId => pattern(&format!("^{ID}$"), Some("31")),
        Kind::OfFact => {
            let of_type = |name| Json::object(vec![("type", Json::text(name))]);
            any_of(["boolean", "integer", "string"].map(of_type).into())
        }
        Kind::Facts => {
            let id = Json::object(vec![("pattern", Json::text(&format!("^{ID}$")))]);
            vec![("type", Json::text("object")), ("propertyNames", id)]
        }
        Kind::MostAmount => {
            let price = Json::object(vec![("const", Json::text("price"))]);
            any_of(vec![price, Json::object(self::kind(Kind::Amount))])
        }
        Kind::List(item) => list(*item, "0"),
        Kind::NonEmpty(item) => list(*item, "1"),
        Kind::OneOrMany(item) => any_of(vec![Json::object(self::kind(*item)), Json::object(list(*item, "1"))]),
        Kind::OrFalse(item) => {
            let no = Json::object(vec![("const", Json::Plain("false".into()))]);
            any_of(vec![Json::object(self::kind(*item)), no])
        }
        Kind::WordOr(word, table) => any_of(vec![Json::object(self::kind(*word)), Json::object(self::kind(*table))]),
        Kind::Table(of) => vec![("$ref", Json::text(&format!("#/$defs/{}", of.shape().name)))],
    }
}

/// The id of a declared fact, or a word of a choice.
const ID: &str = "[a-z0-9]+(_[a-z0-9]+)*";

/// A time of day before 24:00.
const TIME: &str = "([01][0-9]|2[0-3]):[0-5][0-9]";

fn period(units: &[Unit]) -> String {
    let names: Vec<String> = units.iter().map(|unit| format!("{}?", unit.names().1)).collect();
    format!("(0|[1-9][0-9]{{0,3}}|10000) ({})({})?", names.join("|"), Period::INCLUDING_DAY)
}

fn any_of(kinds: Vec<Json>) -> Members {
    vec![("anyOf", Json::List(kinds))]
}

fn pattern(pattern: &str, most: Option<&str>) -> Members {
    let mut members = vec![("type", Json::text("string")), ("pattern", Json::text(pattern))];
    members.extend(most.map(|most| ("maxLength", Json::Plain(most.into()))));
    members
}

fn range(name: &str, least: u32, most: u32) -> Members {
    vec![
        ("type", Json::text(name)),
        ("minimum", Json::Plain(least.to_string())),
        ("maximum", Json::Plain(most.to_string())),
    ]
}

fn list(item: Kind, least: &str) -> Members {
    vec![("type", Json::text("array")), ("items", Json::object(kind(item))), ("minItems", Json::Plain(least.into()))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn schema() -> Value {
        serde_json::from_str(&json_schema()).unwrap()
    }

    #[test]
    fn it_names_every_table_and_key() {
        let schema = schema();
        for shape in format().all() {
            let table = if shape.name == "policy" { &schema } else { &schema["$defs"][shape.name] };
            for field in shape.fields {
                let property = &table["properties"][field.name];
                assert_eq!(property["description"], field.doc.trim(), "{}.{}", shape.name, field.name);
                let is_required = table["required"].as_array().unwrap().contains(&field.name.into());
                assert_eq!(is_required, field.need == Need::Required);
            }
            assert_eq!(table["additionalProperties"], false);
        }
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let schema = schema();
        let text = json_schema();
        let targets: Vec<&str> = text.split("\"#/$defs/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(targets.len() > 20);
        for target in targets {
            assert!(schema["$defs"][target].is_object(), "{target}");
        }
    }

    #[test]
    fn a_clause_has_one_form() {
        let clause = &schema()["$defs"]["clause"];
        assert_eq!(clause["allOf"][0]["oneOf"].as_array().unwrap().len(), 17);
        assert_eq!(schema()["$defs"]["tier"]["allOf"].as_array().unwrap().len(), 2);
        assert_eq!(schema()["$defs"]["tier"]["properties"]["verdict"]["default"], "permitted");
    }

    #[test]
    fn tables_have_different_names() {
        let names: Vec<&str> = format().all().iter().map(|shape| shape.name).collect();
        let mut distinct = names.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(names.len(), distinct.len());
    }
}
