"""Release notes: the part of the changelog about one version."""

import re

from .binary import Refused
from .source import ROOT


def make(source, tag):
    """The file's name and its bytes. Without a tag: what is not released yet."""
    heading = source.version if tag else "Unreleased"
    if tag and tag != f"v{source.version}":
        raise Refused(f"the tag {tag} is not that of version {source.version}, as Cargo.toml has it: v{source.version}")
    changelog = (ROOT / "CHANGELOG.md").read_text()
    parts = re.split(r"^## (.+)$", changelog, flags=re.MULTILINE)
    for title, text in zip(parts[1::2], parts[2::2]):
        # As in `## 0.1.0` and `## 0.1.0 - 2026-12-01`.
        if title.split(" ")[0] == heading:
            if not text.strip():
                raise Refused(f"the changelog says nothing about {heading}")
            return f"clausula-{source.version}.notes.md", (text.strip() + "\n").encode()
    raise Refused(f"the changelog has no heading `## {heading}`")
