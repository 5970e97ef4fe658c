"""Taking a promotion in: files, then places for what is new, then a draft of each. Nothing that is seen is changed.

It is done a few things at a time, each few in one transaction with what has been done of them, so that whoever is
interrupted goes on where it ended, and two at once take turns. What has no drafts (pictures, settings, some snippets)
waits until somebody puts it in force (`cms.promote.in_force`).
"""

from collections import Counter
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, Page

from cms.links import CategoryLink, ProductLink
from cms.promote import files, filing, identity, portable, staging
from cms.promote.compare import OURS, REFUSED, SAME, THEIRS, Here, judge, load, print_of, side_of, theirs_of
from cms.promote.models import Kind, PromotedContent, Promotion, PromotionItem
from cms.promote.placing import NoPlace, place

State = PromotionItem.State
AT_ONCE = 25
REFUSALS = (IntegrityError, ValidationError, ObjectDoesNotExist, NoPlace)
LOG_ACTION = "cms.promote"


def go_on(promotion_id: int, *, now: datetime) -> bool:
    """Take in the next few things. Returns whether there is more to do; not while somebody else is at it.

    Their files are stored before the transaction begins: no lock is held while a store far away takes its time.
    """
    files.store_next(promotion_id, most=AT_ONCE)
    with transaction.atomic():
        promotion = Promotion.objects.select_for_update(skip_locked=True).filter(pk=promotion_id).first()
        return promotion is not None and promotion.state == Promotion.State.TAKING and _next(promotion, now=now)


def try_out(promotion_id: int, *, now: datetime) -> None:
    """Do all of it and take it back, and keep what would have come of it. No file is stored."""
    with transaction.atomic():
        promotion = Promotion.objects.select_for_update().get(pk=promotion_id)
        if promotion.state != Promotion.State.TRYING:
            return
        with transaction.atomic():
            while _next(promotion, now=now):
                pass
            states = Counter(promotion.items.filter(is_chosen=True).values_list("state", flat=True))
            trial = {"states": states, "told": promotion.told, "at": now.isoformat()}
            transaction.set_rollback(True)
        promotion.refresh_from_db()
        promotion.trial, promotion.state = trial, Promotion.State.READY
        promotion.save(update_fields=["trial", "state"])


# --- the steps ---


def _next(promotion, *, now) -> bool:
    chosen = promotion.items.filter(is_chosen=True).order_by("position")
    new_pages = chosen.filter(state=State.WAITING, found__state="new").exclude(kind__in=ROWS)
    steps = (
        (chosen.filter(state=State.WAITING, kind__in=ROWS), _take_row),
        (new_pages, _take_place),
        (chosen.filter(state__in=[State.WAITING, State.MADE]), _take_draft),
    )
    for items, act in steps:
        if few := list(items[:AT_ONCE]):
            _do(promotion, few, act, now=now)
            return True
    promotion.state, promotion.taken_at = Promotion.State.TAKEN, now
    promotion.save(update_fields=["state", "taken_at"])
    return False


ROWS = (*files.KINDS, Kind.SNIPPETS, Kind.SETTINGS)


def _do(promotion, items, act, *, now) -> None:
    here = load(items)
    for item in items:
        try:
            with transaction.atomic():
                act(promotion, item, here, now=now)
        except REFUSALS as error:
            item.state = State.FAILED
            why = " ".join(getattr(error, "messages", [])) or _("It has no place here, or something it needs is gone.")
            promotion.told.append([item.label, why])
    PromotionItem.objects.bulk_update(items, ["state", "target", "revision", "before"])
    promotion.save(update_fields=["told"])


def _take_row(promotion, item, here: Here, *, now) -> None:
    """A file, a snippet or a setting. What is here and has no drafts waits until it is put in force."""
    model = identity.model_named(item.model)
    row = here.rows.get(item.key)
    if _is_stopped(promotion, item, here) or _is_same(item, here):
        return
    if row is None and item.kind in (Kind.IMAGES, Kind.DOCUMENTS):
        _keep_file(promotion, item, model, here)
        _remember(item, here, now)
    elif issubclass(model, DraftStateMixin):
        row = model._default_manager.get(pk=row.pk) if row else _new_row(item, model, here)
        _draft(promotion, item, row, here, now, is_new=row.latest_revision_id is None and not row.live)
    else:
        item.target, item.state = str(row.pk or "") if row else "", State.HELD


def _take_place(promotion, item, here: Here, *, now) -> None:
    model = identity.model_named(item.model)
    if _is_stopped(promotion, item, here):
        return
    links = set(_links(item))
    stored = portable.to_stored(model, theirs_of(item, model), _swap(here))
    page = place(item, model, stored, user=promotion.acted_by)
    item.target, item.state = str(page.pk), State.MADE
    item.before = {"is_new": True, "linked": sorted(set(_links(item)) - links)}
    if page.alias_of_id:
        item.state = State.DONE


def _take_draft(promotion, item, here: Here, *, now) -> None:
    if item.state == State.WAITING and (_is_stopped(promotion, item, here) or _is_same(item, here)):
        return
    pk = here.found.get(item.key)
    page = Page.objects.get(pk=int(item.target) if item.target else pk).specific
    _draft(promotion, item, page, here, now, is_new=item.state == State.MADE)


