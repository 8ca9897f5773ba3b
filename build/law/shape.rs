//! The shape of the files of a law.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::value::Datetime;

/// The files of a law.
pub(super) struct Files {
    pub(super) law: LawFile,
    pub(super) rules: Option<RulesFile>,
    pub(super) leaving: Option<LeavingFile>,
    pub(super) withdrawal: Option<WithdrawalFile>,
    pub(super) interest: Option<InterestFile>,
    pub(super) collection_costs: Option<CollectionFile>,
    pub(super) rulings: Option<RulingsFile>,
    pub(super) provisions: Option<ProvisionsFile>,
}

/// `law.toml`: what the law is called, what of it is not known, and which compliance rules and findings rest on it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LawFile {
    pub(super) id: String,
    pub(super) name: Bilingual,
    pub(super) not_checked: Option<Bilingual>,
    #[serde(default)]
    pub(super) checks: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) findings: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) annuls: Vec<String>,
}

/// `rules.toml`: the rules of mandatory law that decisions apply.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RulesFile {
    pub(super) rule: Vec<Rule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    pub(super) id: String,
    pub(super) provision: String,
    pub(super) since: Option<Datetime>,
    pub(super) period: Option<String>,
    pub(super) title: Bilingual,
    pub(super) summary: Bilingual,
}

/// `leaving.toml`: who may leave early, by type of product.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LeavingFile {
    pub(super) product: Vec<LeavingOf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LeavingOf {
    pub(super) types: Vec<String>,
    pub(super) provision: String,
    pub(super) leave: Leave,
    pub(super) why: Bilingual,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Leave {
    AnyTime,
    ByNotice,
    ByTerms,
}

/// `withdrawal.toml`: periods, and the place of each type of product.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WithdrawalFile {
    pub(super) period: String,
    pub(super) not_informed: String,
    pub(super) informed_later: String,
    pub(super) refund: String,
    pub(super) rolls_to_working_day: bool,
    pub(super) function: Option<Function>,
    pub(super) product: Vec<Products>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Function {
    pub(super) from: Datetime,
    pub(super) provision: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Products {
    pub(super) types: Vec<String>,
    pub(super) provision: String,
    pub(super) lost_when: Option<Vec<Fact>>,
    #[serde(default)]
    pub(super) excluded: bool,
}

/// `interest.toml`: the rates by date.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InterestFile {
    pub(super) next_review: Datetime,
    pub(super) consumer: Option<Table>,
    pub(super) trade: Option<Table>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub(super) provision: String,
    pub(super) source: Said,
    pub(super) contracts_from: Option<Datetime>,
    pub(super) rows: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub(super) from: Datetime,
    pub(super) percent: String,
    pub(super) status: Status,
    pub(super) unchanged_at: Option<Datetime>,
}

/// `collection-costs.toml`: the scale, and the notice to a consumer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CollectionFile {
    pub(super) provision: String,
    pub(super) from: Datetime,
    pub(super) minimum: String,
    pub(super) maximum: String,
    pub(super) bands: Vec<Band>,
    pub(super) notice: Notice,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Band {
    pub(super) up_to: Option<String>,
    pub(super) percent: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Notice {
    pub(super) gives: String,
    pub(super) costs_from: String,
}

/// `rulings.toml`: what courts decided on clauses that the check reports.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RulingsFile {
    pub(super) ruling: Vec<Ruling>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ruling {
    pub(super) id: String,
    pub(super) on: Vec<String>,
    pub(super) status: Status,
    pub(super) source: Said,
    pub(super) about: Bilingual,
    pub(super) held: Bilingual,
}

/// `provisions.toml`: what is cited, and how it is known.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProvisionsFile {
    pub(super) provision: Vec<Provision>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Provision {
    pub(super) cited: Vec<String>,
    pub(super) status: Status,
    pub(super) source: Said,
}

/// A text that reads alike in both languages, such as a name, or one in each.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Said {
    Alike(String),
    Both(Bilingual),
}

impl From<Said> for Bilingual {
    fn from(said: Said) -> Bilingual {
        match said {
            Said::Alike(text) => Bilingual { en: text.clone(), nl: text },
            Said::Both(both) => both,
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bilingual {
    pub(crate) en: String,
    pub(crate) nl: String,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Status {
    Seen,
    SecondHand,
}

/// A fact by which a right to withdraw is lost.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Fact {
    Begun,
    FullyPerformed,
    #[serde(rename = "express_request_to_start")]
    ExpressRequest,
    #[serde(rename = "acknowledged_loss_of_right")]
    Acknowledged,
    MadeToOrder,
}
