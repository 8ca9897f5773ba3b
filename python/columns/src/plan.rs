//! From a schema to what is read of each batch, and the answers to the rows of a batch.

use std::collections::HashMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, BooleanArray, RecordBatch, StringArray, StructArray};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use arrow_select::concat::concat_batches;
use arrow_select::nullif::nullif;
use clausula::calendar::Instant;
use clausula::contract::{Cause, Rejection};
use clausula::decision::Decision;
use clausula::evaluate::{Detail, evaluate_into, figures_into};
use clausula::facts::table::{self, Fact, FactDef, FactKind};
use clausula::facts::{Agreement, Checks, DeclaredFacts, FactId, Facts, FactsSlot};
use clausula::money::{Currency, Locale};
use clausula::policy::Policy;
use clausula::vocabulary::{Basis, ProductType, Question, Verdict};

use crate::answers::{Answers, Output, output_schema};
use crate::engine::{Engine, Held};
use crate::names::{
    self, CURRENCY, DECLARED, OF_REQUEST, UNITS, Words, closest, columns, group_of, in_entry, suffix, words,
};
use crate::reason::Request;
use crate::row::{Read, Short, is_required};
use crate::schema_error::SchemaError;
use crate::source::{NO_WORD, Shape, Source, Stated, UNKNOWN_WORD, at, codes, item, plain};

/// How a batch is answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The policy that decides where no column `policy_id` says which.
    pub policy_id: Option<String>,
    /// The columns of answers: names, `charges.*`, `deadlines.*` or `*`; empty: [`Output::DEFAULT`].
    pub answers: Vec<String>,
    /// The columns that go into the answers as they are, before them; `*`: all that are no facts. `request_id` is kept anyway.
    pub keep: Vec<String>,
}

/// How batches with the same columns are answered. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Plan {
    inner: Arc<Inner>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    engine: Engine,
    policy_id: Option<String>,
    input: SchemaRef,
    /// Where the columns of the request are, in the order of [`OF_REQUEST`].
    request: [Option<usize>; OF_REQUEST.len()],
    question: Option<Question>,
    agreement: Vec<Planned>,
    /// The columns of the event of each question that can be asked.
    events: Vec<(Question, Vec<Planned>)>,
    /// For each of these: what has to be checked of its facts, and whether its event needs a column that is not there.
    checks: Vec<(Checks, bool)>,
    declared: Vec<(FactId, Planned)>,
    keep: Vec<usize>,
    outputs: Vec<Output>,
    /// Whether none of them tells what stands beside verdict, amounts and deadlines.
    figures_alone: bool,
    output: SchemaRef,
}

/// A column of a schema, and what it states.
#[derive(Debug)]
struct Planned {
    fact: Option<Fact>,
    kind: FactKind,
    group: Option<Fact>,
    required: bool,
    column: usize,
    currency: Option<usize>,
    words: Arc<Words>,
    entries: Vec<Planned>,
}

/// The fields of a schema by name, and which were taken.
struct Search<'a> {
    fields: &'a Fields,
    places: HashMap<&'a str, usize>,
    taken: Vec<bool>,
    /// The path of the list whose entries these are, with `[].`; empty for the schema itself.
    within: String,
}

