use super::*;
use crate::calendar::{Date, Holidays, Period, TimeOfDay, Unit, Week, Zone};
use crate::policy::building_blocks::{Anchor, Bound, DayCondition, DayKind, Since, Span, TierBounds};

/// A bound as in a policy file: the period, and whether it is included.
type Written = Option<(&'static str, bool)>;

fn bound((text, inclusive): (&str, bool)) -> Bound {
    let (period, time) = text.split_once(" at ").map_or((text, None), |(period, time)| (period, Some(time)));
    Bound { period: Period::parse(period).unwrap(), at: time.map(|time| TimeOfDay::parse(time).unwrap()), inclusive }
}

fn bounds(lower: Written, upper: Written) -> TierBounds {
    TierBounds { lower: lower.map(bound), upper: upper.map(bound) }
}

fn row(lower: Written, upper: Written, conditions: &Conditions) -> Row<'_> {
    Row { bounds: bounds(lower, upper), since: None, conditions, week: Week::MONDAY_TO_FRIDAY }
}

fn since(lower: Written, upper: Written, conditions: &Conditions) -> Row<'_> {
    let since = Since { anchor: Anchor::ConcludedAt, bounds: bounds(lower, upper), unknown_holds: None };
    Row { bounds: TierBounds::default(), since: Some(since), conditions, week: Week::MONDAY_TO_FRIDAY }
}

fn when(condition: Condition) -> Conditions {
    Conditions { when: vec![condition], ..Conditions::default() }
}

fn on(days: &[DayKind], from: Option<&str>, until: Option<&str>) -> Conditions {
    let date = |text: Option<&str>| text.map(|text| Date::parse(text).unwrap());
    let day = DayCondition {
        of: Anchor::StartsAt,
        on: days.to_vec(),
        from: date(from),
        until: date(until),
        season: None,
        time: None,
        span: Span::default(),
    };
    Conditions { day: Some(day), ..Conditions::default() }
}

