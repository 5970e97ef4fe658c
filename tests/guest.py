"""A guest who buys over plain HTTP, as a browser without scripts would: reads forms, fills them in, follows redirects.

Uses nothing but the standard library: the bench counts what the shop takes, not what its visitors do.
"""

import http.client
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit

WHO = {
    "email": "asa@example.se",
    "phone": "070-123 45 67",
    "first_name": "Åsa",
    "last_name": "Öberg",
    "address_1": "Storgatan 1",
    "postal_code": "393 51",
    "city": "Kalmar",
    "accept_terms": "on",
}


@dataclass
class Form:
    action: str
    fields: dict = field(default_factory=dict)


class Worked(NamedTuple):
    """How long an answer says that the shop took for it."""

    path: str
    ms: float


@dataclass
class Answer:
    status: int
    path: str
    body: str

    @property
    def is_receipt(self) -> bool:
        return self.status == 200 and 'class="receipt"' in self.body

    def form(self, *, holding: str) -> Form:
        """The first form that has a field of that name."""
        for form in forms_in(self.body, naming=holding):
            if holding in form.fields:
                return Form(form.action or self.path, form.fields)
        raise LookupError(f"{self.path} ({self.status}) has no form with {holding}")


class Guest:
    """One visitor: a connection that is kept and a jar of cookies. Every answer is counted."""

    def __init__(self, address: str, *, checkout: str, timeout: float = 30):
        self.checkout = checkout
        self.host = urlsplit(address).netloc
        self.origin = f"http://{self.host}"
        self.connection = http.client.HTTPConnection(self.host, timeout=timeout)
        self.cookies: dict[str, str] = {}
        self.requests = 0
        self.worked: list[Worked] = []  # of the answers that say so

    def get(self, path: str) -> Answer:
        return self._follow("GET", path, None, {})

    def post(self, path: str, fields: dict, *, headers: dict | None = None) -> Answer:
        return self._follow("POST", path, urlencode(fields), headers or {})

    def buy(self, product: str, *, quantity: int = 1, payment: str = "demo") -> Answer:
        """From the product's page to the receipt; the answer is whatever page it ended on."""
        self.add(self.get(product), quantity=quantity)
        return self.check_out(payment=payment)

    def add(self, page: Answer, *, quantity: int = 1) -> Answer:
        form = page.form(holding="sku")
        return self.post(form.action, {**form.fields, "quantity": quantity})

    def check_out(self, *, payment: str = "demo") -> Answer:
        """Fill in the checkout and, where the demo provider asks, pay."""
        page = self.get(self.checkout)
        form = page.form(holding="cart_version")
        page = self.post(form.action, {**form.fields, **WHO, "payment": payment})
        if 'name="outcome"' in page.body:
            form = page.form(holding="csrfmiddlewaretoken")
            page = self.post(form.action, {**form.fields, "outcome": "paid"})
        return page

    def close(self) -> None:
        self.connection.close()

    def _follow(self, method: str, path: str, body: str | None, more: dict) -> Answer:
        for _step in range(6):
            status, location, text = self._send(method, path, body, more)
            if status not in (301, 302, 303, 307, 308):
                return Answer(status, path, text)
            target = urlsplit(urljoin(self.origin + path, location))
            path = target.path + (f"?{target.query}" if target.query else "")
            if status < 307:
                method, body = "GET", None
        raise RecursionError(f"{path} leads in circles")

    def _send(self, method: str, path: str, body: str | None, more: dict) -> tuple[int, str, str]:
        headers = {"Accept-Language": "sv", "Referer": self.origin + "/", **more}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        self.connection.request(method, path, body=body, headers=headers)
        answer = self.connection.getresponse()
        text = answer.read().decode("utf-8", errors="replace")
        self.requests += 1
        if said := answer.headers.get("Server-Timing"):
            self.worked.append(Worked(path, float(said.partition("dur=")[2])))
        for line in answer.headers.get_all("Set-Cookie") or []:
            self._keep(line)
        return answer.status, answer.headers.get("Location", ""), text

    def _keep(self, line: str) -> None:
        for name, morsel in SimpleCookie(line).items():
            self.cookies[name] = morsel.coded_value
            if morsel["max-age"] == "0" or not morsel.value:
                del self.cookies[name]


FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)


def forms_in(html: str, *, naming: str = "") -> list[Form]:
    """The forms of a page with what a browser would send: hidden fields, texts, what is chosen and ticked.

    The rest of the page is not read, nor a form in which the word `naming` does not stand: on a busy machine that
    would be felt.
    """
    reader = _FormReader()
    for form in FORM.findall(html):
        if naming in form:
            reader.feed(form)
    return reader.forms


class _FormReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms: list[Form] = []
        self.select = ""

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "form":
            self.forms.append(Form(told.get("action") or ""))
        elif not self.forms:
            return
        elif tag == "input" and told.get("name"):
            kind = told.get("type", "text")
            if kind not in ("checkbox", "radio", "submit", "button") or "checked" in told:
                self.forms[-1].fields[told["name"]] = told.get("value") or ""
        elif tag == "textarea" and told.get("name"):
            self.forms[-1].fields[told["name"]] = ""
        elif tag == "select":
            self.select = told.get("name", "")
        elif tag == "option" and self.select and ("selected" in told or self.select not in self.forms[-1].fields):
            self.forms[-1].fields[self.select] = told.get("value") or ""
