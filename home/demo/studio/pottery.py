"""Stoneware and red clay: cups, bowls, plates, jugs, vases, pots and candle holders."""

from __future__ import annotations

import math

from geometry import Part, Point
from materials import glaze, mix, rgb, wax
from things import Thing, flame, wick
from turned import Bend, Wall, by_hand, fluted, handle, lipped, solid, spout, vessel

GLAZES = {
    "chalk": ("#ece5d8", "#b4946c"), "sand": ("#d3bd98", "#94683c"), "celadon": ("#a6c2b0", "#8d7350"), "glaze-green": ("#2f5f5c", "#7d5c3c"),
    "clay": ("#a8563b", "#5f3222"), "ink": ("#2a3333", "#70513a"), "moss": ("#6d7648", "#7c5a34"), "honey": ("#c68a35", "#6c3d16"),
    "smoke": ("#80868a", "#a08564"),
}
BODY = "#b89470"
SHEEN = {"glossy": "gloss", "satin": "satin", "matt": "matt"}


def seed_of(text: str) -> int:
    return sum(ord(c) * (i + 3) for i, c in enumerate(text)) % 97


def coat(part: Part, scene: dict, colour: str, span: tuple[float, float], *, foot: float = 0.0) -> str:
    """The glaze of a scene on one part."""
    base, edge = GLAZES[colour]
    sheen = SHEEN.get(scene.get("glaze", "glossy"), "gloss")
    raw_rim = scene.get("unglazed_rim")
    speckle = {"gloss": 0.0, "satin": 0.16, "matt": 0.26}[sheen]
    rim = "#9c7a58" if raw_rim else edge if sheen != "matt" else mix(base, edge, 0.45)
    inside = part.role == "inside"
    pool = mix(base, "#123a36" if colour == "celadon" else edge, 0.28) if inside and sheen == "gloss" else ""
    if not inside and sheen == "gloss" and "rings" in scene.get("profile", ""):
        pool = mix(base, edge, 0.45)
    return glaze(base, span=span, sheen=sheen, rim=rim if part.role in ("inside", "outside") else "", raw=BODY, foot=0 if inside else foot,
                 speckle=speckle, speck=mix("#3a2c20", base, 0.15 if colour != "ink" else 0.6), pool=pool)


def thrown(scene: dict, colour: str, line: list[Point], wall: Wall, *, bend: Bend | None = None, foot: float = 0.0) -> Thing:
    """A glazed vessel standing on its foot."""
    thing = Thing()
    parts = vessel(line, wall, bend=bend)
    high = max(p.span[1] for p in parts)
    for piece in parts:
        low = 0.0 if piece.role == "outside" else piece.span[0]
        thing.dress(piece, coat(piece, scene, colour, (low, high), foot=foot))
    return thing


def scaled_line(pairs: list[tuple[float, float]], height: float) -> list[Point]:
    return [(r, y * height) for r, y in pairs]


def hand(scene: dict, amount: float = 0.005) -> Bend:
    rings = 0.028 if "rings" in scene.get("profile", "") else 0.006
    scale = scene.get("diameter", 10) / 10
    return by_hand(amount, rings=rings * min(scale, 1.6), seed=seed_of(scene.get("profile", "")))


def cup(scene: dict, colour: str) -> Thing:
    """Cups, mugs and espresso cups."""
    r, f, h, profile = scene["diameter"] / 2, scene["foot"] / 2, scene["height"], scene["profile"]
    if "cylinder" in profile:
        line = [(f, 0.0), (f * 1.03, 0.025), (r * 0.995, 0.12), (r, 0.5), (r, 1)]
    elif "tulip" in profile:
        line = [(f, 0.0), (f * 1.16, 0.03), (r * 0.93, 0.25), (r, 0.5), (r * 0.955, 0.78), (r * 0.93, 1)]
    elif "generous" in profile:
        line = [(f, 0.0), (f * 1.1, 0.03), (r * 0.96, 0.26), (r, 0.5), (r * 0.93, 0.78), (r * 0.92, 0.93), (r * 0.95, 1)]
    else:
        line = [(f, 0.0), (f * 1.22, 0.035), (r * 0.97, 0.27), (r * 0.985, 0.45), (r * 0.93, 0.75), (r * 0.945, 0.9), (r, 1)]
    bend = hand(scene)
    if "thumb dent" in profile:
        bend = _dented(bend, h)
    raw = 1.0 if "band" in profile else 0.45 if scene.get("unglazed_foot") else 0.0
    thing = thrown(scene, colour, scaled_line(line, h), Wall(thick=scene["wall"], foot_in=0.5), bend=bend, foot=raw)
    if scene.get("handle"):
        ear = _cup_ear(r, h, wide=1.5 if "cylinder" not in profile else 1.3)
        thing.dress(ear, coat(ear, scene, colour, (-h, 3 * h)))
    return thing


