//! From decisions to messages.

mod cases;
mod comparison;
mod description;
mod options;
mod policies;
mod quotes;
mod verification;

use super::wire;
use super::words::Word;
use crate::calendar::Instant;
use crate::decision::{self, AllocationTarget, Assumption, Decision, Finding, Source};
use crate::evaluate::source_id;
use crate::facts::FieldNames;
use crate::law::{Jurisdiction, Law};
use crate::money::{Cents, Locale};
use crate::policy::Policy;
use crate::render;
use crate::vocabulary::Question;

pub(super) use cases::{cases_faults, cases_response};
pub(crate) use comparison::compare_response;
pub use description::description;
pub(crate) use options::options_response;
pub(crate) use policies::policy_ref;
pub use policies::{clauses, policy_version, unencoded};
pub(crate) use quotes::quote_response;
pub(crate) use verification::verification_report;

/// The version of the engine, as in `1.4.2`.
pub const ENGINE_VERSION: &str = env!("CARGO_PKG_VERSION");

/// The message of a decision, with its texts in a language.
pub fn decision(policy: &Policy, law: &Law, decision: &Decision, locale: Locale, fields: Fields) -> wire::Decision {
    let Decision {
        verdict,
        effective_at,
        charges,
        compensations,
        settlement,
        arrears,
        instalments,
        allocation,
        deadlines,
        liability,
        customer_may_dissolve,
        customer_may_reject,
        access_may_be_suspended,
        provider_may_cancel,
        explanation: _, // Rendered from the whole decision.
        nearest_boundary,
        assumptions,
        findings,
        alternatives,
        decided_by,
    } = decision;
    let to = Encoder { policy, law, locale };
    let assumed = to.assumed(assumptions, fields);
    wire::Decision {
        policy: Some(policy_ref(policy)),
        engine_version: ENGINE_VERSION.to_owned(),
        verdict: verdict.to_wire(),
        effective_at: effective_at.map(Into::into),
        charges: to.charges(charges),
        compensations: to.charges(compensations),
        settlement: settlement.as_ref().map(|s| to.settlement(s)),
        arrears: arrears.as_ref().map(|a| to.arrears(a)),
        instalments: instalments.iter().map(|i| instalment(i, policy)).collect(),
        allocations: allocation.iter().flat_map(|a| &a.parts).map(|part| allocation_part(part, policy)).collect(),
        unallocated: allocation.as_ref().map(|a| to.money(a.unallocated)),
        deadlines: deadlines.iter().map(|d| to.deadline(d)).collect(),
        liability: liability.as_ref().map(|l| to.liability(l)),
        customer_may_dissolve: *customer_may_dissolve,
        customer_may_reject: *customer_may_reject,
        access_may_be_suspended: *access_may_be_suspended,
        provider_may_cancel: *provider_may_cancel,
        explanation: to.explanation(decision),
        nearest_boundary: nearest_boundary.as_ref().map(|b| to.nearest_boundary(b)),
        assumptions: assumed.iter().map(|assumption| assumption.message.clone()).collect(),
        assumption_details: assumed,
        findings: to.findings(findings),
        price_basis: policy.prices.to_wire(),
        alternatives: alternatives.iter().map(|a| to.alternative(a)).collect(),
        decided_by: decided_by.map(Word::to_wire).unwrap_or_default(),
        law: Some(law_ref(law.of(policy.law))),
    }
}

/// The law that a policy names.
pub(super) fn law_ref(law: &Jurisdiction) -> wire::LawRef {
    wire::LawRef { id: law.id.name().to_owned(), digest: law.digest.to_owned() }
}

/// How the fields of a request are named to its caller.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    question: Question,
    names: FieldNames,
    /// From the path in a request to evaluate to that in the request at hand.
    path: fn(String) -> String,
}

impl Fields {
    /// Those of a request to evaluate.
    pub fn of(question: Question, names: FieldNames) -> Fields {
        Fields::moved(question, names, |path| path)
    }

    /// Those of a request in which the fields of the event stand elsewhere.
    pub(super) fn moved(question: Question, names: FieldNames, path: fn(String) -> String) -> Fields {
        Fields { question, names, path }
    }

    /// The path of the field that settles an assumption, if one does, in the names of the `.proto` files.
    pub(super) fn settling(self, assumption: &Assumption) -> Option<String> {
        let field = assumption.field()?;
        // One that stands alone is a field of the event.
        let path =
            if field.contains(['.', '[']) { field.into_owned() } else { format!("{}.{field}", self.question.name()) };
        Some((self.path)(path))
    }
}

