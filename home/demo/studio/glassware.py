"""Blown glass: tumblers, stems, carafes, a vase, lanterns."""

from __future__ import annotations

from geometry import Point, Rows, curve, lathe, part, sweep
from materials import clay, glass, wax, wood
from things import Thing, flame, together, wick
from turned import blown, handle, lipped, solid

TINTS = {"clear": "#ffffff", "smoke": "#6f7678", "honey": "#d8861a", "glaze-green": "#3f8d80"}
DEPTH = {"smoke": 0.75, "honey": 0.5, "glaze-green": 0.6}
FLAGS = "no_radiosity"


def tint(colour: str, *, thin: float = 1.0) -> str:
    """The glass of a colour; `thin` < 1 keeps thin walls as deep in colour as thick ones."""
    return glass(TINTS[colour], depth=DEPTH.get(colour, 1.2) * thin)


def tumbler(scene: dict, colour: str) -> Thing:
    r, f, h, base = scene["diameter"] / 2, scene["foot"] / 2, scene["height"], scene["base"]
    if "rounded" in scene["profile"]:
        line = [(f * 0.8, 0.0), (f, 0.1), (r * 0.93, h * 0.22), (r, h * 0.5), (r * 0.985, h * 0.8), (r * 0.97, h)]
    else:
        line = [(f * 0.94, 0.0), (f, 0.12), (f + (r - f) * 0.3, h * 0.3), (f + (r - f) * 0.68, h * 0.68), (r, h)]
    return Thing().dress(blown(line, thick=scene["wall"], floor=base), tint(colour), FLAGS)


def wine_glass(scene: dict, colour: str) -> Thing:
    """Foot, drawn stem and bowl in one piece of glass."""
    r, f, h, stem = scene["diameter"] / 2, scene["foot"] / 2, scene["height"], scene["stem"]
    deep = h - stem
    foot = [(f, 0.12), (f * 0.97, 0.26), (f * 0.6, 0.5), (0.75, 1.0), (0.36, 2.0), (0.30, stem * 0.55), (0.38, stem * 0.92)]
    if "shallow" in scene["profile"]:
        bowl = [(1.6, stem + 0.5), (r * 0.72, stem + deep * 0.34), (r * 0.95, stem + deep * 0.68), (r * 0.985, h)]
    elif "large round" in scene["profile"]:
        bowl = [(1.7, stem + 0.45), (r * 0.80, stem + deep * 0.20), (r, stem + deep * 0.46), (r * 0.90, stem + deep * 0.78), (r * 0.76, h)]
    else:
        bowl = [(1.5, stem + 0.5), (r * 0.80, stem + deep * 0.24), (r, stem + deep * 0.5), (r * 0.92, stem + deep * 0.78), (r * 0.82, h)]
    outer = curve([*foot, *bowl], 110)
    wall = scene["wall"]
    start = next(i for i, p in enumerate(outer) if p[1] > stem + 0.75)
    inner = [(max(x - wall, 0.02), y + wall * 0.3) for x, y in outer[start:]][::-1]
    rim: list[Point] = [(outer[-1][0] - wall / 2, outer[-1][1] + wall / 2)]
    bottom = inner[-1]
    profile = [(0.0, 0.3), (f * 0.7, 0.2), (f * 0.98, 0.0), *outer, *rim, *inner, (bottom[0] * 0.6, bottom[1] - 0.16), (0.0, bottom[1] - 0.22)]
    return Thing().dress(part("glass", lathe(profile, segments=140), inside=True), tint(colour, thin=0.5), FLAGS)


