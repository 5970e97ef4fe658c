"""What a product's page says in one language, as an import gives it, and how to tell whether it still says so."""

import hashlib
import json
import re
import uuid
from dataclasses import dataclass
from typing import Any

from cms.pages.product import ProductPage

DRAFTAIL_KEYS = re.compile(r' data-block-key="[^"]*"')
FIELDS = ("title", "lead", "care", "safety", "seo_title", "search_description")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    image_id: int
    alt: str = ""
    caption: str = ""
    shows: str = ""  # the choice that the picture shows, see `cms.storefront.gallery`


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """The fields of a page. `story` holds block types with their values; a `gallery` of None leaves pictures alone."""

    title: str
    slug: str = ""
    lead: str = ""
    care: str = ""
    safety: str = ""
    seo_title: str = ""
    search_description: str = ""
    story: tuple[tuple[str, Any], ...] = ()
    gallery: tuple[Picture, ...] | None = None

    def story_blocks(self) -> list[dict]:
        return [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in self.story]

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
                "id": str(uuid.uuid4()),
            }
            for picture in self.gallery or ()
        ]

    def fingerprint(self) -> "Fingerprint":
        blocks = None if self.gallery is None else self.gallery_blocks()
        return Fingerprint.taken([getattr(self, name) for name in FIELDS], self.story_blocks(), blocks)

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
    if isinstance(value, dict):
        return {name: _bare(part) for name, part in value.items() if name != "id" and (part or name != "shows")}
    if isinstance(value, list):
        return [_bare(part) for part in value]
    return DRAFTAIL_KEYS.sub("", value) if isinstance(value, str) else value


def _hash(said: Any) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]


NO_PICTURES = _hash([])
