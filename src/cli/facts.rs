//! `clausula facts`: what a policy reads for a question.

use super::Session;
use super::args::{Locale, TextOrJson};
use super::exit::{Exit, Failure};
use super::policies::{find, left_out_text};
use super::table::wrap;
use crate::contract;
use crate::evaluate::{Description, describe};
use crate::facts::table::{FactDef, FactKind, Need, Plain, Rule};
use crate::money;
use crate::policy::Policy;
use crate::policy::declared::DeclaredFact;
use crate::policy::load::suggest::advice;
use crate::vocabulary::{Basis, CustomerType, ProductType, Question};
use std::fmt::Write;

const EXAMPLES: &str = "\
Examples:
  clausula facts multidonnas cancellation                        what to know before asking
  clausula facts emperra withdrawal --product goods --locale nl  for one product, in Dutch
  clausula facts emperra termination --format json               for a program";

/// What `clausula facts` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The policy
    id: String,

    /// The question, as in `cancellation`
    question: String,

    /// The version [default: the latest]
    #[arg(long, value_name = "VERSION")]
    policy_version: Option<String>,

    /// Only for these customers: `consumer` or `business`
    #[arg(long)]
    customer: Option<String>,

    /// Only for this product, as in `event`
    #[arg(long)]
    product: Option<String>,

    /// Leave mandatory law aside
    #[arg(long)]
    terms_only: bool,

    /// For a person or for a program
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,

    /// The language of texts
    #[arg(long, value_enum, default_value = "en")]
    pub(super) locale: Locale,
}

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let policies = session.policies()?;
    let policy = find(&policies, &args.id, args.policy_version.as_deref())?;
    let question = word("question", &args.question, Question::parse, Question::NAMES)?;
    let customer =
        args.customer.as_deref().map(|name| word("customer", name, CustomerType::parse, CustomerType::NAMES));
    let product = args.product.as_deref().map(|name| word("product", name, ProductType::parse, ProductType::NAMES));
    let basis = if args.terms_only { Basis::TermsOnly } else { Basis::TermsAndLaw };
    let description = describe(policy, question, product.transpose()?, customer.transpose()?, basis);
    match args.format {
        TextOrJson::Text => {
            let text = text(policy, &description, args.locale.into(), session.streams.width());
            session.streams.print(&text)?;
        }
        TextOrJson::Json => {
            session.streams.print_json(&contract::description(policy, &description, args.locale.into()))?;
        }
    }
    Ok(Exit::Fine)
}

/// The word with a name; what there is instead where there is none.
fn word<W>(what: &str, name: &str, parse: impl Fn(&str) -> Option<W>, names: &[&str]) -> Result<W, Failure> {
    parse(name).ok_or_else(|| {
        let help = advice(name, names).unwrap_or_default();
        Failure::Input(format!("there is no {what} `{name}`: {help}"))
    })
}

fn text(policy: &Policy, description: &Description, locale: money::Locale, width: usize) -> String {
    let Description { question, addressed, facts, declared } = description;
    let mut text = format!("{} {}: {question}\n", policy.id, policy.version);
    if !addressed {
        let note = match policy.leaves_out(*question) {
            false => locale.pick(
                "No clause is about this question: the answer is `unregulated`, or the law's alone.",
                "Geen bepaling gaat over deze vraag: het antwoord is `unregulated`, of dat van de wet alleen.",
            ),
            true => locale.pick(
                "No clause is about this question, but articles of the terms are: what they say is not encoded.",
                "Geen bepaling gaat over deze vraag, maar artikelen van de voorwaarden wel: wat die zeggen, is niet opgenomen.",
            ),
        };
        let _ = writeln!(text, "{note}");
    }
    for fact in facts {
        let head = format!("{}  ({})", fact.path, about(fact, locale));
        let head = if head.chars().count() <= width { head } else { wrap(&head, width - 2).join("\n  ") };
        let _ = writeln!(text, "\n{head}");
        for line in wrap(fact.ask.get(locale), width - 4) {
            let _ = writeln!(text, "    {line}");
        }
        if let FactKind::Choice(choice) = fact.kind {
            for (word, meaning) in choice.words {
                let line = format!("{}  {}", choice.contract_name(word), meaning.get(locale));
                match line.chars().count() + 6 <= width {
                    true => {
                        let _ = writeln!(text, "      {line}");
                    }
                    false => {
                        let _ = writeln!(text, "      {}", wrap(&line, width - 8).join("\n        "));
                    }
                }
            }
        }
    }
    for fact in declared.iter().filter_map(|place| policy.facts.at(*place)) {
        let _ = writeln!(text, "\n{}  ({})", fact.id.path(), about_declared(fact, policy.currency, locale));
        for line in wrap(fact.ask.get(locale), width - 4) {
            let _ = writeln!(text, "    {line}");
        }
        for (word, meaning) in fact.kind.words(locale) {
            let meaning = if meaning == word.as_str() { String::new() } else { format!("  {meaning}") };
            let _ = writeln!(text, "      {word}{meaning}");
        }
    }
    let left_out = policy.unencoded_on(*question).map(|(_, left_out)| left_out);
    text.push_str(&left_out_text(left_out, locale, width));
    text
}

