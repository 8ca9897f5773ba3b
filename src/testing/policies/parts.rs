//! What several forms share: periods, percentages, amounts, charges, deadlines.

use super::Author;
use crate::calendar::Period;
use crate::policy::building_blocks::{Anchor, Condition};
use crate::vocabulary::{ChargeKind, DeadlineKind, Question};

/// What the provider owes.
const OWED: &[ChargeKind] = &[ChargeKind::Compensation, ChargeKind::ServiceCredit];

impl Author<'_> {
    pub(super) fn days(&mut self) -> String {
        let count = self.choices.between(0, 60);
        let weeks = self.choices.percent(20) && count % 7 == 0;
        if weeks { counted(count / 7, "week") } else { counted(count, "day") }
    }

    /// A period of whole days, working days, months or years.
    pub(super) fn civil(&mut self) -> String {
        match self.choices.below(4) {
            0 => self.days(),
            1 => self.days().replace(" day", " working day"),
            2 => {
                let count = self.choices.between(1, 24);
                counted(count, "month")
            }
            _ => {
                let count = self.choices.between(1, 3);
                counted(count, "year")
            }
        }
    }

    pub(super) fn any_period(&mut self) -> String {
        if self.choices.percent(20) {
            let (count, unit) = (self.choices.between(1, 100), self.word(&["minute", "hour"]));
            counted(count, unit)
        } else {
            self.civil()
        }
    }

    pub(super) fn percentage(&mut self) -> String {
        let whole = self.choices.between(0, 100);
        let decimals = self.word(&["", "", ".5", ".25", ".3333"]);
        if whole == 100 { whole.to_string() } else { format!("{whole}{decimals}") }
    }

    pub(super) fn amount(&mut self) -> String {
        let cents = self.choices.between(0, 60_000);
        format!("\"{}.{:02}\"", cents / 100, cents % 100)
    }

    pub(super) fn time(&mut self, first: i64, last: i64) -> String {
        let (hour, minute) = (self.choices.between(first, last), self.choices.pick_or(&[0, 30, 1, 59], 0));
        format!("\"{hour:02}:{minute:02}\"")
    }

    /// `key = true` or nothing.
    pub(super) fn maybe(&mut self, key: &str, percent: u8) {
        if self.choices.percent(percent) {
            self.line(&format!("{key} = true"));
        }
    }

    /// `key = "period"` or nothing; whether it was written.
    pub(super) fn maybe_period(&mut self, key: &str, percent: u8) -> bool {
        let given = self.choices.percent(percent);
        if given {
            let period = self.civil();
            self.line(&format!("{key} = \"{period}\""));
        }
        given
    }

    /// A row of charges as an inline list, each of another kind.
    pub(super) fn charges(&mut self, question: Question, most: i64) -> String {
        let count = self.choices.between(0, most);
        let kinds = [
            ChargeKind::CancellationFee,
            ChargeKind::AdministrationFee,
            ChargeKind::ProRata,
            ChargeKind::CostsIncurred,
            ChargeKind::Penalty,
        ];
        let skipped = usize::try_from(self.choices.below(3)).unwrap_or_default();
        let kinds = kinds.into_iter().skip(skipped).take(usize::try_from(count).unwrap_or_default());
        let mut rows: Vec<String> = kinds.map(|kind| self.charge(kind, question)).collect();
        if self.choices.percent(8) {
            let kind = self.choices.pick_or(OWED, ChargeKind::Compensation);
            rows.push(self.charge(kind, question));
        }
        format!("[{}]", rows.join(", "))
    }

    fn charge(&mut self, kind: ChargeKind, question: Question) -> String {
        let amount = if self.choices.percent(25) { self.composed(question) } else { self.plain(question) };
        let discretionary = if self.choices.percent(25) { ", discretionary = true" } else { "" };
        let unless = match () {
            () if self.declares && self.choices.percent(20) => ", unless = [\"note\"]",
            () if self.declares && self.choices.percent(20) => ", when = [\"season:high\"]",
            () if self.declares && self.choices.percent(20) => ", count = { of = \"guests\", at_least = 3 }",
            () if self.choices.percent(10) => ", unless = [\"fully_performed\"]",
            () if self.choices.percent(4) => ", count = { of = \"participants\", at_least = 10 }",
            () if self.choices.percent(2) => ", count = { of = \"delivered_units\", at_most = 2 }",
            () if self.choices.percent(2) => ", count = { of = \"term_months\", at_least = 12 }",
            () if self.choices.percent(3) => ", price = { more_than = \"500.00\" }",
            () if self.choices.percent(3) => ", delivered = { at_most = 50 }",
            () if question == Question::Cancellation && self.choices.percent(3) => {
                ", count = { of = \"cancelled_count\", at_most = 1 }"
            }
            () => "",
        };
        let beside = if !kind.owed_by_provider() && self.choices.percent(10) { ", beside_price = true" } else { "" };
        format!("{{ kind = \"{kind}\", {amount}{discretionary}{unless}{beside} }}")
    }

    /// The keys of an amount that is made of no others.
    fn plain(&mut self, question: Question) -> String {
        let base = self.word(&["price", "price", "paid"]);
        if question == Question::BookingChange && self.choices.percent(40) {
            return self.of_people();
        }
        let amount = match self.choices.below(9) {
            0..=2 => format!("percent = {}, of = \"{base}\"", self.percentage()),
            3 => format!("amount = {}", self.amount()),
            4 => "share = \"delivered\", of = \"price\"".to_owned(),
            5 => format!("share = \"all_but_undelivered\", of = \"{base}\""),
            6 => "share = \"one_session\", of = \"price\"".to_owned(),
            7 => format!("share = \"undelivered\", of = \"{base}\", rounding = \"down\""),
            _ if self.declares => "stated = \"deposit\"".to_owned(),
            _ => format!("stated = \"{}\"", self.word(&["costs_incurred", "change_costs_in_offer"])),
        };
        let multiplied = amount.starts_with("percent") || amount.starts_with("amount");
        let per = match question {
            _ if !multiplied => "",
            Question::Breach if self.choices.percent(50) => ", per = \"breach\"",
            _ if self.declares && self.choices.percent(20) => {
                self.word(&[", per = \"guests\"", ", per = \"guests\"", ", per = { of = \"guests\", beyond = 3 }"])
            }
            _ if self.choices.percent(10) => ", per = \"service\"",
            _ if self.choices.percent(10) => ", per = \"participants\"",
            _ => "",
        };
        format!("{amount}{per}")
    }

    /// The keys of an amount that depends on how many of the people no longer come.
    fn of_people(&mut self) -> String {
        match self.choices.below(4) {
            0 => "share = \"remaining\", of = \"price\"".to_owned(),
            1 => "share = \"cancelled\", of = \"price\"".to_owned(),
            2 => format!("amount = {}, per = \"cancelled\"", self.amount()),
            _ => {
                let percentage = self.percentage();
                format!("percent = {percentage}, of = {{ share = \"cancelled\", of = \"price\" }}")
            }
        }
    }

    /// What becomes a credit, or nothing.
    pub(super) fn maybe_credit(&mut self) {
        if self.choices.percent(10) {
            let of = self.word(&["rest", "charges"]);
            let valid = self.word(&["", ", valid_for = \"1 year\", after = \"concluded_at\""]);
            self.line(&format!("settles = true\ncredit = {{ of = \"{of}\"{valid} }}"));
        }
    }

    /// The keys of an amount that is made of others. Penalties stay as many times as there are breaches.
    fn composed(&mut self, question: Question) -> String {
        let question = if question == Question::Breach { Question::NoShow } else { question };
        let (one, other) = (self.plain(question), self.plain(question));
        match self.choices.below(7) {
            0 => format!("sum = [{{ {one} }}, {{ {other} }}]"),
            1 => format!("greatest = [{{ {one} }}, {{ {other} }}]"),
            2 => format!("least = [{{ {one} }}, {{ {other} }}]"),
            3 => format!("{one}, minimum = {{ {other} }}"),
            4 => format!("sum = [{{ {one} }}, {{ {other} }}], maximum = {{ percent = 100, of = \"price\" }}"),
            5 => format!("percent = {}, of = {{ {one} }}, rounding = \"up\"", self.percentage()),
            _ => format!("all_but = {{ {one} }}, of = \"price\""),
        }
    }

    /// A deadline of a kind after one of the anchors.
    pub(super) fn deadline(&mut self, kind: DeadlineKind, anchors: &[Anchor]) -> String {
        let anchor = self.choices.pick_or(anchors, Anchor::ConcludedAt);
        if self.choices.percent(10) {
            let time = self.time(8, 20);
            return format!("{{ kind = \"{kind}\", after = \"{anchor}\", next_working_day_at = {time} }}");
        }
        if self.choices.percent(20) {
            let period = self.any_period();
            return format!("{{ kind = \"{kind}\", before = \"starts_at\", period = \"{period}\" }}");
        }
        let period = if self.choices.percent(20) { self.any_period() } else { self.civil() };
        let elapses = Period::parse(&period).is_ok_and(|period| period.elapsed().is_some());
        let (first_day, time) = (self.choices.percent(10), self.choices.percent(10));
        let first_day = if !elapses && first_day && !period.starts_with("0 ") { Period::INCLUDING_DAY } else { "" };
        let time = if !elapses && time { format!(" at {}", self.time(8, 20).trim_matches('"')) } else { String::new() };
        let mut row = format!("kind = \"{kind}\", after = \"{anchor}\", period = \"{period}{first_day}{time}\"");
        if self.choices.percent(15) {
            let (within, shorter) = (self.days(), self.days());
            row += &format!(", shorter = {{ within = \"{within}\", period = \"{shorter}\" }}");
        }
        if !elapses && self.choices.percent(30) {
            let days = self.word(&["\"sunday\", \"holiday\"", "\"saturday\", \"sunday\", \"holiday\""]);
            let until = self.time(8, 20);
            row += &format!(", moves = {{ on = [{days}], until = {until} }}");
        }
        if !elapses && time.is_empty() && self.choices.percent(10) {
            let earlier = self.civil();
            row += &format!(", or_earlier = {{ after = \"concluded_at\", period = \"{earlier}\" }}");
        }
        format!("{{ {row} }}")
    }

    /// A condition that every question knows, or one of its own.
    pub(super) fn condition(&mut self, own: &[Condition]) -> Condition {
        let common =
            [Condition::PaysInInstalments, Condition::FullyPerformed, Condition::Insured, Condition::MadeToOrder];
        let words: Vec<Condition> = own.iter().copied().chain(common).collect();
        self.choices.pick_or(&words, Condition::FullyPerformed)
    }
}

pub(super) fn counted(count: i64, unit: &str) -> String {
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}
