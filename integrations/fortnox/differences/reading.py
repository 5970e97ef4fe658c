"""What is needed to hold Fortnox's books against ours: what has changed there, and what has changed just now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from commerce.orders.invoices.models import Invoice
from commerce.pricing.vat import SWEDEN
from integrations.fortnox import customers, names, papers
from integrations.fortnox.interface import Fortnox
from integrations.fortnox.totals import amount
from integrations.models import ExternalRef
from integrations.reconciliation.comparison import Look
from integrations.target import Lane

IN_TIME = timedelta(hours=4)  # as long as the flows to Fortnox have
DOCUMENT, ORDER, PAID, DAY, THEIRS, THEIR_ORDER = "document", "order", "paid", "day", "fortnox", "fortnox_order"
Thing = dict[str, Any]


@dataclass(slots=True)
class Reading:
    """`changed`: by number, what has changed there since the look's beginning; nothing when only some are looked at.

    What has changed there just now is in `fresh`: the shop may not have read it yet.
    """

    look: Look
    at: Fortnox
    what: str
    changed: dict[str, Thing]
    fresh: set[str]

    @classmethod
    def of(cls, what: str, look: Look) -> "Reading":
        """Of "Invoices" or "Orders". Behind everything that is sent, for Fortnox counts the calls."""
        at = Fortnox(Lane.BULK)
        changed = {} if look.only is not None else _since(at, what, look.since)
        return cls(look, at, what, changed, set(_since(at, what, look.fresh_since)))

    @property
    def late(self) -> datetime:
        """What was to be sent before this has had its time."""
        return self.look.now - IN_TIME

    def naming(self, order: str) -> list[Thing]:
        """What there is that names an order of the shop's, and not one whose number has this in it."""
        found = self.at.every(self.what, f"/3/{self.what.lower()}", externalinvoicereference1=order)
        return [one for one in found if one.get("ExternalInvoiceReference1") == order and is_of_the_shop(one)]


def is_of_the_shop(told: Thing) -> bool:
    """Made by the shop, as far as can be seen: it names an order, is of a customer of the shop's, and stands."""
    customer = str(told.get("CustomerNumber") or "")
    if told.get("Cancelled") or not told.get("ExternalInvoiceReference1"):
        return False
    if customer.startswith(settings.FORTNOX_CUSTOMER_PREFIX):
        return True
    known = ExternalRef.objects.filter(system=names.SYSTEM, kind=customers.KIND, theirs=customer)
    return known.exists()


def issued(name: str) -> Invoice | None:
    """The document of ours with a number as it is written, F12."""
    for series in settings.INVOICE_SERIES.values():
        number = name.removeprefix(series)
        if name.startswith(series) and number.isdecimal() and len(number) < 18:
            found = Invoice.objects.select_related("order").filter(series=series, number=int(number)).first()
            if found is not None:
                return found
    return None


def of_ours(document: Invoice) -> dict[str, str]:
    sign = papers.sign_of(document)
    total, vat = amount(document.content["payable"]), amount(document.content["vat_total"])
    return {"total": f"{sign * total:.2f}", "vat": f"{sign * vat:.2f}"}


def of_theirs(told: Thing) -> dict[str, str]:
    return {"total": f"{amount(told.get('Total')):.2f}", "vat": f"{amount(told.get('TotalVAT')):.2f}"}


def _since(at: Fortnox, what: str, since: datetime) -> dict[str, Thing]:
    asked = f"{since.astimezone(SWEDEN):%Y-%m-%d %H:%M}"
    return {one["DocumentNumber"]: one for one in at.every(what, f"/3/{what.lower()}", lastmodified=asked)}
