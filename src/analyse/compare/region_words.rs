//! For whom and at what price a region is, in words.

use super::Region;
use crate::money::{Cents, Currency, Locale};
use crate::vocabulary::{CustomerType, ProductType};

impl Region {
    /// The products, each with the customer where it is not both.
    pub fn members_in_words(&self, locale: Locale) -> String {
        let of = |product: ProductType, customer| self.members.contains(&(product, customer));
        let name = |product: &ProductType| {
            let (consumer, business) = (of(*product, CustomerType::Consumer), of(*product, CustomerType::Business));
            match (consumer, business) {
                (true, true) => Some(product.to_string()),
                (true, false) => Some(format!("{product} ({})", CustomerType::Consumer)),
                (false, true) => Some(format!("{product} ({})", CustomerType::Business)),
                (false, false) => None,
            }
        };
        if self.members.len() == ProductType::ALL.len() * CustomerType::ALL.len() {
            return locale.pick("everybody", "iedereen").to_owned();
        }
        for customer in CustomerType::ALL {
            if ProductType::ALL.iter().all(|product| of(*product, *customer))
                && self.members.len() == ProductType::ALL.len()
            {
                return format!("{customer}, {}", locale.pick("any product", "elk product"));
            }
        }
        ProductType::ALL.iter().filter_map(name).collect::<Vec<_>>().join(", ")
    }

    /// The prices, from the lowest to the highest that is within.
    pub fn prices_in_words(&self, currency: Currency, locale: Locale) -> String {
        let from = currency.written(self.price_from, locale);
        // The highest price that is still within.
        match self.price_until.map(|until| until.minus(Cents::new(1))) {
            None if self.price_from <= Cents::ZERO => locale.pick("any", "elke").to_owned(),
            None => format!("{} {from}", locale.pick("from", "vanaf")),
            Some(last) if last <= self.price_from => from,
            Some(last) => format!("{from} {} {}", locale.pick("to", "tot en met"), currency.written(last, locale)),
        }
    }
}
