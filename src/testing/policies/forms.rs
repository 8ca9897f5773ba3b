//! One function for each form.

use super::Author;
use super::parts::counted;
use crate::policy::building_blocks::{Anchor, Condition};
use crate::vocabulary::{DamageKind, DeadlineKind, Question};

impl Author<'_> {
    /// A table of two to six tiers that cover all time once, or overlap on the moments between them; of one unit, or of
    /// several with an outcome for what they leave out.
    fn tiers(&mut self, question: Question, before: &str) {
        let units = ["minute", "hour", "day", "day", "day", "working day", "month"];
        let unit = self.word(&units);
        let (mixed, loose) = (self.choices.percent(15), self.choices.percent(25));
        let loose = mixed || loose;
        let count = self.choices.between(2, 6);
        let most = |unit: &str| match unit {
            "minute" => 10_000,
            "hour" => 200,
            "month" => 4,
            _ => 90,
        };
        let mut bounds: Vec<i64> = (1..count).map(|_| self.choices.between(0, most(unit))).collect();
        bounds.sort_unstable_by(|a, b| b.cmp(a));
        bounds.dedup();
        let bounds: Vec<String> = bounds
            .into_iter()
            .map(|bound| {
                let unit = if mixed { self.word(&units) } else { unit };
                // An agreement that is concluded years before it starts is hard to meet.
                let bound = bound.min(most(unit));
                if loose { self.bound(bound, unit) } else { counted(bound, unit) }
            })
            .collect();
        let overlap = self.choices.percent(20);
        let settles = !self.choices.percent(30);
        self.line(&format!("[clause.tiers]\nbefore = \"{before}\"\nsettles = {settles}"));
        if self.choices.percent(20) {
            self.line("takes = \"first\"");
        }
        if loose {
            let verdict = self.word(&["refused", "permitted", "unregulated"]);
            self.line(&format!("otherwise = {{ verdict = \"{verdict}\" }}"));
        }
        let mut later: Option<String> = None;
        for place in 0..=bounds.len() {
            self.line("[[clause.tiers.tier]]");
            // Of bounds of several kinds it is not clear which is the longer.
            if let Some(bound) = bounds.get(place).filter(|_| !loose || later.is_none()) {
                self.line(&format!("at_least = \"{bound}\""));
            }
            if let Some(bound) = later {
                let key = if overlap { "at_most" } else { "less_than" };
                self.line(&format!("{key} = \"{bound}\""));
            }
            later = bounds.get(place).cloned();
            if loose {
                self.narrow_row();
            }
            if self.choices.percent(15) {
                self.line("verdict = \"discretionary\"");
            }
            if self.choices.percent(10) {
                let percentage = self.percentage();
                self.line(&format!("settles = true\nrefund = {{ percent = {percentage}, of = \"price\" }}"));
                continue;
            }
            self.maybe_credit();
            if self.choices.percent(10) {
                self.line("ceiling = \"price\"");
            }
            let charges = self.charges(question, 2);
            self.line(&format!("charges = {charges}"));
        }
    }

    /// What else a row may ask where it need not cover anything: so long after the conclusion, or a day of the start.
    fn narrow_row(&mut self) {
        if self.choices.percent(25) {
            let key = self.word(&["at_most", "more_than", "at_least", "less_than"]);
            let (count, unit) = (self.choices.between(1, 20), self.word(&["minute", "hour", "day", "working day"]));
            let bound = self.bound(count, unit);
            self.line(&format!("since = {{ after = \"concluded_at\", {key} = \"{bound}\" }}"));
        }
        if self.choices.percent(15) {
            // A calendar without holidays has no such day.
            let holiday = if self.text.contains("holidays = \"none\"") { "saturday" } else { "holiday" };
            let days = [
                "on = [\"monday\", \"sunday\"]",
                &format!("on = [\"{holiday}\"]"),
                "from = 2026-03-01",
                "until = 2027-01-01",
                "season = { from = \"06-15\", until = \"09-01\" }",
                "season = { from = \"11-01\", until = \"02-29\" }",
                "time = { until = \"12:00\" }",
                "time = { from = \"18:00\", through = \"05:59\" }",
                "on = [\"friday\", \"saturday\"], time = { from = \"17:30\" }",
            ];
            let day = self.choices.pick(&days).unwrap_or_default().to_owned();
            self.line(&format!("day = {{ of = \"starts_at\", {day} }}"));
        }
    }

    /// A bound: now and then the first day counts, or the last one ends at a time.
    fn bound(&mut self, count: i64, unit: &str) -> String {
        let mut bound = counted(count, unit);
        if !["minute", "hour"].contains(&unit) {
            if count > 0 && self.choices.percent(8) {
                bound += " including the first day";
            }
            if self.choices.percent(10) {
                let time = self.time(8, 20);
                bound += &format!(" at {}", time.trim_matches('"'));
            }
        }
        bound
    }

    pub(super) fn cancellation(&mut self) {
        self.clause("\"cancellation\"", false);
        self.tiers(Question::Cancellation, "starts_at");
    }

    pub(super) fn rescheduling(&mut self) {
        self.clause("\"rescheduling\"", true);
        if self.choices.percent(40) {
            self.line("[clause.same_as]\nclauses = [\"clause-1\"]");
        } else {
            let before = self.word(&["starts_at", "session_starts_at"]);
            self.tiers(Question::Rescheduling, before);
        }
    }

    pub(super) fn office_hours(&mut self) {
        let questions = ["\"cancellation\"", "[\"cancellation\", \"rescheduling\"]"];
        let questions = self.word(&questions);
        self.clause(questions, true);
        let (from, through) = (self.time(6, 11), self.time(12, 22));
        let key = self.word(&["through", "until"]);
        self.line(&format!("[clause.office_hours]\nfrom = {from}\n{key} = {through}"));
        if self.choices.percent(30) {
            let days = self.word(&[
                "[\"monday\", \"tuesday\", \"wednesday\", \"thursday\", \"friday\", \"saturday\"]",
                "[\"tuesday\", \"wednesday\", \"thursday\", \"friday\", \"saturday\"]",
            ]);
            let (from, until) = (self.time(6, 11), self.time(12, 22));
            self.line(&format!("days = {days}\nalso = [{{ days = [\"sunday\"], from = {from}, until = {until} }}]"));
        }
        if self.choices.percent(20) {
            self.line("closed = [{ from = \"12-24\", until = \"01-02\" }, { from = \"07-20\", until = \"07-23\" }]");
        }
        self.maybe("except_holidays", 50);
    }

    /// Tiers with conditions of their own, and an outcome where none applies.
    pub(super) fn short_tiers(&mut self, question: Question) {
        self.clause(&format!("\"{question}\""), true);
        let (bound, verdict) = (self.days(), self.word(&["refused", "discretionary"]));
        self.line(&format!("[clause.tiers]\nbefore = \"starts_at\"\notherwise = {{ verdict = \"{verdict}\" }}"));
        if self.choices.percent(60) {
            let kinds = [DeadlineKind::Substitution, DeadlineKind::ChangeRequest];
            let kind = self.choices.pick_or(&kinds, DeadlineKind::ChangeRequest);
            self.line(&format!("deadlines = [{{ kind = \"{kind}\", before = \"starts_at\", period = \"{bound}\" }}]"));
        }
        self.line(&format!("[[clause.tiers.tier]]\nat_least = \"{bound}\""));
        if question == Question::BookingChange && self.choices.percent(30) {
            let percentage = self.percentage();
            self.line(&format!("cancelled = {{ at_most = {percentage} }}"));
        }
        if self.choices.percent(40) {
            let own: &[Condition] =
                if question == Question::Substitution { &[Condition::SubstituteQualifies] } else { &[] };
            let condition = self.condition(own);
            self.line(&format!("when = [\"{condition}\"]"));
        }
        let charges = self.charges(question, 1);
        self.line(&format!("charges = {charges}"));
    }

    pub(super) fn outcome(&mut self, question: Question) {
        if matches!(question, Question::NoShow | Question::Complaint) && self.choices.percent(40) {
            return self.own_tiers(question);
        }
        self.clause(&format!("\"{question}\""), true);
        let (kind, anchors): (DeadlineKind, &[Anchor]) = match question {
            Question::Complaint => {
                (DeadlineKind::Complaint, &[Anchor::DiscoveredAt, Anchor::ArisenAt, Anchor::DeliveredAt])
            }
            Question::Offer => (DeadlineKind::OfferExpires, &[Anchor::MadeAt]),
            Question::DataBreach => (DeadlineKind::DataBreachNotice, &[Anchor::DiscoveredAt]),
            Question::ProviderCancellation => (DeadlineKind::Refund, &[Anchor::Act]),
            _ => (DeadlineKind::Refund, &[Anchor::ConcludedAt]),
        };
        let verdict = self.word(&["permitted", "discretionary", "refused"]);
        self.line(&format!("[clause.outcome]\nverdict = \"{verdict}\""));
        let charges = self.charges(question, 2);
        self.line(&format!("charges = {charges}"));
        let mut deadlines = vec![self.deadline(kind, anchors)];
        if question == Question::Complaint && self.choices.percent(60) {
            let period = self.civil();
            deadlines.push(format!("{{ kind = \"complaint_response\", after = \"filed_at\", period = \"{period}\" }}"));
        }
        self.line(&format!("deadlines = [{}]", deadlines.join(", ")));
        self.maybe("settles", 50);
        self.maybe("customer_may_dissolve", 20);
    }

    pub(super) fn withdrawal(&mut self) {
        self.clause("\"withdrawal\"", false);
        let period = self.civil();
        self.line(&format!("[clause.withdrawal_right]\nperiod = \"{period}\"\ncustomer = \"consumer\""));
        self.maybe("goods_from_receipt", 50);
        self.maybe("at_a_distance_only", 50);
        if self.choices.percent(40) {
            self.clause("\"withdrawal\"", false);
            let (longer, from) = (self.civil(), self.civil());
            self.line(&format!("[clause.withdrawal_extension]\nlonger = \"{longer}\"\nfrom_information = \"{from}\""));
        }
        if self.choices.percent(50) {
            self.clause("\"withdrawal\"", true);
            let condition = self.condition(&[Condition::Begun, Condition::ExpressRequest, Condition::Acknowledged]);
            self.line(&format!("[[clause.withdrawal_loss.case]]\nwhen = [\"{condition}\"]"));
        }
        if self.choices.percent(60) {
            self.clause("\"withdrawal\"", true);
            self.line("[clause.withdrawal_effects]");
            self.maybe("whole_amount_back", 40);
            if self.choices.percent(40) {
                let rows = [
                    "{ kind = \"pro_rata\", share = \"delivered\", of = \"price\", when = [\"begun\"] }",
                    "{ kind = \"devaluation\", stated = \"goods_devaluation\", products = [\"goods\"] }",
                ];
                let row = self.word(&rows);
                self.line(&format!("charges = [{row}]"));
            }
            if self.choices.percent(50) {
                let days = self.days();
                self.line(&format!("deadlines = [{{ kind = \"refund\", after = \"act\", period = \"{days}\" }}]"));
            }
        }
    }

    pub(super) fn provider_change(&mut self) {
        if self.choices.percent(40) {
            return self.own_tiers(Question::ProviderChange);
        }
        self.clause("\"provider_change\"", true);
        self.line("[clause.change_response]");
        for (key, kind, after) in [
            ("notice", "provider_notice", "known_at"),
            ("alternative", "alternative_offer", "known_at"),
            ("response", "customer_response", "notified_at"),
            ("termination", "provider_termination", "rejected_at"),
        ] {
            let period = self.days();
            let mut row = format!("kind = \"{kind}\", after = \"{after}\", period = \"{period}\"");
            if self.choices.percent(50) {
                let (within, shorter) = (self.days(), self.days());
                row += &format!(", shorter = {{ within = \"{within}\", period = \"{shorter}\" }}");
            }
            if self.choices.percent(50) {
                let until = self.time(8, 20);
                row += &format!(", moves = {{ on = [\"sunday\", \"holiday\"], until = {until} }}");
            }
            self.line(&format!("{key} = {{ {row} }}"));
        }
    }

    pub(super) fn payment_default(&mut self) {
        self.clause("\"payment_review\"", true);
        self.line("[clause.payment_default]");
        if self.maybe_period("pay_within", 60) && self.choices.percent(40) {
            let days = self.days();
            self.line(&format!("due_at_once_within = \"{days}\""));
        }
        self.maybe_period("deposit_within", 20);
        if self.choices.percent(20) {
            let days = self.days();
            self.line(&format!("due_by = {{ before = \"starts_at\", period = \"{days}\" }}"));
        }
        self.maybe("payment_deadline", 30);
        self.maybe_period("after_reminder", 30);
        let suspension = self.word(&["never", "on_default", "unpaid_at_start"]);
        self.line(&format!("suspension = \"{suspension}\""));
        self.interest_and_costs();
        if self.choices.percent(40) {
            return self.line("counts_as_cancelled = \"clause-1\"");
        }
        let right = self.word(&["never", "deposit_unpaid", "on_default"]);
        self.line(&format!("provider_may_cancel = \"{right}\""));
        self.maybe_period("claimed_after", 30);
        for _ in 0..self.choices.below(4) {
            self.collection_step();
        }
    }

    fn interest_and_costs(&mut self) {
        if self.choices.percent(20) {
            self.line("interest = \"none\"");
        } else {
            self.maybe("trade_rate_for_business", 60);
            match self.choices.below(10) {
                0 | 1 => {
                    let percent = self.word(&["1", "0.5", "2"]);
                    self.line(&format!("monthly_interest = {percent}"));
                    self.maybe("statutory_if_higher", 60);
                }
                2 => self.line("monthly_interest = 1\nstarted_months = true\nstatutory_if_higher = false"),
                3 => {
                    let percent = self.word(&["8", "10", "12.5"]);
                    self.line(&format!("yearly_interest = {percent}"));
                    self.maybe("statutory_if_higher", 60);
                }
                _ => {}
            }
        }
        if self.choices.percent(20) {
            self.line("collection_costs = \"none\"");
        } else {
            self.maybe("actual_costs_from_business", 40);
        }
    }

    fn collection_step(&mut self) {
        self.line("[[clause.payment_default.step]]");
        self.maybe_period("grace", 80);
        match self.choices.below(3) {
            0 => {}
            1 => {
                let amount = self.amount();
                self.line(&format!("amount = {amount}"));
            }
            _ => {
                let (percent, least) = (self.percentage(), self.amount());
                self.line(&format!("percent = {percent}\nminimum = {least}"));
            }
        }
    }

    pub(super) fn instalments(&mut self) {
        self.clause("\"payment_plan\"", true);
        let (count, equal) = (self.choices.between(1, 6), self.choices.percent(50));
        let rest = self.choices.between(0, count - 1);
        for place in 0..count {
            self.line("[[clause.instalments.part]]");
            if !equal {
                let share = match self.choices.below(3) {
                    _ if place == rest => "rest = true".to_owned(),
                    0 => format!("amount = {}", self.amount()),
                    _ => format!("percent = {}", self.word(&["10", "16.6667", "19.5"])),
                };
                self.line(&share);
            }
            self.instalment_days(place);
        }
    }

    fn instalment_days(&mut self, place: i64) {
        let key = self.word(&["invoiced", "invoiced", "invoiced_by"]);
        match self.choices.below(4) {
            0 => {}
            1 => {
                let period = self.civil();
                self.line(&format!("{key} = {{ before = \"starts_at\", period = \"{period}\" }}"));
            }
            2 => self.line(&format!("{key} = {{ after = \"ends_at\" }}")),
            _ => {
                let period = counted(place * 2, "month");
                self.line(&format!("{key} = {{ after = \"concluded_at\", period = \"{period}\" }}"));
            }
        }
        self.maybe_period("due_within", 70);
        if self.choices.percent(30) {
            let days = self.days();
            self.line(&format!("due_by = {{ before = \"starts_at\", period = \"{days}\" }}"));
        }
    }

    pub(super) fn allocation(&mut self) {
        self.clause("\"payment_allocation\"", true);
        let orders = [
            "\"costs\", \"interest\", \"principal\"",
            "\"principal\", \"interest\", \"costs\"",
            "\"interest\", \"principal\", \"costs\"",
        ];
        let order = self.word(&orders);
        self.line(&format!("[clause.allocation]\norder = [{order}]"));
    }

    pub(super) fn termination(&mut self) {
        self.clause("\"termination\"", true);
        let ends = self.word(&["after_notice", "end_of_term", "agreed_end"]);
        self.line(&format!("[clause.notice]\nends = \"{ends}\""));
        if self.declares && ends != "after_notice" && self.choices.percent(40) {
            let period = self.word(&["1 month", "2 weeks", "3 days", "1 year"]);
            self.line(&format!("longer_by = {{ period = \"{period}\", per = \"guests\" }}"));
        }
        if ends == "agreed_end" {
            return;
        }
        if self.choices.percent(20) {
            self.line("counted_from = \"starts_at\"");
        }
        for key in ["customer = \"consumer\"", "in_first = \"1 year\"", "term_at_most = 6"] {
            if self.choices.percent(40) {
                let period = self.civil();
                self.line(&format!("[[clause.notice.period]]\nperiod = \"{period}\"\n{key}"));
                self.day_of_the_end(ends);
            }
        }
        let period = self.civil();
        self.line(&format!("[[clause.notice.period]]\nperiod = \"{period}\""));
        self.day_of_the_end(ends);
    }

    /// A least duration, or days of the year on which an agreement can end.
    fn day_of_the_end(&mut self, ends: &str) {
        if ends != "after_notice" {
            return;
        }
        self.maybe_period("minimum_term", 20);
        let days = [
            "end_of = \"month\"",
            "end_of = \"quarter\"",
            "end_of = \"year\"",
            "on = [\"06-30\", \"12-31\"]",
            "on = [\"02-29\"]",
        ];
        if self.choices.percent(25) {
            let day = self.word(&days);
            self.line(day);
            if self.choices.percent(30) {
                let day = self.word(&["1", "15", "30"]);
                self.line(&format!("by_day = {day}"));
            }
        }
    }

    pub(super) fn price_change(&mut self) {
        self.clause("\"price_increase\"", true);
        self.line("[clause.price_change]");
        self.maybe_period("not_before", 40);
        self.maybe_period("not_within", 40);
        if self.choices.percent(70) {
            let (percent, of) = (self.percentage(), self.word(&["current_price", "original_price"]));
            self.line(&format!("up_to = {percent}\nof = \"{of}\""));
            self.maybe_period("once_in", 40);
            self.maybe_period("announced_ahead", 70);
        }
    }

    pub(super) fn announcement(&mut self) {
        self.clause("\"terms_change\"", true);
        self.line("[clause.announcement]");
        self.maybe_period("ahead", 70);
        self.maybe_period("accepted_after", 50);
        self.maybe("reject_when_performance_changes", 50);
        self.maybe("customer_may_dissolve", 50);
    }

    pub(super) fn liability(&mut self) {
        self.clause("\"damage_claim\"", true);
        self.line("[clause.liability]");
        self.maybe_period("report_within", 60);
        for _ in 0..=self.choices.below(3) {
            self.line("[[clause.liability.rule]]");
            if self.choices.percent(50) {
                let kind = self.choices.pick_or(DamageKind::ALL, DamageKind::Direct);
                self.line(&format!("kinds = [\"{kind}\"]"));
            }
            if self.choices.percent(20) {
                let condition = self.condition(&[]);
                self.line(&format!("when = [\"{condition}\"]"));
            }
            self.maybe("excluded", 20);
            self.maybe("lifted_by_intent", 40);
            if self.choices.percent(80) {
                let choice = self.word(&["lower_of", "higher_of"]);
                let amounts: Vec<String> = (0..=self.choices.below(3)).map(|_| self.limit()).collect();
                self.line(&format!("limit = {{ {choice} = [{}] }}", amounts.join(", ")));
            }
        }
    }

    fn limit(&mut self) -> String {
        match self.choices.below(7) {
            0 => "{ of = \"price\" }".to_owned(),
            1 => "{ of = \"paid\", times = 3 }".to_owned(),
            2 => format!("{{ of = \"paid\", within = \"{}\" }}", self.civil()),
            3 => "{ of = \"payout\" }".to_owned(),
            4 => "{ of = \"payout_and_deductible\" }".to_owned(),
            5 => format!("{{ amount = {} }}", self.amount()),
            _ => format!("{{ amount = {}, less_awarded = true }}", self.amount()),
        }
    }

    pub(super) fn force_majeure(&mut self) {
        self.clause("\"force_majeure\"", true);
        self.line("[clause.force_majeure]");
        if self.maybe_period("after", 70) {
            self.maybe("longer_than", 50);
        }
        self.maybe("permanent_only", 20);
        if self.choices.percent(25) {
            let part = self.word(&["{ share = \"undelivered\", of = \"price\" }", "\"price\"", "\"paid\""]);
            let percentage = self.percentage();
            self.line(&format!("refund = {{ percent = {percentage}, of = {part} }}"));
        } else {
            if self.choices.percent(20) {
                self.line("ceiling = \"price\"");
            }
            let charges = self.charges(Question::ForceMajeure, 2);
            self.line(&format!("charges = {charges}"));
        }
        if self.choices.percent(20) {
            let of = self.word(&["rest", "charges"]);
            let valid = self.word(&["", ", valid_for = \"1 year\", after = \"concluded_at\""]);
            self.line(&format!("credit = {{ of = \"{of}\"{valid} }}"));
        }
    }

    /// A table of a question whose rows count from a moment of its own, or from none.
    pub(super) fn own_tiers(&mut self, question: Question) {
        let question_name = question.name();
        self.clause(&format!("\"{question_name}\""), true);
        let verdict = self.word(&["permitted", "refused", "discretionary"]);
        self.line(&format!("[clause.tiers]\nsettles = true\notherwise = {{ verdict = \"{verdict}\" }}"));
        let (first, second) = (self.choices.between(1, 20), self.choices.between(21, 70));
        let unit = self.word(&["hour", "day", "working day", "day"]);
        let (first, second) = (counted(first, unit), counted(second, unit));
        let bounds = match question {
            Question::ProviderChange => {
                self.line("before = \"starts_at\"");
                [format!("less_than = \"{first}\""), format!("at_least = \"{first}\"\nless_than = \"{second}\"")]
            }
            Question::Complaint => {
                let after = self.word(&["discovered_at", "delivered_at", "ends_at"]);
                let since = |bounds: &str| format!("since = {{ after = \"{after}\", {bounds} }}");
                let between = format!("more_than = \"{first}\", at_most = \"{second}\"");
                [since(&format!("at_most = \"{first}\"")), since(&between)]
            }
            _ => {
                let first = "count = { of = \"participants\", at_most = 3 }";
                [first.to_owned(), "count = { of = \"participants\", at_least = 4 }".to_owned()]
            }
        };
        for bounds in bounds {
            self.line(&format!("[[clause.tiers.tier]]\n{bounds}"));
            if self.choices.percent(25) {
                let percentage = self.percentage();
                self.line(&format!("refund = {{ percent = {percentage}, of = \"price\" }}"));
                continue;
            }
            let charges = self.charges(question, 2);
            self.line(&format!("charges = {charges}"));
        }
    }
}
