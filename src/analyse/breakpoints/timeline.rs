//! The instants of an agreement. How a table answers depends on which of its bounds an act lies behind, so that one regular
//! agreement for each order in which the bounds can come shows every row; the odd ones put their edges where calendars have
//! theirs.

use super::orders::Orders;
use super::parts::Anchored;
use crate::analyse::Patience;
use crate::calendar::{Date, Holidays, Instant, Period, TimeOfDay, Unit, Week, Zone};
use crate::policy::building_blocks::{Anchor, Mark};
use crate::policy::forms::Form;
use crate::policy::payment::InstalmentPart;
use crate::policy::{Policy, Summary};
use crate::vocabulary::Question;

/// When an agreement was concluded, when it starts and when it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analyse) struct Timeline {
    pub(in crate::analyse) concluded: Instant,
    pub(in crate::analyse) start: Instant,
    /// The start of the session, where it is another.
    pub(in crate::analyse) session: Option<Instant>,
    pub(in crate::analyse) end: Instant,
    /// A moment that a policy declares, or one of the event, where it is not the plain one: one at a time is varied.
    pub(in crate::analyse) own: Option<(Anchor, Instant)>,
    /// Whether every price matters on it; the odd ones repeat the regular ones in time only.
    pub(in crate::analyse) regular: bool,
    /// Whether it shows other rows together than the first one, but no other bounds: what is told of it is not told again.
    pub(in crate::analyse) repeats: bool,
}

/// The timelines of a question: the regular ones first.
pub(in crate::analyse) struct Timelines {
    pub(in crate::analyse) lines: Vec<Timeline>,
    /// What the clauses compare with and no timeline varies.
    pub(in crate::analyse) unvaried: Vec<Summary>,
}

/// Year, month and day.
type Day = (i32, u32, u32);

/// The conclusion of the regular agreement: a Wednesday, far from holidays and clock changes.
const CONCLUDED: Day = (2026, 1, 7);

/// From the conclusion to the default of the invoice that the cases have.
const DAYS_TO_DEFAULT: i64 = 15;

/// From the start to the end.
const DAYS_TO_END: i64 = 60;

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

/// The timelines on which a question is asked.
pub(in crate::analyse) fn timelines(policies: &[&Policy], question: Question, patience: &Patience) -> Timelines {
    let Some(policy) = policies.first() else { return Timelines { lines: Vec::new(), unvaried: Vec::new() } };
    let orders = Orders::of(policies, question);
    let distance = (orders.furthest() + 14).max(60);
    let (mut lines, unvaried) = match Timeline::regular(&policy.zone, distance, 600) {
        Some(line) => orders.lines(line, &policy.zone, patience),
        None => (Vec::new(), Vec::new()),
    };
    if question == Question::PaymentReview {
        lines.extend(near_default(policies, &orders));
    }
    if question == Question::PaymentPlan {
        lines.extend(near_instalments(policies));
    }
    lines.extend(ODD.iter().filter_map(|(concluded, from, start, at)| {
        let (concluded, start) = (moment(&policy.zone, *concluded, *from)?, moment(&policy.zone, *start, *at)?);
        Timeline::of(concluded, start).map(|line| Timeline { regular: false, ..line })
    }));
    Timelines { lines, unvaried }
}

/// What counts as cancelled on default: the start so far from it that each row has its turn.
fn near_default(policies: &[&Policy], orders: &Orders<'_>) -> Vec<Timeline> {
    let Some(policy) = policies.first() else { return Vec::new() };
    let (year, month, day) = CONCLUDED;
    let concluded = Date::new(year, month, day);
    let default = concluded.and_then(|day| day.plus_days(DAYS_TO_DEFAULT));
    let Some((concluded, default)) = concluded.zip(default) else { return Vec::new() };
    let at_bounds = orders.bounds().flat_map(|(bound, policy)| {
        let period = bound.bound.period;
        let plain = match period.unit {
            Unit::Minutes | Unit::Hours => default.plus_days(period.most_days(policy.holidays.week())),
            Unit::Days | Unit::WorkingDays | Unit::Weeks | Unit::Months | Unit::Years => {
                period.after(default, policy.holidays)
            }
        };
        let spread = spread(period, policy.holidays.week());
        (-spread..=spread).filter_map(move |days| plain?.plus_days(days))
    });
    let forms =
        policies.iter().flat_map(|policy| policy.clauses_on(Question::PaymentReview).map(move |of| (policy, of)));
    let at_once = forms.filter_map(|(policy, (_, clause))| {
        let Form::PaymentDefault(form) = &clause.form else { return None };
        Some((policy, form))
    });
    let at_once = at_once.flat_map(|(policy, form)| {
        let at_once = form.due_at_once_within.map(|period| period.most_days(policy.holidays.week()));
        let by = form.due_by.map(|rule| sums([rule.period, form.pay_within], policy.holidays)).unwrap_or_default();
        at_once.into_iter().chain(by)
    });
    let days = at_once.flat_map(|days| [days - 1, days, days + 1]);
    let distances = at_bounds.map(|start| concluded.days_until(start)).chain(days);
    let mut distances: Vec<i64> = distances.map(|days| days.max(0)).collect();
    distances.dedup();
    distances.into_iter().filter_map(|days| Timeline::regular(&policy.zone, days, 600)).collect()
}