fn found(rows: &[Row<'_>], clause: &Conditions) -> Vec<Gap> {
    gaps(rows, clause, ProductSet::ALL).unwrap()
}

fn phrases(rows: &[Row<'_>]) -> Vec<String> {
    found(rows, &Conditions::default()).iter().map(|gap| gap.cell.phrase(Anchor::StartsAt).en).collect()
}

/// What is said of a gap before the anchor, without the anchor.
fn before(rows: &[Row<'_>]) -> Vec<String> {
    phrases(rows).iter().map(|phrase| phrase.trim_end_matches(" `starts_at`").to_owned()).collect()
}

#[test]
fn gaps_are_named_as_people_would() {
    let none = Conditions::default();
    let of = |lower, upper| before(&[row(lower, upper, &none)]);
    assert_eq!(of(None, None), [""; 0]);
    assert_eq!(of(Some(("4 weeks", true)), None), ["less than 28 days before"]);
    assert_eq!(of(Some(("4 weeks", false)), None), ["less than 29 days before"]);
    assert_eq!(of(None, Some(("0 days", true))), ["1 days or more before"]);
    assert_eq!(of(None, Some(("48 hours", false))), ["48 hours or more before"]);
    assert_eq!(of(None, Some(("48 hours", true))), ["more than 48 hours before"]);
    assert_eq!(of(Some(("48 hours", false)), None), ["48 hours or less before"]);
    assert_eq!(of(Some(("10000 weeks", true)), None), ["less than 70000 days before"]);
    assert_eq!(before(&[]), ["at any time before or after"]);
    let around = [row(None, Some(("48 hours", false)), &none), row(Some(("48 hours", false)), None, &none)];
    assert_eq!(before(&around), ["exactly 48 hours before"]);
    let apart = [row(None, Some(("24 hours", true)), &none), row(Some(("48 hours", true)), None, &none)];
    assert_eq!(before(&apart), ["more than 24 hours and less than 48 hours before"]);
}

#[test]
fn gaps_depend_on_conditions() {
    let none = Conditions::default();
    let (provider, customer) = (when(Condition::ByProvider), when(Condition::ByCustomer));
    assert_eq!(found(&[row(None, None, &provider), row(None, None, &customer)], &none), []);
    let insured = when(Condition::Insured);
    let open = found(&[row(None, None, &insured)], &none);
    assert_eq!(open[0].known, [(Condition::Insured, false)]);
    assert_eq!(found(&[row(None, None, &insured)], &insured), []);
    let after = [row(Some(("7 days", true)), None, &none), row(None, Some(("7 days", false)), &insured)];
    assert_eq!(found(&after, &none)[0].known, [(Condition::Insured, false)]);
    let both = [row(Some(("7 days", true)), None, &insured)];
    assert_eq!(found(&both, &none).len(), 2);
}

#[test]
fn days_and_hours_together() {
    let none = Conditions::default();
    // Seven days before is more than six and less than eight days of time, give or take a clock change.
    let pairs = |hours: Written| before(&[row(Some(("7 days", true)), None, &none), row(None, hours, &none)]);
    assert_eq!(pairs(Some(("169 hours", false))), [""; 0]);
    assert_eq!(pairs(Some(("168 hours", false))), ["less than 7 days and 168 hours or more before"]);
    let overlaps = |hours: Written| {
        overlap(&row(Some(("7 days", true)), None, &none), &row(None, hours, &none), &none, ProductSet::ALL).is_some()
    };
    assert!(overlaps(Some(("144 hours", false))));
    assert!(!overlaps(Some(("143 hours", true))));
}

/// Numbers that look random and are the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) % bound
    }

    fn bound(&mut self) -> Option<Bound> {
        let (most, unit) = match self.below(5) {
            0 => return None,
            1 | 2 => (60, Unit::Hours),
            _ => (4, Unit::Days),
        };
        let count = u32::try_from(self.below(most)).unwrap();
        Some(Bound { period: Period::new(count, unit), at: None, inclusive: self.below(2) == 0 })
    }
}

/// Whether a bound lets a pair of a day and a half-hour pass.
fn passes(bound: Option<Bound>, (day, half_hour): (i64, i64), lower: bool) -> bool {
    let Some(Bound { period, at: _, inclusive }) = bound else { return true };
    let count = i64::from(period.count);
    let (have, limit) = if period.unit == Unit::Hours { (half_hour, 2 * count) } else { (day, count) };
    if have == limit { inclusive } else { (have > limit) == lower }
}

/// The same questions, asked of every pair of days and half-hours one by one.
#[test]
fn agrees_with_counting() {
    let (none, mut dice) = (Conditions::default(), Dice(7));
    let (mut complete, mut overlapping) = (0, 0);
    for _ in 0..300 {
        let mut bounds = || TierBounds { lower: dice.bound(), upper: dice.bound() };
        let rows: Vec<Row<'_>> = (0..4)
            .map(|_| Row { bounds: bounds(), since: None, conditions: &none, week: Week::MONDAY_TO_FRIDAY })
            .collect();
        let pairs = (-3..=9).flat_map(|day| (48 * day - 49..=48 * day + 49).map(move |half_hour| (day, half_hour)));
        let (mut covered, mut gap, mut twice) = ([0; 4], false, false);
        for pair in pairs {
            let applies = |row: &Row<'_>| passes(row.bounds.lower, pair, true) && passes(row.bounds.upper, pair, false);
            let applying: Vec<usize> = (0..4).filter(|i| applies(&rows[*i])).collect();
            applying.iter().for_each(|i| covered[*i] += 1);
            gap |= applying.is_empty();
            twice |= applying.len() > 1;
        }
        let written: Vec<TierBounds> = rows.iter().map(|row| row.bounds).collect();
        assert_eq!(!found(&rows, &none).is_empty(), gap, "{written:?}");
        assert_eq!(rows.iter().map(|row| row.is_possible(&none)).collect::<Vec<_>>(), covered.map(|n| n > 0));
        let overlaps = (0..4).any(|i| (0..i).any(|j| overlap(&rows[i], &rows[j], &none, ProductSet::ALL).is_some()));
        assert_eq!(overlaps, twice, "{written:?}");
        complete += usize::from(!gap);
        overlapping += usize::from(twice);
    }
    assert!(complete > 20 && overlapping > 50 && overlapping < 300, "{complete} {overlapping}");
}

/// A staircase has the rows that apply on each day, found one by one.
#[test]
fn stairs_agree_with_the_rows() {
    let (none, mut dice) = (Conditions::default(), Dice(3));
    let mut found = [0; 4];
    for _ in 0..2_000 {
        let mut bound = || {
            let unit = if dice.below(4) == 0 { Unit::Weeks } else { Unit::Days };
            let count = u32::try_from(dice.below(if unit == Unit::Weeks { 3 } else { 20 })).unwrap();
            let inclusive = dice.below(2) == 0;
            (dice.below(4) > 0).then_some(Bound { period: Period::new(count, unit), at: None, inclusive })
        };
        let mut row = || Row {
            bounds: TierBounds { lower: bound(), upper: bound() },
            since: None,
            conditions: &none,
            week: Week::MONDAY_TO_FRIDAY,
        };
        let rows = [row(), row(), row()];
        let stairs = stairs(&rows).unwrap();
        for day in -3..=25 {
            let in_days = |bound: Option<Bound>| {
                let weeks = |b: &Bound| if b.period.unit == Unit::Weeks { 7 } else { 1 };
                bound.map(|b| Bound { period: Period::new(b.period.count * weeks(&b), Unit::Days), ..b })
            };
            let applies = |row: &Row<'_>| {
                passes(in_days(row.bounds.lower), (day, 0), true) && passes(in_days(row.bounds.upper), (day, 0), false)
            };
            let stair = stairs.iter().find(|stair| day >= stair.least).unwrap();
            let applying: Vec<usize> = (0..3).filter(|row| applies(&rows[*row])).collect();
            assert_eq!(stair.rows, applying, "{day} days before: {stairs:?}");
            found[applying.len()] += 1;
        }
        assert!(stairs.windows(2).all(|two| two[0].least > two[1].least && two[0].rows != two[1].rows), "{stairs:?}");
    }
    assert!(found.iter().all(|n| *n > 500), "{found:?}");
}

