"""Start several programs, show what they say, and stop all of them when one ends or somebody asks.

Nothing is restarted: a program that dies takes the others with it, and its last words are shown. Each program is the
leader of a process group of its own, and stopping means its whole group. A guard, a process outside all groups, does
the same should the supervisor itself be killed.
"""

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 5  # seconds a program has to finish what it is doing
LISTEN_ON = 1  # seconds, after a program has ended
LAST_WORDS = 25


class Asked(Exception):
    """Somebody wants everything to stop: Ctrl-C, `make stop`, the terminal is closed."""


class Died(Exception):
    """A program ended that should have gone on; the text says which, and what it said last."""


@dataclass
class Program:
    name: str
    process: subprocess.Popen
    said: deque = field(default_factory=lambda: deque(maxlen=LAST_WORDS))


class Supervisor:
    def __init__(self, *, cwd, guard: "Guard"):
        self.cwd, self.guard = cwd, guard
        self.programs: list[Program] = []
        self.news: queue.SimpleQueue = queue.SimpleQueue()
        for number in STOP_SIGNALS:
            signal.signal(number, lambda number, _frame: self.news.put(number))

    def start(self, name: str, command: list[str]) -> None:
        process = subprocess.Popen(
            [sys.executable, "-I", __file__, str(self.guard.ear), *command],
            cwd=self.cwd,
            start_new_session=True,
            pass_fds=[self.guard.ear],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        program = Program(name, process)
        self.programs.append(program)
        listening = threading.Thread(target=self._show, args=[program], daemon=True)
        listening.start()
        threading.Thread(target=self._await_end, args=[program, listening], daemon=True).start()

    def wait(self, *, until=None, seconds: float | None = None) -> None:
        """Return when `until()` is true. Raises Died when a program ends, Asked when somebody wants it all to stop."""
        deadline = time.monotonic() + seconds if seconds else None
        while not (until and until()):
            if deadline and time.monotonic() > deadline:
                raise Died(f"The shop did not answer within {seconds} seconds, so everything is stopped.")
            with contextlib.suppress(queue.Empty):
                news = self.news.get(timeout=0.1 if until else None)
                raise Asked if news in STOP_SIGNALS else Died(_last_words(news))

    def stop(self) -> None:
        """Ask every group to end, then insist. Returns when none is left."""
        groups = [program.process.pid for program in self.programs]
        stop_groups(groups)
        for program in self.programs:
            program.process.wait()

    def _show(self, program: Program) -> None:
        for line in program.process.stdout:
            program.said.append(line)
            with contextlib.suppress(OSError, ValueError):
                sys.stdout.write(f"{program.name:8}| {line}")
                sys.stdout.flush()

    def _await_end(self, program: Program, listening: threading.Thread) -> None:
        """What it said last may not have been read when it is gone; what it started may hold its output open."""
        program.process.wait()
        listening.join(LISTEN_ON)
        self.news.put(program)


def _last_words(program: Program) -> str:
    code = program.process.returncode
    how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
    words = "".join(f"    {line}" for line in program.said).rstrip() or "    (none)"
    return f"{program.name} {how}, so everything is stopped. Its last words:\n{words}"


class Guard:
    """A process that outlives the supervisor just long enough to stop what it left running."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "config.supervisor"],
            start_new_session=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            cwd=os.getcwd(),
        )

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._tell("done")
        self.process.stdin.close()
        self.process.wait()

    @property
    def ear(self) -> int:
        """What a program that starts tells its number through, see `become`."""
        return self.process.stdin.fileno()

    def watch_database(self) -> None:
        self._tell("database")

    def _tell(self, word: str) -> None:
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(word + "\n")
            self.process.stdin.flush()


def become(ear: int, command: list[str]) -> None:
    """Tell the guard who this is, then be the program: whenever the supervisor is killed, none is unknown to the guard.

    The guard hears the end of its pipe only when this end of it is closed as well, and that is when the program begins.
    """
    os.write(ear, f"{os.getpid()}\n".encode())
    os.set_inheritable(ear, False)
    os.execvp(command[0], command)  # noqa: S606 - the commands are the project's own


def guard(words) -> None:
    """Read what is to be watched until the supervisor says it is done, or is gone without saying so."""
    watched = []
    for word in map(str.strip, words):
        if word == "done":
            return
        watched.append(word)
    stop_groups([int(word) for word in watched if word != "database"])
    if "database" in watched:
        from config import embedded_database

        embedded_database.stop()


def stop_groups(groups: list[int]) -> None:
    """SIGTERM to each process group, SIGKILL to those that are still there when patience ends."""
    _send(groups, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and any(map(_is_alive, groups)):
        time.sleep(0.05)
    _send(groups, signal.SIGKILL)


def _send(groups: list[int], number: int) -> None:
    for group in groups:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, number)


def _is_alive(group: int) -> bool:
    """Whether somebody of the group still runs; the dead that nobody has fetched yet do not count."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return any(member == group and state not in "ZX" for member, state in _processes())


def _processes():
    """The group and state of every process, as the kernel tells them."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _parent, group = status.read_text().rpartition(")")[2].split()[:3]
            yield int(group), state


def say(text: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.write(text + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1:]:
        become(int(sys.argv[1]), sys.argv[2:])
    for ignored in STOP_SIGNALS:
        signal.signal(ignored, signal.SIG_IGN)
    guard(sys.stdin)
