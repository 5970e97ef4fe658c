"""The time to claim (4.5.8): from the day of production, one month for what was built wrongly and three for bugs.

"… inom 1 månad från leverans i produktionsmiljö … buggar inom 3 månader": the second names no other beginning.

A claim is a ticket of the desk; all that is done about it happens there, and the report reads it there.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commerce.customers.models import User
from operations.acceptance import days
from operations.acceptance.models import Claim, Handover
from operations.acceptance.refused import Refused
from operations.desk import life
from operations.desk.linking import Found
from operations.desk.models import Entry, Ticket
from operations.desk.opening import open_ticket

MONTHS = {Claim.Sort.DEVELOPMENT: 1, Claim.Sort.BUG: 3}


@dataclass(frozen=True)
class Clock:
    """One kind of fault: the last day on which it is claimed, and the days left, below 0 when it is out."""

    sort: Claim.Sort
    last_day: date
    left: int


@dataclass(frozen=True)
class Told:
    """A line of the report: the claim, its ticket, and what was said to have been done when it was solved."""

    claim: Claim
    ticket: Ticket
    done: str


def clocks(handover: Handover, *, today: date) -> list[Clock]:
    """Nothing before the version is in production."""
    if handover.in_production_at is None:
        return []
    delivered = days.day_of(handover.in_production_at)
    last_days = {sort: days.months_after(delivered, months) for sort, months in MONTHS.items()}
    return [Clock(sort, last_day, (last_day - today).days) for sort, last_day in last_days.items()]


def claim(
    handover: Handover,
    *,
    sort: str,
    title: str,
    text: str,
    impact: int,
    urgency: int,
    by: User,
    now: datetime,
) -> Claim:
    """The customer claims a fault: a ticket that carries the last day. Locks the handover. Raises Refused too late."""
    with transaction.atomic():
        held = Handover.objects.select_for_update().get(pk=handover.pk)
        today = days.day_of(now)
        clock = next((one for one in clocks(held, today=today) if one.sort == sort), None)
        if clock is None:
            raise Refused(
                _("Version %(version)s is not in production: nothing of it can be claimed.") % {"version": held}
            )
        if held.in_production_at is not None and today < days.day_of(held.in_production_at):
            first = date_format(days.day_of(held.in_production_at), "j F Y")
            raise Refused(
                _("Version %(version)s is in production from %(day)s: claim it from that day.")
                % {"version": held, "day": first}
            )
        if clock.left < 0:
            said = {"sort": clock.sort.label, "day": date_format(clock.last_day, "j F Y")}
            raise Refused(_("Too late: the last day to claim %(sort)s was %(day)s.") % said)
        ticket = open_ticket(
            kind=Ticket.Kind.CLAIM,
            title=title,
            text=text,
            impact=impact,
            urgency=urgency,
            requester=by,
            now=now,
        )
        name = _("Handover of version %(version)s") % {"version": held}
        life.link(
            ticket, kind="handover", key=str(held.pk), name=name, url=reverse("handover", args=[held.pk]), now=now
        )
        return Claim.objects.create(handover=held, ticket=ticket, sort=sort, claimed_on=today, last_day=clock.last_day)


def linked(version: str) -> Found | None:
    """The handover that a ticket is tied to by hand."""
    one = Handover.objects.filter(version=version).first()
    words = _("Handover of version %(version)s") % {"version": version}
    return Found(str(one.pk), words, reverse("handover", args=[one.pk])) if one else None


def report(handover: Handover) -> list[Told]:
    """Every claim of a version in the order they were made, with what was last said to have been done."""
    found = list(handover.claims.select_related("ticket").order_by("pk"))
    solved = Entry.objects.filter(
        ticket__in=[one.ticket_id for one in found], kind=Entry.Kind.STATE, after=Ticket.State.SOLVED
    )
    said = dict(solved.order_by("pk").values_list("ticket_id", "text"))
    return [Told(one, one.ticket, said.get(one.ticket_id, "") if one.ticket.is_finished else "") for one in found]
