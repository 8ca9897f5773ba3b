//! From what was read to cases: rows laid over their case, and everything checked that needs no policy.

use super::fact_keys::{CaseTable, FactKeys, Row};
use super::format::{Expect, FileTable, Unnoticed};
use super::questions::{self, facts_of};
use super::values::{Articles, ClaimKind, Many, OneLine};
use super::{Case, CaseFile, mutate};
use crate::money::Currency;
use crate::policy::building_blocks::Span;
use crate::policy::load::LineIndex;
use crate::policy::load::fault::FaultCode;
use crate::policy::load::faults::Faults;
use crate::policy::load::read::{At, Slot};
use crate::policy::load::snippet::quoted;
use crate::policy::load::suggest::one_of;
use crate::policy::load::values::Id;
use crate::vocabulary::{BreachKind, DamageKind, Question, both};

/// Builds the cases of a file; what is wrong with them is reported.
pub(super) fn file(name: &str, text: &str, raw: FileTable, faults: &mut Faults<'_>) -> Option<CaseFile> {
    let lines = LineIndex::new(text);
    let defaults = match raw.defaults {
        Slot::Given(At { value, .. }) => FactKeys::from(value),
        _ => FactKeys::none(),
    };
    let mut builder = Builder { defaults, lines, names: Vec::new(), cases: Vec::new(), faults };
    if let Slot::Given(At { value, .. }) = raw.case {
        value.0.into_iter().for_each(|case| builder.case(case.value));
    }
    let Builder { cases, lines, .. } = builder;
    let unnoticed = raw.unnoticed.get().into_iter().flat_map(|Many(all)| all);
    let unnoticed = unnoticed.map(|At { value: Unnoticed { clause, old, new, reason }, span }| mutate::Unnoticed {
        clause: clause.as_ref().map(|Id(id)| id.clone()),
        old: old.0.clone(),
        new: new.as_ref().map(|OneLine(new)| new.clone()),
        reason: reason.0.clone(),
        line: lines.position(span.start).0,
    });
    Some(CaseFile {
        file: name.to_owned(),
        policy: raw.policy.get()?.0.clone(),
        version: raw.version.get().map(|version| version.0.clone()),
        currency: raw.currency.get().copied().unwrap_or(Currency::EUR),
        cases,
        unnoticed: unnoticed.collect(),
    })
}

struct Builder<'b, 'f, 't> {
    defaults: FactKeys,
    lines: LineIndex<'t>,
    names: Vec<String>,
    cases: Vec<Case>,
    faults: &'b mut Faults<'f>,
}

