//! Acceptances: what they take, and when they are findings themselves.

use super::{SMALL, checked, day, line, sealed};
use clausula::analyse::Patience;
use clausula::analyse::report::{VerificationReport, verify, verify_while};
use clausula::analyse::rules::Severity;
use clausula::law::Law;
use clausula::policy::store::BUILT_IN;

const FOUND: &str = "critical[NOTICE-LONG]: a consumer's period of notice is 2 months, longer than one month";

/// The small policy without its overlap.
fn notice_only() -> String {
    SMALL.replacen("at_most", "less_than", 1)
}

/// The findings of the small policy with a notice that is too long and a sealed acceptance, on a day.
fn found(accept: &str, on: &str) -> Vec<String> {
    let text = sealed(&(notice_only() + accept));
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
    let text = sealed(&(notice_only() + accept));
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
        let of_acceptances = rule.to_string().starts_with("ACCEPT-");
        assert_eq!(loads(&rule.to_string()), !of_acceptances, "{rule}");
    }
    assert!(!loads("WD-MISING"));
}

const NOTICE: &str = "[[accept]]\nrule = \"NOTICE-LONG\"\nclause = \"end\"\nreason = \"Known.\"\n";

#[test]
fn an_acceptance_without_a_seal_takes_nothing() {
    let findings: Vec<String> = checked(&(notice_only() + NOTICE)).findings.iter().map(line).collect();
    let unsealed =
        "43:1: medium[ACCEPT-UNSEALED]: the acceptance of `NOTICE-LONG` at `end` has no seal and accepts nothing yet";
    assert_eq!(findings, [format!("42:1: {FOUND}"), unsealed.to_owned()]);
}

#[test]
fn what_is_worse_reopens() {
    let text = sealed(&(notice_only() + NOTICE)).replace("period = \"2 months\"", "period = \"6 months\"");
    let findings: Vec<String> = checked(&text).findings.iter().map(line).collect();
    let open = "42:1: critical[NOTICE-LONG]: a consumer's period of notice is 6 months, longer than one month";
    let changed = "43:1: high[ACCEPT-CHANGED]: what was accepted as `NOTICE-LONG` at `end` is another now: it was 2 months, \
                   and is 6 months";
    assert_eq!(findings, [open, changed]);
}

#[test]
fn a_seal_or_a_figure_that_was_tampered_with_takes_nothing() {
    let text = sealed(&(notice_only() + NOTICE));
    let seal = text.lines().last().unwrap();
    for (from, to) in
        [(seal, "seal = \"0000000000000000\""), ("[\"2 months\"]", "[\"1 month\"]"), ("figures = [\"2 months\"]\n", "")]
    {
        let report = checked(&text.replace(from, to));
        assert_eq!(report.counts().accepted, 0, "{to}");
        assert!(report.findings.iter().any(|finding| finding.rule.to_string() == "ACCEPT-CHANGED"), "{to}");
    }
}

#[test]
fn words_and_order_of_a_clause_may_change() {
    let text = sealed(&(notice_only() + NOTICE));
    for (from, to) in [
        ("nl = \"Opzeggen.\"", "nl = \"Opzegging.\""),
        ("article = \"3\"", "article = \"3.1\""),
        (
            "question = \"termination\"\nproducts = [\"subscription\"]",
            "products = [\"subscription\"]\nquestion = \"termination\"",
        ),
        ("ends = \"after_notice\"", "ends   = \"after_notice\" # always"),
        ("name = \"Small School\"", "name = \"The Small School\""),
        ("id = \"cancel\"", "id = \"cancelling\""),
    ] {
        assert!(text.contains(from), "{from}");
        assert_eq!(checked(&text.replace(from, to)).counts().accepted, 1, "{to}");
    }
}

#[test]
fn a_clause_that_another_names_is_sealed_with_it() {
    let more = "\n[[clause]]\nid = \"end-vip\"\narticle = \"4\"\nquestion = \"termination\"\nproducts = [\"subscription\"]\nwhen = [\"pays_in_instalments\"]\noverrides = [\"end\"]\nsummary = { nl = \"Nooit.\", en = \"Never.\" }\n[clause.outcome]\nverdict = \"refused\"\n";
    let text = sealed(&(notice_only() + NOTICE));
    let (clauses, accept) = text.split_once("[[accept]]").unwrap();
    assert_eq!(checked(&format!("{clauses}{more}[[accept]]{accept}")).counts().accepted, 0);
}

/// What is replaced in a text, and by what.
type Changes = &'static [(&'static str, &'static str)];

