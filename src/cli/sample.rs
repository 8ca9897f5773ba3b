//! `clausula verify --sample`: every property, on random requests.

use super::io::Streams;
use super::progress::Progress;
use crate::analyse::report::{VerificationReport, request_json};
use crate::analyse::{Invariant, Witness};
use crate::law::Law;
use crate::policy::Policy;
use crate::testing::{Failure, SampleReport, sample};
use std::fmt::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Requests that are drawn from one seed: what is drawn does not depend on the number of cores.
const PORTION: u64 = 1_000;

/// What random requests found in one policy.
pub(crate) struct Sample<'a> {
    policy: &'a Policy,
    verified: &'a VerificationReport,
    found: SampleReport,
}

impl Sample<'_> {
    /// Whether every property holds, or the policy accepts that it does not.
    pub(crate) fn is_sound(&self) -> bool {
        self.found.failures.iter().all(|failure| self.accepts(failure))
    }

    /// Whether the policy accepts a finding that stands for the same invariant.
    fn accepts(&self, failure: &Failure) -> bool {
        let invariant = Invariant::parse(failure.property);
        let of_it = |place: &usize| self.verified.obligations.get(*place).map(|o| o.invariant) == invariant;
        let mut accepted = self.verified.findings.iter().filter(|finding| finding.is_accepted());
        !failure.of_the_engine && invariant.is_some() && accepted.any(|finding| finding.obligations.iter().any(of_it))
    }
}

/// Draws `count` requests for each policy that loads, on all cores.
pub(crate) fn run<'a>(
    reports: &'a [VerificationReport],
    count: u64,
    seed: u64,
    streams: &mut Streams,
) -> Vec<Sample<'a>> {
    let with_policy = |verified: &'a VerificationReport| {
        let policy = verified.policy.as_deref()?;
        Some(Sample { policy, verified, found: SampleReport::default() })
    };
    let mut samples: Vec<Sample<'a>> = reports.iter().filter_map(with_policy).collect();
    let portions = count.div_ceil(PORTION);
    let work: Vec<(usize, u64)> =
        (0..samples.len()).flat_map(|place| (0..portions).map(move |portion| (place, portion))).collect();
    let progress = Progress::new(streams, "sampled", work.len());
    let next = AtomicUsize::new(0);
    let draw = || {
        let mut drawn = Vec::new();
        while let Some(&(place, portion)) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Some(Sample { policy, .. }) = samples.get(place) {
                let size = count.saturating_sub(portion.saturating_mul(PORTION)).min(PORTION);
                drawn.push((place, portion, sample(policy, Law::built_in(), size, seed.wrapping_add(portion))));
            }
            progress.step();
        }
        drawn
    };
    let cores = thread::available_parallelism().map_or(1, usize::from).min(work.len().max(1));
    let mut drawn = thread::scope(|scope| {
        let workers: Vec<_> = (1..cores).map(|_| scope.spawn(draw)).collect();
        let own = draw();
        workers.into_iter().filter_map(|worker| worker.join().ok()).flatten().chain(own).collect::<Vec<_>>()
    });
    drawn.sort_by_key(|(place, portion, _)| (*place, *portion));
    for (place, _, found) in drawn {
        if let Some(sample) = samples.get_mut(place) {
            add(&mut sample.found, found);
        }
    }
    samples
}

fn add(report: &mut SampleReport, portion: SampleReport) {
    let SampleReport { requests, answered, failures, unreached } = portion;
    if report.requests == 0 {
        report.unreached = unreached;
    } else {
        report.unreached.retain(|clause| unreached.contains(clause));
    }
    report.requests += requests;
    report.answered += answered;
    for failure in failures {
        match report.failures.iter_mut().find(|known| known.property == failure.property) {
            Some(known) => known.count += failure.count,
            None => report.failures.push(failure),
        }
    }
}

/// What was drawn, and each property that was violated, with a request to paste.
pub(crate) fn text(samples: &[Sample<'_>]) -> String {
    let mut text = String::new();
    for sample in samples {
        let Sample { policy, found: SampleReport { requests, answered, failures, unreached }, .. } = sample;
        let _ = writeln!(text, "{}: {requests} random requests, {answered} answered", policy.file);
        let unreached: Vec<&str> =
            unreached.iter().filter_map(|place| policy.clause(*place)).map(|clause| clause.id.as_str()).collect();
        if !unreached.is_empty() {
            let _ = writeln!(text, "  no request reached {}", unreached.join(", "));
        }
        for failure in failures {
            let Failure { property, of_the_engine, request, violation, count } = failure;
            let note = match of_the_engine {
                true => ", and by no fault of the policy: please report it",
                false if sample.accepts(failure) => ", which the policy accepts",
                false => "",
            };
            let witness = Witness {
                agreement: request.agreement().clone(),
                event: request.event().clone(),
                basis: request.basis(),
            };
            let _ = writeln!(text, "  `{property}` is violated by {count} of them{note}");
            let _ = writeln!(text, "    {}", violation.found);
            let _ = writeln!(text, "    {}", request_json(&witness, policy));
        }
    }
    text
}
