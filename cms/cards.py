"""Cards: products as lists show them. A list costs the same few queries whether it holds five products or fifty."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from cms import pictures
from cms.frame import CATALOGUE, frame_of
from cms.listed import ListedProduct
from cms.page_cache import seen
from commerce.catalogue.models import Variant
from commerce.pricing.lookup import quotes
from commerce.pricing.upcoming import next_change


class Row(NamedTuple):
    """What a card needs of `cms.ListedProduct`, in the order that queries give it."""

    product_id: int
    page_id: int
    name: str
    url_path: str
    brand: str
    picture_id: int | None
    second_picture_id: int | None
    facet_values: list


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """An amount as this shopper sees it: a business excluding VAT, a consumer including it, and which it is."""

    amount: Decimal
    vat_note: str
    list_amount: Decimal | None = None
    sentence: str = ""
    varies: bool = False
    prior: Any = None
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
    swatches: list
    stock_word: str
    badge: str = ""


def rows(queryset) -> list[Row]:
    return [Row(*values) for values in queryset.values_list(*Row._fields)]


def listed(request, **filters):
    """Products that are listed in the language of the request."""
    language = request.shopper.locale
    return ListedProduct.objects.filter(
        locale_id=frame_of(request).locale_ids.get(language), is_listed=True, **filters
    )


def of_products(request, product_ids: Iterable[int]) -> list[Card]:
    """Cards of products in the order given; one that is not listed in this language is left out."""
    wanted = list(product_ids)
    found = {row.product_id: row for row in rows(listed(request, product_id__in=wanted))}
    seen(request).add(*(f"product:{pk}" for pk in wanted))
    return make(request, [found[pk] for pk in wanted if pk in found])


def make(request, listed_rows: list[Row]) -> list[Card]:
    """Cards of listed rows, in their order. Three queries: variants with stock, prices, pictures."""
    if not listed_rows:
        return []
    variants = stock_of(row.product_id for row in listed_rows)
    priced = quotes({pk: 1 for each in variants.values() for pk, _word in each}, shopper=request.shopper)
    shown = pictures.load(pk for row in listed_rows for pk in (row.picture_id, row.second_picture_id))
    expire_with_prices(request)
    return [card(request, row, variants[row.product_id], priced, shown) for row in listed_rows]


def expire_with_prices(request):
    """What is being made shows prices: it is right until the next of them changes by itself."""
    frame_of(request)
    seen(request).expire(next_change(after=request.shopper.at, version=request.shop_versions[CATALOGUE]))


def card(request, row: Row, variants, priced, shown) -> Card:
    frame, shopper = frame_of(request), request.shopper
    swatches = frame.vocabulary.swatches(row.facet_values, shopper.locale)
    return Card(
        product_id=row.product_id,
        url=frame.url_of(row.url_path, shopper.locale),
        title=row.name,
        brand=row.brand,
        picture=narrow(shown.get(row.picture_id)),
        second_picture=narrow(shown.get(row.second_picture_id)),
        price=price_from([priced[pk] for pk, _word in variants if pk in priced], shopper),
        swatches=swatches if len(swatches) > 1 else [],
        stock_word=stock_word([word for _pk, word in variants]),
    )


def stock_of(product_ids) -> dict[int, list[tuple[int, str]]]:
    """For each product its active variants in order, each with `in`, `low` or `out`."""
    found = defaultdict(list)
    variants = (
        Variant.objects.filter(product_id__in=list(product_ids), is_active=True)
        .order_by("position", "id")
        .values_list("product_id", "id", "stock__on_hand", "stock__allocated", "stock__low_from")
    )
    for product_id, pk, on_hand, allocated, low_from in variants:
        found[product_id].append((pk, stock_state(on_hand, allocated, low_from)))
    return found


def stock_state(on_hand, allocated, low_from) -> str:
    available = (on_hand or 0) - (allocated or 0)
    if available <= 0:
        return "out"
    return "low" if available <= low_from else "in"


def stock_word(states: list[str]) -> str:
    """Said only when there is something to say: nothing left, or little of all that is left."""
    if not states or "in" in states:
        return ""
    return _("Few left") if "low" in states else _("Sold out")


def price_from(found: list, shopper) -> Price | None:
    """The lowest of several variants' prices, and whether they differ."""
    if not found:
        return None
    lowest = min(found, key=lambda quote: quote.unit(shopper.buyer_type))
    amounts = {quote.unit(shopper.buyer_type) for quote in found}
    return replace(price(lowest, shopper), varies=len(amounts) > 1)


def price(quote, shopper) -> Price:
    amount, ordinary = quote.unit(shopper.buyer_type), quote.list_unit(shopper.buyer_type)
    return Price(
        amount=amount,
        vat_note=_("excl. VAT") if shopper.buyer_type == "business" else _("incl. VAT"),
        list_amount=ordinary if ordinary > amount else None,
        sentence=str(quote.reason),
    )


def narrow(picture):
    """A picture as a card shows it: no wider than any screen shows a card."""
    if picture is None:
        return None
    sources = {kind: picture.files(kind, pictures.CARD_WIDTH) for kind in picture.sources}
    return replace(picture, sources=sources)
