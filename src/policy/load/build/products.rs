//! The products of a file's own, and what clauses say of them.

use super::parts::Scope;
use super::{Builder, FaultCode};
use crate::facts::FactId;
use crate::facts::table::agreement;
use crate::money::Cents;
use crate::policy::building_blocks::{Condition, Conditions, Span};
use crate::policy::declared::{Ask, DeclaredFact, DeclaredKind, DeclaredTest};
use crate::policy::load::format::{ClauseTable, ProductTable};
use crate::policy::load::lists::{List, Long, NonEmpty};
use crate::policy::load::read::{At, Slot};
use crate::policy::load::snippet::quoted;
use crate::policy::load::suggest::{all_of, closest, did_you_mean};
use crate::policy::load::values::ProductName;
use crate::policy::products::{PriceRange, Product};
use crate::policy::{ProductSet, Summary};
use crate::vocabulary::{ProductType, Question, both};

/// The most products that a file may have.
const MOST: usize = 50;

/// What a list of products comes to.
#[derive(Clone)]
pub(super) struct Named {
    /// The types of those products.
    pub(super) types: ProductSet,
    /// Of the types of which it names some products alone: the others, which it is not about.
    others: Vec<Condition>,
    /// Where it stands; `None`: there is no list.
    span: Option<Span>,
}

impl Builder<'_, '_> {
    /// Builds the products of the file's own, before the clauses that may name them; whether nothing was at fault.
    pub(super) fn own_products(&mut self, raw: &Slot<List<ProductTable>>) -> bool {
        let Some(list) = raw.get() else { return raw.is_absent() };
        if let Some(beyond) = list.items.get(MOST) {
            let message = both!("a policy has at most {MOST} products", "een beleid heeft hoogstens {MOST} producten");
            self.error(FaultCode::TooMany, beyond.span, message);
        }
        let mut products: Vec<Product> = Vec::new();
        let mut whole = list.whole && list.items.len() <= MOST;
        for At { value: raw, .. } in list.items.iter().take(MOST) {
            match self.own_product(raw, &products) {
                Some(product) => products.push(product),
                None => whole = false,
            }
        }
        self.products_are_whole = whole;
        if let Some(first) = products.first() {
            let (ask, span) = (&agreement::PRODUCT_ID.ask, first.span);
            let ask = Summary { nl: ask.nl.to_owned(), en: ask.en.to_owned() };
            let (kind, questions) = (DeclaredKind::Product(products), Question::ALL.to_vec());
            self.declare(DeclaredFact { id: FactId::PRODUCT, kind, ask, questions, default: None, span });
        }
        whole
    }

    fn own_product(&mut self, raw: &ProductTable, known: &[Product]) -> Option<Product> {
        let ProductTable { id, kind, name, price_at_least, price_at_most, span } = raw;
        let name = self.summary(name);
        let prices = self.sold_for(price_at_least, price_at_most);
        if let Slot::Given(At { value: id, span }) = id {
            if ProductType::parse(id.as_str()).is_some() {
                let message = both!(
                    "`{id}` is a type of product; give the product another id",
                    "`{id}` is een soort product; geef het product een ander kenmerk"
                );
                self.error(FaultCode::DuplicateId, *span, message);
                return None;
            }
            if known.iter().any(|product| product.id == *id) {
                let message =
                    both!("there are two products with the id `{id}`", "twee producten hebben het kenmerk `{id}`");
                self.error(FaultCode::DuplicateId, *span, message);
                return None;
            }
        }
        Some(Product { id: *id.get()?, of: *kind.get()?, name: name?, prices: prices?, span: *span })
    }

    /// What a product is sold for.
    fn sold_for(&mut self, least: &Slot<Cents>, most: &Slot<Cents>) -> Option<PriceRange> {
        let bound = |slot: &Slot<Cents>, all: Cents| match slot {
            Slot::Absent => Some(all),
            slot => slot.get().copied(),
        };
        let (from, to) = (bound(least, Cents::ZERO)?, bound(most, Cents::MAX)?);
        for (slot, bound) in [(least, from), (most, to)] {
            let decides = bound > Cents::ZERO && bound < Cents::MAX;
            if let Some(span) = slot.span().filter(|_| !decides) {
                let message = no_price_beyond();
                self.error(FaultCode::OutOfRange, span, message);
                return None;
            }
        }
        if let Some(span) = most.span().filter(|_| from > to) {
            let message = both!(
                "the most that it is sold for is less than the least",
                "de hoogste prijs is lager dan de laagste"
            );
            self.error(FaultCode::Contradiction, span, message);
            return None;
        }
        Some(PriceRange { least: from, most: to })
    }

