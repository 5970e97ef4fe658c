"""The photographer's room: cove, lights and camera, all sized by the thing that stands in it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from geometry import Point, add, cross, dot, part, scaled, sub, unit
from materials import rgb


@dataclass(frozen=True)
class Mood:
    """Ground colour and light. `key`, `fill` and `sky` are strengths; `back` lights from behind (glass)."""

    ground: str = "#e4dcd1"
    key: float = 1.0
    fill: float = 0.22
    sky: float = 0.5
    back: float = 0.0
    warm: str = "#fff9f0"
    cool: str = "#f4f5f8"
    key_at: Point = (-3.4, 4.4, -2.6)
    bounce: int = 20
    depth: int = 4
    bail: float = 0.01
    cards: bool = False
    deep: float = 2.6
    bend: float = 1.7
    drop: float = 0.0
    samples: int = 4


@dataclass(frozen=True)
class View:
    """Where the camera stands (degrees) and how much of the frame the thing fills."""

    azimuth: float = 0.0
    elevation: float = 16.0
    fill_height: float = 0.65
    fill_width: float = 0.72
    raise_by: float = -0.02
    shift: float = 0.0
    lens: float = 19.0
    window: tuple[float, float, float, float] | None = None


MOODS = {
    "chalk": Mood(),
    "linen": Mood(ground="#dfd3c3"),
    "sand": Mood(ground="#d9c7b0"),
    "clay": Mood(ground="#c98f76", sky=0.45),
    "sage": Mood(ground="#c3c9bb"),
    "mist": Mood(ground="#d3d9d9", warm="#fffdf9"),
    "glass": Mood(
        ground="#d6d5d0",
        warm="#fffdf9",
        key=0.62,
        back=0.42,
        fill=0.12,
        sky=0.42,
        depth=8,
        bail=0.03,
        cards=True,
        samples=3,
    ),
    "dusk": Mood(
        ground="#b5a998", key=0.24, fill=0.06, sky=0.24, cool="#e4eaf2", warm="#eceff4", depth=8, bail=0.02, samples=3
    ),
    "lamp": Mood(
        ground="#cbbfae",
        key=0.26,
        fill=0.08,
        sky=0.26,
        cool="#e6ebf2",
        warm="#edf0f4",
        samples=3,
        deep=0.62,
        bend=0.25,
        depth=5,
        bail=0.02,
    ),
    "hanging": Mood(
        ground="#c2b8aa",
        key=0.40,
        fill=0.12,
        sky=0.36,
        cool="#e8ebf0",
        warm="#edf0f4",
        samples=3,
        deep=1.1,
        bend=0.4,
        drop=2.4,
        depth=7,
        bail=0.02,
    ),
    "leaning": Mood(ground="#ddd3c6", deep=0.30, bend=0.05),
    "cloth": Mood(ground="#dcd4c9", key=0.95),
    "table": Mood(
        ground="#b3a594",
        key=0.26,
        fill=0.06,
        sky=0.24,
        cool="#e4eaf2",
        warm="#eaeef4",
        depth=7,
        bail=0.02,
        samples=3,
        deep=1.6,
        bend=0.5,
        drop=0.03,
    ),
    "evening": Mood(
        ground="#b3a594",
        key=0.28,
        fill=0.08,
        sky=0.26,
        cool="#e4eaf2",
        warm="#eaeef4",
        depth=7,
        bail=0.02,
        samples=3,
        deep=1.25,
        bend=0.5,
    ),
    "workshop": Mood(ground="#ded6ca", key_at=(-5.0, 2.4, -2.6), deep=0.34, bend=0.05, drop=0.12),
    "shelf": Mood(ground="#cfc8ba", deep=0.36, bend=0.05, drop=1.2, key_at=(-3.8, 3.6, -2.8)),
    "ember": Mood(
        ground="#bda592", key=0.26, fill=0.06, sky=0.25, cool="#e6e7ee", warm="#efedf2", depth=6, bail=0.02, samples=3
    ),
}


@dataclass(frozen=True)
class Camera:
    eye: Point
    target: Point
    lens: float
    aspect: float

    def text(self) -> str:
        return (
            f"camera{{perspective location {vec(self.eye)} right x up y*{self.aspect:.4f} direction z "
            f"angle {self.lens} sky y look_at {vec(self.target)}}}\n"
        )


def vec(p: Point) -> str:
    return "<" + ",".join(f"{v:.4f}" for v in p) + ">"


def place_camera(points: list[Point], view: View, *, aspect: float = 1.25) -> Camera:
    """The camera from which the points fill the frame as the view asks, whatever their proportions."""
    direction = _direction(view)
    right = unit(cross((0, 1, 0), scaled(direction, -1)))
    up = cross(scaled(direction, -1), right)
    half = math.tan(math.radians(view.lens / 2))
    middle = scaled(tuple(map(sum, zip(*points, strict=True))), 1 / len(points))
    target, distance = middle, 6 * max(math.dist(middle, p) for p in points)
    for _ in range(10):
        eye = add(target, scaled(direction, distance))
        seen = [_project(sub(p, eye), direction, right, up, half) for p in points]
        left, low = min(s[0] for s in seen), min(s[1] for s in seen)
        wide, high = max(s[0] for s in seen) - left, max(s[1] for s in seen) - low
        shift_x = (left + wide / 2 + view.shift) * half * distance
        shift_y = (low + high / 2 - view.raise_by * 2 * aspect) * half * distance
        target = add(target, add(scaled(right, shift_x), scaled(up, shift_y)))
        distance *= max(wide / 2 / view.fill_width, high / 2 / aspect / view.fill_height)
    if view.window:
        return _closer(target, direction, right, up, distance, view, aspect)
    return Camera(add(target, scaled(direction, distance)), target, view.lens, aspect)


def _closer(
    target: Point, direction: Point, right: Point, up: Point, distance: float, view: View, aspect: float
) -> Camera:
    """Step close to a window of the frame: centre x, centre y (-1 to 1) and how many times nearer."""
    x, y, times, _ = view.window
    half = math.tan(math.radians(view.lens / 2)) * distance
    target = add(target, add(scaled(right, x * half), scaled(up, y * half * aspect)))
    return Camera(add(target, scaled(direction, distance / times)), target, view.lens, aspect)


def _direction(view: View) -> Point:
    a, e = math.radians(view.azimuth), math.radians(view.elevation)
    return (math.sin(a) * math.cos(e), math.sin(e), -math.cos(a) * math.cos(e))


def _project(p: Point, direction: Point, right: Point, up: Point, half: float) -> tuple[float, float]:
    depth = -dot(p, direction) * half
    return dot(p, right) / depth, dot(p, up) / depth


def room(mood: Mood, size: float) -> str:
    """Cove and lights for a thing of radius `size` standing at the origin."""
    text = [_settings(mood), cove(mood, size)]
    text.append(_softbox(scaled(mood.key_at, size), size, 2.3, 2.6, mood.key * 1.15, mood.warm, mood.samples))
    # The fill has no shadow of its own: the sky and the walls shade well enough.
    text.append(_softbox((4.6 * size, 2.6 * size, -3.2 * size), size, 1.2, 3.4, mood.fill, mood.cool, 0))
    text.append(_strip((-3.3 * size, 0.6 * size, -2.5 * size), size, 1.0, 6.0, 7.0 * mood.key, mood.warm))
    text.append(_strip((3.1 * size, 0.8 * size, -0.7 * size), size, 0.45, 5.0, 3.0 * mood.key, mood.cool))
    if mood.back:
        text.append(
            _softbox((1.8 * size, 4.6 * size, 1.9 * size), size, 2.2, 1.6, mood.back * 1.2, mood.warm, 3, shown=False)
        )
    if mood.cards:
        text += [_black_card(side * 1.75 * size, size) for side in (-1, 1)]
    return "".join(text)


def _black_card(x: float, size: float) -> str:
    """Black paper beside the frame: what draws the edges of clear glass."""
    return (
        f"box{{<{x - 0.05},0,{-0.2 * size}>,<{x + 0.05},{2.4 * size},{1.5 * size}> pigment{{color "
        f"rgb 0.004}} finish{{diffuse 0.5 ambient 0}} no_shadow no_radiosity}}\n"
    )


def _settings(mood: Mood) -> str:
    sky = rgb(mood.cool, mood.sky)
    floor = rgb(mood.ground, mood.sky * 0.5)
    text = f"#version 3.7;\nglobal_settings{{assumed_gamma 1.0 max_trace_level {mood.depth} adc_bailout {mood.bail}\n"
    if mood.bounce:
        text += (
            f"radiosity{{pretrace_start 0.08 pretrace_end 0.02 count {mood.bounce} nearest_count 5 error_bound 1.1 "
            "recursion_limit 1 adc_bailout 0.001 low_error_factor 0.75 gray_threshold 0.1 "
            "minimum_reuse 0.012 brightness 1 normal off}\n"
        )
    # The sky is what glazes reflect besides the softboxes: bright above, dim at the horizon behind the camera.
    text += (
        f"}}\nsky_sphere{{pigment{{gradient y color_map{{[0 {floor}][0.45 "
        f"{rgb(mood.cool, mood.sky * 0.7)}][1 {sky}]}} scale 2 translate -1}}}}\n"
    )
    return text


def cove(mood: Mood, size: float) -> str:
    """A paper roll: floor, a wide bend and the wall behind, lit only by the lamps."""
    deep, bend, wall, width = mood.deep, size * mood.bend, size * 12, size * 14
    line = [(-size * 14, 0.0), (-size * 5, 0.0), (0.0, 0.0), (deep * size - min(bend * 0.4, 0.1 * size), 0.0)]
    for k in range(25):
        a = math.pi / 2 * k / 24
        line.append((deep * size + bend * math.sin(a), bend - bend * math.cos(a)))
    line += [(deep * size + bend, bend * 1.6), (deep * size + bend, wall)]
    rows = [[(x, y, z) for x in (-width, -width / 2, 0, width / 2, width)] for z, y in line]
    body = part("cove", rows, closed=False).body
    texture = f"texture{{pigment{{color {rgb(mood.ground)}}} finish{{diffuse 0.82 ambient 0 specular 0}}}}"
    # Glazes mirror the sky and the lamps, not the floor: the strip lamps then reach all the way down a straight wall.
    return f"object{{{body} {texture} no_reflection no_shadow translate y*{-mood.drop * size:.3f}}}\n"


def _softbox(
    at: Point, size: float, wide: float, high: float, power: float, colour: str, samples: int, *, shown: bool = True
) -> str:
    """An area light and, for glossy things to reflect, the glowing cloth in front of it."""
    forward = unit(scaled(sub(at, (0, size * 0.5, 0)), -1))
    right = unit(cross((0, 1, 0), forward))
    up = cross(forward, right)
    across, along = scaled(right, wide * size), scaled(up, high * size)
    distance = math.dist(at, (0, size * 0.5, 0))
    kind = f"area_light {vec(across)} {vec(along)} {samples} {samples} adaptive 0 jitter" if samples else "shadowless"
    light = f"light_source{{{vec(at)} color {rgb(colour, power)} {kind} fade_distance {distance:.3f} fade_power 2}}\n"
    if not shown:
        return light
    return light + _card(at, across, along, size, colour, (power * 4, power * 11))


def _strip(at: Point, size: float, wide: float, high: float, power: float, colour: str) -> str:
    """A tall lamp that only shows as a highlight in what is glossy."""
    across = scaled(unit(cross((0, 1, 0), scaled((at[0], 0, at[2]), -1))), wide * size)
    return _card(at, across, (0, high * size, 0), size, colour, (power * 0.55, power))


def _card(at: Point, across: Point, along: Point, size: float, colour: str, power: tuple[float, float]) -> str:
    corner = add(at, add(scaled(across, -0.5), scaled(along, -0.5)))
    corners = [corner, add(corner, across), add(corner, add(across, along)), add(corner, along), corner]
    # Brighter in the middle, as cloth over a lamp is.
    tones = f"color_map{{[0 {rgb(colour, power[0])}][1 {rgb(colour, power[1])}]}}"
    glow = f"pigment{{spherical {tones} scale {size * 2.2:.3f} translate {vec(at)}}}"
    return (
        f"polygon{{5,{','.join(vec(c) for c in corners)} {glow} finish{{ambient 0 diffuse 0 "
        f"emission 1}} no_image no_shadow no_radiosity}}\n"
    )
