//! Instants: half of them on a boundary, or the smallest unit beside it.

use super::Draw;
use crate::calendar::{Date, Hours, Instant, Period, TimeOfDay, Unit};
use crate::facts::LIMITS;
use crate::policy::Clause;
use crate::policy::building_blocks::{Anchor, DayCondition, Edge, Mark};
use crate::policy::forms::{Form, Tier};

/// A day of some year, as the month and the day; the days on which calendars go wrong.
const ODD_DAYS: [(i32, u32, u32); 30] = [
    (2026, 3, 29),  // clocks go forward
    (2026, 10, 25), // clocks go back
    (2025, 3, 30),
    (2025, 10, 26),
    (1995, 9, 24),
    (2024, 2, 29),
    (2028, 2, 29),
    (2096, 2, 29),
    (2100, 2, 28),
    (2000, 2, 29),
    (2025, 12, 31),
    (2026, 1, 1),
    (2026, 1, 31),
    (2026, 8, 31),
    (2025, 11, 30),
    (2026, 4, 3),  // Good Friday
    (2026, 4, 6),  // Easter Monday
    (2026, 4, 27), // King's Day
    (2025, 4, 26), // King's Day, on a Saturday for a Sunday
    (2013, 4, 30), // the last Queen's Day
    (2006, 4, 29), // Queen's Day, on a Saturday for a Sunday
    (2026, 5, 5),
    (2026, 5, 14), // Ascension Day
    (2026, 5, 25), // Whit Monday
    (2026, 12, 25),
    (2027, 1, 3), // a Sunday
    (1990, 1, 1),
    (1991, 1, 1),
    (2198, 12, 31),
    (2199, 12, 31),
];

impl Draw<'_, '_> {
    /// When the contract was concluded: mostly in the years around 2025.
    pub(super) fn conclusion(&mut self) -> Instant {
        let base = day(2025, 6, 2);
        let date = if self.choices.percent(self.settings.far_away) {
            let (first, last) = (day(LIMITS.first_year, 1, 1), day(LIMITS.last_year, 12, 31));
            base_plus(first, self.choices.between(0, first.days_until(last)))
        } else if self.choices.percent(self.settings.at_boundaries) {
            let odd = self.choices.pick_or(&ODD_DAYS, (2026, 3, 29));
            let days: Vec<Date> = self.edges.days().iter().copied().chain([day(odd.0, odd.1, odd.2)]).collect();
            base_plus(self.choices.pick_or(&days, base), self.choices.between(-1, 1))
        } else {
            base_plus(base, self.choices.between(0, 1_200))
        };
        let at = self.time_on(date);
        self.noted(within_limits(at))
    }

    /// An instant near one that is known, and never before `earliest`.
    pub(super) fn instant(&mut self, anchor: Instant, earliest: Option<Instant>) -> Instant {
        let at = if self.choices.percent(self.settings.at_boundaries) {
            self.boundary(anchor)
        } else {
            self.anywhere(anchor)
        };
        let mirrored = match earliest {
            // What would come too early is laid on the other side of the anchor.
            Some(earliest) if at < earliest => plus_secs(anchor, anchor.secs().saturating_sub(at.secs())).max(earliest),
            _ => at,
        };
        let at = within_limits(mirrored);
        self.noted(earliest.map_or(at, |earliest| at.max(earliest)))
    }

