"""Woven things: cushions, throws, towels, napkins."""

from __future__ import annotations

import math

from fabrics import cloth, yarn
from folding import YARN, folded
from geometry import Point, Rows, curve, noise, part, sweep
from materials import mix
from things import Thing, together


def cushion(scene: dict, colour: str) -> Thing:
    """A filled cushion standing on its edge, corners drawn out, cloth pulled into small creases."""
    wide, thick = scene["length"] / 2, scene["height"] / 2
    boucle = "boucl" in scene["profile"]
    seed = sum(map(ord, colour))
    weave = "boucle" if boucle else "linen"
    thing = Thing()
    for side in (-1, 1):
        rows, uv = _pillow(wide, thick, side, seed, loops=0.1 if boucle else 0.0)
        thing.dress(part("cushion", rows, closed=False, uv=uv), cloth(YARN[colour], weave=weave))
    edge = _pillow_edge(wide)
    seam = sweep([*edge, edge[0], edge[1]], lambda t: (0.32, 0.32), segments=8)
    return thing.dress(part("seam", seam), yarn(mix(YARN[colour], "#000000", 0.12)))


def _pillow(wide: float, thick: float, side: int, seed: int, *, loops: float) -> tuple[Rows, Rows]:
    count = 150 if loops else 96
    rows, uv = [], []
    for i in range(count + 1):
        row, marks = [], []
        for j in range(count + 1):
            u, v = _eased(2 * j / count - 1), _eased(2 * i / count - 1)
            x, y = _outline(u, v, wide)
            full = ((1 - u * u) * (1 - v * v)) ** 0.55
            # Cloth creases towards the corners and ripples along the seams.
            far = abs(u * v)
            crease = 2.2 * far * (1 - far) * noise(u * 3 + seed, v * 3, side) + 0.8 * (1 - full) * noise(
                u * 9, v * 9 + seed, side
            )
            dent = (
                -0.10 * math.exp(-((u - 0.05) ** 2) * 6 - max(0, v - 0.1) ** 2 * 4)
                if v > 0
                else -0.10 * math.exp(-((u - 0.05) ** 2) * 6 - v * v * 9)
            )
            z = thick * full * (1 + dent) + crease * min(1, full * 3)
            if loops:
                z += (
                    loops
                    * (noise(x * 1.9, y * 1.9, side + seed) + 0.5 * noise(x * 0.9, y * 0.9, seed))
                    * min(1, full * 3)
                )
            row.append((x, y + wide, side * z))
            marks.append((x, y))
        rows.append(row)
        uv.append(marks)
    return rows, uv


def _eased(t: float) -> float:
    return math.copysign(abs(t) ** 0.85, t)


def _outline(u: float, v: float, wide: float) -> Point:
    pull, corner = 0.06, 0.035 * (u * v) ** 8
    return wide * u * (1 - pull * (1 - v * v) - corner), wide * v * (1 - pull * (1 - u * u) - corner)


def _pillow_edge(wide: float) -> list[Point]:
    line = []
    for k in range(160):
        side, t = divmod(k / 40, 1)
        s = 2 * t - 1
        u, v = ((s, -1), (1, s), (-s, 1), (-1, -s))[int(side)]
        x, y = _outline(u, v, wide)
        line.append((x, y + wide, 0.0))
    return line


def throw(scene: dict, colour: str) -> Thing:
    waffle = "waffle" in scene["profile"]
    if waffle:
        return folded(36, 44, 7, 1.7, colour, weave="waffle", hang=5.5, fringe=0.0, seed=4)
    return folded(36, 44, 7, 2.3, colour, weave="wool", hang=8.0, fringe=4.5, seed=2)


def towel(scene: dict, colour: str) -> Thing:
    profile = scene["profile"]
    if "napkins" in profile:
        first = folded(21, 21, 3, 0.55, colour, weave="linen", seed=1)
        second = folded(21, 21, 3, 0.55, colour, weave="linen", seed=6).placed(0.6, -0.5, y=1.7, turn=13)
        return together(first, second)
    if "stacked" in profile:
        return together(
            *[
                folded(34, 24, 4, 1.5, colour, weave="waffle", seed=k).placed(
                    0.5 * math.sin(k * 2), y=6.05 * k, turn=3 * math.sin(k * 4)
                )
                for k in range(3)
            ]
        )
    thing = folded(30, 24, 4, 0.6, colour, weave="linen", stripes=True, seed=3)
    y = 2.4
    loop = [(13.4, y, 8.7), (16.0, y + 0.2, 8.5), (18.5, y - 0.3, 9.1), (19.1, y - 0.6, 10.0)]
    loop += [(18.5, y - 0.3, 10.9), (16.0, y + 0.2, 11.5), (13.4, y, 11.3)]
    return thing.dress(
        part("loop", sweep(curve(loop, 40), lambda t: (0.42, 0.1), segments=12, side=(0, 1, 0))),
        yarn(YARN[colour]),
    )
