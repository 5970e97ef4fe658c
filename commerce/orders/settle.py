"""The money of an order: hear what a provider says, tell it what to do. `complete` is the only way money comes in.

The shopper's return, the provider's callback and the sweep all call `complete`: it reads the provider's books outside
any transaction and then writes what was not known. However often and in whatever order they come, each fact counts
once. Money that no order wants is given back by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from django.db import transaction
from django.db.models import Sum

from commerce import together
from commerce.events.log import publish
from commerce.orders import asking, flow, look, parcels
from commerce.orders.changes import applying
from commerce.orders.ledger import Instruction, PaymentEvent, sums
from commerce.orders.models import Order, OrderChange, Payment, Shipment
from commerce.orders.payments import Fact, Instructed, ProviderRefused, ProviderUnavailable, Reading, providers
from commerce.orders.states import InstructionState, MoveRefused, move, paid_state

ANSWERED = (InstructionState.DONE, InstructionState.FAILED)
ON_THEIR_WAY = (InstructionState.REQUESTED, InstructionState.SENT)
ACCEPTED = (Payment.State.AUTHORISED, Payment.State.PAID, Payment.State.INVOICED)


def complete(payment: Payment, *, now: datetime) -> Payment:
    """Ask the provider what has become of a payment, and write it. Raises ProviderUnavailable, then nothing changed."""
    return _write(payment, providers()[payment.provider].read(payment), now=now)


def close(payment: Payment, *, now: datetime) -> None:
    """Let a payment no longer be made, and then write what had come of it: nothing more can.

    Raises ProviderUnavailable, also while somebody is in the middle of paying: then it is to be closed again.
    """
    provider = providers()[payment.provider]
    provider.close(payment)
    reading = provider.read(payment)
    _write(payment, reading, now=now)
    if reading.reference and not reading.facts and not reading.is_over:
        raise ProviderUnavailable(f"payment {payment.pk} is still being made")


def learn(payment_id: int, reading: Reading, *, now: datetime) -> Payment:
    """Write the facts that were not known, and what follows of them. Runs twice without harm."""
    with transaction.atomic():
        order, payment = asking.lock(payment_id)
        events = look.money(order)
        news = _remember(payment, events[payment.pk], reading.facts, now=now)
        payment.reference = payment.reference or reading.reference
        if news:
            before = sums(events[payment.pk])
            events[payment.pk] += news
            if payment.state != Payment.State.PENDING:  # what is pending has not been told to do anything
                _answer_instructions(payment, news, now=now)
            payment = _accept_or_owe(order, payment, before, sums(events[payment.pk]), now=now)
            _say_what_is_paid(order, events.values())
        if reading.is_over and payment.state == Payment.State.PENDING:
            payment = flow.decline(payment.pk, now=now)
        return payment


def charge(order_number: str, shipment_number: int, *, now: datetime) -> Instruction | None:
    """Have what was authorised for an order charged for a parcel that has left; None when nothing is to be charged.

    Asked once for each parcel, however often it is called. Once the last parcel has left, what is held and will never
    be charged is let go: goods that were withdrawn or taken out of the order.
    """
    shipment = Shipment.objects.select_related("order").get(order__number=order_number, number=shipment_number)
    payment = shipment.order.payments.filter(state=Payment.State.AUTHORISED, change=None).first()
    if payment is None:
        return None
    key = _key_of(shipment.pk)
    with transaction.atomic():
        order, payment = asking.lock(payment.pk)
        amount = min(_due_for(order, shipment.number), _not_charged(payment, order))
        asked = Instruction.objects.filter(key=key).first()
        if asked is None and amount:
            asked = ask(payment.pk, Instruction.Kind.CAPTURE, amount, why="shipped", key=key, now=now)
        if order.state == Order.State.COMPLETED:
            _let_go(payment, order, now=now)
        return asked


def ask(
    payment_id: int,
    kind: str,
    amount: Decimal,
    *,
    why: str,
    by: int | None = None,
    key: UUID | None = None,
    now: datetime,
) -> Instruction:
    """Have the provider capture, refund or release an amount: it leaves by the outbox.

    `by` is the user who asks, None for the shop itself. Raises MoveRefused when there is not that much to take or to
    give back: what has been refunded and what is on its way is at most what was captured.
    """
    with transaction.atomic():
        order, payment = asking.lock(payment_id)
        most = room(payment, kind)
        if not 0 < amount <= most:
            raise MoveRefused(f"{kind} of {amount} where there is room for {most} in {order.number}")
        instruction = Instruction.objects.create(
            key=key or uuid4(),
            payment=payment,
            kind=kind,
            amount=amount,
            why=why,
            asked_by_id=by,
            asked_at=now,
            changed_at=now,
        )
        publish(
            f"payment.{kind}_asked",
            f"order:{order.number}",
            {"instruction": instruction.pk, "amount": str(amount), "why": why, "by": by},
            at=now,
        )
        return instruction


def ask_again(instruction_id: int, *, by: int | None, now: datetime) -> Instruction:
    """Ask anew for what the provider refused, once. The refused one stays, as what it was. Raises MoveRefused."""
    with transaction.atomic():
        payment_id = Instruction.objects.values_list("payment_id", flat=True).get(pk=instruction_id)
        asking.lock(payment_id)
        failed = Instruction.objects.get(pk=instruction_id)
        key = uuid5(failed.key, "again")
        if failed.state != InstructionState.FAILED or Instruction.objects.filter(key=key).exists():
            raise MoveRefused(f"instruction {failed.pk} is {failed.state}, or has been asked for again")
        return ask(payment_id, failed.kind, failed.amount, why=failed.why, by=by, key=key, now=now)


def carry_out(instruction_id: int, *, now: datetime) -> Instruction:
    """Send an instruction to its provider and write the answer. Called by the outbox, as often as it likes.

    Raises ProviderUnavailable: then what came of it is unknown, and the next try sends the same key. A refusal is
    written down and told of, once; a refund that was refused is still owed.
    """
    instruction = Instruction.objects.select_related("payment__order").get(pk=instruction_id)
    if instruction.state in ANSWERED:
        return instruction
    try:
        answer = providers()[instruction.payment.provider].instruct(instruction)
    except ProviderRefused as refusal:
        return _refused(instruction_id, str(refusal), now=now)
    return _answered(instruction_id, answer, now=now)


def refund_parts(order: Order, amount: Decimal) -> list[tuple[Payment, Decimal]]:
    """Which payments an amount is given back to, the order's own first: fewer than asked when less has been charged."""
    parts = []
    for payment in order.payments.filter(state__in=ACCEPTED).order_by("pk"):
        part = min(amount, room(payment, Instruction.Kind.REFUND))
        if part > 0:
            parts.append((payment, part))
            amount -= part
    return parts


