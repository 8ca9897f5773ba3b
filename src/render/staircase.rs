//! What a staircase says in words, for the table and the chart alike.

use super::dates::{self, Moment, WindowEdge};
use super::{layout, words};
use crate::calendar::{Instant, TimeOfDay};
use crate::decision::{Calculation, Decision, Finding, FindingCode, Source};
use crate::evaluate::{OpenWithdrawal, Quote, QuoteWindow, source_id};
use crate::facts::Agreement;
use crate::money::{Cents, Locale, Percent};
use crate::policy::Policy;
use crate::vocabulary::Verdict;
use rust_decimal::Decimal;

/// A staircase, the agreement that it is for, and to whom it is told.
#[derive(Clone, Copy)]
pub(super) struct Staircase<'a> {
    pub(super) policy: &'a Policy,
    pub(super) quote: &'a Quote,
    pub(super) agreement: &'a Agreement,
    pub(super) locale: Locale,
    pub(super) now: Option<Instant>,
}

/// The most windows of which a sentence speaks.
const MOST_TOLD: usize = 6;
const END_OF_DAY: &str = "24:00";

/// The staircase with neighbouring windows as one where they charge and give back the same: a drawing shows no more.
pub(super) fn merged(quote: &Quote) -> Quote {
    let told = |decision: &Decision| {
        (decision.verdict, decision.charged(), decision.is_discretionary(), decision.settlement.map(|s| s.refund))
    };
    let mut merged = quote.clone();
    merged.windows.clear();
    for window in &quote.windows {
        match merged.windows.last_mut().filter(|last| told(&last.decision) == told(&window.decision)) {
            Some(last) => last.until = window.until,
            None => merged.windows.push(window.clone()),
        }
    }
    merged
}

fn units(amount: Cents) -> u64 {
    amount.get().unsigned_abs()
}

impl<'a> Staircase<'a> {
    /// `MultiDonnas: what cancelling costs`.
    pub(super) fn title(&self) -> String {
        format!("{}: {}", self.policy.name, words::cost_of(self.quote.question, self.locale))
    }

    /// The price, what was paid and the start.
    pub(super) fn agreed(&self) -> String {
        let locale = self.locale;
        let basis = words::price_basis(self.policy.prices, locale);
        let mut parts = vec![
            format!("{} {} {basis}", locale.pick("price", "prijs"), self.eur(self.agreement.price)),
            format!("{} {}", locale.pick("paid", "betaald"), self.eur(self.agreement.paid())),
        ];
        if let Some(start) = self.agreement.starts_at {
            let start = dates::moment(&self.policy.zone, start, locale).long(locale);
            parts.push(format!("{} {start}", locale.pick("start", "start")));
        }
        layout::capital(&parts.join(", "))
    }

    /// `Free until 12 March 2026, then € 625.00 (50%).`, with the months in full.
    pub(super) fn headline(&self) -> String {
        self.told(MOST_TOLD, |moment| Moment::long(moment, self.locale))
    }

    /// As [`Staircase::headline`], in at most so many characters: with short months, and with as many steps as fit.
    pub(super) fn short_headline(&self, fits: impl Fn(&str) -> bool) -> String {
        let told = |most| self.told(most, |moment| Moment::short(moment, self.locale));
        (1..=MOST_TOLD).rev().map(told).find(|text| fits(text)).unwrap_or_else(|| told(1))
    }

    /// The first windows, and the last one.
    fn told(&self, most: usize, written: impl Fn(&Moment) -> String) -> String {
        let windows = &self.quote.windows;
        let tell = |window: &QuoteWindow| {
            let what = self.what(&window.decision);
            match window.until {
                Some(until) => format!("{what} {}", self.until(until, &written)),
                None if windows.len() == 1 => format!("{what}, {}", self.locale.pick("at any time", "op elk moment")),
                None => what,
            }
        };
        let mut parts: Vec<String> = windows.iter().take(most).map(tell).collect();
        let left = windows.len().saturating_sub(most);
        if let Some(last) = windows.last().filter(|_| left > 0) {
            let last = self.what(&last.decision);
            parts.push(match (self.locale, left - 1) {
                (Locale::En, 0) => format!("in the end {last}"),
                (Locale::Nl, 0) => format!("tot slot {last}"),
                (Locale::En, more) => format!("{more} more steps, in the end {last}"),
                (Locale::Nl, more) => format!("nog {more} stappen, tot slot {last}"),
            });
        }
        layout::capital(&format!("{}.", parts.join(self.locale.pick(", then ", ", daarna "))))
    }

    /// The windows in which a consumer may withdraw instead, and what that costs.
    pub(super) fn open_withdrawals(&self) -> Vec<String> {
        let told = |open: &OpenWithdrawal| {
            let withdrawal = &open.withdrawal;
            let until = match open.until {
                Some(until) => format!(" {}", self.until(until, |moment| moment.long(self.locale))),
                None => String::new(),
            };
            let (charged, refund) = (self.eur(withdrawal.charged), self.eur(withdrawal.refund));
            match self.locale {
                Locale::En => {
                    format!("Withdrawing from the contract is open{until} and costs {charged}; {refund} comes back.")
                }
                Locale::Nl => {
                    format!("De bedenktijd loopt nog{until}; die gebruiken kost {charged}, {refund} komt terug.")
                }
            }
        };
        self.quote.open_withdrawals.iter().map(told).collect()
    }

