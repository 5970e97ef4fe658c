"""Who comes in at the sandbox of Fortnox: consents, tokens that rotate and end, and how often one may ask."""

import base64
import secrets
from collections import deque
from collections.abc import Callable
from typing import Any

from integrations.sandbox.environment import FORTNOX_ID, FORTNOX_SECRET, FORTNOX_TENANT

WINDOW_SECONDS, MOST_IN_A_WINDOW = 5.0, 25
LIFE_SECONDS = 3600
Thing = dict[str, Any]


class Doors:
    """`skew` makes time pass. `most` is for tests that are about something else than the limit."""

    def __init__(self, *, clock: Callable[[], float]):
        self.client_id, self.secret, self.tenant = FORTNOX_ID, FORTNOX_SECRET, FORTNOX_TENANT
        self.skew, self.most = 0.0, MOST_IN_A_WINDOW
        self.has_consent = True
        self.unlicensed: set[str] = set()  # first parts of addresses: invoices, vouchers
        self.refresh_token = "refresh-0"  # noqa: S105  the only one that is good
        self.refreshed: list[str] = []  # how each token was had
        self._clock = clock
        self._tokens: dict[str, float] = {}
        self._asked: deque[float] = deque()

    def is_full(self) -> bool:
        """Whether a call now is one too many in the last five seconds. A call that is turned away does not count."""
        now = self._now()
        while self._asked and self._asked[0] <= now - WINDOW_SECONDS:
            self._asked.popleft()
        if len(self._asked) >= self.most:
            return True
        self._asked.append(now)
        return False

    def lets_in(self, headers: Any) -> bool:
        kind, _space, token = headers.get("Authorization", "").partition(" ")
        return kind == "Bearer" and self.has_consent and self._tokens.get(token, 0.0) > self._now()

    def token(self, headers: Any, asked: Thing) -> tuple[int, Thing]:
        expected = base64.b64encode(f"{self.client_id}:{self.secret}".encode()).decode()
        if headers.get("Authorization") != f"Basic {expected}":
            return 401, {"error": "invalid_client", "error_description": "Invalid client"}
        kind = asked.get("grant_type")
        if not self.has_consent:
            return _refused("No consent")
        if kind == "client_credentials":
            if headers.get("TenantId") != self.tenant:
                return _refused("Unknown tenant")
            return 200, self._fresh(kind)
        if kind == "refresh_token" and asked.get("refresh_token") == self.refresh_token:
            return 200, self._fresh(kind, rotates=True)
        if kind == "authorization_code" and asked.get("code") == "kod-1" and asked.get("redirect_uri"):
            return 200, self._fresh(kind, rotates=True)
        return _refused("Invalid refresh token" if kind == "refresh_token" else "Invalid code")

    def _fresh(self, kind: str, *, rotates: bool = False) -> Thing:
        token = secrets.token_urlsafe(24)
        self._tokens[token] = self._now() + LIFE_SECONDS
        self.refreshed.append(kind)
        told = {"access_token": token, "scope": "invoice", "expires_in": LIFE_SECONDS, "token_type": "bearer"}
        if rotates:
            self.refresh_token = f"refresh-{len(self.refreshed)}"
            told["refresh_token"] = self.refresh_token
        return told

    def _now(self) -> float:
        return self._clock() + self.skew


def _refused(why: str) -> tuple[int, Thing]:
    return 400, {"error": "invalid_grant", "error_description": why}
