//! One record decided again.

use serde::Deserialize;

use super::shelf::Shelf;
use crate::contract::{self, FieldNames, wire};
use crate::decision_log::{Decided, StoreError, as_first_logged, without_texts};
use crate::law::Law;

/// What a record says of who decided.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Recorded {
    policy: PolicyRef,
    law: LawRef,
    engine_version: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct PolicyRef {
    digest: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct LawRef {
    id: String,
    digest: String,
}

impl Recorded {
    /// What a record says.
    pub fn of(record: &Decided<'_>) -> Recorded {
        serde_json::from_str(record.decision.get()).unwrap_or_default()
    }

    /// The digest of the policy.
    pub fn policy_digest(&self) -> &str {
        &self.policy.digest
    }
}

/// What came of deciding a record again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reproduced {
    /// The same, byte for byte.
    Same,
    /// Another decision, or none.
    Differs {
        /// The version of the engine that decided then.
        engine: String,
        /// Why there is none; empty: there is one.
        problem: String,
    },
    /// The policy is neither in the store nor at hand.
    UnknownPolicy {
        /// Its digest.
        digest: String,
    },
    /// The law is not that of this program.
    OtherLaw {
        /// The law.
        id: String,
        /// The digest of its data then.
        digest: String,
        /// The version of the engine that knew it.
        engine: String,
    },
    /// The request cannot be read: fields were left out or hashed.
    Masked,
}

/// Decides a record again under the policy and the law that it names, and compares every byte.
///
/// # Errors
/// When the store cannot be used.
pub fn reproduce(record: &Decided<'_>, shelf: &mut Shelf, law: &Law) -> Result<Reproduced, StoreError> {
    let Recorded { policy, law: recorded, engine_version: engine } = Recorded::of(record);
    let Some(policies) = shelf.find(&policy.digest)? else {
        return Ok(Reproduced::UnknownPolicy { digest: policy.digest });
    };
    let known = |known: &&crate::law::Jurisdiction| known.id.name() == recorded.id && known.digest == recorded.digest;
    if law.jurisdictions().iter().find(known).is_none() {
        return Ok(Reproduced::OtherLaw { id: recorded.id, digest: recorded.digest, engine });
    }
    let Ok(request) = contract::parse_request(record.request.get().as_bytes()) else { return Ok(Reproduced::Masked) };
    let mut decision = match contract::answer(&policies, law, &request, FieldNames::Proto) {
        Ok(answer) => answer.decision.unwrap_or_default(),
        Err(rejection) => return Ok(Reproduced::Differs { engine, problem: rejection.to_string() }),
    };
    let recorded = record.decision.get();
    let same = without_texts(&mut decision, |bare| is_same(bare, recorded))
        || as_first_logged(&mut decision, |bare| is_same(bare, recorded));
    Ok(if same { Reproduced::Same } else { Reproduced::Differs { engine, problem: String::new() } })
}

fn is_same(decision: &wire::Decision, recorded: &str) -> bool {
    serde_json::to_string(decision).is_ok_and(|text| text == recorded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::store::PolicySet;

    #[test]
    fn records_with_and_without_what_the_law_says_are_reproduced() {
        let request = r#"{"policyId":"multidonnas","agreement":{"customerType":"CUSTOMER_TYPE_CONSUMER",
            "productType":"PRODUCT_TYPE_EVENT","price":{"currencyCode":"EUR","minorUnits":"125000"},
            "concludedAt":"2026-06-01T10:00:00Z","startsAt":"2026-09-14T08:00:00Z"},
            "cancellation":{"receivedAt":"2026-07-31T15:31:00Z"}}"#;
        let (policies, law) = (PolicySet::built_in().unwrap(), Law::built_in());
        let asked = contract::parse_request(request.as_bytes()).unwrap();
        let answer = contract::answer(&policies, law, &asked, FieldNames::Proto).unwrap();
        let mut decision = answer.decision.unwrap();
        let written = |bare: &wire::Decision| serde_json::to_string(bare).unwrap();
        let now = without_texts(&mut decision, written);
        let first = as_first_logged(&mut decision, written);
        let cites = r#""provision":"BW"#;
        assert!(first.contains(cites) && !now.contains(cites), "{first}");
        let other = first.replacen(cites, r#""provision":"XX"#, 1);
        let mut shelf = Shelf::new(None);
        shelf.add(&policies);
        for (decision, same) in [(&now, true), (&first, true), (&other, false)] {
            let line = format!(r#"{{"seq":1,"time":"","kind":"decision","request":{request},"decision":{decision}}}"#);
            let record = Decided::of(line.as_bytes()).unwrap().unwrap();
            assert_eq!(reproduce(&record, &mut shelf, law).unwrap() == Reproduced::Same, same, "{decision}");
        }
    }
}
