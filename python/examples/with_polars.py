"""The decisions of a Parquet file of agreements, summed up by Polars.

    python with_polars.py facts.parquet
"""

import sys

import clausula
import polars as pl


def decide(path: str) -> pl.DataFrame:
    facts = pl.read_parquet(path)
    return pl.DataFrame(clausula.evaluate_stream(facts))


def sums(path: str) -> dict[str, tuple[int, int, int]]:
    answers = decide(path)
    verdict = pl.coalesce("verdict", "error_code").alias("verdict")
    columns = [pl.len(), pl.col("charged").sum(), pl.col("refund").sum()]
    return {verdict: tuple(rest) for verdict, *rest in answers.group_by(verdict).agg(columns).rows()}


if __name__ == "__main__":
    print(sums(sys.argv[1]))
