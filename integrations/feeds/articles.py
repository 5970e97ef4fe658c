"""Every article on sale as comparison sites and advertisers are told of it: its price to anybody, stock, pictures.

They are read a batch at a time, so that a hundred thousand take no more memory than a few hundred, and a batch costs
the same few queries whatever it holds. Prices come from `pricing.lookup`, as everywhere, and are a Konsument's.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page

from cms import pictures
from cms.storefront import frame, gallery
from cms.storefront.cards import stock_state
from commerce import prepared
from commerce.catalogue.showcase import fit
from commerce.customers.shopper import Shopper
from commerce.pricing.lookup import quotes
from commerce.pricing.offers import Offer
from commerce.pricing.quote import Quote
from commerce.pricing.unit_price import Content

BATCH = 250  # products
STATEMENT = """
SELECT l.product_id, l.page_id, l.name, l.url_path, l.brand, l.words[4], p.path, g.gallery,
       (SELECT json_agg(json_build_array(
            v.id, v.sku, COALESCE(v.gtin, ''), v.label_sv, v.label_en, v.weight_g, COALESCE(s.available, 0),
            COALESCE(s.low_from, 0), COALESCE(s.backorder_limit, 0), s.expected_on,
            (SELECT COALESCE(json_agg(o.value_id), '[]') FROM catalogue_variantvalue o WHERE o.variant_id = v.id)
        ) ORDER BY v.position, v.id)
        FROM catalogue_variant v LEFT JOIN stock_stock s ON s.variant_id = v.id
        WHERE v.product_id = l.product_id AND v.is_active)
