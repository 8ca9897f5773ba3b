//! Rows are answered as the contract answers them, whatever they hold.

use std::sync::Arc;

use arrow_array::builder::{Int64Builder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type};
use arrow_array::*;
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field, TimeUnit};
use clausula::facts::table::{self, Fact, FactKind, FactValue};
use clausula::facts::{DeclaredValue, Facts, FactsSlot};
use clausula::policy::store::PolicySet;
use clausula::testing::draw::Draw;
use clausula::testing::{Choices, Edges, Settings, TAPE_LENGTH};
use clausula::vocabulary::{Basis, Question};

use crate::names::{in_entry, suffix};
use crate::plan::Bound;
use crate::{Engine, Options, Output, SchemaError};

type Row<'a> = (&'a str, Facts);

/// Bytes that look random, the same in every run.
fn tape(seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut byte = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    (0..TAPE_LENGTH).map(|_| byte()).collect()
}

/// Drawn requests on every policy that is built in.
fn drawn(engine: &Engine, count: u64) -> Vec<Row<'_>> {
    let policies: Vec<_> = engine.policies().iter().collect();
    let edges: Vec<Edges> = policies.iter().map(|policy| Edges::of(policy)).collect();
    (0..count)
        .map(|seed| {
            let place = seed as usize % policies.len();
            let facts = Draw::new(policies[place], &edges[place], Settings::default(), &tape(seed)).facts();
            (policies[place].id.as_str(), facts)
        })
        .collect()
}

/// What each row says of a fact.
type Said<'a> = Vec<Option<FactValue<'a>>>;

fn column(fact: Fact, said: &Said<'_>) -> ArrayRef {
    macro_rules! collect {
        ($array:ty, $variant:ident($held:ident) => $value:expr) => {{
            let values = said.iter().map(|said| match said {
                Some(FactValue::$variant($held)) => Some($value),
                None => None,
                Some(other) => panic!("{} is {other:?}", fact.path),
            });
            Arc::new(values.collect::<$array>()) as ArrayRef
        }};
    }
    match fact.kind {
        FactKind::YesNo | FactKind::Group => collect!(BooleanArray, YesNo(so) => *so),
        FactKind::Amount => collect!(Int64Array, Amount(amount) => amount.get()),
        FactKind::Count { .. } => collect!(Int64Array, Count(count) => i64::from(*count)),
        FactKind::Date => collect!(Date32Array, Date(date) => date.days()),
        FactKind::Instant => {
            let array = said.iter().map(|said| match said {
                Some(FactValue::Instant(at)) => Some(at.secs() * 1_000_000_000 + i64::from(at.nanos())),
                None => None,
                Some(other) => panic!("{} is {other:?}", fact.path),
            });
            Arc::new(array.collect::<TimestampNanosecondArray>().with_timezone("UTC"))
        }
        FactKind::Choice(choice) => collect!(StringArray, Word(word) => choice.contract_name(word)),
        FactKind::Text { .. } => collect!(StringArray, Text(text) => (*text).to_owned()),
        FactKind::Dates { .. } => {
            let dates = said.iter().map(|said| match said {
                Some(FactValue::Dates(dates)) => Some(dates.iter().map(|date| Some(date.days())).collect::<Vec<_>>()),
                None => None,
                Some(other) => panic!("{} is {other:?}", fact.path),
            });
            Arc::new(ListArray::from_iter_primitive::<Date32Type, _, _>(dates))
        }
        FactKind::List { .. } => panic!("a list has entries"),
    }
}

