//! The products of two versions: which one has alone, and which differ in type or in what they are sold for.

use super::super::breakpoints::Case;
use super::super::prove::words::both;
use crate::money::{Currency, Locale};
use crate::policy::products::{PriceRange, Product};
use crate::policy::{Policy, Summary};

/// What differs in the products; nothing where one of the versions has none of its own, which any request may name.
pub(super) fn differences(old: &Policy, new: &Policy) -> Vec<Summary> {
    let (before, after) = (old.facts.products(), new.facts.products());
    if before.is_empty() || after.is_empty() {
        return Vec::new();
    }
    let known = |products: &[Product], id| products.iter().any(|product| product.id == id);
    let gone = before.iter().filter(|product| !known(after, product.id));
    let gone = gone.map(|product| alone(product, "first", "eerste"));
    let come = after.iter().filter(|product| !known(before, product.id));
    let come = come.map(|product| alone(product, "second", "tweede"));
    let pairs = before.iter().filter_map(|was| Some((was, after.iter().find(|is| is.id == was.id)?)));
    let changed = pairs.flat_map(|(was, is)| [of_type(was, is), of_prices((was, old.currency), (is, new.currency))]);
    gone.chain(come).chain(changed.flatten()).collect()
}

fn alone(product: &Product, en: &str, nl: &str) -> Summary {
    let id = product.id;
    both(
        format!("the product `{id}` is in the {en} version alone, and is not compared"),
        format!("het product `{id}` staat alleen in de {nl} versie, en is niet vergeleken"),
    )
}

fn of_type(was: &Product, is: &Product) -> Option<Summary> {
    (was.of != is.of).then(|| {
        both(
            format!(
                "the product `{}` is `{}` in the first version and `{}` in the second, and is not compared",
                was.id, was.of, is.of
            ),
            format!(
                "het product `{}` is `{}` in de eerste versie en `{}` in de tweede, en is niet vergeleken",
                was.id, was.of, is.of
            ),
        )
    })
}

fn of_prices((was, before): (&Product, Currency), (is, after): (&Product, Currency)) -> Option<Summary> {
    let sold = |range: PriceRange, currency, locale: Locale| {
        range.text(currency, locale).unwrap_or_else(|| locale.pick("at any price", "voor elke prijs").to_owned())
    };
    (was.prices != is.prices).then(|| {
        let told = |locale| (sold(was.prices, before, locale), sold(is.prices, after, locale));
        let ((old_en, new_en), (old_nl, new_nl)) = (told(Locale::En), told(Locale::Nl));
        both(
            format!("the product `{}` is sold {old_en} in the first version and {new_en} in the second; it is compared at the prices of both", was.id),
            format!("het product `{}` wordt in de eerste versie {old_nl} verkocht en in de tweede {new_nl}; het is vergeleken bij de prijzen van allebei", was.id),
        )
    })
}

/// Whether both versions have the product that a case names, of its type: else one of them refuses each request of it.
pub(super) fn have_product(policies: [&Policy; 2], case: &Case) -> bool {
    let Some(id) = case.agreement.product_id.as_deref() else { return true };
    let of = case.agreement.product;
    policies.iter().all(|policy| policy.facts.type_of(id).is_none_or(|known| known == Ok(of)))
}

#[cfg(test)]
mod tests {
    use super::super::compare;
    use crate::law::Law;
    use crate::policy::load::load;

    const POLICY: &str = include_str!("../../../tests/policies/products.toml");

    fn compared(changes: &[(&str, &str)]) -> super::super::Comparison {
        let changed = changes.iter().fold(POLICY.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1)
        });
        let policy = |text: &str| load("products/1.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}"));
        compare(&policy(POLICY).policy, &policy(&changed).policy, Law::built_in())
    }

    fn said(changes: &[(&str, &str)]) -> Vec<String> {
        compared(changes).not_compared.into_iter().map(|said| said.en).collect()
    }

    #[test]
    fn products_that_one_version_has_alone_are_named_and_the_others_compared() {
        assert!(said(&[]).is_empty());
        let renamed = [
            ("id = \"retreat\"", "id = \"week\""),
            ("\"weekend\", \"retreat\"", "\"weekend\", \"week\""),
            ("product_id:retreat", "product_id:week"),
            ("product_id:retreat", "product_id:week"),
        ];
        let named = [
            "the product `retreat` is in the first version alone, and is not compared",
            "the product `week` is in the second version alone, and is not compared",
        ];
        let comparison = compared(&renamed);
        let said: Vec<&str> = comparison.not_compared.iter().map(|said| said.en.as_str()).take(2).collect();
        assert_eq!(said, named);
        assert!(comparison.regions.is_empty(), "{:?}", comparison.regions);
        assert!(
            !comparison.not_compared.iter().any(|said| said.en.contains("no answer:")),
            "{:?}",
            comparison.not_compared
        );
        // What changed for a product of both is found all the same.
        let dearer: Vec<(&str, &str)> = renamed.into_iter().chain([("percent = 20", "percent = 25")]).collect();
        let regions = compared(&dearer).regions;
        assert!(!regions.is_empty());
        assert!(
            regions.iter().all(|region| region.witness.agreement.product_id.as_deref() == Some("weekend")
                || region.members.iter().all(|(of, _)| *of == crate::vocabulary::ProductType::Coaching)),
            "{regions:?}"
        );
    }

    #[test]
    fn another_type_and_other_prices_are_told() {
        let typed = said(&[("id = \"track\"\nkind = \"programme\"", "id = \"track\"\nkind = \"membership\"")]);
        assert_eq!(
            typed.first().map(String::as_str),
            Some(
                "the product `track` is `programme` in the first version and `membership` in the second, and is not compared"
            )
        );
        let priced = said(&[("id = \"track\"", "id = \"track\"\nprice_at_least = \"100.00\"")]);
        assert_eq!(
            priced,
            [
                "the product `track` is sold at any price in the first version and from € 100.00 on in the second; it is compared at the prices of both"
            ]
        );
    }

    #[test]
    fn regions_begin_at_what_the_product_is_sold_for() {
        let priced = POLICY.replacen(
            "id = \"track\"",
            "id = \"track\"\nprice_at_least = \"100.00\"\nprice_at_most = \"900.00\"",
            1,
        );
        let dearer = priced.replacen("percent = 40", "percent = 45", 1);
        let policy = |text: &str| load("products/1.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}"));
        let comparison = compare(&policy(&priced).policy, &policy(&dearer).policy, Law::built_in());
        assert!(comparison.not_compared.is_empty(), "{:?}", comparison.not_compared);
        let cents = crate::money::Cents::new;
        assert!(!comparison.regions.is_empty());
        for region in &comparison.regions {
            assert_eq!((region.price_from, region.price_until), (cents(10_000), Some(cents(90_001))), "{region:?}");
        }
    }
}
