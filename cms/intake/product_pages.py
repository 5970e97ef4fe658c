"""Product pages by the thousand: one for each language, under their categories, written as an import wants them.

What an editor has changed since an import wrote it is not overwritten: the import's version becomes a draft.
Why pages are not made one by one, and why an English one may follow the Swedish: `docs/beslut/0002-sidor-i-mangd.md`.
"""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from django.db import transaction
from wagtail.models import Locale, Page

from cms.intake.category_pages import CategoryText, category_pages
from cms.intake.page_changes import NEW, ProductPageRow, change_pages, what_was_written
from cms.intake.page_index import Shown, index_pages
from cms.intake.page_text import PageText
from cms.intake.shelves import Place, Shelves, count_children, shelves_of
from cms.intake.tree import NewPage, write_pages
from cms.links import CategoryLink, ProductLink
from cms.pages.category import CategoryPage, ShardPage
from cms.pages.product import ProductPage
from commerce.bulk import copy_in, settled_together, take_ids
from commerce.catalogue.sale import open_sale


@dataclass(slots=True)
class PageReport:
    """Product codes by what became of their pages."""

    outcomes: dict[str, str] = field(default_factory=dict)

    def having(self, outcome: str) -> list[str]:
        return [code for code, became in self.outcomes.items() if became == outcome]


@transaction.atomic
def write_product_pages(
    rows: Sequence[ProductPageRow],
    *,
    now: datetime,
    category_texts: Mapping[tuple[str, str], CategoryText] | None = None,
) -> PageReport:
    """Make the pages that products lack, and make those they have say what their rows say.

    Rows whose words are those of the last time write nothing at all. Locks the category pages in tree order.
    """
    report = PageReport()
    found = ProductLink.objects.filter(product_id__among=[row.product_id for row in rows])
    links = {link.product_id: link for link in found}
    new = [row for row in rows if row.product_id not in links]
    if new:
        _make(new, now, category_texts)
        report.outcomes.update((row.code, NEW) for row in new)
    report.outcomes |= change_pages([(row, links[row.product_id]) for row in rows if row.product_id in links], now=now)
    return report


def _make(rows: Sequence[ProductPageRow], now: datetime, category_texts) -> None:
    languages = _languages()
    parents = _places({row.category_id for row in rows}, languages, category_texts)
    shelves = shelves_of(parents[row.category_id, locale] for row in rows for locale in languages.values())
    keys = iter(take_ids(Page, len(rows) * len(languages)))
    pages: list[tuple[NewPage, PageText]] = []
    links = []
    for row in rows:
        link = (row, uuid.uuid4())
        links.append(link)
        original = None
        for language, locale in languages.items():
            place = shelves[parents[row.category_id, locale].pk]
            page = _new_page(link, language, locale, place, next(keys))
            if original and language not in row.texts:
                page.alias_of_id = original.pk
            original = original or page
            pages.append((page, row.text_in(language)))
    _give_free_addresses([page for page, _text in pages])
    with settled_together():
        _write(list(shelves.values()), pages, links, now)


class CategoryPlace(NamedTuple):
    pk: int
    path: str
    url_path: str
    locale_id: int


def _places(categories: set[int], languages: Mapping[str, int], texts) -> dict[tuple[int, int], Place]:
    """The category pages, without what they say; those that are missing are made."""
    owners = dict(CategoryLink.objects.filter(category__among=categories).values_list("translation_key", "category_id"))
    pages = CategoryPage.objects.filter(translation_key__among=owners)
    found: dict[tuple[int, int], Place] = {
        (owners[key], place[-1]): CategoryPlace(*place)
        for key, *place in pages.values_list("translation_key", *CategoryPlace._fields)
    }
    missing = {each for each in categories for locale in languages.values() if (each, locale) not in found}
    return found | (category_pages(missing, texts=texts) if missing else {})


def _languages() -> dict[str, int]:
    """Locales by language, Swedish first."""
    found = dict(Locale.objects.values_list("language_code", "pk"))
    return {"sv": found.pop("sv"), **found}


def _new_page(link: tuple[ProductPageRow, uuid.UUID], language: str, locale: int, place: Shelves, pk: int) -> NewPage:
    row, translation_key = link
    text = row.text_in(language)
    slug = text.slug or row.code
    parent = place.take_place()
    return NewPage(
        pk=pk,
        model=ProductPage,
        path=parent.next_path(),
        url_path=f"{parent.url_path}{slug}/",
        title=text.title,
        slug=slug,
        locale_id=locale,
        translation_key=translation_key,
        is_live=row.is_live,
        seo_title=text.seo_title,
        search_description=text.search_description,
    )


def _give_free_addresses(pages: Sequence[NewPage]) -> None:
    """A page whose address another page has gets a number after its slug."""
    wanted = [page.url_path for page in pages]
    taken = set(Page.objects.filter(url_path__among=wanted).values_list("url_path", flat=True))
    for page in pages:
        number, slug, parent = 1, page.slug, page.url_path[: -len(page.slug) - 1]
        while page.url_path in taken:
            number += 1
            page.slug = f"{slug}-{number}"
            page.url_path = f"{parent}{page.slug}/"
            if Page.objects.filter(url_path=page.url_path).exists():
                taken.add(page.url_path)
        taken.add(page.url_path)


def _write(
    shelves: Sequence[Shelves],
    pages: Sequence[tuple[NewPage, PageText]],
    links: Sequence[tuple[ProductPageRow, uuid.UUID]],
    now: datetime,
) -> None:
    """The links come last: what lists show of a product is gathered once, when all it is gathered from is there."""
    new_shelves = list(chain.from_iterable(each.new for each in shelves))
    write_pages([*new_shelves, *(page for page, _text in pages)], now=now)
    if new_shelves:
        copy_in(ShardPage, ("page_ptr_id",), [(shelf.pk,) for shelf in new_shelves])
    copy_in(
        ProductPage,
        ("page_ptr_id", "lead", "care", "safety", "story", "gallery"),
        [(page.pk, text.lead, text.care, text.safety, *text.stored) for page, text in pages],
    )
    count_children(shelves)
    open_sale([row.product_id for row, _key in links if row.is_live], now=now)
    copy_in(
        ProductLink,
        ("product_id", "translation_key", "written"),
        [(row.product_id, key, json.dumps(what_was_written(row))) for row, key in links],
    )
    index_pages(
        [_shown(page, text) for page, text in pages if not page.alias_of_id],
        followers={page.pk: page.alias_of_id for page, _text in pages if page.alias_of_id},
        are_new=True,
    )


def _shown(page: NewPage, text: PageText) -> Shown:
    story, gallery = text.blocks
    return Shown(pk=page.pk, title=page.title, lead=text.lead, story=story, gallery=gallery)
