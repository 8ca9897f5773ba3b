//! The facts that a file declares: each checked by itself, and what clauses ask of them.

use super::parts::Scope;
use super::{Builder, FaultCode, products};
use crate::calendar::Period;
use crate::facts::{DeclaredValue, FactId, FieldNames, LIMITS, ValueKind};
use crate::money::{Cents, Locale};
use crate::policy::building_blocks::{Anchor, Base, Condition, Conditions, Counted, Counter, Span, StatedAmount};
use crate::policy::counts::BuiltInCount;
use crate::policy::declared::{Ask, DeclaredFact, DeclaredKind, DeclaredTest, MostAmount};
use crate::policy::forms::{Form, Outcome};
use crate::policy::load::format::{BASE, COUNTER, CountName, CountTable, FactTable, no_product_of_amounts};
use crate::policy::load::limits;
use crate::policy::load::lists::{List, NonEmpty};
use crate::policy::load::read::{At, Slot};
use crate::policy::load::suggest::{all_of, closest, did_you_mean, one_of};
use crate::policy::load::values::{PlainValue, unknown};
use crate::policy::products::Product;
use crate::policy::{Clause, Summary};
use crate::vocabulary::{Bilingual, Question, both};

/// What a word is that a file may declare, in messages.
const CONDITION: Bilingual = Bilingual::new("condition", "voorwaarde");
const ANCHOR: Bilingual = Bilingual::new("anchor", "ijkpunt");

/// Advice to use one of some words.
fn use_one(names: &[String]) -> Summary {
    let all = one_of(names);
    both!("use {all}", "gebruik {all}"; all)
}

/// What a file declares.
#[derive(Default)]
pub(super) struct Declared {
    facts: Vec<DeclaredFact>,
    /// What is declared and at fault: a reference to it is not.
    faulty: Vec<FactId>,
}

impl Declared {
    pub(super) fn into_facts(self) -> Vec<DeclaredFact> {
        self.facts
    }

    /// The products of the file's own.
    fn products(&self) -> &[Product] {
        match self.get(FactId::PRODUCT).map(|fact| &fact.kind) {
            Some(DeclaredKind::Product(products)) => products,
            _ => &[],
        }
    }

    fn get(&self, id: FactId) -> Option<&DeclaredFact> {
        self.facts.iter().find(|fact| fact.id == id)
    }
}

impl Declared {
    /// The first fact that an outcome or a table of tiers rests on and that is not declared for a question.
    pub(super) fn unknown_to(&self, question: Question, target: &Clause) -> Option<String> {
        let amounts = outcomes(&target.form).into_iter().flat_map(|outcome| &outcome.charges);
        let in_amounts = amounts.flat_map(|charge| charge.amount.declared());
        let named = conditions(&target.form)
            .into_iter()
            .flat_map(|conditions| conditions.when.iter().chain(&conditions.unless));
        let tests = named.filter_map(|condition| match condition {
            Condition::Declared(test) => Some(test.fact),
            _ => None,
        });
        let unknown = tests.chain(in_amounts).filter_map(|id| self.get(id)).find(|fact| !fact.is_known_to(question));
        unknown.map(|fact| fact.id.to_string())
    }
}

fn outcomes(form: &Form) -> Vec<&Outcome> {
    match form {
        Form::Outcome(outcome) => vec![outcome],
        Form::Tiers(tiers) => tiers.rows.iter().map(|row| &row.outcome).chain(&tiers.otherwise).collect(),
        _ => Vec::new(),
    }
}

/// The conditions that an outcome or a table of tiers reads, whatever the clause itself asks.
fn conditions(form: &Form) -> Vec<&Conditions> {
    let mut all = Vec::new();
    if let Form::Tiers(tiers) = form {
        all.extend(tiers.rows.iter().map(|row| &row.conditions));
        all.extend(tiers.deadlines.iter().map(|deadline| &deadline.conditions));
    }
    for outcome in outcomes(form) {
        all.extend(outcome.charges.iter().map(|charge| &charge.conditions));
        all.extend(outcome.deadlines.iter().map(|deadline| &deadline.conditions));
    }
    all
}

