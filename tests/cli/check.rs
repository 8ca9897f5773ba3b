//! Policy files under test: cases, verification, random requests.

use super::support::{CASES, SHOP, err, fails, fine, json, out, run, scratch};
use clausula::contract::{parse_message, wire};
use serde_json::Value;
use std::fs;

/// Policies that lie beside the cases are what is tested: a changed tier must not pass because the built-in one does.
#[test]
fn the_policies_beside_the_cases_are_tested() {
    let directory = scratch("beside");
    let here = directory.to_str().unwrap();
    fs::write(directory.join("a.cases.toml"), CASES).unwrap();
    fs::write(directory.join("Cargo.toml"), "[package]\nname = \"other\"\n").unwrap();
    assert_eq!(fine(&["test", here], b""), "with the built-in policies\n2 passed, 0 failed\n");

    let changed = include_str!("../../policies/multidonnas/undated.toml").replace("percent = 75", "percent = 95");
    fs::write(directory.join("undated.toml"), &changed).unwrap();
    let failed = run(&["test", here], b"");
    assert_eq!(failed.status.code(), Some(1));
    assert!(out(&failed).starts_with("with the policy file that is there\n"), "{}", out(&failed));
    assert!(out(&failed).ends_with("1 passed, 1 failed\n"), "{}", out(&failed));

    fs::write(directory.join("undated.toml"), changed.replace("percent = 95", "percent = 195")).unwrap();
    let told = fails(1, &["test", here], b"");
    assert!(told.ends_with("error: no policies: the files that are tested have 1 error\n"), "{told}");
}

#[test]
fn case_files_are_run() {
    let directory = scratch("cases");
    let (here, file) = (directory.to_str().unwrap(), directory.join("deep/multidonnas.cases.toml"));
    assert_eq!(fails(1, &["test", here], b""), format!("error: there is no case file (`*.cases.toml`) in `{here}`\n"));
    fs::create_dir(directory.join("deep")).unwrap();
    fs::write(&file, CASES).unwrap();
    fs::write(directory.join("deep/other.toml"), "not a case file").unwrap();
    assert!(fine(&["test", here], b"").ends_with("2 passed, 0 failed\n"));
    assert!(fine(&["test", here, file.to_str().unwrap()], b"").ends_with("2 passed, 0 failed\n"));

    let covered = run(&["test", here, "--coverage"], b"");
    assert_eq!(covered.status.code(), Some(0));
    assert!(out(&covered).contains("multidonnas undated: ") && out(&covered).contains("missed, line"));
    assert_eq!(run(&["test", here, "--threshold", "1"], b"").status.code(), Some(0));
    let short = run(&["test", here, "--threshold", "100"], b"");
    assert_eq!(short.status.code(), Some(1));
    assert!(err(&short).starts_with("error: the cases reach "), "{}", err(&short));

    let report = json(&fine(&["test", here, "--coverage", "--format", "json"], b""));
    assert_eq!((&report["passed"], &report["coverage"]["policies"][0]["policy"]), (&2.into(), &"multidonnas".into()));
    assert!(fine(&["test", here, "--format", "junit"], b"").starts_with("<?xml"));
    let lcov = out(&run(&["test", here, "--format", "lcov"], b"")).to_owned();
    assert!(lcov.contains("SF:policies/multidonnas/undated.toml"), "{lcov}");
    let report = directory.join("report.xml");
    let told = run(&["test", here, "--format", "junit", "--output", report.to_str().unwrap()], b"");
    assert_eq!((out(&told), err(&told)), ("", "2 passed, 0 failed\n"));
    assert!(fs::read_to_string(report).unwrap().contains("<testsuite "));

    fs::write(&file, CASES.replace("937.50", "937.51")).unwrap();
    let failed = run(&["test", here, "--explain"], b"");
    assert_eq!(failed.status.code(), Some(1));
    assert!(out(&failed).contains("937.51") && out(&failed).contains("75% of"), "{}", out(&failed));

    fs::write(&file, CASES.replace("received_at", "recieved_at")).unwrap();
    let told = fails(1, &["test", here], b"");
    assert!(told.contains("multidonnas.cases.toml:16:3: error[missing-key]"), "{told}");
    assert!(told.ends_with("error: a case file cannot be read; no case was run\n"), "{told}");
    assert!(fails(1, &["test", "/nowhere.cases.toml"], b"").contains("no such file"));
    fails(2, &["test"], b"");
}

