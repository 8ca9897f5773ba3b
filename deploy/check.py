"""Checks the files of this folder as far as that goes without a cluster: `deploy/check [--binary PATH]`.

The Dockerfile by hadolint, the manifests against the schemas of Kubernetes, the dashboard's queries by a parser of PromQL
and against the metrics that there are. With a binary also what needs a live service: its arguments, its metrics, and that
it takes over a changed ConfigMap. The last line is `N passed, N failed`.
"""

import argparse
import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import kubernetes_validate
import promql_parser
import yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
KUBERNETES = ["1.30", "1.37"]  # the oldest that the manifests work on, and a recent one
METRICS = {  # with the labels of each
    "clausula_requests_total": {"method", "code"},
    "clausula_request_duration_seconds_bucket": {"method", "le"},
    "clausula_decisions_total": {"policy", "version", "verdict"},
    "clausula_reloads_total": {"result"},
    "clausula_in_flight": set(),
    "clausula_shed_total": {"reason"},
    "clausula_policies_loaded": set(),
    "clausula_build": {"version", "digest"},
    "clausula_policy_in_use": {"policy", "version", "digest"},
    "clausula_law_in_use": {"law", "digest"},
    "clausula_files_at_fault": set(),
    "clausula_files_unwatched": set(),
    "process_resident_memory_bytes": set(),
}
TARGET = {"job", "instance"}  # the labels that Prometheus adds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, help="a clausula, for the checks that need one")
    args = parser.parse_args()
    checks = [("Dockerfile", lint_dockerfile), ("dashboard", lambda: check_dashboard(METRICS))]
    manifests = sorted((HERE / "kubernetes").glob("*.yaml"))
    checks += [(path.name, lambda path=path: check_manifest(path)) for path in manifests]
    checks.append(("manifests together", lambda: check_together(manifests)))
    if args.binary:
        binary = args.binary.resolve()
        checks.append(("the policy of the ConfigMap loads", lambda: load_policies(binary)))
        checks.append(("a changed ConfigMap is taken over", lambda: take_over_policies(binary)))
        checks.append(("arguments of the service", lambda: check_arguments(binary, manifests)))
        checks.append(("metrics of a live service", lambda: check_live_metrics(binary)))
    failed = 0
    for name, check in checks:
        faults = list(check())
        failed += bool(faults)
        for fault in faults:
            print(f"{name}: {fault}")
    print(f"{len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


def lint_dockerfile():
    hadolint = Path(sys.executable).parent / "hadolint"
    done = subprocess.run([hadolint, HERE / "Dockerfile"], capture_output=True, text=True)
    yield from (done.stdout + done.stderr).splitlines()
    # Everything that the build copies is let in by .dockerignore, and nothing else.
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for name in allowed:
        if not (ROOT / name).exists():
            yield f".dockerignore lets in `{name}`, which does not exist"
    for path in json.loads(cargo_metadata())["packages"][0]["targets"]:
        top = Path(path["src_path"]).relative_to(ROOT).parts[0]
        if top not in allowed and "test" not in path["kind"]:
            yield f"the build needs `{top}`, which .dockerignore keeps out"


def cargo_metadata():
    command = ["cargo", "metadata", "--format-version=1", "--no-deps", "--offline"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def check_manifest(path):
    for document in yaml.safe_load_all(path.read_text()):
        for version in KUBERNETES:
            try:
                kubernetes_validate.validate(document, version, strict=True)
            except kubernetes_validate.ValidationError as error:
                yield f"Kubernetes {version}: {'.'.join(map(str, error.path))}: {error.message}"
        for pod in pods(document):
            claims = document["spec"].get("volumeClaimTemplates", [])
            yield from check_pod(pod, {claim["metadata"]["name"] for claim in claims})


def pods(document):
    if document["kind"] in ("Deployment", "StatefulSet"):
        yield document["spec"]["template"]["spec"]


def check_pod(pod, claims):
    if not pod["securityContext"].get("runAsNonRoot"):
        yield "a pod may run as root"
    for container in [*pod.get("initContainers", []), *pod["containers"]]:
        name, security = container["name"], container.get("securityContext", {})
        if not security.get("readOnlyRootFilesystem") or security.get("allowPrivilegeEscalation") is not False:
            yield f"`{name}` may write to its file system, or gain privileges"
        if security.get("capabilities") != {"drop": ["ALL"]}:
            yield f"`{name}` keeps capabilities"
        if "memory" not in container.get("resources", {}).get("limits", {}):
            yield f"`{name}` has no limit of memory"
        volumes = claims | {volume["name"] for volume in pod.get("volumes", [])}
        for mount in container.get("volumeMounts", []):
            if mount["name"] not in volumes:
                yield f"`{name}` mounts `{mount['name']}`, which is no volume"


def check_together(manifests):
    """Names and labels that one manifest uses exist in another."""
    documents = [document for path in manifests for document in yaml.safe_load_all(path.read_text())]
    names = {(document["kind"], document["metadata"]["name"]) for document in documents}
    labels = [document["spec"]["template"]["metadata"]["labels"] for document in documents if document["kind"] in ("Deployment", "StatefulSet")]
    for document in documents:
        spec = document.get("spec", {})
        selector = spec.get("selector", {})
        selector = selector.get("matchLabels", selector)
        if selector and not any(selector.items() <= given.items() for given in labels):
            yield f"{document['kind']} `{document['metadata']['name']}` selects nothing"
        if "scaleTargetRef" in spec and ("Deployment", spec["scaleTargetRef"]["name"]) not in names:
            yield "what is to be scaled does not exist"
        for pod in pods(document):
            for volume in pod.get("volumes", []):
                if "configMap" in volume and ("ConfigMap", volume["configMap"]["name"]) not in names:
                    yield f"there is no ConfigMap `{volume['configMap']['name']}`"


def check_dashboard(metrics):
    dashboard = json.loads((HERE / "grafana" / "clausula.json").read_text())
    ids = [panel["id"] for panel in dashboard["panels"]]
    if len(ids) != len(set(ids)):
        yield "two panels have the same id"
    queries = [(panel["title"], target["expr"]) for panel in dashboard["panels"] for target in panel.get("targets", [])]
    queries += [(notes["name"], notes["expr"]) for notes in dashboard["annotations"]["list"]]
    if len(queries) < 20:
        yield f"only {len(queries)} queries"
    used = set()
    for title, query in queries:
        plain = query.replace("$__rate_interval", "5m").replace("$__range", "1h").replace("$job", ".*").replace("$instance", ".*")
        try:
            promql_parser.parse(plain)
        except ValueError as error:
            yield f"{title}: {error}"
        names = re.findall(r"\b(?:clausula|process)_\w+", plain)
        used.update(names)
        for name in names:
            if name not in metrics:
                yield f"{title}: there is no metric `{name}`"
        known = TARGET.union(*(metrics.get(name, set()) for name in names))
        given = set(re.findall(r"(\w+)\s*(?:=~|!~|!=|=)\s*\"", plain))
        for by in re.findall(r"\bby\s*\(([^)]*)\)", plain):
            given.update(label.strip() for label in by.split(","))
        for label in given - known:
            yield f"{title}: the metric has no label `{label}`"
    for name in metrics.keys() - used:
        yield f"no panel shows `{name}`"
    variables = json.dumps(dashboard["templating"])
    for name in re.findall(r"label_values\((\w+)", variables):
        if name not in metrics:
            yield f"a variable reads `{name}`, which is no metric"


def config_map():
    return yaml.safe_load((HERE / "kubernetes" / "configmap-policies.yaml").read_text())["data"]


def mount(folder, data):
    """Writes files as Kubernetes mounts a ConfigMap: links into a hidden folder, which another takes the place of at once."""
    hidden = Path(tempfile.mkdtemp(prefix="..", dir=folder))
    for name, text in data.items():
        (hidden / name).write_text(text)
    (folder / "..new").symlink_to(hidden.name)
    (folder / "..new").rename(folder / "..data")
    for name in data:
        with contextlib.suppress(FileExistsError):
            (folder / name).symlink_to(f"..data/{name}")


def load_policies(binary):
    with tempfile.TemporaryDirectory() as directory:
        mount(Path(directory), config_map())
        done = subprocess.run([binary, "--policies", directory, "policies"], capture_output=True, text=True)
        if done.returncode or len(done.stdout.splitlines()) != 1 + len(config_map()):
            yield (done.stdout + done.stderr).strip()


def take_over_policies(binary):
    """A changed ConfigMap is taken over by a service that runs; a faulty one is not."""
    [(name, text)] = config_map().items()
    later = text.replace('version = "2026-01-01"', 'version = "2027-01-01"').replace("from = 2026-01-01", "from = 2027-01-01")
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        mount(folder, {name: text})
        with serving(binary, "--policies", directory) as address:
            mount(folder, {name: text, "later.toml": later})
            if not eventually(lambda: figure(address, "clausula_policies_loaded") == 2):
                yield "a second version was not taken over"
            mount(folder, {name: text, "later.toml": later.replace("clause", "claus")})
            if not eventually(lambda: figure(address, 'clausula_reloads_total{result="failed"}') == 1):
                yield "a faulty version was not noticed"
            if figure(address, "clausula_policies_loaded") != 2:
                yield "a faulty version changed the policies in use"


def eventually(condition):
    for _ in range(100):
        if condition():
            return True
        time.sleep(0.1)
    return False


def check_arguments(binary, manifests):
    """The service takes the arguments and variables that the image and the manifests give it."""
    dockerfile = (HERE / "Dockerfile").read_text()
    commands = [("Dockerfile", json.loads(re.search(r"^CMD (.*)$", dockerfile, re.MULTILINE)[1]), {})]
    for path in manifests:
        for document in yaml.safe_load_all(path.read_text()):
            for pod in pods(document):
                for container in [*pod.get("initContainers", []), *pod["containers"]]:
                    if container["name"] == "clausula":
                        variables = {entry["name"]: entry["value"] for entry in container.get("env", [])}
                        commands.append((path.name, container["args"], variables))
    with tempfile.TemporaryDirectory() as directory:
        mount(Path(directory), config_map())
        for name, arguments, variables in commands:
            if "CLAUSULA_POLICIES" in variables:
                variables["CLAUSULA_POLICIES"] = directory
            command = [binary, *arguments, "--check-config"]
            done = subprocess.run(command, env={**os.environ, **variables}, capture_output=True, text=True)
            if done.returncode:
                yield f"{name}: {done.stderr.strip()}"


def check_live_metrics(binary):
    """The metrics and their labels are those that the dashboard reads."""
    with serving(binary) as address:
        ask(address, "EvaluatorService/Evaluate", example(binary))
        ask(address, "EvaluatorService/Evaluate", b"{}")
        text = figures(address)
    for name, labels in METRICS.items():
        family = re.sub(r"_(bucket|total)$", "", name)  # as OpenMetrics names it
        if f"# TYPE {family} " not in text:
            yield f"the service gives no `{family}`"
        samples = re.findall(rf"^{name}(?:\{{(.*)\}})? \S+$", text, re.MULTILINE)
        for sample in samples:
            given = set(re.findall(r"(\w+)=\"", sample))
            if given != labels:
                yield f"`{name}` has the labels {sorted(given)}, not {sorted(labels)}"
                break
    for value in ("OK", "INVALID_ARGUMENT"):
        if not re.search(rf'^clausula_requests_total{{[^}}]*code="{value}"', text, re.MULTILINE):
            yield f"no call is counted with code `{value}`"


def figures(address):
    with urllib.request.urlopen(f"http://{address}/metrics", timeout=5) as answer:
        return answer.read().decode()


def figure(address, name):
    line = re.search(rf"^{re.escape(name)} (\S+)$", figures(address), re.MULTILINE)
    return line and float(line[1])


def example(binary):
    return subprocess.run([binary, "evaluate", "--example"], capture_output=True, check=True).stdout


def ask(address, method, body):
    url, headers = f"http://{address}/clausula.v1.{method}", {"content-type": "application/json"}
    with contextlib.suppress(urllib.error.HTTPError):
        urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=5).read()


@contextlib.contextmanager
def serving(binary, *options):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = ("127.0.0.1", probe.getsockname()[1])
    listen = "{}:{}".format(*address)
    command = [binary, *options, "serve", "--listen", listen]
    service = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(address, timeout=1):
                break
            time.sleep(0.05)
        yield listen
    finally:
        service.terminate()
        service.wait(timeout=30)


sys.exit(main())