/// Whether a name is a word that is built in, which no fact may have.
fn is_built_in(name: &str) -> bool {
    [FactId::PRODUCT, FactId::PRICE, FactId::DELIVERED].iter().any(|id| id.as_str() == name)
        || [Condition::NAMES, Anchor::NAMES, Base::NAMES, StatedAmount::NAMES, Counter::NAMES, BuiltInCount::NAMES]
            .iter()
            .any(|names| names.contains(&name))
}

impl Builder<'_, '_> {
    /// Takes something that is declared.
    pub(super) fn declare(&mut self, fact: DeclaredFact) {
        self.declared.facts.push(fact);
    }

    /// The products of the file's own.
    pub(super) fn declared_products(&self) -> &[Product] {
        self.declared.products()
    }

    /// Builds what the file declares, before the clauses that may name it; whether nothing was at fault.
    pub(super) fn facts(&mut self, facts: &Slot<List<FactTable>>) -> bool {
        let Some(list) = facts.get() else { return facts.is_absent() };
        let most = limits::LIMITS.facts - self.declared.facts.len();
        if let Some(beyond) = list.items.get(most) {
            let message = both!("a policy declares at most {most} facts", "een beleid noemt hoogstens {most} gegevens");
            self.error(FaultCode::TooMany, beyond.span, message);
        }
        for At { value: raw, .. } in list.items.iter().take(most) {
            let built = self.fact(raw);
            match (raw.id.get(), built) {
                (_, Some(fact)) => self.declared.facts.push(fact),
                (Some(id), None) => self.declared.faulty.push(*id),
                (None, None) => {}
            }
        }
        list.whole && self.declared.faulty.is_empty()
    }

    fn fact(&mut self, raw: &FactTable) -> Option<DeclaredFact> {
        let FactTable { id, kind, ask, questions, default, at_most, part_of_price, least, most, choices, span } = raw;
        if let Slot::Given(At { value: id, span }) = id {
            if is_built_in(id.as_str()) {
                let message = both!(
                    "`{id}` is a word that is built in; give the fact another id",
                    "`{id}` is een ingebouwd woord; geef het gegeven een ander kenmerk"
                );
                self.error(FaultCode::DuplicateId, *span, message);
            } else if self.declared.get(*id).is_some() || self.declared.faulty.contains(id) {
                let message =
                    both!("there are two facts with the id `{id}`", "twee gegevens hebben het kenmerk `{id}`");
                self.error(FaultCode::DuplicateId, *span, message);
                return None;
            }
        }
        let wanted = *kind.get()?;
        let of_kind = [
            ("at_most", at_most.span(), ValueKind::Amount),
            ("part_of_price", part_of_price.span(), ValueKind::Amount),
            ("least", least.span(), ValueKind::Count),
            ("most", most.span(), ValueKind::Count),
            ("choices", choices.span(), ValueKind::Choice),
        ];
        for (key, span, kind) in of_kind {
            if let (Some(span), true) = (span, kind != wanted) {
                let message = both!(
                    "`{key}` is for facts of the kind `{kind}`, and this one is `{wanted}`",
                    "`{key}` is voor gegevens van de soort `{kind}`, en dit is `{wanted}`"
                );
                self.error(FaultCode::KeyConflict, span, message);
            }
        }
        let built = match wanted {
            ValueKind::YesNo => DeclaredKind::YesNo,
            ValueKind::Date => DeclaredKind::Date,
            ValueKind::Instant => DeclaredKind::Instant,
            ValueKind::Amount => {
                if let (true, Some(span)) = (part_of_price.get_or(false), at_most.span()) {
                    let message = both!(
                        "a part of the price is at most the price by itself",
                        "een deel van de prijs is vanzelf hoogstens de prijs"
                    );
                    self.error(FaultCode::KeyConflict, span, message);
                }
                let part = part_of_price.get_or(false).then_some(MostAmount::Price);
                DeclaredKind::Amount { most: part.or(at_most.get().copied()) }
            }
            ValueKind::Count => {
                let (least, most) = (least.get_or(0), most.get_or(LIMITS.count));
                if least > most {
                    let message =
                        both!("`least` {least} is above `most` {most}", "`least` {least} is hoger dan `most` {most}");
                    self.error(FaultCode::BoundsReversed, *span, message);
                    return None;
                }
                DeclaredKind::Count { least, most }
            }
            ValueKind::Choice => DeclaredKind::Choice(self.words(choices, *span)?),
        };
        let default = match default {
            Slot::Absent => None,
            Slot::Faulty => return None,
            Slot::Given(At { value, span }) => Some(self.plain_value(value, &built, *span)?),
        };
        let questions = match questions {
            Slot::Absent => Question::ALL.to_vec(),
            Slot::Faulty => return None,
            Slot::Given(at) => self.distinct(&at.value.0),
        };
        let ask = self.summary(ask)?;
        Some(DeclaredFact { id: *id.get()?, kind: built, ask, questions, default, span: *span })
    }

