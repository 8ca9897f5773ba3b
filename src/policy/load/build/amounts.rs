//! Amounts: from the keys of a table to a term.

use super::parts::{Scope, does_not_know, twice};
use super::{Builder, FaultCode, allowed};
use crate::money::Rounding;
use crate::policy::ProductSet;
use crate::policy::building_blocks::{Amount, Base, ChargeRule, Conditions, Counted, Span};
use crate::policy::load::format::{AmountKeys, ChargeTable, Of, PerWord, RefundTable, TermTable};
use crate::policy::load::limits::LIMITS;
use crate::policy::load::lists::{NonEmpty, OneOrMany};
use crate::policy::load::read::{At, Slot};
use crate::vocabulary::{ChargeKind, Question, both};

/// How deep tables of amounts may lie within the table of a charge.
const DEEPEST: u32 = 3;

impl Builder<'_, '_> {
    pub(super) fn charge(&mut self, raw: &ChargeTable, scope: &Scope) -> Option<ChargeRule> {
        let amount = self.amount(raw.how_much(), scope, 0);
        let conditions = self.conditions(&raw.when, &raw.unless, Some(&raw.day), scope);
        let conditions = self.measured(conditions, (&raw.count, &raw.price, &raw.delivered), scope);
        let products = self.products(&raw.products);
        let conditions = self.about(conditions, &products, scope);
        if let (Some(kind), Some(true), Some(span)) = (raw.kind.get(), raw.beside_price.get(), raw.beside_price.span())
            && kind.owed_by_provider()
        {
            let message = both!(
                "`{kind}` is what the provider owes: it comes on top of no price",
                "`{kind}` is wat de aanbieder betaalt: het komt niet boven op een prijs"
            );
            self.error(FaultCode::KeyConflict, span, message);
        }
        Some(ChargeRule {
            kind: *raw.kind.get()?,
            amount: self.bounded(amount?, raw.span)?,
            beside_price: raw.beside_price.get_or(false),
            discretionary: raw.discretionary.get_or(false),
            conditions,
            products: products.types,
            span: raw.span,
        })
    }

    /// What stays due where a text says what comes back: the rest of what was paid where the refund is a part of that,
    /// otherwise of the price.
    pub(super) fn refund(&mut self, raw: &RefundTable, scope: &Scope) -> Option<ChargeRule> {
        let less = self.amount(raw.how_much(), scope, 0)?;
        let of_paid = less.bases().any(|base| base == Base::Paid);
        if of_paid && less.bases().any(|base| base == Base::Price) {
            let message = both!(
                "a refund is a part of the price or of what was paid, so that the rest of it is clear",
                "een teruggave is een deel van de prijs of van wat is betaald, zodat de rest ervan duidelijk is"
            );
            self.error(FaultCode::KeyConflict, raw.span, message);
            return None;
        }
        if let Some(At { value, span }) = raw.kind.given().filter(|at| at.value.owed_by_provider()) {
            let message = both!(
                "`{value}` is what the provider owes, and no kind of what stays due after a refund",
                "`{value}` is wat de aanbieder betaalt, en geen soort van wat na een teruggave te betalen blijft"
            );
            self.error(FaultCode::KeyConflict, *span, message);
        }
        let of = Amount::Whole(if of_paid { Base::Paid } else { Base::Price });
        let amount = Amount::Rest { of: Box::new(of), less: Box::new(less) };
        Some(ChargeRule {
            kind: raw.kind.get_or(ChargeKind::RetainedPrice),
            amount: self.bounded(amount, raw.span)?,
            beside_price: false,
            discretionary: raw.discretionary.get_or(false),
            conditions: Conditions::default(),
            products: ProductSet::ALL,
            span: raw.span,
        })
    }

    /// An amount, unless it is made of more terms than anybody writes.
    fn bounded(&mut self, amount: Amount, span: Span) -> Option<Amount> {
        let terms = amount.all().filter(|term| term.base().is_none()).count();
        if terms > LIMITS.terms {
            let message = both!(
                "the amount is made of {terms} terms, more than the {} that are allowed",
                "het bedrag bestaat uit {terms} delen, meer dan de {} die mogen",
                LIMITS.terms
            );
            self.error(FaultCode::TooMany, span, message);
            return None;
        }
        Some(amount)
    }

