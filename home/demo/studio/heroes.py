"""Wide still lifes for the tops of pages."""

from __future__ import annotations

HEROES: dict = {}
