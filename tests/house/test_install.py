"""What the machine lacks is named, with the command that installs it, before anything else is tried."""

import re
import shutil
import subprocess
from importlib import metadata

import pytest
from packaging.requirements import Requirement

from config.schema_stamp import PROJECT

NEEDED = ["sh", "awk", "cat", "cksum", "df", "dirname", "id", "printf"]
PYTHONS = ["python3", "python3.11", "python3.12", "python3.13"]


@pytest.fixture
def machine(tmp_path):
    """A folder like a fresh clone, and a PATH with nothing but plain tools; `python` adds a Python of our making."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in NEEDED:
        (tools / name).symlink_to(shutil.which(name))
    clone = tmp_path / "clone"
    (clone / "config").mkdir(parents=True)
    shutil.copy(PROJECT / "config/install.sh", clone / "config")
    for name in ("requirements.txt", "constraints.txt"):
        shutil.copy(PROJECT / name, clone)

    def install(python=None):
        if python:
            for name in PYTHONS:
                (tools / name).write_text(f"#!{shutil.which('sh')}\n{python}\n")
                (tools / name).chmod(0o755)
        return subprocess.run(
            ["sh", "config/install.sh", "requirements.txt"],
            cwd=clone, env={"PATH": str(tools)}, capture_output=True, text=True, timeout=30, check=False,
        )  # fmt: skip

    install.clone = clone
    return install


def test_no_python(machine):
    done = machine()

    assert done.returncode == 1
    assert "Python 3.11 or newer is needed and was not found" in done.stderr
    assert "apt-get install -y python3 python3-venv" in done.stderr
    assert not (machine.clone / ".venv").exists()


def test_an_old_python(machine):
    done = machine(python='case "$*" in *version_info*) exit 1;; esac')

    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr


def test_a_python_without_virtual_environments(machine):
    done = machine(python='case "$*" in *ensurepip*) exit 1;; esac')

    assert done.returncode == 1
    assert "cannot make virtual environments" in done.stderr
    assert "apt-get install -y python3-venv" in done.stderr
    assert not (machine.clone / ".venv").exists()


def test_a_full_disk(machine, tmp_path):
    df = tmp_path / "bin" / "df"
    df.unlink()
    df.write_text(f"#!{shutil.which('sh')}\nprintf 'Filesystem\\nx 1 1 20480 1 /\\n'\n")
    df.chmod(0o755)

    done = machine(python="exit 0")

    assert done.returncode == 1
    assert "There are 20 MB free" in done.stderr


def test_help_lists_every_command():
    text = (PROJECT / "Makefile").read_text(encoding="utf-8")
    phony = re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)[0].split()

    done = subprocess.run(["make", "help"], cwd=PROJECT, capture_output=True, text=True, check=True)

    listed = dict(re.findall(r"^  make (\w+) +(\S.*)$", done.stdout, re.MULTILINE))
    assert set(listed) == set(phony)


def pins(name):
    """What a file pins for this machine: some packages have another version, or are not needed, on another Python."""
    lines = (line.split("#")[0].strip() for line in (PROJECT / name).read_text(encoding="utf-8").splitlines())
    found = [Requirement(line) for line in lines if "==" in line]
    return {
        plain(one.name): str(one.specifier).removeprefix("==")
        for one in found
        if one.marker is None or one.marker.evaluate()
    }


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def needed_by(name):
    """The packages that an installed one needs here, without its extras."""
    requirements = map(Requirement, metadata.requires(name) or [])
    return {plain(one.name) for one in requirements if one.marker is None or one.marker.evaluate({"extra": ""})}


def test_constraints_pin_everything_that_is_installed():
    """So that a machine next year gets what was tested."""
    constraints = pins("constraints.txt")
    asked_for = pins("requirements.txt") | pins("requirements-sandbox.txt") | pins("requirements-dev.txt")
    installed = {plain(one.name): one.version for one in metadata.distributions()}

    needed, queue = set(), list(asked_for)
    while queue:
        name = queue.pop()
        if name not in needed and name in installed:
            needed.add(name)
            queue += needed_by(name)

    assert len(needed) > 90
    assert sorted(needed - set(constraints)) == []
    assert {name: installed[name] for name in needed} == {name: constraints[name] for name in needed}
    assert {name: constraints.get(name) for name in asked_for} == asked_for


def test_constraints_name_no_place_to_fetch_from():
    text = (PROJECT / "constraints.txt").read_text(encoding="utf-8")

    assert "/" not in text
