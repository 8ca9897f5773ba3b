//! Policy files that are wrong in one place: the loader says where and what, in words that do not change by accident, and
//! nothing else.
//!
//! Each case changes one place of `tests/policies/good.toml` and lists *all* faults that follow.

mod amounts;
mod bytes;
mod declared;
mod dutch;
mod hints;
mod instalments;
mod keys;
mod payment_default;
mod questions;
mod references;
mod tiers;
mod time;
mod unencoded;
mod values;

use clausula::policy::load::{Fault, FaultCode, load};

const GOOD: &str = include_str!("../policies/good.toml");

/// A change to the good policy, and the faults that it makes.
struct Bad {
    name: &'static str,
    from: &'static str,
    to: &'static str,
    faults: &'static [&'static str],
}

fn all() -> Vec<&'static Bad> {
    [
        amounts::CASES,
        declared::CASES,
        keys::CASES,
        values::CASES,
        references::CASES,
        questions::CASES,
        tiers::CASES,
        instalments::CASES,
        payment_default::CASES,
        time::CASES,
        unencoded::CASES,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The good policy after a change.
fn changed(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from), "the good policy has no {from:?}");
    GOOD.replacen(from, to, 1)
}

/// All that the loader says of a text.
fn faults(text: &[u8]) -> Vec<Fault> {
    match load("bad.toml", text) {
        Ok(loaded) => loaded.warnings,
        Err(report) => report.faults,
    }
}

/// A fault in a line: `line:column: severity[code]: message`.
fn line(fault: &Fault) -> String {
    let Fault { severity, code, message, line, column, .. } = fault;
    format!("{line}:{column}: {severity}[{code}]: {}", message.en)
}

