"""The documents of the service: which there are, and each made as a paper of its text and of what is measured now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from operations.acceptance.paper import Paper
from operations.papers import written
from operations.papers.measured import Measured
from operations.papers.period import Month

LANGUAGE = "sv"


@dataclass(frozen=True, slots=True)
class Document:
    """`name` is the file in `docs/forvaltning/`; `is_monthly`: it is about one month; `demands`: the requirements."""

    name: str
    about: str | Promise
    demands: str
    is_monthly: bool = False


DOCUMENTS = {
    one.name: one
    for one in (
        Document("motesunderlag", _("For the meeting of the month: everything that was measured"), "7, 6.1.1", True),
        Document("losningsbeskrivning", _("How the service is designed, on at most three pages"), "3.2"),
        Document("servicenivaer", _("What is promised, and how it has been kept"), "4.9, 4.11.3", True),
        Document("forvaltningsplan", _("Versions, support and licences ahead"), "6.2.1, 6.3.2"),
        Document("riskanalys", _("What is wrong or heading there, and what to do"), "6.1.2"),
        Document("andringsprocess", _("How a change is asked for, decided and released"), "6.3.1.4"),
        Document("forbattringsplan", _("Proposals for the year, with what they give"), "6.3.3"),
    )
}


def made(document: Document, month: Month, *, now: datetime) -> Paper:
    """In Swedish. Raises `written.Unmeasured` when its text asks for what nobody measures."""
    with override(LANGUAGE):
        text = written.read(document.name)
        parts: list[Any] = written.parts(text, Measured(month, now).figures())
        number = month.name if document.is_monthly else f"{now:%Y-%m-%d}"
        return Paper(title=text.title, number=number, language=LANGUAGE, at=now, parts=parts)
