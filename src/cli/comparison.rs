//! A comparison of two versions, written.

use super::exit::Failure;
use super::table::{WIDTH, wrap};
use crate::analyse::Witness;
use crate::analyse::compare::{ComparedAnswer, Comparison, Region, Right};
use crate::analyse::report::request_json;
use crate::contract;
use crate::decision::{AllocationPart, AllocationTarget, Instalment};
use crate::evaluate::{Detail, evaluate};
use crate::facts::Facts;
use crate::law::Law;
use crate::money::{Cents, Currency, Locale};
use crate::policy::Policy;
use crate::render::words;
use crate::vocabulary::{Question, Verdict};
use std::cmp::Ordering;
use std::fmt::Write;

/// The two versions that were compared.
pub(crate) struct Sides<'a> {
    pub(crate) old: &'a Policy,
    pub(crate) new: &'a Policy,
}

impl Sides<'_> {
    /// Their names, with as much of the digest as tells them apart where the names do not.
    fn heading(&self) -> String {
        let name = |policy: &Policy| format!("{} {}", policy.id, policy.version);
        let (old, new) = (name(self.old), name(self.new));
        if old != new {
            return format!("{old} → {new}");
        }
        let digest = |policy: &Policy| policy.digest.chars().take("sha256:".len() + 12).collect::<String>();
        format!("{old} ({}) → {new} ({})", digest(self.old), digest(self.new))
    }
}

/// For a person: each region with what both decide, and a request to try.
pub(crate) fn text(sides: &Sides<'_>, comparison: &Comparison, locale: Locale) -> String {
    let mut text = format!("{}\n{}\n", sides.heading(), count(comparison, locale));
    // What is not known comes before what is.
    if !comparison.not_compared.is_empty() {
        let _ = writeln!(text, "\n{}", not_compared(locale));
        for sentence in &comparison.not_compared {
            let _ = writeln!(text, "  - {}", wrap(sentence.get(locale), WIDTH - 4).join("\n    "));
        }
    }
    for region in comparison.regions.iter().map(|region| telling(sides, region)) {
        let region = &region;
        let _ = writeln!(text, "\n{}: {}", region.question, region.window.words.get(locale));
        let mut row = |label: &str, said: &str| {
            for (place, line) in wrap(said, WIDTH - 14).iter().enumerate() {
                let label = if place == 0 { label } else { "" };
                let _ = writeln!(text, "  {label:<11} {line}");
            }
        };
        row(locale.pick("for", "voor"), &region.members_in_words(locale));
        row(locale.pick("price", "prijs"), &region.prices_in_words(sides.new.currency, locale));
        if !region.conditions.get(locale).is_empty() {
            row(locale.pick("where", "als"), region.conditions.get(locale));
        }
        row(locale.pick("old", "oud"), &answer(&region.old, region.question, sides.old, locale));
        row(locale.pick("new", "nieuw"), &answer(&region.new, region.question, sides.new, locale));
        row(locale.pick("difference", "verschil"), &difference(region, sides.new.currency, locale));
        let _ = writeln!(text, "  {:<11} {}", locale.pick("request", "verzoek"), request(sides, region));
    }
    if !comparison.texts.is_empty() {
        let _ = writeln!(text, "\n{}", texts_title(locale));
        for change in &comparison.texts {
            let _ = writeln!(text, "  {}", change.what.get(locale));
            for (sign, said) in [('-', &change.old), ('+', &change.new)] {
                let _ = writeln!(text, "    {sign} {}", wrap(said.get(locale), WIDTH - 6).join("\n      "));
            }
        }
    }
    text
}

