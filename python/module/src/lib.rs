//! The Python package `clausula`, as Python sees it: see `python/clausula/__init__.pyi`.

use std::path::PathBuf;
use std::thread;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use clausula::analyse::Patience;
use clausula::contract::{self, ENGINE_VERSION, FieldNames, Rejection, wire};
use clausula::policy::load::LIMITS;
use clausula_columns::{Engine, Options, Plan};
use mimalloc::MiMalloc;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3_arrow::{PyRecordBatch, PyRecordBatchReader, PySchema};
use serde_json::json;

/// A decision is many small pieces of memory.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn fault(error: impl std::fmt::Display) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// An answer as JSON: what was asked for, or `{"error": …}` as in a batch of the service.
fn written(answer: Result<impl serde::Serialize, Rejection>) -> PyResult<String> {
    let mut json = Vec::new();
    let written = match answer {
        Ok(answer) => contract::write(&answer, &mut json),
        Err(rejection) => {
            let violations = rejection.violations();
            let violations: Vec<_> = violations
                .iter()
                .map(|violation| json!({ "field": violation.field, "description": violation.problem }))
                .collect();
            let (code, reason, message) = (rejection.code().name(), rejection.reason(), rejection.message());
            let error = json!({ "code": code, "reason": reason, "message": message, "fieldViolations": violations });
            contract::write(&json!({ "error": error }), &mut json)
        }
    };
    written.map_err(fault)?;
    String::from_utf8(json).map_err(fault)
}

/// Policies, loaded once.
#[pyclass(frozen, module = "clausula", name = "Engine")]
struct PyEngine {
    engine: Engine,
}

#[pymethods]
impl PyEngine {
    #[new]
    #[pyo3(signature = (directory=None, digest=None))]
    fn new(py: Python<'_>, directory: Option<PathBuf>, digest: Option<String>) -> PyResult<PyEngine> {
        let load = || {
            let engine = match directory {
                Some(directory) => Engine::from_dir(directory)?,
                None => Engine::built_in()?,
            };
            match digest {
                Some(digest) => engine.expect(&digest),
                None => Ok(engine),
            }
        };
        Ok(PyEngine { engine: py.detach(load).map_err(fault)? })
    }

    #[getter]
    fn digest(&self) -> &str {
        self.engine.digest()
    }

    fn policies(&self) -> Vec<(String, String, String)> {
        let policies = self.engine.policies().iter();
        policies.map(|policy| (policy.id.clone(), policy.version.clone(), policy.digest.to_string())).collect()
    }

    fn evaluate(&self, py: Python<'_>, request: &str) -> PyResult<String> {
        py.detach(|| {
            let (policies, law) = (self.engine.policies(), self.engine.law());
            let request = contract::parse_request(request.as_bytes());
            written(request.and_then(|request| contract::answer(policies, law, &request, FieldNames::Json)))
        })
    }

    fn quote(&self, py: Python<'_>, request: &str) -> PyResult<String> {
        py.detach(|| {
            let (policies, law) = (self.engine.policies(), self.engine.law());
            let request = contract::parse_quote(request.as_bytes());
            written(request.and_then(|request| contract::quote(policies, law, &request, FieldNames::Json)))
        })
    }

    fn verify(&self, py: Python<'_>, request: &str) -> PyResult<String> {
        py.detach(|| {
            let request = contract::parse_message::<wire::VerifyPolicyRequest>(request.as_bytes());
            let patience = Patience::default();
            let law = self.engine.law();
            let verify = |request| contract::verify_policy(law, &request, LIMITS.bytes, None, &patience);
            written(request.and_then(verify).map_err(|rejection| rejection.named(FieldNames::Json)))
        })
    }

    #[pyo3(signature = (schema, policy=None, answers=Vec::new(), keep=Vec::new()))]
    fn plan(
        &self,
        schema: PySchema,
        policy: Option<String>,
        answers: Vec<String>,
        keep: Vec<String>,
    ) -> PyResult<PyPlan> {
        let options = Options { policy_id: policy, answers, keep };
        let plan = self.engine.plan(schema.into_inner().as_ref(), &options).map_err(fault)?;
        Ok(PyPlan { plan })
    }

