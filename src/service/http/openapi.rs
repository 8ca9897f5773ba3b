//! The contract as OpenAPI 3.1, from its descriptors: whatever is added to the `.proto` files is here too.

mod comments;
mod schema;

use prost::{DecodeError, Message};
use prost_types::{FileDescriptorSet, MethodDescriptorProto, ServiceDescriptorProto};
use serde_json::{Map, Value, json};

use comments::Comments;

/// The package that is described.
const PACKAGE: &str = "clausula.v1";

const ABOUT: &str = "General terms and conditions as data: exact, cited decisions on cancelling, withdrawing, paying \
    and ending. The methods follow the Connect protocol; the same port speaks gRPC and gRPC-Web, which also have the \
    stream `EvaluatorService.EvaluateStream`. A field that has its default value is left out of answers. A reading of \
    public texts for software, not legal advice.";

/// The field of a service, and of its methods, in the descriptors.
const SERVICE: i32 = 6;
const METHOD: i32 = 2;

/// Describes the methods with one request and one answer.
///
/// # Errors
/// When the descriptors cannot be read.
pub(super) fn describe(descriptors: &[u8]) -> Result<Value, DecodeError> {
    let set = FileDescriptorSet::decode(descriptors)?;
    let (mut paths, mut schemas, mut tags) = (pages(), errors(), Vec::new());
    for file in set.file.iter().filter(|file| file.package() == PACKAGE) {
        let comments = Comments::of(file);
        schema::add(file, &comments, &mut schemas);
        for (i, service) in (0..).zip(&file.service) {
            tags.push(json!({ "name": service.name(), "description": comments.at(&[SERVICE, i]) }));
            for (j, method) in (0..).zip(&service.method) {
                if method.client_streaming() || method.server_streaming() {
                    continue;
                }
                let path = format!("/{PACKAGE}.{}/{}", service.name(), method.name());
                let about = comments.at(&[SERVICE, i, METHOD, j]);
                paths.insert(path, json!({ "post": operation(service, method, &about) }));
            }
        }
    }
    tags.push(json!({ "name": "pages", "description": "For whoever runs the service." }));
    Ok(json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Clausula",
            "version": env!("CARGO_PKG_VERSION"),
            "description": ABOUT,
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "tags": tags,
        "paths": paths,
        "components": { "schemas": schemas, "parameters": parameters(), "securitySchemes": schemes() },
    }))
}

fn operation(service: &ServiceDescriptorProto, method: &MethodDescriptorProto, about: &str) -> Value {
    let content = |of: &str| json!({ "application/json": { "schema": schema::reference(of) } });
    json!({
        "operationId": format!("{}_{}", service.name(), method.name()),
        "tags": [service.name()],
        "summary": about.split_inclusive(". ").next().unwrap_or_default().trim(),
        "description": about,
        "parameters": [
            { "$ref": "#/components/parameters/ConnectProtocolVersion" },
            { "$ref": "#/components/parameters/ConnectTimeoutMs" },
            { "$ref": "#/components/parameters/Traceparent" },
        ],
        // Where the service has tokens; it may have none.
        "security": [{ "token": [] }, {}],
        "requestBody": { "required": true, "content": content(method.input_type()) },
        "responses": {
            "200": { "description": "The answer.", "content": content(method.output_type()) },
            "default": {
                "description": "Why there is no answer.",
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/connect.Error" } } },
            },
        },
    })
}

/// How callers say who they are.
fn schemes() -> Value {
    let about =
        "The secret of a token of the service, where it asks for one. What each token allows, the service decides.";
    json!({ "token": { "type": "http", "scheme": "bearer", "description": about } })
}

fn parameters() -> Value {
    let header = |name: &str, about: &str, schema: Value| json!({ "name": name, "in": "header", "required": false, "description": about, "schema": schema });
    json!({
        "ConnectProtocolVersion":
            header("Connect-Protocol-Version", "The version of the protocol.", json!({ "type": "string", "pattern": "^1$" })),
        "ConnectTimeoutMs": header(
            "Connect-Timeout-Ms",
            "How long the answer may take, in milliseconds; never longer than the service allows.",
            json!({ "type": "string", "pattern": "^[0-9]{1,10}$" }),
        ),
        "Traceparent": header(
            "traceparent",
            "The trace that the call belongs to (W3C Trace Context). It is in the answer too.",
            json!({ "type": "string" }),
        ),
    })
}

