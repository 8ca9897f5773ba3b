//! The table of facts knows every field of the contract, so that a new one cannot be forgotten.

use super::super::wire::FILE_DESCRIPTOR_SET;
use crate::facts::table::{self, FactKind};
use prost::Message;
use prost_types::field_descriptor_proto::{Label, Type};
use prost_types::{DescriptorProto, FieldDescriptorProto, FileDescriptorSet};

struct Contract(FileDescriptorSet);

impl Contract {
    fn message(&self, name: &str) -> &DescriptorProto {
        let name = name.rsplit('.').next().unwrap();
        self.0.file.iter().flat_map(|file| &file.message_type).find(|message| message.name() == name).unwrap()
    }

    fn enum_values(&self, name: &str) -> Vec<String> {
        let name = name.rsplit('.').next().unwrap();
        let found = self.0.file.iter().flat_map(|file| &file.enum_type).find(|known| known.name() == name).unwrap();
        found.value.iter().skip(1).map(|value| value.name().to_owned()).collect()
    }

    /// Every field of a message and of those within it: its path and what it takes.
    fn fields(&self, message: &str, path: &str, found: &mut Vec<(String, String)>) {
        for field in &self.message(message).field {
            let path = format!("{path}.{}", field.name());
            let kind = self.kind(field);
            let within = match kind.as_str() {
                "list" => format!("{path}[]"),
                _ => path.clone(),
            };
            let is_message = matches!(kind.as_str(), "list" | "group");
            found.push((path, kind));
            if is_message {
                self.fields(field.type_name(), &within, found);
            }
        }
    }

    fn kind(&self, field: &FieldDescriptorProto) -> String {
        if field.label() == Label::Repeated {
            return if field.r#type() == Type::String { "texts" } else { "list" }.to_owned();
        }
        match (field.r#type(), field.type_name()) {
            (Type::Bool, _) => {
                // No is not the same as not stated (V2).
                assert!(field.proto3_optional(), "{} has no presence", field.name());
                "yes or no".to_owned()
            }
            (Type::Int32, _) => "count".to_owned(),
            (Type::String, _) => "text".to_owned(),
            (Type::Enum, name) => self.enum_values(name).join(" "),
            (Type::Message, ".clausula.v1.Money") => "amount".to_owned(),
            (Type::Message, ".google.protobuf.Timestamp") => "instant".to_owned(),
            (Type::Message, _) => "group".to_owned(),
            other => panic!("{other:?}"),
        }
    }
}

fn kind_of(kind: FactKind) -> String {
    match kind {
        FactKind::YesNo => "yes or no".to_owned(),
        FactKind::Amount => "amount".to_owned(),
        FactKind::Count { .. } => "count".to_owned(),
        FactKind::Date | FactKind::Text { .. } => "text".to_owned(),
        FactKind::Instant => "instant".to_owned(),
        FactKind::Choice(choice) => {
            choice.words.iter().map(|(word, _)| choice.contract_name(word)).collect::<Vec<_>>().join(" ")
        }
        FactKind::Group => "group".to_owned(),
        FactKind::List { .. } => "list".to_owned(),
        FactKind::Dates { .. } => "texts".to_owned(),
    }
}

#[test]
fn every_field_of_a_request_has_a_row_and_every_row_a_field() {
    let contract = Contract(FileDescriptorSet::decode(FILE_DESCRIPTOR_SET).unwrap());
    let mut fields = Vec::new();
    contract.fields("Agreement", "agreement", &mut fields);
    let request = contract.message("EvaluateRequest");
    let events: Vec<_> = request.field.iter().filter(|field| field.oneof_index.is_some()).collect();
    for event in &events {
        contract.fields(event.type_name(), event.name(), &mut fields);
    }
    assert_eq!(events.len(), crate::vocabulary::Question::ALL.len());
    // Messages that are always there in the domain: their facts have defaults of their own.
    fields.retain(|(path, _)| !matches!(path.as_str(), "agreement.performance" | "agreement.withdrawal_facts"));
    let mut rows: Vec<(String, String)> = table::all().map(|fact| (fact.path.to_owned(), kind_of(fact.kind))).collect();
    fields.sort();
    rows.sort();
    assert_eq!(rows, fields);
}
