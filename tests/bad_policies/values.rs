//! Texts, numbers, dates and words.

use super::Bad;

pub(crate) const CASES: &[Bad] = &[
    Bad {
        name: "empty translation",
        from: r#"en = "Office hours.""#,
        to: r#"en = "  ""#,
        faults: &["46:39: error[bad-text]: the text is empty"],
    },
    Bad {
        name: "summary is a text",
        from: r#"summary = { nl = "Kantooruren.", en = "Office hours." }"#,
        to: r#"summary = "Kantooruren.""#,
        faults: &["46:11: error[wrong-kind]: expected a table `summary`, found a text"],
    },
    Bad {
        name: "text for a number",
        from: "percent = 12.5",
        to: r#"percent = "12.5""#,
        faults: &["30:51: error[wrong-kind]: expected a percentage from 0 to 100, found a text"],
    },
    Bad {
        name: "number for an amount",
        from: r#"amount = "25.00""#,
        to: "amount = 25",
        faults: &[r#"25:52: error[wrong-kind]: expected an amount such as `"100.00"`, found a whole number"#],
    },
    Bad {
        name: "bad amount",
        from: r#"amount = "25.00""#,
        to: r#"amount = "25,00""#,
        faults: &[r#"25:52: error[bad-amount]: `25,00` is not an amount such as `"100.00"`"#],
    },
    Bad {
        name: "amount beyond the limit",
        from: r#"amount = "25.00""#,
        to: r#"amount = "1000000000000.01""#,
        faults: &[r#"25:52: error[bad-amount]: `1000000000000.01` is not an amount such as `"100.00"`"#],
    },
    Bad {
        name: "percentage above a hundred",
        from: "percent = 12.5",
        to: "percent = 112.5",
        faults: &["30:51: error[bad-percent]: `112.5` is wrong: a percentage lies between 0 and 100"],
    },
    Bad {
        name: "negative percentage",
        from: "percent = 12.5",
        to: "percent = -12.5",
        faults: &["30:51: error[bad-percent]: `-12.5` is wrong: a percentage lies between 0 and 100"],
    },
    Bad {
        name: "too precise percentage",
        from: "percent = 12.5",
        to: "percent = 12.55555",
        faults: &["30:51: error[bad-percent]: `12.55555` is wrong: a percentage has at most four decimals"],
    },
    Bad {
        name: "percentage that is no number",
        from: "percent = 12.5",
        to: "percent = nan",
        faults: &["30:51: error[bad-percent]: `nan` is not a percentage from 0 to 100"],
    },
    Bad {
        name: "percentage below one",
        from: "percent = 12.5",
        to: "percent = 0.25",
        faults: &["30:51: warning[small-percent]: `0.25` is less than one percent"],
    },
    Bad {
        name: "percentage with an exponent",
        from: "percent = 12.5",
        to: "percent = 1e1",
        faults: &["30:51: error[bad-percent]: `1e1` is not a percentage from 0 to 100"],
    },
    Bad {
        name: "unknown question",
        from: r#"question = "no_show"
overrides"#,
        to: r#"question = "noshow"
overrides"#,
        faults: &["66:12: error[unknown-word]: unknown question `noshow`"],
    },
    Bad {
        name: "unknown condition",
        from: r#"when = ["by_customer"]"#,
        to: r#"when = ["customer_ends"]"#,
        faults: &["128:9: error[unknown-word]: unknown condition `customer_ends`"],
    },
    Bad {
        name: "unknown charge kind",
        from: r#"kind = "pro_rata""#,
        to: r#"kind = "prorata""#,
        faults: &["212:21: error[unknown-word]: unknown kind of charge `prorata`"],
    },
    Bad {
        name: "repeated question",
        from: r#"question = ["cancellation", "rescheduling"]"#,
        to: r#"question = ["cancellation", "rescheduling", "cancellation"]"#,
        faults: &["45:45: warning[repeated]: `cancellation` stands here twice"],
    },
    Bad {
        name: "empty products",
        from: r#"products = ["subscription"]"#,
        to: "products = []",
        faults: &["127:12: error[empty-list]: the list is empty"],
    },
    Bad {
        name: "list without brackets",
        from: r#"products = ["subscription"]"#,
        to: r#"products = "subscription""#,
        faults: &["127:12: error[wrong-kind]: expected a list, found a text"],
    },
    Bad {
        name: "a currency that is none",
        from: r#"currency = "EUR""#,
        to: r#"currency = "eur""#,
        faults: &[r#"6:12: error[unknown-currency]: `eur` is not a currency such as `"EUR"`"#],
    },
    Bad {
        name: "figures of the law in another currency",
        from: r#"currency = "EUR""#,
        to: r#"currency = "USD""#,
        faults: &[
            "161:1: error[law-currency]: the law `NL` limits what paying late costs in EUR, the policy is in USD",
        ],
    },
    Bad {
        name: "amounts in yen have no decimals",
        from: r#"currency = "EUR""#,
        to: r#"currency = "JPY""#,
        faults: &[
            r#"25:52: error[bad-amount]: `25.00` is not an amount such as `"100.00"`"#,
            "161:1: error[law-currency]: the law `NL` limits what paying late costs in EUR, the policy is in JPY",
            r#"197:72: error[bad-amount]: `1000.00` is not an amount such as `"100.00"`"#,
        ],
    },
    Bad {
        name: "unknown zone",
        from: r#"zone = "Europe/Amsterdam""#,
        to: r#"zone = "Europe/Amsterdm""#,
        faults: &["8:8: error[unknown-zone]: `Europe/Amsterdm` is not a zone of the IANA database"],
    },
    Bad {
        name: "unknown law",
        from: r#"law = "NL""#,
        to: r#"law = "BE""#,
        faults: &["10:7: error[unknown-word]: unknown law `BE`"],
    },
    Bad {
        name: "a law without the figures that a clause turns on",
        from: r#"law = "NL""#,
        to: r#"law = "none""#,
        faults: &[
            "161:1: warning[figure-not-in-law]: the law `none` holds no statutory interest: the clause is refused where it needs one",
            "161:1: warning[figure-not-in-law]: the law `none` holds no scale of collection costs: the clause is refused where it needs one",
        ],
    },
    Bad {
        name: "unknown calendar of holidays",
        from: r#"holidays = "NL""#,
        to: r#"holidays = "FR""#,
        faults: &["9:12: error[unknown-holidays]: there is no calendar of holidays `FR`"],
    },
    Bad {
        name: "holidays as a list",
        from: r#"holidays = "NL""#,
        to: r#"holidays = ["NL"]"#,
        faults: &[r#"9:12: error[wrong-kind]: expected a calendar of holidays such as `"NL"`, found a list"#],
    },
    Bad {
        name: "date in quotes",
        from: "effective_from = 2026-01-01",
        to: r#"effective_from = "2026-01-01""#,
        faults: &["4:18: error[wrong-kind]: expected a date such as `2027-12-31`, found a text"],
    },
    Bad {
        name: "date with a time",
        from: "effective_from = 2026-01-01",
        to: "effective_from = 2026-01-01T00:00:00",
        faults: &["4:18: error[wrong-kind]: expected a date such as `2027-12-31`, found a date with a time"],
    },
    Bad {
        name: "date that does not exist",
        from: "effective_from = 2026-01-01",
        to: "effective_from = 2026-02-29",
        faults: &["4:18: error[syntax]: invalid date, expected day between 01 and 28"],
    },
    Bad {
        name: "date of year zero",
        from: "effective_from = 2026-01-01",
        to: "effective_from = 0000-01-01",
        faults: &["4:18: error[bad-date]: there is no day `0000-01-01`"],
    },
    Bad {
        name: "end before the start",
        from: "effective_until = 2028-01-01",
        to: "effective_until = 2026-01-01",
        faults: &["5:19: error[dates-reversed]: `effective_until` 2026-01-01 is not after `effective_from` 2026-01-01"],
    },
    Bad {
        name: "zero times",
        from: "times = 10",
        to: "times = 0",
        faults: &["280:42: error[out-of-range]: `0` is not a whole number from 1 to 1000"],
    },
    Bad {
        name: "bad period",
        from: r#"period = "1 month"
or_earlier"#,
        to: r#"period = "one month"
or_earlier"#,
        faults: &["269:10: error[bad-period]: `one month` does not start with a whole number up to 10000"],
    },
    Bad {
        name: "period without a unit",
        from: r#"due_within = "8 days""#,
        to: r#"due_within = "8""#,
        faults: &[r#"174:38: error[bad-period]: `8` is not a period such as `"14 days"`"#],
    },
    Bad {
        name: "unknown unit",
        from: r#"due_within = "8 days""#,
        to: r#"due_within = "8 dayz""#,
        faults: &["174:38: error[bad-period]: `8 dayz` is in no unit that exists"],
    },
    Bad {
        name: "hours of notice",
        from: r#"[[clause.notice.period]]
period = "1 month""#,
        to: r#"[[clause.notice.period]]
period = "720 hours""#,
        faults: &["140:10: error[period-unit]: `720 hours` cannot be counted in hours here"],
    },
    Bad {
        name: "bad time",
        from: r#"through = "17:30""#,
        to: r#"through = "25:30""#,
        faults: &[r#"50:11: error[bad-time]: `25:30` is not a time such as `"09:00"`"#],
    },
    Bad {
        name: "allocation lacks a step",
        from: r#"order = ["costs", "interest", "principal"]"#,
        to: r#"order = ["costs", "principal"]"#,
        faults: &["184:9: error[missing-key]: the order lacks `interest`"],
    },
    Bad {
        name: "unknown rule",
        from: r#"rule = "LIAB-CAP""#,
        to: r#"rule = "LIAB-CAPS""#,
        faults: &["283:8: error[unknown-rule]: unknown rule `LIAB-CAPS`"],
    },
    Bad {
        name: "single brackets for a list",
        from: r#"[[clause.notice.period]]
period = "2 months"
customer = "business"
in_first = "2 years"

[[clause.notice.period]]"#,
        to: "[clause.notice.period]",
        faults: &["134:1: error[wrong-kind]: expected a list, found a table"],
    },
    Bad {
        name: "control character",
        from: r#"en = "Office hours.""#,
        to: r#"en = "Office\u001b[31m hours.""#,
        faults: &["46:39: error[bad-text]: the text holds the control character U+001B"],
    },
];
