//! Requests about policies and their answers.

use super::encode;
use super::error::{Cause, Rejection};
use super::wire;
use super::wording::Problem;
use crate::calendar::Instant;
use crate::money::Locale;
use crate::policy::Policy;
use crate::policy::store::PolicySet;

/// Lists the versions of one policy, or of all.
///
/// # Errors
/// When there is no such policy.
pub fn list_policies(
    policies: &PolicySet,
    request: &wire::ListPoliciesRequest,
) -> Result<wire::ListPoliciesResponse, Rejection> {
    let wire::ListPoliciesRequest { policy_id } = request;
    let versions: Vec<wire::PolicyVersion> = if policy_id.is_empty() {
        policies.iter().map(|policy| encode::policy_version(policy)).collect()
    } else {
        policies.versions(policy_id).map(|policy| encode::policy_version(policy)).collect()
    };
    if versions.is_empty() && !policy_id.is_empty() {
        return Err(unknown(policies, policy_id, "", Locale::default()));
    }
    Ok(wire::ListPoliciesResponse { policies: versions })
}

/// Describes one version with its clauses and its source.
///
/// # Errors
/// When no policy is named, or there is no such policy or version.
pub fn get_policy(
    policies: &PolicySet,
    request: &wire::GetPolicyRequest,
) -> Result<wire::GetPolicyResponse, Rejection> {
    let wire::GetPolicyRequest { policy_id, policy_version, locale: tag } = request;
    let Some(locale) = Locale::parse(tag) else {
        return Err(Rejection::of_field("locale", Problem::Locale { tag }, Locale::default()));
    };
    if policy_id.is_empty() {
        return Err(Rejection::of_field("policy_id", Problem::Missing, locale));
    }
    let mut versions = policies.versions(policy_id);
    let found = match policy_version.as_str() {
        // The oldest comes first.
        "" => versions.last(),
        version => versions.find(|policy| policy.version == version),
    };
    let policy: &Policy = found.ok_or_else(|| unknown(policies, policy_id, policy_version, locale))?;
    Ok(wire::GetPolicyResponse {
        policy: Some(encode::policy_version(policy)),
        clauses: policy.clauses.iter().map(|clause| encode::clause(clause, locale)).collect(),
        source_text: policy.source.clone(),
    })
}

/// Why a version was not found: what there is instead.
fn unknown(policies: &PolicySet, id: &str, version: &str, locale: Locale) -> Rejection {
    // A version by its name does not depend on the instant.
    match policies.select(id, Some(version), Instant::MIN) {
        Err(error) => Rejection::new(Cause::Lookup(error), locale),
        Ok(_) => Rejection::new(Cause::Internal, locale),
    }
}