    #[pyo3(signature = (batch, policy=None, answers=Vec::new(), keep=Vec::new(), threads=None))]
    fn evaluate_batch(
        &self,
        py: Python<'_>,
        batch: PyRecordBatch,
        policy: Option<String>,
        answers: Vec<String>,
        keep: Vec<String>,
        threads: Option<usize>,
    ) -> PyResult<PyRecordBatch> {
        let batch = batch.into_inner();
        let options = Options { policy_id: policy, answers, keep };
        let plan = self.engine.plan(batch.schema_ref(), &options).map_err(fault)?;
        PyPlan { plan }.answered(py, &batch, threads)
    }

    #[pyo3(signature = (stream, policy=None, answers=Vec::new(), keep=Vec::new(), threads=None))]
    fn evaluate_stream(
        &self,
        stream: PyRecordBatchReader,
        policy: Option<String>,
        answers: Vec<String>,
        keep: Vec<String>,
        threads: Option<usize>,
    ) -> PyResult<PyRecordBatchReader> {
        let facts = stream.into_reader()?;
        let options = Options { policy_id: policy, answers, keep };
        let plan = self.engine.plan(facts.schema().as_ref(), &options).map_err(fault)?;
        Ok(answered(plan, facts, threads))
    }
}

/// A stream of answers to a stream of facts.
fn answered(plan: Plan, facts: Box<dyn RecordBatchReader + Send>, threads: Option<usize>) -> PyRecordBatchReader {
    PyRecordBatchReader::new(Box::new(Answers { plan, threads: threads.unwrap_or_else(cores), facts }))
}

/// How batches with the same columns are answered.
#[pyclass(frozen, module = "clausula", name = "Plan")]
struct PyPlan {
    plan: Plan,
}

#[pymethods]
impl PyPlan {
    #[getter]
    fn schema(&self) -> PySchema {
        PySchema::new(SchemaRef::clone(self.plan.schema()))
    }

    #[pyo3(signature = (batch, threads=None))]
    fn evaluate(&self, py: Python<'_>, batch: PyRecordBatch, threads: Option<usize>) -> PyResult<PyRecordBatch> {
        self.answered(py, &batch.into_inner(), threads)
    }

    #[pyo3(signature = (stream, threads=None))]
    fn evaluate_stream(&self, stream: PyRecordBatchReader, threads: Option<usize>) -> PyResult<PyRecordBatchReader> {
        Ok(answered(self.plan.clone(), stream.into_reader()?, threads))
    }
}

impl PyPlan {
    /// Answers a batch, while the interpreter does other things.
    fn answered(&self, py: Python<'_>, batch: &RecordBatch, threads: Option<usize>) -> PyResult<PyRecordBatch> {
        let answers = py.detach(|| self.plan.evaluate_on(batch, threads.unwrap_or_else(cores)));
        Ok(PyRecordBatch::new(answers.map_err(fault)?))
    }
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// The answers to a stream of batches, each when it is asked for.
struct Answers {
    plan: Plan,
    threads: usize,
    facts: Box<dyn RecordBatchReader + Send>,
}

impl Iterator for Answers {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let facts = self.facts.next()?;
        Some(facts.and_then(|facts| self.plan.evaluate_on(&facts, self.threads)))
    }
}

impl RecordBatchReader for Answers {
    fn schema(&self) -> SchemaRef {
        SchemaRef::clone(self.plan.schema())
    }
}

/// The columns of facts: name, type in words, whether each row needs it, and the question that it is of.
#[pyfunction]
fn columns() -> Vec<(String, &'static str, bool, Option<&'static str>)> {
    let columns = clausula_columns::columns().into_iter();
    columns.map(|column| (column.name, column.wanted, column.required, column.question.map(|of| of.name()))).collect()
}

#[pymodule]
mod _clausula {
    #[pymodule_export]
    use super::{PyEngine, PyPlan, columns};

    #[pymodule_export]
    const VERSION: &str = super::ENGINE_VERSION;
}
