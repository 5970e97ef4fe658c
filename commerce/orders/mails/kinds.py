"""Every mail that the shop sends about an order: its name, when it is sent, what makes it, when it is no longer true.

The same table is what the outbox sends by, what the admin previews and what is sent again. Steps without a mail, and
why, stand in docs/teknik/brev.md.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from commerce.events.models import Event
from commerce.orders.approvals import mail as approval_mail
from commerce.orders.changes import mail as change_mail
from commerce.orders.invoices import mail as invoice_mail
from commerce.orders.invoices.models import Invoice
from commerce.orders.mails import letters
from commerce.orders.mails.letters import Mails
from commerce.orders.mails.owing import REMINDED
from commerce.orders.mails.waiting import WAITED
from commerce.orders.models import Order, Return
from commerce.orders.returns import mail as return_mail
from commerce.orders.states import OrderState


def always(order: Order, event: Event) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """`events` are the kinds of events that send it; `stands` says whether it is still true when it is to be sent."""

    code: str
    title: Any
    when: Any
    events: tuple[str, ...]
    make: Callable[[Order, Event, str], Mails]
    stands: Callable[[Order, Event], bool] = always


def _asked(order: Order, event: Event, key: str) -> Mails:
    """To each who decides, and a receipt to the buyer; nothing where nobody may decide."""
    asked = approval_mail.asked(order, message_key=key)
    return [*asked, approval_mail.waits(order, message_key=key)] if asked else []


def _approved(order: Order, event: Event, key: str) -> Mails:
    made = approval_mail.approved(order, message_key=key)
    return [made] if made else []


def _refused(order: Order, event: Event, key: str) -> Mails:
    told: dict[str, Any] = {"why": event.payload["why"], "is_late": event.payload["by"] is None}
    return [approval_mail.refused(order, **told, message_key=key)]


def _of_return(make: Callable[..., EmailMultiAlternatives]) -> Callable[[Order, Event, str], Mails]:
    def made(order: Order, event: Event, key: str) -> Mails:
        returned = Return.objects.get(pk=event.payload["return"])
        returned.order = order
        with override(order.locale):
            return [make(returned, message_key=key)]

    return made


def _document(order: Order, event: Event, key: str) -> Mails:
    """The document that was issued; what is paid already is fetched on the order's page instead."""
    issued = Invoice.objects.get(pk=event.payload.get("credit_note") or event.payload["invoice"])
    issued.order = order
    return [invoice_mail.issued(issued, message_key=key)] if issued.content["payment"]["kind"] != "paid" else []


ALL = (
    Kind(
        code="confirmation",
        title=_("Order confirmation"),
        when=_("The order is paid, or bought on invoice."),
        events=("order.confirmed",),
        make=letters.confirmation,
    ),
    Kind(
        code="order_unpaid",
        title=_("Waiting for payment"),
        when=_("Nobody has paid 20 minutes after the order, or a day after the company's approval. Once."),
        events=(WAITED,),
        make=letters.unpaid,
        stands=letters.waits_for_payment,
    ),
    Kind(
        code="payment_declined",
        title=_("Payment declined"),
        when=_("The payment is refused more than ten minutes after the order, when the shopper has left the page."),
        events=("payment.declined",),
        make=letters.declined,
        stands=letters.was_declined_late,
    ),
    Kind(
        code="parcel_shipped",
        title=_("Parcel sent"),
        when=_("A parcel leaves us: what is in it, how to follow it, what is left."),
        events=("shipment.shipped",),
        make=letters.shipped,
    ),
    Kind(
        code="point_closed",
        title=_("Choose another service point"),
        when=_("The service point that the shopper chose takes no parcels any more, and the parcel waits."),
        events=("freight.point_closed",),
        make=letters.point_closed,
        stands=letters.waits_for_a_point,
    ),
    Kind(
        code="order_changed",
        title=_("Order changed"),
        when=_("The order desk has changed the order, or what a change costs more is paid."),
        events=("order.changed",),
        make=change_mail.changed,
    ),
    Kind(
        code="order_change_proposed",
        title=_("Change to say yes to"),
        when=_("The order desk wants to change a paid order, and it costs more."),
        events=("order.change_proposed",),
        make=change_mail.proposed,
        stands=change_mail.is_waiting,
    ),
    Kind(
        code="order_cancelled",
        title=_("Order cancelled"),
        when=_("We cancel the order, or it was not paid in time. Not when the shopper does it himself."),
        events=("order.cancelled",),
        make=letters.cancelled,
        stands=letters.is_news_of_cancelling,
    ),
    Kind(
        code="refund_begun",
        title=_("Refund on its way"),
        when=_("Somebody gives money back at the order desk and the provider has not done it at once."),
        events=("payment.refund_asked",),
        make=letters.refund_begun,
        stands=letters.refund_waits,
    ),
    Kind(
        code="refund_made",
        title=_("Refund made"),
        when=_("The provider has given the money back."),
        events=("payment.refund_done",),
        make=letters.refund_made,
        stands=letters.refund_stands,
    ),
    Kind(
        code="refund_failed",
        title=_("Refund failed (to the order desk)"),
        when=_("The provider refuses a refund, or it bounces. To the shop's own address, in Swedish."),
        events=("payment.refund_failed",),
        make=letters.refund_failed,
        stands=letters.refund_is_owed,
    ),
    Kind(
        code="payment_in_vain",
        title=_("Payment received in vain"),
        when=_("Money comes in that no order wants: the order was cancelled, it was paid twice, or the sum is wrong."),
        events=("payment.owed",),
        make=letters.money_in_vain,
    ),
    Kind(
        code="approval_asked",
        title=_("Order to approve"),
        when=_("A member orders above the spending limit. To those who may approve, with a receipt to the buyer."),
        events=("order.awaiting",),
        make=_asked,
        stands=lambda order, event: order.state == OrderState.AWAITING,
    ),
    Kind(
        code="approval_given",
        title=_("Order approved"),
        when=_("The company approves an order that is to be paid."),
        events=("order.approved",),
        make=_approved,
    ),
    Kind(
        code="approval_refused",
        title=_("Order not approved"),
        when=_("The company says no, or nobody answers in 14 days."),
        events=("order.refused",),
        make=_refused,
    ),
    Kind(
        code="invoice",
        title=_("Invoice or credit note"),
        when=_("It is issued and something is to be paid or taken off. With the document."),
        events=("invoice.issued", "invoice.credited"),
        make=_document,
    ),
    Kind(
        code="invoice_reminder",
        title=_("Invoice reminder"),
        when=_("Somebody at the order desk asks for it, when the due date has passed."),
        events=(REMINDED,),
        make=letters.invoice_due,
        stands=letters.invoice_is_owed,
    ),
    Kind(
        code="return_receipt",
        title=_("Receipt of a withdrawal or complaint"),
        when=_("The notice comes in: with content, date and time, as the law asks."),
        events=("return.requested",),
        make=_of_return(return_mail.receipt),
    ),
    Kind(
        code="return_label",
        title=_("Return label"),
        when=_("The order desk has made a label for a return, with the postage paid."),
        events=("return.label_made",),
        make=_of_return(return_mail.label),
    ),
    Kind(
        code="return_settled",
        title=_("Return settled"),
        when=_("The money of a return goes back, or is taken off the invoice."),
        events=("return.settled",),
        make=_of_return(return_mail.settled),
    ),
    Kind(
        code="return_refused",
        title=_("Return refused"),
        when=_("A return comes to nothing: why."),
        events=("return.refused",),
        make=_of_return(return_mail.refused),
    ),
)
KINDS = {kind.code: kind for kind in ALL}
