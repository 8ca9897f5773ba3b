//! The changes that a careless author could make to a policy file. They are found by the description of the format: each
//! value that was read is changed as its kind allows, each key that may be left out is, and each item of a list.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::values::instead;
use crate::money::Currency;
use crate::policy::building_blocks::Span;
use crate::policy::load::read::{Value, span_of};
use crate::policy::load::shape::{Field, Kind, Need, Shape};
use crate::policy::load::values::currency_of;
use crate::vocabulary::Bilingual;

/// One change of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// The clause in which it is; `None`: in none.
    pub(super) clause: Option<String>,
    /// The part of the text that is taken out.
    pub(super) cut: Span,
    /// What is put in its place, of several the first that the loader takes; nothing where something is left out.
    pub(super) put: Vec<String>,
    /// What is changed, with its key: where it begins and ends.
    pub(super) shown: Span,
}

/// What a change makes of a text.
pub(super) struct Changed {
    /// The whole text.
    pub(super) text: String,
    /// The changed part, with its key; empty where something is left out.
    pub(super) new: String,
}

impl Edit {
    /// The texts that the change can make, the one to be tried first first. What the file accepts is left out of them: an
    /// acceptance names clauses and decides nothing.
    pub(super) fn texts<'e>(&'e self, text: &'e str, accepted: &'e [Span]) -> impl Iterator<Item = Changed> + 'e {
        let between = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
        self.put.iter().map(move |put| {
            let mut changed = String::with_capacity(text.len() + put.len());
            let mut from = 0;
            let cuts: BTreeSet<(usize, usize, &str)> = accepted
                .iter()
                .map(|span| (span.start, span.end, ""))
                .chain([(self.cut.start, self.cut.end, put.as_str())])
                .collect();
            for (start, end, put) in cuts {
                changed.push_str(between(from, start));
                changed.push_str(put);
                from = end;
            }
            changed.push_str(between(from, text.len()));
            let new = match put.is_empty() {
                true => String::new(),
                false => {
                    between(self.shown.start, self.cut.start).to_owned() + put + between(self.cut.end, self.shown.end)
                }
            };
            Changed { text: changed, new }
        })
    }
}

/// The changes of a file, in the order of the text, and the parts of it that are acceptances.
pub(super) fn edits(text: &str, table: &DeTable<'_>, shape: &'static Shape) -> (Vec<Edit>, Vec<Span>) {
    let mut finder =
        Finder { text, currency: currency_of(table), clause: None, edits: Vec::new(), accepted: Vec::new() };
    finder.table(table, shape, false);
    let Finder { mut edits, accepted, .. } = finder;
    edits.sort_by_key(|edit| (edit.cut.start, edit.cut.end));
    (edits, accepted)
}

/// Tables of the format that decide nothing: prose, what no case can state, and what is left out.
const NO_DECISION: [&str; 4] = ["summary", "assumption", "accept", "unencoded"];

struct Finder<'t> {
    text: &'t str,
    currency: Currency,
    clause: Option<String>,
    edits: Vec<Edit>,
    accepted: Vec<Span>,
}

/// A value and its key, or an item of a list without one.
struct EditEntry<'e, 't> {
    /// Where it begins and ends, with all that is below it.
    extent: Span,
    value: &'e Value<'t>,
}

