//! What consumers are answered, whatever the form of the clauses that answer them: the rules that ask the evaluator over the
//! cases of the proofs. What the rules on single forms report already is not reported again.

use super::Rule;
use super::check::{Check, Found, for_consumers, in_order};
use super::periods::{ONE_MONTH, TWO_MONTHS};
use super::scene::PRICE;
use super::text::{each, products};
use crate::analyse::Witness;
use crate::analyse::breakpoints::{Case, WalkStep, cases, classes, parts, timelines, walk};
use crate::analyse::prove::without_office_hours;
use crate::analyse::prove::words::both;
use crate::calendar::{Date, Instant, LONGEST_MONTH};
use crate::decision::{Deadline, Decision, Source};
use crate::evaluate::inspect;
use crate::facts::{Event, Facts};
use crate::law::{Leaving, WithdrawalOf};
use crate::money::{Cents, Locale};
use crate::policy::Policy;
use crate::policy::building_blocks::{Condition, Conditions, Span};
use crate::policy::forms::Form;
use crate::vocabulary::{Basis, CustomerType, DeadlineKind, Party, ProductType, Question, Verdict};

/// The most cases of one class on one timeline, those with the fewest facts first.
const MOST_CASES: usize = 256;
/// The most timelines: one for each order in which bounds can come, of which few questions have many.
const MOST_LINES: usize = 4;

/// A case of a consumer, and what is answered at each time of the act, under the terms alone.
struct Answered {
    /// The products that are answered alike, services first.
    products: Vec<ProductType>,
    case: Case,
    steps: Vec<WalkStep>,
}

impl Answered {
    /// The facts with the act at an instant.
    fn facts(&self, act: Option<Instant>, basis: Basis) -> Option<Facts> {
        self.case.facts(PRICE, act, basis)
    }

    /// The request with the act at an instant.
    fn witness(&self, act: Option<Instant>) -> Witness {
        let (agreement, event) = self.case.request(PRICE, act);
        Witness { agreement, event, basis: Basis::TermsOnly }
    }
}

/// The policy without its office hours, which only shift when a notice counts as given; what consumers are answered.
struct Survey {
    bare: Policy,
    cancelling: Vec<Answered>,
    ending: Vec<Answered>,
}

/// Asks what consumers are answered.
pub(super) fn ask(check: &mut Check<'_>) {
    let bare = without_office_hours(check.policy);
    let (cancelling, ending) =
        (answers(check, &bare, Question::Cancellation), answers(check, &bare, Question::Termination));
    let survey = Survey { bare, cancelling, ending };
    ends_late(check, &survey);
    bound_by_notice(check, &survey);
    never_ends(check, &survey);
    refused_complaints(check, &survey);
    narrowed_withdrawal(check, &survey);
}

fn answers(check: &Check<'_>, bare: &Policy, question: Question) -> Vec<Answered> {
    let mut answered = Vec::new();
    let lines: Vec<_> =
        timelines(&[bare], question, check.patience).lines.into_iter().filter(|line| line.regular).collect();
    for class in classes(&[bare], check.law, question) {
        let consumers = class.members.iter().filter(|(_, customer)| *customer == CustomerType::Consumer);
        let mut products: Vec<ProductType> = consumers.map(|(product, _)| *product).collect();
        products.sort_by_key(|product| !product.is_service());
        let Some(product) = products.first().copied() else { continue };
        for line in lines.iter().take(MOST_LINES).take_while(|_| !check.is_over()) {
            let found = cases(&[bare], question, (product, CustomerType::Consumer), *line, Cents::ZERO);
            check.patience.spend(found.cases.len());
            for case in found.cases.into_iter().take(MOST_CASES).take_while(|_| !check.is_over()) {
                if let Ok(Some(steps)) = walk(bare, check.law, &case, PRICE, Basis::TermsOnly) {
                    check.spend(steps.len());
                    answered.push(Answered { products: products.clone(), case, steps });
                }
            }
        }
    }
    answered
}

