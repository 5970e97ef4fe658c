"""`make run`: the whole shop on this machine. Database, web server, workers and clock start together and stop together.

python -m config.run         run until Ctrl-C
python -m config.run stop    stop a run that goes on elsewhere, and the embedded database
"""

import contextlib
import fcntl
import http.client
import os
import signal
import socket
import sys
from urllib.parse import urlsplit

from config import embedded_database, preparation
from config.preparation import DATA, PROJECT
from config.supervisor import STOP_SIGNALS, Asked, Died, Guard, Supervisor, say
from integrations.sandbox import environment as sandboxed

LOCK = DATA / "run.lock"
SECONDS_TO_ANSWER = 60
PLACES_TRIED = 50


def run() -> None:
    port = wanted_port()
    os.environ.update(environment(port))
    preparation.need_room()
    with only_run(), stopped_by_signals():
        refuse_taken(port)
        with Guard() as guard, database(guard):
            prepare()
            serve(port, guard=guard)
    say("Stopped.")


def prepare() -> None:
    preparation.make_folders()
    preparation.make_papers()
    preparation.compile_translations()
    preparation.prepare("migrate", "demo", "sandbox", "static")


def serve(port: int, *, guard: Guard) -> None:
    """The web server first, so that the shop opens early; then what works behind it."""
    supervisor = Supervisor(cwd=PROJECT, guard=guard)
    try:
        supervisor.start("web", python("-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"))
        supervisor.wait(until=lambda: answers(port), seconds=SECONDS_TO_ANSWER)
        welcome(port)
        if os.environ.get("SANDBOX_URL"):
            supervisor.start("sandbox", sandbox(port))
        for name, command in background().items():
            supervisor.start(name, command)
        supervisor.wait()
    except Asked:
        say("Stopping ...")
    except Died as death:
        raise SystemExit(str(death)) from None
    finally:
        supervisor.stop()


def background() -> dict[str, list[str]]:
    celery = ("-W", "ignore:You're running the worker with superuser", "-m", "celery", "-q", "-A", "config")
    # Threads: on the file transport a pool of processes does not end when asked to.
    worker = (
        *celery,
        "worker",
        "--pool=threads",
        "--loglevel=warning",
        "--without-gossip",
        "--without-mingle",
        "--without-heartbeat",
    )
    return {
        "worker": python(*worker, "--queues=celery", "--concurrency=3", "--hostname=worker@%h"),
        "clock": python(*celery, "beat", "--schedule", str(DATA / "beat"), "--pidfile=", "--loglevel=warning"),
        "tasks": python("manage.py", "db_worker", "--no-startup-delay", "--no-reload", "--verbosity", "0"),
        "watcher": python("manage.py", "watch_flows"),
        "pictures": python(*worker, "--queues=pictures", "--concurrency=1", "--hostname=pictures@%h"),
    }


def sandbox(port: int) -> list[str]:
    """The partners on this machine. As a program of its own it is half as large as it would be by `manage.py`."""
    base = str(urlsplit(os.environ["SANDBOX_URL"]).port)
    told = ("--base", base, "--shop-port", str(port), "--folder", str(preparation.SANDBOX), "--quiet")
    return python("-m", "integrations.sandbox", *told)


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


def environment(port: int) -> dict:
    local = {
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "GRACEFUL_TIMEOUT": "4",
    }
    return {**local, **partners(port), **os.environ, "PORT": str(port), "PYTHONUNBUFFERED": "1"}


def partners(port: int) -> dict[str, str]:
    """What makes the partners on this machine the shop's, unless it has real ones or is to have none."""
    if sandboxed.why_not(os.environ, wanted=os.environ.get("SANDBOX", "")):
        return {}
    wanted = os.environ.get("SANDBOX_PORT")
    bases = [int(wanted)] if wanted else [sandboxed.base_port(port, turn=turn) for turn in range(PLACES_TRIED)]
    for base in bases:
        if not any(_cannot_listen(base + place) for place in range(sandboxed.A_SHOP)):
            at = sandboxed.addresses(base)
            return sandboxed.told(at, preparation.SANDBOX, pages=f"http://127.0.0.1:{base}")
    raise SystemExit(f"The partners need ten free ports from {bases[0]}: give others as SANDBOX_PORT, or SANDBOX=off.")


def welcome(port: int) -> None:
    address = f"http://127.0.0.1:{port}"
    say(f"\n  The shop is open:  {address}/\n  In English:        {address}/en/")
    say(f"  Administration:    {address}/admin/")
    if partners_at := os.environ.get("SANDBOX_URL"):
        say(f"  Its partners:      {partners_at}/   (on this machine, for trying; SANDBOX=off leaves them out)")
    say("")
    for person in preparation.demo_logins():
        say(f"  {person['who']:20} {person['email']:32} {person['password']}")
        if person["secret"]:
            say(f"  {'':20} second factor, for an authenticator app: {person['secret']}")
    say("\n  Ctrl-C stops everything.\n")


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS_TO_ANSWER)
    try:
        connection.request("GET", "/")
        status = connection.getresponse().status
    except OSError:
        return False
    finally:
        connection.close()
    if status >= 500:
        say(f"The start page answers {status}; the reason is above.")
    return True


def wanted_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise SystemExit(f"PORT={text} is not a port: give a number from 1 to 65535.")
    return int(text)


def refuse_taken(port: int) -> None:
    problem = _cannot_listen(port)
    if problem:
        free = next((other for other in range(8001, 8100) if not _cannot_listen(other)), None)
        advice = f" Another one is free: make run PORT={free}" if free else ""
        raise SystemExit(f"Port {port}: {problem}.{advice}")


def _cannot_listen(port: int) -> str:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            return str(getattr(error, "strerror", error))
    return ""


@contextlib.contextmanager
def only_run():
    """One run in a folder at a time: its workers share a queue of files."""
    with LOCK.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit("The shop already runs from this folder. `make stop` stops it.") from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


@contextlib.contextmanager
def stopped_by_signals():
    """Until the supervisor listens, every way of being asked to stop is Ctrl-C."""

    def interrupt(_number, _frame):
        raise KeyboardInterrupt

    for number in STOP_SIGNALS:
        signal.signal(number, interrupt)
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit("\nStopped before the shop was open.") from None


@contextlib.contextmanager
def database(guard: Guard):
    """The embedded database, unless another is named; stopped at the end only if it was started here."""
    started = embedded_database.is_wanted() and embedded_database.start()
    if started:
        guard.watch_database()
    try:
        yield
    finally:
        if started:
            embedded_database.stop()


def stop() -> None:
    if LOCK.exists():
        with LOCK.open("r+") as lock:
            _stop_holder(lock)
    if embedded_database.is_wanted():
        embedded_database.stop()


def _stop_holder(lock) -> None:
    """Ask the run that holds the lock to stop, and wait until it has let go."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.kill(int(lock.read()), signal.SIGTERM)
        fcntl.flock(lock, fcntl.LOCK_EX)


if __name__ == "__main__":
    {"": run, "stop": stop}[sys.argv[1] if len(sys.argv) > 1 else ""]()