#[test]
fn only_whole_days_make_a_staircase() {
    let none = Conditions::default();
    for other in ["48 hours", "1 working day", "1 month", "1 year", "2 days at 17:30"] {
        let rows = [row(Some(("2 days", true)), None, &none), row(None, Some((other, true)), &none)];
        assert!(stairs(&rows).is_none(), "{other}");
    }
    let rows =
        [row(Some(("2 days including the first day", true)), None, &none), row(None, Some(("1 week", true)), &none)];
    assert_eq!(stairs(&rows).unwrap().iter().map(|stair| stair.least).collect::<Vec<_>>(), [8, 1, i64::MIN]);
}

/// Rows that part one kind of time, and rows that leave a moment of it out.
#[test]
fn every_unit_is_covered_exactly() {
    let none = Conditions::default();
    let parted =
        |text, inclusive| before(&[row(Some((text, true)), None, &none), row(None, Some((text, inclusive)), &none)]);
    for unit in ["2 days", "48 hours", "10 working days", "3 months", "1 year", "2 weeks", "1 day at 17:30"] {
        assert_eq!(parted(unit, false), [""; 0], "{unit}");
        assert_eq!(before(&[row(Some((unit, false)), None, &none), row(None, Some((unit, false)), &none)]).len(), 1);
    }
    let exactly = |text| before(&[row(Some((text, false)), None, &none), row(None, Some((text, false)), &none)]);
    assert_eq!(exactly("10 working days"), ["exactly 10 working days before"]);
    assert_eq!(exactly("1 year"), ["exactly 12 months before"]);
    assert_eq!(phrases(&[row(Some(("3 months", true)), None, &none)]), ["less than 3 months before `starts_at`"]);
    assert_eq!(
        phrases(&[row(Some(("3 working days including the first day", true)), None, &none)]),
        ["less than 3 working days including the first day before `starts_at`"]
    );
    // A weekend lies between the 5th working day and the 6th.
    let days = [row(Some(("6 working days", true)), None, &none), row(None, Some(("5 working days", true)), &none)];
    assert_eq!(before(&days), ["more than 5 working days and less than 6 working days before"]);
}

