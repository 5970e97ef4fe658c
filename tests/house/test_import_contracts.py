"""The arrows of the house point down, and the gate sees it when one does not."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
CONTRACTS = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
FLOORS = CONTRACTS["root_packages"]


PLANTED = [
    ("commerce knows a page", "commerce/orders/flow.py", "from cms.links import ProductLink", "cms.links"),
    (
        "commerce knows a partner",
        "commerce/checkout/views.py",
        "from integrations import outbox",
        "integrations.outbox",
    ),
    ("a room imports its neighbour", "home/models.py", "from search import apps", "search.apps"),
    (
        "the shop knows a counterpart that is for trying",
        "integrations/inbox.py",
        "from integrations.sandbox import stripe",
        "integrations.sandbox.stripe",
    ),
    ("pages know the wire", "cms/links.py", "from integrations.routes import ROUTES", "integrations.routes"),
    (
        "the cart knows orders",
        "commerce/cart/basket.py",
        "from commerce.orders.models import Order",
        "commerce.orders.models",
    ),
    (
        "prices know stock",
        "commerce/pricing/lookup.py",
        "from commerce.stock.models import Stock",
        "commerce.stock.models",
    ),
    ("an app reads the settings' house", "commerce/stock/reserve.py", "from config import roles", "config.roles"),
    ("the order flow calls the network", "commerce/orders/flow.py", "import requests", "requests"),
    (
        "one adapter leans on another",
        "integrations/targets/mail.py",
        "from integrations.payments import demo",
        "integrations.payments.demo",
    ),
    ("a block knows a page", "cms/blocks.py", "from cms.pages.base import ShopPage", "cms.pages.base"),
]


def lint(folder):
    linter = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([linter, "--no-cache"], cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def copy_of_the_house(folder):
    for floor in FLOORS:
        shutil.copytree(PROJECT / floor, folder / floor, ignore=lambda _, names: [n for n in names if skipped(n)])
    shutil.copy(PROJECT / "pyproject.toml", folder)
    return folder


@pytest.fixture(scope="module")
def told_of_all_planted(tmp_path_factory):
    """What the linter says of a copy of the house in which every arrow of `PLANTED` is drawn."""
    copy = copy_of_the_house(tmp_path_factory.mktemp("house"))
    for _case, file, line, _imported in PLANTED:
        with (copy / file).open("a", encoding="utf-8") as planted:
            planted.write(f"\n{line}\n")
    return lint(copy)


def skipped(name):
    return name in {"__pycache__", "migrations", "demo"} or ("." in name and not name.endswith(".py"))


def test_the_house_stands():
    done = lint(PROJECT)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("case", "file", "line", "imported"), PLANTED)
def test_a_planted_violation_is_caught(told_of_all_planted, case, file, line, imported):
    importer = file.removesuffix(".py").replace("/", ".")

    assert told_of_all_planted.returncode == 1, case
    assert f"{importer} -> {imported}" in told_of_all_planted.stdout, told_of_all_planted.stdout


def test_a_new_floor_cannot_stand_outside_the_contracts():
    floors = {path.parent.name for path in PROJECT.glob("*/__init__.py")} - {"tests"}

    assert floors == set(FLOORS)


def test_a_planted_room_is_caught(tmp_path):
    copy = copy_of_the_house(tmp_path)
    room = copy / "commerce" / "vouchers"
    room.mkdir()
    (room / "__init__.py").touch()

    done = lint(copy)

    assert done.returncode == 1
    assert "commerce.vouchers" in done.stdout
