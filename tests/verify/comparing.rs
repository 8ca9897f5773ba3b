//! A whole comparison of two versions, in words and figures.

use super::kept::assert_is;
use super::whole::GOOD;
use clausula::analyse::compare::{ComparedAnswer, Comparison, Region, compare};
use clausula::calendar::Instant;
use clausula::law::Law;
use clausula::policy::Policy;
use clausula::policy::load::load;
use std::fmt::Write;

/// What the later version says elsewhere: something in most forms of clause.
const CHANGES: [(&str, &str); 23] = [
    ("amount = \"25.00\", per = \"service\"", "amount = \"30.00\", per = \"service\""),
    ("at_least = \"14 days\"\nless_than = \"28 days\"", "at_least = \"13 days\"\nless_than = \"28 days\""),
    ("less_than = \"14 days\"", "less_than = \"13 days\""),
    ("through = \"17:30\"", "through = \"17:00\""),
    ("period = \"48 hours\" }]", "period = \"24 hours\" }]"),
    ("verdict = \"discretionary\"", "verdict = \"permitted\""),
    ("longer = \"12 months\"", "longer = \"6 months\""),
    ("period = \"2 months\"\ncustomer = \"business\"", "period = \"3 months\"\ncustomer = \"business\""),
    ("not_before = \"3 months\"", "not_before = \"4 months\""),
    ("up_to = 10\n", "up_to = 12\n"),
    ("once_in = \"12 months\"", "once_in = \"6 months\""),
    ("pay_within = \"14 days\"", "pay_within = \"30 days\""),
    ("percent = 30, due_within = \"8 days\"", "percent = 40, due_within = \"8 days\""),
    ("order = [\"costs\", \"interest\", \"principal\"]", "order = [\"principal\", \"costs\", \"interest\"]"),
    ("report_within = \"12 months\"", "report_within = \"6 months\""),
    ("amount = \"1000.00\", less_awarded", "amount = \"900.00\", less_awarded"),
    ("after = \"60 days\"", "after = \"30 days\""),
    ("ahead = \"30 days\"", "ahead = \"14 days\""),
    ("until = \"12:00\"", "until = \"13:00\""),
    ("next_working_day_at = \"16:00\"", "next_working_day_at = \"17:00\""),
    ("period = \"1 month\"\nor_earlier", "period = \"2 months\"\nor_earlier"),
    ("times = 10", "times = 12"),
    ("prices = \"including_vat\"", "prices = \"excluding_vat\""),
];

/// Of each question so many regions are written out; the others are counted.
const SHOWN: usize = 6;

fn policy(text: &str) -> Policy {
    load("good.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}")).policy
}

fn instant(at: Option<Instant>) -> String {
    at.map_or("-".to_owned(), |at| at.to_string())
}

fn answer(answer: &ComparedAnswer) -> String {
    let ComparedAnswer {
        verdict,
        charged,
        refund,
        credit,
        compensated,
        deadlines,
        recoverable,
        arrears,
        rights,
        instalments,
        allocation,
        clauses,
    } = answer;
    let cents = [
        ("charged", charged),
        ("refund", refund),
        ("credit", credit),
        ("compensated", compensated),
        ("recoverable", recoverable),
        ("arrears", arrears),
    ];
    let cents: String =
        cents.iter().filter_map(|(name, cents)| Some(format!(", {name} {}", cents.as_ref()?))).collect();
    let days: String = deadlines.iter().map(|(kind, day)| format!(", {kind} {day}")).collect();
    let rights: String = rights.iter().map(|right| format!(", {right:?}")).collect();
    let due = instalments.iter().map(|part| (part.amount, part.due_on.unwrap_or(part.invoice_on)));
    let due: String = due.map(|(amount, day)| format!(", {amount} by {day}")).collect();
    let paid: String = allocation.iter().map(|part| format!(", {} to {:?}", part.amount, part.to)).collect();
    format!("{verdict}{cents}{days}{rights}{due}{paid}, clauses {clauses:?}")
}

fn region(out: &mut String, region: &Region) -> std::fmt::Result {
    let members: Vec<String> = region.members.iter().map(|(of, by)| format!("{} {}", of.name(), by.name())).collect();
    writeln!(out, "{}: {}", region.question, members.join(", "))?;
    let window = &region.window;
    writeln!(out, "  {} | {}", window.words.en, window.words.nl)?;
    writeln!(out, "  {:?} to {:?} days before", window.from_days_before, window.until_days_before)?;
    writeln!(out, "  from {} until {}", instant(window.from), instant(window.until))?;
    writeln!(out, "  price {} to {:?}", region.price_from, region.price_until.map(|price| price.to_string()))?;
    writeln!(out, "  facts: {} | {}", region.conditions.en, region.conditions.nl)?;
    for fact in &region.facts {
        writeln!(out, "  fact: {} is {}", fact.path, fact.value.as_deref().unwrap_or("not stated"))?;
    }
    writeln!(out, "  old: {}", answer(&region.old))?;
    writeln!(out, "  new: {}", answer(&region.new))?;
    writeln!(out, "  difference {}", region.difference)
}

fn written(comparison: &Comparison) -> String {
    let mut out = String::new();
    for found in comparison.regions.chunk_by(|a, b| a.question == b.question) {
        found.iter().take(SHOWN).for_each(|found| region(&mut out, found).unwrap());
        writeln!(out, "{} regions\n", found.len()).unwrap();
    }
    for change in &comparison.texts {
        writeln!(out, "{}: {} -> {}", change.what.en, change.old.en, change.new.en).unwrap();
    }
    for what in &comparison.not_compared {
        writeln!(out, "{} | {}", what.en, what.nl).unwrap();
    }
    out
}

#[test]
fn of_a_version_that_changes_every_form() {
    let later = CHANGES.iter().fold(GOOD.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    let (old, new) = (policy(GOOD), policy(&later));
    assert_is("comparison.txt", &written(&compare(&old, &new, Law::built_in())));
    assert_eq!(written(&compare(&new, &new, Law::built_in())), "");
}
