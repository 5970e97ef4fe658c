"""The life of a planned outage: propose, change, approve, withdraw. Each is one transaction and one event."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from commerce.customers.models import User
from commerce.events.log import publish
from operations.status import office_hours, public, telling
from operations.status.planned import NOTICE, PlannedOutage

SAID = ("name", "words_sv", "words_en", "starts_at", "ends_at", "warned_days")
MINUTE = timedelta(minutes=1)


class Refused(Exception):
    """It cannot be done, and nothing is. Says why, to the person who tried."""


def propose(*, by: User, now: datetime, **said: Any) -> PlannedOutage:
    """Write down when somebody wants to close the shop. `said` are the fields of `SAID`."""
    outage = PlannedOutage(proposed_by=by, proposed_at=now, **said)
    return _saved(outage)


def change(outage: PlannedOutage, *, now: datetime, **said: Any) -> PlannedOutage:
    """Say something else of one that nobody has approved. Locks it."""
    with transaction.atomic():
        outage = _locked(outage, {PlannedOutage.State.PROPOSED})
        for name, value in said.items():
            setattr(outage, name, value)
        return _saved(outage)


def approve(outage: PlannedOutage, *, by: User, reason: str = "", now: datetime) -> PlannedOutage:
    """The owner agrees to it, at least 14 days before it starts. Locks it.

    Raises Refused, with the earliest start that can still be approved, when that is too late.
    """
    if not is_owner(by):
        raise Refused(_("Only %(role)s approves planned outages.") % {"role": settings.OWNER_ROLE})
    with transaction.atomic():
        outage = _locked(outage, {PlannedOutage.State.PROPOSED})
        if now > outage.last_approval:
            raise Refused(too_late(now=now))
        outage.is_in_office_hours = office_hours.touches(outage.starts_at, outage.ends_at)
        if outage.is_in_office_hours and not reason.strip():
            raise Refused(_("It is in office hours (weekdays 08–17). Say why it has to be, or move it."))
        outage.state, outage.reason = PlannedOutage.State.APPROVED, reason.strip()
        outage.approved_by, outage.approved_at = by, now
        outage.save()
        public.write_soon()
        publish("outage.approved", outage.subject, {"by": by.pk}, at=now)
        telling.of_outage(outage, telling.APPROVED, now=now)
        return outage


def withdraw(outage: PlannedOutage, *, by: User, why: str = "", now: datetime) -> PlannedOutage:
    """It will not be, or ends now if it is under way. Locks it."""
    with transaction.atomic():
        outage = _locked(outage, {PlannedOutage.State.PROPOSED, PlannedOutage.State.APPROVED})
        if outage.phase(now) == PlannedOutage.Phase.OVER:
            raise Refused(_("It is over, and stays as it was."))
        outage.state, outage.withdrawn_why = PlannedOutage.State.WITHDRAWN, why.strip()
        outage.withdrawn_by, outage.withdrawn_at = by, now
        outage.save()
        if outage.approved_at:
            public.write_soon()
            publish("outage.withdrawn", outage.subject, {"by": by.pk}, at=now)
            telling.of_outage(outage, telling.WITHDRAWN, now=now)
        return outage


def is_owner(user: User) -> bool:
    """Whether the person holds the role that speaks for the customer, which a trigger asks too."""
    return bool(user.is_active) and user.groups.filter(name=settings.OWNER_ROLE).exists()


def earliest_start(*, now: datetime) -> datetime:
    """The first whole minute that can still be approved."""
    earliest = now + NOTICE
    whole = earliest.replace(second=0, microsecond=0)
    return whole if whole == earliest else whole + MINUTE


def too_late(*, now: datetime) -> str:
    """Why it is not approved, and what can be."""
    at = date_format(localtime(earliest_start(now=now)), "j F Y H:i")
    return _(
        "Too late: a planned outage is approved at least 14 days before it starts. Approved now, it can start on "
        "%(at)s at the earliest."
    ) % {"at": at}


# --- the steps ---


def _saved(outage: PlannedOutage) -> PlannedOutage:
    """Keep it, or raise Refused in the words of the rule that it breaks."""
    outage.is_in_office_hours = office_hours.touches(outage.starts_at, outage.ends_at)
    try:
        with transaction.atomic():
            outage.full_clean()
            outage.save()
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from wrong
    except IntegrityError as wrong:  # somebody else took that time meanwhile
        raise Refused(_("Another planned outage is at that time. Change or withdraw that one first.")) from wrong
    return outage


def _locked(outage: PlannedOutage, states: set[PlannedOutage.State]) -> PlannedOutage:
    found = PlannedOutage.objects.select_for_update().get(pk=outage.pk)
    if found.state not in states:
        raise Refused(_("It is %(state)s already.") % {"state": found.get_state_display()})
    return found
