"""Whoever asks is told once when an article can be bought again, the first first; then the address is forgotten."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from cms.pages.product import ProductPage
from commerce.events.models import Event
from commerce.stock import watching
from commerce.stock.models import Stock
from commerce.stock.watch import StockWatch
from integrations import outbox
from integrations.targets.stock import send_back
from tests.factories.catalogue import count_of, sellable
from tests.factories.customers import UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def cup():
    return sellable(sku="LL-1", stock=0, product__name_sv="Kopp Dal")


def ask(client, email, sku="LL-1"):
    return client.post(f"/meddela-mig/{sku}/", {"email": email}, headers={"Sec-Fetch-Site": "same-origin"})


def deliver():
    """What the worker does with the events."""
    for event in Event.objects.filter(kind="stock.back").order_by("pk"):
        send_back(event)


def test_a_shopper_leaves_an_address_and_is_told_when_it_is_back(client, cup):
    shown = client.get(ProductPage.objects.get().url).content.decode()
    assert 'action="/meddela-mig/LL-1/"' in shown
    assert 'name="email"' in shown

    answer = ask(client, "Anna@example.se")
    ask(client, "anna@example.se")
    assert answer.status_code == 200
    assert "Vi mejlar dig" in answer.content.decode()
    assert watching.tell(now=NOW) == 0

    count_of(cup, 5)
    assert [watching.tell(now=NOW) for _turn in range(2)] == [1, 0]
    deliver()
    deliver()

    [sent] = mail.outbox
    assert sent.to == ["Anna@example.se"]
    assert "Kopp Dal" in sent.subject
    assert "variant=LL-1" in sent.body
    assert StockWatch.objects.get().email == ""
    assert "anna" not in str(list(Event.objects.values_list("subject", "payload"))).lower()


def test_the_event_has_its_route(cup):
    watching.ask(cup, "anna@example.se", locale="sv", now=NOW)
    count_of(cup, 1)
    watching.tell(now=NOW)

    outbox.route_events(now=NOW)
    outbox.deliver_due(now=lambda: NOW)

    assert [one.to for one in mail.outbox] == [["anna@example.se"]]


def test_the_first_who_asked_are_told_first_and_no_more_than_there_are(cup):
    for number in range(5):
        watching.ask(cup, f"{number}@example.se", locale="sv", now=NOW + timedelta(minutes=number))
    count_of(cup, 2)

    assert watching.tell(now=NOW) == 2
    assert watching.tell(now=NOW + timedelta(hours=23)) == 0
    assert watching.tell(now=NOW + timedelta(hours=25)) == 2
    deliver()

    assert [one.to[0][0] for one in mail.outbox] == ["0", "1", "2", "3"]


def test_what_is_held_for_a_cart_or_not_sold_is_told_of_to_nobody(cup):
    watching.ask(cup, "anna@example.se", locale="sv", now=NOW)
    count_of(cup, 2)
    Stock.objects.filter(pk=cup.pk).update(safety=2)
    assert watching.tell(now=NOW) == 0

    Stock.objects.filter(pk=cup.pk).update(safety=0)
    cup.is_active = False
    cup.save()
    assert watching.tell(now=NOW) == 0


def test_who_is_signed_in_presses_once(client, cup):
    user = UserFactory(email="bo@example.se")
    client.force_login(user)

    ask(client, "")

    assert StockWatch.objects.get().email == "bo@example.se"


@pytest.mark.parametrize(
    "email", ["", "anna", "anna@", "@example.se", "a" * 300 + "@example.se", "anna@example.se\x00"]
)
def test_an_address_that_cannot_be_is_asked_for_again(client, cup, email):
    answer = ask(client, email)

    assert answer.status_code == 422
    assert not StockWatch.objects.exists()


def test_another_site_cannot_ask_and_no_article_is_made_up(client, cup):
    strange = client.post("/meddela-mig/LL-1/", {"email": "a@example.se"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert strange.status_code == 403
    assert ask(client, "a@example.se", "FINNS-INTE").status_code == 404
    assert not StockWatch.objects.exists()


def test_one_sender_asks_so_many_times_an_hour(client, cup):
    answers = [ask(client, f"{number}@example.se").status_code for number in range(21)]

    assert answers == [*[200] * 20, 422]


def test_the_link_in_the_mail_ends_all_that_was_asked_for(client, cup):
    other = sellable(sku="LL-2", stock=0)
    for variant in (cup, other):
        watching.ask(variant, "anna@example.se", locale="sv", now=NOW)
    watching.ask(other, "bo@example.se", locale="sv", now=NOW)
    count_of(cup, 1)
    watching.tell(now=NOW)
    deliver()
    path = re.search(r"https?://[^/]+(/meddela-mig/sluta/[0-9a-f]+/)", mail.outbox[0].body)[1]

    assert client.get(path).status_code == 200
    assert StockWatch.objects.count() == 3
    client.post(path, {"List-Unsubscribe": "One-Click"})

    assert [one.email for one in StockWatch.objects.all()] == ["bo@example.se"]


def test_a_wish_is_kept_no_longer_than_it_is_needed(cup):
    other = sellable(stock=0)
    watching.ask(cup, "anna@example.se", locale="sv", now=NOW)
    watching.ask(other, "anna@example.se", locale="sv", now=NOW)
    count_of(cup, 1)
    watching.tell(now=NOW)
    deliver()

    assert watching.forget_old(now=NOW + timedelta(days=2)) == 1
    assert watching.forget_old(now=NOW + timedelta(days=366)) == 1
    assert not StockWatch.objects.exists()
