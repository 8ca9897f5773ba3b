//! The chart as an SVG document.

use super::labels::{Label, Rect};
use super::layout::{Layout, SAMPLE, Sample, has_amounts, is_credit, refund};
use super::page::Page;
use crate::decision::Decision;
use crate::money::{Cents, Locale};
use crate::render::dates;
use crate::render::layout::clean;
use crate::vocabulary::Verdict;
use std::fmt::Write;

/// Colours for light and dark. Classes instead of CSS variables, which not every renderer of SVG knows.
const STYLE: &str = include_str!("style.css");

/// The document.
pub(super) fn document(layout: &Layout<'_>) -> String {
    let mut svg = String::with_capacity(16 * 1024);
    let Page { width, height, .. } = layout.page;
    let title = escaped(&layout.stairs.title());
    let description = escaped(&described(layout));
    put(
        &mut svg,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         lang=\"{}\" role=\"img\" aria-labelledby=\"staircase-title staircase-desc\">\n\
         <title id=\"staircase-title\">{title}</title>\n<desc id=\"staircase-desc\">{description}</desc>\n\
         <style>\n{STYLE}</style>\n{DEFINITIONS}",
            layout.stairs.locale.pick("en", "nl"),
        ),
    );
    put(
        &mut svg,
        format_args!(
            "<rect class=\"page\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"12\"/>\n",
            width - 1.0,
            height - 1.0
        ),
    );
    stretches(&mut svg, layout);
    grid(&mut svg, layout);
    let charged = outline(layout, |decision| Some(decision.charged()));
    area(&mut svg, layout);
    changes(&mut svg, layout);
    put(&mut svg, format_args!("<path class=\"charged\" d=\"{charged}\"/>\n"));
    if layout.refunds {
        // Dashes over the solid line: where both are equal, both are seen.
        put(&mut svg, format_args!("<path class=\"refunded\" d=\"{}\"/>\n", outline(layout, refund)));
    }
    withdrawals(&mut svg, layout);
    marks(&mut svg, layout);
    legend(&mut svg, layout);
    for label in layout.labels.placed() {
        text(&mut svg, label);
    }
    hints(&mut svg, layout);
    svg.push_str("</svg>\n");
    svg
}

const DEFINITIONS: &str = "<defs>\n\
    <pattern id=\"refused\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
    <line class=\"hatch\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"8\"/></pattern>\n\
    <pattern id=\"unregulated\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\">\
    <circle class=\"dot\" cx=\"3\" cy=\"3\" r=\"1.4\"/></pattern>\n</defs>\n";

/// Writing to a string cannot fail.
fn put(svg: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = svg.write_fmt(text);
}

/// Text for an element or an attribute; control characters are not allowed in XML.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            other => safe.push(other),
        }
    }
    safe
}

/// What the chart shows, for who does not see it.
fn described(layout: &Layout<'_>) -> String {
    let stairs = &layout.stairs;
    let today = stairs.today().map(|today| format!(" {today}.")).unwrap_or_default();
    format!("{}. {}{today}", stairs.agreed(), stairs.headline())
}

fn text(svg: &mut String, label: &Label) {
    let Label { text, x, y, size, anchor, class, upright } = label;
    let turn = if *upright { format!(" transform=\"rotate(-90 {x:.1} {y:.1})\"") } else { String::new() };
    let (text, anchor) = (escaped(text), anchor.name());
    put(
        svg,
        format_args!(
            "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\" text-anchor=\"{anchor}\"{turn}>{text}</text>\n"
        ),
    );
}

fn rect(svg: &mut String, class: &str, fill: &str, plot: Rect, (left, right): (f64, f64)) {
    let (width, height) = ((right - left).max(0.0), plot.bottom - plot.top);
    put(
        svg,
        format_args!(
            "<rect class=\"{class}\"{fill} x=\"{left:.1}\" y=\"{}\" width=\"{width:.1}\" height=\"{height}\"/>\n",
            plot.top
        ),
    );
}

