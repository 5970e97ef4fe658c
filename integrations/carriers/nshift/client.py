"""The interface of nShift Delivery: JSON under an id and a secret, errors as a list of what is wrong where."""

from typing import Any

import requests
from django.conf import settings

from integrations.carriers.asking import ok, told
from integrations.client import Answer, Client
from integrations.errors import Unknown

WHO = "nShift"
Thing = dict[str, Any]


class NshiftClient:
    """`patience` is how long a call may take, when it is not the usual."""

    def __init__(self, **patience: Any):
        self._client = Client(
            settings.NSHIFT_API_BASE,
            auth=(settings.NSHIFT_KEY_ID, settings.NSHIFT_SECRET),
            headers={"Accept": "application/json"},
            **patience,
        )

    def find(self, path: str, **params: Any) -> list[Thing]:
        return told(ok(self._client.call("GET", path, params=params), WHO, _words), list, WHO)

    def one(self, path: str, **params: Any) -> Thing:
        return told(ok(self._client.call("GET", path, params=params), WHO, _words), dict, WHO)

    def make(self, path: str, body: Thing) -> Any:
        return ok(self._client.call("POST", path, json=body), WHO, _words).json()

    def delete(self, path: str) -> bool:
        """Whether it was there. Raises Unknown for a yes that is not nShift's own."""
        answer = self._client.call("DELETE", path)
        if answer.status == requests.codes.not_found:
            return False
        if ok(answer, WHO, _words).status != requests.codes.no_content:
            raise Unknown("nShift answered with what cannot be read")
        return True

    def paper(self, path: str) -> bytes | None:
        """A document as it is; None when it is no more."""
        answer = self._client.call("GET", path, headers={"Accept": "application/pdf"})
        return None if answer.status == requests.codes.not_found else ok(answer, WHO, _words).body


def faults_of(found: Any) -> str:
    """What a list of faults says: where, and what."""
    if isinstance(found, dict):
        return f"{found.get('code') or ''} {found.get('message') or ''}".strip()
    parts = [f"{one.get('location') or ''} {one.get('field') or ''}: {one.get('message') or ''}" for one in found]
    return "; ".join(part.strip() for part in parts)


def _words(answer: Answer) -> str:
    try:
        return faults_of(answer.json()) or f"answered {answer.status}"
    except Exception:  # noqa: BLE001  whatever it was, it was a no
        return f"answered {answer.status} without a reason"
