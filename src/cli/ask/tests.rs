//! Asked by a person who answers by what the question says is wanted: what is asked is what is read.

use crate::cli::{Exit, Streams, Terminals, run};
use crate::contract::{RequestTerms, decode, parse_request};
use crate::evaluate::{describe, reads};
use crate::facts::FactId;
use crate::facts::table::{FactDef, FactKind, Need, Rule, agreement, entries_of, of_question};
use crate::law::Law;
use crate::money::Locale;
use crate::policy::Policy;
use crate::policy::store::PolicySet;
use crate::vocabulary::Question;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
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
            how if how.contains("a whole number") => "1".to_owned(),
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

/// What came of asking.
struct Told {
    /// What was on the screen.
    screen: String,
    /// The request that was saved.
    request: String,
    /// The answer.
    answer: serde_json::Value,
}

/// The policies that are built in, and those of others.
fn policy_sets() -> [PolicySet; 2] {
    [PolicySet::built_in().unwrap(), PolicySet::from_dir("tests/wild").unwrap()]
}

/// A folder with one policy alone, so that the others are not read each time.
fn alone(policy: &Policy) -> PathBuf {
    let folder = std::env::temp_dir()
        .join(format!("clausula-ask-{}-{:?}", std::process::id(), std::thread::current().id()))
        .join(&policy.id);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("policy.toml"), &policy.source).unwrap();
    folder
}

/// Runs the program with a policy folder; what it prints.
fn ran(folder: &Path, args: &[&str], stdin: Box<dyn Read + Send>, screen: &Shared) -> String {
    let out = Shared::default();
    let mut streams = Streams {
        stdin,
        stdout: Box::new(Sink(Arc::clone(&out))),
        stderr: Box::new(Sink(Arc::clone(screen))),
        terminals: Terminals { stdin: true, ..Terminals::default() },
    };
    let folder = folder.to_str().unwrap();
    let exit = run(["clausula", "--policies", folder].into_iter().chain(args.iter().copied()), &mut streams);
    let text = |shared: &Shared| String::from_utf8(shared.lock().unwrap().clone()).unwrap();
    assert_eq!(exit, Exit::Fine, "{args:?}: {}", text(screen));
    text(&out)
}

/// Asks a question of a policy.
fn asked(folder: &Path, policy: &Policy, question: Question, choice: usize) -> Told {
    let screen = Shared::default();
    let person = Person { screen: Arc::clone(&screen), choice, asked: 0 };
    let args = ["ask", &policy.id, question.name(), "--save", "-", "--format", "json"];
    let printed = ran(folder, &args, Box::new(person), &screen);
    let (request, answer) = printed.split_once("\n{\n").unwrap();
    let answer = serde_json::from_str(&format!("{{{answer}")).unwrap();
    let screen = String::from_utf8(screen.lock().unwrap().clone()).unwrap();
    Told { screen, request: request.to_owned(), answer }
}

#[test]
fn what_is_asked_is_what_is_read() {
    let (mut count, mut declared, mut all, mut superfluous) = (0, 0, 0, 0);
    for policy in policy_sets().iter().flat_map(PolicySet::iter) {
        let folder = &alone(policy);
        let questions = Question::ALL.iter().copied().filter(|on| policy.clauses_on(*on).next().is_some());
        for (question, choice) in questions.flat_map(|on| [(on, 0), (on, 1)]) {
            let Told { screen, request, answer } = asked(folder, policy, question, choice);
            let facts =
                decode(&parse_request(request.as_bytes()).unwrap(), RequestTerms::Version(policy)).unwrap().facts;
            let read = reads(policy, Law::built_in(), &facts);
            let place = format!("{} {question} {choice}: {screen}\n{request}", policy.id);
            let is_on_screen = |ask: &str| screen.lines().any(|line| line.trim_start_matches("> ") == ask);
            let member = (Some(facts.agreement().product), Some(facts.agreement().customer));
            let readable = describe(policy, question, member.0, member.1, facts.basis());
            // Which of the own products it is stands among what the policy declares.
            let known = |fact: &&FactDef| !fact.is_of_entry() && **fact != agreement::PRODUCT_ID;
            for fact in of_question(question).filter(known) {
                let on_screen = is_on_screen(fact.ask.get(Locale::En));
                // A product of the policy's own says of what type it is.
                let told = *fact == agreement::PRODUCT && facts.agreement().product_id.is_some();
                let wanted = !told && (matches!(fact.need, Need::Required) || read.contains(fact));
                // A later answer may make an earlier one superfluous, never the other way round.
                assert!(on_screen || !wanted, "{} is not asked: {place}", fact.path);
                // Nor is anything asked that nothing reads, but for what another answer means nothing without.
                let needs = |other: &Rule| matches!(other, Rule::OnlyWith(needed) if *needed == fact);
                let beside = readable.facts.iter().any(|other| other.rules.iter().any(needs));
                assert!(!on_screen || beside || readable.facts.contains(&fact), "{} is asked: {place}", fact.path);
                superfluous += usize::from(on_screen && !wanted);
                all += usize::from(on_screen);
            }
            for (number, fact) in policy.facts.iter().enumerate() {
                let on_screen = is_on_screen(fact.ask.get(Locale::En));
                let wanted = fact.id == FactId::PRODUCT || read.contains_declared(number);
                assert_eq!(on_screen, wanted, "{}: {place}", fact.id);
                let stated = facts.agreement().said(fact.id).is_some();
                assert!(stated || !on_screen || fact.default.is_some(), "{}: {place}", fact.id);
                declared += usize::from(stated);
            }
            // What was saved is what was answered.
            let again = ran(folder, &["evaluate"], Box::new(io::Cursor::new(request.clone())), &Shared::default());
            assert_eq!(serde_json::from_str::<serde_json::Value>(&again).unwrap(), answer, "{place}");
            count += 1;
        }
    }
    assert!(count > 90 && declared > 10 && superfluous * 10 < all, "{count} {declared} {superfluous} of {all}");
}

