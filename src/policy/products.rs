//! The products of the policy's own: each is of a type, and clauses and requests name it by its id. To what reads facts they are
//! the words of a choice, which a request states as `agreement.product_id`.

use super::Summary;
use super::building_blocks::Span;
use super::declared::{Ask, Declarations, DeclaredKind, DeclaredTest};
use crate::facts::{Agreement, FactId, FewIds, Problem, Violation};
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
    /// Where it stands in the file.
    pub span: Span,
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
