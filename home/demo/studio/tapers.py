"""Dipped tapers, one by one and in bundles."""

from __future__ import annotations

from geometry import Point, Rows, curve, part, sweep
from materials import clay, wax
from things import Thing, together
from turned import solid


def taper(height: float, radius: float, colour: str) -> Thing:
    """One dipped taper, standing, with its white wick."""
    line = [
        (0, 0, 0),
        (radius * 1.08, 0.0, 0.3),
        (radius, 2.0, 1),
        (radius * 0.86, height * 0.8, 4),
        (radius * 0.6, height - 0.8, 0.6),
        (0.16, height, 0.3),
        (0, height, 0),
    ]
    thing = Thing().dress(solid(line, "wax", segments=72), wax(colour, span=(0, height)))
    return thing.raw(f"cylinder{{<0,{height - 0.3},0>,<0.2,{height + 1.6},0.05>,0.09 {clay('#e9e2d2')}}}\n")


def tapers(scene: dict, colour: str) -> Thing:
    """A bundle lying down, tied with string; or a pair hung by its shared wick."""
    colours = {"chalk": "#ece4d4", "honey": "#cf9440", "clay": "#a2654f", "moss": "#74785a"}
    r, h, count = scene["diameter"] / 2, scene["height"], scene["bundle"]
    seats = [(-2, 0), (0, 0), (2, 0), (-1, 1), (1, 1), (0, 2)][:count] if count > 2 else [(-1.3, 0), (1.3, 0)]
    lying = []
    for i, (across, layer) in enumerate(seats):
        shift = 0.5 * ((i * 7) % 3 - 1)
        lying.append(
            taper(h, r, colours[colour]).placed(
                -h / 2 + shift, across * r * 1.06, y=r * 1.05 + layer * r * 1.78, roll=-90
            )
        )
    bundle = together(*lying)
    if count > 2:
        loop = curve(
            [
                (r * 3.35, 0.02),
                (r * 2.9, r * 2.1),
                (r * 1.3, r * 4.75),
                (0, r * 5.75),
                (-r * 1.3, r * 4.75),
                (-r * 2.9, r * 2.1),
                (-r * 3.35, 0.02),
            ],
            40,
        )
        string = [part("string", _cord([(0.0 + d, y + 0.1, z) for z, y in loop], 0.16)) for d in (-0.35, 0.0, 0.35)]
        for cord in string:
            bundle.dress(cord, clay("#c9b592"))
        bow = _cord(
            curve(
                [
                    (0, r * 5.9, -0.2),
                    (1.6, r * 5.9 + 0.5, -1.9),
                    (2.6, r * 5.2, -3.2),
                    (1.0, r * 5.4, -1.8),
                    (0, r * 5.9, 0),
                    (-1.6, r * 5.9 + 0.6, -1.7),
                    (-2.8, r * 5.2, -2.6),
                    (-1.2, r * 5.5, -1.5),
                    (0, r * 5.9, 0.1),
                ],
                60,
            ),
            0.15,
        )
        bundle.dress(part("string", bow), clay("#c9b592"))
    return bundle


def _cord(path: list[Point], radius: float) -> Rows:
    return sweep(path, lambda t: (radius, radius), segments=10, side=(0.3, 0.4, 0.86))
