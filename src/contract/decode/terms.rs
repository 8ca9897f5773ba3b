//! What is known of the terms while a request is read: the currency of its amounts, and of what type a product of theirs is.

use super::super::wire;
use crate::calendar::Instant;
use crate::money::Currency;
use crate::policy::Policy;
use crate::policy::store::PolicySet;
use std::sync::Arc;

/// The terms under which a request is read.
#[derive(Clone, Copy, Debug)]
pub enum RequestTerms<'a> {
    /// None: amounts are in any currency that exists, and a product that is named without its type is of any.
    Unknown,
    /// Those among these policies that the request names.
    Among(&'a PolicySet),
    /// One version.
    Version(&'a Policy),
}

/// Which policy a request names, and which version of it; no text: the one in force at conclusion (R7).
#[derive(Clone, Copy)]
pub(super) struct Named<'a> {
    terms: RequestTerms<'a>,
    id: &'a str,
    version: Option<&'a str>,
}

impl<'a> RequestTerms<'a> {
    pub(super) fn named(self, id: &'a str, version: &'a str) -> Named<'a> {
        Named { terms: self, id, version: super::given(version) }
    }
}

impl<'a> Named<'a> {
    /// The currency of amounts; `None` where it is not known, or differs between versions.
    pub(super) fn currency(self) -> Option<Currency> {
        match self.terms {
            RequestTerms::Unknown => None,
            RequestTerms::Among(policies) => policies.currency(self.id),
            RequestTerms::Version(policy) => Some(policy.currency),
        }
    }

    /// The version that decides on an agreement; `None` where it is not known.
    pub(super) fn version(self, concluded_at: Instant) -> Option<&'a Policy> {
        match self.terms {
            RequestTerms::Unknown => None,
            RequestTerms::Among(policies) => policies.select(self.id, self.version, concluded_at).ok().map(Arc::as_ref),
            RequestTerms::Version(policy) => Some(policy),
        }
    }
}

/// Whether an agreement leaves the type of its product to the terms.
pub(crate) fn leaves_type_to_terms(agreement: &wire::Agreement) -> bool {
    agreement.product_type() == wire::ProductType::Unspecified && !agreement.product_id.is_empty()
}
