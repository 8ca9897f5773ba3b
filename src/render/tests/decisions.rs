//! Whole decisions as they are printed.

use super::{at, day, euro, policy};
use crate::evaluate::{Detail, evaluate};
use crate::facts::{Agreement, Event, Facts, Invoice, Payment, PaymentReview};
use crate::law::Law;
use crate::money::Locale;
use crate::policy::{Policy, Summary};
use crate::render::{WIDTH, decision_text};
use crate::vocabulary::{Basis, CustomerType, ProductType};

fn text(policy_id: &str, agreement: Agreement, event: Event, locale: Locale) -> String {
    let mut policy = Policy::clone(&policy(policy_id));
    // What is left out is told in `tests/unencoded.rs`. The summaries are the policy authors' to rewrite.
    policy.unencoded.clear();
    for clause in &mut policy.clauses {
        clause.summary =
            Summary { nl: format!("Wat `{}` zegt.", clause.id), en: format!("What `{}` says.", clause.id) };
    }
    let facts = Facts::new(agreement, event, Basis::TermsAndLaw).unwrap();
    let decision = evaluate(&policy, Law::built_in(), &facts, Detail::Full).unwrap();
    let text = decision_text(&policy, Law::built_in(), facts.question(), &decision, locale, WIDTH);
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    assert!(text.lines().all(|line| line.trim_end() == line), "{text}");
    // The digests change with every word of a policy file, and of the law.
    let digests = [policy.digest.as_str(), Law::built_in().of(policy.law).digest];
    digests.iter().fold(text, |text, digest| text.replace(digest.get(..19).unwrap_or_default(), "sha256:…"))
}

fn consumer(product: ProductType, price: i64, concluded: &str, starts: &str) -> Agreement {
    let mut agreement = Agreement::new(CustomerType::Consumer, product, euro(price), at(concluded));
    agreement.starts_at = Some(at(starts));
    agreement.payments = vec![Payment { paid_at: at(concluded), amount: euro(price) }];
    agreement
}

#[test]
fn a_cancellation_after_office_hours() {
    let agreement = consumer(ProductType::Event, 400, "2026-03-02T10:00:00Z", "2026-09-14T07:00:00Z");
    let event = Event::Cancellation { received_at: at("2026-09-04T15:31:00Z"), cancelled_count: None };
    let expected = "\
Toegestaan: dit mag.
Het moment dat telt is maandag 7 september 2026 09:00.

Kosten
  Annuleringskosten  € 360,00  ten hoogste; de aanbieder mag minder rekenen

Afrekening
  Prijs        € 400,00
  Betaald      € 400,00
  In rekening  € 360,00
  Terug         € 40,00

Waarom
  1. art. 9.2 · office-hours
     Wat `office-hours` zegt.
     → ontvangen vrijdag 4 september 2026 17:31, geldt als gegeven maandag 7 september 2026 09:00
  2. art. 9.1 · cancel
     Wat `cancel` zegt.
     → 14 september 2026 is 7 dagen na 7 september 2026
     → 90% van € 400,00 = € 360,00
     → toegestaan
  3. leesregel R6
     Wat is betaald, wordt verrekend met wat in rekening komt.
     → betaald € 400,00 − in rekening € 360,00 = € 40,00 terug

Aangenomen
  - Er is geen aantal eenheden opgegeven, zodat het geleverde deel 0 is.
  - Voor de uitvoering zijn geen kosten gemaakt.
  - Bij het sluiten van de overeenkomst is op de bedenktijd gewezen.

Over de voorwaarden
  - Een consument die met een dienst stopt, betaalt wat redelijk is: de rechter kan verlagen wat
    art. 9.1 (cancel) rekent boven het geleverde deel en de kosten (BW 7:411, 6:237 i).
  - De rechter kan vernietigen wat art. 9.1 (cancel) zegt (TERM-FEE: BW 7:408, 7:411, 7:413, 6:237
    i; vergelijk ECLI:NL:HR:2017:2775 over een voortijdig verlaten opleiding en
    ECLI:NL:RBROT:2025:6409 over een cursus); het antwoord is dat van de voorwaarden. Volgens de
    voorwaarden is dat € 360,00; de wet zou € 0,00 laten staan, het geleverde deel en de kosten.
    Sommige rechters laten niets over in de plaats van het beding.
  - De rechter kan vernietigen wat art. 9.2 (office-hours) zegt (DEEMED-LATER: BW 6:236 l, 3:37);
    het antwoord is dat van de voorwaarden.

De volgende verandering
  Vóór 11 september 2026 17:31: € 360,00, € 40,00 terug; vanaf dan: € 400,00, € 0,00 terug

Voorwaarden van MultiDonnas: multidonnas (tekst zonder datum), sha256:…. Recht: NL,
sha256:…. Bedragen inclusief btw. Een lezing van openbare teksten door software, geen
juridisch advies.
";
    assert_eq!(text("multidonnas", agreement, event, Locale::Nl), expected);
}

