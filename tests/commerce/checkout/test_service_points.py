"""The choice of a service point: with or without JavaScript, never waited for, kept with the order, chosen again."""

import re
from html import unescape

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from commerce.orders import flow
from commerce.orders.freight.models import Booking
from commerce.orders.models import ChosenPoint, Order
from integrations.sandbox.faults import Fault
from tests.commerce.checkout.test_checkout_pages import filled, put, read, send
from tests.factories import carriers
from tests.factories.catalogue import sellable
from tests.factories.orders import delivery_method
from tests.factories.returns import pay

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]

ASKING = "servicepoints/nearest"


@pytest.fixture
def sandbox(settings):
    cache.clear()
    with carriers.plugged_in(settings, "postnord") as found:
        carriers.sent_by("postnord")
        sellable(sku="LL-1", price="249.00", stock=10)
        yield found["postnord"]
    cache.clear()


def asked(sandbox):
    return [path for _method, path, _asked in sandbox.requests if ASKING in path]


def shown(answer):
    """The points that a page offers: their names, by the word that is sent back."""
    page = answer.content.decode()
    found = re.findall(r'name="point" value="([^"]*)" ?(checked)?[^>]*><span class="option__name">([^<]+)<', page)
    return {unescape(name): (word, bool(checked)) for word, checked, name in found}


def show(client, data):
    """Press the button without JavaScript."""
    return client.post(f"{reverse('checkout')}?points=1", data)


def test_the_page_itself_asks_no_carrier_and_has_a_button_that_does(client, sandbox):
    put(client, "LL-1")

    page = read(client.get(reverse("checkout")))

    assert "Visa ombud" in page
    assert asked(sandbox) == []


def test_without_javascript_a_button_shows_the_points_and_buys_nothing(client, sandbox):
    put(client, "LL-1")
    data = filled(client)

    answer = show(client, data)

    assert answer.status_code == 200
    assert list(shown(answer))[:2] == ["Coop Giraffen", "ICA Nära Lindsdal"]
    assert shown(answer)["Det närmaste"][1]  # nothing is chosen beforehand
    assert 'value="Storgatan 1"' in read(answer)  # what was written stays
    assert Order.objects.count() == 0


def test_points_near_a_place_are_asked_for_once_an_hour(client, sandbox):
    put(client, "LL-1")
    data = filled(client)

    show(client, data)
    show(client, data)

    assert len(asked(sandbox)) == 1


def test_the_point_that_is_chosen_stands_on_the_order_and_no_carrier_is_asked_for_it(client, sandbox):
    put(client, "LL-1")
    data = filled(client)
    word, _checked = shown(show(client, data))["Hemköp Baronen"]
    before = len(sandbox.requests)

    answer = send(client, {**data, "point": word})

    assert answer.status_code == 302
    point = ChosenPoint.objects.get(order=Order.objects.get())
    assert (point.key, point.name, point.carrier) == ("903", "Hemköp Baronen", "postnord")
    assert len(sandbox.requests) == before
    assert "Hemköp Baronen" in read(client.get(reverse("order_confirmation", args=[pay(Order.objects.get()).token])))


def test_who_chooses_none_buys_all_the_same(client, sandbox):
    put(client, "LL-1")

    assert send(client, filled(client)).status_code == 302

    assert (Order.objects.count(), ChosenPoint.objects.count()) == (1, 0)


@pytest.mark.parametrize("fault", [Fault.UNAVAILABLE, Fault.TOO_MANY, Fault.DROP, Fault.NOT_JSON, Fault.SLOW])
def test_a_carrier_that_does_not_answer_is_told_of_and_the_choice_goes_on_without(client, sandbox, fault):
    sandbox.faults.on(fault, "GET", "/rest/businesslocation/", times=5)
    put(client, "LL-1")
    data = filled(client)

    begun = timezone.now()
    page = read(show(client, data))
    waited = (timezone.now() - begun).total_seconds()
    again = read(show(client, data))

    assert waited < 25  # the sandbox that is slow would take thirty
    assert "Ombuden kan inte visas just nu." in page
    assert "Ombuden kan inte visas just nu." in again
    assert sum(ASKING in path for _method, path, _asked in sandbox.requests) <= 1  # left alone for a minute
    assert send(client, data).status_code == 302


