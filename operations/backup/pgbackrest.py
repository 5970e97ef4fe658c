"""Copies by pgBackRest: compressed, incremental, with the log in its own store. It forgets by its own configuration.

Its configuration is `deploy/pgbackrest.conf`. It answers as JSON (`info`); nothing here knows how its store looks. It
reads the database's files themselves, so it runs as their owner, or asks the database's machine over SSH (`pg1-host`).
"""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from operations.backup import programs
from operations.backup.copying import FETCH
from operations.backup.method import Kept
from operations.backup.programs import Failed


class PgBackRest:
    code = "pgbackrest"

    def __init__(self) -> None:
        program = shutil.which(settings.PGBACKREST)
        if program is None:
            raise Failed("pgbackrest is not installed: apt-get install pgbackrest")
        self.command = [program, f"--stanza={settings.PGBACKREST_STANZA}"]
        if settings.PGBACKREST_CONFIG:
            self.command.append(f"--config={settings.PGBACKREST_CONFIG}")

    def take(self, label: str) -> Kept:
        """Whole on Sundays and the first time, else what has changed since. `label` is noted beside its own name."""
        is_first = not self.kept()
        kind = "full" if is_first or datetime.now(UTC).weekday() == 6 else "incr"
        self._run("backup", f"--type={kind}", "--start-fast", f"--annotation=shop={label}")
        newest = self.kept()
        if not newest:
            raise Failed("pgbackrest took a copy and does not tell of it")
        return newest[0]

    def size(self, kept: Kept) -> int:
        found = next((one for one in self._told()["backup"] if one["label"] == kept.label), None)
        return int(found["info"]["repository"]["delta"]) if found else 0

    def kept(self) -> list[Kept]:
        told = self._told()
        versions = {one["id"]: int(float(one["version"])) for one in told.get("db", [])}
        found = [
            Kept(
                one["label"], datetime.fromtimestamp(one["timestamp"]["stop"], tz=UTC), versions[one["database"]["id"]]
            )
            for one in told.get("backup", [])
            if not one.get("error")
        ]
        return sorted(found, key=lambda one: one.taken_at, reverse=True)

    def restore(self, kept: Kept, data: Path) -> None:
        self._run("restore", f"--pg1-path={data}", f"--set={kept.label}", "--type=default", "--archive-mode=off")

    def fetch(self, major: int) -> str:
        """From its store; the last pieces from the synchronous receiver."""
        ask = " ".join([*self.command, "--log-level-console=off", "archive-get", "%f", '"%p"'])
        return f"{ask} || {FETCH} {settings.BACKUP_DIR} %f %p" if settings.BACKUP_DIR else ask

    def forget(self, *, before: datetime) -> int:
        """It does so by itself after each copy, by its own configuration."""
        return 0

    def _told(self) -> dict[str, Any]:
        told = json.loads(self._run("info", "--output=json") or "[]")
        return told[0] if told else {}

    def _run(self, act: str, *arguments: str) -> str:
        return programs.run(*self.command, "--log-level-console=error", *arguments, act)
