"""Where people are logged in: which browsers, since when, and how it ends. allauth keeps a row for each log-in."""

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

# What a browser calls itself is several names; the one that tells stands before those that it claims to be as well.
BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "SamsungBrowser": "Samsung Internet", "Firefox": "Firefox"} | {
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {"Windows": "Windows", "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Mac OS X": "macOS"} | {
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedIn:
    """One session of somebody's, as people read it. `key` is the row's, never the session's own, which logs in."""

    key: int
    since: datetime
    last_seen: datetime
    address: str
    browser: str
    is_current: bool


def of(user, *, current: str = "") -> list[LoggedIn]:
    """The sessions that still live, the latest first; rows of those that have ended go. `current` is a session key."""
    rows = sorted(UserSession.objects.purge_and_list(user), key=lambda row: row.created_at, reverse=True)
    return [
        LoggedIn(
            key=row.pk,
            since=row.created_at,
            last_seen=row.last_seen_at,
            address=row.ip,
            browser=browser_words(row.user_agent),
            is_current=row.session_key == current,
        )
        for row in rows
    ]


def end(user, keys: list[int]) -> int:
    """End those of the user's sessions; how many there were. A key of somebody else's is none of theirs."""
    rows = list(UserSession.objects.filter(user=user, pk__in=keys))
    for row in rows:
        row.end()
    return len(rows)


def end_all(user, *, but: str = "") -> int:
    """End every session of the user except `but`, a session key: also one that no row tells of. Reads all sessions."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    own = [
        one.session_key
        for one in Session.objects.exclude(session_key=but).iterator(chunk_size=1000)
        if one.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    for key in own:
        store(key).delete()
    UserSession.objects.filter(user=user).exclude(session_key=but).delete()
    return len(own)


def goes_on_as(before: str | None, after: str) -> None:
    """A session has been given another key, which must not lose the row that tells of it."""
    UserSession.objects.filter(session_key=before).update(session_key=after)


def seen(key: str, now: datetime) -> None:
    UserSession.objects.filter(session_key=key).update(last_seen_at=now)


def forget_ended() -> int:
    """Rows of sessions that have run out: an address is not kept longer than the log-in it tells of."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"))
    return UserSession.objects.filter(~Exists(alive)).delete()[0]


def browser_words(user_agent: str) -> str:
    """`Chrome, Windows`: what the browser says that it is, which nobody has proved."""
    found = [next((words for mark, words in kinds.items() if mark in user_agent), "") for kinds in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found)) or _("unknown browser")
