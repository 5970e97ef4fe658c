"""`{% picture_of image sizes="50vw" alt="" loading="lazy" %}`: AVIF, WebP and JPEG in the widths that exist."""

from django import template
from django.utils.translation import get_language

from cms import pictures
from cms.images import ShopImage
from cms.storefront.page_cache import seen

register = template.Library()


@register.simple_tag(takes_context=True)
def picture_of(context, image, sizes="100vw", alt="", loading="lazy", **options):
    """A `<picture>` of a ShopImage or a loaded Picture; without either a quiet one. Never makes a rendition.

    An `alt` of None is what the picture itself is described by. `class` adds a class, `most` limits the width. The
    first eager picture, what a page opens with, is fetched first; where the page is not known, `first` tells.
    """
    picture, request = _picture(context, image), context.get("request")
    if picture is not None and request is not None and not picture.is_complete:
        seen(request).add(f"picture:{picture.pk}")
    if alt is None:
        alt = picture.alt(get_language()) if picture else ""
    first = options.get("first")
    if picture is not None and picture.is_showable and loading != "lazy" and not first:
        first = _opens_the_page(request)
    return pictures.element(
        picture,
        sizes=sizes,
        alt=alt,
        css_class=options.get("class", ""),
        loading=loading,
        first=first,
        most=options.get("most", 1600),
    )


@register.filter
def alt_of(value):
    """The words of a picture block; None where it has none of its own and is no decoration."""
    return "" if value.get("is_decoration") else value.get("alt") or None


def _picture(context, image):
    if isinstance(image, ShopImage):
        loaded = context.get("pictures") or {}
        return loaded.get(image.pk) or pictures.of_image(image)
    return image or None


def _opens_the_page(request):
    """Whether no picture of the page has been fetched at once before this one."""
    if request is None or seen(request).has_eager_picture:
        return False
    seen(request).has_eager_picture = True
    return True
