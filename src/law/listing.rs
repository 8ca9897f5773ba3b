//! The law as a list, for people to read.

use super::{Band, InterestRow, Jurisdiction, Known, LeavingLaw, ProductsLaw, Provision, RateTable, Rule, Ruling};
use crate::calendar::{Date, Period};

/// One dated figure or rule, with its provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LawEntry<'a> {
    /// The provision, such as `BW 6:119, 6:120`; empty where it has none.
    pub provision: &'a str,
    /// The first day on which it holds, where it is recorded.
    pub from: Option<Date>,
    /// How it is known.
    pub known: Known,
    /// What it says.
    pub value: LawEntryValue<'a>,
}

/// What a [`LawEntry`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LawEntryValue<'a> {
    /// A rate of statutory interest.
    Interest(RateTable, &'a InterestRow),
    /// The next review of a table of statutory interest, from which its rate is an assumption.
    InterestReview(RateTable),
    /// The day from which contracts fall under a table of statutory interest.
    InterestContracts(RateTable),
    /// A band of the scale of collection costs.
    CollectionBand(&'a Band),
    /// The least collection costs, in cents.
    CollectionMinimum(i64),
    /// The most collection costs, in cents.
    CollectionMaximum(i64),
    /// The days that the notice to a consumer gives.
    CollectionNotice(Period),
    /// How long after the receipt of that notice costs are due.
    CollectionFrom(Period),
    /// A rule of mandatory law.
    Rule(&'a Rule),
    /// The right to withdraw from some types of product.
    Products(&'a ProductsLaw),
    /// The function for withdrawing that an online interface must offer.
    Function,
    /// What a court decided.
    Ruling(&'a Ruling),
    /// Whether some types of product may be left early.
    Leaving(&'a LeavingLaw),
    /// Provisions that are cited, also by the checks and the findings.
    Provision(&'a Provision),
}

impl Jurisdiction {
    /// Everything that the data hold: the rates of interest by table and date, the scale of collection costs, the rules of
    /// mandatory law, the right to withdraw and to leave early by type of product, what courts decided, and every provision that is cited.
    pub fn entries(&self) -> Vec<LawEntry<'_>> {
        let mut entries = Vec::new();
        for table in RateTable::ALL {
            let Some(interest) = self.interest(table) else { continue };
            let (provision, source) = (interest.provision(), interest.source());
            let entry =
                |from, status, value| LawEntry { provision, from: Some(from), known: Known { status, source }, value };
            let of_table = interest.known().status;
            let contracts = interest.contracts_from();
            entries.extend(contracts.map(|from| entry(from, of_table, LawEntryValue::InterestContracts(table))));
            let rows = interest.rows().iter();
            entries.extend(rows.map(|row| entry(row.from, row.status, LawEntryValue::Interest(table, row))));
            entries.push(entry(interest.next_review(), of_table, LawEntryValue::InterestReview(table)));
        }
        if let Some(scale) = self.collection_costs() {
            let (provision, from, known) = (scale.provision(), Some(scale.first_day()), scale.known());
            let entry = |value| LawEntry { provision, from, known, value };
            entries.extend(scale.bands().iter().map(|band| entry(LawEntryValue::CollectionBand(band))));
            entries.push(entry(LawEntryValue::CollectionMinimum(scale.minimum())));
            entries.push(entry(LawEntryValue::CollectionMaximum(scale.maximum())));
            entries.push(entry(LawEntryValue::CollectionNotice(scale.notice().gives)));
            entries.push(entry(LawEntryValue::CollectionFrom(scale.notice().costs_from)));
        }
        for rule in self.rules() {
            let (provision, from, known) = (rule.provision, rule.since, rule.known);
            entries.push(LawEntry { provision, from, known, value: LawEntryValue::Rule(rule) });
        }
        for group in self.withdrawal().iter().flat_map(|law| law.products()) {
            let (provision, known) = (group.provision, group.known);
            entries.push(LawEntry { provision, from: None, known, value: LawEntryValue::Products(group) });
        }
        if let Some(function) = self.withdrawal().and_then(|law| law.function) {
            let (provision, from, known) = (function.provision, Some(function.from), function.known);
            entries.push(LawEntry { provision, from, known, value: LawEntryValue::Function });
        }
        for ruling in self.rulings() {
            entries.push(LawEntry {
                provision: ruling.id,
                from: None,
                known: ruling.known,
                value: LawEntryValue::Ruling(ruling),
            });
        }
        for group in self.leaving_by_product() {
            let (provision, known) = (group.provision, group.known);
            entries.push(LawEntry { provision, from: None, known, value: LawEntryValue::Leaving(group) });
        }
        for listed in self.provisions() {
            entries.push(LawEntry {
                provision: "",
                from: None,
                known: listed.known,
                value: LawEntryValue::Provision(listed),
            });
        }
        entries
    }
}
