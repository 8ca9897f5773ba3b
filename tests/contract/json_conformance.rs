//! The cases of protobuf's own conformance suite for JSON input that fit these messages, under their names there: what is
//! accepted and as what, what is refused. Its cases on types that no message here has (floating point, bytes, unsigned
//! numbers, wrappers, `Any`, …) are left out.

use clausula::contract::{JsonMessage, parse_message, wire, write};
use serde::Serialize;
use serde_json::Value;

/// A case that must be accepted: its name, the text, and what is written of the message.
type Accepted = (&'static str, &'static str, &'static str);
/// A case that must be refused: its name and the text.
type Refused = (&'static str, &'static str);

#[track_caller]
fn accepted<M: JsonMessage + Serialize>(cases: &[Accepted]) {
    for (name, text, expected) in cases {
        let message = parse_message::<M>(text.as_bytes()).unwrap_or_else(|error| panic!("{name}: {text}: {error}"));
        let mut written = Vec::new();
        write(&message, &mut written).unwrap();
        let (written, expected) = (json(&written), json(expected.as_bytes()));
        assert_eq!(written, expected, "{name}: {text}");
    }
}

#[track_caller]
fn refused<M: JsonMessage>(cases: &[Refused]) {
    for (name, text) in cases {
        let code = parse_message::<M>(text.as_bytes()).err().map(|rejection| rejection.code().name());
        assert_eq!(code, Some("INVALID_ARGUMENT"), "{name}: {text}");
    }
}

fn json(text: &[u8]) -> Value {
    serde_json::from_slice(text).unwrap()
}

#[test]
fn field_names() {
    accepted::<wire::EvaluateRequest>(&[
        ("FieldNameInSnakeCase", r#"{"policyId": "a"}"#, r#"{"policyId": "a"}"#),
        (
            "OriginalProtoFieldName",
            r#"{"policy_id": "a", "agreement": {"concluded_at": "1970-01-01T00:00:00Z", "term_months": 1}}"#,
            r#"{"policyId": "a", "agreement": {"concludedAt": "1970-01-01T00:00:00Z", "termMonths": 1}}"#,
        ),
        ("FieldNameEscaped", r#"{"polic\u0079Id": "a"}"#, r#"{"policyId": "a"}"#),
        ("OneLineNoSpaces", r#"{"policyId":"a","locale":"nl"}"#, r#"{"policyId": "a", "locale": "nl"}"#),
        ("OneLineWithSpaces", r#"{ "policyId" : "a" , "locale" : "nl" }"#, r#"{"policyId": "a", "locale": "nl"}"#),
        (
            "MultilineNoSpaces",
            "{\n\"policyId\"\n:\n\"a\"\n,\n\"locale\"\n:\n\"nl\"\n}",
            r#"{"policyId": "a", "locale": "nl"}"#,
        ),
        (
            "MultilineWithSpaces",
            "{\n  \"policyId\"  :  \"a\"\n  ,\t\r\n  \"locale\"  :  \"nl\"\n}\n",
            r#"{"policyId": "a", "locale": "nl"}"#,
        ),
        ("SkipsDefaultPrimitive", r#"{"policyId": "", "detail": 0}"#, "{}"),
    ]);
    refused::<wire::EvaluateRequest>(&[
        ("an unknown field", r#"{"policyid": "a"}"#),
        ("a name in another case", r#"{"PolicyId": "a"}"#),
        ("FieldNameNotQuoted", r#"{policyId: "a"}"#),
        ("TrailingCommaInAnObject", r#"{"policyId":"a",}"#),
        ("TrailingCommaInAnObjectWithSpace", r#"{"policyId":"a" ,}"#),
        ("TrailingCommaInAnObjectWithSpaceCommaSpace", r#"{"policyId":"a" , }"#),
        ("TrailingCommaInAnObjectWithNewlines", "{\n\"policyId\":\"a\",\n}"),
        ("JsonWithComments", "{\n// A comment.\n\"policyId\": \"a\"\n}"),
        ("MissingCommaOneLine", r#"{ "policyId": "a" "locale": "nl" }"#),
        ("MissingCommaMultiline", "{\n\"policyId\": \"a\"\n\"locale\": \"nl\"\n}"),
        ("StringEndsWithEscapeChar", r#"{"policyId": "abc\"#),
        ("FieldNameDuplicate", r#"{"agreement": {"termMonths": 1}, "agreement": {}}"#),
        ("a field twice, first null", r#"{"agreement": null, "agreement": {}}"#),
        ("a field twice, then null", r#"{"policyId": "a", "policyId": null}"#),
        ("FieldNameDuplicateDifferentCasing1", r#"{"policy_id": "a", "policyId": "a"}"#),
        ("FieldNameDuplicateDifferentCasing2", r#"{"policyId": "a", "policy_id": "a"}"#),
        ("RejectTopLevelNull", "null"),
        ("a list at the top", "[]"),
        ("something after the message", "{}{}"),
    ]);
}

#[test]
fn whole_numbers() {
    accepted::<wire::Performance>(&[
        ("Int32FieldMaxValue", r#"{"totalUnits": 2147483647}"#, r#"{"totalUnits": 2147483647}"#),
        ("Int32FieldMinValue", r#"{"totalUnits": -2147483648}"#, r#"{"totalUnits": -2147483648}"#),
        ("Int32FieldStringValue", r#"{"totalUnits": "2147483647"}"#, r#"{"totalUnits": 2147483647}"#),
        ("Int32FieldStringValueEscaped", r#"{"totalUnits": "2\u003147483647"}"#, r#"{"totalUnits": 2147483647}"#),
        ("Int32FieldFloatTrailingZero", r#"{"totalUnits": 100000.000}"#, r#"{"totalUnits": 100000}"#),
        ("Int32FieldExponentialFormat", r#"{"totalUnits": 1e5}"#, r#"{"totalUnits": 100000}"#),
        ("an exponent in a string", r#"{"totalUnits": "1e5"}"#, r#"{"totalUnits": 100000}"#),
        ("Int32FieldMaxFloatValue", r#"{"totalUnits": 2.147483647e9}"#, r#"{"totalUnits": 2147483647}"#),
        ("Int32FieldMinFloatValue", r#"{"totalUnits": -2.147483648e9}"#, r#"{"totalUnits": -2147483648}"#),
        ("zero with a sign", r#"{"totalUnits": -0}"#, "{}"),
    ]);
    refused::<wire::Performance>(&[
        ("Int32FieldTooLarge", r#"{"totalUnits": 2147483648}"#),
        ("Int32FieldTooSmall", r#"{"totalUnits": -2147483649}"#),
        ("Int32FieldNotInteger", r#"{"totalUnits": 0.5}"#),
        ("Int32FieldNotNumber", r#"{"totalUnits": "3x3"}"#),
        ("Int32FieldPlusSign", r#"{"totalUnits": +1}"#),
        ("a plus sign in a string", r#"{"totalUnits": "+1"}"#),
        ("Int32FieldLeadingZero", r#"{"totalUnits": 01}"#),
        ("a leading zero in a string", r#"{"totalUnits": "01"}"#),
        ("Int32FieldNegativeWithLeadingZero", r#"{"totalUnits": -01}"#),
        ("Int32FieldLeadingSpace", r#"{"totalUnits": " 1"}"#),
        ("Int32FieldTrailingSpace", r#"{"totalUnits": "1 "}"#),
        ("an empty string", r#"{"totalUnits": ""}"#),
        ("a number of another kind", r#"{"totalUnits": true}"#),
        ("a number beyond any", r#"{"totalUnits": 1e400}"#),
    ]);
    accepted::<wire::Money>(&[
        ("Int64FieldMaxValue", r#"{"minorUnits": "9223372036854775807"}"#, r#"{"minorUnits": "9223372036854775807"}"#),
        (
            "Int64FieldMinValue",
            r#"{"minorUnits": "-9223372036854775808"}"#,
            r#"{"minorUnits": "-9223372036854775808"}"#,
        ),
        (
            "Int64FieldMaxValueNotQuoted",
            r#"{"minorUnits": 9223372036854774784}"#,
            r#"{"minorUnits": "9223372036854774784"}"#,
        ),
        (
            "Int64FieldMinValueNotQuoted",
            r#"{"minorUnits": -9223372036854775808}"#,
            r#"{"minorUnits": "-9223372036854775808"}"#,
        ),
        ("Int64FieldBeString", r#"{"minorUnits": 1}"#, r#"{"minorUnits": "1"}"#),
        ("amounts with a point", r#"{"minorUnits": 125000.0}"#, r#"{"minorUnits": "125000"}"#),
        (
            "more digits than a double has",
            r#"{"minorUnits": 9007199254740993.0}"#,
            r#"{"minorUnits": "9007199254740993"}"#,
        ),
    ]);
    refused::<wire::Money>(&[
        ("Int64FieldTooLarge", r#"{"minorUnits": "9223372036854775808"}"#),
        ("Int64FieldTooSmall", r#"{"minorUnits": "-9223372036854775809"}"#),
        ("Int64FieldNotInteger", r#"{"minorUnits": "0.5"}"#),
        ("not whole by a hair", r#"{"minorUnits": 1250.00000000000000000001}"#),
        ("Int64FieldNotNumber", r#"{"minorUnits": "3x3"}"#),
    ]);
}

#[test]
fn flags() {
    accepted::<wire::Performance>(&[
        ("BoolFieldTrue", r#"{"fullyPerformed":true}"#, r#"{"fullyPerformed": true}"#),
        ("BoolFieldFalse", r#"{"fullyPerformed":false}"#, r#"{"fullyPerformed": false}"#),
        ("BoolFieldNull", r#"{"fullyPerformed":null}"#, "{}"),
    ]);
    refused::<wire::Performance>(&[
        ("BoolFieldIntegerZero", r#"{"fullyPerformed":0}"#),
        ("BoolFieldIntegerOne", r#"{"fullyPerformed":1}"#),
        ("BoolFieldCamelCaseTrue", r#"{"fullyPerformed":True}"#),
        ("BoolFieldCamelCaseFalse", r#"{"fullyPerformed":False}"#),
        ("BoolFieldAllCapitalTrue", r#"{"fullyPerformed":TRUE}"#),
        ("BoolFieldAllCapitalFalse", r#"{"fullyPerformed":FALSE}"#),
        ("BoolFieldDoubleQuotedTrue", r#"{"fullyPerformed":"true"}"#),
        ("BoolFieldDoubleQuotedFalse", r#"{"fullyPerformed":"false"}"#),
    ]);
}

#[test]
fn enums() {
    accepted::<wire::EvaluateRequest>(&[
        ("EnumField", r#"{"basis": "BASIS_TERMS_ONLY"}"#, r#"{"basis": "BASIS_TERMS_ONLY"}"#),
        ("EnumFieldNumericValueZero", r#"{"basis": 0}"#, "{}"),
        ("EnumFieldNumericValueNonZero", r#"{"basis": 2}"#, r#"{"basis": "BASIS_TERMS_ONLY"}"#),
        ("a number with a point", r#"{"basis": 2.0}"#, r#"{"basis": "BASIS_TERMS_ONLY"}"#),
        ("the name of zero", r#"{"basis": "BASIS_UNSPECIFIED"}"#, "{}"),
    ]);
    refused::<wire::EvaluateRequest>(&[
        ("EnumFieldNotQuoted", r#"{"basis": BASIS_TERMS_ONLY}"#),
        ("RejectUnknownEnumStringValueInOptionalField", r#"{"basis": "UNKNOWN_ENUM_VALUE"}"#),
        ("a name in another case", r#"{"basis": "basis_terms_only"}"#),
        ("a number in quotes", r#"{"basis": "2"}"#),
        ("a fraction", r#"{"basis": 1.5}"#),
        ("a flag", r#"{"basis": true}"#),
    ]);
    // EnumFieldUnknownValue: the message takes any number; the checks of a request then say what is known.
    let unknown = parse_message::<wire::EvaluateRequest>(br#"{"basis": 123}"#).unwrap();
    assert_eq!(unknown.basis, 123);
}

#[test]
fn texts() {
    accepted::<wire::EvaluateRequest>(&[
        ("StringField", r#"{"requestId": "Hello world!"}"#, r#"{"requestId": "Hello world!"}"#),
        ("StringFieldUnicode", r#"{"requestId": "één – 谷"}"#, r#"{"requestId": "één – 谷"}"#),
        ("StringFieldEscape", r#"{"requestId": "\"\\\/\b\f\n\r\t"}"#, r#"{"requestId": "\"\\/\b\f\n\r\t"}"#),
        ("StringFieldUnicodeEscape", r#"{"requestId": "\u8C37"}"#, r#"{"requestId": "谷"}"#),
        ("StringFieldUnicodeEscapeWithLowercaseHexLetters", r#"{"requestId": "\u8c37"}"#, r#"{"requestId": "谷"}"#),
        ("StringFieldSurrogatePair", r#"{"requestId": "\uD83D\uDE01"}"#, "{\"requestId\": \"\u{1f601}\"}"),
        ("StringFieldEmbeddedNull", r#"{"requestId": "Hello\u0000world!"}"#, r#"{"requestId": "Hello\u0000world!"}"#),
    ]);
    refused::<wire::EvaluateRequest>(&[
        ("StringFieldNotAString", r#"{"requestId": 12345}"#),
        ("StringFieldUppercaseEscapeLetter", r#"{"requestId": "\U8C37"}"#),
        ("StringFieldInvalidEscape", r#"{"requestId": "\uXXXX"}"#),
        ("StringFieldUnterminatedEscape", r#"{"requestId": "\u8C3"}"#),
        ("StringFieldUnpairedHighSurrogate", r#"{"requestId": "\uD800"}"#),
        ("StringFieldUnpairedLowSurrogate", r#"{"requestId": "\uDC00"}"#),
        ("StringFieldSurrogateInWrongOrder", r#"{"requestId": "\uDE01\uD83D"}"#),
        ("StringFieldSingleQuoteKey", r#"{'requestId': "Hello world!"}"#),
        ("StringFieldSingleQuoteValue", r#"{"requestId": 'Hello world!'}"#),
        ("StringFieldSingleQuoteBoth", "{'requestId': 'Hello world!'}"),
        ("a line break", "{\"requestId\": \"a\nb\"}"),
    ]);
    assert!(parse_message::<wire::EvaluateRequest>(b"{\"requestId\": \"\xff\"}").is_err());
    assert!(parse_message::<wire::EvaluateRequest>(b"{\"\xff\": 1}").is_err());
}

#[test]
fn messages_and_choices() {
    accepted::<wire::EvaluateRequest>(&[
        ("MessageField", r#"{"agreement": {"termMonths": 1234}}"#, r#"{"agreement": {"termMonths": 1234}}"#),
        ("an empty message", r#"{"agreement": {}}"#, r#"{"agreement": {}}"#),
        ("OneofFieldNullFirst", r#"{"noShow": null, "paymentPlan": {}}"#, r#"{"paymentPlan": {}}"#),
        ("OneofFieldNullSecond", r#"{"paymentPlan": {}, "noShow": null}"#, r#"{"paymentPlan": {}}"#),
        ("OneofZeroMessage", r#"{"noShow": {}}"#, r#"{"noShow": {}}"#),
    ]);
    refused::<wire::EvaluateRequest>(&[
        ("OneofFieldDuplicate", r#"{"noShow": {}, "paymentPlan": {}}"#),
        ("a text for a message", r#"{"agreement": "a"}"#),
        ("a list for a message", r#"{"agreement": []}"#),
        ("a field of a message without fields", r#"{"paymentPlan": {"a": 1}}"#),
    ]);
    accepted::<wire::PolicySource>(&[
        ("OneofZeroString", r#"{"policyText": ""}"#, r#"{"policyText": ""}"#),
        ("a text after null", r#"{"policyKey": null, "policyText": "a"}"#, r#"{"policyText": "a"}"#),
    ]);
    refused::<wire::PolicySource>(&[("OneofFieldDuplicate", r#"{"policyText": "", "policyKey": {}}"#)]);
    accepted::<wire::ComparisonRegion>(&[
        ("an optional zero is kept", r#"{"fromDaysBefore": 0}"#, r#"{"fromDaysBefore": 0}"#),
        ("an optional null", r#"{"fromDaysBefore": null}"#, "{}"),
    ]);
}

#[test]
fn lists() {
    accepted::<wire::PaymentAllocation>(&[
        (
            "MessageRepeatedField",
            r#"{"invoices": [{"invoiceId": "a"}, {"invoiceId": "b"}, {}]}"#,
            r#"{"invoices": [{"invoiceId": "a"}, {"invoiceId": "b"}, {}]}"#,
        ),
        ("an empty list", r#"{"invoices": []}"#, "{}"),
    ]);
    refused::<wire::PaymentAllocation>(&[
        ("RepeatedFieldWrongElementTypeExpectingMessagesGotInt", r#"{"invoices": [{"invoiceId": "a"}, 2]}"#),
        ("RepeatedFieldWrongElementTypeExpectingMessagesGotBool", r#"{"invoices": [{"invoiceId": "a"}, false]}"#),
        ("RepeatedFieldWrongElementTypeExpectingMessagesGotString", r#"{"invoices": [{"invoiceId": "a"}, "2"]}"#),
        ("RepeatedFieldMessageElementIsNull", r#"{"invoices": [{"invoiceId": "a"}, null, {}]}"#),
        ("RepeatedFieldTrailingComma", r#"{"invoices": [{},]}"#),
        ("RepeatedFieldTrailingCommaWithSpace", r#"{"invoices": [{} ,]}"#),
        ("RepeatedFieldTrailingCommaWithSpaceCommaSpace", r#"{"invoices": [{} , ]}"#),
        ("RepeatedFieldTrailingCommaWithNewlines", "{\"invoices\": [\n  {},\n]}"),
        ("one that is no list", r#"{"invoices": {}}"#),
    ]);
    accepted::<wire::Deadline>(&[(
        "StringRepeatedField",
        r#"{"clauseIds": ["Hello", "world", ""]}"#,
        r#"{"clauseIds": ["Hello", "world", ""]}"#,
    )]);
    refused::<wire::Deadline>(&[
        ("RepeatedFieldWrongElementTypeExpectingStringsGotInt", r#"{"clauseIds": ["1", 2, "3"]}"#),
        ("RepeatedFieldWrongElementTypeExpectingStringsGotBool", r#"{"clauseIds": ["1", false]}"#),
        ("RepeatedFieldWrongElementTypeExpectingStringsGotMessage", r#"{"clauseIds": ["1", {"a": 4}]}"#),
        ("RepeatedFieldPrimitiveElementIsNull", r#"{"clauseIds": ["1", null]}"#),
    ]);
}

#[test]
fn null_is_absent_for_every_type() {
    accepted::<wire::EvaluateRequest>(&[
        (
            "AllFieldAcceptNull",
            r#"{
                "requestId": null, "detail": null, "basis": null, "agreement": null, "cancellation": null, "paymentPlan": null
            }"#,
            "{}",
        ),
        (
            "AllFieldAcceptNull, one message down",
            r#"{"agreement": {
                "customerType": null, "price": null, "concludedAt": null, "termMonths": null, "payments": null,
                "performance": {"fullyPerformed": null, "deliveredUnits": null},
                "changeCostsInOffer": {"currencyCode": null, "minorUnits": null}, "paysInInstalments": null
            }}"#,
            r#"{"agreement": {"performance": {}, "changeCostsInOffer": {}}}"#,
        ),
    ]);
    accepted::<wire::Deadline>(&[(
        "AllFieldAcceptNull, lists of texts",
        r#"{"kind": null, "lastDay": null, "expiresAt": null, "clauseIds": null}"#,
        "{}",
    )]);
    refused::<wire::EvaluateRequest>(&[("an unknown field with null", r#"{"policy": null}"#)]);
}

#[test]
fn timestamps() {
    let at = |text: &str| format!(r#"{{"startedAt": "{text}"}}"#);
    for (name, text, written) in [
        ("TimestampMinValue", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ("TimestampMaxValue", "9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"),
        ("TimestampLeap", "1993-02-10T00:00:00.000Z", "1993-02-10T00:00:00Z"),
        ("TimestampWithPositiveOffset", "1970-01-01T08:00:01+08:00", "1970-01-01T00:00:01Z"),
        ("TimestampWithNegativeOffset", "1969-12-31T16:00:01-08:00", "1970-01-01T00:00:01Z"),
        ("TimestampZeroNormalized", "1969-12-31T16:00:00-08:00", "1970-01-01T00:00:00Z"),
        ("TimestampHasZeroFractionalDigit", "1970-01-01T00:00:00.000000000Z", "1970-01-01T00:00:00Z"),
        ("TimestampHas3FractionalDigits", "1970-01-01T00:00:00.010000000Z", "1970-01-01T00:00:00.010Z"),
        ("TimestampHas6FractionalDigits", "1970-01-01T00:00:00.000010000Z", "1970-01-01T00:00:00.000010Z"),
        ("TimestampHas9FractionalDigits", "1970-01-01T00:00:00.000000010Z", "1970-01-01T00:00:00.000000010Z"),
        ("one digit", "1970-01-01T00:00:00.5Z", "1970-01-01T00:00:00.500Z"),
    ] {
        let message = parse_message::<wire::Performance>(at(text).as_bytes()).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(serde_json::to_value(message).unwrap()["startedAt"], written, "{name}");
    }
    for (name, text) in [
        ("TimestampJsonInputTooSmall", "0000-01-01T00:00:00Z"),
        ("TimestampJsonInputTooLarge", "10000-01-01T00:00:00Z"),
        ("TimestampJsonInputMissingZ", "0001-01-01T00:00:00"),
        ("TimestampJsonInputMissingT", "0001-01-01 00:00:00Z"),
        ("TimestampJsonInputLowercaseZ", "0001-01-01T00:00:00z"),
        ("TimestampJsonInputLowercaseT", "0001-01-01t00:00:00Z"),
        ("too early by its offset", "0001-01-01T00:00:00+00:01"),
        ("too late by its offset", "9999-12-31T23:59:59-00:01"),
        ("a leap second", "2016-12-31T23:59:60Z"),
        ("ten digits", "1970-01-01T00:00:00.0000000001Z"),
        ("no digit", "1970-01-01T00:00:00.Z"),
        ("no seconds", "1970-01-01T00:00Z"),
        ("no such day", "2025-02-29T00:00:00Z"),
        ("no such hour", "2025-02-28T24:00:00Z"),
        ("no such offset", "2025-02-28T00:00:00+24:00"),
        ("a space", " 1970-01-01T00:00:00Z"),
        ("nothing", ""),
    ] {
        assert!(parse_message::<wire::Performance>(at(text).as_bytes()).is_err(), "{name}");
    }
    accepted::<wire::Performance>(&[("TimestampNull", r#"{"startedAt": null}"#, "{}")]);
    refused::<wire::Performance>(&[
        ("a number", r#"{"startedAt": 0}"#),
        ("its fields", r#"{"startedAt": {"seconds": 0}}"#),
    ]);
}
