//! `clausula verify`: proofs and the compliance check of policy files.

use super::args::Locale;
use super::exit::{Exit, Failure};
use super::io::TextSink;
use super::progress::Progress;
use super::unfit::fit;
use super::{Session, clock, files};
use crate::analyse::report::{self, ReportFormat, ReportWriter, Suppressed, Told, VerificationReport, WrittenReport};
use crate::analyse::rules::Severity;
use crate::calendar::Date;
use crate::law::Law;
use crate::money;
use crate::policy::Summary;
use crate::vocabulary::{Bilingual, both};
use clap::ValueEnum;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  clausula verify policies/                                       every *.toml in it and below
  clausula verify my-policies/shop.toml --deny H                  fail only on what is serious
  clausula verify policies/ --all                                 what is accepted too, and each file's counts
  clausula verify policies/ --format sarif --omit-accepted --output verify.sarif   for code scanning
  clausula verify policies/ --format junit --output verify.xml    for a build server
  clausula verify policies/ --as-of 2027-01-01                    which acceptances run out by then

Severities: C void or against mandatory law, H presumed unfair or risky, M doubtful, I information.
A finding that the policy accepts, with a reason and a date that has not passed, denies nothing.";

/// What `clausula verify` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Policy files, and directories with files `*.toml`; case files are left out
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Fail on findings at least as serious: critical, high, medium or information, or their first letters
    #[arg(long, value_name = "SEVERITY", default_value = "M", value_parser = fit(severity))]
    deny: Severity,

    /// For a person or for a program
    #[arg(long, value_enum, default_value = "human")]
    format: Format,

    /// Tell what is accepted too, and the counts of each file
    #[arg(long)]
    all: bool,

    /// Leave out of the SARIF log what the policy accepts: some platforms show what is suppressed as open
    #[arg(long)]
    omit_accepted: bool,

    /// Write the report to this file
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The day whose figures count and on which acceptances must hold, as in 2027-01-01 [default: today]
    #[arg(long, value_name = "DATE", value_parser = fit(date))]
    as_of: Option<Date>,

    /// The language of messages
    #[arg(long, value_enum, default_value = "en")]
    pub(super) locale: Locale,

    /// Also try every property on so many random requests for each policy
    #[cfg(feature = "testing")]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000_000))]
    sample: Option<u32>,

    /// Another number draws other requests
    #[cfg(feature = "testing")]
    #[arg(long, value_name = "N", default_value = "0", requires = "sample")]
    seed: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person: each finding with its place
    Human,
    /// One object, as `PolicyService.VerifyPolicy` gives it
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, for build servers
    Junit,
}

fn severity(text: &str) -> Result<Severity, Summary> {
    Severity::from_letter(text).ok_or_else(|| {
        both!(
            "write critical, high, medium or information, or C, H, M or I",
            "schrijf critical, high, medium of information, of C, H, M of I"
        )
    })
}

pub(crate) fn date(text: &str) -> Result<Date, Summary> {
    Date::parse(text).ok_or_else(|| {
        both!("write a day that exists, as in 2027-01-01", "schrijf een dag die bestaat, zoals 2027-01-01")
    })
}

/// What a policy file is called.
pub(super) const POLICY_FILE: Bilingual = Bilingual::new("policy file (`*.toml`)", "beleidsbestand (`*.toml`)");

/// Whether a file in a directory is a policy file: case files lie beside them.
pub(crate) fn is_policy(name: &str) -> bool {
    name.ends_with(".toml") && !is_case_file(name)
}

fn is_case_file(name: &str) -> bool {
    name.ends_with(".cases.toml")
}