#[test]
fn a_time_on_the_day_parts_it() {
    let none = Conditions::default();
    let of =
        |upper| phrases(&[row(Some(("1 day at 17:30", true)), None, &none), row(None, Some((upper, false)), &none)]);
    assert_eq!(of("1 day at 17:30"), [""; 0]);
    assert_eq!(of("2 days"), [""; 0]);
    assert_eq!(of("1 day at 17:00"), [""; 0]);
    assert_eq!(of("1 day"), ["1 days before `starts_at`, after 17:30"]);
    assert_eq!(of("1 day at 18:00"), ["1 days before `starts_at`, after 17:30 and until 18:00"]);
    let exactly =
        [row(Some(("1 day at 17:30", false)), None, &none), row(None, Some(("1 day at 17:30", false)), &none)];
    assert_eq!(phrases(&exactly), ["1 days before `starts_at`, at 17:30 exactly"]);
}

/// Months and days, working days and days: what no calendar has is no gap, what one has is.
#[test]
fn units_of_no_fixed_length() {
    let none = Conditions::default();
    let of = |lower, upper| before(&[row(Some((lower, true)), None, &none), row(None, Some((upper, false)), &none)]);
    for (lower, upper) in [
        ("1 month", "32 days"),
        ("28 days", "1 month"),
        ("3 months", "93 days"),
        ("365 days", "1 year"),
        ("1 year", "367 days"),
        ("10 working days", "27 days"),
        ("12 days", "10 working days"),
        ("1 month", "62 working days"),
        ("1 month including the first day", "31 days"),
    ] {
        assert_eq!(of(lower, upper), [""; 0], "{lower} {upper}");
    }
    assert_eq!(of("1 month", "30 days"), ["30 days or more and less than 1 months before"]);
    assert_eq!(of("29 days", "1 month"), ["less than 29 days and 1 months or more before"]);
    assert_eq!(of("13 days", "10 working days"), ["less than 13 days and 10 working days or more before"]);
    let uncertain =
        found(&[row(Some(("1 month", true)), None, &none), row(None, Some(("30 days", false)), &none)], &none);
    assert!(!uncertain[0].cell.is_certain());
    let certain = found(&[row(Some(("1 month", true)), None, &none)], &none);
    assert!(certain[0].cell.is_certain());
}

#[test]
fn rows_since_an_anchor_cover_together() {
    let none = Conditions::default();
    let within = || since(None, Some(("14 days", true)), &none);
    assert_eq!(
        phrases(&[within()]),
        ["more than 14 days after `concluded_at`"].map(|_| "15 days or more after `concluded_at`")
    );
    assert_eq!(phrases(&[within(), since(Some(("14 days", false)), None, &none)]), [""; 0]);
    assert_eq!(
        phrases(&[within(), row(Some(("1 month", true)), None, &none)]),
        ["less than 1 months before `starts_at`, 15 days or more after `concluded_at`"]
    );
    let unknown = |holds| {
        let mut row = within();
        row.since = row.since.map(|since| Since { unknown_holds: Some(holds), ..since });
        phrases(&[row, since(Some(("14 days", false)), None, &none)])
    };
    assert_eq!(unknown(true), [""; 0]);
    // Where the conclusion is not known the second row needs it, so that there is no answer at all.
    assert_eq!(unknown(false), [""; 0]);
    let mut alone = since(None, None, &none);
    alone.since = alone.since.map(|since| Since { unknown_holds: Some(false), ..since });
    assert_eq!(phrases(&[alone]), ["at any time before or after `starts_at`, where `concluded_at` is not known"]);
}

