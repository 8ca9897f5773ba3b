//! What is written is read back as it was.

use super::written::{Writer, quoted};
use crate::cases::{self, coverage, run};
use crate::law::Law;
use crate::policy::store::PolicySet;

const CASES: [&str; 3] = [
    include_str!("../../../policies/onvergetelijk-onderwijs/cases/claims.cases.toml"),
    include_str!("../../../policies/klantgenerator/cases/money-and-claims.cases.toml"),
    include_str!("../../../policies/multidonnas/cases/changes.cases.toml"),
];

#[test]
fn the_facts_and_answers_of_shipped_cases_are_written_and_read_back() {
    let (set, law) = (PolicySet::built_in().unwrap(), Law::built_in());
    let mut compared = 0;
    for text in CASES {
        let file = cases::load("shipped.cases.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}"));
        let report = run(&file, &set, law);
        let decided: Vec<_> = report.outcomes.iter().filter(|outcome| outcome.decision.is_some()).collect();
        let mut written = format!("policy = {}\n", quoted(&file.policy));
        for (number, outcome) in decided.iter().enumerate() {
            let writer = Writer::new(outcome.policy.unwrap());
            let facts = writer.facts(outcome.facts.as_ref().unwrap());
            let expect = writer.expect(outcome.decision.as_ref().unwrap());
            written.push_str(&format!("[[case]]\nname = \"{number}\"\narticle = \"1\"\n{facts}expect = {expect}\n"));
        }
        let again = cases::load("again.cases.toml", written.as_bytes()).unwrap_or_else(|report| panic!("{report}"));
        let again = run(&again, &set, law);
        assert_eq!(again.failed(), 0, "{}", cases::report::text(&[again], law, false, crate::money::Locale::En));
        for (before, after) in decided.iter().zip(&again.outcomes) {
            assert_eq!(before.facts, after.facts, "{}: {written}", before.name);
            compared += 1;
        }
    }
    assert!(compared > 150, "{compared}");
}

#[test]
fn what_no_case_reaches_is_suggested_and_does_not_pass_before_it_is_checked() {
    let (set, law) = (PolicySet::built_in().unwrap(), Law::built_in());
    let text = "policy = \"multidonnas\"\n[defaults]\ncustomer = \"consumer\"\nproduct = \"event\"\nprice = \"1250.00\"\n\
                concluded_at = 2026-05-01\nstarts_at = 2026-09-14T10:00\n\
                [[case]]\nname = \"one\"\narticle = \"9.2\"\nquestion = \"cancellation\"\n\
                received_at = 2026-07-31T17:30\nexpect = { charged = \"625.00\" }\n";
    let file = cases::load("one.cases.toml", text.as_bytes()).unwrap();
    let reports = [run(&file, &set, law)];
    let measured = coverage::measure(&reports, law);
    let suggested = super::suggest(&measured[0], None, &reports, law);
    let before = measured[0].reached();

    let written = suggested.toml(crate::money::Locale::En);
    let file = cases::load("suggested.cases.toml", written.as_bytes()).unwrap_or_else(|report| panic!("{report}"));
    let report = run(&file, &set, law);
    assert_eq!((report.passed(), report.failed()), (0, suggested.len()));
    let only_unchecked = |outcome: &&cases::CaseOutcome<'_>| outcome.mismatches.iter().all(|m| m.field == "unchecked");
    let others: Vec<_> = report.failures().filter(|outcome| !only_unchecked(outcome)).map(|o| &o.mismatches).collect();
    assert!(others.is_empty(), "{others:?}\n{written}");
    assert_eq!(coverage::measure(&[report], law)[0].reached(), 0, "what is unchecked reaches nothing");

    let confirmed = written.replace("unchecked = true\n", "");
    let file = cases::load("confirmed.cases.toml", confirmed.as_bytes()).unwrap();
    let report = run(&file, &set, law);
    assert_eq!(report.failed(), 0);
    let after = coverage::measure(&[report], law)[0].reached();
    assert!(
        after > 3 * before && after + before + suggested.without.len() >= measured[0].points.len(),
        "{before} {after}"
    );
}
