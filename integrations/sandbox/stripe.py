"""A counterpart of Stripe on this machine: it keeps books, has a page to pay on, calls back, and errs when told to.

    python -m integrations.sandbox.stripe --port 12111 --call http://127.0.0.1:8000/betalning/stripe/

Nothing in production code may know of it (an import contract holds that).
"""

import argparse
import hashlib
import hmac
import json
import re
import sys
import threading
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from integrations.sandbox import stripe_page
from integrations.sandbox.contract import Breach, Contract
from integrations.sandbox.environment import STRIPE_KEY as KEY
from integrations.sandbox.environment import STRIPE_SECRET as SECRET
from integrations.sandbox.faults import Fault
from integrations.sandbox.forms import nested
from integrations.sandbox.server import Answer, Call, Counterpart
from integrations.sandbox.stripe_books import DAY, ApiError, Books, Thing, shown

LONGEST_KEY = 255
ROUTES = [
    ("POST", re.compile(r"/v1/checkout/sessions"), "session.create"),
    ("GET", re.compile(r"/v1/checkout/sessions"), "session.list"),
    ("GET", re.compile(r"/v1/checkout/sessions/(\w+)"), "session"),
    ("POST", re.compile(r"/v1/checkout/sessions/(\w+)/expire"), "session.expire"),
    ("GET", re.compile(r"/v1/payment_intents/(\w+)"), "payment_intent"),
    ("POST", re.compile(r"/v1/payment_intents/(\w+)/capture"), "payment_intent.capture"),
    ("POST", re.compile(r"/v1/payment_intents/(\w+)/cancel"), "payment_intent.cancel"),
    ("POST", re.compile(r"/v1/refunds"), "refund.create"),
    ("GET", re.compile(r"/v1/refunds"), "refund.list"),
    ("GET", re.compile(r"/v1/refunds/(\w+)"), "refund"),
    ("GET", re.compile(r"/v1/events"), "event.list"),
]
PAGE = re.compile(r"/c/pay/(\w+)")


@dataclass(frozen=True, slots=True)
class _Done:
    """The first answer to an idempotency key, given again to each that asks the same."""

    asked: str
    answer: Answer
    at: int


