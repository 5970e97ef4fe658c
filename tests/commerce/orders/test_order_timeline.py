"""An order's life in plain words: a sentence for every event, with who and why; notes that stay."""

import re
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from commerce.events.log import publish
from commerce.orders import flow, settle
from commerce.orders.desk import notes
from commerce.orders.desk.models import OrderNote
from commerce.orders.desk.timeline import KINDS, REASONS, timeline
from commerce.orders.models import Instruction, Order
from config.schema_stamp import PROJECT
from integrations.routes import ROUTES
from tests.factories import returns
from tests.factories.catalogue import sellable
from tests.factories.customers import UserFactory, owner, verified
from tests.factories.orders import placed

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1")]
NOW = timezone.now()
PUBLISHED = re.compile(r"(?:publish|happened)\(\s*(f?)\"([^\"]+)\",\s*(?:f\"order:|subject)")
NAMED = re.compile(r"^[A-Z_]+ = \"((?:order|invoice|mail|payment|return|shipment)\.[a-z_]+)\"", re.MULTILINE)
RETURNS = re.compile(r"_tell\([a-z]+, \"([a-z_]+)\"")
SAMPLES = {"demo.py", "sample.py", "samples.py"}
OURS = re.compile(r"why=\"([^\"]+)\"")


def sources():
    return {path: path.read_text(encoding="utf-8") for path in Path(PROJECT, "commerce", "orders").rglob("*.py")}


def published():
    """Every kind of event about an order that the code writes."""
    kinds = set()
    for text in sources().values():
        kinds |= set(NAMED.findall(text)) | {f"return.{what}" for what in RETURNS.findall(text)}
        for is_made, kind in PUBLISHED.findall(text):
            kinds |= {kind} if not is_made else made(kind)
    return kinds


def made(kind):
    """Those that a name with parts in braces can become."""
    if kind.startswith("payment."):
        endings = ["_asked"] if kind.endswith("_asked") else ["_done", "_failed"]
        return {f"payment.{what}{ending}" for what in Instruction.Kind.values for ending in endings}
    assert kind == "return.{what}", f"say in this test what {kind} can become"
    return set()


def test_every_kind_of_event_of_an_order_has_a_sentence():
    routed = {kind for kind in ROUTES if kind.split(".")[0] in {"order", "payment", "shipment", "invoice", "return"}}
    known = published() | routed

    assert len(known) > 30
    assert not known - KINDS.keys(), "give these a sentence in commerce/orders/desk/timeline.py"
    assert {words for words, _who in map(str_of, KINDS.values())} & set(KINDS) == set()


def str_of(pair):
    return str(pair[0]), str(pair[1])


def test_every_reason_that_the_shop_writes_itself_has_words():
    written = {reason for path, text in sources().items() if path.name not in SAMPLES for reason in OURS.findall(text)}

    assert len(written) > 8
    assert not written - REASONS.keys(), "give these words in commerce/orders/desk/timeline.py"


def test_who_when_and_why_stand_in_the_order_of_what_happened():
    desk = UserFactory(first_name="Otto", last_name="Ordring")
    order = placed(sellable(price="100.00", page=False), total="149.00")
    flow.cancel(order.pk, why="kunden ringde", by=desk.pk, now=timezone.now())
    notes.write(order.pk, "Ringde tillbaka.", by=desk.pk, now=timezone.now())

    told = timeline(order).told

    assert [(one.words, one.who, one.why) for one in told] == [
        ("Anteckning", "Otto Ordring", "Ringde tillbaka."),
        ("Ordern avbröts", "Otto Ordring", "kunden ringde"),
        ("Betalningen ställdes in", "butiken, av sig själv", ""),
        ("Ordern lades", "köparen", ""),
    ]


def test_money_parcels_and_the_shops_own_reasons_are_told_in_swedish():
    order = placed(sellable(price="100.00", page=False), total="149.00")
    returns.pay(order)
    flow.pack(order.pk, now=NOW)
    settle.ask(order.payments.get().pk, "refund", order.gross, why="withdrawn", now=NOW)

    by_kind = {one.kind: one for one in timeline(Order.objects.get(pk=order.pk)).told}

    assert by_kind["payment.refund_asked"].why == "köparen ångrade sig"
    assert "149,00" in by_kind["payment.refund_asked"].facts
    assert by_kind["order.packed"].facts == "paket 1"
    assert by_kind["payment.paid"].who == "betalleverantören"


def test_what_an_event_holds_is_shown_as_text():
    order = placed(sellable(price="100.00", page=False), total="149.00")
    publish("order.cancelled", f"order:{order.number}", {"why": "<script>x</script>"}, at=NOW)
    publish("order.unheard_of", f"order:{order.number}", {"number": "<b>1</b>"}, at=NOW)

    page = verified(owner()).get(f"/admin/orders/order/inspect/{order.pk}/").content.decode()

    assert "&lt;script&gt;" in page
    assert "<b>1</b>" not in page
    assert "order.unheard_of" in page


def test_a_note_is_written_once_kept_and_never_changed():
    order = placed(sellable(price="100.00", page=False), total="149.00")
    browser = verified(owner(first_name="Åsa", last_name="Ägarsson"))
    address = f"/admin/orders/order/{order.pk}/note/"

    for _time in range(2):
        assert browser.post(address, {"text": "Kunden vill ha den inslagen."}).status_code == 302
    refused = browser.post(address, {"text": "x" * 2001})

    assert OrderNote.objects.count() == 1
    assert (refused.status_code, "x" * 2001 in refused.content.decode()) == (422, True)
    page = browser.get(f"/admin/orders/order/inspect/{order.pk}/").content.decode()
    assert "Kunden vill ha den inslagen." in page
    assert "Åsa Ägarsson" in page
    for change in ("UPDATE orders_ordernote SET text = 'x'", "DELETE FROM orders_ordernote"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_a_long_life_is_cut_and_says_so(monkeypatch):
    monkeypatch.setattr("commerce.orders.desk.timeline.MOST", 2)
    order = placed(sellable(price="100.00", page=False), total="149.00")
    flow.cancel(order.pk, why="test", now=timezone.now())

    found = timeline(order)

    assert ([one.kind for one in found.told], found.is_cut) == (["order.cancelled", "payment.cancelled"], True)
