//! Default of payment, instalments, and what a payment pays off.

use super::amounts::{is_exact, is_whole};
use super::walk::{Near, Seen, Walk};
use crate::calendar::{Date, Holidays};
use crate::decision::{AllocationTarget, Calculation, Decision, InvoiceArrears};
use crate::facts::{Event, Invoice, PaymentAllocation, PaymentReview};
use crate::law::AccrualRate;
use crate::money::Cents;
use crate::policy::Summary;
use crate::policy::building_blocks::{Anchor, DayRule, Period, Span};
use crate::policy::forms::{Allocation, AllocationStep, PaymentDefault, RightToCancel, Suspension};
use crate::policy::payment::{InstalmentPart, Instalments, PartShare, StepCosts, StepTaken, steps_taken};
use crate::vocabulary::{Bilingual, CustomerType, both};

/// An invoice as it was given, and what was decided of it.
type Pair<'a> = (&'a Invoice, &'a InvoiceArrears);

impl<'a> Walk<'a> {
    pub(super) fn payment_default(&mut self, span: Span, default: &'a PaymentDefault) {
        if default.pay_within.is_some() {
            let states = |seen: &mut Seen<'a>, wanted: bool| {
                invoices(seen).iter().any(|(invoice, _)| invoice.due_on.is_some() == wanted)
            };
            self.point(
                span,
                || both!("an invoice that states its due date", "een factuur die haar vervaldag noemt"),
                &|seen| states(seen, true),
            );
            self.point(
                span,
                || both!("an invoice that states no due date", "een factuur die geen vervaldag noemt"),
                &|seen| states(seen, false),
            );
        }
        if let Some(within) = default.due_at_once_within {
            self.due_at_once(span, within);
        }
        if let Some(grace) = default.after_reminder {
            self.reminder(span, grace);
        }
        let place = |seen: &mut Seen<'a>| -> Option<Near> {
            let as_of = seen.acted_on()?;
            invoices(seen)
                .into_iter()
                .find_map(|pair| Near::day(as_of, first_day(seen.policy.holidays, default, pair)?))
        };
        self.edge(span, &both!("the first day of default", "de eerste dag van verzuim"), &place);
        let paid = |seen: &mut Seen<'a>| invoices(seen).iter().any(|(invoice, _)| invoice.open == Cents::ZERO);
        self.point(span, || both!("an invoice with nothing open", "een factuur waarop niets open staat"), &paid);
        self.suspension(span, default.suspension);
        self.due_and_claimed(span, default);
        self.right_to_cancel(span, default.cancellation);
        self.steps(default);
        self.interest_and_costs(span, default);
        if default.counts_as_cancelled.is_some() {
            let cancelled = |seen: &mut Seen<'a>| seen.applies() && seen.decision.settlement.is_some();
            self.point(span, || both!("counts as cancelled", "geldt als annulering"), &cancelled);
            let deposit = |seen: &mut Seen<'a>| {
                seen.decision.settlement.is_none()
                    && invoices(seen)
                        .iter()
                        .any(|(invoice, arrears)| invoice.is_deposit == Some(true) && arrears.default_from.is_some())
            };
            self.point(
                span,
                || {
                    both!(
                        "a deposit in default does not count as cancelled",
                        "een aanbetaling in verzuim geldt niet als annulering"
                    )
                },
                &deposit,
            );
        }
    }

    fn due_at_once(&mut self, span: Span, within: Period) {
        let place = |seen: &mut Seen<'a>, edge: Option<Date>| -> Option<Near> {
            let unstated = invoices(seen).into_iter().filter(|(invoice, _)| invoice.due_on.is_none());
            unstated.into_iter().find_map(|(invoice, _)| Near::day(invoice.issued_on, edge?))
        };
        let start = |seen: &Seen<'a>| seen.date_of(Anchor::StartsAt);
        self.edge(
            span,
            &both!("{within} before `starts_at`, when issued", "`{within}` voor `starts_at`, bij het factureren"),
            &|seen| {
                let edge = start(seen).and_then(|start| within.before(start, seen.policy.holidays));
                place(seen, edge)
            },
        );
        self.edge(span, &both!("the start date, when issued", "de startdatum, bij het factureren"), &|seen| {
            let edge = start(seen);
            place(seen, edge)
        });
    }

    fn reminder(&mut self, span: Span, grace: Period) {
        let none =
            |seen: &mut Seen<'a>| invoices(seen).iter().any(|(invoice, _)| invoice.reminder_received_on.is_none());
        self.point(span, || both!("an invoice without a reminder", "een factuur zonder herinnering"), &none);
        let later = |seen: &mut Seen<'a>, wanted: bool| {
            invoices(seen).iter().any(|(invoice, arrears)| {
                let last = invoice.reminder_received_on.and_then(|on| grace.after(on, seen.policy.holidays));
                last.is_some_and(|last| (last > arrears.due_on) == wanted)
            })
        };
        self.point(
            span,
            || {
                both!(
                    "the reminder's grace ends after the due date",
                    "de uitstel van de herinnering eindigt na de vervaldag"
                )
            },
            &|seen| later(seen, true),
        );
        self.point(
            span,
            || {
                both!(
                    "the reminder's grace ends by the due date",
                    "de uitstel van de herinnering eindigt uiterlijk op de vervaldag"
                )
            },
            &|seen| later(seen, false),
        );
    }

    fn suspension(&mut self, span: Span, suspension: Suspension) {
        let suspended =
            |seen: &mut Seen<'a>, wanted: bool| seen.applies() && seen.decision.access_may_be_suspended == wanted;
        if suspension != Suspension::Never {
            self.point(span, || both!("access may be suspended", "de toegang mag worden opgeschort"), &|seen| {
                suspended(seen, true)
            });
            self.point(
                span,
                || both!("access may not be suspended", "de toegang mag niet worden opgeschort"),
                &|seen| suspended(seen, false),
            );
        }
        if suspension == Suspension::UnpaidAtStart {
            let place = |seen: &mut Seen<'a>| -> Option<Near> {
                let start = seen.date_of(Anchor::StartsAt)?;
                let earlier = |invoice: &Invoice| invoice.open > Cents::ZERO && invoice.issued_on < start;
                let open = invoices(seen).iter().any(|(invoice, _)| earlier(invoice));
                Near::day(seen.acted_on()?, start).filter(|_| open)
            };
            self.edge(
                span,
                &both!("the start date with an earlier invoice open", "de startdatum met een eerdere factuur open"),
                &place,
            );
        }
    }

    fn due_and_claimed(&mut self, span: Span, default: &'a PaymentDefault) {
        if default.deposit_within.is_some() {
            let deposit = |seen: &mut Seen<'a>| {
                invoices(seen).iter().any(|(invoice, _)| invoice.is_deposit == Some(true) && invoice.due_on.is_none())
            };
            self.point(
                span,
                || both!("a deposit that states no due date", "een aanbetaling zonder vervaldag"),
                &deposit,
            );
        }
        if let Some(by) = default.due_by {
            let unstated = |seen: &Seen<'a>| {
                let invoices = invoices(seen).into_iter().filter(|(invoice, _)| invoice.due_on.is_none());
                invoices.map(|(invoice, _)| invoice.issued_on).collect::<Vec<_>>()
            };
            let place = |seen: &mut Seen<'a>| {
                let day = day(seen, by)?;
                unstated(seen).into_iter().find_map(|issued| Near::day(day, issued))
            };
            self.edge(
                span,
                &both!(
                    "the invoice date, when it is due at the latest",
                    "de factuurdatum, als hij uiterlijk is te betalen"
                ),
                &place,
            );
            if let Some(within) = default.pay_within {
                let place = |seen: &mut Seen<'a>| {
                    let day = day(seen, by)?;
                    unstated(seen)
                        .into_iter()
                        .find_map(|issued| Near::day(day, within.after(issued, seen.policy.holidays)?))
                };
                self.edge(
                    span,
                    &both!(
                        "{within} after the invoice date, when it is due at the latest",
                        "`{within}` na de factuurdatum, als hij uiterlijk is te betalen"
                    ),
                    &place,
                );
            }
        }
        if let Some(after) = default.claims.after {
            let place = |seen: &mut Seen<'a>| {
                let as_of = seen.acted_on()?;
                let mut in_default = invoices(seen).into_iter().filter(|(_, state)| state.default_from.is_some());
                in_default
                    .find_map(|(invoice, _)| Near::day(as_of, after.after(invoice.issued_on, seen.policy.holidays)?))
            };
            self.edge(
                span,
                &both!(
                    "{after} after the date of an invoice in default",
                    "`{after}` na de datum van een factuur in verzuim"
                ),
                &place,
            );
        }
    }

    fn right_to_cancel(&mut self, span: Span, right: RightToCancel) {
        if right == RightToCancel::Never {
            return;
        }
        let may = |seen: &mut Seen<'a>, wanted: bool| seen.applies() && seen.decision.provider_may_cancel == wanted;
        self.point(span, || both!("the provider may cancel", "de aanbieder mag annuleren"), &|seen| may(seen, true));
        self.point(span, || both!("the provider may not cancel", "de aanbieder mag niet annuleren"), &|seen| {
            may(seen, false)
        });
        if right == RightToCancel::DepositUnpaid {
            let other = |seen: &mut Seen<'a>| {
                let mut invoices = invoices(seen).into_iter();
                may(seen, false)
                    && invoices.any(|(invoice, state)| invoice.is_deposit != Some(true) && state.default_from.is_some())
            };
            self.point(
                span,
                || both!("an invoice in default that is no deposit", "een factuur in verzuim die geen aanbetaling is"),
                &other,
            );
        }
    }

    fn steps(&mut self, default: &'a PaymentDefault) {
        for (number, step) in (1u32..).zip(&default.steps) {
            let place = |seen: &mut Seen<'a>| {
                let as_of = seen.acted_on()?;
                let taken = taken(seen, default).into_iter();
                taken.filter(|(_, step)| step.number == Some(number)).find_map(|(_, step)| Near::day(as_of, step.on))
            };
            self.edge(step.span, &both!("the day of step {number}", "de dag van stap {number}"), &place);
            let place = |seen: &mut Seen<'a>| {
                // A step that comes too early is the next one all the same.
                taken(seen, default).iter().find_map(|(before, step)| {
                    (*before == number - 1).then(|| Near::day(step.on, step.after)).flatten()
                })
            };
            self.edge(
                step.span,
                &both!("the last day to pay before step {number}", "de laatste dag om te betalen voor stap {number}"),
                &place,
            );
            if let StepCosts::Percent(percent, minimum) = step.costs {
                let open = |seen: &mut Seen<'a>, test: &dyn Fn(Cents) -> bool| {
                    taken(seen, default).iter().any(|(_, step)| step.number == Some(number))
                        && invoices(seen).iter().any(|(invoice, _)| test(invoice.open))
                };
                if minimum > Cents::ZERO {
                    let less = |open| percent.of(open) < minimum;
                    self.point(
                        step.span,
                        || both!("step {number} costs the minimum", "stap {number} kost het minimum"),
                        &|seen| open(seen, &less),
                    );
                    let more = |open| percent.of(open) > minimum;
                    self.point(
                        step.span,
                        || both!("step {number} costs the percentage", "stap {number} kost het percentage"),
                        &|seen| open(seen, &more),
                    );
                }
                let rounded = |open| percent.of(open) > minimum && !is_exact(percent, open);
                self.point(
                    step.span,
                    || both!("step {number} is rounded to a cent", "stap {number} wordt op een cent afgerond"),
                    &|seen| open(seen, &rounded),
                );
            }
        }
    }

    fn interest_and_costs(&mut self, span: Span, default: &'a PaymentDefault) {
        let costly = default.collection_costs || default.steps.iter().any(|step| step.costs != StepCosts::Free);
        for customer in CustomerType::ALL {
            let of = |seen: &Seen<'a>| seen.applies() && seen.facts.agreement().customer == *customer;
            if default.interest.claimed {
                let interest = |seen: &mut Seen<'a>| of(seen) && arrears(seen.decision, |a| a.interest) > Cents::ZERO;
                self.point(span, || both!("interest from a {customer}", "rente van `{customer}`"), &interest);
            }
            if costly {
                let costs =
                    |seen: &mut Seen<'a>| of(seen) && arrears(seen.decision, |a| a.collection_costs) > Cents::ZERO;
                self.point(
                    span,
                    || both!("collection costs from a {customer}", "incassokosten van `{customer}`"),
                    &costs,
                );
            }
        }
        if default.interest.by_contract.is_some() {
            let rate = |seen: &mut Seen<'a>, wanted: bool| {
                let by_terms = |rate: AccrualRate| !matches!(rate, AccrualRate::Yearly(_)) == wanted;
                seen.decision.explanation.iter().any(
                    |step| matches!(&step.calculation, Calculation::Interest { period, .. } if by_terms(period.rate)),
                )
            };
            self.point(
                span,
                || both!("interest at the rate of the terms", "rente tegen het percentage van de voorwaarden"),
                &|seen| rate(seen, true),
            );
            if default.interest.statutory_if_higher {
                self.point(
                    span,
                    || both!("interest at a higher statutory rate", "rente tegen een hogere wettelijke rente"),
                    &|seen| rate(seen, false),
                );
            }
        }
        if default.actual_costs_from_business {
            self.actual_costs(span);
        }
    }

    fn actual_costs(&mut self, span: Span) {
        let higher = |seen: &mut Seen<'a>, wanted: bool| {
            let (costs, actual) = (arrears(seen.decision, |a| a.collection_costs), actual_costs(seen));
            !seen.facts.agreement().is_consumer()
                && costs > Cents::ZERO
                && actual > Cents::ZERO
                && (actual == costs) == wanted
        };
        self.point(
            span,
            || {
                both!(
                    "a business owes actual costs above the scale",
                    "een bedrijf betaalt de werkelijke kosten boven de staffel"
                )
            },
            &|seen| higher(seen, true),
        );
        self.point(
            span,
            || {
                both!(
                    "a business owes the scale above actual costs",
                    "een bedrijf betaalt de staffel boven de werkelijke kosten"
                )
            },
            &|seen| higher(seen, false),
        );
        let consumer = |seen: &mut Seen<'a>| {
            let costs = arrears(seen.decision, |a| a.collection_costs);
            seen.facts.agreement().is_consumer() && costs > Cents::ZERO && actual_costs(seen) > costs
        };
        self.point(
            span,
            || {
                both!(
                    "a consumer owes no actual costs above the scale",
                    "een consument betaalt geen werkelijke kosten boven de staffel"
                )
            },
            &consumer,
        );
    }

    // Instalments.

    pub(super) fn instalments(&mut self, span: Span, instalments: &'a Instalments) {
        let equal = instalments.parts.iter().filter(|part| part.share == PartShare::Equal).count();
        let uneven = |seen: &mut Seen<'a>, wanted: i64| {
            let (price, parts) = (seen.facts.agreement().price.get(), i64::try_from(equal));
            seen.applies()
                && parts.ok().and_then(|parts| price.checked_rem(parts)).is_some_and(|rest| rest.min(2) == wanted)
        };
        if equal > 1 {
            self.point(span, || both!("the price splits evenly", "de prijs is gelijk te delen"), &|seen| {
                uneven(seen, 0)
            });
            self.point(span, || both!("one cent is left over", "er blijft één cent over"), &|seen| uneven(seen, 1));
        }
        if equal > 2 {
            self.point(span, || both!("several cents are left over", "er blijven meer centen over"), &|seen| {
                uneven(seen, 2)
            });
        }
        for (number, part) in (1..).zip(&instalments.parts) {
            self.instalment(&both!("instalment {number}", "deelbetaling {number}"), part);
        }
    }

    fn instalment(&mut self, label: &Summary, part: &'a InstalmentPart) {
        let price = |seen: &Seen<'a>| seen.facts.agreement().price;
        match part.share {
            PartShare::Percent(percent) if !is_whole(percent) => {
                let rounded = |seen: &mut Seen<'a>| seen.applies() && !is_exact(percent, price(seen));
                self.point(
                    part.span,
                    || both!("{label} is rounded to a cent", "{label} wordt op een cent afgerond"; label),
                    &rounded,
                );
            }
            PartShare::Fixed(amount) => {
                let whole = |seen: &mut Seen<'a>, wanted: bool| seen.applies() && (price(seen) >= amount) == wanted;
                self.point(
                    part.span,
                    || both!("{label} is within the price", "{label} is binnen de prijs"; label),
                    &|seen| whole(seen, true),
                );
                self.point(
                    part.span,
                    || both!("{label} is above the price", "{label} is hoger dan de prijs"; label),
                    &|seen| whole(seen, false),
                );
            }
            PartShare::Percent(_) | PartShare::Equal | PartShare::Rest => {}
        }
        if part.invoiced.backwards {
            let place = |seen: &mut Seen<'a>| Near::day(day(seen, part.invoiced)?, seen.concluded_on());
            self.edge(part.span, &both!("the conclusion, when {label} is invoiced", "het sluiten, waarop {label} wordt gefactureerd"; label), &place);
        }
        let Some(by) = part.due_by else { return };
        let invoiced = |seen: &Seen<'a>| Some(day(seen, part.invoiced)?.max(seen.concluded_on()));
        let place = |seen: &mut Seen<'a>| Near::day(day(seen, by)?, invoiced(seen)?);
        self.edge(part.span, &both!("the invoice, when {label} is due at the latest", "de factuur, waarop {label} uiterlijk is te betalen"; label), &place);
        if let Some(within) = part.due_within {
            let place =
                |seen: &mut Seen<'a>| Near::day(day(seen, by)?, within.after(invoiced(seen)?, seen.policy.holidays)?);
            let what = both!("{within} after the invoice, when {label} is due at the latest", "`{within}` na de factuur, als {label} uiterlijk is te betalen"; label);
            self.edge(part.span, &what, &place);
        }
    }

    // Allocation.

    pub(super) fn allocation(&mut self, span: Span, allocation: &'a Allocation) {
        for step in &allocation.order {
            let (name, open) = match step {
                AllocationStep::Costs => {
                    (Bilingual::new("costs", "de kosten"), open_costs as fn(&PaymentAllocation) -> Cents)
                }
                AllocationStep::Interest => {
                    (Bilingual::new("interest", "de rente"), open_interest as fn(&PaymentAllocation) -> Cents)
                }
                AllocationStep::Principal => {
                    (Bilingual::new("invoices", "de facturen"), open_invoices as fn(&PaymentAllocation) -> Cents)
                }
            };
            let paid = |seen: &mut Seen<'a>, whole: bool| {
                let Event::PaymentAllocation(event) = seen.event() else { return false };
                let paid = paid_to(seen.decision, *step);
                seen.applies() && paid > Cents::ZERO && (paid == open(event)) == whole
            };
            self.point(span, || both!("the {name} are paid off", "{name}: alles is betaald"; name), &|seen| {
                paid(seen, true)
            });
            self.point(
                span,
                || both!("the payment does not cover the {name}", "de betaling dekt {name} niet"; name),
                &|seen| paid(seen, false),
            );
        }
        let left = |seen: &mut Seen<'a>| {
            let allocation = seen.decision.allocation.as_ref();
            seen.applies() && allocation.is_some_and(|allocation| allocation.unallocated > Cents::ZERO)
        };
        self.point(span, || both!("something is left of the payment", "van de betaling blijft iets over"), &left);
        let out_of_order = |seen: &mut Seen<'a>| match seen.event() {
            Event::PaymentAllocation(event) => seen.applies() && !event.invoices.is_sorted_by_key(|i| i.due_on),
            _ => false,
        };
        self.point(
            span,
            || {
                both!(
                    "invoices that are not given in the order of their due dates",
                    "facturen die niet op volgorde van vervaldag staan"
                )
            },
            &out_of_order,
        );
    }
}