    /// An instant at a bound of a row of the tiers aimed at, on the inner side of it; of a row that counts from the conclusion
    /// too, now and then at a bound after that, which is the earliest instant.
    pub(super) fn in_a_row(&mut self, anchor: Instant, earliest: Option<Instant>) -> Instant {
        let rows = self.rows_aimed_at();
        let Some(row) = self.choices.pick(&rows) else { return self.instant(anchor, earliest) };
        let since = row.since.filter(|since| since.anchor == Anchor::ConcludedAt).zip(earliest);
        let since = since.filter(|_| self.choices.percent(60));
        let (bounds, mark) = since.map_or((row.bounds, anchor), |(since, concluded)| (since.bounds, concluded));
        let lower = bounds.lower.filter(|_| bounds.upper.is_none() || self.choices.percent(50));
        let Some(bound) = lower.or(bounds.upper) else { return self.instant(anchor, earliest) };
        // What lies before the edge of a bound is long before, and not long after.
        let (mark, before) = (Mark::new(mark, &self.policy.zone), lower.is_some() != since.is_some());
        let bound = if lower.is_some() { bound } else { bound.opposite() };
        let edge =
            if since.is_some() { bound.edge_after(mark, self.policy) } else { bound.edge_before(mark, self.policy) };
        let at = match edge {
            Some(Edge::Day(day)) => self.time_on(if before { base_plus(day, -1) } else { day }),
            Some(Edge::At(edge)) if before => edge.prev(),
            Some(Edge::At(edge)) => edge,
            None => anchor,
        };
        let at = if self.choices.percent(20) { self.beside(at) } else { at };
        let at = within_limits(at);
        self.noted(earliest.map_or(at, |earliest| at.max(earliest)))
    }

    /// The rows of the clause aimed at, or of those that it stands for.
    fn rows_aimed_at(&self) -> Vec<Tier> {
        let rows = |clause: &Clause| match &clause.form {
            Form::Tiers(tiers) => tiers.rows.clone(),
            _ => Vec::new(),
        };
        match self.aim {
            Some((_, Clause { form: Form::SameAs(same), .. })) => {
                same.clauses.iter().filter_map(|&place| self.policy.clause(place)).flat_map(rows).collect()
            }
            Some((_, clause)) => rows(clause),
            None => Vec::new(),
        }
    }

    /// A start, now and then moved on to a day that a row of the tiers aimed at asks for.
    pub(super) fn on_a_day_asked_for(&mut self, starts: Instant) -> Instant {
        let days = self.rows_aimed_at().into_iter().filter_map(|row| row.conditions.day);
        let days: Vec<DayCondition> = days.filter(|day| day.of == Anchor::StartsAt).collect();
        if days.is_empty() || self.choices.percent(50) {
            return starts;
        }
        let Some(asked) = self.choices.pick(&days) else { return starts };
        let (date, second) = self.policy.zone.local(starts);
        let mut near = (0..400).filter_map(|days| date.plus_days(days));
        let day = near.find(|day| asked.holds_on(*day, self.policy.holidays));
        // At a turn of the time that is asked for, or the second before.
        let turns: Vec<i64> = asked.time.into_iter().flat_map(Hours::turns).map(TimeOfDay::seconds).collect();
        let turn = self.choices.pick(&turns).map(|turn| turn - i64::from(self.choices.percent(50)));
        let second = turn.unwrap_or(second);
        let at = day.and_then(|day| self.policy.zone.start_of(day)).map(|start| plus_secs(start, second));
        self.noted(at.map_or(starts, |at| within_limits(at).max(starts)))
    }

    /// An instant near any that is known.
    pub(super) fn near_anything(&mut self, earliest: Option<Instant>) -> Instant {
        let anchor = self.choices.pick_or(&self.anchors, Instant::MIN);
        self.instant(anchor, earliest)
    }

    /// A civil date near any instant that is known.
    pub(super) fn date_near(&mut self, anchor: Date) -> Date {
        let at = self.policy.zone.start_of(anchor).unwrap_or(Instant::MIN);
        let drawn = self.instant(at, None);
        self.date_within_limits(drawn)
    }

    pub(super) fn date_within_limits(&self, at: Instant) -> Date {
        let date = self.policy.zone.date_of(at);
        date.clamp(day(LIMITS.first_year, 1, 1), day(LIMITS.last_year, 12, 31))
    }

    /// Remembers an instant as one to draw others near to.
    pub(super) fn noted(&mut self, at: Instant) -> Instant {
        self.anchors.push(at);
        at
    }

