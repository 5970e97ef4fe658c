"""The load client, a process of its own: `python -m tests.bench.load` reads one job as JSON, writes its result as JSON.

Threads with kept connections; every run is bounded by a count of turns and by time. A turn is one request, one
addition to the cart or one whole purchase.
"""

import json
import re
import socket
import sys
import threading
import time
from urllib.parse import urlsplit

from tests.guest import Guest, Worked

LONGEST = 60  # seconds
LENGTH = re.compile(rb"^content-length: *(\d+)\r?$", re.IGNORECASE | re.MULTILINE)
CLOSES = re.compile(rb"^connection: *close\r?$", re.IGNORECASE | re.MULTILINE)


def main() -> None:
    job = json.load(sys.stdin)
    json.dump(run(**job), sys.stdout)


def run(*, kind: str, shop: dict, what: list[str], clients: int, turns: int, seconds: float) -> dict:
    """Returns latencies in ms, errors, requests sent, how long it all took, and the server's own ms for each request
    and each part of a purchase. Clients share the turns."""
    results: list[tuple[list, list, int, list, dict]] = []
    start = threading.Barrier(clients + 1)

    def client(number: int) -> None:
        visit = KINDS[kind](shop)
        latencies, errors = [], []
        start.wait()
        until = time.perf_counter() + min(seconds, LONGEST)
        for turn in range(number, turns, clients):
            if time.perf_counter() > until:
                break
            began = time.perf_counter()
            problem = visit.turn(what[turn % len(what)])
            latencies.append((time.perf_counter() - began) * 1000)
            if problem:
                errors.append(problem)
        results.append((latencies, errors, visit.requests, visit.worked, visit.parts))

    threads = [threading.Thread(target=client, args=[number]) for number in range(clients)]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    return {
        "seconds": took,
        "latencies": sorted(latency for latencies, *_ in results for latency in latencies),
        "errors": [error for _, errors, *_ in results for error in errors][:5],
        "failed": sum(len(errors) for _, errors, *_ in results),
        "requests": sum(requests for _, _, requests, *_ in results),
        "worked": sorted(took for *_, worked, _parts in results for took in worked),
        "parts": {
            part: sorted(took for *_, parts in results for took in parts.get(part, ())) for part in results[0][-1]
        },
    }


class Reader:
    """Asks for pages over a bare socket: on two cores, what the client costs is taken from the shop."""

    def __init__(self, shop: dict):
        address = urlsplit(shop["address"])
        self.place = (address.hostname, address.port)
        self.rest = f" HTTP/1.1\r\nHost: {address.netloc}\r\n\r\n"
        self.socket, self.requests, self.worked, self.parts = None, 0, [], {}

    def turn(self, path: str) -> str:
        if self.socket is None:
            self.socket = socket.create_connection(self.place, timeout=30)
        self.socket.sendall(f"GET {path}{self.rest}".encode())
        head, _end, body = self._until(b"\r\n\r\n").partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if length is None:
            raise OSError(f"an answer that does not say its length: {head[:200]!r}")
        missing = int(length[1]) - len(body)
        while missing > 0:
            missing -= len(self._more())
        if CLOSES.search(head):
            self.socket = self.socket.close()
        self.requests += 1
        status = head.split(b" ", 2)[1]
        return "" if status == b"200" else f"{status.decode()} {path}"

    def _until(self, mark: bytes) -> bytes:
        read = self._more()
        while mark not in read:
            read += self._more()
        return read

    def _more(self) -> bytes:
        read = self.socket.recv(1 << 18)
        if not read:
            raise OSError("the shop closed the connection in the middle of an answer")
        return read


class Adder:
    """Puts articles in a cart, as the button on the product's page does with scripts; five, then in a new cart."""

    def __init__(self, shop: dict):
        self.guest, self.add, self.turns = Guest(shop["address"], checkout=shop["checkout"]), shop["add"], 0
        self.worked, self.parts = [], {}

    @property
    def requests(self) -> int:
        return self.guest.requests

    def turn(self, sku: str) -> str:
        if self.turns % 5 == 0:
            self.guest.cookies.clear()
        self.turns += 1
        answer = self.guest.post(self.add, {"sku": sku, "quantity": 1}, headers={"HX-Request": "true"})
        return "" if answer.status == 200 else f"{answer.status} {answer.path}"


class Buyer:
    """Buys, each time as a new guest, from the product's page to the receipt.

    What the shop says that it took is summed up for each purchase: for all of it, from the cart's page to the receipt,
    and for the page of the demo provider in that, which the shop shows in a partner's place.
    """

    def __init__(self, shop: dict):
        self.shop, self.requests, self.worked = shop, 0, []
        self.parts = {"all its requests": [], "from the cart to the receipt": [], "of that, the provider's page": []}

    def turn(self, path: str) -> str:
        guest = Guest(self.shop["address"], checkout=self.shop["checkout"])
        try:
            end = guest.buy(path)
        except (LookupError, OSError) as error:
            return f"{type(error).__name__}: {error}"
        finally:
            self.requests += guest.requests
            guest.close()
        if not end.is_receipt:
            return f"{end.status} {end.path}"
        self._sum_up(guest.worked)
        return ""

    def _sum_up(self, worked: list[Worked]) -> None:
        self.worked += [one.ms for one in worked]
        paths = [one.path for one in worked]
        from_cart = worked[paths.index(self.shop["cart"]) :] if self.shop["cart"] in paths else []
        partners = [one for one in from_cart if one.path.startswith(self.shop["pay"])]
        for part, answers in zip(self.parts.values(), (worked, from_cart, partners), strict=True):
            if answers:
                part.append(sum(one.ms for one in answers))


KINDS = {"read": Reader, "add": Adder, "buy": Buyer}

if __name__ == "__main__":
    main()
