"""A counterpart of Nexi Checkout on this machine: books, a page to pay on, callbacks, faults.

    python -m integrations.sandbox.nexi --port 12113 --shop http://127.0.0.1:8000

Nothing in production code may know of it (an import contract holds that).
"""

import argparse
import json
import re
import sys
import threading
import time
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from integrations.sandbox.environment import NEXI_KEY as KEY
from integrations.sandbox.faults import Fault
from integrations.sandbox.nexi_books import DAY, Books, No, Thing
from integrations.sandbox.server import Answer, Call, Counterpart

ID = r"([0-9a-f]{32})"
ROUTES = [
    ("POST", re.compile(r"/v1/payments"), "create", "PaymentResult"),
    ("GET", re.compile(rf"/v1/payments/{ID}"), "shown", "PaymentStatus"),
    ("PUT", re.compile(rf"/v1/payments/{ID}/terminate"), "terminate", ""),
    ("POST", re.compile(rf"/v1/payments/{ID}/cancels"), "cancel", ""),
    ("POST", re.compile(rf"/v1/payments/{ID}/charges"), "charge", "ChargeResult"),
    ("POST", re.compile(rf"/v1/payments/{ID}/refunds"), "refund", "RefundResult"),
    ("POST", re.compile(rf"/v1/charges/{ID}/refunds"), "refund of charge", "RefundResult"),
]
PAGE = re.compile(rf"/checkout/{ID}")
SHELL = """<!doctype html>
<html lang="sv"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>Nexi (sandbox)</title>
<style>:root {{ color-scheme: light dark }} body {{ font: 1rem/1.5 system-ui; max-width: 30rem; margin: 2rem auto;
padding: 0 1rem }} button {{ width: 100%; margin: .5rem 0; font: inherit; padding: .75rem }}</style></head>
<body><main><h1>Nexi (sandbox)</h1>{main}</main></body></html>
"""


class NexiSandbox(Counterpart):
    keeps = ("books.payments", "_done")

    def __init__(self, *, port: int = 0, shop: str = ""):
        super().__init__(port=port, shop=shop)
        self.books = Books(address=lambda: self.address)
        self.books.heard.append(self._tell)
        self._done: dict[str, tuple[float, Answer]] = {}

    def answer(self, method: str, target: str, headers: Any, body: bytes) -> Answer | None:
        if found := PAGE.fullmatch(urlsplit(target).path):
            with self.lock:
                return self._page(method, found[1], body)
        return super().answer(method, target, headers, body)

    def done(self, method: str, target: str, headers: Any, body: bytes, *, fault: Fault | None = None) -> Answer:
        """The first answer to a key is kept for a day and given again, where it was a yes."""
        if headers.get("Authorization") != KEY:
            return Answer(401)
        path, asked = urlsplit(target).path, json.loads(body) if body else None
        self.requests.append((method, path, asked))
        key, now = headers.get("Idempotency-Key", ""), time.time() + self.books.skew
        at, answer = self._done.get(key, (0.0, None))
        if key and answer and at > now - DAY:
            return answer
        try:
            answer = self._routed(method, path, asked)
        except No as no:
            schema = "ValidationErrors" if no.status == 400 else "ServerError"
            return Answer(no.status, json.dumps(self.books.contract.check_answer(schema, no.told)).encode())
        if key:
            self._done[key] = (now, answer)
        return answer

    def _routed(self, method: str, path: str, asked: Thing | None) -> Answer:
        for verb, pattern, name, schema in ROUTES:
            if verb == method and (found := pattern.fullmatch(path)):
                keys = list(found.groups())
                if name == "refund of charge":
                    name, keys = "refund", [self.books.of_charge(keys[0])]
                told = getattr(self.books, name)(*keys, *([asked] if asked is not None else []))
                if not schema:
                    return Answer(204)
                told = self.books.contract.check_answer(schema, told)
                return Answer(200 if method == "GET" else 201, json.dumps(told).encode())
        return Answer(404)

    def _page(self, method: str, key: str, body: bytes) -> Answer:
        outcome = parse_qs(body.decode()).get("outcome", [""])[0] if method == "POST" else ""
        kind = "text/html; charset=utf-8"
        try:
            if outcome == "pay":
                return Answer(303, headers={"Location": self.books.pay(key)})
            if outcome == "decline":
                self.books.decline(key)
            payment = self.books.shown(key)["payment"]
        except No as no:
            return Answer(no.status, SHELL.format(main=f"<p>{escape(str(no))}</p>").encode(), kind)
        alert = '<p role="alert">Kortet nekades. Försök igen.</p>' if outcome == "decline" else ""
        order, back = payment["orderDetails"], escape(payment["checkout"]["cancelUrl"])
        main = (
            f"{alert}<p>Order {escape(order['reference'])}: {order['amount'] / 100:.2f} {escape(order['currency'])}</p>"
            '<form method="post"><button name="outcome" value="pay">Betala</button>'
            '<button name="outcome" value="decline">Betala med ett kort som nekas</button></form>'
            f'<p><a href="{back}">Tillbaka till butiken</a></p>'
        )
        return Answer(402 if alert else 200, SHELL.format(main=main).encode(), kind)

    def _tell(self, hook: Thing, told: Thing) -> None:
        headers = {"Content-Type": "application/json", "Authorization": hook["authorization"]}
        self.hear(Call(hook["url"], json.dumps(told).encode(), headers))


def main() -> None:
    options = argparse.ArgumentParser(description="A counterpart of Nexi Checkout on this machine.")
    options.add_argument("--port", type=int, default=12113)
    options.add_argument("--shop", default="http://127.0.0.1:8000", help="where to call back")
    chosen = options.parse_args()
    with NexiSandbox(port=chosen.port, shop=chosen.shop) as sandbox:
        sys.stdout.write(f"NEXI_SECRET_KEY={KEY} NEXI_API_BASE={sandbox.address}\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write("Stopped.\n")


if __name__ == "__main__":
    main()