/// Whether a consumer acts, and without a reason that the provider gave.
fn of_own_accord(event: &Event) -> bool {
    match event {
        Event::Termination(end) => {
            end.by == Party::Customer && end.for_cause != Some(true) && end.non_payment != Some(true)
        }
        _ => true,
    }
}

/// The clauses of a survey that apply to a request.
fn applying(check: &Check<'_>, survey: &Survey, facts: &Facts) -> Vec<u16> {
    inspect::applying(&survey.bare, check.law, facts)
}

/// Those of them that refuse, each by itself.
fn refusing(check: &Check<'_>, survey: &Survey, facts: &Facts) -> Vec<u16> {
    let refuses = |place: &u16| {
        inspect::alone(&survey.bare, check.law, facts, *place).is_some_and(|d| d.verdict == Verdict::Refused)
    };
    let applying = applying(check, survey, facts);
    check.spend(1 + applying.len());
    applying.into_iter().filter(refuses).collect()
}

/// Where a clause says what its answer to a request is.
fn verdict_of(check: &Check<'_>, survey: &Survey, facts: &Facts, place: u16) -> Span {
    let Some(clause) = check.policy.clause(place) else { return Span::default() };
    let key = match &clause.form {
        Form::Tiers(tiers) => match inspect::taken(&survey.bare, check.law, facts, tiers) {
            Some(row) => format!("tiers.tier.{row}.verdict"),
            None => "tiers.otherwise".to_owned(),
        },
        Form::SameAs(_) => "same_as.clauses".to_owned(),
        Form::Notice(_) => "notice.ends".to_owned(),
        form => format!("{}.verdict", form.name()),
    };
    check.maybe_key(place, &key).unwrap_or_else(|| check.key(place, clause.form.name()))
}

// Notice.

/// `NOTICE-LONG`: a consumer's notice ends the agreement later than a month after it, or after its agreed end.
fn ends_late(check: &mut Check<'_>, survey: &Survey) {
    for answered in survey.ending.iter().filter(|answered| of_own_accord(&answered.case.event)) {
        for step in answered.steps.iter().filter(|step| step.decision.verdict.allows()) {
            let Some((place, span, ends)) = late_end(check, survey, answered, step) else { continue };
            if check.is_reported_at(Rule::NoticeLong, span) {
                continue;
            }
            let said = step.from.map(|at| check.policy.zone.date_of(at)).unwrap_or(ends);
            check.report(Found {
                rule: Rule::NoticeLong,
                clauses: vec![place],
                span,
                message: both(
                    format!(
                        "a consumer's notice on {said} ends the agreement on {ends}, longer than one month after it"
                    ),
                    format!(
                        "een opzegging van een consument op {said} werkt pas op {ends}, langer dan een maand later"
                    ),
                ),
                help: both(
                    "let the agreement end with `after = \"act\"` and `period = \"1 month\"`, or sooner",
                    "laat de overeenkomst eindigen met `after = \"act\"` en `period = \"1 month\"`, of korter",
                ),
                witness: Some(answered.witness(step.from)),
            });
        }
    }
}

/// `NOTICE-SERVICE`: a consumer's notice ends a service, which may be left at any time, on a day after it.
fn bound_by_notice(check: &mut Check<'_>, survey: &Survey) {
    let any_time = |product: &ProductType| check.jurisdiction.leaving(*product) == Leaving::AnyTime;
    let of_services = |answered: &&Answered| answered.products.iter().any(any_time);
    let own = |answered: &&Answered| of_own_accord(&answered.case.event);
    let mut found: Vec<Found> = Vec::new();
    for answered in survey.ending.iter().filter(own).filter(of_services) {
        for step in answered.steps.iter().filter(|step| step.decision.verdict.allows()) {
            let Some(said) = step.from.map(|at| check.policy.zone.date_of(at)) else { continue };
            let Some((place, span, ends)) =
                end_by(check, survey, answered, step, |end| end.moves_with_act && end.last_day > said)
            else {
                continue;
            };
            if found.iter().any(|known| known.span == span) || check.is_reported_at(Rule::NoticeLong, span) {
                continue;
            }
            found.push(Found {
                rule: Rule::NoticeService,
                clauses: vec![place],
                span,
                message: both(
                    format!("a consumer who ends a service on {said} is bound through {ends}"),
                    format!("wie als consument een dienst op {said} opzegt, is tot en met {ends} gebonden"),
                ),
                help: both(
                    "let consumers end a service at any time, against what was delivered (`pro_rata`)",
                    "laat een consument een dienst op elk moment beëindigen, tegen wat is geleverd (`pro_rata`)",
                ),
                witness: Some(answered.witness(step.from)),
            });
        }
    }
    found.into_iter().for_each(|found| check.report(found));
}