/// A path from the working directory on, where it lies below: so platforms know the file.
fn from_here(path: &Path) -> PathBuf {
    let here = std::env::current_dir().ok();
    let below = here.as_ref().and_then(|here| path.strip_prefix(here).ok());
    below.filter(|below| !below.as_os_str().is_empty()).unwrap_or(path).to_owned()
}

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let mut paths = files::find(&args.paths, POLICY_FILE, is_policy)?;
    // Hooks name every file that changed, case files too.
    paths.retain(|path| !is_case_file(&path.to_string_lossy()));
    if paths.is_empty() {
        return Err(Failure::Input(both!(
            "there is nothing to check: all of these files hold cases, none a policy",
            "er is niets te controleren: in al deze bestanden staan gevallen, in geen een beleid"
        )));
    }
    if args.omit_accepted && args.format != Format::Sarif {
        return Err(Failure::Input(both!(
            "`--omit-accepted` goes with `--format sarif`",
            "`--omit-accepted` hoort bij `--format sarif`"
        )));
    }
    let files = paths.iter().map(|path| files::read(&from_here(path))).collect::<Result<Vec<_>, _>>()?;
    let Some(as_of) = args.as_of.or_else(clock::today) else {
        return Err(Failure::Input(both!(
            "the clock is off by centuries; name the day with --as-of",
            "de klok wijst een onmogelijke tijd aan; noem de dag met --as-of"
        )));
    };
    let (format, locale) = (format(args), args.locale.into());
    let mut writer = ReportWriter::new(format, locale);
    let mut sink = TextSink::new(session.streams, args.output.as_deref(), args.format == Format::Human)?;
    let mut kept = Kept::default();
    {
        let progress = Progress::new(session.streams, "verified", files.len());
        let made = |report: VerificationReport| {
            progress.step();
            let denied = report.denied(args.deny);
            (WrittenReport::new(&report, format, locale), denied, is_sampled(args).then_some(report))
        };
        report::verify_each(&files, Law::built_in(), as_of, made, |(piece, denied, report)| {
            sink.write(&writer.add(piece));
            kept.denied |= denied;
            kept.reports.extend(report);
        });
    }
    let summary = summary(&writer, locale);
    sink.write(&writer.end());
    sink.end(session.streams)?;
    if args.output.is_some() {
        session.streams.tell(&summary);
    }
    let sound = sampled(args, &kept.reports, session)?;
    Ok(if sound && !kept.denied { Exit::Fine } else { Exit::FallsShort })
}

/// What is kept of reports that are written.
#[derive(Default)]
struct Kept {
    denied: bool,
    /// Those that are looked at again.
    reports: Vec<VerificationReport>,
}

fn format(args: &Args) -> ReportFormat {
    match args.format {
        Format::Human => ReportFormat::Human(if args.all { Told::All } else { Told::Open }),
        Format::Json => ReportFormat::Json,
        Format::Sarif if args.omit_accepted => ReportFormat::Sarif(Suppressed::Omitted),
        Format::Sarif => ReportFormat::Sarif(Suppressed::Kept),
        Format::Junit => ReportFormat::Junit(args.deny),
    }
}

/// What went to a file, in a line.
fn summary(writer: &ReportWriter, locale: money::Locale) -> String {
    let (c, files) = (writer.counts(), writer.files());
    match locale {
        money::Locale::En => format!(
            "{files} file{}: {} errors, {} findings ({} accepted), {} of {} obligations proved",
            if files == 1 { "" } else { "s" },
            c.errors,
            c.findings,
            c.accepted,
            c.proved,
            c.obligations
        ),
        money::Locale::Nl => format!(
            "{files} bestand{}: {} fouten, {} bevindingen ({} aanvaard), {} van {} bewijslasten bewezen",
            if files == 1 { "" } else { "en" },
            c.errors,
            c.findings,
            c.accepted,
            c.proved,
            c.obligations
        ),
    }
}

/// Whether random requests are drawn too.
fn is_sampled(args: &Args) -> bool {
    #[cfg(feature = "testing")]
    return args.sample.is_some();
    #[cfg(not(feature = "testing"))]
    return {
        let _ = args;
        false
    };
}

/// Tries the properties on random requests, if that is asked for; whether all hold, or the policy accepts that they do
/// not.
#[cfg(feature = "testing")]
fn sampled(args: &Args, reports: &[VerificationReport], session: &mut Session<'_>) -> Result<bool, Failure> {
    let Some(count) = args.sample else { return Ok(true) };
    let samples = super::sample::run(reports, count.into(), args.seed, session.streams);
    let text = super::sample::text(&samples);
    if args.format == Format::Human && args.output.is_none() {
        session.streams.print(&text)?;
    } else {
        session.streams.tell(text.trim_end());
    }
    Ok(samples.iter().all(super::sample::Sample::is_sound))
}

#[cfg(not(feature = "testing"))]
fn sampled(_: &Args, _: &[VerificationReport], _: &mut Session<'_>) -> Result<bool, Failure> {
    Ok(true)
}
