//! Compliance rules: where a policy falls short of consumer law, is doubtful, or gives more than the law asks.
//!
//! Each rule reads the data of a policy, never its prose, so that it holds for any policy. Where data alone cannot tell,
//! a request is put to the evaluator, and that request comes with the finding. Rules about consumers read only clauses
//! that apply to consumers; rules about contradictions ([`Rule::TierOverlap`], [`Rule::TierConflict`],
//! [`Rule::TierMonotone`], [`Rule::CapConflict`]) read all.
//!
//! | file | rules |
//! |---|---|
//! | `withdrawal`, `waiver` | `WD-…` |
//! | `overlap`, `conflict`, `promises`, `monotone` | `TIER-…` |
//! | `fees` | `FEE-GT-PRICE`, `TERM-FEE` |
//! | `notice`, `ending`, `release` | `NOTICE-LONG`, `RENEW-FIXED`, `TERM-MANDATORY`, `SELF-RELEASE` |
//! | `prices` | `PRICE-…` |
//! | `payment` | `BIK-14D`, `INT-CONTRACT`, `PENALTY` |
//! | `liability` | `LIAB-CAP`, `CAP-CONFLICT` |
//! | `periods` | `COMPLAINT-SHORT`, `LIMITATION-SHORT` |
//! | `terms` | `TERMS-UNILATERAL`, `CHANGE-NOEXIT` |
//! | `hours` | `DEEMED-LATER` |
//! | `survey` | whatever the form: `NOTICE-LONG`, `TERM-MANDATORY`, `COMPLAINT-SHORT`, `WD-EXCLUDED` |

mod catalogue;
mod check;
mod conflict;
mod ending;
mod fees;
mod hours;
mod liability;
mod lines;
mod monotone;
mod notice;
mod overlap;
mod payment;
mod periods;
mod places;
mod prices;
mod promises;
mod release;
mod rule;
mod scene;
mod survey;
mod terms;
mod text;
mod waiver;
mod windows;
mod withdrawal;

pub use rule::{Rule, RuleInfo};
pub use text::Text;

use super::Witness;
use crate::calendar::Date;
use crate::law::Law;
use crate::policy::building_blocks::Span;
use crate::policy::{Policy, Summary};
use crate::vocabulary::words;
use check::Check;

words! {
    /// How serious a finding is, the most serious first.
    Severity {
        /// C: void, on the black list or against mandatory law.
        Critical = "critical",
        /// H: presumed unfair, or risky.
        High = "high",
        /// M: doubtful.
        Medium = "medium",
        /// I: information only.
        Information = "information",
    }
}

impl Severity {
    /// The letter that stands for it, as in `--deny H`.
    pub const fn letter(self) -> char {
        match self {
            Severity::Critical => 'C',
            Severity::High => 'H',
            Severity::Medium => 'M',
            Severity::Information => 'I',
        }
    }

    /// The severity that a letter, of either case, or a name stands for.
    pub fn from_letter(text: &str) -> Option<Severity> {
        let same = |severity: &Severity| {
            text.eq_ignore_ascii_case(severity.letter().encode_utf8(&mut [0; 4])) || text == severity.name()
        };
        Severity::ALL.iter().copied().find(same)
    }

    /// Whether this is at least as serious as another.
    pub fn at_least(self, other: Severity) -> bool {
        self <= other
    }
}

/// A place where a policy falls short of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComplianceFinding {
    /// The rule.
    pub rule: Rule,
    /// The clauses involved, by their place in the file; empty when it is about the policy as a whole.
    pub clauses: Vec<u16>,
    /// The place in the file to look at: the key or row that makes the rule fire.
    pub span: Span,
    /// What was found, in our own words: lowercase, without a final period.
    pub message: Summary,
    /// What to change.
    pub help: Summary,
    /// A request that shows it, replayed through the evaluator; `None` where the text itself does.
    pub witness: Option<Box<Witness>>,
}

impl ComplianceFinding {
    /// How serious it is.
    pub fn severity(&self) -> Severity {
        self.rule.info().severity
    }
}

/// Where a key stands at the top of a policy's file.
pub(super) fn place_of(policy: &Policy, key: &str) -> Span {
    places::Places::new(&policy.source).find(key).unwrap_or_default()
}

/// Holds a policy to every rule that its law knows. `as_of` is the day whose statutory figures count.
///
/// The findings come in the order of the text. The same policy, law and day give the same findings: no clock is read.
///
/// ```
/// use clausula::analyse::rules::{self, Rule};
/// use clausula::{calendar::Date, law::Law, policy::store::PolicySet};
///
/// let set = PolicySet::built_in()?;
/// let policy = set.iter().find(|policy| policy.id == "heartschool").ok_or("not built in")?;
/// let day = Date::new(2026, 11, 21).ok_or("no such day")?;
/// let rules: Vec<Rule> = rules::check(policy, Law::built_in(), day).iter().map(|finding| finding.rule).collect();
/// assert_eq!(rules, [Rule::ChangeNoexit, Rule::LiabCap, Rule::WdDaycount]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn check(policy: &Policy, law: &Law, as_of: Date) -> Vec<ComplianceFinding> {
    let mut check = Check::new(policy, law, as_of);
    withdrawal::missing(&mut check);
    withdrawal::day_count(&mut check);
    waiver::lost_too_early(&mut check);
    withdrawal::refund(&mut check);
    withdrawal::more_favourable(&mut check);
    overlap::overlaps(&mut check);
    conflict::conflicts(&mut check);
    monotone::not_monotone(&mut check);
    fees::above_price(&mut check);
    fees::beside_price(&mut check);
    fees::above_price_together(&mut check);
    fees::for_ending(&mut check);
    notice::too_long(&mut check);
    notice::renewal(&mut check);
    ending::never(&mut check);
    release::provider(&mut check);
    prices::increases(&mut check);
    prices::without_vat(&mut check);
    payment::collection_costs(&mut check);
    payment::step_costs(&mut check);
    payment::interest(&mut check);
    payment::penalties(&mut check);
    liability::limited(&mut check);
    liability::caps(&mut check);
    periods::complaints(&mut check);
    periods::limitation(&mut check);
    terms::unilateral(&mut check);
    terms::changed_performance(&mut check);
    hours::deemed_later(&mut check);
    promises::broken(&mut check);
    survey::ask(&mut check);
    check.into_findings()
}
