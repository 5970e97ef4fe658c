"""What payment providers know that the restored database does not: orders are made again, money is read anew.

Money at a provider ends as an order, as given back, or as a question to a person. Nothing is charged and nothing given
back here; what follows of what is learnt does that, by the same rules as every day.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from commerce.orders import copies, settle
from commerce.orders.ledger import sums
from commerce.orders.models import Instruction, Order, Payment, PaymentEvent
from commerce.orders.payments import NAME, Begun, ProviderUnavailable, Remembers, named, providers
from integrations import inbox, payment_calls
from integrations.models import InboundMessage
from integrations.restored import elsewhere, numbers, questions
from integrations.restored.models import Restoration

OVERLAP = timedelta(hours=3)  # a page to pay on lives for two
MOVED_WITHIN = timedelta(days=30)
ZERO = Decimal(0)
PAYMENT, PARTLY, LACKS, REFUND, UNREAD = "payment", "partly given back", "lacks", "refund", "not read"


def bring_back(restoration: Restoration, *, now: datetime) -> Counter[str]:
    """Look at every payment begun since the restore point, then at what has happened to those that are known here."""
    counts: Counter[str] = Counter()
    since = restoration.restored_to - OVERLAP
    settled: set[str] = set()
    for code, provider in providers().items():
        if isinstance(provider, Remembers):
            _each(restoration, code, provider.begun_since(since), settled, counts, now=now)
    counts["messages"] = payment_calls.catch_up(now=now, look_back=now - since)
    _try_parked_again(since, now=now)
    while inbox.process_due(now=lambda: now):
        pass
    _read_what_has_no_list(restoration, counts, now=now)
    _ask_about_strangers(restoration, since, settled, counts, now=now)
    _ask_about_refunds(restoration, counts, now=now)
    return counts


# --- the steps ---


def _each(
    restoration: Restoration,
    code: str,
    begun: Iterable[Begun],
    settled: set[str],
    counts: Counter[str],
    *,
    now: datetime,
) -> None:
    found = list(begun)
    numbers.keep_above(restoration, [one.number for one in found])
    for one in found:
        if named(one.ours) is not None:
            _remember_reference(one)
            continue
        what = _look_at(restoration, code, one, now=now)
        settled.add(one.ours)
        counts[what] += 1


def _remember_reference(one: Begun) -> None:
    """The page was opened after the restore point, for a payment from before it."""
    payment = named(one.ours)
    if payment is not None and not one.is_over:
        Payment.objects.filter(pk=payment.pk, reference="").update(reference=one.reference)


def _look_at(restoration: Restoration, code: str, one: Begun, *, now: datetime) -> str:
    """What became of a payment that nobody here knows, in a word."""
    if one.is_over:
        return "never paid"
    stranger = Payment(provider=code, reference=one.reference, amount=one.amount, currency=one.currency)
    facts = providers()[code].read(stranger).facts
    known = _sums(facts)
    if facts and known["captured"] == known["refunded"] and not known["authorised"]:
        return "given back"
    asked: dict[str, Any] = {"order_number": one.number, "amount": one.amount, "now": now}
    if known["refunded"] and not elsewhere.has_left(one.number):
        told = _("%(paid)s was paid and %(back)s given back before it was sent. The order is not here.")
        words = told % {"paid": known["captured"], "back": known["refunded"]}
        questions.ask(restoration, code, PARTLY, one.reference, words, **asked)
        return "asked about"
    if not one.copy:  # also one of another shop that shares the account: it is left alone
        if not (any(known.values()) and NAME.fullmatch(one.ours)):
            return "not ours"
        words = _("It is paid or held, and nothing tells for what: there is no copy that this shop can read.")
        questions.ask(restoration, code, PAYMENT, one.reference, words, **asked)
        return "asked about"
    try:
        made = copies.make_again(one.copy, reference=one.reference, now=now)
    except (copies.NotACopy, copies.NotMade) as problem:
        words = _("The order cannot be made again: %(why)s") % {"why": problem}
        questions.ask(restoration, code, PAYMENT, one.reference, words, **asked)
        return "asked about"
    _say_what_lacks(restoration, made, now=now)
    questions.answer(restoration, code, PAYMENT, one.reference, by_itself=_("The order was made again."), now=now)
    settle.complete(made.payment, now=now)
    return "orders" if made.is_order_new else "payments"


def _say_what_lacks(restoration: Restoration, made: copies.Made, *, now: datetime) -> None:
    if made.lacks:
        order: Order = made.payment.order
        words = _("The order was made again without: %(what)s") % {"what": ", ".join(made.lacks)}
        questions.ask(restoration, questions.SHOP, LACKS, order.number, words, order_number=order.number, now=now)


def _try_parked_again(since: datetime, *, now: datetime) -> None:
    for message in _parked(since):
        inbox.try_again(message.pk, now=now)


def _parked(since: datetime):
    parked = InboundMessage.objects.filter(state=InboundMessage.State.PARKED, received_at__gte=since)
    return parked.filter(provider__in=providers(), error=payment_calls.UNKNOWN).defer("body")


def _read_what_has_no_list(restoration: Restoration, counts: Counter[str], *, now: datetime) -> None:
    """Payments that wait, and those of providers that do not tell what has happened: each by itself."""
    waiting = Payment.objects.filter(state=Payment.State.PENDING)
    held = (Payment.State.AUTHORISED, Payment.State.PAID)
    moved = Payment.objects.filter(state__in=held, changed_at__gte=restoration.restored_to - MOVED_WITHIN)
    silent = [code for code, one in providers().items() if not isinstance(one, Remembers) and not one.is_credit]
    for payment in [*waiting.select_related("order"), *moved.filter(provider__in=silent).select_related("order")]:
        try:
            settle.complete(payment, now=now)
            counts["payments read"] += 1
            questions.answer(restoration, payment.provider, UNREAD, str(payment.pk), by_itself=_("Read."), now=now)
        except (ProviderUnavailable, KeyError) as error:
            words = _("The payment could not be read: %(why)s") % {"why": error}
            order = payment.order.number
            questions.ask(restoration, payment.provider, UNREAD, str(payment.pk), words, order_number=order, now=now)
            counts["asked about"] += 1


def _ask_about_strangers(
    restoration: Restoration, since: datetime, settled: set[str], counts: Counter[str], *, now: datetime
) -> None:
    """What providers called about and nobody here knows, where they keep no list of what was begun."""
    for message in _parked(since):
        if message.ours in settled:
            continue
        words = _("The provider tells of it (%(kind)s), and no payment here has this reference.")
        name = message.ours or message.reference
        questions.ask(restoration, message.provider, PAYMENT, name, words % {"kind": message.kind}, now=now)
        counts["asked about"] += 1


def _ask_about_refunds(restoration: Restoration, counts: Counter[str], *, now: datetime) -> None:
    """Money that was given back after the restore point: what it was for is not here, and must not be asked anew."""
    learnt = PaymentEvent.objects.filter(kind=PaymentEvent.Kind.REFUNDED, recorded_at__gte=restoration.begun_at)
    for event in learnt.select_related("payment__order").order_by("pk"):
        asked = Instruction.objects.filter(payment=event.payment, kind=Instruction.Kind.REFUND, reference=event.key)
        if asked.exists():
            continue
        words = _("Given back before the database was taken back. Register the return or the change, without money.")
        is_new = questions.ask(
            restoration,
            event.payment.provider,
            REFUND,
            event.key,
            words,
            order_number=event.payment.order.number,
            amount=event.amount,
            now=now,
        )
        counts["asked about"] += is_new


def _sums(facts: Any) -> dict[str, Decimal]:
    make: Callable[..., PaymentEvent] = PaymentEvent
    return sums([make(kind=fact.kind, key=fact.key, amount=fact.amount) for fact in facts])
