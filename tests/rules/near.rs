//! Policies that stay just within the rules.

/// A name, and changes to the fair policy.
pub(crate) const CASES: &[(&str, &[(&str, &str)])] = &[
    (
        "the provider ends and is owed what was delivered",
        &[(
            "[[clause]]\nid = \"price\"",
            "[[clause]]\nid = \"out\"\narticle = \"3.2\"\nquestion = \"termination\"\nproducts = [\"coaching\"]\nwhen = [\"non_payment\", \"by_provider\"]\nsummary = { nl = \"x\", en = \"x\" }\noutcome = { verdict = \"permitted\", settles = true, charges = [{ kind = \"retained_price\", percent = 25, of = \"price\" }] }\n[[clause]]\nid = \"price\"",
        )],
    ),
    (
        "the costs of not coming",
        &[(
            "[[clause]]\nid = \"price\"",
            "[[clause]]\nid = \"away\"\narticle = \"3.2\"\nquestion = \"no_show\"\nsummary = { nl = \"x\", en = \"x\" }\noutcome = { verdict = \"permitted\", charges = [{ kind = \"costs_incurred\", stated = \"costs_incurred\" }] }\n[[clause]]\nid = \"price\"",
        )],
    ),
    (
        "a service that ends on the day of notice",
        &[(
            "[[clause]]\nid = \"price\"",
            "[[clause]]\nid = \"out\"\narticle = \"3.2\"\nquestion = \"termination\"\nproducts = [\"coaching\"]\nsummary = { nl = \"x\", en = \"x\" }\n[clause.notice]\nends = \"after_notice\"\nperiod = [{ period = \"0 days\" }]\n[[clause]]\nid = \"price\"",
        )],
    ),
    (
        "no access to what is no subscription",
        &[
            ("pay_within = \"14 days\"", "pay_within = \"14 days\"\nsuspension = \"on_default\""),
            ("question = \"payment_review\"", "question = \"payment_review\"\nproducts = [\"coaching\"]"),
        ],
    ),
    (
        "fifteen days, the first of them the day itself",
        &[("period = \"14 days\"\ngoods", "period = \"15 days including the first day\"\ngoods")],
    ),
    ("two weeks", &[("period = \"14 days\"\ngoods", "period = \"2 weeks\"\ngoods")]),
    ("a year longer without information", &[("longer = \"12 months\"", "longer = \"1 year\"")]),
    ("digital content fully delivered", &[("when = [\"begun\", ", "when = [\"begun\", \"fully_performed\", ")]),
    ("refund in two weeks", &[("after = \"act\", period = \"14 days\"", "after = \"act\", period = \"2 weeks\"")]),
    ("an adjoining tier in other words", &[("less_than = \"14 days\"", "at_most = \"13 days\"")]),
    ("equal tiers", &[("percent = 80", "percent = 10")]),
    ("the whole price for a business", &[("percent = 80", "percent = 100")]),
    (
        "thirty days of notice",
        &[("period = \"1 month\"\ncustomer = \"consumer\"", "period = \"30 days\"\ncustomer = \"consumer\"")],
    ),
    (
        "four weeks of notice",
        &[("period = \"1 month\"\ncustomer = \"consumer\"", "period = \"4 weeks\"\ncustomer = \"consumer\"")],
    ),
    (
        "a price that the law raises",
        &[
            (
                "[clause.price_change]\nup_to = 0\nof = \"current_price\"\nannounced_ahead = \"1 month\"",
                "[clause.outcome]",
            ),
            ("question = \"price_increase\"", "question = \"price_increase\"\nwhen = [\"legal_obligation\"]"),
        ],
    ),
    (
        "an increase with a right to dissolve",
        &[(
            "[clause.price_change]\nup_to = 0\nof = \"current_price\"\nannounced_ahead = \"1 month\"",
            "[clause.outcome]\ncustomer_may_dissolve = true",
        )],
    ),
    (
        "an increase for businesses",
        &[
            (
                "[clause.price_change]\nup_to = 0\nof = \"current_price\"\nannounced_ahead = \"1 month\"",
                "[clause.price_change]",
            ),
            (
                "question = \"price_increase\"\ncustomers = [\"consumer\"]",
                "question = \"price_increase\"\ncustomers = [\"business\"]",
            ),
        ],
    ),
    (
        "no price clause for consumers at all",
        &[(
            "question = \"price_increase\"\ncustomers = [\"consumer\"]",
            "question = \"price_increase\"\ncustomers = [\"business\"]",
        )],
    ),
    (
        "interest below the statutory rate",
        &[("trade_rate_for_business = true", "trade_rate_for_business = true\nmonthly_interest = 0.3")],
    ),
    (
        "interest at the statutory rate, just below",
        &[("trade_rate_for_business = true", "trade_rate_for_business = true\nmonthly_interest = 0.3333")],
    ),
    ("two weeks after a reminder", &[("collection_notice = \"14 days\"", "after_reminder = \"2 weeks\"")]),
    (
        "a week after a reminder, two more for costs",
        &[("collection_notice = \"14 days\"", "after_reminder = \"7 days\"\ncollection_notice = \"14 days\"")],
    ),
    (
        "a letter that costs something two weeks after the reminder",
        &[(
            "collection_notice = \"14 days\"",
            "collection_costs = \"none\"\n[[clause.payment_default.step]]\ngrace = \"2 weeks\"\n[[clause.payment_default.step]]\namount = \"5.00\"",
        )],
    ),
    (
        "a week after a reminder without costs",
        &[("collection_notice = \"14 days\"", "after_reminder = \"7 days\"\ncollection_costs = \"none\"")],
    ),
    ("nothing said of costs", &[("collection_notice = \"14 days\"\n", "")]),
    (
        "sixty-two days to complain",
        &[("after = \"discovered_at\", period = \"2 months\"", "after = \"discovered_at\", period = \"62 days\"")],
    ),
    ("twelve months", &[("period = \"1 year\"", "period = \"12 months\"")]),
    (
        "a month after the end to complain",
        &[(
            "after = \"discovered_at\", period = \"2 months\"",
            "after = [\"ends_at\", \"starts_at\"], period = \"1 month\"",
        )],
    ),
    ("a right to reject new terms", &[("customer_may_dissolve = true", "reject_when_performance_changes = true")]),
    (
        "administration costs as costs made",
        &[(
            "charges = [{ kind = \"costs_incurred\", stated = \"costs_incurred\" }]\n[[clause.tiers.tier]]\nless_than = \"14 days\"",
            "charges = []\n[[clause.tiers.tier]]\nless_than = \"14 days\"",
        )],
    ),
    (
        "the provider leaves for cause",
        &[(
            "[[clause]]\nid = \"price\"",
            "[[clause]]\nid = \"end-provider\"\narticle = \"3.2\"\nquestion = \"termination\"\nproducts = [\"subscription\"]\nwhen = [\"provider_for_cause\"]\noverrides = [\"end\"]\nsummary = { nl = \"Om een reden.\", en = \"For cause.\" }\n[clause.outcome]\ndeadlines = [{ kind = \"contract_end\", after = \"act\" }]\n\n[[clause]]\nid = \"price\"",
        )],
    ),
    (
        "different caps for different damage",
        &[(
            "limit = { lower_of = [{ of = \"price\" }] }",
            "kinds = [\"direct\"]\nlimit = { lower_of = [{ of = \"price\" }] }\n[[clause.liability.rule]]\ncustomers = [\"business\"]\nkinds = [\"indirect\"]\nlimit = { lower_of = [{ of = \"paid\" }] }",
        )],
    ),
    (
        "an outcome that ends it after a month",
        &[(
            "[clause.notice]\nends = \"after_notice\"\n[[clause.notice.period]]\nperiod = \"1 month\"\ncustomer = \"consumer\"\n[[clause.notice.period]]\nperiod = \"3 months\"\n",
            "[clause.outcome]\ndeadlines = [{ kind = \"contract_end\", after = \"act\", period = \"1 month\" }]\n",
        )],
    ),
    (
        "an outcome that ends it after thirty-one days",
        &[(
            "[clause.notice]\nends = \"after_notice\"\n[[clause.notice.period]]\nperiod = \"1 month\"\ncustomer = \"consumer\"\n[[clause.notice.period]]\nperiod = \"3 months\"\n",
            "[clause.outcome]\ndeadlines = [{ kind = \"contract_end\", after = \"act\", period = \"31 days\" }]\n",
        )],
    ),
    (
        "an outcome that ends it at the agreed end",
        &[(
            "[clause.notice]\nends = \"after_notice\"\n[[clause.notice.period]]\nperiod = \"1 month\"\ncustomer = \"consumer\"\n[[clause.notice.period]]\nperiod = \"3 months\"\n",
            "[clause.outcome]\ndeadlines = [{ kind = \"contract_end\", after = \"ends_at\" }]\n",
        )],
    ),
    (
        "withdrawal for all that is sold",
        &[(
            "[clause.withdrawal_right]",
            "products = [\"programme\", \"coaching\", \"event\", \"subscription\", \"assignment\", \"digital_content\", \"goods\"]\n[clause.withdrawal_right]",
        )],
    ),
    (
        "a free deadline that its table keeps",
        &[(
            "before = \"starts_at\"\nsettles = true\n[[clause.tiers.tier]]\nat_least = \"28 days\"\n[[clause.tiers.tier]]\nat_least = \"14 days\"",
            "before = \"starts_at\"\nsettles = true\ndeadlines = [{ kind = \"free_cancellation\", before = \"starts_at\", period = \"28 days\" }]\n[[clause.tiers.tier]]\nat_least = \"28 days\"\n[[clause.tiers.tier]]\nat_least = \"14 days\"",
        )],
    ),
    (
        "no cancelling of what was fully performed",
        &[(
            "[[clause]]\nid = \"price\"",
            "[[clause]]\nid = \"done\"\narticle = \"99\"\nquestion = \"cancellation\"\ncustomers = [\"consumer\"]\nproducts = [\"coaching\"]\nwhen = [\"fully_performed\"]\noverrides = [\"cancel\"]\nsummary = { nl = \"Meer.\", en = \"More.\" }\n[clause.outcome]\nverdict = \"refused\"\n\n[[clause]]\nid = \"price\"",
        )],
    ),
    (
        "no cancelling, but notice",
        &[(
            "[[clause]]\nid = \"price\"",
            "[[clause]]\nid = \"done\"\narticle = \"99\"\nquestion = \"cancellation\"\nproducts = [\"subscription\"]\nsummary = { nl = \"Meer.\", en = \"More.\" }\n[clause.outcome]\nverdict = \"refused\"\n\n[[clause]]\nid = \"price\"",
        )],
    ),
    (
        "the whole price for another date by two clauses",
        &[(
            "[[clause]]\nid = \"price\"",
            "[[clause]]\nid = \"move\"\narticle = \"98\"\nquestion = \"rescheduling\"\nsummary = { nl = \"Meer.\", en = \"More.\" }\n[clause.outcome]\ncharges = [{ kind = \"rescheduling_fee\", percent = 60, of = \"price\" }]\n\n[[clause]]\nid = \"move-too\"\narticle = \"99\"\nquestion = \"rescheduling\"\non_top_of = [\"move\"]\nsummary = { nl = \"Meer.\", en = \"More.\" }\n[clause.outcome]\ncharges = [{ kind = \"administration_fee\", percent = 39, of = \"price\" }]\n\n[[clause]]\nid = \"price\"",
        )],
    ),
    (
        "a complaint about an invoice within a week",
        &[(
            "deadlines = [\n  { kind = \"complaint\", after = \"discovered_at\", period = \"2 months\" },",
            "deadlines = [\n  { kind = \"complaint\", after = \"discovered_at\", period = \"2 months\", unless = [\"about_invoice\"] },\n  { kind = \"complaint\", after = \"invoiced_at\", period = \"7 days\", when = [\"about_invoice\"] },",
        )],
    ),
    (
        "time to answer a change",
        &[(
            "[[clause]]\nid = \"price\"",
            "[[clause]]\nid = \"change\"\narticle = \"99\"\nquestion = \"provider_change\"\nsummary = { nl = \"Meer.\", en = \"More.\" }\n[clause.change_response]\nnotice = { kind = \"provider_notice\", after = \"known_at\", period = \"3 days\" }\nalternative = { kind = \"alternative_offer\", after = \"known_at\", period = \"3 days\" }\nresponse = { kind = \"customer_response\", after = \"notified_at\", period = \"1 day\" }\ntermination = { kind = \"provider_termination\", after = \"rejected_at\", period = \"3 days\" }\n\n[[clause]]\nid = \"price\"",
        )],
    ),
    (
        "what others pay is not the consumer's",
        &[(
            "[[clause]]\nid = \"price\"",
            "[[clause]]\nid = \"end-same\"\narticle = \"99\"\nquestion = \"termination\"\nproducts = [\"coaching\"]\nwhen = [\"by_customer\"]\nsummary = { nl = \"Meer.\", en = \"More.\" }\n[clause.same_as]\nclauses = [\"cancel\", \"cancel-business\"]\ndeadlines = [{ kind = \"contract_end\", after = \"act\" }]\n\n[[clause]]\nid = \"price\"",
        )],
    ),
];