/// The backgrounds of stretches that are not simply permitted.
fn stretches(svg: &mut String, layout: &Layout<'_>) {
    for (verdict, left, right) in layout.stretches() {
        match verdict {
            Verdict::Permitted => {}
            Verdict::Discretionary => rect(svg, "consent", "", layout.page.plot, (left, right)),
            Verdict::Refused => rect(svg, "band", " fill=\"url(#refused)\"", layout.page.plot, (left, right)),
            Verdict::Unregulated => rect(svg, "band", " fill=\"url(#unregulated)\"", layout.page.plot, (left, right)),
        }
    }
}

fn line(svg: &mut String, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
    put(svg, format_args!("<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>\n"));
}

fn grid(svg: &mut String, layout: &Layout<'_>) {
    line(
        svg,
        "axis",
        (layout.page.plot.left, layout.page.plot.bottom),
        (layout.page.plot.right, layout.page.plot.bottom),
    );
    // A percentage stands at the end of a line; the whole price may have one of its own.
    let mut lines: Vec<f64> =
        layout.amounts.iter().chain(&layout.shares).copied().filter(|y| *y < layout.page.plot.bottom).collect();
    lines.sort_by(f64::total_cmp);
    lines.dedup();
    for y in lines {
        line(svg, "grid", (layout.page.plot.left, y), (layout.page.plot.right, y));
    }
    for &y in &layout.shares {
        line(svg, "axis", (layout.page.plot.right, y), (layout.page.plot.right + 5.0, y));
    }
    for &x in &layout.ticks {
        line(svg, "axis", (x, layout.page.plot.bottom), (x, layout.page.plot.bottom + 5.0));
    }
    if layout.time.cut {
        // A break in the axis, where the quiet time since the conclusion is left out.
        for x in [layout.page.plot.left + 6.0, layout.page.plot.left + 12.0] {
            line(svg, "break", (x - 3.0, layout.page.plot.bottom + 6.0), (x + 3.0, layout.page.plot.bottom - 6.0));
        }
    }
}

/// A step line through the windows that have an amount. Steps closer together than this are drawn as one stroke.
const FINEST: f64 = 0.4;

fn outline(layout: &Layout<'_>, amount: impl Fn(&Decision) -> Option<Cents>) -> String {
    let mut path = String::new();
    let mut pen: Option<(f64, f64)> = None;
    for window in &layout.stairs.quote.windows {
        let (left, right) = layout.extent(window);
        let Some(amount) = amount(&window.decision).filter(|_| has_amounts(&window.decision)) else {
            pen = None;
            continue;
        };
        if right <= layout.page.plot.left || right <= left {
            continue;
        }
        let y = layout.money.y(amount);
        match pen {
            None => put(&mut path, format_args!("M{left:.1} {y:.1}H{right:.1}")),
            // Many windows on one point: only the last is worth a stroke.
            Some((x, _)) if right - x < FINEST => continue,
            Some((_, last)) if (last - y).abs() < 0.05 => put(&mut path, format_args!("H{right:.1}")),
            Some(_) => put(&mut path, format_args!("V{y:.1}H{right:.1}")),
        }
        pen = Some((right, y));
    }
    path
}

/// The area under the charge.
fn area(svg: &mut String, layout: &Layout<'_>) {
    let mut path = String::new();
    let mut drawn = layout.page.plot.left;
    for window in layout.stairs.quote.windows.iter().filter(|w| has_amounts(&w.decision)) {
        let (left, right) = layout.extent(window);
        let charged = window.decision.charged();
        if charged > Cents::ZERO && right - drawn.max(left) >= FINEST {
            let y = layout.money.y(charged);
            put(
                &mut path,
                format_args!(
                    "M{left:.1} {:.1}V{y:.1}H{right:.1}V{:.1}Z",
                    layout.page.plot.bottom, layout.page.plot.bottom
                ),
            );
            drawn = right;
        }
    }
    if !path.is_empty() {
        put(svg, format_args!("<path class=\"area\" d=\"{path}\"/>\n"));
    }
}

