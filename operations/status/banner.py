"""The line above every page of the shop ahead of a planned outage: bound to `settings.SHOP_NOTICES`."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.site.notices import Notice
from operations.status.planned import PlannedOutage
from operations.status.words import span

PAGES = {"sv": "/status/", "en": "/status/en/"}


def notices(*, now: datetime) -> Iterator[Notice]:
    """One for each approved outage that is not over. One query."""
    coming = PlannedOutage.objects.filter(state=PlannedOutage.State.APPROVED, ends_at__gt=now).order_by("starts_at")
    for outage in coming:
        text = {language: _line(outage, language) for language in PAGES}
        yield Notice(text=text, url=PAGES, starts=outage.warned_from, ends=outage.ends_at)


def _line(outage: PlannedOutage, language: str) -> str:
    with override(language):
        closed = _("The shop is closed for maintenance %(when)s.") % {"when": span(outage.starts_at, outage.ends_at)}
    words = outage.words_sv if language == "sv" else outage.words_en
    return f"{closed} {words}".strip()
