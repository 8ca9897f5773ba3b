//! The time axis of the chart: which stretch of time it shows, and where its ticks stand.

use crate::calendar::{Date, Instant, TimeOfDay, Weekday, Zone};
use crate::money::Locale;
use crate::render::dates;

/// A stretch of time, laid out from `left` to `right` in the chart's units.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimeAxis {
    pub(super) from: Instant,
    pub(super) until: Instant,
    pub(super) left: f64,
    pub(super) right: f64,
    /// Whether the axis begins after the conclusion, because nothing happens for long.
    pub(super) cut: bool,
}

/// A place on the axis that is named.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tick {
    pub(super) x: f64,
    pub(super) label: String,
}

const DAY: i64 = 86_400;

impl TimeAxis {
    /// The stretch that shows the conclusion, all changes, the start and now: the long first window cut where nothing
    /// happens in it, the endless last one shown for a tenth more.
    pub(super) fn of(
        concluded: Instant,
        changes: &[Instant],
        start: Option<Instant>,
        now: Option<Instant>,
        (left, right): (f64, f64),
    ) -> TimeAxis {
        let marks = || changes.iter().copied().chain(start).map(Instant::secs).filter(|at| *at >= concluded.secs());
        let (first, last) = match (marks().min(), marks().max()) {
            (Some(first), Some(last)) => (first, last),
            _ => (concluded.secs() + 30 * DAY, concluded.secs() + 30 * DAY),
        };
        let busy = last - first;
        let quiet = first - concluded.secs();
        let seen = now.map(Instant::secs).filter(|now| *now >= concluded.secs());
        let cut = busy > 0 && quiet > busy * 3 / 2;
        let mut from = if cut { first - busy * 3 / 5 } else { concluded.secs() };
        if let Some(now) = seen.filter(|now| *now < last) {
            from = from.min(now - busy / 20).max(concluded.secs());
        }
        // A break that leaves hardly anything out only puzzles.
        if from - concluded.secs() < (last - from) / 4 {
            from = concluded.secs();
        }
        let margin = ((last - from) / 10).clamp(3_600, 30 * DAY);
        let near = seen.filter(|now| *now > last && *now - last < (last - from) / 3);
        let until = near.unwrap_or(last) + margin;
        let instant = |secs| Instant::new(secs, 0);
        TimeAxis {
            from: instant(from).unwrap_or(concluded),
            until: instant(until).unwrap_or(Instant::MAX),
            left,
            right,
            cut: from > concluded.secs(),
        }
    }

    /// Where an instant stands, within the axis.
    pub(super) fn x(&self, at: Instant) -> f64 {
        let span = (self.until.secs() - self.from.secs()).max(1) as f64;
        let part = (at.secs() - self.from.secs()) as f64 / span;
        self.left + part.clamp(0.0, 1.0) * (self.right - self.left)
    }

    /// Whether hours matter: the axis spans a few days at most.
    pub(super) fn is_short(&self) -> bool {
        self.until.secs() - self.from.secs() <= 4 * DAY
    }

    /// Whether an instant lies on the axis.
    pub(super) fn shows(&self, at: Instant) -> bool {
        (self.from..=self.until).contains(&at)
    }

    /// Ticks of the finest unit whose labels, so wide, stand apart.
    pub(super) fn ticks(&self, zone: &Zone, locale: Locale, width_of: impl Fn(&str) -> f64) -> Vec<Tick> {
        for unit in TickUnit::ALL {
            let instants = unit.instants(self, zone);
            if instants.len() > MOST_TICKS {
                continue;
            }
            let ticks = self.label(&instants, unit, zone, locale);
            let apart = |pair: &[Tick]| match pair {
                [a, b] => b.x - a.x >= (width_of(&a.label) + width_of(&b.label)) / 2.0 + 12.0,
                _ => true,
            };
            if ticks.windows(2).all(apart) {
                return ticks;
            }
        }
        Vec::new()
    }

    fn label(&self, instants: &[Instant], unit: TickUnit, zone: &Zone, locale: Locale) -> Vec<Tick> {
        let mut year = None;
        let mut day = None;
        let mut ticks = Vec::with_capacity(instants.len());
        for &at in instants {
            let moment = dates::moment(zone, at, locale);
            let (this_year, month, _) = moment.day.ymd();
            let new_year = year.replace(this_year) != Some(this_year);
            let new_day = day.replace(moment.day) != Some(moment.day);
            let label = match unit {
                TickUnit::Hours(_) if !new_day => moment.time.to_string(),
                TickUnit::Hours(_) if !moment.time.is_midnight() => {
                    format!("{} {}", dates::day_and_month(moment.day, locale), moment.time)
                }
                TickUnit::Hours(_) | TickUnit::Days(_) | TickUnit::Weeks(_) if new_year => {
                    dates::short_date(moment.day, locale)
                }
                TickUnit::Hours(_) | TickUnit::Days(_) | TickUnit::Weeks(_) => dates::day_and_month(moment.day, locale),
                TickUnit::Months(_) if new_year => format!("{} {this_year}", dates::short_month(month, locale)),
                TickUnit::Months(_) => dates::short_month(month, locale),
                TickUnit::Years(_) => this_year.to_string(),
            };
            ticks.push(Tick { x: self.x(at), label });
        }
        ticks
    }
}

const MOST_TICKS: usize = 16;

/// How far apart ticks stand, the finest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TickUnit {
    Hours(u16),
    Days(i64),
    Weeks(i64),
    Months(i64),
    Years(i64),
}

