"""What an order copies of the moment it is bought: names, prices with their reasons, VAT, terms. No query is made."""

from commerce.orders.models import Order, OrderLine
from commerce.orders.taxed import Taxed
from commerce.pricing.reckoning import Reckoning, told
from commerce.quotations.frozen import Terms


def counted(reckoned: Reckoning) -> list[int]:
    """The offers that were used and that only so many may have, by id."""
    return [offer.offer_id for offer in reckoned.goods.outcome.used if offer.is_counted]


def order_of(
    order_id, number, cart_token, details, delivery, reckoned: Reckoning, tax: Taxed, *, codes, shopper, user_id, now
) -> Order:
    """The order with its sums; `codes` are those of the cart."""
    rates = reckoned.delivery_rates
    return Order(
        id=order_id,
        number=number,
        cart_token=cart_token,
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
        delivery_method=delivery.code,
        delivery_name=delivery.name_in(shopper.locale),
        delivery_net=reckoned.delivery.net,
        delivery_vat=reckoned.delivery.vat,
        delivery_gross=reckoned.delivery.gross,
        delivery_vat_rate=rates[0] if len(rates) == 1 else None,
        net=reckoned.sums.net,
        vat=reckoned.sums.vat,
        gross=reckoned.gross,
        rounding=reckoned.sums.rounding,
        vat_by_rate=reckoned.vat_by_rate(),
        vat_zone=tax.zone,
        vat_number=tax.number,
        codes=codes,
        counted_offers=counted(reckoned),
        placed_at=now,
    )


def lines_of(order, lines, reckoned: Reckoning, agreed: Terms | None, *, later, locale) -> list[OrderLine]:
    """The lines in the order of the cart, with the price, its reason and what offers took off.

    What was `agreed` in a quotation keeps the tax class that it had there. `later` are the pieces by variant that have
    not come yet, and the line says when they were expected.
    """
    offers, tax_classes = told(reckoned.goods), agreed.tax_classes if agreed else {}
    reckoned_lines = zip(reckoned.goods.quotes, reckoned.goods.off, reckoned.lines, strict=True)
    by_variant = {quote.variant_id: (quote, off, amounts) for quote, off, amounts in reckoned_lines}
    return [
        OrderLine(
            order=order,
            position=position,
            variant_id=line.variant.pk,
            sku=line.variant.sku,
            name=line.variant.product.name_in(locale),
            label=line.variant.label_in(locale),
            quantity=line.quantity,
            unit_net=quote.unit_net,
            unit_gross=quote.unit_gross,
            discount=off,
            net=amounts.net,
            vat=amounts.vat,
            gross=amounts.gross,
            vat_rate=quote.rate,
            tax_class=tax_classes.get(line.variant.pk, line.variant.product.tax_class),
            price_source={**quote.source, "discounts": offers[quote.variant_id]} if off else quote.source,
            withdrawal_exempt=line.variant.product.withdrawal_exempt,
            later=later.get(line.variant.pk, 0),
            expected_on=line.expected_on if later.get(line.variant.pk) else None,
        )
        for position, line in enumerate(lines, start=1)
        for quote, off, amounts in [by_variant[line.variant.pk]]
    ]
