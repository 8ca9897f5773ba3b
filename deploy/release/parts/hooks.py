"""The repository that `pre-commit` installs hooks from: it depends on the wheel of its own version.

The hooks are those of `.pre-commit-hooks.yaml`, which builds the program from source; here it comes ready.
"""

from . import wheel
from .archive import FILE, tar_gz
from .binary import Refused
from .source import ROOT

HOOKS = ".pre-commit-hooks.yaml"


def make(source):
    """The file's name and its bytes."""
    lines = (ROOT / HOOKS).read_text().splitlines(keepends=True)
    # What the file says of itself is about this repository.
    hooks = "".join(line for line in lines if not line.startswith("#"))
    ready = hooks.replace("language: rust", "language: python")
    if ready == hooks:
        raise Refused(f"{HOOKS} has no hook that is built from source")
    project = f"""\
# Depends on the package with the program, and holds nothing itself.
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"

[project]
name = "clausula-pre-commit"
version = "{source.version}"
description = "{source.package['description']}"
license = "{source.package['license']}"
dependencies = ["{wheel.NAME}=={source.version}"]

[tool.setuptools]
py-modules = []
"""
    files = [(HOOKS, ready.encode(), FILE), ("pyproject.toml", project.encode(), FILE), *source.licences[:2]]
    stem = f"clausula-pre-commit-{source.version}"
    return f"{stem}.tar.gz", tar_gz([(f"{stem}/{name}", content, mode) for name, content, mode in files])
