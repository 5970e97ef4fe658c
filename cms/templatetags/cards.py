"""`{% product_card card sizes "lazy" %}`: a card is made once for what stands on it, however many lists show it."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.translation import get_language

from cms.storefront.cards import Card
from cms.storefront.page_cache import seen

register = template.Library()

COMPONENT = "components/product_card.html"


@register.simple_tag(takes_context=True)
def product_card(context, card, sizes="", loading="lazy"):
    """A product in a list. What is kept is kept by everything that the card shows, so it is never another's."""
    request = context.get("request")
    if not isinstance(card, Card) or request is None:
        made = context.template.engine.get_template(COMPONENT)
        with context.push(card=card, sizes=sizes, loading=loading):
            return made.render(context)
    shown = seen(request)
    shown.add(*(f"picture:{one.pk}" for one in (card.picture, card.second_picture) if one and not one.is_complete))
    is_first = loading == "eager" and not shown.has_eager_picture and bool(card.picture and card.picture.is_showable)
    shown.has_eager_picture = shown.has_eager_picture or is_first
    return _made(card, sizes, loading, is_first, get_language())


@lru_cache(maxsize=8192)
def _made(card, sizes, loading, is_first, language):
    return render_to_string(COMPONENT, {"card": card, "sizes": sizes, "loading": loading, "first": is_first})
