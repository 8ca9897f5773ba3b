//! The methods about policies.

use tonic::{Request, Response, Status, async_trait};

use super::Snapshot;
use super::status::status;
use crate::contract::{self, Cause, Rejection, wire};
use crate::money::Locale;
use wire::policy_service_server::PolicyService;

/// What there is to know about the policies in use.
#[derive(Debug)]
pub(super) struct Policies {
    policies: Snapshot,
}

impl Policies {
    pub(super) fn new(policies: Snapshot) -> Policies {
        Policies { policies }
    }
}

#[async_trait]
impl PolicyService for Policies {
    async fn list_policies(
        &self,
        request: Request<wire::ListPoliciesRequest>,
    ) -> Result<Response<wire::ListPoliciesResponse>, Status> {
        respond(contract::list_policies(&self.policies.load(), request.get_ref()))
    }

    async fn get_policy(
        &self,
        request: Request<wire::GetPolicyRequest>,
    ) -> Result<Response<wire::GetPolicyResponse>, Status> {
        respond(contract::get_policy(&self.policies.load(), request.get_ref()))
    }

    // The analysis answers these two: verify and compare, off the threads that serve others, like a quote.

    async fn verify_policy(
        &self,
        request: Request<wire::VerifyPolicyRequest>,
    ) -> Result<Response<wire::VerifyPolicyResponse>, Status> {
        not_implemented(&request.get_ref().locale)
    }

    async fn compare_policies(
        &self,
        request: Request<wire::ComparePoliciesRequest>,
    ) -> Result<Response<wire::ComparePoliciesResponse>, Status> {
        not_implemented(&request.get_ref().locale)
    }
}

fn respond<T>(answer: Result<T, Rejection>) -> Result<Response<T>, Status> {
    answer.map(Response::new).map_err(|rejection| status(&rejection))
}

fn not_implemented<T>(locale: &str) -> Result<Response<T>, Status> {
    respond(Err(Rejection::new(Cause::NotImplemented, Locale::parse(locale).unwrap_or_default())))
}
