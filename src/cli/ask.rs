//! `clausula ask`: the facts that a policy reads for a question, asked one by one; then the answer.
//!
//! What every request states comes first. From then on the answer is worked out with what is known so far, and the next
//! fact that was read and not asked is asked, until there is none.

mod answers;
pub(in crate::cli) mod dialogue;

use super::Session;
use super::args::{Format, Locale};
use super::evaluate;
use super::examples;
use super::exit::{Exit, Failure};
use super::io::Input;
use super::policies::{find, not_found};
use crate::analyse::report::stated_json;
use crate::calendar::Instant;
use crate::contract::{self, FieldNames, wire};
use crate::evaluate::{Description, describe, reads};
use crate::facts::table::{Fact, FactKind, FactSet, FactValue, Need, agreement, entries_of, of_question};
use crate::facts::{Agreement, Event, FactId, Facts, FactsError, Violation};
use crate::law::Law;
use crate::money::{self, Cents};
use crate::policy::Policy;
use crate::policy::declared::DeclaredFact;
use crate::policy::store::PolicySet;
use crate::render;
use crate::vocabulary::{Basis, CustomerType, ProductType, Question, both};
use answers::{Answer, Wanted};
use dialogue::Dialogue;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  clausula ask                                        which policy and question are asked, too
  clausula ask multidonnas cancellation --locale nl   in Dutch
  clausula ask emperra withdrawal --save case.json    and keep the request, for `clausula evaluate`

Moments are read as people write them (\"31 July 2026 17:31\", \"31-7-2026 17.31\"), on the clock of the policy; amounts, too
(\"1,250.00\", \"1.250,00\"). What is left empty is as the question says. Answers may be piped in, one on each line: what comes
after the last one is left empty.";

/// What `clausula ask` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The policy; asked for where none is named
    policy: Option<String>,

    /// The question, as in `cancellation`; asked for where none is named
    #[arg(value_parser = examples::parser())]
    question: Option<Question>,

    /// The version [default: the one in force when the contract was concluded]
    #[arg(long, value_name = "VERSION")]
    policy_version: Option<String>,

    /// Leave mandatory law aside
    #[arg(long)]
    terms_only: bool,

    /// Write the request to this file, to ask it again with `clausula evaluate`
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,

    /// As what to print the answer
    #[arg(long, value_enum, default_value = "text")]
    format: Format,

    /// The language of questions and answers
    #[arg(long, value_enum, default_value = "en")]
    pub(super) locale: Locale,
}

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let policies = session.policies()?;
    let mut dialogue = Dialogue::new(session.streams, args.locale.into());
    let policy = choose_policy(args, &policies, &mut dialogue)?;
    let question = match args.question {
        Some(question) => question,
        None => choose_question(policy, &mut dialogue)?,
    };
    let basis = if args.terms_only { Basis::TermsOnly } else { Basis::TermsAndLaw };
    let mut asking = Asking::new(question, basis);
    asking.ask_required(policy, &mut dialogue)?;
    // From here on by the version that will decide.
    let concluded_at = asking.agreement.concluded_at;
    let policy = policies.select(&policy.id, args.policy_version.as_deref(), concluded_at);
    let policy = policy.map_err(|error| not_found(&error))?;
    asking.know_product(policy);
    asking.ask_what_is_read(policy, &mut dialogue)?;

    let request = asking.request(args, policy)?;
    if let Some(file) = &args.save {
        let text = serde_json::to_string_pretty(&request);
        let text = text.map_err(|error| Failure::told(format!("JSON: {error}")))?;
        dialogue.streams.write(Some(file), &(text + "\n"))?;
    }
    dialogue.part()?;
    let input = Input { name: dialogue.pick("the answers", "de antwoorden").to_owned(), text: String::new() };
    evaluate::print(args.format, &policies, &input, &request, session.streams)
}

