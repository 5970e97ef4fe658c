"""When a person cannot be forgotten yet, and what is forgotten by itself when the time is out."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone

from commerce.customers.models import User
from commerce.customers.organisations import Organisation, Role
from commerce.customers.person import free_through, kept_through, without_addresses
from commerce.orders import flow
from commerce.orders.invoices import invoicing
from commerce.orders.models import Invoice, Order, PaymentEvent
from commerce.orders.privacy import _anonymous
from commerce.privacy import requests, rooms, tasks
from commerce.privacy.models import PrivacyLink, PrivacyRequest
from tests.commerce.privacy.everywhere import places_of
from tests.commerce.privacy.world import EMAIL, deliver
from tests.committing import in_threads
from tests.factories.customers import MembershipFactory, UserFactory, owner
from tests.factories.returns import an_order, notice, pay, ship

pytestmark = [pytest.mark.law("L19"), pytest.mark.krav("4.2.2")]
NOW = timezone.now()
INVOICE = "orders_invoice.content"


def erase(person, **said):
    return requests.ask_erasure(person, channel="account", locale="sv", now=NOW, **said)


# --- what must be finished first ---


def unfinished_order():
    return pay(an_order("100.00", email=EMAIL))


def unpaid_invoice():
    order = ship(an_order("100.00", email=EMAIL, level="pro", payment="invoice"))
    invoicing.issue(order.pk, now=NOW)
    return order


def open_return():
    order = ship(pay(an_order("100.00", email=EMAIL)))
    notice(order, email=EMAIL)
    return order


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "words"),
    [
        (unfinished_order, "är inte klar"),
        (unpaid_invoice, "är inte betald"),
        (open_return, "är inte klar"),
    ],
)
def test_what_is_unfinished_postpones_it_and_is_told_why(case, words):
    case()

    request = erase(rooms.of_address(EMAIL))
    again = erase(rooms.of_address(EMAIL.upper()))
    deliver()

    assert (request.state, again.pk) == ("waiting", request.pk)
    assert words in request.waits_for[0][0]
    [told] = [one for one in mail.outbox if "glömma dig än" in one.body or "glömma dig" in one.subject]
    assert request.waits_for[0][0] in told.body
    assert Order.objects.get().email == EMAIL
    assert request.due_at - request.received_at >= timedelta(days=28)


@pytest.mark.django_db
def test_it_is_done_by_itself_when_what_it_waited_for_is_done():
    order = unfinished_order()
    request = erase(rooms.of_address(EMAIL))
    assert requests.carry_out_waiting(now=NOW) == 0

    ship(order)
    deliver()
    tasks.forget()
    deliver()

    request.refresh_from_db()
    assert (request.state, request.email) == ("answered", "")
    assert places_of(EMAIL) <= {INVOICE}


@pytest.mark.django_db
def test_who_works_here_and_who_alone_runs_a_company_is_told_so():
    works, runs = owner(), UserFactory()
    MembershipFactory(user=runs, role=Role.ADMINISTRATOR)

    assert [erase(rooms.of_user(one)).state for one in (works, runs)] == ["waiting", "waiting"]

    assert User.objects.filter(pk__in=[works.pk, runs.pk]).count() == 2
    assert Organisation.objects.count() == 1


# --- when the time is out ---


@pytest.mark.parametrize(
    ("case", "day", "ends", "years", "expected"),
    [
        ("calendar year", date(2018, 12, 31), (12, 31), 7, date(2025, 12, 31)),
        ("first day", date(2019, 1, 1), (12, 31), 7, date(2026, 12, 31)),
        ("broken year, before its end", date(2018, 6, 30), (6, 30), 7, date(2025, 12, 31)),
        ("broken year, after its end", date(2018, 7, 1), (6, 30), 7, date(2026, 12, 31)),
        ("one-stop scheme", date(2018, 5, 1), (12, 31), 10, date(2028, 12, 31)),
    ],
)
def test_how_long_the_books_are_kept(case, day, ends, years, expected):
    assert kept_through(day, fiscal_year_ends=ends, years=years) == expected
    first_free = date(expected.year + 1, 1, 1)
    assert day <= free_through(first_free, fiscal_year_ends=ends, years=years)
    assert day > free_through(expected, fiscal_year_ends=ends, years=years)


def booked(moment):
    """A sale that was invoiced then."""
    order = pay(an_order("100.00", email=EMAIL, now=moment), now=moment)
    flow.ship(order.pk, now=moment)
    invoicing.issue(order.pk, now=moment)
    PaymentEvent.objects.all()
    return order


@pytest.mark.django_db
@pytest.mark.law("L18")
@pytest.mark.parametrize(("year", "is_forgotten"), [(0, False), (-7, False), (-8, True)])
def test_the_night_takes_the_person_out_of_what_is_old_enough_and_of_nothing_else(year, is_forgotten, monkeypatch):
    moment = datetime(timezone.now().year + year, 6, 1, 12, tzinfo=UTC)
    monkeypatch.setattr("tests.factories.orders.timezone.now", lambda: moment)  # the provider's own clock
    order = booked(moment)
    before = Invoice.objects.values_list("number", "net", "vat", "gross").get()
    monkeypatch.undo()

    for _night in range(2):
        tasks.forget()

    order.refresh_from_db()
    invoice = Invoice.objects.get()
    assert (order.email == "", invoice.content["buyer"]["email"] == "") == (is_forgotten, is_forgotten)
    assert (invoice.number, invoice.net, invoice.vat, invoice.gross) == before
    assert invoice.content["buyer"]["country"] == "SE"
    assert Decimal(invoice.content["payable"]) == order.gross
    if is_forgotten:
        assert places_of(EMAIL) - {"orders_sentmail.to"} == set()
        assert places_of("Öberg") == set()


def test_an_old_invoice_loses_every_address_and_keeps_what_the_figures_are_made_of():
    party = {"name": "Åsa Öberg", "address_1": "Storgatan 1", "city": "Kalmar", "country": "SE"}
    content = {"seller": party, "buyer": party, "delivery": party, "deliveries": [party | {"group": 2}], "net": "80.00"}

    left = _anonymous(content)

    nobody = {"name": "[raderat]", "address_1": "", "city": "", "country": "SE"}
    assert left == content | {"buyer": nobody, "delivery": nobody, "deliveries": [nobody | {"group": 2}]}


@pytest.mark.django_db
def test_links_copies_and_addresses_that_were_kept_for_an_answer_go():
    requests.ask_link(EMAIL, locale="sv", now=NOW - timedelta(days=2))
    request = erase(rooms.of_address(EMAIL))
    PrivacyRequest.objects.filter(pk=request.pk).update(
        answered_at=NOW - timedelta(days=15), archive=b"zip", archive_until=NOW - timedelta(days=1)
    )

    tasks.forget()

    assert not PrivacyLink.objects.exists()
    assert PrivacyRequest.objects.filter(email="", archive=None).count() == 1


def test_a_log_line_holds_nobodys_address():
    line = "SMTPRecipientsRefused: {'asa.oberg@example.se': (550, b'no asa.oberg+x@sub.example.co.uk')}"

    assert without_addresses(line) == "SMTPRecipientsRefused: {'[adress]': (550, b'no [adress]')}"


def test_two_who_press_at_once_forget_one_person_once(committing_db):
    order = ship(pay(an_order("100.00", email=EMAIL)))
    person = rooms.of_address(EMAIL)

    first, second = in_threads(lambda: erase(person), lambda: erase(person))

    assert {first.state, second.state} == {"answered"}
    assert sorted(one.outcome["orders"] for one in (first, second)) == [0, 1]
    assert Order.objects.get(pk=order.pk).email == ""
