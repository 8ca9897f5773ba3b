//! Default of payment: when an invoice is due, what follows when it is not paid, and what cannot stand together.

use super::forms::civil;
use super::parts::{Scope, whole};
use super::{Builder, FaultCode};
use crate::facts::MissingFigure;
use crate::law::ContractRate;
use crate::law::{Law, RateTable};
use crate::money::Cents;
use crate::policy::forms::{Claims, InterestRule, PaymentDefault, RightToCancel, Suspension};
use crate::policy::load::format::{
    CollectionCostsWord, CollectionStepTable, InterestWord, PaymentDefaultTable, RightToCancelWord, SuspensionWord,
};
use crate::policy::load::lists::NonEmpty;
use crate::policy::load::read::{At, Slot};
use crate::policy::payment::{CollectionStep, StepCosts};
use crate::vocabulary::both;

impl Builder<'_, '_> {
    pub(super) fn payment_default(&mut self, raw: &PaymentDefaultTable, scope: &Scope) -> Option<PaymentDefault> {
        let PaymentDefaultTable {
            pay_within,
            deposit_within,
            due_by,
            due_at_once_within,
            after_reminder,
            suspension,
            provider_may_cancel,
            payment_deadline,
            step,
            interest,
            claimed_after,
            back_to_due_date,
            trade_rate_for_business,
            monthly_interest,
            started_months,
            yearly_interest,
            statutory_if_higher,
            collection_costs,
            collection_notice,
            actual_costs_from_business,
            counts_as_cancelled,
            span: _,
        } = raw;
        self.check_default(raw);
        let by_contract = match (monthly_interest.get(), yearly_interest.get()) {
            (Some(percent), _) if started_months.get_or(false) => Some(ContractRate::StartedMonths(*percent)),
            (Some(percent), _) => Some(ContractRate::Monthly(*percent)),
            (None, yearly) => yearly.copied().map(ContractRate::Yearly),
        };
        self.figures_in_law(raw);
        let due_by = due_by.get().map(|day| self.day(day, scope));
        let steps = match step.get() {
            Some(NonEmpty(list)) => self.items(list, |builder, step| builder.collection_step(step)),
            None => step.is_absent().then(Vec::new),
        };
        let counts_as_cancelled = match counts_as_cancelled {
            Slot::Absent => Some(None),
            Slot::Faulty => None,
            Slot::Given(At { value, span }) => self.resolve_form(value, *span, &["tiers"]).map(Some),
        };
        Some(PaymentDefault {
            pay_within: civil(pay_within),
            deposit_within: civil(deposit_within),
            due_by: whole(due_by)?,
            due_at_once_within: due_at_once_within.get().map(|period| period.0),
            after_reminder: civil(after_reminder),
            suspension: match suspension.get_or(SuspensionWord::Never) {
                SuspensionWord::Never => Suspension::Never,
                SuspensionWord::OnDefault => Suspension::OnDefault,
                SuspensionWord::UnpaidAtStart => Suspension::UnpaidAtStart,
            },
            cancellation: match provider_may_cancel.get_or(RightToCancelWord::Never) {
                RightToCancelWord::Never => RightToCancel::Never,
                RightToCancelWord::DepositUnpaid => RightToCancel::DepositUnpaid,
                RightToCancelWord::OnDefault => RightToCancel::OnDefault,
            },
            payment_deadline: payment_deadline.get_or(false),
            steps: steps?,
            claims: Claims { after: civil(claimed_after), back_to_due_date: back_to_due_date.get_or(false) },
            interest: InterestRule {
                claimed: interest.get_or(InterestWord::Statutory) == InterestWord::Statutory,
                trade_rate_for_business: trade_rate_for_business.get_or(false),
                by_contract,
                statutory_if_higher: statutory_if_higher.get_or(true),
            },
            collection_costs: collection_costs.get_or(CollectionCostsWord::Statutory) == CollectionCostsWord::Statutory,
            collection_notice: collection_notice.get().map(|period| period.0),
            actual_costs_from_business: actual_costs_from_business.get_or(false),
            counts_as_cancelled: counts_as_cancelled?,
        })
    }

    /// Warns where a clause turns on a figure that the policy's law does not hold.
    fn figures_in_law(&mut self, raw: &PaymentDefaultTable) {
        let Some(law) = self.law.map(|id| Law::built_in().of(id)) else { return };
        let currency = self.faults.currency;
        if law.collection_costs().is_some() && law.currency() != currency {
            self.faults.error(
                FaultCode::LawCurrency,
                raw.span,
                both!(
                    "the law `{}` limits what paying late costs in {}, the policy is in {currency}",
                    "het recht `{}` begrenst de kosten van te laat betalen in {}, het beleid is in {currency}",
                    law.id,
                    law.currency()
                ),
                Some(both!(
                    "name another `law`: amounts of two currencies cannot be held against each other",
                    "noem een ander recht bij `law`: bedragen in twee munten zijn niet te vergelijken"
                )),
            );
        }
        let claimed = raw.interest.get_or(InterestWord::Statutory) == InterestWord::Statutory;
        let stated = raw.monthly_interest.get().or(raw.yearly_interest.get());
        let by_contract = stated.is_some() && !raw.statutory_if_higher.get_or(true);
        let trade = raw.trade_rate_for_business.get_or(false).then_some(RateTable::Trade);
        let tables = [Some(RateTable::Consumer), trade];
        let known = tables.into_iter().flatten().all(|table| law.interest(table).is_some());
        let costs = raw.collection_costs.get_or(CollectionCostsWord::Statutory) == CollectionCostsWord::Statutory;
        let lacks_scale = costs && law.collection_costs().is_none();
        for (lacking, figure, help) in [
            (claimed && !by_contract && !known, MissingFigure::ConsumerInterest, "`interest = \"none\"`"),
            (lacks_scale, MissingFigure::CollectionCosts, "`collection_costs = \"none\"`"),
        ] {
            if lacking {
                let figure = figure.text();
                let message = both!(
                    "the law `{}` holds no {figure}: the clause is refused where it needs one",
                    "het recht `{}` heeft geen {figure}: waar de bepaling die nodig heeft, wordt zij geweigerd",
                    law.id; figure
                );
                let help = both!(
                    "where the text needs none, write {help}",
                    "heeft de tekst die niet nodig, schrijf dan {help}"
                );
                self.faults.warning(FaultCode::FigureNotInLaw, raw.span, message, Some(help));
            }
        }
    }

