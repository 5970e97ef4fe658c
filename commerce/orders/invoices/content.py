"""Everything that stands on an invoice, as it is kept in `Invoice.content`: texts, amounts as strings, ISO dates.

    {"language": "sv", "number": "F12", "issued_on": "2026-11-26", "due_on": "2026-12-26" or null,
     "delivered_on": "2026-11-26", "order": {"number", "placed_on"}, "seller": {...}, "buyer": {...}, "delivery": {...},
     "deliveries": [{...}],
     "lines": [{"key", "line", "group", "sku", "name", "label", "quantity", "unit_net", "unit_gross", "discount", "net",
                "gross", "rate", "category"}],
     "vat": [{"rate", "category", "net", "vat", "rounding"}],
     "net", "vat_total", "gross", "rounding", "payable", "paid", "currency", "exact", "vat_zone", "vat_note",
     "payment": {"kind": "invoice" or "paid", "name", "terms_days", "ocr"}, "credits": {"number", "issued_on"} or null,
     "why"}

Of an order to several addresses `delivery` says only the country, which is the same for all, and `deliveries` has each
of them, by the `group` of the lines; for one address it is empty. `line` is the order line's key, None for delivery and
free amounts. `gross` is net and VAT (BT-112), `payable` what is
charged: `gross` and `rounding` (BT-114). `category` is a code of UNCL5305. What an invoice must hold: mervärdesskatte-
lagen (2023:200) 17 kap. 24 §; "Godkänd för F-skatt": skatteförfarandelagen (2011:1244) 9 kap.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from stdnum import luhn

from commerce.customers.organisations import Organisation
from commerce.orders.invoices.sums import Sums, sold
from commerce.orders.models import Order, OrderAddress, OrderLine, Payment
from commerce.orders.payments import providers
from commerce.orders.terms import agreed_days
from commerce.pricing.totals import Amounts
from commerce.pricing.vat import OSS, REVERSE_CHARGE, SWEDEN

F_TAX = "Godkänd för F-skatt"
INTRA_UNION, ZERO_RATED, STANDARD = "K", "Z", "S"
GOOD = (Payment.State.AUTHORISED, Payment.State.PAID, Payment.State.INVOICED)
ZERO = Decimal(0)
Content = dict[str, Any]


def of_order(order: Order, *, language: str, today: date) -> Content:
    """The invoice of an order, all but its number. `language` is the one in force. Five queries."""
    lines = list(order.lines.order_by("group", "position"))
    charged = [
        (Decimal(one["rate"]), Amounts(Decimal(one["net"]), Decimal(one["vat"]), Decimal(one["gross"])))
        for one in order.vat_by_rate
    ]
    delivery = _delivery(lines, charged)
    parts = [(Amounts(line.net, line.vat, line.gross), line.vat_rate) for line in lines]
    sums = sold([*parts, *delivery], by_rate=charged)
    goods, freight = sums.nets[: len(lines)], sums.nets[len(lines) :]
    rows = [_line(line, net, zone=order.vat_zone) for line, net in zip(lines, goods, strict=True)]
    rows += [
        _freight(order, place, part, net, rate, zone=order.vat_zone)
        for place, ((part, rate), net) in enumerate(zip(delivery, freight, strict=True), start=1)
    ]
    payment = order.payments.filter(state__in=GOOD).first()
    return {
        "language": language,
        "issued_on": today.isoformat(),
        "order": {"number": order.number, "placed_on": order.placed_at.astimezone(SWEDEN).date().isoformat()},
        "delivered_on": _delivered_on(order, today).isoformat(),
        "seller": seller(),
        **_parties(order),
        "lines": rows,
        **totals(sums, zone=order.vat_zone),
        "paid": str(ZERO if _is_credit(payment) else sums.payable),
        "currency": order.currency,
        "exact": order.rounding,
        "vat_zone": order.vat_zone,
        "vat_note": vat_note(order.vat_zone),
        "payment": _payment(order, payment),
        "credits": None,
        "why": "",
    }


def totals(sums: Sums, *, zone: str) -> Content:
    return {
        "vat": [
            {
                "rate": plain(one.rate),
                "category": category(one.rate, zone),
                "net": str(one.net),
                "vat": str(one.vat),
                "rounding": str(one.rounding),
            }
            for one in sums.by_rate
        ],
        "net": str(sums.net),
        "vat_total": str(sums.vat),
        "gross": str(sums.gross),
        "rounding": str(sums.rounding),
        "payable": str(sums.payable),
    }


def seller() -> Content:
    """The shop as it is now, from the settings."""
    known = dict(settings.SELLER)
    known["tax_note"] = F_TAX if known.pop("has_f_tax") else ""
    return known


def category(rate: Decimal, zone: str) -> str:
    """The VAT category of a line: intra-Union supply, zero-rated or standard."""
    if zone == REVERSE_CHARGE:
        return INTRA_UNION
    return STANDARD if rate else ZERO_RATED


def vat_note(zone: str) -> str:
    """What must be said about the VAT, in the language in force."""
    if zone == REVERSE_CHARGE:
        return _("Reverse charge (omvänd betalningsskyldighet). Intra-Community supply, Article 138 of 2006/112/EC.")
    if zone.startswith(OSS):
        return _("VAT of %(country)s is charged and accounted for through the Union scheme.") % {
            "country": zone.removeprefix(OSS)
        }
    return ""


def with_number(content: Content, number: int, series: str, *, due_on: date | None) -> Content:
    """The content with its number, and with the reference by which an invoice is paid: its digits and a check digit."""
    digits = str(number)
    payment = {**content["payment"], "ocr": digits + luhn.calc_check_digit(digits)} if due_on else content["payment"]
    due = due_on.isoformat() if due_on else None
    return {**content, "number": f"{series}{number}", "due_on": due, "payment": payment}


def terms_days(content: Mapping[str, Any]) -> int | None:
    """Days until it falls due, None for what is paid."""
    return content["payment"]["terms_days"]


# --- the parts ---


def plain(rate: Decimal) -> str:
    """25, 25.5: never 25.00 and never 2E+1."""
    return f"{rate.normalize():f}"


def _line(line: OrderLine, net: Decimal, *, zone: str) -> Content:
    return {
        "key": str(line.position),
        "line": line.pk,
        "group": line.group,
        "sku": line.sku,
        "name": line.name,
        "label": line.label,
        "quantity": line.quantity,
        "unit_net": str(line.unit_net),
        "unit_gross": str(line.unit_gross),
        "discount": str(line.discount),
        "net": str(net),
        "gross": str(line.gross),
        "rate": plain(line.vat_rate),
        "category": category(line.vat_rate, zone),
    }


def _freight(order: Order, place: int, part: Amounts, net: Decimal, rate: Decimal, *, zone: str) -> Content:
    return {
        "key": f"delivery-{place}",
        "line": None,
        "group": None,
        "sku": "",
        "name": order.delivery_name,
        "label": "",
        "quantity": 1,
        "unit_net": str(net),
        "unit_gross": str(part.gross),
        "discount": "0.00",
        "net": str(net),
        "gross": str(part.gross),
        "rate": plain(rate),
        "category": category(rate, zone),
    }


def _delivery(lines: Iterable[OrderLine], charged: Iterable[tuple[Decimal, Amounts]]) -> list[tuple[Amounts, Decimal]]:
    """What delivery cost at each rate: what was charged there and is not a line's."""
    known = list(lines)
    found = []
    for rate, whole in charged:
        own = [line for line in known if line.vat_rate == rate]
        net = whole.net - sum((line.net for line in own), ZERO)
        gross = whole.gross - sum((line.gross for line in own), ZERO)
        if gross or net:
            found.append((Amounts(net, gross - net, gross), rate))
    return found


