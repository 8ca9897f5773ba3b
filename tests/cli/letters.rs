//! What a customer can be sent: letters, pages and calendar files.

use super::support::{QUESTIONS, fails, fine, json};

fn example(question: &str) -> String {
    fine(&["evaluate", "--example", question], b"")
}

fn printed(request: &str, format: &str, locale: &str) -> String {
    fine(&["evaluate", "--format", format, "--locale", locale], request.as_bytes())
}

/// The letter on one line, as a reader takes it.
fn letter(request: &str, locale: &str) -> String {
    printed(request, "letter", locale).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// MultiDonnas art. 9.1: 75% of € 1,250.00, with € 250.00 paid.
#[test]
fn the_worked_case_says_amounts_dates_articles_and_who_pays() {
    let request = example("cancellation");
    let dutch = letter(&request, "nl");
    for said in [
        "Op vrijdag 31 juli 2026 om 17:31 hebt u geannuleerd. Dat mag.",
        "Het telt vanaf maandag 3 augustus 2026 om 09:00.",
        "Annuleringskosten (ten hoogste) € 937,50",
        "U moet nog € 687,50 betalen.",
        "Artikel 9.1: ",
        "Een rechter kan het verlagen",
        "Met vriendelijke groet, MultiDonnas",
    ] {
        assert!(dutch.contains(said), "{said}: {dutch}");
    }
    let english = letter(&request, "en");
    assert!(english.contains("You cancelled on Friday 31 July 2026 at 17:31. You may do that."), "{english}");
    assert!(english.contains("You still have to pay € 687.50."), "{english}");
    // A minute earlier the office was open: half, and no word of office hours.
    let earlier = letter(&request.replace("15:31:00Z", "15:30:00Z"), "en");
    assert!(earlier.contains("You still have to pay € 375.00.") && !earlier.contains("office hours."), "{earlier}");
}

/// BW 6:230o: the withdrawal ends with 15 September; the money is back within 14 days.
#[test]
fn a_refund_has_its_day_and_what_was_done_is_not_offered_again() {
    let request = example("withdrawal");
    let told = letter(&request, "nl");
    assert!(told.contains("U krijgt uiterlijk op donderdag 24 september 2026 € 150,00 terug."), "{told}");
    assert!(!told.contains("afzien van de overeenkomst."), "{told}");
    let late = request.replace("2026-09-10T19:00:00Z", "2026-09-15T22:00:00Z");
    assert_ne!(late, request);
    assert!(letter(&late, "nl").contains("Dat kan niet meer."), "{}", letter(&late, "nl"));
    let last = request.replace("2026-09-10T19:00:00Z", "2026-09-15T21:59:59Z");
    assert!(letter(&last, "nl").contains("Dat mag."));
}

#[test]
fn every_question_has_a_letter_of_short_sentences() {
    for question in QUESTIONS {
        let request = example(question);
        for (locale, greeting) in [("en", "Kind regards,"), ("nl", "Met vriendelijke groet,")] {
            let text = printed(&request, "letter", locale);
            assert!(
                text.contains(greeting) && text.lines().all(|line| line.chars().count() <= 76),
                "{question}: {text}"
            );
            // Of its own words; what the terms and the law say is in theirs.
            let own: String = text
                .split("\nWHY\n")
                .next()
                .and_then(|text| text.split("\nWAAROM\n").next())
                .unwrap()
                .replace('\n', " ");
            for sentence in own.split(". ") {
                assert!(sentence.split_whitespace().count() <= 60, "{question}: {sentence}");
            }
            for hard in ["{", "}", "pursuant", "notwithstanding", "krachtens", "ingevolge", "dissolve", "ontbinden"] {
                assert!(!own.contains(hard), "{question} {hard}: {own}");
            }
        }
    }
}

#[test]
fn a_page_is_whole_and_says_what_the_letter_says() {
    for question in QUESTIONS {
        let request = example(question);
        let page = printed(&request, "html", "nl");
        assert!(page.starts_with("<!doctype html>\n<html lang=\"nl\">") && page.ends_with("</html>\n"), "{page}");
        for tag in ["h1", "h2", "p", "ul", "li", "table", "tr", "th", "td", "main", "footer"] {
            let opened = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
            assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{question} {tag}: {page}");
        }
        assert!(!page.contains("<script") && !page.contains("http"), "{page}");
        assert!(page.contains("Beste klant,"));
    }
    let request = example("payment_allocation").replace("2026-0002", "<b>&");
    let page = printed(&request, "html", "en");
    assert!(!page.contains("<b>"), "{page}");
}

#[test]
fn deadlines_come_as_a_calendar_file() {
    let request = example("withdrawal");
    let file = printed(&request, "ics", "en");
    assert!(file.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && file.ends_with("END:VCALENDAR\r\n"), "{file}");
    for said in [
        "DTSTAMP:20260910T190000Z",
        "DTSTART;VALUE=DATE:20260915",
        "DTEND;VALUE=DATE:20260916",
        "SUMMARY:Heartschool: ",
    ] {
        assert!(file.contains(said), "{said}: {file}");
    }
    assert_eq!(file, printed(&request, "ics", "en"), "no clock is read");
    let none = fails(1, &["evaluate", "--format", "ics", "--locale", "nl"], example("cancellation").as_bytes());
    assert!(none.contains("het antwoord heeft geen termijnen"), "{none}");
    let complaint = example("complaint");
    let deadlines = json(&fine(&["evaluate"], complaint.as_bytes()))["decision"]["deadlines"].as_array().unwrap().len();
    assert_eq!(printed(&complaint, "ics", "nl").matches("BEGIN:VEVENT").count(), deadlines);
}

/// MultiDonnas art. 4.2: after the day on which an offer may be revoked it holds, and has not lapsed.
#[test]
fn an_offer_that_can_be_revoked_holds_after_that_day() {
    let request = |as_of: &str| {
        format!(
            r#"{{"policyId":"multidonnas","agreement":{{"customerType":"CUSTOMER_TYPE_CONSUMER",
            "productType":"PRODUCT_TYPE_EVENT","price":{{"currencyCode":"EUR","minorUnits":"100000"}},
            "concludedAt":"2026-01-10T10:00:00Z"}},"offer":{{"madeAt":"2026-01-08T10:00:00Z",
            "acceptedAt":"2026-01-10T10:00:00Z","asOf":"{as_of}"}}}}"#
        )
    };
    let told = |as_of: &str, format| {
        ["en", "nl"].map(|locale| {
            let printed = printed(&request(as_of), format, locale);
            printed.split_whitespace().collect::<Vec<_>>().join(" ")
        })
    };
    // Monday 12 January 2026, 16:00 in the Netherlands.
    let (last, after) = ("2026-01-12T14:59:59.999999999Z", "2026-01-12T15:00:00Z");
    let [english, dutch] = told(last, "text");
    assert!(english.starts_with("The provider may still revoke the offer."), "{english}");
    assert!(dutch.starts_with("De aanbieder mag het aanbod nog intrekken."), "{dutch}");
    assert!(english.contains("16:00: revocable; from then: no longer revocable"), "{english}");
    let [english, dutch] = told(after, "text");
    assert!(english.starts_with("The offer holds: the provider may no longer revoke it."), "{english}");
    assert!(dutch.starts_with("Het aanbod geldt: de aanbieder mag het niet meer intrekken."), "{dutch}");
    let [english, dutch] = told(last, "letter");
    assert!(english.contains("we may still take it back.") && dutch.contains("dan mogen wij het nog intrekken."));
    let [english, dutch] = told(after, "letter");
    assert!(english.contains("It holds: we can no longer take it back."), "{english}");
    assert!(dutch.contains("Het geldt: wij kunnen het niet meer intrekken."), "{dutch}");
}

/// What was not stated is told as what we started from, and never asked of the customer or told of "the provider".
#[test]
fn what_is_taken_for_granted_is_told_in_statements() {
    for question in QUESTIONS {
        let request = example(question);
        for (locale, heading, others) in [
            ("en", "What we took for granted", ["the provider ", "the customer "]),
            ("nl", "Waar wij van uitgaan", ["de aanbieder ", "de klant "]),
        ] {
            let letter = letter(&request, locale);
            let Some((_, assumed)) = letter.split_once(heading) else { continue };
            let (assumed, _) =
                assumed.split_once(if locale == "en" { "Do you have" } else { "Hebt u een vraag" }).unwrap();
            assert!(!assumed.contains('?'), "{question}: {assumed}");
            assert!(others.iter().all(|word| !assumed.to_lowercase().contains(word)), "{question}: {assumed}");
        }
    }
    let dutch = letter(&example("cancellation"), "nl");
    assert!(dutch.contains("Voor de uitvoering zijn geen kosten gemaakt."), "{dutch}");
}
