//! The build reads the data: what is wrong with them stops it.

use super::super::build::{generate, parse};
use super::*;
use std::path::Path;

const FOLDERS: [&str; 3] = ["eu", "nl", "none"];

/// The files of a folder, one of them with one place changed.
fn files(folder: &str, file: &str, from: &str, to: &str) -> Vec<(String, String)> {
    let path = Path::new("src/law").join(folder);
    let mut files: Vec<_> = std::fs::read_dir(path)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let changed = if name == file { text.replacen(from, to, 1) } else { text.clone() };
            assert!(name != file || from == to || changed != text, "{from} is not in {file}");
            (name, changed)
        })
        .collect();
    files.sort();
    files
}

fn fault(folder: &str, file: &str, from: &str, to: &str) -> String {
    parse(folder, &files(folder, file, from, to)).unwrap_err()
}

#[test]
fn the_program_holds_what_the_data_say() {
    let built = include_str!(concat!(env!("OUT_DIR"), "/law.rs"));
    assert_eq!(generate(Path::new("src/law")).unwrap(), built);
    for (folder, id) in FOLDERS.iter().zip(JurisdictionId::ALL) {
        let read = parse(folder, &files(folder, "", "", "")).unwrap();
        let law = Law::built_in().of(*id);
        assert_eq!((law.id, law.digest, law.id.name()), (*id, read.digest.as_str(), read.id.as_str()));
    }
}

#[test]
fn a_changed_byte_changes_the_digest() {
    let digest = |from, to| parse("nl", &files("nl", "interest.toml", from, to)).unwrap().digest;
    assert_eq!(digest("", ""), dutch().digest);
    assert_ne!(digest("percent = \"3\"", "percent = \"3.0\""), dutch().digest);
    assert!(dutch().digest.starts_with("sha256:") && dutch().digest.len() == 71);
}

#[test]
fn rulings_at_fault() {
    let rulings = |from: &str, to: &str| fault("nl", "rulings.toml", from, to);
    for (from, to, said) in [
        ("ECLI:NL:HR:2017:2775", "NJ 2018/1", "`NJ 2018/1` is no ECLI, or stands twice"),
        ("ECLI:NL:RBROT:2025:6409", "ECLI:NL:HR:2017:2775", "`ECLI:NL:HR:2017:2775` is no ECLI, or stands twice"),
        ("on = [\"TERM-FEE\"]", "on = []", "`ECLI:NL:HR:2017:2775` is about nothing"),
        ("en = \"the opening of the official text\"", "en = \"\"", "`ECLI:NL:HR:2017:2775`: a source is empty"),
        ("nl = \"het begin van de officiële tekst\"", "nl = \" \"", "`ECLI:NL:HR:2017:2775`: a source is empty"),
        ("on = [\"TERM-FEE\"]", "on = [\"TERM\"]", "is on `TERM`, which is neither a check nor a finding"),
    ] {
        let fault = rulings(from, to);
        assert!(fault.contains(said), "{fault}");
    }
    let annuls = fault("nl", "law.toml", "\"TERM-FEE\",", "\"TERM\",");
    assert!(annuls.contains("`TERM` annuls, and is not among the checks"), "{annuls}");
}

/// The files of a folder with a stretch of one of them left out.
fn without(folder: &str, place: usize, left_out: std::ops::Range<usize>) -> Vec<(String, String)> {
    let mut files = files(folder, "", "", "");
    files[place].1.replace_range(left_out, "");
    files
}

/// The places of `key = value` in a text: a whole line, or one of an inline table.
fn keys<'a>(text: &'a str, key: &'a str) -> impl Iterator<Item = std::ops::Range<usize>> + 'a {
    text.match_indices(key).filter_map(move |(at, _)| {
        let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let line = &text[line_start..][..text[line_start..].find('\n').unwrap_or(text.len() - line_start)];
        match (line.starts_with('#'), line_start == at) {
            (true, _) => None,
            (false, true) => Some(at..at + line.len()),
            // `, status = "seen"`: the value is the third quoted mark on.
            (false, false) => text[..at].ends_with(", ").then(|| {
                let value = at + text[at..].find('"').unwrap() + 1;
                at - 2..value + text[value..].find('"').unwrap() + 1
            }),
        }
    })
}

