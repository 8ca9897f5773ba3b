"""The archive for everybody else: unpacked below a prefix such as /usr/local, everything is where it is looked for."""

from .archive import FILE, PROGRAM, tar_gz


def make(source):
    """The file's name and its bytes."""
    stem = f"clausula-{source.version}-{source.machine.triple}"
    documents = [*source.licences, *((name, source.page(name), FILE) for name in ("README.md", "CHANGELOG.md"))]
    files = [
        ("bin/clausula", source.binary, PROGRAM),
        *((f"share/{name}", content, mode) for name, content, mode in source.share),
        *((f"share/doc/clausula/{name}", content, mode) for name, content, mode in documents),
    ]
    return f"{stem}.tar.gz", tar_gz([(f"{stem}/{name}", content, mode) for name, content, mode in files])
