//! A decision for a person to read in a terminal.

use super::dates;
use super::layout::{Page, Side, Table, capital, clipped};
use super::scene::target;
use super::{RenderedStep, SourceKind, assumption, boundary, finding, steps, verdicts, words};
use crate::decision::{Allocation, Alternative, Arrears, Charge, Deadline, Decision, Liability, Settlement};
use crate::law::{Jurisdiction, Law};
use crate::money::{Cents, Locale};
use crate::policy::Policy;
use crate::vocabulary::{DeadlineKind, Question};

/// A decision for a person to read in a terminal: plain text, at most `width` columns wide, of 40 to [`WIDTH`](super::WIDTH).
pub fn decision_text(
    policy: &Policy,
    law: &Law,
    question: Question,
    decision: &Decision,
    locale: Locale,
    width: usize,
) -> String {
    let mut writer = Writer { policy, law: law.of(policy.law), locale, page: Page::of(width) };
    writer.verdict(question, decision);
    writer.charges(["Charges", "Kosten"], &decision.charges);
    writer.charges(["Owed by the provider", "Van de aanbieder"], &decision.compensations);
    if let Some(settlement) = &decision.settlement {
        writer.settlement(settlement);
    }
    if let Some(arrears) = &decision.arrears {
        writer.arrears(arrears);
    }
    writer.instalments(decision);
    if let Some(allocation) = &decision.allocation {
        writer.allocation(allocation);
    }
    if let Some(liability) = &decision.liability {
        writer.liability(liability);
    }
    writer.alternatives(&decision.alternatives);
    writer.deadlines(&decision.deadlines);
    writer.why(&steps(policy, law, decision, locale));
    let assumed: Vec<String> = decision.assumptions.iter().map(|a| assumption(policy, law, a, locale)).collect();
    writer.list(locale.pick("Assumed", "Aangenomen"), &assumed);
    let found: Vec<String> = decision.findings.iter().map(|f| finding(policy, law, f, locale)).collect();
    writer.list(locale.pick("About the terms", "Over de voorwaarden"), &found);
    let next: Vec<String> = boundary(policy, question, decision, locale).map(|b| capital(&b)).into_iter().collect();
    writer.list(locale.pick("The next change", "De volgende verandering"), &next);
    writer.provenance();
    writer.page.finish()
}

struct Writer<'a> {
    policy: &'a Policy,
    law: &'a Jurisdiction,
    locale: Locale,
    page: Page,
}

