"""Production starts only when it is told what it must know, and then Django finds nothing to remark on."""

import os
import subprocess
import sys

import pytest

from config.schema_stamp import PROJECT

TOLD = {
    "SECRET_KEY": "k9" * 20 + "-plain-letters-no-secret-of-anyone",
    "ALLOWED_HOSTS": "shop.example.se",
    "SITE_URL": "https://shop.example.se",
    "DATABASE_URL": "postgres://shop:word@127.0.0.1:1/webshop",
    "SHOP_ORGANISATION_NUMBER": "5591234561",
    "EMAIL_URL": "smtp+tls://shop:word@127.0.0.1:1",
}
SELLER = {
    "SHOP_NAME": "Firma AB",
    "SHOP_STREET": "Storgatan 1",
    "SHOP_POSTAL_CODE": "111 22",
    "SHOP_CITY": "Stockholm",
    "SHOP_BANKGIRO": "1234561",
    "SHOP_INVOICE_EMAIL": "faktura@example.se",
}


def manage(*arguments, **environment):
    return run("manage.py", *arguments, **environment)


def run(*arguments, **environment):
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env={**kept, "DJANGO_SETTINGS_MODULE": "config.settings.production", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.krav("4.4.3")
def test_the_deployment_check_is_clean():
    done = manage("check", "--deploy", "--fail-level", "INFO", **TOLD, **SELLER, BACKUP_DIR="/srv/backup")

    assert (done.returncode, done.stdout.strip()) == (0, "System check identified no issues (2 silenced)."), done.stderr


@pytest.mark.krav("4.11.4")
def test_a_shop_that_is_backed_up_nowhere_is_told_of():
    done = manage("check", "--deploy", **TOLD, **SELLER)

    assert "backup.W001" in done.stderr


@pytest.mark.law("L15")
def test_a_shop_of_ones_own_never_sends_invoices_in_the_name_of_another():
    done = manage("check", **{**TOLD, "SHOP_ORGANISATION_NUMBER": "5591234562"})

    assert done.returncode == 1
    assert done.stderr.count("orders.E004") == 5
    assert [mark in done.stderr for mark in ("orders.E005", "orders.E006", "orders.E007")] == [True, False, True]


@pytest.mark.parametrize(
    "missing",
    ["SECRET_KEY", *(pytest.param(name, marks=pytest.mark.drill) for name in sorted(TOLD) if name != "SECRET_KEY")],
)
def test_it_refuses_to_start_without(missing, monkeypatch):
    told = {key: value for key, value in TOLD.items() if key != missing}

    done = manage("check", **told)

    assert done.returncode == 1
    assert f"ImproperlyConfigured: {missing} must" in done.stderr


@pytest.mark.parametrize("key", ["short", "x" * 49])
def test_a_short_secret_is_refused(key):
    done = manage("check", **{**TOLD, "SECRET_KEY": key})

    assert done.returncode == 1
    assert "SECRET_KEY must be set to at least 50 random characters" in done.stderr


@pytest.mark.parametrize(("environment", "providers"), [("production", "invoice"), ("test", "demo,invoice")])
def test_play_money_buys_nothing_in_production(environment, providers):
    asked = "from django.conf import settings; print(','.join(sorted(settings.PAYMENT_PROVIDERS)))"

    done = run("-c", asked, **TOLD, ENVIRONMENT=environment)

    assert done.stdout.strip() == providers, done.stderr