/// A batch with every column of built-in facts.
fn batch(rows: &[Row<'_>]) -> RecordBatch {
    let mut columns: Vec<(String, ArrayRef)> = vec![
        ("policy_id".to_owned(), Arc::new(rows.iter().map(|(id, _)| Some(*id)).collect::<StringArray>())),
        (
            "question".to_owned(),
            Arc::new(rows.iter().map(|(_, facts)| Some(facts.question().name())).collect::<StringArray>()),
        ),
        (
            "basis".to_owned(),
            Arc::new(
                rows.iter()
                    .map(|(_, facts)| (facts.basis() == Basis::TermsOnly).then_some("BASIS_TERMS_ONLY"))
                    .collect::<StringArray>(),
            ),
        ),
    ];
    for fact in table::all().filter(|fact| !fact.is_of_entry()) {
        if let FactKind::List { .. } = fact.kind {
            let lengths: Vec<usize> = rows
                .iter()
                .map(|(_, facts)| match fact_of(fact, facts, 0) {
                    Some(FactValue::Count(length)) => length as usize,
                    _ => 0,
                })
                .collect();
            let entries = table::entries_of(fact).map(|inner| {
                let said: Said<'_> = rows
                    .iter()
                    .zip(&lengths)
                    .flat_map(|((_, facts), length)| (0..*length).map(|entry| fact_of(inner, facts, entry)))
                    .collect();
                let array = column(inner, &said);
                let name = format!("{}{}", in_entry(inner), suffix(inner.kind));
                (Arc::new(Field::new(name, array.data_type().clone(), true)), array)
            });
            let values = StructArray::from(entries.collect::<Vec<_>>());
            let item = Arc::new(Field::new_list_field(values.data_type().clone(), true));
            let list = ListArray::new(item, OffsetBuffer::from_lengths(lengths), Arc::new(values), None);
            columns.push((fact.path.to_owned(), Arc::new(list)));
        } else {
            let said: Said<'_> = rows.iter().map(|(_, facts)| fact_of(fact, facts, 0)).collect();
            columns.push((format!("{}{}", fact.path, suffix(fact.kind)), column(fact, &said)));
        }
    }
    declared(rows, &mut columns);
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, array)| (name, array, true))).unwrap()
}

fn fact_of<'a>(fact: Fact, facts: &'a Facts, entry: usize) -> Option<FactValue<'a>> {
    fact.get(facts.agreement(), facts.event(), entry)
}

