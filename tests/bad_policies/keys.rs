//! Keys and tables.

use super::Bad;

pub(crate) const CASES: &[Bad] = &[
    Bad {
        name: "unknown key in the policy",
        from: r#"name = "Testschool"
"#,
        to: r#"name = "Testschool"
language = "nl"
"#,
        faults: &["4:1: error[unknown-key]: unknown key `language` in `policy`"],
    },
    Bad {
        name: "misspelt key",
        from: r#"article = "4.3""#,
        to: r#"artikel = "4.3""#,
        faults: &["44:1: error[unknown-key]: unknown key `artikel` in `clause`"],
    },
    Bad {
        name: "misspelt form",
        from: "[clause.office_hours]",
        to: "[clause.office_hour]",
        faults: &["48:9: error[unknown-key]: unknown key `office_hour` in `clause`"],
    },
    Bad {
        name: "missing key",
        from: r#"zone = "Europe/Amsterdam"
"#,
        to: "",
        faults: &["1:1: error[missing-key]: missing key `zone` in `policy`"],
    },
    Bad {
        name: "no calendar of holidays",
        from: r#"holidays = "NL"
"#,
        to: "",
        faults: &["1:1: error[missing-key]: missing key `holidays` in `policy`"],
    },
    Bad {
        name: "a summary in no language",
        from: r#"summary = { nl = "Kantooruren.", en = "Office hours." }"#,
        to: r#"summary = {}"#,
        faults: &["46:11: error[missing-key]: `summary` needs one of `nl` or `en`"],
    },
    Bad {
        name: "clause without a form",
        from: r#"[clause.office_hours]
from = "09:00"
through = "17:30"
"#,
        to: "",
        faults: &[
            "42:1: error[missing-key]: `clause` needs one of `outcome`, `tiers`, `same_as`, `office_hours`, `withdrawal_right`, `withdrawal_extension`, `withdrawal_loss`, `withdrawal_effects`, `notice`, `price_change`, `payment_default`, `instalments`, `allocation`, `liability`, `force_majeure`, `announcement` or `change_response`",
        ],
    },
    Bad {
        name: "charge without an amount",
        from: r#"kind = "pro_rata", share = "delivered", of = "price""#,
        to: r#"kind = "pro_rata""#,
        faults: &[
            "212:12: error[missing-key]: `charge` needs one of `percent`, `amount`, `stated`, `share`, `times`, `sum`, `greatest`, `least` or `all_but`",
        ],
    },
    Bad {
        name: "charge with two amounts",
        from: "percent = 12.5, of",
        to: r#"percent = 12.5, amount = "5.00", of"#,
        faults: &["30:57: error[key-conflict]: `charge` takes only one of `percent` or `amount`"],
    },
    Bad {
        name: "percentage of nothing",
        from: r#"percent = 12.5, of = "price""#,
        to: "percent = 12.5",
        faults: &["30:12: error[missing-key]: `percent`, `share`, `times` and `all_but` need `of`: what they are of"],
    },
    Bad {
        name: "amount of something",
        from: r#"amount = "25.00", per"#,
        to: r#"amount = "25.00", of = "price", per"#,
        faults: &["25:66: error[key-conflict]: only `percent`, `share`, `times` and `all_but` take `of`"],
    },
    Bad {
        name: "deadline without an anchor",
        from: r#"kind = "refund", after = "act", period"#,
        to: r#"kind = "refund", period"#,
        faults: &["121:14: error[missing-key]: `deadline` needs one of `after` or `before`"],
    },
    Bad {
        name: "deadline both ways",
        from: r#"kind = "refund", after = "act","#,
        to: r#"kind = "refund", after = "act", before = "starts_at","#,
        faults: &["121:48: error[key-conflict]: `deadline` takes only one of `after` or `before`"],
    },
    Bad {
        name: "next working day with a period",
        from: r#"after = "accepted_at", next"#,
        to: r#"after = "accepted_at", period = "1 day", next"#,
        faults: &["258:75: error[key-conflict]: `period` cannot stand beside `next_working_day_at`"],
    },
    Bad {
        name: "shorter than nothing",
        from: r#"period = "3 days"
shorter"#,
        to: "shorter",
        faults: &["232:11: error[key-conflict]: `shorter` needs `period`: what it is shorter than"],
    },
    Bad {
        name: "hours that move",
        from: r#"period = "3 days"
shorter"#,
        to: r#"period = "72 hours"
shorter"#,
        faults: &["234:9: error[key-conflict]: `moves` counts days, and this deadline counts minutes or hours"],
    },
    Bad {
        name: "notice at an agreed end",
        from: r#"ends = "after_notice""#,
        to: r#"ends = "agreed_end""#,
        faults: &["134:1: error[key-conflict]: an agreement that ends by itself has no `period` of notice"],
    },
    Bad {
        name: "price band of nothing",
        from: r#"of = "current_price"
"#,
        to: "",
        faults: &["148:1: error[missing-key]: `up_to` needs `of`: the price that it is a percentage of"],
    },
    Bad {
        name: "once in without a band",
        from: r#"up_to = 10
of = "current_price"
"#,
        to: "",
        faults: &[
            "150:11: error[key-conflict]: `once_in` needs `up_to`",
            "151:19: warning[key-without-effect]: without `up_to` any increase is as of right, so that `announced_ahead` has no effect",
        ],
    },
    Bad {
        name: "limit of payouts times",
        from: r#"{ of = "paid", within = "6 months" }"#,
        to: r#"{ of = "payout", times = 2 }"#,
        faults: &["197:48: error[key-conflict]: `times` needs `price` or `paid`"],
    },
    Bad {
        name: "limit both ways",
        from: "limit = { lower_of = [{",
        to: r#"limit = { higher_of = [{ of = "price" }], lower_of = [{"#,
        faults: &["197:11: error[key-conflict]: `limit` takes only one of `lower_of` or `higher_of`"],
    },
    Bad {
        name: "longer than nothing",
        from: r#"after = "60 days"
"#,
        to: "",
        faults: &["210:15: error[key-conflict]: `longer_than` needs `after`: what it must last longer than"],
    },
    Bad {
        name: "syntax errors",
        from: r#"through = "17:30""#,
        to: r#"through = 

[clause"#,
        faults: &[
            "50:11: error[syntax]: string values must be quoted, expected literal string",
            "52:8: error[syntax]: unclosed table, expected `]`",
        ],
    },
    Bad {
        name: "duplicate key",
        from: r#"through = "17:30""#,
        to: r#"through = "17:30"
through = "18:00""#,
        faults: &["51:1: error[syntax]: duplicate key `through`"],
    },
    Bad {
        name: "column after wide characters",
        from: r#"nl = "Annuleren vóór de start.", en"#,
        to: r#"nl = "Annuleren vóór de start…", eng"#,
        faults: &["17:46: error[unknown-key]: unknown key `eng` in `summary`"],
    },
    Bad {
        name: "shadowed clause",
        from: r#"id = "instalments"
article = "7.3"
question = "payment_plan"
"#,
        to: r#"id = "second-default"
article = "7.3"
question = "payment_review"
products = ["coaching"]
summary = { nl = "a", en = "a" }

[clause.payment_default]
suspension = "never"

[[clause]]
id = "instalments"
article = "7.3"
question = "payment_plan"
"#,
        faults: &[
            "167:1: error[shadowed-clause]: `default` and `second-default` can both apply, but `payment_review` reads only one of them",
        ],
    },
    Bad {
        name: "share times a count",
        from: r#"share = "delivered", of = "price""#,
        to: r#"share = "delivered", of = "price", per = "service""#,
        faults: &["212:74: error[key-conflict]: `per` does not multiply what is `stated`, or a `share`"],
    },
    Bad {
        name: "hours or earlier",
        from: r#"period = "1 month"
or_earlier"#,
        to: r#"period = "48 hours"
or_earlier"#,
        faults: &["270:14: error[key-conflict]: `or_earlier` counts days, and this deadline counts minutes or hours"],
    },
    Bad {
        name: "shorter hours that move",
        from: r#"shorter = { within = "10 days", period = "1 day" }"#,
        to: r#"shorter = { within = "10 days", period = "24 hours" }"#,
        faults: &["234:9: error[key-conflict]: `moves` counts days, and this deadline counts minutes or hours"],
    },
];
