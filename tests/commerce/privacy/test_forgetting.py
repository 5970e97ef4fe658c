"""The person goes, the ledger stays: nothing in any column of any table, but where the law of bookkeeping says so."""

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from commerce.customers.models import User
from commerce.events.models import Event
from commerce.orders.models import Invoice, Order, OrderAddress, PaymentEvent
from commerce.privacy import requests, rooms
from tests.commerce.privacy.everywhere import columns, places_of
from tests.commerce.privacy.world import EMAIL, PHONE, STREET, WORDS, deliver, traced
from tests.factories.customers import owner, verified

pytestmark = [pytest.mark.law("L19"), pytest.mark.krav("4.2.2")]
NOW = timezone.now()
INVOICE = "orders_invoice.content"


@pytest.fixture(scope="module")
def made(made_once):
    return made_once(traced)


def erase(person, **said):
    return requests.ask_erasure(person, channel="account", locale="sv", now=NOW, **said)


def amounts():
    """All that the books are made of."""
    return {
        "orders": list(Order.objects.order_by("pk").values_list("number", "net", "vat", "gross", "state", "placed_at")),
        "payments": list(PaymentEvent.objects.order_by("pk").values_list("kind", "amount", "at")),
        "invoices": list(Invoice.objects.order_by("pk").values_list("series_id", "number", "gross", "content")),
    }


@pytest.mark.django_db
@pytest.mark.law("L18")
def test_after_erasure_no_column_of_any_table_holds_the_person_but_the_invoices(made):
    assert {"orders_order.email", "events_event.payload", "orders_sentmail.to", INVOICE} <= places_of(EMAIL)
    assert {"orders_orderaddress.address_1", "customers_address.address_1"} <= places_of(STREET)
    assert len(columns()) > 300
    before = amounts()

    request = erase(rooms.of_user(made))
    deliver()

    assert request.state == "answered"
    assert (request.outcome["sessions"], Session.objects.count()) == (2, 0)
    assert places_of(EMAIL) <= {INVOICE}
    assert places_of("asa.oberg%40example.se") == set()
    assert places_of(PHONE) == set()
    assert places_of("0701234567") == set()
    assert places_of(WORDS) == set()
    assert places_of(STREET) <= {INVOICE}
    assert places_of("UA99887766SE") == set()
    assert places_of("Öberg") == {INVOICE, "orders_orderaddress.last_name"}
    assert places_of("oberg") == {INVOICE, "orders_ordersearch.words"}  # of the order that keeps the name
    assert amounts() == before


@pytest.mark.django_db
def test_a_name_stays_on_an_order_only_where_money_moved_without_an_invoice(made):
    erase(rooms.of_user(made))

    for order in Order.objects.all():
        address = order.addresses.get()
        moved = PaymentEvent.objects.filter(payment__order=order).exists()
        assert (address.last_name == "Öberg") == (moved and not order.invoices.exists()), order
        assert (address.address_1, address.country, order.user_id) == ("", "SE", None)
    assert OrderAddress.objects.filter(last_name="Öberg").count() == 1


@pytest.mark.django_db
def test_old_links_lead_nowhere_and_the_answer_is_mailed_before_the_address_goes(made, client):
    token = Order.objects.order_by("pk").first().token
    mail.outbox.clear()

    request = erase(rooms.of_user(made))
    deliver()

    assert client.get(f"/kassa/tack/{token}/").status_code == 404
    browser = verified(owner())
    for order in Order.objects.all():  # the desk still reads what is left of it
        assert browser.get(f"/admin/orders/order/inspect/{order.pk}/").status_code == 200
        assert browser.get(f"/admin/orders/document/confirmation/{order.pk}/").status_code == 200
    [answer] = mail.outbox
    assert (answer.to, "bokföringslagen" in answer.body) == ([EMAIL], True)
    request.refresh_from_db()
    assert (request.email, request.address_hash) == ("", requests.address_hash(EMAIL.upper()))
    told = Event.objects.get(kind="privacy.erased")
    assert told.payload == {"request": request.pk}


@pytest.mark.django_db
def test_it_runs_twice_without_harm_and_the_address_can_sign_up_again(made):
    first = erase(rooms.of_user(made))
    deliver()
    second = erase(rooms.of_address(EMAIL))
    deliver()

    assert (first.state, second.state) == ("answered", "answered")
    assert second.outcome.get("account", 0) == 0
    assert not User.objects.filter(email__iexact=EMAIL).exists()
    assert User.objects.create_user(EMAIL, "en-lykta-i-natten").pk != made.pk


@pytest.mark.django_db
def test_one_who_has_left_marks_as_staff_is_emptied_and_not_removed(made):
    """Who did what in the shop is told by number (bokföringslagen 5 kap. 11 §)."""
    Order.objects.first().payments.first().instructions.create(
        kind="refund", amount=1, state="done", why="x", asked_by=made, asked_at=NOW, changed_at=NOW
    )

    erase(rooms.of_user(made))
    deliver()

    left = User.objects.get(pk=made.pk)
    assert (left.is_active, left.email.endswith("@raderad.invalid"), left.has_usable_password()) == (False, True, False)
    assert places_of(EMAIL) <= {INVOICE}
    assert places_of(PHONE) == set()


@pytest.mark.django_db
def test_an_erasure_that_breaks_in_the_middle_has_changed_nothing(made, monkeypatch):
    person, before = rooms.of_user(made), places_of(EMAIL)

    def breaks(*args, **said):
        raise RuntimeError

    monkeypatch.setattr(requests, "_answer", breaks)
    with pytest.raises(RuntimeError), transaction.atomic():
        erase(person)

    assert places_of(EMAIL) == before
    assert User.objects.filter(pk=made.pk).exists()


@pytest.mark.django_db
def test_records_that_only_grow_do_so_again_afterwards(made):
    erase(rooms.of_user(made))

    invoice = Invoice.objects.first()
    with pytest.raises(DatabaseError), transaction.atomic():
        Invoice.objects.filter(pk=invoice.pk).update(content={})
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('shop.forgetting', 'on', true)")
        with pytest.raises(DatabaseError), transaction.atomic():  # not even then, while the books need it
            Invoice.objects.filter(pk=invoice.pk).update(content={})
