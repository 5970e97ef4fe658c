"""A database with a log archive and a synchronous receiver is lost while people buy: no order that was answered is.

A real server of its own, the shop's own scripts and commands: `backup`, `restore_drill`, `restore_backup`.
"""

import json
import shutil
import tempfile
import threading
import uuid
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, connections

from commerce.customers.models import User
from commerce.orders.models import Order
from commerce.privacy.requests import address_hash
from operations.backup import erased
from operations.backup.models import Backup, Drill
from tests import databases
from tests.drills.clusters import Cluster, connected_to
from tests.factories.catalogue import sellable
from tests.factories.orders import placed

pytestmark = [pytest.mark.drill, pytest.mark.krav("4.11.4")]
SHOP = "shop"


@pytest.fixture
def cluster(django_db_setup, django_db_blocker, settings, monkeypatch):
    """A server with the shop's own tables, archived and received, and the settings that say so."""
    with django_db_blocker.unblock():
        major = connection.pg_version // 10000
        folder = Path(tempfile.mkdtemp(prefix="pg-"))
        made = Cluster(folder, major=major)
        try:
            made.start()
            made.fill(SHOP, of=databases.migrated_template())
            with connected_to(made, SHOP):
                settings.BACKUP_DIR = str(made.backups)
                settings.IS_BACKUP_EXPECTED = True
                settings.BACKUP_DATABASE = connections.settings["default"]
                settings.ERASURE_LOG = str(made.backups / "erased.jsonl")
                monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings.local")  # of the process that looks
                yield made
        finally:
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

    answered = buy_until_it_dies(cluster, article)
    shutil.rmtree(cluster.data)
    call_command("restore_backup", str(cluster.folder / "back"))
    again = cluster.folder / "back" / "data"
    try:
        cluster.start(again)
        cluster.until("SELECT (NOT pg_is_in_recovery())::int")
        connections.close_all()
        back = set(Order.objects.values_list("number", flat=True))
        assert len(answered) > 3
        assert set(before) | set(answered) <= back
        assert (
            cluster.folder / "back" / "files" / "default" / "documents" / "bevis.txt"
        ).read_bytes() == b"som det var"
    finally:
        connections.close_all()
        cluster.stop(again)


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
