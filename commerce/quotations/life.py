"""The life of a quotation that is written (see `drafting`): send, decline, withdraw, use, reopen, expire.

Each is one transaction that locks the quotation, writes an event with the change and makes no network call. Each may be
called twice: the second call finds the work done. Who accepts one buys by it: `use` is called by the order's `place`.
"""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from commerce.customers.organisations import Organisation
from commerce.events.log import publish
from commerce.pricing.vat import SWEDEN, changes_of_rate, rate
from commerce.quotations import drafting, frozen
from commerce.quotations.models import Quotation, QuotationLine
from commerce.quotations.states import MoveRefused, QuotationState, move

REPLACED = "replaced"


class NotReady(Exception):
    """A draft that cannot be sent. `missing` has words of: lines, price, end, ended, vat, delivery.

    With `vat` goes `changes_on`, the day on which the VAT of a line becomes another: it cannot be valid that long.
    """

    def __init__(self, missing: list[str], changes_on: date | None = None):
        super().__init__(", ".join(missing))
        self.missing, self.changes_on = missing, changes_on


def send(quotation_id: int, *, seen: int | None = None, by: int, now: datetime) -> Quotation:
    """Give it to the customer. From now on it stays as it is: VAT classes and rates are those of today.

    What an earlier version offered is withdrawn with it. `seen` is the edition that was looked at. Raises MoveRefused,
    WrittenMeanwhile (`drafting`), or NotReady when something is missing.
    """
    with transaction.atomic():
        quotation = Quotation.objects.select_for_update().get(pk=quotation_id)
        if quotation.state == QuotationState.SENT:
            return quotation
        drafting.refuse_unseen(quotation, seen)
        lines = list(quotation.lines.select_related("variant__product").order_by("position"))
        for line in lines:
            line.tax_class = line.variant.product.tax_class
            line.vat_rate = rate(line.tax_class, now)
        _refuse_unready(quotation, lines, now=now)
        after = move(quotation.state, QuotationState.SENT)
        QuotationLine.objects.bulk_update(lines, ["tax_class", "vat_rate"])
        drafting.sum_up(quotation, lines, now=now)
        quotation.parties = _parties(quotation)
        _replace_earlier(quotation, now=now)
        quotation.state, quotation.sent_at, quotation.made_by_id = after, now, by
        quotation.save()
        publish("quotation.sent", quotation.subject, {"quotation": quotation.pk, "by": by}, at=now)
        return quotation


def decline(quotation_id: int, *, why: str = "", by: int, now: datetime) -> Quotation:
    """The customer says no. Raises MoveRefused when it no longer stands."""
    return _answer(quotation_id, QuotationState.DECLINED, "quotation.declined", why=why, by=by, now=now)


def withdraw(quotation_id: int, *, why: str, by: int, now: datetime) -> Quotation:
    """The shop takes it back, or answers no to what was asked for; the customer is told why. Raises MoveRefused."""
    if not why.strip():
        raise MoveRefused("no reason is given")
    return _answer(quotation_id, QuotationState.WITHDRAWN, "quotation.withdrawn", why=why, by=by, now=now)


def use(terms: frozen.Terms, *, order_number: str, now: datetime) -> None:
    """An order has been made by these terms, which the caller holds locked and found in force."""
    Quotation.objects.filter(pk=terms.quotation_id, state=QuotationState.SENT).update(
        state=QuotationState.ACCEPTED, answered_at=now
    )
    publish("quotation.accepted", f"quotation:{terms.number}", {"order": order_number}, at=now)


def reopen(quotation_id: int, *, order_number: str, now: datetime) -> None:
    """Its order came to nothing: it may be used again, while it lasts. Twice is as once.

    Called with the order's row locked. Nobody who holds the quotation waits for an order: while it is accepted `place`
    stops at it.
    """
    with transaction.atomic():
        quotation = Quotation.objects.select_for_update(no_key=True).get(pk=quotation_id)
        if quotation.state == QuotationState.ACCEPTED:
            quotation.state, quotation.answered_at = move(quotation.state, QuotationState.SENT), None
            quotation.save(update_fields=["state", "answered_at"])
            publish("quotation.reopened", quotation.subject, {"order": order_number}, at=now)


def expire_due(*, now: datetime) -> int:
    """Write of each whose last day has passed that it has. Returns how many. Runs twice without harm."""
    due = Quotation.objects.filter(state=QuotationState.SENT, valid_until__lte=now).order_by("pk")
    count = 0
    for key in due.values_list("pk", flat=True):
        with transaction.atomic():
            quotation = Quotation.objects.select_for_update().get(pk=key)
            if quotation.state == QuotationState.SENT:
                _move_to(quotation, QuotationState.EXPIRED, now=now)
                publish("quotation.expired", quotation.subject, at=now)
                count += 1
    return count


# --- the steps ---


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
        publish("quotation.replaced", earlier.subject, {"by": quotation.pk}, at=now)


def _answer(quotation_id: int, after: str, kind: str, *, why: str, by: int, now: datetime) -> Quotation:
    with transaction.atomic():
        quotation = Quotation.objects.select_for_update().get(pk=quotation_id)
        if quotation.state == after:
            return quotation
        if quotation.is_ended(now):
            raise MoveRefused(f"{quotation} has ended")
        _move_to(quotation, after, why=why.strip(), now=now)
        told = {"quotation": quotation.pk, "by": by, "why": quotation.why}
        publish(kind, quotation.subject, told, at=now)
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
