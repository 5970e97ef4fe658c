"""Pictures in bulk: a folder that is chosen, what became of one, and the queue of sizes."""

import io
import re
import tempfile
from pathlib import Path
from time import monotonic

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from cms.batches import sending, taking_in
from tests.screenshots.shots import PHONE, shot

SENT = {
    "Höst/LL-1001-CHK/framifrån.png": "#a2543a",
    "Höst/LL-1001-CHK/samma bild.png": "#a2543a",
    "Höst/LL-1001-CHK/uppifrån.png": "#2f5d5b",
    "Höst/okänd vara.png": "#123456",
    "Höst/../../utanför.png": "#777777",
}


def picture(colour):
    content = io.BytesIO()
    Image.new("RGB", (400, 500), colour).save(content, "PNG")
    return content.getvalue()


def a_batch():
    """Taken in by this process: no worker runs beside the shop that is photographed."""
    batch = sending.begin("Höst", by=None, publishes=False, now=timezone.now())
    files = {name: picture(colour) for name, colour in SENT.items()} | {"Höst/avbruten.jpg": picture("red")[:60]}
    sending.take(batch, [(name, ContentFile(content)) for name, content in files.items()])
    sending.end(batch, now=timezone.now())
    taking_in.go_on(batch.pk, now=timezone.now, until=monotonic() + 60)
    return batch


@shot(as_owner=True)
def a_folder_chosen(page):
    page.goto("/admin/picture-batches/")
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder) / "Höst" / "LL-1001-CHK"
        inside.mkdir(parents=True)
        for number in range(12):
            (inside / f"{number}.png").write_bytes(picture((number, 90, 91)))
        page.set_input_files("#picture-folder", inside.parent)
        page.locator("[data-told]").filter(has_text=re.compile(r"\S")).wait_for()


@shot(as_owner=True)
def what_became_of_it(page):
    page.goto(f"/admin/picture-batches/{a_batch().pk}/")


@shot(as_owner=True)
def the_queue(page):
    page.goto("/admin/picture-batches/")
    return page.locator("section[aria-labelledby=picture-queue]")


@shot(as_owner=True, window=PHONE)
def on_a_phone(page):
    page.goto("/admin/picture-batches/")
