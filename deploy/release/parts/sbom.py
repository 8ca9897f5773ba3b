"""What the binary is made of, as CycloneDX: crates with version, licence and checksum, from what cargo itself tells.

`cargo cyclonedx` says the same, but with the moment and a random number in it, so that no two runs give the same bytes.
"""

import hashlib
import json
import tomllib
import uuid

from .source import ROOT, linked


def make(source):
    """The file's name and its bytes."""
    metadata = source.metadata
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text())["package"]
    checksums = {(one["name"], one["version"]): one.get("checksum") for one in lock}
    root = metadata["resolve"]["root"]
    shipped = {package["id"] for package in linked(metadata)}
    packages = linked(metadata, (None, "build"))
    names = {package["id"]: purl(package) for package in packages}
    components = [component(one, checksums, one["id"] in shipped) for one in packages if one["id"] != root]
    dependencies = [
        {"ref": names[node["id"]], "dependsOn": sorted(names[name] for name in node["dependencies"] if name in names)}
        for node in sorted(metadata["resolve"]["nodes"], key=lambda node: names.get(node["id"], ""))
        if node["id"] in names
    ]
    own = hashlib.sha256(source.binary).hexdigest()
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, own)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": names[root],
                "name": "clausula",
                "version": source.version,
                "purl": names[root],
                "licenses": [{"expression": source.package["license"]}],
                "hashes": [{"alg": "SHA-256", "content": own}],
            }
        },
        "components": components,
        "dependencies": dependencies,
    }
    return f"clausula-{source.version}-{source.machine.triple}.cdx.json", (json.dumps(bill, indent=2) + "\n").encode()


def purl(package):
    return f"pkg:cargo/{package['name']}@{package['version']}"


def component(package, checksums, shipped):
    """A crate. What only the build uses is in no package: `excluded`."""
    told = {
        "type": "library",
        "bom-ref": purl(package),
        "name": package["name"],
        "version": package["version"],
        "scope": "required" if shipped else "excluded",
        "purl": purl(package),
        # Before there were expressions, a slash was "or".
        "licenses": [{"expression": package["license"].replace(" / ", "/").replace("/", " OR ")}],
    }
    checksum = checksums.get((package["name"], package["version"]))
    return told | ({"hashes": [{"alg": "SHA-256", "content": checksum}]} if checksum else {})
