//! `clausula log`: what a decision log says, and whether it is as it was written.

use super::Session;
use super::args::Locale;
use super::exit::{Exit, Failure};
use super::unfit::fit;
use crate::contract::{self, wire};
use crate::decision_log::{Decided, Hash, ReadError, lines, verify};
use crate::money;
use crate::policy::Summary;
use crate::vocabulary::both;
use clap::{Subcommand, ValueEnum, ValueHint};
use serde::Serialize;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  clausula log verify DIR                             whether the log is as it was written
  clausula log verify DIR --head 3f5a…                and whether it ends with the record that was noted
  clausula log show DIR 17                            a record by its number
  clausula log show DIR order-2231                    or by the request id, or the id of the call
  clausula log export DIR --flat > decisions.jsonl    a row for each decision: what DuckDB reads
  clausula log export DIR --format parquet --output decisions.parquet
  clausula log export DIR --every 1000 > sample.jsonl a sample, for `clausula replay`";

/// What `clausula log` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: LogCommand,

    /// The language of texts
    #[arg(long, value_enum, default_value = "en", global = true)]
    pub(super) locale: Locale,
}

#[derive(Debug, Subcommand)]
enum LogCommand {
    /// Follow the chain of hashes: 1 when a record was changed, added or taken out
    Verify(VerifyArgs),
    /// Print records: all, or those with a number, a request id or the id of a call
    Show(ShowArgs),
    /// Print the decisions as lines of JSON
    Export(ExportArgs),
}

/// What `clausula log verify` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
struct VerifyArgs {
    /// The directory of the log, or one of its files
    #[arg(value_hint = ValueHint::AnyPath)]
    log: PathBuf,

    /// The hash of the last record, as it was noted elsewhere
    #[arg(long, value_name = "HASH", value_parser = fit(hash))]
    head: Option<Hash>,
}

/// What `clausula log show` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
struct ShowArgs {
    /// The directory of the log, or one of its files
    #[arg(value_hint = ValueHint::AnyPath)]
    log: PathBuf,

    /// The number of a record, a request id, or the id of a call; without it, all records
    which: Option<String>,
}

/// What `clausula log export` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
struct ExportArgs {
    /// The directory of the log, or one of its files
    #[arg(value_hint = ValueHint::AnyPath)]
    log: PathBuf,

    /// A row of plain columns for each decision instead of its record: amounts in cents
    #[arg(long)]
    flat: bool,

    /// As what they are written; Parquet has the rows of `--flat`, and is written by the program `clausula-batch`
    #[arg(long, value_enum, default_value_t = ExportFormat::Json)]
    format: ExportFormat,

    /// Only every so many-th decision, beginning with the first
    #[arg(long, value_name = "N", default_value = "1", value_parser = clap::value_parser!(u64).range(1..))]
    every: u64,

    /// Write them to this file
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// As what decisions are exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    /// Lines of JSON
    Json,
    /// A Parquet file; needs `--output`
    Parquet,
}

fn hash(text: &str) -> Result<Hash, Summary> {
    Hash::parse(text).ok_or_else(|| {
        both!("write the 64 hexadecimal digits of a SHA-256", "schrijf de 64 hexadecimale cijfers van een SHA-256")
    })
}

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    match &args.command {
        LogCommand::Verify(of) => check(of, args.locale.into(), session),
        LogCommand::Show(args) => show(args, session),
        LogCommand::Export(args) => export(args, session),
    }
}

/// Why a log cannot be read, as a command tells it.
pub(crate) fn unreadable(error: ReadError) -> Failure {
    let ReadError { path, error } = error;
    Failure::Input(both!(
        "cannot read the decision log `{}`: {}",
        "kan het logboek `{}` niet lezen: {}",
        path.display(),
        super::exit::plain(&error)
    ))
}

