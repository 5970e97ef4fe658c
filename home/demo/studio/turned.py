"""Thrown and blown: profiles turned on the wheel, with handles, spouts and lips."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from geometry import Part, Point, add, capped, curve, lathe, part, rounded, scaled, sub, sweep, unit

Bend = Callable[[float, float, float], tuple[float, float]]


@dataclass(frozen=True)
class Wall:
    """How a vessel is made: wall and floor thickness, foot ring, taper towards the rim."""

    thick: float = 0.38
    floor: float = 0.55
    foot: float = 0.35
    foot_in: float = 0.55
    taper: float = 0.35
    bottom: float = 0.10


def vessel(outer: Sequence[Point], wall: Wall = Wall(), *, bend: Bend | None = None, samples: int = 70) -> list[Part]:
    """Outside and inside of a turned vessel whose outer line runs from foot to rim."""
    line = curve(outer, samples)
    top = sub(line[-1], line[-2])
    inner = _offset(line, wall)
    rim = _rim(line[-1], inner[-1], unit(top))
    half = len(rim) // 2
    foot_r = line[0][0]
    foot = [
        (0, wall.foot),
        (max(foot_r - wall.foot_in - 0.3, 0.01), wall.foot),
        (foot_r - wall.foot_in, wall.foot * 0.8),
        (foot_r - wall.foot_in * 0.75, 0.03),
        (foot_r - wall.foot_in * 0.35, 0.0),
        (foot_r - 0.08, 0.02),
    ]
    outside = [*foot, *line, *rim[: half + 1]]
    floor = line[0][1] + wall.foot * 0.4 + wall.floor
    return [
        part("outside", lathe(outside, bend=bend)),
        part("inside", lathe([*rim[half:], *_basin(inner[::-1], floor, wall)], bend=bend)),
    ]


def _offset(line: list[Point], wall: Wall) -> list[Point]:
    inner = []
    for i, p in enumerate(line):
        a, b = line[max(i - 1, 0)], line[min(i + 1, len(line) - 1)]
        tangent = unit(sub(b, a))
        thick = wall.thick * (1 - wall.taper * i / (len(line) - 1))
        inner.append((p[0] - tangent[1] * thick, p[1] + tangent[0] * thick))
    return inner


def _rim(outer: Point, inner: Point, forward: Point) -> list[Point]:
    middle, reach = scaled(add(outer, inner), 0.5), math.dist(outer, inner) / 2
    out = unit(sub(outer, middle))
    return [
        add(
            middle,
            add(scaled(out, reach * math.cos(math.pi * k / 10)), scaled(forward, reach * math.sin(math.pi * k / 10))),
        )
        for k in range(1, 10)
    ]


def _basin(down: list[Point], floor: float, wall: Wall) -> list[Point]:
    """The inner line from the rim to the middle of the floor, rounded where they meet."""
    tall = down[0][1] - floor
    kept = [p for p in down if p[1] > floor + tall * wall.bottom and p[0] > 0.1]
    r, y = kept[-1]
    before = kept[-2]
    slope = unit(sub(kept[-1], before))
    bend = (r + slope[0] * (y - floor) * 0.6, floor + (y - floor) * 0.25)
    bend = (min(max(bend[0], r * 0.6), r * 0.985), bend[1])
    return [
        *kept,
        *curve([kept[-1], bend, (bend[0] * 0.75, floor + 0.02), (bend[0] * 0.4, floor), (0.0, floor)], 24)[1:],
    ]


def by_hand(amount: float = 0.006, *, rings: float = 0.0, seed: int = 0) -> Bend:
    """What a hand leaves: a little out of round, throwing rings, a rim not quite level."""

    def bend(angle: float, r: float, y: float) -> tuple[float, float]:
        lean = 1 + amount * math.sin(2 * angle + seed) + amount * 0.6 * math.sin(3 * angle + 1.7 * seed)
        ring = rings * math.sin(y * 7.5 + 0.6 * math.sin(angle + seed)) * min(1, r)
        return r * lean + ring, y + amount * 0.35 * r * math.sin(angle + seed * 1.3) * min(1, y / 3)

    return bend


def fluted(count: int, depth: float, low: float, high: float, *, base: Bend | None = None) -> Bend:
    """Vertical flutes between two heights."""

    def bend(angle: float, r: float, y: float) -> tuple[float, float]:
        share = min(max((y - low) / max(high - low, 0.01), 0), 1)
        strength = math.sin(math.pi * share) ** 0.5 if 0 < share < 1 else 0
        radius, height = base(angle, r, y) if base else (r, y)
        return radius - depth * strength * (0.5 + 0.5 * math.cos(count * angle)) ** 2, height

    return bend


def lipped(
    reach: float, low: float, high: float, *, base: Bend | None = None, width: float = 0.5, at: float = math.pi
) -> Bend:
    """A pouring lip drawn out of the rim on one side."""

    def bend(angle: float, r: float, y: float) -> tuple[float, float]:
        radius, height = base(angle, r, y) if base else (r, y)
        off = math.atan2(math.sin(angle - at), math.cos(angle - at))
        share = min(max((y - low) / (high - low), 0), 1.05) ** 2.2
        pull = share * math.exp(-((off / width) ** 2))
        pinch = share * 0.35 * math.exp(-(((abs(off) - width * 1.9) / width) ** 2))
        return radius + reach * (pull - pinch * 0.5), height + reach * 0.22 * pull

    return bend


def handle(points: Sequence[Point], wide: float, thick: float, *, power: float = 2.4, swell: float = 0.25) -> Part:
    """A pulled handle along (x, y) points, thicker where it meets the wall."""
    path = curve([(x, y, 0.0) for x, y in points], 48)

    def size(t: float) -> tuple[float, float]:
        root = 1 + swell * (abs(2 * t - 1) ** 4)
        return wide / 2 * root, thick / 2 * root

    return part("handle", capped(sweep(path, size, segments=32, power=power)))


def spout(points: Sequence[Point], start: float, end: float) -> list[Part]:
    """A tapering spout with a dark mouth."""
    path = curve([(x, y, 0.0) for x, y in points], 40)
    outer = sweep(path, lambda t: (start + (end - start) * t**0.8,) * 2, segments=36)
    last = path[-1]
    ahead = unit(sub(path[-1], path[-2]))
    mouth = [
        [add(last, add(scaled(sub(p, last), k), scaled(ahead, d))) for p in outer[-1]]
        for k, d in ((1, 0), (0.97, 0.05), (0.86, 0.07), (0.76, 0.03), (0.74, -0.6), (0.01, -0.8))
    ]
    return [part("handle", [*outer, *mouth])]


def solid(
    corners: Sequence[tuple[float, float, float]], role: str, *, bend: Bend | None = None, segments: int = 120
) -> Part:
    """A turned solid from a line of (r, y, rounding)."""
    return part(role, lathe(rounded(corners), bend=bend, segments=segments))


def blown(
    outer: Sequence[Point], *, thick: float = 0.22, floor: float = 0.9, bend: Bend | None = None, role: str = "glass"
) -> Part:
    """A closed glass body: outer line, rim, inner line, one surface that refracts."""
    line = curve(outer, 60)
    wall = Wall(thick=thick, floor=floor, foot=0.0, taper=0.1, bottom=0.05)
    inner = _offset(line, wall)
    rim = _rim(line[-1], inner[-1], unit(sub(line[-1], line[-2])))
    profile = [
        (0.0, line[0][1] + 0.12),
        (line[0][0] * 0.55, line[0][1] + 0.1),
        (line[0][0] * 0.8, line[0][1]),
        *line,
        *rim,
        *_basin(inner[::-1], line[0][1] + floor, wall),
    ]
    return part(role, lathe(profile, bend=bend, segments=140), inside=True)
