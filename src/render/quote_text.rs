//! A staircase for a person to read in a terminal.

use super::dates::{self, Moment, WindowEdge};
use super::layout::{Page, Side, Table, capital, columns};
use super::staircase::Staircase;
use crate::calendar::Instant;
use crate::evaluate::{Quote, QuoteWindow};
use crate::facts::Agreement;
use crate::law::Law;
use crate::money::{Cents, Locale};
use crate::policy::Policy;
use crate::vocabulary::Verdict;

/// A staircase for a person to read in a terminal: what it comes down to, a table of its windows, and a bar for each,
/// as long as its charge is to the price. `now` is marked. Plain text, at most `width` columns wide.
pub fn quote_text(
    policy: &Policy,
    quote: &Quote,
    agreement: &Agreement,
    locale: Locale,
    now: Option<Instant>,
    width: usize,
) -> String {
    let stairs = Staircase { policy, quote, agreement, locale, now };
    let mut page = Page::of(width);
    page.paragraph("", &stairs.title());
    page.paragraph("", &format!("{}.", stairs.agreed()));
    page.line("");
    page.paragraph("", &stairs.headline());
    page.line("");
    let rows = Rows::of(&stairs);
    rows.table(&mut page);
    page.line("");
    rows.bars(&mut page);
    for open in stairs.open_withdrawals() {
        page.line("");
        page.paragraph("◇ ", &open);
    }
    if let Some(today) = stairs.today() {
        page.line("");
        page.paragraph("▶ ", &today);
    }
    if quote.windows.iter().any(|w| w.decision.is_discretionary()) {
        page.line("");
        page.paragraph(
            "≤ ",
            locale.pick("At most: the provider may charge less.", "Ten hoogste: de aanbieder mag minder rekenen."),
        );
    }
    for finding in stairs.left_out() {
        page.line("");
        page.paragraph("", &capital(&super::finding(policy, Law::built_in(), finding, locale)));
    }
    page.finish()
}

/// The windows and how their bounds are written.
struct Rows<'a> {
    stairs: &'a Staircase<'a>,
    /// Whether any bound but the conclusion is not at midnight.
    with_times: bool,
}

