"""What packages are made from: the manifest, the pages, the binary and what it prints of itself."""

import json
import subprocess
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from . import binary as elf
from .archive import FILE
from .binary import Refused

ROOT = Path(__file__).resolve().parents[3]
LICENCES = ["LICENSE-APACHE", "LICENSE-MIT"]
SHELLS = {  # where each looks for completions, below `share` or `usr/share`
    "bash": "bash-completion/completions/clausula",
    "elvish": "elvish/lib/clausula.elv",
    "fish": "fish/vendor_completions.d/clausula.fish",
    "powershell": "powershell/Completions/_clausula.ps1",
    "zsh": "zsh/site-functions/_clausula",
}


@dataclass(frozen=True)
class Source:
    """Everything that goes into packages, read once."""

    package: dict  # the table `package` of Cargo.toml
    binary: bytes
    path: Path
    machine: elf.Machine
    licences: list  # the crate's own, and the notices of all that is linked into the binary
    share: list  # completions and pages of the manual, as `(name below share, bytes, mode)`
    metadata: dict  # what cargo tells of the crate and of what it is built from

    @property
    def version(self):
        return self.package["version"]

    def page(self, name):
        return (ROOT / name).read_bytes()


def manifest():
    return tomllib.loads((ROOT / "Cargo.toml").read_text())["package"]


def read(path):
    """Reads the sources of packages, and refuses a binary that is not theirs."""
    package, path = manifest(), path.resolve()
    content = path.read_bytes()
    machine = elf.machine(content)
    told = run(path, "--version").decode().split()
    if told != ["clausula", package["version"]]:
        raise Refused(f"the binary is {' '.join(told)}, the sources are of version {package['version']}")
    share = [(place, run(path, "completions", shell), FILE) for shell, place in SHELLS.items()]
    told = metadata(machine.triple)
    licences = [(name, (ROOT / name).read_bytes(), FILE) for name in LICENCES]
    licences.append(("THIRD-PARTY-LICENCES.txt", notices(told), FILE))
    return Source(package, content, path, machine, licences, share + pages(path), told)


def run(path, *arguments):
    """What the binary prints, with nothing of this environment."""
    done = subprocess.run([path, *arguments], env={}, capture_output=True)
    if done.returncode:
        raise Refused(f"`clausula {' '.join(map(str, arguments))}`: {done.stderr.decode().strip()}")
    return done.stdout


def pages(path):
    with tempfile.TemporaryDirectory() as directory:
        try:
            run(path, "man", directory)
        except Refused as error:
            raise Refused(f"no manual in the binary, build it with `--features man`: {error}") from error
        return [(f"man/man1/{page.name}", page.read_bytes(), FILE) for page in sorted(Path(directory).iterdir())]


def metadata(triple):
    command = ["cargo", "metadata", "--format-version=1", "--locked", "--features=man", f"--filter-platform={triple}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise Refused(f"cargo metadata: {done.stderr.strip()}")
    return json.loads(done.stdout)


def linked(metadata, kinds=(None,)):
    """The packages that the binary is built from: dependencies of some kinds, and theirs. `None` is a plain dependency."""
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    found, open_ends = set(), [metadata["resolve"]["root"]]
    while open_ends:
        name = open_ends.pop()
        if name in found:
            continue
        found.add(name)
        for dependency in nodes[name]["deps"]:
            if any(kind["kind"] in kinds for kind in dependency["dep_kinds"]):
                open_ends.append(dependency["pkg"])
    packages = [package for package in metadata["packages"] if package["id"] in found]
    return sorted(packages, key=lambda package: (package["name"], package["version"]))


def notices(metadata):
    """The licence texts of all crates in the binary; what many share stands once, below the names of all."""
    texts = {}
    for package in linked(metadata):
        if package["id"] == metadata["resolve"]["root"]:
            continue
        name = f"{package['name']} {package['version']} ({package['license']})"
        folder = Path(package["manifest_path"]).parent
        named = ("LICEN", "COPYING", "NOTICE")
        files = sorted(path for path in folder.iterdir() if path.is_file() and path.name.upper().startswith(named))
        for path in files:
            texts.setdefault(path.read_text(errors="replace").strip(), []).append(name)
        if not files:
            texts.setdefault(f"No text is in the package; its manifest says: {package['license']}", []).append(name)
    parts = ["\n".join(dict.fromkeys(names)) + f"\n\n{text}\n" for text, names in texts.items()]
    return f"\n{'=' * 80}\n".join(parts).encode()