@pytest.mark.parametrize("word", ["903", "eyJ0YW1wZXJlZCI6MX0:1abc:zzz", "x" * 1999])
def test_a_choice_that_we_never_offered_is_refused_and_nothing_is_bought(client, sandbox, word):
    put(client, "LL-1")

    answer = send(client, {**filled(client), "point": word})

    assert answer.status_code == 422
    assert "Välj ombud igen." in read(answer)
    assert Order.objects.count() == 0


def test_a_point_that_was_chosen_for_another_delivery_is_left_out(client, sandbox):
    delivery_method("hem", gross="49.00")
    put(client, "LL-1")
    data = filled(client)
    word, _checked = shown(show(client, data))["Hemköp Baronen"]

    send(client, {**data, "point": word, "delivery": "hem"})

    assert (Order.objects.get().delivery_method, ChosenPoint.objects.count()) == ("hem", 0)


def test_what_was_chosen_stays_chosen_when_something_else_is_wrong(client, sandbox):
    put(client, "LL-1")
    data = filled(client)
    word, _checked = shown(show(client, data))["Hemköp Baronen"]

    answer = send(client, {**data, "point": word, "email": "no"})

    assert answer.status_code == 422
    assert [name for name, (_word, checked) in shown(answer).items() if checked] == ["Hemköp Baronen"]


def test_where_nothing_is_near_the_page_says_so(client, sandbox):
    put(client, "LL-1")

    page = read(show(client, {**filled(client), "postal_code": "981 31"}))

    assert "Vi hittade inget ombud nära det postnumret." in page


def test_a_delivery_without_points_shows_none(client, settings):
    carriers.sent_by("", points_of="")
    sellable(sku="LL-1", price="249.00", stock=10)
    put(client, "LL-1")

    page = read(client.get(reverse("checkout")))

    assert ("Visa ombud" in page, '<div id="points"></div>' in page) == (False, True)


# --- the point has closed by the time that the parcel is packed ---


@pytest.fixture
def waiting(client, sandbox):
    """An order whose point has closed, so that its packed parcel waits."""
    order = carriers.packed(point=carriers.POINT, sku="F-9")
    sandbox.closed.add(carriers.POINT.key)
    carriers.deliver(rounds=2)
    return order


def test_the_shopper_is_mailed_chooses_another_and_the_parcel_is_booked(client, sandbox, waiting):
    [letter] = [one for one in mail.outbox if "ombud" in one.subject]
    address = reverse("order_point", args=[waiting.token])
    assert address in letter.body

    page = client.get(address)
    word, _checked = shown(page)["Coop Giraffen"]
    assert "ICA Kvantum Kalmar" not in shown(page)
    answer = client.post(address, {"point": word})
    carriers.deliver()

    assert answer.url == reverse("order_confirmation", args=[waiting.token])
    booking = Booking.objects.get()
    assert (booking.state, len(sandbox.bookings(booking.anchor))) == ("booked", 1)
    point = ChosenPoint.objects.get(order=waiting)
    assert (point.key, point.is_closed) == ("902", False)
    assert client.get(address).status_code == 302  # nothing to choose any more


def test_choosing_nothing_or_something_made_up_changes_nothing(client, sandbox, waiting):
    address = reverse("order_point", args=[waiting.token])

    assert [client.post(address, {"point": word}).status_code for word in ("", "901", "x:y:z")] == [422, 422, 422]
    assert (Booking.objects.get().state, ChosenPoint.objects.get().is_closed) == ("closed", True)


def test_a_carrier_that_is_silent_then_is_told_of(client, sandbox, waiting):
    cache.clear()
    sandbox.faults.on(Fault.UNAVAILABLE, "GET", "/rest/businesslocation/")

    page = read(client.get(reverse("order_point", args=[waiting.token])))

    assert "Ombuden kan inte visas just nu. Kom tillbaka" in page


def test_the_point_of_an_order_that_has_closed_nowhere_is_not_chosen_again(client, sandbox):
    order = carriers.an_order(sku="F-8")

    assert client.get(reverse("order_point", args=[order.token])).status_code == 302
    assert flow.pack(order.pk, now=timezone.now()).fulfilment == "packed"
