//! The law of each jurisdiction: statutory figures and rules, as dated data.
//!
//! A jurisdiction is a folder beside this file (`nl`, `eu`, `none`), and adding one touches nothing else. Its files hold
//! figures, each with its provision; a later value is a new entry there, never an edit and never a constant in code. The
//! build checks them and writes them as constants, so that data at fault never become a program. This module does the sums that
//! they prescribe: interest (rules I1 to I4) and collection costs (L6). It knows nothing of terms; amounts are whole cents. A
//! reading of public texts for software, not legal advice.
//!
//! | file | what it holds |
//! |---|---|
//! | `generated` | [`JurisdictionId`] and the data of each, written by the build |
//! | `jurisdiction` | [`Jurisdiction`]: what is known of one |
//! | `interest` | [`InterestTable`], [`statutory_interest`], [`contract_interest`] |
//! | `collection` | [`CollectionScale`] |
//! | `withdrawal` | [`WithdrawalLaw`]: periods, and the place of each type of product |
//! | `leaving` | [`LeavingLaw`]: leaving early, and the place of each type of product |
//! | `rules` | [`LawRule`] and [`Rule`]: what L1 to L10 say, and where; [`Ruling`]: what courts decided; [`Known`]: how it is known |
//! | `citation` | [`cited`]: provisions and rulings as a sentence cites them |
//! | `rate`, `exact` | [`Rate`], a percentage, and [`ExactCents`], an amount before rounding |
//! | `listing` | [`LawEntry`], all of it as a list |

#[cfg(test)]
#[path = "../../build/law/mod.rs"]
mod build;
mod citation;
mod collection;
mod exact;
mod generated;
mod interest;
mod jurisdiction;
mod leaving;
mod listing;
mod rate;
mod rules;
#[cfg(test)]
mod tests;
mod withdrawal;

pub use citation::cited;
pub use collection::{Band, BandStep, CollectionNotice, CollectionScale, CollectionSteps, ScaleBound};
pub use exact::ExactCents;
pub use generated::JurisdictionId;
pub use interest::{
    Accrual, AccrualPeriod, AccrualRate, ContractRate, InterestError, InterestRow, InterestTable, MonthlySpan,
    PartOfMonth, Status, contract_interest, statutory_interest,
};
pub use jurisdiction::Jurisdiction;
pub use leaving::{Leaving, LeavingLaw};
pub use listing::{LawEntry, LawEntryValue};
pub use rate::Rate;
pub use rules::{Known, LawRule, Provision, Rule, Ruling};
pub use withdrawal::{FunctionLaw, LossFact, ProductsLaw, WithdrawalLaw, WithdrawalOf};

/// The law of every jurisdiction that the program knows. A policy names its own ([`crate::policy::Policy::law`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Law {
    /// In the order of [`JurisdictionId::ALL`].
    jurisdictions: [Jurisdiction; generated::COUNT],
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
    /// The law that the program was built with.
    pub fn built_in() -> &'static Law {
        &generated::BUILT_IN
    }

    /// The law of every jurisdiction.
    pub fn jurisdictions(&self) -> &[Jurisdiction] {
        &self.jurisdictions
    }
}
