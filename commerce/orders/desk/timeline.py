"""An order's life in plain words: one sentence an event, with who, when and why; and what colleagues wrote of it.

Every kind of event about an order has a sentence here; a test reads the sources and says which has none.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from commerce.customers.models import User
from commerce.events.models import Event
from commerce.orders.desk.models import OrderNote
from commerce.orders.models import Order
from commerce.orders.states import ScanStatus
from commerce.register.columns import money

MOST = 200
BUYER = gettext_lazy("the buyer")
COMPANY = gettext_lazy("the buyer's company")
PROVIDER = gettext_lazy("the payment provider")
CARRIER = gettext_lazy("the carrier")
WAREHOUSE = gettext_lazy("the warehouse")
SHOP = gettext_lazy("the shop, by itself")

# What happened, and who did it where the event names nobody.
KINDS: dict[str, tuple[Promise, Promise]] = {
    "order.placed": (gettext_lazy("The order was placed"), BUYER),
    "order.made_again": (gettext_lazy("The order was made again after a restore"), SHOP),
    "order.awaiting": (gettext_lazy("The order waits for the company's approval"), SHOP),
    "order.approved": (gettext_lazy("The order was approved"), COMPANY),
    "order.refused": (gettext_lazy("The company refused the order"), SHOP),
    "order.confirmed": (gettext_lazy("The order was confirmed"), SHOP),
    "order.payment_waited": (gettext_lazy("The shopper was reminded of the payment"), SHOP),
    "order.packed": (gettext_lazy("The parcel was packed"), SHOP),
    "order.shipped": (gettext_lazy("Everything has been shipped"), SHOP),
    "order.cancelled": (gettext_lazy("The order was cancelled"), SHOP),
    "order.changed": (gettext_lazy("The order was changed"), SHOP),
    "order.change_proposed": (gettext_lazy("A change was proposed, and the buyer asked to pay the difference"), SHOP),
    "order.change_dropped": (gettext_lazy("The proposed change was dropped"), SHOP),
    "shipment.shipped": (gettext_lazy("The parcel was shipped"), SHOP),
    "shipment.delivered": (gettext_lazy("The parcel arrived"), CARRIER),
    "stock.placed": (gettext_lazy("Goods that the order waited for were put aside"), SHOP),
    "freight.asked": (gettext_lazy("Freight was asked for"), SHOP),
    "freight.booked": (gettext_lazy("Freight was booked"), CARRIER),
    "freight.refused": (gettext_lazy("The carrier refused the freight"), CARRIER),
    "freight.point_closed": (gettext_lazy("The service point has closed: the shopper was asked for another"), CARRIER),
    "freight.point_chosen": (gettext_lazy("Another service point was chosen"), BUYER),
    "freight.call_off_asked": (gettext_lazy("The freight was to be let go"), SHOP),
    "freight.called_off": (gettext_lazy("The freight was let go"), CARRIER),
    "freight.stands": (gettext_lazy("The freight could not be let go"), CARRIER),
    "freight.moved": (gettext_lazy("The parcel was seen"), CARRIER),
    "return.label_made": (gettext_lazy("A return label was made"), CARRIER),
    "ongoing.order_told": (gettext_lazy("The warehouse was told what to send"), SHOP),
    "ongoing.return_told": (gettext_lazy("The warehouse was told what comes back"), SHOP),
    "warehouse_files.order_told": (gettext_lazy("The warehouse was told what to send"), SHOP),
    "warehouse_files.return_told": (gettext_lazy("The warehouse was told what comes back"), SHOP),
    "warehouse.too_late": (gettext_lazy("Call the warehouse: it has begun, and does not take the change"), WAREHOUSE),
    "warehouse.short": (gettext_lazy("Call the warehouse: it has sent less than was ordered"), WAREHOUSE),
    "warehouse.cancelled": (gettext_lazy("Call the warehouse: it has cancelled the order"), WAREHOUSE),
    "warehouse.unclear": (gettext_lazy("The warehouse says what we do not understand"), WAREHOUSE),
    "warehouse.called": (gettext_lazy("The warehouse was called"), SHOP),
    "warehouse.asked_anew": (gettext_lazy("What was missing was asked for anew"), SHOP),
    "shipment.unpacked": (gettext_lazy("The parcel was taken apart again"), SHOP),
    "payment.authorised": (gettext_lazy("The payment was authorised"), PROVIDER),
    "payment.paid": (gettext_lazy("The payment arrived"), PROVIDER),
    "payment.declined": (gettext_lazy("The payment was declined"), PROVIDER),
    "payment.cancelled": (gettext_lazy("The payment was called off"), SHOP),
    "payment.owed": (gettext_lazy("Money to pay back arrived"), PROVIDER),
    "payment.capture_asked": (gettext_lazy("A charge was asked for"), SHOP),
    "payment.capture_done": (gettext_lazy("The charge was made"), PROVIDER),
    "payment.capture_failed": (gettext_lazy("The charge was refused"), PROVIDER),
    "payment.refund_asked": (gettext_lazy("A refund was asked for"), SHOP),
    "payment.refund_done": (gettext_lazy("The refund was made"), PROVIDER),
    "payment.refund_failed": (gettext_lazy("The refund was refused: the money is still owed"), PROVIDER),
    "payment.release_asked": (gettext_lazy("Letting go of the authorisation was asked for"), SHOP),
    "payment.release_done": (gettext_lazy("The authorisation was let go"), PROVIDER),
    "payment.release_failed": (gettext_lazy("Letting go of the authorisation was refused"), PROVIDER),
    "invoice.issued": (gettext_lazy("The invoice was issued"), SHOP),
    "invoice.written_again": (gettext_lazy("The invoice was written again after a restore, with its number"), SHOP),
    "invoice.credit_written_again": (
        gettext_lazy("The credit note was written again after a restore, with its number"),
        SHOP,
    ),
    "invoice.credited": (gettext_lazy("A credit note was issued"), SHOP),
    "invoice.reminder_asked": (gettext_lazy("A reminder of the invoice was sent"), SHOP),
    "mail.asked_again": (gettext_lazy("A mail was sent again"), SHOP),
    "return.requested": (gettext_lazy("A return was announced"), BUYER),
    "return.acknowledged": (gettext_lazy("The return was acknowledged"), SHOP),
    "return.received": (gettext_lazy("The return came in"), SHOP),
    "return.settled": (gettext_lazy("The return was settled"), SHOP),
    "return.refused": (gettext_lazy("The return was refused"), SHOP),
    "books.document_due": (gettext_lazy("The document was handed over to be booked"), SHOP),
    "books.payment_due": (gettext_lazy("The payment was handed over to the books"), SHOP),
    "books.payment_booking_due": (gettext_lazy("The payment was handed over to be booked"), SHOP),
    "transfer.done": (gettext_lazy("Another system has it, and has proved it"), SHOP),
    "transfer.stopped": (gettext_lazy("Another system refused it: somebody must look"), SHOP),
}

# Reasons that the shop writes itself. What a person wrote is shown as it was written.
REASONS: dict[str, Promise] = {
    "called off": gettext_lazy("the order was called off"),
    "cancelled in the admin": gettext_lazy("cancelled at the order desk"),
    "changed": gettext_lazy("the order was changed"),
    "given up by the shopper": gettext_lazy("given up by the buyer"),
    "never to be charged": gettext_lazy("it is never to be charged"),
    "not approved in time": gettext_lazy("nobody approved it in time"),
    "not paid in time": gettext_lazy("it was not paid in time"),
    "packed anew": gettext_lazy("the warehouse packed it anew"),
    "received in vain": gettext_lazy("the money came in vain"),
    "shipped": gettext_lazy("a parcel left"),
    "the order was called off": gettext_lazy("the order was called off"),
    "the refund came back": gettext_lazy("the refund came back"),
    "the rest was withdrawn": gettext_lazy("the rest was withdrawn"),
    "withdrawn": gettext_lazy("the buyer withdrew"),
}


class Told(NamedTuple):
    """One line of the timeline. `kind` is the event's, or `note`."""

    at: datetime
    kind: str
    words: str
    who: str
    facts: str
    why: str


