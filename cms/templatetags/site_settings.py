"""What templates read of the site's settings: the announcement above a page, and whom to ask at the foot of a mail."""

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from cms.site.shown import in_a_mail, shown
from cms.storefront.frame import frame_of
from cms.storefront.page_cache import seen

register = template.Library()


@register.simple_tag(takes_context=True)
def announcement(context):
    """`{"text", "url"}` of the announcement as it is for who is looking; None where there is none now."""
    request, told = context["request"], context["site_settings"].announcement
    if told is None:
        return None
    shopper = getattr(request, "shopper", None)
    now = shopper.at if shopper else timezone.now()
    seen(request).expire(told.changes_at(now))
    return {"text": told.text, "url": _address(told, frame_of(request))} if told.is_shown(now) else None


@register.simple_tag(takes_context=True)
def notices(context):
    """`[{"text", "url"}]` of what is told above every page now, the earliest first."""
    request, language = context["request"], get_language()
    told = frame_of(request).notices
    if not told:
        return []
    shopper = getattr(request, "shopper", None)
    now = shopper.at if shopper else timezone.now()
    for one in told:
        seen(request).expire(one.changes_at(now))
    shown_now = [one for one in told if one.is_shown(now)]
    return [{"text": one.text.get(language, ""), "url": one.url.get(language, "")} for one in shown_now]


@register.simple_tag(takes_context=True)
def draw_settings(context, draft):
    """Put the settings where they belong in what is drawn next, as they are in the draft that is looked at."""
    frame, language = frame_of(context["request"]), draft.locale.language_code
    context["site_settings"] = shown(draft, frame.settings_source)
    context["site_menu"] = frame.menus.get(language, [])
    context["footer_links"] = frame.footers.get(language, [])
    return ""


@register.simple_tag
def customer_service():
    """Whom the reader of a mail may ask, in the mail's language. One query."""
    return in_a_mail(get_language())


@register.simple_tag
def company():
    """Who the shop is by law: `{"name", "number", "address"}`."""
    seller = settings.SELLER
    number = seller["number"]
    return {
        "name": seller["name"],
        "number": f"{number[:6]}-{number[6:]}",
        "address": f"{seller['address_1']}, {seller['postal_code']} {seller['city']}",
    }


# --- the steps ---


def _address(told, frame):
    """Where it leads; nowhere while the page is not live in the language."""
    if told.page is None:
        return told.address
    chosen = frame.by_id.get(told.page)
    node = chosen and frame.by_key.get((chosen.translation_key, get_language()))
    return node.url if node else ""