    /// Reports keys that cannot stand together, and keys without effect.
    fn check_default(&mut self, raw: &PaymentDefaultTable) {
        let statutory = raw.monthly_interest.is_absent() && raw.yearly_interest.is_absent();
        if let (true, Some(place)) = (statutory, raw.statutory_if_higher.span()) {
            let message = both!(
                "without `monthly_interest` or `yearly_interest` interest is statutory, so that `statutory_if_higher` \
                 has no effect",
                "zonder `monthly_interest` of `yearly_interest` geldt de wettelijke rente, zodat `statutory_if_higher` \
                 niets doet"
            );
            self.faults.warning(FaultCode::KeyWithoutEffect, place, message, None);
        }
        if let (false, Some(place)) = (raw.monthly_interest.is_absent(), raw.yearly_interest.span()) {
            let message = both!(
                "interest is a percentage a month or a year: `monthly_interest` stands beside `yearly_interest`",
                "rente is een percentage per maand of per jaar: `monthly_interest` staat naast `yearly_interest`"
            );
            self.error(FaultCode::KeyConflict, place, message);
        }
        if let (true, Some(place)) = (raw.started_months.get_or(false), raw.started_months.span()) {
            if raw.monthly_interest.is_absent() {
                let message =
                    both!("`started_months` needs `monthly_interest`", "bij `started_months` hoort `monthly_interest`");
                self.error(FaultCode::KeyConflict, place, message);
            } else if raw.statutory_if_higher.get_or(true) {
                let message = both!(
                    "`started_months` needs `statutory_if_higher = false`: months and days are not compared",
                    "bij `started_months` hoort `statutory_if_higher = false`: maanden en dagen zijn niet te vergelijken"
                );
                self.error(FaultCode::KeyConflict, place, message);
            }
        }
        if raw.interest.get() == Some(&InterestWord::None) {
            let rates = [
                ("trade_rate_for_business", raw.trade_rate_for_business.span()),
                ("monthly_interest", raw.monthly_interest.span()),
                ("yearly_interest", raw.yearly_interest.span()),
                ("back_to_due_date", raw.back_to_due_date.span()),
            ];
            for (name, place) in rates.into_iter().filter_map(|(name, place)| Some((name, place?))) {
                let message = both!("`{name}` needs interest", "bij `{name}` hoort rente");
                self.error(FaultCode::KeyConflict, place, message);
            }
        }
        if raw.collection_costs.get() == Some(&CollectionCostsWord::None) {
            let costs = [
                ("collection_notice", raw.collection_notice.span()),
                ("actual_costs_from_business", raw.actual_costs_from_business.span()),
            ];
            for (name, place) in costs.into_iter().filter_map(|(name, place)| Some((name, place?))) {
                let message = both!("`{name}` needs collection costs", "bij `{name}` horen incassokosten");
                self.error(FaultCode::KeyConflict, place, message);
            }
        }
        if !raw.counts_as_cancelled.is_absent() {
            let of_invoices = [
                ("provider_may_cancel", raw.provider_may_cancel.span()),
                ("step", raw.step.span()),
                ("claimed_after", raw.claimed_after.span()),
                ("back_to_due_date", raw.back_to_due_date.span()),
            ];
            for (name, place) in of_invoices.into_iter().filter_map(|(name, place)| Some((name, place?))) {
                let message = both!(
                    "`{name}` cannot stand beside `counts_as_cancelled`: a settlement is then owed",
                    "`{name}` kan niet naast `counts_as_cancelled` staan: dan wordt er afgerekend"
                );
                self.error(FaultCode::KeyConflict, place, message);
            }
        }
    }

    fn collection_step(&mut self, raw: &CollectionStepTable) -> Option<CollectionStep> {
        let CollectionStepTable { grace, amount, percent, minimum, span } = raw;
        if let (true, Some(place)) = (percent.is_absent(), minimum.span()) {
            let message = both!(
                "`minimum` needs `percent`: what it is the least of",
                "bij `minimum` hoort `percent`: waarvan het het minste is"
            );
            self.error(FaultCode::KeyConflict, place, message);
        }
        let costs = match (amount.get(), percent.get()) {
            (Some(amount), _) => StepCosts::Fixed(*amount),
            (None, Some(percent)) => StepCosts::Percent(*percent, minimum.get_or(Cents::ZERO)),
            (None, None) => StepCosts::Free,
        };
        Some(CollectionStep { grace: civil(grace), costs, span: *span })
    }
}