/// The pages beside the methods.
fn pages() -> Map<String, Value> {
    let page = |id: &str, about: &str, kind: &str, more: &[(&str, &str)]| {
        let schema = if kind == "application/json" { json!({ "type": "object" }) } else { json!({ "type": "string" }) };
        let mut responses = Map::new();
        for (status, about) in [("200", about)].iter().chain(more) {
            let content = json!({ kind: { "schema": schema } });
            responses.insert((*status).to_owned(), json!({ "description": about, "content": content }));
        }
        json!({ "get": { "operationId": id, "tags": ["pages"], "summary": about, "responses": responses } })
    };
    let unready = [("503", "Draining, or without policies.")];
    let figures = "application/openmetrics-text";
    Map::from_iter([
        ("/healthz".to_owned(), page("healthz", "The process lives.", "text/plain", &[])),
        ("/readyz".to_owned(), page("readyz", "Calls are welcome.", "text/plain", &unready)),
        ("/metrics".to_owned(), page("metrics", "Figures for Prometheus.", figures, &[])),
        ("/openapi.json".to_owned(), page("openapi", "This description.", "application/json", &[])),
    ])
}

/// The errors of the protocol.
fn errors() -> Map<String, Value> {
    let codes = [
        "canceled",
        "unknown",
        "invalid_argument",
        "deadline_exceeded",
        "not_found",
        "already_exists",
        "permission_denied",
        "resource_exhausted",
        "failed_precondition",
        "aborted",
        "out_of_range",
        "unimplemented",
        "internal",
        "unavailable",
        "data_loss",
        "unauthenticated",
    ];
    let error = json!({
        "type": "object",
        "description": "Why there is no answer.",
        "required": ["code"],
        "properties": {
            "code": { "type": "string", "enum": codes },
            "message": { "type": "string", "description": "One sentence for people, in the locale of the request." },
            "details": { "type": "array", "items": { "$ref": "#/components/schemas/connect.ErrorDetail" } },
        },
    });
    let detail = json!({
        "type": "object",
        "description": "`google.rpc.ErrorInfo` with the reason, and `google.rpc.BadRequest` with every violation.",
        "required": ["type", "value"],
        "properties": {
            "type": { "type": "string", "description": "Name of the message." },
            "value": { "type": "string", "description": "The message in base64, without padding." },
            "debug": { "type": "object", "description": "The message as JSON." },
        },
    });
    Map::from_iter([("connect.Error".to_owned(), error), ("connect.ErrorDetail".to_owned(), detail)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::wire::FILE_DESCRIPTOR_SET;
    use crate::service::http::METHODS;

    fn description() -> Value {
        describe(FILE_DESCRIPTOR_SET).unwrap()
    }

    #[test]
    fn every_method_that_can_be_called_is_described_and_no_other() {
        let description = description();
        let paths = description["paths"].as_object().unwrap();
        let mut described: Vec<_> =
            paths.keys().filter(|path| path.contains('.') && *path != "/openapi.json").collect();
        described.sort();
        let mut served: Vec<_> = METHODS.iter().map(|method| method.path).collect();
        served.sort_unstable();
        assert_eq!(described, served);
    }

    #[test]
    fn every_reference_leads_somewhere() {
        fn walk(value: &Value, root: &Value, count: &mut usize) {
            if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
                assert!(root.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
                *count += 1;
            }
            match value {
                Value::Object(fields) => fields.values().for_each(|value| walk(value, root, count)),
                Value::Array(items) => items.iter().for_each(|value| walk(value, root, count)),
                _ => {}
            }
        }
        let (description, mut count) = (description(), 0);
        walk(&description, &description, &mut count);
        assert!(count > 100, "{count}");
    }

    #[test]
    fn fields_are_as_json_has_them() {
        let description = description();
        let schemas = &description["components"]["schemas"];
        let money = &schemas["clausula.v1.Money"]["properties"];
        assert_eq!(money["minorUnits"]["type"], "string");
        assert_eq!(money["minorUnits"]["format"], "int64");
        let agreement = &schemas["clausula.v1.Agreement"];
        assert_eq!(agreement["properties"]["concludedAt"]["format"], "date-time");
        assert_eq!(agreement["properties"]["payments"]["type"], "array");
        let required: Vec<_> = agreement["required"].as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect();
        assert_eq!(required, ["customerType", "productType", "price", "concludedAt"]);
        assert!(agreement["description"].as_str().unwrap().len() > 10);
        let verdicts = schemas["clausula.v1.Verdict"]["enum"].as_array().unwrap();
        assert!(verdicts.contains(&json!("VERDICT_PERMITTED")));
        let request = &schemas["clausula.v1.EvaluateRequest"];
        assert!(request["not"]["not"]["oneOf"].as_array().unwrap().contains(&json!({ "required": ["cancellation"] })));
    }
}
