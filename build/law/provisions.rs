//! The provisions that the law cites: each stands in `provisions.toml`, with how it is known. What is cited and not listed, and
//! what is listed and not cited, is a fault.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::shape::{Bilingual, ProvisionsFile, Said, Status};

/// How a figure or a provision is known.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) status: Status,
    pub(crate) source: Bilingual,
}

/// Provisions that are known in one way.
#[derive(Debug)]
pub(crate) struct Provision {
    pub(crate) cited: Vec<String>,
    pub(crate) known: Known,
}

/// The provisions of a law, and which of them were asked for.
pub(super) struct Provisions {
    list: Vec<Provision>,
    used: RefCell<BTreeSet<String>>,
}

impl Provisions {
    pub(super) fn new(raw: Option<ProvisionsFile>) -> Result<Provisions, String> {
        let mut list: Vec<Provision> = Vec::new();
        for one in raw.into_iter().flat_map(|file| file.provision) {
            for name in &one.cited {
                if list.iter().any(|known| known.cited.contains(name)) {
                    return Err(format!("`{name}` stands twice"));
                }
            }
            if one.cited.is_empty() {
                return Err("an entry cites something".to_owned());
            }
            list.push(Provision { cited: one.cited, known: known(one.status, one.source)? });
        }
        Ok(Provisions { list, used: RefCell::default() })
    }

    /// How a citation is known: second-hand when a part of it is, from the sources of all its parts.
    pub(super) fn known(&self, citation: &str) -> Result<Known, String> {
        let mut parts: Vec<&Known> = Vec::new();
        for name in names(citation) {
            let found = self.list.iter().find(|one| one.cited.contains(&name));
            let found = found.ok_or_else(|| format!("`{name}` is cited, and stands not in provisions.toml"))?;
            parts.push(&found.known);
            self.used.borrow_mut().insert(name);
        }
        let first = parts.first().ok_or("a provision is missing")?;
        let second_hand = parts.iter().find(|part| matches!(part.status, Status::SecondHand));
        let joined = |text: fn(&Bilingual) -> &String| {
            let mut texts: Vec<&str> = Vec::new();
            for part in &parts {
                if !texts.contains(&text(&part.source).as_str()) {
                    texts.push(text(&part.source));
                }
            }
            texts.join("; ")
        };
        let source = Bilingual { en: joined(|source| &source.en), nl: joined(|source| &source.nl) };
        Ok(Known { status: second_hand.unwrap_or(first).status, source })
    }

    /// Those that a text names in passing and that are listed, such as a ruling in a reason: cited by that.
    pub(super) fn named(&self, ruling: &str) -> bool {
        let listed = self.list.iter().any(|one| one.cited.iter().any(|name| name == ruling));
        if listed {
            self.used.borrow_mut().insert(ruling.to_owned());
        }
        listed
    }

    /// The list, each of it cited somewhere.
    pub(super) fn into_list(self) -> Result<Vec<Provision>, String> {
        let used = self.used.into_inner();
        match self.list.iter().flat_map(|one| &one.cited).find(|name| !used.contains(*name)) {
            Some(name) => Err(format!("nothing cites `{name}`")),
            None => Ok(self.list),
        }
    }
}

pub(super) fn known(status: Status, source: Said) -> Result<Known, String> {
    let source = Bilingual::from(source);
    if source.en.trim().is_empty() || source.nl.trim().is_empty() {
        return Err("a source is empty".to_owned());
    }
    Ok(Known { status, source })
}

/// What a citation cites: of the Civil Code each article, as in `BW 6:237` for `BW 6:237 i`, of another act the act.
fn names(citation: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in citation.split("; ").filter(|part| !part.is_empty()) {
        let articles = part.strip_prefix("BW ").map(|articles| {
            // `d` in `6:230h(2) c, d` is of the article before it.
            let numbered = articles.split(", ").filter(|article| article.contains(':'));
            numbered.map(|article| format!("BW {}", upto(article, &[" ", "("])))
        });
        match articles {
            Some(articles) => names.extend(articles),
            None => names.push(upto(part, &[" art. ", " annex "]).to_owned()),
        }
    }
    names
}

/// The rulings that a text names.
pub(super) fn rulings_in(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("ECLI:").map(|(at, _)| {
        let rest = text.get(at..).unwrap_or_default();
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != ':').unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default().trim_end_matches(':')
    })
}

/// The text before the first of some marks.
fn upto<'a>(text: &'a str, marks: &[&str]) -> &'a str {
    marks.iter().fold(text, |text, mark| text.split_once(mark).map_or(text, |(before, _)| before))
}
