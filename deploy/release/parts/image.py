"""A container image in the layout of the Open Container Initiative, made without a daemon and without a base image.

It holds the binary, its licences, and what the binary is linked with: nothing for a static one, else the C library of this
machine. What it runs, as whom, and its port are those of the Dockerfile. `skopeo copy oci-archive:FILE …` and `podman load` read it.
"""

import hashlib
import json
import re
import subprocess
from pathlib import Path

from .archive import FILE, PROGRAM, compressed, tar
from .source import ROOT

PROCESSORS = {"x86_64": "amd64", "aarch64": "arm64"}


def make(source):
    """The file's name and its bytes."""
    licences = [(f"usr/share/doc/clausula/{name}", content, mode) for name, content, mode in source.licences]
    layer = tar([("clausula", source.binary, PROGRAM), *libraries(source), *licences])
    labels = {
        "org.opencontainers.image.title": "clausula",
        "org.opencontainers.image.description": source.package["description"],
        "org.opencontainers.image.version": source.version,
        "org.opencontainers.image.licenses": source.package["license"],
    }
    platform = {"architecture": PROCESSORS[source.machine.architecture], "os": "linux"}
    config = {
        **platform,
        "config": {**from_dockerfile(), "Labels": labels},
        "rootfs": {"type": "layers", "diff_ids": [digest(layer)]},
    }
    blobs = {}
    kind = "application/vnd.oci.image."
    manifest = {
        "schemaVersion": 2,
        "mediaType": f"{kind}manifest.v1+json",
        "config": kept(blobs, f"{kind}config.v1+json", json.dumps(config).encode()),
        "layers": [kept(blobs, f"{kind}layer.v1.tar+gzip", compressed(layer))],
        "annotations": labels,
    }
    entry = kept(blobs, f"{kind}manifest.v1+json", json.dumps(manifest).encode())
    entry |= {"platform": platform, "annotations": {"org.opencontainers.image.ref.name": source.version}}
    index = {"schemaVersion": 2, "mediaType": f"{kind}index.v1+json", "manifests": [entry]}
    files = [
        ("oci-layout", b'{"imageLayoutVersion": "1.0.0"}', FILE),
        ("index.json", json.dumps(index).encode(), FILE),
        *((f"blobs/sha256/{name}", content, FILE) for name, content in blobs.items()),
    ]
    return f"clausula-{source.version}-{source.machine.triple}.oci.tar", tar(files)


def digest(content):
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def kept(blobs, media_type, content):
    """Keeps a blob, and describes it to what refers to it."""
    name = digest(content)
    blobs[name.removeprefix("sha256:")] = content
    return {"mediaType": media_type, "digest": name, "size": len(content)}


def from_dockerfile():
    """What the last stage of the Dockerfile says about running the image."""
    stage = (ROOT / "deploy/Dockerfile").read_text().split("\nFROM ")[-1]
    said = dict(re.findall(r"^(USER|EXPOSE|ENTRYPOINT|CMD) (.+)$", stage, re.MULTILINE))
    return {
        "User": said["USER"],
        "ExposedPorts": {f"{said['EXPOSE']}/tcp": {}},
        "Entrypoint": json.loads(said["ENTRYPOINT"]),
        "Cmd": json.loads(said["CMD"]),
    }


def libraries(source):
    """The loader and the libraries of a dynamic binary, where it looks for them."""
    if not source.machine.glibc:
        return []
    told = subprocess.run(["ldd", source.path], check=True, capture_output=True, text=True).stdout
    paths = re.findall(r"(/\S+) \(0x", told)
    return [(path.lstrip("/"), Path(path).read_bytes(), PROGRAM) for path in paths]
