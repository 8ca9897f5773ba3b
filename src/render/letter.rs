//! A decision as a letter: what a customer can be sent, in plain words. The provider writes, the customer reads.

mod deadlines;
mod html;
mod text;
mod words;

use super::layout::{capital, clean};
use super::{annulment, assumption, dates, scene};
use crate::calendar::Instant;
use crate::decision::{Alternative, Deadline, Decision, FindingCode, Source};
use crate::facts::Facts;
use crate::law::{Law, cited};
use crate::money::{Cents, Locale};
use crate::policy::Policy;
use crate::vocabulary::{DeadlineKind, Question, Verdict};
pub(super) use deadlines::{When, is_no_use, sentence as deadline_sentence, when};
pub(super) use words::articles;

/// A letter to the customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    locale: Locale,
    subject: String,
    blocks: Vec<Block>,
    /// Who writes.
    from: String,
    /// Under which terms.
    terms: String,
}

/// A part of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    Paragraph(String),
    Heading(String),
    /// Amounts with what they are for.
    Rows(Vec<(String, String)>),
    List(Vec<String>),
}

/// Writes a decision as a letter to the customer.
pub fn letter(policy: &Policy, law: &Law, facts: &Facts, decision: &Decision, locale: Locale) -> Letter {
    let mut writer = Writer { policy, facts, decision, locale, blocks: Vec::new() };
    writer.answer();
    writer.money();
    writer.what_to_do();
    writer.why(law);
    writer.assumed(law);
    let version = match policy.effective_from {
        Some(_) => format!("{} {}", policy.name, policy.version),
        None => policy.name.clone(),
    };
    let terms = match locale {
        Locale::En => format!("This letter rests on the terms of {version}, and on the law."),
        Locale::Nl => format!("Deze brief berust op de voorwaarden van {version}, en op de wet."),
    };
    let blocks = writer.blocks;
    Letter {
        locale,
        subject: words::subject(facts.question(), locale).to_owned(),
        blocks,
        from: policy.name.clone(),
        terms,
    }
}

impl Letter {
    /// What it is about, on one line.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// As plain text, in lines of at most 76 characters.
    pub fn text(&self) -> String {
        text::write(self)
    }

    /// As a page of its own, for print.
    pub fn html(&self) -> String {
        html::write(self)
    }

    fn salutation(&self) -> &'static str {
        self.locale.pick("Dear customer,", "Beste klant,")
    }

    fn close(&self) -> &'static str {
        self.locale.pick(
            "Do you have a question, or is something not right? Please let us know.",
            "Hebt u een vraag, of klopt er iets niet? Laat het ons weten.",
        )
    }

    fn greeting(&self) -> &'static str {
        self.locale.pick("Kind regards,", "Met vriendelijke groet,")
    }
}

struct Writer<'a> {
    policy: &'a Policy,
    facts: &'a Facts,
    decision: &'a Decision,
    locale: Locale,
    blocks: Vec<Block>,
}

