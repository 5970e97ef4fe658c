"""Files from outside are parsed in a process of their own, with a limit on its memory, its time and what it unpacks.

What the file can break is that process, and what is said then is why. The rows come as they are read; close the table,
or read it to the end, and the process is gone.
"""

import contextlib
import fcntl
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from integrations.formats.problems import Unreadable
from integrations.formats.tables import wire
from integrations.formats.tables.column import Column
from integrations.formats.tables.format import PLAIN, Options, Row, Table

READ_AT_ONCE = 1 << 20  # bytes; also how far it reads ahead while the rows before are worked on
LONGEST_LINE = 200_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`seconds` is how long the parsing may keep us waiting in all; the reader's own time does not count."""

    memory: int = 2_000_000_000
    cpu_seconds: int = 600
    seconds: int = 900
    unpacked: int = 2_000_000_000


LIMITS = Limits()
Choose = Callable[[list[str]], tuple[Column, ...]]


def read(
    path: Path, options: Options = PLAIN, *, name: str = "", choose: Choose | None = None, limits: Limits = LIMITS
) -> Table:
    """As `registry.read`, for a file that anyone may have made. `name` is what its sender called it.

    `choose` says which columns are wanted of a file with some headings, in place of `options.columns`.
    """
    parsing = _Parsing(path, options, name, limits, is_choosing=choose is not None)
    try:
        if choose:
            parsing.tell([asdict(column) for column in choose(next(parsing.said)["headings"])])
        parsing.end_telling()
        head = next(parsing.said)
    except BaseException:
        parsing.stop()
        raise
    problems = wire.problems_read(head["problems"])
    return Table(
        columns=list(wire.columns_read(head["columns"])),
        rows=_rows(parsing, problems),
        format=head["format"],
        decimal_mark=head["decimal_mark"],
        problems=problems,
        close=parsing.stop,
    )


def read_upload(file: IO[bytes], options: Options = PLAIN, *, name: str = "", limits: Limits = LIMITS) -> Table:
    """The same of a file that is sent and not yet kept; it is put down for as long as it is read."""
    with tempfile.NamedTemporaryFile(delete=False) as held:
        file.seek(0)
        while piece := file.read(READ_AT_ONCE):
            held.write(piece)
    path = Path(held.name)
    try:
        table = read(path, options, name=name, limits=limits)
    except BaseException:
        path.unlink()
        raise
    stop = table.close

    def close() -> None:
        stop()
        path.unlink(missing_ok=True)

    table.close = close
    return table


def _rows(parsing: "_Parsing", problems: list) -> Iterator[Row]:
    try:
        for said in parsing.said:
            problems.extend(wire.problems_read(said["problems"]))
            for row in wire.rows_read(said):
                yield row
                if parsing.is_stopped:
                    return
    finally:
        parsing.stop()


class _Parsing:
    """The process, and what it says. A folder of its own holds what it unpacks, and goes when it does."""

    def __init__(self, path: Path, options: Options, name: str, limits: Limits, *, is_choosing: bool) -> None:
        self._limits = limits
        self._waited = 0.0
        self.is_stopped = False
        self._folder = tempfile.TemporaryDirectory(prefix="parsing-")
        self._complaints = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "integrations.formats.tables.child"],
            cwd=settings.PROJECT,
            env={"TIME_ZONE": settings.TIME_ZONE, "TMPDIR": self._folder.name, "PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            bufsize=0,
        )
        asked = {
            "path": str(path.resolve()),
            "name": name,
            "options": wire.options_said(options),
            "is_choosing": is_choosing,
            "language": get_language() or settings.LANGUAGE_CODE,
            "limits": {name: value for name, value in asdict(limits).items() if name != "seconds"},
        }
        assert self._process.stdout is not None  # noqa: S101 - it was asked for
        with contextlib.suppress(OSError):  # another machine allows less: then it reads ahead by less
            fcntl.fcntl(self._process.stdout.fileno(), fcntl.F_SETPIPE_SZ, READ_AT_ONCE)
        self.tell(asked)
        self.said = self._listen()

    def tell(self, said: Any) -> None:
        assert self._process.stdin is not None  # noqa: S101 - it was asked for
        with contextlib.suppress(BrokenPipeError):  # it has ended; what it says, or that it says nothing, is read
            self._process.stdin.write(wire.written(said))

    def end_telling(self) -> None:
        assert self._process.stdin is not None  # noqa: S101 - it was asked for
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()

    def stop(self) -> None:
        """End the process if it has not ended, and forget what it unpacked. What is read after that is nothing."""
        self.is_stopped = True
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self.end_telling()
        if self._process.stdout:
            self._process.stdout.close()
        self._complaints.close()
        self._folder.cleanup()

    def _listen(self) -> Iterator[Any]:
        for line in self._lines():
            said = wire.read(line)
            if "unreadable" in said:
                raise Unreadable(said["unreadable"] or _too_much(said["limit"]))
            if "end" in said:
                return
            yield said
        if not self.is_stopped:
            self._explain()

    def _lines(self) -> Iterator[bytes]:
        assert self._process.stdout  # noqa: S101 - it was asked for
        pipe = self._process.stdout.fileno()
        waiting = select.poll()
        waiting.register(pipe, select.POLLIN)
        held: list[bytes] = []
        size = 0
        while not self.is_stopped and (piece := self._wait(waiting, pipe)):
            *whole, rest = piece.split(b"\n")
            if whole:
                yield b"".join([*held, whole[0]])
                yield from whole[1:]
                held, size = [], 0
            held.append(rest)
            size += len(rest)
            if size > LONGEST_LINE:
                raise Unreadable(_too_much("memory"))

    def _wait(self, waiting: Any, pipe: int) -> bytes:
        """What comes next. Raises Unreadable when all that may be waited has been."""
        began = time.monotonic()
        left = self._limits.seconds - self._waited
        if left <= 0 or not waiting.poll(left * 1000):
            raise Unreadable(_too_much("time"))
        piece = os.read(pipe, READ_AT_ONCE)
        self._waited += time.monotonic() - began
        return piece

    def _explain(self) -> None:
        """It ended without saying so: a limit stopped it, or it is our fault."""
        code = self._process.wait()
        if code in (-9, -24):  # SIGKILL and SIGXCPU: the processor's limit
            raise Unreadable(_too_much("time"))
        if code in (-6, -11, -7):  # the parser could not have more memory, and gave up
            raise Unreadable(_too_much("memory"))
        self._complaints.seek(0)
        told = self._complaints.read(READ_AT_ONCE).decode(errors="replace")
        if "memory" in told.casefold():
            raise Unreadable(_too_much("memory"))
        raise RuntimeError(f"parsing ended with {code}: {told[-2000:]}")


def _too_much(limit: str) -> str:
    if limit == "memory":
        return _("The file needs more memory to be read than is given to one file. Part it, or save it as CSV.")
    if limit == "depth":
        return _("The file is nested deeper than anything that is read.")
    return _("The file takes longer to read than is given to one file. Part it, or save it as CSV.")
