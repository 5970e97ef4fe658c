"""Sending a form page's form. Posted from kept pages, so guarded by origin instead of a token."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from cms.form_pages.receiving import receive
from commerce.cart.origin import require_same_origin
from commerce.customers.limits import is_within

MOST, SECONDS = 10, 3600


@never_cache
@require_same_origin
@require_http_methods(["GET", "HEAD", "POST"])
def send(request, page_id):
    """Keep what was sent and say thanks, or show the page again with what is wrong. A machine is thanked too."""
    page = _page(page_id)
    if request.method != "POST":
        return redirect(page.get_url(request))
    form = page.get_form(request.POST)
    if form.is_of_a_machine:
        return redirect(reverse("form_thanks", args=[page.pk]))
    if form.is_valid():
        if is_within(request, f"form:{page.pk}", most=MOST, seconds=SECONDS):
            receive(page, form, language=request.shopper.locale, now=timezone.now())
            return redirect(reverse("form_thanks", args=[page.pk]))
        form.add_error(None, _("That was many at once. Wait an hour and send it again."))
    context = page.get_context(request) | {"form": form}
    return render(request, page.template, context, status=422)


@never_cache
@require_safe
def thanks(request, page_id):
    page = _page(page_id)
    return render(request, "form_pages/thanks.html", {"page": page, "back_url": page.get_url(request)})


def _page(page_id):
    """The live form page. Raises Http404."""
    page = get_object_or_404(Page.objects.live().public(), pk=page_id).specific
    if not hasattr(page, "receiver"):
        raise Http404
    return page
