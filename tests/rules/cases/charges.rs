//! Withdrawing, and what cancelling costs.

use super::Case;

const TIER: &str = "less_than = \"28 days\"\ncharges = [{ kind = \"costs_incurred\", stated = \"costs_incurred\" }]";
const LAST: &str = "charges = [{ kind = \"pro_rata\", share = \"delivered\", of = \"price\" }, { kind = \"costs_incurred\", stated = \"costs_incurred\" }]";

pub(super) const CASES: &[Case] = &[
    Case {
        name: "prices without tax",
        changes: &[("including_vat", "excluding_vat")],
        found: &["6:1: high[PRICE-EXVAT]: prices are without value-added tax, and the terms apply to consumers too"],
    },
    Case {
        name: "no function for withdrawing",
        changes: &[("function = true", "")],
        found: &[
            "15:1: high[WD-FUNCTION]: no function for withdrawing is named, which contracts from 2026-06-19 on must offer",
        ],
    },
    Case {
        name: "thirteen days",
        changes: &[("period = \"14 days\"\ngoods", "period = \"13 days\"\ngoods")],
        found: &[
            "16:1: high[WD-DAYCOUNT]: whoever buys on 2026-01-01 can withdraw through 2026-01-14 by the text, and through 2026-01-15 by law",
        ],
    },
    Case {
        name: "the day itself counts",
        changes: &[("period = \"14 days\"\ngoods", "period = \"14 days including the first day\"\ngoods")],
        found: &[
            "16:1: high[WD-DAYCOUNT]: whoever buys on 2026-01-01 can withdraw through 2026-01-14 by the text, and through 2026-01-15 by law",
        ],
    },
    Case {
        name: "thirteen days and the day itself",
        changes: &[("period = \"14 days\"\ngoods", "period = \"13 days including the first day\"\ngoods")],
        found: &[
            "16:1: high[WD-DAYCOUNT]: whoever buys on 2026-01-01 can withdraw through 2026-01-13 by the text, and through 2026-01-15 by law",
        ],
    },
    Case {
        name: "goods from the conclusion",
        changes: &[("goods_from_receipt = true\n", "")],
        found: &[
            "16:1: high[WD-DAYCOUNT]: the period for goods runs from the conclusion instead of from their receipt",
        ],
    },
    Case {
        name: "a short extension",
        changes: &[("longer = \"12 months\"", "longer = \"6 months\"")],
        found: &["28:1: high[WD-DAYCOUNT]: without information the period lasts 6 months longer, by law 12 months"],
    },
    Case {
        name: "ten days after information",
        changes: &[("from_information = \"14 days\"", "from_information = \"10 days\"")],
        found: &["29:1: high[WD-DAYCOUNT]: after late information 10 days are left, by law 14 days"],
    },
    Case {
        name: "thirty days after information",
        changes: &[("from_information = \"14 days\"", "from_information = \"30 days\"")],
        found: &[
            "29:1: information[WD-MORE-FAVOURABLE]: the terms give 30 days where the law gives 14 days: that binds the provider",
        ],
    },
    Case {
        name: "thirty days to withdraw",
        changes: &[("period = \"14 days\"\ngoods", "period = \"30 days\"\ngoods")],
        found: &[
            "16:1: information[WD-MORE-FAVOURABLE]: the terms give 30 days where the law gives 14 days: that binds the provider",
        ],
    },
    Case {
        name: "a service lapses at the start",
        changes: &[("\"fully_performed\", ", "\"begun\", ")],
        found: &[
            "38:1: critical[WD-WAIVER]: the right to withdraw lapses earlier than the law allows: a programme, coaching, an event, a subscription, an assignment; `fully_performed` is lacking",
        ],
    },
    Case {
        name: "digital content without acknowledgement",
        changes: &[(
            "when = [\"begun\", \"express_request_to_start\", \"acknowledged_loss_of_right\"]",
            "when = [\"begun\", \"express_request_to_start\"]",
        )],
        found: &[
            "41:1: critical[WD-WAIVER]: the right to withdraw lapses earlier than the law allows: digital content; `acknowledged_loss_of_right` is lacking",
        ],
    },
    Case {
        name: "services to measure",
        changes: &[("products = [\"goods\"]", "products = [\"goods\", \"assignment\"]")],
        found: &[
            "44:1: critical[WD-EXCLUDED]: without a right to withdraw by the text, with one by law: an assignment",
        ],
    },
    Case {
        name: "events excluded",
        changes: &[(
            "[[clause.withdrawal_loss.case]]\nproducts = [\"goods\"]",
            "[[clause.withdrawal_loss.case]]\nproducts = [\"event\"]\n[[clause.withdrawal_loss.case]]\nproducts = [\"goods\"]",
        )],
        found: &["42:1: critical[WD-EXCLUDED]: without a right to withdraw by the text, with one by law: an event"],
    },
    Case {
        name: "refund within a month",
        changes: &[("after = \"act\", period = \"14 days\"", "after = \"act\", period = \"1 month\"")],
        found: &["53:14: high[WD-REFUND]: the refund comes within 1 month, by law within 14 days"],
    },
    Case {
        name: "day 14 in two tiers",
        changes: &[("less_than = \"14 days\"", "at_most = \"14 days\"")],
        found: &[
            "72:1: medium[TIER-OVERLAP]: two tiers apply 14 days before the start: the costs made, and the delivered share of the price + the costs made",
        ],
    },
    Case {
        name: "a general and a specific clause",
        changes: &[(
            "[[clause]]\nid = \"cancel-business\"",
            "[[clause.conflict]]\nkind = \"clause\"\narticle = \"2.9\"\nnote = { nl = \"2.9 noemt alles.\", en = \"2.9 names all.\" }\n\n[[clause]]\nid = \"cancel-business\"",
        )],
        found: &["75:1: high[TIER-CONFLICT]: the text says two things of one case: 2.9 names all"],
    },
    Case {
        name: "two clauses on one case",
        changes: &[(
            "[[clause]]\nid = \"hours\"",
            "[[clause]]\nid = \"cancel-all\"\narticle = \"2.8\"\nquestion = \"cancellation\"\ncustomers = [\"business\"]\nsummary = { nl = \"Nooit.\", en = \"Never.\" }\n[clause.outcome]\nverdict = \"refused\"\n\n[[clause]]\nid = \"hours\"",
        )],
        found: &["92:1: high[TIER-CONFLICT]: `cancel-business` and `cancel-all` say different things of one case"],
    },
    Case {
        name: "cheaper later",
        changes: &[("percent = 80", "percent = 5")],
        found: &[
            "90:1: high[TIER-MONOTONE]: at a price of € 0.05 a notice at 2026-05-21 12:00 costs € 0.00, less than the € 0.01 at 2026-05-20 12:00",
        ],
    },
    Case {
        name: "a fee early, a percentage later",
        changes: &[(
            "percent = 10, of = \"price\" }",
            "percent = 10, of = \"price\" }, { kind = \"administration_fee\", amount = \"75.00\" }",
        )],
        found: &[
            "90:1: high[TIER-MONOTONE]: at a price of € 0.03 a notice at 2026-05-21 12:00 costs € 0.02, less than the € 0.03 at 2026-05-20 12:00",
        ],
    },
    Case {
        name: "a fee above small prices",
        changes: &[
            (TIER, "less_than = \"28 days\"\ncharges = [{ kind = \"administration_fee\", amount = \"100.00\" }]"),
            (LAST, "charges = [{ kind = \"administration_fee\", amount = \"100.00\" }]"),
        ],
        found: &[
            "70:1: critical[FEE-GT-PRICE]: € 100.00 is more than the price, at a price up to € 99.99",
            "70:1: high[TERM-FEE]: a consumer who ends a service pays € 100.00, even when nothing was delivered",
            "73:1: critical[FEE-GT-PRICE]: € 100.00 is more than the price, at a price up to € 99.99",
            "73:1: high[TERM-FEE]: a consumer who ends a service pays € 100.00, even when nothing was delivered",
        ],
    },
    Case {
        name: "a fee that the text itself keeps within the price",
        changes: &[
            (
                TIER,
                "less_than = \"28 days\"\nceiling = \"price\"\ncharges = [{ kind = \"administration_fee\", amount = \"40.00\" }]",
            ),
            (LAST, "ceiling = \"price\"\ncharges = [{ kind = \"administration_fee\", amount = \"40.00\" }]"),
        ],
        found: &[],
    },
    Case {
        name: "a fee on top of the price",
        changes: &[
            (
                TIER,
                "less_than = \"28 days\"\ncharges = [{ kind = \"administration_fee\", amount = \"0.01\", beside_price = true }]",
            ),
            (LAST, "charges = [{ kind = \"administration_fee\", amount = \"0.01\", beside_price = true }]"),
        ],
        found: &[
            "70:12: critical[FEE-GT-PRICE]: € 0.01 comes on top of the price, which does not bound it",
            "73:12: critical[FEE-GT-PRICE]: € 0.01 comes on top of the price, which does not bound it",
        ],
    },
    Case {
        name: "a percentage of the price",
        changes: &[(
            LAST,
            "charges = [{ kind = \"cancellation_fee\", percent = 50, of = \"price\" }, { kind = \"costs_incurred\", stated = \"costs_incurred\" }]",
        )],
        found: &[
            "73:1: high[TERM-FEE]: a consumer who ends a service pays 50% of the price, even when nothing was delivered",
        ],
    },
];
