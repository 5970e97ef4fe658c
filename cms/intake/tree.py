"""Writing many new pages into Wagtail's tree at once: what `add_child` writes, without a query for each."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from commerce.bulk import copy_in

PAGE_COLUMNS = (
    "id",
    "path",
    "depth",
    "numchild",
    "translation_key",
    "locale_id",
    "live",
    "has_unpublished_changes",
    "first_published_at",
    "last_published_at",
    "title",
    "draft_title",
    "slug",
    "content_type_id",
    "url_path",
    "alias_of_id",
    "seo_title",
    "search_description",
)


@dataclass(slots=True, kw_only=True)
class NewPage:
    """What every page has, whatever its type."""

    pk: int
    model: type[Page]
    path: str
    url_path: str
    title: str
    slug: str
    locale_id: int
    translation_key: uuid.UUID
    is_live: bool
    seo_title: str = ""
    search_description: str = ""
    alias_of_id: int | None = None


def content_type_id(model: type[Page]) -> int:
    return ContentType.objects.get_for_model(model).pk


def write_pages(pages: Iterable[NewPage], *, now: datetime) -> None:
    """Insert the rows that all page types share; the caller inserts those of the type, and counts the children."""
    types: dict[type[Page], int] = {}
    rows = []
    for page in pages:
        if page.model not in types:
            types[page.model] = content_type_id(page.model)
        published_at = now if page.is_live else None
        rows.append(
            (
                page.pk,
                page.path,
                len(page.path) // Page.steplen,
                0,
                page.translation_key,
                page.locale_id,
                page.is_live,
                not page.is_live,
                published_at,
                published_at,
                page.title,
                page.title,
                page.slug,
                types[page.model],
                page.url_path,
                page.alias_of_id,
                page.seo_title,
                page.search_description,
            )
        )
    copy_in(Page, PAGE_COLUMNS, rows)
