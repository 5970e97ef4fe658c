"""What previews of blocks are filled with: the shop's own pictures, products and pages, in the language in force."""

from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from cms.listed import ListedProduct


def pictures(count: int) -> list[int]:
    return list(get_image_model().objects.order_by("pk").values_list("pk", flat=True)[:count])


def picture(alt: str) -> dict:
    """A picture as it is stored, with the first image there is."""
    return {"image": next(iter(pictures(1)), None), "alt": alt, "is_decoration": False, "caption": ""}


def product_pages(count: int) -> list[int]:
    rows = ListedProduct.objects.filter(is_listed=True, locale=Locale.get_active()).order_by("pk")
    return list(rows.values_list("page_id", flat=True)[:count])


def pages_of(model: str, count: int) -> list[int]:
    """Live pages of a type named as `categorypage`."""
    of_type = {"content_type__app_label": "cms", "content_type__model": model}
    rows = Page.objects.live().filter(locale=Locale.get_active(), **of_type).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:count])


class Sampled:
    """A block that is previewed with its `sample()`: a value as it is stored."""

    def get_preview_value(self):
        return self.to_python(self.sample())
