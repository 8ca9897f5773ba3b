//! Bytes that are no text, texts that are too long, and whatever else a file may hold.

use super::{GOOD, faults, line};
use clausula::policy::load::{FaultCode, LIMITS, load};

fn lines(bytes: &[u8]) -> Vec<String> {
    faults(bytes).iter().map(line).collect()
}

#[test]
fn bytes_that_are_not_utf_8() {
    let text = [b"name = 'caf\xc3\xa9'\n# ".as_slice(), b"caf\xe9\n"].concat();
    assert_eq!(lines(&text), ["2:6: error[not-utf8]: the byte 0xe9 at offset 20 is not UTF-8"]);
    assert_eq!(faults(&text)[0].snippet.text, "# caf");
    assert_eq!(lines(b"\xff"), ["1:1: error[not-utf8]: the byte 0xff at offset 0 is not UTF-8"]);
    let cut = &"€".as_bytes()[..2];
    assert_eq!(lines(cut), ["1:1: error[not-utf8]: the byte 0xe2 at offset 0 is not UTF-8"]);
}

#[test]
fn a_nul_byte() {
    assert_eq!(lines(b"a = 1\nb\0 = 2"), ["2:2: error[nul-byte]: a NUL byte at offset 7"]);
}

#[test]
fn a_byte_order_mark() {
    let marked = [b"\xef\xbb\xbf", GOOD.as_bytes()].concat();
    assert_eq!(lines(&marked), ["1:1: error[byte-order-mark]: the file starts with a byte order mark"]);
}

#[test]
fn the_limit_of_size() {
    let padded = |size: usize| [GOOD.as_bytes(), b"#".repeat(size - GOOD.len()).as_slice()].concat();
    assert_eq!(lines(&padded(LIMITS.bytes - 1)), [""; 0]);
    assert_eq!(lines(&padded(LIMITS.bytes)), [""; 0]);
    let expected = "1:1: error[too-large]: the file has 1048577 bytes, more than the 1048576 that are allowed";
    assert_eq!(lines(&padded(LIMITS.bytes + 1)), [expected]);
}

#[test]
fn an_empty_file_lacks_everything() {
    let found = faults(b"");
    assert_eq!(found.len(), 9);
    assert!(found.iter().all(|fault| fault.code == FaultCode::MissingKey && (fault.line, fault.column) == (1, 1)));
}

#[test]
fn lines_may_end_as_on_windows() {
    assert_eq!(lines(GOOD.replace('\n', "\r\n").as_bytes()), [""; 0]);
    let text = GOOD.replace('\n', "\r\n").replacen("Europe/Amsterdam", "Europe/Amsterdan", 1);
    assert_eq!(
        lines(text.as_bytes()),
        ["8:8: error[unknown-zone]: `Europe/Amsterdan` is not a zone of the IANA database"]
    );
}

#[test]
fn tabs_do_not_move_the_caret() {
    let text = GOOD.replacen("zone = \"Europe/Amsterdam\"", "\tzone\t=\t\"Utrecht\"", 1);
    let shown = faults(text.as_bytes())[0].to_string();
    let expected = "\
bad.toml:8:9: error[unknown-zone]: `Utrecht` is not a zone of the IANA database
  |
8 |     zone    =    \"Utrecht\"
  |                  ^^^^^^^^^";
    assert_eq!(shown, expected);
}

#[test]
fn nesting_is_bounded() {
    for text in ["a=".to_owned() + &"[".repeat(50_000), "a=".to_owned() + &"{a=".repeat(20_000), "a.".repeat(30_000)] {
        let refused = [FaultCode::Syntax, FaultCode::TooMany];
        assert!(faults(text.as_bytes()).iter().all(|fault| refused.contains(&fault.code)));
    }
    let nested = |depth: usize| lines(format!("a = {}{}", "[".repeat(depth), "]".repeat(depth)).as_bytes()).concat();
    let said = "nested deeper than the 80 levels that are allowed";
    assert!(nested(LIMITS.nesting + 1).contains(said) && !nested(LIMITS.nesting - 1).contains(said));
}

#[test]
fn the_limit_of_clauses() {
    let with = |count: usize| {
        let clause = |n: usize| {
            format!(
                "\n[[clause]]\nid = \"c{n}\"\narticle = \"1\"\nquestion = \"no_show\"\nsummary = {{ nl = \"x\", en = \"x\" }}\n\
                 [clause.outcome]\nverdict = \"permitted\"\n"
            )
        };
        let known = GOOD.matches("[[clause]]").count();
        GOOD.to_owned() + &(known..count).map(clause).collect::<String>()
    };
    let said =
        |count: usize| lines(with(count).as_bytes()).into_iter().filter(|line| line.contains("too-many")).count();
    assert_eq!([LIMITS.clauses - 1, LIMITS.clauses, LIMITS.clauses + 1].map(said), [0, 0, 1]);
    let expected = "error[too-many]: the list has 1001 clauses, more than the 1000 that are allowed";
    assert!(lines(with(1_001).as_bytes()).iter().any(|line| line.ends_with(expected)));
}