def _cup_ear(r: float, h: float, *, wide: float) -> Part:
    x = r * 0.93
    reach = h * 0.34
    return handle([(x, 0.80 * h), (x + reach * 0.55, 0.835 * h), (x + reach * 0.98, 0.70 * h), (x + reach, 0.50 * h), (x + reach * 0.6, 0.32 * h), (x, 0.24 * h)], wide, wide * 0.5)


def _dented(base: Bend, h: float) -> Bend:
    def bend(angle: float, r: float, y: float) -> tuple[float, float]:
        radius, height = base(angle, r, y)
        off = math.atan2(math.sin(angle + 1.25), math.cos(angle + 1.25))
        return radius - 0.42 * math.exp(-((off / 0.42) ** 2) - ((y / h - 0.55) / 0.2) ** 2) * min(1, r), height

    return bend


def bowl(scene: dict, colour: str) -> Thing:
    r, f, h, profile = scene["diameter"] / 2, scene["foot"] / 2, scene["height"], scene["profile"]
    if "straight flaring" in profile:
        line = [(f, 0.0), (f * 1.08, 0.05), (r * 0.62, 0.30), (r * 0.83, 0.66), (r, 1)]
    elif "upright" in profile:
        line = [(f, 0.0), (f * 1.12, 0.03), (r * 0.93, 0.16), (r * 0.985, 0.38), (r, 0.7), (r, 1)]
    elif "rolled" in profile:
        line = [(f, 0.0), (f * 1.1, 0.03), (r * 0.78, 0.27), (r * 0.90, 0.6), (r * 0.94, 0.88), (r * 0.985, 0.945), (r, 0.975), (r * 0.985, 1)]
    else:
        line = [(f, 0.0), (f * 0.99, 0.06), (f * 1.12, 0.11), (r * 0.70, 0.27), (r * 0.89, 0.55), (r * 0.955, 0.84), (r, 1)]
    taper = -0.25 if "rolled" in profile else 0.3
    foot = 0.55 if scene.get("unglazed_foot") else 0.0
    return thrown(scene, colour, scaled_line(line, h), Wall(thick=scene["wall"], taper=taper, foot_in=0.7, bottom=0.12), bend=hand(scene), foot=foot)


def plate(scene: dict, colour: str) -> Thing:
    r, f, h, profile = scene["diameter"] / 2, scene["foot"] / 2, scene["height"], scene["profile"]
    if "upright rim" in profile:
        line = [(f, 0.0), (f * 1.03, 0.16), (r * 0.80, 0.22), (r * 0.94, 0.34), (r * 0.985, 0.62), (r, 1)]
    elif "deep" in profile:
        line = [(f, 0.0), (f * 1.05, 0.09), (r * 0.74, 0.2), (r * 0.90, 0.45), (r * 0.97, 0.75), (r, 1)]
    elif "platter" in profile:
        line = [(f, 0.0), (f * 1.04, 0.10), (r * 0.66, 0.24), (r * 0.78, 0.52), (r, 1)]
    else:
        line = [(f, 0.0), (f * 1.06, 0.14), (r * 0.78, 0.34), (r * 0.92, 0.64), (r, 1)]
    wall = Wall(thick=scene["wall"], floor=scene["wall"] * 0.7, taper=0.25, foot_in=0.8, bottom=0.06)
    return thrown(scene, colour, scaled_line(line, h), wall, bend=hand(scene, 0.003), foot=0.3)


def vase(scene: dict, colour: str) -> Thing:
    r, f, lip, h, profile = scene["diameter"] / 2, scene["foot"] / 2, scene["lip"] / 2, scene["height"], scene["profile"]
    if "sphere" in profile:
        line = [(f, 0.0), (f * 1.2, 0.02), (r * 0.90, 0.24), (r, 0.48), (r * 0.88, 0.76), (r * 0.52, 0.945), (lip * 1.04, 0.985), (lip, 1)]
    elif "bottle" in profile:
        line = [(f, 0.0), (f * 1.12, 0.02), (r, 0.2), (r * 0.86, 0.38), (lip * 1.35, 0.56), (lip * 0.86, 0.72), (lip * 0.86, 0.92), (lip * 1.05, 1)]
    elif "monumental" in profile:
        line = [(f, 0.0), (f * 1.03, 0.02), (r * 0.86, 0.35), (r, 0.64), (r * 0.90, 0.81), (lip * 1.08, 0.93), (lip * 0.97, 0.965), (lip * 1.05, 1)]
    else:
        line = [(f, 0.0), (f * 1.02, 0.02), (r * 0.86, 0.35), (r, 0.68), (r * 0.93, 0.81), (lip * 1.12, 0.915), (lip * 0.95, 0.945), (lip, 1)]
    bend = hand(scene, 0.004)
    if "combed" in profile:
        bend = fluted(90, 0.16, h * 0.62, h * 0.84, base=bend)
    return thrown(scene, colour, scaled_line(line, h), Wall(thick=scene["wall"], taper=0.4, foot_in=0.8), bend=bend, foot=0.5)


