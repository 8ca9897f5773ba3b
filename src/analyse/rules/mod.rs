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
//! | `struck` | `TERM-ACCELERATE`, `KEPT-UNDELIVERED`, `NOSHOW-FEE`, `SUSPEND-PAY`, `NOTICE-SERVICE` |
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
mod struck;
mod survey;
mod terms;
mod text;
mod waiver;
mod windows;
mod withdrawal;

pub use rule::{Rule, RuleInfo};

use super::{Patience, Witness};
use crate::calendar::Date;
use crate::law::{InterestTable, Jurisdiction, Law, RateTable};
use crate::policy::building_blocks::Span;
use crate::policy::{Doubt, Policy, Summary};
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

    /// Its name in Dutch.
    pub const fn dutch_name(self) -> &'static str {
        match self {
            Severity::Critical => "kritiek",
            Severity::High => "hoog",
            Severity::Medium => "middel",
            Severity::Information => "informatie",
        }
    }

    /// The severity that a letter or a name, in English or Dutch and in capitals or not, stands for.
    pub fn from_letter(text: &str) -> Option<Severity> {
        let same = |severity: &Severity| {
            let letter = severity.letter().to_string();
            [letter.as_str(), severity.name(), severity.dutch_name()].iter().any(|name| text.eq_ignore_ascii_case(name))
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
/// let expected = [Rule::SuspendPay, Rule::ChangeNoexit, Rule::LiabCap, Rule::LiabCap, Rule::WdFunction, Rule::WdDaycount];
/// assert_eq!(rules, expected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn check(policy: &Policy, law: &Law, as_of: Date) -> Vec<ComplianceFinding> {
    check_while(policy, law, as_of, &Patience::default()).0
}

/// The same, for as long as it is wanted; and the rules of the policy's law that were not looked at to the end.
pub fn check_while(
    policy: &Policy,
    law: &Law,
    as_of: Date,
    patience: &Patience,
) -> (Vec<ComplianceFinding>, Vec<Rule>) {
    let mut check = Check::new(policy, law, as_of, patience);
    let mut open: Vec<Rule> = Vec::new();
    for (look, rules) in CHECKS {
        look(&mut check);
        if patience.is_over() {
            open.extend(rules.iter().filter(|rule| law.of(policy.law).provision_of_check(rule.name()).is_some()));
        }
    }
    open.sort_unstable();
    open.dedup();
    (check.into_findings(), open)
}

/// Looks at a policy and reports what it finds.
type Look = fn(&mut Check<'_>);

/// What looks at a policy, and the rules that it reports.
const CHECKS: &[(Look, &[Rule])] = &[
    (withdrawal::missing, &[Rule::WdMissing]),
    (withdrawal::day_count, &[Rule::WdDaycount]),
    (waiver::lost_too_early, &[Rule::WdWaiver, Rule::WdExcluded]),
    (withdrawal::refund, &[Rule::WdRefund]),
    (withdrawal::function, &[Rule::WdFunction]),
    (withdrawal::more_favourable, &[Rule::WdMoreFavourable]),
    (overlap::overlaps, &[Rule::TierOverlap]),
    (conflict::conflicts, &[Rule::TierConflict]),
    (monotone::not_monotone, &[Rule::TierMonotone]),
    (fees::above_price, &[Rule::FeeGtPrice]),
    (fees::beside_price, &[Rule::FeeGtPrice]),
    (fees::above_price_together, &[Rule::FeeGtPrice]),
    (fees::for_ending, &[Rule::TermFee]),
    (struck::accelerated, &[Rule::TermAccelerate, Rule::KeptUndelivered]),
    (struck::no_show, &[Rule::NoshowFee]),
    (struck::suspended, &[Rule::SuspendPay]),
    (struck::notice, &[Rule::NoticeService]),
    (notice::too_long, &[Rule::NoticeLong]),
    (notice::renewal, &[Rule::RenewFixed]),
    (ending::never, &[Rule::TermMandatory]),
    (release::provider, &[Rule::SelfRelease]),
    (prices::increases, &[Rule::Price3m, Rule::PriceNoexit]),
    (prices::at_will, &[Rule::PriceReason, Rule::PriceNotice]),
    (prices::without_vat, &[Rule::PriceExvat]),
    (payment::collection_costs, &[Rule::Bik14d]),
    (payment::step_costs, &[Rule::Bik14d]),
    (payment::steps_above_scale, &[Rule::Bik14d]),
    (payment::interest, &[Rule::IntContract]),
    (payment::penalties, &[Rule::Penalty]),
    (liability::limited, &[Rule::LiabCap]),
    (liability::caps, &[Rule::CapConflict]),
    (periods::complaints, &[Rule::ComplaintShort]),
    (periods::limitation, &[Rule::LimitationShort]),
    (terms::unilateral, &[Rule::TermsUnilateral]),
    (terms::changed_performance, &[Rule::ChangeNoexit]),
    (hours::deemed_later, &[Rule::DeemedLater]),
    (promises::broken, &[Rule::TierConflict]),
    (survey::ask, &[Rule::NoticeLong, Rule::TermMandatory, Rule::ComplaintShort, Rule::WdExcluded]),
];

/// The clauses of a policy that a court may annul: those that the checks find void, presumed unfair or struck by a court, by
/// the policy's law. Interest counts where it exceeds a rate of any day, as what a decision says of it turns on its own days.
///
/// No clock is read.
pub fn doubts(policy: &Policy, law: &Law) -> Vec<Doubt> {
    let jurisdiction = law.of(policy.law);
    let patience = Patience::default();
    let mut check = Check::new(policy, law, lowest_interest_on(jurisdiction), &patience);
    for (look, rules) in CHECKS {
        if rules.iter().any(|rule| jurisdiction.annuls(rule.name())) {
            look(&mut check);
        }
    }
    let mut doubts: Vec<Doubt> = Vec::new();
    for ComplianceFinding { rule, clauses, .. } in check.into_findings() {
        let Some(about) = rule.doubtful().filter(|_| jurisdiction.annuls(rule.name())) else { continue };
        let struck = if rule.is_about_its_first_clause() { clauses.get(..1).unwrap_or_default() } else { &clauses };
        for &clause in struck {
            let doubt = Doubt { clause, rule: rule.name(), about };
            if !doubts.contains(&doubt) {
                doubts.push(doubt);
            }
        }
    }
    doubts
}

/// A day on which the statutory interest of consumers was lowest.
fn lowest_interest_on(law: &Jurisdiction) -> Date {
    let rows = law.interest(RateTable::Consumer).map(InterestTable::rows).unwrap_or_default();
    rows.iter().min_by_key(|row| row.rate.hundredths()).map_or(Date::MIN, |row| row.from)
}
