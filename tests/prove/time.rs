//! Time in all its units: what shows only on some dates, at some times of day or at some distances is found, and what is not
//! looked at is undecided by name.

use super::support::*;
use clausula::analyse::{Invariant, ProofOutcome};
use clausula::calendar::{Unit, Weekday};
use clausula::policy::Policy;

/// A table on cancelling, with keys of its own.
fn table(keys: &str, rows: &[(&str, &str)]) -> Policy {
    let row =
        |(bounds, amount): &(&str, &str)| format!("[[clause.tiers.tier]]\n{bounds}\ncharges = [{}]\n", fixed(amount));
    let rows: String = rows.iter().map(row).collect();
    let form = format!("[clause.tiers]\nbefore = \"starts_at\"\nsettles = true\n{keys}\n{rows}");
    policy(&clause("cancel", "cancellation", &form))
}

const OTHERWISE: &str = "otherwise = {}";

#[test]
fn tables_in_every_unit_are_proved_and_refuted() {
    for unit in Unit::ALL.map(|unit| format!("2 {}", unit.names().1)).into_iter().chain(["1 day at 17:30".to_owned()]) {
        let (early, late) = (format!("at_least = \"{unit}\""), format!("less_than = \"{unit}\""));
        let rises = table("", &[(&early, "10.00"), (&late, "20.00")]);
        for invariant in [Invariant::Totality, Invariant::MonotoneTiers, Invariant::ClausesReachable] {
            assert!(is_proved(&rises, invariant), "{unit} {invariant}");
        }
        let falls = table("", &[(&early, "20.00"), (&late, "10.00")]);
        assert!(!refutations(&falls, Invariant::MonotoneTiers).is_empty(), "{unit}");
    }
}

/// A month has 28 to 31 days, and ten working days 12 days at least: the analysis finds the start that shows it.
#[test]
fn an_overlap_on_some_dates_only() {
    for (longer, shorter, overlaps) in [
        ("1 month", "27 days", false),
        ("1 month", "28 days", true),
        ("31 days", "1 month", true),
        ("32 days", "1 month", false),
        ("10 working days", "11 days", false),
        ("10 working days", "12 days", true),
        ("7 days", "1 working day", false),
        ("6 days", "1 working day", true), // when King's Day follows Easter Monday, as in 2038
    ] {
        let (early, late) = (format!("at_least = \"{longer}\""), format!("at_most = \"{shorter}\""));
        let found = table(OTHERWISE, &[(&early, "10.00"), (&late, "20.00")]);
        assert_eq!(!refutations(&found, Invariant::Totality).is_empty(), overlaps, "{longer} {shorter}");
        assert_eq!(is_proved(&found, Invariant::Totality), !overlaps, "{longer} {shorter}");
    }
}

#[test]
fn an_overlap_at_some_times_of_day_only() {
    // A day before at 09:00 lies less than 24 hours before starts that are earlier in the day.
    let rows = [("at_least = \"1 day at 09:00\"", "10.00"), ("less_than = \"24 hours\"", "20.00")];
    let found = table(OTHERWISE, &rows);
    let (_, witness) = &refutations(&found, Invariant::Totality)[0];
    let (_, second) = found.zone.local(witness.agreement.starts_at.unwrap());
    assert!(second < 9 * 3_600, "{second}");
    let apart = [("at_least = \"2 days at 09:00\"", "10.00"), ("less_than = \"24 hours\"", "20.00")];
    assert!(is_proved(&table(OTHERWISE, &apart), Invariant::Totality));
}

/// Over the clock change in March, 48 hours before a start at half past midnight is the third day before.
#[test]
fn an_overlap_over_a_clock_change_only() {
    let rows = [("at_least = \"3 days\"", "10.00"), ("less_than = \"48 hours\"", "20.00")];
    let found = refutations(&table(OTHERWISE, &rows), Invariant::Totality);
    assert!(!found.is_empty());
    let apart = [("at_least = \"4 days\"", "10.00"), ("less_than = \"48 hours\"", "20.00")];
    assert!(is_proved(&table(OTHERWISE, &apart), Invariant::Totality));
}

