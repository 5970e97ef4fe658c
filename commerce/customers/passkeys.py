"""Passkeys beside the app on the phone: a key that signs, for this address alone, so that no impostor can ask for it.

A person has the app first (`enrolment`) and adds passkeys in a session that has proved it; either is enough at the next
log-in. What the browser and the shop say to each other is WebAuthn Level 3, by Yubico's fido2.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from commerce.customers.models import Passkey

MOST = 10
STATE = "passkey_state"  # in the session: what the browser was asked to sign
NAME_LENGTH = 64


class PasskeyRefused(Exception):
    """What the browser answered is not what was asked for, or not of this person."""


def offer(request: HttpRequest) -> dict[str, Any]:
    """What a browser needs to make a key: `PublicKeyCredentialCreationOptions` as JSON. The question is kept."""
    user: Any = request.user
    told, state = _server(request).register_begin(
        PublicKeyCredentialUserEntity(name=user.email, id=str(user.pk).encode(), display_name=str(user)),
        credentials=[_data(one) for one in of(user)],
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    request.session[STATE] = state
    return dict(told)["publicKey"]


def add(request: HttpRequest, answer: Mapping[str, Any], *, name: str, now: datetime) -> Passkey:
    """Keep the key that the browser made. Raises PasskeyRefused; a question is answered once."""
    user = request.user
    if len(of(user)) >= MOST:
        raise PasskeyRefused
    try:
        made = _server(request).register_complete(_question(request), answer)
        data = made.credential_data
        if data is None:
            raise PasskeyRefused
        with transaction.atomic():
            return Passkey.objects.create(
                user=user,
                name=name.strip()[:NAME_LENGTH],
                credential_id=data.credential_id,
                credential=bytes(data),
                sign_count=made.counter,
                made_at=now,
            )
    except (ValueError, KeyError, TypeError, IntegrityError) as error:
        raise PasskeyRefused from error


def ask(request: HttpRequest) -> dict[str, Any]:
    """What a browser needs to sign with one of the person's keys: `PublicKeyCredentialRequestOptions` as JSON."""
    credentials = [_data(one) for one in of(request.user)]
    if not credentials:
        raise PasskeyRefused
    told, state = _server(request).authenticate_begin(
        credentials, user_verification=UserVerificationRequirement.PREFERRED
    )
    request.session[STATE] = state
    return dict(told)["publicKey"]


def prove(request: HttpRequest, answer: Mapping[str, Any], *, now: datetime) -> Passkey:
    """The key that has signed. Raises PasskeyRefused for another's key, an old question, a key that was copied."""
    try:
        found = _server(request).authenticate_complete(
            _question(request), [_data(one) for one in of(request.user)], answer
        )
        counter = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    except (ValueError, KeyError, TypeError) as error:
        raise PasskeyRefused from error
    with transaction.atomic():
        key = Passkey.objects.select_for_update(of=("self",)).get(user=request.user, credential_id=found.credential_id)
        # A key that counts and does not count on is a copy: WebAuthn Level 3, 6.1.1.
        if (counter or key.sign_count) and counter <= key.sign_count:
            raise PasskeyRefused
        key.sign_count, key.used_at = counter, now
        key.save(update_fields=["sign_count", "used_at"])
    return key


def of(user: Any) -> list[Passkey]:
    """The person's keys, in the order they came."""
    return list(Passkey.objects.filter(user=user, confirmed=True).order_by("pk"))


def _data(key: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(key.credential))


def _question(request: HttpRequest) -> Any:
    """Asked once, answered once."""
    question = request.session.pop(STATE, None)
    if question is None:
        raise PasskeyRefused
    return question


def _server(request: HttpRequest) -> Fido2Server:
    """Bound to the host that was asked for, which `ALLOWED_HOSTS` has judged."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    return Fido2Server(PublicKeyCredentialRpEntity(name=settings.OTP_TOTP_ISSUER, id=host))
