"""Lamps, lit: what they stand or hang from, the shade, and the light that leaves it."""

from __future__ import annotations

from fabrics import shade
from geometry import Part, Point, curve, lathe, part
from glazing import GLAZES
from materials import clay, glass, glaze, metal, mix, rgb, wood
from things import Thing, bulb
from turned import Wall, by_hand, solid, vessel

LINEN = "#e9dcc4"


def shell(low: float, high: float, r_low: float, r_high: float) -> tuple[Part, Part]:
    """A shade: the cloth, and its two rims."""
    count = 40
    line: list[Point] = [
        (r_low + (r_high - r_low) * k / count, low + (high - low) * k / count) for k in range(count + 1)
    ]
    rims = [
        [
            (r + d, y + e)
            for d, e in (
                (0.16, -0.25),
                (0.22, 0.0),
                (0.16, 0.25),
                (-0.1, 0.25),
                (-0.12, 0.0),
                (-0.1, -0.25),
                (0.16, -0.25),
            )
        ]
        for r, y in (line[0], line[-1])
    ]
    both = [lathe(rim, segments=120) for rim in rims]
    cloth, ring = part("shade", lathe(line)), [part("rim", rows) for rows in both]
    return cloth, Part(
        "rim", f"union{{object{{{ring[0].body}}} object{{{ring[1].body}}}}}", ring[0].points + ring[1].points
    )


def shaded(
    thing: Thing, low: float, high: float, r_low: float, r_high: float, *, power: float = 2.6, colour: str = LINEN
) -> Thing:
    """Put a lit cloth shade on a lamp."""
    cloth, rims = shell(low, high, r_low, r_high)
    thing.dress(cloth, shade(colour, span=(low, high), strength=0.95), "no_radiosity")
    warm = mix(colour, "#ffc27a", 0.4)
    thing.dress(rims, f"texture{{pigment{{color {rgb(warm, 0.7)}}} finish{{diffuse 0.4 ambient 0 emission 0.35}}}}")
    y = low + (high - low) * 0.45
    thing.raw(bulb((0, y, 0), 2.4, power=power, reach=r_low * 1.25))
    # What comes through the cloth itself, without a shadow.
    return thing.raw(
        f"light_source{{<0,{y},0> color {rgb('#ffdcb0', power * 0.16)} shadowless fade_distance "
        f"{r_low * 2.2} fade_power 2}}\n"
    )


def table_lamp(scene: dict, colour: str) -> Thing:
    h, base, r = scene["height"], scene["base_height"], scene["base_diameter"] / 2
    top = scene["diameter"] / 2
    thing = Thing()
    if scene["glaze"] == "wood":
        body = [
            (0, 0, 0),
            (r * 0.98, 0, 0.3),
            (r, 0.6, 0.5),
            (r, base * 0.70, 3.0),
            (r * 0.80, base * 0.90, 2.5),
            (r * 0.36, base, 1.5),
            (0, base, 0),
        ]
        thing.dress(solid(body, "base"), wood(colour, along="y", seed=2, sheen=0.15))
    else:
        line = [
            (r * 0.62, 0.0),
            (r * 0.66, base * 0.02),
            (r * 0.98, base * 0.22),
            (r * 0.97, base * 0.38),
            (r * 0.64, base * 0.60),
            (r * 0.60, base * 0.72),
            (r * 0.58, base * 0.84),
            (r * 0.30, base * 0.97),
            (r * 0.24, base),
        ]
        hue, edge = GLAZES[colour]
        for piece in vessel(line, Wall(thick=0.5, foot_in=0.8), bend=by_hand(0.004, rings=0.02, seed=3)):
            thing.dress(
                piece, glaze(hue, span=(0, base), sheen="satin", speckle=0.2, rim=edge, raw="#b89470", foot=0.6)
            )
    neck = [
        (0, base - 0.5, 0),
        (1.5, base - 0.5, 0.1),
        (1.5, base + 0.5, 0.2),
        (0.75, base + 0.8, 0.3),
        (0.75, base + 3.2, 0.2),
        (1.6, base + 3.4, 0.2),
        (1.6, base + 7, 0.2),
        (0, base + 7, 0),
    ]
    thing.dress(solid(neck, "neck"), metal("brass"))
    cone = "conical" in scene["profile"]
    return shaded(thing, base + 2.2, h, top, top * (0.62 if cone else 0.90))


def floor_lamp(scene: dict, colour: str) -> Thing:
    h, top = scene["height"], scene["diameter"] / 2
    low = h - 30
    foot = [(0, 0, 0), (14.6, 0, 0.4), (15, 1.4, 0.8), (14, 2.8, 0.8), (2.4, 3.6, 1.2), (0, 3.6, 0)]
    pole = [(1.9, 3.4), (1.55, 20), (1.35, 60), (1.2, 95), (1.0, low + 6), (0.9, low + 8)]
    thing = (
        Thing()
        .dress(solid(foot, "foot"), wood(colour, seed=4))
        .dress(part("pole", lathe(curve(pole, 60), segments=60)), wood(colour, along="y"))
    )
    ring = [(0, low - 3, 0), (1.35, low - 3, 0.2), (1.35, low - 1.4, 0.2), (0, low - 1.4, 0)]
    thing.dress(solid(ring, "ring"), metal("brass"))
    return shaded(thing, low, h, top, top * 0.58, power=2.6)


