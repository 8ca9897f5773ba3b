//! The short way in: terms that were loaded, an agreement under the version that binds it, and what can be asked of both.
//!
//! Everything here is done by functions of the modules below, which stay at hand for whoever needs more of them.

use crate::analyse::report::{Verification, verify_files};
use crate::calendar::{Date, Instant};
use crate::decision::Decision;
use crate::evaluate::{self, CustomerOption, Detail, EvaluateError, Moment, Quote, QuoteError};
use crate::facts::{Agreement, Event, Facts, FactsError};
use crate::law::Law;
use crate::money::Locale;
use crate::policy::Policy;
use crate::policy::load::Report;
use crate::policy::store::{LoadDirError, LookupError, PolicySet};
use crate::render;
use crate::vocabulary::Basis;
use std::path::Path;

/// Terms that were loaded: policies in all their versions, and the law beside them. It does not change, and threads may
/// share it.
#[derive(Clone, Debug)]
pub struct Terms {
    policies: PolicySet,
}

impl Terms {
    /// The terms that are built in.
    ///
    /// # Errors
    /// When one of them is at fault, which the tests of this crate rule out.
    pub fn built_in() -> Result<Terms, Report> {
        PolicySet::built_in().map(Terms::from)
    }

    /// The terms of a directory: every `*.toml` in it and below, hidden ones left out.
    ///
    /// # Errors
    /// When the directory cannot be read, has no policy file or too many, or holds files that are at fault.
    pub fn load(directory: impl AsRef<Path>) -> Result<Terms, LoadDirError> {
        PolicySet::from_dir(directory).map(Terms::from)
    }

    /// Terms from names and texts, such as those of a database. A name is used in messages only.
    ///
    /// # Errors
    /// All that is wrong with any of the texts.
    pub fn from_texts<N, B>(texts: impl IntoIterator<Item = (N, B)>) -> Result<Terms, Report>
    where
        N: AsRef<str>,
        B: AsRef<[u8]>,
    {
        PolicySet::from_files(texts).map(Terms::from)
    }

    /// All policies in all their versions.
    pub fn policies(&self) -> &PolicySet {
        &self.policies
    }

    /// An agreement, with the version of a provider's terms that was in force when it was concluded.
    ///
    /// # Errors
    /// When there is no such provider, or none of its versions was in force on that day.
    ///
    /// ```
    /// use clausula::{Agreement, Cents, CustomerType, Instant, ProductType, Terms};
    ///
    /// let terms = Terms::built_in()?;
    /// let booked = Instant::parse_rfc3339("2026-06-01T12:00:00+02:00").ok_or("not a moment")?;
    /// let agreement = Agreement::new(CustomerType::Consumer, ProductType::Event, Cents::new(125_000), booked);
    /// assert_eq!(terms.bind("multidonnas", agreement.clone())?.policy().version, "undated");
    /// let unknown = terms.bind("multidonas", agreement).err().map(|error| error.to_string()).unwrap_or_default();
    /// assert!(unknown.ends_with("did you mean `multidonnas`?"), "{unknown}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn bind(&self, provider: &str, agreement: Agreement) -> Result<BoundAgreement<'_>, LookupError> {
        let policy = self.policies.select(provider, None, agreement.concluded_at)?;
        Ok(BoundAgreement { policy, agreement, basis: Basis::TermsAndLaw, detail: Detail::Full })
    }

    /// Proves the invariants of all policies for all inputs and holds them against mandatory law. `as_of` is the day
    /// whose statutory figures count, and on which acceptances must not have run out.
    ///
    /// ```
    /// use clausula::{Date, Terms, analyse::rules::Severity};
    ///
    /// let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/policies/multidonnas/undated.toml"));
    /// let terms = Terms::from_texts([("multidonnas.toml", text)])?;
    /// let verification = terms.verify(Date::new(2026, 11, 29).ok_or("no such day")?);
    /// assert!(!verification.denied(Severity::Critical));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn verify(&self, as_of: Date) -> Verification {
        let files: Vec<(String, &str)> =
            self.policies.iter().map(|policy| (policy.file.clone(), policy.source.as_str())).collect();
        verify_files(&files, Law::built_in(), as_of, |_| {})
    }
}

impl From<PolicySet> for Terms {
    fn from(policies: PolicySet) -> Terms {
        Terms { policies }
    }
}

/// An agreement and the version of the terms that binds it.
#[derive(Clone, Debug)]
pub struct BoundAgreement<'t> {
    policy: &'t Policy,
    agreement: Agreement,
    basis: Basis,
    detail: Detail,
}

impl<'t> BoundAgreement<'t> {
    /// The same, asked on another basis than terms and law together.
    pub fn with_basis(self, basis: Basis) -> BoundAgreement<'t> {
        BoundAgreement { basis, ..self }
    }

    /// The same, with less told: a job that needs amounts alone is faster without their explanation.
    pub fn with_detail(self, detail: Detail) -> BoundAgreement<'t> {
        BoundAgreement { detail, ..self }
    }

    /// The version of the terms.
    pub fn policy(&self) -> &'t Policy {
        self.policy
    }

    /// The agreement.
    pub fn agreement(&self) -> &Agreement {
        &self.agreement
    }

    /// Decides what happened, or is about to.
    ///
    /// # Errors
    /// All facts that are missing or contradict each other, at once.
    pub fn decide(&self, event: &Event) -> Result<Decision, FactsError> {
        self.decided(event).map(|(_, decision)| decision)
    }

    /// Decides, and writes the answer as a person would, with each amount and its article.
    ///
    /// # Errors
    /// As for [`decide`](BoundAgreement::decide).
    pub fn explain(&self, event: &Event, locale: Locale) -> Result<String, FactsError> {
        let decision = self.decide(event)?;
        let law = Law::built_in();
        Ok(render::decision_text(self.policy, law, event.question(), &decision, locale, render::WIDTH))
    }

    /// Decides, and writes what the customer can be sent.
    ///
    /// # Errors
    /// As for [`decide`](BoundAgreement::decide).
    pub fn letter(&self, event: &Event, locale: Locale) -> Result<render::Letter, FactsError> {
        let (facts, decision) = self.decided(event)?;
        Ok(render::letter(self.policy, Law::built_in(), &facts, &decision, locale))
    }

    /// Everything that the customer may do at a moment, the cheapest first.
    ///
    /// # Errors
    /// When the agreement contradicts itself, or the moment lies before its conclusion.
    pub fn options(&self, at: Instant, moment: &Moment) -> Result<Vec<CustomerOption>, FactsError> {
        evaluate::options(self.policy, Law::built_in(), &self.agreement, at, moment, self.basis, self.detail)
    }

    /// What an act costs at every instant from the conclusion on. The instant of `event` itself is not looked at.
    ///
    /// # Errors
    /// When facts are missing or contradict each other, or the event has no act whose instant could be chosen.
    pub fn quote(&self, event: &Event) -> Result<Quote, QuoteError> {
        evaluate::quote(self.policy, Law::built_in(), &self.agreement, event, self.basis)
    }

    fn decided(&self, event: &Event) -> Result<(Facts, Decision), FactsError> {
        let facts = Facts::new(self.agreement.clone(), event.clone(), self.basis)?;
        match evaluate::evaluate(self.policy, Law::built_in(), &facts, self.detail) {
            Ok(decision) => Ok((facts, decision)),
            Err(EvaluateError::Facts(violations)) => Err(FactsError(violations)),
        }
    }
}
