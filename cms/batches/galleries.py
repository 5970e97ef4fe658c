"""Putting pictures on the pages of their products: last in the gallery, once, as drafts or published."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from wagtail.actions.publish_page_revision import PublishPagePermissionError

from cms.batches.models import PictureBatchFile
from cms.links import ProductLink
from cms.pages.product import ProductPage

OnPage = PictureBatchFile.OnPage
WORST_FIRST = (OnPage.LOCKED, OnPage.NOT_YOURS, OnPage.DRAFT, OnPage.SHOWN, OnPage.THERE)


@dataclass(frozen=True, slots=True)
class Addition:
    image_id: int
    shows: str = ""  # the article that the picture shows, where its product has several


def add_to_galleries(additions: Mapping[int, Sequence[Addition]], *, by, publishes: bool) -> dict[int, OnPage]:
    """Add the pictures of each product, by its key, to its page in every language. Returns what became of them.

    A page that is live and has no unfinished draft is published anew where `publishes` and `by` allows it and no check
    holds it back; else it has a draft. `by` None is the shop itself. One transaction; a picture that a gallery has is
    not added again.
    """
    with transaction.atomic():
        links = ProductLink.objects.filter(product__among=list(additions)).select_related("product")
        by_key = {link.translation_key: link.product for link in links}
        pages = ProductPage.objects.filter(translation_key__among=list(by_key), alias_of=None)
        became: dict[int, set[OnPage]] = {pk: set() for pk in additions}
        for page in (
            pages.select_related("locale").select_for_update(of=("self", "page_ptr"), no_key=True).order_by("path")
        ):
            product = by_key[page.translation_key]
            became[product.pk].add(_add(page, product, additions[product.pk], by, publishes))
    return {pk: next((one for one in WORST_FIRST if one in found), OnPage.NO_PAGE) for pk, found in became.items()}


def _add(page, product, additions: Sequence[Addition], by, publishes: bool) -> OnPage:
    if page.locked:
        return OnPage.LOCKED
    if by is not None and not page.permissions_for_user(by).can_edit():
        return OnPage.NOT_YOURS
    is_finished = page.live and not page.has_unpublished_changes
    draft = page.get_latest_revision_as_object()
    blocks = list(draft.gallery.raw_data)
    shown = {block["value"].get("image") for block in blocks}
    added = [one for one in dict.fromkeys(additions) if one.image_id not in shown]
    if not added:
        return OnPage.THERE
    alt = product.name_in(page.locale.language_code)[:250]
    draft.gallery = json.dumps([*blocks, *(_block(one, alt) for one in added)])
    revision = draft.save_revision(user=by, clean=False, log_action=True)
    if not (publishes and is_finished):
        return OnPage.DRAFT
    try:
        with transaction.atomic():
            revision.publish(user=by)
    except PublishPagePermissionError:
        return OnPage.DRAFT
    return OnPage.SHOWN


def _block(addition: Addition, alt: str) -> dict:
    value = {"image": addition.image_id, "alt": alt, "is_decoration": False, "caption": "", "shows": addition.shows}
    return {"type": "picture", "value": value, "id": str(uuid.uuid4())}
