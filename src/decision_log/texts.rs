//! Decisions without their texts, which are rendered from the rest and are the largest part; and without the provisions and
//! rulings of their findings, which the law has under the rule that a finding names.

use std::mem::take;

use crate::contract::wire;

/// Does something with a decision while its texts, and what is named in the caller's way, are taken out of it.
pub fn without_texts<T>(decision: &mut wire::Decision, work: impl FnOnce(&wire::Decision) -> T) -> T {
    let explanation = take(&mut decision.explanation);
    let assumptions = take(&mut decision.assumptions);
    let details: Vec<_> = decision
        .assumption_details
        .iter_mut()
        .map(|detail| (take(&mut detail.field), take(&mut detail.message)))
        .collect();
    let findings: Vec<_> = decision
        .findings
        .iter_mut()
        .map(|finding| (take(&mut finding.message), take(&mut finding.provision), take(&mut finding.rulings)))
        .collect();
    let done = work(decision);
    decision.explanation = explanation;
    decision.assumptions = assumptions;
    for (detail, (field, message)) in decision.assumption_details.iter_mut().zip(details) {
        (detail.field, detail.message) = (field, message);
    }
    for (finding, texts) in decision.findings.iter_mut().zip(findings) {
        (finding.message, finding.provision, finding.rulings) = texts;
    }
    done
}

/// The same as logs had it at first, with provisions and rulings: what they say stays readable.
pub fn as_first_logged<T>(decision: &mut wire::Decision, work: impl FnOnce(&wire::Decision) -> T) -> T {
    let findings: Vec<_> =
        decision.findings.iter().map(|finding| (finding.provision.clone(), finding.rulings.clone())).collect();
    without_texts(decision, |bare| {
        let mut bare = bare.clone();
        for (finding, cited) in bare.findings.iter_mut().zip(findings) {
            (finding.provision, finding.rulings) = cited;
        }
        work(&bare)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_out_while_the_work_is_done_and_back_afterwards() {
        let mut decision = wire::Decision {
            engine_version: "1".to_owned(),
            explanation: vec![wire::ExplanationStep { summary: "why".to_owned(), ..Default::default() }],
            assumptions: vec!["a sentence".to_owned()],
            assumption_details: vec![wire::Assumption {
                code: "code".to_owned(),
                field: "a.b".to_owned(),
                message: "a sentence".to_owned(),
            }],
            findings: vec![wire::Finding {
                code: "f".to_owned(),
                message: "text".to_owned(),
                rule: "TERM-FEE".to_owned(),
                provision: "BW 7:408".to_owned(),
                rulings: vec!["ECLI".to_owned()],
                ..Default::default()
            }],
            ..Default::default()
        };
        let before = decision.clone();
        let json = without_texts(&mut decision, |bare| serde_json::to_string(bare).unwrap());
        let expected = |finding: &str| {
            format!(r#"{{"engineVersion":"1","findings":[{finding}],"assumptionDetails":[{{"code":"code"}}]}}"#)
        };
        assert_eq!(json, expected(r#"{"code":"f","rule":"TERM-FEE"}"#));
        assert_eq!(decision, before);
        let json = as_first_logged(&mut decision, |bare| serde_json::to_string(bare).unwrap());
        assert_eq!(json, expected(r#"{"code":"f","rule":"TERM-FEE","provision":"BW 7:408","rulings":["ECLI"]}"#));
        assert_eq!(decision, before);
    }
}