/// The policy that is named, the only one, or the one that is chosen.
fn choose_policy<'p>(args: &Args, policies: &'p PolicySet, dialogue: &mut Dialogue<'_>) -> Result<&'p Policy, Failure> {
    let mut ids: Vec<(&str, &str)> = policies.iter().map(|policy| (policy.id.as_str(), policy.name.as_str())).collect();
    ids.dedup_by_key(|(id, _)| *id);
    let id = match (&args.policy, ids.as_slice()) {
        (Some(id), _) => id.as_str(),
        (None, [(only, _)]) => only,
        (None, all) => {
            let words: Vec<(&str, String)> = all.iter().map(|(id, name)| (*id, format!("{name}  ({id})"))).collect();
            dialogue.choose(dialogue.pick("Whose terms?", "Wiens voorwaarden?"), &words)?
        }
    };
    find(policies, id, args.policy_version.as_deref())
}

/// One of the questions that the policy is about, or that the law answers where the policy is silent.
fn choose_question(policy: &Policy, dialogue: &mut Dialogue<'_>) -> Result<Question, Failure> {
    let by_law = Law::built_in().of(policy.law).withdrawal().map(|_| Question::Withdrawal);
    let about = Question::ALL
        .iter()
        .copied()
        .filter(|question| by_law == Some(*question) || policy.clauses_on(*question).next().is_some());
    let words: Vec<(&str, String)> = about
        .map(|question| (question.name(), format!("{}  ({question})", render::subject(question, dialogue.locale))))
        .collect();
    let name = dialogue.choose(dialogue.pick("What is it about?", "Waar gaat het over?"), &words)?;
    Question::parse(name)
        .ok_or_else(|| Failure::Input(both!("there is no question `{name}`", "er is geen vraag `{name}`")))
}

/// What was answered so far.
struct Asking {
    agreement: Agreement,
    event: Event,
    basis: Basis,
    /// The facts that were asked, whatever was answered.
    asked: FactSet,
    /// The facts that the answers state.
    stated: FactSet,
}

impl Asking {
    /// Nothing was answered yet. What must be stated holds a value that means nothing until it is.
    fn new(question: Question, basis: Basis) -> Asking {
        let at = Instant::new(0, 0).unwrap_or(Instant::MIN);
        let agreement = Agreement::new(CustomerType::Consumer, ProductType::Event, Cents::ZERO, at);
        let event = Event::plain(question, at);
        Asking { agreement, event, basis, asked: FactSet::default(), stated: FactSet::default() }
    }

    /// What the policy can read, as far as customer and product are known, in the order of asking.
    fn readable(&self, policy: &Policy) -> Description {
        let known = |fact: Fact| self.asked.contains(fact);
        let product = Some(self.agreement.product).filter(|_| known(&agreement::PRODUCT));
        let customer = Some(self.agreement.customer).filter(|_| known(&agreement::CUSTOMER));
        describe(policy, self.event.question(), product, customer, self.basis)
    }

    /// Asks what every request states.
    fn ask_required(&mut self, policy: &Policy, dialogue: &mut Dialogue<'_>) -> Result<(), Failure> {
        while let Some(fact) = self.next(policy, |fact| matches!(fact.need, Need::Required)) {
            if *fact == agreement::PRODUCT && self.ask_own_product(policy, dialogue)? {
                continue;
            }
            self.ask(fact, policy, dialogue)?;
        }
        Ok(())
    }

    /// Asks which of the policy's own products it is, which says of what type it is; whether it is one.
    fn ask_own_product(&mut self, policy: &Policy, dialogue: &mut Dialogue<'_>) -> Result<bool, Failure> {
        let Some(fact) = policy.facts.get(FactId::PRODUCT) else { return Ok(false) };
        self.answer(Wanted::Product(fact), 0, policy, dialogue)?;
        let is_own = self.agreement.product_id.is_some();
        if is_own {
            self.asked.insert(&agreement::PRODUCT);
            self.take_type(policy);
        }
        Ok(is_own)
    }

    /// Takes the type of the product that was named from the version that decides, and does not ask for it again.
    fn know_product(&mut self, policy: &Policy) {
        self.take_type(policy);
        let place = policy.facts.find(FactId::PRODUCT).filter(|_| self.agreement.product_id.is_some());
        place.into_iter().for_each(|(place, _)| self.asked.insert_declared(place));
    }

