//! Everything that is compared, each behind the same face: from the number of an input to its amounts in cents.
//!
//! Rules are compiled before and inputs are what the engine's own types make of them: nobody parses. What is timed is to
//! hand an input over, to evaluate, and to read the fee, the refund and what remains to be paid.

use std::rc::Rc;
use std::sync::Arc;

use cel::{Context, Program};
use chrono::{DateTime, Utc};
use chrono_tz::Europe::Amsterdam;
use clausula::evaluate::{Detail, evaluate};
use clausula::facts::Facts;
use clausula::law::Law;
use clausula::policy::Policy;
use regorus::Engine;
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::RegoVM;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::json;
use zen_engine::{Decision, Variable};

use crate::floor::{Parsed, by_hand, settle};

pub type Amounts = [i64; 3];

/// The inputs, parsed for the floor and for Clausula.
pub type Inputs = [(Parsed, Facts)];

pub struct Contestant<'a> {
    pub name: &'static str,
    pub decide: Box<dyn FnMut(usize) -> Amounts + 'a>,
}

fn contestant<'a>(name: &'static str, decide: impl FnMut(usize) -> Amounts + 'a) -> Contestant<'a> {
    Contestant { name, decide: Box::new(decide) }
}

fn cents(amount: Decimal) -> i64 {
    (amount * Decimal::ONE_HUNDRED).to_i64().expect("within 64 bits")
}

/// By hand, with office hours and holidays.
pub fn floor(inputs: &Inputs) -> Contestant<'_> {
    contestant("floor, by hand", |i| {
        let (fee, refund, outstanding) = by_hand(&inputs[i].0);
        [cents(fee), cents(refund), cents(outstanding)]
    })
}

/// By hand, the tiers alone.
pub fn floor_of_tiers(inputs: &Inputs) -> Contestant<'_> {
    contestant("floor, by hand", |i| {
        let input = &inputs[i].0;
        let given = input.received_at.with_timezone(&Amsterdam).date_naive();
        let (fee, refund, outstanding) = settle(input, given);
        [cents(fee), cents(refund), cents(outstanding)]
    })
}

pub fn clausula<'a>(name: &'static str, inputs: &'a Inputs, policy: &'a Policy, detail: Detail) -> Contestant<'a> {
    let law = Law::built_in();
    contestant(name, move |i| {
        let decision = evaluate(policy, law, &inputs[i].1, detail).expect("nothing is missing");
        let settlement = decision.settlement.as_ref().expect("the clause settles");
        [settlement.charged.get(), settlement.refund.get(), settlement.outstanding.get()]
    })
}

/// ZEN: expressions, a decision table, expressions; compiled; without a trace.
pub fn zen<'a>(inputs: &Inputs, model: &str) -> Contestant<'a> {
    let graph = serde_json::from_str::<zen_engine::model::GraphContent>(model).expect("a decision model");
    let mut decision = Decision::from(Arc::new(graph));
    decision.compile();
    let of = |input: &Parsed| {
        Variable::from(json!({
            "price": cents(input.price),
            "paid": cents(input.paid),
            "startsAt": input.starts_at.timestamp_millis(),
            "receivedAt": input.received_at.timestamp_millis(),
        }))
    };
    let contexts: Vec<Variable> = inputs.iter().map(|(input, _)| of(input)).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    contestant("zen-engine 2.1", move |i| {
        let answer = runtime.block_on(decision.evaluate(contexts[i].clone())).expect("an answer").result;
        ["fee", "refund", "outstanding"].map(|key| match answer.dot(key) {
            Some(Variable::Number(number)) => number.to_i64().expect("whole cents"),
            other => panic!("{key} is {other:?}"),
        })
    })
}

/// Rego, compiled for the virtual machine of regorus, which is used again and again.
pub fn rego<'a>(inputs: &Inputs, policy: &str) -> Contestant<'a> {
    const RULE: &str = "data.cancellation.result";
    let mut engine = Engine::new();
    engine.add_policy("rules.rego".to_owned(), policy.to_owned()).expect("sound Rego");
    let compiled = engine.compile_with_entrypoint(&RULE.into()).expect("it compiles");
    let mut machine = RegoVM::new();
    machine.load_program(Compiler::compile_from_policy(&compiled, &[RULE]).expect("it compiles"));
    let nanos = |at: DateTime<Utc>| at.timestamp_nanos_opt().expect("in range");
    let of = |input: &Parsed| {
        regorus::Value::from(json!({
            "price": cents(input.price),
            "paid": cents(input.paid),
            "starts_at": nanos(input.starts_at),
            "received_at": nanos(input.received_at),
        }))
    };
    let values: Vec<regorus::Value> = inputs.iter().map(|(input, _)| of(input)).collect();
    let keys = ["fee", "refund", "outstanding"].map(regorus::Value::from);
    contestant("regorus 0.14", move |i| {
        machine.set_input(values[i].clone());
        let answer = machine.execute().expect("an answer");
        let answer = answer.as_object().expect("an object");
        [0, 1, 2].map(|at| answer.get(&keys[at]).and_then(|value| value.as_i64().ok()).expect("whole cents"))
    })
}

/// CEL, one expression with its variables.
pub fn cel<'a>(name: &'static str, inputs: &Inputs, expression: &str) -> Contestant<'a> {
    let program = Program::compile(expression).expect("sound CEL");
    let root = Rc::new(Context::default());
    let of = |input: &Parsed| {
        let at = |instant: DateTime<Utc>| cel::Value::Timestamp(instant.fixed_offset());
        let amount = |amount| cel::Value::Int(cents(amount));
        [
            ("price", amount(input.price)),
            ("paid", amount(input.paid)),
            ("starts_at", at(input.starts_at)),
            ("received_at", at(input.received_at)),
        ]
    };
    let variables: Vec<_> = inputs.iter().map(|(input, _)| of(input)).collect();
    contestant(name, move |i| {
        let mut context = root.new_inner_scope();
        for (name, value) in &variables[i] {
            context.add_variable_from_value(*name, value.clone());
        }
        match program.execute(&context) {
            Ok(cel::Value::List(list)) => match list.as_slice() {
                [cel::Value::Int(fee), cel::Value::Int(refund), cel::Value::Int(rest)] => [*fee, *refund, *rest],
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    })
}
