//! `clausula test`: case files, run against the policies.

use super::args::Locale;
use super::exit::{Exit, Failure};
use super::progress::Progress;
use super::{Session, files};
use crate::cases::coverage::{self, Coverage, Share};
use crate::cases::mutate::{self, Mutation};
use crate::cases::{self, CaseFile, RunReport, report, suggest};
use crate::law::Law;
use crate::money;
use crate::policy::store::PolicySet;
use crate::vocabulary::{Bilingual, both};
use clap::ValueEnum;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  clausula test policies/                                    every *.cases.toml in it and below, with the policies there
  clausula test heartschool.cases.toml                       with the built-in policies
  clausula --policies my-policies test cases/                with policies from elsewhere
  clausula test policies/ --explain                          with the reasoning where a case fails
  clausula test policies/ --coverage --threshold 100         what no case tries, by clause and line
  clausula test policies/ --mutate --threshold 100           which slips of an author no case would notice
  clausula test policies/ --suggest to-check/                cases for what is not tried, for a person to check
  clausula test policies/ --format junit --output cases.xml  for a build server
  clausula test policies/ --format lcov --output lcov.info   coverage, for an editor";

/// What `clausula test` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Case files, and directories with files `*.cases.toml`. Policy files in these directories are what is tested,
    /// unless `--policies` names others; without any it is the built-in policies
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Also tell how far the cases cover the clauses and their boundaries
    #[arg(long)]
    coverage: bool,

    /// Change the policies as a careless author would, one place at a time, and tell which changes no case notices
    #[arg(long)]
    mutate: bool,

    /// Write cases to be checked into this directory, a file for each policy: for what no case tries, and for the changes of
    /// --mutate that no case notices. They do not pass before `unchecked` is taken out of them
    #[arg(long, value_name = "DIR")]
    suggest: Option<PathBuf>,

    /// Fail when the cases reach less than so many percent of what there is to try, or with --mutate notice less than so
    /// many percent of the changes; without --mutate implies --coverage
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u32).range(0..=100))]
    threshold: Option<u32>,

    /// Show the reasoning where a case fails
    #[arg(long)]
    explain: bool,

    /// For a person or for a program; lcov is the coverage alone
    #[arg(long, value_enum, default_value = "text")]
    format: Format,

    /// Write the report to this file
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The language of texts
    #[arg(long, value_enum, default_value = "en")]
    pub(super) locale: Locale,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person
    Text,
    /// One object
    Json,
    /// JUnit XML, for build servers
    Junit,
    /// An LCOV tracefile of the policy files
    Lcov,
}

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let law = Law::built_in();
    let (policies, whence) = policies(&args.paths, session)?;
    let locale = money::Locale::from(args.locale);
    let what = Bilingual::new("case file (`*.cases.toml`)", "bestand met gevallen (`*.cases.toml`)");
    let paths = files::find(&args.paths, what, |name| name.ends_with(".cases.toml"))?;
    let cases = load(&paths, session)?;
    let reports: Vec<RunReport<'_>> = cases.iter().map(|file| cases::run(file, &policies, law)).collect();
    let coverage_asked = args.coverage || (args.threshold.is_some() && !args.mutate) || args.format == Format::Lcov;
    let measured = if coverage_asked || args.suggest.is_some() { coverage::measure(&reports, law) } else { Vec::new() };
    let mutation = (args.mutate || args.suggest.is_some()).then(|| {
        let progress = Progress::new(session.streams, "tried", mutate::changes(&cases, &policies));
        mutate::mutate(&cases, &policies, law, || progress.step())
    });

    if let Some(directory) = &args.suggest {
        return suggested(directory, &measured, mutation.as_ref(), &reports, session);
    }
    // Built-in policies are named within `policies`.
    let root = if whence == Whence::BuiltIn { "policies/" } else { "" };
    let text = match args.format {
        Format::Text => {
            let with = format!("{} {}\n", locale.pick("with", "met"), whence.text(locale));
            with + &report::text(&reports, law, args.explain, locale)
                + &coverage::text(&measured, locale)
                + &mutation.as_ref().map(|mutation| mutate::text(mutation, locale)).unwrap_or_default()
        }
        Format::Json => json(&reports, &measured, mutation.as_ref())?,
        Format::Junit => report::junit(&reports),
        Format::Lcov => coverage::lcov(&measured, root),
    };
    session.streams.write(args.output.as_deref(), &text)?;
    // What the report leaves out, or went to a file, a person hears all the same.
    if args.format == Format::Lcov || args.output.is_some() {
        let failed: usize = reports.iter().map(RunReport::failed).sum();
        let passed: usize = reports.iter().map(RunReport::passed).sum();
        session.streams.tell(&report::closing(passed, failed, locale));
    }
    let reached = Bilingual::new("the cases reach", "de gevallen raken");
    let to_try = Bilingual::new("of what there is to try", "van wat er te proberen is");
    let noticed = Bilingual::new("the cases notice", "de gevallen merken");
    let changes = Bilingual::new("of the changes of an author", "van de wijzigingen van een auteur");
    let shares = [
        coverage_asked.then(|| (Share::of(&measured), reached, to_try)),
        mutation.as_ref().map(|mutation| (mutation.share(), noticed, changes)),
    ];
    let mut short = false;
    for (share, cases, whole) in shares.into_iter().flatten() {
        if let Some(percent) = args.threshold.filter(|percent| !share.meets(*percent)) {
            short = true;
            let (cases, whole) = (cases.get(locale), whole.get(locale));
            session.streams.tell(&match locale {
                money::Locale::En => format!("error: {cases} {share}% {whole}, {percent}% are asked for"),
                money::Locale::Nl => format!("fout: {cases} {share}% {whole}, gevraagd is {percent}%"),
            });
        }
    }
    let stale = mutation.is_some_and(|mutation| !mutation.stale.is_empty());
    let failed = reports.iter().any(|report| report.failed() > 0);
    Ok(if failed || short || stale { Exit::FallsShort } else { Exit::Fine })
}