/// The clause by which an agreement ends too late, where it says so, and the day.
fn late_end(check: &Check<'_>, survey: &Survey, answered: &Answered, step: &WalkStep) -> Option<(u16, Span, Date)> {
    let (zone, holidays) = (&check.policy.zone, check.policy.holidays);
    let said = zone.date_of(step.from?);
    let month = ONE_MONTH.after(said, holidays)?.max(said.plus_days(LONGEST_MONTH)?);
    let agreed = answered.case.agreement.ends_at.map(|at| zone.date_of(at));
    end_by(check, survey, answered, step, |end| {
        end.last_day > month && (end.moves_with_act || agreed.is_none_or(|agreed| end.last_day > agreed))
    })
}

/// The clause by which an agreement ends on a day that is wanted, where it says so, and the day.
fn end_by(
    check: &Check<'_>,
    survey: &Survey,
    answered: &Answered,
    step: &WalkStep,
    is_wanted: impl Fn(&Deadline) -> bool,
) -> Option<(u16, Span, Date)> {
    let facts = answered.facts(step.from, Basis::TermsOnly)?;
    step.decision.deadlines.iter().filter(|end| end.kind == DeadlineKind::ContractEnd).find_map(|end| {
        let place = end.sources.iter().find_map(|source| match source {
            Source::Clause(place) => Some(*place),
            Source::Law(_) | Source::Rule(_) => None,
        })?;
        let clause = check.policy.clause(place)?;
        // Periods of notice have a rule of their own.
        let written = !matches!(clause.form, Form::Notice(_));
        let span = deadlines_at(check, survey, &facts, place, DeadlineKind::ContractEnd).first().copied()?;
        (written && is_wanted(end)).then_some((place, span, end.last_day))
    })
}

// No way out.

/// A service that a consumer cannot get out of, in some case.
struct Held {
    /// Not even at another time.
    always: bool,
    /// The clauses that refuse, in the order of the file.
    clauses: Vec<u16>,
    products: Vec<ProductType>,
    span: Span,
    witness: Witness,
}

/// `TERM-MANDATORY`: in some case, or at some time, a consumer can neither cancel a service nor end it before its agreed end.
fn never_ends(check: &mut Check<'_>, survey: &Survey) {
    let mut found: Vec<Held> = Vec::new();
    for answered in survey.cancelling.iter().chain(&survey.ending) {
        let Some(held) = held(check, survey, answered) else { continue };
        match found.iter_mut().find(|known| known.span == held.span) {
            Some(known) => {
                known.always |= held.always;
                known.products.extend(held.products);
                known.clauses = in_order(known.clauses.iter().copied().chain(held.clauses).collect());
            }
            None => found.push(held),
        }
    }
    for mut held in found {
        if held.clauses.iter().all(|place| check.is_reported(Rule::TermMandatory, *place)) {
            continue;
        }
        held.products.sort_unstable();
        held.products.dedup();
        check.report(Found {
            rule: Rule::TermMandatory,
            span: held.span,
            clauses: held.clauses,
            message: each(|locale| {
                let list = products(&held.products, locale);
                match (held.always, locale) {
                    (true, Locale::En) => format!("there is a case in which a consumer can never end the agreement: {list}"),
                    (true, Locale::Nl) => format!("er is een geval waarin een consument nooit van de overeenkomst af kan: {list}"),
                    (false, Locale::En) => format!("there is a time at which a consumer cannot end the agreement: {list}"),
                    (false, Locale::Nl) => format!("er is een moment waarop een consument niet van de overeenkomst af kan: {list}"),
                }
            }),
            help: both("allow ending it then too (`verdict = \"permitted\"`), against the delivered share and the costs made (`pro_rata`, `costs_incurred`)", "laat beëindigen ook dan toe (`verdict = \"permitted\"`), tegen het geleverde deel en de gemaakte kosten (`pro_rata`, `costs_incurred`)"),
            witness: Some(held.witness),
        });
    }
}

