//! The columns of answers.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::ArrayRef;
use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Int64Builder, ListBuilder, StringBuilder, TimestampMicrosecondBuilder,
};
use arrow_schema::{DataType, Field, FieldRef, Schema, SchemaRef, TimeUnit};
use clausula::calendar::Instant;
use clausula::contract::{ENGINE_VERSION, Rejection};
use clausula::decision::Decision;
use clausula::policy::Policy;
use clausula::vocabulary::{ChargeKind, DeadlineKind, Verdict};

use crate::engine::Engine;
use crate::names::closest;
use crate::schema_error::SchemaError;

/// A column of answers. A row that has no answer has nulls in all of them but those of errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Output {
    /// `verdict`: as in `VERDICT_PERMITTED`.
    Verdict,
    /// `policy_version`: the version that decided.
    PolicyVersion,
    /// `policy_digest`: its digest.
    PolicyDigest,
    /// `currency_code`: what amounts are in.
    CurrencyCode,
    /// `effective_at`: the instant that the notice counts as.
    EffectiveAt,
    /// `charged`: the sum of the charges.
    Charged,
    /// `discretionary`: whether it is the most that may be charged.
    Discretionary,
    /// `refund`: what comes back; null where nothing is settled.
    Refund,
    /// `outstanding`: what is still owed; null where nothing is settled.
    Outstanding,
    /// `credit`: what the customer has instead of money; null where nothing.
    Credit,
    /// `compensated`: what the provider owes the customer beside; null where nothing.
    Compensated,
    /// `owed`: principal, interest and collection costs of invoices in default.
    Owed,
    /// `interest`: of these the interest.
    Interest,
    /// `collection_costs`: of these the collection costs.
    CollectionCosts,
    /// `recoverable`: what can be recovered of the damage.
    Recoverable,
    /// `findings`: the codes of what the reader should know.
    Findings,
    /// `assumptions`: the codes of the defaults that mattered.
    Assumptions,
    /// `charges.KIND`: the sum of the charges of a kind, those that the provider owes too; null where there is none.
    Charge(ChargeKind),
    /// `deadlines.KIND.last_day`: the last day of a deadline.
    LastDay(DeadlineKind),
    /// `deadlines.KIND.expires_at`: the instant from which it is too late.
    ExpiresAt(DeadlineKind),
    /// `error_code`: as in `INVALID_ARGUMENT`; null where there is an answer.
    ErrorCode,
    /// `error_reason`: as in `INVALID_FIELDS`.
    ErrorReason,
    /// `error_field`: the path of the first field that is wrong.
    ErrorField,
    /// `error_message`: all that is wrong, in words.
    ErrorMessage,
}

use Output as O;

/// The columns that do not depend on a kind, with their names.
const PLAIN: [(Output, &str); 21] = [
    (O::Verdict, "verdict"),
    (O::PolicyVersion, "policy_version"),
    (O::PolicyDigest, "policy_digest"),
    (O::CurrencyCode, "currency_code"),
    (O::EffectiveAt, "effective_at"),
    (O::Charged, "charged"),
    (O::Discretionary, "discretionary"),
    (O::Refund, "refund"),
    (O::Outstanding, "outstanding"),
    (O::Credit, "credit"),
    (O::Compensated, "compensated"),
    (O::Owed, "owed"),
    (O::Interest, "interest"),
    (O::CollectionCosts, "collection_costs"),
    (O::Recoverable, "recoverable"),
    (O::Findings, "findings"),
    (O::Assumptions, "assumptions"),
    (O::ErrorCode, "error_code"),
    (O::ErrorReason, "error_reason"),
    (O::ErrorField, "error_field"),
    (O::ErrorMessage, "error_message"),
];

impl Output {
    /// What a batch is answered with unless columns are chosen.
    pub const DEFAULT: [Output; 16] = [
        O::Verdict,
        O::PolicyVersion,
        O::CurrencyCode,
        O::Charged,
        O::Discretionary,
        O::Refund,
        O::Outstanding,
        O::Credit,
        O::Compensated,
        O::Owed,
        O::Recoverable,
        O::Findings,
        O::ErrorCode,
        O::ErrorReason,
        O::ErrorField,
        O::ErrorMessage,
    ];

    /// Every column that there is.
    pub fn all() -> Vec<Output> {
        let plain = PLAIN.iter().map(|(output, _)| *output);
        let charges = ChargeKind::ALL.iter().map(|kind| O::Charge(*kind));
        let deadlines = DeadlineKind::ALL.iter().flat_map(|kind| [O::LastDay(*kind), O::ExpiresAt(*kind)]);
        let errors =
            |output: &Output| matches!(output, O::ErrorCode | O::ErrorReason | O::ErrorField | O::ErrorMessage);
        let (last, first): (Vec<_>, Vec<_>) = plain.partition(errors);
        first.into_iter().chain(charges).chain(deadlines).chain(last).collect()
    }

