//! Figures of what is in use, each by its digest: the program, the policies and the law. Alarms compare them between replicas.

use std::fmt;
use std::sync::OnceLock;
use std::{env, fs};

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet, MetricEncoder};
use prometheus_client::metrics::MetricType;
use sha2::{Digest, Sha256};

use crate::law::Law;
use crate::service::Snapshot;

/// How many versions of policies are told one by one.
const MOST_VERSIONS: usize = 1_000;

/// Tells what is in use whenever figures are asked for.
#[derive(Debug)]
pub(super) struct InUse {
    pub(super) policies: Snapshot,
}

impl Collector for InUse {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let mut family = |name: &str, help: &str, each: &mut dyn FnMut(&mut MetricEncoder<'_>) -> fmt::Result| {
            each(&mut encoder.encode_descriptor(name, help, None, MetricType::Gauge)?)
        };
        family("clausula_build", "The program: 1, by the digest of its file", &mut |metric| {
            one(metric, &[("version", env!("CARGO_PKG_VERSION")), ("digest", build_digest())])
        })?;
        let policies = self.policies.load();
        family("clausula_policy_in_use", "Versions of policies in use: 1 each, at most 1000", &mut |metric| {
            policies.iter().take(MOST_VERSIONS).try_for_each(|policy| {
                let (id, version, digest) = (&*policy.id, &*policy.version, &*policy.digest);
                one(metric, &[("policy", id), ("version", version), ("digest", digest)])
            })
        })?;
        family("clausula_law_in_use", "The law of each jurisdiction: 1 each", &mut |metric| {
            let mut laws = Law::built_in().jurisdictions().iter();
            laws.try_for_each(|law| one(metric, &[("law", law.id.name()), ("digest", law.digest)]))
        })
    }
}

fn one(metric: &mut MetricEncoder<'_>, labels: &impl EncodeLabelSet) -> fmt::Result {
    metric.encode_family(labels)?.encode_gauge(&1_i64)
}

/// The digest of the program's file, read when it is first asked for; empty where it cannot be read.
pub fn build_digest() -> &'static str {
    static DIGEST: OnceLock<String> = OnceLock::new();
    DIGEST.get_or_init(|| {
        let bytes = env::current_exe().and_then(fs::read).unwrap_or_default();
        if bytes.is_empty() {
            return String::new();
        }
        Sha256::digest(bytes).iter().fold("sha256:".to_owned(), |text, byte| text + &format!("{byte:02x}"))
    })
}
