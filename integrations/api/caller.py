"""Who calls: the token, whose it is, and the shopper that prices are asked for. Also which call is under way."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from commerce.customers.limits import is_within, sender
from commerce.customers.models import User
from commerce.customers.organisations import Organisation
from commerce.customers.shopper import Shopper, organisation_of, shopper_for
from integrations.api import limits, tokens
from integrations.api.limits import Left
from integrations.api.models import ApiToken
from integrations.api.operations import Rule
from integrations.api.problems import Problem

MOST_GUESSES = 60  # a minute, by one sender


@dataclass(slots=True, kw_only=True)
class Call:
    """One call: when, of what, by whom once that is known; what is left to him, and what it was about."""

    at: datetime
    rule: Rule | None = None
    token: ApiToken | None = None
    left: Left | None = None
    subject: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    if_undone: list[Callable[[], None]] = field(default_factory=list)  # what to do where the transaction fails


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    token: ApiToken
    user: User | None
    organisation: Organisation | None
    shopper: Shopper
    now: datetime


class Bearer(HttpBearer):
    """What the document says of tokens. Who calls has been found out at the door (`integrations.api.door`)."""

    openapi_description = "A token from the owner of the shop: `Authorization: Bearer shop_…`"

    def __call__(self, request: HttpRequest) -> Caller:
        return request.auth  # type: ignore[attr-defined]

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        return request.auth  # type: ignore[attr-defined]


def call_of(request: HttpRequest) -> Call:
    return request.api_call  # type: ignore[attr-defined]


def caller_of(request: HttpRequest) -> Caller:
    return request.auth  # type: ignore[attr-defined]


def let_in(request: HttpRequest, call: Call, rule: Rule) -> Caller:
    """Who calls, if his token holds, has calls left and gives the right that is asked for. Raises Problem."""
    kind, _blank, written = request.headers.get("Authorization", "").partition(" ")
    found = tokens.known(written.strip(), now=call.at) if kind.casefold() == "bearer" else None
    if found is None:
        raise _stranger(request)
    call.token, call.left = found, limits.count(f"token:{found.pk}", most=found.per_minute)
    if not call.left.is_within:
        raise Problem("too-many-calls", _("Wait until the next minute."))
    tokens.note_use(found, now=call.at)
    if rule.scope not in found.scopes:
        raise Problem("forbidden", _("It asks for %(scope)s.") % {"scope": rule.scope.value}, scope=rule.scope.value)
    if rule.is_for_systems and found.organisation_id is not None:
        raise Problem("forbidden", _("This is not for tokens of organisations."))
    return _caller(found, now=call.at)


def _stranger(request: HttpRequest) -> Problem:
    """Guessing is slowed down; nothing tells an unknown token from one that has expired or is revoked."""
    who = "nobody knows"
    with contextlib.suppress(PermissionDenied):  # behind a socket a server may be told no address
        who = sender(request)
    if not is_within(request, "api", most=MOST_GUESSES, seconds=limits.MINUTE, of=who):
        return Problem("too-many-calls", headers={"Retry-After": str(limits.MINUTE)})
    said = _("Send a token that holds: Authorization: Bearer shop_…")
    return Problem("unauthorised", said, headers={"WWW-Authenticate": 'Bearer realm="api"'})


def _caller(token: ApiToken, *, now: datetime) -> Caller:
    """Raises Problem where an organisation is closed, or whom the token acts for is gone from it."""
    locale, user = get_language() or "sv", token.acts_for
    if user is not None and not user.is_active:
        raise Problem("forbidden", _("Whom the token acts for has no account any more."))
    if token.organisation is not None and (user is None or organisation_of(user) != token.organisation):
        raise Problem("forbidden", _("Whom the token acts for is no member of its organisation any more."))
    shopper = shopper_for(user, locale=locale, at=now) if user else Shopper(locale=locale, at=now)
    return Caller(token=token, user=user, organisation=token.organisation, shopper=shopper, now=now)
