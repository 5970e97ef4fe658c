"""Who has been forgotten, outside the database: a restore brings people back, and this says whom to forget again.

A line for each erasure: its token, when, and the hash of the address that only the shop's key can make. No name, no
address. A line whose token the database has answered is done; of the others, every address in the database is tried.
"""

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import EmailField

from commerce.privacy import requests, rooms
from commerce.privacy.models import PrivacyRequest

WHY = "Raderad före återställningen"
MARGIN = timedelta(days=7)  # the oldest copy that is kept is from before the last day that can be gone back to


@dataclass(frozen=True, slots=True)
class Erased:
    token: str
    at: str
    address_hash: str


@dataclass(frozen=True, slots=True)
class Again:
    """How many were forgotten again, and how many wait until what is unfinished is done."""

    forgotten: int
    waiting: int


def path() -> Path:
    return Path(settings.ERASURE_LOG)


def note(request: PrivacyRequest) -> None:
    """Add a line, once however often it is asked, and not back before the disk has it."""
    said = Erased(str(request.token), (request.answered_at or request.received_at).isoformat(), request.address_hash)
    path().parent.mkdir(parents=True, exist_ok=True)
    with path().open("a+", encoding="utf-8") as log:
        fcntl.flock(log, fcntl.LOCK_EX)
        log.seek(0)
        if any(one.token == said.token for one in _lines(log)):
            return
        log.seek(0, os.SEEK_END)
        log.write(_written(said))
        log.flush()
        os.fsync(log.fileno())


def noted() -> list[Erased]:
    with contextlib.suppress(FileNotFoundError), path().open(encoding="utf-8") as log:
        return list(_lines(log))
    return []


def forget(*, before: datetime) -> None:
    """Lines of erasures that no copy is older than any more: nobody can come back whom they would forget."""
    if not path().exists():
        return
    with path().open("r+", encoding="utf-8") as log:
        fcntl.flock(log, fcntl.LOCK_EX)
        kept = [one for one in _lines(log) if datetime.fromisoformat(one.at) >= before - MARGIN]
        log.seek(0)
        log.writelines(_written(one) for one in kept)
        log.truncate()
        log.flush()
        os.fsync(log.fileno())


def forget_again(*, now: datetime) -> Again:
    """Forget those whose erasure the database does not know of. Twice is as once."""
    left = _left()
    hashes = {one.address_hash for one in left}
    states = [
        requests.ask_erasure(
            rooms.of_address(address),
            channel=PrivacyRequest.Channel.DESK,
            locale=settings.LANGUAGE_CODE,
            why=WHY,
            now=now,
        ).state
        for address in (_addresses() if hashes else ())
        if requests.address_hash(address) in hashes
    ]
    done = states.count(PrivacyRequest.State.ANSWERED)
    return Again(forgotten=done, waiting=len(states) - done)


def _written(one: Erased) -> str:
    return json.dumps(asdict(one)) + "\n"


def _left() -> list[Erased]:
    found = noted()
    done = PrivacyRequest.objects.filter(
        token__in=[one.token for one in found], state=PrivacyRequest.State.ANSWERED
    ).values_list("token", flat=True)
    known = {str(token) for token in done}
    return [one for one in found if one.token not in known]


def _addresses() -> list[str]:
    """Every address that stands in a column of its own, each once however it is written."""
    found: dict[str, str] = {}
    for model in apps.get_models():
        if not model._meta.managed or model._meta.proxy:
            continue
        for field in model._meta.local_fields:
            if isinstance(field, EmailField):
                for address in model._base_manager.values_list(field.attname, flat=True).distinct():
                    if address:
                        found.setdefault(address.strip().casefold(), address)
    return list(found.values())


def _lines(log) -> Iterator[Erased]:
    """A line that was cut off when the machine died was never promised."""
    for line in log:
        with contextlib.suppress(ValueError, TypeError):
            yield Erased(**json.loads(line))
