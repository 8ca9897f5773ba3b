//! Amounts: terms that do not fit together, and what would be no line in the price.

use super::Bad;

/// The charge that is changed.
const PERCENT: &str = r#"percent = 12.5, of = "price""#;

pub(crate) const CASES: &[Bad] = &[
    Bad {
        name: "an amount times an amount",
        from: PERCENT,
        to: r#"percent = 12.5, of = "price", per = "paid""#,
        faults: &["30:77: error[unknown-word]: `paid` is an amount, and two amounts are never multiplied"],
    },
    Bad {
        name: "a count that there is not",
        from: PERCENT,
        to: r#"percent = 12.5, of = "price", per = "weeks""#,
        faults: &["30:77: error[unknown-word]: unknown counter `weeks`"],
    },
    Bad {
        name: "beyond nothing",
        from: PERCENT,
        to: r#"percent = 12.5, of = "price", per = { of = "service", beyond = 0 }"#,
        faults: &[
            "30:104: error[key-without-effect]: nothing is free beyond 0: leave `beyond` out, as in `per = \"guests\"`",
        ],
    },
    Bad {
        name: "a count beyond a number that is an amount",
        from: PERCENT,
        to: r#"percent = 12.5, of = "price", per = { of = "paid", beyond = 2 }"#,
        faults: &["30:84: error[unknown-word]: `paid` is an amount, and two amounts are never multiplied"],
    },
    Bad {
        name: "beyond what",
        from: PERCENT,
        to: r#"percent = 12.5, of = "price", per = { of = "service" }"#,
        faults: &["30:77: error[missing-key]: missing key `beyond` in `counted`"],
    },
    Bad {
        name: "a count twice, once beyond a number",
        from: PERCENT,
        to: r#"percent = 12.5, of = "price", per = ["service", { of = "service", beyond = 2 }]"#,
        faults: &["30:89: error[repeated]: `service` stands here twice"],
    },
    Bad {
        name: "a count that is a number",
        from: PERCENT,
        to: r#"percent = 12.5, of = "price", per = 2"#,
        faults: &[
            "30:77: error[wrong-kind]: expected a word (counter), or an id that the file declares or a table `counted`, found a whole number",
        ],
    },
    Bad {
        name: "a count twice",
        from: PERCENT,
        to: r#"percent = 12.5, of = "price", per = ["service", "service"]"#,
        faults: &["30:89: error[repeated]: `service` stands here twice"],
    },
    Bad {
        name: "a base that there is not",
        from: PERCENT,
        to: r#"percent = 12.5, of = "prize""#,
        faults: &["30:62: error[unknown-word]: unknown base `prize`"],
    },
    Bad {
        name: "a base that is a number",
        from: PERCENT,
        to: r#"percent = 12.5, of = 100"#,
        faults: &[
            "30:62: error[wrong-kind]: expected a word (base), or an id that the file declares or a table `term`, found a whole number",
        ],
    },
    Bad {
        name: "amounts four deep",
        from: PERCENT,
        to: r#"sum = [{ amount = "1.00" }, { percent = 5, of = { percent = 5, of = { percent = 5, of = { percent = 5, of = "price" } } } }]"#,
        faults: &["30:129: error[too-many]: amounts lie within amounts at most 3 deep"],
    },
    Bad {
        name: "more terms than anybody writes",
        from: PERCENT,
        to: r#"sum = [
{ amount = "1.00" }, { amount = "1.00" }, { amount = "1.00" }, { amount = "1.00" }, { amount = "1.00" }, { amount = "1.00" },
{ amount = "1.00" }, { amount = "1.00" }, { amount = "1.00" }, { amount = "1.00" }, { amount = "1.00" }, { amount = "1.00" },
{ amount = "1.00" }, { amount = "1.00" }, { amount = "1.00" }, { amount = "1.00" }, { amount = "1.00" }, { amount = "1.00" },
{ amount = "1.00" }, { amount = "1.00" }, { amount = "1.00" }, { amount = "1.00" }, { amount = "1.00" }, { amount = "1.00" },
{ amount = "1.00" }, { amount = "1.00" }, { amount = "1.00" }, { amount = "1.00" }, { amount = "1.00" }, { amount = "1.00" },
{ amount = "1.00" }, { amount = "1.00" }]"#,
        faults: &["30:12: error[too-many]: the amount is made of 33 terms, more than the 32 that are allowed"],
    },
    Bad {
        name: "a sum of one",
        from: PERCENT,
        to: r#"sum = [{ amount = "1.00" }]"#,
        faults: &[
            "30:47: error[key-without-effect]: a list of one amount is that amount: write it without the list, or add another",
        ],
    },
    Bad {
        name: "the greatest of none",
        from: PERCENT,
        to: r#"greatest = []"#,
        faults: &["30:52: error[empty-list]: the list is empty"],
    },
    Bad {
        name: "a term without an amount",
        from: PERCENT,
        to: r#"percent = 12.5, of = "price", minimum = { per = "service" }"#,
        faults: &[
            "30:81: error[missing-key]: `term` needs one of `percent`, `amount`, `stated`, `share`, `times`, `sum`, `greatest`, `least` or `all_but`",
        ],
    },
    Bad {
        name: "a term that knows when it is due",
        from: PERCENT,
        to: r#"percent = 12.5, of = "price", minimum = { amount = "1.00", when = ["begun"] }"#,
        faults: &["30:100: error[unknown-key]: unknown key `when` in `term`"],
    },
    Bad {
        name: "a term on facts of another question",
        from: PERCENT,
        to: r#"percent = 12.5, of = "price", maximum = { percent = 50, of = { stated = "monthly_salary" } }"#,
        faults: &[
            "30:113: error[question-amount]: `cancellation` does not know `monthly_salary`",
            "60:12: error[wrong-reference]: the clause `cancel` rests on `monthly_salary`, which `rescheduling` does not know",
            "165:23: error[wrong-reference]: the clause `cancel` rests on `monthly_salary`, which `payment_review` does not know",
        ],
    },
    Bad {
        name: "a minimum above the maximum",
        from: PERCENT,
        to: r#"percent = 12.5, of = "price", minimum = { amount = "2.00" }, maximum = { amount = "1.99" }"#,
        faults: &["30:112: error[contradiction]: the maximum 1.99 is below the minimum 2.00"],
    },
    Bad {
        name: "an amount that needs no rounding",
        from: r#"amount = "25.00", per = "service""#,
        to: r#"amount = "25.00", rounding = "up", per = "service""#,
        faults: &["25:72: error[key-conflict]: only percentages and shares are rounded, and equal parts are not"],
    },
    Bad {
        name: "a part of equal parts, rounded",
        from: r#"share = "one_session", of = "price""#,
        to: r#"share = "one_session", of = "price", rounding = "down""#,
        faults: &["72:90: error[key-conflict]: only percentages and shares are rounded, and equal parts are not"],
    },
    Bad {
        name: "all but something of nothing",
        from: PERCENT,
        to: r#"all_but = { percent = 50, of = "price" }"#,
        faults: &["30:12: error[missing-key]: `percent`, `share`, `times` and `all_but` need `of`: what they are of"],
    },
    Bad {
        name: "a refund of two things",
        from: "less_than = \"14 days\"\n",
        to: r#"less_than = "14 days"
refund = { sum = [{ percent = 50, of = "price" }, { percent = 10, of = "paid" }] }
"#,
        faults: &[
            "34:10: error[key-conflict]: a refund is a part of the price or of what was paid, so that the rest of it is clear",
        ],
    },
    Bad {
        name: "what comes back, and a part of the same price that is charged",
        from: "less_than = \"14 days\"\n",
        to: r#"less_than = "14 days"
refund = { percent = 50, of = "price" }
"#,
        faults: &[
            "35:12: error[key-conflict]: `refund` says already what is charged, and a part of the same whole would be rounded apart",
        ],
    },
    Bad {
        name: "a refund that is not settled",
        from: "less_than = \"14 days\"\ncharges = [{ kind = \"cancellation_fee\", percent = 100, of = \"price\", discretionary = true }]",
        to: r#"less_than = "14 days"
settles = false
refund = { percent = 50, of = "price" }
"#,
        faults: &["34:11: error[key-conflict]: `refund` settles what was paid"],
    },
    Bad {
        name: "a credit that is not settled",
        from: "less_than = \"14 days\"\n",
        to: r#"less_than = "14 days"
settles = false
credit = { of = "rest" }
"#,
        faults: &["34:11: error[key-conflict]: `credit` settles what was paid"],
    },
    Bad {
        name: "a credit that is valid after nothing",
        from: "less_than = \"14 days\"\n",
        to: r#"less_than = "14 days"
credit = { of = "charges", valid_for = "1 year" }
"#,
        faults: &[
            "34:10: error[missing-key]: `valid_for` and `after` go together: how long the credit can be used, and after what",
        ],
    },
    Bad {
        name: "a credit after what the question does not know",
        from: "less_than = \"14 days\"\n",
        to: r#"less_than = "14 days"
credit = { valid_for = "1 year", after = "accepted_at" }
"#,
        faults: &[
            "34:42: error[question-anchor]: `cancellation` does not know `accepted_at`",
            "61:12: error[wrong-reference]: the clause `cancel` rests on `accepted_at`, which `rescheduling` does not know",
            "166:23: error[wrong-reference]: the clause `cancel` rests on `accepted_at`, which `payment_review` does not know",
        ],
    },
    Bad {
        name: "a ceiling that is not the price",
        from: "less_than = \"14 days\"\n",
        to: r#"less_than = "14 days"
ceiling = "paid"
"#,
        faults: &["34:11: error[unknown-word]: unknown ceiling `paid`"],
    },
    Bad {
        name: "a part of the people that is none",
        from: "less_than = \"14 days\"\n",
        to: r#"less_than = "14 days"
cancelled = { more_than = 10, at_most = 10 }
"#,
        faults: &[
            "19:1: error[tier-gap]: no tier applies less than 14 days before `starts_at`",
            "34:13: error[tier-empty]: no number of people lies between these bounds",
            "61:12: error[wrong-reference]: the clause `cancel` rests on `cancelled`, which `rescheduling` does not know",
        ],
    },
    Bad {
        name: "a part of the people that no tier covers",
        from: "less_than = \"14 days\"\n",
        to: r#"less_than = "14 days"
cancelled = { more_than = 10 }
"#,
        faults: &[
            "19:1: error[tier-gap]: no tier applies less than 14 days before `starts_at` where less than 10% of the people no longer come",
            "19:1: error[tier-gap]: no tier applies less than 14 days before `starts_at` where 10% of the people no longer come",
            "61:12: error[wrong-reference]: the clause `cancel` rests on `cancelled`, which `rescheduling` does not know",
        ],
    },
    Bad {
        name: "a part of the people without a bound",
        from: "less_than = \"14 days\"\n",
        to: r#"less_than = "14 days"
cancelled = {}
"#,
        faults: &[
            "34:13: error[missing-key]: one of `at_least`, `more_than`, `at_most` or `less_than` is missing",
            "61:12: error[wrong-reference]: the clause `cancel` rests on `cancelled`, which `rescheduling` does not know",
        ],
    },
    Bad {
        name: "the share of people of another question",
        from: PERCENT,
        to: r#"share = "remaining", of = "price""#,
        faults: &[
            "60:12: error[wrong-reference]: the clause `cancel` rests on `remaining`, which `rescheduling` does not know",
        ],
    },
    Bad {
        name: "the number of people of another question",
        from: PERCENT,
        to: r#"amount = "25.00", per = "cancelled""#,
        faults: &[
            "60:12: error[wrong-reference]: the clause `cancel` rests on `cancelled`, which `rescheduling` does not know",
        ],
    },
];
