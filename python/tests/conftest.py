"""Where the programs are, and how many agreements are decided."""

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "python/examples"))
# Executors of Spark are started with this environment: they run the same Python, and find the examples.
os.environ["PYSPARK_PYTHON"] = sys.executable
os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
os.environ["PYTHONPATH"] = str(ROOT / "python/examples")


def pytest_addoption(parser):
    parser.addoption("--clausula", type=Path, help="the program `clausula`, with `clausula-batch` beside it")
    parser.addoption("--agreements", type=int, default=20_000, help="how many agreements every engine decides")


@pytest.fixture(scope="session")
def program(request):
    program = request.config.getoption("--clausula")
    if program is None:
        pytest.fail("say where the program is: --clausula PATH")
    return program.resolve()
