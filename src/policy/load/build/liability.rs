//! Liability and its limits.

use super::parts::Scope;
use super::{Builder, FaultCode};
use crate::policy::forms::{LiabilityForm, LiabilityRule, Limit, LimitAmount};
use crate::policy::load::format::{LiabilityRuleTable, LiabilityTable, LimitAmountTable, LimitOf, LimitTable};
use crate::policy::load::lists::NonEmpty;
use crate::policy::load::read::{At, Slot};
use crate::vocabulary::{CustomerType, DamageKind, both};

impl Builder<'_, '_> {
    pub(super) fn liability(&mut self, raw: &LiabilityTable, scope: &Scope) -> Option<LiabilityForm> {
        let LiabilityTable { report_within, rule, span: _ } = raw;
        let NonEmpty(list) = rule.get()?;
        let rules = self.items(list, |builder, rule| builder.liability_rule(rule, scope));
        Some(LiabilityForm { report_within: report_within.get().map(|period| period.0), rules: rules? })
    }

    fn liability_rule(&mut self, raw: &LiabilityRuleTable, scope: &Scope) -> Option<LiabilityRule> {
        let LiabilityRuleTable { kinds, customers, when, unless, excluded, lifted_by_intent, limit, span } = raw;
        let kinds = kinds.get().map_or_else(|| DamageKind::ALL.to_vec(), |NonEmpty(list)| self.distinct(list));
        let customers =
            customers.get().map_or_else(|| CustomerType::ALL.to_vec(), |NonEmpty(list)| self.distinct(list));
        let conditions = self.conditions(when, unless, None, scope);
        let limit = match limit {
            Slot::Absent => Some(None),
            Slot::Faulty => None,
            Slot::Given(at) => self.limit(&at.value).map(Some),
        };
        Some(LiabilityRule {
            kinds,
            customers,
            conditions,
            excluded: excluded.get_or(false),
            lifted_by_intent: lifted_by_intent.get_or(false),
            limit: limit?,
            span: *span,
        })
    }

    fn limit(&mut self, raw: &LimitTable) -> Option<Limit> {
        let LimitTable { lower_of, higher_of, span: _ } = raw;
        let NonEmpty(list) = lower_of.get().or(higher_of.get())?;
        let amounts = self.items(list, Builder::limit_amount)?;
        Some(Limit { higher: lower_of.is_absent(), amounts })
    }

    fn limit_amount(&mut self, raw: &LimitAmountTable) -> Option<LimitAmount> {
        let LimitAmountTable { of, amount, times, within, less_awarded, span: _ } = raw;
        self.check_limit_keys(raw);
        if let Some(amount) = amount.get() {
            let less = less_awarded.get_or(false);
            return Some(if less { LimitAmount::FixedLessAwarded(*amount) } else { LimitAmount::Fixed(*amount) });
        }
        let count = times.get().map_or(1, |count| count.0);
        Some(match (of.get()?, within.get()) {
            (LimitOf::Price, _) => LimitAmount::Price(count),
            (LimitOf::Paid, Some(period)) => LimitAmount::PaidWithin(period.0),
            (LimitOf::Paid, None) => LimitAmount::Paid(count),
            (LimitOf::LastPayment, _) => LimitAmount::LastPayment,
            (LimitOf::Payout, _) => LimitAmount::Payout,
            (LimitOf::PayoutAndDeductible, _) => LimitAmount::PayoutAndDeductible,
        })
    }

    fn check_limit_keys(&mut self, raw: &LimitAmountTable) {
        let of = raw.of.get();
        let wrong = [
            (
                &raw.times.span(),
                !matches!(of, Some(LimitOf::Price | LimitOf::Paid)),
                both!("`times` needs `price` or `paid`", "bij `times` hoort `price` of `paid`"),
            ),
            (
                &raw.within.span(),
                of != Some(&LimitOf::Paid),
                both!("`within` needs `paid`", "bij `within` hoort `paid`"),
            ),
            (
                &raw.less_awarded.span(),
                raw.amount.is_absent(),
                both!("`less_awarded` needs `amount`", "bij `less_awarded` hoort `amount`"),
            ),
        ];
        for (span, wrong, message) in wrong {
            if let (Some(span), true) = (span, wrong && !raw.of.is_faulty()) {
                self.error(FaultCode::KeyConflict, *span, message);
            }
        }
        if let (Slot::Given(At { span, .. }), false) = (&raw.times, raw.within.is_absent()) {
            let message = both!("`times` cannot stand beside `within`", "`times` kan niet naast `within` staan");
            self.error(FaultCode::KeyConflict, *span, message);
        }
    }
}
