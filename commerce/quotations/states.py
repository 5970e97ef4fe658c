"""The life of a quotation as one table of allowed moves.

Who moved it, when and why stands in its events (`commerce.events`), written with the move.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MoveRefused(Exception):
    """The quotation is not in a state from which this can be done."""


class QuotationState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("quotation", "draft")
    SENT = "sent", pgettext_lazy("quotation", "sent")
    ACCEPTED = "accepted", pgettext_lazy("quotation", "accepted")
    DECLINED = "declined", pgettext_lazy("quotation", "declined")
    EXPIRED = "expired", _("expired")
    WITHDRAWN = "withdrawn", _("withdrawn")


MOVES: dict[str, set[str]] = {
    QuotationState.DRAFT: {QuotationState.SENT, QuotationState.WITHDRAWN},
    QuotationState.SENT: {
        QuotationState.ACCEPTED,
        QuotationState.DECLINED,
        QuotationState.EXPIRED,
        QuotationState.WITHDRAWN,
    },
    QuotationState.ACCEPTED: {QuotationState.SENT},  # its order came to nothing before it was paid
    QuotationState.DECLINED: set(),
    QuotationState.EXPIRED: set(),
    QuotationState.WITHDRAWN: set(),
}


def move(before: str, after: str) -> str:
    """The state after a move that the table allows. Raises MoveRefused."""
    if after not in MOVES.get(before, set()):
        raise MoveRefused(f"a quotation that is {before} does not become {after}")
    return after
