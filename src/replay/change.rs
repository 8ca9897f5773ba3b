//! What new terms would have decided, added up.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::report::{ChangeReport, Effect, Quantiles, RegionCount, Side, Sums, Telling};
use super::reproduce::Recorded;
use super::shelf::Shelf;
use crate::analyse::compare::{Comparison, DecidedCase, Membership, Region, compare};
use crate::contract::{self, RequestTerms};
use crate::decision::Decision;
use crate::decision_log::{Decided, OF_OPTIONS, StoreError};
use crate::evaluate::{Detail, evaluate};
use crate::facts::Facts;
use crate::law::Law;
use crate::money::{Cents, Currency, Locale};
use crate::policy::Policy;
use crate::policy::store::PolicySet;
use crate::render;
use crate::vocabulary::Question;

/// How many changed decisions are told one by one.
const MOST_TELLING: usize = 10;

/// Which of the new versions decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Under {
    /// The newest one of the policy, whenever the agreement was concluded.
    Newest,
    /// The one in force when the agreement was concluded.
    InForce,
}

/// What new terms would have changed, as far as records were looked at.
#[derive(Debug)]
pub struct Change<'a> {
    new: &'a PolicySet,
    law: &'a Law,
    under: Under,
    locale: Locale,
    report: ChangeReport,
    sums: BTreeMap<(Question, String), Tally>,
    pairs: Vec<Pair>,
    telling: Vec<Candidate>,
}

/// The sums of one question.
#[derive(Debug, Default)]
struct Tally {
    decisions: u64,
    changed: u64,
    charged: Totals,
    refund: Totals,
    credit: Totals,
    compensated: Totals,
    owed: Totals,
    differences: Vec<i64>,
}

#[derive(Debug, Default)]
struct Totals {
    old: i128,
    new: i128,
}

impl Totals {
    fn add(&mut self, old: Option<Cents>, new: Option<Cents>) {
        self.old += i128::from(old.unwrap_or(Cents::ZERO).get());
        self.new += i128::from(new.unwrap_or(Cents::ZERO).get());
    }

    fn effect(&self) -> Effect {
        let fit = |sum: i128| i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX });
        Effect { old: fit(self.old), new: fit(self.new) }
    }
}

/// Two versions that decisions fall under, and how they differ.
#[derive(Debug)]
struct Pair {
    old: Arc<Policy>,
    new: Arc<Policy>,
    comparison: Comparison,
    /// For each region how many changed decisions lie in it, and how many are like it.
    counts: Vec<(u64, u64)>,
}

/// A changed decision that may be told.
#[derive(Debug)]
struct Candidate {
    weight: (u64, u64, bool),
    seq: u64,
    request_id: String,
    facts: Facts,
    pair: usize,
    announced: bool,
}

