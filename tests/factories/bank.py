"""A payment provider for proofs: its books are in this process, and it errs when it is told to.

with bank.plugged_in(settings) as books:
    ...  # "bank" is a provider of the shop's, and `books` is the other side of it
"""

import contextlib
import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from commerce.orders.models import Instruction, Payment, PaymentEvent
from commerce.orders.payments import (
    Callback,
    CallbackRefused,
    Fact,
    Instructed,
    ProviderRefused,
    ProviderUnavailable,
    Reading,
    Started,
    name_of,
    providers,
)

KIND = PaymentEvent.Kind
PAGE = "https://bank.example/{}"
SIGNED = {"Bank-Signature": "sound"}


@dataclass
class Account:
    """One payment by the bank's books."""

    reference: str
    ours: str
    asked: Decimal
    is_open: bool = True
    is_being_paid: bool = False  # the shopper has said yes, and the bank is thinking: it can no longer be closed
    facts: list[Fact] = field(default_factory=list)
    refunds: dict[str, Decimal] = field(default_factory=dict)  # on their way to the shopper
    done: dict[UUID, str] = field(default_factory=dict)  # what each instruction became

    def total(self, *kinds: str) -> Decimal:
        return sum((fact.amount for fact in self.facts if fact.kind in kinds), Decimal(0))

    @property
    def captured(self) -> Decimal:
        return self.total(KIND.CAPTURED)

    @property
    def held(self) -> Decimal:
        """Authorised, and neither taken nor let go."""
        return max(self.total(KIND.AUTHORISED) - self.total(KIND.RELEASED) - self.captured, Decimal(0))

    @property
    def refunded(self) -> Decimal:
        """What the shopper has back or is getting back."""
        return self.total(KIND.REFUNDED) - self.total(KIND.BOUNCED) + sum(self.refunds.values())