/// Writes the cases that are suggested, a file for each policy, and tells how many there are. No file is written over.
fn suggested(
    directory: &Path,
    measured: &[Coverage<'_>],
    mutation: Option<&Mutation<'_>>,
    reports: &[RunReport<'_>],
    session: &mut Session<'_>,
) -> Result<Exit, Failure> {
    let locale = session.locale;
    for coverage in measured {
        let mut changed = mutation.into_iter().flat_map(|mutation| &mutation.policies);
        let mutated = changed.find(|mutated| mutated.policy.digest == coverage.policy.digest);
        let suggestions = suggest::suggest(coverage, mutated, reports, Law::built_in());
        let id = &coverage.policy.id;
        if suggestions.is_empty() {
            let none = both!("{id}: nothing to suggest", "{id}: niets voor te stellen");
            session.streams.print(none.get(locale))?;
        } else {
            let path = directory.join(suggestions.file_name());
            files::create(&path, &suggestions.toml(locale))?;
            let (count, path) = (suggestions.len(), path.display());
            let told =
                both!("{id}: {count} cases to check in {path}", "{id}: {count} gevallen om na te kijken in {path}");
            session.streams.print(told.get(locale))?;
        }
        for (line, what) in &suggestions.without {
            let told = both!(
                "{}:{line}: no request is known for: {what}",
                "{}:{line}: er is geen verzoek bekend voor: {what}",
                coverage.policy.file; what
            );
            session.streams.print(told.get(locale))?;
        }
    }
    Ok(Exit::Fine)
}

/// Where the policies that are tested come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whence {
    BuiltIn,
    Named,
    /// So many files lie beside the cases.
    Beside(usize),
}

impl Whence {
    fn text(self, locale: money::Locale) -> String {
        let (en, nl) = match self {
            Whence::BuiltIn => ("the built-in policies", "de ingebouwde voorwaarden"),
            Whence::Named => ("the policies of `--policies`", "de voorwaarden van `--policies`"),
            Whence::Beside(1) => ("the policy file that is there", "het bestand met voorwaarden dat er staat"),
            Whence::Beside(count) => {
                return match locale {
                    money::Locale::En => format!("the {count} policy files that are there"),
                    money::Locale::Nl => format!("de {count} bestanden met voorwaarden die er staan"),
                };
            }
        };
        locale.pick(en, nl).to_owned()
    }
}

/// The policies of `--policies`, or those in the directories that are tested, or the built-in ones.
fn policies(paths: &[PathBuf], session: &mut Session<'_>) -> Result<(PolicySet, Whence), Failure> {
    if session.policies.is_some() {
        return Ok((session.policies()?, Whence::Named));
    }
    let mut beside = Vec::new();
    for directory in paths.iter().filter(|path| path.is_dir()) {
        let may_be_policies = |name: &str| name.ends_with(".toml") && !name.ends_with(".cases.toml");
        for path in files::search(directory, may_be_policies)? {
            let (name, bytes) = files::read(&path)?;
            // Other things are written in TOML too.
            if bytes.windows(CLAUSE.len()).any(|window| window == CLAUSE) {
                beside.push((name, bytes));
            }
        }
    }
    match beside.len() {
        0 => Ok((session.policies()?, Whence::BuiltIn)),
        count => {
            let policies = PolicySet::from_files(beside)
                .map_err(|report| session.faulty(&report, "that are tested", "die worden getest"))?;
            Ok((policies, Whence::Beside(count)))
        }
    }
}

/// What a policy file has and others have not.
const CLAUSE: &[u8] = b"[[clause]]";

/// Loads case files; what is wrong with any of them is told at once.
fn load(paths: &[PathBuf], session: &mut Session<'_>) -> Result<Vec<CaseFile>, Failure> {
    let (mut loaded, mut faulty) = (Vec::new(), 0_usize);
    for path in paths {
        let (name, bytes) = files::read(path)?;
        match cases::load(&name, &bytes) {
            Ok(cases) => loaded.push(cases),
            Err(report) => {
                faulty += 1;
                session.streams.tell(&format!("{}\n", report.written(session.locale)));
            }
        }
    }
    match faulty {
        0 => Ok(loaded),
        1 => Err(Failure::Input(both!(
            "a case file cannot be read; no case was run",
            "een bestand met gevallen is niet te lezen; er is geen geval geprobeerd"
        ))),
        _ => Err(Failure::Input(both!(
            "{faulty} case files cannot be read; no case was run",
            "{faulty} bestanden met gevallen zijn niet te lezen; er is geen geval geprobeerd"
        ))),
    }
}

/// The cases, their coverage and the changes of the policies, where they were asked for, in one object.
fn json(
    reports: &[RunReport<'_>],
    measured: &[Coverage<'_>],
    mutation: Option<&Mutation<'_>>,
) -> Result<String, Failure> {
    let parts = [
        (!measured.is_empty()).then(|| ("coverage", coverage::json(measured))),
        mutation.map(|mutation| ("mutation", mutate::json(mutation))),
    ];
    let cases = report::json(reports);
    let open = cases.trim_end().strip_suffix('}');
    let mut object =
        open.ok_or_else(|| Failure::Input(both!("the report is no object", "het verslag is geen object")))?.to_owned();
    for (name, part) in parts.into_iter().flatten() {
        object.push_str(&format!(",\"{name}\":{}", part.trim_end()));
    }
    Ok(object + "}\n")
}
