"""Cloth folded to and fro, with a thickness, a fold and sometimes a fringe."""

from __future__ import annotations

import math
from itertools import pairwise

from fabrics import cloth, yarn
from geometry import Part, Point, Rows, add, noise, part, scaled, sub, sweep, unit
from things import Thing

YARN = {
    "moss": "#787961",
    "linen": "#cbbfa8",
    "clay": "#a26a55",
    "ink": "#323a3c",
    "sand": "#d6c7ad",
    "smoke": "#8a8d8e",
    "honey": "#ba9054",
    "glaze-green": "#466866",
    "celadon": "#a9c0b1",
    "chalk": "#ebe4d6",
}


def folded(
    long: float,
    deep: float,
    layers: int,
    thick: float,
    colour: str,
    *,
    weave: str,
    fringe: float = 0.0,
    hang: float = 0.0,
    stripes: bool = False,
    seed: int = 0,
) -> Thing:
    """Cloth folded to and fro; with `hang` the last layer falls over the edge, ending in a fringe."""
    path = _folds(long, layers, thick, hang, seed)
    length = sum(math.dist(a, b) for a, b in pairwise(path))
    rows, uv = _ribbon(path, deep, thick, length, seed)
    marks = (
        tuple((length - at - wide, length - at) for at, wide in ((10.9, 1.1), (7.2, 2.6), (5.0, 1.1)))
        if stripes
        else ()
    )
    ground = YARN["chalk"] if stripes else YARN[colour]
    if stripes and colour == "linen":
        ground = YARN["chalk"]
    thing = Thing().dress(
        part("cloth", rows, uv=uv),
        cloth(ground, weave=weave, stripe=YARN[colour] if stripes else "", stripes=marks, axis="x"),
    )
    if fringe:
        thing.dress(
            _fringe(path[-1], unit(sub(path[-1], path[-2])), deep, fringe, seed),
            yarn(YARN[colour]),
        )
    return thing


def _folds(long: float, layers: int, thick: float, hang: float, seed: int) -> list[Point]:
    """The middle line of the folds in (x, y), the last layer running to the right."""
    half, path = long / 2, []
    for layer in range(layers):
        y = thick * (layer + 0.5)
        way = 1 if (layers - 1 - layer) % 2 == 0 else -1
        trim = 0.5 * noise(layer * 1.7, seed)
        for k in range(25):
            x = way * (-half + long * k / 24)
            path.append((x + trim, y + thick * 0.12 * noise(x / 7, layer + seed)))
        if layer < layers - 1:
            for k in range(1, 8):
                a = math.pi * k / 8
                path.append((way * (half + thick * 0.5 * math.sin(a)) + trim, y + thick * 0.5 * (1 - math.cos(a))))
    if hang:
        radius, (x, y) = thick * 1.1, path[-1]
        for k in range(1, 9):
            a = math.pi / 2 * k / 8
            path.append((x + radius * math.sin(a), y - radius * (1 - math.cos(a))))
        path += [(x + radius + 0.15 * math.sin(k), y - radius - hang * k / 8) for k in range(1, 9)]
    return path


def _ribbon(path: list[Point], deep: float, thick: float, length: float, seed: int) -> tuple[Rows, Rows]:
    half = thick * 0.47
    normals = []
    for i in range(len(path)):
        tangent = unit(sub(path[min(i + 1, len(path) - 1)], path[max(i - 1, 0)]))
        normals.append((-tangent[1], tangent[0]))
    run, at = [0.0], 0.0
    for a, b in pairwise(path):
        at += math.dist(a, b)
        run.append(at)
    steps = [
        (-1, 0.04),
        (-0.996, 0.5),
        (-0.985, 0.82),
        (-0.965, 1.0),
        *[(-0.9 + 1.8 * k / 20, 1.0) for k in range(21)],
        (0.965, 1.0),
        (0.985, 0.82),
        (0.996, 0.5),
        (1, 0.04),
    ]
    rows, uv = [], []
    for along, full in steps:
        row, marks = [], []
        for sign in (1, -1):
            order = range(len(path)) if sign == 1 else range(len(path) - 1, -1, -1)
            for i in order:
                end = min(1.0, (min(run[i], length - run[i]) + 0.02) / half) ** 0.5
                x, y = add(path[i], scaled(normals[i], sign * half * full * end))
                # Layers never lie quite edge to edge.
                z = along * deep / 2 * (1 + 0.02 * noise(run[i] / 14, seed + 3)) + 0.35 * noise(run[i] / 5, seed + 9)
                row.append((x, max(y, 0.0), z))
                marks.append((run[i], z))
        rows.append(row)
        uv.append(marks)
    return rows, uv


def _fringe(end: Point, ahead: Point, deep: float, long: float, seed: int) -> Part:
    strands: Rows = []
    count = round(deep / 0.55)
    bodies, points = [], []
    for k in range(count):
        z = -deep / 2 * 0.97 + deep * 0.97 * k / (count - 1)
        sway, lift = 0.5 * noise(k * 0.9, seed), 0.3 * noise(k * 1.3, seed + 5)
        line = [
            (
                end[0] + ahead[0] * long * t + sway * t * t * 0.4 + lift * t,
                max(0.2, end[1] + ahead[1] * long * t),
                z + sway * t * t,
            )
            for t in (0, 0.25, 0.5, 0.75, 1)
        ]
        strands = sweep(line, lambda t: (0.19 * (1 - 0.45 * t),) * 2, segments=6, side=(0, 0, 1))
        piece = part("fringe", strands)
        bodies.append(f"object{{{piece.body}}}")
        points += piece.points[::12]
    return Part("fringe", "union{" + "".join(bodies) + "}", points)
