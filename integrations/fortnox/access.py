"""The key to a company's books at Fortnox: fetched once for all workers, kept sealed, renewed before it ends.

With a service account (`FORTNOX_TENANT_ID`) a key is had for the asking. Without one the key to the next key is good
once: whoever loses it must have a person consent again. So one worker at a time renews: it is named under a row lock
and the call is made outside any transaction, as every call is; the new keys are committed before they are used.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from commerce.events.models import Event
from integrations import ending
from integrations.client import Client
from integrations.errors import NotSent, SystemClosed, Unknown
from integrations.fortnox.models import FortnoxAccess
from integrations.fortnox.sealed import seal, unseal

EARLY = timedelta(minutes=2)
LEASE, CALL_SECONDS = timedelta(seconds=60), 20.0  # the call ends well before the lease does
TURN = timedelta(seconds=2)
CONSENT = "authorization_code"
REFRESH_LIFE = timedelta(days=45)  # of the key to the next key, counted from when it was given
SUBJECT = "consent:fortnox"


def tenant() -> str:
    """Whose books: the name under which keys and calls are kept."""
    return settings.FORTNOX_TENANT_ID or settings.FORTNOX_CLIENT_ID


def key(*, stale: str = "", now: Callable[[], datetime] = timezone.now) -> str:
    """A key that is good. `stale` is one that was just turned away. Raises NotSent, Unknown or SystemClosed."""
    known = FortnoxAccess.objects.filter(tenant=tenant()).first()
    if known and (found := _good(known, stale, now())):
        return found
    with transaction.atomic():
        FortnoxAccess.objects.get_or_create(tenant=tenant())
        known = FortnoxAccess.objects.select_for_update().get(tenant=tenant())
        if found := _good(known, stale, now()):
            return found
        if known.leased_until and known.leased_until > now():
            raise NotSent("another worker fetches the key to Fortnox", wait=TURN)
        known.leased_until = now() + LEASE
        known.save(update_fields=["leased_until"])
    return _renewed(unseal(known.refresh_token), now)


def consent(code: str, *, redirect_uri: str, now: Callable[[], datetime] = timezone.now) -> str:
    """Take what a person's consent gave, within ten minutes of it. Returns the key."""
    asked = {"grant_type": CONSENT, "code": code, "redirect_uri": redirect_uri}
    FortnoxAccess.objects.get_or_create(tenant=tenant())
    return _kept(_ask(asked, {}), now)


def tell_when_ending(*, now: datetime) -> Event | None:
    """A person's consent ends when its key has not been used for 45 days; that of a service account does not."""
    known = FortnoxAccess.objects.filter(tenant=tenant()).first() if settings.FORTNOX_CLIENT_ID else None
    if settings.FORTNOX_TENANT_ID or known is None or not known.refresh_token or known.changed_at is None:
        return None
    return ending.tell(SUBJECT, known.changed_at + REFRESH_LIFE, now=now)


# --- the steps ---


def _good(known: FortnoxAccess, stale: str, at: datetime) -> str:
    found = unseal(known.access_token)
    return found if found != stale and known.ends_at and known.ends_at - EARLY > at else ""


def _renewed(refresh_token: str, now: Callable[[], datetime]) -> str:
    try:
        if settings.FORTNOX_TENANT_ID:
            told = _ask({"grant_type": "client_credentials"}, {"TenantId": settings.FORTNOX_TENANT_ID})
        elif refresh_token:
            told = _ask({"grant_type": "refresh_token", "refresh_token": refresh_token}, {})
        else:
            raise SystemClosed("Fortnox: nobody has consented yet, run manage.py fortnox_consent")
    except SystemClosed:
        _let_go()
        known = FortnoxAccess.objects.get(tenant=tenant())
        if refresh_token and unseal(known.refresh_token) != refresh_token:  # another was given it after all
            return unseal(known.access_token)
        raise
    except (NotSent, Unknown):
        _let_go()
        raise
    return _kept(told, now)


def _ask(asked: dict[str, str], headers: dict[str, str]) -> dict[str, str]:
    client = Client(
        settings.FORTNOX_AUTH_BASE,
        auth=(settings.FORTNOX_CLIENT_ID, settings.FORTNOX_CLIENT_SECRET),
        total=CALL_SECONDS,
    )
    answer = client.call("POST", "/oauth-v1/token", data=asked, headers=headers)
    told = answer.json()
    if not answer.is_ok:
        why = told.get("error_description") or told.get("error") or told.get("message")
        raise SystemClosed(f"Fortnox gives no key: {why or answer.status}")
    if not isinstance(told, dict) or not told.get("access_token"):
        raise Unknown("Fortnox's answer has no key in it")
    return told


def _kept(told: dict[str, str], now: Callable[[], datetime]) -> str:
    """Committed before anyone uses it: a key that is used and then lost cannot be renewed."""
    FortnoxAccess.objects.filter(tenant=tenant()).update(
        access_token=seal(told["access_token"]),
        refresh_token=seal(told.get("refresh_token", "")),
        ends_at=now() + timedelta(seconds=int(told.get("expires_in", 3600))),
        changed_at=now(),
        leased_until=None,
    )
    return told["access_token"]


def _let_go() -> None:
    FortnoxAccess.objects.filter(tenant=tenant()).update(leased_until=None)
