"""How near the year's sales to consumers in other countries of the Union are to the limit for their own VAT (OSS).

Up to EUR 10,000 a calendar year, all countries together and excluding VAT, the seller's VAT may be charged; above it,
and all of the year after, each buyer's (directive 2006/112/EC art. 59c). What is charged the buyer's VAT already is not
counted, nor what a business accounts for itself. A business without a proven number is a consumer here, as when it is
charged. Neither returns nor credits are taken off: an alarm may come too early, never too late.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db import connection, transaction

from commerce import prepared
from commerce.events.log import publish
from commerce.events.models import Event
from commerce.orders.states import OrderState
from commerce.pricing.vat import DOMESTIC, HOME, SWEDEN, UNION

LIMIT_IN_EURO = Decimal(10_000)
NEAR, PASSED = "oss.threshold_near", "oss.threshold_passed"
NEAR_FROM = 80  # percent of the limit

# An order counts from when it is confirmed, on the day that it was placed; its delivery is part of what is paid.
# Home is written out, so that the index of addresses abroad can be used.
SOLD = f"""
SELECT COALESCE(sum(goods.net + COALESCE(a.delivery_net, o.delivery_net)), 0)
FROM orders_orderaddress a
JOIN orders_order o ON o.id = a.order_id
CROSS JOIN LATERAL (
    SELECT COALESCE(sum(l.net), 0) AS net FROM orders_orderline l WHERE l.order_id = o.id AND l."group" = a."group"
) goods
WHERE a.kind = 'delivery' AND a.country <> '{HOME}' AND a.country = ANY(%(union)s::text[])
  AND o.vat_zone = %(zone)s AND o.state = ANY(%(states)s::text[]) AND o.currency = %(currency)s
  AND o.placed_at >= %(start)s::timestamptz AND o.placed_at < %(end)s::timestamptz
"""  # noqa: S608 - only words of ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What was sold in a year, and the limit in the shop's currency, both excluding VAT."""

    year: int
    sold: Decimal
    limit: Decimal

    @property
    def percent(self) -> int:
        """In whole percent of the limit, rounded down."""
        return int(self.sold * 100 / self.limit)

    @property
    def levels(self) -> list[str]:
        """The kinds of events that the year has come to. The second is for what is above the limit, not at it."""
        return [kind for kind, is_reached in ((NEAR, self.is_near), (PASSED, self.is_passed)) if is_reached]

    @property
    def is_near(self) -> bool:
        return self.sold * 100 >= self.limit * NEAR_FROM

    @property
    def is_passed(self) -> bool:
        return self.sold > self.limit


def standing(year: int) -> Standing:
    """How a calendar year stands, by Swedish time. One query."""
    start, end = (datetime(first, 1, 1, tzinfo=SWEDEN) for first in (year, year + 1))
    [(sold,)] = prepared.rows(
        SOLD,
        {
            "union": list(UNION),
            "zone": DOMESTIC,
            "states": [OrderState.CONFIRMED.value, OrderState.COMPLETED.value],
            "currency": settings.SHOP_CURRENCY,
            "start": start,
            "end": end,
        },
    )
    return Standing(year=year, sold=sold, limit=LIMIT_IN_EURO * settings.OSS_SEK_PER_EUR)


def this_year(now: datetime) -> Standing:
    return standing(now.astimezone(SWEDEN).year)


def tell_when_near(*, now: datetime) -> list[Event]:
    """Publish what the year has come to, each level once a year; the year before as well, whose last day counts too.

    Nothing is said once the shop is in the one-stop scheme. Two at once wait for each other.
    """
    if settings.SHOP_USES_OSS:
        return []
    year = now.astimezone(SWEDEN).year
    reached = [(one, kind) for one in (standing(year - 1), standing(year)) for kind in one.levels]
    if not reached:
        return []
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('orders.oss'))")
        return [_told(one, kind, now) for one, kind in reached if not _is_told(one, kind)]


def _is_told(one: Standing, kind: str) -> bool:
    return Event.objects.filter(kind=kind, subject=f"oss:{one.year}").exists()


def _told(one: Standing, kind: str, now: datetime) -> Event:
    payload = {"year": one.year, "sold": str(one.sold), "limit": str(one.limit), "percent": one.percent}
    return publish(kind, f"oss:{one.year}", payload, at=now)
