"""Orders, where the shop keeps its books by orders: there or not, to the öre until they are invoiced, once each."""

from collections.abc import Iterable, Iterator

from commerce.orders.models import Order
from integrations.fortnox import names, orders
from integrations.fortnox.differences.reading import ORDER, THEIR_ORDER, Reading, Thing, is_of_the_shop, of_theirs
from integrations.fortnox.interface import place
from integrations.fortnox.names import SYSTEM
from integrations.fortnox.totals import amount
from integrations.models import Delivery
from integrations.reconciliation.comparison import Difference, Facts, Kind

TARGET = "fortnox.orders"
NONE = ("", "0", None)


def of_ours(reading: Reading) -> Iterator[Difference]:
    for order in _ours(reading):
        told = orders.find(order.number, at=reading.at)
        if told is not None and told["DocumentNumber"] in reading.fresh:
            reading.look.leave(f"{ORDER}:{order.number}")
            continue
        reading.look.count()
        yield from _of(order, told, reading)


def strangers(reading: Reading) -> Iterator[Difference]:
    """Orders there that name one of ours which has another there, or one that nobody here has."""
    for told in _candidates(reading):
        number, order = told["DocumentNumber"], told.get("ExternalInvoiceReference1") or ""
        if number in reading.fresh:
            reading.look.leave(f"{ORDER}:{order}", f"{THEIR_ORDER}:{number}")
            continue
        if not is_of_the_shop(told) or names.ours(orders.KIND, number) == order:
            continue
        known = names.theirs(orders.KIND, order)
        if known is not None:
            theirs = {"numbers": ", ".join(sorted({known, *(one["DocumentNumber"] for one in reading.naming(order))}))}
            yield _difference(Kind.TWICE_THERE, f"{ORDER}:{order}", {"number": known}, theirs, order)
        elif not Order.objects.filter(number=order).exists():
            theirs = {"number": number, "order": order, "total": f"{amount(told.get('Total')):.2f}"}
            yield _difference(Kind.UNKNOWN_HERE, f"{THEIR_ORDER}:{number}", {}, theirs, "")


# --- the steps ---


def _ours(reading: Reading) -> Iterable[Order]:
    sent = Delivery.objects.filter(target=TARGET, event__kind="order.confirmed", event__at__lt=reading.late)
    if reading.look.only is None:
        sent = sent.filter(event__at__gte=reading.look.since)
    else:
        sent = sent.filter(subject__in=[f"order:{number}" for number in reading.look.of(ORDER)])
    numbers = {subject.removeprefix("order:") for subject in sent.values_list("subject", flat=True)}
    changed = [one.get("ExternalInvoiceReference1") or "" for one in reading.changed.values()]
    known = {number for number in changed if number and names.theirs(orders.KIND, number)}
    return Order.objects.filter(number__in=numbers | known).select_related("organisation").order_by("pk")


def _candidates(reading: Reading) -> Iterable[Thing]:
    if reading.look.only is None:
        yield from reading.changed.values()
        return
    for number in reading.look.of(ORDER):
        yield from reading.naming(number)
    for number in reading.look.of(THEIR_ORDER):
        if (told := reading.at.get("Order", f"/3/orders/{place(number)}")) is not None:
            yield told


def _of(order: Order, told: Thing | None, reading: Reading) -> Iterator[Difference]:
    """What has become an invoice there is the invoice's affair."""
    subject, is_cancelled = f"{ORDER}:{order.number}", order.state == Order.State.CANCELLED
    gone = told is None or bool(told.get("Cancelled"))
    if gone and not is_cancelled:
        theirs = {"number": told["DocumentNumber"], "state": "cancelled"} if told else {}
        yield _difference(Kind.MISSING_THERE, subject, _sums(order), theirs, order.number)
    if told is None or gone or told.get("InvoiceReference") not in NONE or _is_changing(order, reading):
        return
    if is_cancelled:
        yield _difference(Kind.OTHER_STATE, subject, {"state": "cancelled"}, {"state": "open"}, order.number)
    elif (ours := _sums(order)) != (theirs := of_theirs(told)):
        yield _difference(Kind.OTHER_AMOUNT, subject, ours, theirs, order.number)


def _sums(order: Order) -> dict[str, str]:
    content = orders.content_of(order)
    return {"total": f"{amount(content['payable']):.2f}", "vat": f"{amount(content['vat_total']):.2f}"}


def _is_changing(order: Order, reading: Reading) -> bool:
    """Whether a change of it was to be sent a short while ago."""
    sent = Delivery.objects.filter(target=TARGET, subject=f"order:{order.number}", event__at__gte=reading.late)
    return sent.filter(state__in=Delivery.NOT_DONE).exists()


def _difference(kind: Kind, subject: str, ours: Facts, theirs: Facts, order: str) -> Difference:
    return Difference(system=SYSTEM, kind=kind, subject=subject, ours=ours, theirs=theirs, order=order)
