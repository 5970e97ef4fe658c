"""A web server for one process that ends the moment it is told to."""

import selectors
import socket
import threading
from http.server import ThreadingHTTPServer


class Listening(ThreadingHTTPServer):
    """The standard one looks twice a second whether it is over, and who ends it waits for that; this one is woken."""

    daemon_threads = True
    timeout = 0  # a connection that is gone again when it is to be taken holds nobody up

    def __init__(self, *arguments, **named):
        self._wakes, self._waker = socket.socketpair()
        self._is_over = threading.Event()
        super().__init__(*arguments, **named)

    def serve_forever(self, poll_interval: float = 0) -> None:
        """Answer until `shutdown`. There is no interval."""
        with selectors.DefaultSelector() as waiting:
            waiting.register(self, selectors.EVENT_READ)
            waiting.register(self._wakes, selectors.EVENT_READ)
            while all(key.fileobj is not self._wakes for key, _events in waiting.select()):
                self.handle_request()
        self._is_over.set()

    def shutdown(self) -> None:
        """Returns when no more connections are taken; another thread serves."""
        self._waker.close()
        self._is_over.wait()

    def server_close(self) -> None:
        super().server_close()
        self._waker.close()
        self._wakes.close()
