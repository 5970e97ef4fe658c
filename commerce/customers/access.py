"""Who may do what, and at which prices: the owner's decisions about a user, each one remembered with its reason."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commerce.customers.models import User
from commerce.events.log import publish


class AccessRefused(Exception):
    """A change that would lock the owner out, or that lacks a reason. `field` is where a form shows the message."""

    def __init__(self, field, message):
        super().__init__(message)
        self.field, self.message = field, message


@dataclass(frozen=True, kw_only=True)
class Access:
    level: str
    roles: frozenset[str]
    is_active: bool = True


def access_of(user):
    roles = frozenset(user.groups.values_list("name", flat=True))
    return Access(level=user.level_id, roles=roles, is_active=user.is_active)


def change_access(user, wanted, *, by, reason, now):
    """Give `user` the access that is wanted, with an event for each thing that changed. Returns whether anything did.

    Raises AccessRefused, changing nothing, when the reason is missing, when owners would lock themselves out, or when
    the last active owner would go. Locks the owners' group, so that two owners cannot remove each other at once.
    """
    with transaction.atomic():
        Group.objects.select_for_update().get(name=settings.OWNER_ROLE)
        user = User.objects.select_for_update().get(pk=user.pk)
        before = access_of(user)
        if before == wanted:
            return False
        refuse_without(reason)
        refuse_lock_out(user, before, wanted, by=by)
        user.level_id, user.is_active = wanted.level, wanted.is_active
        user.save(update_fields=["level", "is_active"])
        user.groups.set(Group.objects.filter(name__in=wanted.roles))
        tell(user, before, wanted, by=by, reason=reason, now=now)
    return True


def address_changed(user, *, by, reason, now):
    """The owner has given a user another address: the old one no longer logs in, the new one must be verified."""
    refuse_without(reason)
    with transaction.atomic():
        EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
        EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"primary": True})
        remember("customer.address_changed", user, {}, by=by, reason=reason, now=now)


def refuse_without(reason):
    if not reason.strip():
        raise AccessRefused("reason", _("Say why: the reason is kept with the change."))


def refuse_lock_out(user, before, wanted, *, by):
    owner = settings.OWNER_ROLE
    if user.pk == by.pk and not wanted.is_active:
        raise AccessRefused("is_active", _("You cannot disable yourself. Ask another owner."))
    owned = owner in before.roles and before.is_active
    owns = owner in wanted.roles and wanted.is_active
    if not owned or owns:
        return
    field = "roles" if owner not in wanted.roles else "is_active"
    if user.pk == by.pk:
        raise AccessRefused(field, _("You cannot take this role from yourself. Ask another owner."))
    if not User.objects.filter(groups__name=owner, is_active=True).exclude(pk=user.pk).exists():
        raise AccessRefused(field, _("Someone must own the shop: this is the last active owner."))


def tell(user, before, wanted, *, by, reason, now):
    told = {"by": by, "reason": reason, "now": now}
    if before.level != wanted.level:
        remember("customer.level_changed", user, {"from": before.level, "to": wanted.level}, **told)
    if before.roles != wanted.roles:
        change = {"from": sorted(before.roles), "to": sorted(wanted.roles)}
        remember("customer.roles_changed", user, change, **told)
    if before.is_active != wanted.is_active:
        remember("customer.enabled" if wanted.is_active else "customer.disabled", user, {}, **told)


def remember(kind, user, change, *, by, reason, now):
    """Publish what was decided. People are named by number: an event outlives an account and is read by others."""
    return publish(kind, subject_of(user), {**change, "by": by.pk, "reason": reason.strip()}, at=now)


def subject_of(user):
    return f"user:{user.pk}"
