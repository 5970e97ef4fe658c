"""The shape vocabulary: from a scene of the catalogue to a thing, its light and its camera."""

from __future__ import annotations

from collections.abc import Callable

import glassware
import pottery
from stage import View
from things import Thing

Builder = Callable[[dict, str], Thing]


def _candle(scene: dict, colour: str) -> Thing:
    return glassware.tapers(scene, colour) if scene.get("bundle") else glassware.candle(scene, colour)


def _vase(scene: dict, colour: str) -> Thing:
    return glassware.glass_vase(scene, colour) if scene["glaze"] == "glass" else pottery.vase(scene, colour)


def _jug(scene: dict, colour: str) -> Thing:
    return glassware.glass_jug(scene, colour) if scene["glaze"] == "glass" else pottery.jug(scene, colour)


def _candle_holder(scene: dict, colour: str) -> Thing:
    return pottery.tealight_cup(scene, colour) if scene["candle"] == "tealight" else pottery.candle_stick(scene, colour)


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
    "teapot": (pottery.teapot, "chalk", 12, View(elevation=17, fill_width=0.8)),
    "planter": (pottery.planter, "linen", 0, View(elevation=15, fill_height=0.6)),
    "tumbler": (glassware.tumbler, "glass", 0, View(elevation=14, fill_height=0.55)),
    "wine_glass": (glassware.wine_glass, "glass", 0, View(elevation=9, fill_height=0.70)),
    "carafe": (glassware.carafe, "glass", 0, View(elevation=10, fill_height=0.68)),
    "candle": (_candle, "ember", 0, View(elevation=12)),
    "candle_holder": (_candle_holder, "ember", 0, View(elevation=12)),
    "lantern": (glassware.lantern, "dusk", 14, View(elevation=9)),
}
DETAILS: dict[str, View] = {
    "temugg-dis": View(elevation=52, window=(0, 0.08, 1.25, 0)),
    "assiett-glimma": View(elevation=86, fill_width=0.86),
    "fat-hage": View(elevation=30, window=(0.42, -0.10, 2.3, 0)),
    "skal-dis": View(elevation=62, fill_width=0.92),
    "kanna-glimma": View(elevation=20, window=(-0.22, 0.40, 2.2, 0)),
    "karaff-bris": View(elevation=12, window=(0, 0.46, 2.4, 0)),
    "vas-mane": View(elevation=45, fill_width=0.80),
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
        colour = "glaze-green"
    thing = build(scene, colour).placed(turn=turn)
    return thing, mood, DETAILS[code] if view == "detail" else front
