"""Mail about a change of an order: that it is made, or what it costs and where to say yes."""

from decimal import Decimal

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from commerce.events.models import Event
from commerce.orders import mail
from commerce.orders.changes import content
from commerce.orders.models import Order, OrderChange
from commerce.orders.states import ChangeState, OrderState


def changed(order: Order, event: Event, key: str) -> list[EmailMultiAlternatives]:
    with override(order.locale):
        subject = _("Order %(number)s is changed") % {"number": order.number}
        return [mail.make("order_changed", order, subject, key, context=_told(order, _change(order, event)))]


def proposed(order: Order, event: Event, key: str) -> list[EmailMultiAlternatives]:
    with override(order.locale):
        subject = _("A change of order %(number)s waits for your yes") % {"number": order.number}
        return [mail.make("order_change_proposed", order, subject, key, context=_told(order, _change(order, event)))]


def is_waiting(order: Order, event: Event) -> bool:
    return _change(order, event).state == ChangeState.PROPOSED


def _change(order: Order, event: Event) -> OrderChange:
    return OrderChange.objects.get(order=order, number=event.payload["change"])


def _told(order: Order, change: OrderChange) -> dict:
    is_unpaid = order.state == OrderState.PLACED
    page = (
        "order_change"
        if change.state == ChangeState.PROPOSED
        else "order_unpaid"
        if is_unpaid
        else "order_confirmation"
    )
    return {
        "why": change.why,
        "after": change.after,
        "more": change.effect if change.effect > 0 else None,
        "less": -change.effect if change.effect < 0 else None,
        "is_new_address": content.addresses(change.after) != content.addresses(change.before),
        "is_unpaid": is_unpaid,
        "gross": Decimal(change.after["gross"]),
        "page_url": settings.SITE_URL + reverse(page, args=[order.token]),
    }
