"""The documents of an order as PDF, in the shopper's language: order confirmation, packing slip, invoice, credit note.

An invoice and a credit note are drawn from what was kept when they were issued, so they are the same for ever.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from commerce.customers.countries import NAMES
from commerce.customers.organisation_numbers import as_written
from commerce.orders.documents.typeset import typeset
from commerce.orders.invoices import content as invoice_content
from commerce.orders.invoices.models import Invoice
from commerce.orders.models import Order, OrderLine
from commerce.orders.payments import providers
from commerce.orders.shipments import Shipment
from commerce.pricing.totals import NET_PER_RATE
from commerce.pricing.vat import HOME, SWEDEN

NO_BREAK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
Said = dict[str, Any]


def invoice(issued: Invoice) -> bytes:
    """An invoice or a credit note."""
    content = issued.content
    with override(content["language"]):
        said = _of_invoice(content, is_credit=issued.kind == Invoice.Kind.CREDIT_NOTE)
    return typeset(issued.kind, said, at=_moment(issued.issued_on))


def order_confirmation(order: Order) -> bytes:
    """What was ordered, as it was when it was ordered."""
    with override(order.locale):
        content = invoice_content.of_order(order, language=order.locale, today=day_of(order.placed_at))
        said = _of_order(order, content)
    return typeset("order_confirmation", said, at=order.placed_at)


def packing_slip(order: Order, shipment: Shipment | None = None) -> bytes:
    """What lies in the parcel: of one shipment, or of the whole order, with a slip for each address.

    No prices, since it may be a gift.
    """
    with override(order.locale):
        content = invoice_content.of_order(order, language=order.locale, today=day_of(order.placed_at))
        said = _of_parcels(order, content, shipment)
    if len(said) > 1:
        return _slips(said, number=order.number, language=order.locale, at=order.placed_at)
    return typeset("packing_slip", said[0], at=shipment.packed_at if shipment else order.placed_at)


def packing_slips(orders: Iterable[Order], *, at: datetime) -> bytes:
    """The packing slips of orders, at least one, in one document: each on its own pages, in its buyer's language."""
    slips = []
    for order in orders:
        with override(order.locale):
            content = invoice_content.of_order(order, language=order.locale, today=day_of(order.placed_at))
            slips += _of_parcels(order, content, None)
    return _slips(slips, number=f"{at:%Y-%m-%d}", language=get_language(), at=at)


def _slips(slips: list[Said], *, number: str, language: str | None, at: datetime) -> bytes:
    said = {**slips[0], "title": _("Packing slips"), "number": number, "language": language, "slips": slips}
    return typeset("packing_slips", said, at=at)


def file_name(issued: Invoice) -> str:
    return f"{'kreditfaktura' if issued.kind == Invoice.Kind.CREDIT_NOTE else 'faktura'}-{issued}.pdf"


def money(value: Any, currency: str) -> str:
    """An amount with its currency, in the language in force."""
    if currency != "SEK" or not _is_swedish():
        return f"{currency}{NO_BREAK}{amount_of(value)}"
    return f"{amount_of(value)}{NO_BREAK}kr"


def giro_as_written(number: str) -> str:
    """A bankgiro number as people read it: 123-4567 or 1234-5678."""
    return f"{number[:-4]}-{number[-4:]}" if number else ""


# --- what each says ---


def _of_invoice(content: Mapping[str, Any], *, is_credit: bool) -> Said:
    is_net = content["exact"] == NET_PER_RATE
    buyer, payment = content["buyer"], content["payment"]
    facts = [
        (_("Credit note date") if is_credit else _("Invoice date"), date_of(content["issued_on"])),
        (_("Due date"), date_of(content["due_on"])),
        (_("Order number"), content["order"]["number"]),
        (_("Order date"), date_of(content["order"]["placed_on"])),
        (pgettext("document", "Delivered"), date_of(content["delivered_on"])),
        (pgettext("document", "Your reference"), buyer["reference"]),
        (pgettext("document", "Your order number"), buyer["po_number"]),
        (pgettext("document", "Cost centre"), buyer["cost_centre"]),
        (pgettext("document", "Your VAT number"), buyer["vat_number"]),
        (pgettext("document", "Your org. number"), as_written(buyer["number"])),
    ]
    notice = ""
    if is_credit:
        told = content["credits"]
        notice = _("Takes back from invoice %(number)s of %(date)s. Reason: %(why)s") % {
            "number": told["number"],
            "date": date_of(told["issued_on"]),
            "why": content["why"],
        }
    tail = (
        _("Paid with %(name)s. Nothing more to pay.") % {"name": payment["name"]} if payment["kind"] == "paid" else ""
    )
    return {
        **common(content, title=_("Credit note") if is_credit else _("Invoice"), number=content["number"]),
        "blocks": [party(pgettext("document", "Buyer"), buyer), _delivered_to(content)],
        "facts": facts,
        "heads": heads(
            [_("Article"), _("Quantity"), _("Each"), pgettext("document", "VAT"), amount_head(is_net=is_net)]
        ),
        "rows": _rows(content, is_net=is_net, with_vat=True),
        "sums": sums_of(content, is_net=is_net, last=_("To get back") if is_credit else pgettext("document", "Total")),
        "pay": _how_to_pay(content) if payment["kind"] == "invoice" else [],
        "notice": notice,
        "tail": tail,
    }


