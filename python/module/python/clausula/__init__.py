"""Exact, cited decisions on general terms and conditions, one at a time or by the million over Arrow columns.

>>> import clausula
>>> clausula.Engine().digest.startswith("sha256:")
True
"""

from __future__ import annotations

import datetime
import functools
import json
import os
import pkgutil
import typing

from clausula import _clausula
from clausula._clausula import VERSION as __version__
from clausula._clausula import columns

# Stubs that are generated from the contract are in `clausula.v1`, wherever they lie: they are found beside this package.
__path__ = pkgutil.extend_path(__path__, __name__)

if typing.TYPE_CHECKING:
    from clausula._clausula import ArrowBatch, ArrowSchema, ArrowStream

__all__ = [
    "Engine",
    "Plan",
    "Rejected",
    "__version__",
    "columns",
    "evaluate",
    "evaluate_batch",
    "evaluate_stream",
    "quote",
    "verify",
]

Json = dict[str, typing.Any]


class Rejected(ValueError):
    """A request has no answer. ``code``, ``reason`` and ``violations`` are those of the service."""

    def __init__(self, error: Json) -> None:
        super().__init__(error["message"])
        self.code: str = error["code"]
        self.reason: str = error["reason"]
        self.violations: list[Json] = error["fieldViolations"]


def _answer(text: str) -> Json:
    answer: Json = json.loads(text)
    if "error" in answer:
        raise Rejected(answer["error"])
    return answer


class Plan:
    """How batches with the same columns are answered: made once by :meth:`Engine.plan`."""

    def __init__(self, plan: _clausula.Plan) -> None:
        self._plan = plan

    @property
    def schema(self) -> ArrowSchema:
        """The columns of the answers, as an object with ``__arrow_c_schema__``."""
        return self._plan.schema

    def evaluate_batch(self, batch: ArrowBatch, *, threads: int | None = None) -> ArrowBatch:
        """Answers a record batch: a row for each row, in order. No value of a row is an exception."""
        return self._plan.evaluate(batch, threads)

    def evaluate_stream(self, stream: ArrowStream, *, threads: int | None = None) -> ArrowStream:
        """Answers a stream of record batches, each when the stream of answers is read."""
        return self._plan.evaluate_stream(stream, threads)


class Engine:
    """Policies, loaded once: those that are built in, or those of a directory.

    With ``digest``, only if policies, law and program are those of that digest: give each worker of a job the digest of the
    first, and no two of them decide by different terms.
    """

    def __init__(self, directory: str | os.PathLike[str] | None = None, *, digest: str | None = None) -> None:
        self._engine = _clausula.Engine(directory, digest)

    @property
    def digest(self) -> str:
        """``sha256:`` and the digest of the policies, the law and the engine."""
        return self._engine.digest

    def policies(self) -> list[tuple[str, str, str]]:
        """Each version: the id of the policy, the version and its digest."""
        return self._engine.policies()

    def evaluate(self, request: Json) -> Json:
        """Answers one request, in the JSON of the contract."""
        return _answer(self._engine.evaluate(json.dumps(request)))

    def quote(self, request: Json) -> Json:
        """Quotes the whole staircase of an agreement."""
        return _answer(self._engine.quote(json.dumps(request)))

    def verify(self, text: str, *, name: str = "", locale: str = "en", as_of: datetime.date | None = None) -> Json:
        """Verifies the text of a policy file: the report, also of a text that does not load."""
        day = as_of or datetime.date.today()
        request = {"policyText": text, "fileName": name, "locale": locale, "asOf": day.isoformat()}
        report: Json = _answer(self._engine.verify(json.dumps(request)))["report"]
        return report

    def plan(
        self,
        schema: ArrowSchema,
        *,
        policy: str | None = None,
        answers: typing.Sequence[str] = (),
        keep: typing.Sequence[str] = (),
    ) -> Plan:
        """How batches with these columns are answered. A wrong column is a ``ValueError`` that names it."""
        return Plan(self._engine.plan(schema, policy, list(answers), list(keep)))

    def evaluate_batch(
        self,
        batch: ArrowBatch,
        *,
        policy: str | None = None,
        answers: typing.Sequence[str] = (),
        keep: typing.Sequence[str] = (),
        threads: int | None = None,
    ) -> ArrowBatch:
        """Answers a record batch; options as for :meth:`plan`."""
        return self._engine.evaluate_batch(batch, policy, list(answers), list(keep), threads)

    def evaluate_stream(
        self,
        stream: ArrowStream,
        *,
        policy: str | None = None,
        answers: typing.Sequence[str] = (),
        keep: typing.Sequence[str] = (),
        threads: int | None = None,
    ) -> ArrowStream:
        """Answers a stream of record batches, each when the stream of answers is read; options as for :meth:`plan`."""
        return self._engine.evaluate_stream(stream, policy, list(answers), list(keep), threads)


@functools.cache
def _built_in() -> Engine:
    return Engine()


def evaluate(request: Json) -> Json:
    """Answers one request under the policies that are built in."""
    return _built_in().evaluate(request)


def quote(request: Json) -> Json:
    """Quotes the whole staircase of an agreement under the policies that are built in."""
    return _built_in().quote(request)


def verify(text: str, *, name: str = "", locale: str = "en", as_of: datetime.date | None = None) -> Json:
    """Verifies the text of a policy file."""
    return _built_in().verify(text, name=name, locale=locale, as_of=as_of)


def evaluate_batch(batch: ArrowBatch, *, threads: int | None = None, **options: typing.Any) -> ArrowBatch:
    """Answers a record batch under the policies that are built in; options as for :meth:`Engine.plan`."""
    return _built_in().evaluate_batch(batch, threads=threads, **options)


def evaluate_stream(stream: ArrowStream, *, threads: int | None = None, **options: typing.Any) -> ArrowStream:
    """Answers a stream of record batches under the policies that are built in; options as for :meth:`Engine.plan`."""
    return _built_in().evaluate_stream(stream, threads=threads, **options)
