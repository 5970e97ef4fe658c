"""Ten thousand pictures in one zip file, taken in by processes that are killed in the middle: none is lost or doubled.

Small pictures, so that it is the work around them that is measured. The figures go to docs/benchmarks.md by hand.
"""

import csv
import io
import os
import signal
import subprocess
import sys
import time
import zipfile

import psutil
import pytest
from django.core.management import call_command
from django.db.models import Count
from PIL import Image

from cms.batches.models import PictureBatch, PictureBatchFile
from cms.batches.report import Progress, progress
from cms.images import ShopImage, ShopRendition
from cms.pages.product import ProductPage
from commerce.catalogue.models import Manufacturer
from config.schema_stamp import PROJECT
from tests import databases

pytestmark = [pytest.mark.drill, pytest.mark.krav("4.5.3")]
PICTURES, PRODUCTS = 10_000, 500
EACH = PICTURES // PRODUCTS
MOST_MEMORY = 400_000_000
LOOK = 0.5  # seconds between looks at how far it has come
SIDE, SQUARE, BITS = 112, 8, 14  # what tells one picture from another is its number, in squares along its upper edge
FORMATS = 3  # one width each, for none is wider than its original


@pytest.fixture
def goods(committing_db, tmp_path):
    Manufacturer.objects.create(name="Dal", postal_address="Lergatan 1\n621 56 Visby", email="dal@example.com")
    names = [
        "Handle",
        "Title",
        "Vendor",
        "Type",
        "Body (HTML)",
        "Variant SKU",
        "Variant Price",
        "Variant Inventory Qty",
    ]
    with open(tmp_path / "export.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for number in range(PRODUCTS):
            row = [
                f"kopp-{number}",
                f"Kopp {number}",
                "Dal",
                "Koppar",
                "<p>Drejad för hand.</p>",
                f"K-{number}",
                "100",
                "5",
            ]
            writer.writerow(row)
    call_command("import_products", str(tmp_path / "export.csv"), verbosity=0)


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "bilder.zip"
    ground = Image.effect_noise((SIDE, SIDE), 20).convert("RGB")
    with zipfile.ZipFile(path, "w") as file:
        for number in range(PICTURES):
            picture = ground.copy()
            for bit in range(BITS):
                across = SQUARE * bit
                picture.paste("white" if number >> bit & 1 else "black", (across, 0, across + SQUARE, SQUARE))
            content = io.BytesIO()
            picture.save(content, "JPEG", quality=80)
            file.writestr(f"K-{number // EACH}_{number % EACH}.jpg", content.getvalue())
    return path


class Machine:
    """Processes of a shop over the test's database and a folder of its own."""

    def __init__(self, database, folder):
        self.folder, self.most_memory = folder, 0
        self.env = {
            **os.environ,
            "DATABASE_URL": databases.url_of(database),
            "DATA_DIR": str(folder),
            "MEDIA_ROOT": str(folder / "media"),
            "BROKER_URL": "memory://",  # what is nudged is found by the sweep
            "DJANGO_SETTINGS_MODULE": "config.settings.local",
        }

    def start(self, *command):
        with (self.folder / "log").open("a") as log:
            return subprocess.Popen([sys.executable, *command], cwd=PROJECT, env=self.env, stdout=log, stderr=log)

    def watch(self, process, until):
        """Until the process ends, or `until` says that it is time to kill it. Notes the most memory it has held."""
        seen = psutil.Process(process.pid)
        while True:
            try:
                return process.wait(timeout=LOOK)
            except subprocess.TimeoutExpired:
                self.most_memory = max(self.most_memory, seen.memory_info().rss)
                if until():
                    process.send_signal(signal.SIGKILL)
                    return process.wait()

    def log(self):
        return (self.folder / "log").read_text()[-3000:]


def so_far() -> Progress | None:
    batch = PictureBatch.objects.first()
    return progress(batch) if batch else None


def test_ten_thousand_pictures(goods, archive, committing_db, tmp_path, capsys):
    machine = Machine(committing_db, tmp_path)
    began = time.monotonic()
    sweeping = machine.start("-m", "tests.drills.sweeping")
    took = {}
    try:
        take = machine.start("manage.py", "take_in_pictures", str(archive), "--publish")
        killed = machine.watch(take, lambda: (found := so_far()) and found.new >= PICTURES // 3)
        assert killed == -signal.SIGKILL, machine.log()
        assert 0 < so_far().waiting < PICTURES

        batch = PictureBatch.objects.get()
        again = ("manage.py", "take_in_pictures", "--go-on", str(batch.pk))
        killed = machine.watch(machine.start(*again), lambda: so_far().shown >= PICTURES // 3)
        assert killed == -signal.SIGKILL, machine.log()
        assert 0 < so_far().pages_left < PICTURES
        sweeping.kill()
        sweeping.wait()
        sweeping = machine.start("-m", "tests.drills.sweeping")

        assert machine.watch(machine.start(*again), lambda: False) == 0, machine.log()
        took["taken in and on their pages"] = time.monotonic() - began
        machine.watch(sweeping, lambda: not ShopImage.objects.filter(made_at=None).exists())
        took["every size made"] = time.monotonic() - began
    finally:
        sweeping.kill()
        sweeping.wait()

    assert not PictureBatchFile.objects.exclude(outcome="new", on_page="shown").exists(), so_far()
    assert ShopImage.objects.count() == ShopImage.objects.values("file_hash").distinct().count() == PICTURES
    assert not ShopImage.objects.annotate(made=Count("renditions")).exclude(made=FORMATS).exists()
    for page in ProductPage.objects.filter(alias_of=None).select_related("locale"):
        shown = [block.value["image"].title for block in page.gallery]
        assert shown == [f"{shown[0].rpartition('_')[0]}_{number}" for number in range(EACH)]
    kept = {path.relative_to(tmp_path / "media").as_posix() for path in (tmp_path / "media").rglob("*.*")}
    assert kept == {
        *ShopImage.objects.values_list("file", flat=True),
        *ShopRendition.objects.filter(image__made_at__isnull=False).values_list("file", flat=True),
    }
    assert not list((tmp_path / "picture_batches").iterdir())
    assert machine.most_memory < MOST_MEMORY
    with capsys.disabled():
        print(f"\n{PICTURES} pictures, at most {machine.most_memory / 1e6:.0f} MB")  # noqa: T201
        print("\n".join(f"{name}: {seconds:.0f} s" for name, seconds in took.items()))  # noqa: T201
