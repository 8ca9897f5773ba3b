//! The text of a first policy file.

use super::answers::{Answers, Cost, Tier, Withdrawal};
use crate::money::Locale;
use crate::vocabulary::ProductType;
use std::fmt::Write;

/// The policy file.
pub(super) fn policy(answers: &Answers, locale: Locale) -> String {
    let Answers { name, id, from, law, holidays, currency, .. } = answers;
    let mut out = String::new();
    comment(
        &mut out,
        locale,
        &[
            "A first version, made by `clausula new`. Each clause stands for an article of your text: put its number and",
            "your words in place of those here. The summaries are for whoever reads a decision.",
        ],
        &[
            "Een eerste versie, gemaakt met `clausula new`. Elke bepaling staat voor een artikel van uw tekst: zet daarvan",
            "het nummer en uw woorden op de plaats van die hier. De samenvattingen zijn voor wie een beslissing leest.",
        ],
    );
    let _ = write!(out, "policy = \"{id}\"\nversion = \"{}\"\nname = {}\n", answers.version(), quoted(name));
    if let Some(day) = from {
        let _ = writeln!(out, "effective_from = {day}");
    }
    let _ = write!(
        out,
        "currency = \"{currency}\"\nprices = \"including_vat\"\nzone = \"Europe/Amsterdam\"\nholidays = \"{}\"\nlaw = \"{law}\"\n",
        holidays
    );
    if let Withdrawal(Some(days)) = answers.withdrawal {
        withdrawal(&mut out, days, locale);
    }
    let with_start = answers.with_start();
    if !with_start.is_empty() {
        cancellation(&mut out, &with_start, &answers.tiers, locale);
    }
    if answers.sells.contains(&ProductType::Subscription) {
        notice(&mut out, locale);
    }
    payment(&mut out, answers.pay_within, locale);
    out
}

fn withdrawal(out: &mut String, days: u16, locale: Locale) {
    out.push('\n');
    comment(
        out,
        locale,
        &[
            "Withdrawal. `function`: whether your site or app has a function for it, which the text names: take it out if not.",
        ],
        &[
            "Herroeping. `function`: of uw site of app er een functie voor heeft die de tekst noemt: haal die anders weg.",
        ],
    );
    let _ = write!(
        out,
        "[[clause]]\nid = \"withdraw\"\narticle = \"1.1\"\nquestion = \"withdrawal\"\n\
         summary = {{ nl = \"Een consument die op afstand koopt, kan {days} dagen herroepen.\", en = \"A consumer who buys at a distance may withdraw for {days} days.\" }}\n\
         [clause.withdrawal_right]\nperiod = \"{days} days\"\ngoods_from_receipt = true\nat_a_distance_only = true\n\
         customer = \"consumer\"\nfunction = true\n\n\
         [[clause]]\nid = \"withdraw-refund\"\narticle = \"1.2\"\nquestion = \"withdrawal\"\ncustomers = [\"consumer\"]\n\
         summary = {{ nl = \"Na een herroeping komt het geld binnen 14 dagen terug.\", en = \"After a withdrawal the money comes back within 14 days.\" }}\n\
         [clause.withdrawal_effects]\ndeadlines = [{{ kind = \"refund\", after = \"act\", period = \"14 days\" }}]\n"
    );
}

