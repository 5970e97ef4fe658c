"""What Fortnox has of ours, as the admin shows it: who may see it, what it says of an order, and the ways there."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integrations.fortnox.models import FortnoxDocument, FortnoxPayment
from integrations.models import ExternalRef
from tests.factories import fortnox
from tests.factories.customers import UserFactory, owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1"), pytest.mark.krav("4.5.1")]
REGISTERS = ("fortnoxdocument", "fortnoxpayment", "externalref")


def address(register, page="index", *args):
    return reverse(f"integrations_{register}_modeladmin_{page}", args=args)


@pytest.fixture
def booked(sandbox, clock):
    """A sale that is paid, made there, booked, and whose payment is set against it."""
    order = fortnox.sold(("100.00", 2))
    fortnox.through(clock)
    return order


def rows(browser, register, **query):
    return [row["pk"] for row in browser.get(address(register), query).context["rows"]]


def test_what_is_booked_of_an_order_stands_there_with_what_is_left(booked):
    browser, document = verified(owner()), FortnoxDocument.objects.get()

    page = browser.get(address("fortnoxdocument")).content.decode()
    whole = browser.get(address("fortnoxdocument", "inspect", document.pk)).content.decode()

    for text in (document.number, booked.number, "Bokförd"):
        assert text in page
    assert FortnoxPayment.objects.get().number in whole
    assert "&lt;span" not in whole
    assert reverse("orders_order_modeladmin_inspect", args=[booked.pk]) in page


@pytest.mark.parametrize(
    ("register", "query", "is_found"),
    [
        ("fortnoxdocument", {"booking": "booked"}, True),
        ("fortnoxdocument", {"booking": "made"}, False),
        ("fortnoxdocument", {"kind": "credit_note"}, False),
        ("fortnoxdocument", {"is_settled": "1"}, True),
        ("fortnoxdocument", {"q": "order"}, True),
        ("fortnoxdocument", {"q": "99999"}, False),
        ("fortnoxpayment", {"provider": "demo"}, True),
        ("fortnoxpayment", {"provider": "invoice"}, False),
        ("fortnoxpayment", {"booking": "booked"}, True),
        ("fortnoxpayment", {"q": "order"}, True),
        ("externalref", {"system": "fortnox", "kind": "article"}, True),
        ("externalref", {"system": "fortnox", "kind": "voucher"}, False),
    ],
)
def test_it_is_found_by_what_it_is(booked, register, query, is_found):
    asked = {name: booked.number if value == "order" else value for name, value in query.items()}

    assert bool(rows(verified(owner()), register, **asked)) is is_found


def test_the_order_leads_to_it_and_one_that_is_not_there_does_not(booked):
    browser, there = verified(owner()), f"{address('fortnoxdocument')}?q="
    shown = browser.get(reverse("orders_order_modeladmin_inspect", args=[booked.pk])).content.decode()
    FortnoxPayment.objects.all().delete()
    FortnoxDocument.objects.all().delete()
    bare = browser.get(reverse("orders_order_modeladmin_inspect", args=[booked.pk])).content.decode()

    assert f"{there}{booked.number}" in shown
    assert there not in bare


def test_a_name_leads_to_what_it_is_the_name_of(booked):
    page = verified(owner()).get(address("externalref"), {"kind": "article"}).content.decode()
    sku = ExternalRef.objects.filter(kind="article").first().ours

    assert f"{reverse('catalogue_variant_modeladmin_index')}?q={sku}" in page


@pytest.mark.parametrize("register", REGISTERS)
def test_it_is_taken_out_as_a_file_with_a_line_for_each_row(booked, register):
    browser = verified(owner())
    count = len(rows(browser, register))

    answer = browser.get(address(register), {"export": "csv"})

    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")), delimiter=";"))
    assert len(lines) == count + 1 > 1


@pytest.mark.parametrize("register", REGISTERS)
def test_an_editor_sees_none_of_it_and_not_even_the_owner_changes_it(booked, register):
    editor, browser = verified(UserFactory(roles=["Redaktör"])), verified(owner())
    [pk, *_rest] = rows(browser, register)

    assert editor.get(address(register)).status_code == 302
    for page in ("create/", f"edit/{pk}/", f"delete/{pk}/"):
        assert browser.post(f"{address(register)}{page}", {}).status_code in (302, 404)
    assert pk in rows(browser, register)


@pytest.mark.parametrize("register", REGISTERS)
def test_many_rows_cost_as_many_questions_as_few(booked, sandbox, clock, register):
    browser = verified(owner())
    browser.get(address(register))
    few = questions(browser, register)
    for _more in range(3):
        fortnox.sold(("100.00", 1))
    fortnox.through(clock)

    assert questions(browser, register) <= few <= 24


def questions(browser, register):
    with CaptureQueriesContext(connection) as asked:
        browser.get(address(register))
    return len(asked)
