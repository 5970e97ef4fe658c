"""Port: what a payment provider must do. An adapter is one class in one file, and one line in the settings."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from commerce.customers.shopper import Shopper
from commerce.orders.models import Payment


class ProviderUnavailable(Exception):
    """The provider could not be reached or did not answer in time: nothing is known, the order stands, try again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A payment the provider knows of. `redirect_url` is where the shopper pays; None when nothing more is asked."""

    reference: str
    redirect_url: str | None = None


class PaymentProvider(Protocol):
    """Amounts are Decimal in the payment's currency. Every call has a timeout and may be made twice."""

    code: str
    name: str | Promise
    explanation: str | Promise
    is_credit: bool  # bought on credit: listed after direct payment and never preselected (2010:751 ch. 7 a)

    def is_offered(self, *, shopper: Shopper, total: Decimal) -> bool:
        """Whether this shopper may pay this total so."""

    def start(self, payment: Payment, *, return_url: str) -> Started:
        """Make the payment known to the provider. Raises ProviderUnavailable. Never called inside a transaction."""

    def read_state(self, payment: Payment) -> str:
        """The payment's state by the provider's own books, as a `Payment.State`. Raises ProviderUnavailable."""


PORT = ("code", "name", "explanation", "is_credit", "is_offered", "start", "read_state")


@cache
def providers() -> dict[str, PaymentProvider]:
    """Every registered provider by code, direct payment before credit."""
    made = {code: import_string(path)() for code, path in settings.PAYMENT_PROVIDERS.items()}
    return dict(sorted(made.items(), key=lambda item: item[1].is_credit))


def offered(*, shopper: Shopper, total: Decimal) -> list[PaymentProvider]:
    return [provider for provider in providers().values() if provider.is_offered(shopper=shopper, total=total)]
