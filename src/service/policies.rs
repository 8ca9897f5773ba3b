//! The methods about policies.

use prost::Message;
use tonic::{Request, Response, Status, async_trait};

use super::Snapshot;
use super::config::ServiceConfig;
use super::pool::Pool;
use super::shares::Caller;
use super::status::{caller as caller_of, names, status};
use crate::analyse::Patience;
use crate::clock;
use crate::contract::{self, Cause, FieldNames, Rejection, wire};
use crate::law::Law;
use crate::money::Locale;
use wire::policy_service_server::PolicyService;

/// What there is to know about the policies in use, and about those that callers send.
#[derive(Debug)]
pub(super) struct Policies {
    policies: Snapshot,
    law: &'static Law,
    analyses: Pool,
    text_bytes: usize,
    response_bytes: usize,
}

impl Policies {
    pub(super) fn new(policies: Snapshot, law: &'static Law, config: &ServiceConfig) -> Policies {
        Policies {
            policies,
            law,
            analyses: Pool::new(config.analyses, config.waiting_analyses, config.analysis_timeout)
                .shared(config.caller_share),
            text_bytes: config.policy_text_bytes,
            response_bytes: config.batch_response_bytes,
        }
    }

    /// The threads that analyse.
    pub(super) fn pool(&self) -> &Pool {
        &self.analyses
    }

    /// Analyses policies off the threads that serve others.
    async fn analyse<T: Message + 'static>(
        &self,
        caller: Caller,
        (locale, names): (&str, FieldNames),
        work: impl FnOnce(&Patience) -> Result<T, Rejection> + Send + 'static,
    ) -> Result<Response<T>, Status> {
        let locale = Locale::parse(locale).unwrap_or_default();
        let done = self.analyses.run(&caller, work).await.map_err(|cause| Rejection::new(cause, locale));
        let answer = done.and_then(|answer| answer).map_err(|rejection| status(&rejection.named(names)))?;
        if answer.encoded_len() > self.response_bytes {
            return Err(status(&Rejection::new(Cause::ResponseTooLarge, locale)));
        }
        Ok(Response::new(answer))
    }
}

#[async_trait]
impl PolicyService for Policies {
    async fn list_policies(
        &self,
        request: Request<wire::ListPoliciesRequest>,
    ) -> Result<Response<wire::ListPoliciesResponse>, Status> {
        respond(contract::list_policies(&self.policies.load(), request.get_ref()), names(&request))
    }

    async fn get_policy(
        &self,
        request: Request<wire::GetPolicyRequest>,
    ) -> Result<Response<wire::GetPolicyResponse>, Status> {
        respond(contract::get_policy(&self.policies.load(), request.get_ref()), names(&request))
    }

    async fn verify_policy(
        &self,
        request: Request<wire::VerifyPolicyRequest>,
    ) -> Result<Response<wire::VerifyPolicyResponse>, Status> {
        let (law, most, names) = (self.law, self.text_bytes, names(&request));
        let caller = caller_of(&request);
        let request = request.into_inner();
        let locale = request.locale.clone();
        self.analyse(caller, (&locale, names), move |patience| {
            contract::verify_policy(law, &request, most, clock::today(), patience)
        })
        .await
    }

    async fn describe_question(
        &self,
        request: Request<wire::DescribeQuestionRequest>,
    ) -> Result<Response<wire::DescribeQuestionResponse>, Status> {
        let names = names(&request);
        respond(contract::describe_question(&self.policies.load(), request.get_ref()), names)
    }

    async fn compare_policies(
        &self,
        request: Request<wire::ComparePoliciesRequest>,
    ) -> Result<Response<wire::ComparePoliciesResponse>, Status> {
        let (policies, law, most) = (self.policies.load_full(), self.law, self.text_bytes);
        let names = names(&request);
        let caller = caller_of(&request);
        let request = request.into_inner();
        let locale = request.locale.clone();
        self.analyse(caller, (&locale, names), move |patience| {
            contract::compare_policies(&policies, law, &request, most, patience)
        })
        .await
    }

    async fn run_cases(
        &self,
        request: Request<wire::RunCasesRequest>,
    ) -> Result<Response<wire::RunCasesResponse>, Status> {
        let (law, most, names) = (self.law, self.text_bytes, names(&request));
        let caller = caller_of(&request);
        let request = request.into_inner();
        let locale = request.locale.clone();
        self.analyse(caller, (&locale, names), move |patience| contract::run_cases(law, &request, most, patience)).await
    }
}

fn respond<T>(answer: Result<T, Rejection>, names: FieldNames) -> Result<Response<T>, Status> {
    answer.map(Response::new).map_err(|rejection| status(&rejection.named(names)))
}
