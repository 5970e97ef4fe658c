"""The life of a quotation, top to bottom: request, begin, write, send, decline, withdraw, renew, use, reopen, expire.

Each is one transaction that locks the quotation, writes an event with the change and makes no network call. Each may be
called twice: the second call finds the work done. Who accepts one buys by it: `use` is called by the order's `place`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction

from commerce import together
from commerce.catalogue.models import Variant
from commerce.customers.organisations import Organisation
from commerce.customers.shopper import Shopper
from commerce.events.log import publish
from commerce.pricing.lookup import quotes
from commerce.pricing.quote import Quote
from commerce.pricing.vat import SWEDEN, changes_of_rate, rate
from commerce.quotations import frozen
from commerce.quotations.models import Quotation, QuotationLine
from commerce.quotations.states import MoveRefused, QuotationState, move

MOST_LINES = 200
REPLACED = "replaced"
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


class NotReady(Exception):
    """A draft that cannot be sent. `missing` has words of: lines, price, end, ended, vat, delivery.

    With `vat` goes `changes_on`, the day on which the VAT of a line becomes another: it cannot be valid that long.
    """

    def __init__(self, missing: list[str], changes_on: date | None = None):
        super().__init__(", ".join(missing))
        self.missing, self.changes_on = missing, changes_on


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

    Raises NothingToQuote.
    """
    if not 1 <= len(quantities) <= MOST_LINES:
        raise NothingToQuote
    with transaction.atomic():
        quotation = _new(shopper, user_id=user_id, message=message.strip(), requested_at=now, now=now)
        _set_lines(quotation, [Written(variant_id=key, quantity=count) for key, count in quantities.items()], now=now)
        publish("quotation.requested", subject(quotation), {"quotation": quotation.pk}, at=now)
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
    by: int,
    now: datetime,
) -> Quotation:
    """What a draft says, all of it anew. `delivery` is the method's code, its name and its price including VAT.

    A price that is not the price lists' own must have a reason: the database refuses it else. Raises MoveRefused,
    NothingToQuote when there are too many lines.
    """
    with transaction.atomic():
        quotation = _draft(quotation_id)
        quotation.delivery_method, quotation.delivery_name, quotation.delivery_gross = delivery
        quotation.valid_until = end_of(valid_through) if valid_through else None
        quotation.terms, quotation.made_by_id = terms.strip(), by
        _set_lines(quotation, list(lines), now=now)
        return quotation


def send(quotation_id: int, *, by: int, now: datetime) -> Quotation:
    """Give it to the customer. From now on it stays as it is: VAT classes and rates are those of today.

    What an earlier version offered is withdrawn with it. Raises MoveRefused, or NotReady when something is missing.
    """
    with transaction.atomic():
        quotation = Quotation.objects.select_for_update().get(pk=quotation_id)
        if quotation.state == QuotationState.SENT:
            return quotation
        lines = list(quotation.lines.select_related("variant__product").order_by("position"))
        for line in lines:
            line.tax_class = line.variant.product.tax_class
            line.vat_rate = rate(line.tax_class, now)
        _refuse_unready(quotation, lines, now=now)
        after = move(quotation.state, QuotationState.SENT)
        QuotationLine.objects.bulk_update(lines, ["tax_class", "vat_rate"])
        _sum_up(quotation, lines, now=now)
        quotation.parties = _parties(quotation)
        _replace_earlier(quotation, now=now)
        quotation.state, quotation.sent_at, quotation.made_by_id = after, now, by
        quotation.save()
        publish("quotation.sent", subject(quotation), {"quotation": quotation.pk, "by": by}, at=now)
        return quotation


def decline(quotation_id: int, *, why: str = "", by: int, now: datetime) -> Quotation:
    """The customer says no. Raises MoveRefused when it no longer stands."""
    return _answer(quotation_id, QuotationState.DECLINED, "quotation.declined", why=why, by=by, now=now)


def withdraw(quotation_id: int, *, why: str, by: int, now: datetime) -> Quotation:
    """The shop takes it back, or answers no to what was asked for; the customer is told why. Raises MoveRefused."""
    if not why.strip():
        raise MoveRefused("no reason is given")
    return _answer(quotation_id, QuotationState.WITHDRAWN, "quotation.withdrawn", why=why, by=by, now=now)


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
        _sum_up(new, lines, now=now)
        new.save()
        return new


def use(terms: frozen.Terms, *, order_number: str, now: datetime) -> None:
    """An order has been made by these terms, which the caller holds locked and found in force."""
    Quotation.objects.filter(pk=terms.quotation_id, state=QuotationState.SENT).update(
        state=QuotationState.ACCEPTED, answered_at=now
    )
    publish("quotation.accepted", f"quotation:{terms.number}", {"order": order_number}, at=now)


