"""What becomes of product pages that exist, when an import says something else than it said the last time."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Value
from django.db.models.functions import Coalesce
from wagtail.blocks import StreamValue
from wagtail.models import Page

from cms.intake.page_index import Shown, index_pages
from cms.intake.page_text import Fingerprint, PageText
from cms.links import ProductLink
from cms.pages.product import ProductPage
from commerce.bulk import copy_over, settled_together
from commerce.catalogue.sale import close_sale, open_sale

NEW, CHANGED, DRAFTED, UNCHANGED, KEPT = "new", "changed", "drafted", "unchanged", "kept"
PAGE_COLUMNS = ("id", "title", "draft_title", "seo_title", "search_description", "last_published_at", "alias_of_id")
OWN_COLUMNS = ("page_ptr_id", "lead", "care", "safety", "story", "gallery")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductPageRow:
    """A product's page in the languages it is told in, Swedish at least; in the others it follows the Swedish one."""

    product_id: int
    code: str
    category_id: int
    texts: Mapping[str, PageText]
    is_live: bool = True
    sources: Mapping[str, int] | None = None  # the pictures by the address they were fetched from

    def text_in(self, language: str) -> PageText:
        return self.texts.get(language) or self.texts["sv"]


def what_was_written(row: ProductPageRow, before: Mapping | None = None) -> dict:
    """Kept with the link, to compare the next import and the pages with."""
    written = dict(before or {}) | {"live": row.is_live}
    for language, text in row.texts.items():
        mark = text.fingerprint.after(Fingerprint(*written.get(language, ())))
        written[language] = [mark.text, mark.pictures]
    if row.sources is not None:
        written["sources"] = dict(row.sources)
    return written


def change_pages(rows: Sequence[tuple[ProductPageRow, ProductLink]], *, now: datetime) -> dict[str, str]:
    """Change the pages whose rows say something new. Returns what became of each product's pages, by its code.

    A page that says what the last import wrote is written over; one that an editor has changed gets a draft; one that
    is locked, or that an editor has deleted, is kept as it is. Rows that say nothing new cost no query.
    """
    said_anew = [(row, link) for row, link in rows if _says_something_new(row, link)]
    outcomes = {row.code: UNCHANGED for row, _link in rows}
    if said_anew:
        changes = _Changes(said_anew, now)
        outcomes |= {row.code: changes.apply(row, link) for row, link in said_anew}
        with settled_together():
            changes.write()
    return outcomes


def _written(link: ProductLink, language: str) -> Fingerprint:
    return Fingerprint(*link.written.get(language, ()))


def _says_something_new(row: ProductPageRow, link: ProductLink) -> bool:
    return row.is_live != link.written.get("live") or any(
        text.fingerprint.is_news_after(_written(link, language)) for language, text in row.texts.items()
    )


class _Changes:
    """The pages of the rows that say something new, and the writes that are gathered for them."""

    def __init__(self, rows: Sequence[tuple[ProductPageRow, ProductLink]], now: datetime) -> None:
        self.now = now
        self.pages: dict[uuid.UUID, dict[str, ProductPage]] = defaultdict(dict)
        keys = [link.translation_key for _row, link in rows]
        found = ProductPage.objects.filter(translation_key__among=keys).select_related("locale", "latest_revision")
        for page in found.select_for_update(of=("self", "page_ptr"), no_key=True):
            self.pages[page.translation_key][page.locale.language_code] = page
        self.overwritten: list[ProductPage] = []
        self.published: list[ProductPage] = []
        self.taken_down: list[ProductPage] = []
        self.opened: list[int] = []
        self.closed: list[int] = []
        self.links: list[ProductLink] = []

    def apply(self, row: ProductPageRow, link: ProductLink) -> str:
        pages = self.pages[link.translation_key]
        if not pages or any(page.locked for page in pages.values()):
            return KEPT
        outcomes = {
            self._say(text, pages[language], _written(link, language), pages)
            for language, text in row.texts.items()
            if language in pages
        }
        if link.written.get("live", row.is_live) != row.is_live:
            outcomes.add(self._show(row, pages.values(), has_draft=DRAFTED in outcomes))
        link.written = what_was_written(row, link.written)
        self.links.append(link)
        return next((outcome for outcome in (DRAFTED, CHANGED) if outcome in outcomes), UNCHANGED)

    def _say(self, text: PageText, page: ProductPage, written: Fingerprint, pages: Mapping[str, ProductPage]) -> str:
        said = text.fingerprint
        is_said = said.is_said_by(Fingerprint.of_page(page)) and not page.has_unpublished_changes
        if is_said or not said.is_news_after(written):
            return UNCHANGED
        if _is_touched(page, said, written):
            draft = page.get_latest_revision_as_object()
            text.put_on(draft)
            draft.save_revision(clean=False, log_action=True)
            return DRAFTED
        text.put_on(page)
        page.alias_of_id = None
        if page.latest_revision_id:
            _publish_anew(page)
            return CHANGED
        for changed in (page, *(other for other in pages.values() if other.alias_of_id == page.pk)):
            text.put_on(changed)
            changed.last_published_at = self.now if changed.live else changed.last_published_at
            self.overwritten.append(changed)
        return CHANGED

    def _show(self, row: ProductPageRow, pages: Iterable[ProductPage], *, has_draft: bool) -> str:
        """Take the pages down, or publish them unless that would publish what an editor has not finished."""
        if not row.is_live:
            self.taken_down += pages
            self.closed.append(row.product_id)
            return CHANGED
        if has_draft or any(page.latest_revision_id and page.has_unpublished_changes for page in pages):
            return DRAFTED
        self.published += pages
        self.opened.append(row.product_id)
        return CHANGED

    def write(self) -> None:
        copy_over(Page, PAGE_COLUMNS, [[getattr(page, name) for name in PAGE_COLUMNS] for page in self.overwritten])
        copy_over(
            ProductPage,
            OWN_COLUMNS,
            [
                (page.pk, page.lead, page.care, page.safety, _json(page.story), _json(page.gallery))
                for page in self.overwritten
            ],
        )
        Page.objects.filter(pk__among=[page.pk for page in self.taken_down]).update(
            live=False, has_unpublished_changes=True, live_revision=None
        )
        Page.objects.filter(pk__among=[page.pk for page in self.published]).update(
            live=True,
            has_unpublished_changes=False,
            expired=False,
            live_revision=F("latest_revision"),
            first_published_at=Coalesce("first_published_at", Value(self.now)),
            last_published_at=self.now,
        )
        close_sale(self.closed, now=self.now)
        open_sale(self.opened, now=self.now)
        copy_over(ProductLink, ("id", "written"), [(link.pk, json.dumps(link.written)) for link in self.links])
        index_pages([Shown.of_page(page) for page in self.overwritten])


def _is_touched(page: ProductPage, said: Fingerprint, written: Fingerprint) -> bool:
    """Whether an editor has changed the page since, in public or in a draft."""
    versions = [page, *([page.latest_revision.as_object()] if page.latest_revision else [])]
    return any(said.would_overwrite(Fingerprint.of_page(version), written=written) for version in versions)


def _publish_anew(page: ProductPage) -> None:
    """A page with revisions gets its new words as one more, so that the next edit begins from them."""
    if not page.live:
        page.save(clean=False)
    revision = page.save_revision(clean=False)
    if page.live:
        revision.publish()


def _json(stream: StreamValue) -> str:
    return json.dumps(stream.get_prep_value())
