//! Which policies are loaded.

use super::support::{clausula, fails, fine, json, out, scratch};
use std::fs;

#[test]
fn policies_are_listed_and_shown() {
    let list = json(&fine(&["policies", "--format", "json"], b""));
    let ids: Vec<&str> = list["policies"].as_array().unwrap().iter().map(|p| p["policyId"].as_str().unwrap()).collect();
    assert_eq!(ids, ["emperra", "heartschool", "klantgenerator", "multidonnas", "onvergetelijk-onderwijs"]);
    let text = fine(&["policies"], b"");
    assert!(text.lines().any(|line| line.starts_with("klantgenerator") && line.contains("from 2020-12-17")), "{text}");

    let shown = json(&fine(&["policies", "klantgenerator", "2020-12-17", "--format", "json"], b""));
    assert_eq!(shown["clauses"].as_array().unwrap().len(), shown["policy"]["clauseCount"].as_u64().unwrap() as usize);
    let nl = fine(&["policies", "multidonnas", "--locale", "nl"], b"");
    assert!(nl.contains("cancel  (artikel 9.1; cancellation; tiers)"), "{nl}");
    assert!(fine(&["policies", "emperra", "--source"], b"").contains("policy = \"emperra\""));

    assert_eq!(fails(1, &["policies", "emprra"], b""), "error: there is no policy `emprra`: did you mean `emperra`?\n");
    assert!(fails(1, &["policies", "emperra", "2"], b"").contains("`emperra` has no version `2`"));
}

#[test]
fn what_a_policy_leaves_out_is_listed_wherever_it_is_described() {
    let listed = fine(&["policies", "klantgenerator"], b"");
    let section = listed.split("\nNot encoded\n").nth(1).unwrap_or_else(|| panic!("{listed}"));
    assert!(section.contains("article 5.3 (provider_cancellation)\n    KlantGenerator may refuse"), "{section}");
    assert!(section.contains("article 6 (nothing that can be asked)"), "{section}");
    let nl = fine(&["policies", "klantgenerator", "--locale", "nl"], b"");
    assert!(nl.contains("\nNiet opgenomen\n") && nl.contains("artikel 6 (niets dat gevraagd kan worden)"), "{nl}");

    let shown = json(&fine(&["policies", "klantgenerator", "--format", "json"], b""));
    let entries = shown["unencoded"].as_array().unwrap();
    let of = |article: &str| entries.iter().find(|entry| entry["article"] == article).unwrap();
    assert_eq!(of("5.3")["questions"], serde_json::json!(["QUESTION_PROVIDER_CANCELLATION"]));
    assert!(of("6").get("questions").is_none_or(|questions| questions.as_array().unwrap().is_empty()));
    let source = shown["sourceText"].as_str().unwrap();
    let line = of("5.3")["line"].as_u64().unwrap() as usize;
    assert_eq!(source.lines().nth(line - 1), Some("[[unencoded]]"));

    let facts = fine(&["facts", "klantgenerator", "complaint"], b"");
    assert!(facts.contains("article 17.4, 17.5 (complaint)") && !facts.contains("article 5.3"), "{facts}");
    let facts = json(&fine(&["facts", "klantgenerator", "complaint", "--format", "json"], b""));
    let told: Vec<&str> =
        facts["unencoded"].as_array().unwrap().iter().map(|entry| entry["article"].as_str().unwrap()).collect();
    assert_eq!(told, ["7.14", "17.4, 17.5"]);
    // No clause speaks of it, an article does.
    let facts = fine(&["facts", "emperra", "breach"], b"");
    assert!(facts.contains("articles of the terms are: what they say is not encoded"), "{facts}");

    let directory = scratch("left-out");
    let file = directory.join("k.toml");
    fs::write(&file, fine(&["policies", "klantgenerator", "--source"], b"")).unwrap();
    let report = fine(&["verify", file.to_str().unwrap()], b"");
    let told = "not encoded, not checked: article 5.3 (provider_cancellation): KlantGenerator may refuse";
    assert!(report.contains(told), "{report}");
    let report = json(&fine(&["verify", file.to_str().unwrap(), "--format", "json"], b""));
    assert_eq!(
        report["reports"][0]["unencoded"],
        json(&fine(&["policies", "klantgenerator", "--format", "json"], b""))["unencoded"]
    );
    fs::remove_dir_all(&directory).unwrap();
}

#[test]
fn other_policies_are_used_from_a_directory_or_the_environment() {
    let directory = scratch("policies");
    let source = fine(&["policies", "multidonnas", "--source"], b"").replace("\"multidonnas\"", "\"sixth\"");
    fs::write(directory.join("sixth.toml"), &source).unwrap();
    let here = directory.to_str().unwrap();
    let request = fine(&["evaluate", "--example"], b"").replace("\"multidonnas\"", "\"sixth\"");
    let response = json(&fine(&["--policies", here, "evaluate"], request.as_bytes()));
    assert_eq!(response["decision"]["policy"]["policyId"], "sixth");
    assert_eq!(json(&fine(&["evaluate", "--policies", here], request.as_bytes())), response);

    let listed = clausula().arg("policies").env("CLAUSULA_POLICIES", here).output().unwrap();
    assert!(out(&listed).contains("sixth") && !out(&listed).contains("emperra"), "{}", out(&listed));
    let built_in = clausula().arg("policies").env("CLAUSULA_POLICIES", "").output().unwrap();
    assert!(out(&built_in).contains("emperra"));

    // All that is wrong, with its place.
    let broken = source.replace("zone = \"Europe/Amsterdam\"", "zone = \"Europe/Amsterdm\"\ncolour = \"red\"");
    fs::write(directory.join("sixth.toml"), broken).unwrap();
    let report = fails(1, &["--policies", here, "policies"], b"");
    assert!(
        report.contains("sixth.toml:") && report.contains("unknown-zone") && report.contains("unknown-key"),
        "{report}"
    );
    assert!(report.ends_with(&format!("error: no policies: the files in `{here}` have 2 errors\n")), "{report}");
    fs::remove_file(directory.join("sixth.toml")).unwrap();
    assert!(fails(1, &["--policies", here, "evaluate"], b"").contains("no policy file"));
    fs::remove_dir(&directory).unwrap();
    assert!(fails(1, &["--policies", here, "evaluate"], b"").starts_with("error: cannot read"));
}

#[test]
fn the_facts_of_a_question_are_listed() {
    let text = fine(&["facts", "multidonnas", "cancellation", "--customer", "consumer"], b"");
    for line in [
        "agreement.starts_at  (instant; where a clause reads it; not before agreement.concluded_at)",
        "    When does performance start?",
        "cancellation.received_at  (instant; required; not before agreement.concluded_at)",
        "      PRODUCT_TYPE_GOODS  goods",
    ] {
        assert!(text.lines().any(|known| known == line), "{line} is not in\n{text}");
    }
    let dutch = fine(&["facts", "emperra", "withdrawal", "--product", "goods", "--locale", "nl"], b"");
    assert!(dutch.contains("(tijdstip; tenzij vermeld: niet ontvangen)"), "{dutch}");
    let read = json(&fine(&["facts", "emperra", "offer", "--format", "json", "--terms-only"], b""));
    assert!(read["facts"].as_array().unwrap().iter().any(|fact| fact["path"] == "offer.made_at"));
    assert!(fails(1, &["facts", "emperra", "canceling"], b"").starts_with("error: there is no question `canceling`"));
    assert!(fails(1, &["facts", "emperra", "offer", "--product", "boat"], b"").contains("there is no product `boat`"));
}
