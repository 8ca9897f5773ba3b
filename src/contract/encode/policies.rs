//! From policies to messages.

use super::super::wire;
use super::super::words::Word;
use super::verification::number;
use crate::calendar::Date;
use crate::money::Locale;
use crate::policy::building_blocks::DayKind;
use crate::policy::load::LineIndex;
use crate::policy::{Clause, Policy, Unencoded};
use crate::vocabulary::Question;

/// Which version it is.
pub(crate) fn policy_ref(policy: &Policy) -> wire::PolicyRef {
    wire::PolicyRef { policy_id: policy.id.clone(), version: policy.version.clone(), digest: policy.digest.clone() }
}

/// The description of a version.
pub fn policy_version(policy: &Policy) -> wire::PolicyVersion {
    let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    wire::PolicyVersion {
        policy_id: policy.id.clone(),
        version: policy.version.clone(),
        digest: policy.digest.clone(),
        name: policy.name.clone(),
        effective_from: date(policy.effective_from),
        effective_until: date(policy.effective_until),
        currency_code: policy.currency.code().to_owned(),
        price_basis: policy.prices.to_wire(),
        time_zone: policy.zone.name().to_owned(),
        clause_count: i32::try_from(policy.clauses.len()).unwrap_or(i32::MAX),
        holidays: policy.holidays.code().to_owned(),
        working_days: policy.holidays.week().days().map(|day| DayKind::of(day).name().to_owned()).collect(),
        law: policy.law.name().to_owned(),
    }
}

/// The description of a policy's clauses, in a language.
pub fn clauses(policy: &Policy, locale: Locale) -> Vec<wire::PolicyClause> {
    let lines = LineIndex::new(&policy.source);
    policy.clauses.iter().map(|clause| self::clause(clause, &lines, locale)).collect()
}

/// What a policy leaves out of the text, in a language: on one question, or all of it.
pub fn unencoded(policy: &Policy, only: Option<Question>, locale: Locale) -> Vec<wire::UnencodedArticle> {
    let lines = LineIndex::new(&policy.source);
    let asked = policy.unencoded.iter().filter(|left_out| only.is_none_or(|only| left_out.questions.contains(&only)));
    asked
        .map(|Unencoded { articles, questions, why, span }| wire::UnencodedArticle {
            article: articles.join(", "),
            questions: questions.iter().map(|question| question.to_wire()).collect(),
            why: why.get(locale).to_owned(),
            line: number(lines.position(span.start).0),
        })
        .collect()
}

fn clause(clause: &Clause, lines: &LineIndex<'_>, locale: Locale) -> wire::PolicyClause {
    wire::PolicyClause {
        clause_id: clause.id.clone(),
        article: clause.articles.join(", "),
        questions: clause.questions.iter().map(|question| question.to_wire()).collect(),
        form: clause.form.name().to_owned(),
        summary: clause.summary.get(locale).to_owned(),
        line: number(lines.position(clause.span.start).0),
    }
}
