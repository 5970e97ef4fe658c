"""Each mail as it would look for a made-up order: the rows are written, the mail is made of them, and all is undone.

So what is previewed is made by the code that sends. Nothing is committed: no number, no event, no stock is used.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from commerce.customers.models import User
from commerce.customers.organisations import Membership, Organisation
from commerce.events.models import Event
from commerce.orders.changes import content as change_content
from commerce.orders.invoices import content as invoice_content
from commerce.orders.invoices.models import Invoice, InvoiceSeries
from commerce.orders.ledger import Instruction
from commerce.orders.mails.kinds import KINDS
from commerce.orders.models import (
    ChosenPoint,
    Order,
    OrderAddress,
    OrderChange,
    OrderLine,
    Payment,
    Return,
    ReturnLine,
    Shipment,
    ShipmentLine,
)
from commerce.orders.states import ChangeState, InstructionState, ShipmentState
from commerce.pricing.totals import GROSS_PER_RATE
from commerce.pricing.vat import HOME

NUMBER = "PROV-1"
GOODS = {
    "sv": (("LL-1001-CE", "Espressokopp Glimma", "Celadon", 4), ("LL-2040", "Ljuslykta Vinter", "", 1)),
    "en": (("LL-1001-CE", "Espresso cup Glimma", "Celadon", 4), ("LL-2040", "Lantern Vinter", "", 1)),
}
PRICES = (Decimal("189.00"), Decimal("649.00"))
DELIVERY = {"sv": "Hem till dörren", "en": "To your door"}
FREIGHT = Decimal("79.00")


@dataclass
class Sample:
    """A made-up order, and the event and facts that one mail needs."""

    order: Order
    lines: list[OrderLine]
    payment: Payment
    now: datetime
    event: str
    payload: dict[str, Any] = field(default_factory=dict)


def made(code: str, *, locale: str, now: datetime) -> list[EmailMultiAlternatives]:
    """The mails of a kind for the made-up order, in a language."""
    kind = KINDS[code]
    with _undone():
        sample = _order(kind.events[0], locale=locale, now=now)
        STORIES.get(code, _nothing_more)(sample)
        event = Event.objects.create(
            kind=sample.event, subject=f"order:{sample.order.number}", payload=sample.payload, at=now, is_routed=True
        )
        return kind.make(sample.order, event, "sample")


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _order(event: str, *, locale: str, now: datetime) -> Sample:
    goods = list(zip(GOODS[locale], PRICES, strict=True))
    gross = sum((price * quantity for (_sku, _name, _label, quantity), price in goods), FREIGHT)
    net = (gross / Decimal("1.25")).quantize(Decimal("0.01"))
    freight_net = (FREIGHT / Decimal("1.25")).quantize(Decimal("0.01"))
    order = Order.objects.create(
        number=NUMBER,
        cart_token=uuid.uuid4(),
        level="user",
        buyer_type="consumer",
        locale=locale,
        email="asa.oberg@example.se",
        phone="070-123 45 67",
        currency="SEK",
        delivery_method="home",
        delivery_name=DELIVERY[locale],
        delivery_net=freight_net,
        delivery_vat=FREIGHT - freight_net,
        delivery_gross=FREIGHT,
        delivery_vat_rate=Decimal(25),
        net=net,
        vat=gross - net,
        gross=gross,
        rounding=GROSS_PER_RATE,
        vat_by_rate=[{"rate": "25", "net": str(net), "vat": str(gross - net), "gross": str(gross)}],
        placed_at=now - timedelta(minutes=20),
    )
    OrderAddress.objects.create(
        order=order,
        first_name="Åsa",
        last_name="Öberg",
        address_1="Storgatan 1",
        postal_code="393 51",
        city="Kalmar",
        country=HOME,
    )
    lines = []
    for position, ((sku, name, label, quantity), price) in enumerate(goods, start=1):
        line_gross = price * quantity
        line_net = (line_gross / Decimal("1.25")).quantize(Decimal("0.01"))
        lines.append(
            OrderLine.objects.create(
                order=order,
                position=position,
                sku=sku,
                name=name,
                label=label,
                quantity=quantity,
                unit_net=(price / Decimal("1.25")).quantize(Decimal("0.01")),
                unit_gross=price,
                net=line_net,
                vat=line_gross - line_net,
                gross=line_gross,
                vat_rate=Decimal(25),
                tax_class="standard",
                price_source={},
            )
        )
    payment = Payment.objects.create(order=order, provider="demo", amount=gross, currency="SEK", changed_at=now)
    return Sample(order=order, lines=lines, payment=payment, now=now, event=event)


# --- what has happened to the order before each mail ---


def _nothing_more(sample: Sample) -> None:
    """The order as it was placed."""


def _part_sent(sample: Sample) -> None:
    parcel = Shipment.objects.create(
        order=sample.order,
        number=1,
        state=ShipmentState.SHIPPED,
        carrier="PostNord",
        tracking_number="UA123456789SE",
        tracking_url="https://www.postnord.se/vara-verktyg/spara-brev-paket-och-pall",
        packed_at=sample.now,
        shipped_at=sample.now,
    )
    ShipmentLine.objects.create(shipment=parcel, line=sample.lines[0], quantity=3)
    sample.payload = {"shipment": 1}


def _point_closed(sample: Sample) -> None:
    ChosenPoint.objects.create(
        order=sample.order,
        carrier="postnord",
        points_of="optionalservicepoint",
        key="901",
        name="ICA Kvantum Kalmar",
        address_1="Fjölebrovägen 2",
        postal_code="392 37",
        city="Kalmar",
        country=HOME,
        chosen_at=sample.now,
        is_closed=True,
    )


def _changed(state: str, quantity: int, why: tuple[str, str]) -> Callable[[Sample], None]:
    """Another number of the last article, told in Swedish or English."""

    def tell(sample: Sample) -> None:
        order, line = sample.order, sample.lines[-1]
        before = change_content.of_order(order, sample.lines, order.addresses.all())
        after = change_content.with_quantities(before, {line.pk: quantity}, rounding=order.rounding)
        after = change_content.summed(after, rounding=order.rounding, standard_rate=Decimal(25))
        OrderChange.objects.create(
            order=order,
            number=1,
            state=state,
            why=why[order.locale != "sv"],
            before=before,
            after=after,
            effect=Decimal(after["gross"]) - order.gross,
            asked_at=sample.now,
        )
        sample.payload = {"change": 1}

    return tell


def _cancelled(sample: Sample) -> None:
    sample.order.state = Order.State.CANCELLED
    sample.payload = {"why": "not paid in time"}


def _refund(state: str, problem: str = "") -> Callable[[Sample], None]:
    def tell(sample: Sample) -> None:
        asked = Instruction.objects.create(
            payment=sample.payment,
            kind=Instruction.Kind.REFUND,
            amount=Decimal("189.00"),
            state=state,
            why="En kopp var sprucken" if sample.order.locale == "sv" else "A cup was cracked",
            asked_at=sample.now,
            changed_at=sample.now,
            problem=problem,
        )
        sample.payload = {"instruction": asked.pk, "amount": str(asked.amount), "problem": problem}

    return tell


def _in_vain(sample: Sample) -> None:
    sample.order.state = Order.State.CANCELLED
    sample.payload = {"payment": sample.payment.pk, "amount": str(sample.order.gross)}


def _of_company(sample: Sample) -> Organisation:
    """Bought by a member of an organisation; who decides there is somebody made up too."""
    organisation = Organisation.objects.create(name="Kafé Ängen AB")
    sample.order.organisation = organisation
    sample.order.state = Order.State.PLACED
    sample.payload = {"why": "Vi har redan köpt in." if sample.order.locale == "sv" else "Bought already.", "by": 1}
    return organisation


def _asked_of_company(sample: Sample) -> None:
    organisation = _of_company(sample)
    decider = User.objects.create(email=f"{uuid.uuid4()}@example.se", first_name="Maj", last_name="Lind")
    sample.order.user = User.objects.create(email=f"{uuid.uuid4()}@example.se", first_name="Åsa", last_name="Öberg")
    Membership.objects.create(user=decider, organisation=organisation, role="administrator")


def _invoiced(sample: Sample) -> None:
    sample.payment.state, sample.payment.provider = Payment.State.INVOICED, "invoice"
    sample.payment.save(update_fields=["state", "provider"])
    order, today = sample.order, timezone.localdate(sample.now)
    content = invoice_content.of_order(order, language=order.locale, today=today - timedelta(days=40))
    series = InvoiceSeries.objects.get_or_create(code="PROV")[0]
    due = today - timedelta(days=10)
    payment = content["payment"] | {"ocr": "10010418"}
    content |= {"number": "PROV1", "due_on": due.isoformat(), "payment": payment}
    issued = Invoice.objects.create(
        series=series,
        number=1,
        kind=Invoice.Kind.INVOICE,
        order=order,
        issued_on=today - timedelta(days=40),
        due_on=due,
        net=order.net,
        vat=order.vat,
        gross=order.gross,
        currency="SEK",
        content=content,
    )
    sample.payload = {"invoice": issued.pk}


def _returned(state: str, **facts: Any) -> Callable[[Sample], None]:
    def tell(sample: Sample) -> None:
        returned = Return.objects.create(
            order=sample.order,
            number=1,
            kind=Return.Kind.WITHDRAWAL,
            state=state,
            name="Åsa Öberg",
            email=sample.order.email,
            requested_at=sample.now,
            **{name: sample.now if value is timezone.now else value for name, value in facts.items()},
        )
        ReturnLine.objects.create(returned=returned, line=sample.lines[0], quantity=2, received=2)
        sample.payload = {"return": returned.pk}

    return tell


STORIES: dict[str, Callable[[Sample], Any]] = {
    "parcel_shipped": _part_sent,
    "point_closed": _point_closed,
    "order_changed": _changed(ChangeState.DONE, 0, ("Lyktan är slut hos oss.", "We are out of the lantern.")),
    "order_change_proposed": _changed(ChangeState.PROPOSED, 2, ("Du ville ha en lykta till.", "You wanted one more.")),
    "order_cancelled": _cancelled,
    "refund_begun": _refund(InstructionState.REQUESTED),
    "refund_made": _refund(InstructionState.DONE),
    "refund_failed": _refund(InstructionState.FAILED, "card expired"),
    "payment_in_vain": _in_vain,
    "approval_asked": _asked_of_company,
    "approval_given": _of_company,
    "approval_refused": _of_company,
    "invoice": _invoiced,
    "invoice_reminder": _invoiced,
    "return_receipt": _returned("acknowledged"),
    "return_label": _returned("acknowledged"),
    "return_settled": _returned("settled", settled_at=timezone.now, amount=Decimal("378.00")),
    "return_refused": _returned("refused", why="Varorna kom aldrig hit."),
}
