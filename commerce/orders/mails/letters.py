"""What the mails of an order's life say: waiting for payment, sent, cancelled, money on its way back.

Each is made in the language of the order; `key` makes its Message-ID. `stands` functions say whether it is still true.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from commerce.events.models import Event
from commerce.orders import mail, parcels, sweep
from commerce.orders.documents import pdf
from commerce.orders.groups import address_of
from commerce.orders.invoices.models import Invoice
from commerce.orders.ledger import Instruction
from commerce.orders.mails.owing import left_to_pay
from commerce.orders.models import ChosenPoint, Order, Shipment
from commerce.orders.states import InstructionState, OrderState

Mails = list[EmailMultiAlternatives]
LATE = timedelta(minutes=10)  # by then the shopper has left the page where a refused payment is told
OF_RETURN = "return "
CALLED_OFF = {"not paid in time": "late", "cancelled in the admin": "shop"}
OWN_DOING = ("given up by the shopper", "withdrawn")  # told on the page, or by the mails of the return
BY_ANOTHER_MAIL = ("changed", "called off")
UNSAID = ("received in vain", *BY_ANOTHER_MAIL, *OWN_DOING)


def confirmation(order: Order, event: Event, key: str) -> Mails:
    return [mail.confirmation(order, message_key=key)]


def unpaid(order: Order, event: Event, key: str) -> Mails:
    with override(order.locale):
        subject = _("Order %(number)s is waiting for your payment") % {"number": order.number}
        return [mail.make("order_unpaid", order, subject, key, context={**_what(order), **_to_pay(order)})]


def declined(order: Order, event: Event, key: str) -> Mails:
    with override(order.locale):
        subject = _("The payment of order %(number)s did not go through") % {"number": order.number}
        return [mail.make("payment_declined", order, subject, key, context=_to_pay(order))]


def waits_for_payment(order: Order, event: Event) -> bool:
    return order.state == OrderState.PLACED


def was_declined_late(order: Order, event: Event) -> bool:
    """The order still waits, and the shopper was no longer there to read it on the page."""
    return order.state == OrderState.PLACED and event.at - (order.approved_at or order.placed_at) >= LATE


def shipped(order: Order, event: Event, key: str) -> Mails:
    parcel = Shipment.objects.get(order=order, number=event.payload["shipment"])
    rest = _left_after(order, parcel)
    with override(order.locale):
        words = _("The last of order %(number)s is on its way") if parcel.number > 1 else _("Order %(number)s is sent")
        subject = (_("A part of order %(number)s is on its way") if rest else words) % {"number": order.number}
        told = {
            "parcel": parcel,
            "lines": [(one.quantity, one.line) for one in parcel.lines.select_related("line").order_by("line")],
            "rest": rest,
            "address": address_of(order, parcel.group),
            **_links(order),
        }
        return [mail.make("parcel_shipped", order, subject, key, context=told)]


def point_closed(order: Order, event: Event, key: str) -> Mails:
    with override(order.locale):
        subject = _("Choose another service point for order %(number)s") % {"number": order.number}
        told = {
            "point": order.chosen_point,
            "point_url": settings.SITE_URL + reverse("order_point", args=[order.token]),
        }
        return [mail.make("point_closed", order, subject, key, context=told)]


def waits_for_a_point(order: Order, event: Event) -> bool:
    """The shopper has not chosen another since."""
    return ChosenPoint.objects.filter(order=order, is_closed=True).exists()


def cancelled(order: Order, event: Event, key: str) -> Mails:
    why = event.payload.get("why", "")
    with override(order.locale):
        subject = _("Order %(number)s is cancelled") % {"number": order.number}
        told = {"reason": CALLED_OFF.get(why, "said"), "why": why.rstrip(". "), **_what(order)}
        return [mail.make("order_cancelled", order, subject, key, context=told)]


def is_news_of_cancelling(order: Order, event: Event) -> bool:
    """Not what the shopper did himself, and not what the company's refusal has told already."""
    was_refused = Event.objects.filter(subject=event.subject, kind="order.refused").exists()
    return event.payload.get("why") not in OWN_DOING and not was_refused


def refund_begun(order: Order, event: Event, key: str) -> Mails:
    with override(order.locale):
        subject = _("Money is on its way back to you, order %(number)s") % {"number": order.number}
        return [mail.make("refund_begun", order, subject, key, context=_money_of(event))]


def refund_waits(order: Order, event: Event) -> bool:
    """A refund that is neither made yet nor told of by the mail about a return or about money received in vain."""
    asked = _instruction(event)
    is_told = asked.why.startswith(OF_RETURN) or asked.why in UNSAID
    return not is_told and asked.state in (InstructionState.REQUESTED, InstructionState.SENT)


