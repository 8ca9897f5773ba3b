//! Clauses: what they all say, and their form.

use super::allowed;
use super::parts::Scope;
use super::{Builder, FaultCode};
use crate::policy::building_blocks::{Conditions, Span};
use crate::policy::forms::Form;
use crate::policy::load::format::{AssumptionTable, ClauseTable, ConflictTable, ConflictWord};
use crate::policy::load::lists::{List, NonEmpty, OneOrMany};
use crate::policy::load::read::{At, Slot, Table};
use crate::policy::load::shape::Need;
use crate::policy::load::suggest::one_of;
use crate::policy::load::values::{Id, Text};
use crate::policy::{Clause, ClauseAssumption, Conflict, ConflictKind, CustomerSet};
use crate::vocabulary::{CustomerType, DamageKind, Question, both};

/// The forms of a clause, which should be one: their names, and their places when they could be read.
fn forms(clause: &ClauseTable) -> impl Iterator<Item = (&'static str, Option<Span>)> {
    let is_form = |name: &str| {
        ClauseTable::SHAPE.fields.iter().any(|field| field.name == name && field.need == Need::OneOf("form"))
    };
    clause.given().into_iter().filter(move |(name, _)| is_form(name))
}

/// The name of the first form that a clause has.
pub(super) fn form_name(clause: &ClauseTable) -> Option<&'static str> {
    forms(clause).next().map(|(name, _)| name)
}

impl Builder<'_, '_> {
    pub(super) fn clause(&mut self, raw: &ClauseTable) -> Option<Clause> {
        let questions = self.questions(&raw.question);
        let customers = self.customers(&raw.customers);
        let mut products = self.products(&raw.products);
        if raw.products.is_absent() {
            products.types = self.sold;
        }
        let scope = Scope { questions: questions.clone().unwrap_or_default(), products: products.types };
        let conditions = self.conditions(&raw.when, &raw.unless, Some(&raw.day), &scope);
        let conditions = self.measured(conditions, (&raw.count, &raw.price, &raw.delivered), &scope);
        let conditions = self.about(conditions, &products, &scope);
        let overrides = self.places(&raw.overrides);
        let on_top_of = self.places(&raw.on_top_of);
        let summary = self.summary(&raw.summary);
        let articles = self.articles(&raw.article);
        let conflicts = self.list(&raw.conflict, |builder, conflict| builder.conflict(conflict, &scope));
        let assumptions = self.list(&raw.assumption, |builder, raw| builder.assumption(raw, &scope));
        self.check_form(raw, &scope);
        let form = self.form(raw, &scope, &conditions, customers);
        Some(Clause {
            id: raw.id.get()?.0.clone(),
            articles: articles?,
            questions: questions?,
            customers,
            products: products.types,
            conditions,
            overrides: overrides?,
            on_top_of: on_top_of?,
            summary: summary?,
            form: form?,
            conflicts: conflicts?,
            assumptions: assumptions?,
            span: raw.span,
        })
    }

    pub(super) fn questions(&mut self, raw: &Slot<OneOrMany<Question>>) -> Option<Vec<Question>> {
        let OneOrMany(list) = raw.get()?;
        Some(self.distinct(list)).filter(|_| list.whole)
    }

    pub(super) fn customers(&mut self, raw: &Slot<NonEmpty<CustomerType>>) -> CustomerSet {
        raw.get().map_or(CustomerSet::ALL, |NonEmpty(list)| CustomerSet::of(&self.distinct(list)))
    }

    pub(super) fn articles(&mut self, raw: &Slot<OneOrMany<Text>>) -> Option<Vec<String>> {
        let OneOrMany(list) = raw.get()?;
        Some(list.items.iter().map(|at| at.value.0.clone()).collect()).filter(|_| list.whole)
    }

    /// The places of the clauses that ids name.
    fn places(&mut self, raw: &Slot<List<Id>>) -> Option<Vec<u16>> {
        let Some(list) = raw.get() else { return raw.is_absent().then(Vec::new) };
        let places: Vec<Option<u16>> =
            list.items.iter().map(|At { value, span }| Some(self.resolve(value, *span)?.place)).collect();
        places.into_iter().collect()
    }