/// The day of a rule, where the clause applies and the anchor is known.
fn day(seen: &Seen<'_>, rule: DayRule) -> Option<Date> {
    rule.counted(seen.date_of(rule.anchor).filter(|_| seen.applies())?, seen.policy.holidays)
}

/// The steps against late payment of an invoice up to a day after the review, each with how many counted before it.
fn taken(seen: &Seen<'_>, default: &PaymentDefault) -> Vec<(u32, StepTaken)> {
    let Some(until) = seen.acted_on().and_then(|as_of| as_of.plus_days(1)) else { return Vec::new() };
    let of = |(invoice, state): Pair<'_>| {
        let reminded = default.after_reminder.zip(invoice.reminder_received_on);
        let last = reminded
            .and_then(|(grace, on)| grace.after(on, seen.policy.holidays))
            .map_or(state.due_on, |day| day.max(state.due_on));
        let mut days = invoice.collection_steps_on.clone();
        days.retain(|day| *day <= until);
        days.sort_unstable();
        steps_taken(&default.steps, last, &days, seen.policy.holidays).unwrap_or_default()
    };
    let counted = |steps: Vec<StepTaken>| {
        let mut before = 0;
        let with = move |step: StepTaken| {
            let known = before;
            before = step.number.unwrap_or(before);
            (known, step)
        };
        steps.into_iter().map(with).collect::<Vec<_>>()
    };
    invoices(seen).into_iter().map(of).flat_map(counted).collect()
}