impl Writer<'_> {
    fn pick(&self, en: &'static str, nl: &'static str) -> String {
        self.locale.pick(en, nl).to_owned()
    }

    fn eur(&self, amount: Cents) -> String {
        self.policy.currency.written(amount, self.locale)
    }

    fn say(&mut self, sentence: impl Into<String>) {
        let sentence = sentence.into();
        if !sentence.is_empty() {
            self.blocks.push(Block::Paragraph(sentence));
        }
    }

    fn heading(&mut self, en: &'static str, nl: &'static str) {
        self.blocks.push(Block::Heading(self.pick(en, nl)));
    }

    fn moment(&self, at: Instant) -> String {
        let moment = dates::moment(&self.policy.zone, at, self.locale);
        let day = dates::weekday_date(moment.day, self.locale);
        format!("{day} {} {}", self.locale.pick("at", "om"), moment.time)
    }

    /// What it is about, and the answer.
    fn answer(&mut self) {
        let (decision, locale) = (self.decision, self.locale);
        let opening = words::opening(self.facts, self.policy.currency, |at| self.moment(at), locale);
        let answer = words::answer(self.facts, decision, locale);
        self.say([opening.as_str(), answer].join(" ").trim());
        let late = decision.effective_at.filter(|at| self.facts.event().act().is_some_and(|act| act < *at));
        if let Some(at) = late {
            let at = self.moment(at);
            self.say(match locale {
                Locale::En => format!("Your message came outside our office hours. It counts from {at}."),
                Locale::Nl => format!("Uw bericht kwam buiten onze kantooruren. Het telt vanaf {at}."),
            });
        }
        let has = |kind| decision.deadlines.iter().any(|deadline| deadline.kind == kind);
        for (holds, en, nl) in [
            // Where there is a day for it, the list of days says so.
            (
                decision.customer_may_dissolve && !has(DeadlineKind::TermsAcceptance),
                "You may end the agreement.",
                "U mag de overeenkomst beëindigen.",
            ),
            (decision.customer_may_reject, "You may refuse the change.", "U mag de wijziging weigeren."),
            (
                decision.access_may_be_suspended,
                "We may stop your access for now.",
                "Wij mogen uw toegang voorlopig stopzetten.",
            ),
            (decision.provider_may_cancel, "We may cancel.", "Wij mogen annuleren."),
        ] {
            if holds {
                self.say(self.pick(en, nl));
            }
        }
    }

    /// What it costs, and who pays whom.
    fn money(&mut self) {
        let (decision, locale) = (self.decision, self.locale);
        let mut rows: Vec<(String, String)> = Vec::new();
        for charge in &decision.charges {
            let kind = capital(super::words::charge(charge.kind, locale));
            let most = if charge.discretionary { locale.pick(" (at most)", " (ten hoogste)") } else { "" };
            rows.push((kind + most, self.eur(charge.amount)));
        }
        if decision.charges.len() > 1 {
            rows.push((self.pick("Together", "Samen"), self.eur(decision.charged())));
        }
        for owed in &decision.compensations {
            let kind = capital(super::words::charge(owed.kind, locale));
            let most = if owed.discretionary { locale.pick(" (at most)", " (ten hoogste)") } else { "" };
            rows.push((kind + most, self.eur(owed.amount)));
        }
        if let Some(settlement) = decision.settlement {
            rows.push((self.pick("Agreed price", "Afgesproken prijs"), self.eur(settlement.price)));
            rows.push((self.pick("You paid", "U betaalde"), self.eur(settlement.paid)));
        }
        if let Some(arrears) = &decision.arrears {
            rows.push((self.pick("Open and late", "Open en te laat"), self.eur(arrears.principal)));
            rows.push((self.pick("Interest", "Rente"), self.eur(arrears.interest)));
            rows.push((self.pick("Costs of collecting", "Kosten van het innen"), self.eur(arrears.collection_costs)));
            rows.push((self.pick("Together", "Samen"), self.eur(arrears.total)));
        }
        for part in &decision.instalments {
            let name =
                format!("{} {}, {}", locale.pick("Part", "Deel"), part.number, super::words::payable(part, locale));
            rows.push((name, self.eur(part.amount)));
        }
        if let Some(allocation) = &decision.allocation {
            for part in &allocation.parts {
                rows.push((clean(&capital(&scene::target(&part.to, locale))), self.eur(part.amount)));
            }
            if allocation.unallocated > Cents::ZERO {
                rows.push((self.pick("Left over", "Over"), self.eur(allocation.unallocated)));
            }
        }
        if rows.is_empty() && decision.liability.is_none() {
            return;
        }
        self.heading("The amounts", "De bedragen");
        if !rows.is_empty() {
            self.blocks.push(Block::Rows(rows));
        }
        self.balance();
        if let Some(liability) = &decision.liability {
            let amount = self.eur(liability.recoverable);
            self.say(match locale {
                // Whether the provider is liable at all, no fact tells.
                Locale::En => format!("As far as we are liable, we pay {amount} of the damage."),
                Locale::Nl => format!("Voor zover wij aansprakelijk zijn, vergoeden wij {amount} van de schade."),
            });
        }
    }

    /// Who pays whom, and when.
    fn balance(&mut self) {
        let Some(settlement) = self.decision.settlement else { return };
        // What is outstanding is in default, with interest and costs: the customer owes all of it.
        let arrears = self.decision.arrears.as_ref().filter(|arrears| arrears.principal == settlement.outstanding);
        let outstanding = arrears.map_or(settlement.outstanding, |arrears| arrears.total);
        let by = |kind: DeadlineKind| {
            let deadline = self.decision.deadlines.iter().find(|deadline| deadline.kind == kind)?;
            let day = dates::weekday_date(deadline.last_day, self.locale);
            Some(format!(" {} {day}", self.locale.pick("by", "uiterlijk op")))
        };
        let (refund, open) = (self.eur(settlement.refund), self.eur(outstanding));
        let sentence = match (settlement.refund > Cents::ZERO, outstanding > Cents::ZERO, self.locale) {
            (true, _, Locale::En) => format!("You get {refund} back{}.", by(DeadlineKind::Refund).unwrap_or_default()),
            (true, _, Locale::Nl) => {
                format!("U krijgt{} {refund} terug.", by(DeadlineKind::Refund).unwrap_or_default())
            }
            (_, true, Locale::En) => {
                format!("You still have to pay {open}{}.", by(DeadlineKind::Payment).unwrap_or_default())
            }
            (_, true, Locale::Nl) => {
                format!("U moet{} nog {open} betalen.", by(DeadlineKind::Payment).unwrap_or_default())
            }
            (_, _, locale) => locale
                .pick(
                    "You have nothing more to pay, and you get nothing back.",
                    "U hoeft niets meer te betalen, en u krijgt niets terug.",
                )
                .to_owned(),
        };
        self.say(sentence);
    }

    /// What the customer can do, and until when; and what the provider will do.
    fn what_to_do(&mut self) {
        let act = self.facts.event().act();
        let open = |deadline: &&Deadline| {
            !deadlines::is_over(deadline, &self.policy.zone, act)
                && !self.is_told(deadline.kind)
                && !is_no_use(self.facts.question(), self.decision, deadline.kind)
        };
        let mut list: Vec<String> = self.decision.alternatives.iter().map(|other| self.alternative(other)).collect();
        let open = self.decision.deadlines.iter().filter(open);
        list.extend(open.map(|deadline| self.deadline(deadline)));
        if !list.is_empty() {
            self.heading("What you can do, and until when", "Wat u kunt doen, en tot wanneer");
            self.blocks.push(Block::List(list));
        }
    }

    /// Whether a deadline says nothing new: it stands beside its amount, or it was for what the customer has done.
    fn is_told(&self, kind: DeadlineKind) -> bool {
        let done = self.decision.verdict == Verdict::Permitted && self.facts.event().act().is_some();
        match (kind, self.facts.question()) {
            (DeadlineKind::Refund | DeadlineKind::Payment, _) => self.decision.settlement.is_some(),
            (DeadlineKind::Withdrawal, Question::Withdrawal)
            | (DeadlineKind::Notice, Question::Termination)
            | (DeadlineKind::Complaint, Question::Complaint)
            | (DeadlineKind::DamageReport, Question::DamageClaim)
            | (DeadlineKind::Substitution, Question::Substitution)
            | (DeadlineKind::ChangeRequest, Question::BookingChange) => done,
            _ => false,
        }
    }

    fn deadline(&self, deadline: &Deadline) -> String {
        let sentence = deadline_sentence(deadline, &self.policy.zone, self.locale);
        match (deadline.kind, self.decision.customer_may_dissolve) {
            (DeadlineKind::TermsAcceptance, true) => deadlines::of_dissolving(deadline, &self.policy.zone, self.locale),
            _ => sentence,
        }
    }

    fn alternative(&self, other: &Alternative) -> String {
        let (what, locale) = (super::words::option(other.question, self.locale), self.locale);
        let until = other.last_day.map(|day| {
            format!(" {} {}", locale.pick("until and including", "tot en met"), dates::weekday_date(day, locale))
        });
        let (until, charged, refund) = (until.unwrap_or_default(), self.eur(other.charged), self.eur(other.refund));
        match locale {
            Locale::En => format!("You can also {what}{until}. Then you pay {charged}, and you get {refund} back."),
            Locale::Nl => format!("U kunt ook {what}{until}. Dan betaalt u {charged}, en krijgt u {refund} terug."),
        }
    }

    /// The articles and the law that the answer rests on, each once.
    fn why(&mut self, law: &Law) {
        let (law, locale) = (law.of(self.policy.law), self.locale);
        let mut list: Vec<String> = Vec::new();
        let cites = |is: fn(Source) -> bool| self.decision.explanation.iter().any(|step| is(step.source));
        for step in &self.decision.explanation {
            let said = match step.source {
                Source::Clause(place) => self.policy.clause(place).map(|clause| {
                    format!("{}: {}", words::articles(&clause.articles, locale), clause.summary.get(locale))
                }),
                Source::Law(rule) => law.rule(rule).map(|text| {
                    format!(
                        "{} ({}): {}",
                        locale.pick("The law", "De wet"),
                        cited(text.provision, locale),
                        text.summary.get(locale)
                    )
                }),
                Source::Rule(_) => None,
            };
            list.extend(said.filter(|said| !list.contains(said)));
        }
        if !list.is_empty() {
            self.heading("Why", "Waarom");
            let (terms, law) =
                (cites(|source| matches!(source, Source::Clause(_))), cites(|source| matches!(source, Source::Law(_))));
            self.say(match (terms, law) {
                (true, false) => self.pick("This is what our terms say:", "Dit staat in onze voorwaarden:"),
                (false, true) => self.pick("This is what the law says:", "Dit staat in de wet:"),
                _ => {
                    self.pick("This is what our terms and the law say:", "Dit staat in onze voorwaarden en in de wet:")
                }
            });
            self.blocks.push(Block::List(list));
        }
        // What holds for several articles is said once.
        let mut known: Vec<String> = Vec::new();
        let annulments: Vec<_> =
            self.decision.findings.iter().filter_map(|finding| finding.annulment.as_ref()).collect();
        for finding in &self.decision.findings {
            let left_out = finding.left_out.and_then(|place| self.policy.unencoded.get(usize::from(place)));
            let said = match (left_out, &finding.annulment) {
                (Some(left_out), _) => Some(words::left_out(left_out, locale)),
                (None, Some(_)) => annulment::to_customer(&annulments, self.policy.currency, locale),
                (None, None) => good_to_know(finding.code, locale).map(str::to_owned),
            };
            known.extend(said.filter(|said| !known.contains(said)));
        }
        if !known.is_empty() {
            self.heading("Good to know", "Goed om te weten");
            known.into_iter().for_each(|known| self.say(known));
        }
    }

    fn assumed(&mut self, law: &Law) {
        let told = self.decision.assumptions.iter();
        let list: Vec<String> = told.map(|assumed| assumption(self.policy, law, assumed, self.locale)).collect();
        if !list.is_empty() {
            self.heading("What we took for granted", "Waar wij van uitgaan");
            self.blocks.push(Block::List(list));
        }
    }
}

