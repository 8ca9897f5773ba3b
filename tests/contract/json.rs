//! Texts that are not JSON, or not the JSON of a request.

use super::requests::*;
use clausula::contract::{Cause, parse_request};
use serde_json::json;

#[test]
fn instants_that_do_not_exist() {
    let at = |text: &str| with(cancellation(), &[("/cancellation/receivedAt", json!(text))]);
    for text in ["2026-02-29T00:00:00Z", "10000-01-01T00:00:00Z", "2026-01-01", "tomorrow", "2026-06-30T23:59:60Z"] {
        let problem = format!(
            "`{text}` is not a timestamp that exists; write RFC 3339 with `Z` or an offset, as in \
             `2026-03-01T09:00:00Z`"
        );
        check(at(text), &[("cancellation.received_at", &problem)]);
    }
}

#[test]
fn numbers_that_are_not_whole() {
    for (given, text) in [(json!(1250.5), "1250.5"), (json!("1250.50"), "1250.50"), (json!("1e400"), "1e400")] {
        let problem = format!("`{text}` is not a whole number that fits; amounts are in cents");
        let request = with(cancellation(), &[("/agreement/price/minorUnits", given)]);
        check(request, &[("agreement.price.minor_units", &problem)]);
    }
    check(
        with(cancellation(), &[("/locale", json!("nl")), ("/agreement/price/minorUnits", json!("12,50"))]),
        &[("agreement.price.minor_units", "`12,50` is geen geheel getal dat past; bedragen zijn in centen")],
    );
    check(
        with(cancellation(), &[("/locale", json!("nl")), ("/agreement/sessionCount", json!(2.5))]),
        &[("agreement.session_count", "`2.5` is geen geheel getal dat past")],
    );
}

#[test]
fn what_should_be_an_object_and_what_should_be_alone() {
    check(json!([]), &[("request", "is a list; give an object with fields, `{…}`")]);
    check(json!("x"), &[("request", "is a text; give an object with fields, `{…}`")]);
    check(
        with(cancellation(), &[("/agreement/price", json!("12.00"))]),
        &[("agreement.price", "is a text; give an object with fields, `{…}`")],
    );
    check(
        with(cancellation(), &[("/agreement/payments", json!({"amount": 5}))]),
        &[("agreement.payments", "is an object; give a list, `[…]`")],
    );
    check(
        with(cancellation(), &[("/noShow", json!({}))]),
        &[("no_show", "stands beside `cancellation`; give only one of them")],
    );
    check(
        with(cancellation(), &[("/noShow", json!({})), ("/locale", json!("nl"))]),
        &[("no_show", "staat naast `cancellation`; geef maar een van beide")],
    );
}

#[test]
fn enum_names_that_are_not_known() {
    check(
        with(cancellation(), &[("/agreement/customerType", json!("CUSTOMER_TYPE_CONSUMR"))]),
        &[(
            "agreement.customer_type",
            "`CUSTOMER_TYPE_CONSUMR` is not a known value; did you mean `CUSTOMER_TYPE_CONSUMER`?",
        )],
    );
    check(
        with(cancellation(), &[("/detail", json!("EVERYTHING"))]),
        &[("detail", "`EVERYTHING` is not a known value; give one of `DETAIL_FULL`, `DETAIL_AMOUNTS`")],
    );
}

#[test]
fn fields_that_are_not_known() {
    check(
        with(cancellation(), &[("/policyID", json!("emperra")), ("/agreement/pricee", eur(1))]),
        &[
            ("agreement.pricee", "is not a field; did you mean `price`?"),
            ("policyID", "is not a field; did you mean `policy_id`?"),
        ],
    );
    check(
        with(cancellation(), &[("/cancellation/because", json!("I moved"))]),
        &[("cancellation.because", "is not a field of this message; leave it out")],
    );
}

#[test]
fn json_of_the_wrong_type_and_the_rest_of_the_request() {
    let changes = [
        ("/agreement/price/minorUnits", json!("12.50")),
        ("/agreement/payments/1", json!("paid")),
        ("/agreement/paysInInstalments", json!("yes")),
        ("/agreement/concludedAt", json!(12)),
        ("/agreement/endsAt", json!("2026-05-31T00:00:00Z")),
        ("/locale", json!("de")),
    ];
    let found = violations(&with(cancellation(), &changes));
    let mut fields: Vec<_> = found.iter().map(|v| v.field.as_str()).collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        [
            "agreement.concluded_at",
            "agreement.ends_at",
            "agreement.payments[1]",
            "agreement.pays_in_instalments",
            "agreement.price.minor_units",
            "locale",
        ],
        "{found:#?}"
    );
}

#[test]
fn texts_that_are_not_json() {
    for (text, line, column) in [
        (&b""[..], 1, 0),
        (b"{", 1, 1),
        (b"{\"policyId\": \"x\",\n \"agreement\" 5}", 2, 14),
        (b"{} {}", 1, 4),
        (b"{\"requestId\": \"\xff\"}", 1, 16),
        (b"\xef\xbb\xbf{}", 1, 1),
    ] {
        let rejection = parse_request(text).unwrap_err();
        assert_eq!((rejection.code().name(), rejection.reason()), ("INVALID_ARGUMENT", "MALFORMED_JSON"));
        match rejection.cause {
            Cause::Syntax { line: l, column: c, .. } => assert_eq!((l, c), (line, column), "{text:?}"),
            other => panic!("{text:?}: {other:?}"),
        }
    }
}

#[test]
fn odd_json_is_refused_without_a_crash() {
    let deep = "[".repeat(100_000);
    let nested = format!("{{\"agreement\": {}}}", "{\"price\":".repeat(5_000));
    for text in ["null", "[]", "5", "\"x\"", "{\"cancellation\":{},\"noShow\":{}}", &deep, &nested] {
        assert_eq!(parse_request(text.as_bytes()).unwrap_err().code().name(), "INVALID_ARGUMENT", "{text:.60}");
    }
}
