//! Faults planted in every form a text can take: each is found by the rule it breaks, at the line that breaks it.

use super::{FAIR, today};
use clausula::analyse::report::verify;
use clausula::analyse::rules::check;
use clausula::law::Law;
use clausula::policy::load::load;

/// A fault: what is changed in the fair policy, the clauses that are added, the rule that finds it, and the line where it
/// is found, by words that stand there.
struct Planted {
    name: &'static str,
    changes: &'static [(&'static str, &'static str)],
    more: &'static str,
    rule: &'static str,
    at: &'static str,
}

const END: &str = "[clause.notice]\nends = \"after_notice\"\n[[clause.notice.period]]\nperiod = \"1 month\"\ncustomer = \"consumer\"\n[[clause.notice.period]]\nperiod = \"3 months\"\n";
const NOTICE_OF_CONSUMERS: &str = "period = \"1 month\"\ncustomer = \"consumer\"";
const CANCEL_LAST: &str = "charges = [{ kind = \"pro_rata\", share = \"delivered\", of = \"price\" }, { kind = \"costs_incurred\", stated = \"costs_incurred\" }]";
const CANCEL: &str = "[clause.tiers]\nbefore = \"starts_at\"\nsettles = true\n[[clause.tiers.tier]]\nat_least = \"28 days\"\n[[clause.tiers.tier]]\nat_least = \"14 days\"\nless_than = \"28 days\"\ncharges = [{ kind = \"costs_incurred\", stated = \"costs_incurred\" }]\n[[clause.tiers.tier]]\nless_than = \"14 days\"\ncharges = [{ kind = \"pro_rata\", share = \"delivered\", of = \"price\" }, { kind = \"costs_incurred\", stated = \"costs_incurred\" }]\n";
const COMPLAINT: &str = "deadlines = [\n  { kind = \"complaint\", after = \"discovered_at\", period = \"2 months\" },";
const PRICE: &str = "[clause.price_change]\nup_to = 0\nof = \"current_price\"\nannounced_ahead = \"1 month\"";
const CANCEL_CONSUMER: &str = "question = \"cancellation\"\ncustomers = [\"consumer\"]\nproducts = [\"programme\", \"coaching\", \"event\", \"assignment\"]";

/// A clause: its id and question, its other keys, its form.
macro_rules! clause {
    ($id:literal, $question:literal, $keys:literal, $form:literal) => {
        concat!(
            "\n[[clause]]\nid = \"",
            $id,
            "\"\narticle = \"99\"\nquestion = \"",
            $question,
            "\"\n",
            $keys,
            "summary = { nl = \"Meer.\", en = \"More.\" }\n",
            $form,
            "\n"
        )
    };
}

macro_rules! planted {
    ($($name:literal: [$($change:expr),*], $more:expr, $rule:literal at $at:literal;)+) => {
        &[$(Planted { name: $name, changes: &[$($change),*], more: $more, rule: $rule, at: $at }),+]
    };
}

