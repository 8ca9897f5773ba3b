//! Comparing two versions: exactly what changed, nowhere else, each with a request that both answer as said.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // A test fails by panicking.

use clausula::analyse::compare::{Comparison, Region, Right, compare};
use clausula::calendar::Instant;
use clausula::evaluate::{Detail, evaluate};
use clausula::facts::Facts;
use clausula::law::{JurisdictionId, Law, WithdrawalOf};
use clausula::money::Cents;
use clausula::policy::Policy;
use clausula::policy::load::load;
use clausula::vocabulary::{Basis, ProductType, Question, Verdict};

fn text(id: &str) -> String {
    let version = if id == "klantgenerator" { "2020-12-17" } else { "undated" };
    std::fs::read_to_string(format!("{}/policies/{id}/{version}.toml", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn policy(text: &str) -> Policy {
    match load("test.toml", text.as_bytes()) {
        Ok(loaded) => loaded.policy,
        Err(report) => panic!("{}", report.errors().map(|fault| format!("{fault}\n")).collect::<String>()),
    }
}

/// A text in which one thing is another.
fn changed(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

/// The comparison of a text with itself in which one thing is another; every witness is checked against both.
fn comparison(id: &str, from: &str, to: &str) -> Comparison {
    let (old, new) = (policy(&text(id)), policy(&changed(&text(id), from, to)));
    let found = compare(&old, &new, Law::built_in());
    for region in &found.regions {
        check(&old, &new, region);
    }
    found
}

fn check(old: &Policy, new: &Policy, region: &Region) {
    for member in &region.members {
        let witness = region.witness_for(*member);
        let facts = Facts::new(witness.agreement, witness.event, witness.basis).unwrap();
        let decide = |policy| evaluate(policy, Law::built_in(), &facts, Detail::Amounts).unwrap();
        let (before, after) = (decide(old), decide(new));
        assert_ne!(before, after);
        assert_eq!((before.verdict, after.verdict), (region.old.verdict, region.new.verdict));
        assert_eq!(region.difference, after.charged().minus(before.charged()));
        let price = facts.agreement().price;
        assert!(price >= region.price_from && region.price_until.is_none_or(|until| price < until));
        assert!(region.price_until.is_none_or(|until| until > region.price_from));
    }
}

/// Question, members, window, prices from and until, difference.
type Row<'c> = (&'static str, usize, &'c str, i64, Option<i64>, i64);

fn summary(found: &Comparison) -> Vec<Row<'_>> {
    found
        .regions
        .iter()
        .map(|r| {
            let prices = (r.price_from.get(), r.price_until.map(Cents::get));
            (r.question.name(), r.members.len(), r.window.words.en.as_str(), prices.0, prices.1, r.difference.get())
        })
        .collect()
}

#[test]
fn a_version_does_not_differ_from_itself() {
    for id in ["emperra", "heartschool", "klantgenerator", "multidonnas", "onvergetelijk-onderwijs"] {
        let same = policy(&text(id));
        let found = compare(&same, &same, Law::built_in());
        assert_eq!(found, Comparison { regions: Vec::new(), not_compared: Vec::new(), texts: Vec::new() }, "{id}");
    }
}

#[test]
fn another_order_and_other_words_make_no_difference() {
    // The two clauses on another date, the other way around, with other names.
    let text = text("onvergetelijk-onderwijs");
    let parts: Vec<&str> = text.split("[[clause]]\n").collect();
    let place = |id: &str| parts.iter().position(|part| part.starts_with(&format!("id = \"{id}\""))).unwrap();
    let (first, second) = (place("reschedule"), place("reschedule-consent"));
    let mut swapped = parts.clone();
    swapped.swap(first, second);
    let swapped = swapped.join("[[clause]]\n").replace("\"reschedule\"", "\"another-date\"");
    let found = compare(&policy(&text), &policy(&swapped), Law::built_in());
    assert_eq!((found.regions, found.not_compared), (Vec::new(), Vec::new()));
}

#[test]
fn a_changed_percentage_differs_in_its_window_only() {
    let found = comparison("multidonnas", "percent = 90", "percent = 80");
    // 90% and 80% first differ, as rounded, at three cents: 2.7 and 2.4. Rescheduling is as cancelling.
    let window = "from 28 to 1 days before the start";
    let expected = [("cancellation", 28, window, 3, None, -1), ("rescheduling", 28, window, 3, None, -1)];
    assert_eq!(summary(&found)[..2], expected);
    // What counts as cancelled on default follows: of consumers and of businesses.
    assert!(found.regions[2..].iter().all(|r| r.question == Question::PaymentReview && r.members.len() == 14));
    assert_eq!(found.regions.len(), 4, "{:?}", summary(&found));
    assert_eq!(found.not_compared, []);
    let window = &found.regions[0].window;
    assert_eq!((window.from_days_before, window.until_days_before), (Some(28), Some(1)));
}

#[test]
fn a_moved_bound_differs_on_the_days_between() {
    let found = comparison("klantgenerator", "at_least = \"30 days\"", "at_least = \"28 days\"");
    // Days 28 and 29 lie in both rows then, and the free one is cheaper.
    let expected = [("cancellation", 2, "from 29 to 28 days before the start", 1, None, -1)];
    assert_eq!(summary(&found), expected);
}

#[test]
fn an_administration_fee_that_the_price_cuts() {
    // 150.00 instead of 100.00: below 100.00 both are cut to the price, but not as written.
    let found = comparison("onvergetelijk-onderwijs", "amount = \"100.00\"", "amount = \"150.00\"");
    let regions = summary(&found);
    assert!(
        regions.iter().all(|r| r.0 == "cancellation" && r.1 == 8 && r.2 == "until 29 days before the start"),
        "{regions:?}"
    );
    // As charged from 100.01 on: one cent more, up to fifty euro.
    assert!(regions.iter().any(|r| (r.3, r.5) == (10_001, 1) && r.4.is_none()), "{regions:?}");
    assert!(regions.iter().any(|r| r.3 == 0 && r.4 == Some(10_001)), "{regions:?}");
}

#[test]
fn a_shorter_withdrawal_period_hidden_by_law_shows_in_the_terms_alone() {
    let found = comparison("emperra", "period = \"14 days\"\ncustomer", "period = \"13 days\"\ncustomer");
    assert!(!found.regions.is_empty());
    // At a distance the law gives more; on the provider's premises the terms alone count, and of what the law leaves out.
    let law = Law::built_in().of(JurisdictionId::Nl).withdrawal().unwrap();
    let gives = |r: &&Region| law.right(r.witness.agreement.product) != WithdrawalOf::Excluded;
    let by_law_too = |r: &&Region| r.witness.basis == Basis::TermsAndLaw && gives(r);
    assert!(found.regions.iter().any(|r| !gives(&r)));
    assert!(found.regions.iter().all(|r| r.question == Question::Withdrawal));
    assert!(
        found
            .regions
            .iter()
            .filter(by_law_too)
            .all(|r| r.witness.agreement.withdrawal.concluded_on_premises == Some(true))
    );
    let longer = comparison("emperra", "period = \"14 days\"\ncustomer", "period = \"30 days\"\ncustomer");
    assert!(longer.regions.iter().all(|r| r.witness.basis == Basis::TermsAndLaw));
    assert!(longer.regions.iter().any(|r| (r.old.verdict, r.new.verdict) == (Verdict::Refused, Verdict::Permitted)));
}

#[test]
fn months_are_not_days() {
    // A month from 7 January is 31 days; from other days it is not.
    let found = comparison("heartschool", "period = \"1 year\"", "period = \"365 days\"");
    assert!(found.regions.iter().any(|r| r.question == Question::Complaint), "{:?}", found.not_compared);
}

#[test]
fn a_condition_that_is_gone() {
    let found = comparison("emperra", "when = [\"pays_in_instalments\"]\n", "");
    let of_event: Vec<_> = found.regions.iter().filter(|r| r.members[0].0 == ProductType::Coaching).collect();
    assert!(of_event.iter().all(|r| r.conditions.en == "not in instalments"), "{of_event:?}");
    assert_eq!((of_event[0].old.verdict, of_event[0].new.verdict), (Verdict::Unregulated, Verdict::Permitted));
}

#[test]
fn other_office_hours() {
    let found = comparison("multidonnas", "through = \"17:30\"", "through = \"17:00\"");
    let words: Vec<_> = found
        .regions
        .iter()
        .filter(|r| r.question == Question::Cancellation)
        .map(|r| r.window.words.en.as_str())
        .collect();
    // The last half hour of each day of a plain week, and of a holiday.
    assert_eq!(words.len(), 6, "{words:?}");
    assert!(words[0].contains("Monday 17:01 to Monday 17:31"), "{words:?}");
}

#[test]
fn what_no_answer_shows_is_named() {
    let found = comparison(
        "multidonnas",
        "kind = \"provider_termination\", after = \"rejected_at\", period = \"3 days\"",
        "kind = \"provider_termination\", after = \"rejected_at\", period = \"4 days\"",
    );
    assert!(!found.regions.is_empty());
    let prices = comparison("multidonnas", "prices = \"including_vat\"", "prices = \"excluding_vat\"");
    assert_eq!(prices.regions, []);
    assert_eq!(prices.not_compared.len(), 1);
}

/// Every change of one number in a text is found, or named as not compared; a test for each policy, to use all cores.
fn assert_no_change_of_a_number_goes_unnoticed(id: &str) {
    let text = text(id);
    let old = policy(&text);
    // What is accepted is not decided.
    let decides = |line: &&str| !line.starts_with(['#', '[']) && !is_said(line);
    let clauses = text.split("[[accept]]").next().unwrap();
    let mut compared = 0;
    for line in clauses.lines().filter(decides) {
        for (place, digits) in numbers(line) {
            let next = digits.parse::<u64>().unwrap() + 1;
            let other = format!("{}{next}{}", &line[..place], &line[place + digits.len()..]);
            let Ok(new) = load("new.toml", text.replacen(line, &other, 1).as_bytes()) else { continue };
            let found = compare(&old, &new.policy, Law::built_in());
            assert!(!found.regions.is_empty() || !found.not_compared.is_empty(), "{id}: {other}");
            found.regions.iter().for_each(|region| check(&old, &new.policy, region));
            compared += 1;
        }
    }
    assert!(compared > 0, "{id}");
}

#[test]
fn no_change_of_a_number_of_emperra_goes_unnoticed() {
    assert_no_change_of_a_number_goes_unnoticed("emperra");
}

#[test]
fn no_change_of_a_number_of_heartschool_goes_unnoticed() {
    assert_no_change_of_a_number_goes_unnoticed("heartschool");
}

#[test]
fn no_change_of_a_number_of_klantgenerator_goes_unnoticed() {
    assert_no_change_of_a_number_goes_unnoticed("klantgenerator");
}

#[test]
fn no_change_of_a_number_of_multidonnas_goes_unnoticed() {
    assert_no_change_of_a_number_goes_unnoticed("multidonnas");
}

#[test]
fn no_change_of_a_number_of_onvergetelijk_onderwijs_goes_unnoticed() {
    assert_no_change_of_a_number_goes_unnoticed("onvergetelijk-onderwijs");
}

/// Whether a line says something to people.
fn is_said(line: &str) -> bool {
    ["article", "summary", "note", "why", "effective", "version"].iter().any(|key| line.starts_with(key))
}

/// The whole numbers in a line and where they stand.
fn numbers(line: &str) -> Vec<(usize, &str)> {
    let mut numbers = Vec::new();
    let mut rest = line;
    let mut place = 0;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let digits = &rest[start..][..rest[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len() - start)];
        numbers.push((place + start, digits));
        place += start + digits.len();
        rest = &rest[start + digits.len()..];
    }
    numbers
}

/// Outside of every region both versions answer alike, on a grid of days and prices.
#[test]
fn outside_of_the_regions_nothing_differs() {
    let id = "onvergetelijk-onderwijs";
    let changes = [
        ("percent = 50", "percent = 45"),
        ("more_than = \"28 days\"", "more_than = \"20 days\""),
        ("amount = \"100.00\"", "amount = \"75.00\""),
    ];
    for (from, to) in changes {
        let (old, new) = (policy(&text(id)), policy(&changed(&text(id), from, to)));
        let found = compare(&old, &new, Law::built_in());
        let region = found.regions.iter().find(|r| r.question == Question::Cancellation).expect("a region");
        let base = region.witness.clone();
        let start = base.agreement.starts_at.expect("a start");
        let mut differing = 0;
        for days in -3..45 {
            for price in [0, 1, 2, 3, 7, 10, 9_999, 10_000, 10_001, 13_334, 20_001, 150_000] {
                let at = Instant::new(start.secs() - days * 86_400, 0).unwrap();
                let mut agreement = base.agreement.clone();
                (agreement.price, agreement.concluded_at) = (Cents::new(price), start.plus_hours(-24 * 60).unwrap());
                let facts = Facts::new(agreement, base.event.with_act(at).unwrap(), base.basis).unwrap();
                let decide = |policy| evaluate(policy, Law::built_in(), &facts, Detail::Amounts).unwrap();
                let (before, after) = (decide(&old), decide(&new));
                let within = found.regions.iter().filter(|r| r.question == Question::Cancellation).any(|r| {
                    let day = |edge: Option<i64>, or: i64| edge.unwrap_or(or);
                    let in_window = days <= day(r.window.from_days_before, 1_000)
                        && days >= day(r.window.until_days_before, -1_000);
                    in_window && price >= r.price_from.get() && r.price_until.is_none_or(|until| price < until.get())
                });
                // Within a region rounding may let single prices be alike; outside of them nothing differs.
                let alike = (before.verdict, &before.charges, before.settlement)
                    == (after.verdict, &after.charges, after.settlement);
                assert!(alike || within, "{from} {days} {price}");
                differing += u32::from(!alike);
            }
        }
        assert!(differing > 0);
    }
}

#[test]
fn instalments_differ_from_the_first_price_that_tells_them_apart() {
    let head = "policy = \"plan\"\nversion = \"1\"\nname = \"Plan\"\ncurrency = \"EUR\"\nprices = \"including_vat\"\n\
                zone = \"Europe/Amsterdam\"\nholidays = \"NL\"\nlaw = \"NL\"\n[[clause]]\nid = \"plan\"\narticle = \"1\"\nquestion = \"payment_plan\"\n\
                summary = { nl = \"x\", en = \"x\" }\n";
    let parts = "[[clause.instalments.part]]\npercent = 30\ndue_by = { before = \"starts_at\", period = \"1 day\" }\n\
                 due_within = \"8 days\"\n[[clause.instalments.part]]\nrest = true";
    let text = format!("{head}{parts}");
    let compared = |from: &str, to: &str| {
        let (old, new) = (policy(&text), policy(&changed(&text, from, to)));
        let found = compare(&old, &new, Law::built_in());
        found.regions.iter().for_each(|region| check(&old, &new, region));
        assert_eq!(found.not_compared, [], "{from}");
        found
    };
    // The least price of which 30% and 31% are rounded to other cents.
    let part = |percent: i64, price: i64| (percent * price + 50) / 100;
    let first = (1..200).find(|price| part(30, *price) != part(31, *price)).unwrap();
    let dearer = compared("percent = 30", "percent = 31");
    assert_eq!(dearer.regions[0].price_from.get(), first);
    // The start so close that the day before it, or two days before it, is the last day to pay.
    assert_eq!(compared("\"1 day\"", "\"2 days\"").regions.len(), 1);
    assert_eq!(compared("\"8 days\"", "\"9 days\"").regions.len(), 1);
}

#[test]
fn what_follows_late_payment_is_compared() {
    let wild =
        |id: &str| std::fs::read_to_string(format!("{}/tests/wild/{id}.toml", env!("CARGO_MANIFEST_DIR"))).unwrap();
    for (id, from, to) in [
        ("x", "amount = \"5.00\"", "amount = \"5.01\""),
        ("x", "minimum = \"50.00\"", "minimum = \"50.01\""),
        ("x", "percent = 15", "percent = 75"),
        ("x", "interest = \"none\"\n", ""),
        ("x", "collection_costs = \"none\"\n", ""),
        ("x", "payment_deadline = true\n", ""),
        ("u", "claimed_after = \"60 days\"", "claimed_after = \"61 days\""),
        ("u", "back_to_due_date = true\n", ""),
        ("s", "deposit_within = \"14 days\"", "deposit_within = \"13 days\""),
        ("s", "\"deposit_unpaid\"", "\"on_default\""),
    ] {
        let text = wild(id);
        let (old, new) = (policy(&text), policy(&changed(&text, from, to)));
        let found = compare(&old, &new, Law::built_in());
        found.regions.iter().for_each(|region| check(&old, &new, region));
        assert!(!found.regions.is_empty() && found.not_compared.is_empty(), "{from}: {found:?}");
    }
}

#[test]
fn texts_and_days_in_force_stand_apart_and_decide_nothing() {
    let before = text("emperra");
    let summary = before.lines().find(|line| line.starts_with("summary = ")).unwrap();
    let after = changed(&before, summary, "summary = { nl = \"Anders gezegd.\", en = \"In other words.\" }");
    let after = changed(&after, "\nlaw = ", "\neffective_from = 2030-01-01\nlaw = ");
    let found = compare(&policy(&before), &policy(&after), Law::built_in());
    assert!(found.is_same());
    let said: Vec<(&str, &str)> = found.texts.iter().map(|t| (t.what.en.as_str(), t.new.en.as_str())).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert_eq!(said[0], ("the first day in force", "2030-01-01"));
    assert!(said[1].0.starts_with("summary of `") && said[1].1 == "In other words.", "{said:?}");
}

#[test]
fn a_second_change_on_a_question_is_told_beside_the_first() {
    let clause = |id: &str, product: &str, charge: &str| {
        format!(
            "[[clause]]\nid = '{id}'\narticle = '1'\nquestion = 'cancellation'\nproducts = ['{product}']\n\
             summary = {{ nl = 'a', en = 'a' }}\n[clause.outcome]\nsettles = true\n\
             charges = [{{ kind = 'cancellation_fee', {charge} }}]\n"
        )
    };
    let with = |event: &str, goods: &str| {
        let head = "policy = 'p'\nversion = '1'\nname = 'N'\ncurrency = 'EUR'\nprices = 'including_vat'\n\
                    zone = 'Europe/Amsterdam'\nholidays = 'NL'\nlaw = 'NL'\n";
        policy(&format!("{head}{}{}", clause("event", "event", event), clause("goods", "goods", goods)))
    };
    let half = "percent = 50, of = 'price'";
    // A least that half the price always reaches: no answer shows it.
    let unseen = "percent = 50, of = 'price', minimum = { percent = 1, of = 'price' }";
    let old = with(half, half);
    for (event, is_seen) in [(half, false), ("percent = 40, of = 'price'", true)] {
        let found = compare(&old, &with(event, unseen), Law::built_in());
        assert_eq!(!found.regions.is_empty(), is_seen, "{:?}", summary(&found));
        let told: Vec<&str> = found.not_compared.iter().map(|reason| reason.en.as_str()).collect();
        assert_eq!(told, ["`cancellation`: `goods` differ, but no answer compared does"], "{is_seen}");
    }
}

#[test]
fn the_facts_that_make_a_difference_are_told_as_data() {
    let text = text("heartschool");
    let with = |share: &str| {
        let rows = format!(
            "charges = [{{ kind = \"retained_price\", percent = {share}, of = \"price\", when = [\"pays_in_instalments\"] }}]"
        );
        policy(&changed(&text, "charges = [{ kind = \"retained_price\", percent = 100, of = \"price\" }]", &rows))
    };
    let found = compare(&with("100"), &with("90"), Law::built_in());
    assert!(!found.regions.is_empty());
    for region in &found.regions {
        let told: Vec<(&str, Option<&str>)> =
            region.facts.iter().map(|fact| (fact.path.as_str(), fact.value.as_deref())).collect();
        let by = (region.question == Question::Termination).then_some(("termination.by", Some("customer")));
        let expected: Vec<_> = [("agreement.pays_in_instalments", Some("true"))].into_iter().chain(by).collect();
        assert_eq!(told, expected, "{:?}", region.conditions);
    }
}

#[test]
fn what_somebody_may_do_and_instalments_stand_in_the_answers() {
    let found = comparison("klantgenerator", "customer_may_dissolve = true", "customer_may_dissolve = false");
    let rights: Vec<_> =
        found.regions.iter().map(|region| (region.old.rights.clone(), region.new.rights.clone())).collect();
    assert!(!rights.is_empty());
    assert!(rights.iter().all(|rights| *rights == (vec![Right::CustomerMayDissolve], Vec::new())), "{rights:?}");
    let found = comparison("heartschool", "due_within = \"8 days\"\ndue_by", "due_within = \"9 days\"\ndue_by");
    assert!(found.regions.iter().any(|region| region.old.instalments.len() == 3 && region.new.instalments.len() == 3));
}
