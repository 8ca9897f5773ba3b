//! What each jurisdiction holds.

use super::*;
use crate::analyse::rules::{Rule as Check, check};
use crate::calendar::Instant;
use crate::decision::{FindingCode, Source};
use crate::evaluate::{Detail, evaluate};
use crate::facts::{Agreement, Event, Facts};
use crate::money::Cents;
use crate::policy::Policy;
use crate::policy::load::load;
use crate::vocabulary::{Basis, CustomerType, ProductType, Verdict};

#[test]
fn each_has_what_it_says() {
    let law = |id| Law::built_in().of(id);
    let (nl, eu, none) = (law(JurisdictionId::Nl), law(JurisdictionId::Eu), law(JurisdictionId::None));
    assert_eq!([nl.id.name(), eu.id.name(), none.id.name()], ["NL", "EU", "none"]);
    assert_eq!(nl.rules().iter().map(|rule| rule.id).collect::<Vec<_>>(), LawRule::ALL);
    assert_eq!(eu.rules().iter().map(|rule| rule.id.id()).collect::<Vec<_>>(), ["L1", "L2", "L3", "L4", "L5"]);
    assert!(none.rules().is_empty() && none.withdrawal().is_none());
    assert!(nl.not_checked.is_none() && eu.not_checked.is_some() && none.not_checked.is_some());
    for law in [eu, none] {
        assert!(RateTable::ALL.iter().all(|table| law.interest(*table).is_none()));
        assert!(law.collection_costs().is_none() && law.longest_notice().is_none() && law.price_holds().is_none());
        assert!(law.findings().is_empty());
    }
    let withdrawal = nl.withdrawal().unwrap();
    let periods = [withdrawal.period, withdrawal.not_informed, withdrawal.informed_later, withdrawal.refund];
    assert_eq!(periods.map(|period| period.to_string()), ["14 days", "12 months", "14 days", "14 days"]);
    assert_eq!(nl.longest_notice().unwrap().to_string(), "1 month");
    assert_eq!(nl.price_holds().unwrap().to_string(), "3 months");
    let notice = nl.collection_costs().unwrap().notice();
    assert_eq!((notice.gives.to_string(), notice.costs_from.to_string()), ("14 days".into(), "15 days".into()));
}

#[test]
fn texts_are_in_both_languages() {
    for law in Law::built_in().jurisdictions() {
        let texts = law.rules().iter().flat_map(|rule| [rule.title, rule.summary]);
        for text in texts.chain([law.name]).chain(law.not_checked) {
            assert!(!text.en.is_empty() && !text.nl.is_empty() && text.en != text.nl, "{text:?}");
        }
        for group in law.leaving_by_product() {
            assert!(!group.why.en.is_empty() && !group.why.nl.is_empty() && group.why.en != group.why.nl, "{group:?}");
        }
        for rule in law.rules() {
            assert_eq!(LawRule::from_id(&rule.id.to_string()), Some(rule.id));
            assert!(!rule.provision.is_empty());
        }
    }
    assert_eq!(LawRule::from_id("L11"), None);
}

/// A type of product that the vocabulary has and the law does not would have a right that is never lost.
#[test]
fn every_type_of_product_has_its_place() {
    for law in Law::built_in().jurisdictions() {
        let Some(withdrawal) = law.withdrawal() else { continue };
        for product in ProductType::ALL {
            let places = withdrawal.products().iter().filter(|group| group.types.contains(&product.name()));
            assert_eq!(places.count(), 1, "{} {product}", law.id);
            let leaving = law.leaving_by_product();
            let places = leaving.iter().filter(|group| group.types.contains(&product.name())).count();
            assert_eq!(places, usize::from(!leaving.is_empty()), "{} {product}", law.id);
        }
    }
}

#[test]
fn dutch_law_knows_every_check_and_the_others_only_known_ones() {
    for law in Law::built_in().jurisdictions() {
        for (id, _) in law.checks() {
            assert!(Check::parse(id).is_some(), "{} {id}", law.id);
        }
        for (code, provision) in law.findings() {
            assert!(FindingCode::parse(code).is_some() && !provision.is_empty(), "{} {code}", law.id);
        }
    }
    for check in Check::ALL {
        assert!(dutch().provision_of_check(check.name()).is_some(), "{check}");
    }
    assert_eq!(dutch().provision_of_check("WD-REFUND"), Some("BW 6:230r"));
    let european = Law::built_in().of(JurisdictionId::Eu);
    assert_eq!(european.provision_of_check("WD-REFUND"), Some("Directive 2011/83/EU art. 13, 14"));
    assert_eq!(european.provision_of_check("NOTICE-LONG"), None);
}

