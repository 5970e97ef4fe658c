"""All that an order says of itself, as plain values, and what it would say if it were changed. Pure arithmetic.

    {"lines": [{"line", "group", "variant", "sku", "name", "label", "quantity", "unit_net", "unit_gross", "discount",
                "net", "vat", "gross", "vat_rate", "tax_class", "price_source", "withdrawal_exempt"}],
     "delivery": {"net", "vat", "gross", "rate", "parts": {"1": {"net", "vat", "gross"}, "2": ...}},
     "net", "vat", "gross", "vat_by_rate", "address": {...}, "also_to": {"2": {...}}, "email", "phone"}

`line` is the order line's key, None for one that a change adds. Amounts are strings with two decimals. `address` is the
first delivery group's, `also_to` has those of the others; `parts` are what delivery costs to each of several.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from commerce.money import to_ore
from commerce.orders.models import Order, OrderAddress, OrderLine
from commerce.pricing.quote import Quote
from commerce.pricing.reckoning import by_address, spread
from commerce.pricing.totals import NET_PER_RATE, Amounts, document

ADDRESS = ("first_name", "last_name", "company", "address_1", "address_2", "postal_code", "city", "country")
CONTACT = ("email", "phone")
SUMS = ("net", "vat", "gross")
AMOUNTS = ("unit_net", "unit_gross", "discount", "net", "vat", "gross", "vat_rate")
TOLD = ("sku", "name", "label", "tax_class", "price_source", "withdrawal_exempt")
Content = dict[str, Any]


def of_order(order: Order, lines: Iterable[OrderLine], addresses: Iterable[OrderAddress]) -> Content:
    """As the order is now."""
    sent_to = sorted((one for one in addresses if one.kind == OrderAddress.Kind.DELIVERY), key=lambda one: one.group)
    first, *others = sent_to
    return {
        "lines": [_of_line(line) for line in lines],
        "delivery": {
            "net": str(order.delivery_net),
            "vat": str(order.delivery_vat),
            "gross": str(order.delivery_gross),
            "rate": None if order.delivery_vat_rate is None else str(order.delivery_vat_rate),
            "parts": {
                str(one.group): {
                    "net": str(one.delivery_net),
                    "vat": str(one.delivery_vat),
                    "gross": str(one.delivery_gross),
                }
                for one in sent_to
                if one.delivery_gross is not None
            },
        },
        "net": str(order.net),
        "vat": str(order.vat),
        "gross": str(order.gross),
        "vat_by_rate": order.vat_by_rate,
        "address": _of_address(first),
        "also_to": {str(one.group): _of_address(one) for one in others},
        **{name: getattr(order, name) for name in CONTACT},
    }


def addresses(content: Content) -> dict[int, dict[str, str]]:
    """Where it goes, by delivery group."""
    return {1: content["address"]} | {int(group): one for group, one in content.get("also_to", {}).items()}


def with_address(content: Content, group: int, changed: Mapping[str, str]) -> Content:
    """The same with an address of one group changed."""
    if group == 1:
        return {**content, "address": {**content["address"], **changed}}
    key = str(group)
    return {**content, "also_to": {**content["also_to"], key: {**content["also_to"][key], **changed}}}


def with_quantities(content: Content, quantities: Mapping[int, int], *, rounding: str) -> Content:
    """The same with other quantities of its lines, by line; those of none go. Sums are not made anew.

    Fewer cost their part of what the line cost, offers for the whole cart included. More cost the unit price that was
    agreed, whatever the price is today.
    """
    side = "net" if rounding == NET_PER_RATE else "gross"
    lines = []
    for line in content["lines"]:
        wanted = quantities.get(line["line"], line["quantity"])
        if wanted != line["quantity"]:
            line = _with_quantity(line, wanted, side=side)
        if wanted:
            lines.append(line)
    return {**content, "lines": lines}


def line_of_quote(quote: Quote, variant, *, group: int, buyer_type: str, locale: str) -> Content:
    """A line that a change adds, at today's price; its sums are made with those of the order."""
    exact = str(quote.line(buyer_type))
    return {
        "line": None,
        "group": group,
        "variant": variant.pk,
        "sku": variant.sku,
        "name": variant.product.name_in(locale),
        "label": variant.label_in(locale),
        "quantity": quote.quantity,
        "unit_net": str(quote.unit_net),
        "unit_gross": str(quote.unit_gross),
        "discount": "0.00",
        "net": exact,
        "vat": "0.00",
        "gross": exact,
        "vat_rate": str(quote.rate),
        "tax_class": variant.product.tax_class,
        "price_source": quote.source,
        "withdrawal_exempt": variant.product.withdrawal_exempt,
    }


