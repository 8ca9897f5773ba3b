//! Building a decision: verdict, charges under the price ceiling (R5), settlement (R6), deadlines and flags.

use super::calendar::{Day, format_day};
use super::clock::{Moment, civil, end_of, format_moment};
use super::facts::Case;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

struct Charge {
    kind: &'static str,
    as_written: i128,
    discretionary: bool,
}

pub(crate) struct Outcome {
    verdict: &'static str,
    charges: Vec<Charge>,
    settled: bool,
    deadlines: Map<String, Value>,
    findings: BTreeSet<&'static str>,
    alternatives: Vec<Value>,
    others: Map<String, Value>,
}

pub(crate) fn money(cents: i128) -> Value {
    json!({"currencyCode": "EUR", "minorUnits": cents.to_string()})
}

impl Outcome {
    fn new(verdict: &'static str) -> Outcome {
        Outcome {
            verdict,
            charges: Vec::new(),
            settled: false,
            deadlines: Map::new(),
            findings: BTreeSet::new(),
            alternatives: Vec::new(),
            others: Map::new(),
        }
    }

    pub(crate) fn permitted() -> Outcome {
        Outcome::new("VERDICT_PERMITTED")
    }

    pub(crate) fn refused() -> Outcome {
        Outcome::new("VERDICT_REFUSED")
    }

    pub(crate) fn discretionary() -> Outcome {
        Outcome::new("VERDICT_DISCRETIONARY")
    }

    pub(crate) fn unregulated() -> Outcome {
        Outcome::new("VERDICT_UNREGULATED")
    }

    pub(crate) fn permitted_if(condition: bool) -> Outcome {
        if condition { Outcome::permitted() } else { Outcome::refused() }
    }

    /// Adds a charge; one written as zero is not listed.
    pub(crate) fn charge(mut self, kind: &'static str, as_written: i128) -> Outcome {
        if as_written > 0 {
            self.charges.push(Charge { kind, as_written, discretionary: false });
        }
        self
    }

    /// Adds a charge of which the amount is the most that may be charged (R3).
    pub(crate) fn charge_at_most(mut self, kind: &'static str, as_written: i128) -> Outcome {
        if as_written > 0 {
            self.charges.push(Charge { kind, as_written, discretionary: true });
        }
        self
    }

    pub(crate) fn is_settled(&self) -> bool {
        self.settled
    }

    pub(crate) fn settled(mut self) -> Outcome {
        self.settled = true;
        self
    }

    /// A period that runs out at the end of its last day.
    pub(crate) fn deadline(self, kind: &str, last_day: Day) -> Outcome {
        self.deadline_on(kind, last_day, Some(end_of(last_day)))
    }

    /// A period that runs out at an instant.
    pub(crate) fn deadline_at(self, kind: &str, expires: Moment) -> Outcome {
        self.deadline_on(kind, civil(expires), Some(expires))
    }

    pub(crate) fn deadline_on(mut self, kind: &str, last_day: Day, expires: Option<Moment>) -> Outcome {
        let deadline = match expires {
            Some(expires) => json!({"lastDay": format_day(last_day), "expiresAt": format_moment(expires)}),
            None => json!({"lastDay": format_day(last_day)}),
        };
        self.deadlines.insert(format!("DEADLINE_KIND_{kind}"), deadline);
        self
    }

    pub(crate) fn effective(self, at: Moment) -> Outcome {
        self.with("effectiveAt", json!(format_moment(at)))
    }

    pub(crate) fn finding(mut self, code: &'static str) -> Outcome {
        self.findings.insert(code);
        self
    }

    /// Adds another question that the customer had better ask, with this answer to it (V1).
    pub(crate) fn alternative(mut self, question: &str, answer: Outcome, deadline: &str, case: &Case) -> Outcome {
        let charged = answer.charged(case);
        let until = answer.deadlines.get(&format!("DEADLINE_KIND_{deadline}"));
        let of_deadline = |key: &str| until.and_then(|until| until.get(key)).cloned().unwrap_or(Value::Null);
        self.alternatives.push(json!({
            "question": format!("QUESTION_{question}"),
            "verdict": answer.verdict,
            "charged": money(charged),
            "refund": money((case.paid() - charged).max(0)),
            "lastDay": of_deadline("lastDay"),
            "expiresAt": of_deadline("expiresAt"),
        }));
        self
    }

    pub(crate) fn is(&self, verdict: &str) -> bool {
        self.verdict == format!("VERDICT_{verdict}")
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.others.contains_key(key)
    }

    /// The sum of the charges as far as the price leaves room for them.
    pub(crate) fn charged(&self, case: &Case) -> i128 {
        under_the_ceiling(&self.charges, case.price).1
    }

    /// What the customer still owes after what was paid.
    pub(crate) fn outstanding(&self, case: &Case) -> i128 {
        (self.charged(case) - case.paid()).max(0)
    }

    pub(crate) fn with(mut self, key: &str, value: Value) -> Outcome {
        self.others.insert(key.to_string(), value);
        self
    }

    pub(crate) fn into_json(self, case: &Case) -> Value {
        let (findings, alternatives) = (json!(self.findings), json!(self.alternatives));
        if self.verdict == "VERDICT_UNREGULATED" {
            return json!({"verdict": self.verdict, "findings": findings, "alternatives": alternatives});
        }
        let (charges, charged) = under_the_ceiling(&self.charges, case.price);
        let outstanding = self.outstanding(case);
        let mut decision = self.others;
        decision.insert("findings".to_string(), findings);
        decision.insert("alternatives".to_string(), alternatives);
        if self.settled {
            let paid = case.paid();
            let settlement = json!({
                "price": money(case.price),
                "paid": money(paid),
                "charged": money(charged),
                "refund": money((paid - charged).max(0)),
                "outstanding": money(outstanding),
            });
            decision.insert("settlement".to_string(), settlement);
        }
        decision.insert("verdict".to_string(), json!(self.verdict));
        decision.insert("charges".to_string(), Value::Array(charges));
        decision.insert("deadlines".to_string(), Value::Object(self.deadlines));
        Value::Object(decision)
    }
}

/// Penalties and indemnities aside, the charges share the price; what is listed first takes first.
fn under_the_ceiling(charges: &[Charge], price: i128) -> (Vec<Value>, i128) {
    let (mut listed, mut charged, mut room) = (Vec::new(), 0, price);
    for charge in charges {
        let unlimited = charge.kind == "PENALTY" || charge.kind == "INDEMNITY";
        let amount = if unlimited { charge.as_written } else { charge.as_written.min(room) };
        if !unlimited {
            room -= amount;
        }
        charged += amount;
        listed.push(json!({
            "kind": format!("CHARGE_KIND_{}", charge.kind),
            "amount": money(amount),
            "amountAsWritten": money(charge.as_written),
            "discretionary": charge.discretionary,
        }));
    }
    (listed, charged)
}
