//! The facts in which the cases of a question differ: those that its clauses name, and those that mandatory law reads.

use super::super::parts;
use super::super::settings::{Begun, EFFECTIVE, Ground, Increase, Information, Insured, Setting};
use super::super::timeline::Timeline;
use super::{Paid, counts, declared, measures};
use crate::calendar::Period;
use crate::facts::LIMITS;
use crate::money::{Cents, Percent};
use crate::policy::Policy;
use crate::policy::building_blocks::{Base, Condition, Counted, Counter, Share, StatedAmount};
use crate::policy::counts::BuiltInCount;
use crate::policy::declared::Ask;
use crate::policy::forms::{Form, LimitAmount, Notice, NoticeEnd, RightToCancel};
use crate::policy::people::PartBounds;
use crate::vocabulary::{BreachKind, Cause, CustomerType, DamageKind, Party, ProductType, Question};

type Dimensions = Vec<Vec<Setting>>;

/// Every fact that the cases differ in, with its values, what is so unless stated first.
pub(super) fn of(
    policies: &[&Policy],
    question: Question,
    member: (ProductType, CustomerType),
    line: Timeline,
    stated: Cents,
) -> Dimensions {
    let mut dimensions = Vec::new();
    for policy in policies {
        for condition in parts::named(policy, question, member) {
            let Condition::Declared(test) = condition else {
                push(&mut dimensions, of_condition(policies, question, condition, line));
                continue;
            };
            if let Ask::Delivered(_) = test.ask {
                // Without a count, everything performed is one of one.
                push(&mut dimensions, switch(Setting::FullyPerformed));
            }
            let values = match (test.ask, BuiltInCount::with_id(test.fact)) {
                (Ask::Costs(_), _) => measures::prices(policies, question, member),
                (Ask::Delivered(bound), _) => measures::delivered(bound),
                (_, Some(count)) => counts::values(policies, question, member, count),
                (_, None) => declared::of_test(policy, test, member.0, stated),
            };
            push(&mut dimensions, values);
        }
        push(&mut dimensions, declared::priced_apart(policy, member.0));
        for (_, clause) in parts::clauses_addressing(policy, question, member.0, member.1) {
            of_form(&clause.form, policy, line, &mut dimensions);
            of_charges(&clause.form, policy, member.0, stated, &mut dimensions);
        }
    }
    of_question(policies, question, member, line, &mut dimensions);
    dimensions
}

/// Adds values of a fact; a fact that is there already gets those that it lacks.
fn push(dimensions: &mut Dimensions, values: Vec<Setting>) {
    let Some(first) = values.first() else { return };
    let same_fact = |a: &Setting, b: &Setting| match (a, b) {
        (Setting::Stated(a, _), Setting::Stated(b, _)) => a == b,
        (Setting::Declared(a), Setting::Declared(b)) => a.fact == b.fact,
        _ => std::mem::discriminant(a) == std::mem::discriminant(b),
    };
    let known = dimensions.iter_mut().find(|known| known.first().is_some_and(|known| same_fact(known, first)));
    match known {
        Some(known) => {
            let new: Vec<Setting> = values.into_iter().filter(|value| !known.contains(value)).collect();
            known.extend(new);
        }
        None => dimensions.push(values),
    }
}

fn switch(setting: impl Fn(bool) -> Setting) -> Vec<Setting> {
    [false, true].map(setting).to_vec()
}

fn of_condition(policies: &[&Policy], question: Question, condition: Condition, line: Timeline) -> Vec<Setting> {
    match condition {
        Condition::PaysInInstalments => switch(Setting::Instalments),
        Condition::Begun => begun(policies, question, line),
        Condition::FullyPerformed => switch(Setting::FullyPerformed),
        Condition::ExpressRequest => switch(Setting::ExpressRequest),
        Condition::Acknowledged => switch(Setting::Acknowledged),
        Condition::MadeToOrder => switch(Setting::MadeToOrder),
        Condition::AlternativeDateOffered => switch(Setting::AlternativeDate),
        Condition::SubstituteQualifies => switch(Setting::SubstituteQualifies),
        Condition::ReplacementOffered => switch(Setting::Replacement),
        Condition::CanAttendReplacement => switch(Setting::CanAttend),
        Condition::ByProvider | Condition::ByCustomer => parties(),
        Condition::ForCause | Condition::NonPayment => grounds(),
        Condition::ProviderForCause => grounds(),
        Condition::CauseCustomer | Condition::CauseProvider | Condition::CauseNeither => {
            [Cause::Provider, Cause::Customer, Cause::Neither].map(Setting::Cause).to_vec()
        }
        Condition::Indexation => switch(Setting::Indexation),
        Condition::LegalObligation => switch(Setting::LegalObligation),
        Condition::Essential => switch(Setting::Essential),
        // A matter of the act's instant, which stays open; a matter of the policy that declares it.
        Condition::Started | Condition::Declared(_) => Vec::new(),
        Condition::LocationOnly => switch(Setting::LocationOnly),
        Condition::VisibleOnDelivery => switch(Setting::VisibleOnDelivery),
        Condition::AboutConclusion => switch(Setting::AboutConclusion),
        Condition::AboutInvoice => switch(Setting::AboutInvoice),
        Condition::Accepted => switch(Setting::Accepted),
        Condition::Insured | Condition::InsurancePays => insured(),
        // A matter of the product.
        Condition::Subscription => Vec::new(),
        Condition::IntellectualProperty
        | Condition::MoralRights
        | Condition::Confidentiality
        | Condition::NonSolicitation => BreachKind::ALL.iter().copied().map(Setting::Breach).collect(),
    }
}

