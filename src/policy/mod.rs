//! The terms of a provider as checked data. A [`Policy`] cannot be wrong: what a file says is checked when it is loaded,
//! never later.

pub mod amount;
mod bounds;
pub mod building_blocks;
pub mod counts;
pub mod declared;
mod doubt;
pub mod forms;
pub mod load;
pub mod named_facts;
pub mod office_hours;
mod parts;
pub mod pause;
pub mod payment;
pub mod people;
pub mod products;
pub mod schema;
pub mod store;
mod unencoded;

use crate::calendar::{Date, Holidays, Zone};
use crate::law::JurisdictionId;
use crate::money::{Currency, Locale};
use crate::vocabulary::{CustomerType, DamageKind, PriceBasis, ProductType, Question};
use building_blocks::{Conditions, Span, TierBounds};
use declared::Declarations;
pub use doubt::Doubt;
pub use doubt::Doubtful;
use forms::Form;
pub use unencoded::Unencoded;

/// One version of the terms of one provider.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The policy's id, as in `multidonnas`.
    pub id: String,
    /// The version's name, unique within the policy.
    pub version: String,
    /// The provider's trade name.
    pub name: String,
    /// The first day on which it is in force; `None`: since ever.
    pub effective_from: Option<Date>,
    /// The first day on which it is no longer in force; `None`: open, until a later version begins.
    pub effective_until: Option<Date>,
    /// ISO 4217 code of every amount.
    pub currency: Currency,
    /// Whether prices include value-added tax (M4).
    pub prices: PriceBasis,
    /// The zone of its civil dates (T1).
    pub zone: Zone,
    /// The calendar of its working days and holidays (T6).
    pub holidays: Holidays,
    /// The law that applies beside it.
    pub law: JurisdictionId,
    /// The facts that it declares itself.
    pub facts: Declarations,
    /// The clauses, in the order of the file. At most 1,000.
    pub clauses: Vec<Clause>,
    /// The articles that it leaves out, in the order of the file. At most 100 entries.
    pub unencoded: Vec<Unencoded>,
    /// The findings of the compliance check that the author accepts.
    pub acceptances: Vec<Acceptance>,
    /// The clauses that a court may annul. A [`store::PolicySet`] finds them out when it loads; a file that is loaded alone has
    /// none. An accepted finding is among them: acceptance silences the report, not the law.
    pub doubts: Vec<Doubt>,
    /// `sha256:` and the SHA-256 of the file, in hexadecimal.
    pub digest: String,
    /// The name of the file.
    pub file: String,
    /// The text of the file.
    pub source: String,
    by_question: [Vec<u16>; Question::ALL.len()],
}

/// One clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its id, unique within the policy.
    pub id: String,
    /// The articles that it restates, as in `9.1`.
    pub articles: Vec<String>,
    /// The questions that it answers.
    pub questions: Vec<Question>,
    /// To whom it applies.
    pub customers: CustomerSet,
    /// To what it applies.
    pub products: ProductSet,
    /// What else must be so.
    pub conditions: Conditions,
    /// The more general clauses that it displaces where it applies, by their place in the file.
    pub overrides: Vec<u16>,
    /// The clauses on top of which its charges come, by their place in the file; charges of two clauses otherwise never
    /// add up (V4).
    pub on_top_of: Vec<u16>,
    /// What it says, in our own words.
    pub summary: Summary,
    /// What it decides.
    pub form: Form,
    /// Where the text contradicts itself.
    pub conflicts: Vec<Conflict>,
    /// What is assumed where no fact can tell (V2).
    pub assumptions: Vec<ClauseAssumption>,
    /// Where it stands in the file.
    pub span: Span,
}

/// Something that a clause turns on and no fact tells: the reading takes it to be so, and a decision says that it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseAssumption {
    /// Only when these hold.
    pub conditions: Conditions,
    /// Only for these kinds of damage; empty: all.
    pub damage: Vec<DamageKind>,
    /// What is taken to be so, in our own words.
    pub note: Summary,
}

/// A text in both languages: a message, or what a file says; where the file has it in one, that text twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Dutch.
    pub nl: String,
    /// English.
    pub en: String,
}

impl Summary {
    /// A text that is the same in both languages, or that is in the reader's already.
    #[cfg(feature = "service")]
    pub(crate) fn of_one(text: impl Into<String>) -> Summary {
        let text = text.into();
        Summary { nl: text.clone(), en: text }
    }