impl Finder<'_> {
    fn table(&mut self, table: &DeTable<'_>, shape: &'static Shape, inline: bool) {
        let mut keys: Vec<_> = table.iter().collect();
        keys.sort_by_key(|(key, value)| (span_of(key).start, span_of(value).start));
        let extents: Vec<Span> = keys.iter().map(|(key, value)| self.extent(span_of(key), value)).collect();
        for (index, (key, value)) in keys.iter().enumerate() {
            let Some(field) = shape.fields.iter().find(|field| field.name == key.get_ref().as_ref()) else { continue };
            let Some(extent) = extents.get(index).copied() else { continue };
            if field.kind.table().is_some_and(|table| NO_DECISION.contains(&table.name)) {
                if field.kind.table().is_some_and(|table| table.name == "accept") {
                    self.accept(extent, value);
                }
                continue;
            }
            // By which price basis prices are stated, no answer shows.
            if matches!(field.kind, Kind::Word(Bilingual { en: "price basis", .. }, _)) {
                continue;
            }
            self.value(value, field.kind, extent);
            if self.tells(table, value, field) {
                self.renamed(key, extent, field, shape);
            }
            if may_be_left_out(field) {
                let cut = if inline { without_separator(&extents, index) } else { extent };
                self.push(cut, vec![String::new()], extent);
            }
        }
    }

    /// The value of a key, or an item of a list.
    fn value(&mut self, value: &Value<'_>, kind: Kind, shown: Span) {
        match (kind, value.get_ref()) {
            (Kind::List(item) | Kind::NonEmpty(item) | Kind::OneOrMany(item), DeValue::Array(items)) => {
                let items: Vec<&Value<'_>> = items.iter().collect();
                self.items(&items, *item, !matches!(kind, Kind::List(_)));
            }
            (Kind::OneOrMany(item), _) => self.value(value, *item, shown),
            (kind, DeValue::Table(table)) => {
                if let Some(shape) = kind.table() {
                    self.table(table, shape, self.starts_with(span_of(value), "{"));
                }
            }
            (kind, plain) => {
                for put in instead(kind, plain, self.currency) {
                    self.push(span_of(value), put, shown);
                }
            }
        }
    }

    fn items(&mut self, items: &[&Value<'_>], kind: Kind, needs_one: bool) {
        let entries: Vec<EditEntry<'_, '_>> =
            items.iter().map(|value| EditEntry { extent: self.extent(span_of(value), value), value }).collect();
        let extents: Vec<Span> = entries.iter().map(|entry| entry.extent).collect();
        let clauses = kind.table().is_some_and(|table| table.name == "clause");
        for (index, EditEntry { extent, value }) in entries.into_iter().enumerate() {
            if clauses {
                let id = value.get_ref().as_table().and_then(|table| table.get("id"));
                self.clause = id.and_then(|id| id.get_ref().as_str()).map(str::to_owned);
            }
            self.value(value, kind, extent);
            let prose = matches!(kind, Kind::Text);
            if !prose && (items.len() > 1 || !needs_one) {
                let heading = self.starts_with(extent, "[[");
                let cut = if heading { extent } else { without_separator(&extents, index) };
                self.push(cut, vec![String::new()], extent);
            }
        }
        if clauses {
            self.clause = None;
        }
    }

    /// A key that stands for another of its group: strict instead of not strict, the highest instead of the lowest.
    fn renamed(&mut self, key: &Spanned<impl AsRef<str>>, shown: Span, field: &Field, shape: &Shape) {
        let single = |kind: Kind| match kind {
            Kind::OneOrMany(item) => *item,
            kind => kind,
        };
        // Forms are no slips of the pen, and neither is a percentage written as a number of times.
        let fits = |other: &&Field| other.name != field.name && single(other.kind) == single(field.kind);
        if matches!(field.need, Need::OneOf(_) | Need::AtMostOneOf(_)) && field.need != Need::OneOf("form") {
            for other in shape.fields.iter().filter(|other| other.need == field.need).filter(fits) {
                self.push(span_of(key), vec![other.name.to_owned()], shown);
            }
        }
    }

    /// Whether another key of its group could make a difference: one item is the highest and the lowest, and the day of an
    /// anchor lies neither before nor after it.
    fn tells(&self, table: &DeTable<'_>, value: &Value<'_>, field: &Field) -> bool {
        match (field.need, value.get_ref()) {
            (Need::OneOf("direction"), _) => table.contains_key("period"),
            (_, DeValue::Array(items)) => items.len() > 1,
            _ => true,
        }
    }

    fn accept(&mut self, extent: Span, value: &Value<'_>) {
        match value.get_ref() {
            DeValue::Array(items) if self.starts_with(extent, "[[") => {
                let found: Vec<Span> = items.iter().map(|item| self.extent(span_of(item), item)).collect();
                self.accepted.extend(found);
            }
            _ => self.accepted.push(extent),
        }
    }

    fn push(&mut self, cut: Span, put: Vec<String>, shown: Span) {
        if !put.is_empty() {
            self.edits.push(Edit { clause: self.clause.clone(), cut, put, shown });
        }
    }

    fn starts_with(&self, span: Span, what: &str) -> bool {
        self.text.get(span.start..).is_some_and(|rest| rest.starts_with(what))
    }

    /// From the beginning of a key, or of its heading, to the end of all that is below it.
    fn extent(&self, key: Span, value: &Value<'_>) -> Span {
        let mut end = key.end;
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            end = end.max(span_of(value).end);
            match value.get_ref() {
                DeValue::Array(items) => open.extend(items.iter()),
                DeValue::Table(table) => open.extend(table.values()),
                _ => {}
            }
        }
        let line = self.text.get(..key.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let head = self.text.get(line..key.start).unwrap_or_default();
        let is_heading = head.starts_with('[') && !head.contains(['{', '=', '"']);
        Span { start: if is_heading { line } else { key.start }, end }
    }
}

/// Whether the file still has its sense without the key.
fn may_be_left_out(field: &Field) -> bool {
    matches!(field.need, Need::Optional | Need::Default(_) | Need::AtMostOneOf(_))
}

/// An item, or a key of an inline table, with the comma that parts it from the next or from the one before.
fn without_separator(extents: &[Span], index: usize) -> Span {
    let own = extents.get(index).copied().unwrap_or(Span { start: 0, end: 0 });
    let before = index.checked_sub(1).and_then(|before| extents.get(before));
    match (extents.get(index + 1), before) {
        (Some(next), _) => Span { start: own.start, end: next.start },
        (None, Some(before)) => Span { start: before.end, end: own.end },
        (None, None) => own,
    }
}