class StripeSandbox(Counterpart):
    """Its calls go to `call_url`: the one endpoint that the shop has set up at Stripe."""

    keeps = ("books.things", "books.events", "books.made", "_done")

    def __init__(self, *, port: int = 0, call_url: str = ""):
        super().__init__(port=port)
        self.books = Books(Contract("stripe-16.1.0"), address=lambda: self.address)
        self.books.heard.append(self._hear)
        self._done: dict[str, _Done] = {}
        self.call_url = call_url

    @property
    def call_url(self) -> str:
        return self._call_url

    @call_url.setter
    def call_url(self, address: str) -> None:
        parts = urlsplit(address)
        with self._changed:
            self._call_url, self.shop = address, f"{parts.scheme}://{parts.netloc}" if address else ""
            self._changed.notify_all()

    # --- for tests ---

    def count(self, kind: str, **fields: Any) -> int:
        """How many objects of a kind there are, of those whose fields are so: the number that is asserted on."""
        with self.lock:
            return sum(all(one.get(name) == value for name, value in fields.items()) for one in self.books.all(kind))

    def sign(self, body: bytes, *, at: int | None = None, secret: str = SECRET) -> Call:
        return Call(self.call_url, body, signed(body, at=at, secret=secret))

    # --- the interface ---

    def answer(self, method: str, target: str, headers: Any, body: bytes) -> Answer | None:
        """The page errs never; the interface when it is told to."""
        path = urlsplit(target).path
        return self._page(method, path, body) if PAGE.fullmatch(path) else super().answer(method, target, headers, body)

    def failing(self, fault: Fault) -> Answer:
        if fault is Fault.TOO_MANY:
            return _no(ApiError(429, "invalid_request_error", "rate_limit", "Too many requests"))
        return _no(ApiError(500, "api_error", "", "Something went wrong"))

    def done(self, method: str, target: str, headers: Any, body: bytes, *, fault: Fault | None = None) -> Answer:
        parts = urlsplit(target)
        fields = nested(body.decode() if method == "POST" else parts.query)
        return self._once(method, parts.path, fields, headers, is_failing=fault is Fault.FAIL_AFTER)

    def _once(self, method: str, path: str, fields: Thing, headers: Any, *, is_failing: bool) -> Answer:
        """The first answer to a key is kept for a day and given again, whatever it was."""
        key = headers.get("Idempotency-Key") if method == "POST" else None
        asked = json.dumps([method, path, fields], sort_keys=True)
        with self.lock:
            self.requests.append((method, path, fields))
            if headers.get("Authorization") != f"Bearer {KEY}":
                return _no(ApiError(401, "invalid_request_error", "", "Invalid API Key provided"))
            known = self._done.get(key or "")
            if key and known and known.at > self.books.now() - DAY:
                if known.asked != asked:
                    message = "Keys for idempotent requests can only be used with the same parameters"
                    return _no(ApiError(400, "idempotency_error", "", message))
                return known.answer
            answer = self._routed(method, path, fields, key)
            if is_failing:
                answer = self.failing(Fault.FAIL_AFTER)
            if key:
                self._done[key] = _Done(asked, answer, self.books.now())
            return answer

    def _routed(self, method: str, path: str, fields: Thing, key: str | None) -> Answer:
        try:
            if key and len(key) > LONGEST_KEY:
                raise ApiError(400, "invalid_request_error", "", "The key is too long")
            for verb, pattern, name in ROUTES:
                if verb == method and (found := pattern.fullmatch(path)):
                    return self._done_as(name, path, found.groups(), fields)
            raise ApiError(404, "invalid_request_error", "", f"Unrecognized request URL ({method}: {path}).")
        except Breach as breach:
            return _no(ApiError(400, "invalid_request_error", breach.code, str(breach), breach.param))
        except ApiError as error:
            return _no(error)

    def _done_as(self, name: str, path: str, keys: tuple[str, ...], fields: Thing) -> Answer:
        if name == "session.create" and "payment_method_types" in fields:
            message = "payment_method_types is no longer supported"
            raise Breach("payment_method_types_no_longer_supported", "payment_method_types", message)
        asked = self.books.contract.read(name if "." in name else "retrieve", fields)
        books = self.books
        if name.endswith(".list"):
            kind = name.removesuffix(".list")
            return _yes(self._listed("checkout.session" if kind == "session" else kind, path, asked))
        key = keys[0] if keys else ""
        thing = {
            "session.create": lambda: books.create_session(asked),
            "session": lambda: books.get("checkout.session", key),
            "session.expire": lambda: books.expire_session(key),
            "payment_intent": lambda: books.get("payment_intent", key),
            "payment_intent.capture": lambda: books.capture(key, asked),
            "payment_intent.cancel": lambda: books.cancel(key),
            "refund.create": lambda: books.create_refund(asked),
            "refund": lambda: books.get("refund", key),
        }[name]()
        return _yes(self._expanded(shown(thing), asked.get("expand", [])))

    def _expanded(self, thing: Thing, paths: list[str]) -> Thing:
        for path in paths:
            place: Thing | None = thing
            for name in path.split("."):
                if place is None:
                    break
                if place["object"] == "charge" and name == "refunds":
                    mine = [shown(one) for one in self.books.all("refund") if one["charge"] == place["id"]]
                    place["refunds"] = _page_of(mine, f"/v1/charges/{place['id']}/refunds", 10)
                elif isinstance(place[name], str):
                    place[name] = shown(self.books.things[place[name]])
                place = place[name]
        return thing

    def _listed(self, kind: str, path: str, asked: Thing) -> Thing:
        things = self.books.events if kind == "event" else self.books.all(kind)
        limits = asked.get("created", {})
        kept = [
            shown(one)
            for one in things
            if (kind != "event" or one["type"] in asked.get("types", [one["type"]]))
            and asked.get("payment_intent") in (None, one.get("payment_intent"))
            and limits.get("gte", 0) <= one["created"] <= limits.get("lte", one["created"])
            and asked.get("status") in (None, one.get("status"))
            and asked.get("delivery_success") in (None, not one.get("pending_webhooks"))
        ]
        if after := asked.get("starting_after"):
            place = next((place for place, one in enumerate(kept) if one["id"] == after), None)
            if place is None:
                raise ApiError(404, "invalid_request_error", "resource_missing", f"No such {kind}: '{after}'")
            kept = kept[place + 1 :]
        size = asked.get("limit", 10)
        if not 1 <= size <= 100:
            raise ApiError(400, "invalid_request_error", "parameter_invalid_integer", "limit is 1 to 100", "limit")
        return _page_of(kept, path, size)

    # --- the page, and the calls back ---

    def _page(self, method: str, path: str, body: bytes) -> Answer:
        with self.lock:
            key = path.rpartition("/")[2]
            try:
                session = self.books.get("checkout.session", key)
                outcome = nested(body.decode()).get("outcome") if method == "POST" else None
                if outcome == "pay":
                    return Answer(303, b"", headers={"Location": self.books.pay(key)["success_url"]})
                if outcome == "decline":
                    self.books.decline(key)
                    return Answer(402, stripe_page.written(session, is_declined=True), "text/html; charset=utf-8")
            except ApiError as error:
                return Answer(error.status, stripe_page.gone(str(error)), "text/html; charset=utf-8")
            if session["status"] != "open":
                return Answer(404, stripe_page.gone(f"This page is {session['status']}."), "text/html; charset=utf-8")
            return Answer(200, stripe_page.written(session), "text/html; charset=utf-8")

    def _hear(self, event: Thing) -> None:
        self.hear(self.sign(json.dumps(shown(event), indent=2).encode()))

    def sent(self, call: Call) -> None:
        key = json.loads(call.body)["id"]
        with self.lock:
            next(event for event in self.books.events if event["id"] == key)["pending_webhooks"] = 0


def signed(body: bytes, *, at: int | None = None, secret: str = SECRET) -> dict[str, str]:
    """The headers of a call with this body."""
    moment = int(time.time()) if at is None else at
    proof = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json; charset=utf-8", "Stripe-Signature": f"t={moment},v1={proof}"}
    return {**headers, "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)"}


def _yes(thing: Thing) -> Answer:
    return Answer(200, json.dumps(thing).encode())


def _no(error: ApiError) -> Answer:
    return Answer(error.status, json.dumps({"error": error.told}).encode())


def _page_of(things: list[Thing], path: str, size: int) -> Thing:
    return {"object": "list", "data": things[:size], "has_more": len(things) > size, "url": path}


def main() -> None:
    options = argparse.ArgumentParser(description="A counterpart of Stripe on this machine.")
    options.add_argument("--port", type=int, default=12111)
    options.add_argument("--call", default="http://127.0.0.1:8000/betalning/stripe/", help="where to call back")
    chosen = options.parse_args()
    with StripeSandbox(port=chosen.port, call_url=chosen.call) as sandbox:
        sys.stdout.write(f"STRIPE_SECRET_KEY={KEY} STRIPE_WEBHOOK_SECRET={SECRET} STRIPE_API_BASE={sandbox.address}\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write("Stopped.\n")


if __name__ == "__main__":
    main()
