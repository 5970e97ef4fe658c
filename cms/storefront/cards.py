"""Cards: products as lists show them. A list costs the same few queries whether it holds five products or fifty."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from cms import pictures
from cms.storefront.frame import CATALOGUE, frame_of
from cms.storefront.page_cache import seen
from commerce import prepared
from commerce.pricing.lookup import quotes
from commerce.pricing.templatetags.prices import per_measure
from commerce.pricing.told import beside_prices
from commerce.pricing.upcoming import next_change, some_are_told_beside

COLUMNS = """
    l.product_id, l.page_id, l.name, l.url_path, l.brand, l.picture_id, l.second_picture_id, l.facet_values,
    (SELECT json_agg(json_build_array(v.id, COALESCE(s.available, 0), COALESCE(s.low_from, 0),
                                      COALESCE(s.backorder_limit, 0)) ORDER BY v.position, v.id)
     FROM catalogue_variant v LEFT JOIN stock_stock s ON s.variant_id = v.id
     WHERE v.product_id = l.product_id AND v.is_active)
"""


class Row(NamedTuple):
    """What a card needs of a listed product, as `COLUMNS` of `cms_listedproduct l` give it.

    `variants` are those that are active, in order: id, how many are available, from how many on that is few, and how
    many may be sold before they have come.
    """

    product_id: int
    page_id: int
    name: str
    url_path: str
    brand: str
    picture_id: int | None
    second_picture_id: int | None
    facet_values: list
    variants: list


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """An amount as this shopper sees it: a business excluding VAT, a consumer including it, and which it is."""

    amount: Decimal
    vat_note: str
    list_amount: Decimal | None = None
    sentence: str = ""
    varies: bool = False
    prior: Decimal | None = None  # the lowest of the 30 days before a reduction that is announced
    is_perishable: bool = False  # then `prior` is the price just before
    percent: int = 0
    beside: tuple[str, ...] = ()  # offers that do not make this price: three for two, with a code
    unit_price: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    product_id: int
    url: str
    title: str
    brand: str
    picture: Any
    second_picture: Any
    price: Price | None
    swatches: list = field(hash=False)
    stock_word: str
    badge: str = ""


def rows(where: str, values: dict) -> list[Row]:
    """The listed products that a condition of ours picks, in its order. One query."""
    statement = f"SELECT {COLUMNS} FROM cms_listedproduct l WHERE l.is_listed AND {where}"  # noqa: S608 - our words
    return [row(found) for found in prepared.rows(statement, values)]


def row(columns) -> Row:
    """One row of `COLUMNS`, with or without its JSON read."""
    *facts, variants = columns
    return Row(*facts, (json.loads(variants) if isinstance(variants, str) else variants) or [])


def of_products(request, product_ids: Iterable[int]) -> list[Card]:
    """Cards of products in the order given; one that is not listed in this language is left out. Three queries."""
    wanted = list(product_ids)
    seen(request).add(*(f"product:{pk}" for pk in wanted))
    locale_id = frame_of(request).locale_ids.get(request.shopper.locale)
    found = rows(
        "l.product_id = ANY(%(ids)s::bigint[]) AND l.locale_id = %(locale)s", {"ids": wanted, "locale": locale_id}
    )
    by_id = {one.product_id: one for one in found}
    return make(request, [by_id[pk] for pk in wanted if pk in by_id])


def make(request, listed_rows: list[Row]) -> list[Card]:
    """Cards of listed rows, in their order. Two queries: prices and pictures."""
    if not listed_rows:
        return []
    priced = quotes({variant[0]: 1 for one in listed_rows for variant in one.variants}, shopper=request.shopper)
    shown = pictures.load(pk for one in listed_rows for pk in (one.picture_id, one.second_picture_id))
    expire_with_prices(request)
    beside = told_beside(request, priced)
    return [card(request, one, priced, shown, beside) for one in listed_rows]


def expire_with_prices(request):
    """What is being made shows prices: it is right until the next of them changes by itself."""
    frame_of(request)
    seen(request).expire(next_change(after=request.shopper.at, version=request.shop_versions[CATALOGUE]))


def card(request, one: Row, priced, shown, beside=None) -> Card:
    frame, shopper = frame_of(request), request.shopper
    swatches = frame.vocabulary.swatches(one.facet_values, shopper.locale)
    return Card(
        product_id=one.product_id,
        url=frame.url_of(one.url_path, shopper.locale),
        title=one.name,
        brand=one.brand,
        picture=shown.get(one.picture_id),
        second_picture=shown.get(one.second_picture_id),
        price=price_from([priced[pk] for pk, *_stock in one.variants if pk in priced], shopper, beside or {}),
        swatches=swatches if len(swatches) > 1 else [],
        stock_word=stock_word([stock_state(*figures) for _pk, *figures in one.variants]),
    )


def stock_state(available: int, low_from: int, backorder_limit: int = 0) -> str:
    """`in`, `low`, `order` (sold before it has come) or `out`, as shoppers see it."""
    if available <= 0:
        return "order" if available + backorder_limit > 0 else "out"
    return "low" if available <= low_from else "in"


def stock_word(states: list[str]) -> str:
    """Said only when there is something to say: nothing left, or little of all that is left."""
    if not states or "in" in states:
        return ""
    if "low" in states:
        return _("Few left")
    return _("Back-order") if "order" in states else _("Sold out")


def price_from(found: list, shopper, beside=None) -> Price | None:
    """The lowest of several variants' prices, and whether they differ."""
    if not found:
        return None
    lowest = min(found, key=lambda quote: quote.unit(shopper.buyer_type))
    amounts = {quote.unit(shopper.buyer_type) for quote in found}
    told = dict.fromkeys(text for quote in found for text in (beside or {}).get(quote.variant_id, []))
    return replace(price(lowest, shopper, told), varies=len(amounts) > 1)


def price(quote, shopper, beside=()) -> Price:
    """Only an announced reduction is shown as one, with its prior price and no other to compare with."""
    amount, ordinary = quote.unit(shopper.buyer_type), quote.list_unit(shopper.buyer_type)
    is_reduced = quote.prior_unit is not None and quote.prior_unit > amount
    return Price(
        amount=amount,
        vat_note=_("excl. VAT") if shopper.buyer_type == "business" else _("incl. VAT"),
        list_amount=ordinary if ordinary > amount and not quote.cuts else None,
        sentence=str(quote.reason),
        prior=quote.prior_unit if is_reduced else None,
        is_perishable=quote.is_perishable,
        percent=quote.percent,
        beside=tuple(beside),
        unit_price=per_measure(quote.unit_price(shopper.buyer_type)),
    )


def told_beside(request, variant_ids) -> dict[int, list[str]]:
    """What goods are told of offers that do not make their price. No query where there are none, else one."""
    frame_of(request)
    if not some_are_told_beside(after=request.shopper.at, version=request.shop_versions[CATALOGUE]):
        return {}
    return beside_prices(variant_ids, shopper=request.shopper)
