"""What somebody asks about what the shop holds of him: a copy, or to be forgotten. Each is kept with its answer.

    ask_copy -> answered at once, or made by the worker (`make_copy`)
    ask_erasure -> done at once, or waits for what is unfinished (`carry_out_waiting`, nightly)

An erasure is one transaction. Asked twice it is one; done twice the second finds nothing.
"""

import calendar
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from commerce.customers.models import User
from commerce.customers.person import Block, Person
from commerce.events.log import publish
from commerce.privacy import rooms
from commerce.privacy.models import PrivacyLink, PrivacyRequest

LINK_LIFE, ARCHIVE_LIFE, MAIL_LIFE = timedelta(days=1), timedelta(days=7), timedelta(days=14)
State, Kind = PrivacyRequest.State, PrivacyRequest.Kind


class NotRefusable(Exception):
    """The request has been answered already, or no reason is given."""


def address_hash(email: str) -> str:
    """The same for the same address, and of no use to one who has not the shop's key."""
    key = hashlib.sha256(f"commerce.privacy:{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, email.strip().casefold().encode(), hashlib.sha256).hexdigest()


def ask_link(email: str, *, locale: str, now: datetime) -> PrivacyLink:
    """Have a link mailed that proves the address. The worker sends it; whether anything is held is told there alone."""
    with transaction.atomic():
        link = PrivacyLink.objects.create(email=email.strip(), locale=locale, asked_at=now)
        publish("privacy.link_asked", f"privacy-link:{link.pk}", at=now)
        return link


def proven(token: Any, *, now: datetime) -> PrivacyLink | None:
    return PrivacyLink.objects.filter(pk=token, asked_at__gt=now - LINK_LIFE).first()


def copied(person: Person, *, channel: str, locale: str, by: int | None = None, why: str = "", now: datetime) -> bytes:
    """The copy, made and handed over at once; that it was is kept."""
    content = rooms.archive(person, now=now)
    with transaction.atomic():
        request = _new(Kind.EXPORT, person, channel=channel, locale=locale, by=by, why=why, now=now)
        _answer(request, State.ANSWERED, outcome={"bytes": len(content)}, now=now)
        _forget_address(request)
    return content


def ask_copy(person: Person, *, channel: str, locale: str, now: datetime) -> PrivacyRequest:
    """Have the worker make the copy of one who has a lot, and mail the link to it."""
    with transaction.atomic():
        _lock(person)
        waiting = PrivacyRequest.objects.filter(
            kind=Kind.EXPORT, state=State.WAITING, address_hash=address_hash(person.email)
        ).first()
        if waiting:
            return waiting
        request = _new(Kind.EXPORT, person, channel=channel, locale=locale, now=now)
        publish("privacy.copy_asked", f"privacy:{request.pk}", {"request": request.pk}, at=now)
        return request


def make_copy(request_id: int, *, now: datetime) -> None:
    """Make the copy that was asked for. Made twice it is one; for one who has been forgotten there is none."""
    request = PrivacyRequest.objects.filter(pk=request_id, kind=Kind.EXPORT, state=State.WAITING).first()
    if request is None or not request.email:
        return
    content = rooms.archive(rooms.of_address(request.email), now=now)
    with transaction.atomic():
        request = PrivacyRequest.objects.select_for_update().get(pk=request_id)
        if request.state != State.WAITING:
            return
        request.archive, request.archive_until = content, now + ARCHIVE_LIFE
        request.save(update_fields=["archive", "archive_until"])
        _answer(request, State.ANSWERED, outcome={"bytes": len(content)}, now=now)
        publish("privacy.copy_made", f"privacy:{request.pk}", {"request": request.pk}, at=now)


def ask_erasure(
    person: Person, *, channel: str, locale: str, by: int | None = None, why: str = "", now: datetime
) -> PrivacyRequest:
    """Forget a person now, or keep the request until what is unfinished is done. `by` is the one at the desk."""
    with transaction.atomic():
        _lock(person)
        waiting = PrivacyRequest.objects.select_for_update().filter(
            kind=Kind.ERASURE, state=State.WAITING, address_hash=address_hash(person.email)
        )
        request = waiting.first()
        is_new = request is None
        if request is None:
            request = _new(Kind.ERASURE, person, channel=channel, locale=locale, by=by, why=why, now=now)
        if not _erase(request, person, now=now) and is_new:
            publish("privacy.erasure_postponed", f"privacy:{request.pk}", {"request": request.pk}, at=now)
        return request


def carry_out_waiting(*, now: datetime) -> int:
    """Forget those whose unfinished things are done by now. Returns how many. Runs twice without harm."""
    waiting = PrivacyRequest.objects.filter(kind=Kind.ERASURE, state=State.WAITING).order_by("pk")
    return sum(_try_again(pk, now=now) for pk in list(waiting.values_list("pk", flat=True)))


def refuse(request_id: int, *, why: str, by: int, now: datetime) -> PrivacyRequest:
    """Say no, with the reason (art. 12.4). Raises NotRefusable."""
    with transaction.atomic():
        request = PrivacyRequest.objects.select_for_update().get(pk=request_id)
        if request.state != State.WAITING or not why.strip():
            raise NotRefusable
        request.why, request.handled_by_id = why.strip()[:300], by
        request.save(update_fields=["why", "handled_by"])
        _answer(request, State.REFUSED, outcome={}, now=now)
        publish("privacy.refused", f"privacy:{request.pk}", {"request": request.pk, "by": by}, at=now)
        return request


def tidy(*, now: datetime) -> dict[str, int]:
    """Links, copies and addresses whose time is out. Also where a mail could never be sent."""
    answered = PrivacyRequest.objects.exclude(state=State.WAITING)
    return {
        "links": PrivacyLink.objects.filter(asked_at__lte=now - LINK_LIFE).delete()[0],
        "copies": answered.filter(archive_until__lte=now).update(archive=None, archive_until=None),
        "addresses": answered.filter(answered_at__lte=now - MAIL_LIFE).exclude(email="").update(email=""),
    }


def answer_mailed(request_id: int) -> None:
    """The answer has gone out: the address is not needed any more. A request that still waits keeps it."""
    PrivacyRequest.objects.filter(pk=request_id).exclude(state=State.WAITING).update(email="")


# --- the steps ---


def _new(
    kind: str,
    person: Person,
    *,
    channel: str,
    locale: str,
    by: int | None = None,
    why: str = "",
    now: datetime,
) -> PrivacyRequest:
    return PrivacyRequest.objects.create(
        kind=kind,
        channel=channel,
        email=person.email,
        address_hash=address_hash(person.email),
        user_id=person.user_id,
        locale=locale,
        received_at=now,
        due_at=_in_a_month(now),
        why=why.strip()[:300],
        handled_by_id=by,
    )


def _in_a_month(now: datetime) -> datetime:
    """The same day of the next month, or its last."""
    year, month = now.year + now.month // 12, now.month % 12 + 1
    return now.replace(year=year, month=month, day=min(now.day, calendar.monthrange(year, month)[1]))


def _erase(request: PrivacyRequest, person: Person, *, now: datetime) -> bool:
    found = rooms.blocks(person, now=now)
    if found:
        request.waits_for = _as_kept(found)
        request.save(update_fields=["waits_for"])
        return False
    outcome = rooms.forget(person, now=now)
    others = PrivacyRequest.objects.filter(address_hash=request.address_hash).exclude(pk=request.pk)
    others.update(email="", archive=None, archive_until=None)
    PrivacyLink.objects.filter(email__iexact=person.email).delete()
    request.user_id, request.waits_for = None, []
    request.save(update_fields=["user", "waits_for"])
    _answer(request, State.ANSWERED, outcome=outcome, now=now)
    publish("privacy.erased", f"privacy:{request.pk}", {"request": request.pk}, at=now)
    return True


def _try_again(request_id: int, *, now: datetime) -> bool:
    with transaction.atomic():
        request = PrivacyRequest.objects.select_for_update(skip_locked=True).filter(pk=request_id).first()
        if request is None or request.state != State.WAITING:
            return False
        person = rooms.of_address(request.email)
        if request.user_id is not None:
            user = User.objects.filter(pk=request.user_id).first()
            person = rooms.of_user(user) if user else person
        _lock(person)
        return _erase(request, person, now=now)


def _answer(request: PrivacyRequest, state: str, *, outcome: Mapping[str, int], now: datetime) -> None:
    request.state, request.answered_at, request.outcome = state, now, dict(outcome)
    request.save(update_fields=["state", "answered_at", "outcome"])


def _forget_address(request: PrivacyRequest) -> None:
    request.email = ""
    request.save(update_fields=["email"])


def _lock(person: Person) -> None:
    """One request about a person at a time, and no order begins for an account that is going."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"privacy:{person.email.casefold()}"])
    if person.user_id is not None:
        User.objects.select_for_update().filter(pk=person.user_id).first()


def _as_kept(found: list[Block]) -> list[list[str]]:
    return [[block.why, block.until] for block in found]
