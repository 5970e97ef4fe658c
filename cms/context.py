"""What every storefront page has around its content. Nothing is read until a template asks: the admin never does."""

from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from cms.frame import frame_of
from cms.languages import locale_links


def shop(request):
    """The shopper, the menu, the footer's pages and the same page in the other languages."""
    return {
        "shopper": getattr(request, "shopper", None),
        "site_menu": SimpleLazyObject(lambda: frame_of(request).menus.get(get_language(), [])),
        "footer_links": SimpleLazyObject(lambda: frame_of(request).footers.get(get_language(), [])),
        "locale_links": SimpleLazyObject(lambda: locale_links(request)),
    }
