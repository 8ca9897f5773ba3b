//! The law of every jurisdiction, as the build wrote it from the folders beside this file.

use super::{
    Band, CollectionNotice, CollectionScale, FunctionLaw, InterestRow, InterestTable, Jurisdiction, Known, Law,
    LawRule, Leaving, LeavingLaw, LossFact, ProductsLaw, Provision, Rate, Rule, Ruling, Status, WithdrawalLaw,
    WithdrawalOf,
};
use crate::calendar::{Date, Period, Unit};
use crate::vocabulary::{Bilingual, words};

/// A day of the data.
#[allow(clippy::panic)] // only the compiler runs this: a day that does not exist stops the build
const fn day(year: i32, month: u32, day: u32) -> Date {
    match Date::new(year, month, day) {
        Some(date) => date,
        None => panic!("the law names a day that does not exist"),
    }
}

include!(concat!(env!("OUT_DIR"), "/law.rs"));