/// Changes that make an accepted clause of a shipped policy much worse: the file, what is replaced, and the rule that was
/// accepted.
const WORSE: &[(&str, Changes, &str)] = &[
    ("klantgenerator", &[("period = \"2 months\"\n", "period = \"12 months\"\n")], "NOTICE-LONG"),
    ("klantgenerator", &[("term_at_most = 6", "term_at_most = 1")], "RENEW-FIXED"),
    (
        "klantgenerator",
        &[(
            "percent = 100, of = \"price\" }]\n\n[[clause]]\nid = \"no-show-training\"",
            "percent = 100, of = \"price\" }, { kind = \"administration_fee\", amount = \"250.00\" }]\n\n[[clause]]\nid = \"no-show-training\"",
        )],
        "TERM-FEE",
    ),
    (
        "klantgenerator",
        &[
            ("at_least = \"30 days\"\n", "at_least = \"90 days\"\n"),
            ("at_most = \"30 days\"\n", "at_most = \"90 days\"\n"),
        ],
        "TIER-OVERLAP",
    ),
    ("klantgenerator", &[("at_most = \"30 days\"\n", "at_most = \"60 days\"\n")], "TIER-OVERLAP"),
    ("klantgenerator", &[("up_to = 10", "up_to = 95")], "PRICE-NOEXIT"),
    ("klantgenerator", &[("once_in = \"12 months\"", "once_in = \"1 month\"")], "PRICE-3M"),
    ("klantgenerator", &[("announced_ahead = \"2 months\"\n", "")], "PRICE-NOEXIT"),
    ("klantgenerator", &[("monthly_interest = 1\n", "monthly_interest = 5\n")], "INT-CONTRACT"),
    ("klantgenerator", &[("pay_within = \"14 days\"", "pay_within = \"1 day\"")], "BIK-14D"),
    (
        "klantgenerator",
        &[("amount = \"1000.00\", less_awarded = true", "amount = \"1.00\", less_awarded = true")],
        "LIAB-CAP",
    ),
    (
        "klantgenerator",
        &[("kinds = [\"direct\"]\nunless", "kinds = [\"direct\", \"death_or_injury\"]\nunless")],
        "LIAB-CAP",
    ),
    ("klantgenerator", &[("lifted_by_intent = true\n", "")], "LIAB-CAP"),
    (
        "klantgenerator",
        &[("after = \"arisen_at\", period = \"14 days\"", "after = \"arisen_at\", period = \"1 day\"")],
        "COMPLAINT-SHORT",
    ),
    (
        "klantgenerator",
        &[("after = \"delivered_at\", period = \"1 month\"", "after = \"delivered_at\", period = \"1 day\"")],
        "COMPLAINT-SHORT",
    ),
    ("klantgenerator", &[("accepted_after = \"30 days\"", "accepted_after = \"1 day\"")], "TERMS-UNILATERAL"),
    (
        "klantgenerator",
        &[("accepted_after = \"30 days\"\ncustomer_may_dissolve = true", "accepted_after = \"30 days\"")],
        "TERMS-UNILATERAL",
    ),
    ("klantgenerator", &[("period = \"3 months\"", "period = \"1 day\"")], "SELF-RELEASE"),
    (
        "klantgenerator",
        &[(
            "id = \"no-early-end\"\narticle = \"14.3\"\nquestion = \"cancellation\"\nproducts = [",
            "id = \"no-early-end\"\narticle = \"14.3\"\nquestion = \"cancellation\"\nproducts = [\"event\", ",
        )],
        "TERM-MANDATORY",
    ),
    (
        "klantgenerator",
        &[(
            "question = \"provider_change\"\nproducts = [\"event\"]",
            "question = \"provider_change\"\nproducts = [\"event\", \"coaching\", \"subscription\"]",
        )],
        "CHANGE-NOEXIT",
    ),
    (
        "emperra",
        &[(
            "[{ kind = \"complaint\", after = \"discovered_at\", period = \"14 days\" }]",
            "[{ kind = \"complaint\", after = \"discovered_at\", period = \"2 days\" }]",
        )],
        "COMPLAINT-SHORT",
    ),
    (
        "emperra",
        &[("when = [\"begun\", \"express_request_to_start\", \"acknowledged_loss_of_right\"]", "when = [\"begun\"]")],
        "WD-WAIVER",
    ),
    (
        "emperra",
        &[(
            "products = [\"digital_content\", \"programme\", \"subscription\"]\nwhen = [\"begun\"",
            "products = [\"digital_content\", \"programme\", \"subscription\", \"coaching\", \"event\"]\nwhen = [\"begun\"",
        )],
        "WD-WAIVER",
    ),
    (
        "emperra",
        &[("kinds = [\"indirect\"]\nexcluded = true", "kinds = [\"indirect\", \"direct\"]\nexcluded = true")],
        "LIAB-CAP",
    ),
    (
        "emperra",
        &[("limit = { lower_of = [{ of = \"last_payment\" }] }", "limit = { lower_of = [{ amount = \"1.00\" }] }")],
        "LIAB-CAP",
    ),
    ("emperra", &[("at_most = \"0 hours\"\ncharges", "at_most = \"60 days\"\ncharges")], "TERM-FEE"),
    (
        "heartschool",
        &[("period = \"14 days including the first day\"", "period = \"13 days including the first day\"")],
        "WD-DAYCOUNT",
    ),
    ("heartschool", &[("digital_from_delivery = true\n", "")], "WD-DAYCOUNT"),
    ("heartschool", &[("goods_from_receipt = true\n", "")], "WD-DAYCOUNT"),
    (
        "multidonnas",
        &[("collection_notice = \"0 days\"", "collection_notice = \"0 days\"\nmonthly_interest = 3")],
        "BIK-14D",
    ),
    (
        "multidonnas",
        &[("at_least = \"29 days\"\nat_most = \"43 days\"", "at_least = \"20 days\"\nat_most = \"50 days\"")],
        "TIER-OVERLAP",
    ),
    (
        "multidonnas",
        &[("percent = 50, of = \"price\", discretionary", "percent = 99, of = \"price\", discretionary")],
        "TERM-FEE",
    ),
    (
        "multidonnas",
        &[("from = \"09:00\"\nthrough = \"17:30\"", "from = \"09:00\"\nthrough = \"09:05\"")],
        "DEEMED-LATER",
    ),
    ("multidonnas", &[("of = \"paid\", times = 3", "amount = \"1.00\"")], "CAP-CONFLICT"),
    (
        "onvergetelijk-onderwijs",
        &[("period = \"14 days including the first day\"", "period = \"3 days\"")],
        "WD-DAYCOUNT",
    ),
    (
        "onvergetelijk-onderwijs",
        &[("when = [\"made_to_order\"]", "when = [\"express_request_to_start\"]")],
        "WD-EXCLUDED",
    ),
    (
        "onvergetelijk-onderwijs",
        &[("amount = \"100.00\", per = \"service\"", "amount = \"900.00\", per = \"service\"")],
        "FEE-GT-PRICE",
    ),
    ("onvergetelijk-onderwijs", &[("percent = 25, of = \"price\"", "percent = 50, of = \"price\"")], "TERM-FEE"),
    ("onvergetelijk-onderwijs", &[("pay_within = \"14 days\"", "pay_within = \"2 days\"")], "BIK-14D"),
    (
        "onvergetelijk-onderwijs",
        &[(
            "period = \"48 hours\", when = [\"visible_on_delivery\"]",
            "period = \"1 hour\", when = [\"visible_on_delivery\"]",
        )],
        "COMPLAINT-SHORT",
    ),
    (
        "onvergetelijk-onderwijs",
        &[(
            "kind = \"penalty\", amount = \"20000.00\", per = \"breach\", when = [\"confidentiality\"]",
            "kind = \"penalty\", amount = \"90000.00\", per = \"breach\", when = [\"confidentiality\"]",
        )],
        "PENALTY",
    ),
    ("onvergetelijk-onderwijs", &[("up_to = 20", "up_to = 90")], "PRICE-NOEXIT"),
    ("onvergetelijk-onderwijs", &[("not_within = \"6 months\"", "not_within = \"1 day\"")], "PRICE-3M"),
    (
        "onvergetelijk-onderwijs",
        &[(
            "customers = [\"consumer\"]\nunless = [\"subscription\"]\nlifted_by_intent = true",
            "customers = [\"consumer\"]\nunless = [\"subscription\"]\nexcluded = true",
        )],
        "LIAB-CAP",
    ),
];

