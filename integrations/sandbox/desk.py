"""The pages about the partners: what each holds, what is to go wrong with it, and what people there can do.

On this machine alone: another site's page in the same browser may neither read them nor press their buttons.
"""

import base64
import contextlib
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import jinja2

from integrations.sandbox import fortnox_books, hands, ongoing_books, swish_books, words
from integrations.sandbox.faults import FOR_GOOD, Calls, Fault
from integrations.sandbox.held.by import by
from integrations.sandbox.held.rows import Row
from integrations.sandbox.listening import Listening
from integrations.sandbox.server import Answer
from integrations.sandbox.world import World

PAGES = Path(__file__).resolve().parent / "pages"
ON_A_PAGE = 50
HTML = "text/html; charset=utf-8"
SWEDEN = ZoneInfo("Europe/Stockholm")
REFUSALS = (fortnox_books.No, ongoing_books.No, swish_books.No, LookupError, ValueError)
Asked = dict[str, str]


class Desk:
    """Use as a context, beside the world that it is about."""

    def __init__(self, world: World, *, port: int):
        self.world, self._said = world, ""
        self._env = jinja2.Environment(
            loader=jinja2.FileSystemLoader(PAGES), autoescape=True, trim_blocks=True, lstrip_blocks=True
        )
        self._env.filters |= {"when": when, "json": _json}
        self._server = Listening(("127.0.0.1", port), type("Handler", (_Handler,), {"desk": self}))
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "Desk":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=10)

    # --- reading ---

    def get(self, path: str, asked: Asked) -> Answer:
        parts = [part for part in path.split("/") if part]
        if not parts:
            return self._start()
        if parts == ["style.css"]:
            return Answer(200, (PAGES / "style.css").read_bytes(), "text/css; charset=utf-8")
        if parts[0] not in self.world.partners:
            return self._page(404, "nothing.html")
        if parts[1:2] == ["fraktsedel"]:
            return self._label(parts[-1])
        if parts[1:] == ["sak"]:
            return self._thing(parts[0], asked)
        return self._partner(parts[0], asked) if len(parts) == 1 else self._page(404, "nothing.html")

    def _start(self) -> Answer:
        partners = [self._about(code) | {"holdings": by(self.world, code)} for code in self.world.partners]
        return self._page(200, "start.html", partners=partners)

    def _partner(self, code: str, asked: Asked) -> Answer:
        partner = self.world.partners[code]
        with partner.lock:
            calls = [(method, target) for method, target, _body in partner.requests[-12:]]
        return self._page(
            200,
            "partner.html",
            **self._about(code),
            holdings=by(self.world, code),
            at=max(int(asked.get("sida", "1") or 1), 1) if asked.get("sida", "1").isdecimal() else 1,
            size=ON_A_PAGE,
            requests=calls[::-1],
            how=partner.calls,
        )

    def _thing(self, code: str, asked: Asked) -> Answer:
        found = [
            one
            for holding in by(self.world, code)
            if holding.title == asked.get("slag")
            for one in holding.rows
            if one.number == asked.get("nummer")
        ]
        return (
            self._page(200, "thing.html", **self._about(code), row=found[0])
            if found
            else self._page(404, "nothing.html")
        )

    def _label(self, number: str) -> Answer:
        with self.world.shipmondo.lock:
            if number.isdecimal() and int(number) in self.world.shipmondo.books.shipments:
                [label] = self.world.shipmondo.books.labels({"id": number}, {}, None)[1]
                return Answer(200, base64.b64decode(label["base64"]), "application/pdf")
        return self._page(404, "nothing.html")

    def _about(self, code: str) -> dict[str, Any]:
        partner = self.world.partners[code]
        return {
            "code": code,
            "about": words.PARTNERS[code],
            "address": partner.address,
            "faults": partner.faults.active(),
            "turns_away": partner.turns_away,
            "by_itself": self.world.by_itself.get(code),
        }

    def _page(self, status: int, name: str, **told: Any) -> Answer:
        said, self._said = (self._said, "") if status == 200 else ("", self._said)
        shown = self._env.get_template(name).render(
            words=words, shop=self.world.shop, said=said, order_url=self._order_url, **told
        )
        return Answer(status, shown.encode(), HTML)

    def _order_url(self, row: Row) -> str:
        return f"{self.world.shop}/admin/orders/order/?q={row.order}"

    # --- pressing buttons ---

    def post(self, path: str, asked: Asked) -> Answer:
        code = path.strip("/")
        press = {
            "fault": self._fault,
            "fault off": self._fault_off,
            "all off": self._all_off,
            "calls": self._calls,
            "door": self._door,
            "by itself": self._by_itself,
            "act": self._act,
        }.get(asked.get("do", ""))
        if code not in self.world.partners or press is None:
            return self._page(404, "nothing.html")
        try:
            self._said = press(code, asked)
        except REFUSALS as no:
            self._said = f"Det gick inte: {no}"
        return Answer(303, headers={"Location": f"/{code}/"})

    def _fault(self, code: str, asked: Asked) -> str:
        fault, times = Fault(asked["fault"]), int(asked["times"])
        method, path, _words = words.PARTNERS[code].calls[int(asked["call"])]
        self.world.partners[code].faults.on(fault, method, path, times=times or FOR_GOOD)
        return "Felet är påslaget."

    def _fault_off(self, code: str, asked: Asked) -> str:
        self.world.partners[code].faults.off(int(asked["place"]))
        return "Felet är avstängt."

    def _all_off(self, code: str, asked: Asked) -> str:
        self.world.partners[code].faults.clear()
        self.world.partners[code].turns_away = False
        return "Alla fel är avstängda."

    def _calls(self, code: str, asked: Asked) -> str:
        self.world.partners[code].calls = Calls(asked["how"])
        self.world.changed(code)
        return f"Ropar tillbaka {words.CALLS[Calls(asked['how'])]}."

    def _door(self, code: str, asked: Asked) -> str:
        self.world.partners[code].turns_away = asked["is_on"] == "yes"
        return "Nyckeln gäller inte längre." if asked["is_on"] == "yes" else "Nyckeln gäller igen."

    def _by_itself(self, code: str, asked: Asked) -> str:
        self.world.does_by_itself(code, asked["is_on"] == "yes")
        return "Sker av sig själv." if asked["is_on"] == "yes" else "Sker med knapparna."

    def _act(self, code: str, asked: Asked) -> str:
        hands.do(self.world, code, asked["act"], asked["key"])
        return "Gjort. Butiken får veta det genom sina egna flöden."


