use super::*;
use crate::contract::{self, FieldNames, wire};
use crate::law::Law;
use crate::policy::store::PolicySet;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

fn scratch(name: &str) -> PathBuf {
    let directory = std::env::temp_dir().join(format!("clausula-log-{}", std::process::id())).join(name);
    let _ = fs::remove_dir_all(&directory);
    directory
}

fn settings(directory: &Path) -> LogSettings {
    LogSettings { directory: Some(directory.to_owned()), ..LogSettings::default() }
}

/// The policies that are built in, read once.
fn built_in() -> &'static PolicySet {
    static POLICIES: LazyLock<PolicySet> = LazyLock::new(|| PolicySet::built_in().unwrap());
    &POLICIES
}

fn open(settings: &LogSettings) -> Result<DecisionLog, OpenError> {
    DecisionLog::open(settings, built_in(), Law::built_in())
}

/// A cancellation under the terms of KlantGenerator, and its decision.
fn decided(id: &str) -> (wire::EvaluateRequest, wire::Decision) {
    let json = format!(
        r#"{{"requestId":"{id}","policyId":"klantgenerator","agreement":{{
            "customerType":"CUSTOMER_TYPE_BUSINESS","productType":"PRODUCT_TYPE_EVENT",
            "price":{{"currencyCode":"EUR","minorUnits":"100000"}},
            "concludedAt":"2026-01-10T12:00:00Z","startsAt":"2026-06-01T07:00:00Z"}},
            "cancellation":{{"receivedAt":"2026-05-20T10:00:00Z"}}}}"#
    );
    let request = contract::parse_request(json.as_bytes()).unwrap();
    let policies = built_in();
    let answer = contract::answer(policies, Law::built_in(), &request, FieldNames::Proto).unwrap();
    (request, answer.decision.unwrap())
}

/// Decisions logged in one group.
fn group(log: &DecisionLog, ids: &[&str]) -> Group {
    let mut group = Group::default();
    for id in ids {
        let (request, mut decision) = decided(id);
        log.add(&mut group, Asked { id: "call", caller: Some("shop"), method: None }, &request, &mut decision).unwrap();
    }
    group
}

#[tokio::main(flavor = "current_thread")]
async fn append(log: &DecisionLog, ids: &[&str]) -> Result<(), AppendError> {
    log.append(group(log, ids)).await
}

fn verified(directory: &Path) -> Verified {
    verify(directory).unwrap().unwrap()
}

fn texts(directory: &Path) -> Vec<String> {
    lines(directory).unwrap().map(|line| String::from_utf8(line.unwrap().text).unwrap()).collect()
}

#[test]
fn what_is_logged_is_there_in_order_and_the_chain_goes_on_after_another_start() {
    let directory = scratch("order");
    for ids in [["a", "b"], ["c", "d"]] {
        let log = open(&settings(&directory)).unwrap();
        append(&log, &ids).unwrap();
    }
    let found = verified(&directory);
    assert_eq!((found.first, found.last, found.decisions, found.torn), (1, 6, 4, 0));
    let mut ids = Vec::new();
    for text in texts(&directory) {
        let Some(decided) = Decided::of(text.as_bytes()).unwrap() else { continue };
        assert_eq!((decided.id.as_str(), decided.caller.as_deref()), ("call", Some("shop")));
        let request = contract::parse_request(decided.request.get().as_bytes()).unwrap();
        let (again, mut decision) = super::tests::decided(&request.request_id);
        assert_eq!(request, again);
        let bare = without_texts(&mut decision, |bare| serde_json::to_string(bare).unwrap());
        assert_eq!(decided.decision.get(), bare);
        ids.push(request.request_id);
    }
    assert_eq!(ids, ["a", "b", "c", "d"]);
}

