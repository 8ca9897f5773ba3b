//! Interest at a contractual percentage a month, against sums done another way.

use super::*;
use crate::money::Percent;

type Days = (&'static str, &'static str);

fn interest(table: Option<RateTable>, percent: &str, principal: i64, days: Days) -> Result<Accrual, InterestError> {
    let percent = Percent::new(percent.parse().unwrap()).unwrap();
    contract_interest(ContractRate::Monthly(percent), table.map(super::table), principal, date(days.0), date(days.1))
}

/// The sums of a day-by-day count in fractions of unlimited size, written in another language.
#[test]
fn agrees_with_fractions_day_by_day() {
    use RateTable::{Consumer, Trade};
    for (table, percent, principal, first_day, as_of, days, cents) in [
        (None, "0.999", 1_000_000, "2025-01-15", "2026-01-14", 365, 119_880),
        (None, "8.3333", 31_415_926, "2013-03-16", "2199-12-31", 68_226, 5_868_251_930),
        (None, "1", 777, "2024-02-29", "2024-02-29", 1, 0),
        (Some(Trade), "1", 100_000, "2023-12-31", "2024-07-30", 213, 7_279),
        (Some(Trade), "1", 31_415_926, "2013-03-16", "2026-11-21", 4_999, 51_896_007),
        (Some(Trade), "0.9", 100_000, "2013-03-16", "2026-11-21", 4_999, 151_861),
        (Some(Trade), "0.7", 2_718_281, "2014-02-28", "2061-03-31", 17_199, 124_261_238),
        (Some(Consumer), "0.4583", 123_457, "2011-07-01", "2027-01-01", 5_664, 109_116),
    ] {
        let accrual = interest(table, percent, principal, (first_day, as_of));
        assert_eq!(sum(accrual), (days, cents), "{percent} {first_day} {as_of}");
    }
}

#[test]
fn whole_months_bear_exactly_the_percentage() {
    // The last day of three months, the day before and the day after; from the 31st too.
    for (first_day, as_of, cents) in [
        ("2026-01-01", "2026-03-30", 2_968),
        ("2026-01-01", "2026-03-31", 3_000),
        ("2026-01-01", "2026-04-01", 3_033),
        ("2026-01-31", "2026-02-27", 1_000),
        ("2026-01-31", "2026-04-28", 2_967),
        ("2026-01-31", "2026-04-29", 3_000),
        ("2026-01-31", "2026-04-30", 3_032),
    ] {
        assert_eq!(interest(None, "1", 100_000, (first_day, as_of)).unwrap().cents, cents, "{as_of}");
    }
    for months in 1..=240 {
        let first_day = date("2019-10-31");
        let as_of = first_day.plus_months(months).unwrap().plus_days(-1).unwrap();
        let percent = Percent::new("0.999".parse().unwrap()).unwrap();
        let accrual = contract_interest(ContractRate::Monthly(percent), None, 100_000, first_day, as_of).unwrap();
        assert_eq!((accrual.cents, accrual.periods.len()), (999 * months, 1), "{months}");
    }
}

/// No rate is too high, and none is read in whole hundredths of a percent a year.
#[test]
fn every_rate_counts_as_it_is() {
    for (percent, cents) in
        [("0.0001", 1), ("0.0834", 834), ("83.3334", 833_334), ("99.9999", 999_999), ("100", 1_000_000)]
    {
        assert_eq!(interest(None, percent, 1_000_000, ("2026-06-10", "2026-07-09")).unwrap().cents, cents);
    }
}