#[test]
fn no_figure_and_no_citation_is_without_a_source() {
    let mut tried = 0;
    for folder in ["eu", "nl"] {
        let all = files(folder, "", "", "");
        for (place, (file, text)) in all.iter().enumerate() {
            for key in ["status = ", "source = ", "provision = "] {
                for left_out in keys(text, key) {
                    let gone = &text[left_out.clone()];
                    assert!(parse(folder, &without(folder, place, left_out.clone())).is_err(), "{file} without {gone}");
                    tried += 1;
                }
            }
        }
    }
    // 21 rates and two tables, 13 rulings, 14 lists of provisions, 15 rules, 15 groups of products, 7 of them to leave, two
    // functions, the scale.
    assert!(tried > 120, "{tried} tried");
}

#[test]
fn each_provision_is_listed_once_and_cited() {
    let mut tried = 0;
    for folder in ["eu", "nl"] {
        let all = files(folder, "", "", "");
        let place = all.iter().position(|(file, _)| file == "provisions.toml").unwrap();
        for law in Law::built_in().jurisdictions().iter().filter(|law| law.id.name().eq_ignore_ascii_case(folder)) {
            for name in law.provisions().iter().flat_map(|listed| listed.cited) {
                let quoted = format!("\"{name}\"");
                let at = all[place].1.find(&quoted).unwrap();
                let mut files = without(folder, place, at..at + quoted.len());
                // What is left of a list of one has a comma too many, or none: the list may be empty.
                files[place].1 = files[place].1.replace("[, ", "[").replace(", ,", ",").replace("    ,\n", "");
                let fault = parse(folder, &files).unwrap_err();
                assert!(fault.contains(name) || fault.contains("an entry cites something"), "{name}: {fault}");
                tried += 1;
            }
        }
    }
    assert!(tried > 30, "{tried} tried");
    let provisions = |from: &str, to: &str| fault("nl", "provisions.toml", from, to);
    assert_eq!(provisions("\"BW 6:94\"", "\"BW 6:94\", \"BW 9:999\""), "provisions.toml: nothing cites `BW 9:999`");
    assert_eq!(provisions("\"BW 6:94\"", "\"BW 6:94\", \"BW 6:96\""), "provisions.toml: `BW 6:96` stands twice");
    assert_eq!(provisions("\"wetboekplus.nl\"", "\"\""), "provisions.toml: a source is empty");
    assert!(provisions("status = \"second-hand\"", "status = \"heard\"").contains("unknown variant `heard`"));
    let passing = fault("nl", "leaving.toml", "ECLI:EU:C:2022:238", "ECLI:EU:C:2022:239");
    assert!(passing.contains("`ECLI:EU:C:2022:239` is cited, and stands neither in"), "{passing}");
    for file in ["law.toml", "rules.toml", "leaving.toml", "withdrawal.toml"] {
        let unknown = fault("nl", file, "\"BW 6:2", "\"BW 8:2");
        assert!(unknown.contains("is cited, and stands not in provisions.toml"), "{file}: {unknown}");
    }
}

#[test]
fn a_citation_is_known_as_its_weakest_part_is() {
    let known = |rule: LawRule| dutch().rule(rule).unwrap().known;
    assert_eq!(known(LawRule::L6).status, Status::SecondHand);
    let sources = known(LawRule::L6).source;
    assert!(
        sources.en.contains("which quotes it; the project's own list") && sources.en.ends_with("the official text")
    );
    assert!(sources.nl.contains("die het citeert; de eigen lijst") && sources.nl.ends_with("de officiële tekst"));
    let annex = dutch().provisions().iter().find(|listed| listed.cited.contains(&"ECLI:EU:C:2022:238")).unwrap();
    assert_eq!((annex.known.status, annex.known.source.nl), (Status::Seen, "het begin van de officiële tekst"));
}

