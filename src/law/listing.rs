//! The law as a list, for people to read.

use super::{Band, InterestRow, Law, RateTable, Rule};
use crate::calendar::Date;

/// One dated figure or rule, with its provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The provision, such as `BW 6:119, 6:120`.
    pub provision: &'a str,
    /// The first day on which it holds, where it is recorded.
    pub from: Option<Date>,
    /// What it says.
    pub value: EntryValue<'a>,
}

/// What an [`Entry`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryValue<'a> {
    /// A rate of statutory interest.
    Interest(RateTable, &'a InterestRow),
    /// The next review of a table of statutory interest, from which its rate is an assumption.
    InterestReview(RateTable),
    /// A band of the scale of collection costs.
    CollectionBand(&'a Band),
    /// The least collection costs, in cents.
    CollectionMinimum(i64),
    /// The most collection costs, in cents.
    CollectionMaximum(i64),
    /// A rule of mandatory law.
    Rule(&'a Rule),
}

impl Law {
    /// Everything that the law data hold: the rates of interest by table and date, the scale of collection costs, the
    /// rules of mandatory law.
    pub fn entries(&self) -> Vec<Entry<'_>> {
        let mut entries = Vec::new();
        for table in RateTable::ALL {
            let interest = self.interest(table);
            let entry = |from, value| Entry { provision: interest.provision(), from: Some(from), value };
            entries.extend(interest.rows().iter().map(|row| entry(row.from, EntryValue::Interest(table, row))));
            entries.push(entry(interest.next_review(), EntryValue::InterestReview(table)));
        }
        let scale = self.collection_costs();
        let entry = |value| Entry { provision: scale.provision(), from: Some(scale.first_day()), value };
        entries.extend(scale.bands().iter().map(|band| entry(EntryValue::CollectionBand(band))));
        entries.push(entry(EntryValue::CollectionMinimum(scale.minimum())));
        entries.push(entry(EntryValue::CollectionMaximum(scale.maximum())));
        for rule in self.rules() {
            entries.push(Entry { provision: &rule.provision, from: rule.since, value: EntryValue::Rule(rule) });
        }
        entries
    }
}
