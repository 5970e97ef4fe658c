"""A version of the shop's web server, started as systemd starts it: given a socket that stays open (`LISTEN_FDS`), and
saying when it is ready (`NOTIFY_SOCKET`).
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil

from config import preparation

READY_WITHIN, ENDED_WITHIN = 180, 60  # nothing is promised of how fast, but that it comes
# What systemd does between fork and exec: the socket is number 3, and the process is told that it is its own.
AS_SYSTEMD = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.argv[2], sys.argv[2:])
"""
GUNICORN = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"]
# systemd's own program for it: passes on the socket that it was given, when somebody knocks at it.
ACTIVATE = shutil.which("systemd-socket-activate")


class Slot:
    """One version of the shop, from its start until it has finished what it was doing."""

    def __init__(
        self,
        listening: socket.socket,
        url: str,
        data: Path,
        number: int,
        *,
        by_systemd: bool = False,
        **environment: str,
    ):
        """`by_systemd`: the socket is passed by systemd's own program, which begins with the next visitor."""
        self.told = data / f"notify-{number}"
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard, (data / f"web-{number}.log").open("w") as log:
            heard.bind(str(self.told))
            heard.settimeout(READY_WITHIN)
            env = {
                **{name: value for name, value in os.environ.items() if name not in ("BIND", "PORT")},
                "DJANGO_SETTINGS_MODULE": "config.settings.local",
                "DATABASE_URL": url,
                "DATA_DIR": str(data),
                "NOTIFY_SOCKET": str(self.told),
                "WEB_WORKERS": "1",
                "GRACEFUL_TIMEOUT": "20",
                **environment,
            }
            command = GUNICORN
            if by_systemd:
                command = [str(ACTIVATE), *(f"--setenv={name}" for name in env), *GUNICORN]
            self.process = subprocess.Popen(
                [sys.executable, "-c", AS_SYSTEMD, str(listening.fileno()), *command],
                cwd=preparation.PROJECT,
                env=env,
                pass_fds=[listening.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
            try:
                while b"READY=1" not in heard.recv(4096):
                    pass
            except TimeoutError:
                self.process.kill()
                self.process.wait()
                raise

    def end(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(timeout=ENDED_WITHIN) == 0

    def kill(self) -> None:
        """As by -9: the server and those of it that answer."""
        process = psutil.Process(self.process.pid)
        for one in [process, *process.children(recursive=True)]:
            one.kill()
        self.process.wait()