    /// The words of a choice: two at least, each once.
    fn words(&mut self, choices: &Slot<NonEmpty<FactId>>, span: Span) -> Option<Vec<FactId>> {
        if choices.is_absent() {
            let help = both!(
                "list the words, as in `choices = [\"high\", \"low\"]`",
                "noem de woorden, zoals in `choices = [\"hoog\", \"laag\"]`"
            );
            let message = both!("a fact of the kind `choice` needs `choices`", "bij de soort `choice` hoort `choices`");
            self.faults.error(FaultCode::MissingKey, span, message, Some(help));
        }
        let At { value: NonEmpty(list), span } = choices.given()?;
        let words = self.distinct(list);
        if !list.whole {
            return None;
        }
        if words.len() < 2 {
            let message = both!("a choice has at least two words", "een keuze heeft minstens twee woorden");
            self.error(FaultCode::OutOfRange, *span, message);
            return None;
        }
        if words.len() > limits::LIMITS.words {
            let most = limits::LIMITS.words;
            let message = both!("a choice has at most {most} words", "een keuze heeft hoogstens {most} woorden");
            self.error(FaultCode::TooMany, *span, message);
            return None;
        }
        Some(words)
    }

    /// What is so unless stated.
    fn plain_value(&mut self, value: &PlainValue, kind: &DeclaredKind, span: Span) -> Option<DeclaredValue> {
        let value = match (kind, value) {
            (DeclaredKind::YesNo, PlainValue::YesNo(so)) => DeclaredValue::YesNo(*so),
            (DeclaredKind::Amount { .. }, PlainValue::Amount(amount) | PlainValue::Word(_, Some(amount))) => {
                DeclaredValue::Amount(*amount)
            }
            (DeclaredKind::Count { .. }, PlainValue::Count(count)) => DeclaredValue::Count(*count),
            (DeclaredKind::Choice(_), PlainValue::Word(word, _)) => DeclaredValue::Choice(*word),
            (DeclaredKind::Date | DeclaredKind::Instant, _) => {
                let message = both!(
                    "no day is so unless stated: leave `default` out, and a request states it",
                    "geen dag is vanzelf zo: laat `default` weg, en een verzoek noemt hem"
                );
                self.error(FaultCode::KeyConflict, span, message);
                return None;
            }
            (kind, _) => {
                let help = match kind {
                    DeclaredKind::YesNo => both!("write `true` or `false`", "schrijf `true` of `false`"),
                    DeclaredKind::Amount { .. } => {
                        both!("write an amount, as in `\"100.00\"`", "schrijf een bedrag, zoals in `\"100.00\"`")
                    }
                    DeclaredKind::Count { .. } => both!("write a whole number", "schrijf een geheel getal"),
                    _ => both!("write one of its words", "schrijf een van de woorden ervan"),
                };
                let message = both!(
                    "the default of a fact of the kind `{}` is of another kind",
                    "de `default` van een gegeven van de soort `{}` is van een andere soort",
                    kind.value()
                );
                self.faults.error(FaultCode::WrongKind, span, message, Some(help));
                return None;
            }
        };
        // The price of no agreement is known here: a default that the price bounds must be nothing.
        match kind.out_of_bounds(value, Cents::ZERO) {
            None => Some(value),
            Some(problem) => {
                let said = Summary {
                    nl: problem.text(Locale::Nl, FieldNames::Proto),
                    en: problem.text(Locale::En, FieldNames::Proto),
                };
                self.error(FaultCode::OutOfRange, span, both!("the default {said}", "de `default` {said}"; said));
                None
            }
        }
    }

