//! Liability for damage: which rules apply, what limits it, and damage below, at and above the limit.

use super::walk::{Near, Seen, Test, Walk};
use crate::decision::Liability;
use crate::facts::{DamageClaim, Event};
use crate::money::Cents;
use crate::policy::Policy;
use crate::policy::building_blocks::{Condition, Span};
use crate::policy::forms::{Form, LiabilityForm, LiabilityRule, Limit, LimitAmount};
use crate::vocabulary::{CustomerType, DamageKind, DeadlineKind};

impl<'a> Walk<'a> {
    pub(super) fn liability(&mut self, span: Span, form: &'a LiabilityForm) {
        if let Some(period) = form.report_within {
            let place = |seen: &mut Seen<'a>| -> Option<Near> {
                let deadline = seen.deadline(DeadlineKind::DamageReport)?;
                Near::day(seen.acted_on()?, deadline.last_day)
            };
            self.edge(span, &format!("the last day to report, {period} after the damage"), &place);
        }
        for (number, rule) in (1..).zip(&form.rules) {
            self.rule(&format!("rule {number}: "), rule);
        }
        let unnamed = |kind: &&DamageKind| !form.rules.iter().any(|rule| rule.kinds.contains(kind));
        for kind in DamageKind::ALL.iter().filter(unnamed) {
            let of = |seen: &mut Seen<'a>| extent(seen).is_some_and(|(claim, _)| claim.kind == *kind);
            self.point(span, || format!("damage of kind `{kind}`"), &of);
        }
    }

    fn rule(&mut self, label: &str, rule: &'a LiabilityRule) {
        let span = rule.span;
        let about = |seen: &mut Seen<'a>| {
            extent(seen).is_some_and(|(claim, _)| rule.kinds.contains(&claim.kind))
                && rule.customers.contains(&seen.facts.agreement().customer)
        };
        let applies = |seen: &mut Seen<'a>| about(seen) && seen.probe.all_hold(&rule.conditions);
        for kind in &rule.kinds {
            let of = |seen: &mut Seen<'a>| applies(seen) && extent(seen).is_some_and(|(claim, _)| claim.kind == *kind);
            self.point(span, || format!("{label}applies to `{kind}`"), &of);
        }
        for customer in CustomerType::ALL.iter().filter(|customer| !rule.customers.contains(customer)) {
            let other = |seen: &mut Seen<'a>| {
                extent(seen).is_some_and(|(claim, _)| rule.kinds.contains(&claim.kind))
                    && seen.facts.agreement().customer == *customer
                    && seen.probe.all_hold(&rule.conditions)
            };
            self.point(span, || format!("{label}does not apply to a {customer}"), &other);
        }
        self.conditions(span, &format!("{label}does not apply"), &rule.conditions, &about);
        let intent = |seen: &mut Seen<'a>| {
            applies(seen) && extent(seen).is_some_and(|(claim, _)| claim.intent_or_recklessness == Some(true))
        };
        self.point(span, || format!("{label}intent or deliberate recklessness"), &intent);
        if let Some(limit) = &rule.limit {
            self.limit(label, rule, limit, &applies);
        }
    }

    fn limit(&mut self, label: &str, rule: &'a LiabilityRule, limit: &'a Limit, applies: Test<'_, 'a>) {
        let span = rule.span;
        for amount in &limit.amounts {
            let counts = |seen: &mut Seen<'a>| {
                if extent(seen).is_none() {
                    return false;
                }
                let mut of = |amount: &LimitAmount| seen.probe.limit_amount(*amount);
                let others: Vec<Cents> = limit.amounts.iter().filter(|a| *a != amount).filter_map(&mut of).collect();
                let own = of(amount);
                let ahead =
                    |other: &Cents| own.is_some_and(|own| if limit.higher { own > *other } else { own < *other });
                own.is_some() && others.iter().all(ahead) && applies(seen)
            };
            self.point(span, || format!("{label}{} limits", named(*amount)), &counts);
            self.limiting(span, label, *amount, applies);
        }
        // An exclusion names a limit for a liability that there is all the same, so that no damage comes up to it.
        if !rule.excluded {
            let place = |seen: &mut Seen<'a>| -> Option<Near> {
                let (claim, liability) = extent(seen).filter(|_| applies(seen))?;
                Near::count(claim.damage.get(), liability.limit?.get())
            };
            self.edge(span, &format!("the limit, in cents, under {}", label.trim_end_matches(": ")), &place);
        }
    }

    /// What an amount that limits liability depends on.
    fn limiting(&mut self, span: Span, label: &str, amount: LimitAmount, applies: Test<'_, 'a>) {
        match amount {
            LimitAmount::PaidWithin(period) => {
                for (near, words) in [(Near::Before, "just before"), (Near::At, "on")] {
                    let test = |seen: &mut Seen<'a>| {
                        let Some((claim, _)) = extent(seen).filter(|_| applies(seen)) else { return false };
                        let first = period.before(seen.date(claim.occurred_at), seen.policy.holidays);
                        let payments = &seen.facts.agreement().payments;
                        payments
                            .iter()
                            .any(|p| first.and_then(|first| Near::day(seen.date(p.paid_at), first)) == Some(near))
                    };
                    self.point(span, || format!("{label}a payment {words} the first day of the {period}"), &test);
                }
                self.after_the_event(span, label, applies);
            }
            LimitAmount::LastPayment => {
                let several = |seen: &mut Seen<'a>| {
                    let Some((claim, _)) = extent(seen).filter(|_| applies(seen)) else { return false };
                    let payments = &seen.facts.agreement().payments;
                    payments.iter().filter(|payment| payment.paid_at <= claim.occurred_at).count() > 1
                };
                self.point(span, || format!("{label}several payments before the event"), &several);
                self.after_the_event(span, label, applies);
            }
            LimitAmount::Payout | LimitAmount::PayoutAndDeductible => {
                let insured = |seen: &mut Seen<'a>, wanted: bool| {
                    applies(seen) && seen.facts.agreement().insurance.is_some() == wanted
                };
                self.point(span, || format!("{label}with insurance"), &|seen| insured(seen, true));
                if !rule_needs_insurance(self.policy, span) {
                    self.point(span, || format!("{label}without insurance"), &|seen| insured(seen, false));
                }
            }
            LimitAmount::FixedLessAwarded(_) => {
                let awarded = |seen: &mut Seen<'a>| {
                    applies(seen) && extent(seen).is_some_and(|(claim, _)| claim.awarded_this_year > Some(Cents::ZERO))
                };
                self.point(span, || format!("{label}something was awarded earlier in the year"), &awarded);
            }
            LimitAmount::Price(_) | LimitAmount::Paid(_) | LimitAmount::Fixed(_) => {}
        }
    }

    fn after_the_event(&mut self, span: Span, label: &str, applies: Test<'_, 'a>) {
        let later = |seen: &mut Seen<'a>| {
            let Some((claim, _)) = extent(seen).filter(|_| applies(seen)) else { return false };
            seen.facts.agreement().payments.iter().any(|payment| payment.paid_at > claim.occurred_at)
        };
        self.point(span, || format!("{label}a payment after the event"), &later);
    }
}