#[test]
fn a_withdrawal_for_which_the_law_gives_a_day_more() {
    let agreement = consumer(ProductType::Event, 400, "2026-03-02T10:00:00Z", "2026-09-14T07:00:00Z");
    let event = Event::Withdrawal {
        declared_at: at("2026-03-10T15:31:00Z"),
        received_at: None,
        goods_devaluation: Some(euro(0)),
    };
    let expected = "\
Permitted: this is allowed.
It is judged as of Tuesday 10 March 2026 16:31.

Settlement
  Price    € 400.00
  Paid     € 400.00
  Charged    € 0.00
  Refund   € 400.00

Deadlines
  Last day to withdraw  Monday 16 March 2026, until 24:00
  Refund due by         Tuesday 24 March 2026, until 24:00

Why
  1. art. 14.1, 14.2 · withdraw
     What `withdraw` says.
     → 14 days from 2 March 2026, that day included: 15 March 2026, until 24:00
  2. BW 6:230o; Regulation (EEC, Euratom) 1182/71 art. 3(4) · L1
     A consumer may withdraw from a contract concluded at a distance for 14 days after its
     conclusion, or after receipt of the goods; a last day on a weekend or holiday moves to the next
     working day. Terms may give more, not less.
     → 14 days after 2 March 2026: 16 March 2026, until 24:00
     → in time (last day to withdraw 16 March 2026)
  3. art. 14.10, 14.11, 14.13 · withdraw-refund
     What `withdraw-refund` says.
     → 14 days after 10 March 2026: 24 March 2026, until 24:00
  4. rule of reading R6
     What was paid is set off against what is charged.
     → paid € 400.00 − charged € 0.00 = € 400.00 back

Assumed
  - Not everything was performed yet.
  - Nothing was delivered yet.
  - Information on the right to withdraw was given when the contract was concluded.
  - There was no express request to start within the withdrawal period.
  - The contract was concluded at a distance.

About the terms
  Mandatory law gives the customer more than the terms do, and prevails: L1 (BW 6:230o; Regulation
  (EEC, Euratom) 1182/71 art. 3(4)).

The next change
  Before 17 March 2026 00:00: permitted, € 0.00, € 400.00 back; from then: refused

Terms of Heartschool: heartschool (text without a date), sha256:…. Law: NL,
sha256:…. Amounts including VAT. A reading of public texts by software, not legal advice.
";
    assert_eq!(text("heartschool", agreement, event, Locale::En), expected);
}

#[test]
fn invoices_in_default() {
    let (concluded_at, price) = (at("2025-03-02T10:00:00Z"), euro(1200));
    let agreement = Agreement::new(CustomerType::Business, ProductType::Subscription, price, concluded_at);
    let invoice = |id: &str, issued_on: &str, open: i64| Invoice {
        id: id.to_owned(),
        issued_on: day(issued_on),
        due_on: None,
        open: euro(open),
        is_deposit: Some(false),
        reminder_received_on: None,
        collection_notice_received_on: None,
        collection_notice_defective: None,
        open_at_notice_end: None,
        collection_steps_on: Vec::new(),
    };
    let event = Event::PaymentReview(PaymentReview {
        as_of: at("2026-03-04T10:00:00Z"),
        actual_collection_costs: Some(euro(500)),
        collection_costs_vat_percent: Some(0),
        invoices: vec![invoice("2025-07", "2025-12-01", 1000), invoice("2026-02", "2026-02-28", 250)],
    });
    let expected = "\
The terms answer this as follows.
The provider may suspend access.

Arrears
  Principal in default  € 1,000.00
  Interest                 € 26.07
  Collection costs        € 500.00
  Total                 € 1,526.07

  Invoice  Due               In default from   Days  Interest
  2025-07  15 December 2025  16 December 2025    79   € 26.07
  2026-02  14 March 2026     –                    0    € 0.00

Why
  1. art. 7.10, 7.15, 7.19 · default
     What `default` says.
     → invoice 2025-07: due 15 December 2025, in default from 16 December 2025
     → invoice 2025-07: 16 December 2025 through 4 March 2026: 2 months and 17 of 28 days at 1% a
       month over € 1,000.00 = € 26.0714
     → invoice 2025-07: interest over 79 days: € 26.07
  2. BW 6:96; Besluit vergoeding voor buitengerechtelijke incassokosten; ECLI:NL:HR:2016:2704 · L6
     Collection costs follow the statutory scale over the principal, with the value added tax that
     the creditor cannot deduct. A consumer owes no more, and only from the 15th day after
     receiving, in default, a notice that gives 14 days.
     → 15% of the first € 1,000.00 = € 150.00
     → collection costs over € 1,000.00: € 150.00
  3. art. 7.10, 7.15, 7.19 · default
     → costs really made € 500.00, above the scale's € 150.00: € 500.00

The next change
  From 15 March 2026 00:00, deadlines, rights or amounts due change

Terms of KlantGenerator: klantgenerator 2020-12-17, sha256:…. Law: NL,
sha256:…. Amounts excluding VAT. A reading of public texts by software, not legal advice.
";
    assert_eq!(text("klantgenerator", agreement, event, Locale::En), expected);
}
