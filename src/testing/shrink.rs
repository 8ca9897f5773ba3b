//! Making a request smaller while something is still wrong with it, so that nothing is left in it that does not matter.

use crate::facts::{Agreement, Event, Facts, Invoice, OpenInvoice, Performance, WithdrawalFacts};
use crate::money::Cents;

/// The smallest request, by taking away facts and lowering amounts one at a time, that still fails.
pub fn minimal(facts: Facts, fails: impl Fn(&Facts) -> bool) -> Facts {
    const MOST_ROUNDS: usize = 200;
    let mut smallest = facts;
    for _ in 0..MOST_ROUNDS {
        match simpler(&smallest).into_iter().find(|facts| fails(facts)) {
            Some(facts) => smallest = facts,
            None => break,
        }
    }
    smallest
}

/// Requests that are one step simpler, the boldest first.
fn simpler(facts: &Facts) -> Vec<Facts> {
    let (agreement, event) = (facts.agreement(), facts.event());
    let agreements = simpler_agreements(agreement).into_iter().map(|agreement| (agreement, event.clone()));
    let events = simpler_events(event).into_iter().map(|event| (agreement.clone(), event));
    let made = agreements.chain(events).filter_map(|(a, e)| Facts::new(a, e, facts.basis()).ok());
    made.filter(|simpler| simpler != facts).collect()
}

fn simpler_agreements(a: &Agreement) -> Vec<Agreement> {
    let p = a.performance;
    let w = a.withdrawal;
    let with = |change: &dyn Fn(&mut Agreement)| {
        let mut changed = a.clone();
        change(&mut changed);
        changed
    };
    let performed = |performance| with(&|a| a.performance = performance);
    let told = |withdrawal| with(&|a| a.withdrawal = withdrawal);
    let mut simpler = vec![
        Agreement { ..Agreement::new(a.customer, a.product, a.price, a.concluded_at) },
        with(&|a| a.payments.clear()),
        performed(Performance::default()),
        told(WithdrawalFacts::default()),
        with(&|a| a.starts_at = None),
        with(&|a| a.ends_at = None),
        with(&|a| a.term_months = 0),
        with(&|a| a.service_count = 1),
        with(&|a| a.session_count = 1),
        with(&|a| a.change_costs_in_offer = None),
        with(&|a| a.pays_in_instalments = false),
        with(&|a| a.insurance = None),
        performed(Performance { started_at: None, ..p }),
        performed(Performance { fully_performed: false, ..p }),
        performed(Performance { delivered_units: 0, ..p }),
        performed(Performance { total_units: 0, delivered_units: 0, ..p }),
        performed(Performance { costs_incurred: Cents::ZERO, ..p }),
        told(WithdrawalFacts { information_given_at: None, ..w }),
        told(WithdrawalFacts { information_withheld: false, ..w }),
        told(WithdrawalFacts { express_request_to_start: false, ..w }),
        told(WithdrawalFacts { acknowledged_loss_of_right: false, ..w }),
        told(WithdrawalFacts { goods_received_at: None, ..w }),
        told(WithdrawalFacts { made_to_order: false, ..w }),
        told(WithdrawalFacts { concluded_on_premises: false, ..w }),
    ];
    // Not offered to what has fewer units, which would take them away again.
    if p.total_units > 1 {
        simpler.push(performed(Performance { delivered_units: 1, total_units: 1, ..p }));
    }
    simpler.extend(lower(a.price).map(|price| with(&|a| a.price = price)));
    simpler.extend(lower(p.costs_incurred).map(|costs| performed(Performance { costs_incurred: costs, ..p })));
    for place in 0..a.payments.len() {
        simpler.push(with(&|a| {
            a.payments.remove(place);
        }));
        let amounts = a.payments.get(place).into_iter().flat_map(|payment| lower(payment.amount));
        let lowered = |amount| with(&|a| a.payments.iter_mut().skip(place).take(1).for_each(|p| p.amount = amount));
        simpler.extend(amounts.map(lowered));
    }
    if let Some(insurance) = a.insurance {
        let payouts = lower(insurance.payout);
        simpler.extend(payouts.map(|payout| with(&|a| a.insurance.iter_mut().for_each(|i| i.payout = payout))));
        let deductibles = lower(insurance.deductible);
        simpler.extend(deductibles.map(|own| with(&|a| a.insurance.iter_mut().for_each(|i| i.deductible = own))));
    }
    if let Some(costs) = a.change_costs_in_offer {
        simpler.extend(lower(costs).map(|costs| with(&|a| a.change_costs_in_offer = Some(costs))));
    }
    simpler
}

