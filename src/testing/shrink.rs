//! Making a request smaller while something is still wrong with it, so that nothing is left in it that does not matter.

use crate::facts::table::{Fact, FactValue, Rule, each, entries_of};
use crate::facts::{Agreement, DeclaredValue, Event, Facts};
use crate::money::Cents;

/// The smallest request, by taking away facts and lowering amounts one at a time, that still fails.
pub fn minimal(facts: Facts, fails: impl Fn(&Facts) -> bool) -> Facts {
    const MOST_ROUNDS: usize = 200;
    let mut smallest = facts;
    for _ in 0..MOST_ROUNDS {
        match simpler(&smallest).into_iter().find(|facts| fails(facts)) {
            Some(facts) => smallest = facts,
            None => break,
        }
    }
    smallest
}

/// What is known, in a change.
#[derive(Clone)]
struct Known {
    agreement: Agreement,
    event: Event,
}

impl Known {
    fn get(&self, fact: Fact, entry: usize) -> Option<FactValue<'_>> {
        fact.get(&self.agreement, &self.event, entry)
    }

    fn with(&self, changes: &[(Fact, usize, Option<FactValue<'_>>)]) -> Known {
        let mut changed = self.clone();
        for (fact, entry, value) in changes {
            fact.set(&mut changed.agreement, &mut changed.event, *entry, *value);
        }
        changed
    }

    /// The same without one entry of a list: those behind it move up.
    fn without_entry(&self, list: Fact, place: usize, length: usize) -> Known {
        let mut fewer = self.clone();
        let last = length.saturating_sub(1);
        for entry in place..last {
            for fact in entries_of(list) {
                let next = self.get(fact, entry + 1);
                fact.set(&mut fewer.agreement, &mut fewer.event, entry, next);
            }
        }
        let length = u32::try_from(last).ok().map(FactValue::Count);
        list.set(&mut fewer.agreement, &mut fewer.event, 0, length);
        fewer
    }
}

/// Requests that are one step simpler, the boldest first: without all that need not be stated, without one fact, without an
/// entry of a list, with one amount less. Each changes something, and contradicts nothing.
fn simpler(facts: &Facts) -> Vec<Facts> {
    let known = Known { agreement: facts.agreement().clone(), event: facts.event().clone() };
    let a = &known.agreement;
    let bare = Agreement::new(a.customer, a.product, a.price, a.concluded_at);
    let mut without = vec![Known { agreement: bare, ..known.clone() }];
    let (mut fewer, mut lower) = (Vec::new(), Vec::new());
    each(&known.agreement, &known.event, |fact, entry| {
        let value = known.get(fact, entry);
        without.push(known.with(&[(fact, entry, None)]));
        // A fact that a rule binds to another goes with it.
        for rule in fact.rules {
            if let Rule::OnlyWith(other) | Rule::AtMost(other) | Rule::OnlyWhereAll(_, other) = *rule {
                without.push(known.with(&[(fact, entry, None), (other, entry, None)]));
            }
            // One of one, where there are more: not offered to what has fewer, which would take them away again.
            if let Rule::AtMost(other) = *rule
                && matches!(known.get(other, entry), Some(FactValue::Count(most)) if most > 1)
            {
                let one = Some(FactValue::Count(1));
                lower.push(known.with(&[(fact, entry, one), (other, entry, one)]));
            }
        }
        match value {
            Some(FactValue::Count(length)) if entries_of(fact).next().is_some() => {
                let length = length as usize;
                fewer.extend((0..length).map(|place| known.without_entry(fact, place, length)));
            }
            Some(value) => lower.extend(less(value).map(|less| known.with(&[(fact, entry, Some(less))]))),
            None => {}
        }
    });
    for (id, value) in known.agreement.declared.iter() {
        let mut unsaid = known.clone();
        unsaid.agreement.declared.set(id, None);
        without.push(unsaid);
        let as_fact = match value {
            DeclaredValue::Amount(amount) => Some(FactValue::Amount(amount)),
            DeclaredValue::Count(count) => Some(FactValue::Count(count)),
            DeclaredValue::YesNo(_) | DeclaredValue::Date(_) | DeclaredValue::Instant(_) | DeclaredValue::Choice(_) => {
                None
            }
        };
        lower.extend(as_fact.into_iter().flat_map(less).filter_map(|less| {
            let mut lower = known.clone();
            let value = match less {
                FactValue::Amount(amount) => DeclaredValue::Amount(amount),
                FactValue::Count(count) => DeclaredValue::Count(count),
                _ => return None,
            };
            lower.agreement.declared.set(id, Some(value));
            Some(lower)
        }));
    }
    let made = without.into_iter().chain(fewer).chain(lower);
    let sound = made.filter_map(|Known { agreement, event }| Facts::new(agreement, event, facts.basis()).ok());
    sound.filter(|simpler| simpler != facts).collect()
}

/// Less than an amount or a count, the least first.
fn less(value: FactValue<'_>) -> impl Iterator<Item = FactValue<'static>> {
    let (amount, count) = match value {
        FactValue::Amount(amount) => (amount.get(), 0),
        FactValue::Count(count) => (0, count),
        _ => (0, 0),
    };
    let amounts = [
        0,
        1,
        100,
        10_000,
        amount / 2,
        amount - amount % 100,
        amount - 10_000,
        amount - 1_000,
        amount - 100,
        amount - 1,
    ];
    let amounts = amounts.into_iter().filter(move |lower| *lower < amount && *lower >= 0);
    let counts = [1, count / 2, count.saturating_sub(1)].into_iter().filter(move |fewer| *fewer > 0 && *fewer < count);
    amounts.map(|cents| FactValue::Amount(Cents::new(cents))).chain(counts.map(FactValue::Count))
}
