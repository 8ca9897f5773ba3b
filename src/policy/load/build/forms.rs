//! The forms that are no tables of tiers and say nothing of liability, office hours and notice aside.

use super::parts::Scope;
use super::{Builder, FaultCode};
use crate::policy::forms::{
    Allocation, AllocationStep, Announcement, ChangeResponse, ForceMajeure, LossCase, Outcome, PriceBand, PriceChange,
    SameAs, WithdrawalEffects, WithdrawalExtension, WithdrawalLoss, WithdrawalRight,
};
use crate::policy::load::format::{
    AllocationTable, AllocationWord, AnnouncementTable, ChangeResponseTable, DeadlineTable, ForceMajeureTable,
    LossCaseTable, PriceChangeTable, PriceOf, SameAsTable, WithdrawalEffectsTable, WithdrawalExtensionTable,
    WithdrawalLossTable, WithdrawalRightTable,
};
use crate::policy::load::lists::NonEmpty;
use crate::policy::load::read::{At, Slot};
use crate::policy::load::values::CivilPeriod;
use crate::vocabulary::{DeadlineKind, Verdict, both};

/// The period of an optional key.
pub(super) fn civil(slot: &Slot<CivilPeriod>) -> Option<crate::calendar::Period> {
    slot.get().map(|period| period.0)
}

impl Builder<'_, '_> {
    pub(super) fn same_as(&mut self, raw: &SameAsTable, scope: &Scope) -> Option<SameAs> {
        let SameAsTable { clauses, deadlines, span: _ } = raw;
        let clauses = clauses.get().map(|NonEmpty(list)| {
            let places: Vec<Option<u16>> = list
                .items
                .iter()
                .map(|At { value, span }| self.resolve_form(value, *span, &["outcome", "tiers"]))
                .collect();
            places.into_iter().collect::<Option<Vec<u16>>>().filter(|_| list.whole)
        });
        let deadlines = self.list(deadlines, |builder, deadline| builder.deadline(deadline, scope));
        Some(SameAs { clauses: clauses??, deadlines: deadlines? })
    }

    pub(super) fn withdrawal_right(&mut self, raw: &WithdrawalRightTable) -> Option<WithdrawalRight> {
        let WithdrawalRightTable {
            period,
            goods_from_receipt,
            digital_from_delivery,
            at_a_distance_only,
            function,
            customer,
            span: _,
        } = raw;
        Some(WithdrawalRight {
            period: civil(period)?,
            goods_from_receipt: goods_from_receipt.get_or(false),
            digital_from_delivery: digital_from_delivery.get_or(false),
            at_a_distance_only: at_a_distance_only.get_or(false),
            function: function.get_or(false),
            customer: *customer.get()?,
        })
    }

    pub(super) fn withdrawal_extension(&mut self, raw: &WithdrawalExtensionTable) -> Option<WithdrawalExtension> {
        let WithdrawalExtensionTable { longer, from_information, span: _ } = raw;
        Some(WithdrawalExtension { longer: civil(longer)?, from_information: civil(from_information)? })
    }

    pub(super) fn withdrawal_loss(&mut self, raw: &WithdrawalLossTable, scope: &Scope) -> Option<WithdrawalLoss> {
        let WithdrawalLossTable { case, span: _ } = raw;
        let NonEmpty(list) = case.get()?;
        Some(WithdrawalLoss { cases: self.items(list, |builder, case| builder.loss_case(case, scope))? })
    }

    fn loss_case(&mut self, raw: &LossCaseTable, scope: &Scope) -> Option<LossCase> {
        let LossCaseTable { products, when, unless, span } = raw;
        let conditions = self.conditions(when, unless, None, scope);
        if products.is_faulty() {
            return None;
        }
        let products = self.products(products);
        let conditions = self.about(conditions, &products, scope);
        Some(LossCase { products: products.types.iter().collect(), conditions, span: *span })
    }

    pub(super) fn withdrawal_effects(
        &mut self,
        raw: &WithdrawalEffectsTable,
        scope: &Scope,
    ) -> Option<WithdrawalEffects> {
        let WithdrawalEffectsTable { whole_amount_back, charges, deadlines, span: _ } = raw;
        let charges = self.list(charges, |builder, charge| builder.charge(charge, scope));
        let deadlines = self.list(deadlines, |builder, deadline| builder.deadline(deadline, scope));
        Some(WithdrawalEffects {
            whole_amount_back: whole_amount_back.get_or(false),
            charges: charges?,
            deadlines: deadlines?,
        })
    }