    /// The amount that the keys of a table state, which lies so deep within others.
    fn amount(&mut self, keys: AmountKeys<'_>, scope: &Scope, depth: u32) -> Option<Amount> {
        self.check_keys(keys, scope);
        let plain = self.plain(keys, scope, depth);
        let [minimum, maximum] = [keys.minimum, keys.maximum].map(|slot| self.maybe_term(slot, scope, depth));
        let counters = self.counters(keys.per, scope);
        let (plain, minimum, maximum, counters) = (plain?, minimum?, maximum?, counters?);
        if let (Some(Amount::Fixed(least)), Some(Amount::Fixed(most)), Some(span)) =
            (&minimum, &maximum, keys.maximum.span())
            && least > most
        {
            let message = both!(
                "the maximum {most} is below the minimum {least}",
                "het maximum {most} is lager dan het minimum {least}"
            );
            self.error(FaultCode::Contradiction, span, message);
        }
        let counted = match counters.is_empty() {
            true => plain,
            false => Amount::Per { of: Box::new(plain), counters },
        };
        let at_least = match minimum {
            None => counted,
            Some(minimum) => Amount::Greatest(vec![counted, minimum]),
        };
        Some(match maximum {
            None => at_least,
            Some(maximum) => Amount::Least(vec![at_least, maximum]),
        })
    }

    /// The amount without what multiplies and bounds it.
    fn plain(&mut self, keys: AmountKeys<'_>, scope: &Scope, depth: u32) -> Option<Amount> {
        let of = self.of(keys.of, scope, depth);
        let rounding = keys.rounding.get_or(Rounding::Nearest);
        let sum = self.terms(keys.sum, scope, depth);
        let greatest = self.terms(keys.greatest, scope, depth);
        let least = self.terms(keys.least, scope, depth);
        let less = self.maybe_term(keys.all_but, scope, depth);
        let (sum, greatest, least, less) = (sum?, greatest?, least?, less?);
        let alone = sum.map(Amount::Sum).or(greatest.map(Amount::Greatest)).or(least.map(Amount::Least));
        let fixed = keys.amount.get().map(|amount| Amount::Fixed(*amount));
        let stated = match keys.stated {
            Slot::Given(At { value, span }) => Some(Amount::Whole(self.base(Base::Stated(*value), *span, scope)?)),
            Slot::Absent | Slot::Faulty => None,
        };
        if let Some(amount) = alone.or(fixed).or(stated) {
            return Some(amount);
        }
        let of = Box::new(of?);
        match (keys.percent.get(), keys.share.get(), keys.times.get(), less) {
            (Some(percent), ..) => Some(Amount::Percent { percent: *percent, of, rounding }),
            (_, Some(share), ..) => Some(Amount::Share { share: *share, of, rounding }),
            (_, _, Some(times), _) => Some(Amount::Times { factor: times.0, of }),
            (.., less) => Some(Amount::Rest { of, less: Box::new(less?) }),
        }
    }

    fn of(&mut self, of: &Slot<Of>, scope: &Scope, depth: u32) -> Option<Amount> {
        match of {
            Slot::Given(At { value: Of::Base(base), span }) => {
                self.known(&base.to_string(), *span, scope, |question| allowed::knows_base(question, *base));
                self.base(*base, *span, scope).map(Amount::Whole)
            }
            Slot::Given(At { value: Of::Term(term), .. }) => self.term(term, scope, depth),
            Slot::Absent | Slot::Faulty => None,
        }
    }

    /// Several terms; `Some(None)` where the key is absent.
    fn terms(&mut self, slot: &Slot<NonEmpty<TermTable>>, scope: &Scope, depth: u32) -> Option<Option<Vec<Amount>>> {
        let (list, span) = match slot {
            Slot::Absent => return Some(None),
            Slot::Faulty => return None,
            Slot::Given(At { value: NonEmpty(list), span }) => (list, *span),
        };
        if list.items.len() == 1 && list.whole {
            let message = both!(
                "a list of one amount is that amount: write it without the list, or add another",
                "een lijst van één bedrag is dat bedrag: schrijf het zonder lijst, of zet er een bij"
            );
            self.error(FaultCode::KeyWithoutEffect, span, message);
        }
        self.items(list, |builder, term| builder.term(term, scope, depth)).map(Some)
    }

