"""Pictures as pages show them: from renditions that exist, looked up for a whole page at once.

Wagtail's own tags make missing renditions inside the request; here a picture whose renditions are not made yet shows
its original (when that is small) or nothing larger than exists, and the workers catch up (`cms.renditions`).
"""

import json
import re
from dataclasses import dataclass, field
from functools import lru_cache

from django.core.files.storage import default_storage
from django.utils.encoding import filepath_to_uri
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from commerce import prepared

CARD_WIDTH = 960  # no screen shows a card wider
SMALL_ENOUGH = 2000  # an original no wider than this may be shown until its renditions are made
STATEMENT = "SELECT id, file, width, height, dominant_colour, sources FROM cms_shopimage WHERE id = ANY(%s::bigint[])"
FIELDS = ("pk", "file", "width", "height", "dominant_colour", "sources")
KINDS = (("avif", "image/avif"), ("webp", "image/webp"))
FIRST = ' fetchpriority="high"'
LAZY = ' loading="lazy" decoding="async"'
MISSING = mark_safe('<span class="picture-missing"></span>')
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

    @property
    def is_complete(self):
        return "avif" in self.sources or "unreadable" in self.sources

    @property
    def is_showable(self):
        """Whether there is something fit to send: a rendition, or an original that is small."""
        return "jpeg" in self.sources or self.width <= SMALL_ENOUGH

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
    return {row[0]: Picture(*row[:-1], json.loads(row[-1])) for row in prepared.rows(STATEMENT, [list(wanted)])}


def of_image(image):
    """The picture of an image that is already loaded."""
    return Picture(*(getattr(image, field) if field != "file" else image.file.name for field in FIELDS))


def file_url(name):
    """The address of a stored file. Asking the storage for each of hundreds of files would cost more than the page."""
    return _storage_prefix() + (name if PLAIN_NAME.fullmatch(name) else filepath_to_uri(name))


@lru_cache(maxsize=1)
def _storage_prefix():
    return default_storage.url("x")[:-1]


def element(picture, *, sizes="100vw", alt="", css_class="", loading="lazy", first=False, most=1600):
    """A `<picture>` in the widths that exist, none wider than `most`; a quiet surface where there is nothing to show.

    One that is `first` is fetched before all else on the page, unless it is lazy.
    """
    if picture is None or not picture.is_showable:
        return MISSING
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
    parts.append(f'alt="{alt}" width="{width}" height="{height}"{hint}></picture>')
    return mark_safe("".join(parts))  # noqa: S308 - every word comes escaped


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
