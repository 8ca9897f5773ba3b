//! The facts that a policy declares itself: what they are, what a clause asks of them, and what a request may say.

use super::Summary;
use super::building_blocks::Span;
use super::people::PartBound;
use super::products::Product;
use crate::calendar::Zone;
use crate::facts::table::FactKind;
use crate::facts::{Agreement, DeclaredValue, FactId, LIMITS, Problem, ValueKind, Violation};
use crate::money::{Cents, Currency, Locale};
use crate::vocabulary::{ProductType, Question};
use std::fmt;

/// A fact that a policy declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredFact {
    /// Its id.
    pub id: FactId,
    /// What it can be.
    pub kind: DeclaredKind,
    /// How a person is asked for it.
    pub ask: Summary,
    /// The questions whose clauses may read it.
    pub questions: Vec<Question>,
    /// What is so unless stated; `None`: it is needed wherever a clause reads it.
    pub default: Option<DeclaredValue>,
    /// Where it stands in the file.
    pub span: Span,
}

/// What a declared fact can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeclaredKind {
    /// So, or not so.
    YesNo,
    /// An amount of money.
    Amount {
        /// The most; `None`: whatever an amount may be.
        most: Option<MostAmount>,
    },
    /// How many.
    Count {
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// A civil date.
    Date,
    /// An instant.
    Instant,
    /// One of some words.
    Choice(Vec<FactId>),
    /// One of the products of the policy's own.
    Product(Vec<Product>),
}

/// The most that a declared amount may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MostAmount {
    /// The price of the agreement.
    Price,
    /// A sum, in the currency of the policy.
    Fixed(Cents, Currency),
}

impl DeclaredKind {
    /// Which kind of value it takes.
    pub const fn value(&self) -> ValueKind {
        match self {
            DeclaredKind::YesNo => ValueKind::YesNo,
            DeclaredKind::Amount { .. } => ValueKind::Amount,
            DeclaredKind::Count { .. } => ValueKind::Count,
            DeclaredKind::Date => ValueKind::Date,
            DeclaredKind::Instant => ValueKind::Instant,
            DeclaredKind::Choice(_) | DeclaredKind::Product(_) => ValueKind::Choice,
        }
    }

    /// The kind of a fact of the table that takes the same values; `None` for a choice, whose words are the policy's own.
    pub const fn of_table(&self) -> Option<FactKind> {
        match *self {
            DeclaredKind::YesNo => Some(FactKind::YesNo),
            DeclaredKind::Amount { .. } => Some(FactKind::Amount),
            DeclaredKind::Count { least, most } => Some(FactKind::Count { least, most }),
            DeclaredKind::Date => Some(FactKind::Date),
            DeclaredKind::Instant => Some(FactKind::Instant),
            DeclaredKind::Choice(_) | DeclaredKind::Product(_) => None,
        }
    }

    /// The most that an amount may be, in words, where the policy says so.
    pub fn most_text(&self, locale: Locale) -> Option<String> {
        let DeclaredKind::Amount { most: Some(most) } = self else { return None };
        let most = match most {
            MostAmount::Price => locale.pick("the price", "de prijs").to_owned(),
            MostAmount::Fixed(amount, currency) => currency.written(*amount, locale),
        };
        Some(format!("{} {most}", locale.pick("at most", "hoogstens")))
    }

    /// Whether it is a count that may be so many.
    pub fn may_count(&self, count: u32) -> bool {
        matches!(self, DeclaredKind::Count { least, most } if (*least..=*most).contains(&count))
    }

