"""The decisions of a Parquet file of agreements, summed up by DuckDB. Neither side holds all of it: DuckDB reads the file as a
stream, and the answers are a stream that DuckDB reads.

    python with_duckdb.py facts.parquet
"""

import sys

import clausula
import duckdb
import pyarrow as pa


def sums(path: str) -> dict[str, tuple[int, int, int]]:
    connection = duckdb.connect()
    # Instants are in UTC; the zone of a session is only that of its display.
    connection.execute("SET TimeZone = 'UTC'")
    facts = connection.read_parquet(path).to_arrow_reader(65_536)
    answers = pa.RecordBatchReader.from_stream(clausula.evaluate_stream(facts))  # noqa: F841: DuckDB finds it by name
    other = duckdb.connect()
    rows = other.execute(
        "SELECT coalesce(verdict, error_code), count(*), coalesce(sum(charged), 0), coalesce(sum(refund), 0) FROM answers GROUP BY 1"
    ).fetchall()
    return {verdict: tuple(map(int, rest)) for verdict, *rest in rows}


if __name__ == "__main__":
    print(sums(sys.argv[1]))
