"""Looking for unreachable rings of objects seldom, while rows are moved.

A chunk of rows is tens of thousands of objects that live for a moment and make no rings. Each seven hundred of them
Python looks through the young ones, and now and then through everything that the shop has loaded: a third of the time
that the rows themselves take.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 100_000  # more than the objects of a chunk, so that memory stays bounded
_lock = threading.Lock()
_inside, _usual = 0, gc.get_threshold()


@contextmanager
def collected_seldom() -> Iterator[None]:
    """Of the whole process. Of blocks in several threads, or in one another, the last to end puts it back."""
    global _inside, _usual
    with _lock:
        if not _inside:
            _usual = gc.get_threshold()
            gc.set_threshold(SELDOM, *_usual[1:])
        _inside += 1
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if not _inside:
                gc.set_threshold(*_usual)
