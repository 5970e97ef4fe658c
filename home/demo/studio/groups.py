"""Several pieces in one picture: {code: scenes -> (thing, mood, view)}."""

from __future__ import annotations

from collections.abc import Callable

import candlelight
import folding
import glassware
import lamps
import pottery
import pouring
import tapers
import textiles
import wooden
from camera import View
from geometry import Point
from things import Thing, together
from twigs import branch

Scenes = dict[str, dict]
Shot = tuple[Thing, str, View]


def sized(scene: dict, factor: float) -> dict:
    """The same scene in another size; walls keep their thickness."""
    return scene | {key: scene[key] * factor for key in ("height", "diameter", "foot", "lip") if key in scene}


def with_branch(vase: Thing, at: Point, height: float, *, lean: float = 0.3, seed: int = 0) -> Thing:
    piece, bark = branch(at, height, lean=lean, seed=seed)
    return Thing(vase.text, list(vase.points)).dress(piece, bark)


def _tumblers(scenes: Scenes) -> Shot:
    def one(colour: str) -> Thing:
        return glassware.tumbler(scenes["glas-dagg"], colour)

    row = together(
        one("smoke").placed(-10.5, 2.5),
        one("clear").placed(-1.2, -3.5),
        one("glaze-green").placed(9.0, 1.0),
        one("smoke").placed(3.2, 8.5),
        one("clear").placed(3.4, 8.5, y=9.15),
    )
    return row, "glass", View(elevation=13, fill_width=0.82, fill_height=0.6)


def _wine(scenes: Scenes) -> Shot:
    row = together(
        glassware.wine_glass(scenes["rodvinsglas-sky"], "clear").placed(0.5, 3.5),
        glassware.wine_glass(scenes["vinglas-sky"], "clear").placed(-9.6, 0),
        glassware.wine_glass(scenes["coupeglas-sky"], "clear").placed(10.2, -2.5),
    )
    return row, "glass", View(elevation=9, fill_width=0.82, fill_height=0.66)


def _carafe(scenes: Scenes) -> Shot:
    glass = scenes["glas-dagg"]
    row = together(
        glassware.carafe(scenes["karaff-dagg"], "smoke", water=0.48).placed(-3, 5),
        glassware.tumbler(glass, "smoke").placed(8, 2),
        glassware.tumbler(glass, "clear").placed(2.5, -6.5),
        glassware.tumbler(glass, "smoke").placed(-12.5, -2),
        glassware.tumbler(glass, "clear").placed(13.5, 10),
    )
    return row, "glass", View(elevation=13, fill_width=0.84, fill_height=0.64)


def _cups(scenes: Scenes) -> Shot:
    def one(colour: str) -> Thing:
        return pottery.cup(scenes["kopp-glimma"], colour)

    lying = one("ink").placed(tip=88).placed(turn=38, roll=8).grounded().placed(8.0, -6.5)
    row = together(
        one("celadon").placed(-7.5, 1.0, turn=160),
        one("chalk").placed(4.6, 7.5, turn=20),
        one("clay").placed(-4.0, -9.5, turn=205),
        lying,
    )
    return row, "chalk", View(elevation=26, fill_width=0.84, fill_height=0.6)


def _mugs(scenes: Scenes) -> Shot:
    scene = scenes["mugg-klint"]
    h = scene["height"]

    def one(colour: str, x: float, y: float, turn: float, z: float = 0) -> Thing:
        return pottery.cup(scene, colour).placed(x, z, y=y, turn=turn)

    row = together(
        one("ink", -5.6, 0, 150), one("chalk", -5.6, h, 190), one("moss", 5.2, 0, 25, 2), one("smoke", 5.2, h, -12, 2)
    )
    return row, "chalk", View(elevation=12, fill_width=0.80, fill_height=0.64)


def plate_stack(scenes: Scenes, colours: list[str], small: list[str]) -> Thing:
    """Large plates below, small ones on top."""
    scene, y, pile = scenes["tallrik-klint"], 0.0, []
    for i, colour in enumerate(colours):
        pile.append(pottery.plate(scene, colour).placed(0.15 * (i % 2), y=y, turn=i * 70))
        y += 1.42
    y += 0.64 - 1.42
    for i, colour in enumerate(small):
        little = sized(scene, 21 / 27) | {"height": scene["height"]}
        pile.append(pottery.plate(little, colour).placed(0.2 - 0.15 * i, y=y, turn=i * 50))
        y += 1.42
    return together(*pile)


def _plates(scenes: Scenes) -> Shot:
    return (
        plate_stack(scenes, ["ink", "smoke", "chalk"], ["ink", "smoke", "chalk"]),
        "chalk",
        View(elevation=17, fill_width=0.82),
    )


def _bowls(scenes: Scenes) -> Shot:
    scene = scenes["skal-glimma"]
    small = sized(scene, 13 / 19)
    row = together(
        pottery.bowl(scene, "clay").placed(-4.5, 3),
        pottery.bowl(small, "celadon").placed(-4.2, 2.6, y=1.6, roll=3),
        pottery.bowl(small, "chalk").placed(9.8, -6.0),
    )
    return row, "chalk", View(elevation=27, fill_width=0.84)


def _tea(scenes: Scenes) -> Shot:
    mug = scenes["temugg-dis"]
    row = together(
        wooden.tray(scenes["bricka-rund"], "oak").placed(turn=30),
        pouring.teapot(scenes["tekanna-dis"], "glaze-green").placed(1.0, 5.0, y=1.05, turn=14),
        pottery.cup(mug, "glaze-green").placed(-8.5, -6.5, y=1.05),
        pottery.cup(mug, "sand").placed(3.6, -9.0, y=1.05),
    )
    return row, "linen", View(elevation=25, fill_width=0.84)