    /// What holds now.
    pub(super) fn today(&self) -> Option<String> {
        let window = self.quote.window_at(self.now?)?;
        let now = dates::moment(&self.policy.zone, self.now?, self.locale).long(self.locale);
        Some(format!("{} {now}: {}", self.locale.pick("Now,", "Nu,"), self.what(&window.decision)))
    }

    /// A verdict in a word or two.
    pub(super) fn verdict(&self, verdict: Verdict) -> &'static str {
        words::outcome(verdict, self.left_out().next().is_some(), self.locale)
    }

    /// What the policy leaves out of the articles on the question.
    pub(super) fn left_out(&self) -> impl Iterator<Item = &Finding> {
        self.quote.findings.iter().filter(|finding| finding.code == FindingCode::NotEncoded)
    }

    /// What a decision comes down to: `free`, `€ 625.00 (50%)`, `free and € 25.00 from the provider`, `refused`.
    pub(super) fn what(&self, decision: &Decision) -> String {
        let amount = || match decision.charged() {
            Cents::ZERO => self.locale.pick("free", "kosteloos").to_owned(),
            charged => {
                let most = if decision.is_discretionary() { self.locale.pick("at most ", "hoogstens ") } else { "" };
                let share = self.share(decision).map_or_else(String::new, |share| format!(" ({share})"));
                format!("{most}{}{share}", self.eur(charged))
            }
        };
        let owed = match decision.compensated() {
            Cents::ZERO => String::new(),
            owed => format!(
                " {} {} {}",
                self.locale.pick("and", "en"),
                self.eur(owed),
                self.locale.pick("from the provider", "van de aanbieder")
            ),
        };
        let verdict = self.verdict(decision.verdict);
        match decision.verdict {
            Verdict::Permitted => format!("{}{owed}", amount()),
            Verdict::Discretionary => format!("{verdict} {}{owed}", amount()),
            Verdict::Refused | Verdict::Unregulated => verdict.to_owned(),
        }
    }

    /// The percentage of the price that the terms charge: the one that they state, all of it, and nothing for what they state
    /// otherwise. Where the reasoning is not known, one that the amount is exactly.
    pub(super) fn share(&self, decision: &Decision) -> Option<String> {
        let (price, charged) = (self.agreement.price, decision.charged());
        let percent = match decision.explanation.is_empty() {
            _ if price > Cents::ZERO && charged == price => Some(Percent::HUNDRED),
            true => Percent::new(Decimal::from(Cents::new(100).share(units(charged), units(price)).get())).ok(),
            false => self.stated_percent(decision),
        };
        let exact = percent.filter(|percent| price > Cents::ZERO && percent.of(price) == charged);
        exact.map(|percent| super::numbers::percent(percent, self.locale))
    }

    /// The percentage of the price that the reasoning rests on, where it is the only one.
    fn stated_percent(&self, decision: &Decision) -> Option<Percent> {
        let mut stated = decision.explanation.iter().filter_map(|step| match step.calculation {
            Calculation::Percent { percent, of, .. } if of.amount == self.agreement.price => Some(percent),
            _ => None,
        });
        stated.next().filter(|_| stated.next().is_none())
    }

    /// Until when something holds that ends where a window begins: a day, and a time unless that is midnight.
    pub(super) fn until(&self, next: Instant, written: impl Fn(&Moment) -> String) -> String {
        let (bound, locale) = (WindowEdge::at(next), self.locale);
        let end = dates::end_moment(&self.policy.zone, bound.at, locale);
        let whole_day = end.time.of_day == TimeOfDay::END;
        let word = match whole_day || bound.inclusive {
            true => locale.pick("through", "tot en met"),
            false => locale.pick("until", "tot"),
        };
        let text = written(&end);
        format!("{word} {}", if whole_day { text.trim_end_matches(END_OF_DAY).trim_end() } else { &text })
    }

    /// The clauses on which a decision rests: those of its charges, else those of its reasoning.
    pub(super) fn clauses(&self, decision: &Decision) -> String {
        let charged = decision.charges.iter().flat_map(|c| c.sources.iter());
        let reasoned = decision.explanation.iter().map(|step| &step.source);
        let sources: Vec<Source> =
            if decision.charges.is_empty() { reasoned.copied().collect() } else { charged.copied().collect() };
        let mut ids: Vec<&str> = Vec::new();
        for source in sources.iter().filter(|source| !matches!(source, Source::Rule(_))) {
            let id = source_id(self.policy, *source);
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids.join(" ")
    }

    pub(super) fn eur(&self, amount: Cents) -> String {
        self.policy.currency.written(amount, self.locale)
    }
}
