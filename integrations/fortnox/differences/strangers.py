"""What is there in the shop's name and nobody here knows, and one and the same that is there more than once."""

from collections.abc import Iterable, Iterator

from commerce.orders.models import Invoice, Order
from integrations.fortnox import invoices
from integrations.fortnox.differences.documents import difference, unlinked
from integrations.fortnox.differences.reading import (
    DOCUMENT,
    ORDER,
    THEIRS,
    Reading,
    Thing,
    is_of_the_shop,
    issued,
    of_theirs,
)
from integrations.fortnox.models import FortnoxDocument
from integrations.fortnox.names import SYSTEM
from integrations.fortnox.totals import amount
from integrations.reconciliation.comparison import Difference, Kind


def documents(reading: Reading) -> Iterator[Difference]:
    """Of what has changed there, or of the subjects that are looked at."""
    seen: set[str] = set()
    for told in _candidates(reading):
        number = told["DocumentNumber"]
        if number in reading.fresh:
            document, order = told.get("ExternalInvoiceReference2"), told.get("ExternalInvoiceReference1")
            reading.look.leave(f"{THEIRS}:{number}", f"{DOCUMENT}:{document}", f"{ORDER}:{order}")
        if number in reading.fresh or number in seen or not is_of_the_shop(told):
            continue
        seen.add(number)
        if not FortnoxDocument.objects.filter(number=number).exists():
            yield from _of(told, reading)


# --- the steps ---


def _candidates(reading: Reading) -> Iterable[Thing]:
    if reading.look.only is None:
        yield from reading.changed.values()
        return
    orders = {one.order.number for one in map(issued, reading.look.of(DOCUMENT)) if one}
    for number in sorted(orders.union(reading.look.of(ORDER))):
        yield from reading.naming(number)
    for number in reading.look.of(THEIRS):
        told = reading.at.get("Invoice", invoices.address(number))
        if told is not None:
            yield told


def _of(told: Thing, reading: Reading) -> Iterator[Difference]:
    order = told["ExternalInvoiceReference1"]
    document = issued(told.get("ExternalInvoiceReference2") or "")
    if document is not None and document.order.number == order:
        known = FortnoxDocument.objects.filter(invoice=document).first()
        if known is None:
            whole = reading.at.get("Invoice", invoices.address(told["DocumentNumber"]))
            yield from unlinked(document, whole) if whole else ()
        elif numbers := _others(reading, order, known, str(document)):
            theirs = {"numbers": ", ".join(sorted([known.number, *numbers]))}
            yield difference(Kind.TWICE_THERE, document, {"number": known.number}, theirs)
        return
    yield from _nameless(told, order, reading)


def _nameless(told: Thing, order: str, reading: Reading) -> Iterator[Difference]:
    """It bears no number of a document of ours. A second invoice of an order that has one, or what nobody here made."""
    theirs = of_theirs(told) if "TotalVAT" in told else {"total": f"{amount(told.get('Total')):.2f}"}
    known = FortnoxDocument.objects.filter(invoice__order__number=order, invoice__kind=Invoice.Kind.INVOICE).first()
    if known is not None and amount(told.get("Total")) >= 0:
        numbers = _others(reading, order, known, None)
        yield Difference(
            system=SYSTEM,
            kind=Kind.TWICE_THERE,
            subject=f"{ORDER}:{order}",
            ours={"number": known.number},
            theirs={"numbers": ", ".join(sorted([known.number, *numbers]))},
            order=order,
        )
        return
    is_known = Order.objects.filter(number=order).exists()
    yield Difference(
        system=SYSTEM,
        kind=Kind.UNKNOWN_HERE,
        subject=f"{THEIRS}:{told['DocumentNumber']}",
        theirs={"number": told["DocumentNumber"], "order": order, "total": theirs["total"]},
        order=order if is_known else "",
    )


def _others(reading: Reading, order: str, known: FortnoxDocument, document: str | None) -> list[str]:
    """Numbers of others that stand for the same: of the document, or, with none named, invoices that name none."""
    return [
        one["DocumentNumber"]
        for one in reading.naming(order)
        if one["DocumentNumber"] not in {known.number, *reading.fresh} and _is_same(one, document)
    ]


def _is_same(told: Thing, document: str | None) -> bool:
    named = told.get("ExternalInvoiceReference2") or ""
    if document is not None:
        return named == document
    return issued(named) is None and amount(told.get("Total")) >= 0
