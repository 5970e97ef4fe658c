"""A customer who has done about everything that leaves a trace, and finished all of it."""

from datetime import timedelta
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from wagtail.models import ModelLogEntry

from commerce.customers.models import User
from commerce.events.log import publish
from commerce.events.models import Event
from commerce.orders import flow
from commerce.orders.desk import notes
from commerce.orders.mails import sending
from commerce.orders.models import Instruction, Notice, Order, Return, SentMail
from commerce.orders.parcels import Tracking
from commerce.orders.returns import notices, returning
from commerce.register.models import BulkRun, SavedFilter
from integrations import outbox
from integrations.models import Delivery, InboundMessage
from tests.factories.catalogue import sellable
from tests.factories.customers import (
    AddressFactory,
    MembershipFactory,
    StaticDeviceFactory,
    TOTPDeviceFactory,
    UserFactory,
    logged_in,
    owner,
)
from tests.factories.orders import cart_with, delivery_method, details, shopper
from tests.factories.returns import everything, notice, pay, ship

EMAIL, PHONE, STREET, WORDS = "asa.oberg@example.se", "070-123 45 67", "Storgatan 1", "ring före klockan tre"
NOW = timezone.now()


def deliver(now=None):
    """What the worker does, to the end."""
    moment = now or timezone.now() + timedelta(seconds=1)
    while outbox.deliver_due(now=lambda: moment):
        pass


def traced():
    """The account, with nothing left unfinished."""
    desk = owner()
    user = UserFactory(email=EMAIL, first_name="Åsa", last_name="Öberg", phone=PHONE)
    AddressFactory(user=user, first_name="Åsa", last_name="Öberg", address_1=STREET)
    MembershipFactory(user=user)
    TOTPDeviceFactory(user=user)
    StaticDeviceFactory(user=user, codes=["abcdefgh"])
    logged_in(user)
    somebody = SessionStore()
    somebody["withdrawal"] = {"email": EMAIL}  # before the log-in
    somebody.save()
    cart_with((sellable(page=False, sku="I-KORGEN"), 1), user=user)
    _bought(user, desk)
    _given_back_before_it_left(user)
    _as_guest()
    _notice_without_order(desk)
    _logged(user)
    deliver()
    return User.objects.get(pk=user.pk)


def ordered(price, *, email=EMAIL):
    """Two of an article, placed and not paid. Delivery costs 49.00."""
    delivery_method()
    total = str(2 * Decimal(price) + 49)
    cart = cart_with((sellable(price=price, page=False, sku=f"ART-{price}"), 2))
    return flow.place(cart.pk, details(total, email=email), shopper=shopper(), now=NOW)


def _mine(order, user):
    Order.objects.filter(pk=order.pk).update(user=user, note=WORDS, buyer_reference="Åsa Öberg")
    return Order.objects.get(pk=order.pk)


def _bought(user, desk):
    """Paid, sent with a link to follow, invoiced, mailed about twice, and half of it sent back."""
    order = _mine(pay(ordered("100.00")), user)
    address = {"first_name": "Åsa", "last_name": "Öberg", "address_1": STREET, "country": "SE"}
    said = {"address": address, "also_to": {"2": address}, "email": EMAIL, "phone": PHONE, "gross": "249.00"}
    change = {"number": 1, "state": "done", "why": f"bad om det på {PHONE}", "effect": 0, "asked_at": NOW}
    order.changes.create(before=said, after=said, **change)
    notes.write(order.pk, f"Åsa ringde från {PHONE}", by=desk.pk, now=NOW)
    flow.pack(order.pk, now=NOW)
    flow.ship(order.pk, tracking=Tracking("PostNord", "UA99887766SE", "https://spara.example/UA99887766SE"), now=NOW)
    ship(order)
    deliver()
    sending.ask_again(SentMail.objects.filter(order=order).first().pk, to=EMAIL, by=desk.pk, now=NOW)
    returned = notice(order, {0: 1}, email=EMAIL, note=WORDS)
    returning.receive(returned.pk, everything(returned), {}, now=NOW)
    returning.settle_return(returned.pk, why=f"enligt mejl från {EMAIL}", now=NOW)
    deliver()
    Instruction.objects.filter(payment__order=order).update(problem=f"refused for {EMAIL}")


def _given_back_before_it_left(user):
    """Paid and withdrawn before it was packed: money went both ways and there is no invoice."""
    order = _mine(pay(ordered("50.00")), user)
    returned = notice(order, email=EMAIL)
    returning.settle_return(returned.pk, now=NOW)
    deliver()


def _as_guest():
    """An order without the account, by the same address, that came to nothing."""
    order = ordered("25.00", email=EMAIL.upper())
    flow.cancel(order.pk, why="cancelled in the admin", now=NOW)


def _notice_without_order(desk):
    kept = notices.take(
        order_number="4711",
        name="Åsa Öberg",
        email=EMAIL,
        goods="en kopp",
        note=WORDS,
        locale="sv",
        token="11111111-1111-1111-1111-111111111111",
        now=NOW,
    )
    notices.answer(kept.pk, "Vi hittade ingen order.", by=desk.pk, now=NOW)


def _logged(user):
    """What others have written of the person: the admin's log, a partner's call, a mail server's refusal."""
    kind = ContentType.objects.get_for_model(User)
    ModelLogEntry.objects.create(
        content_type=kind,
        object_id=str(user.pk),
        label="Åsa Öberg",
        action="wagtail.edit",
        timestamp=NOW,
        data={"to": EMAIL},
    )
    InboundMessage.objects.create(
        provider="stripe",
        key="k",
        body=f'{{"customer_details": {{"email": "{EMAIL}"}}}}'.encode(),
        checksum="0" * 64,
        received_at=NOW,
        due_at=NOW,
        state="processed",
        error=f"no such {EMAIL}",
    )
    SavedFilter.objects.create(register="orders.order", name="Åsa", query="q=asa.oberg%40example.se", user=owner())
    BulkRun.objects.create(
        register="orders.order", action="pack", user=owner(), started_at=NOW, refused=[["1", f"skriv till {EMAIL}"]]
    )
    event = publish("customer.enabled", f"user:{user.pk}", {"reason": f"svarade från {EMAIL}"}, at=NOW)
    Delivery.objects.create(event=event, target="t", subject="s", due_at=NOW, state="stopped", error=f"550 <{EMAIL}>")


__all__ = ["EMAIL", "PHONE", "STREET", "WORDS", "Event", "Notice", "Return", "deliver", "traced"]