def _draft(promotion, item, row, here: Here, now, *, is_new) -> None:
    """A draft of the row with the fields that are to be taken. What was there before is kept with the item."""
    model = type(row)
    before = {"is_new": True} if is_new else _as_it_was(row)
    if getattr(row, "alias_of_id", None):
        Page.objects.filter(pk=row.pk).update(alias_of=None)
        row.alias_of_id, row.alias_of = None, None
    newest = row.get_latest_revision_as_object()
    content = newest.serializable_data()
    stored = portable.to_stored(model, _taken_fields(item, model, is_new), _swap(here))
    if is_new and "slug" in stored:
        stored["slug"] = row.slug  # it may have been given a number
    for name, value in stored.items():
        content[name] = _with_keys(value, content.get(name)) if isinstance(value, list) else value
    draft = row.with_content_json(content)
    revision = draft.save_revision(user=promotion.acted_by, log_action=LOG_ACTION, clean=False)
    item.before = item.before | before
    item.target, item.revision, item.state = str(row.pk), revision.pk, State.DONE
    _remember(item, here, now)


def _taken_fields(item, model, is_new) -> dict:
    fields = theirs_of(item, model)
    if is_new:
        return fields
    return {name: fields[name] for name in item.found["fields"] if side_of(item, name) == THEIRS}


def _with_keys(children, before):
    """Child rows are changed in place, so that they keep their keys as far as they go."""
    if not children or not isinstance(children[0], dict) or not isinstance(before, list):
        return children
    keys = [child.get("pk") for child in before]
    return [{**child, "pk": keys[place] if place < len(keys) else None} for place, child in enumerate(children)]


def _is_stopped(promotion, item, here: Here) -> bool:
    """Whether it cannot be taken in any more: somebody has changed it since it was looked at."""
    found = judge(item, promotion, here, dict.fromkeys([item.content.get("place")]))
    if found["state"] == REFUSED:
        raise ValidationError(found["problems"])
    ours = here.fields.get(item.key)
    if ours is not None and print_of(ours) != item.found.get("seen"):
        raise ValidationError(_("It was changed here after it was looked through. Compare again."))
    return False


def _is_same(item, here: Here) -> bool:
    if item.key not in here.rows:
        return False
    is_same = item.found["state"] == SAME or bool(item.content.get("alias_of"))
    if is_same or all(side_of(item, name) == OURS for name in item.found["fields"]):
        item.state, item.target = State.SAME, str(here.found[item.key])
        return True
    return False


def _keep_file(promotion, item, model, here: Here) -> None:
    """The row of a picture or a document, whose file is stored already."""
    mark = item.key.partition(":")[2]
    content = staging.read(promotion.package, item.content["file"]["sha256"])
    name, measures = files.named(item, content)
    stored = portable.to_stored(model, theirs_of(item, model), _swap(here))
    told_of_it = {field: value for field, value in stored.items() if value is not None}
    row = model(**told_of_it | measures, file=name)  # given later, the file would be opened to be measured
    row.collection, made = filing.collection_of(item.content.get("filed"))
    row.uploaded_by_user = promotion.acted_by
    row.file_hash, row.file_size = mark, len(content)
    row.save()
    filing.tag(row, item.content.get("filed"))
    item.target, item.before, item.state = str(row.pk), {"is_new": True, "collections": made}, State.DONE


def _new_row(item, model, here: Here):
    """A snippet with drafts, not live, at its own key."""
    stored = portable.to_stored(model, theirs_of(item, model), _swap(here))
    row = model.from_serializable_data({**stored, "pk": None}, check_fks=True)
    identity.give_name(row, item.key)
    row.live, row.has_unpublished_changes = False, True
    row.save()
    return row


def _as_it_was(row) -> dict:
    return {
        "latest_revision": row.latest_revision_id,
        "latest_revision_created_at": getattr(row, "latest_revision_created_at", None),
        "has_unpublished_changes": row.has_unpublished_changes,
        "draft_title": getattr(row, "draft_title", None),
        "alias_of": getattr(row, "alias_of_id", None),
    }


def _remember(item, here: Here, now) -> None:
    """What was taken in last: the next time it tells who has changed what. What it was before is kept, to take back."""
    model = identity.model_named(item.model)
    item.before = item.before | {"base": here.bases.get(item.key)}
    PromotedContent.objects.update_or_create(
        key=item.key, defaults={"fields": theirs_of(item, model), "made_at": item.promotion.made_at}
    )


def _swap(here: Here):
    """Keys to primary keys of here. What is not here is left empty."""

    def swap(_model, value):
        return here.found.get(value.get("ref")) if isinstance(value, dict) else None

    return swap


def _links(item) -> list[str]:
    """The joins to product and category that there are of what it tells about: a new one came with it."""
    told = (item.content.get("product") or {}).get("code")
    if told:
        found = ProductLink.objects.filter(product__code=told)
        return [f"product:{pk}" for pk in found.values_list("pk", flat=True)]
    if item.content.get("category"):
        found = CategoryLink.objects.filter(category__code=item.content["category"])
        return [f"category:{pk}" for pk in found.values_list("pk", flat=True)]
    return []
