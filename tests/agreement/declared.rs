//! The evaluator against a second one, on drawn policies that declare facts: conditions on them, bounds by them, amounts made of
//! them, and what the provider owes. The second one reads no policy file and shares no code: it decides from what the file was
//! written from.

use crate::support;
use clausula::contract::{self, FieldNames, parse_request};
use clausula::law::Law;
use clausula::policy::load::load;
use clausula::policy::store::PolicySet;
use serde_json::{Value, json};

/// A generator of numbers, the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % count
    }

    fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }
}

const SEASONS: [&str; 3] = ["low", "middle", "high"];

enum Condition {
    Note(bool),
    Season(usize, bool),
    Guests(u64, u64),
}

/// At least, or more than; at most, or less than.
#[derive(Clone, Copy)]
struct Bounds {
    lower: Option<(i64, bool)>,
    upper: Option<(i64, bool)>,
}

enum Term {
    Fixed(i128),
    Deposit,
    /// Ten thousandths of a percent.
    Percent(i128, Box<Of>),
    /// For each guest beyond a number.
    PerGuest(Box<Term>, u64),
    Sum(Vec<Term>),
    AtLeast(Box<Term>, i128),
    AtMost(Box<Term>, Box<Term>),
}

enum Of {
    Price,
    Paid,
    Deposit,
    /// The price without an amount.
    PriceBut(Term),
}

struct Charge {
    kind: &'static str,
    term: Term,
    beside: bool,
    conditions: Vec<Condition>,
}

struct Row {
    before: Bounds,
    since_deadline: Option<Bounds>,
    conditions: Vec<Condition>,
    charges: Vec<Charge>,
}

struct Terms {
    question: &'static str,
    first: bool,
    rows: Vec<Row>,
    otherwise: Vec<Charge>,
}

/// What a request says, in cents and in days.
struct Given {
    price: i128,
    paid: i128,
    deposit: i128,
    guests: u64,
    note: Option<bool>,
    season: usize,
    start: i64,
    act: i64,
    deadline: i64,
}

// Drawing.

fn bounds(dice: &mut Dice) -> Bounds {
    let days = dice.below(30) as i64;
    let lower = (!dice.one_in(3)).then(|| (days, dice.one_in(2)));
    let upper = (lower.is_none() || dice.one_in(2)).then(|| (days + 2 + dice.below(20) as i64, dice.one_in(2)));
    Bounds { lower, upper }
}

fn conditions(dice: &mut Dice, most: u64) -> Vec<Condition> {
    let count = if dice.one_in(2) { 0 } else { dice.below(most + 1) };
    let mut guests = false;
    (0..count)
        .map(|n| match (n, dice.below(3)) {
            (0, 0) => Condition::Note(dice.one_in(2)),
            (_, 1) if !guests => {
                guests = true;
                let least = dice.below(10);
                Condition::Guests(least, least + dice.below(10))
            }
            _ => Condition::Season(usize::try_from(dice.below(3)).unwrap(), dice.one_in(2)),
        })
        .collect()
}

fn plain(dice: &mut Dice) -> Term {
    let of = match dice.below(4) {
        0 => Of::Deposit,
        1 => Of::Paid,
        _ => Of::Price,
    };
    match dice.below(4) {
        0 => Term::Fixed(dice.below(20_000).into()),
        1 => Term::Deposit,
        _ => Term::Percent(dice.of(&[100_000, 333_333, 125_000, 500_000, 750_001, 1_000_000]), Box::new(of)),
    }
}

fn term(dice: &mut Dice) -> Term {
    match dice.below(8) {
        0 => Term::Sum(vec![plain(dice), plain(dice)]),
        1 => Term::Percent(500_000, Box::new(Of::PriceBut(plain(dice)))),
        2 => Term::AtLeast(Box::new(plain(dice)), dice.below(9_000).into()),
        3 => Term::AtMost(Box::new(plain(dice)), Box::new(plain(dice))),
        4 => {
            let beyond = dice.of(&[0, 0, 1, 10, 19]);
            let each = Term::PerGuest(Box::new(Term::Fixed(dice.below(2_000).into())), beyond);
            if dice.one_in(2) { Term::AtMost(Box::new(each), Box::new(plain(dice))) } else { each }
        }
        _ => plain(dice),
    }
}

fn charges(dice: &mut Dice) -> Vec<Charge> {
    let kinds = ["cancellation_fee", "administration_fee", "retained_price"];
    let mut charges: Vec<Charge> = kinds
        .into_iter()
        .take(usize::try_from(dice.below(3)).unwrap())
        .map(|kind| Charge { kind, term: term(dice), beside: dice.one_in(6), conditions: conditions(dice, 1) })
        .collect();
    if dice.one_in(4) {
        charges.push(Charge {
            kind: dice.of(&["compensation", "service_credit"]),
            term: term(dice),
            beside: false,
            conditions: conditions(dice, 1),
        });
    }
    charges
}

