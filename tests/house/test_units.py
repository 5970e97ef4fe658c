"""The systemd units that the shop is run by are ones that systemd accepts."""

import os
import re
import shutil
import subprocess

import pytest
from django.conf import settings

pytestmark = pytest.mark.krav("4.5.4")
ANALYZE = shutil.which("systemd-analyze")
FOLDER = settings.PROJECT / "deploy" / "systemd"
UNITS = (".service", ".socket", ".target", ".timer")
PROGRAM = re.compile(r"^Exec\w+=\+?(/srv/webshop/\S+)", re.MULTILINE)


@pytest.fixture
def units(tmp_path):
    """Copies in which the shop lies in a folder of the test, with every program that they name."""
    if not ANALYZE:
        assert "CI" not in os.environ, "systemd-analyze is missing: apt-get install -y systemd"
        pytest.skip("systemd-analyze is not installed")
    for path in FOLDER.iterdir():
        text = path.read_text(encoding="utf-8")
        for program in PROGRAM.findall(text):
            for slot in ("i", "blue", "green"):  # "i": what a template is called while it is looked at
                here = tmp_path / program.removeprefix("/").replace("%i", slot)
                here.parent.mkdir(parents=True, exist_ok=True)
                here.touch(mode=0o755)
        (tmp_path / path.name).write_text(text.replace("/srv/webshop", f"{tmp_path}/srv/webshop"), encoding="utf-8")
    return tmp_path


def said(folder):
    names = sorted(
        path.name for path in folder.iterdir() if path.suffix in (".service", ".socket", ".target", ".timer")
    )
    command = [ANALYZE, "verify", *[f"./{name}" for name in [*names, "shop@blue.service", "shop@green.service"]]]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr


def test_systemd_accepts_every_unit(units):
    assert len(list(units.glob("*.service"))) >= 7
    assert said(units) == (0, "")


@pytest.mark.parametrize("wrong", ["Type=prompt", "Sockets=shop", "NoSuchSetting=yes"])
def test_a_fault_in_a_unit_is_seen(units, wrong):
    path = units / "shop@.service"
    path.write_text(path.read_text().replace("[Service]\n", f"[Service]\n{wrong}\n"))

    assert said(units)[1] != ""


def test_every_program_of_the_shop_has_a_unit_and_the_same_environment():
    services = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.service")}
    names = {
        "worker",
        "pictures",
        "clock",
        "tasks",
        "watcher",
        "look",
        "backup",
        "backup-files",
        "restore-drill",
        "receiver@",
        "rules",
    }

    assert {f"webshop-{name}.service" for name in names} | {"shop@.service"} == set(services)
    assert [name for name, text in services.items() if "EnvironmentFile=/etc/webshop/environment" not in text] == []


@pytest.mark.parametrize("name", ["release", "look", "mark-down", "archive-wal", "fetch-wal", "receive-wal"])
def test_scripts_are_programs(name):
    path = settings.PROJECT / "deploy" / name

    assert os.access(path, os.X_OK)
    if path.read_text(encoding="utf-8").startswith("#!/bin/sh"):
        assert subprocess.run(["sh", "-n", path], check=False).returncode == 0


def test_the_example_of_an_environment_has_what_production_asks_for():
    names = set(re.findall(r"^([A-Z_]+)=", (FOLDER.parent / "environment.example").read_text(), re.MULTILINE))
    asked = set(re.findall(r"ImproperlyConfigured\(\"([A-Z_]+) must", _production()))

    assert asked <= names
    assert len(asked) > 4


def _production():
    return (settings.PROJECT / "config" / "settings" / "production.py").read_text(encoding="utf-8")
