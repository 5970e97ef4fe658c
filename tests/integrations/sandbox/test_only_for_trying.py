"""Partners on this machine are for trying: a shop that takes money has none, and a shop with a real one has none."""

import os
import subprocess
import sys

import pytest
from django.core.checks import run_checks

from config.schema_stamp import PROJECT
from integrations.sandbox import environment

pytestmark = pytest.mark.krav("4.5.1")


@pytest.mark.parametrize("command", [["-m", "integrations.sandbox"], ["-c", "import integrations.sandbox.world"]])
def test_no_program_of_production_starts_or_imports_them(command):
    done = subprocess.run(
        [sys.executable, *command],
        cwd=PROJECT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.production"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 1
    assert "ImportError: Partners on this machine are for trying" in done.stderr


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"STRIPE_API_BASE": "http://127.0.0.1:12111"}, {"integrations.E040", "integrations.E041"}),
        ({"ONGOING_BASE": "https://localhost:12121"}, {"integrations.E040", "integrations.E041"}),
        ({"SANDBOX_URL": "http://127.0.0.1:20000"}, {"integrations.E041"}),
    ],
)
def test_the_check_refuses_them_in_production(settings, told, expected):
    settings.ENVIRONMENT = "production"
    for name, value in told.items():
        setattr(settings, name, value)

    found = {error.id for error in run_checks()}

    assert expected <= found


@pytest.mark.parametrize("name", environment.REAL)
def test_one_real_partner_and_there_is_none_on_this_machine(name):
    assert name in environment.why_not({name: "something"})
    assert environment.why_not({name: ""}) == ""


@pytest.mark.parametrize("word", ["off", "OFF", "false", "no", "0"])
def test_it_can_be_left_out(word):
    assert environment.why_not({}, wanted=word) == f"SANDBOX={word}"
    assert environment.why_not({}, wanted="on") == environment.why_not({}) == ""


def test_shops_beside_each_other_have_ports_of_their_own():
    bases = [environment.base_port(port) for port in range(8000, 8100)]
    taken = [base + place for base in bases for place in range(environment.A_SHOP)]

    assert len(set(taken)) == len(taken)
    assert max(environment.base_port(port) for port in range(1, 65536)) + environment.A_SHOP < 32_768
    assert max(environment.PLACES.values()) < environment.A_SHOP
