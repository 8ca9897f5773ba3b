//! The formats: text for a person, JSON, SARIF, JUnit.

use super::{SMALL, checked, day, sealed, shipped};
use clausula::analyse::report::{RuleId, Suppressed, Told, Verification, human, json, junit, sarif, verify};
use clausula::analyse::rules::Severity;
use clausula::law::Law;
use clausula::money::Locale;
use serde_json::Value;

/// The small policy with a finding that is open and one that is accepted, and a file that does not load.
pub(crate) fn mixed() -> Verification {
    let accept = "[[accept]]\nrule = \"TIER-OVERLAP\"\nclause = \"cancel\"\nreason = \"Known <& \\\"old\\\">.\"\n";
    let broken = verify("a b/broken.toml", b"policy = 'x'\n", Law::built_in(), day("2026-11-21"));
    Verification { reports: vec![checked(&sealed(&format!("{SMALL}{accept}"))), broken] }
}

#[test]
fn text_shows_the_place_and_what_to_do() {
    let text = human(&mixed(), Locale::En, Told::All);
    let finding = "critical[NOTICE-LONG]: a consumer's period of notice is 2 months, longer than one month
  --> small.toml:42:1
   |
42 | period = \"2 months\"
   | ^^^^^^^^^^^^^^^^^^^
   = provision: BW 6:236 j, 6:237 k, 6:237 o
   = help: put a period of one month with `customer = \"consumer\"` first
   = request: {\"policyId\":\"small-school\",\"policyVersion\":\"undated\",\"agreement\":{";
    assert!(text.contains(finding), "{text}");
    let accepted =
        "accepted[TIER-OVERLAP]: two tiers apply 14 days before the start: free of charge, and the delivered share of \
                    the price
  --> small.toml:30:1
   |
30 | at_most = \"14 days\"
   | ^^^^^^^^^^^^^^^^^^^
   = provision: BW 6:238(2)
   = reason: Known <& \"old\">.
";
    assert!(text.contains(accepted), "{text}");
    assert!(text.contains("2 findings: 1 accepted, 1 open"), "{text}");
    assert!(text.contains("error[missing-key]"), "{text}");
    assert!(text.contains("\n2 files: "), "{text}");
}

#[test]
fn text_speaks_dutch_too() {
    let text = human(&mixed(), Locale::Nl, Told::All);
    assert!(
        text.contains("kritiek[NOTICE-LONG]: de opzegtermijn van een consument is 2 maanden, langer dan een maand"),
        "{text}"
    );
    assert!(text.contains("2 bevindingen: 1 aanvaard, 1 open"), "{text}");
}

#[test]
fn json_mirrors_the_contract() {
    let read: Value = serde_json::from_str(&json(&mixed(), Locale::En)).unwrap();
    let (report, broken) = (&read["reports"][0], &read["reports"][1]);
    assert_eq!(report["loads"], true);
    assert_eq!(report["policy"]["policyId"], "small-school");
    assert_eq!(report["counts"]["accepted"], 1);
    let findings = report["findings"].as_array().unwrap();
    let notice = findings.iter().find(|finding| finding["rule"] == "NOTICE-LONG").unwrap();
    assert_eq!(notice["severity"], "COMPLIANCE_SEVERITY_CRITICAL");
    assert_eq!((&notice["line"], &notice["column"]), (&Value::from(42), &Value::from(1)));
    assert_eq!(notice["clauseIds"][0], "end");
    assert_eq!(notice["accepted"], false);
    assert_eq!(notice["witness"]["termination"]["by"], "PARTY_CUSTOMER");
    let overlap = findings.iter().find(|finding| finding["rule"] == "TIER-OVERLAP").unwrap();
    assert_eq!(overlap["acceptance"]["reason"], "Known <& \"old\">.");
    assert_eq!(broken["loads"], false);
    assert_eq!(broken["faults"][0]["severity"], "FAULT_SEVERITY_ERROR");
    assert!(broken.get("policy").is_none());
}

#[test]
fn sarif_has_rules_places_and_suppressions() {
    let read: Value = serde_json::from_str(&sarif(&mixed(), Locale::En, Suppressed::Kept)).unwrap();
    assert_eq!(read["version"], "2.1.0");
    let run = &read["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for rule in RuleId::all() {
        assert!(rules.iter().any(|known| known["id"] == rule.to_string()), "{rule}");
    }
    let results = run["results"].as_array().unwrap();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert!(region["startLine"].as_u64() >= Some(1) && region["endColumn"].as_u64() >= Some(1));
        assert!(region["endLine"].as_u64() >= region["startLine"].as_u64());
    }
    let of = |rule: &str| results.iter().find(|result| result["ruleId"] == rule).unwrap();
    assert_eq!(
        (&of("NOTICE-LONG")["level"], &of("NOTICE-LONG")["suppressions"]),
        (&"error".into(), &Value::Array(vec![]))
    );
    assert_eq!(of("TIER-OVERLAP")["level"], "warning");
    assert_eq!(of("TIER-OVERLAP")["suppressions"][0]["justification"], "Known <& \"old\">.");
    let broken = &of("missing-key")["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(broken, "a%20b/broken.toml");
    for result in results {
        assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uriBaseId"], "%SRCROOT%");
        let hash = result["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap();
        assert!(hash.ends_with(":1") && hash.len() > 8, "{hash}");
    }
    let omitted: Value = serde_json::from_str(&sarif(&mixed(), Locale::En, Suppressed::Omitted)).unwrap();
    let kept: Vec<&Value> = results.iter().filter(|result| result["ruleId"] != "TIER-OVERLAP").collect();
    assert_eq!(omitted["runs"][0]["results"].as_array().unwrap().iter().collect::<Vec<_>>(), kept);
}

#[test]
fn what_was_not_checked_is_said() {
    let said = mixed().not_checked();
    let english: Vec<&str> = said.iter().map(|said| said.en.as_str()).collect();
    let last = [
        "whether `article` and `summary` say what the printed terms say",
        "the cases in `*.cases.toml`, which `clausula test` runs",
    ];
    assert!(english.ends_with(&last), "{english:?}");
    // Under no law no rule on consumers was looked at.
    let lawless = Verification { reports: vec![checked(&SMALL.replace("law = \"NL\"", "law = \"none\""))] };
    let said = lawless.not_checked();
    assert!(said.iter().any(|said| said.en.contains("rules for which the law `none` has no provision")), "{said:?}");
    let read: Value = serde_json::from_str(&json(&lawless, Locale::Nl)).unwrap();
    assert_eq!(read["notChecked"].as_array().map(Vec::len), Some(said.len()));
}

#[test]
fn the_short_text_leaves_out_what_is_accepted() {
    let (short, all) = (human(&mixed(), Locale::En, Told::Open), human(&mixed(), Locale::En, Told::All));
    assert!(short.contains("critical[NOTICE-LONG]") && !short.contains("accepted[TIER-OVERLAP]"), "{short}");
    assert!(!short.contains("\nsmall.toml: ") && all.contains("\nsmall.toml: "), "{short}");
    assert_eq!(short.matches("2 findings: 1 accepted, 1 open").count(), 1);
}

#[test]
fn junit_fails_what_is_denied() {
    let xml = junit(&mixed(), Locale::En, Severity::Medium);
    assert!(xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"clausula verify\" tests="));
    let case = |name: &str| xml.lines().find(|line| line.contains(&format!("name=\"{name}\""))).unwrap_or_default();
    assert!(case("NOTICE-LONG").contains("<failure message=\"a consumer's period of notice"));
    assert!(case("TIER-OVERLAP").contains("<system-out>") && !case("TIER-OVERLAP").contains("<failure"));
    assert!(case("TIER-OVERLAP").contains("Known &lt;&amp; &quot;old&quot;&gt;."));
    assert!(case("PENALTY").ends_with("time=\"0\"></testcase>"));
    assert_eq!(xml.matches("<testsuite ").count(), 2);
    assert_eq!(xml.matches("<failure").count(), 2);
    let medium = SMALL.replacen("2 months", "1 month", 1);
    let one = Verification { reports: vec![checked(&medium)] };
    assert!(!junit(&one, Locale::En, Severity::High).contains("<failure"));
    assert!(junit(&one, Locale::En, Severity::Medium).contains("<failure"));
}

#[test]
fn the_five_are_green_in_every_format() {
    let five = shipped();
    assert!(!junit(five, Locale::En, Severity::Information).contains("<failure"));
    let read: Value = serde_json::from_str(&sarif(five, Locale::En, Suppressed::Kept)).unwrap();
    let results = read["runs"][0]["results"].as_array().unwrap();
    assert!(!results.is_empty());
    assert!(results.iter().all(|result| result["suppressions"][0]["status"] == "accepted"));
    assert!(human(five, Locale::En, Told::All).contains("accepted, 0 open"));
}