fn review<'a>(seen: &Seen<'a>) -> Option<&'a PaymentReview> {
    match seen.event() {
        Event::PaymentReview(review) => Some(review),
        _ => None,
    }
}

/// The invoices of a review that the clause decides, with what was decided of them.
fn invoices<'a>(seen: &Seen<'a>) -> Vec<Pair<'a>> {
    let (Some(review), Some(arrears)) = (review(seen).filter(|_| seen.applies()), &seen.decision.arrears) else {
        return Vec::new();
    };
    review.invoices.iter().zip(&arrears.by_invoice).collect()
}

/// The first day of default, whether or not it has come.
fn first_day(holidays: Holidays, default: &PaymentDefault, (invoice, arrears): Pair<'_>) -> Option<Date> {
    let after_due = arrears.due_on.plus_days(1).filter(|_| invoice.open > Cents::ZERO)?;
    let Some(grace) = default.after_reminder else { return Some(after_due) };
    let after_grace = grace.after(invoice.reminder_received_on?, holidays)?.plus_days(1)?;
    Some(after_grace.max(after_due))
}

fn arrears(decision: &Decision, part: fn(&crate::decision::Arrears) -> Cents) -> Cents {
    decision.arrears.as_deref().map_or(Cents::ZERO, part)
}

fn actual_costs(seen: &Seen<'_>) -> Cents {
    review(seen).map_or(Cents::ZERO, |review| review.actual_collection_costs.unwrap_or_default())
}

fn open_costs(event: &PaymentAllocation) -> Cents {
    event.open_costs.unwrap_or_default()
}

fn open_interest(event: &PaymentAllocation) -> Cents {
    event.open_interest.unwrap_or_default()
}

fn open_invoices(event: &PaymentAllocation) -> Cents {
    event.invoices.iter().map(|invoice| invoice.open).sum()
}

fn paid_to(decision: &Decision, step: AllocationStep) -> Cents {
    let parts = decision.allocation.iter().flat_map(|allocation| &allocation.parts);
    let of_step = parts.filter(|part| match &part.to {
        AllocationTarget::Costs => step == AllocationStep::Costs,
        AllocationTarget::Interest => step == AllocationStep::Interest,
        AllocationTarget::Invoice(_) => step == AllocationStep::Principal,
    });
    of_step.map(|part| part.amount).sum()
}
