"""What a product's page says in one language, as an import gives it, and how to tell whether it still says so."""

import hashlib
import json
import random
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cms.pages.product import ProductPage

UNASKED = ("shows", "is_decoration")  # empty, they say the same as when they were never asked
DRAFTAIL_KEYS = re.compile(r' data-block-key="[^"]*"')
FIELDS = ("title", "lead", "care", "safety", "seo_title", "search_description")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    image_id: int
    alt: str = ""
    caption: str = ""
    shows: str = ""  # the choice that the picture shows, see `cms.storefront.gallery`


@dataclass(frozen=True, kw_only=True)
class PageText:
    """The fields of a page. `story` holds block types with their values; a `gallery` of None leaves pictures alone.

    What is made of the text is made once, and before it is needed if somebody asks: an import does, in the thread that
    reads ahead (`prepare`).
    """

    title: str
    slug: str = ""
    lead: str = ""
    care: str = ""
    safety: str = ""
    seo_title: str = ""
    search_description: str = ""
    story: tuple[tuple[str, Any], ...] = ()
    gallery: tuple[Picture, ...] | None = None

    def prepare(self) -> None:
        """Make what writing the page will ask for."""
        _ = self.stored, self.fingerprint

    @cached_property
    def blocks(self) -> tuple[list[dict], list[dict]]:
        """Story and gallery as a new page has them."""
        return self.story_blocks(), self.gallery_blocks()

    @cached_property
    def stored(self) -> tuple[str, str]:
        """Story and gallery as the database has them."""
        story, gallery = self.blocks
        return _written(story), _written(gallery)

    def story_blocks(self) -> list[dict]:
        return [{"type": kind, "value": value, "id": _new_id()} for kind, value in self.story]

    def gallery_blocks(self) -> list[dict]:
        return [
            {
                "type": "picture",
                "value": {
                    "image": picture.image_id,
                    "alt": picture.alt,
                    "caption": picture.caption,
                    "shows": picture.shows,
                },
                "id": _new_id(),
            }
            for picture in self.gallery or ()
        ]

    @cached_property
    def fingerprint(self) -> "Fingerprint":
        story, gallery = self.blocks
        fields = [getattr(self, name) for name in FIELDS]
        return Fingerprint.taken(fields, story, None if self.gallery is None else gallery)

    def put_on(self, page: ProductPage) -> None:
        """Make the page say this; its address stays."""
        for name in FIELDS:
            setattr(page, name, getattr(self, name))
        page.draft_title = self.title
        page.story = json.dumps(self.story_blocks())
        if self.gallery is not None:
            page.gallery = json.dumps(self.gallery_blocks())


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Equal for pages that say the same, whoever wrote them and in which editor. No pictures: no opinion on them."""

    text: str = ""
    pictures: str = ""

    @classmethod
    def taken(cls, fields: list[str], story: list, gallery: list | None) -> "Fingerprint":
        return cls(_hash([fields, _bare(story)]), "" if gallery is None else _hash(_bare(gallery)))

    @classmethod
    def of_page(cls, page: ProductPage) -> "Fingerprint":
        fields = [getattr(page, name) for name in FIELDS]
        return cls.taken(fields, list(page.story.raw_data), list(page.gallery.raw_data))

    def is_news_after(self, written: "Fingerprint") -> bool:
        return self.text != written.text or self.pictures not in ("", written.pictures)

    def is_said_by(self, page: "Fingerprint") -> bool:
        return not self.is_news_after(page)

    def would_overwrite(self, page: "Fingerprint", *, written: "Fingerprint") -> bool:
        """Whether the page has something, of what this fingerprint has an opinion on, that no import wrote."""
        own_pictures = page.pictures != (written.pictures or NO_PICTURES)
        return page.text != written.text or (self.pictures != "" and own_pictures)

    def after(self, written: "Fingerprint") -> "Fingerprint":
        """What has been written when this is written upon `written`."""
        return Fingerprint(self.text, self.pictures or written.pictures)


def _bare(value: Any) -> Any:
    """Blocks without the keys that editors give them; a picture that shows no choice is as one that was never asked."""
    if isinstance(value, str):
        return DRAFTAIL_KEYS.sub("", value) if "data-block-key" in value else value
    if isinstance(value, dict):
        return {name: _bare(part) for name, part in value.items() if name != "id" and (part or name not in UNASKED)}
    return [_bare(part) for part in value] if isinstance(value, list) else value


def _new_id() -> str:
    """A random UUID as a block of an editor has; an object for each would take as long as the rest of the block."""
    digits = f"{random.getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"


def _hash(said: Any) -> str:
    return hashlib.sha256(_sorted(said).encode()).hexdigest()[:32]


_sorted = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode  # json.dumps would make one for each page
_written = json.JSONEncoder(ensure_ascii=False).encode
NO_PICTURES = _hash([])