def refund_made(order: Order, event: Event, key: str) -> Mails:
    with override(order.locale):
        subject = _("Your money is back, order %(number)s") % {"number": order.number}
        return [mail.make("refund_made", order, subject, key, context=_money_of(event))]


def refund_stands(order: Order, event: Event) -> bool:
    """It has not come back since."""
    return _instruction(event).state == InstructionState.DONE


def refund_failed(order: Order, event: Event, key: str) -> Mails:
    """To the order desk, in Swedish: the money is still owed."""
    with override(settings.LANGUAGE_CODE):
        subject = _("The refund of order %(number)s did not go through") % {"number": order.number}
        path = reverse("orders_order_modeladmin_inspect", args=[order.pk]) if order.pk else "/"
        told = {**_money_of(event), "problem": event.payload.get("problem", ""), "desk_url": settings.SITE_URL + path}
        return [mail.make("refund_failed", order, subject, key, to=settings.ORDER_DESK_EMAIL, context=told)]


def refund_is_owed(order: Order, event: Event) -> bool:
    return _instruction(event).state == InstructionState.FAILED


def money_in_vain(order: Order, event: Event, key: str) -> Mails:
    with override(order.locale):
        subject = _("We give your payment back, order %(number)s") % {"number": order.number}
        told = {"amount": event.payload["amount"], "is_cancelled": order.state == OrderState.CANCELLED}
        return [mail.make("payment_in_vain", order, subject, key, context=told)]


def invoice_due(order: Order, event: Event, key: str) -> Mails:
    """The reminder of an invoice, in the invoice's language, to where it went, with the document."""
    invoice = Invoice.objects.get(pk=event.payload["invoice"])
    content = invoice.content
    with override(content["language"]):
        subject = _("A reminder of invoice %(number)s") % {"number": invoice}
        address = reverse("order_invoice_pdf", args=[order.token, str(invoice)])
        told = {
            "invoice": invoice,
            "content": content,
            "left": pdf.money(str(left_to_pay(order)), content["currency"]),
            "giro": pdf.giro_as_written(content["seller"]["bankgiro"]),
            "address": settings.SITE_URL + address,
        }
        made = mail.make("invoice_reminder", order, subject, key, to=content["buyer"]["email"], context=told)
    made.attach(pdf.file_name(invoice), pdf.invoice(invoice), "application/pdf")
    return [made]


def invoice_is_owed(order: Order, event: Event) -> bool:
    return left_to_pay(order) > 0


# --- what they share ---


def _what(order: Order) -> dict[str, Any]:
    return {"lines": [(one.quantity, one) for one in order.lines.order_by("position")]}


def _to_pay(order: Order) -> dict[str, Any]:
    return {
        "pay_url": settings.SITE_URL + reverse("order_unpaid", args=[order.token]),
        "until": kept_until(order),
    }


def kept_until(order: Order) -> datetime:
    """When an order that is not paid comes to nothing."""
    return order.approved_at + sweep.PATIENCE_APPROVED if order.approved_at else order.placed_at + sweep.PATIENCE


def _links(order: Order) -> dict[str, str]:
    return {
        "order_url": settings.SITE_URL + reverse("order_confirmation", args=[order.token]),
        "withdraw_url": settings.SITE_URL + reverse("withdraw_order", args=[order.token]),
    }


def _left_after(order: Order, parcel: Shipment) -> list[tuple[int, Any]]:
    """Pieces and line of what had not left the house when this parcel had."""
    gone = order.shipments.filter(shipped_at__lte=parcel.shipped_at).exclude(pk=parcel.pk)
    sent = dict(parcel.lines.values_list("line_id", "quantity"))
    for line, quantity in gone.values_list("lines__line_id", "lines__quantity"):
        sent[line] = sent.get(line, 0) + quantity
    never = parcels.never_sent(order)
    left = [
        (one.quantity - sent.get(one.pk, 0) - never.get(one.pk, 0), one) for one in order.lines.order_by("position")
    ]
    return [(quantity, line) for quantity, line in left if quantity > 0]


def _instruction(event: Event) -> Instruction:
    return Instruction.objects.get(pk=event.payload["instruction"])


def _money_of(event: Event) -> dict[str, Any]:
    asked = _instruction(event)
    is_code = asked.why.startswith(OF_RETURN) or asked.why in UNSAID
    return {"amount": asked.amount, "why": "" if is_code else asked.why}
