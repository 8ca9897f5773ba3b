//! From what was read to a policy that cannot be wrong: references are resolved, and what cannot be meant is reported.

pub(in crate::policy) mod allowed;
mod amounts;
mod clause;
mod cover;
mod declared;
mod endings;
mod forms;
mod hours;
mod instalments;
mod liability;
mod measures;
mod notice;
mod parts;
mod payment_default;
mod products;
mod references;
mod shadows;
mod tiers;
mod truth;
mod unencoded;

pub(crate) use truth::possible;

use std::collections::HashMap;

use super::fault::FaultCode;
use super::faults::Faults;
use super::format::{AcceptTable, ClauseTable, PolicyTable};
use super::lists::{List, Long, NonEmpty};
use super::read::{At, Slot};
use super::snippet::quoted;
use super::suggest::advice;
use super::values::Id;
use crate::calendar::{Week, Weekday};
use crate::law::JurisdictionId;
use crate::policy::building_blocks::{DayKind, Span};
use crate::policy::declared::Declarations;
use crate::policy::{Acceptance, Clause, Policy, ProductSet, Summary};
use crate::vocabulary::both;

/// Where in the file a version is told apart from others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Places {
    /// The name of the version.
    pub(crate) version: Span,
    /// Its first day; the name of the version when it has none.
    pub(crate) effective: Span,
}

/// The file that a policy comes from.
pub(super) struct Origin<'o> {
    pub(super) file: &'o str,
    pub(super) source: &'o str,
    pub(super) digest: String,
}

/// What is being built, and what it may refer to.
struct Builder<'b, 'f> {
    faults: &'b mut Faults<'f>,
    /// The clauses of the file by id.
    known: HashMap<String, Known>,
    /// The law that the file names.
    law: Option<JurisdictionId>,
    /// The days of the week that are working days.
    week: Week,
    /// The facts that the file declares.
    declared: declared::Declared,
    /// Whether no product of the file's own was at fault.
    products_are_whole: bool,
    /// The types of products that the file speaks of: where it declares products, theirs and those that a clause names.
    sold: ProductSet,
}

/// A clause that can be referred to.
#[derive(Clone, Copy)]
struct Known {
    place: u16,
    /// The name of its form, when it has one.
    form: Option<&'static str>,
}

/// Builds a policy; `None` after reporting at least one error.
pub(super) fn policy(raw: PolicyTable, origin: Origin<'_>, faults: &mut Faults<'_>) -> Option<(Policy, Places)> {
    let PolicyTable {
        policy,
        version,
        name,
        effective_from,
        effective_until,
        currency,
        prices,
        zone,
        holidays,
        working_days,
        law,
        product,
        fact,
        clause,
        unencoded,
        accept,
        span: _,
    } = raw;
    let known = known_clauses(&clause, faults);
    let law_named = law.get().copied();
    let declared = declared::Declared::default();
    let mut builder = Builder {
        faults,
        known,
        law: law_named,
        week: Week::MONDAY_TO_FRIDAY,
        declared,
        products_are_whole: true,
        sold: ProductSet::ALL,
    };
    builder.week = builder.working_days(&working_days);
    let whole = builder.own_products(&product) & builder.facts(&fact);
    builder.sell(&clause);
    builder.dates(&effective_from, &effective_until);
    let clauses = builder.clauses(&clause);
    let unencoded = builder.left_out(&unencoded);
    let acceptances = builder.acceptances(&accept);
    let facts = Declarations::new(builder.declared.into_facts());
    let week = builder.week;
    let places = Places {
        version: version.span().unwrap_or_default(),
        effective: effective_from.span().or(version.span()).unwrap_or_default(),
    };
    let clauses = clauses.filter(|_| whole)?;
    let policy = Policy {
        by_question: crate::policy::by_question(&clauses),
        id: policy.get()?.0.clone(),
        version: version.get()?.0.clone(),
        name: name.get()?.0.clone(),
        effective_from: effective_from.get().copied(),
        effective_until: effective_until.get().copied(),
        currency: *currency.get()?,
        prices: *prices.get()?,
        zone: zone.get()?.clone(),
        holidays: holidays.get()?.with_week(week),
        law: *law.get()?,
        facts,
        clauses,
        unencoded: unencoded?,
        acceptances: acceptances?,
        doubts: Vec::new(),
        digest: origin.digest,
        file: origin.file.to_owned(),
        source: origin.source.to_owned(),
    };
    Some((policy, places))
}

/// Every clause that has an id, also when something else is wrong with it: a reference to it is not at fault.
fn known_clauses(clauses: &Slot<Long<ClauseTable>>, faults: &mut Faults<'_>) -> HashMap<String, Known> {
    let mut known = HashMap::new();
    let Some(Long(clauses)) = clauses.get() else { return known };
    for (place, clause) in (0..=u16::MAX).zip(&clauses.items) {
        let Slot::Given(At { value: Id(id), span }) = &clause.value.id else { continue };
        if known.contains_key(id) {
            let message =
                both!("there are two clauses with the id `{id}`", "twee bepalingen hebben het kenmerk `{id}`");
            faults.error(FaultCode::DuplicateId, *span, message, None);
        } else {
            known.insert(id.clone(), Known { place, form: clause::form_name(&clause.value) });
        }
    }
    known
}