def _of_order(order: Order, content: Mapping[str, Any]) -> Said:
    is_net = content["exact"] == NET_PER_RATE
    buyer = content["buyer"]
    charged = {
        **content,
        "vat": [{**one, "rounding": "0"} for one in order.vat_by_rate],
        "net": str(order.net),
        "vat_total": str(order.vat),
        "rounding": "0",
        "payable": str(order.gross),
    }
    return {
        **common(charged, title=_("Order confirmation"), number=order.number),
        "blocks": [party(pgettext("document", "Buyer"), buyer), _delivered_to(content)],
        "facts": [
            (_("Order date"), date_of(content["order"]["placed_on"])),
            (pgettext("document", "Delivery"), order.delivery_name),
            (pgettext("document", "Payment"), _way_to_pay(order)),
            (pgettext("document", "Your reference"), buyer["reference"]),
            (pgettext("document", "Your order number"), buyer["po_number"]),
        ],
        "heads": heads([_("Article"), _("Quantity"), _("Each"), amount_head(is_net=is_net)]),
        "rows": _rows(content, is_net=is_net, with_vat=False),
        "sums": sums_of(charged, is_net=is_net, last=pgettext("document", "Total")),
        "tail": _("This is no invoice. The right of withdrawal and how to use it stand on the page of the order.")
        if not buyer["is_business"]
        else _("This is no invoice."),
    }


def _way_to_pay(order: Order) -> str:
    asked = order.payments.order_by("-pk").first()
    provider = providers().get(asked.provider) if asked else None
    return str(provider.name) if provider else ""


def _of_parcels(order: Order, content: Mapping[str, Any], shipment: Shipment | None) -> list[Said]:
    """The slip of a parcel, or one for each address that the order goes to."""
    if shipment:
        found = shipment.lines.select_related("line").order_by("line__position")
        by_group = {shipment.group: [(one.line, one.quantity) for one in found]}
    else:
        by_group = {}
        for line in order.lines.order_by("group", "position"):
            by_group.setdefault(line.group, []).append((line, line.quantity))
    sent_to = {one["group"]: one for one in content["deliveries"]}
    return [
        _of_parcel(order, content, shipment, pieces, sent_to.get(group, content["delivery"]))
        for group, pieces in by_group.items()
    ]


def _of_parcel(
    order: Order,
    content: Mapping[str, Any],
    shipment: Shipment | None,
    pieces: Iterable[tuple[OrderLine, int]],
    sent_to: Mapping[str, Any],
) -> Said:
    return {
        **common(content, title=_("Packing slip"), number=str(shipment or order.number)),
        "blocks": [party(_("Delivered to"), sent_to)],
        "facts": [
            (_("Order number"), order.number),
            (_("Order date"), date_of(content["order"]["placed_on"])),
            (pgettext("document", "Delivery"), order.delivery_name),
            (_("Tracking number"), shipment.tracking_number if shipment else ""),
            (pgettext("document", "Your order number"), content["buyer"]["po_number"]),
        ],
        "heads": [
            {"words": _("SKU"), "number": False},
            {"words": _("Article"), "number": False},
            {"words": _("Quantity"), "number": True},
        ],
        "rows": [[line.sku, {"main": line.name, "more": line.label}, str(quantity)] for line, quantity in pieces],
        "tail": order.note,
    }


# --- the parts ---


def common(content: Mapping[str, Any], *, title: str, number: str) -> Said:
    shop = content["seller"]
    return {
        "title": title,
        "number": number,
        "author": shop["name"],
        "language": content["language"],
        "sender": [shop["name"], shop["address_1"], f"{shop['postal_code']} {shop['city']}"],
        "foot": [
            " · ".join([shop["name"], shop["address_1"], f"{shop['postal_code']} {shop['city']}", shop["email"]]),
            " · ".join(
                part
                for part in [
                    _("Organisation number %(number)s") % {"number": as_written(shop["number"])},
                    _("VAT number %(number)s") % {"number": shop["vat_number"]},
                    shop["tax_note"],
                ]
                if part
            ),
        ],
        "words": {
            "page": _("Page"),
            "of": pgettext("document", "of"),
            "vat_heads": [
                _("VAT rate"),
                pgettext("document", "Base"),
                pgettext("document", "VAT"),
                pgettext("document", "Sum"),
            ],
        },
        "vat": [
            [
                f"{rate_of(one['rate'])}",
                amount_of(one["net"]),
                amount_of(one["vat"]),
                amount_of(Decimal(one["net"]) + Decimal(one["vat"])),
            ]
            for one in content["vat"]
        ],
        "vat_note": content["vat_note"],
        "notice": "",
        "pay": [],
        "tail": "",
    }


