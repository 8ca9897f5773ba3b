//! Liability for damage: which rules apply, what limits it, and damage below, at and above the limit.

use super::walk::{Near, Seen, Test, Walk, without_colon};
use crate::decision::Liability;
use crate::facts::{DamageClaim, Event};
use crate::money::Cents;
use crate::policy::building_blocks::{Condition, Span};
use crate::policy::forms::{Form, LiabilityForm, LiabilityRule, Limit, LimitAmount};
use crate::policy::{Policy, Summary};
use crate::vocabulary::{Bilingual, CustomerType, DamageKind, DeadlineKind, both};

impl<'a> Walk<'a> {
    pub(super) fn liability(&mut self, span: Span, form: &'a LiabilityForm) {
        if let Some(period) = form.report_within {
            let place = |seen: &mut Seen<'a>| -> Option<Near> {
                let deadline = seen.deadline(DeadlineKind::DamageReport)?;
                Near::day(seen.acted_on()?, deadline.last_day)
            };
            self.edge(
                span,
                &both!(
                    "the last day to report, {period} after the damage",
                    "de laatste dag om te melden, `{period}` na de schade"
                ),
                &place,
            );
        }
        for (number, rule) in (1..).zip(&form.rules) {
            self.rule(&both!("rule {number}: ", "regel {number}: "), rule);
        }
        let unnamed = |kind: &&DamageKind| !form.rules.iter().any(|rule| rule.kinds.contains(kind));
        for kind in DamageKind::ALL.iter().filter(unnamed) {
            let of = |seen: &mut Seen<'a>| extent(seen).is_some_and(|(claim, _)| claim.kind == *kind);
            self.point(span, || both!("damage of kind `{kind}`", "schade van de soort `{kind}`"), &of);
        }
    }

    fn rule(&mut self, label: &Summary, rule: &'a LiabilityRule) {
        let span = rule.span;
        let about = |seen: &mut Seen<'a>| {
            extent(seen).is_some_and(|(claim, _)| rule.kinds.contains(&claim.kind))
                && rule.customers.contains(&seen.facts.agreement().customer)
        };
        let applies = |seen: &mut Seen<'a>| about(seen) && seen.probe.all_hold(&rule.conditions);
        for kind in &rule.kinds {
            let of = |seen: &mut Seen<'a>| applies(seen) && extent(seen).is_some_and(|(claim, _)| claim.kind == *kind);
            self.point(span, || both!("{label}applies to `{kind}`", "{label}geldt voor `{kind}`"; label), &of);
        }
        for customer in CustomerType::ALL.iter().filter(|customer| !rule.customers.contains(customer)) {
            let other = |seen: &mut Seen<'a>| {
                extent(seen).is_some_and(|(claim, _)| rule.kinds.contains(&claim.kind))
                    && seen.facts.agreement().customer == *customer
                    && seen.probe.all_hold(&rule.conditions)
            };
            self.point(
                span,
                || both!("{label}does not apply to a {customer}", "{label}geldt niet voor `{customer}`"; label),
                &other,
            );
        }
        self.conditions(span, &both!("{label}does not apply", "{label}geldt niet"; label), &rule.conditions, &about);
        let intent = |seen: &mut Seen<'a>| {
            applies(seen) && extent(seen).is_some_and(|(claim, _)| claim.intent_or_recklessness == Some(true))
        };
        self.point(
            span,
            || both!("{label}intent or deliberate recklessness", "{label}opzet of bewuste roekeloosheid"; label),
            &intent,
        );
        if let Some(limit) = &rule.limit {
            self.limit(label, rule, limit, &applies);
        }
    }

    fn limit(&mut self, label: &Summary, rule: &'a LiabilityRule, limit: &'a Limit, applies: Test<'_, 'a>) {
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
            self.point(
                span,
                || {
                    let own = named(*amount);
                    both!("{label}{own} limits", "{label}{own} begrenst"; label, own)
                },
                &counts,
            );
            self.limiting(span, label, *amount, applies);
        }
        // An exclusion names a limit for a liability that there is all the same, so that no damage comes up to it.
        if !rule.excluded {
            let place = |seen: &mut Seen<'a>| -> Option<Near> {
                let (claim, liability) = extent(seen).filter(|_| applies(seen))?;
                Near::count(claim.damage.get(), liability.limit?.get())
            };
            let bare = without_colon(label);
            self.edge(
                span,
                &both!("the limit, in cents, under {bare}", "de grens, in centen, bij {bare}"; bare),
                &place,
            );
        }
    }

    /// What an amount that limits liability depends on.
    fn limiting(&mut self, span: Span, label: &Summary, amount: LimitAmount, applies: Test<'_, 'a>) {
        match amount {
            LimitAmount::PaidWithin(period) => {
                for (near, words) in
                    [(Near::Before, Bilingual::new("just before", "net voor")), (Near::At, Bilingual::new("on", "op"))]
                {
                    let test = |seen: &mut Seen<'a>| {
                        let Some((claim, _)) = extent(seen).filter(|_| applies(seen)) else { return false };
                        let first = period.before(seen.date(claim.occurred_at), seen.policy.holidays);
                        let payments = &seen.facts.agreement().payments;
                        payments
                            .iter()
                            .any(|p| first.and_then(|first| Near::day(seen.date(p.paid_at), first)) == Some(near))
                    };
                    self.point(span, || both!("{label}a payment {words} the first day of the {period}", "{label}een betaling {words} de eerste dag van `{period}`"; label, words), &test);
                }
                self.after_the_event(span, label, applies);
            }
            LimitAmount::LastPayment => {
                let several = |seen: &mut Seen<'a>| {
                    let Some((claim, _)) = extent(seen).filter(|_| applies(seen)) else { return false };
                    let payments = &seen.facts.agreement().payments;
                    payments.iter().filter(|payment| payment.paid_at <= claim.occurred_at).count() > 1
                };
                self.point(span, || both!("{label}several payments before the event", "{label}meer betalingen voor de gebeurtenis"; label), &several);
                self.after_the_event(span, label, applies);
            }
            LimitAmount::Payout | LimitAmount::PayoutAndDeductible => {
                let insured = |seen: &mut Seen<'a>, wanted: bool| {
                    applies(seen) && seen.facts.agreement().insurance.is_some() == wanted
                };
                self.point(span, || both!("{label}with insurance", "{label}met verzekering"; label), &|seen| {
                    insured(seen, true)
                });
                if !rule_needs_insurance(self.policy, span) {
                    self.point(
                        span,
                        || both!("{label}without insurance", "{label}zonder verzekering"; label),
                        &|seen| insured(seen, false),
                    );
                }
            }
            LimitAmount::FixedLessAwarded(_) => {
                let awarded = |seen: &mut Seen<'a>| {
                    applies(seen) && extent(seen).is_some_and(|(claim, _)| claim.awarded_this_year > Some(Cents::ZERO))
                };
                self.point(span, || both!("{label}something was awarded earlier in the year", "{label}eerder in het jaar is iets toegekend"; label), &awarded);
            }
            LimitAmount::Price(_) | LimitAmount::Paid(_) | LimitAmount::Fixed(_) => {}
        }
    }

    fn after_the_event(&mut self, span: Span, label: &Summary, applies: Test<'_, 'a>) {
        let later = |seen: &mut Seen<'a>| {
            let Some((claim, _)) = extent(seen).filter(|_| applies(seen)) else { return false };
            seen.facts.agreement().payments.iter().any(|payment| payment.paid_at > claim.occurred_at)
        };
        self.point(
            span,
            || both!("{label}a payment after the event", "{label}een betaling na de gebeurtenis"; label),
            &later,
        );
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

fn named(amount: LimitAmount) -> Summary {
    match amount {
        LimitAmount::Price(times) => both!("{times} × the price", "{times} × de prijs"),
        LimitAmount::Paid(times) => both!("{times} × the amount paid", "{times} × het betaalde bedrag"),
        LimitAmount::PaidWithin(period) => both!("what was paid in {period}", "wat in `{period}` is betaald"),
        LimitAmount::LastPayment => both!("the last payment", "de laatste betaling"),
        LimitAmount::Payout => both!("the payout", "de uitkering"),
        LimitAmount::PayoutAndDeductible => both!("the payout and the deductible", "de uitkering en het eigen risico"),
        LimitAmount::FixedLessAwarded(fixed) => both!("{fixed} less what was awarded", "{fixed} min wat is toegekend"),
        LimitAmount::Fixed(fixed) => Summary { nl: fixed.to_string(), en: fixed.to_string() },
    }
}