FROM cms_listedproduct l
JOIN wagtailcore_page p ON p.id = l.page_id
JOIN cms_productpage g ON g.page_ptr_id = l.page_id
WHERE l.is_listed AND l.locale_id = %(locale)s AND l.product_id > %(after)s
ORDER BY l.product_id LIMIT %(size)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What it costs to have the article sent, alone, including VAT."""

    country: str
    name: str
    price: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """Amounts include VAT. `prior` is there only where a reduction is announced: then it is what may stand before it.

    `reduced_from` and `reduced_until` are the half-open interval of that reduction, as far as it is known.
    """

    variant_id: int
    product_id: int
    sku: str
    gtin: str
    name: str
    label: str
    brand: str
    description: str
    url: str
    pictures: tuple[str, ...]
    sort: tuple[str, ...]  # what it is, from department to category
    options: dict[str, str]  # by the attribute's code
    has_siblings: bool
    weight_g: int
    stock: str  # as `cms.storefront.cards.stock_state`
    expected_on: date | None
    price: Decimal
    content: Content | None  # of one piece, where the goods are sold by a measure
    currency: str
    prior: Decimal | None
    reduced_from: datetime | None
    reduced_until: datetime | None
    deliveries: tuple[Delivery, ...]


class Listed(NamedTuple):
    product_id: int
    page_id: int
    name: str
    url_path: str
    brand: str
    lead: str
    path: str
    gallery: list
    variants: list


class Variant(NamedTuple):
    pk: int
    sku: str
    gtin: str
    label_sv: str
    label_en: str
    weight_g: int
    available: int
    low_from: int
    backorder_limit: int
    expected_on: str | None
    value_ids: list


class Articles:
    """The articles on sale in a language at an instant. One that has no price, or costs nothing, is left out."""

    def __init__(self, language: str, *, now: datetime):
        self.language, self.now = language, now
        self.shopper = Shopper(currency=settings.SHOP_CURRENCY, locale=language, at=now)
        self.frame = frame.now()
        self._offers: dict[int, Offer] = {}

    def __iter__(self) -> Iterator[Article]:
        locale, after = self.frame.locale_ids.get(self.language), 0
        while batch := [_listed(row) for row in self._rows(locale, after)]:
            after = batch[-1].product_id
            yield from self._of_batch(self._public(batch))

    def _rows(self, locale: int | None, after: int) -> list[tuple]:
        return prepared.rows(STATEMENT, {"locale": locale, "after": after, "size": BATCH})

    def _public(self, batch: list[Listed]) -> list[Listed]:
        if not self.frame.has_private_pages:
            return batch
        found = set(Page.objects.public().filter(pk__in=[one.page_id for one in batch]).values_list("pk", flat=True))
        return [one for one in batch if one.page_id in found]

    def _of_batch(self, batch: list[Listed]) -> Iterator[Article]:
        priced = quotes({variant.pk: 1 for one in batch for variant in one.variants}, shopper=self.shopper)
        shown = pictures.load(pk for one in batch for pk in pictures.in_blocks(one.gallery))
        self._learn_offers(priced.values())
        for one in batch:
            for variant in one.variants:
                answer = priced.get(variant.pk)
                if answer is not None and answer.unit_gross > 0:
                    yield self._article(one, variant, answer, shown)

    def _learn_offers(self, priced: Iterable[Quote]) -> None:
        unknown = {cut.offer_id for quote in priced for cut in quote.cuts} - self._offers.keys()
        if unknown:
            self._offers |= Offer.objects.in_bulk(unknown)

    def _article(self, one: Listed, variant: Variant, quote: Quote, shown: dict[int, Any]) -> Article:
        is_reduced = quote.prior_unit is not None and quote.prior_unit > quote.unit_gross
        offers = [self._offers[cut.offer_id] for cut in quote.cuts if cut.offer_id in self._offers]
        label = variant.label_en if self.language == "en" and variant.label_en else variant.label_sv
        words = gallery.words_of(variant.sku, variant.value_ids, self.frame.vocabulary)
        return Article(
            variant_id=variant.pk,
            product_id=one.product_id,
            sku=variant.sku,
            gtin=variant.gtin,
            name=one.name,
            label=label,
            brand=one.brand,
            description=one.lead,
            url=self._url(one, variant),
            pictures=_pictures(one.gallery, shown, words),
            sort=self._sort(one.path),
            options=self._options(variant.value_ids),
            has_siblings=len(one.variants) > 1,
            weight_g=variant.weight_g,
            stock=stock_state(variant.available, variant.low_from, variant.backorder_limit),
            expected_on=self._expected(variant.expected_on),
            price=quote.unit_gross,
            content=quote.content,
            currency=self.shopper.currency,
            prior=quote.prior_unit if is_reduced else None,
            reduced_from=max((offer.valid_from for offer in offers), default=None) if is_reduced else None,
            reduced_until=min((offer.valid_until for offer in offers if offer.valid_until), default=None)
            if is_reduced
            else None,
            deliveries=self._deliveries(quote.unit_gross),
        )

    def _url(self, one: Listed, variant: Variant) -> str:
        page = self.frame.url_of(one.url_path, self.language)
        return frame.absolute(f"{page}?{urlencode({'variant': variant.sku})}")

    def _sort(self, path: str) -> tuple[str, ...]:
        above = self.frame.above(path)
        return tuple(node.title for node in above.ancestors() if node.is_category) if above else ()

    def _options(self, value_ids: list[int]) -> dict[str, str]:
        found = [self.frame.vocabulary.values[pk] for pk in value_ids if pk in self.frame.vocabulary.values]
        return {value.attribute.code: value.label(self.language) for value in found}

    def _expected(self, day: str | None) -> date | None:
        """When it is here again; a day that has passed is not told."""
        found = date.fromisoformat(day) if day else None
        return found if found and found >= timezone.localdate(self.now) else None

    @cached_property
    def _countries(self) -> list[str]:
        return list(settings.DELIVERY_COUNTRIES)

    def _deliveries(self, gross: Decimal) -> tuple[Delivery, ...]:
        return tuple(
            Delivery(country=country, name=method.name_in(self.language), price=method.price_for(gross))
            for country in self._countries
            for method in self.frame.delivery_methods
        )


def _pictures(blocks: list, shown: dict[int, Any], words: frozenset[str]) -> tuple[str, ...]:
    """The addresses of the pictures that suit an article, best first; those that show another one only if all do."""
    of_all = [one for one in blocks if one.get("type") == "picture"]
    suiting = [one for one in of_all if not (shows := one["value"].get("shows")) or fit(shows, words)]
    return tuple(
        frame.absolute(picture["image"].url())
        for picture in gallery.in_order(suiting or of_all, shown, words)
        if picture["image"].is_showable
    )


def _listed(row: tuple) -> Listed:
    *facts, blocks, variants = row
    return Listed._make([*facts, _read(blocks) or [], [Variant._make(one) for one in _read(variants) or []]])


def _read(document: Any) -> Any:
    return json.loads(document) if isinstance(document, str) else document