def give_back(payment: Payment, *, why: str, by: int | None = None, now: datetime) -> None:
    """Have all that a payment holds let go and all that it has charged refunded, as far as it is not on its way.

    What the provider has refused stands as owed until a person asks for it again.
    """
    for kind in (Instruction.Kind.RELEASE, Instruction.Kind.REFUND):
        if (left := room(payment, kind) - _refused_of(payment, kind)) > 0:
            ask(payment.pk, kind, left, why=why, by=by, now=now)


def count_again(order: Order) -> None:
    """Say anew what an order's money amounts to, after its total changed. Called under the order's lock."""
    _say_what_is_paid(order, look.money(order).values())


def owed(order: Order) -> Decimal:
    """What the shop has said it gives back and has not given."""
    return owed_of(order, Instruction.objects.filter(payment__order=order))


def owed_of(order: Order, instructions: Iterable[Instruction]) -> Decimal:
    """The same, of all the order's instructions. A refund that was refused and asked for again counts once.

    What the provider has given back in another way, by hand or before its answer reached us, is not owed any more.
    """
    said: dict[int, Decimal] = defaultdict(Decimal)
    for one in _not_asked_again(instructions):
        said[one.payment_id] += one.amount if one.is_owed else 0
    if not any(said.values()):
        return Decimal(0)
    kept = {payment_id: sums(events) for payment_id, events in look.money(order).items()}
    return sum((min(said[pk], one["captured"] - one["refunded"]) for pk, one in kept.items()), Decimal(0))


# --- the steps ---


def _write(payment: Payment, reading: Reading, *, now: datetime) -> Payment:
    with transaction.atomic():
        if payment.change_id:
            applying.hold(payment.order)
        return learn(payment.pk, reading, now=now)


def _remember(
    payment: Payment, events: Sequence[PaymentEvent], facts: Sequence[Fact], *, now: datetime
) -> list[PaymentEvent]:
    """Add the facts that are new, under the payment's lock."""
    known = {(event.kind, event.key) for event in events}
    news = [
        PaymentEvent(payment=payment, kind=fact.kind, key=fact.key, amount=fact.amount, at=fact.at, recorded_at=now)
        for fact in dict.fromkeys(facts)
        if (fact.kind, fact.key) not in known
    ]
    if news:
        together.insert(*news)
    return news