/// The columns of the facts that policies declare, as far as rows state them.
fn declared(rows: &[Row<'_>], columns: &mut Vec<(String, ArrayRef)>) {
    let mut ids: Vec<_> = rows.iter().flat_map(|(_, facts)| facts.agreement().declared.iter()).collect();
    ids.sort_by_key(|(id, value)| (*id, value.kind()));
    ids.dedup_by_key(|(id, _)| *id);
    for (id, like) in ids {
        let values = rows.iter().map(|(_, facts)| facts.agreement().declared.get(id));
        let (name, array): (String, ArrayRef) = match like {
            DeclaredValue::YesNo(_) => (
                format!("facts.{id}"),
                Arc::new(
                    values
                        .map(|value| match value {
                            Some(DeclaredValue::YesNo(so)) => Some(so),
                            _ => None,
                        })
                        .collect::<BooleanArray>(),
                ),
            ),
            DeclaredValue::Amount(_) => (
                format!("facts.{id}.minor_units"),
                Arc::new(
                    values
                        .map(|value| match value {
                            Some(DeclaredValue::Amount(amount)) => Some(amount.get()),
                            _ => None,
                        })
                        .collect::<Int64Array>(),
                ),
            ),
            DeclaredValue::Count(_) => (
                format!("facts.{id}"),
                Arc::new(
                    values
                        .map(|value| match value {
                            Some(DeclaredValue::Count(count)) => Some(count),
                            _ => None,
                        })
                        .collect::<UInt32Array>(),
                ),
            ),
            DeclaredValue::Date(_) => (
                format!("facts.{id}"),
                Arc::new(
                    values
                        .map(|value| match value {
                            Some(DeclaredValue::Date(date)) => Some(date.days()),
                            _ => None,
                        })
                        .collect::<Date32Array>(),
                ),
            ),
            DeclaredValue::Instant(_) => (
                format!("facts.{id}"),
                Arc::new(
                    values
                        .map(|value| match value {
                            Some(DeclaredValue::Instant(at)) => Some(at.secs()),
                            _ => None,
                        })
                        .collect::<TimestampSecondArray>()
                        .with_timezone("UTC"),
                ),
            ),
            DeclaredValue::Choice(_) => (
                format!("facts.{id}"),
                Arc::new(
                    values
                        .map(|value| match value {
                            Some(DeclaredValue::Choice(word)) => Some(word.to_string()),
                            _ => None,
                        })
                        .collect::<StringArray>(),
                ),
            ),
        };
        columns.push((name, array));
    }
}

/// Breaks some values: nulls, negative numbers, words that there are not, moments before 1990.
fn broken(batch: &RecordBatch, tape: &[u8]) -> RecordBatch {
    let mut choices = Choices::new(tape);
    let mut columns = Vec::new();
    for array in batch.columns() {
        let rows = array.len();
        let kinds: Vec<u64> = (0..rows).map(|_| choices.below(60)).collect();
        let nulls = NullBuffer::from((0..rows).map(|row| kinds[row] != 0 && array.is_valid(row)).collect::<Vec<_>>());
        let broken: ArrayRef = match array.data_type() {
            DataType::Int64 => {
                let mut built = Int64Builder::new();
                let values = array.as_primitive::<Int64Type>();
                for (row, kind) in kinds.iter().enumerate() {
                    match kind {
                        0 => built.append_null(),
                        1 => built.append_value(-1),
                        2 => built.append_value(i64::MAX),
                        3 => built.append_value(0),
                        _ => built.append_option(values.is_valid(row).then(|| values.value(row))),
                    }
                }
                Arc::new(built.finish())
            }
            DataType::Utf8 => {
                let mut built = StringBuilder::new();
                let values = array.as_string::<i32>();
                for (row, kind) in kinds.iter().enumerate() {
                    match kind {
                        0 => built.append_null(),
                        1 => built.append_value("WHO_KNOWS"),
                        2 => built.append_value(""),
                        _ => built.append_option(values.is_valid(row).then(|| values.value(row))),
                    }
                }
                Arc::new(built.finish())
            }
            DataType::Timestamp(TimeUnit::Nanosecond, _) => {
                let values = array.as_primitive::<types::TimestampNanosecondType>();
                let changed = (0..rows).map(|row| match kinds[row] {
                    0 => None,
                    1 => Some(0),
                    2 => Some(i64::MIN),
                    _ => values.is_valid(row).then(|| values.value(row)),
                });
                Arc::new(changed.collect::<TimestampNanosecondArray>().with_timezone("UTC"))
            }
            DataType::Boolean | DataType::Date32 | DataType::List(_) => {
                let data = array.to_data().into_builder().nulls(Some(nulls)).build().unwrap();
                make_array(data)
            }
            _ => Arc::clone(array),
        };
        columns.push(broken);
    }
    RecordBatch::try_new(batch.schema(), columns).unwrap()
}

/// Each row is answered as the contract answers the request that it is, and refused where and as the contract refuses it.
fn agrees(engine: &Engine, batch: &RecordBatch) -> (usize, usize) {
    let plan = engine.plan(&batch.schema(), &Options::default()).unwrap();
    let bound = Bound::new(plan.inner(), batch).unwrap();
    let answers = plan.evaluate(batch).unwrap();
    let whole = |name: &str, row: usize| {
        let column = answers.column_by_name(name).unwrap().as_primitive::<Int64Type>();
        column.is_valid(row).then(|| column.value(row))
    };
    let text = |name: &str, row: usize| {
        let column = answers.column_by_name(name).unwrap().as_string::<i32>();
        column.is_valid(row).then(|| column.value(row).to_owned())
    };
    let (mut decided, mut refused) = (0, 0);
    let mut slot = FactsSlot::new();
    for row in 0..batch.num_rows() {
        let asked = bound.asked(row);
        let request = bound.request(row, &asked);
        let said = request.json();
        // The contract may refuse what is no fact.
        if let (Ok((facts, _)), Some(read)) = (bound.facts(row, &asked, &mut slot), request.facts_of_contract()) {
            assert_eq!(*facts, read, "{said}");
        }
        match request.answer(&engine.held, asked.locale) {
            Ok(answer) => {
                let decision = answer.decision.unwrap();
                let cents = |money: Option<clausula::contract::wire::Money>| money.map(|money| money.minor_units);
                let charged: i64 = decision.charges.iter().filter_map(|charge| cents(charge.amount.clone())).sum();
                assert_eq!(text("error_code", row), None, "{said}");
                assert_eq!(whole("charged", row), Some(charged), "{said}");
                let settlement = decision.settlement;
                assert_eq!(whole("refund", row), settlement.as_ref().and_then(|s| cents(s.refund.clone())), "{said}");
                assert_eq!(whole("outstanding", row), settlement.and_then(|s| cents(s.outstanding)), "{said}");
                let sum = |charges: &[clausula::contract::wire::Charge]| -> Option<i64> {
                    let amounts = charges.iter().filter_map(|charge| cents(charge.amount.clone()));
                    amounts.reduce(i64::saturating_add)
                };
                assert_eq!(whole("compensated", row), sum(&decision.compensations), "{said}");
                assert_eq!(whole("owed", row), decision.arrears.and_then(|arrears| cents(arrears.total)), "{said}");
                let verdict = clausula::contract::wire::Verdict::try_from(decision.verdict).unwrap();
                assert_eq!(text("verdict", row).as_deref(), Some(verdict.as_str_name()), "{said}");
                decided += 1;
            }
            Err(rejection) => {
                assert_eq!(text("verdict", row), None, "{said}");
                assert_eq!(text("error_code", row).as_deref(), Some(rejection.code().name()), "{said}");
                let first = rejection.violations().into_iter().next().map(|violation| violation.field);
                assert_eq!(text("error_field", row), first, "{said}");
                refused += 1;
            }
        }
    }
    (decided, refused)
}

#[test]
fn drawn_rows_are_answered_as_the_contract_answers_them() {
    let engine = Engine::built_in().unwrap();
    let rows = drawn(&engine, 3_000);
    let asked: std::collections::HashSet<Question> = rows.iter().map(|(_, facts)| facts.question()).collect();
    assert_eq!(asked.len(), Question::ALL.len());
    let (decided, refused) = agrees(&engine, &batch(&rows));
    assert!(decided > 2_000 && refused > 10, "{decided} {refused}");
}

#[test]
fn broken_rows_are_refused_as_the_contract_refuses_them() {
    let engine = Engine::built_in().unwrap();
    let (mut decided, mut refused) = (0, 0);
    for seed in 0..8 {
        let rows = drawn(&engine, 400);
        let bytes: Vec<u8> = (0..400).flat_map(|part| tape(1_000 * (seed + 1) + part)).collect();
        let (some, others) = agrees(&engine, &broken(&batch(&rows), &bytes));
        (decided, refused) = (decided + some, refused + others);
    }
    assert!(decided > 200 && refused > 1_000, "{decided} {refused}");
}

/// A batch of one row with what every cancellation needs, and other columns instead or beside.
fn cancellation(others: Vec<(&str, ArrayRef)>) -> RecordBatch {
    let text = |text: &str| Arc::new(StringArray::from(vec![text])) as ArrayRef;
    let at = |secs: i64| Arc::new(TimestampSecondArray::from(vec![secs]).with_timezone("UTC")) as ArrayRef;
    let mut columns = vec![
        ("policy_id", text("multidonnas")),
        ("agreement.customer_type", text("CUSTOMER_TYPE_CONSUMER")),
        ("agreement.product_type", text("PRODUCT_TYPE_EVENT")),
        ("agreement.price.minor_units", Arc::new(Int64Array::from(vec![125_000])) as ArrayRef),
        ("agreement.concluded_at", at(1_780_308_000)),
        ("agreement.starts_at", at(1_789_372_800)),
        ("cancellation.received_at", at(1_785_511_860)),
    ];
    for (name, array) in others {
        columns.retain(|(other, _)| *other != name);
        columns.push((name, array));
    }
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, array)| (name, array, true))).unwrap()
}

