"""What the partners of a shop hold when nothing runs: a file for each in a folder, never half written."""

import pickle
import threading
from operator import attrgetter
from pathlib import Path
from typing import Any

from integrations.sandbox.server import Counterpart


class Unreadable(Exception):
    """A file that another version of the programs has written, or nobody."""


class Memory:
    """A file is written only when what it is to hold has changed."""

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._lock = folder, threading.Lock()
        self._written: dict[str, bytes] = {}

    def keep(self, name: str, things: Any) -> None:
        told = pickle.dumps(things)
        with self._lock:
            if self._written.get(name) == told:
                return
            fresh = self._folder / f"{name}.fresh"
            fresh.write_bytes(told)
            fresh.replace(self._folder / f"{name}.kept")
            self._written[name] = told

    def recall(self, name: str) -> Any:
        """What was kept last, or None. Raises Unreadable."""
        path = self._folder / f"{name}.kept"
        if not path.exists():
            return None
        try:
            self._written[name] = path.read_bytes()
            return pickle.loads(self._written[name])  # noqa: S301 - a file of our own making, in a folder of our own
        except (pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError, TypeError) as error:
            raise Unreadable(f"{path} cannot be read ({error}). `make reset` begins anew.") from error

    # --- partners ---

    def keep_partner(self, name: str, partner: Counterpart) -> None:
        with partner.lock:
            self.keep(name, {path: attrgetter(path)(partner) for path in ("calls", *partner.keeps)})

    def recall_partner(self, name: str, partner: Counterpart) -> None:
        """Give back what it held, where it still holds something of that name."""
        for path, thing in (self.recall(name) or {}).items():
            if path in ("calls", *partner.keeps):
                place, _dot, last = path.rpartition(".")
                setattr(attrgetter(place)(partner) if place else partner, last, thing)
