//! What makes the data law: values in range, rows in order, every rule with its figures.

use std::collections::BTreeMap;

use toml::value::Datetime;

use super::provisions::{self, Known, Provision, Provisions};
use super::shape::{
    self, Bilingual, CollectionFile, Fact, InterestFile, Leave, LeavingFile, RulesFile, RulingsFile, Status,
    WithdrawalFile,
};

/// The rules of mandatory law that the evaluator knows, in order.
const RULES: [&str; 10] = ["L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8", "L9", "L10"];
/// Those that need `withdrawal.toml`.
const OF_WITHDRAWAL: [&str; 5] = ["L1", "L2", "L3", "L4", "L5"];
/// The one that needs `collection-costs.toml`.
const OF_COLLECTION: &str = "L6";
/// The one that needs `leaving.toml`.
const OF_LEAVING: &str = "L9";
/// Those that state a period of their own.
const WITH_PERIOD: [&str; 2] = ["L7", "L10"];
/// The most hundredths of a percent of a rate.
const MOST_HUNDREDTHS: i64 = 100_000;

/// The law of a jurisdiction, sound.
#[derive(Debug)]
pub(crate) struct Jurisdiction {
    pub(crate) folder: String,
    pub(crate) id: String,
    pub(crate) digest: String,
    /// The files that it was read from, in one text.
    pub(crate) source: String,
    pub(crate) name: Bilingual,
    pub(crate) not_checked: Option<Bilingual>,
    pub(crate) checks: Vec<(String, String)>,
    pub(crate) findings: Vec<(String, String)>,
    pub(crate) annuls: Vec<String>,
    pub(crate) rulings: Vec<Ruling>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) leaving: Vec<Leaving>,
    pub(crate) withdrawal: Option<Withdrawal>,
    pub(crate) consumer: Option<Interest>,
    pub(crate) trade: Option<Interest>,
    pub(crate) collection: Option<Collection>,
    pub(crate) provisions: Vec<Provision>,
}

#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) provision: String,
    pub(crate) since: Option<Day>,
    pub(crate) known: Known,
    pub(crate) period: Option<Period>,
    pub(crate) title: Bilingual,
    pub(crate) summary: Bilingual,
}

#[derive(Debug)]
pub(crate) struct Ruling {
    pub(crate) id: String,
    pub(crate) on: Vec<String>,
    pub(crate) known: Known,
    pub(crate) about: Bilingual,
    pub(crate) held: Bilingual,
}

/// Leaving early, for some types of product.
#[derive(Debug)]
pub(crate) struct Leaving {
    pub(crate) types: Vec<String>,
    pub(crate) provision: String,
    pub(crate) known: Known,
    pub(crate) leave: Leave,
    pub(crate) why: Bilingual,
}

#[derive(Debug)]
pub(crate) struct Withdrawal {
    pub(crate) period: Period,
    pub(crate) not_informed: Period,
    pub(crate) informed_later: Period,
    pub(crate) refund: Period,
    pub(crate) rolls_to_working_day: bool,
    pub(crate) function: Option<Function>,
    pub(crate) products: Vec<Products>,
}

#[derive(Debug)]
pub(crate) struct Function {
    pub(crate) from: Day,
    pub(crate) provision: String,
    pub(crate) known: Known,
}

#[derive(Debug)]
pub(crate) struct Products {
    pub(crate) types: Vec<String>,
    pub(crate) provision: String,
    pub(crate) known: Known,
    /// `None`: excluded.
    pub(crate) lost_when: Option<Vec<Fact>>,
}

#[derive(Debug)]
pub(crate) struct Interest {
    pub(crate) provision: String,
    /// How the provision is known.
    pub(crate) known: Known,
    /// Where the rates are published.
    pub(crate) source: Bilingual,
    pub(crate) contracts_from: Option<Day>,
    pub(crate) next_review: Day,
    pub(crate) rows: Vec<Row>,
}

#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) from: Day,
    pub(crate) hundredths: i64,
    pub(crate) status: Status,
    pub(crate) unchanged_at: Option<Day>,
}

#[derive(Debug)]
pub(crate) struct Collection {
    pub(crate) provision: String,
    pub(crate) known: Known,
    pub(crate) from: Day,
    pub(crate) minimum: i64,
    pub(crate) maximum: i64,
    /// Above, up to, hundredths of a percent.
    pub(crate) bands: Vec<(i64, Option<i64>, i64)>,
    pub(crate) gives: Period,
    pub(crate) costs_from: Period,
}

