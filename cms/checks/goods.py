"""What a product's page must tell by law, from the page and the product in commerce that it is about."""

import re
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.checks import rules
from cms.checks.rule import Fault
from cms.links import ProductLink
from commerce.catalogue.models import Variant

MEASURE = re.compile(r"\b\d+(?:[,.]\d+)?\s?(?:g|kg|hg|ml|cl|dl|l|liter|litre|gram|kilo)\b", re.IGNORECASE)
MAIN_LANGUAGE = "sv"


def product_of(page):
    """The product that the page is about, with its manufacturer; None while it has none. One query."""
    link = ProductLink.objects.filter(translation_key=page.translation_key).select_related("product__manufacturer")
    found = link.first()
    return found and found.product


def maker(page, **_about) -> Iterator[Fault]:
    """Who made it and where to reach them; for makers outside the Union, who answers for it here. One query."""
    product = product_of(page)
    if product is None:
        return
    made_by = product.manufacturer
    if made_by is None:
        text = _("The product has no manufacturer. Choose one on the product.")
        yield Fault(rule=rules.MAKER, text=text, about="none", address=_register("product", product.pk))
        return
    address = _register("manufacturer", made_by.pk)
    if not made_by.postal_address.strip():
        text = _("The manufacturer %(name)s has no postal address.") % {"name": made_by.name}
        yield Fault(rule=rules.MAKER, text=text, about="postal", address=address)
    if not made_by.email and not made_by.website:
        text = _("The manufacturer %(name)s has neither e-mail address nor website.") % {"name": made_by.name}
        yield Fault(rule=rules.MAKER, text=text, about="electronic", address=address)
    if not made_by.country:
        text = _("Nobody has said in which country the manufacturer %(name)s is.") % {"name": made_by.name}
        yield Fault(rule=rules.MAKER_COUNTRY, text=text, about=f"{made_by.pk}", address=address)
    elif made_by.needs_responsible:
        yield from responsible(made_by)


def responsible(made_by) -> Iterator[Fault]:
    """What is not told of who answers in the Union for a maker outside it. No queries."""
    if lacking := made_by.lacks_of_responsible():
        names = [str(made_by._meta.get_field(name).verbose_name) for name in lacking]
        if "responsible_email" in lacking:
            names[-1] = _("the responsible person's e-mail address or website")
        text = _("The manufacturer %(name)s is outside the EU (%(country)s). Say on it: %(lacking)s.")
        told = {"name": made_by.name, "country": made_by.country, "lacking": ", ".join(names)}
        yield Fault(
            rule=rules.RESPONSIBLE,
            text=text % told,
            about=",".join(lacking),
            address=_register("manufacturer", made_by.pk),
        )


def _register(model, pk):
    """Where a row of the range is changed."""
    return reverse(f"catalogue_{model}_modeladmin_edit", args=[pk])


def has_picture(page) -> bool:
    return any(part.get("value", {}).get("image") for part in page.gallery.get_prep_value())


def picture(page, **_about) -> Iterator[Fault]:
    if not has_picture(page):
        yield Fault(rule=rules.PICTURE, text=_("The page has no picture of the product."))


def safety(page, **_about) -> Iterator[Fault]:
    """A warning in another language stands on the Swedish page as well. One query."""
    language = page.locale.language_code if page.locale_id else MAIN_LANGUAGE
    others = type(page).objects.filter(translation_key=page.translation_key).exclude(locale=page.locale_id)
    if language == MAIN_LANGUAGE and not page.safety.strip():
        if others.exclude(safety="").exists():
            text = _("The page warns in another language but not in Swedish.")
            yield Fault(rule=rules.SAFETY, text=text, field_name="safety")
    elif language != MAIN_LANGUAGE and page.safety.strip():
        if others.filter(locale__language_code=MAIN_LANGUAGE, safety="").exists():
            text = _("The page warns, but the Swedish page does not. Write the warning there first.")
            yield Fault(rule=rules.SAFETY, text=text, field_name="safety")


def unit_prices(page, **_about) -> Iterator[Fault]:
    """Articles whose name tells a measure, or whose siblings have one, and that have no content to count from."""
    product = product_of(page)
    if product is None:
        return
    variants = list(Variant.objects.filter(product=product, is_active=True).order_by("position", "pk"))
    some_have = any(one.content_amount is not None for one in variants)
    for one in variants:
        said = " ".join((product.name_sv, one.label_sv))
        if one.content_amount is None and (some_have or MEASURE.search(said)):
            text = _("%(sku)s has no content, so no unit price is shown. Write it on the article.") % {"sku": one.sku}
            yield Fault(rule=rules.UNIT_PRICE, text=text, about=one.sku, address=_register("variant", one.pk))