class Timeline(NamedTuple):
    """Newest first; `is_cut` where there was more than is shown."""

    told: list[Told]
    is_cut: bool


def timeline(order: Order) -> Timeline:
    """Everything that is known to have happened. Three queries."""
    events = list(Event.objects.filter(subject=f"order:{order.number}").order_by("-pk")[: MOST + 1])
    notes = list(OrderNote.objects.filter(order=order).order_by("-pk")[: MOST + 1])
    names = _names([*(event.payload.get("by") for event in events), *(note.by_id for note in notes)])
    told = [_of_event(event, names, order.currency) for event in events]
    told += [Told(note.at, "note", pgettext("order desk", "Note"), names[note.by_id], "", note.text) for note in notes]
    told.sort(key=lambda one: one.at, reverse=True)  # a stable sort: of one instant the latest stays first
    return Timeline(told[:MOST], is_cut=len(told) > MOST)


def reason(written: str) -> str:
    """The shop's own reasons in the reader's language; a person's as written."""
    return str(REASONS.get(written, written))


def _of_event(event: Event, names: Mapping[int, str], currency: str) -> Told:
    words, who = KINDS.get(event.kind, (event.kind, SHOP))
    payload = event.payload
    return Told(
        event.at,
        event.kind,
        str(words),
        names.get(payload.get("by"), "") or str(who),
        format_html_join(", ", "{}", [(fact,) for fact in _facts(payload, currency)]),
        reason(payload.get("why") or payload.get("problem") or ""),
    )