def carafe(scene: dict, colour: str, *, water: float = 0.0) -> Thing:
    r, f, h = scene["diameter"] / 2, scene["foot"] / 2, scene["height"]
    if "round body" in scene["profile"]:
        line = [(f * 0.92, 0.0), (f, 0.15), (r * 0.93, h * 0.16), (r, h * 0.29), (r * 0.82, h * 0.44), (2.2, h * 0.60), (1.75, h * 0.74), (1.75, h * 0.84), (1.95, h * 0.89)]
    else:
        line = [(f * 0.94, 0.0), (f, 0.15), (r * 0.98, h * 0.12), (r, h * 0.42), (r * 0.93, h * 0.57), (r * 0.56, h * 0.72), (r * 0.47, h * 0.82), (r * 0.52, h * 0.93), (r * 0.68, h)]
    thing = Thing().dress(blown(line, thick=scene["wall"], floor=1.0), tint(colour), FLAGS)
    if water:
        level = curve([p for p in line], 60)
        body = [(0.0, 1.05), *[(max(x - scene["wall"] - 0.02, 0.1), max(y, 1.06)) for x, y in level if y < h * water], (0.0, h * water)]
        thing.dress(part("water", lathe(body), inside=True), "texture{pigment{rgbf <0.97,0.99,0.99,0.98>} finish{diffuse 0 ambient 0 reflection{0,0.6 fresnel on} conserve_energy}} interior{ior 1.33}")
    if scene.get("stopper"):
        ball = [(0.0, h * 0.80), (1.25, h * 0.80), (1.5, h * 0.87), (1.6, h * 0.895), (1.72, h * 0.905), (2.35, h * 0.945), (2.4, h * 0.965), (1.9, h * 0.995), (0.9, h * 1.015), (0.0, h * 1.018)]
        thing.dress(part("stopper", lathe(curve(ball, 60))), wood("oak", seed=5))
    return thing


def glass_jug(scene: dict, colour: str) -> Thing:
    r, f, h = scene["diameter"] / 2, scene["foot"] / 2, scene["height"]
    line = [(f * 0.92, 0.0), (f, 0.15), (r * 0.97, h * 0.2), (r, h * 0.38), (r * 0.86, h * 0.62), (r * 0.68, h * 0.82), (r * 0.72, h)]
    lip = lipped(r * 0.28, h * 0.78, h, width=0.45)
    thing = Thing().dress(blown(line, thick=scene["wall"], floor=1.0, bend=lip), tint(colour), FLAGS)
    ear = handle([(r * 0.70, 0.86 * h), (r * 1.1, 0.93 * h), (r * 1.62, 0.80 * h), (r * 1.66, 0.60 * h), (r * 1.36, 0.40 * h), (r * 0.985, 0.32 * h)], 1.25, 1.0, power=2.0)
    return thing.dress(ear, tint(colour), FLAGS)


def glass_vase(scene: dict, colour: str) -> Thing:
    r, f, h = scene["diameter"] / 2, scene["foot"] / 2, scene["height"]
    line = [(f * 0.95, 0.0), (f, 0.15), (r * 0.93, h * 0.15), (r * 0.98, h * 0.5), (r * 0.96, h * 0.85), (r * 0.95, h)]
    return Thing().dress(blown(line, thick=scene["wall"], floor=scene["base"]), tint(colour), FLAGS)


def lantern(scene: dict, colour: str, *, lit: bool = True) -> Thing:
    """A glass cylinder in a wooden ring, with a strap or a lid, and a candle inside."""
    r, h = scene["diameter"] / 2, scene["height"]
    ring = [(0, 0.0, 0), (r * 1.02, 0.0, 0.3), (r * 1.06, 1.4, 0.5), (r * 1.04, 2.6, 0.3), (r * 0.985, 2.6, 0.1), (r * 0.985, 1.2, 0.1), (0, 1.2, 0)]
    thing = Thing().dress(solid(ring, "foot"), wood("oak"))
    tall = h - (3.0 if "lid" in scene["profile"] else 0.0)
    pane = [(r * 0.96, 1.25), (r * 0.965, tall * 0.4), (r * 0.97, tall * 0.8), (r * 0.96, tall)]
    wall = scene["wall"]
    line = curve(pane, 30)
    inner = [(x - wall, y) for x, y in line][::-1]
    ring_profile = [*line, (line[-1][0] - wall / 2, tall + 0.15), *inner, line[0]]
    tone = tint(colour, thin=1.1) if colour != "clear" else glass("#f2f6f4", depth=6)
    thing.dress(part("glass", lathe(ring_profile), inside=True), tone, FLAGS)
    if "lid" in scene["profile"]:
        lid = [(r * 0.42, tall + 0.1, 0), (r * 0.42, tall + 1.9, 0.3), (r * 0.80, tall + 2.1, 0.5), (r * 1.05, tall + 1.7, 0.6), (r * 1.05, tall + 0.3, 0.3), (r * 0.95, tall + 0.1, 0.2), (r * 0.42, tall + 0.1, 0)]
        thing.dress(solid(lid, "lid"), wood("oak", seed=3))
    if "strap" in scene["profile"]:
        strap = handle([(-r * 1.02, tall * 0.80), (-r * 0.98, tall * 1.0), (-r * 0.62, tall * 1.32), (0, tall * 1.44), (r * 0.62, tall * 1.32), (r * 0.98, tall * 1.0), (r * 1.02, tall * 0.80)], 1.5, 0.28, power=4, swell=0)
        thing.dress(strap, clay("#6b4630"))
    return pillar_candle(thing, 1.2, min(tall * 0.42, 13.0), min(r * 0.5, 3.6), lit=lit)


