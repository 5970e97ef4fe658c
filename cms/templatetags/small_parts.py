"""`{% icon "menu" %}` and `{% dot "#a8c3b2" "Celadon" %}`: parts that stand tens of times on a page, each made once."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string

register = template.Library()


@register.simple_tag
def icon(name):
    """A symbol of the sprite, for decoration: what it means is said in words beside it."""
    return _made("components/icon.html", name=str(name))


@register.simple_tag
def dot(colour, label=""):
    """A spot of colour; with a label it is a picture of its own, without one it stands beside its name."""
    return _made("components/dot.html", colour=str(colour or ""), label=str(label or ""))


@register.simple_tag
def same_everywhere(component):
    """A part that depends on nothing: neither the page, nor the language, nor who is looking."""
    return _made(component)


@lru_cache(maxsize=2048)
def _made(component, **words):
    return render_to_string(component, words)
