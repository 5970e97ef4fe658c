"""Taking away accounts and organisations that a file made by mistake, before anybody has had to do with them.

Whoever has logged in, bought, been given anything or been decided about is never taken away: people are disabled, and
organisations closed. That one was made and taken away again stays on record, by its number.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import is_password_usable
from django.db.models import Model
from django.utils.translation import gettext as _

from commerce.customers.access import refuse_without
from commerce.customers.models import User
from commerce.customers.organisations import Organisation, VatCheck
from commerce.events.log import publish_each
from commerce.events.models import Event
from commerce.references import references

TAKEN_IN, REMOVED = "customer.taken_in", "customer.removed"
CREATED, CLOSED = "organisation.created", "organisation.removed"


def delete_unused_accounts(keys: Collection[int], *, by, reason: str, now: datetime) -> dict[int, str]:
    """Delete the accounts that nobody has used. Returns why each of the others must stay, by its key.

    Locks them, so that nothing can be made to refer to them meanwhile. The caller owns the transaction.
    """
    found = User.objects.filter(pk__among=keys).order_by("pk").select_for_update(of=("self",))
    accounts = list(found.only("pk", "password", "last_login", "is_active"))
    why = {one.pk: _("Somebody has logged in with the account.") for one in accounts if _is_used(one)}
    why |= _in_the_way(User, [one.pk for one in accounts], "user", TAKEN_IN, besides=(EmailAddress,)) | why
    free = [one.pk for one in accounts if one.pk not in why]
    User.objects.filter(pk__among=free).delete()
    _remember(REMOVED, "user", free, by=by, reason=reason, now=now)
    return why


def delete_unused_organisations(keys: Collection[int], *, by, reason: str, now: datetime) -> dict[int, str]:
    """The same for organisations; what was answered about the number of one goes with it."""
    found = Organisation.objects.filter(pk__among=keys).order_by("pk").select_for_update(of=("self",))
    held = list(found.values_list("pk", flat=True))
    why = _in_the_way(Organisation, held, "organisation", CREATED, besides=(VatCheck,))
    free = [pk for pk in held if pk not in why]
    VatCheck.objects.filter(organisation_id__among=free).delete()
    Organisation.objects.filter(pk__among=free).delete()
    _remember(CLOSED, "organisation", free, by=by, reason=reason, now=now)
    return why


def _is_used(user: User) -> bool:
    return user.last_login is not None or is_password_usable(user.password) or not user.is_active


def _in_the_way(
    model: type[Model], keys: Collection[int], word: str, made: str, *, besides: Collection[type[Model]]
) -> dict[int, str]:
    """What refers to each, or was decided about it since it was made."""
    used = references(model, keys, besides=besides)
    why = {key: _("It is in use: %(what)s.") % {"what": what} for key, what in used.items()}
    subjects = {f"{word}:{key}": key for key in keys}
    for subject in (
        Event.objects.filter(subject__among=list(subjects)).exclude(kind=made).values_list("subject", flat=True)
    ):
        why.setdefault(subjects[subject], _("It has been changed since."))
    return why


def _remember(kind: str, word: str, keys: Collection[int], *, by: Any, reason: str, now: datetime) -> None:
    refuse_without(reason)
    told = {"by": by.pk, "reason": reason.strip()}
    publish_each([(kind, f"{word}:{key}", told) for key in keys], at=now)
