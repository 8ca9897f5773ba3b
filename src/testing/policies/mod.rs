//! Random policies: the text of policy files, built from the closed set of forms, and mutated ones.

mod forms;
mod mutation;
mod parts;

use super::{Choices, tapes};
use crate::vocabulary::{CustomerType, ProductType, Question};
use proptest::strategy::Strategy;
use std::fmt::Write;

pub use mutation::mutated_from;

/// More bytes than a policy needs.
const TAPE_LENGTH: usize = 4_096;

/// The texts of policy files that load: every form, several tiers, each table covering all time.
pub fn policy_texts() -> impl Strategy<Value = String> {
    tapes(TAPE_LENGTH).prop_map(|tape| policy_text_from(&tape))
}

/// The texts of policy files with a few faults: numbers, words and bounds changed, lines lost or written twice. Some still
/// load; what those then say may be unreasonable, but never wrong.
pub fn mutated_policy_texts() -> impl Strategy<Value = String> {
    (tapes(TAPE_LENGTH), tapes(64)).prop_map(|(tape, faults)| mutated_from(&policy_text_from(&tape), &faults))
}

/// The policy file that a tape draws: what fuzz targets call.
pub fn policy_text_from(tape: &[u8]) -> String {
    let mut author =
        Author { choices: Choices::new(tape), text: String::new(), clauses: 0, declares: false, has_products: false };
    author.policy();
    author.text
}

