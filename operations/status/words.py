"""When an outage is, in words, by the clocks of Stockholm."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

STOCKHOLM = ZoneInfo("Europe/Stockholm")
DAY = {"sv": "l j F", "en": "l j F"}
TIME = {"sv": "H.i", "en": "H:i"}


def span(starts: datetime, ends: datetime) -> str:
    """“söndag 13 december kl. 02.00–04.00”, with both days when they differ, in the language that is active."""
    language = get_language() or "sv"
    first, last = starts.astimezone(STOCKHOLM), ends.astimezone(STOCKHOLM)
    day, hour = DAY.get(language, DAY["en"]), TIME.get(language, TIME["en"])
    said = {
        "day": date_format(first, day),
        "from": date_format(first, hour),
        "last": date_format(last, day),
        "until": date_format(last, hour),
    }
    if first.date() == last.date():
        return _("%(day)s at %(from)s–%(until)s") % said
    return _("%(day)s at %(from)s until %(last)s at %(until)s") % said


def lasted(begins: datetime, ends: datetime | None) -> str:
    """The same of what may go on: “lördag 28 november kl. 09.12, pågår”."""
    return span(begins, ends) if ends else _("%(moment)s, goes on") % {"moment": moment(begins)}


def moment(at: datetime) -> str:
    """“lördag 28 november kl. 09.12”, in the language that is active."""
    language, local = get_language() or "sv", at.astimezone(STOCKHOLM)
    day, hour = DAY.get(language, DAY["en"]), TIME.get(language, TIME["en"])
    return _("%(day)s at %(from)s") % {"day": date_format(local, day), "from": date_format(local, hour)}


def in_language(language: str, starts: datetime, ends: datetime) -> str:
    with override(language):
        return span(starts, ends)
