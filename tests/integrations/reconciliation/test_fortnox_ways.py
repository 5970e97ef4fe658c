"""Fortnox where books are kept by orders, or by days: each difference is found, and none is invented."""

import contextlib
from datetime import timedelta

import pytest
from django.utils import timezone

from commerce.orders import flow
from commerce.orders.changes import changing
from commerce.pricing.vat import SWEDEN
from integrations.fortnox import names
from integrations.fortnox.advance import end_days
from integrations.models import ExternalRef
from integrations.reconciliation import deciding
from tests.factories import fortnox
from tests.factories.differences import differences, found, in_a_day
from tests.factories.fortnox import Clock, credit, deliver, sold, stopped

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]
SAME = ("CustomerNumber", "CustomerName", "VATIncluded", "ExternalInvoiceReference1")


@pytest.fixture
def plugged_in(settings):
    with contextlib.ExitStack() as held:
        yield lambda books: held.enter_context(fortnox.plugged_in(settings, books=books)).books


def look():
    return found("fortnox", now=in_a_day(days=8))


def the_only_one():
    [difference] = differences("fortnox", now=in_a_day(days=8))
    return difference


# --- by orders ---


@pytest.fixture
def orders(plugged_in):
    """Fortnox's books, and orders that wait, that have become an invoice, and that were called off."""
    books, now, clock = plugged_in("orders"), timezone.now(), Clock()
    waits, shipped, cancelled = (sold(("100.00", count), ship=False, now=now) for count in (2, 1, 3))
    deliver(clock)
    fortnox.send(shipped, now=now)
    changing.call_off(cancelled.pk, why="ångrat", now=now)
    deliver(clock)
    assert not stopped()
    return books, waits, shipped, cancelled


def there(books, order):
    [known] = books.of_order(order.number, "Order")
    return known["DocumentNumber"]


def test_orders_that_agree_have_no_differences(orders):
    assert look() == []


def test_an_order_that_was_cancelled_there_is_found_and_sent_again_once(orders):
    books, waits, *_rest = orders
    books.change("Order", there(books, waits), Cancelled=True)

    difference = the_only_one()
    assert (difference.kind, difference.subject) == ("missing_there", f"order:{waits.number}")
    for _twice in range(2):
        deciding.resend(difference, now=timezone.now())
    deliver(Clock())

    assert len(books.of_order(waits.number, "Order")) == 1
    assert look() == []


def test_an_order_of_another_total_is_found_and_made_as_it_is_here(orders):
    books, waits, *_rest = orders
    books.change("Order", there(books, waits), Total=199.99)

    difference = the_only_one()
    assert (difference.kind, difference.ours["total"], difference.theirs["total"]) == (
        "other_amount",
        "200.00",
        "199.99",
    )


def test_an_order_that_was_called_off_here_and_not_there_is_found(orders):
    books, *_rest, cancelled = orders
    [number] = [key for key, one in books.kept["Order"].items() if one["Cancelled"]]
    books.change("Order", number, Cancelled=False)

    assert look() == [("other_state", f"order:{cancelled.number}")]


def test_two_orders_of_one_and_an_order_that_nobody_here_has_are_found(orders):
    books, waits, *_rest = orders
    known = books.kept["Order"][there(books, waits)]
    same = {name: known[name] for name in SAME} | {"OrderRows": known["OrderRows"]}
    books.add_document("Order", same)
    lost = books.add_document("Order", same | {"ExternalInvoiceReference1": "99999"})

    assert look() == [
        ("twice_there", f"order:{waits.number}"),
        ("unknown_here", f"fortnox_order:{lost['DocumentNumber']}"),
    ]


# --- by days ---


@pytest.fixture
def days(plugged_in):
    """Fortnox's books with the voucher of yesterday, and which day that was."""
    books, clock = plugged_in("vouchers"), Clock()
    yesterday = timezone.now() - timedelta(days=1)
    end_days(now=yesterday - timedelta(days=2))
    order = sold(("100.00", 2), now=yesterday)
    credit(order, now=yesterday, lines={order.lines.get().pk: 1})
    deliver(clock)
    end_days(now=timezone.now() + timedelta(hours=26))
    deliver(clock)
    assert not stopped()
    return books, yesterday.astimezone(SWEDEN).date()


def voucher_of(books, day):
    [key] = [key for key, one in books.kept["Voucher"].items() if one["TransactionDate"] == day.isoformat()]
    return key


def test_days_that_agree_have_no_differences(days):
    books, day = days

    assert look() == []
    assert voucher_of(books, day)


def test_a_voucher_of_another_amount_is_found(days):
    books, day = days
    rows = books.kept["Voucher"][voucher_of(books, day)]["VoucherRows"]
    rows[0]["Debit" if "Debit" in rows[0] else "Credit"] += 0.01

    assert look() == [("other_amount", f"day:{day}")]


def test_a_day_that_is_booked_twice_is_found(days):
    books, day = days
    books.add_voucher(books.kept["Voucher"][voucher_of(books, day)])

    assert look() == [("twice_there", f"day:{day}")]


def test_a_voucher_that_has_gone_is_found_and_made_again(days):
    books, day = days
    del books.kept["Voucher"][voucher_of(books, day)]

    difference = the_only_one()
    assert (difference.kind, difference.subject) == ("missing_there", f"day:{day}")
    deciding.resend(difference, now=timezone.now())
    deliver(Clock())

    assert voucher_of(books, day)
    assert look() == []


def test_a_voucher_that_the_shop_has_forgotten_is_adopted(days):
    _books, day = days
    number = names.theirs("voucher", day.isoformat())
    ExternalRef.objects.filter(kind="voucher", ours=day.isoformat()).delete()

    difference = the_only_one()
    assert (difference.kind, difference.theirs["number"]) == ("unknown_here", number)
    deciding.adopt(difference, now=timezone.now())

    assert names.theirs("voucher", day.isoformat()) == number
    assert look() == []


def test_an_order_that_leaves_after_its_books_were_compared_is_booked_as_ever(orders):
    _books, waits, *_rest = orders
    assert look() == []

    flow.ship(waits.pk, now=timezone.now())
    deliver(Clock())

    assert look() == []
