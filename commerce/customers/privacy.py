"""What the customers' room holds about a person: the account with all that hangs on it, and what was decided of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from importlib import import_module
from typing import Any
from urllib.parse import quote_plus
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import ModelLogEntry

from commerce.customers.decisions import OF_MEMBERS
from commerce.customers.mfa import ACCESS_ADMIN
from commerce.customers.models import User
from commerce.customers.organisations import MemberInvitation, Membership, Role
from commerce.customers.person import GONE, SHORTEST, Block, Kept, Person, Room
from commerce.events.models import Event
from commerce.register.models import BulkRun, SavedFilter

OF_ACCOUNT = ("email", "first_name", "last_name", "phone", "date_joined", "last_login", "is_active")
DEVICES = ("totpdevice", "staticdevice", "passkey")
OF_SESSION = ("created_at", "last_seen_at", "ip", "user_agent")
OF_ADDRESS = ("first_name", "last_name", "company", "address_1", "address_2", "postal_code", "city", "country")


def export(person: Person) -> Mapping[str, Any]:
    user = _account(person)
    invitations = MemberInvitation.objects.filter(email__iexact=person.email).select_related("organisation")
    told: dict[str, Any] = {
        "invitations": [{"organisation": one.organisation.name, "at": one.invited_at} for one in invitations]
    }
    if user is None:
        return told
    member = Membership.objects.filter(user=user).select_related("organisation").first()
    own = Q(subject=f"user:{user.pk}") | Q(kind__in=OF_MEMBERS, payload__user=user.pk)
    return told | {
        "account": {name: getattr(user, name) for name in OF_ACCOUNT} | {"level": user.level_id},
        "email_addresses": list(EmailAddress.objects.filter(user=user).values("email", "verified", "primary")),
        "addresses": list(user.addresses.order_by("pk").values(*OF_ADDRESS)),
        "roles": list(user.groups.order_by("name").values_list("name", flat=True)),
        "second_factor": [one["name"] for kind in DEVICES for one in _devices(user, kind)],
        "sessions": list(UserSession.objects.filter(user=user).order_by("pk").values(*OF_SESSION)),
        "organisation": {
            "name": member.organisation.name,
            "role": member.role,
            "spending_limit": member.spending_limit,
        }
        if member
        else None,
        "decisions": [
            {"at": one.at, "kind": one.kind, "told": {k: v for k, v in one.payload.items() if k not in ("by", "user")}}
            for one in Event.objects.filter(own).order_by("id")
        ],
    }


def count(person: Person) -> int:
    """The account with its addresses, and invitations that wait."""
    user = _account(person)
    own = 1 + user.addresses.count() if user else 0
    return own + MemberInvitation.objects.filter(email__iexact=person.email).count()


def blocks(person: Person, now: datetime) -> list[Block]:
    user = _account(person)
    if user is None:
        return []
    found = []
    if user.has_perm(ACCESS_ADMIN):
        found.append(
            Block(_("The account works in the shop's administration."), _("The shop's owner removes its roles first."))
        )
    member = Membership.objects.filter(user=user, role=Role.ADMINISTRATOR).first()
    if member and not _others_administer(member):
        found.append(
            Block(
                _("You are the only administrator of your company."),
                _("Make somebody else administrator, or write to us to close the company's account."),
            )
        )
    return found


def forget(person: Person, now: datetime) -> Mapping[str, int]:
    """The account goes, and with it everything that is only the person's. Where something must still name an account
    (who did what in the shop, an organisation's quotation), an empty one stays."""
    counts = {"invitations": MemberInvitation.objects.filter(email__iexact=person.email).delete()[0]}
    counts |= _forget_desk(person)
    counts["sessions"] = _end_sessions(person)
    user = _account(person)
    if user is None:
        return counts
    counts["log"] = _forget_log(user)
    for event in Event.objects.filter(subject=f"user:{user.pk}"):
        _redact_event(event, person)
    counts["account"] = 1
    try:
        with transaction.atomic():
            user.delete()
    except (models.ProtectedError, models.RestrictedError):
        _empty(user)
    return counts


def traces(person: Person) -> Iterable[str]:
    user = _account(person)
    if user is None:
        return ()
    return [user.email, user.phone, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)]