    /// A condition as the file means it: one that is built in, or what it declares. `None` after reporting that there is no such.
    pub(super) fn condition(&mut self, condition: Condition, span: Span, scope: &Scope) -> Option<Condition> {
        let Condition::Declared(test) = condition else { return Some(condition) };
        let fact = self.declared_fact(test.fact, CONDITION, &test.to_string(), Condition::NAMES, span, scope)?;
        let problem = match (&fact.kind, test.ask) {
            (DeclaredKind::YesNo, Ask::So) => return Some(condition),
            (DeclaredKind::Choice(words), Ask::Word { word, .. }) if words.contains(&word) => {
                let of = u8::try_from(words.len()).unwrap_or(u8::MAX);
                return Some(Condition::Declared(DeclaredTest { ask: Ask::Word { word, of }, ..test }));
            }
            (DeclaredKind::Product(own), Ask::Word { word, .. }) => {
                if let Some(product) = own.iter().find(|product| product.id == word) {
                    return Some(Condition::Declared(products::test(own, product)));
                }
                let tests: Vec<String> = own.iter().map(|product| format!("{}:{}", test.fact, product.id)).collect();
                Some((both!("there is no product `{word}`", "er is geen product `{word}`"), use_one(&tests)))
            }
            (DeclaredKind::Choice(words), Ask::Word { word, .. }) => {
                let tests: Vec<String> = words.iter().map(|word| format!("{}:{word}", test.fact)).collect();
                let message = both!("`{}` has no word `{word}`", "`{}` heeft geen woord `{word}`", test.fact);
                Some((message, use_one(&tests)))
            }
            (DeclaredKind::Choice(words), _) => {
                let tests: Vec<String> = words.iter().map(|word| format!("{}:{word}", test.fact)).collect();
                let message = both!("`{}` is a choice: say which word", "`{}` is een keuze: zeg welk woord", test.fact);
                Some((message, use_one(&tests)))
            }
            (DeclaredKind::YesNo, _) => Some((
                both!("`{}` is so or not: it has no words", "`{}` is zo of niet: het heeft geen woorden", test.fact),
                both!("use `{}` in `when` or `unless`", "gebruik `{}` in `when` of `unless`", test.fact),
            )),
            (kind, _) => Some((
                both!(
                    "`{}` is of the kind `{}`, which is no condition",
                    "`{}` is van de soort `{}`, en dat is geen voorwaarde",
                    test.fact,
                    kind.value()
                ),
                both!(
                    "conditions are facts of the kind `yes_no`, and words of a `choice`",
                    "voorwaarden zijn gegevens van de soort `yes_no`, en woorden van een `choice`"
                ),
            )),
        };
        if let Some((message, help)) = problem {
            self.faults.error(FaultCode::UnknownWord, span, message, Some(help));
        }
        None
    }

    /// The most that a count can be which the file declares; `None` after reporting that there is none.
    pub(super) fn declared_count(&mut self, id: FactId, span: Span, scope: &Scope) -> Option<u32> {
        let fact = self.declared_fact(id, Bilingual::new("count", "aantal"), id.as_str(), &[], span, scope)?;
        match fact.kind {
            DeclaredKind::Count { most, .. } => Some(most),
            _ => {
                self.of_kind(&fact, ValueKind::Count, span);
                None
            }
        }
    }

    /// The least and the most that a count can be; `None` after reporting that there is no such count.
    fn range_of_count(&mut self, id: FactId, span: Span, scope: &Scope) -> Option<(u32, u32)> {
        if let Some(count) = BuiltInCount::with_id(id) {
            let unknown =
                scope.without(|question| count != BuiltInCount::Cancelled || super::allowed::knows_cancelled(question));
            if let Some(question) = unknown {
                let message = both!("`{question}` does not know `{id}`", "`{question}` kent `{id}` niet");
                self.error(FaultCode::QuestionCondition, span, message);
                return None;
            }
            return Some(count.range());
        }
        let called = Bilingual::new("count", "aantal");
        let fact = self.declared_fact(id, called, id.as_str(), BuiltInCount::NAMES, span, scope)?;
        match fact.kind {
            DeclaredKind::Count { least, most } => Some((least, most)),
            _ => {
                self.of_kind(&fact, ValueKind::Count, span);
                None
            }
        }
    }