    /// Of a file that declares products, finds the types that it speaks of: what nobody sells needs no clause.
    pub(super) fn sell(&mut self, clauses: &Slot<Long<ClauseTable>>) {
        let own = self.declared_products().iter().map(|product| product.of);
        let mut types: Vec<ProductType> = own.collect();
        if types.is_empty() {
            return;
        }
        for clause in clauses.get().iter().flat_map(|Long(list)| &list.items) {
            let named = clause.value.products.get().into_iter().flat_map(|NonEmpty(list)| &list.items);
            types.extend(named.filter_map(|name| match name.value {
                ProductName::Type(of) => Some(of),
                ProductName::Own(_) => None,
            }));
        }
        self.sold = ProductSet::of(&types);
    }

    /// What a list of products comes to: types, and products of the file's own; all where there is no list.
    pub(super) fn products(&mut self, raw: &Slot<NonEmpty<ProductName>>) -> Named {
        let Slot::Given(At { value: NonEmpty(list), span }) = raw else {
            return Named { types: ProductSet::ALL, others: Vec::new(), span: None };
        };
        let own: Vec<Product> = self.declared_products().to_vec();
        let mut types: Vec<ProductType> = Vec::new();
        let mut ids: Vec<(FactId, ProductType, Span)> = Vec::new();
        self.distinct(list);
        for At { value, span } in &list.items {
            match value {
                ProductName::Type(of) => types.push(*of),
                ProductName::Own(id) => match own.iter().find(|product| product.id == *id) {
                    Some(product) => ids.push((*id, product.of, *span)),
                    None => self.unknown_product(*id, &own, *span),
                },
            }
        }
        for (id, of, span) in &ids {
            if types.contains(of) {
                let message = both!(
                    "`{id}` is `{of}`, all of which is named here",
                    "`{id}` is `{of}`, en dat staat hier al helemaal"
                );
                self.faults.warning(FaultCode::Repeated, *span, message, None);
            }
        }
        ids.retain(|(_, of, _)| !types.contains(of));
        let is_named = |product: &Product| ids.iter().any(|(id, ..)| *id == product.id);
        let partly = |product: &&Product| ids.iter().any(|(_, of, _)| *of == product.of);
        let others = own.iter().filter(partly).filter(|product| !is_named(product));
        let others = others.map(|product| Condition::Declared(test(&own, product))).collect();
        types.extend(ids.iter().map(|(_, of, _)| *of));
        Named { types: ProductSet::of(&types), others, span: Some(*span) }
    }

    fn unknown_product(&mut self, id: FactId, own: &[Product], span: Span) {
        if !self.products_are_whole {
            return;
        }
        let ids: Vec<&str> = own.iter().map(|product| product.id.as_str()).collect();
        let names: Vec<&str> = ids.iter().copied().chain(ProductType::NAMES.iter().copied()).collect();
        let help = match closest(id.as_str(), names.iter().copied()).filter(|_| self.faults.has_room()) {
            Some(name) => did_you_mean(name),
            None => {
                let known = all_of(&names);
                both!(
                    "there are {known}; declare another: `[[product]]` with `id = \"{id}\"`",
                    "er zijn {known}; noem zelf een ander: `[[product]]` met `id = \"{id}\"`"; known
                )
            }
        };
        let message = both!("unknown product {}", "onbekend product {}", quoted(id.as_str()));
        self.faults.error(FaultCode::UnknownWord, span, message, Some(help));
    }

    /// Conditions, and that it is about none of the products of which a list of products does not speak.
    pub(super) fn about(&mut self, mut conditions: Conditions, products: &Named, scope: &Scope) -> Conditions {
        let new = products.others.iter().filter(|other| !conditions.unless.contains(other)).copied();
        let new: Vec<Condition> = new.collect();
        conditions.unless.extend(new);
        if let Some(span) = products.span.filter(|_| !products.others.is_empty())
            && super::cover::together(&[&Conditions { unless: Vec::new(), ..conditions.clone() }], scope.products)
            && !super::cover::together(&[&conditions], scope.products)
        {
            let message = both!(
                "these products and the conditions can never hold together",
                "deze producten en de voorwaarden gaan nooit samen"
            );
            self.error(FaultCode::Contradiction, span, message);
        }
        conditions
    }
}

/// That a bound of a price decides nothing.
pub(super) fn no_price_beyond() -> Summary {
    both!(
        "no price lies on the other side of this bound, so that it decides nothing",
        "aan de andere kant van deze grens ligt geen prijs, zodat zij niets beslist"
    )
}

/// The question whether it is about a product.
pub(super) fn test(own: &[Product], product: &Product) -> DeclaredTest {
    let among = own.iter().filter(|other| other.of == product.of).count();
    let ask = Ask::Product { id: product.id, of: product.of, among: u8::try_from(among).unwrap_or(u8::MAX) };
    DeclaredTest { fact: FactId::PRODUCT, ask }
}
