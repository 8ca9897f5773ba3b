//! Asked by a person who answers by what the question says is wanted: what is asked is what is read.

use crate::cli::{Exit, Streams, Terminals, run};
use crate::contract::{decode, parse_request};
use crate::evaluate::{describe, reads};
use crate::facts::table::{FactKind, Need, Rule, entries_of, of_question};
use crate::law::Law;
use crate::money::Locale;
use crate::policy::Policy;
use crate::policy::store::PolicySet;
use crate::vocabulary::Question;
use std::io::{self, Read, Write};
use std::sync::{Arc, Mutex};

type Shared = Arc<Mutex<Vec<u8>>>;

struct Sink(Shared);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Reads the question off the screen and answers it; another answer where the first did not fit.
struct Person {
    screen: Shared,
    choice: usize,
    asked: usize,
}

impl Read for Person {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let screen = String::from_utf8(self.screen.lock().unwrap().clone()).unwrap();
        let attempts =
            screen.lines().rev().skip_while(|line| *line == "> ").take_while(|line| line.contains("  ! ")).count();
        let how = screen.lines().rev().find(|line| line.starts_with("  (")).unwrap();
        self.asked += 1;
        let days = self.asked + 1;
        let answer = match how {
            how if how.contains("date and time") => [
                "2026-06-01 12:00".to_owned(),
                "1 May 2026 9:00".to_owned(),
                format!("{} August 2026 17:31", days % 28 + 1),
            ][attempts % 3]
                .clone(),
            how if how.contains("a date, as in") => "1 July 2026".to_owned(),
            how if how.contains("dates with") => String::new(),
            how if how.contains("an amount") => ["1,250.00", "1,400.00", "0"][attempts % 3].to_owned(),
            how if how.contains("at least") => "1".to_owned(),
            how if how.contains("how many") => "1".to_owned(),
            how if how.contains("yes or no") => ["yes", "no"][(self.choice + self.asked + attempts) % 2].to_owned(),
            how if how.contains("a number or a word") => ((self.choice + attempts) % 2 + 1).to_string(),
            how if how.contains("a text") => format!("A-{}", self.asked),
            how => panic!("{how}"),
        };
        assert!(attempts < 6, "{screen}");
        let line = format!("{answer}\n");
        buffer[..line.len()].copy_from_slice(line.as_bytes());
        Ok(line.len())
    }
}

/// Asks a question of a policy; what was on the screen, and the request that was saved.
fn asked(policy: &Policy, question: Question, choice: usize) -> (String, String) {
    let (screen, out) = (Shared::default(), Shared::default());
    let mut streams = Streams {
        stdin: Box::new(Person { screen: Arc::clone(&screen), choice, asked: 0 }),
        stdout: Box::new(Sink(Arc::clone(&out))),
        stderr: Box::new(Sink(Arc::clone(&screen))),
        terminals: Terminals { stdin: true, ..Terminals::default() },
    };
    let args = ["clausula", "ask", &policy.id, question.name(), "--save", "-", "--format", "json"];
    let exit = run(args, &mut streams);
    let text = |shared: &Shared| String::from_utf8(shared.lock().unwrap().clone()).unwrap();
    assert_eq!(exit, Exit::Fine, "{} {question}: {}", policy.id, text(&screen));
    let printed = text(&out);
    let (request, _) = printed.split_once("\n{\n").unwrap();
    (text(&screen), request.to_owned())
}

#[test]
fn what_is_asked_is_what_is_read() {
    let policies = PolicySet::built_in().unwrap();
    let (mut count, mut all, mut superfluous) = (0, 0, 0);
    for policy in policies.iter() {
        for question in Question::ALL.iter().copied().filter(|question| policy.clauses_on(*question).next().is_some()) {
            for choice in 0..2 {
                let (screen, request) = asked(policy, question, choice);
                let facts = decode(&parse_request(request.as_bytes()).unwrap(), None).unwrap().facts;
                let read = reads(policy, Law::built_in(), &facts);
                let place = format!("{} {question} {choice}: {screen}\n{request}", policy.id);
                let member = (Some(facts.agreement().product), Some(facts.agreement().customer));
                let readable = describe(policy, question, member.0, member.1, facts.basis()).facts;
                for fact in of_question(question).filter(|fact| !fact.is_of_entry()) {
                    let on_screen =
                        screen.lines().any(|line| line.trim_start_matches("> ") == fact.ask.get(Locale::En));
                    let wanted = matches!(fact.need, Need::Required) || read.contains(fact);
                    // A later answer may make an earlier one superfluous, never the other way round.
                    assert!(on_screen || !wanted, "{} is not asked: {place}", fact.path);
                    // Nor is anything asked that nothing reads, but for what another answer means nothing without.
                    let needs = |other: &Rule| matches!(other, Rule::OnlyWith(needed) if *needed == fact);
                    let beside = readable.iter().any(|other| other.rules.iter().any(needs));
                    assert!(!on_screen || beside || readable.contains(&fact), "{} is asked: {place}", fact.path);
                    superfluous += usize::from(on_screen && !wanted);
                    all += usize::from(on_screen);
                }
                count += 1;
            }
        }
    }
    assert!(count > 60 && superfluous * 10 < all, "{count} {superfluous} of {all}");
}

#[test]
fn entries_are_asked_one_by_one() {
    let policies = PolicySet::built_in().unwrap();
    let policy = policies.iter().find(|policy| policy.id == "multidonnas").unwrap();
    let (screen, request) = asked(policy, Question::PaymentReview, 0);
    assert!(screen.contains("1. How much of it is still open?"), "{screen}");
    let facts = decode(&parse_request(request.as_bytes()).unwrap(), None).unwrap().facts;
    let list = of_question(Question::PaymentReview).find(|fact| fact.path == "payment_review.invoices").unwrap();
    assert!(matches!(list.kind, FactKind::List { .. }) && entries_of(list).count() > 3);
    assert_eq!(facts.agreement().price.get(), 125_000);
}
