//! Facts written as the protobuf JSON of a request. Written by hand here, so that nothing is shared with the contract.

use clausula::calendar::{Date, Instant};
use clausula::facts::{Agreement, DeclaredValue, Event, Facts};
use clausula::money::Cents;
use clausula::policy::Policy;
use clausula::vocabulary::Basis;
use serde_json::{Map, Value, json};

/// The request that puts these facts to a policy, its version pinned.
pub fn request(policy: &Policy, facts: &Facts) -> Value {
    let (key, event) = event(facts.event());
    let basis = match facts.basis() {
        Basis::TermsAndLaw => "BASIS_TERMS_AND_LAW",
        Basis::TermsOnly => "BASIS_TERMS_ONLY",
    };
    json!({
        "policyId": policy.id,
        "policyVersion": policy.version,
        "basis": basis,
        "agreement": agreement(facts.agreement()),
        "facts": declared(facts.agreement()),
        key: event,
    })
}

pub fn money(amount: Cents) -> Value {
    json!({"currencyCode": "EUR", "minorUnits": amount.get().to_string()})
}

/// The facts that the policy declares, by their ids.
fn declared(a: &Agreement) -> Value {
    let said = |value: DeclaredValue| match value {
        DeclaredValue::YesNo(so) => json!({ "yesNo": so }),
        DeclaredValue::Amount(amount) => json!({ "amount": money(amount) }),
        DeclaredValue::Count(count) => json!({ "count": count }),
        DeclaredValue::Date(date) => json!({ "date": on(date) }),
        DeclaredValue::Instant(instant) => json!({ "instant": at(instant) }),
        DeclaredValue::Choice(word) => json!({ "choice": word.as_str() }),
    };
    Value::Object(a.declared.iter().map(|(id, value)| (id.to_string(), said(value))).collect())
}

fn at(instant: Instant) -> Value {
    json!(instant.to_string())
}

fn on(date: Date) -> Value {
    json!(date.to_string())
}

/// Fields of which the absent are left out.
fn fields(entries: Vec<(&str, Option<Value>)>) -> Value {
    let given = entries.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Value::Object(given.collect::<Map<String, Value>>())
}

fn word(prefix: &str, name: &str) -> Value {
    json!(format!("{prefix}_{}", name.to_uppercase()))
}

fn agreement(a: &Agreement) -> Value {
    let (p, w) = (&a.performance, &a.withdrawal);
    let payments: Vec<Value> =
        a.payments.iter().map(|p| json!({"paidAt": at(p.paid_at), "amount": money(p.amount)})).collect();
    fields(vec![
        ("customerType", Some(word("CUSTOMER_TYPE", a.customer.name()))),
        ("productType", Some(word("PRODUCT_TYPE", a.product.name()))),
        ("productId", a.product_id.as_ref().map(|id| json!(id))),
        ("price", Some(money(a.price))),
        ("concludedAt", Some(at(a.concluded_at))),
        ("startsAt", a.starts_at.map(at)),
        ("endsAt", a.ends_at.map(at)),
        ("termMonths", Some(json!(a.term_months))),
        ("serviceCount", Some(json!(a.service_count))),
        ("sessionCount", Some(json!(a.session_count))),
        ("participants", Some(json!(a.participants))),
        ("payments", Some(json!(payments))),
        (
            "performance",
            Some(fields(vec![
                ("startedAt", p.started_at.map(at)),
                ("fullyPerformed", Some(json!(p.fully_performed))),
                ("deliveredUnits", Some(json!(p.delivered_units))),
                ("totalUnits", Some(json!(p.total_units))),
                ("costsIncurred", p.costs_incurred.map(money)),
            ])),
        ),
        (
            "withdrawalFacts",
            Some(fields(vec![
                ("informationGivenAt", w.information_given_at.map(at)),
                ("informationWithheld", Some(json!(w.information_withheld))),
                ("expressRequestToStart", Some(json!(w.express_request_to_start))),
                ("acknowledgedLossOfRight", Some(json!(w.acknowledged_loss_of_right))),
                ("goodsReceivedAt", w.goods_received_at.map(at)),
                ("madeToOrder", Some(json!(w.made_to_order))),
                ("concludedOnPremises", Some(json!(w.concluded_on_premises))),
                ("withdrawalFunctionMissing", Some(json!(w.withdrawal_function_missing))),
            ])),
        ),
        ("changeCostsInOffer", a.change_costs_in_offer.map(money)),
        ("paysInInstalments", Some(json!(a.pays_in_instalments))),
        (
            "insurance",
            a.insurance.map(|i| json!({"payout": i.payout.map(money), "deductible": i.deductible.map(money)})),
        ),
    ])
}