/// Year, month, day.
pub(crate) type Day = (u16, u8, u8);

/// A count and the name of a unit of the calendar.
pub(crate) type Period = (u32, &'static str);

pub(super) fn jurisdiction(folder: &str, source: String, raw: shape::Files) -> Result<Jurisdiction, String> {
    let shape::Files { law, rules, leaving, withdrawal, interest, collection_costs, rulings, provisions } = raw;
    let provisions = Provisions::new(provisions).map_err(|fault| format!("provisions.toml: {fault}"))?;
    let shape::LawFile { id, name, not_checked, checks, findings, annuls } = law;
    if let Some(rule) = annuls.iter().find(|rule| !checks.contains_key(*rule)) {
        return Err(format!("`{rule}` annuls, and is not among the checks"));
    }
    // A rule that is about the text alone has no provision.
    for (id, citation) in checks.iter().chain(&findings).filter(|(_, citation)| !citation.is_empty()) {
        provisions.known(citation).map_err(|fault| format!("law.toml: {id}: {fault}"))?;
    }
    let cited = |id: &String| checks.contains_key(id) || findings.contains_key(id);
    let rulings = rulings.map_or(Ok(Vec::new()), |raw| checked_rulings(raw, cited));
    let rulings = rulings.map_err(|fault| format!("rulings.toml: {fault}"))?;
    let rules = rules.map_or(Ok(Vec::new()), |raw| checked_rules(raw, &provisions));
    let rules = rules.map_err(|fault| format!("rules.toml: {fault}"))?;
    let leaving = leaving.map_or(Ok(Vec::new()), |raw| checked_leaving(raw, &provisions));
    let leaving = leaving.map_err(|fault| format!("leaving.toml: {fault}"))?;
    let withdrawal = withdrawal.map(|raw| checked_withdrawal(raw, &provisions)).transpose();
    let withdrawal = withdrawal.map_err(|fault| format!("withdrawal.toml: {fault}"))?;
    let collection = collection_costs.map(|raw| checked_collection(raw, &provisions)).transpose();
    let collection = collection.map_err(|fault| format!("collection-costs.toml: {fault}"))?;
    let tables = interest.map(|raw| checked_interest(raw, &provisions)).transpose();
    let (consumer, trade) = tables.map_err(|fault| format!("interest.toml: {fault}"))?.unwrap_or_default();
    let listed = |id: &str| rulings.iter().any(|ruling| ruling.id == id) || provisions.named(id);
    if let Some(id) = provisions::rulings_in(&source).find(|id| !listed(id)) {
        return Err(format!("`{id}` is cited, and stands neither in rulings.toml nor in provisions.toml"));
    }
    let provisions = provisions.into_list().map_err(|fault| format!("provisions.toml: {fault}"))?;
    let has = |id: &str| rules.iter().any(|rule| rule.id == id);
    if let Some(rule) = OF_WITHDRAWAL.iter().find(|rule| has(rule) != withdrawal.is_some()) {
        return Err(format!("`{rule}` and `withdrawal.toml` need each other"));
    }
    if has(OF_LEAVING) == leaving.is_empty() {
        return Err(format!("`{OF_LEAVING}` and `leaving.toml` need each other"));
    }
    if has(OF_COLLECTION) != collection.is_some() {
        return Err(format!("`{OF_COLLECTION}` and `collection-costs.toml` need each other"));
    }
    if id.is_empty() || folder.is_empty() || !folder.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Err(format!("`{id}` in `{folder}`: a law has an id, and a folder of small letters"));
    }
    Ok(Jurisdiction {
        folder: folder.to_owned(),
        id,
        digest: super::digest(&source),
        source,
        name,
        not_checked,
        checks: with_rulings(checks, &rulings),
        findings: with_rulings(findings, &rulings),
        annuls,
        rulings,
        rules,
        leaving,
        withdrawal,
        consumer,
        trade,
        collection,
        provisions,
    })
}

/// Provisions, each followed by the rulings on it.
fn with_rulings(of: BTreeMap<String, String>, rulings: &[Ruling]) -> Vec<(String, String)> {
    let cite = |(id, provision): (String, String)| {
        let on = rulings.iter().filter(|ruling| ruling.on.contains(&id)).map(|ruling| ruling.id.clone());
        let cited: Vec<String> = Some(provision).filter(|text| !text.is_empty()).into_iter().chain(on).collect();
        (id, cited.join("; "))
    };
    of.into_iter().map(cite).collect()
}

