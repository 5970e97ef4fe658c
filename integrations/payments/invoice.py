from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from commerce.customers.may import Function, may
from commerce.customers.shopper import Shopper
from commerce.orders.models import Instruction, Payment
from commerce.orders.payments import Callback, CallbackRefused, Instructed, ProviderRefused, Reading, Started


class InvoicePayment:
    """The shop's own invoice: for the levels that buy on account (requirement 4.1.2). Terms are the organisation's."""

    code = "invoice"
    name = _("Invoice")
    explanation = _("We send the invoice by e-mail when the goods have left us.")
    is_credit = True
    is_lent = False
    called_as = "invoice"

    def is_offered(self, *, shopper: Shopper, total: Decimal) -> bool:
        return may(shopper.level, Function.INVOICE)

    def start(self, payment: Payment, *, return_url: str) -> Started:
        return Started(reference=f"invoice-{payment.pk}")

    def read(self, payment: Payment) -> Reading:
        """No money has come before the bookkeeping says so; the promise itself is written when the order is placed."""
        return Reading(reference=payment.reference)

    def instruct(self, instruction: Instruction) -> Instructed:
        raise ProviderRefused("what is not paid yet is taken back by a credit note")

    def close(self, payment: Payment) -> None:
        """Nothing is open: the order was confirmed when it was placed."""

    def parse_callback(self, headers: Mapping[str, str], body: bytes, *, proof: str = "") -> list[Callback]:
        raise CallbackRefused("nobody calls about our own invoices")

    def list_since(self, instant: datetime) -> list[Callback]:
        return []
