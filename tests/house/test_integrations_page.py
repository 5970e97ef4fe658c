"""The page about integrations tells of every one there is."""

import re

import pytest
from django.conf import settings

from commerce.orders.desk.timeline import KINDS
from config.schema_stamp import PROJECT
from integrations import registry
from integrations.routes import ROUTES, TARGETS

pytestmark = [pytest.mark.krav("4.7.2.1"), pytest.mark.django_db]

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


# Where each partner is told of; payment providers and the shop's own targets have their parts of the pages below.
PAGES = {
    "notices": "integrationer.md",
    "webhooks": "integrationer.md",
    "carriers": "frakt.md",
    "fortnox": "fortnox.md",
    "warehouses": "lager-wms.md",
    "ongoing": "lager-wms.md",
    "warehouse_files": "lager-wms.md",
    "reconciliation": "avstamning.md",
    "desk": "arenden.md",
    "services": "tjanster.md",
    "backup": "integrationer.md",
    "status": "avbrott.md",
    "payments": "betalning.md",
}
TOLD_OF = {  # 4.7.2.1: which data, over what, how it is changed on the way, what depends on it, what sets it going
    "data": r"\bdata\b",
    "endpoints": r"ändpunkt|adresser ut",
    "transformation": r"omvandling|översätt",
    "decisions": r"beslut",
    "triggers": r"utlöses av|lämnas",
    "fetch and leave": r"hämtas|data in|läses",
}
INSIDE = {"reconciliation"}  # reads what the others have, and sends nothing of its own


def test_every_partner_has_a_page_that_tells_all_that_is_asked_of_it():
    codes = {partner.code for partner in registry.partners()} | {"payments"}
    texts = {code: (PAGE.parent / PAGES[code]).read_text(encoding="utf-8").lower() for code in sorted(codes)}

    lacking = {
        code: [what for what, words in TOLD_OF.items() if not re.search(words, text)] for code, text in texts.items()
    }
    assert {code: what for code, what in lacking.items() if what and code not in INSIDE} == {}
    assert codes == PAGES.keys()


def test_every_target_of_a_partner_stands_on_a_page():
    pages = "\n".join(path.read_text(encoding="utf-8") for path in PAGE.parent.glob("*.md"))
    named = {code for partner in registry.partners() for code in partner.target_codes()}

    assert len(named) > 12
    assert sorted(code for code in named if f"`{code}`" not in pages) == []
