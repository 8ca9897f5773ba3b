//! The built-in law against the published figures, and interest against sums done another way.

mod data_files;
mod jurisdictions;
mod monthly;

use super::*;
use crate::calendar::Date;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn rate(text: &str) -> Rate {
    Rate::parse(text).unwrap()
}

fn dutch() -> &'static Jurisdiction {
    Law::built_in().of(JurisdictionId::Nl)
}

fn table(table: RateTable) -> &'static InterestTable {
    dutch().interest(table).unwrap()
}

fn statutory(kind: RateTable, principal: i64, first_day: &str, as_of: &str) -> Result<Accrual, InterestError> {
    statutory_interest(table(kind), principal, date(first_day), date(as_of))
}

fn sum(accrual: Result<Accrual, InterestError>) -> (u32, i64) {
    let accrual = accrual.unwrap();
    (accrual.days, accrual.cents)
}

fn spans(accrual: &Accrual) -> Vec<(String, String, u32, String)> {
    let rate = |rate: AccrualRate| match rate {
        AccrualRate::Yearly(rate) => rate.to_string(),
        AccrualRate::YearlyByTerms(percent) => format!("{percent}% by the terms"),
        AccrualRate::Monthly(percent, _) => format!("{percent}% a month"),
    };
    let span = |p: &AccrualPeriod| (p.from.to_string(), p.through.to_string(), p.days, rate(p.rate));
    accrual.periods.iter().map(span).collect()
}

fn owned(spans: &[(&str, &str, u32, &str)]) -> Vec<(String, String, u32, String)> {
    spans.iter().map(|(from, through, days, rate)| ((*from).into(), (*through).into(), *days, (*rate).into())).collect()
}

mod rates {
    use super::*;

    #[test]
    fn each_row_from_its_own_day() {
        for (kind, day, percent) in [
            (RateTable::Consumer, "2011-07-01", "4"),
            (RateTable::Consumer, "2012-06-30", "4"),
            (RateTable::Consumer, "2012-07-01", "3"),
            (RateTable::Consumer, "2022-12-31", "2"),
            (RateTable::Consumer, "2023-01-01", "4"),
            (RateTable::Consumer, "2023-07-01", "6"),
            (RateTable::Consumer, "2024-01-01", "7"),
            (RateTable::Consumer, "2025-12-31", "6"),
            (RateTable::Consumer, "2026-01-01", "4"),
            (RateTable::Trade, "2013-03-16", "8.75"),
            (RateTable::Trade, "2014-07-01", "8.15"),
            (RateTable::Trade, "2024-06-30", "12.5"),
            (RateTable::Trade, "2024-07-01", "12.25"),
            (RateTable::Trade, "2026-06-30", "10.15"),
            (RateTable::Trade, "2026-07-01", "10.4"),
            (RateTable::Trade, "2199-12-31", "10.4"),
        ] {
            assert_eq!(table(kind).rate_on(date(day)), Some(rate(percent)), "{kind:?} {day}");
        }
        assert_eq!(table(RateTable::Consumer).rate_on(date("2011-06-30")), None);
        assert_eq!(table(RateTable::Trade).rate_on(date("2013-03-15")), None);
    }

    #[test]
    fn what_is_known_of_a_row() {
        let consumer = table(RateTable::Consumer);
        let last = consumer.rows().last().unwrap();
        assert_eq!((last.status, last.unchanged_at), (Status::SecondHand, Some(date("2026-07-01"))));
        assert_eq!((consumer.first_day(), consumer.next_review()), (date("2011-07-01"), date("2027-01-01")));
        assert_eq!(table(RateTable::Trade).first_day(), date("2013-03-16"));
        assert_eq!(table(RateTable::Trade).provision(), "BW 6:119a, 6:120");
    }
}

mod statutory {
    use super::*;

