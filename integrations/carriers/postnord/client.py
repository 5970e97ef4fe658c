"""The interfaces of PostNord: a key in the address, and a 200 that may hold a no.

The key is in the query of every call, which is why it must never be logged as it is (`integrations.masking`).
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from integrations.carriers.asking import ok, told
from integrations.client import Answer, Client

WHO = "PostNord"
Thing = dict[str, Any]


class PostNordClient:
    """`patience` is how long a call may take, when it is not the usual."""

    def __init__(self, **patience: Any):
        self._client = Client(settings.POSTNORD_API_BASE, headers={"Accept": "application/json"}, **patience)

    def get(self, path: str, **params: Any) -> Thing:
        return told(self._call("GET", path, params), dict, WHO)

    def post(self, path: str, body: Any, kind: type, **params: Any) -> Any:
        return told(self._call("POST", path, params, body), kind, WHO)

    def _call(self, method: str, path: str, params: Mapping[str, Any], body: Any = None) -> Answer:
        asked = {**params, "apikey": settings.POSTNORD_KEY}
        return ok(self._client.call(method, path, params=asked, json=body), WHO, _words)


def fault_of(thing: Any) -> str:
    """What a composite fault says, the first of it; empty where there is none."""
    faults = ((thing or {}).get("compositeFault") or {}).get("faults") or [{}]
    parts = (faults[0].get("faultCode"), faults[0].get("explanationText"))
    return ": ".join(str(part) for part in parts if part)


def _words(answer: Answer) -> str:
    try:
        found = answer.json()
        return fault_of(found) or fault_of(found.get("servicePointInformationResponse")) or str(found["title"])
    except Exception:  # noqa: BLE001  whatever it was, it was a no
        return f"answered {answer.status} without a reason"