    fn conflict(&mut self, raw: &ConflictTable, scope: &Scope) -> Option<Conflict> {
        let ConflictTable { kind, article, at_least, more_than, at_most, less_than, damage, note, span } = raw;
        let bounds = self.bounds([at_least, more_than, at_most, less_than], *span);
        let damage = self.damage(damage, scope);
        let (note, articles) = (self.summary(note), self.articles(article));
        let kind = match kind.get()? {
            ConflictWord::Clause => ConflictKind::Clause,
            ConflictWord::Cap => ConflictKind::Cap,
        };
        Some(Conflict { kind, articles: articles?, bounds: bounds?, damage, note: note?, span: *span })
    }

    fn assumption(&mut self, raw: &AssumptionTable, scope: &Scope) -> Option<ClauseAssumption> {
        let AssumptionTable { when, unless, damage, note, span: _ } = raw;
        let conditions = self.conditions(when, unless, None, scope);
        let damage = self.damage(damage, scope);
        Some(ClauseAssumption { conditions, damage, note: self.summary(note)? })
    }

    /// Kinds of damage, of which only a claim for damages knows.
    fn damage(&mut self, raw: &Slot<NonEmpty<DamageKind>>, scope: &Scope) -> Vec<DamageKind> {
        if let Some(span) = raw.span()
            && !scope.all(|question| question == Question::DamageClaim)
        {
            let message = both!(
                "kinds of damage are known to the question `damage_claim` only",
                "soorten schade kent alleen de vraag `damage_claim`"
            );
            self.error(FaultCode::QuestionCondition, span, message);
        }
        raw.get().map(|NonEmpty(list)| self.distinct(list)).unwrap_or_default()
    }

    /// Reports a form that one of the questions cannot have.
    fn check_form(&mut self, raw: &ClauseTable, scope: &Scope) {
        for (name, span) in forms(raw).filter_map(|(name, span)| Some((name, span?))) {
            for question in scope.questions.iter().filter(|question| !allowed::forms(**question).contains(&name)) {
                let message = both!(
                    "a clause on `{question}` cannot have the form `{name}`",
                    "een bepaling over `{question}` kan de vorm `{name}` niet hebben"
                );
                let all = one_of(allowed::forms(*question));
                let help = both!("use {all}", "gebruik {all}"; all);
                self.faults.error(FaultCode::QuestionForm, span, message, Some(help));
            }
        }
    }

    fn form(
        &mut self,
        raw: &ClauseTable,
        scope: &Scope,
        conditions: &Conditions,
        customers: CustomerSet,
    ) -> Option<Form> {
        // Each form is built even when there are two, so that all faults are reported; the first is the clause's.
        let forms = [
            raw.outcome.get().map(|raw| self.outcome(raw, scope).map(Form::Outcome)),
            raw.tiers.get().map(|raw| self.tiers(raw, scope, conditions).map(Form::Tiers)),
            raw.same_as.get().map(|raw| self.same_as(raw, scope).map(Form::SameAs)),
            raw.office_hours.get().map(|raw| self.office_hours(raw).map(Form::OfficeHours)),
            raw.withdrawal_right.get().map(|raw| self.withdrawal_right(raw).map(Form::WithdrawalRight)),
            raw.withdrawal_extension.get().map(|raw| self.withdrawal_extension(raw).map(Form::WithdrawalExtension)),
            raw.withdrawal_loss.get().map(|raw| self.withdrawal_loss(raw, scope).map(Form::WithdrawalLoss)),
            raw.withdrawal_effects.get().map(|raw| self.withdrawal_effects(raw, scope).map(Form::WithdrawalEffects)),
            raw.notice.get().map(|raw| self.notice(raw, customers, scope).map(Form::Notice)),
            raw.price_change.get().map(|raw| self.price_change(raw).map(Form::PriceChange)),
            raw.payment_default.get().map(|raw| self.payment_default(raw, scope).map(Form::PaymentDefault)),
            raw.instalments.get().map(|raw| self.instalments(raw, scope).map(Form::Instalments)),
            raw.allocation.get().map(|raw| self.allocation(raw).map(Form::Allocation)),
            raw.liability.get().map(|raw| self.liability(raw, scope).map(Form::Liability)),
            raw.force_majeure.get().map(|raw| self.force_majeure(raw, scope).map(Form::ForceMajeure)),
            raw.announcement.get().map(|raw| self.announcement(raw).map(Form::Announcement)),
            raw.change_response
                .get()
                .map(|raw| self.change_response(raw, scope).map(Box::new).map(Form::ChangeResponse)),
        ];
        forms.into_iter().flatten().next().flatten()
    }
}
