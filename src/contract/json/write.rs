//! Writing messages. What `serde_json` writes, byte for byte, but made for messages: names of fields need no escaping, and texts
//! that need none, as nearly all do, are copied in one piece.

use std::fmt::Display;

use serde::ser::{self, Error as _, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct};
use serde_json::Error;

/// Writes a message at the end of a buffer.
pub(super) fn write(message: &impl Serialize, out: &mut Vec<u8>) -> Result<(), Error> {
    message.serialize(Writer { out })
}

/// Writes one value.
struct Writer<'o> {
    out: &'o mut Vec<u8>,
}

/// Writes the parts of a value, with commas between them.
struct Parts<'o> {
    out: &'o mut Vec<u8>,
    first: bool,
    end: u8,
}

/// What no message has.
fn no_message<T>(what: impl Display) -> Result<T, Error> {
    Err(Error::custom(format_args!("{what} is of no message")))
}

fn text(text: &str, out: &mut Vec<u8>) -> Result<(), Error> {
    // Without a way out in between, so that many bytes are looked at together.
    let escaped = text.bytes().fold(false, |found, byte| found | (byte < b' ') | (byte == b'"') | (byte == b'\\'));
    if escaped {
        return serde_json::to_writer(out, text);
    }
    out.reserve(text.len() + 2);
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
    Ok(())
}

impl<'o> Writer<'o> {
    fn parts(self, begin: u8, end: u8) -> Parts<'o> {
        self.out.push(begin);
        Parts { out: self.out, first: true, end }
    }

    fn number(self, number: impl itoa::Integer) -> Result<(), Error> {
        self.out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
        Ok(())
    }
}

impl Parts<'_> {
    fn next(&mut self) -> Writer<'_> {
        if !std::mem::replace(&mut self.first, false) {
            self.out.push(b',');
        }
        Writer { out: self.out }
    }

    fn finish(self) -> Result<(), Error> {
        self.out.push(self.end);
        Ok(())
    }
}

impl<'o> ser::Serializer for Writer<'o> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Parts<'o>;
    type SerializeMap = Parts<'o>;
    type SerializeStruct = Parts<'o>;
    type SerializeTuple = Impossible<(), Error>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeStructVariant = Impossible<(), Error>;

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.out.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Result<(), Error> {
        self.number(value)
    }

    fn serialize_i16(self, value: i16) -> Result<(), Error> {
        self.number(value)
    }

    fn serialize_i32(self, value: i32) -> Result<(), Error> {
        self.number(value)
    }

    fn serialize_i64(self, value: i64) -> Result<(), Error> {
        self.number(value)
    }

    fn serialize_u8(self, value: u8) -> Result<(), Error> {
        self.number(value)
    }

    fn serialize_u16(self, value: u16) -> Result<(), Error> {
        self.number(value)
    }

    fn serialize_u32(self, value: u32) -> Result<(), Error> {
        self.number(value)
    }

    fn serialize_u64(self, value: u64) -> Result<(), Error> {
        self.number(value)
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        no_message(value)
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        no_message(value)
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        text(value.encode_utf8(&mut [0; 4]), self.out)
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        text(value, self.out)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        no_message("a list of bytes")
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.out.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        text(variant, self.out)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        no_message(name)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'o>, Error> {
        Ok(self.parts(b'[', b']'))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts<'o>, Error> {
        Ok(self.parts(b'{', b'}'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts<'o>, Error> {
        Ok(self.parts(b'{', b'}'))
    }

    fn serialize_tuple(self, _: usize) -> Result<Impossible<(), Error>, Error> {
        no_message("a tuple")
    }

    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<Impossible<(), Error>, Error> {
        no_message(name)
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Error>, Error> {
        no_message(name)
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Error>, Error> {
        no_message(name)
    }
}

impl SerializeSeq for Parts<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(self.next())
    }

    fn end(self) -> Result<(), Error> {
        self.finish()
    }
}

impl SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        // Keys of messages are texts.
        key.serialize(self.next())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.out.push(b':');
        value.serialize(Writer { out: self.out })
    }

    fn end(self) -> Result<(), Error> {
        self.finish()
    }
}

impl SerializeStruct for Parts<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        let out = self.next().out;
        out.reserve(key.len() + 3);
        out.push(b'"');
        out.extend_from_slice(key.as_bytes());
        out.extend_from_slice(b"\":");
        value.serialize(Writer { out })
    }

    fn end(self) -> Result<(), Error> {
        self.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{FieldNames, answer, parse_request, wire};
    use crate::law::Law;
    use crate::policy::store::PolicySet;
    use std::collections::BTreeMap;

    fn written(message: &impl Serialize) -> String {
        let mut out = b"before".to_vec();
        write(message, &mut out).unwrap();
        String::from_utf8(out.split_off("before".len())).unwrap()
    }

    #[test]
    fn messages_are_written_as_serde_json_writes_them() {
        let json = r#"{"requestId":"a \"quoted\" \\ one\n\u0000 é\u007f","policyId":"multidonnas","agreement":{
            "customerType":"CUSTOMER_TYPE_CONSUMER","productType":"PRODUCT_TYPE_EVENT","price":{"currencyCode":"EUR",
            "minorUnits":"125000"},"concludedAt":"2026-06-01T10:00:00Z","startsAt":"2026-09-14T08:00:00Z","termMonths":3,
            "payments":[{"paidAt":"2026-06-02T10:00:00.250Z","amount":{"currencyCode":"EUR","minorUnits":"7"}},{}]},
            "facts":{"b":{"yesNo":true},"a":{"count":3}},"cancellation":{"receivedAt":"2026-07-31T15:31:00Z"}}"#;
        let mut request = parse_request(json.as_bytes()).unwrap();
        assert_eq!(written(&request), serde_json::to_string(&request).unwrap());
        request.facts.clear();
        request.agreement.as_mut().unwrap().payments.truncate(1);
        let policies = PolicySet::built_in().unwrap();
        let response = answer(&policies, Law::built_in(), &request, FieldNames::Json).unwrap();
        let text = written(&response);
        assert_eq!(text, serde_json::to_string(&response).unwrap());
        assert!(text.len() > 1_000, "{text}");
    }

    #[test]
    fn texts_are_escaped_where_they_must_be() {
        for byte in 0..=u8::MAX {
            for length in [0, 1, 7, 8, 9, 31, 32, 33] {
                let text = format!("{}{}", "x".repeat(length), char::from(byte));
                assert_eq!(written(&text), serde_json::to_string(&text).unwrap());
            }
        }
    }

    #[test]
    fn empty_parts_and_plain_values() {
        assert_eq!(written(&wire::EvaluateRequest::default()), "{}");
        assert_eq!(written(&BTreeMap::<String, i32>::new()), "{}");
        assert_eq!(
            written(&vec![Some(i64::MIN), None, Some(i64::MAX)]),
            "[-9223372036854775808,null,9223372036854775807]"
        );
        assert_eq!(written(&[true, false].as_slice()), "[true,false]");
        assert_eq!(written(&Vec::<u8>::new()), "[]");
    }

    #[test]
    fn what_no_message_has_and_enum_values_that_there_are_not_are_refused() {
        let refused = |message: &dyn Fn(&mut Vec<u8>) -> Result<(), Error>| message(&mut Vec::new()).is_err();
        assert!(refused(&|out| write(&1.5, out)));
        assert!(refused(&|out| write(&(1, 2), out)));
        let unknown = wire::EvaluateRequest { detail: 1_000, ..Default::default() };
        assert!(refused(&|out| write(&unknown, out)));
    }
}
