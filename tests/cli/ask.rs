//! Being asked: in both languages, through a pipe, with wrong answers and without answers.

use super::support::{err, fails, fine, json, out, run, scratch};
use std::fs;

const WORKED: [(&str, &str, &str); 2] = [
    (
        "en",
        "a consumer\na training\n1,250.00\n1 June 2026 12:00\n31 July 2026 17:31\n14 September 2026 10:00\n",
        "€ 937.50",
    ),
    ("nl", "een consument\n4\n1.250,00\n1 juni 2026 12:00\n31 juli 2026 om 17.31 uur\n14-9-2026 10u00\n", "€ 937,50"),
];

/// MultiDonnas art. 9.1 and 9.2: a minute after the office closed costs 75%, at closing time 50%.
#[test]
fn the_worked_case_is_answered_in_both_languages() {
    for (locale, answers, charged) in WORKED {
        let output = run(&["ask", "multidonnas", "cancellation", "--locale", locale], answers.as_bytes());
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        assert!(out(&output).contains(charged), "{}", out(&output));
        assert!(err(&output).contains("(Europe/Amsterdam)"), "{}", err(&output));
        let earlier = answers.replace("17:31", "17:30").replace("17.31", "17.30");
        let output = run(&["ask", "multidonnas", "cancellation", "--locale", locale], earlier.as_bytes());
        let half = charged.replace("937", "625").replace("50", "00");
        assert!(out(&output).contains(&format!("  {half}  ")), "{}", out(&output));
    }
}

#[test]
fn the_saved_request_gets_the_same_answer() {
    let file = scratch("ask").join("request.json");
    for (locale, answers, _) in WORKED {
        let args = [
            "ask",
            "multidonnas",
            "cancellation",
            "--locale",
            locale,
            "--save",
            file.to_str().unwrap(),
            "--format",
            "json",
        ];
        let asked = run(&args, answers.as_bytes());
        let request = json(&fs::read_to_string(&file).unwrap());
        assert_eq!(request["agreement"]["price"]["minorUnits"], "125000");
        assert_eq!(request["cancellation"]["receivedAt"], "2026-07-31T15:31:00Z");
        assert_eq!(request["locale"], locale);
        let again = fine(&["evaluate", file.to_str().unwrap()], b"");
        assert_eq!(json(out(&asked)), json(&again));
        for command in ["options", "quote"] {
            assert!(!fine(&[command, file.to_str().unwrap(), "--locale", locale], b"").is_empty());
        }
    }
}

#[test]
fn policy_and_question_are_asked_where_none_is_named() {
    let (_, answers, charged) = WORKED[0];
    let output = run(&["ask"], format!("multidonnas\ncancellation\n{answers}").as_bytes());
    assert!(out(&output).contains(charged), "{}", err(&output));
    assert!(err(&output).contains("Whose terms?") && err(&output).contains("What is it about?"));
}

/// A word of what is shown will do where no other line has it.
#[test]
fn a_question_is_chosen_by_a_word_of_its_line() {
    let (_, answers, charged) = WORKED[1];
    let output = run(&["ask", "--locale", "nl"], format!("MultiDonnas\nannuleren\n{answers}").as_bytes());
    assert!(out(&output).contains(charged), "{}", err(&output));
    // `kost` stands in several lines.
    let output = run(&["ask", "--locale", "nl"], format!("MultiDonnas\nkost\n{answers}").as_bytes());
    assert!(err(&output).contains("kies er een van de lijst"), "{}", err(&output));
}

#[test]
fn what_is_left_empty_is_told_and_assumed() {
    let (_, answers, charged) = WORKED[0];
    let output = run(&["ask", "multidonnas", "cancellation"], answers.as_bytes());
    let all_empty = run(&["ask", "multidonnas", "cancellation"], format!("{answers}\n\n\n\n\n\n\n\n\n").as_bytes());
    assert_eq!(out(&output), out(&all_empty));
    assert!(
        err(&output).contains(
            "Which payments did the customer make?\n  (how many of them, as in 1, not how much; each is asked for in turn; left empty: none)"
        )
    );
    let paid = run(&["ask", "multidonnas", "cancellation"], format!("{answers}1\n1000\n").as_bytes());
    assert!(out(&paid).contains("€ 62.50") && out(&paid).contains(charged), "{}{}", out(&paid), err(&paid));
}

#[test]
fn a_wrong_answer_stops_a_pipe() {
    let asked = |answers: &str, locale: &str| {
        fails(1, &["ask", "multidonnas", "cancellation", "--locale", locale], answers.as_bytes())
    };
    let told = asked("consumer\nevent\n12,5\n", "en");
    assert!(
        told.ends_with(
            "error: answer 3 does not fit: What is the total price? `12,5` does not fit; give an amount, as in 1,250.00\n"
        ),
        "{told}"
    );
    let told = asked("klant\n", "nl");
    assert!(told.contains("antwoord 1 past niet: Wie is de klant?"), "{told}");
    let told = asked("consumer\nevent\n", "en");
    assert!(
        told.ends_with(
            "error: the answers end before this one: What is the total price? (this is needed for the answer)\n"
        ),
        "{told}"
    );
    let told = asked("", "nl");
    assert!(told.contains("de antwoorden houden op vóór dit: Wie is de klant?"), "{told}");
    // What contradicts an earlier answer, at the moment itself and just before it.
    let until = |notice: &str| format!("consumer\nevent\n1250\n1 June 2026 12:00\n{notice}\n14 September 2026\n");
    assert!(asked(&until("1 June 2026 11:59"), "en").contains("lies before “When was the contract concluded?”"));
    assert_eq!(
        run(&["ask", "multidonnas", "cancellation"], until("1 June 2026 12:00").as_bytes()).status.code(),
        Some(0)
    );
}

#[test]
fn a_time_that_is_no_time_or_two_is_not_guessed() {
    let asked = |notice: &str| {
        let answers = format!("consumer\nevent\n1250\n1 January 2026 12:00\n{notice}\n14 December 2026 10:00\n");
        run(&["ask", "multidonnas", "cancellation"], answers.as_bytes())
    };
    assert!(err(&asked("29 March 2026 02:30")).contains("the clock skips this time"));
    assert!(err(&asked("25 October 2026 02:30")).contains("the clock shows this time twice"));
    for fits in [
        "29 March 2026 01:59",
        "29 March 2026 03:00",
        "25 October 2026 01:59",
        "25 October 2026 03:00",
        "2026-10-25T02:30:00+01:00",
    ] {
        assert_eq!(asked(fits).status.code(), Some(0), "{fits}");
    }
    assert!(
        err(&asked("29 March 2026")).contains("Sunday 29 March 2026 12:00 (Europe/Amsterdam); no time was given: noon")
    );
}
