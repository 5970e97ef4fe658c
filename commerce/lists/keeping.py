"""Keeping lists: keep, put, set_quantities, rename, share, copy, drop. Each locks the list and may be called twice.

An organisation's list is seen by all its members, and changed by its buyers and administrators.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Least

from commerce.cart.models import MAX_QUANTITY
from commerce.customers.organisations import Membership, Role
from commerce.lists.models import SavedLine, SavedList

MOST_LISTS, MOST_LINES = 100, 500
EDITS = (Role.BUYER, Role.ADMINISTRATOR)


class ListRefused(Exception):
    """Why nothing was kept or changed. `reason` is taken (the name), lists, lines (too many) or empty."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def seen_by(user_id: int, organisation_id: int | None) -> QuerySet[SavedList]:
    """One's own lists and those of the organisation that one buys for."""
    whose = Q(user=user_id)
    if organisation_id is not None:
        whose |= Q(organisation=organisation_id)
    return SavedList.objects.filter(whose)


def may_edit(saved: SavedList, *, user_id: int, member: Membership | None) -> bool:
    if saved.user_id is not None:
        return saved.user_id == user_id
    return member is not None and member.organisation_id == saved.organisation_id and member.role in EDITS


def keep(quantities: Mapping[int, int], *, name: str, user_id: int, now: datetime) -> SavedList:
    """A new list of one's own with these articles, by variant. Raises ListRefused."""
    if len(quantities) > MOST_LINES:
        raise ListRefused("lines")
    with transaction.atomic():
        saved = _named(SavedList(user_id=user_id, name=name.strip(), created_at=now, changed_at=now))
        SavedLine.objects.bulk_create(
            SavedLine(saved_list=saved, variant_id=variant_id, quantity=quantity)
            for variant_id, quantity in quantities.items()
        )
        return saved


def put(saved_id: int, variant_id: int, quantity: int, *, now: datetime) -> SavedLine:
    """So many more of an article; a line holds no more than a cart's may. Raises ListRefused when the list is full."""
    with transaction.atomic():
        saved = _held(saved_id, now=now)
        more = Least(F("quantity") + quantity, MAX_QUANTITY)
        if not saved.lines.filter(variant=variant_id).update(quantity=more):
            if saved.lines.count() >= MOST_LINES:
                raise ListRefused("lines")
            SavedLine.objects.create(saved_list=saved, variant_id=variant_id, quantity=quantity)
        return saved.lines.get(variant=variant_id)


def set_quantities(saved_id: int, quantities: Mapping[int, int], *, now: datetime) -> None:
    """New quantities by line; 0 removes it. Lines of another list are left alone."""
    with transaction.atomic():
        saved = _held(saved_id, now=now)
        saved.lines.filter(pk__in=[key for key, quantity in quantities.items() if quantity == 0]).delete()
        changed = list(saved.lines.filter(pk__in=quantities))
        for line in changed:
            line.quantity = quantities[line.pk]
        SavedLine.objects.bulk_update(changed, ["quantity"])


def rename(saved_id: int, name: str, *, now: datetime) -> None:
    """Raises ListRefused when another list of the same owner has the name."""
    with transaction.atomic():
        saved = _held(saved_id, now=now)
        saved.name = name.strip()
        _named(saved)


def share(saved_id: int, *, organisation_id: int, now: datetime) -> None:
    """One's own list becomes the organisation's. Raises ListRefused when that has one of the name."""
    with transaction.atomic():
        saved = _held(saved_id, now=now)
        saved.user, saved.organisation_id = None, organisation_id
        _named(saved)


def copy(saved_id: int, *, name: str, user_id: int, now: datetime) -> SavedList:
    """A list of one's own that says the same. Raises ListRefused."""
    lines = SavedLine.objects.filter(saved_list=saved_id).order_by("pk")
    return keep(dict(lines.values_list("variant_id", "quantity")), name=name, user_id=user_id, now=now)


def drop(saved_id: int) -> None:
    SavedList.objects.filter(pk=saved_id).delete()


def free_name(name: str, *, user_id: int) -> str:
    """The name, with a number behind it where one already has a list of that name."""
    taken = {one.casefold() for one in SavedList.objects.filter(user=user_id).values_list("name", flat=True)}
    every = [name, *(f"{name} ({number})" for number in range(2, MOST_LISTS + 3))]
    return next(one for one in every if one.casefold() not in taken)


def _held(saved_id: int, *, now: datetime) -> SavedList:
    saved = SavedList.objects.select_for_update().get(pk=saved_id)
    saved.changed_at = now
    saved.save(update_fields=["changed_at"])
    return saved


def _named(saved: SavedList) -> SavedList:
    """Write it under its name and owner. The database says whether the name is free."""
    own = SavedList.objects.filter(user=saved.user_id, organisation=saved.organisation_id)
    if own.exclude(pk=saved.pk).count() >= MOST_LISTS:
        raise ListRefused("lists")
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError as error:
        if "list_name_once" in str(error):
            raise ListRefused("taken") from error
        raise
    return saved
