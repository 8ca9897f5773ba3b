"""Makes every package twice and installs each in a bare environment: `deploy/release/check --binary PATH`.

Nothing is fetched meanwhile: each package stands on what `release` made, and leaves nothing when it is removed. The last line is
`N passed, N failed`.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import packaging.metadata
import packaging.utils
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from check_recipes import check_action, check_gitlab, check_hooks
from parts import binary as elf
from parts import notes, source, wheel

HERE = Path(__file__).resolve().parent
CRATE = 10 << 20  # what the registry takes at most, in bytes
CRATE_HAS = set(
    ".cargo_vcs_info.json ARCHITECTURE.md CHANGELOG.md Cargo.lock Cargo.toml Cargo.toml.orig LICENSE-APACHE LICENSE-MIT "
    "README.md benches build examples policies proto src web".split()
)
SYSTEM = "/usr/local/bin:/usr/bin:/bin"


class Ground:
    """Where packages are tried out: a folder of its own, and an environment with nothing in it."""

    def __init__(self, folder, binary, wheels):
        self.folder, self.binary, self.wheels = folder, binary, wheels
        self.made = folder / "made"
        self.version = source.manifest()["version"]

    def bare(self, name):
        """A fresh directory, and the environment of somebody who has nothing but it and the system's programs."""
        home = self.folder / name
        home.mkdir()
        python, npm = Path(sys._base_executable).parent, Path(shutil.which("npm")).parent
        return home, {"HOME": str(home), "PATH": f"{python}:{npm}:{SYSTEM}", "PYTHONDONTWRITEBYTECODE": "1"}

    def file(self, pattern):
        [path] = self.made.glob(pattern)
        return path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, required=True, help="built with `--features man`")
    parser.add_argument("--wheels", type=Path, required=True, help="a directory with the wheel of setuptools")
    args = parser.parse_args()
    failed = 0
    checks = [
        ("the same bytes twice", check_same_bytes),
        ("notes", check_notes),
        ("machines", check_machines),
        ("what is refused", check_refusals),
        ("checksums", check_sums),
        ("archive", check_archive),
        ("wheel", check_wheel),
        ("npm package", check_npm),
        ("image", check_image),
        ("bill of materials", check_bill),
        ("crate", check_crate),
        ("pre-commit", check_hooks),
        ("GitHub Action", check_action),
        ("GitLab template", check_gitlab),
    ]
    with tempfile.TemporaryDirectory() as directory:
        ground = Ground(Path(directory).resolve(), args.binary.resolve(), args.wheels.resolve())
        for name, check in checks:
            try:
                faults = list(check(ground))
            except (subprocess.CalledProcessError, OSError, ValueError) as error:
                faults = [f"{error} {getattr(error, 'stdout', '') or ''}{getattr(error, 'stderr', '') or ''}"]
            failed += bool(faults)
            print(f"{name}: {'fine' if not faults else ''}{'; '.join(faults)}", flush=True)
    print(f"{len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


def run(command, **options):
    """What a command prints; raises with its output when it fails."""
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


def release(ground, output, *more, **options):
    command = [HERE / "release", "--binary", ground.binary, "--output", output, *more]
    return subprocess.run(command, capture_output=True, text=True, **options)


def check_same_bytes(ground):
    """Another time zone, another umask and another language change nothing."""
    again = ground.folder / "again"
    first = release(ground, ground.made)
    release(ground, again, env={**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7"}, umask=0o077)
    if first.returncode:
        yield first.stderr
    names = sorted(path.name for path in ground.made.iterdir())
    if len(names) != 8:
        yield f"made are {names}"
    for name in names:
        if (ground.made / name).read_bytes() != (again / name).read_bytes():
            yield f"{name} differs"


def check_notes(ground):
    """The notes are those of one version, and end where the one before it begins."""
    changelog = "# Changelog\n\n## Unreleased\n\n## 0.2.0 - 2026-12-01\n\n### Added\n- b\n\n## 0.1.0\n\n- a\n"
    meant = {"0.2.0": "### Added\n- b\n", "0.1.0": "- a\n", "Unreleased": "", "0.2": "", "0.1.00": ""}
    for heading, text in meant.items():
        if notes.part(changelog, heading) != text:
            yield f"under {heading} stands {notes.part(changelog, heading)!r}"
    if ground.file("*.notes.md").read_text() != notes.part((source.ROOT / "CHANGELOG.md").read_text(), "Unreleased"):
        yield "a trial has other notes than what is unreleased"


def check_machines(ground):
    """What a binary is for, by its header and by the versions of the C library that it names."""
    for machine, platform in [
        (elf.Machine("x86_64", (2, 34)), "manylinux_2_34_x86_64"),
        (elf.Machine("aarch64", None), "manylinux_2_17_aarch64.musllinux_1_1_aarch64"),
    ]:
        if wheel.platform(machine) != platform:
            yield f"{machine} is {wheel.platform(machine)}"
    header = bytearray(ground.binary.read_bytes()[:4096])
    for name, changed in [("32 bits", 4), ("big-endian", 5), ("another processor", 18)]:
        other = bytearray(header)
        other[changed] = 99
        try:
            yield f"{name} is taken for {elf.machine(bytes(other))}"
        except elf.Refused:
            pass


def check_refusals(ground):
    """A tag of another version, a directory that holds something, a file that is no program."""
    tag = f"v{ground.version}9"
    for told, done in [
        ("is not that of version", release(ground, ground.folder / "refused", "--tag", tag)),
        ("is not empty", release(ground, ground.made)),
        ("none for Linux", run_on(ground, HERE / "check.py")),
    ]:
        if done.returncode != 1 or told not in done.stderr:
            yield f"code {done.returncode}, {done.stderr.strip() or 'nothing told'}, where `{told}` is due"
    if (ground.folder / "refused").exists():
        yield "something was made"


def run_on(ground, path):
    command = [HERE / "release", "--binary", path, "--output", ground.folder / "refused"]
    return subprocess.run(command, capture_output=True, text=True)


def check_sums(ground):
    run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=ground.made)
    summed = {line.split()[1] for line in (ground.made / "SHA256SUMS").read_text().splitlines()}
    if summed != {path.name for path in ground.made.iterdir()} - {"SHA256SUMS"}:
        yield f"summed are {sorted(summed)}"


def check_program(ground, program, environment):
    """An installed program runs, and is of the version that is meant."""
    if run([program, "--version"], env=environment) != f"clausula {ground.version}\n":
        yield "another version"
    if "937.50" not in run([program, "demo"], env=environment):
        yield "`demo` does not decide"


def check_share(ground, share):
    """Completions that a shell reads, and a page of the manual for every command."""
    script = share / source.SHELLS["bash"]
    if "clausula" not in run(["bash", "-c", f"source '{script}' && complete -p clausula"]):
        yield "bash completes nothing"
    for place in source.SHELLS.values():
        if "evaluate" not in (share / place).read_text():
            yield f"`{place}` completes nothing"
    commands = run([ground.binary, "help"], env={}).split("Commands:\n")[1].split("\n\n")[0].splitlines()
    pages = ["", *(f"-{line.split()[0]}" for line in commands if line.split()[0] != "help")]
    for page in pages:
        text = (share / "man/man1" / f"clausula{page}.1").read_text()
        if ".SH NAME" not in text or (".SH EXAMPLES\n.nf" not in text and page != "-demo"):
            yield f"the page `clausula{page}` is not whole"


def listing(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def check_archive(ground):
    home, environment = ground.bare("archive")
    run(["tar", "-xzf", ground.file("*-linux-*.tar.gz"), "--strip-components=1", "-C", home], env=environment)
    yield from check_program(ground, home / "bin/clausula", environment)
    yield from check_share(ground, home / "share")


def check_wheel(ground):
    path = ground.file("*.whl")
    name, version, _, tags = packaging.utils.parse_wheel_filename(path.name)
    with zipfile.ZipFile(path) as archive:
        [metadata] = [one for one in archive.namelist() if one.endswith("/METADATA")]
        told = packaging.metadata.Metadata.from_email(archive.read(metadata), validate=True)
    if (told.name, str(told.version)) != ("clausula-cli", ground.version) or (name, str(version)) != (told.name, ground.version):
        yield f"{told.name} {told.version} in {path.name}"
    if not all("manylinux" in tag.platform or "musllinux" in tag.platform for tag in tags):
        yield "a platform that the registry refuses"
    home, environment = ground.bare("wheel")
    run(["python3", "-m", "venv", home / "venv"], env=environment)
    before = listing(home)
    pip = [home / "venv/bin/pip", "--disable-pip-version-check", "--no-cache-dir"]
    run([*pip, "install", "--no-index", path], env=environment)
    yield from check_program(ground, home / "venv/bin/clausula", environment)
    yield from check_share(ground, home / "venv/share")
    run([*pip, "uninstall", "--yes", "clausula-cli"], env=environment)
    # pip leaves directories that became empty below `share`, as for every package with files there; it leaves no file.
    left = [name for name in sorted(set(listing(home)) - set(before)) if not (home / name).is_dir()]
    if left or not set(before) <= set(listing(home)):
        yield f"uninstalled, it leaves {left}"


def check_npm(ground):
    home, environment = ground.bare("npm")
    environment["npm_config_cache"] = str(ground.folder / "npm-cache")
    shutil.copy(ground.file("*.tgz"), home / "x.tgz")
    quiet = ["--offline", "--no-audit", "--no-fund", "--no-update-notifier"]
    prefix = home / "prefix"
    run(["npm", "install", "--global", "--prefix", prefix, "./x.tgz", *quiet], env=environment, cwd=home)
    yield from check_program(ground, prefix / "bin/clausula", environment)
    package = prefix / "lib/node_modules/clausula-cli"
    yield from check_share(ground, package / "share")
    if json.loads((package / "package.json").read_text())["version"] != ground.version:
        yield "another version"
    if not (prefix / "share/man/man1/clausula.1").exists():
        yield "npm does not install the manual"
    run(["npm", "uninstall", "--global", "--prefix", prefix, "clausula-cli", *quiet], env=environment, cwd=home)
    left = [name for name in listing(prefix) if not (prefix / name).is_dir()]
    if left or package.exists():
        yield f"uninstalled, it leaves {left}"
    # In a project, beside other packages.
    run(["npm", "install", "./x.tgz", *quiet], env=environment, cwd=home)
    yield from check_program(ground, home / "node_modules/.bin/clausula", environment)


def check_image(ground):
    """The image's layers, each by its digest, are a file system in which the program runs as the user that is told."""
    home, _ = ground.bare("image")
    layout, root = home / "layout", home / "root"
    run(["tar", "-xf", ground.file("*.oci.tar"), "--one-top-level=layout"], cwd=home)

    def blob(described):
        content = (layout / "blobs" / described["digest"].replace(":", "/")).read_bytes()
        if f"sha256:{hashlib.sha256(content).hexdigest()}" != described["digest"] or len(content) != described["size"]:
            raise ValueError(f"{described['digest']} is another blob")
        return content

    [entry] = json.loads((layout / "index.json").read_text())["manifests"]
    manifest = json.loads(blob(entry))
    config = json.loads(blob(manifest["config"]))
    if manifest["annotations"]["org.opencontainers.image.version"] != ground.version:
        yield "another version"
    for layer in manifest["layers"]:
        blob(layer)
        with tarfile.open(layout / "blobs" / layer["digest"].replace(":", "/")) as archive:
            archive.extractall(root, filter="tar")
    user, told = config["config"]["User"], config["config"]
    # As the user of the image where we may become it; else as the one that stands for root in a name space of our own.
    enter = ["chroot", f"--userspec={user}"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "chroot"]
    if os.geteuid() == 0:
        home.parent.chmod(0o755)
    program = [*enter, root, *told["Entrypoint"]]
    for arguments in (["--version"], ["demo"], [*told["Cmd"], "--check-config"]):
        text = run([*program, *arguments], env={"PATH": f"{SYSTEM}:/usr/sbin:/sbin"})
        if arguments == ["--version"] and text != f"clausula {ground.version}\n":
            yield f"it is {text}"


def check_bill(ground):
    text = ground.file("*.cdx.json").read_text()
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if fault:
        yield str(fault).splitlines()[0]
    bill = json.loads(text)
    own = bill["metadata"]["component"]
    if own["version"] != ground.version or own["hashes"][0]["content"] != hashlib.sha256(ground.binary.read_bytes()).hexdigest():
        yield "it is about another binary"
    scopes = {one["name"]: one["scope"] for one in bill["components"]}
    if scopes.get("tonic") != "required" or scopes.get("protox") != "excluded" or "criterion" in scopes:
        yield "linked, needed to build and needed to test are not told apart"
    if any("hashes" not in one for one in bill["components"]):
        yield "a crate without a checksum"


def check_crate(ground):
    """The crate has what it is built from, and nothing that is made or only for this repository."""
    command = ["cargo", "package", "--no-verify", "--allow-dirty", "--quiet", "--target-dir", ground.folder / "crate"]
    run(command, cwd=source.ROOT)
    path = ground.folder / f"crate/package/clausula-{ground.version}.crate"
    if path.stat().st_size > CRATE:
        yield f"{path.stat().st_size} bytes"
    with tarfile.open(path) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames()}
    for needed in ("Cargo.lock", "README.md", "LICENSE-MIT", "build/main.rs", "src/manual/time.md", "web/dist/index.html"):
        if needed not in names:
            yield f"without `{needed}`"
    for other in sorted({name.split("/")[0] for name in names} - CRATE_HAS):
        yield f"with `{other}`"


sys.exit(main())
