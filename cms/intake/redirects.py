"""Redirects by the thousand: rows, and the references by which a page knows that something leads to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, ReferenceIndex

from cms.intake.page_index import REFERENCE
from commerce.bulk import copy_in, copy_over, take_ids

FIELDS = ("old_path", "site_id", "redirect_link", "redirect_page_id", "is_permanent")
TO_PAGE = "redirect_page"


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectRow:
    """`old_path` as Wagtail keeps it (`Redirect.normalise_path`); `pk` None: a new one. A page goes before a link."""

    old_path: str
    link: str
    page_id: int | None
    is_permanent: bool
    site_id: int | None = None
    pk: int | None = None

    @property
    def values(self) -> tuple:
        return self.old_path, self.site_id, self.link, self.page_id, self.is_permanent


def write_redirects(rows: Sequence[RedirectRow], *, now: datetime) -> None:
    """Make those that are new and write over the others. The caller owns the transaction and has locked them."""
    new = [row for row in rows if row.pk is None]
    old = [(row.pk, row) for row in rows if row.pk is not None]
    made = list(zip(take_ids(Redirect, len(new)), new, strict=True))
    copy_in(
        Redirect,
        ("id", "created_at", "redirect_page_route_path", *FIELDS),
        [(pk, now, "", *row.values) for pk, row in made],
    )
    copy_over(Redirect, ("id", "redirect_page_route_path", *FIELDS), [(pk, "", *row.values) for pk, row in old])
    _tell_of_pages([pk for pk, _row in old], [(pk, row.page_id) for pk, row in (*made, *old) if row.page_id])


def delete_redirects(keys: Sequence[int]) -> None:
    _tell_of_pages(keys, [])
    Redirect.objects.filter(pk__among=keys).delete()


def _tell_of_pages(old: Sequence[int], leads: Sequence[tuple[int, int | None]]) -> None:
    kind, to = (ContentType.objects.get_for_model(model) for model in (Redirect, Page))
    if old:
        ReferenceIndex.objects.filter(content_type=kind, object_id__among=[str(pk) for pk in old]).delete()
    path_hash = ReferenceIndex._get_content_path_hash(TO_PAGE)
    rows = [(kind.pk, kind.pk, str(pk), to.pk, str(page), TO_PAGE, TO_PAGE, path_hash) for pk, page in leads]
    if rows:
        copy_in(ReferenceIndex, REFERENCE, rows)