class Books:
    """`calls` are those that the bank has not made yet; `fault` makes the next question to it go wrong.

    A call of the kind "first" is about how a payment began, one of the kind "later" about what happened to its money.
    """

    def __init__(self) -> None:
        self.accounts: dict[str, Account] = {}
        self.calls: list[Callback] = []
        self.heard: list[tuple[datetime, Callback]] = []
        self.fault = ""  # "before" or "after" it is done
        self.refunds_wait = False
        self.tells_when_asked = True
        self._numbers = itertools.count(1)

    def pay(self, reference: str, *, is_held: bool = False, less: Decimal = Decimal(0)) -> None:
        """The shopper pays on the bank's page: taken at once, or held; `less` makes it another amount than asked."""
        account = self.accounts[reference]
        account.is_open = account.is_being_paid = False
        self._add(account, KIND.AUTHORISED if is_held else KIND.CAPTURED, account.asked - less)

    def pay_slowly(self, reference: str) -> None:
        account = self.accounts[reference]
        account.is_open, account.is_being_paid = False, True

    def expire(self, reference: str) -> None:
        account = self.accounts[reference]
        account.is_open = False
        self._call(account)

    def take_again(self, reference: str) -> None:
        """The same amount is taken once more, as no bank should."""
        account = self.accounts[reference]
        self._add(account, KIND.CAPTURED, account.asked)

    def refund(self, account: Account, amount: Decimal) -> str:
        """Give back, on the shop's word or by hand. Raises ProviderRefused for more than there is."""
        if not 0 < amount <= account.captured - account.refunded:
            raise ProviderRefused(f"{amount} of {account.captured - account.refunded}")
        key = f"r-{next(self._numbers)}"
        account.refunds[key] = amount
        if not self.refunds_wait:
            self.finish(account, key)
        return key

    def finish(self, account: Account, key: str) -> None:
        self._add(account, KIND.REFUNDED, account.refunds.pop(key), key=key)

    def bounce(self, account: Account) -> None:
        """The last refund that had gone comes back."""
        back = {fact.key for fact in account.facts if fact.kind == KIND.BOUNCED}
        gone = [fact for fact in account.facts if fact.kind == KIND.REFUNDED and fact.key not in back]
        if gone:
            self._add(account, KIND.BOUNCED, gone[-1].amount, key=gone[-1].key)

    # --- what the shop asks ---

    def start(self, payment: Payment) -> Started:
        with self._maybe_away():
            name = name_of(payment)
            account = next((one for one in self.accounts.values() if one.ours == name), None)
            if account is None:
                account = Account(f"bank-{next(self._numbers)}", name, payment.amount)
                self.accounts[account.reference] = account
            return Started(reference=account.reference, redirect_url=PAGE.format(account.reference))

    def read(self, payment: Payment) -> Reading:
        with self._maybe_away():
            account = self.accounts.get(payment.reference)
            if account is None:
                return Reading()
            is_over = not (account.is_open or account.is_being_paid or account.facts)
            return Reading(facts=tuple(account.facts), is_over=is_over, reference=account.reference)

    def close(self, payment: Payment) -> None:
        with self._maybe_away():
            account = self.accounts.get(payment.reference)
            if account is not None and account.is_open:
                self.expire(account.reference)

    def instruct(self, instruction: Instruction) -> Instructed:
        with self._maybe_away():
            account = self.accounts[instruction.payment.reference]
            if instruction.key not in account.done:
                account.done[instruction.key] = self._do(account, instruction)
            key = account.done[instruction.key]
            facts = tuple(fact for fact in account.facts if fact.key == key)
            return Instructed(reference=key, is_done=bool(facts), facts=facts)

    def list_since(self, instant: datetime) -> list[Callback]:
        with self._maybe_away():
            return [call for at, call in self.heard if at >= instant] if self.tells_when_asked else []

    # --- the steps ---

    def _do(self, account: Account, instruction: Instruction) -> str:
        if instruction.kind == Instruction.Kind.REFUND:
            return self.refund(account, instruction.amount)
        if instruction.amount > account.held:
            raise ProviderRefused(f"{instruction.amount} of {account.held}")
        is_capture = instruction.kind == Instruction.Kind.CAPTURE
        return self._add(account, KIND.CAPTURED if is_capture else KIND.RELEASED, instruction.amount)

    def _add(self, account: Account, kind: str, amount: Decimal, *, key: str = "") -> str:
        key = key or f"{kind[0]}-{next(self._numbers)}"
        account.facts.append(Fact(kind=kind, key=key, amount=amount, at=timezone.now()))
        self._call(account)
        return key

    def _call(self, account: Account) -> None:
        kind = "first" if len(account.facts) < 2 else "later"
        key = f"call-{next(self._numbers)}"
        call = Callback(key=key, kind=kind, reference=account.reference, ours=account.ours)
        self.calls.append(call)
        self.heard.append((timezone.now(), call))

    @contextlib.contextmanager
    def _maybe_away(self) -> Iterator[None]:
        fault, self.fault = self.fault, ""
        if fault == "before":
            raise ProviderUnavailable("nothing was done")
        yield
        if fault == "after":
            raise ProviderUnavailable("it was done, and nobody was told")


class BankPayment:
    """The adapter; the books it asks are those that are open."""

    code, name, explanation, is_credit, is_lent, called_as = "bank", "Bank", "", False, False, "bank"
    books: Books

    def is_offered(self, *, shopper, total) -> bool:
        return True

    def start(self, payment: Payment, *, return_url: str) -> Started:
        return self.books.start(payment)

    def read(self, payment: Payment) -> Reading:
        return self.books.read(payment)

    def instruct(self, instruction: Instruction) -> Instructed:
        return self.books.instruct(instruction)

    def close(self, payment: Payment) -> None:
        self.books.close(payment)

    def parse_callback(self, headers: Mapping[str, str], body: bytes, *, proof: str = "") -> list[Callback]:
        if headers.get("Bank-Signature") != SIGNED["Bank-Signature"]:
            raise CallbackRefused("nobody signed it")
        return [Callback(**json.loads(body))]

    def list_since(self, instant: datetime) -> list[Callback]:
        return self.books.list_since(instant)


def body_of(call: Callback) -> bytes:
    """A call as it is sent."""
    return json.dumps({"key": call.key, "kind": call.kind, "reference": call.reference, "ours": call.ours}).encode()


@contextlib.contextmanager
def plugged_in(settings) -> Iterator[type[BankPayment]]:
    """The bank is one of the shop's providers; whoever proves something opens `books` on what this yields."""
    before = settings.PAYMENT_PROVIDERS
    settings.PAYMENT_PROVIDERS = {"bank": f"{__name__}.BankPayment", **before}
    providers.cache_clear()
    try:
        yield BankPayment
    finally:
        settings.PAYMENT_PROVIDERS = before
        providers.cache_clear()
