"""Several pieces in one picture."""

from __future__ import annotations

GROUPS: dict = {}
