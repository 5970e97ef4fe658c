"""What the orders' room holds about a person, and what of it the law of bookkeeping lets go.

An invoice stays as it was issued (bokföringslagen 7 kap. 1–2 §, mervärdesskattelagen 17 kap. 24 §). The order beside it
then need not say who bought. Where money has moved without an invoice, the name stays as the other party of the
transaction (bokföringslagen 5 kap. 7 §). Amounts, goods, dates and the country, which decides the VAT, always stay.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commerce.customers.person import GONE, Block, Kept, Person, Room, free_through
from commerce.customers.privacy import redacted
from commerce.events.models import Event
from commerce.orders import settle
from commerce.orders.documents import pdf
from commerce.orders.ledger import Instruction, PaymentEvent
from commerce.orders.mails.owing import left_to_pay
from commerce.orders.models import (
    Booking,
    ChosenPoint,
    Invoice,
    Notice,
    Order,
    OrderAddress,
    OrderChange,
    OrderNote,
    Return,
    Scan,
    SentMail,
    Shipment,
)
from commerce.orders.states import InstructionState, OrderState, ReturnState
from commerce.pricing.vat import OSS

OPEN_ORDERS = (OrderState.AWAITING, OrderState.PLACED, OrderState.CONFIRMED)
OPEN_RETURNS = (ReturnState.REQUESTED, ReturnState.ACKNOWLEDGED, ReturnState.RECEIVED)
OF_ORDER = (
    "number",
    "placed_at",
    "state",
    "paid_state",
    "email",
    "phone",
    "note",
    "po_number",
    "buyer_reference",
    "cost_centre",
    "delivery_name",
    "net",
    "vat",
    "gross",
    "currency",
    "locale",
)
OF_ADDRESS = ("first_name", "last_name", "company", "address_1", "address_2", "postal_code", "city")
OF_POINT = ("address_1", "postal_code", "city")
OF_PERSON = {"email": "", "phone": "", "note": "", "buyer_reference": "", "peppol_id": ""}
AT_A_TIME = 200
YEARS, YEARS_OF_OSS = 7, 10  # the one-stop scheme: 282/2011 article 63c


def orders_of(person: Person) -> QuerySet[Order]:
    """Those of the account, and those bought without one by the same address."""
    own = Q(user=None, email__iexact=person.email)
    return Order.objects.filter(own | Q(user=person.user_id) if person.user_id else own)


# --- what there is ---


def export(person: Person) -> Mapping[str, Any]:
    orders = orders_of(person).order_by("pk").prefetch_related(*RELATED)
    notices = Notice.objects.filter(email__iexact=person.email, returned=None).order_by("pk")
    return {
        "orders": [_order(one) for one in orders.iterator(chunk_size=AT_A_TIME)],
        "notices": list(notices.values("name", "email", "order_number", "goods", "note", "received_at", "answer")),
    }


def count(person: Person) -> int:
    return orders_of(person).count() + Notice.objects.filter(email__iexact=person.email, returned=None).count()


RELATED = (
    "addresses",
    "lines",
    "payments__events",
    "payments__instructions",
    "shipments__lines__line",
    "shipments__scans",
    "returns__lines__line",
    "invoices",
    "mails",
    "changes",
)


def _order(order: Order) -> dict[str, Any]:
    events = Event.objects.filter(subject=f"order:{order.number}").order_by("id").values_list("at", "kind")
    return {
        **{name: getattr(order, name) for name in OF_ORDER},
        "addresses": [
            {"kind": one.kind, "country": one.country} | {name: getattr(one, name) for name in OF_ADDRESS}
            for one in order.addresses.all()
        ],
        "lines": [
            {"sku": one.sku, "name": one.name, "label": one.label, "quantity": one.quantity, "gross": one.gross}
            for one in order.lines.all()
        ],
        "payments": [_payment(one) for one in order.payments.all()],
        "parcels": [
            {
                "number": one.number,
                "carrier": one.carrier,
                "tracking_number": one.tracking_number,
                "shipped_at": one.shipped_at,
                "delivered_at": one.delivered_at,
                "seen": [
                    {"at": scan.at, "status": scan.status, "words": scan.words, "place": scan.place}
                    for scan in one.scans.all()
                ],
                "lines": [{"sku": held.line.sku, "quantity": held.quantity} for held in one.lines.all()],
            }
            for one in order.shipments.all()
        ],
        "fetched_at": list(ChosenPoint.objects.filter(order=order).values("name", *OF_POINT, "chosen_at")),
        "returns": [
            {
                "number": one.number,
                "kind": one.kind,
                "state": one.state,
                "name": one.name,
                "email": one.email,
                "note": one.note,
                "requested_at": one.requested_at,
                "amount": one.amount,
                "why": one.why,
                "lines": [{"sku": back.line.sku, "quantity": back.quantity} for back in one.lines.all()],
            }
            for one in order.returns.all()
        ],
        "invoices": [{"number": str(one), "issued_on": one.issued_on, **one.content} for one in order.invoices.all()],
        "changes": [
            {"why": one.why, "before": one.before, "after": one.after, "at": one.asked_at}
            for one in order.changes.all()
        ],
        "mails": [
            {"kind": one.kind, "to": one.to, "subject": one.subject, "sent_at": one.sent_at}
            for one in order.mails.all()
        ],
        "notes": list(OrderNote.objects.filter(order=order).order_by("pk").values("text", "at")),
        "happened": [{"at": at, "kind": kind} for at, kind in events],
    }


def _payment(payment) -> dict[str, Any]:
    """What was paid; the providers' own keys are no business of the shopper's and are left out."""
    return {
        "provider": payment.provider,
        "amount": payment.amount,
        "currency": payment.currency,
        "state": payment.state,
        "events": [{"kind": one.kind, "amount": one.amount, "at": one.at} for one in payment.events.all()],
        "asked": [
            {"kind": one.kind, "amount": one.amount, "why": one.why, "at": one.asked_at}
            for one in payment.instructions.all()
        ],
    }


def documents(person: Person) -> Iterator[tuple[str, bytes]]:
    """Every invoice and credit note as it was issued."""
    issued = Invoice.objects.filter(order__in=orders_of(person)).order_by("pk")
    for one in issued.iterator(chunk_size=AT_A_TIME):
        yield pdf.file_name(one), pdf.invoice(one)


def traces(person: Person) -> Iterable[str]:
    found = orders_of(person).values_list("email", "phone")
    returns = Return.objects.filter(order__in=orders_of(person)).values_list("email", flat=True)
    return [*(word for pair in found.distinct() for word in pair), *returns.distinct()]


# --- what must be finished first ---


def blocks(person: Person, now: datetime) -> list[Block]:
    orders = orders_of(person)
    found = [
        Block(
            _("Order %(number)s is not finished.") % {"number": number},
            _("When it has been sent, or is cancelled."),
        )
        for number in orders.filter(state__in=OPEN_ORDERS).order_by("pk").values_list("number", flat=True)
    ]
    open_returns = Return.objects.filter(order__in=orders, state__in=OPEN_RETURNS).select_related("order")
    found += [
        Block(_("Return %(number)s is not finished.") % {"number": one}, _("When it is settled or refused."))
        for one in open_returns.order_by("pk")
    ]
    if Notice.objects.filter(email__iexact=person.email, handled_at=None).exists():
        found.append(Block(_("A notice of withdrawal has not been answered."), _("When we have answered it.")))
    for order in _with_open_money(orders):
        if left_to_pay(order):
            why, until = _("The invoice of order %(number)s is not paid."), _("When it is paid or credited.")
        elif settle.owed(order):
            why, until = _("We owe you money for order %(number)s."), _("When you have it back.")
        else:
            continue
        found.append(Block(why % {"number": order.number}, until))
    return found


def _with_open_money(orders: QuerySet[Order]) -> QuerySet[Order]:
    owed = Instruction.objects.filter(payment__order=OuterRef("pk"), kind=Instruction.Kind.REFUND)
    return orders.filter(
        Q(Exists(owed.exclude(state=InstructionState.DONE))) | Q(payments__state="invoiced", state=OrderState.COMPLETED)
    ).distinct()


# --- forgetting ---


def forget(person: Person, now: datetime) -> Mapping[str, int]:
    orders = list(orders_of(person).select_for_update(of=("self",)).order_by("pk"))
    for order in orders:
        _forget_order(order, person)
    notices = Notice.objects.filter(email__iexact=person.email)
    return {"orders": len(orders), "notices": notices.delete()[0]}


def _forget_order(order: Order, person: Person) -> None:
    """The order without the person; its link leads nowhere any more. Runs twice without harm."""
    Order.objects.filter(pk=order.pk).update(user=None, token=uuid.uuid4(), **OF_PERSON)
    names = {"first_name": "", "last_name": ""} if not _names_stay(order) else {}
    company = {"company": ""} if names else {}
    places = {name: "" for name in OF_ADDRESS if name not in ("first_name", "last_name", "company")}
    OrderAddress.objects.filter(order=order).update(**places, **names, **company)
    Shipment.objects.filter(order=order).update(tracking_number="", tracking_url="")
    Scan.objects.filter(shipment__order=order).update(words="", place="")
    ChosenPoint.objects.filter(order=order).delete()
    for booking in Booking.objects.filter(Q(shipment__order=order) | Q(returned__order=order)).defer("label"):
        Booking.objects.filter(pk=booking.pk).update(
            label=None, tracking_number="", tracking_url="", problem=person.redact(booking.problem)
        )
    OrderNote.objects.filter(order=order).delete()
    SentMail.objects.filter(order=order).update(to="")
    for returned in Return.objects.filter(order=order):
        Return.objects.filter(pk=returned.pk).update(
            name="", email="", note="", token=uuid.uuid4(), why=person.redact(returned.why)
        )
    for asked in Instruction.objects.filter(payment__order=order):
        Instruction.objects.filter(pk=asked.pk).update(
            why=person.redact(asked.why), problem=person.redact(asked.problem)
        )
    for change in OrderChange.objects.filter(order=order):
        OrderChange.objects.filter(pk=change.pk).update(
            before=_content(change.before), after=_content(change.after), why=person.redact(change.why)
        )
    for event in Event.objects.filter(subject=f"order:{order.number}"):
        kept = redacted(event.payload, person)
        if event.kind.startswith("freight."):
            kept = {name: value for name, value in kept.items() if name not in ("words", "place", "point")}
        if kept != event.payload:
            Event.objects.filter(pk=event.pk).update(payload=kept)


def _names_stay(order: Order) -> bool:
    """Money has moved and no invoice says with whom."""
    moved = PaymentEvent.objects.filter(payment__order=order).exists()
    return moved and not Invoice.objects.filter(order=order, kind=Invoice.Kind.INVOICE).exists()


def _content(content: Any) -> Any:
    """What a change says of the order, without whom and where, at any depth."""
    if isinstance(content, list):
        return [_content(one) for one in content]
    if not isinstance(content, dict):
        return content
    if "address_1" in content:
        return {name: value if name == "country" else "" for name, value in content.items()}
    return {name: "" if name in ("email", "phone") else _content(value) for name, value in content.items()}


# --- when the time is out ---


def forget_old(now: datetime) -> int:
    """Take the person out of orders and invoices that bookkeeping no longer needs. Returns how many orders."""
    today = timezone.localdate(now)
    old = [*_out_of_time(today, YEARS, is_oss=False), *_out_of_time(today, YEARS_OF_OSS, is_oss=True)]
    nobody = Person(email="")
    for order in old:
        _forget_order(order, nobody)
        OrderAddress.objects.filter(order=order).update(first_name="", last_name="", company="")
        for invoice in Invoice.objects.filter(order=order):
            Invoice.objects.filter(pk=invoice.pk).update(content=_anonymous(invoice.content))
    return len(old)


def _out_of_time(today: date, years: int, *, is_oss: bool) -> list[Order]:
    """Orders of which nothing was booked after the day that is free, and that still say who bought."""
    last = free_through(today, fiscal_year_ends=settings.FISCAL_YEAR_ENDS, years=years)
    from_then = timezone.make_aware(datetime.combine(last + timedelta(days=1), datetime.min.time()))
    newer = Invoice.objects.filter(order=OuterRef("pk"), issued_on__gt=last)
    moved = PaymentEvent.objects.filter(payment__order=OuterRef("pk"), at__gte=from_then)
    named = OrderAddress.objects.filter(order=OuterRef("pk")).exclude(first_name="", last_name="", company="")
    issued = Invoice.objects.filter(order=OuterRef("pk")).exclude(content__buyer__name=GONE)
    found = Order.objects.filter(placed_at__lt=from_then).exclude(state__in=OPEN_ORDERS)
    found = found.filter(vat_zone__startswith=OSS) if is_oss else found.exclude(vat_zone__startswith=OSS)
    found = found.filter(~Exists(newer), ~Exists(moved)).filter(~Q(email="") | Exists(named) | Exists(issued))
    return list(found.select_for_update(of=("self",)).order_by("pk")[:AT_A_TIME])


def _anonymous(content: dict[str, Any]) -> dict[str, Any]:
    """What an invoice says, without the buyer and where it went: what and how much, for figures over many years."""
    told = {name: _nobody(content[name]) for name in ("buyer", "delivery") if content.get(name)}
    return content | told | {"deliveries": [_nobody(one) for one in content.get("deliveries") or []]}


def _nobody(party: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in party.items() if name in ("country", "is_business", "group")}
    return dict.fromkeys(party, "") | kept | {"name": GONE}


ROOM = Room(
    title=gettext_lazy("Orders"),
    export=export,
    count=count,
    documents=documents,
    forget=forget,
    blocks=blocks,
    traces=traces,
    forget_old=forget_old,
    goes=(
        gettext_lazy("E-mail address, phone, message, references and address on your orders, and where parcels went."),
        gettext_lazy("Name, address and your own words on returns and notices, and where mails were sent."),
        gettext_lazy("The links to your orders."),
    ),
    stays=(
        Kept(
            gettext_lazy("Invoices and credit notes, as they were issued, with name and address."),
            gettext_lazy(
                "Seven years after the end of the calendar year of the fiscal year (bokföringslagen 7 kap. 2 §); ten "
                "years for sales with another country's VAT. Then they lose the name by themselves."
            ),
        ),
        Kept(
            gettext_lazy("Goods, amounts, VAT, dates and country of orders and payments, without your name."),
            gettext_lazy("They are what the invoices are made of (bokföringslagen 5 kap. 7 §)."),
        ),
        Kept(
            gettext_lazy("Your name on an order that was paid and came to nothing before it was invoiced."),
            gettext_lazy("The books must say with whom money was exchanged (bokföringslagen 5 kap. 7 §)."),
        ),
    ),
)