/// The start so close to the conclusion that what is counted from it decides, or ends before it.
fn near_instalments(policies: &[&Policy]) -> Vec<Timeline> {
    let mut lines = Vec::new();
    for policy in policies {
        let parts = policy.clauses_on(Question::PaymentPlan).filter_map(|(_, clause)| {
            let Form::Instalments(form) = &clause.form else { return None };
            Some(&form.parts)
        });
        let met = parts.flatten().flat_map(|part| distances_of(part, policy.holidays));
        let mut distances: Vec<i64> = met.flat_map(|days| [days - 1, days, days + 1]).collect();
        distances.sort_unstable();
        distances.dedup();
        let of = distances.into_iter().filter_map(|days| Timeline::regular(&policy.zone, days.max(0), 600));
        lines.extend(of.map(|line| Timeline { regular: false, ..line }));
    }
    lines
}

/// From the conclusion to a start at which days of an instalment fall together.
fn distances_of(part: &InstalmentPart, holidays: Holidays) -> Vec<i64> {
    sums([part.invoiced.period, part.due_within, part.due_by.and_then(|rule| rule.period)], holidays)
}

/// The sums of some periods after the conclusion, in days.
fn sums<const N: usize>(periods: [Option<Period>; N], holidays: Holidays) -> Vec<i64> {
    let (year, month, day) = CONCLUDED;
    let Some(concluded) = Date::new(year, month, day) else { return Vec::new() };
    let lengths = periods.into_iter().flatten();
    let lengths = lengths.filter_map(|period| Some(concluded.days_until(period.after(concluded, holidays)?)));
    lengths.fold(vec![0], |sums, length| sums.iter().flat_map(|sum| [*sum, sum + length]).collect())
}

/// Within so many days of the plain count backwards lies the day from which a period ends on another.
pub(super) fn spread(period: Period, week: Week) -> i64 {
    match period.unit {
        Unit::Minutes | Unit::Hours | Unit::Days | Unit::Weeks => 1,
        Unit::Months | Unit::Years => 4,
        Unit::WorkingDays => week.most_days(1),
    }
}

impl Timeline {
    /// A regular agreement.
    pub(super) fn of(concluded: Instant, start: Instant) -> Option<Timeline> {
        let end = start.plus_hours(24 * DAYS_TO_END)?;
        Some(Timeline { concluded, start, session: None, end, own: None, regular: true, repeats: false })
    }

    /// An agreement with one anchor at an instant, concluded before a notice: a fortnight where that does not contradict it.
    pub(in crate::analyse) fn around(anchor: Anchor, at: Instant, notice: Instant) -> Option<Timeline> {
        let fortnight = notice.plus_hours(-24 * 14)?;
        match anchor {
            Anchor::StartsAt | Anchor::SessionStartsAt => Timeline::of(fortnight.min(at), at),
            Anchor::EndsAt => {
                Timeline::of(fortnight.min(at), at.plus_hours(-24 * DAYS_TO_END)?.max(fortnight.min(at)))?
                    .with(anchor, at)
            }
            Anchor::ConcludedAt if at <= notice => Timeline::of(at, notice.plus_hours(24 * 400)?),
            Anchor::ConcludedAt
            | Anchor::Act
            | Anchor::DiscoveredAt
            | Anchor::ArisenAt
            | Anchor::DeliveredAt
            | Anchor::FiledAt
            | Anchor::InvoicedAt
            | Anchor::MadeAt
            | Anchor::AcceptedAt
            | Anchor::AsOf
            | Anchor::KnownAt
            | Anchor::NotifiedAt
            | Anchor::RejectedAt
            | Anchor::AnnouncedAt
            | Anchor::EffectiveAt
            | Anchor::Declared(_) => None,
        }
    }

