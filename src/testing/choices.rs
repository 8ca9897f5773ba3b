//! A tape of bytes from which everything is drawn, so that property tests, fuzzing and sampling share one generator.

use proptest::prelude::Rng;
use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

/// Choices read off a tape of bytes. A tape that has run out gives zeros, and zero is always the simplest choice: so a
/// shorter tape, or one with more zeros, draws something simpler, and shrinking a tape shrinks what is drawn from it.
#[derive(Clone, Debug)]
pub struct Choices<'t> {
    rest: &'t [u8],
}

impl<'t> Choices<'t> {
    /// Choices from a tape.
    pub fn new(tape: &'t [u8]) -> Choices<'t> {
        Choices { rest: tape }
    }

    /// Whether the tape has run out.
    pub fn is_exhausted(&self) -> bool {
        self.rest.is_empty()
    }

    fn byte(&mut self) -> u64 {
        match self.rest.split_first() {
            Some((&byte, rest)) => {
                self.rest = rest;
                byte.into()
            }
            None => 0,
        }
    }

    /// A number below `bound`; 0 when the bound is 0. One byte more is read than the bound needs, so that the numbers
    /// are about equally likely.
    pub fn below(&mut self, bound: u64) -> u64 {
        if bound <= 1 {
            return 0;
        }
        let bytes = ((64 - (bound - 1).leading_zeros()).div_ceil(8) + 1).min(8);
        let number = (0..bytes).fold(0u64, |number, _| number.wrapping_shl(8) | self.byte());
        number % bound
    }

    /// A number from `first` up to and including `last`; `first` when they are the wrong way round.
    pub fn between(&mut self, first: i64, last: i64) -> i64 {
        let span = last.saturating_sub(first).saturating_add(1).max(0);
        first.saturating_add_unsigned(self.below(span.unsigned_abs()))
    }

    /// True in so many of a hundred cases; false is the simplest.
    pub fn percent(&mut self, percent: u8) -> bool {
        self.below(100) >= 100 - u64::from(percent.min(100))
    }

    /// One of some values, the first being the simplest; `None` of none.
    pub fn pick<T: Clone>(&mut self, values: &[T]) -> Option<T> {
        let place = self.below(values.len() as u64);
        values.get(usize::try_from(place).ok()?).cloned()
    }

    /// One of some values, or another where there are none.
    pub fn pick_or<T: Clone>(&mut self, values: &[T], otherwise: T) -> T {
        self.pick(values).unwrap_or(otherwise)
    }
}

/// A strategy for tapes of a length. Shrinking cuts the tape short, clears stretches of it, and lowers single bytes.
pub fn tapes(length: usize) -> Tapes {
    Tapes { length }
}

/// A strategy for tapes: see [`tapes`].
#[derive(Clone, Copy, Debug)]
pub struct Tapes {
    length: usize,
}

impl Strategy for Tapes {
    type Tree = TapeTree;
    type Value = Vec<u8>;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Tapes> {
        let mut tape = vec![0; self.length];
        runner.rng().fill_bytes(&mut tape);
        Ok(TapeTree { kept: tape, tried: None, step: NextTry::Halve })
    }
}

/// A tape that is being shrunk.
#[derive(Clone, Debug)]
pub struct TapeTree {
    kept: Vec<u8>,
    tried: Option<Vec<u8>>,
    step: NextTry,
}

/// What to try next.
#[derive(Clone, Copy, Debug)]
enum NextTry {
    /// Half of the tape.
    Halve,
    /// A stretch of so many zeros from a place.
    Clear { size: usize, from: usize },
    /// A lower byte at a place: half of it, or one less.
    Lower { at: usize, half: bool },
    /// Nothing is left.
    Done,
}

impl NextTry {
    /// What to try once a byte goes no lower this way.
    fn after_lowering(at: usize, half: bool) -> NextTry {
        if half { NextTry::Lower { at, half: false } } else { NextTry::Lower { at: at + 1, half: true } }
    }
}

const LONGEST_STRETCH: usize = 64;

impl TapeTree {
    /// Goes on to the next simpler tape; false when there is none.
    fn advance(&mut self) -> bool {
        loop {
            let mut candidate = self.kept.clone();
            match self.step {
                NextTry::Halve => {
                    candidate.truncate(self.kept.len() / 2);
                    self.step = NextTry::Clear { size: LONGEST_STRETCH, from: 0 };
                }
                NextTry::Clear { size: 0, .. } => self.step = NextTry::Lower { at: 0, half: true },
                NextTry::Clear { size, from } if from >= self.kept.len() => {
                    self.step = NextTry::Clear { size: size / 2, from: 0 };
                }
                NextTry::Clear { size, from } => {
                    candidate.iter_mut().skip(from).take(size).for_each(|byte| *byte = 0);
                    self.step = NextTry::Clear { size, from: from + size };
                }
                NextTry::Lower { at, .. } if at >= self.kept.len() => self.step = NextTry::Done,
                NextTry::Lower { at, half } => {
                    if let Some(byte) = candidate.get_mut(at) {
                        *byte = if half { *byte / 2 } else { byte.saturating_sub(1) };
                    }
                    // The same again for as long as it is kept.
                    if candidate == self.kept {
                        self.step = NextTry::after_lowering(at, half);
                    }
                }
                NextTry::Done => return false,
            }
            if candidate != self.kept {
                self.tried = Some(candidate);
                return true;
            }
        }
    }
}

impl ValueTree for TapeTree {
    type Value = Vec<u8>;

