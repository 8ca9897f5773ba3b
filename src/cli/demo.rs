//! `clausula demo`: a worked decision, without any file.

use super::args::Locale;
use super::exit::{Exit, Failure};
use super::io::Input;
use super::table::wrap;
use super::{Session, evaluate, examples, quote};
use crate::vocabulary::Question;

const EXAMPLES: &str = "\
Examples:
  clausula demo                  what a cancellation costs, and why
  clausula demo --locale nl      the same in Dutch";

/// What `clausula demo` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The language of texts
    #[arg(long, value_enum, default_value = "en")]
    pub(super) locale: Locale,
}

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let locale: crate::money::Locale = args.locale.into();
    let policies = session.policies()?;
    let width = session.streams.width();
    let text = examples::request(Question::Cancellation).to_owned();
    let input = Input { name: "the example".to_owned(), text };
    let request = evaluate::read_request(&input, Some(args.locale))?;
    let staircase = quote::of_evaluation(&request);

    let question = locale.pick(
        "A customer booked a programme with MultiDonnas for € 1,250.00. It starts on 14 September 2026 at 10:00 in \
         Amsterdam. On Friday 31 July 2026 at 17:31, a minute after the office closed, the customer cancels.",
        "Een klant boekte bij MultiDonnas een traject van € 1.250,00. Het begint op 14 september 2026 om 10:00 in \
         Amsterdam. Op vrijdag 31 juli 2026 om 17:31, een minuut na sluitingstijd, annuleert de klant.",
    );
    let next = locale.pick(
        "Try it: `clausula evaluate --example > request.json`, change it, and then \
         `clausula evaluate request.json --format text`.",
        "Probeer het: `clausula evaluate --example > request.json`, pas het aan, en dan \
         `clausula evaluate request.json --format text`.",
    );
    let decision = evaluate::text(&policies, &input, &request, width)?;
    let chart = quote::text(&policies, &input, &staircase, None, width)?;
    let (question, next) = (wrap(question, width).join("\n"), wrap(next, width).join("\n"));
    let parts = [&question, decision.trim_end(), chart.trim_end(), &next];
    session.streams.print_text(&parts.join("\n\n"))?;
    Ok(Exit::Fine)
}
