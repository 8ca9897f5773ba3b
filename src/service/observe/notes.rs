//! What is learned of a call on its way, for its log line and for the decision log.

use std::sync::{Arc, OnceLock};

use tonic::Extensions;

use super::trace::TraceId;
use crate::contract::wire;

/// What is learned of a call. It travels in the extensions of the request.
#[derive(Clone, Debug)]
pub(in crate::service) struct Notes(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    trace: TraceId,
    caller: OnceLock<Arc<str>>,
    decided: OnceLock<Decided>,
}

/// The first decision of a call.
#[derive(Debug)]
pub(super) struct Decided {
    pub(super) policy: String,
    pub(super) version: String,
    pub(super) verdict: &'static str,
    pub(super) request_id: String,
}

impl Notes {
    pub(super) fn new(trace: TraceId) -> Notes {
        Notes(Arc::new(Inner { trace, caller: OnceLock::new(), decided: OnceLock::new() }))
    }

    /// The notes of a call; `None` where nobody takes any.
    pub(in crate::service) fn of(extensions: &Extensions) -> Option<&Notes> {
        extensions.get()
    }

    /// The id of the call: that of its trace.
    pub(in crate::service) fn id(&self) -> String {
        self.0.trace.to_string()
    }

    /// The name of the caller's token.
    pub(in crate::service) fn caller(&self) -> Option<&str> {
        self.0.caller.get().map(|name| &**name)
    }

    /// The caller was recognised by a token with this name.
    pub(in crate::service) fn called_by(&self, name: Arc<str>) {
        // A call passes there once.
        let _ = self.0.caller.set(name);
    }

    /// A question was decided. Of several, the first is noted.
    pub(in crate::service) fn decided(&self, request_id: &str, decision: &wire::Decision) {
        self.0.decided.get_or_init(|| {
            let policy = decision.policy.clone().unwrap_or_default();
            let verdict = wire::Verdict::try_from(decision.verdict).map_or("", |verdict| verdict.as_str_name());
            let verdict = verdict.strip_prefix("VERDICT_").unwrap_or(verdict);
            let request_id = request_id.to_owned();
            Decided { policy: policy.policy_id, version: policy.version, verdict, request_id }
        });
    }

    pub(super) fn decision(&self) -> Option<&Decided> {
        self.0.decided.get()
    }
}