def reopen(quotation_id: int, *, order_number: str, now: datetime) -> None:
    """Its order came to nothing before it was paid: it may be used again, while it lasts. Twice is as once.

    Called with the order's row locked. Nobody who holds the quotation waits for an order: while it is accepted `place`
    stops at it.
    """
    with transaction.atomic():
        quotation = Quotation.objects.select_for_update(no_key=True).get(pk=quotation_id)
        if quotation.state == QuotationState.ACCEPTED:
            quotation.state, quotation.answered_at = move(quotation.state, QuotationState.SENT), None
            quotation.save(update_fields=["state", "answered_at"])
            publish("quotation.reopened", subject(quotation), {"order": order_number}, at=now)


def expire_due(*, now: datetime) -> int:
    """Write of each whose last day has passed that it has. Returns how many. Runs twice without harm."""
    due = Quotation.objects.filter(state=QuotationState.SENT, valid_until__lte=now).order_by("pk")
    count = 0
    for key in due.values_list("pk", flat=True):
        with transaction.atomic():
            quotation = Quotation.objects.select_for_update().get(pk=key)
            if quotation.state == QuotationState.SENT:
                _move_to(quotation, QuotationState.EXPIRED, now=now)
                publish("quotation.expired", subject(quotation), at=now)
                count += 1
    return count


def subject(quotation: Quotation) -> str:
    return f"quotation:{quotation}"


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
    _sum_up(quotation, lines, now=now)
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


def _sum_up(quotation: Quotation, lines: Iterable[QuotationLine], *, now: datetime) -> None:
    sums = frozen.reckon(quotation, lines, now=now).sums
    quotation.net, quotation.vat, quotation.gross = sums.net, sums.vat, sums.gross


def _refuse_unready(quotation: Quotation, lines: list[QuotationLine], *, now: datetime) -> None:
    missing = []
    if not lines:
        missing.append("lines")
    if any(line.unit is None for line in lines):
        missing.append("price")
    if not quotation.delivery_name:
        missing.append("delivery")
    if quotation.valid_until is None:
        missing.append("end")
    elif quotation.valid_until <= now:
        missing.append("ended")
    changes_on = _rate_changes_on(quotation, lines, now=now)
    if changes_on is not None:
        missing.append("vat")
    if missing:
        raise NotReady(missing, changes_on)


def _rate_changes_on(quotation: Quotation, lines: list[QuotationLine], *, now: datetime) -> date | None:
    """The first day, while it is valid, on which the law has another VAT rate for one of the lines."""
    if quotation.valid_until is None:
        return None
    for at in changes_of_rate():
        if now < at < quotation.valid_until and any(rate(line.tax_class, at) != line.vat_rate for line in lines):
            return at.astimezone(SWEDEN).date()
    return None


def _replace_earlier(quotation: Quotation, *, now: datetime) -> None:
    standing = Quotation.objects.select_for_update().filter(number=quotation.number, version__lt=quotation.version)
    for earlier in standing.filter(state__in=[QuotationState.SENT, QuotationState.ACCEPTED]):
        _move_to(earlier, QuotationState.WITHDRAWN, why=REPLACED, now=now)
        publish("quotation.replaced", subject(earlier), {"by": quotation.pk}, at=now)


def _answer(quotation_id: int, after: str, kind: str, *, why: str, by: int, now: datetime) -> Quotation:
    with transaction.atomic():
        quotation = Quotation.objects.select_for_update().get(pk=quotation_id)
        if quotation.state == after:
            return quotation
        if quotation.is_ended(now):
            raise MoveRefused(f"{quotation} has ended")
        _move_to(quotation, after, why=why.strip(), now=now)
        told = {"quotation": quotation.pk, "by": by, "why": quotation.why}
        publish(kind, subject(quotation), told, at=now)
        return quotation


def _move_to(quotation: Quotation, after: str, *, why: str = "", now: datetime) -> None:
    quotation.state, quotation.answered_at, quotation.why = move(quotation.state, after), now, why
    quotation.save(update_fields=["state", "answered_at", "why"])


def _parties(quotation: Quotation) -> dict[str, Any]:
    """Seller and buyer as they are printed, kept as they are now."""
    user, organisation = quotation.user, quotation.organisation
    person = user.get_full_name() or user.email
    buying: dict[str, str] = {"name": person, "person": person, "email": user.email, "number": ""}
    if organisation is not None:
        buying |= {"name": organisation.name, "number": organisation.number or "", **_address_of(organisation)}
    return {"seller": dict(settings.SELLER), "buyer": buying}


def _address_of(organisation: Organisation) -> dict[str, str]:
    kind = "invoice" if organisation.invoice_address_1 else "delivery"
    fields = ("address_1", "address_2", "postal_code", "city", "country")
    return {name: getattr(organisation, f"{kind}_{name}") for name in fields}