/// Every count, not stated, at zero and at one: the facts are those that the contract reads.
#[test]
fn a_count_of_zero_is_stated_where_the_contract_says_so() {
    let engine = Engine::built_in().unwrap();
    let rows = drawn(&engine, 400);
    let counts: Vec<Fact> =
        table::all().filter(|fact| matches!(fact.kind, FactKind::Count { .. }) && !fact.is_of_entry()).collect();
    let whole = batch(&rows);
    let mut stated = [0; 3];
    for fact in &counts {
        let place = whole.schema().index_of(fact.path).unwrap();
        for (kind, value) in [None, Some(0), Some(1)].into_iter().enumerate() {
            let mut columns = whole.columns().to_vec();
            columns[place] = Arc::new(Int64Array::from(vec![value; rows.len()]));
            let batch = RecordBatch::try_new(whole.schema(), columns).unwrap();
            let plan = engine.plan(&batch.schema(), &Options::default()).unwrap();
            let (bound, mut slot) = (Bound::new(plan.inner(), &batch).unwrap(), FactsSlot::new());
            for row in 0..batch.num_rows() {
                let asked = bound.asked(row);
                let Ok((facts, _)) = bound.facts(row, &asked, &mut slot) else { continue };
                let request = bound.request(row, &asked);
                assert_eq!(Some(facts), request.facts_of_contract().as_ref(), "{}", request.json());
                let known = fact.get(facts.agreement(), facts.event(), 0);
                stated[kind] += usize::from(known == value.map(|count| FactValue::Count(count as u32)));
            }
        }
    }
    assert!(counts.len() > 8 && stated.iter().all(|count| *count > 100), "{} {stated:?}", counts.len());
}

