"""How an area says what to take: as whom, in which window, and which part of the page."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 960}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}


@dataclass(frozen=True)
class Shot:
    """One picture. `act` brings the page where it shall be; a locator that it returns is all that is taken."""

    name: str
    act: Callable
    window: dict[str, Any]
    as_owner: bool


def shot(*, window: dict[str, Any] = DESK, as_owner: bool = False) -> Callable[[Callable], Shot]:
    """Mark a function of a page: a guest's in the shop, or the system owner's in the admin."""
    return lambda act: Shot(act.__name__.replace("_", "-"), act, window, as_owner)


def shots_of(area: ModuleType) -> list[Shot]:
    return [one for one in vars(area).values() if isinstance(one, Shot)]
