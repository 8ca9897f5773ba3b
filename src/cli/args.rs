//! The command line, as `clap` reads it.

#[cfg(feature = "man")]
use super::man;
use super::{
    accept, ask, batch, compare, completions, demo, evaluate, explain, facts, law, log, new, options, policies, quote,
    replay, schema, serve, test, verify,
};
use clap::builder::styling::{AnsiColor, Styles};
use clap::{Parser, Subcommand, ValueEnum, ValueHint};
use std::ffi::OsString;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  clausula demo                                      a worked decision, with its reasons
  clausula ask                                       be asked in words, and see the answer
  clausula evaluate --example > request.json         a request to edit
  clausula evaluate request.json --format text       its decision, for a person
  clausula evaluate --lines < in.jsonl > out.jsonl   many requests, one on each line
  clausula batch facts.parquet answers.parquet       the same over columns, by the million
  clausula quote request.json --svg fees.svg         what cancelling costs, and until when
  clausula options request.json                      what else the customer can do, the cheapest first
  clausula facts emperra cancellation                what to know before asking
  clausula test policies/ --coverage                 case files, and what they do not try
  clausula verify policies/                          proofs, and the compliance check
  clausula new                                       a first policy file, from a few questions
  clausula explain TERM-FEE                          what a rule or a code means, and what to do
  clausula accept policies/                          seal what the files accept, as it is now
  clausula compare old.toml new.toml                 what a new version changes, for whom
  clausula serve                                     the same over gRPC
  clausula replay log/ --policies new/               what new terms would have changed, in euros

Exit codes: 0 fine, 1 the input or a policy falls short, 2 the command line is wrong.
A reading of public texts for software, not legal advice.";

/// General terms and conditions as data: exact, cited decisions.
#[derive(Debug, Parser)]
#[command(name = "clausula", version, about, after_help = EXAMPLES, styles = STYLES, max_term_width = 100)]
pub(crate) struct Arguments {
    /// Use the policy files in DIR instead of the five that are built in
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, env = "CLAUSULA_POLICIES", global = true)]
    #[arg(hide_env_values = true)]
    policies: Option<OsString>,

    #[command(subcommand)]
    pub(crate) command: Command,
}

impl Arguments {
    /// The directory of policies; an empty name, as an unset variable gives it, is none.
    pub(crate) fn policies(&self) -> Option<PathBuf> {
        self.policies.as_ref().filter(|directory| !directory.is_empty()).map(PathBuf::from)
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Decide: one request as JSON, or many, one on each line
    Evaluate(evaluate::Args),
    /// Be asked what a policy reads for a question, in words, and see the answer
    Ask(ask::Args),
    /// Decide the rows of a Parquet file into another, with the program `clausula-batch`
    Batch(batch::Args),
    /// Show a worked decision, with its reasons
    Demo(demo::Args),
    /// Show what cancelling, or another date, costs at every moment
    Quote(quote::Args),
    /// Show everything that the customer can do at one moment, the best first
    Options(options::Args),
    /// Run case files against the policies
    Test(test::Args),
    /// Prove invariants of policy files, and hold them against mandatory law
    Verify(verify::Args),
    /// Accept findings of a policy file, with a reason and a seal
    Accept(accept::Args),
    /// Tell where two versions of a policy decide differently
    Compare(compare::Args),
    /// List the policies that are loaded
    Policies(policies::Args),
    /// List the facts that a policy reads for a question
    Facts(facts::Args),
    /// List the statutory figures and rules, and since when they hold
    Law(law::Args),
    /// Tell what a rule or a code means, what it rests on, and what to do
    Explain(explain::Args),
    /// Write a first policy file and its cases, from a few questions
    New(new::Args),
    /// Print the format of policy files
    Schema(schema::Args),
    /// Serve decisions over gRPC
    Serve(serve::Args),
    /// Read and check a decision log
    Log(log::Args),
    /// Decide a decision log again, as it was or under other terms
    Replay(replay::Args),
    /// Print completions for a shell
    Completions(completions::Args),
    /// Write the pages of the manual for `man`
    #[cfg(feature = "man")]
    #[command(hide = true)]
    Man(man::Args),
}

impl Command {
    /// The language of what goes wrong: that of the command's texts.
    pub(crate) fn locale(&self) -> crate::money::Locale {
        let asked = match self {
            Command::Evaluate(args) => args.locale,
            Command::Quote(args) => args.locale,
            Command::Options(args) => args.locale,
            Command::Ask(args) => Some(args.locale),
            Command::Demo(args) => Some(args.locale),
            Command::Test(args) => Some(args.locale),
            Command::Verify(args) => Some(args.locale),
            Command::Accept(args) => Some(args.locale),
            Command::Compare(args) => Some(args.locale),
            Command::Policies(args) => Some(args.locale),
            Command::Facts(args) => Some(args.locale),
            Command::Law(args) => Some(args.locale),
            Command::Replay(args) => Some(args.locale),
            Command::Explain(args) => Some(args.locale),
            Command::New(args) => Some(args.locale),
            Command::Schema(args) => Some(args.locale),
            Command::Log(args) => Some(args.locale),
            Command::Completions(args) => Some(args.locale),
            Command::Batch(_) | Command::Serve(_) => None,
            #[cfg(feature = "man")]
            Command::Man(_) => None,
        };
        asked.map(Into::into).unwrap_or_default()
    }
}

/// The language of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Locale {
    /// English
    En,
    /// Dutch
    Nl,
}

impl Locale {
    /// Its tag, as requests write it.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Locale::En => "en",
            Locale::Nl => "nl",
        }
    }
}

impl From<Locale> for crate::money::Locale {
    fn from(locale: Locale) -> crate::money::Locale {
        match locale {
            Locale::En => crate::money::Locale::En,
            Locale::Nl => crate::money::Locale::Nl,
        }
    }
}

/// For a person or for a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextOrJson {
    /// For a person
    Text,
    /// For a program
    Json,
}

/// As what a decision is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a person who wants the reasons
    Text,
    /// For a program
    Json,
    /// A letter to the customer, in plain words
    Letter,
    /// The letter as a page, for print
    Html,
    /// The deadlines, for a calendar
    Ics,
}

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());
