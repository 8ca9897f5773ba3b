//! What goes wrong, in Dutch where that is asked for.

use super::support::{err, fails, out, run, scratch};
use std::fs;

#[test]
fn a_file_that_cannot_be_read() {
    for command in ["evaluate", "options", "quote", "test", "verify"] {
        let told = |locale: &str| fails(1, &[command, "none.toml", "--locale", locale], b"");
        assert_eq!(told("en"), "error: cannot read `none.toml`: no such file or directory\n", "{command}");
        assert_eq!(
            told("nl"),
            "fout: kan niet lezen: `none.toml`: er is geen bestand of map met die naam\n",
            "{command}"
        );
    }
}

#[test]
fn a_folder_of_policies_that_is_not_there() {
    let told = |locale: &str| fails(1, &["--policies", "/nowhere", "policies", "--locale", locale], b"");
    assert_eq!(told("en"), "error: cannot read `/nowhere`: no such file or directory\n");
    assert_eq!(told("nl"), "fout: kan niet lezen: `/nowhere`: er is geen bestand of map met die naam\n");
}

/// A policy with one fault, which has a line that is meant.
const FAULTY: &str = "policy = \"shop\"\nversion = \"1\"\nname = \"Shop\"\ncurrency = \"EUR\"\nprices = \"including_vat\"\n\
    zone = \"Amsterdam\"\nholidays = \"NL\"\nlaw = \"NL\"\n";

#[test]
fn the_faults_of_a_policy() {
    let folder = scratch("dutch-faults");
    let file = folder.join("shop.toml");
    fs::write(&file, FAULTY).unwrap();
    let (folder, file) = (folder.to_str().unwrap(), file.to_str().unwrap());
    let loaded = fails(1, &["--policies", folder, "policies", "--locale", "nl"], b"");
    assert!(loaded.contains("fout[unknown-zone]: `Amsterdam` is geen tijdzone van de IANA-databank"), "{loaded}");
    assert!(loaded.contains("= verbeterd: zone = \"Europe/Amsterdam\""), "{loaded}");
    assert!(loaded.contains("\nfout: geen beleid: de bestanden in `"), "{loaded}");
    assert!(!loaded.contains("error"), "{loaded}");
    let verified = run(&["verify", file, "--locale", "nl"], b"");
    assert_eq!(verified.status.code(), Some(1));
    assert!(out(&verified).contains("fout[unknown-zone]: `Amsterdam` is geen tijdzone"), "{}", out(&verified));
}

const CASES: &str = "policy = \"multidonnas\"\n\n[[case]]\nname = \"te laat\"\narticle = \"9.1\"\nquestion = \"cancellation\"\n\
    customer = \"consumer\"\nproduct = \"event\"\nprice = \"1250.00\"\nconcluded_at = 2026-06-01\n\
    starts_at = 2026-09-14T10:00\nreceived_at = 2026-07-31T17:31\nexpect = { charged = \"1.00\" }\n";

#[test]
fn a_case_that_fails() {
    let file = scratch("dutch-cases").join("shop.cases.toml");
    fs::write(&file, CASES).unwrap();
    let file = file.to_str().unwrap();
    let tested = run(&["test", file, "--locale", "nl", "--explain"], b"");
    let told = out(&tested);
    assert!(told.starts_with("met de ingebouwde voorwaarden\n"), "{told}{}", err(&tested));
    assert!(told.contains(": mislukt: te laat (artikel 9.1)\n"), "{told}");
    assert!(told.contains("  charged  verwacht 1.00\n           gekregen 937.50\n"), "{told}");
    assert!(told.contains("  waarom:\n") && told.ends_with("0 geslaagd, 1 mislukt\n"), "{told}");
    let english = run(&["test", file], b"");
    assert!(out(&english).contains("  charged  expected 1.00\n                got 937.50\n"), "{}", out(&english));
    fs::write(file, "policy = 1\n").unwrap();
    let told = fails(1, &["test", file, "--locale", "nl"], b"");
    assert!(told.contains("fout[") && told.contains("een bestand met gevallen is niet te lezen"), "{told}");
}

/// Words of English that no Dutch sentence has.
const ENGLISH: &[&str] = &[
    "the", "is", "not", "found", "required", "value", "values", "for", "more", "try", "error", "usage", "with", "must",
    "and", "print",
];

/// The English words of a text, what stands in backticks or brackets left aside.
fn english(text: &str) -> Vec<String> {
    let own = text.split('`').step_by(2).collect::<String>();
    let words = own.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
    words.filter(|word| word != "is" && ENGLISH.contains(&word.as_str())).collect()
}

#[test]
fn a_command_line_that_is_wrong() {
    for (line, told) in [
        ("test", "er ontbreekt: `<PATH>...`"),
        ("test x --wrong", "onbekend argument `--wrong`"),
        ("test x --threshold 200", "`200` past niet bij `--threshold <PERCENT>`: het ligt niet in 0..=100"),
        ("test x --threshold much", "`much` past niet bij `--threshold <PERCENT>`: het is geen getal dat hier past"),
        ("test x --format wrong", "`wrong` past niet bij `--format <FORMAT>`"),
        ("verify x --deny 5", "`5` past niet bij `--deny <SEVERITY>`: schrijf critical, high"),
        ("evaluate --lines --format text", "kan niet samen met"),
        ("evaluate --jobs 2", "er ontbreekt: `--lines`"),
        ("quote --now yesterday", "`yesterday` past niet bij `--now <MOMENT>`: schrijf het als 2026-08-15"),
        ("tset", "onbekende opdracht `tset`"),
    ] {
        let line: Vec<&str> = line.split(' ').chain(["--locale", "nl"]).collect();
        let said = fails(2, &line, b"");
        assert!(said.starts_with("fout: ") && said.contains(told), "{line:?}: {said}");
        assert_eq!(english(&said), [""; 0], "{said}");
    }
}

#[test]
fn the_help_of_each_command() {
    for command in [
        "",
        "evaluate",
        "ask",
        "demo",
        "quote",
        "options",
        "test",
        "verify",
        "accept",
        "compare",
        "policies",
        "facts",
        "law",
        "log",
        "schema",
        "completions",
    ] {
        let line: Vec<&str> =
            [command, "--help", "--locale", "nl"].into_iter().filter(|word| !word.is_empty()).collect();
        let shown = run(&line, b"");
        let told = out(&shown);
        assert!(told.contains("Gebruik: clausula") && told.contains("Toon deze hulp"), "{command}: {told}");
        for word in
            ["Usage:", "Options:", "Arguments:", "Commands:", "Print ", "possible values", "default:", "Examples"]
        {
            assert!(!told.contains(word), "{command}: {word}: {told}");
        }
        assert!(out(&run(&line[..line.len() - 2], b"")).contains("Usage: clausula"));
    }
}
