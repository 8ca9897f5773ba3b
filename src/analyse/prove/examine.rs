//! One question for one class of products and customers: every case, every step, every price.

use super::super::breakpoints::{
    Case, Class, PriceLine, Prices, Timeline, Timelines, Varied, cases, lines, parts, prices, walk_with,
};
use super::super::obligation::Invariant;
use super::super::patience::Patience;
use super::alike::Alike;
use super::ledger::Ledger;
use super::reach::{Reached, too_many};
use super::words::both;
use super::words::{more_ways, too_close};
use super::{
    arrears, best_clause, deadlines, instalments, law as mandatory, liability, money, office, penalties, tiers,
};
use crate::calendar::Instant;
use crate::decision::Decision;
use crate::evaluate::{Detail, clauses_read, evaluate, inspect};
use crate::facts::Facts;
use crate::facts::table::FactSet;
use crate::law::Law;
use crate::money::Cents;
use crate::policy::forms::Form;
use crate::policy::{CustomerSet, Policy, Summary};
use crate::vocabulary::{Basis, Question};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// What is examined.
pub(super) struct Subject<'a> {
    /// The policy as it is.
    pub(super) policy: &'a Policy,
    /// The policy without its office hours, which only shift when a notice counts as given.
    pub(super) bare: &'a Policy,
    pub(super) law: &'a Law,
    pub(super) question: Question,
    pub(super) class: &'a Class,
    pub(super) timelines: &'a Timelines,
    pub(super) patience: &'a Patience,
    /// The lines of the last case, and their prices: the next case mostly has the same.
    pub(super) crossings: RefCell<(Vec<PriceLine>, Prices)>,
}

impl Subject<'_> {
    /// Takes from the patience what so many decisions cost.
    pub(super) fn spend(&self, decisions: usize) {
        self.patience.spend(decisions.saturating_mul(self.policy.clauses.len()));
    }

    /// The prices that decide a case: those around the crossings of its lines.
    pub(super) fn prices_within(&self, (lines, complete): &(Vec<PriceLine>, bool), case: &Case) -> Prices {
        let mut known = self.crossings.borrow_mut();
        if known.0 != *lines {
            // Each line is held against each other one.
            self.patience.spend(lines.len().saturating_mul(lines.len()));
            *known = (lines.clone(), prices(lines));
        }
        let mut found = known.1.clone().within(case.within());
        found.complete &= complete;
        found
    }
}

/// The price of a walk: steps do not depend on it.
const PRICE: Cents = Cents::new(10_000);
/// Cases on odd timelines come after those on regular ones, so that witnesses are regular where they can be.
const ODD: usize = 100_000;

/// A policy whose office hours apply to nobody.
pub(in crate::analyse) fn without_office_hours(policy: &Policy) -> Policy {
    let mut bare = policy.clone();
    let hours = bare.clauses.iter_mut().filter(|clause| matches!(clause.form, Form::OfficeHours(_)));
    hours.for_each(|clause| clause.customers = CustomerSet::of(&[]));
    bare
}

/// What a policy decides in a case, amounts only.
pub(super) fn decide(
    policy: &Policy,
    law: &Law,
    case: &Case,
    price: Cents,
    act: Option<Instant>,
    basis: Basis,
) -> Option<Decision> {
    evaluate(policy, law, &case.facts(price, act, basis)?, Detail::Amounts).ok()
}

