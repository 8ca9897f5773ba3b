//! The policies that are at hand, and which version of one is in force (rule R7).

mod files;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use super::load::{self, Fault, FaultCode, Faults, Loaded, Places, Report, Severity};
use super::{Policy, Summary};
use crate::analyse::rules;
use crate::calendar::{Date, Instant};
use crate::law::Law;
use crate::money::Currency;
use crate::vocabulary::both;

pub use files::{BUILT_IN, LISTING, LoadDirError, MAX_FILES, MAX_TOTAL};

/// Policies in all their versions: found by id, version and date. The compliance check has marked the clauses that a court may
/// annul ([`Policy::doubts`]).
///
/// ```
/// use clausula::{calendar::Instant, policy::store::PolicySet};
/// let set = PolicySet::built_in()?;
/// let concluded = Instant::parse_rfc3339("2026-01-01T00:00:00Z").ok_or("no instant")?;
/// assert_eq!(set.select("multidonnas", None, concluded)?.version, "undated");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct PolicySet {
    policies: HashMap<String, Vec<InForce>>,
    warnings: Vec<Fault>,
}

/// A version and when it is in force.
#[derive(Clone, Debug)]
struct InForce {
    policy: Arc<Policy>,
    /// The first day on which it no longer is: its own end, or the first day of the next version.
    until: Option<Date>,
}

/// Why no policy was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookupError {
    /// There is no policy with this id.
    UnknownPolicy {
        /// The id.
        id: String,
        /// An id that is close to it.
        did_you_mean: Option<String>,
        /// All ids there are, where they are few.
        known: Vec<String>,
    },
    /// The policy has no such version.
    UnknownVersion {
        /// The policy.
        id: String,
        /// The version.
        version: String,
        /// The versions that it has, the oldest first.
        known: Vec<String>,
    },
    /// No version was in force on the day.
    NotInForce {
        /// The policy.
        id: String,
        /// The civil date of conclusion.
        on: Date,
        /// The first later day on which a version is in force; `None`: there is none.
        first_day: Option<Date>,
    },
}

/// How many policies an error names, at most.
const MOST_NAMED: usize = 10;

impl PolicySet {
    /// The policies that are built in.
    ///
    /// # Errors
    /// When one of them is at fault, which the tests rule out.
    pub fn built_in() -> Result<PolicySet, Report> {
        PolicySet::from_files(BUILT_IN.iter().map(|(name, text)| (*name, text.as_bytes())))
    }

    /// Policies from the names and the bytes of their files.
    ///
    /// # Errors
    /// All that is wrong with any of the files, and files that contradict each other: one version twice, or two versions
    /// in force on one day.
    pub fn from_files<N, B>(files: impl IntoIterator<Item = (N, B)>) -> Result<PolicySet, Report>
    where
        N: AsRef<str>,
        B: AsRef<[u8]>,
    {
        let mut faults = Vec::new();
        let mut policies: HashMap<String, Vec<(Arc<Policy>, Places)>> = HashMap::new();
        for (name, bytes) in files {
            match load::load(name.as_ref(), bytes.as_ref()) {
                Ok(Loaded { mut policy, warnings, places }) => {
                    faults.extend(warnings);
                    policy.doubts = rules::doubts(&policy, Law::built_in());
                    policies.entry(policy.id.clone()).or_default().push((Arc::new(policy), places));
                }
                Err(report) => faults.extend(report.faults),
            }
        }
        let policies = policies.into_iter().map(|(id, versions)| (id, in_force(versions, &mut faults))).collect();
        faults.sort_by(|a, b| a.file.cmp(&b.file));
        if faults.iter().any(|fault| fault.severity == Severity::Error) {
            return Err(Report { faults });
        }
        Ok(PolicySet { policies, warnings: faults })
    }

    /// Policies from a directory: every `*.toml` in it and below, hidden ones left out.
    ///
    /// # Errors
    /// When the directory cannot be read, has no policy file or too many, or holds files that are at fault.
    pub fn from_dir(directory: impl AsRef<std::path::Path>) -> Result<PolicySet, LoadDirError> {
        let files = files::read(directory.as_ref())?;
        PolicySet::from_files(files).map_err(LoadDirError::Faults)
    }