    pub(super) fn price_change(&mut self, raw: &PriceChangeTable) -> Option<PriceChange> {
        let PriceChangeTable { verdict, not_before, not_within, up_to, of, once_in, announced_ahead, span } = raw;
        if up_to.is_absent() {
            for (name, place) in [("of", of.span()), ("once_in", once_in.span())] {
                if let Some(place) = place {
                    let message = both!("`{name}` needs `up_to`", "bij `{name}` hoort `up_to`");
                    self.error(FaultCode::KeyConflict, place, message);
                }
            }
            if let Some(place) = announced_ahead.span() {
                let message = both!(
                    "without `up_to` any increase is as of right, so that `announced_ahead` has no effect",
                    "zonder `up_to` mag elke verhoging, zodat `announced_ahead` niets doet"
                );
                let help = both!(
                    "where no increase is as of right, write `up_to = 0` and `of = \"current_price\"`",
                    "mag geen verhoging zonder meer, schrijf dan `up_to = 0` en `of = \"current_price\"`"
                );
                self.faults.warning(FaultCode::KeyWithoutEffect, place, message, Some(help));
            }
        } else if of.is_absent() {
            let message = both!(
                "`up_to` needs `of`: the price that it is a percentage of",
                "bij `up_to` hoort `of`: de prijs waarvan het een percentage is"
            );
            self.error(FaultCode::MissingKey, *span, message);
        }
        let as_of_right = match (up_to.get(), of.get()) {
            (Some(up_to), Some(of)) => {
                Some(PriceBand { up_to: *up_to, of_original: *of == PriceOf::Original, once_in: civil(once_in) })
            }
            (None, _) if up_to.is_absent() => None,
            _ => return None,
        };
        Some(PriceChange {
            verdict: verdict.get_or(Verdict::Permitted),
            not_before: civil(not_before),
            not_within: civil(not_within),
            as_of_right,
            announced_ahead: civil(announced_ahead),
        })
    }

    pub(super) fn allocation(&mut self, raw: &AllocationTable) -> Option<Allocation> {
        let AllocationTable { order, span: _ } = raw;
        let Slot::Given(At { value: NonEmpty(list), span }) = order else { return None };
        let words = self.distinct(list);
        if let Some(missing) = AllocationWord::ALL.iter().find(|word| !words.contains(word)) {
            let message = both!("the order lacks `{missing}`", "in de volgorde ontbreekt `{missing}`");
            self.error(FaultCode::MissingKey, *span, message);
        }
        let step = |word: &AllocationWord| match word {
            AllocationWord::Costs => AllocationStep::Costs,
            AllocationWord::Interest => AllocationStep::Interest,
            AllocationWord::Principal => AllocationStep::Principal,
        };
        Some(Allocation { order: words.iter().map(step).collect() })
    }

    pub(super) fn force_majeure(&mut self, raw: &ForceMajeureTable, scope: &Scope) -> Option<ForceMajeure> {
        let ForceMajeureTable {
            after,
            longer_than,
            permanent_only,
            charges,
            refund,
            credit,
            ceiling,
            deadlines,
            span: _,
        } = raw;
        if let (true, Some(true), Some(span)) = (after.is_absent(), longer_than.get(), longer_than.span()) {
            let message = both!(
                "`longer_than` needs `after`: what it must last longer than",
                "bij `longer_than` hoort `after`: langer dan wat het moet duren"
            );
            self.error(FaultCode::KeyConflict, span, message);
        }
        let credit = self.credit(credit, scope);
        let charges = self.charges_and_refund(charges, refund, scope);
        let deadlines = self.list(deadlines, |builder, deadline| builder.deadline(deadline, scope));
        Some(ForceMajeure {
            after: civil(after),
            longer_than: longer_than.get_or(false),
            permanent_only: permanent_only.get_or(false),
            outcome: Outcome {
                charges: charges?,
                at_most_the_price: ceiling.get().is_some(),
                deadlines: deadlines?,
                settles: true,
                credit: credit?,
                ..Outcome::bare(Verdict::Permitted)
            },
        })
    }

    pub(super) fn announcement(&mut self, raw: &AnnouncementTable) -> Option<Announcement> {
        let AnnouncementTable {
            ahead,
            accepted_after,
            reject_when_performance_changes,
            customer_may_dissolve,
            span: _,
        } = raw;
        Some(Announcement {
            ahead: civil(ahead),
            accepted_after: civil(accepted_after),
            reject_when_performance_changes: reject_when_performance_changes.get_or(false),
            customer_may_dissolve: customer_may_dissolve.get_or(false),
        })
    }

    pub(super) fn change_response(&mut self, raw: &ChangeResponseTable, scope: &Scope) -> Option<ChangeResponse> {
        let ChangeResponseTable { notice, alternative, response, termination, span: _ } = raw;
        let mut row = |slot: &Slot<DeadlineTable>, kind: DeadlineKind| {
            let row = self.deadline(slot.get()?, scope)?;
            if row.kind != kind {
                let message = both!(
                    "this deadline is of the kind `{kind}`, not `{}`",
                    "deze termijn is van de soort `{kind}`, niet `{}`",
                    row.kind
                );
                self.error(FaultCode::WrongDeadline, row.span, message);
            }
            Some(row)
        };
        let notice = row(notice, DeadlineKind::ProviderNotice);
        let alternative = row(alternative, DeadlineKind::AlternativeOffer);
        let response = row(response, DeadlineKind::CustomerResponse);
        let termination = row(termination, DeadlineKind::ProviderTermination);
        Some(ChangeResponse {
            notice: notice?,
            alternative: alternative?,
            response: response?,
            termination: termination?,
        })
    }
}
