"""Render the shop's product pictures: `python home/demo/studio/render.py [--only CODE] [--size 1280x1600]`.

Reads the products of home/demo/catalogue, writes JPEG files to home/demo/pictures. What exists at the wanted scale
or better is left alone, so a stopped run goes on where it was. Needs POV-Ray (`apt-get install povray`) and Pillow.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import json
import logging
import math
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import groups
import heroes
import shapes
from camera import View, place_camera
from develop import develop
from moods import MOODS, Mood
from PIL import Image
from stage import room
from things import Thing

HERE = Path(__file__).resolve().parent
CATALOGUE = HERE.parent / "catalogue" / "products"
PICTURES = HERE.parent / "pictures"
NOTE = "Lykta & Lera studio, rendered at "
log = logging.getLogger("studio")


@dataclass(frozen=True)
class Picture:
    """One file to make: of which product, how seen, in which colour."""

    file: str
    code: str
    scene: dict
    view: str
    colour: str
    turn: int


def catalogue() -> list[Picture]:
    """Every picture that the products ask for: one of each first, then groups and still lifes, then the rest."""
    pictures = []
    for path in sorted(CATALOGUE.glob("*.json")):
        for product in json.loads(path.read_text()):
            scene = product["scene"]
            for rank, view in enumerate(scene["views"]):
                turn = 0 if rank == 0 else {"group": 1, "detail": 2, "front": 3}[view["view"]]
                pictures.append(
                    Picture(view["file"], product["code"], scene, view["view"], view.get("colour", ""), turn)
                )
    pictures += [Picture(file, "hero", {}, "hero", "", 1) for file in heroes.HEROES]
    return sorted(pictures, key=lambda p: (p.turn, p.scene.get("glaze") == "glass"))


def compose(picture: Picture, scenes: dict[str, dict], aspect: float) -> str:
    """The whole POV-Ray scene of one picture."""
    if picture.view == "hero":
        thing, mood, view = heroes.HEROES[picture.file](scenes)
    elif picture.view == "group":
        thing, mood, view = groups.GROUPS[picture.code](scenes)
    else:
        thing, mood, view = shapes.portrait(picture.code, picture.scene, picture.colour, picture.view)
    return photograph(thing, MOODS[mood], view, aspect)


def photograph(thing: Thing, mood: Mood, view: View, aspect: float) -> str:
    """The thing in its room, seen by the camera that frames it."""
    size = max(math.dist((0, 0, 0), (p[0], p[1] * 0.75, p[2])) for p in thing.points)
    camera = place_camera(thing.points, view, aspect=aspect)
    return room(mood, size) + camera.text() + thing.text


def render(picture: Picture, scenes: dict[str, dict], size: tuple[int, int], scale: float) -> float:
    """Write one finished picture; return the seconds it took."""
    begun = time.monotonic()
    width, height = size
    if picture.view == "hero":
        width, height = round(size[0] * 2000 / 1280), round(size[0] * 1250 / 1280)
    with tempfile.TemporaryDirectory() as folder:
        source, raw = Path(folder) / "scene.pov", Path(folder) / "scene.png"
        source.write_text(compose(picture, scenes, height / width))
        command = ["povray", f"+I{source}", f"+O{raw}", f"+W{round(width * scale)}", f"+H{round(height * scale)}"]
        command += ["+A0.25", "+AM2", "+R2", "+WT1", "-D", "+FN", "File_Gamma=sRGB", "Dither=on", "-GA"]
        done = subprocess.run(["nice", "-n", "15", *command], capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{picture.file}: {done.stderr[-800:]}")
        PICTURES.mkdir(exist_ok=True)
        develop(raw, PICTURES / picture.file, size=(width, height), note=f"{NOTE}{scale}")
    return time.monotonic() - begun


def rendered_at(path: Path) -> float:
    """The share of full size that a finished picture was rendered at; 0 when there is none."""
    if not path.exists():
        return 0.0
    with Image.open(path) as picture:
        note = picture.info.get("comment", b"").decode("ascii", "replace")
    return float(note.removeprefix(NOTE)) if note.startswith(NOTE) else 0.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", default=[], help="a product code or a file name; may be repeated")
    parser.add_argument("--size", default="1280x1600")
    parser.add_argument(
        "--scale",
        type=float,
        default=1.0,
        help="render at this share of the size and enlarge: 0.75 takes half the time",
    )
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--again", action="store_true", help="also make pictures that exist")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    pictures = catalogue()
    scenes = {p.code: p.scene for p in pictures}
    wanted = [p for p in pictures if not options.only or {p.code, p.file} & set(options.only)]
    todo = [p for p in wanted if options.again or rendered_at(PICTURES / p.file) < options.scale]
    width, height = (int(part) for part in options.size.split("x"))
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.threads) as pool:
        running = {pool.submit(render, p, scenes, (width, height), options.scale): p for p in todo}
        for task in concurrent.futures.as_completed(running):
            try:
                log.info("%s %.0f s", running[task].file, task.result())
            except (RuntimeError, KeyError) as error:
                failed += 1
                log.error("%s failed: %r", running[task].file, error)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
