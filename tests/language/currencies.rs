//! Policies in other currencies than the euro: amounts with their own decimals, in requests, decisions, texts and case files.

use clausula::cases;
use clausula::contract::{self, FieldNames, parse_request};
use clausula::law::Law;
use clausula::policy::load::load;
use clausula::policy::store::PolicySet;

/// A text that charges 12.5% of the price and a fixed amount, at most the price.
fn text(id: &str, version: &str, currency: &str, fixed: &str) -> String {
    format!(
        r#"policy = "{id}"
version = "{version}"
name = "Abroad"
effective_from = {version}
currency = "{currency}"
prices = "including_vat"
zone = "Europe/London"
holidays = "UK-ENG"
law = "none"

[[clause]]
id = "cancel"
article = "1"
question = "cancellation"
summary = {{ nl = "Annuleren kost 12,5% en een vast bedrag.", en = "Cancelling costs 12.5% and a fixed amount." }}
[clause.outcome]
settles = true
charges = [
  {{ kind = "cancellation_fee", percent = 12.5, of = "price" }},
  {{ kind = "administration_fee", amount = "{fixed}" }},
]
"#
    )
}

fn set(texts: &[String]) -> PolicySet {
    PolicySet::from_files(texts.iter().enumerate().map(|(at, text)| (format!("{at}.toml"), text))).unwrap()
}

fn request(currency: &str, units: i64, concluded: &str) -> String {
    format!(
        r#"{{"policyId":"abroad","agreement":{{"customerType":"CUSTOMER_TYPE_CONSUMER","productType":"PRODUCT_TYPE_EVENT",
        "price":{{"currencyCode":"{currency}","minorUnits":"{units}"}},"concludedAt":"{concluded}T10:00:00Z",
        "startsAt":"2027-03-01T10:00:00Z","payments":[{{"paidAt":"{concluded}T11:00:00Z",
        "amount":{{"currencyCode":"{currency}","minorUnits":"{units}"}}}}]}},
        "cancellation":{{"receivedAt":"2027-01-15T10:00:00Z"}}}}"#
    )
}

/// The amount charged and the amount that comes back, or what is wrong with which field.
fn answer(policies: &PolicySet, json: &str) -> Result<(String, i64, i64), Vec<String>> {
    let request = parse_request(json.as_bytes()).unwrap();
    match contract::answer(policies, Law::built_in(), &request, FieldNames::Json) {
        Ok(response) => {
            let settlement = response.decision.unwrap().settlement.unwrap();
            let (charged, refund) = (settlement.charged.unwrap(), settlement.refund.unwrap());
            assert_eq!(charged.currency_code, refund.currency_code);
            Ok((charged.currency_code, charged.minor_units, refund.minor_units))
        }
        Err(rejection) => {
            let violations = rejection.violations();
            Err(violations.iter().map(|violation| format!("{}: {}", violation.field, violation.problem)).collect())
        }
    }
}

#[test]
fn amounts_are_counted_in_the_smallest_unit() {
    for (currency, fixed, price, charged) in [
        // 12.5% of 99.99 is 12.49875, of 999 yen 124.875, of 9.999 dinar 1.249875.
        ("GBP", "25.00", 9_999, 1_250 + 2_500),
        ("DKK", "25.00", 9_999, 1_250 + 2_500),
        ("JPY", "25", 999, 125 + 25),
        ("KWD", "2.500", 9_999, 1_250 + 2_500),
    ] {
        let policies = set(&[text("abroad", "2026-01-01", currency, fixed)]);
        let found = answer(&policies, &request(currency, price, "2027-01-05"));
        assert_eq!(found, Ok((currency.to_owned(), charged, price - charged)), "{currency}");
    }
}

#[test]
fn an_amount_in_another_currency_is_refused_by_field() {
    let policies = set(&[text("abroad", "2026-01-01", "GBP", "25.00")]);
    let fields = ["agreement.price", "agreement.payments[0].amount"];
    for (currency, says) in [("EUR", "is in `EUR`, the policy is in `GBP`"), ("", "has no currency code; give `GBP`")] {
        let found = answer(&policies, &request(currency, 9_999, "2027-01-05"));
        assert_eq!(found, Err(fields.map(|field| format!("{field}: {says}")).to_vec()));
    }
}

/// Croatia and others changed to the euro: what counts is the version that decides.
#[test]
fn versions_may_differ_in_currency() {
    let policies = set(&[text("abroad", "2020-01-01", "DKK", "25.00"), text("abroad", "2026-01-01", "EUR", "3.00")]);
    let charged = |currency: &str, concluded: &str| answer(&policies, &request(currency, 10_000, concluded));
    assert_eq!(charged("DKK", "2025-12-31"), Ok(("DKK".to_owned(), 3_750, 6_250)));
    assert_eq!(charged("EUR", "2026-01-01"), Ok(("EUR".to_owned(), 1_550, 8_450)));
    let refused = charged("EUR", "2025-12-31").unwrap_err();
    assert_eq!(refused[0], "agreement.price: is in `EUR`, the policy is in `DKK`");
    let unknown = charged("XAU", "2026-01-01").unwrap_err();
    assert!(unknown[0].starts_with("agreement.price: is in `XAU`, which is not a currency"), "{unknown:?}");
}

#[test]
fn a_fixed_amount_has_the_decimals_of_the_currency() {
    for (currency, right, wrong) in [("GBP", "25.00", "25"), ("JPY", "25", "25.00"), ("KWD", "2.500", "2.50")] {
        assert!(load("right.toml", text("p", "2026-01-01", currency, right).as_bytes()).is_ok(), "{currency}");
        let report = load("wrong.toml", text("p", "2026-01-01", currency, wrong).as_bytes()).unwrap_err();
        let said: Vec<String> = report.errors().map(ToString::to_string).collect();
        assert!(said.len() == 1 && said[0].contains("error[bad-amount]"), "{said:?}");
    }
}

#[test]
fn case_files_state_amounts_in_the_currency_of_the_policy() {
    let policies = set(&[text("abroad", "2026-01-01", "JPY", "25")]);
    let file = |currency: &str, price: &str, charged: &str| {
        format!(
            r#"policy = "abroad"
{currency}
[[case]]
name = "12.5% and 25"
article = "1"
question = "cancellation"
customer = "consumer"
product = "event"
price = "{price}"
concluded_at = 2027-01-05
received_at = 2027-01-15
expect = {{ charged = "{charged}" }}
"#
        )
    };
    let failed = |text: &str| {
        let loaded = cases::load("abroad.cases.toml", text.as_bytes()).map_err(|report| report.to_string())?;
        Ok::<_, String>(cases::run(&loaded, &policies, Law::built_in()).failed())
    };
    assert_eq!(failed(&file("currency = \"JPY\"", "999", "150")), Ok(0));
    assert_eq!(failed(&file("currency = \"JPY\"", "999", "151")), Ok(1));
    assert_eq!(failed(&file("", "999.00", "150.00")), Ok(1), "euros for a policy in yen");
    assert!(failed(&file("currency = \"JPY\"", "999.00", "150")).unwrap_err().contains("JPY has no decimals"));
}
