//! The facts that make a difference: pieces that differ alike in several cases become one, and what does not matter to
//! them is not said.

use super::super::breakpoints::{Case, Setting};
use super::super::prove::words::{both, list};
use super::pieces::Piece;
use super::{conditions, facts};
use crate::calendar::Instant;
use crate::money::Currency;
use std::collections::{BTreeMap, BTreeSet};

/// Pieces that are alike, joined: each with the facts on which it depends.
pub(super) fn joined(pieces: Vec<Piece>, cases: &[Case], currency: Currency) -> Vec<Piece> {
    let values = Values::of(cases);
    let all: Vec<Numbers> = cases.iter().map(|case| values.numbers(&case.settings)).collect();
    let mut groups: Vec<(Piece, Vec<Numbers>)> = Vec::new();
    // The groups of each step, by their place.
    let mut of_step: BTreeMap<(Option<Instant>, Option<Instant>), Vec<usize>> = BTreeMap::new();
    for piece in pieces {
        let numbers = values.numbers(&piece.case.settings);
        let known = of_step.entry((piece.from, piece.until)).or_default();
        let (same, scaled) = {
            let find = |wanted: fn(&Piece, &Piece) -> bool| {
                let is_wanted = |place: &usize| groups.get(*place).is_some_and(|(known, _)| wanted(known, &piece));
                known.iter().copied().find(is_wanted)
            };
            let same = find(alike);
            (same, same.is_none() && find(is_scaled).is_some())
        };
        if let Some((_, assignments)) = same.and_then(|place| groups.get_mut(place)) {
            assignments.push(numbers);
        } else if !scaled {
            known.push(groups.len());
            groups.push((piece, vec![numbers]));
        }
    }
    groups.into_iter().flat_map(|(piece, assignments)| apart(&piece, &assignments, &all, &values, currency)).collect()
}

/// The values of the facts of a case, each by its place among those of the fact.
type Numbers = Vec<usize>;

/// The values that each fact takes.
struct Values(Vec<Vec<Setting>>);

impl Values {
    fn of(cases: &[Case]) -> Values {
        let mut values: Vec<Vec<Setting>> = Vec::new();
        for case in cases {
            values.resize_with(values.len().max(case.settings.len()), Vec::new);
            for (setting, values) in case.settings.iter().zip(&mut values) {
                if !values.contains(setting) {
                    values.push(*setting);
                }
            }
        }
        Values(values)
    }

    fn numbers(&self, settings: &[Setting]) -> Numbers {
        let number = |(setting, values): (&Setting, &Vec<Setting>)| values.iter().position(|value| value == setting);
        settings.iter().zip(&self.0).map(|of| number(of).unwrap_or(usize::MAX)).collect()
    }

    /// The other values of a fact.
    fn others(&self, place: usize, number: usize) -> Vec<Setting> {
        let values = self.0.get(place).into_iter().flatten().copied().enumerate();
        values.filter(|(other, _)| *other != number).map(|(_, setting)| setting).collect()
    }

    fn setting(&self, place: usize, number: usize) -> Option<Setting> {
        self.0.get(place)?.get(number).copied()
    }
}

/// Whether two cases differ alike: in one window, at the same prices, with the same answers.
fn alike(a: &Piece, b: &Piece) -> bool {
    (a.from, a.until, a.price_from, a.price_until) == (b.from, b.until, b.price_from, b.price_until)
        && a.traits == b.traits
        && (&a.old, &a.new) == (&b.old, &b.new)
}

/// Whether a piece shows another one again, in other amounts: more services, a larger share.
fn is_scaled(known: &Piece, piece: &Piece) -> bool {
    let rest = |piece: &Piece| piece.case.settings.iter().filter(|s| !s.is_amount()).copied().collect::<Vec<_>>();
    let is_amount = piece.case.settings.iter().any(|setting| setting.is_amount() && setting.matters());
    is_amount
        && (known.from, known.until) == (piece.from, piece.until)
        && known.traits == piece.traits
        && rest(known) == rest(piece)
}

/// One piece for each assignment of the facts that matter to it.
fn apart(piece: &Piece, assignments: &[Numbers], all: &[Numbers], values: &Values, currency: Currency) -> Vec<Piece> {
    let matters: Vec<bool> = (0..piece.case.settings.len()).map(|place| !is_free(place, assignments, all)).collect();
    // What is told of an assignment: the facts that matter, by their place and number.
    let relevant = |numbers: &Numbers| -> BTreeMap<usize, usize> {
        let is_told = |place: usize, number: usize| {
            matters.get(place) == Some(&true)
                && values.setting(place, number).is_some_and(|setting| !setting.is_amount())
        };
        numbers.iter().copied().enumerate().filter(|(place, number)| is_told(*place, *number)).collect()
    };
    let mut known: BTreeSet<BTreeMap<usize, usize>> = BTreeSet::new();
    let is_new = |kept: &BTreeMap<usize, usize>| known.insert(kept.clone());
    let kept: Vec<_> = assignments.iter().map(relevant).filter(is_new).collect();
    let with_others =
        |(place, number): (usize, usize)| Some((values.setting(place, number)?, values.others(place, number)));
    let facts = |kept: BTreeMap<usize, usize>| {
        kept.into_iter().filter_map(with_others).collect::<Vec<(Setting, Vec<Setting>)>>()
    };
    kept.into_iter().map(|kept| told(piece, &facts(kept), currency)).collect()
}

/// The piece in a case that has some facts, and says so; each fact stands with its other values.
fn told(piece: &Piece, facts: &[(Setting, Vec<Setting>)], currency: Currency) -> Piece {
    let words: Vec<_> = facts.iter().filter_map(|(setting, _)| conditions::words(*setting, currency)).collect();
    let conditions = if words.is_empty() { both("", "") } else { list(&words) };
    let mut piece = Piece { conditions, ..piece.clone() };
    facts.iter().for_each(|(setting, _)| piece.case.set(*setting));
    piece.facts = facts::of(&piece.case, facts);
    piece
}

/// Whether a fact makes no difference: with each of its values, all else the same, the pieces are alike.
fn is_free(place: usize, assignments: &[Numbers], all: &[Numbers]) -> bool {
    // How many assignments there are of all other facts alike.
    let counted = |assignments: BTreeSet<&Numbers>| {
        let mut counts: BTreeMap<Numbers, usize> = BTreeMap::new();
        for numbers in assignments {
            let mut rest = numbers.clone();
            if let Some(number) = rest.get_mut(place) {
                *number = 0;
            }
            *counts.entry(rest).or_default() += 1;
        }
        counts
    };
    let all = counted(all.iter().collect());
    counted(assignments.iter().collect()).iter().all(|(rest, count)| all.get(rest) == Some(count))
}