/// For a pull request: a table, and the requests below it.
pub(crate) fn markdown(sides: &Sides<'_>, comparison: &Comparison, locale: Locale) -> String {
    let mut text = format!("### {}\n\n{}\n", cell(&sides.heading()), count(comparison, locale));
    if !comparison.not_compared.is_empty() {
        let _ = writeln!(text, "\n**{}**\n", not_compared(locale));
        for sentence in &comparison.not_compared {
            let _ = writeln!(text, "- {}", cell(sentence.get(locale)));
        }
    }
    let regions: Vec<Region> = comparison.regions.iter().map(|region| telling(sides, region)).collect();
    if !comparison.regions.is_empty() {
        text.push_str(locale.pick(
            "\n| | Question | When | For | Price | Old | New | Difference |\n|-:|---|---|---|---|---|---|--:|\n",
            "\n| | Vraag | Wanneer | Voor | Prijs | Oud | Nieuw | Verschil |\n|-:|---|---|---|---|---|---|--:|\n",
        ));
    }
    for (region, number) in regions.iter().zip(1..) {
        let conditions = region.conditions.get(locale);
        let when = [region.window.words.get(locale), conditions].into_iter().filter(|part| !part.is_empty());
        let cells = [
            format!("`{}`", region.question),
            when.collect::<Vec<_>>().join("; "),
            region.members_in_words(locale),
            region.prices_in_words(sides.new.currency, locale),
            answer(&region.old, region.question, sides.old, locale),
            answer(&region.new, region.question, sides.new, locale),
            difference(region, sides.new.currency, locale),
        ];
        let _ = writeln!(text, "| {number} | {} |", cells.map(|text| cell(&text)).join(" | "));
    }
    if !comparison.regions.is_empty() {
        let title = locale.pick("Requests that show it", "Verzoeken die het laten zien");
        let _ = write!(text, "\n<details><summary>{title}</summary>\n\n```jsonl\n");
        for region in &regions {
            let _ = writeln!(text, "{}", request(sides, region));
        }
        text.push_str("```\n\n</details>\n");
    }
    if !comparison.texts.is_empty() {
        let _ = writeln!(text, "\n**{}**\n", texts_title(locale));
        for change in &comparison.texts {
            let said = [&change.what, &change.old, &change.new].map(|said| cell(said.get(locale)));
            let [what, old, new] = said;
            let _ = writeln!(text, "- {what}: {old} → {new}");
        }
    }
    text
}

/// A text that cannot end the cell of a table or begin markup.
fn cell(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;").replace('\n', " ")
}

fn count(comparison: &Comparison, locale: Locale) -> String {
    match (comparison.regions.len(), locale) {
        (0, Locale::En) if comparison.is_same() => "No difference: they decide alike in every case.".to_owned(),
        (0, Locale::Nl) if comparison.is_same() => "Geen verschil: ze beslissen in elk geval gelijk.".to_owned(),
        (0, Locale::En) => "No difference was found in what was compared.".to_owned(),
        (0, Locale::Nl) => "Er is geen verschil gevonden in wat is vergeleken.".to_owned(),
        (1, Locale::En) => "They decide differently in 1 region.".to_owned(),
        (1, Locale::Nl) => "Ze beslissen anders in 1 gebied.".to_owned(),
        (count, Locale::En) => format!("They decide differently in {count} regions."),
        (count, Locale::Nl) => format!("Ze beslissen anders in {count} gebieden."),
    }
}

fn texts_title(locale: Locale) -> &'static str {
    locale.pick("Texts that differ", "Teksten die verschillen")
}

fn not_compared(locale: Locale) -> &'static str {
    locale.pick("Not compared", "Niet vergeleken")
}

/// The verdict, the amounts, the deadlines that the other does not give, and the clauses.
fn answer(answer: &ComparedAnswer, question: Question, policy: &Policy, locale: Locale) -> String {
    let ComparedAnswer {
        verdict,
        charged,
        refund,
        credit,
        compensated,
        deadlines,
        recoverable,
        arrears,
        rights,
        instalments,
        allocation,
        clauses,
    } = answer;
    let mut parts = vec![verdict_text(*verdict, policy.leaves_out(question), locale).to_owned()];
    let mut amount = |amount: &Option<Cents>, en: &str, nl: &str| {
        parts.extend(amount.map(|cents| format!("{} {}", policy.currency.written(cents, locale), locale.pick(en, nl))));
    };
    amount(charged, "charged", "kosten");
    amount(refund, "back", "terug");
    amount(credit, "credit", "tegoed");
    amount(compensated, "owed by the provider", "van de aanbieder");
    amount(recoverable, "recoverable", "te verhalen");
    amount(arrears, "owed", "verschuldigd");
    parts.extend(deadlines.iter().map(|(kind, day)| format!("{kind} {day}")));
    parts.extend(rights.iter().map(|right| right_text(*right, locale).to_owned()));
    let due = |instalment: &Instalment| {
        let amount = policy.currency.written(instalment.amount, locale);
        let day = instalment.due_on.unwrap_or(instalment.invoice_on);
        format!("{amount} {} {day}", locale.pick("on", "op"))
    };
    parts.extend(instalments.iter().map(due));
    let paid = |part: &AllocationPart| {
        let to = match &part.to {
            AllocationTarget::Costs => locale.pick("the costs", "de kosten").to_owned(),
            AllocationTarget::Interest => locale.pick("the interest", "de rente").to_owned(),
            AllocationTarget::Invoice(id) => format!("{} {id}", locale.pick("invoice", "factuur")),
        };
        format!("{} {} {to}", policy.currency.written(part.amount, locale), locale.pick("to", "naar"))
    };
    parts.extend(allocation.iter().map(paid));
    let clauses: Vec<&str> =
        clauses.iter().filter_map(|place| policy.clause(*place)).map(|clause| clause.id.as_str()).collect();
    let cited = if clauses.is_empty() { String::new() } else { format!(" ({})", clauses.join(", ")) };
    parts.join(", ") + &cited
}