/// Not yet, at the conclusion, a few days on, and within each row of the tables: half a day after each of their bounds.
fn begun(policies: &[&Policy], question: Question, line: Timeline) -> Vec<Setting> {
    let mut instants: Vec<_> = line.concluded.plus_hours(24 * 5).into_iter().collect();
    for policy in policies {
        let edges = parts::bounds(policy, question).into_iter().filter_map(|bound| line.edge(&bound, policy));
        instants.extend(edges.filter_map(|edge| edge.plus_hours(12)).filter(|at| *at > line.concluded));
    }
    instants.sort_unstable();
    instants.dedup();
    let never_or_at_once = [Begun::No, Begun::AtConclusion];
    never_or_at_once.into_iter().chain(instants.into_iter().map(Begun::At)).map(Setting::Begun).collect()
}

fn parties() -> Vec<Setting> {
    [Party::Customer, Party::Provider].map(Setting::By).to_vec()
}

fn grounds() -> Vec<Setting> {
    [Ground::None, Ground::Cause, Ground::NonPayment].map(Setting::Ground).to_vec()
}

/// A payout below and one above what the other amounts are in the cases.
fn insured() -> Vec<Setting> {
    let pays = |cents| Insured::Pays(Cents::new(cents));
    [Insured::No, Insured::WithoutPayout, pays(1), pays(100_000_000)].map(Setting::Insured).to_vec()
}

/// A change that takes effect when a period after the conclusion ends, the day before, and much later.
fn effective(policy: &Policy, line: Timeline, periods: impl Iterator<Item = Option<Period>>) -> Vec<Setting> {
    let concluded = policy.zone.date_of(line.concluded);
    let ends = periods.flatten().filter_map(|period| period.after(concluded, policy.holidays));
    let days = ends.map(|day| concluded.days_until(day));
    let edges = days.flat_map(|days| [days - 1, days]).filter(|days| *days > 0);
    std::iter::once(EFFECTIVE).chain(edges).map(Setting::Effective).collect()
}

/// None, one and the most of what makes an agreement last longer.
fn push_longer(form: &Notice, policy: &Policy, dimensions: &mut Dimensions) {
    if let Some(longer) = form.longer_by {
        push(dimensions, declared::values(policy, longer.per, Cents::ZERO));
    }
}

