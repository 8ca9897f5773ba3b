//! Tables of tiers: their rows, and whether they cover all time (R2).

use super::cover::{Gap, Row, gaps, is_longer, open_conditions, overlap, stairs, together};
use super::parts::Scope;
use super::{Builder, FaultCode, allowed};
use crate::calendar::Week;
use crate::money::Percent;
use crate::policy::building_blocks::{Anchor, Conditions, Since, Span, TierBounds};
use crate::policy::forms::{Outcome, Stair, Takes, Tier, Tiers};
use crate::policy::load::format::{CancelledTable, SinceTable, TierTable, TiersTable};
use crate::policy::load::limits::LIMITS;
use crate::policy::load::lists::NonEmpty;
use crate::policy::load::read::{At, Slot};
use crate::policy::load::suggest::{all_of, one_of};
use crate::policy::people::{self, PartBound, PartBounds};
use crate::policy::{ProductSet, Summary};
use crate::vocabulary::{Bilingual, DecidedBy, Question, Verdict, both};

impl Builder<'_, '_> {
    pub(super) fn tiers(&mut self, raw: &TiersTable, scope: &Scope, clause: &Conditions) -> Option<Tiers> {
        let TiersTable { before, takes, settles, otherwise, deadlines, tier, span } = raw;
        let takes = takes.get_or(Takes::Cheapest);
        if let Slot::Given(At { value, span }) = before {
            self.anchor(*value, *span, scope);
            if *value == Anchor::Act {
                let message = both!("an act does not come before itself", "een handeling komt niet voor zichzelf");
                self.error(FaultCode::QuestionAnchor, *span, message);
            }
        }
        let settles = settles.get_or(false);
        let counted_before = before.get().copied();
        let rows = match tier.get() {
            Some(NonEmpty(list)) => self.items(list, |builder, tier| builder.tier(tier, settles, scope)),
            None => None,
        };
        for row in rows.iter().flatten() {
            for period in row.bounds.iter().map(|bound| bound.period) {
                self.hours_from(counted_before.unwrap_or(Anchor::Act), Some(period), row.span);
            }
            for (anchor, period) in
                row.since.iter().flat_map(|since| since.bounds.iter().map(|b| (since.anchor, b.period)))
            {
                self.hours_from(anchor, Some(period), row.span);
            }
        }
        let bounded = |row: &&Tier| row.since.is_some() || row.bounds != TierBounds::default();
        if let (Some(question), Some(row)) = (scope.without(allowed::is_in_time), rows.iter().flatten().find(bounded)) {
            let message = both!(
                "`{question}` has no moment that could lie before or after another",
                "`{question}` heeft geen tijdstip dat voor of na een ander kan liggen"
            );
            let help = both!(
                "its rows ask by `count`, `price`, `delivered`, `cancelled`, `day`, `when` or `unless`; how many minutes late \
                 someone is, or how often it happened before, is a count that the file declares",
                "de treden vragen met `count`, `price`, `delivered`, `cancelled`, `day`, `when` of `unless`; hoeveel minuten \
                 iemand te laat is, of hoe vaak het eerder gebeurde, is een aantal dat het bestand noemt"
            );
            self.faults.error(FaultCode::QuestionAnchor, row.span, message, Some(help));
        }
        if before.is_absent() && rows.iter().flatten().any(|row| row.bounds.lower.or(row.bounds.upper).is_some()) {
            let help = both!(
                "name what the acts come before, as in `before = \"starts_at\"`",
                "noem waar de handelingen voor komen, zoals in `before = \"starts_at\"`"
            );
            let message = both!(
                "the bounds of the tiers need an anchor `before`",
                "bij de grenzen van de treden hoort een ijkpunt `before`"
            );
            self.faults.error(FaultCode::MissingKey, *span, message, Some(help));
        }
        let anchor = before.get().copied().unwrap_or(Anchor::ConcludedAt);
        let stairs = match &rows {
            Some(rows) if !before.is_faulty() => {
                let nobody = scope.has(Question::BookingChange);
                let products = scope.products;
                let table = Table { rows, clause, products, before: anchor, takes, nobody, span: *span };
                self.check_cover(&table, otherwise.is_absent())
            }
            _ => None,
        };
        let deadlines = self.list(deadlines, |builder, deadline| builder.deadline(deadline, scope));
        let otherwise = match otherwise {
            Slot::Absent => Some(None),
            Slot::Faulty => None,
            Slot::Given(at) => self.outcome(&at.value, scope).map(Some),
        };
        // The conclusion is always known; without a bound nothing is counted from it.
        let before = match before {
            Slot::Absent => Anchor::ConcludedAt,
            _ => *before.get()?,
        };
        Some(Tiers { before, takes, rows: rows?, otherwise: otherwise?, deadlines: deadlines?, stairs })
    }