/// What every part of a decision is written with.
#[derive(Clone, Copy)]
struct Encoder<'a> {
    policy: &'a Policy,
    law: &'a Law,
    locale: Locale,
}

impl Encoder<'_> {
    fn money(&self, amount: Cents) -> wire::Money {
        wire::Money { currency_code: self.policy.currency.code().to_owned(), minor_units: amount.get() }
    }

    fn ids(&self, sources: &[Source]) -> Vec<String> {
        sources.iter().map(|source| source_id(self.policy, *source).to_owned()).collect()
    }

    fn date_of(&self, at: Instant) -> String {
        self.policy.zone.date_of(at).to_string()
    }

    fn charges(&self, charges: &[decision::Charge]) -> Vec<wire::Charge> {
        charges.iter().map(|charge| self.charge(charge)).collect()
    }

    fn charge(&self, charge: &decision::Charge) -> wire::Charge {
        let decision::Charge { kind, amount, as_written, beside_price, discretionary, sources } = charge;
        wire::Charge {
            kind: kind.to_wire(),
            amount: Some(self.money(*amount)),
            amount_as_written: Some(self.money(*as_written)),
            discretionary: *discretionary,
            clause_ids: self.ids(sources),
            beside_price: *beside_price,
        }
    }

    fn settlement(&self, settlement: &decision::Settlement) -> wire::Settlement {
        let decision::Settlement { price, paid, charged, refund, outstanding, credit } = *settlement;
        wire::Settlement {
            price: Some(self.money(price)),
            paid: Some(self.money(paid)),
            charged: Some(self.money(charged)),
            refund: Some(self.money(refund)),
            outstanding: Some(self.money(outstanding)),
            credit: credit.map(|credit| self.money(credit.amount)),
            credit_of: credit.map(|credit| credit.of.to_wire()).unwrap_or_default(),
            expires_on: credit.and_then(|credit| credit.expires_on).map(|day| day.to_string()).unwrap_or_default(),
        }
    }

    fn alternative(&self, alternative: &decision::Alternative) -> wire::Alternative {
        let decision::Alternative { question, verdict, charged, refund, last_day, expires_at, sources } = alternative;
        wire::Alternative {
            question: question.to_wire(),
            verdict: verdict.to_wire(),
            charged: Some(self.money(*charged)),
            refund: Some(self.money(*refund)),
            last_day: last_day.map(|day| day.to_string()).unwrap_or_default(),
            expires_at: expires_at.map(Into::into),
            clause_ids: self.ids(sources),
        }
    }

    fn arrears(&self, arrears: &decision::Arrears) -> wire::Arrears {
        let decision::Arrears { principal, interest, collection_costs, total, by_invoice } = arrears;
        wire::Arrears {
            principal: Some(self.money(*principal)),
            interest: Some(self.money(*interest)),
            collection_costs: Some(self.money(*collection_costs)),
            total: Some(self.money(*total)),
            by_invoice: by_invoice.iter().map(|invoice| self.invoice_arrears(invoice)).collect(),
        }
    }

    fn invoice_arrears(&self, invoice: &decision::InvoiceArrears) -> wire::InvoiceArrears {
        let decision::InvoiceArrears { invoice_id, due_on, default_from, days, interest, pay_by } = invoice;
        wire::InvoiceArrears {
            invoice_id: invoice_id.clone(),
            due_on: due_on.to_string(),
            default_from: default_from.map(|date| date.to_string()).unwrap_or_default(),
            days: number(*days),
            interest: Some(self.money(*interest)),
            pay_by: pay_by.map(|day| day.to_string()).unwrap_or_default(),
        }
    }

    fn deadline(&self, deadline: &decision::Deadline) -> wire::Deadline {
        let decision::Deadline { kind, last_day, expires_at, inclusive: _, moves_with_act: _, sources } = deadline;
        wire::Deadline {
            kind: kind.to_wire(),
            last_day: last_day.to_string(),
            expires_at: expires_at.map(Into::into),
            clause_ids: self.ids(sources),
        }
    }

    fn liability(&self, liability: &decision::Liability) -> wire::Liability {
        let decision::Liability { excluded, unlimited, limit, recoverable, sources } = liability;
        wire::Liability {
            excluded: *excluded,
            unlimited: *unlimited,
            limit: limit.map(|limit| self.money(limit)),
            recoverable: Some(self.money(*recoverable)),
            clause_ids: self.ids(sources),
        }
    }

    fn explanation(&self, decision: &Decision) -> Vec<wire::ExplanationStep> {
        if decision.explanation.is_empty() {
            return Vec::new();
        }
        let steps = render::steps(self.policy, self.law, decision, self.locale).into_iter();
        steps
            .map(|render::RenderedStep { clause_id, article, summary, calculation, source }| wire::ExplanationStep {
                clause_id,
                article,
                summary,
                calculation,
                source: source_kind(source) as i32,
            })
            .collect()
    }

    fn nearest_boundary(&self, boundary: &decision::NearestBoundary) -> wire::NearestBoundary {
        let decision::NearestBoundary { at, charged, refund, verdict } = *boundary;
        wire::NearestBoundary {
            at: Some(at.into()),
            charged: verdict.allows().then(|| self.money(charged)),
            refund: refund.map(|refund| self.money(refund)),
            verdict: verdict.to_wire(),
        }
    }

    fn assumed(&self, assumptions: &[Assumption], fields: Fields) -> Vec<wire::Assumption> {
        let detail = |assumption: &Assumption| wire::Assumption {
            code: assumption.code().to_owned(),
            field: fields.settling(assumption).map(|path| fields.names.path(&path).into_owned()).unwrap_or_default(),
            message: render::assumption(self.policy, self.law, assumption, self.locale),
        };
        assumptions.iter().map(detail).collect()
    }

    fn findings(&self, findings: &[Finding]) -> Vec<wire::Finding> {
        findings.iter().map(|finding| self.finding(finding)).collect()
    }

    fn finding(&self, finding: &Finding) -> wire::Finding {
        let Finding { code, sources, annulment, left_out } = finding;
        let mut message = wire::Finding {
            code: code.name().to_owned(),
            message: render::finding(self.policy, self.law, finding, self.locale),
            clause_ids: self.ids(sources),
            ..wire::Finding::default()
        };
        if let Some(left_out) = left_out.and_then(|place| self.policy.unencoded.get(usize::from(place))) {
            message.article = left_out.articles.join(", ");
        }
        if let Some(decision::Annulment { rule, about: _, by_terms, without }) = *annulment {
            let law = self.law.of(self.policy.law);
            message.rule = rule.to_owned();
            message.provision = law.provision_of_check(rule).unwrap_or_default().to_owned();
            message.rulings = law.rulings_on(rule).map(|ruling| ruling.id.to_owned()).collect();
            message.by_terms = by_terms.map(|amount| self.money(amount));
            message.statute_leaves = without.map(|amount| self.money(amount));
        }
        message
    }
}

