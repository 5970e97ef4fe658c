"""What a product page's template gets: the article, its variants, prices and stock beside what editors tell of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms import pictures
from cms.storefront import cards, gallery, product_facts, structured
from cms.storefront.breadcrumbs import breadcrumbs
from cms.storefront.frame import frame_of
from cms.storefront.page_cache import seen
from cms.storefront.shelves import shelf_cards
from commerce.catalogue.withdrawal import told as told_of_withdrawal
from commerce.pricing.lookup import tiers
from commerce.stock.told import back_order

RELATED = 4
AT_HAND = ("in", "low")
ASSORTMENT = "assortment"  # which products there are, and in which categories: neighbours come and go


@dataclass(slots=True)
class Offer:
    """A variant as it is bought: its article number, its options in words, its price here and now, and what is left."""

    pk: int
    sku: str
    gtin: str
    label: str
    value_ids: list
    stock_state: str
    stock_text: str
    steps: list
    price: Any = None
    selected: bool = False

    @property
    def is_sold(self):
        return self.price is not None


def product_context(page, request):
    """Everything for the page of one product, in four queries however many variants and neighbours it has."""
    frame, shopper = frame_of(request), request.shopper
    language = frame.languages[page.locale_id]
    product = product_facts.of_page(page)
    if product is None:
        return {
            "breadcrumbs": breadcrumbs(frame, page),
            "gallery": gallery.in_order(page.gallery.raw_data, shown := _pictures(page, [])),
            "pictures": shown,
            "shelves": shelf_cards(request, page.story),
        }
    rows = _neighbours(product, page.locale_id)
    request.shown_addresses = product.addresses
    own, beside = [one.pk for one in product.variants], [pk for row in rows for pk, *_stock in row.variants]
    priced = tiers([*own, *beside], shopper=shopper)
    shown = _pictures(page, rows)
    for_sale = product.variants if product.is_on_sale else []
    told = cards.told_beside(request, priced)
    offers = [
        _offer(variant, priced.get(variant.pk), language, shopper, told.get(variant.pk, ())) for variant in for_sale
    ]
    selected = _selected(offers, request.GET.get("variant", ""))
    _remember(request, product, rows)
    context = {
        "product": {
            "name": product.name_in(language),
            "brand": product.brand,
            "code": product.code,
            "withdrawal": told_of_withdrawal(product.withdrawal_exempt),
        },
        "gallery": _gallery(page, shown, selected, frame),
        "variants": offers,
        "options": _options(frame, page, product, offers, selected, language),
        "selected": selected,
        "tiers": _tiers(selected, shopper),
        "delivery_promises": _promises(frame, language) if selected and selected.stock_state in AT_HAND else [],
        "specifications": _specifications(frame, product, language),
        "manufacturer": product.manufacturer,
        "safety_text": page.safety,
        "related": _related(request, rows, priced, shown, told),
        "breadcrumbs": breadcrumbs(frame, page, product.name_in(language)),
        "pictures": shown,
        "shelves": shelf_cards(request, page.story),
    }
    own_url = frame.url_of(page.url_path, language)
    about = structured.script(
        structured.product(page, context, own_url), structured.trail(context["breadcrumbs"], own_url)
    )
    return context | {"structured_data": about}


NEIGHBOURS = """
    l.locale_id = %(locale)s AND l.product_id IN (
        SELECT beside.product_id FROM catalogue_productcategory home
        JOIN catalogue_productcategory beside
            ON beside.category_id = home.category_id AND beside.product_id <> home.product_id
        WHERE home.product_id = %(product)s AND home.is_primary
        ORDER BY beside.position, (beside.product_id < %(product)s), beside.product_id LIMIT %(size)s)
    ORDER BY (l.product_id < %(product)s), l.product_id
