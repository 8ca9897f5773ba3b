//! The manual: what it tells authors to write can be loaded.
#![allow(clippy::unwrap_used, clippy::panic)] // A test fails by panicking.

use clausula::policy::load::load;

/// A policy with one clause on a question, which has some forms.
fn policy(question: &str, form: &str) -> String {
    format!(
        "policy = 'test'\nversion = '1'\nname = 'Test'\ncurrency = 'EUR'\nprices = 'including_vat'\n\
         zone = 'Europe/Amsterdam'\nholidays = 'NL'\nlaw = 'none'\n[[clause]]\nid = 'c'\narticle = '1'\n\
         question = '{question}'\nsummary = {{ nl = 'x', en = 'x' }}\n{form}\n"
    )
}

fn loads(question: &str, form: &str) {
    if let Err(report) = load("manual.toml", policy(question, form).as_bytes()) {
        panic!("{form}\n{report}");
    }
}

/// The blocks of TOML on a page.
fn blocks(page: &str) -> Vec<&str> {
    page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

/// What stands in backticks in the second column of a table, by row.
fn written(page: &str) -> Vec<Vec<&str>> {
    let rows = page.lines().filter(|line| line.starts_with("| ") && line.contains('`'));
    let second = rows.filter_map(|line| line.split(" | ").nth(1));
    second.map(|cell| cell.split('`').skip(1).step_by(2).collect()).collect()
}

#[test]
fn what_the_page_on_time_tells_to_write_loads() {
    let page = include_str!("../src/manual/time.md");
    for block in blocks(page) {
        let table = if block.starts_with("[clause.") {
            block.to_owned()
        } else {
            format!("[clause.tiers]\nbefore = 'starts_at'\notherwise = {{}}\n{block}")
        };
        loads("cancellation", &table);
    }
    let mut told = 0;
    for keys in written(page) {
        told += 1;
        let keys = keys.join("\n");
        if keys.contains("longer_by") {
            let fact = "[[fact]]\nid = 'months_paused'\nkind = 'count'\nmost = 12\nask = { en = 'x' }\n[[clause]]";
            let notice = format!("[clause.notice]\n{keys}\n[[clause.notice.period]]\nperiod = '1 month'");
            let text = policy("termination", &notice).replace("[[clause]]", fact);
            load("manual.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{keys}\n{report}"));
        } else if keys.contains("session_starts_at") {
            loads(
                "rescheduling",
                &format!(
                    "[clause.tiers]\nbefore = 'session_starts_at'\notherwise = {{}}\n[[clause.tiers.tier]]\n{keys}"
                ),
            );
        } else if keys.contains("ends = ") && !keys.contains("period = ") {
            loads("termination", &format!("[clause.notice]\n{keys}\n[[clause.notice.period]]\nperiod = '1 month'"));
        } else if keys.contains("ends = ") {
            loads("termination", &format!("[clause.notice]\n{}", keys.replace("\n", "\n[[clause.notice.period]]\n")));
        } else if keys.contains("counted_from") {
            let row = "[[clause.notice.period]]\nperiod = '1 month'\nminimum_term = '1 year'";
            loads("termination", &format!("[clause.notice]\nends = 'after_notice'\n{keys}\n{row}"));
        } else if keys.contains("period = ") {
            let last = "[[clause.notice.period]]\nperiod = '1 month'";
            loads(
                "termination",
                &format!("[clause.notice]\nends = 'after_notice'\n[[clause.notice.period]]\n{keys}\n{last}"),
            );
        } else {
            loads(
                "cancellation",
                &format!("[clause.tiers]\nbefore = 'starts_at'\notherwise = {{}}\n[[clause.tiers.tier]]\n{keys}"),
            );
        }
    }
    assert!(told > 15, "{told}");
}

#[test]
fn what_the_page_on_facts_tells_to_write_loads() {
    let page = include_str!("../src/manual/facts.md");
    let facts: String = blocks(page).concat();
    let loads = |form: &str| {
        let text = policy("cancellation", form).replace("[[clause]]", &format!("{facts}[[clause]]"));
        if let Err(report) = load("manual.toml", text.as_bytes()) {
            panic!("{form}\n{report}");
        }
    };
    let keys = |keys: &&str| ["when", "unless", "charges", "count", "since"].iter().any(|key| keys.starts_with(key));
    let mut told = 0;
    for keys in written(page).into_iter().flatten().filter(keys) {
        told += 1;
        loads(&format!("[clause.tiers]\nbefore = 'starts_at'\notherwise = {{}}\n[[clause.tiers.tier]]\n{keys}"));
    }
    assert!(told > 10, "{told}");
}

