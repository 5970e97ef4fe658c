"""`{% product_cards cards sizes="50vw" %}` and `{% price_of price "large" %}`: goods and prices on every page."""

from django import template

from cms import components
from cms.storefront.cards import Card
from cms.storefront.page_cache import seen

register = template.Library()


@register.simple_tag(takes_context=True)
def product_cards(context, cards, sizes="", id="", eager=0):
    """A list of products. Pictures of the first `eager` are fetched at once, the page's first picture before all."""
    request = context.get("request")
    first = None if request is None else _look_through(seen(request), cards, eager)
    return components.render("cards", cards=cards, sizes=sizes, id=id, eager=eager, first=first)


@register.simple_tag(takes_context=True)
def product_card(context, card, sizes="(min-width: 48rem) 22rem, 100vw"):
    """One product as lists show it."""
    if context.get("request") is not None:
        _look_through(seen(context["request"]), [card], 0)
    return components.render("product_card", card=card, sizes=sizes, loading="lazy", first=False)


@register.simple_tag
def price_of(price, size=""):
    """A price with what belongs to it by law: VAT or not, and what it was before a reduction."""
    return components.render("price", price=price, size=size) if price else ""


def _look_through(shown, cards, eager):
    """Have the page dropped when a picture on its way arrives. Returns the place of the card it opens with."""
    pictures = [picture for card in cards if isinstance(card, Card) for picture in (card.picture, card.second_picture)]
    shown.add(*(f"picture:{one.pk}" for one in pictures if one and not one.is_complete))
    if shown.has_eager_picture:
        return None
    for place, card in enumerate(cards[:eager]):
        if isinstance(card, Card) and card.picture and card.picture.is_showable:
            shown.has_eager_picture = True
            return place
    return None