const PLANTED: &[Planted] = planted! {
    // Notice that is too long.
    "an outcome ends it after three months": [(END, "[clause.outcome]\ndeadlines = [{ kind = \"contract_end\", after = \"act\", period = \"3 months\" }]\n")], "", "NOTICE-LONG" at "kind = \"contract_end\"";
    "an outcome ends it after forty days": [(END, "[clause.outcome]\ndeadlines = [{ kind = \"contract_end\", after = \"act\", period = \"40 days\" }]\n")], "", "NOTICE-LONG" at "kind = \"contract_end\"";
    "an outcome ends it after thirty working days": [(END, "[clause.outcome]\ndeadlines = [{ kind = \"contract_end\", after = \"act\", period = \"30 working days\" }]\n")], "", "NOTICE-LONG" at "kind = \"contract_end\"";
    "an outcome ends it a year after the agreed end": [(END, "[clause.outcome]\ndeadlines = [{ kind = \"contract_end\", after = \"ends_at\", period = \"12 months\" }]\n")], "", "NOTICE-LONG" at "kind = \"contract_end\"";
    "tiers end it after two months": [(END, "[clause.tiers]\ndeadlines = [{ kind = \"contract_end\", after = \"act\", period = \"2 months\" }]\n[[clause.tiers.tier]]\n")], "", "NOTICE-LONG" at "kind = \"contract_end\"";
    "another clause's end with months added": [], concat!(clause!("end-programme", "offer", "", "[clause.outcome]"), clause!("end-coaching", "termination", "products = [\"coaching\"]\n", "[clause.same_as]\nclauses = [\"end-programme\"]\ndeadlines = [{ kind = \"contract_end\", after = \"act\", period = \"6 months\" }]")), "NOTICE-LONG" at "after = \"act\", period = \"6 months\"";
    "longer notice for who pays in instalments": [], clause!("end-slow", "termination", "products = [\"subscription\"]\nwhen = [\"pays_in_instalments\"]\noverrides = [\"end\"]\n", "[clause.outcome]\ndeadlines = [{ kind = \"contract_end\", after = \"act\", period = \"4 months\" }]"), "NOTICE-LONG" at "period = \"4 months\"";
    "longer notice for one product": [], clause!("end-coaching", "termination", "products = [\"coaching\"]\n", "[clause.outcome]\ndeadlines = [{ kind = \"contract_end\", after = \"act\", period = \"5 months\" }]"), "NOTICE-LONG" at "period = \"5 months\"";
    "notice of two months": [(NOTICE_OF_CONSUMERS, "period = \"2 months\"\ncustomer = \"consumer\"")], "", "NOTICE-LONG" at "period = \"2 months\"";
    "notice to the end of a quarter": [(NOTICE_OF_CONSUMERS, "period = \"1 month\"\ncustomer = \"consumer\"\nend_of = \"quarter\"")], "", "NOTICE-LONG" at "period = \"1 month\"";
    "notice of forty days in the first year": [(NOTICE_OF_CONSUMERS, "period = \"40 days\"\nin_first = \"1 year\"\ncustomer = \"consumer\"\n[[clause.notice.period]]\nperiod = \"1 month\"\ncustomer = \"consumer\"")], "", "NOTICE-LONG" at "period = \"40 days\"";
    // No way out.
    "no cancelling in instalments": [(CANCEL_CONSUMER, "question = \"cancellation\"\ncustomers = [\"consumer\"]\nproducts = [\"programme\", \"coaching\", \"event\", \"assignment\"]\nunless = [\"pays_in_instalments\"]")], clause!("never", "cancellation", "customers = [\"consumer\"]\nproducts = [\"programme\", \"coaching\", \"event\", \"assignment\"]\nwhen = [\"pays_in_instalments\"]\n", "[clause.outcome]\nverdict = \"refused\""), "TERM-MANDATORY" at "verdict = \"refused\"";
    "no cancelling what is made to order": [], clause!("never", "cancellation", "customers = [\"consumer\"]\nproducts = [\"assignment\"]\nwhen = [\"made_to_order\"]\noverrides = [\"cancel\"]\n", "[clause.outcome]\nverdict = \"refused\""), "TERM-MANDATORY" at "verdict = \"refused\"";
    "no cancelling of one product": [(CANCEL_CONSUMER, "question = \"cancellation\"\ncustomers = [\"consumer\"]\nproducts = [\"programme\", \"event\", \"assignment\"]")], clause!("never", "cancellation", "customers = [\"consumer\"]\nproducts = [\"coaching\"]\n", "[clause.outcome]\nverdict = \"refused\""), "TERM-MANDATORY" at "verdict = \"refused\"";
    "no cancelling, by a table": [(CANCEL, "[clause.tiers]\nbefore = \"starts_at\"\notherwise = { verdict = \"refused\" }\n[[clause.tiers.tier]]\nat_least = \"28 days\"\nwhen = [\"made_to_order\"]\n")], "", "TERM-MANDATORY" at "otherwise = ";
    "no cancelling, as for another product": [(CANCEL_CONSUMER, "question = \"cancellation\"\ncustomers = [\"consumer\"]\nproducts = [\"programme\", \"event\", \"assignment\"]")], concat!(clause!("never-coaching", "cancellation", "customers = [\"consumer\"]\nproducts = [\"coaching\"]\n", "[clause.same_as]\nclauses = [\"never-all\"]"), clause!("never-all", "substitution", "", "[clause.outcome]\nverdict = \"refused\"")), "TERM-MANDATORY" at "clauses = [\"never-all\"]";
    "no end of a subscription in instalments": [], clause!("end-never", "termination", "products = [\"subscription\"]\nwhen = [\"pays_in_instalments\"]\noverrides = [\"end\"]\n", "[clause.outcome]\nverdict = \"refused\""), "TERM-MANDATORY" at "verdict = \"refused\"";
    "no end of any subscription": [(END, "[clause.outcome]\nverdict = \"refused\"\n")], "", "TERM-MANDATORY" at "verdict = \"refused\"";
    // Fees for ending.
    "half the price where no tier applies": [(CANCEL, "[clause.tiers]\nbefore = \"starts_at\"\nsettles = true\notherwise = { charges = [{ kind = \"cancellation_fee\", percent = 50, of = \"price\" }] }\n[[clause.tiers.tier]]\nat_least = \"28 days\"\n")], "", "TERM-FEE" at "otherwise = ";
    "a fee taken over from another clause": [(CANCEL, "[clause.same_as]\nclauses = [\"cancel-business\"]\n"), ("customers = [\"business\"]\nproducts = [\"programme\"", "products = [\"goods\", \"programme\""), ("question = \"cancellation\"\nproducts = [\"goods\"", "question = \"booking_change\"\nproducts = [\"goods\"")], "", "TERM-FEE" at "clauses = [\"cancel-business\"]";
    "a percentage named costs": [(CANCEL_LAST, "charges = [{ kind = \"costs_incurred\", percent = 60, of = \"price\" }]")], "", "TERM-FEE" at "percent = 60";
    "a percentage named the delivered share": [(CANCEL_LAST, "charges = [{ kind = \"pro_rata\", percent = 70, of = \"price\" }]")], "", "TERM-FEE" at "percent = 70";
    "a percentage named administration": [(CANCEL_LAST, "charges = [{ kind = \"administration_fee\", percent = 45, of = \"price\" }]")], "", "TERM-FEE" at "percent = 45";
    "a fee named devaluation": [(CANCEL_LAST, "charges = [{ kind = \"devaluation\", percent = 35, of = \"price\" }]")], "", "TERM-FEE" at "percent = 35";
    "a fee on top": [], clause!("extra", "cancellation", "customers = [\"consumer\"]\nproducts = [\"coaching\"]\non_top_of = [\"cancel\"]\n", "[clause.outcome]\ncharges = [{ kind = \"cancellation_fee\", percent = 15, of = \"price\" }]"), "TERM-FEE" at "percent = 15";
    "a fee in instalments alone": [], clause!("extra", "cancellation", "customers = [\"consumer\"]\nproducts = [\"coaching\"]\nwhen = [\"pays_in_instalments\"]\noverrides = [\"cancel\"]\n", "[clause.outcome]\ncharges = [{ kind = \"retained_price\", percent = 100, of = \"price\" }]"), "TERM-FEE" at "percent = 100";
    "a fee for giving notice": [], clause!("notice-fee", "termination", "products = [\"coaching\"]\nwhen = [\"by_customer\"]\n", "[clause.outcome]\nsettles = true\ncharges = [{ kind = \"cancellation_fee\", percent = 33, of = \"price\" }]\ndeadlines = [{ kind = \"contract_end\", after = \"act\" }]"), "TERM-FEE" at "percent = 33";
    "a fee for giving notice, where no tier applies": [], clause!("notice-fee", "termination", "products = [\"coaching\"]\nwhen = [\"by_customer\"]\n", "[clause.tiers]\nbefore = \"ends_at\"\nsettles = true\notherwise = { charges = [{ kind = \"cancellation_fee\", percent = 34, of = \"price\" }] }\n[[clause.tiers.tier]]\nat_least = \"100 days\""), "TERM-FEE" at "otherwise = ";
    "one session of coaching": [(CANCEL_LAST, "charges = [{ kind = \"session_forfeited\", share = \"one_session\", of = \"price\" }]")], "", "TERM-FEE" at "one_session";
    // More than the price.
    "more than the price where no tier applies": [], clause!("move", "rescheduling", "customers = [\"consumer\"]\n", "[clause.tiers]\nbefore = \"starts_at\"\notherwise = { charges = [{ kind = \"rescheduling_fee\", percent = 90, of = \"price\" }, { kind = \"administration_fee\", percent = 30, of = \"price\" }] }\n[[clause.tiers.tier]]\nat_least = \"28 days\""), "FEE-GT-PRICE" at "otherwise = ";
    "more than the price by two clauses": [], concat!(clause!("move", "rescheduling", "customers = [\"consumer\"]\n", "[clause.outcome]\ncharges = [{ kind = \"rescheduling_fee\", percent = 70, of = \"price\" }]"), clause!("move-too", "rescheduling", "customers = [\"consumer\"]\non_top_of = [\"move\"]\n", "[clause.outcome]\ncharges = [{ kind = \"administration_fee\", percent = 60, of = \"price\" }]")), "FEE-GT-PRICE" at "percent = 60";
    "more than the price for not coming": [], clause!("absent", "no_show", "customers = [\"consumer\"]\n", "[clause.outcome]\ncharges = [{ kind = \"retained_price\", percent = 100, of = \"price\" }, { kind = \"administration_fee\", percent = 20, of = \"price\" }]"), "FEE-GT-PRICE" at "percent = 20";
    "more than the price for somebody else": [], clause!("other", "substitution", "customers = [\"consumer\"]\n", "[clause.outcome]\ncharges = [{ kind = \"change_costs\", percent = 100, of = \"price\" }, { kind = \"administration_fee\", amount = \"50.00\" }]"), "FEE-GT-PRICE" at "amount = \"50.00\"";
    "more than the price, taken over": [], concat!(clause!("move", "rescheduling", "customers = [\"consumer\"]\n", "[clause.same_as]\nclauses = [\"dear\"]"), clause!("dear", "booking_change", "customers = [\"business\", \"consumer\"]\n", "[clause.outcome]\ncharges = [{ kind = \"rescheduling_fee\", percent = 100, of = \"price\" }, { kind = \"administration_fee\", percent = 40, of = \"price\" }]")), "FEE-GT-PRICE" at "percent = 40";
    "an amount above most prices": [], clause!("move", "rescheduling", "customers = [\"consumer\"]\n", "[clause.outcome]\ncharges = [{ kind = \"administration_fee\", amount = \"900.00\" }]"), "FEE-GT-PRICE" at "amount = \"900.00\"";
    // Complaints.
    "two weeks to complain": [(COMPLAINT, "deadlines = [\n  { kind = \"complaint\", after = \"discovered_at\", period = \"14 days\" },")], "", "COMPLAINT-SHORT" at "period = \"14 days\" },";
    "no time to complain": [(COMPLAINT, "deadlines = [\n  { kind = \"complaint\", after = \"discovered_at\", period = \"0 days\" },")], "", "COMPLAINT-SHORT" at "period = \"0 days\" },";
    "no complaint at all": [], clause!("no-complaint", "complaint", "when = [\"visible_on_delivery\"]\noverrides = [\"complaint\"]\n", "[clause.outcome]\nverdict = \"refused\""), "COMPLAINT-SHORT" at "verdict = \"refused\"";
    "a shorter period added to another clause's": [], concat!(clause!("complaint-coaching", "complaint", "products = [\"coaching\"]\noverrides = [\"complaint\"]\n", "[clause.same_as]\nclauses = [\"open\"]\ndeadlines = [{ kind = \"complaint\", after = \"discovered_at\", period = \"5 days\" }]"), clause!("open", "offer", "", "[clause.outcome]\nverdict = \"permitted\"")), "COMPLAINT-SHORT" at "period = \"5 days\"";
    "counted from the first of two": [(COMPLAINT, "deadlines = [\n  { kind = \"complaint\", after = [\"filed_at\", \"discovered_at\"], period = \"2 months\", or_earlier = { after = \"delivered_at\", period = \"8 days\" } },")], "", "COMPLAINT-SHORT" at "period = \"8 days\"";
    "a second anchor that is short": [(COMPLAINT, "deadlines = [\n  { kind = \"complaint\", after = [\"invoiced_at\", \"discovered_at\"], period = \"9 days\" },")], "", "COMPLAINT-SHORT" at "period = \"9 days\"";
    "short for one product": [(COMPLAINT, "deadlines = [\n  { kind = \"complaint\", after = \"discovered_at\", period = \"2 months\", unless = [\"visible_on_delivery\"] },\n  { kind = \"complaint\", after = \"delivered_at\", period = \"3 days\", when = [\"visible_on_delivery\"], products = [\"goods\"] },")], "", "COMPLAINT-SHORT" at "period = \"3 days\"";
    "refused to who pays in instalments": [], clause!("no-complaint", "complaint", "when = [\"pays_in_instalments\"]\noverrides = [\"complaint\"]\n", "[clause.outcome]\nverdict = \"refused\""), "COMPLAINT-SHORT" at "verdict = \"refused\"";
    "claims that lapse in half a year, beside another clause": [], concat!(clause!("lapse", "complaint", "products = [\"coaching\"]\noverrides = [\"complaint\"]\n", "[clause.same_as]\nclauses = [\"open\"]\ndeadlines = [{ kind = \"limitation\", after = \"arisen_at\", period = \"6 months\" }]"), clause!("open", "offer", "", "[clause.outcome]\nverdict = \"permitted\"")), "LIMITATION-SHORT" at "period = \"6 months\"";
    // Withdrawal.
    "withdrawal for one product": [("[clause.withdrawal_right]", "products = [\"event\"]\n[clause.withdrawal_right]")], "", "WD-EXCLUDED" at "products = [\"event\"]";
    "no withdrawal in instalments": [("[clause.withdrawal_right]", "unless = [\"pays_in_instalments\"]\n[clause.withdrawal_right]")], "", "WD-EXCLUDED" at "unless = [\"pays_in_instalments\"]";
    "withdrawal of what is made to order": [("[clause.withdrawal_right]", "when = [\"made_to_order\"]\n[clause.withdrawal_right]")], "", "WD-EXCLUDED" at "when = [\"made_to_order\"]";
    "withdrawal lost in instalments": [("products = [\"goods\"]\nwhen = [\"made_to_order\"]", "products = [\"coaching\"]\nwhen = [\"pays_in_instalments\"]")], "", "WD-EXCLUDED" at "when = [\"pays_in_instalments\"]";
    "a percentage kept as the delivered share": [("[clause.withdrawal_effects]\n", "[clause.withdrawal_effects]\ncharges = [{ kind = \"pro_rata\", percent = 25, of = \"price\" }]\n")], "", "WD-REFUND" at "percent = 25";
    "an amount kept as devaluation": [("[clause.withdrawal_effects]\n", "[clause.withdrawal_effects]\ncharges = [{ kind = \"devaluation\", amount = \"30.00\" }]\n")], "", "WD-REFUND" at "amount = \"30.00\"";
    "a session kept as the delivered share": [("[clause.withdrawal_effects]\n", "[clause.withdrawal_effects]\ncharges = [{ kind = \"pro_rata\", share = \"one_session\", of = \"price\" }]\n")], "", "WD-REFUND" at "one_session";
    "costs kept after withdrawal": [("[clause.withdrawal_effects]\n", "[clause.withdrawal_effects]\ncharges = [{ kind = \"costs_incurred\", stated = \"costs_incurred\" }]\n")], "", "WD-REFUND" at "charges = [{ kind = \"costs_incurred\", stated = \"costs_incurred\" }]";
    "a day to withdraw": [("period = \"14 days\"\ngoods", "period = \"1 day\"\ngoods")], "", "WD-DAYCOUNT" at "period = \"1 day\"";
    // Prices.
    "an increase taken over from another clause": [(PRICE, "[clause.same_as]\nclauses = [\"free\"]")], clause!("free", "offer", "", "[clause.outcome]\nverdict = \"permitted\""), "PRICE-NOEXIT" at "clauses = [\"free\"]";
    "an early increase taken over": [(PRICE, "[clause.same_as]\nclauses = [\"free\"]")], clause!("free", "offer", "", "[clause.outcome]\nverdict = \"permitted\""), "PRICE-3M" at "clauses = [\"free\"]";
    "an increase by index": [], clause!("index", "price_increase", "when = [\"indexation\"]\noverrides = [\"price\"]\n", "[clause.outcome]\nverdict = \"permitted\""), "PRICE-NOEXIT" at "verdict = \"permitted\"";
    "an increase in instalments": [], clause!("index", "price_increase", "when = [\"pays_in_instalments\"]\noverrides = [\"price\"]\n", "[clause.price_change]\nup_to = 40\nof = \"current_price\""), "PRICE-NOEXIT" at "up_to = 40";
    // Changes.
    "a change taken over from another clause": [], concat!(clause!("change", "provider_change", "", "[clause.same_as]\nclauses = [\"free\"]"), clause!("free", "offer", "", "[clause.outcome]\nverdict = \"permitted\"")), "CHANGE-NOEXIT" at "clauses = [\"free\"]";
    "no time to answer a change": [], clause!("change", "provider_change", "", "[clause.change_response]\nnotice = { kind = \"provider_notice\", after = \"known_at\", period = \"3 days\" }\nalternative = { kind = \"alternative_offer\", after = \"known_at\", period = \"3 days\" }\nresponse = { kind = \"customer_response\", after = \"notified_at\", period = \"0 days\" }\ntermination = { kind = \"provider_termination\", after = \"rejected_at\", period = \"3 days\" }"), "CHANGE-NOEXIT" at "response = ";
    // Penalties.
    "a penalty named compensation": [("question = \"breach\"\ncustomers = [\"business\"]", "question = \"breach\""), ("kind = \"penalty\", amount", "kind = \"indemnity\", amount")], "", "PENALTY" at "kind = \"indemnity\"";
    "a penalty named administration": [("question = \"breach\"\ncustomers = [\"business\"]", "question = \"breach\""), ("kind = \"penalty\", amount", "kind = \"administration_fee\", amount")], "", "PENALTY" at "kind = \"administration_fee\"";
    "a penalty where no tier applies": [("question = \"breach\"\ncustomers = [\"business\"]", "question = \"breach\""), ("[clause.outcome]\ncharges = [{ kind = \"penalty\", amount = \"5000.00\", per = \"breach\", beside_price = true }]", "[clause.tiers]\notherwise = { charges = [{ kind = \"penalty\", amount = \"5000.00\" }] }\n[[clause.tiers.tier]]\nwhen = [\"moral_rights\"]")], "", "PENALTY" at "otherwise = ";
    "a penalty taken over from another clause": [], clause!("penalty-too", "breach", "customers = [\"consumer\"]\n", "[clause.same_as]\nclauses = [\"fine\"]\n\n[[clause]]\nid = \"fine\"\narticle = \"98\"\nquestion = \"offer\"\nsummary = { nl = \"Boete.\", en = \"Fine.\" }\n[clause.outcome]\ncharges = [{ kind = \"penalty\", amount = \"77.00\" }]"), "PENALTY" at "amount = \"77.00\"";
    "a penalty for not coming": [], clause!("absent", "no_show", "customers = [\"consumer\"]\n", "[clause.outcome]\ncharges = [{ kind = \"penalty\", amount = \"66.00\" }]"), "PENALTY" at "amount = \"66.00\"";
    // What only some requests meet: a condition of a charge, a season, a later moment, a name.
    "a credit instead of money": [(CANCEL_LAST, concat!("charges = [{ kind = \"pro_rata\", share = \"delivered\", of = \"price\" }]\n", "credit = { of = \"rest\", valid_for = \"1 year\", after = \"concluded_at\" }"))], "", "TERM-FEE" at "credit = ";
    "an amount that is declared, named a fee": [("[[clause]]\nid = \"withdraw\"", "[[fact]]\nid = \"fine\"\nkind = \"amount\"\nquestions = [\"cancellation\"]\nask = { nl = \"Welke boete?\", en = \"Which fine?\" }\n[[clause]]\nid = \"withdraw\""), (CANCEL_LAST, "charges = [{ kind = \"cancellation_fee\", stated = \"fine\" }]")], "", "TERM-FEE" at "stated = \"fine\"";
    "not coming in instalments": [], clause!("absent", "no_show", "customers = [\"consumer\"]\n", "[clause.outcome] # absent\ncharges = [{ kind = \"costs_incurred\", percent = 53, of = \"price\", when = [\"pays_in_instalments\"] }]"), "NOSHOW-FEE" at "[clause.outcome] # absent";
    "not coming in summer": [], clause!("absent", "no_show", "customers = [\"consumer\"]\nday = { of = \"starts_at\", season = { from = \"07-01\", until = \"09-01\" } }\n", "[clause.outcome] # absent\ncharges = [{ kind = \"costs_incurred\", percent = 53, of = \"price\" }]"), "NOSHOW-FEE" at "[clause.outcome] # absent";
    "a session that is moved late and lost, named the price": [], clause!("move", "rescheduling", "products = [\"coaching\"]\n", "[clause.tiers] # move\nbefore = \"session_starts_at\"\n[[clause.tiers.tier]]\nat_least = \"48 hours\"\n[[clause.tiers.tier]]\nless_than = \"48 hours\"\ncharges = [{ kind = \"retained_price\", share = \"one_session\", of = \"price\" }]"), "NOSHOW-FEE" at "[clause.tiers] # move";
    "a fee in instalments when the provider cancels": [], clause!("off", "provider_cancellation", "", "[clause.outcome] # off\nsettles = true\ncharges = [{ kind = \"administration_fee\", amount = \"31.00\", when = [\"pays_in_instalments\"] }]"), "KEPT-UNDELIVERED" at "[clause.outcome] # off";
    "all is kept when force majeure is for good": [], clause!("force", "force_majeure", "", "[clause.force_majeure] # force\npermanent_only = true\ncharges = [{ kind = \"retained_price\", percent = 100, of = \"price\" }]"), "KEPT-UNDELIVERED" at "[clause.force_majeure] # force";
    "all is kept when force majeure lasts for years": [], clause!("force", "force_majeure", "", "[clause.force_majeure] # force\nafter = \"36 months\"\ncharges = [{ kind = \"retained_price\", percent = 100, of = \"price\" }]"), "KEPT-UNDELIVERED" at "[clause.force_majeure] # force";
    "all is kept of who is sent away": [], clause!("away", "provider_cancellation", "when = [\"cause_customer\"]\n", "[clause.outcome] # away\nsettles = true\ncharges = [{ kind = \"retained_price\", percent = 100, of = \"price\" }]"), "TERM-ACCELERATE" at "[clause.outcome] # away";
    "all is due when the provider ends after half a year": [], clause!("out", "termination", "products = [\"coaching\"]\nwhen = [\"by_provider\"]\n", "[clause.tiers] # out\nsettles = true\n[[clause.tiers.tier]]\nsince = { after = \"starts_at\", at_most = \"6 months\" }\n[[clause.tiers.tier]]\nsince = { after = \"starts_at\", more_than = \"6 months\" }\ncharges = [{ kind = \"retained_price\", percent = 99, of = \"price\" }]"), "TERM-ACCELERATE" at "[clause.tiers] # out";
    "all is due in instalments when the provider ends": [], clause!("out", "termination", "products = [\"coaching\"]\nwhen = [\"by_provider\"]\n", "[clause.outcome] # out\nsettles = true\ncharges = [{ kind = \"retained_price\", percent = 98, of = \"price\", when = [\"pays_in_instalments\"] }]"), "TERM-ACCELERATE" at "[clause.outcome] # out";
    "a service that ends four weeks later": [], clause!("out", "termination", "products = [\"coaching\"]\nwhen = [\"by_customer\"]\n", "[clause.outcome]\ndeadlines = [{ kind = \"contract_end\", after = \"act\", period = \"28 days\" }]"), "NOTICE-SERVICE" at "period = \"28 days\" }]";
    "a service that ends weeks later by a table": [], clause!("out", "termination", "products = [\"coaching\"]\nwhen = [\"by_customer\"]\n", "[clause.tiers]\ndeadlines = [{ kind = \"contract_end\", after = \"act\", period = \"27 days\" }]\n[[clause.tiers.tier]]"), "NOTICE-SERVICE" at "period = \"27 days\"";
    "two months to complain from the delivery": [(COMPLAINT, "deadlines = [\n  { kind = \"complaint\", after = \"delivered_at\", period = \"2 months\" },")], "", "COMPLAINT-SHORT" at "after = \"delivered_at\", period = \"2 months\"";
    "a dearer summer": [], clause!("index", "price_increase", "day = { of = \"starts_at\", season = { from = \"07-01\", until = \"09-01\" } }\noverrides = [\"price\"]\n", "[clause.price_change] # index\nup_to = 10\nof = \"current_price\"\nannounced_ahead = \"1 month\""), "PRICE-NOEXIT" at "up_to = 10";
    "a change in summer": [], clause!("change", "provider_change", "day = { of = \"starts_at\", season = { from = \"07-01\", until = \"09-01\" } }\n", "[clause.outcome] # change\nverdict = \"permitted\""), "CHANGE-NOEXIT" at "[clause.outcome] # change";
    "more than the price by two clauses in summer": [], concat!(clause!("move", "rescheduling", "customers = [\"consumer\"]\n", "[clause.outcome]\ncharges = [{ kind = \"rescheduling_fee\", percent = 70, of = \"price\" }]"), clause!("move-too", "rescheduling", "customers = [\"consumer\"]\non_top_of = [\"move\"]\nday = { of = \"starts_at\", season = { from = \"07-01\", until = \"09-01\" } }\n", "[clause.outcome]\ncharges = [{ kind = \"administration_fee\", percent = 60, of = \"price\" }]")), "FEE-GT-PRICE" at "percent = 60";
    // Deadlines that contradict their table.
    "free for longer than its deadline says": [("before = \"starts_at\"\nsettles = true\n[[clause.tiers.tier]]\nat_least = \"28 days\"\n[[clause.tiers.tier]]\nat_least = \"14 days\"", "before = \"starts_at\"\nsettles = true\ndeadlines = [{ kind = \"free_cancellation\", before = \"starts_at\", period = \"60 days\" }]\n[[clause.tiers.tier]]\nat_least = \"28 days\"\n[[clause.tiers.tier]]\nat_least = \"14 days\"")], "", "TIER-CONFLICT" at "kind = \"free_cancellation\"";
    "a free deadline after the fee has begun": [], clause!("move", "rescheduling", "customers = [\"consumer\"]\n", "[clause.tiers]\nbefore = \"starts_at\"\ndeadlines = [{ kind = \"free_rescheduling\", before = \"starts_at\", period = \"7 days\" }]\n[[clause.tiers.tier]]\nat_least = \"28 days\"\n[[clause.tiers.tier]]\nless_than = \"28 days\"\ncharges = [{ kind = \"rescheduling_fee\", percent = 10, of = \"price\" }]"), "TIER-CONFLICT" at "kind = \"free_rescheduling\"";
    "a substitute after the last day": [], clause!("other", "substitution", "customers = [\"consumer\"]\n", "[clause.tiers]\nbefore = \"starts_at\"\notherwise = { verdict = \"refused\" }\ndeadlines = [{ kind = \"substitution\", before = \"starts_at\", period = \"2 days\" }]\n[[clause.tiers.tier]]\nat_least = \"10 days\""), "TIER-CONFLICT" at "kind = \"substitution\"";
    "a change on the last day that is refused": [], clause!("change", "booking_change", "customers = [\"consumer\"]\n", "[clause.tiers]\nbefore = \"starts_at\"\notherwise = { verdict = \"refused\" }\ndeadlines = [{ kind = \"change_request\", before = \"starts_at\", period = \"14 days\" }]\n[[clause.tiers.tier]]\nmore_than = \"14 days\""), "TIER-CONFLICT" at "kind = \"change_request\"";
    // Two clauses at odds.
    "an end and a refusal": [], clause!("end-never", "termination", "products = [\"subscription\"]\ncustomers = [\"consumer\"]\n", "[clause.outcome]\nverdict = \"refused\""), "TIER-CONFLICT" at "[[clause]]\nid = \"end-never\"";
    "a table and what another clause says": [], concat!(clause!("cancel-too", "cancellation", "customers = [\"business\"]\nproducts = [\"event\"]\n", "[clause.same_as]\nclauses = [\"dear\"]"), clause!("dear", "offer", "", "[clause.outcome]\ncharges = [{ kind = \"cancellation_fee\", percent = 95, of = \"price\" }]")), "TIER-CONFLICT" at "[[clause]]\nid = \"cancel-too\"";
    // Liability.
    "a cap on injury": [("[[clause.liability.rule]]\ncustomers = [\"consumer\"]", "[[clause.liability.rule]]\ncustomers = [\"consumer\"]\nkinds = [\"death_or_injury\"]\nlimit = { lower_of = [{ amount = \"1.00\" }] }\n[[clause.liability.rule]]\ncustomers = [\"consumer\"]\nkinds = [\"direct\", \"indirect\", \"loss_of_enjoyment\"]")], "", "LIAB-CAP" at "amount = \"1.00\"";
    "damage reported within no days": [("[clause.liability]\n", "[clause.liability]\nreport_within = \"0 days\"\n")], "", "COMPLAINT-SHORT" at "report_within";
};