def _accept_or_owe(
    order: Order, payment: Payment, before: dict[str, Decimal], known: dict[str, Decimal], *, now: datetime
) -> Payment:
    """The order is good for what it asked, no more and no less; what came in vain goes back."""
    if payment.state in ACCEPTED:
        _give_back_surplus(payment, before, known, now=now)
    got = known["captured"] + known["authorised"]
    said: Any = {"reference": payment.reference, "now": now}
    if payment.state == Payment.State.AUTHORISED and known["captured"] >= payment.amount:
        return flow.paid(order, payment, amount=payment.amount, **said)
    if payment.state in ACCEPTED or not got:
        return payment
    if order.state == Order.State.PLACED and got == payment.amount:
        accept = flow.paid if known["captured"] == payment.amount else flow.authorised
        return accept(order, payment, amount=payment.amount, **said)
    if payment.change_id and payment.state == Payment.State.PENDING and got == payment.amount:
        if (change := applying.waiting_for(payment, order)) is not None:
            return _accept_change(order, payment, change, known, **said)
    payment = flow.owe(payment.pk, amount=got, **said)
    give_back(payment, why="received in vain", now=now)
    return payment


def _give_back_surplus(
    payment: Payment, before: dict[str, Decimal], known: dict[str, Decimal], *, now: datetime
) -> None:
    """What was taken above what the payment asked, now and not before, goes back."""
    was, is_now = (max(one["captured"] - payment.amount, Decimal(0)) for one in (before, known))
    if (left := min(is_now - was, room(payment, Instruction.Kind.REFUND))) > 0:
        ask(payment.pk, Instruction.Kind.REFUND, left, why="received in vain", now=now)


def _not_asked_again(instructions: Iterable[Instruction]) -> list[Instruction]:
    asked = list(instructions)
    keys = {one.key for one in asked}
    return [one for one in asked if uuid5(one.key, "again") not in keys]


def _refused_of(payment: Payment, kind: str) -> Decimal:
    """What the provider has refused to do and nobody has asked for again."""
    last = _not_asked_again(payment.instructions.filter(kind=kind))
    return sum((one.amount for one in last if one.state == InstructionState.FAILED), Decimal(0))


def _accept_change(
    order: Order, payment: Payment, change: OrderChange, known: dict[str, Decimal], *, reference: str, now: datetime
) -> Payment:
    """What a change costs more is here: it is put in force. What is only held is charged at once, not by parcel."""
    state = Payment.State.PAID if known["captured"] else Payment.State.AUTHORISED
    asking.become(payment, state, reference=reference, now=now)
    publish(f"payment.{state}", f"order:{order.number}", {"amount": str(payment.amount)}, at=now)
    applying.put_in_force(order, change, now=now)
    if state == Payment.State.AUTHORISED:
        ask(payment.pk, Instruction.Kind.CAPTURE, payment.amount, why=f"change {change.number}", now=now)
    return payment


def _due_for(order: Order, number: int) -> Decimal:
    """What a parcel's leaving has charged to the order's own payment; what changes cost more was charged before."""
    extra = order.payments.filter(state__in=ACCEPTED).exclude(change=None).aggregate(sum=Sum("amount"))["sum"] or 0
    through = [max(parcels.worth_through(order, last) - extra, Decimal(0)) for last in (number - 1, number)]
    return through[1] - through[0]


def _not_charged(payment: Payment, order: Order) -> Decimal:
    """What parcels that have left are still to be charged for: the provider may know of charges that we never asked."""
    waiting = payment.instructions.filter(kind=Instruction.Kind.CAPTURE, state__in=ON_THEIR_WAY)
    asked = waiting.aggregate(sum=Sum("amount"))["sum"] or 0
    left = parcels.that_left(order).values_list("number", flat=True)
    due = sum((_due_for(order, number) for number in left), Decimal(0))
    return max(due - sums(payment.events.all())["captured"] - asked, Decimal(0))


def _key_of(shipment_id: int) -> UUID:
    return uuid5(NAMESPACE_OID, f"shipment:{shipment_id}")


