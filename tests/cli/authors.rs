//! What authors are given: slips that no case notices, cases to be checked, a first file, and what codes mean.

use super::support::{err, fails, fine, json, out, run, scratch};
use clausula::analyse::report::verify;
use clausula::analyse::rules::{Rule, check};
use clausula::calendar::Date;
use clausula::law::Law;
use clausula::policy::load::load;
use serde_json::Value;
use std::collections::HashMap;
use std::fs;
use std::path::Path;

const TERMS: &str = r#"policy = "shop"
version = "1"
name = "Shop"
currency = "EUR"
prices = "including_vat"
zone = "Europe/Amsterdam"
holidays = "NL"
law = "none"

[[clause]]
id = "cancel"
article = "1"
question = "cancellation"
summary = { nl = "x", en = "x" }
[clause.tiers]
before = "starts_at"
settles = true
[[clause.tiers.tier]]
at_least = "14 days"
[[clause.tiers.tier]]
less_than = "14 days"
charges = [{ kind = "cancellation_fee", percent = 50, of = "price" }]
"#;

const CASES: &str = r#"policy = "shop"
[defaults]
customer = "consumer"
product = "event"
price = "400.00"
concluded_at = 2026-05-01
starts_at = 2026-09-14T10:00
[[case]]
name = "the fourteenth day is free, the thirteenth costs half"
article = "1"
question = "cancellation"
row = [
  { received_at = 2026-08-31, expect = { charged = "0.00", refund = "0.00" } },
  { received_at = 2026-09-01, expect = { charges = [{ kind = "cancellation_fee", amount = "200.00" }] } },
]
"#;

/// A directory with terms and cases.
fn shop(name: &str, cases: &str) -> (std::path::PathBuf, String) {
    let directory = scratch(name);
    fs::write(directory.join("shop.toml"), TERMS).unwrap();
    fs::write(directory.join("shop.cases.toml"), cases).unwrap();
    let here = directory.to_str().unwrap().to_owned();
    (directory, here)
}

/// The changes of the first policy, by what they came to: line, old and new.
fn changes(report: &Value, fate: &str) -> Vec<(u64, String, String)> {
    let all = report["mutation"]["policies"][0]["changes"].as_array().unwrap().iter();
    let text = |change: &Value, key: &str| change[key].as_str().unwrap().to_owned();
    all.filter(|change| change["fate"] == fate)
        .map(|change| (change["line"].as_u64().unwrap(), text(change, "old"), text(change, "new")))
        .collect()
}

#[test]
fn slips_that_no_case_notices_are_told_by_line() {
    let (directory, here) = shop("mutate", CASES);
    let report = json(out(&run(&["test", &here, "--mutate", "--format", "json"], b"")));
    let noticed = changes(&report, "noticed");
    for (line, old, new) in [
        (19, "at_least = \"14 days\"", "at_least = \"13 days\""),
        (19, "at_least = \"14 days\"", "at_least = \"14 weeks\""),
        (22, "percent = 50", "percent = 51"),
        (22, "kind = \"cancellation_fee\"", "kind = \"no_show_fee\""),
    ] {
        let is_there = noticed.iter().any(|change| (change.0, change.1.as_str()) == (line, old));
        assert!(is_there, "{old} {new}: {noticed:?}");
    }
    // A gap between two tiers is refused; that a percentage is taken of what was paid nobody notices who pays nothing.
    let refused = changes(&report, "refused");
    assert!(refused.contains(&(19, "at_least = \"14 days\"".into(), "at_least = \"15 days\"".into())), "{refused:?}");
    let unnoticed = changes(&report, "unnoticed");
    assert!(unnoticed.contains(&(8, "holidays = \"NL\"".into(), "holidays = \"BE\"".into())) || unnoticed.len() < 10);

    // Without the day of the bound the slip by one day goes unnoticed, and the line says where.
    let far = CASES.replace("2026-08-31,", "2026-08-20,").replace("2026-09-01,", "2026-09-10,");
    fs::write(directory.join("shop.cases.toml"), &far).unwrap();
    let told = run(&["test", &here, "--mutate", "--threshold", "100"], b"");
    assert_eq!(told.status.code(), Some(1));
    let text = out(&told);
    assert!(text.contains("shop.toml:19: no case notices in `cancel`:\n  - at_least = \"14 days\"\n"), "{text}");
    assert!(text.contains("a case that tells: cancellation of "), "{text}");
    assert!(err(&told).starts_with("error: the cases notice "), "{}", err(&told));
    assert_eq!(out(&run(&["test", &here, "--mutate"], b"")), text, "the same files give the same report");
}