impl<'a> Change<'a> {
    /// Nothing was looked at yet.
    pub fn new(new: &'a PolicySet, law: &'a Law, under: Under, locale: Locale) -> Change<'a> {
        let (report, sums) = (ChangeReport::default(), BTreeMap::new());
        Change { new, law, under, locale, report, sums, pairs: Vec::new(), telling: Vec::new() }
    }

    /// Decides a record again under the new terms. A record that cannot be reproduced is not looked at, and
    /// neither is one of `CompareOptions`: a customer does one thing of several.
    ///
    /// # Errors
    /// When the store cannot be used.
    pub fn add(&mut self, record: &Decided<'_>, shelf: &mut Shelf) -> Result<(), StoreError> {
        if record.method.as_deref() == Some(OF_OPTIONS) {
            self.report.options += 1;
            return Ok(());
        }
        let Some(kept) = shelf.find(Recorded::of(record).policy_digest())? else { return Ok(()) };
        let Some(old) = kept.iter().next() else { return Ok(()) };
        let Ok(request) = contract::parse_request(record.request.get().as_bytes()) else { return Ok(()) };
        let Ok(query) = contract::decode(&request, RequestTerms::Version(old)) else { return Ok(()) };
        let (facts, request_id) = (query.facts, query.request_id);
        let Some(new) = self.version(&old.id, &facts) else {
            self.report.other_policies += 1;
            return Ok(());
        };
        if new.currency != old.currency {
            self.report.other_currency += 1;
            return Ok(());
        }
        let Ok(before) = evaluate(old, self.law, &facts, Detail::Amounts) else { return Ok(()) };
        self.report.decisions += 1;
        let after = if new.digest == old.digest {
            before.clone()
        } else {
            // Of what type a product is that is named without it, the new terms say.
            let read_again = request.agreement.as_ref().is_some_and(contract::leaves_type_to_terms);
            let again = read_again.then(|| contract::decode(&request, RequestTerms::Version(&new)));
            let under_new = match again.transpose() {
                Ok(query) => query.map(|query| query.facts),
                Err(rejection) => {
                    self.report.undecided += 1;
                    let why = || format!("record {}: {rejection}", record.seq);
                    self.report.undecided_because.get_or_insert_with(why);
                    return Ok(());
                }
            };
            match evaluate(&new, self.law, under_new.as_ref().unwrap_or(&facts), Detail::Amounts) {
                Ok(after) => after,
                Err(error) => {
                    self.report.undecided += 1;
                    self.report.undecided_because.get_or_insert_with(|| format!("record {}: {error}", record.seq));
                    return Ok(());
                }
            }
        };
        let case = DecidedCase { facts: &facts, old: &before, new: &after };
        let changed = case.differs();
        self.count(old.currency.code(), &case, changed);
        if changed {
            self.report.changed += 1;
            let pair = self.pair(old, &new);
            let announced = self.place(pair, &case);
            let candidate = Candidate {
                weight: weight(&case),
                seq: record.seq,
                request_id: request_id.to_owned(),
                facts: facts.clone(),
                pair,
                announced,
            };
            self.consider(candidate);
        }
        Ok(())
    }

    /// The new version that decides.
    fn version(&self, id: &str, facts: &Facts) -> Option<Arc<Policy>> {
        match self.under {
            // The oldest comes first.
            Under::Newest => self.new.versions(id).last().cloned(),
            Under::InForce => self.new.select(id, None, facts.agreement().concluded_at).ok().cloned(),
        }
    }

    fn count(&mut self, currency: &str, case: &DecidedCase<'_>, changed: bool) {
        let (old, new) = case.answers();
        let tally = self.sums.entry((case.facts.question(), currency.to_owned())).or_default();
        tally.decisions += 1;
        tally.charged.add(old.charged, new.charged);
        tally.refund.add(old.refund, new.refund);
        tally.credit.add(old.credit, new.credit);
        tally.compensated.add(old.compensated, new.compensated);
        tally.owed.add(old.arrears, new.arrears);
        if changed {
            tally.changed += 1;
            let cents = |amount: Option<Cents>| amount.unwrap_or(Cents::ZERO).get();
            tally.differences.push(cents(new.charged).saturating_sub(cents(old.charged)));
        }
    }

    /// The place of two versions among those that were compared.
    fn pair(&mut self, old: &Arc<Policy>, new: &Arc<Policy>) -> usize {
        let known = |pair: &Pair| pair.old.digest == old.digest && pair.new.digest == new.digest;
        if let Some(place) = self.pairs.iter().position(known) {
            return place;
        }
        let comparison = compare(old, new, self.law);
        let counts = vec![(0, 0); comparison.regions.len()];
        self.pairs.push(Pair { old: old.clone(), new: new.clone(), comparison, counts });
        self.pairs.len() - 1
    }

    /// Counts a changed decision in its region; `false` when no region tells of it.
    fn place(&mut self, pair: usize, case: &DecidedCase<'_>) -> bool {
        let Some(pair) = self.pairs.get_mut(pair) else { return false };
        let found = pair.comparison.region_of(&pair.old, case);
        let count = found.and_then(|(region, how)| Some((pair.counts.get_mut(region)?, how)));
        match count {
            Some(((within, _), Membership::Within)) => *within += 1,
            Some(((_, alike), Membership::Alike)) => *alike += 1,
            None => self.report.unannounced += 1,
        }
        found.is_some()
    }

    /// Keeps the most telling ones.
    fn consider(&mut self, candidate: Candidate) {
        let order = |candidate: &Candidate| (Reverse(candidate.weight), candidate.seq);
        let place = self.telling.partition_point(|known| order(known) <= order(&candidate));
        if place < MOST_TELLING {
            self.telling.insert(place, candidate);
            self.telling.truncate(MOST_TELLING);
        }
    }

    /// What it all comes to.
    pub fn into_report(mut self) -> ChangeReport {
        let telling = std::mem::take(&mut self.telling);
        self.report.telling = telling.iter().filter_map(|candidate| self.told(candidate)).collect();
        let sums = std::mem::take(&mut self.sums);
        self.report.sums =
            sums.into_iter().map(|((question, currency), tally)| tally.into_sums(question, currency)).collect();
        for pair in &self.pairs {
            let versions = format!("{} → {}", name(&pair.old), name(&pair.new));
            for (region, (decisions, alike)) in pair.comparison.regions.iter().zip(&pair.counts) {
                self.report.regions.push(RegionCount {
                    versions: versions.clone(),
                    question: region.question.name(),
                    region: words(region, pair.new.currency, self.locale),
                    decisions: *decisions,
                    alike: *alike,
                });
            }
            let sentences = pair.comparison.not_compared.iter().map(|sentence| sentence.get(self.locale).to_owned());
            self.report.not_compared.extend(sentences);
        }
        self.report.not_compared.dedup();
        self.report
    }

    fn told(&self, candidate: &Candidate) -> Option<Telling> {
        let Candidate { seq, request_id, facts, pair, announced, .. } = candidate;
        let pair = self.pairs.get(*pair)?;
        let decide = |policy: &Policy| evaluate(policy, self.law, facts, Detail::Full).ok();
        let (old, new) = (decide(&pair.old)?, decide(&pair.new)?);
        Some(Telling {
            seq: *seq,
            request_id: request_id.clone(),
            question: facts.question().name(),
            currency: pair.old.currency.code().to_owned(),
            announced: *announced,
            old: self.side(&pair.old, &old, &new),
            new: self.side(&pair.new, &new, &old),
        })
    }

    fn side(&self, policy: &Policy, decision: &Decision, other: &Decision) -> Side {
        let answer = crate::analyse::compare::ComparedAnswer::of(decision, other);
        let steps = render::steps(policy, self.law, decision, self.locale).into_iter();
        let reasons = steps.map(|step| {
            let said = if step.calculation.is_empty() { step.summary } else { step.calculation };
            if step.article.is_empty() {
                return format!("{}: {said}", step.clause_id);
            }
            format!("{} ({}): {said}", step.article, step.clause_id)
        });
        let cents = |amount: Option<Cents>| amount.map(Cents::get);
        Side {
            version: name(policy),
            verdict: answer.verdict.name(),
            charged: cents(answer.charged),
            refund: cents(answer.refund),
            credit: cents(answer.credit),
            compensated: cents(answer.compensated),
            owed: cents(answer.arrears),
            reasons: reasons.collect(),
        }
    }
}