impl<'a> Search<'a> {
    fn new(fields: &'a Fields, within: String) -> Result<Search<'a>, SchemaError> {
        let mut places = HashMap::new();
        for (place, field) in fields.iter().enumerate() {
            if places.insert(field.name().as_str(), place).is_some() {
                return Err(SchemaError::Twice { column: format!("{within}{}", field.name()) });
            }
        }
        Ok(Search { fields, places, taken: vec![false; fields.len()], within })
    }

    /// Where a column is, if it is there; a column of nulls alone, without a type, is not.
    fn find(&mut self, name: &str, shape: Shape) -> Result<Option<usize>, SchemaError> {
        let Some(place) = self.places.get(name).copied() else { return Ok(None) };
        let Some(field) = self.fields.get(place) else { return Ok(None) };
        if let Some(taken) = self.taken.get_mut(place) {
            *taken = true;
        }
        match field.data_type() {
            DataType::Null => Ok(None),
            given if shape.takes(given) => Ok(Some(place)),
            given => Err(SchemaError::Type {
                column: format!("{}{name}", self.within),
                wanted: shape.wanted(),
                got: given.clone(),
            }),
        }
    }

    fn fact(&mut self, fact: Fact, name: &str) -> Result<Option<Planned>, SchemaError> {
        let found = self.find(&format!("{name}{}", suffix(fact.kind)), Shape::of(fact.kind))?;
        let currency = match fact.kind {
            FactKind::Amount => self.find(&format!("{name}{CURRENCY}"), Shape::Text)?,
            _ => None,
        };
        let Some(column) = found else { return Ok(None) };
        let entries = match (fact.kind, self.fields.get(column).and_then(|field| item(field.data_type()))) {
            (FactKind::List { .. }, Some(entry)) => entries(fact, entry)?,
            _ => Vec::new(),
        };
        Ok(Some(Planned {
            fact: Some(fact),
            kind: fact.kind,
            group: group_of(fact),
            required: is_required(fact),
            column,
            currency,
            words: Arc::new(words(fact.kind)),
            entries,
        }))
    }

    /// The first that was not taken, as an error.
    fn nothing_left(&self, known: &[String], keep: impl Fn(&str) -> bool) -> Result<(), SchemaError> {
        let left = self.fields.iter().zip(&self.taken).find(|(field, taken)| !**taken && !keep(field.name()));
        left.map_or(Ok(()), |(field, _)| {
            let meant = closest(field.name(), known.iter().map(String::as_str));
            Err(SchemaError::Unknown { column: format!("{}{}", self.within, field.name()), meant })
        })
    }
}

/// The fields of the entries of a list.
fn entries(list: Fact, entry: &Field) -> Result<Vec<Planned>, SchemaError> {
    let DataType::Struct(fields) = entry.data_type() else { return Ok(Vec::new()) };
    let mut search = Search::new(fields, format!("{}[].", list.path))?;
    let mut planned = Vec::new();
    for fact in table::entries_of(list) {
        match search.fact(fact, in_entry(fact))? {
            Some(found) => planned.push(found),
            None if is_required(fact) => return Err(missing(fact)),
            None => {}
        }
    }
    let known: Vec<String> =
        table::entries_of(list).map(|fact| format!("{}{}", in_entry(fact), suffix(fact.kind))).collect();
    search.nothing_left(&known, |_| false)?;
    Ok(planned)
}

fn missing(fact: Fact) -> SchemaError {
    let column = format!("{}{}", fact.path, suffix(fact.kind));
    SchemaError::Missing { column, wanted: Shape::of(fact.kind).wanted() }
}

impl Plan {
    pub(crate) fn new(engine: &Engine, schema: &Schema, options: &Options) -> Result<Plan, SchemaError> {
        let mut search = Search::new(schema.fields(), String::new())?;
        let mut request = [None; OF_REQUEST.len()];
        for (place, (name, shape)) in request.iter_mut().zip(OF_REQUEST) {
            *place = search.find(name, shape)?;
        }
        let [policy_id, _, _, _, _, request_id, asked] = request;
        if policy_id.is_none() && options.policy_id.is_none() {
            return Err(SchemaError::Missing { column: names::POLICY_ID.to_owned(), wanted: Shape::Text.wanted() });
        }

        let mut agreement = Vec::new();
        for fact in table::agreement::ROWS.iter().filter(|fact| !fact.is_of_entry()) {
            match search.fact(fact, fact.path)? {
                Some(found) => agreement.push(found),
                None if is_required(fact) => return Err(missing(fact)),
                None => {}
            }
        }
        let has = |wanted: FactDef| agreement.iter().any(|planned| planned.fact == Some(&wanted));
        if !has(table::agreement::PRODUCT) && !has(table::agreement::PRODUCT_ID) {
            return Err(missing(&table::agreement::PRODUCT));
        }
        let (events, question, lacking) = events(&mut search, asked.is_some())?;
        let declared = declared(&mut search)?;

        let known: Vec<String> = columns().into_iter().map(|column| column.name).collect();
        let all = options.keep.iter().any(|name| name == "*");
        search.nothing_left(&known, |name| all || options.keep.iter().any(|keep| keep == name))?;
        let keep = kept(&search, request_id, options, all)?;

        let outputs = Output::chosen(&options.answers)?;
        let kept = keep.iter().filter_map(|place| schema.fields().get(*place)).map(Arc::clone);
        let output = output_schema(kept, &outputs, engine)?;
        let checks = events.iter().map(|(question, planned)| {
            let states = |fact: Fact| agreement.iter().chain(planned).any(|planned| planned.may_state(fact));
            (Checks::of(*question, states), lacking.contains(question))
        });
        let checks = checks.collect();
        let inner = Inner {
            engine: engine.clone(),
            policy_id: options.policy_id.clone(),
            input: Arc::new(schema.clone()),
            request,
            question,
            agreement,
            events,
            checks,
            declared,
            keep,
            figures_alone: !outputs.iter().any(|output| output.is_beside_figures()),
            outputs,
            output,
        };
        Ok(Plan { inner: Arc::new(inner) })
    }