def summed(content: Content, *, rounding: str, standard_rate: Decimal) -> Content:
    """With VAT and sums made anew, for each rate on the whole order.

    Delivery costs what it did; to one of several addresses, nothing when nothing more goes there.
    """
    side = "net" if rounding == NET_PER_RATE else "gross"
    goods = [(Decimal(line[side]), Decimal(line["vat_rate"])) for line in content["lines"]]
    each = _delivery_by_group(content, side)
    exact = sum(each.values(), Decimal("0.00")) if each else Decimal(content["delivery"][side])
    delivery = spread(exact, goods, standard_rate=standard_rate)
    sums = document([*goods, *delivery], rounding=rounding)
    own, freight = sums.parts[: len(goods)], sums.parts[len(goods) :]
    rates = [rate for _amount, rate in delivery]
    whole = Amounts(*(sum((getattr(one, name) for one in freight), Decimal("0.00")) for name in SUMS))
    return {
        **content,
        "lines": [{**line, **_amounts(part)} for line, part in zip(content["lines"], own, strict=True)],
        "delivery": {
            **_amounts(whole),
            "rate": str(rates[0]) if len(rates) == 1 else None,
            "parts": {
                group: _amounts(part)
                for group, part in zip(each, by_address(whole, list(each.values()), rounding=rounding), strict=True)
            }
            if each
            else {},
        },
        "net": str(sums.net),
        "vat": str(sums.vat),
        "gross": str(sums.gross),
        "vat_by_rate": [
            {"rate": str(rate), "net": str(one.net), "vat": str(one.vat), "gross": str(one.gross)}
            for rate, one in sums.by_rate
        ],
    }


def fields_of_line(line: Content) -> dict[str, Any]:
    """The fields of an OrderLine."""
    return {
        "group": line["group"],
        "variant_id": line["variant"],
        "quantity": line["quantity"],
        **{name: line[name] for name in TOLD},
        **{name: Decimal(line[name]) for name in AMOUNTS},
    }


def fields_of_order(content: Content) -> dict[str, Any]:
    """The fields of an Order that a change writes."""
    delivery = content["delivery"]
    return {
        "net": Decimal(content["net"]),
        "vat": Decimal(content["vat"]),
        "gross": Decimal(content["gross"]),
        "vat_by_rate": content["vat_by_rate"],
        "delivery_net": Decimal(delivery["net"]),
        "delivery_vat": Decimal(delivery["vat"]),
        "delivery_gross": Decimal(delivery["gross"]),
        "delivery_vat_rate": None if delivery["rate"] is None else Decimal(delivery["rate"]),
        **{name: content[name] for name in CONTACT},
    }


def fields_of_addresses(content: Content) -> dict[int, dict[str, Any]]:
    """By delivery group, the fields of an OrderAddress that a change writes."""
    parts = content["delivery"]["parts"]
    return {
        group: {
            **address,
            **{f"delivery_{name}": Decimal(amount) for name, amount in parts.get(str(group), {}).items()},
        }
        for group, address in addresses(content).items()
    }


def pieces(content: Content) -> dict[int, int]:
    """How many of each variant it holds; lines whose article is gone are left out."""
    found: dict[int, int] = {}
    for line in content["lines"]:
        if line["variant"] is not None:
            found[line["variant"]] = found.get(line["variant"], 0) + line["quantity"]
    return found


def _of_line(line: OrderLine) -> Content:
    return {
        "line": line.pk,
        "group": line.group,
        "variant": line.variant_id,
        "quantity": line.quantity,
        **{name: getattr(line, name) for name in TOLD},
        **{name: str(getattr(line, name)) for name in AMOUNTS},
    }


def _of_address(address: OrderAddress) -> dict[str, str]:
    return {name: getattr(address, name) for name in ADDRESS}


def _amounts(part: Amounts) -> dict[str, str]:
    return {name: str(getattr(part, name)) for name in SUMS}


def _delivery_by_group(content: Content, side: str) -> dict[str, Decimal]:
    """What delivery costs to each of several addresses; nothing for one address."""
    left = {str(line["group"]) for line in content["lines"]}
    parts = content["delivery"]["parts"]
    return {group: Decimal(part[side]) if group in left else Decimal("0.00") for group, part in parts.items()}


def _with_quantity(line: Content, wanted: int, *, side: str) -> Content:
    exact, unit, had = Decimal(line[side]), Decimal(line[f"unit_{side}"]), line["quantity"]
    if wanted > had:
        return {**line, "quantity": wanted, side: str(exact + unit * (wanted - had))}
    part = to_ore(exact * wanted / had)
    return {**line, "quantity": wanted, side: str(part), "discount": str(unit * wanted - part)}
