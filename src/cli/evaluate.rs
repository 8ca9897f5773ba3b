//! `clausula evaluate`: one request, or many, to decisions.

use super::args::{Format, Locale};
use super::examples;
use super::exit::{Exit, Failure};
use super::io::{Input, Streams, named, open};
use super::policies::not_found;
use super::{Session, lines};
use crate::contract::{self, Query, Rejection, RequestTerms, wire};
use crate::decision::Decision;
use crate::evaluate::evaluate;
use crate::facts::Facts;
use crate::law::Law;
use crate::money;
use crate::policy::Policy;
use crate::policy::store::PolicySet;
use crate::render;
use crate::vocabulary::Question;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  clausula evaluate --example | clausula evaluate --format text    a first decision
  clausula evaluate --example payment_review > request.json        a request to edit
  clausula evaluate request.json                                   the decision as JSON
  clausula evaluate request.json --format text --locale nl         for a person, in Dutch
  clausula evaluate request.json --format letter                   what the customer can be sent
  clausula evaluate request.json --format html > letter.html       the same, for print
  clausula evaluate request.json --format ics > deadlines.ics      the deadlines, for a calendar
  clausula evaluate --lines < requests.jsonl > decisions.jsonl     many, one on each line, in order

With --lines a request without a decision gives a line {\"error\": ...}, and exit code 1 at the end;
blank lines are skipped. A request is a `clausula.v1.EvaluateRequest` in the JSON of protobuf, of at
most 1 MiB; with \"detail\": \"DETAIL_AMOUNTS\" it is answered faster, without explanation.";

/// What `clausula evaluate` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The file with the request; standard input without one, or for `-`
    file: Option<PathBuf>,

    /// Read a request from each line, and write each answer to a line, in the same order
    #[arg(long)]
    lines: bool,

    /// As what to print the decision
    #[arg(long, value_enum, default_value = "json", conflicts_with = "lines")]
    format: Format,

    /// The language of explanations and messages, instead of the one that the request asks for
    #[arg(long, value_enum)]
    pub(super) locale: Option<Locale>,

    /// How many lines to answer at the same time [default: the number of cores]
    #[arg(long, value_name = "N", requires = "lines", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,

    /// Print a request to edit, for a question, and stop
    #[arg(
        long, value_name = "QUESTION", num_args = 0..=1, default_missing_value = "cancellation",
        value_parser = examples::parser(), conflicts_with_all = ["file", "lines", "format"]
    )]
    example: Option<Question>,
}

const HINT: &str = "reading a request from the terminal; end it with Ctrl-D. \
    `clausula evaluate --example` prints one to edit, `clausula demo` shows a decision";
const LINES_HINT: &str = "reading a request from each line of the terminal; end with Ctrl-D";

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    if let Some(question) = args.example {
        let mut request = examples::request_in(question, args.locale);
        if session.policies.is_some() {
            let policies = session.policies()?;
            let first = policies.iter().map(|policy| policy.id.as_str()).next().unwrap_or_default();
            request = examples::of_policy(&request, first);
        }
        session.streams.print(&request)?;
        return Ok(Exit::Fine);
    }
    let policies = session.policies()?;
    let locale = args.locale;
    if args.lines {
        let input = match named(args.file.as_deref()) {
            Some(file) => Box::new(open(file)?),
            None => {
                if session.streams.terminals.stdin {
                    session.streams.tell(LINES_HINT);
                }
                session.streams.take_stdin()
            }
        };
        return lines::run(policies, locale, args.jobs.map(usize::from), input, session.streams);
    }
    let input = session.streams.read(args.file.as_deref(), HINT)?;
    let request = read_request(&input, locale)?;
    print(args.format, &policies, &input, &request, session.streams)
}