/// Examines a subject; what is reached on the way is noted.
pub(super) fn examine(subject: &Subject<'_>, reached: &mut Reached) -> Ledger {
    let mut ledger = Ledger::default();
    let mut all_prices: Vec<Cents> = Vec::new();
    let mut varied = Varied::default();
    // What was not looked at for want of patience is no fault of the terms.
    if subject.patience.is_over() {
        ledger.gap(ended);
    }
    for reason in &subject.timelines.unvaried {
        ledger.gap(|| reason.clone());
    }
    let may_be_read = may_be_read(subject);
    for (place, line) in subject.timelines.lines.iter().copied().enumerate() {
        examine_line((subject, may_be_read), line, &mut ledger, reached, (&mut all_prices, &mut varied));
        if place == 0 && subject.question == Question::PaymentReview && !subject.patience.is_over() {
            examine_arrears(subject, line, &mut ledger);
        }
    }
    if money::is_customers_act(subject.question) && !subject.patience.is_over() {
        all_prices.sort_unstable();
        all_prices.dedup();
        office::examine(subject, &all_prices, &mut ledger);
    }
    if subject.patience.is_over() {
        reached.leaves_out(ended);
        ledger.gap(ended);
        // An invariant of which no case was looked at is open by name.
        considered(subject).into_iter().for_each(|invariant| ledger.undecided(invariant, ended));
    }
    let fixed = varied.fixed(subject.bare, subject.question, may_be_read);
    if !fixed.is_empty() {
        ledger.gap(|| not_varied(&fixed));
    }
    ledger
}

/// The invariants of which the cases of a subject are looked at.
fn considered(subject: &Subject<'_>) -> Vec<Invariant> {
    let question = subject.question;
    let mut all = vec![Invariant::CitesClauses, Invariant::DeadlinesForward, Invariant::LawNeverWorse];
    if best_clause::is_asked(question) {
        all.push(Invariant::BestClause);
    }
    if has_charges(subject) || question == Question::PaymentPlan {
        all.extend([
            Invariant::FeeWithinPriceAsWritten,
            Invariant::FeeWithinPriceAsCharged,
            Invariant::MonotoneInPrice,
            Invariant::Conservation,
            Invariant::RefundWithinPaid,
            Invariant::SplitPayment,
        ]);
    }
    if has_charges(subject) && money::is_customers_act(question) {
        all.push(Invariant::MonotoneTiers);
    }
    if has_tables(subject) {
        all.push(Invariant::Totality);
    }
    let of_one = [
        (Question::DamageClaim, Invariant::CapsRespected),
        (Question::DamageClaim, Invariant::SplitPayment),
        (Question::PaymentPlan, Invariant::InstalmentsAddUp),
        (Question::Breach, Invariant::PenaltiesProportional),
        (Question::PaymentReview, Invariant::InterestMonotone),
        (Question::PaymentReview, Invariant::CollectionCostsWithinScale),
    ];
    all.extend(of_one.into_iter().filter(|(of, _)| *of == question).map(|(_, invariant)| invariant));
    all
}

/// What the clauses can read to decide the question for the class of a subject.
fn may_be_read(subject: &Subject<'_>) -> FactSet {
    let mut read = FactSet::default();
    for member in &subject.class.members {
        read.extend(clauses_read(subject.bare, subject.question, *member));
    }
    read
}

/// Why nothing is proved: the answer may depend on facts that are the same in every case.
fn not_varied(fixed: &[String]) -> Summary {
    let paths: Vec<String> = fixed.iter().map(|path| format!("`{path}`")).collect();
    let paths = paths.join(", ");
    both(
        format!("the answer can depend on what no case varies: {paths}"),
        format!("het antwoord kan afhangen van wat geen geval verandert: {paths}"),
    )
}

