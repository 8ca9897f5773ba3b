//! `TERMS-UNILATERAL`, `CHANGE-NOEXIT`: terms, and performances, that change without consent.

use super::Rule;
use super::check::{Check, Found};
use super::text::{both, each, period};
use crate::money::Locale;
use crate::policy::forms::{Announcement, Form, Outcome};
use crate::vocabulary::{Question, Verdict};

/// Reports silence taken as consent, and changes that a consumer can neither reject nor leave for.
pub(super) fn unilateral(check: &mut Check<'_>) {
    for (place, clause) in check.consumer_clauses(Question::TermsChange) {
        match &clause.form {
            Form::Announcement(Announcement { accepted_after: Some(silence), .. }) => {
                let silence = *silence;
                check.report(Found {
                    rule: Rule::TermsUnilateral,
                    clauses: vec![place],
                    span: check.key(place, "announcement.accepted_after"),
                    message: each(|locale| match locale {
                        Locale::En => format!("whoever says nothing for {silence} counts as having accepted new terms"),
                        Locale::Nl => {
                            format!("wie {} niets zegt, heeft nieuwe voorwaarden aanvaard", period(silence, locale))
                        }
                    }),
                    help: both(
                        "vraag uitdrukkelijke instemming met nieuwe voorwaarden",
                        "ask for express consent to new terms",
                    ),
                    witness: None,
                });
            }
            Form::Announcement(Announcement {
                reject_when_performance_changes: false,
                customer_may_dissolve: false,
                ..
            })
            | Form::Outcome(Outcome {
                verdict: Verdict::Permitted | Verdict::Discretionary,
                customer_may_dissolve: false,
                customer_may_reject: false,
                ..
            }) => {
                check.report(Found {
                    rule: Rule::TermsUnilateral,
                    clauses: vec![place],
                    span: check.key(place, clause.form.name()),
                    message: both(
                        "de aanbieder kan de voorwaarden wijzigen zonder dat een consument dat kan weigeren of mag stoppen",
                        "the provider can change the terms without a consumer's right to reject that or to leave",
                    ),
                    help: both(
                        "laat een consument nieuwe voorwaarden weigeren of de overeenkomst ontbinden",
                        "let consumers reject new terms or dissolve the agreement",
                    ),
                    witness: None,
                });
            }
            _ => {}
        }
    }
}

/// Reports a provider's change of what it performs that a consumer can neither reject nor leave for.
///
/// A clause of the form `change_response` gives the customer an answer, and is not reported.
pub(super) fn changed_performance(check: &mut Check<'_>) {
    for (place, clause) in check.consumer_clauses(Question::ProviderChange) {
        let Form::Outcome(Outcome {
            verdict: Verdict::Permitted | Verdict::Discretionary,
            customer_may_dissolve: false,
            customer_may_reject: false,
            ..
        }) = &clause.form
        else {
            continue;
        };
        check.report(Found {
            rule: Rule::ChangeNoexit,
            clauses: vec![place],
            span: check.key(place, clause.form.name()),
            message: both(
                "de aanbieder kan wijzigen wat hij levert zonder dat een consument dat kan weigeren of mag stoppen",
                "the provider can change what it performs without a consumer's right to reject that or to leave",
            ),
            help: both(
                "laat een consument een gewijzigde prestatie weigeren of de overeenkomst ontbinden",
                "let consumers reject a changed performance or dissolve the agreement",
            ),
            witness: None,
        });
    }
}
