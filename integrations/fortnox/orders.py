"""Orders at Fortnox, where the shop keeps its books by orders: made when confirmed, invoiced when goods leave."""

from typing import Any

from django.utils import timezone
from django.utils.translation import override

from commerce.orders.invoices import content as invoice_content
from commerce.orders.models import Order
from commerce.pricing.vat import SWEDEN
from integrations.fortnox import articles, customers, names, papers, totals
from integrations.fortnox.interface import Fortnox, place
from integrations.fortnox.rows import Content

KIND = "order"
Thing = dict[str, Any]


def find(number: str, *, at: Fortnox) -> Thing | None:
    """The order that names ours, and not one whose number has ours in it. One that was cancelled there is none."""
    if known := names.theirs(KIND, number):
        return at.get("Order", _address(known))
    for one in at.every("Orders", "/3/orders", externalinvoicereference1=number):
        if one.get("ExternalInvoiceReference1") == number and not one.get("Cancelled"):
            return at.get("Order", _address(one["DocumentNumber"]))
    return None


def check(order: Order, told: Thing) -> Thing:
    """What they hold is what was bought. Remembers it. Raises DeliveryRefused with both figures."""
    totals.refuse_difference(content_of(order), told)
    names.remember(KIND, ours=order.number, theirs=told["DocumentNumber"])
    return told


def make(order: Order, *, at: Fortnox) -> Thing:
    return check(order, at.post("Order", "/3/orders", _paper(order, at)))


def change(order: Order, known: Thing, *, at: Fortnox) -> Thing:
    """Every row anew. One that has become an invoice stays: the invoice says what was sold in the end."""
    if known.get("InvoiceReference", "0") not in ("", "0"):
        return known
    return check(order, at.put("Order", _address(known["DocumentNumber"]), _paper(order, at)))


def cancel(known: Thing, *, at: Fortnox) -> Thing:
    return known if known["Cancelled"] else at.put("Order", f"{_address(known['DocumentNumber'])}/cancel")


def invoice_number(known: Thing, *, at: Fortnox) -> str:
    """The number of the invoice that the order becomes: a second time it is the same one."""
    number = known.get("InvoiceReference", "0")
    if number in ("", "0"):
        number = at.put("Invoice", f"{_address(known['DocumentNumber'])}/createinvoice")["DocumentNumber"]
    return number


def content_of(order: Order) -> Content:
    """What its invoice would say if it were issued as it is now."""
    today = timezone.now().astimezone(SWEDEN).date()
    with override(order.locale):
        return invoice_content.of_order(order, language=order.locale, today=today)


def _paper(order: Order, at: Fortnox) -> Thing:
    content = content_of(order)
    articles.make_sure_of([line["sku"] for line in content["lines"] if line["sku"]], at=at)
    return papers.order(content, customer=customers.of_order(order, country=content["delivery"]["country"], at=at))


def _address(number: str) -> str:
    return f"/3/orders/{place(number)}"
