"""All that the shop holds about people, room by room, as `settings.PERSONAL_DATA` names them."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.utils.module_loading import import_string

from commerce.customers.models import User
from commerce.customers.person import Block, Kept, Person, Room
from commerce.orders.privacy import orders_of

SMALL = 40  # orders; with more, the copy is made by the worker
FORMAT = 1


def rooms() -> list[Room]:
    """From the top of the house down, the order in which a person is forgotten."""
    return [import_string(path) for path in settings.PERSONAL_DATA]


def of_user(user: User) -> Person:
    return _whole(Person(email=user.email, user_id=user.pk))


def of_address(email: str) -> Person:
    """Whoever has this address: an account, or somebody without one."""
    user = User.objects.filter(email__iexact=email.strip()).first()
    return of_user(user) if user else _whole(Person(email=email.strip()))


def goes() -> list[Any]:
    """What goes when a person is forgotten, in words, the account first."""
    return [words for room in reversed(rooms()) for words in room.goes]


def stays() -> list[Kept]:
    return [kept for room in reversed(rooms()) for kept in room.stays]


def _whole(person: Person) -> Person:
    found = {trace.strip() for room in rooms() for trace in room.traces(person) if trace and trace.strip()}
    return replace(person, traces=frozenset(found | {person.email}))


def counts(person: Person) -> list[tuple[Any, int]]:
    """How much each room holds: pairs of its title and a number of things, those with nothing left out."""
    found = [(room.title, _count(room, person)) for room in reversed(rooms())]
    return [(title, number) for title, number in found if number]


def _count(room: Room, person: Person) -> int:
    return room.count(person) if room.count else sum(_things(one) for one in room.export(person).values())


def _things(value: Any) -> int:
    return len(value) if isinstance(value, list) else int(bool(value))


def is_small(person: Person) -> bool:
    return orders_of(person).count() <= SMALL


def archive(person: Person, *, now: datetime) -> bytes:
    """A zip with all that is held, as JSON for machines, and every invoice as a document."""
    told: dict[str, Any] = {"format": FORMAT, "made_at": now, "about": person.email}
    for room in rooms():
        told |= room.export(person)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        written = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        packed.writestr("uppgifter.json", written)
        for room in rooms():
            for name, content in room.documents(person):
                packed.writestr(f"dokument/{name}", content)
    return held.getvalue()


def blocks(person: Person, *, now: datetime) -> list[Block]:
    return [block for room in rooms() for block in room.blocks(person, now)]


def forget(person: Person, *, now: datetime) -> Mapping[str, int]:
    """Forget a person in every room, inside the caller's transaction. Rows that are else never changed let go."""
    _let_go()
    total: dict[str, int] = {}
    for room in rooms():
        for kind, number in room.forget(person, now).items():
            total[kind] = total.get(kind, 0) + number
    _hold_on()
    return total


def forget_old(*, now: datetime) -> int:
    """Forget what bookkeeping no longer needs, inside the caller's transaction. Returns how many rows."""
    _let_go()
    done = sum(room.forget_old(now) for room in rooms())
    _hold_on()
    return done


def _let_go() -> None:
    """Tell the triggers of records that only grow that a person is being forgotten (migration 0002)."""
    _say("on")


def _hold_on() -> None:
    _say("off")


def _say(word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('shop.forgetting', %s, true)", [word])