    /// The version with a name; without one, the version in force on the civil date of conclusion (R7), in the zone of
    /// the version.
    ///
    /// # Errors
    /// When there is no such policy or version, or none was in force.
    pub fn select(&self, id: &str, version: Option<&str>, concluded_at: Instant) -> Result<&Arc<Policy>, LookupError> {
        let Some(versions) = self.policies.get(id) else { return Err(self.unknown(id)) };
        if let Some(version) = version {
            let found = versions.iter().find(|held| held.policy.version == version);
            return found.map(|held| &held.policy).ok_or_else(|| LookupError::UnknownVersion {
                id: id.to_owned(),
                version: version.to_owned(),
                known: versions.iter().map(|held| held.policy.version.clone()).collect(),
            });
        }
        // The latest first: that is the one that most contracts are under.
        let found = versions.iter().rev().find(|held| held.at(concluded_at));
        found.map(|held| &held.policy).ok_or_else(|| not_in_force(id, versions, concluded_at))
    }

    /// All versions, by id and then by date.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Policy>> {
        let mut ids: Vec<_> = self.policies.iter().collect();
        ids.sort_unstable_by_key(|(id, _)| id.as_str());
        ids.into_iter().flat_map(|(_, versions)| versions.iter().map(|held| &held.policy))
    }

    /// The versions of one policy, the oldest first; none for an unknown id.
    pub fn versions(&self, id: &str) -> impl Iterator<Item = &Arc<Policy>> {
        self.policies.get(id).into_iter().flatten().map(|held| &held.policy)
    }

    /// The currency of all versions of a policy; `None` for an unknown id, and where versions differ.
    pub fn currency(&self, id: &str) -> Option<Currency> {
        let mut currencies = self.versions(id).map(|policy| policy.currency);
        let first = currencies.next()?;
        currencies.all(|other| other == first).then_some(first)
    }

    /// These policies, with one version of one of them replaced by another text of it.
    pub(crate) fn with(&self, replaced: &Policy, by: Policy) -> PolicySet {
        let mut policies = self.policies.clone();
        if let Some(held) = policies.get_mut(&replaced.id) {
            let by = Arc::new(by);
            for version in held.iter_mut().filter(|held| held.policy.version == replaced.version) {
                version.policy = Arc::clone(&by);
            }
            held.sort_by(|a, b| {
                (a.policy.effective_from, &a.policy.file).cmp(&(b.policy.effective_from, &b.policy.file))
            });
            let begins: Vec<Option<Date>> = held.iter().map(|held| held.policy.effective_from).collect();
            for (version, next) in held.iter_mut().zip(begins.into_iter().skip(1).chain([None])) {
                version.until = version.policy.effective_until.or(next);
            }
        }
        PolicySet { policies, warnings: Vec::new() }
    }

    /// What the authors should look at.
    pub fn warnings(&self) -> &[Fault] {
        &self.warnings
    }

    fn unknown(&self, id: &str) -> LookupError {
        let mut ids: Vec<&str> = self.policies.keys().map(String::as_str).collect();
        ids.sort_unstable();
        let did_you_mean = load::closest(id, ids.iter().copied()).map(str::to_owned);
        let few = if ids.len() <= MOST_NAMED { ids } else { Vec::new() };
        let known = few.into_iter().map(str::to_owned).collect();
        LookupError::UnknownPolicy { id: id.to_owned(), did_you_mean, known }
    }
}

impl InForce {
    fn at(&self, instant: Instant) -> bool {
        let from = self.policy.effective_from;
        if from.is_none() && self.until.is_none() {
            return true;
        }
        let date = self.policy.zone.date_of(instant);
        from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date < until)
    }
}

fn not_in_force(id: &str, versions: &[InForce], concluded_at: Instant) -> LookupError {
    let on = versions.first().map_or(Date::MIN, |held| held.policy.zone.date_of(concluded_at));
    let later = versions.iter().filter_map(|held| held.policy.effective_from).filter(|from| *from > on);
    LookupError::NotInForce { id: id.to_owned(), on, first_day: later.min() }
}

