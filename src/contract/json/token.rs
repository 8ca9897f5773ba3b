//! Values of JSON without structure, and the kinds of values.

use std::borrow::Cow;

use super::shape::Kind;

/// A value without structure.
pub(super) enum Token<'t> {
    Null,
    Flag(bool),
    Number(&'t str),
    Text(Cow<'t, str>),
    /// A text with an escape that stands for half a character.
    NotText,
    List,
    Object,
}

impl<'t> Token<'t> {
    /// The value that a piece of JSON without white space around it writes.
    pub(super) fn of(raw: &'t str) -> Token<'t> {
        match raw.as_bytes().first() {
            Some(b'"') => match raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"')) {
                Some(plain) if !plain.contains('\\') => Token::Text(Cow::Borrowed(plain)),
                _ => serde_json::from_str(raw).map_or(Token::NotText, |text| Token::Text(Cow::Owned(text))),
            },
            Some(b'n') => Token::Null,
            Some(b't') => Token::Flag(true),
            Some(b'f') => Token::Flag(false),
            Some(b'[') => Token::List,
            Some(b'{') => Token::Object,
            _ => Token::Number(raw),
        }
    }
}

impl From<Token<'_>> for Found {
    fn from(token: Token<'_>) -> Found {
        match token {
            Token::Null => Found::Null,
            Token::Flag(_) => Found::Flag,
            Token::Number(_) => Found::Number,
            Token::Text(_) | Token::NotText => Found::Text,
            Token::List => Found::List,
            Token::Object => Found::Object,
        }
    }
}

impl From<Kind> for Expected {
    fn from(kind: Kind) -> Expected {
        match kind {
            Kind::Flag => Expected::Flag,
            Kind::Text => Expected::Text,
            Kind::Int32 | Kind::Int64 => Expected::Number,
            Kind::Timestamp => Expected::Timestamp,
            Kind::Word(_) => Expected::Word,
            Kind::Message(_) | Kind::Map(_) => Expected::Object,
        }
    }
}

/// What the message has at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::contract) enum Expected {
    Flag,
    Number,
    Text,
    Timestamp,
    Word,
    List,
    Object,
}

/// What the text has there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::contract) enum Found {
    Null,
    Flag,
    Number,
    Text,
    List,
    Object,
}