impl Builder<'_, '_, '_> {
    fn case(&mut self, mut table: CaseTable) {
        let facts = table.take_facts();
        let (Slot::Given(name), Slot::Given(article)) = (table.name, table.article) else { return };
        let At { value: OneLine(name), span } = name;
        if self.names.contains(&name) {
            let message = both!("two cases are called {}", "twee gevallen heten {}", quoted(&name));
            self.faults.error(FaultCode::DuplicateId, span, message, None);
        }
        self.names.push(name.clone());
        let expect_is_faulty = table.expect.is_faulty();
        let expect = match table.expect {
            Slot::Given(at) => at.value,
            _ => Expect::nothing(),
        };
        let At { value: Articles(articles), .. } = article;
        let unchecked = table.unchecked.get_or(false);
        let draft = Draft { name, articles, facts, expect, span: table.span, expect_is_faulty, unchecked };
        match table.row {
            Slot::Absent => self.single(draft),
            Slot::Faulty => {}
            Slot::Given(rows) if rows.value.0.is_empty() => {
                self.faults.error(
                    FaultCode::EmptyList,
                    rows.span,
                    both!("the list is empty", "de lijst is leeg"),
                    None,
                );
            }
            Slot::Given(rows) => self.rows(draft, rows.value.0),
        }
    }

    fn single(&mut self, draft: Draft) {
        self.foreign(&draft.facts, draft.question(&self.defaults));
        self.finish(draft);
    }

    fn rows(&mut self, draft: Draft, rows: Vec<At<Row>>) {
        // A fact of the case is foreign only when no row asks a question that takes it: the first row stands for all.
        let first = rows.first().and_then(|row| row.value.facts.question.get().copied());
        self.foreign(&draft.facts, first.or_else(|| draft.question(&self.defaults)));
        for (number, At { value: row, .. }) in (1..).zip(rows) {
            let question = row.facts.question.get().copied().or_else(|| draft.question(&self.defaults));
            self.foreign(&row.facts, question);
            let expect_is_faulty = draft.expect_is_faulty || row.expect.is_faulty();
            let expect = match row.expect {
                Slot::Given(at) => at.value.over(&draft.expect),
                _ => draft.expect.clone(),
            };
            self.finish(Draft {
                name: format!("{}, row {number}", draft.name),
                articles: draft.articles.clone(),
                facts: row.facts.over(&draft.facts),
                expect,
                span: row.span,
                expect_is_faulty,
                unchecked: draft.unchecked,
            });
        }
    }

    /// Facts that the question does not take.
    fn foreign(&mut self, facts: &FactKeys, question: Option<Question>) {
        let Some(question) = question else { return };
        for (fact, span) in facts.stated().into_iter().filter(|(fact, _)| !questions::takes(question, fact)) {
            let (needed, possible) = facts_of(question);
            let own: Vec<&str> = needed.iter().chain(possible).copied().collect();
            let help = match own.as_slice() {
                [] => both!(
                    "it has no facts beside those of the agreement",
                    "zij heeft geen gegevens naast die van de overeenkomst"
                ),
                own => {
                    let all = one_of(own);
                    both!("it has {all}", "zij heeft {all}"; all)
                }
            };
            let message = both!("`{fact}` is not a fact of `{question}`", "`{fact}` is geen gegeven van `{question}`");
            self.faults.error(FaultCode::KeyWithoutEffect, span, message, Some(help));
        }
    }

    fn finish(&mut self, draft: Draft) {
        let Draft { name, articles, facts, expect, span, expect_is_faulty, unchecked } = draft;
        let facts = facts.over(&self.defaults);
        self.expectation(&expect, span, expect_is_faulty);
        let Some(question) = self.question(&facts, span) else { return };
        if expect.error.is_none() {
            self.needed(&facts, question, span);
        }
        self.kind(&facts, question);
        self.invoices(&facts, question);
        let (line, _) = self.lines.position(span.start);
        self.cases.push(Case { name, articles, line, question, facts, expect, unchecked });
    }

    fn question(&mut self, facts: &FactKeys, span: Span) -> Option<Question> {
        if facts.question.is_absent() {
            let help = both!(
                "write what the case asks, as in `question = \"cancellation\"`",
                "schrijf wat het geval vraagt, zoals in `question = \"cancellation\"`"
            );
            let message = both!("missing key `question` in `case`", "sleutel `question` ontbreekt in `case`");
            self.faults.error(FaultCode::MissingKey, span, message, Some(help));
        }
        facts.question.get().copied()
    }

    fn expectation(&mut self, expect: &Expect, span: Span, is_faulty: bool) {
        let stated = expect.stated();
        if stated.is_empty() && !is_faulty {
            let help = both!(
                "write what the decision must be, as in `expect = {{ verdict = \"permitted\" }}`",
                "schrijf wat de beslissing moet zijn, zoals in `expect = {{ verdict = \"permitted\" }}`"
            );
            let message = both!("the case expects nothing", "het geval verwacht niets");
            self.faults.error(FaultCode::MissingKey, span, message, Some(help));
        }
        let other = stated.iter().find(|(name, _)| *name != "error").filter(|_| expect.error.is_some());
        if let Some((name, span)) = other {
            let message = both!(
                "`expect` takes only one of `error` and `{name}`: a request that is refused has no decision",
                "in `expect` staat `error` of `{name}`, niet allebei: een geweigerd verzoek heeft geen beslissing"
            );
            self.faults.error(FaultCode::KeyConflict, *span, message, None);
        }
    }

    fn needed(&mut self, facts: &FactKeys, question: Question, span: Span) {
        let (needed, _) = facts_of(question);
        // The policy's own product says of what type it is.
        let told = |fact: &str| fact == "product" && !facts.lacks("product_id");
        for fact in questions::AGREEMENT.iter().filter(|fact| facts.lacks(fact) && !told(fact)) {
            let message = both!("missing fact `{fact}`", "het gegeven `{fact}` ontbreekt");
            let help = both!(
                "state it in the case or for all cases under `[defaults]`",
                "noem het in het geval, of voor alle gevallen onder `[defaults]`"
            );
            self.faults.error(FaultCode::MissingKey, span, message, Some(help));
        }
        for fact in needed.iter().filter(|fact| facts.lacks(fact)) {
            let message = both!(
                "missing fact `{fact}`: `{question}` needs it",
                "het gegeven `{fact}` ontbreekt: `{question}` heeft het nodig"
            );
            self.faults.error(FaultCode::MissingKey, span, message, None);
        }
    }

    /// `kind` is a kind of damage or of breach.
    fn kind(&mut self, facts: &FactKeys, question: Question) {
        let Slot::Given(At { value, span }) = &facts.kind else { return };
        let (fits, names) = match question {
            Question::DamageClaim => (matches!(value, ClaimKind::Damage(_)), DamageKind::NAMES),
            Question::Breach => (matches!(value, ClaimKind::Breach(_)), BreachKind::NAMES),
            _ => return,
        };
        if !fits {
            let message =
                both!("`{}` is not a kind of `{question}`", "`{}` is geen soort van `{question}`", value.name());
            let all = one_of(names);
            self.faults.error(FaultCode::UnknownWord, *span, message, Some(both!("use {all}", "gebruik {all}"; all)));
        }
    }

    fn invoices(&mut self, facts: &FactKeys, question: Question) {
        let Slot::Given(invoices) = &facts.invoices else { return };
        for At { value: invoice, span } in &invoices.value.0 {
            let missing = match question {
                Question::PaymentReview if invoice.issued_on.is_none() => "issued_on",
                Question::PaymentAllocation if invoice.due_on.is_none() => "due_on",
                _ => continue,
            };
            let message = both!(
                "missing key `{missing}` in `invoice`: `{question}` needs it",
                "sleutel `{missing}` ontbreekt in `invoice`: `{question}` heeft die nodig"
            );
            self.faults.error(FaultCode::MissingKey, *span, message, None);
        }
    }
}

/// A case or a row of one, before the defaults.
struct Draft {
    name: String,
    articles: Vec<String>,
    facts: FactKeys,
    expect: Expect,
    span: Span,
    expect_is_faulty: bool,
    unchecked: bool,
}

impl Draft {
    fn question(&self, defaults: &FactKeys) -> Option<Question> {
        self.facts.question.get().or(defaults.question.get()).copied()
    }
}
