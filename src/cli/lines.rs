//! `clausula evaluate --lines`: a request on each line, an answer on each line.

use super::args::Locale;
use super::evaluate::spoken;
use super::exit::{Exit, Failure, plain};
use super::io::Streams;
use super::pump::{MOST_LINE_BYTES, PumpError, Tally, pump};
use crate::contract::{self, Cause, Rejection, wire};
use crate::law::Law;
use crate::policy::store::PolicySet;
use crate::vocabulary::both;
use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};
use std::borrow::Cow;
use std::fmt;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

/// Answers the lines of the input on standard output. `workers` is how many threads do it; by default one for each core.
pub(crate) fn run(
    policies: PolicySet,
    locale: Option<Locale>,
    workers: Option<usize>,
    input: Box<dyn Read + Send>,
    streams: &mut Streams,
) -> Result<Exit, Failure> {
    let workers = workers.or_else(|| thread::available_parallelism().ok().map(usize::from)).unwrap_or(1);
    let desk = Desk { policies, law: Law::built_in(), locale };
    match pump(input, streams.take_stdout(), workers, move |line, out| desk.answer(line, out)) {
        Ok(Tally { refused: 0, .. }) => Ok(Exit::Fine),
        Ok(tally) => {
            streams.tell(&summary(&tally));
            Ok(Exit::FallsShort)
        }
        Err(PumpError::Write(error)) => Err(Failure::writing("standard output", error)),
        Err(PumpError::Read(error)) => {
            Err(Failure::Input(both!("cannot read the requests: {}", "kan de verzoeken niet lezen: {}", plain(&error))))
        }
    }
}

fn summary(tally: &Tally) -> String {
    let Tally { answered, refused, first_refused, .. } = tally;
    let requests = if *answered == 1 { "request has" } else { "requests have" };
    let first = first_refused.map(|line| format!("; the first is on line {line}")).unwrap_or_default();
    format!("error: {refused} of {answered} {requests} no decision{first}; the line of each says why")
}

/// What answers a line.
struct Desk {
    policies: PolicySet,
    law: &'static Law,
    /// Instead of the locale of the requests.
    locale: Option<Locale>,
}

/// Why a line has no decision.
enum Refusal {
    /// The request is not answered.
    Rejected { request_id: String, rejection: Rejection },
    /// The line is longer than a request may be.
    TooLong,
}

impl Desk {
    /// Appends the answer to a line; `false` when it is an error.
    fn answer(&self, line: &[u8], out: &mut Vec<u8>) -> bool {
        let start = out.len();
        // Nothing here should panic. If something does, one line has no decision; the others are not affected.
        let decided = catch_unwind(AssertUnwindSafe(|| self.decide(line, out)));
        let internal = || Refusal::of(line, Rejection::new(Cause::Internal, Default::default()));
        let Err(refusal) = decided.unwrap_or_else(|_| Err(internal())) else { return true };
        out.truncate(start);
        let written = contract::write(&refusal.into_result(), out);
        written.unwrap_or_else(|_| out.extend_from_slice(b"{\"error\":{\"code\":\"INTERNAL\"}}"));
        false
    }

    fn decide(&self, line: &[u8], out: &mut Vec<u8>) -> Result<(), Refusal> {
        if line.len() > MOST_LINE_BYTES {
            return Err(Refusal::TooLong);
        }
        let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
        let mut request =
            contract::parse_request(line).map_err(|rejection| Refusal::of(line, spoken(rejection, self.locale)))?;
        if let Some(locale) = self.locale {
            locale.tag().clone_into(&mut request.locale);
        }
        match contract::answer(&self.policies, self.law, &request, contract::field_names(line)) {
            Ok(response) => contract::write(&response, out)
                .map_err(|_| Refusal::of(line, Rejection::new(Cause::Internal, Default::default()))),
            Err(rejection) => Err(Refusal::Rejected { request_id: request.request_id, rejection }),
        }
    }
}

impl Refusal {
    fn of(line: &[u8], rejection: Rejection) -> Refusal {
        Refusal::Rejected { request_id: request_id(line), rejection }
    }

    fn into_result(self) -> wire::EvaluateResult {
        let (request_id, error) = match self {
            Refusal::Rejected { request_id, rejection } => (request_id, (&rejection).into()),
            Refusal::TooLong => (String::new(), too_long()),
        };
        wire::EvaluateResult { request_id, outcome: Some(wire::evaluate_result::Outcome::Error(error)) }
    }
}

fn too_long() -> wire::ErrorStatus {
    wire::ErrorStatus {
        code: contract::Code::ResourceExhausted.name().to_owned(),
        reason: "LINE_TOO_LONG".to_owned(),
        message: format!("the line is longer than {MOST_LINE_BYTES} bytes"),
        field_violations: Vec::new(),
    }
}

/// The id of a request that cannot be read as a whole: what stands before the fault is read all the same.
fn request_id(line: &[u8]) -> String {
    let mut id = String::new();
    // An error says that the rest cannot be read, which is known.
    let _ = serde_json::Deserializer::from_slice(line).deserialize_map(IdSeeker(&mut id));
    id
}

struct IdSeeker<'a>(&'a mut String);

impl<'de> Visitor<'de> for IdSeeker<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a request")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Cow<'_, str>>()? {
            match key.as_ref() {
                "requestId" | "request_id" => *self.0 = map.next_value()?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_read_up_to_the_fault() {
        for (line, id) in [
            (r#"{"requestId":"a","agreement":{"#, "a"),
            (r#"{"x":[1,{"requestId":"no"}],"request_id":"b"} trailing"#, "b"),
            (r#"{"requestId":7}"#, ""),
            (r#"["requestId","c"]"#, ""),
            (r#"{"requestId":"d""#, "d"),
            ("", ""),
            ("\u{0}", ""),
        ] {
            assert_eq!(request_id(line.as_bytes()), id, "{line}");
        }
    }
}
