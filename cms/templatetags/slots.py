"""Markers for what differs between shoppers; `cms.storefront.page_cache` puts the count and the name in their place."""

from django import template
from django.utils.safestring import mark_safe

from cms.storefront import slots

register = template.Library()


@register.simple_tag
def cart_count_slot():
    return mark_safe(slots.marker("cart"))  # noqa: S308 - a constant


@register.simple_tag
def account_slot():
    return mark_safe(slots.marker("account"))  # noqa: S308 - a constant


@register.simple_tag
def watch_slot():
    return mark_safe(slots.marker("watch"))  # noqa: S308 - a constant
