//! The built-in law against the published figures, and interest against sums done another way.

use super::data::{COLLECTION_COSTS, INTEREST, MANDATORY};
use super::*;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn rate(text: &str) -> Rate {
    Rate::parse(text).unwrap()
}

fn table(table: RateTable) -> &'static InterestTable {
    Law::built_in().interest(table)
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
        AccrualRate::Monthly(percent, _) => format!("{percent}% a month"),
    };
    let span = |p: &AccrualPeriod| (p.from.to_string(), p.through.to_string(), p.days, rate(p.rate));
    accrual.periods.iter().map(span).collect()
}

fn owned(spans: &[(&str, &str, u32, &str)]) -> Vec<(String, String, u32, String)> {
    spans.iter().map(|(from, through, days, rate)| ((*from).into(), (*through).into(), *days, (*rate).into())).collect()
}

mod data_files {
    use super::*;

    fn parse(interest: &str, costs: &str, mandatory: &str) -> Result<Law, LawError> {
        Law::parse(interest, costs, mandatory)
    }

    #[test]
    fn the_built_in_law_is_sound() {
        let law = parse(INTEREST, COLLECTION_COSTS, MANDATORY).unwrap();
        assert_eq!(&law, Law::built_in());
        assert_ne!(law, Law::without_figures());
        for rule in LawRule::ALL {
            let said = law.rule(rule);
            assert_eq!((said.id, LawRule::from_id(&rule.to_string())), (rule, Some(rule)));
            for text in [&said.provision, &said.title.en, &said.title.nl, &said.summary.en, &said.summary.nl] {
                assert!(!text.is_empty(), "{rule}");
            }
        }
        assert_eq!(LawRule::from_id("L11"), None);
    }

    #[test]
    fn a_law_without_figures_claims_nothing() {
        let law = Law::without_figures();
        let consumer = law.interest(RateTable::Consumer);
        let day = date("2026-01-01");
        assert_eq!(consumer.rate_on(day), None);
        let before = Err(InterestError::BeforeTable { first_day: Date::MAX });
        assert_eq!(statutory_interest(consumer, 100, day, day), before);
        assert_eq!(law.collection_costs().costs(100_000), 0);
        assert_eq!(law.rule(LawRule::L8).id, LawRule::L8);
    }

    #[test]
    fn faults_are_found() {
        let interest = |from: &str, to: &str| parse(&INTEREST.replacen(from, to, 1), COLLECTION_COSTS, MANDATORY);
        let costs = |from: &str, to: &str| parse(INTEREST, &COLLECTION_COSTS.replacen(from, to, 1), MANDATORY);
        let rules = |from: &str, to: &str| parse(INTEREST, COLLECTION_COSTS, &MANDATORY.replacen(from, to, 1));
        let order = |key| Err(LawError::Order { key });
        let value = |key, text: &str| Err(LawError::Value { key, text: text.to_owned() });
        assert!(matches!(interest("next_review", "review"), Err(LawError::Shape(_))));
        assert_eq!(interest("from = 2012-07-01", "from = 2011-07-01"), order("consumer"));
        assert_eq!(interest("from = 2026-07-01", "from = 2027-01-01"), order("trade"));
        assert_eq!(interest("percent = \"4\"", "percent = \"4%\""), value("percent", "4%"));
        assert_eq!(interest("from = 2012-07-01", "from = 2012-07-01T00:00:00"), value("from", "2012-07-01T00:00:00"));
        assert!(matches!(interest("percent = \"4\"", "percent = 4"), Err(LawError::Shape(_))));
        assert!(matches!(interest("status = \"seen\"", "status = \"heard\""), Err(LawError::Shape(_))));
        assert_eq!(costs("up_to = \"5000\"", "up_to = \"2500\""), order("bands"));
        assert_eq!(costs("up_to = \"5000\", ", ""), order("bands"));
        assert_eq!(costs("{ percent", "{ up_to = \"999999\", percent"), order("bands"));
        assert_eq!(costs("percent = \"15\"", "percent = \"100.01\""), order("bands"));
        assert_eq!(costs("minimum = \"40\"", "minimum = \"6775.01\""), order("bands"));
        assert_eq!(costs("minimum = \"40\"", "minimum = \"-40\""), value("minimum", "-40"));
        assert_eq!(rules("\"L2\"", "\"L11\""), Err(LawError::Rule { id: "L11".into() }));
        assert_eq!(rules("\"L2\"", "\"L1\""), Err(LawError::Rule { id: "L1".into() }));
        let nine = MANDATORY.rsplit_once("[[rule]]").unwrap().0;
        assert_eq!(parse(INTEREST, COLLECTION_COSTS, nine), Err(LawError::Rule { id: "L10".into() }));
    }

    #[test]
    fn the_listing_holds_everything() {
        let entries = Law::built_in().entries();
        let count = |wanted: fn(&EntryValue<'_>) -> bool| entries.iter().filter(|entry| wanted(&entry.value)).count();
        assert_eq!(count(|value| matches!(value, EntryValue::Interest(RateTable::Consumer, _))), 8);
        assert_eq!(count(|value| matches!(value, EntryValue::Interest(RateTable::Trade, _))), 13);
        assert_eq!(count(|value| matches!(value, EntryValue::InterestReview(_))), 2);
        assert_eq!(count(|value| matches!(value, EntryValue::CollectionBand(_))), 5);
        assert_eq!(count(|value| matches!(value, EntryValue::Rule(_))), 10);
        assert_eq!(entries.len(), 40);
    }
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
        assert_eq!((last.status, last.unchanged_at), (Some(Status::SecondHand), Some(date("2026-07-01"))));
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

mod monthly {
    use super::*;
    use crate::money::Percent;

    type Days = (&'static str, &'static str);

    fn interest(table: Option<RateTable>, percent: &str, principal: i64, days: Days) -> Result<Accrual, InterestError> {
        let percent = Percent::new(percent.parse().unwrap()).unwrap();
        monthly_interest(percent, table.map(super::table), principal, date(days.0), date(days.1))
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
            let accrual = monthly_interest(percent, None, 100_000, first_day, as_of).unwrap();
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
                    AccrualRate::Yearly(_) => (None, 0, None),
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
        let monthly = monthly_interest(percent, Some(table(consumer)), 1, date("2025-02-01"), date("2025-03-01"));
        assert_eq!(monthly.unwrap().second_hand_from, None);
    }
}
