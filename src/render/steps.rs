//! Steps, findings and the next change of the answer, written out.

use super::dates::{self, WindowEdge};
use super::layout::uncapital;
use super::scene::Scene;
use super::{RenderedStep, SourceKind, dutch, english, verdicts, words};
use crate::decision::{Annulment, Assumption, Decision, Finding, FindingCode, Source};
use crate::law::{Jurisdiction, Law, cited as cited_law};
use crate::money::{Cents, Currency, Locale};
use crate::policy::declared::DeclaredFact;
use crate::policy::{ConflictKind, Policy, Summary, Unencoded};
use crate::vocabulary::{Question, Verdict};

/// The reasoning of a decision, step by step.
pub fn steps(policy: &Policy, law: &Law, decision: &Decision, locale: Locale) -> Vec<RenderedStep> {
    let law = law.of(policy.law);
    let scene = Scene { policy, law, decision, locale };
    let render = |step: &crate::decision::Step| {
        let calculation = scene.calculation(&step.calculation);
        RenderedStep { calculation, ..cited(policy, law, step.source, locale) }
    };
    decision.explanation.iter().map(render).collect()
}

/// A source as a step that computes nothing.
fn cited(policy: &Policy, law: &Jurisdiction, source: Source, locale: Locale) -> RenderedStep {
    let (clause_id, article, summary, source) = match source {
        Source::Clause(place) => {
            let clause = policy.clause(place);
            let article = clause.map_or_else(String::new, |c| c.articles.join(", "));
            let summary = clause.map_or("", |c| c.summary.get(locale));
            (clause.map_or("", |c| c.id.as_str()), article, summary, SourceKind::Terms)
        }
        Source::Law(rule) => {
            let text = law.rule(rule);
            let (provision, summary) = text.map_or(("", ""), |text| (text.provision, text.summary.get(locale)));
            (rule.id(), cited_law(provision, locale).into_owned(), summary, SourceKind::Law)
        }
        Source::Rule(rule) => (rule.name(), String::new(), words::rule(rule, locale), SourceKind::Rule),
    };
    let (clause_id, summary) = (clause_id.to_owned(), summary.to_owned());
    RenderedStep { clause_id, article, summary, calculation: String::new(), source }
}

/// A default that mattered, as a sentence.
pub fn assumption(policy: &Policy, law: &Law, assumption: &Assumption, locale: Locale) -> String {
    if *assumption == Assumption::LawNotChecked {
        return law.of(policy.law).not_checked.map(|text| text.get(locale).to_owned()).unwrap_or_default();
    }
    if let Assumption::OfClause { clause, index } = assumption {
        let stated = policy.clause(*clause).and_then(|clause| clause.assumptions.get(usize::from(*index)));
        return stated.map(|stated| stated.note.get(locale).to_owned()).unwrap_or_default();
    }
    if let Assumption::DeclaredDefault { fact } = assumption {
        let fact = policy.facts.get(*fact);
        let said = |fact: &DeclaredFact| fact.default_text(policy.currency, locale);
        return fact.map(|fact| taken_to_be(fact.ask.get(locale), &said(fact), locale)).unwrap_or_default();
    }
    if let Assumption::FactDefault { fact, entry } = assumption {
        let taken = fact.assumed.get(locale);
        let number = entry.saturating_add(1);
        let entry = if fact.path.contains("invoices") {
            locale.pick("Invoice no.", "Factuur nr.")
        } else {
            locale.pick("No.", "Nr.")
        };
        return if fact.is_of_entry() { format!("{entry} {number}: {}", uncapital(taken)) } else { taken.to_owned() };
    }
    match locale {
        Locale::En => english::assumption(assumption),
        Locale::Nl => dutch::assumption(assumption),
    }
}