const NO_BOUNDS: Bounds = Bounds { lower: None, upper: None };

fn terms(dice: &mut Dice) -> Terms {
    let question = dice.of(&["cancellation", "cancellation", "complaint", "no_show", "provider_change"]);
    // Who does not come does so at no moment that could lie before another.
    let timed = question != "no_show";
    let rows = (0..1 + dice.below(3))
        .map(|_| Row {
            before: if timed { bounds(dice) } else { NO_BOUNDS },
            since_deadline: (timed && dice.one_in(3)).then(|| bounds(dice)),
            conditions: conditions(dice, 2),
            charges: charges(dice),
        })
        .collect();
    Terms { question, first: dice.one_in(2), rows, otherwise: charges(dice) }
}

fn given(dice: &mut Dice) -> Given {
    let price = i128::from(dice.of(&[0, 1, 99, 10_001, 33_333, 123_457, 900_000]));
    let part = |dice: &mut Dice| price * i128::from(dice.below(5)) / 4;
    let start = 20_600;
    Given {
        price,
        paid: part(dice),
        deposit: part(dice),
        guests: 1 + dice.below(20),
        note: dice.of(&[None, Some(false), Some(true)]),
        season: usize::try_from(dice.below(3)).unwrap(),
        start,
        act: start - dice.below(45) as i64 + 3,
        deadline: start - dice.below(60) as i64,
    }
}

// Writing.

fn cents(amount: i128) -> String {
    format!("\"{}.{:02}\"", amount / 100, amount % 100)
}

fn table(term: &Term) -> String {
    match term {
        Term::Fixed(amount) => format!("amount = {}", cents(*amount)),
        Term::Deposit => "stated = \"deposit\"".to_owned(),
        Term::Percent(part, of) => {
            let of = match &**of {
                Of::Price => "\"price\"".to_owned(),
                Of::Paid => "\"paid\"".to_owned(),
                Of::Deposit => "\"deposit\"".to_owned(),
                Of::PriceBut(less) => format!("{{ all_but = {{ {} }}, of = \"price\" }}", table(less)),
            };
            format!("percent = {}.{:04}, of = {of}", part / 10_000, part % 10_000)
        }
        Term::PerGuest(of, 0) => format!("{}, per = \"guests\"", table(of)),
        Term::PerGuest(of, beyond) => format!("{}, per = {{ of = \"guests\", beyond = {beyond} }}", table(of)),
        Term::Sum(terms) => {
            let terms: Vec<String> = terms.iter().map(|term| format!("{{ {} }}", table(term))).collect();
            format!("sum = [{}]", terms.join(", "))
        }
        Term::AtLeast(of, least) => format!("{}, minimum = {{ amount = {} }}", table(of), cents(*least)),
        Term::AtMost(of, most) => format!("{}, maximum = {{ {} }}", table(of), table(most)),
    }
}

fn keys(conditions: &[Condition]) -> Vec<String> {
    let named = |wanted: bool| {
        let words: Vec<String> = conditions
            .iter()
            .filter_map(|condition| match condition {
                Condition::Note(so) if *so == wanted => Some("\"note\"".to_owned()),
                Condition::Season(season, so) if *so == wanted => Some(format!("\"season:{}\"", SEASONS[*season])),
                _ => None,
            })
            .collect();
        let key = if wanted { "when" } else { "unless" };
        (!words.is_empty()).then(|| format!("{key} = [{}]", words.join(", ")))
    };
    let guests = conditions.iter().find_map(|condition| match condition {
        Condition::Guests(least, most) => {
            Some(format!("count = {{ of = \"guests\", at_least = {least}, at_most = {most} }}"))
        }
        _ => None,
    });
    named(true).into_iter().chain(named(false)).chain(guests).collect()
}

fn bound_keys(bounds: Bounds) -> Vec<String> {
    let key = |bound: Option<(i64, bool)>, [inclusive, exclusive]: [&str; 2]| {
        bound.map(|(days, within)| format!("{} = \"{days} days\"", if within { inclusive } else { exclusive }))
    };
    let lower = key(bounds.lower, ["at_least", "more_than"]);
    lower.into_iter().chain(key(bounds.upper, ["at_most", "less_than"])).collect()
}

fn list(charges: &[Charge]) -> String {
    let charges: Vec<String> = charges
        .iter()
        .map(|charge| {
            let mut parts = vec![format!("kind = \"{}\"", charge.kind), table(&charge.term)];
            parts.extend(charge.beside.then(|| "beside_price = true".to_owned()));
            parts.extend(keys(&charge.conditions));
            format!("{{ {} }}", parts.join(", "))
        })
        .collect();
    format!("charges = [{}]", charges.join(", "))
}