#[test]
fn the_listing_holds_everything() {
    let entries = dutch().entries();
    let count = |wanted: fn(&LawEntryValue<'_>) -> bool| entries.iter().filter(|entry| wanted(&entry.value)).count();
    assert_eq!(count(|value| matches!(value, LawEntryValue::Interest(RateTable::Consumer, _))), 8);
    assert_eq!(count(|value| matches!(value, LawEntryValue::Interest(RateTable::Trade, _))), 13);
    assert_eq!(count(|value| matches!(value, LawEntryValue::InterestReview(_))), 2);
    assert_eq!(count(|value| matches!(value, LawEntryValue::InterestContracts(RateTable::Trade))), 1);
    assert_eq!(count(|value| matches!(value, LawEntryValue::CollectionBand(_))), 5);
    assert_eq!(count(|value| matches!(value, LawEntryValue::Rule(_))), 10);
    assert_eq!(
        count(|value| matches!(value, LawEntryValue::Products(_))),
        dutch().withdrawal().unwrap().products().len()
    );
    assert_eq!(count(|value| matches!(value, LawEntryValue::Leaving(_))), dutch().leaving_by_product().len());
    let european = Law::built_in().of(JurisdictionId::Eu).entries();
    let of_rules = european.iter().filter(|entry| matches!(entry.value, LawEntryValue::Rule(_)));
    assert_eq!(of_rules.count(), 5);
    assert!(Law::built_in().of(JurisdictionId::None).entries().is_empty());
}

#[test]
fn a_product_that_the_law_leaves_out_has_the_right_of_the_terms_alone() {
    let policy = |clause: &str, products: &str| {
        let text = format!(
            "policy = 'p'\nversion = '1'\nname = 'N'\ncurrency = 'EUR'\nprices = 'including_vat'\n\
             zone = 'Europe/Amsterdam'\nholidays = 'NL'\nlaw = 'NL'\n[[clause]]\nid = 'c'\narticle = '1'\n\
             products = [{products}]\nsummary = {{ nl = 'a', en = 'a' }}\n{clause}\n"
        );
        load("p.toml", text.as_bytes()).unwrap().policy
    };
    let silent = policy("question = 'offer'\noutcome = { verdict = 'discretionary' }", "'event', 'leisure'");
    let generous = policy(
        "question = 'withdrawal'\nwithdrawal_right = { period = '7 days', customer = 'consumer' }",
        "'event', 'leisure'",
    );
    let law = Law::built_in();
    let decide = |policy: &Policy, product, declared| {
        let at = |text| Instant::parse_rfc3339(text).unwrap();
        let price = Cents::new(10_000);
        let agreement = Agreement::new(CustomerType::Consumer, product, price, at("2026-03-02T09:00:00Z"));
        let event =
            Event::Withdrawal { declared_at: at(declared), received_at: None, goods_devaluation: Some(Cents::ZERO) };
        let facts = Facts::new(agreement, event, Basis::TermsAndLaw).unwrap();
        evaluate(policy, law, &facts, Detail::Full).unwrap()
    };
    let (early, late) = ("2026-03-09T22:59:59Z", "2026-03-09T23:00:00Z");
    // Silent terms: no right to withdraw from leisure on a date, and the law says why; from a training on a date there is one.
    let refused = decide(&silent, ProductType::Leisure, early);
    assert_eq!((refused.verdict, refused.deadlines.len()), (Verdict::Refused, 0));
    assert_eq!(refused.explanation.last().unwrap().source, Source::Law(LawRule::L3));
    assert_eq!(decide(&silent, ProductType::Event, early).verdict, Verdict::Permitted);
    // Terms that give a right give theirs: seven days, and no more by law.
    let permitted = decide(&generous, ProductType::Leisure, early);
    assert_eq!(permitted.verdict, Verdict::Permitted);
    assert!(permitted.deadlines.iter().all(|deadline| !deadline.sources.contains(&Source::Law(LawRule::L4))));
    assert_eq!(decide(&generous, ProductType::Leisure, late).verdict, Verdict::Refused);
    assert_eq!(decide(&generous, ProductType::Event, late).verdict, Verdict::Permitted);
    // And the check asks terms on leisure alone for no clause on withdrawal.
    let checked = |policy: &Policy| check(policy, law, date("2026-11-29")).iter().any(|f| f.rule == Check::WdMissing);
    let leisure = policy("question = 'offer'\noutcome = { verdict = 'discretionary' }", "'leisure'");
    assert!(checked(&silent) && !checked(&leisure));
}
