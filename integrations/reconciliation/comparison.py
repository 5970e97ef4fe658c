"""Port: holding the shop's books against another system's. A comparison is one class, named by a partner.

A partner names its comparisons in `Partner.comparisons`; a system that is plugged in later needs nothing more. A
comparison reads both sides and says what differs. It puts nothing right by itself: what can be done about a difference
is done by the code that would have done it, had all gone well.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

IN_GOOD_TIME = timedelta(minutes=30)  # what has been under way for less is no difference yet
MOST_UNREAD = 10
Facts = Mapping[str, str]


class Kind(TextChoices):
    MISSING_THERE = "missing_there", _("missing there")
    UNKNOWN_HERE = "unknown_here", _("unknown here")
    TWICE_THERE = "twice_there", _("there more than once")
    OTHER_AMOUNT = "other_amount", _("another amount")
    OTHER_BALANCE = "other_balance", _("another amount left to pay")
    OTHER_STATE = "other_state", _("another state")
    OTHER_PIECES = "other_pieces", _("other pieces")
    OTHER_STOCK = "other_stock", _("another stock")
    PAID_THERE = "paid_there", _("paid there, not here")
    NOT_PAID_THERE = "not_paid_there", _("paid here, not there")
    NOT_BOOKED = "not_booked", _("not booked")
    NOT_INVOICED = "not_invoiced", _("shipped without an invoice")
    NOT_BEGUN = "not_begun", _("never begun to be sent")


class Remedy(TextChoices):
    """What can be done about a difference beside leaving it: taking over what they have, or telling them again."""

    ADOPT = "adopt", _("Adopt")
    RESEND = "resend", _("Resend")


class RemedyRefused(Exception):
    """Nothing was done; the text says why, to the person at the desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that the two books say differently. `ours` or `theirs` is empty where that side has nothing.

    What it is stands in (system, kind, subject); the facts are short values by name, never translated, so that the same
    difference reads the same tomorrow. `order` is the number of the order that it is about, if it is about one.
    """

    system: str
    kind: str
    subject: str
    ours: Facts = field(default_factory=dict)
    theirs: Facts = field(default_factory=dict)
    order: str = ""

    @property
    def identity(self) -> tuple[str, str, str]:
        return self.system, self.kind, self.subject


@dataclass(slots=True, kw_only=True)
class Look:
    """One reading of both books: from when, or of some subjects `only`, however old they are.

    A comparison counts in `read` what it held against the other side; in `left` stands what it left alone because it is
    under way in good time, and in `unread` what the other side could say nothing about this time.
    """

    now: datetime
    since: datetime
    only: frozenset[str] | None = None
    read: int = 0
    left: set[str] = field(default_factory=set)
    unread: dict[str, str] = field(default_factory=dict)
    on_read: Callable[[int], None] = lambda read: None

    def wants(self, subject: str) -> bool:
        return self.only is None or subject in self.only

    def of(self, *prefixes: str) -> list[str]:
        """What stands after one of the prefixes in the subjects that are asked for."""
        return sorted(one.partition(":")[2] for one in self.only or () if one.partition(":")[0] in prefixes)

    def count(self) -> None:
        self.read += 1
        self.on_read(self.read)

    def leave(self, *subjects: str) -> None:
        self.left.update(subjects)

    def could_not(self, subject: str, error: Exception) -> None:
        """Of this one nothing is known: go on with the next. Many are another matter: raises the error."""
        self.unread[subject] = str(error)
        if len(self.unread) >= MOST_UNREAD:
            raise error

    @property
    def fresh_since(self) -> datetime:
        return self.now - IN_GOOD_TIME


class Comparison(ABC):
    """Subclass, and say what is held against what. `remedies`: by kind of difference, what the code here can do."""

    code: str
    title: str | Promise
    compares: str | Promise
    remedies: ClassVar[Mapping[str, tuple[Remedy, ...]]] = {}

    def is_on(self) -> bool:
        """Whether there is another side to ask."""
        return True

    @abstractmethod
    def differences(self, look: Look) -> Iterator[Difference]:
        """What differs now. Asks the other side; never called inside a transaction.

        With `look.only` every one of those subjects is looked at and nothing else need be. What is under way in good
        time is no difference. Raises what the other side's client raises: then nothing is known.
        """

    def offers(self, difference: Difference) -> tuple[Remedy, ...]:
        """What can be done about it."""
        return self.remedies.get(difference.kind, ())

    def adopt(self, difference: Difference, *, now: datetime) -> None:
        """Take over what they have. Asks them. Raises RemedyRefused. Twice is once."""
        raise RemedyRefused(str(_("Nothing can be taken over.")))

    def resend(self, difference: Difference, *, now: datetime) -> None:
        """Have them told again: they are asked first whether they have it. Raises RemedyRefused. Twice is once."""
        raise RemedyRefused(str(_("Nothing can be sent again.")))