#[test]
fn a_slip_that_may_stay_unnoticed_stands_with_its_reason() {
    let explained =
        CASES.to_owned() + "[[unnoticed]]\nold = 'holidays = \"NL\"'\nreason = \"nothing counts working days\"\n";
    let (directory, here) = shop("explained", &explained);
    let report = json(&fine(&["test", &here, "--mutate", "--format", "json"], b""));
    assert_eq!(changes(&report, "explained").len(), 1);
    assert_eq!(report["mutation"]["stale"].as_array().unwrap().len(), 0);

    // A reason for what a case notices is out of date.
    let stale = CASES.to_owned() + "[[unnoticed]]\nclause = \"cancel\"\nold = \"percent = 50\"\nreason = \"x\"\n";
    fs::write(directory.join("shop.cases.toml"), stale).unwrap();
    let told = run(&["test", &here, "--mutate"], b"");
    assert_eq!(told.status.code(), Some(1));
    assert!(out(&told).contains("explains no unnoticed change: `percent = 50`"), "{}", out(&told));
}

#[test]
fn suggested_cases_are_to_be_checked_first() {
    let far = CASES.replace("2026-08-31,", "2026-08-20,").replace("2026-09-01,", "2026-09-10,");
    let (directory, here) = shop("suggest", &far);
    let into = directory.join("to-check");
    let to_check = into.to_str().unwrap().to_owned();
    let told = fine(&["test", &here, "--suggest", &to_check], b"");
    assert!(told.contains("cases to check in"), "{told}");
    let file = into.join("shop-1-suggested.cases.toml");
    let written = fs::read_to_string(&file).unwrap();
    assert!(written.contains("unchecked = true\n") && written.contains("article = [\"1\"]"), "{written}");
    // What is there is never written over.
    assert!(fails(1, &["test", &here, "--suggest", &to_check], b"").contains("is there already"));

    let unchecked = run(&["test", &here], b"");
    assert_eq!(unchecked.status.code(), Some(1));
    assert!(out(&unchecked).contains("take out `unchecked`"), "{}", out(&unchecked));
    fs::write(&file, written.replace("unchecked = true\n", "")).unwrap();
    fine(&["test", &here, "--coverage"], b"");
}

#[test]
fn a_first_policy_loads_verifies_and_passes() {
    for (name, flags) in [
        ("plain", &["--name", "Sixth School"][..]),
        (
            "many",
            &[
                "--name",
                "Zes \"B\"",
                "--id",
                "zes",
                "--from",
                "2027-01-01",
                "--sells",
                "coaching,event,subscription",
                "--tiers",
                "28=0,14=12.5,1=50,0=100",
                "--withdrawal",
                "30",
                "--pay-within",
                "30",
                "--locale",
                "nl",
            ],
        ),
        (
            "other",
            &[
                "--name",
                "Yen",
                "--currency",
                "JPY",
                "--law",
                "none",
                "--holidays",
                "DE-BY",
                "--withdrawal",
                "none",
                "--sells",
                "goods",
            ],
        ),
    ] {
        let directory = scratch(&format!("new-{name}"));
        let here = directory.to_str().unwrap();
        let args: Vec<&str> = ["new"].iter().chain(flags).chain(&["--dir", here]).copied().collect();
        let told = fine(&args, b"");
        assert!(told.contains("clausula test"), "{told}");
        assert!(fine(&["test", here], b"").ends_with(" passed, 0 failed\n"));
        let verified = run(&["verify", here, "--deny", "C"], b"");
        assert_eq!(verified.status.code(), Some(0), "{}", out(&verified));
        let id = fs::read_dir(&directory).unwrap().next().unwrap().unwrap().path();
        let dutch = flags.contains(&"nl");
        let cases = fs::read_to_string(id.join("cases/first.cases.toml")).unwrap();
        assert!(cases.starts_with(if dutch { "# Uitgerekend" } else { "# Worked out" }), "{cases}");
        // Nothing is written over, not even one of the two.
        let before = fs::read_to_string(id.join("cases/first.cases.toml")).unwrap();
        let there = if dutch { "is er al; er is niets geschreven" } else { "is there already; nothing was written" };
        assert!(fails(1, &args, b"").contains(there));
        assert_eq!(fs::read_to_string(id.join("cases/first.cases.toml")).unwrap(), before);
    }
}

