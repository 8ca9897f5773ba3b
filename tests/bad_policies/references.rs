//! Ids and references from clause to clause.

use super::Bad;

pub(crate) const CASES: &[Bad] = &[
    Bad {
        name: "an agreement that ends without a settlement",
        from: "settles = true\n\n[[clause.tiers.tier]]",
        to: "settles = false\n\n[[clause.tiers.tier]]",
        faults: &[
            "11:1: warning[ends-unsettled]: a clause that ends the agreement settles nothing: whoever paid is not told what comes back",
        ],
    },
    Bad {
        name: "bad id",
        from: r#"id = "no-show"
"#,
        to: r#"id = "No show"
"#,
        faults: &["64:6: error[bad-id]: `No show` is not an id"],
    },
    Bad {
        name: "duplicate id",
        from: r#"id = "hours""#,
        to: r#"id = "cancel""#,
        faults: &["43:6: error[duplicate-id]: there are two clauses with the id `cancel`"],
    },
    Bad {
        name: "unknown clause reference",
        from: r#"counts_as_cancelled = "cancel""#,
        to: r#"counts_as_cancelled = "cancle""#,
        faults: &["165:23: error[unknown-clause]: there is no clause `cancle`"],
    },
    Bad {
        name: "reference to a wrong form",
        from: r#"counts_as_cancelled = "cancel""#,
        to: r#"counts_as_cancelled = "no-show""#,
        faults: &["165:23: error[wrong-reference]: the clause `no-show` has the form `outcome`, not `tiers`"],
    },
    Bad {
        name: "same as itself",
        from: r#"clauses = ["cancel"]"#,
        to: r#"clauses = ["reschedule"]"#,
        faults: &[
            "60:12: error[wrong-reference]: the clause `reschedule` has the form `same_as`, not `outcome` or `tiers`",
        ],
    },
    Bad {
        name: "same as what the question does not know",
        from: r#"clauses = ["cancel"]"#,
        to: r#"clauses = ["complaint"]"#,
        faults: &[
            "60:12: error[wrong-reference]: the clause `complaint` rests on `delivered_at`, which `rescheduling` does not know",
        ],
    },
    Bad {
        name: "overrides each other",
        from: r#"article = "4.6"
question = "no_show"
"#,
        to: r#"article = "4.6"
question = "no_show"
overrides = ["no-show"]
"#,
        faults: &["78:13: error[override-cycle]: these clauses override each other"],
    },
    Bad {
        name: "overrides itself",
        from: r#"overrides = ["no-show-in-general"]"#,
        to: r#"overrides = ["no-show"]"#,
        faults: &["67:13: error[override-cycle]: these clauses override each other"],
    },
    Bad {
        name: "overrides another question",
        from: r#"overrides = ["no-show-in-general"]"#,
        to: r#"overrides = ["cancel"]"#,
        faults: &[
            "67:14: warning[key-without-effect]: the clause `cancel` answers other questions, so that this has no effect",
        ],
    },
    Bad {
        name: "charges for what is refused",
        from: "verdict = \"refused\"",
        to: "verdict = \"refused\"\ncharges = [{ kind = \"administration_fee\", amount = \"1.00\" }]",
        faults: &[
            "82:11: warning[key-without-effect]: what is refused charges nothing, so that `charges` has no effect",
        ],
    },
    Bad {
        name: "a shorter period that is longer",
        from: "shorter = { within = \"10 days\", period = \"1 day\" }",
        to: "shorter = { within = \"10 days\", period = \"30 days\" }",
        faults: &["233:11: warning[key-conflict]: the `shorter` period of 30 days is longer than 3 days"],
    },
    Bad {
        name: "acceptance of an unknown clause",
        from: r#"clause = "liability"
reason"#,
        to: r#"clause = "liabilities"
reason"#,
        faults: &["284:10: error[unknown-clause]: there is no clause `liabilities`"],
    },
];
