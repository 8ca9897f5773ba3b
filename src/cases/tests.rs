//! What is wrong with case files, word for word; and how failures read.

use super::report::{json, junit, text};
use super::*;
use crate::law::Law;
use crate::policy::Policy;
use crate::policy::store::PolicySet;

const HEAD: &str = r#"
policy = "multidonnas"
[defaults]
customer = "consumer"
product = "event"
price = "1250.00"
concluded_at = 2026-05-01
starts_at = 2026-09-14T10:00
"#;

fn multidonnas() -> Policy {
    let at = crate::calendar::Instant::parse_rfc3339("2026-05-01T00:00:00Z").unwrap();
    PolicySet::built_in().unwrap().select("multidonnas", None, at).unwrap().as_ref().clone()
}

/// The faults of a text, each on a line: line, column, code, message, help.
fn faults(text: &str) -> Vec<String> {
    let report = load("a.cases.toml", text.as_bytes()).err().map(|report| report.faults).unwrap_or_default();
    let line = |f: &crate::policy::load::Fault| {
        let help = f.help.as_ref().map(|help| format!(" ({})", help.en)).unwrap_or_default();
        format!("{}:{} {}: {}{help}", f.line, f.column, f.code, f.message.en)
    };
    report.iter().map(line).collect()
}

/// The faults of a case, counted from the line after the head.
fn of_case(case: &str) -> Vec<String> {
    let lines = HEAD.lines().count();
    let shifted = |fault: String| {
        let (line, rest) = fault.split_once(':').unwrap();
        format!("{}:{rest}", line.parse::<usize>().unwrap() - lines)
    };
    faults(&format!("{HEAD}{case}")).into_iter().map(shifted).collect()
}

fn run_on_multidonnas(cases: &str, explain: bool) -> String {
    let cases = load("a.cases.toml", format!("{HEAD}{cases}").as_bytes()).unwrap_or_else(|report| panic!("{report}"));
    let policy = multidonnas();
    text(&[run(&cases, &policy, Law::built_in())], Law::built_in(), explain, crate::money::Locale::En)
}

#[test]
fn the_example_of_the_terms() {
    let cases = r#"
[[case]]
name = "a notice after office hours counts on the next working day"
article = "9.2"
question = "cancellation"
row = [
  { received_at = 2026-07-31T17:30, expect = { charged = "625.00" } },
  { received_at = 2026-07-31T17:31, expect = { charged = "937.50", effective_at = 2026-08-03T09:00 } },
]
"#;
    assert_eq!(run_on_multidonnas(cases, false), "2 passed, 0 failed\n");
}

#[test]
fn a_file_says_which_policy_it_tests() {
    assert_eq!(
        faults("polic = 'x'"),
        [
            "1:1 unknown-key: unknown key `polic` in `file` (did you mean `policy`?)",
            "1:1 missing-key: missing key `case` in `file` (`case` takes a list: The cases, each under its own `[[case]]`.)",
        ]
    );
    assert_eq!(faults("policy = "), ["1:10 syntax: string values must be quoted, expected literal string"]);
}