    /// Its name.
    pub fn name(self) -> String {
        match self {
            O::Charge(kind) => format!("charges.{kind}"),
            O::LastDay(kind) => format!("deadlines.{kind}.last_day"),
            O::ExpiresAt(kind) => format!("deadlines.{kind}.expires_at"),
            plain => PLAIN.iter().find(|(output, _)| *output == plain).map_or("", |(_, name)| name).to_owned(),
        }
    }

    /// Its type.
    pub fn data_type(self) -> DataType {
        match self {
            O::Verdict | O::PolicyVersion | O::PolicyDigest | O::CurrencyCode => DataType::Utf8,
            O::ErrorCode | O::ErrorReason | O::ErrorField | O::ErrorMessage => DataType::Utf8,
            O::Charged | O::Refund | O::Outstanding | O::Credit | O::Compensated | O::Owed => DataType::Int64,
            O::Interest | O::CollectionCosts | O::Recoverable | O::Charge(_) => DataType::Int64,
            O::Discretionary => DataType::Boolean,
            O::Findings | O::Assumptions => DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true))),
            O::LastDay(_) => DataType::Date32,
            O::EffectiveAt | O::ExpiresAt(_) => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
        }
    }

    /// Whether it tells what stands beside verdict, amounts and deadlines, and takes time of its own to find.
    pub(crate) fn is_beside_figures(self) -> bool {
        matches!(self, O::Findings | O::Assumptions)
    }

    /// How many bytes a text of it has, about, in a row that has an answer.
    fn usual_bytes(self) -> usize {
        match self {
            O::Verdict => "VERDICT_UNREGULATED".len(),
            O::PolicyVersion => "2026-01-01".len(),
            O::PolicyDigest => "sha256:".len() + 64,
            O::CurrencyCode => "EUR".len(),
            _ => 0,
        }
    }

    /// The columns that names and patterns choose, each once, in the order in which they are named.
    pub(crate) fn chosen(names: &[String]) -> Result<Vec<Output>, SchemaError> {
        if names.is_empty() {
            return Ok(Output::DEFAULT.to_vec());
        }
        let all: Vec<(Output, String)> = Output::all().into_iter().map(|output| (output, output.name())).collect();
        let mut chosen = Vec::new();
        for name in names {
            let before = name.strip_suffix('*');
            let fits = |other: &str| before.map_or(other == name, |before| other.starts_with(before));
            let mut found = all.iter().filter(|(_, other)| fits(other)).map(|(output, _)| *output).peekable();
            if found.peek().is_none() {
                let meant = closest(name, all.iter().map(|(_, name)| name.as_str()));
                return Err(SchemaError::NoSuchAnswer { column: name.clone(), meant });
            }
            let new: Vec<Output> = found.filter(|output| !chosen.contains(output)).collect();
            chosen.extend(new);
        }
        Ok(chosen)
    }
}

/// The schema of answers: what is kept, then the columns. The metadata say what decided.
pub(crate) fn output_schema(
    kept: impl Iterator<Item = FieldRef>,
    outputs: &[Output],
    engine: &Engine,
) -> Result<SchemaRef, SchemaError> {
    let answers = outputs.iter().map(|output| Arc::new(Field::new(output.name(), output.data_type(), true)));
    let fields: Vec<FieldRef> = kept.chain(answers).collect();
    for (place, field) in fields.iter().enumerate() {
        if fields.iter().take(place).any(|other| other.name() == field.name()) {
            return Err(SchemaError::Twice { column: field.name().clone() });
        }
    }
    let metadata = HashMap::from([
        ("clausula.engine".to_owned(), ENGINE_VERSION.to_owned()),
        ("clausula.digest".to_owned(), engine.digest().to_owned()),
    ]);
    Ok(Arc::new(Schema::new_with_metadata(fields, metadata)))
}

/// A column in the making.
enum Builder {
    Text(StringBuilder),
    Whole(Int64Builder),
    YesNo(BooleanBuilder),
    Texts(ListBuilder<StringBuilder>),
    Day(Date32Builder),
    Moment(TimestampMicrosecondBuilder),
}

/// The answers of a batch in the making.
pub(crate) struct Answers {
    columns: Vec<(Output, Builder)>,
}

impl Answers {
    pub(crate) fn new(outputs: &[Output], rows: usize) -> Answers {
        let builder = |output: &Output| {
            let builder = match output.data_type() {
                DataType::Int64 => Builder::Whole(Int64Builder::with_capacity(rows)),
                DataType::Boolean => Builder::YesNo(BooleanBuilder::with_capacity(rows)),
                DataType::Date32 => Builder::Day(Date32Builder::with_capacity(rows)),
                DataType::List(_) => Builder::Texts(ListBuilder::with_capacity(StringBuilder::new(), rows)),
                DataType::Timestamp(..) => {
                    Builder::Moment(TimestampMicrosecondBuilder::with_capacity(rows).with_timezone("UTC"))
                }
                _ => Builder::Text(StringBuilder::with_capacity(rows, rows.saturating_mul(output.usual_bytes()))),
            };
            (*output, builder)
        };
        Answers { columns: outputs.iter().map(builder).collect() }
    }