/// What a first file says costs what was answered, on the day of a bound and on the day after it.
#[test]
fn the_first_cases_are_at_the_bounds() {
    let directory = scratch("new-bounds");
    let here = directory.to_str().unwrap();
    fine(&["new", "--name", "Edge", "--tiers", "10=0,0=25", "--dir", here], b"");
    let path = directory.join("edge/undated.toml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("at_least = \"10 days\"") && text.contains("less_than = \"10 days\"\ncharges"), "{text}");
    for (from, to) in [("\"10 days\"", "\"11 days\""), ("\"10 days\"", "\"9 days\""), ("percent = 25", "percent = 26")]
    {
        fs::write(&path, text.replace(from, to)).unwrap();
        assert_eq!(run(&["test", here], b"").status.code(), Some(1), "{from} {to}");
    }
}

#[test]
fn a_first_policy_is_asked_for() {
    let directory = scratch("new-asked");
    let here = directory.to_str().unwrap();
    let answers = "Sixth School\n\n\n\n\nevent, coaching\n14=0, 0=costs\n\n30\n";
    let asked = run(&["new", "--dir", here], answers.as_bytes());
    assert_eq!(asked.status.code(), Some(0), "{}", err(&asked));
    assert!(
        err(&asked).contains("Whose terms are they?") && err(&asked).contains("empty: 14=0,0=costs"),
        "{}",
        err(&asked)
    );
    let text = fs::read_to_string(directory.join("sixth-school/undated.toml")).unwrap();
    assert!(
        text.contains("pay_within = \"30 days\"") && text.contains("products = [\"coaching\", \"event\"]"),
        "{text}"
    );
    let dutch = run(&["new", "--dir", here, "--locale", "nl"], b"Zevende\nooit\n");
    assert!(err(&dutch).contains("Vanaf welke dag gelden ze?") && dutch.status.code() == Some(1), "{}", err(&dutch));
}

#[test]
fn answers_that_do_not_fit_are_refused() {
    for (args, told) in [
        (&["--tiers", "14=0"][..], "as in 0=100"),
        (&["--tiers", "14=0,14=5,0=1"], "two tiers begin 14 days"),
        (&["--tiers", "14=101,0=1"], "DAYS=PERCENT"),
        (&["--withdrawal", "13"], "14 to 365"),
        (&["--law", "BE"], "`NL`"),
        (&["--sells", "events"], "did you mean `event`?"),
    ] {
        let directory = scratch("new-refused");
        let all: Vec<&str> =
            ["new", "--name", "X", "--dir", directory.to_str().unwrap()].iter().chain(args).copied().collect();
        let output = run(&all, b"");
        assert!(
            matches!(output.status.code(), Some(1 | 2)) && err(&output).contains(told),
            "{args:?}: {}",
            err(&output)
        );
        assert_eq!(fs::read_dir(&directory).unwrap().count(), 0);
    }
}