    fn regular(zone: &Zone, distance: i64, minutes: u16) -> Option<Timeline> {
        let (year, month, day) = CONCLUDED;
        let concluded = Date::new(year, month, day)?;
        let start = zone.at(concluded.plus_days(distance)?, TimeOfDay::new(minutes)?)?;
        Timeline::of(zone.at(concluded, TimeOfDay::new(600)?)?, start)
    }

    /// The same, as long apart, with the anchor at another instant; `None` for an anchor that the timeline does not set.
    pub(super) fn moved(self, anchor: Anchor, to: Instant) -> Option<Timeline> {
        let shift = to.secs() - self.mark(anchor)?.secs();
        let by = |at: Instant| at.plus_secs(shift);
        let session = match self.session {
            Some(session) => Some(by(session)?),
            None => None,
        };
        let own = match self.own {
            Some((anchor, at)) => Some((anchor, by(at)?)),
            None => None,
        };
        let (concluded, start, end) = (by(self.concluded)?, by(self.start)?, by(self.end)?);
        Some(Timeline { concluded, start, session, end, own, ..self })
    }

    /// The same but for one anchor, which is at another instant; `None` where that would contradict the others.
    pub(super) fn with(self, anchor: Anchor, at: Instant) -> Option<Timeline> {
        match anchor {
            Anchor::ConcludedAt => (at <= self.start).then_some(Timeline { concluded: at, ..self }),
            Anchor::SessionStartsAt => (at >= self.concluded).then_some(Timeline { session: Some(at), ..self }),
            Anchor::EndsAt => (at >= self.start).then_some(Timeline { end: at, ..self }),
            Anchor::Declared(_) => Some(Timeline { own: Some((anchor, at)), ..self }),
            Anchor::DiscoveredAt | Anchor::ArisenAt | Anchor::DeliveredAt | Anchor::InvoicedAt | Anchor::KnownAt => {
                (at >= self.concluded).then_some(Timeline { own: Some((anchor, at)), ..self })
            }
            Anchor::StartsAt
            | Anchor::Act
            | Anchor::FiledAt
            | Anchor::MadeAt
            | Anchor::AcceptedAt
            | Anchor::AsOf
            | Anchor::NotifiedAt
            | Anchor::RejectedAt
            | Anchor::AnnouncedAt
            | Anchor::EffectiveAt => None,
        }
    }

    /// The instant of an anchor; `None` for one that the timeline does not set.
    pub(super) fn mark(&self, anchor: Anchor) -> Option<Instant> {
        match anchor {
            Anchor::ConcludedAt => Some(self.concluded),
            Anchor::StartsAt => Some(self.start),
            Anchor::SessionStartsAt => Some(self.session.unwrap_or(self.start)),
            Anchor::EndsAt => Some(self.end),
            Anchor::Declared(_) => Some(self.own_or(anchor, self.start)),
            Anchor::DiscoveredAt | Anchor::ArisenAt | Anchor::DeliveredAt | Anchor::InvoicedAt | Anchor::KnownAt => {
                Some(self.own_or(anchor, self.concluded))
            }
            Anchor::Act
            | Anchor::FiledAt
            | Anchor::MadeAt
            | Anchor::AcceptedAt
            | Anchor::AsOf
            | Anchor::NotifiedAt
            | Anchor::RejectedAt
            | Anchor::AnnouncedAt
            | Anchor::EffectiveAt => None,
        }
    }

    /// Where an anchor that is varied by itself lies, elsewhere than where it plainly does.
    fn own_or(&self, anchor: Anchor, plain: Instant) -> Instant {
        self.own.filter(|(own, _)| *own == anchor).map_or(plain, |(_, at)| at)
    }

    /// The instant at which a bound parts the acts.
    pub(in crate::analyse) fn edge(&self, bound: &Anchored, policy: &Policy) -> Option<Instant> {
        let mark = Mark::new(self.mark(bound.anchor)?, &policy.zone);
        let edge =
            if bound.after { bound.bound.edge_after(mark, policy) } else { bound.bound.edge_before(mark, policy) };
        edge?.instant(&policy.zone)
    }
}

fn moment(zone: &Zone, (year, month, day): Day, minutes: u16) -> Option<Instant> {
    zone.at(Date::new(year, month, day)?, TimeOfDay::new(minutes)?)
}
