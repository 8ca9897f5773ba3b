//! Something planted in a small policy, and found: the right invariant, the right place, a witness that replays.

use super::support::*;
use clausula::analyse::{Invariant, ProofOutcome};

const EARLY: &str = "at_least = \"30 days\"";
const LATE: &str = "less_than = \"30 days\"";

#[test]
fn a_sound_table_is_proved() {
    let sound = policy(&tiers(&[(EARLY, &percent("25")), (LATE, &percent("100"))]));
    for obligation in proved(&sound) {
        assert!(matches!(obligation.outcome, ProofOutcome::Proved { cases } if cases > 0), "{obligation:?}");
    }
}

#[test]
fn a_fee_that_falls() {
    let falls = policy(&tiers(&[(EARLY, &percent("60")), (LATE, &percent("50"))]));
    let found = refutations(&falls, Invariant::MonotoneTiers);
    assert_eq!(found.len(), 28);
    let (obligation, witness) = &found[0];
    // 60% and 50% first differ, as charged, at three cents: 1.8 and 1.5 are both 2, at 4 cents 2.4 and 2 too, at 6 cents
    // 3.6 and 3 do.
    let price = witness.agreement.price.get();
    let differs = |p: i64| (p * 60 + 50) / 100 > (p * 50 + 50) / 100;
    assert_eq!(Some(price), (1..100).find(|p| differs(*p)));
    assert!(text_at(&falls, obligation).contains("percent = 60"));
    assert!(is_proved(&falls, Invariant::Totality) && is_proved(&falls, Invariant::FeeWithinPriceAsWritten));
}

#[test]
fn a_fixed_fee_before_a_percentage_that_is_lower_below_some_price() {
    let mixed = policy(&tiers(&[(EARLY, &fixed("25.00")), (LATE, &percent("50"))]));
    let (_, witness) = &refutations(&mixed, Invariant::MonotoneTiers)[0];
    // One cent: 25.00 as written, then 50% of it, rounded up to one cent.
    assert_eq!(witness.agreement.price.get(), 1);
    let ProofOutcome::Refuted { because, .. } = &refutations(&mixed, Invariant::MonotoneTiers)[0].0.outcome else {
        panic!()
    };
    assert!(because.en.contains("up to a price of € 49.98"), "{}", because.en);
}

#[test]
fn a_fee_above_the_price_only_below_some_amount() {
    let high = policy(&tiers(&[(EARLY, &percent("10")), (LATE, &format!("{}, {}", percent("10"), fixed("45.00")))]));
    let found = refutations(&high, Invariant::FeeWithinPriceAsWritten);
    let ProofOutcome::Refuted { because, .. } = &found[0].0.outcome else { panic!() };
    // 10% and 45.00 reach the price at 50.00; 49.99 costs 5.00 and 45.00.
    assert!(because.en.contains("up to a price of € 49.99"), "{}", because.en);
    assert_eq!(found[0].1.agreement.price.get(), 1);
    assert!(is_proved(&high, Invariant::FeeWithinPriceAsCharged));
    assert!(is_proved(&high, Invariant::Conservation) && is_proved(&high, Invariant::SplitPayment));
}

#[test]
fn roundings_that_add_up_to_more_than_the_price() {
    // Two halves of a cent are two cents.
    let halves = format!("{}, {{ kind = \"administration_fee\", percent = 50, of = \"price\" }}", percent("50"));
    let table = policy(&tiers(&[("", &halves)]));
    let found = refutations(&table, Invariant::FeeWithinPriceAsWritten);
    assert_eq!(found[0].1.agreement.price.get(), 1);
}

#[test]
fn percentages_that_add_up_by_service() {
    let each = "{ kind = \"cancellation_fee\", percent = 60, of = \"price\", per = \"service\" }";
    let found = refutations(&policy(&tiers(&[("", each)])), Invariant::FeeWithinPriceAsWritten);
    assert_eq!(found[0].1.agreement.service_count, Some(2));
}