/// The first row is reached only where the start lies less than three weeks after the conclusion.
#[test]
fn the_distance_between_conclusion_and_start_is_varied() {
    let rows = |cheap: &'static str| {
        let first = "less_than = \"7 days\"\nsince = { after = \"concluded_at\", at_most = \"14 days\" }";
        table(
            "takes = \"first\"",
            &[(first, cheap), ("at_least = \"7 days\"", "50.00"), ("less_than = \"7 days\"", "90.00")],
        )
    };
    let falls = rows("10.00");
    let (_, witness) = &refutations(&falls, Invariant::MonotoneTiers)[0];
    let (concluded, start) = (witness.agreement.concluded_at, witness.agreement.starts_at.unwrap());
    let days = falls.zone.date_of(concluded).days_until(falls.zone.date_of(start));
    assert!((7..21).contains(&days), "{days}");
    assert!(is_proved(&falls, Invariant::ClausesReachable));
    let rises = rows("60.00");
    assert!(is_proved(&rises, Invariant::MonotoneTiers));
    assert!(is_proved(&rises, Invariant::Totality));
}

/// A session more than a day after the start: only then does the first row come after the second.
#[test]
fn the_distance_between_start_and_session_is_varied() {
    let row = |bounds: &str, amount: &str| format!("[[clause.tiers.tier]]\n{bounds}\ncharges = [{}]\n", fixed(amount));
    let rows = |cheap: &str| {
        let first = "at_least = \"1 day\"\nsince = { after = \"starts_at\", at_least = \"0 hours\" }";
        let rows = [row(first, cheap), row("at_least = \"1 day\"", "50.00"), row("less_than = \"1 day\"", "90.00")];
        let form = format!("[clause.tiers]\nbefore = \"session_starts_at\"\ntakes = \"first\"\n{}", rows.concat());
        policy(&clause("move", "rescheduling", &form))
    };
    let falls = rows("10.00");
    assert!(!refutations(&falls, Invariant::MonotoneTiers).is_empty());
    assert!(is_proved(&rows("60.00"), Invariant::MonotoneTiers));
    assert!(is_proved(&falls, Invariant::ClausesReachable));
}

#[test]
fn a_row_for_some_days_of_the_week() {
    let both = table("", &[("day = { of = \"starts_at\", on = [\"saturday\"] }", "5.00"), ("", "10.00")]);
    let (_, witness) = &refutations(&both, Invariant::Totality)[0];
    let start = both.zone.date_of(witness.agreement.starts_at.unwrap());
    assert_eq!(start.weekday(), Weekday::Saturday);
    let dates = table("", &[("day = { of = \"starts_at\", from = 2031-05-01 }", "5.00"), ("", "10.00")]);
    let (_, witness) = &refutations(&dates, Invariant::Totality)[0];
    assert!(dates.zone.date_of(witness.agreement.starts_at.unwrap()).to_string().as_str() >= "2031-05-01");
    let apart = table(
        "",
        &[
            ("day = { of = \"starts_at\", from = 2031-05-01 }", "5.00"),
            ("day = { of = \"starts_at\", until = 2031-05-01 }", "10.00"),
        ],
    );
    assert!(is_proved(&apart, Invariant::Totality));
    assert!(is_proved(&apart, Invariant::ClausesReachable));
}

/// Both rows hold on one day, a year after the conclusion; while it is not said when, one.
#[test]
fn when_a_breach_took_place_is_varied() {
    let rows = |late: &str| {
        let row = |bound: &str, unknown: bool, amount: &str| {
            let since = format!("since = {{ after = \"concluded_at\", {bound}, unknown_holds = {unknown} }}");
            format!("[[clause.tiers.tier]]\n{since}\ncharges = [{}]\n", fixed(amount))
        };
        let rows = [row("at_most = \"1 year\"", true, "10.00"), row(late, false, "20.00")].concat();
        policy(&clause("fine", "breach", &format!("[clause.tiers]\notherwise = {{}}\n{rows}")))
    };
    assert!(!refutations(&rows("at_least = \"1 year\""), Invariant::Totality).is_empty());
    assert!(is_proved(&rows("more_than = \"1 year\""), Invariant::Totality));
}

