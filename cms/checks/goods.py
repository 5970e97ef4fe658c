"""What a product's page must tell by law, from the page and the product in commerce that it is about."""

import re
from collections.abc import Iterator

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
    """Who made it and where to reach them; for makers outside the Union, who answers for it here."""
    product = product_of(page)
    if product is None:
        return
    made_by = product.manufacturer
    if made_by is None:
        text = _("The product has no manufacturer. Choose one on the product.")
        yield Fault(rule=rules.MAKER, text=text, about="none")
        return
    if not made_by.postal_address.strip():
        text = _("The manufacturer %(name)s has no postal address.") % {"name": made_by.name}
        yield Fault(rule=rules.MAKER, text=text, about="postal")
    if not made_by.email and not made_by.website:
        text = _("The manufacturer %(name)s has neither e-mail address nor website.") % {"name": made_by.name}
        yield Fault(rule=rules.MAKER, text=text, about="electronic")


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
            yield Fault(rule=rules.SAFETY, text=text)
    elif language != MAIN_LANGUAGE and page.safety.strip():
        if others.filter(locale__language_code=MAIN_LANGUAGE, safety="").exists():
            text = _("The page warns, but the Swedish page does not. Write the warning there first.")
            yield Fault(rule=rules.SAFETY, text=text)


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
            yield Fault(rule=rules.UNIT_PRICE, text=text, about=one.sku)
