//! Figures of what surrounds the calls: connections, certificates, pools of threads, tokens.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use tonic::Code;

use super::metrics::name;

/// Tells a number when figures are asked for; `None`: there is none to tell.
type Told = Box<dyn Fn() -> Option<i64> + Send + Sync>;

/// What is told of the surroundings.
#[derive(Default)]
pub(super) struct Surroundings {
    connections: Gauge,
    certificate_expires: Gauge,
    pools: Family<PoolLabels, Gauge>,
    by_token: Family<TokenLabels, Counter>,
    watched: Mutex<Vec<(Gauge, Told)>>,
}

/// What can be looked at.
#[derive(Clone, Copy, Debug)]
pub(in crate::service) enum Watched {
    /// Connections open.
    Connections,
    /// When the certificate runs out, in seconds since 1970.
    CertificateExpires,
    /// Work of a pool, by the name of the pool and whether it is worked on or waits.
    Pool(&'static str, &'static str),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct PoolLabels {
    pool: &'static str,
    state: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct TokenLabels {
    token: String,
    code: &'static str,
}

impl fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Surroundings")
    }
}

impl Surroundings {
    pub(super) fn register(&self, registry: &mut Registry) {
        registry.register("clausula_connections", "Connections open", self.connections.clone());
        let help = "When the certificate of the service runs out, in seconds since 1970; 0: there is none";
        registry.register("clausula_certificate_expires_timestamp_seconds", help, self.certificate_expires.clone());
        let help = "Work on threads of its own, by pool: worked on, or waiting";
        registry.register("clausula_pool", help, self.pools.clone());
        let help = "Calls that ended, by the name of the caller's token";
        registry.register("clausula_requests_by_token", help, self.by_token.clone());
    }

    /// Looks at something whenever figures are asked for.
    pub(super) fn watch(&self, what: Watched, told: Told) {
        let gauge = match what {
            Watched::Connections => self.connections.clone(),
            Watched::CertificateExpires => self.certificate_expires.clone(),
            Watched::Pool(pool, state) => self.pools.get_or_create_owned(&PoolLabels { pool, state }),
        };
        self.watched.lock().unwrap_or_else(PoisonError::into_inner).push((gauge, told));
    }

    /// A call with a token ended.
    pub(super) fn ended(&self, token: &str, code: Code) {
        self.by_token.get_or_create(&TokenLabels { token: token.to_owned(), code: name(code) }).inc();
    }

    pub(super) fn refresh(&self) {
        for (gauge, told) in self.watched.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            gauge.set(told().unwrap_or_default());
        }
    }
}