fn of_form(form: &Form, policy: &Policy, line: Timeline, dimensions: &mut Dimensions) {
    match form {
        Form::ChangeResponse(_) => {
            push(dimensions, switch(Setting::Rejected));
            push(dimensions, switch(Setting::Essential));
            push(dimensions, switch(Setting::Disadvantage));
            push(dimensions, switch(Setting::NearStart));
        }
        Form::ForceMajeure(form) if form.permanent_only => push(dimensions, switch(Setting::Permanent)),
        Form::Announcement(form) => {
            push(dimensions, switch(Setting::PerformanceChanges));
            push(dimensions, effective(policy, line, std::iter::once(form.ahead)));
        }
        Form::Notice(form) if form.ends != NoticeEnd::AgreedEnd => {
            push(dimensions, [12, 1, 2, 3].map(Setting::Term).to_vec());
            for months in form.periods.iter().filter_map(|row| row.term_at_most) {
                push(dimensions, [months, months + 1].map(|m| Setting::Term(m.min(LIMITS.term_months))).to_vec());
            }
            push_longer(form, policy, dimensions);
        }
        Form::Notice(form) => push_longer(form, policy, dimensions),
        Form::Tiers(tiers) => {
            for bounds in tiers.rows.iter().filter_map(|row| row.cancelled) {
                push(dimensions, parts_of_people(bounds));
            }
        }
        Form::PriceChange(form) => {
            push(dimensions, switch(Setting::EarlierIncrease));
            let once_in = form.as_of_right.and_then(|band| band.once_in);
            let periods = [form.not_before, form.not_within, once_in];
            push(dimensions, effective(policy, line, periods.into_iter()));
            if let Some(band) = form.as_of_right {
                let units = band.up_to.units();
                push(
                    dimensions,
                    [Increase::OneCent, Increase::By(units, 0), Increase::By(units, 1)].map(Setting::Increase).to_vec(),
                );
            }
        }
        Form::PaymentDefault(form) => {
            let deposits = form.deposit_within.is_some() || form.cancellation == RightToCancel::DepositUnpaid;
            if form.counts_as_cancelled.is_some() || deposits {
                push(dimensions, switch(Setting::Deposit));
            }
            if !form.steps.is_empty() {
                let steps = u32::try_from(form.steps.len()).unwrap_or(u32::MAX);
                push(dimensions, [0, steps].map(Setting::StepsTaken).to_vec());
            }
            let dated = form.pay_within.is_some() || form.due_by.is_some();
            if form.deposit_within.is_some() && !dated {
                push(dimensions, switch(Setting::DepositUndated));
            }
            if dated {
                push(dimensions, switch(Setting::DueStated));
            }
        }
        Form::Liability(form) => {
            let limits = form.rules.iter().filter_map(|rule| rule.limit.as_ref());
            let amounts: Vec<LimitAmount> = limits.flat_map(|limit| limit.amounts.iter().copied()).collect();
            if amounts.iter().any(|a| matches!(a, LimitAmount::Payout | LimitAmount::PayoutAndDeductible)) {
                push(dimensions, insured());
            }
            let pays = [Paid::Nothing, Paid::Price, Paid::Amount(Cents::new(100_000))];
            push(dimensions, pays.map(Setting::Paid).to_vec());
        }
        Form::Outcome(_)
        | Form::SameAs(_)
        | Form::OfficeHours(_)
        | Form::WithdrawalRight(_)
        | Form::WithdrawalExtension(_)
        | Form::WithdrawalLoss(_)
        | Form::WithdrawalEffects(_)
        | Form::Instalments(_)
        | Form::Allocation(_)
        | Form::ForceMajeure(_) => {}
    }
}

const SMALL: Cents = Cents::new(100);

/// Counts and shares in which charges are lines: one, two and the most; none, half and all.
fn of_charges(form: &Form, policy: &Policy, product: ProductType, stated: Cents, dimensions: &mut Dimensions) {
    for charge in form.charges().filter(|charge| charge.products.contains(product)) {
        for Counted { counter, beyond } in charge.amount.counted() {
            // Where a charge begins beyond a number, it is a line from there.
            let begins = (beyond > 0).then_some([beyond, beyond.saturating_add(1)]).into_iter().flatten();
            let counts = [1, 2].into_iter().chain(begins.clone().filter(|count| *count > 2)).chain([LIMITS.count]);
            push(
                dimensions,
                match counter {
                    Counter::Service => counts.map(Setting::Services).collect(),
                    Counter::Breach => counts.map(Setting::Breaches).collect(),
                    Counter::Participants => counts.map(|all| Setting::People(all, None)).collect(),
                    Counter::Cancelled => people_beyond(begins),
                    Counter::Declared(id) => declared::counts(policy, id, stated, begins),
                },
            );
        }
        for share in charge.amount.shares() {
            push(dimensions, of_share(share));
            if share.parts().is_none() {
                // Without a count, everything performed is one of one.
                push(dimensions, switch(Setting::FullyPerformed));
            }
        }
        for base in charge.amount.bases() {
            match base {
                Base::Price => {}
                // More than the price, too: no terms bound what is paid.
                Base::Paid => {
                    push(dimensions, [Paid::Nothing, Paid::Price, Paid::Amount(stated)].map(Setting::Paid).to_vec());
                }
                Base::Stated(StatedAmount::Declared(id)) => push(dimensions, declared::values(policy, id, stated)),
                Base::Stated(amount) => {
                    // The most of it, the most often, is more than can be written down: a small amount shows how it grows.
                    let multiplied = charge.amount.counters().next().is_some();
                    let values = [Cents::ZERO, stated].into_iter().chain(multiplied.then_some(SMALL));
                    push(dimensions, values.map(|cents| Setting::Stated(amount, cents)).collect());
                }
            }
        }
    }
}