    /// The next row has a decision.
    pub(crate) fn decided(&mut self, policy: &Policy, decision: &Decision) {
        let settlement = decision.settlement.as_ref();
        let arrears = decision.arrears.as_deref();
        for (output, builder) in &mut self.columns {
            match (builder, *output) {
                (Builder::Text(column), O::Verdict) => column.append_value(verdict(decision.verdict)),
                (Builder::Text(column), O::PolicyVersion) => column.append_value(&policy.version),
                (Builder::Text(column), O::PolicyDigest) => column.append_value(&*policy.digest),
                (Builder::Text(column), O::CurrencyCode) => column.append_value(policy.currency.code()),
                (Builder::Text(column), _) => column.append_null(),
                (Builder::Whole(column), output) => column.append_option(match output {
                    O::Charged => Some(decision.charged().get()),
                    O::Refund => settlement.map(|settlement| settlement.refund.get()),
                    O::Outstanding => settlement.map(|settlement| settlement.outstanding.get()),
                    O::Credit => settlement.and_then(|settlement| settlement.credit).map(|credit| credit.amount.get()),
                    O::Compensated => (!decision.compensations.is_empty()).then(|| decision.compensated().get()),
                    O::Owed => arrears.map(|arrears| arrears.total.get()),
                    O::Interest => arrears.map(|arrears| arrears.interest.get()),
                    O::CollectionCosts => arrears.map(|arrears| arrears.collection_costs.get()),
                    O::Recoverable => decision.liability.as_ref().map(|liability| liability.recoverable.get()),
                    O::Charge(kind) => {
                        let of_kind = decision.charges_both_ways().filter(|charge| charge.kind == kind);
                        of_kind.map(|charge| charge.amount.get()).reduce(i64::saturating_add)
                    }
                    _ => None,
                }),
                (Builder::YesNo(column), _) => column.append_value(decision.is_discretionary()),
                (Builder::Texts(column), O::Findings) => {
                    decision.findings.iter().for_each(|finding| column.values().append_value(finding.code.name()));
                    column.append(true);
                }
                (Builder::Texts(column), _) => {
                    decision.assumptions.iter().for_each(|assumed| column.values().append_value(assumed.code()));
                    column.append(true);
                }
                (Builder::Day(column), O::LastDay(kind)) => {
                    let deadline = decision.deadlines.iter().find(|deadline| deadline.kind == kind);
                    column.append_option(deadline.map(|deadline| deadline.last_day.days()));
                }
                (Builder::Day(column), _) => column.append_null(),
                (Builder::Moment(column), O::ExpiresAt(kind)) => {
                    let deadline = decision.deadlines.iter().find(|deadline| deadline.kind == kind);
                    column.append_option(deadline.and_then(|deadline| deadline.expires_at).map(micros));
                }
                (Builder::Moment(column), _) => column.append_option(decision.effective_at.map(micros)),
            }
        }
    }

    /// The next row has no decision.
    pub(crate) fn refused(&mut self, rejection: &Rejection) {
        let violations = rejection.violations();
        for (output, builder) in &mut self.columns {
            match builder {
                Builder::Text(column) => match output {
                    O::ErrorCode => column.append_value(rejection.code().name()),
                    O::ErrorReason => column.append_value(rejection.reason()),
                    O::ErrorField => column.append_option(violations.first().map(|violation| violation.field.as_str())),
                    O::ErrorMessage => column.append_value(message(rejection, &violations)),
                    _ => column.append_null(),
                },
                Builder::Whole(column) => column.append_null(),
                Builder::YesNo(column) => column.append_null(),
                Builder::Texts(column) => column.append(false),
                Builder::Day(column) => column.append_null(),
                Builder::Moment(column) => column.append_null(),
            }
        }
    }

    pub(crate) fn finish(self) -> impl Iterator<Item = ArrayRef> {
        self.columns.into_iter().map(|(_, builder)| -> ArrayRef {
            match builder {
                Builder::Text(mut column) => Arc::new(column.finish()),
                Builder::Whole(mut column) => Arc::new(column.finish()),
                Builder::YesNo(mut column) => Arc::new(column.finish()),
                Builder::Texts(mut column) => Arc::new(column.finish()),
                Builder::Day(mut column) => Arc::new(column.finish()),
                Builder::Moment(mut column) => Arc::new(column.finish()),
            }
        })
    }
}

/// All that is wrong, one thing after the other.
fn message(rejection: &Rejection, violations: &[clausula::contract::Violation]) -> String {
    match violations {
        [] => rejection.message(),
        all => all.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
    }
}

/// The contract's name of a verdict.
fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Permitted => "VERDICT_PERMITTED",
        Verdict::Refused => "VERDICT_REFUSED",
        Verdict::Discretionary => "VERDICT_DISCRETIONARY",
        Verdict::Unregulated => "VERDICT_UNREGULATED",
    }
}

/// An instant to the microsecond that it is in.
fn micros(at: Instant) -> i64 {
    at.secs().saturating_mul(1_000_000).saturating_add(i64::from(at.nanos() / 1_000))
}
