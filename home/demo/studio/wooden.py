"""Wood: boards, trays, bowls, spoons, stools."""

from __future__ import annotations

import math

from geometry import Point, Rows, curve, lathe, part, rounded, sweep
from materials import wood
from things import Thing
from turned import Wall, by_hand, solid, vessel


def _ring(length: float, width: float, radius: float, inset: float) -> list[Point]:
    """A rounded rectangle in (x, z), drawn in by `inset`."""
    a, b, r = length / 2 - inset, width / 2 - inset, max(radius - inset, 0.05)
    line = []
    for cx, cz, start in ((a - r, b - r, 0), (-a + r, b - r, 90), (-a + r, -b + r, 180), (a - r, -b + r, 270)):
        line += [
            (cx + r * math.cos(math.radians(start + k * 7.5)), cz + r * math.sin(math.radians(start + k * 7.5)))
            for k in range(13)
        ]
    return line


def slab(
    length: float,
    width: float,
    thick: float,
    *,
    radius: float,
    kind: str,
    along: str = "x",
    ease: float = 0.35,
    hole: Point | None = None,
    seed: int = 0,
) -> Thing:
    """A planed board with eased edges, lying; `hole` is (x, z, radius)."""
    ease = min(ease, thick / 2.2)
    levels = [(min(width, length) * 0.49, 0.0), (ease * 1.5, 0.0)]
    levels += [(ease * (1 - math.sin(a)), ease * (1 - math.cos(a))) for a in (math.pi / 2 * k / 6 for k in range(7))]
    levels += [
        (ease * (1 - math.cos(a)), thick - ease * (1 - math.sin(a))) for a in (math.pi / 2 * k / 6 for k in range(7))
    ]
    levels += [(ease * 1.5, thick), (min(width, length) * 0.49, thick)]
    rows: Rows = []
    for inset, y in levels:
        rows.append([(x, y, z) for x, z in _ring(length, width, radius, inset)])
    middle = [[(0.0, y, 0.0)] * len(rows[0]) for y in (0.0, thick)]
    board = part("board", [middle[0], *rows, middle[1]], inside=True)
    grain = wood(kind, along=along, seed=seed)
    if not hole:
        return Thing().dress(board, grain)
    x, z, r = hole
    drill = (
        f"cylinder{{<{x},-1,{z}>,<{x},{thick + 1},{z}>,{r}}} "
        f"cone{{<{x},{thick - 0.25},{z}>,{r - 0.02},<{x},{thick + 0.01},{z}>,{r + 0.28}}} "
        f"cone{{<{x},0.25,{z}>,{r - 0.02},<{x},-0.01,{z}>,{r + 0.28}}}"
    )
    return Thing(f"difference{{object{{{board.body}}} union{{{drill}}} {grain}}}\n", board.points)


def cutting_board(scene: dict, colour: str) -> Thing:
    """Leaning upright with its hole at the top, or lying when it is small."""
    length, width, thick = scene["length"], scene["width"], scene["thickness"]
    if "hole" not in scene["profile"]:
        return slab(length, width, thick, radius=3.2, kind=colour, ease=0.6, seed=2)
    board = slab(
        length,
        width,
        thick,
        radius=2.6,
        kind=colour,
        ease=0.5,
        hole=(length / 2 - 4.2, 0.0, 1.25),
        seed=4 if length > 40 else 9,
    )
    return board.placed(roll=90).placed(turn=-90).placed(tip=9).grounded()


def tray(scene: dict, colour: str) -> Thing:
    r, h, wall = scene["diameter"] / 2, scene["height"], scene["wall"]
    line = [
        (0, 0.0, 0),
        (r * 0.93, 0.0, 0.4),
        (r * 0.985, h * 0.4, 1.2),
        (r, h, 0.3),
        (r - wall, h, 0.3),
        (r - wall * 1.5, h * 0.42, 0.9),
        (r * 0.86, h * 0.32, 0.8),
        (0, h * 0.32, 0),
    ]
    return Thing().dress(part("tray", lathe(rounded(line))), wood(colour, seed=3))


def wooden_bowl(scene: dict, colour: str) -> Thing:
    r, f, h = scene["diameter"] / 2, scene["foot"] / 2, scene["height"]
    line = [(f, 0.0), (f * 1.1, 0.03 * h), (r * 0.72, 0.24 * h), (r * 0.92, 0.55 * h), (r, h)]
    thing = Thing()
    for piece in vessel(line, Wall(thick=scene["wall"], floor=0.9, foot=0.2, taper=0.2), bend=by_hand(0.002)):
        thing.dress(piece, wood(colour, seed=6, sheen=0.16))
    return thing