def _facts(payload: Mapping[str, Any], currency: str) -> list[str]:
    """How much, which parcel, which document: what the event tells beside its kind."""
    amount = payload.get("amount") or payload.get("payable")
    return [
        *([payload["target"]] if payload.get("target") else []),
        *([_("receipt %(number)s") % {"number": payload["receipt"]}] if payload.get("receipt") else []),
        *([_("parcel %(number)s") % {"number": payload["shipment"]}] if payload.get("shipment") else []),
        *([str(ScanStatus(payload["status"]).label)] if payload.get("status") in ScanStatus.values else []),
        *[str(payload[name]) for name in ("words", "place", "point") if payload.get(name)],
        *([_moment(payload["seen_at"])] if payload.get("seen_at") else []),
        *([_("change %(number)s") % {"number": payload["change"]}] if payload.get("change") else []),
        *([str(payload["number"])] if payload.get("number") and "return" not in payload else []),
        *([_("return %(number)s") % {"number": payload["number"]}] if payload.get("return") else []),
        *([money(abs(Decimal(amount)), currency)] if amount else []),
        *([_signed(Decimal(payload["effect"]), currency)] if payload.get("effect") else []),
    ]


def _moment(told: str) -> str:
    """When something was seen, which is before we were told of it."""
    return date_format(timezone.localtime(datetime.fromisoformat(told)), "Y-m-d H:i")


def _signed(effect: Decimal, currency: str) -> str:
    sign = "+" if effect > 0 else "\N{MINUS SIGN}" if effect < 0 else "\N{PLUS-MINUS SIGN}"
    return format_html("{}{}", sign, money(abs(effect), currency))


def _names(users: Iterable[int | None]) -> dict[int, str]:
    """People at the desk and buyers, by the key that events name them by; one query, none where nobody is named."""
    wanted = {user for user in users if user is not None}
    if not wanted:
        return {}
    return {user.pk: user.get_full_name() or user.email for user in User.objects.filter(pk__in=wanted)}