#[test]
fn each_day_at_the_higher_of_the_two_daily_rates() {
    // 1% a month is 12.59% a year in a month of 29 days, 12.17% in one of 30, 11.77% in one of 31.
    let accrual = interest(Some(RateTable::Trade), "1", 100_000, ("2023-12-31", "2024-07-30")).unwrap();
    assert_eq!(
        spans(&accrual),
        owned(&[
            ("2023-12-31", "2023-12-31", 1, "12%"),
            ("2024-01-01", "2024-01-30", 30, "12.5%"),
            ("2024-01-31", "2024-02-28", 29, "1% a month"),
            ("2024-02-29", "2024-06-30", 123, "12.5%"),
            ("2024-07-01", "2024-07-30", 30, "12.25%"),
        ])
    );
    // 7% a year over 30 days is 0.57534%; as much as the statutory rate is enough for the contract's.
    let equal = interest(Some(RateTable::Consumer), "0.6", 100_000, ("2024-04-01", "2024-04-30")).unwrap();
    assert_eq!(spans(&equal), owned(&[("2024-04-01", "2024-04-30", 30, "0.6% a month")]));
    let lower = interest(Some(RateTable::Consumer), "0.5753", 100_000, ("2024-04-01", "2024-04-30")).unwrap();
    assert_eq!(spans(&lower), owned(&[("2024-04-01", "2024-04-30", 30, "7%")]));
    let higher = interest(Some(RateTable::Consumer), "0.5754", 100_000, ("2024-04-01", "2024-04-30")).unwrap();
    assert_eq!(spans(&higher), owned(&[("2024-04-01", "2024-04-30", 30, "0.5754% a month")]));
}

#[test]
fn only_statutory_days_compound_and_contractual_ones_bear_on_the_principal() {
    let consumer = Some(RateTable::Consumer);
    // Below the statutory rate of every day, the contract's changes nothing.
    let days = ("2024-01-15", "2026-11-21");
    let statutory = statutory(RateTable::Consumer, 100_000, days.0, days.1).unwrap();
    assert_eq!(interest(consumer, "0.1", 100_000, days).unwrap().cents, statutory.cents);
    // 0.5% a month is below the 6% of 2025 in a month of 31 days, and above it in February.
    let accrual = interest(consumer, "0.5", 100_000, ("2024-01-01", "2025-02-28")).unwrap();
    let borne = accrual.periods.iter().map(|p| (p.principal.rounded().unwrap(), p.interest.rounded().unwrap()));
    assert_eq!(
        spans(&accrual),
        owned(&[
            ("2024-01-01", "2024-12-31", 366, "7%"),
            ("2025-01-01", "2025-01-31", 31, "6%"),
            ("2025-02-01", "2025-02-28", 28, "0.5% a month"),
        ])
    );
    assert_eq!(borne.collect::<Vec<_>>(), [(100_000, 7_019), (107_019, 545), (100_000, 500)]);
}