/// A report without proofs, which take long and are not what is accepted here.
fn rules_only(text: &str) -> VerificationReport {
    let patience = Patience::default();
    patience.end();
    verify_while("shipped.toml", text.as_bytes(), Law::built_in(), day("2026-11-21"), &patience)
}

#[test]
fn every_change_for_the_worse_under_an_acceptance_reopens_it() {
    let mut sheltered = Vec::new();
    for (policy, changes, rule) in WORSE {
        let (_, text) = clausula::policy::store::BUILT_IN.iter().find(|(name, _)| name.starts_with(policy)).unwrap();
        let before = rules_only(text);
        let mut of_rule = before.findings.iter().filter(|finding| finding.rule.to_string() == *rule);
        assert!(of_rule.all(|finding| finding.is_accepted()), "{policy} {rule}");
        let text = changes.iter().fold((*text).to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{policy} has no {from:?}");
            text.replacen(from, to, 1)
        });
        let report = rules_only(&text);
        assert!(report.policy.is_some(), "{policy} {changes:?}: {:?}", report.faults);
        let open = |finding: &&clausula::analyse::report::Finding| finding.is_denied(Severity::Medium);
        let words = format!("`{rule}`");
        let reopened = report.findings.iter().filter(open).any(|finding| finding.message.en.contains(&words));
        let known = report.findings.iter().filter(open).any(|finding| finding.rule.to_string() == *rule);
        if !reopened && !known {
            sheltered.push((policy, changes, rule));
        }
    }
    assert!(sheltered.is_empty(), "{} of {} stay accepted: {sheltered:#?}", sheltered.len(), WORSE.len());
}