fn examine_line(
    (subject, may_be_read): (&Subject<'_>, FactSet),
    line: Timeline,
    ledger: &mut Ledger,
    reached: &mut Reached,
    (all_prices, varied): (&mut Vec<Cents>, &mut Varied),
) {
    if subject.patience.is_over() {
        reached.leaves_out(ended);
        return ledger.gap(ended);
    }
    let found = cases(&[subject.bare], subject.question, subject.class.first(), line, Cents::MAX);
    subject.patience.spend(found.cases.len());
    if found.incomplete {
        reached.leaves_out(too_many);
        ledger.gap(too_many);
    }
    if found.unclear.orders {
        reached.leaves_out(more_ways);
        ledger.unclear_cases(found.unclear, more_ways);
    }
    let mut alike = Alike::new(subject.policy, subject.question);
    for (order, case) in found.cases.iter().enumerate() {
        if subject.patience.is_over() {
            reached.leaves_out(ended);
            return ledger.gap(ended);
        }
        varied.see(case, subject.bare);
        if alike.has(case) {
            continue;
        }
        let order = if line.regular { order } else { order + ODD };
        let (prices, read) = examine_case(subject, (order, case), ledger, reached);
        all_prices.extend(prices.all);
        if let Some(mut read) = read.filter(|_| is_asked_as_it_is(subject.question)) {
            read.extend(may_be_read);
            alike.examined(case, read);
        }
    }
}

/// Why something was not looked at.
pub(super) fn ended() -> Summary {
    both("the analysis was ended before it was done", "de analyse is voortijdig beëindigd")
}

/// Whether the proofs change no other fact of a case than the price, what was paid and the act, so that what was read on its
/// steps is all that its proofs rest on.
const fn is_asked_as_it_is(question: Question) -> bool {
    match question {
        Question::DamageClaim
        | Question::Breach
        | Question::PaymentReview
        | Question::PaymentPlan
        | Question::PaymentAllocation => false,
        Question::Cancellation
        | Question::NoShow
        | Question::Withdrawal
        | Question::Rescheduling
        | Question::Substitution
        | Question::BookingChange
        | Question::ProviderCancellation
        | Question::ProviderChange
        | Question::Termination
        | Question::PriceIncrease
        | Question::TermsChange
        | Question::Complaint
        | Question::ForceMajeure
        | Question::Offer
        | Question::DataBreach => true,
    }
}

/// Examines a case: the prices that decide it, and the facts that were read on its steps, where these go on for ever. Where
/// other facts end them, a case that agrees in what was read can have more.
fn examine_case(
    subject: &Subject<'_>,
    (order, case): (usize, &Case),
    ledger: &mut Ledger,
    reached: &mut Reached,
) -> (Prices, Option<FactSet>) {
    let mut prices = Prices::default();
    let mut all_read = Some(FactSet::default());
    let mut walks: Vec<mandatory::Walked> = Vec::new();
    for &basis in bases(subject.question) {
        let mut facts: Vec<Facts> = Vec::new();
        let see = |seen, read| {
            facts.push(seen);
            all_read.iter_mut().for_each(|all| all.extend(read));
        };
        let steps = match walk_with(subject.bare, subject.law, case, PRICE, basis, see) {
            Ok(Some(steps)) => steps,
            Ok(None) => {
                ledger.gap(|| both("a staircase has too many steps", "een trap heeft te veel treden"));
                all_read = None;
                continue;
            }
            Err(error) => {
                ledger.gap(|| {
                    both(format!("a case has no answer: {error}"), format!("een geval heeft geen antwoord: {error}"))
                });
                all_read = None;
                continue;
            }
        };
        all_read = all_read.filter(|_| steps.last().is_some_and(|last| last.until.is_none()));
        // Each step was decided, and is looked at from several sides.
        subject.spend(4 * steps.len());
        let lasts = deadlines::examine(subject, (order, case), basis, &steps, ledger);
        best_clause::examine(subject, (order, case), (&steps, &facts), ledger);
        if basis == Basis::TermsAndLaw && has_tables(subject) {
            tiers::examine(subject, (order, case), (&steps, &facts), ledger);
        }
        if has_charges(subject) || subject.question == Question::PaymentPlan {
            let lines = lines_of(subject, case, &facts);
            prices = subject.prices_within(&lines, case);
            if !prices.complete {
                ledger.unclear_order(too_close);
            }
            if basis == Basis::TermsAndLaw {
                reached.note(subject, case, (&steps, &facts), &prices.coarse);
            }
            money::examine(subject, (order, case), basis, (&steps, facts), &prices, ledger);
        } else if basis == Basis::TermsAndLaw {
            reached.note(subject, case, (&steps, &facts), &prices.coarse);
        }
        match subject.question {
            Question::DamageClaim if case.regular => {
                liability::examine(subject, (order, case), basis, ledger);
                splitting(subject, (order, case), basis, ledger);
            }
            Question::PaymentPlan => instalments::examine(subject, (order, case), basis, &prices, ledger),
            Question::Breach => penalties::examine(subject, (order, case), basis, &steps, ledger),
            Question::Cancellation
            | Question::NoShow
            | Question::Withdrawal
            | Question::Rescheduling
            | Question::Substitution
            | Question::BookingChange
            | Question::ProviderCancellation
            | Question::ProviderChange
            | Question::PaymentReview
            | Question::PaymentAllocation
            | Question::Termination
            | Question::PriceIncrease
            | Question::TermsChange
            | Question::Complaint
            | Question::DamageClaim
            | Question::ForceMajeure
            | Question::Offer
            | Question::DataBreach => {}
        }
        walks.push(mandatory::Walked { basis, steps, lasts });
    }
    mandatory::examine(subject, (order, case), &walks, ledger);
    (prices, all_read)
}

/// Whether any table is read.
fn has_tables(subject: &Subject<'_>) -> bool {
    let clauses = parts::clauses_read(subject.bare, subject.question);
    clauses.iter().any(|(_, clause)| matches!(clause.form, Form::Tiers(_)))
}

/// Interest and costs do not depend on when the agreement starts or on the basis, nor on what else is known of it where no
/// condition asks: one case is then enough. L6 holds on either basis, as the terms refer to the scale.
fn examine_arrears(subject: &Subject<'_>, line: Timeline, ledger: &mut Ledger) {
    let found = cases(&[subject.bare], subject.question, subject.class.first(), line, Cents::MAX);
    let conditional = !parts::named(subject.bare, subject.question, subject.class.first()).is_empty();
    let most = if conditional { found.cases.len() } else { 1 };
    for (order, case) in found.cases.iter().enumerate().take(most) {
        arrears::examine(subject, (order, case), Basis::TermsAndLaw, ledger);
    }
}

/// The bases that make a difference to a question.
pub(in crate::analyse) const fn bases(question: Question) -> &'static [Basis] {
    match question {
        Question::Withdrawal | Question::Termination | Question::DamageClaim | Question::PaymentReview => {
            &[Basis::TermsAndLaw, Basis::TermsOnly]
        }
        Question::Cancellation
        | Question::NoShow
        | Question::Rescheduling
        | Question::Substitution
        | Question::BookingChange
        | Question::ProviderCancellation
        | Question::ProviderChange
        | Question::PaymentPlan
        | Question::PaymentAllocation
        | Question::PriceIncrease
        | Question::TermsChange
        | Question::Complaint
        | Question::Breach
        | Question::ForceMajeure
        | Question::Offer
        | Question::DataBreach => &[Basis::TermsAndLaw],
    }
}