#[test]
fn spans_name_whole_months_and_the_days_beside_them() {
    let span = |table, days| {
        let accrual = interest(table, "1", 100_000, days).unwrap();
        accrual
            .periods
            .iter()
            .map(|p| match p.rate {
                AccrualRate::Monthly(_, MonthlySpan { before, months, after }) => {
                    (before.map(|p| (p.days, p.of)), months, after.map(|p| (p.days, p.of)))
                }
                AccrualRate::Yearly(_) | AccrualRate::YearlyByTerms(_) => (None, 0, None),
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(span(None, ("2026-01-15", "2026-02-13")), [(None, 0, Some((30, 31)))]);
    assert_eq!(span(None, ("2026-01-15", "2026-02-14")), [(None, 1, None)]);
    assert_eq!(span(None, ("2026-01-15", "2026-02-15")), [(None, 1, Some((1, 28)))]);
    assert_eq!(span(None, ("2026-01-15", "2026-04-24")), [(None, 3, Some((10, 30)))]);
    // The trade rate of 12.5% gives way to 11.15% on the first of January.
    let parted = span(Some(RateTable::Trade), ("2024-12-15", "2025-02-20"));
    assert_eq!(parted, [(None, 0, None), (Some((14, 31)), 1, Some((6, 28)))]);
}

#[test]
fn the_table_is_read_only_where_it_counts() {
    let early = ("2013-03-15", "2013-03-15");
    let trade = Some(RateTable::Trade);
    assert_eq!(interest(trade, "1", 1, early), Err(InterestError::BeforeTable { first_day: date("2013-03-16") }));
    assert_eq!(sum(interest(None, "1", 100_000, early)), (1, 32));
    let late = ("2026-12-31", "2027-01-01");
    assert!(interest(trade, "1", 1, late).unwrap().after_review);
    assert!(!interest(None, "1", 1, late).unwrap().after_review);
    assert_eq!(sum(interest(trade, "1", 1, ("2013-03-15", "2013-03-14"))), (0, 0));
}

#[test]
fn the_largest_sums() {
    let long = ("2013-03-16", "2199-12-31");
    assert_eq!(sum(interest(Some(RateTable::Trade), "100", 100_000_000, long)).1, 224_151_612_903);
    assert_eq!(interest(None, "100", i64::MAX, ("2024-01-01", "2024-02-29")), Err(InterestError::TooLarge));
    assert!(interest(None, "100", i64::MAX, ("2024-01-01", "2024-01-31")).is_ok());
    assert_eq!(interest(None, "1", -1, ("2024-01-01", "2024-02-29")), Err(InterestError::NegativePrincipal));
}

/// The first day of a month by the terms bears all of it, and the rest of that month nothing more.
#[test]
fn a_started_month_bears_the_whole_percentage() {
    let started = |first_day: &str, as_of: &str| {
        let rate = ContractRate::StartedMonths(Percent::whole(1));
        let accrual = contract_interest(rate, None, 100_000, date(first_day), date(as_of)).unwrap();
        (accrual.days, accrual.cents)
    };
    for (as_of, days, cents) in [
        ("2025-12-31", 0, 0),
        ("2026-01-01", 1, 1_000),
        ("2026-01-31", 31, 1_000),
        ("2026-02-01", 32, 2_000),
        ("2026-12-31", 365, 12_000),
        ("2027-01-01", 366, 13_000),
    ] {
        assert_eq!(started("2026-01-01", as_of), (days, cents), "{as_of}");
    }
    // From the 31st a month begins on the last day of a shorter one.
    let from_the_31st = ["2026-02-27", "2026-02-28", "2026-03-30", "2026-03-31"];
    assert_eq!(from_the_31st.map(|as_of| started("2026-01-31", as_of).1), [1_000, 2_000, 2_000, 3_000]);
}

/// Each day bears 1/365, over the principal alone, whatever the year.
#[test]
fn a_rate_a_year_bears_by_days() {
    let yearly = |percent: &str, table: Option<RateTable>, (first_day, as_of): Days| {
        let rate = ContractRate::Yearly(Percent::new(percent.parse().unwrap()).unwrap());
        contract_interest(rate, table.map(super::table), 100_000, date(first_day), date(as_of)).unwrap()
    };
    let sum = |percent, as_of| yearly(percent, None, ("2026-01-01", as_of)).cents;
    assert_eq!([sum("10", "2026-01-01"), sum("10", "2026-12-31"), sum("10", "2027-12-31")], [27, 10_000, 20_000]);
    assert_eq!((sum("8.125", "2026-12-31"), sum("0.0001", "2027-12-31")), (8_125, 0));
    assert_eq!(yearly("10", None, ("2024-01-01", "2024-12-31")).cents, 10_027, "366 days");
    // The statutory rate of 7% in 2024 and 6% in 2025 bears the days on which it is more.
    let beside = |percent| spans(&yearly(percent, Some(RateTable::Consumer), ("2024-12-31", "2025-01-01")));
    let (in_2024, in_2025) =
        (("2024-12-31", "2024-12-31", 1, "7%"), ("2025-01-01", "2025-01-01", 1, "6.5% by the terms"));
    assert_eq!(beside("6.5"), owned(&[in_2024, in_2025]));
    assert_eq!(beside("7"), owned(&[("2024-12-31", "2025-01-01", 2, "7% by the terms")]));
}

#[test]
fn a_rate_of_the_terms_is_above_that_of_the_law_on_some_day() {
    let statutory = rate("6");
    let percent = |text: &str| Percent::new(text.parse().unwrap()).unwrap();
    for (by_terms, above) in [
        (ContractRate::Monthly(percent("0.5")), false),
        (ContractRate::Monthly(percent("0.5001")), true),
        (ContractRate::Yearly(percent("6")), false),
        (ContractRate::Yearly(percent("6.0001")), true),
        (ContractRate::StartedMonths(percent("0")), false),
        (ContractRate::StartedMonths(percent("0.0001")), true),
    ] {
        assert_eq!(by_terms.is_above(statutory), above, "{by_terms:?}");
    }
}