def spoon(scene: dict, colour: str) -> Thing:
    """A carved ladle along x: faceted handle, hollowed bowl."""
    long = scene["length"]
    widths = curve(
        [
            (0, 0.62),
            (0.05, 0.85),
            (0.3, 0.78),
            (0.6, 0.72),
            (0.70, 1.15),
            (0.78, 2.55),
            (0.87, 3.2),
            (0.94, 2.75),
            (0.985, 1.45),
            (1.0, 0.2),
        ],
        140,
    )
    rise = curve([(0, 3.0), (0.3, 1.9), (0.62, 1.25), (0.74, 1.35), (0.86, 1.45), (1.0, 2.3)], 140)
    rows: Rows = []
    for (t, wide), (_, y) in zip(widths, rise, strict=True):
        hollow = max(0.0, 1 - ((t - 0.85) / 0.115) ** 2) ** 0.7 if abs(t - 0.85) < 0.115 else 0.0
        rows.append(_spoon_slice(-long / 2 + long * t, y, max(wide, 0.05), hollow, t))
    head, tail = rows[0], rows[-1]
    rows = [[(head[0][0], 3.0, 0.0)] * len(head), *rows, [(tail[0][0] + 0.1, 2.3, 0.0)] * len(tail)]
    return Thing().dress(part("spoon", rows), wood(colour, seed=8)).grounded()


def _spoon_slice(x: float, y: float, wide: float, hollow: float, t: float) -> list[Point]:
    facet = 0.06 if t < 0.66 else 0.0
    deep = (0.62 + 1.0 * hollow) * min(1.0, wide / 1.1)
    row = []
    for k in range(48):
        a = 2 * math.pi * k / 48
        side, up = math.cos(a), math.sin(a)
        rim = 1 + facet * math.cos(6 * a)
        if up >= 0:
            height = 0.5 * up * (1 - hollow) * min(1.0, wide / 1.1) - hollow * 1.25 * (1 - abs(side) ** 2.4) * min(
                1, up * 3
            )
        else:
            height = deep * up
        row.append((x, y + height * rim, side * wide * rim))
    return row


def stool(scene: dict, colour: str) -> Thing:
    """A dished round seat on turned, splayed legs, wedged through it."""
    r, h, legs = scene["diameter"] / 2, scene["height"], scene["legs"]
    thick = 3.4
    seat = [
        (0, h - thick, 0),
        (r * 0.86, h - thick, 0.6),
        (r * 0.985, h - thick * 0.62, 0.8),
        (r, h - 0.8, 0.9),
        (r * 0.955, h - 0.02, 0.5),
        (r * 0.6, h - 0.5, 6),
        (0, h - 0.85, 0),
    ]
    thing = Thing().dress(solid(seat, "seat"), wood(colour, seed=1, sheen=0.15))
    for k in range(legs):
        a = 2 * math.pi * k / legs + math.radians(-90 + 60)
        top, foot = (
            (0.52 * r * math.cos(a), h - 0.55, 0.52 * r * math.sin(a)),
            (0.98 * r * math.cos(a), 0.0, 0.98 * r * math.sin(a)),
        )
        path = [
            tuple(p + (q - p) * t for p, q in zip(top, foot, strict=True))
            for t in (0, 0.02, *[i / 20 for i in range(1, 21)])
        ]
        leg = sweep(
            path,
            lambda t: (1.55 + 0.35 * math.sin(math.pi * min(t * 1.25, 1)) - 0.45 * t,) * 2,
            segments=30,
            side=(0.01, 0.02, 1),
        )
        thing.dress(part("leg", leg), wood(colour, along="y", seed=k + 2))
        thing.raw(_wedge(top, a, colour))
    return thing


def _wedge(top: Point, angle: float, colour: str) -> str:
    """The leg's end grain showing in the seat, and the darker wedge across it."""
    x, y, z = top
    dark = wood("walnut" if colour == "oak" else "oak", along="z")
    turn = -math.degrees(angle)
    return (
        f"cylinder{{<0,0,0>,<0,0.14,0>,1.55 {wood(colour, along='y', seed=5)} translate <{x},{y},{z}>}}\n"
        f"box{{<-1.5,0,-0.16>,<1.5,0.17,0.16> {dark} rotate y*{turn + 90:.1f} translate <{x},{y},{z}>}}\n"
    )