#[test]
fn all_faults_at_once_each_in_its_place() {
    let case = r#"[[case]]
name = "a"
article = 9
questoin = "cancellation"
receved_at = "2026-01-01"
price = 3
paid = "1,5"
expect = { verdict = "allowed", deadlines = { withdrawl = 2026-01-01, refund = true }, findings = ["gap"] }
[[case]]
name = "b"
article = "9.1"
question = "breach"
kind = "direct"
row = [{ count = -1 }, { received_at = 2026-01-01T10:00 }]
"#;
    assert_eq!(
        of_case(case),
        [
            "3:11 wrong-kind: expected a text, found a whole number",
            "4:1 unknown-key: unknown key `questoin` in `case` (did you mean `question`?)",
            "5:1 unknown-key: unknown key `receved_at` in `case` (did you mean `received_at`?)",
            "6:9 wrong-kind: expected an amount such as `\"100.00\"`, found a whole number (write amounts as text, with two \
             decimals: `\"100.00\"`)",
            "7:8 bad-amount: `1,5` is not an amount such as `\"100.00\"` (use digits, a point and two digits, without \
             separators)",
            "8:22 unknown-word: unknown verdict `allowed` (use `permitted`, `refused`, `discretionary` or `unregulated`)",
            "8:47 unknown-key: unknown key `withdrawl` in `deadlines` (did you mean `withdrawal`?)",
            "8:80 wrong-kind: expected a moment such as `2027-12-31T17:30`, found `true` or `false`",
            "8:100 unknown-word: unknown finding `gap` (use `tier-overlap`, `clause-conflict`, `cap-conflict`, \
             `price-ceiling`, `law-overrides-terms`, `penalty-may-be-moderated`, `withdrawal-open`, `see-termination`, \
             `fee-may-be-reduced`, `fee-may-be-unreasonable`, `notice-late`, `may-be-annulled`, `not-encoded` or \
             `price-outside-product`)",
            "13:8 unknown-word: `direct` is not a kind of `breach` (use `intellectual_property`, `moral_rights`, \
             `confidentiality` or `non_solicitation`)",
            "14:8 missing-key: the case expects nothing (write what the decision must be, as in `expect = { verdict = \
             \"permitted\" }`)",
            "14:18 out-of-range: `-1` is not a whole number from 0 to 1000000000",
            "14:24 missing-key: the case expects nothing (write what the decision must be, as in `expect = { verdict = \
             \"permitted\" }`)",
            "14:40 key-without-effect: `received_at` is not a fact of `breach` (it has `kind`, `count`, `monthly_salary` or `occurred_at`)",
        ]
    );
}

#[test]
fn facts_that_a_question_needs() {
    let case = r#"[[case]]
name = "a"
article = "9.1"
question = "cancellation"
declared_at = 2026-02-20
expect = { charged = "0.00" }
[[case]]
name = "a"
article = "9.1"
expect = { charged = "0.00", error = ["x"] }
[[case]]
name = "c"
article = "9.1"
question = "payment_review"
as_of = 2026-02-20
invoices = [{ open_amount = 10.00 }]
expect = { charged = "0.00" }
"#;
    assert_eq!(
        of_case(case),
        [
            "1:1 missing-key: missing fact `received_at`: `cancellation` needs it",
            "5:15 key-without-effect: `declared_at` is not a fact of `cancellation` (it has `received_at` or `cancelled_count`)",
            "7:1 missing-key: missing key `question` in `case` (write what the case asks, as in `question = \
             \"cancellation\"`)",
            "8:8 duplicate-id: two cases are called `a`",
            "10:22 key-conflict: `expect` takes only one of `error` and `charged`: a request that is refused has no decision",
            "16:13 missing-key: missing key `issued_on` in `invoice`: `payment_review` needs it",
        ]
    );
    let bare =
        "policy = 'x'\n[[case]]\nname = 'a'\narticle = '1'\nquestion = 'payment_plan'\nexpect = { settled = true }";
    let help = "(state it in the case or for all cases under `[defaults]`)";
    let missing = |fact: &str| format!("2:1 missing-key: missing fact `{fact}` {help}");
    assert_eq!(faults(bare), ["customer", "product", "price", "concluded_at"].map(missing));
}

