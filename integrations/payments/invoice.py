from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from commerce.customers.models import Level
from commerce.customers.shopper import Shopper
from commerce.orders.models import Payment
from commerce.orders.payments import Started

CREDIT_LEVELS = {Level.PRO, Level.PREMIUM}


class InvoicePayment:
    """The shop's own invoice, thirty days net: for the levels that buy on account (requirement 4.1.2)."""

    code = "invoice"
    name = _("Invoice, 30 days")
    explanation = _("We send the invoice by e-mail when the goods have left us.")
    is_credit = True

    def is_offered(self, *, shopper: Shopper, total: Decimal) -> bool:
        return shopper.level in CREDIT_LEVELS

    def start(self, payment: Payment, *, return_url: str) -> Started:
        return Started(reference=f"invoice-{payment.pk}")

    def read_state(self, payment: Payment) -> str:
        return payment.state
