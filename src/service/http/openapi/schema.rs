//! Messages and enums as JSON Schema, in the canonical JSON of protobuf.

use prost_types::field_descriptor_proto::{Label, Type};
use prost_types::{DescriptorProto, EnumDescriptorProto, FieldDescriptorProto, FileDescriptorProto};
use serde_json::{Map, Value, json};

use super::comments::Comments;

/// The fields of descriptors that paths of comments are made of.
const MESSAGE: i32 = 4;
const ENUM: i32 = 5;
const FIELD: i32 = 2;
const NESTED: i32 = 3;
const NESTED_ENUM: i32 = 4;
const ONEOF: i32 = 8;

/// Adds the messages and enums of a file.
pub(super) fn add(file: &FileDescriptorProto, comments: &Comments<'_>, schemas: &mut Map<String, Value>) {
    for (i, message) in (0..).zip(&file.message_type) {
        add_message(message, file.package(), &[MESSAGE, i], comments, schemas);
    }
    for (i, choice) in (0..).zip(&file.enum_type) {
        add_enum(choice, file.package(), &[ENUM, i], comments, schemas);
    }
}

/// The schema of a message or enum by its full name, as in `.clausula.v1.Money`.
pub(super) fn reference(name: &str) -> Value {
    match name {
        ".google.protobuf.Timestamp" => json!({ "type": "string", "format": "date-time" }),
        name => json!({ "$ref": format!("#/components/schemas/{}", name.trim_start_matches('.')) }),
    }
}

fn add_message(
    message: &DescriptorProto,
    scope: &str,
    path: &[i32],
    comments: &Comments<'_>,
    schemas: &mut Map<String, Value>,
) {
    let name = format!("{scope}.{}", message.name());
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (i, field) in (0..).zip(&message.field) {
        let about = comments.at(&[path, &[FIELD, i]].concat());
        if is_required(&about) {
            required.push(field.json_name());
        }
        properties.insert(field.json_name().to_owned(), property(field, &about));
    }
    let mut schema = Map::from_iter([
        ("type".to_owned(), json!("object")),
        ("description".to_owned(), json!(comments.at(path))),
        ("properties".to_owned(), json!(properties)),
    ]);
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    for i in (0..).take(message.oneof_decl.len()) {
        let about = comments.at(&[path, &[ONEOF, i]].concat());
        let of_choice = |field: &&FieldDescriptorProto| field.oneof_index == Some(i) && !field.proto3_optional();
        let names: Vec<_> = message.field.iter().filter(of_choice).map(FieldDescriptorProto::json_name).collect();
        if is_required(&about) && !names.is_empty() && !schema.contains_key("not") {
            let choices = names.iter().map(|name| json!({ "required": [name] }));
            // Exactly one. Said so that generators of clients, to whom `oneOf` is a choice of types, see one type.
            let one = json!({ "oneOf": choices.collect::<Value>() });
            schema.insert("not".to_owned(), json!({ "not": one }));
        }
    }
    schemas.insert(name.clone(), Value::Object(schema));
    for (i, nested) in (0..).zip(&message.nested_type) {
        add_message(nested, &name, &[path, &[NESTED, i]].concat(), comments, schemas);
    }
    for (i, choice) in (0..).zip(&message.enum_type) {
        add_enum(choice, &name, &[path, &[NESTED_ENUM, i]].concat(), comments, schemas);
    }
}

fn add_enum(
    choice: &EnumDescriptorProto,
    scope: &str,
    path: &[i32],
    comments: &Comments<'_>,
    schemas: &mut Map<String, Value>,
) {
    let mut about = comments.at(path);
    for (i, value) in (0..).zip(&choice.value) {
        about.push_str(&format!("\n* `{}`: {}", value.name(), comments.at(&[path, &[FIELD, i]].concat())));
    }
    let names: Vec<_> = choice.value.iter().map(|value| value.name()).collect();
    let schema = json!({ "type": "string", "description": about, "enum": names });
    schemas.insert(format!("{scope}.{}", choice.name()), schema);
}

fn property(field: &FieldDescriptorProto, about: &str) -> Value {
    let mut schema = match field.r#type() {
        Type::Message | Type::Group | Type::Enum => reference(field.type_name()),
        Type::Bool => json!({ "type": "boolean" }),
        Type::String => json!({ "type": "string" }),
        Type::Bytes => json!({ "type": "string", "format": "byte" }),
        Type::Double | Type::Float => json!({ "type": "number" }),
        Type::Int32 | Type::Sint32 | Type::Sfixed32 => json!({ "type": "integer", "format": "int32" }),
        Type::Uint32 | Type::Fixed32 => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        Type::Int64 | Type::Sint64 | Type::Sfixed64 => {
            json!({ "type": "string", "format": "int64", "pattern": "^-?[0-9]{1,19}$" })
        }
        Type::Uint64 | Type::Fixed64 => json!({ "type": "string", "format": "uint64", "pattern": "^[0-9]{1,20}$" }),
    };
    if field.label() == Label::Repeated {
        schema = json!({ "type": "array", "items": schema });
    }
    if let Value::Object(schema) = &mut schema {
        schema.insert("description".to_owned(), about.into());
    }
    schema
}

/// Whether the comment says that the field is always required: `Required` begins a sentence, and no condition follows.
fn is_required(about: &str) -> bool {
    about.split(". ").any(|sentence| {
        sentence.strip_prefix("Required").is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ',', ';', ':']))
    })
}
