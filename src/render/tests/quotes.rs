//! Staircases as they are printed and drawn.

use super::{at, euro, policy};
use crate::calendar::Instant;
use crate::decision::{Charge, Decision, Settlement};
use crate::evaluate::{Quote, QuoteWindow, quote};
use crate::facts::{Agreement, Event, Payment};
use crate::law::Law;
use crate::money::Locale;
use crate::policy::Policy;
use crate::render::{Shape, WIDTH, quote_svg, quote_text};
use crate::vocabulary::{Basis, ChargeKind, CustomerType, ProductType, Question, Verdict};

fn agreement(product: ProductType, price: i64, concluded: &str, starts: &str) -> Agreement {
    let mut agreement = Agreement::new(CustomerType::Consumer, product, euro(price), at(concluded));
    agreement.starts_at = Some(at(starts));
    agreement.payments = vec![Payment { paid_at: at(concluded), amount: euro(price) }];
    agreement
}

fn cancelling(policy: &Policy, agreement: &Agreement) -> Quote {
    let event = Event::Cancellation { received_at: agreement.concluded_at, cancelled_count: None };
    quote(policy, Law::built_in(), agreement, &event, Basis::TermsAndLaw).unwrap()
}

/// A staircase with windows that begin at these instants, for an agreement of € 400.
pub(in crate::render) fn synthetic(windows: &[(Instant, Verdict, i64)], paid: i64) -> Quote {
    let (assumptions, findings) = (Vec::new(), Vec::new());
    let mut quote = Quote {
        question: Question::Cancellation,
        windows: Vec::new(),
        assumptions,
        findings,
        open_withdrawals: Vec::new(),
    };
    for (place, (from, verdict, charged)) in windows.iter().enumerate() {
        let mut decision = Decision::of(*verdict);
        let amount = euro(*charged);
        if *charged > 0 {
            let (kind, sources) = (ChargeKind::CancellationFee, Default::default());
            let (as_written, beside_price, discretionary) = (amount, false, false);
            decision.charges.push(Charge { kind, amount, as_written, beside_price, discretionary, sources });
        }
        if verdict.allows() {
            decision.settlement = Some(Settlement::of(euro(400), euro(paid), amount));
        }
        quote.windows.push(QuoteWindow { from: *from, until: windows.get(place + 1).map(|w| w.0), decision });
    }
    quote
}

#[test]
fn what_the_provider_owes_stands_beside_the_charge() {
    let policy = policy("onvergetelijk-onderwijs");
    let agreement = agreement(ProductType::Event, 400, "2026-03-02T10:00:00Z", "2026-09-14T07:00:00Z");
    let windows =
        [(at("2026-03-02T10:00:00Z"), Verdict::Permitted, 0), (at("2026-08-31T22:00:00Z"), Verdict::Permitted, 100)];
    let mut quote = synthetic(&windows, 400);
    let text = |quote: &Quote, locale| quote_text(&policy, quote, &agreement, locale, None, WIDTH);
    assert!(!text(&quote, Locale::En).contains("From provider"));
    let owed = Charge {
        kind: ChargeKind::Compensation,
        amount: euro(25),
        as_written: euro(25),
        beside_price: false,
        discretionary: false,
        sources: Default::default(),
    };
    quote.windows[1].decision.compensations.push(owed);
    let (en, nl) = (text(&quote, Locale::En), text(&quote, Locale::Nl));
    assert!(en.contains("Free through 31 August 2026, then € 100.00 (25%) and € 25.00 from the provider."), "{en}");
    assert!(en.contains("From provider") && nl.contains("Van aanbieder"), "{en}\n{nl}");
    let row = en.lines().find(|line| line.contains("1 Sep 2026")).unwrap();
    let cells: Vec<&str> = row.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
    assert_eq!(cells[2..5], ["€ 100.00", "€ 300.00", "€ 25.00"], "{en}");
    let svg = quote_svg(&policy, &quote, &agreement, Locale::Nl, None, Shape::Wide);
    assert!(svg.contains("€ 25,00 van de aanbieder"), "{svg}");
}

