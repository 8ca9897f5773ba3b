//! Tables of tiers.

use super::Bad;

pub(crate) const CASES: &[Bad] = &[
    Bad {
        name: "a month that is not always as long",
        from: r#"at_least = "4 weeks""#,
        to: r#"at_least = "1 month""#,
        faults: &[
            "19:1: error[tier-gap]: it cannot be ruled out that no tier applies 28 days or more and less than 1 months before `starts_at`",
        ],
    },
    Bad {
        name: "tier gap",
        from: r#"less_than = "14 days"
"#,
        to: r#"less_than = "7 days"
"#,
        faults: &["19:1: error[tier-gap]: no tier applies 7 to 13 days before `starts_at`"],
    },
    Bad {
        name: "tier gap at one day",
        from: r#"less_than = "28 days""#,
        to: r#"less_than = "27 days""#,
        faults: &["19:1: error[tier-gap]: no tier applies 27 days before `starts_at`"],
    },
    Bad {
        name: "tier gap under a condition",
        from: r#"less_than = "14 days"
"#,
        to: r#"less_than = "14 days"
when = ["pays_in_instalments"]
"#,
        faults: &[
            "19:1: error[tier-gap]: no tier applies less than 14 days before `starts_at`, where none of `pays_in_instalments` holds",
        ],
    },
    Bad {
        name: "tier gap in hours",
        from: r#"less_than = "14 days"
"#,
        to: r#"less_than = "300 hours"
"#,
        faults: &["19:1: error[tier-gap]: no tier applies less than 14 days and 300 hours or more before `starts_at`"],
    },
    Bad {
        name: "tier overlap",
        from: r#"less_than = "14 days"
"#,
        to: r#"at_most = "14 days"
"#,
        faults: &["32:1: warning[tier-overlap]: tiers 2 and 3 both apply 14 days before `starts_at`"],
    },
    Bad {
        name: "tier overlap in hours",
        from: r#"less_than = "14 days"
"#,
        to: r#"less_than = "336 hours"
"#,
        faults: &[
            "19:1: error[tier-gap]: no tier applies less than 14 days and 336 hours or more before `starts_at`",
            "32:1: warning[tier-overlap]: tiers 2 and 3 both apply 14 to 27 days and less than 336 hours before `starts_at`",
        ],
    },
    Bad {
        name: "tier bounds reversed",
        from: r#"at_least = "14 days"
less_than = "28 days""#,
        to: r#"at_least = "28 days"
less_than = "14 days""#,
        faults: &["27:1: error[bounds-reversed]: the bounds are reversed: 28 days is longer than 14 days"],
    },
    Bad {
        name: "tier bounds that touch",
        from: r#"at_least = "14 days"
less_than = "28 days""#,
        to: r#"at_least = "14 days"
less_than = "14 days""#,
        faults: &["27:1: error[tier-empty]: nothing lies between these bounds"],
    },
    Bad {
        name: "tier with two lower bounds",
        from: r#"at_least = "14 days"
"#,
        to: r#"at_least = "14 days"
more_than = "13 days"
"#,
        faults: &["29:1: error[key-conflict]: `tier` takes only one of `at_least` or `more_than`"],
    },
    Bad {
        name: "tier that never applies",
        from: r#"summary = { nl = "Annuleren vóór de start.", en = "Cancelling before the start." }

[clause.tiers]
"#,
        to: r#"unless = ["insured"]
summary = { nl = "Annuleren vóór de start.", en = "Cancelling before the start." }

[[clause.tiers.tier]]
when = ["insured"]

[clause.tiers]
"#,
        faults: &["20:1: error[tier-empty]: this tier never applies: the clause's conditions exclude its own"],
    },
];