/// What is assumed, whatever the policy and the request.
#[cfg(feature = "service")]
pub(crate) fn assumption_in_general(assumption: &Assumption, locale: Locale) -> String {
    let text = match assumption {
        Assumption::OfClause { .. } => locale.pick(
            "What the clause takes to be so where no fact can tell, in the words of the policy file.",
            "Wat de bepaling aanneemt waar geen feit het zegt, in de woorden van het beleidsbestand.",
        ),
        Assumption::DeclaredDefault { .. } => locale.pick(
            "A fact that the policy declares was not stated, and is what it is unless stated.",
            "Een feit dat het beleid zelf noemt is niet vermeld, en is wat het zonder vermelding is.",
        ),
        Assumption::FactDefault { .. } => locale.pick(
            "A fact was not stated, and is what it is unless stated.",
            "Een feit is niet vermeld, en is wat het zonder vermelding is.",
        ),
        Assumption::LawNotChecked => locale.pick(
            "The law that the policy names was not checked, or not all of it.",
            "Het recht dat het beleid noemt, is niet of niet helemaal getoetst.",
        ),
        Assumption::RatesMayBeOutdated { .. } => locale.pick(
            "The rate of statutory interest may have changed since; the last known rate is used.",
            "De wettelijke rente kan sindsdien zijn gewijzigd; de laatst bekende rente is gebruikt.",
        ),
        Assumption::RateSecondHand { .. } => locale.pick(
            "The rate of statutory interest is taken from a text that quotes the official source.",
            "De wettelijke rente komt uit een tekst die de officiële bron aanhaalt.",
        ),
        Assumption::WithinPeriod { .. } => locale.pick(
            "It lies within the period, or outside it, since no day is given that says otherwise.",
            "Het valt binnen de termijn, of erbuiten, omdat geen dag is gegeven die iets anders zegt.",
        ),
        other => {
            return match locale {
                Locale::En => english::assumption(other),
                Locale::Nl => dutch::assumption(other),
            };
        }
    };
    text.to_owned()
}

/// What was found, whatever the policy.
#[cfg(feature = "service")]
pub(crate) fn finding_in_general(code: FindingCode, locale: Locale) -> String {
    match locale {
        Locale::En => english::finding(code, "the clause", "the terms do", ""),
        Locale::Nl => dutch::finding(code, "de bepaling", "de voorwaarden", ""),
    }
}

/// What a fact is taken to be where it was not stated.
fn taken_to_be(ask: &str, said: &str, locale: Locale) -> String {
    match locale {
        Locale::En => format!("{ask} As nothing else was stated: {said}."),
        Locale::Nl => format!("{ask} Omdat niets anders is vermeld: {said}."),
    }
}

/// What the reader should know about the terms: which clauses, and what was done about it.
pub fn finding(policy: &Policy, law: &Law, finding: &Finding, locale: Locale) -> String {
    let law = law.of(policy.law);
    let named = |takes: fn(&Source) -> bool, otherwise: &'static str| {
        let sources = finding.sources.iter().filter(|source| takes(source));
        let named: Vec<String> = sources.filter_map(|source| name(policy, law, *source, locale)).collect();
        if named.is_empty() { otherwise.to_owned() } else { named.join(", ") }
    };
    let over = named(|source| matches!(source, Source::Clause(_)), locale.pick("the terms do", "de voorwaarden"));
    let terms = locale.pick("the terms", "de voorwaarden");
    let clauses = match finding.code {
        FindingCode::LawOverridesTerms => named(|source| matches!(source, Source::Law(_)), terms),
        _ => named(|_| true, terms),
    };
    if let Some(left_out) = finding.left_out.and_then(|place| policy.unencoded.get(usize::from(place))) {
        return self::left_out(left_out, locale);
    }
    if let Some(note) = note(policy, finding) {
        return format!("{clauses}: {}", note.get(locale));
    }
    let provision = match &finding.annulment {
        Some(Annulment { rule, .. }) => law.citation(rule, locale).map(|citation| format!("{rule}: {citation}")),
        None => law.citation(finding.code.name(), locale),
    };
    let provision = provision.map(|provision| format!(" ({provision})")).unwrap_or_default();
    let mut sentences = match locale {
        Locale::En => english::finding(finding.code, &clauses, &over, &provision),
        Locale::Nl => dutch::finding(finding.code, &clauses, &over, &provision),
    };
    if let Some(at_stake) =
        finding.annulment.and_then(|annulment| super::annulment::at_stake(&annulment, policy.currency, locale))
    {
        sentences.push(' ');
        sentences.push_str(&at_stake);
    }
    sentences
}

/// An article that the policy leaves out, or a part of one, and why.
fn left_out(left_out: &Unencoded, locale: Locale) -> String {
    let (articles, why) = (left_out.articles.join(", "), left_out.why.get(locale));
    let one = left_out.articles.len() == 1;
    match locale {
        Locale::En => {
            let say = if one { "says" } else { "say" };
            format!(
                "Art. {articles} {say} more than is encoded, and this answer does not take that into account: {why}"
            )
        }
        Locale::Nl => {
            let say = if one { "zegt" } else { "zeggen" };
            format!("Art. {articles} {say} meer dan is opgenomen, en dit antwoord houdt daar geen rekening mee: {why}")
        }
    }
}