/// One fact of each kind that clauses of every form can read.
const FACTS: &str = "
[[fact]]
id = \"note\"
kind = \"yes_no\"
default = false
ask = { nl = \"Is er een verklaring?\", en = \"Is there a note?\" }
[[fact]]
id = \"season\"
kind = \"choice\"
choices = [\"low\", \"high\"]
ask = { nl = \"In welk seizoen?\", en = \"In which season?\" }
[[fact]]
id = \"deposit\"
kind = \"amount\"
at_most = \"price\"
ask = { nl = \"Hoeveel is de aanbetaling?\", en = \"How much is the deposit?\" }
[[fact]]
id = \"guests\"
kind = \"count\"
least = 1
most = 12
ask = { nl = \"Hoeveel gasten?\", en = \"How many guests?\" }";

/// Products of a type of which there are more, and one of a type of which there is no other.
const PRODUCTS: &str = "
[[product]]
id = \"one_day\"
kind = \"event\"
name = { nl = \"Een dag\", en = \"One day\" }
[[product]]
id = \"weekend\"
kind = \"event\"
name = { nl = \"Een weekend\", en = \"A weekend\" }
price_at_least = \"100.00\"
price_at_most = \"5000.00\"
[[product]]
id = \"retreat\"
kind = \"event\"
name = { nl = \"Een week\", en = \"A week\" }
[[product]]
id = \"track\"
kind = \"programme\"
name = { nl = \"Een traject\", en = \"A track\" }";

/// Writes one policy file.
struct Author<'t> {
    choices: Choices<'t>,
    text: String,
    clauses: u32,
    /// Whether the file declares facts.
    declares: bool,
    /// Whether the file has products of its own.
    has_products: bool,
}

impl Author<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// One of some texts, the first being the simplest.
    fn word(&mut self, words: &[&'static str]) -> &'static str {
        self.choices.pick(words).unwrap_or_default()
    }

    fn policy(&mut self) {
        let places = [
            ("Europe/Amsterdam", "NL"),
            ("Europe/Amsterdam", "DE-NW"),
            ("Europe/London", "UK-ENG"),
            ("America/New_York", "none"),
            ("Asia/Kolkata", "DK"),
        ];
        let prices = self.word(&["including_vat", "excluding_vat"]);
        let (zone, holidays) = self.choices.pick(&places).unwrap_or_default();
        let text = "policy = \"drawn\"\nversion = \"1\"\nname = \"Drawn\"\ncurrency = \"EUR\"";
        self.line(text);
        let from = if self.choices.percent(20) { "effective_from = 2020-01-01\n" } else { "" };
        let law = self.word(&["NL", "NL", "NL", "EU", "none"]);
        let week = self.word(&[
            "",
            "",
            "",
            "working_days = [\"monday\", \"tuesday\", \"wednesday\", \"thursday\", \"friday\", \"saturday\"]\n",
            "working_days = [\"tuesday\", \"thursday\", \"sunday\"]\n",
        ]);
        // A text can always be written.
        let _ = write!(
            self.text,
            "{from}prices = \"{prices}\"\nzone = \"{zone}\"\nholidays = \"{holidays}\"\nlaw = \"{law}\"\n{week}"
        );
        self.declares = self.choices.percent(30);
        if self.declares {
            self.line(FACTS);
        }
        self.has_products = self.choices.percent(30);
        if self.has_products {
            self.line(PRODUCTS);
        }
        self.cancellation();
        type Part = fn(&mut Author<'_>);
        const PARTS: &[Part] = &[
            |a| a.rescheduling(),
            |a| a.office_hours(),
            |a| a.withdrawal(),
            |a| a.short_tiers(Question::Substitution),
            |a| a.short_tiers(Question::BookingChange),
            |a| a.outcome(Question::NoShow),
            |a| a.outcome(Question::Offer),
            |a| a.outcome(Question::Complaint),
            |a| a.outcome(Question::Breach),
            |a| a.outcome(Question::DataBreach),
            |a| a.outcome(Question::ProviderCancellation),
            |a| a.provider_change(),
            |a| a.payment_default(),
            |a| a.instalments(),
            |a| a.allocation(),
            |a| a.termination(),
            |a| a.price_change(),
            |a| a.announcement(),
            |a| a.liability(),
            |a| a.force_majeure(),
        ];
        for part in PARTS {
            if self.choices.percent(60) {
                part(self);
            }
        }
        self.left_out();
    }

    /// Articles that the file leaves out, none of them twice.
    fn left_out(&mut self) {
        for article in 31..34 {
            if !self.choices.percent(20) {
                continue;
            }
            let question = match self.choices.percent(70) {
                true => format!("question = \"{}\"\n", self.choices.pick_or(Question::ALL, Question::Cancellation)),
                false => String::new(),
            };
            let text = format!(
                "\n[[unencoded]]\narticle = \"{article}\"\n{question}why = {{ nl = \"Een mens beslist.\", en = \"A person decides.\" }}"
            );
            self.line(&text);
        }
    }

    /// The head of a clause; its form follows. Gives the clause's id.
    fn clause(&mut self, question: &str, limited: bool) -> String {
        self.clauses += 1;
        let id = format!("clause-{}", self.clauses);
        let article = self.choices.between(1, 30);
        let text = format!(
            "\n[[clause]]\nid = \"{id}\"\narticle = \"{article}\"\nquestion = {question}\n\
             summary = {{ nl = \"Zoals het er staat.\", en = \"As it is written.\" }}"
        );
        self.line(&text);
        if limited && self.choices.percent(15) {
            let customer = self.choices.pick_or(CustomerType::ALL, CustomerType::Consumer);
            self.line(&format!("customers = [\"{customer}\"]"));
        }
        if limited && self.choices.percent(20) {
            let own = self.has_products && self.choices.percent(70);
            let name = |author: &mut Author<'_>| match own {
                true => author.own_product(),
                false => author.product(),
            };
            let products: Vec<String> = (0..3).map(|_| name(self)).collect();
            let mut distinct = products;
            distinct.sort();
            distinct.dedup();
            self.line(&format!("products = [{}]", distinct.join(", ")));
        }
        id
    }

    /// One of the file's own products, or of a type that none of them is.
    fn own_product(&mut self) -> String {
        format!("\"{}\"", self.word(&["one_day", "weekend", "retreat", "track", "coaching", "subscription"]))
    }

    fn product(&mut self) -> String {
        format!("\"{}\"", self.choices.pick_or(ProductType::ALL, ProductType::Event))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::load::load;

    #[test]
    fn the_simplest_policy_loads() {
        let text = policy_text_from(&[]);
        load("drawn.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}\n{text}"));
    }
}
