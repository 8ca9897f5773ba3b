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
        "      PRODUCT_TYPE_GOODS  things",
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
