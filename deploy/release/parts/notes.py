"""Release notes: the part of the changelog about one version."""

import re

from .binary import Refused
from .source import ROOT


def make(source, tag):
    """The file's name and its bytes. Without a tag: what is not released yet."""
    heading = source.version if tag else "Unreleased"
    if tag and tag != f"v{source.version}":
        raise Refused(f"the tag {tag} is not that of version {source.version}, as Cargo.toml has it: v{source.version}")
    text = part((ROOT / "CHANGELOG.md").read_text(), heading)
    if not text:
        raise Refused(f"the changelog says nothing under a heading `## {heading}`")
    return f"clausula-{source.version}.notes.md", text.encode()


def part(changelog, heading):
    """What stands under a heading, as in `## 0.1.0` and `## 0.1.0 - 2026-12-01`; nothing where there is none."""
    parts = re.split(r"^## (.+)$", changelog, flags=re.MULTILINE)
    for title, text in zip(parts[1::2], parts[2::2]):
        if title.split(" ")[0] == heading and text.strip():
            return text.strip() + "\n"
    return ""
