//! The decision log of a service: what is logged of each kind of call, what happens when it cannot be, and reloads.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::http1::{EVALUATE, get, json, send};
use crate::security::line;
use crate::support::{Service, bad, quick, reason, request, scratch, within};
use clausula::contract::wire;
use clausula::decision_log::{
    Decided, DecisionLog, LogSettings, OnFull, Store, lines, segments, verify, without_texts,
};
use clausula::law::Law;
use clausula::policy::store::PolicySet;
use clausula::replay::{Reproduced, Shelf, reproduce};
use clausula::service::{Live, Tokens, Told, Versions, reload, snapshot};
use serde_json::Value;
use tokio_stream::StreamExt;
use tonic::{Code, Request};
use wire::evaluate_result::Outcome;

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

/// What logs in a directory, with the built-in policies.
fn live(settings: &LogSettings, policies: PolicySet, allow_rewrite: bool) -> Live {
    let log = DecisionLog::open(settings, &policies, Law::built_in()).unwrap();
    let versions = Versions::new(Some(log), allow_rewrite).unwrap();
    versions.serve(&policies).unwrap();
    Live { versions, ..snapshot(policies).into() }
}

fn settings(name: &str) -> (LogSettings, PathBuf) {
    let directory = scratch(name);
    (LogSettings { directory: Some(directory.clone()), ..LogSettings::default() }, directory)
}

/// The records of a log of a kind.
fn records(directory: &Path, kind: &str) -> Vec<Value> {
    let all = lines(directory).unwrap().map(|line| serde_json::from_slice::<Value>(&line.unwrap().text).unwrap());
    all.filter(|record| record["kind"] == kind).collect()
}

