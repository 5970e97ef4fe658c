"""Where private persons' sales are booked by the day: one voucher, by rate, that balances, and only once."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from commerce.events.models import Event
from integrations.fortnox.advance import end_days
from integrations.models import Delivery
from integrations.sandbox.faults import Fault
from tests.factories.customers import OrganisationFactory
from tests.factories.fortnox import NOW, credit, deliver, give_back, send, sold, stopped

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]

DAY = NOW.date()
MORNING = datetime(2026, 11, 27, 3, tzinfo=UTC)
NEXT = NOW + timedelta(days=1)


def day_ends(clock, *, at=MORNING):
    end_days(now=at - timedelta(days=1))  # the shop was plugged in
    end_days(now=at)
    deliver(clock)


def rows(voucher):
    return {row["Account"]: row.get("Debit", 0.0) - row.get("Credit", 0.0) for row in voucher["VoucherRows"]}


def test_a_days_sales_are_one_voucher_by_rate(of_days, clock):
    sold(("100.00", 2))
    sold(("112.00", 1), tax="reduced")
    deliver(clock)
    assert not of_days.books.kept["Invoice"]

    day_ends(clock)

    assert not stopped()
    [voucher] = of_days.books.vouchers()
    assert voucher["TransactionDate"] == "2026-11-26"
    assert rows(voucher) == {1580: 312.0, 2611: -40.0, 2621: -12.0, 3001: -160.0, 3002: -100.0}


def test_money_and_goods_meet_on_receivables(of_days, clock):
    """Paid one day and sent the next: a debt of the shop's in between."""
    order = sold(("100.00", 1), ship=False)
    day_ends(clock)
    send(order, now=NEXT)
    deliver(clock)
    end_days(now=MORNING + timedelta(days=1))
    deliver(clock)

    paid, sent = of_days.books.vouchers()
    assert rows(paid) == {1510: -100.0, 1580: 100.0}
    assert rows(sent) == {1510: 100.0, 2611: -20.0, 3001: -80.0}


def test_what_is_taken_back_and_paid_back_is_taken_off(of_days, clock):
    order = sold(("100.00", 2))
    deliver(clock)
    credit(order, lines={order.lines.get().pk: 1})
    give_back(order, "100.00")

    day_ends(clock)

    [voucher] = of_days.books.vouchers()
    assert rows(voucher) == {1580: 100.0, 2611: -20.0, 3001: -80.0}


def test_a_business_has_its_invoice_all_the_same(of_days, clock):
    order = sold(("100.00", 1), payment="invoice", level="pro", organisation=OrganisationFactory())

    day_ends(clock)

    assert len(of_days.books.of_order(order.number)) == 1
    assert not of_days.books.vouchers()


def test_a_documents_proof_is_the_voucher_of_its_day(of_days, clock):
    sold(("100.00", 1))
    deliver(clock, rounds=1)
    [document] = Delivery.objects.filter(target="fortnox.documents")
    assert document.state == Delivery.State.ACCEPTED

    day_ends(clock)

    document.refresh_from_db()
    assert (document.state, document.receipt.number) == (Delivery.State.DELIVERED, "W1")


@pytest.mark.parametrize("fault", [Fault.UNAVAILABLE, Fault.DROP, Fault.DROP_AFTER, Fault.FAIL_AFTER, Fault.CUT])
def test_a_voucher_that_fails_in_any_way_is_made_once(of_days, clock, fault):
    of_days.faults.on(fault, "POST", "/3/vouchers")
    sold(("100.00", 1))
    deliver(clock)

    day_ends(clock)

    assert not of_days.faults.left()
    assert len(of_days.books.vouchers()) == 1
    assert Delivery.objects.get(target="fortnox.vouchers").receipt.number == "W1"


def test_a_day_with_nothing_in_it_is_no_voucher(of_days, clock):
    day_ends(clock)

    assert not of_days.books.vouchers()
    assert Delivery.objects.get(target="fortnox.vouchers").state == Delivery.State.DELIVERED


def test_every_day_that_was_slept_through_is_told_of_once(of_days):
    end_days(now=MORNING)
    end_days(now=MORNING + timedelta(days=3))
    end_days(now=MORNING + timedelta(days=3))

    days = Event.objects.filter(kind="books.day_ended").order_by("pk").values_list("payload__day", flat=True)
    assert list(days) == [(DAY + timedelta(days=ahead)).isoformat() for ahead in (1, 2, 3)]
    assert max(Counter(days).values()) == 1


@pytest.mark.parametrize(
    ("case", "at", "expected"),
    [
        ("just after midnight in Sweden", datetime(2026, 11, 26, 23, 30, tzinfo=UTC), date(2026, 11, 25)),
        ("before three", datetime(2026, 11, 27, 1, 59, tzinfo=UTC), date(2026, 11, 25)),
        ("at three", datetime(2026, 11, 27, 2, 0, tzinfo=UTC), date(2026, 11, 26)),
        ("at three in summer", datetime(2027, 7, 2, 1, 0, tzinfo=UTC), date(2027, 7, 1)),
    ],
)
def test_a_day_ends_by_swedish_clocks(of_days, case, at, expected):
    end_days(now=at - timedelta(days=1))
    end_days(now=at)

    assert Event.objects.get(kind="books.day_ended").payload == {"day": expected.isoformat()}