def pendant(scene: dict, colour: str) -> Thing:
    if scene.get("shade"):
        return drum_pendant(scene)
    return drop_pendant(scene, colour) if scene["glaze"] == "glass" else bell_pendant(scene, colour)


def cord(thing: Thing, low: float, colour: str) -> Thing:
    """A textile cord going up out of the picture; it does not count when framing."""
    x = f"cylinder{{<0,{low},0>,<0,{low + 400},0>,0.32 {clay(colour)} no_shadow}}\n"
    return thing.raw(x)


def bell_pendant(scene: dict, colour: str) -> Thing:
    r, h = scene["diameter"] / 2, scene["height"]
    outer = curve(
        [
            (r, 0.0),
            (r * 0.93, h * 0.10),
            (r * 0.84, h * 0.30),
            (r * 0.74, h * 0.55),
            (r * 0.50, h * 0.78),
            (2.2, h * 0.90),
            (1.7, h * 0.97),
        ],
        60,
    )
    wall = scene["wall"]
    inner = [(max(x - wall, 0.1), y - wall * 0.2) for x, y in outer]
    inner[0] = (r - wall, 0.0)
    rim = [(r - wall, 0.0), (r - wall * 0.5, -0.28), (r, 0.0)]
    hue = GLAZES[colour][0]
    thing = Thing().dress(
        part("outside", lathe([rim[1], *outer], bend=by_hand(0.003))),
        glaze(hue, span=(0, h), sheen="matt", speckle=0.25),
    )
    thing.dress(
        part("inside", lathe([rim[1], *inner], bend=by_hand(0.003))),
        f"texture{{pigment{{color {rgb('#f1e6d2')}}} finish{{diffuse 0.8 ambient 0 emission rgb<0.34,0.25,0.15>}}}}",
    )
    cap = [
        (0, h * 0.94, 0),
        (1.9, h * 0.94, 0.2),
        (1.9, h * 1.02, 0.3),
        (1.0, h * 1.05, 0.3),
        (0.5, h * 1.14, 0.2),
        (0, h * 1.14, 0),
    ]
    thing.dress(solid(cap, "cap"), metal("brass"))
    thing.raw(bulb((0, h * 0.30, 0), 3.0, power=2.6, reach=r * 1.3, shown=3.0))
    return cord(thing, h * 1.1, "#c9bda6")


def drop_pendant(scene: dict, colour: str) -> Thing:
    r, h = scene["diameter"] / 2, scene["height"]
    outer = curve(
        [
            (r * 0.52, 0.0),
            (r * 0.80, h * 0.09),
            (r, h * 0.32),
            (r * 0.86, h * 0.58),
            (r * 0.46, h * 0.80),
            (2.4, h * 0.93),
            (2.2, h),
        ],
        70,
    )
    wall = scene["wall"]
    inner = [(max(x - wall, 0.1), y + 0.02) for x, y in outer][::-1]
    tone = glass("#8b9092", depth=1.3) if colour == "smoke" else glass("#f2f6f4", depth=6)
    profile = [*outer, (outer[-1][0] - wall / 2, h + 0.05), *inner, (outer[0][0] - wall / 2, -0.14), outer[0]]
    thing = Thing().dress(part("glass", lathe(profile), inside=True), tone, "no_radiosity no_shadow")
    cap = [
        (0, h * 0.93, 0),
        (2.6, h * 0.93, 0.2),
        (2.6, h * 1.06, 0.3),
        (1.0, h * 1.10, 0.4),
        (0.5, h * 1.18, 0.2),
        (0, h * 1.18, 0),
    ]
    thing.dress(solid(cap, "cap"), metal("brass"))
    socket = [(0, h * 0.72, 0), (1.7, h * 0.72, 0.2), (1.7, h * 0.95, 0.2), (0, h * 0.95, 0)]
    thing.dress(solid(socket, "socket"), metal("brass"))
    thing.raw(bulb((0, h * 0.54, 0), 3.1, power=1.3, reach=r * 2, shown=3.4))
    return cord(thing, h * 1.1, "#3a3734")


def drum_pendant(scene: dict) -> Thing:
    r, h = scene["diameter"] / 2, scene["height"]
    thing = shaded(Thing(), 0.0, h, r, r, power=2.0)
    disc = (
        f"disc{{<0,0.6,0>,y,{r - 0.4} texture{{pigment{{color {rgb('#ffeccb')}}} finish{{diffuse "
        f"0.3 ambient 0 emission 0.85}}}} no_shadow no_radiosity}}\n"
    )
    return cord(thing.raw(disc), h * 0.6, "#c9bda6")