fn refusal(batch: &RecordBatch, options: &Options) -> SchemaError {
    Engine::built_in().unwrap().plan(&batch.schema(), options).unwrap_err()
}

/// A product of the policy's own says of what type it is: with no column for the type, and in a row that states none.
#[test]
fn a_product_of_the_policys_own_says_of_what_type_it_is() {
    let terms = include_str!("../../../tests/policies/products.toml");
    let policies = PolicySet::from_files([("products/1.toml", terms)]).unwrap();
    let engine = Engine::of(policies);
    let text = |text: Option<&str>| Arc::new(StringArray::from(vec![text])) as ArrayRef;
    let charged = |id: Option<&str>, of: Option<Option<&str>>| {
        let named = cancellation(vec![("policy_id", text(Some("products"))), ("agreement.product_id", text(id))]);
        let batch = match of {
            Some(of) => cancellation(vec![
                ("policy_id", text(Some("products"))),
                ("agreement.product_id", text(id)),
                ("agreement.product_type", text(of)),
            ]),
            None => named
                .project(
                    &(0..named.num_columns())
                        .filter(|place| named.schema().field(*place).name() != "agreement.product_type")
                        .collect::<Vec<_>>(),
                )
                .unwrap(),
        };
        let answers = engine.plan(&batch.schema(), &Options::default()).unwrap().evaluate(&batch).unwrap();
        let charged = answers.column_by_name("charged").unwrap().as_primitive::<Int64Type>().clone();
        charged.is_valid(0).then(|| charged.value(0))
    };
    for of in [None, Some(None), Some(Some("PRODUCT_TYPE_EVENT"))] {
        assert_eq!(charged(Some("weekend"), of), Some(25_000), "{of:?}");
    }
    assert_eq!(charged(Some("track"), None), Some(50_000));
    // Another type than the product's, one that the policy does not have, and neither.
    assert_eq!(charged(Some("track"), Some(Some("PRODUCT_TYPE_EVENT"))), None);
    assert_eq!((charged(Some("two_days"), None), charged(None, None)), (None, None));
    // A batch without either column is refused.
    let whole = cancellation(vec![]);
    let others: Vec<usize> = (0..whole.num_columns())
        .filter(|place| whole.schema().field(*place).name() != "agreement.product_type")
        .collect();
    let refused = refusal(&whole.project(&others).unwrap(), &Options::default()).to_string();
    assert!(refused.contains("agreement.product_type"), "{refused}");
}