/// What versions of one policy say against each other, in files of which everything else is left aside: one version twice, two
/// in force on one day, and days between them without one.
pub(crate) fn between<N: AsRef<str>, B: AsRef<[u8]>>(files: impl IntoIterator<Item = (N, B)>) -> Vec<Fault> {
    let mut policies: HashMap<String, Vec<(Arc<Policy>, Places)>> = HashMap::new();
    for (name, bytes) in files {
        if let Ok(Loaded { policy, places, .. }) = load::load(name.as_ref(), bytes.as_ref()) {
            policies.entry(policy.id.clone()).or_default().push((Arc::new(policy), places));
        }
    }
    let mut faults = Vec::new();
    policies.into_values().for_each(|versions| drop(in_force(versions, &mut faults)));
    faults.sort_by(|a, b| a.file.cmp(&b.file));
    faults
}

/// The versions of one policy, the oldest first, each until its end or the first day of the next.
fn in_force(mut versions: Vec<(Arc<Policy>, Places)>, faults: &mut Vec<Fault>) -> Vec<InForce> {
    versions.sort_by(|(a, _), (b, _)| (a.effective_from, &a.file).cmp(&(b.effective_from, &b.file)));
    let mut held: Vec<InForce> = Vec::with_capacity(versions.len());
    for (policy, places) in versions {
        if let Some(other) = held.iter().find(|other| other.policy.version == policy.version) {
            let message = both!(
                "version `{}` of `{}` is also in `{}`",
                "versie `{}` van `{}` staat ook in `{}`",
                policy.version,
                policy.id,
                other.policy.file
            );
            faults.extend(fault(&policy, FaultCode::DuplicateVersion, places.version, message));
        } else if let Some(other) = held.last_mut() {
            let overlaps = other.policy.effective_from == policy.effective_from
                || other.until.is_some_and(|until| policy.effective_from.is_none_or(|from| from < until));
            if overlaps {
                let (version, other) = (&policy.version, &other.policy);
                let message = both!(
                    "version `{}` in `{}` is in force on days of version `{version}`",
                    "versie `{}` in `{}` geldt op dagen van versie `{version}`",
                    other.version,
                    other.file
                );
                faults.extend(fault(&policy, FaultCode::VersionOverlap, places.effective, message));
            } else {
                if let (Some(until), Some(from)) = (other.until, policy.effective_from)
                    && until < from
                {
                    let message = both!(
                        "no version of `{}` is in force from {until} until `{}` is",
                        "van `{}` geldt vanaf {until} geen versie, totdat `{}` geldt",
                        policy.id,
                        policy.version
                    );
                    let help = both!(
                        "agreements concluded then have no answer: `effective_from = {until}`",
                        "wie dan een overeenkomst sluit, krijgt geen antwoord: `effective_from = {until}`"
                    );
                    let mut gap = Faults::new(&policy.file, &policy.source);
                    gap.warning(FaultCode::VersionGap, places.effective, message, Some(help));
                    faults.extend(gap.into_sorted());
                }
                other.until = other.until.or(policy.effective_from);
            }
        }
        held.push(InForce { until: policy.effective_until, policy });
    }
    held
}

fn fault(policy: &Policy, code: FaultCode, span: super::building_blocks::Span, message: Summary) -> Vec<Fault> {
    let mut faults = Faults::new(&policy.file, &policy.source);
    faults.error(code, span, message, None);
    faults.into_sorted()
}

impl fmt::Display for LookupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LookupError::UnknownPolicy { id, did_you_mean, known } => {
                write!(f, "there is no policy {}", load::quoted(id))?;
                match did_you_mean {
                    Some(name) => write!(f, ": did you mean `{name}`?"),
                    None if known.is_empty() => Ok(()),
                    None => write!(f, ", only {}", load::one_of(known).en),
                }
            }
            LookupError::UnknownVersion { id, version, known } => {
                write!(f, "`{id}` has no version {}, only {}", load::quoted(version), load::one_of(known).en)
            }
            LookupError::NotInForce { id, on, first_day } => {
                write!(f, "no version of `{id}` was in force on {on}")?;
                first_day.iter().try_for_each(|day| write!(f, "; the next is from {day}"))
            }
        }
    }
}

impl std::error::Error for LookupError {}