    /// The columns of the answers. Their metadata name the engine and its digest.
    pub fn schema(&self) -> &SchemaRef {
        &self.inner.output
    }

    #[cfg(test)]
    pub(crate) fn inner(&self) -> &Inner {
        &self.inner
    }

    /// Answers a batch on this thread.
    ///
    /// # Errors
    /// When the batch has other columns than the plan is for. No value of a row is an error.
    pub fn evaluate(&self, batch: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let inner = &*self.inner;
        let same = batch.schema_ref().fields() == inner.input.fields();
        if !same {
            return Err(ArrowError::SchemaError("the batch has other columns than the first".to_owned()));
        }
        let bound = Bound::new(inner, batch)?;
        let mut answers = Answers::new(&inner.outputs, batch.num_rows());
        // Facts and decisions are large: each is written where the last one was.
        let (mut slot, mut decision) = (FactsSlot::new(), Decision::of(Verdict::Unregulated));
        for row in 0..batch.num_rows() {
            // Nothing here should panic. If something does, one row has no decision; the others are not affected.
            let decided = catch_unwind(AssertUnwindSafe(|| bound.decide(row, &mut slot, &mut decision)));
            match decided.unwrap_or_else(|_| Err(Rejection::new(Cause::Internal, Locale::default()))) {
                Ok(policy) => answers.decided(policy, &decision),
                Err(rejection) => answers.refused(&rejection),
            }
        }
        let kept = inner.keep.iter().filter_map(|place| batch.columns().get(*place)).map(Arc::clone);
        RecordBatch::try_new(Arc::clone(&inner.output), kept.chain(answers.finish()).collect())
    }