    /// Conditions, and how many a count must be.
    pub(super) fn counted(&mut self, mut conditions: Conditions, raw: &Slot<CountTable>, scope: &Scope) -> Conditions {
        let Some(CountTable { of: Slot::Given(At { value: CountName(id), span }), at_least, at_most, span: table }) =
            raw.get()
        else {
            return conditions;
        };
        if at_least.is_absent() && at_most.is_absent() {
            let message =
                both!("one of `at_least` or `at_most` is missing", "een van `at_least` of `at_most` ontbreekt");
            self.error(FaultCode::MissingKey, *table, message);
        }
        let Some((least, most)) = self.range_of_count(*id, *span, scope) else { return conditions };
        let at_least_so = |bound| Condition::Declared(DeclaredTest { fact: *id, ask: Ask::AtLeast(bound) });
        let (lower, upper) = (at_least.get().copied(), at_most.get().copied());
        for (bound, span) in [(lower, at_least.span()), (upper.map(|most| most.saturating_add(1)), at_most.span())] {
            if let (Some(bound), Some(span)) = (bound, span)
                && (bound <= least || bound > most)
            {
                let message = both!(
                    "`{id}` is from {least} to {most}, so that this bound decides nothing",
                    "`{id}` is van {least} tot {most}, zodat deze grens niets beslist"
                );
                self.error(FaultCode::OutOfRange, span, message);
            }
        }
        if let (Some(lower), Some(upper), Some(span)) = (lower, upper, at_most.span())
            && lower > upper
        {
            let message = both!(
                "at least {lower} is more than at most {upper}",
                "minstens {lower} is meer dan hoogstens {upper}"
            );
            self.error(FaultCode::BoundsReversed, span, message);
        }
        conditions.when.extend(lower.map(at_least_so));
        conditions.unless.extend(upper.map(|most| at_least_so(most.saturating_add(1))));
        conditions
    }

    /// A base as the file means it; `None` after reporting that it declares no such amount.
    pub(super) fn base(&mut self, base: Base, span: Span, scope: &Scope) -> Option<Base> {
        let Base::Stated(StatedAmount::Declared(id)) = base else { return Some(base) };
        let fact = self.declared_fact(id, BASE, id.as_str(), Base::NAMES, span, scope)?;
        self.of_kind(&fact, ValueKind::Amount, span).then_some(base)
    }

    /// Whether a counter is one that is built in, or that the file declares; reports that it is not, or never goes so far.
    pub(super) fn counter(&mut self, counted: Counted, span: Span, scope: &Scope) -> bool {
        let Counted { counter: Counter::Declared(id), beyond } = counted else { return true };
        let fact = self.declared_fact(id, COUNTER, id.as_str(), Counter::NAMES, span, scope);
        match fact {
            Some(fact) if fact.kind.value() == ValueKind::Amount => {
                let (message, help) = no_product_of_amounts(id.as_str());
                self.faults.error(FaultCode::UnknownWord, span, message, Some(help));
                false
            }
            Some(fact) => {
                if let DeclaredKind::Count { most, .. } = fact.kind
                    && beyond >= most
                {
                    let message = both!(
                        "there are at most {most} of `{id}`, so that none is beyond {beyond}",
                        "er zijn er hoogstens {most} van `{id}`, zodat er geen boven {beyond} komt"
                    );
                    self.error(FaultCode::KeyWithoutEffect, span, message);
                }
                self.of_kind(&fact, ValueKind::Count, span)
            }
            None => false,
        }
    }

    /// Reports an anchor that the file does not declare as a date or an instant.
    pub(super) fn declared_anchor(&mut self, id: FactId, span: Span, scope: &Scope) {
        let fact = self.declared_fact(id, ANCHOR, id.as_str(), Anchor::NAMES, span, scope);
        if let Some(fact) = fact.filter(|fact| !matches!(fact.kind, DeclaredKind::Date | DeclaredKind::Instant)) {
            self.of_kind(&fact, ValueKind::Date, span);
        }
    }

    /// Reports that a time of day is asked of a date, which has none.
    pub(super) fn has_a_time(&mut self, anchor: Anchor, span: Span) {
        let Anchor::Declared(id) = anchor else { return };
        if self.declared.get(id).is_some_and(|fact| fact.kind == DeclaredKind::Date) {
            let message = both!(
                "`{id}` is a date, which has no time of day",
                "`{id}` is een datum, en die heeft geen tijd van de dag"
            );
            let help = both!("declare the fact with `kind = \"instant\"`", "noem het gegeven met `kind = \"instant\"`");
            self.faults.error(FaultCode::KeyConflict, span, message, Some(help));
        }
    }