    /// 168 days at 12.5%, 184 at 12.25% and 14 at 11.15% over 1,000.00 make 123.5644; then 46 at 11.15% over 1,123.5644
    /// make 15.7884.
    #[test]
    fn worked_by_hand() {
        let accrual = statutory(RateTable::Trade, 100_000, "2024-01-15", "2025-03-01").unwrap();
        assert_eq!((accrual.days, accrual.cents, accrual.after_review), (412, 13_935, false));
        assert_eq!(
            spans(&accrual),
            owned(&[
                ("2024-01-15", "2024-06-30", 168, "12.5%"),
                ("2024-07-01", "2024-12-31", 184, "12.25%"),
                ("2025-01-01", "2025-01-14", 14, "11.15%"),
                ("2025-01-15", "2025-03-01", 46, "11.15%"),
            ])
        );
        let shown: Vec<_> = accrual
            .periods
            .iter()
            .map(|p| (p.principal.rounded_to_parts(100).unwrap(), p.interest.rounded_to_parts(100).unwrap()))
            .collect();
        assert_eq!(shown, [(10_000_000, 575_342), (10_000_000, 617_534), (10_000_000, 42_767), (11_235_644, 157_884)]);
    }

    /// Figures of a day-by-day sum in fractions of unlimited size, written in another language.
    #[test]
    fn agrees_with_fractions_day_by_day() {
        use RateTable::{Consumer, Trade};
        for (kind, principal, first_day, as_of, days, cents) in [
            (Consumer, 123_456, "2011-07-01", "2026-11-21", 5_623, 76_465),
            (Consumer, 99_999, "2024-02-29", "2029-03-01", 1_828, 27_052),
            (Trade, 1, "2013-03-16", "2026-12-31", 5_039, 2),
            (Trade, 31_415_926, "2013-03-16", "2026-12-31", 5_039, 71_309_061),
            (Trade, 2_718_281, "2024-02-29", "2061-02-28", 13_515, 104_967_848),
            (Consumer, 100_000, "2019-12-31", "2199-12-31", 65_745, 116_732_284),
            (Trade, 777, "2020-06-15", "2199-12-31", 65_578, 39_630_169_457),
            (Trade, 100_000, "2023-12-31", "2024-01-01", 2, 67),
            (Consumer, 250_000, "2022-07-01", "2023-06-30", 365, 7_479),
        ] {
            assert_eq!(sum(statutory(kind, principal, first_day, as_of)), (days, cents), "{first_day} {as_of}");
        }
    }

    #[test]
    fn the_first_and_the_last_day_count() {
        for (as_of, days) in [("2024-01-14", 0), ("2024-01-15", 1), ("2024-01-16", 2)] {
            let accrual = statutory(RateTable::Trade, 100_000, "2024-01-15", as_of).unwrap();
            assert_eq!((accrual.days, accrual.periods.len()), (days, usize::from(days > 0)));
        }
        // 34.2466 cents a day.
        assert_eq!(sum(statutory(RateTable::Trade, 100_000, "2024-01-15", "2024-01-15")), (1, 34));
    }

    #[test]
    fn compounded_on_the_anniversary_and_not_before() {
        for (as_of, periods) in [("2022-01-14", 1), ("2022-01-15", 2), ("2022-01-16", 2)] {
            let accrual = statutory(RateTable::Consumer, 100_000, "2021-01-15", as_of).unwrap();
            assert_eq!(accrual.periods.len(), periods, "{as_of}");
        }
        let accrual = statutory(RateTable::Consumer, 100_000, "2021-01-15", "2022-01-15").unwrap();
        assert_eq!(accrual.periods[1].principal, ExactCents::new(102_000).unwrap());
    }

    #[test]
    fn a_leap_day_has_its_anniversary_on_the_last_of_february() {
        let accrual = statutory(RateTable::Consumer, 100_000, "2016-02-29", "2020-03-01").unwrap();
        let starts: Vec<_> = accrual.periods.iter().map(|period| period.from.to_string()).collect();
        assert_eq!(starts, ["2016-02-29", "2017-02-28", "2018-02-28", "2019-02-28", "2020-02-29"]);
    }

