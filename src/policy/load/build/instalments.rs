//! Payment in instalments: each states how much it is, or none does.

use super::parts::Scope;
use super::{Builder, FaultCode};
use crate::money::Percent;
use crate::policy::building_blocks::{Anchor, DayRule, Span};
use crate::policy::load::format::{InstalmentTable, InstalmentsTable};
use crate::policy::load::lists::NonEmpty;
use crate::policy::load::read::Slot;
use crate::policy::payment::{InstalmentPart, Instalments, PartShare};
use crate::vocabulary::both;

/// The day of the conclusion.
const AT_CONCLUSION: DayRule = DayRule { anchor: Anchor::ConcludedAt, backwards: false, period: None };

impl Builder<'_, '_> {
    pub(super) fn instalments(&mut self, raw: &InstalmentsTable, scope: &Scope) -> Option<Instalments> {
        let InstalmentsTable { part, span } = raw;
        let NonEmpty(list) = part.get()?;
        let parts = self.items(list, |builder, part| builder.instalment(part, scope))?;
        self.check_shares(&parts, *span);
        Some(Instalments { parts })
    }

    fn instalment(&mut self, raw: &InstalmentTable, scope: &Scope) -> Option<InstalmentPart> {
        let InstalmentTable { percent, amount, rest, invoiced, invoiced_by, due_within, due_by, span } = raw;
        if let Slot::Given(rest) = rest
            && !rest.value
        {
            let message = both!("`rest = false` has no effect", "`rest = false` doet niets");
            self.faults.warning(FaultCode::KeyWithoutEffect, rest.span, message, None);
        }
        let day = invoiced.get().or(invoiced_by.get()).map(|day| self.day(day, scope));
        let due_by = due_by.get().map(|day| self.day(day, scope));
        Some(InstalmentPart {
            share: match (percent.get(), amount.get(), rest.get()) {
                (Some(percent), ..) => PartShare::Percent(*percent),
                (None, Some(amount), _) => PartShare::Fixed(*amount),
                (None, None, Some(true)) => PartShare::Rest,
                _ => PartShare::Equal,
            },
            invoiced: day.unwrap_or(Some(AT_CONCLUSION))?,
            at_the_latest: !invoiced_by.is_absent(),
            due_within: due_within.get().map(|period| period.0),
            due_by: super::parts::whole(due_by)?,
            span: *span,
        })
    }

    /// Either no part states how much it is, or each does and one of them is the rest.
    fn check_shares(&mut self, parts: &[InstalmentPart], table: Span) {
        let equal = |part: &&InstalmentPart| part.share == PartShare::Equal;
        let rest = |part: &&InstalmentPart| part.share == PartShare::Rest;
        if parts.iter().all(|part| equal(&part)) {
            return;
        }
        if let Some(silent) = parts.iter().find(equal) {
            let message = both!(
                "the other instalments state how much they are, and this one does not",
                "de andere termijnen zeggen hoeveel ze zijn, en deze niet"
            );
            let help = both!(
                "state `percent`, `amount` or `rest = true` in each of them, or in none for equal instalments",
                "noem `percent`, `amount` of `rest = true` in elk ervan, of in geen voor gelijke termijnen"
            );
            self.faults.error(FaultCode::MissingKey, silent.span, message, Some(help));
        }
        let mut rests = parts.iter().filter(rest).skip(1);
        if let Some(second) = rests.next() {
            let message =
                both!("two instalments are the rest of the price", "twee termijnen zijn de rest van de prijs");
            self.error(FaultCode::KeyConflict, second.span, message);
        } else if !parts.iter().any(|part| rest(&part)) {
            let message = both!(
                "no instalment is the rest of the price, so that cents could be lost",
                "geen termijn is de rest van de prijs, zodat er centen kunnen verdwijnen"
            );
            let help = both!(
                "write `rest = true` in the last instalment instead of how much it is",
                "schrijf `rest = true` in de laatste termijn in plaats van hoeveel die is"
            );
            return self.faults.error(FaultCode::MissingKey, table, message, Some(help));
        }
        let units = |part: &InstalmentPart| match part.share {
            PartShare::Percent(percent) => u64::from(percent.units()),
            PartShare::Equal | PartShare::Fixed(_) | PartShare::Rest => 0,
        };
        if parts.iter().map(units).sum::<u64>() >= u64::from(Percent::HUNDRED.units()) {
            let message = both!(
                "the percentages leave nothing of the price for the instalment that is the rest",
                "de percentages laten niets van de prijs over voor de termijn die de rest is"
            );
            self.error(FaultCode::OutOfRange, table, message);
        }
    }
}
