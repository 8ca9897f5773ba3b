"""The same agreements give the same sums on every engine, on the command line and over gRPC."""

import collections
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import clausula
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import with_duckdb
import with_polars
import with_spark
from agreements import agreements

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def facts(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("engines") / "facts.parquet"
    # Some cannot be decided: those are counted alike, too.
    pq.write_table(agreements(request.config.getoption("--agreements"), broken=0.02), path, row_group_size=131_072)
    return str(path)


def added(rows):
    sums = collections.defaultdict(lambda: (0, 0, 0))
    for verdict, charged, refund in rows:
        count, all_charged, all_refund = sums[verdict]
        sums[verdict] = (count + 1, all_charged + charged, all_refund + refund)
    return dict(sums)


@pytest.fixture(scope="session")
def expected(facts):
    """What the package says, batch by batch, added up by nobody but this."""
    answers = pa.table(clausula.evaluate_stream(pq.read_table(facts)))
    columns = [answers[name].to_pylist() for name in ("verdict", "error_code", "charged", "refund")]
    sums = added((verdict or error, charged or 0, refund or 0) for verdict, error, charged, refund in zip(*columns))
    assert sums["VERDICT_PERMITTED"][1] > 0 and sums["INVALID_ARGUMENT"][0] > 0
    return sums


def test_polars(facts, expected):
    assert with_polars.sums(facts) == expected


def test_duckdb(facts, expected):
    assert with_duckdb.sums(facts) == expected


def test_spark(facts, expected):
    assert with_spark.sums(facts) == expected


def test_spark_with_executors_of_their_own(facts, expected):
    assert with_spark.sums(facts, "local-cluster[2,1,1024]") == expected


def test_the_command_over_parquet(facts, expected, program, tmp_path):
    answers = tmp_path / "answers.parquet"
    ended = subprocess.run([program, "batch", facts, answers], capture_output=True, text=True)
    assert ended.returncode == 1 and "have no decision" in ended.stderr
    table = pq.read_table(answers)
    columns = [table[name].to_pylist() for name in ("verdict", "error_code", "charged", "refund")]
    assert added((verdict or error, charged or 0, refund or 0) for verdict, error, charged, refund in zip(*columns)) == expected
    assert table["request_id"].to_pylist() == pq.read_table(facts, columns=["request_id"])["request_id"].to_pylist()
    assert os.listdir(tmp_path) == ["answers.parquet"]


def test_the_command_refuses_a_wrong_schema(program, tmp_path):
    path = tmp_path / "facts.parquet"
    pq.write_table(pa.table({"policy_id": ["emperra"], "agreement.price.minor_units": [1.5]}), path)
    ended = subprocess.run([program, "batch", path, tmp_path / "answers.parquet"], capture_output=True, text=True)
    assert ended.returncode == 1 and os.listdir(tmp_path) == ["facts.parquet"]
    assert "column `agreement.customer_type` is missing" in ended.stderr
    ended = subprocess.run([program, "batch", path, tmp_path / "answers.parquet", "--digest", "sha256:0"], capture_output=True, text=True)
    assert ended.returncode == 1 and "their digest is" in ended.stderr


def requests(path):
    """The rows as requests in JSON."""
    money = lambda units: {"currencyCode": "EUR", "minorUnits": str(units)}
    for batch in pq.ParquetFile(path).iter_batches(8_192):
        for row in batch.to_pylist():
            agreement = {
                "customerType": row["agreement.customer_type"],
                "productType": row["agreement.product_type"],
                "price": money(row["agreement.price.minor_units"]),
                "startsAt": row["agreement.starts_at"].isoformat(),
                "payments": [
                    {"paidAt": paid["paid_at"].isoformat(), "amount": money(paid["amount.minor_units"])}
                    for paid in row["agreement.payments"]
                ],
                "performance": {
                    "deliveredUnits": row["agreement.performance.delivered_units"],
                    "totalUnits": row["agreement.performance.total_units"],
                },
            }
            if row["agreement.concluded_at"] is not None:
                agreement["concludedAt"] = row["agreement.concluded_at"].isoformat()
            yield {
                "requestId": row["request_id"],
                "policyId": row["policy_id"],
                "detail": "DETAIL_AMOUNTS",
                "agreement": agreement,
                "cancellation": {"receivedAt": row["cancellation.received_at"].isoformat()},
            }


def result(answer):
    """Of the JSON of a result: verdict or error, charged, refund."""
    if "error" in answer:
        return answer["error"]["code"], 0, 0
    decision = answer["decision"]
    charged = sum(int(charge["amount"].get("minorUnits", 0)) for charge in decision.get("charges", []))
    return decision["verdict"], charged, int(decision.get("settlement", {}).get("refund", {}).get("minorUnits", 0))


def test_the_command_over_lines(facts, expected, program):
    with tempfile.TemporaryFile() as lines, tempfile.TemporaryFile() as answers:
        for request in requests(facts):
            lines.write(json.dumps(request).encode() + b"\n")
        lines.seek(0)
        ended = subprocess.run([program, "evaluate", "--lines"], stdin=lines, stdout=answers, stderr=subprocess.DEVNULL)
        answers.seek(0)
        assert ended.returncode == 1
        assert added(result(json.loads(line)) for line in answers) == expected


@contextlib.contextmanager
def serving(program, *more):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    process = subprocess.Popen([program, "serve", "--listen", address, "--notice", "0", "--log", "error", *more])
    try:
        yield address
    finally:
        process.terminate()
        assert process.wait(timeout=30) == 0


@pytest.fixture(scope="session")
def stubs(tmp_path_factory):
    """The messages of the contract, generated as a caller would."""
    folder = tmp_path_factory.mktemp("stubs")
    files = [str(path) for path in sorted((ROOT / "proto/clausula/v1").glob("*.proto"))]
    generate = [sys.executable, "-m", "grpc_tools.protoc", f"--proto_path={ROOT / 'proto'}"]
    subprocess.run([*generate, f"--python_out={folder}", f"--grpc_python_out={folder}", *files], check=True)
    return str(folder)


def over_grpc(facts, program, stubs, tmp_path, *more):
    """What the service answers to the rows of a file."""
    lines = tmp_path / "requests.jsonl"
    with lines.open("w") as out:
        out.writelines(json.dumps(request) + "\n" for request in requests(facts))
    with serving(program, *more) as address:
        client = [sys.executable, Path(__file__).with_name("grpc_client.py"), address, lines]
        said = subprocess.run(client, env=os.environ | {"PYTHONPATH": stubs}, stdout=subprocess.PIPE, check=True)
    return added(map(tuple, json.loads(said.stdout)))


def test_grpc(facts, expected, program, stubs, tmp_path):
    assert over_grpc(facts, program, stubs, tmp_path) == expected


def test_a_decision_log_as_parquet(program, stubs, tmp_path):
    facts, log, path = tmp_path / "facts.parquet", tmp_path / "log", tmp_path / "decisions.parquet"
    pq.write_table(agreements(300), facts)
    sums = over_grpc(facts, program, stubs, tmp_path, "--decision-log", str(log))
    subprocess.run([program, "log", "export", log, "--format", "parquet", "--output", path], check=True)
    table = pq.read_table(path)
    flat = subprocess.run([program, "log", "export", log, "--flat"], stdout=subprocess.PIPE, check=True).stdout
    rows = [json.loads(line) for line in flat.splitlines()]
    assert [dict(row, time=None) for row in table.to_pylist()] == [dict(row, time=None) for row in rows]
    logged = added(("VERDICT_" + row["verdict"], row["charged"], row["refund"] or 0) for row in rows)
    assert logged == {verdict: sum for verdict, sum in sums.items() if verdict.startswith("VERDICT_")}
