"""Changing an order after it was placed: lines, quantities, address. And calling it off.

Each is one transaction, takes its locks in the order organisation (where credit is counted), stock (by SKU), order,
and makes no network call. What a change costs more is asked for before it is put in force, except where the order is
bought on credit or not paid yet; what it costs less is given back with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from commerce.catalogue.models import TaxClass, Variant
from commerce.customers.shopper import Shopper
from commerce.events.log import publish
from commerce.orders import asking, limits, parcels, settle
from commerce.orders.changes import applying, content
from commerce.orders.changes.content import Content
from commerce.orders.ledger import Instruction
from commerce.orders.models import Order, OrderChange, Payment
from commerce.orders.payments import providers
from commerce.orders.refusals import NotForSale, UnknownChoice
from commerce.orders.states import ChangeState, InstructionState, MoveRefused, OrderState, ReturnState, move
from commerce.pricing.lookup import quotes
from commerce.pricing.offers import give_back
from commerce.pricing.vat import rate
from commerce.quotations import life as quotation
from commerce.stock.reserve import allocate, release

UNDER_WAY = (InstructionState.REQUESTED, InstructionState.SENT)
UNPAID = (Payment.State.PENDING, Payment.State.DECLINED)


class NothingChanged(Exception):
    """The order is as it would become."""


class EffectChanged(Exception):
    """The change costs another amount than the one that was shown. `seen` and `effect` include VAT."""

    def __init__(self, *, seen: Decimal, effect: Decimal):
        super().__init__(f"{seen} became {effect}")
        self.seen, self.effect = seen, effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`quantities` by order line, 0 to take it away; `added` pieces by variant; `address` and contact as they shall be.

    What is not named stays. `group` is the delivery group whose address it is, and to which the added pieces go.
    """

    quantities: Mapping[int, int] = field(default_factory=dict)
    added: Mapping[int, int] = field(default_factory=dict)
    address: Mapping[str, str] = field(default_factory=dict)
    group: int = 1
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    before: Content
    after: Content

    @property
    def effect(self) -> Decimal:
        """What the total becomes higher by, including VAT."""
        return Decimal(self.after["gross"]) - Decimal(self.before["gross"])

    @property
    def less(self) -> Decimal:
        return -self.effect


def outcome(order: Order, wanted: Wanted, *, now: datetime) -> Outcome:
    """What the order would become; nothing is written.

    Raises MoveRefused with a word for why (`applying.refuse`, or `country`, `group`, `empty`), NotForSale,
    NothingChanged.
    """
    before = applying.now_of(order)
    if wanted.group not in content.addresses(before):
        raise MoveRefused("group")
    if wanted.address.get("country", before["address"]["country"]) != before["address"]["country"]:
        raise MoveRefused("country")  # another VAT: that is another order
    known = {line["line"]: line for line in before["lines"]}
    if any(pk not in known or number < 0 for pk, number in wanted.quantities.items()):
        raise MoveRefused("closed")
    quantities = dict(wanted.quantities)
    of_variant = {line["variant"]: pk for pk, line in known.items() if line["group"] == wanted.group}
    for variant, number in wanted.added.items():  # more of what goes there costs what it did
        if (pk := of_variant.get(variant)) is not None:
            quantities[pk] = quantities.get(pk, known[pk]["quantity"]) + number
    after = content.with_quantities(before, quantities, rounding=order.rounding)
    after["lines"] = [*after["lines"], *_added(order, wanted, known=of_variant, now=now)]
    if not after["lines"]:
        raise MoveRefused("empty")
    after = content.with_address(after, wanted.group, wanted.address)
    after |= {name: given for name in content.CONTACT if (given := getattr(wanted, name))}
    if after["lines"] != before["lines"]:
        after = content.summed(after, rounding=order.rounding, standard_rate=rate(TaxClass.STANDARD, order.placed_at))
    if after == before:
        raise NothingChanged
    applying.refuse(order, after)
    return Outcome(before=before, after=after)


