"""The rows of an invoice, a credit note or an order, so that Fortnox's sums of them are the shop's to the öre.

`VATIncluded` turns every price into one with VAT. It is used where the buyer saw such prices, and where the VAT that
comes of them is the one that was charged. Else rows are without VAT, as on an e-invoice (EN 16931): VAT at a rate is
then the rate times its base, and what is left over is a row of its own for rounding. Pure arithmetic.
"""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings

from commerce.money import to_ore
from commerce.pricing.totals import NET_PER_RATE
from commerce.pricing.vat import OSS, REVERSE_CHARGE
from integrations.errors import DeliveryRefused
from integrations.fortnox.words import clean, is_clean

DESCRIPTION, ARTICLE_NUMBER = 255, 50  # the longest that they take
ROUNDING = "Öresavrundning"
ZERO = Decimal(0)
Content = Mapping[str, Any]
Row = dict[str, Any]


def has_vat_in_prices(content: Content) -> bool:
    """Whether rows with VAT in their prices come to what was charged."""
    if content["exact"] == NET_PER_RATE:
        return False
    whole: dict[Decimal, Decimal] = defaultdict(Decimal)
    for line in content["lines"]:
        whole[Decimal(line["rate"])] += Decimal(line["gross"])
    charged = {Decimal(one["rate"]): one for one in content["vat"]}
    return set(whole) == set(charged) and all(
        gross == sum(Decimal(charged[rate][part]) for part in ("net", "vat", "rounding"))
        and to_ore(gross * rate / (100 + rate)) == Decimal(charged[rate]["vat"])
        for rate, gross in whole.items()
    )


def of(content: Content, *, sign: int = 1, quantity: str = "DeliveredQuantity") -> list[Row]:
    """The rows of a document. `sign` is -1 on a credit note. Raises DeliveryRefused for what a row cannot say."""
    is_gross = has_vat_in_prices(content)
    rows = [_row(line, content, is_gross=is_gross, sign=sign, quantity=quantity) for line in content["lines"]]
    if not is_gross and (rounding := Decimal(content["rounding"])):
        accounts: Any = settings.ACCOUNTS
        own = {"Description": ROUNDING, "Price": float(rounding), quantity: str(sign), "VAT": 0}
        rows.append({**own, "AccountNumber": int(accounts["rounding"][0])})
    return rows


def article_number(sku: str) -> str:
    """The article number as they can have it; empty for one that they cannot."""
    return sku if len(sku) <= ARTICLE_NUMBER and is_clean(sku) else ""


def kind_of_sale(rate: str, zone: str) -> str:
    """What the accounts of a sale are found by (`settings.ACCOUNTS`)."""
    if zone == REVERSE_CHARGE:
        return "reverse charge"
    return "oss" if zone.startswith(OSS) else rate


def sales_account(rate: str, zone: str) -> int:
    """The account of a sale; that of the country where the shop has one for each."""
    country = zone.removeprefix(OSS) if zone.startswith(OSS) else ""
    accounts: Any = settings.ACCOUNTS
    return int(settings.FORTNOX_OSS_ACCOUNTS.get(country) or accounts["sales"][kind_of_sale(rate, zone)][0])


def _row(line: Content, content: Content, *, is_gross: bool, sign: int, quantity: str) -> Row:
    rate = Decimal(line["rate"])
    if rate != int(rate):
        raise DeliveryRefused(f"Fortnox: a row has whole percent of VAT, and {line['sku'] or line['name']} has {rate}")
    side = "gross" if is_gross else "net"
    amount, price, pieces = Decimal(line[side]), Decimal(line[f"unit_{side}"]), line["quantity"]
    name = f"{line['name']}, {line['label']}" if line["label"] else line["name"]
    off = price * pieces - amount
    if off < 0 or (off and sign < 0):  # rounded down, divided, or less was given back than is said of one: said as one
        name, price, pieces = (f"{pieces} st {name}" if pieces > 1 else name), amount, 1
        off = ZERO
    row: Row = {
        "Description": clean(name, DESCRIPTION),
        "Price": float(price),
        quantity: str(sign * pieces),
        "VAT": int(rate),
        "AccountNumber": sales_account(line["rate"], content["vat_zone"]),
    }
    if off:
        row |= {"Discount": float(off), "DiscountType": "AMOUNT"}
    if number := article_number(line["sku"]):
        row["ArticleNumber"] = number
    return row
