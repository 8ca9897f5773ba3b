//! What a form is made of: its outcomes, charges, deadlines and conditions, and the clauses that it refers to.
//!
//! Whoever asks for a part of a clause asks here. Each match names every form, so that a new form does not compile until
//! it says what it is made of: a part that is left out here is a part that no proof and no rule looks at.

use super::building_blocks::{ChargeRule, Conditions, DeadlineRule};
use super::forms::{Form, Outcome, Tiers};
use crate::vocabulary::ProductType;

impl Tiers {
    /// Every outcome of the table: those of its rows, and the one where no row applies.
    pub fn outcomes(&self) -> impl Iterator<Item = &Outcome> {
        self.rows.iter().map(|row| &row.outcome).chain(&self.otherwise)
    }
}

impl Form {
    /// Every outcome that the form itself can have; not those of the clauses that it refers to.
    pub fn outcomes(&self) -> Vec<&Outcome> {
        match self {
            Form::Outcome(outcome) => vec![outcome],
            Form::Tiers(tiers) => tiers.outcomes().collect(),
            Form::ForceMajeure(form) => vec![&form.outcome],
            Form::SameAs(_)
            | Form::OfficeHours(_)
            | Form::WithdrawalRight(_)
            | Form::WithdrawalExtension(_)
            | Form::WithdrawalLoss(_)
            | Form::WithdrawalEffects(_)
            | Form::Notice(_)
            | Form::PriceChange(_)
            | Form::PaymentDefault(_)
            | Form::Instalments(_)
            | Form::Allocation(_)
            | Form::Liability(_)
            | Form::Announcement(_)
            | Form::ChangeResponse(_) => Vec::new(),
        }
    }

    /// The lists of charges that the form can choose from: one of them is charged.
    pub fn charge_lists(&self) -> Vec<&[ChargeRule]> {
        match self {
            Form::Outcome(_) | Form::Tiers(_) | Form::ForceMajeure(_) => {
                self.outcomes().into_iter().map(|outcome| outcome.charges.as_slice()).collect()
            }
            Form::WithdrawalEffects(effects) => vec![&effects.charges],
            Form::SameAs(_)
            | Form::OfficeHours(_)
            | Form::WithdrawalRight(_)
            | Form::WithdrawalExtension(_)
            | Form::WithdrawalLoss(_)
            | Form::Notice(_)
            | Form::PriceChange(_)
            | Form::PaymentDefault(_)
            | Form::Instalments(_)
            | Form::Allocation(_)
            | Form::Liability(_)
            | Form::Announcement(_)
            | Form::ChangeResponse(_) => Vec::new(),
        }
    }

    /// Every charge that the form can make.
    pub fn charges(&self) -> impl Iterator<Item = &ChargeRule> {
        self.charge_lists().into_iter().flatten()
    }

    /// Every deadline that the form can give by a rule, but those that belong to one outcome of a table.
    pub fn deadlines(&self) -> Vec<&DeadlineRule> {
        match self {
            Form::Outcome(outcome) => outcome.deadlines.iter().collect(),
            Form::Tiers(tiers) => tiers.deadlines.iter().collect(),
            Form::ForceMajeure(form) => form.outcome.deadlines.iter().collect(),
            Form::SameAs(same) => same.deadlines.iter().collect(),
            Form::WithdrawalEffects(effects) => effects.deadlines.iter().collect(),
            Form::ChangeResponse(form) => vec![&form.notice, &form.alternative, &form.response, &form.termination],
            Form::OfficeHours(_)
            | Form::WithdrawalRight(_)
            | Form::WithdrawalExtension(_)
            | Form::WithdrawalLoss(_)
            | Form::Notice(_)
            | Form::PriceChange(_)
            | Form::PaymentDefault(_)
            | Form::Instalments(_)
            | Form::Allocation(_)
            | Form::Liability(_)
            | Form::Announcement(_) => Vec::new(),
        }
    }

    /// Every set of conditions that the form reads about a product, those of its charges and deadlines included.
    pub fn conditions(&self, product: ProductType) -> Vec<&Conditions> {
        let mut all: Vec<&Conditions> = Vec::new();
        all.extend(self.charges().filter(|c| c.products.contains(product)).map(|charge| &charge.conditions));
        let deadlines = self.deadlines().into_iter().filter(|deadline| deadline.products.contains(product));
        all.extend(deadlines.map(|rule| &rule.conditions));
        match self {
            Form::Tiers(tiers) => all.extend(tiers.rows.iter().map(|row| &row.conditions)),
            Form::WithdrawalLoss(loss) => {
                let of_product = |products: &[ProductType]| products.is_empty() || products.contains(&product);
                let cases = loss.cases.iter().filter(|case| of_product(&case.products));
                all.extend(cases.map(|case| &case.conditions));
            }
            Form::Liability(liability) => all.extend(liability.rules.iter().map(|rule| &rule.conditions)),
            Form::Outcome(_)
            | Form::SameAs(_)
            | Form::OfficeHours(_)
            | Form::WithdrawalRight(_)
            | Form::WithdrawalExtension(_)
            | Form::WithdrawalEffects(_)
            | Form::Notice(_)
            | Form::PriceChange(_)
            | Form::PaymentDefault(_)
            | Form::Instalments(_)
            | Form::Allocation(_)
            | Form::ForceMajeure(_)
            | Form::Announcement(_)
            | Form::ChangeResponse(_) => {}
        }
        all
    }

    /// The places of the clauses whose answer this one takes, always or in some cases.
    pub fn refers_to(&self) -> Vec<u16> {
        match self {
            Form::SameAs(same) => same.clauses.clone(),
            Form::PaymentDefault(form) => form.counts_as_cancelled.into_iter().collect(),
            Form::Outcome(_)
            | Form::Tiers(_)
            | Form::OfficeHours(_)
            | Form::WithdrawalRight(_)
            | Form::WithdrawalExtension(_)
            | Form::WithdrawalLoss(_)
            | Form::WithdrawalEffects(_)
            | Form::Notice(_)
            | Form::PriceChange(_)
            | Form::Instalments(_)
            | Form::Allocation(_)
            | Form::Liability(_)
            | Form::ForceMajeure(_)
            | Form::Announcement(_)
            | Form::ChangeResponse(_) => Vec::new(),
        }
    }

    /// Whether the form can end the agreement, so that paid and charged are settled.
    pub fn settles(&self) -> bool {
        match self {
            Form::Outcome(_) | Form::Tiers(_) | Form::ForceMajeure(_) => {
                self.outcomes().iter().any(|outcome| outcome.settles)
            }
            Form::SameAs(_)
            | Form::OfficeHours(_)
            | Form::WithdrawalRight(_)
            | Form::WithdrawalExtension(_)
            | Form::WithdrawalLoss(_)
            | Form::WithdrawalEffects(_)
            | Form::Notice(_)
            | Form::PriceChange(_)
            | Form::PaymentDefault(_)
            | Form::Instalments(_)
            | Form::Allocation(_)
            | Form::Liability(_)
            | Form::Announcement(_)
            | Form::ChangeResponse(_) => false,
        }
    }
}
