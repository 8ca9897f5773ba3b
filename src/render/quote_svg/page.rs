//! The page of a chart: how large it is, and where its parts stand.

use super::labels::Rect;

/// How much room a chart has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// That of a page or a window.
    #[default]
    Wide,
    /// That of a phone, of less than about 480 pixels.
    Narrow,
}

/// A paragraph above the chart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paragraph {
    /// The baseline of its first line.
    pub(super) y: f64,
    pub(super) size: f64,
    /// From one line to the next.
    pub(super) leading: f64,
    /// The most lines.
    pub(super) lines: usize,
    /// How wide its letters are, in ems.
    letter: f64,
}

/// The letters of plain text, and of a title that has no room to spare.
const PLAIN: f64 = 0.58;
const BOLD: f64 = 0.68;

impl Paragraph {
    /// How far down its lines reach, when there are so many.
    fn height(&self, lines: usize) -> f64 {
        self.leading * lines as f64
    }
}

/// The page: what is fixed, before anything is placed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page {
    pub(super) width: f64,
    pub(super) height: f64,
    /// The margin at the sides.
    pub(super) edge: f64,
    /// Where the lines are drawn.
    pub(super) plot: Rect,
    pub(super) title: Paragraph,
    pub(super) agreed: Paragraph,
    pub(super) headline: Paragraph,
    /// The baseline of the first row of the legend, and from one row to the next.
    pub(super) legend: f64,
    pub(super) legend_row: f64,
    /// The most rows of the legend.
    pub(super) legend_rows: usize,
    /// The size of ticks, amounts and dates.
    pub(super) tick_size: f64,
    pub(super) amount_size: f64,
    /// The words at the foot: the baseline of the last line, from the lower edge.
    pub(super) foot: Paragraph,
    /// Whether lines that are not needed leave no room.
    closes_up: bool,
}

const WIDE: Page = Page {
    width: 960.0,
    height: 552.0,
    edge: 28.0,
    plot: Rect { left: 100.0, top: 190.0, right: 872.0, bottom: 430.0 },
    title: Paragraph { y: 42.0, size: 21.0, leading: 23.0, lines: 1, letter: PLAIN },
    agreed: Paragraph { y: 65.0, size: 13.0, leading: 25.0, lines: 1, letter: PLAIN },
    headline: Paragraph { y: 90.0, size: 15.0, leading: 20.0, lines: 2, letter: PLAIN },
    legend: 138.0,
    legend_row: 20.0,
    legend_rows: 1,
    tick_size: 12.0,
    amount_size: 13.0,
    foot: Paragraph { y: 14.0, size: 11.5, leading: 14.0, lines: 1, letter: PLAIN },
    closes_up: false,
};

const NARROW: Page = Page {
    width: 360.0,
    height: 652.0,
    edge: 14.0,
    plot: Rect { left: 60.0, top: 324.0, right: 318.0, bottom: 524.0 },
    title: Paragraph { y: 28.0, size: 16.0, leading: 20.0, lines: 2, letter: BOLD },
    agreed: Paragraph { y: 68.0, size: 11.5, leading: 16.0, lines: 3, letter: PLAIN },
    headline: Paragraph { y: 124.0, size: 13.5, leading: 18.0, lines: 5, letter: PLAIN },
    legend: 226.0,
    legend_row: 20.0,
    legend_rows: 3,
    tick_size: 11.0,
    amount_size: 12.0,
    foot: Paragraph { y: 14.0, size: 11.5, leading: 14.0, lines: 2, letter: PLAIN },
    closes_up: true,
};

impl Page {
    /// The page of a shape.
    pub(super) fn of(shape: Shape) -> Page {
        match shape {
            Shape::Wide => WIDE,
            Shape::Narrow => NARROW,
        }
    }

    /// How many characters of a paragraph stand on a line.
    pub(super) fn columns(&self, paragraph: Paragraph) -> usize {
        ((self.width - 2.0 * self.edge) / (paragraph.size * paragraph.letter)) as usize
    }

    /// The page where a paragraph takes fewer lines than it may.
    pub(super) fn without_lines(&mut self, paragraph: Paragraph, lines: usize) {
        self.rise(paragraph.height(paragraph.lines.saturating_sub(lines)), paragraph.y);
    }

    /// The page where the legend takes fewer rows than it may.
    pub(super) fn without_rows(&mut self, rows: usize) {
        self.rise(self.legend_row * self.legend_rows.saturating_sub(rows) as f64, self.legend);
    }

    /// Moves up what stands below a line.
    fn rise(&mut self, by: f64, below: f64) {
        if !self.closes_up {
            return;
        }
        for y in [&mut self.agreed.y, &mut self.headline.y, &mut self.legend] {
            if *y > below {
                *y -= by;
            }
        }
        self.plot.top -= by;
        self.plot.bottom -= by;
        self.height -= by;
    }
}