def party(title: str, party: Mapping[str, Any]) -> Said:
    person = party["person"] if party["person"] != party["name"] else ""
    place = f"{party['postal_code']} {party['city']}".strip()
    country = str(NAMES.get(party["country"], party["country"])) if party["country"] != HOME else ""
    return {"title": title, "rows": [party["name"], person, party["address_1"], party["address_2"], place, country]}


def amount_head(*, is_net: bool) -> str:
    return pgettext("document", "Excl. VAT") if is_net else pgettext("document", "Incl. VAT")


def heads(words: Iterable[str]) -> list[Said]:
    return [{"words": word, "number": place > 0} for place, word in enumerate(words)]


def _delivered_to(content: Mapping[str, Any]) -> Said:
    several = content.get("deliveries")
    if not several:
        return party(_("Delivered to"), content["delivery"])
    told = _("%(count)s addresses, named with the lines") % {"count": len(several)}
    return {"title": _("Delivered to"), "rows": [told]}


def _rows(content: Mapping[str, Any], *, is_net: bool, with_vat: bool) -> list[list[Any]]:
    """The lines; of an order to several addresses, with each address before what went there."""
    sent_to = {one["group"]: one for one in content.get("deliveries", [])}
    rows, group = [], None
    for row in content["lines"]:
        if row.get("group") in sent_to and row["group"] != group:
            group = row["group"]
            rows.append([_heading(sent_to[group]), *[""] * (4 if with_vat else 3)])
        rows.append(_priced(row, content, is_net=is_net, with_vat=with_vat))
    return rows


def _heading(address: Mapping[str, Any]) -> Said:
    place = [address["address_1"], address["address_2"], f"{address['postal_code']} {address['city']}"]
    person = address["person"] if address["person"] != address["name"] else ""
    told = _("To address %(number)s: %(name)s") % {"number": address["group"], "name": address["name"]}
    return {"main": told, "more": ", ".join(part for part in [person, *place] if part)}


def _priced(row: Mapping[str, Any], content: Mapping[str, Any], *, is_net: bool, with_vat: bool) -> list[Any]:
    """A line as its buyer saw it: a business before VAT, a consumer with it."""
    more = [part for part in (row["label"], row["sku"]) if part]
    if Decimal(row["discount"]):
        more.append(_("discount %(amount)s") % {"amount": amount_of(row["discount"])})
    each, amount = ("unit_net", "net") if is_net else ("unit_gross", "gross")
    cells = [{"main": row["name"], "more": ", ".join(more)}, str(row["quantity"]), amount_of(row[each])]
    return [*cells, *([rate_of(row["rate"])] if with_vat else []), amount_of(row[amount])]


def sums_of(content: Mapping[str, Any], *, is_net: bool, last: str) -> list[Said]:
    rows = [(_("Before VAT"), content["net"]), (pgettext("document", "VAT"), content["vat_total"])]
    if Decimal(content["rounding"]):
        rows.append((pgettext("document", "Rounding"), content["rounding"]))
    whole = (last, content["payable"])
    ordered = [*rows, whole] if is_net else [whole, (_("of which VAT"), content["vat_total"])]
    if not is_net and Decimal(content["rounding"]):
        ordered.append(rows[-1])
    return [
        {"words": words, "amount": money(amount, content["currency"]), "strong": (words, amount) == whole}
        for words, amount in ordered
    ]


def _how_to_pay(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (_("To pay"), money(content["payable"], content["currency"])),
        (_("Due date"), date_of(content["due_on"])),
        (pgettext("document", "Terms"), _("%(days)s days net") % {"days": content["payment"]["terms_days"]}),
        (_("Bankgiro"), giro_as_written(content["seller"]["bankgiro"])),
        (_("Reference (OCR)"), content["payment"]["ocr"]),
    ]


def amount_of(value: Any) -> str:
    """Always with öre, as a document has it: 1 249,00 in Swedish, 1,249.00 in English."""
    number = Decimal(value)
    text = f"{abs(number):,.2f}"
    if _is_swedish():
        text = text.replace(",", NO_BREAK).replace(".", ",")
    return f"{MINUS if number < 0 else ''}{text}"


def _is_swedish() -> bool:
    return get_language() == "sv"


def rate_of(rate: str) -> str:
    text = f"{Decimal(rate).normalize():f}"
    return f"{text.replace('.', ',') if _is_swedish() else text}{NO_BREAK}%"


def date_of(text: str | None) -> str:
    return text or ""


def day_of(moment: datetime) -> date:
    return moment.astimezone(SWEDEN).date()


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=SWEDEN)
