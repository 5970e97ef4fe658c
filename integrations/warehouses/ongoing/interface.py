"""Ongoing WMS over REST: what may be asked, one call at a time, and what an answer means.

PUT by our own number creates or updates, so the same again is harmless until the warehouse has begun: then it answers
400. Lists have no pages: the next call begins above the highest id of the last one. Almost anything may be null.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from integrations.client import Answer, Client
from integrations.errors import DeliveryRefused, SystemClosed, Unknown

SYSTEM = "ongoing"
AT_A_TIME = 500
CLOSED = (401, 402, 403)
Thing = dict[str, Any]
_one_at_a_time = threading.Lock()  # as Ongoing asks for of each goods owner


class Refusal(Exception):
    """Ongoing says no to what was asked (400, 409, 422), in its own words."""


class Ongoing:
    def __init__(self):
        auth = (settings.ONGOING_USER, settings.ONGOING_PASSWORD)
        self._client = Client(settings.ONGOING_BASE, auth=auth, headers={"Accept": "application/json"})
        self._owner = settings.ONGOING_GOODS_OWNER

    # --- orders ---

    def order(self, number: str) -> Thing | None:
        """The order of that very number."""
        found = self._list("orders", {"orderNumber": number})
        return next((one for one in found if info(one).get("orderNumber") == number), None)

    def orders_changed_since(self, since: datetime) -> Iterator[Thing]:
        return self._all("orders", {"orderStatusChangedTimeFrom": stamp(since)}, first="orderIdFrom", most="Orders")

    def open_orders(self, *, until_status: int) -> Iterator[Thing]:
        return self._all("orders", {"orderStatusTo": until_status}, first="orderIdFrom", most="Orders")

    def back_orders(self, order_id: int) -> list[Thing]:
        """What was left when the order was sent in part."""
        return self._list("orders", {"backOrderForOrderId": order_id})

    def put_order(self, body: Thing) -> int | None:
        """Their id of it; None where the answer names none, which says nothing."""
        return _id(self._put("orders", body), "orderId")

    def delete_order(self, number: str) -> None:
        """Raises Refusal once the warehouse has begun. What is not there need not be deleted."""
        answer = self._call("DELETE", "orders", params=self._owned({"orderNumber": number}))
        if answer.status != 404:
            _ok(answer)

    def statuses(self) -> dict[int, str]:
        told = _ok(self._call("GET", "orders/statuses")).json()
        return {one["number"]: one.get("text") or "" for one in told.get("orderStatuses") or []}

    # --- articles and stock ---

    def put_article(self, body: Thing) -> int | None:
        return _id(self._put("articles", body), "articleSystemId")

    def articles(self, numbers: Iterable[str]) -> list[Thing]:
        """Those of the numbers that are known there."""
        wanted = list(numbers)
        found: list[Thing] = []
        for start in range(0, len(wanted), 50):
            found += self._list("articles", {"articleNumbers": wanted[start : start + 50]})
        return [one for one in found if one.get("articleNumber") in wanted]

    def article_pages(self, since: datetime | None) -> Iterator[list[Thing]]:
        """Articles whose stock has changed since a moment, at most 24 hours ago; all of them without one."""
        asked = {"stockInfoChangedFrom": stamp(since)} if since else {}
        return self._pages("articles", asked, first="articleSystemIdFrom", most="Articles")

    # --- returns ---

    def put_return(self, body: Thing) -> int | None:
        return _id(self._put("returnOrders", body), "returnOrderId")

    def returns(self, numbers: Iterable[str]) -> list[Thing]:
        return self._list("returnOrders", {"returnOrderNumbers": list(numbers)})

    def returned_since(self, day: datetime) -> list[Thing]:
        return self._list("returnOrders", {"goodsReturnedFromDate": f"{day:%Y-%m-%d}"})

    # --- the steps ---

    def _all(self, path: str, asked: Thing, *, first: str, most: str) -> Iterator[Thing]:
        for page in self._pages(path, asked, first=first, most=most):
            yield from page

    def _pages(self, path: str, asked: Thing, *, first: str, most: str) -> Iterator[list[Thing]]:
        begin = 0
        while page := self._list(path, {**asked, first: begin, f"max{most}ToGet": AT_A_TIME}):
            yield page
            highest = max(_key(one) for one in page)
            if highest < begin:
                raise Unknown(f"Ongoing's list of {path} does not go on")
            begin = highest + 1

    def _list(self, path: str, asked: Mapping[str, Any]) -> list[Thing]:
        told = _ok(self._call("GET", path, params=self._owned(asked))).json()
        if told is None:
            return []
        if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
            raise Unknown("Ongoing's answer is no list")
        return told

    def _put(self, path: str, body: Thing) -> Answer:
        return _ok(self._call("PUT", path, json={"goodsOwnerId": self._owner, **body}))

    def _owned(self, asked: Mapping[str, Any]) -> Thing:
        return {"goodsOwnerId": self._owner, **asked}

    def _call(self, method: str, path: str, **asked: Any) -> Answer:
        with _one_at_a_time:
            return self._client.call(method, f"/api/v1/{path}", **asked)


def info(order: Thing) -> Thing:
    return order.get("orderInfo") or {}


def status(order: Thing) -> int | None:
    return (info(order).get("orderStatus") or {}).get("number")


def stamp(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _ok(answer: Answer) -> Answer:
    if answer.is_ok:
        return answer
    if answer.status in CLOSED:
        raise SystemClosed(f"Ongoing answers {answer.status}: the user, its rights or the agreement")
    if answer.status in (400, 409, 422):
        raise Refusal(_words(answer))
    raise DeliveryRefused(f"Ongoing answers {answer.status}: {_words(answer)}")


def _id(answer: Answer, name: str) -> int | None:
    """A 2xx may hold anything: only what is read back counts."""
    try:
        told = answer.json()
    except Unknown:
        return None
    found = told.get(name) if isinstance(told, dict) else None
    return found if isinstance(found, int) and found else None


def _key(one: Thing) -> int:
    found = info(one).get("orderId") if "orderInfo" in one else one.get("articleSystemId")
    if not isinstance(found, int):
        raise Unknown("Ongoing's list names no ids")
    return found


def _words(answer: Answer) -> str:
    try:
        told = answer.json()
        return str(told.get("message") or told)[:400]
    except (Unknown, AttributeError):
        return answer.body[:400].decode("utf-8", "replace")
