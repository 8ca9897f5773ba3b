//! Fields of requests that the log leaves out, or of which it has a hash.

use std::fs;
use std::path::Path;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::config::{LogConfigError, LogSettings};
use crate::contract::{self, JsonMessage, wire};

/// The fewest bytes of a key: fewer could be tried out.
const SHORTEST_KEY: usize = 16;

/// The most bytes of a key.
const LONGEST_KEY: usize = 64;

/// What of a request does not go into the log as it is.
#[derive(Clone, Default)]
pub(super) struct Mask {
    /// Paths in the names of JSON.
    omit: Vec<Vec<&'static str>>,
    hash: Vec<Vec<&'static str>>,
    /// Filled up with zeros, as HMAC does.
    key: Vec<u8>,
}

impl std::fmt::Debug for Mask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mask").field("omit", &self.omit).field("hash", &self.hash).finish_non_exhaustive()
    }
}

impl Mask {
    pub(super) fn new(settings: &LogSettings) -> Result<Mask, LogConfigError> {
        let (omit, hash) = (paths(&settings.omit)?, paths(&settings.hash)?);
        let key = match &settings.hash_key {
            Some(path) => key(path)?,
            None if hash.is_empty() => Vec::new(),
            None => return Err(LogConfigError::NoKey),
        };
        Ok(Mask { omit, hash, key })
    }

    /// All that keeps these settings from being a mask.
    pub(super) fn problems(settings: &LogSettings) -> Vec<LogConfigError> {
        let unknown = settings.omit.iter().chain(&settings.hash).filter_map(|path| json_path(path).err());
        let key = match &settings.hash_key {
            Some(path) => key(path).err(),
            None => (!settings.hash.is_empty()).then_some(LogConfigError::NoKey),
        };
        unknown.chain(key).collect()
    }

    /// Appends a request as JSON.
    pub(super) fn write(&self, request: &wire::EvaluateRequest, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        if self.omit.is_empty() && self.hash.is_empty() {
            return contract::write(request, out);
        }
        let mut value = serde_json::to_value(request)?;
        for path in &self.hash {
            each(&mut value, path, &mut |parent, name| {
                if let Some(value) = parent.get_mut(name) {
                    *value = Value::String(self.hashed(value.to_string().as_bytes()));
                }
            });
        }
        for path in &self.omit {
            each(&mut value, path, &mut |parent, name| drop(parent.remove(name)));
        }
        serde_json::to_writer(out, &value)
    }

    /// HMAC-SHA-256 of some bytes.
    fn hashed(&self, bytes: &[u8]) -> String {
        let pad = |with: u8| self.key.iter().map(|byte| byte ^ with).collect::<Vec<u8>>();
        let inner = Sha256::new().chain_update(pad(0x36)).chain_update(bytes).finalize();
        let outer = Sha256::new().chain_update(pad(0x5c)).chain_update(inner).finalize();
        outer.iter().fold("hmac-sha256:".to_owned(), |text, byte| text + &format!("{byte:02x}"))
    }
}

/// The path of a field, in the names of JSON.
fn json_path(path: &str) -> Result<Vec<&'static str>, LogConfigError> {
    wire::EvaluateRequest::json_path(path).ok_or_else(|| LogConfigError::UnknownField(path.to_owned()))
}

fn paths(paths: &[String]) -> Result<Vec<Vec<&'static str>>, LogConfigError> {
    paths.iter().map(|path| json_path(path)).collect()
}

/// Does something with every field at a path: of lists, in every item.
fn each(value: &mut Value, path: &[&'static str], work: &mut impl FnMut(&mut serde_json::Map<String, Value>, &str)) {
    let Some((name, rest)) = path.split_first() else { return };
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| each(item, path, work)),
        Value::Object(fields) if rest.is_empty() => work(fields, name),
        Value::Object(fields) => {
            if let Some(value) = fields.get_mut(*name) {
                each(value, rest, work);
            }
        }
        _ => {}
    }
}

