//! The deadlines of a decision as a calendar file (RFC 5545). No clock is read: the stamp is the moment of the request.

use super::layout::{capital, clean};
use super::letter::{When, articles, deadline_sentence, is_no_use, when};
use super::words;
use crate::calendar::{Date, Instant, Zone};
use crate::decision::{Deadline, Decision, Source};
use crate::facts::Facts;
use crate::law::{Law, cited};
use crate::money::Locale;
use crate::policy::Policy;
use sha2::{Digest, Sha256};

/// The most bytes of a line, its break aside.
const LINE: usize = 75;

/// The deadlines as a calendar file: a day where a deadline ends with one, otherwise its moment in UTC. `None` without
/// deadlines, as a calendar file without anything in it is none.
pub fn deadlines_ics(policy: &Policy, law: &Law, facts: &Facts, decision: &Decision, locale: Locale) -> Option<String> {
    let of_use = |deadline: &&Deadline| !is_no_use(facts.question(), decision, deadline.kind);
    let mut deadlines = decision.deadlines.iter().filter(of_use).peekable();
    deadlines.peek()?;
    let mut file = File::default();
    file.line("BEGIN", "VCALENDAR");
    file.line("VERSION", "2.0");
    file.line("PRODID", "-//Clausula//Deadlines//EN");
    file.line("CALSCALE", "GREGORIAN");
    file.line("METHOD", "PUBLISH");
    let stamp = utc(facts.event().act().unwrap_or(facts.agreement().concluded_at));
    for deadline in deadlines {
        file.line("BEGIN", "VEVENT");
        file.line("UID", &uid(policy, facts, deadline));
        file.line("DTSTAMP", &stamp);
        match when(deadline, &policy.zone) {
            When::Day(day) => {
                file.line("DTSTART;VALUE=DATE", &date(day));
                if let Some(next) = day.plus_days(1) {
                    file.line("DTEND;VALUE=DATE", &date(next));
                }
            }
            When::Through(at) | When::Before(at) => file.line("DTSTART", &utc(at)),
        }
        let summary = format!("{}: {}", policy.name, capital(words::deadline(deadline.kind, locale)));
        file.line("SUMMARY", &escaped(&summary));
        file.line("DESCRIPTION", &escaped(&described(policy, law, deadline, locale)));
        file.line("TRANSP", "TRANSPARENT");
        file.line("END", "VEVENT");
    }
    file.line("END", "VCALENDAR");
    Some(file.0)
}

/// The sentence of a letter, and on what it rests.
fn described(policy: &Policy, law: &Law, deadline: &Deadline, locale: Locale) -> String {
    let law = law.of(policy.law);
    let named = deadline.sources.iter().filter_map(|source| match source {
        Source::Clause(place) => policy
            .clause(*place)
            .map(|clause| format!("{}: {}", articles(&clause.articles, locale), clause.summary.get(locale))),
        Source::Law(rule) => {
            law.rule(*rule).map(|text| format!("{}: {}", cited(text.provision, locale), text.summary.get(locale)))
        }
        Source::Rule(_) => None,
    });
    std::iter::once(deadline_sentence(deadline, &policy.zone, locale)).chain(named).collect::<Vec<_>>().join("\n")
}

/// The same for the same deadline of the same agreement, so that a calendar that reads the file again has it once.
fn uid(policy: &Policy, facts: &Facts, deadline: &Deadline) -> String {
    let agreement = facts.agreement();
    let parts = [
        policy.id.clone(),
        facts.question().to_string(),
        deadline.kind.to_string(),
        deadline.last_day.to_string(),
        agreement.concluded_at.to_string(),
        agreement.price.get().to_string(),
        agreement.product_id.clone().unwrap_or_default(),
    ];
    let hash = Sha256::digest(parts.join("\n").as_bytes());
    hash.iter().take(16).fold(String::new(), |text, byte| text + &format!("{byte:02x}")) + "@clausula"
}

fn date(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// `20260731T153100Z`. Seconds are the finest that calendars know.
fn utc(at: Instant) -> String {
    let second = at.secs().rem_euclid(86_400);
    let day = Zone::named("UTC").map(|utc| date(utc.date_of(at))).unwrap_or_default();
    format!("{day}T{:02}{:02}{:02}Z", second / 3_600, second / 60 % 60, second % 60)
}

/// A text as a value: what parts values and lines is escaped, other control characters are not there.
fn escaped(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(clean).collect();
    lines.join("\n").replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

#[derive(Default)]
struct File(String);

impl File {
    /// A line, folded where it is too long, never within a character.
    fn line(&mut self, name: &str, value: &str) {
        let mut taken = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if taken + c.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                taken = 1;
            }
            self.0.push(c);
            taken += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_at_75_bytes() {
        for (length, lines) in [(70, 1), (71, 2), (144, 2), (145, 3)] {
            let mut file = File::default();
            file.line("NAME", &"x".repeat(length));
            assert_eq!(file.0.matches("\r\n").count(), lines, "{length}");
            assert!(file.0.split("\r\n").all(|line| line.len() <= LINE));
            assert_eq!(file.0.replace("\r\n ", ""), format!("NAME:{}\r\n", "x".repeat(length)));
        }
        let mut file = File::default();
        file.line("N", &"€".repeat(60));
        assert!(file.0.split("\r\n").all(|line| line.len() <= LINE));
        assert_eq!(file.0.replace("\r\n ", ""), format!("N:{}\r\n", "€".repeat(60)));
    }

    #[test]
    fn what_parts_values_is_escaped() {
        assert_eq!(escaped("a, b; c\\d\ne\u{7}:"), "a\\, b\\; c\\\\d\\ne\u{fffd}:");
    }

    #[test]
    fn stamps_are_in_utc() {
        let at = Instant::parse_rfc3339("2026-07-31T17:31:09+02:00").unwrap();
        assert_eq!(utc(at), "20260731T153109Z");
        assert_eq!(utc(Instant::parse_rfc3339("1999-12-31T23:59:59.999Z").unwrap()), "19991231T235959Z");
    }
}
