"""The programs of a shop, each in its own process, started, killed as by -9, and started again."""

import os
import random
import socket
import subprocess
from collections import Counter
from pathlib import Path

import psutil

from config import run
from config.schema_stamp import PROJECT
from tests import databases, web_server


class Programs:
    """What `make run` starts, over a socket that stays open between the web server's lives; and others by command."""

    def __init__(
        self,
        listening: socket.socket,
        database: str,
        data: Path,
        environment: dict[str, str],
        *,
        settings: str = "config.settings.local",
        others: dict[str, list[str]] | None = None,
    ):
        self.listening, self.database, self.data, self.environment = listening, database, data, environment
        self.settings, self.others = settings, others or {}
        self.running: dict[str, subprocess.Popen] = {}
        self.deaths: Counter = Counter()

    def start(self, name: str) -> None:
        if name == "web":
            told = {"WEB_WORKERS": "2", **self.environment}
            self.running[name] = web_server.start(
                self.database, self.data, self.listening.fileno(), self.settings, told
            )
            return
        env = {**os.environ, "DATABASE_URL": databases.url_of(self.database), "DATA_DIR": str(self.data)}
        env |= {"DJANGO_SETTINGS_MODULE": self.settings, **self.environment}
        command = self.others.get(name) or run.background()[name]
        with (self.data / f"{name}.log").open("a") as log:
            self.running[name] = subprocess.Popen(
                command, cwd=PROJECT, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def kill(self, name: str) -> None:
        """As by -9: the program and all that it has started."""
        process = psutil.Process(self.running[name].pid)
        for one in [process, *process.children(recursive=True)]:
            one.kill()
        self.running.pop(name).wait()

    def kill_part_of_web(self) -> None:
        """One of the processes that answer; the server starts another."""
        answering = psutil.Process(self.running["web"].pid).children()
        if answering:
            random.choice(answering).kill()
            self.deaths["a process that answers"] += 1

    def kill_one(self, chance: random.Random, names: list[str]) -> None:
        """One of these, chosen by chance, and started again."""
        name = chance.choice(names)
        if name == "part of web":
            self.kill_part_of_web()
        else:
            self.kill(name)
            self.deaths[name] += 1
            self.start(name)

    def close(self) -> None:
        for name in list(self.running):
            self.kill(name)
