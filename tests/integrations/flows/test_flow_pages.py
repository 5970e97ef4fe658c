"""The page about flows tells of every one there is, with the rhythm that it has in the code."""

import re

import pytest

from commerce.orders.shipping import carriers
from config.schema_stamp import PROJECT
from integrations.flows import known, own
from integrations.flows.flow import Measure
from integrations.flows.words import rhythm_words
from integrations.registry import target_codes

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.5"), pytest.mark.krav("4.7.2.1")]

PAGE = PROJECT / "docs" / "teknik" / "floden.md"
ROW = re.compile(r"^\| `([a-z_<>.å-ö]+)` \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
CARRIERS = {
    "shipmondo": "integrations.carriers.shipmondo.carrier.Shipmondo",
    "nshift": "integrations.carriers.nshift.carrier.Nshift",
    "postnord": "integrations.carriers.postnord.carrier.PostNord",
}


def test_every_flow_has_a_row_that_says_its_rhythm_how_it_breaks_and_what_to_do(settings, monkeypatch):
    settings.CARRIERS = CARRIERS
    monkeypatch.setattr("integrations.carriers.partner.carriers", carriers.__wrapped__)
    rows = {code: told for code, *told in ROW.findall(PAGE.read_text(encoding="utf-8"))}
    expected = {}
    for one in known.flows():
        owner, _dot, what = one.flow.code.partition(".")
        code = "reconciliation.<system>" if owner == "reconciliation" else one.flow.code
        expected[f"<frakt>.{what}" if owner in CARRIERS else code] = rhythm_words(one, is_usual=True)

    assert {"shop.mail", "ongoing.orders", "fortnox.sales", "<frakt>.tracking"} <= expected.keys()
    assert {code: told[0] for code, told in rows.items() if code in expected} == expected
    assert [code for code in expected if not all(len(words) > 5 for words in rows[code][1:])] == []


def test_every_target_of_the_shop_is_part_of_one_flow():
    """What is sent and watched by nobody would be the silence that nobody hears."""
    watched = [target for flow in known.defined() for target in flow.targets]

    assert len(watched) == len(set(watched))
    assert sorted(set(target_codes()) - set(watched)) == ["notices.mail", "notices.webhook"]


def test_a_code_names_one_flow():
    codes = [flow.code for flow in known.defined()]

    assert len(codes) == len(set(codes))
    assert {flow.process for flow in own.FLOWS if flow.measure == Measure.PULSE} == {
        "worker",
        "clock",
        "pictures",
        "tasks",
        "watcher",
    }