#[test]
fn a_staircase_in_english() {
    let policy = policy("onvergetelijk-onderwijs");
    let agreement = agreement(ProductType::Event, 1250, "2026-03-02T10:00:00Z", "2026-09-14T07:00:00Z");
    let quote = cancelling(&policy, &agreement);
    let text = quote_text(&policy, &quote, &agreement, Locale::En, Some(at("2026-08-20T10:00:00Z")), WIDTH);
    let expected = "\
Onvergetelijk onderwijs: what cancelling costs
Price € 1,250.00 excluding VAT, paid € 1,250.00, start 14 September 2026 09:00.

€ 100.00 through 16 August 2026, then € 412.50 through 31 August 2026, then € 725.00 through 7
September 2026, then € 1,250.00 (100%).

   From         Through          Charge      Refund  Verdict    Clauses
   2 Mar 2026   16 Aug 2026    € 100.00  € 1,150.00  permitted  cancel
▶  17 Aug 2026  31 Aug 2026    € 412.50    € 837.50  permitted  cancel
   1 Sep 2026   7 Sep 2026     € 725.00    € 525.00  permitted  cancel
   8 Sep 2026   –            € 1,250.00      € 0.00  permitted  cancel

  2 Mar 2026   ███▏ € 100.00
▶ 17 Aug 2026  █████████████▏ € 412.50
  1 Sep 2026   ███████████████████████▏ € 725.00
  8 Sep 2026   ████████████████████████████████████████ € 1,250.00 (100%)

◇ Withdrawing from the contract is open through 16 March 2026 and costs € 0.00; € 1,250.00 comes
  back.

▶ Now, 20 August 2026 12:00: € 412.50
";
    assert_eq!(text, expected);
}

#[test]
fn a_staircase_in_dutch_with_times_and_discretion() {
    let policy = policy("multidonnas");
    let agreement = agreement(ProductType::Event, 400, "2026-03-02T10:00:00Z", "2026-09-14T07:00:00Z");
    let text = quote_text(&policy, &cancelling(&policy, &agreement), &agreement, Locale::Nl, None, WIDTH);
    let expected = "\
MultiDonnas: wat annuleren kost
Prijs € 400,00 inclusief btw, betaald € 400,00, start 14 september 2026 09:00.

Hoogstens € 200,00 (50%) tot 31 juli 2026 17:31, daarna hoogstens € 300,00 (75%) tot 14 augustus
2026 17:31, daarna hoogstens € 360,00 (90%) tot 11 september 2026 17:31, daarna hoogstens € 400,00
(100%).

   Vanaf              Tot                    Kosten     Terug  Uitkomst    Bepalingen
   2 mrt 2026 11:00   31 jul 2026 17:31  ≤ € 200,00  € 200,00  toegestaan  cancel
   31 jul 2026 17:31  14 aug 2026 17:31  ≤ € 300,00  € 100,00  toegestaan  cancel
   14 aug 2026 17:31  11 sep 2026 17:31  ≤ € 360,00   € 40,00  toegestaan  cancel
   11 sep 2026 17:31  –                  ≤ € 400,00    € 0,00  toegestaan  cancel

  2 mrt 2026 11:00   ████████████████████ hoogstens € 200,00 (50%)
  31 jul 2026 17:31  ██████████████████████████████ hoogstens € 300,00 (75%)
  14 aug 2026 17:31  ████████████████████████████████████ hoogstens € 360,00 (90%)
  11 sep 2026 17:31  ████████████████████████████████████████ hoogstens € 400,00 (100%)

◇ De bedenktijd loopt nog tot en met 16 maart 2026; die gebruiken kost € 0,00, € 400,00 komt terug.

≤ Ten hoogste: de aanbieder mag minder rekenen.
";
    assert_eq!(text, expected);
}

#[test]
fn windows_without_amounts_and_bounds_that_include_an_instant() {
    let policy = policy("multidonnas");
    let agreement = agreement(ProductType::Event, 400, "2026-03-01T10:00:00Z", "2026-03-20T09:00:00Z");
    let windows = [
        (at("2026-03-01T10:00:00Z"), Verdict::Discretionary, 80),
        (at("2026-03-17T09:00:00Z").next(), Verdict::Unregulated, 0),
        (at("2026-03-17T23:00:00Z"), Verdict::Refused, 0),
    ];
    let text = quote_text(&policy, &synthetic(&windows, 400), &agreement, Locale::En, None, WIDTH);
    let expected = "\
Discretionary € 80.00 (20%) through 17 March 2026 10:00, then not regulated through 17 March 2026,
then refused.

   From                     Until               Charge    Refund  Verdict        Clauses
   1 Mar 2026 11:00         17 Mar 2026 10:00  € 80.00  € 320.00  discretionary
   after 17 Mar 2026 10:00  17 Mar 2026 24:00        –         –  not regulated
   18 Mar 2026 00:00        –                        –         –  refused

  1 Mar 2026 11:00         ████████ discretionary € 80.00 (20%)
  after 17 Mar 2026 10:00  Not regulated
  18 Mar 2026 00:00        Refused
";
    assert!(text.ends_with(expected), "{text}");
}