def jug(scene: dict, colour: str) -> Thing:
    r, f, h, profile = scene["diameter"] / 2, scene["foot"] / 2, scene["height"], scene["profile"]
    if "tall" in profile:
        line = [(f, 0.0), (f * 1.1, 0.02), (r * 0.97, 0.22), (r, 0.38), (r * 0.80, 0.64), (r * 0.60, 0.82), (r * 0.62, 0.93), (r * 0.68, 1)]
    else:
        line = [(f, 0.0), (f * 1.12, 0.03), (r * 0.96, 0.24), (r * 0.98, 0.36), (r * 0.74, 0.62), (r * 0.56, 0.82), (r * 0.60, 0.94), (r * 0.66, 1)]
    bend = lipped(r * 0.34, h * 0.74, h, base=hand(scene), width=0.42)
    thing = thrown(scene, colour, scaled_line(line, h), Wall(thick=scene["wall"], foot_in=0.6), bend=bend, foot=0.5)
    if scene.get("handle"):
        strap = 2.6 if "strap" in profile else 1.7
        reach = r * 0.95
        ear = handle([(r * 0.56, 0.90 * h), (r * 0.56 + reach * 0.7, 0.945 * h), (r * 0.62 + reach, 0.80 * h), (r * 0.60 + reach, 0.62 * h), (r * 0.66 + reach * 0.72, 0.45 * h), (r * 0.93, 0.34 * h)], strap, 0.75)
        thing.dress(ear, coat(ear, scene, colour, (-h, 3 * h)))
    return thing


def teapot(scene: dict, colour: str) -> Thing:
    r, f, h = scene["diameter"] / 2, scene["foot"] / 2, scene["height"] * 0.80
    line = [(f, 0.0), (f * 1.1, 0.03), (r * 0.93, 0.28), (r, 0.5), (r * 0.90, 0.76), (r * 0.62, 0.94), (r * 0.52, 1)]
    thing = thrown(scene, colour, scaled_line(line, h), Wall(thick=scene["wall"], foot_in=0.6), bend=hand(scene), foot=0.5)
    lid_r = r * 0.535
    lid = solid([(0, h * 0.98, 0), (lid_r, h * 0.98, 0.1), (lid_r, h + 0.35, 0.25), (lid_r * 0.5, h + 0.75, 2), (0.75, h + 0.8, 0.3), (0.7, h + 1.3, 0.3), (1.25, h + 1.75, 0.4), (1.15, h + 2.3, 0.5), (0, h + 2.4, 0)], "lid")
    thing.dress(lid, coat(lid, scene, colour, (-h, 3 * h)))
    for piece in spout([(-r * 0.80, 0.36 * h), (-r * 1.12, 0.50 * h), (-r * 1.32, 0.76 * h), (-r * 1.52, 0.98 * h)], 1.75, 0.82):
        thing.dress(piece, coat(piece, scene, colour, (-h, 3 * h)))
    ear = handle([(r * 0.76, 0.83 * h), (r * 1.2, 0.98 * h), (r * 1.55, 0.80 * h), (r * 1.52, 0.48 * h), (r * 1.22, 0.27 * h), (r * 0.90, 0.24 * h)], 1.6, 0.95)
    return thing.dress(ear, coat(ear, scene, colour, (-h, 3 * h)))


