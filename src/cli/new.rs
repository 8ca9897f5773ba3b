//! `clausula new`: a first policy file and its cases, from a few answers.

mod answers;
mod cases_text;
mod policy_text;

use super::args::Locale;
use super::ask::dialogue::{Dialogue, Prompt};
use super::exit::{Exit, Failure};
use super::unfit::fit;
use super::{Session, clock, files, verify};
use crate::analyse::report;
use crate::calendar::Date;
use crate::cases;
use crate::law::{JurisdictionId, Law};
use crate::money::{self, Currency};
use crate::policy::Summary;
use crate::policy::load::load;
use crate::policy::load::suggest::one_of;
use crate::policy::store::PolicySet;
use crate::vocabulary::{ProductType, both};
use answers::{Answers, Tier};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  clausula new                                                 be asked, and get a first file
  clausula new --name 'Sixth School'                           without questions: what is not said is as below
  clausula new --name 'Sixth School' --from 2027-01-01 --sells event,coaching --tiers 28=0,14=50,0=100
  clausula new --name Weekend --law none --withdrawal none --locale nl

Two files are written, below DIR: the policy, as ID/VERSION.toml, and its cases, as ID/cases/first.cases.toml. Nothing is
ever written over. A tier is DAYS=PERCENT: from so many days before the start on, cancelling costs so much of the price; or
DAYS=costs: the delivered part and the costs made. The last is 0=...: until the start and after it.";

/// What `clausula new` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The provider's trade name; without it everything is asked
    #[arg(long, value_name = "NAME", value_parser = fit(answers::name))]
    name: Option<String>,

    /// The policy's id [default: the name in small letters, with hyphens]
    #[arg(long, value_name = "ID", value_parser = fit(answers::id))]
    id: Option<String>,

    /// The first day on which the terms are in force, which names the version [default: none, `undated`]
    #[arg(long, value_name = "DATE", value_parser = fit(verify::date))]
    from: Option<Date>,

    /// The law that applies: NL, EU or none [default: NL]
    #[arg(long, value_name = "LAW", value_parser = fit(answers::law))]
    law: Option<JurisdictionId>,

    /// The calendar of holidays, as in NL or DE-BY [default: NL]
    #[arg(long, value_name = "CODE", value_parser = fit(answers::holidays))]
    holidays: Option<&'static str>,

    /// The currency, by its ISO 4217 code [default: EUR]
    #[arg(long, value_name = "CODE", value_parser = fit(answers::currency))]
    currency: Option<Currency>,

    /// What is sold, parted by commas, as in event,coaching [default: event]
    #[arg(long, value_name = "PRODUCT", value_delimiter = ',', value_parser = fit(answers::product))]
    sells: Vec<ProductType>,

    /// What cancelling costs, by days before the start, parted by commas [default: 14=0,0=costs]
    #[arg(long, value_name = "DAYS=COST", value_delimiter = ',', value_parser = fit(answers::tier))]
    tiers: Vec<Tier>,

    /// For how many days a consumer may withdraw, at least 14; or none [default: 14]
    #[arg(long, value_name = "DAYS", value_parser = fit(answers::withdrawal))]
    withdrawal: Option<answers::Withdrawal>,

    /// Within how many days an invoice is to be paid [default: 14]
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..=365))]
    pay_within: Option<u16>,

    /// Where to write the files
    #[arg(long, value_name = "DIR", default_value = "policies")]
    dir: PathBuf,

    /// The language of questions and of the comments in the files
    #[arg(long, value_enum, default_value = "en")]
    pub(super) locale: Locale,
}

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let answers = if args.name.is_some() { given(args) } else { asked(args, session)? };
    let answers = answers.checked().map_err(Failure::Input)?;
    let locale = args.locale.into();
    let policy_text = policy_text::policy(&answers, locale);
    let cases_text = cases_text::cases(&answers, locale);
    let base = args.dir.join(&answers.id);
    let policy_path = base.join(format!("{}.toml", answers.version()));
    let cases_path = base.join("cases").join("first.cases.toml");
    // Both are looked for before either is written.
    for path in [&policy_path, &cases_path] {
        if path.exists() {
            return Err(Failure::Input(both!(
                "`{}` is there already; nothing was written",
                "`{}` is er al; er is niets geschreven",
                path.display()
            )));
        }
    }
    let told = try_out(&policy_text, &cases_text, locale)?;
    files::create(&policy_path, &policy_text)?;
    files::create(&cases_path, &cases_text)?;
    let (policy, dir) = (policy_path.display(), args.dir.display());
    let next = match args.locale {
        Locale::En => format!(
            "wrote {policy}\nwrote {}\n{told}\n\
             Next: put your articles and words in the place of those in the file, and add what it does not say yet.\n  \
             clausula test {dir} --coverage        what no case tries\n  \
             clausula verify {dir}                 proofs, and the law\n  \
             clausula explain                      every rule and code",
            cases_path.display()
        ),
        Locale::Nl => format!(
            "{policy} geschreven\n{} geschreven\n{told}\n\
             Verder: zet uw artikelen en woorden op de plaats van die in het bestand, en voeg toe wat er nog niet in staat.\n  \
             clausula test {dir} --coverage        wat geen geval probeert\n  \
             clausula verify {dir}                 bewijzen, en het recht\n  \
             clausula explain                      elke regel en code",
            cases_path.display()
        ),
    };
    session.streams.print(&next)?;
    Ok(Exit::Fine)
}