/// ZA art. 3: no van, a quarter of the price beside the refund where it is the provider's doing.
#[test]
fn what_the_provider_owes_has_columns_of_its_own() {
    let terms = include_str!("../../../tests/wild/za.toml");
    let engine = Engine::of(PolicySet::from_files([("za/undated.toml", terms)]).unwrap());
    let text = |text: &str| Arc::new(StringArray::from(vec![text, text])) as ArrayRef;
    let at = |secs: i64| Arc::new(TimestampSecondArray::from(vec![secs, secs]).with_timezone("UTC")) as ArrayRef;
    let causes = Arc::new(StringArray::from(vec!["CAUSE_PROVIDER", "CAUSE_NEITHER"])) as ArrayRef;
    let columns = [
        ("policy_id", text("za")),
        ("agreement.customer_type", text("CUSTOMER_TYPE_CONSUMER")),
        ("agreement.product_type", text("PRODUCT_TYPE_RENTAL")),
        ("agreement.price.minor_units", Arc::new(Int64Array::from(vec![20_000, 20_000])) as ArrayRef),
        ("agreement.concluded_at", at(1_796_083_200)),
        ("provider_cancellation.announced_at", at(1_798_416_000)),
        ("provider_cancellation.cause", causes),
    ];
    let columns = columns.into_iter().map(|(name, array)| (name, array, true));
    let batch = RecordBatch::try_from_iter_with_nullable(columns).unwrap();
    let names = ["charged", "compensated", "charges.compensation", "error_message"];
    let options = Options { answers: names.map(str::to_owned).to_vec(), ..Options::default() };
    let answers = engine.plan(&batch.schema(), &options).unwrap().evaluate(&batch).unwrap();
    assert_eq!(answers.column_by_name("error_message").unwrap().null_count(), 2, "{answers:?}");
    let whole = |name: &str| -> Vec<Option<i64>> {
        answers.column_by_name(name).unwrap().as_primitive::<Int64Type>().iter().collect()
    };
    assert_eq!(whole("charged"), [Some(0), Some(0)]);
    assert_eq!(whole("compensated"), [Some(5_000), None]);
    assert_eq!(whole("charges.compensation"), [Some(5_000), None]);
}

#[test]
fn the_example_of_the_readme_has_its_fee() {
    let engine = Engine::built_in().unwrap();
    let batch = cancellation(vec![]);
    let answers = engine.plan(&batch.schema(), &Options::default()).unwrap().evaluate(&batch).unwrap();
    // 75% of € 1,250.00: the notice of Friday 17:31 counts as given on Monday.
    assert_eq!(answers.column_by_name("charged").unwrap().as_primitive::<Int64Type>().value(0), 93_750);
    assert_eq!(answers.schema().metadata()["clausula.digest"], engine.digest());
}

