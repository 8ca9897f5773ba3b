//! The instants of an agreement. A table of tiers knows only how long before its anchor a notice comes, so that one
//! regular agreement shows every row; the odd ones put its edges where calendars have theirs.

use super::parts;
use crate::calendar::{Date, Holidays, Instant, Period, TimeOfDay, Unit, Zone};
use crate::policy::Policy;
use crate::policy::forms::Form;
use crate::policy::payment::InstalmentPart;
use crate::vocabulary::Question;

/// When an agreement was concluded and when it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analyse) struct Timeline {
    pub(in crate::analyse) concluded: Instant,
    pub(in crate::analyse) start: Instant,
    /// Whether every price matters on it; the odd ones repeat the regular ones in time only.
    pub(in crate::analyse) regular: bool,
}

/// Year, month and day.
type Day = (i32, u32, u32);

/// The conclusion of the regular agreement: a Wednesday, far from holidays and clock changes.
const CONCLUDED: Day = (2026, 1, 7);

/// From the conclusion to the default of the invoice that the cases have.
const DAYS_TO_DEFAULT: i64 = 15;

/// Conclusion and start, as days and minutes: on one day; both clock changes; 29 February; ends of months short and
/// long; a Saturday, a Sunday and a holiday.
const ODD: [(Day, u16, Day, u16); 9] = [
    ((2026, 6, 3), 600, (2026, 6, 3), 900),
    ((2026, 1, 31), 1_439, (2026, 3, 29), 150),
    ((2026, 10, 25), 150, (2026, 12, 26), 0),
    ((2027, 12, 31), 0, (2028, 2, 29), 1_439),
    ((2028, 2, 29), 720, (2028, 5, 31), 600),
    ((2026, 1, 30), 540, (2026, 3, 31), 600),
    ((2026, 7, 3), 1_050, (2026, 9, 5), 600),
    ((2026, 8, 31), 1_051, (2026, 11, 1), 600),
    ((2026, 3, 16), 539, (2026, 5, 25), 600),
];

/// The timelines on which a question is asked: the regular ones first.
pub(in crate::analyse) fn timelines(policies: &[&Policy], question: Question) -> Vec<Timeline> {
    let Some(policy) = policies.first() else { return Vec::new() };
    let bounds: Vec<_> = policies.iter().flat_map(|policy| parts::bounds(policy, question)).collect();
    let furthest = bounds.iter().map(|b| b.period.most_days()).max().unwrap_or(0);
    let distance = (furthest + 14).max(60);
    let hours: Vec<i64> =
        bounds.iter().filter(|b| b.period.unit == Unit::Hours).map(|b| i64::from(b.period.count)).collect();
    let mixed = !hours.is_empty() && bounds.iter().any(|b| b.period.unit != Unit::Hours);
    let mut lines = Vec::new();
    for minutes in if mixed { times_of_start(&hours) } else { vec![600] } {
        lines.extend(regular(&policy.zone, distance, minutes));
    }
    if question == Question::PaymentReview {
        // What counts as cancelled on default: the start so far from it that each row has its turn.
        let near = bounds.iter().map(|b| b.period.most_days() + DAYS_TO_DEFAULT);
        let at_once =
            policies.iter().flat_map(|policy| policy.clauses_on(question)).filter_map(|(_, c)| match &c.form {
                Form::PaymentDefault(form) => Some(form),
                _ => None,
            });
        let at_once = at_once.flat_map(|form| {
            let at_once = form.due_at_once_within.map(Period::most_days);
            let by =
                form.due_by.map(|rule| distances([rule.period, form.pay_within], policy.holidays)).unwrap_or_default();
            at_once.into_iter().chain(by)
        });
        let distances = near.chain(at_once).flat_map(|days| [days - 1, days, days + 1]);
        lines.extend(distances.filter_map(|days| regular(&policy.zone, days.max(0), 600)));
    }
    if question == Question::PaymentPlan {
        // The start so close to the conclusion that what is counted from it decides, or ends before it.
        let parts = policies.iter().flat_map(|policy| policy.clauses_on(question)).filter_map(|(_, c)| match &c.form {
            Form::Instalments(form) => Some(&form.parts),
            _ => None,
        });
        let mut distances: Vec<i64> = parts
            .flatten()
            .flat_map(|part| distances_of(part, policy.holidays))
            .flat_map(|d| [d - 1, d, d + 1])
            .collect();
        distances.sort_unstable();
        distances.dedup();
        let lines_of = distances.into_iter().filter_map(|days| regular(&policy.zone, days.max(0), 600));
        lines.extend(lines_of.map(|line| Timeline { regular: false, ..line }));
    }
    lines.extend(ODD.iter().filter_map(|(concluded, from, start, at)| {
        let (concluded, start) = (moment(&policy.zone, *concluded, *from)?, moment(&policy.zone, *start, *at)?);
        Some(Timeline { concluded, start, regular: false })
    }));
    lines
}

/// From the conclusion to a start at which days of an instalment fall together.
fn distances_of(part: &InstalmentPart, holidays: Holidays) -> Vec<i64> {
    distances([part.invoiced.period, part.due_within, part.due_by.and_then(|rule| rule.period)], holidays)
}

/// The sums of some periods after the conclusion, in days.
fn distances<const N: usize>(periods: [Option<Period>; N], holidays: Holidays) -> Vec<i64> {
    let (year, month, day) = CONCLUDED;
    let Some(concluded) = Date::new(year, month, day) else { return Vec::new() };
    let lengths = periods.into_iter().flatten();
    let lengths = lengths.filter_map(|period| Some(concluded.days_until(period.after(concluded, holidays)?)));
    lengths.fold(vec![0], |sums, length| sums.iter().flat_map(|sum| [*sum, sum + length]).collect())
}

/// Where hours and days are mixed, which comes first depends on the time of day of the start: it changes where the
/// bound in hours falls on midnight. One start on each, and one between each two, shows every order.
fn times_of_start(hours: &[i64]) -> Vec<u16> {
    let mut edges: Vec<i64> = hours.iter().map(|hours| hours.rem_euclid(24) * 60).chain([0, 1_439]).collect();
    edges.sort_unstable();
    edges.dedup();
    let between = edges.windows(2).filter_map(|pair| Some(pair.iter().sum::<i64>() / i64::try_from(pair.len()).ok()?));
    let mut times: Vec<i64> = std::iter::once(600).chain(between).chain(edges.iter().copied()).collect();
    times.dedup();
    times.into_iter().filter_map(|minutes| u16::try_from(minutes).ok()).collect()
}

fn regular(zone: &Zone, distance: i64, minutes: u16) -> Option<Timeline> {
    let (year, month, day) = CONCLUDED;
    let concluded = Date::new(year, month, day)?;
    let start = zone.at(concluded.plus_days(distance)?, TimeOfDay::new(minutes)?)?;
    Some(Timeline { concluded: zone.at(concluded, TimeOfDay::new(600)?)?, start, regular: true })
}

fn moment(zone: &Zone, (year, month, day): Day, minutes: u16) -> Option<Instant> {
    zone.at(Date::new(year, month, day)?, TimeOfDay::new(minutes)?)
}

#[cfg(test)]
mod tests {
    use super::times_of_start;

    #[test]
    fn starts_lie_on_and_between_the_times_at_which_bounds_in_hours_are_midnight() {
        // 36 hours before noon is midnight; 48 hours before midnight, too.
        let mut times = times_of_start(&[36, 48]);
        times.sort_unstable();
        times.dedup();
        assert_eq!(times, [0, 360, 600, 720, 1_079, 1_439]);
        assert!(times_of_start(&[7]).contains(&420));
    }
}