    fn tier(&mut self, raw: &TierTable, settles_by_default: bool, scope: &Scope) -> Option<Tier> {
        let TierTable {
            at_least,
            more_than,
            at_most,
            less_than,
            since,
            cancelled,
            count,
            price,
            delivered,
            when,
            unless,
            day,
            verdict,
            charges,
            refund,
            credit,
            ceiling,
            settles,
            customer_may_dissolve,
            customer_may_reject,
            decided_by,
            span,
        } = raw;
        let bounds = self.bounds([at_least, more_than, at_most, less_than], *span);
        let since = match since {
            Slot::Absent => Some(None),
            Slot::Faulty => None,
            Slot::Given(at) => self.since(&at.value, scope).map(Some),
        };
        let cancelled = match cancelled {
            Slot::Absent => Some(None),
            Slot::Faulty => None,
            Slot::Given(at) => self.cancelled(&at.value, scope).map(Some),
        };
        let conditions = self.conditions(when, unless, Some(day), scope);
        let conditions = self.measured(conditions, (count, price, delivered), scope);
        let verdict = verdict.get_or(Verdict::Permitted);
        self.warn_of_idle_charges(verdict, charges.span().or(refund.span()));
        let settles = self.settles(settles, settles_by_default, refund, credit);
        let credit = self.credit(credit, scope);
        let charges = self.charges_and_refund(charges, refund, scope);
        let outcome = Outcome {
            verdict,
            charges: charges?,
            at_most_the_price: ceiling.get().is_some(),
            deadlines: Vec::new(),
            settles,
            credit: credit?,
            customer_may_dissolve: customer_may_dissolve.get_or(false),
            customer_may_reject: customer_may_reject.get_or(false),
            decided_by: decided_by.get_or(DecidedBy::Provider),
        };
        Some(Tier { bounds: bounds?, since: since?, cancelled: cancelled?, conditions, outcome, span: *span })
    }

    fn since(&mut self, raw: &SinceTable, scope: &Scope) -> Option<Since> {
        let SinceTable { after, at_least, more_than, at_most, less_than, unknown_holds, span } = raw;
        if let Slot::Given(At { value, span }) = after {
            self.anchor(*value, *span, scope);
            if *value == Anchor::Act {
                let message = both!("an act does not come after itself", "een handeling komt niet na zichzelf");
                self.error(FaultCode::QuestionAnchor, *span, message);
            }
        }
        let slots = [at_least, more_than, at_most, less_than];
        if slots.iter().all(|slot| slot.is_absent()) {
            self.error(FaultCode::MissingKey, *span, a_bound_is_missing());
        }
        let bounds = self.bounds(slots, *span)?;
        Some(Since { anchor: *after.get()?, bounds, unknown_holds: unknown_holds.get().copied() })
    }

    fn cancelled(&mut self, raw: &CancelledTable, scope: &Scope) -> Option<PartBounds> {
        let CancelledTable { at_least, more_than, at_most, less_than, span } = raw;
        if let Some(question) = scope.without(allowed::knows_cancelled) {
            let message = both!(
                "`{question}` does not know how many people no longer come",
                "`{question}` weet niet hoeveel mensen niet meer komen"
            );
            self.error(FaultCode::QuestionAmount, *span, message);
        }
        let slots = [at_least, more_than, at_most, less_than];
        if slots.iter().all(|slot| slot.is_absent()) {
            self.error(FaultCode::MissingKey, *span, a_bound_is_missing());
        }
        if slots.iter().any(|slot| slot.is_faulty()) {
            return None;
        }
        let bound =
            |slot: &Slot<Percent>, inclusive| slot.get().map(|percent| PartBound { percent: *percent, inclusive });
        let bounds = PartBounds {
            lower: bound(at_least, true).or(bound(more_than, false)),
            upper: bound(at_most, true).or(bound(less_than, false)),
        };
        if bounds.is_empty() {
            let message =
                both!("no number of people lies between these bounds", "tussen deze grenzen ligt geen aantal mensen");
            self.error(FaultCode::TierEmpty, *span, message);
        }
        Some(bounds)
    }

