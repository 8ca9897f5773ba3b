//! The fields of messages as JSON has them, generated from the `.proto` files.

use crate::contract::wire;

/// A message that can be read from JSON.
pub trait JsonMessage: prost::Message + Default {
    /// Its fields.
    #[doc(hidden)]
    fn shape() -> &'static Shape;

    /// Whether it has a field with a name, in either spelling.
    fn has_field(name: &str) -> bool {
        Self::shape().field(name).is_some()
    }

    /// The names in JSON along a dotted path, in either spelling; `None`: no such field.
    fn json_path(path: &str) -> Option<Vec<&'static str>> {
        let mut shape = Some(Self::shape());
        path.split('.')
            .map(|name| {
                let (_, field) = shape?.field(name)?;
                shape = match field.kind {
                    Kind::Message(shape) => Some(shape()),
                    _ => None,
                };
                Some(field.json)
            })
            .collect()
    }
}

/// The fields of a message.
#[doc(hidden)]
#[derive(Debug)]
pub struct Shape {
    pub(super) fields: &'static [Field],
}

/// A field of a message.
#[derive(Debug)]
pub(super) struct Field {
    /// Its name in JSON.
    pub(super) json: &'static str,
    /// Its name in the `.proto` files, which JSON may use too.
    pub(super) proto: &'static str,
    pub(super) number: u32,
    pub(super) repeated: bool,
    pub(super) kind: Kind,
    /// Of the fields with one number at most one is given.
    pub(super) choice: Option<i32>,
}

/// What a value is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Flag,
    Text,
    Int32,
    Int64,
    Timestamp,
    /// An enum: its names and their numbers.
    Word(&'static [(&'static str, i32)]),
    Message(fn() -> &'static Shape),
    /// A map from texts to messages.
    Map(fn() -> &'static Shape),
}

impl Shape {
    /// The place and the field with a name in either spelling.
    pub(super) fn field(&self, name: &str) -> Option<(usize, &'static Field)> {
        self.fields.iter().enumerate().find(|(_, field)| field.json == name || field.proto == name)
    }
}

/// The known name closest to a name, if it is close.
pub(super) fn closest(name: &str, known: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    const LONGEST: usize = 64;
    if name.len() > LONGEST {
        return None;
    }
    // Spelling in another case, or with underscores, is no distance.
    let plain = |name: &str| name.replace('_', "").to_lowercase();
    let word = plain(name);
    let allowed = (word.len() / 3).max(1);
    let near = known.map(|known| (strsim::osa_distance(&word, &plain(known)), known));
    near.min_by_key(|(distance, _)| *distance).filter(|(distance, _)| *distance <= allowed).map(|(_, known)| known)
}

include!(concat!(env!("OUT_DIR"), "/clausula.v1.json.rs"));
