"""What has been decided about a person or an organisation: written as events, read as when, who, what and why."""

from decimal import Decimal

from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from commerce.customers.models import User
from commerce.customers.organisations import Organisation, Role
from commerce.events.log import publish
from commerce.events.models import Event

MOST_SHOWN = 50
OF_AMOUNTS = ("organisation.credit_limit_changed", "organisation.member_limit_changed")
OF_MEMBERS = (
    "organisation.member_joined",
    "organisation.member_role_changed",
    "organisation.member_limit_changed",
    "organisation.member_removed",
    "organisation.member_left",
)
OF_ROLES = (*OF_MEMBERS, "organisation.member_invited")
WORDS = {
    "customer.invited": _("Invited"),
    "customer.taken_in": _("Taken in from a file"),
    "customer.removed": _("Taken away again"),
    "customer.level_changed": _("Level changed"),
    "customer.roles_changed": _("Roles changed"),
    "customer.disabled": _("Disabled"),
    "customer.enabled": _("Enabled"),
    "customer.address_changed": _("E-mail address changed"),
    "customer.second_factor_reset": _("Second factor removed"),
    "customer.second_factor_reset_asked": _("Removal of the second factor asked for"),
    "customer.second_factor_reset_declined": _("Removal of the second factor declined"),
    "customer.sessions_ended": _("Logged out everywhere"),
    "organisation.created": _("Created"),
    "organisation.removed": _("Taken away again"),
    "organisation.details_changed": _("Details changed"),
    "organisation.level_changed": _("Level changed"),
    "organisation.payment_terms_days_changed": _("Payment terms changed"),
    "organisation.credit_limit_changed": _("Credit limit changed"),
    "organisation.number_changed": _("Organisation number changed"),
    "organisation.disabled": _("Disabled"),
    "organisation.enabled": _("Enabled"),
    "organisation.member_invited": _("Member invited"),
    "organisation.invitation_withdrawn": _("Invitation withdrawn"),
    "organisation.member_joined": _("Member joined"),
    "organisation.member_role_changed": _("Role in the organisation changed"),
    "organisation.member_limit_changed": _("Spending limit changed"),
    "organisation.member_removed": _("Member removed"),
    "organisation.member_left": _("Member left"),
}


def subject_of(organisation):
    return f"organisation:{organisation.pk}"


def remember(kind, organisation, change, *, by, now, reason=""):
    """Publish what was decided about an organisation. People are named by number, as in `access.remember`."""
    payload = {**change, "by": by.pk if by else None, "reason": reason.strip()}
    return publish(kind, subject_of(organisation), payload, at=now)


def about_organisation(organisation):
    return decisions(Event.objects.filter(subject=subject_of(organisation)).order_by("-id")[:MOST_SHOWN])


def about_user(user):
    """What the shop and the user's organisations have decided about the user."""
    own = Q(subject=f"user:{user.pk}", kind__startswith="customer.")
    as_member = Q(kind__in=OF_MEMBERS, payload__user=user.pk)
    return decisions(Event.objects.filter(own | as_member).order_by("-id")[:MOST_SHOWN])


def decisions(events):
    """Events as people read them: when, who, what, about whom, why. Two queries more than the events'."""
    events = list(events)
    named = {event.payload.get(key) for event in events for key in ("by", "user")} - {None}
    people = User.objects.in_bulk(named)
    organisations = Organisation.objects.in_bulk({number_of(event) for event in events} - {None})
    return [
        {
            "at": event.at,
            "by": people.get(event.payload.get("by")),
            "what": WORDS.get(event.kind, event.kind),
            "member": people.get(event.payload.get("user")),
            "organisation": organisations.get(number_of(event)),
            "from": in_words(event.kind, event.payload.get("from")),
            "to": in_words(event.kind, event.payload.get("to")),
            "reason": event.payload.get("reason", ""),
        }
        for event in events
    ]


def number_of(event):
    """The organisation that an event is about; None for one about a person."""
    kind, _colon, number = event.subject.partition(":")
    return int(number) if kind == "organisation" else None


def in_words(kind, value):
    if kind == "organisation.details_changed":
        names = {field.name: str(field.verbose_name) for field in Organisation._meta.concrete_fields}
        return ", ".join(names.get(name, name) for name in value or [])
    if isinstance(value, list):
        return ", ".join(value)
    if value and kind in OF_AMOUNTS:
        return number_format(Decimal(value), decimal_pos=2, force_grouping=True)
    if value and kind in OF_ROLES:
        return Role(value).label
    return value or ""
