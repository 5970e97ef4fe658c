"""`{% framed "components/site_nav.html" %}`: a part that is the same around every page, made once for each frame."""

from django import template
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from cms.storefront.frame import frame_of

register = template.Library()


@register.simple_tag(takes_context=True)
def framed(context, name):
    """A template of the menu, the footer's pages and the settings alone. With a menu of its own it is made anew."""
    made = context.template.engine.get_template(name)
    if not isinstance(context.get("site_menu"), SimpleLazyObject):
        return made.render(context)
    frame, language = frame_of(context["request"]), get_language()
    key = (name, language)
    if key not in frame.fragments:
        parts = {"site_menu": frame.menus.get(language, []), "footer_links": frame.footers.get(language, [])}
        parts["site_settings"] = frame.settings.get(language)
        frame.fragments[key] = made.render(template.Context(parts))
    return frame.fragments[key]
