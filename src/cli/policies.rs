//! `clausula policies`: what is loaded.

use super::Session;
use super::args::{Locale, TextOrJson};
use super::exit::{Exit, Failure};
use super::table::{WIDTH, table, wrap};
use crate::contract::{self, wire};
use crate::money;
use crate::policy::Policy;
use crate::policy::store::PolicySet;
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
    locale: Locale,
}

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let policies = session.policies()?;
    let locale = args.locale.into();
    match (&args.id, args.format) {
        (Some(id), format) => {
            let policy = find(&policies, id, args.version.as_deref())?;
            match format {
                _ if args.source => session.streams.print(&policy.source)?,
                TextOrJson::Text => session.streams.print(&clauses_text(policy, locale))?,
                TextOrJson::Json => session.streams.print_json(&clauses_message(policy, locale))?,
            }
        }
        (None, TextOrJson::Text) => session.streams.print(&list_text(&policies))?,
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
        Failure::Input(error.map(|error| error.to_string()).unwrap_or_default())
    })
}

fn list_text(policies: &PolicySet) -> String {
    let heading = ["POLICY", "VERSION", "IN FORCE", "CLAUSES", "PROVIDER", "DIGEST"].map(str::to_owned).to_vec();
    let row = |policy: &Policy| {
        vec![
            policy.id.clone(),
            policy.version.clone(),
            in_force(policy),
            policy.clauses.len().to_string(),
            policy.name.clone(),
            // As much of it as tells files apart; the JSON has all.
            policy.digest.chars().take("sha256:".len() + 12).collect(),
        ]
    };
    let rows: Vec<Vec<String>> = std::iter::once(heading).chain(policies.iter().map(|policy| row(policy))).collect();
    table(&rows)
}

fn in_force(policy: &Policy) -> String {
    match (policy.effective_from, policy.effective_until) {
        (None, None) => "always".to_owned(),
        (Some(from), None) => format!("from {from}"),
        (None, Some(until)) => format!("until {until}"),
        (Some(from), Some(until)) => format!("{from} until {until}"),
    }
}

fn clauses_text(policy: &Policy, locale: money::Locale) -> String {
    let mut text = format!("{} {} ({}), in force: {}\n", policy.id, policy.version, policy.name, in_force(policy));
    text.push_str(&format!("{}\n", policy.digest));
    for clause in &policy.clauses {
        let questions: Vec<&str> = clause.questions.iter().copied().map(Question::name).collect();
        let (articles, form) = (clause.articles.join(", "), clause.form.name());
        text.push_str(&format!("\n{}  (article {articles}; {}; {form})\n", clause.id, questions.join(", ")));
        for line in wrap(clause.summary.get(locale), WIDTH - 4) {
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
    }
}
