//! The decision log and its replay, with the real program: killed under load, tampered with, and under other terms.

use super::serve::{Serving, line, serve_by};
use super::support::{clausula, err, fails, fine, json, out, run, scratch};
use clausula::contract::{parse_request, wire};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};
use tokio::time::{Duration, sleep, timeout};
use tonic::transport::Channel;
use wire::evaluator_service_client::EvaluatorServiceClient;

/// Half of the price within a week of the start, and nothing before.
const TERMS: &str = r#"policy = "shop"
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
summary = { nl = "Binnen een week de helft.", en = "Half within a week." }
[clause.tiers]
before = "starts_at"
settles = true
[[clause.tiers.tier]]
at_least = "7 days"
[[clause.tiers.tier]]
less_than = "7 days"
charges = [{ kind = "cancellation_fee", percent = 50, of = "price" }]
"#;

/// A cancellation on a day of May 2026; the course starts on 1 June.
fn request(id: &str, day: u32, cents: u64) -> wire::EvaluateRequest {
    let json = format!(
        r#"{{"requestId":"{id}","policyId":"shop","detail":"DETAIL_AMOUNTS","agreement":{{
            "customerType":"CUSTOMER_TYPE_BUSINESS","productType":"PRODUCT_TYPE_EVENT",
            "price":{{"currencyCode":"EUR","minorUnits":"{cents}"}},
            "concludedAt":"2026-01-10T12:00:00Z","startsAt":"2026-06-01T07:00:00Z",
            "payments":[{{"paidAt":"2026-01-11T12:00:00Z","amount":{{"currencyCode":"EUR","minorUnits":"{cents}"}}}}]}},
            "cancellation":{{"receivedAt":"2026-05-{day:02}T10:00:00Z"}}}}"#
    );
    parse_request(json.as_bytes()).unwrap()
}

/// The program serves the terms of a directory and logs beside them.
fn serving(directory: &Path, more: &[&str]) -> (Serving, String) {
    let mut command = clausula();
    command.args(["serve", "--listen", "127.0.0.1:0", "--notice", "0", "--log", "error", "--policies"]);
    command.arg(directory.join("policies")).arg("--decision-log").arg(directory.join("log")).args(more);
    let (serving, mut stdout, mut stderr) = serve_by(&mut command);
    let told = line(&mut stdout);
    assert!(told.starts_with("serving"), "{told}{}", line(&mut stderr));
    let address = told.rsplit(' ').next().unwrap().trim_end().to_owned();
    (serving, address)
}

async fn client(address: &str) -> EvaluatorServiceClient<Channel> {
    EvaluatorServiceClient::new(Channel::from_shared(format!("http://{address}")).unwrap().connect().await.unwrap())
}

fn with_terms(name: &str) -> std::path::PathBuf {
    let directory = scratch(name);
    fs::create_dir_all(directory.join("policies")).unwrap();
    fs::write(directory.join("policies/shop.toml"), TERMS).unwrap();
    directory
}

fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// The decisions of a log, by the id of their request.
fn logged(log: &str) -> Vec<String> {
    let lines = fine(&["log", "export", log, "--flat"], b"");
    lines.lines().map(|line| json(line)["request_id"].as_str().unwrap().to_owned()).collect()
}