#[test]
fn policy_files_are_verified() {
    let directory = scratch("verify");
    let (here, shop) = (directory.to_str().unwrap(), directory.join("shop.toml"));
    let file = shop.to_str().unwrap();
    assert_eq!(fails(1, &["verify", here], b""), format!("error: there is no policy file (`*.toml`) in `{here}`\n"));
    fs::write(&shop, SHOP).unwrap();
    fs::write(directory.join("shop.cases.toml"), CASES).unwrap();
    let text = fine(&["verify", here], b"");
    assert!(text.contains("shop.toml: "), "{text}");
    assert_eq!(fine(&["verify", file, directory.join("shop.cases.toml").to_str().unwrap()], b""), text);

    // The consumer's prices exclude the tax: H.
    let accepted = "\n[[accept]]\nrule = \"WD-MISSING\"\nreason = \"on premises only\"\nuntil = 2026-06-30\n";
    let text = SHOP.replace("including_vat", "excluding_vat").replace("business", "consumer") + accepted;
    fs::write(&shop, &text).unwrap();
    let unsealed = run(&["verify", file, "--as-of", "2026-06-01"], b"");
    assert!(out(&unsealed).contains("ACCEPT-UNSEALED"), "{}", out(&unsealed));
    assert_eq!(fine(&["accept", file], b""), format!("{file}: WD-MISSING: sealed\n"));
    assert_eq!(fine(&["accept", file], b""), "");
    let text = fs::read_to_string(&shop).unwrap();
    for (deny, code) in [("M", 1), ("high", 1), ("h", 1), ("C", 0)] {
        let output = run(&["verify", file, "--deny", deny, "--as-of", "2026-06-01"], b"");
        assert_eq!(output.status.code(), Some(code), "{deny}: {}", out(&output));
        assert!(out(&output).contains("[PRICE-EXVAT]") && out(&output).contains("shop.toml:5:1"), "{}", out(&output));
    }
    // What is accepted has run out.
    let output = run(&["verify", file, "--deny", "C", "--as-of", "2026-07-01"], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("ACCEPT-EXPIRED"), "{}", out(&output));
    fs::write(&shop, text.replace("until = 2026-06-30\n", "")).unwrap();
    let told = out(&run(&["verify", file, "--locale", "nl"], b"")).to_owned();
    assert!(told.contains("consument") || told.contains("btw"), "{told}");
    let report = json(out(&run(&["verify", file, "--format", "json"], b"")));
    let rules: Vec<&Value> =
        report["reports"][0]["findings"].as_array().unwrap().iter().map(|finding| &finding["rule"]).collect();
    assert_eq!(rules, ["WD-MISSING", "WD-FUNCTION", "PRICE-EXVAT"], "{report}");
    let sarif = json(out(&run(&["verify", file, "--format", "sarif"], b"")));
    assert_eq!(
        (&sarif["version"], &sarif["runs"][0]["results"][2]["ruleId"]),
        (&"2.1.0".into(), &"PRICE-EXVAT".into())
    );
    let written = directory.join("verify.xml");
    let output = run(&["verify", file, "--format", "junit", "--output", written.to_str().unwrap()], b"");
    assert_eq!((output.status.code(), out(&output)), (Some(1), ""));
    assert!(err(&output).starts_with("1 file: 0 errors, "), "{}", err(&output));
    assert!(fs::read_to_string(written).unwrap().contains("PRICE-EXVAT"));

    fs::write(&shop, b"polic = 'sh\xffop'").unwrap();
    let output = run(&["verify", here], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("shop.toml:1:") && out(&output).contains("not-utf8"), "{}", out(&output));
    assert!(fails(1, &["verify", "/nowhere.toml"], b"").contains("no such file"));
    for args in [&["verify"][..], &["verify", here, "--deny", "X"], &["verify", here, "--as-of", "2026-02-30"]] {
        fails(2, args, b"");
    }
}

