//! The facts that make a difference: pieces that differ alike in several cases become one, and what does not matter to
//! them is not said.

use super::super::breakpoints::{Case, Setting};
use super::super::prove::words::{both, list};
use super::conditions;
use super::pieces::Piece;
use crate::money::Currency;

/// Pieces that are alike, joined: each with the facts on which it depends.
pub(super) fn joined(pieces: Vec<Piece>, cases: &[Case], currency: Currency) -> Vec<Piece> {
    let all: Vec<Vec<Setting>> = cases.iter().map(|case| case.settings.clone()).collect();
    let mut groups: Vec<(Piece, Vec<Vec<Setting>>)> = Vec::new();
    for piece in pieces {
        let settings = piece.case.settings.clone();
        if let Some((_, assignments)) = groups.iter_mut().find(|(known, _)| alike(known, &piece)) {
            assignments.push(settings);
        } else if !groups.iter().any(|(known, _)| is_scaled(known, &piece)) {
            groups.push((piece, vec![settings]));
        }
    }
    groups.into_iter().flat_map(|(piece, assignments)| apart(&piece, &assignments, &all, currency)).collect()
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
fn apart(piece: &Piece, assignments: &[Vec<Setting>], all: &[Vec<Setting>], currency: Currency) -> Vec<Piece> {
    let count = piece.case.settings.len();
    let matters: Vec<bool> = (0..count).map(|place| !is_free(place, assignments, all)).collect();
    let relevant = |settings: &Vec<Setting>| -> Vec<Setting> {
        let kept = settings.iter().zip(&matters).filter(|(setting, matters)| **matters && !setting.is_amount());
        kept.map(|(setting, _)| *setting).collect()
    };
    let mut pieces: Vec<(Vec<Setting>, Piece)> = Vec::new();
    for settings in assignments {
        let kept = relevant(settings);
        if pieces.iter().any(|(known, _)| *known == kept) {
            continue;
        }
        let words: Vec<_> = kept.iter().filter_map(|setting| conditions::words(*setting, currency)).collect();
        let conditions = if words.is_empty() { both("", "") } else { list(&words) };
        pieces.push((kept, Piece { conditions, ..piece.clone() }));
    }
    // The piece itself stands for the first; the others have their own facts.
    let own = |kept: &[Setting], piece: Piece| {
        let mut piece = piece;
        for setting in kept {
            piece.case.set(*setting);
        }
        piece
    };
    pieces.into_iter().map(|(kept, piece)| own(&kept, piece)).collect()
}

/// Whether a fact makes no difference: with each of its values, all else the same, the pieces are alike.
fn is_free(place: usize, assignments: &[Vec<Setting>], all: &[Vec<Setting>]) -> bool {
    let same_but = |a: &[Setting], b: &[Setting]| {
        a.len() == b.len() && a.iter().zip(b).enumerate().all(|(at, (a, b))| at == place || a == b)
    };
    assignments
        .iter()
        .all(|known| all.iter().filter(|other| same_but(known, other)).all(|other| assignments.contains(other)))
}