#[test]
fn what_the_page_on_amounts_tells_to_write_loads() {
    let page = include_str!("../src/manual/amounts.md");
    let tier =
        |keys: &str| format!("[clause.tiers]\nbefore = 'starts_at'\notherwise = {{}}\n[[clause.tiers.tier]]\n{keys}");
    for block in blocks(page) {
        loads("cancellation", &format!("[clause.tiers]\nbefore = 'starts_at'\notherwise = {{}}\n{block}"));
    }
    let mut told = 0;
    for keys in written(page).into_iter().flatten().filter(|keys| !keys.contains('…')) {
        told += 1;
        let question = match keys {
            keys if keys.contains("monthly_salary") => "breach",
            keys if keys.contains("change_costs") => "booking_change",
            keys if keys.contains("session") => "rescheduling",
            _ => "cancellation",
        };
        let whole = ["credit", "refund", "charges"].iter().any(|key| keys.starts_with(key));
        if whole {
            loads(question, &tier(keys));
        } else {
            // A bound stands beside an amount.
            let amount = if keys.starts_with("maximum") { "amount = '1.00', " } else { "" };
            loads(question, &format!("[clause.outcome]\ncharges = [{{ kind = 'cancellation_fee', {amount}{keys} }}]"));
        }
    }
    assert!(told > 14, "{told}");
}

/// What a policy file says around the blocks of a page.
fn policy_around(blocks: &str) -> String {
    policy("cancellation", "[clause.outcome]").replace("[[clause]]", &format!("{blocks}[[clause]]"))
}

#[test]
fn what_the_pages_on_leaving_out_tell_to_write_loads() {
    let pages = [include_str!("../src/manual/left-out.md"), include_str!("../src/manual/adding-a-policy.md")];
    let told = pages.iter().flat_map(|page| blocks(page)).filter(|block| block.starts_with("[[unencoded]]"));
    let told: Vec<&str> = told.collect();
    assert_eq!(told.len(), 2);
    for block in told {
        if let Err(report) = load("manual.toml", policy_around(block).as_bytes()) {
            panic!("{block}\n{report}");
        }
    }
}

#[test]
fn each_answer_to_how_do_i_say_stands_in_the_file_that_it_names() {
    let page = include_str!("../src/manual/how-do-i-say.md");
    let wild = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wild");
    let mut told = 0;
    for part in page.split("\n**").skip(1) {
        told += 1;
        let file = part.split("tests/wild/").nth(1).and_then(|rest| rest.split(')').next()).unwrap();
        let text = std::fs::read_to_string(wild.join(file)).unwrap();
        let [block] = blocks(part)[..] else { panic!("one block belongs to\n{part}") };
        // Whole lines of a file that loads.
        assert!(text.contains(block.trim_end()), "{file} does not say\n{block}");
        if let Err(report) = load(file, text.as_bytes()) {
            panic!("{report}");
        }
    }
    assert_eq!(told, blocks(page).len());
    assert!(told > 35, "{told}");
}

#[test]
fn the_page_on_words_has_every_product() {
    let page = include_str!("../src/manual/words.md");
    for product in clausula::vocabulary::ProductType::NAMES {
        assert!(page.contains(&format!("\n| `{product}` | ")), "{product}");
    }
    let rows = page.lines().filter(|line| line.starts_with("| `")).count();
    assert_eq!(rows, clausula::vocabulary::ProductType::NAMES.len());
}

#[test]
fn what_the_page_on_adding_a_policy_says_of_cases_loads() {
    let page = include_str!("../src/manual/adding-a-policy.md");
    let unnoticed = blocks(page).into_iter().find(|block| block.starts_with("[[unnoticed]]")).unwrap();
    let cases = blocks(page).into_iter().find(|block| block.contains("[[case]]")).unwrap();
    let text = format!("{cases}\n{unnoticed}");
    assert!(clausula::cases::load("manual.cases.toml", text.as_bytes()).is_ok(), "{text}");
}
