"""Port: what a payment provider must do. An adapter is one class in one file, and one line in the settings."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Protocol, runtime_checkable
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from commerce.customers.shopper import Shopper
from commerce.orders.ledger import Instruction
from commerce.orders.models import Payment

NAME = re.compile(r"(?P<token>[0-9a-f]{32})-(?P<key>[0-9]{1,18})")


class ProviderUnavailable(Exception):
    """The provider could not be reached or did not answer in time: nothing is known, the order stands, try again."""


class ProviderRefused(Exception):
    """The provider has answered that it will not do it, and why. Trying again as it is leads nowhere."""


class CallbackRefused(Exception):
    """A callback that is not from the provider, is too old, or says nothing that can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A payment the provider knows of. `redirect_url` is where the shopper pays; None when nothing more is asked."""

    reference: str
    redirect_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that the provider's books say. `kind` is a `PaymentEvent.Kind`; `key` is the provider's name of it."""

    kind: str
    key: str
    amount: Decimal
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A payment by the provider's own books: every fact so far, and whether more can come of it by itself.

    `is_over` is True when the shopper can no longer pay it: declined, expired or cancelled.
    """

    facts: tuple[Fact, ...] = ()
    is_over: bool = False
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """What a provider's call to us is about. Only a hint: the payment is read from the provider before anything else.

    `key` names the call, so that the same one is not worked on twice, and `kind` what it is about, in the provider's
    words. `reference` is the provider's name of the payment or of a fact of it; `ours` is what `name_of` says, where
    the provider repeats it: with it a payment is found whose reference never reached us. Both empty: no payment.
    """

    key: str
    reference: str
    ours: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A payment that was begun at a provider, as its books name it. `copy` is the order's (`commerce.orders.copies`).

    `copy` is empty where the provider keeps none, or one that is not the shop's. `is_over`: nobody can pay it any more,
    and nobody has.
    """

    reference: str
    number: str
    ours: str
    amount: Decimal
    currency: str
    at: datetime
    is_over: bool
    copy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instructed:
    """An instruction that the provider has taken. `is_done` is False when the outcome is told later."""

    reference: str
    is_done: bool
    facts: tuple[Fact, ...] = field(default_factory=tuple)


class PaymentProvider(Protocol):
    """Amounts are Decimal in the payment's currency. Every call has a timeout and may be made twice.

    None is made inside a transaction. Each may raise ProviderUnavailable; `start` and `instruct` ProviderRefused.
    """

    code: str
    name: str | Promise
    explanation: str | Promise
    is_credit: bool  # bought on the shop's own credit
    is_lent: bool  # somebody else lends the shopper the money and pays the shop
    called_as: str  # the code at whose address calls about its payments come: its own, or that of one it shares

    def is_offered(self, *, shopper: Shopper, total: Decimal) -> bool:
        """Whether this shopper may pay this total so."""

    def start(self, payment: Payment, *, return_url: str) -> Started:
        """Make the payment known to the provider."""

    def read(self, payment: Payment) -> Reading:
        """The payment by the provider's own books."""

    def instruct(self, instruction: Instruction) -> Instructed:
        """Capture, refund or release, once for each `instruction.key` however often it is asked."""

    def close(self, payment: Payment) -> None:
        """Let the shopper no longer pay it, where the provider can. Money that has come already stays."""

    def parse_callback(self, headers: Mapping[str, str], body: bytes, *, proof: str = "") -> list[Callback]:
        """What a call to us says. Raises CallbackRefused when it cannot be trusted; nothing is looked up.

        `proof` is the end of the address it came to, where the provider was given one that nobody else knows.
        """

    def list_since(self, instant: datetime) -> Iterable[Callback]:
        """What the provider says has happened since `instant`, for callbacks that never came."""


@runtime_checkable
class Remembers(Protocol):
    """A provider that can also be asked what has been begun with it: what the shop itself has forgotten."""

    def begun_since(self, instant: datetime) -> Iterable[Begun]:
        """Every payment begun since `instant`, for this and for what shares its account. Raises ProviderUnavailable."""


PORT = (
    "code",
    "name",
    "explanation",
    "is_credit",
    "is_lent",
    "called_as",
    "is_offered",
    "start",
    "read",
    "instruct",
    "close",
    "parse_callback",
    "list_since",
)


def name_of(payment: Payment) -> str:
    """Our own name of a payment, for a provider to repeat. No two shops that share an account have one in common."""
    return f"{payment.order.token.hex}-{payment.pk}"


def named(name: str) -> Payment | None:
    """The payment that `name_of` names so."""
    if not (found := NAME.fullmatch(name)):
        return None
    return Payment.objects.filter(pk=int(found["key"]), order__token=UUID(found["token"])).first()


@cache
def providers() -> dict[str, PaymentProvider]:
    """Every registered provider by code, direct payment before credit."""
    made = {code: import_string(path)() for code, path in settings.PAYMENT_PROVIDERS.items()}
    return dict(sorted(made.items(), key=lambda item: not is_direct(item[1])))


def is_direct(provider: PaymentProvider) -> bool:
    """Not on credit, whoever gives it: listed before what is, and it alone is chosen beforehand (2010:751 ch. 7 a)."""
    return not (provider.is_credit or provider.is_lent)


def called_as(code: str) -> list[str]:
    """The providers about whose payments calls come to the address of `code`."""
    return [provider.code for provider in providers().values() if provider.called_as == code]


def offered(*, shopper: Shopper, total: Decimal) -> list[PaymentProvider]:
    return [provider for provider in providers().values() if provider.is_offered(shopper=shopper, total=total)]