    fn take_type(&mut self, policy: &Policy) {
        let named = self.agreement.product_id.as_deref().and_then(|id| policy.facts.type_of(id));
        if let Some(Ok(of)) = named {
            self.agreement.product = of;
        }
    }

    /// Asks what the answer reads, as it is with what was answered so far: the facts that all policies know before those that
    /// this one declares.
    fn ask_what_is_read(&mut self, policy: &Policy, dialogue: &mut Dialogue<'_>) -> Result<(), Failure> {
        loop {
            let (known, declared) = match Facts::new(self.agreement.clone(), self.event.clone(), self.basis) {
                Ok(facts) => {
                    let read = reads(policy, Law::built_in(), &facts);
                    (self.next(policy, |fact| read.contains(fact)), self.next_declared(policy, read))
                }
                // What an answer needs beside it, as a rejection needs a notice, is asked next.
                Err(faults) => {
                    let beside = self.wanted_beside(&faults).ok_or_else(|| Failure::Input(faults.text()))?;
                    (Some(beside), None)
                }
            };
            match (known, declared) {
                (Some(fact), _) => self.ask(fact, policy, dialogue)?,
                (None, Some(wanted)) => self.answer(wanted, 0, policy, dialogue)?,
                (None, None) => return Ok(()),
            }
        }
    }

    fn next(&self, policy: &Policy, wanted: impl Fn(Fact) -> bool) -> Option<Fact> {
        let mut facts = self.readable(policy).facts.into_iter();
        facts.find(|fact| !fact.is_of_entry() && !self.asked.contains(fact) && wanted(fact))
    }

