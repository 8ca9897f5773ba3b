//! The right to withdraw from a contract concluded at a distance, and its place for each type of product.

use super::Known;
use crate::calendar::{Date, Period};
use crate::vocabulary::{ProductType, words};

/// The figures of L1 to L5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WithdrawalLaw {
    /// How long after the conclusion, or the receipt of goods, a consumer may withdraw (L1).
    pub period: Period,
    /// How much longer without information about it (L2).
    pub not_informed: Period,
    /// How long from information that comes within that time (L2).
    pub informed_later: Period,
    /// How long after the declaration what was paid must be back (L4).
    pub refund: Period,
    /// Whether a last day that is no working day moves to the next one.
    pub rolls_to_working_day: bool,
    /// The function for withdrawing that an online interface must offer; `None` where the law asks for none.
    pub function: Option<FunctionLaw>,
    pub(super) products: &'static [ProductsLaw],
}

/// The function for withdrawing that an online interface must offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FunctionLaw {
    /// The first day on which a contract is concluded that must offer it.
    pub from: Date,
    /// The provision.
    pub provision: &'static str,
    /// How it is known.
    pub known: Known,
}

/// The place of some types of product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProductsLaw {
    /// The types, by the names of [`ProductType`].
    pub types: &'static [&'static str],
    /// The provision.
    pub provision: &'static str,
    /// How it is known.
    pub known: Known,
    /// The right.
    pub right: WithdrawalOf,
}

/// Whether there is a right to withdraw from a type of product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithdrawalOf {
    /// There is one, lost when all of these are so (L3).
    LostWhen(&'static [LossFact]),
    /// There is none.
    Excluded,
}

words! {
    /// A fact by which a right to withdraw is lost, together with others; named as policies name the condition.
    LossFact {
        /// Performance began.
        Begun = "begun",
        /// Everything was performed.
        FullyPerformed = "fully_performed",
        /// The consumer asked expressly that performance begin.
        ExpressRequest = "express_request_to_start",
        /// The consumer acknowledged that the right is lost.
        Acknowledged = "acknowledged_loss_of_right",
        /// It was made to the customer's specification.
        MadeToOrder = "made_to_order",
    }
}

impl WithdrawalLaw {
    /// The place of every type of product.
    pub fn products(&self) -> &'static [ProductsLaw] {
        self.products
    }

    /// The place of a type of product; of one without a place, a right that is never lost.
    pub fn right(&self, product: ProductType) -> WithdrawalOf {
        let group = self.products.iter().find(|group| group.types.contains(&product.name()));
        // A test holds that every type has a place.
        group.map_or(WithdrawalOf::LostWhen(&[]), |group| group.right)
    }
}