#[test]
fn a_wrong_schema_names_the_column_and_the_types() {
    let naive = Arc::new(TimestampSecondArray::from(vec![0])) as ArrayRef;
    let error = refusal(&cancellation(vec![("agreement.starts_at", naive)]), &Options::default()).to_string();
    assert_eq!(
        error,
        "column `agreement.starts_at` has the type Timestamp(s); give it as a timestamp with a time zone"
    );
    let unknown = Arc::new(Int64Array::from(vec![1])) as ArrayRef;
    let error = refusal(&cancellation(vec![("agreement.start_at", unknown)]), &Options::default()).to_string();
    assert_eq!(error, "column `agreement.start_at` is not a fact; did you mean `agreement.starts_at`?");
    let batch = cancellation(vec![]).project(&[0, 1, 2, 4, 5, 6]).unwrap();
    let SchemaError::Missing { column, .. } = refusal(&batch, &Options::default()) else { panic!() };
    assert_eq!(column, "agreement.price.minor_units");
    let batch = cancellation(vec![]).project(&[1, 2, 3, 4, 5, 6]).unwrap();
    let SchemaError::Missing { column, .. } = refusal(&batch, &Options::default()) else { panic!() };
    assert_eq!(column, "policy_id");
    let batch = cancellation(vec![]).project(&[0, 1, 2, 3, 4, 5]).unwrap();
    assert_eq!(refusal(&batch, &Options::default()), SchemaError::WhichQuestion { found: vec![] });
    let options = Options { answers: vec!["refunds".to_owned()], ..Options::default() };
    let error = refusal(&cancellation(vec![]), &options).to_string();
    assert_eq!(error, "there is no column `refunds` of answers; did you mean `refund`?");
    let options = Options { keep: vec!["customer".to_owned()], ..Options::default() };
    assert!(matches!(refusal(&cancellation(vec![]), &options), SchemaError::NothingToKeep { .. }));
}

#[test]
fn columns_are_kept_and_chosen() {
    let engine = Engine::built_in().unwrap();
    let own = Arc::new(Int64Array::from(vec![7])) as ArrayRef;
    let batch = cancellation(vec![("customer", own), ("request_id", Arc::new(StringArray::from(vec!["r"])))]);
    let strings = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let options = Options {
        keep: strings(&["*"]),
        answers: strings(&["charged", "charges.*", "deadlines.refund.*"]),
        ..Options::default()
    };
    let answers = engine.plan(&batch.schema(), &options).unwrap().evaluate(&batch).unwrap();
    let schema = answers.schema();
    let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    assert_eq!(names[..4], ["request_id", "customer", "charged", "charges.cancellation_fee"]);
    assert_eq!(names[names.len() - 2..], ["deadlines.refund.last_day", "deadlines.refund.expires_at"]);
    assert_eq!(names.len(), 3 + clausula::vocabulary::ChargeKind::ALL.len() + 2);
}

#[test]
fn parts_on_threads_are_the_whole_in_order() {
    let engine = Engine::built_in().unwrap();
    let batch = batch(&drawn(&engine, 5_000));
    let plan = engine.plan(&batch.schema(), &Options::default()).unwrap();
    let whole = plan.evaluate(&batch).unwrap();
    for threads in [0, 1, 2, 3, 64] {
        assert_eq!(plan.evaluate_on(&batch, threads).unwrap(), whole, "{threads}");
    }
    assert_eq!(plan.evaluate_on(&batch.slice(0, 0), 2).unwrap().num_rows(), 0);
}

#[test]
fn another_digest_is_another_set() {
    let engine = Engine::built_in().unwrap();
    let digest = engine.digest().to_owned();
    assert!(Engine::built_in().unwrap().expect(&digest).is_ok());
    let files = clausula::policy::store::BUILT_IN.iter().skip(1).map(|(name, text)| (*name, text.as_bytes()));
    let fewer = Engine::of(clausula::policy::store::PolicySet::from_files(files).unwrap());
    assert!(fewer.expect(&digest).is_err());
}

#[test]
fn every_column_of_answers_has_a_name_of_its_own() {
    let all = Output::all();
    let names: std::collections::HashSet<String> = all.iter().map(|output| output.name()).collect();
    assert_eq!(names.len(), all.len());
    assert!(!names.contains("") && Output::DEFAULT.iter().all(|output| all.contains(output)));
}
