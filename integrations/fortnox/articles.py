"""Articles and prices at Fortnox: made when they are sold, and told of when they change. The shop's are the true ones.

An article of theirs is found by its number, a price by list, article and from-quantity; both are put, never doubled.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from commerce.catalogue.models import Variant
from commerce.money import net_of_gross
from commerce.pricing.models import Price, PriceList
from commerce.pricing.vat import rate
from integrations.fortnox import names
from integrations.fortnox.interface import Fortnox, Refused, place
from integrations.fortnox.rows import article_number
from integrations.fortnox.totals import amount
from integrations.fortnox.words import clean, filled

KIND = "article"
DESCRIPTION = 200
Thing = dict[str, Any]


def of_variant(variant: Variant) -> Thing:
    """An article as Fortnox has it. Nothing of its stock: that is counted in the shop alone."""
    label = f", {variant.label_sv}" if variant.label_sv else ""
    return filled(
        {
            "ArticleNumber": article_number(variant.sku),
            "Description": clean(f"{variant.product.name_sv}{label}", DESCRIPTION),
            "EAN": variant.gtin,
            "Type": "STOCK",
            "StockGoods": False,
            "Unit": "st",
            "Active": variant.is_active,
        }
    )


def of_price(price: Price, code: str, *, now: datetime) -> Thing:
    """A price as Fortnox has it: always without VAT."""
    is_gross = price.price_list.basis == PriceList.Basis.GROSS
    net = net_of_gross(price.amount, rate(price.variant.product.tax_class, now)) if is_gross else price.amount
    number = article_number(price.variant.sku)
    return {"PriceList": code, "ArticleNumber": number, "FromQuantity": price.min_quantity, "Price": float(net)}


def checksum(told: Thing) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def make_sure_of(skus: Iterable[str], *, at: Fortnox) -> None:
    """Have Fortnox have every article that a document names. One that it has is not looked at again."""
    wanted = {sku for sku in skus if article_number(sku)}
    known = {sku for sku in wanted if names.theirs(KIND, sku)}
    for variant in Variant.objects.select_related("product").filter(sku__in=wanted - known).order_by("sku"):
        put_article(of_variant(variant), at=at)
    for sku in sorted(wanted - known - set(Variant.objects.filter(sku__in=wanted).values_list("sku", flat=True))):
        put_article({"ArticleNumber": sku, "Description": sku, "Unit": "st", "Active": False}, at=at)  # gone since


def put_article(wanted: Thing, *, at: Fortnox) -> Thing:
    """Make an article or have it be as it is here."""
    number = wanted["ArticleNumber"]
    address = f"/3/articles/{place(number)}"
    known = at.get("Article", address)
    if known is None:
        known = made("Article", "/3/articles", wanted, address, at=at)
    elif differs(known, wanted):
        known = at.put("Article", address, wanted)
    names.remember(KIND, ours=number, theirs=number)
    return known


def put_price(wanted: Thing, *, at: Fortnox) -> Thing:
    """Make a price or have it be as it is here. The list and the article are made where they lack."""
    address = f"/3/prices/{place(wanted['PriceList'])}/{place(wanted['ArticleNumber'])}/{wanted['FromQuantity']}"
    known = at.get("Price", address)
    if known is not None:
        same = amount(known.get("Price")) == amount(wanted["Price"])
        return known if same else at.put("Price", address, {**wanted})
    _make_list(wanted["PriceList"], at)
    make_sure_of([wanted["ArticleNumber"]], at=at)
    return made("Price", "/3/prices", wanted, address, at=at)


def differs(known: Thing, wanted: Thing) -> bool:
    return any(known.get(name) != value for name, value in wanted.items())


def made(what: str, path: str, wanted: Thing, address: str, *, at: Fortnox) -> Thing:
    """Make something that has our own number; where another worker was first, it is theirs."""
    try:
        return at.post(what, path, wanted)
    except Refused:
        known = at.get(what, address)
        if known is None:
            raise
        return known


def _make_list(code: str, at: Fortnox) -> None:
    address = f"/3/pricelists/{place(code)}"
    if at.get("PriceList", address) is None:
        wanted = {"Code": code, "Description": clean(f"Webbutiken {code}", 50)}
        made("PriceList", "/3/pricelists", wanted, address, at=at)
