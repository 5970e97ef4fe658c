"""The products that editors put on shelves in a page: all shelves of the page loaded together."""

from cms.listed import ListedProduct
from cms.storefront import cards
from cms.storefront.page_cache import seen

BLOCK = "product_shelf"


def shelf_cards(request, *streams):
    """Cards by the id of the page that an editor chose, in the language of the request; four queries for a whole page.

    The chosen page may be of another language: its product's own page in this one is what the card leads to.
    """
    chosen = {pk for stream in streams for pk in chosen_pages(stream.raw_data)}
    if not chosen:
        return {}
    seen(request).add(*(f"page:{pk}" for pk in chosen))
    products = dict(ListedProduct.objects.filter(page_id__in=chosen).values_list("page_id", "product_id"))
    made = {card.product_id: card for card in cards.of_products(request, set(products.values()))}
    return {page_id: made[product_id] for page_id, product_id in products.items() if product_id in made}


def chosen_pages(raw_data):
    """Page ids on the shelves of a stream, from its raw data."""
    for block in raw_data:
        if block.get("type") == BLOCK:
            for item in block["value"].get("pages", []):
                page_id = item.get("value") if isinstance(item, dict) else item
                if isinstance(page_id, int):
                    yield page_id
