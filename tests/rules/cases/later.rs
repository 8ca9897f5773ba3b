//! Ending, prices, payment, liability, complaints and changed terms.

use super::Case;

const DEFAULT: &str = "trade_rate_for_business = true\ncollection_notice = \"14 days\"";
const LIABLE: &str = "[[clause.liability.rule]]\ncustomers = [\"consumer\"]\n";
const PRICE: &str = "up_to = 0\nof = \"current_price\"\nannounced_ahead = \"1 month\"";
const LAST: &str = "charges = [{ kind = \"pro_rata\", share = \"delivered\", of = \"price\" }, { kind = \"costs_incurred\", stated = \"costs_incurred\" }]";
const CHANGE: &str = r#"ahead = "30 days"
customer_may_dissolve = true

[[clause]]
id = "change"
article = "9.2"
question = "provider_change"
summary = { nl = "Een ander programma.", en = "Another programme." }
[clause.outcome]
verdict = "permitted"
# the provider's change
"#;
const CANCEL: &str = r#"[clause.tiers]
before = "starts_at"
settles = true
[[clause.tiers.tier]]
at_least = "28 days"
[[clause.tiers.tier]]
at_least = "14 days"
less_than = "28 days"
charges = [{ kind = "costs_incurred", stated = "costs_incurred" }]
[[clause.tiers.tier]]
less_than = "14 days"
charges = [{ kind = "pro_rata", share = "delivered", of = "price" }, { kind = "costs_incurred", stated = "costs_incurred" }]
"#;

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the provider ends and keeps the price",
        changes: &[(
            "[[clause]]\nid = \"price\"",
            "[[clause]]\nid = \"out\"\narticle = \"3.2\"\nquestion = \"termination\"\nproducts = [\"coaching\"]\nwhen = [\"non_payment\", \"by_provider\"]\nsummary = { nl = \"x\", en = \"x\" }\noutcome = { verdict = \"permitted\", settles = true, charges = [{ kind = \"retained_price\", percent = 26, of = \"price\" }] }\n[[clause]]\nid = \"price\"",
        )],
        found: &[
            "124:1: high[TERM-ACCELERATE]: when the provider ends a service of which a quarter was delivered, € 260.00 is due instead of € 250.00",
        ],
    },
    Case {
        name: "a fee for not coming",
        changes: &[(
            "[[clause]]\nid = \"price\"",
            "[[clause]]\nid = \"away\"\narticle = \"3.2\"\nquestion = \"no_show\"\nsummary = { nl = \"x\", en = \"x\" }\noutcome = { verdict = \"permitted\", charges = [{ kind = \"administration_fee\", amount = \"0.01\" }] }\n[[clause]]\nid = \"price\"",
        )],
        found: &[
            "122:1: high[NOSHOW-FEE]: a consumer who misses one of ten sessions for € 1,000.00 is charged € 0.01, whatever that cost",
        ],
    },
    Case {
        name: "a session lost for moving it late",
        changes: &[(
            "[[clause]]\nid = \"price\"",
            "[[clause]]\nid = \"move\"\narticle = \"3.2\"\nquestion = \"rescheduling\"\nsummary = { nl = \"x\", en = \"x\" }\noutcome = { verdict = \"permitted\", charges = [{ kind = \"session_forfeited\", amount = \"0.01\" }] }\n[[clause]]\nid = \"price\"",
        )],
        found: &[
            "122:1: high[NOSHOW-FEE]: a consumer who moves one of ten sessions for € 1,000.00 too late is charged € 0.01, whatever that cost",
        ],
    },
    Case {
        name: "called off, and a cent is kept",
        changes: &[(
            "[[clause]]\nid = \"price\"",
            "[[clause]]\nid = \"off\"\narticle = \"3.2\"\nquestion = \"provider_cancellation\"\nsummary = { nl = \"x\", en = \"x\" }\noutcome = { verdict = \"permitted\", settles = true, charges = [{ kind = \"administration_fee\", amount = \"0.01\" }] }\n[[clause]]\nid = \"price\"",
        )],
        found: &[
            "122:1: high[KEPT-UNDELIVERED]: when the provider ends a service of which nothing was delivered, € 0.01 is due instead of € 0.00",
        ],
    },
    Case {
        name: "called off, and a credit instead of money",
        changes: &[(
            "[[clause]]\nid = \"price\"",
            "[[clause]]\nid = \"off\"\narticle = \"3.2\"\nquestion = \"provider_cancellation\"\nsummary = { nl = \"x\", en = \"x\" }\noutcome = { verdict = \"permitted\", credit = { of = \"rest\" } }\n[[clause]]\nid = \"price\"",
        )],
        found: &[
            "122:1: high[KEPT-UNDELIVERED]: when the service is called off and nothing was delivered, € 1,000.00 becomes a credit instead of money back",
        ],
    },
    Case {
        name: "no access for whoever is late",
        changes: &[("pay_within = \"14 days\"", "pay_within = \"14 days\"\nsuspension = \"on_default\"")],
        found: &[
            "135:1: high[SUSPEND-PAY]: a consumer who is late loses access while the subscription and its payment run on",
        ],
    },
    Case {
        name: "a day's notice of a service",
        changes: &[(
            "[[clause]]\nid = \"price\"",
            "[[clause]]\nid = \"out\"\narticle = \"3.2\"\nquestion = \"termination\"\nproducts = [\"coaching\"]\nsummary = { nl = \"x\", en = \"x\" }\n[clause.notice]\nends = \"after_notice\"\nperiod = [{ period = \"1 day\" }]\n[[clause]]\nid = \"price\"",
        )],
        found: &[
            "125:1: high[NOTICE-SERVICE]: a consumer who ends a service on 2026-02-11 is bound through 2026-02-12",
        ],
    },
    Case {
        name: "two months of notice",
        changes: &[("period = \"1 month\"\ncustomer = \"consumer\"", "period = \"2 months\"\ncustomer = \"consumer\"")],
        found: &["112:1: critical[NOTICE-LONG]: a consumer's period of notice is 2 months, longer than one month"],
    },
    Case {
        name: "tacit renewal",
        changes: &[("ends = \"after_notice\"", "ends = \"end_of_term\"")],
        found: &["110:1: critical[RENEW-FIXED]: a consumer who gives notice too late is held for another fixed period"],
    },
    Case {
        name: "no end",
        changes: &[(CANCEL, "[clause.outcome]\nverdict = \"refused\"\n")],
        found: &[
            "63:1: critical[TERM-MANDATORY]: a consumer can never end the agreement early: a programme, coaching, an event, an assignment",
        ],
    },
    Case {
        name: "dearer without a right to leave",
        changes: &[(PRICE, "up_to = 10\nof = \"current_price\"")],
        found: &[
            "123:1: medium[PRICE-REASON]: the price can rise for no reason that the text names, without a consumer's right to leave",
            "123:1: medium[PRICE-NOTICE]: the price can rise on the day of its announcement without a consumer's right to leave",
            "124:1: critical[PRICE-3M]: the price can rise within three months of the conclusion without a consumer's right to end the agreement",
            "124:1: medium[PRICE-NOEXIT]: the price can rise later on without a consumer's right to end the agreement",
        ],
    },
    Case {
        name: "dearer after two months",
        changes: &[(PRICE, "not_before = \"2 months\"\nup_to = 10\nof = \"current_price\"")],
        found: &[
            "123:1: medium[PRICE-REASON]: the price can rise for no reason that the text names, without a consumer's right to leave",
            "123:1: medium[PRICE-NOTICE]: the price can rise on the day of its announcement without a consumer's right to leave",
            "124:1: critical[PRICE-3M]: the price can rise within three months of the conclusion without a consumer's right to end the agreement",
            "125:1: medium[PRICE-NOEXIT]: the price can rise later on without a consumer's right to end the agreement",
        ],
    },
    Case {
        name: "dearer after three months",
        changes: &[(PRICE, "not_before = \"3 months\"\nup_to = 10\nof = \"current_price\"")],
        found: &[
            "123:1: medium[PRICE-REASON]: the price can rise for no reason that the text names, without a consumer's right to leave",
            "123:1: medium[PRICE-NOTICE]: the price can rise on the day of its announcement without a consumer's right to leave",
            "125:1: medium[PRICE-NOEXIT]: the price can rise later on without a consumer's right to end the agreement",
        ],
    },
    Case {
        name: "costs at once",
        changes: &[("collection_notice = \"14 days\"", "collection_notice = \"0 days\"")],
        found: &["136:1: high[BIK-14D]: a consumer owes collection costs without a notice"],
    },
    Case {
        name: "a week after a reminder",
        changes: &[(DEFAULT, "trade_rate_for_business = true\nafter_reminder = \"7 days\"")],
        found: &[
            "136:1: high[BIK-14D]: a consumer owes collection costs 7 days after being told, by law after 14 days",
        ],
    },
    Case {
        name: "a letter that costs something a week after the reminder",
        changes: &[(
            DEFAULT,
            "collection_costs = \"none\"\n[[clause.payment_default.step]]\ngrace = \"1 week\"\n[[clause.payment_default.step]]\namount = \"5.00\"",
        )],
        found: &[
            "138:1: high[BIK-14D]: a consumer owes the costs of a step 1 week after the one before, by law after 14 days",
        ],
    },
    Case {
        name: "a first step that costs something",
        changes: &[(
            DEFAULT,
            "collection_costs = \"none\"\n[[clause.payment_default.step]]\npercent = 15\nminimum = \"40.00\"",
        )],
        found: &["136:1: high[BIK-14D]: a consumer owes the costs of a step without a notice"],
    },
    Case {
        name: "one percent a month",
        changes: &[("trade_rate_for_business = true", "trade_rate_for_business = true\nmonthly_interest = 1")],
        found: &["136:1: high[INT-CONTRACT]: consumers owe 1% interest a month (12% a year), above the statutory 4%"],
    },
    Case {
        name: "a cap for consumers",
        changes: &[(
            LIABLE,
            "[[clause.liability.rule]]\ncustomers = [\"consumer\"]\nlimit = { lower_of = [{ of = \"price\" }] }\n",
        )],
        found: &[
            "146:1: high[LIAB-CAP]: liability to consumers is capped: direct damage, indirect damage, loss of enjoyment, death or injury",
        ],
    },
    Case {
        name: "two caps",
        changes: &[(
            "limit = { lower_of = [{ of = \"price\" }] }",
            "limit = { lower_of = [{ of = \"price\" }] }\n[[clause.liability.rule]]\ncustomers = [\"business\"]\nkinds = [\"direct\"]\nlimit = { lower_of = [{ of = \"paid\", times = 3 }] }",
        )],
        found: &["152:1: medium[CAP-CONFLICT]: another cap applies to the same damage: direct damage"],
    },
    Case {
        name: "a penalty for all",
        changes: &[("question = \"breach\"\ncustomers = [\"business\"]", "question = \"breach\"")],
        found: &[
            "156:12: critical[FEE-GT-PRICE]: € 5,000.00 per breach comes on top of the price, which does not bound it",
            "156:12: high[PENALTY]: a consumer owes a fixed penalty of € 5,000.00 per breach; a judge may moderate it",
        ],
    },
    Case {
        name: "a month to complain",
        changes: &[(
            "after = \"discovered_at\", period = \"2 months\"",
            "after = \"discovered_at\", period = \"1 month\"",
        )],
        found: &["166:3: high[COMPLAINT-SHORT]: a complaint comes too late after 1 month, short of 2 months"],
    },
    Case {
        name: "sixty days to complain",
        changes: &[(
            "after = \"discovered_at\", period = \"2 months\"",
            "after = \"discovered_at\", period = \"60 days\"",
        )],
        found: &["166:3: high[COMPLAINT-SHORT]: a complaint comes too late after 60 days, short of 2 months"],
    },
    Case {
        name: "eleven months",
        changes: &[("period = \"1 year\"", "period = \"11 months\"")],
        found: &["167:3: critical[LIMITATION-SHORT]: claims lapse after 11 months, short of 1 year"],
    },
    Case {
        name: "silence",
        changes: &[("customer_may_dissolve = true", "customer_may_dissolve = true\naccepted_after = \"30 days\"")],
        found: &[
            "178:1: medium[TERMS-UNILATERAL]: whoever says nothing for 30 days counts as having accepted new terms",
        ],
    },
    Case {
        name: "new terms without a choice",
        changes: &[("customer_may_dissolve = true", "")],
        found: &[
            "175:1: medium[TERMS-UNILATERAL]: the provider can change the terms without a consumer's right to reject that or to leave",
            "175:1: high[CHANGE-NOEXIT]: new terms can change what the provider performs without a consumer's right to reject that or to leave",
        ],
    },
    Case {
        name: "another programme without a choice",
        changes: &[("ahead = \"30 days\"\ncustomer_may_dissolve = true", CHANGE)],
        found: &[
            "184:1: high[CHANGE-NOEXIT]: the provider can change what it performs without a consumer's right to reject that or to leave",
        ],
    },
    Case {
        name: "another programme that can be rejected",
        changes: &[
            ("ahead = \"30 days\"\ncustomer_may_dissolve = true", CHANGE),
            ("verdict = \"permitted\"\n# the provider's change", "customer_may_reject = true"),
        ],
        found: &[],
    },
    Case {
        name: "another programme for businesses",
        changes: &[
            ("ahead = \"30 days\"\ncustomer_may_dissolve = true", CHANGE),
            ("question = \"provider_change\"", "question = \"provider_change\"\ncustomers = [\"business\"]"),
        ],
        found: &[],
    },
    Case {
        name: "office hours for all",
        changes: &[
            (
                "question = \"cancellation\"\ncustomers = [\"business\"]\nsummary = { nl = \"Kantooruren",
                "question = \"cancellation\"\nsummary = { nl = \"Kantooruren",
            ),
            (LAST, "charges = [{ kind = \"cancellation_fee\", percent = 50, of = \"price\" }]"),
        ],
        found: &[
            "73:1: high[TERM-FEE]: a consumer who ends a service pays 50% of the price, even when nothing was delivered",
            "97:1: high[DEEMED-LATER]: a notice of 2026-06-03 23:30 counts only at 2026-06-04 09:00: € 500.00 instead of € 0.00",
        ],
    },
    Case {
        name: "the provider leaves at once",
        changes: &[(
            "[[clause]]\nid = \"price\"",
            "[[clause]]\nid = \"end-provider\"\narticle = \"3.2\"\nquestion = \"termination\"\nproducts = [\"subscription\"]\nwhen = [\"by_provider\"]\noverrides = [\"end\"]\nsummary = { nl = \"Zelf stoppen.\", en = \"Stopping ourselves.\" }\n[clause.outcome]\ndeadlines = [{ kind = \"contract_end\", after = \"act\" }]\n\n[[clause]]\nid = \"price\"",
        )],
        found: &[
            "125:1: high[SELF-RELEASE]: the provider can leave without a reason on 2026-01-11, a consumer on the same day on 2026-02-11",
        ],
    },
    Case {
        name: "no right to withdraw",
        changes: &[(
            "customer = \"consumer\"\nfunction = true\n[[clause]]\nid = \"withdraw-late\"",
            "customer = \"business\"\nfunction = true\n[[clause]]\nid = \"withdraw-late\"",
        )],
        found: &[
            "2:1: critical[WD-MISSING]: the terms apply to consumers and have no clause on withdrawal",
            "2:1: high[WD-FUNCTION]: no function for withdrawing is named, which contracts from 2026-06-19 on must offer",
        ],
    },
    Case {
        name: "a refund that a Sunday delays",
        changes: &[(
            "after = \"act\", period = \"14 days\"",
            "after = \"act\", period = \"14 days\", moves = { on = [\"sunday\", \"holiday\"], until = \"12:00\" }",
        )],
        found: &[
            "53:14: high[WD-REFUND]: the refund comes after 14 days when the last day is moved, by law within 14 days",
        ],
    },
    Case {
        name: "refund within a week",
        changes: &[("after = \"act\", period = \"14 days\"", "after = \"act\", period = \"7 days\"")],
        found: &[
            "53:1: information[WD-MORE-FAVOURABLE]: the terms give 7 days where the law gives 14 days: that binds the provider",
        ],
    },
    Case {
        name: "at exactly 48 hours two rules",
        changes: &[
            (
                "at_least = \"28 days\"\n[[clause.tiers.tier]]\nat_least = \"14 days\"\nless_than = \"28 days\"",
                "at_least = \"48 hours\"\n[[clause.tiers.tier]]\nat_least = \"24 hours\"\nat_most = \"48 hours\"",
            ),
            ("less_than = \"14 days\"", "less_than = \"24 hours\""),
        ],
        found: &[
            "69:1: medium[TIER-OVERLAP]: two tiers apply 48 hours before the start: free of charge, and the costs made",
        ],
    },
    Case {
        name: "two percentages that round up",
        changes: &[(
            LAST,
            "charges = [{ kind = \"pro_rata\", share = \"delivered\", of = \"price\" }, { kind = \"administration_fee\", percent = 1, of = \"price\" }]",
        )],
        found: &[
            "73:1: critical[FEE-GT-PRICE]: the delivered share of the price + 1% of the price is more than the price, whatever the price, once all is delivered",
            "73:1: high[TERM-FEE]: a consumer who ends a service pays 1% of the price, even when nothing was delivered",
        ],
    },
    Case {
        name: "a share and a fee",
        changes: &[(
            LAST,
            "charges = [{ kind = \"pro_rata\", share = \"delivered\", of = \"price\" }, { kind = \"administration_fee\", amount = \"25.00\" }]",
        )],
        found: &[
            "73:1: critical[FEE-GT-PRICE]: the delivered share of the price + € 25.00 is more than the price, whatever the price, once all is delivered",
        ],
    },
    Case {
        name: "dearer by discretion",
        changes: &[(
            "[clause.price_change]\nup_to = 0\nof = \"current_price\"\nannounced_ahead = \"1 month\"",
            "[clause.outcome]\nverdict = \"discretionary\"",
        )],
        found: &[
            "123:1: medium[PRICE-REASON]: the price can rise for no reason that the text names, without a consumer's right to leave",
            "123:1: medium[PRICE-NOTICE]: the price can rise on the day of its announcement without a consumer's right to leave",
            "124:1: critical[PRICE-3M]: the price can rise within three months of the conclusion without a consumer's right to end the agreement",
            "124:1: medium[PRICE-NOEXIT]: the price can rise later on without a consumer's right to end the agreement",
        ],
    },
    Case {
        name: "ninety-one days are less than three months",
        changes: &[(PRICE, "not_before = \"91 days\"\nup_to = 10\nof = \"current_price\"")],
        found: &[
            "123:1: medium[PRICE-REASON]: the price can rise for no reason that the text names, without a consumer's right to leave",
            "123:1: medium[PRICE-NOTICE]: the price can rise on the day of its announcement without a consumer's right to leave",
            "124:1: critical[PRICE-3M]: the price can rise within three months of the conclusion without a consumer's right to end the agreement",
            "125:1: medium[PRICE-NOEXIT]: the price can rise later on without a consumer's right to end the agreement",
        ],
    },
    Case {
        name: "a fixed fee for cancelling",
        changes: &[(LAST, "charges = [{ kind = \"cancellation_fee\", amount = \"0.01\" }]")],
        found: &["73:1: high[TERM-FEE]: a consumer who ends a service pays € 0.01, even when nothing was delivered"],
    },
    Case {
        name: "a refund counted from the start",
        changes: &[("after = \"act\", period = \"14 days\"", "after = \"starts_at\", period = \"1 day\"")],
        found: &[
            "53:14: high[WD-REFUND]: the refund is counted from `starts_at`, by law it comes within 14 days of the withdrawal",
        ],
    },
    Case {
        name: "a refund counted from the conclusion, in time however late the withdrawal",
        changes: &[("after = \"act\", period = \"14 days\"", "after = \"concluded_at\", period = \"14 days\"")],
        found: &[],
    },
    Case {
        name: "something is kept back after a withdrawal",
        changes: &[(
            "after = \"act\", period = \"14 days\" }]",
            "after = \"act\", period = \"14 days\" }]\ncharges = [{ kind = \"pro_rata\", share = \"delivered\", of = \"price\" }, { kind = \"cancellation_fee\", percent = 5, of = \"price\" }]",
        )],
        found: &[
            "54:1: critical[FEE-GT-PRICE]: the delivered share of the price + 5% of the price is more than the price, whatever the price, once all is delivered",
            "54:70: high[WD-REFUND]: a consumer who withdraws is charged `cancellation_fee`; by law only the delivered share of a service and loss of value of goods are due",
        ],
    },
    Case {
        name: "nine months of notice after a year",
        changes: &[(
            "period = \"1 month\"\ncustomer = \"consumer\"",
            "period = \"1 month\"\nin_first = \"1 year\"\ncustomer = \"consumer\"",
        )],
        found: &["116:1: critical[NOTICE-LONG]: a consumer's period of notice is 3 months, longer than one month"],
    },
    Case {
        name: "liability excluded for all",
        changes: &[(LIABLE, "[[clause.liability.rule]]\ncustomers = [\"consumer\"]\nexcluded = true\n")],
        found: &[
            "146:1: high[LIAB-CAP]: liability to consumers is excluded: direct damage, indirect damage, loss of enjoyment, death or injury",
        ],
    },
    Case {
        name: "the file states two caps",
        changes: &[(
            "[[clause]]\nid = \"penalty\"",
            "[[clause.conflict]]\nkind = \"cap\"\narticle = \"6.9\"\nnote = { nl = \"6.9 noemt een andere grens.\", en = \"6.9 names another limit.\" }\n\n[[clause]]\nid = \"penalty\"",
        )],
        found: &["150:1: medium[CAP-CONFLICT]: the text states two caps: 6.9 names another limit"],
    },
    Case {
        name: "damage reported within a month",
        changes: &[("[clause.liability]\n", "[clause.liability]\nreport_within = \"1 month\"\n")],
        found: &["144:1: high[COMPLAINT-SHORT]: damage reported after 1 month is not compensated"],
    },
    Case {
        name: "two months, or a month from delivery",
        changes: &[(
            "after = \"discovered_at\", period = \"2 months\"",
            "after = \"discovered_at\", period = \"2 months\", or_earlier = { after = \"delivered_at\", period = \"1 month\" }",
        )],
        found: &["166:3: high[COMPLAINT-SHORT]: a complaint comes too late after 1 month, short of 2 months"],
    },
    Case {
        name: "a day short of a year",
        changes: &[("period = \"1 year\"", "period = \"364 days\"")],
        found: &["167:3: critical[LIMITATION-SHORT]: claims lapse after 364 days, short of 1 year"],
    },
    Case {
        name: "halves that round up",
        changes: &[(
            LAST,
            "charges = [{ kind = \"pro_rata\", percent = 50, of = \"price\" }, { kind = \"administration_fee\", percent = 50, of = \"price\" }]",
        )],
        found: &[
            "73:1: critical[FEE-GT-PRICE]: 50% of the price + 50% of the price is more than the price, by rounding, at € 0.01",
            "73:1: high[TERM-FEE]: a consumer who ends a service pays 50% of the price + 50% of the price, even when nothing was delivered",
        ],
    },
];