#[test]
fn the_limit_of_faults() {
    let keys = |count: usize| {
        let keys: String = (0..count).map(|i| format!("key{i} = 1\n")).collect();
        faults((keys + GOOD).as_bytes())
    };
    assert_eq!(keys(LIMITS.faults).len(), LIMITS.faults);
    let more = keys(LIMITS.faults + 2);
    assert_eq!(more.len(), LIMITS.faults + 1);
    assert_eq!(
        more.last().map(|fault| (fault.code, fault.message.en.as_str())),
        Some((FaultCode::TooManyFaults, "2 more faults are not listed",))
    );
}

#[test]
fn the_limit_of_items() {
    let with = |count: usize| {
        let row = "[[clause.notice.period]]\nperiod = \"1 month\"\nin_first = \"1 year\"\n\n";
        GOOD.replacen("[[clause.notice.period]]\n", &(row.repeat(count - 2) + "[[clause.notice.period]]\n"), 1)
    };
    assert_eq!(lines(with(99).as_bytes()), [""; 0]);
    assert_eq!(lines(with(100).as_bytes()), [""; 0]);
    let expected = "134:1: error[too-many]: the list has 101 items, more than the 100 that are allowed";
    assert_eq!(lines(with(101).as_bytes()), [expected]);
}

#[test]
fn the_limit_of_open_conditions() {
    let conditions = ["insured", "begun", "fully_performed", "made_to_order", "subscription", "pays_in_instalments"];
    let rows = |conditions: &[&str]| {
        let row = |condition: &&str| format!("[[clause.tiers.tier]]\nwhen = [\"{condition}\"]\n\n");
        let rows: String = conditions.iter().map(row).collect();
        let text = GOOD.replacen("[[clause.tiers.tier]]\n", &(rows + "[[clause.tiers.tier]]\n"), 1);
        faults(text.as_bytes()).iter().filter(|fault| fault.code == FaultCode::TooMany).map(line).collect::<Vec<_>>()
    };
    assert_eq!(rows(&conditions), [""; 0]);
    let more = [&conditions[..], &["express_request_to_start"]].concat();
    assert_eq!(rows(&more), ["19:1: error[too-many]: the tiers name 7 conditions, more than the 6 that are allowed"]);
}

/// Files that a hand slipped in: bytes, lines and pieces changed at random, the same ones in each run.
#[test]
fn nothing_makes_the_loader_panic() {
    let mut state = 88_172_645_463_325_252_u64;
    let mut below = |bound: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % bound.max(1) as u64).unwrap()
    };
    let pieces =
        ["[", "]", "[[", "{", "}", "\"", "'''", "=", "\n", "\r", "\0", "é", "\u{feff}", "1e999", "clause", "\\u"];
    for _ in 0..400 {
        let mut bytes = GOOD.as_bytes().to_vec();
        for _ in 0..=below(3) {
            let at = below(bytes.len());
            let end = (at + below(60)).min(bytes.len());
            match below(4) {
                0 => bytes[at] = u8::try_from(below(256)).unwrap(),
                1 => drop(bytes.drain(at..end)),
                2 => drop(bytes.splice(at..at, pieces[below(pieces.len())].bytes())),
                _ => bytes.extend_from_within(at..end),
            }
        }
        if let Err(report) = load("bad.toml", &bytes) {
            assert!(report.errors().next().is_some());
            assert!(
                report.faults.iter().all(|fault| fault.line >= 1 && fault.column >= 1 && !fault.message.en.is_empty())
            );
            assert!(!report.to_string().is_empty());
        }
    }
}

/// One bracket that is missing makes an error of every line behind it.
#[test]
fn errors_that_follow_from_one_another_are_counted() {
    let text = format!("a = [\n{}", "[[clause]]\nid = \"a\"\n".repeat(200));
    let found = lines(text.as_bytes());
    assert_eq!(found.len(), 11, "{found:?}");
    assert!(found[10].ends_with("more errors from here on, which may follow from those above"), "{}", found[10]);
}

#[test]
fn a_table_that_comes_twice_with_single_brackets() {
    let found = faults(b"[clause]\nid = 'a'\n[clause]\nid = 'b'\n");
    assert_eq!(found.iter().map(line).next().unwrap(), "3:2: error[syntax]: duplicate key `clause`");
    assert_eq!(
        found[0].help.as_ref().map(|help| help.en.as_str()),
        Some("a table that comes more than once is written `[[clause]]`")
    );
}