fn of_share(share: Share) -> Vec<Setting> {
    match share {
        Share::Delivered | Share::Undelivered | Share::AllButUndelivered => shares(),
        Share::OneUnit => [1, 2, LIMITS.count].map(|total| Setting::Delivered(0, total)).to_vec(),
        Share::OneSession => [1, 2, LIMITS.count].map(Setting::Sessions).to_vec(),
        Share::OneMonth => [12, 1, LIMITS.term_months].map(Setting::Term).to_vec(),
        Share::Remaining | Share::Cancelled => people(),
    }
}

/// All of one, half of two, and of the most people one and all: the ends of every count and every part of them.
fn people() -> Vec<Setting> {
    let most = LIMITS.count;
    let of = [(1, None), (1, Some(1)), (2, None), (2, Some(1)), (most, None), (most, Some(1)), (most, Some(most))];
    of.map(|(all, cancelled)| Setting::People(all, cancelled)).to_vec()
}

/// The same, and of the most people as many as are named no longer come.
fn people_beyond(named: impl Iterator<Item = u32>) -> Vec<Setting> {
    people().into_iter().chain(named.map(|cancelled| Setting::People(LIMITS.count, Some(cancelled)))).collect()
}

/// Exactly the part that a row asks to no longer come, of as few people as can be, and one person more and fewer of a million.
fn parts_of_people(bounds: PartBounds) -> Vec<Setting> {
    let mut settings = people();
    for bound in bounds.both() {
        let (part, whole) = (bound.percent.units(), Percent::HUNDRED.units());
        let divisor = common(part, whole);
        let near = [(part / divisor, whole / divisor), (part.saturating_sub(1), whole), (part + 1, whole)];
        let possible = near.into_iter().filter(|(part, whole)| (1..=*whole).contains(part));
        settings.extend(possible.map(|(part, whole)| Setting::People(whole, Some(part))));
    }
    settings
}

fn common(a: u32, b: u32) -> u32 {
    if b == 0 { a.max(1) } else { common(b, a % b) }
}

fn shares() -> Vec<Setting> {
    [(0, 0), (1, 2), (1, 1)].map(|(delivered, total)| Setting::Delivered(delivered, total)).to_vec()
}

/// What mandatory law, or the evaluator for every policy, reads.
fn of_question(
    policies: &[&Policy],
    question: Question,
    (product, customer): (ProductType, CustomerType),
    line: Timeline,
    dimensions: &mut Dimensions,
) {
    match question {
        Question::Withdrawal => {
            push(dimensions, switch(Setting::OnPremises));
            if customer == CustomerType::Business {
                return;
            }
            let (told, late) = (Information::AtConclusion, Information::Late(5));
            let informed = [told, Information::Withheld, late, Information::WithoutFunction];
            push(dimensions, informed.map(Setting::Information).to_vec());
            push(dimensions, switch(Setting::DeclarationReceivedLater));
            if product == ProductType::Goods {
                push(dimensions, switch(Setting::MadeToOrder));
                push(dimensions, switch(Setting::GoodsNotReceived));
            } else {
                push(dimensions, begun(policies, question, line));
                push(dimensions, switch(Setting::ExpressRequest));
                push(dimensions, switch(Setting::Acknowledged));
            }
            if product.is_service() {
                push(dimensions, switch(Setting::FullyPerformed));
                push(dimensions, shares());
            }
        }
        Question::Termination => push(dimensions, parties()),
        Question::DamageClaim => {
            push(dimensions, DamageKind::ALL.iter().copied().map(Setting::Damage).collect());
            push(dimensions, switch(Setting::Intent));
        }
        Question::Breach | Question::Complaint if policies.iter().any(|policy| parts::reads_time(policy, question)) => {
            // Where an answer needs to know when, it is always said.
            let unsaid = !policies.iter().any(|policy| parts::needs_act(policy, question));
            push(dimensions, [false, true].into_iter().filter(|said| *said || unsaid).map(Setting::Dated).collect());
        }
        Question::Offer => push(dimensions, switch(Setting::Accepted)),
        Question::Cancellation
        | Question::NoShow
        | Question::Rescheduling
        | Question::Substitution
        | Question::BookingChange
        | Question::ProviderCancellation
        | Question::ProviderChange
        | Question::PaymentReview
        | Question::PaymentPlan
        | Question::PaymentAllocation
        | Question::PriceIncrease
        | Question::TermsChange
        | Question::Complaint
        | Question::Breach
        | Question::ForceMajeure
        | Question::DataBreach => {}
    }
}
