"""How long answers took, counted in this process and written to PostgreSQL now and then by a thread of its own.

To count costs a dictionary look-up under a lock; nobody who waits for an answer waits for the database. What a process
has counted is written as it ends, also when it is asked to by SIGTERM; only one that is killed loses its last seconds.
"""

import atexit
import logging
import os
import threading
import time
from bisect import bisect_left
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from time import perf_counter

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from operations.monitoring import keeping
from operations.monitoring.models import Source

log = logging.getLogger(__name__)

EDGES = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0)  # seconds; an answer on the edge is within it
MOST_NOTED = 1_000
MOST_SERIES = 2_000  # in one process and hour: more is a flood, and is counted as one
FLOOD = "other"
HOUR, SECOND = 3600, 1
SERVER = str(Source.SERVER)


@dataclass(slots=True)
class Tally:
    """`slots[i]` counts answers that took more than the edge before i, and at most edge i; the last, the slowest."""

    count: int
    failed: int
    seconds: float
    slots: list[int]


Key = tuple[int, str, str, str]  # hour since 1970, source, view, role


class Counter:
    """The counts of one process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.tallies: dict[Key, Tally] = {}
        self.noted: deque[tuple[float, float, str, str, bool]] = deque()
        self.writer: threading.Thread | None = None
        self.woken = threading.Event()
        self.is_ending = self.is_over = False

    def add(
        self, source: str, route: str, role: str, seconds: float, *, failed: bool = False, at: float | None = None
    ) -> None:
        """Count one answer. `at`: seconds since 1970, now where nothing is said."""
        key = (int((time.time() if at is None else at) // HOUR), source, route, role)
        slot = bisect_left(EDGES, seconds)
        with self.lock:
            tally = self.tallies.get(key)
            if tally is None:
                tally = self._new(key)
            tally.count += 1
            tally.failed += failed
            tally.seconds += seconds
            tally.slots[slot] += 1
        if self.writer is None and settings.MEASURE_EVERY:
            self._begin_to_write()

    def note(self, began: float, route: str, role: str, failed: bool) -> None:
        """An answer of the server's that was begun at `began` (`perf_counter`) and is ready now. As `add`, and cheaper:
        they are counted a thousand at a time, or as they are written.

        What is seldom run costs ten times what is run a thousand times over.
        """
        self.noted.append((began, perf_counter(), route, role, failed))
        if self.writer is None or len(self.noted) >= MOST_NOTED:
            self._heed()

    def _heed(self) -> None:
        if len(self.noted) >= MOST_NOTED:
            self.count_noted()
        if self.writer is None and settings.MEASURE_EVERY:
            self._begin_to_write()

    def count_noted(self) -> None:
        began_at = time.time() - perf_counter()  # what `perf_counter` counts from, in seconds since 1970
        with suppress(IndexError):  # somebody else took the last one
            while self.noted:
                began, ended, route, role, failed = self.noted.popleft()
                self.add(SERVER, route, role, ended - began, failed=failed, at=began_at + ended)

    def write(self) -> int:
        """Write what has been counted, and say how many rows it was. What could not be written is kept for next time.

        Raises what the database raises.
        """
        self.count_noted()
        with self.lock:
            taken, self.tallies = self.tallies, {}
        try:
            keeping.add_answers(taken)
        except BaseException:
            self._give_back(taken)
            raise
        return len(taken)

    def _new(self, key: Key) -> Tally:
        if len(self.tallies) >= MOST_SERIES:
            key = (key[0], key[1], FLOOD, key[3])
        return self.tallies.setdefault(key, Tally(0, 0, 0.0, [0] * (len(EDGES) + 1)))

    def _give_back(self, taken: dict[Key, Tally]) -> None:
        with self.lock:
            for key, tally in taken.items():
                kept = self.tallies.setdefault(key, Tally(0, 0, 0.0, [0] * len(tally.slots)))
                kept.count += tally.count
                kept.failed += tally.failed
                kept.seconds += tally.seconds
                kept.slots = [one + other for one, other in zip(kept.slots, tally.slots, strict=True)]

    def end_soon(self) -> None:
        """The process has been told to end: write now and each second, for it may be killed before it has ended."""
        self.is_ending = True
        self.woken.set()

    def _begin_to_write(self) -> None:
        with self.lock:
            if self.writer is not None:
                return
            self.writer = threading.Thread(target=self._keep_writing, name="measuring", daemon=True)
        atexit.register(self._end)
        self.writer.start()

    def _keep_writing(self) -> None:
        while not self.is_over:
            self.woken.wait(SECOND if self.is_ending else settings.MEASURE_EVERY)
            self.woken.clear()
            self._try_to_write()

    def _end(self) -> None:
        self.is_over = True
        self.woken.set()
        if self.writer is not None:
            self.writer.join(timeout=5)
        self._try_to_write()

    def _try_to_write(self) -> None:
        try:
            self.write()
        except (DatabaseError, InterfaceError) as error:
            log.warning("what was measured could not be written, and is kept: %s", error)
        finally:
            connection.close()


counter = Counter()


def _anew() -> None:
    """A process that is forked counts from nothing: the thread stayed behind, and the counts are the parent's."""
    counter.__init__()  # type: ignore[misc]


os.register_at_fork(after_in_child=_anew)
