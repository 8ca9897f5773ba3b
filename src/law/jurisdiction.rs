//! The law of one jurisdiction.

use super::{
    CollectionScale, InterestTable, JurisdictionId, LawRule, Leaving, LeavingLaw, Provision, RateTable, Rule, Ruling,
    WithdrawalLaw,
};
use crate::calendar::Period;
use crate::money::Currency;
use crate::vocabulary::{Bilingual, ProductType};

/// What the program knows of the law of a jurisdiction: one folder of data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jurisdiction {
    /// Which one it is.
    pub id: JurisdictionId,
    /// `sha256:` and the SHA-256 of its data, in hexadecimal.
    pub digest: &'static str,
    /// Its data in one text: of each file its name, a zero byte, its text and a zero byte. The digest is that of this text.
    pub source: &'static str,
    /// What it is called.
    pub name: Bilingual,
    /// What of the law is not known, and so not checked, in a sentence; `None` where the law is known as far as policies turn
    /// on it.
    pub not_checked: Option<Bilingual>,
    /// The compliance rules that the law knows, each with its provision and the rulings on it; empty where the rule is about
    /// the text alone.
    pub(super) checks: &'static [(&'static str, &'static str)],
    /// The findings of decisions that rest on the law alone, each with its provision.
    pub(super) findings: &'static [(&'static str, &'static str)],
    /// The compliance rules that find a clause void, presumed unfair or struck by a court.
    pub(super) annuls: &'static [&'static str],
    pub(super) rulings: &'static [Ruling],
    pub(super) rules: &'static [Rule],
    pub(super) leaving: &'static [LeavingLaw],
    pub(super) withdrawal: Option<WithdrawalLaw>,
    pub(super) consumer: Option<InterestTable>,
    pub(super) trade: Option<InterestTable>,
    pub(super) collection: Option<CollectionScale>,
    pub(super) provisions: &'static [Provision],
}

impl Jurisdiction {
    /// A table of statutory interest; `None` where none is known.
    pub fn interest(&self, table: RateTable) -> Option<&InterestTable> {
        match table {
            RateTable::Consumer => self.consumer.as_ref(),
            RateTable::Trade => self.trade.as_ref(),
        }
    }

    /// The currency of its figures: each law that is known has them in euros.
    pub const fn currency(&self) -> Currency {
        Currency::EUR
    }

    /// The scale of collection costs (L6); `None` where none is known.
    pub fn collection_costs(&self) -> Option<&CollectionScale> {
        self.collection.as_ref()
    }

    /// The right to withdraw (L1 to L5); `None` where none is known.
    pub fn withdrawal(&self) -> Option<&WithdrawalLaw> {
        self.withdrawal.as_ref()
    }

    /// Whether a consumer may leave a type of product early (L9): as the terms say where no law on it is known.
    pub fn leaving(&self, product: ProductType) -> Leaving {
        let group = self.leaving.iter().find(|group| group.types.contains(&product.name()));
        // A test holds that every type has a place.
        group.map_or(Leaving::ByTerms, |group| group.leave)
    }

    /// Whether a consumer may leave early, for every type of product; empty where no law on it is known.
    pub fn leaving_by_product(&self) -> &'static [LeavingLaw] {
        self.leaving
    }

    /// The longest notice of a consumer (L7); `None` where no such rule is known.
    pub fn longest_notice(&self) -> Option<Period> {
        self.rule(LawRule::L7)?.period
    }

    /// How long after the conclusion the price for a consumer does not rise (L10); `None` where no such rule is known.
    pub fn price_holds(&self) -> Option<Period> {
        self.rule(LawRule::L10)?.period
    }

    /// What a rule of mandatory law says; `None` where the jurisdiction has no such rule.
    pub fn rule(&self, rule: LawRule) -> Option<&Rule> {
        self.rules.iter().find(|known| known.id == rule)
    }

    /// The rules of mandatory law, `L1` first.
    pub fn rules(&self) -> &'static [Rule] {
        self.rules
    }

    /// The compliance rules that the law knows, each with its provision.
    pub fn checks(&self) -> &'static [(&'static str, &'static str)] {
        self.checks
    }

    /// The provision of a compliance rule, empty where it is about the text alone; `None` where the law does not know the
    /// rule.
    pub fn provision_of_check(&self, id: &str) -> Option<&'static str> {
        provision(self.checks, id)
    }

    /// The provision of a finding that rests on the law alone; `None` where the law does not know it.
    pub fn provision_of_finding(&self, code: &str) -> Option<&'static str> {
        provision(self.findings, code)
    }

    /// Whether a decision that rests on a clause which a compliance rule reports says that it may be annulled.
    pub fn annuls(&self, check: &str) -> bool {
        self.annuls.contains(&check)
    }

    /// What courts decided.
    pub fn rulings(&self) -> &'static [Ruling] {
        self.rulings
    }

    /// What courts decided on what a compliance rule or a finding is about.
    pub fn rulings_on(&self, id: &str) -> impl Iterator<Item = &'static Ruling> {
        self.rulings.iter().filter(move |ruling| ruling.on.contains(&id))
    }

    /// Every provision that the law cites, with how it is known.
    pub fn provisions(&self) -> &'static [Provision] {
        self.provisions
    }

    /// The findings of decisions that rest on the law alone, each with its provision.
    pub fn findings(&self) -> &'static [(&'static str, &'static str)] {
        self.findings
    }
}

fn provision(of: &[(&'static str, &'static str)], id: &str) -> Option<&'static str> {
    of.iter().find(|(known, _)| *known == id).map(|(_, provision)| *provision)
}
