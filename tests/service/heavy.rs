//! Verifications take their time, and nobody else's.

use std::fmt::Write;
use std::time::Duration;

use crate::support::{PATIENCE, Service, quick, reason, request, within};
use clausula::contract::wire;
use clausula::service::ServiceConfig;
use tonic::Code;
use wire::policy_service_client::PolicyServiceClient;

/// A policy whose verification keeps a processor busy: a hundred tiers.
fn heavy() -> wire::VerifyPolicyRequest {
    const TIERS: usize = 100;
    let mut policy_text = r#"
policy = "heavy"
version = "1"
name = "Heavy"
currency = "EUR"
prices = "including_vat"
zone = "Europe/Amsterdam"
holidays = "NL"
law = "NL"

[[clause]]
id = "cancel"
article = "1"
question = "cancellation"
customers = ["consumer"]
summary = { nl = "Staffel.", en = "Tiers." }
[clause.tiers]
before = "starts_at"
settles = true
"#
    .to_owned();
    for tier in 0..TIERS {
        policy_text.push_str("[[clause.tiers.tier]]\n");
        if tier + 1 < TIERS {
            writeln!(policy_text, "at_least = \"{} days\"", TIERS - 1 - tier).unwrap();
        }
        if tier > 0 {
            writeln!(policy_text, "less_than = \"{} days\"", TIERS - tier).unwrap();
        }
        writeln!(policy_text, "charges = [{{ kind = \"cancellation_fee\", percent = {tier}, of = \"price\" }}]")
            .unwrap();
    }
    wire::VerifyPolicyRequest { policy_text, ..Default::default() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn questions_are_answered_while_every_place_for_verifications_is_taken() {
    const CALLS: usize = 12;
    let config = ServiceConfig {
        analyses: 2,
        threads: 4,
        waiting_analyses: 1,
        analysis_timeout: PATIENCE,
        call_timeout: PATIENCE,
        ..quick()
    };
    let service = Service::with(config).await;
    let mut client = service.evaluator().await;
    let policies = PolicyServiceClient::new(service.channel().await);
    let calls: Vec<_> = (0..CALLS)
        .map(|_| {
            let mut policies = policies.clone();
            tokio::spawn(async move { policies.verify_policy(heavy()).await })
        })
        .collect();
    // Those beyond the places are shed at once.
    within(async {
        while calls.iter().filter(|call| call.is_finished()).count() < CALLS - 3 {
            tokio::task::yield_now().await
        }
    })
    .await;
    let mut answered = 0;
    while calls.iter().any(|call| !call.is_finished()) {
        within(client.evaluate(request("a"))).await.unwrap();
        answered += 1;
    }
    let (mut verified, mut shed) = (0, 0);
    for call in calls {
        match call.await.unwrap() {
            Ok(report) => {
                assert!(report.into_inner().report.unwrap().loads);
                verified += 1;
            }
            Err(status) => {
                assert_eq!(reason(&status), (Code::ResourceExhausted, "OVERLOADED".to_owned()));
                shed += 1;
            }
        }
    }
    assert_eq!(verified + shed, CALLS);
    assert!(verified >= 3 && shed >= 1 && answered >= 10, "{verified} verified, {shed} shed, {answered} answered");
}

/// Work that takes longer than it may is given up by whoever waits for it, and others are told that there is no place.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_verification_beyond_its_time() {
    let config =
        ServiceConfig { analyses: 1, waiting_analyses: 0, analysis_timeout: Duration::from_millis(1), ..quick() };
    let service = Service::with(config).await;
    let mut policies = PolicyServiceClient::new(service.channel().await);
    let status = within(policies.verify_policy(heavy())).await.unwrap_err();
    assert_eq!(reason(&status), (Code::DeadlineExceeded, "DEADLINE_EXCEEDED".to_owned()));
    within(service.evaluator().await.evaluate(request("a"))).await.unwrap();
}