    fn current(&self) -> Vec<u8> {
        self.tried.as_ref().unwrap_or(&self.kept).clone()
    }

    /// The tape tried last, if any, is kept: it fails too.
    fn simplify(&mut self) -> bool {
        if let Some(tried) = self.tried.take() {
            if tried.len() < self.kept.len() {
                self.step = NextTry::Halve;
            }
            self.kept = tried;
        }
        self.advance()
    }

    /// The tape tried last does not fail, and is dropped.
    fn complicate(&mut self) -> bool {
        if let (Some(_), NextTry::Lower { at, half }) = (self.tried.take(), self.step) {
            self.step = NextTry::after_lowering(at, half);
        }
        self.advance()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exhausted_tape_draws_the_simplest() {
        let mut choices = Choices::new(&[]);
        assert_eq!((choices.below(1_000), choices.between(-5, 5), choices.percent(99)), (0, -5, false));
        assert_eq!(choices.pick(&["simple", "odd"]), Some("simple"));
        assert_eq!(choices.pick::<u8>(&[]), None);
    }

    #[test]
    fn draws_stay_within_bounds() {
        let tape: Vec<u8> = (0..=u8::MAX).cycle().take(10_000).collect();
        let mut choices = Choices::new(&tape);
        while !choices.is_exhausted() {
            assert!(choices.below(7) < 7);
            assert!(choices.below(u64::MAX) < u64::MAX);
            assert!((-3..=9).contains(&choices.between(-3, 9)));
        }
    }

    /// A property that holds of all tapes but those with a byte above 100 shrinks to that byte alone, as low as it goes.
    #[test]
    fn shrinking_finds_the_smallest_tape() {
        let mut tree = tapes(300).new_tree(&mut TestRunner::deterministic()).unwrap();
        let fails = |tape: &[u8]| tape.iter().any(|&byte| byte > 100);
        assert!(fails(&tree.current()));
        let mut more = tree.simplify();
        let mut smallest = tree.current();
        while more {
            let tape = tree.current();
            more = if fails(&tape) {
                smallest = tape;
                tree.simplify()
            } else {
                tree.complicate()
            };
        }
        assert_eq!(smallest.iter().filter(|&&byte| byte != 0).count(), 1);
        assert_eq!(smallest.iter().max(), Some(&101));
    }
}
