"""The Python wheel: the binary among the scripts, completions and manual below `share`. No Python code.

The distribution is `clausula-cli`: `clausula` is the package that calls the library from Python.
"""

import base64
import hashlib

from .archive import FILE, PROGRAM, zipped

NAME = "clausula-cli"


def platform(machine):
    """The platforms of PEP 600 and PEP 656 on which the binary runs."""
    if machine.glibc:
        return "manylinux_{}_{}_{}".format(*machine.glibc, machine.architecture)
    # A static binary asks for no C library.
    return f"manylinux_2_17_{machine.architecture}.musllinux_1_1_{machine.architecture}"


def make(source):
    """The file's name and its bytes."""
    stem = f"{NAME.replace('-', '_')}-{source.version}"
    info, data = f"{stem}.dist-info", f"{stem}.data"
    tags = [f"py3-none-{one}" for one in platform(source.machine).split(".")]
    wheel = ["Wheel-Version: 1.0", "Generator: clausula", "Root-Is-Purelib: false", *(f"Tag: {tag}" for tag in tags), ""]
    package = source.package
    metadata = [
        "Metadata-Version: 2.4",
        f"Name: {NAME}",
        f"Version: {source.version}",
        f"Summary: {package['description']}",
        f"Keywords: {','.join(package['keywords'])}",
        f"License-Expression: {package['license']}",
        *(f"License-File: {name}" for name, _, _ in source.licences),
        "Requires-Python: >=3.8",
        "Description-Content-Type: text/markdown",
        "",
        source.page("README.md").decode(),
    ]
    entries = [
        (f"{data}/scripts/clausula", source.binary, PROGRAM),
        *((f"{data}/data/share/{name}", content, mode) for name, content, mode in source.share),
        *((f"{info}/licenses/{name}", content, mode) for name, content, mode in source.licences),
        (f"{info}/METADATA", "\n".join(metadata).encode(), FILE),
        (f"{info}/WHEEL", "\n".join(wheel).encode(), FILE),
    ]
    entries.append((f"{info}/RECORD", record(entries, f"{info}/RECORD"), FILE))
    return f"{stem}-py3-none-{platform(source.machine)}.whl", zipped(entries)


def record(entries, own_name):
    lines = []
    for name, content, _ in entries:
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        lines.append(f"{name},sha256={digest},{len(content)}")
    return "\n".join([*lines, f"{own_name},,", ""]).encode()
