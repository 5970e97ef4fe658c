"""`{% component "sums" summary=summary %}`: a part of a page that Jinja draws, see `cms.components`."""

from django import template

from cms import components

register = template.Library()


@register.simple_tag
def component(name, **words):
    return components.render(name, **words)
