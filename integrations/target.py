"""What a target must do for a delivery to reach it exactly once, and be proved to have.

Few systems know an idempotency key, so what makes a second try harmless is the anchor: a reference of ours that they
can be asked for. The outbox asks before every try but the first, and always when nobody knows what came of one.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum

from commerce.events.models import Event
from integrations.models import Delivery, DeliveryReceipt

How = DeliveryReceipt.How


class Lane(IntEnum):
    """Who goes first where several wait: an order never stands behind a price list."""

    FIRST, NORMAL, BULK = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Receipt:
    """What proves that they have it: their id and number, how we know, and what they say they hold."""

    remote_id: str
    number: str = ""
    how: How = How.ANSWER
    holds: bytes = b""


class Target(ABC):
    """One kind of thing sent to one system. What went wrong is NotSent, Unknown, DeliveryRefused or SystemClosed.

    `is_state`: only the newest matters, and an older one that still waits about the same subject is overtaken. What is
    a fact (an order, a payment, a booking) is never overtaken. A delivery always waits for an earlier one of the same
    target and subject; with `is_in_order` also when that one has stopped. `kept_for`: how long the row stays when done.
    """

    system: str = ""
    is_state = False
    is_in_order = True
    is_told = True  # an event says that it has arrived, or has stopped
    lane = Lane.NORMAL
    confirm_after = timedelta(seconds=30)
    kept_for = timedelta(days=548)

    def anchor(self, event: Event) -> str:
        """Our reference that they can be asked for. Empty where they can be asked for nothing."""
        return event.subject

    def look_up(self, delivery: Delivery) -> Receipt | None:
        """What they have by the anchor; None when they do not have it."""
        return None

    @abstractmethod
    def send(self, delivery: Delivery) -> Receipt | None:
        """Send it. None when they took it but have proved nothing yet: then `confirm` is asked until it says."""

    def confirm(self, delivery: Delivery) -> Receipt | None:
        """Whether they have it by now. Raises DeliveryRefused when they have thrown it out after all."""
        return self.look_up(delivery)


class Work(Target):
    """The shop's own work after an event, as a function of it. It may run twice, so it is asked for nothing before."""

    is_in_order = False
    is_told = False

    def __init__(self, do: Callable[[Event], None], *, system: str = ""):
        self._do, self.system = do, system

    def anchor(self, event: Event) -> str:
        return ""

    def send(self, delivery: Delivery) -> Receipt:
        self._do(delivery.event)
        return Receipt(remote_id="")


BOOKKEEPING = timedelta(days=7 * 366 + 366)  # seven years after the year in which it was done (bokföringslagen 7:2)
