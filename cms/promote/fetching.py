"""Fetching from the other environment: the package first, then the files that are not here, one by one."""

from datetime import datetime
from io import BytesIO

from django.db import transaction

from cms.promote import compare, life, staging
from cms.promote.collect import Selection
from cms.promote.models import Promotion, PromotionItem
from cms.promote.package import PackageRefused
from cms.promote.source import SourceFailed, the_source

State = Promotion.State


def fetch(selection: Selection, *, name: str, by, now: datetime) -> Promotion:
    """Ask for a package and take it in to be looked through; its files follow. Raises SourceFailed, PackageRefused."""
    question = {
        "keys": list(selection.keys),
        "trees": list(selection.trees),
        "translated": selection.translated,
        "name": name,
        "by": by.email,
    }
    content = the_source().package(question)
    return life.receive_without_files(BytesIO(content), by=by, now=now)


def fetch_next(promotion_id: int) -> bool:
    """Fetch the next file that is not here, or end the fetching. Returns whether to go on at once.

    A network that fails is tried again by the sweep; a file that is not the one that was signed ends it for good.
    """
    promotion = Promotion.objects.get(pk=promotion_id)
    if promotion.state != State.FETCHING:
        return False
    item = promotion.items.filter(is_fetched=False).order_by("position").first()
    if item is None:
        return _end(promotion_id)
    try:
        content = the_source().file(item.key)
        staging.stage(promotion.package, item.content, [content])
    except SourceFailed as error:
        Promotion.objects.filter(pk=promotion_id).update(why=str(error))
        return False
    except PackageRefused as error:
        ended = Promotion.objects.filter(pk=promotion_id, state=State.FETCHING)
        ended.update(state=State.UNDONE, why=str(error))
        staging.forget(promotion.package)
        return False
    PromotionItem.objects.filter(pk=item.pk).update(is_fetched=True)
    return True


def _end(promotion_id) -> bool:
    with transaction.atomic():
        promotion = Promotion.objects.select_for_update().get(pk=promotion_id)
        if promotion.state == State.FETCHING:
            compare.look(promotion)
            promotion.state, promotion.why = State.READY, ""
            promotion.save(update_fields=["state", "why"])
    return False