impl Builder<'_, '_> {
    fn error(&mut self, code: FaultCode, span: Span, message: impl Into<Summary>) {
        self.faults.error(code, span, message, None);
    }

    fn dates(&mut self, from: &Slot<crate::calendar::Date>, until: &Slot<crate::calendar::Date>) {
        if let (Slot::Given(from), Slot::Given(until)) = (from, until)
            && until.value <= from.value
        {
            let message = both!(
                "`effective_until` {} is not after `effective_from` {}",
                "`effective_until` {} ligt niet na `effective_from` {}",
                until.value,
                from.value
            );
            let help = both!(
                "`effective_until` is the first day on which it is no longer in force",
                "`effective_until` is de eerste dag waarop de versie niet meer geldt"
            );
            self.faults.error(FaultCode::DatesReversed, until.span, message, Some(help));
        }
    }

    /// The days of the week that are working days; those of a text that names none where the key is at fault.
    fn working_days(&mut self, days: &Slot<NonEmpty<DayKind>>) -> Week {
        let Some(NonEmpty(list)) = days.get() else { return Week::MONDAY_TO_FRIDAY };
        if let Some(At { span, .. }) = list.items.iter().find(|day| day.value == DayKind::Holiday) {
            let message = both!(
                "a holiday is no day of the week: `holidays` says which days are none of the working days",
                "een feestdag is geen dag van de week: `holidays` zegt welke dagen geen werkdag zijn"
            );
            self.error(FaultCode::KeyConflict, *span, message);
        }
        let named = self.distinct(list);
        let days: Vec<Weekday> = Weekday::ALL.into_iter().filter(|day| named.contains(&DayKind::of(*day))).collect();
        Week::of(&days).unwrap_or(Week::MONDAY_TO_FRIDAY)
    }

    fn clauses(&mut self, clauses: &Slot<Long<ClauseTable>>) -> Option<Vec<Clause>> {
        let Long(list) = clauses.get()?;
        let built: Vec<Option<Clause>> = list.items.iter().map(|clause| self.clause(&clause.value)).collect();
        self.check_references(&built, &list.items);
        self.check_shadows(&built, &list.items);
        self.check_settlements(&built);
        built.into_iter().collect::<Option<Vec<Clause>>>().filter(|_| list.whole)
    }

    fn acceptances(&mut self, accept: &Slot<List<AcceptTable>>) -> Option<Vec<Acceptance>> {
        if accept.is_faulty() {
            return None;
        }
        let Some(list) = accept.get() else { return Some(Vec::new()) };
        let built: Vec<Option<Acceptance>> = list.items.iter().map(|accept| self.acceptance(&accept.value)).collect();
        built.into_iter().collect::<Option<Vec<Acceptance>>>().filter(|_| list.whole)
    }

    fn acceptance(&mut self, raw: &AcceptTable) -> Option<Acceptance> {
        let AcceptTable { rule, clause, about, reason, until, figures, seal, span } = raw;
        let clause = self.reference(clause);
        let stated = figures.get().map(|list| list.items.iter().map(|figure| figure.value.0.clone()).collect());
        Some(Acceptance {
            rule: rule.get()?.0.clone(),
            clause: clause.ok()?,
            about: about.get().map(|about| about.0.clone()),
            reason: reason.get()?.0.clone(),
            until: until.get().copied(),
            figures: stated.unwrap_or_default(),
            seal: seal.get().map(|seal| seal.0.clone()),
            span: *span,
        })
    }

    /// The clause that a key refers to; `Ok(None)` when the key is absent, an error when it was reported.
    fn reference(&mut self, id: &Slot<Id>) -> Result<Option<u16>, ()> {
        match id {
            Slot::Absent => Ok(None),
            Slot::Faulty => Err(()),
            Slot::Given(At { value, span }) => self.resolve(value, *span).map(|known| Some(known.place)).ok_or(()),
        }
    }

    /// The clause with an id; `None` after reporting that there is none.
    fn resolve(&mut self, Id(id): &Id, span: Span) -> Option<Known> {
        let known = self.known.get(id).copied();
        if known.is_none() {
            let help = if self.faults.has_room() { self.advice_on_clause(id) } else { None };
            let message = both!("there is no clause {}", "er is geen bepaling {}", quoted(id));
            self.faults.error(FaultCode::UnknownClause, span, message, help);
        }
        known
    }

    fn advice_on_clause(&self, id: &str) -> Option<Summary> {
        let mut ids: Vec<&str> = self.known.keys().map(String::as_str).collect();
        ids.sort_unstable();
        advice(id, &ids)
    }
}
