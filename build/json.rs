//! What the JSON reader knows of the messages: the names, numbers and types of their fields, as source code.

use std::fmt::Write;

use prost_types::field_descriptor_proto::{Label, Type};
use prost_types::{DescriptorProto, EnumDescriptorProto, FieldDescriptorProto, FileDescriptorSet};

/// The package whose messages are read.
const PACKAGE: &str = "clausula.v1";

/// How many fields a message may have: the reader has one bit for each.
const MOST_FIELDS: usize = 64;

/// An implementation of `JsonMessage` for every message of the package.
///
/// # Errors
/// When a message has what the reader cannot read.
pub(crate) fn shapes(descriptors: &FileDescriptorSet) -> Result<String, String> {
    let files = descriptors.file.iter().filter(|file| file.package() == PACKAGE);
    let enums: Vec<&EnumDescriptorProto> = files.clone().flat_map(|file| &file.enum_type).collect();
    let mut code = String::new();
    for message in files.flat_map(|file| &file.message_type) {
        let name = message.name();
        let fields = fields(message, &enums).map_err(|problem| format!("{PACKAGE}.{name}: {problem}"))?;
        writeln!(
            code,
            "impl JsonMessage for wire::{name} {{
                fn shape() -> &'static Shape {{
                    static SHAPE: Shape = Shape {{ fields: &[{fields}] }};
                    &SHAPE
                }}
            }}"
        )
        .map_err(|error| error.to_string())?;
    }
    Ok(code)
}

fn fields(message: &DescriptorProto, enums: &[&EnumDescriptorProto]) -> Result<String, String> {
    if message.nested_type.iter().any(|nested| map_value(nested).is_none()) || !message.enum_type.is_empty() {
        return Err("has something nested".to_owned());
    }
    if message.field.len() > MOST_FIELDS {
        return Err(format!("has more than {MOST_FIELDS} fields"));
    }
    let mut code = String::new();
    for field in &message.field {
        // A map is written as a list of its entries, which are nested messages.
        let entry =
            message.nested_type.iter().find(|nested| field.type_name().ends_with(&format!(".{}", nested.name())));
        let (kind, repeated) = match entry.and_then(map_value) {
            Some(value) => (kind(value, enums)?.replacen("Kind::Message", "Kind::Map", 1), false),
            None => (kind(field, enums)?, field.label() == Label::Repeated),
        };
        let (json, proto, number) = (field.json_name(), field.name(), field.number());
        let choice = field.oneof_index.filter(|_| !field.proto3_optional());
        code += &format!(
            "Field {{ json: {json:?}, proto: {proto:?}, number: {number}, repeated: {repeated}, kind: {kind}, choice: {choice:?} }},"
        );
    }
    Ok(code)
}

/// The value of an entry of a map with texts as keys and messages as values; `None`: it is something else.
fn map_value(entry: &DescriptorProto) -> Option<&FieldDescriptorProto> {
    let [key, value] = entry.field.as_slice() else { return None };
    let is_map = entry.options.as_ref().is_some_and(|options| options.map_entry());
    (is_map && key.r#type() == Type::String && value.r#type() == Type::Message).then_some(value)
}

fn kind(field: &FieldDescriptorProto, enums: &[&EnumDescriptorProto]) -> Result<String, String> {
    let own = field.type_name().strip_prefix(&format!(".{PACKAGE}."));
    match (field.r#type(), own) {
        (Type::Bool, _) => Ok("Kind::Flag".to_owned()),
        (Type::String, _) => Ok("Kind::Text".to_owned()),
        (Type::Int32, _) => Ok("Kind::Int32".to_owned()),
        (Type::Int64, _) => Ok("Kind::Int64".to_owned()),
        (Type::Enum, Some(name)) => {
            let choice = enums.iter().find(|choice| choice.name() == name).ok_or("an enum of another package")?;
            let values = choice.value.iter().map(|value| format!("({:?}, {}),", value.name(), value.number()));
            Ok(format!("Kind::Word(&[{}])", values.collect::<String>()))
        }
        (Type::Message, Some(name)) => Ok(format!("Kind::Message(<wire::{name} as JsonMessage>::shape)")),
        (Type::Message, None) if field.type_name() == ".google.protobuf.Timestamp" => Ok("Kind::Timestamp".to_owned()),
        (other, _) => Err(format!("field `{}` is of a type that is not read: {other:?}", field.name())),
    }
}

/// The source that `pbjson` generates, without how it reads JSON, and with whole numbers of 64 bits written without a text of their
/// own.
///
/// # Errors
/// When it does not look as expected.
pub(crate) fn without_readers(source: &str) -> Result<String, String> {
    const READER: &str = "impl<'de> serde::Deserialize<'de> for ";
    let mut kept = String::with_capacity(source.len() / 3);
    let mut skipping = false;
    for line in source.lines() {
        skipping |= line.starts_with(READER);
        if !skipping {
            kept.push_str(line);
            kept.push('\n');
        }
        // What is not indented ends there.
        skipping &= line != "}";
    }
    let (before, after) = ("ToString::to_string(&self.", ").as_str()");
    let lines = kept.lines().map(|line| {
        match line.split_once(before).and_then(|(start, rest)| Some((start, rest.split_once(after)?))) {
            Some((start, (field, end))) => format!("{start}itoa::Buffer::new().format(self.{field}){end}\n"),
            None => format!("{line}\n"),
        }
    });
    let kept: String = lines.collect();
    if skipping || kept.contains("Deserialize") { Err("pbjson generates something else".to_owned()) } else { Ok(kept) }
}