#[test]
fn days_of_an_anchor_cover_together() {
    let none = Conditions::default();
    let monday = on(&[DayKind::Monday], None, None);
    let others: Vec<DayKind> =
        DayKind::ALL.iter().copied().filter(|day| *day > DayKind::Monday && *day < DayKind::Holiday).collect();
    let others = on(&others, None, None);
    let all = |conditions| row(None, None, conditions);
    assert_eq!(phrases(&[all(&monday), all(&others)]), [""; 0]);
    let gap = "at any time before or after `starts_at`, where `starts_at` is on tuesday to sunday";
    assert_eq!(phrases(&[all(&monday)]), [gap]);
    assert_eq!(found(&[all(&monday)], &monday), []);
    let (old, new) = (on(&[], None, Some("2015-07-14")), on(&[], Some("2015-07-14"), None));
    assert_eq!(phrases(&[all(&old), all(&new)]), [""; 0]);
    let gap = "at any time before or after `starts_at`, where `starts_at` is on 2015-07-13 or earlier";
    assert_eq!(phrases(&[all(&new)]), [gap]);
    let holiday = on(&[DayKind::Holiday], None, None);
    assert!(phrases(&[all(&holiday)])[0].ends_with("where `starts_at` is on no holiday"));
    assert!(overlap(&all(&monday), &all(&others), &none, ProductSet::ALL).is_none());
    assert!(overlap(&all(&monday), &all(&holiday), &none, ProductSet::ALL).is_some());
    assert!(!all(&monday).is_possible(&others));
}

/// No table that is accepted leaves a moment uncovered: every notice, for every start of some years.
#[test]
fn what_is_accepted_covers_every_moment() {
    let (none, mut dice) = (Conditions::default(), Dice(11));
    let (zone, holidays) = (Zone::named("Europe/Amsterdam").unwrap(), Holidays::named("NL").unwrap());
    let policy = crate::policy::load::load("p.toml", include_bytes!("../../../schema/example.toml")).unwrap().policy;
    assert_eq!((&policy.zone, policy.holidays), (&zone, holidays));
    let starts: Vec<_> = (0..40)
        .map(|n| {
            let day = Date::new(2024, 1, 1).unwrap().plus_days(n * 37).unwrap();
            zone.at(day, TimeOfDay::new(u16::try_from(n * 36).unwrap()).unwrap()).unwrap()
        })
        .collect();
    let mut accepted = 0;
    for _ in 0..600 {
        let mut bound = || {
            let (unit, most) =
                [(Unit::Hours, 100), (Unit::Days, 40), (Unit::WorkingDays, 12), (Unit::Months, 3), (Unit::Weeks, 6)]
                    [usize::try_from(dice.below(5)).unwrap()];
            let count = u32::try_from(dice.below(most) + 1).unwrap();
            let including_day = unit != Unit::Hours && dice.below(6) == 0;
            let at = (unit != Unit::Hours && dice.below(4) == 0).then(|| TimeOfDay::parse("17:30").unwrap());
            Bound { period: Period { count, unit, including_day }, at, inclusive: dice.below(2) == 0 }
        };
        let (a, b) = (bound(), bound());
        let row = |lower, upper| Row {
            bounds: TierBounds { lower, upper },
            since: None,
            conditions: &none,
            week: Week::MONDAY_TO_FRIDAY,
        };
        let rows = [row(Some(a), None), row(None, Some(b)), row(Some(b), Some(a))];
        if !found(&rows, &none).is_empty() {
            continue;
        }
        accepted += 1;
        for start in &starts {
            let mark = crate::policy::building_blocks::Mark::new(*start, &zone);
            let edges: Vec<_> = [a, a.opposite(), b, b.opposite()]
                .iter()
                .map(|bound| bound.edge_before(mark, &policy).unwrap().instant(&zone).unwrap())
                .collect();
            for act in edges.iter().flat_map(|edge| [edge.prev(), *edge, edge.next()]) {
                let before = |bound: Bound| act < bound.edge_before(mark, &policy).unwrap().instant(&zone).unwrap();
                let applies = |row: &Row<'_>| {
                    row.bounds.lower.is_none_or(before)
                        && row.bounds.upper.is_none_or(|bound| !before(bound.opposite()))
                };
                assert!(rows.iter().any(applies), "{a} {b} {act} before {start}");
            }
        }
    }
    assert!((100..500).contains(&accepted), "{accepted}");
}
