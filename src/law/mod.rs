//! Statutory figures and the rules of mandatory law of the Netherlands, as dated data.
//!
//! The figures live in `src/law/data`, each with its provision; a later value is a new entry there, never an edit and
//! never a constant in code. This module reads them and does the sums that they prescribe: interest (rules I1 to I4)
//! and collection costs (L6). It knows nothing of terms; amounts are whole cents. A reading of public texts for
//! software, not legal advice.
//!
//! | file | what it holds |
//! |---|---|
//! | `data` | the data files, checked |
//! | `interest` | [`InterestTable`], [`statutory_interest`], [`monthly_interest`] |
//! | `collection` | [`CollectionScale`] |
//! | `rules` | [`LawRule`] and [`Rule`]: what L1 to L10 say, and where |
//! | `rate`, `exact` | [`Rate`], a percentage, and [`ExactCents`], an amount before rounding |
//! | `listing` | [`Entry`], all of it as a list |

mod collection;
mod data;
mod exact;
mod interest;
mod listing;
mod rate;
mod rules;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

pub use collection::{Band, BandStep, Bound, CollectionScale, CollectionSteps};
pub use data::LawError;
pub use exact::ExactCents;
pub use interest::{
    Accrual, AccrualPeriod, AccrualRate, InterestError, InterestRow, InterestTable, MonthlySpan, PartOfMonth, Status,
    monthly_interest, statutory_interest,
};
pub use listing::{Entry, EntryValue};
pub use rate::Rate;
pub use rules::{Bilingual, LawRule, Rule};

use crate::calendar::Date;

/// The statutory data: interest, collection costs and the rules of mandatory law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Law {
    consumer: InterestTable,
    trade: InterestTable,
    collection_costs: CollectionScale,
    /// In the order of [`LawRule::ALL`].
    rules: [Rule; 10],
}

/// The two kinds of statutory interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RateTable {
    /// For consumers, and for whatever is not trade (BW 6:119).
    Consumer,
    /// For commercial agreements between businesses (BW 6:119a).
    Trade,
}

impl RateTable {
    /// Both.
    pub const ALL: [RateTable; 2] = [RateTable::Consumer, RateTable::Trade];
}

impl Law {
    /// The law that the program was built with, read once.
    ///
    /// A test reads the same files, so that they are sound. Were they not, this would be a law without figures, under
    /// which all interest is an error and no collection costs are due, rather than a panic.
    pub fn built_in() -> &'static Law {
        static BUILT_IN: LazyLock<Law> = LazyLock::new(|| {
            Law::parse(data::INTEREST, data::COLLECTION_COSTS, data::MANDATORY)
                .unwrap_or_else(|_| Law::without_figures())
        });
        &BUILT_IN
    }

    /// A table of statutory interest.
    pub fn interest(&self, table: RateTable) -> &InterestTable {
        match table {
            RateTable::Consumer => &self.consumer,
            RateTable::Trade => &self.trade,
        }
    }

    /// The scale of collection costs.
    pub fn collection_costs(&self) -> &CollectionScale {
        &self.collection_costs
    }

    /// What a rule of mandatory law says.
    pub fn rule(&self, rule: LawRule) -> &Rule {
        let [l1, l2, l3, l4, l5, l6, l7, l8, l9, l10] = &self.rules;
        match rule {
            LawRule::L1 => l1,
            LawRule::L2 => l2,
            LawRule::L3 => l3,
            LawRule::L4 => l4,
            LawRule::L5 => l5,
            LawRule::L6 => l6,
            LawRule::L7 => l7,
            LawRule::L8 => l8,
            LawRule::L9 => l9,
            LawRule::L10 => l10,
        }
    }

    /// The rules of mandatory law, `L1` first.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    fn without_figures() -> Law {
        let table =
            InterestTable { provision: String::new(), contracts_from: None, rows: Vec::new(), next_review: Date::MIN };
        let empty = Bilingual { en: String::new(), nl: String::new() };
        Law {
            consumer: table.clone(),
            trade: table,
            collection_costs: CollectionScale {
                provision: String::new(),
                from: Date::MAX,
                bands: Vec::new(),
                minimum: 0,
                maximum: 0,
            },
            rules: LawRule::ALL.map(|id| Rule {
                id,
                provision: String::new(),
                since: None,
                title: empty.clone(),
                summary: empty.clone(),
            }),
        }
    }
}