impl Writer<'_> {
    fn pick(&self, en: &'static str, nl: &'static str) -> String {
        self.locale.pick(en, nl).to_owned()
    }

    fn eur(&self, amount: Cents) -> String {
        self.policy.currency.written(amount, self.locale)
    }

    fn verdict(&mut self, question: Question, decision: &Decision) {
        let locale = self.locale;
        let sentence = verdicts::answer(question, decision, locale);
        self.page.paragraph("", sentence);
        if let Some(at) = decision.effective_at {
            let moment = dates::moment(&self.policy.zone, at, locale).with_weekday(locale);
            self.page
                .paragraph("", &format!("{} {moment}.", locale.pick("It is judged as of", "Het moment dat telt is")));
        }
        let rights = [
            (
                decision.customer_may_dissolve,
                "The customer may dissolve the agreement.",
                "De klant mag de overeenkomst ontbinden.",
            ),
            (
                decision.customer_may_reject,
                "The customer may reject the change.",
                "De klant mag de wijziging weigeren.",
            ),
            (
                decision.access_may_be_suspended,
                "The provider may suspend access.",
                "De aanbieder mag de toegang opschorten.",
            ),
            (decision.provider_may_cancel, "The provider may cancel.", "De aanbieder mag annuleren."),
        ];
        for (_, en, nl) in rights.iter().filter(|(holds, ..)| *holds) {
            self.page.paragraph("", locale.pick(en, nl));
        }
    }

    fn charges(&mut self, [en, nl]: [&'static str; 2], charges: &[Charge]) {
        if charges.is_empty() {
            return;
        }
        let mut table = Table::new(&[Side::Left, Side::Right, Side::Left]);
        for charge in charges {
            let mut notes = Vec::new();
            if charge.amount != charge.as_written {
                notes.push(format!(
                    "{} {}",
                    self.pick("as written", "volgens de voorwaarden"),
                    self.eur(charge.as_written)
                ));
            }
            if charge.beside_price {
                notes.push(self.pick("on top of the price", "boven op de prijs"));
            }
            if charge.discretionary {
                notes.push(
                    self.pick("at most; the provider may charge less", "ten hoogste; de aanbieder mag minder rekenen"),
                );
            }
            let kind = capital(words::charge(charge.kind, self.locale));
            table.row([kind, self.eur(charge.amount), notes.join("; ")]);
        }
        if charges.len() > 1 {
            let total = charges.iter().map(|c| c.amount).sum();
            table.row([self.pick("Total", "Totaal"), self.eur(total), String::new()]);
        }
        self.page.heading(self.locale.pick(en, nl));
        self.page.table(&table);
    }

    /// What the customer may do instead, with what it costs and until when.
    fn alternatives(&mut self, alternatives: &[Alternative]) {
        let locale = self.locale;
        let told = |other: &Alternative| {
            let what = capital(words::option(other.question, locale));
            let (charged, refund) = (
                self.policy.currency.written(other.charged, locale),
                self.policy.currency.written(other.refund, locale),
            );
            let until = other.last_day.map(|day| {
                let day = dates::date(day, locale);
                format!(", {} {day}", locale.pick("until and including", "tot en met"))
            });
            let until = until.unwrap_or_default();
            match locale {
                Locale::En => format!("{what}{until}: charged {charged}, refund {refund}."),
                Locale::Nl => format!("{what}{until}: kosten {charged}, terug {refund}."),
            }
        };
        let alternatives: Vec<String> = alternatives.iter().map(told).collect();
        self.list(locale.pick("Also possible", "Ook mogelijk"), &alternatives);
    }

    fn settlement(&mut self, settlement: &Settlement) {
        let Settlement { price, paid, charged, refund, outstanding, credit } = *settlement;
        let mut table = Table::new(&[Side::Left, Side::Right]);
        table.row([self.pick("Price", "Prijs"), self.eur(price)]);
        table.row([self.pick("Paid", "Betaald"), self.eur(paid)]);
        table.row([self.pick("Charged", "In rekening"), self.eur(charged)]);
        if outstanding > Cents::ZERO {
            table.row([self.pick("Still to pay", "Nog te betalen"), self.eur(outstanding)]);
        } else {
            table.row([self.pick("Refund", "Terug"), self.eur(refund)]);
        }
        if let Some(credit) = credit {
            let until = credit.expires_on.map(|day| dates::date(day, self.locale)).map(|day| match self.locale {
                Locale::En => format!(", until {day}"),
                Locale::Nl => format!(", tot en met {day}"),
            });
            table.row([self.pick("Credit", "Tegoed") + &until.unwrap_or_default(), self.eur(credit.amount)]);
        }
        self.page.heading(self.locale.pick("Settlement", "Afrekening"));
        self.page.table(&table);
    }

    fn arrears(&mut self, arrears: &Arrears) {
        let locale = self.locale;
        let Arrears { principal, interest, collection_costs, total, by_invoice } = arrears;
        let mut table = Table::new(&[Side::Left, Side::Right]);
        table.row([self.pick("Principal in default", "Hoofdsom in verzuim"), self.eur(*principal)]);
        table.row([self.pick("Interest", "Rente"), self.eur(*interest)]);
        table.row([self.pick("Collection costs", "Incassokosten"), self.eur(*collection_costs)]);
        table.row([self.pick("Total", "Totaal"), self.eur(*total)]);
        self.page.heading(locale.pick("Arrears", "Achterstand"));
        self.page.table(&table);
        let mut table = Table::new(&[Side::Left, Side::Left, Side::Left, Side::Right, Side::Right]);
        table.row([
            self.pick("Invoice", "Factuur"),
            self.pick("Due", "Vervaldag"),
            self.pick("In default from", "In verzuim vanaf"),
            self.pick("Days", "Dagen"),
            self.pick("Interest", "Rente"),
        ]);
        for invoice in by_invoice {
            let default = invoice.default_from.map_or_else(|| "–".to_owned(), |day| dates::date(day, locale));
            table.row([
                clipped(&invoice.invoice_id, 24),
                dates::date(invoice.due_on, locale),
                default,
                invoice.days.to_string(),
                self.eur(invoice.interest),
            ]);
        }
        if !by_invoice.is_empty() {
            self.page.line("");
            self.page.table(&table);
        }
    }

    fn instalments(&mut self, decision: &Decision) {
        if decision.instalments.is_empty() {
            return;
        }
        let mut table = Table::new(&[Side::Right, Side::Right, Side::Left]);
        for part in &decision.instalments {
            table.row([part.number.to_string(), self.eur(part.amount), words::payable(part, self.locale)]);
        }
        self.page.heading(self.locale.pick("Instalments", "Termijnen"));
        self.page.table(&table);
    }

    fn allocation(&mut self, allocation: &Allocation) {
        let mut table = Table::new(&[Side::Left, Side::Right]);
        for part in &allocation.parts {
            table.row([clipped(&capital(&target(&part.to, self.locale)), 40), self.eur(part.amount)]);
        }
        if allocation.unallocated > Cents::ZERO || allocation.parts.is_empty() {
            table.row([self.pick("Left over", "Over"), self.eur(allocation.unallocated)]);
        }
        self.page.heading(self.locale.pick("The payment goes to", "De betaling gaat naar"));
        self.page.table(&table);
    }

    fn liability(&mut self, liability: &Liability) {
        let Liability { excluded, unlimited, limit, recoverable, sources: _ } = liability;
        let mut table = Table::new(&[Side::Left, Side::Right]);
        let extent = match (excluded, unlimited, limit) {
            (true, _, Some(limit)) => {
                table
                    .row([self.pick("Limit if liable all the same", "Grens bij toch aansprakelijk"), self.eur(*limit)]);
                self.locale.pick("Liability: excluded", "Aansprakelijkheid: uitgesloten")
            }
            (true, _, None) => self.locale.pick("Liability: excluded", "Aansprakelijkheid: uitgesloten"),
            (false, true, _) | (false, false, None) => {
                self.locale.pick("Liability: without a limit", "Aansprakelijkheid: zonder grens")
            }
            (false, false, Some(limit)) => {
                table.row([self.pick("Limit", "Grens"), self.eur(*limit)]);
                self.locale.pick("Liability: limited", "Aansprakelijkheid: begrensd")
            }
        };
        table.row([self.pick("Recoverable", "Te verhalen"), self.eur(*recoverable)]);
        self.page.heading(extent);
        self.page.table(&table);
    }

    fn deadlines(&mut self, deadlines: &[Deadline]) {
        if deadlines.is_empty() {
            return;
        }
        let mut table = Table::new(&[Side::Left, Side::Left]);
        for deadline in deadlines {
            table.row([capital(words::deadline(deadline.kind, self.locale)), self.end(deadline)]);
        }
        self.page.heading(self.locale.pick("Deadlines", "Termijnen en data"));
        self.page.table(&table);
    }

    /// When a deadline ends, on the clock of the policy's zone.
    fn end(&self, deadline: &Deadline) -> String {
        let locale = self.locale;
        let Some(at) = deadline.expires_at.filter(|_| deadline.kind != DeadlineKind::TerminationAllowedFrom) else {
            return dates::weekday_date(deadline.last_day, locale);
        };
        if deadline.inclusive {
            let moment = dates::moment(&self.policy.zone, at, locale);
            let day = dates::weekday_date(moment.day, locale);
            return match locale {
                Locale::En => format!("{day}, {} at the latest", moment.time),
                Locale::Nl => format!("{day}, uiterlijk {}", moment.time),
            };
        }
        let moment = dates::end_moment(&self.policy.zone, at, locale);
        format!("{}, {} {}", dates::weekday_date(moment.day, locale), locale.pick("until", "tot"), moment.time)
    }

    /// The reasoning; what rests on one clause stands under it once.
    fn why(&mut self, steps: &[RenderedStep]) {
        if steps.is_empty() {
            return;
        }
        self.page.heading(self.locale.pick("Why", "Waarom"));
        for (number, group) in (1..).zip(steps.chunk_by(|a, b| a.clause_id == b.clause_id)) {
            if let Some(first) = group.first() {
                self.page.paragraph(&format!("{number:>3}. "), &cited(first, self.locale));
                // A clause that comes back later has been summarised already.
                if steps.iter().find(|step| step.clause_id == first.clause_id).is_some_and(|s| std::ptr::eq(s, first)) {
                    self.page.paragraph("     ", &first.summary);
                }
            }
            for step in group {
                self.page.paragraph("     → ", &step.calculation);
            }
        }
    }

    fn list(&mut self, heading: &str, sentences: &[String]) {
        if sentences.is_empty() {
            return;
        }
        self.page.heading(heading);
        for sentence in sentences {
            let bullet = if sentences.len() > 1 { "  - " } else { "  " };
            self.page.paragraph(bullet, sentence);
        }
    }

    fn provenance(&mut self) {
        let Policy { name, id, version, effective_from, digest, prices, .. } = self.policy;
        let version = match effective_from {
            Some(_) => version.clone(),
            None => format!("({})", words::undated(self.locale)),
        };
        let short = |digest: &str| digest.chars().take("sha256:".len() + 12).collect::<String>();
        let digest = short(digest);
        let law = format!("{} {}, {}", self.locale.pick("Law:", "Recht:"), self.law.id, short(self.law.digest));
        let basis = words::price_basis(*prices, self.locale);
        let advice = words::no_advice(self.locale);
        let (terms, amounts) = match self.locale {
            Locale::En => ("Terms of", "Amounts"),
            Locale::Nl => ("Voorwaarden van", "Bedragen"),
        };
        self.page.line("");
        self.page
            .paragraph("", &format!("{terms} {name}: {id} {version}, {digest}. {law}. {amounts} {basis}. {advice}"));
    }
}

/// Where a step comes from, as a person cites it.
fn cited(step: &RenderedStep, locale: Locale) -> String {
    match step.source {
        SourceKind::Terms => format!("art. {} · {}", step.article, step.clause_id),
        SourceKind::Law => format!("{} · {}", step.article, step.clause_id),
        SourceKind::Rule => format!("{} {}", locale.pick("rule of reading", "leesregel"), step.clause_id),
    }
}
