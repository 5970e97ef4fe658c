"""Where pages are kept: in the process, as they are, and behind it in a store all processes share, if any.

A page is asked for far more often than it changes, and its freshness is asked of the database each time, so a copy in
each process is never wrong, and saves taking tens of kilobytes apart and together again for every answer.
"""

from collections import OrderedDict
from threading import Lock

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

_near = {}  # by location, so that every thread of the process has the same


class PageStore(BaseCache):
    """Keeps what it is given until it is full, then lets go of what was asked for longest ago.

    Pages are never changed once they are kept. How long they hold is told by their versions, not by a timeout.
    """

    def __init__(self, location, params):
        super().__init__(params)
        self._cache, self._lock = _near.setdefault(location, (OrderedDict(), Lock()))
        self._behind = params.get("OPTIONS", {}).get("BEHIND")

    @property
    def behind(self):
        """The store that all processes share; None where each has its own alone."""
        return caches[self._behind] if self._behind else None

    def get(self, key, default=None, version=None):
        entry = self._cache.get(key, default)
        if entry is not default:
            with self._lock:
                if key in self._cache:
                    self._cache.move_to_end(key)
        return entry

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        self.set_near(key, value)
        if self._behind:
            self.behind.set(key, value, timeout)

    def set_near(self, key, value):
        with self._lock:
            self._cache[key] = value
            self._cache.move_to_end(key)
            while len(self._cache) > self._max_entries:
                self._cache.popitem(last=False)

    def delete(self, key, version=None):
        with self._lock:
            found = self._cache.pop(key, None) is not None
        return self.behind.delete(key) or found if self._behind else found

    def clear(self):
        with self._lock:
            self._cache.clear()
        if self._behind:
            self.behind.clear()