#[test]
fn an_overlap_on_one_day() {
    let overlap = policy(&tiers(&[(EARLY, &percent("50")), ("at_most = \"30 days\"", &percent("75"))]));
    let found = refutations(&overlap, Invariant::Totality);
    assert_eq!(found.len(), 28);
    assert!(text_at(&overlap, &found[0].0).lines().take(4).any(|line| line.contains("percent = 75")));
    assert!(is_proved(&overlap, Invariant::MonotoneTiers));
}

#[test]
fn an_overlap_of_days_and_hours_depends_on_the_time_of_the_start() {
    // Two days before and 48 hours before part at the start's time of day.
    let rows = [("at_least = \"2 days\"", percent("50")), ("less_than = \"48 hours\"", percent("75"))];
    let rows: Vec<(&str, &str)> = rows.iter().map(|(bounds, charge)| (*bounds, charge.as_str())).collect();
    let form = format!("{}\n", tiers(&rows)).replace("settles = true", "settles = true\notherwise = {}");
    assert!(!refutations(&policy(&form), Invariant::Totality).is_empty());
    let apart = [("at_least = \"4 days\"", percent("50")), ("less_than = \"48 hours\"", percent("75"))];
    let apart: Vec<(&str, &str)> = apart.iter().map(|(bounds, charge)| (*bounds, charge.as_str())).collect();
    let form = tiers(&apart).replace("settles = true", "settles = true\notherwise = {}");
    assert!(is_proved(&policy(&form), Invariant::Totality));
}

#[test]
fn a_holiday_within_office_hours_swaps_notices() {
    let table = tiers(&[(EARLY, &percent("25")), (LATE, &percent("100"))]);
    let hours = |except: bool| {
        clause(
            "hours",
            "cancellation",
            &format!("[clause.office_hours]\nfrom = \"09:00\"\nthrough = \"17:00\"\nexcept_holidays = {except}"),
        )
    };
    let swapped = policy(&format!("{table}{}", hours(false)));
    let (_, witness) = &refutations(&swapped, Invariant::MonotoneTiers)[0];
    assert!(swapped.holidays.is_holiday(swapped.zone.date_of(witness.event.act().unwrap())));
    assert!(is_proved(&policy(&format!("{table}{}", hours(true))), Invariant::MonotoneTiers));
}

#[test]
fn a_deadline_counted_back_from_what_has_happened() {
    let counted = |count: &str| {
        let row = format!("{{ kind = \"refund\", {count} }}");
        policy(&clause("cancel", "cancellation", &format!("[clause.outcome]\ndeadlines = [{row}]")))
    };
    let early = counted("before = \"act\", period = \"1 day\"");
    let found = refutations(&early, Invariant::DeadlinesForward);
    assert!(!found.is_empty());
    assert!(text_at(&early, &found[0].0).starts_with("[[clause]]"));
    for fine in ["before = \"act\", period = \"0 days\"", "after = \"act\", period = \"1 day including the first day\""]
    {
        assert!(is_proved(&counted(fine), Invariant::DeadlinesForward), "{fine}");
    }
}

#[test]
fn a_notice_of_three_terms_still_ends_after_it_is_given() {
    // The evaluator once stopped its search for the end of the term too early.
    let notice = "[clause.notice]\nends = \"end_of_term\"\n[[clause.notice.period]]\nperiod = \"6 months\"";
    let terms = policy(&clause("end", "termination", notice));
    assert!(is_proved(&terms, Invariant::DeadlinesForward));
}

#[test]
fn a_notice_shorter_than_a_month_stays_as_short_by_law() {
    let notice = "[clause.notice]\nends = \"end_of_term\"\n[[clause.notice.period]]\nperiod = \"14 days\"";
    assert!(is_proved(&policy(&clause("end", "termination", notice)), Invariant::LawNeverWorse));
}