fn cancellation(out: &mut String, products: &[ProductType], tiers: &[Tier], locale: Locale) {
    out.push('\n');
    comment(
        out,
        locale,
        &[
            "Cancelling. Of a day that is a bound, say to which side it belongs: `at_least` holds on it, `less_than` does not.",
            "A consumer who leaves a service owes what was delivered and the costs made; `clausula explain TERM-FEE` says why.",
        ],
        &[
            "Annuleren. Zeg van een dag die een grens is bij welke kant die hoort: `at_least` geldt die dag nog, `less_than` niet.",
            "Een consument die een dienst opzegt, is het geleverde deel en de kosten verschuldigd: `clausula explain TERM-FEE`.",
        ],
    );
    let products: Vec<String> = products.iter().map(|product| format!("\"{product}\"")).collect();
    let _ = write!(
        out,
        "[[clause]]\nid = \"cancel\"\narticle = \"2.1\"\nquestion = \"cancellation\"\nproducts = [{}]\n\
         summary = {{ nl = \"Annuleren: {}.\", en = \"Cancelling: {}.\" }}\n\
         [clause.tiers]\nbefore = \"starts_at\"\nsettles = true\n",
        products.join(", "),
        in_words(tiers, Locale::Nl),
        in_words(tiers, Locale::En)
    );
    let mut earlier: Option<u16> = None;
    for Tier { days, cost } in tiers {
        out.push_str("[[clause.tiers.tier]]\n");
        if *days > 0 {
            let _ = writeln!(out, "at_least = \"{}\"", period(*days));
        }
        if let Some(earlier) = earlier {
            let _ = writeln!(out, "less_than = \"{}\"", period(earlier));
        }
        match cost {
            Cost::Percent(percent) if percent.is_zero() => {}
            Cost::Percent(percent) => {
                let _ = writeln!(out, "charges = [{{ kind = \"cancellation_fee\", percent = {percent}, of = \"price\" }}]");
            }
            Cost::Costs => out.push_str(
                "charges = [{ kind = \"pro_rata\", share = \"delivered\", of = \"price\" }, { kind = \"costs_incurred\", stated = \"costs_incurred\" }]\n",
            ),
        }
        earlier = Some(*days);
    }
}

fn period(days: u16) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

fn in_words(tiers: &[Tier], locale: Locale) -> String {
    let tier = |Tier { days, cost }: &Tier| {
        let cost = match cost {
            Cost::Percent(percent) => format!("{percent}% {}", locale.pick("of the price", "van de prijs")),
            Cost::Costs => {
                locale.pick("the delivered part and the costs made", "het geleverde deel en de kosten").to_owned()
            }
        };
        match days {
            0 => format!("{} {cost}", locale.pick("after that", "daarna")),
            days => {
                let (until, before) =
                    (locale.pick("until", "tot en met"), locale.pick("days before the start", "dagen voor de start"));
                format!("{until} {days} {before} {cost}")
            }
        }
    };
    tiers.iter().map(tier).collect::<Vec<_>>().join(", ")
}

fn notice(out: &mut String, locale: Locale) {
    out.push('\n');
    comment(
        out,
        locale,
        &["Ending what runs on. For a consumer a month is the most."],
        &["Opzeggen van wat doorloopt. Voor een consument hoogstens een maand."],
    );
    out.push_str(
        "[[clause]]\nid = \"end\"\narticle = \"3.1\"\nquestion = \"termination\"\nproducts = [\"subscription\"]\n\
         summary = { nl = \"Opzeggen kan altijd, met een maand.\", en = \"Notice may be given at any time, with a month.\" }\n\
         [clause.notice]\nends = \"after_notice\"\n[[clause.notice.period]]\nperiod = \"1 month\"\n",
    );
}

fn payment(out: &mut String, days: u16, locale: Locale) {
    out.push('\n');
    comment(
        out,
        locale,
        &[
            "Paying. What your text says of reminders, interest and costs comes here, too: `clausula schema --format markdown`.",
        ],
        &[
            "Betalen. Wat uw tekst zegt over herinneringen, rente en kosten hoort ook hier: `clausula schema --format markdown`.",
        ],
    );
    let words = (if days == 1 { "dag" } else { "dagen" }, if days == 1 { "day" } else { "days" });
    let _ = write!(
        out,
        "[[clause]]\nid = \"pay\"\narticle = \"4.1\"\nquestion = \"payment_review\"\n\
         summary = {{ nl = \"Een rekening is binnen {days} {} te betalen.\", en = \"An invoice is to be paid within {days} {}.\" }}\n\
         [clause.payment_default]\npay_within = \"{}\"\ncollection_notice = \"14 days\"\n",
        words.0,
        words.1,
        period(days)
    );
}

fn comment(out: &mut String, locale: Locale, en: &[&str], nl: &[&str]) {
    let lines = match locale {
        Locale::En => en,
        Locale::Nl => nl,
    };
    for line in lines {
        let _ = writeln!(out, "# {line}");
    }
}

/// A text as TOML writes it.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