def _delivered_on(order: Order, today: date) -> date:
    """The day the last parcel left; where none is known, today."""
    last = order.shipments.exclude(shipped_at=None).order_by("-shipped_at").first()
    return last.shipped_at.astimezone(SWEDEN).date() if last and last.shipped_at else today


def _is_credit(payment: Payment | None) -> bool:
    """Whether the order is yet to be paid. Nothing asked is nothing paid."""
    return payment is None or payment.state == Payment.State.INVOICED


def _payment(order: Order, payment: Payment | None) -> Content:
    if not _is_credit(payment):
        code = payment.provider if payment else ""
        name = str(providers()[code].name) if code in providers() else code
        return {"kind": "paid", "name": name, "terms_days": None, "ocr": ""}
    return {"kind": "invoice", "name": "", "terms_days": agreed_days(order.organisation), "ocr": ""}


def _parties(order: Order) -> Content:
    """Who bought, and where the goods went."""
    every = sorted(order.addresses.all(), key=lambda one: one.group)
    sent_to = [one for one in every if one.kind == OrderAddress.Kind.DELIVERY]
    billed = next((one for one in every if one.kind == OrderAddress.Kind.BILLING), None)
    organisation = order.organisation
    buyer = _address(billed or sent_to[0])
    if organisation:
        if organisation.invoice_address_1 and not billed:
            buyer |= _invoice_address(organisation)
        buyer["name"] = organisation.name
    is_private = organisation is not None and organisation.is_sole_trader
    return {
        "buyer": buyer
        | {
            "number": (organisation.number or "") if organisation and not is_private else "",
            "vat_number": order.vat_number or (organisation.vat_number if organisation and not is_private else ""),
            "email": (organisation.invoice_email if organisation else "") or order.email,
            "reference": order.buyer_reference or (organisation.buyer_reference if organisation else ""),
            "po_number": order.po_number,
            "cost_centre": order.cost_centre,
            "peppol_id": order.peppol_id,
            "is_business": order.buyer_type == "business",
        },
        **_deliveries(sent_to),
    }


def _deliveries(sent_to: list[OrderAddress]) -> Content:
    """Where the goods went. A document has room for one address (BG-13); of several it says the country (BT-80)."""
    one, *others = [_address(address) for address in sent_to]
    if not others:
        return {"delivery": one, "deliveries": []}
    every = [{**_address(address), "group": address.group} for address in sent_to]
    return {"delivery": dict.fromkeys(one, "") | {"country": one["country"]}, "deliveries": every}


def _address(address: OrderAddress) -> Content:
    person = f"{address.first_name} {address.last_name}".strip()
    return {
        "name": address.company or person,
        "person": person,
        "address_1": address.address_1,
        "address_2": address.address_2,
        "postal_code": address.postal_code,
        "city": address.city,
        "country": address.country,
    }


def _invoice_address(organisation: Organisation) -> Content:
    return {
        "address_1": organisation.invoice_address_1,
        "address_2": organisation.invoice_address_2,
        "postal_code": organisation.invoice_postal_code,
        "city": organisation.invoice_city,
        "country": organisation.invoice_country,
    }
