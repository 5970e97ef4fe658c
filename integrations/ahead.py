"""Reading ahead: the next things are made ready in a thread while the database works on those before."""

from collections.abc import Iterable, Iterator
from queue import Queue
from threading import Event, Thread
from typing import TypeVar

Thing = TypeVar("Thing")
END = object()


def read_ahead(things: Iterable[Thing], *, most: int) -> Iterator[Thing]:
    """The same things in the same order, up to `most` of them waiting. What goes wrong is raised where it is reached.

    The thread ends with the reading, also when the reader stops before the end. It must not use the database.
    """
    ready: Queue = Queue(maxsize=most)
    stopped = Event()

    def fill() -> None:
        last: object = END
        try:
            for thing in things:
                ready.put(thing)
                if stopped.is_set():
                    return
        except Exception as error:  # noqa: BLE001 - raised again in the reader
            last = error
        ready.put(last)

    thread = Thread(target=fill, daemon=True)
    thread.start()
    try:
        while (thing := ready.get()) is not END:
            if isinstance(thing, Exception):
                raise thing
            yield thing
    finally:
        stopped.set()
        while not ready.empty():
            ready.get_nowait()
        thread.join()