#[test]
fn findings_are_accepted_in_the_file_which_otherwise_stays_as_it_is() {
    let directory = scratch("accept");
    let shop = directory.join("shop.toml");
    let file = shop.to_str().unwrap();
    let text = SHOP.replace("business", "consumer") + "\n# The end.\n";
    fs::write(&shop, &text).unwrap();
    let accept = ["accept", file, "--rule", "WD-MISSING", "--reason", "on premises only", "--until", "2099-12-31"];
    assert_eq!(fine(&accept, b""), format!("{file}: WD-MISSING: sealed\n"));
    let accepted = fs::read_to_string(&shop).unwrap();
    let added = "[[accept]]\nrule = \"WD-MISSING\"\nreason = \"on premises only\"\nuntil = 2099-12-31\nseal = \"";
    assert!(accepted.starts_with(text.trim_end_matches("\n# The end.\n")) && accepted.contains(added), "{accepted}");
    assert!(accepted.contains("# The end."), "{accepted}");
    assert!(fine(&["verify", file, "--deny", "C", "--all"], b"").contains("accepted[WD-MISSING]"));
    let short = fine(&["verify", file, "--deny", "C"], b"");
    assert!(!short.contains("accepted[") && short.contains(" findings: 1 accepted, "), "{short}");
    assert!(short.contains("\nNot checked:\n- "), "{short}");
    let sarif = |more: &[&str]| {
        let text = run(&[&["verify", file, "--format", "sarif"], more].concat(), b"");
        json(out(&text))["runs"][0]["results"].as_array().unwrap().len()
    };
    assert_eq!(sarif(&[]), sarif(&["--omit-accepted"]) + 1);
    assert!(fails(1, &["verify", file, "--omit-accepted"], b"").contains("goes with `--format sarif`"));

    // What is not found cannot be accepted, and nothing is written.
    let told = fails(1, &["accept", file, "--rule", "PENALTY", "--reason", "known"], b"");
    assert!(told.contains("PENALTY: there is no such finding"), "{told}");
    let told = fails(1, &["accept", file, "--rule", "NO-SUCH", "--reason", "known"], b"");
    assert!(told.contains("NO-SUCH"), "{told}");
    let dutch = |args: &[&str]| fails(1, &[args, &["--locale", "nl"]].concat(), b"");
    let told = dutch(&["accept", file, "--rule", "PENALTY", "--clause", "fee", "--reason", "known"]);
    assert!(!told.contains("there is no such"), "{told}");
    let told = dutch(&["accept", file, "--rule", "PENALTY", "--reason", "known"]);
    assert!(told.contains("PENALTY: zo'n bevinding is er niet"), "{told}");
    let folder = directory.to_str().unwrap();
    let told = dutch(&["test", folder]);
    assert!(told.contains(&format!("er is geen bestand met gevallen (`*.cases.toml`) in `{folder}`")), "{told}");
    assert_eq!(fs::read_to_string(&shop).unwrap(), accepted);

    // A setting of the policy decides too: what is accepted is asked for again, and renewed when it is read.
    fs::write(&shop, accepted.replace("including_vat", "excluding_vat")).unwrap();
    let changed = run(&["verify", file, "--deny", "C"], b"");
    assert_eq!(changed.status.code(), Some(1));
    assert!(out(&changed).contains("ACCEPT-CHANGED"), "{}", out(&changed));
    let again = fs::read_to_string(&shop).unwrap();
    assert_eq!(fine(&["accept", file], b""), format!("{file}: WD-MISSING: renewed, after a change of its clauses\n"));
    fs::write(&shop, again).unwrap();
    let renewed = format!("{file}: WD-MISSING: vernieuwd, na een wijziging van de bepalingen\n");
    assert_eq!(fine(&["accept", file, "--locale", "nl"], b""), renewed);
    for args in [&["accept"][..], &["accept", file, "--rule", "PENALTY"], &["accept", file, "--until", "2026-02-30"]] {
        fails(2, args, b"");
    }
}