/// The codes of a kind.
fn codes(all: &Value, kind: &str) -> Vec<String> {
    let of_kind = all.as_array().unwrap().iter().filter(|entry| entry["kind"] == kind);
    of_kind.map(|entry| entry["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_rule_and_code_has_its_texts() {
    for locale in ["en", "nl"] {
        let all = json(&fine(&["explain", "--format", "json", "--locale", locale], b""));
        for (kind, least) in [("rule", 55), ("law", 10), ("finding", 11), ("assumption", 16), ("fault", 50)] {
            assert!(codes(&all, kind).len() >= least, "{kind}");
        }
        for entry in all.as_array().unwrap() {
            let meaning = entry["meaning"].as_str().unwrap();
            assert!(meaning.len() > 10 && meaning.ends_with('.'), "{entry}");
            assert!(entry["kind"] == "law" || entry["remedy"].as_str().unwrap().len() > 10, "{entry}");
        }
    }
    let listed = fine(&["explain"], b"");
    assert!(listed.contains("Rules of `clausula verify`\n  WD-MISSING") && listed.contains("tier-gap"), "{listed}");
    let told = fine(&["explain", "wd-refund"], b"");
    for said in ["WD-REFUND: a rule of `clausula verify`, high", "NL: BW 6:230r", "What to do", "--example > shop.toml"]
    {
        assert!(told.contains(said), "{said}: {told}");
    }
    assert!(fine(&["explain", "WD-REFUND", "--locale", "nl"], b"").contains("Wat te doen"));
    assert!(fails(1, &["explain", "WD-REFUDN"], b"").contains("did you mean `WD-REFUND`"));
    assert!(fails(1, &["explain", "nonsense"], b"").contains("`clausula explain` lists all"));
}

#[test]
fn the_example_of_every_rule_is_reported_by_it() {
    let today = Date::new(2026, 11, 21).unwrap();
    for rule in Rule::ALL {
        let text = fine(&["explain", rule.name(), "--example"], b"");
        let policy = load("example.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{rule}: {report}")).policy;
        let found = check(&policy, Law::built_in(), today);
        assert!(found.iter().any(|finding| finding.rule == *rule), "{rule}: {text}");
    }
}

/// Of these no text is an example: the loader refuses what would break them, another rule tells it, or a clock ends it.
const WITHOUT_EXAMPLE: [&str; 5] =
    ["PROOF-TOTALITY", "PROOF-INSTALMENTS-ADD-UP", "PROOF-CAPS-RESPECTED", "PROOF-VERSION-IN-FORCE", "ANALYSIS-ENDED"];

#[test]
fn the_example_of_every_proof_and_acceptance_is_reported() {
    let today = Date::new(2026, 11, 21).unwrap();
    let all = json(&fine(&["explain", "--format", "json"], b""));
    let mut reports: HashMap<String, Vec<String>> = HashMap::new();
    for code in codes(&all, "rule") {
        if WITHOUT_EXAMPLE.contains(&code.as_str()) {
            fails(1, &["explain", &code, "--example"], b"");
            continue;
        }
        if Rule::ALL.iter().any(|rule| rule.name() == code) {
            continue;
        }
        let text = fine(&["explain", &code, "--example"], b"");
        let found = reports.entry(text).or_insert_with_key(|text| {
            let report = verify("example.toml", text.as_bytes(), Law::built_in(), today);
            report.findings.iter().map(|finding| finding.rule.to_string()).collect()
        });
        assert!(found.contains(&code), "{code}: {found:?}");
    }
}

#[test]
fn the_example_of_every_finding_and_assumption_carries_it() {
    let all = json(&fine(&["explain", "--format", "json"], b""));
    let terms = scratch("explain-terms");
    for code in codes(&all, "finding").into_iter().chain(codes(&all, "assumption")) {
        let request = fine(&["explain", &code, "--example"], b"");
        let policy = run(&["explain", &code, "--example", "--policy"], b"");
        let decided = if policy.status.code() == Some(0) {
            fs::write(terms.join("example.toml"), &policy.stdout).unwrap();
            fine(&["--policies", path(&terms), "evaluate"], request.as_bytes())
        } else {
            fine(&["evaluate"], request.as_bytes())
        };
        let decision = &json(&decided)["decision"];
        let list = |key: &str| decision[key].as_array().cloned().unwrap_or_default();
        // Those of findings are words of an enum of the contract.
        let named = |part: &Value| part["code"].as_str().unwrap().to_lowercase().replace('_', "-");
        let carried = list("findings").into_iter().chain(list("assumptionDetails"));
        assert!(carried.into_iter().any(|part| named(&part).ends_with(&code)), "{code}: {decided}");
    }
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}