    fn anywhere(&mut self, anchor: Instant) -> Instant {
        let days = if self.choices.percent(20) { self.choices.between(0, 1_500) } else { self.choices.between(0, 90) };
        let secs = days * 86_400 + self.choices.between(0, 86_399);
        let at = plus_secs(anchor, if self.choices.percent(50) { -secs } else { secs });
        let nanos = if self.choices.percent(10) { self.choices.below(1_000_000_000) } else { 0 };
        Instant::new(at.secs(), u32::try_from(nanos).unwrap_or_default()).unwrap_or(at)
    }

    /// A period of the terms away from the anchor, exactly or by civil dates, and then the smallest unit beside it.
    fn boundary(&mut self, anchor: Instant) -> Instant {
        let mut at = anchor;
        let steps = self.choices.pick_or(&[1, 1, 1, 2, 0], 1);
        for _ in 0..steps {
            at = self.period_away(at);
        }
        at = match self.choices.below(4) {
            0 => at,
            1 => {
                let date = self.policy.zone.date_of(at);
                let days = self.choices.pick_or(&[0, 1, -1, 2, 3], 0);
                self.time_on(base_plus(date, days))
            }
            2 => {
                let date = self.policy.zone.date_of(at);
                self.policy.zone.start_of(base_plus(date, 1)).unwrap_or(at)
            }
            _ => self.policy.zone.start_of(self.policy.zone.date_of(at)).unwrap_or(at),
        };
        self.beside(at)
    }

    fn period_away(&mut self, at: Instant) -> Instant {
        let own = &self.edges.of_clause(self.aim.map(|(place, _)| place)).periods;
        let periods = if own.is_empty() || self.choices.percent(25) { &self.edges.all().periods } else { own };
        let period = self.choices.pick_or(periods, Period::new(1, Unit::Days));
        let backwards = self.choices.percent(50);
        if let Some(minutes) = period.elapsed() {
            return at.plus_minutes(if backwards { -minutes } else { minutes }).unwrap_or(at);
        }
        let (date, second) = self.policy.zone.local(at);
        let holidays = self.policy.holidays;
        let moved = if backwards { period.before(date, holidays) } else { period.after(date, holidays) };
        let start = moved.and_then(|date| self.policy.zone.start_of(date)).unwrap_or(at);
        plus_secs(start, second)
    }

    /// An instant on a day: a time that the terms name, the first or the last moment, or any.
    fn time_on(&mut self, date: Date) -> Instant {
        let start = self.policy.zone.start_of(date).unwrap_or(Instant::MIN);
        let times = &self.edges.all().times;
        let at = match self.choices.below(4) {
            0 if !times.is_empty() => {
                let time = self.choices.pick_or(times, TimeOfDay::START);
                let minutes = self.choices.pick_or(&[0, 1, -1], 0);
                self.policy.zone.at(date, time).map_or(start, |at| plus_secs(at, minutes * 60))
            }
            0 | 1 => plus_secs(start, self.choices.between(0, 86_399)),
            2 => start,
            _ => self.policy.zone.start_of(base_plus(date, 1)).unwrap_or(start),
        };
        if self.choices.percent(50) { self.beside(at) } else { at }
    }

    /// The instant itself, or the smallest unit or a second beside it.
    fn beside(&mut self, at: Instant) -> Instant {
        match self.choices.below(6) {
            0 | 1 => at,
            2 => at.prev(),
            3 => at.next(),
            4 => plus_secs(at, -1),
            _ => plus_secs(at, 1),
        }
    }
}

fn day(year: i32, month: u32, day: u32) -> Date {
    Date::new(year, month, day).unwrap_or(Date::MIN)
}

fn base_plus(base: Date, days: i64) -> Date {
    base.plus_days(days).unwrap_or(base)
}

fn plus_secs(at: Instant, secs: i64) -> Instant {
    at.plus_secs(secs).unwrap_or(at)
}

/// The first and the last instant of which facts may speak.
fn within_limits(at: Instant) -> Instant {
    let start = |year| Instant::new(i64::from(day(year, 1, 1).days()) * 86_400, 0).unwrap_or(Instant::MIN);
    at.clamp(start(LIMITS.first_year), start(LIMITS.last_year + 1).prev())
}