fn written(terms: &Terms) -> String {
    let mut text = String::from(
        r#"policy = "drawn"
version = "1"
name = "Drawn"
currency = "EUR"
prices = "including_vat"
zone = "Africa/Abidjan"
holidays = "none"
law = "none"
[[fact]]
id = "note"
kind = "yes_no"
default = false
ask.en = "Is there a note?"
[[fact]]
id = "season"
kind = "choice"
choices = ["low", "middle", "high"]
ask.en = "In which season?"
[[fact]]
id = "deposit"
kind = "amount"
at_most = "price"
ask.en = "How much is the deposit?"
[[fact]]
id = "guests"
kind = "count"
least = 1
most = 20
ask.en = "How many guests?"
[[fact]]
id = "deadline"
kind = "date"
ask.en = "What is the deadline?"
[[clause]]
id = "cancel"
article = "1"
question = "QUESTION"
summary.en = "What it costs."
[clause.tiers]
settles = true
"#,
    );
    text = text.replace("QUESTION", terms.question);
    if terms.question != "no_show" {
        text.push_str("before = \"starts_at\"\n");
    }
    if terms.first {
        text.push_str("takes = \"first\"\n");
    }
    text.push_str(&format!("otherwise = {{ settles = true, {} }}\n", list(&terms.otherwise)));
    for row in &terms.rows {
        text.push_str("[[clause.tiers.tier]]\n");
        let since = row.since_deadline.map(|bounds| {
            let keys = bound_keys(bounds);
            format!("since = {{ after = \"deadline\", {} }}", keys.join(", "))
        });
        let lines = bound_keys(row.before).into_iter().chain(since).chain(keys(&row.conditions));
        for line in lines.chain([list(&row.charges)]) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

/// A date, from days since 1 January 1970.
fn date(days: i64) -> String {
    let (mut year, mut left) = (1970, days);
    let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    while left >= 365 + i64::from(leap(year)) {
        left -= 365 + i64::from(leap(year));
        year += 1;
    }
    let months = [31, 28 + i64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 0;
    while left >= months[month] {
        left -= months[month];
        month += 1;
    }
    format!("{year}-{:02}-{:02}", month + 1, left + 1)
}

/// What happened on the day of the act; of a change the customer may have said something since.
fn event(question: &str, given: &Given, hour: u64) -> (&'static str, Value) {
    let on = |days: i64| format!("{}T{hour:02}:59:59Z", date(days));
    match question {
        "cancellation" => ("cancellation", json!({"receivedAt": on(given.act)})),
        "complaint" => ("complaint", json!({"filedAt": on(given.act)})),
        "no_show" => ("noShow", json!({})),
        _ => {
            let mut change = json!({"knownAt": on(given.start - 100), "notifiedAt": on(given.act)});
            if hour.is_multiple_of(2) {
                change["rejectedAt"] = on(given.act + 9).into();
            }
            ("providerChange", change)
        }
    }
}

fn request(question: &str, given: &Given, hour: u64) -> Value {
    let euros = |amount: i128| json!({"currencyCode": "EUR", "minorUnits": amount.to_string()});
    let mut facts = json!({
        "season": {"choice": SEASONS[given.season]},
        "deposit": {"amount": euros(given.deposit)},
        "guests": {"count": given.guests},
        "deadline": {"date": date(given.deadline)},
    });
    if let Some(note) = given.note {
        facts["note"] = json!({ "yesNo": note });
    }
    let (field, event) = event(question, given, hour);
    json!({
        "policyId": "drawn",
        field: event,
        "agreement": {
            "customerType": "CUSTOMER_TYPE_CONSUMER",
            "productType": "PRODUCT_TYPE_EVENT",
            "price": euros(given.price),
            "concludedAt": "2026-01-05T09:00:00Z",
            "startsAt": format!("{}T12:00:00Z", date(given.start)),
            "payments": [{"amount": euros(given.paid), "paidAt": "2026-01-05T09:00:00Z"}],
        },
        "facts": facts,
    })
}

// Deciding.

fn hold(conditions: &[Condition], given: &Given) -> bool {
    conditions.iter().all(|condition| match condition {
        Condition::Note(so) => given.note.unwrap_or(false) == *so,
        Condition::Season(season, so) => (given.season == *season) == *so,
        Condition::Guests(least, most) => (*least..=*most).contains(&given.guests),
    })
}

fn within(bounds: Bounds, days: i64) -> bool {
    bounds.lower.is_none_or(|(bound, within)| days > bound || within && days == bound)
        && bounds.upper.is_none_or(|(bound, within)| days < bound || within && days == bound)
}

fn amount(term: &Term, given: &Given) -> i128 {
    match term {
        Term::Fixed(amount) => *amount,
        Term::Deposit => given.deposit,
        Term::Percent(part, of) => {
            let of = match &**of {
                Of::Price => given.price,
                Of::Paid => given.paid,
                Of::Deposit => given.deposit,
                Of::PriceBut(less) => (given.price - amount(less, given)).max(0),
            };
            (of * part * 2 + 1_000_000) / 2_000_000
        }
        Term::PerGuest(of, beyond) => (beyond + 1..=given.guests).map(|_| amount(of, given)).sum(),
        Term::Sum(terms) => terms.iter().map(|term| amount(term, given)).sum(),
        Term::AtLeast(of, least) => amount(of, given).max(*least),
        Term::AtMost(of, most) => amount(of, given).min(amount(most, given)),
    }
}

fn is_owed(charge: &Charge) -> bool {
    matches!(charge.kind, "compensation" | "service_credit")
}

/// What some charges come to: charged as the ceiling leaves it, owed by the provider, and what is lost as written.
fn sums(charges: &[Charge], given: &Given) -> (i128, i128, i128) {
    let (mut charged, mut owed, mut lost, mut room) = (0, 0, 0, given.price);
    for charge in charges.iter().filter(|charge| hold(&charge.conditions, given)) {
        let amount = amount(&charge.term, given);
        if is_owed(charge) {
            owed += amount;
            lost -= amount;
            continue;
        }
        lost += amount;
        let kept = if charge.beside { amount } else { amount.min(room) };
        room -= if charge.beside { 0 } else { kept };
        charged += kept;
    }
    (charged, owed, lost)
}

/// What is charged, comes back, is still owed, and is owed by the provider.
fn decided(terms: &Terms, given: &Given) -> [i128; 4] {
    let applies = |row: &&Row| {
        within(row.before, given.start - given.act)
            && row.since_deadline.is_none_or(|bounds| within(bounds, given.act - given.deadline))
            && hold(&row.conditions, given)
    };
    let rows = || terms.rows.iter().filter(applies).map(|row| row.charges.as_slice());
    let chosen = match terms.first {
        true => rows().next(),
        // Of equals the first.
        false => rows().min_by_key(|charges| sums(charges, given).2),
    };
    let (charged, owed, _) = sums(chosen.unwrap_or(&terms.otherwise), given);
    [charged, (given.paid - charged).max(0), (charged - given.paid).max(0), owed]
}

fn answered(set: &PolicySet, request: &Value) -> [i128; 4] {
    let parsed = parse_request(request.to_string().as_bytes()).unwrap_or_else(|_| panic!("{request}"));
    let response = contract::answer(set, Law::built_in(), &parsed, FieldNames::Json)
        .unwrap_or_else(|rejection| panic!("{:?}\n{request}", rejection.violations()));
    let decision = serde_json::to_value(response.decision.unwrap()).unwrap();
    let cents = |amount: &Value| amount["minorUnits"].as_str().map_or(0, |cents| cents.parse::<i128>().unwrap());
    let sum = |key: &str| -> i128 {
        decision[key].as_array().map_or(0, |all| all.iter().map(|charge| cents(&charge["amount"])).sum())
    };
    let settled = |key: &str| cents(&decision["settlement"][key]);
    [sum("charges"), settled("refund"), settled("outstanding"), sum("compensations")]
}

#[test]
fn drawn_policies_with_declared_facts_are_decided_alike() {
    let count = support::cases("CLAUSULA_DECLARED_POLICIES", 300, 5_000);
    let mut dice = Dice(11);
    let (mut loaded, mut owed, mut first_fault) = (0, 0, String::new());
    for _ in 0..count {
        let terms = terms(&mut dice);
        let text = written(&terms);
        if let Err(report) = load("drawn/1.toml", text.as_bytes()) {
            first_fault = report.to_string();
            continue;
        }
        loaded += 1;
        let set = PolicySet::from_files([("drawn/1.toml", text.as_str())]).unwrap();
        for _ in 0..60 {
            let given = given(&mut dice);
            let request = request(terms.question, &given, dice.below(24));
            let expected = decided(&terms, &given);
            owed += u32::from(expected[3] > 0);
            assert_eq!(answered(&set, &request), expected, "charged, back, outstanding, owed\n{request}\n{text}");
        }
    }
    assert!(loaded * 2 > count, "{loaded} of {count} load: {first_fault}");
    assert!(owed > loaded, "the provider owes something {owed} times in {loaded} policies");
}
