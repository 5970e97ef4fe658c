"""A translation that may not go live says why, on its own page: Wagtail Localize lets the refusal become a bare 403."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.wagtail_hooks import before_edit_page as edit_as_translation

from cms.checks.door import ChecksRefused


@hooks.register("before_edit_page", order=-10)
def tell_why_a_translation_is_refused(request, page):
    """Publishing it is Localize's, all or nothing; None where the page is no translation, as that answers."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    try:
        return edit_as_translation(request, page)
    except ChecksRefused as refusal:
        _tell(request, page, refusal.faults)
        return redirect(request.path)


def _tell(request, page, faults):
    words = format_html(
        "{}<ul>{}</ul>{}",
        _("“%(page)s” is not published.") % {"page": page.get_admin_display_title()},
        format_html_join("", "<li>{}</li>", ((fault.text,) for fault in faults)),
        _("Words are put right here; pictures, links and all else in the source page. Then publish again."),
    )
    source = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk).order_by("locale_id").first()
    buttons = []
    if source:
        buttons.append(messages.button(reverse("wagtailadmin_pages:edit", args=[source.pk]), _("The source page")))
    messages.error(request, words, buttons=buttons)