    /// Answers a batch on several threads, each a part of its rows. The order of rows is kept.
    ///
    /// # Errors
    /// As [`Plan::evaluate`].
    pub fn evaluate_on(&self, batch: &RecordBatch, threads: usize) -> Result<RecordBatch, ArrowError> {
        let parts = parts(batch.num_rows(), threads);
        if parts.len() <= 1 {
            return self.evaluate(batch);
        }
        let answers: Result<Vec<RecordBatch>, ArrowError> = thread::scope(|scope| {
            let part = |rows: Range<usize>| {
                let part = batch.slice(rows.start, rows.len());
                scope.spawn(move || self.evaluate(&part))
            };
            let running: Vec<_> = parts.into_iter().map(part).collect();
            let ended = |_| ArrowError::ComputeError("a thread ended before its part was answered".to_owned());
            running.into_iter().map(|part| part.join().map_err(ended)?).collect()
        });
        concat_batches(&self.inner.output, &answers?)
    }
}

/// Fewer rows than these are not worth a thread.
const FEWEST_ROWS: usize = 2_048;

/// Rows in as many parts as there are threads, but none of few rows.
fn parts(rows: usize, threads: usize) -> Vec<Range<usize>> {
    let count = threads.clamp(1, rows.div_ceil(FEWEST_ROWS).max(1));
    let each = rows.div_ceil(count).max(1);
    (0..rows).step_by(each).map(|start| start..(start + each).min(rows)).collect()
}

type Events = (Vec<(Question, Vec<Planned>)>, Option<Question>, Vec<Question>);

/// The columns of events, the question if there is only one, and the questions that lack a column.
fn events(search: &mut Search<'_>, asked: bool) -> Result<Events, SchemaError> {
    let (mut events, mut lacking, mut lacks) = (Vec::new(), Vec::new(), HashMap::new());
    for &question in Question::ALL {
        let mut planned = Vec::new();
        for fact in table::of_event(question).iter().filter(|fact| !fact.is_of_entry()) {
            match search.fact(fact, fact.path)? {
                Some(found) => planned.push(found),
                None if is_required(fact) => {
                    lacks.entry(question).or_insert(*fact);
                }
                None => {}
            }
        }
        if lacks.contains_key(&question) {
            lacking.push(question);
        }
        events.push((question, planned));
    }
    if asked {
        return Ok((events, None, lacking));
    }
    events.retain(|(_, planned)| !planned.is_empty());
    match events.as_slice() {
        [(question, _)] => {
            let question = *question;
            if let Some(fact) = lacks.get(&question) {
                return Err(missing(fact));
            }
            Ok((events, Some(question), Vec::new()))
        }
        several => {
            Err(SchemaError::WhichQuestion { found: several.iter().map(|(question, _)| question.name()).collect() })
        }
    }
}

/// The columns of facts that policies declare.
fn declared(search: &mut Search<'_>) -> Result<Vec<(FactId, Planned)>, SchemaError> {
    let mut found = Vec::new();
    for field in search.fields {
        let Some(name) = field.name().strip_prefix(DECLARED) else { continue };
        let amount = name.strip_suffix(UNITS);
        let Some(id) = FactId::parse(amount.unwrap_or(name)) else { continue };
        let kinds = [
            (Shape::YesNo, FactKind::YesNo),
            (Shape::Whole, FactKind::Count { least: 0, most: u32::MAX }),
            (Shape::Day, FactKind::Date),
            (Shape::Moment, FactKind::Instant),
            (Shape::Text, FactKind::Text { most: usize::MAX }),
        ];
        let kind = match amount {
            Some(_) => FactKind::Amount,
            None => match kinds.iter().find(|(shape, _)| shape.takes(field.data_type())) {
                Some((_, kind)) => *kind,
                None if matches!(field.data_type(), DataType::Null) => FactKind::YesNo,
                None => {
                    let (column, got) = (field.name().clone(), field.data_type().clone());
                    return Err(SchemaError::Type { column, wanted: WANTED_DECLARED, got });
                }
            },
        };
        let column = search.find(field.name(), Shape::of(kind))?;
        let currency = match kind {
            FactKind::Amount => search.find(&format!("{DECLARED}{id}{CURRENCY}"), Shape::Text)?,
            _ => None,
        };
        let Some(column) = column else { continue };
        let words = Arc::new(Words::new());
        let planned =
            Planned { fact: None, kind, group: None, required: false, column, currency, words, entries: Vec::new() };
        found.push((id, planned));
    }
    if found.len() > DeclaredFacts::MOST {
        return Err(SchemaError::TooManyDeclared { most: DeclaredFacts::MOST });
    }
    Ok(found)
}

/// What a column of a declared fact can be.
const WANTED_DECLARED: &str =
    "a boolean, a whole number, a date, a timestamp with a time zone or a text; an amount as `facts.NAME.minor_units`";

/// The columns that are kept as they are, in the order of the schema; `request_id` first.
fn kept(
    search: &Search<'_>,
    request_id: Option<usize>,
    options: &Options,
    all: bool,
) -> Result<Vec<usize>, SchemaError> {
    for name in options.keep.iter().filter(|name| *name != "*") {
        if !search.places.contains_key(name.as_str()) {
            return Err(SchemaError::NothingToKeep { column: name.clone() });
        }
    }
    let named = |name: &str| options.keep.iter().any(|keep| keep == name);
    let wanted = search
        .fields
        .iter()
        .zip(&search.taken)
        .enumerate()
        .filter(|(_, (field, taken))| named(field.name()) || (all && !**taken));
    let rest = wanted.map(|(place, _)| place).filter(|place| Some(*place) != request_id);
    Ok(request_id.into_iter().chain(rest).collect())
}

impl Planned {
    /// Whether a row can state a fact by it: its own, one of the entries of its list, or that its group is there.
    fn may_state(&self, fact: Fact) -> bool {
        self.fact == Some(fact) || self.group == Some(fact) || self.entries.iter().any(|entry| entry.may_state(fact))
    }

