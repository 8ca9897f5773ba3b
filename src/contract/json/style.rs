//! In which of the two styles the keys of a JSON text are written: an answer names fields as its caller does.

use crate::facts::FieldNames;

/// The map of a request whose keys are ids of the caller's own.
const OWN_KEYS: &[u8] = b"facts";

/// The names that a JSON text uses: those of the `.proto` files where only those tell the styles apart, and otherwise those of
/// the JSON mapping. A text that is no JSON uses the latter.
///
/// ```
/// use clausula::contract::{FieldNames, field_names};
/// assert_eq!(field_names(br#"{"policy_id": "emperra", "no_show": {}}"#), FieldNames::Proto);
/// assert_eq!(field_names(br#"{"policyId": "emperra", "noShow": {}}"#), FieldNames::Json);
/// ```
pub fn field_names(json: &[u8]) -> FieldNames {
    // Most texts have none, which is quickly seen.
    if !has_underscores(json) {
        return FieldNames::Json;
    }
    let mut underscores = false;
    let (mut rest, mut depth, mut own, mut own_is_next) = (json, 0_usize, None, false);
    while let [byte, after @ ..] = rest {
        rest = after;
        match byte {
            b'{' => {
                depth += 1;
                if std::mem::take(&mut own_is_next) {
                    own = Some(depth);
                }
            }
            b'}' => {
                if own == Some(depth) {
                    own = None;
                }
                depth = depth.saturating_sub(1);
            }
            b'"' => {
                let text = text(after);
                rest = after.get(text.len() + 1..).unwrap_or_default();
                let is_key = rest.trim_ascii_start().first() == Some(&b':');
                if is_key && own != Some(depth) {
                    if text.iter().any(u8::is_ascii_uppercase) {
                        return FieldNames::Json;
                    }
                    underscores |= has_underscores(text);
                    own_is_next = text == OWN_KEYS;
                }
            }
            _ => {}
        }
    }
    if underscores { FieldNames::Proto } else { FieldNames::Json }
}

fn has_underscores(text: &[u8]) -> bool {
    text.windows(2).any(|pair| matches!(pair, [b'_', b'a'..=b'z']))
}

/// The text up to the quote that ends it.
fn text(from: &[u8]) -> &[u8] {
    let mut escaped = false;
    let end = from.iter().position(|byte| {
        let ends = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        ends
    });
    from.get(..end.unwrap_or(from.len())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_tell_the_style() {
        for (json, proto) in [
            ("", false),
            ("{}", false),
            (r#"{"policy_id":"x"}"#, true),
            (r#"{"policyId":"x"}"#, false),
            // Neither tells anything.
            (r#"{"agreement":{"price":{}},"strict":true}"#, false),
            // Both styles, in either order.
            (r#"{"policy_id":"x","agreement":{"startsAt":"y"}}"#, false),
            (r#"{"policyId":"x","agreement":{"starts_at":"y"}}"#, false),
            // What a text says is no key, even where it holds quotes and colons.
            (r#"{"basis":"no_key"}"#, false),
            (r#"{"basis":"\"no_key\": \\","strict":true}"#, false),
            (r#"{"payments":[{"paid_at" : "x"}]}"#, true),
            // The ids of declared facts are the caller's own; their values and what follows are not.
            (r#"{"facts":{"has_animals":{"count":1}}}"#, false),
            (r#"{"facts":{"hasAnimals":{"yes_no":true}}}"#, true),
            (r#"{"facts":{"has_animals":{"yesNo":true}},"policy_id":"x"}"#, false),
            (r#"{"facts":{"has_animals":{"count":1}},"policy_id":"x"}"#, true),
            (r#"{"facts":null,"agreement":{"has_animals":1}}"#, true),
            (r#"{"policy_id"#, false),
        ] {
            let names = if proto { FieldNames::Proto } else { FieldNames::Json };
            assert_eq!(field_names(json.as_bytes()), names, "{json}");
        }
    }
}
