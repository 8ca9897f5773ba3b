//! Periods, bounds, days and ends of notice.

use super::Bad;

pub(crate) const CASES: &[Bad] = &[
    Bad {
        name: "hours that end at a time of day",
        from: r#"at_least = "4 weeks""#,
        to: r#"at_least = "672 hours at 17:30""#,
        faults: &["24:12: error[period-unit]: a period of minutes or hours ends at its own time"],
    },
    Bad {
        name: "a bound at no time of day",
        from: r#"at_least = "4 weeks""#,
        to: r#"at_least = "4 weeks at 24:00""#,
        faults: &["24:12: error[bad-time]: `24:00` is not a time from 00:00 to 23:59"],
    },
    Bad {
        name: "the first day of no days",
        from: r#"at_least = "4 weeks""#,
        to: r#"at_least = "0 weeks including the first day""#,
        faults: &["24:12: error[bad-period]: `0 weeks including the first day` has no first day"],
    },
    Bad {
        name: "a time that parts a day of the next tier",
        from: r#"at_least = "4 weeks""#,
        to: r#"at_least = "4 weeks at 17:30""#,
        faults: &["19:1: error[tier-gap]: no tier applies 28 days before `starts_at`, after 17:30"],
    },
    Bad {
        name: "since without bounds",
        from: r#"at_least = "4 weeks""#,
        to: r#"since = { after = "concluded_at" }
at_least = "4 weeks""#,
        faults: &["24:9: error[missing-key]: one of `at_least`, `more_than`, `at_most` or `less_than` is missing"],
    },
    Bad {
        name: "since the act itself",
        from: r#"at_least = "4 weeks""#,
        to: r#"since = { after = "act", at_most = "14 days" }
at_least = "4 weeks""#,
        faults: &[
            "19:1: error[tier-gap]: no tier applies 28 days or more before `starts_at`, 15 days or more after `act`",
            "24:19: error[question-anchor]: an act does not come after itself",
        ],
    },
    Bad {
        name: "since that covers nothing for certain",
        from: r#"at_least = "4 weeks""#,
        to: r#"since = { after = "concluded_at", at_most = "14 days" }
at_least = "4 weeks""#,
        faults: &[
            "19:1: error[tier-gap]: no tier applies 28 days or more before `starts_at`, 15 days or more after `concluded_at`",
        ],
    },
    Bad {
        name: "a day of nothing",
        from: r#"at_least = "4 weeks""#,
        to: r#"day = { of = "starts_at" }
at_least = "4 weeks""#,
        faults: &["24:7: error[missing-key]: one of `on`, `from`, `until`, `season` or `time` is missing"],
    },
    Bad {
        name: "days that end before they begin",
        from: r#"at_least = "4 weeks""#,
        to: r#"day = { of = "starts_at", from = 2026-07-01, until = 2026-07-01 }
at_least = "4 weeks""#,
        faults: &[
            "19:1: error[tier-gap]: no tier applies 28 days or more before `starts_at`",
            "23:1: error[tier-empty]: this tier never applies: the clause's conditions exclude its own",
            "24:54: error[dates-reversed]: no day lies from 2026-07-01 until 2026-07-01",
        ],
    },
    Bad {
        name: "a day of the week that the rest leaves out",
        from: r#"at_least = "4 weeks""#,
        to: r#"day = { of = "starts_at", on = ["monday", "sunday"] }
at_least = "4 weeks""#,
        faults: &[
            "19:1: error[tier-gap]: no tier applies 28 days or more before `starts_at`, where `starts_at` is on tuesday to saturday",
        ],
    },
    Bad {
        name: "a day of what the question does not know",
        from: r#"at_least = "4 weeks""#,
        to: r#"day = { of = "discovered_at", on = ["someday"] }
at_least = "4 weeks""#,
        faults: &[
            "24:14: error[question-anchor]: `cancellation` does not know `discovered_at`",
            "24:37: error[unknown-word]: unknown kind of day `someday`",
            "61:12: error[wrong-reference]: the clause `cancel` rests on `discovered_at`, which `rescheduling` does not know",
            "166:23: error[wrong-reference]: the clause `cancel` rests on `discovered_at`, which `payment_review` does not know",
        ],
    },
    Bad {
        name: "the first of what",
        from: r#"settles = true

[[clause.tiers.tier]]
at_least = "4 weeks""#,
        to: r#"settles = true
takes = "last"

[[clause.tiers.tier]]
at_least = "4 weeks""#,
        faults: &["22:9: error[unknown-word]: unknown choice `last`"],
    },
    Bad {
        name: "office hours that end as they begin",
        from: r#"through = "17:30""#,
        to: r#"until = "09:00""#,
        faults: &["50:9: error[hours-reversed]: office hours end at 09:00 and begin at 09:00"],
    },
    Bad {
        name: "office hours with two ends",
        from: r#"through = "17:30""#,
        to: r#"through = "17:30"
until = "17:31""#,
        faults: &["51:1: error[key-conflict]: `office_hours` takes only one of `through` or `until`"],
    },
    Bad {
        name: "a day that no year has",
        from: r#"in_first = "2 years""#,
        to: r#"on = ["02-30"]"#,
        faults: &["137:7: error[bad-date]: `02-30` is not a day of the year such as `\"06-30\"`"],
    },
    Bad {
        name: "two kinds of days on which an agreement ends",
        from: r#"in_first = "2 years""#,
        to: r#"in_first = "2 years"
end_of = "month"
on = ["06-30"]"#,
        faults: &["139:1: error[key-conflict]: `period` takes only one of `end_of` or `on`"],
    },
    Bad {
        name: "a least duration of terms that are renewed",
        from: r#"ends = "after_notice"

[[clause.notice.period]]
period = "2 months"
customer = "business"
in_first = "2 years""#,
        to: r#"ends = "end_of_term"

[[clause.notice.period]]
period = "2 months"
minimum_term = "1 year""#,
        faults: &[
            "136:16: error[key-conflict]: `minimum_term` needs `ends = \"after_notice\"`: the end of a term is fixed by the term",
        ],
    },
];
