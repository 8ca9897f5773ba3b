use super::*;
use crate::calendar::{Period, Unit};
use crate::facts::{Agreement, Payment};
use crate::money::Locale;
use crate::policy::store::PolicySet;
use crate::render::staircase::merged;
use crate::render::tests::quotes::synthetic;
use crate::vocabulary::{CustomerType, ProductType};

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

fn agreement(starts_at: Option<Instant>) -> Agreement {
    let concluded = at("2026-03-01T10:00:00Z");
    let mut agreement = Agreement::new(CustomerType::Consumer, ProductType::Event, Cents::new(40_000), concluded);
    agreement.starts_at = starts_at;
    agreement.payments = vec![Payment { paid_at: concluded, amount: Cents::new(40_000) }];
    agreement
}

const SHAPES: [Shape; 2] = [Shape::Wide, Shape::Narrow];

/// No two labels overlap and all are on the page.
fn check(layout: &Layout<'_>) {
    let labels = layout.labels.placed();
    for (place, label) in labels.iter().enumerate() {
        let bounds = label.bounds();
        let on_page = bounds.left >= 0.0
            && bounds.right <= layout.page.width
            && bounds.top >= 0.0
            && bounds.bottom <= layout.page.height;
        assert!(on_page, "{label:?} {bounds:?}");
        for other in labels.iter().skip(place + 1) {
            assert!(!bounds.overlaps(&other.bounds()), "{label:?} {other:?}");
        }
    }
}

/// Staircases of 1 to 40 steps, from minutes to decades apart, with and without a start and now.
#[test]
fn labels_never_overlap() {
    let policies = PolicySet::built_in().unwrap();
    let policy = policies.iter().find(|p| p.id == "multidonnas").unwrap();
    let first = at("2026-03-01T10:00:00Z");
    let verdicts =
        [Verdict::Permitted, Verdict::Discretionary, Verdict::Permitted, Verdict::Refused, Verdict::Unregulated];
    for seconds in [60, 3_601, 40_000, 86_400, 200_000, 700_000, 3_000_000, 40_000_000] {
        for steps in [1, 2, 3, 5, 8, 13, 40] {
            let from = |step: i64| first.plus_secs(step * seconds + step % 3 * seconds / 2).unwrap();
            let step = |s: i64| (from(s), verdicts[usize::try_from(s * 3 % 5).unwrap()], s * 37 % 400);
            let windows: Vec<_> = (0..steps).map(step).collect();
            let quote = synthetic(&windows, 400);
            for (start, now) in
                [(None, None), (Some(steps), Some(steps / 2)), (Some(0), Some(steps * 2)), (Some(steps / 3), Some(0))]
            {
                let agreement = agreement(start.map(from));
                for locale in [Locale::En, Locale::Nl] {
                    let now = now.map(from);
                    let stairs = Staircase { policy, quote: &quote, agreement: &agreement, locale, now };
                    SHAPES.iter().for_each(|shape| check(&Layout::of(stairs, *shape)));
                }
            }
        }
    }
}

#[test]
fn a_plain_staircase_says_all_that_matters() {
    let policies = PolicySet::built_in().unwrap();
    let policy = policies.iter().find(|p| p.id == "multidonnas").unwrap();
    let start = at("2026-03-20T09:00:00Z");
    let change =
        policy.zone.start_of(Period::new(8, Unit::Days).before(policy.zone.date_of(start), policy.holidays).unwrap());
    let first = at("2026-03-01T10:00:00Z");
    let quote = synthetic(&[(first, Verdict::Permitted, 0), (change.unwrap(), Verdict::Permitted, 200)], 400);
    let agreement = agreement(Some(start));
    let now = Some(at("2026-03-04T09:00:00Z"));
    let layout =
        Layout::of(Staircase { policy, quote: &quote, agreement: &agreement, locale: Locale::En, now }, Shape::Wide);
    check(&layout);
    let texts: Vec<&str> = layout.labels.placed().iter().map(|label| label.text.as_str()).collect();
    for text in [
        "MultiDonnas: what cancelling costs",
        "Free through 11 Mar 2026, then € 200.00 (50%).",
        "charged",
        "refunded",
        "€ 400",
        "100%",
        "concluded 1 Mar 2026",
        "12 Mar",
        "start 20 Mar",
        "now 4 Mar",
        "free",
        "€ 200.00 · 50%",
    ] {
        assert!(texts.contains(&text), "{text}: {texts:?}");
    }
}

/// What is written on the chart of a staircase, and where its grid and percentages stand.
fn drawn(windows: &[(Instant, Verdict, i64)]) -> (Vec<String>, Vec<f64>, Vec<f64>) {
    let policies = PolicySet::built_in().unwrap();
    let policy = policies.iter().find(|p| p.id == "multidonnas").unwrap();
    let agreement = agreement(Some(at("2026-06-20T09:00:00Z")));
    let quote = merged(&synthetic(windows, 400));
    let layout = Layout::of(
        Staircase { policy, quote: &quote, agreement: &agreement, locale: Locale::En, now: None },
        Shape::Wide,
    );
    check(&layout);
    let texts = layout.labels.placed().iter().map(|label| label.text.clone()).collect();
    (texts, layout.amounts, layout.shares)
}

const FIRST: &str = "2026-03-01T10:00:00Z";

#[test]
fn windows_with_the_same_charge_are_one() {
    let (texts, ..) = drawn(&[
        (at(FIRST), Verdict::Permitted, 100),
        (at("2026-04-01T10:00:00Z"), Verdict::Permitted, 100),
        (at("2026-05-01T10:00:00Z"), Verdict::Permitted, 300),
    ]);
    let of = |text: &str| texts.iter().filter(|label| label.starts_with(text)).count();
    assert_eq!((of("€ 100.00 · "), of("€ 300.00 · "), of("1 Apr 12:00"), of("1 May 12:00")), (1, 1, 0, 1), "{texts:?}");
}

#[test]
fn a_step_of_less_than_a_day_keeps_its_amount() {
    let (texts, ..) = drawn(&[
        (at(FIRST), Verdict::Permitted, 0),
        (at("2026-05-01T10:00:00Z"), Verdict::Permitted, 80),
        (at("2026-05-01T16:00:00Z"), Verdict::Permitted, 300),
    ]);
    assert!(texts.iter().any(|text| text == "20%" || text == "€ 80.00"), "{texts:?}");
    assert!(texts.iter().any(|text| text.starts_with("€ 300.00")), "{texts:?}");
}

#[test]
fn a_refused_question_draws_no_amounts() {
    let (texts, amounts, shares) = drawn(&[(at(FIRST), Verdict::Refused, 0)]);
    assert!(amounts.is_empty() && shares.is_empty());
    assert!(!texts.iter().any(|text| text.starts_with('€') || text.ends_with('%')), "{texts:?}");
    let (texts, ..) = drawn(&[(at(FIRST), Verdict::Refused, 0), (at("2026-05-01T10:00:00Z"), Verdict::Permitted, 80)]);
    assert!(texts.iter().any(|text| text == "€ 400"), "{texts:?}");
}

#[test]
fn percentages_stand_on_the_grid() {
    for charge in [100, 390, 900] {
        let (_, amounts, shares) =
            drawn(&[(at(FIRST), Verdict::Permitted, 0), (at("2026-05-01T10:00:00Z"), Verdict::Permitted, charge)]);
        assert!(shares.len() > 2, "{charge}");
        // The whole price comes first, and may have a line of its own.
        assert!(shares.iter().skip(1).all(|share| amounts.contains(share)), "{charge} {amounts:?} {shares:?}");
    }
}