impl Tally {
    fn into_sums(self, question: Question, currency: String) -> Sums {
        let Tally { decisions, changed, charged, refund, credit, compensated, owed, differences } = self;
        let (charged, refund) = (charged.effect(), refund.effect());
        let (credit, compensated, owed) = (credit.effect(), compensated.effect(), owed.effect());
        let (question, difference) = (question.name(), Quantiles::of(differences));
        Sums { question, currency, decisions, changed, charged, refund, credit, compensated, owed, difference }
    }
}

/// The name of a version, with enough of its digest to tell two of one name apart.
fn name(policy: &Policy) -> String {
    let digest: String = policy.digest.chars().skip("sha256:".len()).take(8).collect();
    format!("{} {} ({digest})", policy.id, policy.version)
}

/// By how much money two decisions differ, and whether by their verdict.
fn weight(case: &DecidedCase<'_>) -> (u64, u64, bool) {
    let (old, new) = case.answers();
    let apart = |old: Option<Cents>, new: Option<Cents>| {
        new.unwrap_or(Cents::ZERO).get().abs_diff(old.unwrap_or(Cents::ZERO).get())
    };
    let paid = apart(old.charged, new.charged).saturating_add(apart(old.arrears, new.arrears));
    let paid = paid.saturating_add(apart(old.compensated, new.compensated));
    (paid, apart(old.refund, new.refund), old.verdict != new.verdict)
}

/// When, for whom and at what price a region is.
fn words(region: &Region, currency: Currency, locale: Locale) -> String {
    let (window, conditions) = (region.window.words.get(locale), region.conditions.get(locale));
    let members = region.members_in_words(locale);
    let price = format!("{} {}", locale.pick("price", "prijs"), region.prices_in_words(currency, locale));
    let parts = [window, &members, &price, conditions];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}
