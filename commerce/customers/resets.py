"""Taking away the second factor of somebody who has lost theirs: two persons, for one of them may be an impostor's.

Whoever asks says how they know that it is the right person; another of those who manage users looks and decides within
a day. The shop that has one such person only uses `manage.py reset_second_factor` on the machine.
Source: NIST SP 800-63B-4, 4.2.2 (recovery by more than one factor); OWASP ASVS 5.0, 6.4.4.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commerce.customers import sessions
from commerce.customers.access import AccessRefused, refuse_without, remember
from commerce.customers.models import SecondFactorReset, User

OPEN_FOR = timedelta(hours=24)
State = SecondFactorReset.State


def ask(user: User, *, by: User, reason: str, now: datetime) -> SecondFactorReset:
    """Ask that `user`'s second factor be taken away. One that waits already is returned; one grown old is replaced.

    Raises AccessRefused without a reason, and for whoever asks about themselves.
    """
    refuse_without(reason)
    if user.pk == by.pk:
        raise AccessRefused("reset_second_factor", _("You cannot remove your own second factor. Ask a colleague."))
    with transaction.atomic():
        User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        waiting = SecondFactorReset.objects.filter(user=user, state=State.ASKED)
        waiting.filter(asked_at__lte=now - OPEN_FOR).delete()
        if found := waiting.first():
            return found
        asked = SecondFactorReset.objects.create(user=user, asked_by=by, reason=reason.strip(), asked_at=now)
        remember("customer.second_factor_reset_asked", user, {}, by=by, reason=reason, now=now)
    return asked


def approve(asked: SecondFactorReset, *, by: User, now: datetime) -> None:
    """Take the devices away and end every session. Raises AccessRefused where `by` may not, or it is too late."""
    with transaction.atomic():
        asked = _decide(asked, State.DONE, by=by, now=now)
        take_away(asked.user, by=by, reason=asked.reason, now=now)


def decline(asked: SecondFactorReset, *, by: User, reason: str, now: datetime) -> None:
    """Leave the second factor where it is. Whoever asked may take it back so too, by asking anew."""
    refuse_without(reason)
    with transaction.atomic():
        asked = _decide(asked, State.DECLINED, by=by, now=now)
        remember("customer.second_factor_reset_declined", asked.user, {}, by=by, reason=reason, now=now)


def take_away(user: Any, *, by: User, reason: str, now: datetime) -> None:
    """Without a second person: for `approve`, and for whoever stands at the machine."""
    with transaction.atomic():
        user.totpdevice_set.all().delete()
        user.staticdevice_set.all().delete()
        user.passkey_set.all().delete()
        sessions.end_all(user)
        remember("customer.second_factor_reset", user, {}, by=by, reason=reason, now=now)


def waiting(now: datetime):
    """Those that somebody can still decide on, the oldest first."""
    rows = SecondFactorReset.objects.filter(state=State.ASKED, asked_at__gt=now - OPEN_FOR)
    return rows.select_related("user", "asked_by").order_by("asked_at", "pk")


def _decide(asked: SecondFactorReset, state: str, *, by: User, now: datetime) -> SecondFactorReset:
    asked = SecondFactorReset.objects.select_for_update(of=("self",)).select_related("user").get(pk=asked.pk)
    if asked.state != State.ASKED:
        raise AccessRefused("decision", _("Somebody has decided already."))
    if asked.asked_at <= now - OPEN_FOR:
        raise AccessRefused("decision", _("It was asked more than a day ago. Let it be asked again."))
    if by.pk in (asked.user_id, asked.asked_by_id):
        raise AccessRefused("decision", _("Somebody else must decide: not the one who asked, nor whom it is about."))
    asked.state, asked.decided_by, asked.decided_at = state, by, now
    asked.save(update_fields=["state", "decided_by", "decided_at"])
    return asked
