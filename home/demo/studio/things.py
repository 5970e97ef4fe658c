"""A thing on the table: its parts dressed in their materials, and where it stands."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from geometry import Part, Point, curve, lathe, part, turn_point
from materials import glow, rgb


@dataclass
class Thing:
    """POV-Ray text and the points that bound it; lights and flames go along when it is moved."""

    text: str = ""
    points: list[Point] = field(default_factory=list)

    def dress(self, piece: Part, texture: str, flags: str = "") -> Thing:
        """Add a part in its material."""
        self.text += f"object{{{piece.body} {texture} {flags}}}\n"
        self.points += piece.points
        return self

    def raw(self, text: str) -> Thing:
        """Add text that does not count when the picture is framed, such as a light."""
        self.text += text
        return self

    def placed(
        self,
        x: float = 0,
        z: float = 0,
        *,
        y: float = 0,
        turn: float = 0,
        tip: float = 0,
        roll: float = 0,
        size: float = 1,
    ) -> Thing:
        """The same thing elsewhere: scaled, tipped about x, rolled about z, turned about y, then moved."""
        move = f"scale {size} rotate x*{tip} rotate z*{roll} rotate y*{turn} translate <{x:.4f},{y:.4f},{z:.4f}>"
        points = []
        for p in self.points:
            q = tuple(v * size for v in p)
            for axis, degrees in ((0, tip), (2, roll), (1, turn)):
                q = turn_point(q, axis, math.radians(degrees)) if degrees else q
            points.append((q[0] + x, q[1] + y, q[2] + z))
        return Thing(f"union{{{self.text} {move}}}\n", points)

    def grounded(self) -> Thing:
        """Lifted or lowered so that its lowest point is on the floor."""
        return self.placed(y=-min(p[1] for p in self.points))

    def top(self) -> float:
        return max(p[1] for p in self.points)

    def radius(self) -> float:
        return max(math.dist((0, 0), (p[0], p[2])) for p in self.points)


def together(*things: Thing) -> Thing:
    """Several placed things as one."""
    return Thing("".join(t.text for t in things), [p for t in things for p in t.points])


def flame(height: float, at: Point, *, power: float = 1.0, reach: float = 14.0) -> str:
    """A candle flame that lights what is near."""
    line = curve(
        [
            (0.0, 0.0),
            (height * 0.12, height * 0.14),
            (height * 0.15, height * 0.34),
            (height * 0.08, height * 0.68),
            (0.0, height),
        ],
        24,
    )
    body = part("flame", lathe(line, segments=40)).body
    tones = (
        f"color_map{{[0 {rgb('#5a6cff', 0.7)}][0.16 {rgb('#ff9a3c', 1.2)}][0.34 "
        f"{rgb('#ffd98a', 3.4)}][0.7 {rgb('#ffe9b8', 3.6)}][1 {rgb('#ffb14a', 1.8)}]}}"
    )
    texture = f"texture{{pigment{{gradient y {tones} scale {height}}} finish{{ambient 0 diffuse 0 emission 1}}}}"
    x, y, z = at
    return (
        f"object{{{body} {texture} no_shadow no_radiosity translate <{x},{y},{z}>}}\n"
        f"light_source{{<{x},{y + height * 0.45},{z}> color {rgb('#ffdcae', power * 0.55)} "
        f"shadowless fade_distance {reach} fade_power 2}}\n"
        f"light_source{{<{x},{y + height * 0.6},{z}> color {rgb('#ffdcae', power * 0.5)} "
        f"area_light x*{height} z*{height} 3 3 adaptive 0 jitter circular fade_distance {reach} "
        f"fade_power 2}}\n"
    )


def wick(height: float, at: Point) -> str:
    x, y, z = at
    return (
        f"cylinder{{<{x},{y - 0.2},{z}>,<{x + 0.06},{y + height},{z}>,0.07 "
        f"texture{{pigment{{color {rgb('#1d1712')}}} finish{{diffuse 0.6 ambient 0}}}} "
        f"no_shadow}}\n"
    )


def bulb(at: Point, radius: float, *, power: float, reach: float, shown: float = 4.0) -> str:
    """A warm lamp bulb: a small area light and its glowing globe."""
    x, y, z = at
    return (
        f"light_source{{<{x},{y},{z}> color {rgb('#ffe0b8', power)} area_light x*{radius * 2} "
        f"z*{radius * 2} 3 3 adaptive 0 jitter circular "
        f"fade_distance {reach} fade_power 2}}\n"
        f"sphere{{<{x},{y},{z}>,{radius} {glow('#ffdcae', shown)} no_shadow no_radiosity}}\n"
    )
