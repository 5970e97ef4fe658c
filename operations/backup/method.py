"""What a way of copying the database must be able to do. Two can: `copying` by PostgreSQL's own, and `pgbackrest`."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

METHODS = {
    "basebackup": "operations.backup.copying.Copying",
    "pgbackrest": "operations.backup.pgbackrest.PgBackRest",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A copy that can be restored: `taken_at` is when it was whole, `major` the version of PostgreSQL."""

    label: str
    taken_at: datetime
    major: int


class Method(Protocol):
    code: str

    def take(self, label: str) -> Kept:
        """Copy the whole database while it is in use. Raises `programs.Failed`."""

    def size(self, kept: Kept) -> int:
        """Bytes of the copy, or 0 where nobody knows."""

    def kept(self) -> list[Kept]:
        """All there are, the newest first. Needs no database."""

    def restore(self, kept: Kept, data: Path) -> None:
        """Into an empty folder, so that PostgreSQL can replay the log from there."""

    def fetch(self, major: int) -> str:
        """The `restore_command` that gives a piece of the log, or fails where there is none."""

    def forget(self, *, before: datetime) -> int:
        """Copies, and pieces of the log, that are not needed to go back to that moment. How many copies."""


def chosen() -> Method:
    method: Method = import_string(METHODS[settings.BACKUP_METHOD])()
    return method
