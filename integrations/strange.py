"""A word that a partner says and the shop does not know: a status that is new, or that nobody has explained.

The adapter does the careful thing (waits, parks, goes on) and tells of it here, so that a person hears before it has
become a habit. Nothing is guessed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commerce.events.log import publish
from commerce.events.models import Event

KIND = "partner.unknown_state"
ONCE_IN, LONGEST, SHOWN_FOR, MOST = timedelta(hours=20), 80, timedelta(days=14), 500

WHAT = {
    "order status": _("the status of an order"),
    "return status": _("the status of a return"),
    "parcel status": _("the status of a parcel"),
    "payment status": _("the status of a payment"),
    "refund status": _("the status of a refund"),
    "status of a stored shipment": _("the status of a stored shipment"),
    "session status": _("the status of a payment page"),
    "intent status": _("the status of a payment"),
}


@dataclass(frozen=True, slots=True)
class Strange:
    """What was said, of what, by whom, and when it was last told of."""

    system: str
    what: str
    word: str
    about: str
    at: datetime

    @property
    def words(self) -> str:
        return str(WHAT.get(self.what, self.what))


def tell(system: str, what: str, word: object, *, about: str = "", now: datetime | None = None) -> Event | None:
    """Publish it, each word once a day however often it is met. `about` is our name of the thing it was said of."""
    now, said = now or timezone.now(), str(word)[:LONGEST]
    subject = f"system:{system}"
    with transaction.atomic():
        told = Event.objects.filter(subject=subject, kind=KIND, at__gt=now - ONCE_IN)
        if told.filter(payload__what=what, payload__word=said).exists():
            return None
        return publish(KIND, subject, {"what": what, "word": said, "about": about[:LONGEST]}, at=now)


def lately(*, now: datetime) -> list[Strange]:
    """What has been said in the last two weeks, each word once, the newest first."""
    events = Event.objects.filter(kind=KIND).order_by("-id")[:MOST]
    found: dict[tuple[str, str, str], Strange] = {}
    for event in events:
        if event.at > now - SHOWN_FOR:
            one = Strange(event.subject.removeprefix("system:"), **event.payload, at=event.at)
            found.setdefault((one.system, one.what, one.word), one)
    return list(found.values())