fn held(check: &Check<'_>, survey: &Survey, answered: &Answered) -> Option<Held> {
    let agreement = &answered.case.agreement;
    let performance = &agreement.performance;
    // Whoever has got everything has nothing to end.
    let all = performance.delivered_units.is_some() && performance.delivered_units == performance.total_units;
    let bound = |product: &ProductType| check.jurisdiction.leaving(*product) != Leaving::ByTerms;
    if !answered.products.iter().any(bound)
        || !of_own_accord(&answered.case.event)
        || performance.fully_performed == Some(true)
        || all
    {
        return None;
    }
    let before_end = |step: &&WalkStep| step.from.zip(agreement.ends_at).is_none_or(|(at, end)| at < end);
    let steps: Vec<&WalkStep> = answered.steps.iter().filter(before_end).collect();
    let mut refused = steps.iter().filter(|step| step.decision.verdict == Verdict::Refused);
    let always = steps.iter().all(|step| step.decision.verdict == Verdict::Refused) && !leaves(check, survey, answered);
    // A subscription may hold a consumer for a time, what may be left at any time may not.
    let leaving = |product: &ProductType| match check.jurisdiction.leaving(*product) {
        Leaving::AnyTime => true,
        Leaving::ByNotice => always,
        Leaving::ByTerms => false,
    };
    let services: Vec<ProductType> = answered.products.iter().copied().filter(leaving).collect();
    if services.is_empty() {
        return None;
    }
    let held_at = |step: &&&WalkStep| always || !step.from.is_none_or(|at| leaves_at(check, survey, answered, at));
    let from = refused.find(held_at)?.from;
    let facts = answered.facts(from, Basis::TermsOnly)?;
    let clauses = in_order(refusing(check, survey, &facts));
    let span = verdict_of(check, survey, &facts, *clauses.first()?);
    Some(Held { always, clauses, products: services, span, witness: answered.witness(from) })
}

/// Whether the same consumer gets out by the other question at some time.
fn leaves(check: &Check<'_>, survey: &Survey, answered: &Answered) -> bool {
    let agreement = &answered.case.agreement;
    let days = |at: Instant, days: i64| at.plus_hours(24 * days);
    let around_start = agreement.starts_at.into_iter().flat_map(|at| [days(at, -1), days(at, 1), days(at, 20)]);
    let moments = [days(agreement.concluded_at, 1)].into_iter().chain(around_start).flatten();
    moments.into_iter().any(|at| leaves_at(check, survey, answered, at))
}

/// Whether the same consumer gets out by the other question at an instant: cancels, or gives notice that ends it before its
/// agreed end.
fn leaves_at(check: &Check<'_>, survey: &Survey, answered: &Answered, at: Instant) -> bool {
    let other = match answered.case.event.question() {
        Question::Cancellation => Question::Termination,
        _ => Question::Cancellation,
    };
    let event = match Event::plain(other, at) {
        Event::Termination(mut end) => {
            (end.by, end.for_cause, end.non_payment) = (Party::Customer, None, None);
            Event::Termination(end)
        }
        event => event,
    };
    let (agreement, _) = answered.case.request(PRICE, None);
    let witness = Witness { agreement, event, basis: Basis::TermsOnly };
    check.ask_of(&survey.bare, &witness).is_some_and(|decision| gets_out(check, &witness, &decision))
}

fn gets_out(check: &Check<'_>, witness: &Witness, decision: &Decision) -> bool {
    let agreed = witness.agreement.ends_at.map(|at| check.policy.zone.date_of(at));
    let mut ends = decision.deadlines.iter().filter(|deadline| deadline.kind == DeadlineKind::ContractEnd);
    let in_time = |end: &Deadline| agreed.is_none_or(|agreed| end.last_day < agreed);
    decision.verdict.allows() && ends.all(in_time)
}

