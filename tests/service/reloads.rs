//! Policies that are replaced under load: every answer is wholly of one version.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use crate::support::{Service, quick, request, scratch, within};
use clausula::contract::wire;
use clausula::policy::store::{BUILT_IN, LISTING, PolicySet};
use clausula::service::{Live, ServiceConfig, Told, keep, reload, snapshot};
use sha2::Digest;
use tokio_stream::StreamExt;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;
use wire::evaluate_result::Outcome;
use wire::policy_service_client::PolicyServiceClient;

/// One policy under two versions, which charge differently.
fn versions() -> [String; 2] {
    let (_, text) = BUILT_IN.iter().find(|(name, _)| name.starts_with("klantgenerator")).unwrap();
    let other = text.replace("2020-12-17", "2020-12-18").replace("at_least = \"30 days\"", "at_least = \"5 days\"");
    let other = other.replace("less_than = \"30 days\"", "less_than = \"5 days\"");
    [(*text).to_owned(), other]
}

/// What tells the versions apart: the name of the version, its digest and what it charges.
type Shape = (String, String, Vec<i64>);

fn shape(decision: Option<wire::Decision>) -> Shape {
    let decision = decision.unwrap();
    let policy = decision.policy.unwrap();
    let charges = decision.charges.iter().map(|charge| charge.amount.as_ref().unwrap().minor_units).collect();
    (policy.version, policy.digest, charges)
}

fn shapes(results: Vec<wire::EvaluateResult>) -> Vec<Shape> {
    let decision = |result: wire::EvaluateResult| match result.outcome {
        Some(Outcome::Decision(decision)) => shape(Some(decision)),
        other => panic!("{other:?}"),
    };
    results.into_iter().map(decision).collect()
}

