//! The rules of mandatory law.

use std::fmt;

use super::Status;
use crate::calendar::{Date, Period};
use crate::vocabulary::Bilingual;

/// A rule of mandatory law that decisions apply where the terms fall short, `L1` to `L10`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LawRule {
    /// The withdrawal period of a contract concluded at a distance.
    L1,
    /// Its extension when information about it is withheld.
    L2,
    /// How the right to withdraw is lost.
    L3,
    /// When to refund after a withdrawal.
    L4,
    /// Proportional payment for a service that began early.
    L5,
    /// Collection costs: the statutory scale, and the notice to a consumer.
    L6,
    /// Notice periods and renewals of consumers.
    L7,
    /// No cap on liability for intent.
    L8,
    /// A consumer may leave a service.
    L9,
    /// No price increase within three months without a way out.
    L10,
}

impl LawRule {
    /// All rules, in order.
    pub const ALL: [LawRule; 10] = [
        LawRule::L1,
        LawRule::L2,
        LawRule::L3,
        LawRule::L4,
        LawRule::L5,
        LawRule::L6,
        LawRule::L7,
        LawRule::L8,
        LawRule::L9,
        LawRule::L10,
    ];

    /// The clause id under which decisions cite the rule, such as `L1`.
    pub fn id(self) -> &'static str {
        match self {
            LawRule::L1 => "L1",
            LawRule::L2 => "L2",
            LawRule::L3 => "L3",
            LawRule::L4 => "L4",
            LawRule::L5 => "L5",
            LawRule::L6 => "L6",
            LawRule::L7 => "L7",
            LawRule::L8 => "L8",
            LawRule::L9 => "L9",
            LawRule::L10 => "L10",
        }
    }

    /// The rule with this id; `None` when there is none.
    pub fn from_id(id: &str) -> Option<LawRule> {
        LawRule::ALL.into_iter().find(|rule| rule.id() == id)
    }
}

impl fmt::Display for LawRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// How a figure or a provision is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Seen, or second-hand.
    pub status: Status,
    /// Where it stands.
    pub source: Bilingual,
}

/// Provisions that are known in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Provision {
    /// Their names, as in `BW 6:237` or `Directive 93/13/EEC`.
    pub cited: &'static [&'static str],
    /// How they are known.
    pub known: Known,
}

/// What a [`LawRule`] says in one jurisdiction, and where the law says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Which rule this is.
    pub id: LawRule,
    /// The provisions, such as `BW 6:230o`.
    pub provision: &'static str,
    /// The day since which the provision reads so, where it is recorded.
    pub since: Option<Date>,
    /// How the provision is known.
    pub known: Known,
    /// The figure of L7, the longest notice, and of L10, how long prices do not rise; `None` for the others.
    pub period: Option<Period>,
    /// A few words.
    pub title: Bilingual,
    /// A sentence or two; a summary, not the text of the law.
    pub summary: Bilingual,
}

/// What a court decided on a clause such as one that the check reports. It binds its parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// Its European Case Law Identifier, as in `ECLI:NL:HR:2017:2775`.
    pub id: &'static str,
    /// The compliance rules and the findings whose citations name it.
    pub on: &'static [&'static str],
    /// How it is known.
    pub known: Known,
    /// Whom or what the case was about, in a few words.
    pub about: Bilingual,
    /// What the court held: a summary in our own words.
    pub held: Bilingual,
}
