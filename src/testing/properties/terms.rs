//! Clauses, versions and mandatory law.

use super::{Checked, brief, decided, ensure, violated};
use crate::calendar::Instant;
use crate::decision::{Charge, Deadline, Decision, FindingCode, Source};
use crate::facts::{Event, Facts};
use crate::law::{Law, LawRule};
use crate::money::Cents;
use crate::policy::forms::Form;
use crate::policy::store::PolicySet;
use crate::policy::{Clause, CustomerSet, Policy};
use crate::vocabulary::{Basis, DeadlineKind, Party, Verdict};
use std::cell::RefCell;

/// Every charge, deadline, limit and finding cites at least one source, and every clause that is cited exists.
pub(crate) fn cites_clauses(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    let Some(decision) = decided(policy, law, facts) else { return Ok(()) };
    for sources in cited(&decision) {
        let unknown =
            sources.iter().any(|source| matches!(source, Source::Clause(place) if policy.clause(*place).is_none()));
        ensure(!sources.is_empty() && !unknown, "cites-clauses", || format!("{sources:?} in {}", brief(&decision)))?;
    }
    Ok(())
}

fn cited(decision: &Decision) -> impl Iterator<Item = &[Source]> {
    let charges = decision.charges.iter().map(|charge| charge.sources.as_slice());
    let deadlines = decision.deadlines.iter().map(|deadline| deadline.sources.as_slice());
    let liability = decision.liability.iter().map(|liability| liability.sources.as_slice());
    // A better right rests on the clauses of another question; what is left out, and what a product is sold for, on none.
    let elsewhere =
        |code| matches!(code, FindingCode::WithdrawalOpen | FindingCode::NotEncoded | FindingCode::PriceOutsideProduct);
    let findings = decision.findings.iter().filter(move |finding| !elsewhere(finding.code));
    charges.chain(deadlines).chain(liability).chain(findings.map(|finding| finding.sources.as_slice()))
}

/// A clause that is cited speaks of this question, customer and product: what no clause can decide, none does. Which
/// clauses no request reaches at all, a [`SampleReport`](crate::testing::SampleReport) lists.
pub(crate) fn clauses_reachable(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    let Some(decision) = decided(policy, law, facts) else { return Ok(()) };
    for source in cited(&decision).flatten() {
        let Source::Clause(place) = *source else { continue };
        let Some(clause) = policy.clause(place) else { continue };
        let speaks = clause.questions.contains(&facts.question()) || stands_in(policy, place);
        let applies = clause.customers.contains(facts.agreement().customer)
            && clause.products.contains(facts.agreement().product);
        ensure(speaks && applies, "clauses-reachable", || {
            format!("`{}` is cited on {} where it does not apply", clause.id, facts.question())
        })?;
    }
    Ok(())
}

/// Whether another clause stands for this one, so that it is cited on other questions.
fn stands_in(policy: &Policy, place: u16) -> bool {
    policy.clauses.iter().any(|clause| match &clause.form {
        Form::SameAs(same) => same.clauses.contains(&place),
        Form::PaymentDefault(default) => default.counts_as_cancelled == Some(place),
        _ => false,
    })
}

/// The version in force on the civil date of conclusion decides, and no other (R7).
pub(crate) fn version_in_force(policy: &Policy, _law: &Law, facts: &Facts) -> Checked {
    thread_local! {
        /// The set of the policy tested last: reading a file takes longer than asking a set.
        static LAST: RefCell<Option<(String, PolicySet)>> = const { RefCell::new(None) };
    }
    LAST.with_borrow_mut(|last| {
        if last.as_ref().is_none_or(|(digest, _)| *digest != policy.digest) {
            let set = PolicySet::from_files([(&policy.file, policy.source.as_bytes())]);
            *last = set.ok().map(|set| (policy.digest.clone(), set));
        }
        match last {
            Some((_, set)) => version_in_force_of(set, &policy.id, facts.agreement().concluded_at),
            None => violated("version-in-force", "the policy's own text does not load"),
        }
    })
}

/// As [`version_in_force`], among all versions of a policy: the only one whose days include that of the conclusion.
pub(crate) fn version_in_force_of(set: &PolicySet, id: &str, concluded_at: Instant) -> Checked {
    let mut expected: Vec<&str> = Vec::new();
    let versions: Vec<_> = set.versions(id).collect();
    for (place, policy) in versions.iter().enumerate() {
        let date = policy.zone.date_of(concluded_at);
        let next = versions.get(place + 1).and_then(|next| next.effective_from);
        let until = policy.effective_until.or(next);
        if policy.effective_from.is_none_or(|from| from <= date) && until.is_none_or(|until| date < until) {
            expected.push(&policy.version);
        }
    }
    let got = set.select(id, None, concluded_at).ok().map(|policy| policy.version.as_str());
    ensure(expected.len() <= 1 && got == expected.first().copied(), "version-in-force", || {
        format!("{got:?} of {expected:?} for a contract concluded at {concluded_at}")
    })
}