impl<'a> Rows<'a> {
    fn of(stairs: &'a Staircase<'a>) -> Rows<'a> {
        let starts_a_day = |at: Instant| stairs.policy.zone.start_of(stairs.policy.zone.date_of(at)) == Some(at);
        let with_times = stairs.quote.windows.iter().skip(1).any(|window| !starts_a_day(window.from));
        Rows { stairs, with_times }
    }

    fn written(&self, moment: &Moment) -> String {
        let locale = self.stairs.locale;
        if self.with_times { moment.short(locale) } else { dates::short_date(moment.day, locale) }
    }

    /// `13 Mar 2026`, `after 12 Mar 2026 09:00`.
    fn from(&self, window: &QuoteWindow) -> String {
        let (bound, locale) = (WindowEdge::at(window.from), self.stairs.locale);
        let text = self.written(&dates::moment(&self.stairs.policy.zone, bound.at, locale));
        if bound.inclusive { format!("{} {text}", locale.pick("after", "na")) } else { text }
    }

    /// `12 Mar 2026`, `12 Mar 2026 24:00`.
    fn until(&self, window: &QuoteWindow) -> String {
        let (locale, zone) = (self.stairs.locale, &self.stairs.policy.zone);
        window
            .until
            .map_or_else(|| "–".to_owned(), |at| self.written(&dates::end_moment(zone, WindowEdge::at(at).at, locale)))
    }

    fn charge(&self, window: &QuoteWindow) -> String {
        let decision = &window.decision;
        match decision.verdict {
            Verdict::Refused | Verdict::Unregulated => "–".to_owned(),
            Verdict::Permitted | Verdict::Discretionary => {
                let most = if decision.is_discretionary() { "≤ " } else { "" };
                format!("{most}{}", self.stairs.eur(decision.charged()))
            }
        }
    }

    fn mark(&self, window: &QuoteWindow) -> &'static str {
        let now = self.stairs.now.and_then(|now| self.stairs.quote.window_at(now));
        if now.is_some_and(|now| now.from == window.from) { "▶" } else { " " }
    }

    fn table(&self, page: &mut Page) {
        let locale = self.stairs.locale;
        let word = |en: &'static str, nl: &'static str| locale.pick(en, nl).to_owned();
        let windows = &self.stairs.quote.windows;
        // What the provider owes has a column where it owes anything.
        let owes = windows.iter().any(|window| !window.decision.compensations.is_empty());
        let row = |first: [String; 5], owed: String, last: [String; 2]| {
            first.into_iter().chain(owes.then_some(owed)).chain(last).collect::<Vec<_>>()
        };
        let (amounts, sides) = (2 + usize::from(owes), [Side::Left; 3].into_iter());
        let sides: Vec<Side> = sides.chain(vec![Side::Right; amounts]).chain([Side::Left; 2]).collect();
        let mut table = Table::new(&sides);
        let until = match self.with_times {
            true => word("Until", "Tot"),
            false => word("Through", "Tot en met"),
        };
        table.row(row(
            [String::new(), word("From", "Vanaf"), until, word("Charge", "Kosten"), word("Refund", "Terug")],
            word("From provider", "Van aanbieder"),
            [word("Verdict", "Uitkomst"), word("Clauses", "Bepalingen")],
        ));
        for window in windows {
            let decision = &window.decision;
            let refund = decision.settlement.map(|s| match s.credit_of_rest() {
                Cents::ZERO => self.stairs.eur(s.refund),
                credit => format!("{} {}", self.stairs.eur(credit), locale.pick("credit", "tegoed")),
            });
            let refund = refund.unwrap_or_else(|| "–".to_owned());
            let owed = match decision.compensated() {
                Cents::ZERO => "–".to_owned(),
                owed => self.stairs.eur(owed),
            };
            table.row(row(
                [self.mark(window).to_owned(), self.from(window), self.until(window), self.charge(window), refund],
                owed,
                [self.stairs.verdict(decision.verdict).to_owned(), self.stairs.clauses(decision)],
            ));
        }
        for line in table.lines(page.width) {
            page.line(&line);
        }
    }

    fn bars(&self, page: &mut Page) {
        let windows = &self.stairs.quote.windows;
        let charged = windows.iter().map(|w| w.decision.charged()).max().unwrap_or_default();
        let whole = charged.max(self.stairs.agreement.price);
        let label = windows.iter().map(|w| columns(&self.from(w))).max().unwrap_or(0);
        let what = windows.iter().map(|w| columns(&self.stairs.what(&w.decision))).max().unwrap_or(0);
        // The mark, the bound and the text beside the bar, with what parts them.
        let most = page.width.saturating_sub(label + what + 5).clamp(LEAST_BAR, BAR);
        for window in windows {
            let from = self.from(window);
            let gap = " ".repeat(label.saturating_sub(columns(&from)));
            let what = match window.decision.verdict {
                Verdict::Refused | Verdict::Unregulated => capital(self.stairs.verdict(window.decision.verdict)),
                Verdict::Permitted | Verdict::Discretionary => {
                    format!("{} {}", bar(window.decision.charged(), whole, most), self.stairs.what(&window.decision))
                }
            };
            page.line(&format!("{} {from}{gap}  {}", self.mark(window), what.trim_start()));
        }
    }
}

/// How many columns the price takes, where they fit.
const BAR: usize = 40;
/// The fewest.
const LEAST_BAR: usize = 4;

/// A bar as long as an amount is to the whole, to an eighth of a column; any amount at all is seen.
fn bar(amount: Cents, whole: Cents, most: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let (amount, whole) = (amount.get().max(0).unsigned_abs(), whole.get().max(0).unsigned_abs());
    let eighths = u128::from(amount) * most as u128 * 8 / u128::from(whole.max(1));
    let eighths = usize::try_from(eighths).unwrap_or(0).max(usize::from(amount > 0));
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS.get(eighths % 8).copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_to_scale() {
        let rows = [(0, 0), (1, 1), (5_000, 20), (10_000, 40), (1_250, 5), (1_300, 6)];
        for (cents, width) in rows {
            assert_eq!(columns(&bar(Cents::new(cents), Cents::new(10_000), BAR)), width, "{cents}");
        }
        assert_eq!(bar(Cents::new(1_300), Cents::new(10_000), BAR), "█████▏");
        assert_eq!(bar(Cents::ZERO, Cents::ZERO, BAR), "");
    }
}
