"""The money of orders against the books of each payment provider: what came, what is held, what was given back.

A provider keeps a list of what has happened (Stripe), or is asked about each payment of ours (Swish, Nexi). Money at
the provider under a name of ours that no payment here has, after a restored backup for one, is found where it lists.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commerce.orders import settle
from commerce.orders.ledger import sums
from commerce.orders.models import Instruction, Payment
from commerce.orders.payments import (
    NAME,
    Callback,
    PaymentProvider,
    ProviderUnavailable,
    Reading,
    called_as,
    name_of,
    named,
    providers,
)
from commerce.orders.states import InstructionState
from integrations.reconciliation.comparison import Comparison, Difference, Kind, Look, Remedy, RemedyRefused

PAYMENT = "payment"
LISTED = timedelta(days=29)  # Stripe keeps what has happened for thirty
UNDER_WAY = (InstructionState.REQUESTED, InstructionState.SENT)
Sums = dict[str, Decimal]


@dataclass(slots=True)
class _Heard:
    """What a provider's list names: payments of ours, and, by the name that they bear, those that nobody here has."""

    payments: set[int] = field(default_factory=set)
    strangers: dict[str, str] = field(default_factory=dict)


class PaymentComparison(Comparison):
    """One provider's payments. Money is never moved from here: what the provider says is taken in as always."""

    remedies = {
        Kind.PAID_THERE: (Remedy.ADOPT,),
        Kind.OTHER_AMOUNT: (Remedy.ADOPT,),
    }

    def __init__(self, provider: PaymentProvider):
        self._provider = provider
        self.code = provider.code
        self.title = gettext_lazy("Payments by %(provider)s") % {"provider": provider.code}
        self.compares = gettext_lazy(
            "What has been authorised, charged and refunded, by the provider's books and by ours; and payments there "
            "in the shop's name that no order has."
        )

    def differences(self, look: Look) -> Iterator[Difference]:
        lost = [name for name in look.of(PAYMENT) if named(name) is None]
        heard, fresh = self._heard(look.now - LISTED if lost else look.since), self._heard(look.fresh_since)
        look.leave(*(f"{PAYMENT}:{name}" for name in lost if name not in heard.strangers))  # no longer listed
        for payment in self._payments(look, heard.payments):
            subject = f"{PAYMENT}:{name_of(payment)}"
            if payment.pk in fresh.payments or _is_under_way(payment, look):
                look.leave(subject)
                continue
            try:
                reading = self._provider.read(payment)
            except ProviderUnavailable as error:
                look.could_not(subject, error)
                continue
            if any(fact.at > look.fresh_since for fact in reading.facts):
                look.leave(subject)
                continue
            look.count()
            yield from self._of(payment, reading)
        for name in sorted(heard.strangers):
            if name in fresh.strangers:
                look.leave(f"{PAYMENT}:{name}")
            elif look.wants(f"{PAYMENT}:{name}"):
                look.count()
                yield from self._stranger(name, heard.strangers[name])

    def offers(self, difference: Difference) -> tuple[Remedy, ...]:
        """Taking in adds what they know and we do not. What they do not know stays, and so does what no order has."""
        knows_more = any(
            Decimal(difference.theirs.get(name, "0")) > Decimal(difference.ours.get(name, "0"))
            for name in ("captured", "refunded", "authorised")
        )
        return super().offers(difference) if difference.ours and knows_more else ()

    def adopt(self, difference: Difference, *, now: datetime) -> None:
        payment = named(difference.subject.partition(":")[2])
        if payment is None:
            raise RemedyRefused(_("There is no such payment here."))
        try:
            settle.complete(payment, now=now)
        except ProviderUnavailable as error:
            raise RemedyRefused(str(error)) from error

    # --- the steps ---

    def _heard(self, since: datetime) -> _Heard:
        """What the provider tells of since then. One that shares another's account is told of there."""
        found = _Heard()
        codes = called_as(self._provider.called_as)
        for told in providers()[self._provider.called_as].list_since(since):
            payment = _ours(told, codes)
            if payment is not None:
                found.payments.add(payment.pk)
            elif NAME.fullmatch(told.ours) and told.reference and self._provider.called_as == self.code:
                found.strangers.setdefault(told.ours, told.reference)
        return found

    def _payments(self, look: Look, heard: Iterable[int]) -> Iterator[Payment]:
        ours = Payment.objects.filter(provider=self.code).select_related("order").order_by("pk")
        if look.only is not None:
            wanted = (named(name) for name in look.of(PAYMENT))
            yield from ours.filter(pk__in=[one.pk for one in wanted if one])
            return
        moved = Q(changed_at__gte=look.since) | Q(events__recorded_at__gte=look.since) | Q(pk__in=list(heard))
        yield from ours.filter(moved).distinct().iterator(chunk_size=200)

    def _of(self, payment: Payment, reading: Reading) -> Iterator[Difference]:
        ours, theirs = sums(payment.events.all()), sums(reading.facts)
        if ours != theirs:
            yield Difference(
                system=self.code,
                kind=_kind(ours, theirs),
                subject=f"{PAYMENT}:{name_of(payment)}",
                ours=_facts(ours),
                theirs=_facts(theirs),
                order=payment.order.number,
            )

    def _stranger(self, name: str, reference: str) -> Iterator[Difference]:
        """Only where the provider holds money of it: a page that was opened and never paid is nothing."""
        theirs = sums(self._provider.read(Payment(provider=self.code, reference=reference)).facts)
        if theirs["authorised"] or theirs["captured"] > theirs["refunded"]:
            yield Difference(
                system=self.code,
                kind=Kind.UNKNOWN_HERE,
                subject=f"{PAYMENT}:{name}",
                theirs={**_facts(theirs), "reference": reference},
            )


def comparisons() -> list[Comparison]:
    """One for each provider that has books: the shop's own invoices are paid by the bookkeeping."""
    return [PaymentComparison(one) for one in providers().values() if not one.is_credit]


# --- the steps ---


def _ours(told: Callback, codes: list[str]) -> Payment | None:
    payment = named(told.ours)
    if payment is not None and payment.provider in codes:
        return payment
    if not told.reference:
        return None
    ours = Payment.objects.filter(provider__in=codes)
    found = ours.filter(reference=told.reference).first()
    return found or ours.filter(events__key=told.reference).distinct().first()


def _is_under_way(payment: Payment, look: Look) -> bool:
    """Somebody is paying, or the provider has been told something and has hardly had time to answer."""
    if payment.changed_at > look.fresh_since or payment.events.filter(recorded_at__gt=look.fresh_since).exists():
        return True
    asked = Instruction.objects.filter(payment=payment, state__in=UNDER_WAY)
    return asked.filter(Q(asked_at__gt=look.fresh_since) | Q(changed_at__gt=look.fresh_since)).exists()


def _kind(ours: Sums, theirs: Sums) -> Kind:
    came_here, came_there = (one["captured"] + one["authorised"] for one in (ours, theirs))
    if came_there and not came_here:
        return Kind.PAID_THERE
    return Kind.NOT_PAID_THERE if came_here and not came_there else Kind.OTHER_AMOUNT


def _facts(known: Sums) -> dict[str, str]:
    return {name: f"{amount:.2f}" for name, amount in known.items()}
