//! To whom, to what and when a clause applies; and what it decides, by its form.

use super::walk::{Seen, Walk};
use crate::decision::FindingCode;
use crate::facts::Event;
use crate::policy::ConflictKind;
use crate::policy::building_blocks::Anchor;
use crate::policy::forms::Form;
use crate::policy::{Clause, Conflict};
use crate::vocabulary::{Bilingual, CustomerType, DamageKind, ProductType, both};

impl<'a> Walk<'a> {
    /// The points of a clause.
    pub(super) fn clause(&mut self, clause: &'a Clause) {
        for question in &clause.questions {
            let asked = |seen: &mut Seen<'a>| seen.facts.question() == *question && seen.applies();
            self.point(clause.span, || both!("applies to `{question}`", "geldt voor `{question}`"), &asked);
        }
        self.customers(clause);
        self.products(clause);
        let scope = |seen: &mut Seen<'a>| {
            let agreement = seen.facts.agreement();
            clause.customers.contains(agreement.customer) && clause.products.contains(agreement.product)
        };
        self.conditions(clause.span, &both!("does not apply", "geldt niet"), &clause.conditions, &scope);
        for &place in &clause.overrides {
            let Some(other) = self.policy.clause(place) else { continue };
            let both = |seen: &mut Seen<'a>| seen.applies() && seen.meets(other);
            self.point(clause.span, || both!("takes the place of `{}`", "gaat voor `{}`", other.id), &both);
        }
        for conflict in &clause.conflicts {
            self.conflict(conflict);
        }
        self.form(clause);
    }

    fn customers(&mut self, clause: &'a Clause) {
        for customer in CustomerType::ALL.iter().filter(|customer| !clause.customers.contains(**customer)) {
            let test = |seen: &mut Seen<'a>| {
                let agreement = seen.facts.agreement();
                agreement.customer == *customer
                    && clause.products.contains(agreement.product)
                    && seen.probe.all_hold(&clause.conditions)
            };
            self.point(clause.span, || both!("does not apply to a {customer}", "geldt niet voor `{customer}`"), &test);
        }
    }

    /// Of a clause that names products: each that some clause of the file names. Those that none names are alike to the text, and
    /// stand for themselves only where the clause names all that are named.
    fn products(&mut self, clause: &'a Clause) {
        let about = |seen: &mut Seen<'a>, is_one: &dyn Fn(ProductType) -> bool| {
            let agreement = seen.facts.agreement();
            is_one(agreement.product)
                && clause.customers.contains(agreement.customer)
                && seen.probe.all_hold(&clause.conditions)
        };
        let chooses = |clause: &Clause| ProductType::ALL.iter().any(|product| !clause.products.contains(*product));
        if !chooses(clause) {
            return;
        }
        let naming = || self.policy.clauses.iter().filter(|other| chooses(other));
        let is_named = |product: ProductType| naming().any(|other| other.products.contains(product));
        let named: Vec<ProductType> = ProductType::ALL.iter().copied().filter(|product| is_named(*product)).collect();
        let names_all = named.iter().all(|product| clause.products.contains(*product));
        for product in named {
            let test = |seen: &mut Seen<'a>| about(seen, &|of| of == product);
            let words = match clause.products.contains(product) {
                true => Bilingual::new("applies", "geldt"),
                false => Bilingual::new("does not apply", "geldt niet"),
            };
            self.point(clause.span, || both!("{words} to `{product}`", "{words} voor `{product}`"; words), &test);
        }
        if names_all {
            let test = |seen: &mut Seen<'a>| about(seen, &|of| !clause.products.contains(of));
            self.point(
                clause.span,
                || both!("does not apply to other products", "geldt niet voor andere producten"),
                &test,
            );
        }
    }

    /// Where the text contradicts itself: the finding, and the bounds within which it is made.
    fn conflict(&mut self, conflict: &'a Conflict) {
        let (name, code) = match conflict.kind {
            ConflictKind::Clause => {
                (Bilingual::new("clause conflict", "tegenspraak tussen bepalingen"), FindingCode::ClauseConflict)
            }
            ConflictKind::Cap => {
                (Bilingual::new("cap conflict", "tegenspraak tussen grenzen"), FindingCode::CapConflict)
            }
        };
        let about = move |seen: &mut Seen<'a>, wanted: bool| match seen.event() {
            Event::DamageClaim(claim) if !conflict.damage.is_empty() => conflict.damage.contains(&claim.kind) == wanted,
            _ => wanted,
        };
        let found = |seen: &mut Seen<'a>| {
            let source = seen.source();
            seen.applies()
                && about(seen, true)
                && seen
                    .decision
                    .findings
                    .iter()
                    .any(|finding| finding.code == code && finding.sources.contains(&source))
        };
        self.point(conflict.span, || both!("the {name} is found", "de {name} wordt gevonden"; name), &found);
        if !conflict.damage.is_empty() && conflict.damage.len() < DamageKind::ALL.len() {
            let other = |seen: &mut Seen<'a>| seen.applies() && about(seen, false);
            self.point(
                conflict.span,
                || both!("no {name} for other damage", "geen {name} bij andere schade"; name),
                &other,
            );
        }
        for bound in conflict.bounds.iter() {
            let place = move |seen: &mut Seen<'a>| seen.near_before(bound, Anchor::StartsAt).filter(|_| seen.applies());
            self.edge(
                conflict.span,
                &both!("{bound} before `starts_at`, for the {name}", "`{bound}` voor `starts_at`, bij de {name}"; name),
                &place,
            );
        }
    }

    fn form(&mut self, clause: &'a Clause) {
        let span = clause.span;
        match &clause.form {
            Form::Outcome(outcome) => self.outcome(span, &both!("", ""), outcome, clause, &|seen| seen.applies()),
            Form::Tiers(tiers) => self.tiers(tiers, clause),
            Form::SameAs(same) => self.same_as(span, same, clause),
            Form::OfficeHours(hours) => self.office_hours(span, *hours),
            Form::WithdrawalRight(right) => self.withdrawal_right(span, right),
            Form::WithdrawalExtension(extension) => self.withdrawal_extension(span, *extension),
            Form::WithdrawalLoss(loss) => self.withdrawal_loss(loss),
            Form::WithdrawalEffects(effects) => self.withdrawal_effects(span, effects, clause),
            Form::Notice(notice) => self.notice(span, notice),
            Form::PriceChange(change) => self.price_change(span, change),
            Form::PaymentDefault(default) => self.payment_default(span, default),
            Form::Instalments(instalments) => self.instalments(span, instalments),
            Form::Allocation(allocation) => self.allocation(span, allocation),
            Form::Liability(liability) => self.liability(span, liability),
            Form::ForceMajeure(force) => self.force_majeure(span, force, clause),
            Form::Announcement(announcement) => self.announcement(span, *announcement),
            Form::ChangeResponse(response) => self.change_response(span, response, clause),
        }
    }
}