    fn source(&self, columns: &[ArrayRef]) -> Result<Source, ArrowError> {
        let array = columns.get(self.column).ok_or_else(no_column)?;
        if !matches!(self.kind, FactKind::List { .. }) {
            let currency = self.currency.and_then(|place| columns.get(place));
            return plain(self.kind, array, currency, &self.words);
        }
        let array = Shape::List.read(array)?;
        let list = array.as_list_opt::<i32>().cloned().ok_or_else(no_column)?;
        let values = list.values().as_struct_opt().cloned().ok_or_else(no_column)?;
        let columns = nulls_of(&values)?;
        let entries = stated(&self.entries, &columns)?;
        Ok(Source::List { list, entries })
    }
}

/// The columns of a struct, null where the struct is.
fn nulls_of(values: &StructArray) -> Result<Vec<ArrayRef>, ArrowError> {
    let Some(nulls) = values.nulls().filter(|nulls| nulls.null_count() > 0) else {
        return Ok(values.columns().to_vec());
    };
    let missing = BooleanArray::new(!nulls.inner(), None);
    values.columns().iter().map(|column| nullif(column, &missing)).collect()
}

fn no_column() -> ArrowError {
    ArrowError::SchemaError("a batch has other columns than its schema".to_owned())
}

fn stated(planned: &[Planned], columns: &[ArrayRef]) -> Result<Vec<Stated>, ArrowError> {
    let one = |planned: &Planned| {
        let Some(fact) = planned.fact else { return Ok(None) };
        let source = planned.source(columns)?;
        Ok(Some(Stated { fact, group: planned.group, required: planned.required, source }))
    };
    planned.iter().filter_map(|planned| one(planned).transpose()).collect()
}

/// The columns of a batch as they are read.
pub(crate) struct Bound<'a> {
    inner: &'a Inner,
    held: &'a Held,
    text: [Option<StringArray>; OF_REQUEST.len()],
    question: Option<Vec<u8>>,
    agreement: Vec<Stated>,
    events: Vec<(Question, Vec<Stated>)>,
    declared: Vec<(FactId, Source)>,
}

/// What a row asks.
pub(crate) struct Asked<'a> {
    policy_id: &'a str,
    policy_version: Option<&'a str>,
    policy_digest: Option<&'a str>,
    basis: Option<&'a str>,
    pub(crate) locale: Option<&'a str>,
}

impl<'a> Bound<'a> {
    pub(crate) fn new(inner: &'a Inner, batch: &RecordBatch) -> Result<Bound<'a>, ArrowError> {
        let columns = batch.columns();
        let mut text: [Option<StringArray>; OF_REQUEST.len()] = Default::default();
        for (text, place) in text.iter_mut().zip(inner.request) {
            if let Some(array) = place.and_then(|place| columns.get(place)) {
                *text = Shape::Text.read(array)?.as_string_opt::<i32>().cloned();
            }
        }
        let [.., asked] = &text;
        let question = asked.as_ref().map(|asked| codes(asked, Question::NAMES.iter().copied()));
        let events = inner.events.iter().map(|(question, planned)| Ok((*question, stated(planned, columns)?)));
        let declared = inner.declared.iter().map(|(id, planned)| Ok((*id, planned.source(columns)?)));
        Ok(Bound {
            inner,
            held: &inner.engine.held,
            question,
            agreement: stated(&inner.agreement, columns)?,
            events: events.collect::<Result<_, ArrowError>>()?,
            declared: declared.collect::<Result<_, ArrowError>>()?,
            text,
        })
    }

    pub(crate) fn asked(&self, row: usize) -> Asked<'_> {
        let [policy_id, policy_version, policy_digest, basis, locale, _, _] = &self.text;
        fn said(column: &Option<StringArray>, row: usize) -> Option<&str> {
            column.as_ref().and_then(|column| at(column, row)).filter(|text| !text.is_empty())
        }
        Asked {
            policy_id: said(policy_id, row).or(self.inner.policy_id.as_deref()).unwrap_or_default(),
            policy_version: said(policy_version, row),
            policy_digest: said(policy_digest, row),
            basis: said(basis, row),
            locale: said(locale, row),
        }
    }

    /// The question of a row; `None`: it asks none, or none that there is.
    fn question(&self, row: usize) -> Option<Question> {
        match (&self.question, self.inner.question) {
            (None, fixed) => fixed,
            (Some(codes), _) => match codes.get(row) {
                None | Some(&(NO_WORD | UNKNOWN_WORD)) => None,
                Some(code) => Question::ALL.get(usize::from(*code)).copied(),
            },
        }
    }

    /// Decides a row into `decision`, by a policy.
    fn decide(&self, row: usize, slot: &mut FactsSlot, decision: &mut Decision) -> Result<&Policy, Rejection> {
        let asked = self.asked(row);
        self.decided(row, &asked, slot, decision).map_err(|Short| {
            let answer = self.request(row, &asked).answer(self.held, asked.locale);
            // An answer would be a fault of this crate, which the tests look for.
            answer.err().unwrap_or_else(|| Rejection::new(Cause::Internal, Locale::default()))
        })
    }