"""


def _neighbours(product, locale_id):
    """Products of its primary category that are listed, those that came after it first."""
    values = {"product": product.pk, "locale": locale_id, "size": RELATED * 2}
    return cards.rows(NEIGHBOURS, values)[:RELATED]


def _offer(variant, steps, language, shopper, told):
    state = cards.stock_state(variant.available, variant.low_from, variant.backorder_limit)
    return Offer(
        pk=variant.pk,
        sku=variant.sku,
        gtin=variant.gtin,
        label=variant.label_in(language),
        value_ids=variant.value_ids,
        stock_state=state,
        stock_text=_stock_text(state, variant, shopper),
        steps=steps or [],
        price=cards.price(steps[0][1], shopper, told) if steps else None,
    )


def _stock_text(state, variant, shopper):
    if state == "out":
        return _("Sold out")
    if state == "in":
        return _("In stock")
    if state == "order":
        day = date.fromisoformat(variant.expected_on) if variant.expected_on else None
        return back_order(day, today=timezone.localdate(shopper.at))
    count = variant.available
    return ngettext("Only %(count)s left", "Only %(count)s left", count) % {"count": count}


def _selected(offers, sku):
    """The variant asked for, else the first that can be bought, else the first there is."""
    for_sale = [offer for offer in offers if offer.is_sold]
    asked = [offer for offer in for_sale if offer.sku == sku]
    at_hand = [offer for offer in for_sale if offer.stock_state in AT_HAND]
    sold = [offer for offer in for_sale if offer.stock_state != "out"]
    chosen = next(iter(asked or at_hand or sold or for_sale), None)
    if chosen:
        chosen.selected = True
    return chosen


def _options(frame, page, product, offers, selected, language):
    """For each option its values in order; a value leads to the variant nearest to the chosen one that has it."""
    path = frame.url_of(page.url_path, language)
    options = []
    for attribute_id in product.option_ids:
        one = frame.vocabulary.properties.get(attribute_id)
        used = {pk for offer in offers for pk in offer.value_ids}
        values = [value for value in one.values if value.id in used] if one else []
        if values:
            options.append(
                {
                    "code": one.code,
                    "name": one.label(language),
                    "values": [_choice(value, offers, selected, path, language) for value in values],
                }
            )
    return options


def _choice(value, offers, selected, path, language):
    having = [offer for offer in offers if value.id in offer.value_ids and offer.is_sold]
    chosen_ids = set(selected.value_ids) if selected else set()
    nearest = max(
        having, key=lambda offer: (len(chosen_ids & set(offer.value_ids)), offer.stock_state != "out"), default=None
    )
    return {
        "code": value.code,
        "label": value.label(language),
        "swatch": value.swatch,
        "url": f"{path}?{urlencode({'variant': nearest.sku})}" if nearest else path,
        "selected": value.id in chosen_ids,
        "available": bool(nearest) and nearest.stock_state != "out",
    }


def _tiers(selected, shopper):
    if not selected:
        return []
    return [{"min_quantity": quantity, "price": cards.price(quote, shopper)} for quantity, quote in selected.steps]


def _specifications(frame, product, language):
    """Properties in the vocabulary's order, several values of one on a line."""
    words = {}
    for attribute in product.properties:
        one = frame.vocabulary.properties.get(attribute.attribute_id)
        text = _property_text(frame, attribute, one, language) if one else ""
        if text:
            words.setdefault(attribute.attribute_id, []).append(text)
    return [
        {"name": one.label(language), "value": ", ".join(words[pk])}
        for pk, one in frame.vocabulary.properties.items()
        if pk in words
    ]


def _property_text(frame, attribute, one, language):
    if attribute.value_id:
        return frame.vocabulary.values[attribute.value_id].label(language)
    if attribute.number is not None:
        figure = f"{attribute.number:f}".rstrip("0").rstrip(".") if attribute.number % 1 else f"{attribute.number:.0f}"
        return f"{figure.replace('.', ',') if language == 'sv' else figure} {one.unit}".strip()
    if attribute.boolean is not None:
        return _("Yes") if attribute.boolean else _("No")
    return attribute.text or ""


def _related(request, rows, priced, shown, told):
    first = {pk: steps[0][1] for pk, steps in priced.items()}
    return [cards.card(request, row, first, shown, told) for row in rows]


def _pictures(page, rows):
    """The page's own pictures and its neighbours', in one query."""
    own = [
        page.social_image_id,
        *pictures.in_blocks(page.gallery.raw_data),
        *pictures.in_blocks(page.story.raw_data),
    ]
    return pictures.load([*own, *(pk for row in rows for pk in (row.picture_id, row.second_picture_id))])


def _gallery(page, shown, selected, frame):
    """The pictures in order, those of the chosen variant first."""
    chosen = gallery.words_of(selected.sku, selected.value_ids, frame.vocabulary) if selected else frozenset()
    return gallery.in_order(page.gallery.raw_data, shown, chosen)


def _promises(frame, language):
    """When the goods arrive, for each way of delivery that says so: the same words as in the checkout."""
    said = [(method.name_in(language), method.promise_in(language)) for method in frame.delivery_methods]
    return [{"name": name, "promise": promise} for name, promise in said if promise]


def _remember(request, product, rows):
    seen(request).add(ASSORTMENT, f"product:{product.pk}", *(f"product:{row.product_id}" for row in rows))
    cards.expire_with_prices(request)