/// What a fact takes that the policy declares, and whether it must be stated.
fn about_declared(fact: &DeclaredFact, currency: money::Currency, locale: money::Locale) -> String {
    let choice = || locale.pick("choice", "keuze").to_owned();
    let kind = fact.kind.of_table().map_or_else(choice, |kind| kind_text(kind, locale));
    let need = match fact.default {
        None => need_text(Need::WhereRead, String::new(), locale),
        Some(_) => need_text(Need::Default(Plain::No), fact.default_text(currency, locale), locale),
    };
    [kind, need].into_iter().chain(fact.kind.most_text(locale)).collect::<Vec<_>>().join("; ")
}

/// What a fact takes, whether it must be stated, and what it must not contradict.
fn about(fact: &FactDef, locale: money::Locale) -> String {
    let kind = kind_text(fact.kind, locale);
    let need = need_text(fact.need, fact.default_text(locale), locale);
    let rules = fact.rules.iter().filter_map(|rule| match rule {
        Rule::NotBefore(other) => Some(format!("{} {}", locale.pick("not before", "niet voor"), other.path)),
        Rule::NotAfter(other) => Some(format!("{} {}", locale.pick("not after", "niet na"), other.path)),
        Rule::AtMost(other) => Some(format!("{} {}", locale.pick("at most", "hoogstens"), other.path)),
        Rule::OnlyWith(other) => Some(format!("{} {}", locale.pick("only with", "alleen met"), other.path)),
        Rule::NotBeforeWhere(..) | Rule::OnlyWhereAll(..) | Rule::Unique | Rule::Above(_) => None,
    });
    std::iter::once(kind).chain([need]).chain(rules).collect::<Vec<_>>().join("; ")
}

/// What a kind is called.
fn kind_text(kind: FactKind, locale: money::Locale) -> String {
    match kind {
        FactKind::YesNo => locale.pick("yes or no", "ja of nee").to_owned(),
        FactKind::Amount => locale.pick("amount", "bedrag").to_owned(),
        FactKind::Count { least, most } => format!("{} {least}–{most}", locale.pick("count", "aantal")),
        FactKind::Date => locale.pick("date", "datum").to_owned(),
        FactKind::Dates { .. } => locale.pick("dates", "data").to_owned(),
        FactKind::Instant => locale.pick("instant", "tijdstip").to_owned(),
        FactKind::Choice(_) => locale.pick("choice", "keuze").to_owned(),
        FactKind::Text { .. } => locale.pick("text", "tekst").to_owned(),
        FactKind::Group => locale.pick("there or not", "wel of niet").to_owned(),
        FactKind::List { .. } => locale.pick("list", "lijst").to_owned(),
    }
}

/// Whether a fact must be stated, and what is so otherwise.
fn need_text(need: Need, default: String, locale: money::Locale) -> String {
    match need {
        Need::Required => locale.pick("required", "verplicht").to_owned(),
        Need::WhereRead => locale.pick("where a clause reads it", "waar een bepaling het leest").to_owned(),
        Need::Optional(_) | Need::Default(_) => {
            format!("{}: {default}", locale.pick("unless stated", "tenzij vermeld"))
        }
    }
}