/// Answers a request, and prints the decision in a format.
pub(crate) fn print(
    format: Format,
    policies: &PolicySet,
    input: &Input,
    request: &wire::EvaluateRequest,
    streams: &mut Streams,
) -> Result<Exit, Failure> {
    match format {
        Format::Text => streams.print_text(&text(policies, input, request, streams.width())?)?,
        Format::Json => {
            let names = contract::field_names(input.text.as_bytes());
            let response = contract::answer(policies, Law::built_in(), request, names);
            streams.print_json(&response.map_err(|rejection| rejected(&input.name, &rejection))?)?;
        }
        Format::Letter => streams.print(&answered(policies, input, request)?.letter().text())?,
        Format::Html => streams.print(&answered(policies, input, request)?.letter().html())?,
        Format::Ics => {
            let Answered { policy, facts, decision, locale } = answered(policies, input, request)?;
            let file = render::deadlines_ics(policy, Law::built_in(), &facts, &decision, locale);
            let none = locale.pick("the answer has no deadlines", "het antwoord heeft geen termijnen");
            streams.print(&file.ok_or_else(|| Failure::told(format!("{}: {none}", input.name)))?)?;
        }
    }
    Ok(Exit::Fine)
}

/// The request that a text holds, with another locale if one is given.
pub(crate) fn read_request(input: &Input, locale: Option<Locale>) -> Result<wire::EvaluateRequest, Failure> {
    let mut request = contract::parse_request(input.text.as_bytes())
        .map_err(|rejection| rejected(&input.name, &spoken(rejection, locale)))?;
    if let Some(locale) = locale {
        locale.tag().clone_into(&mut request.locale);
    }
    Ok(request)
}

/// A rejection in the language that the command line asks for, if it does.
pub(crate) fn spoken(rejection: Rejection, locale: Option<Locale>) -> Rejection {
    match locale {
        Some(locale) => rejection.in_locale(locale.into()),
        None => rejection,
    }
}

/// The decision on a request, for a person.
pub(crate) fn text(
    policies: &PolicySet,
    input: &Input,
    request: &wire::EvaluateRequest,
    width: usize,
) -> Result<String, Failure> {
    let Answered { policy, facts, decision, locale } = answered(policies, input, request)?;
    Ok(render::decision_text(policy, Law::built_in(), facts.question(), &decision, locale, width))
}

/// A decision with what it is about.
struct Answered<'p> {
    policy: &'p Policy,
    facts: Facts,
    decision: Decision,
    locale: money::Locale,
}

impl Answered<'_> {
    fn letter(&self) -> render::Letter {
        render::letter(self.policy, Law::built_in(), &self.facts, &self.decision, self.locale)
    }
}

fn answered<'p>(
    policies: &'p PolicySet,
    input: &Input,
    request: &wire::EvaluateRequest,
) -> Result<Answered<'p>, Failure> {
    let (law, rejected) = (Law::built_in(), |rejection| rejected(&input.name, &rejection));
    // What is wrong is told as it is where JSON is wanted.
    contract::answer(policies, law, request, contract::field_names(input.text.as_bytes())).map_err(rejected)?;
    let query = contract::decode(request, RequestTerms::Among(policies)).map_err(rejected)?;
    // The answer above says that the version may decide, and without which defaults.
    let Query { request_id: _, policy_id, policy_version, locale, detail, strict: _, policy_digest: _, facts } = query;
    let policy = select(policies, policy_id, policy_version, &facts)?;
    let decision = evaluate(policy, law, &facts, detail).map_err(|error| Failure::Input(error.text()))?;
    Ok(Answered { policy, facts, decision, locale })
}

/// The version that decides.
pub(crate) fn select<'a>(
    policies: &'a PolicySet,
    id: &str,
    version: Option<&str>,
    facts: &Facts,
) -> Result<&'a Policy, Failure> {
    let found = policies.select(id, version, facts.agreement().concluded_at);
    found.map(AsRef::as_ref).map_err(|error| not_found(&error))
}

/// What is wrong with a request: where, and all of it.
pub(crate) fn rejected(input: &str, rejection: &Rejection) -> Failure {
    let violations = rejection.violations();
    if violations.is_empty() {
        return Failure::told(format!("{input}: {}", rejection.message()));
    }
    let count = violations.len();
    let mut text = match (rejection.locale, count) {
        (money::Locale::En, 1) => format!("{input}: the request has a fault"),
        (money::Locale::En, _) => format!("{input}: the request has {count} faults"),
        (money::Locale::Nl, 1) => format!("{input}: het verzoek heeft een fout"),
        (money::Locale::Nl, _) => format!("{input}: het verzoek heeft {count} fouten"),
    };
    for violation in violations {
        text.push_str("\n  ");
        text.push_str(&violation.to_string());
    }
    Failure::told(text)
}