/// A source as a sentence names it, as in `art. 9.1 9.2 (cancel)`; nothing for a rule of reading.
fn name(policy: &Policy, law: &Jurisdiction, source: Source, locale: Locale) -> Option<String> {
    match source {
        Source::Clause(place) => policy.clause(place).map(|c| format!("art. {} ({})", c.articles.join(", "), c.id)),
        Source::Law(rule) => Some(
            law.rule(rule).map_or(rule.to_string(), |text| format!("{rule} ({})", cited_law(text.provision, locale))),
        ),
        Source::Rule(_) => None,
    }
}

/// What the author of the policy file says about a contradiction in the text, where only one can be meant.
fn note<'p>(policy: &'p Policy, finding: &Finding) -> Option<&'p Summary> {
    let kind = match finding.code {
        FindingCode::ClauseConflict => ConflictKind::Clause,
        FindingCode::CapConflict => ConflictKind::Cap,
        FindingCode::TierOverlap
        | FindingCode::PriceCeiling
        | FindingCode::LawOverridesTerms
        | FindingCode::PenaltyMayBeModerated
        | FindingCode::WithdrawalOpen
        | FindingCode::SeeTermination
        | FindingCode::FeeMayBeReduced
        | FindingCode::FeeMayBeUnreasonable
        | FindingCode::NoticeLate
        | FindingCode::MayBeAnnulled
        | FindingCode::NotEncoded
        | FindingCode::PriceOutsideProduct => return None,
    };
    let mut notes = finding.sources.iter().filter_map(|source| match source {
        Source::Clause(place) => policy.clause(*place),
        Source::Law(_) | Source::Rule(_) => None,
    });
    let mut notes = notes.by_ref().flat_map(|c| &c.conflicts).filter(|c| c.kind == kind).map(|c| &c.note);
    notes.next().filter(|_| notes.next().is_none())
}

/// When the answer to a question changes next, and to what, as in `before 13 March 2026 00:00: € 625.00; from then: € 937.50`;
/// `None` where it does not change.
pub fn boundary(policy: &Policy, question: Question, decision: &Decision, locale: Locale) -> Option<String> {
    let next = decision.nearest_boundary?;
    let bound = WindowEdge::at(next.at);
    let at = dates::moment(&policy.zone, bound.at, locale).long(locale);
    let told = decision.verdict != next.verdict;
    let left_out = decision.leaves_out();
    let refund = decision.settlement.map(|s| s.refund);
    let revocable = verdicts::is_revocable(decision);
    let word = |verdict| match verdict {
        Verdict::Unregulated => words::outcome(verdict, left_out, locale),
        _ => verdicts::word(question, verdict, revocable, locale),
    };
    // Where nothing is charged or paid back on either side, no amounts are told.
    let amounts = [decision.charged(), next.charged].into_iter().any(|charged| charged > Cents::ZERO)
        || refund.or(next.refund).is_some();
    let written = amounts.then_some((policy.currency, locale));
    let now = side(told, decision.verdict, word, decision.charged(), refund, written);
    let then = side(told, next.verdict, word, next.charged, next.refund, written);
    if now == then {
        let from = bound.since_word(locale);
        return Some(match locale {
            Locale::En => format!("{from} {at}, deadlines, rights or amounts due change"),
            Locale::Nl => format!("{from} {at} veranderen termijnen, rechten of openstaande bedragen"),
        });
    }
    let (before, after) = (bound.before_word(locale), bound.then_word(locale));
    Some(format!("{before} {at}: {now}; {after}: {then}"))
}

/// What holds on one side of a boundary.
fn side(
    told: bool,
    verdict: Verdict,
    word: impl Fn(Verdict) -> &'static str,
    charged: Cents,
    refund: Option<Cents>,
    written: Option<(Currency, Locale)>,
) -> String {
    let mut parts: Vec<String> = told.then(|| word(verdict).to_owned()).into_iter().collect();
    if let Some((currency, locale)) = written.filter(|_| verdict.allows()) {
        parts.push(currency.written(charged, locale));
        parts.extend(refund.map(|r| format!("{} {}", currency.written(r, locale), locale.pick("back", "terug"))));
    } else if parts.is_empty() {
        parts.push(word(verdict).to_owned());
    }
    parts.join(", ")
}