def change(
    order_id: int, wanted: Wanted, *, why: str, seen: Decimal | None = None, by: int | None = None, now: datetime
) -> OrderChange:
    """Change an order, or propose it to the shopper when it costs more and the order has been paid.

    `seen` is the effect that was shown. Raises what `outcome` does, EffectChanged, OutOfStock
    (`commerce.stock.reserve`), CreditExceeded (`commerce.orders.limits`), and MoveRefused: `waiting` while another
    change waits, `charged` when what is to be given back has not been charged yet. Then nothing has changed.
    """
    with transaction.atomic():
        order = _lock(order_id, more=wanted.added)
        if order.changes.filter(state=ChangeState.PROPOSED).exists():
            raise MoveRefused("waiting")
        found = outcome(order, wanted, now=now)
        if seen is not None and seen != found.effect:
            raise EffectChanged(seen=seen, effect=found.effect)
        payment = order.payments.exclude(state=Payment.State.CANCELLED).filter(change=None).order_by("pk").last()
        asked = OrderChange(
            order=order,
            number=order.changes.count() + 1,
            state=ChangeState.PROPOSED,
            why=why.strip()[:300],
            before=found.before,
            after=found.after,
            effect=found.effect,
            asked_by_id=by,
            asked_at=now,
        )
        asked.save()
        if found.effect > 0 and payment and payment.state in (Payment.State.AUTHORISED, Payment.State.PAID):
            return _propose(order, asked, payment, by=by, now=now)
        if found.effect > 0 and payment and payment.state == Payment.State.INVOICED:
            limits.refuse_beyond_credit(order.organisation_id, found.effect)
        applying.put_in_force(order, asked, now=now)
        if found.effect:
            _settle_money(order, payment, found.effect, by=by, now=now)
        settle.count_again(order)
        return asked


def choose(change_id: int, *, provider_code: str, shopper: Shopper, now: datetime) -> Payment:
    """The shopper pays what a proposed change costs by another provider. Raises UnknownChoice, MoveRefused."""
    with transaction.atomic():
        order, asked = _lock_change(change_id)
        if asked.state != ChangeState.PROPOSED:
            raise MoveRefused("closed")
        provider = providers().get(provider_code)
        if provider is None or provider.is_credit or not provider.is_offered(shopper=shopper, total=asked.effect):
            raise UnknownChoice
        return _ask(order, asked, provider_code, now=now)


def drop(change_id: int, *, why: str, by: int | None = None, now: datetime) -> OrderChange:
    """A proposed change comes to nothing. Raises MoveRefused once it is in force."""
    with transaction.atomic():
        order, asked = _lock_change(change_id)
        if asked.state != ChangeState.DROPPED:
            applying.drop(order, asked, why=why, by=by, now=now)
            asking.drop_unpaid(order, change=asked, now=now)
        return asked


def call_off(order_id: int, *, why: str, by: int | None = None, now: datetime) -> Order:
    """The shop cancels an order of which nothing has left: all of its money goes back, its stock is free, and the
    quotation that it was bought by may be used again.

    Raises MoveRefused with a word for why: `closed`, `gone`, `returns`, `charged` while a provider is charging, or
    `reason` where none is given.
    """
    with transaction.atomic():
        order = _lock(order_id)
        if order.state == OrderState.CANCELLED:
            return order
        if not why.strip():
            raise MoveRefused("reason")
        if order.state not in applying.OPEN:
            raise MoveRefused("closed")
        if parcels.gone(order):
            raise MoveRefused("gone")
        if order.returns.exclude(state=ReturnState.REFUSED).exists():
            raise MoveRefused("returns")
        if Instruction.objects.filter(payment__order=order, kind="capture", state__in=UNDER_WAY).exists():
            raise MoveRefused("charged")
        for waiting in order.changes.filter(state=ChangeState.PROPOSED):
            applying.drop(order, waiting, why="the order was called off", by=by, now=now)
        parcels.unpack(order, dict(order.lines.values_list("pk", "quantity")), why="called off", now=now)
        release(reference=order.number, is_told=True, by=by, why=why.strip(), now=now)
        asking.drop_unpaid(order, now=now)
        order.state = move(OrderState, order.state, OrderState.CANCELLED)
        order.fulfilment = Order.Fulfilment.OPEN
        order.save(update_fields=["state", "fulfilment"])
        give_back(order.counted_offers)
        if order.quotation_id is not None:
            quotation.reopen(order.quotation_id, order_number=order.number, now=now)
        for payment in order.payments.filter(state__in=settle.ACCEPTED).order_by("pk"):
            settle.give_back(payment, why="called off", by=by, now=now)
        publish("order.cancelled", f"order:{order.number}", {"why": why.strip(), "by": by}, at=now)
        return order


