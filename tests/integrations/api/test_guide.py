"""The examples of the guide (docs/teknik/api.md) are calls, and each is answered as the guide says."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from integrations.api.problems import SORTS
from integrations.api.scopes import Scope
from tests.factories.api import token_of
from tests.factories.customers import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.7.4")]
GUIDE = (Path(settings.PROJECT) / "docs" / "teknik" / "api.md").read_text(encoding="utf-8")
READS = re.findall(r"^\| `GET /api/v1([^`]+)`", GUIDE, re.MULTILINE)
BODIES = [json.loads(text) for text in re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL)]


@pytest.fixture
def caller(calling):
    return calling(token_of(acts_for=UserFactory(roles=["Systemägare"])))


def test_the_guide_has_examples():
    assert len(READS) >= 17
    assert len(BODIES) == 2


@pytest.mark.parametrize("path", READS)
def test_what_the_guide_reads_is_read(caller, ours, path):
    assert caller.get(path).status_code == 200


def test_the_order_of_the_guide_is_placed(system, mug):
    order, _export = BODIES
    preview = {name: value for name, value in order.items() if name != "total"}

    assert system.post("/orders/preview", preview).json()["total"] == order["total"]
    assert system.post("/orders", order).status_code == 201


def test_the_file_of_the_guide_is_asked_for(caller, mug):
    _order, export = BODIES

    assert caller.post("/exports", export).status_code == 202


def test_the_guide_names_every_scope_and_every_problem():
    assert all(f"| `{scope.value}` |" in GUIDE for scope in Scope)
    assert all(f"`{code}`" in GUIDE for code in SORTS)