/// Calls from several connections until nobody answers. The ids of what was answered.
async fn load(address: &str, round: u32) -> Arc<Mutex<Vec<String>>> {
    let answered = Arc::new(Mutex::new(Vec::new()));
    for task in 0..16_u32 {
        let (mut client, answered) = (client(address).await, answered.clone());
        tokio::spawn(async move {
            for call in 0_u32.. {
                let id = format!("{round}-{task}-{call}");
                let Ok(answer) = client.evaluate(request(&id, 1 + call % 31, 100_000)).await else { break };
                answered.lock().unwrap().push(answer.into_inner().request_id);
            }
        });
    }
    answered
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_was_answered_before_a_kill_is_in_the_log() {
    let directory = with_terms("log-kill");
    let log = text(&directory.join("log"));
    let mut answered = Vec::new();
    for round in 0..3 {
        let (mut serving, address) = serving(&directory, &["--decision-log-segment-bytes", "100000"]);
        // There is one who writes.
        let policies = text(&directory.join("policies"));
        let second = ["--policies", &policies, "serve", "--listen", "127.0.0.1:0", "--decision-log", &log];
        let told = fails(1, &second, b"");
        assert!(told.contains("another process writes the decision log"), "{told}");
        let calls = load(&address, round).await;
        let busy = async {
            while calls.lock().unwrap().len() < 400 {
                sleep(Duration::from_millis(2)).await;
            }
        };
        timeout(Duration::from_secs(60), busy).await.unwrap();
        serving.signal("KILL");
        serving.0.wait().unwrap();
        sleep(Duration::from_millis(50)).await;
        answered.append(&mut calls.lock().unwrap());
    }
    // The end may be torn until the next start; what is whole verifies as it is.
    fine(&["log", "verify", &log], b"");
    let (serving, _) = serving(&directory, &[]);
    drop(serving);
    let told = fine(&["log", "verify", &log], b"");
    assert!(told.contains("are as they were written"), "{told}");
    let logged: std::collections::HashSet<String> = logged(&log).into_iter().collect();
    assert!(answered.len() >= 1_200);
    let missing: Vec<_> = answered.iter().filter(|id| !logged.contains(*id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let told = fine(&["replay", &log], b"");
    assert_eq!(told, format!("{0} of {0} decisions come out the same, byte for byte.\n", logged.len()));
}

/// A log of some cancellations: id, day of May, cents.
async fn log_of(name: &str, asked: &[(&str, u32, u64)]) -> (std::path::PathBuf, String) {
    let directory = with_terms(name);
    let (mut serving, address) = serving(&directory, &[]);
    let mut client = client(&address).await;
    for (id, day, cents) in asked {
        client.evaluate(request(id, *day, *cents)).await.unwrap();
    }
    serving.signal("TERM");
    assert_eq!(serving.0.wait().unwrap().code(), Some(0));
    let log = text(&directory.join("log"));
    (directory, log)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_record_that_was_changed_is_named() {
    let (directory, log) = log_of("log-tampered", &[("a", 1, 100_000), ("b", 30, 100_000), ("c", 30, 50_000)]).await;
    let file = directory.join("log/00000000000000000001.jsonl");
    let whole = fs::read_to_string(&file).unwrap();
    let head =
        fine(&["log", "verify", &log], b"").lines().find_map(|line| line.strip_prefix("head ").map(str::to_owned));
    let head = head.unwrap();
    fine(&["log", "verify", &log, "--head", &head], b"");
    // Record 3 is that of `b`.
    let shown = fine(&["log", "show", &log, "b"], b"");
    assert_eq!(shown, fine(&["log", "show", &log, "3"], b""));
    assert_eq!(json(&shown)["decision"]["charges"][0]["amount"]["minorUnits"], "50000");
    fs::write(&file, whole.replacen("\"minorUnits\":\"50000\"}", "\"minorUnits\":\"40000\"}", 1)).unwrap();
    let told = fails(1, &["log", "verify", &log], b"");
    assert!(told.contains("record 3: it was changed"), "{told}");
    let output = run(&["replay", &log], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("record 3: another decision"), "{}{}", out(&output), err(&output));
    // What is taken off the end shows by the hash that was noted.
    let shorter: String = whole.lines().take(3).map(|line| format!("{line}\n")).collect();
    fs::write(&file, shorter).unwrap();
    fine(&["log", "verify", &log], b"");
    let told = fails(1, &["log", "verify", &log, "--head", &head], b"");
    assert!(told.contains("records at its end are gone"), "{told}");
}

/// By hand: of five cancellations three are within a week (from 26 May on), of 1000.00, 250.01 and 0.01. At 50% they are
/// charged 500.00, 125.01 (half a cent goes up) and 0.01, at 60% 600.00, 150.01 and 0.01: 125.00 more in all.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_euros_of_a_tier_that_is_changed_are_those_computed_by_hand() {
    let asked = [("a", 1, 100_000), ("b", 25, 80_000), ("c", 26, 100_000), ("d", 31, 25_001), ("e", 31, 1)];
    let (directory, log) = log_of("log-change", &asked).await;
    let new = directory.join("new");
    fs::create_dir_all(&new).unwrap();
    fs::write(
        new.join("shop.toml"),
        TERMS.replace("percent = 50", "percent = 60").replace("version = \"1\"", "version = \"2\""),
    )
    .unwrap();
    let new = text(&new);

    let report = json(&fine(&["replay", &log, "--policies", &new, "--format", "json"], b""));
    assert_eq!((&report["decisions"], &report["reproduced"]), (&5.into(), &5.into()));
    let change = &report["change"];
    assert_eq!(
        (&change["decisions"], &change["changed"], &change["unannounced"], &change["undecided"]),
        (&5.into(), &2.into(), &0.into(), &0.into())
    );
    let sums = &change["sums"][0];
    // 500.00 + 125.01 + 0.01, and 600.00 + 150.01 + 0.01.
    assert_eq!(sums["charged"], serde_json::json!({"old": 62_502, "new": 75_002}));
    // All that was paid is 3050.02.
    assert_eq!(sums["refund"], serde_json::json!({"old": 305_002 - 62_502, "new": 305_002 - 75_002}));
    assert_eq!(sums["compensated"], serde_json::json!({"old": 0, "new": 0}));
    let difference =
        serde_json::json!({"least": 2_500, "tenth": 2_500, "median": 2_500, "ninetieth": 10_000, "most": 10_000});
    assert_eq!(sums["difference"], difference);
    let counts: Vec<_> =
        change["regions"].as_array().unwrap().iter().map(|region| region["decisions"].as_u64().unwrap()).collect();
    assert_eq!(counts.iter().sum::<u64>(), 2, "{change}");
    let telling: Vec<_> =
        change["telling"].as_array().unwrap().iter().map(|told| told["request_id"].as_str().unwrap()).collect();
    assert_eq!(telling, ["c", "d"]);
    assert!(
        change["telling"][0]["old"]["reasons"]
            .as_array()
            .unwrap()
            .iter()
            .any(|reason| reason.as_str().unwrap().contains("50%"))
    );

    let told = fine(&["replay", &log, "--policies", &new], b"");
    for part in
        ["2 of 5 would have been decided otherwise, 0 of them", "(+€ 125.00)", "record 4 (c), cancellation: +€ 100.00"]
    {
        assert!(told.contains(part), "{part}: {told}");
    }
    let told = fine(&["replay", &log, "--policies", &new, "--format", "markdown", "--locale", "nl"], b"");
    assert!(told.starts_with("### Herhaling") && told.contains("| cancellation | 5 | 2 |"), "{told}");
    // For CI: announced changes are fine, unless none is wanted.
    let output = run(&["replay", &log, "--policies", &new, "--exit-code"], b"");
    assert_eq!(output.status.code(), Some(1));
    let same = text(&directory.join("policies"));
    fine(&["replay", &log, "--policies", &same, "--exit-code"], b"");
    // What the provider would owe is added up by itself: 7.00 to each of the three of a week before.
    let generous = directory.join("generous");
    fs::create_dir_all(&generous).unwrap();
    let owing = "charges = [{ kind = \"compensation\", amount = \"7.00\" }, {";
    fs::write(
        generous.join("shop.toml"),
        TERMS.replace("charges = [{", owing).replace("version = \"1\"", "version = \"2\""),
    )
    .unwrap();
    let generous = text(&generous);
    let report = json(&fine(&["replay", &log, "--policies", &generous, "--format", "json"], b""));
    let sums = &report["change"]["sums"][0];
    assert_eq!(sums["compensated"], serde_json::json!({"old": 0, "new": 2_100}));
    assert_eq!((&sums["changed"], &sums["charged"]["new"]), (&3.into(), &62_502.into()));
    let told = fine(&["replay", &log, "--policies", &generous], b"");
    assert!(told.contains("from the provider") && told.contains("(+€ 21.00)"), "{told}");
    let told = fine(&["replay", &log, "--policies", &generous, "--format", "markdown", "--locale", "nl"], b"");
    assert!(told.contains("van de aanbieder") && told.contains("(+€ 21,00)"), "{told}");
    // A sample in a file of its own, with the store named.
    let sample = directory.join("sample.jsonl");
    fine(&["log", "export", &log, "--every", "2", "--output", &text(&sample)], b"");
    let told = fine(&["replay", &text(&sample), "--store", &log], b"");
    assert_eq!(told, "3 of 3 decisions come out the same, byte for byte.\n");
    let output = run(&["replay", &text(&sample)], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("is not in the store"), "{}", out(&output));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_served_version_with_other_bytes_keeps_it_from_starting() {
    let (directory, log) = log_of("log-rewrite", &[("a", 1, 100_000)]).await;
    fs::write(directory.join("policies/shop.toml"), TERMS.replace("percent = 50", "percent = 60")).unwrap();
    let policies = text(&directory.join("policies"));
    let args = ["--policies", &policies, "serve", "--listen", "127.0.0.1:0", "--decision-log", &log];
    let told = fails(1, &args, b"");
    assert!(told.contains("version `1` of `shop` was served as sha256:") && told.contains("--allow-rewrite"), "{told}");
    let (serving, _) = serving(&directory, &["--allow-rewrite"]);
    drop(serving);
    let records = fine(&["log", "show", &log], b"");
    let records: Vec<Value> = serde_json::Deserializer::from_str(&records).into_iter().map(Result::unwrap).collect();
    let reload = records.iter().rfind(|record| record["kind"] == "reload").unwrap();
    assert_eq!((&reload["result"], &reload["rewritten"][0]["policy"]), (&"replaced".into(), &"shop".into()));
    // What was decided under the old bytes is decided under them again.
    assert_eq!(fine(&["replay", &log], b""), "1 of 1 decisions come out the same, byte for byte.\n");
}