fn check(args: &VerifyArgs, locale: money::Locale, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let found = match verify(&args.log).map_err(unreadable)? {
        Ok(found) => found,
        Err(fault) => {
            let what = locale.pick("the log is not as it was written", "het logboek is niet zoals het is geschreven");
            return Err(Failure::told(format!("{what}\n{}", fault.text(locale))));
        }
    };
    if args.head.is_some_and(|head| head != found.head) {
        return Err(Failure::Input(both!(
            "the log ends with another record than the one that was noted: records at its end are gone or were changed\n  \
             it ends with record {}, {}",
            "het logboek eindigt met een ander record dan is genoteerd: records aan het eind zijn weg of gewijzigd\n  \
             het eindigt met record {}, {}",
            found.last,
            found.head
        )));
    }
    let mut text = both!(
        "records {} to {} are as they were written; {} decisions\nhead {}\n",
        "records {} tot en met {} zijn zoals ze zijn geschreven; {} beslissingen\nlaatste hash {}\n",
        found.first,
        found.last,
        found.decisions,
        found.head
    )
    .get(locale)
    .to_owned();
    if found.dropped > 0 {
        let dropped = both!(
            "{} decisions were given and not logged (on_full = \"drop\")\n",
            "{} beslissingen zijn gegeven en niet vastgelegd (on_full = \"drop\")\n",
            found.dropped
        );
        text.push_str(dropped.get(locale));
    }
    if found.torn > 0 {
        let torn = both!(
            "{} bytes at the end are a torn record, which the next start takes off\n",
            "{} bytes aan het eind zijn een afgebroken record, dat de volgende start weghaalt\n",
            found.torn
        );
        text.push_str(torn.get(locale));
    }
    session.streams.print(&text)?;
    Ok(Exit::Fine)
}

fn show(args: &ShowArgs, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let mut found = false;
    for line in lines(&args.log).map_err(unreadable)? {
        let line = line.map_err(unreadable)?;
        if !line.whole {
            continue;
        }
        let value: serde_json::Value = serde_json::from_slice(&line.text).map_err(|_| no_record(&line))?;
        let is_it = |which: &str| {
            let text = |pointer: &str| value.pointer(pointer).and_then(serde_json::Value::as_str) == Some(which);
            let seq = value.get("seq").and_then(serde_json::Value::as_u64);
            seq.is_some_and(|seq| which.parse() == Ok(seq)) || text("/id") || text("/request/requestId")
        };
        if args.which.as_deref().is_none_or(is_it) {
            found = true;
            session.streams.print_json(&value)?;
        }
    }
    match (&args.which, found) {
        (Some(which), false) => {
            Err(Failure::Input(both!("the log has no record `{which}`", "het logboek heeft geen record `{which}`")))
        }
        _ => Ok(Exit::Fine),
    }
}

/// What a line that is no record is told as.
pub(crate) fn no_record(line: &crate::decision_log::LogLine) -> Failure {
    Failure::Input(both!(
        "{}:{}: the line is no record; `clausula log verify` tells more",
        "{}:{}: de regel is geen record; `clausula log verify` zegt meer",
        line.file.display(),
        line.number
    ))
}

fn export(args: &ExportArgs, session: &mut Session<'_>) -> Result<Exit, Failure> {
    if args.format == ExportFormat::Parquet {
        return export_parquet(args);
    }
    let (name, file) = match super::io::named(args.output.as_deref()) {
        None => ("standard output".to_owned(), None),
        Some(path) => {
            let name = format!("`{}`", path.display());
            let file = File::create(path).map_err(|error| Failure::writing(&name, error))?;
            (name, Some(file))
        }
    };
    let mut out: Box<dyn Write + '_> = match file {
        None => Box::new(BufWriter::new(&mut session.streams.stdout)),
        Some(file) => Box::new(BufWriter::new(file)),
    };
    write_decisions(args, args.flat, &mut out, &name)?;
    Ok(Exit::Fine)
}

/// Hands the rows to the program that writes Parquet.
fn export_parquet(args: &ExportArgs) -> Result<Exit, Failure> {
    let Some(output) = super::io::named(args.output.as_deref()) else {
        return Err(Failure::Input(both!(
            "a Parquet file needs a name: `--output decisions.parquet`",
            "een Parquet-bestand heeft een naam nodig: `--output decisions.parquet`"
        )));
    };
    let mut program = super::batch::log_to(output)?;
    let written = program.stdin.take().map_or(Ok(()), |rows| {
        let mut rows = BufWriter::new(rows);
        let written = write_decisions(args, true, &mut rows, "`clausula-batch`");
        if written.is_err() {
            // Rows that merely end would be a whole file. It refuses this one, unless it has stopped already.
            let _ = rows.write_all(b"no row\n");
        }
        written
    });
    let ended = program.wait().map_err(|error| Failure::writing("`clausula-batch`", error))?;
    match written {
        // It stopped reading and told why.
        Err(Failure::Closed) => Ok(Exit::FallsShort),
        Err(failure) => Err(failure),
        Ok(()) => Ok(super::batch::ended(ended)),
    }
}

