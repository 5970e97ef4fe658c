"""`{% picture_of image sizes="50vw" alt="" loading="lazy" %}`: AVIF, WebP and JPEG in the widths that exist."""

from functools import lru_cache

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from cms import pictures
from cms.images import ShopImage
from cms.storefront.page_cache import seen

register = template.Library()

KINDS = (("avif", "image/avif"), ("webp", "image/webp"))
FIRST = ' fetchpriority="high"'
MISSING = mark_safe('<span class="picture-missing"></span>')


@register.simple_tag(takes_context=True)
def picture_of(context, image, sizes="100vw", alt="", loading="lazy", **options):
    """A `<picture>` of a ShopImage or a loaded Picture; without either a quiet surface. Never makes a rendition.

    `class` adds a class, `most` limits the width. The first eager picture, what a page opens with, is fetched first;
    where the page is not known, `first` tells.
    """
    picture = _picture(context, image)
    if picture is None:
        return MISSING
    request = context.get("request")
    if request is not None and not picture.is_complete:
        seen(request).add(f"picture:{picture.pk}")
    if not picture.is_showable:
        return MISSING
    if loading == "lazy":
        hint = ' loading="lazy" decoding="async"'
    else:
        hint = FIRST if options.get("first") else _priority(request)
    words = (conditional_escape(word) for word in (sizes, alt, options.get("class", "")))
    return _html(picture, *words, hint, options.get("most", 1600))


def _picture(context, image):
    if isinstance(image, ShopImage):
        loaded = context.get("pictures") or {}
        return loaded.get(image.pk) or pictures.of_image(image)
    return image or None


def _priority(request):
    if request is None or seen(request).has_eager_picture:
        return ""
    seen(request).has_eager_picture = True
    return FIRST


@lru_cache(maxsize=8192)
def _html(picture, sizes, alt, css_class, hint, most):
    """The element; its words come escaped, so that two that look alike before escaping are never taken for one."""
    parts = [f'<picture data-colour="{picture.colour}">' if picture.colour else "<picture>"]
    for kind, media_type in KINDS:
        if files := picture.files(kind, most):
            parts.append(f'<source type="{media_type}" srcset="{_srcset(files)}" sizes="{sizes}">')
    files = picture.files("jpeg", most)
    width, height = files[-1][:2] if files else (picture.width, picture.height)
    source = pictures.file_url(files[len(files) // 2][2]) if files else pictures.file_url(picture.file)
    parts.append(f'<img src="{source}" ')
    if files:
        parts.append(f'srcset="{_srcset(files)}" sizes="{sizes}" ')
    if css_class:
        parts.append(f'class="{css_class}" ')
    parts.append(f'alt="{alt}" width="{width}" height="{height}"{hint}></picture>')
    return mark_safe("".join(parts))  # noqa: S308 - every word comes escaped


def _srcset(files):
    return ", ".join(f"{pictures.file_url(file)} {width}w" for width, _height, file in files)
