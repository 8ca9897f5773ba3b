//! Checked law as Rust: an enum of the jurisdictions and one constant for each.

use std::fmt::Write;

use super::checks::{
    Collection, Day, Function, Interest, Jurisdiction, Leaving, Period, Products, Rule, Ruling, Withdrawal,
};
use super::provisions::{Known, Provision};
use super::shape::{Bilingual, Fact, Leave, Status};

/// The module, which `src/law` includes.
pub(super) fn module(jurisdictions: &[Jurisdiction]) -> String {
    let mut code = String::from(
        "words! {\n/// A jurisdiction whose law the program knows, by the name under which policies ask for it.\nJurisdictionId {\n",
    );
    for jurisdiction in jurisdictions {
        let (name, variant, id) = (&jurisdiction.name.en, variant(jurisdiction), &jurisdiction.id);
        let _ = writeln!(code, "/// `{id}`: {name}.\n{variant} = {id:?},");
    }
    code.push_str("}\n}\n");
    let count = jurisdictions.len();
    let _ = writeln!(code, "/// How many jurisdictions there are.\npub(super) const COUNT: usize = {count};");
    let list: Vec<String> = jurisdictions.iter().map(self::jurisdiction).collect();
    let _ = writeln!(code, "pub(super) static BUILT_IN: Law = Law {{ jurisdictions: [{}] }};", list.join(", "));
    let places = (0..count).map(|place| format!("j{place}")).collect::<Vec<_>>().join(", ");
    let arms: Vec<String> = jurisdictions
        .iter()
        .enumerate()
        .map(|(place, jurisdiction)| format!("JurisdictionId::{} => j{place}", variant(jurisdiction)))
        .collect();
    let _ = writeln!(
        code,
        "impl Law {{\n/// The law of a jurisdiction.\npub const fn of(&self, id: JurisdictionId) -> &Jurisdiction {{\nlet [{places}] = &self.jurisdictions;\nmatch id {{ {} }}\n}}\n}}",
        arms.join(", ")
    );
    code
}

