//! `TERM-ACCELERATE`, `KEPT-UNDELIVERED`, `NOSHOW-FEE`, `SUSPEND-PAY`, `NOTICE-SERVICE`: what courts struck, asked of the
//! evaluator's answers.

use super::Rule;
use super::check::{Check, Found};
use super::fees::{by_customer, service_of, situations};
use super::promises::COSTS;
use super::scene::{Scene, first_day, invoice, noon, start_day};
use super::text::{each, money};
use crate::analyse::Witness;
use crate::analyse::prove::words::both;
use crate::calendar::Date;
use crate::decision::{Charge, Decision, Settlement, Source};
use crate::facts::Event;
use crate::law::Leaving;
use crate::money::{Cents, Locale};
use crate::policy::Clause;
use crate::policy::building_blocks::Condition;
use crate::policy::forms::{Form, NoticeEnd};
use crate::vocabulary::{Cause, ChargeKind, CustomerType, DeadlineKind, ProductType, Question};

/// What was delivered in examples: three of twelve units.
const DELIVERED: u32 = 3;
const TOTAL: u32 = 12;

/// The months after its begin at which a service ends in examples: tables tell early from late.
const MONTHS: [i64; 3] = [3, 9, 23];
/// So many months after it began, force majeure has lasted longer than any clause waits.
const LONG: i64 = 600;
/// How many sessions the price is for in examples.
const SESSIONS: u32 = 10;

/// A service that the provider, or what neither could help, ends: the request, what is kept, and what was delivered.
struct Kept {
    rule: Rule,
    witness: Witness,
    charged: Cents,
    delivered: Cents,
    back: Back,
}

/// What comes back of what was paid.
#[derive(Clone, Copy)]
enum Back {
    /// What is not charged.
    Rest,
    /// A credit.
    Credit,
    /// Nothing: the terms do not speak of it.
    Nothing,
}

/// Reports a provider who ends a service, or has a default or force majeure end it, and keeps more than what was delivered.
pub(super) fn accelerated(check: &mut Check<'_>) {
    let currency = check.policy.currency;
    for question in
        [Question::Termination, Question::ProviderCancellation, Question::PaymentReview, Question::ForceMajeure]
    {
        for (place, clause) in check.consumer_clauses(question) {
            let Some(Kept { rule, witness, charged, delivered, back }) = kept(check, place, clause, question) else {
                continue;
            };
            let part = match delivered {
                Cents::ZERO => both("nothing", "niets"),
                _ => both("a quarter", "een kwart"),
            };
            check.report(Found {
                rule,
                clauses: vec![place],
                span: check.key(place, clause.form.name()),
                message: each(|locale| {
                    let (charged, share) = (money(charged, currency, locale), money(delivered, currency, locale));
                    let part = part.get(locale);
                    match (question, back, locale) {
                        (_, Back::Credit, Locale::En) => format!(
                            "when the service is called off and {part} was delivered, {charged} becomes a credit instead of money back"
                        ),
                        (_, Back::Credit, Locale::Nl) => format!(
                            "gaat de dienst niet door en is {part} geleverd, dan wordt {charged} een tegoed in plaats van geld terug"
                        ),
                        (_, Back::Nothing, Locale::En) => format!(
                            "when the provider calls off what was paid for and {part} was delivered, nothing of {charged} is paid back"
                        ),
                        (_, Back::Nothing, Locale::Nl) => format!(
                            "zegt de aanbieder af wat is betaald en is {part} geleverd, dan komt van {charged} niets terug"
                        ),
                        (Question::ForceMajeure, _, Locale::En) => format!(
                            "when force majeure ends a service of which {part} was delivered, {charged} is due instead of {share}"
                        ),
                        (Question::ForceMajeure, _, Locale::Nl) => format!(
                            "eindigt overmacht een dienst waarvan {part} is geleverd, dan is {charged} verschuldigd in plaats van {share}"
                        ),
                        (_, Back::Rest, Locale::En) => format!(
                            "when the provider ends a service of which {part} was delivered, {charged} is due instead of {share}"
                        ),
                        (_, Back::Rest, Locale::Nl) => format!(
                            "eindigt de aanbieder een dienst waarvan {part} is geleverd, dan is {charged} verschuldigd in plaats van {share}"
                        ),
                    }
                }),
                help: both("charge the delivered share and the costs made then (`pro_rata`, `costs_incurred`)", "reken dan het geleverde deel en de gemaakte kosten (`pro_rata`, `costs_incurred`)"),
                witness: Some(witness),
            });
        }
    }
}

