"""Pictures as pages show them: from renditions that exist, looked up for a whole page at once.

Wagtail's own tags make missing renditions inside the request; here a picture whose renditions are not made yet shows
its original (when that is small) or nothing larger than exists, and the workers catch up (`cms.renditions`).
"""

import json
import re
from dataclasses import dataclass, field
from functools import lru_cache

from django.core.files.storage import default_storage
from django.templatetags.static import static
from django.utils.encoding import filepath_to_uri
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from commerce import prepared

CARD_WIDTH = 960  # no screen shows a card wider
SMALL_ENOUGH = 2000  # an original no wider than this may be shown until its renditions are made
STATEMENT = """
SELECT id, file, width, height, dominant_colour, sources, description, description_en, focal_point_x, focal_point_y
FROM cms_shopimage WHERE id = ANY(%s::bigint[])
"""
KINDS = (("avif", "image/avif"), ("webp", "image/webp"))
FIRST = ' fetchpriority="high"'
LAZY = ' loading="lazy" decoding="async"'
FALLBACK = "pictures/missing.svg"
PLAIN_NAME = re.compile(r"[\w./-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Picture:
    """What there is of one picture. `sources` maps a format to its (width, height, file), narrowest first."""

    pk: int
    file: str
    width: int
    height: int
    colour: str
    sources: dict = field(hash=False)
    description: str = ""
    description_en: str = ""
    focal_x: int | None = None
    focal_y: int | None = None

    @property
    def is_complete(self):
        return "avif" in self.sources or "unreadable" in self.sources

    @property
    def is_showable(self):
        """Whether there is something fit to send: a rendition, or an original that is small and can be read."""
        return "jpeg" in self.sources or (self.width <= SMALL_ENOUGH and "unreadable" not in self.sources)

    def alt(self, language):
        """What it shows, in words; a picture described in one language only is described in that one."""
        return (
            (self.description_en if language == "en" else self.description) or self.description or self.description_en
        )

    @property
    def focus(self):
        """Where what matters is, in whole tenths across and down; None where nobody has said."""
        if self.focal_x is None or self.focal_y is None or not self.width or not self.height:
            return None
        return tuple(
            min(10, round(10 * at / side)) for at, side in ((self.focal_x, self.width), (self.focal_y, self.height))
        )

    def files(self, kind, most):
        """The renditions of a format no wider than `most`, but at least one where there is one."""
        found = self.sources.get(kind, [])
        return [source for source in found if source[0] <= most] or found[:1]

    def url(self, kind="jpeg", most=1600):
        """The address of its widest file within `most`, else of the original."""
        found = self.files(kind, most)
        return file_url(found[-1][2] if found else self.file)


def load(image_ids):
    """Pictures by image id, in one query. An image that is gone is left out."""
    wanted = {pk for pk in image_ids if pk}
    if not wanted:
        return {}
    return {row[0]: Picture(*row[:5], json.loads(row[5]), *row[6:]) for row in prepared.rows(STATEMENT, [list(wanted)])}


def of_image(image):
    """The picture of an image that is already loaded."""
    return Picture(
        image.pk,
        image.file.name,
        image.width,
        image.height,
        image.dominant_colour,
        image.sources,
        image.description,
        image.description_en,
        image.focal_point_x,
        image.focal_point_y,
    )


def file_url(name):
    """The address of a stored file. Asking the storage for each of hundreds of files would cost more than the page."""
    return _storage_prefix() + (name if PLAIN_NAME.fullmatch(name) else filepath_to_uri(name))


@lru_cache(maxsize=1)
def _storage_prefix():
    return default_storage.url("x")[:-1]


def element(picture, *, sizes="100vw", alt="", css_class="", loading="lazy", first=False, most=1600):
    """A `<picture>` in the widths that exist, none wider than `most`; a quiet one where there is nothing to show.

    One that is `first` is fetched before all else on the page, unless it is lazy.
    """
    if picture is None or not picture.is_showable:
        return _fallback(str(conditional_escape(alt)))
    hint = LAZY if loading == "lazy" else FIRST if first else ""
    return _html(picture, *(str(conditional_escape(word)) for word in (sizes, alt, css_class)), hint, most)


@lru_cache(maxsize=8192)
def _html(picture, sizes, alt, css_class, hint, most):
    """The element; its words come escaped, so that two that look alike before escaping are never taken for one."""
    parts = [f'<picture data-colour="{picture.colour}">' if picture.colour else "<picture>"]
    for kind, media_type in KINDS:
        if files := picture.files(kind, most):
            parts.append(f'<source type="{media_type}" srcset="{_srcset(files)}" sizes="{sizes}">')
    files = picture.files("jpeg", most)
    width, height = files[-1][:2] if files else (picture.width, picture.height)
    source = file_url(files[len(files) // 2][2]) if files else file_url(picture.file)
    parts.append(f'<img src="{source}" ')
    if files:
        parts.append(f'srcset="{_srcset(files)}" sizes="{sizes}" ')
    if css_class:
        parts.append(f'class="{css_class}" ')
    if picture.focus:
        across, down = picture.focus
        parts.append(f'data-across="{across}" data-down="{down}" ')
    parts.append(f'alt="{alt}" width="{width}" height="{height}"{hint}></picture>')
    return mark_safe("".join(parts))  # noqa: S308 - every word comes escaped


@lru_cache(maxsize=1024)
def _fallback(alt):
    return mark_safe(  # noqa: S308 - the words come escaped
        f'<img class="picture-missing" src="{static(FALLBACK)}" alt="{alt}" width="400" height="500">'
    )


def _srcset(files):
    return ", ".join(f"{file_url(file)} {width}w" for width, _height, file in files)


def in_blocks(raw_data):
    """Ids of the images that a StreamField's raw data names, however deep, without converting it."""
    found = []
    for block in raw_data:
        _collect(block.get("type"), block.get("value"), found)
    return found


def _collect(kind, value, found):
    if isinstance(value, dict):
        if isinstance(value.get("image"), int):
            found.append(value["image"])
        for name, part in value.items():
            _collect(name, part, found)
    elif isinstance(value, list):
        for part in value:
            _collect(kind, part.get("value", part) if isinstance(part, dict) else part, found)
