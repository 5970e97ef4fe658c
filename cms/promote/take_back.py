"""Taking a promotion back: what it made goes, what it changed is as it was. What somebody has touched since is kept.

Done a few things at a time, as it was taken in, the last thing first.
"""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, Page, Revision, WorkflowState

from cms.links import CategoryLink, ProductLink
from cms.promote import files, filing, identity, in_force, portable, staging
from cms.promote.models import Kind, PromotedContent, Promotion, PromotionItem

State = PromotionItem.State
AT_ONCE = 25
LINKS = {"product": ProductLink, "category": CategoryLink}


def go_back(promotion_id: int, *, now: datetime) -> bool:
    """Take the next few things back. Returns whether there may be more. Locks the promotion."""
    with transaction.atomic():
        promotion = Promotion.objects.select_for_update(skip_locked=True).filter(pk=promotion_id).first()
        if promotion is None or promotion.state != Promotion.State.UNDOING:
            return False
        done = [State.DONE, State.MADE, State.FAILED, State.IN_FORCE, State.HELD]
        # Pages first and the deepest of them first; files last, when nothing that came with them uses them.
        items = list(promotion.items.filter(state__in=done).order_by("-position")[:AT_ONCE])
        for item in items:
            why = _take_back(item, now)
            item.state = State.KEPT if why else State.BACK
            if why:
                promotion.told.append([item.label, why])
        PromotionItem.objects.bulk_update(items, ["state"])
        if not items:
            files.forget_stored(promotion)
            promotion.state, promotion.undone_at = Promotion.State.UNDONE, now
            transaction.on_commit(lambda: staging.forget(promotion.package))
        promotion.save(update_fields=["state", "undone_at", "told"])
        return bool(items)


# --- the steps ---


def _take_back(item, now) -> str:
    """Take one thing back; or say why it is kept."""
    model = identity.model_named(item.model)
    if item.state == State.HELD or model is None or not item.target:
        return ""
    row = model._default_manager.filter(pk=item.target).first()
    if row is None:
        return ""
    if item.state == State.IN_FORCE:
        why = in_force.take_back(item, row)
    elif item.kind in (Kind.IMAGES, Kind.DOCUMENTS):
        why = _delete_file(item, row)
    else:
        why = _delete_new(item, row) if item.before.get("is_new") else _restore_draft(item, row)
    if not why:
        _forget_content(item)
    return why


def _delete_new(item, row) -> str:
    is_page = isinstance(row, Page)
    if row.live or getattr(row, "first_published_at", None):
        return _("It has been published.")
    if item.state == State.DONE and row.latest_revision_id != item.revision:
        return _("It has been edited since.")
    if is_page and Page.objects.filter(pk=row.pk, numchild__gt=0).exists():
        return _("There are other pages under it.")
    if _is_on_its_way(row):
        return _("It is scheduled, or being reviewed.")
    row.delete()
    for link in item.before.get("linked", ()):
        kind, _colon, pk = link.partition(":")
        LINKS[kind].objects.filter(pk=pk).delete()
    return ""


def _restore_draft(item, row) -> str:
    """The draft that came goes, and the one before is the newest again."""
    if row.latest_revision_id != item.revision:
        return _("It has been edited since.")
    if row.live_revision_id == item.revision:
        return _("It has been published.")
    if _is_on_its_way(row):
        return _("It is scheduled, or being reviewed.")
    before = item.before
    as_it_was = {"has_unpublished_changes": before["has_unpublished_changes"]}
    if Revision.objects.filter(pk=before["latest_revision"]).exists() or before["latest_revision"] is None:
        as_it_was["latest_revision"] = before["latest_revision"]
    if isinstance(row, Page):
        created_at = before["latest_revision_created_at"]
        as_it_was["latest_revision_created_at"] = parse_datetime(created_at) if created_at else None
        as_it_was |= {"draft_title": before["draft_title"], "alias_of": before["alias_of"]}
    type(row)._default_manager.filter(pk=row.pk).update(**as_it_was)
    Revision.objects.get(pk=item.revision).delete()
    return ""


def _is_on_its_way(row) -> bool:
    kind = ContentType.objects.get_for_model(Page if isinstance(row, Page) else type(row))
    active = WorkflowState.objects.active().filter(base_content_type=kind, object_id=str(row.pk))
    return row.revisions.exclude(approved_go_live_at=None).exists() or active.exists()


def _delete_file(item, row) -> str:
    if row.get_usage().count() or _is_in_a_draft(row, since=item.promotion.received_at):
        return _("It is used.")
    row.delete()
    row.file.storage.delete(row.file.name)
    filing.forget_collections(item.before.get("collections", ()))
    return ""


def _is_in_a_draft(row, *, since) -> bool:
    """Whether a draft that was saved since it came names it: drafts are in no index of references."""
    for revision in Revision.objects.filter(created_at__gte=since).select_related("content_type").iterator():
        model = revision.content_type.model_class()
        if model and issubclass(model, DraftStateMixin) and row.pk in portable.named_in(model, revision.content, row):
            return True
    return False


def _forget_content(item) -> None:
    base = item.before.get("base")
    if base is None:
        PromotedContent.objects.filter(key=item.key).delete()
    else:
        PromotedContent.objects.filter(key=item.key).update(fields=base)
