"""A quotation as PDF, in the customer's language, drawn from what was kept when it was sent: the same for ever."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from commerce.orders.documents.pdf import (
    NO_BREAK,
    amount_head,
    amount_of,
    common,
    day_of,
    heads,
    money,
    party,
    rate_of,
    sums_of,
)
from commerce.orders.documents.typeset import typeset
from commerce.orders.invoices.content import F_TAX, plain
from commerce.pricing.totals import NET_PER_RATE, rounding_for
from commerce.quotations import frozen
from commerce.quotations.models import Quotation


def quotation(sent: Quotation) -> bytes:
    """One that has been sent."""
    with override(sent.locale):
        return typeset("quotation", _said(sent), at=sent.sent_at)  # type: ignore[arg-type]  # it has been sent


def file_name(sent: Quotation) -> str:
    return f"offert-{sent}.pdf"


def _said(sent: Quotation) -> dict[str, Any]:
    assert sent.sent_at is not None  # noqa: S101
    assert sent.parties is not None  # noqa: S101
    lines = list(sent.lines.order_by("position"))
    reckoned = frozen.reckon(sent, lines, now=sent.sent_at)
    rounding = rounding_for(sent.buyer_type)
    is_net = rounding == NET_PER_RATE
    seller = dict(sent.parties["seller"])
    seller["tax_note"] = F_TAX if seller.pop("has_f_tax") else ""
    content = {
        "language": sent.locale,
        "currency": sent.currency,
        "seller": seller,
        "vat_note": "",
        "vat": [{"rate": plain(rate), "net": str(one.net), "vat": str(one.vat)} for rate, one in reckoned.sums.by_rate],
        "net": sent.net,
        "vat_total": sent.vat,
        "rounding": 0,
        "payable": sent.gross,
    }
    rows = [
        [
            {"main": line.name, "more": ", ".join(part for part in (line.label, line.sku) if part)},
            str(line.quantity),
            amount_of(line.unit),
            rate_of(plain(line.vat_rate)),
            amount_of(parts.net if is_net else parts.gross),
        ]
        for line, parts in zip(lines, reckoned.lines, strict=True)
    ]
    delivery = reckoned.delivery.net if is_net else reckoned.delivery.gross
    rates = f"{NO_BREAK}+ ".join(rate_of(plain(rate)) for rate in reckoned.delivery_rates)
    rows.append([{"main": sent.delivery_name, "more": ""}, "1", amount_of(delivery), rates, amount_of(delivery)])
    buyer = {"address_1": "", "address_2": "", "postal_code": "", "city": "", "country": "SE", **sent.parties["buyer"]}
    return {
        **common(content, title=_("Quotation"), number=str(sent)),
        "blocks": [party(pgettext("document", "Buyer"), buyer)],
        "facts": [
            (_("Quotation date"), day_of(sent.sent_at).isoformat()),
            (_("Valid through"), sent.valid_through.isoformat() if sent.valid_through else ""),
            (pgettext("document", "Delivery"), sent.delivery_name),
            (_("E-mail"), buyer["email"]),
        ],
        "heads": heads(
            [_("Article"), _("Quantity"), _("Each"), pgettext("document", "VAT"), amount_head(is_net=is_net)]
        ),
        "rows": rows,
        "sums": sums_of(content, is_net=is_net, last=pgettext("document", "Total")),
        "terms": [part for part in sent.terms.splitlines() if part.strip()],
        "terms_title": _("Terms"),
        "notice": _("Buy at these prices through %(day)s: %(amount)s in all, at %(address)s")
        % {
            "day": sent.valid_through.isoformat() if sent.valid_through else "",
            "amount": money(sent.gross, sent.currency),
            "address": _address(sent),
        },
    }


def _address(sent: Quotation) -> str:
    return settings.SITE_URL + reverse("quotation", args=[sent.token])
