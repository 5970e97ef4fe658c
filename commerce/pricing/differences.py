"""What a change set changes, or changed: each new price beside the one that stands, or stood before."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Abs, Greatest, NullIf, Round

from commerce.pricing.change_sets import LARGE_CHANGE, STANDING, PriceChange, PriceChangeSet, instant
from commerce.pricing.models import Price


def with_before(changes: QuerySet[PriceChange], *, now: datetime) -> QuerySet[PriceChange]:
    """Each change with `before`, `difference` and `percent`; a published set remembers what stood, a draft looks."""
    standing = Price.objects.filter(
        in_force_at_of(now),
        variant=OuterRef("variant"),
        price_list=OuterRef("price_list"),
        min_quantity=OuterRef("min_quantity"),
    ).values("amount")[:1]
    return changes.annotate(
        before=Case(When(change_set__published_at__isnull=False, then=F("was_amount")), default=Subquery(standing)),
        difference=F("amount") - F("before"),
        percent=Round((F("amount") - F("before")) * Value(Decimal(100)) / NullIf(F("before"), Value(Decimal(0))), 1),
    )


def in_force_at_of(now: datetime) -> Q:
    """In force when the change's own set begins, as far as is known now."""
    begins = Greatest(OuterRef("change_set__starts_at"), Value(now))
    return Q(Q(valid_from=None) | Q(valid_from__lte=begins), Q(valid_until=None) | Q(valid_until__gt=begins))


WAYS = {
    "raised": Q(difference__gt=0),
    "lowered": Q(difference__lt=0),
    "new": Q(before=None, amount__isnull=False),
    "ended": Q(before__isnull=False, amount=None),
    "same": Q(difference=0),
    "large": Q(large__gt=LARGE_CHANGE),
}


def only(changes: QuerySet[PriceChange], way: str) -> QuerySet[PriceChange]:
    return changes.annotate(large=Abs(F("percent"))).filter(WAYS[way])


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How many new prices, by what they do; `percent` is the mean change of those that had a price."""

    count: int
    raised: int
    lowered: int
    new: int
    ended: int
    same: int
    percent: Decimal | None


SUMMARY = """
    SELECT count(*), count(*) FILTER (WHERE amount > was), count(*) FILTER (WHERE amount < was),
           count(*) FILTER (WHERE was IS NULL AND amount IS NOT NULL),
           count(*) FILTER (WHERE amount IS NULL AND was IS NOT NULL),
           count(*) FILTER (WHERE amount = was),
           round(avg((amount - was) * 100 / NULLIF(was, 0)), 1)
    FROM (SELECT c.amount, {was} AS was FROM pricing_pricechange c {standing}
          WHERE c.change_set_id = %(set)s) AS changes
"""


def summary(change_set: PriceChangeSet, *, now: datetime) -> Summary:
    """One query."""
    is_published = change_set.published_at is not None
    statement = SUMMARY.format(
        was="c.was_amount" if is_published else "old.amount", standing="" if is_published else STANDING
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {"set": change_set.pk, "at": instant(change_set, now)})
        return Summary(**dict(zip(Summary.__dataclass_fields__, cursor.fetchone(), strict=True)))
