//! `clausula facts`: what a policy reads for a question.

use super::Session;
use super::args::{Locale, TextOrJson};
use super::exit::{Exit, Failure};
use super::policies::{find, left_out_text};
use super::table::wrap;
use crate::contract;
use crate::evaluate::{Described, Description, default_of, describe, describe_product, need_of};
use crate::facts::FactId;
use crate::facts::table::{Fact, FactKind, Need, Plain, Rule, agreement};
use crate::money;
use crate::policy::Policy;
use crate::policy::declared::DeclaredFact;
use crate::policy::load::suggest::advice;
use crate::vocabulary::{Basis, Bilingual, CustomerType, ProductType, Question, both};
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

    /// Only for this product, a type as in `event` or one of the policy's own
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
    let question = word(Bilingual::new("question", "vraag"), &args.question, Question::parse, Question::NAMES)?;
    let customer = args
        .customer
        .as_deref()
        .map(|name| word(Bilingual::new("customer", "klant"), name, CustomerType::parse, CustomerType::NAMES));
    let basis = if args.terms_only { Basis::TermsOnly } else { Basis::TermsAndLaw };
    let customer = customer.transpose()?;
    let own = args.product.as_deref().and_then(|name| policy.facts.product(name));
    let description = match own {
        Some(own) => describe_product(policy, question, own, customer, basis),
        None => {
            let ids = policy.facts.products().iter().map(|own| own.id.as_str());
            let names: Vec<&str> = ids.chain(ProductType::NAMES.iter().copied()).collect();
            let of_type = |name: &str| word(Bilingual::new("product", "product"), name, ProductType::parse, &names);
            describe(policy, question, args.product.as_deref().map(of_type).transpose()?, customer, basis)
        }
    };
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
fn word<W>(what: Bilingual, name: &str, parse: impl Fn(&str) -> Option<W>, names: &[&str]) -> Result<W, Failure> {
    parse(name).ok_or_else(|| {
        let help = advice(name, names).unwrap_or_else(|| both!("", ""));
        Failure::Input(both!("there is no {what} `{name}`: {help}", "er is geen {what} `{name}`: {help}"; what, help))
    })
}

fn text(policy: &Policy, description: &Description, locale: money::Locale, width: usize) -> String {
    let Description { question, addressed, .. } = description;
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
    for described in description.in_order(policy) {
        text.push_str(&match described {
            Described::Known(fact) => known(policy, fact, locale, width),
            Described::Declared(fact) => declared(policy, fact, locale, width),
        });
    }
    let left_out = policy.unencoded_on(*question).map(|(_, left_out)| left_out);
    text.push_str(&left_out_text(left_out, locale, width));
    text
}

/// A fact that all policies know.
fn known(policy: &Policy, fact: Fact, locale: money::Locale, width: usize) -> String {
    let mut text = String::new();
    let head = format!("{}  ({})", fact.path, about(policy, fact, locale));
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
    text
}

/// A fact that the policy declares, or which of its products it is: each with its type and what it is sold for.
fn declared(policy: &Policy, fact: &DeclaredFact, locale: money::Locale, width: usize) -> String {
    let is_product = fact.id == FactId::PRODUCT;
    let path = if is_product { agreement::PRODUCT_ID.path.to_owned() } else { fact.id.path() };
    let mut text = format!("\n{path}  ({})\n", about_declared(fact, policy.currency, locale));
    for line in wrap(fact.ask.get(locale), width - 4) {
        let _ = writeln!(text, "    {line}");
    }
    for (word, meaning) in fact.kind.words(locale) {
        let meaning = if meaning == word.as_str() { String::new() } else { format!("  {meaning}") };
        let own = policy.facts.product(word.as_str()).filter(|_| is_product);
        let more = own.map(|own| {
            let prices = own.prices.text(policy.currency, locale).map(|range| format!(", {range}"));
            format!(" ({}{})", own.of, prices.unwrap_or_default())
        });
        let _ = writeln!(text, "      {word}{meaning}{}", more.unwrap_or_default());
    }
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
fn about(policy: &Policy, fact: Fact, locale: money::Locale) -> String {
    let kind = kind_text(fact.kind, locale);
    let need = need_text(need_of(policy, fact), default_of(policy, fact, locale), locale);
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
