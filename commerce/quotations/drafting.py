"""Quotations as drafts: request, begin, write, renew. What becomes of them is in `commerce.quotations.life`.

Each is one transaction that locks the quotation, writes an event where the customer did something, and may be called
twice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from commerce import together
from commerce.catalogue.models import Variant
from commerce.customers.models import User
from commerce.customers.shopper import Shopper
from commerce.events.log import publish
from commerce.pricing.lookup import quotes
from commerce.pricing.quote import Quote
from commerce.pricing.vat import SWEDEN, rate
from commerce.quotations import frozen
from commerce.quotations.models import Quotation, QuotationLine
from commerce.quotations.states import MoveRefused, QuotationState

MOST_LINES = 200
COPIED = (
    "number", "user_id", "organisation_id", "level", "buyer_type", "currency", "locale", "message", "requested_at",
    "terms", "delivery_method", "delivery_name", "delivery_gross",
)  # fmt: skip
COPIED_OF_LINE = (
    "position", "variant_id", "sku", "name", "label", "quantity", "unit", "ordinary_unit", "price_source", "reason",
    "tax_class", "vat_rate",
)  # fmt: skip


class NothingToQuote(Exception):
    """No article to make a quotation of, or more than fit."""


class WrittenMeanwhile(Exception):
    """Somebody else has written in the draft since it was looked at. `edition` is the one that it is now."""

    def __init__(self, quotation: Quotation):
        super().__init__(f"{quotation} is written in edition {quotation.edition}")
        self.edition = quotation.edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A line as it is written at the desk. Without `unit` it costs what the price lists say; another has a reason."""

    variant_id: int
    quantity: int
    unit: Decimal | None = None
    reason: str = ""


def request(
    quantities: Mapping[int, int], *, shopper: Shopper, user_id: int, message: str = "", now: datetime
) -> Quotation:
    """A shopper asks for a quotation of these articles, by variant: a draft, at what they cost him now.

    The same asked for twice within a minute is asked for once. Raises NothingToQuote.
    """
    if not 1 <= len(quantities) <= MOST_LINES:
        raise NothingToQuote
    with transaction.atomic():
        again = _just_asked_for(quantities, user_id=user_id, message=message.strip(), now=now)
        if again is not None:
            return again
        quotation = _new(shopper, user_id=user_id, message=message.strip(), requested_at=now, now=now)
        _set_lines(quotation, [Written(variant_id=key, quantity=count) for key, count in quantities.items()], now=now)
        publish("quotation.requested", quotation.subject, {"quotation": quotation.pk}, at=now)
        return quotation


def begin(shopper: Shopper, *, user_id: int, by: int, now: datetime) -> Quotation:
    """A draft that the shop makes of its own accord, for what the customer is now."""
    with transaction.atomic():
        return _new(shopper, user_id=user_id, made_by_id=by, now=now)


def write(
    quotation_id: int,
    lines: Iterable[Written],
    *,
    delivery: tuple[str, str, Decimal],
    valid_through: date | None,
    terms: str,
    seen: int | None = None,
    by: int,
    now: datetime,
) -> Quotation:
    """What a draft says, all of it anew. `delivery` is the method's code, its name and its price including VAT.

    A price that is not the price lists' own must have a reason: the database refuses it else. `seen` is the edition
    that was looked at. Raises MoveRefused, WrittenMeanwhile, NothingToQuote when there are too many lines.
    """
    with transaction.atomic():
        quotation = _draft(quotation_id)
        refuse_unseen(quotation, seen)
        quotation.edition += 1
        quotation.delivery_method, quotation.delivery_name, quotation.delivery_gross = delivery
        quotation.valid_until = end_of(valid_through) if valid_through else None
        quotation.terms, quotation.made_by_id = terms.strip(), by
        _set_lines(quotation, list(lines), now=now)
        return quotation


def renew(quotation_id: int, *, by: int, now: datetime) -> Quotation:
    """A draft of the next version, which says the same until it is changed. Raises MoveRefused for a draft or a sale.

    While there is one that waits to be sent, that one is given.
    """
    with transaction.atomic():
        old = Quotation.objects.select_for_update().get(pk=quotation_id)
        versions = Quotation.objects.filter(number=old.number).order_by("-version")
        waiting = versions.filter(state=QuotationState.DRAFT).first()
        if waiting is not None:
            return waiting
        if versions.filter(state=QuotationState.ACCEPTED).exists():
            raise MoveRefused(f"{old} has been bought")
        latest = versions.values_list("version", flat=True)[0]
        copied: dict[str, Any] = {name: getattr(old, name) for name in COPIED}
        new = Quotation.objects.create(**copied, version=latest + 1, made_by_id=by, created_at=now)
        lines = [
            QuotationLine(quotation=new, **{name: getattr(line, name) for name in COPIED_OF_LINE})
            for line in old.lines.order_by("position")
        ]
        QuotationLine.objects.bulk_create(lines)
        sum_up(new, lines, now=now)
        new.save()
        return new