    /// Whether anything lies between two bounds; reports when nothing does.
    pub(super) fn check_bounds(&mut self, bounds: TierBounds, span: Span) -> bool {
        let none = Conditions::default();
        let (Some(lower), Some(upper)) = (bounds.lower, bounds.upper) else { return true };
        if (Row { bounds, since: None, conditions: &none, week: self.week }).is_possible(&none) {
            return true;
        }
        if is_longer(lower, upper, self.week) {
            let message = both!(
                "the bounds are reversed: {lower} is longer than {upper}",
                "de grenzen staan verkeerd om: `{lower}` is langer dan `{upper}`"
            );
            let help = both!(
                "`at_least` and `more_than` bound from below, `at_most` and `less_than` from above",
                "`at_least` en `more_than` begrenzen van onder, `at_most` en `less_than` van boven"
            );
            self.faults.error(FaultCode::BoundsReversed, span, message, Some(help));
        } else {
            let message = both!("nothing lies between these bounds", "tussen deze grenzen ligt niets");
            self.error(FaultCode::TierEmpty, span, message);
        }
        false
    }

    /// Checks that the rows cover all time; gives their staircase.
    fn check_cover(&mut self, table: &Table<'_>, no_otherwise: bool) -> Option<Vec<Stair>> {
        let rows: Vec<Row<'_>> = table.rows.iter().map(|tier| row(tier, self.week)).collect();
        let open = open_conditions(&rows, table.clause).len();
        if open > LIMITS.conditions {
            let message = both!(
                "the tiers name {open} conditions, more than the {} that are allowed",
                "de treden noemen {open} voorwaarden, meer dan de {} die mogen",
                LIMITS.conditions
            );
            self.error(FaultCode::TooMany, table.span, message);
            return None;
        }
        for (row, tier) in rows.iter().zip(table.rows) {
            let never = !together(&[table.clause, row.conditions], table.products);
            if together(&[row.conditions], ProductSet::ALL) && (never || !row.is_possible(table.clause)) {
                let message = both!(
                    "this tier never applies: the clause's conditions exclude its own",
                    "deze trede geldt nooit: de voorwaarden van de bepaling sluiten de hare uit"
                );
                self.error(FaultCode::TierEmpty, tier.span, message);
            }
        }
        if table.takes == Takes::Cheapest {
            self.report_overlaps(&rows, table);
        }
        if no_otherwise {
            self.report_gaps(&rows, table);
        }
        stairs(&rows)
    }

