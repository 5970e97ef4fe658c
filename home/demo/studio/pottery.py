"""Stoneware and red clay: cups, bowls, plates, vases and pots."""

from __future__ import annotations

import math

from geometry import Part
from glazing import coat, hand, scaled_line, thrown
from materials import rgb
from things import Thing
from turned import Bend, Wall, fluted, handle


def cup(scene: dict, colour: str) -> Thing:
    """Cups, mugs and espresso cups."""
    r, f, h, profile = scene["diameter"] / 2, scene["foot"] / 2, scene["height"], scene["profile"]
    if "cylinder" in profile:
        line = [(f, 0.0), (f * 1.03, 0.025), (r * 0.995, 0.12), (r, 0.5), (r, 1)]
    elif "tulip" in profile:
        line = [(f, 0.0), (f * 1.16, 0.03), (r * 0.93, 0.25), (r, 0.5), (r * 0.955, 0.78), (r * 0.93, 1)]
    elif "generous" in profile:
        line = [
            (f, 0.0),
            (f * 1.1, 0.03),
            (r * 0.96, 0.26),
            (r, 0.5),
            (r * 0.93, 0.78),
            (r * 0.92, 0.93),
            (r * 0.95, 1),
        ]
    else:
        line = [
            (f, 0.0),
            (f * 1.22, 0.035),
            (r * 0.97, 0.27),
            (r * 0.985, 0.45),
            (r * 0.93, 0.75),
            (r * 0.945, 0.9),
            (r, 1),
        ]
    bend = hand(scene)
    if "thumb dent" in profile:
        bend = _dented(bend, h)
    raw = 1.0 if "band" in profile else 0.45 if scene.get("unglazed_foot") else 0.0
    thing = thrown(scene, colour, scaled_line(line, h), Wall(thick=scene["wall"], foot_in=0.5), bend=bend, foot=raw)
    if scene.get("handle"):
        ear = _cup_ear(r, h, wide=1.5 if "cylinder" not in profile else 1.3)
        thing.dress(ear, coat(ear, scene, colour, (-h, 3 * h)))
    return thing


def with_tea(thing: Thing, scene: dict) -> Thing:
    """The cup with tea in it."""
    y, r = scene["height"] * 0.76, scene["diameter"] / 2 - scene["wall"] * 0.9
    tea = (
        f"texture{{pigment{{color {rgb('#7a4312')}}} normal{{bumps 0.01 scale 2}} finish{{diffuse "
        f"0.7 ambient 0 reflection{{0.02,0.8 fresnel on}} conserve_energy}}}} interior{{ior 1.33}}"
    )
    return thing.raw(f"disc{{<0,{y},0>,y,{r * 0.985} {tea}}}\n")


def _cup_ear(r: float, h: float, *, wide: float) -> Part:
    x = r * 0.93
    reach = h * 0.34
    return handle(
        [
            (x, 0.80 * h),
            (x + reach * 0.55, 0.835 * h),
            (x + reach * 0.98, 0.70 * h),
            (x + reach, 0.50 * h),
            (x + reach * 0.6, 0.32 * h),
            (x, 0.24 * h),
        ],
        wide,
        wide * 0.5,
    )


def _dented(base: Bend, h: float) -> Bend:
    def bend(angle: float, r: float, y: float) -> tuple[float, float]:
        radius, height = base(angle, r, y)
        off = math.atan2(math.sin(angle + 1.25), math.cos(angle + 1.25))
        return radius - 0.42 * math.exp(-((off / 0.42) ** 2) - ((y / h - 0.55) / 0.2) ** 2) * min(1, r), height

    return bend


def bowl(scene: dict, colour: str) -> Thing:
    r, f, h, profile = scene["diameter"] / 2, scene["foot"] / 2, scene["height"], scene["profile"]
    if "straight flaring" in profile:
        line = [(f, 0.0), (f * 1.08, 0.05), (r * 0.62, 0.30), (r * 0.83, 0.66), (r, 1)]
    elif "upright" in profile:
        line = [(f, 0.0), (f * 1.12, 0.03), (r * 0.93, 0.16), (r * 0.985, 0.38), (r, 0.7), (r, 1)]
    elif "rolled" in profile:
        line = [
            (f, 0.0),
            (f * 1.1, 0.03),
            (r * 0.78, 0.27),
            (r * 0.90, 0.6),
            (r * 0.94, 0.88),
            (r * 0.985, 0.945),
            (r, 0.975),
            (r * 0.985, 1),
        ]
    else:
        line = [
            (f, 0.0),
            (f * 0.99, 0.06),
            (f * 1.12, 0.11),
            (r * 0.70, 0.27),
            (r * 0.89, 0.55),
            (r * 0.955, 0.84),
            (r, 1),
        ]
    taper = -0.25 if "rolled" in profile else 0.3
    foot = 0.55 if scene.get("unglazed_foot") else 0.0
    return thrown(
        scene,
        colour,
        scaled_line(line, h),
        Wall(thick=scene["wall"], taper=taper, foot_in=0.7, bottom=0.12),
        bend=hand(scene),
        foot=foot,
    )


