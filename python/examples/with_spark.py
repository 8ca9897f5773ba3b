"""The decisions of a Parquet file of agreements on Spark: each worker loads the policies once, and stops unless they have the
digest of those of the driver.

    python with_spark.py facts.parquet                              on this machine
    python with_spark.py facts.parquet 'local-cluster[2,1,1024]'    with executors of their own
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator

import clausula
import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema


@functools.cache
def engine(digest: str) -> clausula.Engine:
    """One for each worker: Spark keeps its Python processes."""
    return clausula.Engine(digest=digest)


def session(master: str = "local[*]") -> SparkSession:
    builder = SparkSession.builder.master(master).appName("clausula").config("spark.ui.enabled", "false")
    # Instants are in UTC, whatever the machine's zone; and a batch is worth the way to Python and back.
    builder = builder.config("spark.sql.session.timeZone", "UTC")
    return builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "65536").getOrCreate()


def decide(facts: DataFrame, schema: pa.Schema) -> DataFrame:
    """A row of answers for each row of facts. ``schema`` is that of the facts.

    ``mapInArrow`` finds no column by a name with dots: columns have other names on the way to the worker, and their own there.
    """
    driver = clausula.Engine()
    digest = driver.digest
    answers = from_arrow_schema(pa.schema(driver.plan(schema).schema))
    names = schema.names

    def on_worker(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        plan = None
        for batch in batches:
            batch = batch.rename_columns(names)
            plan = plan or engine(digest).plan(batch.schema)
            # A task of Spark has one core.
            yield pa.record_batch(plan.evaluate_batch(batch, threads=1))

    return facts.toDF(*(f"column_{place}" for place in range(len(names)))).mapInArrow(on_worker, answers)


def sums(path: str, master: str = "local[*]") -> dict[str, tuple[int, int, int]]:
    spark = session(master)
    try:
        answers = decide(spark.read.parquet(path), pq.read_schema(path))
        verdict = F.coalesce("verdict", "error_code").alias("verdict")
        columns = [F.count("*"), F.coalesce(F.sum("charged"), F.lit(0)), F.coalesce(F.sum("refund"), F.lit(0))]
        return {verdict: tuple(rest) for verdict, *rest in answers.groupBy(verdict).agg(*columns).collect()}
    finally:
        spark.stop()


if __name__ == "__main__":
    print(sums(*sys.argv[1:]))
