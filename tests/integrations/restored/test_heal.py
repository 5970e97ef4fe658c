"""The whole of it by command: refused while others are there, in Swedish, as often as one likes."""

import threading
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils import timezone

from commerce.orders.invoices import invoicing, numbering
from commerce.orders.models import Order
from integrations.models import Cursor, Delivery, InboundMessage
from integrations.restored import anew, heal, numbers
from integrations.restored.models import Restoration
from integrations.sandbox.faults import Fault
from integrations.webhooks.models import Sender
from tests.factories import stripe
from tests.factories.catalogue import sellable
from tests.factories.orders import placed

pytestmark = [pytest.mark.krav("4.11.4")]


def now():
    return timezone.now()


def told(**options):
    text = StringIO()
    call_command("heal_restored", restored_to=now().isoformat(), stdout=text, **options)
    return text.getvalue()


def next_of(sequence):
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s::regclass)", [sequence])
        return cursor.fetchone()[0]


def test_every_number_and_key_begins_above_what_may_have_been_used(committing_db):
    at, number, key = now(), next_of("order_number"), next_of("orders_payment_id_seq")

    restoration = heal.begin(restored_to=at, now=now())
    heal.begin(restored_to=at, now=now() + timedelta(hours=1))

    assert next_of("order_number") == restoration.floors["order_number"] + 1 >= number + 1_000
    assert next_of("orders_payment_id_seq") >= key + 1_000_000
    assert next_of("quotation_number") % 1_000 == 1
    numbers.keep_above(restoration, ["15007", "no number", ""])
    assert next_of("order_number") == 17_001


def test_keys_of_a_second_restore_begin_above_those_of_the_first(committing_db):
    """The database is taken back once more, to before the first time: the floors of that are forgotten."""
    first = heal.begin(restored_to=now(), now=now()).floors
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE integrations_restoration CASCADE")
        cursor.execute("SELECT setval('orders_shipment_id_seq', 7)")

    second = heal.begin(restored_to=now(), now=now() + timedelta(minutes=2)).floors

    assert second["orders_shipment_id_seq"] > first["orders_shipment_id_seq"]


def test_invoices_go_on_in_a_series_of_their_own(committing_db):
    before = _invoiced()
    heal.begin(restored_to=now(), now=now())
    after, next_one = _invoiced(), _invoiced()

    assert (before.series_id, before.number) == ("F", 1)
    assert after.series_id == next_one.series_id == numbering.open_series("invoice") == "FA"
    assert next_one.number == after.number + 1
    assert after.number > 1_000
    assert numbering.family("invoice") == {"F", "FA"}
    assert numbering.open_series("credit_note") == "KA"


def test_what_was_under_way_is_looked_up_and_streams_are_read_from_before(committing_db):
    at = now()
    placed(sellable(price="100.00", page=False), total="149.00")
    Cursor.objects.create(stream="ongoing.orders", value=at.isoformat(), at=at)
    Cursor.objects.create(stream="fortnox.vouchers", value="2026-11-26", at=at)
    InboundMessage.objects.create(
        provider="x", key="1", checksum="0", received_at=at, due_at=at + timedelta(hours=1), leased_until=at
    )
    events = Delivery.objects.count()

    restoration = heal.begin(restored_to=at, now=now())

    assert Delivery.objects.count() >= events
    assert set(Delivery.objects.values_list("state", "leased_until")) <= {("unknown", None)}
    assert Cursor.objects.get(stream="ongoing.orders").value == (at - anew.OVERLAP).isoformat()
    assert Cursor.objects.get(stream="fortnox.vouchers").value == "2026-11-26"
    assert InboundMessage.objects.get().leased_until is None
    assert restoration.counts["shop"]["streams"] == 1


def test_it_is_refused_while_the_shop_is_open(committing_db):
    ready, done = threading.Event(), threading.Event()

    def worker():
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT 1")
        ready.set()
        done.wait(30)
        connections.close_all()

    thread = threading.Thread(target=worker)
    thread.start()
    ready.wait(30)
    try:
        with pytest.raises(CommandError, match="Stäng butiken"):
            told()
    finally:
        done.set()
        thread.join()
    assert not Restoration.objects.exists()


def test_the_moment_is_told_with_its_zone_and_has_been(committing_db):
    with pytest.raises(CommandError, match="time zone"):
        call_command("heal_restored", restored_to="2026-11-27T08:15:00")
    with pytest.raises(CommandError):
        call_command("heal_restored", restored_to=(now() + timedelta(days=1)).isoformat())
    assert not Restoration.objects.exists()


def test_it_tells_in_swedish_what_was_done_and_who_is_to_be_asked(committing_db):
    Sender.objects.create(code="kassan", name="Kassan")

    text = told()

    assert "Återställd till" in text
    assert "Nya ordrar börjar över" in text
    assert "Kassan" in text
    assert Restoration.objects.get().healed_at


def test_a_provider_that_does_not_answer_leaves_it_unhealed_and_is_asked_again(committing_db, settings):
    with stripe.plugged_in(settings) as sandbox:
        order, payment = stripe.an_order()
        stripe.press(stripe.begun(payment))
        sandbox.faults.on(Fault.UNAVAILABLE, "GET", "/v1/", times=20)

        first = heal.heal(restored_to=now() - timedelta(hours=1), now=now())
        assert first.away.keys() == {"money"}
        assert first.restoration.healed_at is None

        sandbox.faults.clear()
        again = heal.heal(restored_to=first.restoration.restored_to, now=now())

    assert again.away == {}
    assert again.restoration.healed_at
    assert Order.objects.get(pk=order.pk).state == "confirmed"


def _invoiced():
    order = placed(sellable(price="100.00", page=False), total="149.00")
    Order.objects.filter(pk=order.pk).update(state="confirmed")
    return invoicing.issue(order.pk, now=now())