impl TickUnit {
    const ALL: [TickUnit; 18] = [
        TickUnit::Hours(1),
        TickUnit::Hours(3),
        TickUnit::Hours(6),
        TickUnit::Hours(12),
        TickUnit::Days(1),
        TickUnit::Days(2),
        TickUnit::Weeks(1),
        TickUnit::Weeks(2),
        TickUnit::Months(1),
        TickUnit::Months(2),
        TickUnit::Months(3),
        TickUnit::Months(6),
        TickUnit::Years(1),
        TickUnit::Years(2),
        TickUnit::Years(5),
        TickUnit::Years(10),
        TickUnit::Years(25),
        TickUnit::Years(100),
    ];

    /// The ticks on an axis; at most a few more than [`MOST_TICKS`] are looked for.
    fn instants(self, axis: &TimeAxis, zone: &Zone) -> Vec<Instant> {
        let mut instants = Vec::new();
        let mut day = Some(self.first_day(zone.date_of(axis.from)));
        while let Some(this_day) = day {
            for at in self.on(this_day, zone) {
                if at > axis.until || instants.len() > MOST_TICKS {
                    return instants;
                }
                if at >= axis.from {
                    instants.push(at);
                }
            }
            day = self.next(this_day);
        }
        instants
    }

    /// The first day on or before a day that can bear a tick.
    fn first_day(self, day: Date) -> Date {
        let (year, month, _) = day.ymd();
        match self {
            TickUnit::Hours(_) | TickUnit::Days(_) => day,
            TickUnit::Weeks(_) => {
                let since_monday = (0..7).find(|back| day.plus_days(-back).map(Date::weekday) == Some(Weekday::Monday));
                since_monday.and_then(|back| day.plus_days(-back)).unwrap_or(day)
            }
            TickUnit::Months(step) => {
                let step = u32::try_from(step).unwrap_or(1).max(1);
                Date::new(year, month - (month - 1) % step, 1).unwrap_or(day)
            }
            TickUnit::Years(step) => {
                let step = i32::try_from(step).unwrap_or(1).max(1);
                Date::new((year - year.rem_euclid(step)).max(1), 1, 1).unwrap_or(day)
            }
        }
    }

    fn next(self, day: Date) -> Option<Date> {
        match self {
            TickUnit::Hours(_) => day.plus_days(1),
            TickUnit::Days(days) => day.plus_days(days),
            TickUnit::Weeks(weeks) => day.plus_days(weeks * 7),
            TickUnit::Months(months) => day.plus_months(months),
            TickUnit::Years(years) => day.plus_months(years * 12),
        }
    }

    fn on(self, day: Date, zone: &Zone) -> Vec<Instant> {
        match self {
            TickUnit::Hours(hours) => (0..24)
                .step_by(usize::from(hours.max(1)))
                .filter_map(|hour| zone.at(day, TimeOfDay::new(hour * 60)?))
                .collect(),
            TickUnit::Days(_) | TickUnit::Weeks(_) | TickUnit::Months(_) | TickUnit::Years(_) => {
                zone.start_of(day).into_iter().collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse_rfc3339(text).unwrap()
    }

    fn ticks(from: &str, until: &str) -> Vec<String> {
        let zone = Zone::named("Europe/Amsterdam").unwrap();
        let axis = TimeAxis { from: at(from), until: at(until), left: 0.0, right: 800.0, cut: false };
        let ticks = axis.ticks(&zone, Locale::Nl, |label| 7.0 * label.chars().count() as f64);
        ticks.into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn ticks_follow_the_length_of_the_axis() {
        let day = ticks("2026-03-01T23:00:00Z", "2026-03-02T12:00:00Z");
        assert_eq!(day, ["2 mrt 2026", "03:00", "06:00", "09:00", "12:00"]);
        let morning = ticks("2026-03-20T05:40:00Z", "2026-03-20T09:00:00Z");
        assert_eq!(morning, ["20 mrt 07:00", "08:00", "09:00", "10:00"]);
        let month = ticks("2026-03-02T12:00:00Z", "2026-04-02T12:00:00Z");
        assert_eq!(month, ["9 mrt 2026", "16 mrt", "23 mrt", "30 mrt"]);
        let year = ticks("2026-11-02T12:00:00Z", "2027-08-02T12:00:00Z");
        assert_eq!(year, ["dec 2026", "jan 2027", "feb", "mrt", "apr", "mei", "jun", "jul", "aug"]);
        let decades = ticks("2001-11-02T12:00:00Z", "2041-08-02T12:00:00Z");
        assert_eq!(decades, ["2005", "2010", "2015", "2020", "2025", "2030", "2035", "2040"]);
    }

    #[test]
    fn a_long_quiet_time_is_cut_and_the_last_window_shown_for_a_tenth_more() {
        let (concluded, change, start) =
            (at("2024-01-01T12:00:00Z"), at("2026-08-01T00:00:00Z"), at("2026-09-01T00:00:00Z"));
        let axis = TimeAxis::of(concluded, &[change], Some(start), None, (0.0, 800.0));
        assert!(axis.cut && axis.from > at("2026-07-01T00:00:00Z") && axis.from < change);
        assert!(axis.until > start && axis.until < at("2026-10-01T00:00:00Z"));
        // What happens now is shown, too.
        let with_now = TimeAxis::of(concluded, &[change], Some(start), Some(at("2025-01-01T00:00:00Z")), (0.0, 800.0));
        assert!(with_now.shows(at("2025-01-01T00:00:00Z")));
        let soon = TimeAxis::of(concluded, &[change], Some(start), Some(at("2024-02-01T00:00:00Z")), (0.0, 800.0));
        assert!(!soon.cut && soon.from == concluded);
        let alone = TimeAxis::of(concluded, &[], None, None, (0.0, 800.0));
        assert!(!alone.cut && alone.shows(concluded) && alone.until > at("2024-01-31T12:00:00Z"));
    }
}