#[cfg(feature = "testing")]
#[test]
fn properties_are_tried_on_random_requests() {
    let file = scratch("sample").join("shop.toml");
    fs::write(&file, SHOP).unwrap();
    let verify = ["verify", file.to_str().unwrap(), "--sample", "1500"];
    let text = fine(&verify, b"");
    assert!(text.contains("shop.toml: 1500 random requests, "), "{text}");
    assert_eq!(fine(&verify, b""), text);

    // Terms under which a later notice is cheaper.
    let tiers = r#"[clause.tiers]
before = "starts_at"
otherwise = { verdict = "permitted" }
[[clause.tiers.tier]]
at_least = "7 days"
verdict = "permitted"
charges = [{ kind = "cancellation_fee", percent = 50, of = "price" }]
"#;
    let outcome = SHOP.find("[clause.outcome]").unwrap();
    fs::write(&file, format!("{}{tiers}", &SHOP[..outcome])).unwrap();
    let output = run(&[&verify[..], &["--deny", "C"]].concat(), b"");
    assert_eq!(output.status.code(), Some(1), "{}", out(&output));
    assert!(out(&output).contains("`monotone-tiers` is violated by "), "{}", out(&output));
    let request = out(&output).lines().last().unwrap().trim();
    let policies = file.parent().unwrap().to_str().unwrap();
    assert!(fine(&["--policies", policies, "evaluate"], request.as_bytes()).contains("VERDICT_PERMITTED"));
}

#[test]
fn versions_are_compared() {
    let directory = scratch("compare");
    let source = fine(&["policies", "klantgenerator", "--source"], b"");
    let changed = directory.join("new.toml");
    fs::write(&changed, source.replace("at_least = \"30 days\"", "at_least = \"31 days\"")).unwrap();
    let new = changed.to_str().unwrap();
    for old in ["klantgenerator", "klantgenerator@2020-12-17"] {
        let text = fine(&["compare", old, new], b"");
        assert!(
            text.contains("They decide differently in 1 region.\n\ncancellation: on day 30 before the start\n"),
            "{text}"
        );
        assert!(text.contains("  difference  +€ 1,000.00 at a price of € 1,000.00\n"), "{text}");
    }
    let text = fine(&["compare", new, "klantgenerator", "--locale", "nl"], b"");
    assert!(text.contains("  verschil    −€ 1.000,00 bij een prijs van € 1.000,00\n"), "{text}");
    let markdown = fine(&["compare", "klantgenerator", new, "--format", "markdown"], b"");
    assert!(
        markdown.contains("\n| 1 | `cancellation` | on day 30 before the start | event | from € 0.01 | "),
        "{markdown}"
    );

    // The requests show what they say.
    let request = markdown.lines().find(|line| line.starts_with('{')).unwrap();
    let here = directory.to_str().unwrap();
    for (args, charged) in [(&["evaluate"][..], None), (&["evaluate", "--policies", here], Some("100000"))] {
        let decision = json(&fine(args, request.as_bytes()))["decision"].clone();
        assert_eq!(decision["charges"][0]["amount"]["minorUnits"].as_str(), charged, "{decision}");
    }
    let message = json(&fine(&["compare", "klantgenerator", new, "--format", "json"], b""));
    let region = &message["regions"][0];
    assert_eq!((&region["question"], &region["fromDaysBefore"]), (&"QUESTION_CANCELLATION".into(), &30.into()));
    assert_eq!(region["difference"]["minorUnits"], "1");
    parse_message::<wire::ComparePoliciesResponse>(message.to_string().as_bytes()).unwrap();

    let same = fine(&["compare", "klantgenerator", "klantgenerator", "--exit-code"], b"");
    assert!(same.ends_with("No difference: they decide alike in every case.\n"), "{same}");
    assert_eq!(run(&["compare", "klantgenerator", new, "--exit-code"], b"").status.code(), Some(1));
    assert_eq!(
        fails(1, &["compare", "nobody", new], b""),
        "error: `nobody` is no file, and no policy with that id is loaded\n"
    );
    assert!(fails(1, &["compare", "klantgenerator@1", new], b"").contains("has no version `1`"));
    fs::write(&changed, "polic = 1").unwrap();
    assert!(fails(1, &["compare", "klantgenerator", new], b"").contains("new.toml:1:1: error[unknown-key]"));
    fails(2, &["compare", "klantgenerator"], b"");
}

/// What is built in is verified, debts accepted, and tested by its own cases.
#[test]
fn the_policies_of_the_repository_are_green() {
    let policies = concat!(env!("CARGO_MANIFEST_DIR"), "/policies");
    assert!(fine(&["verify", policies, "--as-of", "2026-11-21"], b"").contains(" accepted, 0 open\n"));
    assert!(fine(&["test", policies, "--threshold", "100"], b"").contains(", 0 failed\n"));
}