    /// The facts of a row, and the currency that its amounts name.
    pub(crate) fn facts<'s>(
        &self,
        row: usize,
        asked: &Asked<'_>,
        slot: &'s mut FactsSlot,
    ) -> Result<(&'s Facts, Option<&str>), Short> {
        let question = self.question(row).ok_or(Short)?;
        let basis = asked.basis.map_or(Some(Basis::TermsAndLaw), names::basis).ok_or(Short)?;
        let Some((place, (_, columns))) = self.events.iter().enumerate().find(|(_, (of, _))| *of == question) else {
            return Err(Short);
        };
        let (checks, lacking) = self.inner.checks.get(place).ok_or(Short)?;
        if *lacking {
            return Err(Short);
        }
        let mut read = Read::new(question, slot);
        read.put(&self.agreement, row, 0)?;
        read.put(columns, row, 0)?;
        for (id, source) in &self.declared {
            read.declare(*id, source, row)?;
        }
        let (currency, is_typed) = (read.currency, read.is_typed);
        if !is_typed {
            read.agreement.product = self.type_by_terms(read.agreement, asked).ok_or(Short)?;
        }
        slot.checked(basis, checks).map(|facts| (facts, currency)).map_err(|_| Short)
    }

    /// The type of the product of the policy's own that an agreement names; `None` where it names none, and no type either.
    fn type_by_terms(&self, agreement: &Agreement, asked: &Asked<'_>) -> Option<ProductType> {
        let concluded_at = agreement.concluded_at;
        let policy = self.held.policies.select(asked.policy_id, asked.policy_version, concluded_at).ok()?;
        policy.facts.type_of(agreement.product_id.as_deref()?)?.ok()
    }

    fn decided(
        &self,
        row: usize,
        asked: &Asked<'_>,
        slot: &mut FactsSlot,
        decision: &mut Decision,
    ) -> Result<&Policy, Short> {
        if asked.locale.is_some_and(|locale| Locale::parse(locale).is_none()) {
            return Err(Short);
        }
        let (facts, currency) = self.facts(row, asked, slot)?;
        let concluded_at = facts.agreement().concluded_at;
        let policies = &self.held.policies;
        let policy = policies.select(asked.policy_id, asked.policy_version, concluded_at).map_err(|_| Short)?;
        if currency.is_some_and(|code| code != policy.currency.code())
            || asked.policy_digest.is_some_and(|digest| digest != policy.digest)
        {
            return Err(Short);
        }
        let decided = match self.inner.figures_alone {
            true => figures_into(policy, self.held.law, facts, decision),
            false => evaluate_into(policy, self.held.law, facts, Detail::Amounts, decision),
        };
        decided.map_err(|_| Short)?;
        Ok(policy)
    }

    /// A row as a request of the contract.
    pub(crate) fn request(&self, row: usize, asked: &Asked<'_>) -> Request {
        let question = self.question(row);
        let policies = &self.held.policies;
        // Where versions differ in theirs, an amount without one is in that of the version in force at conclusion, if there is one.
        let currency = policies.currency(asked.policy_id).or_else(|| self.currency_at_conclusion(row, asked));
        let mut request = Request::new(question, currency);
        request.field(names::POLICY_ID, Some(asked.policy_id));
        request.field(names::POLICY_VERSION, asked.policy_version);
        request.field(names::POLICY_DIGEST, asked.policy_digest);
        request.field(names::BASIS, asked.basis);
        request.field(names::LOCALE, asked.locale);
        if question.is_none() {
            let [.., given] = &self.text;
            request.unknown_question(given.as_ref().and_then(|given| at(given, row)));
        }
        request.facts(&self.agreement, row);
        let event = self.events.iter().find(|(of, _)| Some(*of) == question);
        event.into_iter().for_each(|(_, columns)| request.facts(columns, row));
        self.declared.iter().for_each(|(id, source)| request.declared(*id, source, row));
        request
    }

    fn currency_at_conclusion(&self, row: usize, asked: &Asked<'_>) -> Option<Currency> {
        let is_it = |stated: &&Stated| stated.fact == &table::agreement::CONCLUDED_AT;
        let Source::Moment(moments) = &self.agreement.iter().find(is_it)?.source else { return None };
        let (secs, nanos) = moments.get(row)?;
        let concluded_at = Instant::new(secs, nanos)?;
        let policies = &self.held.policies;
        policies.select(asked.policy_id, asked.policy_version, concluded_at).ok().map(|policy| policy.currency)
    }
}