def _bundles(scenes: Scenes) -> Shot:
    scene = scenes["kronljus-skymning"]
    row = together(
        *[
            tapers.tapers(scene, colour).placed(0, 10.5 * k - 10.5, turn=-4 + 5 * k)
            for k, colour in enumerate(("moss", "chalk", "clay"))
        ]
    )
    return row.placed(turn=-34), "linen", View(elevation=36, fill_width=0.86)


def _sticks(scenes: Scenes) -> Shot:
    scene = scenes["ljusstake-klint"]
    row = together(
        candlelight.candle_stick(scene, "chalk", candle=20).placed(-9.5, 2),
        candlelight.candle_stick(scene, "ink", candle=10).placed(-0.5, -6),
        candlelight.candle_stick(scene, "clay", candle=15).placed(9.5, 3),
    )
    return row, "dusk", View(elevation=12, fill_width=0.74, fill_height=0.68)


def _lanterns(scenes: Scenes) -> Shot:
    scene = scenes["lykta-vinter"]
    row = together(
        candlelight.lantern(scene, "clear").placed(-8, 3, turn=14),
        candlelight.lantern(scene, "smoke").placed(9, -4, turn=-10, size=0.8),
    )
    return row, "dusk", View(elevation=10, fill_width=0.80, fill_height=0.64)


def _pendants(scenes: Scenes) -> Shot:
    scene = scenes["taklampa-klocka"]
    row = together(
        *[
            lamps.bell_pendant(scene, c).placed(x, z, y=y)
            for c, x, y, z in (("clay", -33, 12, 0), ("chalk", 0, 0, 4), ("ink", 33, 20, 0))
        ]
    )
    return row, "hanging", View(elevation=-6, fill_width=0.88, raise_by=-0.06)


def _cushions(scenes: Scenes) -> Shot:
    pile, y = [], 0.0
    for k, colour in enumerate(("ink", "clay", "moss", "linen")):
        lying = textiles.cushion(scenes["kudde-sav"], colour).placed(tip=90).placed(z=-25).grounded()
        pile.append(lying.placed(0.8 * (k % 2), y=y, turn=22 + 9 * ((k * 5) % 4)))
        y += 11.6
    return together(*pile), "cloth", View(elevation=11, fill_width=0.80, fill_height=0.66)


def _throws(scenes: Scenes) -> Shot:
    pile = [
        folding.folded(38, 44, 5, 2.0, colour, weave="wool", seed=k).placed(0.7 * (k % 2), y=10.1 * k, turn=3 * (k - 1))
        for k, colour in enumerate(("glaze-green", "smoke", "honey"))
    ]
    return together(*pile).placed(turn=118), "cloth", View(elevation=18, fill_width=0.80, fill_height=0.62)


def _boards(scenes: Scenes) -> Shot:
    big = scenes["skarbrada-as"]
    small = big | {"length": 38, "width": 20}
    row = together(
        wooden.cutting_board(big, "oak").placed(-7, 3.2),
        wooden.cutting_board(big, "walnut").placed(17, 6.5),
        wooden.cutting_board(small, "walnut").placed(-13.5, -2.4, turn=-4),
        wooden.cutting_board(small, "oak").placed(12.5, 0.6, turn=3),
    )
    return row, "leaning", View(elevation=8, fill_width=0.84)


def _vases(scenes: Scenes) -> Shot:
    scene = scenes["vas-strand"]
    tall = with_branch(pottery.vase(scene, "ink"), (0.6, 12, 0), 52, lean=0.28, seed=3)
    short = pottery.vase(sized(scene, 24 / 34), "chalk")
    return (
        together(tall.placed(-5.5, 3), short.placed(7.5, -4)),
        "linen",
        View(elevation=8, fill_height=0.82, fill_width=0.8),
    )


def _bottles(scenes: Scenes) -> Shot:
    scene = scenes["vas-sippa"]
    row = []
    for k, colour in enumerate(("moss", "sand", "smoke", "clay")):
        vase = pottery.vase(scene, colour)
        if k in (1, 3):
            vase = with_branch(vase, (0.1, 9, 0), 21 - k, lean=0.22 if k == 1 else -0.2, seed=k + 6)
        row.append(vase.placed(-15 + 10 * k, 2.2 * (k % 2), turn=k * 40))
    return together(*row), "linen", View(elevation=9, fill_width=0.84)


def _pots(scenes: Scenes) -> Shot:
    scene = scenes["kruka-lund"]
    small = sized(scene, 12 / 18)
    row = together(
        pottery.planter(scene, "clay").placed(-6.5, 6),
        pottery.planter(small, "chalk").placed(9.5, 0.5),
        pottery.planter(small, "moss").placed(-3.5, -12.5),
    )
    return row, "linen", View(elevation=18, fill_width=0.80, fill_height=0.62)


GROUPS: dict[str, Callable[[Scenes], Shot]] = {
    "glas-dagg": _tumblers,
    "vinglas-sky": _wine,
    "karaff-dagg": _carafe,
    "kopp-glimma": _cups,
    "mugg-klint": _mugs,
    "tallrik-klint": _plates,
    "skal-glimma": _bowls,
    "tekanna-dis": _tea,
    "kronljus-skymning": _bundles,
    "ljusstake-klint": _sticks,
    "lykta-vinter": _lanterns,
    "taklampa-klocka": _pendants,
    "kudde-sav": _cushions,
    "plad-fjall": _throws,
    "skarbrada-as": _boards,
    "vas-strand": _vases,
    "vas-sippa": _bottles,
    "kruka-lund": _pots,
}
