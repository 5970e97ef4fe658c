"""What every storefront page has around its content. Nothing is read until a template asks: the admin never does."""

from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from cms.languages import locale_links
from cms.site.shown import Shown
from cms.storefront.frame import frame_of

TERMS = "kopvillkor"  # where the terms of sale lie in Swedish; in another language they are that page's translation


def shop(request):
    """The shopper, the menu, the footer's pages and the same page in the other languages."""
    return {
        "shopper": getattr(request, "shopper", None),
        "site_menu": SimpleLazyObject(lambda: frame_of(request).menus.get(get_language(), [])),
        "footer_links": SimpleLazyObject(lambda: frame_of(request).footers.get(get_language(), [])),
        "site_settings": SimpleLazyObject(lambda: settings_of(request)),
        "terms_url": SimpleLazyObject(lambda: _terms_url(frame_of(request), get_language())),
        "locale_links": SimpleLazyObject(lambda: locale_links(request)),
    }


def settings_of(request):
    """What the shop says of itself in the language of the page."""
    return frame_of(request).settings.get(get_language()) or Shown()


def _terms_url(frame, language):
    """The address of the terms of sale; empty while there is no such page."""
    root = frame.roots.get("sv")
    terms = root and frame.nodes.get(f"{root.url_path}{TERMS}/")
    shown = terms and (frame.by_key.get((terms.translation_key, language)) or terms)
    return shown.url if shown else ""
