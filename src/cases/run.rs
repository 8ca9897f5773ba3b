//! Running cases: each is evaluated in full and compared with what is expected.

use super::compare::{self, Mismatch};
use super::facts::Refusal;
use super::values::{Many, OneLine};
use super::{Case, CaseFile, facts};
use crate::analyse::Patience;
use crate::calendar::{Instant, Zone};
use crate::decision::Decision;
use crate::evaluate::{Detail, EvaluateError, evaluate};
use crate::facts::Facts;
use crate::law::Law;
use crate::policy::Policy;
use crate::policy::load::read::At;
use crate::policy::store::PolicySet;

/// Where the policies of cases come from.
pub trait Policies {
    /// The zone in which the moments of a policy's cases are read; `None`: there is no such policy.
    fn zone(&self, id: &str, version: Option<&str>) -> Option<Zone>;

    /// The version with a name, or the one in force at the conclusion.
    ///
    /// # Errors
    /// Why there is none, in words.
    fn select(&self, id: &str, version: Option<&str>, concluded_at: Instant) -> Result<&Policy, String>;
}

impl Policies for PolicySet {
    fn zone(&self, id: &str, version: Option<&str>) -> Option<Zone> {
        let mut versions = self.versions(id);
        let policy = versions.find(|policy| version.is_none_or(|version| policy.version == version))?;
        Some(policy.zone.clone())
    }

    fn select(&self, id: &str, version: Option<&str>, concluded_at: Instant) -> Result<&Policy, String> {
        self.select(id, version, concluded_at).map(AsRef::as_ref).map_err(|error| error.to_string())
    }
}

/// One policy, for cases about it.
impl Policies for Policy {
    fn zone(&self, id: &str, _version: Option<&str>) -> Option<Zone> {
        (self.id == id).then(|| self.zone.clone())
    }

    fn select(&self, id: &str, version: Option<&str>, _concluded_at: Instant) -> Result<&Policy, String> {
        if self.id != id {
            return Err(format!("there is no policy `{id}`"));
        }
        match version {
            Some(version) if version != self.version => Err(format!("`{id}` has no version `{version}`")),
            _ => Ok(self),
        }
    }
}

/// What became of the cases of one file.
pub struct RunReport<'p> {
    /// The name of the file.
    pub file: String,
    /// The cases, in the order of the file, each row as one.
    pub outcomes: Vec<CaseOutcome<'p>>,
}

/// What became of one case.
pub struct CaseOutcome<'p> {
    /// Its name, and the number of the row.
    pub name: String,
    /// The articles that it cites.
    pub articles: Vec<String>,
    /// The line of the file on which it starts.
    pub line: usize,
    /// The policy that decided; `None`: none was found.
    pub policy: Option<&'p Policy>,
    /// The facts; `None`: they were refused.
    pub facts: Option<Facts>,
    /// The decision; `None`: the request was refused.
    pub decision: Option<Decision>,
    /// What is not as expected; none: the case passed.
    pub mismatches: Vec<Mismatch>,
}

impl CaseOutcome<'_> {
    /// Whether everything is as expected.
    pub fn passed(&self) -> bool {
        self.mismatches.is_empty()
    }
}

impl RunReport<'_> {
    /// How many cases passed.
    pub fn passed(&self) -> usize {
        self.outcomes.len() - self.failed()
    }

    /// How many cases failed.
    pub fn failed(&self) -> usize {
        self.failures().count()
    }

    /// The cases that failed.
    pub fn failures(&self) -> impl Iterator<Item = &CaseOutcome<'_>> {
        self.outcomes.iter().filter(|outcome| !outcome.passed())
    }
}

/// Runs the cases of a file. A pure function: the same cases, policies and law always give the same report.
pub fn run<'p>(cases: &CaseFile, policies: &'p impl Policies, law: &Law) -> RunReport<'p> {
    run_while(cases, policies, law, &Patience::default())
}

/// As [`run`], for as long as it is wanted: the cases that come after that are left out.
pub(crate) fn run_while<'p>(
    cases: &CaseFile,
    policies: &'p impl Policies,
    law: &Law,
    patience: &Patience,
) -> RunReport<'p> {
    let wanted = cases.cases.iter().take_while(|_| !patience.is_over());
    let outcomes = wanted.map(|case| run_case(cases, case, policies, law)).collect();
    RunReport { file: cases.file.clone(), outcomes }
}

/// What an evaluation came to.
enum Got {
    Decided(Box<(Facts, Decision)>),
    Refused(Vec<Refusal>),
    /// No policy was found: why not.
    NoPolicy(String),
}

