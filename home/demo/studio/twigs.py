"""Bare branches for the vases."""

from __future__ import annotations

import math

from geometry import Part, Point, add, curve, noise, part, scaled, sweep
from materials import clay


def branch(base: Point, height: float, *, lean: float = 0.3, seed: int = 0) -> tuple[Part, str]:
    """A branch rising from a point, with side twigs and buds, and its bark."""
    spine = curve(
        [
            add(
                base,
                (
                    height * t * (lean * t + 0.07 * noise(t * 4, seed)),
                    height * t,
                    0.10 * height * t * noise(t * 3, seed + 5),
                ),
            )
            for t in (0, 0.2, 0.4, 0.6, 0.8, 1.0)
        ],
        40,
    )
    thick = height * 0.0085
    bodies = [_limb(spine, thick)]
    points = list(spine)
    for k in range(9):
        t = 0.46 + 0.058 * k
        start = spine[int(t * 40)]
        side = 1 if k % 2 else -1
        reach = height * (0.34 - 0.028 * k) * (0.8 + 0.3 * noise(k * 1.9, seed))
        turn = 1.3 * noise(k * 2.3, seed + 2)
        tip = add(start, (side * reach * 0.62 * math.cos(turn), reach * 0.8, reach * 0.6 * math.sin(turn)))
        middle = add(scaled(add(start, tip), 0.5), (side * reach * 0.07, -reach * 0.06, 0))
        twig = curve([start, middle, tip], 16)
        bodies.append(_limb(twig, thick * 0.5))
        bodies += [_bud(twig[i], thick * 1.15, i) for i in (6, 9, 12, 14, 16)]
        points.append(tip)
    bodies += [_bud(spine[i], thick * 1.3, i) for i in (30, 34, 37, 40)]
    return Part("branch", "union{" + " ".join(bodies) + "}", points), clay("#5d4a3b")


def _limb(path: list[Point], thick: float) -> str:
    rows = sweep(path, lambda t: (thick * (1 - 0.72 * t),) * 2, segments=10, side=(0.2, 0.1, 0.97))
    return f"object{{{part('limb', rows).body}}}"


def _bud(at: Point, size: float, seed: int) -> str:
    x, y, z = at
    return (
        f"sphere{{0,{size:.3f} scale <0.75,1.55,0.75> rotate z*{40 * noise(seed * 1.3):.1f} "
        f"translate <{x + size * 0.5 * noise(seed * 2.1):.3f},{y + size * 0.6:.3f},{z:.3f}>}}"
    )