fn checked_rulings(raw: RulingsFile, cited: impl Fn(&String) -> bool) -> Result<Vec<Ruling>, String> {
    let mut rulings: Vec<Ruling> = Vec::new();
    for shape::Ruling { id, on, status, source, about, held } in raw.ruling {
        if !id.starts_with("ECLI:") || rulings.iter().any(|ruling| ruling.id == id) {
            return Err(format!("`{id}` is no ECLI, or stands twice"));
        }
        if on.is_empty() {
            return Err(format!("`{id}` is about nothing"));
        }
        let known = provisions::known(status, source).map_err(|fault| format!("`{id}`: {fault}"))?;
        if let Some(unknown) = on.iter().find(|on| !cited(on)) {
            return Err(format!("`{id}` is on `{unknown}`, which is neither a check nor a finding"));
        }
        rulings.push(Ruling { id, on, known, about, held });
    }
    Ok(rulings)
}

fn checked_rules(raw: RulesFile, provisions: &Provisions) -> Result<Vec<Rule>, String> {
    let mut rules: Vec<Rule> = Vec::new();
    let place = |id: &str| RULES.iter().position(|known| *known == id);
    for shape::Rule { id, provision, since, period, title, summary } in raw.rule {
        let last = rules.last().and_then(|rule| place(&rule.id));
        if place(&id).is_none_or(|place| last.is_some_and(|last| place <= last)) {
            return Err(format!("rule `{id}` is unknown, repeated or out of order"));
        }
        if WITH_PERIOD.contains(&id.as_str()) != period.is_some() {
            return Err(format!("rule `{id}`: a `period` is what {} have", WITH_PERIOD.join(" and ")));
        }
        let period = period.map(|text| self::period("period", &text)).transpose()?;
        let since = since.map(|date| day("since", date)).transpose()?;
        let known = provisions.known(&provision).map_err(|fault| format!("rule `{id}`: {fault}"))?;
        rules.push(Rule { id, provision, since, known, period, title, summary });
    }
    Ok(rules)
}

fn checked_leaving(raw: LeavingFile, provisions: &Provisions) -> Result<Vec<Leaving>, String> {
    let mut groups: Vec<Leaving> = Vec::new();
    for shape::LeavingOf { types, provision, leave, why } in raw.product {
        if types.is_empty() {
            return Err("a product has types".to_owned());
        }
        if let Some(name) = types.iter().find(|name| groups.iter().any(|group| group.types.contains(name))) {
            return Err(format!("`{name}` has two places"));
        }
        let known = provisions.known(&provision).map_err(|fault| format!("`{}`: {fault}", types.join(", ")))?;
        groups.push(Leaving { types, provision, known, leave, why });
    }
    Ok(groups)
}

fn checked_withdrawal(raw: WithdrawalFile, provisions: &Provisions) -> Result<Withdrawal, String> {
    let WithdrawalFile { period, not_informed, informed_later, refund, rolls_to_working_day, function, product } = raw;
    let function = function.map(|shape::Function { from, provision }| {
        let known = provisions.known(&provision)?;
        Ok::<Function, String>(Function { from: day("from", from)?, provision, known })
    });
    let mut products: Vec<Products> = Vec::new();
    for shape::Products { types, provision, lost_when, excluded } in product {
        let placed = |name: &String| products.iter().any(|group| group.types.contains(name));
        if let Some(name) = types.iter().find(|name| placed(name)) {
            return Err(format!("`{name}` has two places"));
        }
        if types.is_empty() || lost_when.is_some() == excluded {
            return Err(format!("`{}`: a product has types, and one of `lost_when` and `excluded`", types.join(", ")));
        }
        let known = provisions.known(&provision).map_err(|fault| format!("`{}`: {fault}", types.join(", ")))?;
        products.push(Products { types, provision, known, lost_when });
    }
    Ok(Withdrawal {
        period: self::period("period", &period)?,
        not_informed: self::period("not_informed", &not_informed)?,
        informed_later: self::period("informed_later", &informed_later)?,
        refund: self::period("refund", &refund)?,
        rolls_to_working_day,
        function: function.transpose()?,
        products,
    })
}