#[test]
fn a_cap_that_grows_with_the_higher_amount() {
    let form = |which: &str| {
        format!(
            "[clause.liability]\n[[clause.liability.rule]]\nlimit = {{ {which} = [{{ of = \"price\" }}, {{ of = \"payout\" }}] }}"
        )
    };
    let grows = policy(&clause("liability", "damage_claim", &form("higher_of")));
    let found = refutations(&grows, Invariant::CapsRespected);
    assert_eq!(found.len(), 28);
    assert!(text_at(&grows, &found[0].0).starts_with("[[clause]]"));
    assert!(is_proved(&policy(&clause("liability", "damage_claim", &form("lower_of"))), Invariant::CapsRespected));
}

#[test]
fn penalties_of_which_one_is_due_each_time_and_one_once() {
    let form = "[clause.outcome]\ncharges = [{ kind = \"penalty\", amount = \"100.00\", per = \"breach\", beside_price = true }, { kind = \"penalty\", amount = \"50.00\", beside_price = true }]";
    let both = policy(&clause("penalty", "breach", form));
    assert_eq!(refutations(&both, Invariant::PenaltiesProportional).len(), 28);
    let once = "[clause.outcome]\ncharges = [{ kind = \"penalty\", amount = \"50.00\" }]";
    assert!(is_proved(&policy(&clause("penalty", "breach", once)), Invariant::PenaltiesProportional));
}

#[test]
fn a_last_payment_in_parts_is_one_payment() {
    let form = "[clause.liability]\n[[clause.liability.rule]]\nlimit = { lower_of = [{ of = \"last_payment\" }] }";
    assert!(is_proved(&policy(&clause("liability", "damage_claim", form)), Invariant::SplitPayment));
}

#[test]
fn a_clause_on_top_of_tiers_that_swap_at_a_higher_price() {
    // Below 500.00 the first row is taken, above it the second, at the same sum: what comes on top changes nothing.
    let fee = |amount: &str| format!("{{ kind = \"cancellation_fee\", amount = \"{amount}\" }}");
    let costs = "{ kind = \"administration_fee\", percent = 10, of = \"price\" }";
    let on_top = clause("general", "cancellation", &format!("[clause.outcome]\ncharges = [{}]", fee("20.00")));
    let rows = format!(
        "{}{}",
        tiers(&[("", &format!("{}, {costs}", fee("50.00"))), ("", &fee("100.00"))]),
        on_top.replace("summary", "on_top_of = [\"cancel\"]\nsummary")
    );
    let terms = policy(&rows);
    assert!(is_proved(&terms, Invariant::MonotoneInPrice), "{rows}");
    assert!(is_proved(&terms, Invariant::BestClause), "{rows}");
}

#[test]
fn a_clause_that_another_always_displaces() {
    let specific =
        clause_with("specific", "cancellation", "overrides = [\"general\"]", "[clause.outcome]\nsettles = true");
    let text = format!("{}{specific}", clause("general", "cancellation", "[clause.outcome]\nsettles = true"));
    let found: Vec<_> = proved(&policy(&text))
        .into_iter()
        .filter(|o| o.invariant == Invariant::ClausesReachable && !matches!(o.outcome, ProofOutcome::Proved { .. }))
        .collect();
    let [dead] = found.as_slice() else { panic!("{found:?}") };
    let ProofOutcome::Refuted { witness: None, because } = &dead.outcome else { panic!("{dead:?}") };
    assert!(because.en.contains("`specific` displaces `general`"), "{}", because.en);
    assert_eq!(dead.clauses, [0]);
}

#[test]
fn a_tier_that_is_never_the_cheapest() {
    let dear = policy(&tiers(&[("", &percent("10")), ("at_most = \"5 days\"", &percent("20"))]));
    let found: Vec<_> = proved(&dear)
        .into_iter()
        .filter(|o| o.invariant == Invariant::ClausesReachable && !matches!(o.outcome, ProofOutcome::Proved { .. }))
        .collect();
    let [dead] = found.as_slice() else { panic!("{found:?}") };
    assert!(text_at(&dear, dead).lines().take(4).any(|line| line.contains("percent = 20")));
}

