use super::*;
use crate::calendar::Period;

/// A bound as in a policy file: the period, and whether it is included.
type Written = Option<(&'static str, bool)>;

fn bounds(lower: Written, upper: Written) -> TierBounds {
    let bound = |(period, inclusive)| Bound { period: Period::parse(period).unwrap(), inclusive };
    TierBounds { lower: lower.map(bound), upper: upper.map(bound) }
}

fn row(lower: Written, upper: Written, conditions: &Conditions) -> Row<'_> {
    Row { bounds: bounds(lower, upper), conditions }
}

fn when(condition: Condition) -> Conditions {
    Conditions { when: vec![condition], unless: vec![] }
}

fn phrases(rows: &[Row<'_>]) -> Vec<String> {
    gaps(rows, &Conditions::default()).iter().map(|gap| gap.stretch.phrase()).collect()
}

#[test]
fn gaps_are_named_as_people_would() {
    let none = Conditions::default();
    let of = |lower, upper| phrases(&[row(lower, upper, &none)]);
    assert_eq!(of(None, None), [""; 0]);
    assert_eq!(of(Some(("4 weeks", true)), None), ["less than 28 days before"]);
    assert_eq!(of(Some(("4 weeks", false)), None), ["less than 29 days before"]);
    assert_eq!(of(None, Some(("0 days", true))), ["1 days or more before"]);
    assert_eq!(of(None, Some(("48 hours", false))), ["48 hours or more before"]);
    assert_eq!(of(None, Some(("48 hours", true))), ["more than 48 hours before"]);
    assert_eq!(of(Some(("48 hours", false)), None), ["48 hours or less before"]);
    assert_eq!(of(Some(("10000 weeks", true)), None), ["less than 70000 days before"]);
    assert_eq!(phrases(&[]), ["at any time before or after"]);
    let around = [row(None, Some(("48 hours", false)), &none), row(Some(("48 hours", false)), None, &none)];
    assert_eq!(phrases(&around), ["exactly 48 hours before"]);
    let apart = [row(None, Some(("24 hours", true)), &none), row(Some(("48 hours", true)), None, &none)];
    assert_eq!(phrases(&apart), ["more than 24 hours and less than 48 hours before"]);
}

#[test]
fn gaps_depend_on_conditions() {
    let none = Conditions::default();
    let (provider, customer) = (when(Condition::ByProvider), when(Condition::ByCustomer));
    assert_eq!(gaps(&[row(None, None, &provider), row(None, None, &customer)], &none), []);
    let insured = when(Condition::Insured);
    let found = gaps(&[row(None, None, &insured)], &none);
    assert_eq!(found[0].known, [(Condition::Insured, false)]);
    assert_eq!(gaps(&[row(None, None, &insured)], &insured), []);
    let after = [row(Some(("7 days", true)), None, &none), row(None, Some(("7 days", false)), &insured)];
    assert_eq!(gaps(&after, &none)[0].known, [(Condition::Insured, false)]);
    let both = [row(Some(("7 days", true)), None, &insured)];
    assert_eq!(gaps(&both, &none).len(), 2);
}

#[test]
fn days_and_hours_together() {
    let none = Conditions::default();
    // Seven days before is more than six and less than eight days of time, give or take a clock change.
    let pairs = |hours: Written| phrases(&[row(Some(("7 days", true)), None, &none), row(None, hours, &none)]);
    assert_eq!(pairs(Some(("169 hours", false))), [""; 0]);
    assert_eq!(pairs(Some(("168 hours", false))), ["less than 7 days and 168 hours or more before"]);
    let overlaps = |hours: Written| {
        let stretch = overlap(&row(Some(("7 days", true)), None, &none), &row(None, hours, &none), &none);
        stretch.is_some()
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
        Some(Bound { period: Period { count, unit }, inclusive: self.below(2) == 0 })
    }
}

/// Whether a bound lets a pair of a day and a half-hour pass.
fn passes(bound: Option<Bound>, (day, half_hour): (i64, i64), lower: bool) -> bool {
    let Some(Bound { period, inclusive }) = bound else { return true };
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
        let rows: Vec<Row<'_>> = (0..4).map(|_| Row { bounds: bounds(), conditions: &none }).collect();
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
        assert_eq!(!gaps(&rows, &none).is_empty(), gap, "{written:?}");
        assert_eq!(rows.iter().map(|row| row.stretch().exists()).collect::<Vec<_>>(), covered.map(|n| n > 0));
        let overlaps = (0..4).any(|i| (0..i).any(|j| overlap(&rows[i], &rows[j], &none).is_some()));
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
            (dice.below(4) > 0).then_some(Bound { period: Period { count, unit }, inclusive })
        };
        let mut row = || Row { bounds: TierBounds { lower: bound(), upper: bound() }, conditions: &none };
        let rows = [row(), row(), row()];
        let stairs = stairs(&rows).unwrap();
        for day in -3..=25 {
            let in_days = |bound: Option<Bound>| {
                let weeks = |b: &Bound| if b.period.unit == Unit::Weeks { 7 } else { 1 };
                bound.map(|b| Bound { period: Period { count: b.period.count * weeks(&b), unit: Unit::Days }, ..b })
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
fn hours_make_no_staircase() {
    let none = Conditions::default();
    let hours = [row(Some(("2 days", true)), None, &none), row(None, Some(("48 hours", true)), &none)];
    assert!(stairs(&hours).is_none());
}
