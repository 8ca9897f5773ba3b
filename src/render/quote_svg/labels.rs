//! Text in the chart, placed so that no two pieces of it overlap.

/// A rectangle in the chart's units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Rect {
    /// Whether two rectangles share any area.
    pub(super) fn overlaps(&self, other: &Rect) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}

/// Which point of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    /// The value of `text-anchor`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

/// A piece of text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Label {
    pub(super) text: String,
    /// Where its anchor stands; the baseline.
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) anchor: Anchor,
    /// The class that colours it.
    pub(super) class: &'static str,
    /// Whether it reads upwards.
    pub(super) upright: bool,
}

/// The width of a text: what the widest common sans-serif fonts take, so that labels never overlap with another one.
pub(super) fn width_of(text: &str, size: f64) -> f64 {
    let ems: f64 = text.chars().map(width_in_ems).sum();
    ems * size
}

/// Generous: Verdana and DejaVu Sans are wider than the fonts that a browser takes first.
fn width_in_ems(c: char) -> f64 {
    match c {
        ' ' | '.' | ',' | ':' | 'i' | 'l' | 'j' | '(' | ')' | '|' => 0.40,
        'm' | 'w' | 'M' | 'W' | '%' | '…' | '−' => 0.98,
        'A'..='Z' => 0.74,
        _ => 0.64,
    }
}

impl Label {
    /// The room that it takes.
    pub(super) fn bounds(&self) -> Rect {
        let length = width_of(&self.text, self.size);
        let before = match self.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => length / 2.0,
            Anchor::End => length,
        };
        let (ascent, descent) = (self.size * 0.8, self.size * 0.25);
        if self.upright {
            let bottom = self.y + before;
            return Rect { left: self.x - ascent, right: self.x + descent, top: bottom - length, bottom };
        }
        let left = self.x - before;
        Rect { left, right: left + length, top: self.y - ascent, bottom: self.y + descent }
    }

    /// Moved sideways so that it stays between two edges.
    pub(super) fn within(mut self, left: f64, right: f64) -> Label {
        let bounds = self.bounds();
        self.x += (left - bounds.left).max(0.0) - (bounds.right - right).max(0.0);
        self
    }
}

/// The text of a chart. What is placed first keeps its place.
#[derive(Debug, Default)]
pub(super) struct Labels {
    placed: Vec<Label>,
}

impl Labels {
    /// Places a label unless it would overlap with another one.
    pub(super) fn try_place(&mut self, label: Label) -> bool {
        // Words of two labels on one line would else run into each other.
        let bounds = Rect { left: label.bounds().left - 6.0, right: label.bounds().right + 6.0, ..label.bounds() };
        let free = self.placed.iter().all(|other| !other.bounds().overlaps(&bounds));
        if free && !label.text.is_empty() {
            self.placed.push(label);
        }
        free
    }

    /// Places the first of several variants that fits.
    pub(super) fn place_first(&mut self, variants: impl IntoIterator<Item = Label>) -> bool {
        variants.into_iter().any(|label| self.try_place(label))
    }

    /// All that was placed.
    pub(super) fn placed(&self) -> &[Label] {
        &self.placed
    }
}