def refuse_unseen(quotation: Quotation, seen: int | None) -> None:
    """Raises WrittenMeanwhile for a locked quotation of another edition than the one that was seen."""
    if seen is not None and seen != quotation.edition:
        raise WrittenMeanwhile(quotation)


def end_of(day: date) -> datetime:
    """The first moment after a day in Sweden."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=SWEDEN)


def buyer(quotation: Quotation, *, at: datetime) -> Shopper:
    """Whom the quotation is for, as he was when it was begun."""
    return Shopper(
        level=quotation.level,
        buyer_type=quotation.buyer_type,
        organisation=quotation.organisation_id,
        currency=quotation.currency,
        locale=quotation.locale,
        at=at,
    )


def sum_up(quotation: Quotation, lines: Iterable[QuotationLine], *, now: datetime) -> None:
    """Set what it comes to; the caller saves."""
    sums = frozen.reckon(quotation, lines, now=now).sums
    quotation.net, quotation.vat, quotation.gross = sums.net, sums.vat, sums.gross


# --- the steps ---


def _new(shopper: Shopper, *, now: datetime, **fields: Any) -> Quotation:
    [number] = together.keys("quotation_number")
    return Quotation.objects.create(
        number=number,
        organisation_id=shopper.organisation,
        level=shopper.level,
        buyer_type=shopper.buyer_type,
        currency=shopper.currency,
        locale=shopper.locale,
        created_at=now,
        **fields,
    )


def _just_asked_for(quantities: Mapping[int, int], *, user_id: int, message: str, now: datetime) -> Quotation | None:
    """The request that a second click repeats. Holds the user, so that two at once are seen as two after another."""
    User.objects.select_for_update(no_key=True).get(pk=user_id)
    since = now - timedelta(minutes=1)
    recent = Quotation.objects.filter(
        user=user_id, state=QuotationState.DRAFT, message=message, requested_at__gt=since, version=1
    )
    for one in recent.order_by("-pk"):
        if dict(one.lines.values_list("variant_id", "quantity")) == dict(quantities):
            return one
    return None


def _draft(quotation_id: int) -> Quotation:
    quotation = Quotation.objects.select_for_update().get(pk=quotation_id)
    if quotation.state != QuotationState.DRAFT:
        raise MoveRefused(f"{quotation} is {quotation.state}")
    return quotation


def _set_lines(quotation: Quotation, written: list[Written], *, now: datetime) -> None:
    """The lines anew, with what the price lists say beside; and what the draft comes to."""
    if len(written) > MOST_LINES:
        raise NothingToQuote
    variants = Variant.objects.select_related("product").in_bulk([one.variant_id for one in written])
    priced = quotes({one.variant_id: one.quantity for one in written}, shopper=buyer(quotation, at=now))
    quotation.lines.all().delete()
    lines = [
        _line(quotation, place, one, variants[one.variant_id], priced.get(one.variant_id), now=now)
        for place, one in enumerate(written, start=1)
    ]
    QuotationLine.objects.bulk_create(lines)
    sum_up(quotation, lines, now=now)
    quotation.save()


def _line(
    quotation: Quotation, place: int, written: Written, variant: Variant, price: Quote | None, *, now: datetime
) -> QuotationLine:
    ordinary = price.unit(quotation.buyer_type) if price else None
    unit = ordinary if written.unit is None else written.unit
    product = variant.product
    return QuotationLine(
        quotation=quotation,
        position=place,
        variant=variant,
        sku=variant.sku,
        name=product.name_in(quotation.locale),
        label=variant.label_in(quotation.locale),
        quantity=written.quantity,
        unit=unit,
        ordinary_unit=ordinary,
        price_source=price.source if price else {},
        reason="" if unit == ordinary else written.reason.strip(),
        tax_class=product.tax_class,
        vat_rate=rate(product.tax_class, now),
    )
