//! A better right is never hidden (V1): a consumer who asks to leave or to move is told that withdrawing is still open.

use super::context::Context;
use super::known::Known;
use super::{Asked, Detail};
use crate::calendar::Instant;
use crate::decision::{Alternative, Assumption, Decision, FindingCode, Source, Sources};
use crate::facts::Event;
use crate::facts::table::{agreement, no_show, termination};
use crate::law::LawRule;
use crate::money::Cents;
use crate::policy::forms::Form;
use crate::vocabulary::{DeadlineKind, Party, ProductType, Question, Verdict};

/// Adds the finding and the alternative where a withdrawal declared at the moment of the act would be permitted.
pub(super) fn note_open_withdrawal(ctx: &mut Context<'_>, asked: Asked<'_>, decision: &mut Decision) {
    if !ctx.facts.is_consumer() {
        return;
    }
    let Some(declared_at) = declared_at(&ctx.facts) else { return };
    if !may_be_open(ctx, declared_at) {
        return note_closed_as_informed(ctx, declared_at);
    }
    let event = Event::Withdrawal { declared_at, received_at: None, goods_devaluation: None };
    let mut withdrawing = Context::new(asked, &event, Detail::Amounts);
    let answer = withdrawing.withdrawal();
    ctx.facts.note_agreement(withdrawing.facts.read());
    if withdrawing.is_at_fault() {
        return;
    }
    ctx.horizon.note_as_given(withdrawing.horizon.until(asked.policy));
    let deadline = answer.deadlines.iter().find(|deadline| deadline.kind == DeadlineKind::Withdrawal);
    if answer.verdict != Verdict::Permitted {
        if deadline.and_then(|deadline| deadline.expires_at).is_some_and(|expires| declared_at >= expires) {
            note_closed_as_informed(ctx, declared_at);
        }
        return;
    }
    let mut sources: Sources = deadline.map(|deadline| deadline.sources.clone()).unwrap_or_default();
    if sources.is_empty() {
        sources.push(right_of(&mut withdrawing));
    }
    for source in answer.charges.iter().flat_map(|charge| &charge.sources) {
        if !sources.contains(source) {
            sources.push(*source);
        }
    }
    // When the refund would be due is not said.
    ctx.facts.assume_all(withdrawing.facts.assumed().of_agreement());
    let said = |assumption: &Assumption| *assumption != Assumption::ReceivedWhenDeclared;
    for assumption in std::mem::take(&mut withdrawing.assumptions).into_iter().filter(said) {
        ctx.assume(assumption);
    }
    ctx.find(FindingCode::WithdrawalOpen, &sources);
    decision.alternatives.push(Alternative {
        question: Question::Withdrawal,
        verdict: answer.verdict,
        charged: answer.charged(),
        refund: answer.settlement.map_or(Cents::ZERO, |settlement| settlement.refund),
        last_day: deadline.map(|deadline| deadline.last_day),
        expires_at: deadline.and_then(|deadline| deadline.expires_at),
        sources,
    });
}

/// When the customer would declare the withdrawal: with the notice as it was given, or when the session that was missed starts.
/// `None` for other questions, and for what the provider does.
fn declared_at(facts: &Known<'_>) -> Option<Instant> {
    let at = match facts.question() {
        Question::Cancellation | Question::Rescheduling => facts.act(),
        Question::Termination if facts.is(&termination::BY, Party::Customer.name()) => facts.act(),
        Question::NoShow => facts.when(&no_show::SESSION_STARTS_AT).or_else(|| facts.when(&agreement::STARTS_AT)),
        Question::Withdrawal
        | Question::Substitution
        | Question::BookingChange
        | Question::ProviderCancellation
        | Question::ProviderChange
        | Question::PaymentReview
        | Question::PaymentPlan
        | Question::PaymentAllocation
        | Question::Termination
        | Question::PriceIncrease
        | Question::TermsChange
        | Question::Complaint
        | Question::DamageClaim
        | Question::Breach
        | Question::ForceMajeure
        | Question::Offer
        | Question::DataBreach => None,
    };
    at.filter(|at| *at >= facts.concluded_at())
}

/// On what the right rests where no day is counted yet.
fn right_of(withdrawing: &mut Context<'_>) -> Source {
    let clauses = withdrawing.applying(Question::Withdrawal);
    let by_terms = clauses.iter().find(|(_, clause)| matches!(clause.form, Form::WithdrawalRight(_)));
    by_terms.map_or(Source::Law(LawRule::L1), |(place, _)| Source::Clause(*place))
}

/// More than any weekend and holidays move a last day.
const ROLLING_DAYS: i64 = 12;

/// Notes what keeps the right from being open although it was not stated: that the consumer was informed of it, without which
/// the law would leave it open for longer (L2).
fn note_closed_as_informed(ctx: &Context<'_>, at: Instant) {
    let facts = &ctx.facts;
    let Some(law) = ctx.law.withdrawal().filter(|_| ctx.law_applies()) else { return };
    if facts.stated_to_be(&agreement::ON_PREMISES, true) || ctx.withdrawal_excluded(law) {
        return;
    }
    let week = ctx.policy.holidays.week();
    let longest = 24 * (law.not_informed.most_days(week) + law.period.most_days(week) + 2 * ROLLING_DAYS);
    let stays_open = facts.concluded_at().plus_hours(longest).is_none_or(|end| at < end);
    if stays_open && facts.when(&agreement::INFORMATION_GIVEN_AT).is_none() {
        facts.so(&agreement::INFORMATION_WITHHELD);
    }
    if stays_open && ctx.function_from().is_some() {
        facts.so(&agreement::FUNCTION_MISSING);
    }
}

/// Whether the right can still be open, at a glance: most notices come long after it, and are spared the question.
fn may_be_open(ctx: &Context<'_>, at: Instant) -> bool {
    let facts = &ctx.facts;
    if facts.product() == ProductType::Goods
        || facts.stated_to_be(&agreement::INFORMATION_WITHHELD, true)
        || (ctx.function_from().is_some() && facts.stated_to_be(&agreement::FUNCTION_MISSING, true))
        || facts.when(&agreement::INFORMATION_GIVEN_AT).is_some()
    {
        return true;
    }
    let mut longest = 14;
    for (_, clause) in ctx.policy.clauses_on(Question::Withdrawal) {
        if let Form::WithdrawalRight(right) = &clause.form {
            if right.digital_from_delivery {
                return true;
            }
            longest = longest.max(right.period.most_days(ctx.policy.holidays.week()));
        }
    }
    let hours = 24 * (longest + ROLLING_DAYS);
    facts.concluded_at().plus_hours(hours).is_none_or(|end| at < end)
}
