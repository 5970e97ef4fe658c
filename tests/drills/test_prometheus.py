"""The whole chain with what Debian ships (6.1.5): a level is crossed, Prometheus reads it from the shop, Alertmanager
calls, one incident is open with the agreed priority within a minute; and is told when it is back.

The configuration is that of `deploy/prometheus`, with addresses of this machine and nothing else changed.
"""

import socket
import subprocess
import time
from contextlib import ExitStack, contextmanager
from datetime import timedelta

import pytest
from django.utils import timezone

from integrations.api.scopes import Scope
from operations.desk.models import Ticket
from operations.monitoring import keeping, prometheus
from operations.monitoring.models import Alarm, Reading, Threshold
from tests.factories.api import token_of
from tests.operations.monitoring.tools import tool, written
from tests.web_server import open_shop

pytestmark = [pytest.mark.drill, pytest.mark.whole_machine, pytest.mark.krav("6.1.5"), pytest.mark.krav("6.1.3")]
PROMISED = 60  # seconds from the crossing to the incident
OPENED = {"kind": "incident", "source__startswith": "alarm:threshold:"}


def test_a_level_that_is_crossed_is_one_incident_within_a_minute(committing_db, tmp_path):
    programs = [tool("prometheus"), tool("prometheus-alertmanager")]
    Threshold.objects.exclude(figure="disk.used").delete()
    level = Threshold.objects.get()
    Threshold.objects.update(for_minutes=0)
    read("disk.used", 40)
    for name, scope in (("metrics", Scope.READ_MONITORING), ("alarms", Scope.WRITE_ALARMS)):
        (tmp_path / f"{name}.token").write_text(token_of(scopes=[scope]).written)

    with ExitStack() as held:
        shop = held.enter_context(open_shop(committing_db, tmp_path))
        held.enter_context(watched(shop, tmp_path, *programs))
        seconds = until(lambda: Reading.objects.filter(code="prometheus.heard").exists())
        assert not Alarm.objects.exists()
        print(f"the sign of life came after {seconds:.1f} s")  # noqa: T201

        for number in range(3):  # the watcher reads on while it lasts
            read("disk.used", 91 + number)
        seconds = until(lambda: Ticket.objects.filter(**OPENED).exists())
        print(f"crossed -> incident: {seconds:.1f} s")  # noqa: T201
        alarm = Alarm.objects.get()
        assert (alarm.threshold, alarm.value) == (level, 93)
        assert (alarm.incident.impact, alarm.incident.urgency) == (level.impact, level.urgency)

        read("disk.used", 40)
        seconds = until(lambda: not Alarm.objects.filter(closed_at=None).exists())
        print(f"back -> told: {seconds:.1f} s")  # noqa: T201

    [ticket] = Ticket.objects.filter(**OPENED)
    assert ticket.entries.filter(kind="internal", text__startswith="Det är över").count() == 1
    assert Ticket.objects.count() == 1


def read(code, value):
    keeping.add_readings({code: value, "components.down": 0}, now=timezone.now() - timedelta(milliseconds=1))


def until(is_so):
    """How many seconds it took. Fails after what is promised."""
    begun = time.monotonic()
    while not is_so():
        assert time.monotonic() - begun < PROMISED, f"not within {PROMISED} s"
        time.sleep(0.1)  # until the next look: nobody tells us
    return time.monotonic() - begun


@contextmanager
def watched(shop, folder, prometheus_program, alertmanager_program):
    """Both programs, before the shop, while the block lasts."""
    ports = [_free_port() for _program in range(2)]
    address = shop.address.removeprefix("http://")
    written(
        folder,
        prometheus.rules_file(),
        **{
            "scheme: https": "scheme: http",
            "https://shop.example": shop.address,
            '"shop.example"': f'"{address}"',
            "127.0.0.1:9093": f"127.0.0.1:{ports[1]}",
        },
    )
    commands = [
        [
            prometheus_program,
            f"--config.file={folder}/prometheus.yml",
            f"--storage.tsdb.path={folder}/prometheus",
            "--rules.alert.resend-delay=5s",  # what fires before it has found Alertmanager is said again that soon
        ],
        [
            alertmanager_program,
            f"--config.file={folder}/alertmanager.yml",
            f"--storage.path={folder}/alertmanager",
            "--cluster.listen-address=",
        ],
    ]
    with ExitStack() as held:
        for command, port in zip(commands, ports, strict=True):
            log = held.enter_context((folder / f"{port}.log").open("w"))
            process = subprocess.Popen(
                [*command, f"--web.listen-address=127.0.0.1:{port}"], cwd=folder, stdout=log, stderr=log
            )
            held.callback(_end, process)
        yield


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def _end(process):
    process.terminate()
    process.wait(timeout=20)