/// An accepted fault, and a second one of the same rule at the same clause: what is in `from` becomes `to`.
const SECOND: &[(&str, &str, &str)] = &[(
    "COMPLAINT-SHORT",
    "{ kind = \"complaint\", after = \"discovered_at\", period = \"14 days\" }",
    "{ kind = \"complaint\", after = \"discovered_at\", period = \"14 days\" }, { kind = \"complaint\", after = \"delivered_at\", period = \"3 days\" }",
)];

#[test]
fn every_hit_at_a_clause_is_reported_and_a_second_one_reopens() {
    let shipped = |id: &str| BUILT_IN.iter().find(|(name, _)| name.starts_with(id)).map(|(_, text)| *text).unwrap();
    let text = shipped("emperra");
    for (rule, from, to) in SECOND {
        assert!(text.contains(from), "{rule}");
        let hits = |text: &str| {
            let report = checked(text);
            let of_rule = |accepted: bool| {
                let found =
                    report.findings.iter().filter(|f| f.rule.to_string() == *rule && f.is_accepted() == accepted);
                found.count()
            };
            (of_rule(true), of_rule(false))
        };
        let (accepted, _) = hits(text);
        assert!(accepted > 0, "{rule}");
        assert_eq!(hits(&text.replacen(from, to, 1)), (0, accepted + 1), "{rule}");
    }
}

#[test]
fn an_analysis_without_steps_leaves_nothing_proved_and_names_the_rules() {
    let report =
        verify_while("small.toml", SMALL.as_bytes(), Law::built_in(), day("2026-11-21"), &Patience::of_steps(0));
    let ended = report.findings.iter().find(|finding| finding.rule.to_string() == "ANALYSIS-ENDED").unwrap();
    assert!(
        ended.message.en.contains("NOTICE-LONG") && ended.message.en.contains("TIER-CONFLICT"),
        "{}",
        ended.message.en
    );
    assert!(report.denied(Severity::High));
    assert_eq!((report.counts().proved, report.counts().refuted), (0, 0));
    // With steps enough, nothing was ended.
    assert!(!checked(SMALL).findings.iter().any(|finding| finding.rule.to_string() == "ANALYSIS-ENDED"));
}

/// A change for the worse of a policy that ships, in `second.json`, and the rule of which everything was accepted.
#[derive(serde::Deserialize)]
struct Second {
    policy: String,
    changes: Vec<(String, String)>,
    #[serde(default)]
    more: String,
    rule: String,
}

#[test]
fn small_changes_second_clauses_and_moved_days_reopen_what_was_accepted() {
    let all: Vec<Second> = serde_json::from_str(include_str!("second.json")).unwrap();
    assert!(all.len() >= 50);
    let mut sheltered = Vec::new();
    for Second { policy, changes, more, rule } in &all {
        let (_, text) = BUILT_IN.iter().find(|(name, _)| name.starts_with(policy)).unwrap();
        let changed = changes.iter().fold((*text).to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{policy} has no {from:?}");
            text.replacen(from, to, 1)
        });
        let report = rules_only(&(changed + more));
        assert!(report.policy.is_some(), "{policy} {changes:?}: {:?}", report.faults);
        let mut open = report.findings.iter().filter(|finding| finding.is_denied(Severity::Medium));
        let words = format!("`{rule}`");
        if !open.any(|finding| finding.rule.to_string() == *rule || finding.message.en.contains(&words)) {
            sheltered.push((policy, changes, more, rule));
        }
    }
    assert!(sheltered.is_empty(), "{} of {} stay accepted: {sheltered:#?}", sheltered.len(), all.len());
}
