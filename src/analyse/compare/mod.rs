//! Where two versions decide differently.
//!
//! The same breakpoints that prove a policy compare two: every case that the clauses of either distinguish, every step of
//! both staircases walked in parallel, and on each step the prices around the crossings of all lines of both. Between
//! these nothing changes, so that each [`Region`] has exact edges: its window to the instant, its prices to the cent.
//! Where two answers are told apart by rounding only, the region begins at the first price that does.
//!
//! Questions without tables are compared on representative facts, placed at the edges of the periods of both policies.
//! What differs in the data but in none of the answers compared is named in [`Comparison::not_compared`]: never silence.
//!
//! ```
//! use clausula::analyse::compare::compare;
//! use clausula::{law::Law, policy::load::load};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/policies/klantgenerator/2020-12-17.toml"));
//! let changed = text.replace("at_least = \"30 days\"", "at_least = \"31 days\"");
//! let (old, new) = (load("old.toml", text.as_bytes())?, load("new.toml", changed.as_bytes())?);
//! let comparison = compare(&old.policy, &new.policy, Law::built_in());
//! assert_eq!(comparison.regions.len(), 1);
//! assert_eq!(comparison.regions[0].window.words.en, "on day 30 before the start");
//! assert!(comparison.not_compared.is_empty());
//! # Ok(())
//! # }
//! ```

mod answer;
mod assignments;
mod conditions;
mod facts;
mod hours;
mod membership;
mod more;
mod pieces;
mod products;
mod region_words;
mod texts;
mod unseen;
mod window;

pub use answer::{ComparedAnswer, Right};
pub use membership::{DecidedCase, Membership};
pub use texts::TextChange;
pub use window::Window;

use super::breakpoints::{Class, Timeline, Varied, cases, classes, timelines};
use super::obligation::Witness;
use super::patience::Patience;
use super::prove::{bases, without_office_hours};
use crate::evaluate::clauses_read;
use crate::facts::table::FactSet;
use crate::law::Law;
use crate::money::Cents;
use crate::policy::{Policy, Summary};
use crate::vocabulary::{Basis, CustomerType, ProductType, Question};
use pieces::{Piece, Trait, pieces};

/// How two versions differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Where they decide differently, in the order of questions, products, customers and windows.
    pub regions: Vec<Region>,
    /// What was not compared, or differs without a difference in the answers compared; a sentence each.
    pub not_compared: Vec<Summary>,
    /// What they say otherwise, without deciding otherwise.
    pub texts: Vec<TextChange>,
}

impl Comparison {
    /// Whether the two are proved to decide alike.
    pub fn is_same(&self) -> bool {
        self.regions.is_empty() && self.not_compared.is_empty()
    }
}

/// Cases that two versions decide differently, all in the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// The question.
    pub question: Question,
    /// The products and customers to which it applies alike; never empty.
    pub members: Vec<(ProductType, CustomerType)>,
    /// When the act takes place.
    pub window: Window,
    /// The lowest price.
    pub price_from: Cents,
    /// The lowest price above it; `None`: no upper end.
    pub price_until: Option<Cents>,
    /// The facts that make the difference, in words; empty: whatever they are.
    pub conditions: Summary,
    /// The same as data.
    pub facts: Vec<RegionFact>,
    /// A request in the region for the first member, at its lowest price where that matters.
    pub witness: Witness,
    /// What the old version decides on the witness.
    pub old: ComparedAnswer,
    /// What the new version decides on the witness.
    pub new: ComparedAnswer,
    /// What the new version charges beyond the old one on the witness; negative when it is cheaper for the customer.
    pub difference: Cents,
}

/// A fact that makes a difference, and what it is in a region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionFact {
    /// Its path in a request, as in `agreement.pays_in_instalments`.
    pub path: String,
    /// What it says, as in `true`, `12`, `customer` or `2026-06-17T08:00:00Z`; `None`: it is not stated.
    pub value: Option<String>,
}

impl Region {
    /// Whether a reader would find the same in both: they differ in the time of day at which performance starts alone.
    fn says_the_same(&self, other: &Region) -> bool {
        let Region {
            question,
            members,
            window,
            price_from,
            price_until,
            conditions,
            // Told by the conditions.
            facts: _,
            witness: _,
            old,
            new,
            difference,
        } = other;
        (self.price_from, self.price_until, self.difference) == (*price_from, *price_until, *difference)
            && (&self.window.words, &self.conditions) == (&window.words, conditions)
            && (&self.old, &self.new) == (old, new)
            && (self.question, &self.members) == (*question, members)
    }

    /// The same request for another member.
    pub fn witness_for(&self, (product, customer): (ProductType, CustomerType)) -> Witness {
        let mut witness = self.witness.clone();
        (witness.agreement.product, witness.agreement.customer) = (product, customer);
        witness
    }
}

/// The amount that facts state where they state one.
const STATED: Cents = Cents::new(10_000);

/// Compares two versions, or two policies, under the same law.
pub fn compare(old: &Policy, new: &Policy, law: &Law) -> Comparison {
    compare_while(old, new, law, &Patience::default())
}