# --- the steps ---


def _lock(order_id: int, *, more: Mapping[int, int] | None = None) -> Order:
    """The organisation's credit, the stock of all that the order has or asks for, and the order."""
    order = Order.objects.get(pk=order_id)
    limits.lock_credit(order.organisation_id)
    applying.hold(order, more=more or ())
    return Order.objects.select_for_update().get(pk=order_id)


def _lock_change(change_id: int) -> tuple[Order, OrderChange]:
    order = _lock(OrderChange.objects.values_list("order_id", flat=True).get(pk=change_id))
    return order, OrderChange.objects.select_for_update().get(pk=change_id)


def _added(order: Order, wanted: Wanted, *, known: Mapping[int, int], now: datetime) -> list[Content]:
    """Lines for articles that do not go there yet, at the price that its buyer would pay now."""
    new = {variant: number for variant, number in wanted.added.items() if variant not in known}
    if not new:
        return []
    shopper = shopper_of_order(order, now=now)
    priced = quotes(new, shopper=shopper)
    variants = Variant.objects.select_related("product").in_bulk(new)
    closed = [
        variants[pk].sku if pk in variants else str(pk)
        for pk in new
        if pk not in priced or pk not in variants or not (variants[pk].is_active and variants[pk].product.is_on_sale)
    ]
    if closed:
        raise NotForSale(closed)
    return [
        content.line_of_quote(
            priced[pk], variants[pk], group=wanted.group, buyer_type=order.buyer_type, locale=order.locale
        )
        for pk in new
    ]


def shopper_of_order(order: Order, *, now: datetime) -> Shopper:
    """Who the buyer of an order is to prices: as he was when he bought, at this moment."""
    return Shopper(
        level=order.level,
        buyer_type=order.buyer_type,
        organisation=order.organisation_id,
        currency=order.currency,
        locale=order.locale,
        at=now,
        vat_zone=order.vat_zone,
    )


def _propose(order: Order, asked: OrderChange, payment: Payment, *, by: int | None, now: datetime) -> OrderChange:
    allocate(applying.beyond(asked), reference=applying.claim(order), by=by, now=now)
    _ask(order, asked, payment.provider, now=now)
    told = {"change": asked.number, "effect": str(asked.effect), "why": asked.why, "by": by}
    publish("order.change_proposed", f"order:{order.number}", told, at=now)
    return asked


def _ask(order: Order, asked: OrderChange, provider_code: str, *, now: datetime) -> Payment:
    asking.drop_unpaid(order, change=asked, now=now)
    return Payment.objects.create(
        order=order,
        change=asked,
        provider=provider_code,
        amount=asked.effect,
        currency=order.currency,
        state=Payment.State.PENDING,
        changed_at=now,
    )


def _settle_money(order: Order, payment: Payment | None, effect: Decimal, *, by: int | None, now: datetime) -> None:
    """What follows for an order's money of a change in force. What is held and not charged is let go with the last
    parcel (`settle.charge`)."""
    if payment is None or payment.state == Payment.State.AUTHORISED:
        return
    if payment.state == Payment.State.INVOICED:
        payment.amount = order.gross
        payment.save(update_fields=["amount"])
    elif payment.state in UNPAID:
        asking.drop_unpaid(order, now=now)
        Payment.objects.create(
            order=order,
            provider=payment.provider,
            amount=order.gross,
            currency=order.currency,
            state=Payment.State.PENDING,
            changed_at=now,
        )
    elif effect < 0:
        parts = settle.refund_parts(order, -effect)
        if sum(amount for _payment, amount in parts) != -effect:
            raise MoveRefused("charged")
        for part, amount in parts:
            settle.ask(part.pk, Instruction.Kind.REFUND, amount, why="changed", by=by, now=now)