fn ids(records: &[Value]) -> Vec<&str> {
    records.iter().map(|record| record["request"]["requestId"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn every_decision_that_was_given_is_logged_before_it_is_given() {
    let (settings, directory) = settings("decision-log");
    let mut live = live(&settings, PolicySet::built_in().unwrap(), false);
    let tokens = directory.join("tokens");
    std::fs::write(&tokens, line("webshop", "evaluate", "s")).unwrap();
    live.tokens = Some(Arc::new(Tokens::load(&tokens).unwrap()));
    let mut service = Service::live(quick(), live).await;
    let mut client = service.evaluator().await;
    fn with<T>(message: T) -> Request<T> {
        let mut request = Request::new(message);
        request.metadata_mut().insert("authorization", "Bearer s".parse().unwrap());
        request.metadata_mut().insert("traceparent", format!("00-{TRACE}-00f067aa0ba902b7-01").parse().unwrap());
        request
    }

    let answer = within(client.evaluate(with(request("one")))).await.unwrap().into_inner();
    assert!(!answer.decision.unwrap().explanation.is_empty());
    let one = records(&directory, "decision");
    assert_eq!((&one[0]["caller"], &one[0]["id"]), (&"webshop".into(), &TRACE.into()));
    let decision = &one[0]["decision"];
    assert_eq!(decision["charges"][0]["amount"]["minorUnits"], "100000");
    assert!(decision.get("explanation").is_none() && decision["policy"]["digest"].is_string(), "{decision}");
    assert!(decision["law"]["digest"].is_string() && decision["engineVersion"].is_string());

    // An error is no decision.
    assert_eq!(within(client.evaluate(with(bad("no")))).await.unwrap_err().code(), Code::NotFound);
    let batch = wire::EvaluateBatchRequest { requests: vec![request("two"), bad("no"), request("three")] };
    within(client.evaluate_batch(with(batch))).await.unwrap();
    let message = |id: &str| wire::EvaluateStreamRequest { requests: vec![request(id)] };
    let stream = tokio_stream::iter([message("four"), message("five")]);
    let mut answers = within(client.evaluate_stream(with(stream))).await.unwrap().into_inner();
    while within(answers.next()).await.is_some() {}
    let headers = "content-type: application/json\nauthorization: Bearer s";
    let reply = send(service.address, &format!("POST {EVALUATE}"), headers, json("six").as_bytes()).await;
    assert_eq!(reply.status, 200);
    let decisions = records(&directory, "decision");
    assert_eq!(ids(&decisions), ["one", "two", "three", "four", "five", "six"]);
    assert!(decisions.iter().all(|record| record["caller"] == "webshop"));
    service.begin_stop();
    service.stopped().await;
    assert_eq!(verify(&directory).unwrap().unwrap().decisions, 6);
}

#[tokio::test]
async fn what_cannot_be_logged_is_not_given() {
    let (mut settings, directory) = settings("decision-log-full");
    // Room for the record of the start, and for a few decisions.
    settings.most_bytes = 8_000;
    let service = Service::live(quick(), live(&settings, PolicySet::built_in().unwrap(), false)).await;
    let mut client = service.evaluator().await;
    let mut given = 0;
    let refused = loop {
        match within(client.evaluate(request("a"))).await {
            Ok(_) => given += 1,
            Err(status) => break status,
        }
    };
    assert_eq!(reason(&refused), (Code::Unavailable, "DECISION_NOT_LOGGED".to_owned()));
    let batch = wire::EvaluateBatchRequest { requests: vec![request("b"), bad("c")] };
    let results = within(client.evaluate_batch(batch)).await.unwrap().into_inner().results;
    let reasons = results.iter().map(|result| match &result.outcome {
        Some(Outcome::Error(error)) => error.reason.as_str(),
        _ => "decided",
    });
    assert_eq!(reasons.collect::<Vec<_>>(), ["DECISION_NOT_LOGGED", "POLICY_NOT_FOUND"]);
    assert!(given > 1);
    assert_eq!(records(&directory, "decision").len(), given);
    let figures = get(service.address, "/metrics").await.text().to_owned();
    for figure in [
        format!("clausula_decision_log_records_total {given}"),
        "clausula_decision_log_full_total{outcome=\"refused\"} 2".to_owned(),
        "clausula_decision_log_failing 1".to_owned(),
        format!(
            "clausula_decisions_total{{policy=\"klantgenerator\",version=\"2020-12-17\",verdict=\"PERMITTED\"}} {given}"
        ),
    ] {
        assert!(figures.lines().any(|line| line == figure), "{figure}: {figures}");
    }
}

#[tokio::test]
async fn with_drop_answers_are_given_all_the_same() {
    let (mut settings, directory) = settings("decision-log-drop");
    (settings.most_bytes, settings.on_full) = (8_000, OnFull::Drop);
    let service = Service::live(quick(), live(&settings, PolicySet::built_in().unwrap(), false)).await;
    let mut client = service.evaluator().await;
    for _ in 0..50 {
        within(client.evaluate(request("a"))).await.unwrap();
    }
    let logged = records(&directory, "decision").len();
    assert!((1..50).contains(&logged), "{logged}");
    within(async {
        let dropped = format!("clausula_decision_log_full_total{{outcome=\"dropped\"}} {}", 50 - logged);
        while !get(service.address, "/metrics").await.text().contains(&dropped) {}
    })
    .await;
}

#[tokio::test]
async fn fields_are_left_out_and_hashed() {
    let (mut settings, directory) = settings("decision-log-mask");
    let key = directory.join("key");
    std::fs::write(&key, "a key that nobody guesses").unwrap();
    (settings.omit, settings.hash) = (vec!["agreement.payments".to_owned()], vec!["request_id".to_owned()]);
    settings.hash_key = Some(key);
    let service = Service::live(quick(), live(&settings, PolicySet::built_in().unwrap(), false)).await;
    within(service.evaluator().await.evaluate(request("customer-7"))).await.unwrap();
    let record = &records(&directory, "decision")[0];
    assert!(record["request"]["requestId"].as_str().unwrap().starts_with("hmac-sha256:"));
    assert!(record["request"]["agreement"].get("payments").is_none());
    assert!(!record.to_string().contains("customer-7"));
}

const POLICY: &str = r#"policy = "shop"
version = "1"
name = "Shop"
currency = "EUR"
prices = "including_vat"
zone = "Europe/Amsterdam"
holidays = "NL"
law = "NL"

[[clause]]
id = "cancel"
article = "1"
question = "cancellation"
summary = { nl = "Gratis.", en = "Free of charge." }
[clause.outcome]
verdict = "permitted"
settles = true
"#;

#[tokio::test]
async fn a_version_that_was_served_does_not_change_and_a_reload_is_a_record() {
    let (settings, directory) = settings("decision-log-versions");
    let policies = scratch("decision-log-policies");
    let write = |name: &str, text: &str| std::fs::write(policies.join(name), text).unwrap();
    write("shop.toml", POLICY);
    let load = || PolicySet::from_dir(&policies).unwrap();
    let first = load().iter().next().unwrap().digest.clone();
    let live = self::live(&settings, load(), false);

    write("shop.toml", &POLICY.replace("Free of charge.", "Free."));
    let changed = load().iter().next().unwrap().digest.clone();
    let Told::Kept { faults, .. } = reload(&live, Some(policies.clone())).await else { panic!("it was served") };
    assert!(faults.contains(&first) && faults.contains(&changed) && faults.contains("--allow-rewrite"), "{faults}");
    assert_eq!(live.policies.load().iter().next().unwrap().digest, first);

    // Another version beside the one that was served is no rewrite.
    write("shop.toml", &POLICY.replace("version = \"1\"", "version = \"1\"\neffective_until = 2027-01-01"));
    assert!(matches!(reload(&live, Some(policies.clone())).await, Told::Kept { .. }));
    write("shop.toml", POLICY);
    write("later.toml", &POLICY.replace("version = \"1\"", "version = \"2\"\neffective_from = 2027-01-01"));
    assert_eq!(reload(&live, Some(policies.clone())).await, Told::Replaced { policies: 2 });
    drop(live);
    let reloads = records(&directory, "reload");
    let results: Vec<_> = reloads.iter().map(|record| record["result"].as_str().unwrap()).collect();
    assert_eq!(results, ["refused", "refused", "replaced"]);
    assert_eq!(reloads[0]["rewritten"][0]["old"], first.as_str());
    assert_eq!(reloads[0]["rewritten"][0]["new"], changed.as_str());
    let in_force = reloads[2]["policies"].as_array().unwrap();
    assert_eq!((in_force.len(), &in_force[1]["from"]), (2, &"2027-01-01".into()));

    // The next process knows what this one served, also a version that is not there now.
    std::fs::remove_file(policies.join("later.toml")).unwrap();
    let live = self::live(&settings, load(), false);
    let later = POLICY.replace("version = \"1\"", "version = \"2\"\neffective_from = 2027-02-01");
    write("later.toml", &later);
    assert!(matches!(reload(&live, Some(policies.clone())).await, Told::Kept { .. }));
    drop(live);
    std::fs::remove_file(policies.join("later.toml")).unwrap();
    let live = self::live(&settings, load(), true);
    write("later.toml", &later);
    assert_eq!(reload(&live, Some(policies.clone())).await, Told::Replaced { policies: 2 });
    drop(live);
    let last = records(&directory, "reload").pop().unwrap();
    assert_eq!((&last["result"], last["rewritten"].as_array().unwrap().len()), (&"replaced".into(), 1));
    assert!(verify(&directory).unwrap().is_ok());
}

/// The options at the moment of a request.
fn options(id: &str) -> wire::CompareOptionsRequest {
    let wire::EvaluateRequest { request_id, policy_id, agreement, .. } = request(id);
    let at = "2026-05-20T10:00:00Z".parse().ok();
    let goods_devaluation = agreement.as_ref().and_then(|agreement| agreement.price.clone());
    let substitute_qualifies = Some(true);
    wire::CompareOptionsRequest {
        request_id,
        policy_id,
        agreement,
        at,
        goods_devaluation,
        substitute_qualifies,
        ..Default::default()
    }
}

/// How many records replay reproduces; it must reproduce all.
fn reproduced(directory: &Path) -> usize {
    let mut shelf = Shelf::new(Some(Store::of_log(directory)));
    let records = lines(directory).unwrap().map(|line| line.unwrap().text);
    records
        .filter(|text| {
            let Some(record) = Decided::of(text).unwrap() else { return false };
            let outcome = reproduce(&record, &mut shelf, Law::built_in()).unwrap();
            assert_eq!(outcome, Reproduced::Same, "{}", String::from_utf8_lossy(text));
            true
        })
        .count()
}

#[tokio::test]
async fn decisions_of_every_method_are_logged_counted_and_reproduced() {
    let (settings, directory) = settings("decision-log-methods");
    let mut service = Service::live(quick(), live(&settings, PolicySet::built_in().unwrap(), false)).await;
    let mut client = service.evaluator().await;
    within(client.evaluate(request("question"))).await.unwrap();
    let letter = |id: &str| wire::WriteLetterRequest {
        request: Some(wire::EvaluateRequest { detail: wire::Detail::Amounts.into(), ..request(id) }),
    };
    within(client.write_letter(letter("letter"))).await.unwrap();
    within(client.write_letter(wire::WriteLetterRequest { request: Some(bad("no")) })).await.unwrap_err();
    let answer = within(client.compare_options(options("options"))).await.unwrap().into_inner();
    let given: Vec<wire::Decision> = answer
        .options
        .into_iter()
        .filter_map(|option| match option.outcome {
            Some(wire::customer_option::Outcome::Decision(decision)) => Some(decision),
            _ => None,
        })
        .collect();
    assert!(given.len() > 2, "{}", given.len());

    let decisions = records(&directory, "decision");
    let methods: Vec<_> = decisions.iter().map(|record| record["method"].as_str()).collect();
    assert_eq!(methods[..2], [None, Some("WriteLetter")]);
    assert_eq!(methods[2..], vec![Some("CompareOptions"); given.len()]);
    assert_eq!(ids(&decisions)[..2], ["question", "letter"]);
    // A letter says why.
    assert_eq!(decisions[0]["decision"], decisions[1]["decision"]);
    for (record, mut decision) in decisions[2..].iter().zip(given) {
        let bare = without_texts(&mut decision, |bare| serde_json::to_value(bare).unwrap());
        assert_eq!((&record["decision"], &record["request"]["requestId"]), (&bare, &"options".into()));
    }
    let figures = get(service.address, "/metrics").await.text().to_owned();
    let sum = |figures: &str| -> usize {
        let counted = figures.lines().filter(|line| line.starts_with("clausula_decisions_total"));
        counted.map(|line| line.rsplit(' ').next().unwrap().parse::<usize>().unwrap()).sum()
    };
    assert_eq!(sum(&figures), decisions.len());
    service.begin_stop();
    service.stopped().await;
    assert_eq!(verify(&directory).unwrap().unwrap().decisions, u64::try_from(decisions.len()).unwrap());
    assert_eq!(reproduced(&directory), decisions.len());
}

#[tokio::test]
async fn letters_and_options_that_cannot_be_logged_are_not_given() {
    let (mut settings, directory) = settings("decision-log-methods-full");
    drop(live(&settings, PolicySet::built_in().unwrap(), false));
    // Room for the record of the next start, and nothing else.
    settings.most_bytes = 2 * std::fs::metadata(&segments(&directory).unwrap()[0].path).unwrap().len();
    let service = Service::live(quick(), live(&settings, PolicySet::built_in().unwrap(), false)).await;
    let mut client = service.evaluator().await;
    let refused = (Code::Unavailable, "DECISION_NOT_LOGGED".to_owned());
    let letter = wire::WriteLetterRequest { request: Some(request("letter")) };
    assert_eq!(reason(&within(client.write_letter(letter)).await.unwrap_err()), refused);
    assert_eq!(reason(&within(client.compare_options(options("options"))).await.unwrap_err()), refused);
    assert!(records(&directory, "decision").is_empty());
    assert!(!get(service.address, "/metrics").await.text().contains("clausula_decisions_total{"));
}
