"""Copies by `pg_basebackup`, and the log as PostgreSQL archives it: `base/`, `wal/` and `received/` in the folder.

A copy is whole when its folder has its name: until then it is called `.<label>`. PostgreSQL's own list of checksums
comes with it, and each is looked through before it counts.
"""

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from operations.backup import programs
from operations.backup.method import Kept
from operations.backup.programs import Failed, Server

FETCH = Path(settings.PROJECT) / "deploy" / "fetch-wal"
TAKEN = "taken.json"
BEGINS_IN = re.compile(r"^START WAL LOCATION: .*\(file ([0-9A-F]{24})\)", re.MULTILINE)
PIECE = re.compile(r"^[0-9A-F]{24}")


class Copying:
    code = "basebackup"

    def __init__(self) -> None:
        if not settings.BACKUP_DIR:
            raise Failed("BACKUP_DIR is not set: nothing is backed up")
        self.base = Path(settings.BACKUP_DIR) / "base"
        self.logs = [Path(settings.BACKUP_DIR) / name for name in ("wal", "received")]

    def take(self, label: str) -> Kept:
        major = connection.pg_version // 10000  # type: ignore[attr-defined]
        at = programs.folder(major)
        unfinished = programs.own(programs.own(self.base) / f".{label}")
        server = Server.of(settings.BACKUP_DATABASE)
        try:
            programs.run(
                at / "pg_basebackup",
                "-D",
                unfinished / "data",
                "-X",
                "stream",
                "-c",
                "fast",
                "-l",
                label,
                server=server,
            )
            programs.run(at / "pg_verifybackup", "-q", unfinished / "data")
            kept = Kept(label, datetime.now(UTC), major)
            said = {"taken_at": kept.taken_at.isoformat(), "major": major}
            (unfinished / TAKEN).write_text(json.dumps(said), encoding="utf-8")
            unfinished.rename(self.base / label)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        return kept

    def size(self, kept: Kept) -> int:
        return sum(path.stat().st_size for path in (self.base / kept.label).rglob("*") if path.is_file())

    def kept(self) -> list[Kept]:
        found = []
        for path in self.base.glob(f"[!.]*/{TAKEN}"):
            said = json.loads(path.read_text(encoding="utf-8"))
            found.append(Kept(path.parent.name, datetime.fromisoformat(said["taken_at"]), said["major"]))
        return sorted(found, key=lambda one: one.taken_at, reverse=True)

    def restore(self, kept: Kept, data: Path) -> None:
        programs.run("cp", "-a", f"{self.base / kept.label / 'data'}/.", data)
        programs.run(programs.folder(kept.major) / "pg_verifybackup", "-q", "-n", data)

    def fetch(self, major: int) -> str:
        return f"{FETCH} {settings.BACKUP_DIR} %f %p"

    def forget(self, *, before: datetime) -> int:
        kept = self.kept()
        needed = next((one for one in kept if one.taken_at <= before), None)
        if needed is None:
            return 0
        old = [one for one in kept if one.taken_at < needed.taken_at]
        for one in old:
            shutil.rmtree(self.base / one.label)
        self._forget_log(needed)
        return len(old)

    def _forget_log(self, needed: Kept) -> None:
        """Pieces before the one in which the oldest copy begins, whatever their time line."""
        told = (self.base / needed.label / "data" / "backup_label").read_text(encoding="utf-8")
        begins = BEGINS_IN.search(told)
        if begins is None:
            raise Failed(f"{needed.label} does not say in which piece of the log it begins")
        for log in self.logs:
            for path in log.glob("*") if log.exists() else ():
                if PIECE.match(path.name) and path.name[8:24] < begins[1][8:]:
                    path.unlink()