fn right_text(right: Right, locale: Locale) -> &'static str {
    match right {
        Right::CustomerMayDissolve => locale.pick("the customer may dissolve", "de klant mag ontbinden"),
        Right::CustomerMayReject => locale.pick("the customer may reject", "de klant mag weigeren"),
        Right::AccessMayBeSuspended => locale.pick("access may be suspended", "toegang mag worden geschorst"),
        Right::ProviderMayCancel => locale.pick("the provider may cancel", "de aanbieder mag annuleren"),
    }
}

fn verdict_text(verdict: Verdict, leaves_out: bool, locale: Locale) -> &'static str {
    match verdict {
        Verdict::Unregulated if leaves_out => words::outcome(verdict, leaves_out, locale),
        Verdict::Permitted => locale.pick("permitted", "toegestaan"),
        Verdict::Refused => locale.pick("refused", "geweigerd"),
        Verdict::Discretionary => locale.pick("with consent", "met instemming"),
        Verdict::Unregulated => locale.pick("unregulated", "niet geregeld"),
    }
}

/// What the new version charges beyond the old one.
fn difference(region: &Region, currency: Currency, locale: Locale) -> String {
    let sign = match region.difference.cmp(&Cents::ZERO) {
        Ordering::Equal => return locale.pick("not in what is charged", "niet in de kosten").to_owned(),
        Ordering::Greater => '+',
        Ordering::Less => '−',
    };
    let amount = currency.written(Cents::new(region.difference.get().saturating_abs()), locale);
    let price = currency.written(region.witness.agreement.price, locale);
    format!("{sign}{amount} {} {price}", locale.pick("at a price of", "bij een prijs van"))
}

/// The price at which people picture a difference.
const TELLING_PRICE: Cents = Cents::new(100_000);

/// The region with its request at a price that tells a person more than the lowest one, where there is one.
fn telling(sides: &Sides<'_>, region: &Region) -> Region {
    let last = region.price_until.map_or(Cents::MAX, |until| until.minus(Cents::new(1)));
    let price = TELLING_PRICE.min(last).max(region.price_from);
    at_price(sides, region, price).unwrap_or_else(|| region.clone())
}

/// The region with its request at another price; `None` when that shows something else.
fn at_price(sides: &Sides<'_>, region: &Region, price: Cents) -> Option<Region> {
    let mut told = region.clone();
    told.witness.agreement.price = price;
    let Witness { agreement, event, basis } = told.witness.clone();
    let facts = Facts::new(agreement, event, basis).ok()?;
    for (policy, answer) in [(sides.old, &mut told.old), (sides.new, &mut told.new)] {
        let decision = evaluate(policy, Law::built_in(), &facts, Detail::Amounts).ok()?;
        if decision.verdict != answer.verdict {
            return None;
        }
        answer.charged = answer.charged.map(|_| decision.charged());
        answer.refund = decision.settlement.map(|settlement| settlement.refund);
        answer.credit = decision.settlement.and_then(|settlement| settlement.credit).map(|credit| credit.amount);
        answer.recoverable = decision.liability.as_ref().map(|liability| liability.recoverable);
        answer.arrears = decision.arrears.as_ref().map(|arrears| arrears.total);
    }
    let charged = |answer: &ComparedAnswer| answer.charged.unwrap_or_default();
    told.difference = charged(&told.new).minus(charged(&told.old));
    (told.difference.cmp(&Cents::ZERO) == region.difference.cmp(&Cents::ZERO)).then_some(told)
}

/// A request in the region, under the new version.
fn request(sides: &Sides<'_>, region: &Region) -> String {
    request_json(&region.witness, sides.new)
}

/// For a program: the message that `PolicyService.ComparePolicies` gives.
pub(crate) fn json(sides: &Sides<'_>, comparison: &Comparison, locale: Locale) -> Result<String, Failure> {
    let message = contract::compare_response(sides.old, sides.new, comparison, locale);
    let text = serde_json::to_string_pretty(&message);
    text.map(|text| text + "\n").map_err(|error| Failure::told(format!("JSON: {error}")))
}
