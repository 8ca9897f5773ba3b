//! `clausula options`: everything that the customer can do at one moment, side by side.

use super::Session;
use super::args::{Locale, TextOrJson};
use super::evaluate::{rejected, spoken};
use super::exit::{Exit, Failure};
use super::io::Input;
use super::moment::When;
use super::policies::not_found;
use super::quote::is_evaluation;
use super::unfit::fit;
use crate::contract::{self, OptionsQuery, RequestTerms, wire};
use crate::evaluate::options;
use crate::law::Law;
use crate::policy::store::PolicySet;
use crate::render;
use crate::vocabulary::both;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  clausula evaluate --example | clausula options            what else the customer could do, the cheapest first
  clausula options request.json --at 2026-08-15             at another moment
  clausula options request.json --format json               the decisions, for a program

The request is one for `clausula evaluate`, whose moment is taken, or a `clausula.v1.CompareOptionsRequest`.";

/// What `clausula options` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The file with the request; standard input without one, or for `-`
    file: Option<PathBuf>,

    /// The day or moment, as in 2026-08-15 or "15 August 2026 17:31", instead of the one that the request is about
    #[arg(long, value_name = "MOMENT", value_parser = fit(When::read))]
    at: Option<When>,

    /// For a person or for a program
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,

    /// The language of texts, instead of the one that the request asks for
    #[arg(long, value_enum)]
    pub(super) locale: Option<Locale>,
}

const HINT: &str = "reading a request from the terminal; end it with Ctrl-D. \
    `clausula evaluate --example` prints one to edit";

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let policies = session.policies()?;
    let input = session.streams.read(args.file.as_deref(), HINT)?;
    let request = read(args, &policies, &input)?;
    match args.format {
        TextOrJson::Text => {
            let text = text(&policies, &input, &request, session.streams.width())?;
            session.streams.print_text(&text)?;
        }
        TextOrJson::Json => {
            let names = contract::field_names(input.text.as_bytes());
            let response = contract::options(&policies, Law::built_in(), &request, names);
            session.streams.print_json(&response.map_err(|rejection| rejected(&input.name, &rejection))?)?;
        }
    }
    Ok(Exit::Fine)
}

fn text(
    policies: &PolicySet,
    input: &Input,
    request: &wire::CompareOptionsRequest,
    width: usize,
) -> Result<String, Failure> {
    let (law, rejected) = (Law::built_in(), |rejection| rejected(&input.name, &rejection));
    // What is wrong is told as it is where JSON is wanted.
    let names = contract::field_names(input.text.as_bytes());
    contract::options(policies, law, request, names).map_err(rejected)?;
    let query = contract::decode_options(request, RequestTerms::Among(policies)).map_err(rejected)?;
    let OptionsQuery { request_id: _, policy_id, policy_version, locale, detail, basis, agreement, at, moment } = query;
    let found = policies.select(policy_id, policy_version, agreement.concluded_at);
    let policy = found.map_err(|error| not_found(&error))?;
    let options = options(policy, law, &agreement, at, &moment, basis, detail);
    let options = options.map_err(|error| Failure::Input(error.text()))?;
    Ok(render::options_text(policy, &agreement, at, &options, locale, names, width))
}

/// The request in either shape, with what the command line says instead.
fn read(args: &Args, policies: &PolicySet, input: &Input) -> Result<wire::CompareOptionsRequest, Failure> {
    let fault = |rejection| rejected(&input.name, &spoken(rejection, args.locale));
    let mut request = match is_evaluation::<wire::CompareOptionsRequest>(&input.text) {
        true => contract::options_request(&contract::parse_request(input.text.as_bytes()).map_err(fault)?),
        false => contract::parse_options(input.text.as_bytes()).map_err(fault)?,
    };
    if let Some(at) = args.at {
        // Another policy's clock will do where there is none: the answer says that there is none.
        let zone = policies.versions(&request.policy_id).chain(policies.iter()).next().map(|policy| &policy.zone);
        let at = zone.map(|zone| at.on_clock(zone)).transpose().map_err(Failure::Input)?;
        request.at = at.map(Into::into);
    }
    if request.at.is_none() {
        return Err(Failure::Input(both!(
            "{}: the request names no moment; give one with `--at`",
            "{}: het verzoek noemt geen tijdstip; geef er een met `--at`",
            input.name
        )));
    }
    if let Some(locale) = args.locale {
        locale.tag().clone_into(&mut request.locale);
    }
    Ok(request)
}
