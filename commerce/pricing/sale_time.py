"""How long goods are reduced, and what other campaigns have on them then: lawful, and worth a look before publishing.

A sale is a few weeks at a time and about two months a year in all (KOVRS 2023:1).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from commerce.pricing.announced import IN_SCOPE, claims_a_price
from commerce.pricing.offers import Phase, Terms, as_draft

LONGEST = timedelta(weeks=4)
A_YEAR, MOST_OF_A_YEAR = timedelta(days=365), timedelta(days=61)
FOREVER = datetime.max.replace(tzinfo=UTC)
Span = tuple[datetime, datetime]  # half-open

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
    """The longest that an announced reduction lasts, None for without end, and how long the same goods are reduced in
    all in the year that ends with it.

    What the campaign has had counts with what these phases go on with, however often the page was published meanwhile.
    """
    spans_by_phase = [
        (phase, (phase.start or now, phase.until or FOREVER))
        for phase in as_draft(campaign, phases, now=now).phases
        if any(claims_a_price(terms) for terms in phase.terms)
    ]
    own = _merged(span for _phase, span in spans_by_phase)
    coming = [span for span in own if span[1] > now]
    is_endless = any(until == FOREVER for _start, until in coming)
    longest = None if is_endless else max((until - start for start, until in coming), default=timedelta(0))
    in_all = timedelta(0)
    for phase, (start, _until) in spans_by_phase:
        until = phase.until or start + A_YEAR
        for terms in phase.terms if until > now else ():
            if claims_a_price(terms):
                others = beside(campaign, terms, since=until - A_YEAR, until=until)
                spans = own + [(one.start, one.until or until) for one in others if one.is_announced]
                in_all = max(in_all, _covered(spans, until - A_YEAR, until))
    return longest, in_all


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans that touch or overlap as one, in order."""
    found: list[Span] = []
    for start, until in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], until)
        else:
            found.append((start, until))
    return found


def _covered(spans: Iterable[Span], since: datetime, until: datetime) -> timedelta:
    """How much of [since, until) the spans cover."""
    within = [(max(start, since), min(end, until)) for start, end in spans if start < until and end > since]
    return sum((end - start for start, end in _merged(within)), timedelta(0))