    #[test]
    fn split_at_a_new_rate_that_is_an_anniversary_too() {
        let accrual = statutory(RateTable::Consumer, 100_000, "2024-01-01", "2026-01-01").unwrap();
        assert_eq!(
            spans(&accrual),
            owned(&[
                ("2024-01-01", "2024-12-31", 366, "7%"),
                ("2025-01-01", "2025-12-31", 365, "6%"),
                ("2026-01-01", "2026-01-01", 1, "4%"),
            ])
        );
    }

    #[test]
    fn before_the_table() {
        let before = |first_day| Err(InterestError::BeforeTable { first_day: date(first_day) });
        assert_eq!(statutory(RateTable::Trade, 1, "2013-03-15", "2026-01-01"), before("2013-03-16"));
        assert_eq!(statutory(RateTable::Consumer, 1, "2011-06-30", "2011-06-30"), before("2011-07-01"));
        assert!(statutory(RateTable::Consumer, 1, "2011-07-01", "2011-07-01").is_ok());
        assert_eq!(sum(statutory(RateTable::Trade, 1, "2013-03-15", "2013-03-14")), (0, 0));
        let error = statutory(RateTable::Trade, 1, "2013-03-15", "2026-01-01").unwrap_err();
        assert!(error.to_string().contains("2013-03-16"));
    }

    #[test]
    fn after_the_review() {
        for (as_of, after) in [("2026-12-31", false), ("2027-01-01", true), ("2027-01-02", true)] {
            for kind in RateTable::ALL {
                let accrual = statutory(kind, 100_000, "2026-12-01", as_of).unwrap();
                assert_eq!((accrual.after_review, accrual.periods.len()), (after, 1), "{as_of}");
            }
        }
        assert!(!statutory(RateTable::Trade, 1, "2028-01-02", "2028-01-01").unwrap().after_review);
    }

    #[test]
    fn principals_at_the_edge() {
        assert_eq!(sum(statutory(RateTable::Trade, 0, "2013-03-16", "2199-12-31")), (68_226, 0));
        assert_eq!(statutory(RateTable::Trade, -1, "2024-01-15", "2024-01-15"), Err(InterestError::NegativePrincipal));
        assert_eq!(statutory(RateTable::Trade, i64::MAX, "2024-01-15", "2026-01-15"), Err(InterestError::TooLarge));
        assert_eq!(statutory(RateTable::Trade, 1, "2024-01-15", "9999-12-31"), Err(InterestError::TooLarge));
        assert!(statutory(RateTable::Trade, i64::MAX, "2024-01-15", "2024-12-31").is_ok());
    }
}

mod second_hand {
    use super::*;

    #[test]
    fn a_rate_known_second_hand_is_named_once_it_bears_interest() {
        let since = |kind, days: (&str, &str)| statutory(kind, 100_000, days.0, days.1).unwrap().second_hand_from;
        let consumer = RateTable::Consumer;
        assert_eq!(since(consumer, ("2024-06-01", "2024-12-31")), None);
        assert_eq!(since(consumer, ("2024-06-01", "2025-01-01")), Some(date("2025-01-01")));
        assert_eq!(since(consumer, ("2026-02-01", "2026-02-01")), Some(date("2026-01-01")));
        assert_eq!(since(RateTable::Trade, ("2025-01-01", "2025-08-01")), Some(date("2025-01-01")));
        assert_eq!(since(RateTable::Trade, ("2024-12-31", "2024-12-31")), None);
        // A contractual rate above it takes its place.
        let percent = crate::money::Percent::whole(1);
        let monthly = contract_interest(
            ContractRate::Monthly(percent),
            Some(table(consumer)),
            1,
            date("2025-02-01"),
            date("2025-03-01"),
        );
        assert_eq!(monthly.unwrap().second_hand_from, None);
    }
}