// Complaints.

/// `COMPLAINT-SHORT`: a consumer's complaint about a defect is refused less than two months after it came to light.
fn refused_complaints(check: &mut Check<'_>, survey: &Survey) {
    // Where the text has a rule of its own for invoices, a complaint about one is about no defect.
    let told_apart = parts::names(&survey.bare, Question::Complaint, Condition::AboutInvoice);
    for answered in answers(check, &survey.bare, Question::Complaint) {
        let Event::Complaint(complaint) = &answered.case.event else { continue };
        let about_invoice = told_apart && complaint.invoiced_at.is_some();
        if complaint.about_conclusion == Some(true) || about_invoice {
            continue;
        }
        let Some(known) = complaint.discovered_at else { continue };
        let Some(due) = TWO_MONTHS.after(check.policy.zone.date_of(known), check.policy.holidays) else { continue };
        let early = |step: &&WalkStep| step.from.is_some_and(|at| check.policy.zone.date_of(at) <= due);
        let refused = answered.steps.iter().filter(early).find(|step| step.decision.verdict == Verdict::Refused);
        let at_once = refused.map(|step| answered.witness(step.from));
        let Some(witness) = at_once.or_else(|| refused_later(check, survey, &answered)) else { continue };
        let Ok(facts) = Facts::new(witness.agreement.clone(), witness.event.clone(), witness.basis) else { continue };
        for place in refusing(check, survey, &facts) {
            let rules = deadlines_at(check, survey, &facts, place, DeadlineKind::Complaint);
            let span = rules.first().copied().unwrap_or_else(|| verdict_of(check, survey, &facts, place));
            if rules.iter().chain([&span]).any(|span| check.is_reported_at(Rule::ComplaintShort, *span)) {
                continue;
            }
            check.report(Found {
                rule: Rule::ComplaintShort,
                clauses: vec![place],
                span,
                message: both(
                    "a complaint about a defect is refused within two months of its discovery",
                    "een klacht over een gebrek wordt binnen twee maanden na de ontdekking al geweigerd",
                ),
                help: both(
                    "give at least two months from the discovery: `after = \"discovered_at\", period = \"2 months\"`",
                    "geef ten minste twee maanden na de ontdekking: `after = \"discovered_at\", period = \"2 months\"`",
                ),
                witness: Some(witness.clone()),
            });
        }
    }
}

/// The days after delivery on which a hidden defect comes to light in examples.
const HIDDEN: i64 = 180;

/// A complaint the day after a defect came to light that could not be seen on delivery, half a year before, where it is refused
/// while the agreement runs.
fn refused_later(check: &Check<'_>, survey: &Survey, answered: &Answered) -> Option<Witness> {
    let (agreement, event) = answered.case.request(PRICE, None);
    let mut witness = Witness { agreement, event, basis: Basis::TermsOnly };
    let Event::Complaint(complaint) = &mut witness.event else { return None };
    if complaint.visible_on_delivery == Some(true) {
        return None;
    }
    let known = complaint.discovered_at?.plus_hours(24 * HIDDEN)?;
    (complaint.discovered_at, complaint.filed_at) = (Some(known), known.plus_hours(24));
    witness.agreement.ends_at = known.plus_hours(24 * HIDDEN);
    let refused = check.ask_of(&survey.bare, &witness)?.verdict == Verdict::Refused;
    refused.then_some(witness)
}

/// Where the deadlines of one kind stand that a clause sets for a request.
fn deadlines_at(check: &Check<'_>, survey: &Survey, facts: &Facts, place: u16, kind: DeadlineKind) -> Vec<Span> {
    let Some(clause) = check.policy.clause(place) else { return Vec::new() };
    let product = facts.agreement().product;
    let applies = |conditions: &Conditions| inspect::hold(&survey.bare, check.law, facts, conditions);
    let rules = clause.form.deadlines().into_iter().filter(|rule| rule.kind == kind);
    rules.filter(|rule| rule.products.contains(product) && applies(&rule.conditions)).map(|rule| rule.span).collect()
}

