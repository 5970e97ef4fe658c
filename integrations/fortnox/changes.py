"""Articles and prices that are not as Fortnox was last told. So many at a time that orders find room between them.

Prices begin and end by the clock, and articles change in many ways; so what counts is not that something happened but
that the checksum of what would be sent is another. What Fortnox was asked to hold is remembered as it is asked.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from commerce.catalogue.models import Variant
from commerce.events.log import publish
from commerce.pricing.models import Price
from integrations.fortnox import articles
from integrations.fortnox.models import FortnoxTold
from integrations.fortnox.rows import article_number

AT_ONCE, MOST = 2000, 400
ARTICLE_DUE, PRICE_DUE = "books.article_due", "books.price_due"
Wanted = tuple[str, dict[str, Any], str]  # subject, payload, checksum


def ask_articles(*, now: datetime, most: int = MOST) -> int:
    """Have changed articles told of. Returns how many."""
    variants = Variant.objects.select_related("product").order_by("pk").iterator(chunk_size=AT_ONCE)
    wanted = (
        (f"variant:{one.sku}", {}, articles.checksum(articles.of_variant(one)))
        for one in variants
        if article_number(one.sku)
    )
    return _ask(ARTICLE_DUE, wanted, now=now, most=most)


def ask_prices(*, now: datetime, most: int = MOST) -> int:
    """Have prices told of that are in force and have changed, of the lists that Fortnox has. Returns how many."""
    if not settings.FORTNOX_PRICE_LISTS:
        return 0
    return _ask(PRICE_DUE, _prices(now), now=now, most=most)


# --- the steps ---


def _prices(now: datetime) -> Iterator[Wanted]:
    codes = settings.FORTNOX_PRICE_LISTS
    in_force = Price.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=now),
        Q(valid_until=None) | Q(valid_until__gt=now),
        price_list__code__in=codes,
        price_list__is_active=True,
    )
    prices = in_force.select_related("price_list", "variant__product").order_by("pk")
    for one in prices.iterator(chunk_size=AT_ONCE):
        if article_number(one.variant.sku):
            told = articles.of_price(one, codes[one.price_list.code], now=now)
            subject = f"price:{one.price_list_id}:{one.variant_id}:{one.min_quantity}"
            yield subject, {"price": one.pk, "list": one.price_list.code}, articles.checksum(told)


def _ask(kind: str, wanted: Iterable[Wanted], *, now: datetime, most: int) -> int:
    asked = 0
    every = iter(wanted)
    while asked < most and (some := list(islice(every, AT_ONCE))):
        told = FortnoxTold.objects.in_bulk([subject for subject, _payload, _sum in some])
        changed = [one for one in some if one[0] not in told or told[one[0]].checksum != one[2]][: most - asked]
        with transaction.atomic():
            for subject, payload, _sum in changed:
                publish(kind, subject, payload, at=now)
            FortnoxTold.objects.bulk_create(
                [FortnoxTold(subject=subject, checksum=checksum) for subject, _payload, checksum in changed],
                update_conflicts=True,
                unique_fields=["subject"],
                update_fields=["checksum"],
            )
        asked += len(changed)
    return asked
