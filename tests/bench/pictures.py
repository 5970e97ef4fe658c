"""Renditions of a picture: what the shop takes beside what Pillow alone takes for the same files.

python -m tests.bench.pictures             measure, print the table, write its section of docs/benchmarks.md
python -m tests.bench.pictures --quick     fewer and smaller pictures, writes nothing

Pillow alone decodes once, no larger than is needed, narrows step by step and writes each file to memory. The shop does
that, and reads the original from its storage, keeps the files there and their rows in the database.
"""

import contextlib
import io
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from tests.bench.beginning import begun
from tests.bench.table import Table

GOAL = 1.5
SIZES = (("JPEG, 12 megapixlar", "JPEG", (4000, 3000)), ("JPEG, 2 megapixlar", "JPEG", (1600, 1200)))
SIZES += (("PNG, 3 megapixlar", "PNG", (2000, 1500)),)
TIMES = 5


@dataclass(frozen=True, slots=True)
class Compared:
    """Seconds of the processor for one picture in every size and format."""

    name: str
    files: int
    shop: float
    pillow: float

    @property
    def ratio(self) -> float:
        return self.shop / self.pillow


def _cells(one: Compared) -> list[str]:
    return [
        one.name,
        str(one.files),
        f"{one.shop:.2f}",
        f"{one.pillow:.2f}",
        f"{one.ratio:.2f}",
        f"{GOAL:.1f}",
        f"{3600 / one.shop:,.0f} bilder i timmen per kärna".replace(",", " "),
    ]


TABLE = Table(
    section="pictures",
    headings=["bild", "filer", "butiken, CPU s", "bara Pillow, CPU s", "förhållande", "mål", "anm."],
    cells=_cells,
)


def main() -> None:
    is_quick = begun(__doc__)
    found = measure(scale=0.2 if is_quick else 1.0)
    TABLE.show(found)
    if not is_quick:
        TABLE.write(found)


def measure(*, scale: float) -> list[Compared]:
    from django.test.utils import override_settings

    from tests import databases

    with contextlib.ExitStack() as held:
        name = held.enter_context(databases.copy_of(databases.migrated_template(), "_bench_pictures"))
        held.enter_context(databases.connected_to(name))
        held.enter_context(override_settings(MEDIA_ROOT=held.enter_context(tempfile.TemporaryDirectory())))
        return [_compared(*one, times=max(1, round(TIMES * scale))) for one in SIZES]


def _compared(name: str, kind: str, size: tuple[int, int], *, times: int) -> Compared:
    from cms import renditions
    from cms.images import ShopImage

    content = photograph(kind, size)
    shop, pillow, count = [], [], 0
    for number in range(times):
        image = ShopImage(title=name, file=ContentFile(content, name=f"{number}.{kind.lower()}"))
        image.save()
        shop.append(_seconds(lambda image=image: renditions.make(image.pk, now=timezone.now())))
        count = image.renditions.count()
        pillow.append(_seconds(lambda: alone(content)))
    return Compared(name, count, median(shop), median(pillow))


def alone(content: bytes) -> int:
    """The same files by Pillow and nothing else. Returns how many."""
    from cms.drawing import SETTINGS
    from cms.renditions import WIDTHS

    with Image.open(io.BytesIO(content)) as original:
        widths = [width for width in WIDTHS if width <= original.width]
        original.draft("RGB", tuple(-(-side * widths[0] // original.width) for side in original.size))
        picture = original.convert("RGB")
    count = 0
    for width in widths:
        if width < picture.width:
            size = width, round(picture.height * width / picture.width)
            picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
        for kind, options in SETTINGS.items():
            picture.save(io.BytesIO(), kind.upper(), **options)
            count += 1
    return count


def photograph(kind: str, size: tuple[int, int]) -> bytes:
    """Something with soft parts and sharp ones, which costs about what a photograph does."""
    soft = Image.radial_gradient("L").resize(size, Image.Resampling.BICUBIC)
    grain = Image.effect_noise((size[0] // 4, size[1] // 4), 40).resize(size, Image.Resampling.BICUBIC)
    picture = Image.merge("RGB", (soft, grain, Image.blend(soft, grain, 0.5)))
    output = io.BytesIO()
    picture.save(output, kind, **({"quality": 90} if kind == "JPEG" else {}))
    return output.getvalue()


def _seconds(do: Callable[[], object]) -> float:
    began = time.process_time()
    do()
    return time.process_time() - began


if __name__ == "__main__":
    main()