    /// The words of a choice, each with what it is called; none of any other kind.
    pub fn words(&self, locale: Locale) -> Vec<(FactId, String)> {
        match self {
            DeclaredKind::Choice(words) => words.iter().map(|word| (*word, word.to_string())).collect(),
            DeclaredKind::Product(products) => {
                products.iter().map(|product| (product.id, product.name.get(locale).to_owned())).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The plainest of its values: no, nothing, the least, the first word, or when the contract was concluded.
    pub(crate) fn first(&self, agreement: &Agreement, zone: &Zone) -> Option<DeclaredValue> {
        let concluded_at = agreement.concluded_at;
        match self {
            DeclaredKind::YesNo => Some(DeclaredValue::YesNo(false)),
            DeclaredKind::Amount { .. } => Some(DeclaredValue::Amount(Cents::ZERO)),
            DeclaredKind::Count { least, .. } => Some(DeclaredValue::Count(*least)),
            DeclaredKind::Date => Some(DeclaredValue::Date(zone.date_of(concluded_at))),
            DeclaredKind::Instant => Some(DeclaredValue::Instant(concluded_at)),
            DeclaredKind::Choice(words) => words.first().copied().map(DeclaredValue::Choice),
            // Rather one that is sold for the price.
            DeclaredKind::Product(products) => {
                let of_type = || products.iter().filter(|product| product.of == agreement.product);
                let first = of_type().find(|product| product.prices.contains(agreement.price)).or(of_type().next());
                first.map(|product| DeclaredValue::Choice(product.id))
            }
        }
    }

    /// Why a value is not one that the fact can have, in an agreement of a price.
    pub fn out_of_bounds(&self, value: DeclaredValue, price: Cents) -> Option<Problem> {
        match (self, value) {
            (kind, value) if kind.value() != value.kind() => Some(Problem::NotOfKind { expected: kind.value() }),
            (DeclaredKind::Amount { .. }, DeclaredValue::Amount(amount)) if amount < Cents::ZERO => {
                Some(Problem::NegativeAmount)
            }
            (DeclaredKind::Amount { most }, DeclaredValue::Amount(amount)) => match most {
                Some(MostAmount::Price) if amount > price => Some(Problem::Above { other: "agreement.price" }),
                Some(MostAmount::Fixed(most, currency)) if amount > *most => {
                    Some(Problem::AboveAmount { most: *most, currency: *currency })
                }
                _ => (amount > Cents::MAX).then_some(Problem::LargeAmount),
            },
            (DeclaredKind::Count { least, .. }, DeclaredValue::Count(count)) if count < *least => {
                Some(Problem::SmallCount { least: *least })
            }
            (DeclaredKind::Count { most, .. }, DeclaredValue::Count(count)) if count > *most => {
                Some(Problem::LargeCount { most: *most })
            }
            (DeclaredKind::Date, DeclaredValue::Date(date)) => {
                let years = LIMITS.first_year..=LIMITS.last_year;
                (!years.contains(&date.year())).then_some(Problem::OutsideYears)
            }
            (DeclaredKind::Instant, DeclaredValue::Instant(at)) => {
                (!crate::facts::is_in_range(at)).then_some(Problem::OutsideYears)
            }
            (DeclaredKind::Choice(words), DeclaredValue::Choice(word)) if !words.contains(&word) => {
                let texts = words.iter().map(FactId::as_str);
                let meant = super::load::closest(word.as_str(), texts).and_then(FactId::parse);
                Some(Problem::NotAChoice { meant })
            }
            _ => None,
        }
    }
}

impl DeclaredFact {
    /// Whether the clauses on a question may read it.
    pub fn is_known_to(&self, question: Question) -> bool {
        self.questions.contains(&question)
    }

    /// What is so unless stated, in words; nothing where it must be stated.
    pub fn default_text(&self, currency: Currency, locale: Locale) -> String {
        self.default.map(|value| value_text(value, currency, locale)).unwrap_or_default()
    }
}

/// A value in words.
pub(crate) fn value_text(value: DeclaredValue, currency: Currency, locale: Locale) -> String {
    match value {
        DeclaredValue::YesNo(true) => locale.pick("yes", "ja").to_owned(),
        DeclaredValue::YesNo(false) => locale.pick("no", "nee").to_owned(),
        DeclaredValue::Amount(amount) => currency.written(amount, locale),
        DeclaredValue::Count(count) => count.to_string(),
        DeclaredValue::Date(date) => date.to_string(),
        DeclaredValue::Instant(at) => at.to_string(),
        DeclaredValue::Choice(word) => word.to_string(),
    }
}

/// The facts that a policy declares, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declarations(Vec<DeclaredFact>);

impl Declarations {
    /// Those of a file; each has an id of its own.
    pub(super) fn new(facts: Vec<DeclaredFact>) -> Declarations {
        Declarations(facts)
    }

    /// The fact with an id, and its place among all of them.
    pub fn find(&self, id: FactId) -> Option<(usize, &DeclaredFact)> {
        self.0.iter().enumerate().find(|(_, fact)| fact.id == id)
    }

    /// The fact with an id.
    pub fn get(&self, id: FactId) -> Option<&DeclaredFact> {
        self.find(id).map(|(_, fact)| fact)
    }

    /// The fact at a place.
    pub fn at(&self, place: usize) -> Option<&DeclaredFact> {
        self.0.get(place)
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, DeclaredFact> {
        self.0.iter()
    }

    /// What an agreement says of a fact, or what is so unless stated.
    pub fn said(&self, agreement: &Agreement, id: FactId) -> Option<DeclaredValue> {
        agreement.said(id).or_else(|| self.get(id)?.default)
    }

    /// Those of this policy, and those of another that are not among them.
    pub(crate) fn with_those_of(&self, other: &Declarations) -> Declarations {
        let more = other.0.iter().filter(|fact| self.get(fact.id).is_none());
        Declarations(self.0.iter().chain(more).take(crate::facts::DeclaredFacts::MOST).cloned().collect())
    }

    /// The products alone.
    pub(crate) fn of_products(&self) -> Declarations {
        Declarations(self.0.iter().filter(|fact| fact.id == FactId::PRODUCT).cloned().collect())
    }

    /// States in an agreement what has no default and is not stated: no, nothing, the least, the first word, the first product of
    /// its type, the conclusion.
    pub(crate) fn complete(&self, agreement: &mut Agreement, zone: &Zone) {
        for fact in self.0.iter().filter(|fact| fact.default.is_none()) {
            if agreement.said(fact.id).is_none() {
                let value = fact.kind.first(agreement, zone);
                agreement.say(fact.id, value);
            }
        }
    }

    /// What is wrong with the declared facts that an agreement states: with ids that the policy does not declare, with values of
    /// another kind, and with those out of bounds; and with the product that it names.
    pub fn violations(&self, agreement: &Agreement) -> Vec<Violation> {
        // Which product it is stands beside the facts, not among them.
        let own = |id: FactId| self.get(id).filter(|_| id != FactId::PRODUCT);
        let problem = |id: FactId, value| match own(id) {
            Some(fact) => fact.kind.out_of_bounds(value, agreement.price),
            None => {
                let ids = self.0.iter().map(|fact| fact.id.as_str());
                let meant = super::load::closest(id.as_str(), ids).and_then(FactId::parse);
                Some(Problem::NotDeclared { meant })
            }
        };
        let stated = agreement.declared.iter();
        let of_facts = stated.filter_map(|(id, value)| {
            let problem = problem(id, value)?;
            Some(Violation { field: id.path(), problem })
        });
        self.violation_of_product(agreement).into_iter().chain(of_facts).collect()
    }
}

impl<'a> IntoIterator for &'a Declarations {
    type Item = &'a DeclaredFact;
    type IntoIter = std::slice::Iter<'a, DeclaredFact>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// What a condition asks of a declared fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeclaredTest {
    /// The fact.
    pub fact: FactId,
    /// What it must be.
    pub ask: Ask,
}

/// What a declared fact must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ask {
    /// So.
    So,
    /// A word of a choice.
    Word {
        /// The word.
        word: FactId,
        /// How many words the choice has; 0 before that is known.
        of: u8,
    },
    /// A count of at least so many.
    AtLeast(u32),
    /// A price of at least so much.
    Costs(Cents),
    /// A delivered part of at least so much, or of more.
    Delivered(PartBound),
    /// A product of the policy's own.
    Product {
        /// The product.
        id: FactId,
        /// Its type.
        of: ProductType,
        /// How many products of the type there are.
        among: u8,
    },
}

impl Ask {
    /// Where the bound of a price or a part lies among others: more than a percentage lies beyond at least it.
    pub(crate) fn rank(self) -> (i64, bool) {
        match self {
            Ask::Costs(bound) => (bound.get(), false),
            Ask::Delivered(PartBound { percent, inclusive }) => (i64::from(percent.units()), !inclusive),
            Ask::AtLeast(bound) => (i64::from(bound), false),
            Ask::So | Ask::Word { .. } | Ask::Product { .. } => (0, false),
        }
    }
}

impl DeclaredTest {
    /// `doctors_note`, or `season:high`.
    pub(crate) fn parse(text: &str) -> Option<DeclaredTest> {
        let (fact, ask) = match text.split_once(':') {
            Some((fact, word)) => (fact, Ask::Word { word: FactId::parse(word)?, of: 0 }),
            None => (text, Ask::So),
        };
        Some(DeclaredTest { fact: FactId::parse(fact)?, ask })
    }

    /// Whether a value passes the test.
    pub fn holds_of(&self, value: DeclaredValue) -> bool {
        match self.ask {
            Ask::So => value == DeclaredValue::YesNo(true),
            Ask::Word { word: id, .. } | Ask::Product { id, .. } => value == DeclaredValue::Choice(id),
            Ask::AtLeast(bound) => matches!(value, DeclaredValue::Count(count) if count >= bound),
            Ask::Costs(bound) => matches!(value, DeclaredValue::Amount(amount) if amount >= bound),
            // A part is no value that is declared.
            Ask::Delivered(_) => false,
        }
    }
}

impl fmt::Display for DeclaredTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ask {
            Ask::So => write!(f, "{}", self.fact),
            Ask::Word { word: id, .. } | Ask::Product { id, .. } => write!(f, "{}:{id}", self.fact),
            Ask::AtLeast(bound) => write!(f, "{} at least {bound}", self.fact),
            Ask::Costs(bound) => write!(f, "{} at least {bound}", self.fact),
            Ask::Delivered(PartBound { percent, inclusive: true }) => write!(f, "{} at least {percent}%", self.fact),
            Ask::Delivered(PartBound { percent, inclusive: false }) => write!(f, "{} more than {percent}%", self.fact),
        }
    }
}
