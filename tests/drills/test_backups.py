"""A database with a log archive and a synchronous receiver is lost while people buy: no order that was answered is.

A real server of its own, the shop's own scripts and commands: `backup`, `restore_drill`, `restore_backup`. By both ways
of copying: PostgreSQL's own with the server of the tests, and Debian's pgBackRest with the newest server that it knows.
"""

import contextlib
import json
import os
import shutil
import tempfile
import threading
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from commerce.customers.models import User
from commerce.orders.models import Order
from commerce.privacy.requests import address_hash
from integrations.flows import watch as flows
from operations.backup import erased, programs, standing
from operations.backup.models import Backup, Drill
from operations.monitoring import keeping, watch
from operations.monitoring.models import Alarm
from tests import databases
from tests.drills.clusters import Cluster, connected_to
from tests.factories.catalogue import sellable
from tests.factories.orders import delivery_method, placed

pytestmark = [pytest.mark.drill, pytest.mark.krav("4.11.4")]
SHOP = "shop"
LATEST_OF_PGBACKREST = 15  # of the one in Debian 12, which is also Debian's own server


class ByPostgreSQL:
    """`pg_basebackup`, and the shop's own script that keeps the log."""

    def __init__(self, folder: Path):
        self.folder, self.settings = folder, {"BACKUP_METHOD": "basebackup"}

    def cluster(self) -> Cluster:
        made = Cluster(self.folder, major=connection.pg_version // 10000)
        made.start()
        made.fill(SHOP, of=databases.migrated_template())
        return made


class ByPgBackRest:
    """`deploy/pgbackrest.conf` with the paths and the password of this machine."""

    def __init__(self, folder: Path):
        if not shutil.which("pgbackrest"):
            assert "CI" not in os.environ, "pgbackrest is missing"
            pytest.skip("there is no pgbackrest here: CI installs it")
        self.folder, self.conf = folder, folder / "pgbackrest.conf"
        self.command = f"pgbackrest --config={self.conf} --stanza={SHOP}"
        self.settings = {
            "BACKUP_METHOD": "pgbackrest",
            "PGBACKREST_STANZA": SHOP,
            "PGBACKREST_CONFIG": str(self.conf),
        }

    def cluster(self) -> Cluster:
        made = Cluster(self.folder, major=LATEST_OF_PGBACKREST, archive=f"{self.command} archive-push %p")
        text = (settings.PROJECT / "deploy" / "pgbackrest.conf").read_text(encoding="utf-8")
        for there, here in {
            "/srv/backup": str(made.backups),
            "/var/lib/postgresql/15/main": str(made.data),
            "# repo1-cipher-pass=": f"repo1-cipher-pass={uuid.uuid4()}\n#",
            "[global]": f"[global]\nlog-path={made.backups}\nlock-path={made.backups}\nspool-path={made.backups}",
        }.items():
            assert there in text
            text = text.replace(there, here)
        self.conf.write_text(f"{text}\npg1-socket-path={made.socket}\npg1-user=postgres\n")
        made.start()
        programs.run(*self.command.split(), "--log-level-console=error", "stanza-create")
        made.make(SHOP)
        return made


@pytest.fixture(params=[ByPostgreSQL, ByPgBackRest])
def cluster(request, django_db_setup, django_db_blocker, settings, monkeypatch):
    """A server with the shop's own tables, archived and received, and the settings that say so."""
    with django_db_blocker.unblock():
        folder = Path(tempfile.mkdtemp(prefix="pg-"))
        by = request.param(programs.own(folder))
        made = None
        try:
            made = by.cluster()
            with connected_to(made, SHOP):
                for name, value in by.settings.items():
                    setattr(settings, name, value)
                settings.BACKUP_DIR = str(made.backups)
                settings.IS_BACKUP_EXPECTED = True
                settings.BACKUP_DATABASE = connections.settings["default"]
                settings.ERASURE_LOG = str(made.backups / "erased.jsonl")
                monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings.local")  # of the process that looks
                yield made
        finally:
            if made is not None:
                made.stop()
            shutil.rmtree(folder, ignore_errors=True)


def test_no_answered_order_is_lost_when_the_disk_is_and_the_drill_says_so(cluster, capsys):
    article = sellable(price="100.00", stock=1000, page=False)
    buy(article, 3)
    default_storage.save("documents/bevis.txt", ContentFile(b"som det var"))
    User.objects.create_user("glom@example.se", "en-lykta-i-natten")
    cluster.receive()
    call_command("backup")
    buy(article, 5)
    erased_elsewhere("GLOM@example.se")
    before = list(Order.objects.order_by("pk").values_list("number", flat=True))

    call_command("restore_drill")

    done = Drill.objects.get()
    assert (done.state, done.rpo_seconds, done.error) == ("done", 0, "")
    assert (done.orders, done.orders_back, done.last_order_back) == (8, 8, before[-1])
    assert 0 < done.rto_seconds < 60
    assert (done.files_bad, done.files_lost) == (0, 0)
    assert done.files > 0
    assert done.forgotten_again == 1
    assert User.objects.filter(email="glom@example.se").exists()  # of the shop itself nothing is touched
    told = capsys.readouterr().out
    assert "RPO: 0\u00a0s" in told
    assert "RTO: " in told
    assert Backup.objects.get().state == "done"

    then = timezone.now()
    answered = buy_until_it_dies(cluster, article)
    shutil.rmtree(cluster.data)
    with restored(cluster, "back") as back:
        assert len(answered) > 3
        assert set(before) | set(answered) <= back
        files = cluster.folder / "back" / "files" / "default"
        assert (files / "documents" / "bevis.txt").read_bytes() == b"som det var"
    with restored(cluster, "earlier", "--until", then.isoformat()) as back:
        assert back == set(before)


@pytest.mark.parametrize("cluster", [ByPostgreSQL], indirect=True)
def test_without_a_receiver_a_purchase_waits_and_the_watcher_tells_of_it(cluster):
    article = sellable(price="100.00", stock=1000, page=False)
    delivery_method()
    cluster.receive()
    cluster.stop_receiving()
    bought = []

    def buys():
        try:
            bought.extend(buy(article, 1))
        finally:
            connections.close_all()

    buyer = threading.Thread(target=buys)
    buyer.start()
    cluster.until("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
    flows.commit_here()  # as the watcher does
    begun = timezone.now()
    for minute in range(3):
        now = begun + timedelta(minutes=minute)
        keeping.add_readings(standing.read(now=now), now=now)
        watch.judge(now=now)

    told = Alarm.objects.get(closed_at=None, threshold__figure="backup.receivers")
    assert told.incident.state != "closed"
    assert flows.commits_wait(longer_than=timedelta(0))
    assert buyer.is_alive()
    assert not bought
    cluster.receive()
    buyer.join(40)
    assert not flows.commits_wait(longer_than=timedelta(0))
    assert bought == list(Order.objects.values_list("number", flat=True))


@contextlib.contextmanager
def restored(cluster, name, *arguments):
    """The numbers of the orders on a server restored to a folder of that name, which runs while the block lasts."""
    folder = cluster.folder / name
    call_command("restore_backup", str(folder), *arguments)
    try:
        cluster.start(folder / "data")
        cluster.until("SELECT (NOT pg_is_in_recovery())::int")
        connections.close_all()
        yield set(Order.objects.values_list("number", flat=True))
    finally:
        connections.close_all()
        cluster.stop(folder / "data")


def erased_elsewhere(email):
    """A line of an erasure that the database does not know of: as after going back to before it."""
    said = {"token": str(uuid.uuid4()), "at": "2026-11-28T00:00:00+00:00", "address_hash": address_hash(email)}
    erased.path().write_text(json.dumps(said) + "\n", encoding="utf-8")


def buy(article, count):
    return [placed(article, total="149.00").number for _number in range(count)]


def buy_until_it_dies(cluster, article):
    """Numbers of orders whose buyer got an answer; the server is killed in the midst of them."""
    answered = []
    enough = threading.Event()

    def goes_on():
        try:
            while True:
                answered.extend(buy(article, 1))
                if len(answered) > 10:
                    enough.set()
        except Exception:  # noqa: BLE001 - the server is gone
            enough.set()
        finally:
            connections.close_all()

    buyer = threading.Thread(target=goes_on)
    buyer.start()
    assert enough.wait(40)
    cluster.kill()
    buyer.join(40)
    assert not buyer.is_alive()
    return answered