def plate(scene: dict, colour: str) -> Thing:
    r, f, h, profile = scene["diameter"] / 2, scene["foot"] / 2, scene["height"], scene["profile"]
    if "upright rim" in profile:
        line = [(f, 0.0), (f * 1.03, 0.16), (r * 0.80, 0.22), (r * 0.94, 0.34), (r * 0.985, 0.62), (r, 1)]
    elif "deep" in profile:
        line = [(f, 0.0), (f * 1.05, 0.09), (r * 0.74, 0.2), (r * 0.90, 0.45), (r * 0.97, 0.75), (r, 1)]
    elif "platter" in profile:
        line = [(f, 0.0), (f * 1.04, 0.10), (r * 0.66, 0.24), (r * 0.78, 0.52), (r, 1)]
    else:
        line = [(f, 0.0), (f * 1.06, 0.14), (r * 0.78, 0.34), (r * 0.92, 0.64), (r, 1)]
    wall = Wall(thick=scene["wall"], floor=scene["wall"] * 0.7, taper=0.25, foot_in=0.8, bottom=0.06)
    return thrown(scene, colour, scaled_line(line, h), wall, bend=hand(scene, 0.003), foot=0.3)


def vase(scene: dict, colour: str) -> Thing:
    r, f, lip, h, profile = (
        scene["diameter"] / 2,
        scene["foot"] / 2,
        scene["lip"] / 2,
        scene["height"],
        scene["profile"],
    )
    if "sphere" in profile:
        line = [
            (f, 0.0),
            (f * 1.2, 0.02),
            (r * 0.90, 0.24),
            (r, 0.48),
            (r * 0.88, 0.76),
            (r * 0.52, 0.945),
            (lip * 1.04, 0.985),
            (lip, 1),
        ]
    elif "bottle" in profile:
        line = [
            (f, 0.0),
            (f * 1.12, 0.02),
            (r, 0.2),
            (r * 0.86, 0.38),
            (lip * 1.35, 0.56),
            (lip * 0.86, 0.72),
            (lip * 0.86, 0.92),
            (lip * 1.05, 1),
        ]
    elif "monumental" in profile:
        line = [
            (f, 0.0),
            (f * 1.03, 0.02),
            (r * 0.86, 0.35),
            (r, 0.64),
            (r * 0.90, 0.81),
            (lip * 1.08, 0.93),
            (lip * 0.97, 0.965),
            (lip * 1.05, 1),
        ]
    else:
        line = [
            (f, 0.0),
            (f * 1.02, 0.02),
            (r * 0.86, 0.35),
            (r, 0.68),
            (r * 0.93, 0.81),
            (lip * 1.12, 0.915),
            (lip * 0.95, 0.945),
            (lip, 1),
        ]
    bend = hand(scene, 0.004)
    if "combed" in profile:
        bend = fluted(90, 0.16, h * 0.62, h * 0.84, base=bend)
    return thrown(
        scene, colour, scaled_line(line, h), Wall(thick=scene["wall"], taper=0.4, foot_in=0.8), bend=bend, foot=0.5
    )


def planter(scene: dict, colour: str) -> Thing:
    r, f, h, profile = scene["diameter"] / 2, scene["foot"] / 2, scene["height"], scene["profile"]
    t = scene["wall"]
    if "cylinder" in profile:
        line = [(f, 0.0), (f * 1.02, 0.02), (r * 0.995, 0.15), (r, 0.6), (r, 1)]
    elif "band" in profile:
        line = [
            (f, 0.0),
            (f * 1.02, 0.015),
            (r * 0.86, 0.42),
            (r * 0.89, 0.54),
            (r * 0.915, 0.56),
            (r * 0.915, 0.60),
            (r * 0.90, 0.62),
            (r * 0.93, 0.84),
            (r * 0.99, 0.90),
            (r, 0.95),
            (r * 0.985, 1),
        ]
    else:
        line = [
            (f, 0.0),
            (f * 1.02, 0.015),
            (r * 0.83, 0.45),
            (r * 0.905, 0.75),
            (r * 0.915, 0.79),
            (r * 0.985, 0.81),
            (r * 0.99, 0.86),
            (r, 0.97),
            (r * 0.99, 1),
        ]
    raw = 1.6 if scene.get("unglazed_foot") else 0.0
    thing = thrown(
        scene, colour, scaled_line(line, h), Wall(thick=t, taper=-0.1, foot_in=0.9), bend=hand(scene, 0.003), foot=raw
    )
    if not scene.get("saucer"):
        return thing
    dish = thrown(
        scene,
        colour,
        [(f * 1.12, 0.0), (f * 1.16, 0.1), (f * 1.26, 0.9), (f * 1.34, h * 0.13)],
        Wall(thick=0.5, floor=0.4, foot=0.15, bottom=0.2),
        foot=0.0,
    )
    lifted = thing.placed(y=0.75)
    return Thing(dish.text + lifted.text, dish.points + lifted.points)