/// Answers line by line, for a policy of `tests/wild`; what was on the screen and the request.
fn answered(locale: &str, policy: &str, question: &str, lines: &[&str]) -> (String, serde_json::Value) {
    let screen = Shared::default();
    let args = ["ask", policy, question, "--locale", locale, "--save", "-", "--format", "json"];
    let policies = PolicySet::from_dir("tests/wild").unwrap();
    let folder = alone(policies.iter().find(|one| one.id == policy).unwrap());
    let stdin = io::Cursor::new(lines.iter().map(|line| format!("{line}\n")).collect::<String>());
    let printed = ran(&folder, &args, Box::new(stdin), &screen);
    let (request, _) = printed.split_once("\n{\n").unwrap();
    let screen = String::from_utf8(screen.lock().unwrap().clone()).unwrap();
    (screen, serde_json::from_str(request).unwrap())
}

#[test]
fn declared_facts_are_asked_in_their_words_within_their_bounds() {
    // A count, at and just after its most.
    let known = ["consumer", "3", "100", "1 May 2015 12:00", "13 July 2015 9:00", "", "", "", "", ""];
    let lines: Vec<&str> = known.into_iter().chain(["1001", "1000"]).collect();
    let (screen, request) = answered("en", "w", "no_show", &lines);
    assert!(screen.contains("How often did the client not come before?"), "{screen}");
    assert!(screen.contains("(a whole number, from 0 to 1000; left empty: 0)"), "{screen}");
    assert!(screen.contains("`1001` does not fit; give a whole number, from 0 to 1000"), "{screen}");
    assert_eq!(request["facts"], serde_json::json!({ "earlier_times": { "count": 1000 } }));
    // An amount, at and just above the price; and in Dutch.
    let known = ["consument", "4", "100", "1 mei 2026 12:00", "25 mei 2026 12:00"];
    let lines: Vec<&str> =
        known.into_iter().chain(["1 september 2026 10:00", "", "", "", "", "", "", "", "100,01", "100,00"]).collect();
    let (screen, request) = answered("nl", "i", "cancellation", &lines);
    assert!(screen.contains("Hoeveel is de aanbetaling, betaald of niet?"), "{screen}");
    assert!(screen.contains("(een bedrag, zoals 1.250,00, hoogstens de prijs)"), "{screen}");
    assert!(screen.contains("  ! is hoger dan “Wat is de totale prijs?”"), "{screen}");
    let amount = serde_json::json!({ "currencyCode": "EUR", "minorUnits": "10000" });
    assert_eq!(request["facts"], serde_json::json!({ "deposit": { "amount": amount } }));
}

#[test]
fn entries_are_asked_one_by_one() {
    let [policies, _] = policy_sets();
    let policy = policies.iter().find(|policy| policy.id == "multidonnas").unwrap();
    let Told { screen, request, answer: _ } = asked(&alone(policy), policy, Question::PaymentReview, 0);
    assert!(screen.contains("1. How much of it is still open?"), "{screen}");
    let facts = decode(&parse_request(request.as_bytes()).unwrap(), RequestTerms::Version(policy)).unwrap().facts;
    let list = of_question(Question::PaymentReview).find(|fact| fact.path == "payment_review.invoices").unwrap();
    assert!(matches!(list.kind, FactKind::List { .. }) && entries_of(list).count() > 3);
    assert_eq!(facts.agreement().price.get(), 125_000);
}