# --- the steps ---


def _account(person: Person) -> User | None:
    return User.objects.filter(pk=person.user_id).first() if person.user_id else None


def _others_administer(member: Membership) -> bool:
    others = Membership.objects.filter(organisation=member.organisation_id).exclude(pk=member.pk)
    return others.filter(role=Role.ADMINISTRATOR, user__is_active=True).exists()


def _devices(user: User, kind: str) -> list[dict[str, str]]:
    return list(getattr(user, f"{kind}_set").values("name"))


def _end_sessions(person: Person) -> int:
    """Those of the account, and of nobody where the address has been written. Each is opened: they are encoded."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    own, ended = str(person.user_id), 0
    for session in Session.objects.order_by("pk").iterator(chunk_size=1000):
        told = session.get_decoded()
        whose = told.get(SESSION_KEY)
        if whose == own or (whose is None and person.email.lower() in str(told).lower()):
            store(session.session_key).delete()
            ended += 1
    return ended


def _forget_desk(person: Person) -> dict[str, int]:
    """What colleagues keep of their registers: filters by the person's address, and words of what was done to many."""
    filters = runs = 0
    for trace in person.traces | {person.email}:
        if len(trace) < SHORTEST:
            continue
        by_name = Q(query__icontains=trace) | Q(query__icontains=quote_plus(trace)) | Q(name__icontains=trace)
        filters += SavedFilter.objects.filter(by_name).delete()[0]
        for run in BulkRun.objects.filter(Q(values__icontains=trace) | Q(refused__icontains=trace)):
            kept = {"values": redacted(run.values, person), "refused": redacted(run.refused, person)}
            runs += BulkRun.objects.filter(pk=run.pk).update(**kept)
    return {"filters": filters, "runs": runs}


def _forget_log(user: User) -> int:
    """The admin's log calls an account by name."""
    kind = ContentType.objects.get_for_model(User)
    return ModelLogEntry.objects.filter(content_type=kind, object_id=str(user.pk)).update(label=GONE, data={})


def _redact_event(event: Event, person: Person) -> None:
    kept = redacted(event.payload, person)
    if kept != event.payload:
        Event.objects.filter(pk=event.pk).update(payload=kept)


def redacted(value: Any, person: Person) -> Any:
    """A JSON value without the person's addresses and numbers, at any depth."""
    if isinstance(value, str):
        return person.redact(value)
    if isinstance(value, list):
        return [redacted(one, person) for one in value]
    if isinstance(value, dict):
        return {key: redacted(one, person) for key, one in value.items()}
    return value


def _empty(user: User) -> None:
    """Take everything of the account away but its number."""
    for relation in user._meta.related_objects:
        if getattr(relation, "on_delete", None) is models.CASCADE and relation.related_model:
            relation.related_model._base_manager.filter(**{relation.field.name: user}).delete()
    user.groups.clear()
    user.user_permissions.clear()
    user.email, user.first_name, user.last_name, user.phone = f"{uuid4()}@raderad.invalid", "", GONE, ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.set_unusable_password()
    user.save()


ROOM = Room(
    title=gettext_lazy("Account"),
    export=export,
    count=count,
    forget=forget,
    blocks=blocks,
    traces=traces,
    goes=(
        gettext_lazy("Your account with name, e-mail address, phone, password, addresses and two-step log-in."),
        gettext_lazy("Your membership in a company. The company itself stays."),
    ),
    stays=(
        Kept(
            gettext_lazy("That decisions were made about an account, by number, without saying whose it was."),
            gettext_lazy("So that the shop can show who was given which rights (bokföringslagen 5 kap. 11 §)."),
        ),
    ),
)
