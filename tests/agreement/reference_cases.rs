//! The reference in `tests/reference` against the shared cases: what the evaluator is compared with has itself been compared
//! with decisions that were worked out elsewhere.

use crate::reference;
use crate::support;
use serde_json::json;

#[test]
fn the_reference_decides_the_shared_cases_as_they_say() {
    let cases = support::shared::cases();
    assert!(!cases.is_empty());
    let mut wrong = Vec::new();
    for case in &cases {
        let decision = reference::decide(&case.request).unwrap_or_else(|| json!({"error": "INVALID_ARGUMENT"}));
        let differences = case.differences(&decision);
        if !differences.is_empty() {
            wrong.push(format!("{}: {}\n  {}", case.name, differences.join("; "), case.request));
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases differ\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
