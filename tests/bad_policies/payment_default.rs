//! Default of payment: keys that need others, exclude them, or have no effect.

use super::Bad;

pub(crate) const CASES: &[Bad] = &[
    Bad {
        name: "steps where a settlement is owed",
        from: "counts_as_cancelled = \"cancel\"",
        to: "counts_as_cancelled = \"cancel\"\nclaimed_after = \"60 days\"\nprovider_may_cancel = \"on_default\"\nback_to_due_date = true\nstep = [{ grace = \"7 days\" }]",
        faults: &[
            "166:17: error[key-conflict]: `claimed_after` cannot stand beside `counts_as_cancelled`: a settlement is then owed",
            "167:23: error[key-conflict]: `provider_may_cancel` cannot stand beside `counts_as_cancelled`: a settlement is then owed",
            "168:20: error[key-conflict]: `back_to_due_date` cannot stand beside `counts_as_cancelled`: a settlement is then owed",
            "169:8: error[key-conflict]: `step` cannot stand beside `counts_as_cancelled`: a settlement is then owed",
        ],
    },
    Bad {
        name: "no interest, and a rate",
        from: "monthly_interest = 1",
        to: "monthly_interest = 1\ninterest = \"none\"",
        faults: &["164:20: error[key-conflict]: `monthly_interest` needs interest"],
    },
    Bad {
        name: "no interest, and rules on it",
        from: "monthly_interest = 1\ncounts_as_cancelled = \"cancel\"",
        to: "trade_rate_for_business = true\nback_to_due_date = true\ninterest = \"none\"",
        faults: &[
            "164:27: error[key-conflict]: `trade_rate_for_business` needs interest",
            "165:20: error[key-conflict]: `back_to_due_date` needs interest",
        ],
    },
    Bad {
        name: "no collection costs, and rules on them",
        from: "monthly_interest = 1",
        to: "monthly_interest = 1\ncollection_costs = \"none\"\ncollection_notice = \"14 days\"\nactual_costs_from_business = true",
        faults: &[
            "166:21: error[key-conflict]: `collection_notice` needs collection costs",
            "167:30: error[key-conflict]: `actual_costs_from_business` needs collection costs",
        ],
    },
    Bad {
        name: "a minimum of nothing",
        from: "counts_as_cancelled = \"cancel\"",
        to: "step = [{ amount = \"5.00\", minimum = \"1.00\" }]",
        faults: &["165:38: error[key-conflict]: `minimum` needs `percent`: what it is the least of"],
    },
    Bad {
        name: "a step that costs two things",
        from: "counts_as_cancelled = \"cancel\"",
        to: "step = [{ amount = \"5.00\", percent = 15 }]",
        faults: &["165:28: error[key-conflict]: `step` takes only one of `amount` or `percent`"],
    },
    Bad {
        name: "an unknown right to cancel",
        from: "counts_as_cancelled = \"cancel\"",
        to: "provider_may_cancel = \"always\"",
        faults: &["165:23: error[unknown-word]: unknown right `always`"],
    },
    Bad {
        name: "due before what a review does not know",
        from: "counts_as_cancelled = \"cancel\"",
        to: "due_by = { before = \"discovered_at\" }",
        faults: &["165:21: error[question-anchor]: `payment_review` does not know `discovered_at`"],
    },
];
