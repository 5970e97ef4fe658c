"""The life of a promotion, top to bottom: it comes, is looked through, tried, taken in, and can be taken back.

Here it is asked for; a worker does it (`cms.promote.work`), and goes on after an interruption.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.promote import compare, identity, package, staging
from cms.promote.models import Kind, Promotion, PromotionItem
from cms.promote.package import Package, PackageRefused

State = Promotion.State


class Refused(Exception):
    """It cannot be done as things are; the message says why and what to do."""


class CameBefore(Exception):
    """The package is here already, as that promotion."""

    def __init__(self, promotion):
        self.promotion = promotion
        super().__init__(_("The package has come before."))


def receive(file: BinaryIO, *, by, now: datetime) -> Promotion:
    """Take a package in to be looked through. Raises PackageRefused or CameBefore, and has then changed nothing."""
    opened = package.read(file, now=now)
    _refuse_twice(opened)
    try:
        for item in opened.items:
            if item.get("file"):
                staging.stage(opened.manifest["package"], item, opened.files(item["file"]["sha256"]))
        with transaction.atomic():
            promotion = _keep(opened, by=by, now=now, state=State.READY)
            compare.look(promotion)
    except PackageRefused:
        staging.forget(opened.manifest["package"])
        raise
    return promotion


def receive_without_files(file: BinaryIO, *, by, now: datetime) -> Promotion:
    """As `receive`, of a package whose files are fetched one by one, where they are not here."""
    opened = package.read(file, now=now, files_follow=True)
    _refuse_twice(opened)
    return _keep(opened, by=by, now=now, state=State.FETCHING)


def choose(promotion_id: int, chosen: Iterable[str], *, leaves_empty: bool) -> None:
    """What of it is to be taken in. Raises Refused while it is being worked on, or is taken in already."""
    with transaction.atomic():
        promotion = _ready(promotion_id)
        chosen = set(chosen)
        items = list(promotion.items.all())
        for item in items:
            item.is_chosen = str(item.pk) in chosen and item.found.get("state") != compare.REFUSED
        PromotionItem.objects.bulk_update(items, ["is_chosen"], batch_size=500)
        promotion.leaves_empty, promotion.trial = leaves_empty, None
        promotion.save(update_fields=["leaves_empty", "trial"])


def choose_sides(item_id: int, sides: dict[str, str]) -> None:
    """Whose version of each field of an item is taken: `{field: "ours" or "theirs"}`. Raises Refused."""
    with transaction.atomic():
        item = PromotionItem.objects.select_for_update().get(pk=item_id)
        promotion = _ready(item.promotion_id)
        item.choices = {name: side for name, side in sides.items() if name in item.found.get("fields", ())}
        item.save(update_fields=["choices"])
        promotion.trial = None
        promotion.save(update_fields=["trial"])


def compare_again(promotion_id: int) -> None:
    with transaction.atomic():
        promotion = _ready(promotion_id)
        compare.look(promotion)
        promotion.trial = None
        promotion.save(update_fields=["trial"])


def ask_to_try(promotion_id: int, *, by) -> None:
    _ask(promotion_id, State.TRYING, by=by)


def ask_to_take_in(promotion_id: int, *, by) -> None:
    """Raises Refused with what has to be chosen first, or what `by` may not change."""
    _ask(promotion_id, State.TAKING, by=by)


def ask_to_take_back(promotion_id: int, *, by) -> None:
    with transaction.atomic():
        promotion = Promotion.objects.select_for_update().get(pk=promotion_id)
        if promotion.state not in (State.TAKEN, State.TAKING, State.READY, State.FETCHING):
            raise Refused(_("It cannot be taken back now."))
        promotion.state, promotion.acted_by, promotion.told = State.UNDOING, by, []
        promotion.save(update_fields=["state", "acted_by", "told"])


# --- the steps ---


def _refuse_twice(opened: Package) -> None:
    if found := Promotion.objects.filter(package=opened.manifest["package"]).first():
        raise CameBefore(found)


def _keep(opened: Package, *, by, now, state) -> Promotion:
    manifest = dict(opened.manifest)
    with transaction.atomic():
        try:
            with transaction.atomic():
                promotion = Promotion.objects.create(
                    package=manifest["package"],
                    name=manifest["name"] or opened.key.name,
                    key=opened.key,
                    is_fetched=state == State.FETCHING,
                    manifest=manifest,
                    made_at=opened.made_at,
                    received_by=by,
                    received_at=now,
                    state=state,
                )
        except IntegrityError as error:  # somebody else took it in just now
            raise CameBefore(Promotion.objects.get(package=manifest["package"])) from error
        here = identity.find(item["key"] for item in opened.items if item.get("file") or item["kind"] == Kind.SNIPPETS)
        PromotionItem.objects.bulk_create(
            (
                PromotionItem(
                    promotion=promotion,
                    position=place,
                    key=item["key"],
                    kind=item["kind"],
                    model=item["model"],
                    label=item["label"][:300],
                    content=item,
                    is_chosen=bool(item.get("is_chosen")) or _comes_along(item, here),
                    is_fetched=state != State.FETCHING or not item.get("file") or item["key"] in here,
                )
                for place, item in enumerate(opened.items)
            ),
            batch_size=500,
        )
    return promotion


def _comes_along(item, here) -> bool:
    """Files come with what uses them, and so does a snippet that is not here."""
    return item["kind"] in (Kind.IMAGES, Kind.DOCUMENTS) or (item["kind"] == Kind.SNIPPETS and item["key"] not in here)


def _ready(promotion_id) -> Promotion:
    promotion = Promotion.objects.select_for_update().get(pk=promotion_id)
    if promotion.state != State.READY:
        raise Refused(_("It is %(state)s.") % {"state": promotion.get_state_display()})
    return promotion


def _ask(promotion_id, state, *, by) -> None:
    with transaction.atomic():
        promotion = _ready(promotion_id)
        compare.look(promotion)
        _refuse_unready(promotion, by)
        promotion.state, promotion.acted_by, promotion.told = state, by, []
        promotion.save(update_fields=["state", "acted_by", "told"])


def _refuse_unready(promotion, by) -> None:
    chosen = list(promotion.items.filter(is_chosen=True))
    if not chosen:
        raise Refused(_("Choose something to take in."))
    keys = {item.key for item in chosen}
    open_fields = sum(compare.side_of(item, name) is None for item in chosen for name in item.found["fields"])
    if open_fields:
        said = ngettext(
            "%(count)s field has been changed both here and there: choose whose version holds.",
            "%(count)s fields have been changed both here and there: choose whose version holds.",
            open_fields,
        )
        raise Refused(said % {"count": open_fields})
    if refused := [item.label for item in chosen if item.found["state"] == compare.REFUSED]:
        raise Refused(_("Cannot be taken in: %(names)s.") % {"names": ", ".join(refused[:5])})
    placeless = [item.label for item in chosen if _lacks_place(item, keys)]
    if placeless:
        said = _("Choose the pages above as well, or leave these out: %(names)s.")
        raise Refused(said % {"names": ", ".join(placeless[:5])})
    empty = {
        need["label"]
        for item in chosen
        for need in item.found["needs"]
        if need["state"] in (compare.MISSING, compare.COMES) and need["key"] not in keys
    }
    if empty and not promotion.leaves_empty:
        said = _("Missing here and not chosen: %(names)s. Choose it, or say that references to it are left empty.")
        raise Refused(said % {"names": ", ".join(sorted(empty)[:5])})
    _refuse_forbidden(chosen, by)


def _lacks_place(item, keys) -> bool:
    if item.found["state"] != compare.NEW or not item.content.get("place"):
        return False
    place = item.content["place"]
    return place not in keys and not identity.find([place])


def _refuse_forbidden(chosen, by) -> None:
    """Whoever takes in changes and adds pages, and may do no more than by hand."""
    pages = [item for item in chosen if item.content.get("language")]
    here = identity.find(item.key for item in pages)
    places = identity.find(item.content["place"] for item in pages if item.key not in here and item.content["place"])
    policy = PagePermissionPolicy()
    may_change = _among(policy, by, "change", here.values())
    may_add = _among(policy, by, "add", places.values())
    forbidden = [item.label for item in pages if item.key in here and here[item.key] not in may_change]
    forbidden += [
        item.label
        for item in pages
        if item.key not in here and item.content["place"] in places and places[item.content["place"]] not in may_add
    ]
    if forbidden:
        raise Refused(_("You may not change: %(names)s.") % {"names": ", ".join(forbidden[:5])})


def _among(policy, user, action, pks) -> set[int]:
    allowed = policy.instances_user_has_permission_for(user, action)
    return set(Page.objects.filter(pk__in=pks).filter(pk__in=allowed.values("pk")).values_list("pk", flat=True))