/// For a consumer, mandatory law never shortens a period to act, never refuses what the terms permit, never makes it
/// dearer and never holds longer to the agreement.
pub(crate) fn law_never_worse(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    const NAME: &str = "law-never-worse";
    if !facts.agreement().is_consumer() {
        return Ok(());
    }
    let on = |basis| Facts::new(facts.agreement().clone(), facts.event().clone(), basis).ok();
    let by = |basis| on(basis).and_then(|facts| decided(policy, law, &facts));
    let (Some(terms), Some(law)) = (by(Basis::TermsOnly), by(Basis::TermsAndLaw)) else { return Ok(()) };
    if terms.verdict == Verdict::Unregulated {
        return Ok(());
    }
    // What the provider may not do after all is better for the customer.
    let by_provider = facts.event().is_act_of_provider();
    let refused = !by_provider && terms.verdict != Verdict::Refused && law.verdict == Verdict::Refused;
    // Payment for what was delivered on request is due by law where the terms are silent on it (L5).
    let by_law = |charge: &&Charge| charge.sources.contains(&Source::Law(LawRule::L5));
    let owed: Cents = law.charges.iter().filter(|charge| !by_law(charge)).map(|charge| charge.amount).sum();
    let dearer = law.verdict != Verdict::Refused && terms.verdict != Verdict::Refused && owed > terms.charged();
    let recoverable = |d: &Decision| d.liability.as_ref().map(|liability| liability.recoverable);
    let right = !refused && !dearer && recoverable(&terms) <= recoverable(&law);
    ensure(right, NAME, || format!("{} becomes {}", brief(&terms), brief(&law)))?;
    let notice_by_customer = matches!(facts.event(), Event::Termination(e) if e.by == Party::Customer);
    for of_terms in &terms.deadlines {
        let later = |of_law: &&Deadline| of_law.kind == of_terms.kind;
        let Some(of_law) = law.deadlines.iter().find(later) else { continue };
        let ends = |d: &Decision| d.deadlines.iter().find(|d| d.kind == DeadlineKind::ContractEnd).map(|d| d.last_day);
        let worse = match of_terms.kind {
            // The last day for notice may come earlier only for an end that comes earlier.
            DeadlineKind::Notice => of_law.expires_at < of_terms.expires_at && ends(&law) >= ends(&terms),
            DeadlineKind::ContractEnd => notice_by_customer && of_law.last_day > of_terms.last_day,
            DeadlineKind::Refund => of_law.expires_at > of_terms.expires_at,
            _ => of_law.expires_at < of_terms.expires_at,
        };
        ensure(!worse, NAME, || format!("{of_terms:?} becomes {of_law:?}"))?;
    }
    Ok(())
}

/// No answer costs the customer more than that of another clause that applies to the same case, unless the decision says that
/// the clauses conflict (V4).
pub(crate) fn best_clause(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    let Some(decision) = decided(policy, law, facts) else { return Ok(()) };
    let told = decision.findings.iter().any(|finding| finding.code == FindingCode::ClauseConflict);
    let answering = |clause: &Clause| {
        clause.on_top_of.is_empty() && matches!(clause.form, Form::Outcome(_) | Form::Tiers(_) | Form::SameAs(_))
    };
    // Whether a complaint or an offer is in time the deadlines say, each kind for itself.
    let in_time = matches!(facts.event(), Event::Complaint(_) | Event::Offer { .. });
    if told || in_time || facts.event().is_act_of_provider() {
        return Ok(());
    }
    let places: Vec<u16> = policy.clauses_on(facts.question()).map(|(place, _)| place).collect();
    for (place, clause) in policy.clauses_on(facts.question()).filter(|(_, clause)| answering(clause)) {
        // The same policy without the other clauses that answer the question, and with those that move a notice.
        let mut alone = policy.clone();
        for other in places.iter().filter(|other| **other != place) {
            if let Some(other) = alone.clauses.get_mut(usize::from(*other)).filter(|other| answering(other)) {
                other.customers = CustomerSet::of(&[]);
            }
        }
        let displaced = policy.clauses_on(facts.question()).any(|(_, other)| other.overrides.contains(&place));
        let Some(said) = decided(&alone, law, facts).filter(|_| !displaced) else { continue };
        let both_allow = said.verdict == Verdict::Permitted && decision.verdict == Verdict::Permitted;
        ensure(!both_allow || decision.charged() <= said.charged(), "best-clause", || {
            format!("{}, where `{}` alone says {}", brief(&decision), clause.id, brief(&said))
        })?;
    }
    Ok(())
}