def pillar_candle(thing: Thing, base: float, tall: float, radius: float, *, lit: bool, colour: str = "#efe6d4") -> Thing:
    top = base + tall
    body = [(0, base, 0), (radius, base, 0.2), (radius, top - 0.3, 0.6), (radius - 0.5, top, 0.35), (radius * 0.5, top - 0.22, 0.5), (0, top - 0.3, 0)]
    thing.dress(solid(body, "wax"), wax(colour, span=(base, top), lit=lit))
    thing.raw(wick(0.8, (0, top - 0.3, 0)))
    return thing.raw(flame(2.8, (0.04, top + 0.15, 0), power=1.5, reach=radius * 5)) if lit else thing


def candle(scene: dict, colour: str) -> Thing:
    """A pillar candle; tapers are in `tapers`."""
    colours = {"chalk": "#ece4d4", "honey": "#cf9a47", "clay": "#a85f45", "moss": "#757d52"}
    return pillar_candle(Thing(), 0.0, scene["height"], scene["diameter"] / 2, lit=True, colour=colours[colour])


def taper(height: float, radius: float, colour: str) -> Thing:
    """One dipped taper, standing, with its white wick."""
    line = [(0, 0, 0), (radius * 1.08, 0.0, 0.3), (radius, 2.0, 1), (radius * 0.86, height * 0.8, 4), (radius * 0.6, height - 0.8, 0.6), (0.16, height, 0.3), (0, height, 0)]
    thing = Thing().dress(solid(line, "wax", segments=72), wax(colour, span=(0, height)))
    return thing.raw(f"cylinder{{<0,{height - 0.3},0>,<0.2,{height + 1.6},0.05>,0.09 {clay('#e9e2d2')}}}\n")


def tapers(scene: dict, colour: str) -> Thing:
    """A bundle lying down, tied with string; or a pair hung by its shared wick."""
    colours = {"chalk": "#ece4d4", "honey": "#cf9440", "clay": "#a8593f", "moss": "#6d7649"}
    r, h, count = scene["diameter"] / 2, scene["height"], scene["bundle"]
    seats = [(-2, 0), (0, 0), (2, 0), (-1, 1), (1, 1), (0, 2)][:count] if count > 2 else [(-1.3, 0), (1.3, 0)]
    lying = []
    for i, (across, layer) in enumerate(seats):
        shift = 0.5 * ((i * 7) % 3 - 1)
        lying.append(taper(h, r, colours[colour]).placed(-h / 2 + shift, across * r * 1.06, y=r * 1.05 + layer * r * 1.78, roll=-90))
    bundle = together(*lying)
    if count > 2:
        loop = curve([(r * 3.35, 0.02), (r * 2.9, r * 2.1), (r * 1.3, r * 4.75), (0, r * 5.75), (-r * 1.3, r * 4.75), (-r * 2.9, r * 2.1), (-r * 3.35, 0.02)], 40)
        string = [part("string", _cord([(0.0 + d, y + 0.1, z) for z, y in loop], 0.16)) for d in (-0.35, 0.0, 0.35)]
        for cord in string:
            bundle.dress(cord, clay("#c9b592"))
        bow = _cord(curve([(0, r * 5.9, -0.2), (1.6, r * 5.9 + 0.5, -1.9), (2.6, r * 5.2, -3.2), (1.0, r * 5.4, -1.8), (0, r * 5.9, 0), (-1.6, r * 5.9 + 0.6, -1.7), (-2.8, r * 5.2, -2.6), (-1.2, r * 5.5, -1.5), (0, r * 5.9, 0.1)], 60), 0.15)
        bundle.dress(part("string", bow), clay("#c9b592"))
    return bundle


def _cord(path: list[Point], radius: float) -> Rows:
    return sweep(path, lambda t: (radius, radius), segments=10, side=(0.3, 0.4, 0.86))

