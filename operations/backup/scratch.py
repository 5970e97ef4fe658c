"""A server of its own on what was restored: it replays the log to its end, answers on a socket, and harms nobody.

None of the copy's settings hold: no archive, no receivers to wait for, no way in but the socket in a closed folder.
"""

import contextlib
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from operations.backup import programs
from operations.backup.programs import Failed

SECONDS_TO_REPLAY = 12 * 3600
HBA = "local all all trust\n"  # the socket is in a folder that only its owner enters


def settle(data: Path, *, fetch: str, until: datetime | None = None, is_alone: bool = True) -> None:
    """Write what PostgreSQL is to do with a restored folder: fetch the log, replay it, and go on from there.

    `is_alone` also leaves the copy's own settings behind. Else they stay, with the archive and the receivers off until
    somebody has looked.
    """
    lines = [
        f"restore_command = {_quoted(fetch)}",
        "recovery_target_timeline = 'latest'",
        "archive_mode = off",
        "synchronous_standby_names = ''",
    ]
    if until is not None:
        lines += [f"recovery_target_time = {_quoted(until.isoformat())}", "recovery_target_action = 'promote'"]
    if is_alone:
        lines += ["listen_addresses = ''", "hot_standby = off", "shared_buffers = 128MB", "max_connections = 20"]
        _put(data / "postgresql.conf", "")
        _put(data / "pg_hba.conf", HBA)
        _put(data / "pg_ident.conf", "")
        _put(data / "postgresql.auto.conf", "\n".join(lines) + "\n")
    else:
        automatic = data / "postgresql.auto.conf"
        before = automatic.read_text(encoding="utf-8") if automatic.exists() else ""
        _put(automatic, before + "\n".join(["", *lines, ""]))
    _put(data / "recovery.signal", "")
    (data / "standby.signal").unlink(missing_ok=True)


@contextlib.contextmanager
def running(data: Path, folder: Path, *, major: int) -> Iterator[Path]:
    """Start it, wait until the log is replayed, and stop it at the end. Gives the folder of the socket."""
    control = programs.folder(major) / "pg_ctl"
    socket, log = programs.own(folder / "s"), folder / "server.log"
    options = f"-k {socket} -c logging_collector=off"
    started = ["-D", data, "-o", options, "-l", log, "-w", "-t", SECONDS_TO_REPLAY, "start"]
    try:
        programs.run(control, *started)
    except Failed as failed:
        said = log.read_text(encoding="utf-8", errors="replace")[-1500:] if log.exists() else ""
        with contextlib.suppress(Failed):
            programs.run(control, "-D", data, "-m", "immediate", "stop")
        raise Failed(f"{failed}\n{said}".strip()) from failed
    try:
        yield socket
    finally:
        programs.run(control, "-D", data, "-m", "immediate", "-w", "stop")


def url(socket: Path, *, user: str, database: str) -> str:
    return f"postgres://{quote(user)}@/{quote(database)}?host={quote(str(socket), safe='/')}"


def _put(path: Path, text: str) -> None:
    """Owned as the folder is."""
    path.write_text(text, encoding="utf-8")
    told = path.parent.stat()
    os.chown(path, told.st_uid, told.st_gid)
    path.chmod(0o600)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
