"""Where in the tree new product pages go: under their category, and on shelf pages of it once it holds many.

The admin lists the children of a page in under a second up to a few thousand; a category may have a hundred thousand.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from django.db import connection
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.intake.tree import NewPage
from cms.pages.category import ShardPage
from commerce.bulk import take_ids

SHELF_SIZE = 1_500

CHILDREN = """
SELECT parent.id, parent.numchild,
       (SELECT child.path FROM wagtailcore_page child
        WHERE child.depth = parent.depth + 1 AND child.path BETWEEN parent.path || '0000' AND parent.path || 'ZZZZ'
        ORDER BY child.path DESC LIMIT 1)
FROM wagtailcore_page parent WHERE parent.id = ANY(%s)
"""
COUNT_CHILDREN = """
UPDATE wagtailcore_page SET numchild = numchild + added.count
FROM unnest(%s::int[], %s::int[]) AS added(id, count) WHERE wagtailcore_page.id = added.id
"""


@dataclass(slots=True)
class Parent:
    """A page that takes children after its last one."""

    pk: int
    path: str
    url_path: str
    children: int = 0
    last_step: int = 0
    added: int = 0

    def next_path(self) -> str:
        self.last_step += 1
        self.added += 1
        return Page._get_path(self.path, len(self.path) // Page.steplen + 1, self.last_step)


@dataclass(slots=True)
class Shelves:
    """One category page and the shelves under it. New shelves are kept in `new` until they are written."""

    category: Parent
    locale_id: int
    shelves: list[Parent] = field(default_factory=list)
    new: list[NewPage] = field(default_factory=list)

    def take_place(self) -> Parent:
        """A parent with room for one more product page."""
        for parent in (self.category, *self.shelves[-1:]):
            if parent.children + parent.added < SHELF_SIZE:
                return parent
        return self._put_up()

    def _put_up(self) -> Parent:
        number = len(self.shelves) + 1
        [pk] = take_ids(Page, 1)
        shelf = Parent(pk=pk, path=self.category.next_path(), url_path=self.category.url_path)
        page = NewPage(
            pk=pk,
            model=ShardPage,
            path=shelf.path,
            url_path=shelf.url_path,
            title=_("Shelf %(number)s") % {"number": number},
            slug=f"shelf-{number}",
            locale_id=self.locale_id,
            translation_key=uuid.uuid4(),
            is_live=True,
        )
        self.shelves.append(shelf)
        self.new.append(page)
        return shelf

    @property
    def parents(self) -> list[Parent]:
        return [self.category, *self.shelves]


class Place(Protocol):
    """What has to be known of a category page: a page, or those columns of it."""

    pk: int
    path: str
    url_path: str
    locale_id: int


def shelves_of(category_pages: Iterable[Place]) -> dict[int, Shelves]:
    """The shelves of each category page, by its key. Four queries however many; locks the parents in tree order."""
    pages = {page.pk: page for page in category_pages}
    paths = {page.path for page in pages.values()}
    # Shelves are few (one for 1,500 products), so that all of them are looked through.
    on_shelves = ShardPage.objects.order_by("path").values_list("pk", "path", "url_path")
    found = [row for row in on_shelves if row[1][: -Page.steplen] in paths]
    keys = [*pages, *(pk for pk, _path, _url in found)]
    list(
        Page.objects.filter(pk__among=keys)
        .order_by("path")
        .select_for_update(of=("self",), no_key=True)
        .values_list("pk")
    )
    parents = {pk: Parent(pk=pk, path=path, url_path=url) for pk, path, url in found}
    parents |= {pk: Parent(pk=pk, path=page.path, url_path=page.url_path) for pk, page in pages.items()}
    with connection.cursor() as cursor:
        cursor.execute(CHILDREN, [keys])
        for pk, children, last_path in cursor.fetchall():
            parents[pk].children = children
            parents[pk].last_step = Page._str2int(last_path[-Page.steplen :]) if last_path else 0
    shelves = {pk: Shelves(category=parents[pk], locale_id=page.locale_id) for pk, page in pages.items()}
    by_path = {page.path: pk for pk, page in pages.items()}
    for pk, path, _url in found:
        shelves[by_path[path[: -Page.steplen]]].shelves.append(parents[pk])
    return shelves


def count_children(shelves: Iterable[Shelves]) -> None:
    """Tell the parents how many children they got."""
    added = {parent.pk: parent.added for each in shelves for parent in each.parents if parent.added}
    with connection.cursor() as cursor:
        cursor.execute(COUNT_CHILDREN, [list(added), list(added.values())])
