"""The shop with Fortnox plugged in, and Fortnox's counterpart on this machine behind it; and sales to book there."""

import contextlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from commerce.orders import flow, settle
from commerce.orders.invoices import invoicing
from commerce.orders.models import PaymentEvent
from commerce.orders.payments import Reading
from commerce.orders.refusals import TotalChanged
from integrations import outbox
from integrations.fortnox.advance import advance
from integrations.models import Delivery
from integrations.sandbox.fortnox import FortnoxSandbox
from tests.factories.catalogue import sellable
from tests.factories.orders import captured, cart_with, delivery_method, details, shopper

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
PARTNER = "integrations.fortnox.partner.FortnoxPartner"
PLENTY = 100_000  # calls: for tests that are about something else than the limit


@contextlib.contextmanager
def plugged_in(settings, *, books="invoices"):
    """Yields the sandbox; the adapter asks it and nobody else."""
    with FortnoxSandbox() as sandbox:
        sandbox.doors.most = PLENTY
        for name, value in environment(sandbox, books=books).items():
            setattr(settings, name, value)
        yield sandbox


def environment(sandbox, *, books="invoices"):
    """What a shop is told to have the sandbox as its Fortnox."""
    return {
        "FORTNOX_CLIENT_ID": sandbox.doors.client_id,
        "FORTNOX_CLIENT_SECRET": sandbox.doors.secret,
        "FORTNOX_TENANT_ID": sandbox.doors.tenant,
        "FORTNOX_API_BASE": sandbox.address,
        "FORTNOX_AUTH_BASE": sandbox.address,
        "FORTNOX_BOOKS": books,
        "FORTNOX_VOUCHER_SERIES": "W",
        "FORTNOX_MODES": {"demo": "KORT"},
        "FORTNOX_CALLS": PLENTY,
        "PARTNERS": [PARTNER],
    }


class Clock:
    """Time that tests move on from now. Deliveries that wait for a next try are due when it has gone on far enough."""

    def __init__(self):
        self.at = timezone.now()

    def __call__(self):
        return self.at

    def go_on(self, **time):
        self.at += timedelta(**time)


def deliver(clock, *, rounds=12):
    """Until nothing is left to do, an hour passing between the rounds, so that what waits for a next try has it."""
    for _round in range(rounds):
        while outbox.deliver_due(now=clock):
            pass
        if not waiting().exists():
            return
        clock.go_on(hours=1)


def waiting():
    return Delivery.objects.filter(system="fortnox", state__in=Delivery.OPEN)


def stopped():
    return list(Delivery.objects.filter(state=Delivery.State.STOPPED).values_list("target", "error"))


def through(clock):
    """Everything that follows: documents booked after their day, payments set against them and booked."""
    deliver(clock)
    for _step in range(4):
        clock.go_on(hours=25)
        advance(now=clock())
        deliver(clock)


def sold(*lines, payment="demo", level="konsument", organisation=None, tax="standard", now=NOW, ship=True):
    """An order through the flow, paid where a provider is, and shipped. `lines` are (price, pieces)."""
    delivery_method(gross=0)
    kind = "business" if organisation or payment == "invoice" else "consumer"
    who = shopper(level, buyer_type=kind, organisation=organisation.pk if organisation else None)
    wanted = [
        (sellable(price=price, page=False, stock=pieces, product__tax_class=tax), pieces) for price, pieces in lines
    ]
    order = _placed(cart_with(*wanted), details("0.00", payment=payment), who, now)
    if payment == "demo":
        pay(order, now=now)
    if ship:
        send(order, now=now)
    order.refresh_from_db()
    return order


def send(order, *, now=NOW):
    """The goods leave, and the invoice is issued the same day."""
    flow.ship(order.pk, now=now)
    invoicing.issue(order.pk, now=now)


def _placed(cart, said, who, now):
    try:
        return flow.place(cart.pk, said, shopper=who, now=now)
    except TotalChanged as change:
        return flow.place(cart.pk, replace(said, seen_total=change.total), shopper=who, now=now)


def pay(order, *, now=NOW):
    """The provider has the money, by its books."""
    settle.learn(order.payments.get().pk, Reading(facts=(captured(order.gross, key=f"c-{order.pk}"),)), now=now)


def give_back(order, amount, *, key="r-1", now=NOW):
    """The provider has given an amount back, by its books."""
    fact = captured(amount, key=key)
    fact = type(fact)(kind=PaymentEvent.Kind.REFUNDED, key=key, amount=fact.amount, at=now)
    settle.learn(order.payments.get().pk, Reading(facts=(fact,)), now=now)


def credit(order, now=NOW, **what):
    return invoicing.credit(order.invoices.get(kind="invoice").pk, why="Trasig", now=now, **what)