/// A request in which a service ends through no wish of the customer, and a clause keeps more than the delivered share.
fn kept(check: &Check<'_>, place: u16, clause: &Clause, question: Question) -> Option<Kept> {
    // Conditions, whether nothing was delivered yet, and the rule.
    use Rule::{KeptUndelivered, TermAccelerate};
    let ends: &[(&[Condition], bool, Rule)] = match question {
        Question::Termination => &[
            (&[Condition::ByProvider], false, TermAccelerate),
            (&[Condition::ByProvider, Condition::ForCause], false, TermAccelerate),
            (&[Condition::ByProvider, Condition::ForCause, Condition::NonPayment], false, TermAccelerate),
        ],
        Question::ProviderCancellation => {
            &[(&[], true, KeptUndelivered), (&[Condition::CauseCustomer], false, TermAccelerate)]
        }
        Question::ForceMajeure => &[(&[], true, KeptUndelivered), (&[], false, KeptUndelivered)],
        _ => &[(&[], false, TermAccelerate)],
    };
    // What a customer caused is no end by the provider alone.
    let caused = clause.conditions.when.contains(&Condition::CauseCustomer);
    let ends = ends.iter().filter(|(conditions, ..)| !(caused && conditions.is_empty()));
    let situations = situations(check.policy, clause);
    let when = || MONTHS.iter().flat_map(|months| [false, true].map(|paid| (*months, paid)));
    let all = ends.flat_map(|end| situations.iter().flat_map(move |so| when().map(move |when| (end, so, when))));
    all.take_while(|_| !check.is_over()).find_map(|((conditions, nothing, rule), so, (months, paid))| {
        let rule = *rule;
        let mut scene = begun(check, clause, question, months)?;
        if *nothing {
            scene.agreement.performance.delivered_units = Some(0);
        }
        if *nothing || paid {
            scene = scene.paid();
        }
        if question == Question::ProviderCancellation && *nothing {
            // The costs of what the provider calls off are the provider's.
            scene.agreement.performance.costs_incurred = Some(COSTS);
        }
        match &mut scene.event {
            Event::PaymentReview(review) => {
                review.invoices = vec![invoice(first_day(), first_day().plus_days(14))];
            }
            // Longer than any clause waits, and for good.
            Event::ForceMajeure { as_of, permanent, .. } => {
                (*as_of, *permanent) = (noon(&check.policy.zone, first_day().plus_months(LONG)?), Some(true));
            }
            _ => {}
        }
        let mut scene = scene.under(check.policy, &[so]);
        conditions.iter().for_each(|condition| scene.set(*condition, true));
        let witness = scene.witness();
        let decision = check.ask(&witness)?;
        let of_clause = decision.charges.iter().any(|charge| charge.sources.contains(&Source::Clause(place)));
        let price = witness.agreement.price;
        let delivered = if *nothing { Cents::ZERO } else { price.share(DELIVERED.into(), TOTAL.into()) };
        let credit = decision.settlement.as_ref().map_or(Cents::ZERO, Settlement::credit_of_rest);
        if of_clause && decision.charged() > delivered {
            return Some(Kept { rule, witness, charged: decision.charged(), delivered, back: Back::Rest });
        }
        if credit > Cents::ZERO {
            return Some(Kept { rule, witness, charged: credit, delivered, back: Back::Credit });
        }
        let nothing = *nothing && pays_nothing_back(&witness, &decision);
        nothing.then_some(Kept { rule, witness, charged: price, delivered, back: Back::Nothing })
    })
}

/// Whether what was paid for is called off, through no fault of the customer and without another date, and nothing comes back.
fn pays_nothing_back(witness: &Witness, decision: &Decision) -> bool {
    let Event::ProviderCancellation(event) = &witness.event else { return false };
    let allowed = decision.verdict.allows();
    let own = event.cause != Cause::Customer && event.replacement_offered != Some(true);
    allowed && own && decision.settlement.is_none()
}

