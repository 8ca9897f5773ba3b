//! Instalments that are not the price together, or of which nobody knows when they are due.

use super::Bad;

pub(crate) const CASES: &[Bad] = &[
    Bad {
        name: "instalments without a rest",
        from: "rest = true, ",
        to: "percent = 70, ",
        faults: &["173:1: error[missing-key]: no instalment is the rest of the price, so that cents could be lost"],
    },
    Bad {
        name: "instalments of which one does not say how much it is",
        from: "percent = 30, ",
        to: "",
        faults: &["174:9: error[missing-key]: the other instalments state how much they are, and this one does not"],
    },
    Bad {
        name: "two rests",
        from: "percent = 30, ",
        to: "rest = true, ",
        faults: &["175:3: error[key-conflict]: two instalments are the rest of the price"],
    },
    Bad {
        name: "percentages that leave no rest",
        from: "percent = 30, ",
        to: "percent = 100, ",
        faults: &[
            "173:1: error[out-of-range]: the percentages leave nothing of the price for the instalment that is the rest",
        ],
    },
    Bad {
        name: "a rest that is none",
        from: "percent = 30, due_within = \"8 days\" },\n  { rest = true, ",
        to: "due_within = \"8 days\" },\n  { rest = false, ",
        faults: &["175:12: warning[key-without-effect]: `rest = false` has no effect"],
    },
    Bad {
        name: "two shares of an instalment",
        from: "percent = 30, ",
        to: "percent = 30, amount = \"5.00\", ",
        faults: &["174:25: error[key-conflict]: `instalment` takes only one of `percent` or `amount`"],
    },
    Bad {
        name: "two days of an invoice",
        from: "rest = true, ",
        to: "rest = true, invoiced_by = { before = \"starts_at\" }, ",
        faults: &["175:18: error[key-conflict]: `instalment` takes only one of `invoiced` or `invoiced_by`"],
    },
    Bad {
        name: "a day without an anchor",
        from: "{ after = \"concluded_at\", period = \"2 months\" }",
        to: "{ period = \"2 months\" }",
        faults: &["175:29: error[missing-key]: `day` needs one of `after` or `before`"],
    },
    Bad {
        name: "a day counted from what a payment plan does not know",
        from: "{ after = \"concluded_at\", period = \"2 months\" }",
        to: "{ before = \"discovered_at\", period = \"2 months\" }",
        faults: &["175:40: error[question-anchor]: `payment_plan` does not know `discovered_at`"],
    },
    Bad {
        name: "a day counted in hours",
        from: "{ after = \"concluded_at\", period = \"2 months\" }",
        to: "{ before = \"starts_at\", period = \"48 hours\" }",
        faults: &["175:62: error[period-unit]: `48 hours` cannot be counted in hours here"],
    },
];
