"""The year's sales to consumers in other countries of the Union, against the limit for OSS."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.events.models import Event
from commerce.orders import flow, oss
from commerce.orders.models import Order
from tests.committing import in_threads
from tests.factories.catalogue import sellable
from tests.factories.customers import owner, verified
from tests.factories.orders import cart_with, delivery_method, details, shopper

pytestmark = pytest.mark.law("L12")

NET = Decimal("119.20")  # 100 kronor and the delivery's 49, less VAT of 25 %
MID_YEAR = datetime(2026, 6, 15, 10, tzinfo=UTC)
AT_80_PERCENT, AT_THE_LIMIT = NET / 8000, NET / 10_000  # kronor to a euro that make the limit 149.00 and 119.20


def sold(*, country="DE", at=MID_YEAR, zone="domestic", paid=True):
    """An order of 119.20 excluding VAT, paid and thereby confirmed, as if placed at an instant."""
    now = timezone.now()
    delivery_method()
    asked = replace(details("149.00"), address=details("0").address | {"country": country})
    cart = cart_with((sellable(price="100.00", page=False), 1))
    order = flow.place(cart.pk, asked, shopper=shopper("konsument"), now=now)
    if paid:
        payment = order.payments.get()
        flow.pay(payment.pk, reference="x", amount=payment.amount, now=now)
    Order.objects.filter(pk=order.pk).update(placed_at=at, vat_zone=zone)
    return order


def told():
    return list(Event.objects.filter(kind__startswith="oss.").order_by("id").values_list("kind", "subject"))


@pytest.mark.django_db
def test_sales_to_all_other_countries_of_the_union_count_together_with_delivery_and_without_vat():
    sold(country="DE")
    sold(country="FI")

    assert oss.standing(2026).sold == 2 * NET


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "order"),
    [
        ("at home", {"country": "SE"}),
        ("outside the Union", {"country": "NO"}),
        ("the buyer's own VAT already", {"zone": "oss:DE"}),
        ("a business that accounts for the VAT", {"zone": "reverse charge"}),
        ("not paid", {"paid": False}),
        ("the last minute of the year before", {"at": datetime(2025, 12, 31, 22, 59, tzinfo=UTC)}),
        ("the first minute of the year after", {"at": datetime(2026, 12, 31, 23, 0, tzinfo=UTC)}),
    ],
)
def test_what_is_not_of_the_year_or_not_taxed_at_home_does_not_count(case, order):
    sold(**order)

    assert oss.standing(2026).sold == 0


@pytest.mark.django_db
def test_a_cancelled_order_does_not_count():
    order = sold()
    Order.objects.filter(pk=order.pk).update(state="cancelled")

    assert oss.standing(2026).sold == 0


@pytest.mark.django_db
@pytest.mark.parametrize("at", [datetime(2025, 12, 31, 23, 0, tzinfo=UTC), datetime(2026, 12, 31, 22, 59, tzinfo=UTC)])
def test_the_year_is_that_of_swedish_time(at):
    sold(at=at)

    assert oss.standing(2026).sold == NET


@pytest.mark.django_db
def test_the_limit_is_ten_thousand_euro_at_the_rate_that_the_owner_keeps(settings):
    settings.OSS_SEK_PER_EUR = Decimal("11.25")

    assert oss.standing(2026).limit == Decimal("112500")


@pytest.mark.django_db
def test_the_rate_of_the_directive_stands_until_the_owner_says_another():
    assert oss.standing(2026).limit == Decimal("99680")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "rate", "percent", "kinds"),
    [
        ("just under 80 %", AT_80_PERCENT + Decimal("0.000001"), 79, []),
        ("80 %", AT_80_PERCENT, 80, ["oss.threshold_near"]),
        ("at the limit, not above it", AT_THE_LIMIT, 100, ["oss.threshold_near"]),
        ("above it", AT_THE_LIMIT - Decimal("0.000001"), 100, ["oss.threshold_near", "oss.threshold_passed"]),
    ],
)
def test_each_level_is_told_of_once_a_year(settings, case, rate, percent, kinds):
    settings.OSS_SEK_PER_EUR = rate
    sold()

    oss.tell_when_near(now=MID_YEAR)
    again = oss.tell_when_near(now=MID_YEAR)

    assert oss.standing(2026).percent == percent
    assert told() == [(kind, "oss:2026") for kind in kinds]
    assert again == []


@pytest.mark.django_db
def test_what_is_told_says_how_much(settings):
    settings.OSS_SEK_PER_EUR = AT_80_PERCENT
    sold()

    [event] = oss.tell_when_near(now=MID_YEAR)

    assert event.payload["year"] == 2026
    assert (Decimal(event.payload["sold"]), Decimal(event.payload["limit"])) == (NET, Decimal(149))
    assert event.payload["percent"] == 80


@pytest.mark.django_db
def test_the_last_day_of_a_year_is_told_of_in_the_next(settings):
    settings.OSS_SEK_PER_EUR = AT_80_PERCENT
    sold(at=datetime(2026, 12, 31, 22, tzinfo=UTC))

    oss.tell_when_near(now=datetime(2027, 1, 1, 3, tzinfo=UTC))

    assert told() == [("oss.threshold_near", "oss:2026")]


@pytest.mark.django_db
def test_nothing_is_told_once_the_shop_is_in_the_scheme(settings):
    settings.OSS_SEK_PER_EUR = AT_80_PERCENT
    sold()
    settings.SHOP_USES_OSS = True

    assert oss.tell_when_near(now=MID_YEAR) == []
    assert told() == []


def test_two_at_once_tell_of_it_once(settings, committing_db):
    settings.OSS_SEK_PER_EUR = AT_80_PERCENT
    sold()

    in_threads(lambda: oss.tell_when_near(now=MID_YEAR), lambda: oss.tell_when_near(now=MID_YEAR))

    assert told() == [("oss.threshold_near", "oss:2026")]


@pytest.mark.django_db
@pytest.mark.krav("4.2.1")
def test_the_owner_sees_it_on_the_first_page_of_the_admin(settings):
    settings.OSS_SEK_PER_EUR = AT_80_PERCENT
    settings.DELIVERY_COUNTRIES = ["SE", "DE"]
    sold(at=timezone.now())
    words = "procent av årets gräns för försäljning till andra EU-länder utan OSS"
    browser = verified(owner())

    assert words in browser.get("/admin/").content.decode()
    settings.SHOP_USES_OSS = True
    assert words not in browser.get("/admin/").content.decode()
