"""An alarm has an incident at the desk: opened with it, told when it is over and when it comes back.

The desk keeps one unfinished ticket for each source, and the source is the key of the alarm: a hundred alarms of one
threshold are one incident until somebody has solved it. One that comes again and again becomes a problem.
"""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from operations.desk import life, opening
from operations.desk.linking import Found
from operations.desk.models import Ticket
from operations.desk.states import UNFINISHED
from operations.monitoring.models import Alarm

TOLD_ONCE_IN = timedelta(minutes=10)  # one that flaps does not fill the ticket
RECURRING, WITHIN = 3, timedelta(days=7)  # so many times in so long is a problem
SOURCE = "alarm:"
LONGEST_NAME = 160


def begun(alarm: Alarm, *, now: datetime) -> None:
    """Open the incident, or say on the one there is that it has come back. Within the alarm's own transaction."""
    ticket = alarm.incident if alarm.incident and alarm.incident.state in UNFINISHED else None
    is_back = ticket is not None
    if ticket is None:
        ticket = opening.open_ticket(
            kind=Ticket.Kind.INCIDENT,
            title=alarm.title,
            text=alarm.text,
            impact=alarm.impact,
            urgency=alarm.urgency,
            source=SOURCE + family(alarm),
            now=now,
        )
        alarm.incident, is_back = ticket, ticket.opened_at != now
        alarm.save(update_fields=["incident"])
        where = reverse("monitoring_alarm_modeladmin_inspect", args=[alarm.pk])
        life.link(ticket, kind="alarm", key=family(alarm), name=alarm.title[:LONGEST_NAME], url=where, now=now)
    if is_back:
        _say(alarm, _("It is there again: %(what)s") % {"what": alarm.title}, now=now)
    _problem(alarm, now=now)


def over(alarm: Alarm, *, now: datetime) -> None:
    """Say on the incident that it is over. Whoever handles it decides whether it is solved."""
    minutes = round((now - alarm.opened_at) / timedelta(minutes=1))
    said = _("It is over. It lasted %(minutes)s min and was said %(count)s times.")
    _say(alarm, said % {"minutes": minutes, "count": 1 + alarm.repeats}, now=now)


def family(alarm: Alarm) -> str:
    """What alarms of one cause have in common: the threshold, or an alert's fingerprint whenever it began."""
    return ":".join(alarm.key.split(":")[:2])


def linked(words: str) -> Found | None:
    """The last alarm whose name has the words in it, for a ticket that is tied to it by hand."""
    alarm = Alarm.objects.filter(title__icontains=words).order_by("-opened_at").first() if words else None
    if alarm is None:
        return None
    return Found(family(alarm)[:120], alarm.title, reverse("monitoring_alarm_modeladmin_inspect", args=[alarm.pk]))


def _say(alarm: Alarm, text: str, *, now: datetime) -> None:
    """Nothing on a ticket that is finished, and not again so soon."""
    ticket = alarm.incident
    if ticket is None or ticket.state not in UNFINISHED:
        return
    if alarm.told_at and now - alarm.told_at < TOLD_ONCE_IN:
        return
    life.comment(ticket, text, now=now)
    alarm.told_at = now
    alarm.save(update_fields=["told_at"])


def _problem(alarm: Alarm, *, now: datetime) -> None:
    """So many alarms of one cause in so long: somebody is to find out why. One ticket until that is done."""
    source = SOURCE + family(alarm)
    alike = Alarm.objects.filter(key__startswith=family(alarm), opened_at__gte=now - WITHIN)
    exact = [one for one in alike.only("key", "returns") if family(one) == family(alarm)]
    times = sum(1 + one.returns for one in exact)
    if times < RECURRING:
        return
    opening.open_ticket(
        kind=Ticket.Kind.PROBLEM,
        title=_("Comes again: %(what)s") % {"what": alarm.title},
        text=_("%(count)s times in seven days. Find out why, or agree on another level.") % {"count": times},
        impact=alarm.impact,
        urgency=min(4, alarm.urgency + 1),
        source=f"problem:{source}",
        now=now,
    )
