"""Fortnox's books against the shop's: documents, their payments, orders or days' vouchers, by how books are kept."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commerce.orders.models import Payment
from integrations import resend
from integrations.errors import DeliveryRefused
from integrations.fortnox import invoices, money, names, orders, reading, vouchers
from integrations.fortnox.differences import days, documents, strangers
from integrations.fortnox.differences import orders as compared_orders
from integrations.fortnox.differences.reading import DAY, DOCUMENT, ORDER, PAID, Reading, issued
from integrations.fortnox.interface import Fortnox
from integrations.fortnox.models import FortnoxDocument
from integrations.models import Delivery
from integrations.reconciliation.comparison import Comparison, Difference, Kind, Look, Remedy, RemedyRefused

RESEND, ADOPT = (Remedy.RESEND,), (Remedy.ADOPT,)
# Which deliveries tell of something, by what it is and by what is wrong with it.
TOLD_BY = {
    (DOCUMENT, Kind.MISSING_THERE): "fortnox.documents",
    (DOCUMENT, Kind.NOT_BOOKED): "fortnox.bookkeeping",
    (PAID, Kind.MISSING_THERE): "fortnox.payments",
    (PAID, Kind.NOT_BOOKED): "fortnox.payment_bookkeeping",
    (ORDER, Kind.MISSING_THERE): "fortnox.orders",
    (ORDER, Kind.OTHER_STATE): "fortnox.orders",
    (ORDER, Kind.OTHER_AMOUNT): "fortnox.orders",
    (DAY, Kind.MISSING_THERE): "fortnox.vouchers",
}
NAMED = {ORDER: orders.KIND, DAY: vouchers.KIND}
ADOPTED = {
    (DOCUMENT, Kind.UNKNOWN_HERE),
    (DOCUMENT, Kind.OTHER_STATE),
    (DOCUMENT, Kind.OTHER_BALANCE),
    (DAY, Kind.UNKNOWN_HERE),
}


class FortnoxComparison(Comparison):
    code = names.SYSTEM
    title = "Fortnox"
    compares = gettext_lazy(
        "Invoices and credit notes, total and VAT to the öre, whether they are booked and paid; orders or days' "
        "vouchers where books are kept so; and what is there in the shop's name that the shop does not know."
    )

    def differences(self, look: Look) -> Iterator[Difference]:
        found = Reading.of("Invoices", look)
        yield from documents.known(found)
        yield from documents.unproved(found)
        yield from strangers.documents(found)
        if settings.FORTNOX_BOOKS == "orders":
            found = Reading.of("Orders", look)
            yield from compared_orders.of_ours(found)
            yield from compared_orders.strangers(found)
        if settings.FORTNOX_BOOKS == "vouchers":
            yield from days.days(look)

    def offers(self, difference: Difference) -> tuple[Remedy, ...]:
        what = (difference.subject.partition(":")[0], Kind(difference.kind))
        if what in TOLD_BY:
            return RESEND
        if difference.kind == Kind.OTHER_BALANCE and not _is_on_own_invoice(difference.order):
            return ()  # the provider's money is set against it from here: nothing there is news
        return ADOPT if what in ADOPTED else ()

    def adopt(self, difference: Difference, *, now: datetime) -> None:
        """By our own number: the look-up that would have been made before anything was sent again."""
        what, _colon, name = difference.subject.partition(":")
        if (what, difference.kind) not in ADOPTED:
            raise RemedyRefused(_("Nothing can be taken over."))
        try:
            if what == DAY:
                _adopt_day(date.fromisoformat(name))
            elif difference.kind == Kind.UNKNOWN_HERE:
                _adopt_document(name, now=now)
            else:
                _hear(name, now=now)
        except DeliveryRefused as refusal:
            raise RemedyRefused(str(refusal)) from refusal

    def resend(self, difference: Difference, *, now: datetime) -> None:
        """The deliveries that tell of it are made again; each asks first. An order's latest tells of it as it is."""
        what, _colon, name = difference.subject.partition(":")
        target = TOLD_BY.get((what, Kind(difference.kind)))
        if target is None:
            raise RemedyRefused(_("Nothing can be sent again."))
        if what in NAMED and difference.kind == Kind.MISSING_THERE:
            names.forget(NAMED[what], ours=name)  # what it was called there is gone: the look-up is by our number
        sent = Delivery.objects.filter(target=target, **_about(what, name))
        if what == ORDER:
            sent = sent.filter(pk__in=sent.order_by("-pk").values("pk")[:1])
        if not resend.again(sent, now=now):
            raise RemedyRefused(_("There is no delivery to make again, or it is under way."))


# --- the steps ---


def _is_on_own_invoice(order: str) -> bool:
    asked = Payment.objects.filter(order__number=order, provider=money.OWN_INVOICE)
    return asked.filter(state=Payment.State.INVOICED).exists()


def _about(what: str, name: str) -> dict[str, Any]:
    """How deliveries about it are found: what their events say."""
    if what == DAY:
        return {"subject": f"{DAY}:{name}"}
    if what == ORDER:
        return {"subject": f"order:{name}"}
    if what == PAID:
        return {"event__payload__payment": int(name)}
    document = issued(name)
    order = document.order.number if document else ""
    known = FortnoxDocument.objects.filter(invoice=document).values_list("number", flat=True)
    return {"subject": f"order:{order}", "event__payload__number__in": [name, *known]}


def _adopt_document(name: str, *, now: datetime) -> None:
    document, at = issued(name), Fortnox()
    told = invoices.find(document, at=at) if document else None
    if document is None or told is None:
        raise RemedyRefused(_("It is not there any more."))
    known = invoices.check(document, told, now=now)
    reading.hear_invoice(known, told, at=at, now=now)  # it may have been booked and paid there meanwhile
    waiting = Delivery.objects.filter(target=documents.TARGET, **_about(DOCUMENT, name))
    resend.look_up(waiting.exclude(state=Delivery.State.DELIVERED), now=now)


def _adopt_day(day: date) -> None:
    if (number := vouchers.find(day, at=Fortnox())) is None:
        raise RemedyRefused(_("It is not there any more."))
    names.remember(vouchers.KIND, ours=day.isoformat(), theirs=number)


def _hear(name: str, *, now: datetime) -> None:
    document, at = issued(name), Fortnox()
    known = FortnoxDocument.objects.select_related("invoice__order").filter(invoice=document).first()
    told = at.get("Invoice", invoices.address(known.number)) if known else None
    if known is None or told is None:
        raise RemedyRefused(_("It is not there any more."))
    reading.hear_invoice(known, told, at=at, now=now)
