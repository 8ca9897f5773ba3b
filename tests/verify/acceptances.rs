//! Acceptances: what they take, and when they are findings themselves.

use super::{SMALL, day, line};
use clausula::analyse::report::verify;
use clausula::analyse::rules::Severity;
use clausula::law::Law;

const FOUND: &str = "critical[NOTICE-LONG]: a consumer's period of notice is 2 months, longer than one month";

/// The small policy without its overlap.
fn notice_only() -> String {
    SMALL.replacen("at_most", "less_than", 1)
}

/// The findings of the small policy with a notice that is too long and an acceptance, on a day.
fn found(accept: &str, on: &str) -> Vec<String> {
    let text = notice_only() + accept;
    let report = verify("small.toml", text.as_bytes(), Law::built_in(), day(on));
    assert!(report.policy.is_some(), "{:?}", report.faults);
    report.findings.iter().map(line).collect()
}

#[test]
fn an_acceptance_takes_the_findings_of_its_rule() {
    let accept = "[[accept]]\nrule = \"NOTICE-LONG\"\nreason = \"Known.\"\n";
    assert_eq!(found(accept, "2026-11-21"), [format!("42:1: accepted {FOUND}")]);
}

#[test]
fn an_acceptance_takes_the_findings_at_its_clause() {
    let accept = "[[accept]]\nrule = \"NOTICE-LONG\"\nclause = \"end\"\nreason = \"Known.\"\nuntil = 2026-12-31\n";
    assert_eq!(found(accept, "2026-12-31"), [format!("42:1: accepted {FOUND}")]);
}

#[test]
fn an_acceptance_that_has_run_out_takes_nothing_and_is_a_finding() {
    let accept = "[[accept]]\nrule = \"NOTICE-LONG\"\nclause = \"end\"\nreason = \"Known.\"\nuntil = 2026-12-31\n";
    let expected = [
        format!("42:1: {FOUND}"),
        "43:1: high[ACCEPT-EXPIRED]: the acceptance of `NOTICE-LONG` at `end` held through 2026-12-31".to_owned(),
    ];
    assert_eq!(found(accept, "2027-01-01"), expected);
}

#[test]
fn an_acceptance_at_another_clause_takes_nothing_and_is_a_finding() {
    let accept = "[[accept]]\nrule = \"NOTICE-LONG\"\nclause = \"cancel\"\nreason = \"Known.\"\n";
    let expected = [
        format!("42:1: {FOUND}"),
        "43:1: medium[ACCEPT-UNUSED]: there is no finding `NOTICE-LONG` at `cancel` to accept".to_owned(),
    ];
    assert_eq!(found(accept, "2026-11-21"), expected);
}

#[test]
fn an_acceptance_about_something_takes_that_alone() {
    let about = |words: &str| {
        let accept =
            format!("[[accept]]\nrule = \"NOTICE-LONG\"\nclause = \"end\"\nabout = \"{words}\"\nreason = \"Known.\"\n");
        found(&accept, "2026-11-21")
    };
    assert_eq!(about("is 2 months"), [format!("42:1: accepted {FOUND}")]);
    let unused =
        "43:1: medium[ACCEPT-UNUSED]: there is no finding `NOTICE-LONG` at `end` about `is 3 months` to accept";
    assert_eq!(about("is 3 months"), [format!("42:1: {FOUND}"), unused.to_owned()]);
}

#[test]
fn an_acceptance_that_matches_nothing_and_has_run_out_is_unused() {
    let accept = "[[accept]]\nrule = \"PENALTY\"\nreason = \"Known.\"\nuntil = 2020-01-01\n";
    let unused = "43:1: medium[ACCEPT-UNUSED]: there is no finding `PENALTY` to accept".to_owned();
    assert_eq!(found(accept, "2026-11-21"), [format!("42:1: {FOUND}"), unused]);
}

#[test]
fn of_two_acceptances_the_one_that_holds_counts() {
    let one = "[[accept]]\nrule = \"NOTICE-LONG\"\nreason = \"Old.\"\nuntil = 2020-01-01\n";
    let two = "[[accept]]\nrule = \"NOTICE-LONG\"\nclause = \"end\"\nreason = \"New.\"\n";
    let expired = "43:1: high[ACCEPT-EXPIRED]: the acceptance of `NOTICE-LONG` held through 2020-01-01".to_owned();
    assert_eq!(found(&format!("{one}{two}"), "2026-11-21"), [format!("42:1: accepted {FOUND}"), expired]);
}

#[test]
fn what_is_accepted_is_not_denied_but_counted() {
    let accept = "[[accept]]\nrule = \"NOTICE-LONG\"\nreason = \"Known.\"\n";
    let text = notice_only() + accept;
    let report = verify("small.toml", text.as_bytes(), Law::built_in(), day("2026-11-21"));
    assert!(!report.denied(Severity::Information));
    assert_eq!((report.counts().findings, report.counts().accepted), (1, 1));
}

#[test]
fn every_id_that_is_reported_can_be_accepted_and_no_other() {
    use clausula::analyse::report::RuleId;
    let loads = |rule: &str| {
        let text = format!("{SMALL}[[accept]]\nrule = \"{rule}\"\nreason = \"Known.\"\n");
        clausula::policy::load::load("small.toml", text.as_bytes()).is_ok()
    };
    for rule in RuleId::all() {
        let of_acceptances = matches!(rule, RuleId::AcceptUnused | RuleId::AcceptExpired);
        assert_eq!(loads(&rule.to_string()), !of_acceptances, "{rule}");
    }
    assert!(!loads("WD-MISING"));
}
