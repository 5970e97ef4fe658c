"""Prometheus and Alertmanager of Debian, and our files for them, put in a folder of a test."""

import os
import shutil

import pytest
from django.conf import settings

FOLDER = settings.PROJECT / "deploy" / "prometheus"
FILES = ("prometheus.yml", "alertmanager.yml", "shop.rules.yml")
PACKAGES = {
    "prometheus": "prometheus",
    "promtool": "prometheus",
    "prometheus-alertmanager": "prometheus-alertmanager",
    "amtool": "prometheus-alertmanager",
}


def tool(name):
    """Where the program lies. Skips the test, and says why, where it is missing."""
    found = shutil.which(name)
    if not found:
        assert "CI" not in os.environ, f"{name} is missing: apt-get install -y {PACKAGES[name]}"
        pytest.skip(f"{name} is not installed: apt-get install -y {PACKAGES[name]}")
    return found


def written(folder, rules, **instead):
    """Copies in which every path is in `folder`, the levels are `rules`, and each key of `instead` its value."""
    changes = {"/etc/prometheus/webshop": str(folder), **instead}
    for name in FILES:
        text = (FOLDER / name).read_text(encoding="utf-8")
        for there, here in changes.items():
            text = text.replace(there, here)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "levels.rules.yml").write_text(rules, encoding="utf-8")
    return folder
