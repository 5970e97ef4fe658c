"""The page about integrations tells of every one there is."""

import re

import pytest
from django.conf import settings

from commerce.orders.desk.timeline import KINDS
from config.schema_stamp import PROJECT
from integrations.routes import ROUTES, TARGETS

pytestmark = pytest.mark.krav("4.7.2.1")

PAGE = PROJECT / "docs" / "teknik" / "integrationer.md"
PUBLISHED = re.compile(r"""\b(?:publish|publish_all|happened)\([^()]*?["']([a-z]+\.[a-z_]+)["']""", re.DOTALL)
NAMED = re.compile(r"""["']((?:order|payment|shipment|return|invoice|product|stock|price)\.[a-z]+(?:_[a-z]+)?)["']""")


def kinds_in_code():
    """Kinds of events that commerce publishes, and those of an order that its timeline has a sentence for."""
    texts = [path.read_text(encoding="utf-8") for path in (PROJECT / "commerce").rglob("*.py")]
    named = {kind for text in texts if "commerce.events.log" in text for kind in NAMED.findall(text)}
    return {*PUBLISHED.findall("\n".join(texts)), *named, *KINDS}


def test_every_kind_of_event_is_told_of():
    page = PAGE.read_text(encoding="utf-8")
    kinds = kinds_in_code()

    assert {"order.placed", "order.shipped", "payment.owed", "product.sale_closed"} <= kinds
    assert sorted(kind for kind in kinds if f"`{kind}`" not in page) == []


def test_every_route_stands_in_the_table_of_events():
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]

    for kind, targets in ROUTES.items():
        row = next(line for line in rows if f"`{kind}`" in line)
        assert [target for target in targets if f"`{target}`" not in row] == []


def test_every_target_and_payment_provider_is_told_of():
    page = PAGE.read_text(encoding="utf-8")

    assert sorted(name for name in [*TARGETS, *settings.PAYMENT_PROVIDERS] if f"`{name}`" not in page) == []
