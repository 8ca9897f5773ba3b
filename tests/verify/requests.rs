//! The requests of findings, read back as the contract reads them.

use super::{drawn, shipped};
use clausula::analyse::report::request_json;
use clausula::contract::{RequestTerms, decode, parse_request};

#[test]
fn requests_read_back_as_the_facts_that_they_show() {
    let mut read = 0;
    for report in &shipped().reports {
        let policy = report.policy.as_ref().unwrap();
        for finding in &report.findings {
            let Some(witness) = &finding.witness else { continue };
            let json = request_json(witness, policy);
            let message = parse_request(json.as_bytes()).unwrap_or_else(|error| panic!("{json}: {}", error.message()));
            let query =
                decode(&message, RequestTerms::Unknown).unwrap_or_else(|error| panic!("{json}: {}", error.message()));
            assert_eq!(query.policy_id, policy.id);
            assert_eq!(query.policy_version, Some(policy.version.as_str()));
            assert_eq!(query.facts.agreement(), &witness.agreement, "{json}");
            assert_eq!(query.facts.event(), &witness.event, "{json}");
            assert_eq!(query.facts.basis(), witness.basis);
            read += 1;
        }
    }
    assert!(read > 30, "{read}");
}

#[test]
fn requests_of_every_question_read_back() {
    for (policy, facts) in drawn::drawn(60) {
        let json = drawn::shown(&policy, &facts);
        let message = parse_request(json.as_bytes()).unwrap_or_else(|error| panic!("{json}: {}", error.message()));
        let query =
            decode(&message, RequestTerms::Unknown).unwrap_or_else(|error| panic!("{json}: {}", error.message()));
        assert_eq!(query.facts, facts, "{json}");
    }
}
