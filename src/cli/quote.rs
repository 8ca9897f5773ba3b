//! `clausula quote`: what cancelling, or another date, costs at every moment.

use super::args::{Locale, TextOrJson};
use super::evaluate::{read_request, rejected, select, spoken};
use super::exit::{Exit, Failure};
use super::io::{Input, named};
use super::moment::When;
use super::unfit::fit;
use super::{Session, clock};
use crate::calendar::Instant;
use crate::contract::{self, JsonMessage, QuoteQuery, RequestTerms, wire};
use crate::evaluate::{Quote, quote};
use crate::facts::Agreement;
use crate::law::Law;
use crate::money;
use crate::policy::Policy;
use crate::policy::store::PolicySet;
use crate::render::{self, Shape};
use clap::ValueEnum;
use std::path::PathBuf;
use wire::evaluate_request::Event;

const EXAMPLES: &str = "\
Examples:
  clausula evaluate --example | clausula quote              a table and a bar for each window
  clausula quote request.json --svg fees.svg                and a chart, for light and dark pages
  clausula quote request.json --now 2026-08-15              with that day marked instead of today
  clausula quote request.json --question rescheduling       what another date costs
  clausula quote request.json --format json                 windows with their instants, for a program

The request is one for `clausula evaluate`, whose moment is ignored, or a
`clausula.v1.QuoteCancellationRequest`.";

/// What `clausula quote` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The file with the request; standard input without one, or for `-`
    file: Option<PathBuf>,

    /// Also write a chart to this file; for `-` to standard output, and nothing else
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,

    /// Draw the chart for a narrow screen
    #[arg(long, requires = "svg")]
    narrow: bool,

    /// For a person or for a program
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,

    /// Which notice, instead of the one that the request is about
    #[arg(long, value_enum)]
    question: Option<Notice>,

    /// The day or moment to mark, as in 2026-08-15 or "15 August 2026 17:31" [default: now]
    #[arg(long, value_name = "MOMENT", value_parser = fit(When::read))]
    now: Option<When>,

    /// The language of texts, instead of the one that the request asks for
    #[arg(long, value_enum)]
    pub(super) locale: Option<Locale>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Notice {
    /// The customer cancels
    Cancellation,
    /// The customer asks for another date
    Rescheduling,
}

impl From<Notice> for wire::QuoteQuestion {
    fn from(notice: Notice) -> wire::QuoteQuestion {
        match notice {
            Notice::Cancellation => wire::QuoteQuestion::Cancellation,
            Notice::Rescheduling => wire::QuoteQuestion::Rescheduling,
        }
    }
}

const HINT: &str = "reading a request from the terminal; end it with Ctrl-D. \
    `clausula evaluate --example` prints one to edit";

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let policies = session.policies()?;
    let input = session.streams.read(args.file.as_deref(), HINT)?;
    let request = read(args, &input)?;
    let now = args.now.or_else(|| clock::now().map(When::At));
    if let Some(file) = &args.svg {
        let svg = drawn(&policies, &input, &request, now, |policy, quote, agreement, locale, now| {
            let shape = if args.narrow { Shape::Narrow } else { Shape::Wide };
            render::quote_svg(policy, quote, agreement, locale, now, shape)
        })?;
        session.streams.write(Some(file), &svg)?;
        if named(Some(file)).is_none() {
            return Ok(Exit::Fine);
        }
    }
    match args.format {
        TextOrJson::Text => {
            let text = text(&policies, &input, &request, now, session.streams.width())?;
            session.streams.print_text(&text)?;
        }
        TextOrJson::Json => {
            let names = contract::field_names(input.text.as_bytes());
            let response = contract::quote(&policies, Law::built_in(), &request, names);
            session.streams.print_json(&response.map_err(|rejection| rejected(&input.name, &rejection))?)?;
        }
    }
    Ok(Exit::Fine)
}

/// The staircase as a table with bars.
pub(crate) fn text(
    policies: &PolicySet,
    input: &Input,
    request: &wire::QuoteCancellationRequest,
    now: Option<When>,
    width: usize,
) -> Result<String, Failure> {
    drawn(policies, input, request, now, |policy, quote, agreement, locale, now| {
        render::quote_text(policy, quote, agreement, locale, now, width)
    })
}

fn drawn(
    policies: &PolicySet,
    input: &Input,
    request: &wire::QuoteCancellationRequest,
    now: Option<When>,
    draw: impl Fn(&Policy, &Quote, &Agreement, money::Locale, Option<Instant>) -> String,
) -> Result<String, Failure> {
    let (law, rejected) = (Law::built_in(), |rejection| rejected(&input.name, &rejection));
    // What is wrong is told as it is where JSON is wanted.
    contract::quote(policies, law, request, contract::field_names(input.text.as_bytes())).map_err(rejected)?;
    let query = contract::decode_quote(request, RequestTerms::Among(policies)).map_err(rejected)?;
    let QuoteQuery { request_id: _, policy_id, policy_version, locale, facts, until, picture: _ } = query;
    let policy = select(policies, policy_id, policy_version, &facts)?;
    let (agreement, event) = (facts.agreement(), facts.event());
    let walked = quote(policy, law, agreement, event, facts.basis());
    let mut quote = walked.map_err(|error| Failure::Input(error.text()))?;
    quote.windows.retain(|window| until.is_none_or(|until| window.from < until));
    let now = now.map(|now| now.on_clock(&policy.zone)).transpose().map_err(Failure::Input)?;
    Ok(draw(policy, &quote, agreement, locale, now))
}

/// The request in either shape, with what the command line says instead.
fn read(args: &Args, input: &Input) -> Result<wire::QuoteCancellationRequest, Failure> {
    let mut request = if is_evaluation::<wire::QuoteCancellationRequest>(&input.text) {
        of_evaluation(&read_request(input, args.locale)?)
    } else {
        contract::parse_quote(input.text.as_bytes())
            .map_err(|rejection| rejected(&input.name, &spoken(rejection, args.locale)))?
    };
    if let Some(question) = args.question {
        request.question = wire::QuoteQuestion::from(question).into();
    }
    if let Some(locale) = args.locale {
        locale.tag().clone_into(&mut request.locale);
    }
    Ok(request)
}

/// Whether a text is a request to evaluate rather than another: it has a field that only the first has.
pub(super) fn is_evaluation<Other: JsonMessage>(text: &str) -> bool {
    let Ok(serde_json::Value::Object(object)) = serde_json::from_str(text) else { return false };
    object.keys().any(|key| wire::EvaluateRequest::has_field(key) && !Other::has_field(key))
}

/// The staircase on which the answer to a question lies; that of cancelling, where the question is another.
pub(crate) fn of_evaluation(request: &wire::EvaluateRequest) -> wire::QuoteCancellationRequest {
    let wire::EvaluateRequest {
        request_id,
        policy_id,
        policy_version,
        locale,
        detail: _,
        basis,
        agreement,
        strict: _,
        policy_digest: _,
        facts,
        event,
    } = request;
    let mut quote = wire::QuoteCancellationRequest {
        request_id: request_id.clone(),
        policy_id: policy_id.clone(),
        policy_version: policy_version.clone(),
        locale: locale.clone(),
        basis: *basis,
        agreement: agreement.clone(),
        facts: facts.clone(),
        ..Default::default()
    };
    if let Some(Event::Rescheduling(event)) = event {
        quote.question = wire::QuoteQuestion::Rescheduling.into();
        quote.alternative_date_offered = event.alternative_date_offered;
        quote.session_starts_at = event.session_starts_at;
    }
    quote
}