    /// Reports the moments that no row covers: for every part of the people, or for those where a row is missing.
    fn report_gaps(&mut self, rows: &[Row<'_>], table: &Table<'_>) {
        let mut parts = people::stretches(table.rows.iter().filter_map(|tier| tier.cancelled));
        parts.retain(|part| table.nobody || *part != people::Stretch::At(Percent::whole(0)));
        let mut found: Vec<(Gap, Vec<people::Stretch>)> = Vec::new();
        for part in &parts {
            let covers = |tier: &Tier| tier.cancelled.is_none_or(|bounds| bounds.cover(*part));
            let covering = rows.iter().zip(table.rows).filter(|(_, tier)| covers(tier));
            let rows: Vec<Row<'_>> = covering.map(|(row, _)| *row).collect();
            let Some(gaps) = gaps(&rows, table.clause, table.products) else {
                let message = both!(
                    "the tiers have too many kinds of bounds to tell whether they cover all time",
                    "de treden hebben te veel soorten grenzen om te zien of zij alle tijd dekken"
                );
                let help = both!(
                    "add an `otherwise` for the moments that no tier covers",
                    "zet er een `otherwise` bij voor de tijdstippen die geen trede dekt"
                );
                return self.faults.error(FaultCode::TierGap, table.span, message, Some(help));
            };
            for gap in gaps {
                match found.iter_mut().find(|(known, _)| *known == gap) {
                    Some((_, others)) => others.push(*part),
                    None => found.push((gap, vec![*part])),
                }
            }
        }
        for (Gap { cell, known }, missing) in found {
            let so = if cell.is_certain() {
                Bilingual::new("no tier applies", "geldt geen trede")
            } else {
                Bilingual::new(
                    "it cannot be ruled out that no tier applies",
                    "is niet uit te sluiten dat geen trede geldt",
                )
            };
            let (moments, conditions) = (cell.phrase(table.before), known_phrase(&known));
            let help = both!(
                "add a tier, or an `otherwise` for the moments that no tier covers",
                "zet er een trede bij, of een `otherwise` voor de tijdstippen die geen trede dekt"
            );
            let every = missing.len() == parts.len();
            for part in missing.into_iter().take(if every { 1 } else { usize::MAX }) {
                let part = part.text();
                let people = if every {
                    both!("", "")
                } else {
                    both!(" where {part} no longer come", ", als {part} niet meer komt,"; part)
                };
                let message = both!(
                    "{so} {moments}{people}{conditions}",
                    "{moments}{people}{conditions} {so}"; so, moments, people, conditions
                );
                self.faults.error(FaultCode::TierGap, table.span, message, Some(help.clone()));
            }
        }
    }

    fn report_overlaps(&mut self, rows: &[Row<'_>], table: &Table<'_>) {
        for (i, (row, tier)) in rows.iter().zip(table.rows).enumerate() {
            for (j, earlier) in rows.iter().enumerate().take(i) {
                let parts = [tier.cancelled, table.rows.get(j).and_then(|tier| tier.cancelled)];
                if !parts_meet(&parts) {
                    continue;
                }
                if let Some(cell) = overlap(earlier, row, table.clause, table.products) {
                    let (first, second) = (j + 1, i + 1);
                    let moments = cell.phrase(table.before);
                    let message = both!(
                        "tiers {first} and {second} both apply {moments}",
                        "{moments} gelden de treden {first} en {second} allebei"; moments
                    );
                    let help = both!(
                        "the one that is cheapest for the customer applies (R1); with `takes = \"first\"`, the first",
                        "de voor de klant goedkoopste geldt (R1); met `takes = \"first\"` de eerste"
                    );
                    self.faults.warning(FaultCode::TierOverlap, tier.span, message, Some(help));
                }
            }
        }
    }
}

/// A table, as far as it matters to whether it covers all time.
struct Table<'t> {
    rows: &'t [Tier],
    clause: &'t Conditions,
    /// What the clause is about.
    products: ProductSet,
    before: Anchor,
    takes: Takes,
    /// Whether it may be about none of the people; a cancellation is about one of them at least.
    nobody: bool,
    span: Span,
}

fn row(tier: &Tier, week: Week) -> Row<'_> {
    Row { bounds: tier.bounds, since: tier.since, conditions: &tier.conditions, week }
}

/// Whether some part of the people lies within all of some bounds.
fn parts_meet(all: &[Option<PartBounds>]) -> bool {
    let bounds = || all.iter().flatten();
    people::stretches(bounds().copied()).into_iter().any(|stretch| bounds().all(|bounds| bounds.cover(stretch)))
}

/// ` when `a` holds and `b` does not`.
fn known_phrase(known: &[(crate::policy::building_blocks::Condition, bool)]) -> Summary {
    let names = |so: bool| -> Vec<String> {
        known.iter().filter(|(_, holds)| *holds == so).map(|(condition, _)| condition.to_string()).collect()
    };
    let (holding, not) = (names(true), names(false));
    let (all, none) = (all_of(&holding), one_of(&not));
    match (holding.as_slice(), not.as_slice()) {
        ([], []) => both!("", ""),
        (_, []) => both!(", where {all} hold", ", waar {all} zo is"; all),
        ([], _) => both!(", where none of {none} holds", ", waar geen van {none} zo is"; none),
        _ => both!(
            ", where {all} hold and none of {none} does",
            ", waar {all} zo is en geen van {none}"; all, none
        ),
    }
}

/// That a table of bounds has none.
pub(super) fn a_bound_is_missing() -> Summary {
    both!(
        "one of `at_least`, `more_than`, `at_most` or `less_than` is missing",
        "een van `at_least`, `more_than`, `at_most` of `less_than` ontbreekt"
    )
}
