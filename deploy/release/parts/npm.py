"""The npm package: the binary itself as the program, without a script around it, and the manual.

Signals, exit codes and the terminal are the program's own that way. A package is for one kind of machine, as it says.
"""

import json

from .archive import FILE, PROGRAM, tar_gz

NAME = "clausula-cli"
PROCESSORS = {"x86_64": "x64", "aarch64": "arm64"}


def make(source):
    """The file's name and its bytes."""
    share = [(f"share/{name}", content, mode) for name, content, mode in source.share]
    package = {
        "name": NAME,
        "version": source.version,
        "description": source.package["description"],
        "keywords": source.package["keywords"],
        "license": f"({source.package['license']})",
        "os": ["linux"],
        "cpu": [PROCESSORS[source.machine.architecture]],
        # A static binary runs beside any C library.
        **({"libc": ["glibc"]} if source.machine.glibc else {}),
        "bin": {"clausula": "bin/clausula"},
        "man": [name for name, _, _ in share if "/man1/" in name],
    }
    files = [
        ("package.json", (json.dumps(package, indent=2) + "\n").encode(), FILE),
        ("README.md", source.page("README.md"), FILE),
        ("bin/clausula", source.binary, PROGRAM),
        *share,
        *source.licences,
    ]
    # Not the name of a source distribution, which pip would take it for.
    return f"{NAME}-{source.version}.npm.tgz", tar_gz([(f"package/{name}", content, mode) for name, content, mode in files])
