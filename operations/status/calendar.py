"""Approved outages as a calendar that anybody may subscribe to (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from operations.status.planned import PlannedOutage

LONGEST_LINE = 75  # octets, without the end of the line
KEPT = timedelta(days=90)
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Those to come and of the last three months; one that was withdrawn says so, so that it leaves calendars too."""
    now = timezone.now()
    rows = PlannedOutage.objects.filter(approved_at__isnull=False, ends_at__gt=now - KEPT).order_by("starts_at")
    language = "en" if request.GET.get("language") == "en" else "sv"
    with override(language):
        text = written(rows, language=language, now=now)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "max-age=300"})


def written(rows: Iterable[PlannedOutage], *, language: str, now: datetime) -> str:
    name = _("Planned outages of %(shop)s") % {"shop": settings.WAGTAIL_SITE_NAME}
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Lykta & Lera//Webshop//SV",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]
    for outage in rows:
        lines += _event(outage, language, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(outage: PlannedOutage, language: str, now: datetime) -> list[str]:
    is_withdrawn = outage.state == PlannedOutage.State.WITHDRAWN
    words = outage.words_sv if language == "sv" else outage.words_en
    summary = _("%(shop)s is closed for maintenance") % {"shop": settings.WAGTAIL_SITE_NAME}
    return [
        "BEGIN:VEVENT",
        f"UID:outage-{outage.pk}@{urlsplit(settings.SITE_URL).hostname}",
        f"DTSTAMP:{_utc(now)}",
        f"LAST-MODIFIED:{_utc(outage.withdrawn_at or outage.approved_at or now)}",
        f"SEQUENCE:{1 if is_withdrawn else 0}",
        f"DTSTART:{_utc(outage.starts_at)}",
        f"DTEND:{_utc(outage.ends_at)}",
        f"SUMMARY:{_escaped(summary)}",
        *([f"DESCRIPTION:{_escaped(words)}"] if words else []),
        f"STATUS:{'CANCELLED' if is_withdrawn else 'CONFIRMED'}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    return text.translate(ESCAPED)


def _folded(line: str) -> str:
    """Broken where it is too long, never within a letter."""
    parts, part, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LONGEST_LINE:
            parts.append(part)
            part, size = " ", 1
        part, size = part + letter, size + octets
    return "\r\n".join([*parts, part])