// Withdrawal.

/// `WD-EXCLUDED`: the clause that gives the right to withdraw leaves out a product or a case that the law does not.
fn narrowed_withdrawal(check: &mut Check<'_>, survey: &Survey) {
    let Some(law) = check.jurisdiction.withdrawal().copied() else { return };
    let rights: Vec<u16> = check
        .consumer_clauses(Question::Withdrawal)
        .into_iter()
        .filter(|(_, clause)| matches!(&clause.form, Form::WithdrawalRight(right) if right.customer == CustomerType::Consumer))
        .map(|(place, _)| place)
        .collect();
    let Some(first) = rights.first().copied() else { return };
    for answered in answers(check, &survey.bare, Question::Withdrawal) {
        let out: Vec<ProductType> =
            answered.products.iter().copied().filter(|product| is_sold(check, *product)).collect();
        let Some(product) = out.first().copied().filter(|product| law.right(*product) != WithdrawalOf::Excluded) else {
            continue;
        };
        let Some(step) = answered.steps.first().filter(|step| !step.decision.verdict.allows()) else { continue };
        let (Some(facts), Some(with_law)) =
            (answered.facts(step.from, Basis::TermsOnly), answered.facts(step.from, Basis::TermsAndLaw))
        else {
            continue;
        };
        let gives_right = |place: &u16| rights.contains(place);
        let by_law = check.ask_facts(&survey.bare, &with_law).is_some_and(|decision| decision.verdict.allows());
        if !by_law || applying(check, survey, &facts).iter().any(gives_right) {
            continue;
        }
        let place = rights.iter().copied().find(|place| !leaves_product_out(check, *place, product)).unwrap_or(first);
        let span = narrowing(check, survey, &facts, place, product);
        if check.is_reported_at(Rule::WdExcluded, span) {
            continue;
        }
        check.report(Found {
            rule: Rule::WdExcluded,
            clauses: vec![place],
            span,
            message: each(|locale| {
                let list = products(&out, locale);
                match locale {
                    Locale::En => format!("the clause on withdrawal leaves out what has a right to withdraw by law: {list}"),
                    Locale::Nl => format!("de bepaling over herroepen laat weg wat volgens de wet herroepen kan worden: {list}"),
                }
            }),
            help: both("leave `products`, `when` and `unless` of this clause out; what the law excepts stands in a `withdrawal_loss`", "laat `products`, `when` en `unless` van deze bepaling weg; wat de wet uitzondert, staat in een `withdrawal_loss`"),
            witness: Some(answered.witness(step.from)),
        });
    }
}

/// Whether a product is really sold: some clause singles it out.
fn is_sold(check: &Check<'_>, product: ProductType) -> bool {
    let singled_out =
        |products: Vec<ProductType>| products.contains(&product) && products.len() < ProductType::ALL.len();
    check
        .policy
        .clauses
        .iter()
        .filter(|clause| for_consumers(clause))
        .any(|clause| singled_out(clause.products.iter().collect()))
}

fn leaves_product_out(check: &Check<'_>, place: u16, product: ProductType) -> bool {
    check.policy.clause(place).is_some_and(|clause| !clause.products.contains(product))
}

/// The key by which a clause does not apply to a request.
fn narrowing(check: &Check<'_>, survey: &Survey, facts: &Facts, place: u16, product: ProductType) -> Span {
    let Some(clause) = check.policy.clause(place) else { return Span::default() };
    let wanted = Conditions { when: clause.conditions.when.clone(), ..Conditions::default() };
    let key = if leaves_product_out(check, place, product) {
        "products"
    } else if !inspect::hold(&survey.bare, check.law, facts, &wanted) {
        "when"
    } else {
        "unless"
    };
    // Counts, prices and parts are conditions too, under keys of their own.
    let keys = [key, "day", "count", "price", "delivered"];
    keys.iter().find_map(|key| check.maybe_key(place, key)).unwrap_or_else(|| check.key(place, "id"))
}
