//! What a question does not know, and forms that say too much or too little.

use super::Bad;

pub(crate) const CASES: &[Bad] = &[
    Bad {
        name: "clause with two forms",
        from: "[clause.office_hours]",
        to: r#"[clause.allocation]
order = ["costs", "interest", "principal"]

[clause.office_hours]"#,
        faults: &[
            "48:1: error[question-form]: a clause on `cancellation` cannot have the form `allocation`",
            "48:1: error[question-form]: a clause on `rescheduling` cannot have the form `allocation`",
            "48:9: error[key-conflict]: `clause` takes only one of `office_hours` or `allocation`",
        ],
    },
    Bad {
        name: "bounds in time of who does not come",
        from: "question = \"cancellation\"\ncustomers = [\"consumer\"]\nproducts = [\"event\", \"programme\"]",
        to: "question = [\"cancellation\", \"no_show\"]\ncustomers = [\"consumer\"]\nproducts = [\"event\", \"programme\"]",
        faults: &["23:1: error[question-anchor]: `no_show` has no moment that could lie before or after another"],
    },
    Bad {
        name: "who does not come as who cancels at a moment",
        from: "[clause.outcome]\nverdict = \"refused\"",
        to: "[clause.same_as]\nclauses = [\"cancel\"]",
        faults: &[
            "81:12: error[wrong-reference]: the clause `cancel` rests on `before`, which `no_show` does not know",
        ],
    },
    Bad {
        name: "monthly salary outside breach",
        from: r#"share = "one_session", of = "price""#,
        to: r#"share = "one_session", of = "monthly_salary""#,
        faults: &["72:70: error[question-amount]: `no_show` does not know `monthly_salary`"],
    },
    Bad {
        name: "devaluation outside withdrawal",
        from: r#"{ kind = "session_forfeited", share = "one_session", of = "price" }"#,
        to: r#"{ kind = "session_forfeited", stated = "goods_devaluation" }"#,
        faults: &["72:51: error[question-amount]: `no_show` does not know `goods_devaluation`"],
    },
    Bad {
        name: "per breach outside breach",
        from: r#"per = "service""#,
        to: r#"per = "breach""#,
        faults: &[
            "25:67: error[question-amount]: `cancellation` does not know `breach`",
            "60:12: error[wrong-reference]: the clause `cancel` rests on `breach`, which `rescheduling` does not know",
            "165:23: error[wrong-reference]: the clause `cancel` rests on `breach`, which `payment_review` does not know",
        ],
    },
    Bad {
        name: "by provider outside termination",
        from: r#"unless = ["alternative_date_offered"]"#,
        to: r#"unless = ["by_provider"]"#,
        faults: &["56:11: error[question-condition]: `rescheduling` does not know whether `by_provider`"],
    },
    Bad {
        name: "discovered at outside complaint",
        from: r#"kind = "refund", after = "act""#,
        to: r#"kind = "refund", after = "discovered_at""#,
        faults: &["121:41: error[question-anchor]: `withdrawal` does not know `discovered_at`"],
    },
    Bad {
        name: "act of a question without one",
        from: r#"verdict = "refused""#,
        to: r#"verdict = "refused"
deadlines = [{ kind = "notice", after = "act" }]"#,
        faults: &["82:41: error[question-anchor]: `no_show` does not know `act`"],
    },
    Bad {
        name: "tiers before the act",
        from: r#"before = "starts_at"
settles"#,
        to: r#"before = "act"
settles"#,
        faults: &["20:10: error[question-anchor]: an act does not come before itself"],
    },
    Bad {
        name: "form that the question cannot have",
        from: r#"question = "terms_change""#,
        to: r#"question = "damage_claim""#,
        faults: &["220:1: error[question-form]: a clause on `damage_claim` cannot have the form `announcement`"],
    },
    Bad {
        name: "conditions that exclude each other",
        from: r#"when = ["by_customer"]"#,
        to: r#"when = ["by_customer", "by_provider"]"#,
        faults: &["128:8: error[contradiction]: these conditions can never hold together"],
    },
    Bad {
        name: "condition and its opposite",
        from: r#"when = ["non_solicitation"]"#,
        to: r#"when = ["non_solicitation"]
unless = ["non_solicitation"]"#,
        faults: &["277:10: error[contradiction]: these conditions can never hold together"],
    },
    Bad {
        name: "moves from saturday alone",
        from: r#"on = ["sunday", "holiday"]"#,
        to: r#"on = ["saturday"]"#,
        faults: &["234:16: error[wrong-deadline]: a deadline that moves does so from Sundays and holidays"],
    },
    Bad {
        name: "deadline of another kind",
        from: r#"kind = "alternative_offer""#,
        to: r#"kind = "refund""#,
        faults: &["236:1: error[wrong-deadline]: this deadline is of the kind `alternative_offer`, not `refund`"],
    },
    Bad {
        name: "office hours reversed",
        from: r#"through = "17:30""#,
        to: r#"through = "08:30""#,
        faults: &["50:11: error[hours-reversed]: office hours end at 08:30 before they begin at 09:00"],
    },
    Bad {
        name: "notice for some only",
        from: r#"[[clause.notice.period]]
period = "1 month""#,
        to: r#"[[clause.notice.period]]
period = "1 month"
term_at_most = 12"#,
        faults: &[
            "131:1: error[notice-gap]: no period of notice applies to every `consumer`",
            "131:1: error[notice-gap]: no period of notice applies to every `business`",
        ],
    },
    Bad {
        name: "damage outside damage claim",
        from: r#"article = "4.9""#,
        to: r#"article = "4.9"
damage = ["direct"]"#,
        faults: &["39:10: error[question-condition]: kinds of damage are known to the question `damage_claim` only"],
    },
    Bad {
        name: "outcome beside a price change",
        from: r#"question = "offer"
"#,
        to: r#"question = ["offer", "price_increase"]
"#,
        faults: &[
            "251:1: error[shadowed-clause]: `price` and `offer` can both apply, but `price_increase` reads only one of them",
            "258:51: error[question-anchor]: `price_increase` does not know `accepted_at`",
        ],
    },
];