/// A consumer's service of which some was delivered and nothing paid, so many months after it began: one that the law lets a
/// consumer leave at any time, where there is one; a subscription last.
fn begun(check: &Check<'_>, clause: &Clause, question: Question, months: i64) -> Option<Scene> {
    let zone = &check.policy.zone;
    let concluded = noon(zone, first_day());
    let act = noon(zone, first_day().plus_months(months)?);
    // What was sold can be called off too, and is no service to end.
    let services = || clause.products.iter().filter(|product| question.is_called_off() || product.is_service());
    let leaving = |product: &ProductType| check.jurisdiction.leaving(*product);
    let product = services()
        .min_by_key(|of| (!of.is_service(), leaving(of) != Leaving::AnyTime, *of == ProductType::Subscription))?;
    let mut scene = Scene::new(question, CustomerType::Consumer, product, concluded, act).starting(concluded);
    scene.agreement.term_months = TOTAL;
    scene.agreement.performance.started_at = Some(concluded);
    (scene.agreement.performance.delivered_units, scene.agreement.performance.total_units) =
        (Some(DELIVERED), Some(TOTAL));
    Some(scene)
}

/// Reports what a consumer who does not come, or moves a session too late, is charged beyond costs.
pub(super) fn no_show(check: &mut Check<'_>) {
    let currency = check.policy.currency;
    let on = |question| check.consumer_clauses(question).into_iter().map(move |found| (question, found));
    let clauses: Vec<_> = on(Question::NoShow).chain(on(Question::Rescheduling)).collect();
    for (question, (place, clause)) in clauses {
        let Some(product) = service_of(clause) else { continue };
        let zone = &check.policy.zone;
        let at = noon(zone, start_day());
        let concluded = noon(zone, first_day());
        let mut scene = Scene::new(question, CustomerType::Consumer, product, concluded, at).starting(at);
        (scene.agreement.session_count, scene.agreement.performance.total_units) = (Some(SESSIONS), Some(SESSIONS));
        let scene = scene.paid();
        let source = Source::Clause(place);
        let charged = |decision: &Decision, price: Cents| -> Cents {
            let charges = decision.charges.iter().filter(|charge| charge.sources.contains(&source));
            // A fee for moving is the price of a service; a session that is lost, or the price of all that is moved, is not.
            let whole = if clause.form.is_about_a_session() { price.share(1, SESSIONS.into()) } else { price };
            let lost = |charge: &&Charge| match charge.kind {
                _ if question == Question::NoShow => true,
                ChargeKind::SessionForfeited | ChargeKind::RetainedPrice => true,
                ChargeKind::ReschedulingFee => charge.amount >= whole,
                _ => false,
            };
            charges.filter(lost).map(|charge| charge.amount).sum()
        };
        let shown = situations(check.policy, clause).iter().find_map(|so| {
            let witness = scene.clone().under(check.policy, &[so]).witness();
            let price = witness.agreement.price;
            let fee = check.ask(&witness).map(|decision| charged(&decision, price)).filter(|fee| *fee > Cents::ZERO)?;
            Some((fee, witness))
        });
        let Some((fee, witness)) = shown else { continue };
        let price = witness.agreement.price;
        check.report(Found {
            rule: Rule::NoshowFee,
            clauses: vec![place],
            span: check.key(place, clause.form.name()),
            message: each(|locale| {
                let (fee, price) = (money(fee, currency, locale), money(price, currency, locale));
                let late = question == Question::Rescheduling;
                match locale {
                    Locale::En if late => format!(
                        "a consumer who moves one of ten sessions for {price} too late is charged {fee}, whatever that cost"
                    ),
                    Locale::En => {
                        format!(
                            "a consumer who misses one of ten sessions for {price} is charged {fee}, whatever that cost"
                        )
                    }
                    Locale::Nl => {
                        let does = if late { "te laat verzet" } else { "mist" };
                        format!(
                            "een consument die een van tien sessies voor {price} {does}, betaalt {fee}, wat dat ook kostte"
                        )
                    }
                }
            }),
            help: both(
                "charge the costs that staying away makes, and say beforehand which they are (`costs_incurred`)",
                "reken de kosten die het wegblijven maakt, en zeg vooraf welke dat zijn (`costs_incurred`)",
            ),
            witness: check.shown(Some(witness), |decision| charged(decision, price) > Cents::ZERO),
        });
    }
}

