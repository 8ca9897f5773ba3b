//! `clausula policies`: what is loaded.

use super::Session;
use super::args::{Locale, TextOrJson};
use super::exit::{Exit, Failure};
use super::table::{table, wrap};
use crate::contract::{self, wire};
use crate::money;
use crate::policy::store::{LookupError, PolicySet};
use crate::policy::{Policy, Summary, Unencoded};
use crate::vocabulary::Question;

const EXAMPLES: &str = "\
Examples:
  clausula policies                               all of them
  clausula policies multidonnas                   its clauses: article, questions, form, summary
  clausula policies multidonnas --source          its file, to start another one from
  clausula --policies my-policies policies        those in a directory of your own
  clausula policies --format json                 for a program";

/// What `clausula policies` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The clauses of this policy
    id: Option<String>,

    /// Of this version [default: the latest]
    version: Option<String>,

    /// Print the text of the policy file
    #[arg(long, requires = "id", conflicts_with = "format")]
    source: bool,

    /// For a person or for a program
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,

    /// The language of summaries
    #[arg(long, value_enum, default_value = "en")]
    pub(super) locale: Locale,
}

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let policies = session.policies()?;
    let locale = args.locale.into();
    let width = session.streams.width();
    match (&args.id, args.format) {
        (Some(id), format) => {
            let policy = find(&policies, id, args.version.as_deref())?;
            match format {
                _ if args.source => session.streams.print(&policy.source)?,
                TextOrJson::Text => session.streams.print(&clauses_text(policy, locale, width))?,
                TextOrJson::Json => session.streams.print_json(&clauses_message(policy, locale))?,
            }
        }
        (None, TextOrJson::Text) => session.streams.print(&list_text(&policies, locale, width))?,
        (None, TextOrJson::Json) => {
            let policies = policies.iter().map(|policy| contract::policy_version(policy)).collect();
            session.streams.print_json(&wire::ListPoliciesResponse { policies })?;
        }
    }
    Ok(Exit::Fine)
}

/// The version with a name, or the latest.
pub(crate) fn find<'a>(policies: &'a PolicySet, id: &str, version: Option<&str>) -> Result<&'a Policy, Failure> {
    let found = match version {
        Some(version) => policies.versions(id).find(|policy| policy.version == version),
        None => policies.versions(id).last(),
    };
    found.map(AsRef::as_ref).ok_or_else(|| {
        // Any instant will do: the lookup fails before it is looked at.
        let error = policies.select(id, version.or(Some("")), crate::calendar::Instant::MIN).err();
        error.map_or_else(|| Failure::told(""), |error| not_found(&error))
    })
}

/// That there is no such policy or version.
pub(crate) fn not_found(error: &LookupError) -> Failure {
    Failure::Input(Summary { nl: contract::lookup(error, money::Locale::Nl), en: error.to_string() })
}

fn list_text(policies: &PolicySet, locale: money::Locale, width: usize) -> String {
    let heading = match locale {
        money::Locale::En => ["POLICY", "VERSION", "IN FORCE", "CLAUSES", "PROVIDER", "DIGEST"],
        money::Locale::Nl => ["VOORWAARDEN", "VERSIE", "GELDIG", "BEPALINGEN", "AANBIEDER", "DIGEST"],
    };
    let heading = heading.map(str::to_owned).to_vec();
    let row = |policy: &Policy| {
        vec![
            policy.id.clone(),
            policy.version.clone(),
            in_force(policy, locale),
            policy.clauses.len().to_string(),
            policy.name.clone(),
            // As much of it as tells files apart; the JSON has all.
            policy.digest.chars().take("sha256:".len() + 12).collect(),
        ]
    };
    let rows: Vec<Vec<String>> = std::iter::once(heading).chain(policies.iter().map(|policy| row(policy))).collect();
    table(&rows, width)
}

fn in_force(policy: &Policy, locale: money::Locale) -> String {
    let (since, until) = (locale.pick("from", "vanaf"), locale.pick("until", "tot"));
    match (policy.effective_from, policy.effective_until) {
        (None, None) => locale.pick("always", "altijd").to_owned(),
        (Some(from), None) => format!("{since} {from}"),
        (None, Some(end)) => format!("{until} {end}"),
        (Some(from), Some(end)) => format!("{from} {until} {end}"),
    }
}

fn clauses_text(policy: &Policy, locale: money::Locale, width: usize) -> String {
    let (in_force, word) = (in_force(policy, locale), locale.pick("in force", "geldig"));
    let mut text = format!("{} {} ({}), {word}: {in_force}\n", policy.id, policy.version, policy.name);
    text.push_str(&format!("{}\n", policy.digest));
    for clause in &policy.clauses {
        let questions: Vec<&str> = clause.questions.iter().copied().map(Question::name).collect();
        let (articles, form) = (clause.articles.join(", "), clause.form.name());
        let article = locale.pick("article", "artikel");
        let head = format!("{}  ({article} {articles}; {}; {form})", clause.id, questions.join(", "));
        let head = if head.chars().count() <= width { head } else { wrap(&head, width - 2).join("\n  ") };
        text.push_str(&format!("\n{head}\n"));
        for line in wrap(clause.summary.get(locale), width - 4) {
            text.push_str(&format!("    {line}\n"));
        }
    }
    text.push_str(&left_out_text(&policy.unencoded, locale, width));
    text
}

/// The section on the articles that a policy leaves out; nothing where there are none.
pub(crate) fn left_out_text<'p>(
    left_out: impl IntoIterator<Item = &'p Unencoded>,
    locale: money::Locale,
    width: usize,
) -> String {
    let mut text = String::new();
    for Unencoded { articles, questions, why, span: _ } in left_out {
        if text.is_empty() {
            text.push_str(locale.pick("\nNot encoded\n", "\nNiet opgenomen\n"));
        }
        let questions: Vec<&str> = questions.iter().copied().map(Question::name).collect();
        let questions = match questions.is_empty() {
            true => locale.pick("nothing that can be asked", "niets dat gevraagd kan worden").to_owned(),
            false => questions.join(", "),
        };
        let article = locale.pick("article", "artikel");
        let head = format!("{article} {}  ({questions})", articles.join(", "));
        text.push_str(&format!("\n{}\n", wrap(&head, width - 2).join("\n  ")));
        for line in wrap(why.get(locale), width - 4) {
            text.push_str(&format!("    {line}\n"));
        }
    }
    text
}

fn clauses_message(policy: &Policy, locale: money::Locale) -> wire::GetPolicyResponse {
    wire::GetPolicyResponse {
        policy: Some(contract::policy_version(policy)),
        clauses: contract::clauses(policy, locale),
        source_text: policy.source.clone(),
        unencoded: contract::unencoded(policy, None, locale),
    }
}