#[test]
fn the_good_policy_has_no_faults() {
    assert_eq!(faults(GOOD.as_bytes()).iter().map(line).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn each_bad_policy_has_its_faults_and_no_others() {
    let mut wrong = Vec::new();
    for case in all() {
        let found: Vec<String> = faults(changed(case.from, case.to).as_bytes()).iter().map(line).collect();
        if found != case.faults {
            wrong.push(format!("{}:\n  found {found:#?}\n  expected {:#?}", case.name, case.faults));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(all().len() >= 80, "{}", all().len());
}

#[test]
fn only_warnings_leave_a_policy_loaded() {
    for case in all() {
        let loads = load("bad.toml", changed(case.from, case.to).as_bytes()).is_ok();
        let harmless = case.faults.iter().all(|fault| fault.contains(": warning["));
        assert_eq!(loads, harmless, "{}", case.name);
    }
}

#[test]
fn every_code_has_a_case() {
    let cases = all();
    let elsewhere = [
        FaultCode::TooLarge,
        FaultCode::NotUtf8,
        FaultCode::NulByte,
        FaultCode::ByteOrderMark,
        FaultCode::TooManyFaults,
        FaultCode::TooMany,
        FaultCode::DuplicateVersion,
        FaultCode::VersionOverlap,
        FaultCode::VersionGap,
    ];
    for code in FaultCode::ALL.iter().filter(|code| !elsewhere.contains(code)) {
        let named = format!("[{code}]");
        assert!(cases.iter().flat_map(|case| case.faults).any(|fault| fault.contains(&named)), "{code}");
    }
}

#[test]
fn messages_are_in_the_style_of_the_house() {
    for fault in all().iter().flat_map(|case| faults(changed(case.from, case.to).as_bytes())) {
        let message = &fault.message.en;
        assert!(!message.ends_with('.') && !message.contains('"') || message.contains('`'), "{message}");
        assert!(message.chars().next().is_some_and(|first| !first.is_uppercase()), "{message}");
        assert_eq!(&*fault.file, "bad.toml");
    }
}

#[test]
fn help_says_what_was_meant() {
    let help = |from: &str, to: &str| {
        faults(changed(from, to).as_bytes())[0].help.as_ref().map(|help| help.en.clone()).unwrap_or_default()
    };
    assert_eq!(help(r#"article = "4.3""#, r#"artikel = "4.3""#), "did you mean `article`?");
    assert_eq!(help(r#"kind = "pro_rata""#, r#"kind = "prorata""#), "did you mean `pro_rata`?");
    assert_eq!(help("amount = \"25.00\"", "amount = 25"), "write amounts as text, with two decimals: `\"100.00\"`");
    assert_eq!(help("effective_from = 2026-01-01", "effective_from = '2026-01-01'"), "write it without quotes");
    assert_eq!(help(r#"currency = "EUR""#, r#"currency = "eur""#), "write `EUR`");
    // What there is not can be declared; what is near something was meant to be it.
    let unless = r#"unless = ["alternative_date_offered"]"#;
    let advised = help(unless, r#"unless = ["doctors_note"]"#);
    assert!(advised.starts_with("there are `pays_in_instalments`, "), "{advised}");
    let declare = "; declare another: `[[fact]]` with `id = \"doctors_note\"` and `kind = \"yes_no\"`";
    assert!(advised.ends_with(declare), "{advised}");
    assert_eq!(help(unless, r#"unless = ["alternative_date_ofered"]"#), "did you mean `alternative_date_offered`?");
    assert!(help(unless, r#"unless = ["season:high"]"#).ends_with("and `kind = \"choice\"`"));
}

#[test]
fn help_lists_the_calendars_and_says_which_is_near() {
    let all = "there are `NL`, `BE`, `DE-BW`, `DE-BY`, `DE-BE`, `DE-BB`, `DE-HB`, `DE-HH`, `DE-HE`, `DE-MV`, `DE-NI`, \
               `DE-NW`, `DE-RP`, `DE-SL`, `DE-SN`, `DE-ST`, `DE-SH`, `DE-TH`, `AT`, `DK`, `UK-ENG` and `none`";
    for (code, near) in [
        ("FR", None),
        ("", None),
        ("nl", Some("NL")),
        ("None", Some("none")),
        ("UK", Some("UK-ENG")),
        ("GB-ENG", Some("UK-ENG")),
        ("DE_NW", Some("DE-NW")),
        ("DE", Some("DE-BW")),
    ] {
        let text = changed(r#"holidays = "NL""#, &format!("holidays = \"{code}\""));
        let help = faults(text.as_bytes())[0].help.as_ref().map(|help| help.en.clone());
        let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
        assert_eq!(help, Some(format!("{near}{all}")), "{code:?}");
    }
}

#[test]
fn a_fault_shows_its_place() {
    let text = changed(r#"nl = "Annuleren vóór de start.", en"#, r#"nl = "Annuleren vóór de start.", eng"#);
    let shown = faults(text.as_bytes())[0].to_string();
    let expected = "\
bad.toml:17:46: error[unknown-key]: unknown key `eng` in `summary`
   |
17 | summary = { nl = \"Annuleren vóór de start.\", eng = \"Cancelling before the start.\" }
   |                                              ^^^
   = help: did you mean `en`?
   = corrected: summary = { nl = \"Annuleren vóór de start.\", en = \"Cancelling before the start.\" }";
    assert_eq!(shown, expected);
}

#[test]
fn faults_do_not_hide_each_other() {
    let text = GOOD
        .replacen("12.5", "112.5", 1)
        .replacen("id = \"hours\"", "id = \"cancel\"", 1)
        .replacen("counts_as_cancelled = \"cancel\"", "counts_as_cancelled = \"nothing\"", 1)
        .replacen("through = \"17:30\"", "trough = \"17:30\"", 1);
    let codes: Vec<FaultCode> = faults(text.as_bytes()).iter().map(|fault| fault.code).collect();
    let expected = [FaultCode::BadPercent, FaultCode::DuplicateId, FaultCode::UnknownKey, FaultCode::UnknownClause];
    assert_eq!(codes, expected);
}
