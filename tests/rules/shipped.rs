//! The findings of the five policies, exactly.

use super::{assert_replays, today};
use clausula::analyse::report::{Finding, RuleId, VerificationReport, verify};
use clausula::analyse::rules::{self, ComplianceFinding, Rule, Severity};
use clausula::law::Law;
use clausula::policy::Policy;
use clausula::policy::load::load;
use clausula::policy::store::{BUILT_IN, PolicySet};
use std::sync::LazyLock;

/// The reports on the five, made once.
fn reports() -> &'static [VerificationReport] {
    static REPORTS: LazyLock<Vec<VerificationReport>> = LazyLock::new(|| {
        BUILT_IN.iter().map(|(name, text)| verify(name, text.as_bytes(), Law::built_in(), today())).collect()
    });
    &REPORTS
}

fn report(policy: &str) -> &'static VerificationReport {
    reports().iter().find(|report| report.file.contains(&format!("{policy}/"))).unwrap()
}

fn line(finding: &Finding) -> String {
    format!("{}: {}[{}]: {}", finding.place.line, finding.severity, finding.rule, finding.message.en)
}

/// `RULE clause`, in the order of the text.
fn found(policy: &str) -> Vec<String> {
    let report = report(policy);
    let policy = report.policy.clone().unwrap();
    assert_replays(&policy, &rules::check(&policy, Law::built_in(), today()));
    let clause = |place: &u16| policy.clause(*place).unwrap().id.clone();
    let of = |finding: &Finding| {
        format!("{} {}", finding.rule, finding.clauses.first().map(clause).unwrap_or_default()).trim().to_owned()
    };
    report.findings.iter().filter(|finding| matches!(finding.rule, RuleId::Compliance(_))).map(of).collect()
}

#[test]
fn emperra() {
    let expected = [
        "PRICE-EXVAT",
        "CHANGE-NOEXIT provider-change",
        "KEPT-UNDELIVERED provider-moves",
        "NOSHOW-FEE reschedule-session",
        "NOSHOW-FEE no-show-session",
        "TERM-ACCELERATE end-for-cause-community",
        "TERM-FEE cancel-instalments",
        "SUSPEND-PAY default",
        "WD-FUNCTION withdraw",
        "WD-WAIVER withdraw-lapse",
        "TERM-FEE cancel-digital",
        "TERM-FEE cancel-programme",
        "TERM-FEE cancel-event",
        "LIAB-CAP liability",
        "LIAB-CAP liability",
        "LIAB-CAP liability",
        "COMPLAINT-SHORT complaint",
    ];
    assert_eq!(found("emperra"), expected);
}

#[test]
fn multidonnas() {
    let expected = [
        "WD-MISSING",
        "WD-FUNCTION",
        "TERM-ACCELERATE default",
        "BIK-14D default",
        "TERM-FEE cancel",
        "TIER-MONOTONE cancel",
        "TIER-OVERLAP cancel",
        "TERM-FEE cancel",
        "TERM-FEE cancel",
        "TERM-FEE cancel",
        "DEEMED-LATER office-hours",
        "LIAB-CAP liability",
        "LIAB-CAP liability",
        "LIAB-CAP liability",
        "LIAB-CAP liability",
        "LIAB-CAP liability",
        "CAP-CONFLICT liability",
        "CAP-CONFLICT liability",
    ];
    assert_eq!(found("multidonnas"), expected);
}

#[test]
fn onvergetelijk_onderwijs() {
    let expected = [
        "PRICE-EXVAT",
        "WD-FUNCTION withdraw",
        "WD-DAYCOUNT withdraw",
        "WD-EXCLUDED withdraw-excluded",
        "WD-MORE-FAVOURABLE withdraw-informed",
        "CHANGE-NOEXIT location",
        "TIER-OVERLAP reschedule",
        "FEE-GT-PRICE cancel",
        "TERM-FEE cancel",
        "FEE-GT-PRICE cancel",
        "TERM-FEE cancel",
        "TIER-OVERLAP cancel",
        "FEE-GT-PRICE cancel",
        "TERM-FEE cancel",
        "TIER-OVERLAP cancel",
        "FEE-GT-PRICE cancel",
        "TERM-FEE cancel",
        "TIER-CONFLICT cancel",
        "LIAB-CAP liability",
        "LIAB-CAP liability",
        "PRICE-3M price-index",
        "PRICE-NOEXIT price-index",
        "PRICE-REASON price",
        "PRICE-NOTICE price",
        "PRICE-NOEXIT price",
        "BIK-14D default",
        "SUSPEND-PAY default",
        "TERM-ACCELERATE end-unpaid",
        "COMPLAINT-SHORT complaint",
        "FEE-GT-PRICE penalty",
        "PENALTY penalty",
        "FEE-GT-PRICE penalty",
        "PENALTY penalty",
        "FEE-GT-PRICE penalty",
        "PENALTY penalty",
        "FEE-GT-PRICE non-solicit",
    ];
    assert_eq!(found("onvergetelijk-onderwijs"), expected);
}