/// The key of a file, without the white space around it, as HMAC takes it.
fn key(path: &Path) -> Result<Vec<u8>, LogConfigError> {
    let fault = |problem: String| LogConfigError::Key { path: path.to_owned(), problem };
    let bytes = fs::read(path).map_err(|error| fault(error.to_string()))?;
    let mut key = bytes.trim_ascii().to_vec();
    if !(SHORTEST_KEY..=LONGEST_KEY).contains(&key.len()) {
        return Err(fault(format!("write {SHORTEST_KEY} to {LONGEST_KEY} bytes")));
    }
    key.resize(LONGEST_KEY, 0);
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_file(name: &str, key: &str) -> std::path::PathBuf {
        let path = std::env::temp_dir().join(format!("clausula-mask-{name}-{}", std::process::id()));
        fs::write(&path, key).unwrap();
        path
    }

    fn request() -> wire::EvaluateRequest {
        let json = r#"{"requestId":"r","policyId":"p","agreement":{"termMonths":3,"payments":[
            {"paidAt":"2026-01-01T00:00:00Z","amount":{"currencyCode":"EUR","minorUnits":"5"}},
            {"paidAt":"2026-01-02T00:00:00Z","amount":{"currencyCode":"EUR","minorUnits":"6"}}]}}"#;
        crate::contract::parse_request(json.as_bytes()).unwrap()
    }

    fn written(omit: &[&str], hash: &[&str], key: &Path) -> String {
        let list = |list: &[&str]| list.iter().map(|path| (*path).to_owned()).collect();
        let settings = LogSettings {
            omit: list(omit),
            hash: list(hash),
            hash_key: Some(key.to_owned()),
            ..LogSettings::default()
        };
        let mut out = Vec::new();
        Mask::new(&settings).unwrap().write(&request(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn fields_are_left_out_and_hashed_in_every_item_of_a_list() {
        let key = key_file("fields", "a key of sixteen");
        let text = written(&["agreement.payments.paid_at", "agreement.term_months"], &["requestId"], &key);
        let hash = "hmac-sha256:";
        assert!(!text.contains("paidAt") && !text.contains("termMonths") && text.contains("\"minorUnits\":\"6\""));
        assert!(text.contains(&format!("\"requestId\":\"{hash}")), "{text}");
        assert_eq!(text, written(&["agreement.payments.paid_at", "agreement.term_months"], &["requestId"], &key));
        let other = key_file("other", "another key of 17");
        assert_ne!(text, written(&["agreement.payments.paid_at", "agreement.term_months"], &["requestId"], &other));
    }

    #[test]
    fn hashes_are_those_of_rfc_4231() {
        // Test case 2, whose key is shorter than ours may be.
        let mut key = b"Jefe".to_vec();
        key.resize(LONGEST_KEY, 0);
        let mask = Mask { key, ..Mask::default() };
        let expected = "hmac-sha256:5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(mask.hashed(b"what do ya want for nothing?"), expected);
    }

    #[test]
    fn what_no_request_has_is_refused_and_so_is_a_hash_without_a_key() {
        let with = |omit: &str, hash: &str, hash_key: Option<std::path::PathBuf>| {
            let list = |path: &str| if path.is_empty() { Vec::new() } else { vec![path.to_owned()] };
            Mask::new(&LogSettings { omit: list(omit), hash: list(hash), hash_key, ..LogSettings::default() })
        };
        assert!(with("agreement.startsAt", "", None).is_ok());
        for path in ["agreement.birthday", "agreement.startsAt.year", "agreement..price"] {
            assert_eq!(with(path, "", None).unwrap_err(), LogConfigError::UnknownField(path.to_owned()));
        }
        assert_eq!(with("", "requestId", None).unwrap_err(), LogConfigError::NoKey);
        for (key, sound) in [(15, false), (16, true), (64, true), (65, false)] {
            let file = key_file(&format!("length-{key}"), &"k".repeat(key));
            assert_eq!(with("", "requestId", Some(file)).is_ok(), sound, "{key}");
        }
    }
}
