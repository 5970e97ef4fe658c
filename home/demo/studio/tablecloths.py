"""Linen on a table: a cloth over its corner, a runner along it."""

from __future__ import annotations

import math

from fabrics import cloth
from folding import YARN
from geometry import noise, part
from materials import mix, wood
from things import Thing
from wooden import slab


def tablecloth(scene: dict, colour: str) -> Thing:
    return runner(scene, colour) if "runner" in scene["profile"] else table_corner(colour)


def table_corner(colour: str, *, half: float = 66.0, high: float = 72.0, drop: float = 42.0) -> Thing:
    """A cloth over a square table, its corner towards the camera."""
    ring = _table_ring(half, 6.0)
    top_rows, top_uv = [], []
    for k in range(12):
        share = k / 11 if k < 11 else 1.0
        row = [
            (x * share, high + 0.12 * noise(x * share / 9, z * share / 9) + (0.0 if k < 11 else -0.25), z * share)
            for x, z, _, _, _ in ring
        ]
        top_rows.append(row)
        top_uv.append([(p[0], p[2]) for p in row])
    skirt, marks = [], []
    for k in range(37):
        down = k / 36
        row, mark = [], []
        for x, z, nx, nz, s in ring:
            corner = min(abs(x), abs(z)) / half
            near = max(0.0, (corner - 0.55) / 0.45) ** 1.5
            wave = (0.9 + 2.6 * near) * math.sin(s / 5.1 + 1.3 * noise(s / 17)) + 1.3 * noise(s / 8, down)
            out = 0.35 + down**0.8 * (1.6 + 6.5 * near + 2.9 * wave * (0.35 + 0.65 * down)) * 0.8
            edge = math.sin(min(1, down * 14) * math.pi / 2) * 0.5
            row.append(
                (
                    x + nx * (out * min(1, down * 4) + edge),
                    high - 0.25 - drop * down - 0.3 * edge,
                    z + nz * (out * min(1, down * 4) + edge),
                )
            )
            mark.append((s, drop * down))
        skirt.append(row)
        marks.append(mark)
    weave = cloth(
        YARN[colour],
        weave="panama",
        stripe=mix(YARN[colour], "#000000", 0.08),
        stripes=((drop - 2.6, drop - 2.35),),
        axis="y",
    )
    thing = Thing().dress(part("top", top_rows, closed=False, uv=top_uv), cloth(YARN[colour], weave="panama"))
    thing.dress(part("skirt", skirt, closed=False, uv=marks), weave)
    for x in (-half + 8, half - 8):
        for z in (-half + 8, half - 8):
            leg = f"box{{<{x - 3},0,{z - 3}>,<{x + 3},{high - 4},{z + 3}> {wood('oak', along='y')}}}\n"
            thing.raw(leg)
    return thing


def _table_ring(half: float, radius: float) -> list[tuple[float, float, float, float, float]]:
    """Points round a rounded square: x, z, outward normal and the way walked."""
    ring, s = [], 0.0
    straight = half - radius
    for side in range(4):
        turn = side * math.pi / 2
        pieces = [(half, -straight + 2 * straight * k / 60, 0.0) for k in range(60)]
        pieces += [
            (straight + radius * math.cos(a), straight + radius * math.sin(a), a)
            for a in (math.pi / 2 * k / 16 for k in range(16))
        ]
        for x, z, a in pieces:
            c, d = math.cos(turn), math.sin(turn)
            point = (x * c - z * d, x * d + z * c, math.cos(a + turn), math.sin(a + turn))
            s += math.dist(point[:2], ring[-1][:2]) if ring else 0
            ring.append((*point, s))
    return [*ring, (*ring[0][:4], s + 1.7)]


def runner(scene: dict, colour: str) -> Thing:
    """A narrow cloth along an oak table, falling over its end."""
    half, high = scene["width"] / 2, 10.0
    path = [(z, high + 0.25) for z in range(90, -40, -3)] + [
        (-40 - 1.2 * math.sin(a), high + 0.25 - 1.2 * (1 - math.cos(a)))
        for a in (math.pi / 2 * k / 8 for k in range(1, 9))
    ]
    path += [(-41.2 - 0.02 * k, high - 1.0 - 1.1 * k) for k in range(1, 22)]
    rows, uv, s = [], [], 0.0
    for i, (z, y) in enumerate(path):
        s += math.dist(path[i - 1], (z, y)) if i else 0.0
        fallen = max(0.0, (high - y) / 22)
        row, mark = [], []
        for k in range(61):
            x = -half + 2 * half * k / 60
            row.append(
                (
                    x * (1 - 0.04 * fallen),
                    y + 0.10 * noise(x / 6, z / 9),
                    z - fallen * (1.6 * math.sin(x / 4.2 + 0.8) + 1.2 * noise(x / 5, s / 9)) - fallen * 1.5,
                )
            )
            mark.append((x, s))
        rows.append(row)
        uv.append(mark)
    weave = cloth(
        YARN[colour], weave="panama", stripe=mix(YARN[colour], "#000000", 0.1), stripes=((s - 2.6, s - 2.3),), axis="y"
    )
    thing = Thing().dress(part("runner", rows, closed=False, uv=uv), weave)
    table = slab(2 * 62, 140, 4.0, radius=1.5, kind="oak", along="z").placed(0, 30, y=high - 4.0)
    thing.raw(table.text)
    thing.points = [p for p in thing.points if p[2] < 25]
    return thing