def planter(scene: dict, colour: str) -> Thing:
    r, f, h, profile = scene["diameter"] / 2, scene["foot"] / 2, scene["height"], scene["profile"]
    t = scene["wall"]
    if "cylinder" in profile:
        line = [(f, 0.0), (f * 1.02, 0.02), (r * 0.995, 0.15), (r, 0.6), (r, 1)]
    elif "band" in profile:
        line = [(f, 0.0), (f * 1.02, 0.015), (r * 0.86, 0.42), (r * 0.89, 0.54), (r * 0.915, 0.56), (r * 0.915, 0.60), (r * 0.90, 0.62), (r * 0.93, 0.84), (r * 0.99, 0.90), (r, 0.95), (r * 0.985, 1)]
    else:
        line = [(f, 0.0), (f * 1.02, 0.015), (r * 0.83, 0.45), (r * 0.905, 0.75), (r * 0.915, 0.79), (r * 0.985, 0.81), (r * 0.99, 0.86), (r, 0.97), (r * 0.99, 1)]
    raw = 1.6 if scene.get("unglazed_foot") else 0.0
    thing = thrown(scene, colour, scaled_line(line, h), Wall(thick=t, taper=-0.1, foot_in=0.9), bend=hand(scene, 0.003), foot=raw)
    if not scene.get("saucer"):
        return thing
    dish = thrown(scene, colour, [(f * 1.12, 0.0), (f * 1.16, 0.1), (f * 1.26, 0.9), (f * 1.34, h * 0.13)], Wall(thick=0.5, floor=0.4, foot=0.15, bottom=0.2), foot=0.0)
    lifted = thing.placed(y=0.75)
    return Thing(dish.text + lifted.text, dish.points + lifted.points)


def candle_stick(scene: dict, colour: str, *, lit: bool = True, candle: float = 17.0) -> Thing:
    """A broad dish with a short column and a candle in it."""
    r, h = scene["diameter"] / 2, scene["height"]
    thing = thrown(scene, colour, [(r * 0.72, 0.0), (r * 0.76, 0.06), (r * 0.95, 0.5), (r, 1.5)], Wall(thick=scene["wall"], floor=0.35, foot_in=0.5, bottom=0.3), bend=by_hand(0.004), foot=0.25)
    column = solid([(1.9, 0.6, 0), (1.55, 1.3, 1), (1.45, h * 0.6, 2), (1.75, h - 0.4, 0.6), (1.75, h, 0.3), (1.35, h, 0.2), (1.25, h - 0.7, 0.2), (0, h - 0.8, 0)], "outside", bend=by_hand(0.006))
    thing.dress(column, coat(column, scene, colour, (0, h)))
    return add_taper(thing, h - 0.8, candle, GLAZES["chalk"][0], lit=lit)


def add_taper(thing: Thing, base: float, tall: float, colour: str, *, lit: bool, radius: float = 1.1) -> Thing:
    top = base + tall
    body = solid([(0, base, 0), (radius, base, 0.1), (radius * 0.97, base + tall * 0.6, 3), (radius * 0.90, top - 0.9, 0.5), (radius * 0.66, top - 0.25, 0.4), (0.12, top, 0.2), (0, top - 0.05, 0)], "wax", segments=60)
    thing.dress(body, wax(colour, span=(base, top), lit=lit))
    thing.raw(wick(0.9, (0, top, 0)))
    if lit:
        thing.raw(flame(3.0, (0.05, top + 0.5, 0), power=1.3, reach=tall))
    return thing


def tealight_cup(scene: dict, colour: str) -> Thing:
    """A small round cup whose thin glaze glows from the light inside."""
    r, h = scene["diameter"] / 2, scene["height"]
    line = [(r * 0.55, 0.0), (r * 0.66, 0.03), (r * 0.97, 0.36), (r, 0.58), (r * 0.92, 0.85), (r * 0.86, 1)]
    thing = Thing()
    base, edge = GLAZES[colour]
    for piece in vessel(scaled_line(line, h), Wall(thick=scene["wall"], foot_in=0.5), bend=by_hand(0.006, seed=4)):
        if piece.role == "inside":
            texture = f"texture{{pigment{{gradient y color_map{{[0 {rgb('#ffe2ae', 1.5)}][0.55 {rgb('#ffbe6a', 0.9)}][1 {rgb('#e08a3c', 0.4)}]}} scale {h}}} finish{{ambient 0 diffuse 0.5 emission 0.9}}}}"
            thing.dress(piece, texture)
        else:
            thing.dress(piece, coat(piece, scene, colour, (0, h), foot=0.3).replace("ambient 0 specular 0 reflection", "ambient 0 emission rgb<0.42,0.24,0.09> specular 0 reflection"))
    tin = solid([(0, 0.9, 0), (1.9, 0.9, 0.1), (1.95, 2.2, 0.1), (1.8, 2.2, 0.05), (1.75, 2.0, 0.1), (0, 2.0, 0)], "tin")
    thing.dress(tin, wax("#f6efe0", span=(0.9, 2.2), lit=True))
    return thing.raw(wick(0.6, (0, 2.0, 0)) + flame(2.0, (0, 2.3, 0), power=1.2, reach=7))


