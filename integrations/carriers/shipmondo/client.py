"""The interface of Shipmondo v3: JSON under a key, errors as a line of text, lists in pages."""

from typing import Any

import requests
from django.conf import settings

from integrations.carriers.asking import ok, told
from integrations.client import Answer, Client
from integrations.errors import Unknown

WHO = "Shipmondo"
Thing = dict[str, Any]


class ShipmondoClient:
    """`patience` is how long a call may take, when it is not the usual."""

    def __init__(self, **patience: Any):
        self._client = Client(
            settings.SHIPMONDO_API_BASE,
            auth=(settings.SHIPMONDO_USER, settings.SHIPMONDO_KEY),
            headers={"Accept": "application/json"},
            **patience,
        )

    def one(self, path: str) -> Thing:
        return told(ok(self._client.call("GET", path), WHO, _words), dict, WHO)

    def find(self, path: str, **params: Any) -> list[Thing]:
        """A list that is short by what it is asked for: its first page."""
        return told(ok(self._client.call("GET", path, params=params), WHO, _words), list, WHO)

    def change(self, method: str, path: str, body: Thing | None = None) -> Thing:
        """What is done is answered with 200, not 201."""
        return told(ok(self._client.call(method, path, json=body), WHO, _words), dict, WHO)

    def ask(self, path: str, body: Thing) -> list[Thing]:
        return told(ok(self._client.call("POST", path, json=body), WHO, _words), list, WHO)

    def delete(self, path: str) -> None:
        """What is gone already is as good. Raises Unknown for a yes that is not Shipmondo's own."""
        answer = self._client.call("DELETE", path)
        if answer.status != requests.codes.not_found and ok(answer, WHO, _words).status != requests.codes.no_content:
            raise Unknown("Shipmondo answered with what cannot be read")


def _words(answer: Answer) -> str:
    try:
        return str(answer.json()["error"])
    except Exception:  # noqa: BLE001  whatever it was, it was a no
        return f"answered {answer.status} without a reason"
