"""A counterpart of Fortnox on this machine: sign-in, rate limit, lists, books, faults.

    python -m integrations.sandbox.fortnox --port 12115

Every request and every answer is held against the interface's file. Nothing in production code may know of it (an
import contract holds that).
"""

import argparse
import json
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from integrations.sandbox.faults import Fault
from integrations.sandbox.fortnox_books import (
    BAD_VALUE,
    NOT_FOUND,
    SWEDEN,
    Books,
    No,
    Thing,
    refuse_signs,
    years_of,
)
from integrations.sandbox.fortnox_doors import Doors
from integrations.sandbox.fortnox_work import LISTS, WORK
from integrations.sandbox.operations import Operation, operations
from integrations.sandbox.server import Answer, Counterpart

UNKNOWN_FIELD, NOT_JSON, NO_BODY, NO_LICENCE = 2001399, 2002115, 2001392, 2001101
MOST_ON_A_PAGE, ON_A_PAGE = 500, 100
GLOBAL = ("lastmodified", "page", "limit", "offset", "Date")  # every other one is a filter


class FortnoxSandbox(Counterpart):
    """`doors` lets in and counts calls; `books` is what it remembers; `requests` has all that was let in."""

    keeps = (
        "books.kept",
        "books.modified",
        "books.deleted_customers",
        "books.locked_until",
        "books.sent",
        "books._last",
        "doors._tokens",
        "doors.refresh_token",
        "doors.refreshed",
    )

    def __init__(self, *, port: int = 0, shop: str = "", now: Callable[[], datetime] = lambda: datetime.now(UTC)):
        super().__init__(port=port, shop=shop)
        self.interface = operations("fortnox-3")
        self.books, self.doors = Books(now=now), Doors(clock=time.time)

    def done(self, method: str, target: str, headers: Any, body: bytes, *, fault: Fault | None = None) -> Answer:
        path = urlsplit(target).path
        if path == "/oauth-v1/token":
            self.requests.append((method, path, parse_qs(body.decode())))
            return _answer(*self.doors.token(headers, {name: one[0] for name, one in parse_qs(body.decode()).items()}))
        if self.doors.is_full():
            return _answer(429, {"message": "API rate limit exceeded"})
        if not self.doors.lets_in(headers):
            return _answer(401, {"message": "unauthorized"})
        try:
            return self._asked(method, target, body)
        except No as no:
            told = {"ErrorInformation": {"error": 1, "message": str(no), "code": no.code}}
            return _answer(no.status, told)

    def failing(self, fault: Fault) -> Answer:
        if fault is Fault.TOO_MANY:
            return _answer(429, {"message": "API rate limit exceeded"})
        return _answer(500, {"ErrorInformation": {"Error": 1, "Message": "Systemfel", "Code": 1000003}})

    def count(self, method: str, begins: str) -> int:
        """How many such calls were let in."""
        return sum(1 for verb, path, _asked in self.requests if verb == method and path.startswith(begins))

    def _asked(self, method: str, target: str, body: bytes) -> Answer:
        parts = urlsplit(target)
        operation = self.interface.operation(method, parts.path)
        if operation is None:
            raise No(404, NOT_FOUND, "Ogiltig adress.")
        if operation.path.split("/")[2] in self.doors.unlicensed:
            raise No(403, NO_LICENCE, "Behörighet eller licens saknas.")
        known = [one["name"] for one in operation.told["parameters"]]
        query = {name: found for name, found in parse_qs(parts.query).items() if name in known}
        asked = self._body(operation, query, body)
        [inner] = asked.values() if asked else [{name: one[0] for name, one in query.items()}]
        self.requests.append((method, parts.path, inner))
        at = [unquote(value) for value in operation.values.values()]
        told = self._done(f"{method} {operation.path}", operation, at, inner)
        status = next(code for code in operation.told["responses"] if code.startswith("2"))
        return _answer(int(status), operation.check_answer(int(status), told))

    def _body(self, operation: Operation, query: dict[str, list[str]], body: bytes) -> Thing | None:
        """What is asked. What the file does not have is refused as Fortnox does it."""
        takes = "requestBody" in operation.told
        if not body and takes and not operation.path.endswith("/bookkeep"):
            raise No(400, NO_BODY, "Anropet saknar innehåll.")
        try:
            asked = json.loads(body) if body else None
        except ValueError as error:
            raise No(400, NOT_JSON, "Innehållet är inte JSON.") from error
        for where, message in operation.breaches(query, asked) if takes and body else []:
            unknown = "Additional properties" in message
            raise No(400, UNKNOWN_FIELD if unknown else BAD_VALUE, f"{where}: {message}")
        refuse_signs(asked)
        return asked

    def _done(self, name: str, operation: Operation, at: list[str], asked: Thing) -> Thing:
        if name in LISTS:
            return self._listed(LISTS[name], operation, asked)
        if name == "GET /3/vouchers/sublist/{VoucherSeries}":
            own = [one for one in self.books.vouchers() if one["VoucherSeries"] == at[0]]
            return self._page(own, operation, asked)
        if name == "GET /3/financialyears":
            return self._page(years_of(asked.get("Date", "")), operation, asked)
        what, work = WORK[name]
        return {what: work(self.books, at, asked)}

    def _listed(self, what: str, operation: Operation, query: Thing) -> Thing:
        """A page of a list. A text is searched for anywhere in the field, whatever the case of its letters."""
        resource = [name for name in query if name not in GLOBAL]
        if len(resource) > 1:
            raise No(400, BAD_VALUE, "Bara ett filter i taget.")
        kept = self.books.kept[what].items()
        found = [one for number, one in kept if self._is_since(what, number, query.get("lastmodified"))]
        for name in resource:
            found = [one for one in found if query[name].lower() in _field(one, name).lower()]
        return self._page(found, operation, query)

    def _page(self, found: list[Thing], operation: Operation, query: Thing) -> Thing:
        gives = operation.told["responses"]["200"]["content"]["application/json"]["schema"]
        [(plural, schema), _meta] = self.interface.found(gives)["properties"].items()
        known = self.interface.found(schema["items"])["properties"]
        size = min(int(query.get("limit", ON_A_PAGE)), MOST_ON_A_PAGE)
        page = int(query.get("page", 1))
        start = int(query.get("offset", 0)) or (page - 1) * size
        pages = -(-len(found) // size) or 1
        meta = {"@CurrentPage": page, "@TotalPages": pages, "@TotalResources": len(found)}
        shown = [{name: value for name, value in one.items() if name in known} for one in found[start : start + size]]
        return {plural: shown, "MetaInformation": meta}

    def _is_since(self, what: str, number: str, since: str | None) -> bool:
        if not since:
            return True
        try:
            at = datetime.strptime(since, "%Y-%m-%d %H:%M").replace(tzinfo=SWEDEN)
        except ValueError as error:
            raise No(400, BAD_VALUE, "lastmodified skrivs ÅÅÅÅ-MM-DD TT:MM.") from error
        return self.books.modified[what, number] >= at


def _field(thing: Thing, name: str) -> str:
    """A field by its name in small letters, as filters have it."""
    return next((str(value) for field, value in thing.items() if field.lower() == name), "")


def _answer(status: int, told: Thing) -> Answer:
    return Answer(status, json.dumps(told).encode())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, default=12115)
    chosen = options.parse_args()
    with FortnoxSandbox(port=chosen.port) as sandbox:
        doors = sandbox.doors
        for name, value in {
            "FORTNOX_CLIENT_ID": doors.client_id,
            "FORTNOX_CLIENT_SECRET": doors.secret,
            "FORTNOX_TENANT_ID": doors.tenant,
            "FORTNOX_API_BASE": sandbox.address,
            "FORTNOX_AUTH_BASE": sandbox.address,
            "FORTNOX_MODES": "demo=KORT",
        }.items():
            sys.stdout.write(f"{name}={value}\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write("Stopped.\n")


if __name__ == "__main__":
    main()
