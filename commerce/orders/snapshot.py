"""What an order copies of the moment it is bought: names, prices with their reasons, VAT, terms. No query is made."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from commerce.cart.division import Division
from commerce.cart.lines import Row
from commerce.money import share
from commerce.orders.details import Details
from commerce.orders.freight import booking as freight
from commerce.orders.models import ChosenPoint, Order, OrderAddress, OrderLine
from commerce.orders.placing import Purchase
from commerce.pricing.quote import Quote
from commerce.pricing.reckoning import Reckoning, portions, told
from commerce.pricing.totals import Amounts
from commerce.quotations.frozen import Terms


def order_of(bought: Purchase, details: Details, *, key: int, number: str, user_id: int | None, now: datetime) -> Order:
    """The order with its sums. `key` is its primary key."""
    shopper, reckoned = bought.shopper, bought.reckoned
    rates = reckoned.delivery_rates
    return Order(
        id=key,
        number=number,
        cart_token=bought.cart.token,
        user_id=user_id,
        organisation_id=shopper.organisation,
        level=shopper.level,
        buyer_type=shopper.buyer_type,
        locale=shopper.locale,
        email=details.email,
        phone=details.phone,
        note=details.note,
        po_number=details.po_number,
        buyer_reference=details.buyer_reference,
        cost_centre=details.cost_centre,
        peppol_id=details.peppol_id,
        currency=shopper.currency,
        delivery_method=bought.delivery.code,
        delivery_name=bought.delivery.name_in(shopper.locale),
        delivery_net=reckoned.delivery.net,
        delivery_vat=reckoned.delivery.vat,
        delivery_gross=reckoned.delivery.gross,
        delivery_vat_rate=rates[0] if len(rates) == 1 else None,
        net=reckoned.sums.net,
        vat=reckoned.sums.vat,
        gross=reckoned.gross,
        rounding=reckoned.sums.rounding,
        vat_by_rate=reckoned.vat_by_rate(),
        vat_zone=bought.tax.zone,
        vat_number=bought.tax.number,
        quotation_id=bought.agreed.quotation_id if bought.agreed else None,
        codes=bought.cart.codes,
        counted_offers=bought.counted_offers,
        placed_at=now,
    )


def addresses_of(order: Order, details: Details, division: Division | None, reckoned: Reckoning) -> list[OrderAddress]:
    """Where the goods go: as the shopper wrote it, or one for each group, with what delivery there costs."""
    kind = OrderAddress.Kind.DELIVERY
    if division is None:
        return [OrderAddress(order=order, kind=kind, **details.address)]
    if len(division.groups) == 1:
        return [OrderAddress(order=order, kind=kind, **division.groups[0].address)]
    return [
        OrderAddress(
            order=order,
            kind=kind,
            group=group.number,
            delivery_net=cost.net,
            delivery_vat=cost.vat,
            delivery_gross=cost.gross,
            **group.address,
        )
        for group, cost in zip(division.groups, reckoned.deliveries, strict=True)
    ]


def point_of(order: Order, details: Details, bought: Purchase) -> list[ChosenPoint]:
    """Where the shopper fetches it, when he chose among those of the delivery; not of goods to several addresses."""
    if details.point is None or bought.division is not None or not bought.delivery.points_of:
        return []
    return [ChosenPoint(order=order, **freight.said(details.point, bought.delivery, now=order.placed_at))]


def lines_of(
    order: Order,
    lines: Iterable[Row],
    reckoned: Reckoning,
    agreed: Terms | None,
    division: Division | None,
    *,
    later: Mapping[int, int],
) -> list[OrderLine]:
    """The lines in the order of the cart, group by group, with the price, its reason and what offers took off.

    A line whose pieces go to several addresses becomes one for each. Together they cost what it did. What was `agreed`
    in a quotation keeps the tax class that it had there. `later` are the pieces by variant that have not come yet,
    those to the last address first; the line says when they were expected.
    """
    offers, tax_classes = told(reckoned.goods), agreed.tax_classes if agreed else {}
    found = zip(reckoned.goods.quotes, reckoned.goods.off, reckoned.lines, strict=True)
    by_variant = {quote.variant_id: (quote, off, amounts) for quote, off, amounts in found}
    made = []
    for line in lines:
        quote, off, amounts = by_variant[line.variant.pk]
        pieces = division.pieces_of(quote.variant_id) if division else {1: line.quantity}
        for (group, count), part in zip(pieces.items(), portions(amounts, list(pieces.values())), strict=True):
            whole = quote.unit(order.buyer_type) * count
            less = off if len(pieces) == 1 else whole - part.exact(order.rounding)
            one = _line(order, group, line, count, quote, part, less, offers[quote.variant_id])
            one.tax_class = tax_classes.get(quote.variant_id, line.variant.product.tax_class)
            made.append(one)
        _say_what_comes_later(made[-len(pieces) :], later.get(line.variant.pk, 0), line)
    made.sort(key=lambda one: one.group)
    for position, one in enumerate(made, start=1):
        one.position = position
    return made


def _line(
    order: Order,
    group: int,
    line: Row,
    quantity: int,
    quote: Quote,
    amounts: Amounts,
    discount: Decimal,
    offers: list[dict[str, Any]],
) -> OrderLine:
    return OrderLine(
        order=order,
        group=group,
        variant_id=line.variant.pk,
        sku=line.variant.sku,
        name=line.variant.product.name_in(order.locale),
        label=line.variant.label_in(order.locale),
        quantity=quantity,
        unit_net=quote.unit_net,
        unit_gross=quote.unit_gross,
        discount=discount,
        net=amounts.net,
        vat=amounts.vat,
        gross=amounts.gross,
        vat_rate=quote.rate,
        price_source={**quote.source, "discounts": _of_these(offers, discount)} if discount else quote.source,
        withdrawal_exempt=line.variant.product.withdrawal_exempt,
    )


def _say_what_comes_later(parts: Sequence[OrderLine], pieces: int, line: Row) -> None:
    for part in reversed(parts):
        part.later = min(part.quantity, pieces)
        part.expected_on = line.expected_on if part.later else None
        pieces -= part.later


def _of_these(offers: list[dict[str, Any]], discount: Decimal) -> list[dict[str, Any]]:
    """What each offer took off these pieces: together what was taken off them."""
    own = share(discount, [Decimal(one["amount"]) for one in offers])
    return [{**one, "amount": str(amount)} for one, amount in zip(offers, own, strict=True)]
