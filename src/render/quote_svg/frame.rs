//! What stands around the plot: the head, the legend, the axes and the marks.

use super::labels::{Anchor, Label, width_of};
use super::layout::{Layout, SAMPLE, Sample, has_amounts, is_credit};
use super::page::{Page, Paragraph};
use crate::calendar::Instant;
use crate::money::Cents;
use crate::render::dates::{self, WindowEdge};
use crate::render::layout::{clipped, wrap};
use crate::render::words;
use crate::vocabulary::Verdict;

/// From the axis to the baseline of the first row of dates below the ticks.
const FIRST_ROW: f64 = 42.0;
/// The most changes that are all dated.
const MOST_CHANGES: usize = 10;

impl Layout<'_> {
    /// Places what stands above the plot: the head and the legend.
    pub(super) fn above(&mut self) {
        self.head();
        self.place_legend();
    }

    /// Places what stands around the plot.
    pub(super) fn frame(&mut self, concluded: Instant) {
        self.last_words();
        self.money_labels();
        self.time_ticks();
        self.marks(concluded);
    }

    // Above the plot.

    fn head(&mut self) {
        let (policy, locale) = (self.stairs.policy, self.stairs.locale);
        self.paragraph(|page| page.title, &self.stairs.title(), "title");
        let version = words::version(policy, locale);
        self.paragraph(|page| page.agreed, &format!("{} · {version}", self.stairs.agreed()), "quiet");
        let (columns, most) = (self.page.columns(self.page.headline), self.page.headline.lines);
        let headline = self.stairs.short_headline(|text| wrap(text, columns).len() <= most);
        self.paragraph(|page| page.headline, &headline, "strong");
    }

    /// A paragraph in as many lines as it may have; what is longer is clipped.
    fn paragraph(&mut self, of: impl Fn(&Page) -> Paragraph, text: &str, class: &'static str) {
        let paragraph = of(&self.page);
        let columns = self.page.columns(paragraph);
        let mut lines = wrap(text, columns);
        if lines.len() > paragraph.lines {
            let rest = lines.split_off(paragraph.lines.saturating_sub(1)).join(" ");
            lines.push(clipped(&rest, columns));
        }
        let mut y = paragraph.y;
        for line in &lines {
            self.labels.try_place(self.line(line, y, paragraph.size, class));
            y += paragraph.leading;
        }
        self.page.without_lines(paragraph, lines.len());
    }

    fn line(&self, text: &str, y: f64, size: f64, class: &'static str) -> Label {
        Label { text: text.to_owned(), x: self.page.edge, y, size, anchor: Anchor::Start, class, upright: false }
    }

    /// That a reading of terms is no advice, at the foot.
    fn last_words(&mut self) {
        let foot = self.page.foot;
        let words = words::no_advice(self.stairs.locale);
        let lines = if foot.lines > 1 { wrap(words, self.page.columns(foot)) } else { vec![words.to_owned()] };
        let mut y = self.page.height - foot.y;
        for line in lines.iter().rev() {
            self.labels.try_place(self.line(line, y, foot.size, "quiet"));
            y -= foot.leading;
        }
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
        let (mut x, mut row) = (self.page.edge, 0);
        for (sample, _, text) in entries.into_iter().filter(|(_, shown, _)| *shown) {
            let label = |x: f64, row: usize| Label {
                text: text.to_owned(),
                x: x + SAMPLE + 8.0,
                y: self.page.legend + self.page.legend_row * row as f64,
                size: self.page.amount_size,
                anchor: Anchor::Start,
                class: "quiet",
                upright: false,
            };
            if label(x, row).bounds().right > self.page.width - self.page.edge && row + 1 < self.page.legend_rows {
                (x, row) = (self.page.edge, row + 1);
            }
            let label = label(x, row);
            self.legend.push((sample, x, label.y));
            x = label.bounds().right + 22.0;
            self.labels.try_place(label);
        }
        self.page.without_rows(row + 1);
    }

    // Beside and below the plot.

    fn money_labels(&mut self) {
        let (plot, tick_size) = (self.page.plot, self.page.tick_size);
        let side = |text, x, y, anchor| Label { text, x, y, size: tick_size, anchor, class: "quiet", upright: false };
        // What is refused or not regulated has no amounts to read off.
        if !self.stairs.quote.windows.iter().any(|window| has_amounts(&window.decision)) {
            return;
        }
        for amount in self.money.ticks() {
            let text = self.money.label(amount, self.stairs.policy.currency, self.stairs.locale);
            let y = self.money.y(amount) + 4.0;
            self.amounts.push(self.money.y(amount));
            self.labels.try_place(side(text, plot.left - 10.0, y, Anchor::End));
        }
        let price = self.stairs.agreement.price;
        if price <= Cents::ZERO {
            return;
        }
        let of_price = self.stairs.locale.pick("of the price", "van de prijs").to_owned();
        let label = side(of_price, plot.right + 10.0, self.money.y(price) - 14.0, Anchor::Start);
        self.labels.try_place(Label { size: 11.0, ..label }.within(0.0, self.page.width - 4.0));
        let beside = if self.page.width - plot.right > 60.0 { 10.0 } else { 6.0 };
        // The whole first; then what stands on a line of the grid and is a whole percentage.
        for amount in std::iter::once(price).chain(self.money.ticks().into_iter().filter(|amount| *amount < price)) {
            let percent = Cents::new(100).share(amount.get().unsigned_abs(), price.get().unsigned_abs());
            if price.share(percent.get().unsigned_abs(), 100) == amount {
                let y = self.money.y(amount);
                self.shares.push(y);
                self.labels.try_place(side(format!("{}%", percent.get()), plot.right + beside, y + 4.0, Anchor::Start));
            }
        }
    }

    fn time_ticks(&mut self) {
        let (zone, size) = (&self.stairs.policy.zone, self.page.tick_size);
        for tick in self.time.ticks(zone, self.stairs.locale, |text| width_of(text, size)) {
            self.ticks.push(tick.x);
            let label = Label {
                text: tick.label,
                x: tick.x,
                y: self.page.plot.bottom + 20.0,
                size,
                anchor: Anchor::Middle,
                class: "quiet",
                upright: false,
            };
            self.labels.try_place(label.within(4.0, self.page.width - 4.0));
        }
    }

    /// The start and now above the plot; the conclusion and the changes below it.
    fn marks(&mut self, concluded: Instant) {
        let (locale, zone) = (self.stairs.locale, &self.stairs.policy.zone);
        let (start, now) = (self.stairs.agreement.starts_at, self.stairs.now);
        let (plot, size) = (self.page.plot, self.page.amount_size);
        for (at, word, class) in [(start, "start", "mark"), (now, locale.pick("now", "nu"), "now")] {
            let Some(at) = at.filter(|at| self.time.shows(*at)) else { continue };
            let moment = dates::moment(zone, at, locale);
            let day = dates::day_and_month(moment.day, locale);
            let text =
                if self.time.is_short() { format!("{word} {day} {}", moment.time) } else { format!("{word} {day}") };
            let x = self.time.x(at);
            let label = |y| mark(text.clone(), (x, y), size, class).within(plot.left, plot.right);
            self.labels.place_first([label(plot.top - 10.0), label(plot.top - 26.0)]);
        }
        let day = dates::short_date(zone.date_of(concluded), locale);
        let word = locale.pick("concluded", "gesloten");
        let arrow = if self.time.cut { "‹ " } else { "" };
        let mut conclusion = mark(format!("{arrow}{word} {day}"), (plot.left, plot.bottom + FIRST_ROW), size, "quiet");
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
            let moment = dates::moment(&self.stairs.policy.zone, WindowEdge::at(at).at, locale);
            let day = dates::day_and_month(moment.day, locale);
            let text = if moment.time.is_midnight() { day } else { format!("{day} {}", moment.time) };
            let x = self.time.x(at);
            let (below, size) = (self.page.plot.bottom + FIRST_ROW, self.page.amount_size);
            let rows = [0.0, 18.0, 36.0].map(|row| mark(text.clone(), (x, below + row), size, "change"));
            self.labels.place_first(rows.map(|label| label.within(4.0, self.page.width - 4.0)));
        }
    }
}

fn mark(text: String, (x, y): (f64, f64), size: f64, class: &'static str) -> Label {
    Label { text, x, y, size: size - 0.5, anchor: Anchor::Middle, class, upright: false }
}
