//! The products of the policy's own: each is of a type, and clauses and requests name it by its id. To what reads facts they are
//! the words of a choice, which a request states as `agreement.product_id`.

use super::Summary;
use super::building_blocks::Span;
use super::declared::{Ask, Declarations, DeclaredKind, DeclaredTest};
use crate::facts::{Agreement, FactId, FewIds, Problem, Violation};
use crate::money::{Cents, Currency, Locale};
use crate::vocabulary::ProductType;

/// A product of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Its id.
    pub id: FactId,
    /// What it is.
    pub of: ProductType,
    /// What it is called.
    pub name: Summary,
    /// What it is sold for.
    pub prices: PriceRange,
    /// Where it stands in the file.
    pub span: Span,
}

/// From the least to the most that something is sold for, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PriceRange {
    /// The least.
    pub least: Cents,
    /// The most.
    pub most: Cents,
}

impl PriceRange {
    /// Any price that a request may state.
    pub const ALL: PriceRange = PriceRange { least: Cents::ZERO, most: Cents::MAX };

    /// Whether a price is one of them.
    pub fn contains(self, price: Cents) -> bool {
        (self.least..=self.most).contains(&price)
    }

    /// From the lower least to the higher most.
    #[must_use]
    pub fn with(self, other: PriceRange) -> PriceRange {
        PriceRange { least: self.least.min(other.least), most: self.most.max(other.most) }
    }

    /// What both have; `None` where that is nothing.
    pub fn overlap(self, other: PriceRange) -> Option<PriceRange> {
        let both = PriceRange { least: self.least.max(other.least), most: self.most.min(other.most) };
        (both.least <= both.most).then_some(both)
    }

    /// As part of a sentence, as in `from € 100.00 to € 500.00`; `None` where it says nothing.
    pub fn text(self, currency: Currency, locale: Locale) -> Option<String> {
        let written = |amount| currency.written(amount, locale);
        let (least, most) = (self.least > Cents::ZERO, self.most < Cents::MAX);
        match (least, most, locale) {
            (false, false, _) => None,
            (true, false, Locale::En) => Some(format!("from {} on", written(self.least))),
            (true, false, Locale::Nl) => Some(format!("vanaf {}", written(self.least))),
            (false, true, Locale::En) => Some(format!("up to {}", written(self.most))),
            (false, true, Locale::Nl) => Some(format!("tot en met {}", written(self.most))),
            (true, true, Locale::En) => Some(format!("from {} to {}", written(self.least), written(self.most))),
            (true, true, Locale::Nl) => Some(format!("van {} tot en met {}", written(self.least), written(self.most))),
        }
    }
}

impl Declarations {
    /// The products of the policy's own, in the order of the file; none where it names no product.
    pub fn products(&self) -> &[Product] {
        match self.get(FactId::PRODUCT).map(|fact| &fact.kind) {
            Some(DeclaredKind::Product(products)) => products,
            _ => &[],
        }
    }

    /// The product with an id.
    pub fn product(&self, id: &str) -> Option<&Product> {
        self.products().iter().find(|product| product.id.as_str() == id)
    }

    /// The products of a type.
    pub(crate) fn products_of(&self, of: ProductType) -> impl Iterator<Item = &Product> {
        self.products().iter().filter(move |product| product.of == of)
    }

    /// What each product is sold for that an agreement on a type can be about: the one that it names, or any of the type.
    /// None where the policy has no such product.
    pub fn prices(&self, of: ProductType, named: Option<&str>) -> impl Iterator<Item = PriceRange> {
        let meant = self.products_of(of).filter(move |own| named.is_none_or(|id| own.id.as_str() == id));
        meant.map(|own| own.prices)
    }

    /// What the products of a type are sold for, from the least of them to the most; any price where there are none.
    pub fn price_range(&self, of: ProductType) -> PriceRange {
        self.prices(of, None).reduce(PriceRange::with).unwrap_or(PriceRange::ALL)
    }

    /// Whether a product that an agreement can be about is sold for its price, as far as the policy says.
    pub fn is_sold_for(&self, agreement: &Agreement) -> bool {
        let mut prices = self.prices(agreement.product, agreement.product_id.as_deref()).peekable();
        prices.peek().is_none() || prices.any(|range| range.contains(agreement.price))
    }

    /// The type of the product with an id; `None` where the policy names no product.
    ///
    /// # Errors
    /// That it is none of those that the policy has.
    pub fn type_of(&self, id: &str) -> Option<Result<ProductType, Problem>> {
        let products = self.products();
        let not_one = || Problem::NotAProduct { ids: FewIds::of(products.iter().map(|product| product.id)) };
        let found = self.product(id).map(|product| product.of).ok_or_else(not_one);
        (!products.is_empty()).then_some(found)
    }

    /// What is wrong with the product that an agreement states: one that the policy does not have, or of another type.
    pub(super) fn violation_of_product(&self, agreement: &Agreement) -> Option<Violation> {
        let stated = agreement.product_id.as_deref()?;
        match self.type_of(stated)? {
            Ok(of) if of == agreement.product => None,
            Ok(of) => {
                let problem = Problem::OtherType { id: FactId::parse(stated)?, of };
                Some(Violation { field: "agreement.product_type".to_owned(), problem })
            }
            Err(problem) => Some(Violation { field: FactId::PRODUCT.path(), problem }),
        }
    }
}

impl DeclaredTest {
    /// Whether it can hold of a type of product: one for a product of another type cannot.
    pub fn concerns(&self, product: ProductType) -> bool {
        !matches!(self.ask, Ask::Product { of, .. } if of != product)
    }

    /// Whether the type of product alone decides it: of that type there is one.
    pub(crate) fn is_of_type_alone(&self) -> bool {
        matches!(self.ask, Ask::Product { among: 1, .. })
    }
}
