"""`{% drawn menu %}`: puts a menu where it belongs in what is drawn next, as it is in the draft that is looked at."""

from django import template

from cms.menus.drawn import of_editors
from cms.menus.menu import FOOT, HEAD
from cms.storefront.frame import frame_of

register = template.Library()


@register.simple_tag(takes_context=True)
def drawn(context, menu):
    frame, language = frame_of(context["request"]), menu.locale.language_code
    entries = of_editors(menu.entries.get_prep_value(), frame, language)
    context["site_menu"] = entries if menu.place == HEAD else frame.menus.get(language, [])
    context["footer_links"] = entries if menu.place == FOOT else frame.footers.get(language, [])
    return ""