/// A guide from each change down to its date, unless there are too many to tell apart.
fn changes(svg: &mut String, layout: &Layout<'_>) {
    const MOST: usize = 25;
    let windows = &layout.stairs.quote.windows;
    for window in windows.iter().skip(1).filter(|w| windows.len() <= MOST && layout.time.shows(w.from)) {
        let x = layout.time.x(window.from);
        line(svg, "guide", (x, layout.page.plot.top), (x, layout.page.plot.bottom));
        put(svg, format_args!("<circle class=\"knot\" cx=\"{x:.1}\" cy=\"{}\" r=\"3\"/>\n", layout.page.plot.bottom));
    }
}

/// How high the band of the time to withdraw is.
const BAND: f64 = 8.0;

/// A band on the axis while a consumer may withdraw instead (V1).
fn withdrawals(svg: &mut String, layout: &Layout<'_>) {
    for (left, right, _) in layout.withdrawals() {
        let (top, width) = (layout.page.plot.bottom - BAND, right - left);
        put(
            svg,
            format_args!(
                "<rect class=\"withdrawal\" x=\"{left:.1}\" y=\"{top}\" width=\"{width:.1}\" height=\"{BAND}\"/>\n"
            ),
        );
    }
}

/// The start and now.
fn marks(svg: &mut String, layout: &Layout<'_>) {
    let stairs = &layout.stairs;
    for (at, class) in [(stairs.agreement.starts_at, "start"), (stairs.now, "today")] {
        if let Some(at) = at.filter(|at| layout.time.shows(*at)) {
            let x = layout.time.x(at);
            line(svg, class, (x, layout.page.plot.top - 6.0), (x, layout.page.plot.bottom));
        }
    }
}

fn legend(svg: &mut String, layout: &Layout<'_>) {
    for &(sample, x, baseline) in &layout.legend {
        let y = baseline - 4.5;
        let (class, fill) = match sample {
            Sample::Charged => {
                line(svg, "charged", (x, y), (x + SAMPLE, y));
                continue;
            }
            Sample::Refunded => {
                line(svg, "refunded", (x, y), (x + SAMPLE, y));
                continue;
            }
            Sample::Consent => ("consent sample", ""),
            Sample::Withdrawal => ("withdrawal", ""),
            Sample::Refused => ("band sample", " fill=\"url(#refused)\""),
            Sample::Unregulated => ("band sample", " fill=\"url(#unregulated)\""),
        };
        put(
            svg,
            format_args!(
                "<rect class=\"{class}\"{fill} x=\"{x:.1}\" y=\"{:.1}\" width=\"{SAMPLE}\" height=\"14\"/>\n",
                y - 7.0
            ),
        );
    }
}

/// How what is given back is called.
fn back(decision: &Decision, locale: Locale) -> &'static str {
    if is_credit(decision) { locale.pick("credit", "tegoed") } else { locale.pick("back", "terug") }
}

/// What a pointer that rests on a window is told.
fn hints(svg: &mut String, layout: &Layout<'_>) {
    let stairs = &layout.stairs;
    let mut hint = |top: f64, (left, right): (f64, f64), told: &str| {
        put(
            svg,
            format_args!(
                "<rect class=\"hint\" x=\"{left:.1}\" y=\"{top}\" width=\"{:.1}\" height=\"{}\"><title>{}</title></rect>\n",
                right - left,
                layout.page.plot.bottom - top,
                escaped(told)
            ),
        );
    };
    for window in &stairs.quote.windows {
        let (left, right) = layout.extent(window);
        if right - left < 2.0 {
            continue;
        }
        let from = dates::moment(&stairs.policy.zone, window.from, stairs.locale).long(stairs.locale);
        let until = window
            .until
            .map(|at| format!(" {}", stairs.until(at, |moment| moment.long(stairs.locale))))
            .unwrap_or_default();
        let back = refund(&window.decision)
            .filter(|_| layout.refunds)
            .map(|r| format!(", {} {}", stairs.eur(r), back(&window.decision, stairs.locale)));
        let told = format!("{from}{until}: {}{}", stairs.what(&window.decision), back.unwrap_or_default());
        hint(layout.page.plot.top, (left, right), &told);
    }
    for (left, right, told) in layout.withdrawals() {
        hint(layout.page.plot.bottom - BAND, (left, right), &told);
    }
}