fn checked_interest(
    raw: InterestFile,
    provisions: &Provisions,
) -> Result<(Option<Interest>, Option<Interest>), String> {
    let InterestFile { next_review, consumer, trade } = raw;
    let next_review = day("next_review", next_review)?;
    let table = |name: &str, table: Option<shape::Table>| {
        table
            .map(|table| checked_table(table, next_review, provisions).map_err(|fault| format!("{name}: {fault}")))
            .transpose()
    };
    Ok((table("consumer", consumer)?, table("trade", trade)?))
}

fn checked_table(raw: shape::Table, next_review: Day, provisions: &Provisions) -> Result<Interest, String> {
    let shape::Table { provision, source, contracts_from, rows } = raw;
    let contracts_from = contracts_from.map(|date| day("contracts_from", date)).transpose()?;
    let mut checked: Vec<Row> = Vec::new();
    for shape::Row { from, percent, status, unchanged_at } in rows {
        let unchanged_at = unchanged_at.map(|date| day("unchanged_at", date)).transpose()?;
        let row = Row { from: day("from", from)?, hundredths: rate(&percent)?, status, unchanged_at };
        if checked.last().is_some_and(|last| last.from >= row.from) {
            return Err("the rows are out of order".to_owned());
        }
        checked.push(row);
    }
    if checked.last().is_none_or(|last| last.from >= next_review) {
        return Err("there is no row before the next review, or one after it".to_owned());
    }
    let known = provisions.known(&provision)?;
    let source = provisions::known(known.status, source)?.source;
    Ok(Interest { provision, known, source, contracts_from, next_review, rows: checked })
}

fn checked_collection(raw: CollectionFile, provisions: &Provisions) -> Result<Collection, String> {
    let CollectionFile { provision, from, minimum, maximum, bands, notice } = raw;
    let (minimum, maximum) = (hundredths("minimum", &minimum)?, hundredths("maximum", &maximum)?);
    let last = bands.len().checked_sub(1);
    let (mut above, mut checked) = (0, Vec::new());
    for (place, shape::Band { up_to, percent }) in bands.into_iter().enumerate() {
        let up_to = up_to.map(|text| hundredths("up_to", &text)).transpose()?;
        let percent = rate(&percent)?;
        // More than all of a principal is no share of it.
        let open_only_at_the_end = up_to.is_none() == (Some(place) == last);
        if !open_only_at_the_end || up_to.is_some_and(|up_to| up_to <= above) || percent > 10_000 {
            return Err("the bands are out of order, or one is more than all".to_owned());
        }
        checked.push((above, up_to, percent));
        above = up_to.unwrap_or(above);
    }
    if checked.is_empty() || minimum > maximum {
        return Err("there are no bands, or the least is more than the most".to_owned());
    }
    let (gives, costs_from) = (period("gives", &notice.gives)?, period("costs_from", &notice.costs_from)?);
    let (known, from) = (provisions.known(&provision)?, day("from", from)?);
    Ok(Collection { provision, known, from, minimum, maximum, bands: checked, gives, costs_from })
}

fn day(key: &str, value: Datetime) -> Result<Day, String> {
    match value {
        Datetime { date: Some(date), time: None, offset: None } => Ok((date.year, date.month, date.day)),
        _ => Err(format!("`{value}` is no day for `{key}`")),
    }
}

/// A count and a unit, such as `14 days`.
fn period(key: &str, text: &str) -> Result<Period, String> {
    let fault = || format!("`{text}` is no period for `{key}`");
    let (count, unit) = text.split_once(' ').ok_or_else(fault)?;
    let count = count.parse().ok().filter(|count: &u32| *count <= 10_000).ok_or_else(fault)?;
    let unit = match unit {
        "day" | "days" => "Days",
        "week" | "weeks" => "Weeks",
        "month" | "months" => "Months",
        "year" | "years" => "Years",
        _ => return Err(fault()),
    };
    Ok((count, unit))
}

fn rate(text: &str) -> Result<i64, String> {
    hundredths("percent", text).and_then(|rate| {
        if rate <= MOST_HUNDREDTHS { Ok(rate) } else { Err(format!("`{text}` is too high a `percent`")) }
    })
}

/// A decimal with at most two decimals, in hundredths: cents of euros, hundredths of percents.
fn hundredths(key: &str, text: &str) -> Result<i64, String> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "00"));
    let number = || {
        let tenths = if decimals.len() == 1 { 10 } else { 1 };
        whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(decimals.parse::<i64>().ok()? * tenths)
    };
    let written = digits(whole) && digits(decimals) && decimals.len() <= 2;
    number().filter(|_| written).ok_or_else(|| format!("`{text}` is no number for `{key}`"))
}
