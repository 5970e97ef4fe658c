"""Brokers of our own on this machine, to be killed and started again: how each is started, and its address."""

import contextlib
import os
import shutil
import socket
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

SECONDS = 180  # it opens in five where nothing else runs
RABBITMQ = "/usr/lib/rabbitmq/bin/rabbitmq-server"  # the package's own script would become another user


@dataclass(frozen=True)
class Broker:
    url: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)

    def wait(self) -> None:
        """Until it can be spoken to: RabbitMQ takes its time."""
        place = urlsplit(self.url)
        for _try in range(SECONDS * 5):
            with contextlib.suppress(OSError), socket.create_connection((place.hostname, place.port), timeout=5):
                return
            threading.Event().wait(0.2)
        raise TimeoutError(f"{place.scheme} does not open in {SECONDS} seconds")

    def close(self) -> None:
        """End what the broker has left running beside itself."""
        if "ERL_EPMD_PORT" in self.environment:
            subprocess.run(["epmd", "-kill"], env={**os.environ, **self.environment}, capture_output=True, check=False)


def is_here(kind: str) -> bool:
    return bool(shutil.which("redis-server")) if kind == "redis" else Path(RABBITMQ).exists()


def broker(kind: str, data: Path) -> Broker:
    return redis(data) if kind == "redis" else rabbitmq(data)


def redis(data: Path) -> Broker:
    """It keeps nothing on disk: when it dies, every nudge in it is lost."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(data)]
    return Broker(f"redis://127.0.0.1:{port}/0", command)


def rabbitmq(data: Path) -> Broker:
    """A node of its own, with its files, ports and name: any user may start it, and several beside each other."""
    port, nodes, names = (free_port() for _number in range(3))
    for folder in ("home", "files", "log"):
        (data / "rabbitmq" / folder).mkdir(parents=True)
    own = data / "rabbitmq"
    environment = {
        "HOME": str(own / "home"),
        "RABBITMQ_NODENAME": f"drill-{port}@localhost",
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_DIST_PORT": str(nodes),
        "ERL_EPMD_PORT": str(names),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "RABBITMQ_MNESIA_BASE": str(own / "files"),
        "RABBITMQ_LOG_BASE": str(own / "log"),
        "RABBITMQ_LOGS": "-",
        "RABBITMQ_CONFIG_FILE": str(own / "none"),
        "RABBITMQ_CONF_ENV_FILE": os.devnull,
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(own / "plugins"),
    }
    return Broker(f"amqp://guest:guest@127.0.0.1:{port}//", [RABBITMQ], environment)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]