#[test]
fn two_tiers_of_which_each_is_the_cheapest_at_some_price() {
    let both = policy(&tiers(&[("", &percent("10")), ("", &fixed("5.00"))]));
    assert!(is_proved(&both, Invariant::ClausesReachable));
}

#[test]
fn a_table_that_reaches_back_more_than_a_year() {
    let falls =
        policy(&tiers(&[("at_least = \"400 days\"", &percent("60")), ("less_than = \"400 days\"", &percent("50"))]));
    let (_, witness) = &refutations(&falls, Invariant::MonotoneTiers)[0];
    let days = (witness.agreement.starts_at.unwrap().secs() - witness.event.act().unwrap().secs()) / 86_400;
    assert!(days >= 399, "{days}");
}

#[test]
fn each_deadline_is_counted_from_its_own_event() {
    let form = "[clause.outcome]\ndeadlines = [{ kind = \"refund\", after = \"act\", period = \"14 days\" }, \
                { kind = \"complaint\", after = \"ends_at\", period = \"2 months\" }]";
    assert!(is_proved(&policy(&clause("cancel", "cancellation", form)), Invariant::DeadlinesForward));
}

#[test]
fn instalments_of_which_the_roundings_would_be_more_than_the_price() {
    // 24% of three cents is 0.72, rounded to one: four of them would be four cents.
    let part = "[[clause.instalments.part]]\npercent = 24\n";
    let form = format!("{}[[clause.instalments.part]]\nrest = true", part.repeat(4));
    let plan = policy(&clause("plan", "payment_plan", &form));
    assert!(is_proved(&plan, Invariant::InstalmentsAddUp));
    assert!(is_proved(&plan, Invariant::DeadlinesForward));
}

#[test]
fn instalments_before_the_start_are_never_due_before_the_conclusion() {
    let form = "[[clause.instalments.part]]\npercent = 20\ndue_by = { before = \"starts_at\", period = \"3 weeks\" }\n\
                [[clause.instalments.part]]\namount = \"50.00\"\ninvoiced_by = { before = \"starts_at\", period = \"1 month\" }\n\
                due_within = \"7 days\"\n[[clause.instalments.part]]\nrest = true";
    let plan = policy(&clause("plan", "payment_plan", form));
    assert!(is_proved(&plan, Invariant::InstalmentsAddUp) && is_proved(&plan, Invariant::DeadlinesForward));
    assert!(is_proved(&plan, Invariant::ClausesReachable));
}

#[test]
fn steps_against_late_payment_cost_a_consumer_no_more_than_the_scale() {
    let form = "[clause.payment_default]\npay_within = \"14 days\"\npayment_deadline = true\ncollection_costs = \"none\"\n\
                [[clause.payment_default.step]]\ngrace = \"1 week\"\namount = \"500.00\"\n\
                [[clause.payment_default.step]]\npercent = 90\nminimum = \"75.00\"";
    let steps = policy(&clause("default", "payment_review", form));
    for invariant in [
        Invariant::CollectionCostsWithinScale,
        Invariant::InterestMonotone,
        Invariant::DeadlinesForward,
        Invariant::CitesClauses,
    ] {
        assert!(is_proved(&steps, invariant), "{invariant}");
    }
}

#[test]
fn interest_claimed_later_and_back_to_the_due_date_never_falls() {
    let form = "[clause.payment_default]\nafter_reminder = \"14 days\"\nclaimed_after = \"60 days\"\nback_to_due_date = true\n\
                due_by = { before = \"starts_at\", period = \"2 weeks\" }\nprovider_may_cancel = \"on_default\"";
    let later = policy(&clause("default", "payment_review", form));
    for invariant in [Invariant::CollectionCostsWithinScale, Invariant::InterestMonotone, Invariant::ClausesReachable] {
        assert!(is_proved(&later, invariant), "{invariant}");
    }
}