/// Runs one case.
pub(super) fn run_case<'p>(file: &CaseFile, case: &Case, policies: &'p impl Policies, law: &Law) -> CaseOutcome<'p> {
    let (policy, got) = match choose(file, case, policies) {
        Ok((policy, zone)) => (policy, decide(case, policy, &zone, law)),
        Err(problem) => (None, Got::NoPolicy(problem)),
    };
    let mut mismatches = mismatches(case, policy, &got);
    if case.unchecked {
        mismatches.push(unchecked());
    }
    let (facts, decision) = match got {
        Got::Decided(decided) => (Some(decided.0), Some(decided.1)),
        Got::Refused(_) | Got::NoPolicy(_) => (None, None),
    };
    let Case { name, articles, line, .. } = case;
    CaseOutcome { name: name.clone(), articles: articles.clone(), line: *line, policy, facts, decision, mismatches }
}

/// The policy of a case, where the conclusion of the contract is known, and the zone in which to read the case.
fn choose<'p>(file: &CaseFile, case: &Case, policies: &'p impl Policies) -> Result<(Option<&'p Policy>, Zone), String> {
    let version = file.version.as_deref();
    let unknown = || policies.select(&file.policy, version, Instant::MIN).err();
    let zone = policies.zone(&file.policy, version).ok_or_else(|| unknown().unwrap_or_default())?;
    let Some(concluded_at) = facts::concluded_at(&case.facts, &zone) else { return Ok((None, zone)) };
    let policy = policies.select(&file.policy, version, concluded_at)?;
    if policy.currency != file.currency {
        let (policy, file) = (policy.currency, file.currency);
        return Err(format!(
            "the amounts are in {file}, the policy is in {policy}: write `currency = \"{policy}\"` at the top"
        ));
    }
    Ok((Some(policy), policy.zone.clone()))
}

fn decide(case: &Case, policy: Option<&Policy>, zone: &Zone, law: &Law) -> Got {
    let facts = match facts::facts(&case.facts, case.question, zone, policy.map(|policy| &policy.facts)) {
        Ok(facts) => facts,
        Err(refusals) => return Got::Refused(refusals),
    };
    let Some(policy) = policy else { return Got::NoPolicy("no policy was chosen".to_owned()) };
    match evaluate(policy, law, &facts, Detail::Full) {
        Ok(decision) => Got::Decided(Box::new((facts, decision))),
        Err(EvaluateError::Facts(violations)) => Got::Refused(violations.into_iter().map(Refusal::from).collect()),
    }
}

/// What keeps a suggested case from passing before a person has looked at it.
fn unchecked() -> Mismatch {
    Mismatch {
        field: "unchecked".to_owned(),
        expected: "what a person works out from the text: compare it, then take out `unchecked`".to_owned(),
        got: "what this program answered".to_owned(),
    }
}

fn mismatches(case: &Case, policy: Option<&Policy>, got: &Got) -> Vec<Mismatch> {
    let expected_error = case.expect.error.as_ref().map(|At { value: Many(fields), .. }| {
        let mut fields: Vec<&str> = fields.iter().map(|At { value: OneLine(field), .. }| field.as_str()).collect();
        fields.sort_unstable();
        fields
    });
    let differ = |expected: String, got: String| vec![Mismatch { field: "error".to_owned(), expected, got }];
    match (got, policy, expected_error) {
        (Got::Decided(decided), Some(policy), None) => compare::decision(&case.expect, &decided.1, policy),
        (Got::Decided(decided), _, expected) => {
            differ(expected.unwrap_or_default().join(", "), format!("a decision: {}", decided.1.verdict))
        }
        (Got::Refused(refusals), _, Some(expected)) => {
            let mut fields: Vec<&str> = refusals.iter().map(|refusal| refusal.field.as_str()).collect();
            fields.sort_unstable();
            fields.dedup();
            if fields == expected { Vec::new() } else { differ(expected.join(", "), listed(refusals)) }
        }
        (Got::Refused(refusals), _, None) => differ("a decision".to_owned(), listed(refusals)),
        (Got::NoPolicy(_), _, Some(expected)) if expected == ["policy"] => Vec::new(),
        (Got::NoPolicy(problem), _, expected) => {
            differ(expected.map_or("a decision".to_owned(), |fields| fields.join(", ")), format!("`policy`: {problem}"))
        }
    }
}

fn listed(refusals: &[Refusal]) -> String {
    refusals.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