fn event(event: &Event) -> (&'static str, Value) {
    match event {
        Event::Cancellation { received_at, cancelled_count } => {
            ("cancellation", json!({"receivedAt": at(*received_at), "cancelledCount": cancelled_count.unwrap_or(0)}))
        }
        Event::NoShow { session_starts_at } => ("noShow", fields(vec![("sessionStartsAt", session_starts_at.map(at))])),
        Event::Withdrawal { declared_at, received_at, goods_devaluation } => (
            "withdrawal",
            fields(vec![
                ("declaredAt", Some(at(*declared_at))),
                ("receivedAt", received_at.map(at)),
                ("goodsDevaluation", goods_devaluation.map(money)),
            ]),
        ),
        Event::Rescheduling { requested_at, alternative_date_offered, session_starts_at } => (
            "rescheduling",
            fields(vec![
                ("requestedAt", Some(at(*requested_at))),
                ("alternativeDateOffered", Some(json!(alternative_date_offered))),
                ("sessionStartsAt", session_starts_at.map(at)),
            ]),
        ),
        Event::Substitution { requested_at, substitute_qualifies } => {
            ("substitution", json!({"requestedAt": at(*requested_at), "substituteQualifies": substitute_qualifies}))
        }
        Event::BookingChange { requested_at, cancelled_count } => {
            ("bookingChange", json!({"requestedAt": at(*requested_at), "cancelledCount": cancelled_count.unwrap_or(0)}))
        }
        Event::ProviderCancellation(e) => (
            "providerCancellation",
            json!({
                "announcedAt": at(e.announced_at),
                "cause": word("CAUSE", e.cause.name()),
                "replacementOffered": e.replacement_offered,
                "customerCanAttendReplacement": e.customer_can_attend_replacement,
            }),
        ),
        Event::ProviderChange(e) => (
            "providerChange",
            fields(vec![
                ("knownAt", Some(at(e.known_at))),
                ("notifiedAt", e.notified_at.map(at)),
                ("rejectedAt", e.rejected_at.map(at)),
                ("essential", Some(json!(e.essential))),
                ("moreThanMinorDisadvantage", Some(json!(e.more_than_minor_disadvantage))),
                ("locationOnly", Some(json!(e.location_only))),
            ]),
        ),
        Event::PaymentReview(e) => {
            let invoices = e.invoices.iter().map(|i| {
                fields(vec![
                    ("invoiceId", Some(json!(i.id))),
                    ("issuedOn", Some(on(i.issued_on))),
                    ("dueOn", i.due_on.map(on)),
                    ("openAmount", Some(money(i.open))),
                    ("isDeposit", Some(json!(i.is_deposit))),
                    ("reminderReceivedOn", i.reminder_received_on.map(on)),
                    ("collectionNoticeReceivedOn", i.collection_notice_received_on.map(on)),
                    ("collectionNoticeDefective", i.collection_notice_defective.map(|so| json!(so))),
                    ("openAtNoticeEnd", i.open_at_notice_end.map(money)),
                    ("collectionStepsOn", Some(i.collection_steps_on.iter().map(|day| on(*day)).collect())),
                ])
            });
            let invoices: Vec<Value> = invoices.collect();
            let costs = e.actual_collection_costs.map(money);
            let vat = e.collection_costs_vat_percent;
            (
                "paymentReview",
                json!({
                    "asOf": at(e.as_of),
                    "actualCollectionCosts": costs,
                    "collectionCostsVatPercent": vat,
                    "invoices": invoices,
                }),
            )
        }
        Event::PaymentPlan => ("paymentPlan", json!({})),
        Event::PaymentAllocation(e) => {
            let invoices = e.invoices.iter();
            let invoices: Vec<Value> = invoices
                .map(|i| json!({"invoiceId": i.id, "dueOn": on(i.due_on), "openAmount": money(i.open)}))
                .collect();
            (
                "paymentAllocation",
                json!({
                    "amount": money(e.amount),
                    "openCosts": e.open_costs.map(money),
                    "openInterest": e.open_interest.map(money),
                    "invoices": invoices,
                }),
            )
        }
        Event::Termination(e) => (
            "termination",
            json!({
                "noticeAt": at(e.notice_at),
                "by": word("PARTY", e.by.name()),
                "forCause": e.for_cause,
                "nonPayment": e.non_payment,
            }),
        ),
        Event::PriceIncrease(e) => (
            "priceIncrease",
            fields(vec![
                ("announcedAt", Some(at(e.announced_at))),
                ("effectiveAt", Some(at(e.effective_at))),
                ("newPrice", Some(money(e.new_price))),
                ("currentPrice", e.current_price.map(money)),
                ("previousIncreaseAt", e.previous_increase_at.map(at)),
                ("indexation", Some(json!(e.indexation))),
                ("legalObligation", Some(json!(e.legal_obligation))),
            ]),
        ),
        Event::TermsChange { announced_at, effective_at, performance_changes } => (
            "termsChange",
            json!({
                "announcedAt": at(*announced_at),
                "effectiveAt": at(*effective_at),
                "performanceChanges": performance_changes,
            }),
        ),
        Event::Complaint(e) => (
            "complaint",
            fields(vec![
                ("discoveredAt", e.discovered_at.map(at)),
                ("arisenAt", e.arisen_at.map(at)),
                ("deliveredAt", e.delivered_at.map(at)),
                ("filedAt", e.filed_at.map(at)),
                ("visibleOnDelivery", Some(json!(e.visible_on_delivery))),
                ("aboutConclusion", Some(json!(e.about_conclusion))),
                ("invoicedAt", e.invoiced_at.map(at)),
            ]),
        ),
        Event::DamageClaim(e) => (
            "damageClaim",
            json!({
                "occurredAt": at(e.occurred_at),
                "reportedAt": at(e.reported_at),
                "damage": money(e.damage),
                "kind": word("DAMAGE_KIND", e.kind.name()),
                "intentOrRecklessness": e.intent_or_recklessness,
                "awardedThisYear": e.awarded_this_year.map(money),
            }),
        ),
        Event::Breach { kind, count, monthly_salary, occurred_at } => (
            "breach",
            fields(vec![
                ("kind", Some(word("BREACH_KIND", kind.name()))),
                ("count", Some(json!(count))),
                ("monthlySalary", monthly_salary.map(money)),
                ("occurredAt", occurred_at.map(at)),
            ]),
        ),
        Event::ForceMajeure { began_at, as_of, permanent } => {
            ("forceMajeure", json!({"beganAt": at(*began_at), "asOf": at(*as_of), "permanent": permanent}))
        }
        Event::Offer { made_at, accepted_at, as_of } => (
            "offer",
            fields(vec![("madeAt", Some(at(*made_at))), ("acceptedAt", accepted_at.map(at)), ("asOf", as_of.map(at))]),
        ),
        Event::DataBreach { discovered_at } => ("dataBreach", json!({"discoveredAt": at(*discovered_at)})),
    }
}
