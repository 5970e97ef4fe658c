"""Asking to be told when an article can be bought again. Posted from cached pages, so guarded by origin."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from commerce.cart.origin import require_same_origin
from commerce.catalogue.models import Variant
from commerce.catalogue.showcase import showcase
from commerce.customers.limits import is_within
from commerce.stock import watching

MOST, SECONDS = 20, 3600


class WatchForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Write the address that we are to write to."),
            "invalid": gettext_lazy("That is not a whole e-mail address, such as anna@example.se."),
        },
    )


@never_cache
@require_same_origin
@require_http_methods(["GET", "HEAD", "POST"])
def watch(request, sku):
    """The form, and what came of it. Who is signed in is written to at the address of his account."""
    variant = get_object_or_404(Variant.objects.select_related("product"), sku=sku, product__is_on_sale=True)
    locale, product = request.shopper.locale, variant.product
    page = showcase().shown({product.pk}, locale=locale).get(product.pk)
    own = request.user.email if request.user.is_authenticated else ""
    form = WatchForm({"email": request.POST.get("email") or own} if request.method == "POST" else None)
    is_asked = False
    if form.is_bound and form.is_valid():
        if is_within(request, "stock-watch", most=MOST, seconds=SECONDS):
            watching.ask(variant, form.cleaned_data["email"], locale=locale, now=timezone.now())
            is_asked = True
        else:
            form.add_error("email", _("That was many at once. Wait an hour and ask again."))
    context = {
        "form": form,
        "sku": sku,
        "is_asked": is_asked,
        "own": own,
        "name": product.name_in(locale),
        "label": variant.label_in(locale),
        "page_url": f"{page.url}?variant={sku}" if page and page.is_live else "",
    }
    return render(request, "stock/watch_page.html", context, status=422 if form.errors else 200)


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, person):
    """Ends all that an address has asked to be told of. Readers of mail follow links, so it takes a button.

    Mail programs post here on their own when their button is pressed (RFC 8058), from no page of ours: the fingerprint
    in the address, which only the mail holds, is what proves them.
    """
    if request.method == "POST":
        watching.stop(person)
        if request.POST.get("List-Unsubscribe") == "One-Click":
            return HttpResponse(status=204)
    return render(request, "stock/watch_stop.html", {"person": person, "is_done": request.method == "POST"})
