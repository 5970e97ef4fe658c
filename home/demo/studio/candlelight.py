"""Candles and what they stand in: tapers, pillars, holders, lanterns."""

from __future__ import annotations

from geometry import curve, lathe, part
from glassware import FLAGS, shadow_of, tint
from glazing import GLAZES, coat, scaled_line, thrown
from materials import clay, glass, metal, rgb, wax, wood
from things import Thing, flame, wick
from turned import Wall, by_hand, handle, solid, vessel


def candle_stick(scene: dict, colour: str, *, lit: bool = True, candle: float = 17.0) -> Thing:
    """A broad dish with a short column and a candle in it."""
    r, h = scene["diameter"] / 2, scene["height"]
    thing = thrown(
        scene,
        colour,
        [(r * 0.72, 0.0), (r * 0.76, 0.06), (r * 0.95, 0.5), (r, 1.5)],
        Wall(thick=scene["wall"], floor=0.35, foot_in=0.5, bottom=0.3),
        bend=by_hand(0.004),
        foot=0.25,
    )
    column = solid(
        [
            (1.9, 0.6, 0),
            (1.55, 1.3, 1),
            (1.45, h * 0.6, 2),
            (1.75, h - 0.4, 0.6),
            (1.75, h, 0.3),
            (1.35, h, 0.2),
            (1.25, h - 0.7, 0.2),
            (0, h - 0.8, 0),
        ],
        "outside",
        bend=by_hand(0.006),
    )
    thing.dress(column, coat(column, scene, colour, (0, h)))
    return add_taper(thing, h - 0.8, candle, GLAZES["chalk"][0], lit=lit)


def add_taper(thing: Thing, base: float, tall: float, colour: str, *, lit: bool, radius: float = 1.1) -> Thing:
    top = base + tall
    body = solid(
        [
            (0, base, 0),
            (radius, base, 0.1),
            (radius * 0.97, base + tall * 0.6, 3),
            (radius * 0.90, top - 0.9, 0.5),
            (radius * 0.66, top - 0.25, 0.4),
            (0.12, top, 0.2),
            (0, top - 0.05, 0),
        ],
        "wax",
        segments=60,
    )
    thing.dress(body, wax(colour, span=(base, top), lit=lit))
    thing.raw(wick(0.9, (0, top, 0)))
    if lit:
        thing.raw(flame(3.0, (0.05, top + 0.5, 0), power=1.3, reach=tall))
    return thing


def tealight_cup(scene: dict, colour: str) -> Thing:
    """A small round cup whose thin glaze glows from the light inside."""
    r, h = scene["diameter"] / 2, scene["height"]
    line = [(r * 0.55, 0.0), (r * 0.66, 0.03), (r * 0.97, 0.36), (r, 0.58), (r * 0.92, 0.85), (r * 0.86, 1)]
    thing = Thing()
    for piece in vessel(scaled_line(line, h), Wall(thick=scene["wall"], foot_in=0.5), bend=by_hand(0.006, seed=4)):
        if piece.role == "inside":
            texture = (
                f"texture{{pigment{{gradient y color_map{{[0 {rgb('#ffe2ae', 1.5)}][0.55 "
                f"{rgb('#ffbe6a', 0.9)}][1 {rgb('#e08a3c', 0.4)}]}} scale {h}}} finish{{ambient 0 diffuse "
                f"0.5 emission 0.9}}}}"
            )
            thing.dress(piece, texture)
        else:
            thing.dress(
                piece,
                coat(piece, scene, colour, (0, h), foot=0.3, lit=True),
            )
    tin = solid(
        [(0, 0.9, 0), (1.9, 0.9, 0.1), (1.95, 2.2, 0.1), (1.8, 2.2, 0.05), (1.75, 2.0, 0.1), (0, 2.0, 0)], "tin"
    )
    thing.dress(tin, wax("#f6efe0", span=(0.9, 2.2), lit=True))
    return thing.raw(wick(0.6, (0, 2.0, 0)) + flame(2.0, (0, 2.3, 0), power=1.2, reach=7))