/// Loads what is to be written, runs its cases and verifies it; what the check found, in a line.
fn try_out(policy_text: &str, cases_text: &str, locale: money::Locale) -> Result<String, Failure> {
    let law = Law::built_in();
    load("new.toml", policy_text.as_bytes()).map_err(|report| Failure::told(report.written(locale)))?;
    let set = PolicySet::from_files([("new.toml", policy_text.as_bytes())]);
    let set = set.map_err(|report| Failure::told(report.written(locale)))?;
    let file = cases::load("first.cases.toml", cases_text.as_bytes());
    let run = cases::run(&file.map_err(|report| Failure::told(report.written(locale)))?, &set, law);
    if run.failed() > 0 {
        return Err(Failure::told(cases::report::text(&[run], law, false, locale)));
    }
    let Some(today) = clock::today() else {
        return Err(Failure::Input(both!("the clock is off by centuries", "de klok wijst een onmogelijke tijd aan")));
    };
    let files = [("new.toml".to_owned(), policy_text.as_bytes().to_vec())];
    let counts = report::verify_files(&files, law, today, |_| {}).counts();
    let told = both!(
        "{} cases pass; {} of {} obligations proved; {} findings of the compliance check",
        "{} gevallen slagen; {} van {} bewijslasten bewezen; {} bevindingen van de toets",
        run.passed(),
        counts.proved,
        counts.obligations,
        counts.findings
    );
    Ok(told.get(locale).to_owned())
}

/// What the flags say.
fn given(args: &Args) -> Answers {
    let plain = Answers::plain(args.name.clone().unwrap_or_default());
    Answers {
        id: args.id.clone().unwrap_or(plain.id),
        from: args.from,
        law: args.law.unwrap_or(plain.law),
        holidays: args.holidays.unwrap_or(plain.holidays),
        currency: args.currency.unwrap_or(plain.currency),
        sells: if args.sells.is_empty() { plain.sells } else { args.sells.clone() },
        tiers: if args.tiers.is_empty() { plain.tiers } else { args.tiers.clone() },
        withdrawal: args.withdrawal.unwrap_or(plain.withdrawal),
        pay_within: args.pay_within.unwrap_or(plain.pay_within),
        name: plain.name,
    }
}

/// What a person answers; what a flag says is not asked.
fn asked(args: &Args, session: &mut Session<'_>) -> Result<Answers, Failure> {
    let mut dialogue = Dialogue::new(session.streams, args.locale.into());
    let mut name = String::new();
    one(&mut dialogue, ("Whose terms are they?", "Van wie zijn de voorwaarden?"), "", answers::name, &mut name)?;
    let plain = Answers { name, ..given(args) };
    let mut answers = Answers { id: args.id.clone().unwrap_or_else(|| answers::id_of(&plain.name)), ..plain };
    if args.from.is_none() {
        let ask = ("From what day on are they in force?", "Vanaf welke dag gelden ze?");
        one(&mut dialogue, ask, "undated", answers::from, &mut answers.from)?;
    }
    if args.law.is_none() {
        one(&mut dialogue, ("Which law applies?", "Welk recht geldt?"), "NL", answers::law, &mut answers.law)?;
    }
    if args.holidays.is_none() {
        let ask = ("Which calendar of holidays?", "Welke kalender van feestdagen?");
        one(&mut dialogue, ask, "NL", answers::holidays, &mut answers.holidays)?;
    }
    if args.currency.is_none() {
        one(&mut dialogue, ("Which currency?", "Welke munt?"), "EUR", answers::currency, &mut answers.currency)?;
    }
    if args.sells.is_empty() {
        let words = one_of(ProductType::NAMES);
        let ask = both!("What is sold? {words}, parted by commas", "Wat wordt verkocht? {words}, met komma's"; words);
        one(&mut dialogue, (&ask.en, &ask.nl), "event", answers::list(answers::product), &mut answers.sells)?;
    }
    if args.tiers.is_empty() {
        let ask = (
            "What does cancelling cost, by days before the start? Percentages, or costs",
            "Wat kost annuleren, naar dagen voor de start? Percentages, of costs",
        );
        one(&mut dialogue, ask, answers::PLAIN_TIERS, answers::list(answers::tier), &mut answers.tiers)?;
    }
    if args.withdrawal.is_none() {
        let ask = ("For how many days may a consumer withdraw?", "Hoeveel dagen kan een consument herroepen?");
        one(&mut dialogue, ask, "14", answers::withdrawal, &mut answers.withdrawal)?;
    }
    if args.pay_within.is_none() {
        let ask =
            ("Within how many days is an invoice to be paid?", "Binnen hoeveel dagen moet een rekening zijn betaald?");
        one(&mut dialogue, ask, "14", answers::days, &mut answers.pay_within)?;
    }
    dialogue.part()?;
    Ok(answers)
}

/// Asks one thing; what is left empty is as `plain` says.
fn one<T>(
    dialogue: &mut Dialogue<'_>,
    (en, nl): (&str, &str),
    plain: &str,
    read: impl Fn(&str) -> Result<T, Summary>,
    into: &mut T,
) -> Result<(), Failure> {
    let ask = dialogue.pick(en, nl).to_owned();
    let how = match (plain, dialogue.pick("en", "nl")) {
        ("", "en") => "a name".to_owned(),
        ("", _) => "een naam".to_owned(),
        (plain, "en") => format!("empty: {plain}"),
        (plain, _) => format!("leeg: {plain}"),
    };
    let locale = dialogue.locale;
    dialogue.ask(&Prompt { ask, words: Vec::new(), how }, |text| {
        *into = read(if text.is_empty() { plain } else { text }).map_err(|why| why.get(locale).to_owned())?;
        Ok(None)
    })
}
