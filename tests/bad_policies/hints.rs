//! The slips that authors make: each is refused, or doubted, with the line as it should be.

use super::{changed, faults};
use clausula::policy::load::{FaultCode, load};

/// A change to the good policy, and the lines that the faults show as corrected, in their order.
fn corrected(from: &str, to: &str) -> Vec<String> {
    let shown = faults(changed(from, to).as_bytes()).into_iter().filter_map(|fault| fault.corrected);
    shown.map(|line| line.trim().to_owned()).collect()
}

/// The line of the good policy with one part of it changed.
fn line(from: &str, to: &str) -> String {
    let text = changed(from, to);
    text.lines().find(|line| !super::GOOD.contains(*line)).map_or_else(String::new, |line| line.trim().to_owned())
}

#[test]
fn each_slip_shows_the_line_as_it_should_be() {
    let percent = "percent = 12.5";
    let from = "effective_from = 2026-01-01";
    let zone = r#"zone = "Europe/Amsterdam""#;
    let article = r#"article = "4.3""#;
    let amount = r#"amount = "25.00""#;
    let through = r#"through = "17:30""#;
    let within = r#"due_within = "8 days""#;
    let settles = "settles = true";
    let products = r#"products = ["subscription"]"#;
    for (good, slip, meant) in [
        // What the issue names.
        (percent, "percent = 25%", "percent = 25"),
        (percent, r#"percent = "50%""#, "percent = 50"),
        (percent, "percent = 0.25", "percent = 25"),
        (percent, "percent = 5e1", "percent = 50"),
        (from, "effective_from = 01-09-2026", "effective_from = 2026-09-01"),
        (zone, "zone = \"Amsterdam\"", zone),
        (zone, "zone = Amsterdam", zone),
        (article, "article = 3.1", r#"article = "3.1""#),
        (article, "article = “4.3”", article),
        // And what lies near.
        (r#"at_least = "14 days""#, r#"at_least = "14 dagen""#, r#"at_least = "14 days""#),
        (r#"at_least = "14 days""#, "at_least = 14 days", r#"at_least = "14 days""#),
        (r#"currency = "EUR""#, r#"currency = "€""#, r#"currency = "EUR""#),
        (r#"holidays = "NL""#, r#"holiday = "NL""#, r#"holidays = "NL""#),
        (r#"prices = "including_vat""#, r#"prices: "including_vat""#, r#"prices = "including_vat""#),
        (percent, "percent = 12,5%", "percent = 12.5"),
        (percent, r#"percent = "12,5""#, percent),
        (percent, "percent = “50%”", "percent = 50"),
        (percent, "percent = 25 procent", "percent = 25"),
        (percent, "percent = 0.005", "percent = 0.5"),
        (from, r#"effective_from = "01-09-2026""#, "effective_from = 2026-09-01"),
        (from, r#"effective_from = "1 september 2026""#, "effective_from = 2026-09-01"),
        (from, "effective_from = 1/9/2026", "effective_from = 2026-09-01"),
        (from, "effective_from = 2026-01-01T00:00:00", from),
        (zone, r#"zone = "europe/amsterdam""#, zone),
        (zone, r#"zone = "New York""#, r#"zone = "America/New_York""#),
        (article, "article = 3.10", r#"article = "3.10""#),
        (article, "article = 4", r#"article = "4""#),
        (article, "article = [3.1]", r#"article = ["3.1"]"#),
        (amount, "amount = 25", amount),
        (amount, r#"amount = "€ 25,-""#, amount),
        (amount, r#"amount = "1.250,00""#, r#"amount = "1250.00""#),
        (amount, "amount = €25", amount),
        (through, r#"through = "17.30""#, through),
        (through, "through = 17:30:00", through),
        (through, "through = 17:30", through),
        (within, r#"due_within = "8 dagen""#, within),
        (within, r#"due_within = "8days""#, within),
        (within, "due_within = 8 days", within),
        (settles, "settles = ja", settles),
        (settles, r#"settles = "true""#, settles),
        (products, r#"products = "subscription""#, products),
        (products, "products = [subscription]", products),
        (r#"currency = "EUR""#, "currency = euro", r#"currency = "EUR""#),
        (r#"kind = "pro_rata""#, r#"kind = "prorata""#, r#"kind = "pro_rata""#),
    ] {
        let expected = super::GOOD.lines().find(|line| line.contains(good)).map(|line| line.replacen(good, meant, 1));
        let expected = expected.map(|line| line.trim().to_owned());
        let shown = corrected(good, slip);
        assert_eq!(shown.first(), expected.as_ref(), "{slip}: {:#?}", faults(changed(good, slip).as_bytes()));
        assert!(!line(good, slip).is_empty(), "{slip} changes a line");
    }
}

#[test]
fn a_key_of_another_table_is_told_where_it_stands() {
    let help = |from: &str, to: &str| {
        let found = faults(changed(from, to).as_bytes()).into_iter().find(|fault| fault.code == FaultCode::UnknownKey);
        found.and_then(|fault| fault.help).map(|help| help.en)
    };
    let percent = r#"percent = 12.5, of = "price""#;
    let beyond = help(percent, r#"percent = 12.5, of = "price", per = "service", beyond = 3"#);
    assert_eq!(beyond.as_deref(), Some("`beyond` stands within `per`"));
    let takes = help(r#"at_least = "14 days""#, "takes = \"first\"\nat_least = \"14 days\"");
    assert_eq!(takes.as_deref(), Some("`takes` stands within `tiers`"));
    // Nowhere, or in many places.
    assert_eq!(help(percent, r#"percent = 12.5, of = "price", wenn = 3"#), None);
}

#[test]
fn the_corrected_line_loads() {
    for (good, slip) in [
        ("percent = 12.5", r#"percent = "50%""#),
        ("effective_from = 2026-01-01", "effective_from = 01-09-2026"),
        (r#"article = "4.3""#, "article = 3.1"),
        (r#"zone = "Europe/Amsterdam""#, "zone = “Amsterdam”"),
        (
            r#"summary = { nl = "Kantooruren.", en = "Office hours." }"#,
            "summary = { nl = “Kantooruren.”, en = “The shop’s hours.” }",
        ),
    ] {
        let text = changed(good, slip);
        let fault = faults(text.as_bytes()).remove(0);
        let fixed: Vec<&str> = text.lines().collect();
        let corrected = fault.corrected.unwrap_or_default();
        let fixed: Vec<&str> = fixed
            .iter()
            .enumerate()
            .map(|(i, line)| if i + 1 == fault.line { corrected.as_str() } else { line })
            .collect();
        assert!(load("fixed.toml", fixed.join("\n").as_bytes()).is_ok(), "{slip}: {corrected}");
    }
}

#[test]
fn nothing_is_shown_where_nothing_is_known() {
    for (good, bad) in [
        ("percent = 12.5", "percent = 112.5"),
        ("percent = 12.5", "percent = -1"),
        ("percent = 12.5", r#"percent = "half""#),
        ("effective_from = 2026-01-01", "effective_from = 2026-02-29"),
        ("effective_from = 2026-01-01", "effective_from = 29-02-2026"),
        (r#"zone = "Europe/Amsterdam""#, r#"zone = "Nowhere""#),
        ("percent = 12.5", "percent = = 12.5"),
        (r#"article = "4.3""#, "article = \"\"\"\n4.3"),
    ] {
        assert_eq!(corrected(good, bad), [""; 0], "{bad}");
    }
}

#[test]
fn a_share_of_one_is_doubted_and_kept() {
    for (written, doubted) in
        [("0.99", true), ("0.0001", true), ("1.0", false), ("1", false), ("0.0", false), ("0", false)]
    {
        let text = changed("percent = 12.5", &format!("percent = {written}"));
        let faults = faults(text.as_bytes());
        assert_eq!(faults.iter().any(|fault| fault.code == FaultCode::SmallPercent), doubted, "{written}");
        assert!(load("bad.toml", text.as_bytes()).is_ok(), "{written}");
    }
    // Of interest, less than one percent is common.
    let faults = faults(changed("monthly_interest = 1", "monthly_interest = 0.5").as_bytes());
    assert!(!faults.iter().any(|fault| fault.code == FaultCode::SmallPercent));
}

#[test]
fn a_fault_is_shown_with_its_corrected_line() {
    let text = changed("percent = 12.5", "percent = 25%");
    let shown = faults(text.as_bytes())[0].to_string();
    let expected = r#" = corrected: charges = [{ kind = "cancellation_fee", percent = 25, of = "price" }]"#;
    assert!(shown.ends_with(expected), "{shown}");
}