/// Whether anything can be charged.
fn has_charges(subject: &Subject<'_>) -> bool {
    let clauses = parts::clauses_read(subject.bare, subject.question);
    subject.question == Question::Withdrawal
        || clauses.iter().any(|(_, clause)| clause.form.charges().next().is_some() || clause.form.settles())
}

/// What the clauses of a case can charge on any step, of which these are the facts, and whether these are all lines.
pub(super) fn lines_of(subject: &Subject<'_>, case: &Case, steps: &[Facts]) -> (Vec<PriceLine>, bool) {
    let (policy, law) = (subject.bare, subject.law);
    let mut places: BTreeSet<u16> = BTreeSet::new();
    subject.spend(steps.len());
    for facts in steps {
        for place in inspect::applying(policy, law, facts) {
            places.extend(policy.clause(place).map(|clause| clause.form.refers_to()).unwrap_or_default());
            places.insert(place);
        }
    }
    let places: Vec<u16> = places.into_iter().collect();
    lines(policy, &places, case)
}

/// A payment in parts makes no difference to a claim for damages either.
fn splitting(subject: &Subject<'_>, (order, case): (usize, &Case), basis: Basis, ledger: &mut Ledger) {
    let (agreement, event) = case.request(PRICE, None);
    if agreement.payments.is_empty() {
        return;
    }
    let witness = super::super::obligation::Witness { agreement, event, basis };
    let Some(request) = super::replay::Request::new(subject.bare, subject.law, &witness) else { return };
    ledger.decided(Invariant::SplitPayment);
    if money::changed_by_splitting(&request).is_some() {
        ledger.broken(Invariant::SplitPayment, order, PRICE, None, || super::ledger::Candidate {
            case: case.clone(),
            price: PRICE,
            act: None,
            until: None,
            basis,
            span: None,
            note: None,
        });
    }
}