#[test]
fn interest_at_fault() {
    let interest = |from: &str, to: &str| fault("nl", "interest.toml", from, to);
    for (from, to, said) in [
        ("next_review", "review", "unknown field"),
        ("from = 2012-07-01", "from = 2011-07-01", "consumer: the rows are out of order"),
        ("from = 2026-07-01", "from = 2027-01-01", "trade: there is no row before the next review"),
        ("percent = \"4\"", "percent = \"4%\"", "`4%` is no number for `percent`"),
        ("percent = \"4\"", "percent = \"1000.01\"", "`1000.01` is too high a `percent`"),
        ("from = 2012-07-01", "from = 2012-07-01T00:00:00", "is no day for `from`"),
        ("from = 2012-07-01", "from = 2012-06-31", "interest.toml: "),
        ("percent = \"4\"", "percent = 4", "invalid type"),
        ("status = \"seen\"", "status = \"heard\"", "unknown variant `heard`"),
        (", status = \"seen\"", "", "missing field `status`"),
        ("source = \"Besluit", "sourced = \"Besluit", "unknown field `sourced`"),
    ] {
        assert!(interest(from, to).contains(said), "{}", interest(from, to));
    }
}

#[test]
fn a_scale_at_fault() {
    let costs = |from: &str, to: &str| fault("nl", "collection-costs.toml", from, to);
    let order = "the bands are out of order";
    for (from, to, said) in [
        ("up_to = \"5000\"", "up_to = \"2500\"", order),
        ("up_to = \"5000\", ", "", order),
        ("{ percent", "{ up_to = \"999999\", percent", order),
        ("percent = \"15\"", "percent = \"100.01\"", order),
        ("minimum = \"40\"", "minimum = \"6775.01\"", "the least is more than the most"),
        ("minimum = \"40\"", "minimum = \"-40\"", "`-40` is no number for `minimum`"),
        ("costs_from = \"15 days\"", "costs_from = \"15\"", "`15` is no period for `costs_from`"),
    ] {
        assert!(costs(from, to).contains(said), "{}", costs(from, to));
    }
}

#[test]
fn rules_at_fault() {
    let rules = |from: &str, to: &str| fault("nl", "rules.toml", from, to);
    for (from, to, said) in [
        ("\"L2\"", "\"L11\"", "rule `L11` is unknown, repeated or out of order"),
        ("\"L2\"", "\"L1\"", "rule `L1` is unknown, repeated or out of order"),
        ("period = \"1 month\"\n", "", "rule `L7`: a `period` is what L7 and L10 have"),
        ("id = \"L8\"", "id = \"L8\"\nperiod = \"1 month\"", "rule `L8`: a `period` is what L7 and L10 have"),
        ("period = \"1 month\"", "period = \"1 moon\"", "`1 moon` is no period for `period`"),
    ] {
        assert!(rules(from, to).contains(said), "{}", rules(from, to));
    }
}

#[test]
fn files_need_each_other() {
    let without = |folder: &str, file: &str| {
        let files: Vec<_> = files(folder, "", "", "").into_iter().filter(|(name, _)| name != file).collect();
        parse(folder, &files).map(|_| ()).unwrap_err()
    };
    assert_eq!(without("nl", "law.toml"), "there is no `law.toml`");
    assert_eq!(without("nl", "withdrawal.toml"), "`L1` and `withdrawal.toml` need each other");
    assert_eq!(without("nl", "leaving.toml"), "`L9` and `leaving.toml` need each other");
    assert_eq!(without("eu", "rules.toml"), "`L1` and `withdrawal.toml` need each other");
    assert_eq!(without("nl", "collection-costs.toml"), "`L6` and `collection-costs.toml` need each other");
    let mut more = files("none", "", "", "");
    more.push(("withdrawl.toml".to_owned(), String::new()));
    assert!(parse("none", &more).unwrap_err().contains("`withdrawl.toml` is not one of"));
    assert!(parse("No", &files("none", "", "", "")).is_err());
    let withdrawal = |from: &str, to: &str| fault("nl", "withdrawal.toml", from, to);
    assert_eq!(withdrawal("[\"goods\"]", "[\"coaching\"]"), "withdrawal.toml: `coaching` has two places");
    assert!(withdrawal("excluded = true", "").contains("one of `lost_when` and `excluded`"));
    assert!(withdrawal("\"made_to_order\"", "\"made\"").contains("unknown variant `made`"));
    let leaving = |from: &str, to: &str| fault("nl", "leaving.toml", from, to);
    assert_eq!(leaving("[\"leisure\"]", "[\"goods\"]"), "leaving.toml: `goods` has two places");
    assert_eq!(leaving("[\"leisure\"]", "[]"), "leaving.toml: a product has types");
    assert!(leaving("leave = \"by_notice\"", "leave = \"never\"").contains("unknown variant `never`"));
}