def _let_go(payment: Payment, order: Order, *, now: datetime) -> None:
    """All but what parcels that have left are still to be charged for: their own calls may come after this one."""
    if (left := room(payment, Instruction.Kind.RELEASE)) <= 0:
        return
    parcel_of = {_key_of(pk): number for pk, number in parcels.that_left(order).values_list("pk", "number")}
    asked = set(Instruction.objects.filter(key__in=parcel_of).values_list("key", flat=True))
    later = sum((_due_for(order, number) for key, number in parcel_of.items() if key not in asked), Decimal(0))
    left -= min(later, _not_charged(payment, order))
    if left > 0:
        ask(payment.pk, Instruction.Kind.RELEASE, left, why="never to be charged", now=now)


def room(payment: Payment, kind: str) -> Decimal:
    """How much more may be asked for, with what is on its way counted as done."""
    known = sums(payment.events.all())
    waiting = payment.instructions.filter(state__in=ON_THEIR_WAY)
    on_its_way: dict[str, Decimal] = defaultdict(Decimal)
    for one in waiting:
        on_its_way[one.kind] += one.amount
    if kind == Instruction.Kind.REFUND:
        return known["captured"] - known["refunded"] - on_its_way[kind]
    return known["authorised"] - on_its_way[Instruction.Kind.CAPTURE] - on_its_way[Instruction.Kind.RELEASE]


DONE_BY: dict[str, str] = {
    PaymentEvent.Kind.REFUNDED: Instruction.Kind.REFUND,
    PaymentEvent.Kind.CAPTURED: Instruction.Kind.CAPTURE,
    PaymentEvent.Kind.RELEASED: Instruction.Kind.RELEASE,
}


def _answer_instructions(payment: Payment, news: Sequence[PaymentEvent], *, now: datetime) -> None:
    """Facts that an instruction waited for: by its key or by the reference that the provider gave it."""
    waiting = payment.instructions.exclude(state=InstructionState.FAILED)
    bounced = {event.key for event in news if event.kind == PaymentEvent.Kind.BOUNCED}
    for event in news:
        if event.kind == PaymentEvent.Kind.BOUNCED:
            for one in waiting.filter(kind=Instruction.Kind.REFUND, reference=event.key):
                _set(one, InstructionState.FAILED, now=now, problem="the refund came back")
        elif event.kind in DONE_BY and event.key not in bounced:  # gone and back before we heard of either: never done
            for one in waiting.filter(kind=DONE_BY[event.kind], reference=event.key).exclude(
                state=InstructionState.DONE
            ):
                _set(one, InstructionState.DONE, now=now)


def _answered(instruction_id: int, answer: Instructed, *, now: datetime) -> Instruction:
    with transaction.atomic():
        payment_id = Instruction.objects.values_list("payment_id", flat=True).get(pk=instruction_id)
        asking.lock(payment_id)
        instruction = Instruction.objects.select_for_update().get(pk=instruction_id)
        if instruction.state == InstructionState.DONE:
            return instruction
        instruction.reference = answer.reference
        _set(instruction, InstructionState.DONE if answer.is_done else InstructionState.SENT, now=now)
        learn(payment_id, Reading(facts=answer.facts), now=now)
        instruction.refresh_from_db()
        return instruction


def _refused(instruction_id: int, problem: str, *, now: datetime) -> Instruction:
    with transaction.atomic():
        instruction = Instruction.objects.select_for_update().select_related("payment__order").get(pk=instruction_id)
        if instruction.state not in ANSWERED:
            _set(instruction, InstructionState.FAILED, now=now, problem=problem[:500])
        return instruction


def _set(instruction: Instruction, state: str, *, now: datetime, problem: str = "") -> None:
    if instruction.state != state:
        move(InstructionState, instruction.state, state)
    instruction.state, instruction.changed_at, instruction.problem = state, now, problem
    instruction.save(update_fields=["state", "changed_at", "problem", "reference"])
    told: dict[str, Any] = {"instruction": instruction.pk, "amount": str(instruction.amount)}
    if state in (InstructionState.DONE, InstructionState.FAILED):
        ending = "done" if state == InstructionState.DONE else "failed"
        told |= {"problem": problem} if problem else {}
        subject = f"order:{instruction.payment.order.number}"
        publish(f"payment.{instruction.kind}_{ending}", subject, told, at=now)


def _say_what_is_paid(order: Order, by_payment: Iterable[list[PaymentEvent]]) -> None:
    """Compute the order's money anew from every event of its payments."""
    known = [sums(events) for events in by_payment]
    total = {kind: sum((one[kind] for one in known), Decimal(0)) for kind in ("authorised", "captured", "refunded")}
    order.paid_state = paid_state(asked=order.gross, **total)
    together.update(order, "paid_state")