impl Planted {
    fn text(&self) -> String {
        let changed = self.changes.iter().fold(FAIR.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{}: the fair policy has no {from:?}", self.name);
            text.replacen(from, to, 1)
        });
        changed + self.more
    }

    /// What is found: whether the rule finds it at its line, and else all that was found.
    fn found(&self) -> Result<(), Vec<String>> {
        let text = self.text();
        let at = text.find(self.at).unwrap_or_else(|| panic!("{}: no {:?}", self.name, self.at));
        let line = text[..at].matches('\n').count() + 1;
        let policy = load("fair.toml", text.as_bytes()).map_err(|report| vec![report.to_string()])?.policy;
        let findings = check(&policy, Law::built_in(), today());
        let by_rules = findings.iter().any(|finding| {
            finding.rule.name() == self.rule && policy.source[..finding.span.start].matches('\n').count() + 1 == line
        });
        if by_rules {
            return Ok(());
        }
        let report = verify("fair.toml", text.as_bytes(), Law::built_in(), today());
        let found = report.findings.iter().any(|f| f.rule.to_string() == self.rule && f.place.line == line);
        let said =
            || report.findings.iter().map(|f| format!("{}:{}: {}", f.place.line, f.rule, f.message.en)).collect();
        if found { Ok(()) } else { Err(said()) }
    }
}

#[test]
fn every_planted_fault_is_found_at_its_line() {
    assert!(PLANTED.len() >= 80);
    let missed: Vec<String> = PLANTED
        .iter()
        .filter_map(|planted| Some(format!("{} ({}): {:#?}", planted.name, planted.rule, planted.found().err()?)))
        .collect();
    assert!(missed.is_empty(), "{} of {} missed:\n{}", missed.len(), PLANTED.len(), missed.join("\n"));
}
