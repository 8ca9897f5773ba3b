//! The console: a page for people, in the binary, with what it needs beside the methods.
//!
//! The page itself needs no token: it holds nothing but its own text. What it asks of the methods carries the token that
//! the person types. Nothing on it comes from anywhere else, and its policy for browsers forbids that it ever does.

mod words;

use std::sync::OnceLock;

use bytes::Bytes;
use tonic::codegen::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use super::fault::{self, JSON};
use crate::service::layers::Response;
use crate::{cases, policy};

/// A file of the page.
struct Asset {
    path: &'static str,
    kind: &'static str,
    /// A name of its content.
    tag: &'static str,
    plain: &'static [u8],
    /// The same, compressed with gzip.
    packed: &'static [u8],
}

static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/console.rs"));

/// What browsers may do on the page: run its own script, show its own pictures, call its own service. Styles and scripts
/// in the page itself are not run, and no other page may frame it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

/// The headers of every answer here.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    // Asked for anew each time, and not sent again while it is the same.
    (header::CACHE_CONTROL, "no-cache"),
];

/// The answer to a path, if it is one of the console; `tokens` tells whether calls need one.
pub(super) fn answer(path: &str, headers: &HeaderMap, tokens: bool) -> Option<Response> {
    let mut response = match path {
        "/console/start.json" => fault::respond(StatusCode::OK, JSON, start(tokens)),
        "/console/policy.schema.json" => fault::respond(StatusCode::OK, JSON, policy::schema::json_schema()),
        "/console/cases.schema.json" => fault::respond(StatusCode::OK, JSON, cases::schema::json_schema()),
        _ => asset(ASSETS.iter().find(|asset| asset.path == path)?, headers),
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    Some(response)
}

fn asset(asset: &Asset, headers: &HeaderMap) -> Response {
    let Asset { path: _, kind, tag, plain, packed } = asset;
    let packs = accepts_gzip(headers);
    let tag = format!("\"{tag}{}\"", if packs { "-gz" } else { "" });
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let known = known.flat_map(|value| value.split(',')).any(|value| value.trim().trim_start_matches("W/") == tag);
    let kind = HeaderValue::from_static(kind);
    let mut response = if known {
        fault::respond(StatusCode::NOT_MODIFIED, kind, Bytes::new())
    } else {
        fault::respond(StatusCode::OK, kind, Bytes::from_static(if packs { packed } else { plain }))
    };
    let answered = response.headers_mut();
    answered.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if packs {
        answered.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        answered.insert(header::ETAG, tag);
    }
    response
}

/// Whether the caller takes gzip: it is listed, and not with a weight of zero.
fn accepts_gzip(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let zero = |weight: &str| weight.trim_start_matches("q=").trim_matches(['0', '.']).is_empty();
        parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip")) && !parts.next().is_some_and(zero)
    })
}

/// What the page asks for first: whether calls need a token, and the words of the contract in both languages.
fn start(tokens: bool) -> String {
    static WORDS: OnceLock<String> = OnceLock::new();
    let words = WORDS.get_or_init(|| words::all().to_string());
    format!("{{\"tokens\":{tokens},\"words\":{words}}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn gzip_only_where_it_is_taken() {
        for (value, expected) in [
            ("gzip", true),
            ("br, GZIP;q=0.5", true),
            ("gzip;q=1.0", true),
            ("gzip;q=0", false),
            ("gzip; q=0.000", false),
            ("gzip; q=0.001", true),
            ("br", false),
            ("", false),
        ] {
            assert_eq!(accepts_gzip(&headers(header::ACCEPT_ENCODING, value)), expected, "{value}");
        }
        assert!(!accepts_gzip(&HeaderMap::new()));
    }

    #[test]
    fn a_file_is_not_sent_again_while_it_is_the_same() {
        let first = answer("/", &HeaderMap::new(), false).unwrap();
        let tag = first.headers().get(header::ETAG).unwrap().clone();
        let mut asked = HeaderMap::from_iter([(header::IF_NONE_MATCH, tag)]);
        assert_eq!(answer("/", &asked, false).unwrap().status(), StatusCode::NOT_MODIFIED);
        // What is packed is another thing than what is not.
        asked.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        assert_eq!(answer("/", &asked, false).unwrap().status(), StatusCode::OK);
    }

    #[test]
    fn all_of_it_compressed_stays_below_150_kilobytes() {
        let packed: usize = ASSETS.iter().map(|asset| asset.packed.len()).sum();
        assert!(packed < 150_000, "{packed} bytes");
        assert!(ASSETS.iter().any(|asset| asset.path == "/"));
    }
}