    /// The next of the facts that the policy declares.
    fn next_declared<'p>(&self, policy: &'p Policy, read: FactSet) -> Option<Wanted<'p>> {
        let place = read.without(self.asked).declared().next()?;
        Some(Wanted::Declared(place, policy.facts.at(place)?))
    }

    /// Asks for a fact, and for each entry where it is a list.
    fn ask(&mut self, fact: Fact, policy: &Policy, dialogue: &mut Dialogue<'_>) -> Result<(), Failure> {
        self.answer(Wanted::Known(fact), 0, policy, dialogue)?;
        if let (FactKind::List { .. }, Some(FactValue::Count(length))) =
            (fact.kind, fact.get(&self.agreement, &self.event, 0))
        {
            let readable = self.readable(policy).facts;
            let of_entry: Vec<Fact> = entries_of(fact).filter(|fact| readable.contains(fact)).collect();
            for entry in 0..usize::try_from(length).unwrap_or_default() {
                for fact in &of_entry {
                    self.answer(Wanted::Known(fact), entry, policy, dialogue)?;
                }
            }
        }
        Ok(())
    }

    /// Asks until an answer fits, and takes it.
    fn answer(
        &mut self,
        wanted: Wanted<'_>,
        entry: usize,
        policy: &Policy,
        dialogue: &mut Dialogue<'_>,
    ) -> Result<(), Failure> {
        let locale = dialogue.locale;
        let number = match wanted {
            Wanted::Known(fact) => {
                self.asked.insert(fact);
                fact.is_of_entry().then_some(entry + 1)
            }
            Wanted::Declared(place, _) => {
                self.asked.insert_declared(place);
                None
            }
            Wanted::Product(_) => None,
        };
        let before = (self.agreement.clone(), self.event.clone());
        dialogue.ask(&answers::prompt(wanted, number, policy, locale), |text| {
            let answer = match text.trim() {
                "" if wanted.is_needed() => {
                    return Err(locale
                        .pick("this is needed for the answer", "dit is nodig voor het antwoord")
                        .to_owned());
                }
                "" => None,
                text => Some(answers::read(wanted.kind(locale), text, policy, locale)?),
            };
            (self.agreement, self.event) = before.clone();
            let problem = match wanted {
                Wanted::Known(fact) => {
                    self.take(fact, entry, answer.as_ref());
                    self.contradiction(fact, entry, locale)
                }
                Wanted::Declared(_, fact) | Wanted::Product(fact) => self.take_declared(fact, answer.as_ref(), locale),
            };
            match problem {
                Some(problem) => Err(problem),
                None => Ok(answer.and_then(|answer| answer.understood(policy, locale))),
            }
        })
    }

    fn take(&mut self, fact: Fact, entry: usize, answer: Option<&Answer>) {
        if answer.is_some() {
            self.stated.insert(fact);
        }
        let value = answer.map(Answer::value);
        fact.set(&mut self.agreement, &mut self.event, entry, value);
        if *fact == agreement::CONCLUDED_AT {
            // No fact of the event was asked yet; what means nothing must not seem to lie before the contract.
            self.event = Event::plain(self.event.question(), self.agreement.concluded_at);
        }
    }

    /// Takes what a fact is that the policy declares; why it cannot be that.
    fn take_declared(&mut self, fact: &DeclaredFact, answer: Option<&Answer>, locale: money::Locale) -> Option<String> {
        let value = answer.and_then(Answer::declared);
        self.agreement.say(fact.id, value);
        if fact.id == FactId::PRODUCT && value.is_some() {
            self.stated.insert(&agreement::PRODUCT_ID);
        }
        let problem = fact.kind.out_of_bounds(value?, self.agreement.price)?;
        Some(self.in_words(&problem.text(locale, FieldNames::Proto), locale))
    }

    /// The fact that was not asked and that an answer means nothing without.
    fn wanted_beside(&self, faults: &FactsError) -> Option<Fact> {
        let others = || faults.0.iter().filter_map(|fault| fault.problem.other());
        let mut facts = of_question(self.event.question());
        facts.find(|fact| !self.asked.contains(fact) && others().any(|other| other == fact.path))
    }

    /// What an answer contradicts of what was answered before.
    fn contradiction(&self, fact: Fact, entry: usize, locale: money::Locale) -> Option<String> {
        let faults = Facts::new(self.agreement.clone(), self.event.clone(), self.basis).err()?.0;
        let place = fact.path_at(entry);
        let known = |path: &str| self.asked.iter(self.event.question()).any(|asked| asked.path == path);
        let own = |fault: &&Violation| fault.field == place && fault.problem.other().is_none_or(known);
        let others = |fault: &&Violation| fault.problem.other() == Some(fact.path) && known(&fault.field);
        let said = |fault: &Violation| fault.problem.text(locale, FieldNames::Proto);
        let of_other = || faults.iter().find(others).map(|fault| format!("`{}` {}", fault.field, said(fault)));
        let told = faults.iter().find(own).map(said).or_else(of_other);
        told.map(|text| self.in_words(&text, locale))
    }

    /// A text with questions where it has the paths of their facts.
    fn in_words(&self, text: &str, locale: money::Locale) -> String {
        let facts = of_question(self.event.question());
        facts.fold(text.to_owned(), |text, fact| {
            text.replace(&format!("`{}`", fact.path), &format!("“{}”", fact.ask.get(locale)))
        })
    }

    /// The request that the answers make.
    fn request(&self, args: &Args, policy: &Policy) -> Result<wire::EvaluateRequest, Failure> {
        let picked = |fact: Fact, said: FactValue<'_>| {
            match fact.kind {
                // A payment whose moment nothing reads counts as made at the conclusion, and the contract wants to be told.
                _ if fact.is_of_entry() => Some(said) != fact.plain(),
                FactKind::Group => said == FactValue::YesNo(true),
                _ => self.stated.contains(fact),
            }
        };
        let json = stated_json(&self.agreement, &self.event, policy.currency, picked);
        let request = contract::parse_request(json.as_bytes());
        let mut request = request.map_err(|rejection| evaluate::rejected("", &rejection))?;
        request.policy_id.clone_from(&policy.id);
        request.policy_version = args.policy_version.clone().unwrap_or_default();
        args.locale.tag().clone_into(&mut request.locale);
        if self.basis == Basis::TermsOnly {
            request.set_basis(wire::Basis::TermsOnly);
        }
        Ok(request)
    }
}

#[cfg(test)]
mod tests;