/// Reports access to a subscription that is suspended while the payment runs on.
pub(super) fn suspended(check: &mut Check<'_>) {
    for (place, clause) in check.consumer_clauses(Question::PaymentReview) {
        let runs_on = |product: &ProductType| check.jurisdiction.leaving(*product) == Leaving::ByNotice;
        let Some(product) = clause.products.iter().find(runs_on) else { continue };
        let Some(mut scene) = begun(check, clause, Question::PaymentReview, 3) else { continue };
        scene.agreement.product = product;
        let mut scene = scene.under(check.policy, &[&clause.conditions]);
        if let Event::PaymentReview(review) = &mut scene.event {
            // Issued before the start, and open since.
            let eve = first_day().plus_days(-1).unwrap_or(first_day());
            review.invoices = vec![invoice(eve, first_day().plus_days(14))];
        }
        let Some(witness) = check.shown(Some(scene.witness()), |decision| decision.access_may_be_suspended) else {
            continue;
        };
        check.report(Found {
            rule: Rule::SuspendPay,
            clauses: vec![place],
            span: check.key(place, "payment_default.suspension"),
            message: both(
                "a consumer who is late loses access while the subscription and its payment run on",
                "een consument die te laat is, verliest de toegang terwijl het abonnement en de betaling doorlopen",
            ),
            help: both(
                "let the payment for the time without access lapse, or do not suspend: `suspension = \"never\"`",
                "laat de betaling voor de tijd zonder toegang vervallen, of schors niet: `suspension = \"never\"`",
            ),
            witness: Some(witness),
        });
    }
}

/// Reports a period of notice of a consumer who ends a service: it may end at any time. A subscription may ask for a month
/// (`NOTICE-LONG`).
pub(super) fn notice(check: &mut Check<'_>) {
    for (place, clause) in check.consumer_clauses(Question::Termination) {
        let notice = matches!(&clause.form, Form::Notice(notice) if notice.ends != NoticeEnd::AgreedEnd);
        if !notice || !by_customer(&clause.conditions) {
            continue;
        }
        let Some((witness, told, end)) = bound_by_notice(check, place, clause) else { continue };
        check.report(Found {
            rule: Rule::NoticeService,
            clauses: vec![place],
            span: check.maybe_key(place, "notice.period").unwrap_or_else(|| check.key(place, "notice")),
            message: both(
                format!("a consumer who ends a service on {told} is bound through {end}"),
                format!("wie als consument een dienst op {told} opzegt, is tot en met {end} gebonden"),
            ),
            help: both(
                "let consumers end a service at any time, against what was delivered (`pro_rata`)",
                "laat een consument een dienst op elk moment beëindigen, tegen wat is geleverd (`pro_rata`)",
            ),
            witness: Some(witness),
        });
    }
}

/// A notice that ends a service later than on its own day: request, day of notice, last day.
fn bound_by_notice(check: &Check<'_>, place: u16, clause: &Clause) -> Option<(Witness, Date, Date)> {
    [1, 26].into_iter().find_map(|months| {
        let told = first_day().plus_months(months)?.plus_days(10)?;
        let any_time = |scene: &Scene| check.jurisdiction.leaving(scene.agreement.product) == Leaving::AnyTime;
        let scene = begun(check, clause, Question::Termination, 3).filter(any_time)?;
        let mut scene = scene.under(check.policy, &[&clause.conditions]).terms_only();
        scene.event = scene.event.with_act(noon(&check.policy.zone, told))?;
        scene.agreement.ends_at = None;
        let witness = scene.witness();
        let decision = check.ask(&witness)?;
        let of_clause = |deadline: &&crate::decision::Deadline| {
            deadline.kind == DeadlineKind::ContractEnd && deadline.sources.contains(&Source::Clause(place))
        };
        let end = decision.deadlines.iter().find(of_clause)?.last_day;
        (end > told).then_some((witness, told, end))
    })
}