/// The same, for as long as it is wanted: the comparison says that it was ended.
pub fn compare_while(old: &Policy, new: &Policy, law: &Law, patience: &Patience) -> Comparison {
    // A request states what either declares.
    let declaring = |policy: &Policy, other: &Policy| {
        let mut declaring = policy.clone();
        declaring.facts = policy.facts.with_those_of(&other.facts);
        declaring
    };
    let (old, new) = (&declaring(old, new), &declaring(new, old));
    let bare = (without_office_hours(old), without_office_hours(new));
    let mut comparison =
        Comparison { regions: Vec::new(), not_compared: unseen::of_policies(old, new), texts: texts::of(old, new) };
    for &question in Question::ALL {
        if unseen::is_same(old, new, question) {
            continue;
        }
        let before = comparison.regions.len();
        let timelines = timelines(&[&bare.0, &bare.1], question, patience);
        comparison.not_compared.extend(timelines.unvaried);
        for class in classes(&[old, new], law, question) {
            let (bare_old, bare_new, lines) = (&bare.0, &bare.1, &timelines.lines);
            let pair = Pair { old, new, bare_old, bare_new, law, question, class: &class, lines, patience };
            pair.compare(&mut comparison);
        }
        let told = comparison.regions.get(before..).unwrap_or_default();
        comparison.not_compared.extend(unseen::of_question((old, new), law, question, told));
    }
    comparison.not_compared.extend(more::differences((old, new), law, &comparison.regions, patience));
    comparison.not_compared.dedup();
    comparison
}

/// Two versions, and what they are asked.
struct Pair<'a> {
    old: &'a Policy,
    new: &'a Policy,
    bare_old: &'a Policy,
    bare_new: &'a Policy,
    law: &'a Law,
    question: Question,
    class: &'a Class,
    lines: &'a [Timeline],
    patience: &'a Patience,
}

impl Pair<'_> {
    /// Takes from the patience what so many decisions cost.
    fn spend(&self, decisions: usize) {
        let clauses = self.old.clauses.len().max(self.new.clauses.len());
        self.patience.spend(decisions.saturating_mul(clauses));
    }

    fn compare(&self, comparison: &mut Comparison) {
        let mut regions: Vec<(Region, Trait)> = Vec::new();
        let mut varied = [Varied::default(), Varied::default()];
        // The terms alone are looked at where mandatory law hides what changed in them.
        for &basis in bases(self.question) {
            self.find(basis, &mut regions, &mut comparison.not_compared, &mut varied);
        }
        comparison.not_compared.extend(self.not_varied(&varied));
        let first = comparison.regions.len();
        for (region, _) in regions {
            let told = comparison.regions.get(first..).unwrap_or_default();
            if !told.iter().any(|known| known.says_the_same(&region)) {
                comparison.regions.push(region);
            }
        }
        comparison.regions.extend(hours::regions(self));
    }

    /// That answers can depend on facts which are the same in every case, where either version reads such.
    fn not_varied(&self, varied: &[Varied; 2]) -> Option<Summary> {
        let mut paths: Vec<String> = Vec::new();
        for (policy, varied) in [self.bare_old, self.bare_new].into_iter().zip(varied) {
            let mut read = FactSet::default();
            for member in &self.class.members {
                read.extend(clauses_read(policy, self.question, *member));
            }
            paths.extend(varied.fixed(policy, self.question, read));
        }
        paths.sort_unstable();
        paths.dedup();
        (!paths.is_empty()).then(|| unseen::not_varied(self.question, &paths))
    }

    fn find(
        &self,
        basis: Basis,
        regions: &mut Vec<(Region, Trait)>,
        not_compared: &mut Vec<Summary>,
        [varied_old, varied_new]: &mut [Varied; 2],
    ) {
        let policies = [self.bare_old, self.bare_new];
        for (place, line) in self.lines.iter().copied().enumerate() {
            if self.patience.is_over() {
                return not_compared.push(unseen::ended(self.question));
            }
            let found = cases(&policies, self.question, self.class.first(), line, STATED);
            self.patience.spend(found.cases.len());
            let mut of_line: Vec<Piece> = Vec::new();
            for case in found.cases.iter().filter(|case| products::have_product(policies, case)) {
                if self.patience.is_over() {
                    return not_compared.push(unseen::ended(self.question));
                }
                varied_old.see(case, self.bare_old);
                varied_new.see(case, self.bare_new);
                match pieces(self, case, basis) {
                    Ok(found) => of_line.extend(found),
                    Err(reason) => not_compared.push(reason),
                }
            }
            if found.incomplete || found.unclear.orders {
                not_compared.push(unseen::too_many(self.question));
            }
            // Other timelines, and the terms alone, repeat what the first shows; only what no region shows is new. Where
            // days and hours are mixed, each time of day of the start has its own windows.
            let repeats = !line.regular
                || line.repeats
                || basis == Basis::TermsOnly
                || (place > 0 && self.question == Question::PaymentReview);
            for piece in assignments::joined(of_line, &found.cases, self.bare_new.currency) {
                let known = regions.iter().any(|(_, traits)| *traits == piece.traits);
                if !(known && repeats) {
                    let traits = piece.traits.clone();
                    regions.extend(piece.into_region(self).map(|region| (region, traits)));
                }
            }
        }
    }
}
