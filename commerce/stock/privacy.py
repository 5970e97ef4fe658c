"""What the stock's room holds about a person: what he asked to be told of, until he is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from commerce.customers.person import Person, Room
from commerce.stock import watching
from commerce.stock.watch import StockWatch


def export(person: Person) -> Mapping[str, Any]:
    found = StockWatch.objects.filter(person=watching.fingerprint(person.email)).order_by("asked_at")
    return {"told_when_back": list(found.values("variant__sku", "email", "asked_at", "told_at"))}


def forget(person: Person, now: datetime) -> Mapping[str, int]:
    return {"stock_watches": watching.stop(watching.fingerprint(person.email))}


ROOM = Room(
    title=gettext_lazy("Told when back in stock"),
    export=export,
    forget=forget,
    forget_old=lambda now: watching.forget_old(now=now),
    goes=(gettext_lazy("What you asked to be told of when it is back in stock."),),
)
