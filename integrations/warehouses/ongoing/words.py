"""What the shop says in Ongoing's words: articles, orders, returns. And what a status number means here."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings

from commerce.catalogue.models import Variant
from commerce.orders import groups
from commerce.orders.freight.models import ChosenPoint
from commerce.orders.models import Order, OrderAddress
from commerce.pricing.vat import SWEDEN
from integrations import strange
from integrations.source import Parked
from integrations.warehouses.models import WarehouseOrder
from integrations.warehouses.ongoing.interface import SYSTEM

State = WarehouseOrder.State
MEANINGS = {
    "open": State.ACKNOWLEDGED,
    "begun": State.BEGUN,
    "picked": State.PICKED,
    "sent": State.SENT,
    "cancelled": State.CANCELLED,
}
Thing = dict[str, Any]


def state_of(status: int | None, *, about: str = "") -> str:
    """The state that a status number stands for, by the settings. Raises Parked for one that nobody has explained."""
    meaning = settings.ONGOING_STATUSES.get(str(status))
    if meaning not in MEANINGS:
        strange.tell(SYSTEM, "order status", status, about=about)
        raise Parked(f"Ongoing's status {status} is not explained in ONGOING_STATUSES.")
    return MEANINGS[meaning]


def order_body(part: WarehouseOrder, lines: Iterable[Sequence[Any]]) -> Thing:
    """A part as Ongoing takes it. `lines` are row, SKU and pieces. What is empty is left out."""
    order = part.order
    point = ChosenPoint.objects.filter(order=order, is_closed=False).first()
    return _full(
        {
            "orderNumber": part.name,
            "goodsOwnerOrderId": order.number,
            "referenceNumber": order.po_number,
            "deliveryDate": f"{order.placed_at.astimezone(SWEDEN):%Y-%m-%d}",
            "consignee": _consignee(order, groups.address_of(order, part.group)),
            "wayOfDelivery": {"code": order.delivery_method, "name": order.delivery_name},
            "servicePointCode": point.key if point else "",
            "transporter": _transporter(order.delivery_method),
            "emailNotification": {"toBeNotified": True, "value": order.email} if order.email else None,
            "smsNotification": {"toBeNotified": True, "value": order.phone} if order.phone else None,
            "deliveryInstruction": order.note[:250],
            "consigneeOrderNumber": order.po_number,
            "languageCode": order.locale,
            "orderLines": [
                {"rowNumber": row, "articleNumber": sku, "numberOfItems": pieces} for row, sku, pieces in lines
            ],
        }
    )


def article_body(variant: Variant) -> Thing:
    name = " ".join(filter(None, (variant.product.name_sv, variant.label_sv)))
    return _full(
        {
            "articleNumber": variant.sku,
            "articleName": name[:255],
            "barCodeInfo": {"barCode": variant.gtin} if variant.gtin else None,
            "weight": float(variant.weight_kg) if variant.weight_g else None,
            "isStockArticle": True,
        }
    )


def whole(number: float | None) -> int:
    """Pieces are whole; nothing is none."""
    if number is not None and number != int(number):
        raise Parked(f"Ongoing tells of {number} pieces.")
    return int(number or 0)


def moment_of(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None


def _consignee(order: Order, address: OrderAddress | None) -> Thing:
    if address is None:
        return {"name": order.number}
    person = f"{address.first_name} {address.last_name}".strip()
    return _full(
        {
            "customerNumber": _customer(order),
            "name": address.company or person,
            "remark": person if address.company else "",
            "address1": address.address_1,
            "address2": address.address_2,
            "postCode": address.postal_code,
            "city": address.city,
            "countryCode": address.country,
        }
    )


def _customer(order: Order) -> str:
    """A guest is a customer of his order; nobody else's address is changed by it."""
    if order.organisation_id:
        return f"F{order.organisation_id}"
    return f"K{order.user_id}" if order.user_id else order.number


def _transporter(method: str) -> Thing | None:
    """`ONGOING_TRANSPORTERS` names a carrier and a service for a way of delivery: ombud=PN:19."""
    code, _colon, service = settings.ONGOING_TRANSPORTERS.get(method, "").partition(":")
    return _full({"transporterCode": code, "transporterServiceCode": service}) if code else None


def _full(body: Thing) -> Thing:
    return {name: value for name, value in body.items() if value not in (None, "")}