#[test]
fn one_process_writes_and_a_second_is_refused_until_the_first_is_gone() {
    let directory = scratch("lock");
    let log = open(&settings(&directory)).unwrap();
    assert!(matches!(open(&settings(&directory)), Err(OpenError::Locked { .. })));
    drop(log);
    assert!(open(&settings(&directory)).is_ok());
}

/// Whatever of the last record a crash leaves, the rest is whole, and the log goes on.
#[test]
fn a_torn_record_is_taken_off() {
    let directory = scratch("torn");
    let log = open(&settings(&directory)).unwrap();
    append(&log, &["a", "b"]).unwrap();
    drop(log);
    let path = segments(&directory).unwrap()[0].path.clone();
    let whole = fs::read(&path).unwrap();
    let last = whole[..whole.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
    for length in [last + 1, last + 20, whole.len() - 2, whole.len() - 1] {
        fs::write(&path, &whole[..length]).unwrap();
        assert_eq!(verified(&directory).torn, u64::try_from(length - last).unwrap());
        let log = open(&settings(&directory)).unwrap();
        append(&log, &["c"]).unwrap();
        drop(log);
        let found = verified(&directory);
        assert_eq!((found.decisions, found.torn, found.last), (2, 0, 4), "{length}");
        let opened = &texts(&directory)[2];
        assert!(opened.contains(&format!("\"repaired_bytes\":{}", length - last)), "{opened}");
    }
    // What stands before the end was not torn by a crash.
    let mut changed = whole.clone();
    changed[30] = b'#';
    fs::write(&path, &changed).unwrap();
    assert!(matches!(open(&settings(&directory)), Err(OpenError::Damaged { line: 1 | 2, .. })));
}

#[test]
fn a_segment_that_was_begun_and_not_written_is_taken_off() {
    let directory = scratch("begun");
    let log = open(&settings(&directory)).unwrap();
    append(&log, &["a"]).unwrap();
    drop(log);
    fs::write(directory.join("00000000000000000003.jsonl"), "{\"seq\":3,").unwrap();
    let log = open(&settings(&directory)).unwrap();
    append(&log, &["b"]).unwrap();
    drop(log);
    let found = verified(&directory);
    assert_eq!((found.last, found.decisions), (4, 2));
    assert_eq!(segments(&directory).unwrap().len(), 1);
}

#[test]
fn a_record_that_was_changed_taken_out_added_or_moved_is_named() {
    let directory = scratch("tampered");
    let log = open(&settings(&directory)).unwrap();
    for id in ["a", "b", "c", "d"] {
        append(&log, &[id]).unwrap();
    }
    drop(log);
    let path = segments(&directory).unwrap()[0].path.clone();
    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let head = verified(&directory).head;
    let found = |lines: &[String]| {
        fs::write(&path, lines.join("\n") + "\n").unwrap();
        verify(&directory).unwrap()
    };
    // Every byte of a record counts, also one that leaves it a record.
    for (place, seq) in [(1, 2), (2, 3), (3, 4)] {
        let mut changed = lines.clone();
        changed[place] = changed[place].replace("\"minorUnits\":\"100000\"", "\"minorUnits\":\"100001\"");
        assert_ne!(changed, lines);
        let fault = found(&changed).unwrap_err();
        assert_eq!((fault.seq, fault.line), (Some(seq), seq), "{fault}");
    }
    let without = |place: usize| {
        let mut lines = lines.clone();
        lines.remove(place);
        lines
    };
    assert_eq!(found(&without(2)).unwrap_err().seq, Some(3));
    let mut twice = lines.clone();
    twice.insert(2, lines[2].clone());
    assert_eq!(found(&twice).unwrap_err().seq, Some(4));
    let mut swapped = lines.clone();
    swapped.swap(1, 2);
    assert_eq!(found(&swapped).unwrap_err().seq, Some(2));
    // The beginning can go only where a record says so; the end shows by the hash that was noted.
    assert_eq!(found(&without(0)).unwrap_err().seq, Some(2));
    assert_ne!(found(&without(4)).unwrap().head, head);
    assert_eq!(found(&lines).unwrap().head, head);
}

#[test]
fn old_segments_are_deleted_and_the_rest_can_be_checked() {
    let directory = scratch("retired");
    let settings = LogSettings { segment_bytes: 4_000, segments: 3, ..settings(&directory) };
    let log = open(&settings).unwrap();
    for id in 0..40 {
        append(&log, &[&id.to_string()]).unwrap();
        assert!(segments(&directory).unwrap().len() <= 4);
    }
    drop(log);
    let found = verified(&directory);
    assert!(found.first > 1 && found.last > 41, "{found:?}");
    let kept = segments(&directory).unwrap();
    assert_eq!(kept[0].first, found.first);
    // One more that goes without a word is missed.
    fs::remove_file(&kept[0].path).unwrap();
    assert_eq!(verify(&directory).unwrap().unwrap_err().seq, Some(kept[1].first));
}

#[test]
fn segments_are_kept_for_days_after_their_last_record() {
    let directory = scratch("days");
    let settings = LogSettings { segment_bytes: 1, days: 2, ..settings(&directory) };
    drop(open(&settings).unwrap());
    let aged = |age: u64| {
        for segment in segments(&directory).unwrap() {
            let file = OpenOptions::new().write(true).open(segment.path).unwrap();
            file.set_modified(std::time::SystemTime::now() - Duration::from_secs(age)).unwrap();
        }
        let log = open(&settings).unwrap();
        append(&log, &["a"]).unwrap();
        drop(log);
        verified(&directory).first
    };
    assert_eq!(aged(2 * 86_400 - 60), 1);
    assert!(aged(2 * 86_400) > 1);
}

/// A log that may have so many bytes more than it has.
fn nearly_full(name: &str, on_full: OnFull, more: u64) -> (PathBuf, DecisionLog) {
    let directory = scratch(name);
    drop(open(&settings(&directory)).unwrap());
    let has = fs::metadata(&segments(&directory).unwrap()[0].path).unwrap().len();
    // It is opened once more.
    let settings = LogSettings { on_full, most_bytes: 2 * has + more, ..settings(&directory) };
    (directory, open(&settings).unwrap())
}

#[test]
fn a_full_disk_refuses_and_what_was_acknowledged_is_there() {
    let (directory, log) = nearly_full("refuse", OnFull::Refuse, 10_000);
    let ids: Vec<String> = (0..50).map(|id| id.to_string()).collect();
    let given: Vec<&str> = ids.iter().map(String::as_str).filter(|id| append(&log, &[id]).is_ok()).collect();
    assert!((3..20).contains(&given.len()), "{}", given.len());
    assert_eq!(log.stats().refused.load(Relaxed), 50 - u64::try_from(given.len()).unwrap());
    assert!(log.stats().failing.load(Relaxed));
    // Once there is room, decisions are given again.
    log.stats().bytes.store(0, Relaxed);
    assert_eq!(append(&log, &["later"]), Ok(()));
    assert!(!log.stats().failing.load(Relaxed));
    drop(log);
    let logged = texts(&directory).iter().filter(|text| text.contains("\"kind\":\"decision\"")).count();
    assert_eq!(logged, given.len() + 1);
    assert_eq!(verified(&directory).decisions, u64::try_from(logged).unwrap());
}

#[test]
fn a_full_disk_drops_and_the_log_says_how_many() {
    let (directory, log) = nearly_full("drop", OnFull::Drop, 0);
    for id in ["a", "b", "c"] {
        assert_eq!(append(&log, &[id]), Ok(()));
    }
    while log.stats().dropped.load(Relaxed) < 3 {
        std::thread::yield_now();
    }
    log.stats().bytes.store(0, Relaxed);
    append(&log, &["d"]).unwrap();
    drop(log);
    let found = verified(&directory);
    assert_eq!((found.decisions, found.dropped), (1, 3));
}

#[test]
fn a_full_disk_blocks_until_there_is_room() {
    let (directory, log) = nearly_full("block", OnFull::Block, 0);
    let waiting = {
        let log = log.clone();
        std::thread::spawn(move || append(&log, &["a"]))
    };
    while log.stats().failures.load(Relaxed) < 2 {
        std::thread::yield_now();
    }
    assert!(!waiting.is_finished());
    assert_eq!(log.stats().blocked.load(Relaxed), 1);
    log.stats().bytes.store(0, Relaxed);
    assert_eq!(waiting.join().unwrap(), Ok(()));
    drop(log);
    assert_eq!(verified(&directory).decisions, 1);
}

#[test]
fn answers_can_wait_for_the_disk() {
    let directory = scratch("sync");
    let log = open(&LogSettings { sync: Duration::ZERO, ..settings(&directory) }).unwrap();
    append(&log, &["a"]).unwrap();
    assert_eq!(verified(&directory).decisions, 1);
}

#[test]
fn a_slow_disk_refuses_what_the_queue_has_no_room_for() {
    let directory = scratch("slow");
    let log = open(&LogSettings { queue_bytes: 10, on_full: OnFull::Block, ..settings(&directory) }).unwrap();
    // What is larger than the queue waits alone: it does not wait for ever.
    append(&log, &["a", "b", "c"]).unwrap();
    drop(log);
    let log = open(&LogSettings { queue_bytes: 10, ..settings(&directory) }).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let outcomes: Vec<_> = runtime.block_on(async {
        let calls = (0..64).map(|_| log.append(group(&log, &["d"])));
        futures_util::future::join_all(calls).await
    });
    drop(log);
    let given = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    assert!(given >= 1 && outcomes.iter().all(|outcome| matches!(outcome, Ok(()) | Err(AppendError::Full))));
    assert_eq!(verified(&directory).decisions, 3 + u64::try_from(given).unwrap());
}

#[test]
fn the_store_has_what_decided_and_notes_the_bytes_of_each_version() {
    let directory = scratch("store");
    let log = open(&settings(&directory)).unwrap();
    let policies = built_in();
    let store = Store::of_log(&directory);
    for policy in policies.iter() {
        assert_eq!(store.policy(&policy.digest).unwrap().unwrap().source, policy.source);
    }
    assert!(store.policy(&format!("sha256:{}", Hash::NONE)).unwrap().is_none());
    assert!(store.policy("sha256:../../lock").unwrap().is_none());
    for law in Law::built_in().jurisdictions() {
        let path = directory.join("store/law").join(format!("{}.txt", law.digest.trim_start_matches("sha256:")));
        assert_eq!(format!("sha256:{}", Hash::of(&fs::read(path).unwrap())), law.digest);
    }
    let first = policies.iter().next().unwrap();
    let path = directory.join("store/policies").join(format!("{}.toml", first.digest.trim_start_matches("sha256:")));
    fs::write(&path, format!("{}\n", first.source)).unwrap();
    assert!(matches!(store.policy(&first.digest), Err(StoreError::Changed { .. })));

    assert!(log.versions().unwrap().is_empty());
    log.serve(policies.iter().map(|policy| &**policy)).unwrap();
    // A line that was torn does not spoil the next one.
    let mut list = OpenOptions::new().append(true).open(directory.join("store/versions.jsonl")).unwrap();
    list.write_all(b"{\"policy\":\"x\",\"ver").unwrap();
    let mut changed = (**first).clone();
    changed.digest = "sha256:new".to_owned();
    log.serve([&changed].into_iter()).unwrap();
    let versions = log.versions().unwrap();
    assert_eq!(versions.len(), 5);
    let key = VersionKey { policy: first.id.clone(), version: first.version.clone() };
    assert_eq!(versions.get(&key).map(String::as_str), Some("sha256:new"));
}