/// `nl` is `Nl`.
fn variant(jurisdiction: &Jurisdiction) -> String {
    let mut letters = jurisdiction.folder.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn jurisdiction(law: &Jurisdiction) -> String {
    format!(
        "Jurisdiction {{ id: JurisdictionId::{}, digest: {:?}, source: {:?}, name: {}, not_checked: {}, checks: {}, findings: {}, annuls: {}, rulings: {}, rules: {}, leaving: {}, withdrawal: {}, consumer: {}, trade: {}, collection: {}, provisions: {} }}",
        variant(law),
        law.digest,
        law.source,
        bilingual(&law.name),
        option(law.not_checked.as_ref().map(bilingual)),
        provisions(&law.checks),
        provisions(&law.findings),
        list(law.annuls.iter().map(|rule| format!("{rule:?}"))),
        list(law.rulings.iter().map(ruling)),
        list(law.rules.iter().map(rule)),
        list(law.leaving.iter().map(leaving)),
        option(law.withdrawal.as_ref().map(withdrawal)),
        option(law.consumer.as_ref().map(interest)),
        option(law.trade.as_ref().map(interest)),
        option(law.collection.as_ref().map(collection)),
        list(law.provisions.iter().map(listed)),
    )
}

fn provisions(of: &[(String, String)]) -> String {
    list(of.iter().map(|(id, provision)| format!("({id:?}, {provision:?})")))
}

fn rule(rule: &Rule) -> String {
    let Rule { id, provision, since, known, period, title, summary } = rule;
    format!(
        "Rule {{ id: LawRule::{id}, provision: {provision:?}, since: {}, known: {}, period: {}, title: {}, summary: {} }}",
        option(since.map(day)),
        self::known(known),
        option(period.map(self::period)),
        bilingual(title),
        bilingual(summary),
    )
}

fn ruling(ruling: &Ruling) -> String {
    let Ruling { id, on, known, about, held } = ruling;
    let on = list(on.iter().map(|on| format!("{on:?}")));
    let (known, about, held) = (self::known(known), bilingual(about), bilingual(held));
    format!("Ruling {{ id: {id:?}, on: {on}, known: {known}, about: {about}, held: {held} }}")
}

fn listed(listed: &Provision) -> String {
    let Provision { cited, known } = listed;
    let cited = list(cited.iter().map(|name| format!("{name:?}")));
    format!("Provision {{ cited: {cited}, known: {} }}", self::known(known))
}

fn leaving(group: &Leaving) -> String {
    let Leaving { types, provision, known, leave, why } = group;
    let leave = match leave {
        Leave::AnyTime => "AnyTime",
        Leave::ByNotice => "ByNotice",
        Leave::ByTerms => "ByTerms",
    };
    format!(
        "LeavingLaw {{ types: {}, provision: {provision:?}, known: {}, leave: Leaving::{leave}, why: {} }}",
        list(types.iter().map(|name| format!("{name:?}"))),
        self::known(known),
        bilingual(why),
    )
}

fn withdrawal(law: &Withdrawal) -> String {
    let Withdrawal { period, not_informed, informed_later, refund, rolls_to_working_day, function, products } = law;
    format!(
        "WithdrawalLaw {{ period: {}, not_informed: {}, informed_later: {}, refund: {}, rolls_to_working_day: {rolls_to_working_day}, function: {}, products: {} }}",
        self::period(*period),
        self::period(*not_informed),
        self::period(*informed_later),
        self::period(*refund),
        option(function.as_ref().map(self::function)),
        list(products.iter().map(self::products)),
    )
}

fn function(function: &Function) -> String {
    let Function { from, provision, known } = function;
    format!("FunctionLaw {{ from: {}, provision: {provision:?}, known: {} }}", day(*from), self::known(known))
}

fn products(group: &Products) -> String {
    let Products { types, provision, known, lost_when } = group;
    let right = match lost_when {
        Some(facts) => format!("WithdrawalOf::LostWhen({})", list(facts.iter().map(fact))),
        None => "WithdrawalOf::Excluded".to_owned(),
    };
    format!(
        "ProductsLaw {{ types: {}, provision: {provision:?}, known: {}, right: {right} }}",
        list(types.iter().map(|name| format!("{name:?}"))),
        self::known(known),
    )
}

fn fact(fact: &Fact) -> String {
    let name = match fact {
        Fact::Begun => "Begun",
        Fact::FullyPerformed => "FullyPerformed",
        Fact::ExpressRequest => "ExpressRequest",
        Fact::Acknowledged => "Acknowledged",
        Fact::MadeToOrder => "MadeToOrder",
    };
    format!("LossFact::{name}")
}

fn interest(table: &Interest) -> String {
    let Interest { provision, known, source, contracts_from, next_review, rows } = table;
    let rows = rows.iter().map(|row| {
        format!(
            "InterestRow {{ from: {}, rate: Rate::literal({}), status: {}, unchanged_at: {} }}",
            day(row.from),
            row.hundredths,
            status(row.status),
            option(row.unchanged_at.map(day)),
        )
    });
    format!(
        "InterestTable {{ provision: {provision:?}, known: {}, source: {}, contracts_from: {}, next_review: {}, rows: {} }}",
        self::known(known),
        bilingual(source),
        option(contracts_from.map(day)),
        day(*next_review),
        list(rows),
    )
}

fn collection(costs: &Collection) -> String {
    let Collection { provision, known, from, minimum, maximum, bands, gives, costs_from } = costs;
    let bands = bands.iter().map(|(above, up_to, percent)| {
        format!("Band {{ above: {above}, up_to: {up_to:?}, percent: Rate::literal({percent}) }}")
    });
    format!(
        "CollectionScale {{ provision: {provision:?}, known: {}, from: {}, minimum: {minimum}, maximum: {maximum}, bands: {}, notice: CollectionNotice {{ gives: {}, costs_from: {} }} }}",
        self::known(known),
        day(*from),
        list(bands),
        period(*gives),
        period(*costs_from),
    )
}

fn known(known: &Known) -> String {
    format!("Known {{ status: {}, source: {} }}", status(known.status), bilingual(&known.source))
}

fn status(status: Status) -> String {
    let name = match status {
        Status::Seen => "Seen",
        Status::SecondHand => "SecondHand",
    };
    format!("Status::{name}")
}

fn bilingual(text: &Bilingual) -> String {
    format!("Bilingual {{ en: {:?}, nl: {:?} }}", text.en, text.nl)
}

fn day((year, month, day): Day) -> String {
    format!("day({year}, {month}, {day})")
}

fn period((count, unit): Period) -> String {
    format!("Period::new({count}, Unit::{unit})")
}

fn option(value: Option<String>) -> String {
    value.map_or("None".to_owned(), |value| format!("Some({value})"))
}

fn list(values: impl Iterator<Item = String>) -> String {
    format!("&[{}]", values.collect::<Vec<_>>().join(", "))
}