#[test]
fn the_chart_is_well_formed_whatever_the_names_are() {
    let mut policy = Policy::clone(&policy("multidonnas"));
    policy.name = "<Q&A> \"it's\" \u{7}\u{ffff}".to_owned();
    let agreement = agreement(ProductType::Event, 400, "2026-03-01T10:00:00Z", "2026-03-20T09:00:00Z");
    for locale in [Locale::En, Locale::Nl] {
        let svg = quote_svg(
            &policy,
            &cancelling(&policy, &agreement),
            &agreement,
            locale,
            Some(at("2026-03-04T09:00:00Z")),
            Shape::Wide,
        );
        well_formed(&svg);
        assert!(svg.contains("<title id=\"staircase-title\">&lt;Q&amp;A&gt; &quot;it&#39;s&quot; "));
        assert!(svg.contains("prefers-color-scheme: dark") && svg.contains("<desc"));
    }
}

/// V1: a consumer who cancels could withdraw instead, and the chart shows until when.
#[test]
fn the_time_to_withdraw_is_a_band_on_the_axis() {
    let policy = policy("multidonnas");
    let mut agreement = agreement(ProductType::Event, 400, "2026-03-02T10:00:00Z", "2026-05-20T09:00:00Z");
    for (locale, legend, told) in [
        (Locale::En, "withdrawing open", "Withdrawing from the contract is open"),
        (Locale::Nl, "herroepen kan", "De bedenktijd loopt nog"),
    ] {
        let svg = quote_svg(&policy, &cancelling(&policy, &agreement), &agreement, locale, None, Shape::Wide);
        well_formed(&svg);
        // The band and its sample in the legend.
        assert_eq!(svg.matches("class=\"withdrawal\"").count(), 2, "{svg}");
        assert!(svg.contains(legend), "{svg}");
        assert!(svg.contains(told), "{svg}");
    }
    agreement.customer = CustomerType::Business;
    let svg = quote_svg(&policy, &cancelling(&policy, &agreement), &agreement, Locale::En, None, Shape::Wide);
    assert!(!svg.contains("class=\"withdrawal\"") && !svg.contains("withdrawing open"));
}

#[test]
fn many_windows_make_no_long_chart() {
    let policy = policy("multidonnas");
    let agreement = agreement(ProductType::Event, 400, "2026-03-01T10:00:00Z", "2026-03-20T09:00:00Z");
    let window = |i: i64| {
        let verdict = if i % 7 == 3 { Verdict::Refused } else { Verdict::Permitted };
        (at("2026-03-01T10:00:00Z").plus_secs(i * 120).unwrap(), verdict, i % 400)
    };
    let windows: Vec<_> = (0..10_000).map(window).collect();
    let svg = quote_svg(&policy, &synthetic(&windows, 400), &agreement, Locale::En, None, Shape::Wide);
    well_formed(&svg);
    assert!(svg.len() < 200_000, "{}", svg.len());
}

/// Tags that match, attributes in quotes, no bare `<` or `&`: what a chart can get wrong.
fn well_formed(svg: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = svg;
    while let Some((text, after)) = rest.split_once('<') {
        let entities = text.split('&').skip(1);
        for entity in entities {
            let (name, _) = entity.split_once(';').unwrap_or_else(|| panic!("bare & in {text}"));
            assert!(["amp", "lt", "gt", "quot", "#39"].contains(&name), "{name}");
        }
        assert!(!text.contains('>') && !text.chars().any(|c| c.is_control() && c != '\n'), "{text}");
        let (tag, after) = after.split_once('>').unwrap_or_else(|| panic!("unclosed tag"));
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        let name = tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{tag}");
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        rest = after;
    }
    assert!(open.is_empty() && rest.trim().is_empty());
}

/// MultiDonnas art. 9.1: 50%, 75%, 90% and all, whatever the cents round to.
#[test]
fn percentages_are_those_of_the_terms() {
    let policy = policy("multidonnas");
    let mut agreement = agreement(ProductType::Event, 400, "2026-03-02T10:00:00Z", "2026-09-14T07:00:00Z");
    agreement.price = crate::money::Cents::new(99);
    agreement.payments.clear();
    let text = quote_text(&policy, &cancelling(&policy, &agreement), &agreement, Locale::En, None, WIDTH);
    for said in ["€ 0.50 (50%)", "€ 0.74 (75%)", "€ 0.89 (90%)", "€ 0.99 (100%)"] {
        assert!(text.contains(said), "{said}: {text}");
    }
}