fn write_decisions(args: &ExportArgs, flat: bool, out: &mut impl Write, name: &str) -> Result<(), Failure> {
    let mut count = 0;
    for line in lines(&args.log).map_err(unreadable)? {
        let line = line.map_err(unreadable)?;
        if !line.whole {
            continue;
        }
        let Some(decided) = Decided::of(&line.text).map_err(|_| no_record(&line))? else { continue };
        let wanted = count % args.every == 0;
        count += 1;
        if !wanted {
            continue;
        }
        let written = if flat {
            let row = Row::of(&decided).ok_or_else(|| no_record(&line))?;
            serde_json::to_writer(&mut *out, &row).map_err(std::io::Error::from)
        } else {
            out.write_all(&line.text)
        };
        written.and_then(|()| out.write_all(b"\n")).map_err(|error| Failure::writing(name, error))?;
    }
    out.flush().map_err(|error| Failure::writing(name, error))
}

/// A decision in columns: no column is ever missing, and amounts are cents.
#[derive(Serialize)]
struct Row<'a> {
    seq: u64,
    time: &'a str,
    id: &'a str,
    caller: Option<&'a str>,
    method: Option<&'a str>,
    request_id: String,
    policy: String,
    version: String,
    policy_digest: String,
    law: String,
    law_digest: String,
    engine: String,
    question: &'static str,
    verdict: &'static str,
    currency: String,
    price: i64,
    charged: i64,
    refund: Option<i64>,
    outstanding: Option<i64>,
    owed: Option<i64>,
}

impl<'a> Row<'a> {
    /// `None`: a field that was left out or hashed has no place in a message.
    fn of(decided: &'a Decided<'_>) -> Option<Row<'a>> {
        let decision: wire::Decision = contract::parse_message(decided.decision.get().as_bytes()).ok()?;
        let request: serde_json::Value = serde_json::from_str(decided.request.get()).ok()?;
        let text = |pointer: &str| request.pointer(pointer).and_then(serde_json::Value::as_str).unwrap_or_default();
        let cents = |money: &Option<wire::Money>| money.as_ref().map(|money| money.minor_units);
        let settlement = decision.settlement.as_ref();
        let policy = decision.policy.unwrap_or_default();
        let law = decision.law.unwrap_or_default();
        let verdict = wire::Verdict::try_from(decision.verdict).unwrap_or_default().as_str_name();
        Some(Row {
            seq: decided.seq,
            time: decided.time,
            id: &decided.id,
            caller: decided.caller.as_deref(),
            method: decided.method.as_deref(),
            request_id: text("/requestId").to_owned(),
            policy: policy.policy_id,
            version: policy.version,
            policy_digest: policy.digest,
            law: law.id,
            law_digest: law.digest,
            engine: decision.engine_version,
            question: question(&request),
            verdict: verdict.strip_prefix("VERDICT_").unwrap_or(verdict),
            currency: text("/agreement/price/currencyCode").to_owned(),
            price: text("/agreement/price/minorUnits").parse().unwrap_or_default(),
            charged: decision.charges.iter().filter_map(|charge| cents(&charge.amount)).sum(),
            refund: settlement.and_then(|settlement| cents(&settlement.refund)),
            outstanding: settlement.and_then(|settlement| cents(&settlement.outstanding)),
            owed: decision.arrears.as_ref().and_then(|arrears| cents(&arrears.total)),
        })
    }
}

/// The question that a request asks: the event that it has.
fn question(request: &serde_json::Value) -> &'static str {
    use crate::vocabulary::Question;
    let asked = |question: &&Question| {
        let key = crate::facts::FieldNames::Json.path(question.name()).into_owned();
        request.get(&key).is_some()
    };
    Question::ALL.iter().find(asked).map_or("", |question| question.name())
}
