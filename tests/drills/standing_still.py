"""How long the machine, or this process, stood still: what a promise of seconds cannot be held against the shop for."""

import threading
import time

TICK = 0.01


class StandingStill:
    """A thread that wakes every hundredth of a second; `seconds` adds up how much later than that it did."""

    def __init__(self) -> None:
        self.seconds, self.is_over = 0.0, threading.Event()
        self.thread = threading.Thread(target=self._count, daemon=True)

    def __enter__(self) -> "StandingStill":
        self.thread.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self.is_over.set()
        self.thread.join()

    def _count(self) -> None:
        before = time.monotonic()
        while not self.is_over.wait(TICK):
            now = time.monotonic()
            self.seconds += max(0.0, now - before - 2 * TICK)
            before = now