fn replace(file: &Path, text: &str) {
    let next = file.with_extension("next");
    std::fs::write(&next, text).unwrap();
    std::fs::rename(next, file).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hundreds_of_reloads_under_load_and_every_answer_is_of_one_version() {
    const RELOADS: usize = 300;
    let directory = scratch("reloads");
    let file = directory.join("policy.toml");
    let versions = versions();
    replace(&file, &versions[0]);
    let live = Live::from(snapshot(PolicySet::from_dir(&directory).unwrap()));
    let service = Service::live(ServiceConfig { threads: 4, ..quick() }, live.clone()).await;

    // What either version answers when it is alone.
    let mut client = service.evaluator().await;
    let mut known = Vec::new();
    let mut windows = Vec::new();
    for text in versions.iter().rev() {
        replace(&file, text);
        assert_eq!(reload(&live, Some(directory.clone())).await, Told::Replaced { policies: 1 });
        known.push(shape(within(client.evaluate(request("a"))).await.unwrap().into_inner().decision));
        let quote = within(client.quote_cancellation(quote())).await.unwrap().into_inner();
        windows.push((quote.policy.unwrap().digest, quote.windows));
    }
    assert!(known[0].0 != known[1].0 && known[0].1 != known[1].1 && known[0].2 != known[1].2, "{known:?}");
    assert_ne!(windows[0].1, windows[1].1);
    let (known, windows) = (Arc::new(known), Arc::new(windows));

    let (done, seen) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let mut callers = Vec::new();
    for caller in 0..4 {
        let (known, windows, done, seen) = (known.clone(), windows.clone(), done.clone(), seen.clone());
        let mut client = service.evaluator().await;
        let mut policies = PolicyServiceClient::new(service.channel().await);
        callers.push(tokio::spawn(async move {
            let mut counts = [0_usize; 2];
            while !done.load(Ordering::Relaxed) {
                let of_one: Vec<Shape> = match caller {
                    0 => vec![shape(client.evaluate(request("a")).await.unwrap().into_inner().decision)],
                    1 => {
                        let requests = vec![request("a"); 50];
                        let batch = client.evaluate_batch(wire::EvaluateBatchRequest { requests }).await.unwrap();
                        shapes(batch.into_inner().results)
                    }
                    2 => {
                        let message = wire::EvaluateStreamRequest { requests: vec![request("a"); 20] };
                        let messages = tokio_stream::iter(vec![message; 10]);
                        let mut answers = client.evaluate_stream(messages).await.unwrap().into_inner();
                        while let Some(answer) = answers.next().await {
                            let shapes = shapes(answer.unwrap().results);
                            assert!(shapes.iter().all(|shape| *shape == shapes[0]), "two versions in one message");
                            assert!(known.contains(&shapes[0]));
                        }
                        continue;
                    }
                    _ => {
                        let quote = client.quote_cancellation(quote()).await.unwrap().into_inner();
                        assert!(windows.contains(&(quote.policy.unwrap().digest, quote.windows)), "a mixed quote");
                        let ask = wire::GetPolicyRequest { policy_id: "klantgenerator".into(), ..Default::default() };
                        let policy = policies.get_policy(ask).await.unwrap().into_inner();
                        let version = policy.policy.unwrap();
                        let shape = known.iter().find(|shape| shape.0 == version.version).unwrap();
                        assert_eq!(shape.1, version.digest);
                        assert!(policy.source_text.contains(&version.version));
                        continue;
                    }
                };
                assert!(of_one.iter().all(|shape| *shape == of_one[0]), "two versions in one answer");
                let which = known.iter().position(|shape| *shape == of_one[0]).expect("a version of its own");
                counts[which] += 1;
                seen.fetch_add(1, Ordering::Relaxed);
            }
            counts
        }));
    }
    for i in 0..RELOADS {
        // Now and then a torn file: what was there stays.
        let text = &versions[i % 2];
        let torn = i % 10 == 7;
        replace(&file, if torn { &text[..=text.rfind("[[").unwrap()] } else { text });
        let told = reload(&live, Some(directory.clone())).await;
        assert_eq!(matches!(told, Told::Kept { .. }), torn, "{told}");
        // Calls are made in between, however slow the machine is.
        let before = seen.load(Ordering::Relaxed);
        within(async {
            while seen.load(Ordering::Relaxed) == before {
                tokio::task::yield_now().await;
            }
        })
        .await;
    }
    done.store(true, Ordering::Relaxed);
    let mut counts = [0; 2];
    for caller in callers {
        let of_caller = within(caller).await.unwrap();
        counts = [counts[0] + of_caller[0], counts[1] + of_caller[1]];
    }
    assert!(counts[0] > 20 && counts[1] > 20, "one version was hardly seen: {counts:?}");
    assert_eq!(live.reloads.state().failed, 30);
}

/// A request for a quote.
pub(crate) fn quote() -> wire::QuoteCancellationRequest {
    let wire::EvaluateRequest { policy_id, agreement, .. } = request("q");
    wire::QuoteCancellationRequest { policy_id, agreement, ..Default::default() }
}

#[tokio::test]
async fn faulty_files_change_nothing_and_health_says_so() {
    let directory = scratch("faulty");
    let file = directory.join("policy.toml");
    let [text, other] = versions();
    replace(&file, &text);
    let live = Live::from(snapshot(PolicySet::from_dir(&directory).unwrap()));
    let service = Service::live(quick(), live.clone()).await;
    let mut client = service.evaluator().await;
    let mut health = HealthClient::new(service.channel().await);
    let ask = |name: &str| HealthCheckRequest { service: name.to_owned() };
    let mut watch = within(health.watch(ask("clausula.reloads"))).await.unwrap().into_inner();
    assert_eq!(within(watch.message()).await.unwrap().unwrap().status(), ServingStatus::Serving);

    let before = within(client.evaluate(request("a"))).await.unwrap().into_inner();
    // Torn; the same version twice; two versions in force at once; no file at all.
    let gap = text.replace("at_most = \"30 days\"", "at_most = \"20 days\"");
    let overlap = other.replace("2020-12-18", "2020-12-17").replacen("version = \"2020-12-17\"", "version = \"b\"", 1);
    for (more, files) in [
        ("torn", vec![("policy.toml", text[..text.len() / 3].to_owned())]),
        ("gap", vec![("policy.toml", gap)]),
        ("twice", vec![("policy.toml", text.clone()), ("again.toml", text.clone())]),
        ("overlap", vec![("policy.toml", text.clone()), ("again.toml", overlap)]),
        ("none", vec![]),
    ] {
        for entry in std::fs::read_dir(&directory).unwrap() {
            std::fs::remove_file(entry.unwrap().path()).unwrap();
        }
        files.iter().for_each(|(name, text)| std::fs::write(directory.join(name), text).unwrap());
        let told = reload(&live, Some(directory.clone())).await;
        assert!(matches!(told, Told::Kept { .. }), "{more}: {told}");
        let fault = live.reloads.state().fault.unwrap();
        assert!(told.to_string().contains(&*fault), "{more}");
        assert_eq!(within(client.evaluate(request("a"))).await.unwrap().into_inner(), before, "{more}");
    }
    assert_eq!(within(watch.message()).await.unwrap().unwrap().status(), ServingStatus::NotServing);
    // The service itself is as healthy as before.
    assert_eq!(within(health.check(ask(""))).await.unwrap().into_inner().status(), ServingStatus::Serving);
    std::fs::write(&file, &other).unwrap();
    assert_eq!(reload(&live, Some(directory.clone())).await, Told::Replaced { policies: 1 });
    assert_eq!(within(watch.message()).await.unwrap().unwrap().status(), ServingStatus::Serving);
    assert_eq!(live.reloads.state().failed, 5);
    assert_eq!(reload(&live, Some(directory)).await, Told::Unchanged);
}

#[tokio::test]
async fn a_directory_that_changes_is_read_again() {
    let directory = scratch("watched");
    let file = directory.join("policy.toml");
    let [text, other] = versions();
    replace(&file, &text);
    let live = Live::from(snapshot(PolicySet::from_dir(&directory).unwrap()));
    let (sender, mut told) = tokio::sync::mpsc::unbounded_channel();
    let rest = Some(Duration::from_millis(20));
    let keeping = tokio::spawn(keep(live.clone(), Some(directory), rest, move |news| drop(sender.send(news.clone()))));
    replace(&file, &other);
    let first = within(told.recv()).await;
    assert_eq!(first, Some(Told::Replaced { policies: 1 }));
    std::fs::write(&file, "torn = ").unwrap();
    within(async { while !matches!(told.recv().await.unwrap(), Told::Kept { .. }) {} }).await;
    assert_eq!(live.policies.load().iter().count(), 1);
    std::fs::write(&file, &text).unwrap();
    within(async { while !matches!(told.recv().await.unwrap(), Told::Replaced { .. }) {} }).await;
    assert_eq!(live.policies.load().iter().next().unwrap().version, "2020-12-17");
    // That a fault is mended is told, although what was in use is there again.
    std::fs::write(&file, "torn = ").unwrap();
    within(async { while !matches!(told.recv().await.unwrap(), Told::Kept { .. }) {} }).await;
    std::fs::write(&file, &text).unwrap();
    within(async { while told.recv().await.unwrap() != Told::Unchanged {} }).await;
    keeping.abort();
}

/// Files that come one after another are read when the last is there, however many they are.
#[tokio::test]
async fn a_directory_that_is_filled_is_read_once() {
    let directory = scratch("filled");
    let [text, _] = versions();
    let file = |number: usize| directory.join(format!("{number}.toml"));
    std::fs::write(file(0), &text).unwrap();
    let live = Live::from(snapshot(PolicySet::from_dir(&directory).unwrap()));
    let (sender, mut told) = tokio::sync::mpsc::unbounded_channel();
    let rest = Some(Duration::from_millis(500));
    let keeping =
        tokio::spawn(keep(live.clone(), Some(directory.clone()), rest, move |news| drop(sender.send(news.clone()))));
    for number in 1..60 {
        let other = text.replace("policy = \"klantgenerator\"", &format!("policy = \"klantgenerator-{number}\""));
        std::fs::write(file(number), other).unwrap();
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    assert_eq!(within(told.recv()).await, Some(Told::Replaced { policies: 60 }));
    keeping.abort();
}

/// What a link points to is chosen anew, as deployments and mounted volumes do.
#[cfg(unix)]
#[tokio::test]
async fn a_link_to_a_directory_that_is_made_to_point_elsewhere() {
    use std::os::unix::fs::symlink;
    let directory = scratch("linked");
    for (name, text) in ["one", "two"].into_iter().zip(versions()) {
        std::fs::create_dir(directory.join(name)).unwrap();
        std::fs::write(directory.join(name).join("policy.toml"), text).unwrap();
    }
    let link = directory.join("policies");
    symlink("one", &link).unwrap();
    let live = Live::from(snapshot(PolicySet::from_dir(&link).unwrap()));
    let (sender, mut told) = tokio::sync::mpsc::unbounded_channel();
    let rest = Some(Duration::from_millis(20));
    let keeping =
        tokio::spawn(keep(live.clone(), Some(link.clone()), rest, move |news| drop(sender.send(news.clone()))));
    for name in ["two", "one", "two"] {
        symlink(name, directory.join("next")).unwrap();
        std::fs::rename(directory.join("next"), &link).unwrap();
        assert_eq!(within(told.recv()).await, Some(Told::Replaced { policies: 1 }));
    }
    // What it points to now is watched like what it pointed to before.
    replace(&directory.join("two").join("policy.toml"), &versions()[0]);
    assert_eq!(within(told.recv()).await, Some(Told::Replaced { policies: 1 }));
    keeping.abort();
}

/// Whoever copies a directory file by file, in any order, with a listing in it: it goes live once it is whole.
#[tokio::test]
async fn a_directory_that_is_copied_file_by_file_goes_live_as_a_whole() {
    let directory = scratch("listed");
    let listing = |files: &[(&str, &str)]| {
        let line = |(name, text): &(&str, &str)| {
            let digest =
                sha2::Sha256::digest(text).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
            format!("{digest}  {name}\n")
        };
        files.iter().map(line).collect::<String>()
    };
    let texts = versions();
    let old = [("klantgenerator.toml", texts[0].as_str())];
    let other = BUILT_IN.iter().find(|(name, _)| name.starts_with("multidonnas")).unwrap().1;
    let new = [old[0], ("multidonnas.toml", other)];
    replace(&directory.join(old[0].0), old[0].1);
    std::fs::write(directory.join(LISTING), listing(&old)).unwrap();
    let live = Live::from(snapshot(PolicySet::from_dir(&directory).unwrap()));
    let told = async || reload(&live, Some(directory.clone())).await;
    let kept = |told: Told| matches!(&told, Told::Kept { faults, .. } if faults.contains(LISTING));
    assert_eq!(told().await, Told::Unchanged);
    // The file comes first, cut off where it is still one of TOML, and the listing last.
    let cut = other.rfind("\n[[clause]]").unwrap();
    for part in [&other[..cut], other] {
        std::fs::write(directory.join("multidonnas.toml"), part).unwrap();
        assert!(kept(told().await));
    }
    std::fs::write(directory.join(LISTING), listing(&new)).unwrap();
    assert_eq!(told().await, Told::Replaced { policies: 2 });
    // The listing comes first, and the file last.
    std::fs::write(directory.join(LISTING), listing(&old)).unwrap();
    assert!(kept(told().await));
    assert_eq!(live.policies.load().iter().count(), 2);
    std::fs::remove_file(directory.join("multidonnas.toml")).unwrap();
    assert_eq!(told().await, Told::Replaced { policies: 1 });
}
