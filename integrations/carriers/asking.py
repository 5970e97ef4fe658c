"""What asking any carrier has in common: how its answers are judged, and how long a shopper is kept waiting."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import requests

from commerce.orders.shipping import CarrierUnavailable
from integrations.client import Answer
from integrations.errors import DeliveryRefused, NotSent, SystemClosed, Unknown

SHOPPERS_PATIENCE = {"connect": 1.0, "read": 1.5, "total": 2.0}  # seconds
KEYS = (requests.codes.unauthorized, requests.codes.forbidden)


@contextmanager
def for_a_shopper() -> Iterator[None]:
    """Whatever goes wrong, the shopper goes on without."""
    try:
        yield
    except (NotSent, Unknown, DeliveryRefused, SystemClosed) as error:
        raise CarrierUnavailable(f"{type(error).__name__}: {error}") from error


def ok(answer: Answer, who: str, words: Callable[[Answer], str]) -> Answer:
    """The answer, when it is a yes. Raises SystemClosed for a key that is not taken, DeliveryRefused for another no."""
    if answer.status in KEYS:
        raise SystemClosed(f"{who} does not take our key ({answer.status})")
    if not answer.is_ok:
        raise DeliveryRefused(f"{who}: {words(answer)}"[:400])
    return answer


def told(answer: Answer, kind: type, who: str) -> Any:
    """What an answer says, if it is of the kind that it is to be. Raises Unknown for a page of some proxy's."""
    found = answer.json()
    if not isinstance(found, kind):
        raise Unknown(f"{who} answered with what cannot be read")
    return found


def need(thing: Any, *path: str | int) -> Any:
    """What stands somewhere in an answer. Raises Unknown when it does not."""
    for part in path:
        try:
            thing = thing[part]
        except (KeyError, IndexError, TypeError) as error:
            raise Unknown(f"the answer lacks {'.'.join(map(str, path))}") from error
    return thing