class _Handler(BaseHTTPRequestHandler):
    desk: Desk

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self._answer(lambda: self.desk.get(parts.path, _flat(parts.query)))

    def do_POST(self) -> None:
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), 10_000)).decode("utf-8", "replace")
        is_own = self.headers.get("Origin") in (None, f"http://{self.headers.get('Host')}")
        self._answer(lambda: self.desk.post(urlsplit(self.path).path, _flat(body)) if is_own else Answer(403))

    def _answer(self, asked: Callable[[], Answer]) -> None:
        own = self.desk.address.removeprefix("http://")
        is_here = self.headers.get("Host") in (own, own.replace("127.0.0.1", "localhost"))
        answer = asked() if is_here else Answer(421)
        with contextlib.suppress(ConnectionError):
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.body)))
            self.send_header("X-Frame-Options", "DENY")
            self.send_header("Cache-Control", "no-store")
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: nobody reads it."""


def when(at: Any) -> str:
    return f"{at.astimezone(SWEDEN):%Y-%m-%d %H:%M}" if at else ""


def _flat(encoded: str) -> Asked:
    return {name: found[-1] for name, found in parse_qs(encoded, keep_blank_values=True).items()}


def _json(thing: Any) -> str:
    return json.dumps(thing, ensure_ascii=False, indent=2, default=str)
