"""What is done about a difference: take over, send again, or leave it alone with a reason. Each says who, when and why.

The remedy itself is the code that would have done it, had all gone well; nothing is put right from here. It is done
first and written down afterwards: done twice it is done once, so a death in between costs a line in the log at most.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commerce.events.log import publish
from integrations import outbox, registry
from integrations.errors import DeliveryRefused, NotSent, SystemClosed, Unknown
from integrations.reconciliation.comparison import Comparison, Difference, Remedy, RemedyRefused
from integrations.reconciliation.models import DifferenceRow

SUBJECT = "difference:"
DECIDED = {
    DifferenceRow.State.ADOPTED: "difference.adopted",
    DifferenceRow.State.RESENT: "difference.resent",
    DifferenceRow.State.IGNORED: "difference.ignored",
}
SILENT = (NotSent, Unknown, SystemClosed, DeliveryRefused)
State = DifferenceRow.State


def adopt(difference: Difference, *, by: int | None = None, reason: str = "", now: datetime | None = None) -> None:
    """Take over what the other system has. Raises RemedyRefused: then nothing has changed here.

    Asks the other system, so never inside a transaction. Twice is once.
    """
    now = now or timezone.now()
    comparison = _offering(difference, Remedy.ADOPT)
    try:
        comparison.adopt(difference, now=now)
    except SILENT as error:
        raise RemedyRefused(str(error)) from error
    _write(difference, State.ADOPTED, by=by, reason=reason, now=now)


def resend(difference: Difference, *, by: int | None = None, reason: str = "", now: datetime | None = None) -> None:
    """Have the other system told again; it is asked first what it has. Raises RemedyRefused: then nothing has changed.

    It leaves by the outbox, so the next comparison says what came of it. Twice is once.
    """
    now = now or timezone.now()
    comparison = _offering(difference, Remedy.RESEND)
    try:
        comparison.resend(difference, now=now)
    except SILENT as error:
        raise RemedyRefused(str(error)) from error
    _write(difference, State.RESENT, by=by, reason=reason, now=now)
    outbox.nudge()


def ignore(row_id: int, *, by: int | None, reason: str, now: datetime) -> None:
    """Leave it alone until it reads otherwise. Raises RemedyRefused without a reason, or when it is gone."""
    if not reason.strip():
        raise RemedyRefused(_("Say why."))
    with transaction.atomic():
        row = DifferenceRow.objects.select_for_update().get(pk=row_id)
        if not row.is_live:
            raise RemedyRefused(_("is gone"))
        _decide(row, State.IGNORED, by=by, reason=reason.strip(), now=now)


def offers(difference: Difference) -> tuple[Remedy, ...]:
    """What can be done about it now; nothing when its system is not set up."""
    try:
        return registry.comparison(difference.system).offers(difference)
    except LookupError:
        return ()


# --- the steps ---


def _offering(difference: Difference, remedy: Remedy) -> Comparison:
    try:
        comparison = registry.comparison(difference.system)
    except LookupError as error:
        raise RemedyRefused(_("The system is not set up.")) from error
    if remedy not in comparison.offers(difference):
        raise RemedyRefused(_("This cannot be done about it."))
    return comparison


def _write(difference: Difference, state: str, *, by: int | None, reason: str, now: datetime) -> None:
    """Also a difference that has no row: then there is nothing but the log."""
    with transaction.atomic():
        system, kind, subject = difference.identity
        live = DifferenceRow.objects.select_for_update().filter(gone_at=None)
        row = live.filter(system=system, kind=kind, subject=subject).first()
        if row is not None:
            _decide(row, state, by=by, reason=reason, now=now)
        else:
            told = {"system": system, "kind": kind, "subject": subject, "by": by, "reason": reason}
            publish(DECIDED[State(state)], f"system:{system}", told, at=now)


def _decide(row: DifferenceRow, state: str, *, by: int | None, reason: str, now: datetime) -> None:
    row.state, row.decided_by_id, row.decided_at, row.reason = state, by, now, reason
    row.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    told = {"system": row.system, "kind": row.kind, "subject": row.subject, "by": by, "reason": reason}
    publish(DECIDED[State(state)], f"{SUBJECT}{row.pk}", told, at=now)
