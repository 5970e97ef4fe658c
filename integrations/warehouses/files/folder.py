"""The folder that is shared with a warehouse: `out` for what we write, `in` for what we read.

A file is written under another name and renamed when it is whole, so that nobody reads half of one. What has been
taken in, refused or set aside moves to a folder of its own; nothing is thrown away.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

OUT, IN = "out", "in"
TAKEN, REFUSED, ASIDE = "taken", "refused", "aside"
UNFINISHED = (".tmp", ".part", ".filepart")


def place(*parts: str) -> Path:
    path = Path(settings.WAREHOUSE_FILES, *parts)
    path.mkdir(parents=True, exist_ok=True)
    return path


def put(name: str, content: bytes) -> None:
    """Write a file for the warehouse, whole or not at all. Raises OSError. The same again changes nothing."""
    target = place(OUT) / name
    if target.exists() and target.read_bytes() == content:
        return
    unfinished = target.with_name(f".{name}.tmp")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(target)


def waiting() -> Iterator[Path]:
    """What the warehouse has put there and finished, by name."""
    for path in sorted(place(IN).iterdir()):
        if path.is_file() and not path.name.startswith(".") and path.suffix not in UNFINISHED:
            yield path


def set_aside(path: Path, where: str, *, why: str = "") -> Path:
    """Move a file to one of our folders, under a name that none there has; with the reason beside it."""
    target = place(IN, where) / path.name
    count = 1
    while target.exists():
        count += 1
        target = place(IN, where) / f"{path.stem}-{count}{path.suffix}"
    path.replace(target)
    if why:
        target.with_name(f"{target.name}.reason.txt").write_text(f"{why}\n", encoding="utf-8")
    return target
