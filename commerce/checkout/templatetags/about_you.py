"""`{% about_you %}`: the checkout's fields for who and where to. Empty ones look the same to every guest."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.translation import get_language

from commerce.checkout.forms import CheckoutForm

register = template.Library()

FIELDS = ("email", "phone", *CheckoutForm.ADDRESS)
TEMPLATE = "checkout/about_you.html"
AT_FIRST = {"country": "SE"}


@register.simple_tag(takes_context=True)
def about_you(context):
    """The fields as they are filled in, with what is wrong; made once for each language while nothing is."""
    form, saved = context["form"], context.get("saved_addresses")
    if saved:
        return render_to_string(TEMPLATE, {"form": form, "saved": saved, "chosen": context["saved_address"]})
    if not form.is_bound and all(form.initial.get(name) in (None, "", AT_FIRST.get(name)) for name in FIELDS):
        return _empty(get_language())
    return render_to_string(TEMPLATE, {"form": form})


@lru_cache(maxsize=8)
def _empty(language):
    return render_to_string(TEMPLATE, {"form": CheckoutForm(methods=[], offered=[], locale=language, initial=AT_FIRST)})