#[test]
fn a_failure_shows_what_was_expected_and_what_came() {
    let cases = r#"
[[case]]
name = "too good"
article = ["9.1", "9.2"]
question = "cancellation"
received_at = 2026-07-31T17:31
expect = { verdict = "refused", charged = "1.00", deadlines = { refund = 2026-01-01 }, findings = ["tier-overlap"] }

[[case]]
name = "no such time"
article = "9.2"
question = "cancellation"
received_at = 2026-03-29T02:30
expect = { charged = "1.00" }

[[case]]
name = "no cancelling before booking"
article = "9.1"
question = "cancellation"
received_at = 2026-04-30T17:31
expect = { error = ["cancellation.received_at"] }

[[case]]
name = "charges say as much as is expected of them"
article = "9.1"
question = "cancellation"
received_at = 2026-07-31T17:31
row = [
  { expect = { charges = [{ kind = "cancellation_fee", amount = "937.50" }] } },
  { expect = { charges = [{ kind = "cancellation_fee", amount = "937.50", as_written = "937.50", discretionary = false }] } },
  { expect = { charges = [], cites = ["cancel", "L1"], boundary = { at = 2026-08-17T17:31, charged = "1125.00" } } },
]
"#;
    let expected = "\
a.cases.toml:10: failed: too good (article 9.1, 9.2)
  verdict           expected refused
                         got permitted
  charged           expected 1.00
                         got 937.50
  deadlines.refund  expected 2026-01-01
                         got none
  findings          expected tier-overlap
                         got fee-may-be-reduced, may-be-annulled

a.cases.toml:17: failed: no such time (article 9.2)
  error  expected a decision
              got `cancellation.received_at`: does not exist in Europe/Amsterdam: the clock is put forward; write an \
     offset such as `+02:00`

a.cases.toml:38: failed: charges say as much as is expected of them, row 2 (article 9.1)
  charges  expected cancellation_fee 937.50 (written 937.50) exactly
                got cancellation_fee 937.50 (written 937.50) at most

a.cases.toml:39: failed: charges say as much as is expected of them, row 3 (article 9.1)
  charges      expected none
                    got cancellation_fee 937.50 (written 937.50) at most
  boundary.at  expected 2026-08-17T17:31:00+02:00
                    got 2026-08-14T17:31:00+02:00
  cites        expected cancel, L1
                    got R6, cancel, office-hours

2 passed, 4 failed
";
    assert_eq!(run_on_multidonnas(cases, false), expected);
}

#[test]
fn the_machine_reads_the_same() {
    let case = "[[case]]\nname = 'a \"<b>\"'\narticle = '9.1'\nquestion = 'cancellation'\nreceived_at = 2026-07-31\n\
        row = [{ expect = { charged = '625.00' } }, { expect = { charged = '1.00' } }]\n";
    let cases = load("a.cases.toml", format!("{HEAD}{case}").as_bytes()).unwrap_or_else(|report| panic!("{report}"));
    let policy = multidonnas();
    let reports = [run(&cases, &policy, Law::built_in())];
    let parsed: serde_json::Value = serde_json::from_str(&json(&reports)).unwrap();
    assert_eq!(parsed["passed"], 1);
    assert_eq!(parsed["cases"][1]["name"], "a \"<b>\", row 2");
    assert_eq!(parsed["cases"][1]["mismatches"][0]["got"], "625.00");
    let xml = junit(&reports);
    assert!(xml.contains("<testsuites name=\"clausula\" tests=\"2\" failures=\"1\">"), "{xml}");
    assert!(xml.contains("name=\"a &quot;&lt;b&gt;&quot;, row 2\" classname=\"multidonnas.undated\""), "{xml}");
    assert!(xml.contains("<failure message=\"charged: expected 1.00, got 625.00\"/>"), "{xml}");
}

#[test]
fn a_policy_that_is_not_there() {
    let text = HEAD.replace("multidonnas", "multidonas")
        + "[[case]]\nname = 'a'\narticle = '1'\nquestion = 'payment_plan'\nexpect = { settled = false }\n";
    let cases = load("a.cases.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}"));
    let set = PolicySet::built_in().unwrap();
    let report = run(&cases, &set, Law::built_in());
    let mismatch = &report.outcomes[0].mismatches[0];
    assert_eq!(mismatch.got, "`policy`: there is no policy `multidonas`: did you mean `multidonnas`?");
}
