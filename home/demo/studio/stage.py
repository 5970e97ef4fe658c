"""The photographer's room: cove and lights, all sized by the thing that stands in it."""

from __future__ import annotations

import math

from camera import vec
from geometry import Point, add, cross, part, scaled, sub, unit
from materials import rgb
from moods import Mood


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