/// A number of the domain, all of which fit.
fn number(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn source_kind(source: render::SourceKind) -> wire::Source {
    match source {
        render::SourceKind::Terms => wire::Source::Terms,
        render::SourceKind::Law => wire::Source::Law,
        render::SourceKind::Rule => wire::Source::Rule,
    }
}

/// An instalment, in the currency of a policy.
fn instalment(instalment: &decision::Instalment, policy: &Policy) -> wire::Instalment {
    let decision::Instalment { number: place, amount, invoice_on, at_the_latest, due_on } = *instalment;
    wire::Instalment {
        number: number(place),
        amount: Some(comparison::money(amount, policy)),
        invoice_on: invoice_on.to_string(),
        due_on: due_on.map(|day| day.to_string()).unwrap_or_default(),
        invoice_at_the_latest: at_the_latest,
    }
}

/// A part of a payment, in the currency of a policy.
fn allocation_part(part: &decision::AllocationPart, policy: &Policy) -> wire::Allocation {
    let decision::AllocationPart { to, amount } = part;
    let (kind, to, invoice_id) = match to {
        AllocationTarget::Costs => (wire::AllocationKind::Costs, "costs", ""),
        AllocationTarget::Interest => (wire::AllocationKind::Interest, "interest", ""),
        AllocationTarget::Invoice(id) => (wire::AllocationKind::Invoice, id.as_str(), id.as_str()),
    };
    wire::Allocation {
        to: to.to_owned(),
        amount: Some(comparison::money(*amount, policy)),
        kind: kind.into(),
        invoice_id: invoice_id.to_owned(),
    }
}