/// The claim, and the liability that was decided under the clause.
fn extent<'a>(seen: &Seen<'a>) -> Option<(&'a DamageClaim, &'a Liability)> {
    match (seen.event(), &seen.decision.liability) {
        (Event::DamageClaim(claim), Some(liability)) if seen.applies() => Some((claim, liability)),
        _ => None,
    }
}

/// Whether the rule at a place applies only with insurance.
fn rule_needs_insurance(policy: &Policy, span: Span) -> bool {
    policy.clauses.iter().any(|clause| match &clause.form {
        Form::Liability(form) => form.rules.iter().any(|rule| {
            let when = &rule.conditions.when;
            rule.span == span && (when.contains(&Condition::Insured) || when.contains(&Condition::InsurancePays))
        }),
        _ => false,
    })
}

fn named(amount: LimitAmount) -> String {
    match amount {
        LimitAmount::Price(times) => format!("{times} × the price"),
        LimitAmount::Paid(times) => format!("{times} × the amount paid"),
        LimitAmount::PaidWithin(period) => format!("what was paid in {period}"),
        LimitAmount::LastPayment => "the last payment".to_owned(),
        LimitAmount::Payout => "the payout".to_owned(),
        LimitAmount::PayoutAndDeductible => "the payout and the deductible".to_owned(),
        LimitAmount::FixedLessAwarded(fixed) => format!("{fixed} less what was awarded"),
        LimitAmount::Fixed(fixed) => fixed.to_string(),
    }
}
