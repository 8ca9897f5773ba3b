//! What is written in the plot itself: amounts and verdicts.

use super::labels::{Anchor, Label, Rect};
use super::layout::{Layout, has_amounts, refund};
use crate::money::Cents;
use crate::vocabulary::Verdict;

impl Layout<'_> {
    /// The word in each stretch that has no amounts, or needs consent.
    pub(super) fn verdicts(&mut self) {
        for (verdict, left, right) in self.stretches() {
            if verdict == Verdict::Permitted {
                continue;
            }
            let text = self.stairs.verdict(verdict).to_owned();
            let middle = (self.page.plot.top + self.page.plot.bottom) / 2.0;
            let (y, class) = match verdict {
                Verdict::Discretionary => (self.page.plot.top + 18.0, "quiet"),
                Verdict::Permitted | Verdict::Refused | Verdict::Unregulated => (middle, "strong"),
            };
            let label = |x, upright| {
                let (x, y) = if upright { (x + 4.0, middle) } else { (x, y) };
                Label { text: text.clone(), x, y, size: self.page.amount_size, anchor: Anchor::Middle, class, upright }
            };
            let rooms = || self.rooms(left, right);
            let variants: Vec<Label> =
                rooms().map(|x| label(x, false)).chain(rooms().map(|x| label(x, true))).collect();
            let marked = self.marked();
            let fits = |label: &Label| stands_free(label, self.page.plot, (left, right), &marked);
            self.labels.place_first(variants.into_iter().filter(fits));
        }
    }

    /// The amount on each step that is wide enough for it, above the line or else below.
    pub(super) fn amounts(&mut self) {
        for window in &self.stairs.quote.windows {
            let decision = &window.decision;
            if !has_amounts(decision) {
                continue;
            }
            let (left, right) = self.extent(window);
            let charged = decision.charged();
            let share = self.stairs.share(decision).filter(|_| charged > Cents::ZERO);
            let amount = match charged {
                Cents::ZERO => self.stairs.locale.pick("free", "kosteloos").to_owned(),
                _ => self.stairs.eur(charged),
            };
            let both = share.as_ref().map(|share| format!("{amount} · {share}"));
            let line = self.money.y(charged);
            let other = self.refunds.then(|| refund(decision).map(|r| self.money.y(r))).flatten();
            let texts: Vec<String> = both.into_iter().chain([amount]).chain(share).collect();
            let mut variants = Vec::new();
            for (text, x) in texts.iter().flat_map(|text| self.rooms(left, right).map(move |x| (text, x))) {
                for y in [line - 9.0, line + 20.0] {
                    let (text, anchor, class) = (text.clone(), Anchor::Middle, "amount");
                    variants.push(Label { text, x, y, size: self.page.amount_size, anchor, class, upright: false });
                }
            }
            let marked = self.marked();
            let fits = |label: &Label| {
                let b = label.bounds();
                let clear = other.is_none_or(|y| y < b.top - 2.0 || y > b.bottom + 2.0);
                clear && stands_free(label, self.page.plot, (left, right), &marked)
            };
            let (inside, beside) = (variants.into_iter().filter(fits), self.beside(&texts, (left, right), line));
            self.labels.place_first(inside.chain(beside));
        }
    }

    /// Labels above or beside a step that is too narrow for its amount, where no line runs through them.
    fn beside(&self, texts: &[String], (left, right): (f64, f64), line: f64) -> Vec<Label> {
        let text = texts.iter().min_by_key(|text| text.len()).cloned().unwrap_or_default();
        let label = |x, y| Label {
            text: text.clone(),
            x,
            y,
            size: self.page.amount_size,
            anchor: Anchor::Middle,
            class: "amount",
            upright: false,
        };
        let half = label(0.0, 0.0).bounds().right;
        let middle = (left + right) / 2.0;
        if right - left >= half * 2.0 || right <= self.page.plot.left {
            return Vec::new();
        }
        let places = [line - 9.0, line + 20.0, line - 25.0]
            .into_iter()
            .flat_map(|y| [middle, left - half - 6.0, right + half + 6.0].map(|x| label(x, y)));
        let (marked, plot) = (self.marked(), self.page.plot);
        places
            .filter(|label| stands_free(label, plot, (plot.left, plot.right), &marked) && !self.is_crossed(label))
            .collect()
    }

    /// Whether a line of the drawing runs through a label.
    fn is_crossed(&self, label: &Label) -> bool {
        let bounds = label.bounds();
        let mut last: Option<f64> = None;
        self.stairs.quote.windows.iter().filter(|window| has_amounts(&window.decision)).any(|window| {
            let (left, right) = self.extent(window);
            let y = self.money.y(window.decision.charged());
            let within = |y: f64| y > bounds.top - 2.0 && y < bounds.bottom + 2.0;
            let refunded = self.refunds.then(|| refund(&window.decision).map(|r| self.money.y(r))).flatten();
            let beneath = left < bounds.right && right > bounds.left;
            let rise = last.replace(y).map(|before| (before.min(y), before.max(y)));
            let risen = rise.is_some_and(|(top, bottom)| top < bounds.bottom && bottom > bounds.top);
            let at_edge = left > bounds.left - 2.0 && left < bounds.right + 2.0;
            (beneath && (within(y) || refunded.is_some_and(within))) || (risen && at_edge)
        })
    }

    /// Where the start and now stand.
    fn marked(&self) -> Vec<f64> {
        let marks = [self.stairs.agreement.starts_at, self.stairs.now].into_iter().flatten();
        marks.filter(|at| self.time.shows(*at)).map(|at| self.time.x(at)).collect()
    }

    /// The middles of a stretch, as the start and now divide it: of the whole first, then of the widest part.
    fn rooms(&self, left: f64, right: f64) -> impl Iterator<Item = f64> {
        let mut edges = vec![left, right];
        edges.extend(self.marked().into_iter().filter(|x| (left..right).contains(x)));
        edges.sort_by(f64::total_cmp);
        let mut parts: Vec<(f64, f64)> = edges.iter().copied().zip(edges.iter().copied().skip(1)).collect();
        parts.sort_by(|a, b| (b.1 - b.0).total_cmp(&(a.1 - a.0)));
        std::iter::once((left, right)).chain(parts).map(|(left, right)| (left + right) / 2.0)
    }
}

/// Whether a label stands in its stretch of the plot, and not on a mark.
fn stands_free(label: &Label, plot: Rect, (left, right): (f64, f64), marked: &[f64]) -> bool {
    let bounds = label.bounds();
    let apart = marked.iter().all(|x| *x < bounds.left - 5.0 || *x > bounds.right + 5.0);
    let inside = bounds.left >= left + 3.0 && bounds.right <= right - 3.0;
    apart && inside && bounds.top > plot.top && bounds.bottom < plot.bottom
}