#[test]
fn heartschool() {
    assert_eq!(
        found("heartschool"),
        [
            "SUSPEND-PAY default",
            "CHANGE-NOEXIT provider-change",
            "LIAB-CAP liability",
            "LIAB-CAP liability",
            "WD-FUNCTION withdraw",
            "WD-DAYCOUNT withdraw"
        ]
    );
}

#[test]
fn klantgenerator() {
    let expected = [
        "WD-MISSING",
        "WD-FUNCTION",
        "PRICE-EXVAT",
        "CHANGE-NOEXIT provider-moves",
        "TIER-OVERLAP cancel-training",
        "TERM-FEE cancel-training",
        "NOSHOW-FEE no-show-training",
        "PRICE-REASON price-fixed",
        "PRICE-NOTICE price-fixed",
        "PRICE-3M price-fixed",
        "PRICE-NOEXIT price-fixed",
        "PRICE-REASON price",
        "PRICE-NOTICE price",
        "PRICE-3M price",
        "PRICE-NOEXIT price",
        "SUSPEND-PAY default",
        "INT-CONTRACT default",
        "BIK-14D default",
        "LIAB-CAP liability",
        "LIAB-CAP liability",
        "LIAB-CAP liability",
        "RENEW-FIXED termination",
        "NOTICE-LONG termination",
        "TERM-MANDATORY no-early-end",
        "TERM-MANDATORY no-early-end-notice",
        "SELF-RELEASE provider-termination",
        "COMPLAINT-SHORT complaint",
        "TERMS-UNILATERAL terms-change",
    ];
    assert_eq!(found("klantgenerator"), expected);
}

#[test]
fn the_overlaps_are_those_of_the_texts() {
    let overlaps = |policy: &str| -> Vec<String> {
        let overlap = |rule: RuleId| rule == RuleId::Compliance(Rule::TierOverlap);
        report(policy).findings.iter().filter(|f| overlap(f.rule)).map(|f| f.message.en.clone()).collect()
    };
    assert_eq!(
        overlaps("multidonnas"),
        ["two tiers apply 43 days before the start: 50% of the price, and 75% of the price"]
    );
    assert_eq!(
        overlaps("klantgenerator"),
        ["two tiers apply 30 days before the start: free of charge, and 100% of the price"]
    );
    let days = overlaps("onvergetelijk-onderwijs");
    let on = |text: &str| text.split(':').next().unwrap().to_owned();
    assert_eq!(
        days.iter().map(|text| on(text)).collect::<Vec<_>>(),
        [
            "two tiers apply 14 days before the start",
            "two tiers apply 14 days before the start",
            "two tiers apply 7 days before the start",
        ]
    );
}

#[test]
fn every_finding_of_the_five_is_accepted() {
    for report in reports() {
        let open: Vec<String> = report.findings.iter().filter(|f| !f.is_accepted()).map(line).collect();
        assert_eq!(open, [""; 0], "{}", report.file);
        assert!(!report.denied(Severity::Information));
    }
}

#[test]
fn the_five_have_so_many_findings() {
    let set = PolicySet::built_in().unwrap();
    let found: usize = set.iter().map(|policy| rules::check(policy, Law::built_in(), today()).len()).sum();
    assert_eq!(found, 104);
}

/// A notice at noon counts at once only where the office is open then.
#[test]
fn offices_that_close_before_noon_hide_nothing() {
    let (name, text) = BUILT_IN.iter().find(|(name, _)| name.starts_with("multidonnas")).unwrap();
    let found = |through: &str| {
        let text = text.replace("through = \"17:30\"", &format!("through = \"{through}\""));
        let policy = load(name, text.as_bytes()).unwrap_or_else(|report| panic!("{report}")).policy;
        rules::check(&policy, Law::built_in(), today()).iter().map(|finding| finding.rule).collect::<Vec<_>>()
    };
    let usual = found("17:30");
    assert!(usual.contains(&Rule::TierOverlap) && usual.contains(&Rule::DeemedLater), "{usual:?}");
    // The last is open for a minute.
    for through in ["12:00", "11:59", "09:01", "09:00"] {
        assert_eq!(found(through), usual, "{through}");
    }
}

#[test]
fn a_policy_for_businesses_gets_no_findings_about_consumers() {
    let contradictions = [Rule::TierOverlap, Rule::TierConflict, Rule::TierMonotone, Rule::CapConflict];
    for (name, text) in BUILT_IN {
        let text = text.split("[[accept]]").next().unwrap().replace("customers = [\"consumer\"]\n", "");
        let text = text.replace("customers = [\"business\"]\n", "");
        let text = text.replace("\nquestion =", "\ncustomers = [\"business\"]\nquestion =");
        let Some(policy) = for_businesses(name, &text) else { continue };
        let findings: Vec<ComplianceFinding> = rules::check(&policy, Law::built_in(), today());
        let about_consumers = findings.iter().find(|finding| !contradictions.contains(&finding.rule));
        assert_eq!(about_consumers.map(|finding| finding.rule), None, "{name}");
    }
}

/// The policy, where the change leaves one.
fn for_businesses(name: &str, text: &str) -> Option<Policy> {
    load(name, text.as_bytes()).ok().map(|loaded| loaded.policy)
}
