"""The other environment over HTTPS: `cms.promote.source`. Its address is set by who runs the shop, not in the admin."""

import json
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.promote import package, signing
from cms.promote.source import SourceFailed
from integrations.bounded import Unreadable, read_json
from integrations.client import Client
from integrations.errors import NotSent, Unknown

PREFIX = "/overforing/"
READ_SECONDS, TOTAL_SECONDS = 120.0, 300.0
LARGEST = package.LARGEST_ITEMS + package.LARGEST_MANIFEST
OWN_MACHINE = ("127.0.0.1", "localhost", "::1")


class HttpSource:
    def __init__(self) -> None:
        address = urlsplit(settings.PROMOTION_FROM_URL)
        if address.scheme != "https" and address.hostname not in OWN_MACHINE:
            raise SourceFailed(_("Content is fetched over HTTPS alone: look at PROMOTION_FROM_URL."))
        self._client = Client(settings.PROMOTION_FROM_URL, read=READ_SECONDS, total=TOTAL_SECONDS, largest=LARGEST)

    def rows(self, question: Mapping[str, Any]) -> dict[str, Any]:
        try:
            answer = read_json(self._ask("rows/", question))
        except Unreadable as error:
            raise SourceFailed(_("Its answer cannot be read.")) from error
        return answer

    def package(self, question: Mapping[str, Any]) -> bytes:
        return self._ask("package/", question)

    def file(self, key: str) -> bytes:
        return self._ask("file/", {"key": key})

    def _ask(self, name: str, question: Mapping[str, Any]) -> bytes:
        path, body = PREFIX + name, json.dumps(question).encode()
        at, nonce = timezone.now().isoformat(), secrets.token_urlsafe(16)
        text = signing.request_text("POST", path, body, at=at, nonce=nonce)
        headers = {
            "Content-Type": "application/json",
            "X-Promotion-Key": signing.own_public_key(),
            "X-Promotion-At": at,
            "X-Promotion-Nonce": nonce,
            "X-Promotion-Signature": signing.sign(signing.REQUEST, text),
        }
        try:
            answer = self._client.call("POST", path, data=body, headers=headers)
        except (NotSent, Unknown) as error:
            said = _("The other environment does not answer: %(why)s. Nothing has changed.")
            raise SourceFailed(said % {"why": error}) from error
        if answer.is_ok:
            return answer.body
        raise SourceFailed(_("The other environment refuses: %(why)s") % {"why": _reason(answer.body, answer.status)})


def _reason(body: bytes, status: int) -> str:
    try:
        return str(read_json(body)["why"])[:300]
    except (Unreadable, KeyError, TypeError):
        return str(status)