/// What a customer should know beside the answer; nothing of what only the author of the terms should.
fn good_to_know(code: FindingCode, locale: Locale) -> Option<&'static str> {
    let (en, nl) = match code {
        FindingCode::TierOverlap
        | FindingCode::ClauseConflict
        | FindingCode::CapConflict
        | FindingCode::PriceCeiling
        // An alternative says it with its amounts.
        | FindingCode::WithdrawalOpen
        // They have their own words, with the article or the amounts.
        | FindingCode::NotEncoded
        | FindingCode::MayBeAnnulled
        // It is for the provider to look at.
        | FindingCode::PriceOutsideProduct => return None,
        FindingCode::LawOverridesTerms => {
            ("Here the law gives you more than our terms. We follow the law.", "De wet geeft u hier meer dan onze voorwaarden. Wij volgen de wet.")
        }
        FindingCode::PenaltyMayBeModerated => {
            ("Do you find the penalty too high? A judge can make it lower.", "Vindt u de boete te hoog? Een rechter kan haar verlagen.")
        }
        FindingCode::SeeTermination => {
            ("You can end the agreement by notice. Other rules apply to that.", "U kunt de overeenkomst wel opzeggen. Daarvoor gelden andere regels.")
        }
        FindingCode::FeeMayBeReduced | FindingCode::FeeMayBeUnreasonable => (
            "Do you find the amount too high? A judge can bring it down to what is fair.",
            "Vindt u het bedrag te hoog? Een rechter kan het verlagen tot wat redelijk is.",
        ),
        FindingCode::NoticeLate => ("We told you this too late.", "Wij hebben u dit te laat laten weten."),
    };
    Some(locale.pick(en, nl))
}
