"""What others put into their own CI: hooks of pre-commit, the GitHub Action, the GitLab template. Each is run on a policy
that is fine and on one that is not, with the packages that `release` made and no network."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from parts.source import ROOT

POLICY = "emperra"


def policies(folder, fine):
    """A project with one of the shipped policies and its cases, or with a policy that cannot be read."""
    shutil.copytree(ROOT / "policies" / POLICY, folder / "policies" / POLICY)
    if not fine:
        [path] = [path for path in folder.rglob("*.toml") if not path.name.endswith(".cases.toml")]
        path.write_text(path.read_text().replace("[[clause]]", "[[claus]]", 1))
    return folder


def environment(ground, folder):
    """Packages come from what was made, and nowhere else."""
    places = f"{ground.made} {ground.wheels}"
    path = f"{Path(sys.executable).parent}:{Path(sys._base_executable).parent}:/usr/local/bin:/usr/bin:/bin"
    return {"PATH": path, "HOME": str(folder), "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": places, "PIP_NO_CACHE_DIR": "1"}


def expect(name, done, fine):
    """A recipe passes on what is fine and fails on what is not, and tells of it."""
    if (done.returncode == 0) != fine:
        yield f"{name} ends with {done.returncode}: {done.stdout}{done.stderr}"


def check_hooks(ground):
    home = ground.folder / "hooks"
    home.mkdir()
    with_home = {**environment(ground, home), "PRE_COMMIT_HOME": str(home / "cache"), "GIT_CONFIG_GLOBAL": os.devnull}

    def git(folder, *arguments):
        command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main", *arguments]
        subprocess.run(command, cwd=folder, env=with_home, check=True, capture_output=True, text=True)

    def commit(folder):
        git(folder, "init")
        git(folder, "add", "--all")
        git(folder, "commit", "--message=x")

    repository = home / f"clausula-pre-commit-{ground.version}"
    shutil.unpack_archive(ground.file("clausula-pre-commit-*.tar.gz"), home, filter="data")
    commit(repository)
    git(repository, "tag", f"v{ground.version}")
    hooks = [hook["id"] for hook in yaml.safe_load((repository / ".pre-commit-hooks.yaml").read_text())]
    used = {"repo": str(repository), "rev": f"v{ground.version}", "hooks": [{"id": hook} for hook in hooks]}
    for fine in (True, False):
        project = policies(home / f"project-{fine}", fine)
        (project / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [used]}))
        commit(project)
        command = ["pre-commit", "run", "--all-files"]
        done = subprocess.run(command, cwd=project, env=with_home, capture_output=True, text=True)
        yield from expect("pre-commit", done, fine)
        if done.stdout.count("clausula verify") != 1 or done.stdout.count("clausula test") != 1:
            yield f"not every hook ran: {done.stdout}"


def check_action(ground):
    action = yaml.safe_load((ROOT / "deploy/action/action.yml").read_text())
    for fine in (True, False):
        home = ground.folder / f"action-{fine}"
        project = policies(home / "project", fine)
        temp, path_file = home / "temp", home / "path"
        temp.mkdir()
        path_file.touch()
        variables = environment(ground, home)
        variables |= {"RUNNER_TEMP": str(temp), "GITHUB_PATH": str(path_file), "GITHUB_ACTION_PATH": str(ROOT / "deploy/action")}
        meant = {name: given["default"] for name, given in action["inputs"].items()} | {"policies": "policies"}

        def filled(text):
            text = re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda found: meant[found[1]], text)
            return text.replace("${{ runner.temp }}", str(temp))

        ended = {}
        for step in action["runs"]["steps"]:
            for text in [*step.get("env", {}).values(), *step.get("with", {}).values()]:
                if "${{" in filled(text):
                    yield f"the step {step['name']} reads what there is not: {text}"
            if "run" in step:
                own = {name: filled(text) for name, text in step.get("env", {}).items()}
                first = ":".join([*path_file.read_text().split(), variables["PATH"]])
                command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
                done = subprocess.run(command, cwd=project, env={**variables, **own, "PATH": first}, capture_output=True, text=True)
                ended[step["name"]] = done
                yield from expect(f"the step {step['name']}", done, fine or step["name"] == "Install")
            else:
                # What is uploaded was made by a step before; where a policy cannot be read, the report of the check says so.
                for name in filled(step["with"].get("sarif_file", step["with"].get("path", ""))).split():
                    if not Path(name).exists() and (fine or name.endswith(".sarif")):
                        yield f"there is no `{name}` to upload"
        if sorted(ended) != ["Install", "Test", "Verify"]:
            yield f"run were {sorted(ended)}"


def check_gitlab(ground):
    head, job = yaml.safe_load_all((ROOT / "deploy/gitlab/clausula.yml").read_text())
    meant = {name: given.get("default") for name, given in head["spec"]["inputs"].items()} | {"version": ground.version}
    job = job["clausula"]
    script = re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda found: meant[found[1]], "\n".join(job["script"]))
    for fine in (True, False):
        home = ground.folder / f"gitlab-{fine}"
        project = policies(home, fine)
        command = ["bash", "-eo", "pipefail", "-c", script]
        done = subprocess.run(command, cwd=project, env=environment(ground, home), capture_output=True, text=True)
        yield from expect("the job", done, fine)
        for name in job["artifacts"]["reports"]["junit"]:
            if not (project / name).exists() and fine:
                yield f"there is no `{name}` to keep"
