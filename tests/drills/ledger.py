"""A partner with a ledger that outlives it: it takes every order that it is sent, twice if it is sent twice.

By chance it errs: answers 500 before doing anything, takes the order and drops the line, is slow, or says that we ask
too often. It calls back about each order until it is answered, and now and then once more. What it was answered to
calls is in its books too: each such call must have been worked on.
"""

import argparse
import hashlib
import hmac
import json
import random
import sqlite3
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import requests

SECRET = b"the ledger's word"
TABLES = """
CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, reference TEXT, total TEXT, answered TEXT);
CREATE INDEX IF NOT EXISTS by_reference ON orders (reference);
"""


class Books:
    def __init__(self, path: str):
        self._file = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.executescript(TABLES)
        self.changed = threading.Condition()

    def ask(self, words: str, *values) -> list[tuple]:
        with self.changed:
            found = self._file.execute(words, values).fetchall()
            self.changed.notify_all()
            return found

    def count(self) -> int:
        return self.ask("SELECT count(DISTINCT reference) FROM orders")[0][0]

    def wait_for(self, count: int, *, seconds: float) -> int:
        with self.changed:
            self.changed.wait_for(lambda: self._count() >= count, timeout=seconds)
            return self._count()

    def _count(self) -> int:
        return self._file.execute("SELECT count(DISTINCT reference) FROM orders").fetchone()[0]


def handler(books: Books, faults: float) -> type[BaseHTTPRequestHandler]:
    chance = random.Random()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/wait":
                return self._answer(200, {"count": books.wait_for(int(asked["count"]), seconds=5)})
            if chance.random() < faults / 2:
                return self._answer(500, {})
            found = books.ask("SELECT id, total FROM orders WHERE reference = ?", asked["reference"])
            return self._answer(200, {"orders": [{"id": number, "total": total} for number, total in found]})

        def do_POST(self):
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            lot = chance.random()
            if lot < faults * 0.3:
                return self._answer(500, {})
            if lot < faults * 0.4:
                return self._answer(429, {})
            if lot < faults * 0.5:
                threading.Event().wait(0.5)
            books.ask("INSERT INTO orders (reference, total) VALUES (?, ?)", told["reference"], told["total"])
            if lot > 1 - faults * 0.5:
                self.close_connection = True
                return None
            [(number,)] = books.ask("SELECT max(id) FROM orders WHERE reference = ?", told["reference"])
            return self._answer(201, {"id": number, **told})

        def _answer(self, status: int, told: dict) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    return Handler


def call_back(books: Books, address: str) -> None:
    """About each order until the shop has answered; about some once more."""
    chance = random.Random()
    while True:
        due = books.ask("SELECT id, reference FROM orders WHERE answered IS NULL ORDER BY id LIMIT 50")
        again = books.ask("SELECT id, reference FROM orders WHERE answered IS NOT NULL ORDER BY random() LIMIT 2")
        for number, reference in due + again:
            body = json.dumps({"id": number, "reference": reference}).encode()
            signed = hmac.new(SECRET, body, hashlib.sha256).hexdigest()
            try:
                answer = requests.post(address, data=body, headers={"Ledger-Signature": signed}, timeout=10)
            except requests.RequestException:
                continue
            if answer.status_code == 200 and chance.random() > 0.03:
                books.ask("UPDATE orders SET answered = ? WHERE id = ?", answer.text, number)
        with books.changed:
            books.changed.wait(0.3 if due else 1)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--books", required=True)
    options.add_argument("--call", required=True)
    options.add_argument("--faults", type=float, default=0.0)
    chosen = options.parse_args()
    books = Books(chosen.books)
    threading.Thread(target=call_back, args=(books, chosen.call), daemon=True).start()
    with ThreadingHTTPServer(("127.0.0.1", chosen.port), handler(books, chosen.faults)) as server:
        sys.stdout.write("open\n")
        sys.stdout.flush()
        server.serve_forever()


if __name__ == "__main__":
    main()