/// Lower amounts, the lowest first.
fn lower(amount: Cents) -> impl Iterator<Item = Cents> {
    let cents = amount.get();
    let lower =
        [0, 1, 100, 10_000, cents / 2, cents - cents % 100, cents - 10_000, cents - 1_000, cents - 100, cents - 1];
    lower.into_iter().filter(move |lower| *lower < cents && *lower >= 0).map(Cents::new)
}

fn simpler_events(event: &Event) -> Vec<Event> {
    let with = |change: &dyn Fn(&mut Event)| {
        let mut changed = event.clone();
        change(&mut changed);
        changed
    };
    match event {
        Event::Cancellation { .. } | Event::BookingChange { .. } | Event::PaymentPlan | Event::DataBreach { .. } => {
            Vec::new()
        }
        Event::NoShow { .. } => vec![Event::NoShow { session_starts_at: None }],
        Event::Withdrawal { declared_at, goods_devaluation } => {
            let declared_at = *declared_at;
            let amounts = lower(*goods_devaluation);
            amounts.map(|goods_devaluation| Event::Withdrawal { declared_at, goods_devaluation }).collect()
        }
        Event::Rescheduling { requested_at, alternative_date_offered, session_starts_at } => {
            let (requested_at, session_starts_at) = (*requested_at, *session_starts_at);
            let alternative_date_offered = *alternative_date_offered;
            vec![
                Event::Rescheduling { requested_at, alternative_date_offered, session_starts_at: None },
                Event::Rescheduling { requested_at, alternative_date_offered: false, session_starts_at },
            ]
        }
        Event::Substitution { requested_at, .. } => {
            vec![Event::Substitution { requested_at: *requested_at, substitute_qualifies: false }]
        }
        Event::ProviderCancellation(_) => vec![
            with(&|e| {
                if let Event::ProviderCancellation(e) = e {
                    e.replacement_offered = false
                }
            }),
            with(&|e| {
                if let Event::ProviderCancellation(e) = e {
                    e.customer_can_attend_replacement = false
                }
            }),
        ],
        Event::ProviderChange(_) => vec![
            with(&|e| {
                if let Event::ProviderChange(e) = e {
                    (e.notified_at, e.rejected_at) = (None, None)
                }
            }),
            with(&|e| {
                if let Event::ProviderChange(e) = e {
                    e.rejected_at = None
                }
            }),
            with(&|e| {
                if let Event::ProviderChange(e) = e {
                    e.essential = false
                }
            }),
            with(&|e| {
                if let Event::ProviderChange(e) = e {
                    e.more_than_minor_disadvantage = false
                }
            }),
            with(&|e| {
                if let Event::ProviderChange(e) = e {
                    e.location_only = false
                }
            }),
        ],
        Event::PaymentReview(review) => {
            let mut simpler = vec![
                with(&|e| {
                    if let Event::PaymentReview(e) = e {
                        e.actual_collection_costs = Cents::ZERO
                    }
                }),
                with(&|e| {
                    if let Event::PaymentReview(e) = e {
                        e.collection_costs_vat_percent = 0
                    }
                }),
            ];
            for (place, invoice) in review.invoices.iter().enumerate() {
                let mut fewer = review.clone();
                fewer.invoices.remove(place);
                simpler.extend((!fewer.invoices.is_empty()).then_some(Event::PaymentReview(fewer)));
                simpler.extend(simpler_invoices(invoice).into_iter().map(|invoice| {
                    let mut changed = review.clone();
                    changed.invoices.iter_mut().skip(place).take(1).for_each(|i| *i = invoice.clone());
                    Event::PaymentReview(changed)
                }));
            }
            simpler
        }
        Event::PaymentAllocation(allocation) => {
            let mut simpler = Vec::new();
            for (place, invoice) in allocation.invoices.iter().enumerate() {
                let mut fewer = allocation.clone();
                fewer.invoices.remove(place);
                simpler.push(Event::PaymentAllocation(fewer));
                simpler.extend(lower(invoice.open).map(|open| {
                    let mut changed = allocation.clone();
                    let entries = changed.invoices.iter_mut().skip(place).take(1);
                    entries.for_each(|i| *i = OpenInvoice { open, ..i.clone() });
                    Event::PaymentAllocation(changed)
                }));
            }
            simpler.extend(lower(allocation.amount).map(|amount| {
                with(&|e| {
                    if let Event::PaymentAllocation(e) = e {
                        e.amount = amount
                    }
                })
            }));
            simpler
        }
        Event::Termination(_) => vec![
            with(&|e| {
                if let Event::Termination(e) = e {
                    (e.for_cause, e.non_payment) = (false, false)
                }
            }),
            with(&|e| {
                if let Event::Termination(e) = e {
                    e.non_payment = false
                }
            }),
        ],
        Event::PriceIncrease(increase) => {
            let mut simpler = vec![
                with(&|e| {
                    if let Event::PriceIncrease(e) = e {
                        e.current_price = None
                    }
                }),
                with(&|e| {
                    if let Event::PriceIncrease(e) = e {
                        e.previous_increase_at = None
                    }
                }),
                with(&|e| {
                    if let Event::PriceIncrease(e) = e {
                        e.indexation = false
                    }
                }),
                with(&|e| {
                    if let Event::PriceIncrease(e) = e {
                        e.legal_obligation = false
                    }
                }),
            ];
            simpler.extend(lower(increase.new_price).map(|price| {
                with(&|e| {
                    if let Event::PriceIncrease(e) = e {
                        e.new_price = price
                    }
                })
            }));
            simpler
        }
        Event::TermsChange { announced_at, effective_at, .. } => {
            let (announced_at, effective_at) = (*announced_at, *effective_at);
            vec![Event::TermsChange { announced_at, effective_at, performance_changes: false }]
        }
        Event::Complaint(_) => vec![
            with(&|e| {
                if let Event::Complaint(e) = e {
                    e.filed_at = None
                }
            }),
            with(&|e| {
                if let Event::Complaint(e) = e {
                    e.arisen_at = None
                }
            }),
            with(&|e| {
                if let Event::Complaint(e) = e {
                    e.delivered_at = None
                }
            }),
            with(&|e| {
                if let Event::Complaint(e) = e {
                    e.discovered_at = None
                }
            }),
            with(&|e| {
                if let Event::Complaint(e) = e {
                    e.visible_on_delivery = false
                }
            }),
            with(&|e| {
                if let Event::Complaint(e) = e {
                    e.about_conclusion = false
                }
            }),
        ],
        Event::DamageClaim(claim) => {
            let mut simpler = vec![
                with(&|e| {
                    if let Event::DamageClaim(e) = e {
                        e.intent_or_recklessness = false
                    }
                }),
                with(&|e| {
                    if let Event::DamageClaim(e) = e {
                        e.awarded_this_year = Cents::ZERO
                    }
                }),
            ];
            simpler.extend(lower(claim.damage).map(|damage| {
                with(&|e| {
                    if let Event::DamageClaim(e) = e {
                        e.damage = damage
                    }
                })
            }));
            simpler
        }
        Event::Breach { kind, count, monthly_salary, occurred_at } => {
            let (kind, count, monthly_salary, occurred_at) = (*kind, *count, *monthly_salary, *occurred_at);
            vec![
                Event::Breach { kind, count: 1, monthly_salary, occurred_at },
                Event::Breach { kind, count: (count / 2).max(1), monthly_salary, occurred_at },
                Event::Breach { kind, count, monthly_salary: None, occurred_at },
                Event::Breach { kind, count, monthly_salary, occurred_at: None },
                Event::Breach { kind, count, monthly_salary: monthly_salary.map(|_| Cents::new(1)), occurred_at },
            ]
        }
        Event::ForceMajeure { began_at, as_of, .. } => {
            vec![Event::ForceMajeure { began_at: *began_at, as_of: *as_of, permanent: false }]
        }
        Event::Offer { made_at, accepted_at, as_of } => {
            let (made_at, accepted_at, as_of) = (*made_at, *accepted_at, *as_of);
            vec![Event::Offer { made_at, accepted_at, as_of: None }, Event::Offer { made_at, accepted_at: None, as_of }]
        }
    }
}

fn simpler_invoices(invoice: &Invoice) -> Vec<Invoice> {
    let mut simpler = vec![
        Invoice { is_deposit: false, ..invoice.clone() },
        Invoice { due_on: None, ..invoice.clone() },
        Invoice { reminder_received_on: None, ..invoice.clone() },
        Invoice { collection_notice_received_on: None, ..invoice.clone() },
    ];
    simpler.extend(lower(invoice.open).map(|open| Invoice { open, ..invoice.clone() }));
    simpler
}
