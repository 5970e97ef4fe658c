"""What somebody who calls us must do: prove who they are, say what they tell, and have it worked on once."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from integrations.models import InboundMessage


class Refused(Exception):
    """The call is not to be trusted, or is no message of theirs. Nothing of it is kept; it answers 400."""


class Parked(Exception):
    """It can never be worked on as it is: a person looks, and may have it tried again."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing in a call. `key` is the sender's own name of it: the same key is the same thing."""

    key: str
    kind: str = ""
    reference: str = ""
    ours: str = ""
    count: int | None = None


class Source(ABC):
    """One sender. Work is done in two steps, so that nothing is asked of anyone inside a transaction."""

    largest = 1024 * 1024
    is_whole = False  # a call is one message, and the same key with another body is refused

    @abstractmethod
    def parse(self, headers: Mapping[str, str], body: bytes, *, proof: str = "") -> Sequence[Told]:
        """Judge the raw bytes, and say what is in them. Raises Refused."""

    def read(self, message: InboundMessage) -> Any:
        """What is needed to work on it, fetched outside any transaction. Raises Parked, NotSent or Unknown."""
        return None

    @abstractmethod
    def apply(self, message: InboundMessage, read: Any, *, now: datetime) -> list[int] | None:
        """Do it, in the transaction that marks it done. Returns the events that carry it on, if any. Raises Parked."""