def spindle(scene: dict, colour: str) -> Thing:
    """A turned candlestick with a brass cup and a lit taper."""
    h, r = scene["height"], scene["diameter"] / 2
    line = curve(
        [
            (r, 0.35),
            (r * 0.96, 1.0),
            (r * 0.5, 1.8),
            (0.95, 3.2),
            (0.85, h * 0.34),
            (1.5, h * 0.46),
            (1.75, h * 0.52),
            (1.4, h * 0.59),
            (0.8, h * 0.70),
            (0.85, h * 0.82),
            (1.35, h * 0.90),
            (1.2, h * 0.94),
        ],
        110,
    )
    thing = Thing().dress(
        part("spindle", lathe([(0, 0), (r * 0.94, 0.0), *line, (0, h * 0.94)])),
        wood(colour, along="y", seed=7, sheen=0.16),
    )
    cup = [
        (0, h * 0.93, 0),
        (1.5, h * 0.93, 0.2),
        (1.6, h * 0.96, 0.2),
        (1.38, h * 0.965, 0.1),
        (1.42, h, 0.1),
        (1.2, h, 0.1),
        (1.15, h * 0.96, 0.1),
        (0, h * 0.96, 0),
    ]
    thing.dress(solid(cup, "cup"), metal("brass"))
    return add_taper(thing, h * 0.96, 15.0, "#ece4d4", lit=True)


def lantern(scene: dict, colour: str, *, lit: bool = True) -> Thing:
    """A glass cylinder in a wooden ring, with a strap or a lid, and a candle inside."""
    r, h = scene["diameter"] / 2, scene["height"]
    ring = [
        (0, 0.0, 0),
        (r * 1.02, 0.0, 0.3),
        (r * 1.06, 1.4, 0.5),
        (r * 1.04, 2.6, 0.3),
        (r * 0.985, 2.6, 0.1),
        (r * 0.985, 1.2, 0.1),
        (0, 1.2, 0),
    ]
    thing = Thing().dress(solid(ring, "foot"), wood("oak"))
    tall = h - (3.0 if "lid" in scene["profile"] else 0.0)
    pane = [(r * 0.96, 1.25), (r * 0.965, tall * 0.4), (r * 0.97, tall * 0.8), (r * 0.96, tall)]
    wall = scene["wall"]
    line = curve(pane, 30)
    inner = [(x - wall, y) for x, y in line][::-1]
    ring_profile = [*line, (line[-1][0] - wall / 2, tall + 0.15), *inner, line[0]]
    tone = tint(colour, thin=1.1) if colour != "clear" else glass("#f2f6f4", depth=6)
    shadow_of(thing, line, colour).dress(part("glass", lathe(ring_profile), inside=True), tone, FLAGS)
    if "lid" in scene["profile"]:
        lid = [
            (r * 0.42, tall + 0.1, 0),
            (r * 0.42, tall + 1.9, 0.3),
            (r * 0.80, tall + 2.1, 0.5),
            (r * 1.05, tall + 1.7, 0.6),
            (r * 1.05, tall + 0.3, 0.3),
            (r * 0.95, tall + 0.1, 0.2),
            (r * 0.42, tall + 0.1, 0),
        ]
        thing.dress(solid(lid, "lid"), wood("oak", seed=3))
    if "strap" in scene["profile"]:
        strap = handle(
            [
                (-r * 1.02, tall * 0.80),
                (-r * 0.98, tall * 1.0),
                (-r * 0.62, tall * 1.32),
                (0, tall * 1.44),
                (r * 0.62, tall * 1.32),
                (r * 0.98, tall * 1.0),
                (r * 1.02, tall * 0.80),
            ],
            1.5,
            0.28,
            power=4,
            swell=0,
        )
        thing.dress(strap, clay("#6b4630"))
    return pillar_candle(thing, 1.2, min(tall * 0.42, 13.0), min(r * 0.5, 3.6), lit=lit)


def pillar_candle(
    thing: Thing, base: float, tall: float, radius: float, *, lit: bool, colour: str = "#efe6d4"
) -> Thing:
    top = base + tall
    body = [
        (0, base, 0),
        (radius, base, 0.2),
        (radius, top - 0.3, 0.6),
        (radius - 0.5, top, 0.35),
        (radius * 0.5, top - 0.22, 0.5),
        (0, top - 0.3, 0),
    ]
    thing.dress(solid(body, "wax"), wax(colour, span=(base, top), lit=lit))
    thing.raw(wick(0.8, (0, top - 0.3, 0)))
    return thing.raw(flame(2.8, (0.04, top + 0.15, 0), power=1.5, reach=radius * 5)) if lit else thing


def candle(scene: dict, colour: str) -> Thing:
    """A pillar candle; tapers are in `tapers`."""
    colours = {"chalk": "#ece4d4", "honey": "#cf9a47", "clay": "#a2654f", "moss": "#74785a"}
    return pillar_candle(Thing(), 0.0, scene["height"], scene["diameter"] / 2, lit=True, colour=colours[colour])
