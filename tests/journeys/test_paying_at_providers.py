"""A guest pays on Stripe's page: his return confirms the order, or Stripe's call alone, or the sweep alone.

Or with Swish: the page that waits goes on by itself.
"""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from cms.pages.product import ProductPage
from commerce.orders.sweep import PATIENCE, settle_unpaid
from integrations import inbox
from integrations.models import InboundMessage
from integrations.outbox import deliver_due
from integrations.sandbox.faults import Calls
from integrations.sandbox.stripe import StripeSandbox
from integrations.sandbox.swish import Papers, SwishSandbox
from tests import demo, web_server
from tests.factories import stripe, swish
from tests.journeys.test_buying import fill_in, newest_order
from tests.journeys.words import sv

pytestmark = [pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]

FIRST_LINE = "Kopp Glimma"


@pytest.fixture(scope="module")
def sandbox():
    with StripeSandbox() as opened:
        yield opened


@pytest.fixture(scope="module")
def swish_sandbox(tmp_path_factory):
    with SwishSandbox(Papers.written_in(tmp_path_factory.mktemp("papers"))) as opened:
        opened.calls = Calls.NEVER
        yield opened


@pytest.fixture(scope="module")
def open_demo_shop(sandbox, swish_sandbox, django_db_setup, django_db_blocker, tmp_path_factory):
    """A shop of its own, whose Stripe and Swish are the sandboxes."""
    data = tmp_path_factory.mktemp("stripe-shop")
    told = stripe.environment(sandbox) | swish.environment(swish_sandbox)
    with (
        django_db_blocker.unblock(),
        demo.demo_copy(data / "media", "_stripe") as database,
        web_server.open_shop(database, data, **told) as shop,
    ):
        sandbox.call_url = shop.address + reverse("payment_callback", args=["stripe"])
        django_db_blocker.block()
        yield shop


@pytest.fixture
def stripe_shop(shop, sandbox, settings):
    """The open shop; what its workers would do, the test does itself, with the same Stripe."""
    sandbox.calls = Calls.NEVER
    with stripe.pointed_at(sandbox, settings):
        yield sandbox


def to_stripe(visitor):
    """A guest with a cup at Stripe's page."""
    page = to_pay(visitor, sv("You pay on Stripe's page. Card numbers never reach us."))
    expect(page.get_by_role("heading", name="Stripe")).to_be_visible()
    return page


def to_pay(visitor, way):
    """A guest with a cup who has pressed the button of the checkout."""
    page = visitor.go(ProductPage.objects.live().get(locale__language_code="sv", slug="kopp-glimma").url)
    page.get_by_role("button", name=sv("Add to cart")).first.click()
    page.get_by_role("link", name=sv("To checkout")).first.click()
    fill_in(page)
    page.get_by_label(way).check()
    page.get_by_label(sv("I have read and accept the terms of purchase.")).check()
    page.get_by_role("button", name=sv("Pay now")).click()
    return page


def thanked(page):
    expect(page.get_by_role("heading", name=sv("Thank you for the order"))).to_be_visible()


def state():
    order = newest_order()
    return order.state, order.paid_state


def assert_confirmed_once():
    order = newest_order()
    assert state() == ("confirmed", "charged")
    assert [(one.kind, one.amount) for one in order.payments.get().events.all()] == [("captured", order.gross)]
    deliver_due()
    assert [message.to for message in mail.outbox if order.number in message.subject] == [["asa@example.se"]]


def test_by_coming_back(either_size, stripe_shop):
    page = to_stripe(either_size)
    expect(page.get_by_role("cell", name=FIRST_LINE)).to_be_visible()
    assert either_size.axe() == []

    page.get_by_role("button", name="Betala", exact=True).click()

    thanked(page)
    assert_confirmed_once()


def test_by_stripes_call_alone(desktop, stripe_shop):
    page = to_stripe(desktop)
    stripe_shop.calls = Calls.TWICE
    before = InboundMessage.objects.count()

    stripe.press(page.url)  # and the shopper closes his browser
    assert stripe_shop.wait_until_sent()

    assert InboundMessage.objects.count() == before + 3
    assert state() == ("placed", "none")
    inbox.process_due()
    assert_confirmed_once()


def test_by_the_sweep_alone(desktop, stripe_shop):
    page = to_stripe(desktop)
    stripe.press(page.url)

    settle_unpaid(now=timezone.now() + PATIENCE + timedelta(seconds=1))

    assert_confirmed_once()


def test_a_declined_card_and_then_another(desktop, stripe_shop):
    page = to_stripe(desktop)
    desktop.expect(402)

    page.get_by_role("button", name="Betala med ett kort som nekas").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("button", name="Betala", exact=True).click()

    thanked(page)
    assert_confirmed_once()


def test_who_turns_back_pays_another_way_and_stripes_page_is_closed(phone, stripe_shop):
    page = to_stripe(phone)
    address = page.url

    page.get_by_role("link", name="Tillbaka till butiken").click()
    page.get_by_label(sv("Card or Swish (demo)")).check()
    page.get_by_role("button", name=sv("Pay now")).click()
    page.get_by_role("button", name=sv("Pay now")).click()
    thanked(page)
    deliver_due()

    assert stripe.press(address).status_code == 400
    assert state() == ("confirmed", "charged")


def test_with_swish_the_page_that_waits_goes_on_by_itself(phone, stripe_shop, swish_sandbox):
    page = to_pay(phone, sv("You approve the payment in the Swish app."))
    expect(page.get_by_role("heading", name=sv("Pay with Swish"))).to_be_visible()
    expect(page.get_by_label(sv("Mobile number connected to Swish"))).to_have_value("070-123 45 67")
    assert (phone.axe_in_both_themes(), phone.sideways()) == ([], 0)

    page.get_by_role("button", name=sv("Pay now")).click()
    expect(page.get_by_role("heading", name=sv("Open Swish and approve"))).to_be_visible()
    assert (phone.axe_in_both_themes(), phone.sideways()) == ([], 0)
    with swish_sandbox.lock:
        [name] = swish_sandbox.books.payments
        swish_sandbox.books.approve(name)

    thanked(page)
    assert state() == ("confirmed", "charged")