/// Both rows hold at one moment, counted from a moment of the event or of the agreement; or at none.
#[test]
fn tables_on_complaints_and_changes_by_the_provider_are_varied() {
    let table = |question: &str, bounds: [&str; 2]| {
        let row =
            |bound: &str, amount: &str| format!("[[clause.tiers.tier]]\n{bound}\ncharges = [{}]\n", fixed(amount));
        let rows = [row(bounds[0], "10.00"), row(bounds[1], "20.00")].concat();
        let before = if question == "provider_change" { "before = \"starts_at\"\n" } else { "" };
        policy(&clause("late", question, &format!("[clause.tiers]\n{before}otherwise = {{}}\n{rows}")))
    };
    let delivered = |bound: &str| format!("since = {{ after = \"delivered_at\", {bound} = \"2 weeks\" }}");
    let complaint = |bound: &str| table("complaint", [&delivered("at_most"), &delivered(bound)]);
    assert!(!refutations(&complaint("at_least"), Invariant::Totality).is_empty());
    assert!(is_proved(&complaint("more_than"), Invariant::Totality));
    let change = |bound: &str| table("provider_change", ["at_least = \"7 days\"", &format!("{bound} = \"7 days\"")]);
    assert!(!refutations(&change("at_most"), Invariant::Totality).is_empty());
    assert!(is_proved(&change("less_than"), Invariant::Totality));
    // Of two moments of a complaint each is varied against the other.
    let discovered = "since = { after = \"discovered_at\", at_most = \"1 day\" }";
    let both = table("complaint", [discovered, &delivered("at_most")]);
    assert!(!refutations(&both, Invariant::Totality).is_empty());
}

/// The reason why an invariant is undecided.
fn undecided(policy: &Policy, invariant: Invariant) -> Vec<String> {
    let found = proved(policy).into_iter().filter(|obligation| obligation.invariant == invariant);
    found
        .filter_map(|obligation| match obligation.outcome {
            ProofOutcome::Undecided { reason } => Some(reason.en),
            _ => None,
        })
        .collect()
}

#[test]
fn what_is_not_varied_is_undecided_by_name() {
    let offer =
        "[clause.outcome]\ndeadlines = [{ kind = \"offer_expires\", after = \"made_at\", period = \"2 months\" }]";
    let keys = "day = { of = \"made_at\", on = [\"monday\"] }";
    let reasons = undecided(&policy(&clause_with("offer", "offer", keys, offer)), Invariant::DeadlinesForward);
    assert!(!reasons.is_empty() && reasons.iter().all(|reason| reason.contains("`made_at`")), "{reasons:?}");
    assert!(is_proved(&policy(&clause("offer", "offer", offer)), Invariant::DeadlinesForward));
    // The moments of a complaint are varied.
    let complaint =
        "[clause.outcome]\ndeadlines = [{ kind = \"complaint\", after = \"discovered_at\", period = \"2 months\" }]";
    let keys = "day = { of = \"discovered_at\", on = [\"monday\"] }";
    assert!(is_proved(&policy(&clause_with("complain", "complaint", keys, complaint)), Invariant::DeadlinesForward));
    // Three anchors are varied two by two only.
    let row = "[[clause.tiers.tier]]\nat_least = \"1 day\"\nsince = { after = \"concluded_at\", at_most = \"14 days\" }\nunless = [\"started\"]\n";
    let form = format!("[clause.tiers]\nbefore = \"session_starts_at\"\notherwise = {{}}\n{row}");
    let reasons = undecided(&policy(&clause("move", "rescheduling", &form)), Invariant::Totality);
    assert!(!reasons.is_empty() && reasons[0].contains("are not varied together"), "{reasons:?}");
}

#[test]
fn notices_that_end_by_the_calendar() {
    for (keys, row) in [
        ("", "period = \"2 months\"\nend_of = \"month\""),
        ("", "period = \"0 days\"\non = [\"06-30\", \"12-31\"]"),
        ("counted_from = \"starts_at\"", "period = \"1 month\"\nminimum_term = \"1 year\""),
        ("", "period = \"6 weeks\"\nend_of = \"quarter\"\nminimum_term = \"2 years\""),
        (
            "",
            "period = \"14 days\"\nin_first = \"1 month\"\n[[clause.notice.period]]\nperiod = \"1 month\"\nend_of = \"year\"",
        ),
    ] {
        let form = format!("[clause.notice]\nends = \"after_notice\"\n{keys}\n[[clause.notice.period]]\n{row}");
        let terms = policy(&clause("end", "termination", &form));
        for invariant in [Invariant::DeadlinesForward, Invariant::LawNeverWorse, Invariant::CitesClauses] {
            assert!(is_proved(&terms, invariant), "{row} {invariant}");
        }
    }
}