    /// The text in a language.
    pub fn get(&self, locale: Locale) -> &str {
        locale.pick(&self.en, &self.nl)
    }
}

/// A place where the text contradicts itself, and how it is read (R1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// A general and a specific clause, or two caps.
    pub kind: ConflictKind,
    /// The other articles.
    pub articles: Vec<String>,
    /// Only for notices within these bounds before the start.
    pub bounds: TierBounds,
    /// Only for these kinds of damage; empty: all.
    pub damage: Vec<DamageKind>,
    /// What contradicts what, in our own words.
    pub note: Summary,
    /// Where it stands in the file.
    pub span: Span,
}

/// What contradicts itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConflictKind {
    /// A general and a specific clause.
    Clause,
    /// Two caps.
    Cap,
}

/// A finding of the compliance check that the author accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The rule, as in `TIER-OVERLAP`.
    pub rule: String,
    /// The clause; `None`: any, or the policy as a whole.
    pub clause: Option<u16>,
    /// Words that the finding's English message must have; `None`: any finding.
    pub about: Option<String>,
    /// Why.
    pub reason: String,
    /// The last day on which the acceptance holds.
    pub until: Option<Date>,
    /// The figures of what was accepted.
    pub figures: Vec<String>,
    /// The seal of what was accepted; `None`: nothing was yet.
    pub seal: Option<String>,
    /// Where it stands in the file.
    pub span: Span,
}

impl Policy {
    /// The same without its clauses and its texts: what is left where it is silent on a question.
    pub(crate) fn saying_nothing(&self) -> Policy {
        Policy {
            id: String::new(),
            version: String::new(),
            name: String::new(),
            effective_from: None,
            effective_until: None,
            currency: self.currency,
            prices: self.prices,
            zone: self.zone.clone(),
            holidays: self.holidays,
            law: self.law,
            facts: self.facts.of_products(),
            clauses: Vec::new(),
            unencoded: Vec::new(),
            acceptances: Vec::new(),
            doubts: Vec::new(),
            digest: String::new(),
            file: String::new(),
            source: String::new(),
            by_question: Default::default(),
        }
    }

    /// The clauses that answer a question, in the order of the file, each with its place.
    pub fn clauses_on(&self, question: Question) -> impl Iterator<Item = (u16, &Clause)> {
        let places = self.by_question.get(question as usize).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|&place| Some((place, self.clause(place)?)))
    }

    /// The clause at a place.
    pub fn clause(&self, place: u16) -> Option<&Clause> {
        self.clauses.get(usize::from(place))
    }

    /// The place of the clause with an id.
    pub fn place_of(&self, id: &str) -> Option<u16> {
        self.clauses.iter().position(|c| c.id == id).and_then(|i| u16::try_from(i).ok())
    }
}

/// For each question the places of the clauses that answer it. There are at most 1,000 clauses.
fn by_question(clauses: &[Clause]) -> [Vec<u16>; Question::ALL.len()] {
    let mut places: [Vec<u16>; Question::ALL.len()] = Default::default();
    for (place, clause) in (0..=u16::MAX).zip(clauses) {
        for question in &clause.questions {
            if let Some(places) = places.get_mut(*question as usize) {
                places.push(place);
            }
        }
    }
    places
}

/// Sets of customers and products, small enough to compare in one step.
macro_rules! word_set {
    ($(#[$meta:meta])* $name:ident of $word:ty) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $name(u16);

        impl $name {
            /// Everything.
            pub const ALL: $name = $name(u16::MAX);

            /// Exactly these.
            pub fn of(words: &[$word]) -> $name {
                $name(words.iter().fold(0, |set, word| set | 1 << (*word as u8)))
            }

            /// Whether it has this one.
            pub const fn contains(self, word: $word) -> bool {
                self.0 & (1 << (word as u8)) != 0
            }

            /// What it has, in the order of declaration.
            pub fn iter(self) -> impl Iterator<Item = $word> {
                <$word>::ALL.iter().copied().filter(move |word| self.contains(*word))
            }
        }
    };
}

word_set! {
    /// A set of customer types.
    CustomerSet of CustomerType
}
word_set! {
    /// A set of product types.
    ProductSet of ProductType
}