    fn maybe_term(&mut self, slot: &Slot<Box<TermTable>>, scope: &Scope, depth: u32) -> Option<Option<Amount>> {
        match slot {
            Slot::Absent => Some(None),
            Slot::Faulty => None,
            Slot::Given(at) => self.term(&at.value, scope, depth).map(Some),
        }
    }

    /// An amount within one that lies so deep within others.
    fn term(&mut self, raw: &TermTable, scope: &Scope, depth: u32) -> Option<Amount> {
        if depth >= DEEPEST {
            let message = both!(
                "amounts lie within amounts at most {DEEPEST} deep",
                "bedragen liggen hoogstens {DEEPEST} diep in bedragen"
            );
            self.error(FaultCode::TooMany, raw.span, message);
            return None;
        }
        self.amount(raw.how_much(), scope, depth + 1)
    }

    fn counters(&mut self, per: &Slot<OneOrMany<PerWord>>, scope: &Scope) -> Option<Vec<Counted>> {
        let list = match per {
            Slot::Absent => return Some(Vec::new()),
            Slot::Faulty => return None,
            Slot::Given(At { value: OneOrMany(list), .. }) => list,
        };
        let (mut counters, mut whole) = (Vec::<Counted>::new(), list.whole);
        for At { value: PerWord(counted), span } in &list.items {
            let Counted { counter, .. } = *counted;
            self.known(&counter.to_string(), *span, scope, |question| allowed::knows_counter(question, counter));
            whole &= self.counter(*counted, *span, scope);
            if counters.iter().any(|other| other.counter == counter) {
                self.error(FaultCode::Repeated, *span, twice(&counter));
            }
            counters.push(*counted);
        }
        Some(counters).filter(|_| whole)
    }

    /// Reports an amount or a count that a question does not know.
    fn known(&mut self, name: &str, span: Span, scope: &Scope, knows: impl Fn(Question) -> bool) {
        if let Some(question) = scope.without(knows) {
            self.error(FaultCode::QuestionAmount, span, does_not_know(question, name));
        }
    }

    /// Reports keys of an amount that cannot stand together.
    fn check_keys(&mut self, keys: AmountKeys<'_>, scope: &Scope) {
        let of_something =
            [keys.percent.is_absent(), keys.share.is_absent(), keys.times.is_absent(), keys.all_but.is_absent()];
        let needs_base = of_something.contains(&false);
        match keys.of {
            Slot::Absent if needs_base => {
                let message = both!(
                    "`percent`, `share`, `times` and `all_but` need `of`: what they are of",
                    "bij `percent`, `share`, `times` en `all_but` hoort `of`: waarvan ze een deel zijn"
                );
                self.error(FaultCode::MissingKey, keys.span, message);
            }
            Slot::Given(of) if !needs_base => {
                let message = both!(
                    "only `percent`, `share`, `times` and `all_but` take `of`",
                    "alleen bij `percent`, `share`, `times` en `all_but` hoort `of`"
                );
                self.error(FaultCode::KeyConflict, of.span, message);
            }
            _ => {}
        }
        if let (Some(per), false) = (keys.per.span(), keys.stated.is_absent() && keys.share.is_absent()) {
            let message = both!(
                "`per` does not multiply what is `stated`, or a `share`",
                "`per` vermenigvuldigt geen `stated` en geen `share`"
            );
            self.error(FaultCode::KeyConflict, per, message);
        }
        let rounded = !keys.percent.is_absent() || keys.share.get().is_some_and(|share| !share.is_equal_part());
        if let (Some(rounding), false) = (keys.rounding.span(), rounded || keys.share.is_faulty()) {
            let message = both!(
                "only percentages and shares are rounded, and equal parts are not",
                "alleen percentages en aandelen worden afgerond, en gelijke delen niet"
            );
            self.error(FaultCode::KeyConflict, rounding, message);
        }
        if let Slot::Given(At { value, span }) = keys.share {
            self.known(value.name(), *span, scope, |question| allowed::knows_share(question, *value));
        }
        if let Slot::Given(At { value, span }) = keys.stated {
            self.known(&value.to_string(), *span, scope, |question| {
                allowed::knows_base(question, Base::Stated(*value))
            });
        }
    }
}
