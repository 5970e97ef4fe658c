"""How long goods are reduced, and what other campaigns have on them then: lawful, and worth a look before publishing.

A sale is a few weeks at a time and about two months a year in all (KOVRS 2023:1).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from commerce.pricing.announced import IN_SCOPE, claims_a_price
from commerce.pricing.offers import Phase, Terms

LONGEST = timedelta(weeks=4)
A_YEAR, MOST_OF_A_YEAR = timedelta(days=365), timedelta(days=61)

OVERLAPPING = """
SELECT o.campaign, o.name_sv, o.valid_from, o.valid_until, o.is_stackable, o.is_announced AND o.is_shown_on_goods,
       count(*)
FROM pricing_offer o, catalogue_variant v JOIN catalogue_product p ON p.id = v.product_id
WHERE o.campaign <> %(campaign)s AND o.currency = %(currency)s
  AND (o.valid_until IS NULL OR (o.valid_until > %(since)s AND o.valid_until > o.valid_from))
  AND (%(until)s::timestamptz IS NULL OR o.valid_from < %(until)s) AND {scope}
  AND (o.is_for_everything OR p.id = ANY(o.products) OR EXISTS (
      SELECT 1 FROM catalogue_productcategory pc JOIN catalogue_category leaf ON leaf.id = pc.category_id
      WHERE pc.product_id = p.id AND (leaf.id = ANY(o.categories) OR leaf.parent_id = ANY(o.categories))))
GROUP BY o.id ORDER BY o.valid_from, o.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """An offer of another campaign that is for some of the same articles in a span of time."""

    campaign: str
    name: str
    start: datetime
    until: datetime | None
    is_stackable: bool
    is_announced: bool
    articles: int


def beside(campaign: str, terms: Terms, *, since: datetime, until: datetime | None) -> list[Beside]:
    """Offers of other campaigns on the same articles, in force at some time in [since, until)."""
    values: dict[str, Any] = {
        "campaign": campaign,
        "currency": terms.currency,
        "since": since,
        "until": until,
        "everything": terms.is_for_everything,
        "products": list(terms.products),
        "categories": list(terms.categories),
    }
    names = tuple(Beside.__dataclass_fields__)
    with connection.cursor() as cursor:
        cursor.execute(OVERLAPPING.format(scope=IN_SCOPE), values)
        return [Beside(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def days_of_sale(campaign: str, phases: Iterable[Phase], *, now: datetime) -> tuple[timedelta | None, timedelta]:
    """The longest that an announced reduction of these phases lasts, None for without end, and how long the same goods
    are reduced in all in the year that ends with it (KOVRS 2023:1: a few weeks at a time, about two months a year).
    """
    longest: timedelta | None = timedelta(0)
    in_all = timedelta(0)
    for phase in phases:
        start = phase.start or now
        for terms in phase.terms:
            if not claims_a_price(terms):
                continue
            until = phase.until or start + A_YEAR
            longest = None if phase.until is None or longest is None else max(longest, until - start)
            year = until - A_YEAR
            spans = [(start, until)] + [
                (one.start, one.until or until)
                for one in beside(campaign, terms, since=year, until=until)
                if one.is_announced
            ]
            in_all = max(in_all, _union(spans, year, until))
    return longest, in_all


def _union(spans: list[tuple[datetime, datetime]], since: datetime, until: datetime) -> timedelta:
    covered, reached = timedelta(0), since
    for start, end in sorted(spans):
        begins, ends = max(start, reached), min(end, until)
        if begins < ends:
            covered, reached = covered + (ends - begins), ends
    return covered
