//! What stands around the plot: the head, the legend, the axes and the marks.

use super::labels::{Anchor, Label, width_of};
use super::layout::{EDGE, HEIGHT, LEGEND_Y, Layout, PLOT, SAMPLE, Sample, WIDTH, has_amounts, is_credit};
use crate::calendar::Instant;
use crate::money::Cents;
use crate::render::dates::{self, Bound};
use crate::render::layout::{clipped, wrap};
use crate::render::words;
use crate::vocabulary::Verdict;

const TICK_SIZE: f64 = 12.0;
/// The baseline of the first row of dates below the ticks.
const FIRST_ROW: f64 = PLOT.bottom + 42.0;
/// The most changes that are all dated.
const MOST_CHANGES: usize = 10;

impl Layout<'_> {
    /// Places all of it.
    pub(super) fn frame(&mut self, concluded: Instant) {
        self.head();
        self.place_legend();
        self.money_labels();
        self.time_ticks();
        self.marks(concluded);
    }

    // Above the plot.

    fn head(&mut self) {
        let label = |text: &str, y, size, class| Label {
            text: text.to_owned(),
            x: EDGE,
            y,
            size,
            anchor: Anchor::Start,
            class,
            upright: false,
        };
        let policy = self.stairs.policy;
        let title = fitting(&self.stairs.title(), 21.0);
        self.labels.try_place(label(&title, 42.0, 21.0, "title"));
        let version = format!("{} {}", self.stairs.locale.pick("version", "versie"), policy.version);
        let agreed = fitting(&format!("{} · {version}", self.stairs.agreed()), 13.0);
        self.labels.try_place(label(&agreed, 65.0, 13.0, "quiet"));
        let headline = self.stairs.short_headline(|text| wrap(text, columns(15.0)).len() <= 2);
        for (line, y) in wrap(&headline, columns(15.0)).iter().zip([90.0, 110.0]) {
            self.labels.try_place(label(line, y, 15.0, "strong"));
        }
        self.labels.try_place(label(words::no_advice(self.stairs.locale), HEIGHT - 14.0, 11.5, "quiet"));
    }

    fn place_legend(&mut self) {
        let locale = self.stairs.locale;
        let windows = &self.stairs.quote.windows;
        let has = |verdict| windows.iter().any(|w| w.decision.verdict == verdict);
        let at_most = windows.iter().any(|w| w.decision.is_discretionary());
        let charged = if at_most {
            locale.pick("charged at most", "hoogstens in rekening")
        } else {
            locale.pick("charged", "in rekening")
        };
        let credits = windows.iter().any(|w| is_credit(&w.decision));
        let refunds = windows.iter().any(|w| w.decision.settlement.is_some_and(|s| s.refund > Cents::ZERO));
        let refunded = match (credits, refunds) {
            (false, _) => locale.pick("refunded", "terugbetaald"),
            (true, false) => locale.pick("kept as a credit", "tegoed"),
            (true, true) => locale.pick("refunded, or a credit", "terugbetaald of tegoed"),
        };
        let entries = [
            (Sample::Charged, has(Verdict::Permitted) || has(Verdict::Discretionary), charged),
            (Sample::Refunded, self.refunds, refunded),
            (Sample::Consent, has(Verdict::Discretionary), words::verdict(Verdict::Discretionary, locale)),
            (Sample::Withdrawal, !self.withdrawals().is_empty(), locale.pick("withdrawing open", "herroepen kan")),
            (Sample::Refused, has(Verdict::Refused), words::verdict(Verdict::Refused, locale)),
            (Sample::Unregulated, has(Verdict::Unregulated), self.stairs.verdict(Verdict::Unregulated)),
        ];
        let mut x = EDGE;
        for (sample, _, text) in entries.into_iter().filter(|(_, shown, _)| *shown) {
            self.legend.push((sample, x));
            let label = Label {
                text: text.to_owned(),
                x: x + SAMPLE + 8.0,
                y: LEGEND_Y,
                size: 13.0,
                anchor: Anchor::Start,
                class: "quiet",
                upright: false,
            };
            x = label.bounds().right + 22.0;
            self.labels.try_place(label);
        }
    }

    // Beside and below the plot.

    fn money_labels(&mut self) {
        let side = |text, x, y, anchor| Label { text, x, y, size: TICK_SIZE, anchor, class: "quiet", upright: false };
        // What is refused or not regulated has no amounts to read off.
        if !self.stairs.quote.windows.iter().any(|window| has_amounts(&window.decision)) {
            return;
        }
        for amount in self.money.ticks() {
            let text = self.money.label(amount, self.stairs.policy.currency, self.stairs.locale);
            let y = self.money.y(amount) + 4.0;
            self.amounts.push(self.money.y(amount));
            self.labels.try_place(side(text, PLOT.left - 10.0, y, Anchor::End));
        }
        let price = self.stairs.agreement.price;
        if price <= Cents::ZERO {
            return;
        }
        let of_price = self.stairs.locale.pick("of the price", "van de prijs").to_owned();
        let label = side(of_price, PLOT.right + 10.0, self.money.y(price) - 14.0, Anchor::Start);
        self.labels.try_place(Label { size: 11.0, ..label });
        // The whole first; then what stands on a line of the grid and is a whole percentage.
        for amount in std::iter::once(price).chain(self.money.ticks().into_iter().filter(|amount| *amount < price)) {
            let percent = Cents::new(100).share(amount.get().unsigned_abs(), price.get().unsigned_abs());
            if price.share(percent.get().unsigned_abs(), 100) == amount {
                let y = self.money.y(amount);
                self.shares.push(y);
                self.labels.try_place(side(format!("{}%", percent.get()), PLOT.right + 10.0, y + 4.0, Anchor::Start));
            }
        }
    }

    fn time_ticks(&mut self) {
        let zone = &self.stairs.policy.zone;
        for tick in self.time.ticks(zone, self.stairs.locale, |text| width_of(text, TICK_SIZE)) {
            self.ticks.push(tick.x);
            let label = Label {
                text: tick.label,
                x: tick.x,
                y: PLOT.bottom + 20.0,
                size: TICK_SIZE,
                anchor: Anchor::Middle,
                class: "quiet",
                upright: false,
            };
            self.labels.try_place(label.within(4.0, WIDTH - 4.0));
        }
    }

    /// The start and now above the plot; the conclusion and the changes below it.
    fn marks(&mut self, concluded: Instant) {
        let (locale, zone) = (self.stairs.locale, &self.stairs.policy.zone);
        let (start, now) = (self.stairs.agreement.starts_at, self.stairs.now);
        for (at, word, class) in [(start, "start", "mark"), (now, locale.pick("now", "nu"), "now")] {
            let Some(at) = at.filter(|at| self.time.shows(*at)) else { continue };
            let moment = dates::moment(zone, at, locale);
            let day = dates::day_and_month(moment.day, locale);
            let text =
                if self.time.is_short() { format!("{word} {day} {}", moment.time) } else { format!("{word} {day}") };
            let x = self.time.x(at);
            let label = |y| mark(text.clone(), x, y, class).within(PLOT.left, PLOT.right);
            self.labels.place_first([label(PLOT.top - 10.0), label(PLOT.top - 26.0)]);
        }
        let day = dates::short_date(zone.date_of(concluded), locale);
        let word = locale.pick("concluded", "gesloten");
        let arrow = if self.time.cut { "‹ " } else { "" };
        let mut conclusion = mark(format!("{arrow}{word} {day}"), PLOT.left, FIRST_ROW, "quiet");
        conclusion.anchor = Anchor::Start;
        self.labels.try_place(conclusion);
        self.changes();
    }

    /// The date of each change; of too many, only of the first and the last.
    fn changes(&mut self) {
        let windows = &self.stairs.quote.windows;
        let shown: Vec<Instant> = windows.iter().skip(1).map(|w| w.from).filter(|at| self.time.shows(*at)).collect();
        let (first, last) = (shown.first().copied(), shown.last().copied());
        for at in shown.iter().copied().filter(|at| shown.len() <= MOST_CHANGES || [first, last].contains(&Some(*at))) {
            let locale = self.stairs.locale;
            let moment = dates::moment(&self.stairs.policy.zone, Bound::at(at).at, locale);
            let day = dates::day_and_month(moment.day, locale);
            let text = if moment.time.is_midnight() { day } else { format!("{day} {}", moment.time) };
            let x = self.time.x(at);
            let rows = [0.0, 18.0, 36.0].map(|row| mark(text.clone(), x, FIRST_ROW + row, "change"));
            self.labels.place_first(rows.map(|label| label.within(4.0, WIDTH - 4.0)));
        }
    }
}

fn mark(text: String, x: f64, y: f64, class: &'static str) -> Label {
    Label { text, x, y, size: 12.5, anchor: Anchor::Middle, class, upright: false }
}

/// How many characters of a size stand on a line.
fn columns(size: f64) -> usize {
    ((WIDTH - 2.0 * EDGE) / (size * 0.58)) as usize
}

fn fitting(text: &str, size: f64) -> String {
    clipped(text, columns(size))
}
