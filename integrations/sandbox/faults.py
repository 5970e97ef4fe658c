"""What a sandbox does wrong when it is told to: for the next call, or for all, to an address that begins so."""

import threading
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    UNAVAILABLE = "unavailable"  # 500 before anything is done
    TOO_MANY = "too many"  # 429
    DROP = "drop"  # the connection is closed before anything is done
    DROP_AFTER = "drop after"  # it is done, and nobody is told
    FAIL_AFTER = "fail after"  # it is done, and the answer is a 500
    CUT = "cut"  # it is done, and half of the answer comes before the connection is closed
    NOT_JSON = "not json"  # a page of some proxy's instead of an answer, with status 200
    SLOW = "slow"  # nothing is answered until the sandbox is let go


EVERY = "*"  # method of a switch for every call
FOR_GOOD = 1_000_000


class Calls(StrEnum):
    """How the sandbox calls back."""

    ONCE = "once"
    TWICE = "twice"
    BACKWARDS = "backwards"  # kept until asked for, newest first
    NEVER = "never"


@dataclass(slots=True)
class Switch:
    fault: Fault
    method: str
    path: str
    times: int


class Faults:
    def __init__(self):
        self._switches: list[Switch] = []
        self._lock = threading.Lock()

    def on(self, fault: Fault, method: str, path: str, *, times: int = 1) -> None:
        """The next `times` calls with this method to an address that begins with `path` go wrong."""
        with self._lock:
            self._switches.append(Switch(fault, method, path, times))

    def active(self) -> list[Switch]:
        """What is still to go wrong, in the order in which it was asked for."""
        with self._lock:
            return [switch for switch in self._switches if switch.times]

    def off(self, place: int) -> None:
        """That one of the active ones goes wrong no more."""
        for switch in self.active()[place : place + 1]:
            switch.times = 0

    def clear(self) -> None:
        """From here on nothing goes wrong."""
        with self._lock:
            self._switches.clear()

    def left(self) -> list[tuple[str, str]]:
        """Method and address of what is still to go wrong."""
        with self._lock:
            return [(switch.method, switch.path) for switch in self._switches if switch.times]

    def next(self, method: str, path: str) -> Fault | None:
        with self._lock:
            for switch in self._switches:
                if switch.times and switch.method in (method, EVERY) and path.startswith(switch.path):
                    switch.times -= 1
                    return switch.fault
        return None