    /// Reports a period of minutes or hours from a date, which has no time.
    pub(super) fn hours_from(&mut self, anchor: Anchor, period: Option<Period>, span: Span) {
        let Anchor::Declared(id) = anchor else { return };
        let is_date = self.declared.get(id).is_some_and(|fact| fact.kind == DeclaredKind::Date);
        if is_date && period.is_some_and(|period| period.elapsed().is_some()) {
            let message = both!(
                "`{id}` is a date, and minutes and hours are counted from an instant",
                "`{id}` is een datum, en minuten en uren tellen vanaf een tijdstip"
            );
            let help = both!(
                "count days, or declare the fact with `kind = \"instant\"`",
                "tel dagen, of noem het gegeven met `kind = \"instant\"`"
            );
            self.faults.error(FaultCode::PeriodUnit, span, message, Some(help));
        }
    }

    /// Whether a fact is of a kind; reports that it is not.
    fn of_kind(&mut self, fact: &DeclaredFact, wanted: ValueKind, span: Span) -> bool {
        let kind = fact.kind.value();
        if kind != wanted {
            let message = both!(
                "`{}` is of the kind `{kind}`, and here stands one of the kind `{wanted}`",
                "`{}` is van de soort `{kind}`, en hier hoort er een van de soort `{wanted}`",
                fact.id
            );
            self.error(FaultCode::UnknownWord, span, message);
        }
        kind == wanted
    }

    /// The declared fact that a word names; `None` after reporting that there is none, or that a question does not know it.
    pub(super) fn declared_fact(
        &mut self,
        id: FactId,
        called: Bilingual,
        written: &str,
        built_in: &[&str],
        span: Span,
        scope: &Scope,
    ) -> Option<DeclaredFact> {
        let Some(fact) = self.declared.get(id).cloned() else {
            if !self.declared.faulty.contains(&id) {
                let help = self.faults.has_room().then(|| self.advice_on(id, called, written, built_in));
                self.faults.error(FaultCode::UnknownWord, span, unknown(called, written), help);
            }
            return None;
        };
        if let Some(question) = scope.questions.iter().find(|question| !fact.is_known_to(**question)) {
            let message = both!("`{id}` is not declared for `{question}`", "`{id}` is niet genoemd voor `{question}`");
            let help = both!(
                "add `\"{question}\"` to the `questions` of the fact, or leave them out",
                "zet `\"{question}\"` bij de `questions` van het gegeven, of laat ze weg"
            );
            self.faults.error(FaultCode::QuestionCondition, span, message, Some(help));
        }
        Some(fact)
    }

    /// What was probably meant; else what there is, and how to declare what there is not.
    fn advice_on(&self, id: FactId, called: Bilingual, written: &str, built_in: &[&str]) -> Summary {
        if id == FactId::PRODUCT {
            return both!(
                "declare the products: `[[product]]` with an `id`, a `kind` and a `name`",
                "noem de producten: `[[product]]` met een `id`, een `kind` en een `name`"
            );
        }
        let declared: Vec<&str> = self.declared.facts.iter().map(|fact| fact.id.as_str()).collect();
        if let Some(name) = closest(written, built_in.iter().chain(&declared).copied()) {
            return did_you_mean(name);
        }
        let kind = match called.en {
            "condition" if written.contains(':') => "choice",
            "condition" => "yes_no",
            "anchor" => "date",
            "counter" | "count" => "count",
            _ => "amount",
        };
        let own = match declared.as_slice() {
            [] => both!("", ""),
            own => {
                let all = all_of(own);
                both!("; the file declares {all}", "; het bestand noemt {all}"; all)
            }
        };
        if built_in.is_empty() {
            return both!(
                "declare it: `[[fact]]` with `id = \"{id}\"` and `kind = \"{kind}\"`{own}",
                "noem het zelf: `[[fact]]` met `id = \"{id}\"` en `kind = \"{kind}\"`{own}"; own
            );
        }
        let known = all_of(built_in);
        both!(
            "there are {known}{own}; declare another: `[[fact]]` with `id = \"{id}\"` and `kind = \"{kind}\"`",
            "er zijn {known}{own}; noem zelf een ander: `[[fact]]` met `id = \"{id}\"` en `kind = \"{kind}\"`"; known, own
        )
    }
}
