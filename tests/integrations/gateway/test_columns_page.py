"""The handbook's page of columns has every column that comes in, as the kinds name it, each with a rule."""

import re

import pytest
from django.conf import settings
from django.utils import translation

from integrations.gateway.kinds import registry

pytestmark = pytest.mark.krav("4.6.2")

PAGE = settings.PROJECT / "docs" / "handbok" / "kolumner-i-filer.md"
ROW = re.compile(r"^\| (.+?) \| `(\w+)` \| (.*?) ?\| (.+?) \|$", re.MULTILINE)


@pytest.fixture
def sections():
    """By heading the text under it."""
    parts = re.split(r"^## (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("code", registry.TAKEN_IN)
def test_the_page_has_the_columns_of_each_kind_and_their_rules(sections, code):
    kind = registry.TAKEN_IN[code]
    with translation.override("sv"):
        title = str(kind.title)
        columns = [
            (f"**{one.name}**" if one.is_required else str(one.name), one.code, ", ".join(one.called))
            for one in kind.fields
            if one.comes_in
        ]

    found = ROW.findall(sections[title])

    assert [(name, code, called.strip()) for name, code, called, _rule in found] == columns
    assert all(rule.strip() for *_column, rule in found)


@pytest.mark.parametrize("code", registry.TAKEN_IN)
def test_the_page_says_what_only_goes_out(sections, code):
    kind = registry.TAKEN_IN[code]
    with translation.override("sv"):
        left = [str(one.name) for one in kind.fields if not one.comes_in]
        text = sections[str(kind.title)]

    assert not left or f"Bara ut: {', '.join(left)}." in text


def test_it_says_why_some_kinds_only_go_out(sections):
    only_out = set(registry.KINDS) - set(registry.TAKEN_IN)

    assert only_out == {"orders", "invoices", "deliveries"}
    assert "Ordrar, fakturor och leveranser" in sections["Bara ut"]
