"""The products that editors put in a page, chosen, by a rule or by a campaign: all of the page loaded together."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.listed import ListedProduct
from cms.storefront import cards
from cms.storefront.frame import CATALOGUE, frame_of
from cms.storefront.page_cache import seen
from commerce import prepared
from commerce.catalogue.models import Category
from commerce.pricing.offers import Offer

CHOSEN, RULE, CAMPAIGN = "chosen", "rule", "campaign"
ORDERS = (
    ("newest", gettext_lazy("newest first"), "l.created_at DESC, l.id DESC"),
    ("name", gettext_lazy("by name"), "l.sort_key, l.id"),
    ("shop", gettext_lazy("as in the category"), "place NULLS LAST, l.sort_key, l.id"),
)
USUAL = 4  # products on a shelf that says no number
SHELF, CARD = "product_shelf", "product_card"

PICK = """
SELECT l.product_id,
       (SELECT min(c.position) FROM catalogue_productcategory c
        WHERE c.product_id = l.product_id AND c.category_id = ANY(%(categories)s::bigint[])) AS place
FROM cms_listedproduct l
WHERE l.is_listed AND l.locale_id = %(locale)s
  AND (%(everything)s OR l.product_id = ANY(%(products)s::bigint[]) OR EXISTS (
        SELECT 1 FROM catalogue_productcategory c
        WHERE c.product_id = l.product_id AND c.category_id = ANY(%(categories)s::bigint[])))
  AND (NOT %(in_stock)s OR EXISTS (
        SELECT 1 FROM catalogue_variant v JOIN stock_stock s ON s.variant_id = v.id
        WHERE v.product_id = l.product_id AND v.is_active AND s.available > 0))
ORDER BY {order} LIMIT %(count)s
"""


def shelf_cards(request, *streams) -> dict:
    """Cards by the id of the page that an editor chose, and lists of cards by what a shelf asks for (`_key`).

    Four queries for what is chosen on a whole page, one to three for each other shelf. A chosen page may be of another
    language: its product's own page in this one is what the card leads to.
    """
    raw = [value for stream in streams for value in _values(stream.raw_data)]
    chosen = {pk for value in raw for pk in _chosen(value)}
    asked = {_key(value): value for value in raw if value.get("source", CHOSEN) != CHOSEN}
    if not chosen and not asked:
        return {}
    seen(request).add(*(f"page:{pk}" for pk in chosen))
    products = dict(ListedProduct.objects.filter(page_id__in=chosen).values_list("page_id", "product_id"))
    picked = {key: _pick(request, value) for key, value in asked.items()}
    wanted = {*products.values(), *(pk for found in picked.values() for pk in found)}
    made = {card.product_id: card for card in cards.of_products(request, wanted)}
    by_page = {page_id: made[product_id] for page_id, product_id in products.items() if product_id in made}
    return by_page | {key: [made[pk] for pk in found if pk in made] for key, found in picked.items()}


def cards_on(value, context) -> list:
    """The cards of one shelf, from what its page has loaded; where there is no page (a preview) they are loaded."""
    loaded = _loaded(context, SHELF, value)
    if (value.get("source") or CHOSEN) == CHOSEN:
        return [loaded[page.pk] for page in value["pages"] if page and page.pk in loaded]
    return loaded.get(_key(_raw(value)), [])


def card_on(value, context):
    """The card of one product, or of the other when it is sold out; None when nothing is to be shown."""
    loaded = _loaded(context, CARD, value)
    card = loaded.get(value["page"].pk) if value["page"] else None
    if card is None or card.stock_word != _("Sold out") or value["when_gone"] == "told":
        return card
    return loaded.get(value["instead"].pk) if value["when_gone"] == "instead" and value["instead"] else None


def in_two_days(request):
    return request.shopper.at + timedelta(days=2, hours=4) if request else None


class _One:
    """A stream of one block, as far as the loading of cards is concerned."""

    def __init__(self, kind, value):
        self.raw_data = [{"type": kind, "value": value}]


def _loaded(context, kind, value):
    if "shelves" in context or context.get("request") is None:
        return context.get("shelves") or {}
    return shelf_cards(context["request"], _One(kind, _raw(value)))


def _raw(value):
    return value.block.get_prep_value(value)


def _values(raw_data) -> Iterator[dict]:
    """The raw values of all shelves and product cards of a stream."""
    for block in raw_data:
        if block.get("type") in (SHELF, CARD) and isinstance(block.get("value"), dict):
            yield block["value"]


def _chosen(value) -> Iterator[int]:
    if value.get("source", CHOSEN) != CHOSEN:
        return
    for item in [*(value.get("pages") or []), value.get("page"), value.get("instead")]:
        page_id = item.get("value") if isinstance(item, dict) else item
        if isinstance(page_id, int):
            yield page_id


def _key(value) -> tuple:
    """What a shelf asks for: shelves that ask for the same are loaded once."""
    own = tuple(value.get(name) or None for name in ("source", "category", "in_stock", "campaign"))
    return (*own, value.get("order") or ORDERS[0][0], value.get("count") or USUAL)


def _pick(request, value) -> list[int]:
    """Product ids by a rule or a campaign, in order."""
    seen(request).add(CATALOGUE)
    scope = _of_campaign(request, value) if value["source"] == CAMPAIGN else _of_rule(request, value)
    if scope is None:
        return []
    orders = {name: column for name, _title, column in ORDERS}
    order = orders["shop"] if value["source"] == CAMPAIGN else orders.get(value.get("order"), orders["newest"])
    values = {"everything": False, "products": [], "categories": [], "in_stock": False, **scope}
    values |= {"locale": frame_of(request).locale_ids.get(request.shopper.locale), "count": value.get("count") or USUAL}
    return [row[0] for row in prepared.rows(PICK.format(order=order), values)]


def _of_rule(request, value):
    in_stock = bool(value.get("in_stock"))
    if not value.get("category"):
        return {"everything": True, "in_stock": in_stock}
    nodes = {node.id: node for node in frame_of(request).by_path.values()}
    node = nodes.get(value["category"])
    return {"categories": node.categories(), "in_stock": in_stock} if node else None


def _is_for(offer, shopper):
    return offer.is_for_everyone or shopper.level in offer.levels or shopper.organisation in offer.organisations


def _of_campaign(request, value):
    """The goods of those offers of a campaign that are in force for whoever looks. Two queries."""
    at, shopper = request.shopper.at, request.shopper
    nodes = {node.id: node for node in frame_of(request).by_path.values()}
    node = nodes.get(value["campaign"])
    if node is None:
        return None
    cards.expire_with_prices(request)
    in_force = Q(valid_until=None) | Q(valid_until__gt=at)
    offers = Offer.objects.filter(in_force, campaign=str(node.translation_key), valid_from__lte=at)
    mine = [one for one in offers if _is_for(one, shopper)]
    if not mine:
        return None
    named = {pk for one in mine for pk in one.categories}
    below = set(Category.objects.filter(parent__in=named).values_list("pk", flat=True)) if named else set()
    return {
        "everything": any(one.is_for_everything for one in mine),
        "products": sorted({pk for one in mine for pk in one.products}),
        "categories": sorted(named | below),
    }
