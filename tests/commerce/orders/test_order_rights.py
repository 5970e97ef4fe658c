"""Who may do what at the order desk: one table, role by action. Denied means refused, and nothing has changed."""

import pytest
from django.utils import timezone

from commerce.events.models import Event
from commerce.orders import flow, settle
from commerce.orders.models import Instruction, Order, OrderNote
from commerce.orders.payments import Reading
from tests.factories import returns
from tests.factories.catalogue import sellable
from tests.factories.customers import UserFactory, verified
from tests.factories.orders import captured, placed

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1"), pytest.mark.krav("4.1.3")]
NOW = timezone.now()
ROLES = (None, "Utvecklare", "Redaktör", "Orderhandläggare", "Systemägare")  # the least first
OWNER, DESK = {"Systemägare"}, {"Systemägare", "Orderhandläggare"}
MAY = {
    "the desk": DESK,
    "the list": DESK,
    "an order": DESK,
    "a file": DESK,
    "a file of lines": DESK,
    "a packing slip": DESK,
    "packing slips of many": DESK,
    "move on": DESK,
    "pack a parcel": DESK,
    "write a note": DESK,
    "cancel many": DESK,
    "accept a return": DESK,
    "give money back": OWNER,
    "change the order": OWNER,
    "call it off": OWNER,
    "settle a return": OWNER,
    "make a delivery method": OWNER,
}
CHANGES = {"move on", "pack a parcel", "write a note", "give money back", "accept a return"}


@pytest.fixture
def order():
    made = placed(sellable(price="100.00", page=False), total="149.00")
    settle.learn(made.payments.get().pk, Reading(facts=(captured("149.00"),)), now=NOW)
    return Order.objects.get(pk=made.pk)


def asked(order, action):
    """The request: method, address, what is sent."""
    page, payment = f"/admin/orders/order/{order.pk}", order.payments.get().pk
    if "return" in action:
        flow.ship(order.pk, now=NOW)
        flow.deliver(order.shipments.get().pk, now=NOW)
        returned = returns.notice(order, kind="complaint" if action == "accept a return" else "withdrawal")
        return {
            "accept a return": ("post", f"/admin/orders/return/{returned.pk}/acknowledge/", {}),
            "settle a return": ("get", f"/admin/orders/return/{returned.pk}/settle/", {}),
        }[action]
    listed = "/admin/orders/order/"
    return {
        "the desk": ("get", "/admin/orders/desk/", {}),
        "the list": ("get", listed, {"q": order.number}),
        "an order": ("get", f"{listed}inspect/{order.pk}/", {}),
        "a file": ("get", listed, {"export": "csv"}),
        "a file of lines": ("get", listed, {"export": "xlsx", "sheet": "lines"}),
        "a packing slip": ("get", f"/admin/orders/document/packing/{order.pk}/", {}),
        "packing slips of many": ("post", f"{listed}bulk/", {"action": "packing_slips", "row": order.pk}),
        "move on": ("post", f"{listed}move/{order.pk}/", {"move": "pack"}),
        "pack a parcel": ("post", f"{page}/pack/", {f"line-{order.lines.get().pk}": 1}),
        "write a note": ("post", f"{page}/note/", {"text": "hej"}),
        "cancel many": ("post", f"{listed}bulk/", {"action": "cancel", "row": order.pk}),
        "give money back": ("post", f"/admin/orders/payment/{payment}/refund/", {"amount": "10", "why": "x"}),
        "change the order": ("get", f"{page}/change/", {}),
        "call it off": ("get", f"{page}/call-off/", {}),
        "make a delivery method": ("get", "/admin/orders/deliverymethod/create/", {}),
    }[action]


def state():
    return (
        list(Order.objects.values_list("state", "fulfilment")),
        Event.objects.count(),
        Instruction.objects.count(),
        OrderNote.objects.count(),
    )


def is_refused(answer):
    """403 or 404, or the way back: to the admin's first page, or to the log-in for who has no business there."""
    sent_away = answer.status_code == 302 and (answer["location"] == "/admin/" or "/konto/" in answer["location"])
    return sent_away or answer.status_code in (403, 404)


@pytest.mark.parametrize("action", MAY)
def test_who_may(order, action):
    method, address, sent = asked(order, action)

    for role in ROLES:
        browser, before = verified(UserFactory(roles=[role] if role else [])), state()
        answer = getattr(browser, method)(address, sent)
        assert is_refused(answer) == (role not in MAY[action]), (role, answer.status_code, answer.get("location"))
        if role not in MAY[action]:
            assert state() == before, role
        elif action in CHANGES:
            assert state() != before, role
            break  # done once, by the least that may: the next finds it done
