"""The shape vocabulary: from a scene of the catalogue to a thing, its light and its camera."""

from __future__ import annotations

from collections.abc import Callable

import candlelight
import glassware
import lamps
import pottery
import pouring
import tablecloths
import tapers
import textiles
import wooden
from camera import View
from things import Thing

Builder = Callable[[dict, str], Thing]


def _candle(scene: dict, colour: str) -> Thing:
    return tapers.tapers(scene, colour) if scene.get("bundle") else candlelight.candle(scene, colour)


def _vase(scene: dict, colour: str) -> Thing:
    return glassware.glass_vase(scene, colour) if scene["glaze"] == "glass" else pottery.vase(scene, colour)


def _jug(scene: dict, colour: str) -> Thing:
    return glassware.glass_jug(scene, colour) if scene["glaze"] == "glass" else pouring.jug(scene, colour)


def _candle_holder(scene: dict, colour: str) -> Thing:
    if scene["candle"] == "tealight":
        return candlelight.tealight_cup(scene, colour)
    return candlelight.spindle(scene, colour) if scene["glaze"] == "wood" else candlelight.candle_stick(scene, colour)


# shape: builder, mood, turn of the thing, view
SHAPES: dict[str, tuple[Builder, str, float, View]] = {
    "cup": (pottery.cup, "chalk", 16, View(elevation=17)),
    "mug": (pottery.cup, "chalk", 16, View(elevation=16)),
    "espresso_cup": (pottery.cup, "chalk", 0, View(elevation=20, fill_height=0.5)),
    "bowl": (pottery.bowl, "chalk", 0, View(elevation=25, fill_width=0.76)),
    "plate": (pottery.plate, "chalk", 0, View(elevation=38, fill_width=0.82)),
    "vase_tall": (_vase, "chalk", 0, View(elevation=9, fill_height=0.68)),
    "vase_round": (_vase, "chalk", 0, View(elevation=12)),
    "vase_bottle": (_vase, "chalk", 0, View(elevation=10, fill_height=0.64)),
    "jug": (_jug, "chalk", 14, View(elevation=12, fill_height=0.66)),
    "teapot": (pouring.teapot, "chalk", 12, View(elevation=17, fill_width=0.8)),
    "planter": (pottery.planter, "linen", 0, View(elevation=15, fill_height=0.6)),
    "tumbler": (glassware.tumbler, "glass", 0, View(elevation=14, fill_height=0.55)),
    "wine_glass": (glassware.wine_glass, "glass", 0, View(elevation=9, fill_height=0.70)),
    "carafe": (glassware.carafe, "glass", 0, View(elevation=10, fill_height=0.68)),
    "candle": (_candle, "ember", 0, View(elevation=12)),
    "candle_holder": (_candle_holder, "ember", 0, View(elevation=12)),
    "table_lamp": (lamps.table_lamp, "lamp", 0, View(elevation=7, fill_height=0.66)),
    "floor_lamp": (lamps.floor_lamp, "lamp", 0, View(elevation=6, fill_height=0.80)),
    "pendant": (lamps.pendant, "hanging", 0, View(elevation=-7, fill_height=0.42, fill_width=0.66, raise_by=-0.04)),
    "cutting_board": (wooden.cutting_board, "leaning", 0, View(elevation=9, fill_height=0.70)),
    "tray": (wooden.tray, "linen", 20, View(elevation=36, fill_width=0.80)),
    "wooden_bowl": (wooden.wooden_bowl, "linen", 20, View(elevation=27, fill_width=0.78)),
    "spoon": (wooden.spoon, "linen", 52, View(elevation=52, fill_width=0.80, fill_height=0.70)),
    "stool": (wooden.stool, "linen", 8, View(elevation=18, fill_height=0.66)),
    "cushion": (textiles.cushion, "cloth", 0, View(elevation=9, fill_width=0.78)),
    "throw": (textiles.throw, "cloth", 56, View(elevation=26, fill_width=0.80)),
    "towel": (textiles.towel, "cloth", 34, View(elevation=34, fill_width=0.78)),
    "tablecloth": (
        tablecloths.tablecloth,
        "cloth",
        -135,
        View(elevation=19, fill_width=0.95, window=(0, 0.02, 1.3)),
    ),
    "lantern": (candlelight.lantern, "dusk", 14, View(elevation=9)),
}
DETAILS: dict[str, View] = {
    "temugg-dis": View(elevation=52, window=(0, 0.08, 1.25)),
    "assiett-glimma": View(elevation=86, fill_width=0.86),
    "fat-hage": View(elevation=30, window=(0.42, -0.10, 2.3)),
    "skal-dis": View(elevation=62, fill_width=0.92),
    "kanna-glimma": View(elevation=20, window=(-0.22, 0.40, 2.2)),
    "karaff-bris": View(elevation=12, window=(0, 0.36, 2.3)),
    "vas-mane": View(elevation=45, fill_width=0.80),
    "bordslampa-lera": View(elevation=4, window=(0, -0.06, 2.0)),
    "bricka-rund": View(elevation=24, window=(0.45, -0.06, 2.6)),
    "traskal-ring": View(elevation=64, fill_width=0.90),
    "pall-tre": View(elevation=56, window=(0, 0.24, 1.35)),
    "kokshandduk-rand": View(elevation=38, window=(0.30, -0.02, 2.0)),
    "duk-sav": View(elevation=16, window=(0.02, -0.06, 2.3)),
}


def build(scene: dict, colour: str) -> Thing:
    """The thing standing at the origin, unturned."""
    builder = SHAPES[scene["shape"]][0]
    return builder(scene, colour)


def portrait(code: str, scene: dict, colour: str, view: str) -> tuple[Thing, str, View]:
    """One product alone: the thing, the mood it is seen in and the view."""
    _, mood, turn, front = SHAPES[scene["shape"]]
    if scene["glaze"] == "glass" and mood == "chalk":
        mood = "glass"
    if scene.get("bundle"):
        mood, turn, front = "linen", -24, View(elevation=30, fill_width=0.82)
    if code == "temugg-dis" and view == "detail":
        return pottery.with_tea(build(scene, "glaze-green"), scene), mood, DETAILS[code]
    if scene["shape"] == "cutting_board" and "hole" not in scene["profile"]:
        mood, turn, front = "linen", 28, View(elevation=42, fill_width=0.80)
    if scene["shape"] == "cushion":
        thing = build(scene, colour).placed(tip=14, turn=-24).grounded()
    else:
        thing = build(scene, colour).placed(turn=turn)
    if "runner" in scene["profile"]:
        thing, front = build(scene, colour).placed(turn=-24), View(elevation=30, fill_width=0.95, fill_height=0.72)
    return thing, mood, DETAILS[code] if view == "detail" else front
